//! What a line was meant to be: a field with its value, an item of a list, a remark.

use std::ops::Range;

use super::comma::comma_above;
use super::lines::{bare_places, is_good, line_range, without_remark};
use super::pieces::{self, Value, is_read};
use super::said::{Mending, Said, UNKNOWN};
use super::two_fields::second_field;
use super::value::{self, quoted};
use crate::reader::syntax::{self, BAD_KEY, SPACE_IN_KEY};
use crate::russian::in_latin;

/// Beginnings of remarks in other kinds of files.
const REMARKS: [&str; 10] = ["//", "/*", "*/", "--", ";", "%", "<!--", "'", "!", "REM "];
/// Signs of a list in a text editor.
const BULLETS: &str = "•●○◦▪■□–—-*·‣➢✓+";
/// Signs that stand where the sign = should.
const SIGNS: [char; 2] = ['=', ':'];
/// So far a text that is broken off at the end of a line is looked for its end.
const MOST_LINES: usize = 30;
/// So far up the beginning of a list is looked for.
const LONGEST_LIST: usize = 200;

pub(super) fn mend(text: &str, line: Range<usize>) -> Option<Mending> {
    let written = &text[line.clone()];
    if let Some(said) = remark(written) {
        return Some(Mending {
            span: line,
            meant: String::new(),
            said: vec![said],
        });
    }
    let in_list = is_in_list(text, line.start);
    if let Some(change) = broken_off(text, line.clone()) {
        return Some(change);
    }
    if in_list {
        // A field in a list: the list above is not closed.
        if field_parts(written).is_some_and(|f| f.is_plain()) {
            return None;
        }
        let (meant, said) = item(written)?;
        let bare = |line: &str| line.trim().trim_end_matches(',').to_owned();
        if said.is_empty() && bare(&meant) == bare(written) {
            return comma_above(text, line.start);
        }
        return Some(Mending {
            span: line,
            meant,
            said,
        });
    }
    let (meant, said) = field(written)?;
    Some(Mending {
        span: line,
        meant,
        said,
    })
}

/// A line that begins as remarks do elsewhere.
fn remark(line: &str) -> Option<Said> {
    let start = line.len() - line.trim_start().len();
    let sign = REMARKS
        .iter()
        .find(|sign| line[start..].starts_with(**sign))?;
    // `'text',` and `--key = …` are no remarks.
    let rest = line[start + sign.len()..].trim();
    if *sign == "'" && rest.contains('\'') || rest.starts_with('=') {
        return None;
    }
    let is_field =
        matches!(*sign, "--" | "!" | "%") && field_parts(rest).is_some_and(|f| f.is_plain());
    (!is_field).then(|| {
        Said::new("так пояснения не пишутся", "пояснение начинайте знаком #")
            .at(start..start + sign.trim_end().len())
            .fix("#")
    })
}

/// Whether a line begins as remarks do, here or elsewhere.
pub(super) fn is_remark(line: &str) -> bool {
    line.trim_start().starts_with('#') || remark(line).is_some()
}

/// A field of a line, in bytes of it.
pub(super) struct Parts {
    pub key: Range<usize>,
    /// With the spaces around it; empty where there is none.
    pub sign: Range<usize>,
    pub value: Range<usize>,
    is_ascii: bool,
}

impl Parts {
    pub(super) fn is_plain(&self) -> bool {
        self.is_ascii && !self.sign.is_empty()
    }
}

pub(super) fn field_parts(line: &str) -> Option<Parts> {
    let (body, _) = without_remark(line);
    let indent = body.len() - body.trim_start().len();
    let from_key = |key: Range<usize>, sign: Range<usize>| {
        let value = body[sign.end..].trim();
        let start = sign.end + (body[sign.end..].len() - body[sign.end..].trim_start().len());
        Parts {
            is_ascii: body[key.clone()]
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')),
            key,
            sign,
            value: start..start + value.len(),
        }
    };
    if let Some((at, _)) = bare_places(body).find(|(_, c)| SIGNS.contains(c)) {
        let key = body[indent..at].trim_end();
        if key.is_empty() && !body[at..].starts_with('=') || key.starts_with(['"', '\'', '[', '{'])
        {
            return None;
        }
        let signs = body[at..]
            .chars()
            .take_while(|c| matches!(c, '=' | ':' | '>' | ' '))
            .map(char::len_utf8)
            .sum::<usize>();
        return Some(from_key(indent..indent + key.len(), at..at + signs));
    }
    // `mode "смешанный"`, `mode – "смешанный"`
    let word = body[indent..]
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
        .count();
    let key = indent..indent + word;
    let rest = body[key.end..].trim_start();
    let value = rest.trim_start_matches(['-', '–', '—', '~', '→', ' ']);
    let begins = value.starts_with(|c: char| "\"'[{“«„".contains(c) || c.is_ascii_digit())
        || is_read(value.trim());
    let starts_well = body[indent..].starts_with(|c: char| c.is_ascii_alphabetic());
    if word < 2 || !begins || !starts_well || value.trim().is_empty() {
        return None;
    }
    let sign_end = body.len() - value.len();
    Some(from_key(key.clone(), key.end..sign_end))
}

