use super::*;

/// Mending moves the text that is read, not the places that are told.
#[test]
fn values_of_a_mended_file_keep_their_paths_and_places() {
    let text = "aim: «Помочь»\n[[activity]]\nname = Беседа\n[[activity]\nname \"Урок\"\n";
    let mut sources = Sources::default();
    let file = sources.add(Source::new(String::new(), text.to_owned()));
    let reader = Reader::new(&sources, &|_| true);
    let texts = reader.file(file, |table| {
        let names = table.tables("activity");
        let names = names.iter().filter_map(|t| t.text("name"));
        table
            .text("aim")
            .into_iter()
            .chain(names)
            .collect::<Vec<_>>()
    });
    let told: Vec<_> = texts
        .iter()
        .map(|it| {
            let path = it.place.path.to_string();
            (it.as_str(), path, &text[it.place.span.clone()])
        })
        .collect();
    assert_eq!(
        told,
        [
            // Sign and quotes are mended in one.
            ("Помочь", "aim".to_owned(), ": «Помочь»"),
            ("Беседа", "activity.0.name".to_owned(), "Беседа"),
            ("Урок", "activity.1.name".to_owned(), "\"Урок\""),
        ]
    );
    assert_eq!(reader.into_problems().len(), 4);
}

/// What a whole file lacks is told at the line that was written, however much of it was mended.
#[test]
fn what_a_mended_file_lacks_is_told_inside_it() {
    for text in ["date = 2026-09-0-", "date = 2026-13-45-\naim = \"а\""] {
        let mut sources = Sources::default();
        let file = sources.add(Source::new(String::new(), text.to_owned()));
        let reader = Reader::new(&sources, &|_| true);
        let span = reader.file(file, |table| table.place().span);
        assert_eq!(&text[span], text.lines().next().unwrap_or_default());
    }
}

/// A section in brackets of the wrong number is read under the path that it was meant to have.
#[test]
fn misplaced_sections_have_the_paths_that_were_meant() {
    let text = "[activity]\nname = 5\n[[note]]\naim = 5\n[[staff.savina]]\nname = 5\n[staff-petrova]\nname = 5\nposition = 5\n";
    let mut sources = Sources::default();
    let file = sources.add(Source::new(String::new(), text.to_owned()));
    let reader = Reader::new(&sources, &|_| true);
    reader.file(file, |table| {
        for activity in table.tables("activity") {
            activity.text("name");
        }
        table.table("note").map(|note| note.text("aim"));
        for (_, person) in table.named_tables("staff") {
            person.text("name");
        }
    });
    let paths: Vec<String> = reader
        .into_problems()
        .iter()
        .filter(|p| p.message.starts_with("нужен текст"))
        .filter_map(|p| Some(p.place.as_ref()?.path.to_string()))
        .collect();
    assert_eq!(
        paths,
        [
            "activity.0.name",
            "note.aim",
            "staff.petrova.name",
            "staff.savina.name"
        ]
    );
}
