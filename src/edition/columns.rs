//! Columns of tables, each bound by name to what stands in it.

use super::heads;
use super::places::{OF_ACTIVITIES, OF_PAIRS, OF_PAIRS_AND_STAFF, OF_STAFF, Places, YEAR_TABLE};
use super::words::{
    Keyed, broken, choice, count, filled, keyed, known as known_words, of_word, one_of, required,
    required_tables, unbound,
};
use crate::document::{Align, Column, Orientation, Text};
use crate::problem::{Advice, Code, Placed, Problem};
use crate::reader::{Stands, Wording, same_word};

impl Keyed for Align {
    fn words() -> &'static [(&'static str, Self)] {
        &[("left", Self::Left), ("centre", Self::Centre)]
    }
}

impl Keyed for Orientation {
    fn words() -> &'static [(&'static str, Self)] {
        &[("portrait", Self::Portrait), ("landscape", Self::Landscape)]
    }
}

/// A table's whole width: columns are measured in thousandths of it.
const WHOLE: usize = 1000;

#[derive(Debug, Clone)]
pub struct ColumnWords<F> {
    pub head: String,
    /// Thousandths of the table's width.
    pub width: u16,
    /// As [`Column::bounds`].
    pub bounds: (u16, u16),
    pub align: Align,
    /// What stands in the column.
    pub field: F,
}

impl<F> ColumnWords<F> {
    /// The column as a table has it.
    pub fn to_column(&self) -> Column {
        Column {
            head: Text::plain(&self.head),
            width: self.width,
            bounds: self.bounds,
            align: self.align,
            turned: None,
        }
    }
}

/// What a column of one kind of table can hold.
pub(super) trait ColumnField: Keyed {
    /// Left for the pen: the only one that several columns may have.
    const BLANK: Self;
    /// What the table must not leave out without a word.
    const DATA: &'static [Self];
    /// The built-in columns in their order, where once columns were known by it alone.
    const ORDER: &'static [Self];
    /// What the heads of its columns may name.
    const HEAD: Places<'static> = Places::NONE;
}

