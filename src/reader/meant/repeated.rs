//! Fields and sections that stand twice.

use std::ops::Range;

use super::head::{TRIPLE, lines_above};
use super::heading;
use super::lines::line_range;
use super::said::{Mending, Said, UNKNOWN};
use crate::problem::{ALIKE, Code, Problem};
use crate::russian::counted;

/// Sections that a file may have several of.
/// Lists of an edition's files that are never sections with keys of one's own.
const IN_FORMS: [&str; 5] = ["field", "kind", "paper", "layout", "column"];

const MANY: [&str; 16] = [
    "activity",
    "mentorship",
    "stage",
    "section",
    "clause",
    "case",
    "field",
    "kind",
    "paper",
    "block",
    "column",
    "part",
    "row",
    "appendix",
    "layout",
    "signature",
];

/// Takes a repeated section as it was meant: in double brackets where others of its name stand so;
/// otherwise the first is kept. Of a repeated field the first is kept.
pub(super) fn mend(text: &str, line: Range<usize>, words: &Problem) -> Option<Mending> {
    let written = &text[line.clone()];
    if let Some(heading) = heading::read(written) {
        return section(text, line, &heading);
    }
    if words.code != Code::DuplicateKey {
        return None;
    }
    // Several fields running that stand twice: the heading of a section is left out above them.
    let next = line_range(text, line.end + 1);
    let is_run = next.start > line.end
        && key(&text[next.clone()]).is_some_and(|next_key| {
            section_above(text, line.start)
                .lines()
                .any(|above| key(above) == Some(next_key))
        });
    if !is_run {
        return Some(Mending {
            span: line,
            meant: String::new(),
            said: Vec::new(),
        });
    }
    let end = section_end(text, line.end);
    let said = Said::new(
        "несколько полей раздела записаны дважды",
        "похоже, выше пропущена строка с названием раздела: [[activity]], [staff.ключ] или другая",
    )
    .code(Code::DuplicateKey)
    .at(0..written.len());
    Some(blank(text, line.start..end, vec![said]))
}

/// A text in three quotes whose first line stands twice: the second one ends it.
pub(super) fn opened_twice(text: &str, line: Range<usize>) -> Option<Mending> {
    let mut above = lines_above(text, line.start);
    let (second, first) = (above.next()?, above.next()?);
    let opening = text[first.clone()].trim();
    let is_opening = opening.ends_with(TRIPLE) && opening.matches(TRIPLE).count() == 1;
    if !is_opening || key(opening).is_none() || text[second].trim() != opening {
        return None;
    }
    let said = Said::new("поле записано дважды", "оставьте одну строку")
        .code(Code::DuplicateKey)
        .at(0..first.len());
    Some(Mending {
        span: first,
        meant: String::new(),
        said: vec![said],
    })
}

/// `[field.category]` among `[[field]]`: the key stands in the heading.
fn keyed_by_heading(
    text: &str,
    at: usize,
    single: &heading::Heading,
    among: &heading::Heading,
) -> Mending {
    let line = line_range(text, at);
    let shown = heading::shown(among);
    let key = single.name.rsplit('.').next().unwrap_or_default();
    let said = Said::new(
        format!("раздел [{}] назван не так, как другие", single.name),
        format!("пишите так: {shown}, а ниже строку key = \"{key}\""),
    )
    .at(single.at.clone());
    Mending {
        meant: text[line.clone()].replacen(&format!("[{}]", single.name), &shown, 1),
        span: line,
        said: vec![said],
    }
}

