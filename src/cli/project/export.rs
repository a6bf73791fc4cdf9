//! `export`: the project as a workbook for Excel.

use std::path::{Path, PathBuf};

use clap::Parser;

use crate::console::{ChosenSchools, Console, Ended, report};
use crate::disk::{Trouble, Written, create_folder, load, must_end, write_new, write_over};
use crate::exchange::{Exchange, SERVICE_SHEET, export_workbook};
use crate::prepare::prepare;

#[derive(Debug, Clone, Parser)]
pub(crate) struct ExportArgs {
    /// Папка с файлом organization.toml или папка, в которой лежат папки школ
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    #[command(flatten)]
    pub schools: ChosenSchools,
    /// Куда записать книгу; «-» – в стандартный вывод; если в папке несколько школ – папка для их книг
    #[arg(long, short = 'o', value_name = "ФАЙЛ")]
    pub xlsx: PathBuf,
    /// Записать поверх прежней книги
    #[arg(long)]
    pub force: bool,
}

pub(crate) fn run(args: &ExportArgs, console: &Console) -> Ended {
    let bytes = match export_workbook(&args.folder) {
        Exchange::Done(bytes) => bytes,
        Exchange::Unread(problems, sources) => {
            report::all(&problems, &sources, console);
            console.fail("книга не записана: сначала исправьте файлы");
            return Ended::WithProblems;
        }
        Exchange::Refused(why) => {
            console.fail(&format!("книга не записана: {why}"));
            return Ended::WithProblems;
        }
    };
    if args.xlsx == Path::new("-") {
        return console.put_out(&bytes);
    }
    match write(&args.xlsx, &bytes, args.force) {
        Ok(()) => {
            console.answer(&serde_json::json!({ "file": args.xlsx }));
            tell_unread(&args.folder, console);
            let (file, folder) = (args.xlsx.display(), args.folder.display());
            console.say(&format!("Записана книга {file}"));
            console.say(&format!("Откройте ее в Excel или LibreOffice, измените и сохраните. Внести изменения в файлы: nastavnik import \"{file}\" \"{folder}\""));
            Ended::Well
        }
        Err(trouble) => {
            console.fail(&trouble.to_string());
            if trouble.already_exists() {
                console.warn("Если прежняя книга не нужна, добавьте параметр --force.");
            }
            Ended::of_trouble(&trouble)
        }
    }
}

/// Names what of the folder was not read, and so is not in the book.
fn tell_unread(folder: &Path, console: &Console) {
    let files = load(folder);
    if files.remarks.is_empty() {
        return;
    }
    let plan = prepare(&files);
    for problem in plan.problems.iter().filter(|it| it.code.is_of_unread()) {
        if let Some(name) = problem.named() {
            console.warn(&format!(
                "предупреждение: {name}: не прочитано, и в книге этого нет; как исправить, скажет nastavnik check"
            ));
        }
    }
}

const BOOK: Written = Written::Workbook(SERVICE_SHEET);

/// A workbook that is there may hold work of hours: it is replaced only on demand.
fn write(path: &Path, bytes: &[u8], force: bool) -> Result<(), Trouble> {
    must_end(path, BOOK)?;
    if let Some(folder) = path.parent() {
        create_folder(folder)?;
    }
    if force {
        write_over(path, bytes, BOOK)
    } else {
        write_new(path, bytes)
    }
}
