//! What stands around and within the rows of a school's list of pairs: titles with a colon, figures
//! that are no years, lines over the head, marks and doubts beside a name, columns that come twice.

use super::beside::{errors, read, told};
use super::lists::school;

/// How many pairs the list would add or change.
fn pairs(imported: &nastavnik::edit::Imported) -> usize {
    let files = imported.files.keys();
    files.filter(|name| name.starts_with("pairings/")).count()
}

fn text(imported: &nastavnik::edit::Imported, begins: &str) -> String {
    let mut files = imported.files.iter();
    let found = files.find(|(name, _)| name.starts_with(begins));
    let bytes = found.and_then(|(_, bytes)| bytes.clone());
    String::from_utf8(bytes.unwrap_or_default()).unwrap()
}

#[test]
fn a_title_with_a_colon_swallows_nobody() {
    for title in [
        "Корпус 1:",
        "Учителя математики:",
        "Молодые специалисты:",
        "МО:",
        "Утверждённые пары",
        "Тел. 5-12-34",
        "Корпус 24/25",
        "2 корпус (2019 года постройки)",
    ] {
        for (number, next) in [("", ""), ("1;", "2;")] {
            let head = if number.is_empty() { "" } else { "№;" };
            let csv = format!(
                "{head}Наставник;Наставляемый\n{number}Титова В.А.;Лебедев П.И.\n{title};\n{next}Титова В.А.;Зотова А.Л.\n"
            );
            let imported = read(&school(), &csv);
            assert_eq!(errors(&imported), [""; 0], "{csv}");
            assert_eq!(pairs(&imported), 2, "{csv}: {:?}", imported.problems);
        }
    }
    let first = "Наставник;Наставляемый\nНачальная школа:;\nТитова В.А.;Лебедев П.И.\nОсновная школа:;\nТитова В.А.;Зотова А.Л.\n";
    assert_eq!(pairs(&read(&school(), first)), 2);
    // Who only signs is left out, or asked about.
    let signed = "Наставник;Наставляемый\nТитова В.А.;Лебедев П.И.\nОзнакомлены:;\nТитова В.А.;Зотова А.Л.\n";
    assert_eq!(pairs(&read(&school(), signed)), 1);
    let approved = read(&school(), &signed.replace("Ознакомлены:", "Утверждено"));
    assert_eq!(errors(&approved).len(), 1, "{:?}", approved.problems);
    let counted = "№;Наставник;Наставляемый\n1;Титова В.А.;Лебедев П.И.\nУтверждено;;\n2;Титова В.А.;Зотова А.Л.\n";
    assert_eq!(pairs(&read(&school(), counted)), 2);
    let other = "№;Наставник;Наставляемый\n1;Титова В.А.;Лебедев П.И.\nДругая школа: МБОУ «Школа № 9»;;\n2;Титова В.А.;Зотова А.Л.\n";
    let imported = read(&school(), other);
    assert_eq!(pairs(&imported), 1);
    assert!(told(&imported, "это другая школа"));
}

#[test]
fn a_year_from_which_something_goes_on_is_no_other_year() {
    for title in [
        "Филиал (с 2020 г.)",
        "Принятые в 2025 году",
        "Молодые специалисты выпуска 2025 года",
        "Работают с 2024 г.",
    ] {
        let csv = format!("{title};\nНаставник;Наставляемый\nТитова В.А.;Зотова А.Л.\n");
        assert_eq!(pairs(&read(&school(), &csv)), 1, "{title}");
    }
}

#[test]
fn from_and_to_are_the_ends_of_a_term() {
    let both = "Наставник;Наставляемый;от;до\nТитова В.А.;Зотова А.Л.;05.09.2026;25.05.2027\n";
    let imported = read(&school(), both);
    assert_eq!(errors(&imported), [""; 0]);
    let pair = text(&imported, "pairings/");
    assert!(
        pair.contains("period = { from = 2026-09-05, to = 2027-05-25 }"),
        "{pair}"
    );
    assert!(!pair.contains("basis"), "{pair}");
    let order = "Наставник;Наставляемый;№ приказа;от\nТитова В.А.;Зотова А.Л.;121-ОД;05.09.2026\n";
    let pair = text(&read(&school(), order), "pairings/");
    assert!(
        pair.contains("number = \"121-ОД\", date = 2026-09-05"),
        "{pair}"
    );
}

