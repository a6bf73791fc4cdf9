//! The finished papers: which are stale, making the chosen ones, downloading them as an archive,
//! printing them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use maud::{Markup, html};

use super::ask::{Answer, Ask};
use super::keep;
use super::layout::{self, Way};
use super::missing::missing;
use super::open_project::OpenProject;
use super::public;
use super::state::App;
use super::year;
use crate::bundle::{PrintRun, bundle, bundle_papers, print_run};
use crate::disk::{self, State};
use crate::make::{
    self, FileState, Made, Making, Replace, Shard, issue_all, leftovers, look, paper_bytes,
    put_away,
};
use crate::plan::{Format, Paper, PaperKind, Plan};
use crate::russian::counted;

const FORMATS: [(Format, &str, &str); 3] = [
    (Format::Pdf, "PDF", "для печати и подписи"),
    (Format::Docx, "DOCX", "для правки в Word"),
    (Format::Xlsx, "XLSX", "банки, реестр и отчет в Excel"),
];

const PDF: &str = "application/pdf";
const ZIP: &str = "application/zip";

pub(super) fn show(app: &App, _: &Ask, place: &OpenProject) -> Answer {
    Answer::page(draw(app, place, &html! {}, None))
}

fn draw(
    app: &App,
    place: &OpenProject,
    news: &Markup,
    chosen: Option<&BTreeSet<String>>,
) -> Markup {
    let files = app
        .comparisons
        .look(
            place.plan(),
            &place.out(),
            &[Format::Pdf, Format::Docx, Format::Xlsx],
        )
        .unwrap_or_default();
    let differing: Vec<String> = files.iter().filter_map(differs).collect();
    let states: BTreeMap<String, State> = files
        .into_iter()
        .map(|it| (under_plan_name(&it), it.state))
        .collect();
    let has_issued = states.values().any(|s| *s == State::Issued || s.has_gone());
    let stale = states
        .values()
        .filter(|s| matches!(s, State::New | State::Stale))
        .count();
    let has_edited = states
        .values()
        .any(|s| matches!(s, State::ChangedByHand | State::Unknown));
    let orphans: Vec<&String> = states
        .iter()
        .filter(|(_, s)| **s == State::Orphaned)
        .map(|(f, _)| f)
        .collect();
    let main = html! {
        h1 { "Выпуск" }
        (news)
        (keep::waiting(place))
        @if place.plan().withheld > 0 {
            p class="box wrong" { (counted(place.plan().withheld, "документ задержан", "документа задержаны", "документов задержано")) " из-за ошибок. "
                a href=(place.address("remarks")) { "Посмотреть замечания" } }
        }
        @if !differing.is_empty() {
            div class="box wrong" { p { "Подписано или выдано, а в описании школы теперь иначе:" } ul { @for line in &differing { li { (line) } } } }
        }
        @if place.plan().papers.is_empty() {
            @if place.unread().is_empty() { p class="empty" { "Изготовить пока нечего: опишите хотя бы одну пару или дорожную карту." } }
            @if place.is_project() {
                form method="post" { (layout::token(app)) button name="do" value="blanks" { "Скачать бланки" } " " span class="hint" { (BLANKS) } }
            }
        } @else {
            p { @if stale > 0 { "Не готово: " (counted(stale, "файл", "файла", "файлов")) "." } @else { "Все файлы готовы." }
                @if has_edited { " То, что вы правили в Word, оставлено; в PDF и в печати отсюда этих правок нет." }
                " Папка: " code { (place.out().display()) } }
            form method="post" class="release" id=(FORM) data-checks="1" {
                (layout::token(app))
                fieldset class="inline" { legend { "В каком виде" }
                    @for (format, label, about) in FORMATS {
                        label class="check" { input type="checkbox" name="format" value=(format.ending()) checked; " " (label) " " small { (about) } }
                    }
                }
                fieldset { legend { "Документы" }
                    @for kind in PaperKind::ALL {
                        @let papers: Vec<&Paper> = place.plan().papers.iter().filter(|p| p.kind == kind).collect();
                        @if !papers.is_empty() {
                            h2 { (kind.heading()) }
                            ul class="papers" { @for paper in papers { (line(place, paper, &states, chosen)) } }
                        }
                    }
                }
                fieldset class="inline" { legend { "Печать" }
                    label class="check" { input type="checkbox" name="duplex" value="1"; " с двух сторон" }
                    label class="check" { input type="checkbox" name="by_person" value="1"; " сначала все документы одной пары" }
                    label class="check" { input type="checkbox" name="checklist" value="1" checked; " перечень подписей впереди" }
                    label class="check" { input type="checkbox" name="force" value="1"; " заменить и то, что я правил в Word" }
                }
                p class="actions sticky" {
                    button class="main" name="do" value="make" { "Изготовить" }
                    " " button name="do" value="print" formtarget="_blank" { "Открыть для печати" }
                    " " button name="do" value="zip" { "Скачать архивом" }
                    " " button name="do" value="issue" title="Выданное программа не заменяет и сообщает, если описание школы с ним разошлось" { "Отметить выданными" }
                    @if has_issued { " " button name="do" value="take-back" { "Снять отметку «выдан»" } }
                }
            }
            (more(place))
        }
        @if !orphans.is_empty() {
            details class="part" { summary { "Лишние файлы в папке: " (orphans.len()) }
                p { "Они были изготовлены раньше, а теперь таких документов в описании школы нет. Программа их не удаляет: кнопка переложит их в папку " code { (old(place).display()) } "." }
                ul { @for file in &orphans { li { (file) } } }
                form method="post" { (layout::token(app)) button name="do" value="clean" { "Убрать лишние файлы: " (orphans.len()) } }
            }
        }
    };
    layout::page(app, place, Some(Way::Release), "Выпуск", &main)
}

