//! The form of any screen: drawn from the files, tried out, saved, or compared with what the files
//! say by now.

use axum::http::StatusCode;
use maud::{Markup, html};

use super::ask::{Answer, Ask};
use super::conflict;
use super::fields::{FieldView, Link, Said, Told};
use super::layout;
use super::open_project::OpenProject;
use super::pictures;
use super::rows::{self, Wish};
use super::state::App;
use crate::edit::{Filled, Imported, Prune, Tables, bring, without};
use crate::exchange::{with_new_mistakes, write_imported};
use crate::fields::SheetKind;
use crate::problem::{Problem, Sources};
use crate::workspace::Workspace;

/// What a screen supplies for its form.
pub(super) struct Editor<'e> {
    /// The sheets of the forms, in the order of `on_disk`.
    pub kinds: &'e [SheetKind],
    /// The forms as the files have them.
    pub on_disk: &'e dyn Fn(&Tables) -> Vec<Filled>,
    /// Fills in what the forms leave to the program, before they are brought into the files.
    pub complete: &'e dyn Fn(&mut [Filled]),
    pub prune: Prune,
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
pub(super) struct Drawn {
    pub forms: Vec<Filled>,
    pub told: Told,
    /// Fingerprint of the disk version that the form was drawn from.
    pub seen: String,
    /// News above the form.
    pub news: Markup,
    /// Whether the files already say the same.
    pub is_saved: bool,
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

/// Serves a screen with a form.
pub(super) fn answer(app: &App, ask: &Ask, place: &OpenProject, editor: &Editor<'_>) -> Answer {
    if !place.is_project() && *editor.kinds != [SheetKind::Organization] {
        return first_the_school(app, place);
    }
    if !ask.posted {
        let on_disk = (editor.on_disk)(place.tables());
        let told = told_of_project(place, &on_disk, editor);
        let news = if ask.word("saved").is_empty() {
            html! {}
        } else {
            layout::good("Сохранено.")
        };
        let seen = Filled::fingerprint(&on_disk);
        app.keep_drawn_from(&seen, &on_disk);
        return Answer::page((editor.draw)(
            place,
            &Drawn {
                forms: on_disk,
                told,
                seen,
                news,
                is_saved: true,
            },
        ));
    }
    let seen = ask.field("seen").to_owned();
    let drawn = app
        .drawn_from(&seen)
        .unwrap_or_else(|| (editor.on_disk)(place.tables()));
    let mut forms: Vec<Filled> = drawn.iter().map(|form| rows::sent(ask, form)).collect();
    let wish = rows::wish(ask, &mut forms);
    match wish {
        Wish::Rows => {
            let drawn = Drawn {
                forms,
                told: Told::default(),
                seen,
                news: html! {},
                is_saved: false,
            };
            Answer::page((editor.draw)(place, &drawn))
        }
        Wish::Draft => try_out(place, forms, editor),
        Wish::Point => {
            let (_, after) = brought(place, &mut forms.clone(), editor);
            pictures::point(app, ask, place, &after, &forms)
        }
        Wish::Resolve => {
            conflict::take_chosen(ask, &mut forms, &(editor.on_disk)(place.tables()));
            save(app, place.index, &forms, &seen, editor)
        }
        Wish::Save => save(app, place.index, &forms, &seen, editor),
    }
}

/// Sends the user to name the school first: until then there is nothing to put the rest into.
fn first_the_school(app: &App, place: &OpenProject) -> Answer {
    let main = html! {
        h1 { "Сначала – сведения о школе" }
        p { "Этот раздел можно заполнить, когда будут записаны наименования школы." }
        p { a class="button main" href=(place.address("school")) { "Заполнить раздел «Школа»" } }
    };
    Answer::page(layout::page(
        app,
        place,
        None,
        "Сначала – сведения о школе",
        &main,
    ))
}

/// Clears codes of rows that the files do not have: a request may not choose the code of a new row.
fn known_codes_only(forms: &mut [Filled], on_disk: &[Filled]) {
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

/// Shows what the form would lead to: the pages, and the remarks on each field. Nothing is written.
fn try_out(place: &OpenProject, mut forms: Vec<Filled>, editor: &Editor<'_>) -> Answer {
    let (imported, after) = tried(place, &mut forms, editor);
    let told = Told::of(&imported.problems, &imported.sources);
    Answer::page(html! {
        div id="general" { (told.general()) }
        @for (name, said) in &told.fields {
            div data-for=(name) { @for one in said { (super::fields::message(one)) } }
        }
        ((editor.preview)(&after, &forms))
    })
}

/// The project as the forms would make it, and every problem of it that one of their fields can
/// fix.
fn tried(
    place: &OpenProject,
    forms: &mut [Filled],
    editor: &Editor<'_>,
) -> (Imported, OpenProject) {
    let (mut imported, after) = brought(place, forms, editor);
    imported.take_problems(&after.plan().problems, &after.plan().sources);
    (imported, after)
}

/// The project as the forms would make it, not yet checked.
fn brought(
    place: &OpenProject,
    forms: &mut [Filled],
    editor: &Editor<'_>,
) -> (Imported, OpenProject) {
    (editor.complete)(forms);
    let lists = rows::lists(forms);
    let imported = bring(place.tables(), &lists, editor.prune, Imported::default());
    let after = place.after(&imported);
    (imported, after)
}

/// The remarks of the check on the fields of a form as the files have it.
fn told_of_project(place: &OpenProject, forms: &[Filled], editor: &Editor<'_>) -> Told {
    let (imported, _) = tried(place, &mut forms.to_vec(), editor);
    let mut told = Told::of(&imported.problems, &imported.sources);
    told.general.clear();
    // Nobody is told that a form is empty before he has begun.
    told.fields.retain(|_, _| {
        forms
            .iter()
            .flat_map(|f| &f.records)
            .any(|r| !r.code.is_empty() || r.is_filled())
    });
    told
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

/// Writes the form into the files, unless they have changed since it was drawn.
fn save(app: &App, index: usize, forms: &[Filled], seen: &str, editor: &Editor<'_>) -> Answer {
    let _alone = app.writing();
    let Some(place) = OpenProject::open(app, index) else {
        return super::missing::missing(app);
    };
    let on_disk = (editor.on_disk)(place.tables());
    let now = Filled::fingerprint(&on_disk);
    if now != *seen {
        app.keep_drawn_from(&now, &on_disk);
        return Answer::page(conflict::page(app, &place, forms, &on_disk, seen, &now))
            .status(StatusCode::CONFLICT);
    }
    let mut completed = forms.to_vec();
    known_codes_only(&mut completed, &on_disk);
    (editor.complete)(&mut completed);
    let lists = rows::lists(&completed);
    let imported = bring(place.tables(), &lists, editor.prune, Imported::default());
    let imported = with_new_mistakes(imported, &place.files, &place.folder);
    let refused = |told: Told, news: Markup| {
        let drawn = Drawn {
            forms: forms.to_vec(),
            told,
            seen: seen.to_owned(),
            news,
            is_saved: false,
        };
        Answer::page((editor.draw)(&place, &drawn)).status(StatusCode::UNPROCESSABLE_ENTITY)
    };
    if imported.has_errors() {
        let mut told = Told::of(&imported.problems, &imported.sources);
        told.general.extend(elsewhere(&place, &imported));
        let news = not_saved(first_wrong(&told, forms));
        return refused(told, news);
    }
    if let Some(why) = (editor.may)(&imported, forms) {
        return refused(
            Told::default(),
            html! { p class="box wrong" role="alert" { "Не сохранено: " (why) "." } },
        );
    }
    match write_imported(&imported, &place.folder) {
        Ok(()) => {
            if !place.is_project() {
                app.remember(&place.folder);
            }
            Answer::to(&(editor.saved)(&imported))
        }
        Err(trouble) => refused(
            Told::default(),
            layout::bad(&format!("Не сохранено: {trouble}.")),
        ),
    }
}

/// The name of the first field with a mistake.
fn first_wrong(told: &Told, forms: &[Filled]) -> Option<String> {
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

/// Says that nothing was saved and links to the first mistake, which works without scripts too.
fn not_saved(first: Option<String>) -> Markup {
    html! {
        p class="box wrong" role="alert" {
            "Не сохранено: "
            @match first {
                Some(name) => { a href={ "#" (name) } { "исправьте отмеченное" } }
                None => { "исправьте отмеченное" }
            }
            " и сохраните еще раз."
        }
    }
}

/// Mistakes that the change would cause in other files. They forbid it, so they are told here.
fn elsewhere(place: &OpenProject, imported: &Imported) -> Vec<Said> {
    let of_file = |p: &&Problem| {
        p.is_error()
            && p.place
                .as_ref()
                .is_some_and(|at| imported.sources.cell(at.file).is_none())
    };
    let said = |p: &Problem| {
        let said = Said::of(p, Workspace::field_of_problem(p, &imported.sources));
        let file = p.place.as_ref().map(|at| imported.sources.get(at.file));
        let called = place.called(file.map_or("", |file| &file.inside));
        match place.address_of_problem(p, &imported.sources) {
            Some(address) => Said {
                at: Some(Link { address, called }),
                ..said
            },
            None => Said {
                text: format!("{called}: {}", said.text),
                ..said
            },
        }
    };
    imported.problems.iter().filter(of_file).map(said).collect()
}

/// Removes a pair, a member of the staff or an order, unless something still needs it.
pub(super) fn remove(app: &App, index: usize, kind: SheetKind, code: &str, then: &str) -> Answer {
    let _alone = app.writing();
    let Some(place) = OpenProject::open(app, index) else {
        return super::missing::missing(app);
    };
    let imported = with_new_mistakes(
        without(&place.files, kind, code),
        &place.files,
        &place.folder,
    );
    let refused = |words: &Markup| {
        let main = html! {
            h1 { "Не удалено" }
            (words)
            p { a href="" { "Вернуться" } }
        };
        Answer::page(layout::page(app, &place, None, "Не удалено", &main))
            .status(StatusCode::UNPROCESSABLE_ENTITY)
    };
    if imported.has_errors() {
        let told = Told {
            general: elsewhere(&place, &imported),
            ..Told::default()
        };
        return refused(
            &html! { p { "Сначала исправьте то, что на это ссылается:" } (told.general()) },
        );
    }
    match write_imported(&imported, &place.folder) {
        Ok(()) => Answer::to(&format!("{}?removed=1", place.address(then))),
        Err(trouble) => refused(&layout::bad(&trouble.to_string())),
    }
}
