//! What is kept of a project between requests.

use std::sync::Mutex;

use crate::edit::Tables;
use crate::project::Memory;

/// What was read last of a project, so that the next request reads only what has changed since.
#[derive(Default)]
pub(super) struct Known {
    pub tables: Mutex<Tables>,
    pub pairings: Memory,
}
