//! The blocks that forms are made of, as they are written.

use super::columns::{ColumnWords, SheetField, columns};
use super::orders::{ClauseWords, clauses};
use super::places::{Places, SIGNER, YEAR_PAPER, YEAR_TABLE};
use super::registers::ReportValue;
use super::words::{
    any, broken, choice, count, fill, fill_lines, fill_or_empty, filled, flag, keyed, line,
    optional, or_default, words,
};
use crate::reader::{Stands, Wording};

words! {
    /// A block of a form; of its parts it has those that its kind asks for.
    struct YearBlock {
        is: YearBlockKind = choice,
        text: Option<String> = optional(fill(&YEAR_PAPER)),
        /// Lines of the two stamps.
        left: Vec<String> = or_default(fill_lines(&YEAR_PAPER)),
        right: Vec<String> = or_default(fill_lines(&YEAR_PAPER)),
        lines: Vec<String> = or_default(lines_of_block),
        label: Option<String> = optional(fill(&YEAR_PAPER)),
        value: Option<String> = optional(fill(&YEAR_PAPER)),
        caption: Option<String> = optional(line),
        clauses: Vec<ClauseWords> = or_default(clauses(&YEAR_PAPER)),
        /// Empty lines or rows.
        count: Option<usize> = optional(count(1..=40)),
        rows: Option<RowsOf> = optional(choice),
        summary: Option<String> = optional(line),
        column: Vec<ColumnWords<SheetField>> = or_default(columns),
        /// Whether the numbers of the columns stand below their heads.
        number_row: bool = flag,
        row: Vec<YearRow> = any,
        signature: Vec<YearSignature> = any,
        /// The line for a date below each signature, in place of that of all; empty for none.
        date_line: Option<String> = optional(fill_or_empty(&Places::NONE)),
    }

    /// A row that the form itself has.
    struct YearRow {
        text: Option<String> = optional(fill(&YEAR_TABLE)),
        /// Words across the table.
        title: Option<String> = optional(fill(&YEAR_TABLE)),
        /// Words of every column in its order, empty ones among them.
        cells: Vec<String> = or_default(cells),
        value: ReportValue = value_or_blank,
    }

    struct YearSignature {
        who: SignsYear = choice,
        label: String = fill(&SIGNER),
        caption: Option<String> = optional(line),
        /// Whether the label is the post, which the name then goes without.
        without_post: bool = flag,
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
        /// Each mentor with each mentee alone.
        MentorAndMentee = "mentor-and-mentee",
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
        /// Two stamps side by side.
        Stamps = "stamps",
        /// Empty lines that are not for the pen.
        Gap = "gap",
        /// What follows begins a new page.
        Page = "page",
        /// The plan of a program.
        Plan = "plan",
        /// The explanatory note of a program.
        Explanation = "explanation",
        /// The activities of a roadmap.
        Roadmap = "roadmap",
    }

    enum RowsOf {
        Activities = "activities",
        Pairs = "pairs",
        /// Those of the first order that fixes pairs, with their first mentors.
        FirstPairs = "first-pairs",
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

impl YearBlock {
    /// Every text of it that may name a place for data.
    pub(super) fn texts(&self) -> impl Iterator<Item = &String> {
        let single = [&self.text, &self.label, &self.value];
        let clauses = self.clauses.iter().map(|clause| &clause.text);
        (single.into_iter().flatten())
            .chain(&self.lines)
            .chain(&self.left)
            .chain(&self.right)
            .chain(clauses)
    }
}

/// Lines of words; how many empty ones there are is said elsewhere.
fn lines_of_block(words: &Wording<'_>, key: &'static str) -> Option<Vec<String>> {
    if let Some(count) = words.whole(key) {
        let message = format!("«{key}»: здесь стоят слова строк, а не их число");
        let hint =
            format!("пустые строки для ручки – отдельный блок: is = \"space\", count = {count}");
        words.report(broken(message, &words.place_of_key(key)).hint(hint));
        return None;
    }
    fill_lines(&YEAR_PAPER)(words, key)
}

/// A list of texts, some of which may be empty.
fn cells(words: &Wording<'_>, key: &'static str) -> Option<Vec<String>> {
    words.wants(key, || Stands::Texts {
        each: Places::NONE.rule().or_empty(),
        may_be_empty: true,
    });
    let texts = words.texts(key)?;
    let read = texts.iter().map(|text| {
        if text.is_empty() {
            Some(String::new())
        } else {
            filled(words, key, text, &Places::NONE)
        }
    });
    // Every cell is looked at before the first wrong one ends it.
    let read: Vec<_> = read.collect();
    read.into_iter().collect()
}

fn value_or_blank(words: &Wording<'_>, key: &'static str) -> Option<ReportValue> {
    if words.may_have(key) {
        choice(words, key)
    } else {
        Some(ReportValue::Blank)
    }
}
