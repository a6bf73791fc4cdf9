//! The roadmap: a school's own (Приложение № 1 к положению) or the municipal one (Приложение 2 к
//! приказу).

use super::appendix::{Appendix, appendices};
use super::filling::{Filling, Whom};
use super::own;
use super::words::{
    EPOCH, Numbering, file_date, fill, is_empty_mark, labelled, lines, user, when, when_in_cell,
};
use crate::document::{Block, Cell, Document, Properties, Row, Section, Table, Text};
use crate::edition::{
    AppendixKey, ColumnWords, DateStyle, Edition, RoadmapField, RoadmapForm, YearBlock,
    YearBlockKind,
};
use crate::problem::Placed;
use crate::project::{
    NumberAndDate, Project, Roadmap, RoadmapActivity, RoadmapKind, SchoolYear, Stage,
};
use crate::reader::When;
use crate::russian::Case;

/// The project's roadmap.
pub fn roadmap(project: &Project, edition: &Edition, roadmap: &Roadmap) -> Document {
    let form = form(edition, roadmap.kind);
    let organization = &project.organization;
    let properties = Properties {
        title: form.subject.clone() + " – " + organization.name_in_text().as_str(),
        author: organization.name_in_text().value.clone(),
        subject: form.subject.clone(),
        date: file_date(
            project,
            &[
                roadmap.approved.resolved(project).1,
                roadmap.period.as_ref(),
            ],
        ),
        identifier: format!("{}/{}", organization.full_name.value, form.file_name),
    };
    let order = roadmap.approved.order.as_ref();
    let order = order.and_then(|stem| project.order(&stem.value));
    let appendix = order.and_then(|order| {
        let mut all = appendices(edition, order).into_iter();
        all.find(|appendix| appendix.key == AppendixKey::Roadmap)
    });
    let sections = sections(project, edition, roadmap, appendix.as_ref());
    Document::new(properties, sections)
}

/// With `appendix`, the roadmap is that of the order, which approves it under a number of its own.
pub(super) fn sections(
    project: &Project,
    edition: &Edition,
    roadmap: &Roadmap,
    appendix: Option<&Appendix<'_>>,
) -> Vec<Section> {
    let form = form(edition, roadmap.kind);
    if let Some(layout) = &form.layout {
        let appendix = appendix.filter(|_| roadmap.kind == RoadmapKind::School);
        let head = appendix.map(|appendix| appendix.approved_head(project, edition));
        let (number, date) = roadmap.approved.resolved(project);
        let filling = Filling::new(Some(project), edition, Whom::default())
            .with(
                "period",
                roadmap.period.as_ref().map(|it| period_name(form, it)),
            )
            .with("order_date", date.map(|date| when(date, form.date)))
            .with("order_number", number.map(user));
        return laid_out(form, layout, &filling, head, &|| rows(form, roadmap));
    }
    let mark = match appendix.filter(|_| roadmap.kind == RoadmapKind::School) {
        Some(appendix) => appendix.approved_head(project, edition),
        None => mark(form, roadmap.approved.resolved(project)),
    };
    let is_own = project.organization.has_school_regulation(edition);
    let own_mark = form.school_appendix_mark.as_deref().unwrap_or_default();
    let mark = mark.into_iter().map(|block| match block {
        Block::AppendixMark(_) if appendix.is_none() && is_own => {
            Block::AppendixMark(lines(own_mark))
        }
        block => block,
    });
    let mark: Vec<Block> = mark.collect();
    let place = project.organization.in_text(Case::Prepositional);
    let mut blocks = head(form, mark, vec![user(&place)]);
    if let (Some(words), Some(period)) = (&form.period, &roadmap.period) {
        blocks.push(Block::Subtitle(period_line(form, words, period)));
    }
    blocks.push(table(form, rows(form, roadmap)));
    vec![section(form, blocks)]
}

fn section(form: &RoadmapForm, blocks: Vec<Block>) -> Section {
    Section {
        bookmark: None,
        orientation: form.orientation,
        blocks,
        is_tight: false,
    }
}

