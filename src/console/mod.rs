//! What every command has in common: where it speaks, how it ends, how it shows problems, how
//! Ctrl-C stops it.

mod chosen;
mod ended;
pub(crate) mod interrupt;
pub(crate) mod report;
mod streams;
mod waiting;

pub(crate) use chosen::ChosenSchools;
pub(crate) use ended::{Ended, misused};
pub use report::render as render_problem;
pub(crate) use streams::{Console, read_input};
pub(crate) use waiting::wait;
