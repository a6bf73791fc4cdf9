//! The project as a workbook and back, lists of a school's own, and files made to hurt.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use nastavnik::disk::load;
use nastavnik::edit::{Imported, What};
use nastavnik::exchange::{Exchange, Wishes, export_workbook, import_workbook, write_imported};
use nastavnik::plan::Plan;
use nastavnik::prepare::prepare;
use nastavnik::problem::Code;
use nastavnik::text;
use nastavnik::workbook::open;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use tempfile::TempDir;

use crate::support::{SAMPLES, nastavnik_in, path, said};

fn exported(folder: &Path) -> Vec<u8> {
    match export_workbook(folder) {
        Exchange::Done(bytes) => bytes,
        other => panic!("{other:?}"),
    }
}

/// Compares a workbook with a folder.
fn compared(folder: &Path, name: &str, bytes: &[u8], prune: bool) -> Imported {
    let beside = tempfile::tempdir().unwrap();
    let file = beside.path().join(name);
    std::fs::write(&file, bytes).unwrap();
    let wishes = Wishes {
        prune,
        ..Wishes::default()
    };
    match import_workbook(&file, folder, &wishes).unwrap() {
        Exchange::Done(imported) => imported,
        other => panic!("{other:?}"),
    }
}

/// Name of the cell and message of each problem.
fn told(imported: &Imported) -> Vec<(String, String)> {
    let cell = |p: &nastavnik::problem::Problem| {
        p.place
            .as_ref()
            .and_then(|place| imported.sources.cell(place.file))
            .unwrap_or_default()
            .to_owned()
    };
    imported
        .problems
        .iter()
        .map(|p| (cell(p), p.message.clone()))
        .collect()
}

/// The text of every paper.
fn papers(folder: &Path) -> BTreeMap<String, String> {
    let plan: Plan = prepare(&load(folder));
    assert!(!plan.has_errors(), "{:?}", plan.problems);
    plan.papers
        .iter()
        .map(|p| (p.file_name.clone(), text::write(&plan.document(p).unwrap())))
        .collect()
}

fn sample(name: &str) -> PathBuf {
    path(&["samples", name])
}

#[test]
fn a_workbook_brings_every_sample_back_whole() {
    for name in SAMPLES {
        let bytes = exported(&sample(name));
        let same = compared(&sample(name), "книга.xlsx", &bytes, true);
        assert!(
            same.changes.is_empty() && same.problems.is_empty() && same.files.is_empty(),
            "{name}: {:?} {:?}",
            same.changes,
            told(&same)
        );

        let empty = tempfile::tempdir().unwrap();
        let imported = compared(empty.path(), "книга.xlsx", &bytes, false);
        assert!(
            imported.problems.is_empty(),
            "{name}: {:?}",
            told(&imported)
        );
        write_imported(&imported, empty.path()).unwrap();
        assert_eq!(papers(empty.path()), papers(&sample(name)), "{name}");
        assert!(
            compared(empty.path(), "книга.xlsx", &bytes, true)
                .changes
                .is_empty(),
            "{name}"
        );
    }
}

#[test]
fn the_same_project_gives_the_same_bytes() {
    assert_eq!(exported(&sample("school")), exported(&sample("school")));
}

/// What a cell could be taken for otherwise comes back as it was: dates as printed, numbered tasks,
/// two of one name, regulation.
#[test]
fn words_that_look_like_something_else_come_back_as_they_were() {
    let school = school();
    let write = |name: &str, text: &str| std::fs::write(school.path().join(name), text).unwrap();
    write(
        "pairings/petrova-sidorov.toml",
        r#"mentors = ["petrova", "petrova-2"]
mentees = ["sidorov"]
basis = "устное распоряжение \"срочно\""
period = "01.09.2026 – 31.05.2027"
[labour]
pay = "10 %"
agreement = { number = "5", date = "25.04.2022" }
[note]
tasks = ["1. Первая", "2. Вторая\nв две строки"]
[[activity]]
block = "4.1"
name = "Первое"
term = "\"25.04.2026\""
[[activity]]
block = "4.1"
name = "Второе"
term = "25.04.2026"
[[activity]]
block = "4.1"
name = "Второе"
term = 2026-04-25
"#,
    );
    write(
        "roadmap.toml",
        "[[activity]]\nname = \"До этапов\"\n[[stage]]\ntitle = \"Пустой\"\n[[stage]]\ntitle = \"Этап\"\n[[stage.activity]]\nname = \"А\"\nresponsible = [\"Сидоров Алексей Юрьевич\", \"sidorov\", \"Петрова М.И., директор\"]\n[[stage.section]]\ntitle = \"Раздел\"\n[[stage.section.activity]]\nname = \"А\"\nterm = { from = 2026-09-01, to = 2026-09-18 }\n",
    );
    write(
        "regulation.toml",
        "[[clause]]\nnumber = \"4.4.5\"\nafter = \"4.4.4\"\ntext = \"Свой пункт.\"\n",
    );
    std::fs::create_dir_all(school.path().join("orders")).unwrap();
    write(
        "orders/own.toml",
        "kind = \"other\"\ncontrol = \"Сидоров А.Ю.\"\n[[clause]]\ntext = \"А\"\n[[clause.clause]]\ntext = \"Б\"\n[[clause]]\ntext = \"А\"\n",
    );
    let bytes = exported(school.path());
    let same = compared(school.path(), "книга.xlsx", &bytes, true);
    assert!(
        same.changes.is_empty() && same.files.is_empty(),
        "{:?} {:?}",
        same.changes,
        told(&same)
    );
    let empty = tempfile::tempdir().unwrap();
    let imported = compared(empty.path(), "книга.xlsx", &bytes, false);
    write_imported(&imported, empty.path()).unwrap();
    assert_eq!(papers(empty.path()), papers(school.path()));
}

