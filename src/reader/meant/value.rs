//! What a value was meant to be: dates, words for yes and no, texts without their quotes.

use super::braces;
use super::date::{Written, only_date, period, with_figures};
use super::lines::bare_places;
use super::pieces::{Value, inside, is_read, parts, ready};
use super::said::Said;
use crate::problem::Code;

/// A value with more brackets is none of a school's.
const MOST_BRACKETS: usize = 64;

/// Words for yes and no that are written instead of `true` and `false`.
const YES: [&str; 7] = ["да", "true", "yes", "on", "истина", "верно", "вкл"];
const NO: [&str; 7] = ["нет", "false", "no", "off", "ложь", "неверно", "выкл"];

/// What was meant by the value of a field that the parser does not read; `None` where nothing can be
/// said. A value that cannot be mended comes back empty.
pub(super) fn meant(field: &str, raw: &str) -> Option<Value> {
    if raw.is_empty() || raw.matches(['[', '{', '(']).count() > MOST_BRACKETS || is_read(raw) {
        return None;
    }
    superfluous_end(raw)
        .or_else(|| braces::unopened(field, raw))
        .or_else(|| broken_date(field, raw))
        .or_else(|| unopened_list(field, raw))
        .or_else(|| dates(field, raw))
        .or_else(|| yes_or_no(field, raw))
        .or_else(|| list(field, raw))
        .or_else(|| braces::meant(field, raw, &meant))
        .or_else(|| in_quotes(field, raw))
        .or_else(|| bare(field, raw))
        .filter(|value| value.text.is_empty() || is_read(&value.text))
}

/// A value and a sign that ends no line of such a file.
fn superfluous_end(raw: &str) -> Option<Value> {
    let value = raw.trim_end_matches([',', ';', '.', ':', ' ', '\t', '|']);
    let sign = raw[value.len()..].trim_start().chars().next()?;
    if value.is_empty() || !is_read(value) {
        return None;
    }
    let name = match sign {
        ',' => "лишняя запятая",
        ';' => "лишняя точка с запятой",
        '.' => "лишняя точка",
        ':' => "лишнее двоеточие",
        _ => "лишний знак",
    };
    let said = Said::new(
        format!("в конце строки {name}"),
        format!("уберите знак «{sign}»: строка кончается значением"),
    )
    .at(value.len()..raw.len())
    .fix("");
    Some(Value::said(value.to_owned(), said))
}

/// Several values with the closing bracket alone: `"savina", "tropin"]`.
fn unopened_list(field: &str, raw: &str) -> Option<Value> {
    let inside = raw.strip_suffix(']')?.trim_end();
    let text = format!("[{inside}]");
    let has_several = inside.starts_with('"') && parts(inside, &[',']).len() > 1;
    if !has_several || inside.contains('[') || !is_read(&text) {
        return None;
    }
    let said = Said::new("не открыта квадратная скобка списка", ready(field, &text));
    Some(Value::said(text, said.at(0..raw.len())))
}

/// A date with a space in it, or without its day: no text to be printed.
fn broken_date(field: &str, raw: &str) -> Option<Value> {
    let is_of_date = |c: char| c.is_ascii_digit() || c == '-' || c == ' ';
    if !raw.chars().all(is_of_date) || !raw.contains('-') {
        return None;
    }
    let joined: String = raw.split_whitespace().collect();
    let parts: Vec<&str> = joined.split('-').collect();
    let said = |message, hint: String| {
        let said = Said::new(message, hint).code(Code::BadDate);
        said.at(0..raw.len()).guessed(field)
    };
    match parts.as_slice() {
        [_, _, _] if joined != raw => {
            let text = only_date(&joined)?.day?.to_string();
            let said = said("в дате лишний пробел", ready(field, &text));
            Some(Value::said(text, said))
        }
        [year, month] if year.len() == 4 && matches!(month.len(), 1 | 2) => {
            let hint = "впишите и день: год-месяц-день, без кавычек".to_owned();
            Some(Value::said(String::new(), said("в дате нет дня", hint)))
        }
        _ => None,
    }
}

