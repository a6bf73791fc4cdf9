//! The faces compiled into the program and what they can draw.

mod advances;

use std::sync::OnceLock;

use typst::foundations::Bytes;
use typst::text::Font;

use crate::guard::without_fall;

pub use advances::{Advances, Letters};

/// Liberation Serif 2.1.5 under the SIL Open Font License 1.1 (`fonts/LICENSE.txt`); metrics of
/// Times New Roman.
pub const FILES: [&[u8]; 4] = [
    include_bytes!("../fonts/LiberationSerif-Regular.ttf"),
    include_bytes!("../fonts/LiberationSerif-Bold.ttf"),
    include_bytes!("../fonts/LiberationSerif-Italic.ttf"),
    include_bytes!("../fonts/LiberationSerif-BoldItalic.ttf"),
];

/// The embedded faces, parsed once per process.
pub fn embedded() -> &'static [Font] {
    static FACES: OnceLock<Vec<Font>> = OnceLock::new();
    FACES.get_or_init(|| {
        FILES
            .iter()
            .flat_map(|data| Font::iter(Bytes::new(*data)))
            .collect()
    })
}

impl Default for Advances {
    /// Of the embedded family.
    fn default() -> Self {
        static EMBEDDED: OnceLock<Advances> = OnceLock::new();
        EMBEDDED.get_or_init(|| Self::of(embedded())).clone()
    }
}

/// The faces papers are set in: the embedded family, or one of the project's own.
#[derive(Debug, Clone)]
pub struct Faces {
    faces: Vec<Font>,
    /// A bit for each character of the basic plane that every face draws: asked for every letter of
    /// a project.
    drawn: Vec<u64>,
}

/// Characters of the basic multilingual plane.
const PLANE: u32 = 0x1_0000;

impl Default for Faces {
    fn default() -> Self {
        Self::new(embedded().to_vec())
    }
}

impl Faces {
    /// The faces of one family, from the user's font files and the embedded ones. `None` if there
    /// is none.
    pub fn of_family(family: &str, files: &[Vec<u8>]) -> Option<Self> {
        let own = files
            .iter()
            .flat_map(|data| Font::iter(Bytes::new(data.clone())));
        let faces: Vec<Font> = own
            .chain(embedded().iter().cloned())
            .filter(|f| f.info().family.eq_ignore_ascii_case(family))
            .collect();
        (!faces.is_empty()).then(|| Self::new(faces))
    }

    fn new(faces: Vec<Font>) -> Self {
        let mut drawn = vec![u64::MAX; PLANE as usize / 64];
        for face in &faces {
            let mut covered = vec![0; PLANE as usize / 64];
            for c in face.info().coverage.iter().take_while(|c| *c < PLANE) {
                covered[c as usize / 64] |= 1 << (c % 64);
            }
            drawn
                .iter_mut()
                .zip(covered)
                .for_each(|(all, this)| *all &= this);
        }
        Self { faces, drawn }
    }

    /// Names of the families in the user's font files.
    pub fn families(files: &[Vec<u8>]) -> Vec<String> {
        let mut names: Vec<String> = files
            .iter()
            .flat_map(|data| Font::iter(Bytes::new(data.clone())))
            .map(|f| f.info().family.clone())
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Contents of the files of those faces that are not embedded.
    pub fn own_files(&self) -> Vec<Vec<u8>> {
        let mut own: Vec<&Bytes> = Vec::new();
        for data in self.faces.iter().map(Font::data) {
            if FILES.iter().all(|file| *file != data.as_slice())
                && own.iter().all(|known| *known != data)
            {
                own.push(data);
            }
        }
        own.into_iter().map(|data| data.to_vec()).collect()
    }

    /// How wide the letters of the family are.
    pub fn advances(&self) -> Advances {
        Advances::of(&self.faces)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Font> {
        self.faces.iter()
    }

    /// Whether every face draws this character, so that it may stand in any style of text. No-break
    /// hyphen and narrow no-break space have no glyph of their own but are drawn by their plain
    /// twins.
    pub fn can_draw(&self, c: char) -> bool {
        let number = u32::from(c);
        let in_plane = number < PLANE && self.drawn[number as usize / 64] >> (number % 64) & 1 == 1;
        let beyond = || {
            number >= PLANE
                && self
                    .faces
                    .iter()
                    .all(|face| face.info().coverage.contains(number))
        };
        !runs_right_to_left(c)
            && (in_plane || matches!(c, '\n' | '\u{2011}' | '\u{202F}') || beyond())
    }
}

/// Letters and marks of Hebrew, Arabic and their kin. The faces hold some of them, but the forms
/// are set from left to right.
fn runs_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Why papers cannot be set in a font file, in Russian: nothing for a good one. Every glyph is drawn
/// once, for a damaged one is otherwise met by the writer of a paper.
pub fn damage(data: &[u8]) -> Option<&'static str> {
    without_fall(|| find_damage(data)).unwrap_or(Some(DAMAGED))
}

const DAMAGED: &str = "файл шрифта поврежден; скопируйте его заново";

fn find_damage(data: &[u8]) -> Option<&'static str> {
    if Font::iter(Bytes::new(data.to_vec())).next().is_none() {
        return Some("это не файл шрифта, или он поврежден");
    }
    let Ok(file) = skrifa::raw::FileRef::new(data) else {
        return Some(DAMAGED);
    };
    file.fonts()
        .any(|font| font.is_err() || font.is_ok_and(|font| !is_whole(&font)))
        .then_some(DAMAGED)
}

