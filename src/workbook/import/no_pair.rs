//! Rows of a list of pairs that are no pairs of today: of another year, ended, or with nobody on one
//! side.

use chrono::Datelike as _;

use super::reading::Reading;
use crate::edit::{Reach, Row, Value, reach};
use crate::fields::SheetKind;
use crate::problem::{Code, Problem};
use crate::workbook::school_names::is_another;
use crate::workbook::split::is_of_schools;
use crate::workbook::tables::{
    Of, SheetTable, Standing, has_gone, is_outside, pairs_pupils, plain, standing, words_of, years,
};

const IF_OF_TODAY: &str = "если эта пара есть и сейчас, исправьте или сотрите эту отметку";
const IF_OF_YEAR: &str =
    "если эта пара относится к нынешнему учебному году, исправьте год в ее строке";
const IF_OF_SCHOOL: &str = "если это пара вашей школы, исправьте в строке название школы";
const IF_TEACHERS: &str = "если это пара педагогов, исправьте в строке форму наставничества";
const IF_TERM: &str = "если эта пара есть и сейчас, исправьте ее срок";

/// What a column that is no field says of the pairs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Matter {
    Year,
    /// Whether a pair goes on; every word of it must be understood.
    State,
    /// Of somebody, or of something else, which may say that the pair is over.
    OtherState,
    /// «Действует (да/нет)», «Активна».
    YesOrNo,
    /// The school.
    School,
}

impl Matter {
    fn of(heading: &str) -> Option<Self> {
        const OF_PAIRS: [&str; 11] = [
            "статус",
            "состоян",
            "пар",
            "наставничеств",
            "наставническ",
            "закреплен",
            "работ",
            "взаимодейств",
            "на",
            "по",
            "и",
        ];
        let heading = plain(heading);
        let is_of_pairs = |word: &str| OF_PAIRS.iter().any(|stem| word.starts_with(stem));
        if heading.contains("год") {
            Some(Self::Year)
        } else if is_of_schools(&heading) {
            Some(Self::School)
        } else if ["действу", "активн", "актуальн"]
            .iter()
            .any(|stem| heading.starts_with(stem))
        {
            Some(Self::YesOrNo)
        } else if !["статус", "состоян"].iter().any(|s| heading.starts_with(s)) {
            None
        } else if heading.split(' ').all(is_of_pairs) {
            Some(Self::State)
        } else {
            Some(Self::OtherState)
        }
    }
}

/// The school years of a cell beneath «Учебный год», or beneath «Год» the one that it may be.
fn years_in(heading: &str, text: &str, own: (u32, u32)) -> Vec<(u32, u32)> {
    let named = years(text);
    let is_plain = plain(heading).split(' ').all(|word| {
        ["год", "уч", "период"]
            .iter()
            .any(|stem| word.starts_with(stem))
    });
    if !named.is_empty() || !is_plain {
        return named;
    }
    let Some(reach) = reach(text) else {
        return named;
    };
    let begins =
        |day: Option<chrono::NaiveDate>| day.and_then(|day| u32::try_from(day.year()).ok());
    match begins(reach.from).or_else(|| begins(reach.to)) {
        Some(year) if is_outside(reach, own) => {
            let first = if year >= own.1 {
                year
            } else {
                year.min(own.0 - 1)
            };
            vec![(first, first + 1)]
        }
        Some(_) => vec![own],
        None => named,
    }
}

fn state_of(matter: Matter, text: &str) -> Option<Standing> {
    let words = words_of(text);
    if matter == Matter::YesOrNo {
        let yes = ["да", "1", "+", "истина", "true", "есть"];
        return match text.trim().to_lowercase().as_str() {
            "нет" | "0" | "-" | "–" | "ложь" | "false" => Some(Standing::Over),
            word if yes.contains(&word) => Some(Standing::GoesOn),
            _ => standing(&words, Of::Pairs),
        };
    }
    let said = if matter == Matter::State {
        &words[..]
    } else {
        // Of other words the first alone is meant of the pair: «снята с учета».
        &words[..words.len().min(1)]
    };
    standing(said, Of::Pairs)
}

