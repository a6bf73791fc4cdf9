//! How many lines a text takes at a width, by the widths of its letters.

use std::cell::{OnceCell, RefCell};
use std::ops::Range;

use crate::document::{Inline, Text};
use crate::fonts::{Advances, Letters};

/// What a text may do after a piece of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// A line may end here.
    Place,
    /// A line may end here with a hyphen.
    Syllable,
    /// A space that holds its words together, unless no line is wide enough for them.
    Glue,
    /// The line ends here.
    Line,
}

/// Letters that no line parts.
#[derive(Debug, Clone, Copy)]
struct Piece {
    /// Thousandths of the size of the text.
    width: u32,
    /// The space after it, which a line does not end with.
    space: u32,
    end: End,
    /// Whether it is a word that belongs to the next one: «с», «по».
    is_short: bool,
}

/// A text as the pieces that its lines are made of. Only where words may be parted are their syllables
/// pieces.
#[derive(Debug, Default)]
pub(super) struct Words {
    pieces: Vec<Piece>,
    /// Of a hyphen.
    hyphen: u32,
    /// The widest run of pieces that only syllables and such spaces part, and that only syllables do.
    widest: u32,
    widest_word: u32,
    /// Of all of it on one line, where it has no end of a line within.
    whole: Option<u32>,
}

/// What became of a text at some width.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Lines {
    pub(super) count: u32,
    /// Lines that end within a word.
    pub(super) hyphens: u32,
    /// Lines on which nothing stands but a word that belongs to the next one.
    pub(super) lone: u32,
}

impl Words {
    /// Of a text whose words stand whole. `face` is that of the paragraph, bold and italic: a run has
    /// those of its own besides.
    pub(super) fn of(texts: &[&Text], advances: &Advances, face: (bool, bool)) -> Self {
        Self::read(texts, advances, face, false)
    }

    fn read(texts: &[&Text], advances: &Advances, face: (bool, bool), may_part: bool) -> Self {
        let mut reader = Reader {
            may_part,
            hyphen: advances.face(face.0, face.1).of('-'),
            ..Reader::default()
        };
        for inline in texts.iter().flat_map(|text| &text.0) {
            match inline {
                Inline::Run {
                    text, bold, italic, ..
                } => reader.read(text, advances.face(face.0 || *bold, face.1 || *italic)),
                Inline::Number(number) => {
                    reader.read(&number.to_string(), advances.face(face.0, face.1));
                }
                Inline::LineBreak => reader.end(End::Line),
                Inline::Blank { width, .. } => reader.width += u32::from(*width) * BLANK,
            }
        }
        reader.finish()
    }

    pub(super) fn widest_word(&self) -> u32 {
        self.widest_word
    }

    /// Lines of so many thousandths of the size, each as full as can be; a word wider than its line
    /// counts the lines that its letters fill.
    pub(super) fn lines(&self, room: u32) -> Lines {
        self.lines_after(0, room)
    }

    /// The same with so much of the first line taken.
    pub(super) fn lines_after(&self, indent: u32, room: u32) -> Lines {
        self.lines_within(indent, room).0
    }

    /// The same, and between which rooms it is so.
    fn lines_within(&self, indent: u32, room: u32) -> (Lines, Range<u32>) {
        let mut out = Lines {
            count: 1,
            ..Lines::default()
        };
        let mut within = 0..u32::MAX;
        // Whether this is more than there is room for: of any room within, the answer is the same.
        let mut is_wider = |width: u32| {
            if width > room {
                within.end = within.end.min(width);
            } else {
                within.start = within.start.max(width);
            }
            width > room
        };
        if let Some(whole) = self.whole
            && !is_wider(indent + whole)
        {
            return (out, within);
        }
        let parts_glue = is_wider(self.widest);
        // The line so far with the space after it; what of it comes after the last place where it
        // may end, and of what kind that place is.
        let (mut line, mut tail, mut place) = (indent, 0, None);
        // Places where the line may end, and whether but a short word stands before the first.
        let (mut places, mut begins_short) = (0, false);
        let mut fills_lines = false;
        for (at, piece) in self.pieces.iter().enumerate() {
            let is_place = piece.end != End::Glue || parts_glue;
            let hyphen = if piece.end == End::Syllable {
                self.hyphen
            } else {
                0
            };
            if is_place
                && place.is_some()
                && is_wider(line + piece.width + hyphen)
                && let Some(before) = place.take()
            {
                out.count += 1;
                out.hyphens += u32::from(before == End::Syllable);
                out.lone += u32::from(places == 1 && begins_short);
                places = 0;
                line = std::mem::take(&mut tail);
            }
            line += piece.width;
            tail += piece.width;
            if is_place && is_wider(line) {
                let over = (line - 1).checked_div(room).unwrap_or_default();
                out.count += over;
                out.hyphens += over;
                line -= over * room;
                fills_lines = true;
            }
            line += piece.space;
            tail += piece.space;
            if piece.end == End::Line {
                out.count += u32::from(at + 1 < self.pieces.len());
                (line, tail, place) = (0, 0, None);
                places = 0;
            } else if is_place {
                (tail, place) = (0, Some(piece.end));
                begins_short = piece.is_short && places == 0;
                places += 1;
            }
        }
        if fills_lines {
            within = room..room + 1;
        }
        (out, within)
    }
}

