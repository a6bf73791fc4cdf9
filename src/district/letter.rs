//! The letter to one school: its figures and what is to be done.

use super::consolidated::Consolidated;
use super::facts::{Remark, School};
use super::likeness::{Common, Likeness};
use super::tables::{Figures, names};
use crate::document::{Block, Orientation, Section, Text};
use crate::forms::{fill, wording};
use crate::russian::capitalized;

type Values = Vec<(&'static str, Option<Text>)>;

pub(super) fn name(of: &Consolidated<'_>, school: &School) -> String {
    let values = values_of(of, school);
    fill(&of.words.letter.file_name, &values).to_plain()
}

fn values_of(of: &Consolidated<'_>, school: &School) -> Values {
    let figures = Figures::of(school);
    let count = |n: usize| school.is_read.then(|| Text::plain(n.to_string()));
    vec![
        ("district", of.name()),
        ("school_year", of.year()),
        ("school", Some(wording(&school.name))),
        ("school_full", Some(wording(&school.full_name))),
        ("head", school.head.as_deref().map(wording)),
        (
            "teachers",
            figures.teachers.map(|n| Text::plain(n.to_string())),
        ),
        ("mentors", count(figures.mentors)),
        ("mentees", count(figures.mentees)),
        ("pairings", count(figures.pairings)),
        ("coverage", figures.coverage()),
    ]
}

pub(super) fn section(of: &Consolidated<'_>, index: usize, school: &School) -> Section {
    let words = &of.words.letter;
    let values = values_of(of, school);
    let to = words.to.iter().map(|line| fill(line, &values));
    let mut to: Vec<Text> = to.collect();
    if let Some(first) = to.first_mut() {
        *first = std::mem::take(first).capitalized();
    }
    let mut blocks = Vec::new();
    if let Some(name) = of.name() {
        blocks.push(Block::Letterhead(vec![name.capitalized()]));
    }
    blocks.push(Block::DateAndNumber {
        date: fill::<&str>(&words.date, &[]),
        number: fill::<&str>(&words.number, &[]),
    });
    blocks.push(Block::AppendixMark(to));
    blocks.push(Block::TextHeading(fill(&words.heading, &values)));
    let opening = words.opening.iter().filter(|_| school.is_read);
    blocks.extend(opening.map(|line| Block::Paragraph(fill(line, &values))));
    let remarks = remarks(of, index, school);
    if remarks.is_empty() {
        blocks.push(Block::Paragraph(fill(&words.no_remarks, &values)));
    } else {
        blocks.push(Block::Lead(fill(&words.remarks, &values)));
        let all = remarks.into_iter().enumerate();
        blocks.extend(all.map(|(i, text)| Block::Paragraph(Text::numbered(&[i + 1], text))));
        let closing = words.closing.iter();
        blocks.extend(closing.map(|line| Block::Paragraph(fill(line, &values))));
    }
    let signer = &of.municipality;
    blocks.push(Block::SignatureLine {
        post: match &signer.signer_post {
            Some(post) => wording(&capitalized(post)),
            None => fill::<&str>(&words.signer_post, &[]),
        },
        name: signer
            .signer_name
            .as_ref()
            .map(|name| wording(name))
            .unwrap_or_default(),
        field: None,
    });
    Section {
        bookmark: None,
        orientation: Orientation::Portrait,
        blocks,
        is_tight: false,
    }
}

/// What a school is asked to do, the most important first.
fn remarks(of: &Consolidated<'_>, index: usize, school: &School) -> Vec<Text> {
    let words = &of.words.remark;
    let figures = Figures::of(school);
    let count = |n: usize| Some(Text::plain(n.to_string()));
    let mut out = Vec::new();
    if !school.is_read {
        let message = school.remarks.iter().find(|it| it.is_error);
        let message = message.map(|it| wording(it.message.trim_end_matches('.')));
        out.push(fill(&words.unread, &[("message", message)]));
        return out;
    }
    match figures.teachers {
        None => out.push(wording(&words.no_teachers)),
        Some(teachers) if figures.included < teachers => {
            let order = of.order();
            let words = match order {
                Some(_) => &words.coverage_by_order,
                None => &words.coverage,
            };
            let values = [
                ("order", order),
                ("coverage", figures.coverage()),
                ("included", count(figures.included)),
                ("teachers", count(teachers)),
            ];
            out.push(fill(words, &values));
        }
        Some(_) => {}
    }
    let lacking = school.counts.mentorships.saturating_sub(figures.consents);
    if lacking > 0 {
        out.push(fill(&words.no_consent, &[("count", count(lacking))]));
    }
    if school.unready > 0 {
        out.push(fill(&words.unready, &[("count", count(school.unready))]));
    }
    out.extend(alike(of, index, &of.likeness));
    let (errors, warnings): (Vec<&Remark>, Vec<&Remark>) =
        school.remarks.iter().partition(|it| it.is_error);
    let told = |template: &str, (it, mut places): (&Remark, Vec<&str>)| {
        places.retain(|place| !it.message.contains(place));
        let advice = it.advice.as_deref().map(sentence).unwrap_or_default();
        let message = if places.is_empty() || !ends_with_initial(&it.message) {
            it.message.trim_end_matches('.')
        } else {
            &it.message
        };
        let places = Some(wording(&places.join("; "))).filter(|it| !it.is_empty());
        let places = places.map(|it| fill(&words.places, &[("places", Some(it))]));
        let values = [
            ("places", Some(places.unwrap_or_default())),
            ("message", Some(wording(message))),
            ("advice", Some(wording(&advice))),
        ];
        fill(template, &values)
    };
    out.extend(once(errors).into_iter().map(|it| told(&words.error, it)));
    out.extend(
        once(warnings)
            .into_iter()
            .map(|it| told(&words.warning, it)),
    );
    out
}

/// Each remark once, with all the places that it was made for.
fn once(remarks: Vec<&Remark>) -> Vec<(&Remark, Vec<&str>)> {
    let mut out: Vec<(&Remark, Vec<&str>)> = Vec::new();
    for remark in remarks {
        let same =
            |known: &Remark| (&known.message, &known.advice) == (&remark.message, &remark.advice);
        match out.iter_mut().find(|(known, _)| same(known)) {
            Some((_, places)) => places.extend(remark.place.as_deref()),
            None => out.push((remark, remark.place.as_deref().into_iter().collect())),
        }
    }
    out
}

/// Whether the dot at the end is of an initial, which it stays with where the sentence goes on.
fn ends_with_initial(text: &str) -> bool {
    let letters = text.strip_suffix('.').unwrap_or_default();
    letters.ends_with(char::is_uppercase)
}

fn sentence(text: &str) -> String {
    capitalized(text.trim_end_matches('.')) + "."
}

/// What it has in common with other schools.
fn alike(of: &Consolidated<'_>, index: usize, likeness: &Likeness) -> Vec<Text> {
    let words = &of.words.remark;
    let others = |all: &[usize]| {
        let others: Vec<usize> = all.iter().copied().filter(|i| *i != index).collect();
        Some(wording(&names(of.schools, &others).join(", ")))
    };
    let mut out = Vec::new();
    for copy in likeness.copies_of(index) {
        let values = [
            ("schools", others(&copy.schools)),
            ("count", Some(Text::plain(copy.count.to_string()))),
        ];
        let words = match copy.what {
            Common::Name => &words.same_school,
            Common::Texts => &words.same_texts,
            Common::People => &words.same_people,
        };
        out.push(fill(words, &values));
    }
    for namesake in likeness.namesakes_of(index) {
        let values = [
            ("person", Some(wording(&namesake.name))),
            ("schools", others(&namesake.schools)),
        ];
        out.push(fill(&words.person, &values));
    }
    out
}
