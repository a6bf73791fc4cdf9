//! Short names of pairs ↔ their files.

use std::collections::BTreeMap;

use super::alike::plain;
use super::unclear::Unclear;
use crate::problem::{Advice, Code};

/// Pairings: name of the file and short name.
#[derive(Debug, Clone, Default)]
pub(super) struct Pairs {
    /// Short names by the names of the files, and the place of each in the order they came.
    labels: BTreeMap<String, (usize, String)>,
    /// Files by short names as they are compared.
    by_label: BTreeMap<String, Vec<String>>,
    /// Files by the short names that they had: other sheets may still call them so.
    former: BTreeMap<String, Vec<String>>,
}

/// A short name as short names are compared.
fn compared(label: &str) -> String {
    plain(label).replace([' ', '-'], "")
}

/// Whether two short names are the same but for spaces and dashes.
pub(super) fn is_same_label(a: &str, b: &str) -> bool {
    compared(a) == compared(b)
}

impl Pairs {
    /// Remembers a pairing; one called like another is told apart by its file.
    pub(super) fn add(&mut self, stem: &str, label: &str) {
        let others = self.by_label.get(&compared(label));
        let is_taken = others.is_some_and(|stems| stems.iter().any(|other| other != stem));
        let label = if is_taken {
            format!("{label} ({stem})")
        } else {
            label.to_owned()
        };
        let place = self.labels.len();
        let known = self
            .labels
            .get(stem)
            .map(|(place, known)| (*place, compared(known)));
        if let Some(stems) = known
            .as_ref()
            .and_then(|(_, old)| self.by_label.get_mut(old))
        {
            stems.retain(|other| other != stem);
        }
        if let Some((_, old)) = &known {
            self.former
                .entry(old.clone())
                .or_default()
                .push(stem.to_owned());
        }
        let of_label = self.by_label.entry(compared(&label)).or_default();
        of_label.push(stem.to_owned());
        let place = known.map_or(place, |(place, _)| place);
        self.labels.insert(stem.to_owned(), (place, label));
    }

    pub(super) fn shown(&self, stem: &str) -> String {
        let label = self.labels.get(stem).map(|(_, label)| label.clone());
        label.unwrap_or_else(|| stem.to_owned())
    }

    pub(super) fn has(&self, stem: &str) -> bool {
        self.labels.contains_key(stem)
    }

    /// The files of the pairs that are called so, parted by commas or semicolons, which may stand in
    /// a short name too.
    ///
    /// # Errors
    /// If there is none of one of them.
    pub(super) fn stems(&self, text: &str) -> Result<Vec<String>, Unclear> {
        let whole = self.stem(text);
        let mut found = Vec::new();
        let mut open = String::new();
        for piece in text.split_inclusive([',', ';']) {
            open.push_str(piece);
            if let Ok(stem) = self.stem(open.trim_end_matches([',', ';', ' ']).trim_start()) {
                found.push(stem);
                open.clear();
            }
        }
        match whole {
            Err(_) if open.trim().is_empty() && !found.is_empty() => Ok(found),
            whole => whole.map(|stem| vec![stem]),
        }
    }

    /// The file of the pair that is called so.
    ///
    /// # Errors
    /// If there is none.
    pub(super) fn stem(&self, text: &str) -> Result<String, Unclear> {
        let by_label = self
            .by_label
            .get(&compared(text))
            .and_then(|stems| stems.first());
        let by_stem = || self.labels.get_key_value(text.trim()).map(|(stem, _)| stem);
        let of_former = self.former.get(&compared(text)).map(Vec::as_slice);
        let by_former = || match of_former? {
            [first, others @ ..] if others.iter().all(|it| it == first) => Some(first),
            _ => None,
        };
        let found = by_label.or_else(by_stem).or_else(by_former);
        found.cloned().ok_or_else(|| {
            let mut labels: Vec<&(usize, String)> = self.labels.values().collect();
            labels.sort_unstable();
            let known: Vec<&str> = labels.iter().map(|(_, label)| label.as_str()).collect();
            let advice = if known.is_empty() {
                Advice::in_cell_or_field(
                    "опишите пару на листе «Пары»",
                    "добавьте пару в разделе «Пары»",
                )
            } else {
                Advice::choose(text, &known)
            };
            Unclear {
                code: Code::UnknownPairing,
                message: format!("нет пары «{text}»"),
                advice: Some(advice),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_known_by_its_names_and_several_by_theirs() {
        let mut pairs = Pairs::default();
        pairs.add("first", "Петрова, Белых — Сидоров");
        pairs.add("second", "Зимина — Носов");
        let stems = |text: &str| pairs.stems(text).ok();
        let both = Some(vec!["first".to_owned(), "second".to_owned()]);
        assert_eq!(stems("Петрова, Белых — Сидоров, Зимина — Носов"), both);
        assert_eq!(
            stems("Петрова, Белых — Сидоров"),
            Some(vec!["first".to_owned()])
        );
        assert_eq!(stems("Зимина — Носов; Петрова"), None);
        // Other sheets may still have the name that it had.
        let mut pairs = pairs.clone();
        pairs.add("second", "Лучшая пара");
        assert_eq!(pairs.stem("Зимина — Носов").ok().as_deref(), Some("second"));
        assert_eq!(pairs.stem("Лучшая пара").ok().as_deref(), Some("second"));
    }
}
