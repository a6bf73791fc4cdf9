//! An edition written out whole: what its own files say, what it takes from those beneath, and the
//! remarks that stand by either.

use toml_edit::{ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use super::built_in::files_of;
use super::folders::{Own, chain, file_names};
use crate::problem::Problem;

/// Lists whose tables stand beside those beneath, each known by its `key`; the others replace them.
const BY_KEY: [(&str, &str); 3] = [("edition", "field"), ("orders", "kind"), ("year", "paper")];
/// What a file says of itself: nothing beneath says it in its place.
const OF_ITSELF: [&str; 7] = [
    "name", "region", "extends", "date", "in_force", "source", "changed",
];
/// The keys of a text that stands in two wordings.
pub(super) const WORDINGS: [&str; 2] = ["official", "corrected"];

/// The name of each file and its text.
pub(crate) type WrittenOut = Vec<(&'static str, String)>;

/// The files of an edition, each whole: name without ending, and text. `None` where there is no
/// edition of this name. A file that cannot be parsed is left out: whoever writes an edition out has
/// read it before.
///
/// # Errors
/// If the editions that it stands over go in a circle, or lead nowhere.
pub fn written_out(name: &str, own: &Own<'_>) -> Result<Option<WrittenOut>, Vec<Problem>> {
    let Some(chain) = chain(name, own)? else {
        return Ok(None);
    };
    let built_in = chain.base.map(files_of).unwrap_or_default();
    let mut out = Vec::new();
    for file in file_names() {
        let mut texts: Vec<&str> = Vec::new();
        let compiled_in = built_in.iter().flat_map(|files| files.iter());
        texts.extend(compiled_in.filter(|(own, _)| *own == file).map(|it| it.1));
        for folder in chain.folders.iter().rev() {
            let found = folder.files.iter().find(|(_, own)| *own == file);
            texts.extend(found.map(|(id, _)| own.sources.get(*id).text.as_str()));
        }
        if let Some(text) = laid_over(file, &texts) {
            out.push((file, text));
        }
    }
    Ok(Some(out))
}

/// Texts of one file, the lowest first, as one.
pub(super) fn laid_over(file: &str, texts: &[&str]) -> Option<String> {
    let (first, above) = texts.split_first()?;
    if above.is_empty() {
        return Some((*first).to_owned());
    }
    let mut whole: DocumentMut = first.parse().ok()?;
    let mut remark = take_opening(&mut whole);
    for text in above {
        let mut above: DocumentMut = text.parse().ok()?;
        let own_remark = take_opening(&mut above);
        if !own_remark.trim().is_empty() {
            remark = own_remark;
        }
        if file == "edition" {
            for key in OF_ITSELF {
                whole.remove(key);
            }
        }
        let by_key = BY_KEY.iter().find(|(of, _)| *of == file);
        lay_over(
            whole.as_table_mut(),
            above.as_table_mut(),
            by_key.map(|it| it.1),
        );
    }
    if file == "edition" {
        let rank = |key: &str| OF_ITSELF.iter().position(|own| *own == key);
        let rank = |key: &str| rank(key).unwrap_or(OF_ITSELF.len());
        whole.sort_values_by(|a, _, b, _| rank(a.get()).cmp(&rank(b.get())));
    }
    number(whole.as_table_mut(), &mut 0);
    let text = whole.to_string();
    Some(format!("{remark}{}\n", text.trim_matches('\n')))
}

/// Takes away what stands above the first line of a file, up to its last empty line: it is about the
/// file, not about that line.
fn take_opening(file: &mut DocumentMut) -> String {
    let Some(first) = file.iter().next().map(|(key, _)| key.to_owned()) else {
        return String::new();
    };
    let prefix = prefix_of(file.as_table_mut(), &first);
    let Some(end) = prefix.rfind("\n\n") else {
        return String::new();
    };
    let (opening, rest) = prefix.split_at(end + 2);
    set_prefix(file.as_table_mut(), &first, rest);
    opening.to_owned()
}

/// Lays a table over another, key by key. The list `by_key` is laid over table by table.
fn lay_over(below: &mut Table, above: &mut Table, by_key: Option<&str>) {
    let keys: Vec<String> = above.iter().map(|(key, _)| key.to_owned()).collect();
    for key in keys {
        let remark = prefix_of(above, &key);
        let Some((name, mut item)) = above.remove_entry(&key) else {
            continue;
        };
        let Some(beneath) = below.get_mut(&key) else {
            below.insert_formatted(&name, item);
            continue;
        };
        if by_key == Some(key.as_str()) {
            lay_lists(beneath, item);
        } else if is_section(beneath) && is_section(&item) {
            if let (Some(own), Some(over)) = (beneath.as_inline_table_mut(), item.as_inline_table())
            {
                lay_inline(own, over);
                continue;
            }
            let own = std::mem::take(beneath).into_table();
            let (Ok(mut own), Ok(mut over)) = (own, std::mem::take(&mut item).into_table()) else {
                continue;
            };
            lay_over(&mut own, &mut over, None);
            *beneath = Item::Table(own);
            // The blank before the sign of equality does not belong into a heading.
            if let Some(mut name) = below.key_mut(&key) {
                name.leaf_decor_mut().clear();
            }
        } else {
            let kept = prefix_of(below, &key);
            // A key that was a line and is a section now, or the other way, is written anew.
            let is_alike = below.get(&key).map(Item::is_value) == Some(item.is_value());
            if is_alike {
                below[key.as_str()] = item;
            } else {
                below.remove(&key);
                below.insert_formatted(&name, item);
            }
            let prefix = if remark.contains('#') { remark } else { kept };
            set_prefix(below, &key, &prefix);
            continue;
        }
        if remark.contains('#') {
            set_prefix(below, &key, &remark);
        }
    }
}

/// The same for tables of one line.
fn lay_inline(below: &mut InlineTable, above: &InlineTable) {
    for (key, over) in above {
        let own = below.get_mut(key).and_then(Value::as_inline_table_mut);
        match (own, over.as_inline_table()) {
            (Some(own), Some(over)) if !is_text(own) && !is_text(over) => lay_inline(own, over),
            _ => drop(below.insert(key, over.clone())),
        }
    }
    below.fmt();
}

/// Whether an item has keys of its own, other than those of a text in two wordings.
fn is_section(item: &Item) -> bool {
    item.as_table_like().is_some_and(|table| !is_text(table))
}

/// Whether a table is a text in two wordings.
fn is_text(table: &dyn TableLike) -> bool {
    table.len() == 2 && WORDINGS.iter().all(|key| table.contains_key(key))
}

/// Lays the tables of a list over those with the same `key`; the others follow.
fn lay_lists(beneath: &mut Item, above: Item) {
    let tables = std::mem::take(beneath).into_array_of_tables();
    let (Ok(mut tables), Ok(above)) = (tables, above.into_array_of_tables()) else {
        return;
    };
    for mut over in above {
        let said = |table: &Table| table.get("key").and_then(Item::as_str).map(str::to_owned);
        let own = said(&over);
        let same = tables
            .iter_mut()
            .find(|table| own.is_some() && said(table) == own);
        match same {
            Some(same) => {
                let remark = over.decor().prefix().and_then(|it| it.as_str());
                if let Some(remark) = remark.filter(|remark| remark.contains('#')) {
                    let remark = remark.to_owned();
                    same.decor_mut().set_prefix(remark);
                }
                lay_over(same, &mut over, None);
            }
            None => tables.push(over),
        }
    }
    *beneath = Item::ArrayOfTables(tables);
}

/// Lines between the key and what is written before it.
fn prefix_of(table: &mut Table, key: &str) -> String {
    let decor = match table.get(key) {
        Some(Item::Table(inner)) => Some(inner.decor().clone()),
        Some(Item::ArrayOfTables(inner)) => inner.get(0).map(|first| first.decor().clone()),
        _ => table.key(key).map(|key| key.leaf_decor().clone()),
    };
    let prefix = decor.as_ref().and_then(toml_edit::Decor::prefix);
    let prefix = prefix.and_then(toml_edit::RawString::as_str);
    prefix.unwrap_or_default().to_owned()
}

fn set_prefix(table: &mut Table, key: &str, prefix: &str) {
    match table.get_mut(key) {
        Some(Item::Table(inner)) => inner.decor_mut().set_prefix(prefix),
        Some(Item::ArrayOfTables(inner)) => {
            if let Some(first) = inner.get_mut(0) {
                first.decor_mut().set_prefix(prefix);
            }
        }
        _ => {
            if let Some(mut key) = table.key_mut(key) {
                key.leaf_decor_mut().set_prefix(prefix);
            }
        }
    }
}

/// Numbers the tables in the order in which they stand: those of two files have places of either.
fn number(table: &mut Table, next: &mut isize) {
    let mut place = |table: &mut Table| {
        table.set_position(Some(*next));
        *next += 1;
        number(table, next);
    };
    for (_, item) in table.iter_mut() {
        match item {
            Item::Table(inner) => place(inner),
            Item::ArrayOfTables(list) => each(list, &mut place),
            Item::None | Item::Value(_) => {}
        }
    }
}

fn each(list: &mut ArrayOfTables, place: &mut impl FnMut(&mut Table)) {
    for table in list.iter_mut() {
        // A section stands apart from what is above it.
        let prefix = table.decor().prefix().and_then(|it| it.as_str());
        if prefix.is_none_or(str::is_empty) {
            table.decor_mut().set_prefix("\n");
        }
        place(table);
    }
}
