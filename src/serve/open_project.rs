//! A project that is worked in: its folder, its files as they lie on the disk now, and what is to
//! be made of them.

use std::cell::OnceCell;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

use super::address::{encoded, name};
use super::known::Known;
use super::state::App;
use crate::disk::load;
use crate::edit::Tables;
use crate::edition::Edition;
use crate::fields::{Field, STAGE, SheetKind, field_at, field_of};
use crate::origin::KeyPath;
use crate::plan::{Paper, Plan};
use crate::prepare::prepare_again;
use crate::problem::{Code, Problem, Sources};
use crate::project::Files;

/// An open project.
pub(super) struct OpenProject {
    pub index: usize,
    pub folder: PathBuf,
    pub files: Files,
    known: Arc<Known>,
    plan: OnceCell<Plan>,
    tables: OnceCell<Tables>,
}

impl OpenProject {
    pub fn open(app: &App, index: usize) -> Option<Self> {
        let folder = app.folder(index)?;
        let files = load(&folder);
        Some(Self {
            index,
            folder,
            files,
            known: app.known(index),
            plan: OnceCell::new(),
            tables: OnceCell::new(),
        })
    }

    /// The project as it would be with these files.
    pub fn with(&self, files: Files) -> Self {
        let (folder, known) = (self.folder.clone(), Arc::clone(&self.known));
        Self {
            index: self.index,
            folder,
            files,
            known,
            plan: OnceCell::new(),
            tables: OnceCell::new(),
        }
    }

    /// What the files say, row by row; read when it is first asked for.
    pub fn tables(&self) -> &Tables {
        self.tables.get_or_init(|| {
            let mut last = self
                .known
                .tables
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            *last = last.read_again(&self.files);
            last.clone()
        })
    }

    /// What is to be made, and what stands in its way; read and checked when it is first asked for.
    pub fn plan(&self) -> &Plan {
        self.plan
            .get_or_init(|| prepare_again(&self.files, &self.known.pairings))
    }

    /// The same, of the chosen papers only.
    pub fn plan_of(&self, chosen: impl Fn(&Paper) -> bool) -> Plan {
        let mut plan = prepare_again(&self.files, &self.known.pairings);
        plan.papers.retain(chosen);
        plan
    }

    /// Whether there is a project in the folder at all.
    pub fn is_project(&self) -> bool {
        self.files.organization.is_some()
    }

    /// Why the folder cannot be worked in: it is gone, or its files cannot be read.
    pub fn closed(&self) -> Option<String> {
        let problem = self
            .plan()
            .problems
            .iter()
            .find(|p| p.code == Code::Unreadable)?;
        Some(format!("{}.", problem.text()))
    }

    /// Name of the folder, as messages show it.
    pub fn shown(&self) -> String {
        self.folder.display().to_string()
    }

    /// What a file is about, in words: «пара Петрова — Сидоров».
    pub fn called(&self, file: &str) -> String {
        let stem = |folder: &str| file.strip_prefix(folder)?.strip_suffix(".toml");
        if let Some(code) = stem("pairings/") {
            return format!("пара «{}»", self.tables().pair_name(code));
        }
        if let Some(code) = stem("orders/") {
            let shown = self
                .tables()
                .lists()
                .orders
                .into_iter()
                .find(|o| o.code == code)
                .map_or_else(|| code.to_owned(), |o| o.shown);
            return format!("приказ {shown}");
        }
        match file {
            "organization.toml" => "школа и сотрудники".to_owned(),
            "roadmap.toml" => "дорожная карта".to_owned(),
            "regulation.toml" => "положение".to_owned(),
            other => other.to_owned(),
        }
    }

    /// What the project is called: the school's short name, or its folder.
    pub fn title(&self) -> String {
        let forms = self.tables().records(SheetKind::Organization);
        let name = |path| {
            forms
                .first()
                .map(|f| f.text(path).to_owned())
                .filter(|t| !t.is_empty())
        };
        let folder = || {
            self.folder
                .file_name()
                .map_or_else(|| self.shown(), |n| n.to_string_lossy().into_owned())
        };
        name("organization.short_name")
            .or_else(|| name("organization.full_name"))
            .unwrap_or_else(folder)
    }

    /// The wording that fields offer words from.
    pub fn edition(&self) -> Edition {
        self.plan()
            .edition()
            .cloned()
            .unwrap_or_else(|| Edition::built_in(false))
    }

    /// Address of a screen of the project.
    pub fn address(&self, screen: &str) -> String {
        format!("/{}/{screen}", self.index)
    }

    /// Address of the screen that edits one thing.
    pub fn address_of(&self, screen: &str, code: &str) -> String {
        format!("/{}/{screen}/{}", self.index, encoded(code))
    }

