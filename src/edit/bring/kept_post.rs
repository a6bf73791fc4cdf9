//! Posts that a list writes with a capital, as its cells begin, and the files as papers need them; and
//! those that stand beside a name.

use super::importer::Importer;
use crate::edit::row::{Cell, Row};
use crate::edit::written::Value;
use crate::fields::{self, SheetKind};
use crate::reader::clean;

impl Importer {
    /// A list of a school's own may begin its cells with capitals: the post of the file stays as it is.
    pub(super) fn keep_small_letter(&self, row: &mut Row, key: &str) {
        let Some(own) = self.post_of(key) else { return };
        let is_capital_alone = |text: &str| {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let mut letters = text.chars();
            let first = letters.next().into_iter().flat_map(char::to_lowercase);
            text != own
                && (first.chain(letters).collect::<String>() == own
                    || !text.chars().any(char::is_lowercase) && text.to_lowercase() == own)
        };
        let cells = row.cells.iter_mut().filter(|c| c.field.path == "position");
        for cell in cells {
            cell.is_kept |= is_capital_alone(&clean(&cell.value.shown()));
        }
    }
}

/// The row with the post that stands beside the name, where its column is empty.
pub(super) fn with_post(mut row: Row, post: Option<&str>) -> Row {
    let field = fields::words(SheetKind::Staff).field("position");
    let (Some(post), Some(field), Some(name)) = (post, field, row.cell("name")) else {
        return row;
    };
    let cell = Cell::new(*field, name.at.clone(), Value::Text(post.to_owned()));
    row.cells.retain(|cell| cell.field.path != "position");
    row.cells.push(cell);
    row
}
