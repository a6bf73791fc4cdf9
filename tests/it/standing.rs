//! Rows of a school's list that are no pairs of today, by words beside or above them: they are left
//! out and told, or asked about, and usual titles ask nothing.

use nastavnik::edit::Imported;
use nastavnik::exchange::{Exchange, Wishes, import_bytes};

use super::beside::{errors, read, told};
use super::lists::school;

/// Whether the pair of Орлов, which stands beneath the title or has the word, is made.
fn is_made(imported: &Imported) -> bool {
    imported.files.keys().any(|file| file.contains("orlov"))
}

const FIRST: &str = "№;Наставник;Наставляемый\n1;Титова В.А.;Зотова А.Л.\n";
const SECOND: &str = "2;Лебедев П.И.;\"Орлов Ян Петрович, логопед\"\n";

#[test]
fn pairs_beneath_a_title_of_others_are_left_out() {
    for title in [
        "Закончившие наставничество",
        "Распавшиеся пары",
        "Перешли в другую школу",
        "Переведены",
        "Декрет",
        "Отклонено",
        "На рассмотрении",
        "Проект",
        "Пример заполнения",
        "Старые пары",
        "Не действуют",
        "2025-26",
        "25/26",
        "2025-2026",
        "Пары 2025 года",
        "1 полугодие 2025",
        "До 01.09.2026",
        "Форма «учитель – ученик»",
    ] {
        let school = school();
        let imported = read(&school, &format!("{FIRST}{title}\n{SECOND}"));
        assert_eq!(errors(&imported), [""; 0], "{title}");
        assert!(!is_made(&imported), "{title}");
        assert!(
            told(&imported, "ее раздел") || told(&imported, "судя по названию"),
            "{title}"
        );
    }
}

#[test]
fn a_title_in_doubt_is_asked_about() {
    for title in [
        "Выпускники программы",
        "Нуждаются в наставнике",
        "Под вопросом",
        "Без наставника",
        "К назначению",
        "Не назначены",
    ] {
        let school = school();
        let imported = read(&school, &format!("{FIRST}{title}\n{SECOND}"));
        let question =
            format!("раздел «{title}»: непонятно, есть ли сейчас пары под этим названием");
        assert_eq!(errors(&imported), [question], "{title}");
        // With nothing beneath it is a line beneath the table.
        let imported = read(&school, &format!("{FIRST}{title}\n"));
        assert_eq!(errors(&imported), [""; 0], "{title}");
    }
    for title in [
        "Начальные классы",
        "Корпус 2",
        "Учителя математики",
        "Новые пары",
        "2026/2027 учебный год",
        "Форма «учитель – учитель»",
        // What no list of the program holds parts the pairs of today too, and is told.
        "Педагоги первой категории",
        "Учителя без категории",
        "Прибыли в 2026 году",
        "ПЦК № 1",
        "с. Петровка",
        "Назначены приказом № 121-ОД",
        "Бессрочно",
        "Прочие",
        "Площадка на ул. Садовой, 15",
        "Проект «Молодой учитель»",
        "пр. Победы, 24/25",
        "Старый корпус",
        "Отделение СПО",
        "Точка Роста",
        // A part of the school itself, whatever figures stand beside its name.
        "Начальная школа, 1-4 классы",
        "Основная школа (5-9 кл.)",
        "Школа 1 ступени",
        "Детский сад № 5 (структурное подразделение)",
        "Присоединённая школа (бывшая СОШ № 5)",
        // What goes on, and what is said of the people and not of the pair.
        "Продолжены с прошлого года",
        "Переходящие с 2025/2026",
        "Пары 2025 года набора",
        "Кадровый резерв",
        "Кандидаты на высшую категорию",
        "Учителя, ожидающие аттестацию",
        "Уходящие на пенсию наставники",
        "Нет категории",
    ] {
        let school = school();
        let imported = read(&school, &format!("{FIRST}{title}\n{SECOND}"));
        assert_eq!(errors(&imported), [""; 0], "{title}");
        assert!(is_made(&imported), "{title}");
        assert!(told(&imported, "это заголовок раздела"), "{title}");
    }
}

