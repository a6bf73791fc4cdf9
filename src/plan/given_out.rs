//! Papers that have been signed or issued are facts: where the description of the school says
//! otherwise by now.

use std::collections::{BTreeMap, BTreeSet};

use super::plan::Plan;
use crate::disk::State;
use crate::document::{Document, Inline, Text};
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
    /// What lies under its name and was signed is another paper.
    OfAnother { file: String },
    /// A signature beside it is of other bytes.
    Unsealed,
    /// It has the bytes of a file that was made, under another name.
    Copy {
        of: String,
        /// Whether that one is still in its place.
        is_there: bool,
    },
    /// A signature beside it is empty, or no signature.
    Unreadable,
    /// The signature of this name, which this program has put beside it, is not there any more.
    LostSignature { name: String },
    /// What was signed last is not what lies there and was signed too.
    SignedOtherwise {
        /// The name under which that lies.
        lies_as: Option<String>,
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
/// So many lines are paired by their words.
const MOST_PAIRED: usize = 40_000;

/// What there is to say where it is not known any more which papers were given out.
pub const LOST_MARKS: &str =
    "отметки о выданных документах утрачены вместе со списком изготовленного (папка .nastavnik)";

/// What to do about it, with the folder of the papers.
pub fn mark_again(folder: &str) -> String {
    format!(
        "отметьте выданные снова: nastavnik issue ФАЙЛ; когда отмечены все или выданных нет, скажите об этом, и напоминания не будет: nastavnik issue --all-marked \"{folder}\""
    )
}

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
                let which = match state {
                    State::SignedMissing | State::Unsigned => "подписанный",
                    _ => "выданный",
                };
                format!(
                    "{which} документ пропал: файл удален, переименован или заменен другим{}",
                    lies(lies_as.as_deref())
                )
            }
            Self::LostSignature { name } => {
                format!(
                    "документ подписан, а файла подписи «{name}» рядом с ним больше нет: он удален, переименован или перенесен"
                )
            }
            Self::SignedOtherwise { lies_as } => {
                format!(
                    "под этим именем лежит не тот файл, который был подписан последним: одной из подписей в нем нет{}",
                    lies(lies_as.as_deref())
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
            Self::OfAnother { file } => {
                format!("под этим именем лежит другой подписанный документ – «{file}»")
            }
            Self::Unsealed => {
                "подпись рядом с файлом к нему не подходит: подписан был другой файл или прежний вид этого".to_owned()
            }
            Self::Copy { of, is_there: true } => format!("это копия файла «{of}»"),
            Self::Copy {
                of,
                is_there: false,
            } => format!("это файл «{of}» под другим именем"),
            Self::Unreadable => {
                "подпись рядом с файлом не читается: она пуста или испорчена".to_owned()
            }
            Self::Moved { from } => {
                let which = match state {
                    State::Signed => "подписанный",
                    _ => "выданный",
                };
                format!("это {which} документ «{from}», а лежит он под другим именем")
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
            Self::LostSignature { .. } => {
                "верните файл подписи на место или подпишите этот же файл снова, другой вместо него не изготавливается; если подпись не нужна, снимите отметку: nastavnik issue --undo"
            }
            Self::SignedOtherwise { .. } => {
                "верните файл со всеми подписями под прежним именем; если он отменен, снимите отметку: nastavnik issue --undo"
            }
            Self::Copy { is_there: true, .. } => {
                "нужный документ лежит под своим именем, а копию можно убрать: nastavnik clean"
            }
            Self::Copy {
                is_there: false, ..
            } => {
                "верните ему прежнее имя или уберите его: документ под прежним именем изготовит build"
            }
            Self::Unreadable => {
                "верните файл подписи из копии или подпишите документ снова, а этот файл подписи уберите"
            }
            Self::OfAnother { .. } => {
                "верните ему его имя или уберите его; документ, который должен лежать здесь, изготовит build"
            }
            Self::Unsealed => {
                "если подписан этот документ, подпишите его снова; если подпись чужая или старая, уберите ее из папки"
            }
            Self::Moved { .. } => "верните ему прежнее имя",
            Self::Beside { is_there: true, .. } => "уберите его, чтобы не принять за выданный",
            Self::Words(_) | Self::Unknown | Self::Beside { .. } => {
                "документ остается как есть; если в школе что-то изменилось (например, сменился наставник), нужен новый документ – приказ о замене, а если это описка – исправьте описание"
            }
        }
    }
}

/// Where a missing file lies; to be read after what is missing.
fn lies(name: Option<&str>) -> String {
    let lies = name.map(|name| format!("; он лежит под именем «{name}»"));
    lies.unwrap_or_default()
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
            let texts = texts_of(document, now, new);
            Apart {
                paper,
                description,
                value: value_in(&texts, old).and_then(|place| self.written(place)),
            }
        };
        // A namesake who came later, or left, makes a name longer or shorter and no paper wrong. Two
        // whole names that differ are two people.
        let is_same = |(old, new): &(&str, &str)| {
            let plain = |text: &str| text.replace(['\u{A0}', '\u{202F}'], " ");
            let shortened = |text: &str| self.project().map(|it| it.without_namesakes(text));
            shortened(new) == Some(plain(old)) || shortened(old) == Some(plain(new))
        };
        let mut lines = lines_apart(before, now);
        lines.retain(|it| !is_same(it));
        if lines.is_empty() {
            return None;
        }
        let lines = lines.into_iter().map(apart);
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

    /// Adds that it is not known any more which papers were given out.
    pub fn tell_lost_marks(&mut self, folder: &str) {
        let problem = Problem::new(Code::GivenOutDiffers, LOST_MARKS);
        self.problems.push(problem.hint(mark_again(folder)));
    }

    /// Adds what is otherwise in a paper that has been given out to what there is to say of the
    /// project: one problem, at the first value that can be named.
    pub fn tell_difference(&mut self, file: &str, state: State, difference: &Difference) {
        let text = format!("{file}: {}", difference.text(state));
        let mut problem = Problem::new(Code::GivenOutDiffers, text).hint(difference.advice());
        if let Difference::Words(apart) = difference
            && let Some(value) = apart.iter().find_map(|one| one.value.as_ref())
            && let Some(source) = self.whole_source(&value.place)
        {
            self.sources.put(value.place.file, source);
            problem = problem.at(&value.place);
        }
        self.problems.push(problem);
    }
}

