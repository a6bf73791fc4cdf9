//! Names of the staff in a text, written short. Others bear the same first name and patronymic: whose
//! they are is told by what stands beside them, and what may be somebody else's is left as it is.

use super::around::{Around, Beside};
use super::folded::{end_of, folded, in_small, pattern};
use super::organization::Organization;
use super::personal::{Own, personal};
use super::staff::Person;
use crate::russian::{Case, may_be_surname};

/// Names as texts may write them, and how each is written short.
#[derive(Debug, Clone, Default)]
pub struct ShortNames {
    /// Longer ones first.
    names: Vec<Name>,
    people: Vec<Known>,
    /// Names of organisations, which people's names in them are no part of the staff.
    kept: Vec<Vec<char>>,
    own: Own,
}

#[derive(Debug, Clone)]
struct Name {
    written: String,
    pattern: Vec<char>,
    short: String,
    parts: Parts,
    person: usize,
}

/// What of a name stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parts {
    All,
    NoPatronymic,
    NoSurname,
}

/// What is known of a member of the staff.
#[derive(Debug, Clone)]
struct Known {
    /// «Панкратова К.О.» in every case.
    short: Vec<String>,
    surnames: Vec<String>,
    position: String,
}

impl ShortNames {
    pub(super) fn new(organization: &Organization) -> Self {
        let staff = organization.staff.values().filter(|it| it.has_name());
        let mut out = Self::default();
        for (at, person) in staff.enumerate() {
            let (names, known) = written_names(person, at);
            out.names.extend(names);
            out.people.push(known);
        }
        out.names
            .sort_by_key(|it| std::cmp::Reverse(it.written.chars().count()));
        // «Мария Ивановна», where the school has two of them.
        let is_of_two = |name: &Name| {
            name.parts != Parts::All
                && out.names.iter().any(|other| {
                    other.pattern == name.pattern
                        && out.people[other.person].short[0] != out.people[name.person].short[0]
                })
        };
        let shared: Vec<bool> = out.names.iter().map(is_of_two).collect();
        let mut shared = shared.iter();
        out.names.retain(|_| shared.next() != Some(&true));
        let workplaces = (organization.staff.values()).filter_map(|it| it.organization.as_ref());
        out.kept = std::iter::once(&organization.full_name)
            .chain(&organization.short_name)
            .chain(workplaces)
            .flat_map(|it| [Some(it.value.as_str()), quoted(&it.value)])
            .flatten()
            .map(pattern)
            .filter(|it| !it.is_empty())
            .collect();
        let short = (out.people.iter()).flat_map(|it| it.short.iter().map(String::as_str));
        out.own = Own::new(out.names.iter().map(|it| it.written.as_str()), short);
        out
    }

    /// What in a text of a public copy looks personal: only for a person to look at.
    pub fn left_in(&self, text: &str) -> Vec<String> {
        personal(text, &self.own)
    }

    /// Names of a text: where each starts and ends, and how it is written short.
    pub fn find(&self, text: &str) -> Vec<(usize, usize, &str)> {
        let letters: Vec<char> = text.chars().collect();
        let around = Around { letters: &letters };
        let kept = self.kept_places(&letters);
        let mut out: Vec<(usize, usize, &str)> = Vec::new();
        let mut at = 0;
        while at < letters.len() {
            let starts_word =
                letters[at].is_alphabetic() && (at == 0 || !letters[at - 1].is_alphabetic());
            let done = out.last().map_or(0, |(_, end, _)| *end);
            let here = self
                .names
                .iter()
                .filter(|_| starts_word)
                .find_map(|name| {
                    let end = end_of(&name.pattern, &letters, at)?;
                    let start = self.own_start(name, &around, at, end)?;
                    Some((start, end, name.short.as_str()))
                })
                .filter(|(start, ..)| *start >= done)
                .filter(|(start, end, _)| !kept.iter().any(|(a, b)| start < b && a < end));
            if let Some((start, end, short)) = here {
                out.push((start, end, short));
                at = end;
            } else {
                at += 1;
            }
        }
        out
    }

    /// The text with every name written short, however it is written: in capitals, over a line
    /// break, with signs in it that cannot be seen. A name is whole words.
    pub fn put_into(&self, text: &str) -> String {
        let letters: Vec<char> = text.chars().collect();
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for (start, end, short) in self.find(text) {
            out.extend(&letters[at..start]);
            out.push_str(short);
            at = end;
        }
        out.extend(&letters[at..]);
        out
    }

    /// Where the names of organisations stand.
    fn kept_places(&self, letters: &[char]) -> Vec<(usize, usize)> {
        let begins = |at: usize| at == 0 || !letters[at - 1].is_alphabetic();
        let starts = (0..letters.len()).filter(|at| begins(*at));
        let found = starts.flat_map(|at| {
            let ends = self
                .kept
                .iter()
                .filter_map(move |it| end_of(it, letters, at));
            ends.map(move |end| (at, end))
        });
        found.collect()
    }