#[test]
fn a_list_whose_title_leaves_it_open_is_left_out() {
    for title in [
        "Не утверждены",
        "Ожидают приказа",
        "Запасные",
        "Лист ожидания",
        "2025",
        "до 31.05.2026",
        "с 01.09.2027",
        "Под вопросом",
        "Другая школа",
        "МБДОУ № 15",
        "Ученики",
        "Не использовать",
        "Отменить",
        "Пары для согласования",
        "Вариант 2",
        "Пожелания молодых педагогов",
    ] {
        let imported = read(&school(), &format!("{title}\n{FIRST}{SECOND}"));
        assert!(!is_made(&imported), "{title}");
        assert!(told(&imported, "не прочитан"), "{title}");
    }
    for title in [
        "Принятые в 2025-2026 гг.",
        "Работающие пенсионеры",
        "Бывшие выпускники школы",
        "Образцовые наставники",
        "Основная школа – 9 пар",
        "Закреплены в 2025 г.",
        "С прошлого года",
        "Кандидаты педагогических наук",
    ] {
        let imported = read(&school(), &format!("{title}\n{FIRST}{SECOND}"));
        assert!(is_made(&imported), "{title}: {:?}", imported.problems);
    }
}

#[test]
fn a_log_of_pairs_is_no_list_of_them() {
    for log in [
        "График посещения уроков\nДата;Класс;Наставник;Наставляемый\n15.09.2026;5А;Титова В.А.;Зотова А.Л.\n",
        "Наставник;Наставляемый;Дата встречи;Тема встречи\nТитова В.А.;Зотова А.Л.;15.09.2026;Знакомство\nТитова В.А.;Зотова А.Л.;22.09.2026;Урок\n",
        "Отчёт о работе\nНаставник;Наставляемый;Мероприятие;Дата\nТитова В.А.;Зотова А.Л.;Беседа;15.09.2026\n",
    ] {
        let imported = read(&school(), log);
        assert!(told(&imported, "график, журнал или отчет"), "{log}");
    }
    let list = "Журнал наставнических пар\nДата;Наставник;Наставляемый;Приказ\n08.09.2026;Титова В.А.;Зотова А.Л.;№ 121-ОД от 08.09.2026\n";
    assert!(!told(&read(&school(), list), "график, журнал или отчет"));
}

#[test]
fn a_section_of_the_staff_may_hold_nobody_of_it() {
    for (title, is_added) in [
        ("Ученики", false),
        ("Другая школа", false),
        ("Совместители", true),
        ("Кандидаты в наставники", true),
        ("Нуждаются в наставнике", true),
        ("Планируют аттестацию", true),
        ("Учителя 2025 года приёма", true),
        ("Проект «Молодой учитель»", true),
    ] {
        let csv = format!(
            "ФИО;Должность\nБелых Анна Олеговна;логопед\n{title};\nОрлов Ян Петрович;методист\n"
        );
        let imported = read(&school(), &csv);
        assert_eq!(errors(&imported), [""; 0], "{title}");
        let staff = String::from_utf8(imported.files["organization.toml"].clone().unwrap());
        assert_eq!(staff.unwrap().contains("Орлов"), is_added, "{title}");
    }
}

#[test]
fn lines_about_the_paper_are_no_people() {
    for line in [
        "Дата;08.09.2026",
        "Срок действия;до 31.05.2027",
        "Телефон;5-12-34",
        "E-mail;school3@mail.ru",
        "Протокол вела;Зотова А.Л.",
        "Титова В.А.;директор",
    ] {
        let imported = read(&school(), &format!("{FIRST}{SECOND};{line}\n"));
        assert_eq!(errors(&imported), [""; 0], "{line}");
        assert!(told(&imported, "под таблицей"), "{line}");
    }
    for (list, line) in [
        (
            "ФИО;Должность\nБелых Анна Олеговна;логопед\n",
            ";классный руководитель",
        ),
        (
            "Наставник;Наставляемый;Приказ\nТитова В.А.;Зотова А.Л.;№ 121-ОД\n",
            ";;от 08.09.2026",
        ),
    ] {
        let imported = read(&school(), &format!("{list}{line}\n"));
        let question = "ячейка стоит под записью одна: это ее продолжение?";
        assert_eq!(errors(&imported), [question], "{line}");
    }
}

