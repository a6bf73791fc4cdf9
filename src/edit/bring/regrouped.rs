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

/// The same with the section.
type Place = (Stage, Option<String>);

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
        let sections = sections(rows);
        // A new row without a stage is of that above it.
        let goes_on = |row: &&Row| row.code.is_empty() && row.text(STAGE).is_none();
        let with_stages = || {
            let all = rows.iter().zip(&sections);
            all.filter(|(row, _)| row.has(STAGE) && !goes_on(row))
        };
        let is_torn = is_torn(with_stages().map(|(row, _)| stage_of(row)))
            || is_torn(with_stages().map(|(row, section)| (stage_of(row), section.clone())));
        let is_sorted = || !list.is_form && sorted::is_sorted(rows);
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
        let places: Vec<Place> = rows
            .iter()
            .zip(sections)
            .map(|(row, section)| (stage_of(row), section))
            .collect();
        let homes = Homes::of(self.files.get(ROADMAP)?, &places, &known, &old);
        let is_given = |i: usize, known: usize| homes.is_given(&places[i], old[known].parent);
        let known: Vec<Option<usize>> = known
            .into_iter()
            .enumerate()
            .map(|(i, known)| known.filter(|known| !is_given(i, *known)))
            .collect();
        // A new activity goes behind the others of its stage and section, a new section behind those
        // of its stage.
        let mut ends: BTreeMap<&Place, usize> = BTreeMap::new();
        let mut ends_of_stages: BTreeMap<&Stage, usize> = BTreeMap::new();
        for (place, old) in places.iter().zip(&known) {
            let Some(old) = *old else { continue };
            let end = ends.entry(place).or_default();
            *end = (*end).max(old);
            let end = ends_of_stages.entry(&place.0).or_default();
            *end = (*end).max(old);
        }
        let end_of = |place: &Place| {
            let own = ends.get(place);
            own.or_else(|| ends_of_stages.get(&place.0)).copied()
        };
        let was_sorted = !known.iter().flatten().is_sorted();
        let mut above: Option<&Place> = None;
        let mut behind = Vec::new();
        for (row, place) in rows.iter().zip(&places) {
            // In a sorted sheet the row above says nothing.
            let own = above.filter(|_| goes_on(&row) && !was_sorted);
            let own = own.unwrap_or(place);
            behind.push(end_of(own).unwrap_or(usize::MAX));
            above = Some(own);
        }
        let mut order: Vec<(usize, bool, usize)> = rows
            .iter()
            .enumerate()
            .map(|(i, _)| match known[i] {
                Some(old) => (old, false, i),
                None => (behind[i], true, i),
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
        let (message, advice) = if sorted::is_by_hand(rows) {
            (
                "строка дорожной карты переставлена к строкам другого этапа или раздела, а назван в ней прежний: взят названный, и порядок остается, как в файлах",
                "чтобы перенести мероприятие, впишите в его строку тот этап и раздел, в которых оно должно стоять",
            )
        } else {
            (
                "строки дорожной карты отсортированы: этапы и порядок мероприятий остаются, как в файлах",
                "чтобы изменить порядок, отмените сортировку и переставьте строки внутри их этапов",
            )
        };
        let problem = Problem::new(Code::LeftOut, message);
        self.report_at(problem.hint(advice), &first.at, "");
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

/// The section of each row: an empty cell means that of the row above, if that is of the same stage.
fn sections(rows: &[Row]) -> Vec<Option<String>> {
    let mut out: Vec<Option<String>> = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        let above = i.checked_sub(1).filter(|above| {
            let is_same = stage_of(&rows[*above]) == stage_of(row);
            is_same || row.text(STAGE).is_none()
        });
        let inherited = above.and_then(|above| out[above].clone());
        out.push(title(row, SECTION).or(inherited));
    }
    out
}

/// Whether something comes again after other things.
fn is_torn<T: Ord + Clone>(all: impl Iterator<Item = T>) -> bool {
    let mut seen = BTreeSet::new();
    let mut last = None;
    for own in all {
        let is_same = last.as_ref() == Some(&own);
        if !is_same && !seen.insert(own.clone()) {
            return true;
        }
        last = Some(own);
    }
    false
}

/// Stage and section of the file, by their numbers.
type Parent = (Option<usize>, Option<usize>);

/// Where the stages and sections of the rows stand in the file.
struct Homes {
    /// Titles of stages and of their sections.
    titles: Vec<(String, Vec<String>)>,
    stages: BTreeMap<Stage, Option<usize>>,
    places: BTreeMap<Place, Parent>,
}

impl Homes {
    /// A place is the one of its title, else the one most of its rows are of.
    fn of(document: &Table, places: &[Place], known: &[Option<usize>], old: &[Old]) -> Self {
        let line = |table: &Table| text_of(table, "title").replace('\n', " ").to_lowercase();
        let titles: Vec<(String, Vec<String>)> = tables(document, "stage")
            .iter()
            .map(|stage| {
                let sections = tables(stage, "section");
                (line(stage), sections.iter().map(line).collect())
            })
            .collect();
        let mut of_stages: BTreeMap<Stage, Vec<Option<usize>>> = BTreeMap::new();
        let mut of_places: BTreeMap<Place, Vec<Parent>> = BTreeMap::new();
        for (place, known) in places.iter().zip(known) {
            let Some(known) = *known else { continue };
            let parent = old[known].parent;
            let stages = of_stages.entry(place.0.clone()).or_default();
            stages.push(parent.0);
            of_places.entry(place.clone()).or_default().push(parent);
        }
        let stage_of = |(stage, own): (Stage, Vec<Option<usize>>)| {
            let named = stage[0].as_ref();
            let of_title = named.and_then(|own| titles.iter().position(|(title, _)| title == own));
            let home = of_title.map(Some).or_else(|| most(own))?;
            Some((stage, home))
        };
        let stages: BTreeMap<Stage, Option<usize>> =
            of_stages.into_iter().filter_map(stage_of).collect();
        let place_of = |(place, own): (Place, Vec<Parent>)| {
            let stage = *stages.get(&place.0)?;
            let sections = stage.map(|stage| titles[stage].1.as_slice());
            let of_title = place.1.as_ref().and_then(|own| {
                let at = sections?.iter().position(|title| title == own)?;
                Some((stage, Some(at)))
            });
            let home = of_title.or_else(|| most(own))?;
            Some((place, home))
        };
        let places = of_places.into_iter().filter_map(place_of).collect();
        Self {
            titles,
            stages,
            places,
        }
    }

    /// Whether the row of an activity of the file names another place than the one it stands in.
    fn is_given(&self, place: &Place, parent: Parent) -> bool {
        // Two stages or sections of a file may be called alike.
        let own = parent.0.map(|stage| &self.titles[stage]);
        let is_stage = own.map(|(title, _)| title) == place.0[0].as_ref();
        let section = own.zip(parent.1).map(|((_, all), at)| &all[at]);
        let other_stage = self.stages.get(&place.0);
        let is_other_stage = other_stage.is_some_and(|stage| *stage != parent.0) && !is_stage;
        let other = self.places.get(place).filter(|_| place.1.is_some());
        let is_other = other.is_some_and(|home| *home != parent);
        is_other_stage || is_other && !(is_stage && section == place.1.as_ref())
    }
}

/// What comes most often.
fn most<T: Ord>(all: Vec<T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for own in all {
        *counts.entry(own).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map(|(own, _)| own)
}