/// A school of four, with a comment on everything.
fn school() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("pairings")).unwrap();
    let organization = r#"# О школе
[organization]
full_name = "муниципальное бюджетное общеобразовательное учреждение «Школа № 1»" # по уставу
short_name = "МБОУ «Школа № 1»"
head = "petrova"

# Математика
[staff.petrova]
name = "Петрова Мария Ивановна"
position = "директор"     # по приказу

[staff.petrova-2]
name = "Петрова Мария Ивановна"
position = "учитель химии"

[staff.sidorov]
name = "Сидоров Алексей Юрьевич"
position = "учитель физики"

[staff.gusev]
name = "Гусев Олег Петрович"
position = "учитель музыки"
"#;
    let pairing = "# Первая пара\nmentors = [\"petrova\"] # директор сам\nmentees = [\"sidorov\"]\nperiod = \"2026/2027 учебный год\"   # как всегда\n\n[[activity]]\n# начало\nblock = \"I\"\nname = \"Знакомство\"\n";
    std::fs::write(folder.path().join("organization.toml"), organization).unwrap();
    std::fs::write(folder.path().join("pairings/petrova-sidorov.toml"), pairing).unwrap();
    folder
}

fn read(folder: &TempDir, name: &str) -> String {
    std::fs::read_to_string(folder.path().join(name)).unwrap()
}

/// A sheet of text cells.
fn list(rows: &[&[&str]]) -> Vec<u8> {
    list_with(rows, |_| {})
}

fn list_with(rows: &[&[&str]], more: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Лист1").unwrap();
    for (y, row) in (0..).zip(rows) {
        for (x, text) in (0..).zip(*row) {
            if !text.is_empty() {
                sheet.write(y, x, *text).unwrap();
            }
        }
    }
    more(sheet);
    book.save_to_buffer().unwrap()
}

/// Own list 1: titles above the head, numbers of columns beneath it, the mentee first, dates as
/// text, new people.
#[test]
fn a_list_with_titles_above_and_dates_as_text() {
    let school = school();
    let bytes = list(&[
        &["УТВЕРЖДАЮ", "", "", "", "", "", ""],
        &["Список наставников и молодых специалистов на 2025/2026 учебный год"],
        &[],
        &[
            "№ п/п",
            "Ф.И.О. молодого специалиста",
            "Должность",
            "Ф.И.О. наставника",
            "Должность",
            "Приказ №",
            "Дата приказа",
            "Дата согласия",
        ],
        &["1", "2", "3", "4", "5", "6", "7", "8"],
        &[
            "1",
            "Белкина Анна Олеговна",
            "учитель географии",
            "Сидоров Алексей Юрьевич",
            "учитель физики",
            "118-ОД",
            "01.09.2025г.",
            "29 августа 2025 г.",
        ],
        &[
            "2",
            "Гусев Олег Петрович",
            "",
            "Щукина Вера Львовна",
            "учитель пения",
            "118-ОД",
            "2025-09-01",
            "",
        ],
    ]);
    let imported = compared(school.path(), "список.xlsx", &bytes, false);
    assert!(imported.problems.is_empty(), "{:?}", told(&imported));
    let count = |what| imported.changes.iter().filter(|c| c.what == what).count();
    assert_eq!(
        (
            count(What::Added),
            count(What::Changed),
            count(What::Missing)
        ),
        (4, 0, 1),
        "{:?}",
        imported.changes
    );
    write_imported(&imported, school.path()).unwrap();
    assert_eq!(
        read(&school, "pairings/sidorov-belkina.toml"),
        "mentors = [\"sidorov\"]\nmentees = [\"belkina\"]\nbasis = { number = \"118-ОД\", date = 2025-09-01, consent = 2025-08-29 }\n"
    );
    assert_eq!(
        read(&school, "pairings/shchukina-gusev.toml"),
        "mentors = [\"shchukina\"]\nmentees = [\"gusev\"]\nbasis = { number = \"118-ОД\", date = 2025-09-01 }\n"
    );
    let organization = read(&school, "organization.toml");
    assert!(organization.ends_with("[staff.belkina]\nname = \"Белкина Анна Олеговна\"\nposition = \"учитель географии\"\n\n[staff.shchukina]\nname = \"Щукина Вера Львовна\"\nposition = \"учитель пения\"\n"), "{organization}");
    assert!(organization.starts_with("# О школе\n") && organization.contains("# по приказу"));
    // Read again, the same list changes nothing.
    assert!(
        compared(school.path(), "список.xlsx", &bytes, false)
            .files
            .is_empty()
    );
}

