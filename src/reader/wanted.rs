//! What readers of wording files ask for: every key with what may stand there.

use std::cell::RefCell;

/// What may stand under a key of a wording file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stands {
    Text(Rule),
    Texts {
        each: Rule,
        may_be_empty: bool,
    },
    Boolean,
    /// A whole number, from and to.
    Number(u16, u16),
    Day,
    OneOf(Words),
    /// Different words of these.
    ListOf(Words),
    OneOrListOf(Words),
    Table,
    Tables {
        may_be_empty: bool,
    },
    /// Tables of several kinds.
    Kinds(Vec<TableKind>),
    /// Tables known by one of their keys: those of files beneath stand beside them.
    TablesBy(&'static str),
    /// Texts under keys that the file chooses, or under these alone.
    NamedTexts {
        keys: Option<Vec<&'static str>>,
        each: Rule,
    },
    /// The same as the key of this name above it.
    Again,
}

/// What a text must be like.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rule {
    /// Regular expressions (ECMA-262) that fit all of it.
    pub patterns: Vec<String>,
    /// Placeholders that it may have, as people write them.
    pub places: Vec<String>,
    pub may_be_empty: bool,
}

impl Rule {
    /// Which says one of these placeholders at least.
    #[must_use]
    pub fn saying(mut self, names: &[&str]) -> Self {
        let names: Vec<String> = names.iter().map(|name| name.replace('.', r"\.")).collect();
        self.patterns
            .push(format!(r"\{{(?:{})\}}", names.join("|")));
        self
    }

    #[must_use]
    pub fn or_empty(self) -> Self {
        Self {
            may_be_empty: true,
            ..self
        }
    }
}

/// Words of a closed set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub known: Vec<&'static str>,
    /// Under which words a field that the edition adds may stand there: `own.category`.
    pub own: Vec<&'static str>,
}

/// What a table of a list needs and takes, by the word under one of its keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableKind {
    pub key: &'static str,
    pub word: &'static str,
    /// Of each of these lists one key at least.
    pub needs: Vec<&'static [&'static str]>,
    pub takes: Vec<&'static str>,
}

/// Whether a key must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Must {
    No,
    /// Unless a file beneath has it.
    UnlessBeneath,
    Always,
}

/// One key that a reader knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedKey {
    /// From the top of the file.
    pub path: Vec<String>,
    pub stands: Stands,
    pub must: Must,
}

/// The keys asked for so far, in that order.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    keys: RefCell<Vec<WantedKey>>,
    /// What a reader does without, or must have, by path.
    spared: RefCell<Vec<String>>,
    must: RefCell<Vec<(String, Must)>>,
}

impl Wanted {
    pub(super) fn ask(&self, path: &str, stands: impl FnOnce() -> Stands) {
        let path: Vec<String> = path.split('.').map(str::to_owned).collect();
        let is_below_itself = path.iter().rev().nth(1) == path.last();
        let mut keys = self.keys.borrow_mut();
        // What a key is read by way of comes second: a choice is read as a text.
        if keys.iter().all(|known| known.path != path) {
            keys.push(WantedKey {
                path,
                stands: if is_below_itself {
                    Stands::Again
                } else {
                    stands()
                },
                must: Must::No,
            });
        }
    }

    pub(super) fn spare(&self, path: String) {
        self.spared.borrow_mut().push(path);
    }

    pub(super) fn must(&self, path: String, must: Must) {
        self.must.borrow_mut().push((path, must));
    }

    pub(super) fn into_keys(self) -> Vec<WantedKey> {
        let (spared, must) = (self.spared.into_inner(), self.must.into_inner());
        let mut keys = self.keys.into_inner();
        for key in &mut keys {
            let path = key.path.join(".");
            let asked = must.iter().filter(|(known, _)| *known == path);
            let most = asked.map(|(_, must)| *must).max().unwrap_or(Must::No);
            if !spared.contains(&path) {
                key.must = most;
            }
        }
        keys
    }
}
