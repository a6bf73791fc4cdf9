//! `edition new --docx`: the first draft of an edition, learnt from a form in Word.

use std::path::Path;

use super::args::{FormOfDraft, NewArgs};
use super::folder::write_files;
use super::told::tell_how_to_go_on;
use crate::console::{Console, Ended, misused, report};
use crate::disk::{load_edition, read};
use crate::draft::{About, Draft, Form, Unreadable, draft};
use crate::edition::Edition;
use crate::fonts::Faces;
use crate::prepare::{blanks, prepare_edition};
use crate::sample::with_schemas;

pub(super) fn run(args: &NewArgs, blank: &Path, folder: &Path, console: &Console) -> Ended {
    let bytes = match read(blank) {
        Ok(bytes) => bytes,
        Err(trouble) => return misused(&trouble.to_string(), console),
    };
    let file = blank.file_name().unwrap_or_default().to_string_lossy();
    let edition = Edition::named(&args.from, false);
    let papers = edition.iter().flat_map(|edition| &edition.year.paper);
    let papers: Vec<(&str, &str)> = papers
        .map(|paper| (paper.key.as_str(), paper.name.as_str()))
        .collect();
    let blanks = edition.map(blanks);
    let taken = blanks.iter().flat_map(|plan| &plan.papers);
    // «Отчет наставника (бланк)» is the blank of «Отчет наставника».
    let bare = |name: &str| {
        name.rsplit_once(" (")
            .map_or(name, |(bare, _)| bare)
            .to_owned()
    };
    let taken: Vec<String> = taken.map(|paper| bare(&paper.file_name)).collect();
    let faces = Faces::default();
    let about = About {
        edition: &args.name,
        file: &file,
        form: args.form.map(form),
        papers: &papers,
        taken: &taken,
        can_draw: &|c| faces.can_draw(c),
    };
    let draft = match draft(&bytes, &about) {
        Ok(draft) => draft,
        Err(why) => return misused(&format!("{}: {}", blank.display(), said(why)), console),
    };
    let passport = passport(args, &file);
    let name = format!("{}.toml", draft.form.file());
    let files = vec![
        ("edition.toml".to_owned(), passport.into_bytes()),
        (name.clone(), draft.text.clone().into_bytes()),
    ];
    if let Err(trouble) = write_files(folder, &with_schemas(files)) {
        console.warn(&format!("ошибка: {trouble}"));
        return Ended::MachineFailed;
    }
    tell(&draft, &folder.join(&name), console);
    if args.form.is_some_and(|wish| form(wish) != draft.form) {
        console.say("Плана в бланке нет: нет таблицы с линиями, поэтому записан документ года. Если таблица есть, проверьте, что у нее заданы границы.");
    }
    if let Some((name, forms)) = load_edition(folder) {
        let read = prepare_edition(&name, false, &forms);
        report::all(&read.problems, &read.sources, console);
    }
    tell_how_to_go_on(&args.name, folder, console);
    Ended::Well
}

fn form(form: FormOfDraft) -> Form {
    match form {
        FormOfDraft::Program => Form::Program,
        FormOfDraft::Roadmap => Form::Roadmap,
        FormOfDraft::Paper => Form::Paper,
    }
}

fn said(why: Unreadable) -> &'static str {
    match why {
        Unreadable::NotDocx => {
            "это не документ DOCX; откройте файл в Word и сохраните в этом формате"
        }
        Unreadable::NoWords => {
            "в бланке нет слов: если он вставлен рисунком, распознайте текст и сохраните документ заново"
        }
        Unreadable::TooLarge => "в файле больше, чем бывает в бланке",
    }
}

fn passport(args: &NewArgs, file: &str) -> String {
    let quoted = file.replace(['"', '\\'], "'");
    format!(
        "# Своя редакция форм; начата по бланку из файла Word. Чего в папке нет, берется из редакции extends.\n\
         name = \"{}\"\n\
         # Где действует.\n\
         # region = \"\"\n\
         # Когда принята и с какого по какой день действует.\n\
         # date = 2026-01-01\n\
         # in_force = {{ from = 2026-01-01, until = 2030-12-31 }}\n\
         extends = \"{}\"\n\
         # Впишите документ, которым форма утверждена.\n\
         source = \"форма из файла «{quoted}»\"\n",
        args.name, args.from
    )
}

/// What was made of the form, and what was not.
fn tell(draft: &Draft, file: &Path, console: &Console) {
    let what = match draft.form {
        Form::Program => "план пары (program.toml)",
        Form::Roadmap => "план школы (roadmap.toml)",
        Form::Paper => "документ года (year.toml)",
    };
    console.say(&format!(
        "Черновик записан: {} – {what}, «{}»",
        file.display(),
        draft.name
    ));
    console.say(&format!(
        "Догадок: {}; каждая помечена в файле словом «Догадка» – сверьте их с бланком.",
        draft.guesses
    ));
    if draft.unplaced.is_empty() {
        console.say("Всему, что есть в бланке, место нашлось.");
        return;
    }
    console.say("Чему места не нашлось:");
    for it in &draft.unplaced {
        console.say(&format!("  – {it}"));
    }
}
