//! The state shared by all tables of a project: problems found so far and the texts of its files.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::meant::{self, quoted};
use super::{characters, destroyed, misspelt, slips, survey, syntax};
use crate::problem::{Code, FileId, Place, Placed, Problem, Sources};

/// Longer values are not repeated in advice, characters.
const LONGEST_SHOWN: usize = 40;

/// Collects every problem of a project while its files are read.
pub struct Reader<'a> {
    pub(super) sources: &'a Sources,
    pub(super) can_draw: &'a dyn Fn(char) -> bool,
    pub(super) draws_usual: bool,
    pub(super) problems: RefCell<Vec<Problem>>,
    /// Whether dashes and quotes are replaced by typographic ones.
    pub(super) typography: Cell<bool>,
    /// Whether texts are no prose: arguments of a program, in which no slip of the pen is looked for.
    pub(super) is_literal: Cell<bool>,
    /// Files with syntax errors.
    pub(super) broken: RefCell<BTreeMap<FileId, Broken>>,
    /// Places of unknown keys that were matched with a missing one.
    pub(super) settled: RefCell<Vec<Place>>,
    /// Sections of a file in which a key is known, so that a misplaced key can be told where it
    /// belongs.
    pub(super) sections: RefCell<BTreeMap<(FileId, &'static str), BTreeSet<String>>>,
    /// Present only while the known keys are being collected.
    pub(super) survey: Option<survey::Survey>,
}

/// A file with syntax errors, mended so that the rest of it can be read.
pub(super) struct Broken {
    pub(super) findings: syntax::Findings,
    /// Maps the mended text back to the file.
    pub(super) mends: meant::Mends,
}

impl<'a> Reader<'a> {
    pub fn new(sources: &'a Sources, can_draw: &'a dyn Fn(char) -> bool) -> Self {
        Self {
            sources,
            can_draw,
            draws_usual: characters::draws_usual(can_draw),
            problems: RefCell::default(),
            typography: Cell::new(true),
            is_literal: Cell::new(false),
            broken: RefCell::default(),
            settled: RefCell::default(),
            sections: RefCell::default(),
            survey: None,
        }
    }

    /// Turns typographic dashes and quotes on or off; they are on by default.
    pub fn set_typography(&self, on: bool) {
        self.typography.set(on);
    }

    /// Takes texts to the letter, as arguments of a program are; or as prose again.
    pub fn take_literally(&self, on: bool) {
        self.is_literal.set(on);
    }

    pub fn report(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }

    /// Every problem found, except those that merely follow from a syntax error.
    pub fn into_problems(self) -> Vec<Problem> {
        let mut broken = self.broken.into_inner();
        let mut out = Vec::new();
        let sections = self.sections.into_inner();
        let settled = self.settled.into_inner();
        let mut problems = self.problems.into_inner();
        misspelt::drop_misplaced(&mut problems);
        for mut problem in problems {
            if problem.code == Code::UnknownKey
                && problem.place.as_ref().is_none_or(|p| !settled.contains(p))
            {
                told_right_section(&mut problem, &sections, self.sources);
            }
            let Some((place, broken)) = problem
                .place
                .as_ref()
                .and_then(|p| Some((p.clone(), broken.get_mut(&p.file)?)))
            else {
                out.push(problem);
                continue;
            };
            let findings = &mut broken.findings;
            let text = &self.sources.get(place.file).text;
            match same_line(&mut findings.slips, &place, text) {
                Some(slip) => misspelt::told_by_both(slip, problem),
                None if findings
                    .sense_ends
                    .is_some_and(|end| place.span.start >= end) => {}
                None => out.push(problem),
            }
        }
        let slips = broken.into_values().flat_map(|b| b.findings.slips);
        out.extend(slips.map(|slip| slip.problem));
        // A text that was asked for twice is looked through twice.
        let mut told = BTreeSet::new();
        out.retain(|p| {
            !p.code.is_slip()
                || p.place
                    .as_ref()
                    .is_none_or(|place| told.insert((place.file, place.span.start, p.code)))
        });
        drop_spaces_of_names(&mut out);
        destroyed::told_once(out, self.sources)
    }

