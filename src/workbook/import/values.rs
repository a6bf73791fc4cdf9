//! Values of a school's own list that stand together or in a way of their own: an order in one
//! cell, dates of the United States.

use chrono::{Datelike as _, NaiveDate};

use super::as_above;
use super::no_value::{is_dash, leave_no_value};
use super::odd_days;
use super::order_cells;
use super::reading::Reading;
use crate::edit::{
    Cell, DateSlip, NO_POST, OrderWords, Row, Slashed, date_slip, has_date, in_russian_letters,
    order_in, post_and_rest, posts_by_line, slashed, why_no_day,
};
use crate::fields::{Field, Kind, MENTEE_POST, MENTOR_POST, SheetKind};
use crate::problem::{Code, Problem};
use crate::reader::clean;
use crate::workbook::grid::Value;
use crate::workbook::tables::plain;

/// Puts the rows of one table into the words of the files.
pub(super) fn settle(rows: &mut [Row], it: &mut Reading<'_>) {
    let cells = rows.iter_mut().flat_map(|row| &mut row.cells);
    for cell in cells {
        as_seen(cell);
        if !it.is_written(cell) {
            leave_no_value(cell, it);
        }
    }
    let cells = rows.iter_mut().flat_map(|row| &mut row.cells);
    cells.for_each(cut_preposition);
    dates(rows, it);
    odd_days::tell(rows, it);
    rows.iter_mut().for_each(|row| part_order(row, it));
    order_cells::ask_of_spellings(rows, it);
    let cells = rows.iter_mut().flat_map(|row| &mut row.cells);
    for cell in cells.filter(|cell| POSTS.contains(&cell.field.path)) {
        if !it.is_written(cell) {
            part_post(cell, it);
        }
    }
}

/// A part of a number stands behind a comma in the table: the number of an order is «118,5».
fn as_seen(cell: &mut Cell) {
    let is_text = matches!(cell.field.kind, Kind::Line | Kind::Text);
    if let Value::Number(number) = cell.value
        && is_text
        && number.fract() != 0.0
        && cell.field.path != BLOCK
    {
        cell.value = Value::Text(number.to_string().replace('.', ","));
    }
}

/// The block of a plan, which is numbered with points: «4.1».
const BLOCK: &str = "block";

/// Columns of posts.
const POSTS: [&str; 3] = ["position", MENTOR_POST, MENTEE_POST];

/// What stands beside a post and is none is told, and left out of it. Of several posts one beneath
/// another each has its own.
fn part_post(cell: &mut Cell, it: &mut Reading<'_>) {
    let text = match &cell.value {
        Value::Text(text) => text.clone(),
        Value::Number(_) => cell.value.shown(),
        _ => return,
    };
    if let Some(inside) = text
        .trim()
        .strip_prefix('"')
        .and_then(|t| t.strip_suffix('"'))
    {
        cell.value = Value::Text(inside.trim().to_owned());
        return;
    }
    let text = without_full_stop(cell, text, it);
    let lines = with_dittos(posts_by_line(&text));
    let part = |line: &str| {
        if is_dash(line) {
            (String::new(), Vec::new())
        } else if it.is_written_in("position", line) || is_post_in_latin(line) {
            (line.to_owned(), Vec::new())
        } else {
            post_and_rest(line)
        }
    };
    let parted: Vec<(&str, (String, Vec<String>))> = lines
        .iter()
        .map(|line| (line.as_str(), part(line)))
        .collect();
    for words in parted.iter().flat_map(|(_, (_, rest))| rest) {
        let problem = Problem::new(
            Code::LeftOut,
            format!("«{words}» рядом с должностью не взято: на должность это не похоже"),
        );
        it.out.report_at(
            problem.hint("если так должность названа в штатном расписании, поставьте вокруг нее прямые кавычки: \"…\""),
            &cell.at,
            &cell.value.shown(),
        );
    }
    let posts = parted.iter().map(|(line, (post, rest))| match *line {
        _ if post.is_empty() => NO_POST,
        line if rest.is_empty() => line,
        _ => post.as_str(),
    });
    // In a row of one person all posts are his; of several, each has his own line.
    let whole: Vec<&str> = if cell.field.path == "position" {
        posts.filter(|post| *post != NO_POST).collect()
    } else {
        posts.collect()
    };
    let has_post = whole.iter().any(|post| *post != NO_POST);
    let between = if cell.field.path == "position" {
        ", "
    } else {
        "\n"
    };
    let whole = whole.join(between);
    cell.value = if has_post {
        Value::Text(whole)
    } else {
        it.out.use_up(&cell.at);
        Value::Empty
    };
}

