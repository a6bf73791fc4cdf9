//! What an order about pairs says of pay, and what it rests on.

use std::collections::BTreeSet;

use super::people::{self, Chosen};
use super::served::is_blank;
use super::words::{BLANK, Values, fill, user, when};
use crate::document::Text;
use crate::edition::{DateStyle, Edition, Effect};
use crate::problem::Placed;
use crate::project::{Mentorship, Order, Pairing, Project};
use crate::reader::When;
use crate::russian::Case;

/// The mentorship that an order ends: the one that names it, or the last of the mentor.
fn ending<'p>(order: &Order, pairing: &'p Pairing, mentor: &Chosen) -> Option<&'p Mentorship> {
    mentorship(pairing, mentor, |m| {
        m.relieved.order.as_deref() == Some(&order.stem)
    })
}

/// The mentorship that an order begins: the one that names it, or the last of the mentor.
fn beginning<'p>(order: &Order, pairing: &'p Pairing, mentor: &Chosen) -> Option<&'p Mentorship> {
    mentorship(pairing, mentor, |m| m.is_begun_by(&order.stem))
}

/// The mentor's mentorship that is the one, or else the last.
fn mentorship<'p>(
    pairing: &'p Pairing,
    mentor: &Chosen,
    is_it: impl Fn(&Mentorship) -> bool,
) -> Option<&'p Mentorship> {
    let all = pairing.mentorships.iter();
    let mut own = all.filter(|m| m.mentor.key == mentor.key);
    own.clone().find(|m| is_it(m)).or_else(|| own.next_back())
}

/// Those of the mentors whom the school pays for it, as far as it is known: by what is said of
/// them, or by the promise of the order that appoints them. Where the pair tells the pay of one, it
/// is not the promise that counts for another whose papers it tells without it.
pub(super) fn paid_before(
    project: &Project,
    edition: &Edition,
    order: &Order,
    pairing: &Pairing,
) -> Vec<Chosen> {
    let is_paid = |m: &Mentorship| m.labour.as_ref().is_some_and(|l| l.pay.is_some());
    let is_to_be_paid = |mentor: &Chosen| {
        if !project.organization.may_pay(mentor) {
            return false;
        }
        let mentorship = ending(order, pairing, mentor);
        if mentorship.is_some_and(is_paid) {
            return true;
        }
        if mentorship.is_some_and(|m| m.is_own) && pairing.mentorships.iter().any(is_paid) {
            return false;
        }
        let own = mentorship.and_then(|m| m.appointed.order.as_deref());
        // Of whom the pair says nothing, an order says how he came into it.
        let by_change = || {
            let changes = project.changes_of(pairing).filter(|_| mentorship.is_none());
            let mut names = changes.filter(|it| {
                let mut new = project.new_mentors_in(it, pairing).into_iter();
                new.any(|n| n.key == mentor.key)
            });
            names.next().map(|change| change.stem.as_str())
        };
        let appointing = own.map(String::as_str).or_else(by_change);
        let appointing = appointing.or_else(|| pairing.order());
        let appointing = appointing.filter(|stem| **stem != order.stem);
        let kind = appointing.and_then(|stem| project.order(stem)?.kind.as_ref());
        let promises = kind.and_then(|kind| edition.orders.kind(&kind.value));
        promises.is_some_and(|kind| kind.sets_pay)
    };
    let mut mentors = project.mentors_before(order, pairing);
    mentors.retain(is_to_be_paid);
    mentors
}

/// Those whom an order appoints, or with whom the pair goes on by it, and whom the school pays, with
/// size and conditions. Whom it pays for going on is sure; how much may be left for the pen.
pub(super) fn paid_after<'p>(
    project: &'p Project,
    order: &'p Order,
    pairing: &'p Pairing,
) -> Vec<(Chosen, Option<&'p Placed<String>>)> {
    let pay = |mentor: &Chosen| {
        let mentorship = beginning(order, pairing, mentor)?;
        mentorship.labour.as_ref()?.pay.as_ref()
    };
    if order.does(Effect::ProlongsPairs) {
        let mut going_on = project.mentors_before(order, pairing);
        going_on.retain(|it| project.organization.may_pay(it));
        let with_pay = going_on.into_iter().map(|mentor| {
            let pay = pay(&mentor);
            (mentor, pay)
        });
        return with_pay.collect();
    }
    let new = project.new_mentors_in(order, pairing).into_iter();
    let with_pay = new.map(|mentor| (mentor.clone(), pay(mentor)));
    // A form for the pen has a place for it.
    with_pay
        .filter(|(_, pay)| pay.is_some() || is_blank(project))
        .collect()
}

