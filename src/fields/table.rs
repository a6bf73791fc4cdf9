//! `forms/fields.toml`, read once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::field::{Field, Kind, NewYear};
use super::offer::Offer;
use super::sheet::{Part, SheetKind, SheetWords};

/// What an editor shows of a file or a key.
#[derive(Debug, Clone, Copy)]
pub struct Described {
    pub title: &'static str,
    pub about: &'static str,
    /// Where the words come from that may stand there.
    pub values: Offer,
}

/// One kind of file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileWords {
    pub kind: String,
    pub title: String,
    pub about: String,
}

pub(super) struct Fields {
    guide: Vec<&'static str>,
    code: Field,
    files: Vec<FileWords>,
    pub sheets: Vec<SheetWords>,
    keys: Vec<Key>,
    headed: Vec<&'static str>,
}

/// A key of a file: a field, or a table of fields.
struct Key {
    file: &'static str,
    /// From the top of the file; the same thing may stand in several tables.
    paths: Vec<String>,
    /// Where it stands on a sheet.
    field: Option<Field>,
    words: Described,
    new_year: Option<NewYear>,
    gone: Option<&'static str>,
    look: Option<&'static str>,
}

#[expect(
    clippy::expect_used,
    reason = "the file is compiled in and read by a test"
)]
pub(super) static TABLE: LazyLock<Fields> = LazyLock::new(|| {
    let raw: Raw = toml::from_str(include_str!("../../forms/fields.toml")).expect("fields.toml");
    raw.resolved()
});

/// What the sheet «Как заполнять» says.
pub fn guide() -> &'static [&'static str] {
    &TABLE.guide
}

/// The hidden first column of every sheet.
pub fn code() -> &'static Field {
    &TABLE.code
}

/// The kinds of files of a project.
pub fn files() -> &'static [FileWords] {
    &TABLE.files
}

/// Whether a new table of this key gets a heading of its own; the others stand in braces.
pub fn is_headed(key: &str) -> bool {
    TABLE.headed.contains(&key)
}

/// Every key of the table: kind of file, path from its top, and how it stands on a sheet, if it is
/// not a table of fields.
pub fn keys() -> impl Iterator<Item = (&'static str, &'static str, Option<&'static Field>)> {
    TABLE.keys.iter().flat_map(|key| {
        let paths = key.paths.iter();
        paths.map(|path| (key.file, path.as_str(), key.field.as_ref()))
    })
}

/// What an editor shows of a key of a file.
pub fn described(file: &str, path: &str) -> Option<Described> {
    // What is both a table and a field is described as the table.
    found(file, path, |key| key.field.is_none())
        .or_else(|| found(file, path, |key| key.field.is_some()))
        .map(|key| key.words)
}

/// A key of a file as the new year sees it.
#[derive(Debug, Clone, Copy)]
pub struct Turned {
    pub field: Option<&'static Field>,
    pub new_year: Option<NewYear>,
    pub gone: Option<&'static str>,
    pub look: Option<&'static str>,
}

/// The field, or with `is_table` the table of fields, that stands under a key of a file. The ends
/// of a term belong to the term. A member of the staff may stand under any key.
pub fn at(file: &str, path: &str, is_table: bool) -> Option<Turned> {
    let mut steps: Vec<&str> = path.split('.').collect();
    if let ["staff", person, ..] = steps.as_mut_slice() {
        *person = "*";
    }
    let path = steps.join(".");
    let own = found(file, &path, |key| key.field.is_none() == is_table);
    let key = own.or_else(|| {
        let (term, _) = path.rsplit_once('.')?;
        found(file, term, |key| {
            key.field.is_some_and(|f| f.kind == Kind::When)
        })
    })?;
    Some(Turned {
        field: key.field.as_ref(),
        new_year: key.new_year,
        gone: key.gone,
        look: key.look,
    })
}

/// The field that stands under a key of a file, or the nearest above it. The file is named from the
/// project's folder, and the key has the numbers of lists and the names that the user chose.
pub fn field_at(file: &str, keys: &str) -> Option<&'static Field> {
    let kind = match file.split_once('/') {
        Some(("pairings", _)) => "pairing",
        Some(("orders", _)) => "order",
        Some(_) => return None,
        None => file.strip_suffix(".toml")?,
    };
    let mut steps: Vec<&str> = keys.split('.').collect();
    steps.retain(|step| step.parse::<usize>().is_err());
    let above = (1..=steps.len()).rev().map(|n| steps[..n].join("."));
    above
        .filter_map(|path| at(kind, &path, false))
        .find_map(|turned| turned.field)
}

/// Whether public copies must not show a field.
pub fn is_personal(file: &str, path: &str) -> bool {
    let field = at(file, path, false).and_then(|turned| turned.field);
    field.is_some_and(|field| field.is_personal)
}

