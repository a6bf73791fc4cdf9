//! The order of a form's blocks, where an edition gives one: what stands before and after the plan of
//! a program or the activities of a roadmap.

use super::block::{SignsYear, YearBlock, YearBlockKind, YearSignature};
use super::holds::{self, Holds};
use super::words::{Keyed as _, broken, lines};
use super::year::blocks;
use crate::problem::{Code, Problem};
use crate::reader::Wording;

/// What a form with an order of its own is made of.
struct Shape {
    /// What it must have, once.
    heart: YearBlockKind,
    allowed: &'static [YearBlockKind],
    holds: Holds,
    /// Whether the mentor signs it.
    is_signed: bool,
    /// What only the usual order of blocks prints.
    usual: &'static [&'static str],
}

const PROGRAM: Shape = Shape {
    heart: YearBlockKind::Plan,
    allowed: &[YearBlockKind::Plan, YearBlockKind::Explanation],
    holds: holds::PROGRAM,
    is_signed: true,
    usual: &[
        "appendix_mark",
        "title",
        "mentor",
        "mentee",
        "basis",
        "signatures",
    ],
};

const ROADMAP: Shape = Shape {
    heart: YearBlockKind::Roadmap,
    allowed: &[YearBlockKind::Roadmap],
    holds: holds::ROADMAP,
    is_signed: false,
    usual: &["appendix_mark", "title", "approval_stamp", "organization"],
};

/// The blocks of a program.
pub(super) fn program(words: &Wording<'_>, key: &'static str) -> Option<Vec<YearBlock>> {
    layout(words, key, &PROGRAM)
}

/// The blocks of a roadmap.
pub(super) fn roadmap(words: &Wording<'_>, key: &'static str) -> Option<Vec<YearBlock>> {
    layout(words, key, &ROADMAP)
}

/// The mark of an appendix at a school that has a regulation of its own. A mark of the edition's own
/// stands before what is said beneath of such schools.
pub(super) fn school_mark(words: &Wording<'_>, key: &'static str) -> Option<Vec<String>> {
    const MARK: &str = "appendix_mark";
    let is_own = words.is_nearer(MARK, key);
    lines(words, if is_own { MARK } else { key })
}

/// Words of the file that its order of blocks does not print. A title beside the blocks is the name
/// of the empty form.
fn tell_unprinted(words: &Wording<'_>, layout: &'static str, usual: &[&'static str]) {
    let is_here = words.is_own(layout);
    for key in usual {
        let is_name = *key == "title" && is_here;
        let is_empty = || words.is_list(key) && words.texts(key).is_some_and(|it| it.is_empty());
        if !words.is_own(key) || is_name || is_empty() {
            continue;
        }
        let message =
            format!("«{key}» не печатается: у этой формы свой порядок блоков, [[{layout}]]");
        let hint = match *key {
            "appendix_mark" => {
                "поставьте блок is = \"corner\" со строками lines; строку appendix_mark уберите"
            }
            "approval_stamp" => {
                "поставьте блок is = \"stamps\" с left и right; строку approval_stamp уберите"
            }
            "title" => {
                "впишите название в блок is = \"title\": разделы [[layout]] – в редакции, на которую эта опирается, или свои здесь"
            }
            _ => "поставьте нужные блоки среди разделов [[layout]], а эти строки уберите",
        };
        let problem = Problem::new(Code::UnprintedField, message);
        words.report(problem.at(&words.place_of_key(key)).hint(hint));
    }
}

fn layout(words: &Wording<'_>, key: &'static str, shape: &Shape) -> Option<Vec<YearBlock>> {
    let read = blocks(shape.allowed)(words, key)?;
    let tables = words.tables(key)?;
    tell_unprinted(words, key, shape.usual);
    let mut is_good = true;
    // Where the second of them stands, as it is written.
    let second = |kind: YearBlockKind| {
        let blocks = read.iter().zip(tables.iter());
        let mut such = blocks.filter(|(block, _)| block.is == kind);
        let (_, table) = such.nth(1)?;
        Some(holds::place_of(table, "is"))
    };
    for kind in [shape.heart, YearBlockKind::Title] {
        let word = kind.word();
        if let Some(place) = second(kind) {
            is_good = false;
            let message = format!("среди разделов [[{key}]] больше одного блока is = \"{word}\"");
            words.report(broken(message, &place).hint("оставьте один"));
        } else if read.iter().all(|block| block.is != kind) {
            is_good = false;
            let message = format!("среди разделов [[{key}]] нет блока is = \"{word}\"");
            let problem = broken(message, &tables.place);
            words.report(problem.hint(format!("добавьте раздел [[{key}]] с такой строкой")));
        }
    }
    if let Some(place) = second(YearBlockKind::Explanation) {
        is_good = false;
        let problem = broken("пояснительная записка стоит дважды", &place);
        words.report(problem.hint("оставьте один блок is = \"explanation\""));
    }
    if is_good && shape.is_signed && !is_signed(&read) {
        let message = format!("среди разделов [[{key}]] нет подписи наставника");
        let hint = "добавьте раздел [[layout]]: is = \"signatures\", а в нем signature с who = \"mentors\"; если так и задумано, ничего не делайте";
        let problem = Problem::new(Code::UnprintedField, message).at(&tables.place);
        words.report(problem.hint(hint));
    }
    for (block, table) in read.iter().zip(tables.iter()) {
        is_good &= shape.holds.fits(block, table);
    }
    is_good.then_some(read)
}

/// Whether the mentor signs: in a block of signatures, or in words of the form's own.
fn is_signed(blocks: &[YearBlock]) -> bool {
    // Somebody whom the program does not know may be the mentor in words of the form.
    let is_mentor = |label: &str| label.to_lowercase().contains("наставник");
    let signs = |it: &YearSignature| match it.who {
        SignsYear::Mentors => true,
        SignsYear::Nobody => is_mentor(&it.label),
        _ => false,
    };
    let of_words = |text: &String| text.to_lowercase().contains("подпис");
    blocks.iter().any(|block| {
        block.signature.iter().any(signs)
            || block.texts().any(of_words)
            || block.is == YearBlockKind::Line && block.value.is_none()
    })
}
