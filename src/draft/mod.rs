//! The first draft of an edition, learnt from a form as somebody typed it in Word.
//!
//! Everything is a guess: each block names the paragraph that it came from, each binding to data
//! says so, and what has found no place is listed. It writes wording files and knows no school.

mod block;
mod clues;
mod form;
mod lines;
mod naming;
mod place;
mod shape;
mod signatures;
mod stamps;
mod tables;
mod typed;
mod whole;
mod write;

pub use crate::docx::read::Unreadable;
pub use form::{About, Form};
pub use whole::{Draft, draft};
