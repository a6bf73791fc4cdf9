//! A project without its pairings: the school, its orders and roadmap, the edition and the look.

use crate::edition::Edition;
use crate::look::{self, Look};
use crate::project::{self, Files, Reading};

/// What was read of a project, and what its pairings are read with.
#[derive(Debug, Clone)]
pub(super) struct Groundwork {
    pub(super) reading: Reading,
    pub(super) edition: Option<Edition>,
    pub(super) look: Look,
}

/// Reads every file but the pairings.
pub(super) fn lay(files: &Files) -> Groundwork {
    let found = look::find(files);
    let can_draw = |c| found.look.faces.can_draw(c);
    let mut reading = project::read(files, &can_draw);
    reading.problems.extend(found.problem(reading.style));
    reading.problems.extend(found.unused());
    let edition = reading.project.as_ref().and_then(|project| {
        let organization = &project.organization;
        let (edition, problems) = super::wording::edition(
            organization.edition.as_ref(),
            organization.corrected,
            &reading.sources,
            (&reading.forms, &files.shared),
            &can_draw,
        );
        reading.problems.extend(problems);
        edition
    });
    if let (Some(project), Some(edition)) = (&mut reading.project, &edition) {
        project.learn_effects(|kind| edition.orders.effect(kind));
    }
    Groundwork {
        reading,
        edition,
        look: found.look,
    }
}
