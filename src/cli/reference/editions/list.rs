//! `edition list` and `edition show`: which editions there are, and what one of them is.

use serde_json::{Value, json};

use super::args::{ListArgs, ShowArgs};
use crate::console::{Console, Ended, misused, report};
use crate::disk::load_municipality;
use crate::edition::{ColumnWords, Common, Edition, PlanField};
use crate::prepare::{edition_names, prepare_edition};
use crate::problem::choice;
use crate::russian::long_date;

pub(super) fn list(args: &ListArgs, console: &Console) -> Ended {
    let files = load_municipality(&args.folder);
    let forms = files.shared.beside(&files.forms);
    let mut ended = Ended::Well;
    for name in edition_names(&forms) {
        let read = prepare_edition(&name, false, &forms);
        let of_school = format!("{name}/");
        let is_own = files.forms.iter().any(|it| it.stem.starts_with(&of_school));
        let is_shared = !is_own && files.shared.names().contains(&name.as_str());
        let place = if is_shared {
            " (общая папка)"
        } else {
            ""
        };
        if let Some(edition) = &read.edition {
            let what = edition.common.name.as_ref();
            let what = what.unwrap_or(&edition.common.source);
            console.answer(&row(&name, Some(&edition.common)));
            console.print(&format!("{name}{place}: {what}"));
            if edition.common.name.is_some() {
                source(&edition.common, console);
            }
            about(&edition.common, console);
        } else {
            console.answer(&row(&name, None));
            console.print(&format!(
                "{name}{place}: в файлах ошибки, покажет nastavnik edition show {name}"
            ));
            ended = Ended::WithProblems;
        }
    }
    if !files.shared.folder.is_empty() {
        console.print(&format!(
            "Общая папка редакций для всех школ этого компьютера: {}",
            files.shared.folder
        ));
    }
    ended
}

pub(super) fn show(args: &ShowArgs, console: &Console) -> Ended {
    let files = load_municipality(&args.folder);
    let forms = files.shared.beside(&files.forms);
    let names = edition_names(&forms);
    if !names.contains(&args.name) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let why = format!(
            "нет редакции форм «{}»; {}",
            args.name,
            choice(&args.name, &names)
        );
        return misused(&why, console);
    }
    let read = prepare_edition(&args.name, false, &forms);
    report::all(&read.problems, &read.sources, console);
    let Some(edition) = read.edition else {
        return Ended::WithProblems;
    };
    console.answer(&row(&args.name, Some(&edition.common)));
    console.print(&format!("Редакция: {}", args.name));
    if let Some(name) = &edition.common.name {
        console.print(&format!("  название: {name}"));
    }
    source(&edition.common, console);
    about(&edition.common, console);
    parts(&edition, console);
    Ended::Well
}

/// An edition for scripts; one that cannot be read has its name alone.
fn row(name: &str, common: Option<&Common>) -> Value {
    let days = common.and_then(|it| it.in_force.as_ref());
    json!({
        "edition": name,
        "is_read": common.is_some(),
        "name": common.and_then(|it| it.name.as_deref()),
        "source": common.map(|it| &it.source),
        "region": common.and_then(|it| it.region.as_deref()),
        "date": common.and_then(|it| it.date),
        "from": days.and_then(|it| it.from),
        "until": days.and_then(|it| it.until),
        "extends": common.and_then(|it| it.extends.as_deref()),
    })
}

fn source(common: &Common, console: &Console) {
    console.print(&format!("  источник: {}", common.source));
}

/// Where an edition is in use, since when, and over which it stands.
fn about(common: &Common, console: &Console) {
    let tell = |what: &str, value: Option<String>| {
        if let Some(value) = value {
            console.print(&format!("  {what}: {value}"));
        }
    };
    tell("где действует", common.region.clone());
    tell("дата", common.date.map(long_date));
    let in_force = common.in_force.as_ref();
    let days = in_force.map(|it| {
        let from = it.from.map(|day| format!("с {}", long_date(day)));
        let until = it.until.map(|day| format!("по {}", long_date(day)));
        from.into_iter().chain(until).collect::<Vec<_>>().join(" ")
    });
    tell("срок", days.filter(|days| !days.is_empty()));
    tell("опирается на", common.extends.clone());
}

/// What its papers are made of.
fn parts(edition: &Edition, console: &Console) {
    let say = |what: &str, words: &[&str]| {
        if !words.is_empty() {
            console.print(&format!("{what}: {}", words.join("; ")));
        }
    };
    let program = &edition.program;
    say("Графы плана программы", &heads(&program.plan.column));
    let blocks: Vec<&str> = program.block_keys();
    say("Блоки плана", &blocks);
    let note = program.note.part.iter().map(|part| part.label.as_str());
    say("Части пояснительной записки", &note.collect::<Vec<_>>());
    let mut left_out = program.left_out();
    if !program.has_column(PlanField::Format) {
        left_out.push("format");
    }
    if !program.prints_basis() {
        left_out.push("basis");
    }
    say("В программе не печатаются поля", &left_out);
    say("Графы дорожной карты", &heads(&edition.roadmap.column));
    let year = edition.year.paper.iter().map(|paper| paper.name.as_str());
    say("Документы года", &year.collect::<Vec<_>>());
    let orders = edition.orders.kind.iter().map(|kind| kind.name.as_str());
    say("Приказы", &orders.collect::<Vec<_>>());
}

fn heads<F>(columns: &[ColumnWords<F>]) -> Vec<&str> {
    columns.iter().map(|column| column.head.as_str()).collect()
}