/// Why a pair is one of the past, if another column of the list says so, and what to do if it is
/// none.
pub(super) fn is_past(
    table: &SheetTable<'_>,
    index: u32,
    it: &Reading<'_>,
) -> Option<(&'static str, &'static str)> {
    let year = it.year;
    if table.kind != SheetKind::Pairs {
        return None;
    }
    let form = table.column("form").filter(|_| !table.is_ours);
    // A slip of the form beside two of the staff is asked about.
    let is_pupil = || {
        let mentee = table.column("mentees");
        let name = mentee.map(|column| table.sheet.at(index, column).shown());
        name.is_none_or(|name| !it.is_of_staff(&name))
    };
    let of_pupils = |column: u32| pairs_pupils(&table.sheet.at(index, column).shown());
    if form.is_some_and(of_pupils) && is_pupil() {
        return Some((
            "это пара с учеником, а программа – о наставничестве педагогов",
            IF_TEACHERS,
        ));
    }
    if let Some(why) = year.and_then(|year| term_outside(table, index, year)) {
        return Some((why, IF_TERM));
    }
    table.unknown.iter().find_map(|(column, heading)| {
        let text = table.sheet.at(index, *column).shown();
        let is_gone = || is_of_remarks(heading) && has_gone(&text);
        if !table.is_ours && is_gone() && refusal(table, index).is_none() {
            return Some((
                "кого-то из пары уже нет, как сказано в примечании",
                IF_OF_TODAY,
            ));
        }
        let says_over = || is_of_remarks(heading) || is_of_results(heading);
        if !table.is_ours && says_over() && is_broken_off(&text) {
            return Some((
                "пара не действует, как сказано в другом столбце",
                IF_OF_TODAY,
            ));
        }
        let matter = Matter::of(heading)?;
        if matter == Matter::Year {
            let own = year?;
            let years = years_in(heading, &text, own);
            return (!years.is_empty() && !years.contains(&own))
                .then_some(("она относится к другому учебному году", IF_OF_YEAR));
        }
        if matter == Matter::School {
            return is_another(&text, &it.school)
                .then_some(("она относится к другой школе", IF_OF_SCHOOL));
        }
        match state_of(matter, &text)? {
            Standing::Over | Standing::NotYet => Some((
                "пара не действует, как сказано в другом столбце",
                IF_OF_TODAY,
            )),
            Standing::GoesOn => None,
        }
    })
}

/// Asks about what a column of years or states says of a pair where nobody understands it: a word
/// unlike those of the other pairs, or nothing beneath another year.
pub(super) fn ask_of_states(table: &SheetTable<'_>, rows: &[Row], it: &mut Reading<'_>) {
    if table.kind != SheetKind::Pairs || table.is_ours {
        return;
    }
    for (column, heading) in &table.unknown {
        match Matter::of(heading) {
            Some(matter @ (Matter::State | Matter::YesOrNo)) => {
                ask_of_words(table, (*column, matter), rows, it);
            }
            Some(Matter::Year) => ask_of_gaps(table, (*column, heading), rows, it),
            _ => {}
        }
    }
}

fn ask_of_words(
    table: &SheetTable<'_>,
    (column, matter): (u32, Matter),
    rows: &[Row],
    it: &mut Reading<'_>,
) {
    let is_known = |text: &str| state_of(matter, text).is_some();
    let has_known = table
        .rows()
        .filter_map(|(_, cells)| cells.get(&column))
        .any(|value| is_known(&value.shown()));
    for row in rows.iter().filter(|_| has_known) {
        let text = table.sheet.at(row.index, column).shown();
        if plain(&text).is_empty() || is_known(&text) {
            continue;
        }
        let message = format!("непонятно, действует ли эта пара: «{text}»");
        let problem = Problem::new(Code::UnclearCell, message).hint(
            "впишите «действует» или «завершена»; если пары больше нет, можно удалить строку",
        );
        let at = table.sheet.place(row.index, column).to_string();
        it.out.report_at(problem, &at, &text);
    }
}

/// «2025-2026» stands once over several rows: those beneath may be of that year too.
fn ask_of_gaps(
    table: &SheetTable<'_>,
    (column, heading): (u32, &str),
    rows: &[Row],
    it: &mut Reading<'_>,
) {
    let Some(own) = it.year else { return };
    for row in rows {
        let text = |index: u32| table.sheet.at(index, column).shown();
        if !text(row.index).trim().is_empty() {
            continue;
        }
        let above = (table.first..row.index).rev().map(text);
        let above = above.into_iter().find(|text| !text.trim().is_empty());
        let Some(above) = above else { continue };
        let years = years_in(heading, &above, own);
        if years.is_empty() || years.contains(&own) {
            continue;
        }
        let Some(cell) = row.cells.iter().find(|c| !c.value.is_empty()) else {
            continue;
        };
        let message = format!(
            "учебный год этой пары не указан, а выше в столбце «{heading}» стоит «{above}»"
        );
        let problem = Problem::new(Code::UnclearCell, message)
            .hint("впишите год в каждую строку столбца; строки прошлых лет можно удалить");
        it.out.report_at(problem, &cell.at, &cell.value.shown());
    }
}

