//! The bank of wording on the command line, and a bank of the school's own with its mistakes.

use std::path::Path;

use nastavnik::disk::load;
use nastavnik::edit::BUILT_IN;
use nastavnik::prepare::prepare;

use crate::own_book::{Rows, changed};
use crate::support::{copy, nastavnik, path, tried};

fn sample() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&path(&["samples", "start"]), folder.path());
    folder
}

fn said(args: &[&str]) -> String {
    let output = nastavnik(args);
    assert_eq!(output.status.code(), Some(0), "{args:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Every built-in case in the place of a bank of the school: what is told of it.
#[test]
fn nothing_is_wrong_with_the_built_in_cases() {
    let folder = sample();
    for (code, text) in BUILT_IN {
        std::fs::write(folder.path().join("bank.toml"), text).unwrap();
        let plan = prepare(&load(folder.path()));
        assert!(plan.problems.is_empty(), "{code}: {:?}", plan.problems);
    }
}

#[test]
fn a_mistake_in_the_bank_is_told_with_its_place_and_keeps_no_paper() {
    let folder = sample();
    let papers = prepare(&load(folder.path())).papers.len();
    let wrong = "[[case]]\nname = \"Наш\"\n[[case.activity]]\nblock = \"I\"\nnaem = \"Анкета\"\n";
    std::fs::write(folder.path().join("bank.toml"), wrong).unwrap();
    let plan = prepare(&load(folder.path()));
    assert_eq!(plan.papers.len(), papers);
    let told: Vec<String> = plan
        .problems
        .iter()
        .filter(|p| p.is_error())
        .map(|p| {
            let place = p.place.as_ref().unwrap();
            format!(
                "{} {}",
                plan.sources.get(place.file).inside,
                plan.sources.get(place.file).text[place.span.clone()].trim()
            )
        })
        .collect();
    assert!(!told.is_empty());
    assert!(
        told.iter().all(|it| it.starts_with("bank.toml ")),
        "{told:?}"
    );
    assert!(told.iter().any(|it| it.contains("naem")), "{told:?}");
}

#[test]
fn cases_of_one_name_and_blocks_that_there_are_not_are_told() {
    let folder = sample();
    let case = "[[case]]\nname = \"Наш\"\n[[case.activity]]\nblock = \"99\"\nname = \"Анкета\"\n";
    let other = case.replace("Анкета", "Беседа");
    std::fs::write(folder.path().join("bank.toml"), case.to_owned() + &other).unwrap();
    let plan = prepare(&load(folder.path()));
    let told: Vec<&str> = plan.problems.iter().map(|p| p.message.as_str()).collect();
    let block = "в форме программы нет блока «99»";
    assert_eq!(told, [block, "случай «Наш» в этом файле уже есть", block]);
    let (_, words) = tried(&["bank", "show", "novise"], folder.path());
    assert!(
        words.contains("возможно, имелось в виду «novice»"),
        "{words}"
    );
}

#[test]
fn the_bank_is_listed_and_shown_and_begins_a_pair() {
    let folder = sample();
    let at = folder.path().to_str().unwrap();
    let own = "[[case]]\nname = \"Наш случай\"\n[case.note]\naim = \"Своя цель\"\n[[case.activity]]\nblock = \"4.4\"\nname = \"Свое дело\"\n";
    std::fs::write(folder.path().join("bank.toml"), own).unwrap();
    let listed = said(&["bank", "list", "--folder", at]);
    for words in [
        "Банк школы:",
        "Наш случай",
        "Типовые случаи:",
        "novice",
        "Пары школы:",
    ] {
        assert!(listed.contains(words), "{words}: {listed}");
    }
    let shown = said(&["bank", "show", "поддержка при профессиональном выгорании"]);
    assert!(
        shown.contains("[note]\n") && shown.contains("[[activity]]\n"),
        "{shown}"
    );
    // What is shown is a part of the file of a pair.
    let file = folder.path().join("pairings/petrova-sidorov.toml");
    let pair = std::fs::read_to_string(&file).unwrap();
    let begun = pair.split("[note]").next().unwrap();
    let own = begun.lines().filter(|line| !line.starts_with("group"));
    let begun = own.collect::<Vec<_>>().join("\n");
    std::fs::write(&file, format!("{begun}\n{shown}")).unwrap();
    assert!(!prepare(&load(folder.path())).has_errors());
    std::fs::write(&file, pair).unwrap();
    said(&[
        "event",
        "add-pair",
        at,
        "--mentor",
        "Петрова Мария Ивановна",
        "--mentee",
        "Лебедева Наталья Викторовна",
        "--day",
        "01.10.2026",
        "--until",
        "31.05.2027",
        "--bank",
        "наш случай",
        "--yes",
    ]);
    let made = new_pair(folder.path());
    assert!(
        made.contains("aim = \"Своя цель\"") && made.contains("name = \"Свое дело\""),
        "{made}"
    );
    for (args, code) in [
        (&["bank", "show", "никакой"][..], 1),
        (&["bank", "show"][..], 2),
        (&["bank", "list", "novice"][..], 2),
    ] {
        assert_eq!(nastavnik(args).status.code(), Some(code), "{args:?}");
    }
}

/// The file of the pair that the sample has not had.
fn new_pair(folder: &Path) -> String {
    let files = std::fs::read_dir(folder.join("pairings")).unwrap();
    let names = files.map(|file| file.unwrap().path());
    let mut new = names.filter(|file| file.file_name().unwrap() != "petrova-sidorov.toml");
    std::fs::read_to_string(new.next().unwrap()).unwrap()
}

const BANK: &str = "Банк";
const GIVE: usize = 1;
const CASE: usize = 2;
const BLOCK: usize = 3;
const NAME: usize = 4;
const PAIR: &str = "Петрова — Сидоров";

fn text(words: &str) -> calamine::Data {
    calamine::Data::String(words.to_owned())
}

/// The sample school and its workbook with the sheet of the bank filled in.
fn with_book(change: impl FnOnce(&mut Rows)) -> tempfile::TempDir {
    let folder = sample();
    let book = folder.path().join("book.xlsx");
    let at = folder.path().to_str().unwrap();
    said(&["export", "--xlsx", book.to_str().unwrap(), at]);
    let bytes = std::fs::read(&book).unwrap();
    std::fs::write(&book, changed(bytes, BANK, change)).unwrap();
    folder
}

fn import(folder: &Path, more: &[&str]) -> (Option<i32>, String) {
    let book = folder.join("book.xlsx");
    let args = [book.to_str().unwrap(), folder.to_str().unwrap()];
    let output = nastavnik(&[&["import"], &args[..], more].concat());
    (output.status.code(), crate::support::said(&output))
}

fn file(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap_or_default()
}

fn assert_nothing_left(folder: &Path) {
    let (code, told) = import(folder, &[]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("Изменений нет."), "{told}");
}

fn is_coded(row: &[calamine::Data], code: &str) -> bool {
    matches!(&row[0], calamine::Data::String(own) if own == code)
}

fn coded<'r>(rows: &'r mut Rows, code: &str) -> &'r mut Vec<calamine::Data> {
    let found = rows.iter_mut().find(|row| is_coded(row, code));
    found.unwrap_or_else(|| panic!("no row {code}"))
}

