//! Where a value comes from: a file of the project, and the keys and numbers that lead to the value
//! from the top of it.
//!
//! A reader notes the path while it reads, and every later room (problems, documents, forms of the
//! page) passes it on, so that nobody has to find a key again from a place in the text.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// Index of a file in [`crate::problem::Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileId(pub usize);

/// Where the words of a paper come from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Origin {
    /// The wording of the edition, or the program's own composition of it.
    #[default]
    Wording,
    /// A value of the project.
    Data { file: FileId, path: KeyPath },
}

impl Origin {
    /// What a key of this value is made of; wording has no keys.
    #[must_use]
    pub fn key(&self, key: &'static str) -> Self {
        match self {
            Self::Wording => Self::Wording,
            Self::Data { file, path } => Self::Data {
                file: *file,
                path: path.key(key),
            },
        }
    }
}

/// One step down from a table or a list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// A key that the program knows.
    Key(&'static str),
    /// A key that the user chose, such as that of a person in `[staff]`.
    Name(Box<str>),
    /// A place in a list, from 0.
    Item(usize),
}

/// Keys and numbers from the top of a file, such as `activity.2.term`; empty for the file as a
/// whole.
///
/// The last step stands beside the others: paths of the values of one table share everything above
/// it and cost no allocation.
#[derive(Clone, Default)]
pub struct KeyPath {
    above: Option<Arc<Node>>,
    last: Option<Step>,
}

struct Node {
    above: Option<Arc<Node>>,
    step: Step,
}

impl KeyPath {
    /// The path of a key of this table.
    #[must_use]
    pub fn key(&self, key: &'static str) -> Self {
        self.step(Step::Key(key))
    }

    /// The path of a key that the user chose.
    #[must_use]
    pub fn name(&self, name: &str) -> Self {
        self.step(Step::Name(name.into()))
    }

    /// The path of an entry of this list, from 0.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        self.step(Step::Item(index))
    }

    /// The same path; what is taken below it shares its steps.
    #[must_use]
    pub fn shared(&self) -> Self {
        Self {
            above: self.node(),
            last: None,
        }
    }

    fn step(&self, step: Step) -> Self {
        Self {
            above: self.node(),
            last: Some(step),
        }
    }

    fn node(&self) -> Option<Arc<Node>> {
        match &self.last {
            None => self.above.clone(),
            Some(step) => Some(Arc::new(Node {
                above: self.above.clone(),
                step: step.clone(),
            })),
        }
    }

    /// Every step, from the top.
    pub fn steps(&self) -> Vec<&Step> {
        let mut out: Vec<&Step> = self.up().collect();
        out.reverse();
        out
    }

    /// Every step, from the last up to the top.
    fn up(&self) -> impl Iterator<Item = &Step> {
        let first = self.above.as_deref();
        let above = std::iter::successors(first, |node| node.above.as_deref());
        self.last.iter().chain(above.map(|node| &node.step))
    }

    /// The last key, whether the program's or the user's own; numbers are passed over.
    pub fn last_key(&self) -> Option<&str> {
        self.up().find_map(Step::as_key)
    }

    /// Whether it is the path of the file as a whole.
    pub fn is_top(&self) -> bool {
        self.above.is_none() && self.last.is_none()
    }
}

impl Step {
    /// The key, where the step is one.
    pub fn as_key(&self) -> Option<&str> {
        match self {
            Self::Key(key) => Some(key),
            Self::Name(name) => Some(name),
            Self::Item(_) => None,
        }
    }
}

impl fmt::Display for Step {
    /// A key as TOML writes it: in quotes unless it is bare.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_bare = |name: &str| {
            !name.is_empty()
                && name
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        };
        match self {
            Self::Key(key) => f.write_str(key),
            Self::Name(name) if is_bare(name) => f.write_str(name),
            Self::Name(name) => write!(f, "\"{}\"", name.replace('"', "\\\"")),
            Self::Item(index) => write!(f, "{index}"),
        }
    }
}

impl fmt::Display for KeyPath {
    /// The steps with dots between them, numbers from 0.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.steps().into_iter().enumerate() {
            if i > 0 {
                f.write_str(".")?;
            }
            step.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Debug for KeyPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// How the steps are shared does not matter.
impl Hash for KeyPath {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.up().for_each(|step| step.hash(state));
    }
}

/// How the steps are shared does not matter.
impl PartialEq for KeyPath {
    fn eq(&self, other: &Self) -> bool {
        self.up().eq(other.up())
    }
}

impl Eq for KeyPath {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_written_with_dots() {
        let activity = KeyPath::default().key("activity").item(2).shared();
        assert_eq!(activity.key("term").to_string(), "activity.2.term");
        let staff = KeyPath::default().key("staff");
        assert_eq!(staff.name("a.b").to_string(), "staff.\"a.b\"");
        assert_eq!(KeyPath::default().to_string(), "");
    }

    #[test]
    fn sharing_does_not_matter() {
        let task = KeyPath::default().key("note").key("tasks").item(0);
        assert_eq!(task, task.shared());
        assert_ne!(task, task.key("x"));
        assert_eq!(task.last_key(), Some("tasks"));
    }
}