/// An activity over two rows, its name merged: who is responsible stands in both.
#[test]
fn an_activity_merged_over_two_rows_is_one() {
    let map = |more: [&str; 2]| {
        let school = school();
        let bytes = list_with(
            &[
                &["№", "Мероприятие", "Срок", "Ответственный"],
                &["", "", "август", "администрация"],
                &["", "", more[0], more[1]],
                &["2", "Семинар", "ноябрь", "наставники"],
            ],
            |sheet| {
                let plain = Format::new();
                sheet.merge_range(1, 0, 2, 0, "1", &plain).unwrap();
                sheet.merge_range(1, 1, 2, 1, "Приказ", &plain).unwrap();
            },
        );
        compared(school.path(), "карта.xlsx", &bytes, false)
    };
    let joined = map(["", "методист"]);
    let text = String::from_utf8(joined.files["roadmap.toml"].clone().unwrap()).unwrap();
    assert_eq!(text.matches("\"Приказ\"").count(), 1, "{text}");
    assert!(text.contains("[\"администрация\", \"методист\"]"), "{text}");
    assert!(map(["сентябрь", ""]).has_errors());
}

/// Own list 2: a head of two rows, merged cells, one mentor for two rows, periods in words.
#[test]
fn a_list_with_merged_cells() {
    let school = school();
    let plain = Format::new();
    let bytes = list_with(
        &[
            &["№ п/п", "", "", "", "", "Период наставничества"],
            &["", "ФИО", "должность", "ФИО", "должность", ""],
            &[
                "1",
                "",
                "",
                "Гусев Олег Петрович",
                "учитель музыки",
                "с 1 сентября 2026 г. по 31 мая 2027 г.",
            ],
            &[
                "2",
                "",
                "",
                "Белкина Анна Олеговна",
                "учитель географии",
                "01.09.2026-31.05.2027",
            ],
        ],
        |sheet| {
            sheet.merge_range(0, 1, 0, 2, "Наставник", &plain).unwrap();
            sheet
                .merge_range(0, 3, 0, 4, "Молодой специалист", &plain)
                .unwrap();
            sheet
                .merge_range(2, 1, 3, 1, "Сидоров А.Ю.", &plain)
                .unwrap();
            sheet
                .merge_range(2, 2, 3, 2, "учитель физики", &plain)
                .unwrap();
        },
    );
    let imported = compared(school.path(), "список.xlsx", &bytes, false);
    assert!(imported.problems.is_empty(), "{:?}", told(&imported));
    write_imported(&imported, school.path()).unwrap();
    let period = "period = { from = 2026-09-01, to = 2027-05-31 }\n";
    assert_eq!(
        read(&school, "pairings/sidorov-gusev.toml"),
        format!("mentors = [\"sidorov\"]\nmentees = [\"gusev\"]\n{period}")
    );
    assert_eq!(
        read(&school, "pairings/sidorov-belkina.toml"),
        format!("mentors = [\"sidorov\"]\nmentees = [\"belkina\"]\n{period}")
    );
}

/// Own list 3: a roadmap with the responsible before the result, stages as rows across the table,
/// dates as text and as dates.
#[test]
fn a_roadmap_with_its_columns_in_another_order() {
    let school = school();
    let plain = Format::new();
    let date = Format::new().set_num_format("dd.mm.yyyy");
    let bytes = list_with(
        &[
            &["Дорожная карта"],
            &[
                "№ п/п",
                "Наименование мероприятия",
                "Ответственные",
                "Сроки",
                "Ожидаемый результат",
            ],
            &[],
            &[
                "1",
                "Приказ о парах",
                "Петрова М.И., директор",
                "",
                "Приказ",
            ],
            &[
                "2",
                "Собрание",
                "Сидоров А.Ю.\nнаставники",
                "1 октября 2026 г.",
                "Протокол",
            ],
            &[],
            &[
                "3",
                "Уроки",
                "наставники",
                "в течение года",
                "Листы наблюдения",
            ],
        ],
        |sheet| {
            sheet
                .merge_range(2, 0, 2, 4, "1. Подготовительный этап", &plain)
                .unwrap();
            sheet
                .merge_range(5, 0, 5, 4, "II. Основной этап", &plain)
                .unwrap();
            sheet
                .write_with_format(3, 3, ExcelDateTime::from_ymd(2026, 9, 1).unwrap(), &date)
                .unwrap();
        },
    );
    let imported = compared(school.path(), "карта.xlsx", &bytes, false);
    assert!(imported.problems.is_empty(), "{:?}", told(&imported));
    write_imported(&imported, school.path()).unwrap();
    let expected = r#"[[stage]]
title = "Подготовительный этап"

[[stage.activity]]
name = "Приказ о парах"
term = 2026-09-01
result = "Приказ"
responsible = ["Петрова М.И., директор"]

[[stage.activity]]
name = "Собрание"
term = 2026-10-01
result = "Протокол"
responsible = ["sidorov", "наставники"]

[[stage]]
title = "Основной этап"

[[stage.activity]]
name = "Уроки"
term = "в течение года"
result = "Листы наблюдения"
responsible = ["наставники"]
"#;
    assert_eq!(read(&school, "roadmap.toml"), expected);
}

/// Own list 4: CSV of old Excel in Windows-1251, with two mentees in one cell.
#[test]
fn a_csv_in_windows_1251_with_two_mentees_in_a_cell() {
    let school = school();
    let csv = "Пары школы;;\r\n\r\nНаставник;Наставляемые;Вид наставничества\r\n\"Сидоров А.Ю.\";\"Гусев О.П., Белкина Анна Олеговна (учитель географии)\";наставничество в группе\r\n";
    let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(csv);
    let imported = compared(school.path(), "пары.csv", &bytes, false);
    assert!(imported.problems.is_empty(), "{:?}", told(&imported));
    write_imported(&imported, school.path()).unwrap();
    assert_eq!(
        read(&school, "pairings/sidorov-gusev-belkina.toml"),
        "mentors = [\"sidorov\"]\nmentees = [\"gusev\", \"belkina\"]\nkind = \"наставничество в группе\"\n"
    );
    assert!(read(&school, "organization.toml").contains(
        "[staff.belkina]\nname = \"Белкина Анна Олеговна\"\nposition = \"учитель географии\"\n"
    ));
}

