//! The fixed strings of the forms against the source: order 591, letter for letter and in its
//! order.

use nastavnik::document::Document;
use nastavnik::edition::Edition;
use nastavnik::make::make_one;
use nastavnik::plan::Format;
use nastavnik::prepare::blanks;

use crate::support::{document_of, docx_text, fold, path, pdf_text, sample_plan};

/// The end of the order, from the form «Приложение №1» on.
fn source() -> Vec<String> {
    let text = std::fs::read_to_string(path(&["tests", "source", "order-591.txt"])).unwrap();
    text.lines()
        .skip_while(|l| *l != "Приложение №1")
        .map(str::to_owned)
        .collect()
}

/// The lines of the source between two of them, without the first and the last.
fn between<'a>(lines: &'a [String], first: &str, last: Option<&str>) -> &'a [String] {
    let start = lines.iter().position(|l| l == first).unwrap();
    let end = last.map_or(lines.len(), |last| {
        lines.iter().position(|l| l == last).unwrap()
    });
    &lines[start..end]
}

/// One table row of the source, cells joined; a row that goes on over a page is one row.
fn is_row(line: &str) -> bool {
    line.contains('\t')
}

fn texts(document: &Document) -> [(&'static str, String); 3] {
    let make = |format| make_one(document, format).unwrap();
    [
        (
            "text",
            fold(&String::from_utf8(make(Format::Text)).unwrap()),
        ),
        ("docx", docx_text(&make(Format::Docx)).0),
        ("pdf", fold(&pdf_text(&make(Format::Pdf)))),
    ]
}

/// Every string occurs after the one before it.
fn assert_in_order(document: &Document, strings: &[String]) {
    assert!(strings.len() > 10);
    for (format, text) in texts(document) {
        let mut at = 0;
        for string in strings {
            let wanted = fold(string);
            match text[at..].find(&wanted) {
                Some(found) => at += found + wanted.len(),
                None => panic!(
                    "{format}: «{string}» is not in its place; there: {}",
                    text[at..].chars().take(80).collect::<String>()
                ),
            }
        }
    }
}

/// Strings of a form as the source prints them: cells and lines apart, without the placeholders of
/// the source.
fn fixed_strings(lines: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in lines {
        let cells: Vec<&str> = if is_row(line) {
            line.split('\t').collect()
        } else {
            vec![line.as_str()]
        };
        for cell in cells {
            let cell = cell.trim();
            let empty_row = matches!(cell, "1." | "2.");
            if !cell.is_empty() && !empty_row {
                out.push(cell.to_owned());
            }
        }
    }
    out
}

#[test]
fn the_blank_program_holds_every_string_of_the_source() {
    let lines = source();
    let strings = fixed_strings(between(&lines, "Приложение № 2", Some("Приложение 2")));
    assert!(
        strings.iter().any(|s| s.contains("Изучении нормативных")),
        "the slip of the source is to be kept"
    );
    let plan = blanks(&Edition::built_in(false));
    assert_in_order(&plan.document(&plan.papers[1]).unwrap(), &strings);
}

#[test]
fn the_blank_roadmap_holds_every_string_of_the_source() {
    let lines = source();
    let mut strings = fixed_strings(between(&lines, "Приложение №1", Some("Приложение № 2")));
    // The stamp stands in the source with a word broken at the line's end, with marks of bold type,
    // and with the word «дата» and nothing after № where the date and the number go.
    let broken = [
        "**Утверждена",
        "приказом образовательной организа-**",
        "ции от дата №",
    ];
    let at = strings.iter().position(|s| s == broken[0]).unwrap();
    assert_eq!(strings[at..at + 3], broken);
    strings.splice(
        at..at + 3,
        [
            "Утверждена приказом образовательной организации от".to_owned(),
            "№".to_owned(),
        ],
    );
    let plan = blanks(&Edition::built_in(false));
    assert_in_order(&plan.document(&plan.papers[0]).unwrap(), &strings);
}

/// Rows of the municipal roadmap with their continuations over page breaks put together.
fn municipal_rows(lines: &[String]) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in lines.iter().filter(|l| is_row(l) && !l.starts_with("№\t")) {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        if cells[0].is_empty() {
            let row = rows.last_mut().unwrap();
            for (before, rest) in row.iter_mut().zip(&cells) {
                join(before, rest);
            }
        } else {
            rows.push(cells.iter().map(|c| (*c).to_owned()).collect());
        }
    }
    rows
}

/// A word broken at the page's end is put together. The source repeats «гг.)» of one row on the
/// next page.
fn join(before: &mut String, rest: &str) {
    if rest.is_empty() || (rest == "гг.)" && before.ends_with(rest)) {
        return;
    }
    if before.ends_with('-') {
        before.pop();
    } else {
        before.push(' ');
    }
    before.push_str(rest);
}

#[test]
fn the_municipal_roadmap_holds_every_row_of_the_source() {
    let lines = source();
    let lines = between(&lines, "Приложение 2", None);
    let mut strings = vec![
        "Приложение 2".to_owned(),
        "Утверждена приказом управления образования администрации Старооскольского городского округа от 25.04.2022 г. № 591".to_owned(),
    ];
    let title = lines
        .iter()
        .find(|l| l.starts_with("«Дорожная карта»"))
        .unwrap();
    strings.push(title.clone());
    strings.extend(
        lines
            .iter()
            .find(|l| l.starts_with("№\t"))
            .unwrap()
            .split('\t')
            .map(str::to_owned),
    );
    let rows = municipal_rows(lines);
    assert_eq!(
        rows.len(),
        25,
        "three stages, two sections, twenty activities"
    );
    strings.extend(rows.into_iter().flatten().filter(|c| !c.is_empty()));
    assert_in_order(
        &document_of(&sample_plan("order-591"), "Муниципальная дорожная карта"),
        &strings,
    );
}

/// The whole order from its first line to its last, with broken words and rows put together.
fn whole_source() -> String {
    let text = std::fs::read_to_string(path(&["tests", "source", "order-591.txt"])).unwrap();
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let table = lines
        .iter()
        .position(|l| l.starts_with("№\tВиды работ"))
        .unwrap();
    let mut out = String::new();
    for line in lines[..table].iter().map(|l| l.trim()) {
        let line = line
            .strip_prefix("- 4.1.")
            .map_or_else(|| line.to_owned(), |rest| format!("4.1.{rest}"));
        // Marks of bold type; the asterisks of the notes stand alone.
        let line = if line.starts_with("** П") || line.contains("мероприятия**") {
            line
        } else {
            line.replace("**", "")
        };
        out.push_str(&line.replace("от дата №", "от №"));
        out.push('\n');
    }
    out.push_str(&lines[table]);
    for row in municipal_rows(&lines[table..]) {
        out.push_str(&row.concat());
    }
    out
}

#[test]
fn the_whole_order_equals_the_source() {
    let wanted = fold(&whole_source());
    for (format, text) in texts(&document_of(&sample_plan("order-591"), "Приказ. order-591"))
    {
        let (a, b): (Vec<char>, Vec<char>) = (wanted.chars().collect(), text.chars().collect());
        let at = (0..a.len().max(b.len())).find(|&i| a.get(i) != b.get(i));
        let near = |t: &[char], at: usize| {
            t[at.saturating_sub(40).min(t.len())..(at + 60).min(t.len())]
                .iter()
                .collect::<String>()
        };
        assert!(
            at.is_none(),
            "{format}: at {at:?} the source has {:?}, the paper {:?}",
            near(&a, at.unwrap()),
            near(&b, at.unwrap())
        );
    }
}
