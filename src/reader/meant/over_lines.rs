//! A text or a list over several lines whose opening or end is not as it should be: one slip, however
//! many lines stand in it.

use std::ops::Range;

use super::heading;
use super::line::{self, Parts};
use super::lines::{line_range, without_remark};
use super::pieces::{self, is_read};
use super::said::{Mending, Said, UNKNOWN};
use super::value;

/// So many lines a text or a list has at most.
const MOST_LINES: usize = 200;
const TRIPLE: &str = "\"\"\"";
/// Marks that stand around a text.
const QUOTES: [char; 12] = ['"', '\'', '«', '»', '“', '”', '„', '‘', '’', '‹', '›', '`'];

/// What closes a list, or was to close it.
const CLOSINGS: [&str; 9] = ["]", "]]", ")", "}", ">", "»", "\"", "\"\"\"", "'"];
const UNCLOSED_LIST: &str = "не закрыта квадратная скобка списка";

/// A field whose value goes on below.
struct Head<'t> {
    line: Range<usize>,
    key: String,
    /// Where its value stands or should stand, in bytes of the text.
    value: Range<usize>,
    raw: &'t str,
}

pub(super) fn mend(text: &str, line: Range<usize>) -> Option<Mending> {
    if let Some(change) = unclosed_text_above(text, line.clone()) {
        return Some(change);
    }
    let head = head_of(text, line)?;
    next_line(text, &head)
        .or_else(|| unclosed_braces(&head))
        .or_else(|| list(text, &head))
        .or_else(|| long_text(text, &head))
}

/// The field that a line belongs to: its own, or one above that has no value or is not closed.
fn head_of(text: &str, line: Range<usize>) -> Option<Head<'_>> {
    let own = head_at(text, line.clone());
    let above = lines_above(text, line.start).find(|it| !text[it.clone()].trim().is_empty());
    let above = above.and_then(|it| {
        let is_inside = line::is_in_list(text, line.start);
        if !is_inside {
            return head_at(text, it).filter(|head| {
                let is_empty = ["", "\"\"", "''", "[]", "()"].contains(&head.raw);
                is_empty && own.is_none() || head.raw.starts_with('{') && line::opens(head.raw)
            });
        }
        let opening = |it: &Range<usize>| {
            head_at(text, it.clone())
                .is_some_and(|head| head.raw.starts_with('[') && line::opens(head.raw))
        };
        let it = lines_above(text, line.start).find(opening)?;
        head_at(text, it)
    });
    above.or(own)
}

fn head_at(text: &str, line: Range<usize>) -> Option<Head<'_>> {
    let written = &text[line.clone()];
    let Parts { key, value, .. } = line::field_parts(written)
        .filter(|it| it.is_plain() || written[it.sign.clone()].contains('='))?;
    if line::is_remark(written) {
        return None;
    }
    let (key, _) = line::key_of(&written[key.clone()], line.start + key.start)?;
    let raw = &written[value.clone()];
    Some(Head {
        value: line.start + value.start..line.start + value.end,
        line,
        key,
        raw,
    })
}

fn lines_above(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = start;
    std::iter::from_fn(move || {
        let line = line_range(text, at.checked_sub(1)?);
        at = line.start;
        Some(line)
    })
    .take(MOST_LINES)
}

fn lines_below(text: &str, end: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = end;
    std::iter::from_fn(move || {
        (at < text.len()).then_some(())?;
        let line = line_range(text, at + 1);
        at = line.end;
        Some(line)
    })
    .take(MOST_LINES)
}

