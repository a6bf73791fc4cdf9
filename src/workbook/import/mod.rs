//! Workbook → rows to bring into the project's files, and what becomes of every cell.

mod above;
mod as_above;
mod base;
mod body;
mod cancelled;
mod choices;
mod continued;
mod copied;
mod doubled;
mod entry;
mod foot;
mod gone;
mod heads;
mod names;
mod no_pair;
mod no_value;
mod nobody;
mod numbered;
mod odd_days;
mod order_cells;
mod pays;
mod reading;
mod remarks;
mod row_numbers;
mod sections;
mod signed;
mod stages;
mod struck;
mod swapped;
mod table_rows;
mod titles;
mod unknown;
mod values;
mod workplaces;

use std::collections::BTreeSet;

use super::export::{CHOICES_SHEET, GUIDE_SHEET};
use super::grid::{Book, Sheet, Value};
use super::origin::{Origin, SERVICE_SHEET};
use super::school_names::is_another;
use super::tables::{self, Matter, SheetTable, matter, plain};
use crate::edit::{Cell, Imported, List, OrderNames, Prune, Row, Tables, What, bring, reach};
use crate::fields::{self, CODE, IGNORED, LABEL, STAGE, SheetKind, VALUE};
use crate::problem::{Code, Problem};
use crate::project::Files;
pub use choices::Choices;
use names::Whole;
use reading::Reading;

/// Compares a workbook with the files of a project.
pub fn import(files: &Files, book: &Book, choices: &Choices) -> Imported {
    let prune = choices.prune;
    let tables = Tables::read(files);
    let mut it = Reading::new(book, choices);
    it.know(&tables);
    let is_ours = book.sheets.iter().any(|s| s.name == SERVICE_SHEET);
    it.out.is_ours = is_ours;
    if book.is_old {
        let problem = Problem::new(
            Code::LeftOut,
            "в файле старого вида (.xls) не видно, какие строки и столбцы скрыты, что зачеркнуто, какие у ячеек примечания и как показаны числа",
        );
        it.out.problems.push(problem.hint(
            "чтобы программа видела то же, что и вы, сохраните файл как «Книга Excel (.xlsx)»",
        ));
    }
    let origin =
        Origin::read(book, tables.words().sheets()).filter(|_| files.organization.is_some());
    if let Some(problem) = origin
        .as_ref()
        .and_then(|origin| base::of_another(origin, &tables))
    {
        it.out.problems.push(problem);
        return it.out;
    }
    let whole: Vec<Whole<'_>> = book.sheets.iter().map(names::with_whole_names).collect();
    let found = sheets(&whole, &mut it);
    if let Some(problem) = nothing_to_read(files, &book.name, &found, &it) {
        it.out.problems.push(problem);
        return it.out;
    }
    it.areas = found
        .iter()
        .map(|t| {
            let (left, right) = t.across();
            (t.sheet.name.clone(), [t.head, t.last, left, right])
        })
        .collect();
    let mut lists: Vec<List> = found
        .iter()
        .map(|table| list(table, is_ours, &mut it))
        .collect();
    copied::ask(&found, &lists, &mut it);
    above::tell_empty(&found, &lists, &mut it);
    if !is_ours {
        above::tell_of_file(book, &mut it);
    }
    it.orders = OrderNames::of(&tables).with(&lists);
    if let Some(origin) = &origin {
        it.out.is_untouched = base::is_untouched(origin, &lists, &it.orders);
        base::mark_edited(origin, &lists, &mut it);
        base::compare(origin, &tables, &mut lists, &mut it);
    }
    as_above::ask_ours(&tables, &lists, &mut it);
    for whole in &whole {
        whole.share(&mut it.out);
    }
    // What was left out may be the very row or value that seems to be missing.
    it.out.is_held = it.has_left && prune > Prune::Nothing;
    let prune = if it.has_left { Prune::Nothing } else { prune };
    let mut out = bring(&tables, &lists, prune, it.out);
    ask_unclaimed(&mut out, &choices.waiting);
    if !choices.waiting.is_empty() {
        // What waits is not missing.
        out.changes.retain(|change| change.what != What::Missing);
    }
    out
}

