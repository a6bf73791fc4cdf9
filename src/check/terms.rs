//! Days and periods that do not go together.

use std::collections::BTreeSet;

use chrono::{Datelike as _, Months, NaiveDate};

use super::term_words::{self, Wrong};
use crate::problem::{Advice, Code, Placed, Problem};
use crate::project::{Organization, Pairing, Roadmap, SchoolYear};
use crate::reader::{When, period_in, years_in as years_named};

/// A program is made for a year, rarely for two or three.
const MOST_MONTHS: Months = Months::new(36);

/// A period, and what bears it, in the genitive: «программы».
struct Term<'a> {
    period: Option<&'a Placed<When>>,
    whose: &'static str,
    is_program: bool,
}

pub(super) fn check_pairing(
    organization: &Organization,
    pairing: &Pairing,
    problems: &mut Vec<Problem>,
) {
    let term = Term {
        period: pairing.period.as_ref(),
        whose: "программы",
        is_program: true,
    };
    term.outside_year(organization.school_year.as_deref().copied(), problems);
    for activity in pairing.activities.iter().filter_map(|a| a.term.as_ref()) {
        term.outside(
            activity,
            organization.school_year.as_deref().copied(),
            problems,
        );
    }
}

pub(super) fn check_roadmap(
    organization: &Organization,
    roadmap: &Roadmap,
    problems: &mut Vec<Problem>,
) {
    let term = Term {
        period: roadmap.period.as_ref(),
        whose: "дорожной карты",
        is_program: false,
    };
    term.outside_year(organization.school_year.as_deref().copied(), problems);
    for activity in roadmap.all_activities().filter_map(|a| a.term.as_ref()) {
        term.outside(
            activity,
            organization.school_year.as_deref().copied(),
            problems,
        );
        if let (Some((_, end)), Some(deadline)) = (days(activity), roadmap.municipal_deadline)
            && end > deadline
        {
            let message = format!(
                "срок мероприятия ({}) позже срока муниципальной дорожной карты ({})",
                day(end),
                day(deadline)
            );
            problems.push(
                Problem::new(Code::AfterMunicipalDeadline, message)
                    .at(&activity.place)
                    .hint(Advice::apart("перенесите мероприятие или исправьте муниципальный срок: municipal_deadline в roadmap.toml", "перенесите мероприятие или исправьте муниципальный срок дорожной карты")),
            );
        }
    }
}

/// What is over on this day.
pub(super) fn check_expired(
    period: Option<&Placed<When>>,
    whose: &str,
    today: NaiveDate,
    problems: &mut Vec<Problem>,
) {
    let Some(period) = period else { return };
    if let Some((_, end)) = days(period)
        && end < today
    {
        let message = format!("период {whose} закончился {}", day(end));
        problems.push(
            Problem::new(Code::PeriodExpired, message)
                .at(&period.place)
                .hint("исправьте год; если документ нужен за прошлый год, ничего менять не надо"),
        );
    }
}

