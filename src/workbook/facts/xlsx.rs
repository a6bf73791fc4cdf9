//! Facts of the cells of an XLSX workbook, from its own parts.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::comments::comments;
use super::number_format::{Seen, built_in, date_parts, hides, seen, seen_text, word_before_date};
use super::rules;
use super::runs::{Parts, Runs};
use super::xml::attribute;
use crate::workbook::grid::{Sheet, Value, named};
use crate::workbook::months::month_and_year;

/// A part is read no further than this; the whole file has been measured before.
const MOST_OF_PART: u64 = 100 << 20;

type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// How cells of one style look.
#[derive(Debug, Clone, Default)]
struct Style {
    format: Option<String>,
    is_struck: bool,
}

/// Adds to the sheets what the library that reads their values does not tell. `None` where a part
/// cannot be read.
pub(crate) fn add(archive: &mut Archive<'_>, sheets: &mut [Sheet]) -> Option<()> {
    let looks = part(archive, "xl/styles.xml").unwrap_or_default();
    let striking = rules::striking(&looks)?;
    let styles = styles(&looks)?;
    let struck = struck_in_part(&part(archive, "xl/sharedStrings.xml").unwrap_or_default())?;
    let targets = targets(&part(archive, "xl/_rels/workbook.xml.rels")?)?;
    for (name, is_hidden, relation) in listed(&part(archive, "xl/workbook.xml")?)? {
        let Some(sheet) = sheets.iter_mut().find(|s| s.name == name) else {
            continue;
        };
        sheet.is_hidden = is_hidden;
        let target = targets
            .get(&relation)
            .map(String::as_str)
            .unwrap_or_default();
        let path = match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("xl/{target}"),
        };
        if let Some(text) = part(archive, &path) {
            cells(&text, &styles, &struck, sheet)?;
            sheet.struck_by_rule = rules::areas(&text, &striking)?;
        }
        remarks(archive, &path, sheet)?;
    }
    Some(())
}

/// Remarks on the cells of a sheet. Of a thread the old kind of remark tells only that it is one.
fn remarks(archive: &mut Archive<'_>, sheet_path: &str, sheet: &mut Sheet) -> Option<()> {
    let (folder, name) = sheet_path.rsplit_once('/').unwrap_or(("", sheet_path));
    let Some(relations) = part(archive, &format!("{folder}/_rels/{name}.rels")) else {
        return Some(());
    };
    let mut targets = Vec::new();
    each_start(&relations, |own, start| {
        let kind = attribute(start, b"Type").unwrap_or_default();
        let is_thread = kind.ends_with("/threadedComment");
        if own == b"Relationship" && (is_thread || kind.ends_with("/comments")) {
            targets.extend(attribute(start, b"Target").map(|target| (is_thread, target)));
        }
    })?;
    targets.sort();
    for (_, target) in targets {
        let Some(text) = part(archive, &beside(folder, &target)) else {
            continue;
        };
        for (cell, text) in comments(&text)? {
            if let Some(at) = named(&cell) {
                sheet.remarks.insert(at, text);
            }
        }
    }
    Some(())
}

/// The path of a part that a part of this folder names: «../comments1.xml».
fn beside(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').collect();
    for step in target.split('/') {
        if step == ".." {
            path.pop();
        } else {
            path.push(step);
        }
    }
    path.join("/")
}

fn part(archive: &mut Archive<'_>, name: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let found = archive.by_name(name).ok()?;
    found.take(MOST_OF_PART).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Every element that begins, with its own name; those that end at once among them.
fn each_start(text: &str, mut look: impl FnMut(&[u8], &BytesStart<'_>)) -> Option<()> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return Some(()),
            Event::Start(start) | Event::Empty(start) => {
                look(start.local_name().as_ref(), &start);
            }
            _ => {}
        }
    }
}

/// Name, whether it is hidden, and relation of every sheet.
fn listed(workbook: &str) -> Option<Vec<(String, bool, String)>> {
    let mut out = Vec::new();
    each_start(workbook, |name, start| {
        if name == b"sheet" {
            let is_hidden = attribute(start, b"state").is_some_and(|s| s != "visible");
            let text = |key| attribute(start, key).unwrap_or_default();
            out.push((text(b"name"), is_hidden, text(b"id")));
        }
    })?;
    Some(out)
}

fn targets(relations: &str) -> Option<BTreeMap<String, String>> {
    let mut out = BTreeMap::new();
    each_start(relations, |name, start| {
        if let (b"Relationship", Some(id), Some(target)) =
            (name, attribute(start, b"Id"), attribute(start, b"Target"))
        {
            out.insert(id, target);
        }
    })?;
    Some(out)
}

