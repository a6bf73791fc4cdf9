//! `check`: reads everything, prints every problem, makes nothing.

use std::path::{Path, PathBuf};

use clap::Parser;
use serde::Serialize;

use crate::console::{ChosenSchools, Console, Ended, report};
use crate::disk::{load, read, write_whole};
use crate::exchange::{Exchange, Mended, Wishes, commented_copy, import_workbook, mend};
use crate::make::tell_differences;
use crate::prepare::prepare;
use crate::problem::Problem;
use crate::russian::counted;

#[derive(Debug, Clone, Parser)]
pub(crate) struct CheckArgs {
    /// Папка с файлом organization.toml или папка, в которой лежат папки школ
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    #[command(flatten)]
    pub schools: ChosenSchools,
    /// Исправить описки, которые можно исправить без риска: лишние пробелы, латинские буквы в
    /// русских словах, знак №; прежние файлы остаются в папке .nastavnik/old
    #[arg(long, conflicts_with = "xlsx")]
    pub fix: bool,
    /// Только показать, что исправит --fix
    #[arg(long, requires = "fix")]
    pub dry_run: bool,
    /// Проверить книгу Excel или список и записать ее копию, в которой ошибки – примечания к
    /// ячейкам
    #[arg(long, value_name = "ФАЙЛ")]
    pub xlsx: Option<PathBuf>,
}

/// The answer for scripts; the problems stand beside it.
#[derive(Debug, Serialize)]
struct Checked {
    /// How many papers can be made; of a workbook it is not known.
    papers: Option<usize>,
    errors: usize,
    warnings: usize,
    /// The files that `--fix` changed, or would change.
    mended: Vec<MendedFile>,
    /// The copy of a workbook with its problems.
    copy: Option<String>,
}

#[derive(Debug, Serialize)]
struct MendedFile {
    file: String,
    changes: usize,
}

impl Checked {
    fn of(problems: &[Problem]) -> Self {
        let errors = problems.iter().filter(|it| it.is_error()).count();
        Self {
            papers: None,
            errors,
            warnings: problems.len() - errors,
            mended: Vec::new(),
            copy: None,
        }
    }
}

pub(crate) fn run(args: &CheckArgs, console: &Console) -> Ended {
    if let Some(file) = &args.xlsx {
        return workbook(file, args, console);
    }
    let mut plan = prepare(&load(&args.folder));
    let mut mended = Vec::new();
    if args.fix {
        match mend(&plan, &args.folder, args.dry_run) {
            Ok(files) => {
                tell_mended(&files, args, console);
                mended = files;
            }
            Err(trouble) => {
                console.fail(&format!("файл не записан: {trouble}"));
                return Ended::MachineFailed;
            }
        }
        if !args.dry_run {
            plan = prepare(&load(&args.folder));
        }
    }
    // Of a folder that cannot be read the commands that write there will say why.
    let _ = tell_differences(&mut plan, &args.folder.join("out"));
    if console.is_json() {
        console.keep_problems(report::json_of(&plan.problems, &plan.sources));
        let file = |it: Mended| MendedFile {
            file: it.name,
            changes: it.changes,
        };
        console.answer(&Checked {
            papers: Some(plan.papers.len()),
            mended: mended.into_iter().map(file).collect(),
            ..Checked::of(&plan.problems)
        });
    } else {
        report::problems(&plan, console);
        if !plan.has_errors() {
            let papers = counted(plan.papers.len(), "документ", "документа", "документов");
            console.say(&format!("Ошибок нет: можно изготовить {papers}."));
        }
        if !args.fix {
            let many = (plan.problems.iter())
                .filter(|p| p.safe_text().is_some())
                .count();
            tell_mendable(many, &args.folder, console);
        }
    }
    Ended::of(&plan)
}

/// Letters of an unchanged text that are shown on each side of a change.
const AROUND: usize = 24;

/// Mentions `--fix` where it would help.
fn tell_mendable(many: usize, folder: &Path, console: &Console) {
    if many > 0 {
        let places = counted(many, "описку", "описки", "описок");
        let folder = folder.display();
        console.say(&format!("Программа может сама исправить {places}: nastavnik check \"{folder}\" --fix; сначала посмотреть: добавьте --dry-run."));
    }
}

