//! What a detached CMS says (RFC 5652). Only read: bytes of foreign programs, whose algorithms need
//! not be known.

use chrono::{DateTime, Utc};
use der::asn1::{AnyRef, GeneralizedTime, ObjectIdentifier, UtcTime};
use der::{Decode as _, Encode as _, Reader as _, SliceReader, Tag, Tagged as _};

use super::certificate::Certificate;
use super::encoding::to_der;
use super::fault::Fault;
use super::hash;

const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_TIME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.5");
/// RFC 5035 and its SHA-1 forerunner: with one of them a CMS is a `CAdES`.
const SIGNING_CERTIFICATE: [ObjectIdentifier; 2] = [
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47"),
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.12"),
];
/// RFC 3161: a time stamp over the signature.
const TIME_STAMP: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");
/// The second byte of an element of indefinite length.
const INDEFINITE: u8 = 0x80;

/// A signature of one signer.
#[derive(Debug, Clone)]
pub struct Cms {
    /// DER, without anything after it.
    pub der: Vec<u8>,
    pub certificate: Certificate,
    pub digest_algorithm: ObjectIdentifier,
    pub message_digest: Vec<u8>,
    /// As the signer's clock said.
    pub signing_time: Option<DateTime<Utc>>,
    pub is_cades: bool,
    pub has_time_stamp: bool,
}

