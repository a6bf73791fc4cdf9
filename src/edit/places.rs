//! From a place in a file that an import would write back to the cell it came from.

use super::outcome::Imported;
use super::words::in_form;
use crate::fields::field_at;
use crate::problem::{Place, Problem, Sources};

impl Imported {
    /// Takes over the problems that the project would have: those of values from the workbook get
    /// their cells.
    pub fn take_problems(&mut self, problems: &[Problem], sources: &Sources) {
        for problem in problems {
            let mut problem = problem.clone();
            if let Some(place) = problem.place.take() {
                problem.place = Some(self.in_workbook(&mut problem, place, sources));
            }
            self.problems.push(problem);
        }
    }

    /// The cell of a place in a file, if it has one; words and advice then become those of a cell.
    fn in_workbook(&mut self, problem: &mut Problem, place: Place, sources: &Sources) -> Place {
        let source = sources.get(place.file);
        let file = source.inside.as_str();
        let path = place.path.to_string();
        let is_missing = problem.lacking().is_some();
        // Nothing stands where a key is missing: only its own empty cell, else the row around it.
        let own = is_missing
            .then(|| self.empty.get(&(file.to_owned(), path.clone())))
            .flatten()
            .map(|cell| (cell.clone(), String::new()));
        let lacks_column = is_missing && own.is_none();
        let Some((cell, text)) = own.or_else(|| self.cell_of(file, &path)) else {
            return Place {
                file: self.sources.add(source.clone()),
                ..place
            };
        };
        let field = field_at(file, &path);
        (problem.message, problem.hint) = in_form(problem, field);
        if lacks_column {
            let head = field.map_or(String::new(), |field| format!(" «{}»", field.head));
            let hint = format!("добавьте в список столбец{head} и заполните его");
            problem.hint = Some(hint.into_boxed_str());
        }
        self.sources.add_cell(&self.book.clone(), cell, text)
    }

    /// The cell of a key, or of the nearest table around it.
    fn cell_of(&self, file: &str, path: &str) -> Option<(String, String)> {
        let mut path = path;
        loop {
            if let Some((cell, text)) = self.places.get(&(file.to_owned(), path.to_owned())) {
                return Some((cell.clone(), text.clone()));
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