const BLANKS: &str = "Пустые формы всех документов: PDF – для ручки, DOCX – для компьютера.";
/// The id of the form, to which buttons outside of it belong.
const FORM: &str = "papers";

/// Where superfluous files are put.
fn old(place: &OpenProject) -> PathBuf {
    place.out().join(".nastavnik").join("old")
}

/// Draws what else can be done with the papers.
fn more(place: &OpenProject) -> Markup {
    let deeds = [
        ("blanks", "Скачать бланки", BLANKS),
        (
            "public",
            "Публичные копии",
            "Отмеченные документы для сайта школы: без полных имен и личных сведений.",
        ),
        (
            "archive",
            "Архив учебного года",
            "Отмеченные документы с описью и подписями, одним файлом, для хранения.",
        ),
    ];
    let ways = [
        (
            "sign",
            "Подписать электронной подписью",
            "Чьих подписей ждут документы; подписать здесь или приложить готовую подпись.",
        ),
        (
            "verify",
            "Проверить подписи и архивы",
            "Не изменилось ли что-нибудь в подписанном и в архивах прошлых лет.",
        ),
        (
            "new-year",
            "Новый учебный год",
            "Пары и дорожная карта перейдут в новую папку, нынешняя останется.",
        ),
    ];
    html! {
        section class="more" aria-labelledby="more" {
            h2 id="more" { "Что еще можно сделать" }
            ul {
                @for (word, label, about) in deeds {
                    li { button form=(FORM) name="do" value=(word) { (label) } span class="hint" { (about) } }
                }
                @for (screen, label, about) in ways {
                    li { a class="button" href=(place.address(screen)) { (label) } span class="hint" { (about) } }
                }
            }
        }
    }
}

/// How an issued paper and the description differ.
fn differs(file: &FileState) -> Option<String> {
    let difference = file.differs.as_ref()?;
    let said = difference.text(file.state);
    Some(format!("{}: {said}; {}", file.file, difference.advice()))
}

