//! Keys of the table of fields that other rooms ask for by name.

/// The hidden first column.
pub const CODE: &str = "@code";
/// The short name under which other sheets know a pair.
pub const PAIR: &str = "@pair";
pub const MENTOR_POST: &str = "@mentor_post";
pub const MENTEE_POST: &str = "@mentee_post";
pub const MENTOR_GENDER: &str = "@mentor_gender";
pub const MENTEE_GENDER: &str = "@mentee_gender";
/// What only helps a row of pairs to enter somebody new, and is no value of a pair.
pub const OF_NEWCOMER: [&str; 4] = [MENTOR_POST, MENTEE_POST, MENTOR_GENDER, MENTEE_GENDER];
pub const ORDER: &str = "@order";
pub const STAGE: &str = "@stage";
pub const STAGE_NUMBER: &str = "@stage_number";
pub const SECTION: &str = "@section";
pub const CLAUSE: &str = "@clause";
pub const LABEL: &str = "@label";
pub const VALUE: &str = "@value";
/// Numbers of rows and the like: known and left alone.
pub const IGNORED: &str = "@ignored";
/// Pairs to which ready wording is given.
pub const GIVE: &str = "@give";
/// The case of the bank that an activity belongs to.
pub const CASE: &str = "@case";
/// Whether the table `[registers]` is there at all.
pub const REGISTERS: &str = "registers";
