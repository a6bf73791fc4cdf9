//! Two orders of one kind that approve the same paper: each stamp and each basis names one of them
//! only.

use crate::edition::{AppendixKey, Edition};
use crate::problem::{Advice, Code, Problem};
use crate::project::{Order, Project};

use super::orders::has_appendix;

/// What an order approves, and how a message calls it.
const APPROVED: [(AppendixKey, &str); 3] = [
    (AppendixKey::Regulation, "положение"),
    (AppendixKey::Roadmap, "дорожную карту"),
    (AppendixKey::Programs, "одни и те же программы"),
];

pub(super) fn check(project: &Project, edition: &Edition, problems: &mut Vec<Problem>) {
    let kind_of = |order: &Order| order.kind.as_ref().map(|kind| kind.value.clone());
    for (i, order) in project.orders.iter().enumerate() {
        let Some(kind) = order.kind.as_ref().filter(|_| !order.own_clauses_only) else {
            continue;
        };
        let mut before = project.orders[..i].iter();
        let found = before.find_map(|other| {
            let is_alike = kind_of(other) == kind_of(order) && !other.own_clauses_only;
            let (_, what) = APPROVED.iter().find(|(key, _)| {
                is_alike
                    && [order, other]
                        .iter()
                        .all(|it| has_appendix(edition, it, *key))
                    && (*key != AppendixKey::Programs || share_pairs(order, other))
            })?;
            Some((other, *what))
        });
        if let Some((other, what)) = found {
            let message = |reader| {
                format!(
                    "{what} утверждают два приказа: {} и {}",
                    other.called(reader),
                    order.called(reader)
                )
            };
            problems.push(
                Problem::naming(Code::ApprovedTwice, message)
                    .at(&kind.place)
                    .hint(Advice::apart(
                        "оставьте файл одного приказа; изменения утверждайте приказом kind = \"other\" своими словами",
                        "оставьте один приказ; изменения утверждайте приказом своими словами",
                    )),
            );
        }
    }
}

/// Whether two orders are about one pair; one that names none is about all.
fn share_pairs(a: &Order, b: &Order) -> bool {
    a.pairings.is_empty()
        || b.pairings.is_empty()
        || a.pairings
            .iter()
            .any(|pair| b.pairings.iter().any(|other| other.value == pair.value))
}
