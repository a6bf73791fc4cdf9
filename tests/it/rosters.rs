//! Lists of the staff and of activities as schools keep them: who has left, who has a new surname,
//! names broken over lines, columns under each other's headings, footers in the column of numbers.

use super::beside::{errors, read, told};
use super::lists::school;

fn staff(imported: &nastavnik::edit::Imported) -> String {
    let bytes = imported.files.get("organization.toml").cloned().flatten();
    String::from_utf8(bytes.unwrap_or_default()).unwrap()
}

/// How many activities the list would write.
fn activities(imported: &nastavnik::edit::Imported) -> usize {
    let bytes = imported.files.get("roadmap.toml").cloned().flatten();
    let text = String::from_utf8(bytes.unwrap_or_default()).unwrap();
    // The school of these tests has three of its own.
    text.matches("activity]]").count().saturating_sub(3)
}

#[test]
fn a_name_broken_at_the_end_of_a_line_is_whole_again() {
    for csv in [
        "ФИО;Должность\n\"Преображен-\nская Анна Ивановна\";\"учитель мате-\nматики\"\n",
        "Наставник;Наставляемый;Должность\nТитова В.А.;\"Преображен-\nская Анна Ивановна\";учитель математики\n",
    ] {
        let imported = read(&school(), csv);
        assert_eq!(errors(&imported), [""; 0], "{csv}");
        let staff = staff(&imported);
        assert!(
            staff.contains("\"Преображенская Анна Ивановна\""),
            "{staff}"
        );
        assert!(staff.contains("\"учитель математики\""), "{staff}");
    }
    for name in [
        "Преображен-ская Анна Ивановна",
        "\"ПЕТРОВА-\nСИДОРОВА Анна Ивановна\"",
    ] {
        let imported = read(&school(), &format!("ФИО;Должность\n{name};логопед\n"));
        assert_eq!(errors(&imported).len(), 1, "{name}");
        assert!(told(&imported, "перенос слова?"), "{name}");
    }
    let tuvan = read(
        &school(),
        "ФИО;Должность\nКара-оол Шолбан Иванович;логопед\n",
    );
    assert_eq!(errors(&tuvan), [""; 0]);
}

#[test]
fn a_new_surname_is_asked_about_where_the_rest_is_a_colleagues() {
    let asked = "под новой фамилией?";
    for csv in [
        "ФИО;Должность\nЗотова-Белых Анна Львовна;логопед\n",
        "ФИО;Должность\nБелых Анна Львовна;Учитель химии\n",
        "Наставник;Наставляемый;Должность\nТитова В.А.;Белых Анна Львовна;учитель химии\n",
    ] {
        let imported = read(&school(), csv);
        assert!(told(&imported, asked), "{csv}: {:?}", imported.problems);
        assert_eq!(errors(&imported).len(), 1, "{csv}");
    }
    for csv in [
        // Another post, a man, the colleague in the same list, or told to be somebody else.
        "ФИО;Должность\nБелых Анна Львовна;логопед\n",
        "ФИО;Должность\nБелых Пётр Ильич;учитель физики\n",
        "ФИО;Должность\nЗотова Анна Львовна;учитель химии\nБелых Анна Львовна;учитель химии\n",
        "ФИО;Должность\nБелых Анна Львовна (другой человек);учитель химии\n",
    ] {
        let imported = read(&school(), csv);
        assert!(!told(&imported, asked), "{csv}: {:?}", imported.problems);
        assert_eq!(errors(&imported), [""; 0], "{csv}");
    }
}

#[test]
fn who_has_left_the_school_is_not_brought_into_the_staff() {
    for csv in [
        "ФИО;Должность;Статус\nГусев Олег Петрович;логопед;уволен\nЗимин Ян Ильич;тьютор;работает\n",
        "ФИО;Должность;Дата увольнения\nГусев Олег Петрович;логопед;01.11.2026\nЗимин Ян Ильич;тьютор;\n",
        "ФИО;Должность\nГусев Олег Петрович (уволен 01.10.2026);логопед\nЗимин Ян Ильич;тьютор\n",
        "ФИО;Должность\nГусев Олег Петрович;логопед, уволился\nЗимин Ян Ильич;тьютор\n",
        "ФИО;Должность;Работает\nГусев Олег Петрович;логопед;нет\nЗимин Ян Ильич;тьютор;да\n",
        "ФИО;Должность;Примечание\nГусев Олег Петрович;логопед;переведен в школу № 5\nЗимин Ян Ильич;тьютор;\n",
    ] {
        let imported = read(&school(), csv);
        assert_eq!(errors(&imported), [""; 0], "{csv}");
        let staff = staff(&imported);
        assert!(!staff.contains("Гусев") && staff.contains("Зимин"), "{csv}");
        assert!(told(&imported, "больше не работает"), "{csv}");
    }
    for words in [
        "в декрете",
        "работающий пенсионер",
        "на место уволенной Петровой",
        "молодой специалист",
    ] {
        let csv = format!("ФИО;Должность;Примечание\nГусев Олег Петрович;логопед;{words}\n");
        let imported = read(&school(), &csv);
        assert!(staff(&imported).contains("Гусев"), "{words}");
    }
}

