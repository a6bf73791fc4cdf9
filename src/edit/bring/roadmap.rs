//! The roadmap: rows of activities with the stage and section they stand in, or title rows between
//! them.

use toml_edit::Table;

use super::importer::{Importer, Target, short};
use super::lists::{self, Slot, text_of};
use crate::edit::outcome::{Edit, Prune, What};
use crate::edit::row::{Cell, List, Row};
use crate::edit::toml_file::{ROADMAP, renumber, set, set_tables, tables};
use crate::fields::{SECTION, STAGE, STAGE_NUMBER};
use crate::problem::{Advice, Code, Problem};
use crate::reader::same_word;

/// A stage or section as the workbook has it.
struct Part {
    title: String,
    number: Option<String>,
    /// From the hidden code, from 0.
    index: Option<usize>,
    at: Option<Cell>,
    /// Rows of activities.
    rows: Vec<usize>,
    sections: Vec<Part>,
}

impl Part {
    fn new(title: &str, index: Option<usize>, at: Option<Cell>) -> Self {
        Self {
            title: title.to_owned(),
            number: None,
            index,
            at,
            rows: Vec::new(),
            sections: Vec::new(),
        }
    }
}

/// An activity of the file and where it stands: stage and section.
pub(super) struct Old {
    pub parent: (Option<usize>, Option<usize>),
    pub index: usize,
    pub table: Table,
}

/// What only an activity has.
const ROW_KEYS: [&str; 3] = ["term", "result", "responsible"];

impl Importer {
    pub(super) fn roadmap(&mut self, list: &List) {
        if list.spared.contains("") {
            return;
        }
        let regrouped = self.regrouped(list);
        if !list.is_form && regrouped.as_ref().is_some_and(|it| it.was_sorted) {
            self.tell_regrouped(&list.rows);
        }
        let rows = regrouped.as_ref().map_or(&list.rows, |it| &it.rows);
        // A row of a title has nothing but the title.
        let lacks_name = |row: &&Row| {
            row.text("name").is_none() && ROW_KEYS.iter().any(|key| row.text(key).is_some())
        };
        rows.iter()
            .filter(lacks_name)
            .for_each(|row| self.needed(row, "name"));
        let Some(root) = self.parts(rows, !list.is_form) else {
            // The whole list waits for the stage.
            let cells = rows.iter().flat_map(|row| &row.cells);
            cells.for_each(|cell| self.out.wait(&cell.at));
            return;
        };
        if rows.is_empty() && self.files.get(ROADMAP).is_none() {
            return;
        }
        let is_new_file = !self.before.contains(ROADMAP);
        let document = self.files.get_or_new(ROADMAP).clone();
        let old = old_activities(&document);
        let activities: Vec<usize> = (0..rows.len())
            .filter(|i| rows[*i].text("name").is_some())
            .collect();
        let texts: Vec<String> = old.iter().map(|o| text_of(&o.table, "name")).collect();
        let keys: Vec<(Option<usize>, String)> = activities
            .iter()
            .map(|i| {
                (
                    old_of_code(&rows[*i].code, &old),
                    rows[*i].text("name").unwrap_or_default(),
                )
            })
            .collect();
        let matched = lists::matched(&texts, &keys);
        for left in &matched.left {
            let what = format!("дорожная карта, мероприятие {}", short(&texts[*left]));
            self.lack(Prune::Lists, what);
        }
        let of_row = |row: usize| {
            activities
                .iter()
                .position(|a| *a == row)
                .and_then(|i| matched.of_rows[i])
        };
        let mut building = Building {
            rows,
            old: &old,
            left: matched.left.clone(),
            of_row: &of_row,
            is_new_file,
            moved: false,
            reordered: false,
        };
        let mut new = document.clone();
        let stages = tables(&document, "stage");
        let own = building.activities(self, &root, (None, None), "activity");
        set_tables(&mut new, "activity", own);
        let built = building.stages(self, &root.sections, &stages);
        set_tables(&mut new, "stage", built);
        if building.moved {
            renumber(&mut new);
        }
        if building.reordered {
            self.change(What::Changed, "дорожная карта: порядок", Vec::new());
        }
        if is_new_file && !activities.is_empty() {
            self.change(
                What::Added,
                "дорожная карта",
                vec![lists::count_of(ROADMAP, "activity", activities.len())],
            );
        }
        *self.files.get_or_new(ROADMAP) = new;
    }

