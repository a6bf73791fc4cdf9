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