/// A remark that somebody of the pair does not agree, in a column that is no field: «Примечание»,
/// «Согласие наставляемого».
pub(super) fn refusal(table: &SheetTable<'_>, index: u32) -> Option<(u32, String)> {
    const REFUSED: [&str; 10] = [
        "замен",
        "отказ",
        "не соглас",
        "против",
        "возража",
        "исключен",
        "отменен",
        "аннулирован",
        "снят",
        "не утвержд",
    ];
    const OF_PAY: [&str; 5] = ["плат", "вознагражд", "надбавк", "стимулир", "час"];
    if table.kind != SheetKind::Pairs || table.is_ours {
        return None;
    }
    table.unknown.iter().find_map(|(column, heading)| {
        let text = table.sheet.at(index, *column).shown();
        let is_no = plain(heading).contains("соглас") && plain(&text) == "нет";
        // «Дата отказа», «Приказ о снятии» with a day or a number beneath it.
        let is_day = is_of_end(heading) && text.contains(|c: char| c.is_ascii_digit());
        let is_refused =
            is_day || begins(&text, &REFUSED) && !OF_PAY.iter().any(|pay| text.contains(pay));
        (is_no || is_refused).then_some((*column, text))
    })
}

/// «Дата отказа», «Приказ о прекращении»: a column of what takes somebody out of a pair.
fn is_of_end(heading: &str) -> bool {
    const STEMS: [&str; 9] = [
        "отказ",
        "снят",
        "увольн",
        "расторж",
        "освобожд",
        "исключ",
        "отчисл",
        "выбыт",
        "отмен",
    ];
    let heading = plain(heading);
    let has = |stem: &str| heading.split(' ').any(|word| word.starts_with(stem));
    STEMS.iter().any(|stem| has(stem)) || has("приказ") && has("прекращ")
}

fn begins(text: &str, with: &[&str]) -> bool {
    let text = plain(text).replace("не действ", "недейств");
    with.iter().any(|begin| text.starts_with(begin))
}

/// «Примечание», «Комментарии», «Отметка»: a column for words about the pair.
fn is_of_remarks(heading: &str) -> bool {
    const STEMS: [&str; 7] = [
        "примеч",
        "прим",
        "коммент",
        "замет",
        "отмет",
        "особ",
        "пояснен",
    ];
    let heading = plain(heading);
    heading.is_empty() || STEMS.iter().any(|stem| heading.starts_with(stem))
}

/// «Результат», «Итоги работы пары».
fn is_of_results(heading: &str) -> bool {
    let heading = plain(heading);
    ["результат", "итог"]
        .iter()
        .any(|stem| heading.starts_with(stem))
}

/// «Не выполнена, прекращена», «пара распалась»: whether a part of a remark says that the pair is no
/// more.
fn is_broken_off(text: &str) -> bool {
    const OVER: [&str; 7] = [
        "прекращен",
        "прекратил",
        "расторг",
        "распа",
        "аннулир",
        "ликвидир",
        "разорван",
    ];
    const OF_PAIR: [&str; 5] = [
        "пара",
        "наставничество",
        "закрепление",
        "договор",
        "программа",
    ];
    // «Прекращение опозданий» is what was reached.
    let begins =
        |word: &str| OVER.iter().any(|stem| word.starts_with(stem)) && !word.ends_with("ние");
    text.split([',', ';', '.', '\n']).any(|part| {
        let words = plain(part);
        let mut words = words.split(' ').skip_while(|word| word.is_empty());
        match words.next() {
            Some(first) if OF_PAIR.contains(&first) => words.next().is_some_and(begins),
            Some(first) => begins(first),
            None => false,
        }
    })
}

/// Words beside a name that take somebody out of a pair, or leave it open: «Петрова М.И., уволена»,
/// «(под вопросом)», «(временно)».
fn doubt_beside_name(table: &SheetTable<'_>, row: u32) -> Option<(u32, String)> {
    const BEGIN: [&str; 25] = [
        "увол",
        "выбы",
        "отказ",
        "запас",
        "дублер",
        "исключ",
        "снят",
        "под вопрос",
        "времен",
        "декрет",
        "в декрет",
        "ушл",
        "ушел",
        "отчисл",
        "больнич",
        "на больнич",
        "не работа",
        "не соглас",
        "не утвержд",
        "не подтвержд",
        "отстранен",
        "прекра",
        "резерв",
        "предполож",
        "предварит",
    ];
    if table.kind != SheetKind::Pairs || table.is_ours {
        return None;
    }
    let columns = ["mentors", "mentees"].into_iter();
    columns
        .filter_map(|path| table.column(path))
        .find_map(|column| {
            let text = table.sheet.at(row, column).shown();
            let mut beside = text.split(['(', ')', ',', ';', '–', '—', '\n']).skip(1);
            // «Временно исполняющий обязанности» is a post.
            let is_doubt = |part: &str| begins(part, &BEGIN) && !plain(part).contains("исполня");
            let own = beside.find(|part| is_doubt(part))?.trim().to_owned();
            Some((column, own))
        })
}

