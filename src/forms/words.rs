//! Words of the edition with the values of the project put in, for every form.

use chrono::NaiveDate;

use crate::document::{Block, Cell, Inline, LabelledLine, Meaning, Row, SignatureField, Text};
use crate::edition::{ColumnWords, DateStyle, Edition, LineWords};
use crate::origin::Origin;
use crate::problem::Placed;
use crate::project::{Approval, Organization, Pairing, Person, Project};
use crate::reader::When;
use crate::russian;

/// The date in the properties of a paper that has none of its own: the day the first edition was
/// issued.
pub const EPOCH: NaiveDate = NaiveDate::from_ymd_opt(2022, 4, 25).expect("a day of the calendar");
/// Width of a blank in the middle of a line, in underscores.
pub(super) const BLANK: u8 = 12;

/// Of a number that is a few figures.
pub(super) const SHORT_BLANK: u8 = 6;

/// Names of places in the words of a form, and what to put there; `None` leaves a blank for the
/// pen.
pub(super) type Values = Vec<(String, Option<Text>)>;

/// Words of a form with the values put in place of `{name}`; a row of underscores becomes a blank
/// for the pen. Values are taken as they are: no brace or underscore of theirs is read as a mark.
pub fn fill<N: AsRef<str>>(words: &str, values: &[(N, Option<Text>)]) -> Text {
    let mut out = Text::default();
    let mut rest = words;
    while let Some(at) = rest.find(['{', '_']) {
        let (before, after) = rest.split_at(at);
        let value = named_first(after, values)
            .and_then(|(_, value)| pieces(value.as_ref()?).into_iter().next());
        let first = value.map_or_else(String::new, |(words, _)| words);
        out = out.and(russian::tidy(&russian::with_preposition(before, &first)));
        rest = after;
        if rest.starts_with('_') {
            let width = rest.chars().take_while(|c| *c == '_').count();
            out = out.and_blank(u8::try_from(width).unwrap_or(u8::MAX));
            rest = &rest[width..];
            continue;
        }
        let Some((end, value)) = named_first(rest, values) else {
            // The edition lets no placeholder through that its text does not have.
            debug_assert!(false, "no value for a placeholder of «{words}»");
            out = out.and("{");
            rest = &rest[1..];
            continue;
        };
        out = match value {
            Some(text) => out.and_text(text.clone()),
            None => out.and_blank(BLANK),
        };
        rest = &rest[end + 1..];
        // A date ends with a full stop of its own: «… по 31 мая 2027 г.»
        if rest.starts_with('.') && out.ends_with('.') {
            rest = &rest[1..];
        }
    }
    join_number_sign(out.and(russian::tidy(rest)))
}

/// The end of the placeholder that a text begins with, and its value.
fn named_first<'v, N: AsRef<str>>(
    text: &str,
    values: &'v [(N, Option<Text>)],
) -> Option<(usize, &'v Option<Text>)> {
    let end = text.starts_with('{').then(|| text.find('}'))??;
    let named = values
        .iter()
        .find(|(name, _)| name.as_ref() == &text[1..end]);
    named.map(|(_, value)| (end, value))
}

/// The space between № and a value put after it must not break.
pub(super) fn join_number_sign(mut text: Text) -> Text {
    for i in 1..text.0.len() {
        if let Inline::Run { text: before, .. } = &mut text.0[i - 1]
            && before.ends_with("№ ")
        {
            before.pop();
            before.push('\u{A0}');
        }
    }
    text
}

/// The user's text, ready for print.
pub fn user(text: &Placed<impl AsRef<str>>) -> Text {
    Text::from_data(&russian::tidy(text.value.as_ref()), text.place.origin())
}

/// Words of the edition, ready for print.
pub fn wording(text: &str) -> Text {
    Text::plain(russian::tidy(text))
}

/// Words that stand between those of two values.
pub(super) fn between(words: &str) -> (String, Origin) {
    (words.to_owned(), Origin::Wording)
}

