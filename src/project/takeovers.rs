//! Who takes over from whom in one pairing, where an order names mentors of several.

use std::sync::Arc;

use super::order::Order;
use super::pairing::Pairing;
use super::project::Project;
use super::staff::Person;
use crate::edition::Effect;
use crate::problem::Placed;

type Chosen = Placed<Arc<Person>>;

/// One of the two sides of a change: those whom the order names, and whom the mentorships of a
/// pairing name by the order.
#[derive(Clone, Copy)]
enum Side {
    New,
    Old,
}

impl Side {
    fn named(self, order: &Order) -> &[Chosen] {
        match self {
            Self::New => &order.new_mentors,
            Self::Old => &order.old_mentors,
        }
    }

    /// Whom a pairing itself tells.
    fn told<'p>(self, order: &Order, pairing: &'p Pairing) -> Vec<&'p Chosen> {
        let own = pairing.mentorships.iter().filter(|own| {
            let by = match self {
                Self::New => &own.appointed,
                Self::Old => &own.relieved,
            };
            by.order.as_deref() == Some(&order.stem)
        });
        let mut out: Vec<&Chosen> = Vec::new();
        for one in own.map(|own| &own.mentor) {
            if out.iter().all(|known| known.key != one.key) {
                out.push(one);
            }
        }
        out
    }

    /// The same, or whom a pairing names for its mentors at all.
    fn known<'p>(self, order: &Order, pairing: &'p Pairing) -> Vec<&'p Chosen> {
        let told = self.told(order, pairing);
        if !told.is_empty() {
            return told;
        }
        let all = pairing.mentorships.iter().map(|own| &own.mentor);
        let all = all.chain(&pairing.mentors);
        all.filter(|own| is_among(self.named(order), own)).collect()
    }
}

impl Project {
    /// Who takes over in a pairing by an order: of those whom it names, whom the pairing tells; who
    /// belongs to no other of its pairings; or else all. What the order leaves out, its pairings say.
    pub fn new_mentors_in<'p>(&'p self, order: &'p Order, pairing: &'p Pairing) -> Vec<&'p Chosen> {
        self.of_side(Side::New, order, pairing)
    }

    /// Whom they take over from, as far as the order names anybody.
    pub fn old_mentors_in<'p>(&'p self, order: &'p Order, pairing: &'p Pairing) -> Vec<&'p Chosen> {
        if order.old_mentors.is_empty() {
            return Vec::new();
        }
        self.of_side(Side::Old, order, pairing)
    }

    /// Everybody who takes over by an order.
    pub fn new_mentors_of<'p>(&'p self, order: &'p Order) -> Vec<&'p Chosen> {
        if !order.new_mentors.is_empty() || !order.does(Effect::ChangesMentors) {
            return order.new_mentors.iter().collect();
        }
        let mut out: Vec<&Chosen> = Vec::new();
        let told = self
            .named_by(order)
            .flat_map(|it| Side::New.told(order, it));
        for one in told {
            if out.iter().all(|known| known.key != one.key) {
                out.push(one);
            }
        }
        out
    }

    /// Whether nothing says which of several new mentors takes over in a pairing.
    pub fn is_unclear_who_takes_over(&self, order: &Order, pairing: &Pairing) -> bool {
        order.new_mentors.len() > 1
            && order.pairings.len() > 1
            && Side::New.known(order, pairing).is_empty()
            && self.new_mentors_in(order, pairing).len() > 1
    }

    fn of_side<'p>(
        &'p self,
        side: Side,
        order: &'p Order,
        pairing: &'p Pairing,
    ) -> Vec<&'p Chosen> {
        let named = side.named(order);
        if named.is_empty() {
            return if order.does(Effect::ChangesMentors) {
                side.told(order, pairing)
            } else {
                Vec::new()
            };
        }
        let pairings: Vec<&Pairing> = self.named_by(order).collect();
        if pairings.len() < 2 {
            return named.iter().collect();
        }
        let known = |of: &Pairing| -> Vec<String> {
            let known = side.known(order, of).into_iter();
            known.map(|one| one.key.clone()).collect()
        };
        let own = known(pairing);
        let all: Vec<Vec<String>> = pairings.iter().map(|it| known(it)).collect();
        // Of whom no pairing knows belongs to those that know of nobody.
        let is_free = |one: &Chosen| all.iter().flatten().all(|key| *key != one.key);
        let takes_free = own.is_empty() || all.iter().all(|it| !it.is_empty());
        let is_here = |one: &&Chosen| own.contains(&one.key) || takes_free && is_free(one);
        let here: Vec<&Chosen> = named.iter().filter(is_here).collect();
        if here.is_empty() {
            return named.iter().collect();
        }
        here
    }

    fn named_by<'p>(&'p self, order: &'p Order) -> impl Iterator<Item = &'p Pairing> {
        let names = order.pairings.iter();
        names.filter_map(|name| self.pairings.iter().find(|it| it.stem == name.value))
    }
}

fn is_among(people: &[Chosen], one: &Chosen) -> bool {
    people.iter().any(|person| person.key == one.key)
}
