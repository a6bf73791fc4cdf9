//! What a municipality says of itself, and the wording of its papers.

use super::wording::edition;
use crate::edition::Edition;
use crate::look::Look;
use crate::problem::{FileId, Problem, Source, Sources};
use crate::project::{Municipality, MunicipalityFiles};
use crate::reader::decode::{decode, with_plain_ends};

/// What came of reading the files beside the schools.
#[derive(Debug)]
pub struct PreparedMunicipality {
    pub municipality: Municipality,
    /// `None` where the wording cannot be used.
    pub edition: Option<Edition>,
    pub problems: Vec<Problem>,
    pub sources: Sources,
}

/// Reads `district.toml` and the municipality's own wording.
pub fn prepare_municipality(files: &MunicipalityFiles) -> PreparedMunicipality {
    let look = Look::default();
    let can_draw = |c| look.faces.can_draw(c);
    let read = Municipality::read(files, &can_draw);
    let (municipality, mut sources, mut problems) =
        (read.municipality, read.sources, read.problems);
    let add = |file: &crate::project::RawFile| {
        let text = decode(&file.bytes).map(|(text, _)| with_plain_ends(&text).into_owned());
        let source = Source::new(file.name.clone(), text.unwrap_or_default());
        let id = sources.add(source.inside(file.inside.clone()));
        (id, file.stem.clone())
    };
    let forms: Vec<(FileId, String)> = files.forms.iter().map(add).collect();
    let (edition, more) = edition(
        municipality.edition.as_ref(),
        municipality.corrected,
        &sources,
        &forms,
        &can_draw,
    );
    problems.extend(more);
    PreparedMunicipality {
        municipality,
        edition,
        problems,
        sources,
    }
}
