//! Roadmaps as schools keep them: rows that are titles of stages however they are counted, and rows that
//! are activities though little stands in them.

use nastavnik::edit::Imported;
use nastavnik::exchange::{Exchange, Wishes, import_bytes};

use super::beside::{errors, read, told};
use super::lists::school;

/// The stages of the roadmap that the list makes, each with its activities; those of no stage first.
fn stages(csv: &str) -> Vec<(String, Vec<String>)> {
    let school = school();
    std::fs::remove_file(school.path().join("roadmap.toml")).unwrap();
    let imported: Imported = read(&school, csv);
    assert_eq!(errors(&imported), [""; 0], "{csv}");
    let bytes = imported.files["roadmap.toml"].clone().unwrap();
    let map: toml::Table = String::from_utf8(bytes).unwrap().parse().unwrap();
    let names = |table: &toml::Table| {
        let list = table.get("activity").and_then(toml::Value::as_array);
        let list = list.into_iter().flatten();
        list.map(|it| it["name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let mut out = vec![(String::new(), names(&map))];
    let own = map.get("stage").and_then(toml::Value::as_array);
    for stage in own.into_iter().flatten() {
        let stage = stage.as_table().unwrap();
        assert!(stage.get("section").is_none(), "{csv}: {stage}");
        out.push((stage["title"].as_str().unwrap().to_owned(), names(stage)));
    }
    out.retain(|(title, names)| !title.is_empty() || !names.is_empty());
    out
}

fn own(list: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
    let words = |names: &[&str]| names.iter().map(|it| (*it).to_owned()).collect();
    list.iter()
        .map(|(title, names)| ((*title).to_owned(), words(names)))
        .collect()
}

#[test]
fn a_title_that_is_written_is_a_cell_that_was_taken() {
    let school = school();
    let plan = "№;Мероприятие;Срок\n1;Подготовительный этап;\n1.1;Утверждение положения;сентябрь\n";
    let imported: Imported = read(&school, plan);
    let fates = imported.fates().into_iter();
    let said: Vec<String> = fates
        .filter(|(cell, _)| cell.row == 1)
        .map(|(cell, fate)| format!("{}: {fate}", cell.at))
        .collect();
    let wanted = [
        "A2: не нужно: стоит рядом с названием этапа или раздела",
        "B2: взято: «Этап», roadmap.toml",
    ];
    assert_eq!(said, wanted);
}

#[test]
fn a_title_is_a_stage_however_it_is_counted() {
    let head = "№;Мероприятие;Срок;Ответственный\n";
    for [first, one, second, two] in [
        ["1.", "а", "2.", "а"],
        ["1", "", "2", ""],
        ["1.", "1", "2.", "2"],
        ["1", "•", "2", "•"],
        ["1", "-", "2", "-"],
        ["I", "1.1", "II", "2.1"],
        ["I.", "", "II.", ""],
    ] {
        let csv = format!(
            "{head}{first};Подготовительный этап;;\n{one};Утверждение положения;сентябрь;Титова В.А.\n{second};Основной этап;;\n{two};Встречи пар;октябрь;Лебедев П.И.\n"
        );
        let found = stages(&csv);
        let wanted = own(&[
            ("Подготовительный этап", &["Утверждение положения"]),
            ("Основной этап", &["Встречи пар"]),
        ]);
        assert_eq!(found, wanted, "{csv}");
    }
    let csv = format!(
        "{head}1;Подготовка;;\nа;Утверждение положения;сентябрь;Титова В.А.\n2;Работа;;\nа;Встречи пар;октябрь;Лебедев П.И.\n"
    );
    let wanted = own(&[
        ("Подготовка", &["Утверждение положения"]),
        ("Работа", &["Встречи пар"]),
    ]);
    assert_eq!(stages(&csv), wanted);
}

#[test]
fn an_activity_without_a_term_is_no_stage() {
    let csv = "Мероприятие;Срок;Ответственный\nПриказ о парах;сентябрь;Титова В.А.\nСбор согласий наставников;;\nВстречи пар;октябрь;Лебедев П.И.\n";
    let wanted = own(&[(
        "",
        &["Приказ о парах", "Сбор согласий наставников", "Встречи пар"],
    )]);
    assert_eq!(stages(csv), wanted);
    let csv = "Мероприятие;Срок;Ответственный\nУтверждаю;;\nПриказ о парах;сентябрь;Титова В.А.\n";
    assert_eq!(stages(csv), own(&[("", &["Приказ о парах"])]));
}

#[test]
fn a_row_that_goes_on_with_an_activity_is_asked_about() {
    for (head, first, more) in [
        (
            "№;Мероприятие;Срок;Ответственный",
            "1;Приказ;август;директор",
            ";;сентябрь;",
        ),
        (
            "№;Мероприятие;Срок;Ответственный",
            "1;Приказ;август;директор",
            ";;;Лебедев П.И.",
        ),
        (
            "№;Мероприятие;Срок;Ответственный",
            "1;Приказ;август;директор",
            ";;(ежемесячно);",
        ),
        (
            "Мероприятие;Срок;Результат",
            "Приказ;август;приказ",
            ";;положение",
        ),
    ] {
        let csv = format!(
            "{head}\n{first}\n{more}\n{}\n",
            first.replace("Приказ", "Семинар")
        );
        let question = "ячейка стоит под записью одна: это ее продолжение?";
        assert_eq!(errors(&read(&school(), &csv)), [question], "{csv}");
    }
    // The name of a stage may stand anywhere.
    let csv = "Мероприятие;Срок;Ответственный\nПриказ;август;директор\n;Основной этап;\nСеминар;май;директор\n";
    assert_eq!(
        stages(csv),
        own(&[("", &["Приказ"]), ("Основной этап", &["Семинар"])])
    );
}

#[test]
fn contents_beside_a_name_are_the_activities() {
    let csv = "№;Наименование;Содержание;Срок;Ответственный\n1;Нормативная база;Утверждение положения;сентябрь;Титова В.А.\n2;Работа пар;Встречи;октябрь;Лебедев П.И.\n";
    let wanted = own(&[
        ("Нормативная база", &["Утверждение положения"]),
        ("Работа пар", &["Встречи"]),
    ]);
    assert_eq!(stages(csv), wanted);
}

/// The whole plan tells what a row is: numbers of one kind, capitals, what is above the numbers.
#[test]
fn the_whole_plan_tells_titles_from_activities() {
    let head = "№;Мероприятие;Срок;Ответственный\n";
    let title = |it: [&str; 4]| {
        let [first, one, second, two] = it;
        format!(
            "{head}{first};Кадры;;\n{one};Приказ о парах;сентябрь;Титова В.А.\n{second};Контроль;;\n{two};Встречи пар;октябрь;Лебедев П.И.\n"
        )
    };
    let wanted = own(&[
        ("Кадры", &["Приказ о парах"]),
        ("Контроль", &["Встречи пар"]),
    ]);
    for numbers in [
        ["1", "1.1", "2", "2.1"],
        ["I", "1", "II", "2"],
        ["А.", "1", "Б.", "1"],
        ["1", "1", "2", "2"],
        ["1.", "1)", "2.", "1)"],
        ["", "1", "", "2"],
        ["1", "а)", "2", "б)"],
        ["1", "", "2", ""],
        ["Этап 1", "1", "Этап 2", "2"],
    ] {
        assert_eq!(stages(&title(numbers)), wanted, "{numbers:?}");
    }
    // Counted with the others, these are activities.
    for numbers in [["1", "2", "3", "4"], ["1.1", "1.2", "1.3", "1.4"]] {
        let names = &["Кадры", "Приказ о парах", "Контроль", "Встречи пар"];
        assert_eq!(stages(&title(numbers)), own(&[("", names)]), "{numbers:?}");
    }
    let csv = format!(
        "{head}1;Подготовка;;\n1.1;Приказ о парах;сентябрь;Титова В.А.\n1.2;Сбор согласий;;\n2;Работа;;\n2.1;Встречи пар;октябрь;Лебедев П.И.\n"
    );
    let wanted = own(&[
        ("Подготовка", &["Приказ о парах", "Сбор согласий"]),
        ("Работа", &["Встречи пар"]),
    ]);
    assert_eq!(stages(&csv), wanted);
}

#[test]
fn what_is_guessed_of_a_plan_is_told() {
    let read_plan = |rows: &str| {
        let school = school();
        std::fs::remove_file(school.path().join("roadmap.toml")).unwrap();
        read(&school, &format!("Мероприятие;Срок;Ответственный\n{rows}"))
    };
    let activity = "Приказ о парах;сентябрь;Титова В.А.\n";
    for (rows, words) in [
        (
            format!("{activity}Круглый стол;;\n{activity}"),
            "понята как мероприятие",
        ),
        (
            format!("{activity}Методическая работа;;\n{activity}"),
            "понята как название раздела",
        ),
        (
            format!("Основной этап;;\n{activity}Итоги;;\n{activity}"),
            "понята как раздел этапа",
        ),
        (
            format!(
                "Основной этап;;\n{activity}Заключительный этап;;\nИтоговый этап;;\n{activity}"
            ),
            "нет ни одного мероприятия",
        ),
    ] {
        assert!(told(&read_plan(&rows), words), "{rows}");
    }
    let even = format!("Документы;;\n{activity}Встречи;;\n{activity}");
    assert!(read_plan(&even).problems.is_empty(), "{even}");
}

/// Terms in two columns, titles in columns of other names, plans of another than this school.
#[test]
fn heads_and_titles_of_plans_are_understood() {
    for head in [
        "№;Содержание;Планируемая дата;Организатор;Индикатор",
        "№;Наим. мероприятия;Время;Ответственный;Конечный результат",
        "№;Тема;Срок окончания;Ответственный;Результат",
        "№;Наименование этапа и мероприятия;Срок;Ответственный;Результат",
    ] {
        let school = school();
        std::fs::remove_file(school.path().join("roadmap.toml")).unwrap();
        let rows = format!("Дорожная карта;;;;\n{head}\n1;Совет;октябрь;Титова В.А.;Протокол\n");
        let imported = read(&school, &rows);
        assert_eq!(errors(&imported), [""; 0], "{head}");
        let map = String::from_utf8(imported.files["roadmap.toml"].clone().unwrap()).unwrap();
        for words in ["Совет", "октябрь", "titova", "Протокол"] {
            assert!(map.contains(words), "{head}: {map}");
        }
    }
    let is_read = |title: &str| {
        let school = school();
        std::fs::remove_file(school.path().join("roadmap.toml")).unwrap();
        let rows = format!("{title};;\n№;Мероприятие;Срок\n1;Совет;октябрь\n");
        match import_bytes(
            rows.as_bytes(),
            "список.csv",
            school.path(),
            &Wishes::default(),
        ) {
            Exchange::Done(imported) => imported.files.contains_key("roadmap.toml"),
            _ => false,
        }
    };
    for title in [
        "План мероприятий, приуроченных к Году наставника",
        "План работы Школы наставника",
        "Дорожная карта внедрения наставничества",
    ] {
        assert!(is_read(title), "{title}");
    }
    for title in [
        "Дорожная карта «Точки роста»",
        "Региональная дорожная карта",
        "Типовая дорожная карта",
        "Дорожная карта внедрения новых стандартов",
    ] {
        assert!(!is_read(title), "{title}");
    }
}

/// A day of a term that is within the school year only as the United States write it.
#[test]
fn a_day_outside_the_year_may_have_its_month_first() {
    let row = |from: &str| {
        format!(
            "Наставник;Наставляемый;Начало;Окончание\nТитова В.А.;Зотова А.Л.;{from};31.05.2027\n"
        )
    };
    assert!(told(
        &read(&school(), &row("09.01.2026")),
        "месяц стоит первым"
    ));
    for from in ["01.09.2026", "09.01.2027", "15.01.2026"] {
        assert!(
            !told(&read(&school(), &row(from)), "месяц стоит первым"),
            "{from}"
        );
    }
}
