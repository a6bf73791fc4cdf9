//! What was found out of papers by comparing them with the description of the school, for who looks
//! at one school again and again: with every screen of the page. Everything is known by the
//! fingerprints of what it follows from, so nothing known is ever out of date.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::plan::{Difference, Plan};

/// Comparisons that are kept; with one more, all are forgotten.
const MOST: usize = 8192;

/// What was compared before.
#[derive(Debug, Default)]
pub struct Comparisons(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    /// Every order of files that a project was seen with, and its own number.
    orders: BTreeMap<Vec<String>, usize>,
    next: usize,
    /// What a file would say, by what it would be made from.
    says: BTreeMap<String, String>,
    /// What a paper says otherwise, by the order of the files, for it names them by their numbers, by
    /// what it would be made from now and by what it said.
    differences: BTreeMap<(usize, String, String), Option<Difference>>,
}

impl Comparisons {
    /// The order in which a plan numbers the files of its project.
    pub(super) fn order_of(&self, plan: &Plan) -> usize {
        let names: Vec<String> = plan.sources.iter().map(|it| it.inside.clone()).collect();
        let mut known = self.known();
        make_room(&mut known.orders);
        let next = known.next;
        let order = *known.orders.entry(names).or_insert(next);
        known.next = next.max(order + 1);
        order
    }

    /// What a file would say that is made from this, found by `find` when it is asked for the first
    /// time.
    pub(super) fn says(
        &self,
        made_from: &str,
        find: impl FnOnce() -> Option<String>,
    ) -> Option<String> {
        let known = self.known().says.get(made_from).cloned();
        if known.is_some() {
            return known;
        }
        let found = find()?;
        let mut known = self.known();
        make_room(&mut known.says);
        known.says.insert(made_from.to_owned(), found.clone());
        Some(found)
    }

    /// What a paper of this text says otherwise than one that would be made from this, with the
    /// files in this order. `find` gives
    /// nothing where that cannot be found out now.
    pub(super) fn difference(
        &self,
        (order, made_from, text): (usize, &str, &str),
        find: impl FnOnce() -> Option<Option<Difference>>,
    ) -> Option<Difference> {
        let key = (order, made_from.to_owned(), text.to_owned());
        if let Some(known) = self.known().differences.get(&key) {
            return known.clone();
        }
        let found = find()?;
        let mut known = self.known();
        make_room(&mut known.differences);
        known.differences.insert(key, found.clone());
        found
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn make_room<Q, A>(known: &mut BTreeMap<Q, A>) {
    if known.len() == MOST {
        known.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_compared_is_known_by_all_that_it_follows_from() {
        let known = Comparisons::default();
        assert_eq!(known.says("data", || None), None);
        assert_eq!(known.says("data", || Some("a".into())), Some("a".into()));
        assert_eq!(known.says("data", || None), Some("a".into()));
        assert_eq!(known.says("others", || Some("b".into())), Some("b".into()));
        let first = (0, "data", "text");
        let gone = Some(Difference::NoPaper);
        assert_eq!(known.difference(first, || None), None);
        assert_eq!(known.difference(first, || Some(gone.clone())), gone);
        assert_eq!(known.difference(first, || Some(None)), gone);
        for other in [(1, "data", "text"), (0, "new", "text"), (0, "data", "new")] {
            assert_eq!(known.difference(other, || Some(None)), None);
        }
        for n in 0..=MOST {
            let number = n.to_string();
            known.says(&number, || Some(number.clone()));
        }
        assert_eq!(known.says("data", || Some("c".into())), Some("c".into()));
    }
}
