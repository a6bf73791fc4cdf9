//! From a place in a file that an import would write back to the cell it came from.

use toml_edit::{Document, Item, Table, TableLike};

use super::Imported;
use crate::problem::{Code, Problem, Sources};
use crate::workbook::words::{field_at, in_form};

/// Name of a file as messages show it.
pub(in crate::workbook) fn shown(folder: &str, name: &str) -> String {
    match folder.trim_end_matches(['/', '\\']) {
        "" | "." => name.to_owned(),
        folder => format!("{}/{name}", folder.replace('\\', "/")),
    }
}

impl Imported {
    /// Takes over the problems that the project would have: those of values from the workbook get
    /// their cells.
    pub fn take_problems(&mut self, problems: &[Problem], sources: &Sources, folder: &str) {
        for problem in problems {
            let mut problem = problem.clone();
            if let Some(place) = problem.place.take() {
                let source = sources.get(place.file);
                let own_name = self
                    .places
                    .keys()
                    .map(|(file, _)| file)
                    .find(|file| shown(folder, file) == source.name)
                    .cloned();
                let start = if problem.code == Code::MissingKey && place.span.start == 0 {
                    None
                } else {
                    Some(place.span.start)
                };
                let path = start.map_or_else(String::new, |start| key_at(&source.text, start));
                let lacks = problem.lacking().map(|key| {
                    if path.is_empty() {
                        key.to_owned()
                    } else {
                        format!("{path}.{key}")
                    }
                });
                let keys = lacks.as_ref().unwrap_or(&path);
                let field = own_name.as_ref().and_then(|file| field_at(file, keys));
                let empty = own_name
                    .clone()
                    .zip(lacks.clone())
                    .and_then(|key| self.empty.get(&key))
                    .map(|cell| (cell.to_string(), String::new()));
                let lacks_column = problem.lacking().is_some() && empty.is_none();
                let cell = empty.or_else(|| own_name.and_then(|file| self.cell_of(&file, &path)));
                problem.place = Some(match cell {
                    Some((cell, text)) => {
                        (problem.message, problem.hint) = in_form(&problem, field);
                        if lacks_column {
                            let head =
                                field.map_or(String::new(), |field| format!(" «{}»", field.head));
                            problem.hint = Some(
                                format!("добавьте в список столбец{head} и заполните его")
                                    .into_boxed_str(),
                            );
                        }
                        self.sources.add_cell(&self.book.clone(), cell, text)
                    }
                    None => crate::problem::Place {
                        file: self.sources.add(source.clone()),
                        span: place.span,
                    },
                });
            }
            self.problems.push(problem);
        }
    }

    /// The cell of a key, or of the nearest table around it.
    fn cell_of(&self, file: &str, path: &str) -> Option<(String, String)> {
        let mut path = path;
        loop {
            if let Some((cell, text)) = self.places.get(&(file.to_owned(), path.to_owned())) {
                return Some((cell.to_string(), text.clone()));
            }
            if path.is_empty() {
                return None;
            }
            path = path.rsplit_once('.').map_or("", |(above, _)| above);
        }
    }

    /// What is to be said at each cell, by its name.
    pub fn remarks(&self) -> std::collections::BTreeMap<String, String> {
        let mut out: std::collections::BTreeMap<String, String> = std::collections::BTreeMap::new();
        for problem in &self.problems {
            let Some(cell) = problem
                .place
                .as_ref()
                .and_then(|p| self.sources.cell(p.file))
            else {
                continue;
            };
            let hint = problem
                .hint
                .as_ref()
                .map(|h| format!("\nСовет: {h}"))
                .unwrap_or_default();
            let word = if problem.is_error() {
                "Ошибка"
            } else {
                "Предупреждение"
            };
            let text = format!(
                "{word} {}: {}{hint}",
                problem.code.number(),
                problem.message
            );
            let whole = out.entry(cell.to_owned()).or_default();
            if !whole.is_empty() {
                whole.push_str("\n\n");
            }
            whole.push_str(&text);
        }
        out
    }

    /// Name of the workbook's file.
    pub fn file_name(&self) -> &str {
        &self.book
    }
}

/// Keys from the top of a file to what stands at this byte: the last key, value or heading that
/// begins no later.
pub(in crate::workbook) fn key_at(text: &str, at: usize) -> String {
    let Ok(document) = Document::parse(text) else {
        return String::new();
    };
    let mut best = (0, String::new());
    walk(document.as_table(), "", at, &mut best);
    best.1
}

fn walk(table: &dyn TableLike, prefix: &str, at: usize, best: &mut (usize, String)) {
    for (key, item) in table.iter() {
        let path = if prefix.is_empty() {
            key.to_owned()
        } else {
            format!("{prefix}.{key}")
        };
        let key_start = table
            .get_key_value(key)
            .and_then(|(k, _)| k.span())
            .map(|s| s.start);
        note(key_start, &path, at, best);
        match item {
            Item::Table(inner) => {
                note(inner.span().map(|s| s.start), &path, at, best);
                walk(inner, &path, at, best);
            }
            Item::ArrayOfTables(array) => {
                for (i, inner) in array.iter().enumerate() {
                    walk_numbered(inner, &format!("{path}.{i}"), at, best);
                }
            }
            Item::Value(value) => {
                note(value.span().map(|s| s.start), &path, at, best);
                if let Some(inner) = value.as_inline_table() {
                    walk(inner, &path, at, best);
                }
            }
            Item::None => {}
        }
    }
}

fn walk_numbered(inner: &Table, path: &str, at: usize, best: &mut (usize, String)) {
    note(inner.span().map(|s| s.start), path, at, best);
    walk(inner, path, at, best);
}

fn note(start: Option<usize>, path: &str, at: usize, best: &mut (usize, String)) {
    if let Some(start) = start.filter(|s| *s <= at && *s >= best.0) {
        *best = (start, path.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_of_a_file_is_known_by_its_keys() {
        let text = "a = 1\nbasis = { number = \"1\", date = 2026-09-01 }\n\n[note]\naim = \"x\"\n\n[[activity]]\nname = \"а\"\n\n[[activity]]\nname = \"б\"\n";
        let at = |needle: &str| key_at(text, text.find(needle).unwrap());
        assert_eq!(
            [at("2026"), at("\"x\""), at("\"б\""), at("a = 1")],
            ["basis.date", "note.aim", "activity.1.name", "a"]
        );
        assert_eq!(
            key_at(text, text.rfind("[[activity]]").unwrap()),
            "activity.1"
        );
    }
}
