//! Quotation marks of a text table (RFC 4180): one that is opened and not closed makes a cell out of
//! all that follows, and the rows in it are lost.

use std::iter::Peekable;
use std::str::Chars;

use crate::reader::decode::decode;

/// The line, from 1, of the first cell whose quotation mark is closed nowhere, or only by that of
/// another cell.
pub(super) fn open_quote(bytes: &[u8]) -> Option<usize> {
    let text = decode(bytes)?.0.replace("\r\n", "\n").replace('\r', "\n");
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    let separator = [',', '\t', ';']
        .into_iter()
        .max_by_key(|it| first.matches(*it).count())?;
    let width = first.matches(separator).count();
    let mut line = 1;
    let mut letters = text.chars().peekable();
    let mut starts_cell = true;
    while let Some(letter) = letters.next() {
        if letter == '"' && starts_cell {
            match rest_of_cell(&mut letters, separator, width) {
                Some(breaks) => line += breaks,
                None => return Some(line),
            }
        }
        line += usize::from(letter == '\n');
        starts_cell = letter == separator || letter == '\n';
    }
    None
}

/// Reads on to the closing mark; gives the breaks of line before it, if the cell is a cell: nothing
/// stands between the mark and the next separator, and no line inside looks like a row.
fn rest_of_cell(letters: &mut Peekable<Chars<'_>>, separator: char, width: usize) -> Option<usize> {
    let mut breaks = 0;
    let mut separators = 0;
    loop {
        let letter = letters.next()?;
        if letter == '\n' {
            breaks += 1;
            separators = 0;
        }
        separators += usize::from(letter == separator);
        // A row of the table inside a cell of the table.
        if breaks > 0 && width > 1 && separators >= width {
            return None;
        }
        if letter != '"' {
            continue;
        }
        match letters.peek() {
            Some('"') => {
                letters.next();
            }
            // Words after a mark that closes in its own line swallow no row.
            Some(next) if *next != separator && *next != '\n' && breaks > 0 => return None,
            Some(_) | None => return Some(breaks),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_mark_is_told_with_its_line() {
        let told = |rows: &str| open_quote(format!("Фамилия;Имя;Должность\n{rows}").as_bytes());
        assert_eq!(told("А;Б;\"учитель\nВ;Г;\"учитель; классный\"\n"), Some(2));
        assert_eq!(told("А;Б;В\n\"Г;Д;Е\nЖ;З;И\n"), Some(3));
        assert_eq!(told("А;Б;\"учитель\nВ;Г;Д\"\n"), Some(2));
        assert_eq!(told("А;Б;\"учитель\""), None);
        assert_eq!(
            told("А;Б;\"учитель,\r\nклассный руководитель\"\r\nВ;Г;Д"),
            None
        );
        assert_eq!(
            told("А;Б;учитель \"музыки\"\nВ;Г;\"а \"\"б\"\" в\"\n"),
            None
        );
        assert_eq!(told("\"Школа\" № 5;Б;В\n"), None);
        assert_eq!(told(""), None);
        assert_eq!(open_quote("\u{FEFF}А,Б\n\"В,Г\",\"Д\n".as_bytes()), Some(2));
    }
}