fn dates(field: &str, raw: &str) -> Option<Value> {
    if let Some((from, to)) = period(raw) {
        let text = format!("{{ from = {from}, to = {to} }}");
        let said = Said::new(
            "период записан не так, как нужно",
            format!(
                "{}; или в кавычках так, как его напечатать",
                ready(field, &text)
            ),
        )
        .at(0..raw.len())
        .guessed(field);
        return Some(Value::said(text, said));
    }
    if only_date(raw).is_none()
        && let Some(day) = with_figures(raw).and_then(|text| only_date(&text)?.day)
    {
        let text = day.to_string();
        let said = Said::new("в дате вместо цифры стоит буква", ready(field, &text));
        let said = said.code(Code::BadDate).at(0..raw.len()).guessed(field);
        return Some(Value::said(text, said));
    }
    let Written { at, day, or } = only_date(raw)?;
    Some(match day {
        Some(day) if or.is_some() => {
            let days = [Some(day), or].into_iter().flatten();
            let days: Vec<String> = days.map(|day| day.to_string()).collect();
            let hint = format!(
                "год пишите четырьмя цифрами: {field} = {}",
                days.join(", или ")
            );
            let said = Said::new("год записан двумя цифрами: день можно понять двояко", hint);
            Value::said(
                day.to_string(),
                said.code(Code::BadDate).at(at).guessed(field),
            )
        }
        Some(day) => {
            let text = day.to_string();
            let said = Said::new(
                "дата записана не так, как нужно",
                format!(
                    "{}; сначала год, потом месяц и день двумя цифрами, без кавычек",
                    ready(field, &text)
                ),
            );
            Value::said(text, said.code(Code::BadDate).at(at).guessed(field))
        }
        None => Value::said(
            String::new(),
            Said::new(
                "такой даты нет",
                "дата пишется так: 2026-09-01 (год-месяц-день)",
            )
            .code(Code::BadDate)
            .at(at),
        ),
    })
}

fn yes_or_no(field: &str, raw: &str) -> Option<Value> {
    let text = of_word(raw)?;
    let message = if raw.eq_ignore_ascii_case(text) {
        format!("«{raw}» пишется строчными буквами")
    } else {
        format!("«{raw}» стоит без кавычек; «да» и «нет» пишутся true и false")
    };
    let said = Said::new(message, ready(field, text))
        .at(0..raw.len())
        .guessed(field);
    Some(Value::said(text.to_owned(), said))
}

/// `true` or `false`, if a word means it.
pub(in crate::reader) fn of_word(word: &str) -> Option<&'static str> {
    let word = word.trim().to_lowercase();
    if YES.contains(&word.as_str()) {
        Some("true")
    } else if NO.contains(&word.as_str()) {
        Some("false")
    } else {
        None
    }
}

fn list(field: &str, raw: &str) -> Option<Value> {
    let inside = inside(raw, '[', ']')
        .or_else(|| inside(raw, '(', ')'))
        .or_else(|| inside(raw, '{', '}').filter(|s| !s.contains('=') && !s.contains(':')))?;
    let items: Vec<String> = parts(inside, &[',', ';'])
        .into_iter()
        .map(|part| inside[part].trim())
        .filter(|item| !item.is_empty())
        .flat_map(side_by_side)
        .map(|item| {
            if is_read(item) {
                item.to_owned()
            } else {
                meant("", item).map_or_else(|| quoted(item), |value| value.text)
            }
        })
        .collect();
    let text = format!("[{}]", items.join(", "));
    let bare = |sign| bare_places(raw).find(|(_, c)| *c == sign).map(|(at, _)| at);
    let message = if raw.ends_with("]]") && !raw[1..].contains('[') {
        "лишняя закрывающая скобка"
    } else if !raw.starts_with('[') {
        "список записан не в квадратных скобках"
    } else if let Some(at) = bare(';') {
        let said = Said::new(
            "между значениями списка точка с запятой, а нужна запятая",
            ready(field, &text),
        );
        return Some(Value::said(text, said.at(at..at + 1)));
    } else if raw.trim_end().ends_with("]]") && !raw.starts_with("[[") {
        "после списка лишняя скобка"
    } else if let Some(at) = doubled_comma(raw) {
        let said = Said::new("лишняя запятая", ready(field, &text)).at(at..at + 1);
        return Some(Value::said(text, said));
    } else if bare('"').is_some() || items.len() > parts(inside, &[',', ';']).len() {
        if let Some((at, sign)) = separator(raw) {
            let message = format!("между значениями списка «{sign}», а нужна запятая");
            let said = Said::new(message, ready(field, &text)).at(at..at + sign.len());
            return Some(Value::said(text, said));
        }
        return Some(Value::silent(text));
    } else {
        "текст в списке должен стоять в прямых кавычках"
    };
    let said = Said::new(message, ready(field, &text))
        .at(0..raw.len())
        .guessed(field);
    Some(Value::said(text, said))
}

/// A comma after a comma, or before all.
fn doubled_comma(raw: &str) -> Option<usize> {
    let mut before = None;
    for (at, c) in bare_places(raw).filter(|(_, c)| !c.is_whitespace()) {
        if c == ','
            && matches!(before, Some('[' | ','))
            && raw[..at].trim_end().ends_with([',', '['])
        {
            return Some(at);
        }
        before = Some(c);
    }
    None
}

