//! What can be wrong with the user's files, and where.
//!
//! A rule says what is wrong; the reader adds the place. A problem is found before a document
//! exists, so a paper is never printed with it. How problems look on a screen is the business of
//! `cli`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

mod advice;
mod code;
mod explained;

use crate::digest::digest;
use crate::origin::{KeyPath, Origin};

pub use crate::origin::FileId;
pub use advice::{
    ALIKE, Advice, Apart, Audience, Gap, Offered, Quoted, Suggestion, choice, nearest,
};
pub use code::{Code, Severity};
pub use explained::{Explained, explained};

/// A stretch of a file, in bytes of its text, and the value it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub file: FileId,
    pub span: Range<usize>,
    /// Empty for what belongs to no value: the file as a whole, a slip of syntax.
    pub path: KeyPath,
}

impl Place {
    /// A stretch of a file that belongs to no value of it.
    pub fn in_file(file: FileId, span: Range<usize>) -> Self {
        Self {
            file,
            span,
            path: KeyPath::default(),
        }
    }

    /// Of the value that words are made of, wherever in the file it stands.
    pub fn of(origin: &Origin) -> Option<Self> {
        let Origin::Data { file, path } = origin else {
            return None;
        };
        let mut place = Self::in_file(*file, 0..0);
        place.path = path.clone();
        Some(place)
    }

    /// Of what is made of the value.
    pub fn origin(&self) -> Origin {
        Origin::Data {
            file: self.file,
            path: self.path.clone(),
        }
    }

    /// A part of what stands here.
    #[must_use]
    pub fn part(&self, span: Range<usize>) -> Self {
        Self {
            span,
            ..self.clone()
        }
    }
}

/// A value and where the user wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    pub value: T,
    pub place: Place,
}

impl<T> std::ops::Deref for Placed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> Placed<T> {
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Placed<U> {
        Placed {
            value: f(self.value),
            place: self.place,
        }
    }
}

/// One thing wrong. It reads well alone; the advice says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub code: Code,
    /// What is wrong, without the key it is wrong with: see [`Self::text`].
    pub message: String,
    /// Whether the place is that of a value which is not there.
    pub is_missing: bool,
    pub advice: Option<Advice>,
    /// `None` where the trouble is with the project as a whole.
    pub place: Option<Place>,
    audience: Audience,
    /// Apart, so that a problem is no burden on every function that may return one.
    details: Option<Box<Details>>,
}

/// What only some problems have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Details {
    key: Option<Key>,
    /// A few words under the caret.
    label: Option<String>,
    /// What may safely be written at the place instead.
    safe_text: Option<String>,
    /// What a reader who sees no keys calls the field.
    title: Option<&'static str>,
    /// What is not there, by its key, or not read, by its file.
    named: Option<String>,
    /// The message for a reader who sees no files, where it names something by its file or key.
    on_page: Option<String>,
}

/// Words that name something of the project, for each reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    in_files: String,
    on_page: String,
}

impl Words {
    pub fn of(words: impl Fn(Audience) -> String) -> Self {
        Self {
            in_files: words(Audience::Files),
            on_page: words(Audience::Page),
        }
    }

    pub fn to(&self, reader: Audience) -> &str {
        match reader {
            Audience::Files | Audience::Workbook => &self.in_files,
            Audience::Page => &self.on_page,
        }
    }
}

/// The key that a problem is with.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Key {
    /// Something is wrong with its value: «term»: …
    Wrong(String),
    /// The table at the place lacks it.
    Missing(&'static str),
}

