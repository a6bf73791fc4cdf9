//! Rules over the whole project that the reading of one file cannot know, one file per family of rules.

mod cases;
mod forms;
mod orders;
mod people;

use crate::edition::Edition;
use crate::problem::Problem;
use crate::project::Project;

/// Everything wrong with a project that could be read.
pub fn check(project: &Project, edition: &Edition) -> Vec<Problem> {
    let mut problems = Vec::new();
    people::check(project, &mut problems);
    forms::check(project, edition, &mut problems);
    orders::check(project, edition, &mut problems);
    cases::check(project, &mut problems);
    problems
}
