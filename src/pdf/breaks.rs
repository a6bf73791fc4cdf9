//! Where a line may end within a word that is wider than its line.

use std::ops::Range;

use super::hyphens;
use crate::document::Column;
use crate::style::{PageStyle, is_latin, runs, syllables};

/// A word longer than this is given places to break: no column of a form is wide enough for it, and
/// typst, unlike Word, lets a word without a break run over the edge.
const UNBROKEN: usize = 24;

/// No word of a language is longer; where this one is to be parted, no rule of hyphenation says.
const ENDLESS: usize = 48;

/// Signs within a word after which a line may end; the later ones where the parts between those
/// before are still too wide. The last join addresses and names of files.
const JOINTS: [&[char]; 3] = [
    &['-', '–', '—', '+', '→'],
    &['/', ':', ';', ',', '!', '?', ')', '»', '…', '|', '\\', '·'],
    &['@', '.', '_', '&', '=', '*', '~', '#', '’', '\''],
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
        if has_filler(part) || part.chars().count() > ENDLESS {
            return false;
        }
        match self {
            Self::Line => true,
            Self::Column(style, column, landscape) | Self::Parting(style, column, landscape) => {
                let fits = |run: &str| style.fits_column(run, column, landscape);
                let parts = |run: &str| syllables(run).all(|it| fits(&format!("{it}-")));
                !mixes_digits(part) && runs(part).all(|run| fits(run) || parts(run))
            }
        }
    }

    /// The text, cut around the words of Latin letters that its column cannot hold: these are parted
    /// by rules of their own.
    pub(super) fn latin_apart(self, text: &str) -> Vec<(&str, bool)> {
        let (Self::Column(style, column, landscape) | Self::Parting(style, column, landscape)) =
            self
        else {
            return vec![(text, false)];
        };
        let is_wide = |run: &str| is_latin(run) && !style.fits_column(run, column, landscape);
        let mut out = Vec::new();
        let (mut from, mut at) = (0, 0);
        for run in runs(text) {
            let end = at + run.len();
            if is_wide(run) {
                if at > from {
                    out.push((&text[from..at], false));
                }
                out.push((run, true));
                from = end;
            }
            at = end;
        }
        if from < text.len() || out.is_empty() {
            out.push((&text[from..], false));
        }
        out
    }
}

/// Whether digits and letters touch: typst takes both for one word then, and parts none such.
fn mixes_digits(part: &str) -> bool {
    let mut before = ' ';
    part.chars().any(|c| {
        let meets = is_digit(before) && c.is_alphabetic() || before.is_alphabetic() && is_digit(c);
        before = c;
        meets
    })
}

fn is_digit(c: char) -> bool {
    c.is_numeric() || c == '_'
}

/// The words of a text, each with the space or hyphen after it. A hyphen before a digit ends none:
/// typst ends no line there (UAX #14, HY × NU).
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut letters = rest.char_indices().peekable();
        while let Some((_, c)) = letters.next() {
            let next = letters.peek();
            let is_end = c.is_whitespace() && !NO_BREAK.contains(&c)
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

/// Spaces at which no line ends: of what it keeps together as well as of a word that is wider than
/// its line, unless that cannot be.
const NO_BREAK: [char; 2] = ['\u{A0}', '\u{202F}'];

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
    let parts = after_signs(part, first).into_iter();
    let parts = parts.flat_map(before_brackets);
    parts.flat_map(|it| at_joints(it, room, others)).collect()
}

/// A part of a word, cut after these signs; of several side by side, as in «https://», after the last.
fn after_signs<'t>(part: &'t str, signs: &[char]) -> Vec<&'t str> {
    if has_filler(part) {
        return part.split_inclusive(signs).collect();
    }
    let is_sign = |c: char| JOINTS.iter().any(|set| set.contains(&c));
    let mut out = Vec::new();
    let mut from = 0;
    let mut letters = part.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let goes_on = letters.peek().is_some_and(|(_, next)| is_sign(*next));
        if signs.contains(&c) && !goes_on {
            let end = at + c.len_utf8();
            out.push(&part[from..end]);
            from = end;
        }
    }
    if from < part.len() {
        out.push(&part[from..]);
    }
    out
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

/// What has no joints: left to the rules of hyphenation, cut between letters and digits, or in letters.
fn letters_of<'t>(part: &'t str, room: Room<'_>) -> Vec<&'t str> {
    let word = part.trim_end();
    if room.leaves_to_rules(word) {
        return vec![part];
    }
    if mixes_digits(word) {
        let parts = at_digits(part).into_iter();
        return parts.flat_map(|it| at_joints(it, room, &[])).collect();
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

/// A part of a word, cut where digits and letters touch.
fn at_digits(part: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut from, mut before) = (0, ' ');
    for (at, c) in part.char_indices() {
        if at > from && mixes_digits(&part[at - before.len_utf8()..at + c.len_utf8()]) {
            out.push(&part[from..at]);
            from = at;
        }
        before = c;
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
        assert_eq!(
            pieces("на https://disk.example.org/d/zanyatiya", Room::Line),
            ["на https://", "disk.example.org/", "d/", "zanyatiya"]
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
    fn latin_letters_are_parted_by_rules_of_their_own() {
        let style = PageStyle::built_in();
        let column = Column::fixed(Text::default(), 130, Align::Left);
        let room = Room::Column(&style, &column, false);
        assert_eq!(
            room.latin_apart("в (VKontakteMessenger) и Word"),
            [
                ("в (", false),
                ("VKontakteMessenger", true),
                (") и Word", false)
            ]
        );
        let mut syllables = syllables("International");
        assert_eq!(syllables.next(), Some("In"));
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
        assert_eq!(in_column("INTERNATIONALIZATION", 130).len(), 1);
        assert_eq!(in_column("12345678901234567890", 130).len(), 20);
        for (text, width, parts) in [
            (
                "индивидуально%групповое",
                130,
                &["индивидуально%групповое"][..],
            ),
            (
                "приложение№14кположению",
                130,
                &["приложение№14", "кположению"],
            ),
            ("понедельник·пятница", 130, &["понедельник·", "пятница"]),
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
