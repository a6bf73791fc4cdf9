//! Mentorships: one mentor in one pair, for a term, with the papers of article 351.8 of the Labour
//! Code that are his own.

use std::sync::Arc;

use chrono::NaiveDate;

use super::approval::Approval;
use super::dirt;
use super::staff::{Person, Staff, person_at};
use crate::problem::{Place, Placed};
use crate::reader::{Reader, TomlTable, When};

#[derive(Debug, Clone)]
pub struct Mentorship {
    /// Where what is missing is told.
    pub place: Place,
    pub mentor: Placed<Arc<Person>>,
    /// Whether the file gives it a `[[mentorship]]`; otherwise it is what the pair says of its
    /// mentor.
    pub is_own: bool,
    /// The term as agreed, where it is not that of the pair.
    pub starts: Option<Placed<When>>,
    pub until: Option<Placed<When>>,
    /// The first day without this mentor, where it ended before its term.
    pub ended: Option<Placed<When>>,
    /// The order that appoints the mentor, where it is not that of the pair.
    pub appointed: Approval,
    /// The order that relieves him.
    pub relieved: Approval,
    /// Date of the written consent.
    pub consent: Option<Placed<When>>,
    /// Absent if no papers are asked for.
    pub labour: Option<Labour>,
}

/// What the papers of article 351.8 of the Labour Code need.
#[derive(Debug, Clone, Default)]
pub struct Labour {
    /// Size and conditions of the payment.
    pub pay: Option<Placed<String>>,
    /// Number and date of the additional agreement.
    pub agreement: Approval,
    /// The employer cancels: date of the notice, and from which day.
    pub notice: Option<Ending>,
    /// The mentor refuses.
    pub refusal: Option<Ending>,
}

#[derive(Debug, Clone)]
pub struct Ending {
    pub date: Option<Placed<When>>,
    pub day: Option<Placed<When>>,
    pub place: Place,
}

impl Labour {
    /// Whether nothing is written of any paper.
    pub fn is_silent(&self) -> bool {
        self.pay.is_none()
            && self.agreement.is_empty()
            && self.notice.is_none()
            && self.refusal.is_none()
    }
}

impl Mentorship {
    /// What a pair says of a mentor who has no `[[mentorship]]` in it.
    pub(super) fn of_pair(
        mentor: &Placed<Arc<Person>>,
        consent: Option<&Placed<When>>,
        labour: Option<&Labour>,
    ) -> Self {
        Self {
            place: mentor.place.clone(),
            mentor: mentor.clone(),
            is_own: false,
            starts: None,
            until: None,
            ended: None,
            appointed: Approval::default(),
            relieved: Approval::default(),
            consent: consent.cloned(),
            labour: labour.cloned(),
        }
    }

    /// Whether the order of this file appoints the mentor.
    pub fn is_begun_by(&self, order: &str) -> bool {
        self.appointed.order.as_deref().map(String::as_str) == Some(order)
    }

    /// Whether it tells of another term than that of the pair.
    pub fn has_term(&self) -> bool {
        let orders = [&self.appointed, &self.relieved];
        [&self.starts, &self.until, &self.ended]
            .iter()
            .any(|day| day.is_some())
            || orders.iter().any(|order| !order.is_empty())
    }

    /// The first day without this mentor by refusal or notice.
    pub(super) fn own_end(&self) -> Option<Dated<'_>> {
        let labour = self.labour.as_ref()?;
        let endings = [&labour.refusal, &labour.notice];
        let mut days = endings.into_iter().flatten();
        days.find_map(|ending| dated(ending.day.as_ref()))
    }
}

/// A day, and where it is written.
pub(super) type Dated<'p> = (NaiveDate, &'p Place);

/// A date of the calendar; not one in words.
pub(super) fn dated(when: Option<&Placed<When>>) -> Option<Dated<'_>> {
    let when = when?;
    match &when.value {
        When::Day(day) => Some((*day, &when.place)),
        When::Span { .. } | When::Printed(_) => None,
    }
}

pub(super) fn read(reader: &Reader<'_>, table: TomlTable<'_>, staff: &Staff) -> Option<Mentorship> {
    let mentor = table
        .required_line("mentor", "наставник")
        .and_then(|key| person_at(reader, staff, key));
    let approval = |key| {
        let inner = table.table(key)?;
        let approval = Approval::read(&inner);
        inner.finish();
        Some(approval)
    };
    let (place, starts, until, ended) = (
        table.place(),
        table.day("starts"),
        table.day("until"),
        table.day("ended"),
    );
    let appointed = approval("appointed").unwrap_or_default();
    let relieved = approval("relieved").unwrap_or_default();
    let consent = table.day("consent");
    let labour = read_labour(reader, &table);
    table.finish();
    Some(Mentorship {
        place,
        mentor: mentor?,
        is_own: true,
        starts,
        until,
        ended,
        appointed,
        relieved,
        consent,
        labour: Some(labour),
    })
}

/// The keys of `[labour]`, which a `[[mentorship]]` has among its own.
pub(super) fn read_labour(reader: &Reader<'_>, table: &TomlTable<'_>) -> Labour {
    let ending = |it: TomlTable<'_>| {
        let ending = Ending {
            date: it.day("date"),
            day: it.day("day"),
            place: it.place(),
        };
        it.finish();
        ending
    };
    let pay = table
        .line("pay")
        .map(|pay| dirt::phrase(reader, "pay", &pay));
    if let Some(pay) = &pay {
        table.tell_no_pay("pay", pay);
    }
    // A number without quotes is told as such: it is no pay that is missing.
    let pay = pay.or_else(|| table.instead_of_text("pay"));
    Labour {
        pay,
        agreement: Approval::of_paper(table, "agreement"),
        notice: table.table("notice").map(ending),
        refusal: table.table("refusal").map(ending),
    }
}