/// The pages of a form with an order of its own. As an appendix of an order it has the order's mark
/// in place of its own, and the order's stamp unless it has stamps of its own.
fn laid_out(
    form: &RoadmapForm,
    layout: &[YearBlock],
    filling: &Filling<'_>,
    head: Option<Vec<Block>>,
    rows: &dyn Fn() -> Vec<Row>,
) -> Vec<Section> {
    let own = |kind: YearBlockKind| match kind {
        YearBlockKind::Roadmap => vec![table(form, rows())],
        _ => Vec::new(),
    };
    let mut sections = filling.sections(layout, form.orientation, &own);
    if let (Some(mut head), Some(first)) = (head, sections.first_mut()) {
        let has_stamps = layout.iter().any(|block| block.is == YearBlockKind::Stamps);
        head.retain(|block| !has_stamps || !matches!(block, Block::ApprovalStamp(_)));
        first
            .blocks
            .retain(|block| !matches!(block, Block::AppendixMark(_)));
        first.blocks.splice(0..0, head);
    }
    sections
}

/// The form without data.
pub fn blank_roadmap(edition: &Edition, kind: RoadmapKind) -> Document {
    let form = form(edition, kind);
    let properties = Properties {
        title: form.subject.clone(),
        author: edition.common.source.clone(),
        subject: form.subject.clone(),
        date: EPOCH,
        identifier: form.blank_file_name.clone(),
    };
    Document::form(properties, blank_sections(edition, kind))
}

pub(super) fn blank_sections(edition: &Edition, kind: RoadmapKind) -> Vec<Section> {
    let form = form(edition, kind);
    if let Some(layout) = &form.layout {
        let filling = Filling::new(None, edition, Whom::default());
        return laid_out(form, layout, &filling, None, &|| blank_rows(form));
    }
    let mut blocks = head(form, mark(form, (None, None)), Vec::new());
    blocks.push(table(form, blank_rows(form)));
    vec![section(form, blocks)]
}

fn form(edition: &Edition, kind: RoadmapKind) -> &RoadmapForm {
    match kind {
        RoadmapKind::School => &edition.roadmap,
        RoadmapKind::Municipal => &edition.municipal_roadmap,
    }
}

/// What the form itself says of its order.
fn mark(form: &RoadmapForm, (number, date): NumberAndDate<'_>) -> Vec<Block> {
    let values = [
        ("date", date.map(|d| when(d, form.date))),
        ("number", number.map(user)),
    ];
    let stamp = form
        .approval_stamp
        .iter()
        .map(|line| fill(line, &values))
        .collect();
    vec![
        Block::AppendixMark(lines(&form.appendix_mark)),
        Block::ApprovalStamp(stamp),
    ]
}

fn head(form: &RoadmapForm, mark: Vec<Block>, organization: Vec<Text>) -> Vec<Block> {
    let mut blocks = mark;
    blocks.push(Block::Title(Text::plain(&form.title)));
    blocks.retain(|block| !is_empty_mark(block));
    if let Some(words) = &form.organization {
        blocks.push(Block::TitleLine(labelled(words, organization)));
    }
    blocks
}

/// A period of dates within one school year is named by it; a term in words stands as it is.
fn period_line(form: &RoadmapForm, words: &str, period: &Placed<When>) -> Text {
    let is_phrase = match &period.value {
        When::Span { from, to } => SchoolYear::holding(*from, *to).is_none(),
        When::Printed(text) => !text.starts_with(|c: char| c.is_ascii_digit()),
        When::Day(_) => true,
    };
    let name = period_name(form, period);
    if is_phrase {
        return name;
    }
    fill(words, &[("period", Some(name))])
}

fn period_name(form: &RoadmapForm, period: &Placed<When>) -> Text {
    let origin = period.place.origin();
    match &period.value {
        When::Span { from, to } => match SchoolYear::holding(*from, *to) {
            Some(year) => {
                let year = Text::plain(year.to_string());
                let name = fill(&form.school_year, &[("year", Some(year))]).to_plain();
                Text::from_data(&name, origin.key("from"))
            }
            None => when(period, DateStyle::Long),
        },
        When::Printed(_) | When::Day(_) => when(period, DateStyle::Long),
    }
}

fn table(form: &RoadmapForm, rows: Vec<Row>) -> Block {
    Block::Table(Table {
        summary: form.summary.clone(),
        columns: form.column.iter().map(ColumnWords::to_column).collect(),
        rows,
        air: 0,
        is_numbered: form.number_row,
        is_whole: false,
        chart: None,
    })
}

