//! Why the mentors of a pairing act: orders and consents.

use super::heading::heading_text;
use super::people;
use super::words::{fill, user, when};
use crate::document::Text;
use crate::edition::{DateStyle, Edition};
use crate::problem::Placed;
use crate::project::{Approval, Basis, Mentorship, Pairing, Project};
use crate::reader::When;
use crate::russian::Case;

/// The date of the order that fixes a pairing.
pub(super) fn basis_date<'a>(
    project: &'a Project,
    pairing: &'a Pairing,
) -> Option<&'a Placed<When>> {
    match &pairing.basis {
        Some(Basis::Order { approval, .. }) => approval.resolved(project).1,
        Some(Basis::Printed(_)) | None => None,
    }
}

/// Every order by which the mentors act, and their consents.
pub(super) fn basis(
    project: &Project,
    edition: &Edition,
    pairing: &Pairing,
    basis: &Basis,
) -> Text {
    let form = &edition.program;
    let (approval, title) = match basis {
        Basis::Printed(text) => return user(text),
        Basis::Order {
            approval, title, ..
        } => (approval, title),
    };
    let mut text = Text::default();
    for (i, order) in appointing(project, pairing, approval)
        .into_iter()
        .enumerate()
    {
        let own_title = title.as_ref().filter(|_| std::ptr::eq(order, approval));
        let separator = if i > 0 { ", " } else { "" };
        text = text
            .and(separator)
            .and_text(basis_order(project, edition, order, own_title));
    }
    let current = current(project, pairing);
    let is_of_several = current
        .iter()
        .any(|m| m.mentor.key != current[0].mentor.key);
    let mut told: Vec<Text> = Vec::new();
    for mentorship in current {
        let Some(consent) = &mentorship.consent else {
            continue;
        };
        let date = ("date", Some(when(consent, DateStyle::Long)));
        let words = if is_of_several && mentorship.is_own {
            let person = people::short(&mentorship.mentor, Case::Genitive);
            let person = ("person.genitive", Some(person));
            fill(&form.basis_consent_of, &[date, person])
        } else {
            fill(&form.basis_consent, &[date])
        };
        // What the file says of the whole pair is said once.
        if told
            .iter()
            .all(|known| known.to_plain() != words.to_plain())
        {
            told.push(words);
        }
    }
    told.into_iter().fold(text, Text::and_text)
}

fn basis_order(
    project: &Project,
    edition: &Edition,
    approval: &Approval,
    title: Option<&Placed<String>>,
) -> Text {
    let form = &edition.program;
    let (number, date) = approval.resolved(project);
    let issuer = project.organization.in_text(Case::Genitive);
    let text = fill(
        &form.basis_order,
        &[
            ("organization", Some(user(&issuer))),
            ("date", date.map(|d| when(d, DateStyle::Long))),
            ("number", number.map(user)),
        ],
    );
    let order = approval
        .order
        .as_ref()
        .and_then(|o| project.order(&o.value));
    let title = title
        .map(|t| user(&t.clone().map(|t| unquoted(&t).to_owned())))
        .or_else(|| order.map(|o| heading_text(project, edition, o)));
    match title.filter(|t| !t.is_empty()) {
        Some(title) => text.and_text(fill(&form.basis_title, &[("title", Some(title))])),
        None => text,
    }
}

/// The orders that appoint those who mentor now, each once; that of the pair where a mentor has none
/// of his own.
fn appointing<'p>(
    project: &Project,
    pairing: &'p Pairing,
    of_pair: &'p Approval,
) -> Vec<&'p Approval> {
    let same = |one: &Approval, other: &Approval| {
        let key = |it: &Approval| it.order.as_ref().map(|order| order.value.clone());
        let shown = |it: &Approval| {
            let (number, date) = it.resolved(project);
            (
                number.map(|n| n.value.clone()),
                date.map(|d| d.value.clone()),
            )
        };
        key(one) == key(other) && shown(one) == shown(other)
    };
    let mut out: Vec<&Approval> = Vec::new();
    for mentorship in current(project, pairing) {
        let own = &mentorship.appointed;
        let order = if own.is_empty() || same(own, of_pair) {
            of_pair
        } else {
            own
        };
        if out.iter().all(|known| !same(known, order)) {
            out.push(order);
        }
    }
    if out.is_empty() {
        out.push(of_pair);
    }
    out
}

/// What those who mentor now do it by: of somebody who came again, not what has ended.
fn current<'p>(project: &Project, pairing: &'p Pairing) -> Vec<&'p Mentorship> {
    let own = |key: &str| {
        let all: Vec<&Mentorship> = pairing
            .mentorships
            .iter()
            .filter(|m| m.mentor.key == key)
            .collect();
        let on = all.iter().copied();
        let on: Vec<&Mentorship> = on.filter(|m| project.ended(pairing, m).is_none()).collect();
        if on.is_empty() { all } else { on }
    };
    let mentors = pairing.mentors.iter();
    mentors.flat_map(|mentor| own(&mentor.key)).collect()
}

/// The title without quotes of its own, for the form has them.
fn unquoted(title: &str) -> &str {
    let inner = title
        .strip_prefix('«')
        .and_then(|t| t.strip_suffix('»'))
        .filter(|t| !t.contains(['«', '»']));
    inner
        .or_else(|| title.strip_prefix('"').and_then(|t| t.strip_suffix('"')))
        .unwrap_or(title)
}
