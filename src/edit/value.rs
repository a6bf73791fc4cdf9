//! One value three ways: in a cell, in a TOML file, and what both mean. Two values are the same if
//! they mean the same.

use chrono::{Datelike as _, NaiveDate};
use toml_edit::{Array, Date, Datetime, Formatted, InlineTable, Item, Value as Toml};

use super::dates;
use super::edition_words::EditionWords;
use super::items::{GOES_ON, in_one_line, items, unnumbered};
use super::named::{is_full_name, is_post};
use super::people::{Found, People, has_initials};
use super::short_names::Pairs;
use super::unclear::{Unclear, unclear};
use super::written::Value;
use crate::fields::Kind;
use crate::problem::{Advice, Code};
use crate::reader::{clean, same_word};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    Nothing,
    Text(String),
    List(Vec<String>),
    Day(NaiveDate),
    Span(NaiveDate, NaiveDate),
    Number(i64),
    Flag(bool),
}

impl Meaning {
    pub(super) fn is_nothing(&self) -> bool {
        *self == Self::Nothing
    }
}

/// Words that stand where a date must: «01,09,2026», «уточнить». Text that is to be printed as a date
/// and one with room for the pen are meant as they are.
pub(super) fn no_day(kind: Kind, meaning: &Meaning) -> Option<Unclear> {
    let Meaning::Text(text) = meaning else {
        return None;
    };
    let is_taken = kind != Kind::Day || dates::day(text).is_some() || text.contains("__");
    (!is_taken).then(|| {
        unclear(
            Code::BadDate,
            format!("нужна дата, а стоит «{text}»"),
            "дата пишется так: 01.09.2026",
        )
    })
}

/// Whom the names in cells stand for.
pub(super) struct Names<'a> {
    pub people: &'a People,
    pub pairs: &'a Pairs,
    pub edition: &'a EditionWords,
}

/// What a TOML value means.
pub(super) fn of_item(kind: Kind, item: Option<&Item>) -> Meaning {
    let Some(item) = item else {
        return Meaning::Nothing;
    };
    let text = |text: &str| {
        let text = clean(text);
        if text.is_empty() {
            Meaning::Nothing
        } else {
            Meaning::Text(text)
        }
    };
    match kind {
        Kind::Line | Kind::Person | Kind::Words(_) | Kind::OrderKind | Kind::Edition => item
            .as_str()
            .map_or(Meaning::Nothing, |t| text(&t.replace('\n', " "))),
        Kind::Text | Kind::Control => item.as_str().map_or(Meaning::Nothing, text),
        Kind::Lines | Kind::People | Kind::Responsible | Kind::Appendices | Kind::Pairs => {
            let texts = item
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|v| v.as_str().map(clean))
                .filter(|t| !t.is_empty());
            let texts: Vec<String> = texts.collect();
            if texts.is_empty() {
                Meaning::Nothing
            } else {
                Meaning::List(texts)
            }
        }
        Kind::Day | Kind::When => {
            when(item).unwrap_or_else(|| item.as_str().map_or(Meaning::Nothing, text))
        }
        Kind::Flag => item.as_bool().map_or(Meaning::Nothing, Meaning::Flag),
        Kind::Number => item.as_integer().map_or(Meaning::Nothing, Meaning::Number),
    }
}

fn when(item: &Item) -> Option<Meaning> {
    if let Some(table) = item.as_table_like() {
        return Some(Meaning::Span(
            date(table.get("from")?)?,
            date(table.get("to")?)?,
        ));
    }
    date(item).map(Meaning::Day)
}

/// A date of TOML, or text in the same order of figures, which the reader takes for one.
fn date(item: &Item) -> Option<NaiveDate> {
    if let Some(day) = item.as_datetime().and_then(|d| d.date) {
        return NaiveDate::from_ymd_opt(
            i32::from(day.year),
            u32::from(day.month),
            u32::from(day.day),
        );
    }
    NaiveDate::parse_from_str(item.as_str()?.trim(), "%Y-%m-%d").ok()
}