fn styles(text: &str) -> Option<Vec<Style>> {
    let mut formats: BTreeMap<u32, String> = BTreeMap::new();
    let mut struck: Vec<bool> = Vec::new();
    let mut out = Vec::new();
    let (mut in_fonts, mut in_cells) = (false, false);
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return Some(out),
            Event::End(end) => match end.local_name().as_ref() {
                b"fonts" => in_fonts = false,
                b"cellXfs" => in_cells = false,
                _ => {}
            },
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                b"fonts" => in_fonts = true,
                b"cellXfs" => in_cells = true,
                b"font" if in_fonts => struck.push(false),
                b"strike" if in_fonts => {
                    let is_off =
                        attribute(&start, b"val").is_some_and(|v| v == "0" || v == "false");
                    if let Some(last) = struck.last_mut() {
                        *last = !is_off;
                    }
                }
                b"numFmt" => {
                    let id = attribute(&start, b"numFmtId").and_then(|id| id.parse().ok());
                    if let (Some(id), Some(code)) = (id, attribute(&start, b"formatCode")) {
                        formats.insert(id, code);
                    }
                }
                b"xf" if in_cells => {
                    let number = |key| attribute(&start, key).and_then(|n| n.parse::<u32>().ok());
                    let format = number(b"numFmtId").unwrap_or_default();
                    let own = formats.get(&format).cloned();
                    let font = number(b"fontId").and_then(|f| usize::try_from(f).ok());
                    out.push(Style {
                        format: own.or_else(|| built_in(format).map(ToOwned::to_owned)),
                        is_struck: font
                            .and_then(|f| struck.get(f))
                            .copied()
                            .unwrap_or_default(),
                    });
                }
                _ => {}
            },
            _ => {}
        }
    }
}

/// Shared texts of which a part is struck out, by their numbers.
fn struck_in_part(strings: &str) -> Option<BTreeMap<usize, Parts>> {
    let mut out = BTreeMap::new();
    if !strings.contains("strike") {
        return Some(out);
    }
    let mut number = 0;
    let mut runs = Runs::default();
    let mut reader = Reader::from_str(strings);
    loop {
        let event = reader.read_event().ok()?;
        runs.take(&event);
        match event {
            Event::Eof => return Some(out),
            Event::End(end) if end.local_name().as_ref() == b"si" => {
                out.extend(runs.parts().map(|parts| (number, parts)));
                number += 1;
            }
            _ => {}
        }
    }
}

/// A cell that is being read.
struct Open {
    at: (u32, u32),
    style: usize,
    /// Whether its value is the number of a shared text.
    is_shared: bool,
    value: String,
    /// Text of its own.
    runs: Runs,
    has_formula: bool,
    has_value: bool,
}

/// The number of a row, from 1, where it says it, and whether it cannot be seen.
fn row_of(start: &BytesStart<'_>) -> (Option<u32>, bool) {
    let mut number = None;
    let mut hidden = false;
    for attribute in start.attributes().with_checks(false).flatten() {
        match attribute.key.as_ref() {
            b"r" => number = figures(&attribute.value),
            b"hidden" => hidden |= matches!(&*attribute.value, b"1" | b"true"),
            // As good as hidden.
            b"ht" => hidden |= is_nothing(&attribute.value),
            _ => {}
        }
    }
    (number, hidden)
}

