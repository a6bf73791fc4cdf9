//! What can be wrong with the user's files, and where.
//!
//! A rule says what is wrong; the reader adds the place. A problem is found before a document exists, so a paper is never
//! printed with it. How problems look on a screen is the business of `cli`.

use std::ops::Range;

use serde::Serialize;

use crate::digest::digest;

/// Index of a file in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileId(pub usize);

/// A stretch of a file, in bytes of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub file: FileId,
    pub span: Range<usize>,
}

/// A value and where the user wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    pub value: T,
    pub place: Place,
}

impl<T> Placed<T> {
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Placed<U> {
        Placed { value: f(self.value), place: self.place }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The paper is not made.
    Error,
    /// The paper is made, but look at it.
    Warning,
}

/// Kinds of problem. The number is what the user sees and may look up; it never changes its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A file that the project cannot do without is not there.
    MissingFile,
    /// A file or folder could not be read from the disk.
    Unreadable,
    /// A file in the project's folder that the program does not read.
    OverlookedFile,
    /// The file is not text in UTF-8, UTF-16 or Windows-1251.
    Encoding,
    /// The file is not in UTF-8; it was read all the same.
    LegacyEncoding,
    /// The entry does not follow the rules of TOML.
    Syntax,
    /// The same key stands twice in one table.
    DuplicateKey,
    /// A key that the program does not know; most often a slip of the pen.
    UnknownKey,
    /// A key that must be there is not.
    MissingKey,
    /// A number where text is expected, text where a list is expected, and so on.
    WrongType,
    /// Quotes with nothing between them.
    EmptyValue,
    /// A list with nothing in it.
    EmptyList,
    /// A day that the calendar does not have.
    BadDate,
    /// A period that ends before it starts.
    PeriodReversed,
    /// A school year that is not two years running, such as 2026/2027.
    BadSchoolYear,
    /// A control character, which no page can show.
    ControlCharacter,
    /// A character that no face of the program can draw.
    UndrawableCharacter,
    /// A value outside a fixed list.
    UnknownValue,
    /// There are no forms of this edition.
    UnknownEdition,
    /// A block that the form of the program does not have.
    UnknownBlock,
    /// A key that stands for nobody in `[staff]`.
    UnknownPerson,
    /// A name that is not surname and first name.
    BadName,
    /// A person who mentors himself.
    MentorIsMentee,
    /// A number or date given both in place and by the file of the order.
    WrittenTwice,
    /// A name that is no file in `orders`.
    UnknownOrder,
    /// The rules of cases are not sure of a name or post that a paper needs in an oblique case.
    DoubtfulForm,
    /// A name that a paper needs in an oblique case and the rules cannot decline.
    CannotDecline,
    /// A name that is no file in `pairings`.
    UnknownPairing,
    /// One person named twice in a list.
    RepeatedPerson,
    /// Two files for one and the same pair.
    RepeatedPairing,
    /// A project without any paper to make.
    NothingToMake,
    /// The wording of a form in the project's own folder lacks something.
    BrokenForm,
    /// The emblem is no picture that can be printed.
    BrokenImage,
    /// The school's own look cannot be used.
    BrokenStyle,
}

impl Code {
    pub const ALL: [Self; 34] = [
        Self::MissingFile,
        Self::Unreadable,
        Self::OverlookedFile,
        Self::Encoding,
        Self::LegacyEncoding,
        Self::Syntax,
        Self::DuplicateKey,
        Self::UnknownKey,
        Self::MissingKey,
        Self::WrongType,
        Self::EmptyValue,
        Self::EmptyList,
        Self::BadDate,
        Self::PeriodReversed,
        Self::BadSchoolYear,
        Self::ControlCharacter,
        Self::UndrawableCharacter,
        Self::UnknownValue,
        Self::UnknownEdition,
        Self::UnknownBlock,
        Self::UnknownPerson,
        Self::BadName,
        Self::MentorIsMentee,
        Self::WrittenTwice,
        Self::UnknownOrder,
        Self::UnknownPairing,
        Self::DoubtfulForm,
        Self::CannotDecline,
        Self::RepeatedPerson,
        Self::RepeatedPairing,
        Self::NothingToMake,
        Self::BrokenForm,
        Self::BrokenImage,
        Self::BrokenStyle,
    ];

