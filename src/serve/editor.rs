//! What a screen supplies for its form, and what is drawn of it.

use maud::Markup;

use super::fields::{FieldView, Said, Told};
use super::open_project::OpenProject;
use super::rows;
use crate::edit::{Filled, Imported, Prune, Tables};
use crate::exchange::Ways;
use crate::fields::SheetKind;
use crate::problem::{Problem, Sources};

/// What a screen supplies for its form.
pub(super) struct Editor<'e> {
    /// The sheets of the forms, in the order of `on_disk`.
    pub kinds: &'e [SheetKind],
    /// The forms as the files have them.
    pub on_disk: &'e dyn Fn(&Tables) -> Vec<Filled>,
    /// Fills in what the forms leave to the program, before they are brought into the files.
    pub complete: &'e dyn Fn(&mut [Filled]),
    /// Names in the changes what the forms have no name for, before the history takes them.
    pub name: &'e dyn Fn(&OpenProject, &mut Imported),
    pub prune: Prune,
    /// What it is about, in words.
    pub about: String,
    /// Whether its thing is not there yet.
    pub is_new: bool,
    /// The file whose changes its buttons take back.
    pub file: Option<String>,
    /// Its own.
    pub address: String,
    /// Draws the whole page.
    pub draw: &'e dyn Fn(&OpenProject, &Drawn) -> Markup,
    /// Draws what is shown while the user types, of the project as it would become.
    pub preview: &'e dyn Fn(&OpenProject, &[Filled]) -> Markup,
    /// The address to go to after saving.
    pub saved: &'e dyn Fn(&Imported) -> String,
    /// Why these changes, from these forms, must not be written; `None` if they may.
    pub may: &'e dyn Fn(&Imported, &[Filled]) -> Option<Markup>,
}

/// A form to draw.
#[derive(Clone)]
pub(super) struct Drawn {
    pub forms: Vec<Filled>,
    pub told: Told,
    /// Fingerprint of the disk version that the form was drawn from.
    pub seen: String,
    /// News above the form.
    pub news: Markup,
    /// Whether the files already say the same.
    pub is_saved: bool,
    /// What can be taken back and done once more.
    pub ways: Ways,
}

impl Drawn {
    /// Draws the fields of the form.
    pub(super) fn view(&self, place: &OpenProject) -> FieldView<'_> {
        FieldView {
            told: &self.told,
            offers: place.offers(),
        }
    }

    pub(super) fn form(&self, kind: SheetKind) -> Option<&Filled> {
        self.forms.iter().find(|f| f.kind == kind)
    }
}

/// Clears codes of rows that the files do not have: a request may not choose the code of a new row.
pub(super) fn known_codes_only(forms: &mut [Filled], on_disk: &[Filled]) {
    for (form, known) in forms.iter_mut().zip(on_disk) {
        for record in form
            .records
            .iter_mut()
            .filter(|r| known.records.iter().all(|k| k.code != r.code))
        {
            record.code.clear();
        }
    }
}

impl Told {
    pub(super) fn of(problems: &[Problem], sources: &Sources) -> Self {
        let mut told = Self::default();
        for problem in problems {
            let place = problem.place.as_ref();
            let name = place.and_then(|p| sources.cell(p.file));
            let said = Said::of(problem, None);
            match (name, place) {
                (Some(name), _) => told.fields.entry(name.to_owned()).or_default().push(said),
                // Of another file: the screen of remarks tells it.
                (None, Some(_)) => {}
                (None, None) => told.general.push(said),
            }
        }
        told
    }
}

/// The name of the first field with a mistake.
pub(super) fn first_wrong(told: &Told, forms: &[Filled]) -> Option<String> {
    let names = forms.iter().flat_map(|form| {
        let entries = form
            .records
            .iter()
            .enumerate()
            .flat_map(|(row, record)| record.entries.iter().map(move |e| (row, e.field.path)));
        entries.map(|(row, path)| rows::name(form.kind, row, path))
    });
    names.into_iter().find(|name| {
        told.fields
            .get(name)
            .is_some_and(|said| said.iter().any(|s| s.is_error))
    })
}
