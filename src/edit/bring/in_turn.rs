//! People of one cell who are not there together: «Петрова М.И. (до 31.12.2026), Лебедева Н.В.
//! (с 11.01.2027)». Which of them the pair has, and from when, is not for a list to say in passing.

use super::importer::Importer;
use crate::edit::beside::{is_birth, is_mark};
use crate::edit::named::{Named, names_people};
use crate::edit::order_words::has_date;
use crate::edit::people::Found;
use crate::edit::row::Cell;
use crate::edit::unclear::{Unclear, unclear};
use crate::problem::{Advice, Code, Problem};
use crate::russian::{is_patronymic, month_beginning};

/// How words begin that say when somebody is there, or in whose place.
const TIMES: [&str; 10] = [
    "полугод",
    "полуг",
    "четверт",
    "триместр",
    "семестр",
    "каникул",
    "замен",
    "замещ",
    "временн",
    "вместо",
];
/// The same of several words.
const PHRASES: [&str; 4] = ["на период", "на время", "нового года", "конца года"];
/// After one of these words a day or a month is the end or the beginning of a term.
const ENDS: [&str; 5] = ["с", "со", "до", "по", "от"];
/// Before the name of somebody who comes later.
const LATER: [&str; 5] = ["затем", "потом", "далее", "после", "сначала"];

/// Whether words beside a name say when that person is there.
pub(super) fn says_when(words: &str) -> bool {
    let lower = words.to_lowercase().replace('ё', "е");
    let split: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || "(),;–—".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let is_end = |pair: &[&str]| {
        ENDS.contains(&pair[0]) && (is_day(pair[1]) || is_year(pair[1]) || is_month(pair[1]))
    };
    // «11 января».
    let is_number = |word: &str| word.len() <= 2 && word.parse::<u32>().is_ok();
    let is_named_day = |pair: &[&str]| is_number(pair[0]) && is_month(pair[1]);
    has_date(words)
        || PHRASES.iter().any(|phrase| lower.contains(phrase))
        || split
            .iter()
            .any(|word| TIMES.iter().any(|stem| word.starts_with(stem)) || is_day(word))
        || split
            .windows(2)
            .any(|pair| is_end(pair) || is_named_day(pair))
        || split.iter().filter(|word| is_month(word)).count() > 1
}

/// «тел. 5-12-34», «8 (900) 123-45-67».
fn is_telephone(words: &str) -> bool {
    const FIGURES: std::ops::RangeInclusive<usize> = 5..=11;
    let lower = words.to_lowercase();
    let figures = lower.chars().filter(char::is_ascii_digit).count();
    let begins = ["тел", "моб", "т.", "сот", "+7", "8 (", "8-", "8("];
    FIGURES.contains(&figures) && begins.iter().any(|begin| lower.starts_with(begin))
}

/// «11.01», «11.01.2027».
fn is_day(word: &str) -> bool {
    let parts: Vec<&str> = word.trim_end_matches(['г', '.']).split('.').collect();
    let is_number = |part: &&str| (1..=4).contains(&part.len()) && part.parse::<u32>().is_ok();
    (2..=3).contains(&parts.len())
        && parts.iter().all(is_number)
        && parts[0].len() <= 2
        && parts[1].len() == 2
}

fn is_year(word: &str) -> bool {
    let year = word.trim_end_matches(['г', '.']);
    year.len() == 4 && year.starts_with("20") && year.parse::<u32>().is_ok()
}

fn is_month(word: &str) -> bool {
    month_beginning(word).is_some()
}

impl Importer {
    /// What is asked of a cell whose people take turns; `None` where they are there together.
    pub(super) fn turn(&self, path: &str, named: &[Named]) -> Option<Unclear> {
        let words = || named.iter().flat_map(|person| &person.aside);
        let first = |word: &str| word.split_whitespace().next().map(str::to_lowercase);
        let comes_later =
            |words: &&String| first(words).is_some_and(|it| LATER.contains(&it.as_str()));
        let is_turn = |words: &&String| {
            (says_when(words) || comes_later(words))
                && (named.len() > 1 || self.names_somebody(words))
        };
        let Some(words) = words().find(is_turn) else {
            return words().find(|words| self.names_whole(words)).map(|words| {
                unclear(
                    Code::UnclearCell,
                    format!("в ячейке назван еще один человек: «{words}»"),
                    Advice::in_cell_or_field(
                        "если в паре оба, впишите каждого с новой строки; если нет, сотрите лишнего",
                        "если в паре оба, внесите каждого в свое поле; если нет, сотрите лишнего",
                    ),
                )
            });
        };
        let advice = if path == "mentors" {
            Advice::in_cell_or_field(
                "оставьте того, кто начинает, а замену запишите событием: nastavnik event replace-mentor; если это разные пары, впишите каждую своей строкой, с ее сроком",
                "оставьте того, кто начинает, а замену запишите событием «Заменить наставника»; если это разные пары, внесите каждую со своим сроком",
            )
        } else {
            Advice::in_cell_or_field(
                "впишите каждого своей строкой, со сроком в столбцах «Начало» и «Окончание»",
                "внесите каждого своей парой, с ее сроком",
            )
        };
        let who = if path == "mentors" {
            "наставник"
        } else {
            "наставляемый"
        };
        Some(unclear(
            Code::UnclearCell,
            format!(
                "в ячейке несколько человек, и сказано «{words}»: кто {who} пары и с какого дня?"
            ),
            advice,
        ))
    }

