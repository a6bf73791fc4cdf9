//! TOML files that are changed without losing what people wrote in them: comments, order, ways of
//! writing.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use toml_edit::{ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value as Toml};

use super::edition_words::EditionWords;
use crate::fields::is_headed;
use crate::project::Files;
use crate::reader::decode::{Encoding, decode, with_plain_ends};

/// One file of the project.
#[derive(Debug, Clone)]
pub struct TomlFile {
    /// Shared with those that read the same file, until it is changed.
    document: Arc<DocumentMut>,
    /// Bytes on the disk; `None` for a new file.
    original: Option<Arc<[u8]>>,
    /// The text that the document gave before it was handed out to be changed, if it was.
    before: Option<String>,
}

impl TomlFile {
    /// `None` where the text has mistakes of syntax.
    pub(super) fn read(bytes: Vec<u8>) -> Option<Self> {
        let text = decode(&bytes)?.0;
        let text = with_plain_ends(&text);
        let document: DocumentMut = text.parse().ok()?;
        Some(Self {
            document: Arc::new(document),
            original: Some(bytes.into()),
            before: None,
        })
    }

    fn new() -> Self {
        Self {
            document: Arc::default(),
            original: None,
            before: None,
        }
    }

    pub(super) fn table(&self) -> &Table {
        self.document.as_table()
    }

    /// Bytes on the disk when the file was read; `None` for a new file.
    pub fn original(&self) -> Option<&Arc<[u8]>> {
        self.original.as_ref()
    }

    pub fn is_new(&self) -> bool {
        self.original.is_none()
    }

    pub fn is_changed(&self) -> bool {
        self.is_new()
            || self
                .before
                .as_ref()
                .is_some_and(|before| self.document.to_string() != *before)
    }

    /// The bytes to write: the old ones where nothing changed; line ends and the mark at the
    /// beginning as they were.
    pub fn bytes(&self) -> Vec<u8> {
        let Some(original) = self.original.as_ref() else {
            return self.document.to_string().trim_start().as_bytes().to_vec();
        };
        if !self.is_changed() {
            return original.to_vec();
        }
        let is_windows = decode(original).is_some_and(|(text, _)| text.contains("\r\n"));
        let text = self.document.to_string();
        let text = if is_windows {
            text.replace('\n', "\r\n")
        } else {
            text
        };
        let is_utf8 = matches!(decode(original), Some((_, Encoding::Utf8)));
        let mark: &[u8] = if is_utf8 && original.starts_with(b"\xEF\xBB\xBF") {
            b"\xEF\xBB\xBF"
        } else {
            b""
        };
        [mark, text.as_bytes()].concat()
    }
}

/// The TOML files of a project by their names from its folder, and what its edition calls the kinds
/// of orders and the appendices.
#[derive(Debug, Clone, Default)]
pub struct TomlFiles(pub BTreeMap<String, TomlFile>, pub Arc<EditionWords>);

pub(super) const ORGANIZATION: &str = "organization.toml";
pub(super) const ROADMAP: &str = "roadmap.toml";
pub(super) const REGULATION: &str = "regulation.toml";
pub(super) const BANK: &str = "bank.toml";

pub(super) fn pairing_file(stem: &str) -> String {
    format!("pairings/{stem}.toml")
}

pub(super) fn order_file(stem: &str) -> String {
    format!("orders/{stem}.toml")
}

impl TomlFiles {
    /// Files with mistakes of syntax are left out: reading the project tells them.
    pub fn read(files: &Files) -> Self {
        Self::default().read_again(files)
    }