/// The cell for a meaning.
pub(super) fn to_cell(kind: Kind, meaning: &Meaning, names: &Names<'_>) -> Value {
    match meaning {
        Meaning::Nothing => Value::Empty,
        Meaning::Day(day) => Value::Day(*day),
        Meaning::Span(from, to) => Value::Text(dates::write_span(*from, *to)),
        #[expect(
            clippy::cast_precision_loss,
            reason = "a number of a school's list is small"
        )]
        Meaning::Number(number) => Value::Number(*number as f64),
        Meaning::Flag(flag) => Value::Text(if *flag { "да" } else { "нет" }.to_owned()),
        Meaning::Text(text) => Value::Text(match kind {
            Kind::Person => names.people.shown(text),
            Kind::Control if names.people.has(text) => names.people.shown(text),
            Kind::Control => quoted_if(text, |t| names.people.find(t) != Found::Nobody),
            Kind::Day | Kind::When => quoted_if(text, reads_as_date),
            Kind::OrderKind => names.edition.kind_shown(text),
            Kind::Edition => names.edition.edition_shown(text),
            Kind::Words(words) => words
                .iter()
                .find(|(_, word)| word == text)
                .map_or_else(|| text.clone(), |(shown, _)| (*shown).to_owned()),
            _ => text.clone(),
        }),
        Meaning::List(list) => Value::Text(list_to_text(kind, list, names)),
    }
}

fn reads_as_date(text: &str) -> bool {
    dates::day(text).is_some() || dates::span(text).is_some()
}

/// Puts text in straight quotes if without them it would be taken for something else.
fn quoted_if(text: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if is_taken(text.trim_matches('"')) {
        format!("\"{text}\"")
    } else {
        text.to_owned()
    }
}

/// The text without the quotes of [`quoted_if`]; `None` if it has none.
fn unquoted(text: &str, is_taken: impl Fn(&str) -> bool) -> Option<&str> {
    text.strip_prefix('"')
        .and_then(|t| t.strip_suffix('"'))
        .filter(|_| is_taken(text.trim_matches('"')))
}

fn list_to_text(kind: Kind, list: &[String], names: &Names<'_>) -> String {
    let is_person = |t: &str| is_taken_for_people(t, names.people);
    let shown: Vec<String> = list
        .iter()
        .map(|item| match kind {
            Kind::People => names.people.shown(item),
            Kind::Responsible if names.people.has(item) => names.people.shown(item),
            Kind::Responsible => quoted_if(item, is_person),
            Kind::Pairs => names.pairs.shown(item),
            Kind::Appendices => names.edition.appendix_shown(item),
            _ => item.clone(),
        })
        .map(|item| item.replace('\n', &format!("{GOES_ON}\n")))
        .collect();
    if kind == Kind::Lines && unnumbered(&shown).is_some() {
        // Numbers of the user's own are kept by numbers of ours before them.
        return shown
            .iter()
            .zip(1..)
            .map(|(item, n)| format!("{n}. {item}"))
            .collect::<Vec<_>>()
            .join("\n");
    }
    shown.join("\n")
}

/// What a cell means.
///
/// # Errors
/// If it cannot be understood, or could be understood in two ways.
pub(super) fn of_cell(kind: Kind, value: &Value, names: &Names<'_>) -> Result<Meaning, Unclear> {
    if let Value::Error(error) = value {
        return Err(if error.trim_matches([' ', '#']).is_empty() {
            unclear(
                Code::CellError,
                format!("вместо значения в ячейке {error}: столбец был слишком узок"),
                "расширьте столбец, сохраните список заново или впишите значение",
            )
        } else {
            unclear(
                Code::CellError,
                format!("формула в ячейке дала ошибку {error}"),
                "исправьте формулу или впишите значение",
            )
        });
    }
    if *value == Value::Uncounted {
        return Err(unclear(
            Code::CellError,
            "в ячейке формула, значение которой не сохранено",
            "откройте файл в Excel или LibreOffice, сохраните и повторите или впишите значение",
        ));
    }
    if value.is_empty() {
        return Ok(Meaning::Nothing);
    }
    match kind {
        Kind::Day | Kind::When => when_of_cell(kind, value),
        Kind::Flag => flag(value),
        Kind::Number => number(value),
        _ => words_of_cell(kind, &plain_text(value)?, names),
    }
}

