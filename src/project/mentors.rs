//! Who mentors a pairing on which day: from its own history where the file tells it, otherwise from
//! the orders that change its mentor.

use std::sync::Arc;

use chrono::NaiveDate;

use super::mentorship::{Dated, Mentorship, dated};
use super::order::Order;
use super::pairing::Pairing;
use super::project::Project;
use super::staff::Person;
use crate::edition::Effect;
use crate::problem::{Place, Placed};
use crate::reader::When;

impl Project {
    /// The first day of a mentorship, as far as it is a date: its own, that of the order that
    /// appoints the mentor in another's place, or that of the pair.
    pub fn begins(&self, pairing: &Pairing, mentorship: &Mentorship) -> Option<NaiveDate> {
        let own = self.own_start(pairing, mentorship);
        own.map(|(day, _)| day).or(pairing.first_day())
    }

    /// The same, where it is not that of the pair, and where it is written.
    fn own_start<'p>(
        &'p self,
        pairing: &'p Pairing,
        mentorship: &'p Mentorship,
    ) -> Option<Dated<'p>> {
        let by_order = || {
            let order = self.order(mentorship.appointed.order.as_deref()?)?;
            order.dated().filter(|_| order.does(Effect::ChangesMentors))
        };
        // Who is in the pair by now, and came into it by an order that the pair does not name.
        let by_change = || {
            let mut changes = self.changes_of(pairing);
            let names =
                |order: &&Order| is_among(&self.new_mentors_in(order, pairing), &mentorship.mentor);
            let found = changes.find(names).filter(|_| !mentorship.is_own);
            found.and_then(Order::dated)
        };
        dated(mentorship.starts.as_ref())
            .or_else(by_order)
            .or_else(by_change)
    }

    /// The first day without the mentor, if the mentorship ended before its term.
    pub fn ended(&self, pairing: &Pairing, mentorship: &Mentorship) -> Option<NaiveDate> {
        self.end(pairing, mentorship).map(|(day, _)| day)
    }

    /// The same, and where it is written.
    fn end<'p>(&'p self, pairing: &'p Pairing, mentorship: &'p Mentorship) -> Option<Dated<'p>> {
        let relieved = || self.order(mentorship.relieved.order.as_deref()?)?.dated();
        // Of several mentors an order may end the work of those alone who name it.
        let is_of_others = |order: &&Order| {
            let mut own = pairing.mentorships.iter();
            own.any(|it| it.relieved.order.as_deref() == Some(&order.stem))
        };
        let by_end = || {
            self.ends_of(pairing)
                .filter(|order| !is_of_others(order))
                .filter_map(Order::dated)
                .max_by_key(day_of)
        };
        let begins = self.begins(pairing, mentorship);
        let by_change = || {
            let changes = self.changes_of(pairing);
            let names = changes
                .filter(|it| is_among(&self.old_mentors_in(it, pairing), &mentorship.mentor));
            let days = names.filter_map(Order::dated);
            days.filter(|(day, _)| Some(*day) > begins)
                .min_by_key(day_of)
        };
        dated(mentorship.ended.as_ref())
            .or_else(relieved)
            .or_else(|| mentorship.own_end())
            .or_else(by_change)
            .or_else(by_end)
    }

    /// Whether everybody who mentored a pair has ended, as its own file tells.
    pub fn is_over(&self, pairing: &Pairing) -> bool {
        let mut there = self.on(pairing, NaiveDate::MAX);
        self.take_over_untold(pairing, NaiveDate::MAX, &mut there);
        pairing.has_history() && there.is_empty()
    }

    /// Whether an order has ended the mentoring of a pairing, and nobody goes on.
    pub fn is_ended(&self, pairing: &Pairing) -> bool {
        if pairing.has_history() {
            return self.is_over(pairing);
        }
        self.ends_of(pairing).next().is_some()
    }

    /// The orders that end the mentoring of a pairing.
    pub fn ends_of<'p>(&'p self, pairing: &'p Pairing) -> impl Iterator<Item = &'p Order> {
        self.orders.iter().filter(|o| {
            o.does(Effect::EndsPairs) && o.pairings.iter().any(|p| p.value == pairing.stem)
        })
    }

    /// The mentorships that the file of a pairing dates, on one day, each mentor once; the first
    /// ones on any day before them.
    fn on<'p>(&'p self, pairing: &'p Pairing, on: NaiveDate) -> Vec<&'p Placed<Arc<Person>>> {
        let begins = |m: &Mentorship| self.begins(pairing, m).unwrap_or(NaiveDate::MIN);
        let first = pairing.mentorships.iter().map(begins).min();
        let on = on.max(first.unwrap_or(NaiveDate::MIN));
        let is_there = |m: &&Mentorship| {
            begins(m) <= on && self.ended(pairing, m).is_none_or(|ended| ended > on)
        };
        let mut out: Vec<&Placed<Arc<Person>>> = Vec::new();
        for mentorship in pairing.mentorships.iter().filter(is_there) {
            if out.iter().all(|known| known.key != mentorship.mentor.key) {
                out.push(&mentorship.mentor);
            }
        }
        out
    }

    /// Puts in those whom an order appoints and of whom the pair says nothing.
    fn take_over_untold<'p>(
        &'p self,
        pairing: &'p Pairing,
        on: NaiveDate,
        there: &mut Vec<&'p Placed<Arc<Person>>>,
    ) {
        let is_untold = |new: &&Placed<Arc<Person>>| pairing.mentorship_of(&new.key).is_none();
        let mut changes: Vec<(NaiveDate, &Order)> = self
            .changes_of(pairing)
            .filter(|change| self.new_mentors_in(change, pairing).iter().any(is_untold))
            .filter_map(|change| Some((change.takes_effect()?, change)))
            .filter(|(day, _)| *day <= on)
            .collect();
        changes.sort_by_key(|(day, _)| *day);
        for (_, change) in changes {
            let old = self.old_mentors_in(change, pairing);
            there.retain(|mentor| !old.is_empty() && !is_among(&old, mentor));
            there.extend(self.new_mentors_in(change, pairing));
        }
    }

    /// Who goes on in a pairing by an order that prolongs it: whom the pairing tells, or else who
    /// mentors on the day of the order.
    fn going_on_by<'p>(
        &'p self,
        order: &Order,
        pairing: &'p Pairing,
    ) -> Vec<&'p Placed<Arc<Person>>> {
        let own = pairing.mentorships.iter();
        let told = own
            .filter(|m| m.is_begun_by(&order.stem))
            .map(|m| &m.mentor);
        let mut out: Vec<&Placed<Arc<Person>>> = Vec::new();
        for mentor in told {
            if !is_among(&out, mentor) {
                out.push(mentor);
            }
        }
        if out.is_empty() {
            out = self.mentors_at(order, pairing);
        }
        out
    }

    /// Who mentors a pairing until the order takes effect; of those, whom it is about.
    pub fn mentors_before(&self, order: &Order, pairing: &Pairing) -> Vec<Placed<Arc<Person>>> {
        if order.does(Effect::ProlongsPairs) {
            let going_on = self.going_on_by(order, pairing);
            return going_on.into_iter().cloned().collect();
        }
        let old = self.old_mentors_in(order, pairing);
        if !old.is_empty() {
            return old.into_iter().cloned().collect();
        }
        let Some(day) = order.takes_effect() else {
            return pairing.mentors.clone();
        };
        let turns = order.does(Effect::ChangesMentors) || order.does(Effect::EndsPairs);
        let before = day.pred_opt().unwrap_or(day);
        if !pairing.has_history() {
            let there = if turns {
                self.mentors_on(pairing, before)
            } else {
                self.mentors_at(order, pairing)
            };
            return there.into_iter().cloned().collect();
        }
        let relieved = |person: &&Placed<Arc<Person>>| {
            let mut own = pairing.mentorships.iter();
            own.any(|m| {
                m.mentor.key == person.key
                    && (m.relieved.order.as_deref() == Some(&order.stem)
                        || self.ended(pairing, m) == Some(day))
            })
        };
        let mut there = self.on(pairing, before);
        if turns {
            self.take_over_untold(pairing, before, &mut there);
        }
        let about: Vec<_> = there.iter().copied().filter(relieved).cloned().collect();
        match (about.is_empty(), there.is_empty()) {
            (false, _) => about,
            (true, false) => there.into_iter().cloned().collect(),
            (true, true) => pairing.mentors.clone(),
        }
    }

    /// Who mentors a pairing on the day of an order: a paper of September does not know who takes
    /// over in January, even if the pairing names the new mentor by now.
    pub fn mentors_at<'p>(
        &'p self,
        order: &Order,
        pairing: &'p Pairing,
    ) -> Vec<&'p Placed<Arc<Person>>> {
        match issued(order) {
            Some(day) => self.mentors_on(pairing, day),
            None => pairing.mentors.iter().collect(),
        }
    }

    /// The mentorship of somebody here that an order of its day knows: not one by which the pair
    /// goes on later.
    pub fn mentorship_at<'p>(
        &self,
        order: &Order,
        pairing: &'p Pairing,
        key: &str,
    ) -> Option<&'p Mentorship> {
        let day = issued(order).unwrap_or(NaiveDate::MAX);
        let own = || pairing.mentorships.iter().filter(|m| m.mentor.key == key);
        let begun = |m: &&Mentorship| self.begins(pairing, m).is_none_or(|from| from <= day);
        own().rfind(begun).or_else(|| own().next())
    }

    /// The last day of a pairing, as an order of its day knows it, where it goes on by now beyond
    /// that with the same mentors.
    pub fn term_known_to<'p>(
        &self,
        order: &Order,
        pairing: &'p Pairing,
    ) -> Option<&'p Placed<When>> {
        let mentors = self.mentors_at(order, pairing);
        let until = |mentor: &&Placed<Arc<Person>>| {
            let known = self.mentorship_at(order, pairing, &mentor.key)?;
            let (last, _) = dated(known.until.as_ref())?;
            let goes_on = pairing.mentorships.iter().any(|later| {
                let begins = self.begins(pairing, later);
                later.mentor.key == mentor.key && begins.is_some_and(|from| from > last)
            });
            known.until.as_ref().filter(|_| goes_on)
        };
        let known: Option<Vec<&Placed<When>>> = mentors.iter().map(until).collect();
        let last = |it: &&Placed<When>| dated(Some(it)).map(|(day, _)| day);
        known?.into_iter().max_by_key(last)
    }

    /// The days of one mentor of a pairing, as far as an order of its day knows them: an end that
    /// comes to be known later is none. Of somebody who goes on by a new term it is one.
    pub fn days_known_to<'p>(
        &'p self,
        order: &Order,
        pairing: &'p Pairing,
        key: &str,
    ) -> Option<Term<'p>> {
        let day = issued(order).unwrap_or(NaiveDate::MAX);
        let all = self.terms(pairing).into_iter();
        let own: Vec<Term<'p>> = all.filter(|t| t.mentor.key == key).collect();
        let begun = own
            .iter()
            .filter(|t| t.from.is_none_or(|(from, _)| from <= day));
        let joined = |whole: Term<'p>, next: Term<'p>| {
            let begins = next.from.map(|(from, _)| from);
            let goes_on = whole.until.is_none_or(|(until, _)| begins <= Some(until));
            let from = if goes_on { whole.from } else { next.from };
            Term { from, ..next }
        };
        let mut term = begun.copied().reduce(joined).or(own.first().copied())?;
        term.until = term.until.filter(|end| self.is_known(pairing, *end, day));
        Some(term)
    }

    /// Whether an end is known on a day: the paper that sets it has been written by then.
    fn is_known(&self, pairing: &Pairing, (end, place): Dated<'_>, day: NaiveDate) -> bool {
        let by_order = || self.orders.iter().find(|o| o.file == place.file);
        let by_paper = || {
            let labour = pairing.mentorships.iter().filter_map(|m| m.labour.as_ref());
            let mut endings = labour.flat_map(|l| [&l.notice, &l.refusal]).flatten();
            endings.find(|it| it.day.as_ref().is_some_and(|day| day.place == *place))
        };
        let written = match by_order() {
            Some(order) => order.date.as_ref(),
            None => by_paper().and_then(|it| it.date.as_ref()),
        };
        dated(written).map_or(end, |(written, _)| written) <= day
    }

    /// The first day without a mentor by what is known in the end, and where it is written.
    pub fn end_of<'p>(
        &'p self,
        pairing: &'p Pairing,
        mentorship: &'p Mentorship,
    ) -> Option<(NaiveDate, &'p Place)> {
        if pairing.has_history() {
            return self.end(pairing, mentorship);
        }
        let terms = self.terms(pairing);
        let mut own = terms.iter().rev();
        let own = own.find(|term| term.mentor.key == mentorship.mentor.key);
        own.and_then(|term| term.until)
    }

    /// Who mentors a pairing on a day.
    pub fn mentors_on<'p>(
        &'p self,
        pairing: &'p Pairing,
        issued: NaiveDate,
    ) -> Vec<&'p Placed<Arc<Person>>> {
        let now = || pairing.mentors.iter().collect();
        if pairing.has_history() {
            let mut there = self.on(pairing, issued);
            self.take_over_untold(pairing, issued, &mut there);
            return if there.is_empty() { now() } else { there };
        }
        let mut changes: Vec<(NaiveDate, &Order)> = self
            .changes_of(pairing)
            .filter_map(|change| Some((change.takes_effect()?, change)))
            .collect();
        changes.sort_by_key(|(day, _)| *day);
        let names_new = |(_, change): &(NaiveDate, &Order)| {
            let new = self.new_mentors_in(change, pairing);
            pairing.mentors.iter().any(|m| is_among(&new, &m.value))
        };
        // The pairing follows the changes up to the last whose new mentor it names, if each says
        // whom he came after.
        let followed = changes
            .iter()
            .rposition(names_new)
            .map_or(0, |last| last + 1);
        let followed = if changes[..followed]
            .iter()
            .all(|(_, change)| !change.old_mentors.is_empty())
        {
            followed
        } else {
            0
        };
        let in_effect = changes.iter().filter(|(day, _)| *day <= issued).count();
        let mut mentors: Vec<&Placed<Arc<Person>>> = now();
        let mut replace = |old: Vec<&'p Placed<Arc<Person>>>, new: Vec<&'p Placed<Arc<Person>>>| {
            mentors.retain(|m| !old.is_empty() && !is_among(&old, m));
            mentors.extend(new);
        };
        let new = |change: &'p Order| self.new_mentors_in(change, pairing);
        let old = |change: &'p Order| self.old_mentors_in(change, pairing);
        for (_, change) in changes[in_effect.min(followed)..followed].iter().rev() {
            replace(new(change), old(change));
        }
        for (_, change) in changes[followed.min(in_effect)..in_effect]
            .iter()
            .filter(|(_, change)| !new(change).is_empty())
        {
            replace(old(change), new(change));
        }
        mentors
    }

    /// Everybody who mentors or has mentored a pairing, with the days where they are not those of
    /// the pair.
    pub fn terms<'p>(&'p self, pairing: &'p Pairing) -> Vec<Term<'p>> {
        if pairing.has_history() {
            let own = pairing.mentorships.iter();
            let told = own.map(|m| self.term_of(pairing, m));
            return told.chain(self.untold_terms(pairing)).collect();
        }
        let mut out: Vec<Term<'p>> = self
            .mentors_on(pairing, NaiveDate::MIN)
            .into_iter()
            .map(Term::of)
            .collect();
        for change in self.changes_of(pairing) {
            let Some((day, place)) = change.dated() else {
                continue;
            };
            let there = self.mentors_on(pairing, day);
            let is_there = |key: &str| there.iter().any(|person| person.key == key);
            for term in out.iter_mut().filter(|t| t.until.is_none()) {
                if !is_there(&term.mentor.key) {
                    term.until = Some((day, place));
                }
            }
            for person in there {
                let known = |t: &Term<'_>| t.mentor.key == person.key && t.until.is_none();
                if !out.iter().any(known) {
                    out.push(Term {
                        from: Some((day, place)),
                        ..Term::of(person)
                    });
                }
            }
        }
        for end in self.ends_of(pairing) {
            let until = end.dated();
            for term in out.iter_mut().filter(|t| t.until.is_none()) {
                term.until = until;
            }
        }
        for term in out.iter_mut().filter(|t| t.until.is_none()) {
            let own = pairing.mentorship_of(&term.mentor.key);
            term.until = own.and_then(Mentorship::own_end);
        }
        out
    }

    /// The terms of those whom an order appoints and of whom the pair says nothing.
    fn untold_terms<'p>(&'p self, pairing: &'p Pairing) -> Vec<Term<'p>> {
        let is_untold = |new: &&Placed<Arc<Person>>| pairing.mentorship_of(&new.key).is_none();
        let mut changes: Vec<(Dated<'p>, &Order)> = self
            .changes_of(pairing)
            .filter_map(|change| Some((change.dated()?, change)))
            .collect();
        changes.sort_by_key(|(dated, _)| day_of(dated));
        let ends = || self.ends_of(pairing).filter_map(Order::dated);
        let mut out = Vec::new();
        for (i, (from, change)) in changes.iter().enumerate() {
            let new = self.new_mentors_in(change, pairing).into_iter();
            for mentor in new.filter(is_untold) {
                let relieves = |(_, later): &&(Dated<'p>, &Order)| {
                    let old = self.old_mentors_in(later, pairing);
                    let comes = || self.new_mentors_in(later, pairing).iter().any(is_untold);
                    is_among(&old, mentor) || old.is_empty() && comes()
                };
                let relieved = changes[i + 1..].iter().find(relieves);
                let until = relieved.map(|(day, _)| *day);
                out.push(Term {
                    mentor,
                    from: Some(*from),
                    until: until.or_else(|| ends().max_by_key(day_of)),
                });
            }
        }
        out
    }

    fn term_of<'p>(&'p self, pairing: &'p Pairing, mentorship: &'p Mentorship) -> Term<'p> {
        let of_pair = pairing.first_day();
        let starts = self.own_start(pairing, mentorship);
        Term {
            mentor: &mentorship.mentor,
            from: starts.filter(|(day, _)| Some(*day) != of_pair),
            until: self.end(pairing, mentorship),
        }
    }
}

/// The day of an order, as far as something is known of it: without a date the pairs are fixed
/// before everything, and the results come after it.
fn issued(order: &Order) -> Option<NaiveDate> {
    match order.date.as_deref() {
        Some(When::Day(day)) => Some(*day),
        _ if order.does(Effect::FixesPairs) => Some(NaiveDate::MIN),
        _ if order.does(Effect::SumsUp) => Some(NaiveDate::MAX),
        _ => None,
    }
}

fn is_among(people: &[&Placed<Arc<Person>>], one: &Person) -> bool {
    people.iter().any(|person| person.key == one.key)
}

fn day_of(dated: &Dated<'_>) -> NaiveDate {
    dated.0
}

/// One mentor of a pairing, with the first day with him and the first without him.
#[derive(Debug, Clone, Copy)]
pub struct Term<'p> {
    pub mentor: &'p Placed<Arc<Person>>,
    pub from: Option<Dated<'p>>,
    pub until: Option<Dated<'p>>,
}

impl<'p> Term<'p> {
    fn of(mentor: &'p Placed<Arc<Person>>) -> Self {
        Self {
            mentor,
            from: None,
            until: None,
        }
    }
}
