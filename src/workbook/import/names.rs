//! Lists in which a name stands in three columns: «Фамилия», «Имя», «Отчество»; and plans in which the
//! term of an activity stands in two: «Начало», «Окончание».

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::no_value::is_dash;
use crate::edit::{Imported, names_people};
use crate::fields::{self, IGNORED, SheetKind};
use crate::workbook::grid::{Sheet, Value};
use crate::workbook::tables::{MOST_ABOVE, head_of_ours, plain};

/// Heads of the columns of a name; the last may be missing.
const PARTS: [&str; 3] = ["фамилия", "имя", "отчество"];
/// What may stand for the second.
const INITIALS: [&str; 3] = ["и о", "инициалы", "имя отчество"];

/// A name, or a term, in several columns beneath a head.
struct Parted {
    row: u32,
    first: u32,
    count: u32,
    /// Its columns in the order of a name.
    order: Vec<u32>,
    /// «ФИО наставника», «Срок».
    head: String,
    whole: fn(&[String]) -> String,
    /// Whether a head above it is merged over its columns.
    is_beneath: bool,
}

impl Parted {
    fn is_term(&self) -> bool {
        self.head == TERM
    }
}

/// The head of a term that stood in two columns.
const TERM: &str = "Срок";

/// A sheet with each name whole in the first of its columns, and those columns.
pub(super) struct Whole<'b> {
    sheet: Cow<'b, Sheet>,
    original: &'b Sheet,
    parted: Vec<Parted>,
}

impl Whole<'_> {
    pub(super) fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// Gives the parts of a name the fate of the whole, and says of whom it is said that there is no
    /// patronymic.
    pub(super) fn share(&self, out: &mut Imported) {
        for name in &self.parted {
            for cell in &mut out.ledger.cells {
                let is_part = (name.first + 1..name.first + name.count).contains(&cell.column);
                if cell.sheet == self.original.name && is_part && cell.row >= name.row {
                    let first = self.original.place(cell.row, name.first);
                    cell.shares = Some(first.to_string());
                }
            }
            let Some(last) = name.order.get(LAST).filter(|_| !name.is_term()) else {
                continue;
            };
            for (row, cells) in self.original.rows.range(name.row + 1..) {
                let text = cells.get(last).map(Value::shown).unwrap_or_default();
                if !text.trim().is_empty() && (is_dash(&text) || says_none(&text)) {
                    let first = self.original.place(*row, name.first);
                    out.without_patronymic.insert(first.to_string());
                }
            }
        }
    }
}

/// The sheet with each such name whole in its first column. The others keep their place and are
/// left alone.
pub(super) fn with_whole_names(sheet: &Sheet) -> Whole<'_> {
    let is_ours = head_of_ours(sheet).is_some();
    let parted = if is_ours { Vec::new() } else { parted(sheet) };
    if parted.is_empty() {
        return Whole {
            sheet: Cow::Borrowed(sheet),
            original: sheet,
            parted,
        };
    }
    let mut out = sheet.clone();
    for name in &parted {
        join(&mut out, name);
    }
    Whole {
        sheet: Cow::Owned(out),
        original: sheet,
        parted,
    }
}

fn parted(sheet: &Sheet) -> Vec<Parted> {
    let mut out: Vec<Parted> = Vec::new();
    for (row, cells) in sheet.rows.range(..=MOST_ABOVE) {
        for column in cells.keys() {
            let is_taken =
                |it: &Parted| it.row == *row && (it.first..it.first + it.count).contains(column);
            let above = row.checked_sub(1).and_then(|row| sheet.rows.get(&row));
            let part = || {
                let term = || term_at(cells, above, *row, *column);
                name_at(cells, *row, *column).or_else(term)
            };
            if !out.iter().any(is_taken)
                && let Some(part) = part()
            {
                out.push(part);
            }
        }
    }
    out
}

