//! A folder of schools as a municipality sees it: what is put together says what the files say.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use crate::support::{copy, nastavnik_in, part, path, said, texts_in, write};

/// Surnames of nobody in particular.
const SURNAMES: [&str; 12] = [
    "Абрамов",
    "Белов",
    "Воронин",
    "Громов",
    "Данилов",
    "Егоров",
    "Жуков",
    "Зайцев",
    "Ильин",
    "Королев",
    "Лазарев",
    "Мельников",
];
const GIVEN: [&str; 6] = ["Иван", "Петр", "Павел", "Сергей", "Олег", "Юрий"];
const PATRONYMICS: [&str; 4] = ["Иванович", "Петрович", "Павлович", "Сергеевич"];

/// The name of the person of this number.
fn person(n: usize) -> String {
    let surname = SURNAMES[n % SURNAMES.len()];
    let given = GIVEN[n / SURNAMES.len() % GIVEN.len()];
    let patronymic = PATRONYMICS[n / (SURNAMES.len() * GIVEN.len()) % PATRONYMICS.len()];
    format!("{surname} {given} {patronymic}")
}

/// Writes a school of so many pairs: some with consent, agreement, an end before the term, a second
/// mentor, a term of last year.
pub(crate) fn school(folder: &Path, number: usize, pairs: usize) {
    let first = number * (2 * pairs + 2);
    let mut staff = String::new();
    let mut add = |key: &str, post: &str, n: usize| {
        let name = person(first + n);
        let _ = write!(
            staff,
            "[staff.{key}]\nname = \"{name}\"\nposition = \"{post}\"\n"
        );
    };
    add("director", "директор", 0);
    add("curator", "заместитель директора", 1);
    for pair in 0..pairs {
        add(&format!("mentor{pair}"), "учитель физики", 2 + 2 * pair);
        add(&format!("mentee{pair}"), "учитель химии", 3 + 2 * pair);
    }
    let organization = format!(
        "edition = \"stary-oskol-2022\"\nregulation = \"school\"\n[registers]\nteachers = {}\n[organization]\n\
         full_name = \"школа № {number} города Светлореченска\"\nshort_name = \"школа № {number}\"\nhead = \"director\"\n\
         curator = \"curator\"\nschool_year = \"2026/2027\"\n{staff}",
        40 + number
    );
    write(&folder.join("organization.toml"), organization);
    let order = "kind = \"pairs\"\nnumber = \"1-ОД\"\ndate = 2026-09-01\n";
    write(&folder.join("orders").join("pairs.toml"), order);
    for pair in 0..pairs {
        let is_group = pair % 4 == 1 && pairs > 2;
        let mentors = if is_group {
            format!("\"mentor{pair}\", \"mentor0\"")
        } else {
            format!("\"mentor{pair}\"")
        };
        let from = if pair % 3 == 2 {
            "2025-10-01"
        } else {
            "2026-09-01"
        };
        let mut text = format!(
            "mentors = [{mentors}]\nmentees = [\"mentee{pair}\"]\nbasis = {{ order = \"pairs\" }}\n\
             period = {{ from = {from}, to = 2027-05-31 }}\n\
             [note]\nrelevance = \"Причина {pair} школы {number}.\"\n"
        );
        if pair % 2 == 0 {
            text += &format!("[[mentorship]]\nmentor = \"mentor{pair}\"\nconsent = 2026-08-29\n");
            if pair % 4 == 0 {
                text += "agreement = { number = \"3\", date = 2026-08-31 }\n";
            }
            if pair == 2 {
                text += "ended = 2027-02-01\n";
            }
        }
        write(&folder.join("pairings").join(format!("p{pair}.toml")), text);
    }
}