/// Own list 5: names in three columns each, number and date of the order in one cell, a signature
/// beneath the table.
#[test]
fn a_list_with_names_in_three_columns() {
    let school = school();
    let plain = Format::new();
    let bytes = list_with(
        &[
            &["№", "", "", "", "", "", "", "", "Приказ"],
            &[
                "",
                "Фамилия",
                "Имя",
                "Отчество",
                "Должность",
                "Фамилия",
                "Имя",
                "Отчество",
                "",
            ],
            &[
                "1",
                "Сидоров",
                "Алексей",
                "Юрьевич",
                "учитель физики",
                "Белкина\nЩукина",
                "Анна\nВера",
                "Олеговна\nЛьвовна",
                "№ 118-ОД от 01.09.2026",
            ],
            &[
                "2",
                "Сидоров",
                "Алексей",
                "Юрьевич",
                "",
                "Гусев",
                "Олег",
                "Петрович",
                "119-ОД",
            ],
            &[],
            &["", "Директор школы", "", "________ М.И. Петрова"],
        ],
        |sheet| {
            sheet.merge_range(0, 1, 0, 4, "Наставник", &plain).unwrap();
            sheet
                .merge_range(0, 5, 0, 7, "Наставляемый", &plain)
                .unwrap();
        },
    );
    let imported = compared(school.path(), "список.xlsx", &bytes, false);
    let added: Vec<&str> = imported
        .changes
        .iter()
        .filter(|c| c.what == What::Added)
        .map(|c| c.name.as_str())
        .collect();
    assert_eq!(
        added,
        [
            "сотрудник «Белкина Анна Олеговна»",
            "сотрудник «Щукина Вера Львовна»",
            "пара «Сидоров — Белкина, Щукина»",
            "пара «Сидоров — Гусев»"
        ]
    );
    let told: Vec<(String, String)> = told(&imported);
    let beneath = told.iter().find(|(cell, _)| cell == "Лист1!B6").unwrap();
    assert!(beneath.1.contains("под таблицей"), "{told:?}");
    // The new mentees have no post in this list, and that is told at their names.
    let others: Vec<&(String, String)> = told.iter().filter(|t| *t != beneath).collect();
    assert!(
        others.len() == 2
            && others
                .iter()
                .all(|(cell, what)| cell == "Лист1!F3" && what == "не указано: должность"),
        "{told:?}"
    );
}

/// A row that is full is no signature, however it begins; nothing is taken away for the sake of one
/// that was left out.
#[test]
fn a_full_row_is_no_signature() {
    let school = school();
    let csv =
        "Должность;ФИО\nучитель физики;Сидоров Алексей Юрьевич\nдиректор;Петрова Мария Ивановна\n";
    let imported = compared(school.path(), "кадры.csv", csv.as_bytes(), false);
    assert!(
        told(&imported)
            .iter()
            .all(|(_, what)| !what.contains("под таблицей")),
        "{:?}",
        told(&imported)
    );
    let csv = "Наставник;Наставляемый;Номер приказа\nСидоров А.Ю.;Гусев О.П.;№ ____\n";
    assert!(
        !compared(school.path(), "пары.csv", csv.as_bytes(), false)
            .changes
            .is_empty()
    );
    let csv = "ФИО;Должность\nСидоров Алексей Юрьевич;учитель физики\nДиректор ______;\n";
    let imported = compared(school.path(), "кадры.csv", csv.as_bytes(), true);
    assert!(imported.files.is_empty(), "{:?}", imported.changes);
}

/// Heads in one row, each naming whose surname it is.
#[test]
fn a_staff_list_with_names_in_three_columns() {
    let school = school();
    let csv = "№;Фамилия;Имя;Отчество;Должность\n1;Белкина;Анна;Олеговна;учитель географии\n2;Ким;Виталий;;учитель физики\n;Исп. Ким В.;;;\n";
    let imported = compared(school.path(), "кадры.csv", csv.as_bytes(), false);
    write_imported(&imported, school.path()).unwrap();
    let organization = read(&school, "organization.toml");
    for name in ["Белкина Анна Олеговна", "Ким Виталий"] {
        assert!(
            organization.contains(&format!("name = \"{name}\"")),
            "{organization}"
        );
    }
    let pairs = "Фамилия наставника;Имя наставника;Отчество наставника;Фамилия молодого специалиста;Имя молодого специалиста;Номер и дата приказа\nСидоров;Алексей;Юрьевич;Ким;Виталий;118-ОД от 1 сентября 2026 г.\n";
    let imported = compared(school.path(), "пары.csv", pairs.as_bytes(), false);
    assert!(imported.problems.is_empty(), "{:?}", told(&imported));
    write_imported(&imported, school.path()).unwrap();
    assert!(
        read(&school, "pairings/sidorov-kim.toml")
            .contains("basis = { number = \"118-ОД\", date = 2026-09-01 }")
    );
}

