//! Problems of files in the words of who fills in a form or the cells of a table, and sees no file
//! and no key.

use crate::fields::Field;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::field_at;
    use crate::problem::Code;

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
