//! A list over several lines whose brackets are not as they should be.

use std::ops::Range;

use super::head::{CLOSINGS, Head, QUOTES, is_item, is_other, lines_below};
use super::line;
use super::lines::{line_range, without_remark};
use super::pieces::{self, is_read};
use super::said::{Mending, Said, UNKNOWN};
use super::value;

const UNCLOSED_LIST: &str = "не закрыта квадратная скобка списка";

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
        let inside = bare.trim_end_matches([']', ')', '}', '>']);
        if inside.len() < bare.len() && is_one && inside.trim_end().ends_with(QUOTES) {
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
pub(super) fn list(text: &str, head: &Head<'_>) -> Option<Mending> {
    let is_closed_at_once = ["[]", "()", "{}", "\"\"", "''"].contains(&head.raw);
    let is_one_quote = head.raw.chars().count() == 1 && head.raw.starts_with(QUOTES);
    let is_bare = is_item(head.raw) && !is_closed_at_once;
    let rest = if is_bare {
        head.raw
    } else if is_closed_at_once || is_one_quote {
        ""
    } else {
        head.raw.trim_start_matches(['[', '(', '{', '<']).trim()
    };
    let opening = head.raw[..head.raw.len() - rest.len()].trim();
    let opening = if is_closed_at_once { head.raw } else { opening };
    let is_right = opening == "[";
    if is_right && !line::opens(head.raw) || !rest.is_empty() && opening.is_empty() && !is_bare {
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
        None => items.strange == 0 && (is_right || items.count > usize::from(!is_bare)),
    };
    if !is_list {
        return None;
    }
    let comma = if is_bare && !rest.ends_with([',', '[']) {
        ","
    } else {
        ""
    };
    let mut meant = format!("{} = [{rest}{comma}", head.key);
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
                let message = if bracket.starts_with(']') {
                    "после списка лишняя скобка"
                } else {
                    "список закрыт не квадратной скобкой"
                };
                Said::new(message, format!("вместо «{bracket}» поставьте скобку ]"))
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
