//! Number formats of a list: what a cell shows is what is read of it.

use nastavnik::edit::Imported;
use nastavnik::exchange::{Exchange, Wishes, import_bytes};
use rust_xlsxwriter::{Format, Workbook};

use super::beside::told;
use super::lists::school;

/// A list with a number under «Номер приказа», which its format shows in a way of its own.
fn read(format: &str, number: f64) -> Imported {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, (head, text)) in (0..).zip([
        ("Наставник", "Титова В.А."),
        ("Наставляемый", "Зотова А.Л."),
        ("Номер приказа", ""),
    ]) {
        sheet.write(0, column, head).unwrap();
        sheet.write(1, column, text).unwrap();
    }
    let format = Format::new().set_num_format(format);
    sheet.write_with_format(1, 2, number, &format).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let school = school();
    match import_bytes(&bytes, "список.xlsx", school.path(), &Wishes::default()) {
        Exchange::Done(imported) => imported,
        Exchange::Unread(problems, _) => panic!("{problems:?}"),
        Exchange::Refused(why) => panic!("{why}"),
    }
}

fn pair(imported: &Imported) -> String {
    let bytes = imported.files["pairings/titova-zotova.toml"].clone();
    String::from_utf8(bytes.unwrap()).unwrap()
}

#[test]
fn a_number_is_read_as_its_format_shows_it() {
    for format in [
        "0\"-ОД\"",
        "@\"-ОД\"",
        "[<100]00\"-к\";0\"-ОД\"",
        "[>=100]0\"-ОД\";00\"-к\"",
        "[=121]\"121-ОД\";0",
    ] {
        let pair = pair(&read(format, 121.0));
        assert!(pair.contains("number = \"121-ОД\""), "{format}: {pair}");
    }
}

#[test]
fn a_value_that_its_format_hides_is_told() {
    let imported = read(";;;", 121.0);
    assert!(
        told(&imported, "в ячейке не видно значения «121»"),
        "{:?}",
        imported.problems
    );
    assert!(!pair(&imported).contains("121"));
    // A nought that nobody sees says nothing.
    let imported = read("0;-0;;@", 0.0);
    assert!(!told(&imported, "не видно"), "{:?}", imported.problems);
}
