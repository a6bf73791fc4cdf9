//! Where something stands in the file, for comments.

use crate::docx::read::Whereabouts;

/// «Абзац 3: », or where a cell stands.
pub(super) fn place(at: Whereabouts) -> String {
    match at {
        Whereabouts::Nowhere => String::new(),
        Whereabouts::Paragraph(number) => format!("абзац {number}: "),
        Whereabouts::Cell { table, row, column } => {
            format!("таблица {table}, строка {row}, графа {column}: ")
        }
    }
}

pub(super) fn table_place(number: usize) -> String {
    format!("таблица {number}")
}