#[test]
fn a_column_of_what_ended_a_pair_is_asked_about() {
    for head in ["Приказ о снятии", "Дата увольнения", "Дата снятия"]
    {
        let csv = format!(
            "Наставник;Наставляемый;{head}\nТитова В.А.;Зотова А.Л.;\nЛебедев П.И.;\"Орлов Ян Петрович, логопед\";01.12.2026\n"
        );
        let imported = read(&school(), &csv);
        assert!(told(&imported, "назначать ли наставника?"), "{head}");
    }
    for (head, cell) in [
        ("Дата согласия работодателя", "01.09.2026"),
        ("Период работы", "с 2020"),
        ("Приказ (категория)", "№ 15 от 20.02.2026"),
    ] {
        let csv = format!("Наставник;Наставляемый;{head}\nТитова В.А.;Зотова А.Л.;{cell}\n");
        let imported = read(&school(), &csv);
        assert!(told(&imported, "программе не известен"), "{head}");
    }
}

#[test]
fn a_state_unlike_the_others_is_asked_about() {
    let list = |state: &str| {
        format!(
            "Наставник;Наставляемый;Статус\nТитова В.А.;Зотова А.Л.;действует\nЛебедев П.И.;\"Орлов Ян Петрович, логопед\";{state}\n"
        )
    };
    for state in ["пройдено", "нет", "б/л"] {
        let school = school();
        let imported = read(&school, &list(state));
        let question = format!("непонятно, действует ли эта пара: «{state}»");
        assert_eq!(errors(&imported), [question], "{state}");
    }
    for state in ["", "-", "утверждена", "работает"] {
        let school = school();
        let imported = read(&school, &list(state));
        assert_eq!(errors(&imported), [""; 0], "{state}");
        assert!(is_made(&imported), "{state}");
    }
}

#[test]
fn a_pair_that_broke_off_is_left_out_wherever_it_is_said() {
    for (head, remark, is_out) in [
        ("Результат", "не выполнена, прекращена", true),
        ("Итоги работы", "пара распалась", true),
        ("Примечание", "наставничество прекращено 12.10.2026", true),
        ("Примечание", "Расторгнуто", true),
        ("Результат", "план выполнен", false),
        ("Результат", "прекращение опозданий", false),
        ("Результат", "прежняя пара прекращена", false),
    ] {
        let csv = format!(
            "Наставник;Наставляемый;{head}\nТитова В.А.;Зотова А.Л.;\nЛебедев П.И.;\"Орлов Ян Петрович, логопед\";\"{remark}\"\n"
        );
        let imported = read(&school(), &csv);
        assert_eq!(is_made(&imported), !is_out, "{head}: {remark}");
        let is_told =
            told(&imported, "пара не действует") || told(&imported, "кого-то из пары уже нет");
        assert_eq!(is_told, is_out, "{remark}");
    }
}

#[test]
fn a_pair_of_which_somebody_has_gone_is_left_out() {
    for (remark, is_out) in [
        ("уволилась 12.10.2026", true),
        ("с 15.01 в декрете", true),
        ("перевод в другую школу", true),
        ("переведен из школы № 5", false),
        ("закончил вуз в 2025 году", false),
        ("прошел курсы", false),
    ] {
        let school = school();
        let csv = format!("Наставник;Наставляемый;Примечание\nТитова В.А.;Зотова А.Л.;{remark}\n");
        let imported = read(&school, &csv);
        assert_eq!(errors(&imported), [""; 0], "{remark}");
        let is_made = imported.files.contains_key("pairings/titova-zotova.toml");
        assert_eq!(is_made, !is_out, "{remark}");
        assert_eq!(
            told(&imported, "кого-то из пары уже нет"),
            is_out,
            "{remark}"
        );
    }
}

#[test]
fn a_term_of_another_year_makes_no_pair_of_this_one() {
    for term in [
        "с 01.09.2025 до 31.05.2026 включительно",
        "01.09.2025..31.05.2026",
        "сентябрь 2025 – май 2026",
        "2025 год",
        "до мая 2026",
        "01.09.25 по 31.05.26 г.",
        "до 31.05.2026",
        "2025/26",
        "сентябрь 2027 – май 2028",
    ] {
        let school = school();
        let csv = format!(
            "Наставник;Наставляемый;Период\nЛебедев П.И.;\"Орлов Ян Петрович, логопед\";{term}\n"
        );
        let imported = read(&school, &csv);
        assert!(!is_made(&imported), "{term}");
        assert!(
            told(&imported, "срок пары"),
            "{term}: {:?}",
            imported.problems
        );
    }
    for term in [
        "с 01.09.2026 до 31.05.2027 включительно",
        "01.09.2026..31.05.2027",
        "в период с 01.09.2026 по 31.05.2027 г.",
    ] {
        let school = school();
        let csv = format!("Наставник;Наставляемый;Период\nТитова В.А.;Зотова А.Л.;{term}\n");
        let imported = read(&school, &csv);
        let pair = imported.files["pairings/titova-zotova.toml"]
            .clone()
            .unwrap();
        let pair = String::from_utf8(pair).unwrap();
        assert!(
            pair.contains("from = 2026-09-01, to = 2027-05-31"),
            "{term}: {pair}"
        );
    }
    for term in [
        "с сентября 2025 года",
        "сентябрь 2026 – май 2027",
        "2 года",
        "1 полугодие",
    ] {
        let school = school();
        let csv = format!("Наставник;Наставляемый;Период\nТитова В.А.;Зотова А.Л.;{term}\n");
        let imported = read(&school, &csv);
        assert!(
            imported.files.contains_key("pairings/titova-zotova.toml"),
            "{term}"
        );
    }
}

