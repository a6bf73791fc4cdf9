//! Any bytes as a school's own look: a problem or papers, never a fall.
#![no_main]

mod engine;
mod school;
mod told;

use std::sync::LazyLock;

use engine::fuzz_target;
use nastavnik::prepare::prepare;
use nastavnik::project::Files;
use nastavnik::reader::decode::decode;
use nastavnik::style::PageStyle;
use school::{file, start};
use told::is_told_or_built;

static SCHOOL: LazyLock<Files> = LazyLock::new(start);

/// Of so many looks that are no look one is read together with the school, to be told.
const ONE_OF: usize = 64;

fuzz_target!(|bytes: &[u8]| {
    let text = decode(bytes).map(|(text, _)| text).unwrap_or_default();
    match PageStyle::changed_by(&text) {
        Ok(style) => {
            for landscape in [false, true] {
                let (width, height) = style.text_area(landscape);
                assert!(width.is_finite() && height.is_finite() && width > 0.0 && height > 0.0);
            }
        }
        Err(fault) => {
            assert!(!fault.message.is_empty());
            assert!(fault.at.is_none_or(|it| text.get(it).is_some()));
            if bytes.iter().map(|byte| usize::from(*byte)).sum::<usize>() % ONE_OF != 0 {
                return;
            }
        }
    }
    let mut files = SCHOOL.clone();
    files.style = Some(file("style.toml", bytes));
    is_told_or_built(&prepare(&files));
});
