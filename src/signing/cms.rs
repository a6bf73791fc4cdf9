//! What a CMS says (RFC 5652): a detached signature, or a time stamp (RFC 3161). Only read: bytes of
//! foreign programs, whose algorithms need not be known.

use chrono::{DateTime, Utc};
use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Decode as _, Encode as _, Reader as _, SliceReader, Tag, Tagged as _};

use super::certificate::Certificate;
use super::elements::{Algorithm, children, is_context, oid, time, unreadable};
use super::encoding::{only_der, to_der};
use super::fault::Fault;
use super::hash;
use super::value_check::{ValueCheck, check};

const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_TIME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.5");
/// RFC 5035 and its SHA-1 forerunner: with one of them a CMS is a `CAdES`.
const SIGNING_CERTIFICATE_2: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
const SIGNING_CERTIFICATE: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.12");
/// RFC 3161: a time stamp over the signature.
const TIME_STAMP: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");
/// RFC 3161, 2.4.2: what a time stamp signs.
const TIME_STAMP_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");
/// Of Adobe: lists of revoked certificates and answers about them inside the signature.
const REVOCATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113583.1.1.8");
const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
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
    /// All certificates inside, the signer's among them.
    pub(super) certificates: Vec<Certificate>,
    /// Lists of revoked certificates and answers about them, of any kind (DER).
    pub(super) revocation: Vec<Vec<u8>>,
    /// The attributes as they were signed (DER of a SET OF).
    attributes: Vec<u8>,
    algorithm: Algorithm,
    value: Vec<u8>,
    /// Whether the certificate is the one the signed attributes name, if they name one.
    names_certificate: Option<bool>,
    time_stamp: Option<Vec<u8>>,
    /// What a time stamp holds.
    content: Option<Vec<u8>>,
}

/// What a time stamp says (RFC 3161, 2.4.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StampedTime {
    pub time: DateTime<Utc>,
    digest_algorithm: ObjectIdentifier,
    digest: Vec<u8>,
}

/// What can be said of a time stamp.
#[derive(Debug, Clone)]
pub struct TimeStamp {
    pub time: DateTime<Utc>,
    pub authority: String,
    /// Whether it is of these bytes, by their digest.
    pub agrees: Option<bool>,
    pub value: ValueCheck,
}

impl TimeStamp {
    /// Whether it proves that the bytes were there at its time, as far as its authority is trusted.
    pub fn holds(&self) -> bool {
        self.agrees == Some(true) && self.value == ValueCheck::Right
    }

    /// Whether it is of other bytes, or its own value is wrong.
    pub fn is_broken(&self) -> bool {
        self.agrees == Some(false) || self.value == ValueCheck::Wrong
    }
}

/// What PEM files call a CMS.
const LABELS: [&str; 3] = ["CMS", "PKCS7", "PKCS #7 SIGNED DATA"];

/// Longer than any honest chain, and more certificates than an authority has of one name.
const LONGEST_CHAIN: usize = 8;
const MOST_ISSUERS: usize = 8;

/// More people sign no paper of a school in one file.
const MOST_SIGNERS: usize = 32;

/// Bytes of the first element.
fn length_of(der: &[u8]) -> Result<usize, Fault> {
    let mut reader = SliceReader::new(der).map_err(unreadable)?;
    AnyRef::decode(&mut reader).map_err(unreadable)?;
    Ok(usize::try_from(reader.position()).unwrap_or(der.len()))
}

