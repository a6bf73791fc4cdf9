//! The regulation (положение): the municipal one of the source, or a school's own with its name in
//! place of the municipality's.

use super::appendix::Appendix;
use super::words::{EPOCH, Values, fill, first_day, lines, user, when};
use crate::document::{Block, Document, Properties, Section, Text};
use crate::edition::{Edition, RegulationForm};
use crate::project::{Organization, Project};
use crate::russian::Case;

/// A regulation in a file of its own; `appendix` is the order that approves it.
pub fn regulation(project: &Project, edition: &Edition, appendix: &Appendix<'_>) -> Document {
    let form = &edition.regulation;
    let organization = &project.organization;
    let properties = Properties {
        title: format!("{} – {}", form.subject, organization.name_in_text()),
        author: organization.name_in_text().to_owned(),
        subject: form.subject.clone(),
        date: first_day(appendix.order.date.as_ref())
            .or_else(|| project.default_date())
            .unwrap_or(EPOCH),
        identifier: format!("{}/{}", organization.full_name, form.file_name),
    };
    Document::new(properties, vec![section(project, edition, appendix)])
}

pub(super) fn section(project: &Project, edition: &Edition, appendix: &Appendix<'_>) -> Section {
    let form = &edition.regulation;
    let organization = &project.organization;
    let values = values(form, organization);
    let mut blocks = head(project, edition, appendix);
    blocks.push(Block::Title(Text::plain(&form.title)));
    blocks.extend(
        form.subtitle
            .iter()
            .map(|line| Block::Heading(fill(line, &values))),
    );
    for part in sections(form, project) {
        blocks.push(Block::Heading(fill(&part.heading, &values)));
        blocks.extend(
            part.clauses
                .iter()
                .map(|clause| Block::Paragraph(fill(clause, &values))),
        );
    }
    Section {
        bookmark: None,
        orientation: form.orientation,
        blocks,
    }
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
            appendix.order.number.as_deref().map(user),
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
            words.place.genitive.clone(),
            words.place.prepositional.clone(),
            words.approver.clone(),
        )
    } else {
        let genitive = organization.in_text(Case::Genitive);
        (
            genitive.clone(),
            organization.in_text(Case::Prepositional),
            genitive,
        )
    };
    [
        ("place.genitive", genitive),
        ("place.prepositional", prepositional),
        ("approver.genitive", approver),
    ]
    .map(|(name, text)| (name.to_owned(), Some(user(&text))))
    .into()
}

/// A section with the clauses that the project puts in place of the edition's or adds to them.
struct Part {
    heading: String,
    clauses: Vec<String>,
}

fn sections(form: &RegulationForm, project: &Project) -> Vec<Part> {
    let mut parts: Vec<Part> = form
        .section
        .iter()
        .map(|s| Part {
            heading: s.heading.clone(),
            clauses: s.clauses.clone(),
        })
        .collect();
    for change in &project.regulation {
        let Some(part) = parts.get_mut(change.section.saturating_sub(1)) else {
            continue;
        };
        let at = |number: &str| part.clauses.iter().position(|c| clause_number(c) == number);
        let text = format!("{} {}", change.number, change.text);
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
