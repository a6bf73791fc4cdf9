//! The table of fields, held against the readers of a project's files.

use std::collections::BTreeSet;

use nastavnik::fields::{self, Field, Fold, Kind, SheetKind};
use nastavnik::project::known_keys;
use nastavnik::reader::{KnownKey, Shape};

/// Key of a file: its kind and the path from its top.
type Key = (String, String);

fn asked() -> Vec<(&'static str, KnownKey)> {
    let files = known_keys().into_iter();
    files
        .flat_map(|(file, keys)| keys.into_iter().map(move |key| (file, key)))
        .collect()
}

fn is_table(shape: &Shape) -> bool {
    matches!(shape, Shape::Table | Shape::Tables | Shape::NamedTables)
}

/// What a reader takes for a field of this kind.
fn fits(shape: &Shape, field: &Field) -> bool {
    match (shape, field.kind) {
        (Shape::Choice(words), Kind::Words(own)) => {
            let own: BTreeSet<&str> = own.iter().map(|(_, word)| *word).collect();
            own == words.iter().map(String::as_str).collect()
        }
        (Shape::Text, kind) => matches!(
            kind,
            Kind::Line
                | Kind::Text
                | Kind::Person
                | Kind::Control
                | Kind::OrderKind
                | Kind::Edition
        ),
        (Shape::Texts, kind) => matches!(
            kind,
            Kind::Lines | Kind::People | Kind::Responsible | Kind::Appendices | Kind::Pairs
        ),
        // Of a table: whether it is there at all.
        (Shape::Boolean | Shape::Table, kind) => kind == Kind::Flag,
        (Shape::Number, kind) => kind == Kind::Number,
        (Shape::Date | Shape::Day, kind) => kind == Kind::Day,
        (Shape::When, kind) => kind == Kind::When,
        (Shape::TableOrText, kind) => kind == Kind::Text,
        _ => false,
    }
}

#[test]
fn every_key_that_a_reader_asks_for_is_in_the_table() {
    let known: Vec<(&str, &str, Option<&Field>)> = fields::keys().collect();
    for (file, key) in asked() {
        let path = key.path.join(".");
        let mut own = known.iter().filter(|(f, p, _)| *f == file && *p == path);
        let is_there = if is_table(&key.shape) {
            own.any(|(.., field)| field.is_none())
        } else {
            own.any(|(.., field)| field.is_some_and(|field| fits(&key.shape, field)))
        };
        assert!(is_there, "{file}: {path} ({:?})", key.shape);
        assert!(fields::described(file, &path).is_some(), "{file}: {path}");
    }
}

#[test]
fn every_key_of_the_table_is_read() {
    let asked = asked();
    let shape = |file: &str, path: &str| {
        let found = asked
            .iter()
            .find(|(f, key)| *f == file && key.path.join(".") == path);
        found.map(|(_, key)| &key.shape)
    };
    let mut seen: BTreeSet<(Key, bool)> = BTreeSet::new();
    for (file, path, field) in fields::keys() {
        let key = (file.to_owned(), path.to_owned());
        assert!(seen.insert((key, field.is_some())), "{file}: {path} twice");
        // The ends of a term have columns of their own.
        let term = path
            .strip_suffix(".from")
            .or_else(|| path.strip_suffix(".to"));
        if let Some(term) = term {
            assert_eq!(shape(file, term), Some(&Shape::When), "{file}: {path}");
            continue;
        }
        let shape = shape(file, path).unwrap_or_else(|| panic!("{file}: {path} is not read"));
        let agrees = field.map_or(is_table(shape), |field| fits(shape, field));
        assert!(agrees, "{file}: {path} is {shape:?}");
    }
}

#[test]
fn every_field_of_a_form_has_a_part_that_is_drawn() {
    for sheet in fields::sheets() {
        for field in sheet
            .form()
            .filter(|f| !sheet.parts.is_empty() && f.is_key())
        {
            assert!(
                sheet.part(field.part).is_some(),
                "{}: {} has no part",
                sheet.name,
                field.path
            );
        }
        for part in &sheet.parts {
            assert!(
                sheet.form().any(|f| f.part == part.key),
                "{}: nothing stands in {}",
                sheet.name,
                part.title
            );
        }
        assert!(
            sheet.needed.iter().all(|path| sheet.field(path).is_some()),
            "{}",
            sheet.name
        );
    }
}

#[test]
fn the_table_says_what_readers_of_it_rest_on() {
    // The note is read part by part as a text, a line or a list.
    for (key, field) in fields::note() {
        assert!(
            matches!(field.kind, Kind::Text | Kind::Line | Kind::Lines),
            "{key}"
        );
    }
    let note = fields::note().filter(|(_, f)| !f.is_personal);
    assert_eq!(
        note.map(|(key, _)| key).collect::<Vec<_>>(),
        ["interaction"]
    );
    assert!(fields::is_headed("note") && !fields::is_headed("basis"));
    let pairs = fields::words(SheetKind::Pairs);
    let folded = pairs.parts.iter().filter(|p| p.fold == Some(Fold::Filled));
    assert_eq!(
        folded.map(|p| p.key.as_str()).collect::<Vec<_>>(),
        ["labour"]
    );
    // A field of a page never speaks of cells and sheets.
    let is_asked = |f: &&Field| ![fields::PAIR, fields::ORDER].contains(&f.path);
    let forms = fields::sheets()
        .iter()
        .flat_map(nastavnik::fields::SheetWords::form);
    for field in forms.filter(is_asked) {
        for word in ["Alt+Enter", "лист", "столбец", "столбцы", "ячейк"] {
            assert!(!field.page_hint.contains(word), "{}", field.page_hint);
        }
    }
}

#[test]
fn keys_of_files_are_fields() {
    let head = |file, keys| fields::field_at(file, keys).map(|f| f.head);
    assert_eq!(
        head("organization.toml", "staff.belykh.position"),
        Some("Должность")
    );
    assert_eq!(
        head("pairings/a.toml", "activity.2.term.from"),
        Some("Срок")
    );
    assert_eq!(head("pairings/a.toml", "note.tasks"), Some("Задачи"));
    assert_eq!(
        head("roadmap.toml", "stage.0.activity.1.result"),
        Some("Результат")
    );
    assert_eq!(head("roadmap.toml", "stage.0.title"), Some("Этап"));
    assert_eq!(
        head("orders/a.toml", "clause.0.clause.1.text"),
        Some("Текст")
    );
    assert_eq!(head("style.toml", "font.pdf"), None);
}
