//! Several people of one cell and their posts, posts in brackets and on lines of their own, and what
//! stands in a list of the staff and is nobody's post.

use nastavnik::edit::Imported;

use super::beside::{errors, read, told};
use super::lists::school;

fn file(imported: &Imported, name: &str) -> String {
    let bytes = imported.files.get(name).cloned().flatten();
    String::from_utf8(bytes.unwrap_or_default()).unwrap()
}

/// The posts of those who are new, by their surnames.
fn posts(imported: &Imported) -> Vec<(String, String)> {
    let staff: toml::Table = file(imported, "organization.toml").parse().unwrap();
    let people = staff["staff"].as_table().unwrap();
    let value = |person: &toml::Value, key: &str| person[key].as_str().unwrap().to_owned();
    let known = ["Титова", "Лебедев", "Зотова"];
    people
        .values()
        .map(|person| (value(person, "name"), value(person, "position")))
        .filter(|(name, _)| !known.iter().any(|known| name.starts_with(known)))
        .collect()
}

fn pair(a: &str, b: &str) -> (String, String) {
    (a.to_owned(), b.to_owned())
}

#[test]
fn each_of_several_people_keeps_his_post() {
    let both = [
        pair("Щукина Вера Львовна", "учитель химии"),
        pair("Гусев Олег Петрович", "учитель музыки"),
    ];
    for cell in [
        "учитель химии Щукина Вера Львовна и учитель музыки Гусев Олег Петрович",
        "Щукина Вера Львовна – учитель химии и Гусев Олег Петрович – учитель музыки",
        "Щукина Вера Львовна, учитель химии и Гусев Олег Петрович, учитель музыки",
        "Щукина Вера Львовна, учитель химии / Гусев Олег Петрович, учитель музыки",
        "Щукина Вера Львовна, учитель химии. Гусев Олег Петрович, учитель музыки",
        "1. Щукина Вера Львовна – учитель химии 2. Гусев Олег Петрович – учитель музыки",
        "Щукина Вера Львовна\n(учитель химии)\nГусев Олег Петрович\n(учитель музыки)",
        "Щукина Вера Львовна\nУчитель химии\nГусев Олег Петрович\nУчитель музыки",
        "учитель химии\nЩукина Вера Львовна\nучитель музыки\nГусев Олег Петрович",
    ] {
        let csv = format!("Наставник;Наставляемый\nТитова В.А.;\"{cell}\"\n");
        let imported = read(&school(), &csv);
        assert_eq!(errors(&imported), [""; 0], "{cell}");
        let mut found = posts(&imported);
        found.sort();
        let mut both = both.to_vec();
        both.sort();
        assert_eq!(found, both, "{cell}");
    }
    for cell in [
        "П.И. Лебедев, А.Л. Зотова",
        "П.И. Лебедев и А.Л. Зотова",
        "П.И. Лебедев; Зотова А.Л.",
    ] {
        let imported = read(
            &school(),
            &format!("Наставник;Наставляемый\nТитова В.А.;\"{cell}\"\n"),
        );
        let own = file(&imported, "pairings/titova-lebedev-zotova.toml");
        assert!(own.contains("[\"lebedev\", \"zotova\"]"), "{cell}: {own}");
    }
    let asked = read(
        &school(),
        "Наставник;Наставляемый\nТитова В.А.;Щукина Вера Львовна учитель химии Гусев Олег Петрович учитель музыки\n",
    );
    assert!(
        told(&asked, "назван еще один человек"),
        "{:?}",
        asked.problems
    );
}

#[test]
fn a_column_of_posts_of_two_is_parted_or_asked_about() {
    let list = |posts: &str| {
        let csv = format!(
            "Наставник;Наставляемый;Должность наставляемого\nТитова В.А.;\"Щукина Вера Львовна\nГусев Олег Петрович\";\"{posts}\"\n"
        );
        read(&school(), &csv)
    };
    for (cell, first, second) in [
        (
            "учитель русского языка и литературы и учитель истории и обществознания",
            "учитель русского языка и литературы",
            "учитель истории и обществознания",
        ),
        (
            "воспитатель. учитель музыки",
            "воспитатель",
            "учитель музыки",
        ),
        (
            "1. учитель русского языка и литературы. 2. воспитатель",
            "учитель русского языка и литературы",
            "воспитатель",
        ),
        (
            "педагог-психолог,\nвоспитатель",
            "педагог-психолог",
            "воспитатель",
        ),
        (
            "учитель музыки + педагог-психолог",
            "учитель музыки",
            "педагог-психолог",
        ),
        (
            "учитель музыки (Гусев), педагог-психолог (Щукина)",
            "педагог-психолог",
            "учитель музыки",
        ),
        ("учитель музыки (оба)", "учитель музыки", "учитель музыки"),
    ] {
        let imported = list(cell);
        assert_eq!(errors(&imported), [""; 0], "{cell}");
        let mut found = posts(&imported);
        found.sort();
        let mut own = [
            pair("Щукина Вера Львовна", first),
            pair("Гусев Олег Петрович", second),
        ];
        own.sort();
        assert_eq!(found, own, "{cell}");
    }
    let unclear = list("заместитель директора по УВР / учитель физики, классный руководитель");
    assert!(
        told(&unclear, "должностей здесь не столько"),
        "{:?}",
        unclear.problems
    );
}

#[test]
fn a_lacking_post_is_asked_for_at_its_cell() {
    let csv = "Наставник;Наставляемый;Должность наставляемого\nТитова В.А.;Щукина Вера Львовна (Зуева);\n";
    let imported = read(&school(), csv);
    let missing = imported.problems.iter().find(|p| p.is_missing).unwrap();
    let place = missing.place.as_ref().unwrap();
    assert_eq!(imported.sources.cell(place.file), Some("C2"));
}

