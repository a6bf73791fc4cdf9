//! Any bytes as a signed PDF and as a signature beside a file: an answer, never a fall.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nastavnik::signing::{verify_detached, verify_pdf};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(signatures) = verify_pdf(bytes, &[]) {
        // What covers nothing of the file proves nothing of it.
        assert!(signatures.iter().all(|it| !it.is_intact() || it.covered > 0));
    }
    drop(verify_detached(bytes, b"document", &[]));
});
