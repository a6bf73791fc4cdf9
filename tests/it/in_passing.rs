//! What a list says in passing: who comes when, what is paid in words, remarks on cells, values that
//! the files have already. None of it is taken, cut or lost in silence.

use nastavnik::edit::Imported;
use nastavnik::exchange::{Answers, Exchange, Wishes, import_bytes};
use rust_xlsxwriter::{Format, Note, Workbook};
use tempfile::TempDir;

use super::lists::school;

fn read_as(school: &TempDir, name: &str, bytes: &[u8], wishes: &Wishes) -> Imported {
    match import_bytes(bytes, name, school.path(), wishes) {
        Exchange::Done(imported) => imported,
        Exchange::Unread(problems, _) => panic!("{problems:?}"),
        Exchange::Refused(why) => panic!("{why}"),
    }
}

fn read(school: &TempDir, csv: &str) -> Imported {
    read_as(school, "список.csv", csv.as_bytes(), &Wishes::default())
}

fn errors(imported: &Imported) -> Vec<String> {
    let errors = imported.problems.iter().filter(|p| p.is_error());
    errors.map(|p| p.text().into_owned()).collect()
}

fn told(imported: &Imported, words: &str) -> bool {
    imported.problems.iter().any(|p| p.text().contains(words))
}

fn text(imported: &Imported, file: &str) -> String {
    let bytes = imported.files[file].clone().unwrap();
    String::from_utf8(bytes).unwrap()
}

/// The file of the only pair that is brought in.
fn pair(imported: &Imported) -> String {
    let mut files = imported.files.keys().filter(|f| f.starts_with("pairings"));
    let file = files
        .next()
        .unwrap_or_else(|| panic!("{:?}", imported.problems));
    text(imported, file)
}

fn write(school: &TempDir, file: &str, old: &str, new: &str) {
    let path = school.path().join(file);
    let before = std::fs::read_to_string(&path).unwrap();
    assert!(before.contains(old), "{file}: {old}");
    std::fs::write(path, before.replace(old, new)).unwrap();
}

#[test]
fn what_equals_the_files_is_not_cut() {
    let school = school();
    let post = "учитель химии, студент 4 курса педагогического университета";
    write(
        &school,
        "organization.toml",
        "\"учитель химии\"",
        &format!("\"{post}\""),
    );
    for csv in [
        format!("ФИО;Должность\nЗотова Анна Львовна;{post}\n"),
        format!(
            "Наставник;Наставляемый;Должность наставляемого\nЛебедев П.И.;Зотова А.Л.;{post}\n"
        ),
    ] {
        let imported = read(&school, &csv);
        assert!(
            imported.files.is_empty() && !told(&imported, "не взято"),
            "{csv}: {:?}",
            imported.problems
        );
    }
    // What the files do not say is cut and told as before.
    let csv = "ФИО;Должность\nЗотова Анна Львовна;учитель химии, студент 5 курса\n";
    assert!(told(
        &read(&school, csv),
        "«студент 5 курса» рядом с должностью не взято"
    ));
}

#[test]
fn an_order_in_the_words_of_the_program_is_that_order() {
    let school = school();
    let csv = "Наставник;Наставляемый;Приказ\nТитова В.А.;Зотова А.Л.;о закреплении пар, № 5-ОД от 01.09.2026\n";
    let imported = read(&school, csv);
    assert!(!imported.has_errors(), "{:?}", errors(&imported));
    assert!(
        pair(&imported).contains("basis = { order = \"pairs\" }"),
        "{}",
        pair(&imported)
    );
}

#[test]
fn people_of_one_cell_who_take_turns_are_asked_about() {
    for cell in [
        "Титова В.А. (до 31.12.2026), Лебедев П.И. (с 11.01.2027)",
        "Титова В.А. (I полугодие), Лебедев П.И. (II полугодие)",
        "Титова В.А., с 11.01.2027 Лебедев П.И.",
        "Титова В.А. (с января – Лебедев П.И.)",
        "Титова В.А., затем Лебедев П.И.",
        "Титова В.А., Лебедев П.И. (временно)",
    ] {
        let school = school();
        let imported = read(
            &school,
            &format!("Наставник;Наставляемый\n\"{cell}\";Зотова А.Л.\n"),
        );
        assert!(imported.has_errors(), "{cell}");
        assert!(
            told(&imported, "кто наставник пары и с какого дня?"),
            "{cell}: {:?}",
            errors(&imported)
        );
    }
    for (cell, beside) in [
        (
            "Зотова А.Л., Лебедев П.И. (высшая категория)",
            "высшая категория",
        ),
        ("Зотова А.Л. (с 01.10.2026)", "а срок или замена"),
    ] {
        let school = school();
        let imported = read(
            &school,
            &format!("Наставник;Наставляемый\nТитова В.А.;\"{cell}\"\n"),
        );
        assert!(!imported.has_errors(), "{cell}: {:?}", errors(&imported));
        assert!(told(&imported, beside), "{cell}: {:?}", imported.problems);
    }
}

