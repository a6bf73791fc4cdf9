//! `roll-over`: a new school year's project from last year's, in a folder of its own.

use std::path::{Path, PathBuf};

use clap::Parser;
use serde_json::{Value, json};

use crate::console::{ChosenSchools, Console, Ended, misused, report};
use crate::disk::{Trouble, load};
use crate::new_year::{Begun, NewYear, NotBegun, Turn, YearRemark, begin_year};
use crate::prepare::prepare;
use crate::russian::counted;

#[derive(Debug, Clone, Parser)]
pub(crate) struct RollOverArgs {
    /// Папка с прошлогодним файлом organization.toml или папка, в которой лежат папки школ
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    #[command(flatten)]
    pub schools: ChosenSchools,
    /// Новая папка: ее еще нет, или она пуста; если школ несколько – папка для их новых папок
    #[arg(long, value_name = "ПАПКА")]
    pub to: PathBuf,
    /// На какой учебный год: 2027/2028; если не указать – на следующий
    #[arg(long, value_name = "ГОД/ГОД")]
    pub year: Option<String>,
    /// Кто выбыл: ключи сотрудников или фамилии, имена и отчества, через запятую; они уходят из списка,
    /// пар и приказов
    #[arg(long, value_name = "КТО", value_delimiter = ',')]
    pub without: Vec<String>,
}

pub(crate) fn run(args: &RollOverArgs, console: &Console) -> Ended {
    match begin_year(&args.folder, &args.to, args.year.as_deref(), &args.without) {
        Ok(Begun { new, turn }) => {
            tell(&new, turn, &args.to, console);
            checked(&args.to, console)
        }
        Err(NotBegun::Faulty(plan)) => {
            report::problems(&plan, console);
            console.warn("Перенос не начат: сначала исправьте ошибки в прошлогодних файлах.");
            Ended::of(&plan)
        }
        Err(NotBegun::NotEmpty) => {
            console.fail(&format!("{}: папка не пуста", args.to.display()));
            console.warn(
                "Команда roll-over ничего не перезаписывает: укажите новую или пустую папку.",
            );
            Ended::Misused
        }
        Err(NotBegun::NoYear) => misused(
            "в organization.toml не указан учебный год (school_year): укажите новый параметром --year 2027/2028",
            console,
        ),
        Err(NotBegun::Said(why)) => misused(&why, console),
        Err(NotBegun::Trouble(trouble)) => failed(&trouble, console),
    }
}

fn failed(trouble: &Trouble, console: &Console) -> Ended {
    console.fail(&trouble.to_string());
    Ended::MachineFailed
}

fn tell(new: &NewYear, turn: Turn, to: &Path, console: &Console) {
    let left = new.left_behind.iter().map(|it| row(it, "left"));
    let rest = new.remarks.iter().map(|it| row(it, "look"));
    console.answer(&left.chain(rest).collect::<Vec<_>>());
    console.summarise("year", &turn.to.to_string());
    console.summarise("files", &new.files.keys().collect::<Vec<_>>());
    let files = counted(new.files.len(), "файл", "файла", "файлов");
    console.say(&format!(
        "{} учебный год: {files} в папке {}",
        turn.to,
        to.display()
    ));
    if !new.left_behind.is_empty() {
        console.say("\nНе перенесено:");
        new.left_behind
            .iter()
            .for_each(|remark| console.say(&format!("  {}", line(remark))));
    }
    console.say("\nДаты и учебный год сдвинуты; номера и даты приказов, соглашений и согласий убраны: впишите новые.");
    console.say("Пояснительные записки и планы перенесены слово в слово: перечитайте их.");
    if !new.remarks.is_empty() {
        console.say("\nПосмотрите сами:");
        new.remarks
            .iter()
            .for_each(|remark| console.say(&format!("  {}", line(remark))));
    }
}

/// A remark for scripts: about what was left behind, or what is to be looked at.
fn row(remark: &YearRemark, kind: &str) -> Value {
    json!({ "kind": kind, "file": remark.file, "line": remark.line, "text": remark.text })
}

fn line(remark: &YearRemark) -> String {
    match remark.line {
        Some(line) => format!("{}:{line}: {}", remark.file, remark.text),
        None => format!("{}: {}", remark.file, remark.text),
    }
}

/// Reads what was written, as `check` does.
fn checked(folder: &Path, console: &Console) -> Ended {
    let plan = prepare(&load(folder));
    console.say("");
    report::problems(&plan, console);
    if !plan.has_errors() {
        let papers = counted(plan.papers.len(), "документ", "документа", "документов");
        console.say(&format!("Ошибок нет: можно изготовить {papers}."));
    }
    Ended::of(&plan)
}
