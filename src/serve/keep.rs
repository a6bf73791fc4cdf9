//! Saves of itself what is typed: into the files where it reads, into a draft where it does not.
//! Nothing new is made so: a person, a pair or an order begins with a save.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use maud::{Markup, html};
use serde::Serialize;

use super::ask::{Answer, Ask};
use super::conflict;
use super::editor::{self, Editor};
use super::fields::Told;
use super::layout;
use super::open_project::OpenProject;
use super::rows;
use super::state::App;
use crate::disk::{Draft, Drafts, Trouble};
use crate::edit::{Filled, Imported, bring};
use crate::exchange::{self, Scope, Ways, with_new_mistakes_again, write_in_group};
use crate::fields::SheetKind;

/// What the form sends besides its fields.
const OWN: [&str; 8] = [
    "token", "do", "seen", "window", "turn", "group", "typing", "field",
];

/// What has become of a form, for the script of the page.
#[derive(Debug, Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
enum Kept {
    /// The files say what it says.
    Saved {
        seen: String,
        /// Of the rows of its lists, in order, as they are known from now on.
        codes: BTreeMap<&'static str, Vec<String>>,
        back: Option<String>,
        again: Option<String>,
    },
    /// It waits in a draft: why, and the field to mend.
    Draft { why: String, field: Option<String> },
    /// Where it says nothing of its own the files say something else meanwhile: it is to be drawn
    /// again.
    Outrun { what: String },
    /// Nothing of it lies on the disk.
    Failed { why: String },
}

impl Kept {
    fn draft(why: &str) -> Self {
        Self::Draft {
            why: why.to_owned(),
            field: None,
        }
    }
}

/// The draft of the screen that is asked for.
pub(super) fn draft_of(ask: &Ask, place: &OpenProject) -> Option<Draft> {
    Drafts::of(&place.folder).get(&screen(ask))
}

/// A screen within its project: «pair/petrova-sidorov».
pub(super) fn screen(ask: &Ask) -> String {
    ask.path.get(1..).unwrap_or_default().join("/")
}

/// Puts what was sent into the draft of its screen.
///
/// # Errors
/// If the disk refuses.
pub(super) fn put(
    ask: &Ask,
    place: &OpenProject,
    editor: &Editor<'_>,
    forms: &[Filled],
    seen: &str,
) -> Result<(), Trouble> {
    let fields = ask
        .form
        .iter()
        .filter(|(name, _)| !OWN.contains(&name.as_str()));
    let what = if editor.is_new {
        Vec::new()
    } else {
        conflict::labels(forms, &(editor.on_disk)(place.tables()))
    };
    let named = (screen(ask), editor.about.clone());
    let draft = Draft::new(named, what, seen.to_owned(), fields.cloned().collect());
    Drafts::of(&place.folder).put(&draft)
}

/// The draft of a screen whose form stands in the files is over.
pub(super) fn end(ask: &Ask, place: &OpenProject) {
    // One that stays is offered once more, and does no harm.
    let _ = Drafts::of(&place.folder).end(&screen(ask));
}

/// Notes what a window has sent. Returns whether it was outrun by what came later.
pub(super) fn is_late(app: &App, ask: &Ask) -> bool {
    app.is_late(
        ask.field("window"),
        ask.field("turn").parse().unwrap_or_default(),
    )
}

/// Saves the form where that changes what is there already and makes no new mistakes; otherwise it
/// waits in a draft.
pub(super) fn keep(
    app: &App,
    ask: &Ask,
    index: usize,
    forms: &[Filled],
    editor: &Editor<'_>,
) -> Answer {
    let _alone = app.writing();
    let Some(place) = OpenProject::open(app, index) else {
        return super::missing::missing(app);
    };
    let kept = if is_late(app, ask) {
        Kept::draft("")
    } else {
        kept(app, ask, &place, forms, editor).unwrap_or_else(|trouble| Kept::Failed {
            why: trouble.to_string(),
        })
    };
    answer(&kept)
}

/// The answer to a form of which nothing could be written.
pub(super) fn failed(why: String) -> Answer {
    answer(&Kept::Failed { why })
}

fn answer(kept: &Kept) -> Answer {
    Answer::of(
        "application/json",
        serde_json::to_vec(kept).unwrap_or_default(),
    )
}

