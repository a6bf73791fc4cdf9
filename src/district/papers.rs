//! The consolidated papers as a plan.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::consolidated::Consolidated;
use super::facts::School;
use super::letter;
use super::tables::{Drawn, Figures, numbered, of_copies, of_namesakes, of_schools};
use crate::digest::digest;
use crate::disk::file_name;
use crate::document::{Block, Cell, Document, Orientation, Properties, Section, Table, Text};
use crate::edition::{BankField, ColumnWords, RegisterField, SchoolsField};
use crate::forms::{EPOCH, wording};
use crate::look::Look;
use crate::plan::{Choice, Content, Paper, PaperKind, Plan};
use crate::problem::Sources;
use crate::project::{SchoolYear, ShortNames};
use crate::russian::alphabetical;

impl Consolidated<'_> {
    fn opening(&self, title: &str, subtitle: &str) -> Vec<Block> {
        vec![
            Block::Title(self.filled(title)),
            Block::Subtitle(self.filled(subtitle)),
        ]
    }

    fn notes(&self, notes: &[String]) -> Vec<Block> {
        notes
            .iter()
            .map(|it| Block::Note(self.filled(it)))
            .collect()
    }

    fn monitoring(&self) -> Vec<Block> {
        let words = &self.words.monitoring;
        let mut blocks = self.opening(&words.title, &words.subtitle);
        let drawn = Drawn {
            title: &words.chart,
            values: &[SchoolsField::Mentors, SchoolsField::Mentees],
        };
        blocks.push(Block::Table(of_schools(
            self.schools,
            &self.totals,
            &words.column,
            (&words.summary, &words.total),
            &drawn,
            &self.words.coverage,
        )));
        blocks.extend(self.notes(&words.note));
        let people = of_namesakes(self.schools, &self.likeness, &words.people);
        let copies = of_copies(self.schools, &self.likeness, self.words);
        for (words, table) in [(&words.people, people), (&words.copies, copies)] {
            blocks.push(Block::Heading(wording(&words.heading)));
            match table {
                Some(table) => {
                    blocks.push(Block::Table(table));
                    blocks.extend(self.notes(&words.note));
                }
                None => blocks.push(Block::Paragraph(wording(&words.nothing))),
            }
        }
        blocks
    }

    fn coverage(&self) -> Vec<Block> {
        let words = &self.words.coverage;
        let mut blocks = self.opening(&words.title, &words.subtitle);
        let drawn = Drawn {
            title: &words.chart,
            values: &[SchoolsField::Coverage],
        };
        // Who is mentored in a school that does not say how many teachers it has is no share of
        // those of the others.
        let counted = self.schools.iter();
        let counted = counted.filter(|school| school.counts.teachers.is_some());
        blocks.push(Block::Table(of_schools(
            self.schools,
            &Figures::sum(counted),
            &words.column,
            (&words.summary, &words.total),
            &drawn,
            words,
        )));
        blocks.extend(self.notes(&words.note));
        blocks
    }

    fn register(&self) -> Vec<Block> {
        let words = &self.words.pairings;
        let number = place(&words.column, RegisterField::Number);
        let rows = self.schools.iter().flat_map(|it| it.pairings.clone());
        let columns = words.column.iter().map(ColumnWords::to_column).collect();
        let mut blocks = self.opening(&words.title, &words.subtitle);
        let table = numbered(&words.file_name, columns, number, rows);
        blocks.push(Block::Table(table));
        blocks
    }

    fn bank(
        &self,
        words: &crate::edition::ConsolidatedBank,
        rows_of: fn(&School) -> &[Vec<Cell>],
    ) -> Vec<Block> {
        let number = place(&words.column, BankField::Number);
        let name = place(&words.column, BankField::Name);
        let mut rows: Vec<Vec<Cell>> = self.schools.iter().flat_map(rows_of).cloned().collect();
        // Those of one name stay in the order of their schools.
        rows.sort_by_cached_key(|cells| {
            let cell = name.and_then(|at| cells.get(at));
            let words = cell.and_then(|Cell(lines)| lines.first().map(Text::to_plain));
            alphabetical(&words.unwrap_or_default())
        });
        let columns = words.column.iter().map(ColumnWords::to_column).collect();
        let mut blocks = self.opening(&words.title, &words.subtitle);
        let table: Table = numbered(&words.file_name, columns, number, rows);
        blocks.push(Block::Table(table));
        blocks
    }

    fn document(&self, name: &str, section: Section) -> Document {
        let author = self.name().map(|it| it.to_plain()).unwrap_or_default();
        let title = section.blocks.iter().find_map(|block| match block {
            Block::Title(title) => Some(title.to_plain()),
            _ => None,
        });
        let properties = Properties {
            title: title.unwrap_or_else(|| name.to_owned()),
            subject: name.to_owned(),
            date: self.school_year().map_or(EPOCH, SchoolYear::first_day),
            identifier: format!("{author}/{name}"),
            author,
        };
        // The schools' files are not those of this plan.
        Document::new(properties, vec![section]).without_origins()
    }

    fn tables(&self) -> Vec<(String, Vec<Block>)> {
        let words = self.words;
        let paper = |name: &str, blocks| (name.to_owned(), blocks);
        vec![
            paper(&words.monitoring.file_name, self.monitoring()),
            paper(&words.coverage.file_name, self.coverage()),
            paper(&words.pairings.file_name, self.register()),
            paper(
                &words.mentors.file_name,
                self.bank(&words.mentors, |school| &school.mentors),
            ),
            paper(
                &words.mentees.file_name,
                self.bank(&words.mentees, |school| &school.mentees),
            ),
        ]
    }
}

fn place<F: PartialEq + Copy>(columns: &[ColumnWords<F>], field: F) -> Option<usize> {
    columns.iter().position(|column| column.field == field)
}

/// The consolidated papers: tables for paper and for Excel, and a letter to each school.
pub fn consolidated(of: &Consolidated<'_>) -> Plan {
    let mut papers = Vec::new();
    let mut taken = BTreeSet::new();
    let mut add = |kind, name: String, section| {
        let document = of.document(&name, section);
        let mut unique = file_name(&name);
        let mut n = 1;
        // Two schools may bear one name.
        while !taken.insert(unique.to_lowercase()) {
            n += 1;
            unique = file_name(&format!("{name} ({n})"));
        }
        papers.push(Paper {
            kind,
            source: String::new(),
            file_name: unique,
            made_from: Vec::new(),
            content: Content::Finished(Box::new(document)),
        });
    };
    for (name, blocks) in of.tables() {
        let section = Section {
            bookmark: None,
            orientation: Orientation::Landscape,
            blocks,
            is_tight: false,
        };
        add(PaperKind::Register, name, section);
    }
    if of.letters {
        for (i, school) in of.schools.iter().enumerate() {
            let name = letter::name(of, school);
            add(PaperKind::Year, name, letter::section(of, i, school));
        }
    }
    let said: Vec<String> = papers.iter().map(words_of).collect();
    Plan {
        sources: Sources::default(),
        problems: Vec::new(),
        withheld: 0,
        withheld_names: BTreeSet::new(),
        made_from: None,
        look: Look::default(),
        choice: Choice::default(),
        short_names: ShortNames::default(),
        pairing_files: Vec::new(),
        shared: digest(said.iter().map(String::as_bytes)),
        opaque_emblem: OnceLock::new(),
        papers,
    }
}

/// What a paper says, whatever it looks like.
fn words_of(paper: &Paper) -> String {
    match &paper.content {
        Content::Finished(document) => document.texts().map(Text::to_plain).collect(),
        _ => String::new(),
    }
}