/// Whether every table lies in the file, every glyph has its width, and every glyph can be drawn.
fn is_whole(font: &skrifa::FontRef<'_>) -> bool {
    use skrifa::MetadataProvider as _;
    use skrifa::instance::{LocationRef, Size};
    use skrifa::outline::DrawSettings;
    use skrifa::raw::TableProvider as _;
    let length = font.data().len();
    let in_file = font.table_directory().table_records().iter().all(|it| {
        let end = u64::from(it.offset()) + u64::from(it.length());
        end <= length as u64
    });
    let (Ok(header), Ok(count), Ok(widths)) = (font.hhea(), font.maxp(), font.hmtx()) else {
        return false;
    };
    let glyphs = usize::from(count.num_glyphs());
    let long = usize::from(header.number_of_h_metrics());
    if !in_file
        || long == 0
        || long > glyphs
        || widths.h_metrics().len() < long
        || widths.left_side_bearings().len() < glyphs - long
    {
        return false;
    }
    if !is_in_order(font) || !shows_letters(font) {
        return false;
    }
    let outlines = font.outline_glyphs();
    let mut pen = skrifa::outline::pen::NullPen;
    let settings = || DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
    (0..u32::from(count.num_glyphs())).all(|glyph| {
        outlines
            .get(skrifa::GlyphId::new(glyph))
            .is_some_and(|it| it.draw(settings(), &mut pen).is_ok())
    })
}

/// Whether the tables stand in the order in which they are looked for, and are those of its kind.
fn is_in_order(font: &skrifa::FontRef<'_>) -> bool {
    let directory = font.table_directory();
    let tags: Vec<skrifa::Tag> = directory
        .table_records()
        .iter()
        .map(skrifa::raw::TableRecord::tag)
        .collect();
    let has = |tag: &[u8; 4]| tags.contains(&skrifa::Tag::new(tag));
    let is_postscript = directory.sfnt_version() == u32::from_be_bytes(*b"OTTO");
    let is_of_its_kind = if is_postscript {
        has(b"CFF ") || has(b"CFF2")
    } else {
        has(b"glyf")
    };
    tags.is_sorted() && is_of_its_kind
}

/// Whether there are characters at all, and the letters and figures among them can be seen: each has an
/// outline and a width that a letter has.
fn shows_letters(font: &skrifa::FontRef<'_>) -> bool {
    use skrifa::MetadataProvider as _;
    use skrifa::instance::{LocationRef, Size};
    use skrifa::outline::DrawSettings;
    use skrifa::outline::pen::ControlBoundsPen;
    const LETTERS: &str = "АБЕЖМНОСТХабежмностх018ABHMOabhmo";
    /// In sizes of the font.
    const WIDEST: f32 = 3.0;
    let charmap = font.charmap();
    if charmap.mappings().next().is_none() {
        return false;
    }
    let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let em = f32::from(
        font.metrics(Size::unscaled(), LocationRef::default())
            .units_per_em,
    );
    let outlines = font.outline_glyphs();
    let settings = || DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
    LETTERS.chars().filter_map(|c| charmap.map(c)).all(|glyph| {
        let width = metrics.advance_width(glyph).unwrap_or_default();
        let mut pen = ControlBoundsPen::new();
        let is_drawn = outlines
            .get(glyph)
            .is_some_and(|it| it.draw(settings(), &mut pen).is_ok());
        is_drawn && pen.bounding_box().is_some() && width > 0.0 && width < WIDEST * em
    })
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
    fn a_damaged_file_is_known_before_a_paper_is_set_in_it() {
        let whole = FILES[0];
        assert_eq!(damage(whole), None);
        let table = |tag: &[u8]| {
            let record = whole.windows(4).position(|w| w == tag).unwrap();
            let at = record + 8;
            u32::from_be_bytes(whole[at..at + 4].try_into().unwrap()) as usize
        };
        assert!(damage(&whole[..whole.len() / 2]).is_some());
        assert!(damage(b"<html>").is_some());
        let mut other = whole.to_vec();
        other[table(b"hhea") + 34..][..2].fill(0);
        assert!(damage(&other).is_some());
        let mut other = whole.to_vec();
        other[table(b"glyf")..][..4000].fill(0xFF);
        assert!(damage(&other).is_some());
        // Every letter empty, or without a width; no table of letters; a table by another name.
        let mut other = whole.to_vec();
        other[table(b"loca")..table(b"loca") + 4000].fill(0);
        assert!(damage(&other).is_some());
        for width in [0, 0xFF] {
            let mut other = whole.to_vec();
            other[table(b"hmtx")..][..8000].fill(width);
            assert!(damage(&other).is_some());
        }
        let renamed = |tag: &[u8], name: &[u8]| {
            let mut other = whole.to_vec();
            let record = whole.windows(4).position(|w| w == tag).unwrap();
            other[record..record + 4].copy_from_slice(name);
            other
        };
        assert!(damage(&renamed(b"cmap", b"cmaq")).is_some());
        assert!(damage(&renamed(b"OS/2", b"zzzz")).is_some());
    }

    #[test]
    fn draws_russian_and_its_neighbours_but_no_emoji() {
        let can_draw = |c| Faces::default().can_draw(c);
        assert!("ёЁ№«»–—…әңөҗҫ\u{A0}".chars().all(can_draw));
        assert!(!can_draw('😀'));
        assert!(!can_draw('₽'));
        assert!(!can_draw('ש'));
    }
}
