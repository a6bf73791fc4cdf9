//! Three books are held against each other: as it was made, as it is now, and what would be made of
//! the files now. Only what the user has changed in the book is a change.

use std::collections::{BTreeMap, BTreeSet};

use super::reading::Reading;
use crate::edit::{Cell, List, OrderNames, Prune, Row, Tables};
use crate::fields::{CLAUSE, GIVE, ORDER, PAIR, SECTION, STAGE, STAGE_NUMBER, SheetKind, VALUE};
use crate::problem::{Code, Problem};
use crate::workbook::origin::{Origin, Print};

const CHANGED_IN_BOTH: &str =
    "с тех пор, как книга выгружена, список изменили и в книге, и в файлах";

/// What a sheet says row by row, as fingerprints.
type Prints = BTreeMap<String, BTreeMap<&'static str, Print>>;

/// What the files say now where a question has to be asked: code and field → the words.
struct Now {
    prints: Prints,
    words: BTreeMap<String, BTreeMap<&'static str, String>>,
}

/// Whether a book was made from the files of another school; the problem says so.
pub(super) fn of_another(origin: &Origin, tables: &Tables) -> Option<Problem> {
    let own = tables.school_name()?;
    if origin.school.is_empty() || origin.school == own {
        return None;
    }
    let made = origin.rows(SheetKind::Staff);
    let now = now(tables, SheetKind::Staff).prints;
    let is_same = |(code, prints): &(&String, &BTreeMap<&'static str, Print>)| {
        now.get(*code)
            .is_some_and(|own| own.get("name") == prints.get("name"))
    };
    let same = made.iter().filter(is_same).count();
    // A school that has got a new name still has most of its people.
    (same * 2 <= made.len()).then(|| {
        let message = format!("книга выгружена из другой школы: {}", origin.school);
        Problem::new(Code::OtherSource, message).hint(
            "выберите папку этой школы или выгрузите книгу заново командой «nastavnik export»",
        )
    })
}

/// Whether the book still says what it said when it was made.
pub(super) fn is_untouched(origin: &Origin, lists: &[List], orders: &OrderNames) -> bool {
    let is_as_listed = |list: &List| {
        let made = origin.rows(list.kind);
        if list.kind == SheetKind::Organization {
            let mut cells = list.rows.iter().flat_map(|row| &row.cells);
            return cells.all(|cell| {
                let known = made.get(cell.field.path).and_then(|row| row.get(VALUE));
                known.is_none_or(|print| *print == Print::of(&cell.value.shown()))
            });
        }
        let is_as_made = |row: &Row| {
            let known = made.get(&row.code);
            known.is_some_and(|known| is_as_made(row, known, orders))
        };
        list.rows.len() == made.len() && list.rows.iter().all(is_as_made)
    };
    let is_listed = |kind: SheetKind| lists.iter().any(|list| list.kind == kind);
    origin.kinds().all(is_listed) && lists.iter().all(is_as_listed)
}

/// Marks the cells of pairs' notes and plans that the user has changed.
pub(super) fn mark_edited(origin: &Origin, lists: &[List], it: &mut Reading<'_>) {
    let kinds = [
        SheetKind::Notes,
        SheetKind::Activities,
        SheetKind::Mentorships,
    ];
    for list in lists.iter().filter(|list| kinds.contains(&list.kind)) {
        let made = origin.rows(list.kind);
        for row in &list.rows {
            let Some(made) = made.get(&row.code) else {
                continue;
            };
            let is_edited = |cell: &&Cell| {
                let own = made.get(cell.field.path);
                own.is_some_and(|print| *print != Print::of(&it.orders.text_of(cell)))
            };
            let edited: Vec<String> = row
                .cells
                .iter()
                .filter(is_edited)
                .map(|c| c.at.clone())
                .collect();
            it.out.edited.extend(edited);
        }
    }
}

