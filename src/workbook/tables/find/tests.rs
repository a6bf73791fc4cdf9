use super::*;

fn sheet(rows: &[(u32, &[&str])]) -> Sheet {
    let mut sheet = Sheet::default();
    for (row, cells) in rows {
        for (column, text) in (0..).zip(*cells) {
            sheet.put(*row, column, Value::Text((*text).to_owned()));
        }
    }
    sheet
}

fn found(sheet: &Sheet) -> Vec<SheetTable<'_>> {
    find(sheet, fields::sheets())
}

#[test]
fn the_head_is_found_beneath_titles_and_by_words() {
    let list = sheet(&[
        (0, &["УТВЕРЖДАЮ"]),
        (2, &["Список пар на 2026/2027 год"]),
        (
            4,
            &[
                "№",
                "Ф.И.О. наставника",
                "Должность",
                "Молодой специалист",
                "Должность",
            ],
        ),
    ]);
    let headed = found(&list).remove(0);
    assert_eq!((headed.kind, headed.first), (SheetKind::Pairs, 5));
    let paths: Vec<&str> = headed.columns.values().map(|f| f.path).collect();
    assert_eq!(
        paths,
        [IGNORED, "mentors", MENTOR_POST, "mentees", MENTEE_POST]
    );
}

#[test]
fn a_head_of_two_rows_is_read_as_one() {
    let mut list = sheet(&[
        (0, &["№ п/п", "Наставник", "", "Наставляемый", ""]),
        (1, &["", "ФИО", "должность", "ФИО", "должность"]),
    ]);
    list.merged = vec![[0, 1, 0, 2], [0, 3, 0, 4], [0, 0, 1, 0]];
    list.index_merged().unwrap();
    let headed = found(&list).remove(0);
    let paths: Vec<&str> = headed.columns.values().map(|f| f.path).collect();
    assert_eq!(
        (headed.first, paths),
        (
            2,
            vec![IGNORED, "mentors", MENTOR_POST, "mentees", MENTEE_POST]
        )
    );
}

#[test]
fn a_roadmap_and_a_staff_list_are_told_apart() {
    assert_eq!(
        found(&sheet(&[(
            0,
            &["Мероприятие", "Сроки", "Ответственный", "Результат"]
        )]))
        .remove(0)
        .kind,
        SheetKind::Roadmap
    );
    assert_eq!(
        found(&sheet(&[(0, &["ФИО", "Должность", "Стаж"])]))
            .remove(0)
            .kind,
        SheetKind::Staff
    );
    assert!(found(&sheet(&[(0, &["Класс", "Учеников"])])).is_empty());
}
