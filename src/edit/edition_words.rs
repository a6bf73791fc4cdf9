//! What people call the editions of the forms, and the kinds of orders and the appendices of a
//! project's edition: cells show these words, files hold the keys.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml_edit::Table;

use crate::edition::{self, Edition, Effect, Own};
use crate::fields::{self, Offer, SheetKind, SheetWords};
use crate::problem::{Source, Sources};
use crate::project::{Files, RawFile};
use crate::reader::decode::decode;
use crate::reader::same_word;

/// A word of cells and the key that it stands for.
#[derive(Debug, Clone)]
struct Word {
    shown: String,
    key: String,
}

#[derive(Debug, Default)]
pub struct EditionWords {
    kinds: Vec<Word>,
    effects: BTreeMap<String, Effect>,
    appendices: Vec<Word>,
    editions: Vec<Word>,
    /// With the fields that the edition adds among their columns.
    sheets: &'static [SheetWords],
    /// Words of the form that a field must have one of.
    closed: Vec<(Offer, Vec<String>)>,
}

impl EditionWords {
    /// The words of the edition that a project names, with its own wording of orders.
    pub(super) fn read(files: &Files, organization: Option<&Table>) -> Arc<Self> {
        let key = |key| {
            organization
                .and_then(|t| t.get(key))
                .and_then(|v| v.as_str())
        };
        let name = key("edition").unwrap_or(edition::DEFAULT);
        let corrected = key("wording") == Some("corrected");
        let of_edition = format!("{name}/");
        let is_folder = |form: &RawFile| form.stem.starts_with(&of_edition);
        let shared = files.shared.needed(name, &files.forms);
        let own: Vec<&RawFile> = if !shared.is_empty() || files.forms.iter().any(is_folder) {
            files.forms.iter().chain(shared).collect()
        } else {
            let orders = files.forms.iter().filter(|form| form.stem == "orders");
            orders.collect()
        };
        let with_own = (!own.is_empty())
            .then(|| with_own(name, corrected, &own))
            .flatten();
        let built_in = || {
            Edition::named(name, corrected).or_else(|| Edition::named(edition::DEFAULT, corrected))
        };
        let words = with_own.as_ref().or_else(built_in).map(Self::of);
        Arc::new(Self {
            editions: editions(files),
            ..words.unwrap_or_default()
        })
    }

