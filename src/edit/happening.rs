//! What can happen to a pair in the course of a year.

use chrono::NaiveDate;

/// Something that happened, or is to happen.
#[derive(Debug, Clone)]
pub struct Event {
    pub happening: Happening,
    /// Of its order, where they are known.
    pub number: Option<String>,
    pub date: Option<NaiveDate>,
}

/// People and pairs are named by key, by name or as lists show them.
#[derive(Debug, Clone)]
pub enum Happening {
    ReplaceMentor {
        pair: String,
        /// The only one, if nobody is named.
        old: Option<String>,
        new: Newcomer,
        /// The first day of the new mentor.
        day: NaiveDate,
        why: Why,
    },
    End {
        pair: String,
        /// The first day without the pair.
        day: NaiveDate,
        why: Why,
    },
    AddPair {
        mentor: Newcomer,
        mentee: String,
        /// A form of mentoring of the edition.
        form: Option<String>,
        from: NaiveDate,
        to: NaiveDate,
        /// A case of the bank whose note and plan it begins with.
        bank: Option<String>,
    },
    Prolong {
        pair: String,
        /// The new last day.
        to: NaiveDate,
        consent: Option<NaiveDate>,
        /// As before, if it is not given.
        pay: Option<String>,
    },
}

/// A mentor who takes over or begins.
#[derive(Debug, Clone)]
pub struct Newcomer {
    pub name: String,
    pub consent: Option<NaiveDate>,
    pub pay: Option<String>,
}

/// Who gave notice, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    Unsaid,
    Refusal(NaiveDate),
    Notice(NaiveDate),
}