/// Declares what columns of a table can hold: `data` the user's own, `aids` the rest; `order` as
/// [`ColumnField::ORDER`]; `heads` as [`ColumnField::HEAD`].
macro_rules! fields {
    ($(
        $(#[$of_enum:meta])*
        enum $name:ident {
            data { $($(#[$of_data:meta])* $data:ident = $data_word:literal,)* }
            aids { $($(#[$of_aid:meta])* $aid:ident = $aid_word:literal,)* }
            order { $($place:ident)* }
            $(own { $own:ident of $of:path })?
            $(heads $heads:path,)?
        }
    )*) => {$(
        keyed! {
            $(#[$of_enum])*
            enum $name {
                $($(#[$of_data])* $data = $data_word,)*
                $($(#[$of_aid])* $aid = $aid_word,)*
                /// For the pen.
                Blank = "blank",
                $(+ $own of $of,)?
            }
        }

        impl ColumnField for $name {
            const BLANK: Self = Self::Blank;
            const DATA: &'static [Self] = &[$(Self::$data),*];
            const ORDER: &'static [Self] = &[$(Self::$place),*];
            $(const HEAD: Places<'static> = $heads;)?
        }
    )*};
}

fields! {
    /// Of the plan of a program.
    enum PlanField {
        data { Name = "name", Term = "term", Result = "result", Format = "format", }
        aids {
            Number = "number",
            /// The title of the block, in place of a row of its own.
            Block = "block",
        }
        order { Number Name Term Result Format }
    }
    enum RoadmapField {
        data { Name = "name", Term = "term", Result = "result", Responsible = "responsible", }
        aids {
            Number = "number",
            /// The title of the stage, in place of a row of its own.
            Stage = "stage",
        }
        order {}
        own { Own of OF_ACTIVITIES }
    }
    /// Of the list of who has read an order.
    enum AcquaintedField {
        data { Person = "person", }
        aids { Number = "number", }
        order { Number Person Blank Blank }
    }
    /// Of a list of pairings enclosed with an order.
    enum PairingField {
        data { Mentors = "mentors", Mentees = "mentees", }
        aids { Number = "number", Form = "form", Term = "term", Consent = "consent", Pay = "pay", Agreement = "agreement", }
        order {}
        own { Own of OF_PAIRS }
    }
    /// Of the banks of mentors and mentees.
    enum BankField {
        data { Name = "name", }
        aids {
            Number = "number",
            Position = "position",
            /// The place of work, where it is another than the school.
            Organization = "organization",
            /// The school that the bank is of.
            School = "school",
            /// The other side of the person's pairings.
            Partners = "partners",
            Count = "count",
        }
        order {}
        own { Own of OF_STAFF }
    }
    /// Of the register of pairings.
    enum RegisterField {
        data { Mentors = "mentors", Mentees = "mentees", }
        aids {
            Number = "number",
            Form = "form",
            Term = "term",
            Order = "order",
            Consent = "consent",
            /// The school that the pairing is of.
            School = "school",
            /// How many mentees there are.
            Count = "count",
        }
        order {}
        own { Own of OF_PAIRS }
    }
    /// Of the tables of a municipality with a row for each school.
    enum SchoolsField {
        data { School = "school", }
        aids {
            Number = "number",
            Teachers = "teachers",
            Mentors = "mentors",
            Mentees = "mentees",
            /// Teachers of the school who mentor or are mentored.
            Included = "included",
            Pairings = "pairings",
            Groups = "groups",
            /// Pairings that began in the school year.
            Begun = "begun",
            /// Pairings whose mentor has changed.
            Changed = "changed",
            /// Pairings that have ended before their term.
            Ended = "ended",
            Consents = "consents",
            Agreements = "agreements",
            Programs = "programs",
            Errors = "errors",
            Warnings = "warnings",
            /// `included` in per cent of `teachers`.
            Coverage = "coverage",
            /// The same to look at.
            Bar = "bar",
        }
        order {}
    }
    /// Of the tables of what is alike in several schools.
    enum LikenessField {
        data { What = "what", Schools = "schools", }
        aids { Number = "number", }
        order {}
    }
    /// Of the curator's report.
    enum ReportField {
        data { Text = "text", Value = "value", }
        aids { Number = "number", }
        order { Number Text Value }
    }
    /// Of a table of the rest of the year's papers.
    enum SheetField {
        data {}
        aids {
            Number = "number",
            Text = "text",
            Value = "value",
            Name = "name",
            Term = "term",
            Result = "result",
            Format = "format",
            Mentors = "mentors",
            Mentees = "mentees",
            Form = "form",
            Pay = "pay",
        }
        order {}
        own { Own of OF_PAIRS_AND_STAFF }
        heads YEAR_TABLE,
    }
    /// Of the list of signatures before a print run.
    enum PrintField {
        data { Paper = "paper", Signer = "signer", }
        aids { Number = "number", }
        order { Number Paper Signer Blank }
    }
}

/// The columns of a table: together as wide as it, each bound to something else, and nothing that
/// the user wrote left out without a word.
pub(super) fn columns<F: ColumnField>(
    words: &Wording<'_>,
    key: &'static str,
) -> Option<Vec<ColumnWords<F>>> {
    words.wants(key, || Stands::Tables {
        may_be_empty: false,
    });
    let tables = required_tables(words, key)?;
    // What the table lacks stands under the misspelt head.
    if words.misspells(key) {
        words.lacks(key);
        return None;
    }
    let unnamed = tables.len() == F::ORDER.len() && tables.iter().all(|t| !t.has("field"));
    if unnamed {
        words.report(in_order::<F>(&tables));
    }
    let read: Vec<_> = tables
        .iter()
        .enumerate()
        .map(|(i, table)| column::<F>(table, F::ORDER.get(i).copied().filter(|_| unnamed)))
        .collect();
    let bound = check_fields::<F>(&tables);
    if bound {
        let crossed = check_heads(words, &tables);
        if !crossed {
            tell_same_heads(words, &tables, "head");
        }
    }
    let measured = check_widths(words, &tables);
    let columns: Vec<_> = read.into_iter().collect::<Option<_>>()?;
    if columns.is_empty() {
        let problem = broken(format!("«{key}»: в таблице нет граф"), &tables.place);
        words.report(problem.hint(format!("добавьте раздел [[{key}]] на каждую графу")));
        return None;
    }
    (bound && measured).then_some(columns)
}

/// Files of the time when columns were known by their order are still taken, not without a word.
fn in_order<F: ColumnField>(tables: &Placed<Vec<Wording<'_>>>) -> Problem {
    let order: Vec<String> = F::ORDER
        .iter()
        .map(|field| format!("\"{}\"", field.word()))
        .collect();
    let message =
        "в графах не сказано, что в них стоит (нет полей «field»): взят порядок встроенной формы";
    Problem::new(Code::UnnamedColumns, message)
        .at(&tables.place)
        .hint(format!(
            "допишите в каждую графу строку field = \"…\"; сейчас по порядку: {}",
            order.join(", ")
        ))
}

/// `known` is what the column holds, if it need not say so itself.
fn column<F: ColumnField>(words: &Wording<'_>, known: Option<F>) -> Option<ColumnWords<F>> {
    words.wants("head", || Stands::Text(F::HEAD.rule()));
    let head = required(words, "head", Wording::text);
    let shown = head.as_ref().map(|h| h.value.clone()).unwrap_or_default();
    let head = head.and_then(|h| filled(words, "head", &h, &F::HEAD));
    let width = count(1..=1000)(words, "width").and_then(|w| u16::try_from(w).ok());
    let bounds = bounds(words, width);
    let align = choice(words, "align");
    words.wants("field", || Stands::OneOf(known_words::<F>()));
    if known.is_none() && !words.must_have("field") {
        let message = format!("не сказано, что стоит в графе «{shown}»: нет поля «field»");
        let problem = Problem::new(Code::UnboundForm, message).hint(format!(
            "добавьте в графу строку field = \"…\"; {}",
            allowed::<F>()
        ));
        words.lacks_so("field", problem);
    }
    let named = || {
        words
            .text("field")
            .and_then(|text| one_of(words, "field", &text))
    };
    let field = known.or_else(named);
    words.finish();
    Some(ColumnWords {
        head: head?,
        width: width?,
        bounds: bounds?,
        align: align?,
        field: field?,
    })
}

/// The narrowest and the widest that a column may become: its width where nothing is said. Without a
/// width, which has been complained of, they are read all the same.
fn bounds(words: &Wording<'_>, width: Option<u16>) -> Option<(u16, u16)> {
    let bound = |key, limits| {
        if words.may_have(key) {
            count(limits)(words, key).and_then(|bound| u16::try_from(bound).ok())
        } else {
            width
        }
    };
    let narrowest = bound("narrowest", 1..=width.unwrap_or(1000));
    let widest = bound("widest", width.unwrap_or(1)..=1000);
    Some((narrowest?, widest?))
}

fn allowed<F: ColumnField>() -> String {
    let words: Vec<String> = F::words()
        .iter()
        .map(|(word, _)| format!("\"{word}\""))
        .collect();
    format!("можно: {}", words.join(", "))
}

/// The fields that columns name, as far as they are known.
fn named<F: ColumnField>(tables: &[Wording<'_>]) -> Vec<(F, Placed<String>)> {
    let texts = tables
        .iter()
        .filter(|t| t.has("field") && !t.is_list("field"));
    let Some(first) = tables.first() else {
        return Vec::new();
    };
    texts
        .filter_map(|t| t.text("field"))
        .filter_map(|text| {
            let field = of_word(first, &text)?;
            Some((field, text))
        })
        .collect()
}

/// True unless two columns hold the same; what no column holds is told as a warning.
fn check_fields<F: ColumnField>(tables: &Placed<Vec<Wording<'_>>>) -> bool {
    let Some(first) = tables.first() else {
        return true;
    };
    let named = named::<F>(tables);
    let mut good = true;
    for (i, (field, text)) in named.iter().enumerate() {
        if *field != F::BLANK && named[..i].iter().any(|(before, _)| before == field) {
            good = false;
            let problem = unbound(
                format!("две графы об одном и том же: {}", text.value),
                &text.place,
            );
            first.report(problem.hint(format!("оставьте одну; {}", allowed::<F>())));
        }
    }
    // A column that is not bound yet may be meant for what seems left out.
    if good && named.len() == tables.len() {
        let missing: Vec<String> = F::DATA
            .iter()
            .filter(|field| named.iter().all(|(known, _)| known != *field))
            .map(|field| format!("\"{}\"", field.word()))
            .collect();
        if !missing.is_empty() && !first.asks_data() {
            let message = format!(
                "в таблице нет графы для field = {}: эти сведения не напечатаются",
                missing.join(", ")
            );
            first.report(
                Problem::new(Code::UnprintedField, message)
                    .at(&tables.place)
                    .hint("если так и задумано, ничего не делайте; если нет – добавьте графу"),
            );
        }
    }
    good
}

/// Tells of heads that stand over something else; whether there are any.
fn check_heads(words: &Wording<'_>, tables: &[Wording<'_>]) -> bool {
    let has_both = |t: &&Wording<'_>| ["head", "field"].iter().all(|key| t.has(key));
    let read: Vec<(Placed<String>, Placed<String>)> = tables
        .iter()
        .filter(has_both)
        .filter_map(|t| Some((t.text("field")?, t.text("head")?)))
        .collect();
    let columns: Vec<heads::Column<'_>> = read
        .iter()
        .map(|(field, head)| (field.value.as_str(), head))
        .collect();
    let crossed = heads::crossed(&columns);
    let is_there = !crossed.is_empty();
    crossed.into_iter().for_each(|it| words.report(it));
    is_there
}

/// Tells of data that stand under the same words: on paper nobody can tell them apart.
pub(super) fn tell_same_heads(words: &Wording<'_>, tables: &[Wording<'_>], key: &'static str) {
    let blank = |t: &&Wording<'_>| {
        let field = (t.has("field") && !t.is_list("field")).then(|| t.text("field"));
        field.flatten().is_some_and(|field| field.value == "blank")
    };
    let named = tables.iter().filter(|t| t.has(key) && !blank(t));
    let heads: Vec<Placed<String>> = named.filter_map(|t| t.text(key)).collect();
    let twice = heads.iter().enumerate().find(|(at, head)| {
        let mut before = heads[..*at].iter();
        before.any(|other| same_word(other, head))
    });
    if let Some((_, head)) = twice {
        let message = format!("«{}» стоит дважды: на бумаге их не различить", head.value);
        let problem = Problem::new(Code::UnprintedField, message).at(&head.place);
        words.report(problem.hint("назовите по-разному; если так в форме, ничего не делайте"));
    }
}

fn check_widths(words: &Wording<'_>, tables: &[Wording<'_>]) -> bool {
    let widths: Vec<_> = tables
        .iter()
        .filter(|t| t.has("width"))
        .filter_map(|t| t.number("width"))
        .collect();
    let sum: i64 = widths.iter().fold(0, |sum, w| sum.saturating_add(w.value));
    let (Some(last), true) = (widths.last(), widths.len() == tables.len()) else {
        return false;
    };
    let whole = i64::try_from(WHOLE).unwrap_or_default();
    if sum == whole || widths.iter().any(|w| !(1..=whole).contains(&w.value)) {
        return sum == whole;
    }
    let message = format!("ширины граф в сумме дают {sum}, а должны {WHOLE}");
    let fitting = whole - sum + last.value;
    let hint = if (1..=whole).contains(&fitting) {
        format!(
            "исправьте ширины; если верны все, кроме последней, запишите в ней width = {fitting}"
        )
    } else {
        "исправьте ширины: width – доля ширины таблицы в тысячных".to_owned()
    };
    words.report(
        Problem::new(Code::BrokenForm, message)
            .at(&last.place)
            .hint(hint),
    );
    false
}

/// A field by itself or in a list, as a part of the note names it.
pub(super) fn one_or_many<F: Keyed>(
    words: &Wording<'_>,
    key: &'static str,
) -> Option<Vec<Placed<F>>> {
    words.wants(key, || Stands::OneOrListOf(known_words::<F>()));
    let texts = if words.is_list(key) {
        words.texts(key)?.value
    } else {
        vec![words.text(key)?]
    };
    if texts.is_empty() {
        let known: Vec<&str> = F::words().iter().map(|(word, _)| *word).collect();
        let problem = unbound(format!("«{key}»: пустой список"), &words.place());
        words.report(problem.hint(Advice::choose("", &known)));
        return None;
    }
    let read: Vec<_> = texts
        .into_iter()
        .map(|text| {
            let field = one_of(words, key, &text)?;
            Some(text.map(|_| field))
        })
        .collect();
    read.into_iter().collect()
}
