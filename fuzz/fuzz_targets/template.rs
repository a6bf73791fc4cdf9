//! Any bytes as a DOCX whose styles are taken: its styles or a word of what they lack.
#![no_main]

mod engine;
mod parts;

use std::sync::LazyLock;

use engine::fuzz_target;
use nastavnik::docx::Template;
use nastavnik::style::PageStyle;
use parts::packed;

static STYLE: LazyLock<PageStyle> = LazyLock::new(PageStyle::built_in);

fuzz_target!(|bytes: &[u8]| {
    let Some(file) = packed(bytes) else { return };
    if let Ok(template) = Template::read(&file, &STYLE) {
        assert!(!template.fingerprint().is_empty());
    }
});
