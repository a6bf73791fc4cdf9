//! Lists as schools keep them: every cell is taken, left out or asked about, and what was brought
//! in once changes nothing when it is brought in again.

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::Command;

use nastavnik::edit::{Fate, Imported};
use nastavnik::exchange::{
    Answers, Exchange, Wishes, export_workbook, import_bytes, write_imported,
};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use rust_xlsxwriter::{Format, Workbook};
use tempfile::TempDir;

pub(crate) fn school() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("pairings")).unwrap();
    std::fs::create_dir_all(folder.path().join("orders")).unwrap();
    let organization = r#"[organization]
full_name = "муниципальное бюджетное общеобразовательное учреждение «Школа № 3»"
short_name = "МБОУ «Школа № 3»"
head = "titova"
school_year = "2026/2027"

[staff.titova]
name = "Титова Вера Андреевна"
position = "директор"

[staff.lebedev]
name = "Лебедев Пётр Ильич"
position = "учитель физики"

[staff.zotova]
name = "Зотова Анна Львовна"
position = "учитель химии"
"#;
    let roadmap = "[[stage]]\ntitle = \"Начало\"\n[[stage.activity]]\nname = \"Сбор запросов\"\nterm = \"сентябрь\"\n[[stage.activity]]\nname = \"Беседы\"\n[[stage]]\ntitle = \"Итоги\"\n[[stage.activity]]\nname = \"Анкеты\"\nterm = \"май\"\n";
    let pair = "mentors = [\"lebedev\"]\nmentees = [\"zotova\"]\nbasis = { number = \"5-ОД\", date = 2026-09-01 }\nperiod = { from = 2026-09-01, to = 2027-05-31 }\n";
    std::fs::write(folder.path().join("organization.toml"), organization).unwrap();
    std::fs::write(folder.path().join("roadmap.toml"), roadmap).unwrap();
    std::fs::write(folder.path().join("pairings/lebedev-zotova.toml"), pair).unwrap();
    std::fs::write(
        folder.path().join("orders/pairs.toml"),
        "kind = \"pairs\"\nnumber = \"5-ОД\"\ndate = 2026-09-01\npairings = [\"lebedev-zotova\"]\n",
    )
    .unwrap();
    folder
}

fn with(folder: &Path, name: &str, bytes: &[u8], wishes: &Wishes) -> Imported {
    match import_bytes(bytes, name, folder, wishes) {
        Exchange::Done(imported) => imported,
        Exchange::Unread(problems, _) => panic!("{problems:?}"),
        Exchange::Refused(why) => panic!("{why}"),
    }
}

fn compared(folder: &Path, csv: &str) -> Imported {
    with(folder, "список.csv", csv.as_bytes(), &Wishes::default())
}

fn fates(imported: &Imported) -> Vec<(String, Fate)> {
    let all = imported.fates().into_iter();
    all.map(|(cell, fate)| (cell.at.clone(), fate)).collect()
}

/// Texts that meet in lists: headings, names, posts, dates, totals, signatures and plain nonsense.
const TEXTS: [&str; 34] = [
    "Наставник",
    "Наставляемый",
    "ФИО",
    "Должность",
    "Мероприятие",
    "Срок",
    "Ответственный",
    "Номер приказа",
    "Дата приказа",
    "№",
    "Стаж",
    "Титова Вера Андреевна",
    "Лебедев П.И.",
    "Зотова Анна Львовна",
    "Котов Лев Иванович",
    "Котова Л.И.",
    "Белых Инна Юрьевна, логопед",
    "учитель физики",
    "логопед",
    "01.09.2026",
    "9/1/2026",
    "сентябрь",
    "№ 7-ОД от 01.09.2026",
    "7-ОД",
    "Итого: 2",
    "Директор",
    "______ В.А. Титова",
    "Примечание: по списку",
    "1. Подготовка",
    "Дорожная карта",
    "на 2026/2027 учебный год",
    "-//-",
    "1",
    "2",
];

#[derive(Debug, Clone)]
struct Grid {
    cells: Vec<Vec<Option<usize>>>,
    merged: Option<(u32, u16, u32, u16)>,
    hidden: Option<u32>,
    struck: Option<u32>,
}

fn grid() -> impl Strategy<Value = Grid> {
    let cell = prop_oneof![1 => Just(None), 3 => (0..TEXTS.len()).prop_map(Some)];
    let rows = prop::collection::vec(prop::collection::vec(cell, 5), 1..9);
    let merged = prop::option::of((1_u32..8, 0_u16..3, 0_u32..3, 0_u16..3));
    let heads = prop_oneof![
        Just(vec![0, 1, 3, 7, 8]),
        Just(vec![2, 3, 10, 0, 9]),
        Just(vec![4, 5, 6, 10, 9]),
        prop::collection::vec(0..TEXTS.len(), 5),
    ];
    (
        rows,
        heads,
        merged,
        prop::option::of(1_u32..8),
        prop::option::of(1_u32..8),
    )
        .prop_map(|(mut cells, heads, merged, hidden, struck)| {
            cells.insert(0, heads.into_iter().map(Some).collect());
            Grid {
                cells,
                merged,
                hidden,
                struck,
            }
        })
}

