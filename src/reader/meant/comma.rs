//! Commas that a list over several lines lacks.

use super::lines::{line_range, without_remark};
use super::said::{Mending, Said};

/// An item without the comma that the next one needs, with all below it that lack theirs too.
pub(super) fn comma_above(text: &str, start: usize) -> Option<Mending> {
    let above = text[..start].trim_end();
    let line = line_range(text, above.len().checked_sub(1)?);
    let (body, _) = without_remark(&text[line.clone()]);
    let item = body.trim_end();
    if item.ends_with([',', '[']) {
        return None;
    }
    let said = Said::new(
        "между значениями списка нет запятой",
        "после каждого значения списка ставьте запятую",
    )
    .at(item.len()..item.len());
    let (mut meant, mut end) = (String::new(), line.start);
    loop {
        let line = line_range(text, end);
        let (body, remark) = without_remark(&text[line.clone()]);
        let item = body.trim_end();
        let is_whole = item.ends_with(['"', '\'']) && !item.contains(['=', ']']);
        if end > start && !is_whole || line.start < end {
            break;
        }
        let comma = if is_whole || line.start < start {
            ","
        } else {
            ""
        };
        meant.push_str(item);
        meant.push_str(comma);
        meant.push_str(&body[item.len()..]);
        meant.push_str(remark);
        end = line.end;
        if !text[end..].starts_with('\n') {
            break;
        }
        meant.push('\n');
        end += 1;
    }
    // The end of the last line stays.
    if meant.ends_with('\n') {
        meant.pop();
        end -= 1;
    }
    Some(Mending {
        span: line.start..end,
        meant,
        said: vec![said],
    })
}
