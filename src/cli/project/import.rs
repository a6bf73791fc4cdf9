//! `import`: a workbook or a list of the school's own into the project's files.

use std::time::Duration;

use std::path::{Path, PathBuf};

use clap::Parser;

use super::change::ChangeRow;
use crate::console::{Console, Ended, misused, read_input, report};
use crate::disk::{Trouble, read, saved_at, write_new};
use crate::edit::{Fate, ImportChange, Imported, What};
use crate::exchange::{
    Answers, Exchange, Wishes, import_book, import_bytes, import_workbook, split_by_school,
    write_imported,
};
use crate::reader::decode::decode;
use crate::russian::counted;

#[derive(Debug, Clone, Parser)]
pub(crate) struct ImportArgs {
    /// Книга или список: xlsx, ods, xls, csv; «-» – стандартный ввод
    #[arg(value_name = "ФАЙЛ")]
    pub file: PathBuf,
    /// Папка с файлом organization.toml или папка, в которой лежат папки школ: тогда в списке нужен
    /// столбец «Школа»
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
    if is_input(args) && args.watch {
        return misused(
            "--watch следит за файлом, а не за стандартным вводом",
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

fn is_input(args: &ImportArgs) -> bool {
    args.file == Path::new("-")
}

fn once(args: &ImportArgs, console: &Console) -> Ended {
    let (answers, is_new) = match answers(args) {
        Ok(answers) => answers,
        Err(ended) => {
            console.fail(&ended);
            return Ended::WithProblems;
        }
    };
    let wishes = Wishes {
        prune: args.prune,
        partial: args.partial,
        answers,
        all_problems: false,
    };
    let read = if is_input(args) {
        match read_input() {
            Ok(bytes) => Ok(import_bytes(
                &bytes,
                "стандартный ввод",
                &args.folder,
                &wishes,
            )),
            Err(error) => {
                console.fail(&format!("стандартный ввод: {error}"));
                return Ended::MachineFailed;
            }
        }
    } else {
        import_workbook(&args.file, &args.folder, &wishes)
    };
    take(read, args, is_new, console)
}

/// Tells what a book changes in a school, and writes it.
fn take(
    read: Result<Exchange<Imported>, Trouble>,
    args: &ImportArgs,
    is_new: bool,
    console: &Console,
) -> Ended {
    let imported = match read {
        Ok(Exchange::Done(imported)) => imported,
        Ok(Exchange::Unread(problems, sources)) => {
            report::all(&problems, &sources, console);
            console.fail("ничего не записано: сначала исправьте файлы");
            return Ended::WithProblems;
        }
        Ok(Exchange::Refused(why)) => {
            console.fail(&format!("ничего не записано: {why}"));
            return Ended::WithProblems;
        }
        Err(trouble) => {
            console.fail(&trouble.to_string());
            return Ended::of_trouble(&trouble);
        }
    };
    console.answer(&ChangeRow::all(&imported.changes));
    console.summarise("files", &imported.files.keys().collect::<Vec<_>>());
    console.summarise("written", &false);
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
            Err(trouble) => console.fail(&trouble.to_string()),
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
            console.summarise("written", &true);
            console.say(&format!(
                "Записано: {}",
                counted(imported.files.len(), "файл", "файла", "файлов")
            ));
            Ended::Well
        }
        Err(trouble) => {
            console.fail(&format!("файл не записан: {trouble}"));
            Ended::MachineFailed
        }
    }
}

/// Brings a list of several schools into their folders, each row into that of its school. Schools
/// of which the list says nothing stay as they are.
pub(crate) fn over_schools(
    args: &ImportArgs,
    schools: &[(String, PathBuf)],
    console: &Console,
) -> Ended {
    if is_input(args) {
        return misused("список нескольких школ укажите файлом", console);
    }
    if args.prune || args.answers.is_some() {
        return misused(
            "--prune и --answers относятся к одной школе: укажите ее папку",
            console,
        );
    }
    let folders: Vec<&Path> = schools.iter().map(|(_, folder)| folder.as_path()).collect();
    let split = match split_by_school(&args.file, &folders) {
        Ok(Exchange::Done(split)) => split,
        Ok(Exchange::Unread(problems, sources)) => {
            report::all(&problems, &sources, console);
            return Ended::WithProblems;
        }
        Ok(Exchange::Refused(why)) => {
            console.fail(&why);
            return Ended::WithProblems;
        }
        Err(trouble) => {
            console.fail(&trouble.to_string());
            return Ended::of_trouble(&trouble);
        }
    };
    let mut ended = Ended::Well;
    for lost in &split.lost {
        ended = Ended::WithProblems;
        console.fail(&format!("не взято: {lost}"));
    }
    let mut taken = 0;
    for ((name, folder), book) in schools.iter().zip(split.books) {
        let Some(book) = book else { continue };
        taken += 1;
        console.say(&format!("== {name}"));
        let wishes = Wishes {
            partial: args.partial,
            ..Wishes::default()
        };
        let own = ImportArgs {
            folder: folder.clone(),
            ..args.clone()
        };
        let read = import_book(book, folder, &wishes);
        let part = console.child();
        ended = ended.max(take(Ok(read), &own, false, &part));
        console.absorb(part, Some(name));
        console.say("");
    }
    let many = counted(schools.len(), "школы", "школ", "школ");
    console.say(&format!("Строки есть для {taken} из {many}"));
    ended
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
