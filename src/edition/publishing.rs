//! Words of what goes with the papers: the print run, QR codes, public copies, the inventory of an
//! archive.

use std::collections::BTreeMap;

use super::columns::{ColumnWords, PrintField, columns};
use super::places::{DATE, NUMBER, PERSON, Places, plain};
use super::words::{fill, fill_with, filled, line, one, unbound, words};
use crate::problem::Advice;
use crate::reader::{Stands, Wording};

const DIGEST: Places<'_> = plain(&["digest"]);
const TEXT: Places<'_> = plain(&["text"]);
const NAME: Places<'_> = plain(&["name"]);
const ORGANIZATION: Places<'_> = plain(&["organization"]);
const SCHOOL_YEAR: Places<'_> = plain(&["school_year"]);
const TOTAL: Places<'_> = plain(&["papers", "files"]);
const PAPER: Places<'_> = plain(&["n", "paper"]);
const FILE: Places<'_> = plain(&["file", "size"]);

words! {
    /// `print.toml`: the print run, its name and the list of signatures.
    struct PrintWords {
        file_name: String = line,
        title: String = line,
        summary: String = line,
        /// Of who only signs that he has read the paper.
        acquainted: String = fill_with(&PERSON, "person"),
        column: Vec<ColumnWords<PrintField>> = columns,
    }

    /// `publishing.toml`.
    struct PublishingWords {
        /// What each kind of paper is called.
        papers: BTreeMap<String, String> = papers,
        qr: QrWords = one,
        public: PublicWords = one,
        inventory: InventoryWords = one,
    }

    struct QrWords {
        number: String = fill_with(&NUMBER, "number"),
        date: String = fill_with(&DATE, "date"),
        by_order: String = line,
        digest: String = fill_with(&DIGEST, "digest"),
        description: String = fill_with(&TEXT, "text"),
        attachment: String = line,
    }

    struct PublicWords {
        file_name: String = fill_with(&NAME, "name"),
        mark: String = line,
    }

    struct InventoryWords {
        title: String = line,
        organization: String = fill(&ORGANIZATION),
        school_year: String = fill(&SCHOOL_YEAR),
        total: String = fill(&TOTAL),
        paper: String = fill_with(&PAPER, "paper"),
        file: String = fill_with(&FILE, "file"),
        digest: String = fill_with(&DIGEST, "digest"),
        file_name: String = fill(&SCHOOL_YEAR),
    }
}

/// The kinds of paper that have a name.
const PAPERS: [&str; 13] = [
    "order",
    "regulation",
    "roadmap",
    "municipal-roadmap",
    "program",
    "consent",
    "agreement",
    "notice",
    "refusal",
    "mentors",
    "mentees",
    "pairings",
    "report",
];

/// A name for each kind of paper, and no other.
fn papers(words: &Wording<'_>, key: &'static str) -> Option<BTreeMap<String, String>> {
    words.wants(key, || Stands::NamedTexts {
        keys: Some(PAPERS.to_vec()),
        each: Places::NONE.rule(),
    });
    if !words.must_have(key) {
        words.lacks(key);
        return None;
    }
    let texts = words.named_texts(key)?;
    let mut good = true;
    let mut out = BTreeMap::new();
    for (name, text) in &texts {
        if !PAPERS.contains(&name.as_str()) {
            good = false;
            let problem = unbound(
                format!("«{key}»: нет вида документа «{}»", name.value),
                &name.place,
            );
            words.report(problem.hint(Advice::choose(&name.value, &PAPERS)));
        }
        match filled(words, &name.value, text, &Places::NONE) {
            Some(text) => drop(out.insert(name.value.clone(), text)),
            None => good = false,
        }
    }
    let table = words.table(key)?;
    for name in PAPERS {
        if !out.contains_key(name) && good {
            table.lacks(name);
            good = false;
        }
    }
    good.then_some(out)
}
