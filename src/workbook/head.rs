//! Which row of a sheet is its head, and which column is what: by the words, never by the place.

use std::collections::BTreeMap;

use super::grid::{Sheet, Value};
use crate::fields::{self, CODE, Field, IGNORED, MENTEE_POST, MENTOR_POST, SheetKind, SheetWords};

/// The head is looked for in so many rows.
pub(super) const MOST_ABOVE: u32 = 30;

/// A sheet whose head was found.
#[derive(Debug)]
pub struct Headed<'b> {
    pub sheet: &'b Sheet,
    pub kind: SheetKind,
    /// First row beneath the head.
    pub first: u32,
    pub columns: BTreeMap<u32, &'static Field>,
    /// Headings that stand for nothing the program knows.
    pub unknown: Vec<(u32, String)>,
}

impl Headed<'_> {
    /// Whether the sheet has this column.
    pub fn has(&self, path: &str) -> bool {
        self.columns.values().any(|f| f.path == path)
    }
}

/// Finds the head. Sheets of ours are known by their names; another is of the kind whose headings
/// it has most of.
pub fn find(sheet: &Sheet) -> Option<Headed<'_>> {
    let named = fields::sheets()
        .iter()
        .find(|words| plain(words.name) == plain(&sheet.name));
    let kinds: Vec<&SheetWords> =
        named.map_or_else(|| fields::sheets().iter().collect(), |words| vec![words]);
    let mut best: Option<(usize, Headed<'_>)> = None;
    // A sheet that we wrote begins with its head.
    let is_ours = named.is_some() && sheet.at(0, 0) == &Value::Text(fields::code().head.to_owned());
    let last = if is_ours {
        0
    } else {
        sheet
            .rows
            .keys()
            .next_back()
            .copied()
            .unwrap_or_default()
            .min(MOST_ABOVE)
    };
    for words in kinds {
        for row in 0..=last {
            for height in 1..=if is_ours { 1 } else { 2 } {
                let Some(headed) = read(sheet, words, row, height) else {
                    continue;
                };
                let known = headed.columns.len();
                if best.as_ref().is_none_or(|(most, _)| known > *most) {
                    best = Some((known, headed));
                }
            }
        }
    }
    best.map(|(_, headed)| headed)
}

/// Takes this row, or this and the next, for the head.
fn read<'b>(
    sheet: &'b Sheet,
    words: &'static SheetWords,
    row: u32,
    height: u32,
) -> Option<Headed<'b>> {
    let mut columns: BTreeMap<u32, &'static Field> = BTreeMap::new();
    let mut unknown = Vec::new();
    let across = (row..row + height)
        .filter_map(|r| sheet.rows.get(&r))
        .flat_map(|cells| cells.keys().copied());
    let mut across: Vec<u32> = across.collect();
    across.sort_unstable();
    across.dedup();
    for column in across {
        let (top, under) = (
            label(sheet.at(row, column)),
            label(sheet.at(row + height - 1, column)),
        );
        let joined = if height == 1 || top == under {
            top.clone()
        } else {
            format!("{} {under}", above(sheet, row, column))
        };
        let joined = joined.trim().to_owned();
        let field = by_words(words, &joined).or_else(|| {
            (height == 2)
                .then(|| by_words(words, if under.is_empty() { &top } else { &under }))
                .flatten()
        });
        let field = field.or_else(|| post(words, &columns, &plain(&under), &top));
        match field {
            Some(field)
                if field.path == IGNORED || !columns.values().any(|f| f.path == field.path) =>
            {
                columns.insert(column, field);
            }
            Some(_) | None if joined.is_empty() => {}
            Some(_) | None => unknown.push((column, joined)),
        }
    }
    let has = |path: &&str| columns.values().any(|f| f.path == *path);
    let code_makes_up = columns.values().any(|f| f.path == CODE);
    let needed = words
        .needed
        .iter()
        .filter(|n| !(code_makes_up && n.starts_with('@')))
        .all(has);
    let real = columns.values().filter(|f| f.path != IGNORED).count();
    (needed && real > 1).then_some(Headed {
        sheet,
        kind: words.kind,
        first: row + height,
        columns,
        unknown,
    })
}

/// The heading over several columns: its own cell, or the nearest to the left.
fn above(sheet: &Sheet, row: u32, column: u32) -> String {
    (0..=column)
        .rev()
        .map(|c| label(sheet.at(row, c)))
        .find(|l| !l.is_empty())
        .unwrap_or_default()
}