/// What a person with a pencil finds in the files of a school.
fn counted(folder: &Path) -> BTreeMap<&'static str, usize> {
    let mut out: BTreeMap<&'static str, usize> = BTreeMap::new();
    let (mut mentors, mut mentees) = (BTreeSet::new(), BTreeSet::new());
    for (name, bytes) in texts_in(folder) {
        if !name.starts_with("pairings/") && name != "organization.toml" {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        let table: toml::Table = text.parse().unwrap();
        if name == "organization.toml" {
            let teachers = table["registers"]["teachers"].as_integer().unwrap();
            out.insert("teachers", teachers.try_into().unwrap());
            continue;
        }
        let keys = |list: &toml::Value| -> Vec<String> {
            let list = list.as_array().unwrap().iter();
            list.map(|it| it.as_str().unwrap().to_owned()).collect()
        };
        let own = (keys(&table["mentors"]), keys(&table["mentees"]));
        let mut add = |what, n: usize| *out.entry(what).or_default() += n;
        add("pairings", 1);
        add("groups", usize::from(own.0.len() + own.1.len() > 2));
        let from = table["period"]["from"].to_string();
        add("begun", usize::from(from.as_str() >= "2026-09-01"));
        let empty = Vec::new();
        let apart = table.get("mentorship");
        let apart = apart.map_or(&empty, |it| it.as_array().unwrap());
        let having = |key| apart.iter().filter(|it| it.get(key).is_some()).count();
        add("consents", having("consent"));
        add("agreements", having("agreement"));
        add("ended", usize::from(having("ended") == own.0.len()));
        mentors.extend(own.0);
        mentees.extend(own.1);
    }
    out.insert("included", mentors.union(&mentees).count());
    out.insert("mentors", mentors.len());
    out.insert("mentees", mentees.len());
    out
}

fn papers(folder: &Path, more: &[&str]) -> (Value, Option<i32>) {
    let command = [&["district", "papers", "--json"], more].concat();
    let output = nastavnik_in(folder, &command);
    let answer = serde_json::from_slice(&output.stdout);
    (
        answer.unwrap_or_else(|e| panic!("{e}: {}", said(&output))),
        output.status.code(),
    )
}

/// The words of a consolidated paper.
fn text(folder: &Path, name: &str) -> String {
    let file = folder.join("out").join(format!("{name}.txt"));
    let text = std::fs::read_to_string(&file);
    let text = text.unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    text.replace('\u{A0}', " ")
}

/// «Consolidated sums equal the sums counted independently from the TOML files.»
#[test]
fn sums_are_those_of_the_files() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path();
    for (number, pairs) in [(1, 5), (2, 1), (3, 8), (4, 0), (5, 3)] {
        // At any depth: towns of a district may have folders of their own.
        let name = if number == 3 {
            "село/школа-3".to_owned()
        } else {
            format!("школа-{number}")
        };
        school(&folder.join(name), number, pairs);
    }
    let (answer, code) = papers(folder, &["--format", "text"]);
    assert_eq!(code, Some(0));
    let schools = answer["summary"]["schools"].as_array().unwrap();
    assert_eq!(schools.len(), 5);
    let mut sums: BTreeMap<&str, usize> = BTreeMap::new();
    for said in schools {
        let own = counted(&folder.join(said["school"].as_str().unwrap()));
        for (what, count) in own {
            assert_eq!(said[what], count, "{what} of {}", said["school"]);
            *sums.entry(what).or_default() += count;
        }
    }
    assert!(sums.values().all(|sum| *sum > 0), "{sums:?}");
    let monitoring = text(folder, "Мониторинг наставничества");
    let total = monitoring.lines().find(|l| l.starts_with("\tВсего\t"));
    let total: Vec<&str> = total.unwrap().split('\t').skip(2).collect();
    let expected = [
        "teachers", "mentors", "mentees", "pairings", "groups", "begun",
    ];
    for (cell, what) in total.iter().zip(expected) {
        assert_eq!(*cell, sums[what].to_string(), "{what}");
    }
    let (included, teachers) = (sums["included"], sums["teachers"]);
    let coverage = text(folder, "Охват наставничеством");
    let tenths = (included * 1000 + teachers / 2) / teachers;
    let share = format!("{},{}", tenths / 10, tenths % 10);
    let share = share.trim_end_matches(",0");
    let total = format!("\tВсего\t{teachers}\t{included}\t{share}\t");
    assert!(coverage.contains(&total), "{total}:\n{coverage}");
    // Every pair and person once, numbered through.
    let register = text(folder, "Сводный реестр наставнических пар");
    let last = format!("\n{}.\t", sums["pairings"]);
    assert!(register.contains(&last), "{register}");
    assert_eq!(register.matches("школа № 3\t").count(), 8);
    let bank = text(folder, "Муниципальный банк наставников");
    let names: Vec<&str> = bank
        .lines()
        .filter_map(|line| line.split_once(".\t")?.1.split('\t').next())
        .collect();
    assert_eq!(names.len(), sums["mentors"]);
    assert!(names.is_sorted(), "{names:?}");
}

