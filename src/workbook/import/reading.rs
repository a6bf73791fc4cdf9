//! A book while it is read: what was found wrong, and what was left out of it.

use std::collections::{BTreeMap, BTreeSet};

use super::choices::Choices;
use super::signed::is_signed;
use crate::edit::{BookCell, Cell, Imported, OrderNames, Row, Tables};
use crate::fields::{self, MENTEE_POST, MENTOR_POST, Offer, SheetKind, SheetWords};
use crate::problem::{Code, Problem};
use crate::reader::clean;
use crate::workbook::grid::{Book, Sheet};
use crate::workbook::school_names;
use crate::workbook::tables::{SheetTable, plain};

pub(super) struct Reading<'c> {
    pub out: Imported,
    pub choices: &'c Choices,
    /// Whether rows or sheets were left out that may hold what else seems to be missing.
    pub has_left: bool,
    /// The school year of the files.
    pub year: Option<(u32, u32)>,
    /// The names of the school.
    pub school: Vec<String>,
    /// The sheets, with the fields of the edition among their columns.
    pub sheets: &'static [SheetWords],
    /// What the book calls the orders.
    pub orders: OrderNames,
    /// What stands in the files already, in the words of a book, by the keys of the fields.
    written: BTreeMap<&'static str, BTreeSet<String>>,
    /// Surnames and initials of those whose posts sign lists: «Никитина О.П.».
    signers: BTreeSet<String>,
    /// The same of all of the staff,
    staff: BTreeSet<String>,
    /// and of those of whom the files say that they work in another organization.
    outsiders: BTreeSet<String>,
    /// Columns of every table that is read: sheet, first and last row, first and last column.
    pub areas: Vec<(String, [u32; 4])>,
}

impl<'c> Reading<'c> {
    /// Of a book of which nobody has claimed a cell yet.
    pub(super) fn new(book: &Book, choices: &'c Choices) -> Self {
        let mut out = Imported::from(&book.name);
        for sheet in &book.sheets {
            for (row, cells) in &sheet.rows {
                for (column, value) in cells {
                    out.ledger.cells.push(BookCell {
                        at: sheet.place(*row, *column).to_string(),
                        sheet: sheet.name.clone(),
                        row: *row,
                        column: *column,
                        text: value.shown(),
                        shares: None,
                    });
                }
            }
        }
        for sheet in &book.sheets {
            for ((row, column), text) in &sheet.covered {
                let at = sheet.place(*row, *column).to_string();
                out.ledger.cells.push(BookCell {
                    at: at.clone(),
                    sheet: sheet.name.clone(),
                    row: *row,
                    column: *column,
                    text: text.clone(),
                    shares: None,
                });
                out.leave(&at, "под объединенной ячейкой не видно");
            }
        }
        Self {
            out,
            choices,
            has_left: !choices.waiting.is_empty(),
            year: None,
            school: Vec::new(),
            sheets: fields::sheets(),
            orders: OrderNames::default(),
            written: BTreeMap::new(),
            signers: BTreeSet::new(),
            staff: BTreeSet::new(),
            outsiders: BTreeSet::new(),
            areas: Vec::new(),
        }
    }

    /// Makes known what the files say.
    pub(super) fn know(&mut self, tables: &Tables) {
        self.year = tables.school_year();
        self.school = tables.school_names();
        self.sheets = tables.words().sheets();
        self.orders = OrderNames::of(tables);
        for cells in tables.cells(SheetKind::Staff).into_values() {
            let at = |path: &str| {
                cells
                    .iter()
                    .find(|(own, _)| &***own == path)
                    .map(|(_, text)| text)
            };
            if let (Some(name), Some(post)) = (at("name"), at("position"))
                && is_signed(plain(post).split(' ').next().unwrap_or_default())
            {
                self.signers.insert(with_initials(name));
            }
            self.staff
                .extend(at("name").map(|name| with_initials(name)));
            if let (Some(name), Some(place)) = (at("name"), at("organization"))
                && !place.is_empty()
            {
                self.outsiders.insert(with_initials(name));
            }
        }
        for kind in [SheetKind::Staff, SheetKind::Pairs, SheetKind::Notes] {
            let cells = tables.cells(kind).into_values().flatten();
            for (path, text) in cells.filter(|(_, text)| !text.is_empty()) {
                self.written.entry(path).or_default().insert(clean(&text));
            }
        }
    }

    /// Whether a cell says what the files say in such a field, or names one of their orders as the
    /// program does: there is nothing to part or to leave out of it.
    pub(super) fn is_written(&self, cell: &Cell) -> bool {
        let text = clean(&cell.value.shown());
        let is_order = || cell.field.offer == Offer::Orders && self.orders.code(&text).is_some();
        self.is_written_in(cell.field.path, &text) || is_order()
    }

