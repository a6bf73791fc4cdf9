//! Project → workbook: sheets that a person fills in and `import` reads back without loss.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties,
    ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Note, Workbook, Worksheet,
    XlsxError,
};

use chrono::{Datelike as _, NaiveDate};
use toml_edit::{Item, TableLike};

use super::fields::{
    self, CLAUSE, CODE, FORMAT_VERSION, Field, GUIDE, GUIDE_SHEET, IGNORED, Kind, LABEL,
    MENTEE_POST, MENTOR_POST, ORDER, ORGANIZATION, Offer, PAIR, REGISTERS, SECTION, SERVICE_SHEET,
    SHEETS, STAGE, STAGE_NUMBER, SheetKind, SheetWords, VALUE,
};
use super::grid::{CellRef, Value, column_letters};
use super::people::{Pairs, People};
use super::toml_file::{
    ORGANIZATION as ORGANIZATION_FILE, REGULATION, ROADMAP, TomlFiles, get, order_file,
    pairing_file, tables,
};
use super::value::{Meaning, Names, of_item, to_cell};
use crate::edition::{Edition, Term};
use crate::project::Files;
use crate::russian::PersonName;

/// Empty rows beneath the last that are ready to be filled in.
const SPARE_ROWS: u32 = 200;
/// Points of one line of text.
const LINE_HEIGHT: f64 = 15.0;
/// Excel's own limit, in points.
const TALLEST_ROW: f64 = 409.0;
/// Characters in a width of A4 that can still be read.
const PAGE_WIDTH: f64 = 200.0;
/// Excel shows no longer hint.
const LONGEST_HINT: usize = 250;
/// Excel takes no longer text in a cell.
pub const LONGEST_CELL: usize = 32_000;

/// Rows of one sheet: code and cells, in the order of [`columns`].
#[derive(Debug, Default)]
pub struct Rows(pub Vec<Vec<Value>>);

/// Columns that the program writes, after the code.
pub fn columns(words: &SheetWords) -> impl Iterator<Item = &'static Field> {
    words
        .fields
        .iter()
        .filter(|f| ![IGNORED, MENTOR_POST, MENTEE_POST].contains(&f.path))
}

/// The staff of these files.
pub fn people_of(files: &TomlFiles) -> People {
    let mut people = People::default();
    let staff = files
        .get(ORGANIZATION_FILE)
        .and_then(|t| t.get("staff"))
        .and_then(Item::as_table_like);
    for (key, item) in staff.into_iter().flat_map(TableLike::iter) {
        let name = item
            .as_table_like()
            .and_then(|t| t.get("name"))
            .and_then(Item::as_str)
            .unwrap_or(key);
        people.add(key, &crate::reader::clean(name));
    }
    people
}

/// The pairings of these files with their short names.
pub fn pairs_of(files: &TomlFiles, people: &People) -> Pairs {
    let mut pairs = Pairs::default();
    for stem in files.stems("pairings") {
        let Some(table) = files.get(&pairing_file(&stem)) else {
            continue;
        };
        let keys = |key| match of_item(Kind::People, table.get(key)) {
            Meaning::List(keys) => keys,
            _ => Vec::new(),
        };
        pairs.add(
            &stem,
            &pair_label(&keys("mentors"), &keys("mentees"), people),
        );
    }
    pairs
}

/// «Петрова, Белых — Сидоров».
pub fn pair_label(mentors: &[String], mentees: &[String], people: &People) -> String {
    let surnames = |keys: &[String]| {
        let surname = |key: &String| {
            PersonName::parse(&people.shown(key)).map_or_else(|_| key.clone(), |n| n.surname)
        };
        keys.iter().map(surname).collect::<Vec<_>>().join(", ")
    };
    format!("{} — {}", surnames(mentors), surnames(mentees))
}

