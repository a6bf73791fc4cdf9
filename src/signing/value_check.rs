//! The mathematics of a signature: whether its value was made with the key of a certificate.

use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Decode as _, Tag, Tagged as _};
use p256::ecdsa::signature::hazmat::PrehashVerifier as _;
use sha2::{Sha256, Sha384, Sha512};

use super::certificate::Certificate;
use super::elements::{Algorithm, children, is_context};
use super::hash;

/// What the mathematics say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueCheck {
    Right,
    /// The value was not made with this key over these bytes.
    Wrong,
    /// Nothing can be said, and why.
    Unchecked(Unchecked),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unchecked {
    /// ГОСТ Р 34.10, for which there is no kept library.
    Gost,
    /// An algorithm or a curve by its number.
    Algorithm(String),
    /// A digest that can be forged.
    WeakDigest,
    /// A key too short to trust, or too long to count with.
    KeySize,
    /// Why the program of the user's that was asked did not confirm it, in Russian.
    NotConfirmed(String),
}

impl std::fmt::Display for Unchecked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Gost => f.write_str("ключ ГОСТ Р 34.10, такие подписи эта программа не считает; укажите программу проверки после «--» или проверьте файл в КриптоАРМ, КриптоПро PDF или на портале Госуслуг"),
            Self::Algorithm(oid) => write!(f, "алгоритм {oid} программе не знаком"),
            Self::WeakDigest => f.write_str("отпечаток посчитан устаревшим алгоритмом, который подделывают"),
            Self::NotConfirmed(why) => f.write_str(why),
            Self::KeySize => f.write_str("длина ключа не та, какой можно верить"),
        }
    }
}

const RSA: &str = "1.2.840.113549.1.1.1";
const RSA_PSS: &str = "1.2.840.113549.1.1.10";
const EC: &str = "1.2.840.10045.2.1";
const ED25519: &str = "1.3.101.112";
const SHA_256: &str = "2.16.840.1.101.3.4.2.1";
const SHA_384: &str = "2.16.840.1.101.3.4.2.2";
const SHA_512: &str = "2.16.840.1.101.3.4.2.3";
const MGF1: &str = "1.2.840.113549.1.1.8";
/// Modulus in bits: what may be trusted, and what is counted in an instant.
const SHORTEST_RSA: u32 = 2048;

/// Checks a value over a message. `digest` is the digest a CMS names apart from the signature.
pub(super) fn check(
    certificate: &Certificate,
    algorithm: &Algorithm,
    digest: Option<&ObjectIdentifier>,
    message: &[u8],
    value: &[u8],
) -> ValueCheck {
    let name = algorithm.oid.to_string();
    if name.starts_with("1.2.643.") || certificate.is_gost() {
        return ValueCheck::Unchecked(Unchecked::Gost);
    }
    let own = match name.as_str() {
        "1.2.840.113549.1.1.11" | "1.2.840.10045.4.3.2" => Some(SHA_256),
        "1.2.840.113549.1.1.12" | "1.2.840.10045.4.3.3" => Some(SHA_384),
        "1.2.840.113549.1.1.13" | "1.2.840.10045.4.3.4" => Some(SHA_512),
        _ => None,
    };
    let named = digest.map(ToString::to_string);
    let result = match name.as_str() {
        RSA | "1.2.840.113549.1.1.11" | "1.2.840.113549.1.1.12" | "1.2.840.113549.1.1.13" => {
            agreed(own, named.as_deref()).and_then(|hash| rsa(certificate, hash, message, value))
        }
        RSA_PSS => pss(certificate, algorithm, named.as_deref(), message, value),
        EC | "1.2.840.10045.4.3.2" | "1.2.840.10045.4.3.3" | "1.2.840.10045.4.3.4" => {
            agreed(own, named.as_deref()).and_then(|hash| ecdsa(certificate, hash, message, value))
        }
        ED25519 => ed25519(certificate, message, value),
        "1.2.840.113549.1.1.5" | "1.2.840.113549.1.1.4" | "1.2.840.10045.4.1" => {
            Err(Unchecked::WeakDigest)
        }
        _ => Err(Unchecked::Algorithm(name)),
    };
    match result {
        Ok(true) => ValueCheck::Right,
        Ok(false) => ValueCheck::Wrong,
        Err(why) => ValueCheck::Unchecked(why),
    }
}

impl Certificate {
    /// Whether its own signature is of the key of another certificate, or of its own.
    pub(super) fn check_issued(&self, above: &Self) -> ValueCheck {
        match self.issued() {
            Some((signed, algorithm, value)) => check(above, &algorithm, None, &signed, &value),
            None => ValueCheck::Wrong,
        }
    }
}

