//! Slips of the pen in a text: what a proofreader marks. Looked for in the text as it stands in the
//! file, so that each can be shown, and mended where that is safe.

mod brackets;
mod days;
mod foreign_quotes;
mod letters;
mod marks;
mod numbers;
mod own_number;
mod places;
mod slip;
mod words;

use brackets::brackets;
use days::{hours, too_many, turned_days, weekdays};
use foreign_quotes::foreign_quotes;
use letters::NOTHING;
use marks::{doubled_spaces, hyphens, loose_hyphens, quotes, stray_spaces};
use numbers::{impossible_dates, law_numbers, number_signs, numbering, repeated_dates};
use places::places;
use words::{decree, glued_commas, glued_marks, glued_years, lone_letters, mixed_words};

pub(super) use own_number::{has_several, own_number, stage_number};
pub(super) use slip::Slip;

/// What a text must have for a kind of slip to be possible: so that nearly every text is looked
/// through once only.
#[derive(Default)]
struct Signs {
    quotes: bool,
    year: bool,
    space: bool,
    stray: bool,
    hyphen: bool,
    lone: bool,
    comma: bool,
    mixed: bool,
    number: bool,
    digits: usize,
    list: bool,
    foreign: bool,
    bracket: bool,
    brace: bool,
    stop: bool,
}

impl Signs {
    /// Looks at bytes: in UTF-8 «г» is D0 B3, «Л» D0 9B, «Ф» D0 A4, № E2 84 96; « » ° º begin with
    /// C2 and „ “ ” with E2.
    fn of(text: &str) -> Self {
        let mut signs = Self::default();
        let bytes = text.as_bytes();
        let mut before = b'\n';
        let mut at = 0;
        let mut is_lone = false;
        while let Some(&byte) = bytes.get(at) {
            // The next letter of a Russian word: of such is nearly all of a text.
            if let (0xD0 | 0xD1, 0x80.., Some(&end)) = (byte, before, bytes.get(at + 1)) {
                signs.number |= byte == 0xD0 && end == 0x9B;
                before = end;
                at += 2;
                is_lone = false;
                continue;
            }
            // A letter between spaces.
            signs.lone |= is_lone && matches!(byte, b' ' | 0xC2);
            is_lone = byte.is_ascii_alphabetic() && matches!(before, b' ' | b'\n' | b'(' | 0xA0);
            signs.stray |=
                before == b' ' && b",;:.!?)".contains(&byte) || before == b'(' && byte == b' ';
            signs.comma |= before == b',' && matches!(byte, 0xD0 | 0xD1);
            match byte {
                b'"' => signs.quotes = true,
                b'\'' | b'`' | b'<' | b'&' => signs.foreign = true,
                b',' => signs.foreign |= before == b',',
                b'(' | b')' => signs.bracket = true,
                b'{' => signs.brace = true,
                b'.' => signs.stop = true,
                0xC2 | 0xE2 => {
                    (signs.quotes, signs.foreign) = (true, true);
                    signs.number |= before >= 0x80;
                }
                0xB0 | 0xBA => signs.number |= before == 0xC2,
                b'N' | b'J' | b'X' | b'#' => signs.number = true,
                b' ' => {
                    signs.space |= before == b' ';
                    signs.hyphen |= before == b'-';
                }
                b'-' => signs.hyphen |= before == b' ',
                b'0'..=b'9' => {
                    signs.digits += 1;
                    signs.list |= before == b'\n' && signs.digits > 1;
                    signs.number |= matches!(before, 0xA4 | 0x96);
                }
                0x9B => signs.number |= before == 0xD0,
                0xD0 => signs.year |= before.is_ascii_digit(),
                _ => {}
            }
            signs.mixed |= before.is_ascii_alphabetic() && byte >= 0x80
                || before >= 0x80 && byte.is_ascii_alphabetic();
            before = byte;
            at += 1;
        }
        signs
    }
}

/// Every slip of a text, in order. `raw` is as it stands in the file between its quotes.
pub(super) fn slips(raw: &str) -> Vec<Slip> {
    let masked;
    let text = if raw.contains('\\') {
        masked = without_escapes(raw);
        masked.as_str()
    } else {
        raw
    };
    let signs = Signs::of(text);
    let mut out = Vec::new();
    if signs.quotes {
        quotes(text, &mut out);
    }
    if signs.quotes || signs.foreign {
        foreign_quotes(text, &mut out);
    }
    if signs.brace {
        places(text, &mut out);
    }
    if signs.bracket {
        brackets(text, &mut out);
    }
    if signs.stop || signs.number {
        glued_marks(text, &mut out);
    }
    if signs.comma {
        glued_commas(text, &mut out);
    }
    if signs.year {
        glued_years(text, &mut out);
    }
    if signs.space {
        doubled_spaces(text, &mut out);
    }
    if signs.stray {
        stray_spaces(text, &mut out);
    }
    if signs.hyphen {
        hyphens(text, &mut out);
        loose_hyphens(text, &mut out);
    }
    if signs.mixed {
        mixed_words(text, &mut out);
    }
    if signs.lone {
        lone_letters(text, &mut out);
    }
    if signs.number {
        number_signs(text, &mut out);
        law_numbers(text, &mut out);
    }
    if signs.digits >= 16 {
        repeated_dates(text, &mut out);
    }
    if signs.digits >= 2 {
        impossible_dates(text, &mut out);
    }
    if signs.digits >= 3 {
        decree(text, &mut out);
    }
    if signs.digits >= 5 {
        weekdays(text, &mut out);
    }
    if signs.digits >= 6 {
        hours(text, &mut out);
        turned_days(text, &mut out);
    }
    let has_roman = || [b'V', b'I'].iter().any(|it| text.as_bytes().contains(it));
    if signs.digits >= 1 || has_roman() {
        too_many(text, &mut out);
    }
    if signs.list {
        numbering(text, &mut out);
    }
    out.sort_by_key(|slip| slip.span.start);
    out
}

/// The same text with nothing where an escape of TOML stands, byte for byte; an escaped quote stays
/// a quote.
fn without_escapes(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        out.push(NOTHING);
        match chars.next() {
            Some('"') => out.push('"'),
            Some('u') => {
                let digits = chars
                    .as_str()
                    .chars()
                    .take_while(char::is_ascii_hexdigit)
                    .take(4)
                    .count();
                (0..=digits).for_each(|_| out.push(NOTHING));
                chars.by_ref().take(digits).for_each(drop);
            }
            Some(c) if c.is_ascii() => out.push(if c == '\n' { c } else { NOTHING }),
            Some(c) => out.push(c),
            None => {}
        }
    }
    out
}

#[cfg(test)]
mod tests;
