//! Who signs that he has read an order: whom it names, and nobody else. Whatever writes an order names
//! those whom it concerns.

use std::collections::BTreeMap;

use nastavnik::plan::Plan;
use nastavnik::prepare::prepare;
use nastavnik::text;

use crate::support::{document_of, files_of, root, texts_in};

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

/// An order of the last release says nothing of who reads it: its paper stays as it was.
#[test]
fn an_order_that_names_no_readers_has_no_table() {
    let plan = plan(&school(&["programs", "introduction"]));
    assert!(readers(&plan, PROGRAMS).is_empty());
    assert!(plan.problems.is_empty(), "{:?}", plan.problems);
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