const IF_PAIR: &str = "если кто-то из пары отказался или пары больше нет, удалите строку; если пара есть, сотрите эту ячейку";
/// The cell holds the name too.
const IF_PAIR_OF_NAME: &str = "если кто-то из пары отказался или пары больше нет, удалите строку; если пара есть, сотрите эти слова рядом с именем";

/// Asks about the remarks that say so.
pub(super) fn ask_of_refusals(table: &SheetTable<'_>, rows: &[Row], it: &mut Reading<'_>) {
    for row in rows {
        let said = refusal(table, row.index).map(|said| (said, IF_PAIR));
        let beside = || doubt_beside_name(table, row.index).map(|said| (said, IF_PAIR_OF_NAME));
        let Some(((column, text), advice)) = said.or_else(beside) else {
            continue;
        };
        let message = format!("в строке пары стоит «{text}»: назначать ли наставника?");
        let problem = Problem::new(Code::UnclearCell, message).hint(advice);
        let at = table.sheet.place(row.index, column).to_string();
        it.out.report_at(problem, &at, &text);
        it.out.asked_beside.insert((at, text.trim().to_lowercase()));
    }
}

/// Why the term of a pair of a list of the school's own makes it one of another school year.
fn term_outside(table: &SheetTable<'_>, index: u32, year: (u32, u32)) -> Option<&'static str> {
    if table.is_ours {
        return None;
    }
    let read = |path: &str| {
        let column = table.column(path)?;
        reach(&table.sheet.at(index, column).shown())
    };
    let (from, to) = (read("period.from"), read("period.to"));
    let ends = Reach {
        from: from.and_then(|it| it.from.or(it.to)),
        to: to.and_then(|it| it.to.or(it.from)),
    };
    let outside = [Some(ends), read("period")]
        .into_iter()
        .flatten()
        .find(|reach| is_outside(*reach, year))?;
    let begins_after = outside
        .from
        .is_some_and(|from| u32::try_from(from.year()).is_ok_and(|from| from >= year.1));
    Some(if begins_after {
        "срок пары начинается после этого учебного года"
    } else {
        "срок пары окончился до начала учебного года"
    })
}

/// A cell merged over both sides of a pair says of nobody who is who.
pub(super) fn ask_of_merged(table: &SheetTable<'_>, rows: &mut Vec<Row>, it: &mut Reading<'_>) {
    let sides = table.column("mentors").zip(table.column("mentees"));
    let Some((mentor, mentee)) = sides.filter(|_| table.kind == SheetKind::Pairs) else {
        return;
    };
    rows.retain(|row| {
        let area = table.sheet.area(row.index, mentor);
        if area.is_none() || area != table.sheet.area(row.index, mentee) {
            return true;
        }
        row.cells.iter().for_each(|c| it.out.use_up(&c.at));
        let problem = Problem::new(
            Code::UnclearCell,
            "одна объединенная ячейка стоит и под наставником, и под наставляемым: непонятно, кто из них кто",
        );
        it.out.report_at(
            problem.hint("разъедините ячейки и впишите наставника и наставляемого каждого в свой столбец"),
            &table.sheet.place(row.index, mentor).to_string(),
            &table.sheet.at(row.index, mentor).shown(),
        );
        false
    });
}

/// Whether all that a column says is understood, though it is no field: which pairs are of the past.
pub(super) fn is_understood(
    table: &SheetTable<'_>,
    column: u32,
    heading: &str,
    it: &Reading<'_>,
) -> bool {
    let matter = Matter::of(heading).filter(|_| table.kind == SheetKind::Pairs);
    let mut texts = table
        .rows()
        .filter_map(|(_, cells)| cells.get(&column))
        .map(Value::shown)
        .filter(|text| !text.trim().is_empty());
    match matter {
        None => false,
        Some(Matter::Year) => texts.all(|text| {
            it.year
                .is_some_and(|own| !years_in(heading, &text, own).is_empty())
        }),
        Some(Matter::School) => {
            texts.all(|text| it.is_own_school(&text) || is_another(&text, &it.school))
        }
        Some(matter) => texts.all(|text| state_of(matter, &text).is_some()),
    }
}
