//! Who signs: what a certificate (X.509) says of its owner.

use chrono::{DateTime, Utc};
use der::asn1::{Any, AnyRef, ObjectIdentifier, OctetString};
use der::{Decode as _, Encode as _, Tag, Tagged as _};
use sha1::Digest as _;
use x509_cert::certificate::{CertificateInner, Raw};
use x509_cert::name::Name;

use super::elements::{Algorithm, children, is_context};
use super::encoding::{all_der, to_der};
use super::fault::Fault;
use super::hash;
use crate::shown::visible;

const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
const SURNAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.4");
const ORGANIZATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
const GIVEN_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.42");
const KEY_IDENTIFIER: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.14");
const ISSUER_KEY_IDENTIFIER: &str = "2.5.29.35";
const KEY_USAGE: &str = "2.5.29.15";
const BASIC_CONSTRAINTS: &str = "2.5.29.19";
const EXTENDED_KEY_USAGE: &str = "2.5.29.37";
/// Critical extensions that are looked at here, or say nothing that a signature depends on: names,
/// key identifiers, policies, places of lists.
const UNDERSTOOD: [&str; 11] = [
    KEY_USAGE,
    BASIC_CONSTRAINTS,
    EXTENDED_KEY_USAGE,
    "2.5.29.14",
    "2.5.29.17",
    "2.5.29.18",
    "2.5.29.31",
    "2.5.29.32",
    ISSUER_KEY_IDENTIFIER,
    "1.3.6.1.5.5.7.1.1",
    "1.3.6.1.5.5.7.1.3",
];
/// The arc of Russian algorithms.
const RUSSIAN: &str = "1.2.643.";

/// A certificate; two are equal if all their bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
    parsed: Box<CertificateInner<Raw>>,
}