/// A text of a table, which is tried at many widths, with its words whole and in syllables.
pub(super) struct CellWords<'a> {
    text: &'a Text,
    advances: &'a Advances,
    face: (bool, bool),
    whole: Tried,
    /// Read when it is asked for: most columns are wide enough.
    parted: OnceCell<Tried>,
}

/// What was found of a text already: from one width to the next it seldom changes.
#[derive(Default)]
struct Tried {
    words: Words,
    found: RefCell<Vec<(Range<u32>, Lines)>>,
}

impl<'a> CellWords<'a> {
    pub(super) fn of(text: &'a Text, advances: &'a Advances, face: (bool, bool)) -> Self {
        Self {
            text,
            advances,
            face,
            whole: Tried::of(Words::of(&[text], advances, face)),
            parted: OnceCell::new(),
        }
    }

    /// As [`Words::lines`].
    pub(super) fn lines(&self, room: u32, may_part: bool) -> Lines {
        if may_part {
            let read = || Words::read(&[self.text], self.advances, self.face, true);
            let parted = self.parted.get_or_init(|| Tried::of(read()));
            parted.lines(room)
        } else {
            self.whole.lines(room)
        }
    }

    pub(super) fn widest(&self) -> u32 {
        self.whole.words.widest
    }

    pub(super) fn widest_word(&self) -> u32 {
        self.whole.words.widest_word
    }
}

impl Tried {
    fn of(words: Words) -> Self {
        Self {
            words,
            found: RefCell::default(),
        }
    }

    fn lines(&self, room: u32) -> Lines {
        let mut all = self.found.borrow_mut();
        if let Some((_, known)) = all.iter().rfind(|(within, _)| within.contains(&room)) {
            return *known;
        }
        let (found, within) = self.words.lines_within(0, room);
        all.push((within, found));
        found
    }
}

/// An underscore of a blank.
const BLANK: u32 = 500;

/// Where the letters of a text go.
#[derive(Default)]
struct Reader {
    /// Whether syllables are pieces of their own.
    may_part: bool,
    pieces: Vec<Piece>,
    hyphen: u32,
    widest: u32,
    widest_word: u32,
    /// Of the letters since the last piece, since the last place that is neither syllable nor glue,
    /// and that is no syllable.
    width: u32,
    whole: u32,
    word: u32,
    letters: u32,
    /// Whether the letters since the last piece that is no syllable have several.
    has_syllables: bool,
    /// Whether the word has a vowel, and the consonants after its last one.
    has_vowel: bool,
    consonants: u32,
    /// Width of the letters before the place where a syllable may end, and how many letters of the
    /// word these are.
    cut: u32,
    before_cut: u32,
}

impl Reader {
    fn read(&mut self, text: &str, letters: Letters<'_>) {
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\n' => self.end(End::Line),
                '\u{A0}' | '\u{202F}' => self.glue(letters.of(c)),
                c if c.is_whitespace() => self.space(letters.of(' ')),
                '-' | '/' | '–' | '—' => {
                    self.width += letters.of(c);
                    let next = chars.peek();
                    let goes_on =
                        next.is_none_or(|next| next.is_whitespace() || next.is_ascii_digit());
                    if goes_on {
                        self.forget_word();
                    } else {
                        self.end(End::Place);
                    }
                }
                c => self.letter(c, letters.of(c)),
            }
        }
    }

    fn letter(&mut self, c: char, width: u32) {
        // Of a word that stands whole and is no short one nothing more is asked.
        if self.has_syllables && !self.may_part {
            self.width += width;
            return;
        }
        if is_vowel(c) {
            if self.has_vowel && self.consonants > 0 && self.before_cut >= SHORTEST {
                self.syllable();
            }
            self.has_vowel = true;
            self.consonants = 0;
        } else if matches!(c, 'ь' | 'ъ' | 'й') {
            // Belongs to the letter before it.
            self.consonants = 2;
            (self.cut, self.before_cut) = (self.width + width, self.letters + 1);
        // The range first: `is_alphabetic` searches a table for every Russian letter.
        } else if matches!(c, 'А'..='я') || c.is_alphabetic() {
            // A lone consonant opens the next syllable; of several, the first closes this one.
            if self.consonants < 2 {
                self.consonants += 1;
                (self.cut, self.before_cut) = (self.width, self.letters);
            }
        } else {
            self.forget_word();
        }
        self.width += width;
        self.letters += 1;
    }

    /// Ends a piece within the word, before the consonants that open its next syllable.
    fn syllable(&mut self) {
        self.has_syllables = true;
        if !self.may_part {
            return;
        }
        let rest = self.width - self.cut;
        self.whole += self.cut;
        self.word += self.cut;
        self.pieces.push(Piece {
            width: self.cut,
            space: 0,
            end: End::Syllable,
            is_short: false,
        });
        self.width = rest;
    }

    fn glue(&mut self, space: u32) {
        self.whole += self.width + space;
        self.widest_word = self.widest_word.max(self.word + self.width);
        self.pieces.push(Piece {
            width: self.width,
            space,
            end: End::Glue,
            is_short: false,
        });
        (self.width, self.word) = (0, 0);
        self.forget_word();
    }

    fn space(&mut self, width: u32) {
        if self.width == 0 && self.whole == 0 {
            if let Some(last) = self.pieces.last_mut() {
                last.space += width;
            }
            return;
        }
        self.end(End::Place);
        if let Some(last) = self.pieces.last_mut() {
            last.space = width;
        }
    }

    fn end(&mut self, end: End) {
        self.widest = self.widest.max(self.whole + self.width);
        self.widest_word = self.widest_word.max(self.word + self.width);
        self.pieces.push(Piece {
            width: self.width,
            space: 0,
            end,
            is_short: self.whole == 0
                && !self.has_syllables
                && (1..=SHORTEST).contains(&self.letters),
        });
        (self.width, self.whole, self.word) = (0, 0, 0);
        self.has_syllables = false;
        self.forget_word();
    }

    fn forget_word(&mut self) {
        self.letters = 0;
        self.has_vowel = false;
        self.consonants = 0;
        self.before_cut = 0;
    }

    fn finish(mut self) -> Words {
        if self.width > 0 {
            self.end(End::Place);
        }
        let pieces = self.pieces.iter();
        let is_parted = pieces.clone().any(|it| it.end == End::Line);
        // With a hyphen, as though a syllable stood at the end.
        let whole = || pieces.map(|it| it.width + it.space).sum::<u32>() + self.hyphen;
        Words {
            whole: (!is_parted).then(whole),
            pieces: self.pieces,
            hyphen: self.hyphen,
            widest: self.widest,
            widest_word: self.widest_word,
        }
    }
}