impl Cms {
    /// Reads DER, Base64 or PEM. Bytes after the CMS, as a PDF has them, are left out.
    ///
    /// # Errors
    /// If it is no detached CMS of one signer with the signer's certificate inside.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let der = to_der(bytes, &["CMS", "PKCS7", "PKCS #7 SIGNED DATA"]).ok_or(Fault::NotCms)?;
        if der.get(1) == Some(&INDEFINITE) {
            return Err(Fault::BerCms);
        }
        let mut reader = SliceReader::new(&der).map_err(unreadable)?;
        AnyRef::decode(&mut reader).map_err(unreadable)?;
        let length = usize::try_from(reader.position()).unwrap_or(der.len());
        Self::parse(&der[..length])
    }

    fn parse(der: &[u8]) -> Result<Self, Fault> {
        let content_info = children(AnyRef::from_der(der).map_err(unreadable)?)?;
        let [kind, content] = content_info.as_slice() else {
            return Err(Fault::NotCms);
        };
        if oid(*kind)? != SIGNED_DATA {
            return Err(Fault::NotCms);
        }
        let signed = children(*children(*content)?.first().ok_or(Fault::NotCms)?)?;
        // version, digestAlgorithms, encapContentInfo, certificates [0], crls [1], signerInfos
        let encapsulated = children(*signed.get(2).ok_or(Fault::NotCms)?)?;
        if encapsulated.len() > 1 {
            return Err(Fault::NotDetached);
        }
        let signers = children(
            *signed
                .last()
                .filter(|s| s.tag() == Tag::Set)
                .ok_or(Fault::NotCms)?,
        )?;
        let [signer] = signers.as_slice() else {
            return Err(Fault::SignerCount(signers.len()));
        };
        let certificates = signed
            .iter()
            .skip(3)
            .find(|it| is_context(**it, 0))
            .map_or(Ok(Vec::new()), |it| children(*it))?;
        Self::of_signer(der, &children(*signer)?, &certificates)
    }

    /// version, sid, digestAlgorithm, signedAttrs [0], signatureAlgorithm, signature, unsignedAttrs
    /// [1]
    fn of_signer(
        der: &[u8],
        signer: &[AnyRef<'_>],
        certificates: &[AnyRef<'_>],
    ) -> Result<Self, Fault> {
        let (Some(sid), Some(algorithm)) = (signer.get(1), signer.get(2)) else {
            return Err(Fault::NotCms);
        };
        let digest_algorithm = oid(*children(*algorithm)?.first().ok_or(Fault::NotCms)?)?;
        let signed = attributes(signer.get(3).copied(), 0)?;
        let unsigned = attributes(signer.last().copied(), 1)?;
        let find = |wanted: &ObjectIdentifier| {
            signed
                .iter()
                .find(|(kind, _)| kind == wanted)
                .and_then(|(_, value)| *value)
        };
        let message_digest = find(&MESSAGE_DIGEST)
            .filter(|v| v.tag() == Tag::OctetString)
            .ok_or(Fault::NoMessageDigest)?;
        let mut inside = certificates
            .iter()
            .filter_map(|it| it.to_der().ok())
            .filter_map(|der| Certificate::read(&der).ok());
        let parts = children(*sid).unwrap_or_default();
        let certificate = inside
            .find(|certificate| match parts.as_slice() {
                [issuer, serial] => issuer
                    .to_der()
                    .is_ok_and(|i| certificate.is_of(&i, serial.value())),
                _ => certificate.has_key_identifier(sid.value()),
            })
            .ok_or(Fault::NoCertificateInside)?;
        Ok(Self {
            der: der.to_vec(),
            certificate,
            digest_algorithm,
            message_digest: message_digest.value().to_vec(),
            signing_time: find(&SIGNING_TIME).and_then(time),
            is_cades: SIGNING_CERTIFICATE
                .iter()
                .any(|wanted| find(wanted).is_some()),
            has_time_stamp: unsigned.iter().any(|(kind, _)| *kind == TIME_STAMP),
        })
    }

    /// Whether the digest inside is that of these bytes.
    ///
    /// # Errors
    /// If the digest is of an algorithm that is not known.
    pub fn is_of(&self, pieces: &[&[u8]]) -> Result<bool, Fault> {
        Ok(hash::digest(&self.digest_algorithm, pieces)? == self.message_digest)
    }

    /// The name of the digest algorithm.
    pub fn digest_name(&self) -> String {
        hash::name(&self.digest_algorithm)
    }
}

fn unreadable(error: der::Error) -> Fault {
    if matches!(error.kind(), der::ErrorKind::IndefiniteLength) {
        Fault::BerCms
    } else {
        Fault::NotCms
    }
}

/// The elements of a constructed element.
fn children(of: AnyRef<'_>) -> Result<Vec<AnyRef<'_>>, Fault> {
    let mut reader = SliceReader::new(of.value()).map_err(unreadable)?;
    let mut out = Vec::new();
    while !reader.is_finished() {
        out.push(AnyRef::decode(&mut reader).map_err(unreadable)?);
    }
    Ok(out)
}

fn oid(of: AnyRef<'_>) -> Result<ObjectIdentifier, Fault> {
    of.decode_as().map_err(unreadable)
}

fn is_context(it: AnyRef<'_>, number: u32) -> bool {
    matches!(it.tag(), Tag::ContextSpecific { number: found, .. } if found.value() == number)
}

/// Kinds of attributes with the first value of each; none if the element is not the `[number]` one.
fn attributes(
    of: Option<AnyRef<'_>>,
    number: u32,
) -> Result<Vec<(ObjectIdentifier, Option<AnyRef<'_>>)>, Fault> {
    let Some(of) = of.filter(|it| is_context(*it, number)) else {
        return Ok(Vec::new());
    };
    let mut out = Vec::new();
    for attribute in children(of)? {
        let parts = children(attribute)?;
        let [kind, values] = parts.as_slice() else {
            return Err(Fault::NotCms);
        };
        out.push((oid(*kind)?, children(*values)?.first().copied()));
    }
    Ok(out)
}

fn time(value: AnyRef<'_>) -> Option<DateTime<Utc>> {
    let since = match value.tag() {
        Tag::UtcTime => value.decode_as::<UtcTime>().ok()?.to_unix_duration(),
        Tag::GeneralizedTime => value
            .decode_as::<GeneralizedTime>()
            .ok()?
            .to_unix_duration(),
        _ => return None,
    };
    DateTime::from_timestamp(i64::try_from(since.as_secs()).ok()?, 0)
}
