//! The personalised program of mentoring: Приложение № 2 к положению.

use super::basis::{basis, basis_date};
use super::filling::{Filling, Whom};
use super::people::{self, Agreement, Chosen, agree};
use super::words::{
    EPOCH, Numbering, Role, file_date, fill, is_empty_mark, labelled, lines, signature_fields,
    user, when, when_in_cell,
};
use crate::document::{
    Block, Cell, Document, LabelledLine, Properties, Row, Section, SignatureBlock, SignatureField,
    Table, Text,
};
use crate::edition::{
    BlockWords, ColumnWords, DateStyle, Edition, LineWords, NoteField, NoteWords, PartOfBlock,
    PartWords, PlanField, ProgramForm, YearBlockKind,
};
use crate::fields;
use crate::problem::Placed;
use crate::project::{Note, NotePart, Pairing, Person, PlanActivity, Project};
use crate::russian::{self, Gender};

/// What the form prints; `None` and empty lists leave its blanks.
struct Content<'a> {
    appendix_mark: &'a [String],
    mentors: Vec<Text>,
    mentees: Vec<Text>,
    basis: Option<Text>,
    period: Option<Text>,
    note: &'a Note,
    mentoring_form: Option<Placed<String>>,
    mentoring_kind: Option<Placed<String>>,
    mentoring_model: Option<Placed<String>>,
    mentee_group: Option<Placed<String>>,
    activities: &'a [PlanActivity],
    signatures: [Vec<Text>; 3],
    /// Of the mentees, as far as they are known; words before their signatures agree with them.
    genders: Vec<Option<Gender>>,
    /// Places for electronic signatures at them, where there are any.
    fields: [Vec<SignatureField>; 3],
    /// Explanations in brackets stay beside the data.
    hints: bool,
    /// Blocks without activities stay.
    empty_blocks: bool,
    /// Parts of the note without text stay, with lines for the pen.
    empty_parts: bool,
}

/// The program as everybody may read it: without the fields that the table calls personal. Names are
/// those of the project: it gives short ones.
pub fn public_program(
    project: &Project,
    edition: &Edition,
    pairing: &Pairing,
    names: &str,
) -> Document {
    let note = pairing.note.public();
    let shown = |field: &str| !fields::is_personal("pairing", field);
    with_content(project, edition, pairing, names, |own| Content {
        note: &note,
        mentoring_form: own.mentoring_form.filter(|_| shown("form")),
        mentoring_kind: own.mentoring_kind.filter(|_| shown("kind")),
        mentoring_model: own.mentoring_model.filter(|_| shown("model")),
        mentee_group: own.mentee_group.filter(|_| shown("group")),
        empty_parts: false,
        ..own
    })
}

/// The program of one pairing. `names` are the surnames that tell it from the others.
pub fn program(project: &Project, edition: &Edition, pairing: &Pairing, names: &str) -> Document {
    with_content(project, edition, pairing, names, |own| own)
}

fn with_content<'a>(
    project: &'a Project,
    edition: &'a Edition,
    pairing: &'a Pairing,
    names: &str,
    change: impl FnOnce(Content<'a>) -> Content<'a>,
) -> Document {
    let form = &edition.program;
    let organization = &project.organization;
    let subject = fill(&form.subject, &[("names", Some(Text::plain(names)))]).to_plain();
    let properties = Properties {
        title: subject.clone(),
        author: organization.name_in_text().value.clone(),
        subject,
        date: file_date(
            project,
            &[basis_date(project, pairing), pairing.period.as_ref()],
        ),
        identifier: format!("{}/{}", organization.full_name.value, pairing.stem),
    };
    let of = |people: &[Chosen], words: fn(&Chosen) -> Text| people.iter().map(words).collect();
    let head = organization.head.iter().map(people::post_and_initials);
    let own_mark = form.school_appendix_mark.as_ref();
    let own_mark = own_mark.filter(|_| organization.has_school_regulation(edition));
    let printed = |own: &Option<Placed<String>>| own.as_ref().map(|it| edition.common.printed(it));
    let content = Content {
        appendix_mark: own_mark.unwrap_or(&form.appendix_mark),
        mentors: of(&pairing.mentors, people::with_post),
        mentees: of(&pairing.mentees, people::with_post),
        basis: pairing
            .basis
            .as_ref()
            .map(|b| basis(project, edition, pairing, b)),
        period: pairing.period.as_ref().map(|p| when(p, DateStyle::Long)),
        note: &pairing.note,
        mentoring_form: printed(&pairing.form),
        mentoring_kind: printed(&pairing.kind),
        mentoring_model: printed(&pairing.model),
        mentee_group: printed(&pairing.group),
        activities: &pairing.activities,
        signatures: [
            of(&pairing.mentors, people::initials),
            head.collect(),
            of(&pairing.mentees, people::initials),
        ],
        genders: pairing.mentees.iter().map(|p| p.known_gender()).collect(),
        fields: fields(project, edition, pairing),
        hints: organization.program.hints,
        empty_blocks: organization.program.empty_blocks || pairing.activities.is_empty(),
        empty_parts: true,
    };
    let content = change(content);
    Document::new(
        properties,
        sections(Some((project, pairing)), edition, &content),
    )
}

