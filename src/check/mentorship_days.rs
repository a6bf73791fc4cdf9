//! Days that a `[[mentorship]]` writes itself, held against each other, against the pair and against the
//! mentors before and after.

use chrono::{Days, NaiveDate};

use super::turns::{NOTICE, REFUSAL, day_of, digits};
use crate::problem::{Code, Place, Placed, Problem};
use crate::project::{Mentorship, Pairing, Project};
use crate::reader::When;
use crate::russian::Case;

/// So many days a pair may be without a mentor and nobody asks: holidays, an order that is being signed.
const WITHOUT: Days = Days::new(14);

const MEND: &str = "проверьте дни: чаще всего ошибка в годе или месяце";

pub(super) fn check(project: &Project, problems: &mut Vec<Problem>) {
    for pairing in &project.pairings {
        let own = pairing.mentorships.iter().filter(|m| m.is_own);
        let before = problems.len();
        // What is wrong in one mentorship mostly makes the rest of it wrong too.
        problems.extend(own.filter_map(|m| wrong(pairing, m)));
        if problems.len() == before {
            problems.extend(twice_at_once(project, pairing));
            problems.extend(handed_over(project, pairing));
        }
    }
}

fn wrong(pairing: &Pairing, own: &Mentorship) -> Option<Problem> {
    let at = |when: &Option<Placed<When>>| day_of(when.as_ref());
    let name = || own.mentor.short_in(Case::Genitive);
    let placed = |message: String, place: Option<&Place>| {
        let problem = Problem::new(Code::OutOfTurn, message).hint(MEND);
        Some(problem.at(place.unwrap_or(&own.place)))
    };
    let place_of = |when: &Option<Placed<When>>| when.as_ref().map(|it| it.place.clone());
    let (starts, until, ended) = (at(&own.starts), at(&own.until), at(&own.ended));
    if let Some((from, to)) = starts.zip(until).filter(|(from, to)| to < from) {
        let message = format!(
            "срок наставничества {} кончается {}, раньше, чем начинается, – {}",
            name(),
            digits(to),
            digits(from)
        );
        return placed(message, place_of(&own.until).as_ref());
    }
    if let Some((until, ended)) = until.zip(ended)
        && until.succ_opt().is_some_and(|after| ended > after)
    {
        let message = format!(
            "наставничество {} прекращено с {}, а срок его кончился раньше – {}",
            name(),
            digits(ended),
            digits(until)
        );
        return placed(message, place_of(&own.ended).as_ref());
    }
    if let Some(When::Span { from, to }) = pairing.period.as_deref() {
        let term = format!("пара работает с {} по {}", digits(*from), digits(*to));
        let after = to.succ_opt().unwrap_or(*to);
        let found = [
            (&own.starts, "начинается", (*from, *to)),
            (&own.until, "кончается", (*from, *to)),
            (&own.ended, "прекращено с", (*from, after)),
        ];
        let found = found.into_iter().find_map(|(when, does, (first, last))| {
            let day = at(when)?;
            (day < first || day > last).then_some((when, does, day))
        });
        if let Some((when, does, day)) = found {
            let message = format!("наставничество {} {does} {}, а {term}", name(), digits(day));
            return placed(message, place_of(when).as_ref());
        }
    }
    late_orders(own).or_else(|| ends_differ(own))
}

/// An order outside the project that appoints or relieves from a day before its own.
fn late_orders(own: &Mentorship) -> Option<Problem> {
    let both = [(&own.appointed, &own.starts), (&own.relieved, &own.ended)];
    both.into_iter().find_map(|(approval, when)| {
        let (date, day) = (day_of(approval.date.as_ref())?, day_of(when.as_ref())?);
        let message = format!(
            "приказ издан {}, а действует с более раннего дня – {}",
            digits(date),
            digits(day)
        );
        let place = approval.place.as_ref().unwrap_or(&own.place);
        let problem = Problem::new(Code::DayBeforeOrder, message).at(place);
        (day < date).then(|| problem.hint("проверьте обе даты: чаще всего ошибка в годе"))
    })
}

