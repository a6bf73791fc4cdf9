//! Sheets of an ODS workbook: what is seen in each cell, merged areas, what is hidden or struck
//! out.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::comments::in_one_line;
use super::xml::attribute;
use crate::workbook::grid::{Full, Sheet, Value};
use crate::workbook::months::{month_and_year, shows_day};

/// Names of styles that matter.
#[derive(Debug, Default)]
struct Styles {
    struck: BTreeSet<String>,
    hidden_tables: BTreeSet<String>,
}

/// A cell that is being read.
#[derive(Debug, Default)]
struct Open {
    repeats: u32,
    rows: u32,
    columns: u32,
    kind: String,
    is_error: bool,
    has_formula: bool,
    stored: String,
    is_struck: bool,
    paragraphs: Vec<String>,
    /// The same without what is struck out.
    seen: Vec<String>,
    struck: String,
    /// What is said in remarks on it.
    remark: String,
}

/// How much of a cell is struck out.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Struck {
    Nothing,
    /// These words, and not those that are its value.
    Words(String),
    Everything,
}

/// A row that is being read: its cells by their columns.
#[derive(Debug, Default)]
struct OpenRow {
    repeats: u32,
    is_hidden: bool,
    next: u32,
    cells: Vec<(u32, Value, Struck)>,
    remarks: Vec<(u32, String)>,
    merged: Vec<(u32, u32, u32)>,
}

struct Reading {
    styles: Styles,
    style: String,
    sheets: Vec<Sheet>,
    next_row: u32,
    next_column: u32,
    row: OpenRow,
    cell: Option<Open>,
    /// Depth within what is no text of the cell: a remark on it.
    aside: u32,
    in_text: bool,
    in_remark: bool,
    /// Whether the parts of text that are being read are struck out, one in another.
    spans: Vec<bool>,
}

/// What kept a workbook from being read.
#[derive(Debug)]
pub(crate) enum Unreadable {
    Broken,
    TooLarge,
}

impl From<Full> for Unreadable {
    fn from(_: Full) -> Self {
        Self::TooLarge
    }
}

/// The sheets of `content.xml`, whose spread has been looked at before.
pub(crate) fn sheets(content: &str) -> Result<Vec<Sheet>, Unreadable> {
    let mut it = Reading {
        styles: Styles::default(),
        style: String::new(),
        sheets: Vec::new(),
        next_row: 0,
        next_column: 0,
        row: OpenRow::default(),
        cell: None,
        aside: 0,
        in_text: false,
        in_remark: false,
        spans: Vec::new(),
    };
    let mut reader = Reader::from_str(content);
    loop {
        match reader.read_event().map_err(|_| Unreadable::Broken)? {
            Event::Eof => break,
            Event::Start(start) => it.begin(&start),
            Event::Empty(start) => {
                it.begin(&start);
                it.end(start.local_name().as_ref())?;
            }
            Event::End(end) => it.end(end.local_name().as_ref())?,
            Event::Text(text) => it.text(&text.decode().map_err(|_| Unreadable::Broken)?),
            Event::GeneralRef(reference) => {
                let name = reference.decode().map_err(|_| Unreadable::Broken)?;
                let whole = format!("&{name};");
                let letter = quick_xml::escape::unescape(&whole).map_err(|_| Unreadable::Broken)?;
                it.text(&letter);
            }
            _ => {}
        }
    }
    for sheet in &mut it.sheets {
        sheet.index_merged()?;
    }
    Ok(it.sheets)
}

