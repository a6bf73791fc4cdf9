//! Questions about the cells of a book that was sent, and the answers that are given to them on the
//! page.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::ask::Ask;
use crate::edit::Imported;
use crate::exchange::{ANOTHER, Answers, NOT_NEEDED, Question, questions};
use crate::problem::Advice;

/// Names of fields: what was written for a cell, and what was chosen for it. The cell follows.
const WRITTEN: &str = "answer ";
const CHOSEN: &str = "choice ";

/// The answers of a form; what was written goes before what was chosen.
pub(super) fn answers(ask: &Ask) -> Answers {
    let of = |prefix: &'static str| {
        let fields = ask.form.iter().filter_map(move |(name, value)| {
            let cell = name.strip_prefix(prefix)?;
            (!value.trim().is_empty()).then(|| (cell.to_owned(), value.clone()))
        });
        fields.collect::<Vec<_>>()
    };
    Answers::of(of(CHOSEN).into_iter().chain(of(WRITTEN)))
}

/// Answers that were given, for a form that does not ask for them.
pub(super) fn kept(answers: &Answers, but: &BTreeSet<&str>) -> Markup {
    html! {
        @for (cell, answer) in answers.iter().filter(|(cell, _)| !but.contains(cell)) {
            input type="hidden" name={ (WRITTEN) (cell) } value=(answer);
        }
    }
}

/// Every question with the ways to answer it.
pub(super) fn asked(imported: &Imported, answers: &Answers) -> Markup {
    let all = questions(imported);
    let cells: BTreeSet<&str> = all.iter().map(|question| question.cell).collect();
    html! {
        @for question in &all { (one(question, answers.at(question.cell))) }
        (kept(answers, &cells))
    }
}

fn one(question: &Question<'_>, given: &str) -> Markup {
    let mut values: Vec<&str> = Vec::new();
    for problem in &question.problems {
        let own = problem.advice.iter().flat_map(Advice::values);
        values.extend(own.map(String::as_str));
    }
    values.dedup();
    let more = [
        (ANOTHER, "имя верно: это другой человек"),
        (NOT_NEEDED, "эту строку не читать"),
    ];
    let more = more
        .into_iter()
        .filter(|(value, _)| *value != ANOTHER || !question.text.is_empty());
    let options: Vec<(&str, &str)> = values.iter().map(|v| (*v, *v)).chain(more).collect();
    let is_chosen = options.iter().any(|(value, _)| *value == given);
    let written = if is_chosen { "" } else { given };
    html! {
        fieldset class="question" {
            legend { (question.cell) }
            div {
                @if !question.text.is_empty() { p { "В ячейке: " q { (question.text) } } }
                @for problem in &question.problems {
                    p { strong { (problem.text()) } }
                    @if let Some(advice) = problem.advised() { p class="hint" { (advice) } }
                }
            }
            label class="field" {
                "Ответ"
                select name={ (CHOSEN) (question.cell) } {
                    option value="" { "отвечу позже" }
                    @for (value, words) in options {
                        option value=(value) selected[value == given] { (words) }
                    }
                }
            }
            label class="field" {
                "или что должно стоять в ячейке"
                input type="text" name={ (WRITTEN) (question.cell) } value=(written) autocomplete="off";
            }
        }
    }
}
