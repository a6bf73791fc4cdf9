//! `explain`: a page about one kind of problem, or the list of all.

use std::collections::BTreeMap;

use serde::Deserialize;

use clap::Parser;

use crate::console::{Console, Ended};
use crate::problem::{Code, Severity};

#[derive(Debug, Parser)]
pub(crate) struct ExplainArgs {
    /// Номер замечания, например 405; без номера – список всех
    #[arg(value_name = "НОМЕР")]
    pub code: Option<String>,
}

const PAGES: &str = include_str!("../../../forms/explain.toml");

/// What is said of one kind of problem.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    title: String,
    why: String,
    mend: String,
    bad: Option<String>,
    good: Option<String>,
}

/// By number.
fn pages() -> BTreeMap<String, Page> {
    // Compiled in, and a test reads every page.
    toml::from_str(PAGES).unwrap_or_default()
}

pub(crate) fn run(args: &ExplainArgs, console: &Console) -> Ended {
    let pages = pages();
    let Some(wanted) = &args.code else {
        for (number, page) in &pages {
            console.say(&format!("{number}  {}", page.title));
        }
        return Ended::Well;
    };
    let Some((number, page)) = pages.get_key_value(wanted.trim_matches(['[', ']', ' '])) else {
        console.warn(&format!(
            "ошибка: замечания с номером «{wanted}» нет; все номера: nastavnik explain"
        ));
        return Ended::Misused;
    };
    console.say(&page_text(number, page));
    Ended::Well
}

fn page_text(number: &str, page: &Page) -> String {
    let severity = Code::ALL
        .iter()
        .find(|c| c.number() == number)
        .map(|c| match c.severity() {
            Severity::Error => "Ошибка: пока она не исправлена, документ не готовится.",
            Severity::Warning => "Предупреждение: документ готовится.",
        });
    let parts = [("Неверно:", &page.bad), ("Верно:", &page.good)];
    let examples = parts.iter().filter_map(|(label, text)| {
        Some(format!("\n\n{label}\n{}", indented(text.as_ref()?.trim())))
    });
    let examples: String = examples.collect();
    let severity = severity.unwrap_or_default();
    format!(
        "{number}. {}\n\n{severity}\n\n{}\n\nЧто сделать. {}{examples}",
        page.title,
        page.why.trim(),
        page.mend.trim()
    )
}

fn indented(text: &str) -> String {
    text.lines()
        .map(|line| {
            if line.is_empty() {
                String::new()
            } else {
                format!("    {line}")
            }
        })
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_page_and_every_page_a_code() {
        let pages: BTreeMap<String, Page> = toml::from_str(PAGES).unwrap();
        let codes: Vec<&str> = Code::ALL.iter().map(|c| c.number()).collect();
        assert_eq!(pages.keys().map(String::as_str).collect::<Vec<_>>(), codes);
        for (number, page) in &pages {
            let text = page_text(number, page);
            assert!(
                page.why.len() > 40 && page.mend.len() > 20 && !text.contains("  \n"),
                "{text}"
            );
            assert_eq!(
                page.bad.is_some(),
                page.good.is_some(),
                "{number}: an example has two sides"
            );
        }
    }
}
