//! Any bytes as one file of a school: problems at their places or papers, never a fall.
#![no_main]

mod engine;
mod school;
mod told;

use std::sync::LazyLock;

use engine::fuzz_target;
use nastavnik::prepare::prepare;
use nastavnik::project::Files;
use school::{file, start};
use told::is_told_or_built;

static SCHOOL: LazyLock<Files> = LazyLock::new(start);

// The first byte says which file it is, so that a seed is a file with a digit before it.
fuzz_target!(|input: &[u8]| {
    let Some((kind, bytes)) = input.split_first() else {
        return;
    };
    let mut files = SCHOOL.clone();
    match kind % 6 {
        0 => files.organization = Some(file("organization.toml", bytes)),
        1 => files.roadmap = Some(file("roadmap.toml", bytes)),
        2 => files.regulation = Some(file("regulation.toml", bytes)),
        3 => files.orders = vec![file("orders/118.toml", bytes)],
        4 => files.forms = vec![file("forms/program.toml", bytes)],
        _ => files.pairings = vec![file("pairings/one.toml", bytes).into()],
    }
    is_told_or_built(&prepare(&files));
});
