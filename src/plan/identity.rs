//! What a paper is, whatever the people in it are called by now.

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
                mentor,
                key,
            } => {
                let mentor = pairing(*index).and_then(|p| p.mentors.get(*mentor));
                let people = mentor.map(|it| &*it.value).into_iter().collect();
                (format!(" {key:?}"), people)
            }
            Content::Register(register) => (format!(" {register:?}"), Vec::new()),
            Content::Order(_) | Content::Regulation(_) | Content::Roadmap | Content::Blank(_) => {
                (String::new(), Vec::new())
            }
        };
        let mut out = format!("{} {}{detail}", paper.kind.key(), self.source_of(paper));
        for person in people {
            out.push(PARTED);
            out.push_str(&person.key);
        }
        out
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

fn everybody(pairing: &Pairing) -> Vec<&Person> {
    let people = pairing.mentors.iter().chain(&pairing.mentees);
    people.map(|it| &*it.value).collect()
}
