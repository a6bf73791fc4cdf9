//! What stands in a school's list beside what the files know: shares of pay beside posts, former
//! surnames, words in another case, a second column of one field. It is taken, told or asked about.

use nastavnik::edit::{Fate, Imported};
use nastavnik::exchange::{Exchange, Wishes, import_bytes};
use nastavnik::problem::Problem;
use tempfile::TempDir;

use super::lists::school;

pub(crate) fn read(school: &TempDir, csv: &str) -> Imported {
    let bytes = csv.as_bytes();
    match import_bytes(bytes, "список.csv", school.path(), &Wishes::default()) {
        Exchange::Done(imported) => imported,
        Exchange::Unread(problems, _) => panic!("{problems:?}"),
        Exchange::Refused(why) => panic!("{why}"),
    }
}

pub(crate) fn errors(imported: &Imported) -> Vec<String> {
    let errors = imported.problems.iter().filter(|p| p.is_error());
    errors.map(|p| p.text().into_owned()).collect()
}

pub(crate) fn told(imported: &Imported, words: &str) -> bool {
    imported.problems.iter().any(|p| p.text().contains(words))
}

/// The cell that a problem stands at.
fn at<'i>(imported: &'i Imported, problem: &Problem) -> &'i str {
    let place = problem.place.as_ref().unwrap();
    imported.sources.cell(place.file).unwrap()
}