#[test]
fn nobody_of_whom_the_school_is_no_employer_becomes_its_staff() {
    for post in ["ученик 9 А", "родитель"] {
        let csv = format!("ФИО;Должность\nОрлов Иван Иванович;{post}\n");
        let imported = read(&school(), &csv);
        let question = format!("«Должность»: «{post}» – не должность сотрудника");
        assert_eq!(errors(&imported), [question]);
    }
    for (post, written) in [
        ("няня", "няня"),
        ("методист (0,25)", "методист"),
        (
            "\"учитель математики\nфизики\"",
            "учитель математики, физики",
        ),
    ] {
        let imported = read(
            &school(),
            &format!("ФИО;Должность\nОрлова Инна Ивановна;{post}\n"),
        );
        assert_eq!(errors(&imported), [""; 0], "{post}");
        assert_eq!(posts(&imported), [pair("Орлова Инна Ивановна", written)]);
    }
    let several = read(
        &school(),
        "Наставник;Наставляемый;Должность\nТитова В.А.;\"Орлова Инна Ивановна\nБелых Анна Олеговна\";воспитатели\n",
    );
    assert!(told(&several, "«воспитатели» – должность нескольких людей"));
}

#[test]
fn names_of_the_peoples_of_russia_are_no_broken_words() {
    for (typed, written) in [
        ("Ооржак Чечек Кан-ооловна", "Ооржак Чечек Кан-ооловна"),
        ("ООРЖАК ЧЕЧЕК КАН-ООЛОВНА", "Ооржак Чечек Кан-ооловна"),
        ("О'КОННОР АННА ПЕТРОВНА", "О'Коннор Анна Петровна"),
    ] {
        let csv = format!("Наставник;Наставляемый;Должность\nТитова В.А.;{typed};логопед\n");
        let imported = read(&school(), &csv);
        assert_eq!(errors(&imported), [""; 0], "{typed}");
        assert_eq!(posts(&imported), [pair(written, "логопед")]);
    }
    // That there is no patronymic may be said outright.
    let csv = "Фамилия;Имя;Отчество;Должность\nКим;Алина;нет;логопед\nЛи;Анна;;методист\n";
    let imported = read(&school(), csv);
    assert!(told(&imported, "«Ли Анна» нет отчества"));
    assert!(!told(&imported, "«Ким Алина» нет отчества"));
}

#[test]
fn abbreviations_of_a_post_keep_their_capitals() {
    for (cell, post) in [
        (
            "Щукина Вера Львовна, заместитель директора по УВР",
            "заместитель директора по УВР",
        ),
        ("Щукина Вера Львовна\nУчитель ИЗО", "учитель ИЗО"),
        ("учитель ОБЗР Щукина Вера Львовна", "учитель ОБЗР"),
        ("Щукина Вера Львовна – методист ИРО", "методист ИРО"),
        ("ЩУКИНА ВЕРА ЛЬВОВНА, УЧИТЕЛЬ ХИМИИ", "учитель химии"),
    ] {
        let csv = format!("Наставник;Наставляемый\nТитова В.А.;\"{cell}\"\n");
        let imported = read(&school(), &csv);
        assert_eq!(errors(&imported), [""; 0], "{cell}");
        assert_eq!(
            posts(&imported),
            [pair("Щукина Вера Львовна", post)],
            "{cell}"
        );
    }
}

#[test]
fn who_works_elsewhere_becomes_none_of_the_staff_in_silence() {
    let list = |place: &str| {
        let csv = format!(
            "Наставник;Место работы наставника;Должность наставника;Наставляемый\nЩукина Вера Львовна;{place};учитель химии;Зотова А.Л.\n"
        );
        read(&school(), &csv)
    };
    let question = "наставник работает в другой организации: «МБОУ «Школа № 9»»";
    assert_eq!(errors(&list("МБОУ «Школа № 9»")), [question]);
    for own in ["МБОУ «Школа № 3»", "СОШ № 3", "наша школа", ""] {
        let imported = list(own);
        assert_eq!(errors(&imported), [""; 0], "{own}");
        assert!(!told(&imported, "программе не известен"), "{own}");
    }
}

#[test]
fn a_patronymic_beneath_its_name_is_asked_about() {
    let question = "ячейка стоит под записью одна: это ее продолжение?";
    let list = "№;ФИО;Должность\n1;Гусев Олег;учитель музыки\n;Петрович;\n";
    assert_eq!(errors(&read(&school(), list)), [question]);
}

#[test]
fn people_among_others_who_are_responsible_are_known() {
    let responsible = |cell: &str| {
        let school = school();
        let csv = format!(
            "Мероприятие;Срок;Ответственный\nПриказ;август;\"{cell}\"\nСеминар;май;методист\n"
        );
        let imported = read(&school, &csv);
        assert_eq!(errors(&imported), [""; 0], "{cell}");
        file(&imported, "roadmap.toml")
    };
    for (cell, own) in [
        ("Лебедев П.И.; наставники", "[\"lebedev\", \"наставники\"]"),
        ("Лебедев П.И. / Зотова А.Л.", "[\"lebedev\", \"zotova\"]"),
        ("Лебедев П.И. и Зотова А.Л.", "[\"lebedev\", \"zotova\"]"),
        (
            "Лебедев П.И., руководители ШМО",
            "[\"lebedev\", \"руководители ШМО\"]",
        ),
        (
            "Лебедев П.И., учитель физики",
            "[\"Лебедев П.И., учитель физики\"]",
        ),
        ("совет и актив школы", "[\"совет и актив школы\"]"),
    ] {
        let map = responsible(cell);
        assert!(map.contains(own), "{cell}: {map}");
    }
}
