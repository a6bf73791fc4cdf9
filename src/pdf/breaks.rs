//! Where a line may end within a word that is wider than its line.

use std::borrow::Cow;
use std::ops::Range;

use super::hyphens;
use crate::document::{Column, Inline};
use crate::style::PageStyle;

/// A word longer than this is given places to break: no column of a form is wide enough for it, and
/// typst, unlike Word, lets a word without a break run over the edge.
const UNBROKEN: usize = 24;

/// No word of a language is longer; where this one is to be parted, no rule of hyphenation says.
const ENDLESS: usize = 48;

/// Signs within a word after which a line may end; the later ones where the parts between those
/// before are still too wide. The last join addresses and names of files.
const JOINTS: [&[char]; 3] = [
    &['-', '–', '—', '+', '→'],
    &['/', ':', ';', ',', '!', '?', ')', '»', '…', '|', '\\'],
    &['@', '.', '_', '&', '=', '*', '~', '#'],
];

/// What a word stands in.
#[derive(Clone, Copy)]
pub(super) enum Room<'a> {
    /// A line across the page, or nearly so.
    Line,
    /// A column of a table, on a page that is landscape or not.
    Column(&'a PageStyle, &'a Column, bool),
    /// The same in a cell whose words are parted.
    Parting(&'a PageStyle, &'a Column, bool),
}

impl Room<'_> {
    /// Whether a line is wide enough for a word or a part of one.
    fn holds(self, word: &str) -> bool {
        let is_short = glued(word).all(|part| part.chars().count() <= UNBROKEN);
        match self {
            Self::Line => is_short,
            Self::Column(style, column, landscape) | Self::Parting(style, column, landscape) => {
                is_short && style.fits_column(word, column, landscape)
            }
        }
    }

    pub(super) fn holds_every_word(self, text: &str) -> bool {
        words(text).all(|word| self.holds(word.trim_end()))
    }

    /// The words of a text that are not parted, for too many lines in a row would end with a hyphen.
    pub(super) fn kept_whole(self, text: &str) -> Vec<Range<usize>> {
        match self {
            Self::Line | Self::Column(..) => Vec::new(),
            Self::Parting(style, column, landscape) => {
                let fits = |line: &str| style.fits_column(line, column, landscape);
                let mut kept = hyphens::kept_whole(text, fits);
                kept.retain(|word| self.holds(&text[word.clone()]));
                kept
            }
        }
    }

    /// Whether a part of a word can be left to the rules of hyphenation.
    fn leaves_to_rules(self, part: &str) -> bool {
        let letters = part.chars().count();
        if has_filler(part) {
            return false;
        }
        match self {
            Self::Line => letters <= ENDLESS,
            Self::Column(style, column, landscape) | Self::Parting(style, column, landscape) => {
                letters <= ENDLESS
                    && is_word(part)
                    && style.fits_column(SYLLABLE, column, landscape)
            }
        }
    }
}

/// As wide as a long syllable with its hyphen.
const SYLLABLE: &str = "nnnnn-";

/// Whether something is one word, with the signs before and after it: typst parts no other.
fn is_word(part: &str) -> bool {
    part.trim_start_matches(OPENING)
        .trim_end_matches(|c: char| !c.is_alphabetic())
        .chars()
        .all(char::is_alphabetic)
}

/// The words of a text, each with the space or hyphen after it. A hyphen before a digit ends none:
/// typst ends no line there (UAX #14, HY × NU).
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut letters = rest.char_indices().peekable();
        while let Some((_, c)) = letters.next() {
            let next = letters.peek();
            let is_end = c.is_whitespace() && c != NO_BREAK
                || c == '-' && !next.is_some_and(|(_, after)| holds_to_hyphen(*after));
            if is_end || next.is_none() {
                let (word, after) = rest.split_at(next.map_or(rest.len(), |(at, _)| *at));
                rest = after;
                return Some(word);
            }
        }
        None
    })
}

/// A space at which no line ends: of what it keeps together as well as of a word that is wider than
/// its line, unless that cannot be.
const NO_BREAK: char = '\u{A0}';

/// What no-break spaces keep together in a word, each with the space after it.
fn glued(word: &str) -> impl Iterator<Item = &str> {
    word.split_inclusive(NO_BREAK)
}

/// Whether no line ends between a hyphen and this sign.
fn holds_to_hyphen(c: char) -> bool {
    c.is_ascii_digit() || "-–—/!?.,:;…)»|*=_".contains(c)
}

/// Signs before which no line begins, not even after a space, unless a space of no width stands
/// there (UAX #14, × EX, × SY, × IS, B2 × B2).
const HELD: [char; 10] = ['/', '!', '?', '.', ',', ':', ';', '—', '…', ')'];

