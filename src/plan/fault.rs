//! What is said of a failure of the program.

/// What is said of a failure that the user's data cannot be the reason of.
pub(crate) fn fault(why: &str) -> String {
    format!("внутренняя ошибка программы, сообщите о ней разработчикам: {why}")
}
