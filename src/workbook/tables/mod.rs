//! Tables on a sheet: where each begins and ends, of which kind it is and which column is what, by
//! its words and by what stands in it, never by the place.

mod column;
mod drafts;
mod find;
mod logs;
mod matter;
mod nearly;
mod of_staff;
mod other_plans;
mod other_senses;
mod sheet_names;
mod sheet_table;
mod standing;
mod titles;
mod words;
mod years;

pub(super) use find::{MOST_ABOVE, find, head_of_ours};
pub(super) use matter::{Matter, matter, pairs_pupils};
pub(super) use nearly::nearly;
pub(super) use of_staff::{has_left_school, is_of_mentoring};
pub(super) use sheet_table::SheetTable;
pub(super) use standing::{Of, Standing, has_gone, is_doubtful, is_of_pupils, standing, words_of};
pub(super) use titles::{over_head, titles_above, titles_of};
pub(super) use words::{has_patronymic, plain};
pub(super) use years::{ends_before, is_of_place, is_outside, is_since, years};
