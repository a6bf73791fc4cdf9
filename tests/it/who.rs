//! Who is meant in a list: namesakes, double first names, slips of the pen, and people of whom the list
//! says less than the files need.

use std::fs;

use nastavnik::edit::Imported;
use tempfile::TempDir;

use super::beside::{errors, read, told};
use super::lists::school;

const HEAD: &str = "Наставник;Наставляемый\n";

/// The school with more people on its staff.
fn with_staff(more: &[(&str, &str, &str)]) -> TempDir {
    let school = school();
    let file = school.path().join("organization.toml");
    let mut staff = fs::read_to_string(&file).unwrap();
    for (key, name, post) in more {
        staff.push_str(&format!(
            "\n[staff.{key}]\nname = \"{name}\"\nposition = \"{post}\"\n"
        ));
    }
    fs::write(file, staff).unwrap();
    school
}

fn text(imported: &Imported, file: &str) -> String {
    let bytes = imported.files[file].clone().unwrap();
    String::from_utf8(bytes).unwrap()
}

/// The keys of the new pair.
fn pair(imported: &Imported) -> String {
    let mut files = imported.files.keys();
    let file = files.find(|file| file.starts_with("pairings/")).unwrap();
    text(imported, file)
}

fn advised(imported: &Imported, words: &str) -> bool {
    imported
        .problems
        .iter()
        .any(|p| p.advised().is_some_and(|advice| advice.contains(words)))
}

#[test]
fn initials_and_apostrophes_are_those_of_the_staff() {
    for name in [
        "Шмидт А.М.П.",
        "Шмидт А. М.",
        "А.М.П. Шмидт",
        "Шмидт Анна-Мария Петровна",
    ] {
        let school = with_staff(&[("shmidt", "Шмидт Анна Мария Петровна", "логопед")]);
        let imported = read(&school, &format!("{HEAD}Титова В.А.;{name}\n"));
        assert_eq!(errors(&imported), [""; 0], "{name}");
        assert!(pair(&imported).contains("mentees = [\"shmidt\"]"), "{name}");
    }
    for name in ["О’Коннор Ш.П.", "О`Коннор Шон Патрикович", "ОКоннор Ш.П."]
    {
        let school = with_staff(&[("oconnor", "О'Коннор Шон Патрикович", "логопед")]);
        let imported = read(&school, &format!("{HEAD}Титова В.А.;{name}\n"));
        assert_eq!(errors(&imported), [""; 0], "{name}");
        assert!(
            pair(&imported).contains("mentees = [\"oconnor\"]"),
            "{name}"
        );
    }
}

#[test]
fn a_slip_in_a_patronymic_offers_who_is_meant() {
    for (name, known) in [
        ("Лебедев Пётр Ильчи", "Лебедев Пётр Ильич"),
        ("Зотова Анна Львовн", "Зотова Анна Львовна"),
        ("Лебедева Петра Ильича", "Лебедев Пётр Ильич"),
    ] {
        let school = school();
        let imported = read(&school, &format!("{HEAD}Титова В.А.;{name}\n"));
        assert_eq!(errors(&imported).len(), 1, "{name}");
        assert!(advised(&imported, known), "{name}: {:?}", imported.problems);
    }
}

#[test]
fn namesakes_are_told_apart_by_key_or_post() {
    let staff = [
        ("orlov", "Орлов Ян Петрович", "учитель физики"),
        ("orlov-2", "Орлов Ян Петрович", "учитель начальных классов"),
    ];
    for csv in [
        format!("{HEAD}Титова В.А.;Орлов Ян Петрович (orlov-2)\n"),
        format!("{HEAD}Титова В.А.;\"Орлов Я.П., учитель нач. классов\"\n"),
        "Наставник;Наставляемый;Должность\nТитова В.А.;Орлов Ян Петрович;учитель начальных классов\n"
            .to_owned(),
    ] {
        let school = with_staff(&staff);
        let imported = read(&school, &csv);
        assert_eq!(errors(&imported), [""; 0], "{csv}");
        assert!(pair(&imported).contains("mentees = [\"orlov-2\"]"), "{csv}");
        assert!(!told(&imported, "латинск"), "{csv}: {:?}", imported.problems);
        assert!(!told(&imported, "другая должность"), "{csv}");
    }
    for csv in [
        format!("{HEAD}Титова В.А.;Орлов Я.П.\n"),
        format!("{HEAD}Титова В.А.;\"Орлов Я.П., логопед\"\n"),
    ] {
        let imported = read(&with_staff(&staff), &csv);
        assert!(told(&imported, "неясно, кто из сотрудников"), "{csv}");
    }
    // In a list of the staff the key is no part of the name.
    let csv = "ФИО;Должность\nОрлов Ян Петрович (orlov-2);учитель химии\n";
    let imported = read(&with_staff(&staff), csv);
    assert_eq!(errors(&imported), [""; 0]);
    let staff = text(&imported, "organization.toml");
    assert!(!staff.contains("(orlov-2)"), "{staff}");
    assert!(staff.contains("position = \"учитель химии\""), "{staff}");
}

