//! Terms in words that name a month or a day without saying of which year: «июль», «до 15 июня»,
//! «с 5 по 1 октября».

use chrono::{Datelike as _, Days, Months, NaiveDate};

use crate::russian::month_beginning;

/// What is wrong with a term, in the words of the user.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// In no year does it meet the period.
    Outside(String),
    /// It ends before it begins.
    Turned(String),
}

/// A part of a stretch may lie so far outside of the period: «август – сентябрь» of a program from
/// September on is what people say.
const SLACK: Days = Days::new(31);

/// Words around months and days that change nothing of when it is.
const AROUND: [&str; 36] = [
    "в",
    "во",
    "с",
    "со",
    "до",
    "по",
    "к",
    "ко",
    "на",
    "не",
    "позднее",
    "позже",
    "ранее",
    "раньше",
    "г",
    "гг",
    "год",
    "года",
    "году",
    "начало",
    "начале",
    "середина",
    "середине",
    "конец",
    "конце",
    "половина",
    "половине",
    "половину",
    "неделя",
    "неделе",
    "первая",
    "вторая",
    "последняя",
    "числа",
    "месяц",
    "го",
];

/// Before a last day.
const UNTIL: [&str; 6] = ["до", "к", "ко", "позднее", "позже", "по"];

/// Seasons with their first and last month; winter is of two years.
const SEASONS: [([&str; 3], [u32; 2]); 3] = [
    (["лето", "летом", "лета"], [6, 8]),
    (["осень", "осенью", "осени"], [9, 11]),
    (["весна", "весной", "весны"], [3, 5]),
];

#[derive(Debug, Clone, Copy)]
struct Point {
    day: Option<u32>,
    month: u32,
    year: Option<i32>,
}

impl Point {
    fn in_year(self, year: i32) -> Option<(NaiveDate, NaiveDate)> {
        let first = NaiveDate::from_ymd_opt(year, self.month, self.day.unwrap_or(1))?;
        let last = match self.day {
            Some(_) => first,
            None => first.checked_add_months(Months::new(1))?.pred_opt()?,
        };
        Some((first, last))
    }

    fn years(self, (first, last): (NaiveDate, NaiveDate)) -> Vec<i32> {
        let near = || (first.year() - 1..=last.year() + 1).collect();
        self.year.map_or_else(near, |year| vec![year])
    }
}

/// What one part of a term says.
enum Said {
    At(Point),
    Until(Point),
    Stretch(Point, Point),
}

/// What is wrong with a term, if its words are understood; what is not, is left alone. With `slack`
/// single months and days may lie a month outside of the period too.
pub(super) fn wrong(text: &str, period: (NaiveDate, NaiveDate), slack: bool) -> Option<Wrong> {
    let wide = |(first, last): (NaiveDate, NaiveDate)| {
        let first = first.checked_sub_days(SLACK).unwrap_or(first);
        (first, last.checked_add_days(SLACK).unwrap_or(last))
    };
    let narrow = if slack { wide(period) } else { period };
    let mut parts = text.split([',', ';', '(', ')']);
    parts.find_map(|part| {
        let own = || part.trim().to_owned();
        match said(part)? {
            Said::Stretch(from, to) if is_turned(from, to) => Some(Wrong::Turned(own())),
            Said::Stretch(from, to) => {
                (!meets(from, to, period, wide(period))?).then(|| Wrong::Outside(own()))
            }
            Said::At(point) => (!is_in(point, narrow)?).then(|| Wrong::Outside(own())),
            // «до 1 июня» of a period to the last of May is within it.
            Said::Until(point) => {
                let after = narrow.1.succ_opt().unwrap_or(narrow.1);
                (!is_in(point, (narrow.0, after))?).then(|| Wrong::Outside(own()))
            }
        }
    })
}

/// Whether a day or month meets the period in some year; `None` if there is no such day.
fn is_in(point: Point, (first, last): (NaiveDate, NaiveDate)) -> Option<bool> {
    let years = point.years((first, last)).into_iter();
    let mut spans = years.filter_map(|year| point.in_year(year)).peekable();
    spans.peek()?;
    Some(spans.any(|(from, to)| from <= last && to >= first))
}

/// Whether a stretch meets the period, and does not reach far out of it, in some year.
fn meets(
    from: Point,
    to: Point,
    (first, last): (NaiveDate, NaiveDate),
    (earliest, latest): (NaiveDate, NaiveDate),
) -> Option<bool> {
    let years = from.years((first, last)).into_iter();
    let spans = years.filter_map(|year| {
        let (begins, _) = from.in_year(year)?;
        let ends = |year| to.in_year(year).map(|(_, ends)| ends);
        let next = || ends(year).filter(|end| *end >= begins);
        let end = match to.year {
            Some(year) => ends(year),
            None => next().or_else(|| ends(year + 1)),
        }?;
        Some((begins, end))
    });
    let mut spans = spans.peekable();
    spans.peek()?;
    Some(spans.any(|(begins, ends)| {
        begins <= last && ends >= first && begins >= earliest && ends <= latest
    }))
}

fn is_turned(from: Point, to: Point) -> bool {
    let days = from.day.zip(to.day);
    let is_later = days.is_some_and(|(from, to)| from > to);
    let years = from.year.zip(to.year);
    let is_one_year = years.is_none_or(|(a, b)| a == b);
    let is_written_back = years.is_some_and(|(a, b)| a == b) && from.month > to.month;
    from.month == to.month && is_later && is_one_year || is_written_back
}