    /// Folder of the finished papers.
    pub fn out(&self) -> PathBuf {
        self.folder.join("out")
    }

    /// The field whose value a problem is about.
    pub fn field_of_problem(&self, problem: &Problem, sources: &Sources) -> Option<&'static Field> {
        let place = problem.place.as_ref()?;
        field_at(&sources.get(place.file).inside, &place.path.to_string())
    }

    /// Where a problem can be mended: the screen and the field.
    pub fn address_of_problem(&self, problem: &Problem, sources: &Sources) -> Option<String> {
        let place = problem.place.as_ref()?;
        self.address_at(&sources.get(place.file).inside, &place.path)
    }

    /// The screen and the field of a value of the project.
    fn address_at(&self, file: &str, path: &KeyPath) -> Option<String> {
        let keys = path.to_string();
        let stem = |folder: &str| {
            file.strip_prefix(folder)?
                .strip_prefix('/')?
                .strip_suffix(".toml")
                .map(ToOwned::to_owned)
        };
        if let Some(code) = stem("pairings") {
            return Some(format!(
                "{}#{}",
                self.address_of("pair", &code),
                in_pair(&keys)
            ));
        }
        if let Some(code) = stem("orders") {
            let field = if keys.starts_with("clause.") {
                "clauses".to_owned()
            } else {
                field_of_keys(SheetKind::Orders, 0, &keys, "kind")
            };
            return Some(format!("{}#{field}", self.address_of("order", &code)));
        }
        match file {
            "organization.toml" => Some(
                match keys
                    .strip_prefix("staff.")
                    .map(|k| k.split_once('.').unwrap_or((k, "")))
                {
                    Some((key, field)) => {
                        format!(
                            "{}#{}",
                            self.address_of("person", key),
                            field_of_keys(SheetKind::Staff, 0, field, "name")
                        )
                    }
                    None => {
                        format!(
                            "{}#{}",
                            self.address("school"),
                            field_of_keys(
                                SheetKind::Organization,
                                0,
                                &keys,
                                "organization.full_name"
                            )
                        )
                    }
                },
            ),
            "roadmap.toml" => Some(format!(
                "{}#{}",
                self.address("roadmap"),
                self.in_roadmap(&keys)
            )),
            "regulation.toml" => {
                let (row, field) = row_of_keys(keys.strip_prefix("clause.").unwrap_or_default());
                Some(format!(
                    "{}#{}",
                    self.address("regulation"),
                    field_of_keys(SheetKind::Regulation, row, field, "text")
                ))
            }
            _ => None,
        }
    }

    /// «stage.1.activity.0.term» → the row of the roadmap's form.
    fn in_roadmap(&self, keys: &str) -> String {
        let parts: Vec<&str> = keys.split('.').collect();
        let numbers: Vec<String> = parts
            .iter()
            .filter_map(|p| p.parse::<usize>().ok())
            .map(|n| (n + 1).to_string())
            .collect();
        if numbers.is_empty() {
            return field_of_keys(
                SheetKind::Organization,
                0,
                &format!("roadmap:{keys}"),
                "roadmap:period",
            );
        }
        let code = numbers.join(".");
        let records = self.tables().records(SheetKind::Roadmap);
        let row = records
            .iter()
            .position(|r| r.code == code || r.code.starts_with(&format!("{code}.")))
            .unwrap_or_default();
        let last = parts.last().copied().unwrap_or_default();
        field_of_keys(
            SheetKind::Roadmap,
            row,
            if last == "title" { STAGE } else { last },
            "name",
        )
    }
}

/// «1.term» of a list → the row and its keys.
fn row_of_keys(keys: &str) -> (usize, &str) {
    let (row, field) = keys.split_once('.').unwrap_or((keys, ""));
    (row.parse().unwrap_or_default(), field)
}

/// Name of the field that has these keys, or the nearest above them; `otherwise` where a form has
/// none.
fn field_of_keys(kind: SheetKind, row: usize, keys: &str, otherwise: &str) -> String {
    let mut path = keys;
    while field_of(kind, path).is_none() {
        path = path.rsplit_once('.').map_or(otherwise, |(above, _)| above);
    }
    name(kind, row, path)
}

fn in_pair(keys: &str) -> String {
    if let Some(rest) = keys.strip_prefix("activity.") {
        let (row, field) = row_of_keys(rest);
        return field_of_keys(SheetKind::Activities, row, field, "name");
    }
    let (kind, otherwise) = if keys.starts_with("note") {
        (SheetKind::Notes, "note.relevance")
    } else {
        (SheetKind::Pairs, "mentors")
    };
    field_of_keys(kind, 0, keys, otherwise)
}
