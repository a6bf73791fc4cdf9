//! Strict reading of a signed PDF: every byte that came after a signature must be one of the few
//! things that another signature adds, by construction. What is not understood is never harmless.

mod change;
mod drawn;
mod fields;
mod form;
mod locks;
mod look;
mod metadata;
mod review;
mod sections;
mod state;
mod step;
mod unpack;
mod update;
mod validation_data;
mod value;

pub use change::Change;
pub(super) use change::What;
pub(super) use drawn::drawn_words;
pub(super) use fields::{Gap, MOST, SignatureField, gap_of, gaps, signature_fields};
pub(super) use locks::Locks;
pub(super) use sections::{last_start, sections};
pub(super) use state::State;
pub(super) use step::{Step, steps_after};
pub(super) use unpack::Budget;
pub(super) use value::{Dict, Value, after_line_end};
