//! The form as it was typed, made ready to be read: each line by itself, dots to write on as
//! underscores, no letter that the font lacks, no mark that a wording file would take for its own.

use crate::docx::read::{Grid, GridCell, Line, Outline, Piece};

use super::place;

pub(super) struct Typed {
    pub pieces: Vec<Piece>,
    pub is_landscape: bool,
    pub unplaced: Vec<String>,
    /// Signs that are printed as others: the first place of each, and how many there are besides.
    changed: Vec<(char, &'static str, String, usize)>,
}

/// Dots in a row that are a line to write on.
const DOTS: usize = 5;
const LONG_DOTS: usize = 2;

impl Typed {
    pub(super) fn of(outline: &Outline, can_draw: &dyn Fn(char) -> bool) -> Self {
        let mut out = Self {
            pieces: Vec::new(),
            is_landscape: outline.is_landscape,
            unplaced: Vec::new(),
            changed: Vec::new(),
        };
        for piece in &outline.pieces {
            match piece {
                Piece::Line(line) => {
                    for line in out.lines(line, can_draw) {
                        out.pieces.push(Piece::Line(line));
                    }
                }
                Piece::Table(grid) => {
                    let grid = out.grid(grid, can_draw);
                    out.pieces.push(Piece::Table(grid));
                }
                Piece::Page => out.pieces.push(Piece::Page),
            }
        }
        for (sign, other, place, count) in std::mem::take(&mut out.changed) {
            let more = match count {
                0 => String::new(),
                count => format!(" и еще {count}"),
            };
            out.unplaced.push(format!(
                "{place}знак «{sign}»{more}: вместо него печатается «{other}»"
            ));
        }
        out
    }

    /// What is printed instead of a sign; it is told.
    fn instead(&mut self, sign: char, other: &'static str, line: &Line) -> &'static str {
        let known = self.changed.iter_mut().find(|it| it.0 == sign);
        match known {
            Some((.., count)) => *count += 1,
            None => self.changed.push((sign, other, place::place(line.at), 0)),
        }
        other
    }

    fn grid(&mut self, grid: &Grid, can_draw: &dyn Fn(char) -> bool) -> Grid {
        let mut cell = |cell: &GridCell| GridCell {
            lines: cell
                .lines
                .iter()
                .flat_map(|line| self.lines(line, can_draw))
                .collect(),
            ..cell.clone()
        };
        let rows = grid.rows.iter();
        Grid {
            rows: rows
                .map(|row| row.iter().map(&mut cell).collect())
                .collect(),
            ..grid.clone()
        }
    }

    fn lines(&mut self, line: &Line, can_draw: &dyn Fn(char) -> bool) -> Vec<Line> {
        let mut lost = String::new();
        let mut text = String::new();
        for c in line.text.chars() {
            match c {
                '{' => text.push_str(self.instead(c, "(", line)),
                '}' => text.push_str(self.instead(c, ")", line)),
                '\u{2610}' | '\u{25A1}' | '\u{25FB}' => text.push_str(self.instead(c, "__", line)),
                '\n' | '\t' => text.push(c),
                '\u{AD}' | '\u{200B}' | '\u{FEFF}' => {}
                c if c.is_whitespace() => text.push(' '),
                c if c.is_control() => {}
                c if can_draw(c) => text.push(c),
                c => lost.push(c),
            }
        }
        if !lost.is_empty() {
            let place = place::place(line.at);
            self.unplaced
                .push(format!("{place}знаки, которых нет в шрифте: {lost}"));
        }
        let text = dots_as_lines(&text);
        let parts = text.split('\n').map(|part| Line {
            text: part.trim().to_owned(),
            ..line.clone()
        });
        parts.collect()
    }
}

/// «…………» and «..........» as underscores.
fn dots_as_lines(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['.', '…']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = rest
            .find(|c: char| !matches!(c, '.' | '…'))
            .unwrap_or(rest.len());
        let (dots, after) = rest.split_at(length);
        let long = dots.matches('…').count();
        if dots.chars().count() >= DOTS || long >= LONG_DOTS {
            out.push_str(&"_".repeat((dots.chars().count() + 2 * long).max(8)));
        } else {
            out.push_str(dots);
        }
        rest = after;
    }
    out + rest
}

/// Underscores in a row that are a line to write on.
const LEAST: usize = 2;

/// The parts of a text around its lines to write on.
pub(super) fn around_blanks(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut row = 0;
    for c in text.chars() {
        if c == '_' {
            row += 1;
            continue;
        }
        end_row(&mut out, row);
        row = 0;
        if let Some(last) = out.last_mut() {
            last.push(c);
        }
    }
    end_row(&mut out, row);
    out
}

fn end_row(out: &mut Vec<String>, row: usize) {
    if row >= LEAST {
        out.push(String::new());
    } else if let Some(last) = out.last_mut() {
        last.push_str(&"_".repeat(row));
    }
}

/// Whether a text says nothing.
pub(super) fn is_wordless(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

/// Nothing but a line to write on.
pub(super) fn is_blank(text: &str) -> bool {
    is_wordless(text) && around_blanks(text).len() > 1
}

/// «(ФИО, подпись)», be it of several brackets.
pub(super) fn is_caption(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', ';', ',']);
    text.starts_with('(') && text.ends_with(')') && !is_wordless(text) && text.chars().count() < 160
}

/// The words with single spaces.
pub(super) fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_to_write_on_part_a_text() {
        assert_eq!(
            around_blanks("Наставник ____ /____/"),
            ["Наставник ", " /", "/"]
        );
        assert_eq!(around_blanks("а_б"), ["а_б"]);
        assert!(is_blank("______ / ____ /") && !is_blank("от ____") && !is_blank("—"));
        assert!(is_caption("(подпись)      (расшифровка)") && !is_caption("(а) б"));
    }

    #[test]
    fn dots_to_write_on_become_a_line() {
        assert_eq!(
            dots_as_lines("Дата ........ Цель… и т.д."),
            "Дата ________ Цель… и т.д."
        );
        assert_eq!(dots_as_lines("Тема ………"), "Тема _________");
    }
}
