//! Document → workbook: every table a sheet, for those who go on counting in Excel. Other blocks
//! than the title and the tables have no place there.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use chrono::{Datelike as _, NaiveDate};

use crate::document::{
    Align, Block, Cell, Column, Document, Failure, Orientation, Row, Section, Table,
};

/// Characters that a sheet of 1000 thousandths is wide.
const WIDTH: f64 = 140.0;
/// Points of one line of text.
const LINE_HEIGHT: f64 = 15.0;
/// Excel's own limit, in points.
const TALLEST_ROW: f64 = 409.0;
/// How a day is written in a register.
const DAY: &str = "%d.%m.%Y";
/// Letters a sheet's name may have in Excel.
const NAME: usize = 31;

/// Writes the tables of a document. The same document gives the same bytes.
///
/// # Errors
/// If the workbook cannot be packed: a fault of the program.
pub fn write(document: &Document) -> Result<Vec<u8>, Failure> {
    build(document).map_err(|e| Failure(e.to_string()))
}

fn build(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let p = &document.properties;
    let mut book = Workbook::new();
    let date = u16::try_from(p.date.year())
        .ok()
        .zip(u8::try_from(p.date.month()).ok())
        .zip(u8::try_from(p.date.day()).ok());
    let date = date.map_or_else(
        || ExcelDateTime::from_ymd(2022, 4, 25),
        |((y, m), d)| ExcelDateTime::from_ymd(y, m, d),
    )?;
    book.set_properties(
        &DocProperties::new()
            .set_title(&p.title)
            .set_subject(&p.subject)
            .set_author(&p.author)
            .set_creation_datetime(&date),
    );
    for section in &document.sections {
        for block in &section.blocks {
            if let Block::Table(table) = block {
                let sheet = book.add_worksheet();
                fill(sheet, &p.title, section, table)?;
            }
        }
    }
    book.save_to_buffer()
}

fn fill(
    sheet: &mut Worksheet,
    title: &str,
    section: &Section,
    table: &Table,
) -> Result<(), XlsxError> {
    sheet.set_name(sheet_name(&table.summary))?;
    if section.orientation == Orientation::Landscape {
        sheet.set_landscape();
    }
    sheet
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0)
        .set_repeat_rows(1, 1)?;
    sheet.set_freeze_panes(2, 0)?;
    let last = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let bold = Format::new()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_text_wrap();
    if last > 0 {
        sheet.merge_range(0, 0, 0, last, title, &bold)?;
    } else {
        sheet.write_with_format(0, 0, title, &bold)?;
    }
    for (i, column) in (0_u16..).zip(&table.columns) {
        sheet.set_column_width(i, f64::from(column.width) / 1000.0 * WIDTH)?;
        sheet.write_with_format(
            1,
            i,
            column.head.to_plain(),
            &bold.clone().set_border(FormatBorder::Thin),
        )?;
    }
    let heads = table.columns.iter();
    let tallest = heads.map(|c| lines_of(&c.head.to_plain(), c.width)).max();
    sheet.set_row_height(0, height(lines_of(title, 1000)))?;
    sheet.set_row_height(1, height(tallest.unwrap_or(1)))?;
    for (y, row) in (2_u32..).zip(&table.rows) {
        write_row(sheet, y, row, &table.columns, last)?;
    }
    // Titles between the rows would be sorted away from what they stand over.
    let rows = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    let has_titles = table
        .rows
        .iter()
        .any(|row| matches!(row, Row::Title { .. }));
    if rows > 0 && !has_titles {
        sheet.autofilter(1, 0, rows + 1, last)?;
    }
    Ok(())
}

/// Points of a row of so many lines: Excel fits rows to their text when it opens a workbook, other
/// programs do not.
fn height(lines: usize) -> f64 {
    let lines = u32::try_from(lines).unwrap_or(u32::MAX);
    (f64::from(lines) * LINE_HEIGHT).min(TALLEST_ROW)
}

/// Lines that a text takes in a column of so many thousandths of the sheet.
fn lines_of(text: &str, width: u16) -> usize {
    let letters = (1..=500_u32)
        .take_while(|n| f64::from(*n) * 1.15 <= f64::from(width) / 1000.0 * WIDTH)
        .count()
        .max(1);
    let lines = text
        .lines()
        .map(|line| line.chars().count().div_ceil(letters).max(1));
    lines.sum::<usize>().max(1)
}

/// A text as Excel counts it: a figure as a figure, a day as a day.
fn write_text(
    sheet: &mut Worksheet,
    y: u32,
    x: u16,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let number = text.parse::<u32>().ok();
    if let Some(number) = number.filter(|n| n.to_string() == text) {
        sheet.write_with_format(y, x, number, format)?;
        return Ok(());
    }
    if let Ok(day) = NaiveDate::parse_from_str(text, DAY)
        && day.format(DAY).to_string() == text
        && let (Ok(year), Ok(month), Ok(date)) = (
            u16::try_from(day.year()),
            u8::try_from(day.month()),
            u8::try_from(day.day()),
        )
    {
        let moment = ExcelDateTime::from_ymd(year, month, date)?;
        let format = format.clone().set_num_format("dd.mm.yyyy");
        sheet.write_datetime_with_format(y, x, &moment, &format)?;
        return Ok(());
    }
    sheet.write_with_format(y, x, text, format)?;
    Ok(())
}

fn write_row(
    sheet: &mut Worksheet,
    y: u32,
    row: &Row,
    columns: &[Column],
    last: u16,
) -> Result<(), XlsxError> {
    let plain = Format::new()
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Top);
    match row {
        Row::Title { title, .. } => {
            let title = title.to_plain();
            sheet.merge_range(y, 0, y, last, &title, &plain.set_bold())?;
            sheet.set_row_height(y, height(lines_of(&title, 1000)))?;
        }
        Row::Cells(cells) => {
            let mut lines = 1;
            for ((x, Cell(paragraphs)), column) in (0_u16..).zip(cells).zip(columns) {
                let text = paragraphs
                    .iter()
                    .map(crate::document::Text::to_plain)
                    .collect::<Vec<_>>()
                    .join("\n");
                let format = if column.align == Align::Centre {
                    plain.clone().set_align(FormatAlign::Center)
                } else {
                    plain.clone()
                };
                lines = lines.max(lines_of(&text, column.width));
                write_text(sheet, y, x, &text, &format)?;
            }
            sheet.set_row_height(y, height(lines))?;
        }
    }
    Ok(())
}

/// Excel takes no more than 31 letters and none of `[]:*?/\`.
fn sheet_name(name: &str) -> String {
    name.chars()
        .filter(|c| !"[]:*?/\\".contains(*c))
        .take(NAME)
        .collect()
}
