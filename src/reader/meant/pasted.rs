//! A file whose text stands in it twice: it was pasted where it stood already.

use std::collections::BTreeSet;

use super::heading;
use super::repeated::key;
use super::said::{Mending, Said};
use crate::problem::Code;

/// So many fields and headings tell that a file begins anew.
const ENOUGH: usize = 5;
/// Fewer tell nothing.
const FEW: usize = 3;

/// A line with a field or a heading.
struct Landmark<'t> {
    at: usize,
    line: &'t str,
    name: String,
    is_heading: bool,
    is_double: bool,
}

pub(in crate::reader) fn is_pasted_twice(text: &str) -> bool {
    second(text).is_some()
}

/// Leaves out what stands a second time.
pub(super) fn mend(text: &str) -> Option<Mending> {
    let at = second(text)?;
    let above: BTreeSet<&str> = text[..at].lines().map(str::trim).collect();
    let is_same = text[at..].lines().all(|line| above.contains(line.trim()));
    let line = text[at..].lines().next().unwrap_or_default().trim_end();
    let is_own_line = at == 0 || text[..at].ends_with('\n');
    let what = if is_own_line {
        "удалите эту строку и все, что стоит ниже".to_owned()
    } else {
        format!("удалите все от «{line}» до конца файла")
    };
    let more = if is_same {
        ""
    } else {
        "; если что-то исправлено только здесь, сперва перенесите это наверх"
    };
    let said = Said::new(
        "с этой строки текст файла записан второй раз",
        format!("{what}{more}"),
    )
    .code(Code::DuplicateKey);
    let removed = &text[at..];
    Some(Mending {
        span: at..text.len(),
        meant: "\n".repeat(removed.matches('\n').count()),
        said: vec![said.at(0..line.len())],
    })
}

/// Where the text begins a second time.
fn second(text: &str) -> Option<usize> {
    let marks = landmarks(text);
    let first = marks.first()?;
    let half = marks.len() / 2;
    let is_even = marks.len().is_multiple_of(2) && half > 1;
    let is_same = is_even && (0..half).all(|i| marks[i].line == marks[half + i].line);
    // Sections in double brackets may be alike at their beginnings.
    let is_of_many = first.is_heading && first.is_double;
    if is_same && (half > FEW || !is_of_many) {
        return Some(marks[half].at);
    }
    if is_of_many {
        return None;
    }
    (FEW..marks.len()).find_map(|at| {
        let is_whole =
            begins_anew(&marks, at, 0) && (first.is_heading || !marks[at - 1].is_heading);
        if is_whole {
            return Some(marks[at].at);
        }
        // The end of the file had no line end, and the first line was glued to it.
        let before = text[..marks[at].at].trim_end();
        let is_glued = begins_anew(&marks, at, 1) && before.ends_with(first.line);
        let start = before.len().checked_sub(first.line.len())?;
        (is_glued && start > first.at).then_some(start)
    })
}

/// Whether the marks from here on are those of the beginning, and most of their lines are the same.
fn begins_anew(marks: &[Landmark<'_>], at: usize, from: usize) -> bool {
    let count = ENOUGH.min(at).min(marks.len() - at);
    let pairs = || marks[from..].iter().zip(&marks[at..]).take(count);
    let same = pairs().filter(|(a, b)| a.line == b.line).count();
    count >= FEW
        && pairs().all(|(a, b)| a.name == b.name && a.is_heading == b.is_heading)
        && same * 3 >= count * 2
}

fn landmarks(text: &str) -> Vec<Landmark<'_>> {
    let mut start = 0;
    text.split_inclusive('\n')
        .filter_map(|line| {
            let at = start;
            start += line.len();
            let line = line.trim_end();
            let heading = line.starts_with('[').then(|| heading::read(line)).flatten();
            let is_double = heading.as_ref().is_some_and(|it| it.is_double);
            let is_heading = heading.is_some();
            let name = heading.map_or_else(|| key(line).map(str::to_owned), |it| Some(it.name))?;
            Some(Landmark {
                at,
                line,
                name,
                is_heading,
                is_double,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::second;

    const PAIR: &str = "# Пара\nmentors = [\"a\"]\nmentees = [\"b\"]\nform = \"в\"\n\n[note]\naim = \"г\"\n\n[[activity]]\nname = \"д\"\nterm = \"е\"\n";

    #[test]
    fn a_text_that_stands_twice_is_known() {
        let first = "mentors = [\"a\"]";
        let again = PAIR.replace("form = \"в\"", "form = \"ж\"");
        for text in [
            PAIR.repeat(2),
            PAIR.repeat(3),
            format!("{PAIR}\n\n{again}"),
            format!("{}{}", PAIR.trim_end(), PAIR.trim_start_matches("# Пара\n")),
            format!("{PAIR}{}", &PAIR[..PAIR.find("aim").unwrap()]),
        ] {
            let at = second(&text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(text[..at].matches(first).count(), 1, "{text}");
            assert!(text[at..].starts_with(first), "{text}");
        }
        let school = "[organization]\nname = \"а\"\ncity = \"б\"\n\n[staff.a]\nname = \"в\"\n";
        assert!(second(&school.repeat(2)).is_some());
        let stages = "[[stage]]\nname = \"а\"\n[[stage.activity]]\nname = \"б\"\nterm = \"в\"\n";
        assert!(second(&stages.repeat(2)).is_some());
    }

    #[test]
    fn sections_that_are_alike_are_no_second_text() {
        let order = "name = \"а\"\nterm = \"б\"\nplace = \"в\"\n[[item]]\nid = 1\nname = \"г\"\nterm = \"б\"\nplace = \"в\"\n[[item]]\nid = 2\nname = \"д\"\nterm = \"б\"\nplace = \"е\"\n";
        let stages = "[[stage]]\nname = \"а\"\nterm = \"б\"\n[[stage]]\nname = \"в\"\nterm = \"б\"\n[[stage]]\nname = \"г\"\nterm = \"б\"\n";
        for text in [PAIR, order, stages, "", "a = 1\na = 1\n"] {
            assert_eq!(second(text), None, "{text}");
        }
    }
}
