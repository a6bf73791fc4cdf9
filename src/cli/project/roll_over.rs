//! `roll-over`: a new school year's project from last year's, in a folder of its own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Parser;

use crate::console::{ChosenSchools, Console, Ended, misused, report};
use crate::disk::{
    Trouble, create_folder, is_empty_folder, load, project_files, read_file, write_new,
};
use crate::prepare::prepare;
use crate::reader::decode::decode;
use crate::roll_over::{NewYear, SchoolYear, Turn, YearRemark, keys_of, roll_over, school_year};
use crate::russian::counted;
use crate::schema::{FOLDER, schemas};

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

/// Files of a project by their paths in its folder.
#[derive(Debug, Default)]
struct Old {
    /// What is carried over as it is: wording, style, pictures, fonts.
    kept: BTreeMap<String, Vec<u8>>,
    /// What the roll-over reads and changes.
    texts: BTreeMap<String, String>,
}

pub(crate) fn run(args: &RollOverArgs, console: &Console) -> Ended {
    let plan = prepare(&load(&args.folder));
    if plan.has_errors() {
        report::problems(&plan, console);
        console.warn("Перенос не начат: сначала исправьте ошибки в прошлогодних файлах.");
        return Ended::of(&plan);
    }
    if args.to.exists() && !is_empty_folder(&args.to) {
        console.warn(&format!("ошибка: {}: папка не пуста", args.to.display()));
        console.warn("Команда roll-over ничего не перезаписывает: укажите новую или пустую папку.");
        return Ended::Misused;
    }
    let old = match read(&args.folder) {
        Ok(old) => old,
        Err(trouble) => return failed(&trouble, console),
    };
    let turn = match turn(&old, args.year.as_deref()) {
        Ok(turn) => turn,
        Err(why) => return misused(&why, console),
    };
    let without = match keys_of(plan.staff(), &args.without) {
        Ok(keys) => keys,
        Err(why) => return misused(&why, console),
    };
    let effect_of = |kind: &str| plan.edition().and_then(|e| e.orders.effect(kind));
    let new = match roll_over(&old.texts, turn, &without, effect_of) {
        Ok(new) => new,
        Err(unknown) => {
            return misused(
                &format!("в списке сотрудников нет ключа «{}»", unknown.join("», «")),
                console,
            );
        }
    };
    if let Err(trouble) = write(&args.to, &old, &new, args.folder.join(FOLDER).is_dir()) {
        return failed(&trouble, console);
    }
    tell(&new, turn, &args.to, console);
    checked(&args.to, console)
}

fn failed(trouble: &Trouble, console: &Console) -> Ended {
    console.warn(&format!("ошибка: {trouble}"));
    Ended::MachineFailed
}

fn read(folder: &Path) -> Result<Old, Trouble> {
    let mut old = Old::default();
    for file in project_files(folder)? {
        let bytes = read_file(&file)?;
        let changes = matches!(file.name.as_str(), "organization.toml" | "roadmap.toml")
            || file.name.starts_with("pairings/")
            || file.name.starts_with("orders/");
        match decode(&bytes).filter(|_| changes) {
            Some((text, _)) => drop(old.texts.insert(file.name, text)),
            None => drop(old.kept.insert(file.name, bytes)),
        }
    }
    Ok(old)
}

fn turn(old: &Old, year: Option<&str>) -> Result<Turn, String> {
    let wanted = |text: &str| {
        SchoolYear::parse(text).ok_or_else(|| {
            format!("параметр «--year»: «{text}» – не учебный год; пишите так: 2027/2028")
        })
    };
    let to = year.map(wanted).transpose()?;
    let (from, to) = match (school_year(&old.texts), to) {
        (Some(from), Some(to)) => (from, to),
        (Some(from), None) => (
            from,
            SchoolYear {
                start: from.start + 1,
            },
        ),
        (None, Some(to)) => (
            SchoolYear {
                start: to.start - 1,
            },
            to,
        ),
        (None, None) => {
            return Err("в organization.toml не указан учебный год (school_year): укажите новый параметром --year 2027/2028".to_owned());
        }
    };
    if to.start <= from.start {
        return Err(format!(
            "новый учебный год {to} должен быть позже прежнего {from}"
        ));
    }
    Ok(Turn { from, to })
}

fn write(folder: &Path, old: &Old, new: &NewYear, with_schemas: bool) -> Result<(), Trouble> {
    create_folder(folder)?;
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        path.parent().map_or(Ok(()), create_folder)?;
        write_new(&path, bytes)
    };
    old.kept
        .iter()
        .try_for_each(|(name, bytes)| put(name, bytes))?;
    new.files
        .iter()
        .try_for_each(|(name, text)| put(name, text.as_bytes()))?;
    let schemas = if with_schemas { schemas() } else { Vec::new() };
    schemas
        .iter()
        .try_for_each(|schema| put(&format!("{FOLDER}/{}", schema.name), schema.text.as_bytes()))
}

fn tell(new: &NewYear, turn: Turn, to: &Path, console: &Console) {
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
