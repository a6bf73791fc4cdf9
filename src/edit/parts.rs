//! The parts of a cell of names, and the marks around them that mean nothing.

use crate::russian::is_patronymic;

/// Words in brackets on a line of their own, beside the name above them.
pub(super) fn beside_names(text: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    for line in text.split('\n').map(str::trim) {
        let bracketed = line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'))
            .map(|inside| format!("({inside})"));
        let line = bracketed.unwrap_or_else(|| line.to_owned());
        match out.last_mut() {
            Some(last) if line.starts_with('(') && !last.is_empty() => {
                *last = format!("{last} {line}");
            }
            _ => out.push(line),
        }
    }
    out.join("\n")
}

/// Lines without a dash at their end, and without the comma before one in brackets: «Щукина Вера
/// Львовна –⏎учитель химии».
pub(super) fn without_end_marks(text: &str) -> String {
    let mut lines: Vec<&str> = text.split('\n').map(without_end_mark).collect();
    for at in 1..lines.len() {
        if lines[at].starts_with(['(', '[']) {
            lines[at - 1] = lines[at - 1].trim_end_matches([',', ';', ' ']);
        }
    }
    lines.join("\n")
}

/// «Щукина Вера Львовна –» without the dash. «Терещенко-» is broken there.
fn without_end_mark(line: &str) -> &str {
    let line = line.trim();
    let bare = line.trim_end_matches(['-', '–', '—', ' ']);
    if line[bare.len()..].starts_with(' ') {
        bare
    } else {
        line
    }
}

/// A name without the full stop after it and the marks of a footnote around it.
pub(super) fn without_marks(text: &str) -> &str {
    let is_mark = |c: char| matches!(c, '*' | '¹' | '²' | '³' | '†') || c.is_whitespace();
    let text = without_footnote(text.trim_matches(is_mark));
    let bare = text.trim_end_matches(['.', ' ']);
    if bare
        .split_whitespace()
        .next_back()
        .is_some_and(is_patronymic)
    {
        bare
    } else {
        text
    }
}

/// Parts of a cell between line breaks, commas and semicolons; what stands in brackets is one.
pub(super) fn apart(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut closing) = (0, 0);
    let is_figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    for (at, c) in text.char_indices() {
        let is_inside = c == ','
            && is_figure(text[..at].chars().next_back())
            && is_figure(text[at + 1..].chars().next());
        if c == '(' && at >= closing {
            let line = text[at..].split('\n').next().unwrap_or_default();
            closing = line.find(')').map_or(closing, |end| at + end);
        } else if at >= closing
            && (matches!(c, '\n' | ';' | ',') && !is_inside || ends_name(text, at))
        {
            out.push(&text[start..at]);
            start = at + c.len_utf8();
        }
    }
    out.push(&text[start..]);
    out
}

/// «Гусев Олег Петрович. Учитель музыки»: whether a sentence ends here with a whole name.
fn ends_name(text: &str, at: usize) -> bool {
    let is_stop = text[at..]
        .strip_prefix('.')
        .is_some_and(|rest| rest.starts_with(' '));
    let last = || text[..at].split_whitespace().next_back();
    is_stop && last().is_some_and(is_patronymic)
}

/// «• Сидоров А.Ю.», «- Сидоров А.Ю.»
pub(super) fn without_bullet(text: &str) -> &str {
    text.trim_start_matches(|c: char| "-–—•·▪●◦".contains(c) || c.is_whitespace())
}

/// «Иванова Марина Павловна 1)», «Петрова М.И.2»: the name without the number of a footnote.
fn without_footnote(text: &str) -> &str {
    let is_mark = |c: char| c.is_ascii_digit() || c == ')' || c.is_whitespace();
    let bare = text.trim_end_matches(is_mark);
    let last = bare.split_whitespace().next_back().unwrap_or_default();
    let ends = is_patronymic(last) || last.ends_with('.') && last.chars().count() <= 4;
    let has_figure = text[bare.len()..].contains(|c: char| c.is_ascii_digit());
    if ends && has_figure && !bare.contains('(') && bare.contains(' ') {
        bare
    } else {
        text
    }
}

pub(super) fn without_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['.', ')']) {
        // «01.01.2000» is a day.
        Some(name)
            if rest.len() < text.len() && !name.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            name.trim_start()
        }
        _ => text,
    }
}