fn text(imported: &Imported, file: &str) -> String {
    let bytes = imported.files[file].clone().unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_share_of_the_pay_is_no_part_of_a_post() {
    for (cell, post, beside) in [
        (
            "ст. воспитатель 0,5 ставки",
            "ст. воспитатель",
            "0,5 ставки",
        ),
        ("логопед, 1 ст.", "логопед", "1 ст."),
        ("логопед на 0,5 ставки", "логопед", "на 0,5 ставки"),
        (
            "логопед (внутренний совместитель)",
            "логопед",
            "внутренний совместитель",
        ),
        (
            "учитель химии, первая категория",
            "учитель химии",
            "первая категория",
        ),
    ] {
        let lists = [
            format!("ФИО;Должность\nКотов Лев Иванович;{cell}\n"),
            format!("Наставник;Наставляемый;Должность\nТитова В.А.;Котов Лев Иванович;{cell}\n"),
            format!("Наставник;Наставляемый\nТитова В.А.;\"Котов Лев Иванович, {cell}\"\n"),
        ];
        for csv in lists {
            let school = school();
            let imported = read(&school, &csv);
            assert!(!imported.has_errors(), "{csv}: {:?}", imported.problems);
            let staff = text(&imported, "organization.toml");
            assert!(
                staff.contains(&format!("position = \"{post}\"\n")),
                "{csv}: {staff}"
            );
            assert!(told(&imported, beside), "{csv}: {:?}", imported.problems);
        }
    }
}

#[test]
fn a_former_surname_is_looked_up() {
    for name in [
        "Белова (Зотова) Анна Львовна",
        "Белова Анна Львовна (Зотова)",
        "Белова Анна Львовна (до брака Зотова)",
    ] {
        for csv in [
            format!("Наставник;Наставляемый;Должность\nТитова В.А.;{name};учитель химии\n"),
            format!("ФИО;Должность\n{name};учитель химии\n"),
        ] {
            let school = school();
            let imported = read(&school, &csv);
            assert!(imported.files.is_empty() || imported.has_errors(), "{csv}");
            let question = "«Белова Анна Львовна» – это «Зотова Анна Львовна» под новой фамилией?";
            assert!(told(&imported, question), "{csv}: {:?}", errors(&imported));
        }
    }
    let school = school();
    let csv =
        "Наставник;Наставляемый;Должность\nТитова В.А.;Белова Анна Львовна (Комарова);учитель\n";
    assert!(!read(&school, csv).has_errors());
}

#[test]
fn a_post_in_another_case_is_asked_about() {
    for (post, is_asked) in [
        ("учителя физики", true),
        ("педагога-психолога", true),
        ("старшего воспитателя", true),
        ("учителем начальных классов", true),
        ("заведующего библиотекой", true),
        ("учитель физики", false),
        ("и.о. заместителя директора", false),
        ("зам. директора", false),
        ("помощник воспитателя", false),
        ("младший воспитатель", false),
        ("музыкальный руководитель", false),
        ("заведующая библиотекой", false),
    ] {
        for csv in [
            format!("ФИО;Должность\nКотов Лев Иванович;{post}\n"),
            format!("Наставник;Наставляемый;Должность\nТитова В.А.;Котов Лев Иванович;{post}\n"),
        ] {
            let school = school();
            let imported = read(&school, &csv);
            let asked = errors(&imported)
                .iter()
                .any(|e| e.contains("не в именительном падеже"));
            assert_eq!(asked, is_asked, "{csv}: {:?}", imported.problems);
        }
    }
}

#[test]
fn a_word_of_the_form_is_known_in_another_gender_or_case() {
    for kind in [
        "традиционное",
        "Традиционное наставничество",
        "традиционный",
        "традиционной",
    ] {
        let school = school();
        let csv =
            format!("Наставник;Наставляемый;Вид наставничества\nТитова В.А.;Зотова А.Л.;{kind}\n");
        let imported = read(&school, &csv);
        assert!(!imported.has_errors(), "{kind}: {:?}", imported.problems);
        let pair = text(&imported, "pairings/titova-zotova.toml");
        assert!(pair.contains("kind = \"традиционная"), "{kind}: {pair}");
        assert!(
            told(&imported, "понято как"),
            "{kind}: {:?}",
            imported.problems
        );
    }
    let school = school();
    let csv = "Наставник;Наставляемый;Вид наставничества\nТитова В.А.;Зотова А.Л.;флешмоб\n";
    let imported = read(&school, csv);
    assert_eq!(errors(&imported), [""; 0]);
    assert!(told(&imported, "«флешмоб» – таких слов в положении нет"));
    // Pupils are no matter of a word alone.
    let csv = "Наставник;Наставляемый;Форма\nТитова В.А.;Зотова А.Л.;учитель-ученик\n";
    let imported = read(&school, csv);
    assert_eq!(
        errors(&imported),
        ["«Форма наставничества»: неизвестное значение «учитель-ученик»"]
    );
}

#[test]
fn two_columns_of_one_field_make_up_for_each_other_or_must_agree() {
    let heads = "Наставник;Наставляемый;Реквизиты приказа;Номер приказа\n";
    let school = school();
    let csv = format!(
        "{heads}Титова В.А.;Зотова А.Л.;№ 12 от 02.09.2026;12\nЛебедев П.И.;Титова В.А.;;13\n"
    );
    let imported = read(&school, &csv);
    assert!(!imported.has_errors(), "{:?}", imported.problems);
    assert!(text(&imported, "pairings/titova-zotova.toml").contains("2026-09-02"));
    assert!(text(&imported, "pairings/lebedev-titova.toml").contains("\"13\""));
    assert!(told(&imported, "об одном и том же"));
    let imported = read(
        &school,
        &format!("{heads}Титова В.А.;Зотова А.Л.;№ 12 от 02.09.2026;14\n"),
    );
    let error = imported.problems.iter().find(|p| p.is_error()).unwrap();
    assert_eq!(at(&imported, error), "D2");
}

/// People are no heading, whatever word stands beside them.
#[test]
fn a_row_of_a_person_is_no_part_of_the_head() {
    let school = school();
    let csv = "ФИО педагога;Должность;Роль\nКотов Лев Иванович;логопед;наставник\nБелых Инна Юрьевна;учитель;наставляемый\n";
    let imported = read(&school, csv);
    assert!(!imported.has_errors(), "{:?}", imported.problems);
    let staff = text(&imported, "organization.toml");
    assert!(
        staff.contains("Котов Лев Иванович") && staff.contains("Белых Инна Юрьевна"),
        "{staff}"
    );
    assert!(told(&imported, "«Роль»"));
    let cell = |it: &Imported| {
        it.fates()
            .into_iter()
            .find(|(c, _)| c.at == "C2")
            .unwrap()
            .1
    };
    assert!(matches!(cell(&imported), Fate::Left(_)));
}

#[test]
fn an_order_of_another_school_year_is_noticed() {
    for (date, is_told) in [
        ("03.09.2025", true),
        ("03.09.2027", true),
        ("03.09.2026", false),
        ("25.05.2026", false),
        ("20.01.2027", false),
    ] {
        let school = school();
        let csv = format!(
            "Наставник;Наставляемый;Номер приказа;Дата приказа\nТитова В.А.;Зотова А.Л.;97-ОД;{date}\n"
        );
        let imported = read(&school, &csv);
        assert_eq!(
            told(&imported, "2026/2027 учебного года"),
            is_told,
            "{date}: {:?}",
            imported.problems
        );
    }
}

#[test]
fn a_column_that_says_which_pairs_are_over_is_understood() {
    for (heading, goes_on, is_over, is_known) in [
        ("Статус", "действует", "завершена", true),
        ("Состояние пары", "идёт", "не действует", true),
        ("Учебный год", "2026/2027", "2024/2025", true),
        ("Год", "2026", "2025", true),
        ("Статус пары", "продолжается", "на паузе", true),
        ("Статус", "действует", "досрочно прекращено", true),
    ] {
        let school = school();
        let csv = format!(
            "Наставник;Наставляемый;{heading}\nТитова В.А.;Зотова А.Л.;{goes_on}\nКотов Лев Иванович;Орлов Ян Петрович;{is_over}\n"
        );
        let imported = read(&school, &csv);
        assert!(!imported.has_errors(), "{heading}: {:?}", imported.problems);
        let made = imported.files.keys().filter(|f| f.contains("orlov"));
        assert_eq!(made.count(), 0, "{heading}, {is_over}");
        assert_eq!(
            told(&imported, "программе не известен"),
            !is_known,
            "{heading}: {:?}",
            imported.problems
        );
    }
}

#[test]
fn a_slip_beside_initials_is_noticed() {
    for (name, meant) in [
        ("Титва В.А.", "Титова Вера Андреевна"),
        ("В.А. Тиотва", "Титова Вера Андреевна"),
        ("Зтова Анна Л.", "Зотова Анна Львовна"),
    ] {
        let school = school();
        let imported = read(
            &school,
            &format!("Наставник;Наставляемый\n{name};Лебедев Пётр Ильич\n"),
        );
        assert_eq!(
            errors(&imported),
            [format!("«Наставник»: среди сотрудников нет «{name}»")]
        );
        let problem = imported.problems.iter().find(|p| p.is_error()).unwrap();
        let advice = problem.advice.as_ref().unwrap();
        assert!(
            advice.values().iter().any(|value| value == meant),
            "{name}: {advice:?}"
        );
    }
}

/// Two rows of headings: what stands beneath «Сведения о наставнике» is of the mentor.
#[test]
fn what_stands_beneath_a_side_is_of_that_side() {
    for (above, beneath, cells) in [
        (
            "Сведения о наставнике;;Сведения о молодом специалисте;",
            "Ф.И.О.;Должность;Ф.И.О.;Должность",
            "Титова В.А.;директор;Котов Лев Иванович;логопед",
        ),
        (
            "Наставник;;Наставляемый;",
            "ФИО;Стаж;ФИО;Должность",
            "Титова В.А.;12 лет;Котов Лев Иванович;логопед",
        ),
    ] {
        let school = school();
        let imported = read(&school, &format!("{above}\n{beneath}\n{cells}\n"));
        assert_eq!(errors(&imported), [""; 0], "{above}");
        assert!(
            text(&imported, "pairings/titova-kotov.toml").contains("mentees = [\"kotov\"]"),
            "{above}"
        );
        assert!(text(&imported, "organization.toml").contains("position = \"логопед\""));
        assert_eq!(told(&imported, "Стаж"), above.starts_with("Наставник"));
    }
}

#[test]
fn what_is_no_date_of_an_order_is_asked_about() {
    for (written, why) in [
        ("########", "вместо значения в ячейке ########"),
        ("уточнить", "нужна дата, а стоит «уточнить»"),
        ("???", "нужна дата, а стоит «???»"),
        ("б/д", "нужна дата, а стоит «б/д»"),
    ] {
        let school = school();
        let csv = format!(
            "Наставник;Наставляемый;Номер приказа;Дата приказа\nТитова В.А.;Зотова А.Л.;7-ОД;{written}\n"
        );
        let imported = read(&school, &csv);
        let [error] = errors(&imported).try_into().unwrap_or_default();
        assert!(error.contains(why), "{written}: {error}");
    }
}

#[test]
fn a_standing_beside_a_name_is_no_post() {
    for beside in [
        "студентка",
        "к.п.н.",
        "отличник народного просвещения",
        "победитель конкурса",
    ] {
        let school = school();
        let csv = format!("Наставник;Наставляемый\nТитова В.А.;Белых Анна Львовна, {beside}\n");
        let imported = read(&school, &csv);
        assert_eq!(errors(&imported), ["не указано: должность"], "{beside}");
        assert!(told(&imported, beside), "{beside}");
    }
    let school = school();
    let imported = read(
        &school,
        "Наставник;Наставляемый;Должность наставляемого\nТитова В.А.;Белых Анна Львовна;учитель музыки высшей категории\n",
    );
    assert_eq!(errors(&imported), [""; 0]);
    assert!(text(&imported, "organization.toml").contains("position = \"учитель музыки\""));
    assert!(told(&imported, "высшей категории"));
}

#[test]
fn two_posts_of_one_person_are_asked_about() {
    let heads = "Наставник;Наставляемый;Должность наставляемого";
    let school = school();
    let imported = read(
        &school,
        &format!("{heads}\nТитова В.А.;Белых Анна Львовна, педагог;учитель музыки\n"),
    );
    assert_eq!(
        errors(&imported),
        ["«Должность наставляемого»: рядом с именем стоит «педагог», а здесь «учитель музыки»"]
    );
    let imported = read(
        &school,
        &format!("{heads}\nТитова В.А.;Белых Анна Львовна, учитель;учитель музыки\n"),
    );
    assert_eq!(errors(&imported), [""; 0]);
    assert!(text(&imported, "organization.toml").contains("position = \"учитель музыки\""));
}

/// A list of the whole staff with a column for the mentor.
#[test]
fn a_teacher_without_a_mentor_is_no_pair() {
    let rows = "Зотова Анна Львовна;Лебедев П.И.\nЛебедев Пётр Ильич;\n";
    let school = school();
    let imported = read(&school, &format!("ФИО педагога;ФИО наставника\n{rows}"));
    assert_eq!(errors(&imported), [""; 0]);
    assert!(told(&imported, "наставник не назван"));
    // In a list of mentees each must have one; nothing but that is asked.
    let imported = read(
        &school,
        &format!("Молодой специалист;ФИО наставника\n{rows}"),
    );
    assert_eq!(errors(&imported), ["«ФИО наставника»: не заполнено"]);
}

/// «Мероприятия» beside «Содержание деятельности»: one row is one activity.
#[test]
fn contents_beside_activities_are_what_is_done() {
    let school = school();
    std::fs::remove_file(school.path().join("roadmap.toml")).unwrap();
    let imported = read(
        &school,
        "Наименование этапа;Мероприятия;Содержание деятельности;Сроки;Ответственные\nПодготовка;Изучение базы;Изучение приказов;август;Титова В.А.\n;Приказ;Издание приказа;сентябрь;Титова В.А.\n",
    );
    assert_eq!(errors(&imported), [""; 0]);
    let roadmap = text(&imported, "roadmap.toml");
    let order = [
        "Подготовка",
        "Изучение базы",
        "Изучение приказов",
        "Приказ",
        "Издание приказа",
    ];
    let places: Vec<_> = order
        .iter()
        .map(|words| roadmap.find(&format!("\"{words}\"")))
        .collect();
    assert!(
        places.is_sorted() && places.iter().all(Option::is_some),
        "{roadmap}"
    );
    assert_eq!(roadmap.matches("activity]]").count(), 2);
}

#[test]
fn titles_of_one_look_are_of_one_level() {
    for (titles, stages, sections) in [
        (["Сентябрь", "Октябрь", "Ноябрь"], 3, 0),
        (
            ["Раздел 1. Начало", "Раздел 2. Работа", "Раздел 3. Итоги"],
            3,
            0,
        ),
        (["I этап. Начало", "Работа", "Итоги"], 1, 2),
    ] {
        let school = school();
        std::fs::remove_file(school.path().join("roadmap.toml")).unwrap();
        let rows = titles.map(|title| format!("{title};;\n1;Беседа: {title};май\n"));
        let rows = rows.concat();
        let imported = read(&school, &format!("№;Мероприятие;Срок\n{rows};Директор;\n"));
        assert_eq!(errors(&imported), [""; 0], "{titles:?}");
        let roadmap = text(&imported, "roadmap.toml");
        let count = |head: &str| roadmap.lines().filter(|line| *line == head).count();
        assert_eq!(
            (count("[[stage]]"), count("[[stage.section]]")),
            (stages, sections),
            "{roadmap}"
        );
        assert!(roadmap.contains(&format!("title = \"{}\"", titles[0])));
    }
}

#[test]
fn a_slip_in_the_name_of_somebody_responsible_is_asked_about() {
    let school = school();
    std::fs::remove_file(school.path().join("roadmap.toml")).unwrap();
    let rows = |name: &str| format!("Мероприятие;Срок;Ответственный\nУроки;май;{name}\n");
    let imported = read(&school, &rows("Титова Вера Андревна"));
    assert_eq!(
        errors(&imported),
        [
            "«Ответственный»: «Титова Вера Андревна» похоже на «Титова Вера Андреевна»: это одно лицо?"
        ]
    );
    for short in ["Тетова В.А.", "Титова В. А./Тетова В. А."] {
        let imported = read(&school, &rows(short));
        assert!(errors(&imported)[0].contains("это одно лицо?"), "{short}");
    }
    let imported = read(&school, &rows("\"\"\"Титова Вера Андревна\"\"\""));
    assert_eq!(errors(&imported), [""; 0]);
    assert!(text(&imported, "roadmap.toml").contains("\"Титова Вера Андревна\""));
}

/// Rows that are left out are no gap beneath which people may but sign.
#[test]
fn rows_that_are_left_out_part_no_list() {
    for between in [
        "1 корпус;;\nНачальная школа;;\n",
        "Вакансия;;\nВакансия;;\n",
    ] {
        let school = school();
        let csv = format!(
            "Наставник;Наставляемый;Приказ\n{between}Титова В.А.;Зотова А.Л.;\n{between}Титова В.А.;Лебедев П.И.;\n"
        );
        let imported = read(&school, &csv);
        assert_eq!(errors(&imported), [""; 0], "{between}");
        assert_eq!(imported.files.len(), 2, "{between}");
    }
    let school = school();
    let imported = read(
        &school,
        "Корпус 1;;\nНаставник;Наставляемый;Приказ\nТитова В.А.;Зотова А.Л.;\nДиректор;В.А. Титова;\nКорпус 2;;\nНаставник;Наставляемый;Приказ\nТитова В.А.;Лебедев П.И.;\n",
    );
    assert_eq!(errors(&imported), [""; 0]);
    assert_eq!(imported.files.len(), 2);
}

#[test]
fn a_term_beside_an_activity_is_not_that_of_the_pair() {
    let school = school();
    let imported = read(
        &school,
        "Наставник;Наставляемый;Мероприятие;Срок\nЛебедев П.И.;Зотова А.Л.;Беседа;сентябрь\n",
    );
    assert!(imported.files.is_empty(), "{:?}", imported.changes);
    assert!(told(&imported, "столбец «Срок» программе не известен"));
}

/// «Тема работы» is what the pair is about, and the whole term beside it that of the pair.
#[test]
fn a_whole_term_beside_a_theme_is_that_of_the_pair() {
    for (heads, cells, written) in [
        (
            "Тема работы;Сроки",
            "Адаптация;08.09.2026 – 31.05.2027",
            "2027-05-31",
        ),
        (
            "Начало и окончание",
            "08.09.2026 – 31.05.2027",
            "2027-05-31",
        ),
        (
            "Дата вхождения в программу;Дата завершения программы",
            "08.09.2026;31.05.2027",
            "2026-09-08",
        ),
        ("Приказ №;Дата", "121-ОД;08.09.2026", "date = 2026-09-08"),
        ("При-\nказ", "№ 121-ОД от 08.09.2026", "121-ОД"),
        ("Размер доплаты, %;Размер доплаты, руб.", "10;1500", "10"),
    ] {
        let school = school();
        let heads: Vec<String> = heads.split(';').map(|it| format!("\"{it}\"")).collect();
        let csv = format!(
            "\"Настав-\nник\";Наставля-емый;{}\nТитова В.А.;Зотова А.Л.;{cells}\n",
            heads.join(";")
        );
        let imported = read(&school, &csv);
        assert_eq!(errors(&imported), [""; 0], "{csv}");
        let pair = text(&imported, "pairings/titova-zotova.toml");
        assert!(pair.contains(written), "{csv}: {pair}");
    }
    // An end without any beginnings is told, and the pair is made.
    let csv =
        "Наставник;Наставляемый;Дата завершения программы\nТитова В.А.;Зотова А.Л.;31.05.2027\n";
    let imported = read(&school(), csv);
    assert_eq!(errors(&imported), [""; 0]);
    assert!(told(&imported, "начала срока в списке нет"));
}

#[test]
fn what_is_neither_a_post_nor_an_organization_takes_no_place() {
    let school = school();
    let imported = read(
        &school,
        "ФИО;Должность;Место работы\nЗотова Анна Львовна;?;основное\nЛебедев Пётр Ильич;высшая;внутренний совместитель\n",
    );
    assert_eq!(errors(&imported), [""; 0]);
    assert!(imported.files.is_empty(), "{:?}", imported.changes);
    for words in ["«?»", "«высшая»", "«основное»", "«внутренний совместитель»"]
    {
        assert!(told(&imported, words), "{words}: {:?}", imported.problems);
    }
}

/// A second row of the head that says how names are to be written.
#[test]
fn an_explanation_beneath_a_head_is_nobody() {
    for words in ["(Ф.И.О., должность)", "Фамилия И.О."] {
        let school = school();
        let imported = read(
            &school,
            &format!("Наставник;Наставляемый\n{words};{words}\nТитова В.А.;Зотова А.Л.\n"),
        );
        assert_eq!(errors(&imported), [""; 0], "{words}");
        assert_eq!(imported.files.len(), 1, "{words}");
    }
}

#[test]
fn lists_of_another_day_and_nameless_sides_are_not_taken() {
    let school = school();
    let rows = "Наставник;Наставляемый\nТитова В.А.;Зотова А.Л.\n";
    for (title, is_taken) in [
        ("Список пар на 01.09.2025", false),
        ("Список пар на 01.09.2026", true),
        ("Список пар по приказу от 25.04.2022", true),
    ] {
        let imported = read(&school, &format!("{title};\n{rows}"));
        assert_eq!(!imported.files.is_empty(), is_taken, "{title}");
        assert_eq!(
            told(&imported, "другому учебному году"),
            !is_taken,
            "{title}"
        );
    }
    let imported = read(
        &school,
        "Список наставнических пар;;;\nФИО;Должность;ФИО;Должность\nТитова Вера Андреевна;директор;Белых Анна Львовна;логопед\n",
    );
    assert!(told(&imported, "непонятно, кто наставник"));
    assert!(imported.files.is_empty(), "{:?}", imported.changes);
}

#[test]
fn a_full_namesake_is_asked_about() {
    let school = school();
    let imported = read(
        &school,
        "Наставник;Должность наставника;Наставляемый\nЛебедев Пётр Ильич (другой человек);логопед;Зотова А.Л.\n",
    );
    assert_eq!(
        errors(&imported),
        ["«Наставник»: среди сотрудников уже есть «Лебедев Пётр Ильич», учитель физики"]
    );
}

/// Words of a cell that are struck out beside those that took their place.
#[test]
fn struck_words_of_a_cell_are_no_part_of_it() {
    use rust_xlsxwriter::{Format, Workbook};
    let school = school();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let (plain, struck) = (Format::new(), Format::new().set_font_strikethrough());
    for (column, head) in ["ФИО", "Должность"].into_iter().enumerate() {
        sheet.write(0, column.try_into().unwrap(), head).unwrap();
    }
    sheet.write(1, 0, "Зотова Анна Львовна").unwrap();
    let words = [(&struck, "учитель химии"), (&plain, " логопед & методист")];
    sheet.write_rich_string(1, 1, &words).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let wishes = Wishes::default();
    let Exchange::Done(imported) = import_bytes(&bytes, "список.xlsx", school.path(), &wishes)
    else {
        panic!();
    };
    assert!(text(&imported, "organization.toml").contains("position = \"логопед & методист\""));
    assert!(told(&imported, "зачеркнутое не прочитано: «учитель химии»"));
}

/// Neither abbreviations nor rooms, numbers and words of other columns are posts.
#[test]
fn what_begins_like_no_post_is_told_and_left_out() {
    for cell in [
        "вакансия",
        "дек.",
        "мол. спец.",
        "каб. 15",
        "1",
        "высшая",
        "наставник",
        "МБОУ СОШ № 5",
    ] {
        let school = school();
        let row = "ФИО;Должность\nЖукова Вера Олеговна;";
        let imported = read(&school, &format!("{row}{cell}\n"));
        assert!(
            told(&imported, &format!("«{cell}» рядом с должностью не взято")),
            "{cell}"
        );
        let quoted = format!("ФИО;Должность\nЖукова Вера Олеговна;\"\"\"{cell}\"\"\"\n");
        let imported = read(&school, &quoted);
        assert_eq!(errors(&imported), [""; 0], "{cell}");
        assert!(text(&imported, "organization.toml").contains(&format!("\"{cell}\"")));
        if cell.starts_with(char::is_uppercase) {
            continue;
        }
        let row = "Наставник;Наставляемый\nЛебедев Пётр Ильич;Жукова Вера Олеговна, ";
        let imported = read(&school, &format!("{row}{cell}\n"));
        assert!(told(&imported, "рядом с именем не взято"), "{cell}");
    }
}

#[test]
fn a_post_broken_by_a_narrow_column_is_whole_again() {
    let row = |cell: &str| {
        let school = school();
        let imported = read(
            &school,
            &format!("ФИО;Должность\nЖукова Вера Олеговна;\"{cell}\"\n"),
        );
        assert_eq!(errors(&imported), [""; 0], "{cell}");
        text(&imported, "organization.toml")
    };
    for (cell, post) in [
        ("учитель\nфизики", "учитель физики"),
        ("учитель начальных\nклассов", "учитель начальных классов"),
        ("старший\nвоспитатель", "старший воспитатель"),
        ("педагог-\nпсихолог", "педагог-психолог"),
        (
            "учитель музыки\nпедагог-организатор",
            "учитель музыки, педагог-организатор",
        ),
    ] {
        assert!(
            row(cell).contains(&format!("position = \"{post}\"")),
            "{cell}"
        );
    }
    // One post for two people is not parted between them.
    let two = |posts: &str| {
        let school = school();
        let people = "Лебедев Пётр Ильич;\"Жукова Вера Олеговна\nОрлов Ян Ильич\"";
        read(
            &school,
            &format!("Наставник;Наставляемый;Должность наставляемого\n{people};\"{posts}\"\n"),
        )
    };
    for posts in [
        "учитель физики; химии",
        "учитель русского языка, литературы",
        "учитель физики\n-",
    ] {
        assert!(!errors(&two(posts)).is_empty(), "{posts}");
    }
    for posts in [
        "учитель\nфизики",
        "учитель ИЗО и\nчерчения",
        "учитель физики; учитель химии",
    ] {
        assert_eq!(errors(&two(posts)), [""; 0], "{posts}");
    }
}

#[test]
fn a_date_that_may_be_two_or_is_two_is_asked_about() {
    let ask = |head: &str, cell: &str| {
        let school = school();
        let row = "Лебедев Пётр Ильич;Титова Вера Андреевна";
        let imported = read(
            &school,
            &format!("Наставник;Наставляемый;{head}\n{row};{cell}\n"),
        );
        assert!(!errors(&imported).is_empty(), "{head}: {cell}");
    };
    for cell in [
        "01.09.2026 – 31.05.2027",
        "с 01.09.2026 по 31.05.2027",
        "09/08/26",
        "09/08/2026",
    ] {
        ask("Дата согласия", cell);
    }
    ask("Срок наставничества", "31.05.2027");
    ask("Приказ", "121-ОД от 8.IX.2026");
}

/// A title may have a number of its own, and who signs stands in any columns.
#[test]
fn titles_with_numbers_are_stages_and_signatures_no_activities() {
    let read_map = |rows: &str| {
        let school = school();
        std::fs::remove_file(school.path().join("roadmap.toml")).unwrap();
        let head = "№;Мероприятие;Срок;Ответственный\n";
        let imported = read(&school, &format!("{head}{rows}"));
        assert_eq!(errors(&imported), [""; 0], "{rows}");
        text(&imported, "roadmap.toml")
    };
    for (title, first, second) in [
        ("1;Начало", "1.1", "1.2"),
        ("I;Начало", "1", "2"),
        ("Раздел 1;Начало", "1", "2"),
        ("А.;Начало", "1", "2"),
    ] {
        let rows = format!("{title};;\n{first};Анкета;май;директор\n{second};Беседа;июнь;\n");
        let map = read_map(&rows);
        assert!(map.contains("[[stage]]\ntitle = \"Начало\""), "{map}");
        assert_eq!(map.matches("[[stage.activity]]").count(), 2, "{map}");
    }
    // One that lacks its term is an entry where the numbers go on.
    let map = read_map("1;Анкета;май;\n2;Беседа;;\n3;Совет;июнь;\n");
    assert_eq!(map.matches("[[activity]]").count(), 3, "{map}");
    for signature in [
        ";Директор;В.А. Титова;",
        ";Заместитель директора;_____;Титова В.А.",
        ";Согласовано;Председатель ПК;",
        "Наставник;______;Титова В.А.;",
    ] {
        let map = read_map(&format!("1;Анкета;май;\n2;Беседа;июнь;\n\n{signature}\n"));
        assert_eq!(map.matches("[[activity]]").count(), 2, "{signature}: {map}");
    }
}

#[test]
fn a_plan_of_something_else_is_no_roadmap() {
    let row = "№;Мероприятие;Срок\n1;Анкета;май\n";
    let read_plan = |title: &str| {
        let school = school();
        std::fs::remove_file(school.path().join("roadmap.toml")).unwrap();
        let bytes = format!("{title};;\n{row}");
        match import_bytes(
            bytes.as_bytes(),
            "список.csv",
            school.path(),
            &Wishes::default(),
        ) {
            Exchange::Done(imported) => imported.files.contains_key("roadmap.toml"),
            Exchange::Unread(..) => false,
            Exchange::Refused(why) => panic!("{why}"),
        }
    };
    for title in [
        "План работы наставнической пары",
        "Наставник: Титова В.А.",
        "ИОМ педагога",
        "Дорожная карта по подготовке к ГИА",
        "Дорожная карта внедрения обновленных стандартов",
        "Отчет о выполнении дорожной карты",
        "График посещения уроков",
    ] {
        assert!(!read_plan(title), "{title}");
    }
    for title in [
        "Дорожная карта",
        "Дорожная карта по внедрению целевой модели наставничества",
        "План мероприятий на 2026/2027 учебный год",
        "Мероприятия по наставничеству, в том числе методические",
    ] {
        assert!(read_plan(title), "{title}");
    }
}

/// Words that say that a number or a pay is not known yet stand in no paper.
#[test]
fn words_for_numbers_and_bare_figures_of_pay_are_told_and_left_out() {
    let read_cell = |head: &str, cell: &str| {
        let school = school();
        let row = "Лебедев Пётр Ильич;Титова Вера Андреевна";
        let list = format!("Наставник;Наставляемый;{head}\n{row};{cell}\n");
        let imported = read(&school, &list);
        assert_eq!(errors(&imported), [""; 0], "{head}: {cell}");
        let is_left = told(&imported, "не взято");
        let file = text(&imported, "pairings/lebedev-titova.toml");
        (is_left, file)
    };
    for cell in ["готовится", "???", "есть", "№", "см. приказ"] {
        let (is_left, file) = read_cell("Номер приказа", cell);
        assert!(is_left && !file.contains("number"), "{cell}: {file}");
    }
    for cell in ["есть", "+", "1500", "0,15"] {
        let (is_left, file) = read_cell("Размер выплаты", cell);
        assert!(is_left && !file.contains("pay ="), "{cell}: {file}");
    }
    let (_, file) = read_cell("Размер выплаты", "1500 рублей");
    assert!(file.contains("1500 рублей"), "{file}");
}

/// «М.И.» is no place for a seal, «мол.» is young, and «№» may be that of an order.
#[test]
fn short_words_are_what_they_are_in_a_list() {
    let school = school();
    let alone = read(
        &school,
        "Наставник;Наставляемый\nВ.А. Титова;П.И. Лебедев\n",
    );
    assert_eq!(errors(&alone), [""; 0]);
    assert!(alone.files.contains_key("pairings/titova-lebedev.toml"));
    for heads in [
        "И.О. Фамилия наставника;Мол. специалист",
        "Фамилия И.О. наставника;ФИО мол. специалиста",
        "Наставник;Закрепленный педагог",
    ] {
        let found = read(&school, &format!("{heads}\nТитова В.А.;Лебедев П.И.\n"));
        assert_eq!(errors(&found), [""; 0], "{heads}");
        assert!(
            found.files.contains_key("pairings/titova-lebedev.toml"),
            "{heads}"
        );
    }
    let number = read(
        &school,
        "Наставник;Наставляемый;№\nТитова В.А.;Лебедев П.И.;№ 45-к от 02.09.2026\n",
    );
    assert!(told(&number, "столбец «№» программе не известен"));
    let numbered = read(
        &school,
        "№;Наставник;Наставляемый\n1;Титова В.А.;Лебедев П.И.\n",
    );
    assert!(numbered.problems.is_empty(), "{:?}", numbered.problems);
    let agreement = read(
        &school,
        "Наставник;Наставляемый;Номер дополнительного соглашения;Дата дополнительного соглашения\nТитова В.А.;Лебедев П.И.;7;02.09.2026\n",
    );
    let pair = text(&agreement, "pairings/titova-lebedev.toml");
    assert!(
        pair.contains("number = \"7\"") && pair.contains("date = 2026-09-02"),
        "{pair}"
    );
}

#[test]
fn a_slip_in_a_term_is_no_pair_of_the_past() {
    let school = school();
    let slip = read(
        &school,
        "Наставник;Наставляемый;Дата начала;Дата окончания\nТитова В.А.;Лебедев П.И.;01.09.2026;31.05.2026\n",
    );
    assert_eq!(errors(&slip).len(), 1, "{:?}", slip.problems);
    assert!(!told(&slip, "окончился до начала"), "{:?}", slip.problems);
    let past = read(
        &school,
        "Наставник;Наставляемый;Дата начала;Дата окончания\nТитова В.А.;Лебедев П.И.;01.09.2025;31.05.2026\n",
    );
    assert!(told(&past, "окончился до начала"), "{:?}", past.problems);
    let words = read(
        &school,
        "Наставник;Наставляемый;Срок\nТитова В.А.;Лебедев П.И.;с 1 сентября по 30 декабря 2026 г.\n",
    );
    let pair = text(&words, "pairings/titova-lebedev.toml");
    assert!(
        pair.contains("from = 2026-09-01") && pair.contains("to = 2026-12-30"),
        "{pair}"
    );
}

#[test]
fn tasks_numbered_in_one_line_are_several() {
    let school = school();
    let found = read(
        &school,
        "Наставник;Наставляемый;Задачи\nТитова В.А.;Лебедев П.И.;\"1. Научить вести журнал; 2. Показать урок\"\n",
    );
    let pair = text(&found, "pairings/titova-lebedev.toml");
    assert!(
        pair.contains("\"Научить вести журнал\"") && pair.contains("\"Показать урок\""),
        "{pair}"
    );
}

#[test]
fn the_consent_of_a_mentee_is_not_that_of_the_mentor() {
    let school = school();
    let found = read(
        &school,
        "Наставник;Согласие;Наставляемый;Согласие\nТитова В.А.;;Лебедев П.И.;29.08.2026\n",
    );
    assert!(
        told(&found, "столбец «Согласие» программе не известен"),
        "{:?}",
        found.problems
    );
    assert!(!text(&found, "pairings/titova-lebedev.toml").contains("consent"));
}

#[test]
fn a_stroke_between_two_people_is_asked_about() {
    for cell in [
        "В.А. Титова / П.И. Лебедев",
        "Титова В.А. / Лебедев П.И.",
        "В.А. Титова/П.И. Лебедев",
    ] {
        let imported = read(
            &school(),
            &format!("Наставник;Наставляемый\n{cell};Зотова А.Л.\n"),
        );
        let errors = errors(&imported);
        assert!(
            errors[0].contains("косая черта") || errors[0].contains("не фамилия"),
            "{cell}: {errors:?}"
        );
    }
}

#[test]
fn a_post_of_several_is_that_of_each() {
    let row = "Титова В.А.;\"Гусев Олег Петрович, Белкина Анна Олеговна – учителя музыки\"";
    let imported = read(&school(), &format!("Наставник;Наставляемый\n{row}\n"));
    assert_eq!(errors(&imported), [""; 0]);
    let staff = text(&imported, "organization.toml");
    assert_eq!(
        staff.matches("position = \"учитель музыки\"").count(),
        2,
        "{staff}"
    );
}

#[test]
fn a_name_in_another_case_is_known_again() {
    let imported = read(
        &school(),
        "Наставник;Наставляемый\nТитовой В.А.;Зотова А.Л.\n",
    );
    let problem = imported.problems.iter().find(|p| p.is_error()).unwrap();
    let advice = format!("{:?}", problem.advice);
    assert!(advice.contains("Титова Вера Андреевна"), "{advice}");
}

#[test]
fn what_stands_behind_a_name_goes_on_with_its_post_or_is_told() {
    for (cell, post, beside) in [
        ("учитель химии, биологии", "учитель химии, биологии", None),
        (
            "учитель химии, Почётный работник",
            "учитель химии",
            Some("Почётный работник"),
        ),
    ] {
        let row = format!("\"Рыбакова Анна Ильинична, {cell}\";Зотова А.Л.");
        let imported = read(&school(), &format!("Наставник;Наставляемый\n{row}\n"));
        assert_eq!(errors(&imported), [""; 0], "{cell}");
        let staff = text(&imported, "organization.toml");
        assert!(staff.contains(&format!("position = \"{post}\"")), "{staff}");
        assert!(beside.is_none_or(|words| told(&imported, words)), "{cell}");
    }
    let row = "Рыбакова Анна Ильинична. Учитель химии.;Зотова А.Л.";
    let imported = read(&school(), &format!("Наставник;Наставляемый\n{row}\n"));
    assert_eq!(errors(&imported), [""; 0]);
    assert!(text(&imported, "organization.toml").contains("position = \"учитель химии\""));
}

/// A teacher of another school must not become one of the staff.
#[test]
fn another_school_beside_a_name_is_asked_about() {
    for cell in [
        "Рыбакова Анна Ильинична (МБОУ «СОШ № 9»), учитель химии",
        "Рыбакова Анна Ильинична, учитель химии, СОШ № 9",
    ] {
        let row = format!("\"{}\";Зотова А.Л.", cell.replace('"', "\"\""));
        let imported = read(&school(), &format!("Наставник;Наставляемый\n{row}\n"));
        let errors = errors(&imported);
        assert!(
            errors.iter().any(|it| it.contains("другая школа")),
            "{cell}: {errors:?}"
        );
    }
    let row = "\"Рыбакова Анна Ильинична, учитель химии (школа № 3)\";Зотова А.Л.";
    let imported = read(&school(), &format!("Наставник;Наставляемый\n{row}\n"));
    assert!(!told(&imported, "другая школа"));
}

#[test]
fn staff_may_stand_in_one_column_with_their_posts() {
    for head in ["ФИО, должность", "ФИО (должность)", "Ф.И.О./должность"]
    {
        let row = "\"Рыбакова Анна Ильинична, учитель ИЗО\"";
        let imported = read(&school(), &format!("№;{head}\n1;{row}\n"));
        assert_eq!(errors(&imported), [""; 0], "{head}");
        let staff = text(&imported, "organization.toml");
        assert!(
            staff.contains("position = \"учитель ИЗО\""),
            "{head}: {staff}"
        );
    }
}

/// Half a term in words is printed, and told.
#[test]
fn a_term_that_is_not_whole_is_told() {
    for term in ["до 31.05.2027", "с 08.09.2026", "01.09-31.05"] {
        let rows = format!("Наставник;Наставляемый;Срок\nТитова В.А.;Зотова А.Л.;{term}\n");
        let imported = read(&school(), &rows);
        assert_eq!(errors(&imported), [""; 0], "{term}");
        assert!(told(&imported, "срок вписан словами"), "{term}");
    }
}

/// «Должность» beside the mentor is his.
#[test]
fn the_column_that_is_lacking_is_called_by_its_own_name() {
    let head = "Наставник;Должность;Наставляемый";
    let row = "Титова В.А.;директор;Гусев Олег Петрович";
    let imported = read(&school(), &format!("{head}\n{row}\n"));
    let problem = imported.problems.iter().find(|p| p.is_error()).unwrap();
    let advice = problem.advised().unwrap().to_string();
    assert!(advice.contains("«Должность наставляемого»"), "{advice}");
}
