//! The order that a pair rests on: a list may name the one that the files have already, or another.

use toml_edit::{Item, TableLike};

use super::importer::{Importer, Target};
use crate::edit::order_words::order_in;
use crate::edit::outcome::Prune;
use crate::edit::row::{Cell, Row};
use crate::edit::toml_file::{get, order_file};
use crate::edit::value::{Meaning, of_item};
use crate::edit::written::Value;
use crate::fields::Kind;
use crate::problem::{Advice, Code, Problem};
use crate::reader::{clean, same_word};

/// What makes one order of several cells.
const PARTS: [(&str, Kind); 3] = [
    ("basis.number", Kind::Line),
    ("basis.date", Kind::Day),
    ("basis.title", Kind::Line),
];

/// Number, date and title, each nothing where it is not said.
type Said<'r> = [(Meaning, Option<&'r Cell>); 3];

impl Importer {
    /// The keys of what a row says of its order and is not to be written: it is known already, or
    /// it is asked about.
    pub(super) fn settled_of_order(&mut self, row: &Row, target: &Target<'_>) -> Vec<String> {
        let mut settled = Vec::new();
        if self.words_over_order(row, target.table) {
            settled.push("basis".to_owned());
        }
        let Some(said) = self.said(row) else {
            return settled;
        };
        let is_settled = match self.order_named(row, target.table) {
            Some(name) => self.is_order_of_file(&said, &name, row),
            None => self.is_half_of_another(&said, row, target.table),
        };
        if is_settled {
            settled.extend(PARTS.map(|(path, _)| path.to_owned()));
        }
        settled
    }

