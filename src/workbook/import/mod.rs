//! Workbook → rows to bring into the project's files.

mod names;
mod rows;
mod titles;

use std::borrow::Cow;

use super::export::{GUIDE_SHEET, SERVICE_SHEET};
use super::grid::{Book, Sheet};
use super::head::{self, Headed};
use crate::edit::{Cell, Imported, List, Prune, Row, Tables, bring};
use crate::fields::{self, Field, IGNORED, LABEL, STAGE, SheetKind, VALUE};
use crate::problem::{Code, Problem};
use crate::project::Files;

/// Compares a workbook with the files of a project.
pub fn import(files: &Files, book: &Book, prune: Prune) -> Imported {
    let mut out = Imported::from(&book.name);
    let service = [GUIDE_SHEET, SERVICE_SHEET].map(head::plain);
    let own = book
        .sheets
        .iter()
        .filter(|s| !service.contains(&head::plain(&s.name)));
    let own: Vec<Cow<'_, Sheet>> = own.map(names::with_whole_names).collect();
    let sheets: Vec<Headed<'_>> = own.iter().filter_map(|sheet| head::find(sheet)).collect();
    if let Some(problem) = nothing_to_read(files, &book.name, &sheets) {
        out.problems.push(problem);
        return out;
    }
    // What was left out may be the very row that seems to be missing.
    let has_beneath = sheets.iter().any(|s| !rows::beneath(s).is_empty());
    let prune = if has_beneath {
        prune.min(Prune::Lists)
    } else {
        prune
    };
    for sheet in &sheets {
        tell_unknown_columns(&mut out, sheet);
        tell_beneath(&mut out, sheet);
    }
    let is_ours = book.sheets.iter().any(|s| s.name == SERVICE_SHEET);
    let lists: Vec<List> = sheets
        .iter()
        .map(|sheet| list(sheet, is_ours, &mut out))
        .collect();
    bring(&Tables::read(files), &lists, prune, out)
}

fn nothing_to_read(files: &Files, book: &str, sheets: &[Headed<'_>]) -> Option<Problem> {
    if sheets.is_empty() {
        let problem = Problem::new(
            Code::NoList,
            format!("{book}: не найдена строка с названиями столбцов"),
        );
        return Some(problem.hint(
            "назовите столбцы так: «Наставник» и «Наставляемый» для пар; «ФИО» и «Должность» для сотрудников; «Мероприятие», «Срок», «Результат», «Ответственный» для дорожной карты; образец книги создаёт команда «nastavnik export»",
        ));
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

/// The rows of a sheet; a workbook of ours holds all that the files have.
fn list(sheet: &Headed<'_>, is_ours: bool, out: &mut Imported) -> List {
    let mut rows = rows::rows(sheet);
    if sheet.kind == SheetKind::Organization {
        rows = vec![Row::of(organization(&rows, out))];
    }
    if sheet.kind == SheetKind::Roadmap && !sheet.has(STAGE) {
        rows = titles::titled(sheet, rows);
    }
    List {
        kind: sheet.kind,
        rows,
        is_whole: is_ours,
        has_stages: sheet.has(STAGE),
    }
}

/// The sheet «Организация» has a row for each field.
fn organization(rows: &[Row], out: &mut Imported) -> Vec<Cell> {
    let all = &fields::words(SheetKind::Organization).rows;
    let mut cells = Vec::new();
    for row in rows {
        let label = row.text(LABEL).unwrap_or_default();
        let is_it = |f: &&Field| {
            f.path == row.code
                || head::plain(f.head) == head::plain(&label)
                || f.also.iter().any(|a| head::plain(a) == head::plain(&label))
        };
        if let (Some(field), Some(cell)) = (all.iter().find(is_it), row.cell(VALUE)) {
            cells.push(Cell {
                field: *field,
                at: cell.at.clone(),
                value: cell.value.clone(),
            });
        } else if let Some(cell) = row.cell(LABEL) {
            let problem = Problem::new(
                Code::UnknownColumn,
                format!("строка «{label}» программе не известна: она не прочитана"),
            );
            out.report_at(problem, &cell.at, &label);
        }
    }
    cells
}

fn tell_unknown_columns(out: &mut Imported, sheet: &Headed<'_>) {
    for (column, label) in &sheet.unknown {
        let place = sheet.sheet.place(sheet.first.saturating_sub(1), *column);
        let plain = head::plain(label);
        let likeness = |f: &&Field| strsim::jaro_winkler(&plain, &head::plain(f.head));
        let free = fields::words(sheet.kind)
            .fields
            .iter()
            .filter(|f| f.path != IGNORED && !sheet.has(f.path));
        let near = free
            .filter(|f| likeness(f) > 0.85)
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
        out.report_at(problem.hint(hint), &place.to_string(), label);
    }
}

fn tell_beneath(out: &mut Imported, sheet: &Headed<'_>) {
    for row in rows::beneath(sheet) {
        let Some(cell) = row.cells.iter().find(|c| !c.value.is_empty()) else {
            continue;
        };
        let problem = Problem::new(
            Code::BeneathTable,
            "строка под таблицей не прочитана: это подпись или итог, а не запись списка",
        );
        out.report_at(
            problem.hint("если это запись, заполните остальные ячейки строки"),
            &cell.at,
            &cell.value.shown(),
        );
    }
}
