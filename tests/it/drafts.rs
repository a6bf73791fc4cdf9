//! Editions learnt from forms in Word: the draft's paper, printed as DOCX, has the lines of the form in
//! their order.

use std::sync::LazyLock;

use nastavnik::draft::{About, Draft, Form, draft};
use nastavnik::edition::Edition;
use nastavnik::fonts::Faces;
use nastavnik::make::make_one;
use nastavnik::plan::{Format, Paper};
use nastavnik::prepare::{PreparedMunicipality, blanks, prepare_edition};
use nastavnik::project::RawFile;

use crate::support::{Xml, document_of, part, path, texts_in};

/// The share of lines that must be the same.
const LEAST: f64 = 0.95;

fn learnt(bytes: &[u8], form: Option<Form>) -> Draft {
    static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let blanks = blanks(&Edition::built_in(false));
        let names = blanks.papers.into_iter().map(|paper| paper.file_name);
        names.map(|name| name.replace(" (бланк)", "")).collect()
    });
    let built_in = Edition::built_in(false);
    let papers = built_in.year.paper.iter();
    let papers: Vec<(&str, &str)> = papers.map(|p| (p.key.as_str(), p.name.as_str())).collect();
    let faces = Faces::default();
    let about = About {
        edition: "learnt",
        file: "бланк.docx",
        form,
        papers: &papers,
        taken: &NAMES,
        can_draw: &|c| faces.can_draw(c),
    };
    draft(bytes, &about).unwrap()
}

fn edition_of(draft: &Draft) -> PreparedMunicipality {
    let passport = "name = \"Черновик\"\nsource = \"бланк\"\nextends = \"stary-oskol-2022\"\n";
    let file = |stem: &str, text: &str| RawFile {
        name: format!("forms/learnt/{stem}.toml"),
        inside: format!("forms/learnt/{stem}.toml"),
        stem: format!("learnt/{stem}"),
        bytes: text.as_bytes().to_vec(),
    };
    let forms = [
        file("edition", passport),
        file(draft.form.file(), &draft.text),
    ];
    prepare_edition("learnt", false, &forms)
}

/// The blank of the draft's paper as DOCX.
fn printed(draft: &Draft) -> Result<Vec<u8>, String> {
    let read = edition_of(draft);
    let told: Vec<String> = read
        .problems
        .iter()
        .map(|p| p.text().into_owned())
        .collect();
    let Some(edition) = read.edition.filter(|_| told.is_empty()) else {
        return Err(told.join("\n"));
    };
    let blank = match draft.form {
        Form::Program => edition.program.blank_file_name.clone(),
        Form::Roadmap => edition.roadmap.blank_file_name.clone(),
        Form::Paper => format!("{} (бланк)", draft.name),
    };
    let document = document_of(&blanks(&edition), &blank);
    Ok(make_one(&document, Format::Docx).unwrap())
}

/// What a page says, line by line, without lines to write on and signs.
fn lines(bytes: &[u8]) -> Vec<String> {
    let document = Xml::parse(&part(bytes, "word/document.xml"));
    let mut out = Lines::default();
    out.gather(document.child("w:body").unwrap());
    out.end_columns();
    out.all
}

#[derive(Default)]
struct Lines {
    all: Vec<String>,
    /// The right one of two columns drawn with tabs.
    right: Vec<String>,
}

impl Lines {
    fn gather(&mut self, it: &Xml) {
        for child in &it.children {
            match child.name.as_str() {
                "w:p" => self.paragraph(&words(child)),
                "w:tr" => {
                    self.end_columns();
                    self.row(child);
                }
                "w:sdt" if is_placeholder(child) => {}
                _ => self.gather(child),
            }
        }
    }

    /// Words at both ends of a line stand in two columns, which are read one after the other.
    fn paragraph(&mut self, text: &str) {
        let is_said = |text: &str| text.contains(char::is_alphabetic);
        match text.split_once('\t') {
            Some((left, right)) if is_said(left) && is_said(right) => {
                self.all.extend(lines_of(left));
                self.right.extend(lines_of(right));
            }
            // A line to write on in each column.
            _ if !is_said(text) => {}
            _ => {
                self.end_columns();
                self.all.extend(lines_of(text));
            }
        }
    }

    fn end_columns(&mut self) {
        self.all.append(&mut self.right);
    }

