//! The project's own workbook, changed as people change it and brought in twice: what it says is
//! taken the first time, and the second time there is nothing left to do.

use std::io::Cursor;

use calamine::{Data, DataType as _, Reader as _, Xlsx};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::support::{copy, nastavnik_in, path, said};

const CLAUSES: &str = "Пункты приказов";
const ORDERS: &str = "Приказы";
const NUMBER: usize = 2;
const KIND: usize = 2;
const TEXT: usize = 3;

/// Before a text that is to be struck out.
const STRUCK: &str = "~~";

pub(crate) type Rows = Vec<Vec<Data>>;

/// A copy of the sample school with its workbook, of which one sheet is changed.
struct Place(tempfile::TempDir);

impl Place {
    fn new(sheet: &str, change: impl FnOnce(&mut Rows)) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        copy(
            &path(&["samples", "school"]),
            &place.0.path().join("school"),
        );
        let output = nastavnik_in(place.0.path(), &["export", "--xlsx", "made.xlsx", "school"]);
        assert!(output.status.success(), "{}", said(&output));
        let bytes = std::fs::read(place.0.path().join("made.xlsx")).unwrap();
        let changed = changed(bytes, sheet, change);
        std::fs::write(place.0.path().join("book.xlsx"), changed).unwrap();
        place
    }

    fn import(&self, more: &[&str]) -> (Option<i32>, String) {
        let args = [&["import", "book.xlsx", "school"], more].concat();
        let output = nastavnik_in(self.0.path(), &args);
        (output.status.code(), said(&output))
    }

    fn order(&self, name: &str) -> String {
        let file = format!("school/orders/{name}.toml");
        std::fs::read_to_string(self.0.path().join(file)).unwrap()
    }
}

/// A workbook with one sheet changed, the others as they were.
pub(crate) fn changed(bytes: Vec<u8>, sheet: &str, change: impl FnOnce(&mut Rows)) -> Vec<u8> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let mut change = Some(change);
    let mut out = Workbook::new();
    let day = Format::new().set_num_format("dd.mm.yyyy");
    let struck = Format::new().set_font_strikethrough();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).unwrap();
        let end = range.end().unwrap_or_default();
        let at = |row, column| range.get_value((row, column)).cloned().unwrap_or_default();
        let mut rows: Rows = (0..=end.0)
            .map(|row| (0..=end.1).map(|column| at(row, column)).collect())
            .collect();
        if let Some(change) = change.take_if(|_| name == sheet) {
            change(&mut rows);
        }
        let own = out.add_worksheet();
        own.set_name(&name).unwrap();
        for (row, cells) in (0..).zip(&rows) {
            for (column, cell) in (0..).zip(cells) {
                match cell {
                    Data::Empty => continue,
                    Data::DateTime(date) => {
                        let date = ExcelDateTime::from_serial_datetime(date.as_f64()).unwrap();
                        own.write_with_format(row, column, &date, &day).unwrap()
                    }
                    Data::Float(number) => own.write(row, column, *number).unwrap(),
                    other => match other.to_string().strip_prefix(STRUCK) {
                        Some(text) => own.write_with_format(row, column, text, &struck).unwrap(),
                        None => own.write(row, column, other.to_string()).unwrap(),
                    },
                };
            }
        }
    }
    assert!(change.is_none(), "no sheet {sheet}");
    out.save_to_buffer().unwrap()
}

fn text(text: &str) -> Data {
    Data::String(text.to_owned())
}

/// The row whose cell says this.
fn row(rows: &Rows, column: usize, begins: &str) -> usize {
    let found = rows
        .iter()
        .position(|row| row[column].to_string().starts_with(begins));
    found.unwrap_or_else(|| panic!("no «{begins}» in {rows:?}"))
}

fn assert_is_done(place: &Place, more: &[&str]) {
    let (code, told) = place.import(more);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("Изменений нет."), "{told}");
}

#[test]
fn a_clause_copied_and_changed_is_taken_once() {
    let place = Place::new(CLAUSES, |rows| {
        let own = row(rows, TEXT, "Предложить");
        let mut copied = rows[own].clone();
        copied[TEXT] = text("Создать комиссию.");
        rows.insert(own + 1, copied);
    });
    let (code, told) = place.import(&[]);
    assert_eq!(code, Some(0), "{told}");
    assert!(place.order("introduction").contains("Создать комиссию."));
    assert_is_done(&place, &[]);
    assert_is_done(&place, &["--prune"]);
}

