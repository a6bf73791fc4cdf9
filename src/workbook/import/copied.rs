//! Sheets of a plan that are copies of each other, as «Дорожная карта (2)» is of «Дорожная карта»: an
//! activity would stand twice in the roadmap.

use std::collections::BTreeMap;

use super::reading::Reading;
use crate::edit::{List, Row};
use crate::fields::SheetKind;
use crate::problem::{Code, Problem};
use crate::workbook::tables::{SheetTable, plain};

/// Asks of a plan that has an activity of another one, of the same term.
pub(super) fn ask(tables: &[SheetTable<'_>], lists: &[List], it: &mut Reading<'_>) {
    let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
    let plans = tables.iter().zip(lists).enumerate();
    for (at, (table, list)) in plans.filter(|(_, (table, _))| is_own_plan(table)) {
        let own = list.rows.iter().filter_map(|row| Some((key(row)?, row)));
        let own: Vec<((String, String), &Row)> = own.collect();
        let again = own
            .iter()
            .find_map(|(key, row)| Some((seen.get(key)?, row)));
        if let Some((first, row)) = again
            && let Some(cell) = row.cell("name")
        {
            let name = cell.value.shown();
            let message = format!(
                "мероприятие «{}» с тем же сроком уже есть {}: это копия того же плана?",
                name.trim(),
                place(&tables[*first], table)
            );
            let problem = Problem::new(Code::UnclearCell, message).hint(
                "оставьте в книге один лист плана; если это другое мероприятие, назовите его иначе",
            );
            it.out.report_at(problem, &cell.at, &name);
        }
        for (key, _) in own {
            seen.entry(key).or_insert(at);
        }
    }
}

fn is_own_plan(table: &SheetTable<'_>) -> bool {
    table.kind == SheetKind::Roadmap && !table.is_ours
}

fn key(row: &Row) -> Option<(String, String)> {
    let term = row.text("term").unwrap_or_default();
    Some((plain(&row.text("name")?), plain(&term))).filter(|(_, term)| !term.is_empty())
}

fn place(first: &SheetTable<'_>, own: &SheetTable<'_>) -> String {
    let name = &first.sheet.name;
    if *name == own.sheet.name {
        "в таблице выше".to_owned()
    } else {
        format!("на листе «{name}»")
    }
}
