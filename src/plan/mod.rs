//! Which papers are to be made, what each is made from and by what it is known, and the document of
//! each.
//!
//! A plan comes from [`prepare`](crate::prepare). It knows neither the disk nor what a PDF is.

mod choice;
mod choose;
mod complete;
mod documents;
mod fault;
mod fingerprint;
mod format;
mod given_out;
mod identity;
mod kinds;
mod names;
mod paper;
#[expect(
    clippy::module_inception,
    reason = "a file bears the name of its main type"
)]
mod plan;
mod public;
mod requisites;
mod short_name;
mod year;

pub use choice::Choice;
pub use fault::NotBuilt;
pub(crate) use fault::fault;
pub use fingerprint::inputs_fingerprint;
pub(crate) use fingerprint::{content_fingerprint, fingerprint_of_others, shared_fingerprint};
pub use format::Format;
pub use given_out::{Apart, Difference, LOST_MARKS, mark_again};
pub(crate) use identity::{are_of_a_kind, are_of_others, of_people, says_of_renamed};
pub use kinds::PaperKind;
pub(crate) use kinds::{Content, Wanted};
pub use paper::Paper;
pub use plan::Plan;
pub use public::left_to_look_at;
pub use requisites::Requisites;
