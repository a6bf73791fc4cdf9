//! What is said of a failure of the program, and of a paper that could not be built.

use std::fmt;

/// What is said of a failure that the user's data cannot be the reason of.
pub(crate) fn fault(why: &str) -> String {
    format!("внутренняя ошибка программы, сообщите о ней разработчикам: {why}")
}

/// Why a paper of a plan was not built, in Russian.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotBuilt {
    /// Its file was saved or taken away while the program worked: another run makes the paper.
    ChangedMeanwhile(String),
    /// A failure of the program.
    Fault(String),
}

impl fmt::Display for NotBuilt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ChangedMeanwhile(why) | Self::Fault(why) => f.write_str(why),
        }
    }
}

impl From<NotBuilt> for String {
    fn from(why: NotBuilt) -> Self {
        why.to_string()
    }
}
