//! What a municipality says of itself, and the wording of its papers.

use super::wording::edition;
use crate::edition::Edition;
use crate::look::Look;
use crate::problem::{Problem, Sources};
use crate::project::{Municipality, MunicipalityFiles};

/// What came of reading the files beside the schools.
#[derive(Debug)]
pub struct PreparedMunicipality {
    pub municipality: Municipality,
    /// `None` where the wording cannot be used.
    pub edition: Option<Edition>,
    pub problems: Vec<Problem>,
    pub sources: Sources,
}

impl PreparedMunicipality {
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(Problem::is_error)
    }
}

/// Reads `district.toml` and the municipality's own wording.
pub fn prepare_municipality(files: &MunicipalityFiles) -> PreparedMunicipality {
    let look = Look::default();
    let can_draw = |c| look.faces.can_draw(c);
    let read = Municipality::read(files, &can_draw);
    let mut problems = read.problems;
    let (edition, more) = edition(
        read.municipality.edition.as_ref(),
        read.municipality.corrected,
        &read.sources,
        (&read.forms, &files.shared),
        &can_draw,
    );
    problems.extend(more);
    PreparedMunicipality {
        municipality: read.municipality,
        edition,
        problems,
        sources: read.sources,
    }
}
