//! Which rows of a plan are titles of stages and sections, and which are activities. One set of rules
//! looks at the whole plan:
//!
//! 1. A row with a term, a person or a result is an activity, unless its words are «… этап» and the
//!    numbers around it, or the lack of numbers, say that activities stand beneath it.
//! 2. Of the rows with nothing beside their words those are titles for sure that are merged across the
//!    plan, stand in the column of numbers, name a stage, a section or a time, or have all letters
//!    capital where no activity has.
//! 3. Then numbers tell: what is counted otherwise than all activities, or above them («1» and «1.1»),
//!    is a title; what is counted in the same way is what leaves the fewest gaps.
//! 4. Where nothing is counted, a plan that begins with a title is parted by titles.
//!
//! What is a guess by these rules is told at its row.

use std::collections::BTreeMap;

use super::continued::{is_beside_names, is_of_merged};
use super::foot::is_signature;
use super::heads::{is_number, numbers_columns};
use super::no_value::is_dash;
use super::reading::Reading;
use super::row_numbers::{Class, Counted, Number, Told, told};
use super::table_rows::{is_merged, row, texts};
use super::titles::{begins_activity, is_time, may_head, names_stage};
use crate::fields::{STAGE, SheetKind};
use crate::problem::{Code, Problem};
use crate::reader::clean;
use crate::workbook::tables::SheetTable;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Stage,
    Section,
}

/// Why the reading of a row is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doubt {
    Title,
    Activity,
    /// A section of the stage above, or a new stage.
    Section,
    /// A title with no activity beneath it.
    Empty,
    /// An activity with numbers beneath its own.
    Above,
}

/// How a row of a plan is read.
#[derive(Debug, Clone)]
struct Reads {
    column: u32,
    text: String,
    /// `None` of an activity.
    level: Option<Level>,
    doubt: Option<Doubt>,
}

/// What stands in a row of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Words merged across the plan.
    Wide,
    /// Words where others have their number.
    Aside,
    /// Words and nothing beside them.
    Bare,
    /// The name of a stage with something beside it; whether it is but a term.
    Named(bool),
    Full,
}

struct Line {
    index: u32,
    column: u32,
    shape: Shape,
    number: Number,
    text: String,
    /// As rule 1, 2 and 3 have it; `None` while nobody knows.
    is_title: Option<bool>,
    doubt: Option<Doubt>,
}

impl Line {
    fn is_open(&self) -> bool {
        self.is_title.is_none()
    }

    fn are_capitals(&self) -> bool {
        const FEWEST: usize = 5;
        let letters = || self.text.chars().filter(|c| c.is_alphabetic());
        letters().count() >= FEWEST && letters().all(char::is_uppercase)
    }

    fn decide(&mut self, is_title: bool, doubt: Option<Doubt>) {
        self.is_title = Some(is_title);
        self.doubt = doubt;
    }

    /// What titles of one level have alike.
    fn look(&self) -> (Shape, Class, bool) {
        (self.shape, self.number.class(), self.are_capitals())
    }
}

/// The rows of a plan that are not plainly activities.
#[derive(Debug, Default)]
pub(super) struct Plan {
    rows: BTreeMap<u32, Reads>,
}

impl Plan {
    /// Of a table that is no plan, or has a column of stages, nothing.
    pub(super) fn of(table: &SheetTable<'_>) -> Self {
        if table.kind != SheetKind::Roadmap || table.is_ours || table.has(STAGE) {
            return Self::default();
        }
        let rows = table.rows().map(|(index, _)| index);
        let mut lines: Vec<Line> = rows.filter_map(|index| line(table, index)).collect();
        by_look(&mut lines);
        by_name(&mut lines);
        by_class(&mut lines);
        by_count(&mut lines);
        by_place(&mut lines);
        let levels = levels(&mut lines);
        tell_empty(&mut lines, &levels);
        let rows = lines.into_iter().zip(levels);
        let rows = rows.filter(|(line, level)| level.is_some() || line.doubt.is_some());
        let reads = |(line, level): (Line, Option<Level>)| {
            let reads = Reads {
                column: line.column,
                level: level.filter(|_| line.is_title == Some(true)),
                doubt: line.doubt,
                text: line.text,
            };
            (line.index, reads)
        };
        Self {
            rows: rows.map(reads).collect(),
        }
    }

