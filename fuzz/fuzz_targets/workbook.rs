//! Any bytes as a list of a school: questions or changes, never a fall.
#![no_main]

mod school;

use libfuzzer_sys::fuzz_target;
use nastavnik::edit::Prune;
use nastavnik::workbook::{import, open};
use school::start;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(book) = open(bytes, "список") {
        let imported = import(&start(), &book, Prune::Nothing);
        // What is refused changes nothing.
        assert!(imported.files.is_empty() || !imported.has_errors());
    }
});
