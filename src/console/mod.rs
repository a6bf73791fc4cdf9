//! What every command has in common: where it speaks, how it ends, how it shows problems, how
//! Ctrl-C stops it.

mod answer;
mod chosen;
mod ended;
mod input;
pub(crate) mod interrupt;
pub(crate) mod report;
mod schema;
mod streams;
mod waiting;

pub(crate) use answer::JsonForm;
pub(crate) use chosen::ChosenSchools;
pub(crate) use ended::Ended;
pub(crate) use input::{read_input, read_text};
pub use report::render as render_problem;
pub(crate) use schema::{answer_schema, answering, answers};
pub(crate) use streams::{Console, Manner, misused, misused_at};
pub(crate) use waiting::wait;