/// Text of a cell that should hold text: a figure is taken as written, a date is not, for Excel
/// makes dates of «1/9».
fn plain_text(value: &Value) -> Result<String, Unclear> {
    match value {
        Value::Day(_) => Err(unclear(
            Code::UnclearCell,
            format!("в ячейке дата {}, а нужен текст", value.shown()),
            "Excel мог сам превратить запись в дату: выберите для ячейки формат «Текстовый» и впишите значение заново",
        )),
        other => Ok(clean(&other.shown())),
    }
}

fn when_of_cell(kind: Kind, value: &Value) -> Result<Meaning, Unclear> {
    let bad = || {
        unclear(
            Code::BadDate,
            format!("{}: {}", dates::why_no_day(&value.shown()), value.shown()),
            "дата пишется так: 01.09.2026",
        )
    };
    let text = match value {
        Value::Day(day) => return Ok(Meaning::Day(*day)),
        Value::Number(number) if *number > 10_000.0 => {
            let hint = "если это дата, выберите для ячейки формат «Дата» и проверьте ее";
            return Err(unclear(
                Code::UnclearCell,
                format!("в ячейке число {number}, а нужна дата или слова"),
                hint,
            ));
        }
        other => clean(&other.shown()),
    };
    if let Some(inside) = unquoted(&text, reads_as_date) {
        return Ok(Meaning::Text(inside.to_owned()));
    }
    match (dates::day(&text), kind) {
        (Some(Ok(day)), _) => return Ok(Meaning::Day(day)),
        (Some(Err(())), _) => return Err(bad()),
        (None, _) => {}
    }
    match dates::span(&text).filter(|_| kind == Kind::When) {
        Some(Ok((from, to))) => Ok(Meaning::Span(from, to)),
        Some(Err(())) => Err(bad()),
        None => Ok(Meaning::Text(text)),
    }
}

fn flag(value: &Value) -> Result<Meaning, Unclear> {
    let text = value.shown();
    match text.trim().to_lowercase().as_str() {
        "да" | "true" | "истина" | "+" => Ok(Meaning::Flag(true)),
        "нет" | "false" | "ложь" | "-" | "–" => Ok(Meaning::Flag(false)),
        _ => Err(unclear(
            Code::UnknownValue,
            format!("неизвестное значение «{}»", text.trim()),
            "впишите «да» или «нет»",
        )),
    }
}

fn number(value: &Value) -> Result<Meaning, Unclear> {
    let text = value.shown();
    let figures: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let number = figures.parse::<i64>().ok();
    number.map(Meaning::Number).ok_or_else(|| {
        unclear(
            Code::WrongType,
            format!("нужно целое число, а стоит «{}»", text.trim()),
            "впишите число цифрами",
        )
    })
}

