//! What there is to say of a school where nothing is to be made.

use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::json::{FileJson, files_json};
use super::told;
use crate::console::{Console, Ended, report};
use crate::make::{Made, Outcome};
use crate::plan::Plan;

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Answer {
    /// What is wrong with the description.
    pub(super) remarks: Vec<String>,
    /// The same for scripts.
    #[serde(default)]
    pub(super) problems: Vec<Value>,
    /// What else is to be told first.
    #[serde(default)]
    pub(super) notices: Vec<String>,
    /// What is to be told of the output folder.
    pub(super) notes: Vec<String>,
    pub(super) files: Vec<FileJson>,
    /// Files that were made before from the same data.
    pub(super) fresh: usize,
    /// Files that are left as they are.
    pub(super) kept: usize,
    /// Papers kept back for mistakes in the data.
    pub(super) withheld: usize,
    /// Mistakes in the data.
    pub(super) errors: usize,
}

impl Answer {
    pub(super) fn of(plan: &Plan, remarks: Vec<String>, made: &Made, out: &Path) -> Self {
        let sum = |of: fn(&Outcome) -> usize| made.outcomes.iter().map(of).sum();
        Self {
            remarks,
            problems: report::json_of(&plan.problems, &plan.sources),
            notices: Vec::new(),
            notes: told::notes(made, out, told::CLEAN),
            files: files_json(plan, made, out),
            fresh: sum(|outcome| outcome.fresh.len()),
            kept: sum(|outcome| outcome.kept.len()),
            withheld: plan.withheld,
            errors: plan.errors(),
        }
    }

    /// Tells what there was to be told.
    pub(super) fn tell(&self, console: &Console) {
        console.tell_problems(&self.remarks, self.problems.clone());
        let lines = self.notices.iter().chain(&self.notes);
        lines.for_each(|line| console.warn(line));
    }

    pub(super) fn ended(&self) -> Ended {
        if self.errors > 0 {
            Ended::WithProblems
        } else {
            Ended::Well
        }
    }
}