    /// Stages and sections in the order of the rows. An empty cell means: as above.
    fn parts(&mut self, rows: &[Row], is_list: bool) -> Option<Part> {
        let mut root = Part::new("", None, None);
        // «Направление» alone parts the roadmap as stages do.
        let has_stages = rows.iter().any(|row| row.has(STAGE));
        for (i, row) in rows.iter().enumerate() {
            let number = row.text(STAGE_NUMBER);
            let (stage, section) = if has_stages {
                (row.text(STAGE), row.text(SECTION))
            } else {
                (row.text(SECTION), None)
            };
            let indexes: Vec<usize> = row
                .code
                .split('.')
                .filter_map(|n| n.parse::<usize>().ok()?.checked_sub(1))
                .collect();
            let line = |text: String| text.replace('\n', " ");
            if let Some(title) = stage.map(line) {
                let goes_on = root.sections.last().is_some_and(|last| {
                    same_word(&last.title, &title) && (number.is_none() || last.number == number)
                });
                if !goes_on && is_split(&root, &title, &indexes) {
                    self.ask_of_stage_number(row);
                    return None;
                }
                if !goes_on {
                    let mut part = Part::new(
                        &title,
                        indexes
                            .first()
                            .copied()
                            .filter(|_| indexes.len() > 1 || row.code.ends_with('.')),
                        row.cell(STAGE).or(row.cell(SECTION)).cloned(),
                    );
                    part.number.clone_from(&number);
                    root.sections.push(part);
                }
            }
            let Some(last) = root.sections.last_mut() else {
                if section.is_some() {
                    let cell = row.cell(SECTION).cloned();
                    if let Some(cell) = cell {
                        let problem = Problem::new(Code::UnclearCell, "раздел стоит вне этапа")
                            .hint(Advice::in_cell_or_field(
                                "впишите название этапа в столбец «Этап»",
                                "впишите название этапа в поле «Этап»",
                            ));
                        self.report_at(problem, &cell.at, &cell.value.shown());
                    }
                    return None;
                }
                root.rows.push(i);
                continue;
            };
            match section.map(line) {
                Some(title) => {
                    let section = last.sections.last();
                    if section.is_none_or(|section| !same_word(&section.title, &title)) {
                        last.sections.push(Part::new(
                            &title,
                            indexes
                                .get(1)
                                .copied()
                                .filter(|_| indexes.len() > 2 || row.code.ends_with('.')),
                            row.cell(SECTION).cloned(),
                        ));
                    }
                    last.sections.last_mut()?.rows.push(i);
                }
                None => match last.sections.last_mut() {
                    // It stood in no section in the file.
                    Some(section) if indexes.len() == OUTSIDE => {
                        let title = section.title.clone();
                        section.rows.push(i);
                        self.ask_of_section(row, &title);
                    }
                    Some(section) => {
                        let title = section.title.clone();
                        section.rows.push(i);
                        if is_list && indexes.len() > OUTSIDE {
                            self.tell_kept_section(row, &title);
                        }
                    }
                    None => last.rows.push(i),
                },
            }
        }
        Some(root)
    }
}

/// Figures of the code of an activity that stands in a stage and in no section of it: «3.1».
const OUTSIDE: usize = 2;

/// Whether a row with another number stands in the middle of a stage of the files.
fn is_split(root: &Part, title: &str, indexes: &[usize]) -> bool {
    let own = indexes.first().filter(|_| indexes.len() > 1);
    let last = root.sections.last();
    own.is_some()
        && last.is_some_and(|last| same_word(&last.title, title) && last.index.as_ref() == own)
}

impl Importer {
    fn ask_of_stage_number(&mut self, row: &Row) {
        let Some(cell) = row.cell(STAGE_NUMBER).or(row.cell(STAGE)).cloned() else {
            return;
        };
        let problem = Problem::new(Code::UnclearCell, "в строках одного этапа разные номера").hint(
            "впишите один номер во все строки этапа; если это новый этап, измените его название",
        );
        self.report_at(problem, &cell.at, &cell.value.shown());
    }

    /// The cell of a section was emptied, which says no more than that the section is that above.
    fn tell_kept_section(&mut self, row: &Row, section: &str) {
        let Some(cell) = row.cell(SECTION).cloned() else {
            return;
        };
        let message = format!(
            "«{}» не заполнен: мероприятие осталось в разделе «{section}»",
            cell.head()
        );
        let problem = Problem::new(Code::LeftOut, message)
            .hint("если оно стоит вне разделов, перенесите строку выше строк этого раздела");
        self.report_at(problem, &cell.at, &cell.value.shown());
    }

