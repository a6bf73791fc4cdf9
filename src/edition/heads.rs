//! Heads of columns that say something else than what stands beneath them. What a head says stands in
//! `forms/heads.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::problem::{Code, Placed, Problem};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    field: String,
    stems: Vec<String>,
    #[serde(default)]
    also: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    head: Vec<Head>,
}

#[expect(
    clippy::expect_used,
    reason = "the file is compiled in and read by tests"
)]
static HEADS: LazyLock<Vec<Head>> = LazyLock::new(|| {
    let table: Table =
        toml::from_str(include_str!("../../forms/heads.toml")).expect("forms/heads.toml");
    table.head
});

impl Head {
    fn of(field: &str) -> Option<&'static Self> {
        HEADS.iter().find(|head| head.field == field)
    }

    fn is_said_by(&self, text: &str) -> bool {
        says(text, &self.stems)
    }

    fn may_be_said_by(&self, text: &str) -> bool {
        self.is_said_by(text) || says(text, &self.also)
    }
}

fn says(text: &str, stems: &[String]) -> bool {
    let lower = text.to_lowercase().replace('ё', "е");
    let mut words = lower.split(|c: char| !c.is_alphabetic());
    words.any(|word| stems.iter().any(|stem| word.starts_with(stem.as_str())))
}

/// A column: its field, its head and where that stands.
pub(super) type Column<'c> = (&'c str, &'c Placed<String>);

/// The columns whose heads speak of another field than theirs, which is a slip but for words
/// that lists use loosely.
pub(super) fn crossed(columns: &[Column<'_>]) -> Vec<Problem> {
    let told = |(field, head): &Column<'_>| {
        let own = Head::of(field)?;
        if own.may_be_said_by(head) {
            return None;
        }
        let other = HEADS
            .iter()
            .filter(|it| !it.field.contains('.') && it.field != *field)
            .find(|it| it.is_said_by(head))?;
        let there = columns.iter().find(|(field, _)| *field == other.field);
        // «Показатель» may stand over the value of what another column calls «Критерий».
        let is_loose = ["text", "value"].contains(&other.field.as_str());
        let is_right = is_loose && there.is_some_and(|(_, head)| !own.is_said_by(head));
        (!is_right).then(|| problem(head, field, &other.field))
    };
    columns.iter().filter_map(told).collect()
}

/// A row of the report that counts something else than its words say.
pub(super) fn miscounted(text: &Placed<String>, value: &str) -> Option<Problem> {
    let row = |value: &str| Head::of(&format!("row.{value}"));
    let own = row(value)?;
    let others = ["mentors", "mentees"].into_iter();
    let other = others
        .filter(|it| *it != value)
        .find(|it| row(it).is_some_and(|it| it.is_said_by(text)))?;
    (!own.may_be_said_by(text)).then(|| {
        let message = format!("«{}»: считается другое – value = \"{value}\"", text.value);
        let hint = format!("исправьте: value = \"{other}\", или назовите строку иначе");
        Problem::new(Code::UnprintedField, message)
            .at(&text.place)
            .hint(hint)
    })
}

fn problem(head: &Placed<String>, field: &str, other: &str) -> Problem {
    let message = format!("шапка «{}» стоит над field = \"{field}\"", head.value);
    let hint = format!(
        "исправьте шапку или field: похоже, должно быть \"{other}\"; если так и задумано, ничего не делайте"
    );
    Problem::new(Code::UnprintedField, message)
        .at(&head.place)
        .hint(hint)
}
