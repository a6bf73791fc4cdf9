//! Files that two forms of one edition would call by one name: the second would get a number, and
//! nobody would know which is which.

use super::folders::Own;
use super::whole::Edition;
use super::words::{Keyed as _, broken};
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
    /// Whether that is the name of the paper, by which its file is called.
    is_of_paper: bool,
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
        let is_of_paper = if later.place.is_some() {
            later.is_of_paper
        } else {
            first.is_of_paper
        };
        let (message, hint) = if is_of_paper {
            (
                format!("так же называется другой документ: «{}»", other.form),
                "дайте документу другое имя: иначе два документа не различить",
            )
        } else {
            (
                format!("так же называется файл другой формы: «{}»", other.form),
                "дайте файлу другое имя: иначе два документа не различить",
            )
        };
        out.push(broken(message, place).hint(hint));
    }
    out
}

/// Of the filled papers.
fn named(edition: &Edition, files: &[(FileId, &str)], own: &Own<'_>) -> Vec<Named> {
    let of_file = |form: &str, key, name: &str| Named {
        form: form.to_owned(),
        stem: stem(name),
        place: place_in(files, own, form, key),
        is_of_paper: false,
    };
    let mut out = vec![
        of_file("roadmap", "file_name", &edition.roadmap.file_name),
        of_file("program", "file_name", &edition.program.file_name),
        of_file("regulation", "file_name", &edition.regulation.file_name),
    ];
    let of_school = &edition.school_regulation.file_name;
    // The two regulations are never there at once.
    if *of_school != edition.regulation.file_name {
        out.push(of_file("school-regulation", "file_name", of_school));
    }
    let registers = &edition.registers;
    for (table, name) in [
        ("mentors", &registers.mentors.file_name),
        ("mentees", &registers.mentees.file_name),
        ("pairings", &registers.pairings.file_name),
        ("report", &registers.report.file_name),
    ] {
        out.push(Named {
            form: format!("registers, [{table}]"),
            stem: stem(name),
            place: place_in_table(files, own, ("registers", table), "file_name"),
            is_of_paper: false,
        });
    }
    out.extend(edition.labour.paper.iter().map(|paper| Named {
        form: format!("labour, key = \"{}\"", paper.key.word()),
        stem: stem(&paper.file_name),
        place: place_of(
            files,
            own,
            ("labour", "paper", paper.key.word()),
            "file_name",
        ),
        is_of_paper: false,
    }));
    // Orders that bring a heading of their own are called by it.
    let kinds = edition.orders.kind.iter();
    let kinds = kinds.filter(|kind| !kind.file_name.contains("{heading}"));
    out.extend(kinds.map(|kind| Named {
        form: kind.name.clone(),
        stem: stem(&kind.file_name),
        place: place_of(files, own, ("orders", "kind", &kind.key), "file_name"),
        is_of_paper: false,
    }));
    out.extend(edition.year.paper.iter().map(|paper| Named {
        form: paper.name.clone(),
        stem: stem(&paper.file_name),
        place: place_of(files, own, ("year", "paper", &paper.key), "file_name"),
        is_of_paper: false,
    }));
    out
}

/// Of the empty ones: those of the year's papers are called as the papers are.
fn blanks(edition: &Edition, files: &[(FileId, &str)], own: &Own<'_>) -> Vec<Named> {
    let of_file = |form: &str, name: &str| Named {
        form: form.to_owned(),
        stem: stem(name),
        place: place_in(files, own, form, "blank_file_name"),
        is_of_paper: false,
    };
    let mut out = vec![
        of_file("roadmap", &edition.roadmap.blank_file_name),
        of_file("program", &edition.program.blank_file_name),
    ];
    let blank = &edition.common.blank.file_name;
    out.extend(edition.year.paper.iter().map(|paper| Named {
        form: paper.name.clone(),
        stem: stem(&blank.replace("{name}", &paper.name)),
        place: place_of(files, own, ("year", "paper", &paper.key), "name"),
        is_of_paper: true,
    }));
    out
}

fn stem(name: &str) -> String {
    let bare = name.replace("{names}", "").to_lowercase().replace('ё', "е");
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

/// The same in a table of the file.
fn place_in_table(
    files: &[(FileId, &str)],
    own: &Own<'_>,
    (form, table): (&str, &'static str),
    key: &'static str,
) -> Option<Place> {
    let of_form = files.iter().rev().filter(|(_, name)| *name == form);
    let mut places = of_form.map(|(file, _)| {
        read(own, *file, |words| {
            let table = words.has(table).then(|| words.table(table)).flatten()?;
            table.has(key).then(|| table.text(key)).flatten()
        })
    });
    places.find_map(|place| place)
}

/// The same in the table of a list that is known by its `key`: a paper, a kind of orders.
fn place_of(
    files: &[(FileId, &str)],
    own: &Own<'_>,
    (form, list, named): (&str, &'static str, &str),
    key: &'static str,
) -> Option<Place> {
    let of_form = files.iter().rev().filter(|(_, name)| *name == form);
    let mut places = of_form.map(|(file, _)| {
        read(own, *file, |words| {
            let all = words.has(list).then(|| words.tables(list)).flatten()?;
            let is_it = |it: &&Wording<'_>| it.text("key").is_some_and(|own| own.value == named);
            let it = all.iter().find(is_it)?;
            it.has(key).then(|| it.text(key)).flatten()
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