/// Whether a space of no width must stand between two pieces: within a filler, one sign over again,
/// and before one.
pub(super) fn is_filled(before: &str, after: &str) -> bool {
    let is_held = after.starts_with(HELD);
    let is_same = before == after && after.chars().count() == 1;
    is_held && (is_same || before.ends_with(' ') && opens_filler(after))
}

/// Whether a word begins with signs that no line begins with and that make no word.
fn opens_filler(word: &str) -> bool {
    let word = word.trim_end();
    let signs = word.chars().take_while(|c| !c.is_alphanumeric());
    word.starts_with(HELD) && signs.count() > LONGEST_MARKS
}

/// Signs that may stand together at a word: «?!..»
const LONGEST_MARKS: usize = 3;

/// Whether signs run on that make no word: «!!!!!!», «——————».
fn has_filler(part: &str) -> bool {
    let mut run = 0;
    part.chars().any(|c| {
        run = if c.is_alphanumeric() { 0 } else { run + 1 };
        run > LONGEST_MARKS
    })
}

/// The text in pieces between which a line may end: whole, but for words wider than their line.
/// These may end after a sign that joins their parts; what is no word at all, after any letter. No
/// character is put in, so that the words can be found.
pub(super) fn pieces<'t>(text: &'t str, room: Room<'_>) -> Vec<&'t str> {
    if room.holds_every_word(text) && !words(text).any(opens_filler) {
        return vec![text];
    }
    let mut out = Vec::new();
    let mut from = 0;
    for word in words(text) {
        let start = word.as_ptr().addr() - text.as_ptr().addr();
        if opens_filler(word) && text[..start].ends_with(' ') {
            out.push(&text[from..start]);
            from = start;
        }
        if room.holds(word.trim_end()) {
            continue;
        }
        let end = start + word.trim_end().len();
        let mut at = start;
        for part in glued(word).flat_map(|kept| parted(kept, room)) {
            at += part.len();
            if at < end {
                out.push(&text[from..at]);
                from = at;
            }
        }
    }
    if from < text.len() {
        out.push(&text[from..]);
    }
    out
}

/// A text in parts, each with whether no line may end at its hyphens: a number with letters, as
/// «152-ФЗ», «118-ОД», «7-х», which typst would part.
pub(super) fn numbers_apart(text: &str) -> Vec<(&str, bool)> {
    let mut out = Vec::new();
    let mut from = 0;
    for (hyphen, _) in text.match_indices('-') {
        let (before, after) = (&text[from..hyphen], &text[hyphen + 1..]);
        let number = before.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_number = number.len() < before.len() && !number.ends_with(is_joined);
        let letters = after.trim_start_matches(char::is_alphabetic);
        let end = text.len() - letters.len();
        let count = text[hyphen + 1..end].chars().count();
        if is_number && (1..=MOST_LETTERS).contains(&count) && !letters.starts_with(['-', '/']) {
            let start = from + number.len();
            if start > from {
                out.push((&text[from..start], false));
            }
            out.push((&text[start..end], true));
            from = end;
        }
    }
    if from < text.len() || out.is_empty() {
        out.push((&text[from..], false));
    }
    out
}

/// Runs of a text, with the letters that stand next to a short line for the pen kept on its line:
/// «20__/20__». What is kept is said with each part.
pub(super) fn blanks_held(runs: &[Inline]) -> Vec<(Cow<'_, [Inline]>, bool)> {
    let is_short = |it: Option<&Inline>| matches!(it, Some(Inline::Blank { width, caption }) if caption.is_empty() && *width <= SHORT_LINE);
    if !runs.iter().any(|it| is_short(Some(it))) {
        return vec![(runs.into(), false)];
    }
    let mut out: Vec<(Cow<'_, [Inline]>, bool)> = Vec::new();
    let mut held: Vec<Inline> = Vec::new();
    for (at, inline) in runs.iter().enumerate() {
        let after_blank = at > 0 && is_short(runs.get(at - 1));
        let before_blank = is_short(runs.get(at + 1));
        let (begin, middle, end) = match inline {
            Inline::Run { text, .. } => {
                let begin = if after_blank {
                    text.find(is_space).unwrap_or(text.len())
                } else {
                    0
                };
                let mut spaces = text[begin..].match_indices(is_space);
                let last = spaces
                    .next_back()
                    .map_or(begin, |(at, it)| begin + at + it.len());
                let end = if before_blank { last } else { text.len() };
                let (begin, rest) = cut(inline, begin);
                let (middle, end) = match rest {
                    Some(rest) => cut(&rest, end - begin.as_ref().map_or(0, length)),
                    None => (None, None),
                };
                (begin, middle, end)
            }
            _ if is_short(Some(inline)) => (Some(inline.clone()), None, None),
            Inline::Number(_) | Inline::LineBreak | Inline::Blank { .. } => {
                (None, Some(inline.clone()), None)
            }
        };
        held.extend(begin);
        if middle.is_some() || end.is_some() && !after_blank {
            flush(&mut out, &mut held);
        }
        out.extend(middle.map(|it| (vec![it].into(), false)));
        held.extend(end);
    }
    flush(&mut out, &mut held);
    out
}

fn is_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{202F}')
}

