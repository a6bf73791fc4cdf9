//! Text tables: cells parted by one sign, line by line.

use std::iter::Peekable;
use std::str::Chars;

/// The signs that part cells, those that more programs write first.
const SEPARATORS: [char; 4] = [';', '\t', ',', '|'];
/// So many rows tell which sign parts a table.
const ROWS_LOOKED_AT: usize = 200;

/// The rows of a text with plain ends of lines, parted by the sign that parts most rows alike. An
/// empty line is a row without cells; «sep=;», by which Excel is told the sign, is one too.
pub(super) fn rows(text: &str, most: usize) -> Vec<Vec<String>> {
    let (told, text) = match text.split_once('\n') {
        Some((first, rest)) if first.trim_end().len() == 5 && first.starts_with("sep=") => {
            (first.trim_end().chars().last(), rest)
        }
        _ => (None, text),
    };
    let parted = |separator: char| Parted {
        letters: text.chars().peekable(),
        separator,
    };
    let best = SEPARATORS
        .into_iter()
        .rev()
        .max_by_key(|separator| {
            let widths: Vec<usize> = parted(*separator)
                .take(ROWS_LOOKED_AT)
                .map(|row| row.len())
                .filter(|width| *width > 1)
                .collect();
            let alike = |width: &usize| widths.iter().filter(|w| *w == width).count();
            widths.iter().map(alike).max().unwrap_or_default()
        })
        .unwrap_or(';');
    let own = parted(told.unwrap_or(best)).take(most);
    let before = told.map(|_| Vec::new());
    before.into_iter().chain(own).collect()
}

struct Parted<'t> {
    letters: Peekable<Chars<'t>>,
    separator: char,
}

impl Iterator for Parted<'_> {
    type Item = Vec<String>;

    fn next(&mut self) -> Option<Vec<String>> {
        self.letters.peek()?;
        let mut row = Vec::new();
        loop {
            let cell = self.cell();
            let end = self.letters.next();
            let goes_on = end == Some(self.separator);
            if !(cell.is_empty() && row.is_empty() && !goes_on) {
                row.push(cell);
            }
            if !goes_on {
                return Some(row);
            }
        }
    }
}

impl Parted<'_> {
    /// A cell, up to what ends it. Excel keeps the zeros of a number by a formula: `="007"`.
    fn cell(&mut self) -> String {
        let written = self.written();
        let kept = written
            .strip_prefix("=\"")
            .and_then(|text| text.strip_suffix('"'));
        match kept {
            Some(text) if !text.contains('"') => text.to_owned(),
            _ => written,
        }
    }

    /// A cell, up to what ends it. Quotation marks around the whole of it are no part of it;
    /// those around its first words are.
    fn written(&mut self) -> String {
        let mut out = String::new();
        if self.letters.peek() == Some(&'"') {
            self.letters.next();
            let mut inside = String::new();
            loop {
                match self.letters.next() {
                    None => return inside,
                    Some('"') if self.letters.peek() == Some(&'"') => {
                        self.letters.next();
                        inside.push('"');
                    }
                    Some('"') => break,
                    Some(letter) => inside.push(letter),
                }
            }
            let next = self.letters.peek().copied();
            if next.is_none_or(|c| c == '\n' || c == self.separator) {
                return inside;
            }
            out = format!("\"{inside}\"");
        }
        while let Some(letter) = self.letters.next_if(|c| *c != '\n' && *c != self.separator) {
            out.push(letter);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_parted_by_the_sign_of_most_rows() {
        assert_eq!(rows("а;б, в\nг;д\n", 10), [["а", "б, в"], ["г", "д"]]);
        assert_eq!(
            rows("а|б|в\n\nг|д|е", 10),
            [vec!["а", "б", "в"], vec![], vec!["г", "д", "е"]]
        );
        assert_eq!(rows("sep=,\nа,б;в\n", 10), [vec![], vec!["а", "б;в"]]);
    }

    #[test]
    fn marks_around_a_cell_go_and_marks_within_it_stay() {
        assert_eq!(
            rows("\"а\nб\";\"в \"\"г\"\"\"\n", 10),
            [["а\nб", "в \"г\""]]
        );
        assert_eq!(
            rows("а;\"Школа\" молодого учителя\nб;в\n", 10)[0][1],
            "\"Школа\" молодого учителя"
        );
        assert_eq!(rows("а;б \"в\"\nг;д", 10)[0][1], "б \"в\"");
        assert_eq!(
            rows("а;б\n=\"007\";\"=\"\"012\"\"\"\n", 10)[1],
            ["007", "012"]
        );
    }
}
