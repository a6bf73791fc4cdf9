//! Places for data, as the forms have them, in a text of the school's own: there nothing fills them.

use super::slip::Slip;
use crate::problem::Code;

/// What the own clauses of a regulation may name.
const OF_REGULATION: [&str; 2] = ["place.", "approver."];

pub(super) fn places(text: &str, out: &mut Vec<Slip>) {
    let mut rest = 0;
    while let Some(start) = text[rest..].find('{').map(|at| rest + at) {
        rest = start + 1;
        let Some(end) = text[rest..].find(['{', '}']).map(|at| rest + at) else {
            return;
        };
        if !text[end..].starts_with('}') || !is_place(&text[rest..end]) {
            continue;
        }
        rest = end + 1;
        let place = &text[start..rest];
        out.push(Slip {
            code: Code::PlaceInText,
            message: format!(
                "{place} напечатается как есть: в тексте школы места для сведений не заполняются"
            ),
            hint: "впишите вместо скобок сами слова; места в скобках бывают только в словах форм",
            span: start..rest,
            fix: None,
        });
    }
}

/// `curator.dative`, `own.hours`, `mentors:наставник|наставники`.
fn is_place(inside: &str) -> bool {
    let name = inside.split(':').next().unwrap_or(inside).trim();
    let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let mut words = name.split('.');
    let is_named = words.all(|word| !word.is_empty() && word.chars().all(is_word));
    is_named
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && !OF_REGULATION.iter().any(|it| name.starts_with(it))
}