/// Letters beside a line longer than this may part from it.
const SHORT_LINE: u8 = 6;

fn flush(out: &mut Vec<(Cow<'_, [Inline]>, bool)>, held: &mut Vec<Inline>) {
    if !held.is_empty() {
        let is_whole = held.len() > 1;
        out.push((std::mem::take(held).into(), is_whole));
    }
}

fn length(inline: &Inline) -> usize {
    match inline {
        Inline::Run { text, .. } => text.len(),
        Inline::Number(_) | Inline::LineBreak | Inline::Blank { .. } => 0,
    }
}

/// A run in two, each if there is anything of it.
fn cut(run: &Inline, at: usize) -> (Option<Inline>, Option<Inline>) {
    let Inline::Run {
        text,
        bold,
        italic,
        origin,
        meaning,
    } = run
    else {
        return (None, None);
    };
    let (first, rest) = text.split_at(at);
    let (own, after) = origin.split_at(first.chars().count());
    let part = |text: &str, origin| {
        (!text.is_empty()).then(|| Inline::Run {
            text: text.to_owned(),
            bold: *bold,
            italic: *italic,
            origin,
            meaning: *meaning,
        })
    };
    (part(first, own), part(rest, after))
}

/// The same with the words that are kept whole, by where they stand.
pub(super) fn whole_apart<'t>(text: &'t str, kept: &[Range<usize>]) -> Vec<(&'t str, bool)> {
    let mut out = Vec::new();
    let mut from = 0;
    for word in kept {
        if word.start < from || word.end > text.len() {
            continue;
        }
        if word.start > from {
            out.extend(numbers_apart(&text[from..word.start]));
        }
        out.push((&text[word.clone()], true));
        from = word.end;
    }
    if from < text.len() || out.is_empty() {
        out.extend(numbers_apart(&text[from..]));
    }
    out
}

/// Whether a text has such a number.
pub(super) fn has_number(text: &str) -> bool {
    text.contains('-') && numbers_apart(text).iter().any(|(_, whole)| *whole)
}

/// Letters after the hyphen of a number.
const MOST_LETTERS: usize = 4;

/// Whether a sign makes one word with what stands beside it.
fn is_joined(c: char) -> bool {
    c.is_alphanumeric() || "-/.,".contains(c)
}

/// A word, or what is kept together in one, in parts after which a line may end.
fn parted<'t>(kept: &'t str, room: Room<'_>) -> Vec<&'t str> {
    at_joints(kept, room, &JOINTS)
}

fn at_joints<'t>(part: &'t str, room: Room<'_>, joints: &[&[char]]) -> Vec<&'t str> {
    let word = part.trim_end();
    if room.holds(word) {
        return vec![part];
    }
    let Some((first, others)) = joints.split_first() else {
        return letters_of(part, room);
    };
    let parts = part.split_inclusive(*first).flat_map(before_brackets);
    parts.flat_map(|it| at_joints(it, room, others)).collect()
}

/// A part of a word in two, where a bracket opens within.
fn before_brackets(part: &str) -> impl Iterator<Item = &str> {
    let at = part
        .char_indices()
        .skip(1)
        .find(|(_, c)| OPENING.contains(c));
    let (before, after) = part.split_at(at.map_or(part.len(), |(at, _)| at));
    [before, after].into_iter().filter(|it| !it.is_empty())
}

/// What opens a word.
const OPENING: [char; 4] = ['(', '«', '„', '['];

