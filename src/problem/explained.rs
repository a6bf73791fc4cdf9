//! `forms/explain.toml`: a page about each kind of problem.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// What is said of one kind of problem.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Explained {
    pub title: String,
    pub why: String,
    pub mend: String,
    pub bad: Option<String>,
    pub good: Option<String>,
}

#[expect(
    clippy::expect_used,
    reason = "the file is compiled in and read by a test"
)]
static PAGES: LazyLock<BTreeMap<String, Explained>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../forms/explain.toml")).expect("forms/explain.toml")
});

/// Every page, by the number of its problem.
pub fn explained() -> &'static BTreeMap<String, Explained> {
    &PAGES
}
