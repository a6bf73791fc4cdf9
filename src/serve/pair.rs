//! One pair: the form at the left, its papers at the right as they will be printed.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::address::encoded;
use super::ask::{Answer, Ask};
use super::draft;
use super::editor::{Drawn, Editor};
use super::layout::Way;
use super::open_project::OpenProject;
use super::pair_forms::forms;
use super::rows::{CODE, name};
use super::screen::{self, Pages, Screen};
use super::state::App;
use super::{event, keep, pictures, rows};
use crate::disk::State;
use crate::edit::{Filled, Imported, Prune, Record, What, file_of};
use crate::fields::{PAIR, SheetKind};
use crate::plan::Format;
use crate::russian::capitalized;
use crate::workspace::InPapers;

/// The name by which the three sheets of a form refer to their pair; no file has it.
const THIS: &str = "эта пара";

/// Refers the rows of the forms to their pair.
pub(super) fn complete(forms: &mut [Filled]) {
    for record in forms.iter_mut().flat_map(|f| &mut f.records) {
        record.set(PAIR, THIS);
    }
}

pub(super) fn answer(app: &App, ask: &Ask, place: &OpenProject, code: &str) -> Answer {
    if !code.is_empty() && !codes(place).any(|c| c == code) {
        return super::missing::missing(app);
    }
    if ask.posted && ask.field("do") == "remove" && !code.is_empty() {
        return draft::remove(app, ask, place.index, (SheetKind::Pairs, code), "pairs");
    }
    let saved = |imported: &Imported| {
        let code = if code.is_empty() {
            made(imported)
        } else {
            code
        };
        format!("{}?saved=1", place.address_of("pair", code))
    };
    let editor = Editor {
        kinds: &[
            SheetKind::Pairs,
            SheetKind::Mentorships,
            SheetKind::Notes,
            SheetKind::Activities,
        ],
        on_disk: &|tables| forms(tables, code),
        complete: &complete,
        name: &|place, imported| name_changes(place, imported, code),
        prune: Prune::Lists,
        about: if code.is_empty() {
            "новая пара".to_owned()
        } else {
            place.called(&file_of(SheetKind::Pairs, code))
        },
        is_new: code.is_empty(),
        file: (!code.is_empty()).then(|| file_of(SheetKind::Pairs, code)),
        address: place.address_of_thing("pair", code),
        draw: &|place, drawn| draw(app, ask, place, code, drawn),
        preview: &|after, forms| preview(app, ask, after, &code_of(place, after, code), forms),
        saved: &saved,
        // The same people once more would be taken for a change of their pair.
        may: &|imported, forms| {
            let is_new = imported
                .changes
                .iter()
                .any(|c| c.what == What::Added && c.name == format!("пара «{THIS}»"));
            if code.is_empty() {
                return (!is_new).then(|| there_is(place, forms));
            }
            given_out(app, ask, place, code, forms)
        },
    };
    let like = ask.word("like");
    let is_copy = !ask.posted && code.is_empty() && codes(place).any(|c| c == like);
    if is_copy && keep::draft_of(ask, place).is_none() {
        return draft::begin_with(app, place, &editor, like_another(place, like));
    }
    draft::answer(app, ask, place, &editor)
}

/// What a new pair does not take over from another: its people, and what was settled with them.
const OWN: [&str; 4] = ["mentors", "mentees", "basis.consent", "labour."];

/// The forms of a new pair that works as another does.
fn like_another(place: &OpenProject, code: &str) -> Vec<Filled> {
    let mut forms = forms(place.tables(), code);
    forms.retain(|form| form.kind != SheetKind::Mentorships);
    for record in forms.iter_mut().flat_map(|form| &mut form.records) {
        record.code.clear();
        let own = |path: &str| OWN.iter().any(|own| path.starts_with(own)) && path != PAY;
        let paths = record.entries.iter().map(|e| e.field.path);
        for path in paths.filter(|path| own(path)).collect::<Vec<_>>() {
            record.set(path, "");
        }
    }
    forms.insert(1, Filled::new(SheetKind::Mentorships, Vec::new()));
    forms
}

/// What a mentor of the school is paid is mostly the same.
const PAY: &str = "labour.pay";

/// The code of the pair whose file is written.
fn made(imported: &Imported) -> &str {
    let mut files = imported.files.keys();
    files
        .find_map(|file| file.strip_prefix("pairings/")?.strip_suffix(".toml"))
        .unwrap_or_default()
}

