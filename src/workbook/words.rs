//! From keys of the files to the fields of the workbook and the page.

use super::fields::{Field, SheetKind};
use super::form::field_of;
use super::toml_file::{ORGANIZATION, REGULATION, ROADMAP};

/// The field that has the keys of a file, or the nearest above them.
pub fn field_at(file: &str, keys: &str) -> Option<&'static Field> {
    let numbered = |list: &str| {
        keys.strip_prefix(list)?
            .strip_prefix('.')?
            .split_once('.')
            .map(|(_, own)| own.to_owned())
    };
    let (kind, own) = match file {
        ORGANIZATION => match numbered("staff") {
            Some(own) => (SheetKind::Staff, own),
            None => (SheetKind::Organization, keys.to_owned()),
        },
        ROADMAP => match keys
            .rsplit_once("activity.")
            .and_then(|(_, rest)| rest.split_once('.'))
        {
            Some((_, own)) => (SheetKind::Roadmap, own.to_owned()),
            None => (SheetKind::Organization, format!("roadmap:{keys}")),
        },
        REGULATION => (SheetKind::Regulation, numbered("clause")?),
        file if file.starts_with("pairings/") => match numbered("activity") {
            Some(own) => (SheetKind::Activities, own),
            None if keys.starts_with("note") => (SheetKind::Notes, keys.to_owned()),
            None => (SheetKind::Pairs, keys.to_owned()),
        },
        file if file.starts_with("orders/") => match numbered("clause") {
            Some(own) => (SheetKind::Clauses, own),
            None => (SheetKind::Orders, keys.to_owned()),
        },
        _ => return None,
    };
    let mut above = std::iter::successors(Some(own.as_str()), |path| {
        path.rsplit_once('.').map(|(above, _)| above)
    });
    above.find_map(|path| field_of(kind, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_files_are_fields() {
        let head = |file, keys| field_at(file, keys).map(|f| f.head);
        assert_eq!(
            head("organization.toml", "staff.belykh.position"),
            Some("Должность")
        );
        assert_eq!(
            head("pairings/a.toml", "activity.2.term.from"),
            Some("Срок")
        );
        assert_eq!(
            head("pairings/a.toml", "note.tasks"),
            field_of(SheetKind::Notes, "note.tasks").map(|f| f.head)
        );
        assert_eq!(
            head("roadmap.toml", "stage.0.activity.1.result"),
            Some("Результат")
        );
        assert_eq!(head("style.toml", "font.pdf"), None);
    }
}