/// A notice or refusal of another day than that at which the mentorship says that it ended. What an
/// order says otherwise is told of the order.
fn ends_differ(own: &Mentorship) -> Option<Problem> {
    let ended = day_of(own.ended.as_ref())?;
    let labour = own.labour.as_ref()?;
    let both = [(&labour.notice, NOTICE), (&labour.refusal, REFUSAL)];
    both.into_iter().find_map(|(ending, what)| {
        let ending = ending.as_ref()?;
        let day = day_of(ending.day.as_ref()).filter(|day| *day != ended)?;
        let message = format!(
            "{what} действует с {}, а наставничество прекращено с {}",
            digits(day),
            digits(ended)
        );
        let problem = Problem::new(Code::EndingsDiffer, message).at(&ending.place);
        Some(problem.hint("день должен быть один: исправьте тот, который записан неверно"))
    })
}

/// The days of a mentorship: the first, and the first without it. An end that is not written is that
/// of the pair.
fn days(project: &Project, pairing: &Pairing, own: &Mentorship) -> Option<(NaiveDate, NaiveDate)> {
    let begins = project.begins(pairing, own)?;
    let until = day_of(own.until.as_ref()).or_else(|| pairing.days().map(|(_, to)| to));
    let ended = project.end_of(pairing, own).map(|(day, _)| day);
    let after = until.and_then(|last| last.succ_opt());
    let ends = [ended, after].into_iter().flatten().min();
    Some((begins, ends.unwrap_or(NaiveDate::MAX)))
}

/// Two sections of one mentor for the same days: two consents, two agreements.
fn twice_at_once(project: &Project, pairing: &Pairing) -> Option<Problem> {
    let own: Vec<&Mentorship> = pairing.mentorships.iter().filter(|m| m.is_own).collect();
    let term = |own: &Mentorship| days(project, pairing, own);
    let (later, earlier) = own.iter().enumerate().find_map(|(i, later)| {
        let (from, to) = term(later)?;
        let mut before = own[..i].iter();
        let twin = before.find(|it| {
            it.mentor.key == later.mentor.key
                && term(it).is_some_and(|(first, last)| first < to && from < last)
        })?;
        Some((later, twin))
    })?;
    let (from, _) = term(later)?;
    let (first, _) = term(earlier)?;
    let message = format!(
        "у {} два раздела об одних и тех же днях, с {}: два согласия и два соглашения",
        later.mentor.short_in(Case::Genitive),
        digits(from.max(first))
    );
    let problem = Problem::new(Code::OutOfTurn, message).at(&later.place);
    Some(problem.hint("оставьте один раздел или запишите каждому свои дни: starts и until"))
}

/// A mentor who comes in the place of another long after he left, or before.
fn handed_over(project: &Project, pairing: &Pairing) -> Option<Problem> {
    let own = pairing.mentorships.iter().filter(|m| m.is_own);
    let mut terms: Vec<(NaiveDate, NaiveDate, &Mentorship)> = own
        .filter_map(|m| days(project, pairing, m).map(|(from, to)| (from, to, m)))
        .collect();
    terms.sort_by_key(|(from, to, _)| (*from, *to));
    let (mut there, _, _) = *terms.first()?;
    for (from, to, next) in &terms {
        let is_gap = there.checked_add_days(WITHOUT).is_some_and(|it| it < *from);
        if is_gap {
            let message = format!(
                "с {} по {} в паре нет наставника",
                digits(there),
                digits(from.pred_opt().unwrap_or(*from))
            );
            let problem = Problem::new(Code::OutOfTurn, message).at(&starting(next));
            return Some(problem.hint(
                "проверьте дни обоих наставников; если перерыв и правда был, ничего менять не надо",
            ));
        }
        there = there.max(*to);
    }
    let [only] = pairing.mentors.as_slice() else {
        return None;
    };
    // Whoever is in the pair alone came in the place of those who are not.
    let (from, _, new) = terms.iter().rfind(|(_, _, m)| m.mentor.key == only.key)?;
    let old = terms.iter().find(|(begins, ends, m)| {
        let is_told = m.until.is_some() || project.end_of(pairing, m).is_some();
        m.mentor.key != only.key && is_told && begins < from && ends > from
    });
    let (_, ends, old) = old?;
    let message = format!(
        "прежний наставник {} работает по {}, а новый – с {}",
        old.mentor.name.short(),
        digits(ends.pred_opt().unwrap_or(*ends)),
        digits(*from)
    );
    let problem = Problem::new(Code::OutOfTurn, message).at(&starting(new));
    Some(problem.hint(
        "проверьте дни обоих; если наставники и правда работают вместе, назовите в mentors обоих",
    ))
}

/// Where a mentorship says when it begins.
fn starting(own: &Mentorship) -> Place {
    let starts = own.starts.as_ref().map(|it| it.place.clone());
    starts.unwrap_or_else(|| own.place.clone())
}
