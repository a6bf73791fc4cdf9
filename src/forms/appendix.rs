//! The appendices of an order.

use super::words::{Values, fill, user, when};
use crate::document::{Block, Text};
use crate::edition::{AppendixKey, DateStyle, Edition, OrderKind};
use crate::project::{Order, Project};
use crate::russian::Case;

/// An appendix of an order and its number among the order's appendices.
#[derive(Debug, Clone, Copy)]
pub struct Appendix<'a> {
    pub order: &'a Order,
    pub key: AppendixKey,
    /// From 1; `None` where the order has no other.
    pub number: Option<usize>,
}

/// Every appendix of the order, numbered.
pub fn appendices<'a>(edition: &'a Edition, order: &'a Order) -> Vec<Appendix<'a>> {
    let own = order.appendices.as_ref().map(|list| {
        list.iter()
            .filter_map(|a| AppendixKey::of(&a.value))
            .collect::<Vec<_>>()
    });
    let keys = own.unwrap_or_else(|| {
        kind(edition, order)
            .map(|k| k.appendices.clone())
            .unwrap_or_default()
    });
    // A blank is an appendix of the regulation and has its number there.
    let is_alone = keys.iter().filter(|key| !key.is_blank()).count() == 1;
    let mut last = 0;
    let one = |key: AppendixKey| {
        last += usize::from(!key.is_blank());
        Appendix {
            order,
            key,
            number: (!is_alone).then_some(last),
        }
    };
    keys.into_iter().map(one).collect()
}

/// The kind of an order, in the words of the edition.
pub(super) fn kind<'a>(edition: &'a Edition, order: &Order) -> Option<&'a OrderKind> {
    edition.orders.kind(&order.kind.as_ref()?.value)
}

impl Appendix<'_> {
    /// «приложение № 2», as the order's text names it.
    pub(super) fn name(&self, edition: &Edition) -> Text {
        let words = &edition.orders;
        let name = self.numbered(&words.appendix_name, &words.only_appendix_name);
        Text::plain(name.to_plain())
    }

    fn mark(&self, edition: &Edition) -> Text {
        let words = &edition.orders;
        self.numbered(&words.appendix_mark, &words.only_appendix_mark)
    }

    /// The words for one of several appendices, or for the only one.
    fn numbered(&self, one_of_several: &str, only: &str) -> Text {
        match self.number {
            Some(n) => fill(one_of_several, &[("n", Some(Text::plain(n.to_string())))]),
            None => Text::plain(only),
        }
    }

    fn values(&self, project: &Project, edition: &Edition) -> Values {
        let participle = edition.orders.participles.get(self.key.key());
        vec![
            ("participle".to_owned(), participle.map(Text::plain)),
            (
                "organization".to_owned(),
                Some(user(&project.organization.in_text(Case::Genitive))),
            ),
            (
                "date".to_owned(),
                self.order.date.as_ref().map(|d| when(d, DateStyle::Long)),
            ),
            ("number".to_owned(), self.order.number.as_ref().map(user)),
        ]
    }

    /// The mark and the stamp of an appendix that the order approves.
    pub(super) fn approved_head(&self, project: &Project, edition: &Edition) -> Vec<Block> {
        let values = self.values(project, edition);
        let stamp = edition
            .orders
            .approved_stamp
            .iter()
            .map(|l| fill(l, &values))
            .collect();
        vec![
            Block::AppendixMark(vec![self.mark(edition)]),
            Block::ApprovalStamp(stamp),
        ]
    }

    /// The mark of an appendix that is only enclosed.
    pub(super) fn enclosed_head(&self, project: &Project, edition: &Edition) -> Block {
        let values = self.values(project, edition);
        let rest = edition
            .orders
            .enclosed_mark
            .iter()
            .map(|l| fill(l, &values));
        Block::AppendixMark(std::iter::once(self.mark(edition)).chain(rest).collect())
    }
}
