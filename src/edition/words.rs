//! How the parts of a wording file are read: each field of a form names the rule of what may stand
//! there, so that the struct is the description of the file.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::places::{OwnWords, Places};
use crate::fields::{self, OWN, OwnOf};
use crate::problem::{Advice, Code, Place, Placed, Problem};
use crate::reader::{Rule, Stands, Wording, Words as KnownWords, same_word};

/// A part of a form as a table of its wording file gives it.
pub(super) trait Words: Sized {
    /// `None` where something is wrong, which is told by then.
    fn read(words: &Wording<'_>) -> Option<Self>;
}

/// Declares structs of words: `field: Type = rule`. A rule takes the table and the key.
macro_rules! words {
    ($(
        $(#[$of_struct:meta])*
        struct $name:ident {
            $($(#[$of_field:meta])* $field:ident: $type:ty = $rule:expr,)*
        }
    )*) => {$(
        $(#[$of_struct])*
        #[derive(Debug, Clone)]
        pub struct $name {
            $($(#[$of_field])* pub $field: $type,)*
        }

        impl $crate::edition::words::Words for $name {
            fn read(words: &$crate::reader::Wording<'_>) -> Option<Self> {
                $(let $field = ($rule)(words, stringify!($field));)*
                words.finish();
                Some(Self { $($field: $field?,)* })
            }
        }
    )*};
}
pub(super) use words;

/// Declares an enum whose values the wording files call by words.
macro_rules! keyed {
    ($(
        $(#[$of_enum:meta])*
        enum $name:ident {
            $($(#[$of_value:meta])* $value:ident = $word:literal,)*
            $(+ $own:ident of $of:path,)?
        }
    )*) => {$(
        $(#[$of_enum])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$of_value])* $value,)*
            $(
                /// A field that the edition adds, by its whole word: `own.hours`.
                $own(&'static str),
            )?
        }

        impl $crate::edition::words::Keyed for $name {
            fn words() -> &'static [(&'static str, Self)] {
                &[$(($word, Self::$value)),*]
            }

            $(
                fn own() -> Option<$crate::edition::words::ByWord<Self>> {
                    Some(($of, Self::$own))
                }

                fn word(self) -> &'static str {
                    match self {
                        Self::$own(word) => word,
                        _ => $crate::edition::words::word_of(self),
                    }
                }
            )?
        }
    )*};
}
pub(super) use keyed;

/// Those words, and the value that stands for one.
pub(super) type ByWord<T> = (OwnWords, fn(&'static str) -> T);

/// A value that the wording files call by a word.
pub(super) trait Keyed: Copy + PartialEq + 'static {
    /// Every word with what it means.
    fn words() -> &'static [(&'static str, Self)];

    /// What the fields that an edition adds are of, if they may stand here, and how one does.
    fn own() -> Option<ByWord<Self>> {
        None
    }

    fn word(self) -> &'static str {
        word_of(self)
    }
}

pub(super) fn word_of<T: Keyed>(it: T) -> &'static str {
    let found = T::words().iter().find(|(_, value)| *value == it);
    found.map_or("", |(word, _)| word)
}

/// What a word means; a word of the edition's own, `own.hours`, if it adds that field.
pub(super) fn of_word<T: Keyed>(words: &Wording<'_>, text: &str) -> Option<T> {
    if let Some((_, value)) = T::words().iter().find(|(word, _)| *word == text) {
        return Some(*value);
    }
    let (places, make) = T::own()?;
    stands_for_own(words, text, places).then(|| make(fields::forever(text)))
}

/// Whether a word stands for a field that the edition adds.
fn stands_for_own(words: &Wording<'_>, text: &str, places: OwnWords) -> bool {
    places.iter().any(|(before, of)| {
        let key = text
            .strip_prefix(before)
            .and_then(|rest| rest.strip_prefix('.'));
        key.is_some_and(|key| words.knows(&format!("{}.{key}", of.word())))
    })
}

/// A problem of binding: what a form names is not there, or is there twice.
pub(super) fn unbound(message: impl Into<String>, place: &Place) -> Problem {
    Problem::new(Code::UnboundForm, message).at(place)
}

pub(super) fn broken(message: impl Into<String>, place: &Place) -> Problem {
    Problem::new(Code::BrokenForm, message).at(place)
}

/// Text without placeholders.
pub(super) fn line(words: &Wording<'_>, key: &'static str) -> Option<String> {
    fill(&Places::NONE)(words, key)
}

/// Text with placeholders.
pub(super) fn fill(places: &Places<'_>) -> impl Fn(&Wording<'_>, &'static str) -> Option<String> {
    move |words, key| {
        words.wants(key, || Stands::Text(places.rule()));
        let text = required(words, key, Wording::text)?;
        filled(words, key, &text, places)
    }
}

/// Text that must say the value of this one placeholder among the others.
pub(super) fn fill_with(
    places: &Places<'_>,
    needed: &'static str,
) -> impl Fn(&Wording<'_>, &'static str) -> Option<String> {
    fill_with_any(places, [needed])
}

/// Text that must say the value of one of these placeholders; the first is what is advised.
pub(super) fn fill_with_any<const N: usize>(
    places: &Places<'_>,
    needed: [&'static str; N],
) -> impl Fn(&Wording<'_>, &'static str) -> Option<String> {
    move |words, key| {
        words.wants(key, || Stands::Text(places.rule().saying(&needed)));
        let text = required(words, key, Wording::text)?;
        let out = filled(words, key, &text, places)?;
        let is_said = |name: &&str| out.contains(&format!("{{{name}}}"));
        let Some(advised) = needed.first().filter(|_| !needed.iter().any(is_said)) else {
            return Some(out);
        };
        let message = format!("«{key}»: нет места {{{advised}}}, и сведения не напечатаются");
        let hint = format!("впишите {{{advised}}} там, где они должны стоять");
        words.report(
            Problem::new(Code::Placeholder, message)
                .at(&text.place)
                .hint(hint),
        );
        None
    }
}

/// Tells of a text that does not name what texts of its kind do.
pub(super) fn tell_unsaid(
    words: &Wording<'_>,
    key: &str,
    text: &str,
    usual: &[&'static str],
    place: &Place,
) {
    const FOR_PEN: &str = "__";
    let unsaid = usual
        .iter()
        .find(|name| !text.contains(&format!("{{{name}}}")));
    if let Some(name) = unsaid.filter(|_| !text.contains(FOR_PEN)) {
        let message = format!("«{key}»: нет места {{{name}}}, и сведения не напечатаются");
        let hint = format!("впишите {{{name}}}; если так и задумано, ничего не делайте");
        words.report(
            Problem::new(Code::UnprintedField, message)
                .at(place)
                .hint(hint),
        );
    }
}

/// Text that may be empty, with placeholders.
pub(super) fn fill_or_empty(
    places: &Places<'_>,
) -> impl Fn(&Wording<'_>, &'static str) -> Option<String> {
    move |words, key| {
        words.wants(key, || Stands::Text(places.rule().or_empty()));
        let text = required(words, key, Wording::text)?;
        if text.is_empty() {
            return Some(String::new());
        }
        filled(words, key, &text, places)
    }
}

/// A list of lines, be it empty.
pub(super) fn lines(words: &Wording<'_>, key: &'static str) -> Option<Vec<String>> {
    fill_lines(&Places::NONE)(words, key)
}

/// A list of lines with placeholders, be it empty.
pub(super) fn fill_lines(
    places: &Places<'_>,
) -> impl Fn(&Wording<'_>, &'static str) -> Option<Vec<String>> {
    move |words, key| {
        words.wants(key, || texts_of(places.rule(), true));
        let lines = required(words, key, Wording::texts)?;
        // Every line is looked at before the first wrong one ends it.
        let read: Vec<_> = lines
            .iter()
            .map(|l| filled(words, key, l, places))
            .collect();
        read.into_iter().collect()
    }
}

fn texts_of(each: Rule, may_be_empty: bool) -> Stands {
    Stands::Texts { each, may_be_empty }
}

/// A list of different words; at least one.
pub(super) fn word_list(words: &Wording<'_>, key: &'static str) -> Option<Vec<String>> {
    words.wants(key, || texts_of(Places::NONE.rule(), false));
    let list = required(words, key, Wording::texts)?;
    let read: Vec<_> = list
        .iter()
        .map(|l| filled(words, key, l, &Places::NONE))
        .collect();
    let read: Vec<String> = read.into_iter().collect::<Option<_>>()?;
    if read.is_empty() {
        let problem = broken(format!("«{key}»: пустой список"), &list.place);
        words.report(problem.hint("впишите хотя бы одно значение"));
        return None;
    }
    told_twice(words, key, &list).then_some(read)
}

/// Tells words that stand twice in a list. True if there are none.
pub(super) fn told_twice(words: &Wording<'_>, key: &str, list: &[Placed<String>]) -> bool {
    let twice = list
        .iter()
        .enumerate()
        .find(|(i, word)| list[..*i].iter().any(|before| same_word(before, word)));
    if let Some((_, word)) = twice {
        let problem = unbound(
            format!("«{key}»: «{}» стоит дважды", word.value),
            &word.place,
        );
        words.report(problem.hint("уберите одно из двух"));
    }
    twice.is_none()
}

/// A value of an enum by its word.
pub(super) fn choice<T: Keyed>(words: &Wording<'_>, key: &'static str) -> Option<T> {
    words.wants(key, || Stands::OneOf(known::<T>()));
    let text = required(words, key, Wording::text)?;
    one_of(words, key, &text)
}

/// Every word of an enum.
pub(super) fn known<T: Keyed>() -> KnownWords {
    KnownWords {
        known: T::words().iter().map(|(word, _)| *word).collect(),
        own: T::own()
            .map_or(&[][..], |(places, _)| places)
            .iter()
            .map(|it| it.0)
            .collect(),
    }
}

pub(super) fn one_of<T: Keyed>(words: &Wording<'_>, key: &str, text: &Placed<String>) -> Option<T> {
    let found = of_word(words, text);
    if found.is_none() {
        let places = T::own().map_or(&[][..], |(places, _)| places);
        let own = own_words(words, places);
        let known = T::words().iter().map(|(word, _)| *word);
        let known: Vec<&str> = known.chain(own.iter().map(String::as_str)).collect();
        let message = format!("«{key}»: неизвестное значение «{}»", text.value);
        words.report(unbound(message, &text.place).hint(Advice::choose(text, &known)));
    }
    found
}

/// The words of the fields that the edition adds and that may stand here.
fn own_words(words: &Wording<'_>, places: OwnWords) -> Vec<String> {
    let of_staff = places.iter().filter(|(_, of)| *of == OwnOf::Staff).count();
    // Where people are of one side or the other, a field of theirs says of which.
    let is_plain = |before: &str, of: OwnOf| of == OwnOf::Staff && before == OWN && of_staff > 1;
    let named = places.iter().filter(|(before, of)| !is_plain(before, *of));
    let all = named.flat_map(|(before, of)| {
        let keys = words.known_after(&format!("{}.", of.word()));
        keys.into_iter().map(move |key| format!("{before}.{key}"))
    });
    all.collect()
}

/// A whole number within limits.
pub(super) fn count(
    limits: RangeInclusive<u16>,
) -> impl Fn(&Wording<'_>, &'static str) -> Option<usize> {
    move |words, key| {
        words.wants(key, || Stands::Number(*limits.start(), *limits.end()));
        let number = required(words, key, Wording::number)?;
        let found = u16::try_from(number.value)
            .ok()
            .filter(|n| limits.contains(n));
        if found.is_none() {
            let (from, to) = (limits.start(), limits.end());
            let message = format!(
                "«{key}»: нужно число от {from} до {to}, а стоит {}",
                number.value
            );
            words.report(broken(message, &number.place));
        }
        found.map(usize::from)
    }
}

/// Yes or no; no where nothing is said.
pub(super) fn flag(words: &Wording<'_>, key: &'static str) -> Option<bool> {
    if words.may_have(key) {
        words.boolean(key)
    } else {
        Some(false)
    }
}

/// What need not be there.
pub(super) fn optional<T>(
    rule: impl Fn(&Wording<'_>, &'static str) -> Option<T>,
) -> impl Fn(&Wording<'_>, &'static str) -> Option<Option<T>> {
    move |words, key| {
        if words.may_have(key) {
            rule(words, key).map(Some)
        } else {
            Some(None)
        }
    }
}

/// What need not be there, and is then the type's default.
pub(super) fn or_default<T: Default>(
    rule: impl Fn(&Wording<'_>, &'static str) -> Option<T>,
) -> impl Fn(&Wording<'_>, &'static str) -> Option<T> {
    move |words, key| {
        if words.may_have(key) {
            rule(words, key)
        } else {
            Some(T::default())
        }
    }
}

/// What an own file may leave to the built-in one.
pub(super) fn inherited<T>(
    rule: impl Fn(&Wording<'_>, &'static str) -> Option<T>,
) -> impl Fn(&Wording<'_>, &'static str) -> Option<T> {
    move |words, key| {
        words.may_have(key);
        match words.inherited(key) {
            Some(beneath) => rule(&beneath, key),
            None => rule(words, key),
        }
    }
}

/// What a file says of itself: no file beneath can say it in its place.
pub(super) fn of_itself<T>(
    rule: impl Fn(&Wording<'_>, &'static str) -> Option<T>,
) -> impl Fn(&Wording<'_>, &'static str) -> Option<T> {
    move |words, key| {
        if words.must_have_itself(key) {
            return rule(words, key);
        }
        // What another edition says of itself is no example.
        let problem = broken(format!("нет поля «{key}»"), &words.place());
        words.lacks_so(
            key,
            problem.hint(format!(
                "добавьте строку {key} = \"…\": кем и когда утверждена эта форма"
            )),
        );
        None
    }
}

/// The same, where it need not be said.
pub(super) fn of_itself_if_any<T>(
    rule: impl Fn(&Wording<'_>, &'static str) -> Option<T>,
) -> impl Fn(&Wording<'_>, &'static str) -> Option<Option<T>> {
    move |words, key| {
        words.may_have(key);
        if words.is_own(key) {
            rule(words, key).map(Some)
        } else {
            Some(None)
        }
    }
}

/// A table.
pub(super) fn one<T: Words>(words: &Wording<'_>, key: &'static str) -> Option<T> {
    if !words.must_have(key) {
        words.lacks_heading(key, false);
    }
    T::read(&words.table(key)?)
}

/// A list of tables; at least one.
pub(super) fn many<T: Words>(words: &Wording<'_>, key: &'static str) -> Option<Vec<T>> {
    words.wants(key, || Stands::Tables {
        may_be_empty: false,
    });
    let tables = required_tables(words, key)?;
    if tables.is_empty() {
        let problem = broken(format!("«{key}»: пустой список"), &tables.place);
        words.report(problem.hint(format!("добавьте раздел [[{key}]]")));
        return None;
    }
    let read: Vec<_> = tables.iter().map(T::read).collect();
    read.into_iter().collect()
}

/// A list of tables, be it empty or not there.
pub(super) fn any<T: Words>(words: &Wording<'_>, key: &'static str) -> Option<Vec<T>> {
    words.wants(key, || Stands::Tables { may_be_empty: true });
    if words.may_have(key) && words.tables(key)?.is_empty() {
        return Some(Vec::new());
    }
    or_default(many::<T>)(words, key)
}

/// A list of tables that each have another word under `name`.
pub(super) fn many_named<T: Words>(
    name: &'static str,
) -> impl Fn(&Wording<'_>, &'static str) -> Option<Vec<T>> {
    move |words, key| {
        let read = many::<T>(words, key);
        let tables = if words.has(key) {
            words.tables(key)?.value
        } else {
            Vec::new()
        };
        let names = names(&tables, name);
        read.filter(|_| told_twice(words, name, &names))
    }
}

/// The same; what stands under other words in the files beneath stays.
pub(super) fn many_over<T: Words>(
    name: &'static str,
) -> impl Fn(&Wording<'_>, &'static str) -> Option<Vec<T>> {
    move |words, key| {
        let tables = required(words, key, |words, key| words.tables_by(key, name))?;
        let read: Vec<_> = tables.iter().map(T::read).collect();
        let names = names(&tables, name);
        let read = read.into_iter().collect::<Option<Vec<T>>>();
        read.filter(|_| told_twice(words, name, &names))
    }
}

fn names(tables: &[Wording<'_>], name: &'static str) -> Vec<Placed<String>> {
    let named = tables.iter().filter(|t| t.has(name));
    named.filter_map(|t| t.text(name)).collect()
}

/// Texts under keys of the file's own, with placeholders; empty where there is no such table.
pub(super) fn named_texts(
    places: &Places<'_>,
) -> impl Fn(&Wording<'_>, &'static str) -> Option<BTreeMap<String, String>> {
    move |words, key| {
        words.wants(key, || Stands::NamedTexts {
            keys: None,
            each: places.rule(),
        });
        if !words.may_have(key) {
            return Some(BTreeMap::new());
        }
        let texts = words.named_texts(key)?;
        let read: Vec<_> = texts
            .iter()
            .map(|(name, text)| {
                Some((
                    name.value.clone(),
                    filled(words, &name.value, text, places)?,
                ))
            })
            .collect();
        read.into_iter().collect()
    }
}

/// The tables of a list that must be there.
pub(super) fn required_tables<'r>(
    words: &Wording<'r>,
    key: &'static str,
) -> Option<Placed<Vec<Wording<'r>>>> {
    if !words.must_have(key) {
        words.lacks_heading(key, true);
    }
    words.tables(key)
}

/// Asks for what must be there, and tells if it is not.
pub(super) fn required<'r, T>(
    words: &Wording<'r>,
    key: &'static str,
    read: impl Fn(&Wording<'r>, &'static str) -> Option<T>,
) -> Option<T> {
    if !words.must_have(key) {
        words.lacks(key);
    }
    read(words, key)
}

/// A text whose placeholders are all known and that is not empty.
pub(super) fn filled(
    words: &Wording<'_>,
    key: &str,
    text: &Placed<String>,
    places: &Places<'_>,
) -> Option<String> {
    if text.trim().is_empty() {
        let problem = broken(format!("«{key}»: пустое значение"), &text.place);
        words.report(problem.hint("впишите слова формы"));
        return None;
    }
    let mut strange = places.strange(text);
    strange.retain(|mark| !stands_for_own(words, mark.trim_matches(['{', '}']), places.own));
    let own = if strange.is_empty() {
        Vec::new()
    } else {
        own_words(words, places.own)
    };
    for mark in &strange {
        let (message, hint) = places.complaint(mark, &own);
        let place = words.place_within(&text.place, mark);
        words.report(
            Problem::new(Code::Placeholder, format!("«{key}»: {message}"))
                .at(&place)
                .hint(hint),
        );
    }
    if key.ends_with("file_name") {
        tell_signs_of_path(words, key, text);
    }
    strange.is_empty().then(|| text.value.clone())
}

/// Signs that no file may have in its name, and a dot before all that would hide it, are left out of
/// it.
fn tell_signs_of_path(words: &Wording<'_>, key: &str, text: &Placed<String>) {
    let is_of_path = |c: &char| r#"<>:"/\|?*"#.contains(*c) || c.is_control();
    let dot = text.trim_start().starts_with('.').then_some('.');
    let Some(sign) = text.chars().find(is_of_path).or(dot) else {
        return;
    };
    let where_it_stands = if sign == '.' {
        "в начале имени"
    } else {
        "в имени"
    };
    let message = format!(
        "«{key}»: {where_it_stands} файла не может стоять «{sign}»: в нем этого знака не будет"
    );
    words.report(
        Problem::new(Code::UnprintedField, message)
            .at(&words.place_within(&text.place, &sign.to_string()))
            .hint("уберите его: документы лежат в одной папке, а окончание имени программа ставит сама"),
    );
}