/// A clause written between another and those beneath it would take them along.
#[test]
fn clauses_do_not_get_under_another_in_silence() {
    for number in ["1", "2"] {
        let place = Place::new(CLAUSES, |rows| {
            let own = row(rows, TEXT, "Объявить");
            let mut new = rows[own].clone();
            new[TEXT] = text("Поблагодарить всех.");
            new[NUMBER] = text(number);
            rows.insert(own + 1, new);
        });
        let before = place.order("results");
        let (code, told) = place.import(&[]);
        assert_eq!(code, Some(1), "{told}");
        assert!(told.contains("к какому пункту относится «1.1»"), "{told}");
        assert!(told.contains("Найдено: 1 ошибка"), "{told}");
        assert_eq!(place.order("results"), before);
    }
}

#[test]
fn a_clause_that_the_book_lacks_stays_where_it_is() {
    let place = Place::new(CLAUSES, |rows| {
        rows.remove(row(rows, TEXT, "Гордеевой Т.М."));
    });
    let before = place.order("results");
    let (code, told) = place.import(&[]);
    assert_eq!(code, Some(0), "{told}");
    assert!(!told.contains("Записано"), "{told}");
    assert_eq!(place.order("results"), before);
    let (_, told) = place.import(&["--prune"]);
    assert!(told.contains("Исчезнет"), "{told}");
    assert!(!place.order("results").contains("Гордеевой Т.М."));
    assert_is_done(&place, &["--prune"]);
}

#[test]
fn clauses_in_another_order_are_told() {
    let place = Place::new(CLAUSES, |rows| {
        let first = row(rows, TEXT, "Гордеевой Т.М.");
        rows.swap(first, first + 1);
    });
    let (code, told) = place.import(&[]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("пункт: порядок"), "{told}");
    let now = place.order("results");
    assert!(now.find("Хабибуллиной") < now.find("Гордеевой"), "{now}");
    assert_is_done(&place, &[]);
}

/// The book calls its orders as they were called when it was made.
#[test]
fn clauses_stay_with_their_order_when_another_gets_its_name() {
    for more in [&[][..], &["--prune"]] {
        let place = Place::new(ORDERS, |rows| {
            let own = row(rows, 0, "programs");
            rows[own][KIND] = text("об итогах");
        });
        let results = place.order("results");
        let (code, told) = place.import(more);
        assert_eq!(code, Some(0), "{told}");
        assert!(place.order("programs").contains("kind = \"results\""));
        assert_is_done(&place, more);
        assert_eq!(place.order("results"), results);
        assert!(!place.order("programs").contains("[[clause]]"));
    }
}

const ROADMAP: &str = "Дорожная карта";
const STAGE: usize = 2;
const SECTION: usize = 3;
const ACTIVITY: usize = 4;

/// Titles of the stages with the numbers of their activities, in the order of the file.
fn stages(place: &Place) -> Vec<(String, usize)> {
    let file = place.0.path().join("school/roadmap.toml");
    let table: toml::Table = toml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let count = |table: &toml::Value| {
        table
            .get("activity")
            .map_or(0, |a| a.as_array().unwrap().len())
    };
    let stages = table["stage"].as_array().unwrap().iter();
    stages
        .map(|stage| {
            let sections = stage.get("section").and_then(toml::Value::as_array);
            let inner: usize = sections.into_iter().flatten().map(count).sum();
            (
                stage["title"].as_str().unwrap().to_owned(),
                count(stage) + inner,
            )
        })
        .collect()
}

fn named(stages: &[(&str, usize)]) -> Vec<(String, usize)> {
    stages
        .iter()
        .map(|(title, count)| (format!("{title} этап"), *count))
        .collect()
}

#[test]
fn an_activity_given_to_another_stage_goes_there() {
    // With its row where it was, and moved to the end.
    for is_moved in [false, true] {
        let place = Place::new(ROADMAP, |rows| {
            let own = row(rows, ACTIVITY, "Собеседования");
            rows[own][STAGE] = text("Заключительный этап");
            rows[own][SECTION] = Data::Empty;
            if is_moved {
                let moved = rows.remove(own);
                let end = row(rows, ACTIVITY, "Поощрение");
                rows.insert(end + 1, moved);
            }
        });
        let (code, told) = place.import(&[]);
        assert_eq!(code, Some(0), "{told}");
        assert!(told.contains("место – «Заключительный этап»"), "{told}");
        assert!(!told.contains("отсортированы"), "{told}");
        assert_eq!(
            stages(&place),
            named(&[
                ("Подготовительный", 6),
                ("Основной", 11),
                ("Заключительный", 5)
            ])
        );
        assert_is_done(&place, &[]);
    }
}

