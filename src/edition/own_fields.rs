//! Fields of the school's own: `[[field]]` of `edition.toml`.

use super::places::Places;
use super::words::{
    Keyed, broken, choice, filled, keyed, line, many_over, optional, or_default, unbound,
    word_list, words,
};
use crate::fields::{self, NewYear, OwnField, OwnKind, OwnOf};
use crate::problem::{Placed, Problem};
use crate::reader::{Rule, Stands, Wording, same_word};

words! {
    #[expect(unreachable_pub, reason = "the macro makes what others read too")]
    struct OwnFieldWords {
        key: String = plain_key,
        of: OwnOf = needed("of = \"pairing\" – о паре, \"staff\" – о сотруднике или \"activity\" – о мероприятии", choice),
        title: String = needed("title = \"…\" – как поле называется на листе и на странице", line),
        is: OwnKind = needed("is = \"text\", \"date\", \"number\", \"list\", \"choice\" или \"person\"", choice),
        /// The words of a choice.
        values: Vec<String> = or_default(word_list),
        hint: Option<String> = optional(line),
        /// What is not said to be for everybody is not.
        personal: Option<bool> = optional(yes_or_no),
        new_year: Option<Fate> = optional(choice),
    }
}

keyed! {
    /// What a new school year makes of a field.
    #[expect(unreachable_pub, reason = "the macro makes what others read too")]
    enum Fate {
        Stays = "stays",
        Goes = "goes",
        /// The years in its text move.
        Moves = "moves",
    }
}

impl Keyed for OwnOf {
    fn words() -> &'static [(&'static str, Self)] {
        &[
            ("pairing", Self::Pairing),
            ("staff", Self::Staff),
            ("activity", Self::Activity),
        ]
    }
}

impl Keyed for OwnKind {
    fn words() -> &'static [(&'static str, Self)] {
        &[
            ("text", Self::Text),
            ("date", Self::Date),
            ("number", Self::Number),
            ("list", Self::List),
            ("choice", Self::Choice),
            ("person", Self::Person),
        ]
    }
}

/// The fields of an edition, each with another key, and with another title than every other column
/// of its sheet.
pub(super) fn own_fields(words: &Wording<'_>, key: &'static str) -> Option<Vec<OwnField>> {
    if !words.may_have(key) {
        return Some(Vec::new());
    }
    let read = many_over::<OwnFieldWords>("key")(words, key)?;
    let tables = words.tables_by(key, "key")?;
    let mut good = true;
    for (i, (field, table)) in read.iter().zip(tables.iter()).enumerate() {
        if let Some(problem) = wrong(field, &read[..i], table) {
            words.report(problem);
            good = false;
        }
    }
    good.then(|| read.into_iter().map(OwnFieldWords::into_field).collect())
}

fn wrong(field: &OwnFieldWords, before: &[OwnFieldWords], table: &Wording<'_>) -> Option<Problem> {
    let place_of = |key| table.text(key).map_or_else(|| table.place(), |it| it.place);
    let is_choice = field.is == OwnKind::Choice;
    if is_choice && field.values.is_empty() {
        let message = format!("поле «{}»: не сказано, из каких слов выбирают", field.key);
        let hint = "добавьте строку values = [\"…\", \"…\"]";
        return Some(unbound(message, &table.place()).hint(hint));
    }
    if let [only] = field.values.as_slice()
        && only.contains([';', ',', '|'])
    {
        let message = format!("поле «{}»: слова стоят в одних кавычках", field.key);
        let hint = "возьмите в кавычки каждое слово: values = [\"…\", \"…\"]";
        let place = table.texts("values").map(|it| it.place);
        let place = place.unwrap_or_else(|| table.place());
        return Some(unbound(message, &place).hint(hint));
    }
    if !is_choice && !field.values.is_empty() {
        let message = format!(
            "поле «{}»: слова values бывают только у is = \"choice\"",
            field.key
        );
        return Some(
            unbound(message, &place_of("is")).hint("уберите values или впишите is = \"choice\""),
        );
    }
    if let Some((message, hint)) = no_head(&field.title) {
        return Some(unbound(message, &place_of("title")).hint(hint));
    }
    let sheet = fields::words(field.of.sheet());
    let code = same_word(fields::code().head, &field.title);
    let taken = code
        || sheet.fields.iter().any(|own| {
            let mut names = std::iter::once(&own.head).chain(own.also);
            names.any(|name| same_word(name, &field.title))
        });
    let mut others = before.iter().filter(|other| other.of == field.of);
    if taken || others.any(|other| same_word(&other.title, &field.title)) {
        let message = format!(
            "название «{}» уже есть на листе «{}»",
            field.title, sheet.name
        );
        return Some(unbound(message, &place_of("title")).hint("назовите поле иначе"));
    }
    None
}

