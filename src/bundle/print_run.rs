//! The print run: many papers in one PDF, each on the front of a sheet, with a list of who signs
//! what before them.

use std::collections::BTreeMap;
use std::path::Path;

use crate::disk::State;
use crate::document::{
    Block, Cell, Document, Inline, Orientation, Properties, Row, Section, Table, Text,
};
use crate::edition::{ColumnWords, PrintField, PrintWords};
use crate::look::Look;
use crate::make::status;
use crate::pdf::PdfWriter;
use crate::plan::{Format, Paper, PaperKind, Plan, fault};
use crate::russian::searchable;

/// What is printed and how.
#[derive(Debug, Clone)]
pub struct PrintRun {
    /// Only these kinds; all where empty.
    pub kinds: Vec<PaperKind>,
    /// Only papers whose file name holds this, small letters or large.
    pub named: Option<String>,
    /// Blank backs, so that with two-sided printing every paper begins on the front of a sheet.
    pub duplex: bool,
    /// Papers of one person together instead of papers of one kind.
    pub by_person: bool,
    /// Copies of a kind; one of any other.
    pub copies: BTreeMap<PaperKind, usize>,
    /// The list of signatures in front.
    pub checklist: bool,
}

/// A finished run.
#[derive(Debug)]
pub struct Printed {
    pub pdf: Vec<u8>,
    pub papers: usize,
    pub pages: usize,
}

/// Sets the papers of a plan in one PDF. `None` where no paper is asked for.
///
/// # Errors
/// Why not, in Russian: a file is no longer what was checked, or a fault of the program.
pub fn print_run(plan: &Plan, run: &PrintRun) -> Result<Option<Printed>, String> {
    let Some(words) = plan.print_words() else {
        return Ok(None);
    };
    let Look { style, faces, .. } = &plan.look;
    let writer = PdfWriter::new(style.clone(), faces);
    let names = run.names(plan);
    let mut papers: Vec<&Paper> = plan.papers.iter().collect();
    papers.retain(|paper| run.wants(paper, &names));
    if papers.is_empty() {
        return Ok(None);
    }
    if run.by_person {
        // File names say the kind first and then the people: «Программа. Петрова — Сидоров».
        papers.sort_by_key(|p| {
            p.file_name
                .split_once(". ")
                .map_or(String::new(), |(_, people)| people.to_owned())
        });
    }
    let documents: Vec<(&Paper, Document)> = papers
        .iter()
        .map(|p| Ok((*p, plan.document(p)?.for_pen())))
        .collect::<Result<_, String>>()?;
    let mut sections = Vec::new();
    let mut on_paper = 0;
    let mut add = |document: &Document, name: &str| -> Result<(), String> {
        if run.duplex && on_paper % 2 == 1 {
            sections.push(Section {
                bookmark: None,
                orientation: Orientation::Portrait,
                blocks: Vec::new(),
                is_tight: false,
            });
            on_paper += 1;
        }
        on_paper += writer
            .lay_out(document)
            .map_err(|e| fault(&e.to_string()))?
            .count();
        PdfWriter::forget(1);
        let mut own = document.sections.clone();
        if let Some(first) = own.first_mut() {
            first.bookmark = Some(name.to_owned());
        }
        sections.extend(own);
        Ok(())
    };
    let Some((_, first)) = documents.first() else {
        return Ok(None);
    };
    let properties = Properties {
        title: words.title.clone(),
        subject: words.title.clone(),
        identifier: words.file_name.clone(),
        ..first.properties.clone()
    };
    if run.checklist {
        let list = checklist(plan, words, &documents, &properties);
        add(&list, &words.title)?;
    }
    for (paper, document) in &documents {
        for _ in 0..run.copies.get(&paper.kind).copied().unwrap_or(1) {
            add(document, &paper.file_name)?;
        }
    }
    let whole = Document::new(properties, sections);
    let pages = writer.lay_out(&whole).map_err(|e| fault(&e.to_string()))?;
    let pdf = pages
        .to_pdf_for_printing()
        .map_err(|e| fault(&e.to_string()))?;
    Ok(Some(Printed {
        pdf,
        papers: documents.len(),
        pages: pages.count(),
    }))
}

/// Files of the run in `folder` that a person changed: the run is set from the data, so their
/// changes are not in it.
pub fn edited(plan: &Plan, run: &PrintRun, folder: &Path) -> Vec<String> {
    let states = status(plan, folder, &[Format::Pdf, Format::Docx]).unwrap_or_default();
    let names = run.names(plan);
    let wanted = |file: &str| {
        plan.papers.iter().any(|p| {
            run.wants(p, &names)
                && file
                    .rsplit_once('.')
                    .is_some_and(|(name, _)| name == p.file_name)
        })
    };
    states
        .into_iter()
        .filter(|(file, state)| *state == State::ChangedByHand && wanted(file))
        .map(|(file, _)| file)
        .collect()
}

impl PrintRun {
    fn wants(&self, paper: &Paper, names: &[String]) -> bool {
        let kind = self.kinds.is_empty() || self.kinds.contains(&paper.kind);
        let file = searchable(&paper.file_name);
        let named = self.named.is_none() || names.iter().any(|name| file.contains(name));
        kind && named
    }

