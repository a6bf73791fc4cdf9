//! Any bytes as a list of a school: questions or changes, never a fall.
#![no_main]

mod engine;
mod parts;
mod school;

use std::sync::LazyLock;

use engine::fuzz_target;
use nastavnik::edit::Prune;
use nastavnik::project::Files;
use nastavnik::workbook::{Choices, import, open};
use parts::packed;
use school::start;

static SCHOOL: LazyLock<Files> = LazyLock::new(start);

fuzz_target!(|bytes: &[u8]| {
    let Some(file) = packed(bytes) else { return };
    if let Ok(book) = open(&file, "список") {
        let imported = import(&SCHOOL, &book, &Choices::pruning(Prune::Nothing));
        if imported.has_errors() {
            return;
        }
        // What is to be written leaves no question open, and is text.
        assert_eq!(imported.tally().asked, 0);
        for file in imported.files.values().flatten() {
            assert!(std::str::from_utf8(file).is_ok());
        }
    }
});
