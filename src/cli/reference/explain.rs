//! `explain`: a page about one kind of problem, or the list of all.

use clap::Parser;
use serde_json::{Value, json};

use crate::console::{Console, Ended};
use crate::problem::{Code, Explained, Severity, explained};

#[derive(Debug, Parser)]
pub(crate) struct ExplainArgs {
    /// Номер замечания, например 405; без номера – список всех
    #[arg(value_name = "НОМЕР")]
    pub code: Option<String>,
}

pub(crate) fn run(args: &ExplainArgs, console: &Console) -> Ended {
    let pages = explained();
    let Some(wanted) = &args.code else {
        let rows = pages.iter().map(|(number, page)| row(number, page));
        console.answer(&rows.collect::<Vec<_>>());
        for (number, page) in pages {
            console.print(&format!("{number}  {}", page.title));
        }
        return Ended::Well;
    };
    let Some((number, page)) = pages.get_key_value(wanted.trim_matches(['[', ']', ' '])) else {
        console.fail(&format!(
            "замечания с номером «{wanted}» нет; все номера: nastavnik explain"
        ));
        return Ended::Misused;
    };
    console.answer(&row(number, page));
    console.print(&page_text(number, page));
    Ended::Well
}

/// A page for scripts.
fn row(number: &str, page: &Explained) -> Value {
    json!({
        "code": number,
        "severity": severity_of(number),
        "title": page.title,
        "why": page.why.trim(),
        "mend": page.mend.trim(),
        "bad": page.bad,
        "good": page.good,
    })
}

/// The numbers of all problems.
pub(crate) fn numbers() -> Vec<String> {
    explained().keys().cloned().collect()
}

fn severity_of(number: &str) -> Option<Severity> {
    let code = Code::ALL.iter().find(|code| code.number() == number);
    code.map(|code| code.severity())
}

fn page_text(number: &str, page: &Explained) -> String {
    let severity = severity_of(number).map(|severity| match severity {
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
        let pages = explained();
        let codes: Vec<&str> = Code::ALL.iter().map(|c| c.number()).collect();
        assert_eq!(pages.keys().map(String::as_str).collect::<Vec<_>>(), codes);
        for (number, page) in pages {
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