/// The form without data.
pub fn blank_program(edition: &Edition) -> Document {
    let form = &edition.program;
    let properties = Properties {
        title: form.title.clone(),
        author: edition.common.source.clone(),
        subject: form.title.clone(),
        date: EPOCH,
        identifier: form.blank_file_name.clone(),
    };
    Document::form(properties, blank_sections(edition))
}

pub(super) fn blank_sections(edition: &Edition) -> Vec<Section> {
    let content = Content {
        appendix_mark: &edition.program.appendix_mark,
        mentors: Vec::new(),
        mentees: Vec::new(),
        basis: None,
        period: None,
        note: &Note::default(),
        mentoring_form: None,
        mentoring_kind: None,
        mentoring_model: None,
        mentee_group: None,
        activities: &[],
        signatures: [Vec::new(), Vec::new(), Vec::new()],
        genders: Vec::new(),
        fields: [Vec::new(), Vec::new(), Vec::new()],
        hints: true,
        empty_blocks: true,
        empty_parts: true,
    };
    sections(None, edition, &content)
}

/// The pages of the form, in the order that the edition gives or in the usual one.
fn sections(
    of: Option<(&Project, &Pairing)>,
    edition: &Edition,
    content: &Content<'_>,
) -> Vec<Section> {
    let form = &edition.program;
    let Some(layout) = &form.layout else {
        return vec![section(form, content)];
    };
    let whom = Whom::of(of.map(|(_, pairing)| pairing), None, None);
    let filling = Filling::new(of.map(|(project, _)| project), edition, whom)
        .with("period", content.period.clone())
        .with("form", content.mentoring_form.as_ref().map(user))
        .with("kind", content.mentoring_kind.as_ref().map(user));
    let own = |kind: YearBlockKind| match kind {
        YearBlockKind::Plan => vec![plan(form, content)],
        YearBlockKind::Explanation => {
            let mut blocks = Vec::new();
            note(&mut blocks, &form.note, content);
            blocks
        }
        _ => Vec::new(),
    };
    filling.sections(layout, form.orientation, &own)
}

fn section(form: &ProgramForm, content: &Content<'_>) -> Section {
    let mut blocks = vec![
        Block::AppendixMark(lines(content.appendix_mark)),
        Block::Title(Text::plain(&form.title)),
    ];
    for (words, people) in [
        (&form.mentor, &content.mentors),
        (&form.mentee, &content.mentees),
    ] {
        let words = LineWords {
            label: agreed(&words.label, content),
            caption: words.caption.clone(),
        };
        blocks.push(Block::LabelledLine(labelled(&words, people.clone())));
    }
    blocks.push(Block::LabelledLine(labelled(
        &form.basis,
        content.basis.iter().cloned().collect(),
    )));
    blocks.retain(|block| !is_empty_mark(block));
    note(&mut blocks, &form.note, content);
    blocks.push(Block::Heading(Text::plain(&form.plan.heading)));
    blocks.push(plan(form, content));
    blocks.push(Block::Note(Text::plain(&form.plan.notes.blocks)));
    blocks.push(Block::Note(Text::plain(&form.plan.notes.reflection)));
    blocks.push(signatures(form, content));
    Section {
        bookmark: None,
        orientation: form.orientation,
        blocks,
        is_tight: false,
    }
}