    /// The cells of a row, one after the other.
    fn row(&mut self, row: &Xml) {
        let cells = row.all("w:tc");
        let of = |cell: &&Xml| -> Vec<String> {
            let texts = cell.all("w:p").into_iter().map(words);
            texts.flat_map(|text| lines_of(&text)).collect()
        };
        let said: Vec<Vec<String>> = cells.iter().map(of).collect();
        // Stamps side by side are read down each of them.
        let is_stamps = cells.len() <= 2 && said.iter().any(|cell| cell.len() > 1);
        let lines = said.concat();
        if is_stamps || lines.is_empty() {
            self.all.extend(lines);
        } else {
            self.all.push(lines.join(" "));
        }
    }
}

/// The lines of a text that say something. What stands in brackets after a line to write on is a
/// caption, be it beside or beneath.
fn lines_of(text: &str) -> Vec<String> {
    let text = text.replace("_ (", "_\n(");
    let lines = text.split('\n').map(plain);
    lines
        .filter(|line| line.contains(char::is_alphabetic))
        .collect()
}

fn is_placeholder(it: &Xml) -> bool {
    let settings = it.child("w:sdtPr");
    settings.is_some_and(|it| it.child("w:showingPlcHdr").is_some())
}

fn words(it: &Xml) -> String {
    let mut out = String::new();
    for child in &it.children {
        match child.name.as_str() {
            "w:sdt" if is_placeholder(child) => {}
            // Not the places of tabs, which are settings.
            "w:pPr" => {}
            "w:tab" => out.push('\t'),
            "w:br" => out.push('\n'),
            "w:t" => out.push_str(&child.words()),
            _ => out.push_str(&words(child)),
        }
    }
    out
}

fn plain(text: &str) -> String {
    let letters = |c: char| if c.is_alphanumeric() { c } else { ' ' };
    let text: String = text.to_lowercase().chars().map(letters).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The longest common run of lines, in order.
fn common(a: &[String], b: &[String]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for line in a {
        let mut before = 0;
        for (j, other) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if line == other {
                before + 1
            } else {
                above.max(row[j])
            };
            before = above;
        }
    }
    row[b.len()]
}

/// What of the form is in the paper and what of the paper is in the form, the lesser of both shares;
/// and the lines that differ.
fn likeness(form: &[u8], paper: &[u8]) -> (f64, String) {
    let (form, paper) = (lines(form), lines(paper));
    let same = common(&form, &paper);
    let only = |a: &[String], b: &[String]| -> Vec<String> {
        a.iter().filter(|line| !b.contains(line)).cloned().collect()
    };
    let differ = format!(
        "only in the form: {:#?}\nonly in the paper: {:#?}",
        only(&form, &paper),
        only(&paper, &form)
    );
    #[expect(clippy::cast_precision_loss, reason = "lines of a page")]
    let share = same as f64 / form.len().max(paper.len()) as f64;
    (share, differ)
}

/// What is wrong with the draft of a form: mistakes, or lines that differ.
fn unlike(name: &str, bytes: &[u8]) -> Option<String> {
    let draft = learnt(bytes, None);
    let paper = match printed(&draft) {
        Ok(paper) => paper,
        Err(told) => return Some(format!("{name}: {told}\n{}", draft.text)),
    };
    let (share, differ) = likeness(bytes, &paper);
    (share < LEAST).then(|| format!("{name}: {share:.3}\n{differ}\n{}", draft.text))
}

#[test]
fn forms_of_public_shapes_are_learnt_line_by_line() {
    let files = texts_in(&path(&["tests", "blanks"]));
    assert!(files.len() >= 10);
    let unlike: Vec<String> = files
        .iter()
        .filter_map(|(name, bytes)| unlike(name, bytes))
        .collect();
    assert!(
        unlike.is_empty(),
        "{}: {}",
        unlike.len(),
        unlike.join("\n\n")
    );
}

#[test]
fn our_own_blanks_are_learnt_line_by_line() {
    let built_in = blanks(&Edition::built_in(false));
    assert!(built_in.papers.len() > 30);
    let of = |paper: &Paper| {
        let document = built_in.document(paper).unwrap();
        unlike(
            &paper.file_name,
            &make_one(&document, Format::Docx).unwrap(),
        )
    };
    let unlike: Vec<String> = built_in.papers.iter().filter_map(of).collect();
    assert!(
        unlike.is_empty(),
        "{}: {}",
        unlike.len(),
        unlike.join("\n\n")
    );
}
