//! Papers that have been signed or issued are facts: where the description of the school says
//! otherwise by now.

use super::plan::Plan;
use crate::disk::State;
use crate::document::{Document, Inline};
use crate::problem::{Code, Place, Problem, Source};
use crate::project::{Written, written};

/// Where a paper that has been given out and the description of the school part ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// In the order of the paper.
    Words(Vec<Apart>),
    /// The description has no such paper any more.
    NoPaper,
    /// Another paper would be made now; what this one said is not known any more.
    Unknown,
    /// This program made it; whether it was given out is not known.
    NotKnown,
    /// It is not in its place.
    Missing {
        /// The name under which it lies.
        lies_as: Option<String>,
    },
    /// Another format of the paper was given out with other words.
    Beside {
        given_out: String,
        /// Otherwise it was not made at all.
        is_there: bool,
    },
    /// It does not lie under the name under which it was given out.
    Moved { from: String },
}

/// Words that differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// Empty where only the description has something.
    pub paper: String,
    /// Empty where only the paper has something.
    pub description: String,
    /// The value of the description that its words come from, where there is one.
    pub value: Option<Written>,
}

/// Words around those that differ.
const AROUND: usize = 3;
/// Of more differences of one paper only these are named.
const MOST_NAMED: usize = 5;
/// So many lines are compared with one another: a list of two thousand with another.
const MOST_COMPARED: usize = 4_000_000;

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
            Self::NotKnown => "файл изготовлен этой программой, но в списке изготовленного его нет (список утрачен, или файл принесен из другого места): изменен ли он и выдан ли, неизвестно".to_owned(),
            Self::Missing { lies_as } => {
                let lies = lies_as
                    .as_ref()
                    .map(|name| format!("; он лежит под именем «{name}»"));
                format!(
                    "выданный документ пропал: файл удален, переименован или заменен другим{}",
                    lies.unwrap_or_default()
                )
            }
            Self::Beside {
                given_out,
                is_there: true,
            } => format!("файл говорит не то, что выданный файл того же документа «{given_out}»"),
            Self::Beside {
                given_out,
                is_there: false,
            } => format!(
                "файл не изготовлен: файл того же документа «{given_out}» выдан, и этот говорил бы иначе"
            ),
            Self::Moved { from } => {
                format!("это выданный документ «{from}», а лежит он под другим именем")
            }
            Self::Words(apart) => {
                let named: Vec<String> = apart.iter().take(MOST_NAMED).map(Apart::text).collect();
                let more = match apart.len().saturating_sub(MOST_NAMED) {
                    0 => String::new(),
                    more => format!("; и еще отличий: {more}"),
                };
                format!(
                    "документ {given}, а описание школы теперь говорит иначе: {}{more}",
                    named.join("; ")
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
            Self::NotKnown => {
                "файл оставлен как есть; если он выдан, отметьте его: nastavnik issue, а если нет, уберите его сами – нужный документ изготовит build"
            }
            Self::Missing { .. } => {
                "верните его на место под прежним именем, другой вместо него не изготавливается; если он отменен, снимите отметку: nastavnik issue --undo"
            }
            Self::Moved { .. } => "верните ему прежнее имя",
            Self::Beside { is_there: true, .. } => "уберите его, чтобы не принять за выданный",
            Self::Words(_) | Self::Unknown | Self::Beside { .. } => {
                "документ остается как есть; если в школе что-то изменилось (например, сменился наставник), нужен новый документ – приказ о замене, а если это описка – исправьте описание"
            }
        }
    }
}

impl Apart {
    fn text(&self) -> String {
        let said = |words: &str| match words {
            "" => "этого нет".to_owned(),
            words => format!("«{words}»"),
        };
        let title = self.value.as_ref().and_then(|value| value.title);
        let field = title.map(|title| format!(" (поле «{title}»)"));
        format!(
            "в документе {}, в описании – {}{}",
            said(&self.paper),
            said(&self.description),
            field.unwrap_or_default()
        )
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
        let apart = |(old, new): (&str, &str)| {
            let [paper, description] = parted(old, new);
            Apart {
                paper,
                description,
                value: value_in(document, new, old).and_then(|place| self.written(place)),
            }
        };
        let lines = lines_apart(before, now).into_iter().map(apart);
        Some(Difference::Words(lines.collect()))
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
    /// project: a problem for each difference, at its field.
    pub fn tell_difference(&mut self, file: &str, state: State, difference: &Difference) {
        let of = |difference: &Difference| {
            let text = format!("{file}: {}", difference.text(state));
            Problem::new(Code::GivenOutDiffers, text).hint(difference.advice())
        };
        let Difference::Words(apart) = difference else {
            self.problems.push(of(difference));
            return;
        };
        for one in apart.iter().take(MOST_NAMED) {
            let mut problem = of(&Difference::Words(vec![one.clone()]));
            if let Some(value) = &one.value
                && let Some(source) = self.whole_source(&value.place)
            {
                self.sources.put(value.place.file, source);
                problem = problem.at(&value.place);
            }
            self.problems.push(problem);
        }
    }
}

/// Lines that one text has and the other does not, each with what stands in its place.
fn lines_apart<'t>(before: &'t str, now: &'t str) -> Vec<(&'t str, &'t str)> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), now.lines().collect());
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[start..], &new[start..]);
    let ends = old.iter().rev().zip(new.iter().rev());
    let end = ends.take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[..old.len() - end], &new[..new.len() - end]);
    let alike = common(old, new);
    let (mut i, mut j) = (0, 0);
    let mut out = Vec::new();
    for (next_old, next_new) in alike.into_iter().chain([(old.len(), new.len())]) {
        let (gone, come) = (&old[i..next_old], &new[j..next_new]);
        for k in 0..gone.len().max(come.len()) {
            let line = |lines: &[&'t str]| lines.get(k).copied().unwrap_or_default();
            out.push((line(gone), line(come)));
        }
        (i, j) = (next_old + 1, next_new + 1);
    }
    out.retain(|(old, new)| old != new);
    out
}

/// Places of the lines of a longest common subsequence; none where that would cost too much.
fn common(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    if old.len() * new.len() > MOST_COMPARED {
        return Vec::new();
    }
    let width = new.len() + 1;
    let mut longest = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i * width + j] = if old[i] == new[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut out = Vec::new();
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            out.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
}

/// The value that makes a line of the document otherwise than the old line.
fn value_in(document: &Document, line: &str, old: &str) -> Option<Place> {
    let inlines = document.texts().flat_map(|text| &text.0);
    let pieces = inlines.flat_map(|inline| match inline {
        Inline::Run { text, origin, .. } => origin.pieces(text),
        Inline::Number(_) | Inline::LineBreak | Inline::Blank(_) => Vec::new(),
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
    fn what_differs_is_told_line_by_line() {
        assert_eq!(lines_apart("a\nb\n", "a\nb\n"), []);
        assert_eq!(
            lines_apart("a\nb\td\ne", "a\nc\ne\nf"),
            [("b\td", "c"), ("", "f")]
        );
        assert_eq!(lines_apart("a", "x\na"), [("", "x")]);
    }

    #[test]
    fn a_long_line_is_cut_to_what_differs() {
        assert_eq!(
            parted("1 2 3 4 5 Иванов 6 7 8 9", "1 2 3 4 5 Петров 6 7 8 9"),
            ["…3 4 5 Иванов 6 7 8…", "…3 4 5 Петров 6 7 8…"]
        );
        assert_eq!(parted("", "новое"), ["", "новое"]);
        assert_eq!(parted("май", "май май"), ["май", "май май"]);
    }
}
