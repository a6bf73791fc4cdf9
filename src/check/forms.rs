//! What the edition of the forms allows: blocks of the plan, formats, forms and kinds of mentoring.

use crate::edition::{Edition, Term};
use crate::problem::{Advice, Code, Placed, Problem};
use crate::project::Pairing;
use crate::reader::same_word;

pub(super) fn check(pairing: &Pairing, edition: &Edition, problems: &mut Vec<Problem>) {
    let words = |terms: &'_ [Term]| terms.iter().map(|t| t.word.clone()).collect::<Vec<_>>();
    one_of(
        "form",
        pairing.form.as_ref(),
        &words(&edition.common.mentoring_form),
        problems,
    );
    one_of(
        "kind",
        pairing.kind.as_ref(),
        &words(&edition.common.mentoring_kind),
        problems,
    );
    let models = edition.common.mentoring_form.iter().filter(|f| {
        pairing
            .form
            .as_ref()
            .is_none_or(|own| same_word(&f.word, &own.value))
    });
    let models: Vec<String> = models
        .flat_map(|f| f.model.iter().map(|m| m.word.clone()))
        .collect();
    one_of("model", pairing.model.as_ref(), &models, problems);
    one_of(
        "group",
        pairing.group.as_ref(),
        &words(&edition.common.mentee_group),
        problems,
    );
    one_of(
        "mode",
        pairing.note.mode.as_ref(),
        &edition.program.note.modes,
        problems,
    );
    let keys = edition.program.block_keys();
    for activity in &pairing.activities {
        one_of(
            "format",
            activity.format.as_ref(),
            &edition.program.plan.formats,
            problems,
        );
        if let Some(block) = activity
            .block
            .as_ref()
            .filter(|b| edition.program.block_key(&b.value).is_none())
        {
            problems.push(unknown_block(edition, block, &keys));
        }
    }
}

fn one_of(
    key: &str,
    value: Option<&Placed<String>>,
    known: &[String],
    problems: &mut Vec<Problem>,
) {
    let Some(value) = value else { return };
    if known.iter().any(|word| same_word(word, &value.value)) {
        return;
    }
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let message = format!("«{key}»: неизвестное значение «{}»", value.value);
    if known.is_empty() {
        problems.push(
            Problem::new(Code::UnknownValue, message)
                .at(&value.place)
                .hint(Advice::apart(
                    "у этой формы наставничества нет моделей: удалите строку",
                    "у этой формы наставничества нет моделей: очистите поле",
                )),
        );
        return;
    }
    problems.push(
        Problem::new(Code::UnknownValue, message)
            .at(&value.place)
            .hint(Advice::choose(&value.value, &known)),
    );
}

/// A block that has parts cannot hold an activity of its own: its parts are named instead.
fn unknown_block(edition: &Edition, block: &Placed<String>, keys: &[&str]) -> Problem {
    let problem = Problem::new(
        Code::UnknownBlock,
        format!("в форме программы нет блока «{}»", block.value),
    )
    .at(&block.place);
    let with_parts = edition
        .program
        .plan
        .block
        .iter()
        .find(|b| b.key == block.value && !b.part.is_empty());
    match with_parts {
        Some(whole) => {
            let parts: Vec<String> = whole.part.iter().map(|p| format!("«{}»", p.key)).collect();
            problem.hint(format!(
                "блок {} состоит из частей; укажите одну из них: {}",
                whole.key,
                parts.join(", ")
            ))
        }
        None => problem.hint(format!(
            "допустимо: {}",
            keys.iter()
                .map(|k| format!("«{k}»"))
                .collect::<Vec<_>>()
                .join(", ")
        )),
    }
}
