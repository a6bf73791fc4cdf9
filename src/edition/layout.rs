//! The order of a form's blocks, where an edition gives one: what stands before and after the plan of
//! a program or the activities of a roadmap.

use super::words::{Keyed as _, broken};
use super::year::{RowsOf, SignsYear, YearBlock, YearBlockKind, blocks, fills};
use crate::problem::{Code, Problem};
use crate::reader::Wording;

/// What a form with an order of its own is made of.
struct Shape {
    /// What it must have, once.
    heart: YearBlockKind,
    allowed: &'static [YearBlockKind],
    /// Beginnings of the places for which it has nothing.
    empty: &'static [&'static str],
    signers: &'static [SignsYear],
    rows: &'static [RowsOf],
    /// Whether the mentor signs it.
    is_signed: bool,
}

const PROGRAM: Shape = Shape {
    heart: YearBlockKind::Plan,
    allowed: &[YearBlockKind::Plan, YearBlockKind::Explanation],
    empty: &["{person"],
    signers: &[
        SignsYear::Head,
        SignsYear::Curator,
        SignsYear::Mentors,
        SignsYear::Mentees,
        SignsYear::Nobody,
    ],
    rows: &[RowsOf::Questions, RowsOf::Empty],
    is_signed: true,
};

const ROADMAP: Shape = Shape {
    heart: YearBlockKind::Roadmap,
    allowed: &[YearBlockKind::Roadmap],
    empty: &[
        "{person", "{mentors", "{mentees", "{form}", "{kind}", "{basis}", "{own.",
    ],
    signers: &[SignsYear::Head, SignsYear::Curator, SignsYear::Nobody],
    rows: &[
        RowsOf::Questions,
        RowsOf::Empty,
        RowsOf::Pairs,
        RowsOf::Mentors,
    ],
    is_signed: false,
};

/// The blocks of a program.
pub(super) fn program(words: &Wording<'_>, key: &'static str) -> Option<Vec<YearBlock>> {
    layout(words, key, &PROGRAM)
}

/// The blocks of a roadmap.
pub(super) fn roadmap(words: &Wording<'_>, key: &'static str) -> Option<Vec<YearBlock>> {
    layout(words, key, &ROADMAP)
}

fn layout(words: &Wording<'_>, key: &'static str, shape: &Shape) -> Option<Vec<YearBlock>> {
    let read = blocks(shape.allowed)(words, key)?;
    let tables = words.tables(key)?;
    let mut is_good = true;
    for kind in [shape.heart, YearBlockKind::Title] {
        let count = read.iter().filter(|block| block.is == kind).count();
        if count != 1 {
            is_good = false;
            let (what, hint) = if count == 0 {
                ("нет", "добавьте раздел [[layout]] с такой строкой")
            } else {
                ("больше одного", "оставьте один")
            };
            let message = format!(
                "среди разделов [[{key}]] {what} блока is = \"{}\"",
                kind.word()
            );
            words.report(broken(message, &tables.place).hint(hint));
        }
    }
    let is_explained = |block: &&YearBlock| block.is == YearBlockKind::Explanation;
    if read.iter().filter(is_explained).count() > 1 {
        is_good = false;
        let problem = broken("пояснительная записка стоит дважды", &tables.place);
        words.report(problem.hint("оставьте один блок is = \"explanation\""));
    }
    if is_good && shape.is_signed && !is_signed(&read) {
        let message = format!("среди разделов [[{key}]] нет подписи наставника");
        let hint = "добавьте раздел [[layout]]: is = \"signatures\", а в нем signature с who = \"mentors\"; если так и задумано, ничего не делайте";
        let problem = Problem::new(Code::UnprintedField, message).at(&tables.place);
        words.report(problem.hint(hint));
    }
    for (block, table) in read.iter().zip(tables.iter()) {
        is_good &= fits(block, table, shape);
    }
    is_good.then_some(read)
}

/// Whether the mentor signs: in a block of signatures, or in words of the form's own.
fn is_signed(blocks: &[YearBlock]) -> bool {
    let signs = |who: SignsYear| matches!(who, SignsYear::Mentors | SignsYear::Nobody);
    let of_words = |text: &String| text.to_lowercase().contains("подпис");
    blocks.iter().any(|block| {
        block.signature.iter().any(|it| signs(it.who))
            || block.texts().any(of_words)
            || block.is == YearBlockKind::Line && block.value.is_none()
    })
}

/// Whether the form has what the block asks for.
fn fits(block: &YearBlock, table: &Wording<'_>, shape: &Shape) -> bool {
    if !fills(block, table, shape.empty) {
        return false;
    }
    let stranger = block
        .signature
        .iter()
        .find(|it| !shape.signers.contains(&it.who));
    if let Some(stranger) = stranger {
        let allowed: Vec<&str> = shape.signers.iter().map(|who| who.word()).collect();
        let message = format!(
            "who = \"{}\": такой подписи в этой форме нет",
            stranger.who.word()
        );
        let problem = broken(message, &table.place());
        table.report(problem.hint(format!("можно: {}", allowed.join(", "))));
        return false;
    }
    if let Some(rows) = block.rows.filter(|rows| !shape.rows.contains(rows)) {
        let allowed: Vec<&str> = shape.rows.iter().map(|rows| rows.word()).collect();
        let message = format!("rows = \"{}\": таких строк в этой форме нет", rows.word());
        let problem = broken(message, &table.place());
        table.report(problem.hint(format!("можно: {}", allowed.join(", "))));
        return false;
    }
    true
}
