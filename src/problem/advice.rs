//! What to do about a problem: a value, which is put into words for whoever reads it.
//!
//! One reader has the files open, another a workbook, a third fills in a form of the page: the same
//! advice names a key, a cell or a field to them.

use std::borrow::Cow;

use crate::russian::in_latin;

/// Who reads a problem, and so what he sees of the project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    /// Has the files of the project open in an editor.
    #[default]
    Files,
    /// Has a workbook open.
    Workbook,
    /// Fills in a form of the page.
    Page,
}

/// What takes a problem away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Advice {
    /// A sentence that holds for everybody.
    Do(Cow<'static, str>),
    /// A value for a key that is not there; a section stands in brackets.
    Add { key: &'static str },
    /// A day of the calendar under this key.
    Date { key: &'static str },
    /// The value in the quotes that TOML asks for: alone in a list, else under its key.
    Quote(Box<Quoted>),
    /// Something in place of nothing.
    Fill(Gap),
    /// One of the words that are known, in place of this one.
    Choose(Box<Suggestion>),
    /// One of some values, in a sentence that names them.
    Offer(Box<Offered>),
    /// Deeds that differ with what one sees.
    Apart(Box<Apart>),
}

/// Values of which one may be meant, and the sentence around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    pub before: &'static str,
    pub values: Vec<String>,
    pub after: Cow<'static, str>,
}

/// A value as it is to stand in quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// `None` in a list.
    pub key: Option<String>,
    pub quoted: String,
}

/// A word and those that may stand in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    pub written: String,
    pub known: Vec<String>,
    /// What the known ones are called on the page and in the workbook, where they are keys;
    /// otherwise nothing.
    called: Vec<String>,
}

impl Suggestion {
    /// The known word that was most likely meant: by itself, or by what it is called in Russian.
    fn meant(&self) -> Option<&str> {
        let called = || {
            let near = nearest(&self.written, &self.called);
            let written = self.written.to_lowercase();
            let begins = |called: &&String| {
                written.chars().count() > SHORTEST_BEGINNING
                    && called.to_lowercase().starts_with(&written)
            };
            let mut begun = self.called.iter().filter(begins);
            let only = begun.next().filter(|_| begun.next().is_none());
            let called = near.or(only.map(String::as_str))?;
            let at = self.called.iter().position(|it| it == called)?;
            self.known.get(at).map(String::as_str)
        };
        nearest(&self.written, &self.known).or_else(called)
    }

    /// The known word that was most likely meant, or all of them, as they are called where no keys are seen.
    fn without_keys(&self) -> String {
        if self.called.is_empty() {
            return choice(&self.written, &self.known);
        }
        let near = self.meant();
        let place = self
            .known
            .iter()
            .position(|known| Some(known.as_str()) == near);
        match place.and_then(|at| self.called.get(at)) {
            Some(called) => meant(called),
            None => allowed(&self.called),
        }
    }
}

/// What there is nothing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    Value,
    /// One value of a list.
    Item,
    List,
}

/// Advice for each audience; where one has none, that for files holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    pub files: Cow<'static, str>,
    /// In a cell or a field alike.
    pub form: Cow<'static, str>,
    /// On the page, where that is something else than in a cell.
    pub page: Option<Cow<'static, str>>,
}

impl From<String> for Advice {
    fn from(text: String) -> Self {
        Self::Do(Cow::Owned(text))
    }
}

impl From<&'static str> for Advice {
    fn from(text: &'static str) -> Self {
        Self::Do(Cow::Borrowed(text))
    }
}

impl Advice {
    /// Two deeds: in the files, and in a cell or field.
    pub fn apart(files: impl Into<Cow<'static, str>>, form: impl Into<Cow<'static, str>>) -> Self {
        Self::Apart(Box::new(Apart {
            files: files.into(),
            form: form.into(),
            page: None,
        }))
    }

    /// Two deeds where there are no files to see: in a cell, and in a field of the page.
    pub fn in_cell_or_field(cell: &'static str, field: &'static str) -> Self {
        Self::Apart(Box::new(Apart {
            files: cell.into(),
            form: cell.into(),
            page: Some(field.into()),
        }))
    }

