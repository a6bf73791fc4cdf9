//! Answers that were given before: a school's people are the same in every paper of a year, and
//! with every key that is pressed in a form.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

/// Answers that are kept; with one more, all are forgotten.
const MOST: usize = 4096;

/// What a question was answered with. The answer must depend on the question alone.
pub(super) struct Answers<Q, A>(RwLock<BTreeMap<Q, A>>);

impl<Q: Ord, A: Clone> Answers<Q, A> {
    pub(super) const fn new() -> Self {
        Self(RwLock::new(BTreeMap::new()))
    }

    /// The answer to a question, found by `find` when it is asked for the first time.
    pub(super) fn to(&self, question: Q, find: impl FnOnce(&Q) -> A) -> A {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = known.get(&question) {
            return answer.clone();
        }
        drop(known);
        let answer = find(&question);
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() == MOST {
            known.clear();
        }
        known.insert(question, answer.clone());
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_answered_once_while_it_is_remembered() {
        let answers = Answers::new();
        let mut asked = 0;
        for _ in 0..2 {
            let answer = answers.to(7, |question| {
                asked += 1;
                question * 2
            });
            assert_eq!(answer, 14);
        }
        assert_eq!(asked, 1);
        for question in 0..=MOST {
            assert_eq!(answers.to(question + 100, |q| *q), question + 100);
        }
        assert_eq!(answers.to(7, |_| 15), 15);
    }
}
