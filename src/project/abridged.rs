//! A project whose people are named by surname and initials only, for copies that everybody may
//! read.

use std::sync::Arc;

use super::approval::Approval;
use super::cases::Cases;
use super::meant_keys::Control;
use super::own_values::public;
use super::project::Project;
use super::staff::Person;
use crate::fields::{self, OwnField, OwnOf};
use crate::russian::{Case, PersonName};

/// Names as a text may write them, and how each is written short; longer ones first.
pub type ShortNames = Vec<(String, String)>;

impl Project {
    /// Puts initials in place of first names and patronymics, and takes away who must sign that an
    /// order was read, and what the personal ones of these fields of the edition say. Gives the names that the user's own texts may still hold.
    pub fn abridge(&mut self, fields: &[OwnField]) -> ShortNames {
        let mut names: ShortNames = self
            .organization
            .staff
            .values()
            .flat_map(|p| p.written_names())
            .collect();
        names.sort_by_key(|(written, _)| std::cmp::Reverse(written.chars().count()));
        names.dedup();
        self.forget_personal(fields);
        let short = |person: &mut Arc<Person>| *person = Arc::new(person.abridged(fields));
        let organization = &mut self.organization;
        organization.staff.values_mut().for_each(short);
        organization
            .head
            .iter_mut()
            .chain(&mut organization.curator)
            .map(|p| &mut p.value)
            .for_each(short);
        for pairing in &mut self.pairings {
            pairing
                .mentors
                .iter_mut()
                .chain(&mut pairing.mentees)
                .chain(pairing.mentorships.iter_mut().map(|m| &mut m.mentor))
                .for_each(|p| short(&mut p.value));
        }
        for order in &mut self.orders {
            if fields::is_personal("order", "acquainted") {
                order.acquainted = Some(Vec::new());
            }
            order
                .signer
                .iter_mut()
                .chain(&mut order.new_mentors)
                .chain(&mut order.old_mentors)
                .map(|p| &mut p.value)
                .for_each(short);
            if let Some(Control::Person(person)) = &mut order.control {
                short(&mut person.value);
            }
        }
        names
    }
}

impl Person {
    /// The person with initials. Forms in the cases are those of the whole name: initials tell the
    /// rules too little.
    fn abridged(&self, fields: &[OwnField]) -> Self {
        let form = |case| Some(self.initials_in(case)).map(|name| name.replace('\u{A0}', " "));
        Self {
            key: self.key.clone(),
            place: self.place.clone(),
            name: PersonName::parse(&self.name.short()).unwrap_or_else(|_| self.name.clone()),
            position: self.position.clone(),
            organization: self.organization.clone(),
            // Nothing of it is for everybody.
            contract: Approval::default(),
            gender: self.known_gender(),
            has_namesake: false,
            needs_mentor: self.needs_mentor,
            cases: Cases {
                genitive: form(Case::Genitive),
                dative: form(Case::Dative),
                accusative: form(Case::Accusative),
                instrumental: form(Case::Instrumental),
                prepositional: form(Case::Prepositional),
            },
            position_cases: self.position_cases.clone(),
            own: public(&self.own, OwnOf::Staff, fields),
        }
    }

    /// «Панкратова Кирилла Олеговича», «Кириллу Олеговичу Панкратову», «Кирилл Панкратов» and so
    /// on, each with its short form.
    fn written_names(&self) -> ShortNames {
        let mut out = Vec::new();
        for case in Case::ALL {
            let whole = self.name_in(case);
            let short = self.initials_in(case);
            let Some((surname, rest)) = whole
                .split_once([' ', '\u{A0}'])
                .filter(|(_, rest)| !rest.contains('.'))
            else {
                continue;
            };
            let given = rest.split(' ').next().unwrap_or(rest);
            for written in [
                format!("{surname} {rest}"),
                format!("{rest} {surname}"),
                format!("{surname} {given}"),
                format!("{given} {surname}"),
            ] {
                out.push((written, short.clone()));
            }
            if rest != given {
                out.push((rest.to_owned(), short));
            }
        }
        out
    }
}

/// A letter as names are compared: small, `е` for `ё`, `и` for `й`; spaces of every kind are one;
/// nothing for signs without a look, which would otherwise hide a name.
fn plain(letter: char) -> Option<char> {
    match letter {
        '\u{AD}'
        | '\u{34F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{FEFF}'
        | '\u{300}'..='\u{301}'
        | '\u{306}'
        | '\u{308}' => None,
        'ё' | 'Ё' => Some('е'),
        'й' | 'Й' => Some('и'),
        space if space.is_whitespace() => Some(' '),
        '\u{2010}' | '\u{2011}' => Some('-'),
        other => other.to_lowercase().next().map(as_russian),
    }
}

/// The Russian letter that a Latin one looks like.
fn as_russian(letter: char) -> char {
    const LATIN: &str = "abcehkmoptxy";
    const RUSSIAN: &str = "авсенкмортху";
    let alike = LATIN.chars().zip(RUSSIAN.chars());
    alike
        .into_iter()
        .find(|(latin, _)| *latin == letter)
        .map_or(letter, |(_, russian)| russian)
}