#[test]
fn an_order_over_a_list_is_told_in_whatever_cells_it_stands() {
    for lines in [
        "Приложение;\nк приказу МБОУ «Школа № 3»;\nот 08.09.2026 № 121-ОД;\n",
        "Приказ № 121-ОД;\nот 08.09.2026;\n",
        "Утверждено приказом директора;\n08.09.2026 № 121-ОД;\n",
        "Приложение к приказу № 121-ОД от 08.09.2026;\n",
        "Приложение № 1;\nк распоряжению директора;\n№ 121-ОД от 08.09.2026 г.;\n",
        "№ 121-ОД от 08.09.2026;\n",
        "08.09.2026 № 121-ОД;\n",
    ] {
        let csv = format!("{lines}Наставник;Наставляемый\nТитова В.А.;Зотова А.Л.\n");
        let imported = read(&school(), &csv);
        assert!(
            told(&imported, "назван приказ № 121-ОД от 08.09.2026"),
            "{csv}: {:?}",
            imported.problems
        );
    }
    for line in [
        "Срок наставничества: с 01.09.2026 по 31.05.2027",
        "Согласия получены 29.08.2026",
        "Доплата 10 %",
    ] {
        let csv = format!("{line};\nНаставник;Наставляемый\nТитова В.А.;Зотова А.Л.\n");
        assert!(
            told(&read(&school(), &csv), "в сведения о парах это не вписано"),
            "{line}"
        );
    }
    for line in [
        "Список пар на 2026/2027 учебный год",
        "Наставничество",
        "Принято на заседании педагогического совета, протокол;\n№ 1 от 28.08.2026",
    ] {
        let csv = format!("{line};\nНаставник;Наставляемый\nТитова В.А.;Зотова А.Л.\n");
        assert!(!told(&read(&school(), &csv), "не вписан"), "{line}");
    }
}

#[test]
fn room_for_a_signature_beside_a_name_is_asked_about() {
    let csv = "Наставник;Наставляемый\nТитова Вера Андреевна / ______;Зотова Анна Львовна\n";
    let imported = read(&school(), csv);
    assert!(
        told(&imported, "рядом с именем место для подписи"),
        "{:?}",
        imported.problems
    );
    assert_eq!(errors(&imported).len(), 1);
}

#[test]
fn doubts_beside_a_name_are_asked_about() {
    for words in [
        ", уволена",
        " (под вопросом)",
        " (временно)",
        " – в декрете",
    ] {
        let csv = format!("Наставник;Наставляемый\n\"Титова В.А.{words}\";Зотова А.Л.\n");
        let imported = read(&school(), &csv);
        assert!(
            told(&imported, "назначать ли наставника?"),
            "{words}: {:?}",
            imported.problems
        );
    }
    let refused = "Наставник;Наставляемый;Дата отказа\nТитова В.А.;Зотова А.Л.;05.10.2026\n";
    assert!(told(&read(&school(), refused), "назначать ли наставника?"));
    for words in [
        ", высшая категория",
        " (временно исполняющий обязанности заместителя директора)",
    ] {
        let csv = format!("Наставник;Наставляемый\n\"Титова В.А.{words}\";Зотова А.Л.\n");
        assert_eq!(errors(&read(&school(), &csv)), [""; 0], "{words}");
    }
}

#[test]
fn marks_for_the_row_above_have_many_shapes() {
    for mark in ["-||-", "''", "-’’-", "та же самая", "=\"="] {
        let mark = mark.replace('"', "\"\"");
        let csv =
            format!("Наставник;Наставляемый\nТитова В.А.;Зотова А.Л.\n\"{mark}\";Лебедев П.И.\n");
        let imported = read(&school(), &csv);
        assert_eq!(errors(&imported), [""; 0], "{mark}");
        assert_eq!(pairs(&imported), 2, "{mark}: {:?}", imported.problems);
    }
    let posts = "Наставник;Наставляемый;Должность наставляемого\nТитова В.А.;\"Белкина Анна Олеговна\nГусев Олег Петрович\";\"логопед\n-//-\"\n";
    let imported = read(&school(), posts);
    assert_eq!(errors(&imported), [""; 0], "{:?}", imported.problems);
    let staff = text(&imported, "organization.toml");
    assert_eq!(
        staff.matches("position = \"логопед\"").count(),
        2,
        "{staff}"
    );
}

