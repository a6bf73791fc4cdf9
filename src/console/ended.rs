//! How a command ended.

use std::process::ExitCode;

use super::interrupt;
use crate::disk::Trouble;
use crate::plan::Plan;

/// How a command ended (exit codes of the program), the better first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Ended {
    /// 0: all is well.
    Well,
    /// 1: mistakes in the user's data.
    WithProblems,
    /// 2: the command line cannot be understood.
    Misused,
    /// 3: the machine failed: disk, permissions, a fault of the program.
    MachineFailed,
    /// 130: Ctrl-C.
    Interrupted,
}

impl Ended {
    /// How a command ended that could not write where it was told to.
    pub(crate) fn of_trouble(trouble: &Trouble) -> Self {
        if trouble.is_misnamed() {
            Self::Misused
        } else {
            Self::MachineFailed
        }
    }

    /// How reading and checking a project ended.
    pub(crate) fn of(plan: &Plan) -> Self {
        if plan.disk_refused() {
            Self::MachineFailed
        } else if plan.has_errors() {
            Self::WithProblems
        } else {
            Self::Well
        }
    }
}

impl Ended {
    /// The exit code of the program.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Well => 0,
            Self::WithProblems => 1,
            Self::Misused => 2,
            Self::MachineFailed => 3,
            Self::Interrupted => interrupt::EXIT_CODE,
        }
    }
}

impl From<Ended> for ExitCode {
    fn from(ended: Ended) -> Self {
        Self::from(ended.code())
    }
}