/// Why words cannot head a column of a sheet, which is found again by them.
fn no_head(title: &str) -> Option<(String, &'static str)> {
    const LONGEST: usize = 100;
    let count = title.chars().count();
    if title.contains('\n') {
        let message = "название поля стоит в несколько строк, а графу листа по нему не узнать";
        return Some((message.to_owned(), "запишите название одной строкой"));
    }
    (count > LONGEST).then(|| {
        (
            format!("в названии поля {count} знаков: графу листа по нему не узнать"),
            "назовите поле короче, не длиннее 100 знаков; пояснение впишите в hint",
        )
    })
}

impl OwnFieldWords {
    fn into_field(self) -> OwnField {
        OwnField {
            of: self.of,
            key: self.key,
            title: self.title,
            hint: self.hint.unwrap_or_default(),
            kind: self.is,
            values: self.values,
            is_personal: self.personal.unwrap_or(true),
            new_year: match self.new_year {
                Some(Fate::Goes) => Some(NewYear::Goes),
                Some(Fate::Moves) => Some(NewYear::Moves),
                Some(Fate::Stays) | None => None,
            },
        }
    }
}

fn yes_or_no(words: &Wording<'_>, key: &'static str) -> Option<bool> {
    words.boolean(key)
}

/// What a field must say, with what may be written: no built-in form has an example.
fn needed<T>(
    example: &'static str,
    rule: impl Fn(&Wording<'_>, &'static str) -> Option<T>,
) -> impl Fn(&Wording<'_>, &'static str) -> Option<T> {
    move |words, key| {
        if !words.must_have(key) {
            let message = format!("в разделе [[field]] нет поля «{key}»");
            let problem = broken(message, &words.place());
            words.lacks_so(key, problem.hint(format!("добавьте строку {example}")));
            return words.is_surveyed().then(|| rule(words, key)).flatten();
        }
        rule(words, key)
    }
}

fn text_as_it_is(words: &Wording<'_>, key: &'static str) -> Option<Placed<String>> {
    words.text(key)
}

/// A key as files have it.
fn plain_key(words: &Wording<'_>, key: &'static str) -> Option<String> {
    words.wants(key, || {
        Stands::Text(Rule {
            patterns: vec!["^[a-z0-9_]+$".to_owned()],
            ..Rule::default()
        })
    });
    let text = needed(
        "key = \"hours\" – имя поля в файлах, латинскими буквами",
        text_as_it_is,
    )(words, key)?;
    if text.trim().is_empty() {
        let problem = broken(format!("«{key}»: пустое значение"), &text.place);
        words.report(problem.hint("впишите имя поля латинскими буквами, например: hours"));
        return None;
    }
    let name = filled(words, key, &text, &Places::NONE)?;
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.chars().all(is_plain) {
        return Some(name);
    }
    let problem = unbound(
        format!("«{key}»: имя поля «{name}» так не записать"),
        &text.place,
    );
    words.report(problem.hint("имя поля – строчные латинские буквы, цифры и знак подчеркивания"));
    None
}
