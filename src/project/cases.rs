//! Oblique forms that are written in the files.

use crate::reader::TomlTable;
use crate::russian::Case;

/// Oblique forms the user wrote, for the rules must not guess them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cases {
    pub genitive: Option<String>,
    pub dative: Option<String>,
    pub accusative: Option<String>,
    pub instrumental: Option<String>,
    pub prepositional: Option<String>,
}

impl Cases {
    pub fn form(&self, case: Case) -> Option<&str> {
        match case {
            Case::Nominative => None,
            Case::Genitive => self.genitive.as_deref(),
            Case::Dative => self.dative.as_deref(),
            Case::Accusative => self.accusative.as_deref(),
            Case::Instrumental => self.instrumental.as_deref(),
            Case::Prepositional => self.prepositional.as_deref(),
        }
    }

    /// Reads the table under a key; nothing where it is not written.
    pub(super) fn read(table: &TomlTable<'_>, key: &'static str) -> Self {
        let Some(it) = table.table(key) else {
            return Self::default();
        };
        let form = |key| it.line(key).map(|t| t.value);
        let cases = Self {
            genitive: form("genitive"),
            dative: form("dative"),
            accusative: form("accusative"),
            instrumental: form("instrumental"),
            prepositional: form("prepositional"),
        };
        it.finish();
        cases
    }
}