fn found(file: &str, path: &str, is_it: impl Fn(&Key) -> bool) -> Option<&'static Key> {
    let mut own = TABLE.keys.iter().filter(|key| key.file == file);
    own.find(|key| key.paths.iter().any(|own| own == path) && is_it(key))
}

/// As the file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    guide: Vec<String>,
    code: RawField,
    words: BTreeMap<String, Vec<(String, String)>>,
    hints: BTreeMap<String, RawHint>,
    schema: BTreeMap<String, RawDescribed>,
    file: Vec<FileWords>,
    table: Vec<RawTable>,
    sheet: Vec<RawSheet>,
    loose: Vec<RawLoose>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHint {
    hint: String,
    page: Option<String>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDescribed {
    title: Option<String>,
    about: Option<String>,
    values: Option<Offer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTable {
    file: String,
    keys: Vec<String>,
    title: String,
    about: String,
    #[serde(default)]
    headed: bool,
    new_year: Option<NewYear>,
    gone: Option<String>,
    look: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSheet {
    kind: SheetKind,
    name: String,
    file: String,
    #[serde(default)]
    rows: Vec<String>,
    /// Tables of the bank in which the same fields stand.
    #[serde(default)]
    bank: Vec<String>,
    needed: Vec<String>,
    #[serde(default)]
    personal: bool,
    #[serde(default)]
    parts: Vec<Part>,
    field: Vec<RawField>,
    #[serde(default)]
    row: Vec<RawField>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawField {
    key: String,
    like: Option<SheetKind>,
    of: Option<String>,
    head: Option<String>,
    label: Option<String>,
    also: Option<Vec<String>>,
    stems: Option<Vec<String>>,
    with: Option<Vec<String>>,
    shape: Option<RawShape>,
    words: Option<String>,
    #[serde(default)]
    offer: Offer,
    width: Option<f64>,
    hint: Option<String>,
    hint_of: Option<String>,
    page: Option<String>,
    schema: Option<RawDescribed>,
    schema_of: Option<String>,
    part: Option<String>,
    #[serde(default)]
    wide: bool,
    #[serde(default)]
    rare: bool,
    personal: Option<bool>,
    new_year: Option<NewYear>,
    gone: Option<String>,
    look: Option<String>,
}

/// A key of a file that stands on no sheet of its own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLoose {
    file: String,
    path: String,
    field: RawField,
}

/// The kind of file that holds ready wording.
const BANK: &str = "bank";

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum RawShape {
    Line,
    Text,
    Lines,
    People,
    Person,
    Responsible,
    Control,
    Day,
    When,
    Flag,
    Number,
    Words,
    OrderKind,
    Edition,
    Appendices,
    Pairs,
}

/// The table is read once and lives as long as the program.
fn forever(text: &str) -> &'static str {
    text.to_owned().leak()
}

fn maybe(text: Option<&String>) -> Option<&'static str> {
    text.map(|text| forever(text))
}

fn all(texts: &[String]) -> Vec<&'static str> {
    texts.iter().map(|text| forever(text)).collect()
}

impl Raw {
    fn resolved(self) -> Fields {
        let mut keys: Vec<Key> = self.table.iter().map(RawTable::key).collect();
        let headed = self.table.iter().filter(|t| t.headed);
        let headed = headed.flat_map(|t| all(&t.keys)).collect();
        let sheets = self.sheet.iter().map(|sheet| {
            let fields = |raw: &[RawField], keys: &mut Vec<Key>| {
                let one = |raw: &RawField| self.field(sheet, raw, keys);
                raw.iter().map(one).collect::<Vec<Field>>()
            };
            SheetWords {
                kind: sheet.kind,
                name: forever(&sheet.name),
                fields: fields(&sheet.field, &mut keys),
                rows: fields(&sheet.row, &mut keys),
                needed: all(&sheet.needed),
                parts: sheet.parts.clone(),
            }
        });
        let sheets = sheets.collect();
        keys.extend(self.loose.iter().map(|loose| {
            let raw = self.completed(&loose.field);
            let field = self.own(&raw, false);
            self.key(&loose.file, vec![loose.path.clone()], &raw, field)
        }));
        Fields {
            sheets,
            guide: all(&self.guide),
            code: self.own(&self.code, false),
            files: self.file.clone(),
            keys,
            headed,
        }
    }

    /// A field of a sheet; what is a key of a file is noted among the keys.
    fn field(&self, sheet: &RawSheet, raw: &RawField, keys: &mut Vec<Key>) -> Field {
        let raw = &self.completed(raw);
        let field = self.own(raw, sheet.personal);
        let (file, paths) = places(sheet, raw);
        if !paths.is_empty() {
            keys.push(self.key(file, paths, raw, field));
            let banked = sheet.bank.iter().map(|it| format!("{it}.{}", raw.key));
            let banked: Vec<String> = banked.collect();
            if !banked.is_empty() {
                keys.push(self.key(BANK, banked, raw, field));
            }
        }
        field
    }

