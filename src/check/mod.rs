//! Rules over the whole project that the reading of one file cannot know, one file per family of rules.

mod cases;
mod forms;
mod orders;
mod people;

use crate::edition::Edition;
use crate::problem::Problem;
use crate::project::{Pairing, Project};

/// What is wrong with a pairing in itself: it is asked while the whole of it is at hand.
pub fn check_pairing(pairing: &Pairing, edition: &Edition) -> Vec<Problem> {
    let mut problems = Vec::new();
    forms::check(pairing, edition, &mut problems);
    problems
}

/// Everything wrong with a project that could be read, besides what [`check_pairing`] tells.
pub fn check(project: &Project, edition: &Edition) -> Vec<Problem> {
    let mut problems = Vec::new();
    people::check(project, &mut problems);
    orders::check(project, edition, &mut problems);
    cases::check(project, &mut problems);
    problems
}
