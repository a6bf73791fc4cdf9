//! Digests a signature may be of.

use std::fmt::Write as _;

use der::oid::ObjectIdentifier;
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use streebog::{Streebog256, Streebog512};

use super::fault::Fault;

/// RFC 8017, appendix B.1; RFC 9215 for Streebog.
const KNOWN: [(&str, &str); 5] = [
    ("2.16.840.1.101.3.4.2.1", "SHA-256"),
    ("2.16.840.1.101.3.4.2.2", "SHA-384"),
    ("2.16.840.1.101.3.4.2.3", "SHA-512"),
    ("1.2.643.7.1.1.2.2", "ГОСТ Р 34.11-2012 (256 бит)"),
    ("1.2.643.7.1.1.2.3", "ГОСТ Р 34.11-2012 (512 бит)"),
];

/// The name of a digest algorithm, for people.
pub(super) fn name(algorithm: &ObjectIdentifier) -> String {
    let oid = algorithm.to_string();
    KNOWN
        .iter()
        .find(|(known, _)| *known == oid)
        .map_or(oid, |(_, name)| (*name).to_owned())
}

/// The digest of bytes that lie in pieces.
pub(super) fn digest(algorithm: &ObjectIdentifier, pieces: &[&[u8]]) -> Result<Vec<u8>, Fault> {
    fn run<D: sha2::Digest>(pieces: &[&[u8]]) -> Vec<u8> {
        let mut hasher = D::new();
        pieces.iter().for_each(|piece| hasher.update(piece));
        hasher.finalize().to_vec()
    }
    match algorithm.to_string().as_str() {
        "2.16.840.1.101.3.4.2.1" => Ok(run::<Sha256>(pieces)),
        "2.16.840.1.101.3.4.2.2" => Ok(run::<Sha384>(pieces)),
        "2.16.840.1.101.3.4.2.3" => Ok(run::<Sha512>(pieces)),
        "1.2.643.7.1.1.2.2" => Ok(run::<Streebog256>(pieces)),
        "1.2.643.7.1.1.2.3" => Ok(run::<Streebog512>(pieces)),
        other => Err(Fault::UnknownDigest(other.to_owned())),
    }
}

/// SHA-256 of a file, as other programs count it.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
}

/// SHA-1, for names that older programs give to certificates; never for a signature.
pub(super) fn sha1(bytes: &[u8]) -> Vec<u8> {
    sha1::Sha1::digest(bytes).to_vec()
}
