//! Copies for everybody: which papers have one, and what they do not say.

use super::paper::{Content, Paper, PaperKind};
use super::plan::Plan;
use crate::disk::file_name;
use crate::document::{Block, Document, Inline, Origins, Text};
use crate::edition::Edition;
use crate::forms::Register;
use crate::project::{Project, ShortNames, with_short_names};

/// Turns a plan of papers into one of their public copies. Gives the names of the papers that have
/// none.
pub(super) fn publish(plan: &mut Plan) -> Vec<String> {
    let Some((project, edition)) = plan.project_mut() else {
        return Vec::new();
    };
    let names = project.abridge();
    let words = edition.publishing.public.clone();
    let allowed: Vec<bool> = {
        let Some((project, edition)) = plan.project().zip(plan.edition()) else {
            return Vec::new();
        };
        plan.papers
            .iter()
            .map(|paper| is_public(project, edition, paper))
            .collect()
    };
    let mut left_out = Vec::new();
    let mut kept = Vec::new();
    for (mut paper, allowed) in std::mem::take(&mut plan.papers).into_iter().zip(allowed) {
        if allowed {
            paper.file_name = file_name(&words.file_name.replace("{name}", &paper.file_name));
            kept.push(paper);
        } else {
            left_out.push(paper.file_name);
        }
    }
    plan.papers = kept;
    plan.short_names = names;
    left_out
}

/// Whether a paper can be shown to everybody once names are short and what is said of single
/// persons is left out.
fn is_public(project: &Project, edition: &Edition, paper: &Paper) -> bool {
    match paper.kind {
        PaperKind::Regulation
        | PaperKind::Roadmap
        | PaperKind::MunicipalRoadmap
        | PaperKind::Program => true,
        PaperKind::Labour => false,
        // The report is of numbers only.
        PaperKind::Register => matches!(paper.content, Content::Register(Register::Report)),
        PaperKind::Order => {
            let Content::Order(index) = paper.content else {
                return false;
            };
            let kind = project.orders.get(index).and_then(|o| o.kind.as_ref());
            kind.is_some_and(|kind| edition.publishing.public.orders.contains(&kind.value))
        }
    }
}

/// Marks a copy as one, and writes short the names that its texts still hold whole.
pub(super) fn abridge(document: &mut Document, edition: &Edition, names: &ShortNames) {
    // Nobody signs a copy.
    *document = document.clone().for_pen();
    let short = |text: &mut String| *text = with_short_names(text, names);
    let properties = &mut document.properties;
    [
        &mut properties.title,
        &mut properties.subject,
        &mut properties.author,
    ]
    .into_iter()
    .for_each(short);
    for text in document
        .sections
        .iter_mut()
        .flat_map(|s| &mut s.blocks)
        .flat_map(Block::texts_mut)
    {
        for inline in &mut text.0 {
            if let Inline::Run { text, origin, .. } = inline {
                short(text);
                // Its words are counted no more.
                *origin = Origins::default();
            }
        }
    }
    if let Some(first) = document.sections.first_mut() {
        first.blocks.insert(
            0,
            Block::Subtitle(Text::plain(&edition.publishing.public.mark)),
        );
    }
}