/// As Excel saves it: the heads in the very first line, a break of line within a cell, ends of
/// lines of either system.
#[test]
fn a_csv_has_any_ends_of_lines() {
    let lines = "Наставник;Наставляемый;Должность\n\"Сидоров\nАлексей Юрьевич\";БЕЛКИНА-КРОТ АННА ОЛЕГОВНА;учитель\n;;\nНикто;Никто;\n";
    for end in ["\n", "\r\n", "\r"] {
        let school = school();
        let imported = compared(
            school.path(),
            "пары.csv",
            lines.replace('\n', end).as_bytes(),
            false,
        );
        assert!(
            imported
                .changes
                .iter()
                .any(|c| c.name == "сотрудник «Белкина-Крот Анна Олеговна»"),
            "{:?}",
            imported.changes
        );
        let cells: Vec<String> = imported.remarks().into_keys().collect();
        assert!(
            !cells.is_empty() && cells.iter().all(|cell| cell.ends_with('4')),
            "{end:?}: {:?}",
            told(&imported)
        );
    }
}

/// Words never put out the number, the date and the consent that the file has.
#[test]
fn a_basis_in_words_takes_nothing_away() {
    for (words, is_asked) in [
        ("Приказ № 118-ОД от 01.09.2026", false),
        ("устная договоренность", true),
    ] {
        let school = school();
        let file = school.path().join("pairings/petrova-sidorov.toml");
        let basis =
            "basis = { number = \"118-ОД\", date = 2026-09-01, consent = 2026-08-29 }\nmentors";
        std::fs::write(
            &file,
            read(&school, "pairings/petrova-sidorov.toml").replacen("mentors", basis, 1),
        )
        .unwrap();
        let csv = format!(
            "Наставник;Наставляемый;Основание\nПетрова Мария Ивановна (petrova);Сидоров Алексей Юрьевич;{words}\n"
        );
        let imported = compared(school.path(), "пары.csv", csv.as_bytes(), false);
        assert_eq!(imported.has_errors(), is_asked, "{:?}", told(&imported));
        assert!(imported.files.is_empty(), "{:?}", imported.changes);
    }
}