const PLAN: &str = "pairings/petrova-sidorov.toml";

#[test]
fn an_activity_of_the_book_is_given_to_a_pair_once() {
    let mut name = String::new();
    let folder = with_book(|rows| {
        let row = coded(rows, "novice/1");
        row[GIVE] = text(PAIR);
        name = row[NAME].to_string();
    });
    let before = file(folder.path(), PLAN);
    let (code, told) = import(folder.path(), &["--explain"]);
    assert_eq!(code, Some(0), "{told}");
    let change = format!("пара «{PAIR}», мероприятие из банка");
    assert!(told.contains(&change), "{told}");
    for words in [
        "взято: «Мероприятие», pairings/petrova-sidorov.toml",
        "не нужно: строку банка никому не дали",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let after = file(folder.path(), PLAN);
    assert!(after.starts_with(before.trim_end()), "{after}");
    assert_eq!(
        after.matches(&format!("name = \"{name}\"")).count(),
        1,
        "{after}"
    );
    let plan = prepare(&load(folder.path()));
    assert!(!plan.has_errors(), "{:?}", plan.problems);
    assert_nothing_left(folder.path());
    let (_, told) = import(folder.path(), &["--explain"]);
    assert!(told.contains("не нужно: у пары это уже есть"), "{told}");
    assert_eq!(file(folder.path(), PLAN), after);
    assert!(file(folder.path(), "bank.toml").is_empty());
}

#[test]
fn a_whole_case_of_the_book_brings_what_the_pair_lacks() {
    let folder = with_book(|rows| coded(rows, "burnout")[GIVE] = text(PAIR));
    let bare = "mentors = [\"petrova\"]\nmentees = [\"sidorov\"]\n\n[note]\naim = \"Своя цель\"\n";
    std::fs::write(folder.path().join(PLAN), bare).unwrap();
    let (_, told) = import(folder.path(), &["--dry-run"]);
    for words in ["случай банка «", "1 часть записки из банка не взято"]
    {
        assert!(told.contains(words), "{words}: {told}");
    }
    import(folder.path(), &[]);
    let after = file(folder.path(), PLAN);
    assert!(
        after.contains("aim = \"Своя цель\"") && after.contains("relevance = "),
        "{after}"
    );
    assert!(after.matches("[[activity]]").count() >= 15, "{after}");
    // Once the plan has been worked on, nothing of it comes back.
    assert_nothing_left(folder.path());
}

#[test]
fn rows_of_the_book_stay_in_the_bank_of_the_school() {
    let folder = with_book(|rows| {
        let mut own = |case: &str, name: &str, give: &str| {
            let mut row = vec![calamine::Data::Empty; rows[0].len()];
            row[GIVE] = text(give);
            row[CASE] = text(case);
            row[BLOCK] = text("4.4");
            row[NAME] = text(name);
            rows.push(row);
        };
        own("", "Свой круглый стол", "");
        own("Наш случай", "Свой открытый урок", PAIR);
        own("Наш случай", "Своя беседа", "");
    });
    let (code, told) = import(folder.path(), &[]);
    assert_eq!(code, Some(0), "{told}");
    let bank = file(folder.path(), "bank.toml");
    let expected = "[[activity]]\nblock = \"4.4\"\nname = \"Свой круглый стол\"\n\n[[case]]\nname = \"Наш случай\"\n\n[[case.activity]]\nblock = \"4.4\"\nname = \"Свой открытый урок\"\n\n[[case.activity]]\nblock = \"4.4\"\nname = \"Своя беседа\"\n";
    assert_eq!(bank, expected);
    assert!(file(folder.path(), PLAN).contains("Свой открытый урок"));
    assert_nothing_left(folder.path());
    assert_eq!(file(folder.path(), "bank.toml"), bank);
    // A book made now has them, and what is changed in it is changed in the bank.
    let book = folder.path().join("book.xlsx");
    let at = folder.path().to_str().unwrap();
    said(&["export", "--xlsx", book.to_str().unwrap(), at, "--force"]);
    let bytes = std::fs::read(&book).unwrap();
    let edit = |rows: &mut Rows| {
        coded(rows, "own-1/2")[NAME] = text("Своя долгая беседа");
        rows.retain(|row| !is_coded(row, "own/1"));
    };
    std::fs::write(&book, changed(bytes, BANK, edit)).unwrap();
    let (code, told) = import(folder.path(), &[]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("Свой круглый стол"), "{told}");
    let again = bank.replace("Своя беседа", "Своя долгая беседа");
    assert_eq!(file(folder.path(), "bank.toml"), again);
    let (_, told) = import(folder.path(), &["--prune"]);
    let bank = file(folder.path(), "bank.toml");
    assert!(!bank.contains("круглый стол"), "{told}");
}

#[test]
fn what_cannot_be_taken_from_the_bank_of_the_book_is_told() {
    let folder = with_book(|rows| {
        coded(rows, "novice/2")[GIVE] = text("Иванов — Петров");
        coded(rows, "novice/3")[NAME] = text("Совсем другое дело");
    });
    let (code, told) = import(folder.path(), &["--dry-run"]);
    assert_eq!(code, Some(1), "{told}");
    for words in ["нет пары «Иванов — Петров»", "изменена, но никому не дана"]
    {
        assert!(told.contains(words), "{words}: {told}");
    }
    // A book in which nobody has touched the bank says nothing of it.
    let folder = with_book(|_| {});
    assert_nothing_left(folder.path());
}