/// The post above in the place of each mark that says so: «учитель музыки⏎-//-».
fn with_dittos(lines: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in lines {
        let is_mark = as_above::is_mark(&line.to_lowercase());
        let above = out.last().filter(|_| is_mark).cloned();
        out.push(above.unwrap_or(line));
    }
    out
}

/// A post with Latin letters for Russian ones: the check of the files tells them, as those of a name.
fn is_post_in_latin(text: &str) -> bool {
    let is_post = |text: &str| {
        let (post, rest) = post_and_rest(text);
        !post.is_empty() && rest.is_empty()
    };
    !is_post(text) && in_russian_letters(text).is_some_and(|meant| is_post(&meant))
}

/// «учитель-логопед.»: a full stop that ends a post goes, and that is told. That of an abbreviation
/// stays.
fn without_full_stop(cell: &Cell, text: String, it: &mut Reading<'_>) -> String {
    let Some(bare) = text.trim().strip_suffix('.') else {
        return text;
    };
    let is_post = |text: &str| {
        let (post, rest) = post_and_rest(text);
        !post.is_empty() && rest.is_empty()
    };
    if is_post(&text) || !is_post(bare) {
        return text;
    }
    let problem = Problem::new(
        Code::LeftOut,
        format!("точка в конце должности не взята: «{bare}»"),
    );
    it.out.report_at(
        problem.hint("уберите точку, и сообщения не будет"),
        &cell.at,
        &text,
    );
    bare.to_owned()
}

/// «с 01.09.2026» under «Начало», «по 31.05.2027» under «Окончание», «получено 28.08.2026» under
/// «Согласие».
fn cut_preposition(cell: &mut Cell) {
    let words: &[&str] = match cell.field.path {
        "period.from" => &["с ", "со ", "от "],
        "period.to" => &["по ", "до "],
        path if path.ends_with("consent") => &[
            "от ",
            "получено ",
            "получено от ",
            "подписано ",
            "дано ",
            "письменное от ",
            "согласие от ",
            "есть, ",
            "есть от ",
            "имеется, ",
            "имеется от ",
        ],
        _ => return,
    };
    let Value::Text(text) = &cell.value else {
        return;
    };
    let lower = text.trim().to_lowercase();
    let rest = words.iter().find_map(|word| lower.strip_prefix(word));
    if let Some(rest) = rest.map(str::trim).filter(|rest| has_date(rest)) {
        cell.value = Value::Text(rest.to_owned());
    }
}

/// The months from which and before which days are those of a school year.
const FIRST_MONTH: u32 = 6;
const LAST_MONTH: u32 = 9;

/// Which of day and month stands first is seen from the dates of the whole table.
fn dates(rows: &mut [Row], it: &mut Reading<'_>) {
    let is_date = |cell: &Cell| matches!(cell.field.kind, Kind::Day | Kind::When);
    let read = |cell: &Cell| slashed(&cell.value.shown()).filter(|_| is_date(cell));
    let all: Vec<Slashed> = rows
        .iter()
        .flat_map(|r| &r.cells)
        .flat_map(|cell| match read(cell) {
            Some(date) => vec![date],
            None => slashed_within(cell)
                .into_iter()
                .map(|(_, date)| date)
                .collect(),
        })
        .collect();
    if all.is_empty() {
        return;
    }
    let has_day_first = all
        .iter()
        .any(|d| matches!(d, Slashed::DayFirst(day) if day.day() > 12));
    let has_month_first = all.iter().any(|d| matches!(d, Slashed::MonthFirst(_)));
    // A day in the year of the school is meant rather than one that is not.
    let year = it.year;
    let is_of_year = |day: NaiveDate| {
        year.is_none_or(|(first, last)| {
            let month = |year: u32, month: u32| {
                i32::try_from(year)
                    .ok()
                    .and_then(|year| NaiveDate::from_ymd_opt(year, month, 1))
            };
            month(first, FIRST_MONTH).is_none_or(|from| day >= from)
                && month(last, LAST_MONTH).is_none_or(|to| day < to)
        })
    };
    let is_strange = |day: NaiveDate, other: NaiveDate| !is_of_year(day) && is_of_year(other);
    let day = |date: Slashed| match date {
        Slashed::Either(day, other)
            if has_day_first && !has_month_first && is_strange(day, other)
                || has_month_first && !has_day_first && is_strange(other, day) =>
        {
            Err((day, other))
        }
        Slashed::DayFirst(day) | Slashed::MonthFirst(day) => Ok(day),
        Slashed::Either(day, _) if has_day_first && !has_month_first => Ok(day),
        Slashed::Either(_, day) if has_month_first && !has_day_first => Ok(day),
        Slashed::Either(day, other) => Err((day, other)),
    };
    for row in rows {
        let mut is_asked = false;
        for cell in &mut row.cells {
            let Some(date) = read(cell) else {
                within(cell, day, it);
                continue;
            };
            match day(date) {
                Ok(day) => cell.value = Value::Day(day),
                Err((day, other)) => {
                    is_asked |= cell.field.path.starts_with("period.");
                    ask_of_day(cell, (day, other), it);
                    cell.value = Value::Empty;
                }
            }
        }
        // One end of a term waits for the other.
        let ends = row
            .cells
            .iter_mut()
            .filter(|c| c.field.path.starts_with("period.") && !c.value.is_empty());
        for cell in ends.filter(|_| is_asked) {
            it.out.use_up(&cell.at);
            cell.value = Value::Empty;
        }
    }
}

