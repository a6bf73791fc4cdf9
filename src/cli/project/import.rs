//! `import`: a workbook or a list of the school's own into the project's files.

use std::time::Duration;

use std::path::PathBuf;

use clap::Parser;

use crate::console::{Console, Ended, report};
use crate::disk::saved_at;
use crate::edit::{Change, Imported, What};
use crate::exchange::{Exchange, import_workbook, write_imported};
use crate::russian::counted;

#[derive(Debug, Parser)]
pub(crate) struct ImportArgs {
    /// Книга или список: xlsx, ods, xls, csv
    #[arg(value_name = "ФАЙЛ")]
    pub file: PathBuf,
    /// Папка с файлом organization.toml
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    /// Только показать, что изменится
    #[arg(long)]
    pub dry_run: bool,
    /// Убрать из файлов то, чего нет в книге
    #[arg(long)]
    pub prune: bool,
    /// Повторять при каждом сохранении книги; закончить – Ctrl+C
    #[arg(long)]
    pub watch: bool,
}

/// How often `--watch` looks at the file.
const GLANCE: Duration = Duration::from_secs(1);

pub(crate) fn run(args: &ImportArgs, console: &Console) -> Ended {
    let mut seen = saved_at(&args.file);
    let ended = once(args, console);
    if !args.watch {
        return ended;
    }
    console.say("\nЖду, когда книга будет сохранена. Закончить – Ctrl+C.");
    // Ctrl+C ends the process and harms nothing, for every file is written whole.
    loop {
        std::thread::sleep(GLANCE);
        let now = saved_at(&args.file);
        // A file that is just being saved is not there for a moment.
        if now.is_some() && now != seen {
            seen = now;
            console.say("");
            once(args, console);
        }
    }
}

fn once(args: &ImportArgs, console: &Console) -> Ended {
    let imported = match import_workbook(&args.file, &args.folder, args.prune, false) {
        Ok(Exchange::Done(imported)) => imported,
        Ok(Exchange::Unread(problems, sources)) => {
            report::all(&problems, &sources, console);
            console.warn("ошибка: ничего не записано: сначала исправьте файлы");
            return Ended::WithProblems;
        }
        Ok(Exchange::Refused(why)) => {
            console.warn(&format!("ошибка: ничего не записано: {why}"));
            return Ended::WithProblems;
        }
        Err(trouble) => {
            console.warn(&format!("ошибка: {trouble}"));
            return Ended::MachineFailed;
        }
    };
    tell(&imported, args.prune, console);
    report::all(&imported.problems, &imported.sources, console);
    if imported.has_errors() {
        console.warn("Ничего не записано: исправьте ячейки и повторите.");
        return Ended::WithProblems;
    }
    if imported.files.is_empty() {
        return Ended::Well;
    }
    if args.dry_run {
        console.say("Ничего не записано: указан параметр --dry-run.");
        return Ended::Well;
    }
    match write_imported(&imported, &args.folder) {
        Ok(()) => {
            console.say(&format!(
                "Записано: {}",
                counted(imported.files.len(), "файл", "файла", "файлов")
            ));
            Ended::Well
        }
        Err(trouble) => {
            console.warn(&format!("ошибка: файл не записан: {trouble}"));
            Ended::MachineFailed
        }
    }
}

/// What the workbook says otherwise than the files, each named, and the counts.
fn tell(imported: &Imported, prune: bool, console: &Console) {
    let of = |what: What| {
        imported
            .changes
            .iter()
            .filter(|c| c.what == what)
            .collect::<Vec<_>>()
    };
    let (added, changed, missing) = (of(What::Added), of(What::Changed), of(What::Missing));
    if imported.changes.is_empty() {
        if !imported.has_errors() {
            console.say("Изменений нет.");
        }
        return;
    }
    let lost = if prune {
        "Исчезнет"
    } else {
        "Нет в книге (в файлах останется; убрать – параметр --prune)"
    };
    for (title, mark, list) in [
        ("Добавится", '+', &added),
        ("Изменится", '*', &changed),
        (lost, '-', &missing),
    ] {
        if !list.is_empty() {
            console.say(&format!("{title}:"));
            list.iter()
                .for_each(|change| tell_one(change, mark, console));
        }
    }
    let mut counts = Vec::new();
    for (word, list) in [
        ("добавится", &added),
        ("изменится", &changed),
        (
            if prune {
                "исчезнет"
            } else {
                "останется вне книги"
            },
            &missing,
        ),
    ] {
        if !list.is_empty() {
            counts.push(format!("{word} {}", list.len()));
        }
    }
    console.say(&format!("Итого: {}", counts.join(", ")));
}

fn tell_one(change: &Change, mark: char, console: &Console) {
    console.say(&format!("  {mark} {}", change.name));
    change
        .details
        .iter()
        .for_each(|detail| console.say(&format!("      {detail}")));
}
