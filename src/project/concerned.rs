//! Which pairs and people an order is about.

use std::sync::Arc;

use super::order::Order;
use super::pairing::Pairing;
use super::project::Project;
use super::staff::Person;
use crate::edition::{Acquaints, Edition, Effect, OrderKind};
use crate::problem::Placed;

type Chosen = Placed<Arc<Person>>;

/// What an order does to each pair that it names, clause by clause.
const OF_EACH: [Effect; 3] = [
    Effect::ChangesMentors,
    Effect::EndsPairs,
    Effect::ProlongsPairs,
];

impl Order {
    /// Whether it does something to each pair that it names.
    pub fn is_of_each(&self) -> bool {
        OF_EACH.iter().any(|effect| self.does(*effect))
    }
}

impl Project {
    /// The pairings that an order names, in its order.
    pub fn pairings_named_by<'p>(&'p self, order: &'p Order) -> impl Iterator<Item = &'p Pairing> {
        let stems = order.pairings.iter();
        stems.filter_map(|stem| self.pairings.iter().find(|p| p.stem == stem.value))
    }

    /// The pairs that an order is about: those that it names, or those of its list.
    pub fn pairings_of<'p>(&'p self, order: &'p Order) -> Vec<&'p Pairing> {
        if order.is_of_each() || !order.pairings.is_empty() {
            self.pairings_named_by(order).collect()
        } else {
            self.pairings_listed_by(order)
        }
    }

    /// The mentors of these pairs, each once.
    pub fn mentors_of(&self, order: &Order) -> Vec<Chosen> {
        let mut out: Vec<Chosen> = Vec::new();
        for pairing in self.pairings_of(order) {
            let there = if order.is_of_each() {
                self.mentors_before(order, pairing)
            } else {
                let of_the_day = self.mentors_at(order, pairing);
                of_the_day.into_iter().cloned().collect()
            };
            for mentor in there {
                if out.iter().all(|known| known.key != mentor.key) {
                    out.push(mentor);
                }
            }
        }
        out
    }

    /// Those whom an order of its kind concerns, each once; not who signs it. Nobody knows that of an
    /// order whose clauses are all the school's own, nor of one about pairs before it has any.
    pub fn concerned_by(&self, edition: &Edition, order: &Order) -> Vec<Chosen> {
        let kind = order.kind.as_ref().filter(|_| !order.own_clauses_only);
        let kind = kind.and_then(|kind| edition.orders.kind(&kind.value));
        let is_of_pairs = |kind: &OrderKind| {
            let of_pairs = [Acquaints::Mentors, Acquaints::Mentees];
            of_pairs.iter().any(|those| kind.acquaints.contains(those))
        };
        if kind.is_some_and(is_of_pairs) && self.pairings_of(order).is_empty() {
            return Vec::new();
        }
        let signer = order.signer.as_ref().or(self.organization.head.as_ref());
        let mut out: Vec<Chosen> = Vec::new();
        for those in kind.into_iter().flat_map(|kind| &kind.acquaints) {
            for person in self.those(*those, order) {
                let is_known = out.iter().chain(signer).any(|it| it.key == person.key);
                if !is_known {
                    out.push(person);
                }
            }
        }
        out
    }

    fn those(&self, those: Acquaints, order: &Order) -> Vec<Chosen> {
        match those {
            Acquaints::Curator => self.organization.curator.iter().cloned().collect(),
            Acquaints::Mentors => {
                let new = self.new_mentors_of(order).into_iter().cloned();
                self.mentors_of(order).into_iter().chain(new).collect()
            }
            Acquaints::Mentees => {
                let mentees = self.pairings_of(order).into_iter();
                mentees.flat_map(|it| it.mentees.iter().cloned()).collect()
            }
        }
    }
}
