//! Where the words of a wording file stand, and what stands there instead of what is asked for.

use super::syntax::whole_number;
use super::wording::Wording;
use crate::problem::Place;

impl Wording<'_> {
    /// Tells that a key is not there which is written as a heading: `[note]`, or `[[note.part]]` of a list.
    pub fn lacks_heading(&self, key: &'static str, is_list: bool) {
        let path = self.path(key);
        let heading = if is_list {
            format!("[[{path}]]")
        } else {
            format!("[{path}]")
        };
        self.gather_lack(key, (None, Some(heading)));
    }

    /// Where a piece of a text stands, if it is written as itself; else the whole text.
    pub fn place_within(&self, text: &Place, piece: &str) -> Place {
        let written = self.reader.text_of(self.file).get(text.span.clone());
        match written.and_then(|w| w.find(piece)) {
            Some(at) => {
                let start = text.span.start + at;
                text.part(start..start + piece.len())
            }
            None => text.clone(),
        }
    }

    /// Where a key of this very table stands; the table, where it is not there.
    pub fn place_of_key(&self, key: &str) -> Place {
        let entry = self.entries.get_key_value(key);
        entry.map_or_else(|| self.place(), |(key, _)| self.place_of(key.span()))
    }

    /// The whole number under a key, if that is what stands there.
    pub fn whole(&self, key: &str) -> Option<i64> {
        whole_number(self.entries.get(key)?.get_ref())
    }

    /// Whether a key is said nearer to this file than another: by itself, or by a file beneath it that
    /// is not as deep.
    pub fn is_nearer(&self, key: &str, than: &str) -> bool {
        let own = std::iter::once(self.entries);
        let beneath = self.beneath.iter().filter(|_| self.is_partial);
        let mut layers = own.chain(beneath.map(|layer| layer.entries));
        let first = layers.find(|it| it.contains_key(key) || it.contains_key(than));
        first.is_some_and(|it| !it.contains_key(than))
    }
}