/// The explanatory note: words of the form, each with its text or with lines for the pen.
fn note(blocks: &mut Vec<Block>, words: &NoteWords, content: &Content<'_>) {
    let heading = blocks.len();
    blocks.push(Block::Heading(Text::plain(&words.heading)));
    for it in &words.part {
        if it.field == [NoteField::Period] {
            blocks.push(period(it, content));
            continue;
        }
        // Beneath words of its own a field needs no name.
        let is_alone = it.field.len() == 1;
        let fields = it.field.iter();
        let text = fields.map(|field| (*field, of_field(words, content, *field, is_alone)));
        let text: Vec<(NoteField, Vec<Text>)> = text.collect();
        let is_told = text.iter().any(|(_, text)| !text.is_empty());
        part(blocks, it, content, is_told);
        for (field, text) in text {
            let is_asked = is_told && content.empty_parts && it.asked.contains(&field);
            if text.is_empty() && is_asked {
                blocks.extend(asked(words, content, field));
            }
            blocks.extend(text.into_iter().map(Block::Paragraph));
        }
    }
    // Of a note without a part there is nothing to head.
    if blocks.len() == heading + 1 {
        blocks.truncate(heading);
    }
}

/// A place for the pen beside others of its part that are told.
fn asked(words: &NoteWords, content: &Content<'_>, field: NoteField) -> Option<Block> {
    if let Some(label) = words.label(field) {
        return Some(Block::LabelledLine(LabelledLine {
            label: Text::bold(label.trim_end()),
            values: Vec::new(),
            caption: None,
        }));
    }
    let is_interaction = field == NoteField::Own("interaction");
    let phrase = words
        .interaction_blank
        .as_ref()
        .filter(|_| is_interaction)?;
    let phrase = agreed(phrase, content);
    Some(Block::Paragraph(fill::<&str>(&phrase, &[])))
}

/// The period, on the line of its words.
fn period(words: &PartWords, content: &Content<'_>) -> Block {
    match &content.period {
        Some(period) => {
            Block::Paragraph(Text::bold(&words.label).and(" ").and_text(period.clone()))
        }
        None => Block::LabelledLine(LabelledLine {
            label: Text::bold(&words.label),
            values: Vec::new(),
            caption: None,
        }),
    }
}

/// What is printed of one field.
fn of_field(
    words: &NoteWords,
    content: &Content<'_>,
    field: NoteField,
    is_alone: bool,
) -> Vec<Text> {
    let text = match field {
        NoteField::Period => return content.period.iter().cloned().collect(),
        NoteField::MentoringForm => content.mentoring_form.as_ref(),
        NoteField::MentoringKind => content.mentoring_kind.as_ref(),
        NoteField::MentoringModel => content.mentoring_model.as_ref(),
        NoteField::MenteeGroup => content.mentee_group.as_ref(),
        NoteField::Own(key) => match content.note.part(key) {
            Some(NotePart::List(items)) => return numbered(words, items),
            Some(NotePart::Text(text)) => Some(&**text),
            None => None,
        },
    };
    let phrase = text
        .filter(|_| field == NoteField::Own("interaction"))
        .and_then(|text| Some((words.phrase(text)?, text.place.origin())));
    match (phrase, words.label(field)) {
        (Some((phrase, origin)), _) => vec![Text::from_data(&agreed(phrase, content), origin)],
        (None, Some(label)) if !is_alone => named(label, text),
        (None, _) => paragraphs(text),
    }
}

/// The phrase in the number of the people it speaks of.
fn agreed(phrase: &str, content: &Content<'_>) -> String {
    let with = [
        ("mentors", Agreement::Count(content.mentors.len())),
        ("mentees", Agreement::Count(content.mentees.len())),
    ];
    agree(phrase, &with)
}

/// The items of a list, each with its number: counted where the wording begins with it, as in
/// «1. …» and «1) …», else written among its words.
fn numbered(words: &NoteWords, items: &[Placed<String>]) -> Vec<Text> {
    let counted = words.task.strip_prefix("{number}");
    let counted = counted
        .and_then(|rest| rest.split_once(' '))
        .filter(|(end, _)| !end.contains(['{', '_']));
    let item = |(i, item): (usize, &Placed<String>)| {
        let number = ("number", Some(Text::plain((i + 1).to_string())));
        let values = [number, ("text", Some(user(item)))];
        match counted {
            Some((end, rest)) => Text::numbered_with(&[i + 1], end, fill(rest, &values)),
            None => fill(&words.task, &values),
        }
    };
    items.iter().enumerate().map(item).collect()
}