/// Lines that one text has and the other does not, each with what has come in its place. A row of
/// a table that only stands elsewhere, under another number, is no difference, unless there is no
/// other.
pub(super) fn lines_apart<'t>(before: &'t str, now: &'t str) -> Vec<(&'t str, &'t str)> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), now.lines().collect());
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[start..], &new[start..]);
    let ends = old.iter().rev().zip(new.iter().rev());
    let end = ends.take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[..old.len() - end], &new[..new.len() - end]);
    let (stays, comes) = (without_moved(old, new), without_moved(new, old));
    if stays.is_empty() && comes.is_empty() {
        in_turn(old, new)
    } else {
        alike_first(stays, comes)
    }
}

/// The lines that the others do not have, each as often as it is there.
fn without_moved<'t>(lines: &[&'t str], others: &[&str]) -> Vec<&'t str> {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for line in others {
        *known.entry(unnumbered(line)).or_default() += 1;
    }
    let is_alone = |line: &&&str| match known.get_mut(unnumbered(line)) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    };
    lines.iter().filter(is_alone).copied().collect()
}

/// A line without the number of its row.
fn unnumbered(line: &str) -> &str {
    match line.split_once('\t') {
        Some((number, rest))
            if number
                .trim_end_matches('.')
                .chars()
                .all(|c| c.is_ascii_digit()) =>
        {
            rest
        }
        _ => line,
    }
}

/// Pairs of lines: first those that have most of their words in common, then the others in turn.
fn alike_first<'t>(old: Vec<&'t str>, new: Vec<&'t str>) -> Vec<(&'t str, &'t str)> {
    if old.len() * new.len() > MOST_PAIRED {
        return in_turn(&old, &new);
    }
    let mut old: Vec<Option<&str>> = old.into_iter().map(Some).collect();
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    let mut alone = Vec::new();
    for line in new {
        let best = (old.iter().enumerate())
            .filter_map(|(i, other)| Some((shared((*other)?, line)?, i)))
            .max_by_key(|(shared, i)| (*shared, std::cmp::Reverse(*i)));
        match best {
            Some((_, i)) => pairs.push((old[i].take().unwrap_or_default(), line)),
            None => alone.push(line),
        }
    }
    let left: Vec<&str> = old.into_iter().flatten().collect();
    pairs.extend(in_turn(&left, &alone));
    pairs
}

/// How many words two lines have in common; `None` if that is less than half of either.
fn shared(one: &str, other: &str) -> Option<usize> {
    let [one, other]: [BTreeSet<&str>; 2] =
        [one, other].map(|line| unnumbered(line).split_whitespace().collect());
    let both = one.intersection(&other).count();
    (both > 0 && 2 * both >= one.len().max(other.len())).then_some(both)
}

/// Lines that differ, by their places between those that do not.
fn in_turn<'t>(old: &[&'t str], new: &[&'t str]) -> Vec<(&'t str, &'t str)> {
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

/// The texts of a document that stand in one line of its text; `line` is a part of `whole`.
fn texts_of<'d>(document: &'d Document, whole: &str, line: &str) -> Vec<&'d Text> {
    let start = (line.as_ptr() as usize).wrapping_sub(whole.as_ptr() as usize);
    if line.is_empty() || start >= whole.len() {
        return Vec::new();
    }
    let mut at = 0;
    let mut out = Vec::new();
    for text in document.texts() {
        let words = text.to_plain();
        let Some(found) = whole[at..].find(&words).filter(|_| !words.is_empty()) else {
            continue;
        };
        let begins = at + found;
        at = begins + words.len();
        if at > start && begins < start + line.len() {
            out.push(text);
        }
    }
    out
}

/// The value of these texts that makes them otherwise than the old line.
fn value_in(texts: &[&Text], old: &str) -> Option<Place> {
    let inlines = texts.iter().flat_map(|text| &text.0);
    let pieces = inlines.flat_map(|inline| match inline {
        Inline::Run { text, origin, .. } => origin.pieces(text),
        Inline::Number(_) | Inline::LineBreak | Inline::Blank { .. } => Vec::new(),
    });
    pieces
        .filter(|(words, _)| !old.contains(words))
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
    fn rows_that_are_sorted_anew_are_compared_with_themselves() {
        let before = "1\tБелова А.\tфизика\n2\tВолков Б.\tхимия\n3\tЯшина В.\tмузыка\nконец";
        let now = "1\tАнохина В.\tмузыка\n2\tБелова А.\tфизика\n3\tВолков Б.\tхимия\nконец";
        assert_eq!(
            lines_apart(before, now),
            [("3\tЯшина В.\tмузыка", "1\tАнохина В.\tмузыка")]
        );
        // Nothing but the order has changed: then it is the order that is told.
        assert_eq!(lines_apart("1\tа\n2\tб", "1\tб\n2\tа").len(), 2);
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