#[test]
fn a_shortened_post_is_no_other_post() {
    let staff = [("orlov", "Орлов Ян Петрович", "учитель начальных классов")];
    let head = "Наставник;Наставляемый;Должность наставляемого\n";
    for (post, is_other) in [
        ("учитель нач. классов", false),
        ("Учитель начальных  классов", false),
        ("учитель физики", true),
        ("учитель", true),
    ] {
        let csv = format!("{head}Титова В.А.;Орлов Я.П.;{post}\n");
        let imported = read(&with_staff(&staff), &csv);
        assert_eq!(told(&imported, "другая должность"), is_other, "{post}");
    }
}

#[test]
fn the_gender_of_somebody_new_may_stand_in_a_list_of_pairs() {
    for (head, gender) in [
        ("Наставник;Наставляемый;Должность;Пол", "ж"),
        (
            "Наставник;Наставляемый;Должность;Пол наставляемого",
            "женский",
        ),
        (
            "Наставник;Наставляемый;Должность;Пол молодого специалиста",
            "Ж",
        ),
    ] {
        let csv = format!("{head}\nТитова В.А.;Нгуен Тхи Тху Ха;логопед;{gender}\n");
        let imported = read(&school(), &csv);
        assert_eq!(errors(&imported), [""; 0], "{csv}");
        let staff = text(&imported, "organization.toml");
        assert!(staff.contains("gender = \"f\""), "{csv}: {staff}");
    }
    // Without it, it is said where to put it.
    let csv = "Наставник;Наставляемый;Должность\nТитова В.А.;Нгуен Тхи Тху Ха;логопед\n";
    let imported = read(&school(), csv);
    assert!(
        advised(&imported, "в столбец или поле «Пол»"),
        "{:?}",
        imported.problems
    );
    // Of two nobody knows whose it is; of those who are known nothing is needed.
    let head = "Наставник;Наставляемый;Пол";
    let csv = format!("{head}\nТитова В.А.;\"Котов Лев Иванович\nНгуен Тхи Тху Ха\";ж\n");
    assert!(told(&read(&school(), &csv), "неясно, чей это пол"));
    let csv = format!("{head}\nТитова В.А.;Зотова А.Л.;ж\n");
    let imported = read(&school(), &csv);
    assert_eq!(errors(&imported), [""; 0]);
    assert!(!imported.files.contains_key("organization.toml"));
}

#[test]
fn a_mentee_twice_under_one_mentor_is_told_with_the_list() {
    for csv in [
        format!("{HEAD}Титова В.А.;Зотова А.Л.\nТитова В.А.;\"Зотова А.Л.\nЛебедев П.И.\"\n"),
        format!("{HEAD}Лебедев П.И.;\"Зотова А.Л.\nТитова В.А.\"\n"),
    ] {
        let imported = read(&school(), &csv);
        assert!(
            told(&imported, "уже наставляемый у того же наставника"),
            "{csv}: {:?}",
            imported.problems
        );
    }
    let csv = format!("{HEAD}Титова В.А.;Зотова А.Л.\nЛебедев П.И.;Зотова А.Л.\n");
    assert!(!told(&read(&school(), &csv), "уже наставляемый"));
}

#[test]
fn somebody_new_without_a_patronymic_is_told() {
    let csv = "ФИО;Должность\nБелкина Анна;логопед\n";
    let imported = read(&school(), csv);
    assert!(told(&imported, "нет отчества"), "{:?}", imported.problems);
    let csv = "ФИО;Должность\nБелкина Анна Олеговна;логопед\nЗотова А.Л.;учитель химии\n";
    assert!(!told(&read(&school(), csv), "нет отчества"));
}

#[test]
fn words_of_schools_for_closed_lists_are_understood() {
    for (head, written, meant) in [
        ("Форма", "учитель-учитель", "педагог-педагог"),
        ("Форма", "П-П", "педагог-педагог"),
        ("Вид наставничества", "индивидуальное", "традиционн"),
        ("Вид наставничества", "онлайн", "виртуальн"),
    ] {
        let csv = format!("Наставник;Наставляемый;{head}\nТитова В.А.;Зотова А.Л.;{written}\n");
        let imported = read(&school(), &csv);
        assert_eq!(errors(&imported), [""; 0], "{written}");
        assert!(told(&imported, "понято как"), "{written}");
        let pair = pair(&imported);
        assert!(pair.contains(meant), "{written}: {pair}");
    }
}
