//! `regulation.toml`: clauses of the school's own in the regulation.

use crate::problem::Placed;
use crate::reader::TomlTable;

/// A clause put in place of the edition's, or added to its section.
#[derive(Debug, Clone)]
pub struct RegulationClause {
    /// From 1; `None` where nothing says which.
    pub section: Option<usize>,
    /// «4.4.5.»
    pub number: Placed<String>,
    pub text: Placed<String>,
    /// Number of the clause it follows; without it the clause of the same number is replaced.
    pub after: Option<String>,
}

pub(super) fn read(table: &TomlTable<'_>) -> Vec<RegulationClause> {
    let clauses = table.tables("clause").into_iter().map(|it| {
        let text = it.required_text("text", "текст пункта");
        if let Some(text) = &text {
            it.reader().tell_own_number("text", text);
        }
        let number = it.or_empty(it.required_line("number", "номер пункта"));
        let clause = RegulationClause {
            section: it
                .count("section", 1)
                .map_or_else(|| section_of(&number), |n| Some(n.value)),
            number: number.map(|n| if n.is_empty() { n } else { dotted(&n) }),
            text: it.or_empty(text),
            after: it.line("after").map(|n| dotted(&n.value)),
        };
        it.finish();
        clause
    });
    let clauses = clauses.collect();
    table.check_unknown();
    clauses
}

/// Sections 1 to 4 are the first figure of their clauses; from the fifth on the source counts
/// otherwise, so it is named.
fn section_of(number: &str) -> Option<usize> {
    number.split('.').next()?.trim().parse().ok()
}

fn dotted(number: &str) -> String {
    if number.ends_with('.') {
        number.to_owned()
    } else {
        format!("{number}.")
    }
}