/// No rule parts fewer letters from a word.
const SHORTEST: u32 = 2;

fn is_vowel(c: char) -> bool {
    matches!(
        c,
        'а' | 'е'
            | 'ё'
            | 'и'
            | 'о'
            | 'у'
            | 'ы'
            | 'э'
            | 'ю'
            | 'я'
            | 'А'
            | 'Е'
            | 'Ё'
            | 'И'
            | 'О'
            | 'У'
            | 'Э'
            | 'Ю'
            | 'Я'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, may_part: bool) -> Words {
        let text = Text::plain(text);
        Words::read(&[&text], &Advances::default(), (false, false), may_part)
    }

    fn lines(text: &str, sizes: f64, may_part: bool) -> (u32, u32) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a few thousand"
        )]
        let room = (sizes * 1000.0) as u32;
        let found = words(text, may_part).lines(room);
        (found.count, found.hyphens)
    }

    #[test]
    fn what_is_found_holds_between_the_rooms_that_it_names() {
        let texts = [
            "на самостоятельное проведение урока",
            "с 1\u{A0}по 15\u{A0}сентября и до конца четверти",
            "очный/дистанционный\nпо согласованию",
            "о",
        ];
        for (text, may_part) in texts.iter().flat_map(|it| [(it, false), (it, true)]) {
            let words = words(text, may_part);
            for room in (0..30_000).step_by(7) {
                let (found, within) = words.lines_within(0, room);
                assert!(within.contains(&room), "{text} {room}: {within:?}");
                for other in [within.start, within.end - 1] {
                    let there = words.lines_within(0, other);
                    assert_eq!(there, (found, within.clone()), "{text} {room} {other}");
                }
            }
        }
    }

    #[test]
    fn lines_are_filled_in_order() {
        assert_eq!(lines("", 5.0, false), (1, 0));
        assert_eq!(lines("ооо ооо", 3.0, false), (2, 0));
        assert_eq!(lines("ооо ооо", 3.3, false), (1, 0));
        assert_eq!(lines("ооо\u{A0}ооо ооо", 3.5, false), (2, 0));
        assert_eq!(lines("ооо\u{A0}ооо ооо", 3.0, true), (3, 0));
        assert_eq!(lines("ооо\nооо", 9.0, false), (2, 0));
        assert_eq!(lines("ооо\nооо\n", 9.0, false), (2, 0));
        assert_eq!(lines("очный/дистанционный", 8.0, false), (2, 0));
    }

    #[test]
    fn a_preposition_alone_on_a_line_is_told() {
        let lone = |text: &str| words(text, false).lines(3_000).lone;
        assert_eq!(lone("оо ооо"), 0);
        assert_eq!(lone("оооо оо"), 0);
        assert_eq!(lone("оооо оо оооо"), 1);
        assert_eq!(lone("оо оооо оо оооо"), 2);
        assert_eq!(lone("оооо\nоо оооо"), 1);
    }

    #[test]
    fn words_are_parted_between_syllables_or_where_they_must() {
        assert_eq!(lines("на самостоятельное", 7.0, false), (3, 1));
        assert_eq!(lines("на самостоятельное", 7.0, true), (2, 1));
        assert_eq!(lines("самостоятельное", 9.0, false), (1, 0));
    }
}
