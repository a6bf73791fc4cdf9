//! `word/numbering.xml`: the lists by which Word counts clauses and rows.

use std::fmt::Write as _;

use super::styles::escape;
use crate::document::Number;

/// Levels that Word knows.
const DEEPEST: usize = 9;
/// Levels that a list has at the least, so that a clause can be put in below any other.
const LEVELS: usize = 4;

/// The lists of a document, in the order in which they begin.
#[derive(Default)]
pub(super) struct Lists {
    begun: Vec<List>,
    is_closed: bool,
    /// Numbers of lists that a template has.
    taken: usize,
}

struct List {
    /// What the first number of each level is.
    start: Vec<usize>,
    /// Whether words stand after the number, by level.
    has_words: [Option<bool>; DEEPEST],
    /// What closes its numbers.
    end: String,
    last: Vec<usize>,
}

impl Lists {
    /// Lists whose numbers begin after those already taken.
    pub(super) fn after(taken: usize) -> Self {
        Self {
            taken,
            ..Self::default()
        }
    }

    /// What follows goes on with no list before it.
    pub(super) fn close(&mut self) {
        self.is_closed = true;
    }

    /// Number of the list and level at which Word counts the same number; a list that would count
    /// otherwise ends, and another begins. `None` for a number deeper than Word counts.
    pub(super) fn place(&mut self, number: &Number) -> Option<(usize, usize)> {
        let level = number.path.len().checked_sub(1).filter(|l| *l < DEEPEST)?;
        let goes_on = !self.is_closed && self.begun.last().is_some_and(|l| l.counts(number));
        if !goes_on {
            self.is_closed = false;
            self.begun.push(List {
                start: number.path.clone(),
                has_words: [None; DEEPEST],
                end: number.end.clone(),
                last: Vec::new(),
            });
        }
        let list = self.begun.last_mut()?;
        list.last.clone_from(&number.path);
        list.has_words[level] = Some(number.has_words);
        Some((self.taken + self.begun.len(), level))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.begun.is_empty()
    }

    /// The definitions and the lists themselves, as `w:numbering` holds them one after another.
    pub(super) fn definitions(&self) -> (String, String) {
        let (mut abstracts, mut lists) = (String::new(), String::new());
        for (i, list) in self.begun.iter().enumerate() {
            let id = self.taken + i + 1;
            let _ = write!(
                abstracts,
                r#"<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="multilevel"/>"#
            );
            let (mut path, end) = (String::new(), escape(&list.end));
            let used = list.has_words.iter().rposition(Option::is_some);
            for level in 0..used.map_or(LEVELS, |u| LEVELS.max(u + 1)) {
                let dot = if level > 0 { "." } else { "" };
                let _ = write!(path, "{dot}%{}", level + 1);
                let start = list.start.get(level).unwrap_or(&1);
                let gap = if list.has_words[level] == Some(false) {
                    "nothing"
                } else {
                    "space"
                };
                let _ = write!(
                    abstracts,
                    r#"<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="decimal"/><w:suff w:val="{gap}"/><w:lvlText w:val="{path}{end}"/><w:lvlJc w:val="left"/></w:lvl>"#
                );
            }
            abstracts.push_str("</w:abstractNum>");
            let _ = write!(
                lists,
                r#"<w:num w:numId="{id}"><w:abstractNumId w:val="{id}"/></w:num>"#
            );
        }
        (abstracts, lists)
    }
}

impl List {
    /// Whether the next number of its level is this one.
    fn counts(&self, number: &Number) -> bool {
        let Some((own, above)) = number.path.split_last() else {
            return false;
        };
        let level = above.len();
        let before = self.last.get(level).copied().unwrap_or(0);
        let is_next = *own == before + 1 && self.last.get(..level) == Some(above);
        // A level that the list began below has counted nothing yet.
        is_next
            && self.end == number.end
            && level + 1 >= self.start.len()
            && self.has_words[level].is_none_or(|known| known == number.has_words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_goes_on_as_long_as_word_would_count_the_same() {
        let mut lists = Lists::default();
        let mut place = |path: &[usize]| {
            let number = Number {
                path: path.to_vec(),
                end: ".".to_owned(),
                has_words: true,
            };
            lists.place(&number)
        };
        for path in [&[1][..], &[2], &[2, 1], &[2, 2], &[3], &[3, 1]] {
            assert_eq!(place(path), Some((1, path.len() - 1)), "{path:?}");
        }
        assert_eq!(place(&[1]), Some((2, 0)), "counts anew");
        assert_eq!(place(&[3]), Some((3, 0)), "a number is left out");
        assert_eq!(place(&[7, 1]), Some((4, 1)), "nothing stands above");
        assert_eq!(place(&[7, 2]), Some((4, 1)));
        assert_eq!(place(&[8]), Some((5, 0)), "the level above counted nothing");
        assert_eq!(place(&[1; 10]), None);
        let (abstracts, lists) = lists.definitions();
        assert_eq!(abstracts.matches("<w:abstractNum ").count(), 5);
        assert!(abstracts.contains(r#"<w:start w:val="7"/>"#));
        assert_eq!(lists.matches("<w:num ").count(), 5);
    }

    #[test]
    fn a_closed_list_is_not_gone_on_with() {
        let mut lists = Lists::after(4);
        let number = |n| Number {
            path: vec![n],
            end: ")".to_owned(),
            has_words: false,
        };
        assert_eq!(lists.place(&number(1)), Some((5, 0)));
        lists.close();
        assert_eq!(lists.place(&number(2)), Some((6, 0)));
        let abstracts = lists.definitions().0;
        assert!(abstracts.contains("nothing") && abstracts.contains(r#"w:val="%1)""#));
    }
}