    /// One of some words in place of another.
    pub fn choose(written: &str, known: &[&str]) -> Self {
        Self::Choose(Box::new(Suggestion {
            written: written.to_owned(),
            known: known.iter().map(|word| (*word).to_owned()).collect(),
            called: Vec::new(),
        }))
    }

    /// One of some keys in place of another: each with what it is called on the page and in the
    /// workbook.
    pub fn choose_called(written: &str, known: impl IntoIterator<Item = (String, String)>) -> Self {
        let (known, called) = known.into_iter().unzip();
        Self::Choose(Box::new(Suggestion {
            written: written.to_owned(),
            known,
            called,
        }))
    }

    /// Some values of which one may be meant, with the words before and after them.
    pub fn offer(
        before: &'static str,
        values: Vec<String>,
        after: impl Into<Cow<'static, str>>,
    ) -> Self {
        let after = after.into();
        Self::Offer(Box::new(Offered {
            before,
            values,
            after,
        }))
    }

    /// The values that the advice names: any of them may be put in the place of the wrong one.
    pub fn values(&self) -> &[String] {
        match self {
            Self::Choose(it) => &it.known,
            Self::Offer(it) => &it.values,
            Self::Do(_)
            | Self::Add { .. }
            | Self::Date { .. }
            | Self::Quote(_)
            | Self::Fill(_)
            | Self::Apart(_) => &[],
        }
    }

    /// The one value that was most likely meant.
    pub fn meant(&self) -> Option<&str> {
        if let Self::Choose(it) = self {
            return it.meant();
        }
        match self.values() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// As a sentence without its full stop. `None` where the empty place itself says enough.
    pub fn text(&self, audience: Audience) -> Option<Cow<'_, str>> {
        let in_files = audience == Audience::Files;
        Some(match self {
            Self::Do(text) => Cow::Borrowed(text.as_ref()),
            Self::Add { key } => match audience {
                Audience::Files if key.starts_with('[') => format!("добавьте раздел {key}").into(),
                Audience::Files => format!("добавьте строку {key} = …").into(),
                Audience::Workbook => return None,
                Audience::Page => "заполните это поле".into(),
            },
            Self::Date { key } if in_files => {
                format!("дату пишите без кавычек: {key} = 2027-05-25").into()
            }
            Self::Date { .. } => "впишите дату: 25.05.2027".into(),
            Self::Quote(it) => match &it.key {
                None => format!("возьмите значение в кавычки: {}", it.quoted),
                Some(key) => format!("возьмите значение в кавычки: {key} = {}", it.quoted),
            }
            .into(),
            Self::Fill(gap) if in_files => match gap {
                Gap::Value => "впишите значение; если его нет, удалите строку целиком",
                Gap::Item => "впишите значение или уберите пустые кавычки из списка",
                Gap::List => {
                    "впишите хотя бы одно значение; если оно не обязательно, удалите строку"
                }
            }
            .into(),
            Self::Fill(_) => "впишите значение; если его нет, оставьте место пустым".into(),
            Self::Choose(it) if !in_files => it.without_keys().into(),
            Self::Choose(it) => match it.meant() {
                Some(word) => meant(word).into(),
                None => allowed(&it.known).into(),
            },
            Self::Offer(it) => {
                let values: Vec<String> = it.values.iter().map(|v| format!("«{v}»")).collect();
                format!("{} {}{}", it.before, values.join(", "), it.after).into()
            }
            Self::Apart(apart) => match audience {
                Audience::Files => Cow::Borrowed(apart.files.as_ref()),
                Audience::Workbook => Cow::Borrowed(apart.form.as_ref()),
                Audience::Page => {
                    Cow::Borrowed(apart.page.as_ref().unwrap_or(&apart.form).as_ref())
                }
            },
        })
    }
}

/// «возможно, имелось в виду …», or the whole list where nothing is near.
pub fn choice<K: AsRef<str>>(written: &str, known: &[K]) -> String {
    nearest(written, known).map_or_else(|| allowed(known), meant)
}

fn meant(word: &str) -> String {
    format!("возможно, имелось в виду «{word}»")
}

fn allowed<K: AsRef<str>>(known: &[K]) -> String {
    let all: Vec<String> = known.iter().map(|k| format!("«{}»", k.as_ref())).collect();
    format!("допустимо: {}", all.join(", "))
}

/// Letters of a word that what it begins is known by, more than.
const SHORTEST_BEGINNING: usize = 4;

