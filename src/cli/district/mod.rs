//! Commands of a municipality: what is put together from all schools of a folder.

mod args;
mod papers;
mod survey;

use args::DistrictAction;
pub(crate) use args::DistrictArgs;

use crate::console::{Console, Ended};

pub(crate) fn run(args: &DistrictArgs, console: &Console) -> Ended {
    match &args.action {
        DistrictAction::Papers(args) => papers::run(args, console),
    }
}