#[test]
fn an_empty_year_beneath_another_is_asked_about() {
    let school = school();
    let csv = "Наставник;Наставляемый;Учебный год\nТитова В.А.;Зотова А.Л.;2025-2026\nЛебедев П.И.;Титова В.А.;\nЗотова А.Л.;Титова В.А.;2026-2027\nЗотова А.Л.;Лебедев П.И.;\n";
    let imported = read(&school, csv);
    assert_eq!(
        errors(&imported),
        ["учебный год этой пары не указан, а выше в столбце «Учебный год» стоит «2025-2026»"]
    );
}

#[test]
fn a_title_of_another_time_or_of_no_pairs_takes_its_table_out() {
    for title in [
        "Список наставнических пар (сентябрь 2025)",
        "УТВЕРЖДАЮ\nДиректор школы ________ В.А. Титова\n«30» августа 2025 г.",
        "Список кандидатов в наставники",
        "Выбывшие наставники",
        "Список пар (проект)",
        "Список пар, утративший силу",
        "На утверждение",
    ] {
        let school = school();
        let imported = read(&school, &format!("{title}\n\n{FIRST}{SECOND}"));
        assert!(!is_made(&imported), "{title}");
        assert!(
            told(&imported, "не прочитан"),
            "{title}: {:?}",
            imported.problems
        );
    }
    for title in [
        "Список наставнических пар (сентябрь 2026)",
        "УТВЕРЖДАЮ\nДиректор школы ________ В.А. Титова\n«30» августа 2026 г.",
        "Наставники и молодые специалисты",
    ] {
        let school = school();
        let imported = read(&school, &format!("{title}\n\n{FIRST}{SECOND}"));
        assert!(is_made(&imported), "{title}: {:?}", imported.problems);
    }
}

#[test]
fn a_mark_of_repetition_with_nothing_above_is_asked_about() {
    let school = school();
    let csv = "Наставник;Наставляемый;Приказ\n-//-;Зотова А.Л.;\n";
    assert_eq!(
        errors(&read(&school, csv)),
        ["«-//-» значит «как выше», а выше в столбце «Наставник» ничего нет"]
    );
    let csv = "Наставник;Наставляемый\nТитова В.А.;Зотова А.Л.\n↓;Лебедев П.И.\n";
    let imported = read(&school, csv);
    assert!(imported.files.contains_key("pairings/titova-lebedev.toml"));
}

#[test]
fn posts_before_the_names_make_no_signature() {
    let school = school();
    let csv = "Наставник;Наставляемый\nдиректор Титова В.А.;учитель химии Зотова А.Л.\n";
    let imported = read(&school, csv);
    assert!(
        imported.files.contains_key("pairings/titova-zotova.toml"),
        "{:?}",
        imported.problems
    );
    // Those who sign stand apart.
    let csv = "Наставник;Наставляемый\nЛебедев П.И.;Орлов Ян Петрович (логопед)\n\nЗотова А.Л.;Титова В.А.\n";
    assert_eq!(
        errors(&read(&school, csv)),
        ["строка стоит отдельно под таблицей: это пара или подписи?"]
    );
}

#[test]
fn a_row_of_a_plan_that_goes_on_is_asked_about() {
    for goes_on in [
        ";«Молодой учитель»;;",
        ";с участием педагогов;ноябрь;методист",
    ] {
        let school = school();
        let csv = format!(
            "№;Мероприятие;Срок;Ответственный\n1;Круглый стол;октябрь;куратор\n{goes_on}\n2;Семинар;ноябрь;куратор\n"
        );
        assert_eq!(
            errors(&read(&school, &csv)),
            ["похоже на продолжение строки выше: это одно мероприятие или два?"],
            "{goes_on}"
        );
    }
}