fn cells(
    text: &str,
    styles: &[Style],
    struck: &BTreeMap<usize, Parts>,
    sheet: &mut Sheet,
) -> Option<()> {
    // Most sheets have nothing to tell, and a long one is not gone through for nothing.
    let has_looks = styles.iter().any(|s| s.format.is_some() || s.is_struck);
    let has_facts = [
        "hidden",
        "<f",
        ":f>",
        ":f ",
        "strike",
        "ht=\"0",
        "width=\"0",
    ]
    .iter()
    .any(|mark| text.contains(mark));
    if !has_looks && !has_facts && struck.is_empty() {
        return Some(());
    }
    let mut reader = Reader::from_str(text);
    let (mut row, mut column) = (0_u32, 0_u32);
    let mut open: Option<Open> = None;
    let mut in_value = false;
    loop {
        let event = reader.read_event().ok()?;
        let is_whole = matches!(event, Event::Empty(_));
        if let Some(cell) = &mut open {
            cell.runs.take(&event);
        }
        match event {
            Event::Eof => return Some(()),
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                b"col" if is_hidden(&start) => {
                    let number = |key| attribute(&start, key).and_then(|n| n.parse::<u32>().ok());
                    if let (Some(from), Some(to)) = (number(b"min"), number(b"max")) {
                        let to = to.min(from.saturating_add(300));
                        sheet.hidden_columns.extend(from.saturating_sub(1)..to);
                    }
                }
                b"row" => {
                    let (number, hidden) = row_of(&start);
                    row = number.unwrap_or(row + 1);
                    column = 0;
                    if hidden {
                        sheet.hidden_rows.insert(row.saturating_sub(1));
                    }
                }
                b"c" => {
                    let mut own = None;
                    let mut style = None;
                    let mut is_shared = false;
                    for attribute in start.attributes().with_checks(false).flatten() {
                        match attribute.key.as_ref() {
                            b"r" => own = column_of(&attribute.value),
                            b"s" => style = figures(&attribute.value),
                            b"t" => is_shared = &*attribute.value == b"s",
                            _ => {}
                        }
                    }
                    column = own.map_or(column + 1, |c| c + 1);
                    open = (!is_whole).then_some(Open {
                        at: (row.saturating_sub(1), column - 1),
                        style: style
                            .and_then(|s| usize::try_from(s).ok())
                            .unwrap_or_default(),
                        is_shared,
                        value: String::new(),
                        runs: Runs::default(),
                        has_formula: false,
                        has_value: false,
                    });
                }
                b"f" => {
                    if let Some(cell) = &mut open {
                        cell.has_formula = true;
                    }
                }
                b"v" | b"t" => in_value = !is_whole,
                _ => {}
            },
            Event::Text(text) if in_value => {
                if let Some(cell) = &mut open {
                    cell.has_value |= !text.is_empty();
                    cell.value.push_str(&text.decode().ok()?);
                }
            }
            Event::GeneralRef(_) if in_value => {
                if let Some(cell) = &mut open {
                    cell.has_value = true;
                }
            }
            Event::End(end) => match end.local_name().as_ref() {
                b"v" | b"t" => in_value = false,
                b"c" => {
                    if let Some(cell) = open.take() {
                        finish(cell, styles, struck, sheet);
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
}

/// A cell that has been read: as it is seen, without the words of it that are struck out.
fn finish(mut cell: Open, styles: &[Style], struck: &BTreeMap<usize, Parts>, sheet: &mut Sheet) {
    settle(&cell, styles.get(cell.style), sheet);
    let number = cell.value.parse().ok().filter(|_| cell.is_shared);
    let shared = number.and_then(|n: usize| struck.get(&n)).cloned();
    if let Some(parts) = shared.or_else(|| cell.runs.parts()) {
        let (row, column) = cell.at;
        sheet.put(row, column, Value::Text(parts.seen));
        sheet.struck_words.insert(cell.at, parts.struck);
    }
}

/// «0», «0.5»: the height of a row or the width of a column that nobody sees.
fn is_nothing(size: &[u8]) -> bool {
    // A row of half a point was drawn together with the mouse.
    const SMALLEST: f64 = 1.0;
    let size = std::str::from_utf8(size)
        .ok()
        .and_then(|it| it.parse::<f64>().ok());
    size.is_some_and(|size| size < SMALLEST)
}

fn is_hidden(start: &BytesStart<'_>) -> bool {
    attribute(start, b"hidden").is_some_and(|h| h == "1" || h == "true")
        || attribute(start, b"width").is_some_and(|width| is_nothing(width.as_bytes()))
}

fn figures(text: &[u8]) -> Option<u32> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

/// «AB12» → 27.
fn column_of(name: &[u8]) -> Option<u32> {
    let letters = name.iter().copied().take_while(u8::is_ascii_uppercase);
    let number = letters.fold(0_u32, |sum, b| {
        sum.saturating_mul(26)
            .saturating_add(u32::from(b - b'A') + 1)
    });
    number.checked_sub(1)
}

/// The cell as it is seen.
fn settle(cell: &Open, style: Option<&Style>, sheet: &mut Sheet) {
    let (row, column) = cell.at;
    if cell.has_formula && !cell.has_value {
        sheet.put(row, column, Value::Uncounted);
        return;
    }
    let Some(style) = style else { return };
    let Some(value) = sheet.rows.get_mut(&row).and_then(|r| r.get_mut(&column)) else {
        return;
    };
    if style.is_struck {
        sheet.struck.insert((row, column));
    }
    let Some(format) = &style.format else { return };
    match value {
        Value::Number(number) => {
            let (seen, is_nought) = (seen(format, *number), *number == 0.0);
            show(seen, !is_nought, cell.at, sheet);
        }
        Value::Text(text) => {
            let seen = seen_text(format, text);
            show(seen, true, cell.at, sheet);
        }
        Value::Day(_) if hides(format) => show(Seen::Nothing, true, cell.at, sheet),
        Value::Day(day) => {
            let parts = date_parts(format);
            let part = month_and_year(*day, parts.day, parts.month, parts.year);
            if let Some(word) = word_before_date(format) {
                let day = part.unwrap_or_else(|| day.format("%d.%m.%Y").to_string());
                *value = Value::Text(format!("{word} {day}"));
            } else if let Some(text) = part {
                *value = Value::Text(text);
            }
        }
        Value::Empty | Value::Flag(_) | Value::Error(_) | Value::Uncounted => {}
    }
}

/// Puts what is seen of a value in its place. A nought that is not seen is told by nobody.
fn show(seen: Seen, is_told: bool, at: (u32, u32), sheet: &mut Sheet) {
    let Some(cells) = sheet.rows.get_mut(&at.0) else {
        return;
    };
    match seen {
        Seen::AsStored => {}
        Seen::Text(text) => drop(cells.insert(at.1, Value::Text(text))),
        Seen::Nothing => {
            let value = cells.remove(&at.1);
            if let Some(value) = value.filter(|_| is_told) {
                sheet.unseen.insert(at, value.shown());
            }
        }
    }
}
