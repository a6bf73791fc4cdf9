//! From a place in a file that an import would write back to the cell it came from.

use super::outcome::Imported;
use super::toml_file::ORGANIZATION;
use crate::fields::field_at;
use crate::problem::{Advice, Audience, Place, Problem, Sources};

impl Imported {
    /// Takes over the problems that the project would have: those of values from the workbook get
    /// their cells.
    pub fn take_problems(&mut self, problems: &[Problem], sources: &Sources) {
        for problem in problems {
            let problem = match &problem.place {
                Some(place) => self.in_workbook(problem.clone(), place, sources),
                None => problem.clone(),
            };
            self.problems.push(problem);
        }
    }

    /// A problem at a place in a file, at its cell if it has one.
    fn in_workbook(&mut self, problem: Problem, place: &Place, sources: &Sources) -> Problem {
        let source = sources.get(place.file);
        let file = source.inside.as_str();
        let path = place.path.to_string();
        // Nothing stands where a key is missing: only its own empty cell, else the row around it.
        let own = problem
            .is_missing
            .then(|| self.empty.get(&(file.to_owned(), path.clone())))
            .flatten()
            .map(|cell| (cell.clone(), String::new()));
        let lacks_column = problem.is_missing && own.is_none();
        let Some((cell, text)) = own.or_else(|| self.cell_of(file, &path)) else {
            return problem.at(&Place {
                file: self.sources.add(source.clone()),
                ..place.clone()
            });
        };
        let title = field_at(file, &path).map(|field| field.head);
        let cell = self.sources.add_cell(&self.book.clone(), cell, text);
        let problem = problem.at(&cell).seen_by(Audience::Workbook, title);
        if !lacks_column {
            let is_bare =
                problem.is_missing && matches!(problem.advice, None | Some(Advice::Add { .. }));
            return if is_bare {
                problem.hint("заполните эту ячейку")
            } else {
                problem
            };
        }
        if self.is_ours && file == ORGANIZATION && path.starts_with("staff.") {
            return problem
                .hint("впишите этого человека на лист «Сотрудники» и заполните там его строку");
        }
        let column = self.columns.get(&(file.to_owned(), path)).copied();
        let head = column
            .or(title)
            .map_or(String::new(), |title| format!(" «{title}»"));
        problem.hint(Advice::from(format!(
            "добавьте в список столбец{head} и заполните его"
        )))
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
            let advice = problem
                .advised()
                .map(|advice| format!("\nСовет: {advice}"))
                .unwrap_or_default();
            let word = if problem.is_error() {
                "Ошибка"
            } else {
                "Предупреждение"
            };
            let text = format!(
                "{word} {}: {}{advice}",
                problem.code.number(),
                problem.text()
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
