//! The form of any screen: drawn from the files, tried out, saved, or compared with what the files
//! say by now.

use axum::http::StatusCode;
use maud::{Markup, html};

use super::ask::{Answer, Ask};
use super::conflict;
use super::editor::{Drawn, Editor, first_wrong, known_codes_only};
use super::fields::{Link, Said, Told};
use super::keep;
use super::layout;
use super::open_project::OpenProject;
use super::pictures;
use super::rows::{self, Wish};
use super::screen;
use super::state::App;
use crate::edit::{Filled, Imported, bring, file_of, without};
use crate::exchange::{name_readers, with_new_mistakes, write_imported, write_removal};
use crate::fields::SheetKind;
use crate::problem::Problem;
use crate::russian::capitalized;
use crate::workspace::Workspace;

/// Serves a screen with a form.
pub(super) fn answer(app: &App, ask: &Ask, place: &OpenProject, editor: &Editor<'_>) -> Answer {
    if !place.is_project() && *editor.kinds != [SheetKind::Organization] {
        return first_the_school(app, place);
    }
    if !ask.posted {
        let broken = editor.file.as_deref().filter(|it| place.is_unread(it));
        if let Some(file) = broken.filter(|_| keep::draft_of(ask, place).is_none()) {
            return Answer::page(without_form(app, place, editor, file));
        }
        return Answer::page((editor.draw)(place, &begun(app, ask, place, editor)));
    }
    let seen = ask.field("seen").to_owned();
    let drawn = app
        .drawn_from(&seen)
        .unwrap_or_else(|| (editor.on_disk)(place.tables()));
    let mut forms: Vec<Filled> = drawn.iter().map(|form| rows::sent(ask, form)).collect();
    let wish = rows::wish(ask, &mut forms);
    if wish.is_final() {
        // What the same window has sent before must not come after it.
        keep::is_late(app, ask);
    }
    match wish {
        Wish::Rows => unsaved(place, editor, forms, seen),
        Wish::Keep => keep::keep(app, ask, place.index, &forms, editor),
        Wish::Undo | Wish::Redo => keep::turn(app, place.index, editor, wish == Wish::Undo),
        Wish::Discard | Wish::Recall => keep::set_aside(ask, place, editor, wish == Wish::Discard),
        Wish::Draft => try_out(place, forms, editor),
        Wish::Point => {
            let (_, after) = brought(place, &mut forms.clone(), editor);
            pictures::point(app, ask, place, &after, &forms)
        }
        Wish::Where => {
            let (_, after) = brought(place, &mut forms.clone(), editor);
            pictures::where_printed(app, ask, place, &after, &forms)
        }
        Wish::Resolve => {
            conflict::take_chosen(ask, &mut forms, &(editor.on_disk)(place.tables()));
            save(app, ask, place.index, &forms, editor)
        }
        Wish::Save => save(app, ask, place.index, &forms, editor),
    }
}

/// In place of an empty form, which would say that nothing is filled in: its file is not read.
fn without_form(app: &App, place: &OpenProject, editor: &Editor<'_>, file: &str) -> Markup {
    let title = capitalized(&editor.about);
    let is_one_of_many = file.contains('/');
    let main = html! {
        h1 { (title) }
        p class="empty" { "Форма откроется, когда файл будет исправлен." }
        @if is_one_of_many {
            form method="post" {
                (layout::token(app))
                (screen::removal("это описание", "Файл исчезнет из описания школы; готовые документы останутся в папке out."))
            }
        }
    };
    layout::page(app, place, None, &title, &main)
}

/// Draws a new form with something in it that is in no file yet.
pub(super) fn begin_with(
    app: &App,
    place: &OpenProject,
    editor: &Editor<'_>,
    forms: Vec<Filled>,
) -> Answer {
    let on_disk = (editor.on_disk)(place.tables());
    let seen = Filled::fingerprint(&on_disk);
    app.keep_drawn_from(&seen, &on_disk);
    unsaved(place, editor, forms, seen)
}