    /// Whether a line with a syntax error contains this required key: then the key is not missing,
    /// only misspelt.
    pub(super) fn is_on_a_broken_line(&self, file: FileId, key: &str) -> bool {
        let text = self.text_of(file);
        let mut broken = self.broken.borrow_mut();
        let Some(findings) = broken.get_mut(&file).map(|b| &mut b.findings) else {
            return false;
        };
        let mut is_there = findings.sense_ends.is_some();
        for slip in &mut findings.slips {
            let Some(place) = &slip.problem.place else {
                continue;
            };
            is_there |= syntax::line_of(text, place.span.start).contains(key);
            if slip.field.as_deref() == Some(key) {
                misspelt::must_be_written(&mut slip.problem);
            }
        }
        is_there
    }

    /// Maps a span of the text that was parsed to the file.
    pub(super) fn written(&self, file: FileId, span: Range<usize>) -> Range<usize> {
        match self.broken.borrow().get(&file) {
            Some(broken) => broken.mends.written(span),
            None => span,
        }
    }

    /// The file's text at a span of the text that was parsed.
    pub(super) fn written_text(&self, file: FileId, span: Range<usize>) -> Option<&'a str> {
        self.text_of(file).get(self.written(file, span))
    }

    /// The place of a text without its quotes; `None` where the file writes it differently, with
    /// escapes for example.
    pub fn inside(&self, text: &Placed<String>) -> Option<Place> {
        let Place { file, span, .. } = &text.place;
        let written = self.text_of(*file).get(span.clone())?;
        let at = written.find(text.as_str())?;
        let around = written.len() - text.len();
        (at <= 1 && around <= 2).then(|| {
            text.place
                .part(span.start + at..span.start + at + text.len())
        })
    }

    /// Reports a number that the user wrote before a text which the program numbers itself.
    pub fn tell_own_number(&self, key: &str, text: &Placed<String>) {
        let Some(number) = slips::own_number(text) else {
            return;
        };
        if slips::has_several(text) {
            let shown = text[number].trim_end();
            let problem = Problem::with(
                Code::OwnNumber,
                key,
                format!("в одном тексте несколько пунктов со своими номерами, первый – «{shown}»"),
            );
            self.report(problem.at(&text.place).hint(
                "разделите их на отдельные тексты без номеров: номера программа ставит сама",
            ));
            return;
        }
        self.tell_number(key, text, number);
    }

    /// The same of the title of a stage, which may have the word for it beside its number.
    pub fn tell_number_of_stage(&self, key: &str, text: &Placed<String>) {
        match slips::stage_number(text) {
            Some(number) => self.tell_number(key, text, number),
            None => self.tell_own_number(key, text),
        }
    }

    fn tell_number(&self, key: &str, text: &Placed<String>, number: std::ops::Range<usize>) {
        let shown = text[number.clone()].trim_end();
        let problem = Problem::with(
            Code::OwnNumber,
            key,
            format!("текст начинается со своего номера «{shown}»"),
        )
        .hint("номер программа ставит сама: уберите его, иначе их напечатается два");
        let whole = self.inside(text);
        let place = whole.map(|whole| {
            let start = whole.span.start;
            whole.part(start + number.start..start + number.end)
        });
        self.report(match place {
            Some(place) => problem.at(&place).fix(Some(String::new())),
            None => problem.at(&text.place),
        });
    }

    /// The place of a text's first letter; `None` where it is written as an escape (`\\u0423`).
    pub fn first_letter(&self, text: &Placed<String>) -> Option<Place> {
        let Place { file, span, .. } = &text.place;
        let written = self.text_of(*file).get(span.clone())?;
        let (at, c) = written
            .char_indices()
            .find(|(_, c)| !matches!(c, '"' | '\'' | '\n'))?;
        text.starts_with(c).then(|| {
            text.place
                .part(span.start + at..span.start + at + c.len_utf8())
        })
    }

    pub(super) fn text_of(&self, file: FileId) -> &'a str {
        &self.sources.get(file).text
    }

    /// The value as quoted text, if it is short enough for a hint.
    pub(super) fn as_text(&self, file: FileId, value: &Spanned<DeValue<'_>>) -> Option<String> {
        if let DeValue::Array(items) = value.get_ref() {
            let texts: Vec<&str> = items
                .iter()
                .map(|item| item.get_ref().as_str())
                .collect::<Option<_>>()?;
            return short(quoted(&joined(&texts)?)).filter(|_| !texts.is_empty());
        }
        let written = self.simple(file, value)?;
        short(quoted(written))
    }

    /// The value as items of a list; comma-separated keys become several items.
    pub(super) fn as_items(&self, file: FileId, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let written = self
            .simple(file, value)
            .filter(|it| !it.trim().is_empty())?;
        let is_keys = written.is_ascii() && written.contains([',', ';']);
        if is_keys {
            let keys: Vec<String> = written
                .split([',', ';'])
                .map(str::trim)
                .filter(|key| !key.is_empty())
                .map(quoted)
                .collect();
            return short(keys.join(", "));
        }
        short(quoted(written))
    }

    /// The text of a scalar value that fits on one line.
    fn simple<'v>(&self, file: FileId, value: &'v Spanned<DeValue<'_>>) -> Option<&'v str>
    where
        'a: 'v,
    {
        if let DeValue::String(text) = value.get_ref() {
            let text: &str = text.as_ref();
            return Some(text).filter(|t| !t.contains('\n'));
        }
        let is_simple = matches!(
            value.get_ref(),
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) | DeValue::Boolean(_)
        );
        self.written_text(file, value.span())
            .filter(|text| is_simple && !text.contains('\n'))
    }
}