fn tell_mended(mended: &[Mended], args: &CheckArgs, console: &Console) {
    let say = |line: &str| {
        if console.is_json() {
            console.hint(line);
        } else {
            console.say(line);
        }
    };
    for file in mended {
        say(&file.name);
        for line in &file.lines {
            let [before, after] = excerpts(&line.before, &line.after);
            // A line that came or went has only one side.
            if !before.is_empty() {
                say(&format!("  {}: - {before}", line.number));
            }
            if !after.is_empty() {
                say(&format!("  {}: + {after}", line.number));
            }
        }
    }
    let places = counted(
        mended.iter().map(|f| f.changes).sum(),
        "описка",
        "описки",
        "описок",
    );
    let done = if args.dry_run {
        "Можно исправить"
    } else {
        "Исправлено"
    };
    say(&if mended.is_empty() {
        "Исправлять без риска нечего.".to_owned()
    } else {
        format!("{done}: {places}.")
    });
    if !mended.is_empty() {
        say(if args.dry_run {
            "Ничего не записано: указан параметр --dry-run.\n"
        } else {
            "Прежние файлы – в папке .nastavnik/old.\n"
        });
    }
}

/// Two lines cut to where they differ and a few letters around.
fn excerpts(before: &str, after: &str) -> [String; 2] {
    let [before, after]: [Vec<char>; 2] = [before, after].map(|s| s.chars().collect());
    let same = before
        .iter()
        .zip(&after)
        .take_while(|(a, b)| a == b)
        .count();
    let rest = before[same..]
        .iter()
        .rev()
        .zip(after[same..].iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    [before, after].map(|line| {
        let (from, to) = (
            same.saturating_sub(AROUND),
            (line.len() - rest + AROUND).min(line.len()),
        );
        let (head, tail) = (
            if from > 0 { "…" } else { "" },
            if to < line.len() { "…" } else { "" },
        );
        format!("{head}{}{tail}", line[from..to].iter().collect::<String>())
    })
}

/// Checks a workbook as if it were imported, and writes a copy of it with every problem at its
/// cell.
fn workbook(file: &Path, args: &CheckArgs, console: &Console) -> Ended {
    let wishes = Wishes {
        all_problems: true,
        ..Wishes::default()
    };
    let imported = match import_workbook(file, &args.folder, &wishes) {
        Ok(Exchange::Done(imported)) => imported,
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
    let mut answer = Checked::of(&imported.problems);
    if console.is_json() {
        console.keep_problems(report::json_of(&imported.problems, &imported.sources));
    } else {
        report::all(&imported.problems, &imported.sources, console);
    }
    if imported.remarks().is_empty() {
        if imported.problems.is_empty() {
            console.say("Ошибок нет.");
        }
    } else {
        let stem = file
            .file_stem()
            .map(|s| s.to_string_lossy().into_owned())
            .unwrap_or_default();
        let written = commented_copy(file, &imported).and_then(|bytes| {
            let (path, is_other) = free_copy(file, &stem, &bytes);
            write_whole(&path, &bytes).map_err(|t| t.to_string())?;
            Ok((path, is_other))
        });
        match written {
            Ok((path, is_other)) => {
                answer.copy = Some(path.display().to_string());
                console.say(&format!(
                    "Замечания записаны примечаниями к ячейкам: {}",
                    path.display()
                ));
                if is_other {
                    console.say(
                        "Прежняя копия с замечаниями осталась: в ней могли быть ваши исправления.",
                    );
                }
            }
            Err(why) => {
                console.fail(&format!("копия книги не записана: {why}"));
                return Ended::MachineFailed;
            }
        }
    }
    console.answer(&answer);
    if imported.has_errors() {
        Ended::WithProblems
    } else {
        Ended::Well
    }
}

/// Where a copy with remarks goes, and whether another one is there already: what the user has
/// mended in that is never written over.
fn free_copy(file: &Path, stem: &str, bytes: &[u8]) -> (PathBuf, bool) {
    let numbered = (2..).map(|n| format!("{stem} (замечания {n}).xlsx"));
    let mut names = std::iter::once(format!("{stem} (замечания).xlsx")).chain(numbered);
    let mut is_other = false;
    let path = names.find_map(|name| {
        let path = file.with_file_name(name);
        let is_free = match read(&path) {
            Ok(there) => there == bytes,
            Err(_) => !path.exists(),
        };
        is_other |= !is_free;
        is_free.then_some(path)
    });
    (
        path.unwrap_or_else(|| file.with_file_name(format!("{stem} (замечания).xlsx"))),
        is_other,
    )
}