#[test]
fn a_file_that_is_no_table_or_spoilt_is_told_so() {
    for (bytes, why) in [
        (&b"%PDF-1.7 ..."[..], "PDF"),
        (&b"{\\rtf1 ...}"[..], "Word"),
        (
            "?????????;??????????\n???;???\n".as_bytes(),
            "не в той кодировке",
        ),
        (
            "РќР°СЃС‚Р°РІРЅРёРє;РќР°СЃС‚Р°РІР»СЏРµРјС‹Р№\n".as_bytes(),
            "не в той кодировке",
        ),
    ] {
        let school = school();
        let answer = import_bytes(bytes, "список.csv", school.path(), &Wishes::default());
        let message = match answer {
            Exchange::Refused(message) => message,
            Exchange::Done(it) => errors(&it).concat(),
            Exchange::Unread(problems, _) => format!("{problems:?}"),
        };
        assert!(message.contains(why), "{message}");
    }
}

#[test]
fn a_date_of_the_united_states_within_a_cell_is_asked_about() {
    let heads = "Наставник;Наставляемый;Период;Приказ\nТитова В.А.;Зотова А.Л.";
    for (cells, is_asked) in [
        ("9/1/2026 - 5/12/2027;", true),
        (";121-ОД от 9/1/2026", true),
        ("9/1/2026 - 5/31/2027;", false),
        (";121-ОД от 9/14/2026", false),
    ] {
        let school = school();
        let imported = read(&school, &format!("{heads};{cells}\n"));
        let asked = errors(&imported);
        assert_eq!(asked.len(), usize::from(is_asked), "{cells}: {asked:?}");
        assert_eq!(told(&imported, "можно понять двояко"), is_asked, "{cells}");
    }
}

#[test]
fn two_numbers_are_not_one_order() {
    for number in ["118-ОД, 119-ОД", "№ 118 и № 119"] {
        let school = school();
        let csv =
            format!("Наставник;Наставляемый;Номер приказа\nТитова В.А.;Зотова А.Л.;{number}\n");
        let imported = read(&school, &csv);
        assert!(told(&imported, "непонятно, где здесь номер"), "{number}");
    }
}

#[test]
fn a_column_of_schools_leaves_out_the_rows_of_others() {
    let csv = "Школа;Наставник;Наставляемый\nМБОУ «Школа № 3»;Титова В.А.;Зотова А.Л.\nМБОУ «Школа № 9»;Лебедев П.И.;\"Орлов Ян Петрович, логопед\"\n";
    let school = school();
    let imported = read(&school, csv);
    assert!(!is_made(&imported) && told(&imported, "относится к другой школе"));
    assert!(!told(&imported, "программе не известен"));
    let title = "Список наставнических пар МБОУ «Школа № 9»\n\n";
    let imported = read(&school, &format!("{title}{FIRST}{SECOND}"));
    assert!(!is_made(&imported) && told(&imported, "это список другой школы"));
}

#[test]
fn another_person_in_a_cell_is_asked_about() {
    for mentee in [
        "Зотова А.Л., а также Лебедев П.И.",
        "Зотова А.Л. (Лебедев П.И.)",
        "Зотова А.Л. – Лебедев П.И.",
        "Зотова А.Л., кроме того – Лебедев П.И.",
    ] {
        let school = school();
        let csv = format!("Наставник;Наставляемый\nТитова В.А.;\"{mentee}\"\n");
        let imported = read(&school, &csv);
        assert!(imported.has_errors(), "{mentee}: {:?}", imported.problems);
    }
}

#[test]
fn a_full_namesake_is_another_person() {
    let school = school();
    let csv = "ФИО;Должность\nЗотова Анна Львовна (другой человек);учитель музыки\n";
    let imported = read(&school, csv);
    assert_eq!(errors(&imported), [""; 0]);
    let staff = String::from_utf8(imported.files["organization.toml"].clone().unwrap()).unwrap();
    assert!(
        staff.contains("учитель химии") && staff.contains("учитель музыки"),
        "{staff}"
    );
    std::fs::write(school.path().join("organization.toml"), staff).unwrap();
    assert!(read(&school, csv).files.is_empty());
}