impl Certificate {
    /// Reads DER, Base64 or PEM.
    ///
    /// # Errors
    /// If it is no certificate.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let der = to_der(
            bytes,
            &["CERTIFICATE", "TRUSTED CERTIFICATE", "X509 CERTIFICATE"],
        )
        .ok_or(Fault::NotCertificate)?;
        let parsed = CertificateInner::<Raw>::from_der(&der).map_err(|_| Fault::NotCertificate)?;
        Ok(Self {
            der,
            parsed: Box::new(parsed),
        })
    }

    /// Reads every certificate of a file: one in DER or Base64, or any number in PEM.
    ///
    /// # Errors
    /// If there is none, or one that cannot be read.
    pub fn read_all(bytes: &[u8]) -> Result<Vec<Self>, Fault> {
        let all = all_der(
            bytes,
            &["CERTIFICATE", "TRUSTED CERTIFICATE", "X509 CERTIFICATE"],
        );
        if all.is_empty() {
            return Err(Fault::NotCertificate);
        }
        all.iter().map(|der| Self::read(der)).collect()
    }

    /// The person: surname and given names, where the certificate has them (in that of an
    /// organisation's head the common name is the organisation's), else the common name. Signs that
    /// turn or hide a line are shown by their numbers.
    pub fn owner(&self) -> String {
        visible(&self.owner_as_written())
    }

    fn owner_as_written(&self) -> String {
        self.owners().join(", ")
    }

    /// All whom it names: a certificate with two names is of neither of them for certain.
    fn owners(&self) -> Vec<String> {
        let subject = self.parsed.tbs_certificate().subject();
        let parts = |oid| values(subject, oid);
        let (surnames, given) = (parts(SURNAME), parts(GIVEN_NAME));
        if !surnames.is_empty() && !given.is_empty() {
            let whole = |surname: &String| {
                let whole = given.iter().map(|given| format!("{surname} {given}"));
                whole.collect::<Vec<_>>()
            };
            return surnames.iter().flat_map(whole).collect();
        }
        let common = [parts(COMMON_NAME), parts(ORGANIZATION)];
        let common = common.into_iter().find(|it| !it.is_empty());
        common.unwrap_or_else(|| vec![subject.to_string()])
    }

    /// Who gave it out.
    pub fn issuer(&self) -> String {
        let issuer = self.parsed.tbs_certificate().issuer();
        let name = value(issuer, COMMON_NAME)
            .or_else(|| value(issuer, ORGANIZATION))
            .unwrap_or_else(|| issuer.to_string());
        visible(&name)
    }

    /// Algorithm and bytes of the public key.
    pub(super) fn key(&self) -> (Algorithm, &[u8]) {
        let info = self.parsed.tbs_certificate().subject_public_key_info();
        let algorithm = Algorithm {
            oid: info.algorithm.oid,
            parameters: info
                .algorithm
                .parameters
                .as_ref()
                .and_then(|it| it.to_der().ok()),
        };
        (
            algorithm,
            info.subject_public_key.as_bytes().unwrap_or_default(),
        )
    }

    /// All bytes of the certificate.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// What the issuer signed, the algorithm and the value.
    pub(super) fn issued(&self) -> Option<(Vec<u8>, Algorithm, Vec<u8>)> {
        let parts = children(AnyRef::from_der(&self.der).ok()?).ok()?;
        let [signed, algorithm, _] = parts.as_slice() else {
            return None;
        };
        let value = self.parsed.signature().as_bytes()?.to_vec();
        Some((signed.to_der().ok()?, Algorithm::read(*algorithm)?, value))
    }

    pub(super) fn subject_der(&self) -> Vec<u8> {
        self.parsed
            .tbs_certificate()
            .subject()
            .to_der()
            .unwrap_or_default()
    }

    pub(super) fn issuer_der(&self) -> Vec<u8> {
        self.parsed
            .tbs_certificate()
            .issuer()
            .to_der()
            .unwrap_or_default()
    }

    pub(super) fn serial_bytes(&self) -> &[u8] {
        self.parsed.tbs_certificate().serial_number().as_bytes()
    }

    fn extension(&self, oid: &str) -> Option<&[u8]> {
        self.extensions()
            .iter()
            .find(|it| it.extn_id.to_string() == oid)
            .map(|it| it.extn_value.as_bytes())
    }

    fn extensions(&self) -> &[x509_cert::ext::Extension] {
        self.parsed
            .tbs_certificate()
            .extensions()
            .map_or(&[][..], |list| list.as_slice())
    }

    /// Bits of the key usage, the first highest; `None` if the certificate does not limit it.
    fn key_usage(&self) -> Option<u8> {
        let bits = der::asn1::BitString::from_der(self.extension(KEY_USAGE)?).ok()?;
        Some(bits.raw_bytes().first().copied().unwrap_or(0))
    }

    /// Whether its key may sign documents (RFC 5280, 4.2.1.3: digital signature, non-repudiation).
    pub(super) fn may_sign(&self) -> bool {
        self.key_usage().is_none_or(|bits| bits & 0b1100_0000 != 0)
    }

    /// Whether its purposes (RFC 5280, 4.2.1.12), if it has any, are not only those of servers, of
    /// programs and of answers about revocation. Authorities have purposes of their own for papers.
    pub(super) fn serves_documents(&self) -> bool {
        const OTHERS: [&str; 3] = [
            "1.3.6.1.5.5.7.3.1",
            "1.3.6.1.5.5.7.3.3",
            "1.3.6.1.5.5.7.3.9",
        ];
        let purposes = self.purposes();
        purposes.is_empty() || purposes.iter().any(|it| !OTHERS.contains(&it.as_str()))
    }

    /// Whether its key may sign lists of revoked certificates.
    pub(super) fn may_sign_lists(&self) -> bool {
        self.key_usage().is_none_or(|bits| bits & 0b0000_0010 != 0)
    }

    /// If it is an authority's: how many authorities may stand below it.
    pub(super) fn authority(&self) -> Option<usize> {
        let parts = self.extension(BASIC_CONSTRAINTS)?;
        let parts = children(AnyRef::from_der(parts).ok()?).ok()?;
        let is_authority = parts
            .first()
            .is_some_and(|it| it.tag() == Tag::Boolean && it.value() == [0xFF]);
        let may_sign = self.key_usage().is_none_or(|bits| bits & 0b0000_0100 != 0);
        if !is_authority || !may_sign {
            return None;
        }
        match parts.get(1) {
            None => Some(usize::MAX),
            Some(it) => it.decode_as::<u8>().ok().map(usize::from),
        }
    }

    /// A purpose of the key by its number.
    pub(super) fn has_purpose(&self, purpose: &str) -> bool {
        self.purposes().iter().any(|it| it == purpose)
    }

    fn purposes(&self) -> Vec<String> {
        let list = self
            .extension(EXTENDED_KEY_USAGE)
            .and_then(|der| AnyRef::from_der(der).ok())
            .and_then(|it| children(it).ok())
            .unwrap_or_default();
        list.iter()
            .filter_map(|it| it.decode_as::<ObjectIdentifier>().ok())
            .map(|it| it.to_string())
            .collect()
    }

    /// An extension that must be understood, and is not.
    pub(super) fn unknown_condition(&self) -> Option<String> {
        self.extensions()
            .iter()
            .filter(|it| it.critical)
            .map(|it| it.extn_id.to_string())
            .find(|oid| !UNDERSTOOD.contains(&oid.as_str()))
    }

    /// Serial number in capital hexadecimal, as Windows shows it.
    pub fn serial(&self) -> String {
        hash::hex(self.parsed.tbs_certificate().serial_number().as_bytes()).to_uppercase()
    }

    /// SHA-1 of the certificate, by which programs for Windows find it.
    pub fn thumbprint(&self) -> String {
        hash::hex(&sha1::Sha1::digest(&self.der)).to_uppercase()
    }

    /// SHA-256 of the certificate.
    pub(super) fn fingerprint(&self) -> String {
        hash::sha256_hex(&self.der)
    }

    /// From and to.
    pub fn validity(&self) -> (DateTime<Utc>, DateTime<Utc>) {
        let validity = self.parsed.tbs_certificate().validity();
        let time = |t: x509_cert::time::Time| {
            let seconds = i64::try_from(t.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
            DateTime::from_timestamp(seconds, 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
        };
        (time(validity.not_before), time(validity.not_after))
    }

    /// Whether its key is one of ГОСТ Р 34.10.
    pub fn is_gost(&self) -> bool {
        self.parsed
            .tbs_certificate()
            .subject_public_key_info()
            .algorithm
            .oid
            .to_string()
            .starts_with(RUSSIAN)
    }

    /// Whether this is the person: `person` is written «Петрова М.И.» or in full. Letters ё and е
    /// are one.
    pub fn is_owned_by(&self, person: &str) -> bool {
        self.owners().iter().all(|owner| is_named(owner, person))
    }
    /// Whether a drawn mark that says these words is its own: it names the owner's surname, and no
    /// other number than this certificate's. A mark without words is anybody's.
    pub(super) fn is_named_by(&self, words: &str) -> bool {
        /// Digits of a number that can only be that of a certificate.
        const LONG: usize = 16;
        let letters = |text: &str| -> String {
            let plain = text.to_lowercase().replace('ё', "е");
            plain.chars().filter(|c| c.is_alphanumeric()).collect()
        };
        let said = letters(words);
        if said.is_empty() {
            return true;
        }
        let owner = self.owner_as_written();
        let surname = owner.split_whitespace().next().unwrap_or_default();
        let serial = self.serial().to_lowercase();
        let numbers = said.split(|c: char| !c.is_ascii_hexdigit());
        let agrees = |number: &str| number.contains(&serial) || serial.contains(number);
        said.contains(&letters(surname)) && numbers.filter(|it| it.len() >= LONG).all(agrees)
    }

    /// Whether a signer named by issuer (DER) and serial number (bytes of the INTEGER) is its
    /// owner.
    pub(super) fn is_of(&self, issuer: &[u8], serial: &[u8]) -> bool {
        let tbs = self.parsed.tbs_certificate();
        let plain = |bytes: &[u8]| {
            bytes
                .iter()
                .copied()
                .skip_while(|b| *b == 0)
                .collect::<Vec<u8>>()
        };
        plain(tbs.serial_number().as_bytes()) == plain(serial)
            && tbs.issuer().to_der().is_ok_and(|own| own == issuer)
    }

    pub(super) fn has_key_identifier(&self, wanted: &[u8]) -> bool {
        self.key_identifier()
            .is_some_and(|own| own.as_bytes() == wanted)
    }

    fn key_identifier(&self) -> Option<OctetString> {
        let own = self
            .extensions()
            .iter()
            .find(|e| e.extn_id == KEY_IDENTIFIER)?;
        OctetString::from_der(own.extn_value.as_bytes()).ok()
    }

    /// The identifier of the issuer's key (RFC 5280, 4.2.1.1), if it is named.
    fn issuer_key_identifier(&self) -> Option<Vec<u8>> {
        let named = AnyRef::from_der(self.extension(ISSUER_KEY_IDENTIFIER)?).ok()?;
        let parts = children(named).ok()?;
        let key = parts.iter().find(|it| is_context(**it, 0))?;
        Some(key.value().to_vec())
    }

    /// Whether another certificate, or this one, is that of its issuer, by its key or else by its
    /// name.
    pub(super) fn is_issuer(&self, above: &Self) -> bool {
        match (self.issuer_key_identifier(), above.key_identifier()) {
            (Some(named), Some(own)) => own.as_bytes() == named,
            _ => above.subject_der() == self.issuer_der(),
        }
    }
}

/// Whether an owner is a person: initials or names as the surname is followed by.
fn is_named(owner: &str, person: &str) -> bool {
    let plain = |text: &str| {
        text.to_lowercase()
            .replace('ё', "е")
            .replace(['.', '\u{A0}'], " ")
    };
    let (owner, person) = (plain(owner), plain(person));
    let mut owner: Vec<&str> = owner.split_whitespace().collect();
    // Half a town has the surname alone.
    if owner.len() == 1 && person.split_whitespace().count() > 1 {
        return false;
    }
    let mut words = person.split_whitespace();
    let is_whole = |word: &&str| word.chars().count() > 1;
    // A certificate may have the given names first.
    let surname = words.clone().next().unwrap_or_default();
    let stands_last = owner.last() == Some(&surname) && owner.first() != Some(&surname);
    if stands_last && is_whole(&surname) {
        owner.rotate_right(1);
    }
    let surname_agrees = words.next().is_some_and(|surname| owner.contains(&surname));
    // Initials or names, in order; a certificate without given names cannot disagree with them.
    surname_agrees
        && words.zip(owner.iter().skip(1)).all(|(word, own)| {
            if is_whole(&word) && is_whole(own) {
                word == *own
            } else {
                own.starts_with(word) || word.starts_with(own)
            }
        })
}

/// All values of a part of a name, each once.
fn values(name: &Name, oid: ObjectIdentifier) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let all = name.iter().filter(|it| it.oid == oid);
    for text in all.filter_map(|it| string(&it.value)) {
        if !text.trim().is_empty() && !out.contains(&text) {
            out.push(text);
        }
    }
    out
}

