//! `edition export`: the forms of an edition written out with their remarks, and printed at once,
//! filled and empty.

use super::args::{CheckArgs, ExportArgs};
use super::check;
use super::folder::{self, is_plain_name, write_files};
use super::told::tell_how_to_take;
use crate::console::{Console, Ended, misused, report};
use crate::disk::load_municipality;
use crate::edition::Edition;
use crate::prepare::{edition_names, prepare_edition};
use crate::problem::choice;
use crate::sample::{copy_of_edition, editions_as_they_lie};

/// Within the folder of the edition: its papers.
const PAPERS: &str = "образцы";

pub(super) fn run(args: &ExportArgs, console: &Console) -> Ended {
    let files = load_municipality(&args.folder);
    let forms = files.shared.beside(&files.forms);
    let names = edition_names(&forms);
    let name = args.name.as_str();
    if !names.iter().any(|known| known == name) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let why = format!("нет редакции форм «{name}»; {}", choice(name, &names));
        return misused(&why, console);
    }
    let read = prepare_edition(name, false, &forms);
    report::all(&read.problems, &read.sources, console);
    let Some(edition) = read.edition else {
        return Ended::WithProblems;
    };
    let is_own = !Edition::names().contains(&name);
    let folders = if is_own && !args.whole && args.copy_name.is_none() {
        editions_as_they_lie(name, &forms)
    } else {
        let usual = format!("{name}-copy");
        let copy = args.copy_name.as_deref().unwrap_or(&usual);
        if let Err(why) = is_plain_name(copy) {
            return misused(&why, console);
        }
        let called = edition.common.name.as_deref().unwrap_or(name);
        vec![copy_of_edition(name, called, copy, &forms)]
    };
    let out = if args.shared {
        folder::shared()
    } else {
        Ok(args.out.clone())
    };
    let out = match out {
        Ok(out) => out,
        Err(why) => return misused(&why, console),
    };
    let there = folders.iter().map(|folder| out.join(&folder.name));
    if let Some(path) = there.into_iter().find(|path| path.exists()) {
        let why = format!("папка {} уже есть", path.display());
        return misused(&why, console);
    }
    for it in &folders {
        if let Err(trouble) = write_files(&out.join(&it.name), &it.files) {
            console.fail(&trouble.to_string());
            return Ended::MachineFailed;
        }
        let shown = out.join(&it.name);
        console.say(&format!(
            "Редакция «{}» записана: {}",
            it.name,
            shown.display()
        ));
    }
    let Some(own) = folders.first() else {
        return Ended::MachineFailed;
    };
    if args.shared {
        tell_how_to_take(&own.name, console);
    } else {
        tell_where_to_put(&own.name, console);
    }
    let folder = out.join(&own.name);
    let check = CheckArgs {
        out: (!args.only_files).then(|| folder.join(PAPERS)),
        folder,
        corrected: false,
        formats: args.formats.clone(),
    };
    check::run(&check, console)
}

fn tell_where_to_put(name: &str, console: &Console) {
    console.say(&format!(
        "Чтобы готовить по ней документы, положите папку {name} в папку forms рядом с organization.toml и впишите edition = \"{name}\""
    ));
}