/// A name as it is looked for.
fn pattern(written: &str) -> Vec<char> {
    written.chars().filter_map(plain).collect()
}

/// What follows the hyphen that parts a word at the end of a line, as text copied from a PDF has it:
/// «Ту-манов», with the line break or without it.
fn after_hyphen(letters: &[char], at: usize, start: usize, wanted: char) -> usize {
    let is_hyphen = |at: usize| letters.get(at).and_then(|c| plain(*c)) == Some('-');
    let is_inside = at > start && letters[at - 1].is_alphabetic();
    if wanted == '-' || !is_inside || !is_hyphen(at) {
        return at;
    }
    let gap = letters[at + 1..].iter();
    let next = at
        + 1
        + gap
            .take_while(|c| plain(**c).is_none_or(|c| c == ' '))
            .count();
    let goes_on = letters.get(next).is_some_and(|c| c.is_lowercase());
    if goes_on || letters[at - 1].is_uppercase() {
        next
    } else {
        at
    }
}

/// Where a name ends that starts at a letter: between its words any spaces, line breaks and signs
/// without a look may stand, and a comma.
fn end_of(name: &[char], letters: &[char], start: usize) -> Option<usize> {
    let mut at = start;
    for wanted in name {
        if *wanted == ' ' {
            let before = at;
            while letters
                .get(at)
                .is_some_and(|c| *c == ',' || plain(*c).is_none_or(|it| it == ' '))
            {
                at += 1;
            }
            if at == before {
                return None;
            }
            continue;
        }
        while letters.get(at).is_some_and(|c| plain(*c).is_none()) {
            at += 1;
        }
        at = after_hyphen(letters, at, start, *wanted);
        if plain(*letters.get(at)?)? != *wanted {
            return None;
        }
        at += 1;
    }
    // A letter of two signs ends with its second.
    while letters
        .get(at)
        .is_some_and(|c| matches!(c, '\u{300}'..='\u{36F}'))
    {
        at += 1;
    }
    letters
        .get(at)
        .is_none_or(|c| !c.is_alphabetic())
        .then_some(at)
}

/// Names of a text: where each starts and ends, and how it is written short.
pub fn find_names<'n>(text: &str, names: &'n ShortNames) -> Vec<(usize, usize, &'n str)> {
    let letters: Vec<char> = text.chars().collect();
    let patterns: Vec<(Vec<char>, &str)> = names
        .iter()
        .map(|(written, short)| (pattern(written), short.as_str()))
        .collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let starts_word =
            letters[at].is_alphabetic() && (at == 0 || !letters[at - 1].is_alphabetic());
        let here = patterns
            .iter()
            .filter(|_| starts_word)
            .find_map(|(name, short)| Some((end_of(name, &letters, at)?, *short)));
        if let Some((end, short)) = here {
            out.push((at, end, short));
            at = end;
        } else {
            at += 1;
        }
    }
    out
}

/// The text with every name written short, however it is written: in capitals, over a line break,
/// with signs in it that cannot be seen. A name is whole words.
pub fn with_short_names(text: &str, names: &ShortNames) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (start, end, short) in find_names(text, names) {
        out.extend(&letters[at..start]);
        out.push_str(short);
        at = end;
    }
    out.extend(&letters[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_written_short_wherever_it_stands_whole() {
        let names = vec![
            (
                "Быкова Дениса Игоревича".to_owned(),
                "Быкова\u{A0}Д.И.".to_owned(),
            ),
            ("Быков Денис".to_owned(), "Быков\u{A0}Д.И.".to_owned()),
        ];
        let short = |text| with_short_names(text, &names).replace('\u{A0}', " ");
        assert_eq!(
            short("Для Быкова\u{A0}Дениса Игоревича, учителя"),
            "Для Быкова Д.И., учителя"
        );
        assert_eq!(
            short("Быков Денис и Быков Денисенко"),
            "Быков Д.И. и Быков Денисенко"
        );
        assert_eq!(short("Забыков Денис"), "Забыков Денис");
    }

    #[test]
    fn no_way_of_writing_hides_a_name() {
        let names = vec![(
            "Пчелкин Алексей Андреевич".to_owned(),
            "Пчелкин\u{A0}А.А.".to_owned(),
        )];
        for written in [
            "ПЧЕЛКИН АЛЕКСЕЙ АНДРЕЕВИЧ",
            "пчёлкин алексей андреевич",
            "Пчелкин Алексей\nАндреевич",
            "Пчелкин\u{200B} Алексей\u{2009}\u{A0}Андреевич",
            "Пчел\u{AD}кин, Алексеи\u{306} Андреевич",
            "Пче\u{308}лкин  Алексей Андреевич",
            "Пчел-кин Алексей Андреевич",
            "Пчелкин Алек-\nсей Андре- евич",
            "ПЧЕЛ\u{2010}КИН АЛЕКСЕЙ АНДРЕЕВИЧ",
            "Пчeлкин Aлексей Андреевич",
        ] {
            assert_eq!(
                with_short_names(&format!("«{written}».\n"), &names),
                "«Пчелкин\u{A0}А.А.».\n",
                "{written}"
            );
        }
    }
}