#[test]
fn a_pay_says_what_it_counts_or_is_left_out() {
    for (head, cell, pay) in [
        ("Надбавка, %", "до 15", "до 15 процентов"),
        ("Надбавка, %", "10–15", "10–15 процентов"),
        ("Выплата, руб.", "2500,5", "2500,50 рубля"),
        ("Выплата, руб.", "5 тыс.", "5 тыс. рублей"),
        ("Доплата", "15 процентов оклада", "15 процентов оклада"),
    ] {
        let school = school();
        let csv = format!("Наставник;Наставляемый;{head}\nТитова В.А.;Зотова А.Л.;\"{cell}\"\n");
        let imported = read(&school, &csv);
        assert!(
            pair(&imported).contains(&format!("pay = \"{pay}\"")),
            "{csv}: {}",
            pair(&imported)
        );
    }
    for cell in [
        "бесплатно",
        "на общественных началах",
        "не предусмотрена",
        "до 15",
    ] {
        let school = school();
        let csv = format!("Наставник;Наставляемый;Доплата\nТитова В.А.;Зотова А.Л.;{cell}\n");
        let imported = read(&school, &csv);
        assert!(
            !pair(&imported).contains("pay"),
            "{cell}: {}",
            pair(&imported)
        );
        assert!(told(&imported, &format!("«{cell}» – ")), "{cell}");
    }
}

#[test]
fn notes_of_a_pair_are_known_by_other_heads_and_an_empty_mark_is_none() {
    let school = school();
    let csv = "Наставник;Наставляемый;Цель наставничества;Задачи наставничества;Условия обучения;Актуальность;Срок окончания;Дата начала\n\
        Титова В.А.;Зотова А.Л.;Помочь;Научить;кабинет 5;нет;31.05.2027;01.09.2026\n";
    let imported = read(&school, csv);
    let pair = pair(&imported);
    for line in [
        "aim = \"Помочь\"",
        "\"Научить\"",
        "conditions = \"кабинет 5\"",
        "to = 2027-05-31",
    ] {
        assert!(pair.contains(line), "{line}: {pair}");
    }
    assert!(!pair.contains("relevance"), "{pair}");
    assert!(told(
        &imported,
        "«Актуальность»: «нет» – не сведения, не взято"
    ));
}

#[test]
fn words_of_a_form_are_understood_as_they_are_meant() {
    for (head, cell, stored) in [
        (
            "Форма наставничества",
            "Педагог - педагог",
            "form = \"педагог-педагог\"",
        ),
        (
            "Вид наставничества",
            "дистанционное",
            "kind = \"виртуальное (дистанционное)\"",
        ),
        (
            "Вид наставничества",
            "групповое",
            "kind = \"наставничество в группе\"",
        ),
    ] {
        let school = school();
        let csv = format!("Наставник;Наставляемый;{head}\nТитова В.А.;Зотова А.Л.;{cell}\n");
        let imported = read(&school, &csv);
        assert!(!imported.has_errors(), "{cell}: {:?}", errors(&imported));
        assert!(
            pair(&imported).contains(stored),
            "{cell}: {}",
            pair(&imported)
        );
        assert!(!told(&imported, "дефис"), "{cell}: {:?}", imported.problems);
    }
}

#[test]
fn posts_beside_initials_and_dashes_for_no_patronymic_are_read() {
    let school = school();
    let csv = "Наставник;Наставляемый\nучитель физики Лебедев П.И.;Титова В.А. директор\n";
    let imported = read(&school, csv);
    assert!(!imported.has_errors(), "{:?}", errors(&imported));
    assert!(pair(&imported).contains("mentors = [\"lebedev\"]"));
    let csv = "Фамилия;Имя;Отчество;Должность\nКим;Вера;—;логопед\n";
    let staff = text(&read(&school, csv), "organization.toml");
    assert!(staff.contains("name = \"Ким Вера\""), "{staff}");
    let csv = "ФИО;Должность\nКотов Лев Иванович;физика\n";
    assert_eq!(
        errors(&read(&school, csv)),
        ["«Должность»: «физика» – предмет, а не должность"]
    );
    let csv = "ФИО;Должность\nКотов Лев Иванович;учит. матем.\n";
    let imported = read(&school, csv);
    assert!(text(&imported, "organization.toml").contains("\"учит. матем.\""));
    assert!(!told(&imported, "лишний знак"), "{:?}", imported.problems);
}