    /// Three digits: 0xx files and entries, 1xx values, 2xx people, 3xx forms.
    pub fn number(self) -> &'static str {
        match self {
            Self::MissingFile => "001",
            Self::Unreadable => "002",
            Self::OverlookedFile => "005",
            Self::Encoding => "003",
            Self::LegacyEncoding => "004",
            Self::Syntax => "010",
            Self::DuplicateKey => "011",
            Self::UnknownKey => "012",
            Self::MissingKey => "013",
            Self::WrongType => "014",
            Self::EmptyValue => "015",
            Self::EmptyList => "016",
            Self::BadDate => "101",
            Self::PeriodReversed => "102",
            Self::BadSchoolYear => "103",
            Self::ControlCharacter => "104",
            Self::UndrawableCharacter => "105",
            Self::UnknownValue => "106",
            Self::WrittenTwice => "107",
            Self::UnknownOrder => "206",
            Self::UnknownPairing => "207",
            Self::DoubtfulForm => "208",
            Self::CannotDecline => "209",
            Self::UnknownPerson => "201",
            Self::BadName => "202",
            Self::MentorIsMentee => "203",
            Self::RepeatedPerson => "204",
            Self::RepeatedPairing => "205",
            Self::UnknownEdition => "301",
            Self::UnknownBlock => "302",
            Self::NothingToMake => "303",
            Self::BrokenForm => "304",
            Self::BrokenStyle => "305",
            Self::BrokenImage => "306",
        }
    }

    pub fn severity(self) -> Severity {
        match self {
            Self::LegacyEncoding | Self::OverlookedFile | Self::DoubtfulForm | Self::RepeatedPairing | Self::NothingToMake => {
                Severity::Warning
            }
            Self::MissingFile
            | Self::Unreadable
            | Self::Encoding
            | Self::Syntax
            | Self::DuplicateKey
            | Self::UnknownKey
            | Self::MissingKey
            | Self::WrongType
            | Self::EmptyValue
            | Self::EmptyList
            | Self::BadDate
            | Self::PeriodReversed
            | Self::BadSchoolYear
            | Self::ControlCharacter
            | Self::UndrawableCharacter
            | Self::UnknownValue
            | Self::UnknownEdition
            | Self::UnknownBlock
            | Self::WrittenTwice
            | Self::UnknownOrder
            | Self::UnknownPairing
            | Self::CannotDecline
            | Self::UnknownPerson
            | Self::BadName
            | Self::MentorIsMentee
            | Self::RepeatedPerson
            | Self::BrokenForm
            | Self::BrokenImage
            | Self::BrokenStyle => Severity::Error,
        }
    }
}

/// One thing wrong. The message reads well alone; the hint says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub code: Code,
    pub message: String,
    /// A few words under the caret.
    pub label: Option<String>,
    pub hint: Option<String>,
    /// `None` where the trouble is with the project as a whole.
    pub place: Option<Place>,
}

impl Problem {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), label: None, hint: None, place: None }
    }

    #[must_use]
    pub fn at(mut self, place: &Place) -> Self {
        self.place = Some(place.clone());
        self
    }

    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    #[must_use]
    pub fn hint_maybe(mut self, hint: Option<String>) -> Self {
        self.hint = hint;
        self
    }

    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    pub fn is_error(&self) -> bool {
        self.severity() == Severity::Error
    }
}

/// A file as the reader got it: the name to show and the decoded text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    pub name: String,
    /// Empty where the file was read and let go of: see [`Sources::put`].
    pub text: String,
    /// Of the text, so that it is known again when the file is read once more.
    pub fingerprint: String,
}

impl Source {
    pub fn new(name: String, text: String) -> Self {
        let fingerprint = digest([text.as_bytes()]);
        Self { name, text, fingerprint }
    }

    /// Line and column of a byte offset, both from 1. The column counts characters, as an editor does.
    pub fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// All files of one project, in the order they were read, or one of them.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    first: usize,
    files: Vec<Source>,
}

impl Sources {
    /// A single file of a project, which keeps its index.
    pub fn only(file: FileId, source: Source) -> Self {
        Self { first: file.0, files: vec![source] }
    }

    pub fn add(&mut self, source: Source) -> FileId {
        self.files.push(source);
        FileId(self.first + self.files.len() - 1)
    }

    pub fn get(&self, file: FileId) -> &Source {
        &self.files[file.0 - self.first]
    }

    /// Puts a file in the place that was kept for it, or changes what is kept of it.
    pub fn put(&mut self, file: FileId, source: Source) {
        self.files[file.0 - self.first] = source;
    }

    /// The last file.
    pub fn pop(mut self) -> Source {
        self.files.pop().unwrap_or_default()
    }
}

/// Puts problems in the order a reader meets them: by file, then by place; those without a place come first.
pub fn sort(problems: &mut [Problem]) {
    problems.sort_by(|a, b| {
        let key = |p: &Problem| p.place.as_ref().map(|p| (p.file, p.span.start, p.span.end));
        key(a).cmp(&key(b)).then_with(|| a.code.cmp(&b.code)).then_with(|| a.message.cmp(&b.message))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let source = Source::new(String::new(), "раз\nдва три".to_owned());
        let offset = source.text.find("три").unwrap_or_default();
        assert_eq!(source.line_and_column(offset), (2, 5));
    }

    #[test]
    fn numbers_of_codes_are_unique() {
        let mut numbers: Vec<_> = Code::ALL.iter().map(|c| c.number()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), Code::ALL.len());
    }
}
