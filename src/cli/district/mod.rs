//! Commands of a municipality: what is put together from all schools of a folder.

mod args;
mod begin;
mod collect;
mod papers;
mod survey;

use args::DistrictAction;
pub(crate) use args::DistrictArgs;

use crate::console::{Console, Ended};

pub(crate) fn run(args: &DistrictArgs, console: &Console) -> Ended {
    match &args.action {
        DistrictAction::Begin(args) => begin::run(args, console),
        DistrictAction::Collect(args) => collect::run(args, console),
        DistrictAction::Papers(args) => papers::run(args, console),
    }
}
