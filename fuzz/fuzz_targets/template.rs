//! Any bytes as a DOCX whose styles are taken: its styles or a word of what they lack.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nastavnik::docx::Template;
use nastavnik::style::PageStyle;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(template) = Template::read(bytes, &PageStyle::built_in()) {
        assert!(!template.fingerprint().is_empty());
    }
});