/// Marks what the book says as it was made, where the files say something else by now; what was
/// changed in both is asked about.
pub(super) fn compare(origin: &Origin, tables: &Tables, lists: &mut [List], it: &mut Reading<'_>) {
    let mut is_old = false;
    for list in lists.iter_mut() {
        let (made, now) = (origin.rows(list.kind), now(tables, list.kind));
        list.spared = now
            .prints
            .keys()
            .filter(|code| !made.contains_key(*code))
            .cloned()
            .collect();
        if made == now.prints {
            continue;
        }
        if list.kind == SheetKind::Bank {
            is_old |= bank(list, &made, &now, it);
            continue;
        }
        is_old = true;
        in_words_of_files(list, &made, tables);
        match list.kind {
            SheetKind::Mentorships | SheetKind::Activities | SheetKind::Clauses => {
                in_groups(
                    list,
                    &made,
                    &now,
                    &|code| code.split('/').next().unwrap_or_default().to_owned(),
                    it,
                );
            }
            SheetKind::Roadmap | SheetKind::Regulation => {
                in_groups(list, &made, &now, &|_| String::new(), it);
            }
            SheetKind::Organization => organization(list, &made, &now, it),
            SheetKind::Bank => {}
            SheetKind::Pairs | SheetKind::Notes | SheetKind::Staff | SheetKind::Orders => {
                of_rows(list, &made, &now, it);
            }
        }
    }
    if is_old {
        let problem = Problem::new(
            Code::LeftOut,
            "с тех пор, как книга выгружена, файлы школы изменились: из книги взято только то, что изменено в ней",
        );
        it.out
            .problems
            .push(problem.hint("чтобы увидеть в книге все нынешние сведения, выгрузите ее заново"));
    }
}

/// Puts what was changed in the book into the words in which the files say it: «2 сентября 2026 г.»
/// and «02.09.2026» are no two values.
fn in_words_of_files(list: &mut List, made: &Prints, tables: &Tables) {
    let is_form = list.kind == SheetKind::Organization;
    for row in &mut list.rows {
        for cell in &mut row.cells {
            let path = cell.field.path;
            let known = if is_form {
                made.get(path).and_then(|row| row.get(VALUE))
            } else {
                made.get(&row.code).and_then(|row| row.get(path))
            };
            if known.is_some_and(|known| *known != Print::of(&cell.value.shown())) {
                cell.value = tables.as_written(&cell.field, &cell.value);
            }
        }
    }
}

fn now(tables: &Tables, kind: SheetKind) -> Now {
    let words = tables.cells(kind);
    let prints = words
        .iter()
        .map(|(code, cells)| {
            let prints = cells.iter().map(|(path, text)| (*path, Print::of(text)));
            (code.clone(), prints.collect())
        })
        .collect();
    Now { prints, words }
}

/// Rows of the bank that say what they said when the book was made hold nothing against what the
/// bank says now; what was changed in both is asked about. Whether the school has changed its bank.
fn bank(list: &mut List, made: &Prints, now: &Now, it: &mut Reading<'_>) -> bool {
    for row in &mut list.rows {
        let (Some(own), now) = (made.get(&row.code), now.prints.get(&row.code)) else {
            continue;
        };
        // Taken before: what was changed in the book stands in the bank already.
        let is_taken = now.is_some_and(|now| is_as_made(row, now, &it.orders));
        if Some(own) == now || is_taken || row.text(GIVE).is_some() {
            continue;
        }
        if is_as_made(row, own, &it.orders) {
            row.cells.iter_mut().for_each(|cell| cell.is_kept = true);
        } else if let Some(cell) = row.cells.iter().find(|it| it.field.path == "name") {
            ask(cell, CHANGED_IN_BOTH.to_owned(), it);
        }
    }
    let of_school = |prints: &Prints| {
        let own = prints.iter().filter(|(code, _)| code.starts_with("own"));
        own.map(|(code, row)| (code.clone(), row.clone()))
            .collect::<Prints>()
    };
    of_school(made) != of_school(&now.prints)
}

/// Rows that are found by their codes whatever stands around them.
fn of_rows(list: &mut List, made: &Prints, now: &Now, it: &mut Reading<'_>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for row in &list.rows {
        *seen.entry(row.code.clone()).or_default() += 1;
    }
    let mut gone = Vec::new();
    for (i, row) in list.rows.iter_mut().enumerate() {
        let (Some(made), 1) = (made.get(&row.code), seen[&row.code]) else {
            continue;
        };
        match (now.prints.get(&row.code), now.words.get(&row.code)) {
            (Some(prints), Some(words)) => of_cells(row, made, prints, words, it),
            _ => gone.push((i, is_as_made(row, made, &it.orders))),
        }
    }
    for (i, is_unchanged) in gone.into_iter().rev() {
        let row = list.rows.remove(i);
        row.cells
            .iter()
            .for_each(|c| it.out.leave(&c.at, "в файлах этого больше нет"));
        if !is_unchanged && let Some(cell) = row.cells.first() {
            ask(
                cell,
                "в книге строка изменена, а в файлах ее больше нет".to_owned(),
                it,
            );
        }
    }
}