type Answer = Result<bool, Unchecked>;

/// The digest of the signature, which is that of the CMS, if both are named.
fn agreed<'a>(own: Option<&'a str>, named: Option<&'a str>) -> Result<&'a str, Unchecked> {
    match (own, named) {
        (Some(own), Some(named)) if own != named => {
            Err(Unchecked::Algorithm(format!("{own} / {named}")))
        }
        (Some(hash), _) | (None, Some(hash)) => Ok(hash),
        (None, None) => Err(Unchecked::Algorithm("?".to_owned())),
    }
}

fn digest_of(hash: &str, message: &[u8]) -> Result<Vec<u8>, Unchecked> {
    ObjectIdentifier::new(hash)
        .ok()
        .and_then(|oid| hash::digest(&oid, &[message]).ok())
        .ok_or_else(|| Unchecked::Algorithm(hash.to_owned()))
}

/// Why nobody can be sure of a paper that is signed with the key of a certificate, whenever it was
/// signed; in Russian.
pub fn unfit(certificate: &Certificate) -> Option<&'static str> {
    if !certificate.may_sign() || !certificate.serves_documents() {
        Some("ключ этого сертификата не предназначен для подписи документов")
    } else if rsa_key(certificate) == Err(Unchecked::KeySize) {
        Some(
            "ключ этого сертификата слишком короткий (RSA короче 2048 бит): такую подпись подделывают, верной ее не признают",
        )
    } else {
        None
    }
}

fn rsa_key(certificate: &Certificate) -> Result<rsa::PublicKey, Unchecked> {
    let (algorithm, key) = certificate.key();
    let kind = algorithm.oid.to_string();
    if kind != RSA && kind != RSA_PSS {
        return Err(Unchecked::Algorithm(kind));
    }
    let parts = AnyRef::from_der(key).ok().and_then(|it| children(it).ok());
    let [modulus, exponent] = parts.as_deref().unwrap_or_default() else {
        return Err(Unchecked::Algorithm(kind));
    };
    let number = |it: &AnyRef<'_>| -> Option<rsa::BoxedUint> {
        let digits = it.value();
        let zeros = digits.iter().take_while(|b| **b == 0).count();
        let digits = &digits[zeros..];
        let bits = u32::try_from(digits.len().checked_mul(8)?).ok()?;
        // Longer numbers are refused before anything is counted with them.
        if digits.len() > rsa::PublicKey::MAX_SIZE / 8 {
            return None;
        }
        rsa::BoxedUint::from_be_slice(digits, bits.next_multiple_of(64)).ok()
    };
    let (Some(modulus), Some(exponent)) = (number(modulus), number(exponent)) else {
        return Err(Unchecked::KeySize);
    };
    if modulus.bit_width() < SHORTEST_RSA {
        return Err(Unchecked::KeySize);
    }
    rsa::PublicKey::new(modulus, exponent).map_err(|_| Unchecked::KeySize)
}

fn rsa(certificate: &Certificate, hash: &str, message: &[u8], value: &[u8]) -> Answer {
    use rsa::pkcs1v15::{Signature, VerifyingKey};
    let key = rsa_key(certificate)?;
    let digest = digest_of(hash, message)?;
    let Ok(value) = Signature::try_from(value) else {
        return Ok(false);
    };
    let done = match hash {
        SHA_256 => VerifyingKey::<Sha256>::new(key).verify_prehash(&digest, &value),
        SHA_384 => VerifyingKey::<Sha384>::new(key).verify_prehash(&digest, &value),
        SHA_512 => VerifyingKey::<Sha512>::new(key).verify_prehash(&digest, &value),
        other => return Err(Unchecked::Algorithm(other.to_owned())),
    };
    Ok(done.is_ok())
}