    /// What one of is in the names of the files that are wanted: the words as they are, and how files
    /// call those of the staff whose names they are: «Журавлёв Ф.С.» is «Журавлёв».
    fn names(&self, plan: &Plan) -> Vec<String> {
        let Some(words) = &self.named else {
            return Vec::new();
        };
        let plain = |text: &str| searchable(&text.replace('.', ". "));
        let mut out = vec![searchable(words)];
        let staff = || plan.staff().into_iter().flat_map(|staff| staff.values());
        for person in staff() {
            let name = &person.name;
            let called = [
                name.full(),
                name.short(),
                name.short_reversed(),
                format!("{} {}", name.surname, name.given),
            ];
            if called.iter().any(|own| plain(own) == plain(words)) {
                let namesakes = staff().filter(|it| it.name.surname == name.surname);
                let is_alone = namesakes.count() == 1;
                out.push(searchable(&if is_alone {
                    name.surname.clone()
                } else {
                    name.short()
                }));
            }
        }
        out
    }
}

/// A row for every place to sign, the paper's name on the first of them.
fn checklist(
    plan: &Plan,
    words: &PrintWords,
    documents: &[(&Paper, Document)],
    properties: &Properties,
) -> Document {
    let mut rows = Vec::new();
    let acquainted = |paper| {
        plan.acquainted(paper)
            .into_iter()
            .map(|person| words.acquainted.replace("{person}", &person))
    };
    let signed = documents.iter().map(|(paper, document)| {
        (
            paper,
            signers(document)
                .into_iter()
                .chain(acquainted(paper))
                .collect::<Vec<_>>(),
        )
    });
    for (i, (paper, people)) in signed.filter(|(_, people)| !people.is_empty()).enumerate() {
        for (k, who) in people.into_iter().enumerate() {
            let first = |text: String| {
                if k == 0 {
                    Cell::plain(text)
                } else {
                    Cell::default()
                }
            };
            let cell = |field| match field {
                PrintField::Number => first(format!("{}.", i + 1)),
                PrintField::Paper => first(paper.file_name.clone()),
                PrintField::Signer => Cell::plain(&who),
                PrintField::Blank => Cell::default(),
            };
            rows.push(Row::Cells(
                words.column.iter().map(|c| cell(c.field)).collect(),
            ));
        }
    }
    let columns = words.column.iter().map(ColumnWords::to_column).collect();
    let blocks = vec![
        Block::Title(Text::plain(&words.title)),
        Block::Table(Table {
            summary: words.summary.clone(),
            columns,
            rows,
            air: 0,
            is_numbered: false,
            is_whole: false,
            chart: None,
        }),
    ];
    Document::new(
        properties.clone(),
        vec![Section {
            bookmark: None,
            orientation: Orientation::Portrait,
            blocks,
            is_tight: false,
        }],
    )
}

/// Everyone for whom a paper has a place to sign, with the word before it: «Наставник: Петрова
/// М.И.».
fn signers(document: &Document) -> Vec<String> {
    let mut out = Vec::new();
    for block in document.sections.iter().flat_map(|s| &s.blocks) {
        match block {
            Block::SignatureLine { post, name, .. } => {
                out.push(format!("{}, {}", post.to_plain(), name.to_plain()));
            }
            Block::Signatures(places) => {
                for place in places {
                    let values = place
                        .line
                        .values
                        .iter()
                        .map(Text::to_plain)
                        .collect::<Vec<_>>()
                        .join(", ");
                    out.push(
                        format!("{} {values}", place.line.label.to_plain())
                            .trim()
                            .to_owned(),
                    );
                }
            }
            Block::Stamps { left, right } => {
                out.extend([left, right].into_iter().filter_map(|side| in_stamp(side)));
            }
            Block::QrCode(_)
            | Block::Emblem(_)
            | Block::Letterhead(_)
            | Block::DateAndNumber { .. }
            | Block::TextHeading(_)
            | Block::AppendixMark(_)
            | Block::ApprovalStamp(_)
            | Block::Gap(_)
            | Block::Title(_)
            | Block::TitleLine(_)
            | Block::Heading(_)
            | Block::Lead(_)
            | Block::Paragraph(_)
            | Block::Subtitle(_)
            | Block::LabelledLine(_)
            | Block::Table(_)
            | Block::Note(_)
            | Block::Executor(_) => {}
        }
    }
    out
}

/// Who signs in a stamp, with its first words: «УТВЕРЖДАЮ: Воскресенский П.А.». A name stands there
/// behind a line for the pen.
fn in_stamp(lines: &[Text]) -> Option<String> {
    let named = lines.iter().find_map(|line| {
        let is_blank = |it: &Inline| matches!(it, Inline::Blank { .. });
        let after = line.0.iter().skip_while(|it| !is_blank(it)).skip(1);
        let words: String = after
            .filter_map(|it| match it {
                Inline::Run { text, .. } => Some(text.as_str()),
                _ => None,
            })
            .collect();
        let words = words
            .trim_matches([' ', '\u{A0}', '/', '(', ')'])
            .to_owned();
        has_initials(&words).then_some(words)
    });
    let first = lines.first()?.to_plain();
    Some(format!("{}: {}", first.trim_end_matches(':'), named?))
}

/// «Воскресенский П.А.»: a capital with a full stop after it, and a longer word.
fn has_initials(words: &str) -> bool {
    let letters: Vec<char> = words.chars().collect();
    let is_initial = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        letters[at].is_uppercase()
            && letters.get(at + 1) == Some(&'.')
            && before.is_none_or(|c| !c.is_alphabetic())
    };
    let is_word = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 2;
    (0..letters.len()).any(is_initial) && words.split([' ', '\u{A0}', '.']).any(is_word)
}
