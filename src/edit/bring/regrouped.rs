//! Rows of the roadmap that do not stand as its stages do: a sheet that was sorted, new rows, and
//! activities given to another stage by its name.

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::Table;

use super::importer::Importer;
use super::lists::{self, text_of};
use super::roadmap::{Old, old_activities, old_of_code};
use super::sorted;
use crate::edit::row::{List, Row};
use crate::edit::toml_file::{ROADMAP, tables};
use crate::fields::{SECTION, STAGE, STAGE_NUMBER};
use crate::problem::{Code, Problem};

/// Title and number of a stage, as a row has them.
type Stage = [Option<String>; 2];

/// Rows in the order of the file.
pub(super) struct Regrouped {
    pub rows: Vec<Row>,
    /// Whether those of the file stood in another.
    pub was_sorted: bool,
}

impl Importer {
    /// The rows of a sheet that was sorted, in the order of the file again; `None` where every stage
    /// stands together, in an order of the user's own.
    pub(super) fn regrouped(&self, list: &List) -> Option<Regrouped> {
        let rows = &list.rows;
        let place = |row: &Row| [STAGE, STAGE_NUMBER, SECTION].map(|path| title(row, path));
        // A new row without a stage is of that above it.
        let goes_on = |row: &&Row| row.code.is_empty() && row.text(STAGE).is_none();
        let mut seen: BTreeSet<Stage> = BTreeSet::new();
        let mut last = None;
        let with_stages = rows.iter().filter(|row| row.has(STAGE) && !goes_on(row));
        let is_torn = with_stages.fold(false, |is_torn, row| {
            let own = stage_of(row);
            let is_same = last.as_ref() == Some(&own);
            last = Some(own.clone());
            is_torn | (!is_same && !seen.insert(own))
        });
        let is_sorted =
            || !list.is_form && sorted::is_out_of_order(rows) && sorted::by_a_column(rows);
        if rows.iter().all(|row| row.code.is_empty()) || !is_torn && !is_sorted() {
            return None;
        }
        let old = old_activities(self.files.get(ROADMAP)?);
        let texts: Vec<String> = old.iter().map(|o| text_of(&o.table, "name")).collect();
        let keys: Vec<(Option<usize>, String)> = rows
            .iter()
            .map(|row| {
                (
                    old_of_code(&row.code, &old),
                    row.text("name").unwrap_or_default(),
                )
            })
            .collect();
        let known = lists::matched(&texts, &keys).of_rows;
        let owners = owners(self.files.get(ROADMAP)?, rows, &known, &old);
        let is_given = |row: &Row, known: usize| {
            let owner = owners.get(&stage_of(row));
            owner.is_some_and(|owner| *owner != old[known].parent.0)
        };
        let known: Vec<Option<usize>> = rows
            .iter()
            .zip(known)
            .map(|(row, known)| known.filter(|known| !is_given(row, *known)))
            .collect();
        // A new activity goes behind the others of its stage and section, a new section behind those
        // of its stage.
        let mut ends: BTreeMap<[Option<String>; 3], usize> = BTreeMap::new();
        let mut ends_of_stages: BTreeMap<Stage, usize> = BTreeMap::new();
        for (row, old) in rows.iter().zip(&known) {
            let Some(old) = *old else { continue };
            let end = ends.entry(place(row)).or_default();
            *end = (*end).max(old);
            let end = ends_of_stages.entry(stage_of(row)).or_default();
            *end = (*end).max(old);
        }
        let end_of = |row: &Row| {
            let own = ends.get(&place(row));
            own.or_else(|| ends_of_stages.get(&stage_of(row))).copied()
        };
        let was_sorted = !known.iter().flatten().is_sorted();
        let mut above: Option<&Row> = None;
        let mut places = Vec::new();
        for row in rows {
            // In a sorted sheet the row above says nothing.
            let own = above.filter(|_| goes_on(&row) && !was_sorted);
            let own = own.unwrap_or(row);
            places.push(end_of(own).unwrap_or(usize::MAX));
            above = Some(own);
        }
        let mut order: Vec<(usize, bool, usize)> = rows
            .iter()
            .enumerate()
            .map(|(i, _)| match known[i] {
                Some(old) => (old, false, i),
                None => (places[i], true, i),
            })
            .collect();
        order.sort_unstable();
        Some(Regrouped {
            rows: order.into_iter().map(|(_, _, i)| rows[i].clone()).collect(),
            was_sorted,
        })
    }

    /// Tells that the order of a sorted sheet is not taken, and asks of which stage a new row is
    /// that names none: the row above it says nothing any more.
    pub(super) fn tell_regrouped(&mut self, rows: &[Row]) {
        let Some(first) = rows.first().and_then(|row| row.cells.first()).cloned() else {
            return;
        };
        let problem = Problem::new(
            Code::LeftOut,
            "строки дорожной карты отсортированы: этапы и порядок мероприятий остаются, как в файлах",
        );
        self.report_at(
            problem.hint(
                "чтобы изменить порядок, переставьте сами строки, которые должны стоять иначе",
            ),
            &first.at,
            "",
        );
        let has_stages = rows.iter().any(|row| row.text(STAGE).is_some());
        let is_homeless = |row: &&Row| {
            has_stages
                && row.code.is_empty()
                && row.text(STAGE).is_none()
                && row.text("name").is_some()
        };
        for row in rows.iter().filter(is_homeless) {
            let Some(cell) = row.cell("name").cloned() else {
                continue;
            };
            let problem = Problem::new(
                Code::UnclearCell,
                "к какому этапу относится мероприятие: строки отсортированы, а этап у новой строки не назван",
            );
            self.report_at(
                problem.hint("впишите этап в столбец «Этап»"),
                &cell.at,
                &cell.value.shown(),
            );
        }
    }
}

fn title(row: &Row, path: &str) -> Option<String> {
    row.text(path).map(|text| text.to_lowercase())
}

fn stage_of(row: &Row) -> Stage {
    [STAGE, STAGE_NUMBER].map(|path| title(row, path))
}

/// The stage of the file that each stage of the rows is: the one of that title, else the one most of
/// its rows are of.
fn owners(
    document: &Table,
    rows: &[Row],
    known: &[Option<usize>],
    old: &[Old],
) -> BTreeMap<Stage, Option<usize>> {
    let stages = tables(document, "stage");
    let titles = stages
        .iter()
        .map(|table| text_of(table, "title").replace('\n', " "));
    let titles: Vec<String> = titles.map(|title| title.to_lowercase()).collect();
    let mut counts: BTreeMap<Stage, BTreeMap<Option<usize>, usize>> = BTreeMap::new();
    for (row, known) in rows.iter().zip(known) {
        if let Some(known) = *known {
            let own = counts.entry(stage_of(row)).or_default();
            *own.entry(old[known].parent.0).or_default() += 1;
        }
    }
    let owner = |(stage, counts): (Stage, BTreeMap<Option<usize>, usize>)| {
        let of_title = stage[0]
            .as_ref()
            .and_then(|own| titles.iter().position(|title| title == own));
        let most = counts.into_iter().max_by_key(|(_, count)| *count);
        let owner = of_title.map(Some).or(most.map(|(owner, _)| owner))?;
        Some((stage, owner))
    };
    counts.into_iter().filter_map(owner).collect()
}