/// The words of a part, with lines for the pen where nothing of it is told.
fn part(blocks: &mut Vec<Block>, words: &PartWords, content: &Content<'_>, is_told: bool) {
    if !is_told && !content.empty_parts {
        return;
    }
    let mut lead = Text::bold(&words.label);
    if let Some(hint) = words.hint.as_ref().filter(|_| content.hints || !is_told) {
        lead = lead.and(" ").and_text(Text::italic(hint));
    }
    blocks.push(Block::Lead(lead));
    if !is_told {
        let values = vec![Text::default(); words.lines];
        blocks.push(Block::LabelledLine(LabelledLine {
            label: Text::default(),
            values,
            caption: None,
        }));
    }
}

/// Every line of the user's text is a paragraph.
fn paragraphs(text: Option<&Placed<String>>) -> Vec<Text> {
    let lines = text.into_iter().flat_map(|text| {
        let origin = text.place.origin();
        let line = move |line| Text::from_data(&russian::tidy(line), origin.clone());
        text.split('\n')
            .filter(|line| !line.trim().is_empty())
            .map(line)
    });
    lines.collect()
}

/// The text's paragraphs, the first one after its name. Whole sentences follow a full stop and not
/// a colon, for they may hold one of their own; a word or two are a sentence with their name.
fn named(label: &str, text: Option<&Placed<String>>) -> Vec<Text> {
    let mut out = paragraphs(text);
    let is_one = out.len() == 1;
    if let Some(first) = out.first_mut() {
        let words = first.to_plain();
        let is_sentence = words.starts_with(char::is_uppercase);
        let before_colon = label.trim_end().strip_suffix(':');
        let label = match before_colon.filter(|_| is_sentence) {
            Some(name) => format!("{name}. "),
            None => label.to_owned(),
        };
        *first = Text::bold(&label).and_text(first.clone());
        let is_open = words.ends_with(|c: char| c.is_alphanumeric() || c == ')' || c == '»');
        if is_one && is_open && before_colon.is_some() {
            *first = std::mem::take(first).and(".");
        }
    }
    out
}

fn plan(form: &ProgramForm, content: &Content<'_>) -> Block {
    let rows = if form.plan.block.is_empty() {
        activity_rows(form, content, None, &mut Vec::new())
    } else {
        let blocks = form.plan.block.iter();
        blocks
            .flat_map(|block| block_rows(form, content, block))
            .collect()
    };
    Block::Table(Table {
        summary: form.plan.summary.clone(),
        columns: form
            .plan
            .column
            .iter()
            .map(ColumnWords::to_column)
            .collect(),
        rows,
        air: 0,
        is_numbered: form.plan.number_row,
        is_whole: false,
        chart: None,
    })
}

/// A block's title, and its activities or parts; nothing for a block that is left out.
fn block_rows(form: &ProgramForm, content: &Content<'_>, block: &BlockWords) -> Vec<Row> {
    let has_column = form.has_column(PlanField::Block);
    // In a column of its own the title stands beside the first activity, and so do those of its parts.
    let mut beside: Vec<Text> = Vec::new();
    if has_column {
        beside.push(Text::plain(&block.title));
    }
    let mut rows = if block.part.is_empty() {
        activity_rows(form, content, Some(&block.key), &mut beside)
    } else {
        Vec::new()
    };
    rows.extend(part_rows(form, content, &block.part, 2, &mut beside));
    if !rows.is_empty() && !has_column {
        rows.insert(
            0,
            Row::Title {
                level: 1,
                number: None,
                title: Text::plain(&block.title),
            },
        );
    }
    rows
}

