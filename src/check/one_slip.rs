//! One slip is told once, where it is: a wrong year makes many things strange that are right.

use std::collections::BTreeSet;

use crate::problem::{Advice, Code, FileId, Place, Placed, Problem};
use crate::project::{Order, Project, SchoolYear};
use crate::reader::{When, period_in};
use crate::russian::counted;

/// Takes out what only follows from another slip, and tells that one where it was not.
pub fn tell_slips_once(project: &Project, problems: &mut Vec<Problem>) {
    school_year(project, problems);
    years_of_orders(project, problems);
    years_of_periods(problems);
    posts(problems);
    strange_mentors(problems);
}

/// A school year that none of the periods meets, while they agree among themselves.
fn school_year(project: &Project, problems: &mut Vec<Problem>) {
    let Some(year) = &project.organization.school_year else {
        return;
    };
    let of_roadmap = project.roadmap.iter().filter_map(|it| it.period.as_ref());
    let of_pairs = project.pairings.iter().filter_map(|it| it.period.as_ref());
    let periods: Vec<&Placed<When>> = of_roadmap.chain(of_pairs).collect();
    let years: Option<Vec<SchoolYear>> = periods.iter().map(|it| year_of(it)).collect();
    let Some(years) = years.filter(|it| it.len() > 1) else {
        return;
    };
    let Some(other) = years.first().copied().filter(|it| *it != year.value) else {
        return;
    };
    if years.iter().any(|it| *it != other) {
        return;
    }
    let places: BTreeSet<(FileId, usize)> = periods.iter().map(|it| at(&it.place)).collect();
    let before = problems.len();
    problems.retain(|it| {
        let place = it.place.as_ref().map(at);
        it.code != Code::PeriodOutsideYear || !place.is_some_and(|it| places.contains(&it))
    });
    if problems.len() == before {
        return;
    }
    let count = counted(periods.len(), "период", "периода", "периодов");
    let message = format!(
        "учебный год {}, а все периоды программ и дорожной карты ({count}) – {other}",
        year.value
    );
    problems.push(
        Problem::new(Code::PeriodOutsideYear, message)
            .at(&year.place)
            .hint(Advice::apart(
                format!(
                    "если учебный год записан с опиской, исправьте: school_year = \"{other}\"; если год новый, исправьте периоды (period) пар и дорожной карты"
                ),
                format!(
                    "если учебный год записан с опиской, впишите {other}; если год новый, исправьте периоды пар и дорожной карты"
                ),
            )),
    );
}

fn year_of(period: &When) -> Option<SchoolYear> {
    let (from, to) = match period {
        When::Span { from, to } => (*from, *to),
        When::Day(day) => (*day, *day),
        When::Printed(text) => period_in(text)?,
    };
    SchoolYear::holding(from, to)
}

fn at(place: &Place) -> (FileId, usize) {
    (place.file, place.span.start)
}

/// An order of another year, told at its date: that it is late, or earlier than the consents that it
/// rests on, says nothing new.
fn years_of_orders(project: &Project, problems: &mut Vec<Problem>) {
    let told: BTreeSet<(FileId, usize)> = problems
        .iter()
        .filter(|it| it.code == Code::OrderOfOtherYear)
        .filter_map(|it| it.place.as_ref().map(at))
        .collect();
    let is_told = |order: &Order| {
        let date = order.date.as_ref();
        date.is_some_and(|date| told.contains(&at(&date.place)))
    };
    let of_them = |stem: &str| project.order(stem).is_some_and(is_told);
    let pairs: BTreeSet<FileId> = project
        .pairings
        .iter()
        .filter(|it| it.order().is_some_and(of_them))
        .map(|it| it.place.file)
        .collect();
    problems.retain(|it| {
        let Some(place) = &it.place else { return true };
        match it.code {
            Code::LateOrder => !told.contains(&at(place)),
            Code::ConsentAfterOrder => !told.contains(&at(place)) && !pairs.contains(&place.file),
            _ => true,
        }
    });
}

/// Whom an order relieves though he was no mentor has no papers of one.
fn strange_mentors(problems: &mut Vec<Problem>) {
    let strange: BTreeSet<FileId> = problems
        .iter()
        .filter(|it| it.code == Code::StrangeMentor)
        .filter_map(|it| it.place.as_ref().map(|place| place.file))
        .collect();
    problems.retain(|it| {
        let file = it.place.as_ref().map(|place| place.file);
        it.code != Code::OldMentorsPapers || !file.is_some_and(|it| strange.contains(&it))
    });
}

/// A post that is none: how it declines and where its capital stands says nothing new.
fn posts(problems: &mut Vec<Problem>) {
    let is_slip = |code| {
        matches!(
            code,
            Code::NameInPost | Code::CategoryInPost | Code::BesidesPost | Code::WordsForValue
        )
    };
    let told: Vec<Place> = problems
        .iter()
        .filter(|it| is_slip(it.code))
        .filter_map(|it| it.place.clone())
        .collect();
    let is_within = |it: &Place| {
        let mut all = told.iter();
        all.any(|told| {
            told.file == it.file && told.span.start <= it.span.end && it.span.start <= told.span.end
        })
    };
    problems.retain(|it| {
        let follows = matches!(it.code, Code::DoubtfulForm | Code::CapitalPost);
        !follows || !it.place.as_ref().is_some_and(is_within)
    });
}

/// A period of another year: the terms of its activities are outside of it.
fn years_of_periods(problems: &mut Vec<Problem>) {
    let told: BTreeSet<FileId> = problems
        .iter()
        .filter(|it| it.code == Code::PeriodOutsideYear)
        .filter_map(|it| it.place.as_ref().map(|place| place.file))
        .collect();
    problems.retain(|it| {
        let file = it.place.as_ref().map(|place| place.file);
        it.code != Code::TermOutsidePeriod || !file.is_some_and(|file| told.contains(&file))
    });
}
