//! What a screen says of its form, and what there is to draw of it.

use maud::Markup;

use super::fields::{Said, Told};
use super::open_project::OpenProject;
use super::rows;
use crate::edit::{Filled, Imported, Prune, Tables};
use crate::exchange::Ways;
use crate::fields::SheetKind;
use crate::problem::{Problem, Sources};

/// What a screen says of its form.
pub(super) struct Editor<'e> {
    /// The sheets of its forms, in the order of `on_disk`.
    pub kinds: &'e [SheetKind],
    /// The forms as the files have them.
    pub on_disk: &'e dyn Fn(&Tables) -> Vec<Filled>,
    /// What the forms leave to the program to fill in before they are brought into the files.
    pub complete: &'e dyn Fn(&mut [Filled]),
    pub prune: Prune,
    /// What it is about, in words.
    pub about: String,
    /// Whether its thing is not there yet.
    pub is_new: bool,
    /// The file whose changes its buttons take back.
    pub file: Option<String>,
    /// Its own.
    pub address: String,
    /// The whole page.
    pub draw: &'e dyn Fn(&OpenProject, &Drawn) -> Markup,
    /// What is shown while the user types: the project as it would be.
    pub preview: &'e dyn Fn(&OpenProject, &[Filled]) -> Markup,
    /// Where to go when it is saved.
    pub saved: &'e dyn Fn(&Imported) -> String,
    /// Looks at what would be written, and the forms it comes from; why not, in words.
    pub may: &'e dyn Fn(&Imported, &[Filled]) -> Option<Markup>,
}

/// A form to draw.
pub(super) struct Drawn {
    pub forms: Vec<Filled>,
    pub told: Told,
    /// Fingerprint of the version on the disk that the form began from.
    pub seen: String,
    /// Words above the form.
    pub news: Markup,
    /// Whether the files say the same.
    pub is_saved: bool,
    /// What can be taken back and done once more.
    pub ways: Ways,
}

impl Drawn {
    pub(super) fn form(&self, kind: SheetKind) -> Option<&Filled> {
        self.forms.iter().find(|f| f.kind == kind)
    }
}

/// A code names a row that the files have; no other may be given to a new one.
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

/// The first field of the forms that something is wrong with.
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
