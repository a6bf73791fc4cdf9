//! Whether the blocks of a form ask only for what the form has: people, pairs, fields of the
//! edition's own, rows of its tables.

use super::block::{About, RowsOf, SignsYear, YearBlock, YearRow};
use super::columns::SheetField;
use super::registers::ReportValue;
use super::words::{Keyed as _, broken, unbound};
use crate::fields::{OWN, OWN_OF_MENTEES, OWN_OF_MENTORS, OwnOf};
use crate::problem::{Code, Place, Placed, Problem};
use crate::reader::Wording;

/// What a form knows.
pub(super) struct Holds {
    /// Beginnings of the places for which it has nothing.
    empty: &'static [&'static str],
    signers: &'static [SignsYear],
    rows: &'static [RowsOf],
    /// Whether it is about one member of the staff, whose own fields it then names without more.
    is_of_person: bool,
}

pub(super) const PROGRAM: Holds = Holds {
    empty: &["{person"],
    signers: OF_PAIR,
    rows: &[RowsOf::Questions, RowsOf::Empty],
    is_of_person: false,
};

pub(super) const ROADMAP: Holds = Holds {
    empty: &[
        "{person", "{mentors", "{mentees", "{form}", "{kind}", "{basis}", "{own.",
    ],
    signers: OF_SCHOOL,
    rows: &[
        RowsOf::Questions,
        RowsOf::Empty,
        RowsOf::Pairs,
        RowsOf::Mentors,
    ],
    is_of_person: false,
};

const OF_SCHOOL: &[SignsYear] = &[SignsYear::Head, SignsYear::Curator, SignsYear::Nobody];
const OF_PAIR: &[SignsYear] = &[
    SignsYear::Head,
    SignsYear::Curator,
    SignsYear::Mentors,
    SignsYear::Mentees,
    SignsYear::Nobody,
];
const ANYBODY: &[SignsYear] = &[
    SignsYear::Head,
    SignsYear::Curator,
    SignsYear::Person,
    SignsYear::Mentors,
    SignsYear::Mentees,
    SignsYear::Nobody,
];
const ANY_ROWS: &[RowsOf] = &[
    RowsOf::Activities,
    RowsOf::Pairs,
    RowsOf::FirstPairs,
    RowsOf::Mentors,
    RowsOf::Questions,
    RowsOf::Empty,
];

/// What a paper of the year knows.
pub(super) fn of_paper(about: About) -> Holds {
    match about {
        About::School => Holds {
            empty: &[
                "{person", "{mentors", "{mentees", "{form}", "{kind}", "{basis}", "{period}",
                "{own.",
            ],
            signers: OF_SCHOOL,
            rows: &[
                RowsOf::Pairs,
                RowsOf::FirstPairs,
                RowsOf::Mentors,
                RowsOf::Questions,
                RowsOf::Empty,
            ],
            is_of_person: false,
        },
        About::Pair => Holds {
            empty: &["{person"],
            signers: OF_PAIR,
            rows: ANY_ROWS,
            is_of_person: false,
        },
        About::Mentor | About::Mentee | About::MentorAndMentee | About::Person => Holds {
            empty: &[],
            signers: ANYBODY,
            rows: ANY_ROWS,
            is_of_person: true,
        },
    }
}

impl Holds {
    /// Whether it has what a block asks for; the first that it has not is told at its own words.
    pub(super) fn fits(&self, block: &YearBlock, table: &Wording<'_>) -> bool {
        let wrong = self
            .wrong_text(table)
            .or_else(|| self.wrong_signer(block, table))
            .or_else(|| self.wrong_rows(block, table));
        match wrong {
            Some(problem) => {
                table.report(problem);
                false
            }
            None => true,
        }
    }

    fn wrong_text(&self, table: &Wording<'_>) -> Option<Problem> {
        texts(table).iter().find_map(|text| {
            let strange = marks(text).find_map(|mark| Some((mark, self.wrong_mark(mark, table)?)));
            let (mark, problem) = strange?;
            Some(problem.at(&table.place_within(&text.place, mark)))
        })
    }

    fn wrong_mark(&self, mark: &str, table: &Wording<'_>) -> Option<Problem> {
        if self.empty.iter().any(|name| mark.starts_with(name)) {
            let message =
                format!("места {mark} в этой форме нет: она не об одном человеке или паре");
            let problem = Problem::new(Code::Placeholder, message);
            return Some(problem.hint("впишите другое место или слова"));
        }
        if self.is_of_person {
            return None;
        }
        let key = bare_own(mark.trim_matches(['{', '}']))?;
        let (message, hint) = of_staff_alone(key, table, ["{", "}"])?;
        Some(Problem::new(Code::Placeholder, message).hint(hint))
    }

    fn wrong_signer(&self, block: &YearBlock, table: &Wording<'_>) -> Option<Problem> {
        let mut all = block.signature.iter();
        let at = all.position(|it| !self.signers.contains(&it.who))?;
        let who = block.signature[at].who.word();
        let allowed: Vec<&str> = self.signers.iter().map(|who| who.word()).collect();
        let message = format!("who = \"{who}\": такой подписи в этой форме нет");
        let problem = broken(message, &place_in(table, "signature", at, "who"));
        Some(problem.hint(format!("можно: {}", allowed.join(", "))))
    }

