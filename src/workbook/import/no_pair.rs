//! Rows of a list of pairs that are no pairs of today: of another year, ended, or with nobody on one
//! side.

use chrono::NaiveDate;

use super::reading::Reading;
use crate::edit::{Row, Value, names_people};
use crate::fields::SheetKind;
use crate::problem::{Code, Problem};
use crate::workbook::tables::{Table, last_day, plain, years};

/// How the states of pairs that are over begin.
const ENDED: [&str; 5] = ["заверш", "прекращ", "окончен", "расторг", "недейств"];
/// Of those that were never made, or are not yet.
const NOT_MADE: [&str; 20] = [
    "отказ",
    "не соглас",
    "отклон",
    "отмен",
    "аннулир",
    "исключ",
    "снят",
    "не состо",
    "приостан",
    "выбы",
    "уволен",
    "закрыт",
    "планир",
    "проект",
    "на соглас",
    "черновик",
    "резерв",
    "ожида",
    "не утвержд",
    "кандидат",
];
/// And of those that go on.
const GOES_ON: [&str; 8] = [
    "согласован",
    "утвержд",
    "действ",
    "активн",
    "идет",
    "текущ",
    "работа",
    "продолж",
];

/// What a column that is no field says of the pairs.
#[derive(Clone, Copy)]
enum Matter {
    Year,
    State,
}

impl Matter {
    fn of(heading: &str) -> Option<Self> {
        let heading = plain(heading);
        if heading.contains("год") {
            Some(Self::Year)
        } else if ["статус", "состоян"].iter().any(|s| heading.starts_with(s)) {
            Some(Self::State)
        } else {
            None
        }
    }
}

fn begins(text: &str, with: &[&str]) -> bool {
    let text = plain(text).replace("не действ", "недейств");
    with.iter().any(|begin| text.starts_with(begin))
}

/// Why a pair is one of the past, if another column of the list says so.
pub(super) fn is_past(
    table: &Table<'_>,
    index: u32,
    year: Option<(u32, u32)>,
) -> Option<&'static str> {
    if table.kind != SheetKind::Pairs {
        return None;
    }
    if year.is_some_and(|year| ended_before(table, index, year)) {
        return Some("срок пары окончился до начала учебного года");
    }
    table.unknown.iter().find_map(|(column, heading)| {
        let text = table.sheet.at(index, *column).shown();
        match Matter::of(heading)? {
            Matter::Year => {
                let years = years(&text);
                (!years.is_empty() && !years.contains(&year?))
                    .then_some("она относится к другому учебному году")
            }
            Matter::State if begins(&text, &ENDED) => {
                Some("пара завершена, как сказано в другом столбце")
            }
            Matter::State if begins(&text, &NOT_MADE) => {
                Some("пара не действует, как сказано в другом столбце")
            }
            Matter::State => None,
        }
    })
}

/// A remark that somebody of the pair does not agree, in a column that is no field: «Примечание»,
/// «Согласие наставляемого».
pub(super) fn refusal(table: &Table<'_>, index: u32) -> Option<(u32, String)> {
    const REFUSED: [&str; 9] = [
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
        let is_refused = begins(&text, &REFUSED) && !OF_PAY.iter().any(|pay| text.contains(pay));
        (is_no || is_refused).then_some((*column, text))
    })
}

/// Asks about the remarks that say so.
pub(super) fn ask_of_refusals(table: &Table<'_>, rows: &[Row], it: &mut Reading<'_>) {
    for row in rows {
        let Some((column, text)) = refusal(table, row.index) else {
            continue;
        };
        let message = format!("в строке пары стоит «{text}»: назначать ли наставника?");
        let problem = Problem::new(Code::UnclearCell, message).hint(
            "если кто-то из пары отказался или пары больше нет, удалите строку; если пара есть, сотрите эту ячейку",
        );
        let at = table.sheet.place(row.index, column).to_string();
        it.out.report_at(problem, &at, &text);
    }
}