impl Reading {
    fn begin(&mut self, start: &BytesStart<'_>) {
        let text = |key: &[u8]| attribute(start, key).unwrap_or_default();
        let number = |key: &[u8]| text(key).parse::<u32>().unwrap_or(1).max(1);
        match start.local_name().as_ref() {
            b"style" => self.style = text(b"name"),
            b"text-properties" => {
                let is_line = |key: &[u8]| !["", "none"].contains(&text(key).as_str());
                if is_line(b"text-line-through-style") || is_line(b"text-line-through-type") {
                    self.styles.struck.insert(self.style.clone());
                }
            }
            b"table-properties" if text(b"display") == "false" => {
                self.styles.hidden_tables.insert(self.style.clone());
            }
            b"table" => {
                self.next_row = 0;
                self.next_column = 0;
                self.sheets.push(Sheet {
                    name: text(b"name"),
                    is_hidden: self.styles.hidden_tables.contains(&text(b"style-name")),
                    ..Sheet::default()
                });
            }
            b"table-column" => {
                let next = self
                    .next_column
                    .saturating_add(number(b"number-columns-repeated"));
                let is_hidden = text(b"visibility") == "collapse";
                if let Some(sheet) = self.sheets.last_mut().filter(|_| is_hidden) {
                    sheet
                        .hidden_columns
                        .extend(self.next_column..next.min(1000));
                }
                self.next_column = next;
            }
            b"table-row" => {
                self.row = OpenRow {
                    repeats: number(b"number-rows-repeated"),
                    is_hidden: ["collapse", "filter"].contains(&text(b"visibility").as_str()),
                    ..OpenRow::default()
                };
            }
            b"table-cell" | b"covered-table-cell" => {
                let stored = [&b"date-value"[..], b"boolean-value", b"string-value"];
                self.cell = Some(Open {
                    repeats: number(b"number-columns-repeated"),
                    rows: number(b"number-rows-spanned"),
                    columns: number(b"number-columns-spanned"),
                    // Of the office and of the program that wrote it: both end alike.
                    kind: office_type(start),
                    is_error: is_error(start),
                    has_formula: attribute(start, b"formula").is_some(),
                    stored: stored
                        .iter()
                        .map(|key| text(key))
                        .find(|t| !t.is_empty())
                        .unwrap_or_else(|| text(b"value")),
                    is_struck: self.styles.struck.contains(&text(b"style-name")),
                    ..Open::default()
                });
            }
            b"annotation" => self.aside += 1,
            b"p" if self.aside > 0 => {
                self.in_remark = true;
                self.text(" ");
            }
            b"p" if self.aside == 0 => {
                self.in_text = true;
                if let Some(cell) = &mut self.cell {
                    cell.paragraphs.push(String::new());
                    cell.seen.push(String::new());
                }
            }
            b"span" => {
                let is_struck = self.styles.struck.contains(&text(b"style-name"));
                self.spans.push(is_struck);
            }
            b"s" if self.in_text => {
                let spaces = " ".repeat(usize::try_from(number(b"c").min(1000)).unwrap_or(1));
                self.text(&spaces);
            }
            b"tab" if self.in_text => self.text(" "),
            b"line-break" if self.in_text => self.text("\n"),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let is_struck = self.spans.contains(&true);
        let Some(cell) = &mut self.cell else { return };
        if self.aside > 0 {
            // Its author and its day are no text of a paragraph.
            if self.in_remark {
                cell.remark.push_str(text);
            }
            return;
        }
        if !self.in_text {
            return;
        }
        if let Some(last) = cell.paragraphs.last_mut() {
            last.push_str(text);
        }
        if is_struck {
            cell.struck.push_str(text);
        } else if let Some(last) = cell.seen.last_mut() {
            last.push_str(text);
        }
    }

    fn end(&mut self, name: &[u8]) -> Result<(), Full> {
        match name {
            b"annotation" => self.aside = self.aside.saturating_sub(1),
            b"p" if self.aside == 0 => self.in_text = false,
            b"p" => self.in_remark = false,
            b"span" => drop(self.spans.pop()),
            b"table-cell" | b"covered-table-cell" => {
                if let Some(cell) = self.cell.take() {
                    self.row.take(&cell);
                }
            }
            b"table-row" => self.end_row()?,
            _ => {}
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Full> {
        let row = std::mem::take(&mut self.row);
        let first = self.next_row;
        self.next_row = first.saturating_add(row.repeats);
        let Some(sheet) = self.sheets.last_mut() else {
            return Ok(());
        };
        for (column, rows, columns) in row.merged {
            sheet.merged.push([
                first,
                column,
                first.saturating_add(rows - 1),
                column.saturating_add(columns - 1),
            ]);
        }
        for (column, remark) in row.remarks {
            sheet.remarks.insert((first, column), remark);
        }
        if row.cells.is_empty() {
            return Ok(());
        }
        for index in first..self.next_row {
            if row.is_hidden {
                sheet.hidden_rows.insert(index);
            }
            for (column, value, struck) in &row.cells {
                sheet.put_bounded(index, *column, value.clone())?;
                match struck {
                    Struck::Nothing => {}
                    Struck::Words(words) => {
                        sheet.struck_words.insert((index, *column), words.clone());
                    }
                    Struck::Everything => drop(sheet.struck.insert((index, *column))),
                }
            }
        }
        Ok(())
    }
}

impl OpenRow {
    fn take(&mut self, cell: &Open) {
        let first = self.next;
        self.next = first.saturating_add(cell.repeats);
        if cell.rows > 1 || cell.columns > 1 {
            self.merged.push((first, cell.rows, cell.columns));
        }
        let remark = in_one_line(&cell.remark);
        if !remark.is_empty() {
            self.remarks.push((first, remark));
        }
        let (value, struck) = cell.value_and_struck();
        if !value.is_empty() {
            self.cells
                .extend((first..self.next).map(|c| (c, value.clone(), struck.clone())));
        }
    }
}

/// `office:value-type`, not `calcext:value-type` that stands beside it.
fn office_type(start: &BytesStart<'_>) -> String {
    let mut found = start.attributes().flatten();
    found
        .find(|a| a.key.as_ref() == b"office:value-type")
        .map(|a| String::from_utf8_lossy(&a.value).into_owned())
        .unwrap_or_default()
}

fn is_error(start: &BytesStart<'_>) -> bool {
    start
        .attributes()
        .flatten()
        .any(|a| a.key.local_name().as_ref() == b"value-type" && &*a.value == b"error")
}

impl Open {
    /// What is seen in the cell without what is struck out; the whole where nothing else is left.
    fn value_and_struck(&self) -> (Value, Struck) {
        let words = in_one_line(&self.struck);
        let seen: Vec<String> = self.seen.iter().map(|line| in_one_line(line)).collect();
        let seen: Vec<String> = seen.into_iter().filter(|line| !line.is_empty()).collect();
        if words.is_empty() || seen.is_empty() {
            let is_struck = self.is_struck || !words.is_empty();
            let struck = if is_struck {
                Struck::Everything
            } else {
                Struck::Nothing
            };
            return (self.value(), struck);
        }
        (Value::Text(seen.join("\n")), Struck::Words(words))
    }

    /// What is seen in the cell.
    fn value(&self) -> Value {
        let text = self.paragraphs.join("\n");
        if self.is_error {
            return Value::Error(if text.is_empty() {
                "#ЗНАЧ!".to_owned()
            } else {
                text
            });
        }
        match self.kind.as_str() {
            "" if self.has_formula && text.is_empty() => Value::Uncounted,
            "float" | "currency" | "percentage" => self.number(text),
            "date" => {
                match day(&self.stored).filter(|day| text.is_empty() || shows_day(&text, *day)) {
                    Some(day) => Value::Day(day),
                    None => Value::Text(self.in_russian(text)),
                }
            }
            "boolean" => Value::Flag(self.stored == "true"),
            _ if text.is_empty() => Value::Text(self.stored.clone()),
            // Formulas of old versions tell their mistakes in words alone.
            _ if self.has_formula
                && text.starts_with('#')
                && text.ends_with(['!', '?', 'Д', 'A']) =>
            {
                Value::Error(text)
            }
            _ => Value::Text(text),
        }
    }

    /// A number that is seen as it is stored is a number; any other is what is seen.
    fn number(&self, text: String) -> Value {
        let Ok(number) = self.stored.parse::<f64>() else {
            return Value::Text(text);
        };
        if text.is_empty() || text.replace(',', ".") == number.to_string() {
            return Value::Number(number);
        }
        Value::Text(with_comma(&text, number).unwrap_or(text))
    }

    /// «September 2026» of a table that was kept in English, as it is seen in Russian.
    fn in_russian(&self, text: String) -> String {
        let is_english = text.chars().filter(char::is_ascii_alphabetic).count() > 2;
        let has_year = text.contains(|c: char| c.is_ascii_digit());
        let seen = day(&self.stored)
            .filter(|_| is_english)
            .and_then(|day| month_and_year(day, false, true, has_year));
        seen.unwrap_or(text)
    }
}

/// «2,500.50 ₽» of a table that was kept in English: the thousands are not parted by a comma, and a part
/// stands behind one.
fn with_comma(text: &str, number: f64) -> Option<String> {
    let is_figure = |c: char| c.is_ascii_digit() || c == ',' || c == '.';
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let end = text[start..]
        .find(|c| !is_figure(c))
        .map_or(text.len(), |end| start + end);
    let english = &text[start..end];
    let (whole, part) = english.split_once('.')?;
    let plain = format!("{}.{part}", whole.replace(',', ""));
    let seen: f64 = plain.parse().ok()?;
    let is_it = (seen - number.abs()).abs() <= 0.5 * 0.1_f64.powi(i32::try_from(part.len()).ok()?);
    is_it.then(|| {
        format!(
            "{}{}{}",
            &text[..start],
            plain.replace('.', ","),
            &text[end..]
        )
    })
}

fn day(text: &str) -> Option<NaiveDate> {
    let moment = || text.parse::<NaiveDateTime>().ok().map(|m| m.date());
    text.parse::<NaiveDate>().ok().or_else(moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_an_english_table_are_seen_with_commas() {
        for (text, number, seen) in [
            ("2,500.50 ₽", 2500.5, "2500,50 ₽"),
            ("0.5", 0.5, "0,5"),
            ("-1,250.0", -1250.0, "-1250,0"),
        ] {
            assert_eq!(with_comma(text, number).as_deref(), Some(seen), "{text}");
        }
        for (text, number) in [
            ("2 500,50 ₽", 2500.5),
            ("118-ОД", 118.0),
            ("01.09", 46266.0),
        ] {
            assert_eq!(with_comma(text, number), None, "{text}");
        }
    }
}
