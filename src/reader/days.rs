//! Reading of days, spans of days, and text given instead of them.

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::DeValue;

use super::meant::{YEARS, day_in, with_figures};
use super::misspelt;
use super::survey::Shape;
use super::toml_table::TomlTable;
use crate::problem::{Advice, Code, Place, Placed, Problem};
use crate::russian::digits;

/// A day, a span of days, or text as it is to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    Day(NaiveDate),
    Span { from: NaiveDate, to: NaiveDate },
    Printed(String),
}

impl When {
    /// «01.09.2026», «01.09.2026 – 31.05.2027», or as the user wrote it.
    pub fn in_digits(&self) -> String {
        match self {
            Self::Day(day) => digits(*day),
            Self::Span { from, to } => format!("{} – {}", digits(*from), digits(*to)),
            Self::Printed(text) => text.clone(),
        }
    }
}

impl<'r> TomlTable<'r> {
    /// A day, or text as printed; of words that are no day the user is told.
    pub fn day(&self, key: &'static str) -> Option<Placed<When>> {
        let when = self.day_or_words(key)?;
        if let When::Printed(text) = &when.value {
            self.tell_words_for_day(key, text, &when.place);
        }
        Some(when)
    }

    fn day_or_words(&self, key: &'static str) -> Option<Placed<When>> {
        self.shape(key, || Shape::Day);
        let value = self.value(key)?;
        if matches!(value.get_ref(), DeValue::Table(_)) {
            self.wrong_type(
                key,
                (value, self.path.key(key)),
                "нужна дата",
                Some(
                    format!("например: {key} = 2026-09-01 или {key} = \"1 сентября 2026 г.\"")
                        .into(),
                ),
            );
            return None;
        }
        self.when(key)
    }

    /// A day, a span `{ from, to }`, or text as printed.
    pub fn when(&self, key: &'static str) -> Option<Placed<When>> {
        self.shape(key, || Shape::When);
        let value = self.value(key)?;
        let place = self.place_under(key, value);
        let when = match value.get_ref() {
            DeValue::Datetime(_) => When::Day(self.date(key, value)?),
            DeValue::String(_) => self.printed(key)?,
            DeValue::Table(table) => {
                let path = self.path.key(key);
                self.span(key, &self.inner(key.to_owned(), path, table, value.span()))?
            }
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Array(_) => {
                let hint = misspelt::when_hint(key, value.get_ref());
                self.wrong_type(
                    key,
                    (value, place.path),
                    "нужна дата, срок или текст",
                    Some(hint),
                );
                return None;
            }
        };
        Some(Placed { value: when, place })
    }

    /// A day of the calendar; text is an error.
    pub fn date_only(&self, key: &'static str) -> Option<NaiveDate> {
        self.shape(key, || Shape::Date);
        match self.day_or_words(key)? {
            Placed {
                value: When::Day(day),
                ..
            } => Some(day),
            Placed { place, .. } => {
                let problem = Problem::with(Code::WrongType, key, "нужна дата, а стоит текст");
                self.report(problem.at(&place).hint(Advice::Date { key }));
                None
            }
        }
    }

    fn date(&self, key: &'static str, value: &Spanned<DeValue<'r>>) -> Option<NaiveDate> {
        let day = value
            .get_ref()
            .as_datetime()
            .and_then(|d| d.date)
            .filter(|d| YEARS.contains(&i32::from(d.year)))
            .and_then(|d| {
                NaiveDate::from_ymd_opt(i32::from(d.year), u32::from(d.month), u32::from(d.day))
            });
        if day.is_none() {
            let place = self.place_under(key, value);
            let written = value.get_ref().as_datetime().and_then(|d| d.date);
            let year = written.map(|d| i32::from(d.year));
            self.report(
                match year.filter(|year| *year >= LEAST && !YEARS.contains(year)) {
                    Some(year) => strange_year(key, year, &place),
                    None => bad_date(key, &place),
                },
            );
        }
        day
    }

    /// Text to be printed as it is; if it looks like a date, it must be a valid one.
    fn printed(&self, key: &'static str) -> Option<When> {
        let text = self.text(key)?;
        match as_date(&text.value) {
            Some(Ok(WrittenDate::Iso(day))) => Some(When::Day(day)),
            None if with_figures(&text.value).is_some_and(|text| as_date(&text).is_some()) => {
                let problem = Problem::with(Code::BadDate, key, "в дате вместо цифры стоит буква");
                self.report(
                    problem
                        .at(&text.place)
                        .hint("впишите цифры: 0, а не «О»; 3, а не «З»"),
                );
                None
            }
            Some(Ok(WrittenDate::Dotted)) | None => self
                .tell_days_in_words(key, &text.value, &text.place)
                .then_some(When::Printed(text.value)),
            Some(Err(())) => {
                self.report(bad_date(key, &text.place));
                None
            }
        }
    }

