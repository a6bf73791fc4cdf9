//! A piece of text, and where its words come from.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::origin::Origin;

/// A piece of text: runs, line breaks and blanks. It is data: no character of it is ever read as
/// markup.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Text(pub Vec<Inline>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Inline {
    Run {
        text: String,
        bold: bool,
        italic: bool,
        /// No part of what is written: it goes into no file and into no fingerprint.
        #[serde(skip)]
        origin: Origins,
        /// What the whole run means, where it is more than words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        meaning: Option<Meaning>,
    },
    /// The number that the text bears in its list.
    Number(Number),
    LineBreak,
    /// A line for the pen, as wide as this many underscores.
    Blank {
        width: u8,
        /// What belongs there, for a format that says so; not printed.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        caption: String,
    },
}

/// What words are to a program that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Meaning {
    Day(NaiveDate),
    Tenths(usize),
}

/// The number of a clause or row, known as a number: a program that can count goes on with it when
/// something is put in above.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    /// From the outermost list to its own, as in «2.1.»; never empty.
    pub path: Vec<usize>,
    /// What closes it: a full stop as in «1.», a bracket as in «1)».
    pub end: String,
    /// Whether words stand after it, parted by a space.
    pub has_words: bool,
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path: Vec<String> = self.path.iter().map(usize::to_string).collect();
        let gap = if self.has_words { " " } else { "" };
        write!(f, "{}{}{gap}", path.join("."), self.end)
    }
}

/// Where the words of a run come from: stretches of it, each with its length in characters, from
/// the first character on. What they leave over is wording.
///
/// A run may hold words of several values («учитель физики, Белых Светлана Юрьевна»); it stays one
/// run, so that origins change no file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origins(Vec<(usize, Origin)>);

impl Origins {
    /// Adds the stretch after those there are.
    fn push(&mut self, chars: usize, origin: &Origin) {
        match self.0.last_mut() {
            _ if chars == 0 => {}
            Some((before, same)) if same == origin => *before += chars,
            _ => self.0.push((chars, origin.clone())),
        }
    }

    /// The stretches that are known.
    pub(super) fn stretches(&self) -> &[(usize, Origin)] {
        &self.0
    }

    /// Whether no word of it is the user's.
    pub fn is_wording(&self) -> bool {
        self.0.iter().all(|(_, origin)| *origin == Origin::Wording)
    }

    /// Those of the first so many characters, and those of the rest.
    #[must_use]
    pub fn split_at(&self, chars: usize) -> (Self, Self) {
        let (mut first, mut rest) = (Self::default(), Self::default());
        let mut left = chars;
        for (count, origin) in &self.0 {
            let own = left.min(*count);
            first.push(own, origin);
            rest.push(count - own, origin);
            left -= own;
        }
        (first, rest)
    }

    /// The text of the run, cut where the origin changes.
    pub fn pieces<'t>(&self, text: &'t str) -> Vec<(&'t str, Origin)> {
        let (mut out, mut rest) = (Vec::new(), text);
        for (chars, origin) in &self.0 {
            let end = rest
                .char_indices()
                .nth(*chars)
                .map_or(rest.len(), |(at, _)| at);
            let (own, after) = rest.split_at(end);
            if !own.is_empty() {
                out.push((own, origin.clone()));
            }
            rest = after;
        }
        if !rest.is_empty() {
            out.push((rest, Origin::Wording));
        }
        out
    }
}

/// No list has more items: what is greater is a year.
const MOST_ITEMS: usize = 999;

impl Text {
    /// Words with their number in a list before them; without words the number alone.
    pub fn numbered(path: &[usize], words: Self) -> Self {
        Self::numbered_with(path, ".", words)
    }

    /// The same with a number that is closed otherwise than by a full stop.
    pub fn numbered_with(path: &[usize], end: &str, words: Self) -> Self {
        let number = Number {
            path: path.to_vec(),
            end: end.to_owned(),
            has_words: !words.is_empty(),
        };
        Self(vec![Inline::Number(number)]).and_text(words)
    }

    /// The same text, the number that it begins with taken for one in a list: «2.1. Наставник – …».
    #[must_use]
    pub fn counted(mut self) -> Self {
        let Some(Inline::Run { text, origin, .. }) = self.0.first_mut() else {
            return self;
        };
        let Some((typed, words)) = text.split_once(". ") else {
            return self;
        };
        let part = |it: &str| it.parse().ok().filter(|n| (1..=MOST_ITEMS).contains(n));
        let Some(path) = typed.split('.').map(part).collect::<Option<Vec<usize>>>() else {
            return self;
        };
        *origin = origin.split_at(typed.chars().count() + 2).1;
        *text = words.to_owned();
        Self::numbered(&path, self)
    }

