//! Problems on the screen: with the line and a caret beneath, or as JSON.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use super::console::Console;
use crate::batch::Plan;
use crate::problem::{Problem, Severity, Sources};
use crate::russian::counted;

/// Prints every problem of a plan and a line that counts them.
pub(super) fn problems(plan: &Plan, console: &Console) {
    for problem in &plan.problems {
        console.warn(&format!("{}\n", render(problem, &plan.sources)));
    }
    if !plan.problems.is_empty() {
        console.warn(&format!("Найдено: {}", count(&plan.problems)));
    }
}

/// «2 ошибки, 1 предупреждение».
fn count(problems: &[Problem]) -> String {
    let errors = problems.iter().filter(|p| p.is_error()).count();
    let parts = [
        counted(errors, "ошибка", "ошибки", "ошибок"),
        counted(problems.len() - errors, "предупреждение", "предупреждения", "предупреждений"),
    ];
    parts.into_iter().filter(|p| !p.starts_with("0 ")).collect::<Vec<_>>().join(", ")
}

/// One problem in full. Colours go where the console has none.
pub fn render(problem: &Problem, sources: &Sources) -> String {
    let level = match problem.severity() {
        Severity::Error => Level::ERROR.with_name("ошибка"),
        Severity::Warning => Level::WARNING.with_name("предупреждение"),
    };
    let title = level.primary_title(problem.message.as_str()).id(problem.code.number());
    let mut group = match &problem.place {
        None => Group::with_title(title),
        Some(place) if place.span.is_empty() => title.element(Origin::path(sources.get(place.file).name.as_str())),
        Some(place) => {
            let source = sources.get(place.file);
            let mark = AnnotationKind::Primary.span(first_line(&source.text, place.span.clone()));
            let mark = if let Some(label) = &problem.label { mark.label(label.as_str()) } else { mark };
            title.element(Snippet::source(source.text.as_str()).path(source.name.as_str()).annotation(mark))
        }
    };
    if let Some(hint) = &problem.hint {
        group = group.element(Level::HELP.with_name("совет").message(hint.as_str()));
    }
    // Old consoles of Windows have no box-drawing letters in their fonts.
    Renderer::styled().decor_style(DecorStyle::Ascii).render(&[group])
}

/// A long stretch is marked on its first line only.
fn first_line(text: &str, span: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let end = text.get(span.clone()).and_then(|s| s.find('\n')).map_or(span.end, |i| span.start + i);
    span.start..end
}

/// A problem for scripts; lines and columns count from 1, columns in characters.
#[derive(Debug, Serialize)]
pub(super) struct ProblemJson<'a> {
    severity: Severity,
    code: &'a str,
    message: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    hint: Option<&'a str>,
}

pub(super) fn json(plan: &Plan) -> Vec<ProblemJson<'_>> {
    plan.problems.iter().map(|p| problem_json(p, &plan.sources)).collect()
}

fn problem_json<'a>(problem: &'a Problem, sources: &'a Sources) -> ProblemJson<'a> {
    let source = problem.place.as_ref().map(|place| (sources.get(place.file), place.span.start));
    let position = source.map(|(source, start)| source.line_and_column(start));
    ProblemJson {
        severity: problem.severity(),
        code: problem.code.number(),
        message: &problem.message,
        file: source.map(|(source, _)| source.name.as_str()),
        line: position.map(|(line, _)| line),
        column: position.map(|(_, column)| column),
        hint: problem.hint.as_deref(),
    }
}