/// Own list 5: whatever can be understood in two ways is asked, with its cell, and nothing is
/// written.
#[test]
fn what_is_doubtful_is_asked() {
    let school = school();
    let date = Format::new().set_num_format("dd.mm.yyyy");
    let bytes = list_with(
        &[
            &["Наставник", "Наставляемый", "Номер приказа", "Дата приказа"],
            &["Петрова М.И.", "Гусев Олег Петрович", "1-ОД", "01.09.2026"],
            &[
                "Сидоров Алексей Юревич",
                "Гусев Олег Петрович",
                "1-ОД",
                "31.09.2026",
            ],
            &["Иванов И.И.", "Гусев Олег Петрович", "", ""],
            &["Сидоров Алексей Юрьевич", "Гусев Олег Петрович", "", ""],
            &[
                "Сидоров Алексей Юрьевич",
                "Белкина Анна Олеговна",
                "1-ОД",
                "46000",
            ],
        ],
        |sheet| {
            sheet
                .write_with_format(3, 2, ExcelDateTime::from_ymd(2026, 1, 9).unwrap(), &date)
                .unwrap();
            sheet
                .write(4, 3, Formula::new("=NA()").set_result("#N/A"))
                .unwrap();
            sheet.write(5, 3, 46_000).unwrap();
        },
    );
    let imported = compared(school.path(), "пары.xlsx", &bytes, false);
    assert!(imported.has_errors());
    let cells = told(&imported);
    let at = |cell: &str| {
        cells
            .iter()
            .filter(|(c, _)| c == cell)
            .map(|(_, m)| m.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        at("Лист1!A2"),
        ["«Наставник»: «Петрова М.И.» – неясно, кто из сотрудников"],
        "{cells:?}"
    );
    assert_eq!(
        at("Лист1!A3"),
        ["«Наставник»: среди сотрудников нет «Сидоров Алексей Юревич»"]
    );
    assert_eq!(
        at("Лист1!D3"),
        ["«Дата приказа»: такой даты нет: 31.09.2026"]
    );
    assert_eq!(
        at("Лист1!C4"),
        ["«Номер приказа»: в ячейке дата 09.01.2026, а нужен текст"]
    );
    assert_eq!(
        at("Лист1!A4"),
        ["«Наставник»: среди сотрудников нет «Иванов И.И.»"]
    );
    assert_eq!(
        at("Лист1!D5"),
        ["«Дата приказа»: формула в ячейке дала ошибку #N/A"]
    );
    assert_eq!(
        at("Лист1!D6"),
        ["«Дата приказа»: в ячейке число 46000, а нужна дата или слова"]
    );
    assert!(
        imported
            .problems
            .iter()
            .any(|p| p.code == Code::UnclearCell)
            && imported.problems.iter().any(|p| p.code == Code::CellError)
    );
}

/// Own list 6: the staff, separated by tabs, posts first; a column nobody asked for; comments stay.
#[test]
fn a_staff_list_keeps_what_was_written_beside() {
    let school = school();
    let csv = "\u{FEFF}Должность\tФамилия, имя, отчество\tСтаж\nдиректор школы\tПетрова Мария Ивановна (petrova)\t20\nучитель физики\tСидоров Алексей Юрьевич\t5\nучитель биологии\tОрлова Ия Марковна\t1\n";
    // The name with a key is for cells that choose a person; a staff list has names only.
    let csv = csv.replace(" (petrova)", "").replace(
        "директор школы\tПетрова Мария Ивановна",
        "директор школы\tГусев Олег Петрович",
    );
    let imported = compared(school.path(), "кадры.csv", csv.as_bytes(), false);
    assert_eq!(
        told(&imported),
        [(
            "C1".to_owned(),
            "столбец «Стаж» программе не известен: он не прочитан".to_owned()
        )]
    );
    write_imported(&imported, school.path()).unwrap();
    let organization = read(&school, "organization.toml");
    assert!(organization.contains("[staff.gusev]\nname = \"Гусев Олег Петрович\"\nposition = \"директор школы\"\n\n[staff.orlova]\nname = \"Орлова Ия Марковна\"\nposition = \"учитель биологии\"\n"), "{organization}");
    assert!(
        organization
            .contains("# Математика\n[staff.petrova]\nname = \"Петрова Мария Ивановна\"\nposition = \"директор\"     # по приказу\n")
    );
}

/// Changes one cell of the sample's workbook through LibreOffice-like values: the file keeps its
/// comments.
#[test]
fn a_changed_cell_changes_one_value_and_nothing_else() {
    let school = school();
    let before = read(&school, "pairings/petrova-sidorov.toml");
    let bytes = list(&[
        &[
            "код (не менять)",
            "Пара",
            "Наставник",
            "Наставляемый",
            "Срок словами",
        ],
        &[
            "petrova-sidorov",
            "",
            "Петрова Мария Ивановна (petrova)",
            "Сидоров Алексей Юрьевич",
            "2027/2028 учебный год",
        ],
    ]);
    let imported = compared(school.path(), "книга.xlsx", &bytes, true);
    assert_eq!(imported.changes.len(), 1, "{:?}", imported.changes);
    write_imported(&imported, school.path()).unwrap();
    assert_eq!(
        read(&school, "pairings/petrova-sidorov.toml"),
        before.replace("2026/2027", "2027/2028")
    );
}

/// Nothing disappears unless it is asked for.
#[test]
fn only_pruning_takes_away() {
    let school = school();
    let bytes = list(&[
        &["Наставник", "Наставляемый"],
        &["Сидоров Алексей Юрьевич", "Гусев Олег Петрович"],
    ]);
    let kept = compared(school.path(), "пары.xlsx", &bytes, false);
    assert_eq!(
        kept.files.keys().collect::<Vec<_>>(),
        ["pairings/sidorov-gusev.toml"]
    );
    let pruned = compared(school.path(), "пары.xlsx", &bytes, true);
    assert_eq!(
        pruned.files.get("pairings/petrova-sidorov.toml"),
        Some(&None)
    );
    write_imported(&pruned, school.path()).unwrap();
    assert!(!school.path().join("pairings/petrova-sidorov.toml").exists());
}

/// What the rules of the project find wrong in a value from the workbook is told with its cell.
#[test]
fn mistakes_that_the_project_finds_have_cells() {
    let school = school();
    let bytes = list(&[
        &["Наставник", "Наставляемый", "Форма", "Начало", "Окончание"],
        &[
            "Сидоров Алексей Юрьевич",
            "Гусев Олег Петрович",
            "педагог-родитель",
            "01.09.2027",
            "31.05.2027",
        ],
        &["Гусев Олег Петрович", "Белкина Анна Олеговна", "", "", ""],
        &[
            "Сидоров Алексей Юрьевич",
            "Сидоров Алексей Юрьевич",
            "",
            "01.09.2026",
            "",
        ],
    ]);
    let imported = compared(school.path(), "пары.xlsx", &bytes, false);
    let cells: Vec<String> = told(&imported).into_iter().map(|(cell, _)| cell).collect();
    assert_eq!(cells, ["Лист1!D4"], "{:?}", told(&imported));
    let bytes = list(&[
        &["Наставник", "Наставляемый", "Форма", "Начало", "Окончание"],
        &[
            "Сидоров Алексей Юрьевич",
            "Гусев Олег Петрович",
            "педагог-родитель",
            "",
            "",
        ],
        &["Гусев Олег Петрович", "Белкина Анна Олеговна", "", "", ""],
        &[
            "Сидоров Алексей Юрьевич",
            "Сидоров Алексей Юрьевич",
            "",
            "01.09.2027",
            "31.05.2027",
        ],
    ]);
    let imported = compared(school.path(), "пары.xlsx", &bytes, false);
    let mut cells: Vec<String> = told(&imported).into_iter().map(|(cell, _)| cell).collect();
    cells.sort();
    assert_eq!(
        cells,
        ["Лист1!B3", "Лист1!B4", "Лист1!C2", "Лист1!D4"],
        "{:?}",
        told(&imported)
    );
}

fn broken(bytes: &[u8]) -> String {
    let started = Instant::now();
    let problem = open(bytes, "файл.xlsx").unwrap_err();
    assert_eq!(problem.code, Code::BrokenWorkbook);
    assert!(
        started.elapsed() < Duration::from_secs(10),
        "{:?}",
        started.elapsed()
    );
    problem.message
}

/// The parts of a workbook with one of them put in place of the old.
fn with_part(
    bytes: &[u8],
    name: &str,
    change: impl Fn(&mut zip::ZipWriter<std::io::Cursor<Vec<u8>>>),
) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for i in 0..archive.len() {
        let part = archive.by_index_raw(i).unwrap();
        if part.name() != name {
            out.raw_copy_file(part).unwrap();
        }
    }
    out.start_file(name, zip::write::SimpleFileOptions::default())
        .unwrap();
    change(&mut out);
    out.finish().unwrap().into_inner()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

#[test]
fn a_workbook_made_to_hurt_is_refused_in_seconds() {
    let good = list(&[
        &["Наставник", "Наставляемый"],
        &["Сидоров Алексей Юрьевич", "Гусев Олег Петрович"],
    ]);
    let bomb = with_part(&good, SHEET, |out| {
        let zeros = vec![b' '; 1 << 20];
        (0..300).for_each(|_| out.write_all(&zeros).unwrap());
    });
    assert!(bomb.len() < 1 << 20);
    assert_eq!(
        broken(&bomb),
        "файл.xlsx: файл слишком велик для списка школы"
    );
    // No cell of Excel holds so many letters.
    let long = with_part(&good, SHEET, |out| {
        out.write_all(b"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>").unwrap();
        out.write_all(&vec![b'a'; 3 << 20]).unwrap();
        out.write_all(b"</t></is></c></row></sheetData></worksheet>")
            .unwrap();
    });
    assert_eq!(
        broken(&long),
        "файл.xlsx: файл слишком велик для списка школы"
    );
    let cut = with_part(&good, SHEET, |out| {
        out.write_all(b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a")
            .unwrap();
    });
    assert_eq!(broken(&cut), "файл.xlsx: файл испорчен или это не таблица");
    let far = with_part(&good, SHEET, |out| {
        out.write_all(b"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData></worksheet>").unwrap();
    });
    assert_eq!(
        broken(&far),
        "файл.xlsx: файл слишком велик для списка школы"
    );
    let locked = [
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(),
        &[0; 600],
        &"EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<u8>>(),
        &[0; 600],
    ]
    .concat();
    assert_eq!(
        broken(&locked),
        "файл.xlsx: файл защищен паролем; снимите пароль"
    );
    assert_eq!(
        broken(b"PK\x03\x04 no archive"),
        "файл.xlsx: файл испорчен или это не таблица"
    );
    assert_eq!(
        broken(&[0xD0, 0xCF, 0x11, 0xE0, 1, 2, 3]),
        "файл.xlsx: файл испорчен или это не таблица"
    );
    assert_eq!(
        broken(b"<html><table></table></html>"),
        "файл.xlsx: это веб-страница или XML, а не таблица"
    );
    assert_eq!(broken(b""), "файл.xlsx: файл пуст");
    let content = "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"a\"><table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16000\" office:value-type=\"string\"><text:p>a</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>";
    let mut ods = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content),
    ] {
        ods.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        ods.write_all(text.as_bytes()).unwrap();
    }
    assert_eq!(
        broken(&ods.finish().unwrap().into_inner()),
        "файл.xlsx: файл слишком велик для списка школы"
    );
}