/// What is paid to one, or to each of several, as far as it is known.
pub(super) fn pay_text(paid: &[(Chosen, Option<&Placed<String>>)]) -> Option<Text> {
    if let [(_, pay)] = paid {
        return pay.map(user);
    }
    if paid.iter().all(|(_, pay)| pay.is_none()) {
        return None;
    }
    let mut out = Text::default();
    for (i, (mentor, pay)) in paid.iter().enumerate() {
        let separator = if i > 0 { "; " } else { "" };
        out = out
            .and(separator)
            .and_text(people::initials(mentor))
            .and(" – ")
            .and_text(pay.map_or_else(|| Text::blank(BLANK), user));
    }
    Some(out)
}

/// «заявление Исаевой Н.А. от 12 января 2026 г., письменное согласие …»: the papers that an order
/// about pairs rests on. `None` where none is known.
pub(super) fn grounds(project: &Project, edition: &Edition, order: &Order) -> Option<Text> {
    let mut out: Vec<Text> = Vec::new();
    for pairing in project.pairings_named_by(order) {
        // What ended a pair later is no ground to go on.
        if !order.does(Effect::ProlongsPairs) {
            out.extend(of_leaving(project, edition, order, pairing));
        }
        out.extend(of_coming(project, edition, order, pairing));
    }
    // Who comes into several pairs brings each paper once; a form for the pen has a place for each.
    if !is_blank(project) {
        let mut said = BTreeSet::new();
        out.retain(|text| said.insert(text.to_plain()));
    }
    let mut texts = out.into_iter();
    let first = texts.next()?;
    Some(texts.fold(first, |text, next| text.and(", ").and_text(next)))
}

/// Refusals and notices of those whom an order lets go.
fn of_leaving(project: &Project, edition: &Edition, order: &Order, pairing: &Pairing) -> Vec<Text> {
    let words = &edition.orders.grounds;
    let mut out = Vec::new();
    for mentor in project.mentors_before(order, pairing) {
        let ended = ending(order, pairing, &mentor);
        let labour = ended
            .filter(|m| !m.is_begun_by(&order.stem))
            .and_then(|m| m.labour.as_ref());
        for (paper, words) in [
            (labour.and_then(|l| l.refusal.as_ref()), &words.refusal),
            (labour.and_then(|l| l.notice.as_ref()), &words.notice),
        ] {
            let date = paper.map(|paper| paper.date.as_ref());
            out.extend(date.map(|date| paper_of(words, &mentor, date, None)));
        }
    }
    out
}

/// Consents of those who come or go on by an order, and the agreements with them.
fn of_coming(project: &Project, edition: &Edition, order: &Order, pairing: &Pairing) -> Vec<Text> {
    let words = &edition.orders.grounds;
    let goes_on = order.does(Effect::ProlongsPairs);
    let is_for_pen = is_blank(project) && (goes_on || order.does(Effect::ChangesMentors));
    let mut coming: Vec<Chosen> = if goes_on {
        project.mentors_before(order, pairing)
    } else {
        let new = project.new_mentors_in(order, pairing);
        new.into_iter().cloned().collect()
    };
    let again = pairing.mentors.iter().filter(|it| {
        let mut own = pairing.mentorships.iter();
        own.any(|m| m.mentor.key == it.key && m.is_begun_by(&order.stem))
    });
    for mentor in again {
        if coming.iter().all(|known| known.key != mentor.key) {
            coming.push(mentor.clone());
        }
    }
    let mut out = Vec::new();
    for mentor in &coming {
        // A form for the pen has a place for each of them.
        if is_for_pen {
            out.push(paper_of(&words.consent, mentor, None, None));
            continue;
        }
        let begun = beginning(order, pairing, mentor);
        // What was agreed for the time before is no ground to go on.
        let Some(begun) = begun.filter(|m| !goes_on || m.is_begun_by(&order.stem)) else {
            continue;
        };
        let consent = begun.consent.as_ref();
        out.extend(consent.map(|date| paper_of(&words.consent, mentor, Some(date), None)));
        let agreement = begun.labour.as_ref().map(|l| l.agreement.resolved(project));
        if let Some((number @ Some(_), date) | (number, date @ Some(_))) = agreement {
            out.push(paper_of(&words.agreement, mentor, date, number));
        }
    }
    out
}

fn paper_of(
    words: &str,
    mentor: &Chosen,
    date: Option<&Placed<When>>,
    number: Option<&Placed<String>>,
) -> Text {
    let mut values: Values = vec![
        ("date".to_owned(), date.map(|d| when(d, DateStyle::Long))),
        ("number".to_owned(), number.map(user)),
    ];
    for case in Case::ALL {
        let name = Some(people::short(mentor, case));
        values.push((format!("person.{}", case.key()), name));
    }
    fill(words, &values)
}