    fn wrong_rows(&self, block: &YearBlock, table: &Wording<'_>) -> Option<Problem> {
        let rows = block.rows.filter(|rows| !self.rows.contains(rows))?;
        let allowed: Vec<&str> = self.rows.iter().map(|rows| rows.word()).collect();
        let message = format!("rows = \"{}\": таких строк в этой форме нет", rows.word());
        let problem = broken(message, &place_of(table, "rows"));
        let hint = format!("можно: {}", allowed.join(", "));
        Some(problem.hint(if rows == RowsOf::Activities {
            format!("{hint}; мероприятия есть у документа о паре: about = \"pair\"")
        } else {
            hint
        }))
    }
}

/// The key of `own.key`.
fn bare_own(word: &str) -> Option<&str> {
    word.strip_prefix(OWN)?.strip_prefix('.')
}

/// What is wrong with a field of the staff where a pair is spoken of, and what to do.
fn of_staff_alone(
    key: &str,
    table: &Wording<'_>,
    [before, after]: [&str; 2],
) -> Option<(String, String)> {
    let is_of = |of: OwnOf| table.knows(&format!("{}.{key}", of.word()));
    if is_of(OwnOf::Pairing) || !is_of(OwnOf::Staff) {
        return None;
    }
    let word = |of: &str| format!("{before}{of}.{key}{after}");
    let message = format!(
        "{}: это поле сотрудника, а здесь речь о паре: чье оно, не сказано",
        word(OWN)
    );
    let hint = format!(
        "впишите {} – у наставников, или {} – у наставляемых",
        word(OWN_OF_MENTORS),
        word(OWN_OF_MENTEES)
    );
    Some((message, hint))
}

/// What stands in braces.
fn marks(text: &str) -> impl Iterator<Item = &str> {
    let opened = text.match_indices('{');
    opened.filter_map(|(at, _)| {
        let rest = &text[at..];
        rest.find('}').map(|end| &rest[..=end])
    })
}

/// Every text of a block that may name a place for data or agree with people.
fn texts(table: &Wording<'_>) -> Vec<Placed<String>> {
    let mut out = Vec::new();
    for key in ["text", "label", "value"] {
        out.extend(table.has(key).then(|| table.text(key)).flatten());
    }
    for key in ["lines", "left", "right"] {
        let lines = table.has(key).then(|| table.texts(key)).flatten();
        out.extend(lines.into_iter().flat_map(|lines| lines.value));
    }
    gather(table, "clauses", &["text"], &mut out);
    gather(table, "column", &["head"], &mut out);
    gather(table, "row", &["text", "title"], &mut out);
    out
}

fn gather(
    table: &Wording<'_>,
    list: &'static str,
    keys: &[&'static str],
    out: &mut Vec<Placed<String>>,
) {
    let inner = table.has(list).then(|| table.tables(list)).flatten();
    for table in inner.iter().flat_map(|tables| &tables.value) {
        for key in keys {
            out.extend(table.has(key).then(|| table.text(key)).flatten());
        }
        if list == "clauses" {
            gather(table, list, keys, out);
        }
    }
}

/// Where the value of a key stands; the table, where it is not there.
pub(super) fn place_of(table: &Wording<'_>, key: &'static str) -> Place {
    let value = table.has(key).then(|| table.text(key)).flatten();
    value.map_or_else(|| table.place(), |it| it.place)
}

/// The same in a table of a list.
fn place_in(table: &Wording<'_>, list: &'static str, at: usize, key: &'static str) -> Place {
    let tables = table.tables(list);
    let inner = tables.as_ref().and_then(|all| all.get(at));
    inner.map_or_else(|| table.place(), |it| place_of(it, key))
}

/// What the rows of a table have.
fn held_by(rows: RowsOf) -> &'static [SheetField] {
    use SheetField::{Form, Format, Mentees, Mentors, Name, Pay, Result, Term, Text, Value};
    match rows {
        RowsOf::Empty => &[],
        RowsOf::Questions => &[Text, Value],
        RowsOf::Activities => &[Name, Term, Result, Format],
        RowsOf::Pairs | RowsOf::FirstPairs => &[Mentors, Mentees, Form, Term],
        RowsOf::Mentors => &[Mentors, Mentees, Form, Term, Pay],
    }
}

/// Whether a table has rows, every column stands over something that they have, and each row is
/// printed whole.
pub(super) fn whole_table(words: &Wording<'_>, block: &YearBlock) -> bool {
    let wrong = block.rows.and_then(|rows| {
        wrong_column(words, block, rows)
            .or_else(|| without_rows(words, block, rows))
            .or_else(|| wrong_row(words, block))
    });
    match wrong {
        Some(problem) => {
            words.report(problem);
            false
        }
        None => true,
    }
}

