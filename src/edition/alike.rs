//! Files that two forms of one edition would call by one name: the second would get a number, and
//! nobody would know which is which.

use super::folders::Own;
use super::whole::Edition;
use super::words::broken;
use crate::problem::{FileId, Place, Problem};
use crate::reader::{Gathered, Reader, Wording};

/// How a form calls a file of it.
struct Named {
    /// The form, as people call it.
    form: String,
    /// Without the names of people.
    stem: String,
    /// Where a file of the edition's own says so.
    place: Option<Place>,
}

/// What two forms call alike, told at the later of them that the edition itself names.
pub(super) fn tell(edition: &Edition, files: &[(FileId, &str)], own: &Own<'_>) -> Vec<Problem> {
    let filled = named(edition, files, own);
    let blanks = blanks(edition, files, own);
    [filled, blanks]
        .iter()
        .flat_map(|names| told(names))
        .collect()
}

fn told(names: &[Named]) -> Vec<Problem> {
    let mut out = Vec::new();
    for (i, later) in names.iter().enumerate() {
        let mut before = names[..i].iter();
        let Some(first) = before.find(|it| it.stem == later.stem) else {
            continue;
        };
        let (place, other) = match (&later.place, &first.place) {
            (Some(place), _) => (place, first),
            (None, Some(place)) => (place, later),
            (None, None) => continue,
        };
        let message = format!("так же называется файл другой формы: «{}»", other.form);
        let problem = broken(message, place);
        out.push(problem.hint("дайте файлу другое имя: иначе два документа не различить"));
    }
    out
}

/// Of the filled papers.
fn named(edition: &Edition, files: &[(FileId, &str)], own: &Own<'_>) -> Vec<Named> {
    let of_file = |form: &str, key, name: &str| Named {
        form: form.to_owned(),
        stem: stem(name),
        place: place_in(files, own, form, key),
    };
    let mut out = vec![
        of_file("roadmap", "file_name", &edition.roadmap.file_name),
        of_file("program", "file_name", &edition.program.file_name),
    ];
    out.extend(edition.year.paper.iter().map(|paper| Named {
        form: paper.name.clone(),
        stem: stem(&paper.file_name),
        place: place_of_paper(files, own, &paper.key, "file_name"),
    }));
    out
}

/// Of the empty ones: those of the year's papers are called as the papers are.
fn blanks(edition: &Edition, files: &[(FileId, &str)], own: &Own<'_>) -> Vec<Named> {
    let of_file = |form: &str, name: &str| Named {
        form: form.to_owned(),
        stem: stem(name),
        place: place_in(files, own, form, "blank_file_name"),
    };
    let mut out = vec![
        of_file("roadmap", &edition.roadmap.blank_file_name),
        of_file("program", &edition.program.blank_file_name),
    ];
    let blank = &edition.common.blank.file_name;
    out.extend(edition.year.paper.iter().map(|paper| Named {
        form: paper.name.clone(),
        stem: stem(&blank.replace("{name}", &paper.name)),
        place: place_of_paper(files, own, &paper.key, "name"),
    }));
    out
}

fn stem(name: &str) -> String {
    let bare = name.replace("{names}", "").to_lowercase();
    bare.trim_matches([' ', '.', ',']).to_owned()
}

/// Where the topmost of these files that has the key gives it.
fn place_in(
    files: &[(FileId, &str)],
    own: &Own<'_>,
    form: &str,
    key: &'static str,
) -> Option<Place> {
    let of_form = files.iter().rev().filter(|(_, name)| *name == form);
    let mut places = of_form.map(|(file, _)| {
        read(own, *file, |words| {
            words.has(key).then(|| words.text(key)).flatten()
        })
    });
    places.find_map(|place| place)
}

/// The same for a paper of the year.
fn place_of_paper(
    files: &[(FileId, &str)],
    own: &Own<'_>,
    paper: &str,
    key: &'static str,
) -> Option<Place> {
    let of_year = files.iter().rev().filter(|(_, name)| *name == "year");
    let mut places = of_year.map(|(file, _)| {
        read(own, *file, |words| {
            let papers = words
                .has("paper")
                .then(|| words.tables("paper"))
                .flatten()?;
            let is_it = |it: &&Wording<'_>| it.text("key").is_some_and(|own| own.value == paper);
            papers.iter().find(is_it)?.text(key)
        })
    });
    places.find_map(|place| place)
}

/// Reads a file once more for one place; what is wrong with it has been told.
fn read<T>(
    own: &Own<'_>,
    file: FileId,
    find: impl FnOnce(&Wording<'_>) -> Option<crate::problem::Placed<T>>,
) -> Option<Place> {
    let reader = Reader::new(own.sources, own.can_draw);
    let gathered = Gathered::default();
    reader.file(file, |table| {
        let words = Wording::new(&table, Vec::new(), false, (false, &gathered));
        find(&words).map(|it| it.place)
    })
}