/// The name whose parts begin in this column of a head, in whatever order they stand.
fn name_at(cells: &BTreeMap<u32, Value>, row: u32, first: u32) -> Option<Parted> {
    // Which part, and «наставника» behind it.
    let part = |column: u32| {
        let head = plain(&cells.get(&column)?.shown());
        let found = PARTS.iter().enumerate().find_map(|(part, name)| {
            let rest = head.strip_prefix(name)?;
            (rest.is_empty() || rest.starts_with(' ')).then(|| (part, rest.trim().to_owned()))
        });
        if INITIALS.contains(&head.as_str()) {
            return Some((1, String::new()));
        }
        found
    };
    let mut columns: Vec<(usize, u32, String)> = Vec::new();
    for column in first..first + 3 {
        match part(column) {
            Some((own, whose)) if columns.iter().all(|(known, ..)| *known != own) => {
                columns.push((own, column, whose));
            }
            _ => break,
        }
    }
    let whose = columns
        .iter()
        .map(|(.., whose)| whose.clone())
        .find(|whose| !whose.is_empty())
        .unwrap_or_default();
    let is_one = columns
        .iter()
        .all(|(.., own)| own.is_empty() || *own == whose);
    let has = |part: usize| columns.iter().any(|(own, ..)| *own == part);
    if !is_one || !has(0) || !has(1) {
        return None;
    }
    let count = u32::try_from(columns.len()).ok()?;
    columns.sort_unstable();
    Some(Parted {
        row,
        first,
        count,
        order: columns.into_iter().map(|(_, column, _)| column).collect(),
        head: format!("ФИО {whose}").trim().to_owned(),
        whole,
        is_beneath: false,
    })
}

/// The two columns of the term of an activity, beside «Мероприятие» and no column of the term itself,
/// or beneath the two that «Срок» is merged over.
fn term_at(
    cells: &BTreeMap<u32, Value>,
    above: Option<&BTreeMap<u32, Value>>,
    row: u32,
    first: u32,
) -> Option<Parted> {
    const FROM: [&str; 5] = ["начало", "дата начала", "срок начала", "с", "от"];
    const TO: [&str; 9] = [
        "до",
        "окончание",
        "конец",
        "завершение",
        "дата окончания",
        "срок окончания",
        "дата завершения",
        "срок завершения",
        "по",
    ];
    let head = |column: u32| cells.get(&column).map(|it| plain(&it.shown()));
    let is_of = |column: u32, words: &[&str]| {
        head(column).is_some_and(|head| {
            let head = head.strip_suffix(" мероприятия").unwrap_or(&head);
            words.contains(&head)
        })
    };
    let is_over = |(column, _): &(&u32, &Value)| **column != first;
    let upper = above.filter(|above| {
        let over = above.get(&first).map(|it| plain(&it.shown()));
        over.is_some_and(|it| it.starts_with("срок") || it.starts_with("период"))
    });
    let over = upper.into_iter().flatten().filter(is_over);
    let own = cells.iter().chain(over);
    let heads: Vec<String> = own.map(|(_, it)| plain(&it.shown())).collect();
    let begins = |stem: &str| heads.iter().any(|head| head.starts_with(stem));
    let is_plan = begins("мероприят") || begins("наименование мероприят") || begins("содержание");
    let has_people = begins("наставник") || begins("наставляем");
    let has_term = heads.iter().any(|head| {
        head.starts_with("срок") && !FROM.contains(&head.as_str()) && !TO.contains(&head.as_str())
    });
    (is_plan && !has_people && !has_term && is_of(first, &FROM) && is_of(first + 1, &TO)).then(
        || Parted {
            row,
            first,
            count: 2,
            order: vec![first, first + 1],
            head: TERM.to_owned(),
            whole: term,
            is_beneath: upper.is_some(),
        },
    )
}

