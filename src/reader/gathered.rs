//! What is wrong with a wording file and can be told only when all of it is known.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::wanted::Wanted;
use crate::problem::{Advice, Code, Place, Problem, nearest};

/// Likeness from which one key is taken for a slip of the pen in the other.
pub(super) const NEAR: f64 = 0.8;

/// What is gathered over a whole file before it is told.
#[derive(Debug, Default)]
pub struct Gathered {
    pub(super) unknown: RefCell<Vec<Unknown>>,
    pub(super) lacking: RefCell<Vec<Lacking>>,
    /// Which sections may have a key.
    pub(super) asked: RefCell<BTreeMap<&'static str, BTreeSet<String>>>,
    /// Names that another file of the same form has given.
    pub(super) known: Vec<String>,
    /// Whether a field without a place is told of the data that have it, not of the form.
    pub(super) asks_data: bool,
    /// Whether the form is compiled in: what only looks like a slip is none, as the tests hold.
    pub(super) is_compiled_in: bool,
    /// Present only while the keys of a form are being collected.
    pub(super) wanted: Option<Wanted>,
}

/// A key that nobody asked for.
#[derive(Debug)]
pub(super) struct Unknown {
    pub(super) key: String,
    pub(super) place: Place,
    pub(super) section: Section,
    /// Keys that the section may have and has not,
    pub(super) free: Vec<&'static str>,
    /// and those that it has.
    pub(super) present: Vec<&'static str>,
}

/// A key that must be there and is not.
#[derive(Debug)]
pub(super) struct Lacking {
    pub(super) key: &'static str,
    pub(super) section: Section,
    /// In words of its own; `None` where several keys of a section may be told at once.
    pub(super) problem: Option<Problem>,
    pub(super) place: Place,
    /// What the built-in form has there, if it is short.
    pub(super) built_in: Option<String>,
    /// The heading that is lacking, where it is no line.
    pub(super) heading: Option<String>,
}

/// Which table of the file: its name as written, and where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section {
    pub(super) name: String,
    pub(super) start: usize,
}

impl Gathered {
    /// Stands for whatever name there may be.
    pub const ANY_NAME: &'static str = "*";

    /// For a reader that is to show what it knows.
    pub(super) fn surveying() -> Self {
        Self {
            wanted: Some(Wanted::default()),
            ..Self::default()
        }
    }

    /// For a form that is compiled in.
    pub fn compiled_in() -> Self {
        Self {
            is_compiled_in: true,
            ..Self::default()
        }
    }

    /// For a file that may name these too.
    pub fn knowing(known: &[String]) -> Self {
        Self {
            known: known.to_vec(),
            ..Self::default()
        }
    }

    /// The same for a form that loses nothing unless the data have something to lose.
    #[must_use]
    pub fn asking_data(self, asks_data: bool) -> Self {
        Self { asks_data, ..self }
    }

