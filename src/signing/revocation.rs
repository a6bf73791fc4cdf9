//! What lists of revoked certificates (RFC 5280, 5) and answers of a responder (RFC 6960) inside a
//! file say of a certificate.

use chrono::{DateTime, Utc};
use der::asn1::AnyRef;
use der::{Decode as _, Encode as _, Tag, Tagged as _};

use super::certificate::Certificate;
use super::elements::{Algorithm, children, is_context, oid, time as read_time};
use super::evidence::Evidence;
use super::hash;
use super::value_check::ValueCheck;

/// id-pkix-ocsp-basic
const BASIC: &str = "1.3.6.1.5.5.7.48.1.1";
/// The purpose of a key that answers for an authority.
const OCSP_SIGNING: &str = "1.3.6.1.5.5.7.3.9";
/// Blobs that are looked at for one certificate, and their bytes.
const MOST: usize = 64;
const LONGEST: usize = 4 << 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revocation {
    /// Nothing in the file tells.
    Unknown,
    NotRevoked,
    Revoked(DateTime<Utc>),
}

/// What the file says of a certificate at a time. Only what the issuer signed, or had signed,
/// counts; a certificate that was revoked later was good then.
pub(super) fn revocation(
    certificate: &Certificate,
    issuer: &Certificate,
    time: DateTime<Utc>,
    evidence: &Evidence<'_>,
) -> Revocation {
    let mut out = Revocation::Unknown;
    let blobs = evidence.revocation.iter().filter(|it| it.len() <= LONGEST);
    for blob in blobs.take(MOST) {
        let found = by_list(blob, certificate, issuer, evidence)
            .or_else(|| by_answer(blob, certificate, issuer, evidence));
        match found {
            Some(Revocation::Revoked(since)) if since <= time => return Revocation::Revoked(since),
            Some(Revocation::Revoked(_) | Revocation::NotRevoked) => out = Revocation::NotRevoked,
            Some(Revocation::Unknown) | None => {}
        }
    }
    out
}

fn plain(serial: &[u8]) -> &[u8] {
    let zeros = serial.iter().take_while(|b| **b == 0).count();
    &serial[zeros..]
}

/// `CertificateList`: version, signature, issuer, thisUpdate, nextUpdate, revokedCertificates, [0].
fn by_list(
    blob: &[u8],
    certificate: &Certificate,
    issuer: &Certificate,
    evidence: &Evidence<'_>,
) -> Option<Revocation> {
    let parts = children(AnyRef::from_der(blob).ok()?).ok()?;
    let [signed, algorithm, value] = parts.as_slice() else {
        return None;
    };
    if value.tag() != Tag::BitString || !issuer.may_sign_lists() {
        return None;
    }
    let list = children(*signed).ok()?;
    let mut list = list
        .into_iter()
        .skip_while(|it| it.tag() == Tag::Integer)
        .skip(1);
    if list.next()?.to_der().ok()? != issuer.subject_der() {
        return None;
    }
    let rest: Vec<AnyRef<'_>> = list.collect();
    // A list of some reasons or of some certificates only says nothing of the others.
    if rest
        .iter()
        .any(|it| is_context(*it, 0) && has_critical(*it))
    {
        return None;
    }
    let value = value.value().strip_prefix(&[0])?;
    let algorithm = Algorithm::read(*algorithm)?;
    let checked = evidence.check(issuer, &algorithm, &signed.to_der().ok()?, value);
    if checked != ValueCheck::Right {
        return None;
    }
    let revoked = rest.iter().find(|it| it.tag() == Tag::Sequence);
    for entry in revoked.map_or(Vec::new(), |it| children(*it).unwrap_or_default()) {
        let entry = children(entry).ok()?;
        if plain(entry.first()?.value()) == plain(certificate.serial_bytes()) {
            return Some(Revocation::Revoked(read_time(*entry.get(1)?)?));
        }
    }
    Some(Revocation::NotRevoked)
}

