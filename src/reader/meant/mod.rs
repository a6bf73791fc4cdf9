//! What a file with slips was meant to say: each slip is told and mended in a copy of the text, so
//! that nothing else of the file is taken for a mistake.
//!
//! The parser says only where it stumbled first; what stands on that line says what was meant. The
//! mended line is read by the parser too, so advice is never shown that it would refuse.

mod braces;
mod comma;
mod date;
mod head;
mod heading;
mod invisible;
mod line;
mod lines;
mod list_over_lines;
mod over_lines;
mod pasted;
mod pieces;
mod repeated;
mod said;
mod text_over_lines;
mod two_fields;
mod value;

pub use date::YEARS;
pub(super) use date::{Written, dates, with_figures};
pub(crate) use date::{is_of_years, last_day, period, years};
pub(super) use heading::Heading;
pub(super) use pasted::is_pasted_twice;
pub use said::UNKNOWN;
pub(super) use value::{of_word, quoted};

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::Error;

use lines::{line_range, parse};
use said::Mending;

use super::syntax::{self, Findings, Stumble};
use crate::problem::{Code, FileId, Place, Problem};
use crate::russian::counted;

/// Bytes that are parsed over and over while slips are mended, at most.
const MOST_BYTES: usize = 32 << 20;
/// Slips of one file that are mended, at most.
const MOST_SLIPS: usize = 256;
/// Slips of one line, after which it is left out.
const MOST_ON_A_LINE: usize = 3;

/// A file with slips, as it was meant.
pub(super) struct Meant {
    pub text: String,
    pub mends: Mends,
    pub findings: Findings,
}

/// One change, in bytes of the text before it.
#[derive(Debug, Clone, Copy)]
struct Mend {
    at: usize,
    removed: usize,
    inserted: usize,
}

/// The changes that made the meant text of the written one, in their order.
#[derive(Debug, Default)]
pub(super) struct Mends(Vec<Mend>);

impl Mends {
    /// Where a stretch of the meant text stands in the written one.
    pub(super) fn written(&self, span: Range<usize>) -> Range<usize> {
        let mut span = span;
        for mend in self.0.iter().rev() {
            let end = mend.at + mend.inserted;
            let back = |place: usize, inside: usize| {
                if place <= mend.at {
                    place
                } else if place >= end {
                    place - mend.inserted + mend.removed
                } else {
                    inside
                }
            };
            let (start, finish) = (
                back(span.start, mend.at),
                back(span.end, mend.at + mend.removed),
            );
            span = start..finish.max(start);
        }
        span
    }
}

/// The day of a text that is one date and nothing else: «1 сентября 2026 г.», «01.09.2026».
pub fn day_in(text: &str) -> Option<chrono::NaiveDate> {
    date::only_date(text)?.day
}

pub(super) fn understand(text: &str, file: FileId) -> Meant {
    let mut work = Work {
        file,
        written: text,
        text: text.to_owned(),
        mends: Mends::default(),
        slips: Vec::new(),
        met: BTreeMap::new(),
        sense_ends: None,
    };
    let most = (MOST_BYTES / text.len().max(1)).clamp(2, MOST_SLIPS);
    if let Some(change) = pasted::mend(text) {
        work.carry_out(change, Problem::new(Code::Syntax, ""));
    }
    let mut errors = parse(&work.text);
    for _ in 0..most {
        if errors.is_empty() || !work.mend_first(&errors) {
            break;
        }
        errors = parse(&work.text);
    }
    if work.sense_ends.is_none() {
        work.tell_rest(&errors);
    }
    work.slips
        .sort_by_key(|slip| slip.problem.place.as_ref().map(|p| p.span.start));
    work.tell_runs_once();
    Meant {
        text: work.text,
        mends: work.mends,
        findings: Findings {
            slips: work.slips,
            sense_ends: work.sense_ends,
        },
    }
}

struct Work<'t> {
    file: FileId,
    written: &'t str,
    text: String,
    mends: Mends,
    slips: Vec<Stumble>,
    /// How often the parser stumbled over a line, by where the line begins in the written text.
    met: BTreeMap<usize, usize>,
    sense_ends: Option<usize>,
}

