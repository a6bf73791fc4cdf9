//! Rows, columns and tables of a school's list that are none of this year's pairs and no roadmap:
//! what takes them out is read, and what is unclear is asked about.

use nastavnik::edit::Imported;
use nastavnik::exchange::{Exchange, Wishes, import_bytes};
use tempfile::TempDir;

use super::lists::school;

fn read(csv: &str) -> Imported {
    let school: TempDir = school();
    let bytes = csv.as_bytes();
    match import_bytes(bytes, "список.csv", school.path(), &Wishes::default()) {
        Exchange::Done(imported) => imported,
        Exchange::Unread(problems, _) => panic!("{problems:?}"),
        Exchange::Refused(why) => panic!("{why}"),
    }
}

fn told(imported: &Imported, words: &str) -> bool {
    imported.problems.iter().any(|p| p.text().contains(words))
}

fn pairs(imported: &Imported) -> usize {
    let files = imported.files.keys();
    files.filter(|name| name.starts_with("pairings/")).count()
}

const PEOPLE: &str = "Титова В.А.;Котов Лев Иванович";

#[test]
fn a_pair_beneath_a_title_that_takes_it_out_is_left_and_told() {
    for (title, is_left) in [
        ("Исключены:", true),
        ("Снятые пары", true),
        ("2020/2021 учебный год", true),
        ("Кандидаты", true),
        ("Начальная школа", false),
    ] {
        let csv = format!(
            "№;Наставник;Наставляемый;Должность;Примечание\n;{title};;;\n1;{PEOPLE};учитель химии;\n"
        );
        let imported = read(&csv);
        assert_eq!(
            pairs(&imported) == 0,
            is_left,
            "{csv}: {:?}",
            imported.problems
        );
        assert!(told(&imported, "раздел"), "{csv}: {:?}", imported.problems);
    }
}

#[test]
fn who_does_not_agree_is_asked_about() {
    for (heading, cell, is_asked) in [
        ("Согласие", "нет", true),
        ("Согласие", "не согласна", true),
        ("Согласие", "не получено", false),
        ("Согласие наставляемого", "нет", true),
        ("Примечание", "отказалась", true),
        ("Примечание", "отказ от доплаты", false),
        ("Примечание", "первый год работы", false),
    ] {
        let csv =
            format!("Наставник;Наставляемый;Должность;{heading}\n{PEOPLE};учитель химии;{cell}\n");
        let imported = read(&csv);
        assert_eq!(
            imported.has_errors(),
            is_asked,
            "{csv}: {:?}",
            imported.problems
        );
    }
    for (state, is_left) in [("отказ", true), ("отменена", true), ("действует", false)]
    {
        let csv =
            format!("Наставник;Наставляемый;Должность;Статус\n{PEOPLE};учитель химии;{state}\n");
        let imported = read(&csv);
        assert_eq!(
            pairs(&imported) == 0,
            is_left,
            "{csv}: {:?}",
            imported.problems
        );
        assert_eq!(told(&imported, "не действует"), is_left, "{csv}");
    }
}

#[test]
fn entries_above_the_head_are_asked_about() {
    let head = "Наставник;Наставляемый;Должность\n";
    let row = format!("{PEOPLE};учитель химии\n");
    let short = row.replace("Лев Иванович", "Л.И.");
    for csv in [
        format!("{row}{head}"),
        format!("{row}{head}{row}"),
        format!("{short}{head}{row}"),
    ] {
        let imported = read(&csv);
        assert!(imported.has_errors(), "{csv}: {:?}", imported.problems);
        assert!(told(&imported, "над строкой с названиями"), "{csv}");
    }
    assert!(told(&read(head), "нет ни одной строки"));
    assert!(!read(&format!("Пары;;\n{head}{row}")).has_errors());
}

#[test]
fn those_who_sign_are_no_pair() {
    let rows = format!("№;Наставник;Наставляемый;Должность\n1;{PEOPLE};учитель химии\n");
    for (first, words) in [
        ("Члены комиссии:", "подпись"),
        ("Ознакомлены", "подпись"),
        ("исключена", "вместо номера"),
    ] {
        let csv = format!("{rows}{first};Титова В.А.;Зотова Анна Львовна;\n");
        let imported = read(&csv);
        assert!(!imported.has_errors(), "{csv}: {:?}", imported.problems);
        assert_eq!(pairs(&imported), 1, "{csv}: {:?}", imported.problems);
        assert!(told(&imported, words), "{csv}: {:?}", imported.problems);
    }
}

#[test]
fn tables_side_by_side_have_each_its_own_year() {
    let table = "Наставник;Наставляемый;Должность;;Наставник;Наставляемый;Должность\n";
    let row = format!("{PEOPLE};учитель химии;;{PEOPLE};учитель\n");
    for (years, left) in [("2020/2021;;;;2019/2020;;", 2), ("Пары 2019/2020;;;;;;", 2)] {
        let imported = read(&format!("{years}\n{table}{row}"));
        let told = imported.problems.iter();
        let told = told.filter(|p| p.text().contains("другому учебному году"));
        assert_eq!(told.count(), left, "{years}: {:?}", imported.problems);
        assert_eq!(pairs(&imported), 0, "{years}");
    }
}

#[test]
fn a_plan_of_other_work_is_no_roadmap() {
    for (title, is_read) in [
        ("График открытых уроков", false),
        ("План мероприятий ко Дню учителя", false),
        ("Мероприятия Года защитника Отечества", false),
        ("Дорожная карта", true),
        ("План мероприятий", true),
    ] {
        let csv = format!(
            "{title};;;\nМероприятие;Срок;Ответственный;Результат\nБеседа;сентябрь;Титова В.А.;Справка\n"
        );
        let imported = read(&csv);
        let has_map = imported.files.contains_key("roadmap.toml");
        assert_eq!(has_map, is_read, "{title}: {:?}", imported.problems);
        assert_eq!(told(&imported, "план другой работы"), !is_read, "{title}");
    }
}