fn dotted(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

fn ask_of_day(cell: &Cell, (day, other): (NaiveDate, NaiveDate), it: &mut Reading<'_>) {
    let problem = Problem::new(
        Code::UnclearCell,
        format!(
            "«{}»: дату можно понять двояко: {} или {}",
            cell.head(),
            dotted(day),
            dotted(other)
        ),
    );
    it.out.report_at(
        problem.hint("впишите дату с точками: 01.09.2026"),
        &cell.at,
        &cell.value.shown(),
    );
}

/// The dates with strokes within a term or an order: «9/1/2026 - 5/31/2027», «121-ОД от 9/1/2026».
fn slashed_within(cell: &Cell) -> Vec<(String, Slashed)> {
    let holds_dates = matches!(cell.field.kind, Kind::Day | Kind::When)
        || matches!(
            cell.field.path,
            "period" | "basis" | "basis.order" | "basis.number"
        );
    if !holds_dates || !matches!(cell.value, Value::Text(_)) {
        return Vec::new();
    }
    let text = cell.value.shown();
    let words = text.split(|c: char| !c.is_ascii_digit() && c != '/');
    words
        .filter_map(|word| Some((word.to_owned(), slashed(word)?)))
        .collect()
}

/// Writes such dates as ours, or asks which of day and month stands first.
fn within(
    cell: &mut Cell,
    day: impl Fn(Slashed) -> Result<NaiveDate, (NaiveDate, NaiveDate)>,
    it: &mut Reading<'_>,
) {
    let found = slashed_within(cell);
    if found.is_empty() {
        return;
    }
    let mut text = cell.value.shown();
    for (word, date) in found {
        match day(date) {
            Ok(day) => text = text.replacen(&word, &dotted(day), 1),
            Err(both) => {
                ask_of_day(cell, both, it);
                cell.value = Value::Empty;
                return;
            }
        }
    }
    cell.value = Value::Text(text);
}

/// In a list of a school's own, number and date of an order in one cell become two, and under
/// «Приказ» stands a number, not the name of a file.
fn part_order(row: &mut Row, it: &mut Reading<'_>) {
    let paths = ["basis.order", "basis.number"];
    let is_full = |row: &Row, path: &str| row.cell(path).is_some_and(|c| !c.value.is_empty());
    let found = row.cells.iter().position(|c| {
        paths.contains(&c.field.path)
            && matches!(c.value, Value::Text(_) | Value::Number(_))
            && !c.value.is_empty()
    });
    if found.is_some_and(|at| it.is_written(&row.cells[at])) {
        return;
    }
    // «Основание» may be that very order.
    let in_words = || {
        row.cells.iter().position(|c| {
            let order = order_in(&clean(&c.value.shown()));
            c.field.path == "basis" && order.is_some_and(|it| it.date.is_some())
        })
    };
    let Some(at) = found.or_else(in_words) else {
        return;
    };
    let cell = row.cells[at].clone();
    let is_named = cell.field.path == "basis.order";
    if is_named && is_full(row, "basis.number") {
        ask_of_two_orders(row, at, it);
        return;
    }
    let text = clean(&cell.value.shown());
    let Some(words) = order_in(&text) else {
        let slip = date_slip(&text).map(|slip| match slip {
            DateSlip::NoSuchDay(date) => {
                format!("«{}»: {}: {date}", cell.head(), why_no_day(&date))
            }
            DateSlip::NoYear(date) => {
                format!("«{}»: в дате приказа нет года: {date}", cell.head())
            }
        });
        if let Some(message) = slip {
            let problem = Problem::new(Code::BadDate, message);
            it.out.report_at(
                problem.hint("пишите так: № 118-ОД от 01.09.2026"),
                &cell.at,
                &text,
            );
            it.out.unread_orders.insert(cell.at.clone());
            row.cells.remove(at);
        } else if has_date(&text) || is_order_of_a_day(&text) || has_two_numbers(&text) {
            let why = if order_cells::lacks_number(&text) {
                "здесь день приказа без номера"
            } else {
                "непонятно, где здесь номер приказа, а где дата"
            };
            let problem = Problem::new(Code::UnclearCell, format!("«{}»: {why}", cell.head()));
            it.out.report_at(
                problem.hint("пишите так: № 118-ОД от 01.09.2026"),
                &cell.at,
                &text,
            );
            it.out.unread_orders.insert(cell.at.clone());
            row.cells.remove(at);
        }
        return;
    };
    order_cells::tell_of_words(&cell, &words.number, &text, it);
    put_order(row, at, &cell, words, it);
}

/// «№ 121-ОД от 08.09.2026» under «Приказ» beside a number of its own: its day is taken where the
/// numbers are the same, and asked about where they are not.
fn ask_of_two_orders(row: &mut Row, at: usize, it: &mut Reading<'_>) {
    let cell = row.cells[at].clone();
    let text = clean(&cell.value.shown());
    let own = row.text("basis.number").unwrap_or_default();
    let Some(words) = order_in(&text).filter(|words| words.date.is_some()) else {
        return;
    };
    if plain(&words.number) == plain(&own) {
        row.cells.retain(|c| c.field.path != "basis.number");
        if let Some(at) = row.cells.iter().position(|c| c.at == cell.at) {
            put_order(row, at, &cell, words, it);
        }
        return;
    }
    let message = format!(
        "«{}»: здесь приказ № {}, а в столбце номеров – «{own}»",
        cell.head(),
        words.number
    );
    let problem = Problem::new(Code::UnclearCell, message);
    it.out
        .report_at(problem.hint("оставьте верный номер"), &cell.at, &text);
    it.out.unread_orders.insert(cell.at.clone());
    row.cells.remove(at);
}

/// «118-ОД, 119-ОД», «№ 118 и № 119»: the numbers of two orders.
fn has_two_numbers(text: &str) -> bool {
    let parts = [", ", "; ", " и ", "\n"]
        .into_iter()
        .find(|between| text.contains(between))
        .map(|between| text.split(between));
    let has_figure = |part: &&str| part.contains(|c: char| c.is_ascii_digit());
    parts.is_some_and(|mut parts| parts.by_ref().filter(has_figure).count() > 1)
}

/// «Приказ 121», «121-ОД от 8.IX.2026»: not the name of an order, be its date ever so odd.
fn is_order_of_a_day(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split_whitespace();
    words.next().is_some_and(|first| first == "приказ") || words.any(|word| word == "от")
}

fn put_order(row: &mut Row, at: usize, cell: &Cell, words: OrderWords, it: &mut Reading<'_>) {
    let own_date = row
        .cell("basis.date")
        .filter(|c| !c.value.is_empty())
        .cloned();
    if let (Some(date), Some(own)) = (words.date, &own_date)
        && !is_that_day(date, &own.value)
    {
        let problem = Problem::new(
            Code::UnclearCell,
            format!(
                "«{}»: дата приказа здесь – {}, а в столбце «{}» – {}",
                cell.head(),
                Value::Day(date).shown(),
                own.head(),
                own.value.shown()
            ),
        );
        it.out.report_at(
            problem.hint("оставьте верную дату"),
            &cell.at,
            &cell.value.shown(),
        );
        it.out.unread_orders.insert(cell.at.clone());
        row.cells.remove(at);
        return;
    }
    let OrderWords {
        number,
        date,
        title,
    } = words;
    let put = |row: &mut Row, path: &str, value: Value| {
        let Some(field) = pair_field(path) else {
            return;
        };
        row.cells
            .retain(|c| c.field.path != path || !c.value.is_empty());
        if !row.has(path) {
            row.cells.push(Cell {
                field,
                value,
                ..cell.clone()
            });
        }
    };
    row.cells.remove(at);
    // Empty columns for what stands in one cell say nothing.
    row.cells.retain(|c| {
        !(matches!(c.field.path, "basis.order" | "basis.number") && c.value.is_empty())
    });
    put(row, "basis.number", Value::Text(number));
    if let Some(date) = date {
        put(row, "basis.date", Value::Day(date));
    }
    if let Some(title) = title {
        put(row, "basis.title", Value::Text(title));
    }
}

fn is_that_day(day: NaiveDate, value: &Value) -> bool {
    let written = clean(&value.shown());
    Value::Day(day).shown() == written.trim_end_matches([' ', 'г', '.'])
}

/// The field of a list's own by its path.
fn pair_field(path: &str) -> Option<Field> {
    let fields = &crate::fields::words(SheetKind::Pairs).fields;
    fields.iter().find(|f| f.path == path).copied()
}
