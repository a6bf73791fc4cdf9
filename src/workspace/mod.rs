//! A project that somebody works in: its files as they lie on the disk now, row by row and as papers,
//! with what was read last remembered. It knows what a value of the files is about and in which
//! form it is written; it knows neither screens nor addresses.

mod form_field;
mod in_papers;
mod offers;
mod ordered;
mod remembered;
#[expect(
    clippy::module_inception,
    reason = "a file bears the name of its main type"
)]
mod workspace;

pub use form_field::{Form, FormField};
pub use in_papers::InPapers;
pub use offers::Offers;
pub use ordered::OrderedChange;
pub use remembered::Remembered;
pub use workspace::Workspace;