#[test]
fn rows_that_are_not_needed_part_nothing_from_the_list() {
    let csv = "Наставник;Наставляемый\nТитова В.А.;Зотова А.Л.\nГусев О.П.;Зотова А.Л.\nГусев О.П.;Лебедев П.И.\nТитова В.А.;Лебедев П.И.\n";
    let school = school();
    let answers = Answers::of(["A3", "A4"].map(|cell| (cell.to_owned(), "не нужно".to_owned())));
    let wishes = Wishes {
        answers,
        ..Wishes::default()
    };
    let imported = read_as(&school, "список.csv", csv.as_bytes(), &wishes);
    assert!(!imported.has_errors(), "{:?}", errors(&imported));
    let wishes = Wishes {
        partial: true,
        ..Wishes::default()
    };
    let imported = read_as(&school, "список.csv", csv.as_bytes(), &wishes);
    assert!(imported.files.contains_key("pairings/titova-lebedev.toml"));
    // A new person needs a whole name.
    let answers = Answers::of([("A3".to_owned(), "другой человек".to_owned())]);
    let wishes = Wishes {
        answers,
        ..Wishes::default()
    };
    let imported = read_as(&school, "список.csv", csv.as_bytes(), &wishes);
    assert!(told(
        &imported,
        "«Гусев О.П.» – новый человек, а имя не полное"
    ));
}

/// A list with a remark on the mentee, her name struck out or not.
fn book(is_struck: bool) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let rows = [
        ["Наставник", "Наставляемый"],
        ["Титова В.А.", "Зотова А.Л."],
    ];
    for (row, texts) in (0..).zip(rows) {
        for (column, text) in (0..).zip(texts) {
            sheet.write(row, column, text).unwrap();
        }
    }
    if is_struck {
        let struck = Format::new().set_font_strikethrough();
        sheet
            .write_with_format(1, 1, "Зотова А.Л.", &struck)
            .unwrap();
    }
    let note = |text: &str| Note::new(text).add_author_prefix(false);
    sheet
        .insert_note(1, 1, &note("с 15.09 заменить на Лебедева"))
        .unwrap();
    sheet
        .insert_note(1, 0, &note("Предупреждение 607: наше"))
        .unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn remarks_on_cells_and_struck_names_are_told() {
    let school = school();
    let imported = read_as(&school, "список.xlsx", &book(false), &Wishes::default());
    assert!(!imported.has_errors(), "{:?}", errors(&imported));
    assert!(told(
        &imported,
        "примечание к ячейке не прочитано: «с 15.09 заменить на Лебедева»"
    ));
    assert!(!told(&imported, "наше"), "{:?}", imported.problems);
    let imported = read_as(&school, "список.xlsx", &book(true), &Wishes::default());
    assert_eq!(
        errors(&imported),
        ["«Наставляемый»: имя зачеркнуто: кто здесь теперь?"]
    );
}

#[test]
fn a_list_in_which_nobody_has_a_mentor_is_a_list() {
    for row in ["Титова В.А.;нет", "-;Зотова А.Л."] {
        let school = school();
        let imported = read(&school, &format!("Наставник;Наставляемый\n{row}\n"));
        assert!(!imported.has_errors(), "{row}: {:?}", errors(&imported));
        assert!(told(&imported, "вместо человека в ней прочерк"), "{row}");
    }
    // A column that only says whether somebody is a mentor names none.
    let school = school();
    let csv = "ФИО;Должность;Наставник\nЛебедев Пётр Ильич;учитель физики;да\nЗотова Анна Львовна;учитель химии;нет\n";
    let imported = read(&school, csv);
    assert!(
        !imported.has_errors() && !told(&imported, "прочерк"),
        "{:?}",
        imported.problems
    );
}

/// A slip in the order of a pair is one slip: the pair does not lack an order besides.
#[test]
fn a_pair_whose_order_is_asked_about_lacks_none() {
    for order in ["№ 7-ОД от 31.09.2026", "№ 7-ОД от 02 сентября"] {
        let school = school();
        let csv = format!("Наставник;Наставляемый;Приказ\nТитова В.А.;Зотова А.Л.;{order}\n");
        let wishes = Wishes {
            all_problems: true,
            ..Wishes::default()
        };
        let imported = read_as(&school, "список.csv", csv.as_bytes(), &wishes);
        assert_eq!(errors(&imported).len(), 1, "{:?}", errors(&imported));
        assert!(
            !told(&imported, "не указано основание"),
            "{order}: {:?}",
            imported.problems
        );
    }
}
