//! What a table file says of its cells besides their values: merged areas, what is hidden or struck
//! out, remarks, and how a number is shown. Whatever the library that reads values lacks is read from the
//! file's own XML beside it.

mod comments;
mod number_format;
mod ods;
mod rounded;
mod rules;
mod runs;
mod xlsx;
mod xml;

pub(super) use ods::{Unreadable, sheets as ods};
pub(super) use xlsx::add as add_xlsx;