    /// The column, the words and the level of the title in a row.
    pub(super) fn title(&self, index: u32) -> Option<(u32, &str, Level)> {
        let reads = self.rows.get(&index)?;
        Some((reads.column, &reads.text, reads.level?))
    }

    /// Tells what was guessed of a row.
    pub(super) fn tell(&self, table: &SheetTable<'_>, index: u32, it: &mut Reading<'_>) {
        let Some(reads) = self.rows.get(&index) else {
            return;
        };
        let Some(doubt) = reads.doubt else { return };
        let (message, advice) = match doubt {
            Doubt::Title => (
                "строка понята как название раздела плана: рядом с ней ничего не стоит",
                "если это мероприятие, впишите в строку срок или ответственного",
            ),
            Doubt::Activity => (
                "строка понята как мероприятие, у которого нет ни срока, ни ответственного",
                "если это название этапа или раздела, начните его словом «Этап» или «Раздел»",
            ),
            Doubt::Section => (
                "строка понята как раздел этапа, который назван выше",
                "если это новый этап, впишите в название слово «этап»; если мероприятие – срок или ответственного",
            ),
            Doubt::Empty => (
                "под этим названием этапа или раздела нет ни одного мероприятия",
                "если это мероприятие, впишите в строку срок или ответственного; если название лишнее, удалите строку",
            ),
            Doubt::Above => (
                "под строкой идут пункты ее номера, но рядом с ней стоят срок или ответственный: она понята как мероприятие, а не как название раздела",
                "если это название, сотрите то, что стоит рядом с ним",
            ),
        };
        let at = table.sheet.place(index, reads.column).to_string();
        let problem = Problem::new(Code::TakenAs, message).hint(advice);
        it.out.report_at(problem, &at, &reads.text);
    }
}

/// A row as the rules look at it; `None` of one that says nothing of stages.
fn line(table: &SheetTable<'_>, index: u32) -> Option<Line> {
    let texts = texts(table, index);
    let (first, own) = texts.first()?;
    let counted = table.number(index);
    let is_left = table.repeats.contains(&index) || table.sheet.hidden_rows.contains(&index);
    let is_numbered = counted.as_deref().is_some_and(is_number);
    if is_left || numbers_columns(table, index, &texts) || is_signature(table, &texts, is_numbered)
    {
        return None;
    }
    let row = row(table, index);
    let shown = |path: Option<&str>| {
        let cells = row
            .cells
            .iter()
            .filter(|c| path.is_none_or(|it| it == c.field.path));
        let texts = cells.map(|c| (c.field.path, clean(&c.value.shown())));
        texts
            .filter(|(_, text)| !text.is_empty() && !is_dash(text))
            .collect::<Vec<_>>()
    };
    let goes_on = texts.len() == 1 && is_beside_names(table, index, *first, own);
    if goes_on && has_above(table, index) || is_of_merged(table, index) {
        return None;
    }
    let name = shown(Some("name")).pop().map(|(_, text)| text);
    let beside: Vec<&str> = shown(None)
        .into_iter()
        .filter(|(path, text)| *path != "name" && Some(text) != name.as_ref())
        .map(|(path, _)| path)
        .collect();
    let names = table.column("name").unwrap_or(*first);
    let is_wide = is_merged(table, index);
    let (column, text, shape) = match name {
        Some(name) if beside.is_empty() => {
            let is_whole = counted.as_ref() == Some(&name);
            let shape = if is_wide || is_whole {
                Shape::Wide
            } else {
                Shape::Bare
            };
            (if is_whole { *first } else { names }, name, shape)
        }
        Some(name) if names_stage(&name) => (names, name, Shape::Named(beside == ["term"])),
        Some(name) => (names, name, Shape::Full),
        None if texts.len() == 1 && own.contains(char::is_alphabetic) => (
            *first,
            own.clone(),
            if *first < names || is_wide {
                Shape::Aside
            } else {
                Shape::Bare
            },
        ),
        None if texts.len() > 1 => (names, String::new(), Shape::Full),
        None => return None,
    };
    let counted = counted.filter(|it| *it != text);
    let number = counted.map_or_else(
        || Number::before(&text).map_or(Number::Nothing, |(number, _)| number),
        |it| Number::of(&it),
    );
    Some(Line {
        index,
        column,
        shape,
        number,
        text,
        is_title: None,
        doubt: None,
    })
}