/// What every sheet holds.
pub fn rows(files: &TomlFiles, kind: SheetKind) -> Rows {
    let people = people_of(files);
    let pairs = pairs_of(files, &people);
    let names = Names {
        people: &people,
        pairs: &pairs,
        edition: &files.1,
    };
    let mut out = Vec::new();
    let row = |code: String, table: &dyn TableLike, known: &[(&str, String)]| {
        let mut cells = vec![Value::Text(code)];
        for field in columns(fields::words(kind)) {
            let own = known
                .iter()
                .find(|(path, _)| *path == field.path)
                .map(|(_, text)| Value::Text(text.clone()));
            cells.push(own.unwrap_or_else(|| cell(field, table, &names)));
        }
        cells
    };
    match kind {
        SheetKind::Pairs | SheetKind::Notes => {
            for stem in files.stems("pairings") {
                let Some(table) = files.get(&pairing_file(&stem)) else {
                    continue;
                };
                out.push(row(stem.clone(), table, &[(PAIR, pairs.shown(&stem))]));
            }
        }
        SheetKind::Activities => {
            for stem in files.stems("pairings") {
                let activities = files
                    .get(&pairing_file(&stem))
                    .map(|t| tables(t, "activity"))
                    .unwrap_or_default();
                for (i, activity) in activities.iter().enumerate() {
                    out.push(row(
                        format!("{stem}/{}", i + 1),
                        activity,
                        &[(PAIR, pairs.shown(&stem))],
                    ));
                }
            }
        }
        SheetKind::Staff => {
            let staff = files
                .get(ORGANIZATION_FILE)
                .and_then(|t| t.get("staff"))
                .and_then(Item::as_table_like);
            for (key, item) in staff.into_iter().flat_map(TableLike::iter) {
                if let Some(person) = item.as_table_like() {
                    out.push(row(key.to_owned(), person, &[]));
                }
            }
        }
        SheetKind::Roadmap => roadmap_rows(files, &row, &mut out),
        SheetKind::Orders => {
            for stem in files.stems("orders") {
                if let Some(table) = files.get(&order_file(&stem)) {
                    out.push(row(stem.clone(), table, &[(ORDER, stem)]));
                }
            }
        }
        SheetKind::Clauses => {
            for stem in files.stems("orders") {
                if let Some(table) = files.get(&order_file(&stem)) {
                    clause_rows(table, &stem, "", &row, &mut out);
                }
            }
        }
        SheetKind::Regulation => {
            for (i, clause) in files
                .get(REGULATION)
                .map(|t| tables(t, "clause"))
                .unwrap_or_default()
                .iter()
                .enumerate()
            {
                out.push(row((i + 1).to_string(), clause, &[]));
            }
        }
        SheetKind::Organization => {
            for field in ORGANIZATION {
                let cells = [(LABEL, field.head.to_owned())];
                let mut line = row(field.path.to_owned(), &toml_edit::Table::new(), &cells);
                if let Some(last) = line.last_mut() {
                    *last = organization_cell(field, files, &names);
                }
                out.push(line);
            }
        }
    }
    Rows(out)
}

/// The cell of a field; both ends of a period stand in cells of their own.
fn cell(field: &Field, table: &dyn TableLike, names: &Names<'_>) -> Value {
    let path = field.path;
    if !field.is_key() {
        return Value::Empty;
    }
    let meaning = of_item(field.kind, get(table, path));
    let meaning = match meaning {
        Meaning::Span(..) if has_ends(path) => Meaning::Nothing,
        other => other,
    };
    to_cell(field.kind, &meaning, names)
}

/// Whether the field has columns of its own for its two ends.
pub fn has_ends(path: &str) -> bool {
    path == "period" || path == "roadmap:period"
}

