//! A pair that goes on into the new year rests on orders of the old one: their files stay behind, or
//! will bear the numbers of this year's. What it says by their names it says by number and date then,
//! and by the day at which they acted.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::turn::Gone;
use crate::edit::Patch;

type Value<'v> = Spanned<DeValue<'v>>;

/// What a mentorship says of an order, and the day that it has of it.
const OF_MENTORSHIPS: [(&str, &str, &str); 2] = [
    ("appointed", "starts", "назначен наставник"),
    ("relieved", "ended", "освобожден наставник"),
];

/// Keeps the orders that the file of a running pair names.
pub(super) fn keep(edits: &mut Patch<'_>, table: &DeTable<'_>, gone: &Gone) {
    if let Some((key, basis)) = table.get_key_value("basis") {
        let what = "впишите номер и дату приказа, которым закреплена пара";
        let entry = key.span().start..basis.span().end;
        let kept = Kept { edits, gone, what };
        kept.order(entry, basis, "", None);
    }
    let mentorships = table.get("mentorship").map(Spanned::get_ref);
    let mentorships = mentorships.and_then(DeValue::as_array);
    for item in mentorships.into_iter().flatten() {
        let Some(own) = item.get_ref().as_table() else {
            continue;
        };
        let between = if edits.source(&item.span()).starts_with('{') {
            ", "
        } else {
            "\n"
        };
        for (of, day, does) in OF_MENTORSHIPS {
            let Some((key, approval)) = own.get_key_value(of) else {
                continue;
            };
            let what = format!(
                "впишите номер и дату приказа, которым {does}: {of} = {{ number = \"…\", date = … }}"
            );
            let entry = key.span().start..approval.span().end;
            let kept = Kept {
                edits,
                gone,
                what: &what,
            };
            kept.order(
                entry,
                approval,
                between,
                Some(day).filter(|day| !own.contains_key(*day)),
            );
        }
    }
}

struct Kept<'k, 't> {
    edits: &'k mut Patch<'t>,
    gone: &'k Gone,
    /// What is left to do where nothing is known of the order.
    what: &'k str,
}

impl Kept<'_, '_> {
    /// Where an entry names an order, puts there what stood in it; `day` is the key under which the
    /// mentorship has the day of one that stays behind, and `before` stands before that.
    fn order(self, entry: Range<usize>, approval: &Value<'_>, before: &str, day: Option<&str>) {
        let named = approval.get_ref().as_table();
        let Some((key, order)) = named.and_then(|it| it.get_key_value("order")) else {
            return;
        };
        let stem = order.get_ref().as_str().unwrap_or_default();
        let is_gone = self.gone.orders.contains(stem);
        let known = self.gone.approvals.get(stem).filter(|it| !it.is_empty());
        let acts = self.gone.days.get(stem).filter(|_| is_gone);
        let is_inline = self.edits.source(&approval.span()).starts_with('{');
        let day = day.zip(acts).map(|(day, on)| format!("{day} = {on}"));
        let day = day.filter(|_| is_inline).unwrap_or_default();
        let span = key.span().start..order.span().end;
        if let Some(entries) = known {
            let between = if is_inline { ", " } else { "\n" };
            self.edits.replace(span, entries.join(between));
            if !day.is_empty() {
                self.edits
                    .replace(entry.end..entry.end, format!("{before}{day}"));
            }
        } else {
            self.edits.remark(span.start, self.what);
            // The name would lead nowhere, or to another order.
            let is_alone = named.is_some_and(|it| it.len() == 1);
            if is_gone && is_inline && is_alone {
                self.edits.replace(entry, day);
            }
        }
    }
}