/// Whether the term of a pair of a list of the school's own was over before this school year.
fn ended_before(table: &Table<'_>, index: u32, year: (u32, u32)) -> bool {
    let term = table
        .columns
        .iter()
        .filter(|(_, field)| matches!(field.path, "period" | "period.to"));
    let begins = i32::try_from(year.0)
        .ok()
        .and_then(|y| NaiveDate::from_ymd_opt(y, 7, 1));
    // An end before the beginning is a slip, not a term of the past.
    let from = table.column("period.from").and_then(|column| {
        let text = table.sheet.at(index, column).shown();
        last_day(&text)
    });
    !table.is_ours
        && term.into_iter().any(|(column, _)| {
            let text = table.sheet.at(index, *column).shown();
            let named = years(&text);
            let is_named = !named.is_empty() && named.iter().all(|(_, to)| *to <= year.0);
            is_named
                || last_day(&text).zip(begins).is_some_and(|(last, begins)| {
                    last < begins && from.is_none_or(|from| from <= last)
                })
        })
}

/// A cell merged over both sides of a pair says of nobody who is who.
pub(super) fn ask_of_merged(table: &Table<'_>, rows: &mut Vec<Row>, it: &mut Reading<'_>) {
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
pub(super) fn is_understood(table: &Table<'_>, column: u32, heading: &str) -> bool {
    let matter = Matter::of(heading).filter(|_| table.kind == SheetKind::Pairs);
    let mut texts = table
        .rows()
        .filter_map(|(_, cells)| cells.get(&column))
        .map(Value::shown)
        .filter(|text| !text.trim().is_empty());
    match matter {
        None => false,
        Some(Matter::Year) => texts.all(|text| !years(&text).is_empty()),
        Some(Matter::State) => texts.all(|text| {
            [&ENDED[..], &NOT_MADE, &GOES_ON]
                .iter()
                .any(|words| begins(&text, words))
        }),
    }
}

/// Whether a row of a list of the staff names a teacher without a mentor: «ФИО педагога», «ФИО
/// наставника». A row of a list of mentees must have one.
pub(super) fn lacks_mentor(table: &Table<'_>, row: &Row) -> bool {
    const MENTEES: [&str; 11] = [
        "наставля",
        "молод",
        "начина",
        "подопеч",
        "подшеф",
        "стаж",
        "вновь",
        "нужда",
        "котор",
        "отношен",
        "прикреп",
    ];
    let Some(column) = table
        .column("mentees")
        .filter(|_| table.kind == SheetKind::Pairs)
    else {
        return false;
    };
    let head = (table.head..table.first).map(|row| plain(&table.sheet.at(row, column).shown()));
    let of_mentees = head
        .into_iter()
        .any(|head| MENTEES.iter().any(|stem| head.contains(stem)));
    !of_mentees && row.text("mentors").is_none() && row.text("mentees").is_some()
}

/// Whether a word or a dash stands where somebody of a pair should.
pub(super) fn has_nobody(row: &Row) -> bool {
    const NOBODY: [&str; 25] = [
        "нет",
        "наставник не требуется",
        "наставник не нужен",
        "сама наставник",
        "сам наставник",
        "нет наставника",
        "нет наставляемого",
        "не назначен",
        "не назначена",
        "не закреплен",
        "не закреплена",
        "не определен",
        "не определена",
        "не нужен",
        "не требуется",
        "не нуждается",
        "отсутствует",
        "уточняется",
        "будет назначен",
        "будет назначена",
        "резерв",
        "самостоятельно",
        "без наставника",
        "на больничном",
        "в отпуске",
    ];
    const BEGIN: [&str; 6] = [
        "увол",
        "декрет",
        "вакан",
        "в декрет",
        "на больнич",
        "переведен",
    ];
    let sides = row
        .cells
        .iter()
        .filter(|c| matches!(c.field.path, "mentors" | "mentees"));
    sides.filter(|c| !c.value.is_empty()).any(|c| {
        let shown = c.value.shown();
        let words = plain(&shown);
        words.is_empty()
            || NOBODY.contains(&words.as_str())
            || BEGIN.iter().any(|begin| words.starts_with(begin)) && !names_people(&shown)
    })
}