    /// The files as they are now; those that say what they said before are not parsed again.
    #[must_use]
    pub fn read_again(&self, files: &Files) -> Self {
        let single = [
            (ORGANIZATION, &files.organization),
            (ROADMAP, &files.roadmap),
            (REGULATION, &files.regulation),
            (BANK, &files.bank),
        ];
        let single = single
            .into_iter()
            .filter_map(|(name, file)| Some((name.to_owned(), file.as_ref()?.bytes.clone())));
        // One that the disk refuses is told when the project is read.
        let pairings = files
            .pairings
            .iter()
            .filter_map(|f| Some((pairing_file(&f.stem), f.bytes().ok()?)));
        let orders = files
            .orders
            .iter()
            .map(|f| (order_file(&f.stem), f.bytes.clone()));
        let all: Vec<(String, Vec<u8>)> = single.chain(pairings).chain(orders).collect();
        let known = |name: &str, bytes: &[u8]| {
            self.0
                .get(name)
                .filter(|known| known.before.is_none() && known.original.as_deref() == Some(bytes))
                .cloned()
        };
        let read = |(name, bytes): (String, Vec<u8>)| {
            let file = known(&name, &bytes).or_else(|| TomlFile::read(bytes))?;
            Some((name, file))
        };
        let files_read: BTreeMap<String, TomlFile> = all.into_par_iter().filter_map(read).collect();
        let organization = files_read.get(ORGANIZATION);
        let words = EditionWords::read(files, organization.map(|f| f.document.as_table()));
        Self(files_read, words)
    }

    pub fn get(&self, name: &str) -> Option<&Table> {
        self.0.get(name).map(|f| f.document.as_table())
    }

    /// Whether a file is the very one that others have: nothing was read anew or changed.
    pub(super) fn has_same(&self, others: &Self, name: &str) -> bool {
        let [own, other] = [self, others].map(|files| files.0.get(name));
        own.zip(other)
            .is_some_and(|(own, other)| Arc::ptr_eq(&own.document, &other.document))
    }

    pub fn get_or_new(&mut self, name: &str) -> &mut Table {
        let file = self.0.entry(name.to_owned()).or_insert_with(TomlFile::new);
        if file.before.is_none() {
            file.before = Some(file.document.to_string());
        }
        Arc::make_mut(&mut file.document).as_table_mut()
    }

    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.0.keys()
    }

    /// Names without folder and ending.
    pub fn stems(&self, folder: &str) -> Vec<String> {
        self.0
            .keys()
            .filter_map(|name| {
                name.strip_prefix(folder)?
                    .strip_prefix('/')?
                    .strip_suffix(".toml")
                    .map(ToOwned::to_owned)
            })
            .collect()
    }
}

/// What stands under keys parted by dots.
pub(super) fn get<'t>(table: &'t dyn TableLike, path: &str) -> Option<&'t Item> {
    match path.split_once('.') {
        None => table.get(path),
        Some((first, rest)) => get(table.get(first)?.as_table_like()?, rest),
    }
}

/// Puts a value under keys parted by dots, in place of the old one and with its comment; `None`
/// takes it away.
pub(super) fn set(table: &mut dyn TableLike, path: &str, value: Option<Toml>) {
    let Some((first, rest)) = path.split_once('.') else {
        put(table, path, value);
        return;
    };
    let is_table = table.get(first).is_some_and(Item::is_table_like);
    if value.is_none() && !is_table {
        return;
    }
    if !is_table {
        let fresh = if is_headed(first) {
            Item::Table(Table::new())
        } else {
            Toml::InlineTable(InlineTable::new()).into()
        };
        match table.get_mut(first) {
            // Text as printed gives way to a table; the comment beside it stays.
            Some(old) => put_item(old, fresh),
            None => drop(table.insert(first, fresh)),
        }
    }
    let Some(inner) = table.get_mut(first).and_then(Item::as_table_like_mut) else {
        return;
    };
    set(inner, rest, value);
    let left_empty = inner.is_empty() && !is_headed(first);
    if left_empty {
        table.remove(first);
    }
}

fn put(table: &mut dyn TableLike, key: &str, value: Option<Toml>) {
    match (value, table.get_mut(key)) {
        (None, _) => drop(table.remove(key)),
        (Some(value), Some(old)) => put_item(old, Item::Value(value)),
        (Some(value), None) => drop(table.insert(key, Item::Value(value))),
    }
}

fn put_item(old: &mut Item, new: Item) {
    let decor = old.as_value().map(|v| v.decor().clone());
    *old = new;
    if let (Some(decor), Some(value)) = (decor, old.as_value_mut()) {
        *value.decor_mut() = decor;
    }
}