fn wrong_column(words: &Wording<'_>, block: &YearBlock, rows: RowsOf) -> Option<Problem> {
    let held = held_by(rows);
    let is_of_pairs = held.contains(&SheetField::Mentors);
    let is_there = |field: SheetField| match field {
        SheetField::Number | SheetField::Blank => true,
        SheetField::Own(_) => is_of_pairs,
        field => held.contains(&field),
    };
    if let Some(at) = block.column.iter().position(|it| !is_there(it.field)) {
        let word = block.column[at].field.word();
        let message = format!(
            "field = \"{word}\": у строк rows = \"{}\" этого нет, графа осталась бы пустой",
            rows.word()
        );
        let problem = unbound(message, &place_in(words, "column", at, "field"));
        let can: Vec<&str> = held.iter().map(|it| it.word()).chain(["number"]).collect();
        return Some(problem.hint(format!(
            "можно: {}; пустая графа для ручки – blank",
            can.join(", ")
        )));
    }
    // A row about one mentor has his own fields besides those of the pair.
    if rows == RowsOf::Mentors {
        return None;
    }
    let columns = block.column.iter().enumerate();
    columns.into_iter().find_map(|(at, column)| {
        let SheetField::Own(word) = column.field else {
            return None;
        };
        let (message, hint) = of_staff_alone(bare_own(word)?, words, ["", ""])?;
        let place = place_in(words, "column", at, "field");
        Some(unbound(message, &place).hint(hint))
    })
}

/// A table that would be one empty row, rows or a number of them that are not printed.
fn without_rows(words: &Wording<'_>, block: &YearBlock, rows: RowsOf) -> Option<Problem> {
    let is_of_questions = rows == RowsOf::Questions;
    let word = rows.word();
    let place = || place_of(words, "rows");
    if rows == RowsOf::Empty && block.count.is_none() {
        let message = format!("rows = \"{word}\": не сказано, сколько пустых строк печатать");
        return Some(broken(message, &place()).hint("добавьте строку count = 10"));
    }
    if is_of_questions && block.row.is_empty() {
        let message = format!("rows = \"{word}\": в таблице нет ни одной строки");
        let hint = "добавьте строки row = [{ text = \"…\" }]; пустые строки для ручки – rows = \"empty\" и count = 10";
        return Some(broken(message, &place()).hint(hint));
    }
    if is_of_questions && let Some(count) = block.count {
        let message = format!("rows = \"{word}\": поле count = {count} не печатается");
        let hint = "строк столько, сколько их в row; поле count уберите";
        return Some(broken(message, &place()).hint(hint));
    }
    if !is_of_questions && !block.row.is_empty() {
        let message = format!("rows = \"{word}\": строки row не печатаются");
        let hint = "свои строки бывают при rows = \"questions\"; или уберите row";
        return Some(broken(message, &place()).hint(hint));
    }
    None
}

/// Every row says something, in one way, has no more cells than the table has columns and loses
/// nothing that it says.
fn wrong_row(words: &Wording<'_>, block: &YearBlock) -> Option<Problem> {
    const WAYS: &str = "впишите одно из трех: text – слова графы с field = \"text\", title – слова во всю ширину, cells – слова каждой графы";
    let columns = block.column.len();
    let has = |field: SheetField| block.column.iter().any(|it| it.field == field);
    let complaint = |row: &YearRow| {
        let ways = [
            row.text.is_some(),
            row.title.is_some(),
            !row.cells.is_empty(),
        ];
        let is_counted = row.value != ReportValue::Blank;
        match ways.iter().filter(|is_said| **is_said).count() {
            0 => Some(("в строке таблицы нет слов".to_owned(), WAYS)),
            1 if row.cells.len() > columns => Some((
                format!(
                    "в строке таблицы ячеек больше, чем граф: {} и {columns}",
                    row.cells.len()
                ),
                WAYS,
            )),
            1 if row.text.is_some() && !has(SheetField::Text) => Some((
                "слова строки text не напечатаются: в таблице нет графы field = \"text\"".to_owned(),
                "впишите в одну из граф field = \"text\" или слова каждой графы: cells = [\"…\", \"…\"]",
            )),
            1 if is_counted && row.title.is_some() => Some((
                "у строки во всю ширину (title) значение value не печатается".to_owned(),
                "уберите value или впишите слова в text",
            )),
            1 => None,
            _ => Some(("строка таблицы сказана по-разному".to_owned(), WAYS)),
        }
        .or_else(|| {
            (is_counted && !has(SheetField::Value)).then(|| {
                (
                    "значение строки value не напечатается: в таблице нет графы field = \"value\""
                        .to_owned(),
                    "впишите в одну из граф field = \"value\" или уберите value",
                )
            })
        })
    };
    let mut rows = block.row.iter().enumerate();
    let (at, (message, hint)) = rows.find_map(|(at, row)| Some((at, complaint(row)?)))?;
    let tables = words.tables("row");
    let place = tables.and_then(|rows| rows.get(at).map(Wording::place));
    let place = place.unwrap_or_else(|| words.place());
    Some(broken(message, &place).hint(hint))
}