fn field(line: &str) -> Option<(String, Vec<Said>)> {
    let (bullet, rest) = without_bullet(line);
    let Parts {
        key, sign, value, ..
    } = field_parts(rest)?;
    let moved = |said: Said| said.moved(bullet);
    let mut said = Vec::new();
    if bullet > 0 {
        said.push(
            Said::new(
                "перед именем поля стоит знак списка",
                "уберите его: строка начинается именем поля",
            )
            .at(line.len() - line.trim_start().len()..bullet),
        );
    }
    let name = key_of(&rest[key.clone()], key.start);
    let Some((name, about_key)) = name else {
        return Some((
            String::new(),
            vec![moved(
                Said::new("перед знаком «=» нет имени поля", "впишите имя поля").at(sign.clone()),
            )],
        ));
    };
    said.extend(about_key.map(|said| moved(said.moved(key.start))));
    let raw = &rest[value.clone()];
    if raw.is_empty() {
        return Some((
            String::new(),
            vec![moved(
                Said::new(syntax::NO_VALUE, syntax::WRITE_OR_DELETE).guessed(&name),
            )],
        ));
    }
    if let Some((at, end)) = second_field(raw) {
        let (first, second) = (&raw[..end], &raw[at..]);
        let two = Said::new(
            "в одной строке стоят два поля",
            format!("каждое поле пишите с новой строки, без запятой: {second}"),
        );
        said.push(moved(two.at(value.start + at..value.end)));
        said.truncate(1);
        let indent = &rest[..key.start];
        return Some((format!("{indent}{name} = {first}\n{second}"), said));
    }
    let found = if let Some(opened) = opened_list(raw) {
        opened
    } else if opens(raw) {
        None
    } else {
        value::meant(&name, raw)
    };
    let text = found.as_ref().map_or(raw, |v| v.text.as_str());
    let ready = if text.is_empty() {
        "пишите так: поле = значение".to_owned()
    } else if opens(text) {
        let quotes = text.len() - text.trim_start_matches(['"', '\'']).len();
        pieces::ready(&name, &text[..quotes.max(1)])
    } else {
        pieces::ready(&name, text)
    };
    said.extend(about_sign(&rest[sign.clone()], sign.start, &ready).map(moved));
    if found.is_none() && said.is_empty() {
        return None;
    }
    let meant = if text.is_empty() {
        String::new()
    } else {
        format!("{name} = {text}")
    };
    let about_value = found.map(|v| v.said).unwrap_or_default();
    if said.is_empty() {
        said.extend(about_value.into_iter().map(|s| moved(s.moved(value.start))));
    } else {
        // Of a line the first slip is told.
        said.truncate(1);
    }
    let begins = opens(raw) || is_good(&meant);
    begins.then(|| {
        let indent = &rest[..key.start];
        (format!("{indent}{meant}"), said)
    })
}

/// A list that goes on in the next line, with the items of this one mended. `None`: it is no such
/// list.
#[expect(
    clippy::option_option,
    reason = "no such list, nothing to mend, mended"
)]
fn opened_list(raw: &str) -> Option<Option<Value>> {
    let rest = raw.strip_prefix('[')?;
    if !opens(raw) {
        return None;
    }
    let rest = rest.trim();
    if rest.is_empty() {
        return Some(None);
    }
    Some(item(rest).map(|(text, said)| Value {
        text: format!("[{text}"),
        said: said.into_iter().map(|s| s.moved(1)).collect(),
    }))
}

/// Whether a value goes on in the next line.
pub(super) fn opens(raw: &str) -> bool {
    let triple = |mark: &str| raw.starts_with(mark) && !raw[mark.len()..].contains(mark);
    if triple("\"\"\"") || triple("'''") {
        return true;
    }
    if raw.ends_with([']', '}']) {
        return false;
    }
    let (open, close) = match raw.chars().next() {
        Some('[') => ('[', ']'),
        Some('{') => ('{', '}'),
        _ => return false,
    };
    let mut depth = 0_i32;
    for (_, c) in bare_places(raw) {
        depth += i32::from(c == open) - i32::from(c == close);
    }
    depth > 0
}