fn book(grid: &Grid) -> (Vec<u8>, usize) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Лист1").unwrap();
    let struck = Format::new().set_font_strikethrough();
    let mut count = 0;
    if let Some((top, left, down, right)) = grid.merged.filter(|(_, _, d, r)| d + u32::from(*r) > 0)
    {
        sheet
            .merge_range(top, left, top + down, left + right, "", &Format::new())
            .unwrap();
    }
    for (y, row) in (0_u32..).zip(&grid.cells) {
        for (x, text) in (0_u16..).zip(row) {
            let Some(text) = text else { continue };
            count += 1;
            if grid.struck == Some(y) {
                sheet
                    .write_with_format(y, x, TEXTS[*text], &struck)
                    .unwrap();
            } else {
                sheet.write(y, x, TEXTS[*text]).unwrap();
            }
        }
    }
    if let Some(row) = grid.hidden {
        sheet.set_row_hidden(row).unwrap();
    }
    (book.save_to_buffer().unwrap(), count)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, rng_seed: RngSeed::Fixed(591), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_cell_of_any_book_is_accounted_for(grid in grid()) {
        let school = school();
        let (bytes, count) = book(&grid);
        let imported = with(school.path(), "книга.xlsx", &bytes, &Wishes::default());
        let tally = imported.tally();
        prop_assert_eq!(tally.all, count);
        prop_assert_eq!(tally.taken + tally.left + tally.asked, count);
        // Nothing is asked about in silence.
        prop_assert!(tally.asked == 0 || imported.has_errors(), "{:?}", fates(&imported));
        prop_assert!(imported.has_errors() || tally.taken > 0 || imported.files.is_empty());
    }

    #[test]
    fn a_book_that_was_taken_changes_nothing_again(grid in grid()) {
        let school = school();
        let (bytes, _) = book(&grid);
        let wishes = Wishes { partial: true, ..Wishes::default() };
        let first = with(school.path(), "книга.xlsx", &bytes, &wishes);
        if !first.has_errors() {
            write_imported(&first, school.path()).unwrap();
            let again = with(school.path(), "книга.xlsx", &bytes, &wishes);
            prop_assert!(again.files.is_empty(), "{:?}", again.changes);
        }
    }
}

/// A total, a title, a hidden row, an unknown column: each is left out with its reason.
#[test]
fn what_is_left_out_has_its_reason() {
    let school = school();
    let imported = compared(
        school.path(),
        "Список пар;;\nНаставник;Наставляемый;Стаж\nТитова В.А.;Зотова А.Л.;5\nИтого;1;\n",
    );
    let why = |at: &str| {
        let all = fates(&imported);
        all.into_iter()
            .find(|(cell, _)| cell == at)
            .map(|(_, fate)| fate)
    };
    assert_eq!(why("A1"), Some(Fate::Left("название")));
    assert_eq!(why("B2"), Some(Fate::Left("заголовок")));
    assert_eq!(why("C3"), Some(Fate::Left("столбец программе не известен")));
    assert_eq!(why("A4"), Some(Fate::Left("это итог")));
    assert!(matches!(why("A3"), Some(Fate::Taken { field, .. }) if field == "Наставник"));
    assert_eq!(
        imported.tally().to_string(),
        "9 ячеек: 2 взято, 7 не нужно, 0 вопросов"
    );
}

/// One bad row does not stop the rest, and its question stays.
#[test]
fn rows_without_questions_are_taken_and_the_others_wait() {
    let school = school();
    let csv = "Наставник;Наставляемый\nТитова В.А.;Зотова А.Л.\nНекто Н.Н.;Зотова А.Л.\n";
    assert!(compared(school.path(), csv).has_errors());
    let wishes = Wishes {
        partial: true,
        ..Wishes::default()
    };
    let imported = with(school.path(), "список.csv", csv.as_bytes(), &wishes);
    assert!(!imported.has_errors() && imported.is_partial);
    let asked: Vec<String> = imported
        .problems
        .iter()
        .filter(|p| p.is_error())
        .map(|p| p.text().into_owned())
        .collect();
    assert_eq!(asked, ["«Наставник»: среди сотрудников нет «Некто Н.Н.»"]);
    assert_eq!(imported.tally().asked, 2);
    write_imported(&imported, school.path()).unwrap();
    assert!(school.path().join("pairings/titova-zotova.toml").exists());
}

#[test]
fn answers_settle_the_questions() {
    let school = school();
    let csv = "ФИО;Должность\nЛебедев Пётр Ильин;учитель музыки\nЗотава Анна Львовна;логопед\nВакансия и ещё;логопед\n";
    let asked = compared(school.path(), csv);
    let blank = Answers::blank(&asked);
    assert!(
        blank.contains("\"A2\" = \"\"") && blank.contains("\"A3\" = \"\""),
        "{blank}"
    );
    assert_eq!(Answers::read(&blank).unwrap().iter().count(), 0);
    let answers =
        "\"A2\" = \"Лебедев Пётр Ильич\"\n\"A3\" = \"другой человек\"\n\"A4\" = \"не нужно\"\n";
    let wishes = Wishes {
        answers: Answers::read(answers).unwrap(),
        ..Wishes::default()
    };
    let imported = with(school.path(), "список.csv", csv.as_bytes(), &wishes);
    assert!(!imported.has_errors(), "{:?}", imported.problems);
    write_imported(&imported, school.path()).unwrap();
    let organization = std::fs::read_to_string(school.path().join("organization.toml")).unwrap();
    assert!(
        organization
            .contains("[staff.zotava]\nname = \"Зотава Анна Львовна\"\nposition = \"логопед\""),
        "{organization}"
    );
    assert!(
        organization.contains("name = \"Лебедев Пётр Ильич\"\nposition = \"учитель музыки\""),
        "{organization}"
    );
    let again = with(school.path(), "список.csv", csv.as_bytes(), &wishes);
    assert!(again.files.is_empty(), "{:?}", again.changes);
}

