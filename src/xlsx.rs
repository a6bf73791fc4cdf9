//! Document → workbook: every table a sheet, for those who go on counting in Excel. Other blocks
//! than the title and the tables have no place there.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use chrono::Datelike as _;

use crate::document::{
    Align, Block, Cell, Column, Document, Failure, Orientation, Row, Section, Table,
};
use crate::packing::made_anywhere;

/// Characters that a sheet of 1000 thousandths is wide.
const WIDTH: f64 = 140.0;
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
    book.save_to_buffer().map(made_anywhere)
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
    for (y, row) in (2_u32..).zip(&table.rows) {
        write_row(sheet, y, row, &table.columns, last)?;
    }
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
            sheet.merge_range(y, 0, y, last, &title.to_plain(), &plain.set_bold())?;
        }
        Row::Cells(cells) => {
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
                // A figure is written as one, so that Excel can count with it.
                match text.parse::<u32>() {
                    Ok(number) => sheet.write_with_format(y, x, number, &format)?,
                    Err(_) => sheet.write_with_format(y, x, text, &format)?,
                };
            }
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
