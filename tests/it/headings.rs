//! Headings as schools word them: nearly all are understood, the others are asked about, and none
//! is taken for another column.

use std::collections::BTreeMap;
use std::fs;

use nastavnik::edit::{Fate, Imported};
use nastavnik::exchange::{Exchange, Wishes, import_bytes};

use super::lists::school;

/// A list with a heading in the place of `{}` and what stands beneath it, and the field that is
/// meant.
struct Column {
    key: &'static str,
    field: &'static str,
    heads: &'static str,
    cells: &'static str,
}

const COLUMNS: [Column; 8] = [
    Column {
        key: "mentor",
        field: "Наставник",
        heads: "{};Наставляемый",
        cells: "Титова Вера Андреевна;Зотова Анна Львовна",
    },
    Column {
        key: "mentee",
        field: "Наставляемый",
        heads: "Наставник;{}",
        cells: "Зотова Анна Львовна;Титова Вера Андреевна",
    },
    Column {
        key: "name",
        field: "Фамилия, имя, отчество",
        heads: "{};Должность",
        cells: "Котов Лев Иванович;логопед",
    },
    Column {
        key: "post",
        field: "Должность",
        heads: "ФИО;{}",
        cells: "Котов Лев Иванович;логопед",
    },
    Column {
        key: "activity",
        field: "Мероприятие",
        heads: "{};Сроки;Ответственный",
        cells: "Круглый стол;октябрь;Титова В.А.",
    },
    Column {
        key: "term",
        field: "Срок",
        heads: "Мероприятие;{};Ответственный",
        cells: "Круглый стол;октябрь;Титова В.А.",
    },
    Column {
        key: "responsible",
        field: "Ответственный",
        heads: "Мероприятие;Срок;{}",
        cells: "Круглый стол;октябрь;Титова В.А.",
    },
    Column {
        key: "result",
        field: "Результат",
        heads: "Мероприятие;Срок;{}",
        cells: "Круглый стол;октябрь;Справка",
    },
];

/// Lists with a column of something else.
const OTHERS: [Column; 3] = [
    Column {
        key: "pairs",
        field: "",
        heads: "Наставник;Наставляемый;{}",
        cells: "Зотова Анна Львовна;Титова Вера Андреевна;слово",
    },
    Column {
        key: "staff",
        field: "",
        heads: "ФИО;Должность;{}",
        cells: "Котов Лев Иванович;логопед;слово",
    },
    Column {
        key: "roadmap",
        field: "",
        heads: "Мероприятие;Срок;Ответственный;{}",
        cells: "Круглый стол;октябрь;Титова В.А.;слово",
    },
];

/// What an import made of the cell beneath a heading.
#[derive(Debug, PartialEq, Eq)]
enum Made {
    Taken(String),
    /// Nothing was read, or the column was left out, and the message names the place.
    Told,
    /// Nothing was said.
    Silent,
}

fn made_of(column: &Column, heading: &str) -> Made {
    let folder = school();
    let quoted = format!("\"{}\"", heading.replace('"', "\"\""));
    let list = format!(
        "{}\r\n{}\r\n",
        column.heads.replace("{}", &quoted),
        column.cells
    );
    let read = import_bytes(
        list.as_bytes(),
        "список.csv",
        folder.path(),
        &Wishes::default(),
    );
    let Exchange::Done(imported) = read else {
        panic!("{heading}: the school itself cannot be read")
    };
    let place = column.heads.split(';').position(|head| head == "{}");
    let letter = ["A", "B", "C", "D"][place.unwrap()];
    let fate = imported
        .fates()
        .into_iter()
        .find_map(|(cell, fate)| (cell.at == format!("{letter}2")).then_some(fate));
    match fate {
        Some(Fate::Taken { field, .. }) if !field.is_empty() && !imported.has_errors() => {
            Made::Taken(field)
        }
        _ if is_told(&imported, letter) => Made::Told,
        _ => Made::Silent,
    }
}

/// Whether a message stands at the column, or says that no list was found.
fn is_told(imported: &Imported, letter: &str) -> bool {
    imported.problems.iter().any(|problem| {
        let Some(place) = &problem.place else {
            return problem.is_error();
        };
        let cell = imported.sources.cell(place.file);
        problem.is_error() || cell.is_some_and(|cell| cell.starts_with(letter))
    })
}

fn table() -> BTreeMap<String, toml::Value> {
    let text = fs::read_to_string("tests/headings.toml").unwrap();
    toml::from_str(&text).unwrap()
}

fn texts(value: &toml::Value) -> Vec<String> {
    let all = value.as_array().unwrap().iter();
    all.map(|text| text.as_str().unwrap().to_owned()).collect()
}

#[test]
fn headings_of_the_columns_that_matter_are_understood_and_never_taken_for_others() {
    let table = table();
    let (mut all, mut understood) = (0, 0);
    let (mut wrong, mut asked) = (Vec::new(), Vec::new());
    for column in &COLUMNS {
        for heading in texts(&table[column.key]) {
            all += 1;
            match made_of(column, &heading) {
                Made::Taken(field) if field == column.field => understood += 1,
                Made::Told => asked.push(format!("{}: «{heading}»", column.key)),
                made => wrong.push(format!("{}: «{heading}»: {made:?}", column.key)),
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "taken wrongly or in silence:\n{}",
        wrong.join("\n")
    );
    assert!(all >= 200, "{all} headings");
    // 55 of 60, as was asked.
    assert!(
        understood * 60 >= all * 55,
        "understood {understood} of {all}; asked about:\n{}",
        asked.join("\n")
    );
}

#[test]
fn columns_of_other_things_are_left_out_and_named() {
    let table = table();
    let mut wrong = Vec::new();
    for list in &OTHERS {
        for heading in texts(&table["others"][list.key]) {
            let made = made_of(list, &heading);
            if made != Made::Told {
                wrong.push(format!("{}: «{heading}»: {made:?}", list.key));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