/// The name that a file would have by the plan: a paper that was given out keeps its old one.
fn under_plan_name(file: &FileState) -> String {
    match (&file.paper, file.file.rsplit_once('.')) {
        (Some(paper), Some((_, ending))) => format!("{paper}.{ending}"),
        _ => file.file.clone(),
    }
}

fn line(
    place: &OpenProject,
    paper: &Paper,
    states: &BTreeMap<String, State>,
    chosen: Option<&BTreeSet<String>>,
) -> Markup {
    let id = paper.id();
    let formats = FORMATS
        .iter()
        .filter(|(f, ..)| *f != Format::Xlsx || paper.kind == PaperKind::Register);
    html! {
        li {
            label class="check" {
                input type="checkbox" name="paper" value=(id) checked[chosen.is_none_or(|c| c.contains(&id))];
                " " (paper.file_name)
            }
            span class="marks" {
                @for (format, label, _) in formats {
                    @if let Some(state) = states.get(&format!("{}.{}", paper.file_name, format.ending())) {
                        @let (class, words) = shown(*state);
                        " " span class={ "mark " (class) } { (label) ": " (words) }
                    }
                }
            }
            " " a href=(place.address_of("paper", &id)) target="_blank" rel="noopener" { "посмотреть" span class="unseen" { " " (paper.file_name) } }
        }
    }
}

fn shown(state: State) -> (&'static str, &'static str) {
    match state {
        State::New => ("plain", "нет"),
        State::Stale => ("doubt", "устарел"),
        State::Fresh => ("good", "готов"),
        State::ChangedByHand => ("own", "вы правили"),
        State::Signed => ("own", "подписан"),
        State::Issued => ("own", "выдан"),
        State::Unknown => ("doubt", "неизвестный"),
        State::Held => ("own", "при выданном"),
        State::Missing => ("bad", "выданный пропал"),
        State::SignedMissing => ("bad", "подписан, пропал"),
        State::Unsigned => ("bad", "подпись пропала"),
        State::Withheld => ("doubt", "ждет исправления"),
        State::Orphaned => ("plain", "лишний"),
    }
}

/// One paper as a PDF to look at.
pub(super) fn paper(app: &App, place: &OpenProject, wanted: &str) -> Answer {
    let Some(paper) = place.plan().papers.iter().find(|p| p.id() == wanted) else {
        return missing(app);
    };
    match paper_bytes(place.plan(), paper, Format::Pdf) {
        Ok(bytes) => inline(&format!("{}.pdf", paper.file_name), bytes),
        Err(why) => Answer::of("text/plain; charset=utf-8", why)
            .status(axum::http::StatusCode::INTERNAL_SERVER_ERROR),
    }
}

/// A PDF for the browser to show, not to save.
fn inline(name: &str, bytes: Vec<u8>) -> Answer {
    Answer::of(PDF, bytes).header(
        "content-disposition",
        format!("inline; filename*=UTF-8''{}", super::address::encoded(name)),
    )
}

