//! Where the user wrote a value, and what the field is called.

use crate::fields::field_at;
use crate::problem::{Place, Source};
use crate::reader::span_of;

/// A value as its writer knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub place: Place,
    /// What the field is called; `None` for one that is in no list and on no page.
    pub title: Option<&'static str>,
}

/// The value at a place of which only the path is known, in a file whose text is at hand.
pub fn written(source: &Source, place: Place) -> Written {
    let title = field_at(&source.inside, &place.path.to_string()).map(|field| field.head);
    let span = span_of(&source.text, &place.path).unwrap_or_default();
    Written {
        place: Place { span, ..place },
        title,
    }
}