/// The tables that are read; the others are left out and told.
fn sheets<'b>(whole: &'b [Whole<'_>], it: &mut Reading<'_>) -> Vec<SheetTable<'b>> {
    let service = [GUIDE_SHEET, SERVICE_SHEET, CHOICES_SHEET].map(plain);
    let year = it.year;
    let mut out = Vec::new();
    for sheet in whole.iter().map(Whole::sheet) {
        if service.contains(&plain(&sheet.name)) {
            it.leave_sheet(sheet, "служебный лист");
            continue;
        }
        let found = tables::find(sheet, it.sheets);
        if sheet.is_hidden && !found.iter().any(|t| t.is_ours) {
            it.leave_sheet(sheet, "скрытый лист");
            if let Some(first) = found.first() {
                it.has_left = true;
                tell_sheet(first, "лист скрыт", it);
            }
            continue;
        }
        if found.is_empty() {
            tell_strange(sheet, it);
            continue;
        }
        if let Some(second) = unnamed_sides(&found) {
            ask_sides(second, &found, it);
            continue;
        }
        remarks::tell(sheet, it);
        remarks::tell_covered(sheet, it);
        remarks::tell_unseen(sheet, it);
        remarks::tell_rules(sheet, it);
        let heads: Vec<(u32, (u32, u32))> = found.iter().map(|t| (t.head, t.across())).collect();
        let (mut from, mut beneath, mut last_head) = (0, 0, None);
        for table in found {
            let is_beside = last_head.replace(table.head) == Some(table.head);
            if !is_beside {
                from = beneath;
            }
            let own = heads.iter().filter(|(head, _)| *head == table.head);
            let beside: Vec<(u32, u32)> = own.map(|(_, across)| *across).collect();
            let above = tables::titles_above(&table, from.min(table.head));
            let (own, general) = tables::titles_of(&table, above.clone(), &beside);
            let matter = matter(&table, &own, &general, year);
            let is_other = |(_, _, text): &(u32, u32, String)| is_another(text, &it.school);
            let of_other = !table.is_ours
                && (is_another(&sheet.name, &it.school)
                    || general.iter().chain(&own).any(is_other)
                    || tables::over_head(&table).iter().any(is_other));
            // What stands over several tables is told with the first.
            let titles = if is_beside {
                own
            } else {
                [general, own].concat()
            };
            for (row, column, _) in &titles {
                it.leave_cell(sheet, *row, *column, "название");
            }
            beneath = beneath.max(table.last.saturating_add(1));
            let other = of_other.then_some("судя по названию, это список другой школы");
            match matter.why().or(other) {
                None => {
                    above::ask(&table, &above, it);
                    above::tell_order(&table, &titles, it);
                    above::tell_of_pairs(&table, &titles, it);
                    out.push(table);
                }
                Some(why) => {
                    leave_table(&table, why, it);
                    it.has_left |= matter == Matter::OtherYear || of_other;
                    let first = titles
                        .first()
                        .map(|(row, column, text)| (*row, *column, text.clone()));
                    tell_table(&table, first, (why, matter.advice()), it);
                }
            }
        }
    }
    out
}

fn tell_sheet(table: &SheetTable<'_>, why: &str, it: &mut Reading<'_>) {
    let sheet = table.sheet;
    let problem = Problem::new(
        Code::LeftOut,
        format!("лист «{}» не прочитан: {why}", sheet.name),
    );
    let (first, _) = table.across();
    let at = sheet.place(table.head, first).to_string();
    it.out.report_at(problem.hint("если он нужен, покажите его: щелкните правой кнопкой по ярлычку любого листа и выберите «Показать»"), &at, "");
}

/// The second of two lists of people side by side of which nobody says whose they are: pairs, or
/// the halves of one list.
fn unnamed_sides<'t, 'b>(found: &'t [SheetTable<'b>]) -> Option<&'t SheetTable<'b>> {
    let beside = found.windows(2).find(|tables| {
        tables.iter().all(|t| t.kind == SheetKind::Staff) && tables[0].head == tables[1].head
    });
    beside.map(|tables| &tables[1])
}

