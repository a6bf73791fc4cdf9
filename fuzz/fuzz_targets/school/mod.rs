//! A small school into which a target puts one file of its own.

use nastavnik::console::render_problem;
use nastavnik::plan::Plan;
use nastavnik::project::{Files, RawFile};

/// A file of the folder by its name from there.
pub fn file(inside: &str, bytes: &[u8]) -> RawFile {
    let stem = inside.rsplit('/').next().unwrap_or(inside);
    RawFile {
        name: inside.to_owned(),
        inside: inside.to_owned(),
        stem: stem.trim_end_matches(".toml").to_owned(),
        bytes: bytes.to_vec(),
    }
}

/// The sample that `init` writes, with one pair.
pub fn start() -> Files {
    Files {
        organization: Some(file(
            "organization.toml",
            include_bytes!("../../../samples/start/organization.toml"),
        )),
        roadmap: Some(file(
            "roadmap.toml",
            include_bytes!("../../../samples/start/roadmap.toml"),
        )),
        pairings: vec![
            file(
                "pairings/petrova-sidorov.toml",
                include_bytes!("../../../samples/start/pairings/petrova-sidorov.toml"),
            )
            .into(),
        ],
        ..Files::default()
    }
}

/// Every problem can be shown at its place, and every paper that is planned says something.
#[allow(dead_code, reason = "a target that reads no project has the files only")]
pub fn is_told_or_built(plan: &Plan) {
    for problem in &plan.problems {
        assert!(!render_problem(problem, &plan.sources).is_empty());
    }
    if plan.has_errors() {
        return;
    }
    for paper in &plan.papers {
        if let Ok(document) = plan.document(paper) {
            assert!(!nastavnik::text::write(&document).is_empty());
        }
    }
}
