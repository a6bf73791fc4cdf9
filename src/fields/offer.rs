//! What a field offers to choose from.

use serde::Deserialize;

/// Where the words of a field come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offer {
    #[default]
    Nothing,
    /// Names on the sheet «Сотрудники».
    People,
    /// Short names on the sheet «Пары».
    Pairs,
    /// Names of files on the sheet «Приказы».
    Orders,
    Forms,
    MentoringKinds,
    Models,
    Groups,
    Interactions,
    Modes,
    Formats,
    Blocks,
    Editions,
    /// Keys of the kinds of orders.
    OrderKinds,
    /// Keys of the appendices.
    Appendices,
    /// What the rest of the year's papers are called.
    YearPapers,
}

impl Offer {
    /// Whether no other word is taken: another is an error at `check`.
    ///
    /// Editions are open, for a project or a user may bring one; formats, modes and ways of working
    /// together are printed as they are written.
    pub fn is_closed(self) -> bool {
        match self {
            Self::Forms
            | Self::MentoringKinds
            | Self::Models
            | Self::Groups
            | Self::Blocks
            | Self::OrderKinds
            | Self::Appendices
            | Self::YearPapers => true,
            Self::Nothing
            | Self::People
            | Self::Pairs
            | Self::Orders
            | Self::Interactions
            | Self::Modes
            | Self::Formats
            | Self::Editions => false,
        }
    }
}
