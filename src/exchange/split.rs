//! A list of several schools, cut into one for each by the column that names them.

use std::path::Path;

use super::workbook::Exchange;
use crate::disk::{self, Trouble, load};
use crate::prepare::prepare;
use crate::problem::{Sources, nearest};
use crate::workbook::{self, Book};

/// What came of cutting a list.
#[derive(Debug, Default)]
pub struct Split {
    /// For each school in the order in which they were given; `None` where no row is its own.
    pub books: Vec<Option<Book>>,
    /// Rows of no school that is known and sheets without such a column, each with its place and what may be meant.
    pub lost: Vec<String>,
}

/// Cuts a list into one for each school, known by its folder or by a name that its files give it.
///
/// # Errors
/// If the list cannot be read from the disk.
pub fn split_by_school(file: &Path, schools: &[&Path]) -> Result<Exchange<Split>, Trouble> {
    let name = file.file_name().map(|name| name.to_string_lossy());
    let name = name.unwrap_or_default();
    let book = match workbook::open(&disk::read(file)?, &name) {
        Ok(book) => book,
        Err(problem) => return Ok(Exchange::Unread(vec![problem], Sources::default())),
    };
    let names: Vec<Vec<String>> = schools.iter().map(|folder| names(folder)).collect();
    let Some(cut) = workbook::by_school(&book, &names) else {
        return Ok(Exchange::Refused(format!(
            "{name}: в списке нет столбца «Школа», по которому его можно разделить между школами; добавьте такой столбец или укажите папку одной школы"
        )));
    };
    let known: Vec<&String> = names.iter().filter_map(|names| names.first()).collect();
    let lost = cut.lost.into_iter().map(|(place, said)| {
        if said.is_empty() {
            return format!("{name}: {place}: школа не названа");
        }
        // Of schools the number is the name: «Школа № 9» is no slip for «Школа № 8».
        let numbers = |text: &str| {
            text.chars()
                .filter(char::is_ascii_digit)
                .collect::<String>()
        };
        let alike: Vec<&String> = known
            .iter()
            .copied()
            .filter(|it| numbers(it) == numbers(&said))
            .collect();
        let near = nearest(&said, &alike);
        let advice = near.map(|near| format!("; возможно, имелось в виду «{near}»"));
        let advice = advice.unwrap_or_default();
        format!("{name}: {place}: школы «{said}» в папке нет{advice}")
    });
    let left = cut.left.into_iter();
    let left = left.map(|sheet| format!("{name}: лист «{sheet}»: в нем нет столбца «Школа»"));
    Ok(Exchange::Done(Split {
        lost: lost.chain(left).collect(),
        books: cut.books,
    }))
}

/// What a list may call a school: as its files do, the short name first, or as its folder.
pub(super) fn names(folder: &Path) -> Vec<String> {
    let plan = prepare(&load(folder));
    let own = folder
        .file_name()
        .map(|it| it.to_string_lossy().into_owned());
    plan.school_names().into_iter().chain(own).collect()
}