/// «28.08.2026 – 30.08.2026» of the two ends of a term.
fn term(parts: &[String]) -> String {
    let end = |at: usize, words: &[&str]| {
        let text = parts.get(at).map_or("", |text| text.trim());
        let bare = words.iter().find_map(|word| text.strip_prefix(word));
        let text = bare.unwrap_or(text).trim();
        if is_dash(text) {
            String::new()
        } else {
            text.to_owned()
        }
    };
    let (from, to) = (end(0, &["с "]), end(1, &["по ", "до "]));
    match (from.is_empty(), to.is_empty()) {
        (true, true) => String::new(),
        (false, true) => format!("с {from}"),
        (true, false) => format!("до {to}"),
        (false, false) if from == to => from,
        (false, false) => format!("{from} – {to}"),
    }
}

fn join(sheet: &mut Sheet, name: &Parted) {
    let columns = name.first..name.first + name.count;
    // The first column speaks for the name from now on: areas that begin in the others would put a
    // part of it beside it.
    sheet.merged.retain(|[top, left, ..]| {
        *left == name.first || !columns.contains(left) || *top <= name.row
    });
    // Merged areas are known by their rows too; there are no more of them than before.
    let _ = sheet.index_merged();
    let numbers = fields::words(SheetKind::Pairs).field(IGNORED);
    let numbers = numbers.map_or("", |field| field.head);
    for (row, cells) in sheet.rows.range_mut(name.row..) {
        let parts: Vec<Option<&Value>> = name.order.iter().map(|c| cells.get(c)).collect();
        let is_head = *row == name.row
            || !name.is_term()
                && parts[0]
                    .is_some_and(|v| plain(&v.shown()).starts_with(PARTS[0]) && parts[1].is_some());
        if let Some(failed) = name
            .is_term()
            .then(|| parts.iter().flatten().find(|v| has_failed(v)))
            .flatten()
        {
            let failed = (**failed).clone();
            cells.remove(&(name.first + 1));
            cells.insert(name.first, failed);
            continue;
        }
        let is_text = |v: &&Value| match v {
            Value::Text(text) if name.is_term() => !names_people(text) && !text.contains("___"),
            Value::Text(_) => true,
            _ => name.is_term(),
        };
        let all_text = parts.iter().flatten().all(is_text);
        let whole = if is_head {
            name.head.clone()
        } else {
            (name.whole)(
                &parts
                    .iter()
                    .map(|v| v.map(Value::shown).unwrap_or_default())
                    .collect::<Vec<_>>(),
            )
        };
        let numbers_columns = !name.is_term()
            && parts
                .iter()
                .flatten()
                .all(|v| v.shown().trim().parse::<u32>().is_ok());
        if !all_text || whole.is_empty() || numbers_columns {
            continue;
        }
        for column in columns.clone().skip(1) {
            if *row == name.row && !name.is_beneath {
                cells.insert(column, Value::Text(numbers.to_owned()))
            } else {
                cells.remove(&column)
            };
        }
        cells.insert(name.first, Value::Text(whole));
    }
}

/// The patronymic among the parts of a name.
const LAST: usize = 2;

/// «нет», «без отчества» where a patronymic should stand.
fn says_none(text: &str) -> bool {
    const NONE: [&str; 8] = [
        "нет",
        "нету",
        "отсутствует",
        "без отчества",
        "нет отчества",
        "отчества нет",
        "отчество отсутствует",
        "не имеет",
    ];
    NONE.contains(&plain(text).as_str())
}

fn has_failed(value: &Value) -> bool {
    matches!(value, Value::Error(_) | Value::Uncounted)
}

/// Several people of one cell stand one beneath another in each of its columns.
fn whole(parts: &[String]) -> String {
    let lines = parts
        .iter()
        .map(|part| part.lines().count())
        .max()
        .unwrap_or_default();
    let line = |i: usize| {
        let words = parts.iter().enumerate().filter_map(|(part, text)| {
            let word = text.lines().nth(i)?.trim();
            let is_none = is_dash(word) || part == LAST && says_none(word);
            (!is_none).then_some(word)
        });
        words.collect::<Vec<_>>().join(" ")
    };
    (0..lines)
        .map(line)
        .filter(|l| !l.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}