    /// Whether a number or a name in quotation marks is that of the school.
    fn is_own_institution(&self, called: &str) -> bool {
        let called = pattern(called);
        let mut names = self.kept.iter();
        names.any(|it| {
            it.windows(called.len()).enumerate().any(|(at, own)| {
                let next = it.get(at + called.len());
                own == called && next.is_none_or(|c| !c.is_ascii_digit())
            })
        })
    }

    /// Where the name begins, if it is of a member of the staff: a surname in a case that does not
    /// fit is a part of it.
    fn own_start(
        &self,
        name: &Name,
        around: &Around<'_>,
        start: usize,
        end: usize,
    ) -> Option<usize> {
        let person = &self.people[name.person];
        if around.is_joined(start, end) || around.is_named_after(start) {
            return None;
        }
        let before = around.before(start);
        let after = around.after(end);
        let is_small = around.letters[start].is_lowercase();
        let is_next_surname =
            |it: &Beside| it.may_be_surname(is_small) && !around.begins_name(it.end, it);
        let surname_after = after.as_ref().filter(|it| is_next_surname(it));
        let is_double = |before: Option<&Beside>| {
            before.is_some_and(|it| {
                it.is_near && it.may_be_surname(is_small) && may_be_surname(it.last_part())
            })
        };
        if name.parts == Parts::All {
            let goes_on =
                surname_after.is_some_and(|it| it.is_near && may_be_surname(it.last_part()));
            return (!goes_on && !is_double(before.as_ref())).then_some(start);
        }
        let is_more = after.as_ref().is_some_and(|it| {
            it.is_initial || it.is_patronymic() && name.parts == Parts::NoPatronymic
        });
        let is_elsewhere = around
            .institution_before(start)
            .is_some_and(|it| !self.is_own_institution(&it));
        if is_more || is_elsewhere || around.is_of_others(start, end) {
            return None;
        }
        if name.parts == Parts::NoPatronymic {
            let is_other = is_double(before.as_ref()) || surname_after.is_some();
            return (!is_other).then_some(start);
        }
        // «Са вина»: a surname with a space in it.
        let parted = before.as_ref().and_then(|second| {
            let first = around.before(second.start)?;
            let whole = first.plain.clone() + &second.plain;
            person.surnames.contains(&whole).then_some(first)
        });
        let whole = before
            .as_ref()
            .filter(|it| person.surnames.contains(&it.plain));
        if let Some(own) = whole.or(parted.as_ref()) {
            let is_other = around.is_joined(own.start, end)
                || is_double(around.before(own.start).as_ref())
                || surname_after.is_some();
            return (!is_other).then_some(own.start);
        }
        let is_beside = before.is_some_and(|it| it.may_be_surname(is_small))
            || around.surname_with_comma(start)
            || surname_after.is_some()
            || around.surname_before_brackets(start)
            || around.surname_in_brackets(end);
        let has_post = around.has_other_post(start, end, &person.position);
        (!is_beside && !has_post).then_some(start)
    }
}

/// «Панкратова Кирилла Олеговича», «Кириллу Олеговичу Панкратову», «Кирилл Панкратов» and so on,
/// each with its short form.
fn written_names(person: &Person, at: usize) -> (Vec<Name>, Known) {
    let mut out = Vec::new();
    let mut known = Known {
        short: Vec::new(),
        surnames: Vec::new(),
        position: folded(&person.position.value),
    };
    for case in Case::ALL {
        let whole = person.name_in(case).replace('\u{A0}', " ");
        let short = person.initials_in(case);
        known.short.push(short.clone());
        let words: Vec<&str> = whole.split(' ').collect();
        let of_surname = person.name.surname.split(' ').count();
        let Some((surname, rest)) = words
            .split_at_checked(of_surname)
            .filter(|(_, rest)| rest.first().is_some_and(|it| !it.contains('.')))
        else {
            continue;
        };
        let given = rest[0];
        let (surname, rest) = (surname.join(" "), rest.join(" "));
        known
            .surnames
            .push(in_small(&surname.chars().collect::<Vec<_>>()));
        let mut add = |written: String, parts| {
            out.push(Name {
                pattern: pattern(&written),
                written,
                short: short.clone(),
                parts,
                person: at,
            });
        };
        add(format!("{surname} {rest}"), Parts::All);
        add(format!("{rest} {surname}"), Parts::All);
        if rest != given {
            add(format!("{surname} {given}"), Parts::NoPatronymic);
            add(format!("{given} {surname}"), Parts::NoPatronymic);
            add(rest, Parts::NoSurname);
        }
    }
    (out, known)
}

/// What a name has in quotation marks.
fn quoted(text: &str) -> Option<&str> {
    let start = text.find('«')? + '«'.len_utf8();
    let end = text.rfind('»')?;
    text.get(start..end)
}
