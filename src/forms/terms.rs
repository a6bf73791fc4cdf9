//! The days of each mentor in the lists of an order, as the order knows them.

use super::people::Chosen;
use super::words::{fill, span_of, when_in_cell};
use crate::document::Text;
use crate::edition::Edition;
use crate::problem::Placed;
use crate::project::{Order, Pairing, Project, Term};
use crate::reader::When;
use crate::russian;

/// The days of one mentor, as the order knows them.
pub(super) fn of_mentor(
    project: &Project,
    edition: &Edition,
    order: &Order,
    pairing: &Pairing,
    mentor: &Chosen,
) -> Option<Text> {
    let period = pairing.period.as_ref()?;
    let days = project.days_known_to(order, pairing, &mentor.key);
    let When::Span { from, to } = period.value else {
        return Some(worded_term(edition, period, days));
    };
    let whole = period.place.origin();
    let first = match days.and_then(|days| days.from) {
        Some((day, place)) => (day, place.origin()),
        None => (from, whole.key("from")),
    };
    let mentorship = project.mentorship_at(order, pairing, &mentor.key);
    let agreed = match mentorship.and_then(|m| m.until.as_ref()) {
        Some(Placed {
            value: When::Day(day),
            place,
        }) => (*day, place.origin()),
        _ => (to, whole.key("to")),
    };
    let ended = days.and_then(|days| {
        let (day, place) = days.until?;
        Some((day.pred_opt()?, place.origin()))
    });
    let last = match ended {
        Some(ended) if ended.0 < agreed.0 => ended,
        _ => agreed,
    };
    let (first, last) = if first.0 <= last.0 {
        (first, last)
    } else {
        ((from, whole.key("from")), (to, whole.key("to")))
    };
    let words = russian::cell_span(first.0, last.0);
    Some(span_of(&words, first.1, last.1))
}

/// The days of one mentor where the term of the pairing is in words.
fn worded_term(edition: &Edition, period: &Placed<When>, days: Option<Term<'_>>) -> Text {
    let from = days.and_then(|days| days.from);
    let until = days.and_then(|days| {
        let (day, place) = days.until?;
        Some((day.pred_opt()?, place))
    });
    let (words, (day, place)) = match (from, until) {
        (Some((from, first)), Some((to, last))) if from <= to => {
            return span_of(&russian::cell_span(from, to), first.origin(), last.origin());
        }
        (Some(from), _) => (&edition.labour.term_from, from),
        (None, Some(until)) => (&edition.labour.term_until, until),
        (None, None) => return when_in_cell(period),
    };
    let day = Placed {
        value: When::Day(day),
        place: place.clone(),
    };
    fill(
        words,
        &[
            ("day", Some(when_in_cell(&day))),
            ("period", Some(when_in_cell(period))),
        ],
    )
}
