//! The cases of the bank of wording: those that are built in, and those of the school's own file.

use std::sync::LazyLock;

use toml_edit::{Item, Table, TableLike};

use super::toml_file::{BANK, TomlFile, TomlFiles, set_tables, tables};
use crate::reader::clean;
use crate::russian::counted;

/// The built-in cases, each a bank of its own.
pub const BUILT_IN: [(&str, &str); 10] = [
    ("novice", include_str!("../../forms/bank/novice.toml")),
    ("returned", include_str!("../../forms/bank/returned.toml")),
    ("newcomer", include_str!("../../forms/bank/newcomer.toml")),
    ("direction", include_str!("../../forms/bank/direction.toml")),
    ("digital", include_str!("../../forms/bank/digital.toml")),
    ("burnout", include_str!("../../forms/bank/burnout.toml")),
    ("deficits", include_str!("../../forms/bank/deficits.toml")),
    ("student", include_str!("../../forms/bank/student.toml")),
    (
        "class-teacher",
        include_str!("../../forms/bank/class-teacher.toml"),
    ),
    ("inclusion", include_str!("../../forms/bank/inclusion.toml")),
];

/// Activities of the school's bank that belong to no case.
pub(super) const OWN_ROWS: &str = "Отдельные мероприятия";

/// Where a case comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BankPart {
    /// The file `bank.toml` of the school.
    School,
    BuiltIn,
    /// The program of a pair of the school.
    Pairs,
}

impl BankPart {
    pub fn title(self) -> &'static str {
        match self {
            Self::School => "Банк школы",
            Self::BuiltIn => "Типовые случаи",
            Self::Pairs => "Пары школы",
        }
    }
}

/// A note and a plan to be put into the program of a pair.
#[derive(Debug, Clone)]
pub struct BankCase {
    /// In addresses and on the command line.
    pub code: String,
    pub name: String,
    /// The group of mentees that it is for.
    pub group: String,
    pub part: BankPart,
    /// With the keys of a pair's file.
    pub(super) table: Table,
}

impl BankCase {
    pub(super) fn of(part: BankPart, code: String, table: Table) -> Self {
        let text = |key| clean(table.get(key).and_then(Item::as_str).unwrap_or_default());
        Self {
            code,
            name: text("name"),
            group: text("group"),
            part,
            table,
        }
    }

    /// The activities, as the file has them.
    pub(super) fn plan(&self) -> Vec<Table> {
        tables(&self.table, "activity")
    }

    /// The note, as the file has it.
    pub(super) fn note_table(&self) -> Option<&dyn TableLike> {
        self.table.get("note").and_then(Item::as_table_like)
    }

    pub(super) fn has_note(&self) -> bool {
        self.note_table().is_some_and(|note| !note.is_empty())
    }

    /// By which a workbook knows an activity.
    pub(super) fn row_code(&self, index: usize) -> String {
        format!("{}/{}", self.code, index + 1)
    }

    /// What a workbook calls the whole of it.
    pub(super) fn whole(&self) -> String {
        let count = counted(
            self.plan().len(),
            "мероприятие",
            "мероприятия",
            "мероприятий",
        );
        format!("Весь случай: записка и {count}")
    }
}

/// A table as it goes into another file: without what stood around its values.
pub(super) fn fresh(table: &dyn TableLike) -> Table {
    let mut out = Table::new();
    for (key, item) in table.iter() {
        let mut item = item.clone();
        if let Some(value) = item.as_value_mut() {
            value.decor_mut().clear();
        }
        out.insert(key, item);
    }
    out
}

/// Whether two texts are the same to a reader.
pub(super) fn is_same_text(a: &str, b: &str) -> bool {
    plain(a) == plain(b)
}

fn plain(text: &str) -> String {
    clean(text).to_lowercase().replace('ё', "е")
}

/// The case of this code or name.
pub(super) fn find(cases: Vec<BankCase>, named: &str) -> Option<BankCase> {
    let wanted = plain(named);
    let is_it = |it: &BankCase| it.code == named || plain(&it.name) == wanted;
    cases.into_iter().find(is_it)
}

/// The cases of the school and the built-in ones.
pub(super) fn cases(files: &TomlFiles) -> Vec<BankCase> {
    let mut out = Vec::new();
    if let Some(own) = files.get(BANK) {
        for (i, table) in tables(own, "case").into_iter().enumerate() {
            out.push(BankCase::of(
                BankPart::School,
                format!("own-{}", i + 1),
                table,
            ));
        }
        if own.contains_key("activity") {
            let mut table = Table::new();
            table.insert("name", OWN_ROWS.into());
            set_tables(&mut table, "activity", tables(own, "activity"));
            out.push(BankCase::of(BankPart::School, "own".to_owned(), table));
        }
    }
    out.extend(READ.iter().cloned());
    out
}

/// The built-in cases, read once.
static READ: LazyLock<Vec<BankCase>> = LazyLock::new(|| {
    let read = |(code, text): &(&str, &str)| {
        let file = TomlFile::read(text.as_bytes().to_vec());
        let tables = file.map(|file| tables(file.table(), "case"));
        let of = |table| BankCase::of(BankPart::BuiltIn, (*code).to_owned(), table);
        tables.into_iter().flatten().map(of).collect::<Vec<_>>()
    };
    BUILT_IN.iter().flat_map(read).collect()
});