/// A second run finds nothing to do; what a person edited stays.
#[test]
fn papers_are_made_once_and_those_edited_stay() {
    let root = tempfile::tempdir().unwrap();
    school(&root.path().join("а"), 1, 1);
    let state = |answer: &Value, name: &str| {
        let files = answer["results"].as_array().unwrap();
        let of = |it: &&Value| it["path"].as_str().unwrap().ends_with(name);
        files.iter().find(of).unwrap()["state"].clone()
    };
    let name = "Охват наставничеством.txt";
    let (first, _) = papers(root.path(), &["--format", "text"]);
    assert_eq!(state(&first, name), "made");
    let (again, _) = papers(root.path(), &["--format", "text"]);
    assert_eq!(state(&again, name), "fresh");
    write(&root.path().join("out").join(name), "мое");
    school(&root.path().join("а"), 1, 2);
    let (edited, _) = papers(root.path(), &["--format", "text"]);
    assert_eq!(state(&edited, name), "changed");
    assert_eq!(state(&edited, "Мониторинг наставничества.txt"), "made");
}

/// A school that is called otherwise leaves a letter behind, which the same command puts away.
#[test]
fn a_letter_to_nobody_is_put_away() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path();
    school(&folder.join("а"), 1, 1);
    school(&folder.join("б"), 2, 1);
    papers(folder, &["--format", "text"]);
    let letters = || {
        let files = std::fs::read_dir(folder.join("out")).unwrap();
        let names = files.map(|it| it.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.contains("№ 2")).count()
    };
    assert_eq!(letters(), 1);
    std::fs::remove_dir_all(folder.join("б")).unwrap();
    let output = nastavnik_in(folder, &["district", "papers", ".", "--format", "text"]);
    assert!(
        said(&output).contains("та же команда с --clean"),
        "{}",
        said(&output)
    );
    assert_eq!(letters(), 1);
    papers(folder, &["--format", "text", "--clean"]);
    assert_eq!(letters(), 0);
    write(&folder.join("District.toml.txt"), "name = \"район\"\n");
    let output = nastavnik_in(folder, &["district", "papers", ".", "--format", "text"]);
    assert!(
        said(&output).contains("читаются из файла district.toml"),
        "{}",
        said(&output)
    );
}

#[test]
fn what_is_alike_in_two_schools_is_told() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path();
    school(&folder.join("а"), 1, 4);
    school(&folder.join("б"), 2, 4);
    // The third was made out of the first, with another name.
    copy(&folder.join("а"), &folder.join("в"));
    let file = folder.join("в").join("organization.toml");
    let own = std::fs::read_to_string(&file).unwrap();
    write(&file, own.replace("№ 1", "№ 3"));
    // One teacher of the first works in the second as well.
    let file = folder.join("б").join("organization.toml");
    let own = std::fs::read_to_string(&file).unwrap();
    let (there, here) = (person(2 * 10 + 2), person(10 + 2));
    assert!(own.contains(&there));
    write(&file, own.replace(&there, &here));
    let (_, code) = papers(folder, &["--format", "text"]);
    assert_eq!(code, Some(0));
    let monitoring = text(folder, "Мониторинг наставничества");
    for words in [
        format!("{here}\tшкола № 1\nшкола № 2\nшкола № 3"),
        "тексты программ: 4\tшкола № 1\nшкола № 3".to_owned(),
        "наставники и наставляемые: 7\tшкола № 1\nшкола № 3".to_owned(),
    ] {
        assert!(monitoring.contains(&words), "{words}:\n{monitoring}");
    }
    let letter = text(folder, "Рекомендации. школа № 3");
    for words in [
        "дословно повторяются в сведениях других организаций (школа № 1), – 4",
        "(школа № 1) – 7",
        &here,
        "Увеличить охват",
        "не указана дата письменного согласия",
    ] {
        assert!(letter.contains(words), "{words}:\n{letter}");
    }
    assert!(!text(folder, "Рекомендации. школа № 2").contains("дословно"));
    // A letter goes to the head of a school, who has no files before him.
    for inside in [".toml", "pair0", "директор =", " = ", "строка "] {
        assert!(!letter.contains(inside), "{inside}:\n{letter}");
    }
    assert!(letter.contains("(пара «"), "{letter}");
}

