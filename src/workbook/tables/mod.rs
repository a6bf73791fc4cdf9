//! Tables on a sheet: where each begins and ends, of which kind it is and which column is what, by
//! its words and by what stands in it, never by the place.

mod column;
mod find;
mod matter;
mod table;
mod words;
mod years;

pub(super) use find::{MOST_ABOVE, find, head_of_ours, titles_above};
pub(super) use matter::{Matter, matter};
pub(super) use table::Table;
pub(super) use words::{has_patronymic, plain};
pub(super) use years::{last_day, years};
