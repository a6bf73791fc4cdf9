//! What the edition of the forms allows: blocks of the plan, formats, forms and kinds of mentoring.

use crate::edition::{Edition, Term};
use crate::problem::{Advice, Code, Placed, Problem};
use crate::project::{Organization, Pairing, Project};
use crate::reader::same_word;
use crate::russian::searchable;

pub(super) fn check(pairing: &Pairing, edition: &Edition, problems: &mut Vec<Problem>) {
    one_of(
        "form",
        pairing.form.as_ref(),
        &Term::words(&edition.common.mentoring_form),
        problems,
    );
    one_of(
        "kind",
        pairing.kind.as_ref(),
        &Term::words(&edition.common.mentoring_kind),
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
        &Term::words(&edition.common.mentee_group),
        problems,
    );
    offered(
        "mode",
        pairing.note.text("mode"),
        &edition.program.note.modes,
        problems,
    );
    let keys = edition.program.block_keys();
    for activity in &pairing.activities {
        offered(
            "format",
            activity.format.as_ref(),
            &edition.program.plan.formats,
            problems,
        );
        blocks(edition, &activity.block, &keys, problems);
    }
}

/// Blocks that the school's own bank names: they go into the programs of pairs.
pub(super) fn check_bank(project: &Project, edition: &Edition, problems: &mut Vec<Problem>) {
    let keys = edition.program.block_keys();
    blocks(edition, &project.bank_blocks, &keys, problems);
}

fn blocks<'b>(
    edition: &Edition,
    named: impl IntoIterator<Item = &'b Placed<String>>,
    keys: &[&str],
    problems: &mut Vec<Problem>,
) {
    let is_unknown =
        |it: &&Placed<String>| !keys.is_empty() && edition.program.block_key(&it.value).is_none();
    let unknown = named.into_iter().filter(is_unknown);
    problems.extend(unknown.map(|it| unknown_block(edition, it, keys)));
}

/// Papers of the year that the edition does not have.
pub(super) fn check_year(
    organization: &Organization,
    edition: &Edition,
    problems: &mut Vec<Problem>,
) {
    let known: Vec<&str> = edition.year.paper.iter().map(|p| p.name.as_str()).collect();
    for asked in &organization.year_papers {
        if edition.year.paper(asked).is_none() {
            let message = format!("среди документов года нет «{}»", asked.value);
            problems.push(
                Problem::with(Code::UnknownValue, "year_papers", message)
                    .at(&asked.place)
                    .hint(Advice::choose(asked, &known)),
            );
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
    let message = format!("неизвестное значение «{}»", value.value);
    if known.is_empty() {
        problems.push(
            Problem::with(Code::UnknownValue, key, message)
                .at(&value.place)
                .hint(Advice::apart(
                    "у этой формы наставничества нет моделей: удалите строку",
                    "у этой формы наставничества нет моделей: очистите поле",
                )),
        );
        return;
    }
    problems.push(
        Problem::with(Code::UnknownValue, key, message)
            .at(&value.place)
            .hint(Advice::choose(&value.value, &known)),
    );
}

/// The form offers these words and closes no list: another text is printed as it stands, «очный/
/// дистанционный». Only a word that is most likely misspelt is told.
fn offered(
    key: &str,
    value: Option<&Placed<String>>,
    known: &[String],
    problems: &mut Vec<Problem>,
) {
    let Some(value) = value else { return };
    if known.iter().any(|word| same_word(word, &value.value)) {
        return;
    }
    if let Some(word) = known.iter().find(|word| is_near(&value.value, word)) {
        let message = format!("«{}» так и напечатается", value.value);
        problems.push(
            Problem::with(Code::NearWord, key, message)
                .at(&value.place)
                .hint(format!("возможно, имелось в виду «{word}»")),
        );
    }
}

/// Whether a text is a slip of a word: «очнй», «очная», «дистанц.», but not «заочный», «офлайн».
fn is_near(text: &str, word: &str) -> bool {
    const SLIPS: usize = 2;
    const SAME_BEGINNING: usize = 2;
    const SHORTEST_STEM: usize = 3;
    let text = searchable(text);
    let stem = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    if stem.contains(|c: char| !c.is_alphanumeric()) {
        return false;
    }
    let same = stem.chars().zip(word.chars()).take_while(|(a, b)| a == b);
    let same = same.count();
    let shortened = stem.chars().count() >= SHORTEST_STEM && word.starts_with(stem);
    let beginning = same >= SAME_BEGINNING || word.ends_with(stem);
    shortened || beginning && strsim::osa_distance(stem, &searchable(word)) <= SLIPS
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_slips_of_a_word_are_near_it() {
        for slip in [
            "очнй",
            "очная",
            "очно",
            "очный!",
            "очн.",
            "Очное",
            "чный",
            "очныйй",
            "оч ный",
        ] {
            assert_eq!(is_near(slip, "очный"), slip != "оч ный", "{slip}");
        }
        for slip in ["дистанц.", "дистанционно", "дистанционый", "дист."]
        {
            assert!(is_near(slip, "дистанционный"), "{slip}");
        }
        for other in [
            "очный/дистанционный",
            "очно-заочный",
            "заочный",
            "урок",
            "ВКС",
            "по договорённости",
        ] {
            assert!(!is_near(other, "очный"), "{other}");
        }
        assert!(!is_near("офлайн", "онлайн") && !is_near("оффлайн", "онлайн"));
    }
}
