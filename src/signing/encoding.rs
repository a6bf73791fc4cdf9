//! DER out of what signing programs write: DER itself, Base64, PEM.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The tag of a SEQUENCE, with which certificates and CMS begin.
const SEQUENCE: u8 = 0x30;

/// DER of the bytes. Of a PEM file the first block of one of these labels is taken, so a key beside
/// a certificate is never read.
pub(super) fn to_der(bytes: &[u8], labels: &[&str]) -> Option<Vec<u8>> {
    if bytes.first() == Some(&SEQUENCE) {
        return Some(bytes.to_vec());
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.trim_start_matches('\u{FEFF}');
    let body = if text.contains("-----BEGIN ") {
        labels.iter().find_map(|label| {
            let (_, rest) = text.split_once(&format!("-----BEGIN {label}-----"))?;
            rest.split_once(&format!("-----END {label}-----"))
                .map(|(body, _)| body)
        })?
    } else {
        text
    };
    let letters: String = body.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    STANDARD
        .decode(letters)
        .ok()
        .filter(|der| der.first() == Some(&SEQUENCE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_three_ways_of_writing_are_read_and_a_key_is_passed_over() {
        let der = [0x30, 0x03, 0x02, 0x01, 0x05];
        assert_eq!(to_der(&der, &[]).as_deref(), Some(&der[..]));
        assert_eq!(to_der(b"MAMC\r\nAQU=\r\n", &[]).as_deref(), Some(&der[..]));
        let pem = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n-----BEGIN CMS-----\nMAMCAQU=\n-----END CMS-----\n";
        assert_eq!(
            to_der(pem.as_bytes(), &["PKCS7", "CMS"]).as_deref(),
            Some(&der[..])
        );
        assert_eq!(to_der(pem.as_bytes(), &["CERTIFICATE"]), None);
        assert_eq!(to_der("Ошибка".as_bytes(), &[]), None);
        assert_eq!(to_der(b"", &[]), None);
    }
}
