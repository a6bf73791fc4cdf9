//! The rest of the year's papers that a project asks for by name.

use super::names;
use crate::edition::{About, Edition, YearPaper};
use crate::project::{Pairing, Person, Project};

/// One paper that is asked for, and whom it is about.
pub(super) struct Asked<'a> {
    pub paper: &'a YearPaper,
    pub pairing: Option<usize>,
    /// The key of one of its people.
    pub person: Option<&'a str>,
    /// The key of the only mentee that it is about, beside the mentor.
    pub mentee: Option<&'a str>,
    /// As the name of the file has them.
    pub names: String,
}

/// Every paper of the kinds that the project names, kind by kind in the order of the edition.
pub(super) fn asked<'a>(project: &'a Project, edition: &'a Edition) -> Vec<Asked<'a>> {
    let asked = &project.organization.year_papers;
    let is_asked = |paper: &&YearPaper| {
        let mut called = asked.iter().filter_map(|name| edition.year.paper(name));
        called.any(|it| it.key == paper.key)
    };
    let papers = edition.year.paper.iter().filter(is_asked);
    papers.flat_map(|paper| each(project, paper)).collect()
}

/// One kind of paper for each of whom it is about.
fn each<'a>(project: &'a Project, paper: &'a YearPaper) -> Vec<Asked<'a>> {
    let one = |pairing: Option<usize>, person: Option<&'a str>, names: String| Asked {
        paper,
        pairing,
        person,
        mentee: None,
        names,
    };
    let pairings = project.pairings.iter().enumerate();
    match paper.about {
        About::School => vec![one(None, None, String::new())],
        About::Pair => pairings
            .zip(names::of_pairings(&project.pairings))
            .map(|((i, _), names)| one(Some(i), None, names))
            .collect(),
        About::Mentor => pairings
            .flat_map(|(i, pairing)| {
                let all = mentors(pairing).into_iter();
                all.map(move |(key, names)| one(Some(i), Some(key), names))
            })
            .collect(),
        About::Mentee => pairings
            .flat_map(|(i, pairing)| pairing.mentees.iter().map(move |own| (i, pairing, own)))
            .map(|(i, pairing, mentee)| {
                let names = names::of_mentee(pairing, mentee);
                one(Some(i), Some(&mentee.key), names)
            })
            .collect(),
        About::MentorAndMentee => pairings
            .flat_map(|(i, pairing)| mentors_and_mentees(paper, i, pairing))
            .collect(),
        About::Person => {
            let mut out: Vec<Asked<'a>> = Vec::new();
            for (i, pairing) in pairings {
                let mentors = pairing.mentorships.iter().map(|m| &m.mentor);
                for person in mentors.chain(&pairing.mentees) {
                    if out.iter().all(|known| known.person != Some(&person.key)) {
                        let name = person.name.short().replace('\u{A0}', " ");
                        let name = name.trim_end_matches('.').to_owned();
                        out.push(one(Some(i), Some(&person.key), name));
                    }
                }
            }
            out
        }
    }
}

/// Each mentor of a pairing with each of its mentees.
fn mentors_and_mentees<'a>(
    paper: &'a YearPaper,
    index: usize,
    pairing: &'a Pairing,
) -> Vec<Asked<'a>> {
    let mut out = Vec::new();
    for mentor in all_mentors(pairing) {
        for mentee in &pairing.mentees {
            out.push(Asked {
                paper,
                pairing: Some(index),
                person: Some(&mentor.key),
                mentee: Some(&mentee.key),
                names: names::of_two(mentor, mentee),
            });
        }
    }
    out
}

/// Everybody who mentors or has mentored a pairing, once, with the names of the paper.
fn mentors(pairing: &Pairing) -> Vec<(&str, String)> {
    let all = all_mentors(pairing).into_iter();
    all.map(|mentor| (mentor.key.as_str(), names::of_mentor(pairing, mentor)))
        .collect()
}

/// Everybody who mentors or has mentored a pairing, once.
fn all_mentors(pairing: &Pairing) -> Vec<&Person> {
    let mut out: Vec<&Person> = Vec::new();
    for mentorship in &pairing.mentorships {
        let mentor = &mentorship.mentor;
        if out.iter().all(|known| known.key != mentor.key) {
            out.push(mentor);
        }
    }
    out
}