impl Term<'_> {
    fn outside_year(&self, year: Option<SchoolYear>, problems: &mut Vec<Problem>) {
        let (Some(period), Some(year)) = (self.period, year) else {
            return;
        };
        let in_words = || period_in(printed(period));
        let known = days(period).or_else(in_words);
        let end = |from: NaiveDate| {
            from.checked_add_months(MOST_MONTHS)
                .unwrap_or(NaiveDate::MAX)
        };
        if let Some((from, to)) = known.filter(|(from, to)| *to > end(*from)) {
            let message = format!(
                "период {} длится больше трех лет: {} – {}",
                self.whose,
                day(from),
                day(to)
            );
            problems.push(
                Problem::new(Code::PeriodOutsideYear, message)
                    .at(&period.place)
                    .hint("проверьте годы: чаще всего это описка в последнем"),
            );
        }
        let strange = match days(period).or_else(in_words) {
            Some((from, to)) => (to < year.first_day() || from > year.last_day())
                .then(|| format!("{} – {}", day(from), day(to))),
            None => is_of_other_years(period, year).then(|| format!("«{}»", printed(period))),
        };
        if let Some(strange) = strange {
            let message = format!(
                "период {} ({strange}) не захватывает учебный год {year}",
                self.whose
            );
            problems.push(
                Problem::new(Code::PeriodOutsideYear, message)
                    .at(&period.place)
                    .hint(Advice::apart(
                        "проверьте годы здесь и в поле school_year файла organization.toml",
                        "проверьте годы здесь и учебный год в сведениях о школе",
                    )),
            );
        }
    }

    fn outside(
        &self,
        activity: &Placed<When>,
        year: Option<SchoolYear>,
        problems: &mut Vec<Problem>,
    ) {
        if let Some((from, to)) = days(activity) {
            // A roadmap is prepared before the year begins.
            let year = year
                .filter(|_| self.period.is_none() && self.is_program)
                .map(|y| (y.first_day(), y.last_day()));
            let Some((first, last)) = self.period.and_then(|p| days(p)).or(year) else {
                return;
            };
            if from < first || to > last {
                let when = if from == to {
                    day(from)
                } else {
                    format!("{} – {}", day(from), day(to))
                };
                let message = format!(
                    "срок мероприятия ({when}) вне периода {} ({} – {})",
                    self.whose,
                    day(first),
                    day(last)
                );
                problems.push(
                    Problem::new(Code::TermOutsidePeriod, message)
                        .at(&activity.place)
                        .hint(Advice::apart(
                            "исправьте срок мероприятия или период (period)",
                            "исправьте срок мероприятия или период",
                        )),
                );
            }
            return;
        }
        let is_told = self.of_another_year(activity, year, problems);
        if let Some(period) = self.period.and_then(|p| days(p)).filter(|_| !is_told) {
            self.outside_in_words(activity, period, problems);
        }
    }

    /// A month or day without its year that the period has in none.
    fn outside_in_words(
        &self,
        activity: &Placed<When>,
        period: (NaiveDate, NaiveDate),
        problems: &mut Vec<Problem>,
    ) {
        // A roadmap is prepared before its year begins, and summed up after it.
        let Some(wrong) = term_words::wrong(printed(activity), period, !self.is_program) else {
            return;
        };
        let (first, last) = (day(period.0), day(period.1));
        let (message, hint) = match wrong {
            Wrong::Turned(text) => (
                format!("срок мероприятия ({text}) кончается раньше, чем начинается"),
                Advice::from("поменяйте числа местами или исправьте их"),
            ),
            Wrong::Outside(text) => (
                format!(
                    "срок мероприятия ({text}) вне периода {} ({first} – {last})",
                    self.whose
                ),
                Advice::apart(
                    "исправьте срок мероприятия или период (period)",
                    "исправьте срок мероприятия или период",
                ),
            ),
        };
        let problem = Problem::new(Code::TermOutsidePeriod, message);
        problems.push(problem.at(&activity.place).hint(hint));
    }

    /// A year that the period does not have; whether it was told.
    fn of_another_year(
        &self,
        activity: &Placed<When>,
        year: Option<SchoolYear>,
        problems: &mut Vec<Problem>,
    ) -> bool {
        let allowed = self.years(year);
        let strange = years_in(activity)
            .into_iter()
            .find(|y| !allowed.is_empty() && !allowed.contains(y));
        if let Some(strange) = strange {
            let allowed = allowed
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(", ");
            let message = format!(
                "в сроке мероприятия назван {strange} год, а период {} – {allowed}",
                self.whose
            );
            problems.push(
                Problem::new(Code::YearOutsidePeriod, message)
                    .at(&activity.place)
                    .hint("исправьте год: возможно, он остался от прошлогодней программы"),
            );
        }
        strange.is_some()
    }

    /// The years that a text of this paper may name; empty where nothing is known of them.
    fn years(&self, year: Option<SchoolYear>) -> BTreeSet<i32> {
        match (self.period.map(|p| (days(p), years_in(p))), year) {
            (Some((Some((from, to)), _)), year) => (from.year()..=to.year())
                .chain(year.iter().flat_map(|y| [y.start, y.start + 1]))
                .collect(),
            (Some((None, named)), _) if !named.is_empty() => named,
            (_, Some(year)) => [year.start, year.start + 1].into(),
            (_, None) => BTreeSet::new(),
        }
    }
}

/// First and last day, where they are known.
fn days(when: &When) -> Option<(NaiveDate, NaiveDate)> {
    match when {
        When::Day(day) => Some((*day, *day)),
        When::Span { from, to } => Some((*from, *to)),
        When::Printed(_) => None,
    }
}

fn printed(when: &When) -> &str {
    match when {
        When::Printed(text) => text,
        When::Day(_) | When::Span { .. } => "",
    }
}

/// Whether a text names only years before or after a school year: «2025/2026 учебный год» has
/// nothing of the next one, though it names the year in which that begins.
fn is_of_other_years(when: &When, year: SchoolYear) -> bool {
    let named = years_in(when);
    let is_school_year = printed(when).to_lowercase().contains("уч");
    match (named.first(), named.last()) {
        (Some(first), Some(last)) if is_school_year && *last == first + 1 => *first != year.start,
        (Some(first), Some(last)) => *last < year.start || *first > year.start + 1,
        _ => false,
    }
}

/// Years that a text names.
fn years_in(when: &When) -> BTreeSet<i32> {
    years_named(printed(when))
}

fn day(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_four_digits_by_themselves() {
        let years = |text: &str| {
            years_in(&When::Printed(text.to_owned()))
                .into_iter()
                .collect::<Vec<_>>()
        };
        assert_eq!(years("сентябрь 2026 г., до 15.05.2027"), [2026, 2027]);
        assert_eq!(years("приказ № 20261, каб. 207, 1999 г."), [] as [i32; 0]);
    }
}
