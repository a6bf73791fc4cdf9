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

/// DER of bytes that hold nothing else: a PEM file of more than its one block has no answer, for
/// what stands beside would go unread.
pub(super) fn only_der(bytes: &[u8], labels: &[&str]) -> Option<Vec<u8>> {
    const BEGIN: &str = "-----BEGIN ";
    const DASHES: &str = "-----";
    let der = to_der(bytes, labels)?;
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    if bytes.first() == Some(&SEQUENCE) || !text.contains(BEGIN) {
        return Some(der);
    }
    let text = text.trim_start_matches('\u{FEFF}').trim();
    let label = text.strip_prefix(BEGIN)?.split_once(DASHES)?.0;
    let end = format!("-----END {label}{DASHES}");
    let is_alone = text.find(&end) == text.len().checked_sub(end.len());
    is_alone.then_some(der)
}

/// DER of every PEM block of one of these labels; of a file without any, what it is as a whole.
pub(super) fn all_der(bytes: &[u8], labels: &[&str]) -> Vec<Vec<u8>> {
    let mut out = Vec::new();
    let mut rest = std::str::from_utf8(bytes).unwrap_or_default();
    while let Some(at) = rest.find("-----BEGIN ") {
        let block = &rest[at..];
        let end = block.find("-----END ").map_or(block.len(), |end| {
            let line = block[end..].find('\n').unwrap_or(block.len() - end);
            end + line
        });
        out.extend(to_der(&block.as_bytes()[..end], labels));
        rest = &block[end..];
    }
    if out.is_empty() {
        out.extend(to_der(bytes, labels));
    }
    out
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

    #[test]
    fn nothing_stands_beside_an_only_block() {
        let block = "-----BEGIN CMS-----\nMAMCAQU=\n-----END CMS-----\n";
        let is_read = |text: &str| only_der(text.as_bytes(), &["PKCS7", "CMS"]).is_some();
        assert!(is_read(block));
        assert!(is_read(&format!("\u{FEFF}\r\n{block}\r\n")));
        assert!(is_read("MAMCAQU="));
        for other in [
            format!("{block}{block}"),
            format!("{block}withdrawn"),
            format!("withdrawn\n{block}"),
            format!("{block}-----BEGIN PKCS7-----"),
        ] {
            assert!(!is_read(&other), "{other}");
        }
    }

    #[test]
    fn every_block_of_a_label_is_read() {
        let block = |label: &str| {
            format!("words\n-----BEGIN {label}-----\nMAMCAQU=\n-----END {label}-----\n")
        };
        let pem = [
            block("CERTIFICATE"),
            block("PRIVATE KEY"),
            block("CERTIFICATE"),
        ]
        .concat();
        assert_eq!(all_der(pem.as_bytes(), &["CERTIFICATE"]).len(), 2);
        assert_eq!(
            all_der(&[0x30, 0x03, 0x02, 0x01, 0x05], &["CERTIFICATE"]).len(),
            1
        );
        assert!(all_der(b"-----BEGIN CERTIFICATE-----", &["CERTIFICATE"]).is_empty());
    }
}