fn exported(folder: &Path) -> Vec<u8> {
    match export_workbook(folder) {
        Exchange::Done(bytes) => bytes,
        other => panic!("{other:?}"),
    }
}

fn edit(folder: &Path, file: &str, old: &str, new: &str) {
    let path = folder.join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(old), "{text}");
    std::fs::write(path, text.replace(old, new)).unwrap();
}

/// A book with a part written anew.
fn with_part(book: &[u8], name: &str, anew: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for i in 0..archive.len() {
        let part = archive.by_index_raw(i).unwrap();
        if part.name() != name {
            out.raw_copy_file(part).unwrap();
        }
    }
    out.start_file(name, zip::write::SimpleFileOptions::default())
        .unwrap();
    out.write_all(anew(text).as_bytes()).unwrap();
    out.finish().unwrap().into_inner()
}

/// A book with one text in place of another.
fn with_words(book: &[u8], old: &str, new: &str) -> Vec<u8> {
    let [old, new] = [old, new].map(|text| format!(">{text}<"));
    with_part(book, "xl/sharedStrings.xml", |strings| {
        assert_eq!(strings.matches(&old).count(), 1, "{old}");
        strings.replace(&old, &new)
    })
}

/// A row of activities typed beneath the others, or the pair of one of them changed.
#[test]
fn a_book_with_new_and_moved_activities_comes_in_twice_and_loses_none() {
    const ACTIVITIES: &str = "xl/worksheets/sheet4.xml";
    let school = school();
    let own = |name: &str| format!("[[activity]]\nblock = \"I\"\nname = \"{name}\"\n");
    let file = school.path().join("pairings/lebedev-zotova.toml");
    let pair = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("{pair}{}{}", own("Первое"), own("Второе"))).unwrap();
    let other = pair.replace("\"zotova\"", "\"titova\"");
    let other_file = school.path().join("pairings/lebedev-titova.toml");
    std::fs::write(&other_file, format!("{other}{}", own("Чужое"))).unwrap();
    let book = exported(school.path());
    let cell = |column: char, text: &str| {
        format!("<c r=\"{column}900\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let row = ["Лебедев — Зотова", "I", "Третье"];
    let row: String = "BCD"
        .chars()
        .zip(row)
        .map(|(c, text)| cell(c, text))
        .collect();
    let longer = with_part(&book, ACTIVITIES, |sheet| {
        let end = format!("<row r=\"900\">{row}</row></sheetData>");
        sheet.replace("</sheetData>", &end)
    });
    let moved = with_part(&book, ACTIVITIES, |sheet| {
        // The pair of the third row, that of «Второе» among them, becomes that of the second.
        let pair_of = |row: &str| {
            let cell = sheet.split_once(&format!("<c r=\"B{row}\"")).unwrap().1;
            cell.split_once("</c>").unwrap().0.to_owned()
        };
        sheet.replace(
            &format!("<c r=\"B2\"{}", pair_of("2")),
            &format!("<c r=\"B2\"{}", pair_of("4")),
        )
    });
    for (book, count) in [(longer, 4), (moved, 3)] {
        let copy = tempfile::tempdir().unwrap();
        crate::support::copy(school.path(), copy.path());
        let wishes = Wishes {
            prune: true,
            ..Wishes::default()
        };
        let first = with(copy.path(), "книга.xlsx", &book, &wishes);
        assert!(!first.has_errors(), "{:?}", first.problems);
        assert!(!first.files.is_empty());
        write_imported(&first, copy.path()).unwrap();
        let again = with(copy.path(), "книга.xlsx", &book, &wishes);
        assert!(!again.has_errors(), "{:?}", again.problems);
        assert!(again.files.is_empty(), "{:?}", again.changes);
        let text = ["lebedev-zotova", "lebedev-titova"].map(|stem| {
            std::fs::read_to_string(copy.path().join(format!("pairings/{stem}.toml"))).unwrap()
        });
        assert_eq!(text.concat().matches("[[activity]]").count(), count);
    }
}

/// What was typed into the book in other words than the files have is the same value.
#[test]
fn a_book_is_brought_in_again_whatever_words_say_it() {
    for (old, new) in [
        ("май", "07.05.2027 - 09.05.2027"),
        ("май", "7.5.27"),
        ("май", "2 мая 2027 г."),
    ] {
        let school = school();
        let book = with_words(&exported(school.path()), old, new);
        let first = with(school.path(), "книга.xlsx", &book, &Wishes::default());
        assert!(!first.has_errors(), "{new}: {:?}", first.problems);
        assert_eq!(first.changes.len(), 1, "{new}: {:?}", first.changes);
        write_imported(&first, school.path()).unwrap();
        let again = with(school.path(), "книга.xlsx", &book, &Wishes::default());
        assert!(!again.has_errors(), "{new}: {:?}", again.problems);
        assert!(again.files.is_empty(), "{new}: {:?}", again.changes);
    }
}

/// What the files have got since a book was made is no change of the book.
#[test]
fn an_old_book_takes_nothing_back() {
    for (file, old, new) in [
        ("organization.toml", "учитель химии", "учитель биологии"),
        ("pairings/lebedev-zotova.toml", "2027-05-31", "2027-04-30"),
        (
            "pairings/lebedev-zotova.toml",
            "number = \"5-ОД\"",
            "number = \"6-ОД\"",
        ),
        ("roadmap.toml", "term = \"май\"", "term = \"апрель\""),
        (
            "roadmap.toml",
            "[[stage.activity]]\nname = \"Беседы\"\n",
            "",
        ),
        ("orders/pairs.toml", "5-ОД", "8-ОД"),
        (
            "organization.toml",
            "head = \"titova\"",
            "head = \"lebedev\"",
        ),
    ] {
        let school = school();
        let book = exported(school.path());
        edit(school.path(), file, old, new);
        let wishes = Wishes {
            prune: true,
            ..Wishes::default()
        };
        let imported = with(school.path(), "книга.xlsx", &book, &wishes);
        assert!(
            imported.files.is_empty(),
            "{file}: {new}: {:?}",
            imported.changes
        );
        assert!(!imported.problems.is_empty(), "{file}: {new}");
    }
    let school = school();
    let book = exported(school.path());
    std::fs::write(
        school.path().join("pairings/titova-zotova.toml"),
        "mentors = [\"titova\"]\nmentees = [\"zotova\"]\n",
    )
    .unwrap();
    let wishes = Wishes {
        prune: true,
        ..Wishes::default()
    };
    assert!(
        with(school.path(), "книга.xlsx", &book, &wishes)
            .files
            .is_empty()
    );
}

#[test]
fn the_book_of_another_school_is_refused() {
    let (school, other) = (school(), school());
    edit(other.path(), "organization.toml", "Школа № 3", "Школа № 4");
    let staff = [
        ("Титова Вера", "Сомова Дарья"),
        ("Лебедев Пётр", "Котов Лев"),
        ("Зотова Анна", "Белых Инна"),
    ];
    for (old, new) in staff {
        edit(other.path(), "organization.toml", old, new);
    }
    let imported = with(
        school.path(),
        "книга.xlsx",
        &exported(other.path()),
        &Wishes::default(),
    );
    assert!(imported.has_errors() && imported.files.is_empty());
    assert!(imported.problems[0].text().contains("другой школы"));
    // A school may get another name.
    let book = exported(school.path());
    edit(
        school.path(),
        "organization.toml",
        "Школа № 3",
        "Гимназия № 3",
    );
    assert!(!with(school.path(), "книга.xlsx", &book, &Wishes::default()).has_errors());
}

#[test]
fn the_command_explains_every_cell_and_keeps_questions_in_a_file() {
    let school = school();
    let list = school.path().join("список.csv");
    std::fs::write(
        &list,
        "Наставник;Наставляемый\nТитова В.А.;Зотова А.Л.\nНекто Н.Н.;Зотова А.Л.\n",
    )
    .unwrap();
    let run = |args: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_nastavnik"))
            .arg("import")
            .arg(&list)
            .arg(school.path())
            .args(args)
            .output()
            .unwrap();
        String::from_utf8_lossy(&[out.stdout, out.stderr].concat()).into_owned()
    };
    let answers = school.path().join("ответы.toml");
    let said = run(&["--explain", "--answers", answers.to_str().unwrap()]);
    assert!(
        said.contains("+ A2 «Титова В.А.» – взято: «Наставник»"),
        "{said}"
    );
    assert!(
        said.contains("- A1 «Наставник» – не нужно: заголовок"),
        "{said}"
    );
    assert!(said.contains("? A3 «Некто Н.Н.» – вопрос"), "{said}");
    assert!(
        said.contains("6 ячеек: 2 взято, 2 не нужно, 2 вопроса"),
        "{said}"
    );
    let text = std::fs::read_to_string(&answers).unwrap();
    std::fs::write(
        &answers,
        text.replace("\"A3\" = \"\"", "\"A3\" = \"Лебедев П.И.\""),
    )
    .unwrap();
    let said = run(&["--answers", answers.to_str().unwrap()]);
    assert!(said.contains("Записано"), "{said}");
    assert!(school.path().join("pairings/titova-zotova.toml").exists());
}

