//! What can be said of the signatures in a PDF without their keys' authorities: whose they are,
//! which bytes they cover, whether those bytes are as they were, and what came after.

use hayro_syntax::object::{Dict, ObjRef, Object};

use super::cms::Cms;
use super::embed::{byte_range, room_of};
use super::fault::Fault;
use super::fields::{Field, is_signature_field};
use super::revision::{Base, read_text};

/// One signature of a file.
#[derive(Debug)]
pub struct Checked {
    pub field: String,
    /// The signature, or why it cannot be read.
    pub cms: Result<Cms, Fault>,
    /// Whether the bytes it covers are those that were signed; `None` where that cannot be told.
    pub agrees: Option<bool>,
    /// The time the file names, `D:…` of PDF, if the signature names none.
    pub time: Option<String>,
    /// Bytes of the file up to the end of what is covered.
    pub covered: usize,
    pub after: After,
}

/// What was appended after a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum After {
    /// The signature covers the whole file.
    Nothing,
    /// Other signatures, and data by which they can be checked later.
    Signatures,
    /// Something else: how many objects that were there before are others now.
    Changes(usize),
    /// What the signature covers is no stretch from the start of the file: nothing can be said.
    Unknown,
}

impl Checked {
    /// Whether the signed bytes are as they were and only signatures came after.
    pub fn is_intact(&self) -> bool {
        self.agrees == Some(true) && matches!(self.after, After::Nothing | After::Signatures)
    }
}

/// All signatures of a PDF, in the order they were made.
///
/// # Errors
/// If it is no PDF that can be read.
pub fn verify_pdf(pdf: Vec<u8>) -> Result<Vec<Checked>, Fault> {
    let base = Base::read(pdf)?;
    let mut out: Vec<Checked> = Field::all(&base)
        .iter()
        .filter_map(|field| Some(check(&base, &field.name, &field.signature()?)))
        .collect();
    out.sort_by_key(|it| it.covered);
    Ok(out)
}

fn check(base: &Base, field: &str, signature: &Dict<'_>) -> Checked {
    let text = |key| signature.get::<hayro_syntax::object::String<'_>>(key);
    let contents = text("Contents")
        .map(|s| s.as_bytes().to_vec())
        .unwrap_or_default();
    let cms = Cms::read(&contents);
    let bytes = base.bytes();
    // The gap must hold the signature and nothing else: `<`, hexadecimal digits, `>`.
    let room = room_of(signature, bytes.len()).filter(|room| {
        let inside = &bytes[room.clone()];
        inside.first() == Some(&b'<')
            && inside.last() == Some(&b'>')
            && inside[1..inside.len() - 1]
                .iter()
                .all(u8::is_ascii_hexdigit)
    });
    let covered = byte_range(signature)
        .map_or(0, |[_, _, second, rest]| second.saturating_add(rest))
        .min(bytes.len());
    let agrees = match (&room, &cms) {
        (Some(room), Ok(cms)) => cms
            .is_of(&[&bytes[..room.start], &bytes[room.end..covered]])
            .ok(),
        (None, _) => Some(false),
        (_, Err(_)) => None,
    };
    let after = match room {
        Some(_) if covered == bytes.len() => After::Nothing,
        Some(_) => changes_since(base, covered),
        None => After::Unknown,
    };
    Checked {
        field: field.to_owned(),
        cms,
        agrees,
        time: text("M").map(|m| read_text(m.as_bytes())),
        covered,
        after,
    }
}

/// Compares the file with what it was when it ended at `covered`.
fn changes_since(base: &Base, covered: usize) -> After {
    let Ok(old) = Base::read(base.bytes()[..covered].to_vec()) else {
        return After::Unknown;
    };
    let changed = (1..old.size)
        .map(|number| ObjRef::new(number, 0))
        .filter(|id| !is_same(&old, base, *id))
        .count();
    if changed == 0 && old.root == base.root {
        After::Signatures
    } else {
        After::Changes(changed.max(1))
    }
}

/// Whether an object is as it was, or changed only as a later signature changes it.
fn is_same(old: &Base, new: &Base, id: ObjRef) -> bool {
    let (before, now) = (old.object(id), new.object(id));
    if before == now {
        return true;
    }
    if Some(id) == old.info() {
        return true;
    }
    match (before, now) {
        (Some(Object::Dict(before)), Some(Object::Dict(now))) => {
            let signs = |field: &Dict<'_>| field.get::<Dict<'_>>("V").is_some();
            // A look that comes without a signature is a forged stamp.
            let allowed: &[&str] = if is_signature_field(&before) && !signs(&before) && signs(&now)
            {
                &["V", "AP", "F", "Lock", "MK", "M"]
            } else if id == old.root {
                &["AcroForm", "DSS", "Extensions", "Version", "Metadata"]
            } else if before.contains_key("SigFlags") {
                &["SigFlags", "DR", "DA"]
            } else {
                return false;
            };
            differing(&before, &now)
                .iter()
                .all(|key| allowed.contains(&key.as_str()))
        }
        (Some(Object::Stream(before)), Some(Object::Stream(_))) => before
            .dict()
            .get::<hayro_syntax::object::Name<'_>>("Type")
            .is_some_and(|t| t.as_str() == "Metadata"),
        _ => false,
    }
}

/// Keys whose values are not written alike.
fn differing(before: &Dict<'_>, now: &Dict<'_>) -> Vec<String> {
    let mut keys: Vec<String> = before
        .keys()
        .chain(now.keys())
        .map(|k| k.as_str().to_owned())
        .collect();
    keys.sort_unstable();
    keys.dedup();
    let value = |dict: &Dict<'_>, key: &str| {
        dict.get_raw::<Object<'_>>(key)
            .map(|v| super::revision::written(&v))
    };
    keys.retain(|key| value(before, key) != value(now, key));
    keys
}
