//! `forms/LEDGER.md` names every place where the corrected wording differs from the source.

use crate::support::{path, root};

fn pairs(value: &toml::Value, out: &mut Vec<(String, String)>) {
    match value {
        toml::Value::Table(table) => match (table.get("official"), table.get("corrected")) {
            (Some(official), Some(corrected)) => {
                out.push((
                    official.as_str().unwrap().to_owned(),
                    corrected.as_str().unwrap().to_owned(),
                ));
            }
            _ => table.values().for_each(|v| pairs(v, out)),
        },
        toml::Value::Array(items) => items.iter().for_each(|v| pairs(v, out)),
        _ => {}
    }
}

#[test]
fn every_mended_slip_is_in_the_ledger() {
    let ledger = std::fs::read_to_string(path(&["forms", "LEDGER.md"])).unwrap();
    let mut slips = Vec::new();
    for entry in std::fs::read_dir(root().join("forms").join("stary-oskol-2022")).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        pairs(
            &text.parse::<toml::Table>().map(toml::Value::Table).unwrap(),
            &mut slips,
        );
    }
    assert!(slips.len() >= 3);
    for (official, corrected) in slips {
        // The ledger quotes the words that differ, with some of the text after them.
        let start: String = official.chars().take(24).collect();
        assert!(ledger.contains(&start), "the ledger lacks «{start}»");
        let start: String = corrected.chars().take(24).collect();
        assert!(ledger.contains(&start), "the ledger lacks «{start}»");
    }
}
