//! Columns of a list that are no fields of the program.

use super::reading::Reading;
use super::{gone, no_pair, workplaces};
use crate::fields::{self, IGNORED};
use crate::problem::{Code, Problem};
use crate::workbook::tables::{SheetTable, plain};

/// Tells of the columns that are none of the program, unless all that they say is understood.
pub(super) fn tell(table: &SheetTable<'_>, it: &mut Reading<'_>) {
    for (column, label) in &table.unknown {
        let why = if no_pair::is_understood(table, *column, label, it) {
            Some("столбец говорит только, какие пары сейчас действуют")
        } else if gone::is_understood(table, *column, label) {
            Some("столбец говорит только, кто сейчас работает")
        } else if workplaces::is_understood(table, *column, label, it) {
            Some("столбец говорит только, где работают наставники и наставляемые")
        } else {
            None
        };
        if let Some(why) = why {
            it.leave_column(table, *column, why);
            continue;
        }
        it.leave_column(table, *column, "столбец программе не известен");
        let row = (table.head..table.first)
            .rev()
            .find(|row| !table.sheet.at(*row, *column).is_empty());
        let place = table.sheet.place(row.unwrap_or(table.head), *column);
        let plain_label = plain(label);
        let likeness = |f: &&fields::Field| strsim::jaro_winkler(&plain_label, &plain(f.head));
        let free = fields::words(table.kind)
            .fields
            .iter()
            .filter(|f| f.path != IGNORED && !f.is_rare && !table.has(f.path));
        let near = free
            .filter(|f| likeness(f) > 0.85 && is_like_beside_first(&plain_label, &plain(f.head)))
            .max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
        let hint = match near {
            Some(field) => format!("возможно, это «{}»: тогда назовите столбец так", field.head),
            None => "если это ваши заметки, ничего делать не надо; названия всех столбцов есть в книге команды «nastavnik export»"
                .to_owned(),
        };
        let problem = Problem::new(
            Code::UnknownColumn,
            format!("столбец «{label}» программе не известен: он не прочитан"),
        );
        it.out
            .report_at(problem.hint(hint), &place.to_string(), label);
    }
}

/// Whether two headings that begin with the same word are alike in the others too: «Дата прекращения»
/// is no slip of «Дата приказа».
fn is_like_beside_first(label: &str, head: &str) -> bool {
    let (first, rest) = label.split_once(' ').unwrap_or((label, ""));
    let (own_first, own_rest) = head.split_once(' ').unwrap_or((head, ""));
    first != own_first || rest.is_empty() || strsim::jaro_winkler(rest, own_rest) > 0.85
}