#[test]
fn initials_before_surnames_beside_posts_are_pairs() {
    for csv in [
        "Должность;Наставник;Должность;Наставляемый\nдиректор;В.А. Титова;учитель химии;А.Л. Зотова\n",
        "Предмет;Наставник;Наставляемый\nматематика;В.А. Титова;А.Л. Зотова\n",
        "МО;Наставник;Наставляемый\nРуководитель МО;В.А. Титова;А.Л. Зотова\n",
        "Наставник;Наставляемый\nучитель истории В.А. Титова;А.Л. Зотова\n",
        "Наставник;Наставляемый;Класс\nучитель истории В.А. Титова;учитель химии А.Л. Зотова;5\n",
    ] {
        let imported = read(&school(), csv);
        assert!(
            imported.files.contains_key("pairings/titova-zotova.toml"),
            "{csv}: {:?}",
            imported.problems
        );
    }
    // Those who sign are no pair.
    for signed in [
        "Директор;В.А. Титова;",
        "Члены комиссии;В.А. Титова;П.И. Лебедев",
    ] {
        let csv =
            format!("Предмет;Наставник;Наставляемый\nхимия;П.И. Лебедев;А.Л. Зотова\n{signed}\n");
        let imported = read(&school(), &csv);
        assert!(
            !imported.files.keys().any(|file| file.contains("titova")),
            "{signed}"
        );
        assert!(told(&imported, "это подпись под таблицей"), "{signed}");
    }
}

#[test]
fn a_map_of_one_person_or_of_another_time_is_none_of_the_school() {
    let rows = "№;Мероприятие;Срок;Ответственный\n1;Круглый стол;октябрь;куратор\n";
    for title in [
        "Дорожная карта пары Титова – Зотова",
        "Дорожная карта наставника Титовой В.А.",
        "Дорожная карта – образец",
        "Дорожная карта (старая редакция)",
        "Дорожная карта (проект)",
        "Дорожная карта молодого педагога",
        "Дорожная карта для молодого специалиста",
        "Дорожная карта учителя физики",
        "Дорожная карта профессионального роста",
    ] {
        let school = school();
        let imported = read(&school, &format!("{title}\n\n{rows}"));
        assert!(imported.files.is_empty(), "{title}");
        assert!(told(&imported, "не прочитан"), "{title}");
    }
    for title in [
        "Утверждаю: директор Титова В.А.\nДорожная карта",
        "Дорожная карта наставничества молодых педагогов",
        "Дорожная карта профессионального роста молодых педагогов",
        "Дорожная карта (план мероприятий) по реализации системы наставничества педагогических работников",
    ] {
        let imported = read(&school(), &format!("{title}\n\n{rows}"));
        assert!(!imported.files.is_empty(), "{title}");
    }
    let school = school();
    let csv = "№;Мероприятие;Срок;Ответственный\n2025/2026 учебный год;;;\n1;Старое дело;октябрь;куратор\n2026/2027 учебный год;;;\n1;Новое дело;октябрь;куратор\n";
    let imported = read(&school, csv);
    let map = String::from_utf8(imported.files["roadmap.toml"].clone().unwrap()).unwrap();
    assert!(
        map.contains("Новое дело") && !map.contains("Старое дело"),
        "{map}"
    );
}

#[test]
fn small_marks_of_a_list_are_no_part_of_names_and_posts() {
    let school = school();
    let csv = "ФИО;Должность\nКотов Лев Иванович;учитель-логопед.\n";
    let imported = read(&school, csv);
    assert_eq!(errors(&imported), [""; 0]);
    assert!(told(&imported, "точка в конце должности"));
    let staff = String::from_utf8(imported.files["organization.toml"].clone().unwrap()).unwrap();
    assert!(staff.contains("\"учитель-логопед\""), "{staff}");
    for mentee in [
        "\"- Зотова А.Л.\n- Лебедев П.И.\"",
        "\"• Зотова А.Л.\n• Лебедев П.И. 1)\"",
    ] {
        let csv = format!("Наставник;Наставляемый\nТитова В.А.;{mentee}\n");
        assert_eq!(errors(&read(&school, &csv)), [""; 0], "{mentee}");
    }
    let csv = "Наставник;Наставляемый\nТитова В.А.;\"Зотова А.Л., тел. 5-12-34\"\n";
    assert!(told(&read(&school, csv), "это телефон"));
}