    fn ask_of_section(&mut self, row: &Row, section: &str) {
        let Some(cell) = row.cell("name").cloned() else {
            return;
        };
        let message =
            format!("мероприятие без раздела стоит под разделом «{section}»: оно из него?");
        let problem = Problem::new(Code::UnclearCell, message).hint(
            "если да, впишите раздел и в эту строку; если нет, перенесите ее выше строк раздела",
        );
        self.report_at(problem, &cell.at, &cell.value.shown());
    }
}

struct Building<'b> {
    rows: &'b [Row],
    old: &'b [Old],
    /// Activities that no row describes and that are not placed yet.
    left: Vec<usize>,
    of_row: &'b dyn Fn(usize) -> Option<usize>,
    is_new_file: bool,
    moved: bool,
    /// Whether what the file had stands in another order.
    reordered: bool,
}

impl Building<'_> {
    fn activities(
        &mut self,
        it: &mut Importer,
        part: &Part,
        parent: (Option<usize>, Option<usize>),
        prefix: &str,
    ) -> Vec<Table> {
        let rows: Vec<usize> = part
            .rows
            .iter()
            .copied()
            .filter(|r| self.rows[*r].text("name").is_some())
            .collect();
        // Activities are told apart by their standing in the whole file here.
        let mut slots: Vec<Slot> = rows
            .iter()
            .map(|r| Slot {
                row: Some(*r),
                old: (self.of_row)(*r),
            })
            .collect();
        self.keep(it, parent, &mut slots);
        let before: Vec<usize> = (0..self.old.len())
            .filter(|i| self.old[*i].parent == parent)
            .collect();
        let now: Vec<usize> = slots.iter().filter_map(|s| s.old).collect();
        self.moved |= before != now || slots.iter().any(|s| s.old.is_none());
        self.reordered |= !now.is_sorted();
        let mut out = Vec::new();
        for (i, slot) in slots.iter().enumerate() {
            let mut table = slot
                .old
                .map_or_else(Table::new, |o| self.old[o].table.clone());
            if let Some(row) = slot.row {
                let row = &self.rows[row];
                let differences = it.apply(
                    row,
                    &mut Target {
                        file: ROADMAP,
                        prefix: format!("{prefix}.{i}"),
                        table: &mut table,
                    },
                );
                if !self.is_new_file {
                    let name = short(&row.text("name").unwrap_or_default());
                    let name = format!("дорожная карта, мероприятие {name}");
                    if slot.old.is_some_and(|o| self.old[o].parent != parent) {
                        let place = if part.title.is_empty() {
                            "вне этапов".to_owned()
                        } else {
                            short(&part.title)
                        };
                        it.change(
                            What::Changed,
                            format!("{name}: место – {place}"),
                            Vec::new(),
                        );
                    }
                    it.tell(&name, slot.old.is_none(), differences);
                }
            }
            out.push(table);
        }
        out
    }

    /// What the workbook lacks stays behind what it stood behind.
    fn keep(
        &mut self,
        it: &Importer,
        parent: (Option<usize>, Option<usize>),
        slots: &mut Vec<Slot>,
    ) {
        if it.prune >= Prune::Lists {
            return;
        }
        let own: Vec<usize> = self
            .left
            .iter()
            .copied()
            .filter(|l| self.old[*l].parent == parent)
            .collect();
        for left in &own {
            let before = left
                .checked_sub(1)
                .filter(|b| self.old[*b].parent == parent);
            let at = match before {
                None => 0,
                Some(before) => slots
                    .iter()
                    .position(|s| s.old == Some(before))
                    .map_or(slots.len(), |p| p + 1),
            };
            slots.insert(
                at,
                Slot {
                    row: None,
                    old: Some(*left),
                },
            );
        }
        self.left.retain(|l| !own.contains(l));
    }

    fn stages(&mut self, it: &mut Importer, parts: &[Part], old: &[Table]) -> Vec<Table> {
        let matched = parts_matched(parts, old);
        let slots = lists::order(&matched, it.prune < Prune::Lists);
        self.moved |= !lists::is_as_before(&slots, old.len());
        self.reordered |= !slots.iter().filter_map(|s| s.old).is_sorted();
        let nothing = Part::new("", None, None);
        let mut out = Vec::new();
        for (i, slot) in slots.iter().enumerate() {
            let mut table = slot.old.map_or_else(Table::new, |o| old[o].clone());
            let part = slot.row.map_or(&nothing, |r| &parts[r]);
            let prefix = format!("stage.{i}");
            let sections = tables(&table, "section");
            self.title(it, part, &prefix, &mut table, slot.old.is_none());
            let own = self.activities(
                it,
                part,
                (slot.old.or(Some(usize::MAX)), None),
                &format!("{prefix}.activity"),
            );
            set_tables(&mut table, "activity", own);
            let built = self.sections(it, &part.sections, &sections, slot.old, &prefix);
            set_tables(&mut table, "section", built);
            if slot.row.is_none() {
                let title = short(&text_of(&table, "title"));
                it.lack(Prune::Lists, format!("дорожная карта, этап {title}"));
            }
            out.push(table);
        }
        out
    }

    fn sections(
        &mut self,
        it: &mut Importer,
        parts: &[Part],
        old: &[Table],
        stage: Option<usize>,
        above: &str,
    ) -> Vec<Table> {
        let matched = parts_matched(parts, old);
        let slots = lists::order(&matched, it.prune < Prune::Lists);
        self.moved |= !lists::is_as_before(&slots, old.len());
        self.reordered |= !slots.iter().filter_map(|s| s.old).is_sorted();
        let nothing = Part::new("", None, None);
        let mut out = Vec::new();
        for (i, slot) in slots.iter().enumerate() {
            let mut table = slot.old.map_or_else(Table::new, |o| old[o].clone());
            let part = slot.row.map_or(&nothing, |r| &parts[r]);
            let prefix = format!("{above}.section.{i}");
            self.title(it, part, &prefix, &mut table, slot.old.is_none());
            let own = self.activities(
                it,
                part,
                (stage.or(Some(usize::MAX)), slot.old.or(Some(usize::MAX))),
                &format!("{prefix}.activity"),
            );
            set_tables(&mut table, "activity", own);
            out.push(table);
        }
        out
    }

    fn title(&self, it: &mut Importer, part: &Part, prefix: &str, table: &mut Table, is_new: bool) {
        let Some(cell) = &part.at else { return };
        it.remember(ROADMAP, prefix, &cell.at, &cell.value);
        it.remember(ROADMAP, &format!("{prefix}.title"), &cell.at, &cell.value);
        let mut put = |key: &str, text: &str, head: &str| {
            let before = text_of(table, key).replace('\n', " ");
            if before != text {
                if !is_new && !self.is_new_file {
                    it.change(
                        What::Changed,
                        format!("дорожная карта, этап или раздел {}", short(&part.title)),
                        vec![Edit {
                            file: ROADMAP.to_owned(),
                            path: format!("{prefix}.{key}"),
                            head: head.to_owned(),
                            before: short(&before),
                            after: short(text),
                        }],
                    );
                }
                set(table, key, Some(text.into()));
            }
        };
        if let Some(number) = &part.number {
            put("number", number, "Номер");
        }
        put("title", &part.title, "Название");
        if is_new && !self.is_new_file {
            it.change(
                What::Added,
                format!("дорожная карта, этап или раздел {}", short(&part.title)),
                Vec::new(),
            );
        }
    }
}