/// What has no joints: left to the rules of hyphenation, or in letters.
fn letters_of<'t>(part: &'t str, room: Room<'_>) -> Vec<&'t str> {
    let word = part.trim_end();
    if room.leaves_to_rules(word) {
        return vec![part];
    }
    let whole = match room {
        Room::Line => UNBROKEN,
        Room::Column(..) | Room::Parting(..) => 1,
    };
    let mut out = Vec::new();
    let mut from = 0;
    for (i, (at, c)) in word.char_indices().enumerate() {
        let after = at + c.len_utf8();
        if i + 1 >= whole && after < word.len() {
            out.push(&part[from..after]);
            from = after;
        }
    }
    out.push(&part[from..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Align, Text};

    #[test]
    fn only_a_word_too_long_for_any_line_gets_places_to_break() {
        let whole = "персонализированная программа с\u{A0}благодарственными письмами и/или";
        assert_eq!(pieces(whole, Room::Line), [whole]);
        assert_eq!(
            pieces("на otchet_nastavnika@sch14.example до", Room::Line),
            ["на otchet_", "nastavnika@", "sch14.", "example до"]
        );
        let endless = "ж".repeat(60);
        let parts = pieces(&endless, Room::Line);
        assert_eq!(parts.len(), 37);
        assert_eq!(parts.concat(), endless);
        let long = "рентгеноэлектрокардиографического";
        assert_eq!(
            pieces(long, Room::Line),
            [long],
            "the rules of hyphenation know it"
        );
    }

    #[test]
    fn letters_stay_with_a_short_line_for_the_pen() {
        let runs = Text::plain("на 20")
            .and_blank(2)
            .and("/20")
            .and_blank(2)
            .and(" учебный год, «за» –\u{A0}")
            .and_blank(6)
            .and(", и")
            .and_blank(40);
        let parts: Vec<(String, bool)> = blanks_held(&runs.0)
            .into_iter()
            .map(|(own, is_whole)| (Text(own.into_owned()).to_plain(), is_whole))
            .collect();
        let parts: Vec<(&str, bool)> = parts
            .iter()
            .map(|(it, whole)| (it.as_str(), *whole))
            .collect();
        let line = "_".repeat(40);
        assert_eq!(
            parts,
            [
                ("на ", false),
                ("20__/20__", true),
                (" учебный год, «за» ", false),
                ("–\u{A0}______,", true),
                (" и", false),
                (line.as_str(), false),
            ]
        );
    }

    #[test]
    fn a_number_and_its_letters_are_one() {
        for text in [
            "закон № 152-ФЗ",
            "№ 118-ОД от",
            "для 7-х классов",
            "(1264-р)",
        ] {
            assert!(has_number(text), "{text}");
            let parts = numbers_apart(text).into_iter().map(|(part, _)| part);
            assert_eq!(parts.collect::<String>(), text);
        }
        for text in [
            "",
            "пара-тройка",
            "01-10/118-ОД",
            "2022-2024",
            "5-летний",
            "а1-б",
        ] {
            assert_eq!(numbers_apart(text), [(text, false)]);
        }
    }

    #[test]
    fn a_word_wider_than_its_column_gets_places_to_break() {
        let style = PageStyle::built_in();
        let column = |width| Column::fixed(Text::default(), width, Align::Left);
        let in_column =
            |text: &'static str, width| pieces(text, Room::Column(&style, &column(width), false));
        assert_eq!(in_column("самостоятельное", 120), ["самостоятельное"]);
        assert_eq!(in_column("№ 123456789", 200), ["№ 123456789"]);
        assert_eq!(in_column("№ 1234", 50), ["№ 1", "2", "3", "4"]);
        assert_eq!(in_column("sch_14.example", 120), ["sch_", "14.", "example"]);
        assert_eq!(in_column("взгляд", 40).len(), 6, "no syllable fits");
        for filler in [
            "————————————————",
            "--------------------",
            "////////////////////",
            "????????????",
            "!!!!!!!!!!!!!!!!",
        ] {
            let parts = in_column(filler, 40);
            assert!(parts.len() > 4, "{filler}: {parts:?}");
            assert_eq!(parts.concat(), filler);
        }
        assert_eq!(in_column("справка ?????", 200), ["справка ", "?????"]);
        assert!(is_filled("справка ", "?????") && !is_filled("https:/", "/"));
        for (text, width, parts) in [
            (
                "сентябрь–октябрь–ноябрь",
                120,
                &["сентябрь–", "октябрь–", "ноябрь"][..],
            ),
            ("01.09.2026–31.05.2027", 150, &["01.09.2026–", "31.05.2027"]),
            (
                "еженедельно+ежемесячно",
                140,
                &["еженедельно+", "ежемесячно"],
            ),
            (
                "наставник→наставляемый",
                140,
                &["наставник→", "наставляемый"],
            ),
            (
                "консультация:индивидуальная",
                120,
                &["консультация:", "индивидуальная"],
            ),
            (
                "рефлексия(индивидуальная)",
                140,
                &["рефлексия", "(индивидуальная)"],
            ),
            (
                "беседа,консультация;отчет",
                130,
                &["беседа,", "консультация;", "отчет"],
            ),
        ] {
            assert_eq!(in_column(text, width), parts, "{text}");
        }
        let years = "ежегодно(2022-2024\u{A0}гг.)";
        assert_eq!(in_column(years, 400), [years]);
        assert_eq!(in_column(years, 240), ["ежегодно(2022-2024\u{A0}", "гг.)"]);
        let days = "с 01.09.2026-31.05.2027";
        assert_eq!(in_column(days, 140), ["с 01.09.2026-", "31.05.2027"]);
        assert_eq!(in_column(days, 400), [days]);
    }
}
