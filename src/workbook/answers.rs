//! Answers to the questions about a book: what should stand in a cell, that a person is another
//! one, or that a row is not needed.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::{Book, Value};
use crate::edit::Imported;
use crate::problem::{Code, Problem};

/// Says that a row is not to be read.
pub const NOT_NEEDED: &str = "не нужно";
/// Says that the name in the cell is no slip of the pen.
pub const ANOTHER: &str = "другой человек";

/// Answers by the names of the cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    given: BTreeMap<String, String>,
    /// What stood in the cells when they were asked about, as far as the file of answers says so.
    asked: BTreeMap<String, String>,
}

/// What became of the answers besides those that stand in the book now.
#[derive(Debug, Default)]
pub struct Given {
    /// Rows that are not needed, by their sheets.
    pub not_needed: BTreeSet<(String, u32)>,
    /// Why answers were not taken, in Russian.
    pub untaken: Vec<String>,
}

impl Answers {
    /// Reads a file of answers: TOML with a line for every cell. Empty answers are no answers.
    ///
    /// # Errors
    /// If it is none.
    pub fn read(file: &str) -> Result<Self, Problem> {
        let table: toml::Table = file.parse().map_err(|_| {
            let problem = Problem::new(Code::Syntax, "файл ответов не понят");
            problem.hint("на каждую ячейку – строка: \"Лист1!B2\" = \"ответ\"")
        })?;
        let text = |value: &toml::Value| match value {
            toml::Value::String(text) => text.trim().to_owned(),
            toml::Value::Boolean(flag) => if *flag { "да" } else { "нет" }.to_owned(),
            other => other.to_string(),
        };
        let answers = table
            .iter()
            .map(|(cell, value)| (cell.clone(), text(value)));
        Ok(Self {
            given: answers.filter(|(_, text)| !text.is_empty()).collect(),
            asked: asked(file),
        })
    }

    /// Answers of a form: names of cells and what was filled in for them. Empty ones are none.
    pub fn of(given: impl IntoIterator<Item = (String, String)>) -> Self {
        let given = given.into_iter();
        Self {
            given: given
                .map(|(cell, text)| (cell, text.trim().to_owned()))
                .filter(|(_, text)| !text.is_empty())
                .collect(),
            asked: BTreeMap::new(),
        }
    }

    /// Every cell that has an answer, and the answer.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.given.iter();
        all.map(|(cell, text)| (cell.as_str(), text.as_str()))
    }

    /// The answer for a cell; empty where there is none.
    pub fn at(&self, cell: &str) -> &str {
        self.given.get(cell).map_or("", String::as_str)
    }

    /// Puts the answers into the book. One whose cell holds other words by now is not taken: rows may
    /// have moved since.
    pub fn give(&self, book: &mut Book) -> Given {
        let mut out = Given::default();
        for (name, answer) in &self.given {
            let found = book
                .sheets
                .iter_mut()
                .find_map(|sheet| Some((sheet.named(name)?, sheet)));
            let Some(((row, column), sheet)) = found else {
                out.untaken
                    .push(format!("ответ не взят: в книге нет ячейки «{name}»"));
                continue;
            };
            let now = in_one_line(&sheet.at(row, column).shown());
            if let Some(asked) = self.asked.get(name).filter(|asked| **asked != now) {
                out.untaken.push(format!(
                    "ответ не взят: он был на «{asked}», а в ячейке «{name}» теперь стоит «{now}»"
                ));
                continue;
            }
            match answer.to_lowercase().as_str() {
                NOT_NEEDED => drop(out.not_needed.insert((sheet.name.clone(), row))),
                ANOTHER => {
                    let text = format!("{} ({ANOTHER})", sheet.at(row, column).shown());
                    sheet.put(row, column, Value::Text(text));
                }
                _ => sheet.put(row, column, Value::Text(answer.clone())),
            }
        }
        out
    }

    /// A file to write the answers into: every question with its cell.
    pub fn blank(imported: &Imported) -> String {
        let mut out = format!(
            "# Ответы на вопросы к файлу {}. Впишите ответ в кавычки: что должно стоять в ячейке;\n# «{ANOTHER}», если имя верно и это не описка; «{NOT_NEEDED}», если строку читать не надо.\n",
            imported.file_name()
        );
        for Question {
            cell,
            text,
            problems,
        } in questions(imported)
        {
            out.push('\n');
            let lines = problems.iter().flat_map(|problem| {
                let advice = problem.advised().map(|advice| format!("совет: {advice}"));
                std::iter::once(problem.text().into_owned()).chain(advice)
            });
            let inside = (!text.is_empty()).then(|| format!("{IN_CELL}{text}"));
            for line in lines.chain(inside) {
                out.push_str(&format!("# {}\n", in_one_line(&line)));
            }
            out.push_str(&format!(
                "{} = \"\"\n",
                toml::Value::String(cell.to_owned())
            ));
        }
        out
    }
}

