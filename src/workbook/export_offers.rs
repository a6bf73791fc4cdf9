//! What the cells of the program's own workbook offer, allow and say when they are chosen.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Formula, Workbook,
    XlsxError,
};

use super::grid::column_letters;
use crate::edit::columns;
use crate::edition::Edition;
use crate::fields::{self, Field, Kind, ORDER, Offer, PAIR, SheetKind};

/// Name of the hidden sheet with the lists that are too long for a cell.
pub(super) const CHOICES_SHEET: &str = "_списки";
/// Excel shows no longer hint.
const LONGEST_HINT: usize = 250;
/// Letters that a list inside a cell may have, commas between its words too.
const LONGEST_LIST: usize = 255;

/// Lists of words for cells, those on the hidden sheet too.
#[derive(Debug)]
pub(super) struct Offers {
    /// What people call the editions of the forms.
    editions: Vec<String>,
    /// A column of the hidden sheet for each.
    long: Vec<Vec<String>>,
}

impl Offers {
    pub(super) fn new(editions: Vec<String>) -> Self {
        Self {
            editions,
            long: Vec::new(),
        }
    }

    /// The validation of a field's cells. Nothing is forced: other words get a warning and are
    /// taken.
    pub(super) fn validation(
        &mut self,
        field: &Field,
        edition: &Edition,
    ) -> Result<Option<DataValidation>, XlsxError> {
        let offered = match field.kind {
            Kind::Edition => self.editions.clone(),
            _ => edition.offered(field),
        };
        let validation = DataValidation::new();
        let validation = match field.offer {
            Offer::People => validation.allow_list_formula(elsewhere(SheetKind::Staff, "name")),
            Offer::Pairs => validation.allow_list_formula(elsewhere(SheetKind::Pairs, PAIR)),
            Offer::Orders => validation.allow_list_formula(elsewhere(SheetKind::Orders, ORDER)),
            _ if !offered.is_empty() && fits(&offered) => {
                validation.allow_list_strings(&offered)?
            }
            _ if !offered.is_empty() => validation.allow_list_formula(self.list(&offered)),
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
        let title: String = field.head.chars().take(32).collect();
        let validation = validation
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_title("Проверьте значение")?
            .set_error_message("Такого значения здесь не ждут. Оставить?")?;
        if field.hint.is_empty() {
            return Ok(Some(validation));
        }
        let hint: String = field.hint.chars().take(LONGEST_HINT).collect();
        Ok(Some(
            validation.set_input_title(title)?.set_input_message(hint)?,
        ))
    }

    /// Where the words of a list stand.
    fn list(&mut self, words: &[String]) -> Formula {
        let known = self.long.iter().position(|own| own == words);
        let column = known.unwrap_or_else(|| {
            self.long.push(words.to_vec());
            self.long.len() - 1
        });
        let letters = column_letters(u32::try_from(column).unwrap_or_default());
        Formula::new(format!(
            "='{CHOICES_SHEET}'!${letters}$1:${letters}${}",
            words.len()
        ))
    }

    /// Adds the hidden sheet, if any list is on it.
    pub(super) fn write(&self, book: &mut Workbook) -> Result<(), XlsxError> {
        if self.long.is_empty() {
            return Ok(());
        }
        let sheet = book.add_worksheet();
        sheet.set_name(CHOICES_SHEET)?.set_very_hidden(true);
        for (column, words) in (0_u16..).zip(&self.long) {
            for (row, word) in (0_u32..).zip(words) {
                sheet.write_string(row, column, word)?;
            }
        }
        Ok(())
    }
}

/// A column of another sheet, as far down as it may ever go.
fn elsewhere(kind: SheetKind, path: &str) -> Formula {
    let words = fields::words(kind);
    let column = (1..)
        .zip(columns(words))
        .find(|(_, f)| f.path == path)
        .map_or(1, |(i, _)| i);
    let letters = column_letters(column);
    Formula::new(format!("='{}'!${letters}$2:${letters}$1000", words.name))
}

/// Whether words may stand inside a cell: a comma parts them there.
fn fits(words: &[String]) -> bool {
    let letters = words.iter().map(|w| w.chars().count() + 1).sum::<usize>();
    letters <= LONGEST_LIST && words.iter().all(|word| !word.contains(','))
}
