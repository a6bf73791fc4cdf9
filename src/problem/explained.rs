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
    page_title: Option<String>,
    page_why: Option<String>,
    page: Option<String>,
    pub bad: Option<String>,
    pub good: Option<String>,
}

impl Explained {
    /// What it is about, why that matters and what to do, for who sees neither files nor commands.
    pub fn on_page(&self) -> [&str; 3] {
        [
            self.page_title.as_ref().unwrap_or(&self.title),
            self.page_why.as_ref().unwrap_or(&self.why),
            self.page.as_ref().unwrap_or(&self.mend),
        ]
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_told_of_no_file_key_or_command() {
        let is_key = |word: &str| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let mut letters = word.chars();
            word.len() > 1 && letters.all(|c| c.is_ascii_lowercase() || c == '_' || c == '.')
        };
        for (number, page) in explained() {
            for text in page.on_page() {
                let told = text.split_whitespace().find(|word| is_key(word));
                assert_eq!(told, None, "{number}: {text}");
                let is_plain = !text.contains(['[', ']', '{', '=']) && !text.contains("команд");
                assert!(is_plain, "{number}: {text}");
            }
        }
    }
}
