//! One book of several schools → a book for each: the rows of others and the column that names the
//! schools are taken out, everything else stays where it was.

use std::collections::BTreeMap;

use super::grid::{Book, Sheet};
use super::school_names;
use super::tables::plain;
use crate::reader::clean;

/// How words begin that name a school in the head of the column of the schools.
const SCHOOLS: [&str; 3] = ["школ", "организац", "учрежден"];
/// The same of short words, which are meant whole.
const SHORT: [&str; 6] = ["оо", "оу", "доу", "доо", "мбоу", "сош"];
/// How the other words of such a head begin: «Краткое наименование ОО (по уставу)».
const WITH: [&str; 14] = [
    "наимен",
    "назван",
    "полн",
    "кратк",
    "сокращ",
    "образовательн",
    "общеобразоват",
    "дошкольн",
    "муниципальн",
    "бюджетн",
    "по",
    "устав",
    "номер",
    "№",
];
/// Heads in which no word names a school.
const ALONE: [&str; 2] = ["краткое наименование", "место работы"];

/// Whether a text heads the column of the schools.
pub(super) fn is_of_schools(head: &str) -> bool {
    let head = plain(head);
    let is_school =
        |word: &str| SHORT.contains(&word) || SCHOOLS.iter().any(|stem| word.starts_with(stem));
    let is_beside = |word: &str| WITH.iter().any(|stem| word.starts_with(stem));
    let mut words = head.split(' ');
    ALONE.contains(&head.as_str())
        || head.split(' ').any(is_school) && words.all(|word| is_school(word) || is_beside(word))
}

/// The heads of a table stand in one of the first rows.
const FIRST_ROWS: u32 = 15;

/// A book cut by schools.
#[derive(Debug)]
pub struct Cut {
    /// For each school; `None` where no row is its own.
    pub books: Vec<Option<Book>>,
    /// Places of rows of no school, with the name that stands there.
    pub lost: Vec<(String, String)>,
    /// Sheets with something on them and no column of schools.
    pub left: Vec<String>,
}

/// Cuts a book by the column that names the schools; `None` where no sheet has one. Each school is
/// known by any of its names.
pub fn by_school(book: &Book, schools: &[Vec<String>]) -> Option<Cut> {
    let known: BTreeMap<String, usize> = schools
        .iter()
        .enumerate()
        .flat_map(|(i, names)| names.iter().map(move |name| (key(name), i)))
        .collect();
    let mut cut = Cut {
        books: vec![None; schools.len()],
        lost: Vec::new(),
        left: Vec::new(),
    };
    let mut is_found = false;
    for sheet in &book.sheets {
        let Some((head, column)) = head(sheet) else {
            if !sheet.rows.is_empty() && !sheet.is_hidden {
                cut.left.push(sheet.name.clone());
            }
            continue;
        };
        is_found = true;
        for (row, _) in sheet.rows.range(head + 1..) {
            let said = sheet.at(*row, column).shown();
            let school = known.get(&key(&said)).copied();
            match school.or_else(|| in_other_words(&said, schools)) {
                Some(school) => {
                    let own = cut.books[school].get_or_insert_with(|| bare(book));
                    own.sheets.iter_mut().for_each(|it| {
                        if it.name == sheet.name {
                            keep(it, sheet, *row, column);
                        }
                    });
                }
                None if is_content(sheet, *row, column) => {
                    let place = sheet.place(*row, column).to_string();
                    cut.lost.push((place, clean(&said)));
                }
                None => {}
            }
        }
    }
    is_found.then_some(cut)
}

/// The only school that a name may mean.
fn in_other_words(said: &str, schools: &[Vec<String>]) -> Option<usize> {
    let mut meant = (0..schools.len()).filter(|i| {
        schools[*i]
            .iter()
            .any(|name| school_names::means(said, name))
    });
    meant.next().filter(|_| meant.next().is_none())
}

/// The schools that are called so by one of their names.
pub fn schools_called(said: &str, schools: &[Vec<String>]) -> Vec<usize> {
    let said = key(said);
    let is_it = |i: &usize| schools[*i].iter().any(|name| key(name) == said);
    (0..schools.len()).filter(is_it).collect()
}

/// A name to compare by: small letters, «е» for «ё», one kind of quotes and spaces.
fn key(name: &str) -> String {
    let name = clean(name).to_lowercase().replace('ё', "е");
    let name = name
        .replace(['«', '»', '"', '“', '”', '„'], " ")
        .replace('№', " № ");
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Row of the heads and the column of the schools.
fn head(sheet: &Sheet) -> Option<(u32, u32)> {
    sheet.rows.range(..FIRST_ROWS).find_map(|(row, cells)| {
        // A title may be one such word alone.
        let mut heads = cells.iter().filter(|_| cells.len() > 1);
        heads
            .find(|(_, value)| is_of_schools(&value.shown()))
            .map(|(column, _)| (*row, *column))
    })
}

/// Whether a row says anything besides its school.
fn is_content(sheet: &Sheet, row: u32, column: u32) -> bool {
    let cells = sheet.rows.get(&row);
    cells.is_some_and(|cells| cells.keys().any(|own| *own != column))
}

/// The book without the rows below the heads of its lists, and without the columns of schools.
fn bare(book: &Book) -> Book {
    let mut bare = book.clone();
    for sheet in &mut bare.sheets {
        match head(sheet) {
            Some((head, column)) => {
                sheet.rows.retain(|row, _| *row <= head);
                if let Some(cells) = sheet.rows.get_mut(&head) {
                    cells.remove(&column);
                }
                // A merged cell of schools is none of the table any more.
                sheet
                    .merged
                    .retain(|[_, left, _, right]| *left != column || right != left);
                let _ = sheet.index_merged();
            }
            // What is of no school is of none of them.
            None => sheet.rows.clear(),
        }
    }
    bare
}

fn keep(own: &mut Sheet, whole: &Sheet, row: u32, column: u32) {
    if let Some(cells) = whole.rows.get(&row) {
        let mut cells = cells.clone();
        cells.remove(&column);
        own.rows.insert(row, cells);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_column_of_the_schools_is_known_by_its_words() {
        for head in [
            "Школа",
            "№ школы",
            "ДОУ",
            "Школа (краткое наименование)",
            "Наименование образовательной организации",
            "Сокращенное наименование ОО (по уставу)",
            "Общеобразовательное учреждение",
            "Место работы",
        ] {
            assert!(is_of_schools(head), "{head}");
        }
        for head in [
            "Школа наставника",
            "Наставник",
            "Наименование мероприятия",
            "Опыт работы в школе, лет",
            "Стаж в организации",
        ] {
            assert!(!is_of_schools(head), "{head}");
        }
    }
}