    /// Remembers which keys a section may have.
    pub(super) fn remember(&self, keys: &[&'static str], section: &str) {
        let mut all = self.asked.borrow_mut();
        for key in keys {
            all.entry(*key).or_default().insert(section.to_owned());
        }
    }

    /// Every key that is superfluous or lacking. A slip of the pen makes both, and is told once; so
    /// is a line that stands below the wrong heading.
    pub fn into_problems(self) -> Vec<Problem> {
        let mut lacking = self.lacking.into_inner();
        let unknown = self.unknown.into_inner();
        let asked = self.asked.into_inner();
        let alone = unknown.len() == 1 && lacking.len() == 1;
        let mut problems = Vec::new();
        for it in unknown {
            let here = |l: &Lacking| l.section == it.section;
            let slip = lacking
                .iter()
                .position(|l| here(l) && (alone || strsim::jaro_winkler(l.key, &it.key) > NEAR));
            let moved = || lacking.iter().position(|l| l.key == it.key);
            let hint = if let Some(at) = slip {
                format!("возможно, имелось в виду «{}»", lacking.remove(at).key).into()
            } else if let Some(at) = moved() {
                moved_to(&lacking.remove(at).section.name).into()
            } else if let Some(known) = it.written_otherwise() {
                format!("возможно, имелось в виду «{known}»").into()
            } else if let Some(above) = it.known_above(&asked) {
                moved_to(above).into()
            } else if let (None, Some(known)) =
                (nearest(&it.key, &it.free), nearest(&it.key, &it.present))
            {
                format!("возможно, имелось в виду «{known}»").into()
            } else if it.free.is_empty() {
                "удалите эту строку".into()
            } else {
                Advice::choose(&it.key, &it.free)
            };
            problems.push(
                Problem::new(Code::BrokenForm, format!("в форме нет поля «{}»", it.key))
                    .at(&it.place)
                    .label("такого поля здесь нет")
                    .hint(hint),
            );
        }
        while !lacking.is_empty() {
            let first = lacking.remove(0);
            if let Some(problem) = first.problem {
                problems.push(problem.at(&first.place));
                continue;
            }
            let is_same = |l: &mut Lacking| l.problem.is_none() && l.section == first.section;
            let others: Vec<Lacking> = lacking.extract_if(.., is_same).collect();
            problems.push(told_together(&first, &others));
        }
        problems
    }
}

impl Unknown {
    /// «[[Field]]» and «[[fields]]» are `field`, be there others of it or not.
    fn written_otherwise(&self) -> Option<&'static str> {
        let key = self.key.to_lowercase();
        let mut known = self.free.iter().chain(&self.present);
        let is_it =
            |known: &&&'static str| key == **known || key.strip_suffix('s') == Some(**known);
        known.find(is_it).copied()
    }

    /// The section around this one that may have the key: the line slid below a heading.
    fn known_above<'a>(
        &self,
        asked: &'a BTreeMap<&'static str, BTreeSet<String>>,
    ) -> Option<&'a str> {
        let bare = |name: &str| name.trim_matches(['[', ']']).to_owned();
        let own = bare(&self.section.name);
        let sections = asked.get(self.key.as_str())?.iter();
        let around = sections.filter(|name| {
            let name = bare(name);
            !own.is_empty() && (name.is_empty() || own.starts_with(&format!("{name}.")))
        });
        around.map(String::as_str).max_by_key(|name| name.len())
    }
}

/// All keys that one section lacks, in one problem.
fn told_together(first: &Lacking, others: &[Lacking]) -> Problem {
    let all = || std::iter::once(first).chain(others);
    let whereabouts = if first.section.name.is_empty() {
        String::new()
    } else {
        format!("в разделе {} ", first.section.name)
    };
    let names: Vec<String> = all().map(|l| format!("«{}»", l.key)).collect();
    let is_line = |l: &&Lacking| l.heading.is_none();
    let lines: Vec<String> = all()
        .filter(is_line)
        .map(|l| match &l.built_in {
            Some(words) => format!("{} = \"{words}\"", l.key),
            None => format!("{} = …", l.key),
        })
        .collect();
    let headings: Vec<&str> = all().filter_map(|l| l.heading.as_deref()).collect();
    let as_built_in = if all().any(|l| l.built_in.is_none()) {
        ", как во встроенной форме"
    } else {
        ""
    };
    let what = if others.is_empty() {
        "нет поля"
    } else {
        "нет полей"
    };
    let one_or_more = |count: usize, one: &str, more: &str, list: String| {
        let words = if count == 1 { one } else { more };
        (count > 0).then(|| format!("{words} {list}"))
    };
    let parts = [
        one_or_more(lines.len(), "строку", "строки", lines.join("; ")),
        one_or_more(headings.len(), "раздел", "разделы", headings.join(", ")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    Problem::new(
        Code::BrokenForm,
        format!("{whereabouts}{what} {}", names.join(", ")),
    )
    .at(&first.place)
    .hint(format!("добавьте {}{as_built_in}", parts.join(" и ")))
}

fn moved_to(section: &str) -> String {
    if section.is_empty() {
        "это поле всего файла: перенесите строку выше первого раздела в квадратных скобках"
            .to_owned()
    } else {
        format!("это поле раздела {section}: перенесите строку туда")
    }
}
