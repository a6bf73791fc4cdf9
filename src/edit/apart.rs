//! What a pair says of its mentors together, put apart for each of them.

use toml_edit::{DocumentMut, InlineTable, Item, Table, TableLike, Value as Toml};

use super::toml_file::{renumber, set_tables, tables};

/// The text of a pair's file with `[labour]` and the consent in `basis` given to each of its
/// mentors as a `[[mentorship]]`; `None` if the file has nothing to put apart.
pub fn mentorships_apart(text: &str) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    put_apart(document.as_table_mut(), false).then(|| document.to_string())
}

/// The same in the table of the file; where everybody is to have a mentorship, also those of whom
/// the file says nothing more.
pub(super) fn put_apart(file: &mut Table, for_everybody: bool) -> bool {
    let labour = file.remove("labour");
    if labour.is_none() && !for_everybody {
        return false;
    }
    let mut all = tables(file, MENTORSHIP);
    let told: Vec<String> = all
        .iter()
        .filter_map(|own| key_of(own.get("mentor")?))
        .collect();
    let list = file.get("mentors").and_then(Item::as_array);
    let mentors: Vec<String> = list
        .into_iter()
        .flat_map(toml_edit::Array::iter)
        .filter_map(|key| key.as_str().map(ToOwned::to_owned))
        .filter(|key| !told.contains(key))
        .collect();
    let is_shared = mentors.len() > 1 || for_everybody && !mentors.is_empty();
    let basis = file.get_mut("basis").and_then(Item::as_table_like_mut);
    let consent = basis.filter(|_| is_shared).and_then(|basis| {
        let consent = basis.remove("consent").and_then(|it| it.into_value().ok());
        basis.fmt();
        consent
    });
    let position = place_for(file, labour.as_ref(), &all);
    for (i, mentor) in mentors.iter().enumerate() {
        let mut table = Table::new();
        table.insert("mentor", value(mentor.as_str().into()));
        if let Some(consent) = &consent {
            table.insert("consent", value(consent.clone()));
        }
        let own = labour.as_ref().and_then(Item::as_table_like);
        for (key, item) in own.into_iter().flat_map(TableLike::iter) {
            if let Some(it) = inline(item) {
                table.insert(key, value(it));
            }
        }
        table.set_position(position);
        if let Some(before) = labour.as_ref().and_then(Item::as_table).filter(|_| i == 0) {
            *table.decor_mut() = before.decor().clone();
        }
        all.push(table);
    }
    set_tables(file, MENTORSHIP, all);
    renumber(file);
    true
}

/// Where new mentorships stand: where `[labour]` stood, behind those that there are, or before every
/// other table.
fn place_for(file: &Table, labour: Option<&Item>, all: &[Table]) -> Option<isize> {
    let of_labour = labour.and_then(Item::as_table).and_then(Table::position);
    let of_last = all.last().and_then(Table::position);
    let first = || {
        let positions = file.iter().filter_map(|(_, item)| match item {
            Item::Table(table) => table.position(),
            Item::ArrayOfTables(array) => array.iter().filter_map(Table::position).min(),
            Item::None | Item::Value(_) => None,
        });
        positions.min().map(|first| first - 1)
    };
    of_labour.or(of_last).or_else(first)
}

const MENTORSHIP: &str = "mentorship";

fn key_of(item: &Item) -> Option<String> {
    item.as_str().map(ToOwned::to_owned)
}

/// As a new line of a table has it.
fn value(mut value: Toml) -> Item {
    value.decor_mut().clear();
    Item::Value(value)
}

/// A table of a heading of its own becomes one in braces.
fn inline(item: &Item) -> Option<Toml> {
    match item {
        Item::Value(value) => Some(value.clone()),
        Item::Table(table) => {
            let mut out = InlineTable::new();
            for (key, item) in TableLike::iter(table) {
                let mut value = inline(item)?;
                value.decor_mut().clear();
                out.insert(key, value);
            }
            Some(out.into())
        }
        Item::None | Item::ArrayOfTables(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mentor_gets_what_stood_for_all() {
        let text = "mentors = [\"a\", \"b\"]\nbasis = { order = \"pairs\", consent = 2026-08-29 }\n\n# Доплата\n[labour]\npay = \"10\" # всем\n[labour.refusal]\ndate = 2027-03-15\nday = 2027-03-19\n\n[note]\naim = \"ц\"\n";
        assert_eq!(
            mentorships_apart(text).unwrap(),
            "mentors = [\"a\", \"b\"]\nbasis = { order = \"pairs\" }\n\n# Доплата\n[[mentorship]]\nmentor = \"a\"\nconsent = 2026-08-29\npay = \"10\"\nrefusal = { date = 2027-03-15, day = 2027-03-19 }\n\n[[mentorship]]\nmentor = \"b\"\nconsent = 2026-08-29\npay = \"10\"\nrefusal = { date = 2027-03-15, day = 2027-03-19 }\n\n[note]\naim = \"ц\"\n"
        );
        assert_eq!(mentorships_apart("mentors = [\"a\", \"b\"]\n"), None);
    }

    #[test]
    fn who_has_one_already_keeps_it() {
        let text = "mentors = [\"a\", \"b\"]\nlabour = { pay = \"10\" }\n\n[[mentorship]]\nmentor = \"a\"\n";
        assert_eq!(
            mentorships_apart(text).unwrap(),
            "mentors = [\"a\", \"b\"]\n\n[[mentorship]]\nmentor = \"a\"\n\n[[mentorship]]\nmentor = \"b\"\npay = \"10\"\n"
        );
    }
}