#[test]
fn parts_of_a_name_may_stand_in_any_order() {
    for (heads, cells) in [
        (
            "Имя;Отчество;Фамилия;Должность",
            "Лев;Иванович;Котов;логопед",
        ),
        (
            "Отчество;Имя;Фамилия;Должность",
            "Иванович;Лев;Котов;логопед",
        ),
    ] {
        let school = school();
        let imported = read(&school, &format!("{heads}\n{cells}\n"));
        assert_eq!(errors(&imported), [""; 0], "{heads}");
        let staff =
            String::from_utf8(imported.files["organization.toml"].clone().unwrap()).unwrap();
        assert!(staff.contains("Котов Лев Иванович"), "{heads}: {staff}");
    }
}

#[test]
fn a_table_of_figures_beneath_a_list_is_left_out() {
    for figures in [
        "Наставник;Количество наставляемых\nТитова В.А.;1\n",
        "Показатель;Значение\nВсего пар;1\n",
    ] {
        let school = school();
        let imported = read(
            &school,
            &format!("Наставник;Наставляемый\nТитова В.А.;Зотова А.Л.\n\n{figures}"),
        );
        assert_eq!(errors(&imported), [""; 0], "{figures}");
        assert!(imported.files.contains_key("pairings/titova-zotova.toml"));
    }
}

#[test]
fn a_row_that_is_nearly_a_head_says_what_it_lacks() {
    for (heads, words) in [
        (
            "№;Тьютор;Молодой специалист",
            "«Тьютор» – нет; не хватает столбца «Наставник»",
        ),
        (
            "№;Настваник;Наставляемый",
            "возможно, «Настваник» – это «Наставник»",
        ),
    ] {
        let school = school();
        let imported = read(&school, &format!("{heads}\n1;Титова В.А.;Зотова А.Л.\n"));
        let advice: Vec<String> = imported
            .problems
            .iter()
            .filter_map(|p| p.advised().map(std::borrow::Cow::into_owned))
            .collect();
        assert!(
            advice.iter().any(|a| a.contains(words)),
            "{heads}: {advice:?}"
        );
    }
}

#[test]
fn lines_in_quotes_are_parted_again() {
    let school = school();
    let imported = read(
        &school,
        "\"Наставник;Наставляемый\"\n\"Титова В.А.;Зотова А.Л.\"\n",
    );
    assert!(imported.files.contains_key("pairings/titova-zotova.toml"));
}

#[test]
fn a_file_named_after_another_year_is_told() {
    let read = |name: &str, csv: &str| {
        let school = school();
        match import_bytes(csv.as_bytes(), name, school.path(), &Wishes::default()) {
            Exchange::Done(imported) => told(&imported, "в имени файла назван"),
            _ => panic!("{name}"),
        }
    };
    let own = format!("Пары на 2026/2027 учебный год\n\n{FIRST}");
    assert!(read("Пары 2025-2026.csv", FIRST));
    assert!(!read("Пары 2025-2026.csv", &own));
    assert!(!read("Пары 2026-2027.csv", FIRST));
}

#[test]
fn words_in_the_place_of_numbers_are_told() {
    let list = |first: &str, second: &str| {
        format!(
            "№ п/п;Наставник;Наставляемый\n{first};Титова В.А.;Зотова А.Л.\n{second};Лебедев П.И.;Титова В.А.\n"
        )
    };
    for (first, second) in [
        ("Русский язык", "Математика"),
        ("нач.кл.", "ср.зв."),
        ("1", "×"),
    ] {
        let imported = read(&school(), &list(first, second));
        assert_eq!(errors(&imported), [""; 0], "{first}");
        let word = if first == "1" { second } else { first };
        let told_of = format!("в столбце номеров стоит не номер, а «{word}»");
        assert!(
            told(&imported, &told_of),
            "{first}: {:?}",
            imported.problems
        );
    }
    for (first, second) in [
        ("1.", "2."),
        ("1а", "1б"),
        ("I", "XVII"),
        ("1*", "2¹"),
        ("№ 1", "–"),
        ("", "2)"),
    ] {
        let imported = read(&school(), &list(first, second));
        assert!(!told(&imported, "в столбце номеров"), "{first}");
    }
}

