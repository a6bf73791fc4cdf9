//! The row that looks most like a head, where no table was found.

use super::words::{Headings, plain};
use crate::fields::{IGNORED, SheetKind, SheetWords};
use crate::workbook::grid::Sheet;

use super::find::MOST_ABOVE;

/// A row that is nearly a head.
#[derive(Debug)]
pub(crate) struct Nearly {
    pub row: u32,
    pub column: u32,
    /// What stands in its cell.
    pub text: String,
    /// What is to be done with it, in Russian.
    pub advice: String,
    known: usize,
}

/// Lists that schools keep of their own.
const KINDS: [SheetKind; 3] = [SheetKind::Pairs, SheetKind::Staff, SheetKind::Roadmap];
/// Words that are so alike may be the same, mistyped.
const ALIKE: f64 = 0.88;

/// The row of a sheet whose texts head most columns of one kind of list, and what it lacks.
pub(crate) fn nearly(sheet: &Sheet, sheets: &'static [SheetWords]) -> Option<Nearly> {
    let mut headings = Headings::of(sheets);
    let mut best: Option<Nearly> = None;
    for (row, cells) in sheet.rows.range(..=MOST_ABOVE) {
        for words in sheets.iter().filter(|words| KINDS.contains(&words.kind)) {
            let texts: Vec<(u32, String)> = cells
                .iter()
                .map(|(column, value)| (*column, value.shown().trim().to_owned()))
                .filter(|(_, text)| !text.is_empty())
                .collect();
            let Some(found) = look(*row, &texts, words, &mut headings) else {
                continue;
            };
            if best.as_ref().is_none_or(|best| found.known > best.known) {
                best = Some(found);
            }
        }
    }
    best
}

fn look(
    row: u32,
    texts: &[(u32, String)],
    words: &'static SheetWords,
    headings: &mut Headings,
) -> Option<Nearly> {
    let (mut known, mut strange) = (Vec::new(), Vec::new());
    for (column, text) in texts {
        match headings.field(words.kind, text) {
            Some(field) if field.path == IGNORED => {}
            Some(field) => known.push((*column, text, field.path)),
            None => strange.push((*column, text)),
        }
    }
    let needed = words.needed.iter().filter_map(|path| words.field(path));
    let lacking: Vec<&str> = needed
        .filter(|field| !known.iter().any(|(.., path)| *path == field.path))
        .map(|field| field.head)
        .collect();
    let alike = strange.iter().find_map(|(column, text)| {
        let head = lacking
            .iter()
            .find(|head| strsim::jaro_winkler(&plain(text), &plain(head)) > ALIKE)?;
        Some((*column, (*text).clone(), *head))
    });
    let quoted = |texts: &[&str]| {
        let all: Vec<String> = texts.iter().map(|text| format!("«{text}»")).collect();
        all.join(", ")
    };
    if let Some((column, text, head)) = alike {
        return Some(Nearly {
            row,
            column,
            advice: format!("возможно, «{text}» – это «{head}»: тогда назовите столбец так"),
            text,
            known: known.len() + 1,
        });
    }
    let (column, text, _) = known.first()?;
    let unknown: Vec<&str> = strange
        .iter()
        .map(|(_, text)| text.as_str())
        .take(4)
        .collect();
    if lacking.is_empty() || unknown.is_empty() && known.len() < 2 {
        return None;
    }
    let own: Vec<&str> = known
        .iter()
        .map(|(_, text, _)| text.as_str())
        .take(4)
        .collect();
    let not = if unknown.is_empty() {
        String::new()
    } else {
        format!(", {} – нет", quoted(&unknown))
    };
    Some(Nearly {
        row,
        column: *column,
        text: (*text).clone(),
        advice: format!(
            "на строку с названиями столбцов похожа эта: {} понято{not}; не хватает столбца {}",
            quoted(&own),
            quoted(&lacking)
        ),
        known: known.len(),
    })
}
