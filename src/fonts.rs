//! The faces compiled into the program and what they can draw.

use std::sync::OnceLock;

use typst::foundations::Bytes;
use typst::text::Font;

/// Liberation Serif 2.1.5 under the SIL Open Font License 1.1 (`fonts/LICENSE.txt`); metrics of Times New Roman.
pub const FILES: [&[u8]; 4] = [
    include_bytes!("../fonts/LiberationSerif-Regular.ttf"),
    include_bytes!("../fonts/LiberationSerif-Bold.ttf"),
    include_bytes!("../fonts/LiberationSerif-Italic.ttf"),
    include_bytes!("../fonts/LiberationSerif-BoldItalic.ttf"),
];

/// The embedded faces, parsed once per process.
pub fn embedded() -> &'static [Font] {
    static FACES: OnceLock<Vec<Font>> = OnceLock::new();
    FACES.get_or_init(|| FILES.iter().flat_map(|data| Font::iter(Bytes::new(*data))).collect())
}

/// Whether every embedded face draws this character, so that it may stand in any style of text.
/// No-break hyphen and narrow no-break space have no glyph of their own but are drawn by their plain twins.
pub fn can_draw(c: char) -> bool {
    !runs_right_to_left(c) && is_drawn(c)
}

/// Letters and marks of Hebrew, Arabic and their kin. The faces hold some of them, but the forms are set from left to right.
fn runs_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

fn is_drawn(c: char) -> bool {
    matches!(c, '\n' | '\u{2011}' | '\u{202F}') || embedded().iter().all(|face| face.info().coverage.contains(u32::from(c)))
}

/// Which characters a face of any font file draws; `None` if the file is no font.
pub fn coverage(data: &[u8], index: u32) -> Option<impl Fn(char) -> bool + use<>> {
    let face = Font::new(Bytes::new(data.to_vec()), index)?;
    Some(move |c| face.info().coverage.contains(u32::from(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_russian_and_its_neighbours_but_no_emoji() {
        assert!("ёЁ№«»–—…әңөҗҫ\u{A0}".chars().all(can_draw));
        assert!(!can_draw('😀'));
        assert!(!can_draw('₽'));
        assert!(!can_draw('ש'));
    }
}