/// Names of people beneath a signature are entries or a question, never the tail of the signature.
#[test]
fn a_signature_swallows_no_list_beneath_it() {
    let head = "Наставник;Должность;Наставляемый;Должность;Приказ\n";
    let [first, second] = [
        "Титова В.А.;;Зотова А.Л.;;№ 7-ОД от 02.09.2026\n",
        "Лебедев П.И.;;Титова В.А.;;№ 8-ОД от 03.09.2026\n",
    ];
    let signature = ";;;;\nДиректор;;Титова В.А.;;\n;;;;\n";
    for between in [
        String::new(),
        format!("Корпус 2;;;;\n{head}"),
        format!("Корпус 2;;;;\n;;;;\n{head}"),
        "Корпус 2;;;;\n".to_owned(),
    ] {
        let school = school();
        let csv = format!("Корпус 1;;;;\n{head}{first}{signature}{between}{second}{signature}");
        let imported = compared(school.path(), &csv);
        assert!(!imported.has_errors(), "{csv}: {:?}", imported.problems);
        let files: Vec<&str> = imported.files.keys().map(String::as_str).collect();
        assert!(
            files.contains(&"pairings/titova-zotova.toml")
                && files.contains(&"pairings/lebedev-titova.toml"),
            "{csv}: {files:?}"
        );
    }
    let named = "Наставник;Наставляемый\nТитова В.А.;Зотова А.Л.\n";
    for (rows, at) in [
        ("Директор;В.А. Титова\nЛебедев П.И.;Титова В.А.\n", "A4"),
        ("Директор школы Титова В.А.;Лебедев П.И.\n", "A3"),
    ] {
        let school = school();
        let imported = compared(school.path(), &format!("{named}{rows}"));
        let asked = |(cell, fate): &(String, Fate)| cell == at && matches!(fate, Fate::Asked);
        assert!(imported.has_errors(), "{rows}");
        assert!(
            fates(&imported).iter().any(asked),
            "{rows}: {:?}",
            fates(&imported)
        );
    }
    for csv in [
        "ФИО;Должность\nДиректор;\nЗуев Олег Ильич;учитель\nУчителя;\nКотов Лев Ильич;учитель\n",
        "ФИО;Должность\nЗуев Олег Ильич;учитель\nМетодист;\nКотов Лев Ильич;методист\n",
    ] {
        let school = school();
        let imported = compared(school.path(), csv);
        let text = imported
            .changes
            .iter()
            .map(|c| c.name.clone())
            .collect::<String>();
        assert!(
            text.contains("Зуев Олег Ильич") && text.contains("Котов Лев Ильич"),
            "{text}"
        );
    }
}