/// Lists whose rows are known by their numbers: they are compared one by one only while the numbers
/// hold.
fn in_groups(
    list: &mut List,
    made: &Prints,
    now: &Now,
    group: &dyn Fn(&str) -> String,
    it: &mut Reading<'_>,
) {
    let of = |prints: &Prints| {
        let mut out: BTreeMap<String, Prints> = BTreeMap::new();
        for (code, row) in prints {
            out.entry(group(code))
                .or_default()
                .insert(code.clone(), row.clone());
        }
        out
    };
    let whole_made = made;
    let (made, now_groups) = (of(made), of(&now.prints));
    let names: BTreeSet<&String> = made.keys().chain(now_groups.keys()).collect();
    let nothing = Prints::new();
    let orders = it.orders.clone();
    list.spared.clear();
    let linked = Linked::of(list.kind, [whole_made, &now.prints], group);
    for name in names {
        let own_made = made.get(name).unwrap_or(&nothing);
        let own_now = now_groups.get(name).unwrap_or(&nothing);
        if own_made == own_now {
            continue;
        }
        let is_own =
            |row: &Row| group(&row.code) == *name || linked.group(row, &orders) == Some(name);
        let rows: Vec<&Row> = list.rows.iter().filter(|row| is_own(row)).collect();
        let in_order = rows.windows(2).all(|w| w[0].index < w[1].index);
        let is_unchanged = in_order
            && rows.len() == own_made.len()
            && rows.iter().all(|row| {
                own_made
                    .get(&row.code)
                    .is_some_and(|made| is_as_made(row, made, &orders))
            });
        if is_unchanged {
            for row in rows {
                row.cells.iter().for_each(|c| it.out.use_up(&c.at));
            }
            list.rows.retain(|row| !is_own(row));
            list.spared.insert(name.clone());
            continue;
        }
        // Taken before: what was changed in the book stands in the files already.
        // A row may have been given to another group.
        let is_taken = |row: &Row| {
            let other = linked
                .group(row, &orders)
                .and_then(|name| now_groups.get(name));
            is_among(row, own_now, &orders)
                || other.is_some_and(|other| is_among(row, other, &orders))
        };
        let same_rows = own_made.keys().eq(own_now.keys());
        if it.choices.prune > Prune::Nothing {
            let stays = |code: &String| list.rows.iter().any(|row| row.code == *code);
            let taken = own_made.iter().filter(|(code, made)| {
                !stays(code) && own_now.get(*code).is_some_and(|now| now != *made)
            });
            let taken: Vec<&String> = taken.map(|(code, _)| code).collect();
            for code in taken.into_iter().filter(|_| same_rows) {
                ask_of_taken(now.words.get(code), it);
            }
        }
        if rows.iter().all(|row| is_taken(row)) {
            continue;
        }
        // What the files have got since would be taken for what the user took away.
        let new = rows
            .iter()
            .find(|row| row.code.is_empty() && !is_taken(row));
        if let Some(cell) = new.and_then(|row| row.cells.first()).cloned()
            && !same_rows
            && it.choices.prune > Prune::Nothing
        {
            ask(&cell, CHANGED_IN_BOTH.to_owned(), it);
        }
        let is_known = |row: &&mut Row| group(&row.code) == *name;
        for row in list.rows.iter_mut().filter(is_known) {
            let (Some(made), Some(prints), Some(words)) = (
                own_made.get(&row.code),
                own_now.get(&row.code),
                now.words.get(&row.code),
            ) else {
                continue;
            };
            if same_rows {
                of_cells(row, made, prints, words, it);
            } else if !is_as_made(row, made, &orders) && !is_among(row, own_now, &orders) {
                let cell = row
                    .cells
                    .iter()
                    .find(|c| made.get(c.field.path) != Some(&Print::of(&orders.text_of(c))));
                if let Some(cell) = cell {
                    ask(cell, CHANGED_IN_BOTH.to_owned(), it);
                }
            }
        }
    }
}