    /// Whether words name somebody with initials or a patronymic, or as the staff has him: no former
    /// surname and no title.
    fn names_whole(&self, words: &str) -> bool {
        let words: Vec<&str> = words
            .split(|c: char| c.is_whitespace() || "(),;".contains(c))
            .filter(|word| !word.is_empty())
            .collect();
        (2..=3).any(|length| {
            words.windows(length).any(|part| {
                let name = part.join(" ");
                let ends = part
                    .last()
                    .is_some_and(|last| last.ends_with('.') && last.len() > 2);
                part.iter().all(|word| word.starts_with(char::is_uppercase))
                    && names_people(&name)
                    && (ends
                        || is_patronymic(part[length - 1])
                        || self.people.find(&name) != Found::Nobody)
            })
        })
    }

    /// Whether words name somebody else, with initials or as the staff has him.
    fn names_somebody(&self, words: &str) -> bool {
        const LONGEST: usize = 4;
        let words: Vec<&str> = words
            .split(|c: char| c.is_whitespace() || "(),;".contains(c))
            .filter(|word| !word.is_empty())
            .collect();
        (2..=LONGEST).any(|length| {
            words.windows(length).any(|part| {
                let name = part.join(" ");
                let is_capital = part[0].starts_with(char::is_uppercase);
                is_capital && (names_people(&name) || self.people.find(&name) != Found::Nobody)
            })
        })
    }

    /// Tells what stands beside a name and is neither name nor post.
    pub(super) fn tell_aside(&mut self, cell: &Cell, aside: &[String]) {
        let asked = self.out.asked_beside.iter();
        let asked: Vec<String> = asked
            .filter(|(at, _)| *at == cell.at)
            .map(|(_, words)| words.clone())
            .collect();
        let is_asked = |words: &&String| asked.contains(&words.trim().to_lowercase());
        for words in aside.iter().filter(|words| !is_asked(words)) {
            let is_of_pair = cell.field.path != "name";
            let (why, advice) = if is_telephone(words) {
                (
                    "это телефон",
                    "телефоны из списков программа не берет: ничего делать не надо",
                )
            } else if is_birth(words) {
                (
                    "это дата рождения",
                    "даты рождения программа не берет: ничего делать не надо",
                )
            } else if is_mark(words) {
                (
                    "это отметка, а не имя и не должность",
                    "если она ничего не значит, ничего делать не надо",
                )
            } else if says_when(words) && is_of_pair {
                (
                    "это не имя и не должность, а срок или замена",
                    "впишите срок пары в столбцы «Начало» и «Окончание»; замену наставника запишите событием",
                )
            } else {
                (
                    "это не имя и не должность",
                    "если это должность, впишите ее в столбец должности",
                )
            };
            let problem = Problem::new(
                Code::LeftOut,
                format!("«{words}» рядом с именем не взято: {why}"),
            );
            self.report_at(problem.hint(advice), &cell.at, &cell.value.shown());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_say_when_are_told_from_others() {
        for words in [
            "до 31.12.2026",
            "с 11.01.2027",
            "с 11 января",
            "с января",
            "со 2 полугодия",
            "I полугодие",
            "1 четверть",
            "до 15.10",
            "с 2027 г.",
            "временно",
            "на период отпуска",
            "вместо Лебедевой Н.В.",
            "сентябрь – декабрь",
            "до нового года",
        ] {
            assert!(says_when(words), "{words}");
        }
        for words in [
            "высшая категория",
            "1 кв. кат.",
            "стаж 2 года",
            "0,5 ставки",
            "молодой специалист",
            "выпускник 2024 года",
            "каб. 12",
            "внешний совместитель",
            "МО математики",
            "тел. 8 (900) 123-45-67",
        ] {
            assert!(!says_when(words), "{words}");
        }
    }
}