impl Work<'_> {
    /// Mends the first thing that the parser stumbled over; false where sense ends with it.
    fn mend_first(&mut self, errors: &[Error]) -> bool {
        let Some(first) = errors.iter().min_by_key(|e| start_of(e)) else {
            return false;
        };
        let words = syntax::problem(first, self.file, &self.text);
        let at = words.place.as_ref().map_or(0, |p| p.span.start);
        let line = line_range(&self.text, at);
        let written_line = self.written_line(line.start);
        let met = self.met.entry(written_line).or_default();
        *met += 1;
        if *met > MOST_ON_A_LINE + 1 {
            return false;
        }
        let meant = if *met > MOST_ON_A_LINE {
            None
        } else {
            invisible::mend(&self.text, line.clone())
                .or_else(|| repeated::opened_twice(&self.text, line.clone()))
                .or_else(|| over_lines::mend(&self.text, line.clone()))
                .or_else(|| {
                    let is_item = !self.text[line.clone()].trim_start().starts_with('[')
                        && line::is_in_list(&self.text, line.start);
                    (!is_item)
                        .then(|| heading::mend(&self.text, line.clone()))
                        .flatten()
                })
                .or_else(|| repeated::mend(&self.text, line.clone(), &words))
                .or_else(|| line::mend(&self.text, line.clone()))
        };
        if let Some(change) = meant {
            self.carry_out(change, words);
            return true;
        }
        if let Some((problem, opening)) = syntax::runaway(errors, self.file, &self.text) {
            let end = line_range(&self.text, opening).end;
            self.sense_ends = Some(self.mends.written(0..end).end);
            self.tell(problem, None);
            return false;
        }
        let left_out = Mending {
            span: line,
            meant: String::new(),
            said: Vec::new(),
        };
        self.carry_out(left_out, words);
        true
    }

    fn carry_out(&mut self, change: Mending, words: Problem) {
        let start = change.span.start;
        if change.said.is_empty() {
            self.tell(words, None);
        } else {
            let more_than_one = change.said.len() > 1;
            for said in change.said {
                let span = match &said.at {
                    Some(at) => start + at.start..start + at.end,
                    None => words
                        .place
                        .as_ref()
                        .map_or(start..start, |p| p.span.clone()),
                };
                let place = Place::in_file(self.file, syntax::widen(span, &self.text));
                let problem = Problem::new(said.code, said.message)
                    .at(&place)
                    .hint(said.hint)
                    .fix(said.fix);
                if more_than_one && said.code == Code::BadDate {
                    // Two wrong dates are two slips.
                    self.put(problem, said.field);
                } else {
                    self.tell(problem, said.field);
                }
            }
        }
        self.replace(change.span, &change.meant);
    }

    /// Tells a slip, unless one on its line is told: one slip makes the parser stumble again.
    fn tell(&mut self, problem: Problem, field: Option<String>) {
        let start = problem.place.as_ref().map_or(0, |p| p.span.start);
        let line = self.written_line(start);
        let is_told = self.slips.iter().any(|slip| {
            slip.problem
                .place
                .as_ref()
                .is_some_and(|p| line_range(self.written, p.span.start).start == line)
        });
        if !is_told {
            self.put(problem, field);
        }
    }

    fn put(&mut self, mut problem: Problem, field: Option<String>) {
        if let Some(place) = &mut problem.place {
            place.span = self.mends.written(place.span.clone());
        }
        self.slips.push(Stumble { problem, field });
    }

    /// One slip in items of a list that follow one another is told at the first of them.
    fn tell_runs_once(&mut self) {
        let line_of = |slip: &Stumble| {
            let at = slip.problem.place.as_ref().map_or(0, |p| p.span.start);
            line_range(self.written, at)
        };
        let about = |slip: &Stumble| {
            let message = slip.problem.message.split('«').next();
            message.unwrap_or_default().to_owned()
        };
        let mut out: Vec<Stumble> = Vec::new();
        // Of the slip that was told last: what it is about, its last line, how many there are.
        let mut run: Option<(String, Range<usize>, usize)> = None;
        for slip in std::mem::take(&mut self.slips) {
            let (about, line) = (about(&slip), line_of(&slip));
            let goes_on = run.as_ref().is_some_and(|(known, above, _)| {
                let follows = above.end + 1 == line.start;
                *known == about && follows && line::is_in_list(self.written, line.start)
            });
            if let Some((_, last, count)) = run.as_mut().filter(|_| goes_on) {
                *last = line;
                *count += 1;
            } else {
                tell_count(&mut out, run.as_ref());
                run = Some((about, line, 0));
                out.push(slip);
            }
        }
        tell_count(&mut out, run.as_ref());
        self.slips = out;
    }

    /// What is left once mending has come to its end.
    fn tell_rest(&mut self, errors: &[Error]) {
        let mut errors: Vec<&Error> = errors.iter().collect();
        errors.sort_by_key(|e| start_of(e));
        for error in errors {
            self.tell(syntax::problem(error, self.file, &self.text), None);
        }
    }

    /// Where the line of a place of the text begins in the written one.
    fn written_line(&self, at: usize) -> usize {
        let written = self.mends.written(at..at).start;
        line_range(self.written, written).start
    }

    fn replace(&mut self, span: Range<usize>, meant: &str) {
        let old = &self.text[span.clone()];
        let before = common(old.chars(), meant.chars());
        let after = common(old[before..].chars().rev(), meant[before..].chars().rev());
        let (start, end) = (span.start + before, span.end - after);
        let new = &meant[before..meant.len() - after];
        self.mends.0.push(Mend {
            at: start,
            removed: end - start,
            inserted: new.len(),
        });
        self.text.replace_range(start..end, new);
    }
}

fn tell_count(told: &mut [Stumble], run: Option<&(String, Range<usize>, usize)>) {
    if let (Some(first), Some((.., count @ 1..))) = (told.last_mut(), run) {
        let lines = match count {
            1 => "следующей строке".to_owned(),
            more => format!(
                "следующих {}",
                counted(*more, "строке", "строках", "строках")
            ),
        };
        first.problem.message += &format!("; то же самое в {lines}");
    }
}

/// Bytes that two texts have in common from their beginnings.
fn common(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    a.zip(b)
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum()
}

fn start_of(error: &Error) -> usize {
    error.span().map_or(0, |span| span.start)
}

#[cfg(test)]
mod tests;
