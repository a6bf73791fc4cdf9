//! The rest of the year's papers: forms that are nothing but data, block by block.

use super::block::{About, YearBlock, YearBlockKind};
use super::holds::{of_paper, whole_table};
use super::places::{DAY, NAMES};
use super::words::{
    Keyed as _, Words as _, broken, choice, fill, fill_with, inherited, line, many_over,
    required_tables, tell_unsaid, words,
};
use crate::document::Orientation;
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
}

/// The papers; one that is made for many is called by their names.
fn papers(words: &Wording<'_>, key: &'static str) -> Option<Vec<YearPaper>> {
    let papers: Vec<YearPaper> = many_over("key")(words, key)?;
    let tables = words.tables_by(key, "key")?;
    let mut is_good = true;
    for (paper, table) in papers.iter().zip(tables.iter()) {
        if table.is_own("block") {
            let blocks = table.tables("block")?;
            let holds = of_paper(paper.about);
            for (block, table) in paper.block.iter().zip(blocks.iter()) {
                is_good &= holds.fits(block, table);
            }
        }
        let is_of_many = paper.about != About::School && table.is_own("file_name");
        if let Some(name) = is_of_many.then(|| table.text("file_name")).flatten() {
            tell_unsaid(table, "file_name", &name, &["names"], &name.place);
        }
    }
    is_good.then_some(papers)
}

impl YearForms {
    /// The paper that a project calls by its key or by what people call it.
    pub fn paper(&self, called: &str) -> Option<&YearPaper> {
        self.paper
            .iter()
            .find(|paper| same_word(&paper.key, called) || same_word(&paper.name, called))
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
        let kind = block.is.word();
        if words.has(key) {
            let message = format!("у блока «{kind}» поле «{key}» пустое");
            let problem = broken(message, &words.place_of_key(key));
            words.report(problem.hint("впишите хотя бы одно значение или уберите блок"));
            return false;
        }
        let message = format!("у блока «{kind}» нет поля «{key}»");
        let problem = broken(message, &words.place()).hint(format!("добавьте строку {key} = …"));
        words.lacks_so(key, problem);
        return false;
    }
    if let Some(key) = idle(block) {
        let message = format!("у блока «{}» поле «{key}» не печатается", block.is.word());
        let problem = broken(message, &words.place_of_key(key));
        words.report(problem.hint("уберите его или выберите другой блок"));
        return false;
    }
    whole_table(words, block)
}

/// The blocks of a paper; of those that only forms have, these are allowed.
pub(super) fn blocks(
    allowed: &'static [YearBlockKind],
) -> impl Fn(&Wording<'_>, &'static str) -> Option<Vec<YearBlock>> {
    move |words, key| {
        words.wants(key, || Stands::Kinds(kinds(allowed)));
        let tables = required_tables(words, key)?;
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