#[test]
fn a_million_empty_rows_are_nothing() {
    let good = list(&[&["Наставник", "Наставляемый"]]);
    let rows = with_part(&good, SHEET, |out| {
        out.write_all(b"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>").unwrap();
        (1..=1_000_000)
            .for_each(|n| write!(out, "<row r=\"{n}\"><c r=\"A{n}\" s=\"0\"/></row>").unwrap());
        out.write_all(b"</sheetData></worksheet>").unwrap();
    });
    let book = open(&rows, "файл.xlsx").unwrap();
    assert!(book.sheets[0].rows.is_empty());
}

/// The value that Excel remembered is taken; what a link to another book gave, too.
#[test]
fn formulas_give_what_excel_remembered() {
    let school = school();
    let bytes = list_with(
        &[
            &["Наставник", "Наставляемый", "Номер приказа"],
            &["Сидоров Алексей Юрьевич", "", ""],
        ],
        |sheet| {
            sheet
                .write(
                    1,
                    1,
                    Formula::new("=\"Гусев \"&\"Олег Петрович\"").set_result("Гусев Олег Петрович"),
                )
                .unwrap();
            sheet
                .write(
                    1,
                    2,
                    Formula::new("='[чужая.xlsx]Лист1'!A1").set_result("7-ОД"),
                )
                .unwrap();
        },
    );
    let imported = compared(school.path(), "пары.xlsx", &bytes, false);
    assert!(imported.problems.is_empty(), "{:?}", told(&imported));
    write_imported(&imported, school.path()).unwrap();
    assert_eq!(
        read(&school, "pairings/sidorov-gusev.toml"),
        "mentors = [\"sidorov\"]\nmentees = [\"gusev\"]\nbasis = { number = \"7-ОД\" }\n"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..ProptestConfig::default() })]

    /// Any damage gives a book or a message, never a fall.
    #[test]
    fn a_damaged_workbook_never_fells_the_program(at in 0_usize..4000, byte in any::<u8>(), cut in 0_usize..4000) {
        let mut bytes = list(&[&["Наставник", "Наставляемый"], &["Сидоров Алексей Юрьевич", "Гусев Олег Петрович"]]);
        let length = bytes.len();
        bytes[at % length] = byte;
        bytes.truncate(length - cut % 50);
        let _ = open(&bytes, "файл.xlsx");
    }

    #[test]
    fn any_text_is_a_table_or_a_message(text in "[а-я;,\"\t\n0-9 ]{0,200}") {
        let _ = open(text.as_bytes(), "файл.csv");
    }
}

