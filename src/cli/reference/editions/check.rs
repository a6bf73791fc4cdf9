//! `edition check`: everything that is wrong with the folder of an edition, and on demand its papers
//! filled and empty.

use std::path::Path;

use super::args::CheckArgs;
use crate::cli::papers::make_to_look_at;
use crate::console::{Console, Ended, interrupt, misused, report};
use crate::disk::{is_project, load_edition, overlooked_of_edition};
use crate::edition::Edition;
use crate::prepare::{blanks, edition_names, prepare, prepare_edition, prepare_edition_with};
use crate::problem::Code;
use crate::sample;

/// The folder of the empty forms, beside the filled papers.
const BLANKS: &str = "бланки";

/// The edition that is compiled in, of a path that is its name and no folder.
fn built_in(folder: &Path) -> Option<&'static str> {
    let mut names = Edition::names().into_iter();
    names.find(|name| folder == Path::new(name) && !folder.exists())
}

/// Why a path leads to no folder of an edition, in words; none where it may be one.
fn no_edition(folder: &Path) -> Option<&'static str> {
    if folder.is_file() {
        Some("это файл; укажите папку редакции, в которой он лежит")
    } else if !folder.exists() {
        Some("такой папки нет; какие редакции есть, покажет nastavnik edition list")
    } else if is_project(folder) {
        Some(
            "это папка школы, а не редакции; редакции лежат в ее папке forms, каждая в своей папке",
        )
    } else {
        None
    }
}

/// Whether people call two editions the same.
fn are_alike(one: &Edition, other: Option<&Edition>) -> bool {
    let called = |edition: &Edition| edition.common.name.as_deref().map(str::to_lowercase);
    called(one).is_some_and(|name| other.and_then(called) == Some(name))
}

/// Tells which edition, compiled in or beside this one, is called the same: people choose by what an
/// edition is called; and which of its files say nothing.
fn tell_at_first_sight(alike: Option<&str>, empty: &[&str], console: &Console) {
    if let Some(other) = alike {
        console.say(&format!(
            "Так же называется редакция «{other}»: в списках их не различить. Впишите в edition.toml другое название, name."
        ));
    }
    for file in empty {
        console.say(&format!(
            "Файл {file}.toml пуст: его слова берутся из редакции, на которой стоит эта. Если так и задумано, ничего не делайте."
        ));
    }
}

pub(super) fn run(args: &CheckArgs, console: &Console) -> Ended {
    let built_in = built_in(&args.folder);
    // That has no files to look at.
    let of_itself = || Some((built_in?.to_owned(), Vec::new()));
    if let Some(why) = no_edition(&args.folder).filter(|_| built_in.is_none()) {
        return misused(&format!("{}: {why}", args.folder.display()), console);
    }
    let Some((name, forms)) = of_itself().or_else(|| load_edition(&args.folder)) else {
        let why = format!(
            "{}: в этой папке нет файлов .toml; укажите папку редакции, в которой лежит edition.toml",
            args.folder.display()
        );
        return misused(&why, console);
    };
    if built_in.is_none() && Edition::names().contains(&name.as_str()) {
        let why = format!("имя «{name}» занято встроенной редакцией: назовите папку иначе");
        return misused(&why, console);
    }
    let overlooked = match built_in {
        Some(_) => Vec::new(),
        None => overlooked_of_edition(&args.folder),
    };
    let read = prepare_edition_with(&name, args.corrected, &forms, overlooked);
    report::all(&read.problems, &read.sources, console);
    let fails = read.has_errors();
    let Some(edition) = read.edition.filter(|_| !fails) else {
        return Ended::WithProblems;
    };
    let wording = if args.corrected {
        "corrected"
    } else {
        "official"
    };
    if built_in.is_none() {
        let others = edition_names(&forms).into_iter().filter(|it| *it != name);
        let alike = others.into_iter().find(|other| {
            let other = prepare_edition(other, false, &forms).edition;
            are_alike(&edition, other.as_ref())
        });
        let own = format!("{name}/");
        let empty = forms
            .iter()
            .filter(|it| it.bytes.iter().all(u8::is_ascii_whitespace));
        let empty: Vec<&str> = empty.filter_map(|it| it.stem.strip_prefix(&own)).collect();
        tell_at_first_sight(alike.as_deref(), &empty, console);
    }
    let papers: Vec<&str> = edition.year.paper.iter().map(|p| p.key.as_str()).collect();
    let own = format!("edition = {name:?}\nwording = {wording:?}\nyear_papers = {papers:?}\n");
    let plan = prepare(&sample::school(&own, forms, &edition.program.block_keys()));
    if plan.has_errors() {
        report::problems(&plan, console);
        return Ended::WithProblems;
    }
    for field in edition.common.field.iter().filter(|it| !edition.prints(it)) {
        console.say(&format!(
            "Поля «{}» ({}) нет ни в одной форме: что в нем напишут, не напечатается. Если так и задумано, ничего не делайте.",
            field.title, field.key
        ));
    }
    let mut told: Vec<String> = Vec::new();
    for problem in &plan.problems {
        let text = problem.text().into_owned();
        if problem.code == Code::UnprintedField && !told.contains(&text) {
            console.say(&format!(
                "На образце: {text}. Если так и задумано, ничего не делайте."
            ));
            told.push(text);
        }
    }
    console.say(&format!(
        "Ошибок нет: редакцией «{name}» можно пользоваться."
    ));
    let Some(out) = &args.out else {
        return Ended::Well;
    };
    interrupt::heed();
    match make_to_look_at(&plan, out, &args.formats, console) {
        Ended::Well => {
            let out = out.join(BLANKS);
            make_to_look_at(&blanks(&edition), &out, &args.formats, console)
        }
        ended => ended,
    }
}
