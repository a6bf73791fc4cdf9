//! `typesetter`: a helper of another run of this program; it reads requests and writes pages, and
//! is not for people.

use std::io::{stdin, stdout};
use std::path::PathBuf;

use crate::console::{Ended, interrupt};
use crate::make;

/// The program to start as a helper.
pub(super) fn program() -> Option<PathBuf> {
    std::env::current_exe().ok()
}

pub(crate) fn run() -> Ended {
    // Ctrl-C reaches every process of the terminal; the run that started this one decides when it
    // is enough.
    interrupt::heed();
    match make::typeset_on_request(stdin().lock(), stdout().lock()) {
        Ok(()) => Ended::Well,
        Err(_) => Ended::MachineFailed,
    }
}
