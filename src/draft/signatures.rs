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
    /// Words of the form that are the name of somebody.
    name: Option<String>,
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
            if let Some(name) = &place.name {
                block = block.guess(format!(
                    "«{name}» у подписи «{}» – имя человека, а не слова формы: оно берется из сведений школы",
                    place.label
                ));
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
    let is_late = is_late(pieces, at, shape);
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

/// Whether a piece stands below the rest of the form.
pub(super) fn is_late(pieces: &[Piece], at: usize, shape: &Shape) -> bool {
    match shape.last_table {
        Some(table) => at > table,
        None => at * 5 > pieces.len() * 3,
    }
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
        name: None,
    }
}

/// A table without lines whose rows or columns are places to sign; `is_late` where it stands below
/// the rest of the form.
pub(super) fn of_table(grid: &Grid, is_late: bool, shape: &Shape) -> Option<Signatures> {
    of_rows(grid, shape).or_else(|| of_columns(grid, is_late, shape))
}

/// Rows of a table without lines, each a place to sign or its caption.
fn of_rows(grid: &Grid, shape: &Shape) -> Option<Signatures> {
    let from = place::table_place(grid.number);
    let mut places: Vec<Place> = Vec::new();
    for row in &grid.rows {
        let texts: Vec<String> = row
            .iter()
            .map(|cell: &GridCell| tidy(&cell.text()))
            .collect();
        let name = texts.iter().skip(1).find(|text| is_name(text)).cloned();
        let is_name = |text: &&String| Some(*text) == name.as_ref();
        let words = texts.iter().filter(|text| !is_name(text));
        let (labels, rest): (Vec<&String>, Vec<&String>) =
            words.partition(|text| !is_wordless(text) && !is_caption(text));
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
                places.push(Place {
                    name,
                    ..signer(label, caption.or(own), shape)
                });
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

/// Columns of a table without lines, each a place to sign with what stands beneath it.
fn of_columns(grid: &Grid, is_late: bool, shape: &Shape) -> Option<Signatures> {
    let count = grid.rows.iter().map(Vec::len).max()?;
    let mut places: Vec<Place> = Vec::new();
    let mut date = String::new();
    let mut is_signed = is_late;
    for at in 0..count {
        let cells = grid.rows.iter().filter_map(|row| row.get(at));
        let lines = cells.flat_map(|cell| &cell.lines);
        let lines: Vec<String> = lines.map(|line| tidy(&line.text)).collect();
        if lines.iter().all(String::is_empty) {
            continue;
        }
        let (place, own) = of_column(&lines, shape)?;
        let signed = |text: &String| has(text, &clues().signed);
        is_signed |= place.caption.as_ref().is_some_and(signed) || signed(&place.label);
        places.push(place);
        if !own.is_empty() {
            date = own;
        }
    }
    (is_signed && places.len() > 1).then(|| Signatures {
        places,
        date,
        from: place::table_place(grid.number),
    })
}

/// The lines of a column as a place to sign, and the line for its date.
fn of_column(lines: &[String], shape: &Shape) -> Option<(Place, String)> {
    let mut label = String::new();
    let mut captions: Vec<String> = Vec::new();
    let mut date = String::new();
    let mut name = None;
    let mut has_line = false;
    for line in lines.iter().filter(|line| !line.is_empty()) {
        if is_date(line) {
            date.clone_from(line);
        } else if is_caption(line) {
            captions.push(line.clone());
        } else if is_wordless(line) {
            has_line |= line.contains("__");
        } else if let Some((own, caption)) = parted(line).filter(|_| label.is_empty()) {
            label = own;
            has_line = true;
            captions.extend(caption);
        } else if !label.is_empty() && is_name(line.trim_matches(['_', '/', ' '])) {
            has_line |= line.contains("__");
            name = Some(line.trim_matches(['_', '/', ' ']).to_owned());
        } else if !has_line && captions.is_empty() && !line.contains("__") {
            // A post may take several lines.
            label = tidy(&format!("{label} {line}"));
        } else {
            return None;
        }
    }
    let is_sign = has_line || !captions.is_empty() || !date.is_empty();
    let is_short = label.chars().count() <= LONGEST_LABEL;
    if !is_sign || !is_short || clues().signer(&label).is_none() {
        return None;
    }
    let caption = (!captions.is_empty()).then(|| captions.join(" "));
    Some((
        Place {
            name,
            ..signer(label, caption, shape)
        },
        date,
    ))
}

/// «И.И. Иванова», «Иванова И.И.» or a whole name, as somebody typed it into a form.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text
        .split([' ', '\u{A0}'])
        .filter(|it| !it.is_empty())
        .collect();
    let is_initials = |word: &&str| {
        let letters = word.split('.').filter(|it| !it.is_empty());
        word.ends_with('.')
            && letters.clone().count() > 0
            && letters
                .into_iter()
                .all(|it| it.chars().count() == 1 && it.chars().all(char::is_uppercase))
    };
    let is_capital = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.clone().count() > 1
            && letters.all(|c| c.is_lowercase() || c == '-')
    };
    let is_patronymic = |word: &&str| {
        ["вич", "вна", "ична", "инична"]
            .iter()
            .any(|end| word.ends_with(end))
    };
    let glued = words.len() == 1 && {
        let at = text.rfind('.').map_or(0, |at| at + 1);
        at > 0 && is_initials(&&text[..at]) && is_capital(&&text[at..])
    };
    glued
        || (2..=3).contains(&words.len())
            && words
                .iter()
                .all(|word| is_initials(word) || is_capital(word))
            && (words.iter().any(is_initials) || words.iter().any(is_patronymic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_name_is_no_word_of_the_form() {
        for name in [
            "И.И. Иванова",
            "И. И. Иванова",
            "Иванова И.И.",
            "И.И.Иванова",
            "Петров Петр Петрович",
        ] {
            assert!(is_name(name), "{name}");
        }
        for words in [
            "Директор",
            "Директор школы",
            "Наставник",
            "М.П.",
            "г. Уварово",
            "Зам. директора",
        ] {
            assert!(!is_name(words), "{words}");
        }
    }
}
