//! Strict reading of a signed PDF: every byte that came after a signature must be one of the few
//! things that another signature adds, by construction. What is not understood is never harmless.

mod change;
mod document;
mod drawn;
mod fields;
mod metadata;
mod step;
mod update;
mod value;

pub use change::{Change, What};
pub(super) use document::{Budget, State, last_start, sections};
pub(super) use drawn::drawn_words;
pub(super) use fields::{Gap, MOST, SignatureField, forbids_all, gap_of, gaps, signature_fields};
pub(super) use step::{Step, after_line_end, steps_after};
pub(super) use value::{Dict, Value};