/// What stands between two texts in the place of a comma.
fn separator(raw: &str) -> Option<(usize, &str)> {
    let (at, _) = bare_places(raw)
        .filter(|(_, c)| !c.is_whitespace() && !"[]{},;".contains(*c))
        .find(|(at, _)| raw[..*at].trim_end().ends_with('"'))?;
    let end = raw[at..].find(|c: char| c.is_whitespace() || c == '"')?;
    Some((at, &raw[at..at + end]))
}

/// Texts in quotes between which a comma is missing.
fn side_by_side(item: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = item;
    while let Some(after) = rest.strip_prefix('"') {
        let Some(end) = after.find('"').map(|at| at + 2) else {
            break;
        };
        if end == rest.len() {
            out.push(rest);
            return out;
        }
        let Some(next) = after_separator(&rest[end..]) else {
            break;
        };
        out.push(&rest[..end]);
        rest = next;
    }
    vec![item]
}

/// What comes after the sign or word that stands in the place of a comma: a space, «.», «и», or
/// nothing at all.
fn after_separator(text: &str) -> Option<&str> {
    const SIGNS: [char; 10] = ['.', '/', '|', '&', '+', ':', '\\', '–', '—', '-'];
    let rest = text.trim_start();
    let rest = rest.strip_prefix(SIGNS).unwrap_or(rest).trim_start();
    let words = ["или", "и", "and"];
    let word = words.iter().find_map(|word| rest.strip_prefix(word));
    let rest = word.unwrap_or(rest).trim_start();
    rest.starts_with('"').then_some(rest)
}

/// A value that begins or ends with quotation marks.
fn in_quotes(field: &str, raw: &str) -> Option<Value> {
    if let Some(inside) = strange_quotes(raw) {
        let text = quoted(inside);
        let said = Said::new("текст должен стоять в прямых кавычках", ready(field, &text))
            .at(0..raw.len())
            .guessed(field);
        return Some(Value::said(text, said));
    }
    if let Some(inside) = doubled_quotes(raw) {
        let text = quoted(inside);
        let said = Said::new("кавычки по краям текста не парные", ready(field, &text));
        return Some(Value::said(text, said.at(0..raw.len())));
    }
    if let Some(inside) = raw.strip_prefix('\'').filter(|it| !it.contains('\'')) {
        let text = quoted(inside.trim_end_matches([',', ';', ' ']));
        let said = Said::new("нет закрывающей кавычки", ready(field, &text)).at(0..raw.len());
        return Some(Value::said(text, said));
    }
    let Some(rest) = raw.strip_prefix('"') else {
        let text = raw.strip_suffix('"').map(quoted)?;
        let said = Said::new("нет открывающей кавычки", ready(field, &text)).at(0..raw.len());
        return Some(Value::said(text, said));
    };
    let Some(last) = rest.rfind('"') else {
        return Some(Value::silent(quoted(rest)));
    };
    let (inside, tail) = (&rest[..last], &rest[last + 1..]);
    if !inside.contains('"') && !tail.trim().is_empty() {
        let value = &raw[..last + 2];
        let at = value.len() + (tail.len() - tail.trim_start().len());
        let said = if tail.trim_start().starts_with("//") {
            Said::new("так пояснения не пишутся", "пояснение начинайте знаком #")
        } else {
            Said::new(
                "лишний текст в конце строки",
                "текст берите в кавычки, пояснение начинайте знаком #",
            )
        };
        return Some(Value::said(value.to_owned(), said.at(at..raw.len())));
    }
    if are_parted(raw) {
        let list = format!("[{raw}]");
        let said = Said::new("у списка нет скобок", ready(field, &list))
            .at(0..raw.len())
            .guessed(field);
        return Some(Value::said(list, said));
    }
    let texts = side_by_side(raw);
    if texts.len() > 1 {
        let list = format!("[{}]", texts.join(", "));
        let said = Said::new("у списка нет скобок и запятых", ready(field, &list));
        return Some(Value::said(list, said.at(0..raw.len()).guessed(field)));
    }
    if tail.trim().is_empty() && inside.contains('"') {
        let text = quoted(inside);
        let first = 1 + inside.find('"')?;
        let said = Said::new(
            "внутри текста стоят прямые кавычки",
            format!(
                "внутри текста ставьте «елочки», прямые кавычки – только по краям; {}",
                ready(field, &text)
            ),
        );
        return Some(Value::said(text, said.at(first..first + 1)));
    }
    if inside.contains('\\') && !inside.contains('"') {
        return Some(Value::silent(quoted(inside)));
    }
    let text = quoted(rest);
    let first = 1 + rest.find('"')?;
    let said = Said::new(
        "внутри текста стоят прямые кавычки",
        format!(
            "внутри текста ставьте «елочки», прямые кавычки – только по краям; {}",
            ready(field, &text)
        ),
    );
    Some(Value::said(text, said.at(first..first + 1)))
}