#[test]
fn new_activities_are_no_sorting() {
    for (after, stage) in [
        ("Поощрение", "Подготовительный этап"),
        ("Ознакомление", ""),
        ("Собеседования", ""),
    ] {
        let place = Place::new(ROADMAP, |rows| {
            let own = row(rows, ACTIVITY, after);
            let mut new = vec![Data::Empty; rows[own].len()];
            new[STAGE] = text(stage);
            new[ACTIVITY] = text("Круглый стол для всех");
            rows.insert(own + 1, new);
        });
        let (code, told) = place.import(&[]);
        assert_eq!(code, Some(0), "{after}: {told}");
        assert!(!told.contains("отсортированы"), "{after}: {told}");
        assert!(!told.contains("порядок"), "{after}: {told}");
        assert_eq!(stages(&place).len(), 3);
        assert_is_done(&place, &[]);
    }
}

#[test]
fn a_stage_moved_is_told() {
    let place = Place::new(ROADMAP, |rows| {
        let from = row(rows, STAGE, "Заключительный");
        let moved: Rows = rows.drain(from..from + 4).collect();
        rows.splice(1..1, moved);
    });
    let (code, told) = place.import(&[]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("дорожная карта: порядок"), "{told}");
    assert_eq!(
        stages(&place),
        named(&[
            ("Заключительный", 4),
            ("Подготовительный", 6),
            ("Основной", 12)
        ])
    );
    assert_is_done(&place, &[]);
}

/// Everything that belongs to the pair, consent, order, note and plan, would be that of others.
#[test]
fn a_pair_written_over_with_two_others_is_asked_about() {
    let place = Place::new("Пары", |rows| {
        let own = row(rows, 0, "gordeeva-pankratov");
        rows[own][2] = text("Журавлёв Сергей Константинович");
        rows[own][3] = text("Соколова Дарья Ильинична");
    });
    let (code, told) = place.import(&[]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("теперь другие люди"), "{told}");
}

/// A copied row has the hidden code of the one it was copied from.
#[test]
fn an_order_copied_and_named_anew_is_a_new_one() {
    let place = Place::new(ORDERS, |rows| {
        let own = row(rows, 0, "programs");
        let mut new = rows[own].clone();
        new[1] = text("second");
        new[3] = text("150-ОД");
        rows.insert(own, new);
    });
    let before = place.order("programs");
    let (code, told) = place.import(&[]);
    assert_eq!(code, Some(0), "{told}");
    assert!(place.order("second").contains("150-ОД"));
    assert_eq!(place.order("programs"), before);
    assert_is_done(&place, &[]);
}

#[test]
fn a_clause_of_the_regulation_is_told() {
    let place = Place::new("Положение", |rows| {
        let mut new = vec![Data::Empty; rows[0].len()];
        new[1] = text("1");
        new[2] = text("1.9");
        new[3] = text("Положение действует с 1 сентября 2026 года.");
        rows.push(new);
    });
    let (_, told) = place.import(&[]);
    assert!(told.contains("+ положение, пункт"), "{told}");
}