/// Whether an activity stands above a row.
fn has_above(table: &SheetTable<'_>, index: u32) -> bool {
    let name = table.column("name");
    let above = table.rows().take_while(|(row, _)| *row < index);
    above
        .into_iter()
        .any(|(_, cells)| cells.len() > 1 && name.is_some_and(|name| cells.contains_key(&name)))
}

/// Rules 1 and 2.
fn by_look(lines: &mut [Line]) {
    let is_full = |line: &&Line| line.shape == Shape::Full;
    let may_be_capital = !lines.iter().filter(is_full).any(Line::are_capitals);
    for line in lines {
        let is_title = match line.shape {
            Shape::Full => Some(false),
            Shape::Wide | Shape::Aside => Some(true),
            Shape::Named(_) => None,
            Shape::Bare => {
                let is_named = names_stage(&line.text) || is_time(&line.text);
                let is_worded = line.number.class() == Class::Words;
                let is_capital = may_be_capital && line.are_capitals();
                (is_named || is_worded || is_capital).then_some(true)
            }
        };
        line.is_title = is_title;
    }
}

/// Rule 1 of rows that name a stage and have something beside them.
fn by_name(lines: &mut [Line]) {
    let is_parted = lines
        .first()
        .is_some_and(|it| it.shape != Shape::Full && it.shape != Shape::Bare);
    let has_full = lines.iter().any(|it| it.shape == Shape::Full);
    for at in 0..lines.len() {
        let Shape::Named(is_term_alone) = lines[at].shape else {
            continue;
        };
        let own = &lines[at].number;
        let next = lines
            .get(at + 1)
            .filter(|next| !matches!(next.shape, Shape::Named(_)));
        let full = lines.iter().filter(|it| it.shape == Shape::Full);
        let is_apart = full.map(|it| it.number.class()).all(|it| it != own.class());
        let is_title = next.is_some_and(|next| {
            own.is_above(&next.number)
                || is_apart && own.class() != Class::Nothing
                || next.number.value() == Some(1) && own.class() != Class::Nothing
                || own.class() == Class::Nothing
                    && (is_term_alone || is_parted || next.number.class() != Class::Nothing)
        });
        lines[at].decide(is_title && has_full, None);
    }
}

/// Rule 3 of numbers of another kind than those of activities, or of another level.
fn by_class(lines: &mut [Line]) {
    let full = lines.iter().filter(|it| it.is_title == Some(false));
    let classes: Vec<Class> = full.map(|it| it.number.class()).collect();
    for at in 0..lines.len() {
        let own = &lines[at].number;
        let beneath = lines[at + 1..]
            .iter()
            .take_while(|it| it.number.class() != own.class())
            .any(|it| own.is_above(&it.number));
        if lines[at].is_title == Some(false) && beneath {
            lines[at].doubt = Some(Doubt::Above);
        }
        if !lines[at].is_open() || classes.is_empty() {
            continue;
        }
        let is_sub_item = is_sub_item(&lines[..at], own);
        let is_worded = begins_activity(&lines[at].text);
        if beneath {
            lines[at].decide(true, None);
        } else if is_sub_item {
            lines[at].decide(false, None);
        } else if !classes.contains(&own.class()) {
            let is_guess = is_worded || own.class() == Class::Mark;
            lines[at].decide(!is_guess, is_guess.then_some(Doubt::Activity));
        } else if matches!(own.class(), Class::Figures(depth) if depth > 1) {
            lines[at].decide(false, None);
        }
    }
}

