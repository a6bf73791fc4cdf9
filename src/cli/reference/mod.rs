//! Commands that answer without a project.

pub(crate) mod decline;
pub(crate) mod editions;
pub(crate) mod explain;
pub(crate) mod fonts;
mod version;

pub(crate) use decline::DeclineArgs;
pub(crate) use editions::EditionArgs;
pub(crate) use explain::ExplainArgs;
pub(crate) use fonts::FontsArgs;
pub(crate) use version::version;