/// The name of a field as it was meant, and what is wrong with it; `None`: there is no name.
/// Russian words are taken for a name of their own: the reader of the section knows what is near.
pub(super) fn key_of(written: &str, at: usize) -> Option<(String, Option<Said>)> {
    let written = written.trim();
    if written.is_empty() {
        return None;
    }
    let is_name = |s: &str| {
        !s.is_empty()
            && s.split('.').all(|part| {
                !part.is_empty()
                    && part
                        .chars()
                        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
            })
    };
    if is_name(written) || is_good(&format!("{written} = 1")) {
        return Some((written.to_owned(), None));
    }
    let latin = in_latin(written);
    if is_name(&latin) && written.chars().any(|c| c.is_ascii_alphabetic()) {
        let strangers: Vec<String> = written
            .chars()
            .filter(|c| !c.is_ascii())
            .map(|c| format!("«{c}»"))
            .collect();
        let letters = if strangers.len() == 1 {
            "русская буква"
        } else {
            "русские буквы"
        };
        let said = Said::new(
            format!("в имени поля {letters} {}", strangers.join(", ")),
            format!("наберите имя латинскими буквами: возможно, имелось в виду «{latin}»"),
        );
        return Some((latin.clone(), Some(said.at(0..written.len()).fix(latin))));
    }
    let joined = written
        .split([' ', '\t'])
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join("_");
    if is_name(&joined) && joined != written {
        let said = Said::new(SPACE_IN_KEY, format!("возможно, имелось в виду «{joined}»"));
        return Some((joined, Some(said.at(0..written.len()))));
    }
    let trimmed = written.trim_matches(|c: char| !c.is_alphanumeric());
    if is_name(trimmed) {
        let said = Said::new(
            "в имени поля лишний знак",
            format!("возможно, имелось в виду «{trimmed}»"),
        );
        return Some((trimmed.to_owned(), Some(said.at(0..written.len()))));
    }
    let said = Said::new(
        BAD_KEY,
        "имена полей можно взять из образца: его создает команда «nastavnik init»",
    );
    Some((
        format!("{UNKNOWN}{at}-{}", written.len()),
        Some(said.at(0..written.len())),
    ))
}

/// What is wrong with the sign between a field and its value; `ready` is advice.
fn about_sign(written: &str, at: usize, ready: &str) -> Option<Said> {
    let sign = written.trim();
    let start = at + (written.len() - written.trim_start().len());
    let place = start..start + sign.len();
    match sign {
        "=" => None,
        "" => Some(
            Said::new("нет знака «=» между полем и значением", ready).at(at..at + written.len()),
        ),
        _ if sign.contains('=') && !sign.contains([':', '>']) => Some(
            Said::new("лишний знак «=»", "оставьте один")
                .at(place)
                .fix("="),
        ),
        ":" => Some(Said::new("вместо знака «=» стоит двоеточие", ready).at(place)),
        _ => Some(Said::new(format!("вместо знака «=» стоит «{sign}»"), ready).at(place)),
    }
}

/// Where a line goes on after the sign of a list, and the line from there.
pub(super) fn without_bullet(line: &str) -> (usize, &str) {
    let indent = line.len() - line.trim_start().len();
    let rest = &line[indent..];
    let signs =
        rest.trim_start_matches(|c: char| BULLETS.contains(c) || matches!(c, '\u{F0B7}' | '§'));
    let after = if signs.len() < rest.len() {
        signs
    } else {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        match rest[digits..].strip_prefix(['.', ')']) {
            Some(after) if (1..=2).contains(&digits) => after,
            _ => return (0, line),
        }
    };
    let after = after.trim_start();
    if after.starts_with(|c: char| c.is_alphabetic() || "\"'“«„[".contains(c)) {
        (line.len() - after.len(), after)
    } else {
        (0, line)
    }
}