/// Whether several texts stand one after another: `"sidorov", "frolov"`.
fn are_parted(raw: &str) -> bool {
    let parts: Vec<&str> = raw.split('"').map(str::trim).collect();
    // Every other part stands between two texts.
    let mut between = parts.iter().step_by(2).skip(1).rev().skip(1).peekable();
    parts.len() % 2 == 1
        && parts.first().zip(parts.last()) == Some((&"", &""))
        && between.peek().is_some()
        && between.all(|part| *part == ",")
}

/// What stands in two pairs of quotation marks, or in one of two kinds: `""текст""`, `'текст"`.
fn doubled_quotes(raw: &str) -> Option<&str> {
    let doubled = raw
        .strip_prefix("\"\"")
        .and_then(|rest| rest.strip_suffix("\"\""));
    let mixed = || {
        let single_first = raw
            .strip_prefix('\'')
            .and_then(|rest| rest.strip_suffix('"'));
        single_first.or_else(|| raw.strip_prefix('"')?.strip_suffix('\''))
    };
    let inside = doubled.or_else(mixed)?;
    (!inside.is_empty() && !inside.contains(['"', '\''])).then_some(inside)
}

/// A text without any quotes.
fn bare(field: &str, raw: &str) -> Option<Value> {
    if raw.starts_with(['[', '{']) || raw.starts_with("'''") {
        return None;
    }
    let (value, remark) = raw.split_once(" //").unwrap_or((raw, ""));
    let value = value.trim();
    if !remark.is_empty() && is_read(value) {
        let said = Said::new("так пояснения не пишутся", "пояснение начинайте знаком #")
            .at(value.len() + 1..raw.len());
        return Some(Value::said(value.to_owned(), said));
    }
    let text = quoted(raw.trim_end_matches([',', ';']).trim());
    let is_number = raw.starts_with(|c: char| c.is_ascii_digit());
    let message = if is_number {
        "номер или текст стоит без кавычек"
    } else {
        "текст должен стоять в прямых кавычках"
    };
    let said = Said::new(message, ready(field, &text))
        .at(0..raw.len())
        .guessed(field);
    Some(Value::said(text, said))
}

/// What stands in quotation marks that are not those of the file, where they hold the whole text.
fn strange_quotes(raw: &str) -> Option<&str> {
    const MARKS: &str = "„“”‘’‚‹›″`´＂«»";
    if let Some(inside) = raw.strip_prefix("''").and_then(|s| s.strip_suffix("''"))
        && !inside.starts_with('\'')
        && !inside.is_empty()
    {
        return Some(inside);
    }
    let (first, last) = (raw.chars().next()?, raw.chars().next_back()?);
    let is_strange = |c| MARKS.contains(c);
    let is_mark = |c: char| is_strange(c) || matches!(c, '"' | '\'');
    if !(is_mark(first) && is_mark(last) && (is_strange(first) || is_strange(last))) {
        return None;
    }
    // `"МБОУ «СОШ № 5»` lacks its last quotation mark, `«Заря», школа"` its first.
    let count = |mark| raw.matches(mark).count();
    if raw.contains('«') && count('«') == count('»') && first != last {
        match (first, last) {
            ('"', '»') => return raw.strip_prefix('"'),
            ('«', '"') => return raw.strip_suffix('"'),
            _ => {}
        }
    }
    let inside = raw
        .strip_prefix(first)
        .and_then(|rest| rest.strip_suffix(last))?;
    if first == '«' {
        // «Радость» и «Дом» are two, not one.
        let mut depth = 1_i32;
        for c in inside.chars() {
            depth += i32::from(c == '«') - i32::from(c == '»');
            if depth == 0 && inside.contains('«') && last == '»' {
                return None;
            }
        }
    }
    Some(inside.trim())
}

/// A text in quotes; the quotes inside it become «елочки».
pub(in crate::reader) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    let mut before = ' ';
    for c in text.trim().chars() {
        match c {
            '"' if before == ' ' || before == '(' || before == '«' => out.push('«'),
            '"' => out.push('»'),
            '\\' => out.push_str("\\\\"),
            '\n' | '\t' => out.push(' '),
            c => out.push(c),
        }
        before = c;
    }
    out.push('"');
    out
}
