//! Bytes of a table file → cells, without trusting them: what would fill the memory is refused
//! before it is read.

use std::io::{Cursor, Read as _};

use calamine::{Data, DataRef, ExcelDateTime, Reader as _, SheetVisible, Xls, XlsError, Xlsx};
use chrono::{NaiveDate, NaiveDateTime};
use quick_xml::events::{BytesStart, Event};

use super::grid::{Book, Full, MOST_COLUMNS, MOST_ROWS, Sheet, Value};
use super::quotes::open_quote;
use super::{csv, facts};
use crate::problem::{Code, Problem};
use crate::reader::decode::decode;
use crate::reader::is_destroyed;

/// Bytes that a packed file may come to when unpacked.
const MOST_UNPACKED: u64 = 200 << 20;
/// Bytes between two tags: a cell of Excel holds 32 767 letters, and each may be written as a number.
const LONGEST_RUN: usize = 1 << 20;
/// Bytes of a file that is read at all.
const MOST_BYTES: usize = 50 << 20;
const MOST_SHEETS: usize = 100;

/// Reads a workbook (XLSX, ODS, XLS) or a text table (CSV), told apart by their contents.
///
/// # Errors
/// A problem without place, if it is none of these, protected, broken or too large.
pub fn open(bytes: &[u8], name: &str) -> Result<Book, Problem> {
    let is_text = !bytes.starts_with(b"PK") && !bytes.starts_with(b"\xD0\xCF\x11\xE0");
    if is_text
        && bytes.len() <= MOST_BYTES
        && let Some(line) = open_quote(bytes)
    {
        let message = format!(
            "{name}: в строке {line} открыта кавычка, которая не закрыта: следующие строки попали бы в одну ячейку"
        );
        return Err(Problem::new(Code::BrokenWorkbook, message)
            .hint("закройте или уберите кавычку в этой строке; если кавычка – часть текста, напишите ее дважды"));
    }
    let sheets = if bytes.len() > MOST_BYTES {
        Err(too_large())
    } else if bytes.starts_with(b"PK") {
        zipped(bytes)
    } else if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        compound(bytes)
    } else {
        text(bytes)
    };
    let mut sheets = sheets.map_err(|trouble| {
        Problem::new(Code::BrokenWorkbook, format!("{name}: {}", trouble.0)).hint(trouble.1)
    })?;
    if sheets.len() > MOST_SHEETS {
        let trouble = too_large();
        return Err(
            Problem::new(Code::BrokenWorkbook, format!("{name}: {}", trouble.0)).hint(trouble.1),
        );
    }
    sheets.iter_mut().for_each(Sheet::drop_covered);
    Ok(Book {
        name: name.to_owned(),
        sheets,
        is_old: bytes.starts_with(b"\xD0\xCF\x11\xE0"),
    })
}

/// What is wrong, and what to do.
#[derive(Debug, PartialEq)]
struct Unusable(&'static str, &'static str);

const SAVE_AS: &str =
    "откройте файл в Excel или LibreOffice и сохраните его как «Книга Excel (.xlsx)»";

const FROM_DOCUMENT: &str = "скопируйте таблицу из документа в новую книгу Excel или LibreOffice и сохраните ее как «Книга Excel (.xlsx)»";

fn too_large() -> Unusable {
    Unusable(
        "файл слишком велик для списка школы",
        "перенесите нужный список в новую книгу; в ней должно быть не больше 20 000 строк и 300 столбцов",
    )
}

impl From<Full> for Unusable {
    fn from(_: Full) -> Self {
        too_large()
    }
}

fn broken() -> Unusable {
    Unusable("файл испорчен или это не таблица", SAVE_AS)
}

fn protected() -> Unusable {
    Unusable(
        "файл защищен паролем; снимите пароль",
        "в Excel: Файл – Сведения – Защита книги – Зашифровать с использованием пароля – сотрите пароль и сохраните",
    )
}

fn zipped(bytes: &[u8]) -> Result<Vec<Sheet>, Unusable> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let names: Vec<String> = archive.file_names().map(ToOwned::to_owned).collect();
    let has = |name: &str| names.iter().any(|n| n == name);
    check_sizes(&mut archive)?;
    if has("xl/workbook.xml") {
        let mut sheets = guarded(|| xlsx(bytes))?;
        facts::add_xlsx(&mut archive, &mut sheets).ok_or_else(broken)?;
        return Ok(sheets);
    }
    if has("content.xml") {
        if entry(&mut archive, "META-INF/manifest.xml")
            .is_some_and(|manifest| manifest.contains("encryption-data"))
        {
            return Err(protected());
        }
        let content = entry(&mut archive, "content.xml").ok_or_else(broken)?;
        check_spread(&content)?;
        return facts::ods(&content).map_err(|why| match why {
            facts::Unreadable::Broken => broken(),
            facts::Unreadable::TooLarge => too_large(),
        });
    }
    if has("word/document.xml") {
        return Err(Unusable("это документ Word, а не таблица", FROM_DOCUMENT));
    }
    Err(broken())
}