impl Problem {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            is_missing: false,
            advice: None,
            place: None,
            audience: Audience::default(),
            details: None,
        }
    }

    /// A problem that names an order, a person or a pair: each reader knows them by another name.
    pub fn naming(code: Code, message: impl Fn(Audience) -> String) -> Self {
        Self::worded(code, Words::of(message))
    }

    /// The same, where the words are there already.
    pub fn worded(code: Code, words: Words) -> Self {
        let mut problem = Self::new(code, words.in_files);
        problem.details_mut().on_page = Some(words.on_page);
        problem
    }

    fn of_key(code: Code, key: Key, message: impl Into<String>) -> Self {
        let mut problem = Self::new(code, message);
        problem.details_mut().key = Some(key);
        problem
    }

    fn details_mut(&mut self) -> &mut Details {
        self.details.get_or_insert_default()
    }

    /// Something wrong with the value of a key.
    pub fn with(code: Code, key: &str, message: impl Into<String>) -> Self {
        Self::of_key(code, Key::Wrong(key.to_owned()), message)
    }

    /// A key that is not there; `what` says what it stands for.
    pub fn missing(key: &'static str, what: &str) -> Self {
        let message = format!("не указано: {what}");
        Self {
            is_missing: true,
            ..Self::of_key(Code::MissingKey, Key::Missing(key), message)
        }
        .hint(Advice::Add { key })
    }

    #[must_use]
    pub fn at(mut self, place: &Place) -> Self {
        self.place = Some(place.clone());
        self
    }

    /// For a table that lacks a value under these keys.
    #[must_use]
    pub fn at_missing(mut self, table: &Place, keys: &[&'static str]) -> Self {
        let path = keys
            .iter()
            .fold(table.path.clone(), |path, key| path.key(key));
        self.place = Some(Place {
            path,
            ..table.clone()
        });
        self.is_missing = true;
        self
    }

    /// What is not there, by its key, or not read, by its file.
    pub fn named(&self) -> Option<&str> {
        self.details.as_ref()?.named.as_deref()
    }

    /// Keeps the key of what is not there, or the file that is not read.
    #[must_use]
    pub fn of_absent(mut self, key: &str) -> Self {
        self.details_mut().named = Some(key.to_owned());
        self
    }

    /// What may safely be written at the place instead.
    pub fn safe_text(&self) -> Option<&str> {
        self.details.as_ref()?.safe_text.as_deref()
    }

    /// A few words under the caret.
    pub fn under_caret(&self) -> Option<&str> {
        self.details.as_ref()?.label.as_deref()
    }

    /// Puts a few words under the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.details_mut().label = Some(label.into());
        self
    }

    #[must_use]
    pub fn hint(mut self, advice: impl Into<Advice>) -> Self {
        self.advice = Some(advice.into());
        self
    }

    #[must_use]
    pub fn hint_maybe<A: Into<Advice>>(mut self, advice: Option<A>) -> Self {
        self.advice = advice.map(Into::into);
        self
    }

    #[must_use]
    pub fn fix(mut self, fix: Option<String>) -> Self {
        if fix.is_some() || self.details.is_some() {
            self.details_mut().safe_text = fix;
        }
        self
    }

    /// The title of the field of the problem, which readers know who do not see its key.
    pub fn name_field(&mut self, title: &'static str) {
        self.details_mut().title = Some(title);
    }

    /// For another reader; `title` is that of the field where it is another than in the files.
    #[must_use]
    pub fn seen_by(mut self, audience: Audience, title: Option<&'static str>) -> Self {
        self.audience = audience;
        if title.is_some() {
            self.details_mut().title = title;
        }
        self
    }

    /// What is wrong, in the words of its reader: a key in files, the title of a field elsewhere.
    pub fn text(&self) -> Cow<'_, str> {
        let details = self.details.as_ref();
        let on_page = details.and_then(|it| it.on_page.as_ref());
        let message = match self.audience {
            Audience::Page => on_page.unwrap_or(&self.message),
            Audience::Files | Audience::Workbook => &self.message,
        };
        match (self.audience, details.and_then(|it| it.key.as_ref())) {
            (Audience::Files, Some(Key::Wrong(key))) => format!("«{key}»: {message}").into(),
            (Audience::Files, Some(Key::Missing(key))) => format!("{message} («{key}»)").into(),
            (Audience::Workbook | Audience::Page, Some(Key::Wrong(_))) => {
                match details.and_then(|it| it.title) {
                    Some(title) => format!("«{title}»: {message}").into(),
                    None => message.into(),
                }
            }
            (Audience::Workbook | Audience::Page, Some(Key::Missing(_))) | (_, None) => {
                message.into()
            }
        }
    }

    /// What to do, in the words of its reader. `None` where the place itself says enough.
    pub fn advised(&self) -> Option<Cow<'_, str>> {
        self.advice.as_ref()?.text(self.audience)
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
    /// Name from the project's folder, such as `pairings/a.toml`, whatever the folder is called.
    /// Empty for what is no file of a project.
    pub inside: String,
    /// Empty where the file was read and let go of: see [`Sources::put`].
    pub text: String,
    /// Of the text, so that it is known again when the file is read once more.
    pub fingerprint: String,
    /// Of the bytes as they lay on the disk; empty for what is no file, or could not be read.
    pub bytes_fingerprint: String,
}