/// A row that the user took out of the book, and the files have changed since.
fn ask_of_taken(words: Option<&BTreeMap<&'static str, String>>, it: &mut Reading<'_>) {
    let name = words.and_then(|words| words.get("name").or(words.values().next()));
    let message = format!(
        "строки «{}» в книге больше нет, а в файлах ее с тех пор изменили: убрать ее?",
        name.map_or("", String::as_str)
    );
    it.out
        .problems
        .push(Problem::new(Code::OtherSource, message).hint(
        "если ее не должно быть, уберите ее в файле; если должна остаться, выгрузите книгу заново",
    ));
}

/// To which group rows belong by what stands in their column of pairs or orders: a new one has no
/// code, and one that was given to another pair has still the code of the first.
struct Linked {
    path: Option<&'static str>,
    groups: BTreeMap<Print, String>,
}

impl Linked {
    fn of(kind: SheetKind, all: [&Prints; 2], group: &dyn Fn(&str) -> String) -> Self {
        let path = match kind {
            SheetKind::Activities | SheetKind::Mentorships => Some(PAIR),
            SheetKind::Clauses => Some(ORDER),
            _ => None,
        };
        let rows = all.into_iter().flatten();
        let groups = rows
            .filter_map(|(code, row)| Some((row.get(path?)?.clone(), group(code))))
            .collect();
        Self { path, groups }
    }

    fn group(&self, row: &Row, orders: &OrderNames) -> Option<&String> {
        let cell = row.cell(self.path?)?;
        self.groups.get(&Print::of(&orders.text_of(cell)))
    }
}

fn organization(list: &mut List, made: &Prints, now: &Now, it: &mut Reading<'_>) {
    for cell in list.rows.iter_mut().flat_map(|row| &mut row.cells) {
        let path = cell.field.path;
        let made = made.get(path).and_then(|row| row.get(VALUE));
        let print = now.prints.get(path).and_then(|row| row.get(VALUE));
        let words = now.words.get(path).and_then(|row| row.get(VALUE));
        of_cell(cell, made, print, words, it);
    }
}

fn of_cells(
    row: &mut Row,
    made: &BTreeMap<&'static str, Print>,
    now: &BTreeMap<&'static str, Print>,
    words: &BTreeMap<&'static str, String>,
    it: &mut Reading<'_>,
) {
    for cell in &mut row.cells {
        let path = cell.field.path;
        of_cell(cell, made.get(path), now.get(path), words.get(path), it);
    }
}

fn of_cell(
    cell: &mut Cell,
    made: Option<&Print>,
    now: Option<&Print>,
    words: Option<&String>,
    it: &mut Reading<'_>,
) {
    if made.is_none() || made == now {
        return;
    }
    let own = Print::of(&it.orders.text_of(cell));
    if Some(&own) == made {
        cell.is_kept = true;
    } else if Some(&own) != now {
        cell.is_kept = true;
        let now = words.map_or("", String::as_str);
        let message = format!(
            "«{}»: с тех пор, как книга выгружена, значение изменили и в файлах: там «{now}»",
            cell.head()
        );
        ask(cell, message, it);
    }
}

fn is_as_made(row: &Row, made: &BTreeMap<&'static str, Print>, orders: &OrderNames) -> bool {
    // A new row may leave its stage to the row above.
    let is_left = |c: &Cell| {
        let is_title = [STAGE, STAGE_NUMBER, SECTION].contains(&c.field.path);
        is_title && c.value.is_empty() && row.code.is_empty()
    };
    let mut cells = row.cells.iter().filter(|c| !is_left(c));
    cells.all(|c| {
        made.get(c.field.path)
            .is_none_or(|print| *print == Print::of(&orders.text_of(c)))
    })
}

/// Whether the files have a row that says the same. The numbers of clauses are counted anew
/// whenever one is brought in.
fn is_among(row: &Row, now: &Prints, orders: &OrderNames) -> bool {
    now.values().any(|known| {
        let mut known = known.clone();
        known.remove(CLAUSE);
        is_as_made(row, &known, orders)
    })
}

fn ask(cell: &Cell, message: String, it: &mut Reading<'_>) {
    let problem = Problem::new(Code::OtherSource, message);
    it.out.report_at(
        problem.hint("если верно в файлах, верните в ячейку их значение; если в книге, исправьте сначала файл"),
        &cell.at,
        &cell.value.shown(),
    );
}
