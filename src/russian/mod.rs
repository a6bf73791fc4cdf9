//! What Russian asks of a text: dates in words, names with initials, nouns after numbers, no-break
//! spaces. Nothing here knows of schools or papers.

mod bearers;
mod cases;
mod dates;
mod hyphens;
mod latin;
mod names;
mod words;

pub use bearers::{
    bears_names, ends_as_surname, is_relative, may_be_surname, opens_a_title, tells_of_child,
};
pub use cases::{
    Ambiguity, Case, Declined, DeclinedName, Doubt, Gender, Part, Refusal, capital_inside,
    decline_name, decline_organization, decline_part, decline_post, gender_of, is_given_first,
    located,
};
pub(crate) use cases::{
    is_first_name, is_oblique_patronymic, is_oblique_post, is_patronymic, is_unknown_post,
    looks_like_surname,
};
pub use dates::{
    cell_date, cell_span, digits, long_date, long_span, month_beginning, month_named, month_stem,
    second_day,
};
pub use hyphens::is_joining;
pub use latin::{in_latin, latin};
pub use names::{BadName, PersonName, is_small_in_name};
pub use words::{
    alphabetical, between_items, capitalized, counted, is_apostrophe, rules_by_instrumental,
    searchable, tidy, with_dashes_and_quotes, with_preposition, without_common_end,
};
