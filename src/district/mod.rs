//! What a municipality puts together from its schools: a few facts of each, what is alike in
//! several of them, and the consolidated papers as a plan.
//!
//! A school is let go of as soon as its facts are known, so that a thousand of them take little
//! memory. It reads no disk.

mod consolidated;
mod facts;
mod letter;
mod likeness;
mod papers;
mod tables;

pub use consolidated::Consolidated;
pub use facts::{Remark, School};
pub use likeness::{Common, Copied, Likeness, Namesake};
pub use papers::consolidated;
pub use tables::Figures;
