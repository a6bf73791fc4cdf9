//! Orders, a file each.

use std::collections::BTreeSet;

use super::importer::{Importer, is_key};
use crate::edit::row::{List, Row};
use crate::edit::toml_file::{get, order_file};
use crate::edit::value::{Meaning, of_item};
use crate::fields::{Kind, ORDER};
use crate::problem::{Code, Problem};
use crate::russian::latin;

/// Keys that orders of some kinds have only.
const OF_SOME_KINDS: [&str; 3] = ["day", "old_mentors", "new_mentors"];

impl Importer {
    /// Orders, one row each, with the name of the file in the first column.
    pub(super) fn orders(&mut self, list: &List) {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let orders = self.orders.clone();
        for (row, code) in list.rows.iter().zip(orders.codes_of(&list.rows)) {
            let code_of = |name: &str| {
                self.orders
                    .code(name)
                    .map_or_else(|| latin(name), String::from)
            };
            let named = row.text(ORDER).map(|n| code_of(&n));
            let known = code
                .filter(|c| self.files.get(&order_file(c)).is_some() && !seen.contains(*c))
                .map(ToOwned::to_owned);
            let stem = known.or_else(|| named.filter(|n| is_key(n) && !seen.contains(n)));
            if let Some(cell) = row.cell(ORDER).cloned() {
                let shown = crate::reader::clean(&cell.value.shown());
                let written = code_of(&shown);
                let is_other = stem.as_ref().is_some_and(|stem| {
                    *stem != written && self.files.get(&order_file(&written)).is_some()
                });
                let is_again = stem.is_none() && seen.contains(&written);
                if !list.is_form && (is_other || is_again) {
                    let (message, advice) = if is_other {
                        (
                            format!(
                                "«{}»: скрытый код строки – «{}», а имя – «{shown}»",
                                cell.head(),
                                row.code
                            ),
                            "похоже, строки сортировали без скрытого столбца: отмените сортировку или выгрузите книгу заново",
                        )
                    } else {
                        (
                            format!(
                                "«{}»: приказ «{shown}» уже стоит в другой строке",
                                cell.head()
                            ),
                            "впишите новому приказу свое имя или удалите строку",
                        )
                    };
                    let problem = Problem::new(Code::UnclearCell, message).hint(advice);
                    self.report_at(problem, &cell.at, &shown);
                    seen.extend(stem);
                    continue;
                }
            }
            let Some(stem) = stem else {
                self.needed(row, ORDER);
                continue;
            };
            let before = self.out.changes.len();
            self.whole_file(row, &order_file(&stem), &format!("приказ «{stem}»"));
            if !list.is_form && self.out.changes.len() > before {
                self.tell_keys_of_other_kinds(row, &stem);
            }
            seen.insert(stem);
        }
        seen.extend(list.spared.iter().cloned());
        self.missing_files("orders", &seen, |stem| format!("приказ «{stem}»"));
    }

    /// Tells what an order keeps of another kind: it is printed nowhere.
    fn tell_keys_of_other_kinds(&mut self, row: &Row, stem: &str) {
        let Some(table) = self.files.get(&order_file(stem)) else {
            return;
        };
        let Meaning::Text(kind) = of_item(Kind::Line, table.get("kind")) else {
            return;
        };
        let shown = self.files.1.kind_shown(&kind);
        let own = self.files.1.own_keys_of(&shown);
        let is_left = |key: &&str| !own.contains(key) && get(table, key).is_some();
        let cells: Vec<_> = OF_SOME_KINDS
            .iter()
            .filter(|key| is_left(key))
            .filter_map(|key| row.cell(key).filter(|cell| !cell.value.is_empty()).cloned())
            .collect();
        for cell in cells {
            let problem = Problem::new(
                Code::OfAnotherKind,
                format!(
                    "«{}»: у приказа «{shown}» этого нет: осталось в файле и не напечатается",
                    cell.head()
                ),
            );
            self.report_at(
                problem.hint(
                    "если вид приказа верен, очистите ячейку и внесите книгу с параметром --prune",
                ),
                &cell.at,
                &cell.value.shown(),
            );
        }
    }
}