/// A line of a list: its items, each with a comma behind it.
pub(super) fn item(line: &str) -> Option<(String, Vec<Said>)> {
    let (bullet, rest) = without_bullet(line);
    let mut said = Vec::new();
    if bullet > 0 {
        let indent = line.len() - line.trim_start().len();
        let sign = line[indent..bullet].trim().to_owned();
        said.push(
            Said::new(
                format!("лишний знак «{sign}»: в списке маркеры и номера не ставят"),
                "уберите его: пункты и так печатаются списком",
            )
            .at(indent..indent + sign.len()),
        );
    }
    let (body, _) = without_remark(rest);
    let indent = body.len() - body.trim_start().len();
    let body = body.trim();
    let closes = bare_places(body).any(|(_, c)| c == ']')
        && body.trim_end_matches([';', ',', '.', ' ']).ends_with(']');
    let inside = if closes {
        let at = body.rfind(']')?;
        if !body[at + 1..].is_empty() && said.is_empty() {
            said.push(
                Said::new("после списка лишний знак", "строка кончается скобкой ]")
                    .at(bullet + indent + at + 1..bullet + indent + body.len())
                    .fix(""),
            );
        }
        &body[..at]
    } else {
        body
    };
    let meant = if inside.trim().is_empty() {
        String::new()
    } else {
        let as_list = format!("[{}]", inside.trim().trim_end_matches([',', ';', '.']));
        if is_read(&as_list) {
            if inside.trim_end().ends_with([';', '.']) && said.is_empty() {
                let end = bullet + indent + inside.trim_end().len();
                said.push(
                    Said::new(
                        "между значениями списка не запятая",
                        "после каждого значения списка ставьте запятую",
                    )
                    .at(end - 1..end)
                    .fix(","),
                );
            }
            as_list
        } else if let Some(found) = value::meant("", &as_list) {
            if said.is_empty() {
                let items = found.text.trim_start_matches('[').trim_end_matches(']');
                said.extend(found.said.into_iter().map(|s| Said {
                    at: None,
                    hint: pieces::ready("", items),
                    ..s
                }));
            }
            found.text
        } else {
            if said.is_empty() {
                said.push(
                    Said::new(
                        "текст должен стоять в прямых кавычках",
                        "каждое значение списка берите в кавычки, после него ставьте запятую",
                    )
                    .at(bullet + indent..bullet + indent + inside.trim().len()),
                );
            }
            format!("[{}]", quoted(inside.trim().trim_end_matches([',', ';'])))
        }
    };
    let items = meant
        .strip_prefix('[')
        .and_then(|m| m.strip_suffix(']'))
        .unwrap_or_default();
    let comma = if items.trim().is_empty() || items.trim_end().ends_with(',') {
        ""
    } else {
        ","
    };
    let end = if closes { "]" } else { "" };
    Some((format!("{items}{comma}{end}"), said))
}

/// Whether a line stands in a list that a line above it opens.
pub(super) fn is_in_list(text: &str, start: usize) -> bool {
    let above = text[..start].lines().rev().take(LONGEST_LIST);
    for line in above {
        let (body, _) = without_remark(line);
        let body = body.trim();
        if body.is_empty() {
            continue;
        }
        if let Some(at) = bare_places(body).find(|(_, c)| *c == '=').map(|(at, _)| at) {
            let value = body[at + 1..].trim();
            return value.starts_with('[') && opens(value);
        }
        if bare_places(body).any(|(_, c)| c == ']') {
            return false;
        }
    }
    false
}

/// A text in quotes that goes on in the next lines.
pub(super) fn broken_off(text: &str, line: Range<usize>) -> Option<Mending> {
    let written = &text[line.clone()];
    let open = unclosed_quote(written)?;
    let mut end = line.end;
    for _ in 0..MOST_LINES {
        let next = line_range(text, end + 1);
        if end + 1 > text.len() || next.start <= end {
            return None;
        }
        let below = &text[next.clone()];
        let quotes = below.matches('"').count();
        let (body, _) = without_remark(below);
        let is_other = body.trim().is_empty()
            || body.trim_start().starts_with('[')
            || field_parts(below).is_some_and(|f| f.is_plain())
            || quotes > 1;
        if is_other {
            return None;
        }
        end = next.end;
        if quotes == 1 {
            break;
        }
    }
    let span = line.start..end;
    let joined = text[span.clone()]
        .lines()
        .map(str::trim)
        .collect::<Vec<_>>()
        .join(" ");
    if !joined.matches('"').count().is_multiple_of(2) {
        return None;
    }
    let said = Said::new(
        "текст в кавычках переходит на следующую строку",
        "соедините строки в одну или возьмите текст в тройные кавычки: \"\"\"…\"\"\"",
    )
    .at(open..written.len());
    Some(Mending {
        span,
        meant: joined,
        said: vec![said],
    })
}

/// Where a quote opens that the line does not close.
fn unclosed_quote(line: &str) -> Option<usize> {
    if line.contains("\"\"\"") || line.matches('"').count().is_multiple_of(2) {
        return None;
    }
    let open = line.rfind('"')?;
    // What stands before the opening quote is a field or an item; behind the closing one nothing
    // stands.
    let is_opening = line[..open].trim_end().ends_with(['=', ':', '[', ',', ';'])
        || line[..open].trim().is_empty();
    (is_opening && !line[open + 1..].trim().is_empty()).then_some(open)
}
