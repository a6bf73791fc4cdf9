//! Two columns of one field: what one of them lacks, the other may have; where both are full they
//! must agree.

use super::reading::Reading;
use crate::fields::Field;
use crate::problem::{Code, Problem};
use crate::workbook::grid::Value;
use crate::workbook::tables::{SheetTable, plain};

/// The column from which a field of a row is read: the first one, unless only another is full.
pub(super) fn column_of(table: &SheetTable<'_>, row: u32, first: u32, field: &Field) -> u32 {
    if !table.sheet.at(row, first).is_empty() {
        return first;
    }
    let own = table.doubled.iter().filter(|d| d.field.path == field.path);
    let mut full = own.filter(|d| !table.sheet.at(row, d.column).is_empty());
    full.next().map_or(first, |d| d.column)
}

/// People of all the columns of a side: «Наставник 1», «Наставник 2».
pub(super) fn people_of(
    table: &SheetTable<'_>,
    row: u32,
    first: u32,
    field: &Field,
) -> Option<Value> {
    let own = table.doubled.iter().filter(|d| d.field.path == field.path);
    let columns = std::iter::once(first).chain(own.map(|d| d.column));
    let texts = columns.map(|column| table.sheet.at(row, column));
    let texts: Vec<String> = texts.filter(|v| !v.is_empty()).map(Value::shown).collect();
    (is_side(field) && texts.len() > 1).then(|| Value::Text(texts.join("\n")))
}

fn is_side(field: &Field) -> bool {
    matches!(field.path, "mentors" | "mentees")
}

/// Leaves out what stands twice, and asks where two columns of one field differ.
pub(super) fn settle(table: &SheetTable<'_>, it: &mut Reading<'_>) {
    for doubled in &table.doubled {
        let Some(first) = table.column(doubled.field.path) else {
            continue;
        };
        let rows: Vec<u32> = table.rows().map(|(row, _)| row).collect();
        if is_side(doubled.field) {
            for row in rows {
                let at = table.sheet.place(row, doubled.column).to_string();
                it.out.use_up(&at);
            }
            continue;
        }
        let heading = |column: u32| {
            table
                .sheet
                .at(table.first.saturating_sub(1), column)
                .shown()
        };
        let message = format!(
            "столбцы «{}» и «{}» – об одном и том же: взят первый, второй – там, где первый пуст",
            heading(first),
            doubled.heading
        );
        let at = table.sheet.place(table.head, doubled.column).to_string();
        let problem = Problem::new(Code::LeftOut, message);
        it.out.report_at(
            problem.hint("если это разные сведения, назовите столбцы по-разному"),
            &at,
            &doubled.heading,
        );
        for row in rows {
            let (own, other) = (
                table.sheet.at(row, first),
                table.sheet.at(row, doubled.column),
            );
            if own.is_empty() || other.is_empty() {
                continue;
            }
            if are_shares(doubled.field, &heading(first), &doubled.heading) {
                let why = "размер в других единицах: взят первый столбец";
                it.leave_cell(table.sheet, row, doubled.column, why);
                continue;
            }
            if agree(&own.shown(), &other.shown()) {
                it.leave_cell(
                    table.sheet,
                    row,
                    doubled.column,
                    "то же сказано в другом столбце",
                );
                continue;
            }
            let message = format!(
                "«{}»: здесь «{}», а в столбце «{}» – «{}»",
                doubled.heading,
                other.shown(),
                heading(first),
                own.shown()
            );
            let at = table.sheet.place(row, doubled.column).to_string();
            it.out.report_at(
                Problem::new(Code::UnclearCell, message).hint("оставьте верное"),
                &at,
                &other.shown(),
            );
        }
    }
}

/// «Размер доплаты, %» beside «Размер доплаты, руб.»: the same in other units, and both are true.
fn are_shares(field: &Field, one: &str, other: &str) -> bool {
    let is_share = |heading: &str| heading.contains('%') || plain(heading).contains("процент");
    let is_money = |heading: &str| plain(heading).contains("руб");
    field.path == "labour.pay"
        && (is_share(one) && is_money(other) || is_money(one) && is_share(other))
}

/// Whether one of two texts says the same, or a part of it: «12» and «№ 12 от 02.09.2026».
fn agree(a: &str, b: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let text = plain(text);
        let words = text.split(' ').filter(|w| !w.is_empty() && *w != "№");
        words.map(ToOwned::to_owned).collect()
    };
    let (a, b) = (words(a), words(b));
    let (long, short) = if a.len() < b.len() { (b, a) } else { (a, b) };
    short.is_empty() || long.windows(short.len()).any(|part| part == short)
}
