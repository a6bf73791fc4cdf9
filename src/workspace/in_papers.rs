//! How a person stands in the papers.

use super::workspace::Workspace;
use crate::project::Person;
use crate::russian::{Case, decline_name};

/// A person in the cases that papers use, to be looked over.
#[derive(Debug, Clone)]
pub struct InPapers {
    pub key: String,
    pub accusative: String,
    pub position: String,
    pub instrumental: String,
    /// Where the rules of the language are not sure; nothing where the user gave the cases.
    pub doubts: Vec<String>,
}

impl Workspace {
    /// The person that a list names: «Петрова Мария Ивановна», of two namesakes with the key,
    /// «Петрова Мария Ивановна (petrova-2)».
    pub fn named_in_papers(&self, name: &str) -> Option<InPapers> {
        let (name, key) = name
            .strip_suffix(')')
            .and_then(|n| n.rsplit_once(" ("))
            .map_or((name, None), |(n, k)| (n, Some(k)));
        let mut staff = self.plan().staff()?.values();
        let person = staff.find(|p| p.name.full() == name && key.is_none_or(|k| k == p.key))?;
        Some(InPapers::of(person))
    }

    /// The person with this key.
    pub fn person_in_papers(&self, key: &str) -> Option<InPapers> {
        Some(InPapers::of(self.plan().staff()?.get(key)?))
    }
}

impl InPapers {
    fn of(person: &Person) -> Self {
        let has_own = person.cases.accusative.is_some() && person.cases.instrumental.is_some();
        let doubts = decline_name(&person.name, person.gender)
            .map(|d| d.doubts().iter().map(|d| d.text()).collect())
            .unwrap_or_default();
        Self {
            key: person.key.clone(),
            accusative: person.name_in(Case::Accusative),
            position: person.position_in(Case::Accusative),
            instrumental: person.name_in(Case::Instrumental),
            doubts: if has_own { Vec::new() } else { doubts },
        }
    }
}