fn section(text: &str, line: Range<usize>, heading: &heading::Heading) -> Option<Mending> {
    let of_name = |is_double: bool| {
        headings(text).find(move |(_, h)| h.name == heading.name && h.is_double == is_double)
    };
    // `[activity]` among `[[activity]]`.
    if let (Some((at, single)), Some(_)) = (of_name(false), of_name(true)) {
        let line = line_range(text, at);
        let double = format!("[[{}]]", heading.name);
        let said = Said::new(
            format!(
                "раздел [{}] стоит в одинарных скобках, а другие – в двойных",
                heading.name
            ),
            format!("пишите так: {double}"),
        )
        .at(single.at.clone());
        let meant = text[line.clone()].replacen(&format!("[{}]", heading.name), &double, 1);
        return Some(Mending {
            span: line,
            meant,
            said: vec![said],
        });
    }
    let shown = heading::shown(heading);
    let under = format!("{}.", heading.name);
    let below = |is_double: bool| {
        headings(text).find(|(_, h)| h.name.starts_with(&under) && h.is_double == is_double)
    };
    if heading.is_double
        && let Some((first, _)) = below(true)
        && let Some(change) = misspelt_above(text, first, heading)
    {
        return Some(change);
    }
    if heading.is_double
        && IN_FORMS.contains(&heading.name.as_str())
        && let Some((at, single)) = below(false)
    {
        return Some(keyed_by_heading(text, at, &single, heading));
    }
    if heading.is_double && below(false).is_some() && below(true).is_none() {
        // `[[staff]]` beside `[staff.savina]`.
        let said = Said::new(
            format!("раздел {shown} назван не так, как другие"),
            format!("назовите его с точкой и ключом: [{under}ключ], ключ – латинскими буквами"),
        )
        .at(heading.at.clone());
        let meant = format!("[{under}{UNKNOWN}{}]", line.start);
        return Some(Mending {
            span: line,
            meant,
            said: vec![said],
        });
    }
    let all = headings(text).filter(|(_, h)| h.name == heading.name);
    let starts: Vec<usize> = all.map(|(at, _)| at).collect();
    if heading.is_double || starts.len() < 2 {
        return None;
    }
    // Of two headings running the first has nothing of its own.
    let first = line_range(text, starts[0]);
    let is_bare = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let between = text.get(first.end..starts[1]).unwrap_or_default();
    if starts.len() == 2 && between.lines().all(is_bare) {
        let said = Said::new(
            format!("название раздела {shown} записано дважды"),
            "оставьте одну строку",
        );
        return Some(Mending {
            meant: String::new(),
            said: vec![said.code(Code::DuplicateKey).at(0..first.len())],
            span: first,
        });
    }
    let last = heading.name.rsplit('.').next().unwrap_or_default();
    let hint = if heading.name.starts_with("staff.") {
        "у каждого сотрудника свой ключ: назовите второго иначе".to_owned()
    } else if !MANY.contains(&last) {
        "оставьте один раздел: поля второго перенесите в первый".to_owned()
    } else {
        format!(
            "оставьте один раздел; если их должно быть несколько, пишите каждый в двойных скобках: [[{}]]",
            heading.name
        )
    };
    let times = match starts.len() {
        2 => "дважды".to_owned(),
        more => counted(more, "раз", "раза", "раз"),
    };
    let said = Said::new(format!("раздел {shown} записан {times}"), hint)
        .code(Code::DuplicateKey)
        .at(heading.at.start + 1..heading.at.end - 1);
    // All but the first are left out with it: they are the same slip.
    let mut meant = text[line.start..].to_owned();
    for start in starts.iter().filter(|start| **start >= line.start).rev() {
        let section = *start..section_end(text, line_range(text, *start).end);
        let lines = "\n".repeat(text[section.clone()].matches('\n').count());
        meant.replace_range(section.start - line.start..section.end - line.start, &lines);
    }
    Some(Mending {
        span: line.start..text.len(),
        meant,
        said: vec![said],
    })
}

/// `[[stages]]` above `[[stage.activity]]`: what stands under it then has no section of its own.
fn misspelt_above(text: &str, first: usize, meant: &heading::Heading) -> Option<Mending> {
    let (at, above) = headings(text).take_while(|(at, _)| *at < first).last()?;
    let is_near = above.name != meant.name
        && strsim::jaro_winkler(&above.name.to_lowercase(), &meant.name) > ALIKE;
    if !is_near {
        return None;
    }
    let line = line_range(text, at);
    let shown = heading::shown(meant);
    let said = Said::new(
        format!("неизвестный раздел «{}»", above.name),
        format!("возможно, имелось в виду «{}»", meant.name),
    )
    .code(Code::UnknownKey)
    .at(above.at.clone());
    let mut meant = text[line.clone()].to_owned();
    meant.replace_range(above.at, &shown);
    Some(Mending {
        span: line,
        meant,
        said: vec![said],
    })
}

/// Leaves out some lines.
fn blank(text: &str, span: Range<usize>, said: Vec<Said>) -> Mending {
    let meant = "\n".repeat(text[span.clone()].matches('\n').count());
    Mending { span, meant, said }
}

/// Every heading, and where its line begins.
fn headings(text: &str) -> impl Iterator<Item = (usize, heading::Heading)> + '_ {
    let mut start = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let at = start;
        start += line.len();
        line.trim_start()
            .starts_with('[')
            .then(|| heading::read(line))
            .flatten()
            .map(|heading| (at, heading))
    })
}

/// Where the section of a line ends.
fn section_end(text: &str, at: usize) -> usize {
    let mut start = at + 1;
    while start < text.len() {
        let line = line_range(text, start);
        if text[line.clone()].starts_with('[') {
            return start - 1;
        }
        start = line.end + 1;
    }
    text.len()
}

/// The lines above a place, from the heading of its section.
fn section_above(text: &str, at: usize) -> &str {
    let start = text[..at].rfind("\n[").map_or(0, |i| i + 1);
    &text[start..at]
}

/// The field of a line.
pub(super) fn key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim();
    let is_name = !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    is_name.then_some(key)
}