pub(super) fn make(app: &App, ask: &Ask, place: &OpenProject) -> Answer {
    let _alone = app.writing();
    let Some(fresh) = OpenProject::open(app, place.index) else {
        return missing(app);
    };
    match ask.field("do") {
        "blanks" => return blanks(app, place, &fresh),
        "clean" => return clean(app, &fresh),
        _ => {}
    }
    let chosen: BTreeSet<String> = ask.fields("paper").map(ToOwned::to_owned).collect();
    let plan = fresh.plan_of(|paper| chosen.contains(&paper.id()));
    let again = |news: &Markup| Answer::page(draw(app, place, news, Some(&chosen)));
    if plan.papers.is_empty() {
        return again(&layout::bad("Отметьте хотя бы один документ."));
    }
    if ask.field("do") == "print" {
        return print(ask, &plan, &again);
    }
    let formats: Vec<Format> = FORMATS
        .iter()
        .filter(|(f, ..)| ask.fields("format").any(|word| word == f.ending()))
        .map(|(f, ..)| *f)
        .collect();
    if formats.is_empty() {
        return again(&layout::bad("Отметьте, в каком виде готовить документы."));
    }
    if let word @ ("issue" | "take-back") = ask.field("do") {
        return again(&mark(&plan, &fresh, &formats, word == "issue"));
    }
    if ask.field("do") == "archive" {
        return match year::archived(&fresh, &formats) {
            Ok((name, bytes)) => Answer::download(ZIP, &name, bytes),
            Err(why) => again(&why),
        };
    }
    let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let making = Making {
        formats,
        workers,
        replace: Replace {
            edited: !ask.field("force").is_empty(),
            ..Replace::default()
        },
        shard: Shard::WHOLE,
        // The page waits as long as the other run takes.
        wait: |_, _, _| ControlFlow::Continue(()),
    };
    if let word @ ("public" | "public-zip") = ask.field("do") {
        return match public::publish(&fresh, plan, &making) {
            Ok(published) if word == "public-zip" => {
                zipped(&published.made, "Публичные копии.zip").unwrap_or_else(|why| again(&why))
            }
            Ok(published) => again(&html! {
                (told(&published.made))
                (public::told(&fresh, &published, FORM))
            }),
            Err(why) => again(&layout::bad(&format!("Копии не изготовлены: {why}."))),
        };
    }
    if disk::leads_away(&fresh.out(), &fresh.folder) {
        if let Some(other) = disk::other_school(&fresh.out(), &fresh.folder) {
            let why = "Не изготовлено: папка документов – ссылка на папку другой школы";
            return again(&layout::bad(&format!("{why}: {}.", other.display())));
        }
        // A folder that cannot be written to is told when the papers go there.
        let _ = disk::note_school(&fresh.out(), &fresh.folder);
    }
    let made = disk::create_folder(&fresh.out())
        .and_then(|()| make::make(&plan, &fresh.out(), &making, &|| ControlFlow::Continue(())));
    let made = match made {
        Ok(made) => made,
        Err(trouble) => return again(&layout::bad(&format!("Не изготовлено: {trouble}."))),
    };
    if ask.field("do") == "zip" {
        return zipped(&made, "Наставничество.zip").unwrap_or_else(|why| again(&why));
    }
    again(&told(&made))
}

/// The files that were made or are ready, as an archive.
///
/// # Errors
/// Why there is none, to be shown.
fn zipped(made: &Made, name: &str) -> Result<Answer, Markup> {
    let files = made.outcomes.iter().flat_map(|o| {
        let ready = o.made.iter().chain(&o.fresh).map(|f| f.path.as_path());
        ready.chain(o.kept.iter().map(|it| it.path.as_path()))
    });
    bundle(files)
        .map(|bytes| Answer::download(ZIP, name, bytes))
        .map_err(|why| layout::bad(&format!("Архив не собран: {why}.")))
}

/// Puts away the files that are of no paper any more.
fn clean(app: &App, fresh: &OpenProject) -> Answer {
    let out = fresh.out();
    let put = leftovers(fresh.plan(), &out).and_then(|files| {
        let superfluous = files.into_iter().filter(|it| it.state == State::Orphaned);
        let names: Vec<String> = superfluous.map(|it| it.file).collect();
        put_away(&out, &names, |_, _, _| ControlFlow::Continue(())).map(|_| names.len())
    });
    let news = match put {
        Ok(count) => layout::good(&format!(
            "Убрано: {}, в папку {}.",
            counted(count, "файл", "файла", "файлов"),
            old(fresh).display()
        )),
        Err(trouble) => layout::bad(&format!("Не убрано: {trouble}.")),
    };
    Answer::page(draw(app, fresh, &news, None))
}