#[test]
fn no_patronymic_may_be_said_in_words() {
    for word in ["нет", "-", "отсутствует", "без отчества"] {
        let csv = format!("Фамилия;Имя;Отчество;Должность\nКим;Алина;{word};логопед\n");
        let imported = read(&school(), &csv);
        assert_eq!(errors(&imported), [""; 0], "{word}");
        assert!(staff(&imported).contains("\"Ким Алина\""), "{word}");
    }
}

#[test]
fn a_capital_of_a_cell_does_not_change_a_post() {
    for post in ["Учитель физики", "Учитель  физики", "УЧИТЕЛЬ ФИЗИКИ"]
    {
        let csv = format!("ФИО;Должность\nЛебедев Пётр Ильич;{post}\n");
        let imported = read(&school(), &csv);
        assert!(imported.files.is_empty(), "{post}: {}", staff(&imported));
        assert!(!told(&imported, "прописной"), "{post}");
    }
    let other = read(
        &school(),
        "ФИО;Должность\nЛебедев Пётр Ильич;учитель химии\n",
    );
    assert!(staff(&other).contains("учитель химии"));
}

#[test]
fn columns_under_each_others_headings_are_named() {
    let asked = "столбцы перепутаны";
    for rows in [
        "логопед;Гусев Олег Петрович\nдиректор;Титова Вера Андреевна\n",
        "Директор;Титова Вера Андреевна\n",
    ] {
        let imported = read(&school(), &format!("ФИО;Должность\n{rows}"));
        assert!(told(&imported, asked), "{rows}: {:?}", imported.problems);
        assert_eq!(errors(&imported).len(), 1, "{rows}");
    }
    let signed = "ФИО;Должность\nГусев Олег Петрович;логопед\nДиректор;Титова Вера Андреевна\n";
    let imported = read(&school(), signed);
    assert!(!told(&imported, asked) && staff(&imported).contains("Гусев"));
}

#[test]
fn a_latin_letter_in_a_post_is_told_as_one() {
    let imported = read(
        &school(),
        "ФИО;Должность\nГусев Олег Петрович;yчитель труда\n",
    );
    assert!(!told(&imported, "на должность это не похоже"));
    assert!(
        told(&imported, "в слове «yчитель» латинская буква «y»"),
        "{:?}",
        imported.problems
    );
}

const PLAN: &str = "№;Мероприятие;Срок;Ответственный\n1;Педсовет;август;Титова В.А.\n";

#[test]
fn who_signs_in_the_column_of_numbers_is_no_activity() {
    for row in [
        "Согласовано;Председатель профкома;;Гусев О.П.",
        "Исполнитель:;Титова В.А.;тел. 5-12-34;",
        "Принято;на педагогическом совете;28.08.2026;",
        "Рассмотрено;Руководитель ШМО;;Зотова А.Л.",
        "Директор;Титова В.А.;;",
        "Протокол;Титова В.А.;;",
    ] {
        for gap in ["", ";;;\n"] {
            let imported = read(&school(), &format!("{PLAN}{gap}{row}\n"));
            assert_eq!(activities(&imported), 1, "{row}");
            assert!(told(&imported, "это подпись под таблицей"), "{row}");
        }
    }
    let more = read(
        &school(),
        &format!("{PLAN}Осень;Семинар;октябрь;Титова В.А.\n"),
    );
    assert_eq!(activities(&more), 2);
    assert!(told(&more, "в столбце номеров стоит не номер"));
}

#[test]
fn the_same_term_as_above_may_be_said_in_words() {
    for words in ["тогда же", "в те же сроки", "Срок тот же"] {
        let imported = read(&school(), &format!("{PLAN}2;Семинар;{words};она же\n"));
        let bytes = imported.files["roadmap.toml"].clone().unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text.matches("term = \"август\"").count(), 2, "{text}");
    }
}

