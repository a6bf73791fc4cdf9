//! Who mentors whom.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::problem::{Code, Placed, Problem};
use crate::project::{Pairing, Person, Project};

pub(super) fn check(project: &Project, problems: &mut Vec<Problem>) {
    let mut seen: BTreeMap<(Vec<&str>, Vec<&str>), &Pairing> = BTreeMap::new();
    for pairing in &project.pairings {
        repeated(&pairing.mentors, "наставников", problems);
        repeated(&pairing.mentees, "наставляемых", problems);
        mentor_is_mentee(pairing, problems);
        let who = (keys(&pairing.mentors), keys(&pairing.mentees));
        if who.0.is_empty() || who.1.is_empty() {
            continue;
        }
        match seen.get(&who) {
            Some(first) => problems.push(repeated_pairing(pairing, first)),
            None => drop(seen.insert(who, pairing)),
        }
    }
    if project.roadmap.is_none() && project.pairings.is_empty() {
        problems.push(
            Problem::new(Code::NothingToMake, "нечего печатать: нет ни файла roadmap.toml, ни файлов в папке pairings")
                .hint("образцы создаёт команда «nastavnik init»"),
        );
    }
}

fn keys(people: &[Placed<Arc<Person>>]) -> Vec<&str> {
    let mut keys: Vec<&str> = people.iter().map(|p| p.value.key.as_str()).collect();
    keys.sort_unstable();
    keys
}

fn repeated(people: &[Placed<Arc<Person>>], whose: &str, problems: &mut Vec<Problem>) {
    for (i, person) in people.iter().enumerate() {
        if people[..i].iter().any(|p| p.value.key == person.value.key) {
            let message = format!("{} – дважды в списке {whose}", person.value.name.short());
            problems.push(Problem::new(Code::RepeatedPerson, message).at(&person.place).hint("оставьте ключ один раз"));
        }
    }
}

fn mentor_is_mentee(pairing: &Pairing, problems: &mut Vec<Problem>) {
    for mentee in &pairing.mentees {
        if pairing.mentors.iter().any(|m| m.value.key == mentee.value.key) {
            let message = format!("{} – и наставник, и наставляемый в одной паре", mentee.value.name.short());
            let problem = Problem::new(Code::MentorIsMentee, message).at(&mentee.place).label("этот человек уже указан наставником");
            problems.push(problem.hint("проверьте ключи в полях mentors и mentees"));
        }
    }
}

fn repeated_pairing(pairing: &Pairing, first: &Pairing) -> Problem {
    let message = format!("та же пара уже описана в файле pairings/{}.toml: программа будет напечатана дважды", first.stem);
    let problem = Problem::new(Code::RepeatedPairing, message);
    let place = pairing.mentors.first().map(|m| m.place.clone());
    let problem = if let Some(place) = place { problem.at(&place) } else { problem };
    problem.hint("если это одна и та же программа, удалите лишний файл")
}
