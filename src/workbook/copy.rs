//! A copy of a workbook with the problems as remarks on their cells. Values and the look of the
//! head are kept, formulas are not.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, Note, Workbook, XlsxError};

use super::export::{LONGEST_CELL, excel_day};
use super::grid::{Book, Value};
use super::open::open;
use crate::edit::Imported;
use crate::packing::made_anywhere;

/// Writes the copy.
///
/// # Errors
/// A sentence, if the workbook cannot be read or packed.
pub fn commented(bytes: &[u8], imported: &Imported) -> Result<Vec<u8>, String> {
    let book = open(bytes, imported.file_name()).map_err(|problem| problem.message)?;
    write(&book, &imported.remarks())
        .map_err(|e| format!("внутренняя ошибка программы, сообщите о ней разработчикам: {e}"))
}

fn write(book: &Book, remarks: &BTreeMap<String, String>) -> Result<Vec<u8>, XlsxError> {
    let mut out = Workbook::new();
    let made = rust_xlsxwriter::ExcelDateTime::from_ymd(2022, 4, 25)?;
    out.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&made));
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let guilty = plain.clone().set_background_color(Color::RGB(0x00FF_E699));
    for (i, source) in book.sheets.iter().enumerate() {
        let sheet = out.add_worksheet();
        let name = if source.name.is_empty() {
            format!("Список {}", i + 1)
        } else {
            source.name.clone()
        };
        sheet.set_name(&name)?;
        let mut marked: Vec<(u32, u32)> = Vec::new();
        let mut put = |row: u32, column: u32, value: &Value| -> Result<(), XlsxError> {
            let x = u16::try_from(column).unwrap_or(u16::MAX);
            let remark = remarks.get(&source.place(row, column).to_string());
            let format = if remark.is_some() { &guilty } else { &plain };
            match value {
                Value::Number(number) => sheet.write_number_with_format(row, x, *number, format)?,
                Value::Flag(flag) => sheet.write_boolean_with_format(row, x, *flag, format)?,
                Value::Day(day) => sheet.write_datetime_with_format(
                    row,
                    x,
                    &excel_day(*day)?,
                    &format.clone().set_num_format("dd.mm.yyyy"),
                )?,
                other => {
                    let text: String = other.shown().chars().take(LONGEST_CELL).collect();
                    sheet.write_string_with_format(row, x, text, format)?
                }
            };
            if let Some(remark) = remark {
                let note = Note::new(remark)
                    .add_author_prefix(false)
                    .set_width(320)
                    .set_height(120);
                sheet.insert_note(row, x, &note)?;
                marked.push((row, column));
            }
            Ok(())
        };
        for (row, cells) in &source.rows {
            for (column, value) in cells {
                put(*row, *column, value)?;
            }
        }
        // A cell that should be filled in has nothing of its own.
        for cell in remarks.keys() {
            if let Some((row, column)) = source.named(cell)
                && source.rows.get(&row).and_then(|c| c.get(&column)).is_none()
            {
                put(row, column, &Value::Empty)?;
            }
        }
    }
    out.save_to_buffer().map(made_anywhere)
}