/// Advises moving an unknown key to the section in which it is known.
fn told_right_section(
    problem: &mut Problem,
    sections: &BTreeMap<(FileId, &'static str), BTreeSet<String>>,
    sources: &Sources,
) {
    let Some(place) = &problem.place else { return };
    let key = sources
        .get(place.file)
        .text
        .get(place.span.clone())
        .unwrap_or_default();
    let Some((_, homes)) = sections
        .iter()
        .find(|((file, known), _)| *file == place.file && *known == key)
    else {
        return;
    };
    let Some(home) = homes.first() else { return };
    problem.advice = Some(if home.is_empty() {
        "это поле всего файла: перенесите строку выше первого раздела в квадратных скобках".into()
    } else {
        format!("это поле раздела {home}: перенесите строку туда").into()
    });
}

/// The syntax error on the line of a place.
fn same_line<'p>(
    slips: &'p mut [syntax::Stumble],
    place: &Place,
    text: &str,
) -> Option<&'p mut syntax::Stumble> {
    let line = |at: usize| text[..at].matches('\n').count();
    slips.iter_mut().find(|slip| {
        slip.problem
            .place
            .as_ref()
            .is_some_and(|at| line(at.span.start) == line(place.span.start))
    })
}

/// Texts of a list as one: the parts of a name with spaces. `None` for keys, of which one is meant.
fn joined(texts: &[&str]) -> Option<String> {
    let is_part_of_name = |text: &&str| {
        let mut letters = text.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.all(|c| c.is_lowercase() || matches!(c, '-' | '.'))
    };
    let is_key = |text: &&str| {
        text.bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    };
    match texts {
        [_] | [] => Some(texts.concat()),
        _ if texts.len() <= 3 && texts.iter().all(is_part_of_name) => Some(texts.join(" ")),
        _ if texts.iter().all(is_key) => None,
        _ => Some(texts.join(", ")),
    }
}

fn short(text: String) -> Option<String> {
    (text.chars().count() <= LONGEST_SHOWN).then_some(text)
}

/// A stray space or mark in a name or post is told with how it will be printed, and not once more as
/// that of any text.
fn drop_spaces_of_names(problems: &mut Vec<Problem>) {
    let told = problems.iter().filter(|p| p.code == Code::StrayMark);
    let told: Vec<Place> = told.filter_map(|p| p.place.clone()).collect();
    let is_within = |at: &Place| {
        told.iter().any(|all| {
            all.file == at.file && all.span.start <= at.span.start && at.span.end <= all.span.end
        })
    };
    problems.retain(|p| {
        let is_space = matches!(p.code, Code::HyphenForDash | Code::DoubledSpace);
        !is_space || !p.place.as_ref().is_some_and(is_within)
    });
}
