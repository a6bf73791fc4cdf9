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
use crate::fields::{Field, SECTION, STAGE, STAGE_NUMBER, SheetKind, field_at, field_of};
use crate::origin::{KeyPath, Step};
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
    pub fn field_of_problem(problem: &Problem, sources: &Sources) -> Option<&'static Field> {
        let place = problem.place.as_ref()?;
        field_at(&sources.get(place.file).inside, &place.path.to_string())
    }

    /// Where a problem can be mended: the screen and the field.
    pub fn address_of_problem(&self, problem: &Problem, sources: &Sources) -> Option<String> {
        let place = problem.place.as_ref()?;
        let (screen, field) = self.field_at(&sources.get(place.file).inside, &place.path)?;
        Some(format!("{screen}#{field}"))
    }

    /// Whether the project has this file.
    pub fn has(&self, file: &str) -> bool {
        let Files {
            organization,
            roadmap,
            regulation,
            orders,
            ..
        } = &self.files;
        let single = [organization, roadmap, regulation].into_iter().flatten();
        let pairings = self.files.pairings.iter().map(|f| &f.inside);
        let mut known = single.chain(orders).map(|f| &f.inside).chain(pairings);
        known.any(|name| name == file)
    }

    /// What a value is about, in words.
    pub fn called_at(&self, file: &str, path: &KeyPath) -> String {
        match path.steps()[..] {
            [Step::Key("staff"), Step::Name(key), ..] => {
                let person = self.tables().record(SheetKind::Staff, key);
                let name = person.as_ref().map_or(key.as_ref(), |it| it.text("name"));
                format!("сотрудник {name}")
            }
            _ => self.called(file),
        }
    }

    /// The address of the screen where a value of the project is written, and the field there.
    pub fn field_at(&self, file: &str, path: &KeyPath) -> Option<(String, String)> {
        let keys = path.to_string();
        let stem = |folder: &str| {
            file.strip_prefix(folder)?
                .strip_prefix('/')?
                .strip_suffix(".toml")
        };
        if let Some(code) = stem("pairings") {
            return Some((self.address_of("pair", code), in_pair(&keys)));
        }
        if let Some(code) = stem("orders") {
            return Some((self.address_of("order", code), self.in_order(code, path)));
        }
        Some(match file {
            "organization.toml" => self.in_organization(path),
            "roadmap.toml" => (self.address("roadmap"), self.in_roadmap(path)),
            "regulation.toml" => {
                let (row, field) = row_of_keys(keys.strip_prefix("clause.").unwrap_or_default());
                let field = field_of_keys(SheetKind::Regulation, row, field, "text");
                (self.address("regulation"), field)
            }
            _ => return None,
        })
    }

    /// «staff.petrova.name» → the person; any other key → its field of the school.
    fn in_organization(&self, path: &KeyPath) -> (String, String) {
        if let [Step::Key("staff"), Step::Name(key), own @ ..] = &path.steps()[..] {
            let own: Vec<String> = own.iter().map(ToString::to_string).collect();
            let field = field_of_keys(SheetKind::Staff, 0, &own.join("."), "name");
            return (self.address_of("person", key), field);
        }
        let (kind, keys) = (SheetKind::Organization, path.to_string());
        let field = field_of_keys(kind, 0, &keys, "organization.full_name");
        (self.address("school"), field)
    }

    /// «stage.1.activity.0.term» → the row of the roadmap's form.
    fn in_roadmap(&self, path: &KeyPath) -> String {
        let (numbers, own) = numbered(path, &["stage", "section", "activity"]);
        if numbers.is_empty() {
            return field_of_keys(
                SheetKind::Organization,
                0,
                &format!("roadmap:{path}"),
                "roadmap:period",
            );
        }
        let is_of_section = numbers.len() == 2;
        let code = numbers.join(".");
        let records = self.tables().records(SheetKind::Roadmap);
        let row = records
            .iter()
            .position(|r| r.code == code || r.code.starts_with(&format!("{code}.")))
            .unwrap_or_default();
        let field = match own.as_str() {
            "title" if is_of_section => SECTION,
            "title" => STAGE,
            "number" => STAGE_NUMBER,
            own => own,
        };
        field_of_keys(SheetKind::Roadmap, row, field, "name")
    }

    /// «clause.0.clause.1.text» → the row of the order's clauses; any other key → its field.
    fn in_order(&self, code: &str, path: &KeyPath) -> String {
        let (numbers, own) = numbered(path, &["clause"]);
        if numbers.is_empty() {
            return field_of_keys(SheetKind::Orders, 0, &path.to_string(), "kind");
        }
        let (order, number) = (format!("{code}/"), numbers.join("."));
        let records = self.tables().records(SheetKind::Clauses);
        let row = records
            .iter()
            .filter_map(|r| r.code.strip_prefix(&order))
            .position(|known| known == number)
            .unwrap_or_default();
        field_of_keys(SheetKind::Clauses, row, &own, "text")
    }
}

/// The numbers, from 1, of the tables of these lists that a path goes through, and the keys within
/// the last of them.
fn numbered(path: &KeyPath, lists: &[&str]) -> (Vec<String>, String) {
    let steps = path.steps();
    let mut rest = steps.as_slice();
    let mut numbers = Vec::new();
    while let [Step::Key(list), Step::Item(index), inner @ ..] = rest
        && lists.contains(list)
    {
        numbers.push((index + 1).to_string());
        rest = inner;
    }
    let own: Vec<String> = rest.iter().map(ToString::to_string).collect();
    (numbers, own.join("."))
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