#[test]
fn pairs_with_pupils_are_no_pairs_of_the_school() {
    for (title, is_ours) in [
        ("Наставничество «ученик – ученик»", false),
        ("Форма «учитель - ученик»", false),
        ("Форма «учитель – учитель»", true),
        ("Учителя учеников начальной школы", true),
    ] {
        let csv = format!(
            "{title}\n№;Наставник;Наставляемый\n1;Титова В.А.;\"Орлов Ян Петрович, логопед\"\n"
        );
        let imported = read(&school(), &csv);
        assert_eq!(is_made(&imported), is_ours, "{title}");
        assert_eq!(told(&imported, "пары с учениками"), !is_ours, "{title}");
    }
    let csv = "Форма наставничества;Наставник;Наставляемый;Класс\nучитель – ученик;Титова В.А.;Орлов Ян Петрович;9 А\nпедагог – педагог;Титова В.А.;Зотова А.Л.;\n";
    let imported = read(&school(), csv);
    assert_eq!(errors(&imported), [""; 0]);
    assert!(told(&imported, "это пара с учеником") && !is_made(&imported));
}

#[test]
fn a_stage_with_a_term_is_a_stage() {
    let csv = "№;Мероприятие;Срок;Ответственный\n1;Подготовительный этап;сентябрь;\n1.1;Дело А;;куратор\n2;Основной этап;октябрь;\n2.1;Дело Б;;куратор\n";
    let imported = read(&school(), csv);
    let map = imported.files["roadmap.toml"].clone().unwrap();
    let map = String::from_utf8(map).unwrap();
    assert!(map.contains("title = \"Подготовительный этап\""), "{map}");
    assert!(!map.contains("name = \"Основной этап\""), "{map}");
    assert!(
        told(&imported, "рядом с названием этапа стоит «сентябрь»"),
        "{:?}",
        imported.problems
    );
    // Without entries of its own it is an activity.
    let csv = "№;Мероприятие;Срок;Ответственный\n1;Первый этап конкурса;сентябрь;\n2;Дело А;май;куратор\n";
    let imported = read(&school(), csv);
    assert!(!told(&imported, "рядом с названием этапа"));
}

/// What is said of a list that is perhaps not read at all.
fn said_of(csv: &str) -> String {
    let school = school();
    let wishes = Wishes::default();
    match import_bytes(csv.as_bytes(), "список.csv", school.path(), &wishes) {
        Exchange::Done(imported) => format!("{:?}", imported.problems),
        Exchange::Unread(problems, _) => format!("{problems:?}"),
        Exchange::Refused(why) => why,
    }
}

#[test]
fn a_map_of_another_school_is_left() {
    let csv = "Дорожная карта;;;МБОУ «Школа № 9»\n№;Мероприятие;Срок;Ответственный\n1;Дело А;сентябрь;куратор\n";
    let said = said_of(csv);
    assert!(said.contains("это список другой школы"), "{said}");
}

#[test]
fn a_date_may_be_parted_by_spaces() {
    let head = "Наставник;Наставляемый;Номер приказа;Дата приказа";
    let csv = format!("{head}\nТитова В.А.;Зотова А.Л.;7-ОД;01 09 2026\n");
    let imported = read(&school(), &csv);
    assert_eq!(errors(&imported), [""; 0]);
    let pair = imported.files["pairings/titova-zotova.toml"].clone();
    let pair = String::from_utf8(pair.unwrap()).unwrap();
    assert!(pair.contains("date = 2026-09-01"), "{pair}");
}

#[test]
fn what_somebody_has_done_is_an_activity_and_no_signature() {
    let csv = "Мероприятие;Ответственный\nСогласование плана;Лебедев П.И.\nПодготовил приказ;Лебедев П.И.\nПроверила журналы;Зотова А.Л.\nСеминар;Титова В.А.\n";
    let imported = read(&school(), csv);
    assert_eq!(errors(&imported), [""; 0]);
    let map = String::from_utf8(imported.files["roadmap.toml"].clone().unwrap()).unwrap();
    for name in ["Подготовил приказ", "Проверила журналы", "Семинар"]
    {
        assert!(map.contains(name), "{name}: {map}");
    }
    for signed in ["Подготовил методист;Лебедев П.И.", "Составила;Зотова А.Л."]
    {
        let csv = format!("№;Мероприятие;Ответственный\n1;Семинар;Титова В.А.\n;{signed}\n");
        let imported = read(&school(), &csv);
        assert!(told(&imported, "это подпись под таблицей"), "{signed}");
    }
}