/// Whether a number stands beneath that of an activity: «2.1» beneath «2», unless «1.1» or a number
/// beneath which it stands is that of a title.
fn is_sub_item(before: &[Line], own: &Number) -> bool {
    let is_twin = |it: &Line| match (&it.number, own) {
        (Number::Figures(first), Number::Figures(second)) => {
            first.len() == second.len() && second.len() > 1
        }
        _ => false,
    };
    let last = before
        .iter()
        .rfind(|it| it.is_title == Some(true) && is_twin(it) || it.number.is_above(own));
    let twin = before.iter().rfind(|it| is_twin(it));
    twin.is_none_or(|it| it.is_title != Some(true))
        && last.is_some_and(|it| it.is_title == Some(false))
}

/// Rule 3 of numbers that activities have too.
fn by_count(lines: &mut [Line]) {
    let open = lines
        .iter()
        .filter(|it| it.is_open() && it.number.value().is_some());
    let mut classes: Vec<Class> = open.map(|it| it.number.class()).collect();
    classes.dedup();
    for class in classes {
        let is_own = |it: &Line| it.number.class() == class;
        let counted: Vec<Counted> = lines
            .iter()
            .filter_map(|it| {
                let number = it.number.value().filter(|_| is_own(it));
                match (it.is_title, number) {
                    (Some(true), None) => Some(Counted::Above),
                    (Some(true), Some(number)) => Some(Counted::Title(number)),
                    (Some(false), Some(number)) => Some(Counted::Activity(number)),
                    (None, Some(number)) => Some(Counted::Open(number, begins_activity(&it.text))),
                    (_, None) => None,
                }
            })
            .collect();
        let mut told = told(&counted).into_iter();
        for line in lines.iter_mut().filter(|it| it.is_open() && is_own(it)) {
            match told.next() {
                Some(Told::Title) => line.decide(true, None),
                Some(Told::Either) => line.decide(false, Some(Doubt::Activity)),
                Some(Told::Activity) | None => line.decide(false, None),
            }
        }
    }
}

/// Rule 4.
fn by_place(lines: &mut [Line]) {
    for line in lines.iter_mut() {
        if line.is_open() && begins_activity(&line.text) {
            line.decide(false, None);
        }
    }
    let is_full = |it: &Line| it.shape == Shape::Full;
    let is_title = |it: &Line| it.is_title == Some(true);
    let last_full = lines.iter().rposition(is_full);
    let is_before_activity = |at: usize| lines.get(at + 1).is_some_and(is_full);
    let is_beneath_title = |at: usize| at > 0 && is_title(&lines[at - 1]);
    let is_last = |at: usize| {
        last_full.is_some_and(|last| at > last) && lines[at].number.class() == Class::Nothing
    };
    let open: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].is_open()).collect();
    let is_parted = lines.first().is_some_and(|it| it.is_title != Some(false));
    let has_titles = lines.iter().any(is_title);
    let is_even = is_parted
        && !has_titles
        && open
            .iter()
            .all(|at| is_last(*at) || is_before_activity(*at));
    // Every stage begins with the title of a section.
    let are_sections = has_titles
        && (0..lines.len())
            .filter(|at| is_title(&lines[*at]))
            .all(|at| {
                lines
                    .get(at + 1)
                    .is_some_and(|next| next.is_open() || is_title(next))
            });
    let decide = |at: usize| {
        if is_last(at) || is_even {
            // What stands beneath all activities is told as a line beneath the table.
            (at, true, None)
        } else if are_sections && is_before_activity(at) {
            let is_sure = is_beneath_title(at) && may_head(&lines[at].text);
            (at, true, (!is_sure).then_some(Doubt::Title))
        } else if last_full.is_some() && (is_parted && !has_titles || may_head(&lines[at].text)) {
            (at, true, Some(Doubt::Title))
        } else {
            (at, false, Some(Doubt::Activity))
        }
    };
    let decided: Vec<_> = open.iter().map(|at| decide(*at)).collect();
    for (at, is_title, doubt) in decided {
        lines[at].decide(is_title, doubt);
    }
}

