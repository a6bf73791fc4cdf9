//! Commands that check and change the files of a project.

pub(crate) mod bank;
mod change;
pub(crate) mod check;
pub(crate) mod event;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod roll_over;

pub(crate) use bank::BankArgs;
pub(crate) use check::CheckArgs;
pub(crate) use event::EventArgs;
pub(crate) use export::ExportArgs;
pub(crate) use import::ImportArgs;
pub(crate) use roll_over::RollOverArgs;