fn words_of_cell(kind: Kind, text: &str, names: &Names<'_>) -> Result<Meaning, Unclear> {
    let word = |words: &[(&str, &str)], text: &str| {
        let word = text.trim_end_matches('.');
        words
            .iter()
            .find(|(shown, _)| same_word(shown, word))
            .map_or_else(|| text.to_owned(), |(_, word)| (*word).to_owned())
    };
    Ok(match kind {
        Kind::OrderKind => Meaning::Text(names.edition.kind_meant(text)),
        Kind::Edition => Meaning::Text(names.edition.edition_meant(text)),
        Kind::Words(words) => {
            let meant = word(words, text);
            if !words.iter().any(|(_, own)| *own == meant) {
                let shown = words.iter().map(|(shown, _)| format!("«{shown}»"));
                return Err(unclear(
                    Code::UnknownValue,
                    format!("неизвестное значение «{text}»"),
                    format!(
                        "впишите одно из них: {}",
                        shown.collect::<Vec<_>>().join(", ")
                    ),
                ));
            }
            Meaning::Text(meant)
        }
        Kind::Line => Meaning::Text(text.replace('\n', " ")),
        Kind::Person => {
            let keys = names.people.keys(text)?;
            let [key] = keys.as_slice() else {
                return Err(unclear(
                    Code::UnclearCell,
                    "здесь нужен один человек",
                    "оставьте одно имя",
                ));
            };
            Meaning::Text(key.clone())
        }
        Kind::Control => {
            let is_person = |t: &str| names.people.find(t) != Found::Nobody;
            match (unquoted(text, is_person), names.people.find(text)) {
                (Some(inside), _) => Meaning::Text(inside.to_owned()),
                (None, Found::One(key)) => Meaning::Text(key),
                (None, _) => Meaning::Text(text.to_owned()),
            }
        }
        Kind::People => list(names.people.keys(text)?),
        Kind::Lines => {
            let items = items(text);
            let items = match items.as_slice() {
                [line] => in_one_line(line).unwrap_or(items),
                _ => items,
            };
            list(unnumbered(&items).unwrap_or(items))
        }
        Kind::Appendices => {
            let appendix = |t: &String| names.edition.appendix_meant(t);
            list(items(text).iter().map(appendix).collect())
        }
        Kind::Pairs => {
            let own: Result<Vec<_>, _> = items(text)
                .iter()
                .map(|text| names.pairs.stems(text))
                .collect();
            list(own?.concat())
        }
        Kind::Responsible => {
            let own: Result<Vec<_>, _> = items(text)
                .iter()
                .map(|t| responsible(t, names.people))
                .collect();
            list(own?.concat())
        }
        Kind::Text | Kind::Day | Kind::When | Kind::Flag | Kind::Number => {
            Meaning::Text(text.to_owned())
        }
    })
}

fn list(items: Vec<String>) -> Meaning {
    if items.is_empty() {
        Meaning::Nothing
    } else {
        Meaning::List(items)
    }
}

/// Keys of those whom an item names, or its words.
///
/// # Errors
/// If somebody of the staff may be meant whose name has a slip.
fn responsible(item: &str, people: &People) -> Result<Vec<String>, Unclear> {
    if let Some(inside) = unquoted(item, |t| is_taken_for_people(t, people)) {
        return Ok(vec![inside.to_owned()]);
    }
    let slip = slip_in_name(item, people).or_else(|| not_clear(item, people));
    match people_only(item, people) {
        Some(keys) => Ok(keys),
        None => match slip {
            Some(slip) => Err(slip),
            None => Ok(among_others(item, people).unwrap_or_else(|| vec![item.to_owned()])),
        },
    }
}

fn is_taken_for_people(text: &str, people: &People) -> bool {
    people_only(text, people).is_some()
        || slip_in_name(text, people).is_some()
        || not_clear(text, people).is_some()
        || among_others(text, people).is_some()
}

/// Somebody of two of the staff is meant, where nothing but people is named: «Иванова М.П.».
fn not_clear(text: &str, people: &People) -> Option<Unclear> {
    let names = |part: &str| {
        let own: Vec<&str> = part.split(',').map(str::trim).collect();
        let are_people = own.iter().all(|it| people.find(it) != Found::Nobody);
        let mut unclear = own.into_iter();
        let one = unclear.find(|it| matches!(people.find(it), Found::Several(_)))?;
        are_people.then(|| people.keys(one).err())?
    };
    text.split([';', '/', '\n']).find_map(names)
}

/// «Зорина Р.О.; наставники», «Зорина Р.О. и Лебедева Н.В.»: the keys of those of the staff, and the
/// words for the others. Behind a comma may stand the post of him who is named, and then the text is
/// left as it is.
fn among_others(text: &str, people: &People) -> Option<Vec<String>> {
    let key = |part: &str| match people.find(part) {
        Found::One(key) => Some(key),
        Found::Several(_) | Found::Nobody => None,
    };
    let mut out = Vec::new();
    let mut has_person = false;
    for part in text.split([';', '/', '\n']) {
        let own: Vec<&str> = part
            .split(',')
            .flat_map(|it| parted_by_and(it, &key))
            .collect();
        let names_any = own.iter().any(|it| key(it).is_some());
        if names_any && part.contains(',') && own.iter().any(|it| key(it).is_none() && is_post(it))
        {
            return None;
        }
        has_person |= names_any;
        let whole = [part.trim()];
        let own: &[&str] = if names_any { &own } else { &whole };
        let own = own.iter().filter(|it| !it.is_empty());
        out.extend(own.map(|it| key(it).unwrap_or_else(|| (*it).to_owned())));
    }
    (has_person && out.len() > 1).then_some(out)
}