#[test]
fn a_cancelled_activity_is_asked_about() {
    let head = "№;Мероприятие;Срок;Ответственный;Примечание\n1;Педсовет;август;Титова В.А.;";
    for words in [
        "отменено",
        "перенесено на 2027/2028 уч. год",
        "не проводится",
    ] {
        let imported = read(&school(), &format!("{head}{words}\n"));
        assert!(told(&imported, "оставить его в дорожной карте?"), "{words}");
        assert_eq!(errors(&imported).len(), 1, "{words}");
    }
    for words in ["выполнено", "протокол № 1", ""] {
        let imported = read(&school(), &format!("{head}{words}\n"));
        assert_eq!(errors(&imported), [""; 0], "{words}");
    }
}

#[test]
fn a_term_may_stand_in_two_columns() {
    let csv = "№;Мероприятие;Начало;Окончание;Ответственный\n1;Педсовет;28.08.2026;30.08.2026;Титова В.А.\n2;Семинар;октябрь;;Титова В.А.\n";
    let imported = read(&school(), csv);
    assert_eq!(errors(&imported), [""; 0]);
    let bytes = imported.files["roadmap.toml"].clone().unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(
        text.contains("term = { from = 2026-08-28, to = 2026-08-30 }"),
        "{text}"
    );
    assert!(
        text.contains("term = \"с октябрь\"") || text.contains("октябр"),
        "{text}"
    );
    assert!(!told(&imported, "не известен"), "{:?}", imported.problems);
}

#[test]
fn who_signs_beneath_pairs_is_no_pair() {
    let list = "№;Наставник;Наставляемый;Приказ\n1;Титова В.А.;Зотова А.Л.;121-ОД от 08.09.2026\n";
    for row in [
        ";С приказом ознакомлен(а);Зотова Анна Львовна;",
        ";Руководитель ШМО;Лебедев П.И.;",
        ";Наставник;Лебедев П.И.;",
        ";Наставляемый;Зотова Анна Львовна;",
        ";Работник кадровой службы;Гусева А.П.;",
        ";Лебедев П.И.;08.09.2026;",
        "Утверждаю;Титова В.А.;08.09.2026;",
    ] {
        for gap in ["", ";;;\n"] {
            let imported = read(&school(), &format!("{list}{gap}{row}\n"));
            assert_eq!(errors(&imported), [""; 0], "{row}");
            assert!(
                told(&imported, "это подпись под таблицей"),
                "{row}: {:?}",
                imported.problems
            );
            assert!(!told(&imported, "это итог"), "{row}");
        }
    }
    // A mentor who is not named among others is asked about.
    let among = format!("{list}2;учитель физики;Лебедев П.И.;\n3;Лебедев П.И.;Зотова А.Л.;\n");
    assert_eq!(errors(&read(&school(), &among)).len(), 1);
}

#[test]
fn nobody_may_stand_for_a_mentor_in_many_words() {
    for words in ["0", "?", "подбирается", "уточняется", "в поиске"] {
        let csv = format!(
            "№;Наставник;Наставляемый\n1;Титова В.А.;Зотова А.Л.\n2;{words};Лебедев П.И.\n"
        );
        let imported = read(&school(), &csv);
        assert_eq!(errors(&imported), [""; 0], "{words}");
        assert!(told(&imported, "вместо человека"), "{words}");
    }
}

#[test]
fn titles_and_sheets_of_other_years_and_drafts_are_left_out() {
    for title in [
        "Действует до 31.05.2026",
        "на 1 сентября 2027 г.",
        "Проект приказа",
        "Наставничество 2025",
    ] {
        let csv = format!("{title};\nНаставник;Наставляемый\nТитова В.А.;Зотова Анна Львовна\n");
        let imported = read(&school(), &csv);
        assert!(
            told(&imported, "таблица не прочитана"),
            "{title}: {:?}",
            imported.problems
        );
    }
    for title in [
        "Действует до 31.05.2027",
        "Проект «Наставник»",
        "Наставничество 2026",
    ] {
        let csv = format!("{title};\nНаставник;Наставляемый\nТитова В.А.;Зотова Анна Львовна\n");
        let imported = read(&school(), &csv);
        assert!(
            !told(&imported, "не прочитана"),
            "{title}: {:?}",
            imported.problems
        );
    }
}
