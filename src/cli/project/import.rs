//! `import`: a workbook or a list of the school's own into the project's files.

use std::time::Duration;

use std::path::PathBuf;

use clap::Parser;

use crate::console::{Console, Ended, misused, report};
use crate::disk::{read, saved_at, write_new};
use crate::edit::{Fate, ImportChange, Imported, What};
use crate::exchange::{Answers, Exchange, Wishes, import_workbook, write_imported};
use crate::reader::decode::decode;
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
    /// Показать, что стало с каждой ячейкой книги
    #[arg(long)]
    pub explain: bool,
    /// Взять строки без вопросов, остальные оставить до ответа
    #[arg(long)]
    pub partial: bool,
    /// Файл с ответами на вопросы; если его нет, в него будут записаны вопросы
    #[arg(long, value_name = "ФАЙЛ")]
    pub answers: Option<PathBuf>,
    /// Повторять при каждом сохранении книги; закончить – Ctrl+C
    #[arg(long)]
    pub watch: bool,
}

/// Letters of a cell that `--explain` shows.
const LONGEST_TEXT: usize = 60;

/// How often `--watch` looks at the file.
const GLANCE: Duration = Duration::from_secs(1);

pub(crate) fn run(args: &ImportArgs, console: &Console) -> Ended {
    if args.prune && args.partial {
        return misused(
            "--prune и --partial вместе не годятся: чего в книге нет, видно, только когда она взята вся; сначала возьмите строки без вопросов (--partial), а когда ответите на вопросы, повторите с --prune",
            console,
        );
    }
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
    let (answers, is_new) = match answers(args) {
        Ok(answers) => answers,
        Err(ended) => {
            console.warn(&format!("ошибка: {ended}"));
            return Ended::WithProblems;
        }
    };
    let wishes = Wishes {
        prune: args.prune,
        partial: args.partial,
        answers,
        all_problems: false,
    };
    let imported = match import_workbook(&args.file, &args.folder, &wishes) {
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
            return Ended::of_trouble(&trouble);
        }
    };
    tell(&imported, args.prune, console);
    if args.explain {
        explain(&imported, console);
    }
    report::all(&imported.problems, &imported.sources, console);
    if !imported.ledger.cells.is_empty() {
        console.say(&imported.tally().to_string());
    }
    if let Some(path) = args
        .answers
        .as_ref()
        .filter(|_| is_new && has_questions(&imported))
    {
        match write_new(path, Answers::blank(&imported).as_bytes()) {
            Ok(()) => console.say(&format!(
                "Вопросы записаны в файл {}: впишите ответы и повторите.",
                path.display()
            )),
            Err(trouble) => console.warn(&format!("ошибка: {trouble}")),
        }
    }
    if imported.has_errors() {
        console.warn("Ничего не записано: исправьте ячейки и повторите.");
        return Ended::WithProblems;
    }
    if imported.is_partial {
        console.say("Взяты только строки без вопросов; остальные ждут ответа.");
    }
    if imported.files.is_empty() {
        return Ended::Well;
    }
    if args.dry_run {
        console.say("Ничего не записано: указан параметр --dry-run.");
        return Ended::Well;
    }
    match write_imported(&imported, &args.folder) {
        Ok(_) => {
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

/// The answers of the user, and whether there is no file of them yet.
fn answers(args: &ImportArgs) -> Result<(Answers, bool), String> {
    let Some(path) = args.answers.as_ref() else {
        return Ok((Answers::default(), false));
    };
    if !path.exists() {
        return Ok((Answers::default(), true));
    }
    let bytes = read(path).map_err(|trouble| trouble.to_string())?;
    let text = decode(&bytes).map(|(text, _)| text).unwrap_or_default();
    let read = Answers::read(&text);
    read.map(|answers| (answers, false)).map_err(|problem| {
        let advice = problem.advised().map(|a| format!("; {a}"));
        format!(
            "{}: {}{}",
            path.display(),
            problem.text(),
            advice.unwrap_or_default()
        )
    })
}

fn has_questions(imported: &Imported) -> bool {
    imported
        .problems
        .iter()
        .any(|p| p.is_error() && p.place.is_some())
}

/// Every cell of the book, row by row, with what becomes of it.
fn explain(imported: &Imported, console: &Console) {
    let mut row = None;
    for (cell, fate) in imported.fates() {
        let own = (cell.sheet.clone(), cell.row);
        if row.as_ref().is_none_or(|(sheet, _)| *sheet != own.0) {
            let name = if own.0.is_empty() {
                "Таблица".to_owned()
            } else {
                format!("Лист «{}»", own.0)
            };
            console.say(&name);
        }
        if row.as_ref() != Some(&own) {
            console.say(&format!("  строка {}", own.1 + 1));
        }
        row = Some(own);
        let text: String = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let shown: String = text.chars().take(LONGEST_TEXT).collect();
        let more = if shown.len() < text.len() { "…" } else { "" };
        let mark = match fate {
            Fate::Taken { .. } => '+',
            Fate::Left(_) => '-',
            Fate::Asked => '?',
        };
        console.say(&format!("    {mark} {} «{shown}{more}» – {fate}", cell.at));
    }
}

/// What the workbook says otherwise than the files, each named, and the counts.
fn tell(imported: &Imported, prune: bool, console: &Console) {
    let [added, changed, missing] =
        [What::Added, What::Changed, What::Missing].map(|what| imported.of(what));
    if imported.changes.is_empty() {
        if !imported.has_errors() {
            console.say("Изменений нет.");
        }
        return;
    }
    let prune = prune && !imported.is_held;
    let lost = if prune {
        "Исчезнет"
    } else if imported.is_held {
        "Нет в книге (в файлах останется: часть книги не прочитана, и это могло стоять там)"
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

fn tell_one(change: &ImportChange, mark: char, console: &Console) {
    console.say(&format!("  {mark} {}", change.name));
    change
        .details
        .iter()
        .for_each(|detail| console.say(&format!("      {detail}")));
}
