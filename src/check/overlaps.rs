//! Pairs that have a mentor and a mentee in common, or the same two people the other way round: the
//! mentee would have two programs of one mentor, two rows in each order and register.

use std::sync::Arc;

use crate::edition::Effect;
use crate::problem::{Advice, Audience, Code, Placed, Problem};
use crate::project::{Pairing, Person, Project};

pub(super) fn check(project: &Project, problems: &mut Vec<Problem>) {
    let goes_on = |pairing: &&Pairing| {
        let mut ended = project
            .orders
            .iter()
            .filter(|order| order.does(Effect::EndsPairs));
        !ended.any(|order| order.pairings.iter().any(|stem| stem.value == pairing.stem))
    };
    let pairings: Vec<&Pairing> = project.pairings.iter().filter(goes_on).collect();
    for (i, pairing) in pairings.iter().enumerate() {
        let found = pairings[..i].iter().find_map(|other| {
            let mentor = common(&pairing.mentors, &other.mentors);
            let mentee = common(&pairing.mentees, &other.mentees);
            let is_whole = keys(&pairing.mentors) == keys(&other.mentors)
                && keys(&pairing.mentees) == keys(&other.mentees);
            if let (Some(mentor), Some(mentee)) = (mentor, mentee) {
                // The very same pair is told as an error.
                return (!is_whole).then_some((other, mentee, mentor, false));
            }
            let mentor = common(&pairing.mentors, &other.mentees)?;
            let mentee = common(&pairing.mentees, &other.mentors)?;
            Some((other, mentee, mentor, true))
        });
        if let Some((other, mentee, mentor, is_reversed)) = found {
            problems.push(told(other, mentee, mentor, is_reversed));
        }
    }
}

fn told(
    other: &Pairing,
    mentee: &Placed<Arc<Person>>,
    mentor: &Person,
    is_reversed: bool,
) -> Problem {
    let (mentor_name, mentee_name) = (mentor.name.short(), mentee.value.name.short());
    let other = |reader| match reader {
        Audience::Page => format!("в паре {}", other.called(reader)),
        Audience::Files | Audience::Workbook => {
            format!("в паре из файла pairings/{}.toml", other.stem)
        }
    };
    let message = |reader| {
        let other = other(reader);
        if is_reversed {
            format!("{mentor_name} и {mentee_name} – наставник и наставляемый, а {other} наоборот")
        } else {
            format!("{mentee_name} уже наставляемый у того же наставника ({mentor_name}) {other}")
        }
    };
    let hint = if is_reversed {
        Advice::from(
            "если стороны перепутаны, исправьте одну из пар; если наставничество взаимное, ничего менять не надо",
        )
    } else {
        Advice::apart(
            "если это одна пара или группа, оставьте один файл со всеми ее людьми",
            "если это одна пара или группа, оставьте одну запись со всеми ее людьми",
        )
    };
    Problem::naming(Code::OverlappingPairs, message)
        .at(&mentee.place)
        .hint(hint)
}

type People = [Placed<Arc<Person>>];

fn common<'p>(one: &'p People, other: &People) -> Option<&'p Placed<Arc<Person>>> {
    let is_there =
        |person: &&Placed<Arc<Person>>| other.iter().any(|it| it.value.key == person.value.key);
    one.iter().find(is_there)
}

fn keys(people: &People) -> Vec<&str> {
    let mut keys: Vec<&str> = people.iter().map(|it| it.value.key.as_str()).collect();
    keys.sort_unstable();
    keys
}
