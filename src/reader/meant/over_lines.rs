//! A text or a list over several lines whose opening or end is not as it should be: one slip, however
//! many lines stand in it.

use std::ops::Range;

use super::head::{CLOSINGS, Head, head_of, is_other, lines_below};
use super::line;
use super::lines::without_remark;
use super::list_over_lines::list;
use super::pieces::{self, is_read};
use super::said::{Mending, Said};
use super::text_over_lines::{long_text, nameless, signs_behind_end, unclosed_text_above};
use super::value;

pub(super) fn mend(text: &str, line: Range<usize>) -> Option<Mending> {
    if let Some(change) = unclosed_text_above(text, line.clone()) {
        return Some(change);
    }
    if let Some(change) = signs_behind_end(text, line.clone()) {
        return Some(change);
    }
    let Some(head) = head_of(text, line.clone()) else {
        return nameless(text, line);
    };
    next_line(text, &head)
        .or_else(|| unclosed_braces(&head))
        .or_else(|| list(text, &head))
        .or_else(|| long_text(text, &head))
}

/// A value that stands below its field, as if a line could be broken after the sign =.
fn next_line(text: &str, head: &Head<'_>) -> Option<Mending> {
    if !head.raw.is_empty() {
        return None;
    }
    let mut lines = lines_below(text, head.line.end);
    let next = lines.next()?;
    let below = &text[next.clone()];
    let (body, _) = without_remark(below);
    let body = body.trim();
    let is_closed_below = lines
        .next()
        .is_some_and(|it| CLOSINGS.contains(&text[it].trim()));
    let is_value = line::opens(body) || is_read(body) && !is_closed_below;
    if is_other(below) || !is_value {
        return None;
    }
    let sign = head.value.start - head.line.start;
    let message = if text[head.line.clone()][..sign].contains(['=', ':']) {
        "значение поля стоит на следующей строке"
    } else {
        "нет знака «=» между полем и значением"
    };
    let hint = "начните значение в той же строке, после знака «=»";
    let said = Said::new(message, hint);
    Some(Mending {
        span: head.line.start..next.end,
        meant: format!("{} = {}", head.key, below.trim_start()),
        said: vec![said.at(0..sign)],
    })
}

/// `basis = { order = "pairs"`: the bracket that is lacking at the end of the line.
fn unclosed_braces(head: &Head<'_>) -> Option<Mending> {
    if head.raw == "{" || !head.raw.starts_with('{') || !line::opens(head.raw) {
        return None;
    }
    let closed = format!("{} }}", head.raw.trim_end_matches([',', ';', ' ']));
    let closed = if is_read(&closed) {
        closed
    } else {
        value::meant(&head.key, &closed)?.text
    };
    if closed.is_empty() {
        return None;
    }
    let at = head.value.start - head.line.start;
    let said = Said::new(
        "не закрыта фигурная скобка",
        pieces::ready(&head.key, &closed),
    );
    Some(Mending {
        span: head.line.clone(),
        meant: format!("{} = {closed}", head.key),
        said: vec![said.at(at..at + 1)],
    })
}
