//! A signing program for tests: this test binary itself, called with the name of the test below. It
//! makes a CMS with a key of P-256 (`tests/data/signing`: throw-away keys that prove nothing), or
//! with a value of no key at all where the certificate is one of ГОСТ; or fails as its mode says.

use std::path::{Path, PathBuf};

use der::{Decode as _, Encode as _};
use sha2::{Digest as _, Sha256};
use streebog::Streebog256;
use x509_cert::Certificate;

use crate::support::path;

const SHA_256: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01];
const ECDSA_WITH_SHA_256: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02];
const STREEBOG_256: &[u8] = &[0x2A, 0x85, 0x03, 0x07, 0x01, 0x01, 0x02, 0x02];
const SIGNED_DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];
const DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01];
const CONTENT_TYPE: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x03];
const MESSAGE_DIGEST: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x04];

pub(crate) fn certificate(name: &str) -> PathBuf {
    path(&["tests", "data", "signing", &format!("{name}.pem")])
}

/// The command that calls this binary as a signing program with a certificate of the test data.
pub(crate) fn command(mode: &str, certificate_name: &str) -> Vec<String> {
    let own = std::env::current_exe().unwrap().display().to_string();
    let words = [
        &own,
        "signer::acts_as_a_signing_program",
        "--exact",
        "--ignored",
        &format!("mode={mode}"),
        &format!("cert={}", certificate(certificate_name).display()),
        "in={in}",
        "out={out}",
    ];
    words.into_iter().map(ToOwned::to_owned).collect()
}

fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let value = parts.concat();
    let mut out = vec![tag];
    match u16::try_from(value.len()).unwrap() {
        short @ 0..128 => out.push(u8::try_from(short).unwrap()),
        middling @ 128..256 => out.extend([0x81, u8::try_from(middling).unwrap()]),
        long => out.extend([&[0x82][..], &long.to_be_bytes()].concat()),
    }
    out.extend(value);
    out
}

/// How a CMS differs from a good one.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Oddity {
    pub attached: bool,
    pub two_signers: bool,
    pub no_certificate: bool,
    pub wrong_value: bool,
    pub padding: usize,
}

pub(crate) fn cms(document: &[u8], certificate_name: &str, odd: Oddity) -> Vec<u8> {
    cms_of(document, &certificate(certificate_name), odd)
}

/// The value over attributes, with the key that lies beside the certificate.
fn value(attributes: &[u8], certificate: &Path) -> Vec<u8> {
    use p256::ecdsa::signature::hazmat::PrehashSigner as _;
    let digits = std::fs::read_to_string(certificate.with_extension("key")).unwrap();
    let bytes: Vec<u8> = (0..32)
        .map(|i| u8::from_str_radix(&digits[2 * i..2 * i + 2], 16).unwrap())
        .collect();
    let key = p256::ecdsa::SigningKey::from_slice(&bytes).unwrap();
    let value: p256::ecdsa::Signature = key.sign_prehash(&Sha256::digest(attributes)).unwrap();
    let value = value.to_bytes();
    let number = |bytes: &[u8]| {
        let zeros = bytes.iter().take_while(|b| **b == 0).count();
        let sign: &[u8] = if bytes[zeros] >= 0x80 { &[0] } else { &[] };
        tlv(2, &[sign, &bytes[zeros..]])
    };
    tlv(0x30, &[&number(&value[..32]), &number(&value[32..])])
}

