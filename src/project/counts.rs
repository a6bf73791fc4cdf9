//! The figures of a school that others ask for.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::pairing::Pairing;
use super::project::Project;
use super::school_year::SchoolYear;
use super::staff::Person;
use crate::problem::Placed;
use crate::reader::When;

/// How many there are of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// As the school says; `None` where it does not.
    pub teachers: Option<usize>,
    /// Everybody once who mentors or has mentored in the year.
    pub mentors: usize,
    pub mentees: usize,
    /// Mentors and mentees who work in the school, everybody once.
    pub included: usize,
    pub pairings: usize,
    /// Pairings of more than two.
    pub groups: usize,
    /// Pairings that began in the school year, as far as their terms are dates.
    pub begun: usize,
    /// Pairings that go on with another mentor.
    pub changed: usize,
    /// Pairings that ended before their term.
    pub ended: usize,
    /// Mentorships with a written consent, and those with an agreement.
    pub consents: usize,
    pub agreements: usize,
    pub mentorships: usize,
}

impl Project {
    /// The figures of the school; `year` is the one that is counted, where the school names none.
    pub fn counts(&self, year: Option<SchoolYear>) -> Counts {
        let own_year = self.organization.school_year.as_ref();
        let year = own_year.map(|year| year.value).or(year);
        let mut counts = Counts {
            teachers: self.teachers().map(|it| it.value),
            pairings: self.pairings.len(),
            ..Counts::default()
        };
        let mut keys: [BTreeSet<&str>; 3] = Default::default();
        for pairing in &self.pairings {
            let mentors = pairing.everyone_mentoring();
            let both = || mentors.iter().copied().chain(&pairing.mentees);
            keys[0].extend(mentors.iter().map(|p| p.key.as_str()));
            keys[1].extend(pairing.mentees.iter().map(|p| p.key.as_str()));
            let own = both().filter(|p| p.organization.is_none());
            keys[2].extend(own.map(|p| p.key.as_str()));
            counts.groups += usize::from(pairing.is_group());
            counts.begun += usize::from(self.begins_in(pairing, year));
            let has_ended = self.has_ended(pairing);
            counts.ended += usize::from(has_ended);
            counts.changed += usize::from(!has_ended && self.has_changed(pairing));
            for mentorship in &pairing.mentorships {
                let labour = mentorship.labour.as_ref();
                let is_agreed = labour.is_some_and(|it| !it.agreement.is_empty());
                counts.consents += usize::from(mentorship.consent.is_some());
                counts.agreements += usize::from(is_agreed);
            }
            counts.mentorships += pairing.mentorships.len();
        }
        [counts.mentors, counts.mentees, counts.included] = keys.map(|keys| keys.len());
        counts
    }

    /// How many teachers the school has, where it says so.
    pub fn teachers(&self) -> Option<&Placed<usize>> {
        self.organization.registers.as_ref()?.teachers.as_ref()
    }

    fn begins_in(&self, pairing: &Pairing, year: Option<SchoolYear>) -> bool {
        let of_pair = match pairing.period.as_deref() {
            Some(When::Span { from, .. }) => Some(*from),
            _ => None,
        };
        let own = pairing.mentorships.iter();
        let first: Option<NaiveDate> = own
            .filter_map(|it| self.begins(pairing, it))
            .chain(of_pair)
            .min();
        first
            .zip(year)
            .is_some_and(|(day, year)| (year.first_day()..=year.last_day()).contains(&day))
    }

    fn has_ended(&self, pairing: &Pairing) -> bool {
        self.ends_of(pairing).next().is_some() || self.is_over(pairing)
    }

    fn has_changed(&self, pairing: &Pairing) -> bool {
        let mut own = pairing.mentorships.iter();
        self.changes_of(pairing).next().is_some() || own.any(|it| self.ended(pairing, it).is_some())
    }
}

impl Pairing {
    /// The mentors, and after them those who mentored for a part of the year.
    pub fn everyone_mentoring(&self) -> Vec<&Placed<Arc<Person>>> {
        let mut mentors: Vec<&Placed<Arc<Person>>> = self.mentors.iter().collect();
        for mentorship in &self.mentorships {
            if mentors
                .iter()
                .all(|known| known.key != mentorship.mentor.key)
            {
                mentors.push(&mentorship.mentor);
            }
        }
        mentors
    }

    /// Whether there are more than a mentor and a mentee.
    pub fn is_group(&self) -> bool {
        self.mentors.len() + self.mentees.len() > 2
    }
}