fn organization_cell(field: &Field, files: &TomlFiles, names: &Names<'_>) -> Value {
    let empty = toml_edit::Table::new();
    if field.path == REGISTERS {
        let wanted = files
            .get(ORGANIZATION_FILE)
            .is_some_and(|t| t.contains_key(REGISTERS));
        return if wanted {
            Value::Text("да".to_owned())
        } else {
            Value::Empty
        };
    }
    match field.path.strip_prefix("roadmap:") {
        Some(path) => cell(
            &Field { path, ..*field },
            files.get(ROADMAP).unwrap_or(&empty),
            names,
        ),
        None => cell(field, files.get(ORGANIZATION_FILE).unwrap_or(&empty), names),
    }
}

type RowOf<'r> = dyn Fn(String, &dyn TableLike, &[(&str, String)]) -> Vec<Value> + 'r;

/// A row for every activity, with the stage and section it stands in; one for a stage or section
/// that has none.
fn roadmap_rows(files: &TomlFiles, row: &RowOf<'_>, out: &mut Vec<Vec<Value>>) {
    let Some(roadmap) = files.get(ROADMAP) else {
        return;
    };
    let empty = toml_edit::Table::new();
    let text = |table: &toml_edit::Table, key: &str| match of_item(Kind::Line, table.get(key)) {
        Meaning::Text(text) => text,
        _ => String::new(),
    };
    let mut add =
        |parent: &str, known: &[(&str, String)], activities: &[toml_edit::Table], alone: bool| {
            for (i, activity) in activities.iter().enumerate() {
                out.push(row(format!("{parent}{}", i + 1), activity, known));
            }
            if activities.is_empty() && alone {
                out.push(row(parent.to_owned(), &empty, known));
            }
        };
    add("", &[], &tables(roadmap, "activity"), false);
    for (i, stage) in tables(roadmap, "stage").iter().enumerate() {
        let mut known = vec![
            (STAGE_NUMBER, text(stage, "number")),
            (STAGE, text(stage, "title")),
        ];
        let sections = tables(stage, "section");
        let parent = format!("{}.", i + 1);
        add(
            &parent,
            &known,
            &tables(stage, "activity"),
            sections.is_empty(),
        );
        for (j, section) in sections.iter().enumerate() {
            known.truncate(2);
            known.push((SECTION, text(section, "title")));
            add(
                &format!("{parent}{}.", j + 1),
                &known,
                &tables(section, "activity"),
                true,
            );
        }
    }
}