    /// Whether somebody of the staff who is named so may sign a list: the director, a deputy.
    pub(super) fn signs(&self, name: &str) -> bool {
        self.signers.contains(&with_initials(name))
    }

    /// Whether somebody of the staff is named so.
    pub(super) fn is_of_staff(&self, name: &str) -> bool {
        self.staff.contains(&with_initials(name))
    }

    /// Whether the files have him who is named so at work in another organization.
    pub(super) fn works_elsewhere(&self, name: &str) -> bool {
        self.outsiders.contains(&with_initials(name))
    }

    /// Whether a text names another school than this one.
    pub(super) fn is_another_school(&self, text: &str) -> bool {
        school_names::is_another(text, &self.school)
    }

    /// Whether a part of a cell says what the files say in such a field.
    pub(super) fn is_written_in(&self, path: &str, text: &str) -> bool {
        let path = match path {
            MENTOR_POST | MENTEE_POST => "position",
            path => path,
        };
        let written = self.written.get(path);
        written.is_some_and(|texts| texts.contains(text))
    }

    /// Whether a name of an organization is the school's own, in other words: «СОШ № 7» of
    /// «МБОУ «Школа № 7»».
    pub(super) fn is_own_school(&self, text: &str) -> bool {
        self.school.iter().any(|own| school_names::means(text, own))
    }

    /// Whether a column beside a table is that of another table of its rows.
    pub(super) fn is_in_table(&self, table: &SheetTable<'_>, column: u32) -> bool {
        self.areas
            .iter()
            .any(|(sheet, [top, bottom, left, right])| {
                *sheet == table.sheet.name
                    && *top <= table.last
                    && *bottom >= table.head
                    && (*left..=*right).contains(&column)
            })
    }

    pub(super) fn leave_cell(&mut self, sheet: &Sheet, row: u32, column: u32, why: &'static str) {
        let at = sheet.place(row, column).to_string();
        self.out.leave(&at, why);
    }

    /// Leaves out what nobody has claimed of a sheet.
    pub(super) fn leave_sheet(&mut self, sheet: &Sheet, why: &'static str) {
        for (row, cells) in &sheet.rows {
            for column in cells.keys() {
                self.leave_cell(sheet, *row, *column, why);
            }
        }
    }

    /// Leaves out the cells of a row within a table.
    pub(super) fn leave_row(&mut self, table: &SheetTable<'_>, row: u32, why: &'static str) {
        let (first, last) = table.across();
        let cells = table.sheet.rows.get(&row);
        let columns = cells.into_iter().flat_map(|cells| cells.keys().copied());
        for column in columns
            .filter(|c| (first..=last).contains(c))
            .collect::<Vec<_>>()
        {
            self.leave_cell(table.sheet, row, column, why);
        }
    }

    /// Leaves out what stands beneath the head of a column.
    pub(super) fn leave_column(&mut self, table: &SheetTable<'_>, column: u32, why: &'static str) {
        let rows = table
            .rows()
            .filter(|(_, cells)| cells.contains_key(&column));
        let own: Vec<u32> = rows.map(|(row, _)| row).collect();
        own.into_iter()
            .for_each(|row| self.leave_cell(table.sheet, row, column, why));
    }

    /// Leaves out the cells of a row, and tells it at the first one.
    pub(super) fn tell_row(
        &mut self,
        table: &SheetTable<'_>,
        row: u32,
        code: Code,
        why: &'static str,
        advice: &'static str,
    ) {
        self.leave_row(table, row, why);
        self.has_left = true;
        let (first, last) = table.across();
        let cells = table.sheet.rows.get(&row);
        let own = cells.and_then(|cells| cells.range(first..=last).next());
        let Some((column, value)) = own else { return };
        let at = table.sheet.place(row, *column).to_string();
        let message = format!("строка не прочитана: {why}");
        self.out.report_at(
            Problem::new(code, message).hint(advice),
            &at,
            &value.shown(),
        );
    }
}

/// «Никитина О.П.» of the whole name, the initials behind or in front, or of itself.
fn with_initials(name: &str) -> String {
    let words = plain(name);
    let (letters, whole): (Vec<&str>, Vec<&str>) =
        words.split(' ').partition(|word| word.chars().count() == 1);
    let mut whole = whole.into_iter();
    let surname = whole.next().unwrap_or_default();
    let initials = letters
        .into_iter()
        .chain(whole)
        .filter_map(|word| word.chars().next());
    format!("{surname} {}", initials.collect::<String>())
}

/// Whether some cell of a row says something.
pub(super) fn is_full(row: &Row) -> bool {
    row.cells.iter().any(|c| !c.value.is_empty())
}