#[test]
fn charts_of_the_workbook_follow_its_cells() {
    let root = tempfile::tempdir().unwrap();
    school(&root.path().join("а"), 1, 2);
    school(&root.path().join("б"), 2, 3);
    let (_, code) = papers(root.path(), &["--format", "xlsx,pdf,docx"]);
    assert_eq!(code, Some(0));
    let chart = |name: &str| {
        let bytes = std::fs::read(root.path().join("out").join(name)).unwrap();
        part(&bytes, "xl/charts/chart1.xml")
    };
    let coverage = chart("Охват наставничеством.xlsx");
    assert!(
        coverage.contains("<c:f>Охват!$E$3:$E$4</c:f>"),
        "{coverage}"
    );
    assert!(
        coverage.contains("<c:f>Охват!$B$3:$B$4</c:f>"),
        "{coverage}"
    );
    let monitoring = chart("Мониторинг наставничества.xlsx");
    assert!(monitoring.contains("stacked"), "{monitoring}");
    assert!(monitoring.contains("$D$3:$D$4") && monitoring.contains("$E$3:$E$4"));
}

#[test]
fn a_municipality_says_of_itself_what_it_is_called() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path();
    school(&folder.join("а"), 1, 2);
    // Its own papers are no school's.
    copy(&path(&["samples", "order-591"]), &folder.join("управление"));
    let (answer, _) = papers(folder, &["--format", "text"]);
    assert_eq!(answer["summary"]["schools"].as_array().unwrap().len(), 1);
    let coverage = text(folder, "Охват наставничеством");
    assert!(
        coverage.contains("Управление образования администрации Старооскольского"),
        "{coverage}"
    );
    let own = "name = \"отдел образования города\"\norder = { number = \"17\", date = 2026-08-01 }\n\
               [signer]\nname = \"А.А. Орлова\"\nposition = \"начальник отдела\"\n";
    write(&folder.join("district.toml"), own);
    papers(folder, &["--format", "text"]);
    let letter = text(folder, "Рекомендации. школа № 1");
    for words in [
        "Отдел образования города",
        "пункт 4.2 приказа от 01.08.2026 № 17",
        "Начальник отдела\tА.А. Орлова",
    ] {
        assert!(letter.contains(words), "{words}:\n{letter}");
    }
    // A number that is not known yet is left for the pen.
    write(
        &folder.join("district.toml"),
        "order = { date = 2026-08-01 }\n",
    );
    papers(folder, &["--format", "text"]);
    let letter = text(folder, "Рекомендации. школа № 1");
    assert!(letter.contains("приказа от 01.08.2026 № ___"), "{letter}");
    write(&folder.join("district.toml"), "nam = \"отдел\"\n");
    let output = nastavnik_in(folder, &["district", "papers"]);
    assert_eq!(output.status.code(), Some(1));
    let told = said(&output);
    assert!(
        told.contains("district.toml:1:1") && told.contains("name"),
        "{told}"
    );
}

#[test]
fn a_school_that_cannot_be_read_keeps_its_row_and_its_letter() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path();
    school(&folder.join("а"), 1, 2);
    write(
        &folder.join("б").join("organization.toml"),
        "[organization\n",
    );
    let output = nastavnik_in(folder, &["district", "papers", "--format", "text"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("б: сведения не прочитаны"));
    let letter = text(folder, "Рекомендации. б");
    assert!(letter.contains("Представить сведения заново"), "{letter}");
    let empty = tempfile::tempdir().unwrap();
    let output = nastavnik_in(empty.path(), &["district", "papers"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("нет папок школ"));
}

#[test]
fn a_school_of_another_year_is_named_and_the_papers_keep_theirs() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path();
    for number in 1..=3 {
        school(&folder.join(format!("школа-{number}")), number, 1);
    }
    let late = folder.join("школа-2/organization.toml");
    let text_of_it = std::fs::read_to_string(&late).unwrap();
    write(&late, text_of_it.replace("2026/2027", "2025/2026"));
    let output = nastavnik_in(folder, &["district", "papers", "--format", "text"]);
    let told = said(&output);
    assert!(told.contains("школа-2: учебный год 2025/2026"), "{told}");
    assert_eq!(told.matches("внимание: ").count(), 1, "{told}");
    let monitoring = text(folder, "Мониторинг наставничества");
    assert!(monitoring.contains("2026/2027"), "{monitoring}");
}
