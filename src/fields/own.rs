//! Fields that an edition adds to those of the table: typed, on pairs, members of the staff and
//! activities of the roadmap.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use super::field::{Field, Kind, NewYear};
use super::offer::Offer;
use super::sheet::{SheetKind, SheetWords};
use super::table::TABLE;

/// The table under which the values of such fields stand in a file.
pub const OWN: &str = "own";
/// The words of an edition under which those of the people on one side of a pair stand.
pub const OWN_OF_MENTORS: &str = "mentors.own";
pub const OWN_OF_MENTEES: &str = "mentees.own";
/// Characters of a column.
const WIDTH: f64 = 24.0;
/// The same for text that may be long.
const WIDE: f64 = 40.0;

/// What a field of an edition tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OwnOf {
    Pairing,
    Staff,
    Activity,
}

/// What stands in a field of an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnKind {
    Text,
    Date,
    Number,
    List,
    Choice,
    Person,
}

/// A field that an edition adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnField {
    pub of: OwnOf,
    /// Under [`OWN`].
    pub key: String,
    /// As sheets and pages head it.
    pub title: String,
    pub hint: String,
    pub kind: OwnKind,
    /// The words of a choice.
    pub values: Vec<String>,
    pub is_personal: bool,
    pub new_year: Option<NewYear>,
}

impl OwnOf {
    /// The sheet on which it stands.
    pub fn sheet(self) -> SheetKind {
        match self {
            Self::Pairing => SheetKind::Pairs,
            Self::Staff => SheetKind::Staff,
            Self::Activity => SheetKind::Roadmap,
        }
    }

    /// What a key of a file is of, if it stands under [`OWN`]: the kind of file, and the keys from
    /// its top without numbers of lists.
    pub fn of_path<'p>(file: &str, path: &[&'p str]) -> Option<(Self, &'p str)> {
        let (key, above) = path.split_last()?;
        match (file, above) {
            ("pairing", [OWN]) => Some((Self::Pairing, key)),
            ("organization", ["staff", _, OWN]) => Some((Self::Staff, key)),
            ("roadmap", [.., "activity", OWN]) => Some((Self::Activity, key)),
            _ => None,
        }
    }
}

/// A word that stays: each once, however often it is asked for.
pub fn forever(word: &str) -> &'static str {
    static KEPT: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = kept.get(word) {
        return known;
    }
    let word: &'static str = word.to_owned().leak();
    kept.insert(word);
    word
}

/// Sheets, and the fields of an edition for which they were made.
type Made = (Vec<OwnField>, &'static [SheetWords]);

/// The sheets of the workbook with the fields of an edition among their columns.
///
/// They are made once for each set of fields and stay: a session knows few.
pub fn sheets_with(own: &[OwnField]) -> &'static [SheetWords] {
    static MADE: Mutex<Vec<Made>> = Mutex::new(Vec::new());
    if own.is_empty() {
        return &TABLE.sheets;
    }
    // A panic elsewhere leaves whole entries.
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, sheets)) = made.iter().find(|(known, _)| known == own) {
        return sheets;
    }
    let sheets: Vec<SheetWords> = TABLE.sheets.iter().map(|sheet| with(sheet, own)).collect();
    let sheets: &'static [SheetWords] = sheets.leak();
    made.push((own.to_vec(), sheets));
    sheets
}

fn with(sheet: &SheetWords, own: &[OwnField]) -> SheetWords {
    let added = own.iter().filter(|field| field.of.sheet() == sheet.kind);
    SheetWords {
        kind: sheet.kind,
        name: sheet.name,
        fields: sheet
            .fields
            .iter()
            .copied()
            .chain(added.map(field))
            .collect(),
        rows: sheet.rows.clone(),
        needed: sheet.needed.clone(),
        parts: sheet.parts.clone(),
    }
}

/// The field as those of the table are.
fn field(own: &OwnField) -> Field {
    let kind = match own.kind {
        OwnKind::Text => Kind::Text,
        OwnKind::Date => Kind::Day,
        OwnKind::Number => Kind::Number,
        OwnKind::List => Kind::Lines,
        OwnKind::Person => Kind::Person,
        OwnKind::Choice => {
            let words = own.values.iter().map(|word| forever(word));
            Kind::Words(words.map(|word| (word, word)).collect::<Vec<_>>().leak())
        }
    };
    let title = forever(&own.title);
    let hint = forever(&own.hint);
    Field {
        head: title,
        label: title,
        also: &[],
        stems: &[],
        with: &[],
        path: forever(&format!("{OWN}.{}", own.key)),
        kind,
        width: match own.kind {
            OwnKind::Text | OwnKind::List => WIDE,
            OwnKind::Date | OwnKind::Number | OwnKind::Choice | OwnKind::Person => WIDTH,
        },
        offer: match own.kind {
            OwnKind::Person => Offer::People,
            _ => Offer::Nothing,
        },
        hint,
        page_hint: hint,
        part: match own.of {
            OwnOf::Pairing => "form",
            OwnOf::Staff => "person",
            OwnOf::Activity => "",
        },
        is_wide: false,
        is_rare: false,
        is_personal: own.is_personal,
        new_year: own.new_year,
        gone: None,
        look: None,
    }
}
