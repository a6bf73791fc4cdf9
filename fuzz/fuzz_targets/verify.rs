//! Any bytes as a signed PDF, as a signature beside a file and as an archive: an answer, never a fall.
#![no_main]

mod engine;
mod parts;

use std::io::Cursor;

use engine::fuzz_target;
use nastavnik::bundle::verify_archive;
use nastavnik::signing::{verify_detached, verify_pdf};
use parts::packed;

fuzz_target!(|bytes: &[u8]| {
    let Some(file) = packed(bytes) else { return };
    if file.starts_with(b"PK") {
        if let Ok(report) = verify_archive(Cursor::new(&file)) {
            assert!(!report.odd.iter().any(String::is_empty));
        }
        return;
    }
    if let Ok(signatures) = verify_pdf(&file, &[]) {
        // What covers nothing of the file proves nothing of it.
        assert!(
            signatures
                .iter()
                .all(|it| !it.is_intact() || it.covered > 0)
        );
    }
    drop(verify_detached(&file, b"document", &[]));
});