/// RFC 8017, A.2.3.
fn pss(
    certificate: &Certificate,
    algorithm: &Algorithm,
    named: Option<&str>,
    message: &[u8],
    value: &[u8],
) -> Answer {
    use rsa::pss::{Signature, VerifyingKey};
    let key = rsa_key(certificate)?;
    let odd = || Unchecked::Algorithm(RSA_PSS.to_owned());
    let parameters = algorithm.parameters.as_deref().ok_or_else(odd)?;
    let parts = AnyRef::from_der(parameters)
        .ok()
        .and_then(|it| children(it).ok())
        .ok_or_else(odd)?;
    let inside = |number: u32| {
        let found = parts.iter().find(|it| is_context(**it, number))?;
        children(*found).ok()?.first().copied()
    };
    // Left out, both digests are SHA-1.
    let hash = inside(0)
        .and_then(Algorithm::read)
        .ok_or(Unchecked::WeakDigest)?;
    let hash = hash.oid.to_string();
    let mask = inside(1)
        .and_then(Algorithm::read)
        .ok_or(Unchecked::WeakDigest)?;
    let of_mask = mask
        .parameters
        .as_deref()
        .and_then(|der| AnyRef::from_der(der).ok())
        .and_then(Algorithm::read)
        .map(|it| it.oid.to_string());
    if mask.oid.to_string() != MGF1 || of_mask.as_deref() != Some(&hash) {
        return Err(odd());
    }
    if named.is_some_and(|named| named != hash) {
        return Err(odd());
    }
    let salt = match inside(2) {
        None => 20,
        Some(it) => it.decode_as::<u16>().map_err(|_| odd())?,
    };
    let digest = digest_of(&hash, message)?;
    let Ok(value) = Signature::try_from(value) else {
        return Ok(false);
    };
    let salt = usize::from(salt);
    let done = match hash.as_str() {
        SHA_256 => {
            VerifyingKey::<Sha256>::new_with_salt_len(key, salt).verify_prehash(&digest, &value)
        }
        SHA_384 => {
            VerifyingKey::<Sha384>::new_with_salt_len(key, salt).verify_prehash(&digest, &value)
        }
        SHA_512 => {
            VerifyingKey::<Sha512>::new_with_salt_len(key, salt).verify_prehash(&digest, &value)
        }
        other => return Err(Unchecked::Algorithm(other.to_owned())),
    };
    Ok(done.is_ok())
}

/// Both numbers of an ECDSA value (RFC 3279, 2.2.3), each of the width of the curve.
fn two_numbers(value: &[u8], width: usize) -> Option<Vec<u8>> {
    let parts = children(AnyRef::from_der(value).ok()?).ok()?;
    let [r, s] = parts.as_slice() else {
        return None;
    };
    let mut out = Vec::with_capacity(width * 2);
    for number in [r, s] {
        if number.tag() != Tag::Integer {
            return None;
        }
        let digits = number.value();
        // A negative number.
        if digits.first().is_some_and(|b| *b >= 0x80) {
            return None;
        }
        let zeros = digits.iter().take_while(|b| **b == 0).count();
        let digits = &digits[zeros..];
        out.resize(out.len() + width.checked_sub(digits.len())?, 0);
        out.extend(digits);
    }
    Some(out)
}

fn ecdsa(certificate: &Certificate, hash: &str, message: &[u8], value: &[u8]) -> Answer {
    let (algorithm, key) = certificate.key();
    let curve: Option<ObjectIdentifier> = algorithm
        .parameters
        .as_deref()
        .and_then(|der| ObjectIdentifier::from_der(der).ok());
    let curve = curve.as_ref().map(ToString::to_string).unwrap_or_default();
    if algorithm.oid.to_string() != EC {
        return Err(Unchecked::Algorithm(algorithm.oid.to_string()));
    }
    let digest = digest_of(hash, message)?;
    // A digest shorter than the field is the same number with zeros before it.
    let widened = |width: usize| {
        let mut out = vec![0; width.saturating_sub(digest.len())];
        out.extend(&digest);
        out
    };
    macro_rules! on_curve {
        ($curve:ident, $width:expr) => {{
            let Ok(key) = $curve::ecdsa::VerifyingKey::from_sec1_bytes(key) else {
                return Err(Unchecked::KeySize);
            };
            let value = two_numbers(value, $width)
                .and_then(|it| $curve::ecdsa::Signature::from_slice(&it).ok());
            Ok(value.is_some_and(|value| key.verify_prehash(&widened($width), &value).is_ok()))
        }};
    }
    match curve.as_str() {
        "1.2.840.10045.3.1.7" => on_curve!(p256, 32),
        "1.3.132.0.34" => on_curve!(p384, 48),
        "1.3.132.0.35" => on_curve!(p521, 66),
        other => Err(Unchecked::Algorithm(other.to_owned())),
    }
}

/// RFC 8410.
fn ed25519(certificate: &Certificate, message: &[u8], value: &[u8]) -> Answer {
    let (algorithm, key) = certificate.key();
    if algorithm.oid.to_string() != ED25519 {
        return Err(Unchecked::Algorithm(algorithm.oid.to_string()));
    }
    let key = <&[u8; 32]>::try_from(key)
        .ok()
        .and_then(|it| ed25519_dalek::VerifyingKey::from_bytes(it).ok())
        .ok_or(Unchecked::KeySize)?;
    let value = <&[u8; 64]>::try_from(value).map(ed25519_dalek::Signature::from_bytes);
    Ok(value.is_ok_and(|value| key.verify_strict(message, &value).is_ok()))
}
