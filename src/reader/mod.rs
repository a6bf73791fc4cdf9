//! TOML → values with places, gathering every problem instead of stopping at the first.
//!
//! A table is asked for its keys one by one; [`TomlTable::finish`] then names every key nobody asked
//! for. What is asked is thereby what is known, so the list of known keys stands nowhere twice.

mod characters;
mod days;
pub mod decode;
mod destroyed;
mod gathered;
mod meant;
mod misspelt;
mod own;
mod place;
#[expect(
    clippy::module_inception,
    reason = "a file bears the name of its main type"
)]
mod reader;
mod slips;
mod stand_ins;
mod survey;
mod survey_words;
mod syntax;
mod texts;
mod toml_table;
mod wanted;
mod within;
mod wording;

pub use characters::clean;
pub use days::When;
pub use destroyed::is_destroyed;
pub use gathered::Gathered;
pub use meant::{UNKNOWN as UNKNOWN_KEY, YEARS, day_in};
pub(crate) use meant::{
    is_of_years, last_day as last_day_in, period as period_in, years as years_in,
};
pub use own::OwnValue;
pub use place::{span_of, top_keys};
pub use reader::Reader;
pub use survey::{ANY, KnownKey, Shape};
pub use survey_words::survey_words;
pub use texts::same_word;
pub use toml_table::{TomlTable, survey};
pub use wanted::{Must, Rule, Stands, TableKind, WantedKey, Words};
pub use wording::{Layer, Wording};
