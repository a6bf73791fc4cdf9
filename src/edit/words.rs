//! Problems of files in the words of who fills in a form or the cells of a table, and sees no file
//! and no key.

use super::toml_file::{ORGANIZATION, REGULATION, ROADMAP};
use crate::fields::{Field, SheetKind, field_of};
use crate::problem::Problem;

/// What is said of a problem at a field, and what to do.
pub fn in_form(problem: &Problem, field: Option<&Field>) -> (String, Option<Box<str>>) {
    let mut message = problem.message.clone();
    if let Some(key) = problem.lacking() {
        message = message.replace(&format!(" («{key}»)"), "");
    }
    if let Some(field) = field {
        let key = field.path.rsplit(['.', ':']).next().unwrap_or(field.path);
        if let Some(rest) = message.strip_prefix(&format!("«{key}»")) {
            message = format!("«{}»{rest}", field.head);
        }
    }
    (message, problem.hint_for_form().map(Into::into))
}

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
    use crate::problem::Code;

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

    #[test]
    fn no_key_is_named_in_a_form() {
        let field = field_at("pairings/a.toml", "activity.2.term");
        let problem = Problem::new(Code::BadDate, "«term»: в сентябре нет 31-го дня")
            .hint("term = 2026-09-30")
            .hint_in_form("исправьте день");
        assert_eq!(
            in_form(&problem, field),
            (
                "«Срок»: в сентябре нет 31-го дня".to_owned(),
                Some("исправьте день".into())
            )
        );
        let problem = Problem::new(Code::MissingKey, "не указано: должность («position»)")
            .lacks("position")
            .hint("добавьте строку position = …");
        assert_eq!(
            in_form(&problem, field),
            ("не указано: должность".to_owned(), None)
        );
    }
}