/// The parts between «и», where one of them is somebody of the staff.
fn parted_by_and<'t>(text: &'t str, key: &impl Fn(&str) -> Option<String>) -> Vec<&'t str> {
    let own: Vec<&str> = text.split(" и ").map(str::trim).collect();
    if own.iter().any(|it| key(it).is_some()) {
        own
    } else {
        vec![text.trim()]
    }
}

/// «Лебедева Наталия Викторовна» or «Лебидева Н.В.» where the staff has a Лебедева Наталья
/// Викторовна.
fn slip_in_name(text: &str, people: &People) -> Option<Unclear> {
    let mut names = text.split([',', ';', '/', '\n']).map(str::trim);
    names.find_map(|name| {
        let is_name = is_full_name(name) || has_initials(name);
        let is_unknown = is_name && people.find(name) == Found::Nobody;
        let near = people.nearest(name).filter(|_| is_unknown)?;
        Some(unclear(
            Code::UnknownPerson,
            format!("«{name}» похоже на «{near}»: это одно лицо?"),
            Advice::offer(
                "если это описка, впишите имя, как оно есть в файле:",
                vec![near.to_owned()],
                "; если это другой человек, поставьте вокруг имени прямые кавычки",
            ),
        ))
    })
}

/// Keys, if the words are nothing but names of the staff.
fn people_only(text: &str, people: &People) -> Option<Vec<String>> {
    let parts = text
        .split([',', ';'])
        .map(str::trim)
        .filter(|p| !p.is_empty());
    let keys: Option<Vec<String>> = parts
        .map(|part| match people.find(part) {
            Found::One(key) => Some(key),
            Found::Several(_) | Found::Nobody => None,
        })
        .collect();
    keys.filter(|k| !k.is_empty())
}

/// The TOML value for a meaning; `None` for nothing.
pub(super) fn to_toml(kind: Kind, meaning: &Meaning) -> Option<Toml> {
    Some(match meaning {
        Meaning::Nothing => return None,
        Meaning::Text(text) => text_value(text),
        Meaning::Day(day) => Toml::Datetime(Formatted::new(datetime(*day))),
        Meaning::Span(from, to) => {
            let mut table = InlineTable::new();
            table.insert("from", datetime(*from).into());
            table.insert("to", datetime(*to).into());
            Toml::InlineTable(table)
        }
        Meaning::Number(number) => (*number).into(),
        Meaning::Flag(flag) => (*flag).into(),
        Meaning::List(list) => Toml::Array(array(list, kind == Kind::Lines)),
    })
}

fn datetime(day: NaiveDate) -> Datetime {
    let small = |n: u32| u8::try_from(n).unwrap_or_default();
    let date = Date {
        year: u16::try_from(day.year()).unwrap_or_default(),
        month: small(day.month()),
        day: small(day.day()),
    };
    Datetime {
        date: Some(date),
        time: None,
        offset: None,
    }
}

/// Several lines stand in triple quotes, as the samples have them.
fn text_value(text: &str) -> Toml {
    if !text.contains('\n') {
        return text.into();
    }
    let escaped: String = text.replace('\\', "\\\\").replace('"', "\\\"");
    let guillemets_stay = format!("\"\"\"\n{escaped}\"\"\"");
    guillemets_stay
        .parse::<Toml>()
        .unwrap_or_else(|_| text.into())
}

/// Long texts stand each on a line of its own.
fn array(list: &[String], one_a_line: bool) -> Array {
    let mut array: Array = list.iter().map(|t| text_value(t)).collect();
    if one_a_line {
        array
            .iter_mut()
            .for_each(|v| v.decor_mut().set_prefix("\n    "));
        array.set_trailing("\n");
        array.set_trailing_comma(true);
    }
    array
}