/// Calls the pair by its own name in what was changed.
pub(super) fn name_changes(place: &OpenProject, imported: &mut Imported, code: &str) {
    let own = if code.is_empty() {
        let after = place.after(imported);
        after.tables().pair_name(made(imported))
    } else {
        place.tables().pair_name(code)
    };
    for change in &mut imported.changes {
        change.name = change.name.replace(THIS, &own);
    }
}

/// Who mentors whom until when is changed by an event once papers that say it are given out; a slip
/// may still be mended.
fn given_out(
    app: &App,
    ask: &Ask,
    place: &OpenProject,
    code: &str,
    sent: &[Filled],
) -> Option<Markup> {
    const SETTLED: [&str; 5] = ["mentors", "mentees", "period.from", "period.to", "period"];
    if !ask.word("anyway").is_empty() {
        return None;
    }
    let before = place.tables().record(SheetKind::Pairs, code)?;
    let now = sent.first()?.records.first()?;
    let is_changed = |path: &&str| {
        let text = before.text(path);
        !text.is_empty() && text.trim() != now.text(path).trim()
    };
    if !SETTLED.iter().any(is_changed) {
        return None;
    }
    let file = file_of(SheetKind::Pairs, code);
    let plan = place.plan();
    let states = app
        .comparisons
        .status(plan, &place.out(), &[Format::Pdf, Format::Docx]);
    let states = states.ok()?;
    let is_kept = |state: State| matches!(state, State::Issued | State::Signed);
    let own = plan
        .papers
        .iter()
        .filter(|paper| plan.is_from(paper, &file));
    let names: Vec<&str> = own.map(|paper| paper.file_name.as_str()).collect();
    let given = states.iter().find(|(name, state)| {
        let stem = name
            .rsplit_once('.')
            .map_or(name.as_str(), |(stem, _)| stem);
        is_kept(*state) && names.contains(&stem)
    })?;
    Some(html! {
        "так сказано в документе, который уже выдан: «" (given.0) "». Если люди или срок изменились в течение года, проведите событие: "
        span class="deeds" { (event::buttons(place, code)) }
        "Если в описании описка, "
        a href={ (place.address_of("pair", code)) "?anyway=1" } { "исправьте ее" }
        " и сохраните еще раз"
    })
}

/// Draws the hint that these people are a pair already, with a link to it.
fn there_is(place: &OpenProject, forms: &[Filled]) -> Markup {
    let people = |record: &Record| {
        ["mentors", "mentees"].map(|path| {
            let names: BTreeSet<String> = record
                .text(path)
                .lines()
                .map(|name| name.trim().to_lowercase().replace('ё', "е"))
                .collect();
            names
        })
    };
    let sent = forms.first().and_then(|f| f.records.first()).map(people);
    let known = place
        .tables()
        .records(SheetKind::Pairs)
        .into_iter()
        .find(|r| Some(people(r)) == sent);
    html! {
        "такая пара уже есть, откройте "
        @match known {
            Some(pair) => { a href=(place.address_of("pair", &pair.code)) { "пару «" (place.tables().pair_name(&pair.code)) "»" } }
            None => { "ее в " a href=(place.address("pairs")) { "списке пар" } }
        }
    }
}

/// The code of the pair in the project as it would become: a new one gets its code only there.
fn code_of(before: &OpenProject, after: &OpenProject, code: &str) -> String {
    let new = || codes(after).find(|code| codes(before).all(|known| known != *code));
    if code.is_empty() {
        new().unwrap_or_default()
    } else {
        code
    }
    .to_owned()
}

/// The codes of all pairs, which are the names of their files.
fn codes(place: &OpenProject) -> impl Iterator<Item = &str> {
    place.files.pairings.iter().map(|file| file.stem.as_str())
}

/// What the school has as usual for new pairs, and where a pair has it.
const USUAL: [(&str, SheetKind, &str); 3] = [
    ("defaults.consent", SheetKind::Pairs, "basis.consent"),
    ("defaults.form", SheetKind::Pairs, "form"),
    ("defaults.mode", SheetKind::Notes, "note.mode"),
];

/// A new form with what is usual in the school.
fn with_usual(place: &OpenProject, drawn: &Drawn) -> Drawn {
    let mut drawn = drawn.clone();
    for (from, kind, path) in USUAL {
        let usual = place.usual(from);
        let form = drawn.forms.iter_mut().find(|form| form.kind == kind);
        let record = form.and_then(|form| form.records.first_mut());
        if let Some(record) = record.filter(|it| it.text(path).is_empty()) {
            record.set(path, &usual);
        }
    }
    drawn
}

