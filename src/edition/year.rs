//! The rest of the year's papers: forms that are nothing but data, block by block.

use super::columns::{ColumnWords, SheetField, columns};
use super::orders::{ClauseWords, clauses};
use super::places::{NAMES, SIGNER, YEAR_PAPER};
use super::registers::ReportValue;
use super::words::{
    Keyed as _, any, broken, choice, count, fill, fill_lines, keyed, line, many, many_named,
    optional, or_default, words,
};
use crate::document::Orientation;
use crate::reader::{Wording, same_word};

words! {
    /// `year.toml`.
    struct YearForms {
        /// The line for a date below a signature.
        date_line: String = line,
        paper: Vec<YearPaper> = many_named("key"),
    }

    struct YearPaper {
        key: String = line,
        /// What people call it, in lists.
        name: String = line,
        file_name: String = fill(&NAMES),
        about: About = choice,
        orientation: Orientation = choice,
        block: Vec<YearBlock> = blocks,
    }

    /// A block of a form; of its parts it has those that its kind asks for.
    struct YearBlock {
        is: YearBlockKind = choice,
        text: Option<String> = optional(fill(&YEAR_PAPER)),
        lines: Vec<String> = or_default(fill_lines(&YEAR_PAPER)),
        label: Option<String> = optional(fill(&YEAR_PAPER)),
        value: Option<String> = optional(fill(&YEAR_PAPER)),
        caption: Option<String> = optional(line),
        clauses: Vec<ClauseWords> = or_default(clauses(&YEAR_PAPER)),
        /// Empty lines or rows.
        count: Option<usize> = optional(count(1..=40)),
        rows: Option<RowsOf> = optional(choice),
        summary: Option<String> = optional(line),
        column: Vec<ColumnWords<SheetField>> = or_default(columns),
        row: Vec<YearRow> = any,
        signature: Vec<YearSignature> = any,
    }

    /// A row that the form itself has.
    struct YearRow {
        text: String = line,
        value: ReportValue = value_or_blank,
    }

    struct YearSignature {
        who: SignsYear = choice,
        label: String = fill(&SIGNER),
        caption: String = line,
    }
}

keyed! {
    /// What a paper is made for each of.
    enum About {
        School = "school",
        Pair = "pair",
        /// Everybody who mentors or has mentored in a pair.
        Mentor = "mentor",
        Mentee = "mentee",
        /// Everybody who takes part, once.
        Person = "person",
    }

    enum YearBlockKind {
        Corner = "corner",
        Title = "title",
        Subtitle = "subtitle",
        Heading = "heading",
        Lead = "lead",
        Paragraph = "paragraph",
        Note = "note",
        Clauses = "clauses",
        /// Place and date.
        Date = "date",
        Line = "line",
        Space = "space",
        Table = "table",
        Signatures = "signatures",
    }

    enum RowsOf {
        Activities = "activities",
        Pairs = "pairs",
        Mentors = "mentors",
        Questions = "questions",
        Empty = "empty",
    }

    enum SignsYear {
        Head = "head",
        Curator = "curator",
        /// Whom the paper is about.
        Person = "person",
        Mentors = "mentors",
        Mentees = "mentees",
        /// Whom the program does not know.
        Nobody = "nobody",
    }
}

impl YearForms {
    /// The paper that a project calls by its key or by what people call it.
    pub fn paper(&self, called: &str) -> Option<&YearPaper> {
        self.paper
            .iter()
            .find(|paper| same_word(&paper.key, called) || same_word(&paper.name, called))
    }
}

fn value_or_blank(words: &Wording<'_>, key: &'static str) -> Option<ReportValue> {
    if words.has(key) {
        choice(words, key)
    } else {
        Some(ReportValue::Blank)
    }
}

/// Blocks that lack what their kind is made of are told of.
fn whole(words: &Wording<'_>, block: &YearBlock) -> bool {
    let lacks = match block.is {
        YearBlockKind::Title
        | YearBlockKind::Subtitle
        | YearBlockKind::Heading
        | YearBlockKind::Lead
        | YearBlockKind::Paragraph
        | YearBlockKind::Note => block.text.is_none().then_some("text"),
        YearBlockKind::Corner => block.lines.is_empty().then_some("lines"),
        YearBlockKind::Clauses => block.clauses.is_empty().then_some("clauses"),
        YearBlockKind::Line => block.label.is_none().then_some("label"),
        YearBlockKind::Space => block.count.is_none().then_some("count"),
        YearBlockKind::Signatures => block.signature.is_empty().then_some("signature"),
        YearBlockKind::Table if block.rows.is_none() => Some("rows"),
        YearBlockKind::Table if block.summary.is_none() => Some("summary"),
        YearBlockKind::Table => block.column.is_empty().then_some("column"),
        YearBlockKind::Date => None,
    };
    if let Some(key) = lacks {
        let message = format!("у блока «{}» нет поля «{key}»", block.is.word());
        words.report(broken(message, &words.place()));
    }
    lacks.is_none()
}

fn blocks(words: &Wording<'_>, key: &'static str) -> Option<Vec<YearBlock>> {
    let blocks = many::<YearBlock>(words, key)?;
    let tables = words.tables(key)?;
    let is_whole: Vec<bool> = blocks
        .iter()
        .zip(tables.iter())
        .map(|(block, table)| whole(table, block))
        .collect();
    is_whole.into_iter().all(|it| it).then_some(blocks)
}
