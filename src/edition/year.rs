//! The rest of the year's papers: forms that are nothing but data, block by block.

use super::columns::{ColumnWords, SheetField, columns};
use super::orders::{ClauseWords, clauses};
use super::places::{DAY, NAMES, Places, SIGNER, YEAR_PAPER, YEAR_TABLE};
use super::registers::ReportValue;
use super::words::{
    Keyed as _, Words as _, any, broken, choice, count, fill, fill_lines, fill_or_empty, fill_with,
    filled, flag, inherited, keyed, line, many_over, optional, or_default, required, tell_unsaid,
    unbound, words,
};
use crate::document::Orientation;
use crate::problem::{Code, Problem};
use crate::reader::{Stands, TableKind, Wording, same_word};

words! {
    /// `year.toml`.
    struct YearForms {
        /// The line for a date below a signature.
        date_line: String = line,
        /// From when and until when somebody is a mentor, where one took over from another.
        mentor_from: String = inherited(fill_with(&DAY, "day")),
        mentor_until: String = inherited(fill_with(&DAY, "day")),
        paper: Vec<YearPaper> = papers,
    }

    struct YearPaper {
        key: String = line,
        /// What people call it, in lists.
        name: String = line,
        file_name: String = fill(&NAMES),
        about: About = choice,
        orientation: Orientation = choice,
        block: Vec<YearBlock> = blocks(&[]),
    }

    /// A block of a form; of its parts it has those that its kind asks for.
    struct YearBlock {
        is: YearBlockKind = choice,
        text: Option<String> = optional(fill(&YEAR_PAPER)),
        /// Lines of the two stamps.
        left: Vec<String> = or_default(fill_lines(&YEAR_PAPER)),
        right: Vec<String> = or_default(fill_lines(&YEAR_PAPER)),
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

/// The papers; one that is made for many is called by their names.
fn papers(words: &Wording<'_>, key: &'static str) -> Option<Vec<YearPaper>> {
    let papers: Vec<YearPaper> = many_over("key")(words, key)?;
    let tables = words.tables_by(key, "key")?;
    let mut is_good = true;
    for (paper, table) in papers.iter().zip(tables.iter()) {
        if table.is_own("block") {
            let blocks = table.tables("block")?;
            for (block, table) in paper.block.iter().zip(blocks.iter()) {
                is_good &= fills(block, table, nothing_for(paper.about));
                if (paper.about, block.rows) == (About::School, Some(RowsOf::Activities)) {
                    is_good = false;
                    let message = "rows = \"activities\": документ на всю школу, мероприятий одной пары у него нет";
                    let problem = unbound(message, &table.place());
                    table.report(problem.hint(
                        "сделайте документ о паре: about = \"pair\", или возьмите другие строки",
                    ));
                }
            }
        }
        let is_of_many = paper.about != About::School && table.is_own("file_name");
        if let Some(name) = is_of_many.then(|| table.text("file_name")).flatten() {
            tell_unsaid(table, "file_name", &name, &["names"], &name.place);
        }
    }
    is_good.then_some(papers)
}

/// Beginnings of the places for which a paper about these has nothing.
fn nothing_for(about: About) -> &'static [&'static str] {
    match about {
        About::School => &[
            "{person.",
            "{person_",
            "{mentors.",
            "{mentees.",
            "{form}",
            "{kind}",
            "{basis}",
            "{own.",
        ],
        About::Pair => &["{person.", "{person_"],
        About::Mentor | About::Mentee | About::MentorAndMentee | About::Person => &[],
    }
}

/// Whether a form has something for every place that a block names; these are the beginnings of those
/// for which it has nothing.
pub(super) fn fills(block: &YearBlock, table: &Wording<'_>, empty: &[&str]) -> bool {
    let strange = block
        .texts()
        .find_map(|text| empty.iter().find(|name| text.contains(**name)));
    let Some(name) = strange else {
        return true;
    };
    let name = name.trim_matches(['{', '}', '.', '_']);
    let message = format!("места {{{name}…}} в этой форме нет: она не об одном человеке или паре");
    let problem = Problem::new(Code::Placeholder, message).at(&table.place());
    table.report(problem.hint("впишите другое место или слова"));
    false
}

impl YearForms {
    /// The paper that a project calls by its key or by what people call it.
    pub fn paper(&self, called: &str) -> Option<&YearPaper> {
        self.paper
            .iter()
            .find(|paper| same_word(&paper.key, called) || same_word(&paper.name, called))
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

/// Blocks that only the form of a program or a roadmap has: what they hold is written there.
const OF_FORMS: [YearBlockKind; 3] = [
    YearBlockKind::Plan,
    YearBlockKind::Explanation,
    YearBlockKind::Roadmap,
];

/// What a kind of block is made of: of each of these lists one field at least.
fn needs(kind: YearBlockKind) -> &'static [&'static [&'static str]] {
    match kind {
        YearBlockKind::Title
        | YearBlockKind::Subtitle
        | YearBlockKind::Heading
        | YearBlockKind::Lead
        | YearBlockKind::Paragraph
        | YearBlockKind::Note => &[&["text"]],
        YearBlockKind::Corner => &[&["lines"]],
        YearBlockKind::Clauses => &[&["clauses"]],
        // A line without words before it has them beneath it.
        YearBlockKind::Line => &[&["label", "caption"]],
        YearBlockKind::Space | YearBlockKind::Gap => &[&["count"]],
        YearBlockKind::Signatures => &[&["signature"]],
        YearBlockKind::Stamps => &[&["right", "left"]],
        YearBlockKind::Table => &[&["rows"], &["summary"], &["column"]],
        YearBlockKind::Date
        | YearBlockKind::Page
        | YearBlockKind::Plan
        | YearBlockKind::Explanation
        | YearBlockKind::Roadmap => &[],
    }
}

/// What it prints besides.
fn takes(kind: YearBlockKind) -> &'static [&'static str] {
    match kind {
        YearBlockKind::Line | YearBlockKind::Date => &["value"],
        YearBlockKind::Table => &["count", "number_row", "row"],
        YearBlockKind::Signatures => &["date_line"],
        _ => &[],
    }
}

/// Every field of a block by its name, and whether it says something.
fn said(block: &YearBlock) -> [(&'static str, bool); 16] {
    [
        ("text", block.text.is_some()),
        ("lines", !block.lines.is_empty()),
        ("left", !block.left.is_empty()),
        ("right", !block.right.is_empty()),
        ("label", block.label.is_some()),
        ("value", block.value.is_some()),
        ("caption", block.caption.is_some()),
        ("clauses", !block.clauses.is_empty()),
        ("count", block.count.is_some()),
        ("rows", block.rows.is_some()),
        ("summary", block.summary.is_some()),
        ("column", !block.column.is_empty()),
        ("number_row", block.number_row),
        ("row", !block.row.is_empty()),
        ("signature", !block.signature.is_empty()),
        ("date_line", block.date_line.is_some()),
    ]
}

/// What a block lacks of its kind.
fn lacking(block: &YearBlock) -> Option<&'static str> {
    let said = said(block);
    let is_said = |key: &&str| said.contains(&(*key, true));
    let mut needs = needs(block.is).iter();
    let lacking = needs.find(|keys| !keys.iter().any(is_said))?;
    lacking.first().copied()
}

/// What a block has and does not print.
fn idle(block: &YearBlock) -> Option<&'static str> {
    let is_printed = |key: &str| {
        takes(block.is).contains(&key) || needs(block.is).iter().any(|keys| keys.contains(&key))
    };
    let said = said(block);
    let mut idle = said.iter().filter(|(key, is)| *is && !is_printed(key));
    idle.next().map(|(key, _)| *key)
}

/// What each kind of block needs and takes, of those that a form may have.
fn kinds(allowed: &[YearBlockKind]) -> Vec<TableKind> {
    let all = YearBlockKind::words().iter();
    let usable = all.filter(|(_, kind)| !OF_FORMS.contains(kind) || allowed.contains(kind));
    usable
        .map(|(word, kind)| TableKind {
            key: "is",
            word,
            needs: needs(*kind).to_vec(),
            takes: takes(*kind).to_vec(),
        })
        .collect()
}

/// Blocks that lack what their kind is made of, or have what it does not print, are told of.
fn whole(words: &Wording<'_>, block: &YearBlock, allowed: &[YearBlockKind]) -> bool {
    if OF_FORMS.contains(&block.is) && !allowed.contains(&block.is) {
        let message = format!("блока «{}» в этом документе не бывает", block.is.word());
        let hint = match block.is {
            YearBlockKind::Roadmap => "он стоит в разделах [[layout]] файла roadmap.toml",
            _ => "он стоит в разделах [[layout]] файла program.toml",
        };
        words.report(broken(message, &words.place()).hint(hint));
        return false;
    }
    if let Some(key) = lacking(block) {
        let message = format!("у блока «{}» нет поля «{key}»", block.is.word());
        let problem = broken(message, &words.place()).hint(format!("добавьте строку {key} = …"));
        words.lacks_so(key, problem);
        return false;
    }
    if let Some(key) = idle(block) {
        let message = format!("у блока «{}» поле «{key}» не печатается", block.is.word());
        words.report(broken(message, &words.place()).hint("уберите его или выберите другой блок"));
        return false;
    }
    whole_rows(words, block) && bound_to_rows(words, block)
}

/// What the rows of a table have; empty rows are for the pen, whatever stands over them.
fn held_by(rows: RowsOf) -> Option<&'static [SheetField]> {
    use SheetField::{Form, Format, Mentees, Mentors, Name, Pay, Result, Term, Text, Value};
    match rows {
        RowsOf::Empty => None,
        RowsOf::Questions => Some(&[Text, Value]),
        RowsOf::Activities => Some(&[Name, Term, Result, Format]),
        RowsOf::Pairs | RowsOf::FirstPairs => Some(&[Mentors, Mentees, Form, Term]),
        RowsOf::Mentors => Some(&[Mentors, Mentees, Form, Term, Pay]),
    }
}

