//! Answers to the questions about a book: what should stand in a cell, that a person is another
//! one, or that a row is not needed.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::{Book, Value};
use crate::edit::Imported;
use crate::problem::{Code, Problem};

/// Says that a row is not to be read.
const NOT_NEEDED: &str = "не нужно";
/// Says that the name in the cell is no slip of the pen.
const ANOTHER: &str = "другой человек";

/// Answers by the names of the cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<String, String>);

impl Answers {
    /// Reads a file of answers: TOML with a line for every cell. Empty answers are no answers.
    ///
    /// # Errors
    /// If it is none.
    pub fn read(text: &str) -> Result<Self, Problem> {
        let table: toml::Table = text.parse().map_err(|_| {
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
        Ok(Self(answers.filter(|(_, text)| !text.is_empty()).collect()))
    }

    /// Puts the answers into the book. Gives the rows that are not needed, by their sheets, and the
    /// names of cells that the book does not have.
    pub fn give(&self, book: &mut Book) -> (BTreeSet<(String, u32)>, Vec<String>) {
        let mut left = BTreeSet::new();
        let mut strange = Vec::new();
        for (name, answer) in &self.0 {
            let found = book
                .sheets
                .iter_mut()
                .find_map(|sheet| Some((sheet.named(name)?, sheet)));
            let Some(((row, column), sheet)) = found else {
                strange.push(name.clone());
                continue;
            };
            match answer.to_lowercase().as_str() {
                NOT_NEEDED => drop(left.insert((sheet.name.clone(), row))),
                ANOTHER => {
                    let text = format!("{} ({ANOTHER})", sheet.at(row, column).shown());
                    sheet.put(row, column, Value::Text(text));
                }
                _ => sheet.put(row, column, Value::Text(answer.clone())),
            }
        }
        (left, strange)
    }

    /// A file to write the answers into: every question with its cell.
    pub fn blank(imported: &Imported) -> String {
        let mut out = format!(
            "# Ответы на вопросы к файлу {}. Впишите ответ в кавычки: что должно стоять в ячейке;\n# «{ANOTHER}», если имя верно и это не описка; «{NOT_NEEDED}», если строку читать не надо.\n",
            imported.file_name()
        );
        let mut questions: BTreeMap<&str, (Vec<String>, &str)> = BTreeMap::new();
        for problem in imported.problems.iter().filter(|p| p.is_error()) {
            let Some(place) = &problem.place else {
                continue;
            };
            let Some(cell) = imported.sources.cell(place.file) else {
                continue;
            };
            let text = imported.sources.get(place.file).text.as_str();
            let (lines, _) = questions.entry(cell).or_insert((Vec::new(), text));
            lines.push(problem.text().into_owned());
            lines.extend(problem.advised().map(|advice| format!("совет: {advice}")));
        }
        for (cell, (lines, text)) in questions {
            out.push('\n');
            let inside = format!("в ячейке: {text}");
            for line in lines.iter().chain((!text.is_empty()).then_some(&inside)) {
                out.push_str(&format!(
                    "# {}\n",
                    line.split_whitespace().collect::<Vec<_>>().join(" ")
                ));
            }
            out.push_str(&format!(
                "{} = \"\"\n",
                toml::Value::String(cell.to_owned())
            ));
        }
        out
    }
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
            "\"Лист1!A2\" = \"другой человек\"\n\"Лист1!B3\" = 2026-09-01\n\"Лист1!A4\" = \"не нужно\"\n\"Лист2!A1\" = \"а\"\n\"Лист1!C3\" = \"\"\n",
        )
        .unwrap();
        let (left, strange) = answers.give(&mut book);
        assert_eq!(
            book.sheets[0].at(1, 0).shown(),
            "Иванова Мария Петровна (другой человек)"
        );
        assert_eq!(book.sheets[0].at(2, 1).shown(), "2026-09-01");
        assert!(left.contains(&("Лист1".to_owned(), 3)) && left.len() == 1);
        assert_eq!(strange, ["Лист2!A1"]);
        assert!(Answers::read("Лист1!A2 = б").is_err());
    }
}