/// Before the words that stand in a cell.
const IN_CELL: &str = "в ячейке: ";

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of the cells that a file of answers was written for: they stand above each answer.
fn asked(file: &str) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    let mut words = None;
    for line in file.lines().map(str::trim) {
        if let Some(remark) = line.strip_prefix('#') {
            let inside = remark.trim().strip_prefix(IN_CELL.trim_end());
            words = inside.map(in_one_line).or(words);
        } else if let Ok(table) = line.parse::<toml::Table>() {
            let own = words.take();
            out.extend(table.keys().next().cloned().zip(own));
        }
    }
    out
}

/// What is asked about one cell.
#[derive(Debug)]
pub struct Question<'i> {
    pub cell: &'i str,
    /// What stands in it.
    pub text: &'i str,
    pub problems: Vec<&'i Problem>,
}

/// Everything that is asked about the cells of a book, in the order of their names.
pub fn questions(imported: &Imported) -> Vec<Question<'_>> {
    let mut out: BTreeMap<&str, Question<'_>> = BTreeMap::new();
    for problem in imported.problems.iter().filter(|p| p.is_error()) {
        let Some(file) = problem.place.as_ref().map(|place| place.file) else {
            continue;
        };
        let Some(cell) = imported.sources.cell(file) else {
            continue;
        };
        let question = out.entry(cell).or_insert_with(|| Question {
            cell,
            text: imported.sources.get(file).text.as_str(),
            problems: Vec::new(),
        });
        question.problems.push(problem);
    }
    out.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::grid::Sheet;

    #[test]
    fn an_answer_stands_in_the_place_of_what_was_asked_about() {
        let mut sheet = Sheet {
            name: "Лист1".to_owned(),
            ..Sheet::default()
        };
        sheet.put(1, 0, Value::Text("Иванова Мария Петровна".to_owned()));
        sheet.put(2, 1, Value::Number(1.0));
        let mut book = Book {
            name: String::new(),
            sheets: vec![sheet],
            is_old: false,
        };
        let answers = Answers::read(
            "# в ячейке: Иванова Мария  Петровна\n\"Лист1!A2\" = \"другой человек\"\n\"Лист1!B3\" = 2026-09-01\n\"Лист1!A4\" = \"не нужно\"\n\"Лист2!A1\" = \"а\"\n\"Лист1!C3\" = \"\"\n",
        )
        .unwrap();
        let given = answers.give(&mut book);
        assert_eq!(
            book.sheets[0].at(1, 0).shown(),
            "Иванова Мария Петровна (другой человек)"
        );
        assert_eq!(book.sheets[0].at(2, 1).shown(), "2026-09-01");
        assert_eq!(given.not_needed, BTreeSet::from([("Лист1".to_owned(), 3)]));
        assert_eq!(
            given.untaken,
            ["ответ не взят: в книге нет ячейки «Лист2!A1»"]
        );
        // The rows have moved since the question was asked.
        let moved = "# в ячейке: Иванова М.П.\n\"Лист1!A2\" = \"Иванова Марина Павловна\"\n";
        let given = Answers::read(moved).unwrap().give(&mut book);
        assert!(
            given.untaken[0].contains("он был на «Иванова М.П.»"),
            "{given:?}"
        );
        assert!(Answers::read("Лист1!A2 = б").is_err());
    }
}