    /// What the cells of a row say of the order; `None` if nothing, or something unreadable, which
    /// is told elsewhere.
    fn said<'r>(&self, row: &'r Row) -> Option<Said<'r>> {
        let mut out: Said<'_> = [
            (Meaning::Nothing, None),
            (Meaning::Nothing, None),
            (Meaning::Nothing, None),
        ];
        for ((path, _), slot) in PARTS.iter().zip(&mut out) {
            let cell = row.cell(path).filter(|c| !c.is_kept && !c.value.is_empty());
            if let Some(cell) = cell {
                *slot = (self.understood(&cell.field, &cell.value).ok()?, Some(cell));
            }
        }
        out.iter().any(|(_, cell)| cell.is_some()).then_some(out)
    }

    /// The file of the order that the pair names, if the row leaves it.
    fn order_named(&self, row: &Row, table: &dyn TableLike) -> Option<String> {
        let known = || match of_item(Kind::Line, get(table, "basis.order")) {
            Meaning::Text(name) => Some(name),
            _ => None,
        };
        let Some(cell) = row.cell("basis.order").filter(|c| !c.is_kept) else {
            return known();
        };
        if cell.value.is_empty() {
            return known().filter(|_| self.prune < Prune::Values);
        }
        let text = clean(&cell.value.shown());
        Some(self.order_meant(&text).unwrap_or(text))
    }

    /// Number and date of an order that has a file.
    fn of_file(&self, name: &str) -> Option<[Meaning; 2]> {
        let table = self.files.get(&order_file(name))?;
        Some([
            of_item(Kind::Line, table.get("number")),
            of_item(Kind::Day, table.get("date")),
        ])
    }

    /// Whether a row that gives number and date of an order beside its file is dealt with: they are
    /// those of the file, or it is asked about.
    fn is_order_of_file(&mut self, said: &Said<'_>, name: &str, row: &Row) -> bool {
        let Some([number, date]) = self.of_file(name) else {
            return false;
        };
        let [own_number, own_date, title] = said;
        let is_same = agrees(&own_number.0, &number) && agrees(&own_date.0, &date);
        if is_same {
            if let Some(cell) = title.1 {
                let problem = Problem::new(
                    Code::LeftOut,
                    format!("название приказа не взято: приказ «{name}» записан в файлах целиком"),
                );
                self.report_at(problem, &cell.at, &cell.value.shown());
            }
            return true;
        }
        // Both are written in the row: that is a mistake of the row itself.
        if row
            .cell("basis.order")
            .is_some_and(|c| !c.is_kept && !c.value.is_empty())
        {
            return false;
        }
        let cell = if agrees(&own_number.0, &number) {
            own_date.1
        } else {
            own_number.1
        };
        if let Some(cell) = cell.or(title.1) {
            let problem = Problem::new(
                Code::UnclearCell,
                format!(
                    "«{}»: у пары записан приказ «{name}», {}, а здесь {}",
                    cell.head(),
                    in_words(&number, &date),
                    in_words(&own_number.0, &own_date.0)
                ),
            );
            self.report_at(
                problem.hint(Advice::in_cell_or_field(
                    "если это описка, исправьте ячейку; если приказ новый, внесите его на лист «Приказы» и впишите паре его имя",
                    "если это описка, исправьте поле; если приказ новый, внесите его в раздел «Приказы» и выберите его",
                )),
                &cell.at,
                &cell.value.shown(),
            );
        }
        true
    }

    /// Whether a row gives the number of another order without its date, or the date without the
    /// number: the half that the file has belongs to the former order.
    fn is_half_of_another(&mut self, said: &Said<'_>, row: &Row, table: &dyn TableLike) -> bool {
        let before = PARTS.map(|(path, kind)| of_item(kind, get(table, path)));
        // A cell that is there and full was seen by whoever filled in the row; an empty one takes
        // the value away if it may.
        let stays = |path: &str| match row.cell(path) {
            Some(cell) => cell.value.is_empty() && self.prune < Prune::Values,
            None => true,
        };
        let is_other = |i: usize| {
            said[i].1.is_some() && !before[i].is_nothing() && !agrees(&said[i].0, &before[i])
        };
        let left_behind = |i: usize| !before[i].is_nothing() && stays(PARTS[i].0);
        for (changed, kept, question, hint) in [
            (
                0,
                1,
                "какая у него дата",
                "впишите и дату нового приказа: в эту ячейку («№ … от …») или в столбец «Дата приказа»",
            ),
            (
                1,
                0,
                "какой у него номер",
                "впишите и номер приказа в столбец «Номер приказа»",
            ),
        ] {
            let Some(cell) = said[changed]
                .1
                .filter(|_| is_other(changed) && left_behind(kept))
            else {
                continue;
            };
            let problem = Problem::new(
                Code::UnclearCell,
                format!(
                    "«{}»: у пары записан приказ {}, а здесь другой, {}: {question}?",
                    cell.head(),
                    in_words(&before[0], &before[1]),
                    in_words(&said[0].0, &said[1].0)
                ),
            );
            self.report_at(problem.hint(hint), &cell.at, &cell.value.shown());
            return true;
        }
        if let (Some(cell), Meaning::Text(title)) = (said[0].1, &before[2])
            && is_other(0)
            && left_behind(2)
        {
            let problem = Problem::new(
                Code::LeftOut,
                format!("название приказа в файле пары осталось прежнее: «{title}»"),
            );
            self.report_at(
                problem.hint(
                    "если новый приказ называется иначе, впишите его название в столбец «Название приказа»",
                ),
                &cell.at,
                &cell.value.shown(),
            );
        }
        false
    }

    /// A basis is an order or words, not both.
    pub(super) fn both_bases(&mut self, row: &Row) {
        let words = row.cell("basis").filter(|c| !c.value.is_empty());
        let parts = row
            .cells
            .iter()
            .any(|c| c.field.path.starts_with("basis.") && !c.value.is_empty());
        if let Some(words) = words.filter(|_| parts) {
            let problem = Problem::new(
                Code::UnclearCell,
                format!(
                    "«{}»: заполнено и основание словами, и сведения о приказе",
                    words.head()
                ),
            );
            self.report_at(
                problem.hint("оставьте что-нибудь одно"),
                &words.at,
                &words.value.shown(),
            );
        }
    }

    /// Whether words of a list are left out, for the files have the order's number and date: they
    /// must not be lost for words that say the same, or less.
    fn words_over_order(&mut self, row: &Row, table: &dyn TableLike) -> bool {
        let has_parts = row.cells.iter().any(|c| c.field.path.starts_with("basis."));
        let words = row
            .cell("basis")
            .filter(|c| !c.value.is_empty() && !has_parts);
        let is_order = table.get("basis").and_then(Item::as_table_like).is_some();
        let Some(words) = words.filter(|_| is_order) else {
            return false;
        };
        let of_file = self
            .order_named(row, table)
            .and_then(|name| self.of_file(&name));
        let [number, date] = of_file.unwrap_or_else(|| {
            [
                of_item(Kind::Line, get(table, "basis.number")),
                of_item(Kind::Day, get(table, "basis.date")),
            ]
        });
        let shown = words.value.shown();
        let is_same = match (&number, order_in(&clean(&shown))) {
            (Meaning::Text(_), Some(own)) => {
                agrees(&Meaning::Text(own.number), &number)
                    && agrees(&own.date.map_or(Meaning::Nothing, Meaning::Day), &date)
            }
            (Meaning::Text(number), None) => shown.contains(number),
            _ => false,
        };
        if !is_same {
            let problem = Problem::new(
                Code::UnclearCell,
                format!(
                    "«{}»: в файле пары уже записан приказ, слова заменили бы его",
                    words.head()
                ),
            );
            self.report_at(
                problem.hint("впишите номер и дату в столбцы «Номер приказа» и «Дата приказа» или уберите столбец из списка"),
                &words.at,
                &shown,
            );
        }
        true
    }
}

/// Whether what a row says, if it says anything, is what the files say.
fn agrees(said: &Meaning, known: &Meaning) -> bool {
    match (said, known) {
        (Meaning::Nothing, _) => true,
        (Meaning::Text(a), Meaning::Text(b)) => same_word(a, b),
        (a, b) => a == b,
    }
}

/// «№ 118-ОД от 01.09.2026».
fn in_words(number: &Meaning, date: &Meaning) -> String {
    let shown = |meaning: &Meaning| match meaning {
        Meaning::Text(text) => Some(text.clone()),
        Meaning::Day(day) => Some(Value::Day(*day).shown()),
        _ => None,
    };
    match (shown(number), shown(date)) {
        (Some(number), Some(date)) => format!("№ {number} от {date}"),
        (Some(number), None) => format!("№ {number} без даты"),
        (None, Some(date)) => format!("от {date} без номера"),
        (None, None) => "без номера и даты".to_owned(),
    }
}