    /// The sheets of the workbook, in its order.
    pub fn sheets(&self) -> &'static [SheetWords] {
        if self.sheets.is_empty() {
            fields::sheets()
        } else {
            self.sheets
        }
    }

    /// One of them.
    pub fn sheet(&self, kind: SheetKind) -> &'static SheetWords {
        let found = self.sheets().iter().find(|sheet| sheet.kind == kind);
        found.unwrap_or_else(|| fields::words(kind))
    }

    /// What people call the editions that the project can take.
    pub fn editions(&self) -> Vec<String> {
        self.editions.iter().map(|it| it.shown.clone()).collect()
    }

    pub(super) fn edition_shown(&self, key: &str) -> String {
        shown(&self.editions, key)
    }

    pub(super) fn edition_meant(&self, shown: &str) -> String {
        meant(&self.editions, shown)
    }

    fn of(edition: &Edition) -> Self {
        let word = |shown: &str, key: &str| Word {
            shown: shown.to_owned(),
            key: key.to_owned(),
        };
        let orders = &edition.orders;
        Self {
            kinds: orders.kind.iter().map(|k| word(&k.name, &k.key)).collect(),
            effects: orders
                .kind
                .iter()
                .filter_map(|k| Some((k.key.clone(), k.effect?)))
                .collect(),
            appendices: orders
                .appendix
                .iter()
                .map(|a| word(&a.name, a.key.key()))
                .collect(),
            editions: Vec::new(),
            sheets: fields::sheets_with(&edition.common.field),
            closed: CLOSED
                .iter()
                .map(|offer| (*offer, edition.words_of(*offer)))
                .collect(),
        }
    }

    /// Whether a field must have one of some words, and a text is like none of them: «очная» beneath
    /// «Форма». A slip of the pen is, and what says that pupils are mentored is asked about.
    pub(super) fn is_of_another_kind(&self, offer: Offer, text: &str) -> bool {
        const ALIKE: f64 = 0.85;
        const PUPILS: [&str; 7] = [
            "учени",
            "учащ",
            "обучающ",
            "школьник",
            "студент",
            "ребен",
            "дети",
        ];
        let Some((_, words)) = self.closed.iter().find(|(own, _)| *own == offer) else {
            return false;
        };
        let lower = text.to_lowercase().replace('ё', "е");
        let is_like = |word: &String| {
            same_word(word, text) || strsim::jaro_winkler(&word.to_lowercase(), &lower) > ALIKE
        };
        !words.is_empty()
            && !words.iter().any(is_like)
            && !PUPILS.iter().any(|stem| lower.contains(stem))
    }

    /// The word of the form that a text is in another gender, case or number; `None` where it is the
    /// word itself, or may be several, or none.
    pub(super) fn word_meant(&self, offer: Offer, text: &str) -> Option<&str> {
        let (_, words) = self.closed.iter().find(|(own, _)| *own == offer)?;
        if let Some(word) = words.iter().find(|word| same_word(word, text)) {
            // «Педагог-Педагог» has capitals that nobody prints.
            let has_capitals = text.chars().skip(1).any(char::is_uppercase)
                && !word.chars().skip(1).any(char::is_uppercase);
            let is_alike = word.to_lowercase() == text.to_lowercase() && !has_capitals;
            return (!is_alike).then_some(word);
        }
        let stems = stems_of(text);
        let mut fits = words.iter().filter(|word| stems_of(word) == stems);
        let word = fits.next().filter(|_| !stems.is_empty());
        let is_only = fits.next().is_none();
        let of_kind = || Some(words).filter(|_| offer == Offer::MentoringKinds);
        word.filter(|_| is_only)
            .or_else(|| only_with(&stems, of_kind()?))
            .or_else(|| by_first_letters(text, words))
            .map(String::as_str)
    }

    pub(super) fn kind_shown(&self, key: &str) -> String {
        shown(&self.kinds, key)
    }

    pub(super) fn kind_meant(&self, shown: &str) -> String {
        meant(&self.kinds, shown)
    }

    pub(super) fn appendix_shown(&self, key: &str) -> String {
        shown(&self.appendices, key)
    }

    pub(super) fn appendix_meant(&self, shown: &str) -> String {
        meant(&self.appendices, shown)
    }

    /// Key of the kind of orders that people call so.
    pub fn kind_of(&self, shown: &str) -> Option<&str> {
        self.kinds
            .iter()
            .find(|word| word.shown == shown)
            .map(|word| word.key.as_str())
    }

    /// The keys that orders of some kinds have only, of those that people call so.
    pub fn own_keys_of(&self, shown: &str) -> &'static [&'static str] {
        self.effect_of(shown).map_or(&[], Effect::own_keys)
    }

    /// What the orders that people call so do.
    pub fn effect_of(&self, shown: &str) -> Option<Effect> {
        self.effects.get(self.kind_of(shown)?).copied()
    }
}

/// Offers of which no other word is taken.
const CLOSED: [Offer; 4] = [
    Offer::Forms,
    Offer::MentoringKinds,
    Offer::Models,
    Offer::Groups,
];

/// The only word of a list that has the one stem among others: «дистанционное» of «виртуальное
/// (дистанционное)», «групповое» of «наставничество в группе».
fn only_with<'w>(stems: &[String], words: &'w [String]) -> Option<&'w String> {
    const SHORTEST: usize = 5;
    let [stem] = stems else { return None };
    let is_like = |own: &String| {
        own.chars().count() >= SHORTEST
            && stem.chars().count() >= SHORTEST
            && (stem.starts_with(own.as_str()) || own.starts_with(stem.as_str()))
    };
    let mut fits = words
        .iter()
        .filter(|word| stems_of(word).iter().any(is_like));
    let word = fits.next()?;
    fits.next().is_none().then_some(word)
}

