//! Banks of mentors and mentees, the register of pairings, the curator's report.

use super::columns::{BankField, ColumnWords, RegisterField, ReportField, columns};
use super::common::LineWords;
use super::heads::miscounted;
use super::places::{DATE, MENTOR_DAY, MENTOR_UNTIL, NUMBER, REGISTER};
use super::words::{
    choice, fill, fill_with, fill_with_any, inherited, keyed, line, many, one, words,
};
use crate::document::Orientation;
use crate::reader::Wording;

words! {
    /// `registers.toml`.
    struct RegisterForms {
        orientation: Orientation = choice,
        mentors: BankWords = one,
        mentees: BankWords = one,
        pairings: RegisterWords = one,
        report: ReportWords = one,
    }

    struct BankWords {
        file_name: String = line,
        title: String = fill(&REGISTER),
        column: Vec<ColumnWords<BankField>> = columns,
    }

    struct RegisterWords {
        file_name: String = line,
        title: String = fill(&REGISTER),
        /// How the order of a pairing is named in its cell.
        order_number: String = inherited(fill_with(&NUMBER, "number")),
        order_date: String = inherited(fill_with(&DATE, "date")),
        /// A mentor who came later, and one who ended before the term.
        mentor_from: String = inherited(fill_with(&MENTOR_DAY, "day")),
        mentor_until: String = inherited(fill_with_any(&MENTOR_UNTIL, ["last", "day"])),
        column: Vec<ColumnWords<RegisterField>> = columns,
    }

    struct ReportWords {
        file_name: String = line,
        title: String = fill(&REGISTER),
        column: Vec<ColumnWords<ReportField>> = columns,
        row: Vec<ReportRow> = rows,
        /// Who signs it, and the day beneath.
        curator: LineWords = inherited(one),
        date: String = inherited(line),
    }

    struct ReportRow {
        text: String = line,
        value: ReportValue = choice,
    }
}

/// The rows of the report; one that counts something else than it says is told.
fn rows(words: &Wording<'_>, key: &'static str) -> Option<Vec<ReportRow>> {
    let rows = many(words, key)?;
    for table in words.tables(key)?.iter() {
        if let (Some(text), Some(value)) = (table.text("text"), table.text("value"))
            && let Some(problem) = miscounted(&text, &value)
        {
            words.report(problem);
        }
    }
    Some(rows)
}

keyed! {
    enum ReportValue {
        Teachers = "teachers",
        Mentors = "mentors",
        Mentees = "mentees",
        Pairings = "pairings",
        Groups = "groups",
        /// Mentors and mentees of the school, in per cent of its teachers (clause 4.2 of the order).
        Coverage = "coverage",
        WithConsent = "with_consent",
        /// For the pen.
        Blank = "blank",
    }
}
