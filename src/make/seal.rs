//! Whether the signatures of a file still hold it.

use std::path::Path;

use chrono::{DateTime, Utc};

use crate::disk::{Ledger, Trouble};
use crate::signing::{
    After, Checked, Cms, SimpleSignature, ValueCheck, time_doubt, unfit, verify_each_detached,
    verify_pdf,
};

/// How a signed file stands to its signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seal {
    /// Nothing speaks against it.
    Holds,
    /// It was signed at a time that cannot be, or with a certificate or a key of which nobody can be
    /// sure.
    Doubtful,
    /// The certificate, or what is drawn on the page, names another person than the field.
    OfAnother,
    /// Viewers do not show it: it is not in the list of fields.
    Hidden,
    /// A signature cannot be read.
    Unreadable,
    /// Its bytes are not those that were signed.
    Broken,
}

/// Looks at the signatures inside a file and at those that lie beside it; the worst is told.
pub fn seal(file: &[u8], beside: &[Vec<u8>]) -> Seal {
    let has_gap = file.windows(10).any(|w| w == b"/ByteRange");
    let inside = (file.starts_with(b"%PDF") && has_gap).then(|| verify_pdf(file, &[]));
    let inside = match inside {
        Some(Ok(signatures)) => signatures.iter().map(inside_it).max(),
        Some(Err(_)) => Some(Seal::Unreadable),
        None => None,
    };
    let beside = beside.iter().map(|signature| beside_it(signature, file));
    beside.chain(inside).max().unwrap_or(Seal::Holds)
}

/// Whether nothing, or not all, was written of a signature: a full disk and programs that keep folders
/// alike leave such files.
fn is_cut(signature: &[u8]) -> bool {
    let is_blank = |byte: &u8| *byte == 0 || byte.is_ascii_whitespace();
    if signature.iter().all(is_blank) {
        return true;
    }
    if signature.starts_with(b"-----BEGIN") {
        return !signature.windows(8).any(|found| found == b"-----END");
    }
    // A sequence in DER says how long it is (X.690, 8.1.3).
    match signature {
        [0x30, first @ 0x81..=0x84, rest @ ..] => {
            let count = usize::from(first & 0x7F);
            let length = rest.iter().take(count);
            let length = length.fold(0, |sum, byte| sum << 8 | usize::from(*byte));
            rest.len() < count + length
        }
        _ => false,
    }
}

/// What is wrong with the signatures beside a file, as far as that is for certain.
pub(super) fn wrong_beside(file: &[u8], beside: &[Vec<u8>]) -> Option<Seal> {
    let each = beside.iter().filter_map(|signature| {
        if is_cut(signature) {
            return Some(Seal::Unreadable);
        }
        // What another program wrote may be of a kind that is not read here.
        Some(beside_it(signature, file)).filter(|seal| *seal == Seal::Broken)
    });
    each.max()
}

/// The ledger of an output folder.
///
/// # Errors
/// If the folder cannot be read.
pub(crate) fn ledger(folder: &Path, writer: &str) -> Result<Ledger, Trouble> {
    Ok(Ledger::open(folder, writer)?.telling_apart(fits))
}

/// Whether a signature is of these bytes.
pub(super) fn fits(file: &[u8], signature: &[u8]) -> bool {
    matches!(beside_it(signature, file), Seal::Holds | Seal::Doubtful)
}

fn inside_it(it: &Checked) -> Seal {
    let Ok(cms) = &it.cms else {
        return Seal::Unreadable;
    };
    let person = it.person.as_deref().filter(|_| !it.is_time_stamp);
    let is_another = person.is_some_and(|person| !cms.certificate.is_owned_by(person));
    if it.agrees == Some(false)
        || it.value == Some(ValueCheck::Wrong)
        || matches!(it.after, After::Changed(_))
    {
        Seal::Broken
    } else if !it.is_listed {
        Seal::Hidden
    } else if is_another || it.other_mark.is_some() {
        Seal::OfAnother
    } else if !it.is_time_stamp && is_doubtful(cms, it.signed_at().map(|it| it.0)) {
        Seal::Doubtful
    } else {
        Seal::Holds
    }
}

fn is_doubtful(cms: &Cms, at: Option<DateTime<Utc>>) -> bool {
    let certificate = &cms.certificate;
    time_doubt(certificate.validity(), at).is_some() || unfit(certificate).is_some()
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
    match verify_each_detached(signature, file, &[], None) {
        Ok(each)
            if each
                .iter()
                .any(|it| !it.agrees || it.value == ValueCheck::Wrong) =>
        {
            Seal::Broken
        }
        Ok(each) if each.iter().any(|it| is_doubtful(&it.cms, it.signed_at())) => Seal::Doubtful,
        Ok(_) => Seal::Holds,
        Err(_) => Seal::Unreadable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made by `openssl` with keys that were thrown away.
    macro_rules! made {
        ($name:literal) => {
            include_bytes!(concat!("../../tests/data/signing/made/", $name))
        };
    }

    #[test]
    fn a_signature_that_was_not_written_whole_is_known() {
        let whole = made!("rsa.sig");
        for cut in [
            &b""[..],
            b"\0\0\0\0",
            b"\n",
            b"-----BEGIN CMS-----\nMII",
            &whole[..whole.len() / 2],
            &whole[..5],
        ] {
            assert!(is_cut(cut), "{}", cut.len());
            assert_eq!(
                wrong_beside(made!("document.txt"), &[cut.to_vec()]),
                Some(Seal::Unreadable)
            );
        }
        assert_eq!(wrong_beside(made!("document.txt"), &[whole.to_vec()]), None);
    }

    #[test]
    fn a_signature_of_which_nobody_can_be_sure_is_doubted() {
        let document = made!("document.txt");
        assert_eq!(beside_it(made!("rsa.sig"), document), Seal::Holds);
        // By a certificate that had ended, and by a key that is not for signing.
        let stale: &[u8] = made!("stale.sig");
        let encipher: &[u8] = made!("encipher.sig");
        for signature in [stale, encipher] {
            assert_eq!(beside_it(signature, document), Seal::Doubtful);
            assert!(fits(document, signature));
        }
        assert_eq!(beside_it(stale, b"other bytes"), Seal::Broken);
    }
}