/// The page with forms of which nothing is told yet; `seen` is what the files said when it was drawn.
fn unsaved(place: &OpenProject, editor: &Editor<'_>, forms: Vec<Filled>, seen: String) -> Answer {
    let drawn = Drawn {
        forms,
        told: Told::default(),
        seen,
        news: html! {},
        is_saved: false,
        ways: keep::ways(place, editor),
    };
    Answer::page((editor.draw)(place, &drawn))
}

/// The form to begin with: what the files say, or what waits in a draft.
fn begun(app: &App, ask: &Ask, place: &OpenProject, editor: &Editor<'_>) -> Drawn {
    let on_disk = (editor.on_disk)(place.tables());
    let now = Filled::fingerprint(&on_disk);
    app.keep_drawn_from(&now, &on_disk);
    let ways = keep::ways(place, editor);
    if let Some(draft) = keep::draft_of(ask, place) {
        let typed = ask.with_form(draft.form.clone());
        let drawn = app.drawn_from(&draft.seen).unwrap_or(on_disk);
        let forms: Vec<Filled> = drawn.iter().map(|form| rows::sent(&typed, form)).collect();
        return Drawn {
            told: told_of_project(place, &forms, editor),
            forms,
            news: keep::of_draft(app, &draft, draft.seen != now),
            seen: draft.seen,
            is_saved: false,
            ways,
        };
    }
    let has = |word| !ask.word(word).is_empty();
    let news = if has("saved") {
        layout::good("Сохранено.")
    } else if has("happened") {
        layout::good("Событие проведено. Новые документы – в разделе «Выпуск».")
    } else if has("undone") {
        layout::good("Отменено.")
    } else if has("redone") {
        layout::good("Сделано снова.")
    } else if has("discarded") {
        keep::of_discarded(app)
    } else {
        html! {}
    };
    Drawn {
        told: told_of_project(place, &on_disk, editor),
        forms: on_disk,
        seen: now,
        news,
        is_saved: true,
        ways,
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
    let mut imported = bring(place.tables(), &lists, editor.prune, Imported::default());
    let after = place.after(&imported);
    if editor.is_new && name_readers(&mut imported, &place.files, after.plan()) {
        let named = place.after(&imported);
        return (imported, named);
    }
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

/// Writes the form into the files, unless they have changed since it was drawn.
fn save(app: &App, ask: &Ask, index: usize, forms: &[Filled], editor: &Editor<'_>) -> Answer {
    let _alone = app.writing();
    let Some(place) = OpenProject::open(app, index) else {
        return super::missing::missing(app);
    };
    let on_disk = (editor.on_disk)(place.tables());
    let now = Filled::fingerprint(&on_disk);
    let asked = ask.field("seen");
    let own = (index, keep::screen(ask), ask.field("window").to_owned());
    let seen = if app.is_last_kept(&own, &now) {
        &now
    } else {
        asked
    };
    // Until it stands in the files it waits in a draft, whatever becomes of this answer.
    if let Err(trouble) = keep::put(ask, &place, editor, forms, asked) {
        return Answer::page(layout::page(
            app,
            &place,
            None,
            "Не сохранено",
            &html! { h1 { "Не сохранено" } (layout::bad(&trouble.to_string())) },
        ));
    }
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
            ways: keep::ways(&place, editor),
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
    let mut imported = imported;
    (editor.name)(&place, &mut imported);
    match write_imported(&imported, &place.folder) {
        Ok(_) => {
            keep::end(ask, &place);
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
pub(super) fn elsewhere(place: &OpenProject, imported: &Imported) -> Vec<Said> {
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
pub(super) fn remove(
    app: &App,
    ask: &Ask,
    index: usize,
    (kind, code): (SheetKind, &str),
    then: &str,
) -> Answer {
    let _alone = app.writing();
    let Some(place) = OpenProject::open(app, index) else {
        return super::missing::missing(app);
    };
    let what = match kind {
        SheetKind::Staff => place.called_person(code),
        _ => place.called(&file_of(kind, code)),
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
    match write_removal(&imported, &place.folder, &what) {
        Ok(step) => {
            keep::end(ask, &place);
            Answer::to(&format!("{}?removed={step}", place.address(then)))
        }
        Err(trouble) => refused(&layout::bad(&trouble.to_string())),
    }
}
