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
    assert!(slips.len() >= 50);
    for (official, corrected) in slips {
        let words = differing(&official, &corrected);
        // A bar would end the cell of the table.
        let [official, corrected] = words.map(|it| it.replace('|', "\\|"));
        let row = format!("| «{official}» | «{corrected}» |");
        assert!(ledger.contains(&row), "the ledger lacks {row}");
    }
}

/// What differs in two texts, with as many characters of what they share on either side as the
/// ledger quotes.
fn differing(one: &str, other: &str) -> [String; 2] {
    const AROUND: usize = 24;
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let shortest = one.len().min(other.len());
    let before = (0..shortest).take_while(|i| one[*i] == other[*i]).count();
    let after = (1..=shortest - before)
        .take_while(|i| one[one.len() - i] == other[other.len() - i])
        .count();
    let from = before.saturating_sub(AROUND);
    [one, other].map(|text| {
        let to = text.len().min(text.len() - after + AROUND);
        text[from..to].iter().collect()
    })
}

/// What the source does in turn, the corrected wording does in one way.
#[test]
fn the_corrected_regulation_has_no_slip_of_these_kinds() {
    let edition = nastavnik::edition::Edition::built_in(true);
    let text = edition.regulation_text(false);
    let mut clauses = 0;
    for section in text.sections {
        assert!(!section.heading.contains('—'), "{}", section.heading);
        for clause in &section.clauses {
            clauses += 1;
            for slip in [" - ", "—", "– –", " ,", "  "] {
                assert!(!clause.contains(slip), "«{slip}»: {clause}");
            }
            let is_glued = |mark: &str| {
                let mut at = clause.match_indices(mark);
                at.any(|(i, _)| clause[i + mark.len()..].starts_with(|c: char| c != ' '))
            };
            assert!(!is_glued("№") && !is_glued("–"), "{clause}");
            let ends = ['.', ':', ';'].iter().any(|mark| clause.ends_with(*mark));
            assert!(ends, "{clause}");
            // «1)» opens nothing.
            let listed = (1..=9).map(|n| clause.matches(&format!(" {n})")).count());
            let (open, close) = (clause.matches('(').count(), clause.matches(')').count());
            assert_eq!(open + listed.sum::<usize>(), close, "{clause}");
        }
    }
    assert!(clauses > 150, "{clauses}");
}