fn kept(
    app: &App,
    ask: &Ask,
    place: &OpenProject,
    forms: &[Filled],
    editor: &Editor<'_>,
) -> Result<Kept, Trouble> {
    let seen = ask.field("seen");
    let on_disk = (editor.on_disk)(place.tables());
    let now = Filled::fingerprint(&on_disk);
    let own = (place.index, screen(ask), ask.field("window").to_owned());
    if now != seen && !app.is_last_kept(&own, &now) {
        return outrun(app, ask, place, forms, editor, (&on_disk, &now));
    }
    let waits = |kept: Kept| put(ask, place, editor, forms, seen).map(|()| kept);
    if editor.is_new || !place.is_project() {
        return waits(Kept::draft(
            "новое записывается в файлы кнопкой «Сохранить»",
        ));
    }
    if !ask.field("typing").is_empty() {
        return waits(Kept::draft("имя еще пишется"));
    }
    let mut completed = forms.to_vec();
    editor::known_codes_only(&mut completed, &on_disk);
    (editor.complete)(&mut completed);
    let imported = bring(
        place.tables(),
        &rows::lists(&completed),
        editor.prune,
        Imported::default(),
    );
    let mut imported =
        with_new_mistakes_again(imported, &place.files, &place.folder, place.recollection());
    if imported.has_errors() {
        let told = Told::of(&imported.problems, &imported.sources);
        return waits(Kept::Draft {
            why: "есть ошибки".to_owned(),
            field: editor::first_wrong(&told, forms),
        });
    }
    if (editor.may)(&imported, forms).is_some() {
        let why = if editor.is_new {
            "такое уже есть"
        } else {
            "об этом сказано в выданном документе: нажмите «Сохранить», чтобы увидеть, что можно сделать"
        };
        return waits(Kept::draft(why));
    }
    let after = place.after(&imported);
    if let Some(name) = newcomer(place, &after) {
        let why = format!("сотрудника «{name}» добавит кнопка «Сохранить»");
        return waits(Kept::draft(&why));
    }
    if !imported.files.is_empty() {
        (editor.name)(place, &mut imported);
        let group = format!("{} {}", ask.field("window"), ask.field("group"));
        write_in_group(&imported, &place.folder, &group)?;
    }
    let on_disk = (editor.on_disk)(after.tables());
    let seen = Filled::fingerprint(&on_disk);
    app.keep_drawn_from(&seen, &on_disk);
    app.note_kept(own, &seen);
    end(ask, place);
    let ways = ways(place, editor);
    Ok(Kept::Saved {
        codes: codes(forms, &on_disk),
        seen,
        back: ways.back.map(|step| step.what),
        again: ways.again.map(|step| step.what),
    })
}

/// Somebody whom the staff has not had before.
fn newcomer(before: &OpenProject, after: &OpenProject) -> Option<String> {
    let known = before.tables().records(SheetKind::Staff);
    let now = after.tables().records(SheetKind::Staff);
    now.into_iter()
        .find(|person| known.iter().all(|it| it.code != person.code))
        .map(|person| person.text("name").to_owned())
}

/// The files have changed since the form was drawn: what only they have changed is taken into the
/// draft; where both have, the user chooses when he saves.
fn outrun(
    app: &App,
    ask: &Ask,
    place: &OpenProject,
    forms: &[Filled],
    editor: &Editor<'_>,
    (on_disk, now): (&[Filled], &str),
) -> Result<Kept, Trouble> {
    let seen = ask.field("seen");
    let before = app.drawn_from(seen);
    let changed = conflict::only_of_disk(forms, on_disk, before.as_deref());
    let Some(changed) = changed else {
        put(ask, place, editor, forms, seen)?;
        return Ok(Kept::draft(
            "то же самое изменили в другом месте: нажмите «Сохранить» и выберите, что оставить",
        ));
    };
    app.keep_drawn_from(now, on_disk);
    let mut merged = forms.to_vec();
    conflict::take(&mut merged, on_disk, &|name| changed.contains_key(name));
    let form: Vec<(String, String)> = rows::sent_again(&merged);
    put(&ask.with_form(form), place, editor, &merged, now)?;
    let labels: Vec<&str> = changed.values().map(String::as_str).collect();
    Ok(Kept::Outrun {
        what: labels.join(", ").to_lowercase(),
    })
}

/// The codes that the rows of the lists have from now on. Blank rows have none.
fn codes(forms: &[Filled], on_disk: &[Filled]) -> BTreeMap<&'static str, Vec<String>> {
    let lists = forms
        .iter()
        .zip(on_disk)
        .filter(|(form, _)| form.kind.is_list());
    lists
        .map(|(form, disk)| {
            let mut known = disk.records.iter().map(|record| record.code.clone());
            let own = form.records.iter().map(|record| {
                let code = record.is_filled().then(|| known.next()).flatten();
                code.unwrap_or_default()
            });
            (rows::word(form.kind), own.collect())
        })
        .collect()
}

/// What the buttons of a form take back and do once more.
pub(super) fn ways(place: &OpenProject, editor: &Editor<'_>) -> Ways {
    editor.file.as_deref().map_or_else(Ways::default, |file| {
        exchange::ways(&place.folder, Scope::File(file))
    })
}

