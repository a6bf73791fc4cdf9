//! Rows of a list of the staff that say of somebody that he has left the school: «уволен» beside the
//! name or in any column that is no field, a day beneath «Дата увольнения», «нет» beneath «Работает».

use super::no_value::is_dash;
use crate::fields::SheetKind;
use crate::workbook::grid::Value;
use crate::workbook::tables::{
    Of, SheetTable, Standing, has_left_school, plain, standing, words_of,
};

const WHY: &str = "этот человек в школе больше не работает, как сказано в строке";
const ADVICE: &str = "если он работает, исправьте или сотрите эту отметку";

/// What a column that is no field says of the people of the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    /// That they have left, and when: «Дата увольнения».
    Left,
    /// Whether they are there: «Работает (да/нет)».
    YesOrNo,
    /// How it stands with them: «Статус».
    State,
    Other,
}

impl Says {
    fn of(heading: &str) -> Self {
        let heading = plain(heading);
        let begins = |stems: &[&str]| stems.iter().any(|stem| heading.starts_with(stem));
        if heading
            .split(' ')
            .any(|it| it.starts_with("увол") || it.starts_with("выбы"))
        {
            Self::Left
        } else if begins(&["работает", "действу", "активн", "в штате"]) {
            Self::YesOrNo
        } else if begins(&["статус", "состоян"]) {
            Self::State
        } else {
            Self::Other
        }
    }

    fn has_left(self, text: &str) -> bool {
        const NO: [&str; 4] = ["нет", "ложь", "false", "0"];
        let words = plain(text);
        let says_no = words.is_empty() || is_dash(text) || NO.contains(&words.as_str());
        match self {
            Self::Left => !says_no && !words.starts_with("не "),
            Self::YesOrNo => !words.is_empty() && says_no || has_left_school(text),
            Self::State => has_left_school(text) || is_over(&words),
            Self::Other => has_left_school(text),
        }
    }

    /// Whether a text says nothing but whether somebody is there.
    fn is_understood(self, text: &str) -> bool {
        let goes_on = || standing(&words_of(text), Of::Staff) == Some(Standing::GoesOn);
        match self {
            Self::Left => true,
            Self::Other => false,
            Self::YesOrNo => self.has_left(text) || plain(text) == "да" || goes_on(),
            Self::State => self.has_left(text) || goes_on(),
        }
    }
}

/// «архив», «не действует» as the whole of a state.
fn is_over(words: &str) -> bool {
    const OVER: [&str; 4] = ["архив", "бывш", "не действ", "недейств"];
    OVER.iter().any(|stem| words.starts_with(stem))
}

/// Why a row of the staff is of nobody who works in the school, and what to do if it is.
pub(super) fn has_gone(table: &SheetTable<'_>, index: u32) -> Option<(&'static str, &'static str)> {
    if table.kind != SheetKind::Staff || table.is_ours {
        return None;
    }
    let text = |column: u32| table.sheet.at(index, column).shown();
    let beside = ["name", "position"]
        .iter()
        .filter_map(|path| table.column(path));
    let says = |(column, heading): &(u32, String)| Says::of(heading).has_left(&text(*column));
    let is_gone =
        beside.into_iter().any(|it| has_left_school(&text(it))) || table.unknown.iter().any(says);
    is_gone.then_some((WHY, ADVICE))
}

/// Whether all that a column says is understood, though it is no field: who has left.
pub(super) fn is_understood(table: &SheetTable<'_>, column: u32, heading: &str) -> bool {
    let says = Says::of(heading);
    let mut texts = table
        .rows()
        .filter_map(|(_, cells)| cells.get(&column))
        .map(Value::shown)
        .filter(|text| !text.trim().is_empty());
    table.kind == SheetKind::Staff && !table.is_ours && texts.all(|it| says.is_understood(&it))
}