/// How alike two words must be for one to be taken for a slip of the other (Jaro–Winkler).
pub const ALIKE: f64 = 0.77;

/// The known word that was most likely meant.
pub fn nearest<'k, K: AsRef<str>>(written: &str, known: &'k [K]) -> Option<&'k str> {
    let lower = written.to_lowercase();
    // «lеbеdеvа» with Russian letters that look like the Latin ones.
    let is_mixed = lower.chars().any(|c| c.is_ascii_alphabetic()) && !lower.is_ascii();
    let meant = is_mixed.then(|| in_latin(&lower));
    let twin = known
        .iter()
        .map(AsRef::as_ref)
        .find(|word| meant.as_deref() == Some(*word));
    if let Some(word) = twin.or_else(|| only_with(&lower, known)) {
        return Some(word);
    }
    let alike = known
        .iter()
        .map(AsRef::as_ref)
        .map(|word| (strsim::jaro_winkler(&lower, &word.to_lowercase()), word));
    let (closeness, word) = alike.max_by(|a, b| a.0.total_cmp(&b.0))?;
    let small = word.to_lowercase();
    // «заочный» is like «очный», and the opposite of it.
    let is_opposite = lower != small && lower.ends_with(&small);
    (closeness > ALIKE && !is_opposite).then_some(word)
}

/// The only known word of several that has the written one among them: «виртуальное
/// (дистанционное)» for «дистанционное».
fn only_with<'k, K: AsRef<str>>(lower: &str, known: &'k [K]) -> Option<&'k str> {
    const SHORTEST: usize = 5;
    let has = |word: &str| {
        let small = word.to_lowercase();
        let mut parts = small.split(|c: char| !c.is_alphanumeric());
        small != lower && parts.any(|part| part == lower)
    };
    let mut fits = known.iter().map(AsRef::as_ref).filter(|word| has(word));
    let word = fits.next().filter(|_| lower.chars().count() >= SHORTEST)?;
    fits.next().is_none().then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_word_is_suggested_and_a_far_one_gives_the_list() {
        let said = |written, known: &[&str]| {
            let advice = Advice::choose(written, known);
            advice.text(Audience::Files).map(Cow::into_owned)
        };
        assert_eq!(
            said("tilte", &["title", "name"]).as_deref(),
            Some("возможно, имелось в виду «title»")
        );
        assert_eq!(
            said("ъъъ", &["title"]).as_deref(),
            Some("допустимо: «title»")
        );
        assert_eq!(nearest("заочный", &["очный"]), None);
        assert_eq!(
            nearest("lеbеdеvа", &["ivanova", "lebedeva"]),
            Some("lebedeva")
        );
        let kinds = ["виртуальное (дистанционное)", "ситуационное"];
        assert_eq!(nearest("дистанционное", &kinds), Some(kinds[0]));
    }

    #[test]
    fn a_key_is_known_by_its_russian_name() {
        let known = [
            ("regulation", "Положение о системе наставничества"),
            ("roadmap", "Дорожная карта"),
        ];
        let known = known.map(|(key, name)| (key.to_owned(), name.to_owned()));
        for (written, key) in [("положение", "regulation"), ("дорожная карта", "roadmap")]
        {
            let advice = Advice::choose_called(written, known.clone());
            let said = format!("возможно, имелось в виду «{key}»");
            assert_eq!(advice.text(Audience::Files).as_deref(), Some(said.as_str()));
            assert_eq!(advice.meant(), Some(key));
        }
        let advice = Advice::choose_called("дорожная карт", known.clone());
        let said = "возможно, имелось в виду «Дорожная карта»";
        assert_eq!(advice.text(Audience::Workbook).as_deref(), Some(said));
        let advice = Advice::choose_called("приказ", known);
        let said = "допустимо: «regulation», «roadmap»";
        assert_eq!(advice.text(Audience::Files).as_deref(), Some(said));
    }

    #[test]
    fn each_audience_has_its_own_words() {
        let advice = Advice::Add { key: "position" };
        assert_eq!(
            advice.text(Audience::Files).as_deref(),
            Some("добавьте строку position = …")
        );
        assert_eq!(advice.text(Audience::Workbook), None);
        assert_eq!(
            advice.text(Audience::Page).as_deref(),
            Some("заполните это поле")
        );
    }
}
