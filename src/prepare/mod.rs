//! From the files of a project to its plan: reads them, checks them and lists the papers.
//!
//! It reads no disk and builds no paper.

mod blanks;
mod editions;
mod groundwork;
mod list;
mod municipality;
mod recollection;
mod whole;
mod wording;

pub use crate::check::{last_day_of_notice, working_day_by};

pub use blanks::blanks;
pub use editions::{edition_names, prepare_edition, prepare_edition_with};
pub use municipality::{PreparedMunicipality, prepare_municipality};
pub use recollection::Recollection;
pub use whole::{prepare, prepare_again};
