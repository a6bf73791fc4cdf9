//! `district begin`: a folder for each school of a list, and a book to send to it.

use std::path::Path;

use serde::Serialize;

use super::args::BeginArgs;
use crate::console::{Console, Ended, misused, read_input};
use crate::disk::{Trouble, create_folder, file_name, is_project, read, write_new};
use crate::exchange::{Exchange, export_workbook};
use crate::russian::{counted, searchable};

/// What became of one name.
#[derive(Debug, Serialize)]
struct Row {
    name: String,
    /// Its folder.
    school: String,
    /// The book to be sent; absent where there was one already, or none could be written.
    book: Option<String>,
    /// `begun` now, `there` before, `refused`.
    state: &'static str,
    told: String,
}

pub(super) fn run(args: &BeginArgs, console: &Console) -> Ended {
    let text = match text_of(&args.list) {
        Ok(text) => text,
        Err((ended, why)) => {
            console.fail(&why);
            return ended;
        }
    };
    let names = names(&text);
    if names.is_empty() {
        let why = format!(
            "{}: в списке нет ни одной школы; пишите по одной в строке",
            args.list.display()
        );
        return misused(&why, console);
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut ended = Ended::Well;
    for name in names {
        let row = match begin(&name, args) {
            Ok(row) => row,
            Err(trouble) => {
                ended = ended.max(Ended::of_trouble(&trouble));
                console.fail(&trouble.to_string());
                let told = trouble.reason();
                Row::of(name, String::new(), "refused", told)
            }
        };
        if row.state != "refused" {
            console.say(&format!("{}: {}", row.school, row.told));
        }
        rows.push(row);
    }
    console.answer(&rows);
    let of = |state| rows.iter().filter(|row| row.state == state).count();
    let books = rows.iter().filter(|row| row.book.is_some()).count();
    let schools = counted(rows.len(), "школа", "школы", "школ");
    console.say(&format!(
        "Всего: {schools}; начато: {}; были: {}; книг записано: {books}",
        of("begun"),
        of("there"),
    ));
    console.say(&format!(
        "Разошлите книги; присланное примет nastavnik district collect ПРИСЛАННОЕ --folder \"{}\"",
        args.folder.display()
    ));
    ended
}

impl Row {
    fn of(name: String, school: String, state: &'static str, told: String) -> Self {
        Self {
            name,
            school,
            book: None,
            state,
            told,
        }
    }
}

fn text_of(list: &Path) -> Result<String, (Ended, String)> {
    let bytes = if list == Path::new("-") {
        read_input().map_err(|error| (Ended::MachineFailed, format!("стандартный ввод: {error}")))
    } else {
        read(list).map_err(|trouble| (Ended::of_trouble(&trouble), trouble.to_string()))
    };
    let refuse = |_| {
        let why = format!(
            "{}: файл не в кодировке UTF-8: сохраните его в ней",
            list.display()
        );
        (Ended::WithProblems, why)
    };
    String::from_utf8(bytes?).map_err(refuse)
}

/// The names of a list, one a line, each once.
fn names(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in text.trim_start_matches('\u{FEFF}').lines() {
        let name = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_new = out.iter().all(|it| searchable(it) != searchable(&name));
        if !name.is_empty() && !name.starts_with('#') && is_new {
            out.push(name);
        }
    }
    out
}

/// Begins one school, unless it is there, and writes the book to be sent to it.
fn begin(name: &str, args: &BeginArgs) -> Result<Row, Trouble> {
    let school = file_name(name);
    let folder = args.folder.join(&school);
    let was_there = is_project(&folder);
    if !was_there {
        create_folder(&folder)?;
        write_new(
            &folder.join("organization.toml"),
            organization(name).as_bytes(),
        )?;
    }
    let state = if was_there { "there" } else { "begun" };
    let book = args.to.join(format!("{school}.xlsx"));
    let mut row = Row::of(name.to_owned(), school, state, String::new());
    if book.exists() {
        row.told = format!("книга уже есть: {}", book.display());
        return Ok(row);
    }
    row.told = match export_workbook(&folder) {
        Exchange::Done(bytes) => {
            create_folder(&args.to)?;
            write_new(&book, &bytes)?;
            row.book = Some(book.display().to_string());
            format!("книга {}", book.display())
        }
        Exchange::Unread(..) => "книга не записана: в файлах школы ошибки".to_owned(),
        Exchange::Refused(why) => format!("книга не записана: {why}"),
    };
    Ok(row)
}

/// What is known of a school that has not said anything yet.
fn organization(name: &str) -> String {
    let name = toml::Value::String(name.to_owned());
    format!("[organization]\nfull_name = {name}\nshort_name = {name}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_names_each_school_once() {
        let list = "\u{FEFF}# школы города\nГимназия  № 7\n\nгимназия № 7\nЛицей «Росток»\n";
        assert_eq!(names(list), ["Гимназия № 7", "Лицей «Росток»"]);
        assert!(organization("А \"Б\"").contains("full_name = 'А \"Б\"'"));
    }
}
