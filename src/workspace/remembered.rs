//! What is kept of a project between two looks at it.

use std::sync::Mutex;

use crate::edit::Tables;
use crate::prepare::Recollection;

/// What was read last of a project, so that the next look reads only what has changed since.
#[derive(Default)]
pub struct Remembered {
    pub(super) tables: Mutex<Tables>,
    pub(super) reading: Recollection,
}