fn cms_of(document: &[u8], path: &Path, odd: Oddity) -> Vec<u8> {
    use base64::Engine as _;
    let pem = std::fs::read_to_string(path).unwrap();
    let body: String = pem.lines().filter(|l| !l.starts_with('-')).collect();
    let certificate = base64::engine::general_purpose::STANDARD
        .decode(body)
        .unwrap();
    let parsed = Certificate::from_der(&certificate).unwrap();
    let tbs = parsed.tbs_certificate();
    let is_gost = tbs
        .subject_public_key_info()
        .algorithm
        .oid
        .to_string()
        .starts_with("1.2.643");
    let (oid, digest) = if is_gost {
        (STREEBOG_256, Streebog256::digest(document).to_vec())
    } else {
        (SHA_256, Sha256::digest(document).to_vec())
    };
    let algorithm = tlv(0x30, &[&tlv(6, &[oid])]);
    let serial = tlv(2, &[tbs.serial_number().as_bytes()]);
    let sid = tlv(0x30, &[&tbs.issuer().to_der().unwrap(), &serial]);
    let attribute =
        |kind: &[u8], value: &[u8]| tlv(0x30, &[&tlv(6, &[kind]), &tlv(0x31, &[value])]);
    let attributes = [
        attribute(CONTENT_TYPE, &tlv(6, &[DATA])),
        attribute(MESSAGE_DIGEST, &tlv(4, &[&digest])),
    ]
    .concat();
    let value = if is_gost || odd.wrong_value || odd.padding > 0 {
        vec![7; 64 + odd.padding]
    } else {
        value(&tlv(0x31, &[&attributes]), path)
    };
    let kind = if is_gost {
        STREEBOG_256
    } else {
        ECDSA_WITH_SHA_256
    };
    let signer = tlv(
        0x30,
        &[
            &[2, 1, 1],
            &sid,
            &algorithm,
            &tlv(0xA0, &[&attributes]),
            &tlv(0x30, &[&tlv(6, &[kind])]),
            &tlv(4, &[&value]),
        ],
    );
    let content = if odd.attached {
        tlv(0xA0, &[&tlv(4, &[b"document"])])
    } else {
        Vec::new()
    };
    let inside = if odd.no_certificate {
        Vec::new()
    } else {
        tlv(0xA0, &[&certificate])
    };
    let signers = if odd.two_signers {
        [signer.clone(), signer].concat()
    } else {
        signer
    };
    let signed = tlv(
        0x30,
        &[
            &[2, 1, 1],
            &tlv(0x31, &[&algorithm]),
            &tlv(0x30, &[&tlv(6, &[DATA]), &content]),
            &inside,
            &tlv(0x31, &[&signers]),
        ],
    );
    tlv(0x30, &[&tlv(6, &[SIGNED_DATA]), &tlv(0xA0, &[&signed])])
}

/// The same with the outer element of indefinite length (X.690, 8.1.3.6).
fn indefinite(der: &[u8]) -> Vec<u8> {
    [&[0x30, 0x80][..], &der[4..], &[0, 0]].concat()
}

#[test]
#[ignore = "run by other tests as a program of its own"]
fn acts_as_a_signing_program() {
    let argument = |key: &str| {
        std::env::args().find_map(|a| a.strip_prefix(&format!("{key}=")).map(ToOwned::to_owned))
    };
    let (Some(mode), Some(input), Some(output)) =
        (argument("mode"), argument("in"), argument("out"))
    else {
        return;
    };
    let document = std::fs::read(&input).unwrap();
    let path = PathBuf::from(argument("cert").unwrap());
    let make = |odd| cms_of(&document, &path, odd);
    let write = |bytes: &[u8]| std::fs::write(&output, bytes).unwrap();
    match mode.as_str() {
        "good" => {
            assert_private(Path::new(&input));
            write(&make(Oddity::default()));
        }
        "base64" => {
            use base64::Engine as _;
            write(
                base64::engine::general_purpose::STANDARD
                    .encode(make(Oddity::default()))
                    .as_bytes(),
            );
        }
        // Checks instead: whether the signature is the one that would be made of the document.
        "checks" => {
            assert_private(Path::new(&input));
            let signature = std::fs::read(argument("sig").unwrap()).unwrap();
            assert!(signature == make(Oddity::default()));
        }
        "beside" => std::fs::write(format!("{input}.sgn"), make(Oddity::default())).unwrap(),
        "attached" => write(&make(Oddity {
            attached: true,
            ..Oddity::default()
        })),
        "two" => write(&make(Oddity {
            two_signers: true,
            ..Oddity::default()
        })),
        "bare" => write(&make(Oddity {
            no_certificate: true,
            ..Oddity::default()
        })),
        "wrong-value" => write(&make(Oddity {
            wrong_value: true,
            ..Oddity::default()
        })),
        "large" => write(&make(Oddity {
            padding: 30_000,
            ..Oddity::default()
        })),
        "ber" => write(&indefinite(&make(Oddity::default()))),
        "other-bytes" => write(&cms_of(b"another document", &path, Oddity::default())),
        "text" => write("Ошибка 0x80090010".as_bytes()),
        "nothing" => {}
        "fails" => panic!("the PIN is {:?}", std::env::args().collect::<Vec<_>>()),
        "hangs" => std::thread::sleep(std::time::Duration::from_mins(1)),
        other => panic!("{other}"),
    }
}

/// Nobody but the owner may look into the folder of the document.
fn assert_private(document: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(document.parent().unwrap())
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o700);
    }
    assert!(document.is_file());
}
