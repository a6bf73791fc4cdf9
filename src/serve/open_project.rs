//! A project open in the browser: its workspace and the addresses of its screens.

use std::ops::Deref;

use super::address::{encoded, name};
use super::state::App;
use crate::edit::Imported;
use crate::plan::Plan;
use crate::problem::{Code, Problem, Sources};
use crate::workspace::{Form, FormField, Workspace};

/// An open project: its workspace, and the number by which addresses name it.
pub(super) struct OpenProject {
    pub index: usize,
    /// Where all addresses begin.
    root: String,
    workspace: Workspace,
}

/// Everything but addresses comes from the workspace.
impl Deref for OpenProject {
    type Target = Workspace;

    fn deref(&self) -> &Workspace {
        &self.workspace
    }
}

impl OpenProject {
    pub(super) fn open(app: &App, index: usize) -> Option<Self> {
        let folder = app.folder(index)?;
        Some(Self {
            index,
            root: app.secrets.root(),
            workspace: Workspace::open(folder, app.remembered(index)),
        })
    }

    /// The project as these changes would make it.
    pub(super) fn after(&self, imported: &Imported) -> Self {
        let files = imported.after(&self.files, &self.shown());
        Self {
            index: self.index,
            root: self.root.clone(),
            workspace: self.workspace.with(files),
        }
    }

    /// The plan, with a problem for everything that papers already given out say otherwise.
    pub(super) fn plan_and_differences(&self, app: &App) -> Plan {
        let mut plan = self.plan_of(|_| true);
        // Of a folder that cannot be read the screen of the papers says why.
        let _ = app.comparisons.tell_differences(&mut plan, &self.out());
        plan
    }

    /// The files that are not read as a whole, and the line where that shows, in words.
    pub(super) fn unread(&self) -> Vec<(&str, String)> {
        let plan = self.plan();
        let mut named: Vec<(&str, String)> = Vec::new();
        for problem in &plan.problems {
            let is_whole = matches!(
                problem.code,
                Code::Syntax | Code::DuplicateKey | Code::Encoding
            );
            let Some(at) = problem.place.as_ref().filter(|_| is_whole) else {
                continue;
            };
            let source = plan.sources.get(at.file);
            let line = source.line_and_column(at.span.start).0;
            let line = if source.text.is_empty() {
                String::new()
            } else {
                format!(", строка {line}")
            };
            if !source.inside.is_empty() && named.iter().all(|(file, _)| *file != source.inside) {
                named.push((&source.inside, line));
            }
        }
        named
    }

    /// Whether what stands in such files is not known: nothing may be said of its being absent.
    pub(super) fn is_unread(&self, beginning: &str) -> bool {
        let files = self.unread();
        files.iter().any(|(file, _)| file.starts_with(beginning))
    }

    /// Address of a screen of the project.
    pub(super) fn address(&self, screen: &str) -> String {
        format!("{}{}/{screen}", self.root, self.index)
    }

    /// Address of a screen as a draft knows it: «pair/petrova-sidorov».
    pub(super) fn address_of_screen(&self, screen: &str) -> String {
        match screen.split_once('/') {
            Some((screen, code)) => self.address_of(screen, code),
            None => self.address(screen),
        }
    }

    /// Address of the screen that edits a file.
    pub(super) fn address_of_file(&self, file: &str) -> String {
        let stem = file.strip_suffix(".toml").unwrap_or(file);
        match stem.split_once('/') {
            Some(("pairings", code)) => self.address_of("pair", code),
            Some(("orders", code)) => self.address_of("order", code),
            _ if ["roadmap", "regulation"].contains(&stem) => self.address(stem),
            _ => self.address("school"),
        }
    }

    /// Address of the screen that edits one thing.
    pub(super) fn address_of(&self, screen: &str, code: &str) -> String {
        format!("{}{}/{screen}/{}", self.root, self.index, encoded(code))
    }

    /// Address of the screen of one thing; without a code, of a new one.
    pub(super) fn address_of_thing(&self, screen: &str, code: &str) -> String {
        if code.is_empty() {
            self.address(screen)
        } else {
            self.address_of(screen, code)
        }
    }

    /// The address of the field where a problem can be fixed.
    pub(super) fn address_of_problem(
        &self,
        problem: &Problem,
        sources: &Sources,
    ) -> Option<String> {
        let (screen, field) = self.screen_and_field(&self.field_to_mend(problem, sources)?);
        Some(format!("{screen}#{field}"))
    }

    /// The address of the screen that has a field, and the name of the field on it.
    pub(super) fn screen_and_field(&self, field: &FormField) -> (String, String) {
        let screen = match &field.form {
            Form::School => self.address("school"),
            Form::Person(key) => self.address_of("person", key),
            Form::Pair(code) => self.address_of("pair", code),
            Form::Order(code) => self.address_of("order", code),
            Form::Roadmap => self.address("roadmap"),
            Form::Regulation => self.address("regulation"),
        };
        (screen, name(field.kind, field.row, &field.path))
    }
}
