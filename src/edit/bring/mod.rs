//! Rows → changes of the project's files: a row of a sheet or of a form finds the table that it
//! describes, and every cell its key. Nothing is written here: the caller looks at the problems
//! first.

mod bank;
mod basis;
mod clauses;
mod gone;
mod importer;
mod in_turn;
mod kept_post;
mod lists;
mod newcomers;
mod orders;
mod organization;
mod pairs;
mod period;
mod regrouped;
mod renamed;
mod roadmap;
mod sorted;
mod staff;
mod strangers;

use std::borrow::Cow;

use toml_edit::Item;

use super::form::Tables;
use super::order_names::OrderNames;
use super::outcome::{Imported, Prune};
use super::people::People;
use super::row::List;
use super::short_names::Pairs;
use super::toml_file::{ORGANIZATION, TomlFiles, order_file, pairing_file};
use crate::fields::SheetKind;
use crate::project::Files;
use importer::Importer;

/// Brings the rows of one kind.
type Step = fn(&mut Importer, &List);

/// Compares rows with the files of a project. `out` has what is known of them already.
pub fn bring(tables: &Tables, lists: &[List], prune: Prune, out: Imported) -> Imported {
    let toml = tables.0.clone();
    let known = tables.known();
    let mut people = People::clone(&known.people);
    strangers::remember(&mut people, &out.ledger);
    let mut it = Importer {
        before: toml.names().cloned().collect(),
        files: toml,
        people,
        pairs: Pairs::clone(&known.pairs),
        orders: OrderNames::of(tables).with(lists),
        prune,
        removed: Vec::new(),
        gone: std::collections::BTreeSet::new(),
        named: Vec::new(),
        out,
    };
    // The staff first, for others are known by it; then pairs, for other lists name them.
    let steps: [(SheetKind, Step); 11] = [
        (SheetKind::Staff, Importer::staff),
        (SheetKind::Pairs, Importer::pairs),
        (SheetKind::Orders, Importer::orders),
        (SheetKind::Notes, Importer::notes),
        (SheetKind::Mentorships, Importer::mentorships),
        (SheetKind::Activities, Importer::activities),
        // Behind what the plans have by themselves.
        (SheetKind::Bank, Importer::bank),
        (SheetKind::Roadmap, Importer::roadmap),
        (SheetKind::Clauses, Importer::clauses),
        (SheetKind::Regulation, Importer::regulation),
        (SheetKind::Organization, Importer::organization),
    ];
    for (kind, step) in steps {
        if let Some(list) = joined(lists, kind) {
            step(&mut it, &list);
        }
    }
    let is_own = |list: &List| list.rows.iter().any(|row| !row.code.is_empty());
    if lists.iter().any(is_own) {
        it.ask_of_columns_sorted_alone();
    }
    it.finish()
}

/// All rows of one kind: what is missing is missing from all its lists.
fn joined(lists: &[List], kind: SheetKind) -> Option<Cow<'_, List>> {
    let mut own = lists.iter().filter(|list| list.kind == kind);
    let first = own.next()?;
    let mut all = Cow::Borrowed(first);
    for list in own {
        let all = all.to_mut();
        all.rows.extend(list.rows.iter().cloned());
        all.spared.extend(list.spared.iter().cloned());
        all.is_whole |= list.is_whole;
        all.has_stages |= list.has_stages;
    }
    Some(all)
}

/// What taking away one pair, member of the staff or order would do, whatever the others say.
pub fn without(files: &Files, kind: SheetKind, code: &str) -> Imported {
    let mut out = Imported::default();
    match kind {
        SheetKind::Pairs => {
            let known = files.pairings.iter().find(|file| file.stem == code);
            let held = known.and_then(|file| file.bytes().ok());
            take_away(&mut out, pairing_file(code), held);
        }
        SheetKind::Orders => {
            let known = files.orders.iter().find(|file| file.stem == code);
            take_away(&mut out, order_file(code), known.map(|it| it.bytes.clone()));
        }
        _ => {
            let mut toml = TomlFiles::read(files);
            if let Some(staff) = toml
                .get_or_new(ORGANIZATION)
                .get_mut("staff")
                .and_then(Item::as_table_like_mut)
            {
                staff.remove(code);
            }
            if let Some(file) = toml.0.get(ORGANIZATION) {
                let name = || ORGANIZATION.to_owned();
                out.before
                    .extend(file.original().map(|it| (name(), it.clone())));
                out.files.insert(name(), Some(file.bytes()));
            }
        }
    }
    out
}

fn take_away(out: &mut Imported, name: String, held: Option<Vec<u8>>) {
    out.before
        .extend(held.map(|bytes| (name.clone(), bytes.into())));
    out.files.insert(name, None);
}
