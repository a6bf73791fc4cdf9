//! `roadmap.toml`: stages, sections and activities.

use chrono::NaiveDate;

use super::approval::Approval;
use super::meant_keys;
use super::own_values::{OwnValues, own_values};
use super::staff::Staff;
use crate::problem::{FileId, Placed};
use crate::reader::{TomlTable, When};

#[derive(Debug, Clone)]
pub struct Roadmap {
    pub file: FileId,
    pub kind: RoadmapKind,
    /// The term of the whole roadmap.
    pub period: Option<Placed<When>>,
    /// The last day of the municipal roadmap, which a school's activities keep to.
    pub municipal_deadline: Option<NaiveDate>,
    pub approved: Approval,
    /// Activities that stand before or without stages.
    pub activities: Vec<RoadmapActivity>,
    pub stages: Vec<Stage>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoadmapKind {
    /// Приложение № 1 к положению: a school's own.
    School,
    /// Приложение 2 к приказу: the municipal one.
    Municipal,
}

impl Roadmap {
    /// Every activity, in order.
    pub fn all_activities(&self) -> impl Iterator<Item = &RoadmapActivity> {
        let of_stages = self.stages.iter().flat_map(|s| {
            s.activities
                .iter()
                .chain(s.sections.iter().flat_map(|s| &s.activities))
        });
        self.activities.iter().chain(of_stages)
    }

    pub(super) fn all_activities_mut(&mut self) -> impl Iterator<Item = &mut RoadmapActivity> {
        let of_stages = self.stages.iter_mut().flat_map(|s| {
            let of_sections = s.sections.iter_mut().flat_map(|s| &mut s.activities);
            s.activities.iter_mut().chain(of_sections)
        });
        self.activities.iter_mut().chain(of_stages)
    }
}

#[derive(Debug, Clone)]
pub struct Stage {
    /// Printed in the number column as it is, and the title then without a number of ours.
    pub number: Option<Placed<String>>,
    pub title: Placed<String>,
    pub activities: Vec<RoadmapActivity>,
    pub sections: Vec<RoadmapSection>,
}

#[derive(Debug, Clone)]
pub struct RoadmapSection {
    pub title: Placed<String>,
    pub activities: Vec<RoadmapActivity>,
}

#[derive(Debug, Clone)]
pub struct RoadmapActivity {
    pub name: Placed<String>,
    pub term: Option<Placed<When>>,
    pub result: Option<Placed<String>>,
    /// Names of the staff (short) and free words, in order.
    pub responsible: Vec<Placed<String>>,
    /// Values of fields that the edition adds.
    pub own: OwnValues,
}

pub(super) fn read(table: &TomlTable<'_>, file: FileId, staff: &Staff) -> Roadmap {
    let kind = table.choice(
        "form",
        &[
            ("roadmap", RoadmapKind::School),
            ("municipal-roadmap", RoadmapKind::Municipal),
        ],
    );
    let roadmap = Roadmap {
        file,
        kind: kind.map_or(RoadmapKind::School, |k| k.value),
        period: table.when("period"),
        municipal_deadline: table.date_only("municipal_deadline"),
        approved: table
            .table("approved")
            .map(read_approval)
            .unwrap_or_default(),
        activities: read_activities(table, staff),
        stages: table
            .tables("stage")
            .into_iter()
            .map(|stage| read_stage(stage, staff))
            .collect(),
    };
    table.check_unknown();
    roadmap
}

fn read_approval(table: TomlTable<'_>) -> Approval {
    let approval = Approval::read(&table);
    table.finish();
    approval
}

fn read_stage(table: TomlTable<'_>, staff: &Staff) -> Stage {
    let number = table.line("number");
    let stage = Stage {
        title: title(&table, "название этапа", number.is_none()),
        number,
        activities: read_activities(&table, staff),
        sections: table
            .tables("section")
            .into_iter()
            .map(|section| read_section(section, staff))
            .collect(),
    };
    table.finish();
    stage
}

fn read_section(table: TomlTable<'_>, staff: &Staff) -> RoadmapSection {
    let section = RoadmapSection {
        title: title(&table, "название раздела", true),
        activities: read_activities(&table, staff),
    };
    table.finish();
    section
}

/// `is_numbered` if the program puts a number before it.
fn title(table: &TomlTable<'_>, what: &str, is_numbered: bool) -> Placed<String> {
    let title = table.required_line("title", what);
    if let Some(title) = title.as_ref().filter(|_| is_numbered) {
        table.reader().tell_number_of_stage("title", title);
    }
    table.or_empty(title)
}

fn read_activities(table: &TomlTable<'_>, staff: &Staff) -> Vec<RoadmapActivity> {
    table
        .tables("activity")
        .into_iter()
        .map(|activity| read_activity(activity, staff))
        .collect()
}

fn read_activity(table: TomlTable<'_>, staff: &Staff) -> RoadmapActivity {
    let responsible = table
        .texts("responsible")
        .map(|list| list.value)
        .unwrap_or_default();
    let name = table.required_text("name", "наименование мероприятия");
    if let Some(name) = &name {
        table.reader().tell_own_number("name", name);
    }
    let activity = RoadmapActivity {
        name: table.or_empty(name),
        term: table.when("term"),
        result: table.text("result"),
        responsible: responsible
            .into_iter()
            .map(|text| responsible_name(&table, text, staff))
            .collect(),
        own: own_values(&table),
    };
    table.finish();
    activity
}

/// A key of the staff becomes the name; other words are printed as they are. Words that look like a
/// key but are none are most likely a slip, since people and posts are written in Russian letters.
fn responsible_name(table: &TomlTable<'_>, text: Placed<String>, staff: &Staff) -> Placed<String> {
    if let Some(person) = staff.get(&text.value) {
        return Placed {
            value: person.short(),
            place: text.place,
        };
    }
    meant_keys::tell_in_list(table.reader(), staff, &text);
    text
}
