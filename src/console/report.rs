//! Problems on the screen: with the line and a caret beneath, or as JSON.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;
use serde_json::Value;

use super::streams::Console;
use crate::disk;
use crate::plan::Plan;
use crate::problem::{Code, FileId, Problem, Severity, Sources};
use crate::russian::counted;
use crate::shown::visible;

/// Warnings of one kind that are shown with their lines and advice; the rest take a line each.
const MOST_IN_FULL: usize = 3;

/// Letters of a cell that are shown with its problem.
const LONGEST_CELL: usize = 80;

/// Prints every problem of a plan and a line that counts them.
pub(crate) fn problems(plan: &Plan, console: &Console) {
    all(&plan.problems, &plan.sources, console);
}

/// The same for problems that belong to no plan.
pub(crate) fn all(problems: &[Problem], sources: &Sources, console: &Console) {
    let errors: Vec<Problem>;
    let told = if console.hides_warnings() {
        errors = problems
            .iter()
            .filter(|it| it.is_error())
            .cloned()
            .collect();
        errors.as_slice()
    } else {
        problems
    };
    let lines = lines(told, sources, console.is_verbose());
    console.tell_problems(&lines, json_of(problems, sources));
}

/// Names the folders that look like schools and are not taken for one.
pub(crate) fn lost_schools(folder: &Path, console: &Console) {
    for (lost, why) in disk::lost_schools(folder) {
        console.warn(&format!(
            "предупреждение: {}{} не {}: {why}",
            if lost.is_dir() { "папка " } else { "" },
            lost.display(),
            if lost.is_dir() {
                "взята"
            } else {
                "взят"
            }
        ));
    }
}

/// The lines in which problems are told: at length, or many of one kind in short.
pub(crate) fn lines(problems: &[Problem], sources: &Sources, at_length: bool) -> Vec<String> {
    let mut lines = Vec::new();
    let mut told: BTreeMap<Code, usize> = BTreeMap::new();
    for problem in problems {
        let before = told.entry(problem.code).or_default();
        *before += 1;
        lines.push(
            if *before > MOST_IN_FULL && !problem.is_error() && !at_length {
                format!("{}\n", in_short(problem, sources))
            } else {
                format!("{}\n", render(problem, sources))
            },
        );
    }
    if !problems.is_empty() {
        lines.push(format!("Найдено: {}", count(problems)));
    }
    if let Some((code, many)) = told
        .into_iter()
        .find(|(code, many)| *many > MOST_IN_FULL && code.severity() == Severity::Warning)
    {
        let times = counted(many, "раз", "раза", "раз");
        lines.push(format!(
            "Предупреждение {0} встретилось {times}; что оно значит: nastavnik explain {0}",
            code.number()
        ));
    }
    lines
}

/// On one line: a warning that has been shown in full often enough.
fn in_short(problem: &Problem, sources: &Sources) -> String {
    let place = problem.place.as_ref().map(|place| {
        let source = sources.get(place.file);
        if let Some(cell) = sources.cell(place.file) {
            return format!("{}: {cell}: ", source.name);
        }
        let (line, column) = source.line_and_column(place.span.start);
        format!("{}:{line}:{column}: ", source.name)
    });
    format!(
        "предупреждение[{}]: {}{}",
        problem.code.number(),
        place.unwrap_or_default(),
        problem.text()
    )
}

/// «2 ошибки, 1 предупреждение».
fn count(problems: &[Problem]) -> String {
    let errors = problems.iter().filter(|p| p.is_error()).count();
    let parts = [
        counted(errors, "ошибка", "ошибки", "ошибок"),
        counted(
            problems.len() - errors,
            "предупреждение",
            "предупреждения",
            "предупреждений",
        ),
    ];
    parts
        .into_iter()
        .filter(|p| !p.starts_with("0 "))
        .collect::<Vec<_>>()
        .join(", ")
}

/// One problem in full. Colours go where the console has none.
pub fn render(problem: &Problem, sources: &Sources) -> String {
    let level = match problem.severity() {
        Severity::Error => Level::ERROR.with_name("ошибка"),
        Severity::Warning => Level::WARNING.with_name("предупреждение"),
    };
    let title = level
        .primary_title(problem.text())
        .id(problem.code.number());
    let mut group = match &problem.place {
        None => Group::with_title(title),
        Some(place) if sources.cell(place.file).is_some() => cell(title, place.file, sources),
        Some(place) if place.span.is_empty() => {
            title.element(Origin::path(visible(&sources.get(place.file).name)))
        }
        Some(place) => {
            let source = sources.get(place.file);
            let mark = AnnotationKind::Primary.span(first_line(&source.text, place.span.clone()));
            let mark = if let Some(label) = problem.under_caret() {
                mark.label(label)
            } else {
                mark
            };
            title.element(
                Snippet::source(source.text.as_str())
                    .path(visible(&source.name))
                    .annotation(mark),
            )
        }
    };
    if let Some(advice) = problem.advised() {
        group = group.element(Level::HELP.with_name("совет").message(advice));
    }
    // Old consoles of Windows have no box-drawing letters in their fonts.
    Renderer::styled()
        .decor_style(DecorStyle::Ascii)
        .render(&[group])
}

/// A cell of a workbook has a name instead of a line: «список.xlsx: Пары!C7», and its text beneath.
fn cell<'a>(title: annotate_snippets::Title<'a>, file: FileId, sources: &'a Sources) -> Group<'a> {
    let (source, name) = (sources.get(file), sources.cell(file).unwrap_or_default());
    let group = title.element(Origin::path(visible(&format!("{}: {name}", source.name))));
    let text = source.text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return group;
    }
    let shown: String = text.chars().take(LONGEST_CELL).collect();
    let more = if shown.len() < text.len() { "…" } else { "" };
    group.element(
        Level::NOTE
            .with_name("в ячейке")
            .message(format!("{shown}{more}")),
    )
}

/// A long stretch is marked on its first line only.
fn first_line(text: &str, span: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let end = text
        .get(span.clone())
        .and_then(|s| s.find('\n'))
        .map_or(span.end, |i| span.start + i);
    span.start..end
}

/// A problem for scripts; lines and columns count from 1, columns in characters.
#[derive(Debug, Serialize)]
struct ProblemJson<'a> {
    severity: Severity,
    code: &'a str,
    message: Cow<'a, str>,
    file: Option<&'a str>,
    /// Of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    /// The keys that lead to the value in its file: `activity.2.term`.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    hint: Option<Cow<'a, str>>,
}

/// Problems as rows of the answer for scripts.
pub(crate) fn json_of(problems: &[Problem], sources: &Sources) -> Vec<Value> {
    let row = |problem| serde_json::to_value(problem_json(problem, sources)).unwrap_or_default();
    problems.iter().map(row).collect()
}

fn problem_json<'a>(problem: &'a Problem, sources: &'a Sources) -> ProblemJson<'a> {
    let source = problem
        .place
        .as_ref()
        .map(|place| (sources.get(place.file), place.span.start));
    let cell = problem
        .place
        .as_ref()
        .and_then(|place| sources.cell(place.file));
    let position = source
        .filter(|_| cell.is_none())
        .map(|(source, start)| source.line_and_column(start));
    ProblemJson {
        severity: problem.severity(),
        code: problem.code.number(),
        message: problem.text(),
        file: source.map(|(source, _)| source.name.as_str()),
        cell,
        line: position.map(|(line, _)| line),
        column: position.map(|(_, column)| column),
        path: problem
            .place
            .as_ref()
            .filter(|place| !place.path.is_top())
            .map(|place| place.path.to_string()),
        hint: problem.advised(),
    }
}
