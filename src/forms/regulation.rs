//! The regulation (положение): the municipal one of the source, or a school's own with its name in
//! place of the municipality's.

use super::appendix::Appendix;
use super::words::{
    EPOCH, SHORT_BLANK, Values, fill, first_day, lines, numbered, user, when, wording,
};
use crate::document::{Block, Document, Properties, Section, Text};
use crate::edition::{Edition, RegulationForm, SectionWords};
use crate::origin::Origin;
use crate::project::{Organization, Project, RegulationClause};
use crate::russian::Case;

/// A regulation in a file of its own; `appendix` is the order that approves it.
pub fn regulation(project: &Project, edition: &Edition, appendix: &Appendix<'_>) -> Document {
    let organization = &project.organization;
    let form = edition.regulation_text(organization.has_school_regulation(edition));
    let properties = Properties {
        title: format!("{} – {}", form.subject, organization.name_in_text().value),
        author: organization.name_in_text().value.clone(),
        subject: form.subject.to_owned(),
        date: first_day(appendix.order.date.as_deref())
            .or_else(|| project.default_date())
            .unwrap_or(EPOCH),
        identifier: format!("{}/{}", organization.full_name.value, form.file_name),
    };
    Document::new(properties, vec![section(project, edition, appendix)])
}

pub(super) fn section(project: &Project, edition: &Edition, appendix: &Appendix<'_>) -> Section {
    let organization = &project.organization;
    let form = edition.regulation_text(organization.has_school_regulation(edition));
    let values = values(&edition.regulation, organization);
    let mut blocks = head(project, edition, appendix);
    let minutes = minutes(organization);
    let stamps = form.stamps.iter().map(|stamp| {
        let lines = stamp.lines.iter();
        Block::ApprovalStamp(lines.map(|line| fill(line, &minutes)).collect())
    });
    blocks.extend(stamps);
    blocks.push(Block::Title(Text::plain(form.title)));
    blocks.extend(
        form.subtitle
            .iter()
            .map(|line| Block::Heading(fill(line, &values))),
    );
    // The municipality's numbers stay as they are typed: some of them stand twice.
    let is_counted = organization.has_school_regulation(edition);
    for part in sections(form.sections, project) {
        blocks.push(Block::Heading(fill(&part.heading, &values)));
        blocks.extend(part.clauses.iter().map(|clause| {
            let text = clause.text(&values);
            Block::Paragraph(if is_counted { text.counted() } else { text })
        }));
    }
    Section {
        bookmark: None,
        orientation: form.orientation,
        blocks,
        is_tight: false,
    }
}

/// Dates and numbers of those who adopt the regulation and agree to it.
fn minutes(organization: &Organization) -> Values {
    let mut values = numbered("council", &organization.council, SHORT_BLANK);
    values.extend(numbered("union", &organization.union, SHORT_BLANK));
    values
}

fn head(project: &Project, edition: &Edition, appendix: &Appendix<'_>) -> Vec<Block> {
    if !project.organization.is_municipality {
        return appendix.approved_head(project, edition);
    }
    let words = &edition.regulation.municipality;
    let values: Values = vec![
        (
            "date".to_owned(),
            appendix.order.date.as_ref().map(|d| when(d, words.date)),
        ),
        (
            "number".to_owned(),
            appendix.order.number.as_ref().map(user),
        ),
    ];
    vec![
        Block::AppendixMark(lines(std::slice::from_ref(&words.appendix_mark))),
        Block::ApprovalStamp(
            words
                .approval_stamp
                .iter()
                .map(|line| fill(line, &values))
                .collect(),
        ),
    ]
}

fn values(form: &RegulationForm, organization: &Organization) -> Values {
    let (genitive, prepositional, approver) = if organization.is_municipality {
        let words = &form.municipality;
        (
            wording(&words.place.genitive),
            wording(&words.place.prepositional),
            wording(&words.approver),
        )
    } else {
        let genitive = user(&organization.in_text(Case::Genitive));
        (
            genitive.clone(),
            user(&organization.in_text(Case::Prepositional)),
            genitive,
        )
    };
    [
        ("place.genitive", genitive),
        ("place.prepositional", prepositional),
        ("approver.genitive", approver),
    ]
    .map(|(name, text)| (name.to_owned(), Some(text)))
    .into()
}

/// A section with the clauses that the project puts in place of the edition's or adds to them.
struct Part {
    heading: String,
    clauses: Vec<PartClause>,
}

/// A clause as it is to be filled in.
struct PartClause {
    words: String,
    /// Where it is the school's own, the number and the text that it is made of.
    own: Option<[(usize, Origin); 3]>,
}

impl PartClause {
    fn own(clause: &RegulationClause) -> Self {
        let stretches = [
            (clause.number.chars().count(), clause.number.place.origin()),
            (1, Origin::Wording),
            (usize::MAX, clause.text.place.origin()),
        ];
        Self {
            words: format!("{} {}", clause.number.value, clause.text.value),
            own: Some(stretches),
        }
    }

    fn text(&self, values: &Values) -> Text {
        fill(&self.words, values).made_of(self.own.as_ref().map_or(&[], |own| own.as_slice()))
    }
}

fn sections(sections: &[SectionWords], project: &Project) -> Vec<Part> {
    let mut parts: Vec<Part> = sections
        .iter()
        .map(|s| Part {
            heading: s.heading.clone(),
            clauses: s
                .clauses
                .iter()
                .map(|words| PartClause {
                    words: words.clone(),
                    own: None,
                })
                .collect(),
        })
        .collect();
    for change in &project.regulation {
        let Some(part) = parts.get_mut(change.section.unwrap_or(1).saturating_sub(1)) else {
            continue;
        };
        let at = |number: &str| {
            part.clauses
                .iter()
                .position(|c| clause_number(&c.words) == number)
        };
        let text = PartClause::own(change);
        match (&change.after, at(&change.number)) {
            (None, Some(i)) => part.clauses[i] = text,
            (None, None) => part.clauses.push(text),
            (Some(after), _) => {
                let i = at(after).map_or(part.clauses.len(), |i| i + 1);
                part.clauses.insert(i, text);
            }
        }
    }
    parts
}

/// «4.4.5.» of «4.4.5. Другие материально-технические ресурсы.»
fn clause_number(clause: &str) -> &str {
    clause.split(' ').next().unwrap_or_default()
}
