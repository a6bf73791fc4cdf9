//! Document → workbook: every table a sheet, for those who go on counting in Excel. Other blocks
//! than the title and the tables have no place there.

use rust_xlsxwriter::{
    Chart as SheetChart, ChartLegendPosition, ChartType, DocProperties, ExcelDateTime, Format,
    FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use chrono::{Datelike as _, NaiveDate};

use crate::document::{
    Align, Block, Cell, Chart, Column, Document, Failure, Inline, Meaning, Orientation, Row,
    Section, Table, Text,
};
use crate::packing::made_anywhere;

/// Characters that a sheet of 1000 thousandths is wide.
const WIDTH: f64 = 140.0;
/// Height of a line, and of the highest row there is, points.
const LINE: f64 = 15.0;
const HIGHEST: f64 = 409.0;
/// Letters a sheet's name may have in Excel.
const NAME: usize = 31;

/// Writes the tables of a document. The same document gives the same bytes.
///
/// # Errors
/// If the workbook cannot be packed: a fault of the program.
pub fn write(document: &Document) -> Result<Vec<u8>, Failure> {
    build(document).map_err(|e| Failure(e.to_string()))
}

/// By this property a book is known as made here; what Excel calls the program is its own matter.
const MADE_BY: &str = "Program";
const PROGRAM: &str = "nastavnik";

fn build(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let p = &document.properties;
    let mut book = Workbook::new();
    let date = match day(p.date) {
        Some(date) => date,
        None => ExcelDateTime::from_ymd(2022, 4, 25)?,
    };
    book.set_properties(
        &DocProperties::new()
            .set_title(&p.title)
            .set_subject(&p.subject)
            .set_author(&p.author)
            .set_creation_datetime(&date)
            .set_custom_property(MADE_BY, PROGRAM),
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
    sheet.set_row_height(0, height(line_count(title, WIDTH)))?;
    let heads = table.columns.iter();
    let heads = heads.map(|c| line_count(&c.head.to_plain(), letters(c)));
    sheet.set_row_height(1, height(heads.max().unwrap_or(1)))?;
    for (i, column) in (0_u16..).zip(&table.columns) {
        sheet.set_column_width(i, letters(column))?;
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
    let rows = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    sheet.autofilter(1, 0, rows.saturating_add(1), last)?;
    if let Some(chart) = &table.chart {
        draw(sheet, chart, table, rows.saturating_add(3))?;
    }
    Ok(())
}

/// Pixels of a chart: its width, its height without bars, and the height of a bar.
const CHART_WIDTH: u32 = 960;
const CHART_HEIGHT: u32 = 130;
const BAR_HEIGHT: u32 = 24;

/// Puts the chart of a table below it, made of the very cells, so that it follows them.
fn draw(sheet: &mut Worksheet, chart: &Chart, table: &Table, below: u32) -> Result<(), XlsxError> {
    let column = |index: usize| u16::try_from(index).unwrap_or(u16::MAX);
    let rows = u32::try_from(chart.rows).unwrap_or(u32::MAX);
    if rows == 0 {
        return Ok(());
    }
    let (first, last) = (2, rows.saturating_add(1));
    let name = sheet_name(&table.summary);
    let range = |index| (name.as_str(), first, column(index), last, column(index));
    let is_single = chart.values.len() == 1;
    let mut drawn = SheetChart::new(if is_single {
        ChartType::Bar
    } else {
        ChartType::BarStacked
    });
    for value in &chart.values {
        let head = table.columns.get(*value).map(|it| it.head.to_plain());
        drawn
            .add_series()
            .set_categories(range(chart.labels))
            .set_values(range(*value))
            .set_name(head.unwrap_or_default().as_str());
    }
    drawn.title().set_name(&chart.title);
    // The first row stands at the top, as in the table.
    drawn.y_axis().set_reverse();
    drawn.x_axis().set_min(0);
    if is_single {
        drawn.legend().set_hidden();
    } else {
        drawn.legend().set_position(ChartLegendPosition::Bottom);
    }
    drawn
        .set_width(CHART_WIDTH)
        .set_height(CHART_HEIGHT.saturating_add(BAR_HEIGHT.saturating_mul(rows)));
    sheet.insert_chart(below, 0, &drawn)?;
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
            sheet.set_row_height(y, height(line_count(&title, WIDTH)))?;
        }
        Row::Cells(cells) => {
            let mut lines = 1;
            for ((x, cell), column) in (0_u16..).zip(cells).zip(columns) {
                let format = if column.align == Align::Centre {
                    plain.clone().set_align(FormatAlign::Center)
                } else {
                    plain.clone()
                };
                lines = lines.max(line_count(&words(cell), letters(column)));
                write_cell(sheet, (y, x), cell, &format)?;
            }
            sheet.set_row_height(y, height(lines))?;
        }
    }
    Ok(())
}

/// Dates and figures are written as such, so that Excel can sort and count.
fn write_cell(
    sheet: &mut Worksheet,
    (y, x): (u32, u16),
    cell: &Cell,
    format: &Format,
) -> Result<(), XlsxError> {
    if let Some((number, shown)) = ordinal(cell) {
        let format = format.clone().set_num_format(&shown);
        sheet.write_with_format(y, x, number, &format)?;
        return Ok(());
    }
    match meaning(cell).map(|it| (it, as_day(it))) {
        Some((_, Some(date))) => {
            let format = format.clone().set_num_format("dd.mm.yyyy");
            sheet.write_with_format(y, x, &date, &format)?;
        }
        Some((Meaning::Tenths(tenths), None)) => {
            let whole = u32::try_from(tenths).unwrap_or(u32::MAX);
            let format = format.clone().set_num_format("0.0");
            sheet.write_with_format(y, x, f64::from(whole) / 10.0, &format)?;
        }
        Some((Meaning::Day(_), None)) | None => {
            let text = words(cell);
            match number(&text) {
                Some(number) => sheet.write_with_format(y, x, number, format)?,
                None => sheet.write_with_format(y, x, text, format)?,
            };
        }
    }
    Ok(())
}

/// A number that is printed as it is counted: «007» is a name.
fn number(text: &str) -> Option<u32> {
    let number: u32 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

/// The number of a row, and the format that shows it with what closes it: «3.» sorts as 3.
fn ordinal(Cell(paragraphs): &Cell) -> Option<(u32, String)> {
    let [Text(inlines)] = paragraphs.as_slice() else {
        return None;
    };
    let [Inline::Number(number)] = inlines.as_slice() else {
        return None;
    };
    let [own] = number.path.as_slice() else {
        return None;
    };
    Some((u32::try_from(*own).ok()?, format!("0\"{}\"", number.end)))
}

fn words(Cell(paragraphs): &Cell) -> String {
    let lines: Vec<String> = paragraphs.iter().map(Text::to_plain).collect();
    lines.join("\n")
}

fn meaning(Cell(paragraphs): &Cell) -> Option<Meaning> {
    match paragraphs.as_slice() {
        [Text(runs)] => match runs.as_slice() {
            [Inline::Run { meaning, .. }] => *meaning,
            _ => None,
        },
        _ => None,
    }
}

fn as_day(meaning: Meaning) -> Option<ExcelDateTime> {
    match meaning {
        Meaning::Day(date) => day(date),
        Meaning::Tenths(_) => None,
    }
}

/// A day that Excel counts.
fn day(date: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok()?;
    let (month, day) = (
        u8::try_from(date.month()).ok()?,
        u8::try_from(date.day()).ok()?,
    );
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// Letters on a line of a column.
fn letters(column: &Column) -> f64 {
    f64::from(column.width) / 1000.0 * WIDTH
}

/// Lines of a text on so many letters, broken between words where they allow it.
pub(crate) fn line_count(text: &str, letters: f64) -> u32 {
    let room = letters.max(1.0);
    let lines = text.split('\n').map(|line| {
        let (mut count, mut end) = (1, 0.0);
        for word in line.split(' ') {
            let length = f64::from(u32::try_from(word.chars().count()).unwrap_or(u32::MAX));
            if end > 0.0 && end + 1.0 + length > room {
                count += 1;
                end = 0.0;
            }
            end += length + if end > 0.0 { 1.0 } else { 0.0 };
            while end > room {
                count += 1;
                end -= room;
            }
        }
        count
    });
    lines.sum()
}

/// Height of so many lines, points, as far as a row of Excel may go.
pub(crate) fn height(lines: u32) -> f64 {
    (LINE * f64::from(lines)).min(HIGHEST)
}

/// Excel takes no more than 31 letters and none of `[]:*?/\`.
fn sheet_name(name: &str) -> String {
    name.chars()
        .filter(|c| !"[]:*?/\\".contains(*c))
        .take(NAME)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_they_break() {
        assert_eq!(line_count("", 10.0), 1);
        assert_eq!(line_count("раз два три", 11.0), 1);
        assert_eq!(line_count("раз два три", 10.0), 2);
        assert_eq!(line_count("раз\nдва", 10.0), 2);
        assert_eq!(line_count("непрерывное", 4.0), 3);
        assert!(height(100) < 410.0);
    }

    /// Text «10.» sorts before «2.».
    #[test]
    fn the_number_of_a_row_is_a_number() {
        assert_eq!(ordinal(&Cell::number(10)), Some((10, "0\".\"".to_owned())));
        assert_eq!(ordinal(&Cell::plain("10.")), None);
    }

    #[test]
    fn a_number_with_zeros_before_it_is_a_name() {
        assert_eq!(number("12"), Some(12));
        assert_eq!(number("0"), Some(0));
        assert_eq!(number("007"), None);
        assert_eq!(number("118-ОД"), None);
    }
}