/// A name in another case, or with the first name in front, is asked about and not entered.
#[test]
fn a_new_name_that_stands_askew_is_asked_about() {
    for name in [
        "Быковой Марии Ивановне",
        "Ковалёвой Анны Павловны",
        "Быкову Ольгу Ильиничну",
        "Быковой Ольгой Никитичной",
        "Быкова Петра Ильича",
        "Громову Олегу Сергеевичу",
        "Громовым Олегом Фомичем",
        "Мария Ивановна Раскова",
    ] {
        for csv in [
            format!("Наставник;Наставляемый\nТитова В.А.;{name}\n"),
            format!("ФИО;Должность\n{name};учитель\n"),
        ] {
            let school = school();
            let imported = compared(school.path(), &csv);
            assert!(imported.has_errors() && imported.files.is_empty(), "{csv}");
            let told = imported.problems[0].text();
            assert!(
                told.contains("падеже") || told.contains("перед фамилией"),
                "{told}"
            );
        }
    }
    for name in [
        "Быкова Мария Ивановна",
        "Кузьмич Пётр Ильич",
        "Раскова Мария Никитична",
        "Мамедов Али Гасан оглы",
        "Быковой Марии Ивановне (другой человек)",
    ] {
        let school = school();
        let csv = format!("Наставник;Наставляемый;Должность\nТитова В.А.;{name};учитель\n");
        let imported = compared(school.path(), &csv);
        assert!(!imported.has_errors(), "{name}: {:?}", imported.problems);
    }
}

#[test]
fn brackets_and_midnight_part_nothing() {
    let school = school();
    let csv = "Наставник;Наставляемый;Номер приказа;Дата приказа\n\
        Зуев Пётр Ильич (учитель физики, высшая категория);Титова (Белых) Вера Андреевна;7-ОД;02.09.2026 0:00:00\n";
    let imported = compared(school.path(), csv);
    assert!(!imported.has_errors(), "{:?}", imported.problems);
    let text = |file: &str| {
        let bytes = imported.files[file].clone().unwrap();
        String::from_utf8(bytes).unwrap()
    };
    assert!(text("organization.toml").contains("position = \"учитель физики\""));
    let pair = text("pairings/zuev-titova.toml");
    assert!(pair.contains("2026-09-02"), "{pair}");
    for aside in ["высшая категория", "Белых"] {
        let is_told = |p: &nastavnik::problem::Problem| p.text().contains(aside);
        assert!(imported.problems.iter().any(is_told), "{aside}");
    }
}

#[test]
fn a_post_that_is_not_taken_is_not_called_taken() {
    let school = school();
    let csv = "Наставник;Должность;Наставляемый;Должность\n\
        Лебедев П.И.;учитель музыки;Титова В.А.;директор\n";
    let imported = compared(school.path(), csv);
    let fate = |at: &str| {
        fates(&imported)
            .into_iter()
            .find(|(cell, _)| cell == at)
            .unwrap()
            .1
    };
    assert!(matches!(fate("B2"), Fate::Left(_)), "{:?}", fate("B2"));
    assert!(matches!(fate("D2"), Fate::Taken { .. }), "{:?}", fate("D2"));
}

fn errors(imported: &Imported) -> Vec<String> {
    let errors = imported.problems.iter().filter(|p| p.is_error());
    errors.map(|p| p.text().into_owned()).collect()
}

/// What a part of the book that was not read may have said is not taken away.
#[test]
fn pruning_spares_values_while_a_part_of_the_book_is_unread() {
    let rows = "Наставник;Наставляемый;Приказ;Срок\nЛебедев Пётр Ильич;Зотова Анна Львовна;;\n";
    let wishes = Wishes {
        prune: true,
        ..Wishes::default()
    };
    for (more, is_held) in [("", false), ("Директор;В.А. Титова;;\n", true)] {
        let school = school();
        let csv = format!("{rows}{more}");
        let imported = with(school.path(), "список.csv", csv.as_bytes(), &wishes);
        assert_eq!(imported.is_held, is_held, "{:?}", imported.problems);
        assert_eq!(imported.files.is_empty(), is_held, "{:?}", imported.changes);
        assert!(!imported.changes.is_empty());
    }
}

