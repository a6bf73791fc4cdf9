//! Places to sign: «Наставник ______ (подпись)», on lines of their own or in a table without lines.

use crate::docx::read::{Grid, GridCell, Line, Piece};

use super::block::{Block, quoted};
use super::clues::{clues, has};
use super::form::Form;
use super::place;
use super::shape::{Shape, line};
use super::typed::{around_blanks, is_caption, is_wordless, tidy};

/// Letters of the words before a signature.
const LONGEST_LABEL: usize = 110;

/// One place to sign.
#[derive(Debug, Clone)]
struct Place {
    label: String,
    caption: Option<String>,
    who: &'static str,
    is_post: bool,
}

/// Places with the line for a date below each of them.
#[derive(Debug, Clone)]
pub(super) struct Signatures {
    places: Vec<Place>,
    /// Empty for none.
    date: String,
    from: String,
}

impl Signatures {
    /// Takes in those that follow, if they are dated alike.
    pub(super) fn join(&mut self, next: &Self) -> bool {
        if self.date != next.date {
            return false;
        }
        self.places.extend(next.places.iter().cloned());
        self.from = format!("{}; {}", self.from, next.from);
        true
    }

    pub(super) fn into_block(self) -> Block {
        let lines = self.places.iter().map(|place| {
            let mut keys = vec![
                format!("who = \"{}\"", place.who),
                format!("label = {}", quoted(&place.label)),
            ];
            if let Some(caption) = &place.caption {
                keys.push(format!("caption = {}", quoted(caption)));
            }
            if place.is_post {
                keys.push("without_post = true".to_owned());
            }
            format!("    {{ {} }},", keys.join(", "))
        });
        let lines: Vec<String> = lines.collect();
        let mut block = Block::new("signatures", self.from)
            .with("signature", &format!("[\n{}\n]", lines.join("\n")))
            .text("date_line", &self.date);
        for place in &self.places {
            if place.who != "nobody" {
                block = block.guess(format!("подпись «{}» – {}", place.label, place.who));
            }
        }
        block
    }
}

/// A place to sign that begins with this piece, and how many pieces it takes.
pub(super) fn of_lines(pieces: &[Piece], at: usize, shape: &Shape) -> Option<(Signatures, usize)> {
    let own = line(&pieces[at])?;
    let (label, mut caption) = parted(&own.text)?;
    let mut count = 1;
    if caption.is_none()
        && let Some(next) = pieces.get(at + 1).and_then(line)
        && is_below(next, own)
    {
        caption = Some(tidy(&next.text));
        count += 1;
    }
    let signed = &clues().signed;
    let is_signed = has(&label, signed) || caption.as_ref().is_some_and(|it| has(it, signed));
    let is_late = match shape.last_table {
        Some(table) => at > table,
        None => at * 5 > pieces.len() * 3,
    };
    let who = clues().signer(&label);
    let is_signer = is_late && who.is_some();
    if !is_signed && !is_signer {
        return None;
    }
    let mut date = String::new();
    if let Some(next) = pieces.get(at + count).and_then(line)
        && is_date(&next.text)
    {
        date = tidy(&next.text);
        count += 1;
    }
    let from = place::place(own.at);
    let place = signer(label, caption, shape);
    Some((
        Signatures {
            places: vec![place],
            date,
            from,
        },
        count,
    ))
}

/// The words before the line of a signature, and those in brackets after it.
fn parted(text: &str) -> Option<(String, Option<String>)> {
    let parts = around_blanks(text);
    let (label, rest) = parts.split_first()?;
    let label = tidy(label);
    if rest.is_empty() || is_wordless(&label) || label.chars().count() > LONGEST_LABEL {
        return None;
    }
    let rest = tidy(&rest.join(" "));
    if is_wordless(&rest) {
        return Some((label, None));
    }
    is_caption(&rest).then_some((label, Some(rest)))
}

/// Whether a line says what belongs on the line above it.
pub(super) fn is_below(next: &Line, above: &Line) -> bool {
    let is_small = next.size > 0 && next.size + 3 < above.size && next.text.chars().count() < 100;
    is_caption(&next.text) || is_small && !is_wordless(&next.text) && !next.text.contains("__")
}

/// «____» __________ 20__ г.
pub(super) fn is_date(text: &str) -> bool {
    let letters: String = text.chars().filter(|c| c.is_alphabetic()).collect();
    let is_short = ["", "г", "год", "года", "Дата", "Датаг"].contains(&letters.as_str());
    is_short && text.contains('_') && (text.contains("20") || letters.starts_with('Д'))
}

fn signer(label: String, caption: Option<String>, shape: &Shape) -> Place {
    let known = clues().signer(&label).unwrap_or("nobody");
    let who = match (known, shape.form, shape.about) {
        ("head", ..) => "head",
        ("curator", ..) => "curator",
        ("mentors", Form::Program, _) | ("mentors", Form::Paper, "pair") => "mentors",
        ("mentees", Form::Program, _) | ("mentees", Form::Paper, "pair") => "mentees",
        ("mentors", Form::Paper, "mentor") | ("mentees", Form::Paper, "mentee") => "person",
        _ => "nobody",
    };
    Place {
        // «Директор: директор, Иванов И.И.» would say the post twice.
        is_post: matches!(who, "head" | "curator") && !label.ends_with(':'),
        label,
        caption,
        who,
    }
}

/// Rows of a table without lines, each a place to sign or its caption.
pub(super) fn of_table(grid: &Grid, shape: &Shape) -> Option<Signatures> {
    let from = place::table_place(grid.number);
    let mut places: Vec<Place> = Vec::new();
    for row in &grid.rows {
        let texts: Vec<String> = row
            .iter()
            .map(|cell: &GridCell| tidy(&cell.text()))
            .collect();
        let (labels, rest): (Vec<&String>, Vec<&String>) = texts
            .iter()
            .partition(|text| !is_wordless(text) && !is_caption(text));
        let captions: Vec<&str> = rest
            .iter()
            .map(|text| text.as_str())
            .filter(|text| is_caption(text))
            .collect();
        let caption = (!captions.is_empty()).then(|| captions.join(" "));
        match (labels.as_slice(), caption) {
            ([], None) => {}
            ([], Some(caption)) => {
                let last = places.last_mut()?;
                if last.caption.replace(caption).is_some() {
                    return None;
                }
            }
            ([label], caption) => {
                let (label, own) = parted(label).unwrap_or(((*label).clone(), None));
                if label.contains("__") || clues().signer(&label).is_none() || row.len() < 2 {
                    return None;
                }
                places.push(signer(label, caption.or(own), shape));
            }
            _ => return None,
        }
    }
    (!places.is_empty()).then_some(Signatures {
        places,
        date: String::new(),
        from,
    })
}
