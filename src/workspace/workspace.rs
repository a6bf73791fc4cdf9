//! The folder of a project, its files, and what is to be made of them.

use std::cell::OnceCell;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

use super::offers::Offers;
use super::remembered::Remembered;
use crate::disk::load;
use crate::edit::Tables;
use crate::edition::Edition;
use crate::fields::{Field, SheetKind, field_at};
use crate::origin::{KeyPath, Step};
use crate::plan::{Paper, Plan};
use crate::prepare::{Recollection, blanks, prepare_again};
use crate::problem::{Code, Problem, Sources};
use crate::project::{Files, called};

/// A project as its files lay on the disk when it was opened.
pub struct Workspace {
    pub folder: PathBuf,
    pub files: Files,
    remembered: Arc<Remembered>,
    plan: OnceCell<Plan>,
    tables: OnceCell<Tables>,
}

impl Workspace {
    pub fn open(folder: PathBuf, remembered: Arc<Remembered>) -> Self {
        let files = load(&folder);
        Self::of(folder, files, remembered)
    }

    fn of(folder: PathBuf, files: Files, remembered: Arc<Remembered>) -> Self {
        Self {
            folder,
            files,
            remembered,
            plan: OnceCell::new(),
            tables: OnceCell::new(),
        }
    }

    /// The empty forms of the project's edition; `None` while it cannot be read.
    pub fn blanks(&self) -> Option<Plan> {
        let plan = self.plan();
        let edition = plan.edition()?;
        let look = plan.look.clone();
        Some(Plan {
            look,
            ..blanks(edition)
        })
    }

    /// The project as it would be with these files.
    #[must_use]
    pub fn with(&self, files: Files) -> Self {
        Self::of(self.folder.clone(), files, Arc::clone(&self.remembered))
    }

    /// What the files say, row by row; read when it is first asked for.
    pub fn tables(&self) -> &Tables {
        self.tables.get_or_init(|| {
            let mut last = self
                .remembered
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
            .get_or_init(|| prepare_again(&self.files, &self.remembered.reading))
    }

    /// What was read last.
    pub fn recollection(&self) -> &Recollection {
        &self.remembered.reading
    }

    /// The same, of the chosen papers only.
    pub fn plan_of(&self, chosen: impl Fn(&Paper) -> bool) -> Plan {
        let mut plan = prepare_again(&self.files, &self.remembered.reading);
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
                .orders()
                .into_iter()
                .find(|o| o.code == code)
                .map_or_else(|| code.to_owned(), |o| o.shown);
            return format!("приказ {shown}");
        }
        called(file).to_owned()
    }

    /// A member of the staff, in words.
    pub fn called_person(&self, key: &str) -> String {
        let person = self.tables().record(SheetKind::Staff, key);
        let name = person.as_ref().map_or(key, |it| it.text("name"));
        format!("сотрудник {name}")
    }

    /// What a value is about, in words.
    pub fn called_at(&self, file: &str, path: &KeyPath) -> String {
        match path.steps()[..] {
            [Step::Key("staff"), Step::Name(key), ..] => self.called_person(key),
            _ => self.called(file),
        }
    }

    /// How many errors and warnings there are to look at.
    pub fn remarks(&self) -> (usize, usize) {
        let plan = self.plan();
        let all = plan.problems.iter().filter(|it| self.is_remark(it)).count();
        let errors = plan.errors().min(all);
        (errors, all - errors)
    }

    /// Whether a problem is one: that a school is not described yet, or has nothing to print yet, is
    /// where everybody begins.
    pub fn is_remark(&self, problem: &Problem) -> bool {
        let Files {
            roadmap,
            orders,
            pairings,
            ..
        } = &self.files;
        let is_empty = roadmap.is_none() && orders.is_empty() && pairings.is_empty();
        match problem.code {
            Code::NothingToMake => false,
            Code::MissingFile => !is_empty,
            _ => true,
        }
    }

    /// What the school has as usual for new pairs; empty where it has nothing.
    pub fn usual(&self, path: &str) -> String {
        let organization = self.tables().records(SheetKind::Organization);
        let first = organization.first();
        first.map(|it| it.text(path).to_owned()).unwrap_or_default()
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

    /// Whether the project has this file.
    pub fn has(&self, file: &str) -> bool {
        let Files {
            organization,
            roadmap,
            regulation,
            bank,
            orders,
            ..
        } = &self.files;
        let single = [organization, roadmap, regulation, bank]
            .into_iter()
            .flatten();
        let pairings = self.files.pairings.iter().map(|f| &f.inside);
        let mut known = single.chain(orders).map(|f| &f.inside).chain(pairings);
        known.any(|name| name == file)
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

    /// What the fields of its forms offer.
    pub fn offers(&self) -> Offers {
        let edition = self.plan().edition().cloned();
        Offers {
            lists: self.tables().lists(),
            edition: edition.unwrap_or_else(|| Edition::built_in(false)),
        }
    }
}