/// The date of one order never goes with the number of another.
#[test]
fn a_new_order_is_taken_whole_or_asked_about() {
    let is_of_file = "mentors = [\"lebedev\"]\nmentees = [\"zotova\"]\nbasis = { number = \"5-ОД\", date = 2026-09-01, title = \"О парах\" }\n";
    for (heads, cells, error) in [
        (
            "Приказ",
            "150-ОД",
            "«Приказ»: у пары записан приказ № 5-ОД от 01.09.2026, а здесь другой, № 150-ОД без даты: какая у него дата?",
        ),
        (
            "Номер приказа;Дата приказа",
            "150-ОД;",
            "«Номер приказа»: у пары записан приказ № 5-ОД от 01.09.2026, а здесь другой, № 150-ОД без даты: какая у него дата?",
        ),
        (
            "Дата приказа",
            "15.10.2026",
            "«Дата приказа»: у пары записан приказ № 5-ОД от 01.09.2026, а здесь другой, от 15.10.2026 без номера: какой у него номер?",
        ),
        ("Приказ", "№ 150-ОД от 15.10.2026", ""),
        ("Номер приказа;Дата приказа", "5-ОД;15.10.2026", ""),
        ("Приказ", "5-ОД", ""),
    ] {
        let school = school();
        let file = school.path().join("pairings/lebedev-zotova.toml");
        std::fs::write(file, is_of_file).unwrap();
        let csv = format!(
            "Наставник;Наставляемый;{heads}\nЛебедев Пётр Ильич;Зотова Анна Львовна;{cells}\n"
        );
        let imported = compared(school.path(), &csv);
        let expected: Vec<&str> = Some(error).filter(|e| !e.is_empty()).into_iter().collect();
        assert_eq!(errors(&imported), expected, "{heads}: {cells}");
        let told = imported
            .problems
            .iter()
            .any(|p| p.text() == "название приказа в файле пары осталось прежнее: «О парах»");
        assert_eq!(told, cells == "№ 150-ОД от 15.10.2026", "{heads}: {cells}");
    }
}

/// What stands in the columns of an order, a consent, a form and a term, and is something else.
#[test]
fn words_beneath_orders_consents_and_forms_are_told_or_asked_about() {
    let list = |heads: &str, rows: &[&str]| {
        let people = ["Титова В.А.;Лебедев П.И.", "Титова В.А.;Зотова А.Л."];
        let rows: Vec<String> = people
            .iter()
            .zip(rows)
            .map(|(people, cells)| format!("{people};{cells}\n"))
            .collect();
        let csv = format!("Наставник;Наставляемый;{heads}\n{}", rows.concat());
        compared(school().path(), &csv)
    };
    for (head, cell, said) in [
        ("Приказ", "готовится", "«готовится» – не приказ"),
        ("Приказ", "на подписи", "«на подписи» – не приказ"),
        ("Приказ", "№ 121-OD от 08.09.2026", "латинские буквы «OD»"),
        (
            "Приказ",
            "распоряжение № 121-р от 08.09.2026",
            "здесь распоряжение",
        ),
        ("Согласие", "согласна", "«согласна» – не дата"),
        ("Согласие", "не возражаю", "«не возражаю» – не дата"),
        ("Согласие", "не получено", "«не получено» – не дата"),
        ("Форма", "очная", "«очная» – таких слов в положении нет"),
        ("Доплата", "-500", "не размер выплаты"),
    ] {
        let imported = list(head, &[cell]);
        assert_eq!(errors(&imported), [""; 0], "{cell}");
        assert!(
            imported.problems.iter().any(|p| p.text().contains(said)),
            "{cell}"
        );
    }
    for (head, cell, question) in [
        (
            "Приказ",
            "от 08.09.2026",
            "«Приказ»: здесь день приказа без номера",
        ),
        (
            "Период;Начало",
            "01.09.2026 – 31.05.2027;01.10.2026",
            "«Период»: срок записан дважды",
        ),
        (
            "Начало;Окончание",
            "01/09/2026;05/31/2027",
            "«Начало»: дату можно понять двояко: 01.09.2026 или 09.01.2026",
        ),
    ] {
        assert_eq!(errors(&list(head, &[cell])), [question], "{cell}");
    }
    let two = list("Приказ", &["121-ОД от 08.09.2026", "121ОД от 08.09.2026"]);
    let question = "«Приказ»: номер «121ОД» и номер «121-ОД» того же дня: это один приказ?";
    assert_eq!(errors(&two), [question]);
    let day = list("Согласие", &["получено 28.08.2026"]);
    let file = day.files["pairings/titova-lebedev.toml"].clone().unwrap();
    assert!(
        String::from_utf8(file)
            .unwrap()
            .contains("consent = 2026-08-28")
    );
    for mark in ["-«-", "«", "этот же"] {
        let two = list("Приказ", &["121-ОД от 08.09.2026", mark]);
        let file = two.files["pairings/titova-zotova.toml"].clone().unwrap();
        assert!(
            String::from_utf8(file).unwrap().contains("121-ОД"),
            "{mark}"
        );
    }
}

/// A book of the old kind says which of its sheets are hidden, and nothing of its rows.
#[test]
fn a_hidden_sheet_of_an_old_book_is_left_out() {
    let file = crate::support::path(&["tests", "data", "lists", "hidden-sheet.xls"]);
    let bytes = std::fs::read(file).unwrap();
    let school = school();
    let imported = with(school.path(), "список.xls", &bytes, &Wishes::default());
    let made: Vec<&String> = imported.files.keys().collect();
    assert_eq!(made, ["pairings/titova-lebedev.toml"]);
    let told = |words: &str| imported.problems.iter().any(|p| p.text().contains(words));
    assert!(told("лист «Прежние» не прочитан: лист скрыт"));
    assert!(told("какие строки и столбцы скрыты"));
}

