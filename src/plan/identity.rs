//! What a paper is, whatever the people in it are called by now.

use std::collections::BTreeSet;

use super::given_out::lines_apart;
use super::kinds::Content;
use super::paper::Paper;
use super::plan::Plan;
use crate::project::{Pairing, Person};

/// Between what a paper is about and whom.
const PARTED: char = '|';

impl Plan {
    /// The kind of a paper, the file that it is made from and the keys of its people.
    pub(crate) fn identity(&self, paper: &Paper) -> String {
        let project = self.project();
        let pairing = |index: usize| project.and_then(|p| p.pairings.get(index));
        let (detail, people) = match &paper.content {
            Content::Program { pairing: index, .. } => (
                String::new(),
                pairing(*index).map_or_else(Vec::new, everybody),
            ),
            Content::Labour {
                pairing: index,
                mentorship,
                key,
            } => {
                let all = pairing(*index).map_or(&[][..], |p| &p.mentorships);
                let person = all.get(*mentorship).map(|it| &*it.mentor.value);
                // Who mentors here a second time has papers of this kind a second time.
                let earlier = all
                    .iter()
                    .take(*mentorship)
                    .filter(|it| person.is_some_and(|person| person.key == it.mentor.key));
                let again = match earlier.count() {
                    0 => String::new(),
                    n => format!(" {}", n + 1),
                };
                (format!(" {key:?}{again}"), person.into_iter().collect())
            }
            Content::Register(register) => (format!(" {register:?}"), Vec::new()),
            Content::Year {
                key,
                pairing: index,
                person,
                mentee,
            } => {
                let pairing = index.and_then(pairing);
                let mut people = match person {
                    Some(key) => pairing.map_or_else(Vec::new, |pairing| {
                        let mentors = pairing.mentorships.iter().map(|m| &m.mentor);
                        let all = mentors.chain(&pairing.mentees);
                        let own = all.filter(|person| person.key == *key);
                        own.take(1).map(|person| &*person.value).collect()
                    }),
                    None => pairing.map_or_else(Vec::new, everybody),
                };
                people.extend(pairing.and_then(|it| later_mentee(it, mentee.as_deref()?)));
                (format!(" {key}"), people)
            }
            Content::Order(_)
            | Content::Regulation(_)
            | Content::Roadmap
            | Content::Finished(_) => (String::new(), Vec::new()),
        };
        let mut out = format!("{} {}{detail}", paper.kind.key(), self.source_of(paper));
        for person in people {
            out.push(PARTED);
            out.push_str(&person.key);
        }
        out
    }

    /// Whether a program is that of a mentor who has left the pair since, as the pair itself says: it
    /// held in its day, and nothing contradicts it.
    pub(crate) fn is_of_its_day(&self, identity: &str) -> bool {
        let Some(paper) = self.successor(identity) else {
            return false;
        };
        let Content::Program { pairing, .. } = &paper.content else {
            return false;
        };
        let pairing = self.project().and_then(|it| it.pairings.get(*pairing));
        let Some(pairing) = pairing else { return false };
        let has_left = |key: &str| {
            let was = pairing.mentorships.iter().any(|it| it.mentor.key == key);
            was && pairing.mentors.iter().all(|it| it.key != key)
        };
        let is_there = |key: &str| everybody(pairing).iter().any(|it| it.key == key);
        // Somebody of whom the pair tells nothing may have come by a slip.
        let is_told = |mentor: &Person| {
            let mut own = pairing.mentorships.iter().filter(|it| it.is_own);
            own.any(|it| it.mentor.key == mentor.key)
        };
        if !pairing.mentors.iter().all(|it| is_told(&it.value)) {
            return false;
        }
        let people: Vec<&str> = identity.split(PARTED).skip(1).collect();
        people.iter().any(|key| has_left(key))
            && people.iter().all(|key| has_left(key) || is_there(key))
    }

    /// The paper that has come in the place of another: of the same kind and file, with other people.
    pub(crate) fn successor(&self, identity: &str) -> Option<&Paper> {
        let about = |identity: &str| {
            let end = identity.find(PARTED).unwrap_or(identity.len());
            identity[..end].to_owned()
        };
        let wanted = about(identity);
        self.papers
            .iter()
            .find(|paper| about(&self.identity(paper)) == wanted)
    }
}

/// Whether two papers are about other people, so that one cannot stand for the other.
pub(crate) fn are_of_others(one: &str, other: &str) -> bool {
    let people = |identity: &str| identity.find(PARTED).map(|at| identity[at..].to_owned());
    people(one) != people(other)
}

/// The kind of a paper and the keys of its people, without the file it is made from; `None` if it is
/// about nobody.
pub(crate) fn of_people(identity: &str, source: &str) -> Option<String> {
    identity
        .contains(PARTED)
        .then(|| identity.replacen(source, "", 1))
}

/// Whether two papers are of one kind.
pub(crate) fn are_of_a_kind(one: &str, other: &str) -> bool {
    let kind = |identity: &str| identity.split(' ').next().map(str::to_owned);
    kind(one) == kind(other)
}

/// One of the mentees that a paper is about alone; not the first: that paper is the one that there
/// was before the pair had others.
fn later_mentee<'p>(pairing: &'p Pairing, key: &str) -> Option<&'p Person> {
    let mut later = pairing.mentees.iter().skip(1);
    later.find(|own| own.key == key).map(|own| &*own.value)
}

/// Whether two texts say the same of people of whom one is called otherwise: everything that differs
/// is forms of one word.
pub(crate) fn says_of_renamed(before: &str, now: &str) -> bool {
    let mut changed: [BTreeSet<String>; 2] = Default::default();
    for (old, new) in lines_apart(before, now) {
        let [old, new]: [Vec<&str>; 2] = [old, new].map(|line| line.split_whitespace().collect());
        if old.len() != new.len() {
            return false;
        }
        for (old, new) in old.into_iter().zip(new).filter(|(old, new)| old != new) {
            changed[0].insert(bare(old));
            changed[1].insert(bare(new));
        }
    }
    changed.iter().all(is_one_name)
}

fn bare(word: &str) -> String {
    let letters = word.trim_matches(|c: char| !c.is_alphabetic());
    letters.to_lowercase()
}

/// Letters that all forms of a name begin with.
const STEM: usize = 3;

fn is_one_name(forms: &BTreeSet<String>) -> bool {
    let stem = |form: &String| form.chars().take(STEM).collect::<String>();
    let stems: BTreeSet<String> = forms.iter().map(stem).collect();
    stems.len() == 1 && stems.iter().all(|stem| stem.chars().count() == STEM)
}

fn everybody(pairing: &Pairing) -> Vec<&Person> {
    let people = pairing.mentors.iter().chain(&pairing.mentees);
    people.map(|it| &*it.value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_that_is_called_otherwise_is_known_by_everything_else() {
        let before = "Программа\n1\tПетрова М.И.\tфизика\nс Петровой М.И. с 01.09.2026";
        let now = "Программа\n1\tЗимина М.И.\tфизика\nс Зиминой М.И. с 01.09.2026";
        assert!(says_of_renamed(before, now));
        for other in [
            before.to_owned(),
            now.replace("01.09", "02.09"),
            now.replace("М.И.", "О.Л."),
            now.replace("физика", "химия"),
            now.replace("Программа\n", ""),
        ] {
            assert!(!says_of_renamed(before, &other), "{other}");
        }
    }
}