/// «П-П» of «педагог-педагог», where no other word has these first letters.
fn by_first_letters<'w>(text: &str, words: &'w [String]) -> Option<&'w String> {
    let letters = |text: &str| {
        let lower = text.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric());
        words
            .filter_map(|word| word.chars().next())
            .collect::<String>()
    };
    let is_letter = |part: &str| part.chars().count() == 1;
    let are_letters = text
        .split(['-', '–', '—', '/'])
        .map(str::trim)
        .all(is_letter);
    let own = letters(text);
    let mut fits = words.iter().filter(|word| letters(word) == own);
    let word = fits
        .next()
        .filter(|_| are_letters && own.chars().count() > 1)?;
    fits.next().is_none().then_some(word)
}

/// The words of a text without their endings, and without those that only say what the list is of.
fn stems_of(text: &str) -> Vec<String> {
    const OF_THE_LIST: [&str; 5] = ["форм", "вид", "тип", "модел", "наставничеств"];
    const ENDINGS: [&str; 36] = [
        "ыми", "ими", "ого", "его", "ому", "ему", "ами", "ями", "ая", "яя", "ое", "ее", "ый", "ий",
        "ой", "ые", "ие", "ым", "им", "ом", "ем", "ую", "юю", "ых", "их", "ей", "ою", "ов", "а",
        "я", "у", "ю", "ы", "и", "е", "ь",
    ];
    const SHORTEST: usize = 3;
    // What schools call it: «учитель – учитель», «индивидуальное», «онлайн».
    const MEANT: [(&str, &str); 5] = [
        ("учител", "педагог"),
        ("индивидуальн", "традиционн"),
        ("парн", "традиционн"),
        ("онлайн", "дистанционн"),
        ("удаленн", "дистанционн"),
    ];
    let lower = text.to_lowercase().replace('ё', "е");
    let words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words
        .filter(|word| !OF_THE_LIST.iter().any(|own| word.starts_with(own)))
        .map(|word| {
            let stems = ENDINGS.iter().filter_map(|end| word.strip_suffix(end));
            let mut long = stems.filter(|stem| stem.chars().count() >= SHORTEST);
            let stem = long.next().unwrap_or(word);
            let meant = MEANT.iter().find(|(own, _)| stem.starts_with(own));
            meant.map_or(stem, |(_, meant)| meant).to_owned()
        })
        .collect()
}

/// The editions compiled in and those of the project, each by the name in its passport. One whose
/// name another has, or that has none, is called by its folder.
fn editions(files: &Files) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut push = |key: &str, name: Option<String>| {
        let is_free = |name: &String| {
            let mut known = out.iter().filter(|it| it.key != key);
            !known.any(|it| same_word(&it.shown, name))
        };
        let shown = name.filter(is_free).unwrap_or_else(|| key.to_owned());
        out.push(Word {
            shown,
            key: key.to_owned(),
        });
    };
    for (key, name) in edition::built_in_names() {
        push(key, name.clone());
    }
    for form in files.shared.beside(&files.forms) {
        if let Some(key) = form.stem.strip_suffix("/edition") {
            let name = decode(&form.bytes).and_then(|(text, _)| edition::name_in(&text));
            push(key, name);
        }
    }
    out
}

/// The word for a key; one that is not known is shown as it is.
fn shown(words: &[Word], key: &str) -> String {
    let found = words.iter().find(|word| word.key == key);
    found.map_or_else(|| key.to_owned(), |word| word.shown.clone())
}

/// The key of a word; one that is not known is taken as it is.
fn meant(words: &[Word], shown: &str) -> String {
    let plain = shown.trim_end_matches('.');
    let found = words.iter().find(|word| same_word(&word.shown, plain));
    found.map_or_else(|| shown.to_owned(), |word| word.key.clone())
}

/// The edition with these files of the project's own, if they can be used.
fn with_own(name: &str, corrected: bool, forms: &[&RawFile]) -> Option<Edition> {
    let mut sources = Sources::default();
    let mut files = Vec::new();
    for form in forms {
        let text = decode(&form.bytes)?.0.replace("\r\n", "\n");
        let file = sources.add(Source {
            text,
            ..Source::default()
        });
        files.push((file, form.stem.as_str()));
    }
    let own = Own {
        sources: &sources,
        files,
        can_draw: &|_| true,
    };
    Edition::load(name, corrected, &own)?.edition
}
