//! Learning what readers of wording files ask for, by letting them read nothing, as
//! [`survey`](super::survey) does with a school's files.
//!
//! While that goes on every key is there and every table is there once, empty: so a reader goes
//! through all that it knows.

use super::gathered::Gathered;
use super::reader::Reader;
use super::wanted::{Must, Stands, Wanted, WantedKey};
use super::wording::Wording;
use crate::problem::{Source, Sources};

/// Runs `read` over an empty file and returns every key it asked for.
pub fn survey_words(read: impl FnOnce(&Wording<'_>)) -> Vec<WantedKey> {
    let mut sources = Sources::default();
    let file = sources.add(Source::default());
    let reader = Reader::new(&sources, &|_| true);
    let gathered = Gathered::surveying();
    reader.file(file, |table| {
        read(&Wording::new(&table, Vec::new(), false, (false, &gathered)));
    });
    let wanted = gathered.wanted;
    wanted.map(Wanted::into_keys).unwrap_or_default()
}

impl<'r> Wording<'r> {
    /// Whether a field that has no place here is told where data have it.
    pub fn asks_data(&self) -> bool {
        self.gathered.asks_data
    }

    /// Whether this form is compiled in.
    pub fn is_compiled_in(&self) -> bool {
        self.gathered.is_compiled_in
    }

    /// Whether it is only asked what the form knows.
    pub fn is_surveyed(&self) -> bool {
        self.wanted().is_some()
    }

    /// The survey of what this form asks for, while there is one.
    pub(super) fn wanted(&self) -> Option<&'r Wanted> {
        self.gathered.wanted.as_ref()
    }

    /// During a survey: whether a key is that of the table itself, and would go on without end.
    pub(super) fn goes_on(&self, key: &str) -> bool {
        let section = self.section.trim_matches(['[', ']']);
        let is_same = section.rsplit('.').next() == Some(key);
        if is_same {
            self.wants(key, || Stands::Again);
        }
        is_same
    }

    /// During a survey: the table under a key, empty.
    pub(super) fn surveyed(&self, key: &str, stands: impl FnOnce() -> Stands) -> Option<Self> {
        self.wanted()?;
        self.wants(key, stands);
        Some(self.inner(self.path(key), self.entries, 0..0, Vec::new()))
    }
}

/// What a reader says of the keys that it is about to ask for.
impl Wording<'_> {
    /// Notes what may stand under a key; the first note of a key holds.
    pub fn wants(&self, key: &str, stands: impl FnOnce() -> Stands) {
        if let Some(wanted) = self.wanted() {
            wanted.ask(&self.path(key), stands);
        }
    }

    /// As [`Self::has`], of a key that may be absent.
    pub fn may_have(&self, key: &'static str) -> bool {
        if let Some(wanted) = self.wanted() {
            wanted.spare(self.path(key));
        }
        self.has(key)
    }

    /// As [`Self::has`], of a key that must be there.
    pub fn must_have(&self, key: &'static str) -> bool {
        if let Some(wanted) = self.wanted() {
            wanted.must(self.path(key), Must::UnlessBeneath);
        }
        self.has(key)
    }

    /// As [`Self::is_own`], of a key that must be there whatever stands beneath.
    pub fn must_have_itself(&self, key: &'static str) -> bool {
        if let Some(wanted) = self.wanted() {
            wanted.must(self.path(key), Must::Always);
        }
        self.is_own(key)
    }
}