/// Whether every column stands over something that the rows of the table have.
fn bound_to_rows(words: &Wording<'_>, block: &YearBlock) -> bool {
    let Some((rows, held)) = block.rows.and_then(|rows| Some((rows, held_by(rows)?))) else {
        return true;
    };
    let is_of_pairs = held.contains(&SheetField::Mentors);
    let is_there = |field: SheetField| match field {
        SheetField::Number | SheetField::Blank => true,
        SheetField::Own(_) => is_of_pairs,
        field => held.contains(&field),
    };
    let Some(at) = block.column.iter().position(|it| !is_there(it.field)) else {
        return true;
    };
    let word = block.column[at].field.word();
    let message = format!(
        "field = \"{word}\": у строк rows = \"{}\" этого нет, графа осталась бы пустой",
        rows.word()
    );
    let columns = words.tables("column");
    let place = columns.and_then(|all| all.get(at).and_then(|it| it.text("field")));
    let place = place.map_or_else(|| words.place(), |it| it.place);
    let held: Vec<&str> = held.iter().map(|it| it.word()).collect();
    let hint = format!(
        "можно: {}, number; пустая графа для ручки – blank",
        held.join(", ")
    );
    words.report(unbound(message, &place).hint(hint));
    false
}

/// Every row says something, in one way, and has no more cells than the table has columns.
fn whole_rows(words: &Wording<'_>, block: &YearBlock) -> bool {
    let columns = block.column.len();
    let complaint = |row: &YearRow| {
        let ways = [
            row.text.is_some(),
            row.title.is_some(),
            !row.cells.is_empty(),
        ];
        match ways.iter().filter(|is_said| **is_said).count() {
            0 => Some("в строке таблицы нет слов".to_owned()),
            1 if row.cells.len() > columns => Some(format!(
                "в строке таблицы ячеек больше, чем граф: {} и {columns}",
                row.cells.len()
            )),
            1 => None,
            _ => Some("строка таблицы сказана по-разному".to_owned()),
        }
    };
    let Some((at, message)) = (block.row.iter().enumerate())
        .find_map(|(at, row)| complaint(row).map(|message| (at, message)))
    else {
        return true;
    };
    let tables = words.tables("row");
    let place = tables.and_then(|rows| rows.get(at).map(Wording::place));
    let place = place.unwrap_or_else(|| words.place());
    words.report(broken(message, &place).hint(
        "впишите одно из трех: text – слова графы с field = \"text\", title – слова во всю ширину, cells – слова каждой графы",
    ));
    false
}

/// The blocks of a paper; of those that only forms have, these are allowed.
pub(super) fn blocks(
    allowed: &'static [YearBlockKind],
) -> impl Fn(&Wording<'_>, &'static str) -> Option<Vec<YearBlock>> {
    move |words, key| {
        words.wants(key, || Stands::Kinds(kinds(allowed)));
        let tables = required(words, key, Wording::tables)?;
        let read: Vec<_> = tables.iter().map(YearBlock::read).collect();
        let blocks = read.into_iter().collect::<Option<Vec<_>>>()?;
        if blocks.is_empty() {
            let problem = broken(format!("«{key}»: пустой список"), &tables.place);
            words.report(problem.hint(format!("добавьте раздел [[{key}]]")));
            return None;
        }
        let is_whole: Vec<bool> = blocks
            .iter()
            .zip(tables.iter())
            .map(|(block, table)| whole(table, block, allowed))
            .collect();
        is_whole.into_iter().all(|it| it).then_some(blocks)
    }
}