#[test]
fn the_commands_say_what_will_change() {
    let folder = tempfile::tempdir().unwrap();
    let made = nastavnik_in(folder.path(), &["init", "--xlsx", "школа"]);
    assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    let same = nastavnik_in(
        folder.path(),
        &["import", "школа/Наставничество.xlsx", "школа"],
    );
    assert_eq!(same.status.code(), Some(0));
    let told = said(&same);
    assert!(
        told.starts_with("Изменений нет.\n") && told.ends_with("не нужно, 0 вопросов\n"),
        "{told}"
    );
    let again = nastavnik_in(
        folder.path(),
        &["export", "--xlsx", "школа/Наставничество.xlsx", "школа"],
    );
    assert_eq!(again.status.code(), Some(2), "{}", said(&again));
    let list = "Наставник;Наставляемый\nЛебедева Наталья Викторовна;Никитина Ольга Павловна\n";
    std::fs::write(folder.path().join("пары.csv"), list).unwrap();
    let dry = nastavnik_in(folder.path(), &["import", "пары.csv", "школа", "--dry-run"]);
    let expected = "Добавится:\n  + пара «Лебедева — Никитина»\nНет в книге (в файлах останется; убрать – параметр --prune):\n  - пара «Петрова — Сидоров», с ней записка и план: 5 мероприятий\nИтого: добавится 1, останется вне книги 1\n4 ячейки: 2 взято, 2 не нужно, 0 вопросов\nНичего не записано: указан параметр --dry-run.\n";
    assert_eq!(
        (dry.status.code(), said(&dry)),
        (Some(0), expected.to_owned())
    );
    assert!(
        !folder
            .path()
            .join("школа/pairings/lebedeva-nikitina.toml")
            .exists()
    );
    std::fs::write(
        folder.path().join("пары.csv"),
        "Наставник;Наставляемый;Дата приказа\nЛебедева Н.В.;Никитина О.П.;31.02.2026\n",
    )
    .unwrap();
    let bad = nastavnik_in(folder.path(), &["import", "пары.csv", "школа"]);
    let expected = "Добавится:\n  + пара «Лебедева — Никитина»\nНет в книге (в файлах останется; убрать – параметр --prune):\n  - пара «Петрова — Сидоров», с ней записка и план: 5 мероприятий\nИтого: добавится 1, останется вне книги 1\n6 ячеек: 2 взято, 3 не нужно, 1 вопрос\nошибка[101]: «Дата приказа»: такой даты нет: 31.02.2026\n--> пары.csv: C2\n = в ячейке: 31.02.2026\n = совет: дата пишется так: 01.09.2026\n\nНайдено: 1 ошибка\nНичего не записано: исправьте ячейки и повторите.\n";
    assert_eq!(
        (bad.status.code(), said(&bad)),
        (Some(1), expected.to_owned())
    );
}

#[test]
fn a_checked_workbook_comes_back_with_remarks() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        nastavnik_in(folder.path(), &["init", "школа"])
            .status
            .code(),
        Some(0)
    );
    let bytes = list(&[
        &["Наставник", "Наставляемый", "Форма"],
        &["Петрова Мария Ивановна", "Иванов И.И.", "педагог-родитель"],
    ]);
    std::fs::write(folder.path().join("пары.xlsx"), bytes).unwrap();
    let checked = nastavnik_in(folder.path(), &["check", "--xlsx", "пары.xlsx", "школа"]);
    assert_eq!(checked.status.code(), Some(1), "{}", said(&checked));
    let copy = std::fs::read(folder.path().join("пары (замечания).xlsx")).unwrap();
    let comments = crate::support::part(&copy, "xl/comments1.xml");
    assert!(
        comments.contains("ref=\"B2\"") && comments.contains("среди сотрудников нет «Иванов И.И.»"),
        "{comments}"
    );
}

/// `--watch` reads the workbook again when it is saved.
#[test]
fn watching_imports_on_every_save() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        nastavnik_in(folder.path(), &["init", "школа"])
            .status
            .code(),
        Some(0)
    );
    let file = folder.path().join("пары.csv");
    std::fs::write(&file, "Наставник;Наставляемый\nПетрова М.И.;Сидоров А.Ю.\n").unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_nastavnik"))
        .args(["import", "пары.csv", "школа", "--watch"])
        .current_dir(folder.path())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    std::fs::write(
        &file,
        "Наставник;Наставляемый\nПетрова М.И.;Сидоров А.Ю.\nЛебедева Н.В.;Никитина О.П.\n",
    )
    .unwrap();
    let wanted = folder.path().join("школа/pairings/lebedeva-nikitina.toml");
    let started = Instant::now();
    while !wanted.exists() && started.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(100));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(wanted.exists());
}

/// What is hidden nobody checks: a column that the list needs is read, and named.
#[test]
fn a_hidden_column_is_named_whether_it_is_read_or_not() {
    let folder = school();
    let rows: &[&[&str]] = &[
        &["Наставник", "Наставляемый", "Номер приказа"],
        &["Сидоров Алексей Юрьевич", "Гусев Олег Петрович", "5-ОД"],
    ];
    let hidden = |column: u16| {
        let bytes = list_with(rows, |sheet| {
            sheet.set_column_hidden(column).unwrap();
        });
        let imported = compared(folder.path(), "список.xlsx", &bytes, false);
        let told = told(&imported).into_iter().map(|(_, message)| message);
        told.collect::<Vec<_>>().join("; ")
    };
    let told = hidden(1);
    assert!(
        told.contains("столбец «Наставляемый» скрыт, но прочитан"),
        "{told}"
    );
    let told = hidden(2);
    assert!(
        told.contains("столбец «Номер приказа» скрыт: он не прочитан"),
        "{told}"
    );
    assert!(!told.contains("но прочитан"), "{told}");
}