/// The order that a pair names by its file may stand in a list by its number.
#[test]
fn the_order_that_the_pair_has_already_is_no_change() {
    let by_file =
        "mentors = [\"lebedev\"]\nmentees = [\"zotova\"]\nbasis = { order = \"pairs\" }\n";
    for (head, cell, error) in [
        ("Приказ", "№ 5-ОД от 01.09.2026", ""),
        ("Приказ", "5-од", ""),
        ("Номер приказа", "5-ОД", ""),
        ("Основание", "Приказ № 5-ОД от 01.09.2026", ""),
        (
            "Приказ",
            "№ 7-ОД от 01.09.2026",
            "«Приказ»: у пары записан приказ «pairs», № 5-ОД от 01.09.2026, а здесь № 7-ОД от 01.09.2026",
        ),
        (
            "Приказ",
            "№ 5-ОД от 02.09.2026",
            "«Приказ»: у пары записан приказ «pairs», № 5-ОД от 01.09.2026, а здесь № 5-ОД от 02.09.2026",
        ),
        (
            "Основание",
            "Приказ № 5-ОД от 02.09.2026",
            "«Основание»: у пары записан приказ «pairs», № 5-ОД от 01.09.2026, а здесь № 5-ОД от 02.09.2026",
        ),
        (
            "Основание",
            "Решение педагогического совета",
            "«Основание»: в файле пары уже записан приказ, слова заменили бы его",
        ),
    ] {
        let school = school();
        let file = school.path().join("pairings/lebedev-zotova.toml");
        std::fs::write(file, by_file).unwrap();
        let csv = format!(
            "Наставник;Наставляемый;{head}\nЛебедев Пётр Ильич;Зотова Анна Львовна;{cell}\n"
        );
        let imported = compared(school.path(), &csv);
        let expected: Vec<&str> = Some(error).filter(|e| !e.is_empty()).into_iter().collect();
        assert_eq!(errors(&imported), expected, "{head}: {cell}");
        assert!(imported.files.is_empty(), "{head}: {:?}", imported.changes);
        // A question stands at the cell of the order.
        let asked = fates(&imported);
        let at = asked.iter().find(|(at, _)| at == "C2");
        assert_eq!(at.unwrap().1 == Fate::Asked, !error.is_empty(), "{cell}");
    }
}

/// Whoever stands in a row that was left out, or has a question, may be meant by initials.
#[test]
fn initials_may_mean_anybody_whom_the_book_names() {
    let unclear = |at: &str| vec![format!("{at}: «Зуев П.И.» – неясно, кто из сотрудников")];
    let rows = "Наставник;Наставляемый\n";
    let pavel = "Зотова Анна Львовна;Зуев Павел Ильич, логопед\n";
    let short = "Зуев П.И.;Титова Вера Андреевна\n";
    for (csv, expected) in [
        (format!("{rows}{pavel}{short}"), Vec::new()),
        // The other stands in a row beneath the list.
        (
            format!("{rows}{pavel}{short}Итого;Зуев Пётр Ильич\n"),
            unclear("«Наставник»"),
        ),
        // The other comes to the staff with the list itself.
        (
            format!("{rows}{pavel}{short}Лебедев Пётр Ильич;Зуев Пётр Ильич, логопед\n"),
            unclear("«Наставник»"),
        ),
    ] {
        let school = school();
        assert_eq!(errors(&compared(school.path(), &csv)), expected, "{csv}");
    }
    // A row with a question waits; its people are people all the same.
    let school = school();
    let csv = format!("{rows}Зуев Пётр Ильич;Некто Н.Н.\n{pavel}{short}");
    let wishes = Wishes {
        partial: true,
        ..Wishes::default()
    };
    let imported = with(school.path(), "список.csv", csv.as_bytes(), &wishes);
    let asked = errors(&imported);
    let unclear = unclear("«Наставник»");
    assert!(asked.contains(&unclear[0]), "{asked:?}");
    let cells: Vec<Fate> = fates(&imported)
        .into_iter()
        .filter(|(at, _)| at == "A4")
        .map(|(_, fate)| fate)
        .collect();
    assert_eq!(cells, [Fate::Asked]);
}

/// A date that is wrong is told as such, not as an order that is not there.
#[test]
fn a_slip_in_the_date_of_an_order_is_told() {
    for (cell, error) in [
        ("№ 13 от 31.09.2026", "«Приказ»: такой даты нет: 31.09.2026"),
        (
            "№ 13 от 03.09.2206",
            "«Приказ»: год в дате не может быть таким: 03.09.2206",
        ),
        (
            "№ 12 от 02 сентября",
            "«Приказ»: в дате приказа нет года: 02 сентября",
        ),
    ] {
        let school = school();
        let csv = format!(
            "Наставник;Наставляемый;Приказ\nТитова Вера Андреевна;Зотова Анна Львовна;{cell}\n"
        );
        assert_eq!(errors(&compared(school.path(), &csv)), [error], "{cell}");
    }
}