/// Takes the last change of the form's file back, or does it once more.
pub(super) fn turn(app: &App, index: usize, editor: &Editor<'_>, is_back: bool) -> Answer {
    let _alone = app.writing();
    let Some(place) = OpenProject::open(app, index) else {
        return super::missing::missing(app);
    };
    let ways = ways(&place, editor);
    let step = if is_back { ways.back } else { ways.again };
    let (Some(step), Some(file)) = (step, editor.file.as_deref()) else {
        return Answer::to(&editor.address);
    };
    let scope = Scope::File(file);
    let done = if is_back {
        exchange::undo(&place.folder, &step, scope)
    } else {
        exchange::redo(&place.folder, &step, scope)
    };
    match done {
        Ok(_) => Answer::to(&format!(
            "{}?{}=1",
            editor.address,
            if is_back { "undone" } else { "redone" }
        )),
        Err(trouble) => {
            let main = html! {
                h1 { "Не отменено" }
                (layout::bad(&trouble.to_string()))
                p { a href=(editor.address) { "Вернуться" } " · " a href=(place.address("history")) { "История изменений" } }
            };
            Answer::page(layout::page(app, &place, None, "Не отменено", &main))
                .status(StatusCode::CONFLICT)
        }
    }
}

/// Puts the draft of the form aside, or calls it back.
pub(super) fn set_aside(
    ask: &Ask,
    place: &OpenProject,
    editor: &Editor<'_>,
    is_aside: bool,
) -> Answer {
    let drafts = Drafts::of(&place.folder);
    let done = if is_aside {
        drafts.put_aside(&screen(ask))
    } else {
        drafts.call_back(&screen(ask))
    };
    let word = if is_aside && done.is_ok() {
        "?discarded=1"
    } else {
        ""
    };
    Answer::to(&format!("{}{word}", editor.address))
}

/// A button of its own beside the form.
fn button(app: &App, wish: &str, label: &str) -> Markup {
    html! {
        form method="post" class="inline" {
            (layout::token(app))
            button class="quiet" name="do" value=(wish) { (label) }
        }
    }
}

/// Says that the form is drawn from a draft.
pub(super) fn of_draft(app: &App, draft: &Draft, is_outrun: bool) -> Markup {
    html! {
        div class="box draft" role="status" {
            p {
                strong { "Черновик" }
                @if let Some(moment) = draft.moment() { " от " (moment.format("%d.%m, %H:%M")) }
                ": в файлах школы и в документах этого еще нет."
                @if is_outrun { " Тем временем сведения изменились на диске: при сохранении можно выбрать, что оставить." }
            }
            (button(app, "discard", "Отказаться от черновика"))
        }
    }
}

/// Says that a draft was put aside.
pub(super) fn of_discarded(app: &App) -> Markup {
    html! {
        div class="box" role="status" { p { "Черновик убран, показано то, что в файлах." } (button(app, "recall", "Вернуть черновик")) }
    }
}

/// The drafts of the project, each with the way to it; what it holds back of the papers.
pub(super) fn waiting(place: &OpenProject) -> Markup {
    listed(place, &Drafts::of(&place.folder).all())
}

/// Those of one kind of screen.
pub(super) fn waiting_of(place: &OpenProject, screen: &str) -> Markup {
    let mut drafts = Drafts::of(&place.folder).all();
    drafts.retain(|draft| draft.screen.split('/').next() == Some(screen));
    listed(place, &drafts)
}

/// That of one screen.
pub(super) fn waiting_at(place: &OpenProject, screen: &str) -> Markup {
    listed(place, Drafts::of(&place.folder).get(screen).as_slice())
}

/// The drafts of the project, when the work ends.
pub(super) fn left(place: &OpenProject) -> Markup {
    let drafts = Drafts::of(&place.folder).all();
    html! {
        @if !drafts.is_empty() {
            div class="box draft" {
                p { (place.title()) ": остались черновики. Они лежат в папке школы и покажутся, когда вы откроете ее снова:" }
                ul { @for draft in &drafts { li { (draft.title) } } }
            }
        }
    }
}

fn listed(place: &OpenProject, drafts: &[Draft]) -> Markup {
    html! {
        @if !drafts.is_empty() {
            div class="box draft" role="status" {
                p { strong { "Черновики" } " – набрано и еще не записано, в документы не войдет:" }
                ul {
                    @for draft in drafts {
                        li {
                            a href=(place.address_of_screen(&draft.screen)) { (draft.title) }
                            @if let Some(moment) = draft.moment() { ", " (moment.format("%d.%m, %H:%M")) }
                            @if !draft.what.is_empty() { " – " (draft.what.join(", ").to_lowercase()) }
                        }
                    }
                }
            }
        }
    }
}
