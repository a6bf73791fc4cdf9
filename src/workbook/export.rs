//! Project → workbook: sheets that a person fills in and `import` reads back without loss.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Workbook,
    Worksheet, XlsxError,
};

use chrono::{Datelike as _, NaiveDate};

pub(super) use super::export_offers::CHOICES_SHEET;
use super::export_offers::Offers;
use super::grid::{CellRef, Value};
use super::origin;
use crate::edit::{OrderNames, Rows, Tables, columns};
use crate::edition::Edition;
use crate::fields::{self, Field, Kind, ORDER, Offer, SheetKind, SheetWords, VALUE};
use crate::packing::made_anywhere;
use crate::project::Files;
use crate::xlsx::{height, line_count};

/// Name of the sheet that says how to fill in the others.
pub(super) const GUIDE_SHEET: &str = "Как заполнять";

/// Empty rows beneath the last that are ready to be filled in.
const SPARE_ROWS: u32 = 200;
/// Characters in a width of A4 that can still be read.
const PAGE_WIDTH: f64 = 200.0;
/// Excel takes no longer text in a cell.
pub(super) const LONGEST_CELL: usize = 32_000;

/// A remark on a cell.
#[derive(Debug, Clone)]
pub struct Remark {
    pub at: CellRef,
    pub text: String,
}

/// Why a project cannot be written as a workbook.
#[derive(Debug)]
pub struct Refused(pub String);

