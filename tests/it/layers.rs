//! Which room may use which (the directions of the design). A `use crate::` against it fails.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::root;

/// Room → rooms it may use.
const MAY_USE: [(&str, &[&str]); 35] = [
    ("russian", &[]),
    ("digest", &[]),
    ("origin", &[]),
    ("problem", &["digest", "origin"]),
    ("document", &["origin", "standard"]),
    ("fonts", &[]),
    ("packing", &[]),
    ("standard", &[]),
    ("style", &["document"]),
    ("qr", &["document"]),
    ("text", &["document"]),
    ("xlsx", &["document"]),
    (
        "pdf",
        &["document", "fonts", "origin", "qr", "standard", "style"],
    ),
    ("docx", &["document", "packing", "qr", "style"]),
    ("signing", &["document", "fonts", "pdf", "russian"]),
    ("reader", &["origin", "problem", "russian"]),
    ("edition", &["document"]),
    (
        "project",
        &["digest", "problem", "reader", "russian", "standard"],
    ),
    (
        "workbook",
        &[
            "digest", "edition", "problem", "project", "reader", "russian",
        ],
    ),
    (
        "check",
        &["problem", "project", "reader", "russian", "edition"],
    ),
    (
        "forms",
        &[
            "document", "edition", "origin", "problem", "project", "reader", "russian",
        ],
    ),
    ("roll_over", &["project"]),
    (
        "schema",
        &["check", "edition", "project", "reader", "style"],
    ),
    ("disk", &["digest", "project"]),
    (
        "look",
        &[
            "disk", "docx", "fonts", "problem", "project", "reader", "style",
        ],
    ),
    (
        "plan",
        &[
            "digest", "disk", "document", "edition", "forms", "look", "problem", "project", "qr",
            "standard",
        ],
    ),
    (
        "prepare",
        &[
            "check", "disk", "edition", "fonts", "forms", "look", "plan", "problem", "project",
            "reader",
        ],
    ),
    (
        "make",
        &[
            "disk", "document", "docx", "look", "origin", "pdf", "plan", "signing", "style",
            "text", "xlsx",
        ],
    ),
    (
        "bundle",
        &[
            "digest", "disk", "document", "edition", "look", "make", "packing", "pdf", "plan",
        ],
    ),
    (
        "exchange",
        &[
            "disk", "edition", "plan", "prepare", "problem", "project", "reader", "workbook",
        ],
    ),
    ("sample", &["schema"]),
    (
        "serve",
        &[
            "bundle", "digest", "disk", "edition", "exchange", "make", "origin", "plan", "prepare",
            "problem", "project", "russian", "sample", "workbook",
        ],
    ),
    (
        "cli",
        &[
            "bundle",
            "disk",
            "edition",
            "exchange",
            "fonts",
            "look",
            "make",
            "pdf",
            "plan",
            "prepare",
            "problem",
            "reader",
            "roll_over",
            "russian",
            "sample",
            "schema",
            "serve",
            "signing",
            "standard",
            "workbook",
        ],
    ),
    ("lib", &[]),
    ("main", &["cli"]),
];

fn rust_files(folder: &Path, out: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// Names after `crate::` (or the name of the crate, in main).
fn used(text: &str) -> Vec<String> {
    let code: String = text
        .lines()
        .filter(|l| !l.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut out = Vec::new();
    for marker in ["crate::", "nastavnik::"] {
        for (at, _) in code.match_indices(marker) {
            let rest = &code[at + marker.len()..];
            if let Some(list) = rest.strip_prefix('{') {
                let list = list.split("};").next().unwrap_or_default();
                let mut depth = 0;
                let mut top = String::new();
                for c in list.chars() {
                    depth += i32::from(c == '{') - i32::from(c == '}');
                    if depth == 0 {
                        top.push(c);
                    }
                }
                out.extend(top.split(',').map(|item| {
                    item.split("::")
                        .next()
                        .unwrap_or_default()
                        .trim()
                        .to_owned()
                }));
            } else {
                out.push(
                    rest.chars()
                        .take_while(|c| c.is_alphanumeric() || *c == '_')
                        .collect(),
                );
            }
        }
    }
    out.retain(|name| !name.is_empty());
    out
}

#[test]
fn rooms_use_only_what_they_may() {
    let table: BTreeMap<&str, &[&str]> = MAY_USE.into_iter().collect();
    let source = root().join("src");
    let mut files = Vec::new();
    rust_files(&source, &mut files);
    assert!(files.len() > 20);
    for file in files {
        let inside = file.strip_prefix(&source).unwrap();
        let room = inside
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_string_lossy()
            .trim_end_matches(".rs")
            .to_owned();
        let allowed = table
            .get(room.as_str())
            .unwrap_or_else(|| panic!("room {room} is not in the table"));
        for name in used(&std::fs::read_to_string(&file).unwrap()) {
            assert!(
                name == room || allowed.contains(&name.as_str()),
                "{}: {room} may not use {name}",
                inside.display()
            );
        }
    }
}

#[test]
fn every_room_of_the_table_exists() {
    for (room, allowed) in MAY_USE {
        let source = root().join("src");
        assert!(
            source.join(room).is_dir() || source.join(format!("{room}.rs")).is_file(),
            "{room}"
        );
        assert!(
            allowed
                .iter()
                .all(|a| MAY_USE.iter().any(|(known, _)| known == a)),
            "{room}"
        );
    }
}

#[test]
fn a_forbidden_use_would_be_seen() {
    assert_eq!(used("use crate::{docx, text};"), ["docx", "text"]);
    assert_eq!(used("use crate::pdf::PdfWriter;"), ["pdf"]);
    assert_eq!(used("    crate::forms::program()"), ["forms"]);
}