/// Words in a list of pairs that are no value of their column are told and not taken; what is one
/// is taken whatever form it has.
#[test]
fn what_is_no_value_is_told() {
    let told = |head: &str, text: &str| {
        let school = school();
        let csv = format!("Наставник;Наставляемый;{head}\nТитова В.А.;Лебедев П.И.;\"{text}\"\n");
        let imported = compared(school.path(), &csv);
        let pair = imported.files.get("pairings/titova-lebedev.toml").cloned();
        let pair = String::from_utf8(pair.flatten().unwrap_or_default()).unwrap();
        let is_told = imported.problems.iter().any(|p| p.text().contains(text));
        (pair, is_told)
    };
    for (head, text) in [
        ("Доплата", "1500"),
        ("Доплата, %", "0,1"),
        ("Доплата", "есть"),
        ("Срок", "уточняется"),
        ("Срок", "46266"),
        ("Срок", "01.09.2026 - 31.05.2O27"),
        ("Номер приказа", "готовится"),
        ("Дата приказа", "есть"),
    ] {
        let (pair, is_told) = told(head, text);
        let is_taken = ["pay", "period", "basis"]
            .iter()
            .any(|key| pair.contains(key));
        assert!(is_told && !is_taken, "{head}: {text}: {pair}");
    }
    for (head, text, taken) in [
        ("Доплата", "10%", "10%"),
        ("Доплата, %", "15", "15 процентов"),
        ("Размер доплаты, руб.", "1 500,00", "1500 рублей"),
        ("Доплата", "2000₽", "2000 рублей"),
        ("Срок", "01.09.2026\n31.05.2027", "to = 2027-05-31"),
        ("Срок", "с 01.09.2026\nпо 31.05.2027", "to = 2027-05-31"),
        ("Срок", "01.09.2026/31.05.2027", "to = 2027-05-31"),
        ("Срок", "один год", "один год"),
    ] {
        let (pair, _) = told(head, text);
        assert!(pair.contains(taken), "{head}: {text}: {pair}");
    }
}

#[test]
fn the_place_of_work_is_another_organization_or_none() {
    for (place, is_other, is_told) in [
        ("Школа № 5", true, false),
        ("корпус 2", false, true),
        ("0,5 ставки", false, true),
        ("начальная школа", false, true),
        ("СОШ № 3", false, false),
    ] {
        let school = school();
        let csv =
            format!("ФИО;Должность;Место работы\nБелкина Анна Олеговна;учитель музыки;{place}\n");
        let imported = compared(school.path(), &csv);
        let file = imported.files["organization.toml"].clone().unwrap();
        let file = String::from_utf8(file).unwrap();
        let own = file.split("name = \"Белкина").nth(1).unwrap();
        assert_eq!(own.contains("organization = "), is_other, "{place}: {own}");
        let is_left = |p: &nastavnik::problem::Problem| p.text().contains("не организация");
        assert_eq!(imported.problems.iter().any(is_left), is_told, "{place}");
    }
}

#[test]
fn pairs_of_another_year_are_told_and_left() {
    let pair = "Наставник;Наставляемый;Срок\nТитова В.А.;Лебедев П.И.;";
    for csv in [
        format!("{pair}01.09.2025 - 31.05.2026\n"),
        format!("{pair}2025/2026\n"),
        format!("2025/2026;;\n;;\n{pair}\n"),
        format!("Пары 2025 г.;;\n;;\n{pair}\n"),
        format!("Пары (на 1 сентября 2025 года);;\n;;\n{pair}\n"),
        format!("Утверждено 02.09.2025;;\n;;\n{pair}\n"),
    ] {
        let school = school();
        let imported = compared(school.path(), &csv);
        assert!(!imported.problems.is_empty(), "{csv}");
        assert!(
            imported.files.is_empty(),
            "{csv}: {:?}",
            imported.files.keys()
        );
    }
    for csv in [
        format!("{pair}01.09.2026 - 31.05.2027\n"),
        format!("{pair}01.09.2025 - 31.05.2027\n"),
        format!("Приложение к приказу от 02.09.2022 г.;;\n;;\n{pair}\n"),
    ] {
        let school = school();
        let imported = compared(school.path(), &csv);
        assert!(
            imported.files.contains_key("pairings/titova-lebedev.toml"),
            "{csv}"
        );
    }
}

/// A post in front of a name belongs to it; names that hardly are names are asked about.
#[test]
fn names_with_posts_and_slips_are_not_taken_as_they_stand() {
    let school = school();
    let csv = "Наставник;Наставляемый\nТитова В.А.;Учитель музыки Белкина Анна Олеговна\n";
    let imported = compared(school.path(), csv);
    let staff = String::from_utf8(imported.files["organization.toml"].clone().unwrap()).unwrap();
    assert!(staff.contains("name = \"Белкина Анна Олеговна\"\nposition = \"учитель музыки\""));
    for name in [
        "Белкина Анна Олегов",
        "Белкин Олег Ивановичь",
        "Белкин Анна Олеговна",
        "Белкин Олег Олеговна",
        "Иванович Олег Белкин",
    ] {
        let csv =
            |name: &str| format!("Наставник;Наставляемый;Должность\nТитова В.А.;{name};учитель\n");
        let imported = compared(school.path(), &csv(name));
        assert!(imported.has_errors() && imported.files.is_empty(), "{name}");
        let told = compared(school.path(), &csv(&format!("{name} (новый сотрудник)")));
        assert!(!told.has_errors(), "{name}: {:?}", told.problems);
    }
    for row in [
        "Председатель ПК;О.П. Никитина",
        "Исп. Лебедева Н.В.;О.П. Никитина",
    ] {
        let csv = format!("Наставник;Наставляемый\nТитова В.А.;Лебедев П.И.\n{row}\n");
        let imported = compared(school.path(), &csv);
        assert!(!imported.has_errors(), "{row}: {:?}", imported.problems);
        let is_told = imported
            .problems
            .iter()
            .any(|p| p.text().contains("подпись"));
        assert!(is_told, "{row}: {:?}", imported.problems);
    }
}
