//! People in a sentence: post and name in the case it asks for.

use super::words::user;
use crate::document::Text;
use crate::edition::ClauseWords;
use crate::project::Person;
use crate::russian::{Case, Gender};

/// «заместителя директора Лебедеву Наталью Викторовну».
pub(super) fn post_and_name(person: &Person, case: Case) -> Text {
    user(&format!(
        "{} {}",
        person.position_in(case),
        person.name_in(case)
    ))
}

/// «Лебедеву Н.В.».
pub(super) fn short(person: &Person, case: Case) -> Text {
    user(&person.short_in(case))
}

/// «Петрову Марию Ивановну (учителя математики), Орлову Анну Сергеевну (педагога-психолога) и …».
pub(super) fn list(people: &[&Person], case: Case) -> Text {
    let one = |p: &&Person| format!("{} ({})", p.name_in(case), p.position_in(case));
    let all: Vec<String> = people.iter().map(one).collect();
    user(&match all.as_slice() {
        [before @ .., last] if !before.is_empty() => format!("{} и {last}", before.join(", ")),
        _ => all.concat(),
    })
}

/// By what the words of a form agree with people.
#[derive(Debug, Clone, Copy)]
pub(super) enum Agreement {
    /// How many they are.
    Count(usize),
    Gender(Option<Gender>),
}

impl Agreement {
    /// Of the words for it: one – more; a man – a woman – not known.
    fn place(self) -> usize {
        match self {
            Self::Count(count) => usize::from(count > 1),
            Self::Gender(Some(Gender::Masculine)) => 0,
            Self::Gender(Some(Gender::Feminine)) => 1,
            Self::Gender(None) => 2,
        }
    }
}

/// Chooses among the words that a form gives for one person and for more,
/// «{mentors:наставником|наставниками}», or for a man, a woman and where it is not known,
/// «{mentor:получил|получила|получил(а)}».
pub(super) fn agree(words: &str, with: &[(&str, Agreement)]) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(start) = rest.find('{') {
        let (before, braced) = rest.split_at(start);
        out.push_str(before);
        let end = braced.find('}').map_or(braced.len(), |end| end + 1);
        let (whole, after) = braced.split_at(end);
        let inside = whole.trim_start_matches('{').trim_end_matches('}');
        let chosen = inside.split_once(':').and_then(|(name, choices)| {
            let (_, agreement) = with.iter().find(|(who, _)| *who == name)?;
            choices.split('|').take(agreement.place() + 1).last()
        });
        out.push_str(chosen.unwrap_or(whole));
        rest = after;
    }
    out + rest
}

/// The same in a clause and those below it.
pub(super) fn agree_clause(words: &ClauseWords, with: &[(&str, Agreement)]) -> ClauseWords {
    ClauseWords {
        text: agree(&words.text, with),
        clauses: words
            .clauses
            .iter()
            .map(|c| agree_clause(c, with))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_agree_in_number_and_gender() {
        let agreed = |with| {
            agree(
                "с {day} {who:взял|взяли|взял(а)} {other:а|б}, {",
                &[("who", with)],
            )
        };
        assert_eq!(agreed(Agreement::Count(1)), "с {day} взял {other:а|б}, {");
        assert_eq!(agreed(Agreement::Count(3)), "с {day} взяли {other:а|б}, {");
        assert_eq!(
            agreed(Agreement::Gender(None)),
            "с {day} взял(а) {other:а|б}, {"
        );
        let woman = Agreement::Gender(Some(Gender::Feminine));
        assert_eq!(agree("{who:взял}", &[("who", woman)]), "взял");
    }
}
