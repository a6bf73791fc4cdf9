//! What every page is drawn with, compiled in.

pub(super) const CSS: &str = include_str!("page.css");
pub(super) const SCRIPT_KIND: &str = "text/javascript; charset=utf-8";
pub(super) const SCRIPT: &str = include_str!("page.js");
/// The parts of the script, by their names in addresses.
pub(super) const PARTS: [(&str, &str); 13] = [
    ("form.js", include_str!("script/form.js")),
    ("news.js", include_str!("script/news.js")),
    ("lists.js", include_str!("script/lists.js")),
    ("days.js", include_str!("script/days.js")),
    ("edit.js", include_str!("script/edit.js")),
    ("preview.js", include_str!("script/preview.js")),
    ("keep.js", include_str!("script/keep.js")),
    ("grid.js", include_str!("script/grid.js")),
    ("rows.js", include_str!("script/rows.js")),
    ("clipboard.js", include_str!("script/clipboard.js")),
    ("bank.js", include_str!("script/bank.js")),
    ("fields.js", include_str!("script/fields.js")),
    ("plan.js", include_str!("script/plan.js")),
];
pub(super) const ICON: &str = include_str!("icon.svg");