    fn key(&self, file: &str, paths: Vec<String>, raw: &RawField, field: Field) -> Key {
        Key {
            file: forever(file),
            paths,
            field: Some(field),
            words: self.words_of(raw, &field),
            new_year: field.new_year,
            gone: field.gone,
            look: field.look,
        }
    }

    fn own(&self, raw: &RawField, is_personal: bool) -> Field {
        let named = raw.hint_of.as_ref().and_then(|name| self.hints.get(name));
        let own = raw.hint.as_ref().or(named.map(|h| &h.hint));
        let hint = maybe(own).unwrap_or_default();
        let page = raw.page.as_ref().or(named.and_then(|h| h.page.as_ref()));
        let head = maybe(raw.head.as_ref()).unwrap_or_default();
        Field {
            head,
            label: maybe(raw.label.as_ref()).unwrap_or(head),
            also: all(raw.also.as_deref().unwrap_or_default()).leak(),
            stems: all(raw.stems.as_deref().unwrap_or_default()).leak(),
            with: all(raw.with.as_deref().unwrap_or_default()).leak(),
            path: forever(&raw.key),
            kind: self.kind(raw),
            width: raw.width.unwrap_or_default(),
            offer: raw.offer,
            hint,
            page_hint: maybe(page).unwrap_or(hint),
            part: maybe(raw.part.as_ref()).unwrap_or_default(),
            is_wide: raw.wide,
            is_rare: raw.rare,
            is_personal: raw.personal.unwrap_or(is_personal),
            new_year: raw.new_year,
            gone: maybe(raw.gone.as_ref()),
            look: maybe(raw.look.as_ref()),
        }
    }

    /// The field with what it takes from that of another sheet.
    fn completed(&self, raw: &RawField) -> RawField {
        let other = raw
            .like
            .and_then(|kind| self.sheet.iter().find(|s| s.kind == kind))
            .and_then(|sheet| sheet.field.iter().find(|f| f.key == raw.key));
        match other {
            Some(other) => RawField {
                offer: raw.offer,
                ..other.clone()
            },
            None => raw.clone(),
        }
    }

    fn kind(&self, raw: &RawField) -> Kind {
        match raw.shape.unwrap_or(RawShape::Line) {
            RawShape::Line => Kind::Line,
            RawShape::Text => Kind::Text,
            RawShape::Lines => Kind::Lines,
            RawShape::People => Kind::People,
            RawShape::Person => Kind::Person,
            RawShape::Responsible => Kind::Responsible,
            RawShape::Control => Kind::Control,
            RawShape::Day => Kind::Day,
            RawShape::When => Kind::When,
            RawShape::Flag => Kind::Flag,
            RawShape::Number => Kind::Number,
            RawShape::Words => {
                let words = raw.words.as_ref().and_then(|name| self.words.get(name));
                let words = words.map(Vec::as_slice).unwrap_or_default().iter();
                let pairs = words.map(|(shown, word)| (forever(shown), forever(word)));
                Kind::Words(pairs.collect::<Vec<_>>().leak())
            }
            RawShape::OrderKind => Kind::OrderKind,
            RawShape::Edition => Kind::Edition,
            RawShape::Appendices => Kind::Appendices,
            RawShape::Pairs => Kind::Pairs,
        }
    }

    fn words_of(&self, raw: &RawField, field: &Field) -> Described {
        let named = raw
            .schema_of
            .as_ref()
            .and_then(|name| self.schema.get(name));
        let own = raw.schema.as_ref().or(named);
        Described {
            title: maybe(own.and_then(|o| o.title.as_ref())).unwrap_or(field.head),
            about: maybe(own.and_then(|o| o.about.as_ref())).unwrap_or(field.hint),
            values: own.and_then(|o| o.values).unwrap_or(field.offer),
        }
    }
}

/// The file of a field and its paths there; none where it is no key of a file.
fn places<'r>(sheet: &'r RawSheet, raw: &'r RawField) -> (&'r str, Vec<String>) {
    if let Some(path) = &raw.of {
        return (&sheet.file, vec![path.clone()]);
    }
    if raw.key.starts_with('@') {
        return (&sheet.file, Vec::new());
    }
    if let Some((file, path)) = raw.key.split_once(':') {
        return (file, vec![path.to_owned()]);
    }
    if sheet.rows.is_empty() {
        return (&sheet.file, vec![raw.key.clone()]);
    }
    let paths = sheet.rows.iter().map(|row| format!("{row}.{}", raw.key));
    (&sheet.file, paths.collect())
}

impl RawTable {
    fn key(&self) -> Key {
        Key {
            file: forever(&self.file),
            paths: self.keys.clone(),
            field: None,
            words: Described {
                title: forever(&self.title),
                about: forever(&self.about),
                values: Offer::Nothing,
            },
            new_year: self.new_year,
            gone: maybe(self.gone.as_ref()),
            look: maybe(self.look.as_ref()),
        }
    }
}
