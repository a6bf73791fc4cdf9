//! A copy of a workbook with the problems as remarks on their cells. Values and the look of the
//! head are kept, formulas are not.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, Formula, Note, Workbook, Worksheet, XlsxError};

use super::export::{LONGEST_CELL, excel_day};
use super::grid::{Book, MOST_COLUMNS, MOST_ROWS, Sheet, Value};
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
        keep_shape(sheet, source, &plain)?;
        let mut put = |row: u32, column: u32, value: &Value| -> Result<(), XlsxError> {
            let x = u16::try_from(column).unwrap_or(u16::MAX);
            let remark = remarks.get(&source.place(row, column).to_string());
            let format = if remark.is_some() { &guilty } else { &plain };
            let struck = format.clone().set_font_strikethrough();
            let is_struck = source.struck.contains(&(row, column));
            let format = if is_struck { &struck } else { format };
            match value {
                Value::Number(number) => sheet.write_number_with_format(row, x, *number, format)?,
                Value::Flag(flag) => sheet.write_boolean_with_format(row, x, *flag, format)?,
                Value::Day(day) => sheet.write_datetime_with_format(
                    row,
                    x,
                    &excel_day(*day)?,
                    &format.clone().set_num_format("dd.mm.yyyy"),
                )?,
                // Without a value it is asked about again, and no word stands for it.
                Value::Uncounted => {
                    let formula = Formula::new("=NA()").set_result("#N/A");
                    sheet.write_formula_with_format(row, x, formula, format)?
                }
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

/// Merged areas and what is hidden: without them the copy would be another list.
fn keep_shape(sheet: &mut Worksheet, source: &Sheet, format: &Format) -> Result<(), XlsxError> {
    let column = |column: u32| u16::try_from(column).unwrap_or(u16::MAX);
    for [top, left, bottom, right] in &source.merged {
        let is_area = bottom > top || right > left;
        if is_area && *bottom < MOST_ROWS && *right < MOST_COLUMNS {
            // Areas that lie over each other are a mistake of the file: the first one stays.
            let merged =
                sheet.merge_range(*top, column(*left), *bottom, column(*right), "", format);
            if !matches!(merged, Ok(_) | Err(XlsxError::MergeRangeOverlaps(..))) {
                merged?;
            }
        }
    }
    for row in source.hidden_rows.iter().filter(|row| **row < MOST_ROWS) {
        sheet.set_row_hidden(*row)?;
    }
    for hidden in source.hidden_columns.iter().filter(|c| **c < MOST_COLUMNS) {
        sheet.set_column_hidden(column(*hidden))?;
    }
    Ok(())
}
