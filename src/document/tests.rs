use super::*;

#[test]
fn a_number_is_parted_from_its_words() {
    let words = |text: &str| Text::numbered(&[2, 1], Text::plain(text)).to_plain();
    assert_eq!(words("Слова"), "2.1. Слова");
    let task = Text::numbered_with(&[1], ")", Text::plain("Слова"));
    assert_eq!(task.to_plain(), "1) Слова");
    assert_eq!(Cell::number(3).0[0].to_plain(), "3.");
}

#[test]
fn notes_before_signatures_stay_with_them() {
    let note = || Block::Note(Text::plain("*"));
    let blocks = [note(), note(), Block::Signatures(Vec::new())];
    assert!(keeps_with_next(&blocks, 0));
    assert!(keeps_with_next(&blocks, 1));
    assert!(!keeps_with_next(&blocks, 2));
}

#[test]
fn the_last_rows_are_those_above_the_signatures() {
    let cells = || Row::Cells(vec![Cell::default()]);
    let title = Row::Title {
        level: 1,
        number: None,
        title: Text::default(),
    };
    let table = |rows| {
        Block::Table(Table {
            summary: String::new(),
            columns: Vec::new(),
            rows,
            air: 0,
            is_numbered: false,
            is_whole: false,
            chart: None,
        })
    };
    let note = || Block::Note(Text::plain("*"));
    let whole = table(vec![cells(), cells(), title, cells()]);
    let end = Block::Signatures(Vec::new());
    assert_eq!(
        last_rows(&[note(), whole.clone(), note(), end]),
        Some((1, 1))
    );
    let goes_on = || Block::Paragraph(Text::plain("Выписка верна."));
    assert_eq!(last_rows(&[whole.clone(), goes_on()]), None);
    let end = || Block::Signatures(Vec::new());
    assert_eq!(
        last_rows(&[whole.clone(), goes_on(), goes_on(), end()]),
        Some((0, 1))
    );
    let long = Block::Paragraph(Text::plain("слово ".repeat(40)));
    assert_eq!(last_rows(&[whole, long, end()]), None);
    assert_eq!(last_rows(&[table(vec![cells()]), note()]), None);
}

#[test]
fn a_long_list_of_signatures_is_held_only_at_its_ends() {
    let held: Vec<bool> = (0..9).map(|i| signature_keeps_with_next(9, i)).collect();
    assert_eq!(
        held,
        [true, false, false, false, false, false, false, true, false]
    );
    assert!((0..3).all(|i| signature_keeps_with_next(4, i)));
}
