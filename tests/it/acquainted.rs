//! Who signs that he has read an order: whom it names, and nobody else; of whom it concerns the check
//! tells, and whatever writes an order names them.

use std::collections::BTreeMap;

use nastavnik::plan::Plan;
use nastavnik::prepare::prepare;
use nastavnik::problem::Code;
use nastavnik::text;

use crate::support::{copy, document_of, files_of, root, texts_in, tried, write};

const READ: &str = "С приказом ознакомлены:\n";

/// The sample school without what some of its orders say of who has read them.
fn school(of: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let mut texts = texts_in(&root().join("samples/school"));
    for order in of {
        let text = texts.get_mut(&format!("orders/{order}.toml")).unwrap();
        *text = without_readers(text).into_bytes();
    }
    texts
}

fn without_readers(order: &[u8]) -> String {
    let text = String::from_utf8(order.to_vec()).unwrap();
    let (before, rest) = text.split_once("acquainted = [").unwrap();
    let (_, after) = rest.split_once("]\n").unwrap();
    format!("{before}{after}")
}

fn plan(texts: &BTreeMap<String, Vec<u8>>) -> Plan {
    let plan = prepare(&files_of(texts));
    assert!(!plan.has_errors(), "{:?}", plan.problems);
    plan
}

/// Surnames and initials in the table beneath an order.
fn readers(plan: &Plan, paper: &str) -> Vec<String> {
    let told = text::write(&document_of(plan, paper)).replace('\u{A0}', " ");
    let (_, table) = told.split_once(READ).unwrap_or_default();
    let rows = table
        .lines()
        .skip(1)
        .take_while(|row| row.ends_with("\t\t"));
    let person = |row: &str| row.split('\t').nth(1)?.split(',').next().map(str::to_owned);
    rows.filter_map(person).collect()
}

const PROGRAMS: &str = "Приказ. Об утверждении программ наставничества";

/// An order of the last release says nothing of who reads it: its paper stays as it was, and a
/// remark tells whom it concerns, once.
#[test]
fn an_order_that_names_no_readers_has_no_table_and_is_told() {
    let texts = school(&["programs", "introduction"]);
    let plan = plan(&texts);
    assert!(readers(&plan, PROGRAMS).is_empty());
    let told: Vec<String> = plan
        .problems
        .iter()
        .map(|it| format!("{}: {}", it.code.number(), it.text().replace('\u{A0}', " ")))
        .collect();
    assert_eq!(
        told,
        [
            "462: приказ касается Лебедевой Н.В., а кто с ним ознакомлен, не сказано: листа ознакомления нет",
            "462: приказ касается Лебедевой Н.В., Белых С.Ю., Орловой-Зиминой Е.Л. и еще 17 человек, а кто с ним ознакомлен, не сказано: листа ознакомления нет",
        ]
    );
}

#[test]
fn an_order_is_read_by_whom_it_names() {
    let said = |line: &str| {
        let mut texts = school(&["programs"]);
        let order = texts.get_mut("orders/programs.toml").unwrap();
        *order = [line.as_bytes(), order].concat();
        let plan = plan(&texts);
        assert!(plan.problems.is_empty(), "{:?}", plan.problems);
        readers(&plan, PROGRAMS)
    };
    assert_eq!(said("acquainted = [\"lebedeva\"]\n"), ["Лебедева Н.В."]);
    assert!(said("acquainted = []\n").is_empty());
}

/// Whom an order concerns: not who signs it, each once, a mentor who comes or goes too.
#[test]
fn the_offer_names_all_whom_an_order_concerns() {
    let texts = school(&["pairs", "change", "end"]);
    let plan = plan(&texts);
    let offered: Vec<String> = plan
        .problems
        .iter()
        .filter(|it| it.code == Code::NotAcquainted)
        .map(|it| {
            let source = plan.sources.get(it.place.as_ref().unwrap().file);
            let (_, line) = it.added_line().unwrap().in_text(&source.text);
            format!("{}: {}", source.inside, line.trim())
        })
        .collect();
    assert_eq!(
        offered,
        [
            "orders/change.toml: acquainted = [\"lebedeva\", \"kuzmenko\", \"gordeeva\", \"bykov\"]",
            "orders/end.toml: acquainted = [\"lebedeva\", \"belykh\", \"orlova-zimina\", \"tikhomirov\"]",
            "orders/pairs.toml: acquainted = [\"lebedeva\", \"belykh\", \"orlova-zimina\", \"vyazemskaya\", \"gordeeva\", \"zhumabaev\", \"zhuravlev\", \"kuzmenko\", \"preobrazhenskaya\", \"khabibullina\", \"tikhomirov\", \"duval\", \"pankratov\", \"konovalova\", \"nazarova\", \"bykov\", \"khristoforov\", \"sokolova\", \"miroshnichenko\", \"ermolaev\"]",
        ]
    );
}

/// `--fix` writes the line beneath what an order is known by, whatever stands there and however its
/// lines end.
#[test]
fn the_offer_is_written_into_the_file() {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("samples/school"), folder.path());
    let file = folder.path().join("orders/change.toml");
    let text = without_readers(&std::fs::read(&file).unwrap());
    assert!(text.contains("date = 2027-01-11\n"));
    let text = text.replace("date = 2027-01-11\n", "date = 2027-01-11 # день\n");
    write(&file, text.replace('\n', "\r\n"));
    let (well, told) = tried(&["check", ".", "--fix"], folder.path());
    assert!(well && told.contains("Исправлено: 1 описка"), "{told}");
    let line = "date = 2027-01-11 # день\nacquainted = [\"lebedeva\", \"kuzmenko\", \"gordeeva\", \"bykov\"]\n";
    let written = text.replace("date = 2027-01-11 # день\n", line);
    assert_eq!(
        std::fs::read_to_string(&file).unwrap(),
        written.replace('\n', "\r\n")
    );
}