/// Unpacks every part without keeping it: what the archive says of its sizes need not be true.
fn check_sizes(archive: &mut zip::ZipArchive<Cursor<&[u8]>>) -> Result<(), Unusable> {
    let mut total = 0_u64;
    for i in 0..archive.len() {
        let part = match archive.by_index(i) {
            Ok(part) => part,
            Err(zip::result::ZipError::UnsupportedArchive(_)) => return Err(protected()),
            Err(_) => return Err(broken()),
        };
        total = total.saturating_add(part.size());
        if total > MOST_UNPACKED {
            return Err(too_large());
        }
        let said = part.size();
        let mut runs = Runs {
            is_markup: part.name().to_lowercase().ends_with(".xml"),
            now: 0,
            longest: 0,
        };
        let unpacked =
            std::io::copy(&mut part.take(MOST_UNPACKED), &mut runs).map_err(|_| broken())?;
        if runs.longest > LONGEST_RUN {
            return Err(too_large());
        }
        total = total.saturating_add(unpacked.saturating_sub(said));
        if total > MOST_UNPACKED {
            return Err(too_large());
        }
    }
    Ok(())
}

/// Measures the longest stretch of a part between two tags.
struct Runs {
    is_markup: bool,
    now: usize,
    longest: usize,
}

impl std::io::Write for Runs {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.is_markup {
            for (i, piece) in bytes.split(|byte| *byte == b'<').enumerate() {
                self.now = if i == 0 {
                    self.now + piece.len()
                } else {
                    piece.len()
                };
                self.longest = self.longest.max(self.now);
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn entry(archive: &mut zip::ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let mut text = Vec::new();
    archive
        .by_name(name)
        .ok()?
        .take(MOST_UNPACKED)
        .read_to_end(&mut text)
        .ok()?;
    String::from_utf8(text).ok()
}

/// The library that reads workbooks may stumble over a file made to hurt it; the user then hears
/// that the file is broken.
fn guarded(read: impl FnOnce() -> Result<Vec<Sheet>, Unusable>) -> Result<Vec<Sheet>, Unusable> {
    crate::guard::without_fall(read).unwrap_or_else(|| Err(broken()))
}

fn xlsx(bytes: &[u8]) -> Result<Vec<Sheet>, Unusable> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let mut sheets = Vec::new();
    for name in book.sheet_names().into_iter().take(MOST_SHEETS + 1) {
        let mut sheet = Sheet {
            name: name.clone(),
            ..Sheet::default()
        };
        // A sheet of a chart has no cells.
        if let Ok(mut cells) = book.worksheet_cells_reader(&name) {
            while let Some(cell) = cells.next_cell().map_err(|_| broken())? {
                let (row, column) = cell.get_position();
                sheet.put_bounded(row, column, value_ref(cell.get_value()))?;
            }
        }
        sheet.merged = areas(&book.merge_cells_by_sheet_name(&name).unwrap_or_default());
        sheet.index_merged()?;
        sheets.push(sheet);
    }
    Ok(sheets)
}

fn areas(merged: &[calamine::Dimensions]) -> Vec<[u32; 4]> {
    merged
        .iter()
        .map(|d| [d.start.0, d.start.1, d.end.0, d.end.1])
        .collect()
}

fn value_ref(data: &DataRef<'_>) -> Value {
    match data {
        DataRef::SharedString(text) => Value::Text((*text).to_owned()),
        other => value(&Data::from(other.clone())),
    }
}

fn value(data: &Data) -> Value {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a number of a school's list is small"
    )]
    match data {
        Data::Empty => Value::Empty,
        Data::Int(number) => Value::Number(*number as f64),
        Data::Float(number) => Value::Number(*number),
        Data::String(text) | Data::DurationIso(text) => Value::Text(text.clone()),
        Data::Bool(flag) => Value::Flag(*flag),
        Data::DateTime(moment) => date(moment),
        Data::DateTimeIso(text) => iso(text).map_or_else(|| Value::Text(text.clone()), Value::Day),
        Data::Error(error) => Value::Error(error.to_string()),
    }
}

fn date(moment: &ExcelDateTime) -> Value {
    match moment.as_datetime().filter(|_| moment.is_datetime()) {
        Some(moment) => Value::Day(moment.date()),
        None => Value::Number(moment.as_f64()),
    }
}

fn iso(text: &str) -> Option<NaiveDate> {
    text.parse::<NaiveDate>()
        .ok()
        .or_else(|| text.parse::<NaiveDateTime>().ok().map(|m| m.date()))
}

