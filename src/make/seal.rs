//! Whether the signatures of a file still hold it.

use crate::signing::{After, Checked, SimpleSignature, ValueCheck, verify_detached, verify_pdf};

/// How a signed file stands to its signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seal {
    /// Nothing speaks against it.
    Holds,
    /// Its bytes are not those that were signed.
    Broken,
    /// A signature cannot be read.
    Unreadable,
}

/// Looks at the signatures inside a file and at those that lie beside it.
pub fn seal(file: &[u8], beside: &[Vec<u8>]) -> Seal {
    let is_broken = |it: &Checked| {
        it.agrees == Some(false)
            || it.value == Some(ValueCheck::Wrong)
            || matches!(it.after, After::Changed(_))
    };
    let has_gap = file.windows(10).any(|w| w == b"/ByteRange");
    let inside = (file.starts_with(b"%PDF") && has_gap).then(|| verify_pdf(file, &[]));
    let mut found = match inside {
        Some(Ok(signatures)) if signatures.iter().any(is_broken) => Seal::Broken,
        None | Some(Ok(_)) => Seal::Holds,
        Some(Err(_)) => Seal::Unreadable,
    };
    for signature in beside {
        let one = beside_it(signature, file);
        if found == Seal::Holds || one == Seal::Broken {
            found = one;
        }
    }
    found
}

/// A detached signature, or a simple one.
fn beside_it(signature: &[u8], file: &[u8]) -> Seal {
    if let Some(simple) = SimpleSignature::read(signature) {
        return if simple.is_of(file) {
            Seal::Holds
        } else {
            Seal::Broken
        };
    }
    match verify_detached(signature, file, &[]) {
        Ok(checked) if !checked.agrees || checked.value == ValueCheck::Wrong => Seal::Broken,
        Ok(_) => Seal::Holds,
        Err(_) => Seal::Unreadable,
    }
}
