//! What every page is drawn with, compiled in.

pub(super) const CSS: &str = include_str!("page.css");
pub(super) const SCRIPT: &str = include_str!("page.js");
pub(super) const ICON: &str = include_str!("icon.svg");
