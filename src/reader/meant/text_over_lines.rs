//! A text over several lines whose quotes are not as they should be.

use std::ops::Range;

use super::head::{Head, QUOTES, TRIPLE, head_at, is_other, lines_above, lines_below};
use super::line;
use super::pieces::is_read;
use super::said::{Mending, Said, UNKNOWN};

/// A text over several lines that does not stand in three quotes.
pub(super) fn long_text(text: &str, head: &Head<'_>) -> Option<Mending> {
    let (opening, rest) = head.raw.split_at(opening_of(head.raw));
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
        // What is behind a remark is of another field.
        if is_other(below) || line::is_remark(below) {
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
        has_gap |= below.trim().is_empty() && last > head.line.end;
        if !has_gap && !below.trim().is_empty() {
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

/// How long the marks are with which a value opens a text: quotes, brackets in their place, quotes as
/// other languages have them (`r"""`).
fn opening_of(raw: &str) -> usize {
    let letters = raw.len()
        - raw
            .trim_start_matches(|c: char| c.is_ascii_alphabetic())
            .len();
    let after = &raw[letters..];
    let is_foreign = (1..=2).contains(&letters) && after.starts_with(TRIPLE);
    let is_of_brackets = !raw.is_empty() && raw.chars().all(|c| "({<".contains(c));
    if is_foreign || is_of_brackets {
        return raw.len()
            - after
                .trim_start_matches(QUOTES)
                .trim_start_matches(['(', '{', '<'])
                .len();
    }
    raw.len() - raw.trim_start_matches(QUOTES).len()
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
    let of_bracket = opening.chars().next().and_then(|c| match c {
        '(' => Some(')'),
        '{' => Some('}'),
        '<' => Some('>'),
        _ => None,
    });
    if let Some(mark) = of_bracket {
        let (at, count) = run(mark);
        return (count > 0).then_some(at);
    }
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
pub(super) fn unclosed_text_above(text: &str, line: Range<usize>) -> Option<Mending> {
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

/// Signs behind the quotes that close a text: `""",`.
pub(super) fn signs_behind_end(text: &str, line: Range<usize>) -> Option<Mending> {
    let written = &text[line.clone()];
    let at = written.find(TRIPLE)? + TRIPLE.len();
    let behind = written[at..].trim();
    let is_superfluous = |c: char| QUOTES.contains(&c) || ",;.".contains(c);
    if behind.is_empty() || !behind.chars().all(is_superfluous) {
        return None;
    }
    let first = lines_above(text, line.start).find(|it| text[it.clone()].contains(TRIPLE))?;
    let head = head_at(text, first)?;
    if !head.raw.starts_with(TRIPLE) || !line::opens(head.raw) {
        return None;
    }
    let said = Said::new(
        format!("за кавычками, которыми кончается текст, лишний знак «{behind}»"),
        "уберите его: строка кончается тремя кавычками",
    );
    Some(Mending {
        span: line,
        meant: written[..at].to_owned(),
        said: vec![said.at(at..written.len()).fix("")],
    })
}

/// A text in three quotes without the name of its field.
pub(super) fn nameless(text: &str, line: Range<usize>) -> Option<Mending> {
    let body = text[line.clone()].trim();
    if !body.starts_with(TRIPLE) || !line::opens(body) {
        return None;
    }
    let end = lines_below(text, line.end).find(|it| text[it.clone()].contains(TRIPLE))?;
    let said = Said::new(
        "перед текстом нет имени поля",
        format!("впишите имя поля и знак «=»: поле = {TRIPLE}"),
    );
    let lines = text[line.start..end.end].matches('\n').count();
    Some(Mending {
        span: line.start..end.end,
        meant: "\n".repeat(lines),
        said: vec![said.at(0..text[line].trim_end().len())],
    })
}