/// Rows for the pen.
fn blank_rows(form: &RoadmapForm) -> Vec<Row> {
    vec![Row::Cells(vec![Cell::default(); form.column.len()]); form.blank_rows]
}

fn rows(form: &RoadmapForm, roadmap: &Roadmap) -> Vec<Row> {
    let mut rows = Vec::new();
    activities(&mut rows, form, &[], &roadmap.activities, &mut None);
    for (i, stage) in roadmap.stages.iter().enumerate() {
        // A stage with a number of its own gives it to what stands in it, unless it is Roman.
        let own = stage
            .number
            .as_ref()
            .and_then(|own| own.trim().trim_end_matches('.').parse::<usize>().ok());
        stage_rows(
            &mut rows,
            form,
            own.unwrap_or(roadmap.activities.len() + i + 1),
            stage,
        );
    }
    if rows.is_empty() {
        blank_rows(form)
    } else {
        rows
    }
}

fn stage_rows(rows: &mut Vec<Row>, form: &RoadmapForm, number: usize, stage: &Stage) {
    let numbering = Numbering::of(&form.column, RoadmapField::Number);
    let mut beside = None;
    if form.column.iter().any(|c| c.field == RoadmapField::Stage) {
        // In a column of its own the title stands beside the first activity.
        beside = Some(match &stage.number {
            Some(own) => user(own).and(" ").and_text(user(&stage.title)),
            None => Text::numbered(&[number], user(&stage.title)),
        });
    } else {
        rows.push(match &stage.number {
            Some(own) => numbering.title(1, user(own), user(&stage.title)),
            None => Row::Title {
                level: 1,
                number: None,
                title: Text::numbered(&[number], user(&stage.title)),
            },
        });
    }
    activities(rows, form, &[number], &stage.activities, &mut beside);
    let alone = |beside: &mut Option<Text>, rows: &mut Vec<Row>| {
        let Some(title) = beside.take() else { return };
        let of_column = |field| match field {
            RoadmapField::Stage => Cell(vec![title.clone()]),
            _ => Cell::default(),
        };
        let cells = form.column.iter().map(|c| of_column(c.field));
        rows.push(Row::Cells(cells.collect()));
    };
    for (i, section) in stage.sections.iter().enumerate() {
        // What the section is of stands before it.
        alone(&mut beside, rows);
        let number = [number, stage.activities.len() + i + 1];
        let own = Text::numbered(&number, Text::default());
        rows.push(numbering.title(2, own, user(&section.title)));
        activities(rows, form, &number, &section.activities, &mut beside);
    }
    // A stage without activities is not lost.
    alone(&mut beside, rows);
}

/// The activities of a stage or section; what stands beside the first of them is taken.
fn activities(
    rows: &mut Vec<Row>,
    form: &RoadmapForm,
    above: &[usize],
    list: &[RoadmapActivity],
    beside: &mut Option<Text>,
) {
    for (i, activity) in list.iter().enumerate() {
        let number = [above, &[i + 1]].concat();
        let beside = beside.take();
        let cells = form.column.iter();
        let cells = cells.map(|c| cell(activity, &number, c.field, beside.as_ref()));
        rows.push(Row::Cells(cells.collect()));
    }
}

fn cell(
    activity: &RoadmapActivity,
    number: &[usize],
    field: RoadmapField,
    beside: Option<&Text>,
) -> Cell {
    let text = match field {
        RoadmapField::Stage => beside.cloned(),
        RoadmapField::Responsible => return responsible(&activity.responsible),
        RoadmapField::Number => Some(Text::numbered(number, Text::default())),
        RoadmapField::Name => Some(user(&activity.name)),
        RoadmapField::Term => activity.term.as_ref().map(when_in_cell),
        RoadmapField::Result => activity.result.as_ref().map(user),
        RoadmapField::Own(word) => own::text_of(word, &activity.own),
        RoadmapField::Blank => None,
    };
    Cell(text.into_iter().collect())
}

/// Everyone on a line of their own, as an enumeration.
fn responsible(list: &[Placed<String>]) -> Cell {
    let last = list.len().saturating_sub(1);
    Cell(
        list.iter()
            .enumerate()
            .map(|(i, who)| {
                if i < last {
                    user(who).and(",")
                } else {
                    user(who)
                }
            })
            .collect(),
    )
}
