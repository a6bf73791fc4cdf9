//! Copies for everybody: which papers have one, and what they do not say.

use super::plan::Plan;
use crate::disk::file_name;
use crate::document::{Block, Document, Inline, Origins, Text};
use crate::edition::Edition;
use crate::problem::Placed;
use crate::project::ShortNames;

/// Turns a plan of papers into one of their public copies. Gives the names of the papers that have
/// none.
pub(super) fn publish(plan: &mut Plan) -> Vec<String> {
    let Some((project, edition)) = plan.project_mut() else {
        return Vec::new();
    };
    let names = project.abridge(&edition.common.field);
    let words = edition.publishing.public.clone();
    let allowed: Vec<bool> = {
        let Some((project, edition)) = plan.project().zip(plan.edition()) else {
            return Vec::new();
        };
        plan.papers
            .iter()
            .map(|paper| paper.content.is_public(project, edition))
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

/// Writes names short, those over a line break too.
fn shorten(text: &mut Text, names: &ShortNames) {
    let plain = text.to_plain();
    let found = names.find(&plain);
    if found.is_empty() {
        return;
    }
    let mut at = 0;
    let mut out = Vec::new();
    for inline in std::mem::take(&mut text.0) {
        match inline {
            Inline::Run {
                text: run,
                bold,
                italic,
                // Words that are left out are counted no more.
                origin: _,
                meaning,
            } => {
                let mut kept = String::new();
                for letter in run.chars() {
                    if let Some((.., short)) = found.iter().find(|(start, ..)| *start == at) {
                        kept.push_str(short);
                    } else if !found
                        .iter()
                        .any(|(start, end, _)| (*start..*end).contains(&at))
                    {
                        kept.push(letter);
                    }
                    at += 1;
                }
                if !kept.is_empty() {
                    out.push(Inline::Run {
                        text: kept,
                        bold,
                        italic,
                        origin: Origins::default(),
                        meaning,
                    });
                }
            }
            Inline::Number(number) => {
                at += number.to_string().chars().count();
                out.push(Inline::Number(number));
            }
            Inline::LineBreak => {
                if !found
                    .iter()
                    .any(|(start, end, _)| (*start..*end).contains(&at))
                {
                    out.push(Inline::LineBreak);
                }
                at += 1;
            }
            Inline::Blank { width, caption } => {
                at += usize::from(width);
                out.push(Inline::Blank { width, caption });
            }
        }
    }
    text.0 = out;
}

/// What a person must look at in the public copies before they are shown: words that look like
/// somebody's name, telephone or address, with the name of the paper. What the papers say of the
/// organisation itself is known to all.
pub fn left_to_look_at(plan: &Plan) -> Vec<(String, Vec<String>)> {
    let Some(project) = plan.project().filter(|_| plan.choice.public) else {
        return Vec::new();
    };
    let own: Vec<&Placed<String>> = std::iter::once(&project.organization.full_name)
        .chain(&project.organization.short_name)
        .collect();
    let mut out = Vec::new();
    for paper in &plan.papers {
        let Ok(mut document) = plan.document(paper) else {
            continue;
        };
        let mut words: Vec<String> = Vec::new();
        let blocks = document.sections.iter_mut().flat_map(|s| &mut s.blocks);
        for block in blocks.filter(|b| !matches!(b, Block::Letterhead(_))) {
            for text in block.texts_mut() {
                for found in plan.short_names.left_in(&text.to_plain()) {
                    let is_own = own.iter().any(|it| it.contains(found.as_str()));
                    if !is_own && !words.contains(&found) {
                        words.push(found);
                    }
                }
            }
        }
        if !words.is_empty() {
            out.push((paper.file_name.clone(), words));
        }
    }
    out
}

/// Marks a copy as one, and writes short the names that its texts still hold whole.
pub(super) fn abridge(document: &mut Document, edition: &Edition, names: &ShortNames) {
    // Nobody signs a copy.
    *document = document.clone().for_pen();
    let short = |text: &mut String| *text = names.put_into(text);
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
        shorten(text, names);
    }
    if let Some(first) = document.sections.first_mut() {
        first.blocks.insert(
            0,
            Block::Subtitle(Text::plain(&edition.publishing.public.mark)),
        );
    }
}
