//! The term of a pair or of the roadmap, from its two ends or from words.

use chrono::{Datelike as _, NaiveDate};

use super::importer::Importer;
use crate::edit::row::{Cell, Row};
use crate::edit::value::Meaning;
use crate::problem::{Advice, Code, Problem};
use crate::russian::digits;

/// The month from which a day belongs to the school year that begins in it.
const JUNE: u32 = 6;

impl Importer {
    /// The period, from its two ends or from words. `None` if it is not clear.
    pub(super) fn period(&mut self, row: &Row) -> Option<Meaning> {
        let mut read =
            |path: &str| match row.cells.iter().find(|c| {
                c.field.path == path || c.field.path.strip_prefix("roadmap:") == Some(path)
            }) {
                Some(cell) => self.meaning(cell).map(|m| (m, Some(cell))),
                None => Some((Meaning::Nothing, None)),
            };
        let (whole, from, to) = (read("period")?, read("period.from")?, read("period.to")?);
        let lacks_end = !row.has("period.to") && !row.has("period");
        let (message, hint, guilty) = match (&from.0, &to.0, &whole.0) {
            // One day in a list of the school's own is one end of the term, whatever the head says.
            (Meaning::Nothing, Meaning::Nothing, words)
                if !row.code.is_empty() || !matches!(words, Meaning::Day(_)) =>
            {
                if let (Meaning::Text(text), true) = (words, row.code.is_empty()) {
                    self.tell_half(text, whole.1);
                }
                return Some(words.clone());
            }
            (Meaning::Nothing, Meaning::Nothing, _) => (
                "нужны и начало, и окончание срока",
                Advice::from("впишите обе даты: 01.09.2026 – 31.05.2027"),
                whole.1,
            ),
            (Meaning::Day(from), Meaning::Day(to), words)
                if words.is_nothing() || *words == Meaning::Span(*from, *to) =>
            {
                return Some(Meaning::Span(*from, *to));
            }
            (Meaning::Day(_), Meaning::Day(_), _) => (
                "заполнены и даты, и срок словами",
                Advice::from("оставьте что-нибудь одно"),
                whole.1,
            ),
            (Meaning::Day(_), _, Meaning::Span(..) | Meaning::Day(_))
            | (_, Meaning::Day(_), Meaning::Span(..) | Meaning::Day(_)) => (
                "срок записан дважды",
                Advice::from("оставьте что-нибудь одно: весь срок или его начало и окончание"),
                whole.1,
            ),
            (Meaning::Text(_), ..) => (
                "нужна дата",
                Advice::in_cell_or_field(
                    "впишите дату 01.09.2026 или весь срок словами в столбец «Срок словами»",
                    "впишите дату 01.09.2026 или весь срок словами в поле «Срок словами»",
                ),
                from.1,
            ),
            (_, Meaning::Text(_), _) => (
                "нужна дата",
                Advice::in_cell_or_field(
                    "впишите дату 31.05.2027 или весь срок словами в столбец «Срок словами»",
                    "впишите дату 31.05.2027 или весь срок словами в поле «Срок словами»",
                ),
                to.1,
            ),
            (Meaning::Day(first), Meaning::Nothing, _) if lacks_end => (
                "нужно и окончание срока",
                Advice::from(format!(
                    "добавьте столбец «Окончание» с датой, например {}; или уберите столбец с датой начала",
                    digits(end_of_school_year(*first))
                )),
                from.1,
            ),
            // «Дата завершения программы» in a list that has no beginnings at all.
            (Meaning::Nothing, Meaning::Day(_), Meaning::Nothing)
                if row.code.is_empty() && !row.has("period.from") && !row.has("period") =>
            {
                self.tell_lone_end(to.1);
                return Some(Meaning::Nothing);
            }
            _ => (
                "нужны и начало, и окончание срока",
                Advice::in_cell_or_field(
                    "впишите вторую дату или весь срок словами в столбец «Срок словами»",
                    "впишите вторую дату или весь срок словами в поле «Срок словами»",
                ),
                if from.0.is_nothing() { to.1 } else { from.1 },
            ),
        };
        if let Some(cell) = guilty {
            let problem =
                Problem::new(Code::UnclearCell, format!("«{}»: {message}", cell.head())).hint(hint);
            self.report_at(problem, &cell.at, &cell.value.shown());
        }
        None
    }
}

impl Importer {
    fn tell_lone_end(&mut self, cell: Option<&Cell>) {
        let Some(cell) = cell else { return };
        self.out.leave(&cell.at, "срок без начала");
        let message = format!(
            "«{}»: начала срока в списке нет: срок не вписан",
            cell.head()
        );
        let problem = Problem::new(Code::LeftOut, message)
            .hint("добавьте столбец «Начало» с датой, и срок будет вписан");
        self.report_at(problem, &cell.at, &cell.value.shown());
    }

    /// «до 31.05.2027», «01.09–31.05»: words of a term that leave open when it begins, ends or in which
    /// year. They are printed as they stand.
    fn tell_half(&mut self, text: &str, cell: Option<&Cell>) {
        let (Some(cell), Some(what)) = (cell, missing_in(text)) else {
            return;
        };
        let message = format!("«{}»: {what}; срок вписан словами", cell.head());
        let problem = Problem::new(Code::WordsForValue, message)
            .hint("если известен весь срок, впишите обе даты с годом: 01.09.2026 – 31.05.2027");
        self.report_at(problem, &cell.at, &cell.value.shown());
    }
}

/// What words of a term leave out, if they are nothing but days.
fn missing_in(text: &str) -> Option<&'static str> {
    let lower = text.trim().to_lowercase();
    let is_day = |text: &str| {
        let mut parts = text.trim().trim_end_matches(['г', '.', ' ']).split('.');
        let is_figures = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let count = parts.clone().count();
        ((2..=3).contains(&count) && parts.all(is_figures)).then_some(count)
    };
    let behind = |words: &[&str]| words.iter().find_map(|word| lower.strip_prefix(word));
    if behind(&["до ", "по "]).and_then(is_day).is_some() {
        return Some("названо только окончание срока");
    }
    if behind(&["с ", "со ", "от "]).and_then(is_day).is_some() {
        return Some("названо только начало срока");
    }
    let bare = lower.strip_prefix("с ").unwrap_or(&lower);
    let ends = [" по ", " до ", "–", "—", "-"]
        .iter()
        .find_map(|mark| bare.split_once(mark));
    let (from, to) = ends?;
    (is_day(from)? == 2 && is_day(to)? == 2).then_some("в сроке нет года")
}

/// The last day of the school year of a day.
fn end_of_school_year(day: NaiveDate) -> NaiveDate {
    let year = day.year() + i32::from(day.month() >= JUNE);
    NaiveDate::from_ymd_opt(year, 5, 31).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::missing_in;

    #[test]
    fn days_alone_may_leave_half_a_term_open() {
        for text in [
            "до 31.05.2027",
            "с 08.09.2026 г.",
            "01.09-31.05",
            "с 01.09 по 31.05",
        ] {
            assert!(missing_in(text).is_some(), "{text}");
        }
        for text in [
            "2026/2027 учебный год",
            "сентябрь – май",
            "до конца года",
            "1 год",
        ] {
            assert!(missing_in(text).is_none(), "{text}");
        }
    }
}
