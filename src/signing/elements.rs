//! Elements of ASN.1 (X.690), as certificates, signatures and lists of revoked certificates are
//! made of them.

use chrono::{DateTime, Utc};
use der::asn1::{AnyRef, GeneralizedTime, ObjectIdentifier};
use der::{Decode as _, Encode as _, Reader as _, SliceReader, Tag, Tagged as _};

use super::fault::Fault;

/// Algorithm of a signature: its number and its parameters (DER).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Algorithm {
    pub oid: ObjectIdentifier,
    pub parameters: Option<Vec<u8>>,
}

impl Algorithm {
    /// Reads an `AlgorithmIdentifier` (RFC 5280, 4.1.1.2).
    pub(super) fn read(it: AnyRef<'_>) -> Option<Self> {
        let parts = children(it).ok()?;
        Some(Self {
            oid: oid(*parts.first()?).ok()?,
            parameters: parts.get(1).and_then(|it| it.to_der().ok()),
        })
    }
}

/// What is told of an element that the parser does not read.
pub(super) fn unreadable(error: der::Error) -> Fault {
    if matches!(error.kind(), der::ErrorKind::IndefiniteLength) {
        Fault::BerCms
    } else {
        Fault::NotCms
    }
}

/// The elements of a constructed element.
pub(super) fn children(of: AnyRef<'_>) -> Result<Vec<AnyRef<'_>>, Fault> {
    let mut reader = SliceReader::new(of.value()).map_err(unreadable)?;
    let mut out = Vec::new();
    while !reader.is_finished() {
        out.push(AnyRef::decode(&mut reader).map_err(unreadable)?);
    }
    Ok(out)
}

pub(super) fn oid(of: AnyRef<'_>) -> Result<ObjectIdentifier, Fault> {
    of.decode_as().map_err(unreadable)
}

pub(super) fn is_context(it: AnyRef<'_>, number: u32) -> bool {
    matches!(it.tag(), Tag::ContextSpecific { number: found, .. } if found.value() == number)
}

/// A `UTCTime` or a `GeneralizedTime`.
pub(super) fn time(value: AnyRef<'_>) -> Option<DateTime<Utc>> {
    match value.tag() {
        Tag::UtcTime => short(value),
        Tag::GeneralizedTime => generalized(value),
        _ => None,
    }
}

/// Years of two figures from 50 on are of the century before (RFC 5280, 4.1.2.5.1).
fn short(value: AnyRef<'_>) -> Option<DateTime<Utc>> {
    const LENGTH: usize = "260901120000".len();
    let text = std::str::from_utf8(value.value()).ok()?;
    let digits = text.strip_suffix('Z')?;
    if digits.len() != LENGTH || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let century = if digits < "5" { "20" } else { "19" };
    let time = format!("{century}{digits}");
    let time = chrono::NaiveDateTime::parse_from_str(&time, "%Y%m%d%H%M%S").ok()?;
    Some(time.and_utc())
}

/// A time stamp may tell parts of a second (RFC 3161, 2.4.2), which are left out.
fn generalized(value: AnyRef<'_>) -> Option<DateTime<Utc>> {
    if let Ok(it) = value.decode_as::<GeneralizedTime>() {
        let since = i64::try_from(it.to_unix_duration().as_secs()).ok()?;
        return DateTime::from_timestamp(since, 0);
    }
    let text = std::str::from_utf8(value.value()).ok()?;
    let (whole, rest) = text.split_once('.')?;
    let parts = rest.strip_suffix('Z')?;
    if parts.is_empty() || !parts.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let time = chrono::NaiveDateTime::parse_from_str(whole, "%Y%m%d%H%M%S").ok()?;
    Some(time.and_utc())
}