#[test]
fn the_consent_of_a_former_mentor_is_told() {
    let place = Place::new("Пары", |rows| {
        let own = row(rows, 0, "zhumabaev-konovalova");
        rows[own][2] = text("Белых Светлана Юрьевна");
    });
    let (code, told) = place.import(&["--dry-run"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(
        told.contains("[610]") && told.contains("согласие от 28.08.2026"),
        "{told}"
    );
    let place = Place::new("Пары", |rows| {
        let own = row(rows, 0, "zhumabaev-konovalova");
        rows[own][2] = text("Белых Светлана Юрьевна");
        rows[own][12] = text("31.08.2026");
    });
    let (_, told) = place.import(&["--dry-run"]);
    assert!(!told.contains("[610]"), "{told}");
}

fn roadmap(place: &Place) -> toml::Table {
    let file = place.0.path().join("school/roadmap.toml");
    toml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

/// The sheet stands in the order of its stages whatever rows change places: that is no sorting.
#[test]
fn two_activities_that_change_places_are_told() {
    let place = Place::new(ROADMAP, |rows| {
        let own = row(rows, ACTIVITY, "Изучение");
        rows.swap(own, own + 1);
    });
    let (code, told) = place.import(&[]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("дорожная карта: порядок"), "{told}");
    assert!(!told.contains("отсортированы"), "{told}");
    let first = &roadmap(&place)["stage"][0]["activity"][0]["name"];
    assert!(first.as_str().unwrap().starts_with("Ознакомление"));
    assert_is_done(&place, &[]);
}

#[test]
fn a_sheet_that_was_sorted_keeps_its_order() {
    let place = Place::new(ROADMAP, |rows| {
        rows[1..].sort_by_key(|row| row[ACTIVITY].to_string());
    });
    let (code, told) = place.import(&[]);
    assert_eq!(code, Some(0), "{told}");
    assert!(
        told.contains("строки дорожной карты отсортированы"),
        "{told}"
    );
    assert!(told.contains("Изменений нет."), "{told}");
}

#[test]
fn an_activity_given_to_another_section_joins_it() {
    for is_moved in [false, true] {
        let place = Place::new(ROADMAP, |rows| {
            let own = row(rows, ACTIVITY, "Неделя открытых");
            rows[own][SECTION] = text("Аналитико-диагностическая деятельность");
            if is_moved {
                let moved = rows.remove(own);
                let end = row(rows, ACTIVITY, "Итоговый мониторинг");
                rows.insert(end + 1, moved);
            }
        });
        let (code, told) = place.import(&[]);
        assert_eq!(code, Some(0), "{told}");
        assert!(
            told.contains("место – «Аналитико-диагностическая деятельность»"),
            "{told}"
        );
        assert!(!told.contains("Добавится"), "{told}");
        let sections = roadmap(&place)["stage"][1]["section"].clone();
        let sections = sections.as_array().unwrap();
        assert_eq!(sections.len(), 2, "{told}");
        let last = sections[0]["activity"].as_array().unwrap().last().unwrap();
        assert!(last["name"].as_str().unwrap().starts_with("Неделя"));
        assert_is_done(&place, &[]);
    }
}

#[test]
fn a_line_above_the_heads_of_a_sheet_changes_nothing() {
    let place = Place::new("Пары", |rows| {
        let mut title = vec![Data::Empty; rows[0].len()];
        title[0] = text("Школа. Список пар");
        rows.insert(0, title);
    });
    assert_is_done(&place, &["--prune"]);
}

#[test]
fn an_order_is_known_by_its_number() {
    for order in ["118-ОД", "№ 118-ОД от 01.09.2026"] {
        let place = Place::new("Пары", |rows| {
            let mut new = vec![Data::Empty; rows[0].len()];
            new[2] = text("Гордеева Татьяна Михайловна");
            new[3] = text("Соколова Дарья Ильинична");
            let head = rows[0]
                .iter()
                .position(|it| it.get_string() == Some("Приказ"));
            new[head.unwrap()] = text(order);
            rows.push(new);
        });
        let (code, told) = place.import(&[]);
        assert_eq!(code, Some(0), "{order}: {told}");
        let file = place
            .0
            .path()
            .join("school/pairings/gordeeva-sokolova.toml");
        let pair = std::fs::read_to_string(file).unwrap();
        assert!(pair.contains("basis = { order = \"pairs\" }"), "{pair}");
    }
}

/// Without its pair, what was changed in a plan would go unread.
#[test]
fn a_pair_taken_out_whose_plan_was_changed_is_asked_about() {
    let place = Place::new("Пары", |rows| {
        let own = row(rows, 0, "gordeeva-pankratov");
        rows.remove(own);
    });
    let (code, told) = place.import(&["--prune", "--dry-run"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("с ней записка и план"), "{told}");
    let book = place.0.path().join("book.xlsx");
    let bytes = changed(std::fs::read(&book).unwrap(), "Записки", |rows| {
        let own = row(rows, 0, "gordeeva-pankratov");
        rows[own][3] = text("Новая цель.");
    });
    std::fs::write(&book, bytes).unwrap();
    let (code, told) = place.import(&["--prune"]);
    assert_eq!(code, Some(1), "{told}");
    assert!(
        told.contains("убрать пару со всем, что о ней есть?"),
        "{told}"
    );
    let (code, told) = place.import(&[]);
    assert_eq!(code, Some(0), "{told}");
}

/// A row taken out of the book whose activity somebody has changed in the file since.
#[test]
fn an_activity_taken_out_that_was_changed_since_is_asked_about() {
    let place = Place::new("Дорожная карта", |rows| {
        rows.remove(2);
    });
    let file = place.0.path().join("school/roadmap.toml");
    let map = std::fs::read_to_string(&file).unwrap();
    let book = std::fs::read(place.0.path().join("made.xlsx")).unwrap();
    let mut own: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(book)).unwrap();
    let range = own.worksheet_range("Дорожная карта").unwrap();
    let name = range.get_value((2, 4)).unwrap().to_string();
    let changed = map.replace(&name, &format!("{name} и обсуждение"));
    assert_ne!(changed, map, "{name}");
    std::fs::write(&file, changed).unwrap();
    let (code, told) = place.import(&["--prune"]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("[608]"), "{told}");
    assert!(
        std::fs::read_to_string(&file)
            .unwrap()
            .contains("и обсуждение")
    );
}

/// A new order whose readers nobody has entered gets those whom it concerns.
#[test]
fn a_new_order_of_the_book_names_who_reads_it() {
    let place = Place::new(ORDERS, |rows| {
        let mut new = vec![Data::Empty; rows[0].len()];
        new[1] = text("pay");
        new[KIND] = text("о выплатах");
        new[KIND + 1] = text("130-ОД");
        rows.push(new);
    });
    let (code, told) = place.import(&[]);
    assert_eq!(code, Some(0), "{told}");
    let order = place.order("pay");
    assert!(
        order.contains("acquainted = [\"lebedeva\", \"belykh\", "),
        "{order}"
    );
    let (code, told) = place.import(&[]);
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(place.order("pay"), order);
}

#[test]
fn what_an_order_of_another_kind_leaves_behind_is_told() {
    let place = Place::new("Приказы", |rows| {
        let own = row(rows, 0, "change");
        rows[own][KIND] = text("о закреплении пар");
    });
    let (_, told) = place.import(&["--dry-run"]);
    assert!(
        told.contains("у приказа «о закреплении пар» этого нет"),
        "{told}"
    );
}

#[test]
fn a_struck_row_is_read_and_told() {
    let place = Place::new("Мероприятия", |rows| {
        for cell in &mut rows[2] {
            if *cell != Data::Empty {
                *cell = text(&format!("{STRUCK}{cell}"));
            }
        }
    });
    let (code, told) = place.import(&["--prune"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("строка зачеркнута, но прочитана"), "{told}");
}

/// «Гордеева» with a Latin «о»: the file keeps the name that it has.
#[test]
fn a_latin_letter_does_not_change_a_name() {
    let place = Place::new("Сотрудники", |rows| {
        let own = row(rows, 0, "gordeeva");
        let name = rows[own][1].to_string().replace('о', "o");
        rows[own][1] = text(&name);
    });
    let (code, told) = place.import(&["--dry-run"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(
        told.contains("латинские буквы: понято как «Гордеева"),
        "{told}"
    );
    assert!(told.contains("Изменений нет."), "{told}");
}

#[test]
fn a_mark_for_the_row_above_is_asked_about() {
    let place = Place::new("Сотрудники", |rows| {
        let own = row(rows, 0, "gordeeva");
        let mut new = vec![Data::Empty; rows[own].len()];
        new[1] = text("Зимин Ян Ильич");
        new[2] = text("-//-");
        rows.push(new);
    });
    let (code, told) = place.import(&[]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("«-//-» значит «как выше»"), "{told}");
}

/// A short name that was written over is told where it stands, and the other sheets still know the
/// pair by the former.
#[test]
fn a_short_name_of_a_pair_is_made_of_its_people() {
    let place = Place::new("Пары", |rows| {
        let own = row(rows, 0, "gordeeva-pankratov");
        rows[own][1] = text("Лучшая пара");
    });
    let (code, told) = place.import(&["--dry-run"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(
        told.contains("короткое имя пары «Лучшая пара» не взято"),
        "{told}"
    );
    assert!(!told.contains("[207]"), "{told}");
}

/// Both would change the roadmap, or not, without a word.
#[test]
fn a_number_within_a_stage_is_asked_about_and_an_emptied_section_told() {
    let second = |rows: &Rows| {
        let sections: Vec<String> = rows.iter().map(|row| row[SECTION].to_string()).collect();
        let is_second = |at: &usize| {
            !sections[*at].is_empty()
                && sections[*at] == sections[at - 1]
                && rows[*at][0] != Data::Empty
        };
        (1..rows.len()).find(is_second).unwrap()
    };
    let place = Place::new(ROADMAP, |rows| {
        let at = second(rows);
        rows[at][STAGE - 1] = Data::String("5".to_owned());
    });
    let (code, told) = place.import(&[]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("разные номера"), "{told}");
    let place = Place::new(ROADMAP, |rows| {
        let at = second(rows);
        rows[at][SECTION] = Data::Empty;
    });
    let (code, told) = place.import(&[]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("«Раздел» не заполнен"), "{told}");
}
