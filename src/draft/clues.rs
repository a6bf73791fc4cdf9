//! By which words the parts of a form are known: `forms/draft.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::form::Form;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Clues {
    pub stamps: Vec<String>,
    pub corners: Vec<String>,
    pub roadmaps: Vec<String>,
    pub programs: Vec<String>,
    pub signed: Vec<String>,
    pub bodies: Vec<String>,
    pub unfilled: Vec<String>,
    column: Vec<ColumnClue>,
    value: Vec<ValueClue>,
    signer: Vec<SignerClue>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnClue {
    stems: Vec<String>,
    program: String,
    roadmap: String,
    sheet: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ValueClue {
    stems: Vec<String>,
    place: String,
    about: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SignerClue {
    stems: Vec<String>,
    who: String,
}

/// The clues compiled in.
pub(super) fn clues() -> &'static Clues {
    #[expect(
        clippy::expect_used,
        reason = "the file is compiled in and read by tests"
    )]
    static CLUES: LazyLock<Clues> = LazyLock::new(|| {
        toml::from_str(include_str!("../../forms/draft.toml")).expect("forms/draft.toml")
    });
    &CLUES
}

impl Clues {
    /// What stands in a column of a form; `None` where its head tells nothing.
    pub(super) fn column(&self, form: Form, head: &str) -> Option<&str> {
        let found = self.column.iter().find(|it| has(head, &it.stems))?;
        let field = match form {
            Form::Program => &found.program,
            Form::Roadmap => &found.roadmap,
            Form::Paper => &found.sheet,
        };
        (!field.is_empty()).then_some(field)
    }

    /// The place for data that belongs after these words; of a pair only where the paper is.
    pub(super) fn value(&self, label: &str, is_of_pair: bool) -> Option<&str> {
        let found = self.value.iter().find(|it| has(label, &it.stems))?;
        (found.about == "any" || is_of_pair).then_some(&found.place)
    }

    /// Who signs after these words; `None` where they are no words of a signature.
    pub(super) fn signer(&self, label: &str) -> Option<&str> {
        let label = plain(label);
        let starts = |stems: &Vec<String>| {
            let longest = stems.iter().filter(|stem| label.starts_with(*stem));
            longest.map(|stem| stem.chars().count()).max()
        };
        let all = self.signer.iter();
        let found = all.filter_map(|it| Some((starts(&it.stems)?, &it.who)));
        // The longest beginning says most.
        let mut best: Option<(usize, &String)> = None;
        for (length, who) in found {
            if best.is_none_or(|(known, _)| length > known) {
                best = Some((length, who));
            }
        }
        best.map(|(_, who)| who.as_str())
    }
}

/// Whether a word of a text begins so; a stem of several words stands there as it is.
pub(super) fn has(text: &str, stems: &[String]) -> bool {
    let text = plain(text);
    stems.iter().any(|stem| {
        text.match_indices(stem.as_str()).any(|(at, _)| {
            !text[..at]
                .chars()
                .next_back()
                .is_some_and(char::is_alphanumeric)
        })
    })
}

/// Whether a text begins so.
pub(super) fn starts(text: &str, stems: &[String]) -> bool {
    let text = plain(text);
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    stems.iter().any(|stem| text.starts_with(stem.as_str()))
}

/// Small letters, «е» for «ё», single spaces.
fn plain(text: &str) -> String {
    let small = text.to_lowercase().replace('ё', "е");
    small.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signer_is_known_by_the_longest_beginning() {
        let clues = clues();
        assert_eq!(clues.signer("Педагог-наставник:"), Some("mentors"));
        assert_eq!(clues.signer("Педагог"), Some("mentees"));
        assert_eq!(clues.signer("Подпись наставляемого"), Some("mentees"));
        assert_eq!(clues.signer("Заведующий МБДОУ"), Some("head"));
        assert_eq!(clues.signer("Председатель профкома"), Some("nobody"));
        assert_eq!(clues.signer("Цель:"), None);
    }

    #[test]
    fn words_of_a_pair_are_bound_only_where_the_paper_is_of_one() {
        let clues = clues();
        let label = "ФИО наставника:";
        assert_eq!(clues.value(label, true), Some("mentors.nominative"));
        assert_eq!(clues.value(label, false), None);
        assert_eq!(
            clues.value("Педагог, нуждающийся в наставнике", true),
            Some("mentees.nominative")
        );
        assert_eq!(clues.value("Срок реализации", false), Some("period"));
    }

    #[test]
    fn columns_are_bound_by_the_form_that_they_stand_in() {
        let clues = clues();
        let head = "Фактический результат";
        assert_eq!(clues.column(Form::Program, head), Some("blank"));
        assert_eq!(
            clues.column(Form::Program, "Планируемый результат"),
            Some("result")
        );
        assert_eq!(
            clues.column(Form::Roadmap, "Ответственные"),
            Some("responsible")
        );
        assert_eq!(clues.column(Form::Paper, "Ответственные"), None);
        assert_eq!(clues.column(Form::Paper, "Показатель"), None);
    }
}