/// The words of a part, if each of them is known and they name a month.
fn said(part: &str) -> Option<Said> {
    let lower = part.to_lowercase().replace(['\u{A0}', '\u{202F}'], " ");
    let mut words: Vec<&str> = Vec::new();
    for word in lower.split_whitespace() {
        let dash = |c: char| "-–—−".contains(c);
        let mut ends = word.split(dash).peekable();
        while let Some(word) = ends.next() {
            words.extend(Some(word.trim_end_matches('.')).filter(|it| !it.is_empty()));
            if ends.peek().is_some() {
                words.push("–");
            }
        }
    }
    let mut days: Vec<u32> = Vec::new();
    let mut points: Vec<Point> = Vec::new();
    let (mut is_stretch, mut is_until) = (false, false);
    for (at, word) in words.iter().copied().enumerate() {
        let is_begun = !points.is_empty() || !days.is_empty();
        if word == "–" || word == "по" && is_begun {
            // «15-го» is no stretch.
            is_stretch |= words.get(at + 1) != Some(&"го");
        } else if let Some(point) = dotted(word) {
            points.push(point);
        } else if let Ok(number) = word.parse::<u32>() {
            match (word.len(), points.last_mut()) {
                (4, Some(last)) => last.year = i32::try_from(number).ok(),
                (1 | 2, _) if (1..=31).contains(&number) => days.push(number),
                _ => return None,
            }
        } else if let Some((_, months)) = SEASONS.iter().find(|(own, _)| own.contains(&word)) {
            points.extend(months.map(|month| Point {
                day: None,
                month,
                year: None,
            }));
            is_stretch = true;
        } else if let Some(month) = month_of(word) {
            let year = None;
            match days.as_slice() {
                [] => points.push(Point {
                    day: None,
                    month,
                    year,
                }),
                all => points.extend(all.iter().map(|day| Point {
                    day: Some(*day),
                    month,
                    year,
                })),
            }
            days.clear();
        } else if AROUND.contains(&word) {
            is_until |= UNTIL.contains(&word) && !is_begun;
        } else {
            return None;
        }
    }
    of_points(&points, is_stretch, is_until).filter(|_| days.is_empty())
}

fn of_points(points: &[Point], is_stretch: bool, is_until: bool) -> Option<Said> {
    match *points {
        [point] if is_until => Some(Said::Until(point)),
        [point] if !is_stretch => Some(Said::At(point)),
        // «сентябрь – май 2027 г.»: the year is that of the last.
        [from, to] if is_stretch => {
            let is_before = (from.month, from.day) <= (to.month, to.day);
            let or = to.year.map(|year| year - i32::from(!is_before));
            let year = if from.month == to.month { to.year } else { or };
            let year = from.year.or(year);
            Some(Said::Stretch(Point { year, ..from }, to))
        }
        _ => None,
    }
}

/// «15.06.2027»; without its year it may be a time of the day.
fn dotted(word: &str) -> Option<Point> {
    let mut numbers = word.trim_end_matches('г').split('.');
    let (day, month, year) = (numbers.next()?, numbers.next()?, numbers.next()?);
    let is_whole = numbers.next().is_none() && day.len() <= 2 && year.len() == 4;
    let point = Point {
        day: day.parse().ok(),
        month: month.parse().ok().filter(|it| (1..=12).contains(it))?,
        year: year.parse().ok(),
    };
    (is_whole && point.day.is_some() && point.year.is_some()).then_some(point)
}

/// A month in any case, and nothing that only begins like one: «март», no «маршрут».
pub(super) fn month_of(word: &str) -> Option<u32> {
    if matches!(word, "май" | "мае" | "маю" | "маем") {
        return Some(5);
    }
    let month = month_beginning(word)?;
    let stem = crate::russian::month_stem(month)?;
    let after = word.strip_prefix(stem)?;
    let is_short = ["", "а", "е", "у", "ь", "я", "ю", "ем", "ом", "и", "т"].contains(&after);
    (month != 5 || after == "я")
        .then_some(month)
        .filter(|_| is_short)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<Wrong> {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        wrong(text, (day(2026, 9, 1), day(2027, 5, 31)), false)
    }

    #[test]
    fn a_term_that_no_year_puts_into_the_period_is_known() {
        for text in [
            "15 июня 2027",
            "15.06.2027 г.",
            "лето 2027",
            "осень 2027",
            "весна 2026 г.",
            "летом",
            "до 15 июня",
            "не позднее 15-го июня",
            "июль",
            "в июле",
            "май – сентябрь",
            "январь – декабрь",
            "сентябрь 2027 г.",
            "с 1 июня по 15 августа",
            "октябрь – декабрь 2027 г.",
        ] {
            assert_eq!(of(text), Some(Wrong::Outside(text.to_owned())), "{text}");
        }
        let part = Some(Wrong::Outside("июль".to_owned()));
        assert_eq!(of("сентябрь, июль"), part);
        for text in ["с 5 по 1 октября", "15 – 3 ноября", "5.10.2026 – 1.10.2026"]
        {
            assert_eq!(of(text), Some(Wrong::Turned(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn a_term_within_it_and_one_that_is_not_understood_are_left_alone() {
        for text in [
            "сентябрь",
            "август – сентябрь",
            "сентябрь – май, 2 раза в месяц",
            "сентябрь – июнь",
            "до 1 июня",
            "до 1 сентября 2026 г.",
            "по маю",
            "октябрь – май",
            "с 25 сентября по 5 октября",
            "декабрь – январь",
            "зимой",
            "осень 2026",
            "весной",
            "осень – весна",
            "16 октября, 20 ноября, 21 декабря",
            "16 и 20 октября",
            "первая неделя сентября",
            "2 раза в месяц",
            "в течение года",
            "перед летней сессией",
            "по средам, 14.06 – 14.45",
            "летние каникулы",
            "маршрут",
            "по вторникам, до зимней сессии",
            "31 июня",
            "октябрь 2026 г. – апрель 2027 г.",
            "сентябрь – май 2027 г.",
            "",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