impl Cms {
    /// Reads DER, Base64 or PEM. Bytes after the CMS, as a PDF has them, are left out.
    ///
    /// # Errors
    /// If it is no detached CMS of one signer with the signer's certificate inside.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let der = to_der(bytes, &LABELS).ok_or(Fault::NotCms)?;
        Self::of_kind(&der, &DATA)
    }

    /// Reads a time stamp: a CMS around what it stamps.
    ///
    /// # Errors
    /// If it is none.
    pub fn read_time_stamp(bytes: &[u8]) -> Result<Self, Fault> {
        Self::of_kind(bytes, &TIME_STAMP_INFO)
    }

    /// Reads a file that holds nothing else, as [`read`](Self::read) does, for each of its signers:
    /// both sides of an agreement may have signed in one file.
    ///
    /// # Errors
    /// As there, and if something stands beside the CMS.
    pub fn read_alone(bytes: &[u8]) -> Result<Vec<Self>, Fault> {
        let der = only_der(bytes, &LABELS).ok_or(Fault::NotCms)?;
        let cms = Self::each_of_kind(&der, &DATA)?;
        let rest = &der[length_of(&der)?..];
        let is_padding = |byte: &u8| *byte == 0 || byte.is_ascii_whitespace();
        if rest.iter().all(is_padding) {
            Ok(cms)
        } else {
            Err(Fault::NotCms)
        }
    }

    fn of_kind(der: &[u8], kind: &ObjectIdentifier) -> Result<Self, Fault> {
        let mut each = Self::each_of_kind(der, kind)?;
        match (each.len(), each.pop()) {
            (1, Some(cms)) => Ok(cms),
            (count, _) => Err(Fault::SignerCount(count)),
        }
    }

    fn each_of_kind(der: &[u8], kind: &ObjectIdentifier) -> Result<Vec<Self>, Fault> {
        if der.get(1) == Some(&INDEFINITE) {
            return Err(Fault::BerCms);
        }
        Self::parse(&der[..length_of(der)?], kind)
    }

    fn parse(der: &[u8], wanted: &ObjectIdentifier) -> Result<Vec<Self>, Fault> {
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
        let kind = oid(*encapsulated.first().ok_or(Fault::NotCms)?)?;
        if kind != *wanted {
            return Err(Fault::NotCms);
        }
        let content = match (encapsulated.get(1), *wanted == DATA) {
            (None, true) => None,
            (Some(_), true) => return Err(Fault::NotDetached),
            (None, false) => return Err(Fault::NotCms),
            (Some(it), false) => {
                let inner = *children(*it)?.first().ok_or(Fault::NotCms)?;
                Some(inner.value().to_vec())
            }
        };
        let signers = children(
            *signed
                .last()
                .filter(|s| s.tag() == Tag::Set)
                .ok_or(Fault::NotCms)?,
        )?;
        if !(1..=MOST_SIGNERS).contains(&signers.len()) {
            return Err(Fault::SignerCount(signers.len()));
        }
        let list = |number| {
            signed
                .iter()
                .skip(3)
                .find(|it| is_context(**it, number))
                .map_or(Ok(Vec::new()), |it| children(*it))
        };
        let revocation = list(1)?
            .iter()
            .filter_map(|it| it.to_der().ok())
            .collect::<Vec<_>>();
        let certificates = list(0)?;
        let each = signers.iter().map(|signer| {
            let mut out = Self::of_signer(der, &kind, &children(*signer)?, &certificates)?;
            out.revocation.extend_from_slice(&revocation);
            out.content.clone_from(&content);
            Ok(out)
        });
        each.collect()
    }

    /// version, sid, digestAlgorithm, signedAttrs [0], signatureAlgorithm, signature, unsignedAttrs
    /// [1]
    fn of_signer(
        der: &[u8],
        content_type: &ObjectIdentifier,
        signer: &[AnyRef<'_>],
        certificates: &[AnyRef<'_>],
    ) -> Result<Self, Fault> {
        let (Some(sid), Some(algorithm)) = (signer.get(1), signer.get(2)) else {
            return Err(Fault::NotCms);
        };
        let digest_algorithm = oid(*children(*algorithm)?.first().ok_or(Fault::NotCms)?)?;
        let signed = attributes(signer.get(3).copied(), 0)?;
        let (Some(algorithm), Some(value)) = (signer.get(4), signer.get(5)) else {
            return Err(Fault::NoMessageDigest);
        };
        let unsigned = attributes(signer.get(6).copied(), 1)?;
        let find = |wanted: &ObjectIdentifier| {
            signed
                .iter()
                .find(|(kind, _)| kind == wanted)
                .and_then(|(_, values)| values.first().copied())
        };
        // Two digests, two meanings; the same holds for the kind and the time (RFC 5652, 11.1–11.3).
        for once in [&MESSAGE_DIGEST, &CONTENT_TYPE, &SIGNING_TIME] {
            let said = || signed.iter().filter(|(kind, _)| kind == once);
            if said().count() > 1 || said().any(|(_, values)| values.len() != 1) {
                return Err(Fault::NotCms);
            }
        }
        let message_digest = find(&MESSAGE_DIGEST)
            .filter(|v| v.tag() == Tag::OctetString)
            .ok_or(Fault::NoMessageDigest)?;
        // It must be among them (RFC 5652, 5.3).
        let signed_type = find(&CONTENT_TYPE).and_then(|it| oid(it).ok());
        if signed_type.as_ref() != Some(content_type) {
            return Err(Fault::NotCms);
        }
        let inside: Vec<Certificate> = certificates
            .iter()
            .filter_map(|it| it.to_der().ok())
            .filter_map(|der| Certificate::read(&der).ok())
            .collect();
        let parts = children(*sid).unwrap_or_default();
        let certificate = inside
            .iter()
            .find(|certificate| match parts.as_slice() {
                [issuer, serial] => issuer
                    .to_der()
                    .is_ok_and(|i| certificate.is_of(&i, serial.value())),
                _ => certificate.has_key_identifier(sid.value()),
            })
            .ok_or(Fault::NoCertificateInside)?
            .clone();
        let signing_time = find(&SIGNING_TIME).map(|it| time(it).ok_or(Fault::NotCms));
        let own = find(&SIGNING_CERTIFICATE_2)
            .map(|it| (it, true))
            .or(find(&SIGNING_CERTIFICATE).map(|it| (it, false)));
        let time_stamp = unsigned
            .iter()
            .find(|(kind, _)| *kind == TIME_STAMP)
            .and_then(|(_, values)| values.first());
        let attributes = signer[3].to_der().map_err(unreadable)?;
        let revocation = find(&REVOCATION).map_or_else(Vec::new, blobs);
        Ok(Self {
            der: der.to_vec(),
            digest_algorithm,
            message_digest: message_digest.value().to_vec(),
            signing_time: signing_time.transpose()?,
            is_cades: own.is_some(),
            has_time_stamp: time_stamp.is_some(),
            names_certificate: own.map(|(it, is_new)| names(it, is_new, &certificate)),
            time_stamp: time_stamp.and_then(|it| it.to_der().ok()),
            certificate,
            certificates: inside,
            revocation,
            // As a SET OF, which is what is signed (5.4), and not as the field [0].
            attributes: std::iter::once(0x31)
                .chain(attributes.into_iter().skip(1))
                .collect(),
            algorithm: Algorithm::read(*algorithm).ok_or(Fault::NotCms)?,
            value: value.value().to_vec(),
            content: None,
        })
    }

    /// Whether the digest inside is that of these bytes.
    ///
    /// # Errors
    /// If the digest is of an algorithm that is not known.
    pub fn is_of(&self, pieces: &[&[u8]]) -> Result<bool, Fault> {
        Ok(hash::digest(&self.digest_algorithm, pieces)? == self.message_digest)
    }

    /// Whether the value was made with the key of the certificate.
    pub fn check_value(&self) -> ValueCheck {
        if self.names_certificate == Some(false) || self.has_forged_certificate() {
            return ValueCheck::Wrong;
        }
        check(
            &self.certificate,
            &self.algorithm,
            Some(&self.digest_algorithm),
            &self.attributes,
            &self.value,
        )
    }

    /// Whether the signer's certificate, or one above it, is not what its issuer signed. Only what lies
    /// inside can tell; a certificate without its issuer's says nothing against itself.
    pub fn has_forged_certificate(&self) -> bool {
        let mut own = &self.certificate;
        for _ in 0..LONGEST_CHAIN {
            let issuers = self.certificates.iter().filter(|it| own.is_issuer(it));
            let mut checks = issuers
                .take(MOST_ISSUERS)
                .map(|above| (own.check_issued(above), above));
            let Some(first) = checks.next() else {
                return false;
            };
            let all: Vec<_> = std::iter::once(first).chain(checks).collect();
            if all.iter().all(|(check, _)| *check == ValueCheck::Wrong) {
                return true;
            }
            let right = all.iter().find(|(check, _)| *check == ValueCheck::Right);
            match right {
                Some((_, above)) if *above != own => own = above,
                _ => return false,
            }
        }
        false
    }

    /// Whether there is a time stamp over the value that is not what it says.
    pub fn has_broken_time_stamp(&self) -> bool {
        self.has_time_stamp && self.value_time_stamp().is_none_or(|it| it.is_broken())
    }

    /// The time stamp over the value, if there is one that can be read.
    pub fn value_time_stamp(&self) -> Option<TimeStamp> {
        let stamp = Self::read_time_stamp(self.time_stamp.as_deref()?).ok()?;
        stamp.stamped(&[&self.value])
    }

    /// What this time stamp says of bytes.
    pub fn stamped(&self, pieces: &[&[u8]]) -> Option<TimeStamp> {
        let info = self.stamped_time()?;
        let content = self.content.as_deref()?;
        let agrees = hash::digest(&info.digest_algorithm, pieces)
            .ok()
            .map(|it| it == info.digest);
        // The stamp itself is a signature over what it says.
        let value = match self.is_of(&[content]) {
            Ok(true) => self.check_value(),
            Ok(false) | Err(_) => ValueCheck::Wrong,
        };
        Some(TimeStamp {
            time: info.time,
            authority: self.certificate.owner(),
            agrees,
            value,
        })
    }

    /// version, policy, messageImprint, serialNumber, genTime, …
    fn stamped_time(&self) -> Option<StampedTime> {
        let parts = children(AnyRef::from_der(self.content.as_deref()?).ok()?).ok()?;
        let imprint = children(*parts.get(2)?).ok()?;
        let [algorithm, digest] = imprint.as_slice() else {
            return None;
        };
        Some(StampedTime {
            time: time(*parts.get(4)?)?,
            digest_algorithm: Algorithm::read(*algorithm)?.oid,
            digest: digest.value().to_vec(),
        })
    }

    /// The name of the digest algorithm.
    pub fn digest_name(&self) -> String {
        hash::name(&self.digest_algorithm)
    }
}

/// Whether the first certificate an attribute names (RFC 5035) is this one.
fn names(attribute: AnyRef<'_>, is_new: bool, certificate: &Certificate) -> bool {
    let first = || -> Option<Vec<AnyRef<'_>>> {
        let list = *children(attribute).ok()?.first()?;
        children(*children(list).ok()?.first()?).ok()
    };
    let Some(parts) = first() else {
        return false;
    };
    let (algorithm, digest) = match parts.as_slice() {
        [algorithm, digest, ..]
            if is_new && algorithm.tag() == Tag::Sequence && digest.tag() == Tag::OctetString =>
        {
            (Algorithm::read(*algorithm).map(|it| it.oid), digest)
        }
        [digest, ..] if digest.tag() == Tag::OctetString => (Some(SHA_256), digest),
        _ => return false,
    };
    if is_new {
        algorithm
            .and_then(|oid| hash::digest(&oid, &[certificate.der()]).ok())
            .is_some_and(|own| own == digest.value())
    } else {
        hash::sha1(certificate.der()) == digest.value()
    }
}

/// The innermost elements of Adobe's attribute: `[0]` lists, `[1]` answers.
fn blobs(attribute: AnyRef<'_>) -> Vec<Vec<u8>> {
    let lists = children(attribute).unwrap_or_default();
    lists
        .iter()
        .filter_map(|it| children(*it).ok()?.first().copied())
        .flat_map(|it| children(it).unwrap_or_default())
        .filter_map(|it| it.to_der().ok())
        .collect()
}

type Attribute<'a> = (ObjectIdentifier, Vec<AnyRef<'a>>);

/// Kinds of attributes with their values; none if the element is not the `[number]` one.
fn attributes(of: Option<AnyRef<'_>>, number: u32) -> Result<Vec<Attribute<'_>>, Fault> {
    let Some(of) = of.filter(|it| is_context(*it, number)) else {
        return Ok(Vec::new());
    };
    let mut out = Vec::new();
    for attribute in children(of)? {
        let parts = children(attribute)?;
        let [kind, values] = parts.as_slice() else {
            return Err(Fault::NotCms);
        };
        out.push((oid(*kind)?, children(*values)?));
    }
    Ok(out)
}
