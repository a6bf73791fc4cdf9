//! Any bytes as a school's own look: a problem or papers, never a fall.
#![no_main]

mod school;

use libfuzzer_sys::fuzz_target;
use nastavnik::prepare::prepare;
use nastavnik::project::Files;
use school::{file, is_told_or_built, start};

fuzz_target!(|bytes: &[u8]| {
    is_told_or_built(&prepare(&Files {
        style: Some(file("style.toml", bytes)),
        ..start()
    }));
});