/// The level of each title. Titles of one look are of one level; a title beneath another that has no
/// activity yet is a section of it.
fn levels(lines: &mut [Line]) -> Vec<Option<Level>> {
    let mut out: Vec<Option<Level>> = Vec::new();
    let (mut stage, mut section): (Option<usize>, Option<usize>) = (None, None);
    let (mut is_beneath, mut stage_has_sections) = (false, false);
    for at in 0..lines.len() {
        if lines[at].is_title != Some(true) {
            is_beneath = false;
            out.push(None);
            continue;
        }
        let (level, is_guess) = match stage {
            None => (Level::Stage, false),
            Some(stage) => {
                let section = section.map(|section| &lines[section]);
                let next = lines.get(at + 1);
                let own = &lines[at];
                let begins_stage = |next: &Line| {
                    next.is_title == Some(true) && next.look() == own.look() && !is_beneath
                };
                let is_stage = stage_has_sections && next.is_some_and(begins_stage);
                if is_stage && own.look() == lines[stage].look() {
                    (Level::Stage, false)
                } else {
                    level(own, &lines[stage], section, is_beneath)
                }
            }
        };
        match level {
            Level::Stage => (stage, section) = (Some(at), None),
            Level::Section => {
                section = Some(at);
                stage_has_sections |= is_beneath;
            }
        }
        is_beneath = true;
        if is_guess {
            lines[at].doubt = Some(Doubt::Section);
        }
        out.push(Some(level));
    }
    out
}

/// The level of a title beneath a stage, and whether it is a guess.
fn level(own: &Line, stage: &Line, section: Option<&Line>, is_beneath: bool) -> (Level, bool) {
    let says_stage = |line: &Line| line.text.to_lowercase().contains("этап");
    let class = own.number.class();
    let is_deeper = match (class, stage.number.class()) {
        (Class::Figures(own), Class::Figures(above)) => own > above,
        (Class::Figures(_) | Class::Letter, Class::Roman) | (Class::Letter, Class::Figures(_)) => {
            true
        }
        (Class::Figures(own), Class::Nothing | Class::Words) => own > 1,
        _ => false,
    };
    if is_deeper && (!says_stage(own) || says_stage(stage)) {
        return (Level::Section, false);
    }
    let is_counted = !matches!(class, Class::Nothing | Class::Mark);
    if says_stage(own) || is_counted && class == stage.number.class() {
        return (Level::Stage, false);
    }
    match section {
        Some(section) if own.look() == stage.look() && own.look() != section.look() => {
            (Level::Stage, false)
        }
        Some(_) => (Level::Section, false),
        None if is_beneath => (Level::Section, false),
        None if is_counted && !says_stage(stage) && stage.number.class() == Class::Nothing => {
            (Level::Stage, false)
        }
        None if says_stage(stage) || stage.number.class() != class => (Level::Section, true),
        None => (Level::Stage, false),
    }
}

/// Titles with nothing beneath them.
fn tell_empty(lines: &mut [Line], levels: &[Option<Level>]) {
    for at in 0..lines.len() {
        let next = levels.get(at + 1).copied().flatten();
        let is_empty = matches!(
            (levels[at], next),
            (Some(Level::Stage), Some(Level::Stage)) | (Some(Level::Section), Some(_))
        );
        if !is_empty {
            continue;
        }
        if lines[at].doubt == Some(Doubt::Title) {
            lines[at].decide(false, Some(Doubt::Activity));
        } else {
            lines[at].doubt = Some(Doubt::Empty);
        }
    }
}
