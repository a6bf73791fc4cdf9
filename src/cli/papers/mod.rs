//! Commands that make papers or say how they stand.

mod answer;
pub(crate) mod archive;
mod args;
pub(crate) mod blank;
pub(crate) mod build;
pub(crate) mod clean;
mod district;
pub(crate) mod issue;
mod json;
mod lines;
pub(crate) mod print;
mod progress;
mod ready;
pub(crate) mod report;
mod shard;
pub(crate) mod status;
mod told;
pub(crate) mod watch;

pub(crate) use archive::ArchiveArgs;
pub(crate) use args::{
    BlankArgs, BuildArgs, CleanArgs, FormatArgs, IssueArgs, PrintArgs, StatusArgs,
};
pub(crate) use blank::make_to_look_at;
pub(crate) use build::{carry_out, tell_made_and};
pub(crate) use ready::default_workers;
pub(crate) use report::ReportArgs;
pub(crate) use watch::WatchArgs;
