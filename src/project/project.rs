//! One school, as the user described it.

use std::sync::Arc;

use chrono::NaiveDate;

use super::approval::{Approval, NumberAndDate};
use super::emblem::Emblem;
use super::order::Order;
use super::organization::Organization;
use super::pairing::Pairing;
use super::regulation::RegulationClause;
use super::roadmap::Roadmap;
use super::school_year::SchoolYear;
use super::staff::Person;
use crate::edition::Effect;
use crate::problem::Placed;
use crate::reader::When;
use crate::russian::alphabetical;

/// One school's description, as far as it could be read.
#[derive(Debug, Clone)]
pub struct Project {
    pub organization: Organization,
    pub roadmap: Option<Roadmap>,
    pub pairings: Vec<Pairing>,
    pub orders: Vec<Order>,
    /// What the project changes in the edition's regulation.
    pub regulation: Vec<RegulationClause>,
    pub emblem: Option<Emblem>,
    /// The blocks that activities of the school's own bank name.
    pub bank_blocks: Vec<Placed<String>>,
}

impl Project {
    /// Puts pairs in the alphabetical order of their people, and orders in that of their dates,
    /// those without one last: names of files, which may be Latin, mean nothing to who reads a
    /// list.
    pub(super) fn put_in_order(&mut self) {
        let names = |people: &[Placed<Arc<Person>>]| {
            people
                .iter()
                .map(|p| alphabetical(&p.name.full()))
                .collect::<Vec<_>>()
        };
        self.pairings
            .sort_by_cached_key(|p| (names(&p.mentors), names(&p.mentees)));
        let day = |order: &Order| {
            if let Some(When::Day(day)) = order.date.as_deref() {
                *day
            } else {
                NaiveDate::MAX
            }
        };
        self.orders
            .sort_by(|a, b| day(a).cmp(&day(b)).then_with(|| a.stem.cmp(&b.stem)));
    }

    /// Takes from the edition what orders of each kind do: until then no order does anything.
    pub fn learn_effects(&mut self, effect_of: impl Fn(&str) -> Option<Effect>) {
        for order in &mut self.orders {
            order.learn_effect(&effect_of);
        }
    }

    /// A text as it would be if nobody had a namesake in the school: with initials for whole names.
    pub fn without_namesakes(&self, text: &str) -> String {
        let staff = self.organization.staff.values();
        // Names in papers have spaces that do not break, and those compared may have others.
        let plain = |text: &str| text.replace(['\u{A0}', '\u{202F}'], " ");
        plain(&staff.fold(plain(text), |text, person| person.shortened_in(text)))
    }

    /// The order in the file of this name.
    pub fn order(&self, stem: &str) -> Option<&Order> {
        self.orders.iter().find(|o| o.stem == stem)
    }

    /// The pairings of an order's own list: those it names; else all, but for those that another
    /// order fixed, and, at the end of the year, those that an order has ended.
    pub fn pairings_listed_by(&self, order: &Order) -> Vec<&Pairing> {
        let names = |order: &Order, pairing: &Pairing| {
            order.pairings.iter().any(|p| p.value == pairing.stem)
        };
        // An order that changes the mentor of a pair rests on the one that fixed it: the first,
        // where none names the pair.
        let first = self
            .orders
            .iter()
            .find(|o| o.does(Effect::FixesPairs) && o.pairings.is_empty());
        let is_fixed_elsewhere = |p: &Pairing| match p.order().and_then(|stem| self.order(stem)) {
            Some(basis) if basis.does(Effect::ChangesMentors) => {
                first.is_some_and(|first| first.stem != order.stem)
            }
            Some(basis) => basis.stem != order.stem,
            None => false,
        };
        let is_listed = |p: &&Pairing| {
            if !order.pairings.is_empty() {
                return names(order, p);
            }
            !(order.does(Effect::FixesPairs) && is_fixed_elsewhere(p)
                || order.does(Effect::SumsUp) && (self.is_ended(p) || self.goes_on(order, p)))
        };
        self.pairings.iter().filter(is_listed).collect()
    }

    /// Whether the program of a pairing goes on after the school year that an order looks back at.
    pub fn goes_on(&self, order: &Order, pairing: &Pairing) -> bool {
        let dated = || SchoolYear::holding(order.takes_effect()?, order.takes_effect()?);
        let year = self
            .organization
            .school_year
            .as_ref()
            .map(|year| year.value);
        let last = year.or_else(dated).map(SchoolYear::last_day);
        last.is_some_and(|last| pairing.lasts_beyond(last))
    }

    /// The orders that change the mentor of a pairing.
    pub fn changes_of<'p>(&'p self, pairing: &'p Pairing) -> impl Iterator<Item = &'p Order> {
        self.orders.iter().filter(|o| {
            o.does(Effect::ChangesMentors) && o.pairings.iter().any(|p| p.value == pairing.stem)
        })
    }

    /// The date that the papers of this project bear in their properties when they have none of
    /// their own.
    pub fn default_date(&self) -> Option<NaiveDate> {
        let year = self.organization.school_year.as_ref()?;
        Some(year.first_day())
    }
}

impl Approval {
    /// Number and date, from the file of the order where one is named.
    pub fn resolved<'a>(&'a self, project: &'a Project) -> NumberAndDate<'a> {
        match &self.order {
            Some(stem) => project
                .order(&stem.value)
                .map_or((None, None), |o| (o.number.as_ref(), o.date.as_ref())),
            None => (self.number.as_ref(), self.date.as_ref()),
        }
    }
}