/// The empty forms as an archive.
fn blanks(app: &App, place: &OpenProject, fresh: &OpenProject) -> Answer {
    let packed = match fresh.blanks() {
        Some(blanks) => bundle_papers(&blanks, &[Format::Pdf, Format::Docx]),
        None => Err("сначала исправьте описание школы".to_owned()),
    };
    match packed {
        Ok(bytes) => Answer::download(ZIP, "Бланки.zip", bytes),
        Err(why) => {
            let news = layout::bad(&format!("Бланки не изготовлены: {why}."));
            Answer::page(draw(app, place, &news, None))
        }
    }
}

/// Marks the files of the chosen papers as issued, or takes the mark away.
fn mark(plan: &Plan, place: &OpenProject, formats: &[Format], is_issued: bool) -> Markup {
    let out = place.out();
    let files = match look(plan, &out, formats) {
        Ok(files) => files,
        Err(trouble) => return layout::bad(&format!("Не отмечено: {trouble}.")),
    };
    let wanted = files.into_iter().filter(|it| {
        let is_marked = it.state == State::Issued || it.state.has_gone();
        let is_there = !matches!(it.state, State::New | State::Held);
        it.paper.is_some() && is_there && is_marked != is_issued
    });
    let names: Vec<String> = wanted.map(|it| it.file).collect();
    if names.is_empty() {
        return layout::bad(if is_issued {
            "Отмечать нечего: сначала изготовьте документы."
        } else {
            "Среди отмеченных нет выданных документов."
        });
    }
    let go_on = |_: &Path, _, _| ControlFlow::Continue(());
    if let Err(trouble) = issue_all(&out, &names, is_issued, go_on) {
        return layout::bad(&format!("Не отмечено: {trouble}."));
    }
    let files = counted(names.len(), "файл", "файла", "файлов");
    if is_issued {
        layout::good(&format!(
            "Отмечено выданными: {files}. Программа их не заменит."
        ))
    } else {
        layout::good(&format!("Отметка снята: {files}."))
    }
}

fn told(made: &Made) -> Markup {
    let count = |n: usize| counted(n, "файл", "файла", "файлов");
    let new: usize = made.outcomes.iter().map(|o| o.made.len()).sum();
    let fresh: usize = made.outcomes.iter().map(|o| o.fresh.len()).sum();
    let kept: Vec<String> = made
        .outcomes
        .iter()
        .flat_map(|o| &o.kept)
        .filter_map(|it| {
            it.path
                .file_name()
                .map(|n| n.to_string_lossy().into_owned())
        })
        .collect();
    let failed: Vec<&String> = made
        .outcomes
        .iter()
        .flat_map(|o| o.failed.iter().chain(&o.unroomed).chain(&o.outrun))
        .collect();
    html! {
        (layout::good(&format!("Изготовлено: {}; не изменилось: {}.", count(new), count(fresh))))
        @if !kept.is_empty() {
            div class="box" { p { "Эти файлы вы правили, подписали или выдали, поэтому они оставлены как есть:" } ul { @for file in &kept { li { (file) } } } }
        }
        @if !failed.is_empty() {
            div class="box wrong" role="alert" { p { "Не изготовлено:" } ul { @for why in &failed { li { (why) } } } }
        }
    }
}

fn print(ask: &Ask, plan: &Plan, again: &dyn Fn(&Markup) -> Answer) -> Answer {
    let run = PrintRun {
        kinds: Vec::new(),
        named: None,
        duplex: !ask.field("duplex").is_empty(),
        by_person: !ask.field("by_person").is_empty(),
        copies: BTreeMap::new(),
        checklist: !ask.field("checklist").is_empty(),
    };
    match print_run(plan, &run) {
        Ok(Some(printed)) => inline("Печать.pdf", printed.pdf),
        Ok(None) => again(&layout::bad("Печатать нечего.")),
        Err(why) => again(&layout::bad(&why)),
    }
}