fn draw(app: &App, ask: &Ask, place: &OpenProject, code: &str, drawn: &Drawn) -> Markup {
    // Nothing was typed yet, and nothing waits in a draft.
    let begun = (code.is_empty() && drawn.is_saved).then(|| with_usual(place, drawn));
    let drawn = begun.as_ref().unwrap_or(drawn);
    let title = if code.is_empty() {
        "Новая пара".to_owned()
    } else {
        place.tables().pair_name(code)
    };
    let view = drawn.view(place);
    let parts = |kind| {
        html! {
            @if let Some(record) = drawn.form(kind).and_then(|f| f.records.first()) {
                input type="hidden" name=(name(kind, 0, CODE)) value=(record.code);
                (view.parts(kind, record))
            }
        }
    };
    let fields = html! {
        (parts(SheetKind::Pairs))
        @if let Some(form) = drawn.form(SheetKind::Mentorships) {
            details class="part" open[!form.records.is_empty()] {
                summary { "Наставничества: если наставников несколько или наставник сменился" }
                (view.table(form, &[PAIR]))
            }
        }
        (parts(SheetKind::Notes))
        @if let Some(form) = drawn.form(SheetKind::Activities) {
            fieldset data-usual="format" data-usually=(place.usual("defaults.format")) { legend { "Мероприятия" } (view.table(form, &[PAIR])) }
        }
    };
    let is_known = !code.is_empty();
    let own = Screen {
        way: Way::Pairs,
        title: &title,
        is_new: code.is_empty(),
        back: Some((place.address("pairs"), "Все пары")),
        lead: if is_known {
            html! { (deeds(place, code)) (ordered(place, &title)) }
        } else {
            html! {}
        },
        fields,
        removal: is_known.then_some((
            "пару",
            "Файл пары исчезнет из описания школы; готовые документы останутся в папке out.",
        )),
        pages: Pages::Beside(preview(app, ask, place, code, &drawn.forms)),
    };
    screen::page(app, place, drawn, &view, &own)
}

/// What else can be done with a pair.
fn deeds(place: &OpenProject, code: &str) -> Markup {
    let like = format!("{}?like={}", place.address("pair"), encoded(code));
    html! {
        p class="deeds" {
            (event::buttons(place, code))
            a class="button" href=(like) { "Дублировать пару" }
        }
    }
}

/// Draws what orders change about the pair of this short name.
fn ordered(place: &OpenProject, name: &str) -> Markup {
    html! {
        @for change in place.ordered_changes().get(name).into_iter().flatten() {
            @let (code, shown) = &change.order;
            p class="box" { (capitalized(&change.words)) ": приказ " a href=(place.address_of("order", code)) { (shown.replace("№ ", "№\u{a0}")) } "." }
        }
    }
}

fn empty() -> Markup {
    html! { p class="empty" { "Страницы появятся, когда будут названы наставник и наставляемый." } }
}

/// Draws the names as the papers decline them, and the pages.
fn preview(app: &App, ask: &Ask, place: &OpenProject, code: &str, forms: &[Filled]) -> Markup {
    if code.is_empty() {
        return empty();
    }
    let record = forms
        .iter()
        .find(|f| f.kind == SheetKind::Pairs)
        .and_then(|f| f.records.first())
        .cloned()
        .unwrap_or_default();
    html! {
        @for path in ["mentors", "mentees"] {
            div data-line=(rows::name(SheetKind::Pairs, 0, path)) {
                @for person in record.text(path).lines().filter_map(|name| place.named_in_papers(name)) { (cases(place, &person)) }
            }
        }
        (pictures::pages_of_file(app, ask, place, &file_of(SheetKind::Pairs, code)))
    }
}

/// Draws a name in the cases that papers use, for the user to look over.
pub(super) fn cases(place: &OpenProject, person: &InPapers) -> Markup {
    html! {
        p class=(if person.doubts.is_empty() { "cases" } else { "cases doubtful" }) {
            "назначить " b { (person.accusative) } ", " (person.position)
            "; ознакомлены с " b { (person.instrumental) } " "
            a href={ (place.address_of("person", &person.key)) "#staff.0.cases.genitive" } { "исправить" }
            @for doubt in &person.doubts { br; strong { "Проверьте: " } (doubt) }
        }
    }
}