/// Whether a line begins something else than what stands above it.
fn is_other(line: &str) -> bool {
    let is_heading = || {
        let body = line.trim_start();
        body.starts_with('[') && !body.starts_with("[\"") && heading::read(line).is_some()
    };
    let is_field = |line: &str| {
        line::field_parts(line).is_some_and(|parts| {
            let (sign, value) = (&line[parts.sign.clone()], &line[parts.value.clone()]);
            let is_quoted = value.starts_with(['"', '\'', '[']);
            let begins = is_quoted || value.starts_with(|c: char| c == '{' || c.is_ascii_digit());
            sign.contains('=') && (begins || parts.is_plain())
                || sign.contains(':') && begins && parts.is_plain()
                || sign.trim().is_empty() && is_quoted && parts.is_plain()
        })
    };
    is_heading() || is_field(line) || is_field(line::without_bullet(line).1)
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
    let said = Said::new(
        "значение поля стоит на следующей строке",
        "начните его в той же строке, после знака «=»",
    );
    let sign = head.value.start - head.line.start;
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

/// The lines of a list below its field, in bytes of the text.
struct Items<'t> {
    /// With the lines between them; the last ends before a bracket behind it.
    lines: Vec<Range<usize>>,
    /// Texts in quotes among them.
    count: usize,
    /// Lines that are neither.
    strange: usize,
    /// Where the list is closed, and by what.
    closing: Option<(usize, &'t str)>,
    /// Where the last item ends.
    last: usize,
}

fn items<'t>(text: &'t str, head: &Head<'_>) -> Items<'t> {
    let mut out = Items {
        lines: Vec::new(),
        count: 0,
        strange: 0,
        closing: None,
        last: head.line.end,
    };
    let mut gap = Vec::new();
    for line in lines_below(text, head.line.end) {
        let (body, _) = without_remark(&text[line.clone()]);
        let start = line.start + (body.len() - body.trim_start().len());
        let bare = body.trim().trim_end_matches([',', ';', '.', ' ']);
        if CLOSINGS.contains(&bare) {
            out.closing = Some((start, bare));
            break;
        }
        if is_other(&text[line.clone()]) {
            break;
        }
        if body.trim().is_empty() {
            gap.push(line);
            continue;
        }
        let is_one = is_item(body.trim());
        out.count += usize::from(is_one);
        out.strange += usize::from(!is_one);
        out.lines.append(&mut gap);
        let inside = bare.trim_end_matches([']', ')', '}']);
        if inside.len() + 1 == bare.len() && is_one && inside.trim_end().ends_with(QUOTES) {
            let at = start + inside.len();
            out.lines.push(line.start..at);
            out.closing = Some((at, &bare[inside.len()..]));
            break;
        }
        out.last = line.end;
        out.lines.push(line);
    }
    out
}

/// A list over several lines without its brackets, or in others.
fn list(text: &str, head: &Head<'_>) -> Option<Mending> {
    let is_closed_at_once = ["[]", "()", "{}", "\"\"", "''"].contains(&head.raw);
    let is_one_quote = head.raw.chars().count() == 1 && head.raw.starts_with(QUOTES);
    let rest = if is_closed_at_once || is_one_quote {
        ""
    } else {
        head.raw.trim_start_matches(['[', '(', '{', '<']).trim()
    };
    let opening = head.raw[..head.raw.len() - rest.len()].trim();
    let opening = if is_closed_at_once { head.raw } else { opening };
    let is_right = opening == "[";
    if is_right && !line::opens(head.raw) || !rest.is_empty() && opening.is_empty() {
        return None;
    }
    let items = items(text, head);
    if is_right && items.count == 0 && items.strange == 0 && !rest.is_empty() {
        return unclosed_in_one_line(head, rest).filter(|_| items.closing.is_none());
    }
    if !(rest.is_empty() || is_item(rest)) || items.count == 0 && rest.is_empty() {
        return None;
    }
    let is_list = match items.closing {
        Some((_, "]")) => !is_right,
        Some((_, bracket)) if bracket.starts_with(QUOTES) => items.count > 1 && items.strange == 0,
        Some(_) => true,
        None => items.strange == 0 && (is_right || items.count > 1),
    };
    if !is_list {
        return None;
    }
    let mut meant = format!("{} = [{rest}", head.key);
    for item in items.lines {
        let item = &text[item];
        meant.push('\n');
        match line::item(item).filter(|_| !is_right && line::without_bullet(item).0 > 0) {
            Some((mended, _)) => meant.push_str(&mended),
            None => meant.push_str(item),
        }
    }
    let at = head.value.start - head.line.start;
    let (end, said) = match items.closing {
        Some((start, bracket)) => {
            let said = if is_right {
                let at = start - head.line.start;
                Said::new(
                    "список закрыт не квадратной скобкой",
                    format!("вместо «{bracket}» поставьте скобку ]"),
                )
                .at(at..at + bracket.len())
            } else {
                open_list(opening, &head.key).at(at..at + opening.len())
            };
            (line_range(text, start).end, said)
        }
        None if is_right => {
            let hint = "поставьте скобку ] после последнего значения";
            (items.last, Said::new(UNCLOSED_LIST, hint).at(at..at + 1))
        }
        None => {
            let said = open_list(opening, &head.key).at(at..at + opening.len());
            (items.last, said)
        }
    };
    meant.push_str("\n]");
    Some(Mending {
        span: head.line.start..end,
        meant,
        said: vec![said],
    })
}

/// `mentors = ["savina"`: the bracket that is lacking at the end of the line.
fn unclosed_in_one_line(head: &Head<'_>, rest: &str) -> Option<Mending> {
    let closed = format!("[{}]", rest.trim_end_matches([',', ';', ' ']));
    let closed = if is_read(&closed) {
        closed
    } else {
        value::meant(&head.key, &closed)?.text
    };
    let at = head.value.start - head.line.start;
    let said = Said::new(UNCLOSED_LIST, pieces::ready(&head.key, &closed)).at(at..at + 1);
    Some(Mending {
        span: head.line.clone(),
        meant: format!("{} = {closed}", head.key),
        said: vec![said],
    })
}

fn open_list(opening: &str, key: &str) -> Said {
    let message = match opening {
        "" => "у списка нет скобок",
        "[]" | "()" | "{}" => "список закрыт раньше своих значений",
        _ => "список открыт не квадратной скобкой",
    };
    let key = if key.starts_with(UNKNOWN) {
        "поле"
    } else {
        key
    };
    Said::new(
        message,
        format!("перед значениями – {key} = [, после последнего – скобка ]"),
    )
}

/// A line of a list: a text in quotes, or one with a mark of a list before it.
fn is_item(body: &str) -> bool {
    let (bullet, rest) = line::without_bullet(body);
    if bullet > 0 {
        return true;
    }
    let rest = rest.trim_end_matches([',', ';', '.', ' ', ']', ')', '}']);
    rest.starts_with(QUOTES) && rest.ends_with(QUOTES) && rest.chars().count() > 2
}

/// A text over several lines that does not stand in three quotes.
fn long_text(text: &str, head: &Head<'_>) -> Option<Mending> {
    let opening_len = head.raw.len() - head.raw.trim_start_matches(QUOTES).len();
    let (opening, rest) = head.raw.split_at(opening_len);
    let is_open = opening == TRIPLE || opening == "'''";
    let is_bare = opening.is_empty()
        && !rest.starts_with(|c: char| "[{(".contains(c) || c.is_ascii_digit() || c == '-');
    if is_open || opening.is_empty() && !is_bare || is_read(head.raw) && !rest.is_empty() {
        return None;
    }
    let is_whole = !opening.is_empty() && closing_of(rest, opening).is_some();
    if is_whole || line::broken_off(text, head.line.clone()).is_some() {
        return None;
    }
    let mut end = None;
    let mut last = head.line.end;
    let mut depth = balance(head.raw);
    let mut has_gap = false;
    for line in lines_below(text, head.line.end) {
        let below = &text[line.clone()];
        let body = below.trim_end().trim_end_matches([',', ';']);
        if is_other(below) || line::is_remark(below) && is_bare {
            break;
        }
        depth += balance(body);
        let guillemet = opening == "«" && body.ends_with('»') && depth == 0;
        if guillemet {
            end = Some((line.clone(), line.start + body.len() - '»'.len_utf8()));
            break;
        }
        if let Some(at) = closing_of(body, opening) {
            end = Some((line.clone(), line.start + at));
            break;
        }
        has_gap |= below.trim().is_empty();
        if !has_gap {
            last = line.end;
        }
    }
    // Without an end it goes on as far as lines follow one another.
    if end.is_none() && (last == head.line.end || is_read(head.raw)) {
        return None;
    }
    let (whole, inner) = match end {
        Some((line, at)) => (line.end, &text[head.line.end..at]),
        None => (last, &text[head.line.end..last]),
    };
    let inner = format!("{rest}{inner}").replace('\\', "\\\\");
    let value = format!("{TRIPLE}{inner}{TRIPLE}");
    is_read(&value).then_some(())?;
    let key = Some(head.key.as_str()).filter(|key| !key.starts_with(UNKNOWN));
    let key = key.unwrap_or("поле");
    let message = if is_bare {
        "текст на нескольких строках стоит без кавычек"
    } else {
        "текст на нескольких строках стоит не в тройных кавычках"
    };
    let said = Said::new(
        message,
        format!("перед текстом и после него – по три прямые кавычки: {key} = \"\"\"…\"\"\""),
    );
    let at = head.value.start - head.line.start;
    let shown = if opening.is_empty() {
        head.raw
    } else {
        opening
    };
    Some(Mending {
        span: head.line.start..whole,
        meant: format!("{} = {value}", head.key),
        said: vec![said.at(at..at + shown.len())],
    })
}

/// «Елочки» that a text opens and does not close.
fn balance(text: &str) -> i32 {
    text.chars()
        .map(|c| i32::from(c == '«') - i32::from(c == '»'))
        .sum()
}

/// Where the quotes begin with which a line ends its text.
fn closing_of(line: &str, opening: &str) -> Option<usize> {
    let line = line.trim_end();
    let run = |mark: char| {
        let rest = line.trim_end_matches(mark);
        (rest.len(), line[rest.len()..].chars().count())
    };
    let (straight, count) = run('"');
    let is_odd = !line.matches('"').count().is_multiple_of(2);
    if count > 1 || count == 1 && is_odd {
        return Some(straight);
    }
    let (single, count) = run('\'');
    if count > 2 || count > 0 && opening.starts_with('\'') {
        return Some(single);
    }
    for mark in ['”', '“', '»', '`'] {
        let (at, count) = run(mark);
        let is_pair = mark != '»' && opening.starts_with(['“', '”', '„', '`']);
        if count > 1 && !(mark == '»' && count == 2) || count > 0 && is_pair {
            return Some(at);
        }
    }
    None
}

/// A text in three quotes that lacks its end, so that the opening of the next one closes it.
fn unclosed_text_above(text: &str, line: Range<usize>) -> Option<Mending> {
    let opens = |it: &Range<usize>| {
        head_at(text, it.clone())
            .filter(|head| head.raw.starts_with(TRIPLE) && line::opens(head.raw))
    };
    let marked = |it: &Range<usize>| text[it.clone()].contains(TRIPLE);
    let begins = |it: &Range<usize>| {
        head_at(text, it.clone()).is_some_and(|head| head.raw.starts_with(TRIPLE))
    };
    // The line itself may be the end of the next one.
    let own = Some(line.clone()).filter(begins);
    let second = own.or_else(|| lines_above(text, line.start).find(marked).filter(begins))?;
    let first = lines_above(text, second.start).find(marked)?;
    let head = opens(&first)?;
    let body = text[..second.start].trim_end();
    let at = head.value.start - head.line.start;
    let said = Said::new(
        "текст в тройных кавычках не закончен",
        "закройте его тремя кавычками \"\"\"",
    );
    Some(Mending {
        span: head.line.start..body.len(),
        meant: format!("{}{TRIPLE}", &text[head.line.start..body.len()]),
        said: vec![said.at(at..at + TRIPLE.len())],
    })
}