#[test]
fn the_same_heading_twice_names_two_people() {
    for csv in [
        "Наставник;Наставляемый;Наставляемый\nТитова В.А.;Зотова А.Л.;Лебедев П.И.\n",
        "Наставник;Наставник;Наставляемый\nТитова В.А.;Зотова А.Л.;Лебедев П.И.\n",
    ] {
        let imported = read(&school(), csv);
        assert_eq!(errors(&imported), [""; 0], "{csv}: {:?}", imported.problems);
        let pair = text(&imported, "pairings/");
        for key in ["titova", "zotova", "lebedev"] {
            assert!(pair.contains(&format!("\"{key}\"")), "{csv}: {pair}");
        }
    }
}

#[test]
fn two_orders_and_two_terms_of_a_row_are_named_as_such() {
    let orders = "Наставник;Наставляемый;Приказ;Номер приказа\nТитова В.А.;Зотова А.Л.;№ 121-ОД от 08.09.2026;122-ОД\n";
    let imported = read(&school(), orders);
    assert!(
        told(
            &imported,
            "здесь приказ № 121-ОД, а в столбце номеров – «122-ОД»"
        ),
        "{:?}",
        imported.problems
    );
    let same = orders.replace("122-ОД", "121-ОД");
    let pair = text(&read(&school(), &same), "pairings/");
    assert!(
        pair.contains("number = \"121-ОД\", date = 2026-09-08"),
        "{pair}"
    );
    let terms = "Наставник;Наставляемый;Период;Начало\nТитова В.А.;Зотова А.Л.;01.09.2026 – 31.05.2027;01.10.2026\n";
    assert!(told(&read(&school(), terms), "срок записан дважды"));
    let draft =
        "Наставник;Наставляемый;Приказ (проект)\nТитова В.А.;Зотова А.Л.;121-ОД от 08.09.2026\n";
    let imported = read(&school(), draft);
    assert!(told(
        &imported,
        "столбец «Приказ (проект)» программе не известен"
    ));
}

#[test]
fn the_post_of_somebody_new_may_stand_in_a_later_row() {
    let csv = "Наставник;Должность наставника;Наставляемый\nБелкина Анна Олеговна;;Зотова А.Л.\nБелкина Анна Олеговна;логопед;Лебедев П.И.\n";
    let imported = read(&school(), csv);
    assert_eq!(errors(&imported), [""; 0], "{:?}", imported.problems);
    assert!(text(&imported, "organization.toml").contains("position = \"логопед\""));
}

#[test]
fn a_plan_that_stands_twice_is_asked_about() {
    let plan = "Мероприятие;Срок\nПедсовет;август\n\n\n\nМероприятие;Срок;Ответственный\nПедсовет;август;Титова В.А.\n";
    let imported = read(&school(), plan);
    assert!(
        told(&imported, "это копия того же плана?"),
        "{:?}",
        imported.problems
    );
    let other = plan.replace("Педсовет;август;", "Педсовет;март;");
    assert!(!told(&read(&school(), &other), "это копия того же плана?"));
}

#[test]
fn names_that_papers_cannot_have_are_asked_about() {
    for name in [
        "Иванов Иван Иваныч",
        "Иванова Анна Петровна-Сергеевна",
        "Иванов-мл. Иван Иванович",
    ] {
        let imported = read(&school(), &format!("ФИО;Должность\n{name};логопед\n"));
        assert_eq!(errors(&imported).len(), 1, "{name}");
    }
    let accent = read(&school(), "ФИО;Должность\nИвáнов Иван Иванович;логопед\n");
    assert!(told(&accent, "латинские буквы"), "{:?}", accent.problems);
    let post = "№;ФИО;Должность\n1;Белкина Анна Олеговна;логопед\n;Гусева Анна Петровна, учитель музыки;\n";
    let imported = read(&school(), post);
    assert_eq!(errors(&imported), [""; 0], "{:?}", imported.problems);
    assert!(text(&imported, "organization.toml").contains("position = \"учитель музыки\""));
}