fn value(name: &Name, oid: ObjectIdentifier) -> Option<String> {
    name.iter()
        .find(|it| it.oid == oid)
        .and_then(|it| string(&it.value))
        .filter(|text| !text.trim().is_empty())
}

/// A string of any of the kinds X.520 allows.
fn string(value: &Any) -> Option<String> {
    let bytes = value.value();
    match value.tag() {
        Tag::Utf8String
        | Tag::PrintableString
        | Tag::Ia5String
        | Tag::NumericString
        | Tag::VisibleString => String::from_utf8(bytes.to_vec()).ok(),
        Tag::BmpString => {
            let units: Vec<u16> = bytes
                .chunks_exact(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
                .collect();
            String::from_utf16(&units).ok()
        }
        Tag::TeletexString => Some(bytes.iter().map(|b| char::from(*b)).collect()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(der: &[u8]) -> Certificate {
        Certificate::read(der).unwrap()
    }

    #[test]
    fn a_certificate_is_of_whom_it_names_alone_and_in_full() {
        let two = made(include_bytes!("../../tests/data/signing/made/two.cer"));
        let surname = made(include_bytes!("../../tests/data/signing/made/surname.cer"));
        assert!(two.owner().contains("Корнилова") && two.owner().contains("Чужова"));
        for certificate in [two, surname] {
            assert!(!certificate.is_owned_by("Корнилова Вера Степановна"));
            assert!(!certificate.is_owned_by("Корнилова В.С."));
        }
        assert!(is_named("Корнилова Вера Степановна", "Корнилова В.С."));
        assert!(is_named("Корнилова В.С.", "Корнилова Вера Степановна"));
    }
}