/// «Должность» alone belongs to the person on its left.
fn post(
    words: &'static SheetWords,
    columns: &BTreeMap<u32, &'static Field>,
    label: &str,
    top: &str,
) -> Option<&'static Field> {
    let is_post =
        words.kind == SheetKind::Pairs && (label == "должность" || plain(top) == "должность");
    let before = columns
        .values()
        .rfind(|f| f.path != IGNORED)
        .filter(|_| is_post)?;
    let wanted = match before.path {
        "mentors" => MENTOR_POST,
        "mentees" => MENTEE_POST,
        _ => return None,
    };
    words.fields.iter().find(|f| f.path == wanted)
}

fn by_words(words: &'static SheetWords, label: &str) -> Option<&'static Field> {
    // Of a sheet of ours every heading is a field's own.
    if let Some(field) = words.fields.iter().find(|f| f.head == label) {
        return Some(field);
    }
    let label = plain(label);
    let is_it = |f: &&Field| plain(f.head) == label || f.also.iter().any(|a| plain(a) == label);
    let own = words.fields.iter().find(is_it);
    // A list of pairs may have the aims and tasks beside the names.
    let notes = || {
        fields::words(SheetKind::Notes)
            .fields
            .iter()
            .filter(|_| words.kind == SheetKind::Pairs)
            .find(|f| f.path.starts_with("note") && is_it(f))
    };
    let code = || (plain(fields::code().head) == label).then(fields::code);
    (!label.is_empty())
        .then(|| own.or_else(notes).or_else(code))
        .flatten()
}

fn label(value: &Value) -> String {
    value
        .shown()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Small letters, no dots, colons, asterisks, no remark in brackets unless it is all there is.
pub fn plain(label: &str) -> String {
    let lower = label
        .to_lowercase()
        .replace('ё', "е")
        .replace(['–', '—'], "-")
        .replace("ф. и. о", "фио")
        .replace("ф.и.о", "фио");
    let cut: String = lower.chars().filter(|c| !".,:*«»\"".contains(*c)).collect();
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cases = ["род)", "дат)", "вин)", "твор)", "предл)"];
    let outside = match (cut.split_once('('), cut.rsplit_once(')')) {
        (Some((before, _)), Some((_, after)))
            if !before.trim().is_empty() && !cases.iter().any(|c| cut.contains(c)) =>
        {
            words(&format!("{before} {after}"))
        }
        _ => words(&cut),
    };
    outside.replace(" - ", "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[(u32, &[&str])]) -> Sheet {
        let mut sheet = Sheet::default();
        for (row, cells) in rows {
            for (column, text) in (0..).zip(*cells) {
                sheet.put(*row, column, Value::Text((*text).to_owned()));
            }
        }
        sheet
    }

    #[test]
    fn the_head_is_found_beneath_titles_and_by_words() {
        let list = sheet(&[
            (0, &["УТВЕРЖДАЮ"]),
            (2, &["Список пар на 2026/2027 год"]),
            (
                4,
                &[
                    "№",
                    "Ф.И.О. наставника",
                    "Должность",
                    "Молодой специалист",
                    "Должность",
                ],
            ),
        ]);
        let headed = find(&list).unwrap();
        assert_eq!((headed.kind, headed.first), (SheetKind::Pairs, 5));
        let paths: Vec<&str> = headed.columns.values().map(|f| f.path).collect();
        assert_eq!(
            paths,
            [IGNORED, "mentors", MENTOR_POST, "mentees", MENTEE_POST]
        );
    }

    #[test]
    fn a_head_of_two_rows_is_read_as_one() {
        let mut list = sheet(&[
            (0, &["№ п/п", "Наставник", "", "Наставляемый", ""]),
            (1, &["", "ФИО", "должность", "ФИО", "должность"]),
        ]);
        list.merged = vec![[0, 1, 0, 2], [0, 3, 0, 4], [0, 0, 1, 0]];
        let headed = find(&list).unwrap();
        let paths: Vec<&str> = headed.columns.values().map(|f| f.path).collect();
        assert_eq!(
            (headed.first, paths),
            (
                2,
                vec![IGNORED, "mentors", MENTOR_POST, "mentees", MENTEE_POST]
            )
        );
    }

    #[test]
    fn a_roadmap_and_a_staff_list_are_told_apart() {
        assert_eq!(
            find(&sheet(&[(
                0,
                &["Мероприятие", "Сроки", "Ответственный", "Результат"]
            )]))
            .unwrap()
            .kind,
            SheetKind::Roadmap
        );
        assert_eq!(
            find(&sheet(&[(0, &["ФИО", "Должность", "Стаж"])]))
                .unwrap()
                .kind,
            SheetKind::Staff
        );
        assert!(find(&sheet(&[(0, &["Класс", "Учеников"])])).is_none());
    }
}
