//! Papers that have been signed or issued are facts: where the description of the school says
//! otherwise by now.

use std::collections::BTreeSet;

use super::plan::Plan;
use crate::disk::State;
use crate::document::{Document, Inline};
use crate::problem::{Code, Place, Problem, Source};
use crate::project::{Written, written};

/// Where a paper that has been given out and the description of the school part ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// The first words of each that the other does not have.
    Words {
        paper: String,
        description: String,
        /// The value of the description that they come from, where there is one.
        value: Option<Written>,
    },
    /// The description has no such paper any more.
    NoPaper,
    /// Another paper would be made now; what this one said is not known any more.
    Unknown,
}

/// Words around those that differ.
const AROUND: usize = 3;

impl Difference {
    /// What is otherwise; to be read after the name of the file.
    pub fn text(&self, state: State) -> String {
        let given = match state {
            State::Issued => "выдан",
            _ => "подписан",
        };
        match self {
            Self::NoPaper => {
                format!("документ {given}, а такого документа в описании школы больше нет")
            }
            Self::Unknown => format!(
                "документ {given}, а по описанию школы сейчас получается другой; что именно изменилось, программа не знает: список изготовленного был утрачен"
            ),
            Self::Words {
                paper,
                description,
                value,
            } => {
                let said = |words: &str| match words {
                    "" => "этого нет".to_owned(),
                    words => format!("«{words}»"),
                };
                let title = value.as_ref().and_then(|value| value.title);
                let field = title.map(|title| format!(" (поле «{title}»)"));
                format!(
                    "документ {given}, а описание школы теперь говорит иначе: в документе {}, в описании – {}{}",
                    said(paper),
                    said(description),
                    field.unwrap_or_default()
                )
            }
        }
    }

    /// What to do about it.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::NoPaper => {
                "документ остается как есть; если он отменен, нужен приказ об этом, а если он в силе – верните его в описание"
            }
            Self::Words { .. } | Self::Unknown => {
                "документ остается как есть; если в школе что-то изменилось (например, сменился наставник), нужен новый документ – приказ о замене, а если это описка – исправьте описание"
            }
        }
    }
}

impl Plan {
    /// What a paper that said `before` would say otherwise now; `now` is the text of the document.
    pub(crate) fn difference(
        &self,
        before: &str,
        now: &str,
        document: &Document,
    ) -> Option<Difference> {
        if before == now {
            return None;
        }
        let (old, new) = (first_without(before, now), first_without(now, before));
        let value = value_in(document, new, old).and_then(|place| self.written(place));
        let [paper, description] = parted(old, new);
        Some(Difference::Words {
            paper,
            description,
            value,
        })
    }

    fn written(&self, place: Place) -> Option<Written> {
        Some(written(&self.whole_source(&place)?, place))
    }

    /// A file with its text, which is read again if it was let go of.
    fn whole_source(&self, place: &Place) -> Option<Source> {
        let known = self.sources.get(place.file);
        match self.late_file(place.file) {
            Some(late) if known.text.is_empty() => late.text_again(known).ok(),
            _ => Some(known.clone()),
        }
    }

    /// Adds what is otherwise in a paper that has been given out to what there is to say of the
    /// project.
    pub fn tell_difference(&mut self, file: &str, state: State, difference: &Difference) {
        let mut problem = Problem::new(
            Code::GivenOutDiffers,
            format!("{file}: {}", difference.text(state)),
        )
        .hint(difference.advice());
        if let Difference::Words {
            value: Some(value), ..
        } = difference
            && let Some(source) = self.whole_source(&value.place)
        {
            self.sources.put(value.place.file, source);
            problem = problem.at(&value.place);
        }
        self.problems.push(problem);
    }
}

/// The first line of a text that another does not have.
fn first_without<'t>(text: &'t str, other: &str) -> &'t str {
    let others: BTreeSet<&str> = other.lines().collect();
    let line = text.lines().find(|line| !others.contains(line));
    line.unwrap_or_default()
}

/// The value that makes a line of the document otherwise than the old line.
fn value_in(document: &Document, line: &str, old: &str) -> Option<Place> {
    let inlines = document.texts().flat_map(|text| &text.0);
    let pieces = inlines.flat_map(|inline| match inline {
        Inline::Run { text, origin, .. } => origin.pieces(text),
        Inline::LineBreak | Inline::Blank(_) => Vec::new(),
    });
    pieces
        .filter(|(words, _)| line.contains(words) && !old.contains(words))
        .find_map(|(_, origin)| Place::of(&origin))
}

/// Two lines without the words that they begin and end with alike, but for a few.
fn parted(old: &str, new: &str) -> [String; 2] {
    let [old, new]: [Vec<&str>; 2] = [old, new].map(|line| line.split_whitespace().collect());
    let alike = |mut pairs: Box<dyn Iterator<Item = (&&str, &&str)> + '_>| {
        let mut count = 0;
        while pairs.next().is_some_and(|(a, b)| a == b) {
            count += 1;
        }
        count
    };
    let start = alike(Box::new(old.iter().zip(&new)));
    let rest = |line: &[&str]| line.len() - start;
    let end = alike(Box::new(old.iter().rev().zip(new.iter().rev())))
        .min(rest(&old))
        .min(rest(&new));
    [old, new].map(|line| {
        let from = start.saturating_sub(AROUND);
        let to = (line.len() - end + AROUND).min(line.len());
        let mut words = line[from..to].join(" ");
        if from > 0 {
            words.insert(0, '…');
        }
        if to < line.len() {
            words.push('…');
        }
        words
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_words_that_differ_are_told() {
        assert_eq!(first_without("a\nb\td\ne", "a\nc\ne\nf"), "b\td");
        assert_eq!(first_without("a", "a\nb"), "");
        assert_eq!(
            parted("1 2 3 4 5 Иванов 6 7 8 9", "1 2 3 4 5 Петров 6 7 8 9"),
            ["…3 4 5 Иванов 6 7 8…", "…3 4 5 Петров 6 7 8…"]
        );
        assert_eq!(parted("", "новое"), ["", "новое"]);
        assert_eq!(parted("май", "май май"), ["май", "май май"]);
    }
}
