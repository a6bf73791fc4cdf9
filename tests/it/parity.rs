//! PDF, DOCX and plain text say the same, word for word.

use nastavnik::digest::sha256;
use nastavnik::disk::load;
use nastavnik::document::Document;
use nastavnik::edition::Edition;
use nastavnik::make::{make_one, paper_bytes};
use nastavnik::packing::made_anywhere;
use nastavnik::plan::{Format, PaperKind};
use nastavnik::workbook::export;

use crate::support::{all_documents, docx_text, fold, path, pdf_text, sample_plan, structure_text};

/// The letters of the stretches in any order: a row taller than a page stands in a PDF in pieces.
fn loosened(text: &str, loose: &[std::ops::Range<usize>]) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for range in loose {
        let end = range.end.min(letters.len());
        letters[range.start.min(end)..end].sort_unstable();
    }
    letters.into_iter().collect()
}

/// The first place where two texts differ, with what stands around it.
fn difference(a: &str, b: &str) -> Option<String> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let at = (0..a.len().max(b.len())).find(|&i| a.get(i) != b.get(i))?;
    let near = |t: &[char]| {
        t[at.saturating_sub(40).min(t.len())..(at + 40).min(t.len())]
            .iter()
            .collect::<String>()
    };
    Some(format!("at {at}: {:?} / {:?}", near(&a), near(&b)))
}

/// The paper says the same words in the same order as PDF, as DOCX and as plain text.
pub(crate) fn assert_same_words(name: &str, document: &Document) {
    let make = |format| make_one(document, format).unwrap();
    let (docx, loose) = docx_text(&make(Format::Docx));
    let text = fold(&String::from_utf8(make(Format::Text)).unwrap());
    let pdf = fold(&pdf_text(&make(Format::Pdf)));
    assert!(!docx.is_empty(), "{name}");
    assert_eq!(difference(&docx, &text), None, "{name}: DOCX and text");
    assert_eq!(
        difference(&loosened(&pdf, &loose), &loosened(&docx, &loose)),
        None,
        "{name}: PDF and DOCX"
    );
}

#[test]
fn every_paper_says_the_same_in_every_format() {
    for (name, document) in all_documents() {
        assert_same_words(&name, &document);
    }
}

/// A screen reader goes by the structure tree, not by the order of drawing. A row that is parted
/// between pages is whole in it.
pub(crate) fn assert_structure_in_order(name: &str, document: &Document) {
    let make = |format| make_one(document, format).unwrap();
    let text = fold(&String::from_utf8(make(Format::Text)).unwrap());
    let (structure, unmarked) = structure_text(&make(Format::Pdf));
    assert_eq!(
        difference(&fold(&structure), &text),
        None,
        "{name}: structure and text"
    );
    assert_eq!(unmarked, "", "{name}: text that no mark holds");
}

#[test]
fn the_structure_of_every_pdf_says_the_text_in_order() {
    for (name, document) in all_documents() {
        assert_structure_in_order(&name, &document);
    }
}

#[test]
fn a_changed_letter_is_seen() {
    assert!(difference("наставник", "наставнек").is_some());
    assert!(difference("наставник", "наставникк").is_some());
    assert_eq!(difference("наставник", "наставник"), None);
}

/// What the school's papers are does not depend on the system that they are made on: a ZIP that
/// tells the system of its writer would differ.
#[test]
fn office_files_do_not_tell_the_system() {
    let plan = sample_plan("school");
    let of_tables = |kind| {
        [Format::Xlsx]
            .into_iter()
            .filter(move |_| kind == PaperKind::Register)
    };
    let mut workbooks = 0;
    for paper in &plan.papers {
        for format in of_tables(paper.kind).chain([Format::Docx]) {
            let bytes = paper_bytes(&plan, paper, format).unwrap();
            workbooks += usize::from(format == Format::Xlsx);
            assert_eq!(
                sha256(&made_anywhere(bytes.clone())),
                sha256(&bytes),
                "{}",
                paper.file_name
            );
        }
    }
    assert!(workbooks > 0);
    let files = load(&path(&["samples", "school"]));
    let book = export(&files, &Edition::built_in(false), &[]).ok().unwrap();
    assert_eq!(sha256(&made_anywhere(book.clone())), sha256(&book));
}