fn clause_rows(
    table: &toml_edit::Table,
    stem: &str,
    above: &str,
    row: &RowOf<'_>,
    out: &mut Vec<Vec<Value>>,
) {
    for (i, clause) in tables(table, "clause").iter().enumerate() {
        let number = format!("{above}{}", i + 1);
        out.push(row(
            format!("{stem}/{number}"),
            clause,
            &[(ORDER, stem.to_owned()), (CLAUSE, number.clone())],
        ));
        clause_rows(clause, stem, &format!("{number}."), row, out);
    }
}

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
    let files = TomlFiles::read(files);
    for words in &SHEETS {
        for row in &rows(&files, words.kind).0 {
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
    write(&files, edition, remarks).map_err(|e| {
        Refused(format!(
            "внутренняя ошибка программы, сообщите о ней разработчикам: {e}"
        ))
    })
}

fn write(files: &TomlFiles, edition: &Edition, remarks: &[Remark]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Bytes must not depend on the clock.
    let made = ExcelDateTime::from_ymd(2022, 4, 25)?;
    book.set_properties(
        &DocProperties::new()
            .set_title("Наставничество")
            .set_creation_datetime(&made),
    );
    let heads = Heads::new();
    for words in &SHEETS {
        let sheet = book.add_worksheet();
        let rows = rows(files, words.kind);
        fill(sheet, words, &rows, &heads, edition)?;
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
    let service = book.add_worksheet();
    service.set_name(SERVICE_SHEET)?.set_very_hidden(true);
    service
        .write(0, 0, "nastavnik")?
        .write(0, 1, FORMAT_VERSION)?
        .write(1, 0, env!("CARGO_PKG_VERSION"))?;
    book.save_to_buffer()
}

/// Looks of cells.
struct Heads {
    head: Format,
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
        Self {
            head: cell
                .clone()
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_background_color(Color::RGB(0x00DD_EBF7)),
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
    words: &SheetWords,
    rows: &Rows,
    heads: &Heads,
    edition: &Edition,
) -> Result<(), XlsxError> {
    sheet.set_name(words.name)?;
    // A wide sheet is printed on several pages, each with the first column, or nobody could read
    // it.
    let width: f64 = columns(words).map(|f| f.width).sum();
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
        .write_with_format(0, 0, CODE.head, &heads.head)?
        .set_column_hidden(0)?;
    let last = u32::try_from(rows.0.len()).unwrap_or_default()
        + if words.kind == SheetKind::Organization {
            0
        } else {
            SPARE_ROWS
        };
    for (column, field) in (1_u16..).zip(columns(words)) {
        sheet.write_with_format(0, column, field.head, &heads.head)?;
        sheet.set_column_width(column, field.width)?;
        if words.kind != SheetKind::Organization {
            sheet.set_column_format(column, heads.of(field.kind))?;
            if let Some(validation) = validation(field, edition)? {
                sheet.add_data_validation(1, column, last.max(1), column, &validation)?;
            }
        }
    }
    let heads_height = columns(words)
        .map(|f| lines_of(f.head, f.width))
        .max()
        .unwrap_or(1);
    set_height(sheet, 0, heads_height)?;
    for (y, row) in (1_u32..).zip(&rows.0) {
        let texts =
            columns(words)
                .zip(row.iter().skip(1))
                .filter_map(|(field, value)| match value {
                    Value::Text(text) => Some(lines_of(text, field.width)),
                    Value::Empty
                    | Value::Error(_)
                    | Value::Number(_)
                    | Value::Flag(_)
                    | Value::Day(_) => None,
                });
        set_height(sheet, y, texts.max().unwrap_or(1))?;
        let of_row = ORGANIZATION
            .get(y as usize - 1)
            .filter(|_| words.kind == SheetKind::Organization);
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
            && let Some(validation) = validation(field, edition)?
        {
            sheet.add_data_validation(y, 2, y, 2, &validation)?;
        }
    }
    Ok(())
}

/// Excel fits the height of a row to its text when it opens a workbook; LibreOffice leaves it at
/// one line.
fn set_height(sheet: &mut Worksheet, row: u32, lines: usize) -> Result<(), XlsxError> {
    if lines > 1 {
        let lines = u32::try_from(lines).unwrap_or(u32::MAX);
        sheet.set_row_height(row, (f64::from(lines) * LINE_HEIGHT).min(TALLEST_ROW))?;
    }
    Ok(())
}

/// Lines that a text takes in a column this wide, in characters: words are not parted, so a little
/// is lost on each.
fn lines_of(text: &str, width: f64) -> usize {
    let wide = (1..=500_u32)
        .take_while(|n| f64::from(*n) * 1.15 <= width)
        .count()
        .max(1);
    text.lines()
        .map(|line| line.chars().count().div_ceil(wide).max(1))
        .sum()
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
        Value::Empty => sheet.write_blank(y, x, format)?,
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

/// The words that a cell offers and that stand in no other sheet.
pub fn offered(field: &Field, edition: &Edition) -> Vec<String> {
    let words = |terms: &[Term]| terms.iter().map(|t| t.word.clone()).collect::<Vec<_>>();
    let common = &edition.common;
    match (field.offer, field.kind) {
        (Offer::Forms, _) => words(&common.mentoring_form),
        (Offer::MentoringKinds, _) => words(&common.mentoring_kind),
        (Offer::Models, _) => common
            .mentoring_form
            .iter()
            .flat_map(|f| words(&f.model))
            .collect(),
        (Offer::Groups, _) => words(&common.mentee_group),
        (Offer::Modes, _) => edition.program.note.modes.clone(),
        (Offer::Formats, _) => edition.program.plan.formats.clone(),
        (Offer::Blocks, _) => edition
            .program
            .block_keys()
            .into_iter()
            .map(ToOwned::to_owned)
            .collect(),
        (_, Kind::OrderKind) => edition.orders.kind.iter().map(|k| k.name.clone()).collect(),
        (_, Kind::Appendices) => edition
            .orders
            .appendix
            .iter()
            .map(|a| a.name.clone())
            .collect(),
        (_, Kind::Words(words)) => distinct(words),
        (_, Kind::Flag) => vec!["да".to_owned(), "нет".to_owned()],
        _ => Vec::new(),
    }
}

/// What a cell offers, allows and says when it is chosen. Nothing is forced: other words get a
/// warning and are taken.
fn validation(field: &Field, edition: &Edition) -> Result<Option<DataValidation>, XlsxError> {
    let offered = offered(field, edition);
    let elsewhere = |kind: SheetKind, path: &str| {
        let words = fields::words(kind);
        let column = (1..)
            .zip(columns(words))
            .find(|(_, f)| f.path == path)
            .map_or(1, |(i, _)| i);
        let letters = column_letters(column);
        Formula::new(format!("='{}'!${letters}$2:${letters}$1000", words.name))
    };
    let validation = DataValidation::new();
    let validation = match field.offer {
        Offer::People => validation.allow_list_formula(elsewhere(SheetKind::Staff, "name")),
        Offer::Pairs => validation.allow_list_formula(elsewhere(SheetKind::Pairs, PAIR)),
        Offer::Orders => validation.allow_list_formula(elsewhere(SheetKind::Orders, ORDER)),
        // A list inside the cell may have 255 letters; a longer one is told in the hint.
        _ if !offered.is_empty() && offered.iter().all(|o| !o.contains(',')) && fits(&offered) => {
            validation.allow_list_strings(&offered)?
        }
        _ if field.kind == Kind::Day => {
            let (from, to) = (
                ExcelDateTime::from_ymd(1990, 1, 1)?,
                ExcelDateTime::from_ymd(2199, 12, 31)?,
            );
            validation.allow_date(DataValidationRule::Between(from, to))
        }
        _ if field.kind == Kind::Number => {
            validation.allow_whole_number(DataValidationRule::Between(0, 1_000_000))
        }
        _ if field.hint.is_empty() => return Ok(None),
        _ => validation.allow_any_value(),
    };
    let hint = if offered.is_empty() || fits(&offered) {
        field.hint.to_owned()
    } else {
        format!("{}: {}", field.hint, offered.join("; "))
    };
    let title: String = field.head.chars().take(32).collect();
    let message = "Такого значения здесь не ждут. Оставить?";
    let validation = validation
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("Проверьте значение")?
        .set_error_message(message)?;
    if hint.is_empty() {
        return Ok(Some(validation));
    }
    Ok(Some(validation.set_input_title(title)?.set_input_message(
        hint.chars().take(LONGEST_HINT).collect::<String>(),
    )?))
}

fn fits(words: &[String]) -> bool {
    words.iter().map(|w| w.chars().count() + 1).sum::<usize>() <= 255
}

/// The words to show: one for each word of the file.
fn distinct(words: &[(&str, &str)]) -> Vec<String> {
    let mut seen = Vec::new();
    let mut out = Vec::new();
    for (shown, word) in words {
        if !seen.contains(word) {
            seen.push(word);
            out.push((*shown).to_owned());
        }
    }
    out
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
    for (y, line) in (1_u32..).zip(GUIDE) {
        sheet
            .write_with_format(y, 0, y, &heads.number)?
            .write_with_format(y, 1, *line, &heads.text)?;
    }
    Ok(())
}