/// The words of a text of one line, cut where their origin changes.
pub(super) fn pieces(text: &Text) -> Vec<(String, Origin)> {
    let mut out = Vec::new();
    for inline in &text.0 {
        if let Inline::Run { text, origin, .. } = inline {
            let own = origin.pieces(text).into_iter();
            out.extend(own.map(|(words, origin)| (words.to_owned(), origin)));
        }
    }
    out
}

/// Words of several values as one text, ready for print.
pub(super) fn composed(pieces: &[(String, Origin)]) -> Text {
    let whole: String = pieces.iter().map(|(words, _)| words.as_str()).collect();
    // What is made ready keeps its number of characters.
    let stretches: Vec<(usize, Origin)> = pieces
        .iter()
        .map(|(words, origin)| (words.chars().count(), origin.clone()))
        .collect();
    wording(&whole).made_of(&stretches)
}

/// «2026/2027».
pub(super) fn school_year(organization: &Organization) -> Option<Text> {
    let year = organization.school_year.as_ref()?;
    Some(Text::from_data(&year.to_string(), year.place.origin()))
}

/// A date or term in running text.
pub(super) fn when(it: &Placed<When>, style: DateStyle) -> Text {
    let words = match (&it.value, style) {
        (When::Day(day), DateStyle::Long) => russian::long_date(*day),
        (When::Day(day), DateStyle::Digits) => russian::digits(*day),
        (When::Span { from, to }, DateStyle::Long) => russian::long_span(*from, *to),
        (When::Span { from, to }, DateStyle::Digits) => {
            format!("{} – {}", russian::digits(*from), russian::digits(*to))
        }
        (When::Printed(text), DateStyle::Long | DateStyle::Digits) => russian::tidy(text),
    };
    made_of_term(&words, it)
}

/// The form of mentoring of a pairing and its kind, as far as they are known.
pub(super) fn form_cell(edition: &Edition, pairing: &Pairing) -> Cell {
    let known = [&pairing.form, &pairing.kind].into_iter().flatten();
    Cell(known.map(|it| user(&edition.common.printed(it))).collect())
}

/// The term of a pairing, if it is known.
pub(super) fn term_cell(pairing: &Pairing) -> Cell {
    Cell(pairing.period.iter().map(when_in_cell).collect())
}

/// A date or term in a cell.
pub(super) fn when_in_cell(it: &Placed<When>) -> Text {
    let words = match &it.value {
        When::Day(day) => russian::cell_date(*day),
        When::Span { from, to } => russian::cell_span(*from, *to),
        When::Printed(text) => russian::tidy(text),
    };
    let text = made_of_term(&words, it);
    match it.value {
        When::Day(day) => text.meaning(Meaning::Day(day)),
        When::Span { .. } | When::Printed(_) => text,
    }
}

/// A span whose ends are written in two places, in running text or in a cell.
pub(super) fn span_of(words: &str, from: Origin, to: Origin) -> Text {
    let second = russian::second_day(words).unwrap_or(words.len());
    let (first, second) = words.split_at(second);
    Text::of_pieces([(first, from), (second, to)])
}

/// The words of a date or term; those of a span are made of its two ends.
fn made_of_term(words: &str, it: &Placed<When>) -> Text {
    let whole = it.place.origin();
    let second = russian::second_day(words);
    match (&it.value, second) {
        (When::Span { .. }, second) => {
            let (first, second) = words.split_at(second.unwrap_or(words.len()));
            Text::of_pieces([(first, whole.key("from")), (second, whole.key("to"))])
        }
        (When::Day(_) | When::Printed(_), _) => Text::from_data(words, whole),
    }
}

/// The date in the properties of a file: the first of its own dates, or the first day of the school
/// year.
pub(super) fn file_date(project: &Project, own: &[Option<&Placed<When>>]) -> NaiveDate {
    own.iter()
        .find_map(|it| first_day(it.map(|it| &it.value)))
        .or_else(|| project.default_date())
        .unwrap_or(EPOCH)
}