/// Whether a list of extensions `[0]` has a critical one.
fn has_critical(extensions: AnyRef<'_>) -> bool {
    let list = children(extensions)
        .ok()
        .and_then(|it| it.first().copied())
        .map_or(Vec::new(), |it| children(it).unwrap_or_default());
    list.iter().any(|it| {
        children(*it)
            .unwrap_or_default()
            .iter()
            .any(|part| part.tag() == Tag::Boolean && part.value() == [0xFF])
    })
}

/// `OCSPResponse`, or the `BasicOCSPResponse` inside.
fn by_answer(
    blob: &[u8],
    certificate: &Certificate,
    issuer: &Certificate,
    evidence: &Evidence<'_>,
) -> Option<Revocation> {
    let outer = children(AnyRef::from_der(blob).ok()?).ok()?;
    let inner;
    let basic = if outer.first()?.tag() == Tag::Enumerated {
        let bytes = children(*children(*outer.get(1)?).ok()?.first()?).ok()?;
        if oid(*bytes.first()?).ok()?.to_string() != BASIC {
            return None;
        }
        inner = bytes.get(1)?.value();
        children(AnyRef::from_der(inner).ok()?).ok()?
    } else {
        outer
    };
    let [signed, algorithm, value, certificates @ ..] = basic.as_slice() else {
        return None;
    };
    let value = value.value().strip_prefix(&[0])?;
    let algorithm = Algorithm::read(*algorithm)?;
    let message = signed.to_der().ok()?;
    let mut responders = vec![issuer.clone()];
    for it in certificates
        .first()
        .map_or(Vec::new(), |it| children(*it).unwrap_or_default())
    {
        for der in children(it).unwrap_or_default() {
            let delegate = Certificate::read(&der.to_der().ok()?).ok();
            responders.extend(delegate.filter(|it| {
                it.has_purpose(OCSP_SIGNING)
                    && it.issuer_der() == issuer.subject_der()
                    && it.issued().is_some_and(|(signed, algorithm, value)| {
                        evidence.check(issuer, &algorithm, &signed, &value) == ValueCheck::Right
                    })
            }));
        }
    }
    let is_signed = responders
        .iter()
        .any(|it| evidence.check(it, &algorithm, &message, value) == ValueCheck::Right);
    if !is_signed {
        return None;
    }
    // version [0], responderID [1] or [2], producedAt, responses, extensions [1]
    let data = children(*signed).ok()?;
    let responses = data.iter().find(|it| it.tag() == Tag::Sequence)?;
    for response in children(*responses).ok()? {
        let parts = children(response).ok()?;
        let [id, status, ..] = parts.as_slice() else {
            return None;
        };
        if !is_about(*id, certificate, issuer)? {
            continue;
        }
        if is_context(*status, 0) {
            return Some(Revocation::NotRevoked);
        }
        if is_context(*status, 1) {
            let since = *children(*status).ok()?.first()?;
            return Some(Revocation::Revoked(read_time(since)?));
        }
        return Some(Revocation::Unknown);
    }
    None
}

/// `CertID`: hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber.
fn is_about(id: AnyRef<'_>, certificate: &Certificate, issuer: &Certificate) -> Option<bool> {
    let parts = children(id).ok()?;
    let [algorithm, name, key, serial] = parts.as_slice() else {
        return None;
    };
    let algorithm = Algorithm::read(*algorithm)?.oid;
    let digest = |bytes: &[u8]| {
        if algorithm.to_string() == "1.3.14.3.2.26" {
            Some(hash::sha1(bytes))
        } else {
            hash::digest(&algorithm, &[bytes]).ok()
        }
    };
    Some(
        digest(&issuer.subject_der())? == name.value()
            && digest(issuer.key().1)? == key.value()
            && plain(serial.value()) == plain(certificate.serial_bytes()),
    )
}
