//! How many lines a text takes at a width, by the widths of its letters.

use crate::document::{Inline, Text};
use crate::fonts::{Advances, Letters};

/// What a text may do after a piece of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// A line may end here.
    Place,
    /// A line may end here with a hyphen, where words may be parted.
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

/// A text as the pieces that its lines are made of.
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
    /// `face` is that of the paragraph, bold and italic: a run has those of its own besides.
    pub(super) fn of(texts: &[&Text], advances: &Advances, face: (bool, bool)) -> Self {
        let mut reader = Reader {
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

    pub(super) fn widest(&self) -> u32 {
        self.widest
    }

    pub(super) fn widest_word(&self) -> u32 {
        self.widest_word
    }

    /// Lines of so many thousandths of the size, each as full as can be; a word wider than its line
    /// counts the lines that its letters fill.
    pub(super) fn lines(&self, room: u32, may_part: bool) -> Lines {
        self.lines_after(0, room, may_part)
    }

    /// The same with so much of the first line taken.
    pub(super) fn lines_after(&self, indent: u32, room: u32, may_part: bool) -> Lines {
        let mut out = Lines {
            count: 1,
            ..Lines::default()
        };
        if self.whole.is_some_and(|whole| indent + whole <= room) {
            return out;
        }
        // The line so far with the space after it; what of it comes after the last place where it
        // may end, and of what kind that place is.
        let (mut line, mut tail, mut place) = (indent, 0, None);
        // Places where the line may end, and whether but a short word stands before the first.
        let (mut places, mut begins_short) = (0, false);
        for (at, piece) in self.pieces.iter().enumerate() {
            let is_syllable = piece.end == End::Syllable;
            let is_place = match piece.end {
                End::Place | End::Line => true,
                End::Syllable => may_part,
                End::Glue => self.widest > room,
            };
            let end = piece.width + if is_syllable { self.hyphen } else { 0 };
            if is_place
                && line + end > room
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
            if is_place && line > room && room > 0 {
                let over = (line - 1) / room;
                out.count += over;
                out.hyphens += over;
                line -= over * room;
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
        out
    }
}

/// An underscore of a blank.
const BLANK: u32 = 500;

/// Where the letters of a text go.
#[derive(Default)]
struct Reader {
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
            is_short: self.whole == 0 && (1..=SHORTEST).contains(&self.letters),
        });
        (self.width, self.whole, self.word) = (0, 0, 0);
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

    fn words(text: &str) -> Words {
        Words::of(&[&Text::plain(text)], &Advances::default(), (false, false))
    }

    fn lines(text: &str, sizes: f64, may_part: bool) -> (u32, u32) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a few thousand"
        )]
        let room = (sizes * 1000.0) as u32;
        let found = words(text).lines(room, may_part);
        (found.count, found.hyphens)
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
        let lone = |text: &str| words(text).lines(3_000, false).lone;
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