    fn span(&self, key: &'static str, table: &TomlTable<'r>) -> Option<When> {
        if !table.entries.is_empty() && table.is_without(&["from", "to"]) {
            self.report(misspelt::no_period(key, table.entries).at(&table.place()));
            return None;
        }
        let end = |name: &'static str, what: &str| {
            let Some(value) = table.value(name) else {
                let hint = Advice::apart(
                    format!("пишите так: {key} = {{ from = 2026-09-01, to = 2027-05-31 }}"),
                    "впишите и начало, и окончание",
                );
                table.missing_as(name, what, Some(hint));
                return None;
            };
            match value.get_ref() {
                DeValue::Datetime(_) => table.date(name, value),
                DeValue::String(s) if matches!(as_date(s), Some(Ok(WrittenDate::Iso(_)))) => {
                    match as_date(s) {
                        Some(Ok(WrittenDate::Iso(day))) => Some(day),
                        _ => None,
                    }
                }
                DeValue::String(s) if matches!(table.printed(name), Some(When::Printed(_))) => {
                    let day = day_in(s).map(|day| day.to_string());
                    let hint = format!(
                        "дату пишите без кавычек: {name} = {}; срок словами запишите целиком: {key} = \"2026/2027 учебный год\"",
                        day.as_deref().unwrap_or("2026-09-01")
                    );
                    table.wrong_type(
                        name,
                        (value, table.path.key(name)),
                        "нужна дата",
                        Some(hint.into()),
                    );
                    None
                }
                DeValue::String(_) => None,
                _ => {
                    table.wrong_type(
                        name,
                        (value, table.path.key(name)),
                        "нужна дата",
                        Some(format!("дату пишите без кавычек: {name} = 2026-09-01").into()),
                    );
                    None
                }
            }
        };
        if let Some((from, to)) = quoted_days(table) {
            let hint = Advice::apart(
                format!("пишите так: {key} = {{ from = {from}, to = {to} }}"),
                format!("впишите так: {} – {}", digits(from), digits(to)),
            );
            let problem =
                Problem::with(Code::BadDate, key, "дни периода записаны не так, как нужно");
            self.report(problem.at(&table.place()).hint(hint));
            table.value("from").and(table.value("to"));
            return None;
        }
        let (from, to) = (end("from", "начало периода"), end("to", "конец периода"));
        table.check_unknown();
        let (from, to) = (from?, to?);
        if to < from {
            self.report(
                Problem::with(
                    Code::PeriodReversed,
                    key,
                    format!(
                        "период кончается ({}) раньше, чем начинается ({})",
                        to.format("%d.%m.%Y"),
                        from.format("%d.%m.%Y")
                    ),
                )
                .at(&table.place())
                .hint("проверьте год и поменяйте даты местами, если они перепутаны"),
            );
            return None;
        }
        Some(When::Span { from, to })
    }
}

/// Both days of a period, if they stand in quotes as people write them.
fn quoted_days(table: &TomlTable<'_>) -> Option<(NaiveDate, NaiveDate)> {
    let written = |key| table.value(key)?.get_ref().as_str();
    let (from, to) = (written("from")?, written("to")?);
    let is_read = |text| matches!(as_date(text), Some(Ok(WrittenDate::Iso(_))));
    if is_read(from) && is_read(to) {
        return None;
    }
    Some((day_in(from)?, day_in(to)?))
}

/// A year of fewer figures is a date that was written otherwise.
const LEAST: i32 = 1000;

fn strange_year(key: &str, year: i32, place: &Place) -> Problem {
    let message = format!("{year} год: у документов школы такого года не бывает");
    Problem::with(Code::BadDate, key, message)
        .at(place)
        .hint("исправьте год")
}

fn bad_date(key: &str, place: &Place) -> Problem {
    Problem::with(Code::BadDate, key, "такой даты нет")
        .at(place)
        .hint(Advice::apart(
            "дата пишется так: 2026-09-01 (год-месяц-день)",
            "дата пишется так: 01.09.2026",
        ))
}

/// A date found in a text, by its notation.
enum WrittenDate {
    Iso(NaiveDate),
    Dotted,
}

/// `None` for text that is not a date; `Err` for a date that does not exist.
fn as_date(text: &str) -> Option<Result<WrittenDate, ()>> {
    let parts = |separator: char| -> Option<[u32; 3]> {
        let numbers: Vec<u32> = text
            .split(separator)
            .map(|p| p.parse().ok().filter(|_| p.len() <= 4))
            .collect::<Option<_>>()?;
        numbers.try_into().ok()
    };
    let day = |y: u32, m: u32, d: u32| {
        i32::try_from(y)
            .ok()
            .filter(|y| YEARS.contains(y))
            .and_then(|y| NaiveDate::from_ymd_opt(y, m, d))
            .ok_or(())
    };
    if let Some([y, m, d]) = parts('-').filter(|p| p[0] > 31) {
        return Some(day(y, m, d).map(WrittenDate::Iso));
    }
    parts('.').map(|[d, m, y]| day(y, m, d).map(|_| WrittenDate::Dotted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_looks_like_a_date_must_be_one() {
        assert!(matches!(
            as_date("2026-09-01"),
            Some(Ok(WrittenDate::Iso(_)))
        ));
        assert!(matches!(
            as_date("01.09.2026"),
            Some(Ok(WrittenDate::Dotted))
        ));
        assert!(matches!(as_date("31.02.2026"), Some(Err(()))));
        assert!(as_date("2022-2024 гг.").is_none());
        assert!(as_date("1 раз в четверть").is_none());
    }
}
