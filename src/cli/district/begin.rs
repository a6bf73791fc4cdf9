//! `district begin`: a folder for each school of a list, and a book to send to it.

use serde::Serialize;

use super::args::BeginArgs;
use crate::console::{Console, Ended, misused, read_text};
use crate::disk::{Trouble, create_folder, file_name, is_project, write_new};
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
    /// `begun` now, `there` before, `refused`, or `repeated` in the list.
    state: &'static str,
    told: String,
}

pub(super) fn run(args: &BeginArgs, console: &Console) -> Ended {
    let text = match read_text(&args.list) {
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
    let strange = names.iter().find_map(|it| match it {
        Line::Name(name) if !is_name(name) => Some(name),
        Line::Name(_) | Line::Again(..) => None,
    });
    if let Some(line) = strange {
        let why = format!(
            "{}: строка «{line}» не похожа на наименование школы, ничего не начато; нужен список школ: по одному наименованию в строке, пояснения – после знака #",
            args.list.display()
        );
        return misused(&why, console);
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut ended = Ended::Well;
    for line in names {
        let name = match line {
            Line::Name(name) => name,
            Line::Again(name, before) => {
                let told = format!("повторяет строку «{before}»");
                console.warn(&format!("предупреждение: «{name}» {told}"));
                rows.push(Row::of(name, String::new(), "repeated", told));
                continue;
            }
        };
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
            let renamed = if row.school == row.name {
                String::new()
            } else {
                format!(" («{}»)", row.name)
            };
            console.say(&format!("{}{renamed}: {}", row.school, row.told));
        }
        rows.push(row);
    }
    console.answer(&rows);
    let of = |state| rows.iter().filter(|row| row.state == state).count();
    let books = rows.iter().filter(|row| row.book.is_some()).count();
    let schools = rows.len() - of("repeated");
    console.say(&format!(
        "Всего: {}; начато: {}; были: {}; книг записано: {books}",
        counted(schools, "школа", "школы", "школ"),
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

/// A line of the list.
#[derive(Debug, PartialEq, Eq)]
enum Line {
    Name(String),
    /// The same name again, but for capitals and the like; and how it was written before.
    Again(String, String),
}

/// Whether a line may be the name of a school: it has a word or a number, and is no line of a table,
/// of a program or of a page.
fn is_name(line: &str) -> bool {
    const LONGEST: usize = 400;
    let is_of_machine = |c: char| "{}[]<>=|;\\\t".contains(c) || c.is_control();
    let colons = line.matches(':').count();
    let has_word = line.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
        || line.chars().any(|c| c.is_ascii_digit())
        || line.chars().filter(char::is_ascii_alphabetic).count() > 1;
    let is_path = line.starts_with(['.', '/', '~']);
    has_word
        && !is_path
        && !line.contains(is_of_machine)
        && colons < 2
        && line.chars().count() <= LONGEST
}

/// The names of a list, one a line.
fn names(text: &str) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    for line in text.lines() {
        let name = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() || name.starts_with('#') {
            continue;
        }
        let before = out.iter().find_map(|it| match it {
            Line::Name(known) if searchable(known) == searchable(&name) => Some(known.clone()),
            _ => None,
        });
        out.push(match before {
            Some(before) => Line::Again(name, before),
            None => Line::Name(name),
        });
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
    fn lines_of_other_files_name_no_school() {
        for line in [
            "МБОУ «СОШ № 5»",
            "Гимназия № 7 им. А.С. Пушкина (корпус 2)",
            "5",
            "Детский сад: «Ромашка»",
            "МАОУ \"Лицей\", г. Белгород",
            "School 21",
        ] {
            assert!(is_name(line), "{line}");
        }
        for line in [
            "ivan:x:1000:1000:ivan:/home/ivan:/bin/bash",
            "<html>",
            "{\"name\": \"МБОУ\"}",
            "name = \"МБОУ\"",
            "[organization]",
            "../МБОУ",
            "МБОУ «СОШ № 5»;Белгород;ул. Мира",
            "----",
            "\u{7}МБОУ",
        ] {
            assert!(!is_name(line), "{line}");
        }
    }

    #[test]
    fn a_list_names_each_school_once() {
        let list = "# школы города\nГимназия  № 7\n\nгимназия № 7\nЛицей «Росток»\n";
        let name = |it: &str| Line::Name(it.to_owned());
        let again = Line::Again("гимназия № 7".to_owned(), "Гимназия № 7".to_owned());
        let told = [name("Гимназия № 7"), again, name("Лицей «Росток»")];
        assert_eq!(names(list), told);
        assert!(organization("А \"Б\"").contains("full_name = 'А \"Б\"'"));
    }
}
