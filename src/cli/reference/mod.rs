//! Commands that answer without a project.

pub(crate) mod decline;
pub(crate) mod explain;
pub(crate) mod fonts;

pub(crate) use decline::DeclineArgs;
pub(crate) use explain::ExplainArgs;
pub(crate) use fonts::FontsArgs;