/// ODS says «this row a million times» in a few bytes: nothing may stand far out.
fn check_spread(content: &str) -> Result<(), Unusable> {
    let mut reader = quick_xml::Reader::from_str(content);
    // Rows of the table so far and cells of the row so far, repeated ones counted.
    let (mut rows, mut columns) = (0_u32, 0_u32);
    loop {
        match reader.read_event().map_err(|_| broken())? {
            Event::Eof => return Ok(()),
            Event::Start(start) | Event::Empty(start) => match start.name().as_ref() {
                b"table:table" => rows = 0,
                b"table:table-row" => {
                    rows = rows.saturating_add(repeats(&start, b"table:number-rows-repeated"));
                    columns = 0;
                }
                b"table:table-cell" | b"table:covered-table-cell" => {
                    columns =
                        columns.saturating_add(repeats(&start, b"table:number-columns-repeated"));
                    let holds = start
                        .attributes()
                        .flatten()
                        .any(|a| a.key.as_ref() == b"office:value-type");
                    if holds && (rows > MOST_ROWS || columns > MOST_COLUMNS) {
                        return Err(too_large());
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
}

fn repeats(start: &BytesStart<'_>, key: &[u8]) -> u32 {
    let attribute = start.attributes().flatten().find(|a| a.key.as_ref() == key);
    let text = attribute.and_then(|a| String::from_utf8(a.value.into_owned()).ok());
    text.map_or(1, |t| t.parse().unwrap_or(u32::MAX))
}

fn ranges(
    sheets: Vec<(String, calamine::Range<Data>)>,
    merged: impl Fn(&str) -> Vec<[u32; 4]>,
) -> Result<Vec<Sheet>, Unusable> {
    let mut out = Vec::new();
    for (name, range) in sheets {
        let mut sheet = Sheet {
            merged: merged(&name),
            name,
            ..Sheet::default()
        };
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, data) in range.used_cells() {
            let at =
                |start: u32, i: usize| start.saturating_add(u32::try_from(i).unwrap_or(u32::MAX));
            sheet.put_bounded(at(top, row), at(left, column), value(data))?;
        }
        sheet.index_merged()?;
        out.push(sheet);
    }
    Ok(out)
}

/// An old workbook, or the wrapper of a protected new one.
fn compound(bytes: &[u8]) -> Result<Vec<Sheet>, Unusable> {
    let package: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    if bytes.windows(package.len()).any(|w| w == package) {
        return Err(protected());
    }
    guarded(|| {
        let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| {
            if matches!(error, XlsError::Password) {
                protected()
            } else {
                broken()
            }
        })?;
        let sheets = book.worksheets();
        let mut sheets = ranges(sheets, |name| {
            areas(&book.merge_cells_by_sheet_name(name).unwrap_or_default())
        })?;
        let hidden = book.sheets_metadata().iter();
        let hidden = hidden.filter(|it| it.visible != SheetVisible::Visible);
        let hidden: Vec<&str> = hidden.map(|it| it.name.as_str()).collect();
        for sheet in &mut sheets {
            sheet.is_hidden = hidden.contains(&sheet.name.as_str());
        }
        Ok(sheets)
    })
}

/// CSV.
fn text(bytes: &[u8]) -> Result<Vec<Sheet>, Unusable> {
    if bytes.starts_with(b"%PDF") {
        return Err(Unusable("это документ PDF, а не таблица", FROM_DOCUMENT));
    }
    // Lines are counted to know the rows, and only the line feed is counted as one.
    let text = decode(bytes)
        .ok_or_else(broken)?
        .0
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let start = text.trim_start();
    if start.is_empty() {
        return Err(Unusable("файл пуст", "сохраните в него список и повторите"));
    }
    if start.starts_with("{\\rtf") {
        return Err(Unusable("это документ Word, а не таблица", FROM_DOCUMENT));
    }
    if start.starts_with('<') {
        return Err(Unusable("это веб-страница или XML, а не таблица", SAVE_AS));
    }
    let mut sheet = Sheet::default();
    let mut rows = csv::rows(&text, MOST_ROWS as usize + 1);
    // Each line in quotes: the cells were parted by another sign than that of the program that
    // saved them.
    let are_whole = rows.iter().all(|row| row.len() <= 1);
    let lines: Vec<&str> = rows
        .iter()
        .map(|row| row.first().map_or("", String::as_str))
        .collect();
    if are_whole && lines.iter().all(|line| !line.contains('\n')) {
        let inside = csv::rows(&lines.join("\n"), MOST_ROWS as usize + 1);
        let widths: Vec<usize> = inside
            .iter()
            .map(Vec::len)
            .filter(|width| *width > 0)
            .collect();
        if widths.len() > 1 && widths.iter().all(|width| *width > 1 && *width == widths[0]) {
            rows = inside;
        }
    }
    for (row, cells) in (0_u32..).zip(rows) {
        for (column, field) in (0_u32..).zip(cells) {
            sheet.put_bounded(row, column, Value::Text(field))?;
        }
    }
    if let Some(first) = sheet.rows.values().next() {
        let spoilt = first.values().filter(|value| is_destroyed(&value.shown()));
        if spoilt.count() * 2 >= first.len() {
            return Err(Unusable(
                "вместо русских букв в файле другие знаки: он был сохранен или открыт не в той кодировке",
                "откройте исходный файл и сохраните его заново: как «Книга Excel (.xlsx)» или «CSV UTF-8»",
            ));
        }
    }
    Ok(vec![sheet])
}