fn ask_sides(second: &SheetTable<'_>, found: &[SheetTable<'_>], it: &mut Reading<'_>) {
    found
        .iter()
        .for_each(|table| leave_table(table, "непонятно, кто из них наставник", it));
    it.has_left = true;
    let (column, _) = second.across();
    let problem = Problem::new(
        Code::UnclearCell,
        "два списка людей рядом: непонятно, кто наставник, а кто наставляемый",
    );
    it.out.report_at(
        problem.hint("назовите столбцы «Наставник» и «Наставляемый»; если это один список сотрудников, поставьте его половины одну под другой"),
        &second.sheet.place(second.head, column).to_string(),
        &second.sheet.at(second.head, column).shown(),
    );
}

fn leave_table(table: &SheetTable<'_>, why: &'static str, it: &mut Reading<'_>) {
    for row in table.all_rows() {
        let cells = table.sheet.rows.get(&row);
        let columns: Vec<u32> = cells.into_iter().flat_map(|c| c.keys().copied()).collect();
        for column in columns {
            it.leave_cell(table.sheet, row, column, why);
        }
    }
}

fn tell_table(
    table: &SheetTable<'_>,
    title: Option<(u32, u32, String)>,
    (why, hint): (&str, &'static str),
    it: &mut Reading<'_>,
) {
    let sheet = table.sheet;
    let (first, _) = table.across();
    let (row, column, text) = title.unwrap_or((table.head, first, String::new()));
    let name = if sheet.name.is_empty() {
        "таблица".to_owned()
    } else {
        format!("лист «{}»", sheet.name)
    };
    let problem = Problem::new(
        Code::LeftOut,
        format!(
            "{name} не прочитан{}: {why}",
            if sheet.name.is_empty() { "а" } else { "" }
        ),
    );
    it.out.report_at(
        problem.hint(hint),
        &sheet.place(row, column).to_string(),
        &text,
    );
}

/// A sheet without any list.
fn tell_strange(sheet: &Sheet, it: &mut Reading<'_>) {
    it.leave_sheet(sheet, "на листе нет списка");
    let first = sheet
        .rows
        .iter()
        .find_map(|(row, cells)| Some((*row, cells.iter().next()?)));
    if let Some((row, (column, value))) = first {
        let name = if sheet.name.is_empty() {
            String::new()
        } else {
            format!(" «{}»", sheet.name)
        };
        let problem = Problem::new(
            Code::LeftOut,
            format!("на листе{name} не найдено списка: он не прочитан"),
        );
        let notes = "если это ваши заметки, ничего делать не надо".to_owned();
        let (row, column, text, advice) = match tables::nearly(sheet, it.sheets) {
            Some(it) => (
                it.row,
                it.column,
                it.text,
                format!("{}; {notes}", it.advice),
            ),
            None => (row, *column, value.shown(), notes),
        };
        let at = sheet.place(row, column).to_string();
        it.out.report_at(problem.hint(advice), &at, &text);
    }
}

const HEADINGS: &str = "назовите столбцы так: «Наставник» и «Наставляемый» для пар; «ФИО» и «Должность» для сотрудников; «Мероприятие», «Срок», «Результат», «Ответственный» для дорожной карты; образец книги создает команда «nastavnik export»";

fn nothing_to_read(
    files: &Files,
    book: &str,
    sheets: &[SheetTable<'_>],
    it: &Reading<'_>,
) -> Option<Problem> {
    if sheets.is_empty() {
        let has_other =
            it.out.problems.iter().any(|p| {
                p.is_error() || p.code == Code::LeftOut && !p.text().contains("не найдено")
            });
        let why = if has_other {
            "в книге нет списка, который можно прочитать"
        } else {
            "не найдена строка с названиями столбцов"
        };
        let problem = Problem::new(Code::NoList, format!("{book}: {why}"));
        if has_other {
            return Some(problem.hint("что в ней есть и почему это не прочитано, сказано выше"));
        }
        return Some(problem.hint(HEADINGS));
    }
    let has_school = sheets.iter().any(|s| s.kind == SheetKind::Organization);
    if files.organization.is_none() && !has_school {
        let problem = Problem::new(
            Code::MissingFile,
            "в папке нет файла organization.toml, а в книге нет листа «Организация»",
        );
        return Some(problem.hint(
            "сначала создайте папку школы: nastavnik init --xlsx ПАПКА; потом внесите в нее список",
        ));
    }
    None
}

/// The rows of a table; a workbook of ours holds all that the files have.
fn list(table: &SheetTable<'_>, is_ours: bool, it: &mut Reading<'_>) -> List {
    let mut table = table.clone();
    leave_terms_of_activities(&mut table);
    leave_head(&table, it);
    unknown::tell(&table, it);
    doubled::settle(&table, it);
    leave_hidden_columns(&mut table, it);
    let mut rows = if swapped::ask(&table, it) {
        Vec::new()
    } else {
        body::rows(&table, it)
    };
    no_pair::ask_of_refusals(&table, &rows, it);
    no_pair::ask_of_states(&table, &rows, it);
    workplaces::ask(&table, &rows, it);
    cancelled::ask(&table, &rows, it);
    no_pair::ask_of_merged(&table, &mut rows, it);
    if !table.is_ours {
        values::settle(&mut rows, it);
        pays::settle(&mut rows, &table, it);
    }
    if table.kind == SheetKind::Organization {
        rows = vec![Row::of(organization(&rows, it))];
    }
    leave_around(&table, it);
    List {
        kind: table.kind,
        rows,
        is_whole: is_ours,
        has_stages: table.has(STAGE),
        is_form: false,
        spared: BTreeSet::new(),
    }
}

/// In a plan by pairs, «Срок» beside «Мероприятие» is that of the activity and not of the pair.
fn leave_terms_of_activities(table: &mut SheetTable<'_>) {
    let is_plan = table.unknown.iter().any(|(_, heading)| {
        let heading = plain(heading);
        ["мероприят", "тема", "содержан"]
            .iter()
            .any(|stem| heading.starts_with(stem))
    });
    if table.kind != SheetKind::Pairs || table.is_ours || !is_plan {
        return;
    }
    let terms = ["period", "period.from", "period.to"];
    let own = table
        .columns
        .iter()
        .filter(|(_, f)| terms.contains(&f.path));
    let columns: Vec<(u32, &str)> = own
        .filter(|(column, field)| field.path != "period" || !holds_whole_terms(table, **column))
        .map(|(column, field)| (*column, field.head))
        .collect();
    for (column, head) in columns {
        table.columns.remove(&column);
        let row = (table.head..table.first)
            .rev()
            .find(|row| !table.sheet.at(*row, column).is_empty());
        let heading = row.map_or(head.to_owned(), |row| table.sheet.at(row, column).shown());
        table.unknown.push((column, heading));
    }
}

/// Whether all that stands in a column are terms of pairs, from a day to a day months later: a theme
/// beside them is that of the pair.
fn holds_whole_terms(table: &SheetTable<'_>, column: u32) -> bool {
    const SHORTEST: i64 = 90;
    let mut texts = table
        .rows()
        .filter_map(|(_, cells)| cells.get(&column))
        .map(Value::shown);
    let is_whole = |text: String| {
        let ends = reach(&text).and_then(|it| it.from.zip(it.to));
        ends.is_some_and(|(from, to)| (to - from).num_days() >= SHORTEST)
    };
    texts.all(is_whole)
}

fn leave_head(table: &SheetTable<'_>, it: &mut Reading<'_>) {
    for row in (table.head..table.first).chain(table.repeats.iter().copied()) {
        it.leave_row(table, row, "заголовок");
    }
}

/// The sheet «Организация» has a row for each field.
fn organization(rows: &[Row], it: &mut Reading<'_>) -> Vec<Cell> {
    let all = &fields::words(SheetKind::Organization).rows;
    let mut cells = Vec::new();
    for row in rows {
        let label = row.text(LABEL).unwrap_or_default();
        // The label stands beside its value, the hidden code may have been left behind.
        let is_labelled = |f: &&fields::Field| {
            plain(f.head) == plain(&label) || f.also.iter().any(|a| plain(a) == plain(&label))
        };
        let is_coded = |f: &&fields::Field| f.path == row.code;
        let field = all
            .iter()
            .find(is_labelled)
            .or_else(|| all.iter().find(is_coded));
        let head = row.cell(LABEL).map(|c| c.at.clone());
        if let (Some(field), Some(cell)) = (field, row.cell(VALUE)) {
            if let Some(head) = head {
                it.out.leave(&head, "название строки");
            }
            cells.push(Cell {
                field: *field,
                ..cell.clone()
            });
        } else if let Some(cell) = row.cell(LABEL) {
            row.cells
                .iter()
                .for_each(|c| it.out.leave(&c.at, "строка программе не известна"));
            let problem = Problem::new(
                Code::UnknownColumn,
                format!("строка «{label}» программе не известна: она не прочитана"),
            );
            it.out.report_at(problem, &cell.at, &label);
        }
    }
    cells
}

/// What the user does not see is not read, but for what the list cannot do without.
fn leave_hidden_columns(table: &mut SheetTable<'_>, it: &mut Reading<'_>) {
    if table.is_ours {
        return;
    }
    let needed = &fields::words(table.kind).needed;
    let hidden = table.columns.iter().filter(|(column, field)| {
        table.sheet.hidden_columns.contains(column) && field.path != IGNORED && field.path != CODE
    });
    let (read, left): (Vec<_>, Vec<_>) = hidden
        .map(|(column, field)| (*column, *field))
        .partition(|(_, field)| needed.contains(&field.path));
    for (column, field) in read {
        let at = table.sheet.place(table.first.saturating_sub(1), column);
        let message = format!("столбец «{}» скрыт, но прочитан", field.head);
        let problem = Problem::new(Code::HiddenColumn, message)
            .hint("без него списка нет: покажите столбец и проверьте, что в нем стоит");
        it.out.report_at(problem, &at.to_string(), field.head);
    }
    for (column, _) in left {
        let Some(field) = table.columns.remove(&column) else {
            continue;
        };
        table.unknown.push((column, field.head.to_owned()));
        let is_blank = table
            .rows()
            .all(|(row, _)| table.sheet.at(row, column).is_empty());
        if is_blank {
            continue;
        }
        it.has_left = true;
        it.leave_column(table, column, "столбец скрыт");
        let at = table
            .sheet
            .place(table.first.saturating_sub(1), column)
            .to_string();
        let problem = Problem::new(
            Code::LeftOut,
            format!("столбец «{}» скрыт: он не прочитан", field.head),
        );
        it.out
            .report_at(problem.hint("если он нужен, покажите его"), &at, field.head);
    }
}

/// Cells beside a table, and those of rows that hold nothing else.
fn leave_around(table: &SheetTable<'_>, it: &mut Reading<'_>) {
    let (first, last) = table.across();
    let mut told = false;
    for row in table.all_rows() {
        let Some(cells) = table.sheet.rows.get(&row) else {
            continue;
        };
        for (column, value) in cells.iter().filter(|(c, _)| !(first..=last).contains(*c)) {
            let at = table.sheet.place(row, *column).to_string();
            if it.out.ledger.left.contains_key(&at) || it.is_in_table(table, *column) {
                continue;
            }
            it.out.leave(&at, "стоит рядом с таблицей");
            if !told {
                told = true;
                let problem = Problem::new(
                    Code::LeftOut,
                    "ячейки рядом с таблицей не прочитаны: над ними нет заголовка",
                );
                it.out.report_at(
                    problem.hint("если они нужны, подпишите столбец"),
                    &at,
                    &value.shown(),
                );
            }
        }
    }
}

/// A cell for which no step of the reading found a place is asked about.
fn ask_unclaimed(out: &mut Imported, waiting: &BTreeSet<(String, u32)>) {
    for cell in out.unclaimed() {
        if waiting.contains(&(cell.sheet.clone(), cell.row)) {
            continue;
        }
        let problem = Problem::new(
            Code::UnclearCell,
            "ячейка не понята: программа не нашла ей места",
        );
        out.report_at(
            problem.hint("исправьте или сотрите ее; если она нужна, подпишите ее столбец"),
            &cell.at,
            &cell.text,
        );
    }
}