    /// Wording of the edition, or what the program itself composes.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::default().and(text)
    }

    /// Words made of a value of the project.
    pub fn from_data(text: &str, origin: Origin) -> Self {
        Self::of_pieces([(text, origin)])
    }

    /// Pieces in one run, each with its origin.
    pub fn of_pieces<'t>(pieces: impl IntoIterator<Item = (&'t str, Origin)>) -> Self {
        let mut out = Self::default();
        let (mut run, mut origins) = (String::new(), Origins::default());
        for (piece, origin) in pieces {
            for (i, line) in piece.split('\n').enumerate() {
                if i > 0 {
                    out.push_run(
                        std::mem::take(&mut run),
                        false,
                        false,
                        std::mem::take(&mut origins),
                    );
                    out.0.push(Inline::LineBreak);
                }
                run.push_str(line);
                origins.push(line.chars().count(), &origin);
            }
        }
        out.push_run(run, false, false, origins);
        out
    }

    pub fn bold(text: impl Into<String>) -> Self {
        let mut it = Self::default();
        it.push_wording(&text.into(), true, false);
        it
    }

    pub fn italic(text: impl Into<String>) -> Self {
        let mut it = Self::default();
        it.push_wording(&text.into(), false, true);
        it
    }

    pub fn blank(width: u8) -> Self {
        Self::default().and_blank(width)
    }

    /// Adds text as it is; a line feed in it becomes a line break.
    #[must_use]
    pub fn and(mut self, text: impl Into<String>) -> Self {
        self.push_wording(&text.into(), false, false);
        self
    }

    #[must_use]
    pub fn and_blank(mut self, width: u8) -> Self {
        self.0.push(Inline::Blank {
            width,
            caption: String::new(),
        });
        self
    }

    #[must_use]
    pub fn and_text(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    fn push_wording(&mut self, text: &str, bold: bool, italic: bool) {
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                self.0.push(Inline::LineBreak);
            }
            self.push_run(line.to_owned(), bold, italic, Origins::default());
        }
    }

    /// Adds a line, or a part of one, unless it is empty.
    fn push_run(&mut self, text: String, bold: bool, italic: bool, origin: Origins) {
        if !text.is_empty() {
            self.0.push(Inline::Run {
                text,
                bold,
                italic,
                origin,
                meaning: None,
            });
        }
    }

    /// With what its only run means.
    #[must_use]
    pub fn meaning(mut self, known: Meaning) -> Self {
        if let [Inline::Run { meaning, .. }] = self.0.as_mut_slice() {
            *meaning = Some(known);
        }
        self
    }

    /// Gives origins to what has none: to so many characters each, from the first on.
    #[must_use]
    pub fn made_of(mut self, stretches: &[(usize, Origin)]) -> Self {
        let mut from = stretches
            .iter()
            .flat_map(|(chars, origin)| std::iter::repeat_n(origin, *chars));
        for inline in &mut self.0 {
            if let Inline::Run { text, origin, .. } = inline {
                let mut own = Origins::default();
                for (piece, known) in origin.pieces(text) {
                    for given in piece.chars().map(|_| from.next()) {
                        let is_free = known == Origin::Wording;
                        own.push(1, given.filter(|_| is_free).unwrap_or(&known));
                    }
                }
                *origin = own;
            }
        }
        self
    }

    /// The text without its marks; a line break is a line feed, a blank a row of underscores.
    pub fn to_plain(&self) -> String {
        self.as_plain().into_owned()
    }

    /// The same, of a text that is one run without a copy of it.
    pub fn as_plain(&self) -> Cow<'_, str> {
        if let [Inline::Run { text, .. }] = self.0.as_slice() {
            return Cow::Borrowed(text);
        }
        let mut out = String::new();
        for inline in &self.0 {
            match inline {
                Inline::Run { text, .. } => out.push_str(text),
                Inline::Number(number) => out.push_str(&number.to_string()),
                Inline::LineBreak => out.push('\n'),
                Inline::Blank { width, .. } => {
                    out.extend(std::iter::repeat_n('_', usize::from(*width)));
                }
            }
        }
        Cow::Owned(out)
    }

    /// With its first letter large.
    #[must_use]
    pub fn capitalized(mut self) -> Self {
        if let Some(Inline::Run { text, .. }) = self.0.first_mut() {
            let mut chars = text.chars();
            *text = chars.next().map_or_else(String::new, |first| {
                first.to_uppercase().chain(chars).collect()
            });
        }
        self
    }

    /// Whether its last words end with this character.
    pub fn ends_with(&self, c: char) -> bool {
        matches!(self.0.last(), Some(Inline::Run { text, .. }) if text.ends_with(c))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::origin::{FileId, KeyPath};

    #[test]
    fn line_feed_becomes_a_line_break() {
        let text = Text::plain("a\nb");
        assert_eq!(text.0.len(), 3);
        assert_eq!(text.to_plain(), "a\nb");
    }

    #[test]
    fn a_run_knows_where_each_of_its_words_comes_from() {
        let data = |index| Origin::Data {
            file: FileId(0),
            path: KeyPath::default().item(index),
        };
        let text = Text::of_pieces([
            ("учитель\nфизики", data(0)),
            (", ", Origin::Wording),
            ("Белых", data(1)),
        ]);
        let Inline::Run {
            text: line, origin, ..
        } = &text.0[2]
        else {
            panic!("{text:?}");
        };
        assert_eq!(
            origin.pieces(line),
            [
                ("физики", data(0)),
                (", ", Origin::Wording),
                ("Белых", data(1))
            ]
        );
        let (first, rest) = origin.split_at(7);
        assert_eq!(
            (first.pieces("физики,"), rest.pieces(" Белых")),
            (
                vec![("физики", data(0)), (",", Origin::Wording)],
                vec![(" ", Origin::Wording), ("Белых", data(1))]
            )
        );
        let claimed = text.and(" – конец").made_of(&[(21, data(2)), (9, data(3))]);
        let Inline::Run {
            text: line, origin, ..
        } = &claimed.0[3]
        else {
            panic!("no run");
        };
        assert_eq!(origin.pieces(line), [(" ", data(2)), ("– конец", data(3))]);
    }
}