/// The first day of a date or term.
pub(super) fn first_day(it: Option<&When>) -> Option<NaiveDate> {
    match it? {
        When::Day(day) => Some(*day),
        When::Span { from, .. } => Some(*from),
        When::Printed(_) => None,
    }
}

/// A mark or stamp of which a form has no line.
pub(super) fn is_empty_mark(block: &Block) -> bool {
    matches!(block, Block::AppendixMark(lines) | Block::ApprovalStamp(lines) if lines.is_empty())
}

/// Whether the first of several columns holds numbers: then the number of a title stands there too.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbering {
    is_first: bool,
}

impl Numbering {
    pub(super) fn of<F: Copy + PartialEq>(columns: &[ColumnWords<F>], number: F) -> Self {
        Self {
            is_first: columns.len() > 1 && columns.first().is_some_and(|c| c.field == number),
        }
    }

    /// A title over rows, with its number in the column of numbers or before its words.
    pub(super) fn title(self, level: u8, number: Text, title: Text) -> Row {
        if self.is_first {
            Row::Title {
                level,
                number: Some(number),
                title,
            }
        } else {
            Row::Title {
                level,
                number: None,
                title: number.and(" ").and_text(title),
            }
        }
    }
}

pub(super) fn lines(words: &[String]) -> Vec<Text> {
    words.iter().map(|l| fill::<&str>(l, &[])).collect()
}

/// Date and number of a paper, `{name_date}` and `{name_number}`; a number that is not known leaves a
/// blank of so many underscores.
pub(super) fn numbered(name: &str, paper: &Approval, blank: u8) -> Values {
    let date = paper.date.as_ref().map(|date| when(date, DateStyle::Long));
    let number = paper.number.as_ref().map(user);
    let number = number.unwrap_or_else(|| Text::default().and_blank(blank));
    vec![
        (format!("{name}_date"), date),
        (format!("{name}_number"), Some(number)),
    ]
}

pub(super) fn labelled(words: &LineWords, values: Vec<Text>) -> LabelledLine {
    LabelledLine {
        label: Text::plain(&words.label),
        values,
        caption: Some(Text::plain(&words.caption)),
    }
}

/// Who signs: the stem of the names of signature fields, which stay the same for ever, for other
/// programs know them.
#[derive(Debug, Clone, Copy)]
pub(super) enum Role {
    Mentor,
    Head,
    Mentee,
}

impl Role {
    fn key(self) -> &'static str {
        match self {
            Self::Mentor => "mentor",
            Self::Head => "head",
            Self::Mentee => "mentee",
        }
    }
}

/// A place for the electronic signature of each of these people: `mentor`, `mentor-2` and so on.
/// None where the project does not ask for them. Each has the whole name: two people may have the
/// same initials.
pub(super) fn signature_fields(
    project: &Project,
    edition: &Edition,
    role: Role,
    people: &[&Person],
) -> Vec<SignatureField> {
    let wanted = if project.organization.signatures.fields {
        people
    } else {
        &[]
    };
    let field = |(i, person): (usize, &&Person)| SignatureField {
        name: if i == 0 {
            role.key().to_owned()
        } else {
            format!("{}-{}", role.key(), i + 1)
        },
        description: fill(
            &edition.common.signature_field,
            &[("person", Some(wording(&person.name.full())))],
        )
        .to_plain(),
    };
    wanted.iter().enumerate().map(field).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_put_in_and_absent_ones_left_for_the_pen() {
        let text = fill(
            "от {date} № {number}, «__» г.",
            &[("date", Some(Text::plain("{number} _"))), ("number", None)],
        );
        assert_eq!(
            text.to_plain(),
            "от {number} _ №\u{A0}____________, «__» г."
        );
        assert_eq!(
            text.0
                .iter()
                .filter(|i| matches!(i, Inline::Blank { .. }))
                .count(),
            2
        );
    }
}