/// Writes the workbook. The same project gives the same bytes.
///
/// # Errors
/// If a text is longer than a cell of Excel takes, or the workbook cannot be packed.
pub fn export(files: &Files, edition: &Edition, remarks: &[Remark]) -> Result<Vec<u8>, Refused> {
    let tables = Tables::read(files);
    let names = OrderNames::of(&tables);
    let all = tables.words().sheets();
    let sheets: Vec<(&'static SheetWords, Rows)> = all
        .iter()
        .map(|words| (words, with_names(words, tables.rows(words.kind), &names)))
        .collect();
    for (_, rows) in &sheets {
        for row in &rows.0 {
            if let Some(text) = row
                .iter()
                .map(Value::shown)
                .find(|t| t.chars().count() > LONGEST_CELL)
            {
                let start: String = text.chars().take(60).collect();
                return Err(Refused(format!(
                    "в ячейку Excel не входит больше {LONGEST_CELL} знаков, а текст «{start}…» длиннее; разделите его"
                )));
            }
        }
    }
    write(&tables, &sheets, edition, remarks).map_err(|e| {
        Refused(format!(
            "внутренняя ошибка программы, сообщите о ней разработчикам: {e}"
        ))
    })
}

/// Rows with orders named as people name them.
fn with_names(words: &'static SheetWords, mut rows: Rows, names: &OrderNames) -> Rows {
    let names_order = |field: &Field| field.offer == Offer::Orders || field.path == ORDER;
    for (y, row) in rows.0.iter_mut().enumerate() {
        let of_row = words.rows.get(y);
        for (field, value) in columns(words).zip(row.iter_mut().skip(1)) {
            let own = of_row.filter(|_| field.path == VALUE).unwrap_or(field);
            if let Value::Text(text) = value
                && names_order(own)
            {
                *value = Value::Text(names.shown(text).to_owned());
            }
        }
    }
    rows
}

fn write(
    tables: &Tables,
    sheets: &[(&'static SheetWords, Rows)],
    edition: &Edition,
    remarks: &[Remark],
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Bytes must not depend on the clock.
    let made = ExcelDateTime::from_ymd(2022, 4, 25)?;
    book.set_properties(
        &DocProperties::new()
            .set_title("Наставничество")
            .set_creation_datetime(&made),
    );
    let heads = Heads::new();
    let mut offers = Offers::new(tables.words().editions());
    for (words, rows) in sheets {
        let sheet = book.add_worksheet();
        fill(sheet, words, rows, &heads, (edition, &mut offers))?;
        for remark in remarks.iter().filter(|r| r.at.sheet == words.name) {
            let note = Note::new(&remark.text)
                .add_author_prefix(false)
                .set_width(320)
                .set_height(120);
            sheet.insert_note(
                remark.at.row,
                u16::try_from(remark.at.column).unwrap_or_default(),
                &note,
            )?;
        }
    }
    guide(book.add_worksheet(), &heads)?;
    offers.write(&mut book)?;
    origin::write(book.add_worksheet(), tables)?;
    book.save_to_buffer().map(made_anywhere)
}

/// Looks of cells.
struct Heads {
    head: Format,
    /// Of a column that every row must have.
    needed: Format,
    /// Of a column that few fill in.
    rare: Format,
    text: Format,
    date: Format,
    number: Format,
}

impl Heads {
    fn new() -> Self {
        let cell = Format::new()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x00BF_BFBF));
        let head = cell.clone().set_bold().set_align(FormatAlign::Center);
        Self {
            needed: head.clone().set_background_color(Color::RGB(0x00F8_CBAD)),
            rare: head.clone().set_background_color(Color::RGB(0x00E7_E6E6)),
            head: head.set_background_color(Color::RGB(0x00DD_EBF7)),
            text: cell.clone().set_num_format("@"),
            date: cell.clone().set_num_format("dd.mm.yyyy"),
            number: cell.set_num_format("0"),
        }
    }

    fn of(&self, kind: Kind) -> &Format {
        match kind {
            Kind::Day | Kind::When => &self.date,
            Kind::Number => &self.number,
            _ => &self.text,
        }
    }
}

fn fill(
    sheet: &mut Worksheet,
    words: &'static SheetWords,
    rows: &Rows,
    heads: &Heads,
    (edition, offers): (&Edition, &mut Offers),
) -> Result<(), XlsxError> {
    let widths = widths(words, rows);
    sheet.set_name(words.name)?;
    // A wide sheet is printed on several pages, each with the first column, or nobody could read
    // it.
    let width: f64 = widths.iter().sum();
    let pages = [1.0, 2.0, 3.0]
        .iter()
        .zip(1_u16..)
        .find(|(n, _)| width <= *n * PAGE_WIDTH)
        .map_or(3, |(_, pages)| pages);
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(pages, 0)
        .set_repeat_rows(0, 0)?;
    if pages > 1 {
        sheet.set_repeat_columns(0, 1)?;
    }
    // Names stay in sight while the rest is scrolled.
    sheet.set_freeze_panes(
        1,
        if words.kind == SheetKind::Organization {
            2
        } else {
            3
        },
    )?;
    sheet
        .write_with_format(0, 0, fields::code().head, &heads.head)?
        .set_column_hidden(0)?;
    let last = u32::try_from(rows.0.len()).unwrap_or_default()
        + if words.kind == SheetKind::Organization {
            0
        } else {
            SPARE_ROWS
        };
    for ((column, field), width) in (1_u16..).zip(columns(words)).zip(&widths) {
        let head = if words.needed.contains(&field.path) {
            &heads.needed
        } else if field.is_rare {
            &heads.rare
        } else {
            &heads.head
        };
        sheet.write_with_format(0, column, field.head, head)?;
        sheet.set_column_width(column, *width)?;
        if words.kind != SheetKind::Organization {
            sheet.set_column_format(column, heads.of(field.kind))?;
            if let Some(validation) = offers.validation(field, edition)? {
                sheet.add_data_validation(1, column, last.max(1), column, &validation)?;
            }
        }
    }
    if words.kind != SheetKind::Organization {
        let columns = u16::try_from(columns(words).count()).unwrap_or(u16::MAX);
        sheet.autofilter(0, 0, last.max(1), columns)?;
        fold(sheet, words, rows)?;
    }
    let heads_height = columns(words)
        .zip(&widths)
        .map(|(f, width)| lines_of(f.head, (width - FILTER) / BOLD))
        .max()
        .unwrap_or(1);
    set_height(sheet, 0, heads_height)?;
    for (y, row) in (1_u32..).zip(&rows.0) {
        let texts =
            widths
                .iter()
                .zip(row.iter().skip(1))
                .filter_map(|(width, value)| match value {
                    Value::Text(text) => Some(lines_of(text, *width)),
                    Value::Empty
                    | Value::Error(_)
                    | Value::Uncounted
                    | Value::Number(_)
                    | Value::Flag(_)
                    | Value::Day(_) => None,
                });
        set_height(sheet, y, texts.max().unwrap_or(1))?;
        let of_row = words.rows.get(y as usize - 1);
        for (x, value) in (0_u16..).zip(row) {
            let own = (x > 0)
                .then(|| columns(words).nth(usize::from(x) - 1))
                .flatten();
            let field = own.filter(|f| f.path != VALUE).or(of_row);
            put(
                sheet,
                y,
                x,
                value,
                heads.of(field.map_or(Kind::Text, |f| f.kind)),
                heads,
            )?;
        }
        if let Some(field) = of_row
            && let Some(validation) = offers.validation(field, edition)?
        {
            sheet.add_data_validation(y, 2, y, 2, &validation)?;
        }
    }
    Ok(())
}

/// Groups columns that few fill in, folded away where they are empty.
fn fold(sheet: &mut Worksheet, words: &'static SheetWords, rows: &Rows) -> Result<(), XlsxError> {
    let fields: Vec<(u16, &Field)> = (1..).zip(columns(words)).collect();
    for group in fields.chunk_by(|a, b| a.1.is_rare == b.1.is_rare) {
        let [(first, field), ..] = group else {
            continue;
        };
        let (last, _) = group[group.len() - 1];
        if !field.is_rare {
            continue;
        }
        let mut across = *first..=last;
        let is_empty = across.all(|column| {
            let mut cells = rows.0.iter().filter_map(|row| row.get(usize::from(column)));
            cells.all(Value::is_empty)
        });
        if is_empty {
            sheet.group_columns_collapsed(*first, last)?;
        } else {
            sheet.group_columns(*first, last)?;
        }
    }
    Ok(())
}

/// Room for the sign of the filter beside a heading, in characters.
const FILTER: f64 = 3.0;
/// A Russian letter against the figure that Excel counts widths in.
const LETTER: f64 = 1.15;
/// A bold letter against a usual one.
const BOLD: f64 = 1.1;
/// Of a column without content.
const EMPTY_COLUMN: f64 = 14.0;

/// Widths by what stands in the columns, at most those of their fields; no word of a heading is
/// broken.
fn widths(words: &'static SheetWords, rows: &Rows) -> Vec<f64> {
    let count = |text: &str| f64::from(u32::try_from(text.chars().count()).unwrap_or(u32::MAX));
    let longest = |texts: &mut dyn Iterator<Item = f64>| texts.fold(0.0, f64::max);
    let of = |(column, field): (usize, &Field)| {
        let head = longest(&mut field.head.split(' ').map(count)) * LETTER * BOLD + FILTER;
        if words.kind == SheetKind::Organization {
            return field.width;
        }
        let cells = rows.0.iter().filter_map(|row| row.get(column));
        let texts: Vec<String> = cells.filter(|v| !v.is_empty()).map(Value::shown).collect();
        let own = if texts.is_empty() {
            EMPTY_COLUMN
        } else {
            longest(&mut texts.iter().flat_map(|text| text.lines()).map(count)) * LETTER + 1.0
        };
        own.min(field.width).max(head)
    };
    (1..).zip(columns(words)).map(of).collect()
}

/// Excel fits the height of a row to its text when it opens a workbook; LibreOffice leaves it at
/// one line.
fn set_height(sheet: &mut Worksheet, row: u32, lines: u32) -> Result<(), XlsxError> {
    if lines > 1 {
        sheet.set_row_height(row, height(lines))?;
    }
    Ok(())
}

/// Lines that a text takes in a column this wide, in characters of the usual width.
fn lines_of(text: &str, width: f64) -> u32 {
    line_count(text, width / LETTER)
}

fn put(
    sheet: &mut Worksheet,
    y: u32,
    x: u16,
    value: &Value,
    format: &Format,
    heads: &Heads,
) -> Result<(), XlsxError> {
    match value {
        Value::Empty | Value::Uncounted => sheet.write_blank(y, x, format)?,
        Value::Text(text) | Value::Error(text) => {
            sheet.write_string_with_format(y, x, text, format)?
        }
        Value::Number(number) => sheet.write_number_with_format(y, x, *number, format)?,
        Value::Flag(flag) => sheet.write_boolean_with_format(y, x, *flag, format)?,
        Value::Day(day) => {
            sheet.write_datetime_with_format(y, x, &excel_day(*day)?, &heads.date)?
        }
    };
    Ok(())
}

/// A day as Excel counts it.
pub(super) fn excel_day(day: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let (month, date) = (
        u8::try_from(day.month()).unwrap_or(1),
        u8::try_from(day.day()).unwrap_or(1),
    );
    ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(1900), month, date)
}

fn guide(sheet: &mut Worksheet, heads: &Heads) -> Result<(), XlsxError> {
    sheet
        .set_name(GUIDE_SHEET)?
        .set_column_width(0, 4.0)?
        .set_column_width(1, 110.0)?;
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet
        .write_with_format(0, 0, "№", &heads.head)?
        .write_with_format(0, 1, GUIDE_SHEET, &heads.head)?;
    for (y, line) in (1_u32..).zip(fields::guide()) {
        sheet
            .write_with_format(y, 0, y, &heads.number)?
            .write_with_format(y, 1, *line, &heads.text)?;
    }
    Ok(())
}