impl Source {
    pub fn new(name: String, text: String) -> Self {
        let fingerprint = digest([text.as_bytes()]);
        Self {
            name,
            inside: String::new(),
            text,
            fingerprint,
            bytes_fingerprint: String::new(),
        }
    }

    /// As a file that has these bytes.
    #[must_use]
    pub fn of_bytes(mut self, bytes: &[u8]) -> Self {
        // Most texts are their bytes: what was counted once need not be counted again.
        self.bytes_fingerprint = if self.text.as_bytes() == bytes {
            self.fingerprint.clone()
        } else {
            digest([bytes])
        };
        self
    }

    /// As a file of the project, by its name from the project's folder.
    #[must_use]
    pub fn inside(self, inside: String) -> Self {
        Self { inside, ..self }
    }

    /// Line and column of a byte offset, both from 1. The column counts characters, as an editor
    /// does.
    pub fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        (
            before.matches('\n').count() + 1,
            before[line_start..].chars().count() + 1,
        )
    }
}

/// All files of one project, in the order they were read, or one of them.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    first: usize,
    files: Vec<Source>,
    /// Which of them are cells of a workbook, and how each is called.
    cells: BTreeMap<FileId, String>,
}

impl Sources {
    /// A single file of a project, which keeps its index.
    pub fn only(file: FileId, source: Source) -> Self {
        Self {
            first: file.0,
            files: vec![source],
            cells: BTreeMap::new(),
        }
    }

    pub fn add(&mut self, source: Source) -> FileId {
        self.files.push(source);
        FileId(self.first + self.files.len() - 1)
    }

    /// The file of this name in the project's folder.
    pub fn inside(&self, name: &str) -> Option<FileId> {
        let found = self.files.iter().position(|it| it.inside == name)?;
        Some(FileId(self.first + found))
    }

    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.files.iter()
    }

    /// A cell of a workbook: the name of the workbook's file, the name of the cell («Пары!C7») and
    /// what stands in it.
    pub fn add_cell(&mut self, file: &str, cell: String, text: String) -> Place {
        let span = 0..text.len();
        let id = self.add(Source::new(file.to_owned(), text));
        self.cells.insert(id, cell);
        Place::in_file(id, span)
    }

    /// Name of the cell, where the source is one.
    pub fn cell(&self, file: FileId) -> Option<&str> {
        self.cells.get(&file).map(String::as_str)
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

/// Puts problems in the order a reader meets them: by file, then by place; those without a place
/// come first.
pub fn sort(problems: &mut [Problem]) {
    problems.sort_by(|a, b| {
        let key = |p: &Problem| p.place.as_ref().map(|p| (p.file, p.span.start, p.span.end));
        key(a)
            .cmp(&key(b))
            .then_with(|| a.code.cmp(&b.code))
            .then_with(|| a.text().cmp(&b.text()))
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
}
