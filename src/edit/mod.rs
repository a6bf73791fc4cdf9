//! Editing the files of a project without losing what people wrote in them.
//!
//! Values are set, removed, inserted and put in order by their keys (`toml_file`), texts are
//! patched by their places ([`Patch`]); what a person has written becomes a value of its field
//! (`value`), and rows of a workbook or of a form become changes of the files ([`bring`]), told
//! before and after. Nothing here touches the disk.

mod alike;
mod apart;
mod bank;
mod bank_cases;
mod beside;
mod bring;
mod broken;
mod capitals;
mod dates;
mod doubts;
mod edition_words;
mod events;
mod fates;
mod form;
mod happening;
mod items;
mod ledger;
mod mentorship_table;
mod named;
mod names;
mod order_names;
mod order_words;
mod outcome;
mod parts;
mod patch;
mod pays;
mod people;
mod places;
mod posts;
mod reach;
mod row;
mod rows;
mod several;
mod shared_posts;
mod short_names;
mod toml_file;
mod unclear;
mod value;
mod written;

pub use alike::in_russian_letters;
pub use apart::mentorships_apart;
pub use bank::{bank, bank_case, into_bank};
pub use bank_cases::{BUILT_IN, BankCase, BankPart};
pub use bring::{bring, without};
pub use dates::{Slashed, day, slashed, span, why_no_day};
pub use doubts::has_first_name;
pub use events::{Turned, turned};
pub use form::{Entry, Filled, Lists, OrderName, Record, Tables, file_of};
pub use happening::{Event, Happening, Newcomer, Why};
pub use ledger::{BookCell, Fate, Ledger, Tally};
pub use named::{is_full_name, names_people, told_new};
pub use order_names::OrderNames;
pub use order_words::{DateSlip, OrderWords, date_slip, has_date, order_in};
pub use outcome::{Edit, ImportChange, Imported, Prune, What};
pub use patch::Patch;
pub use pays::{Unit, genitive, is_figure, with_unit};
pub use posts::{NO_POST, post_and_rest, posts_by_line};
pub use reach::{Reach, months_named, reach};
pub use row::{Cell, List, Row};
pub use rows::{Rows, columns};
pub use toml_file::TomlFiles;
pub use written::Value;
