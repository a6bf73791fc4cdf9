//! Numbers and dates of papers that a project refers to.

use crate::problem::{Code, Place, Placed, Problem};
use crate::reader::{TomlTable, When};

/// The order that approves a paper or stands behind it: a file of the project, or its number and
/// date.
#[derive(Debug, Clone, Default)]
pub struct Approval {
    /// Name of a file in `orders`.
    pub order: Option<Placed<String>>,
    /// Free text: «112-ОД», «01/288».
    pub number: Option<Placed<String>>,
    pub date: Option<Placed<When>>,
    /// Where they stand.
    pub place: Option<Place>,
}

/// Number and date of an order, each with the place where it is written.
pub type NumberAndDate<'a> = (Option<&'a Placed<String>>, Option<&'a Placed<When>>);

impl Approval {
    /// Number and date of a paper that is no order, `{ number = "…", date = … }`.
    pub(super) fn of_paper(table: &TomlTable<'_>, key: &'static str) -> Self {
        let Some(it) = table.table(key) else {
            return Self::default();
        };
        let paper = Self {
            order: None,
            number: it.paper_number("number"),
            date: it.day("date"),
            place: Some(it.place()),
        };
        it.finish();
        paper
    }

    pub fn is_empty(&self) -> bool {
        self.order.is_none() && self.number.is_none() && self.date.is_none()
    }

    /// Reads the keys `order`, or `number` and `date`.
    pub(super) fn read(table: &TomlTable<'_>) -> Self {
        let approval = Self {
            order: table.line("order"),
            number: table.paper_number("number"),
            date: table.day("date"),
            place: Some(table.place()),
        };
        if let Some(order) = approval
            .order
            .as_ref()
            .filter(|_| approval.number.is_some() || approval.date.is_some())
        {
            table.reader().report(
                Problem::new(
                    Code::WrittenTwice,
                    "указаны и файл приказа, и его номер или дата",
                )
                .at(&order.place)
                .hint("оставьте что-нибудь одно: номер и дата приказа берутся из его файла"),
            );
        }
        approval
    }
}