/// The titles of parts at a level of the plan, each with its activities or the parts in it; nothing
/// for a part that is left out.
fn part_rows(
    form: &ProgramForm,
    content: &Content<'_>,
    parts: &[PartOfBlock],
    level: u8,
    beside: &mut Vec<Text>,
) -> Vec<Row> {
    let numbering = Numbering::of(&form.plan.column, PlanField::Number);
    let has_column = form.has_column(PlanField::Block);
    let mut rows = Vec::new();
    for part in parts {
        let number = Text::plain(format!("{}.", part.key));
        let title = Text::plain(&part.title);
        let before = beside.len();
        if has_column {
            beside.push(number.clone().and(" ").and_text(title.clone()));
        }
        let inner = if part.part.is_empty() {
            activity_rows(form, content, Some(&part.key), beside)
        } else {
            part_rows(form, content, &part.part, level + 1, beside)
        };
        if inner.is_empty() {
            beside.truncate(before);
        } else if !has_column {
            rows.push(numbering.title(level, number, title));
        }
        rows.extend(inner);
    }
    rows
}

/// The activities of a block or part, or of the whole plan where it has no blocks. What stands
/// beside the first of them is taken.
fn activity_rows(
    form: &ProgramForm,
    content: &Content<'_>,
    key: Option<&str>,
    beside: &mut Vec<Text>,
) -> Vec<Row> {
    let mine = |a: &&PlanActivity| {
        key.is_none() || a.block.as_ref().and_then(|b| form.block_key(&b.value)) == key
    };
    let rows: Vec<Row> = content
        .activities
        .iter()
        .filter(mine)
        .enumerate()
        .map(|(i, a)| Row::Cells(cells(form, i + 1, Some(a), std::mem::take(beside))))
        .collect();
    if !rows.is_empty() || !content.empty_blocks {
        return rows;
    }
    let blank = |i: usize| Row::Cells(cells(form, i, None, std::mem::take(beside)));
    (1..=form.plan.blank_rows).map(blank).collect()
}

/// A row of the plan; without an activity only its number.
fn cells(
    form: &ProgramForm,
    number: usize,
    activity: Option<&PlanActivity>,
    mut beside: Vec<Text>,
) -> Vec<Cell> {
    let mut cell = |field: PlanField| {
        let text = match field {
            PlanField::Number => Some(Text::numbered(&[number], Text::default())),
            PlanField::Name => activity.map(|a| user(&a.name)),
            PlanField::Term => activity.and_then(|a| a.term.as_ref()).map(when_in_cell),
            PlanField::Result => activity.and_then(|a| a.result.as_ref()).map(user),
            PlanField::Format => activity.and_then(|a| a.format.as_ref()).map(user),
            PlanField::Block => return Cell(std::mem::take(&mut beside)),
            PlanField::Blank => None,
        };
        Cell(text.into_iter().collect())
    };
    form.plan.column.iter().map(|c| cell(c.field)).collect()
}

fn fields(project: &Project, edition: &Edition, pairing: &Pairing) -> [Vec<SignatureField>; 3] {
    let named =
        |role: Role, people: Vec<&Person>| signature_fields(project, edition, role, &people);
    [
        named(
            Role::Mentor,
            pairing.mentors.iter().map(|p| &*p.value).collect(),
        ),
        named(
            Role::Head,
            project
                .organization
                .head
                .iter()
                .map(|p| &*p.value)
                .collect(),
        ),
        named(
            Role::Mentee,
            pairing.mentees.iter().map(|p| &*p.value).collect(),
        ),
    ]
}

/// A place to sign for every mentor, for the head, for every mentee.
fn signatures(form: &ProgramForm, content: &Content<'_>) -> Block {
    let words = &form.signatures;
    let mentee = |i: usize| {
        let gender = content.genders.get(i).copied().flatten();
        LineWords {
            label: agree(
                &words.mentee.label,
                &[("mentee", Agreement::Gender(gender))],
            ),
            caption: words.mentee.caption.clone(),
        }
    };
    let of_role = |role: usize, i: usize| match role {
        0 => words.mentor.clone(),
        1 => words.head.clone(),
        _ => mentee(i),
    };
    let roles = content.signatures.iter().zip(&content.fields).enumerate();
    let places = roles.flat_map(|(role, (people, fields))| {
        (0..people.len().max(1)).map(move |i| SignatureBlock {
            line: labelled(
                &of_role(role, i),
                people.get(i).cloned().into_iter().collect(),
            ),
            date: fill::<&str>(&words.date, &[]),
            field: fields.get(i).cloned(),
        })
    });
    Block::Signatures(places.collect())
}