/// The tables of `[[key]]`.
pub(super) fn tables(table: &dyn TableLike, key: &str) -> Vec<Table> {
    match table.get(key) {
        Some(Item::ArrayOfTables(array)) => array.iter().cloned().collect(),
        Some(Item::Value(Toml::Array(array))) => array
            .iter()
            .filter_map(|v| v.as_inline_table().cloned().map(InlineTable::into_table))
            .collect(),
        _ => Vec::new(),
    }
}

/// How many tables of `[[key]]` there are.
pub(super) fn count(table: &dyn TableLike, key: &str) -> usize {
    match table.get(key) {
        Some(Item::ArrayOfTables(array)) => array.len(),
        Some(Item::Value(Toml::Array(array))) => {
            array.iter().filter(|it| it.is_inline_table()).count()
        }
        _ => 0,
    }
}

/// Puts the tables of `[[key]]` in place of the old ones.
pub(super) fn set_tables(table: &mut Table, key: &str, tables: Vec<Table>) {
    if tables.is_empty() {
        table.remove(key);
        return;
    }
    let mut array = ArrayOfTables::new();
    tables.into_iter().for_each(|t| array.push(t));
    match table.get_mut(key) {
        Some(item) => *item = Item::ArrayOfTables(array),
        None => drop(table.insert(key, Item::ArrayOfTables(array))),
    }
}

/// Gives every table its place by its standing in the document: tables that came in or moved are
/// then printed where they belong, not where they once were.
pub(super) fn renumber(table: &mut Table) {
    let mut next = 0;
    number(table, &mut next);
}

fn number(table: &mut Table, next: &mut isize) {
    if !table.is_dotted() {
        table.set_position(Some(*next));
        *next += 1;
    }
    let mut keys: Vec<(isize, String)> = table
        .iter()
        .map(|(key, item)| (first_position(item), key.to_owned()))
        .collect();
    keys.sort_by_key(|(position, _)| *position);
    for (_, key) in keys {
        match table.get_mut(&key) {
            Some(Item::Table(inner)) => number(inner, next),
            Some(Item::ArrayOfTables(array)) => array.iter_mut().for_each(|t| number(t, next)),
            _ => {}
        }
    }
}

/// New tables go last.
fn first_position(item: &Item) -> isize {
    let of = |t: &Table| t.position().unwrap_or(isize::MAX);
    match item {
        Item::Table(table) if table.position().is_none() => table
            .iter()
            .map(|(_, inner)| first_position(inner))
            .min()
            .unwrap_or(isize::MAX),
        Item::Table(table) => of(table),
        Item::ArrayOfTables(array) => array.iter().map(of).min().unwrap_or(isize::MAX),
        _ => isize::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(text: &str, path: &str, value: Option<Toml>) -> String {
        let mut document: DocumentMut = text.parse().unwrap();
        set(document.as_table_mut(), path, value);
        document.to_string()
    }

    #[test]
    fn a_value_changes_and_its_comment_stays() {
        assert_eq!(
            edited("a = 1 # раз\nb = 2\n", "a", Some(3.into())),
            "a = 3 # раз\nb = 2\n"
        );
        assert_eq!(
            edited(
                "basis = { number = \"1\" } # по приказу\n",
                "basis.number",
                Some("2".into())
            ),
            "basis = { number = \"2\" } # по приказу\n"
        );
        assert_eq!(
            edited(
                "basis = \"устно\" # так\n",
                "basis.number",
                Some("2".into())
            ),
            "basis = { number = \"2\" } # так\n"
        );
        assert_eq!(
            edited("basis = { number = \"1\" }\nb = 1\n", "basis.number", None),
            "b = 1\n"
        );
        assert_eq!(
            edited(
                "# о ком\n[note]\naim = \"а\"\n",
                "note.mode",
                Some("очный".into())
            ),
            "# о ком\n[note]\naim = \"а\"\nmode = \"очный\"\n"
        );
    }
}
