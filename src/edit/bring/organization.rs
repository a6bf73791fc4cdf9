//! The one row that says everything of the school and the period of its roadmap.

use toml_edit::{Item, Table};

use super::importer::Importer;
use crate::edit::outcome::{Edit, Prune, What};
use crate::edit::row::{Cell, List, Row};
use crate::edit::toml_file::{ORGANIZATION, ROADMAP};
use crate::edit::value::Meaning;
use crate::fields::{Field, REGISTERS};

impl Importer {
    pub(super) fn organization(&mut self, list: &List) {
        let cells = list.rows.iter().flat_map(|row| row.cells.clone());
        let (roadmap, organization): (Vec<Cell>, Vec<Cell>) =
            cells.partition(|c| c.field.path.starts_with("roadmap:"));
        self.registers(&organization);
        if organization.iter().any(|c| !c.value.is_empty()) {
            let own = organization.into_iter();
            let row = Row::of(own.filter(|c| c.field.path != REGISTERS).collect());
            if !self.before.contains(ORGANIZATION) {
                self.change(What::Added, "сведения об организации", Vec::new());
            }
            self.whole_file(&row, ORGANIZATION, "сведения об организации");
        }
        if roadmap.iter().any(|c| !c.value.is_empty()) {
            let row = Row::of(roadmap.into_iter().map(without_file).collect());
            self.whole_file(&row, ROADMAP, "сведения о дорожной карте");
        }
    }

    /// Whether the registers are wanted is told by the table being there.
    fn registers(&mut self, cells: &[Cell]) {
        let Some(cell) = cells.iter().find(|c| c.field.path == REGISTERS) else {
            return;
        };
        self.used(&cell.at);
        let Some(meaning) = self.meaning(cell).filter(|_| !cell.is_kept) else {
            return;
        };
        let is_there = self
            .files
            .get(ORGANIZATION)
            .is_some_and(|t| t.contains_key(REGISTERS));
        match meaning {
            Meaning::Flag(true) if !is_there => {
                self.files
                    .get_or_new(ORGANIZATION)
                    .insert(REGISTERS, Item::Table(Table::new()));
                self.change(
                    What::Changed,
                    "сведения об организации",
                    vec![Edit {
                        file: ORGANIZATION.to_owned(),
                        path: REGISTERS.to_owned(),
                        head: cell.field.head.to_owned(),
                        before: String::new(),
                        after: "да".to_owned(),
                    }],
                );
            }
            Meaning::Flag(false) | Meaning::Nothing if is_there => {
                let what = format!("сведения об организации, {}", cell.field.head);
                self.lack(Prune::Values, what);
                if self.prune >= Prune::Values {
                    self.files.get_or_new(ORGANIZATION).remove(REGISTERS);
                }
            }
            _ => {}
        }
    }
}

/// Keys of `roadmap.toml` as they stand in it.
fn without_file(cell: Cell) -> Cell {
    let path = cell
        .field
        .path
        .strip_prefix("roadmap:")
        .unwrap_or(cell.field.path);
    Cell {
        field: Field { path, ..cell.field },
        ..cell
    }
}