fn parts_matched(parts: &[Part], old: &[Table]) -> lists::Matched {
    let texts: Vec<String> = old
        .iter()
        .map(|t| text_of(t, "title").replace('\n', " "))
        .collect();
    let keys: Vec<(Option<usize>, String)> =
        parts.iter().map(|p| (p.index, p.title.clone())).collect();
    lists::matched(&texts, &keys)
}

pub(super) fn old_activities(document: &Table) -> Vec<Old> {
    let mut out = Vec::new();
    let mut add = |table: &Table, parent| {
        out.extend(
            tables(table, "activity")
                .into_iter()
                .enumerate()
                .map(|(index, table)| Old {
                    parent,
                    index,
                    table,
                }),
        );
    };
    add(document, (None, None));
    for (i, stage) in tables(document, "stage").iter().enumerate() {
        add(stage, (Some(i), None));
        for (j, section) in tables(stage, "section").iter().enumerate() {
            add(section, (Some(i), Some(j)));
        }
    }
    out
}

/// «2.1.3» → the third activity of the first section of the second stage.
pub(super) fn old_of_code(code: &str, old: &[Old]) -> Option<usize> {
    let numbers: Vec<usize> = code
        .split('.')
        .map(|n| n.parse::<usize>().ok()?.checked_sub(1))
        .collect::<Option<_>>()?;
    let (parent, index) = match numbers.as_slice() {
        [index] => ((None, None), *index),
        [stage, index] => ((Some(*stage), None), *index),
        [stage, section, index] => ((Some(*stage), Some(*section)), *index),
        _ => return None,
    };
    old.iter()
        .position(|o| o.parent == parent && o.index == index)
}
