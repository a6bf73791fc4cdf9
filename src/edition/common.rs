//! What the forms of an edition share: terms of the regulation, lines for the pen.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, NaiveDate};

use super::own_fields::own_fields;
use super::places::{BLANK_NAME, PERSON, Places};
use super::words::{
    any, broken, choice, count, fill, fill_with, inherited, keyed, line, many_named, named_texts,
    of_itself, of_itself_if_any, one, optional, or_default, required, unbound, word_list, words,
};
use crate::fields::{self, OwnField};
use crate::problem::{Advice, Placed, nearest};
use crate::reader::{Wording, YEARS, same_word};
use crate::russian::digits;

words! {
    /// `edition.toml`.
    struct Common {
        /// What people call it, in lists.
        name: Option<String> = of_itself_if_any(line),
        /// Where it is in use.
        region: Option<String> = of_itself_if_any(line),
        /// The edition that this one stands over.
        extends: Option<String> = of_itself_if_any(line),
        /// When it was issued.
        date: Option<NaiveDate> = of_itself_if_any(day),
        in_force: Option<InForce> = of_itself_if_any(in_force),
        /// Where the forms come from.
        source: String = of_itself(line),
        /// The day of the last change of the edition's files, as printed.
        changed: Option<String> = of_itself_if_any(line),
        /// What a signature field says of itself; the person stands last, after a colon.
        signature_field: String = fill(&PERSON),
        blank: BlankWords = inherited(one),
        territory: Territory = inherited(one),
        /// Whose regulation a school adopts that does not say so itself.
        regulation: RegulationOf = regulation,
        /// Fields that it adds to those of pairs, people and activities.
        field: Vec<OwnField> = own_fields,
        mentoring_form: Vec<Term> = many_named("word"),
        mentoring_kind: Vec<Term> = many_named("word"),
        mentee_group: Vec<Term> = many_named("word"),
    }

    /// The days between which the forms are to be used.
    struct InForce {
        from: Option<NaiveDate> = optional(day),
        until: Option<NaiveDate> = optional(day),
    }

    /// Empty forms.
    struct BlankWords {
        file_name: String = fill_with(&BLANK_NAME, "name"),
        /// Rows of a table that lists people or pairs.
        rows: usize = count(1..=40),
        /// What belongs in a place, by the key of the value that would stand there.
        captions: BTreeMap<String, String> = captions,
    }

    /// For whom the source was written.
    struct Territory {
        /// By one of these, in the place, founder or name of a school, it is known to lie there.
        home: Vec<String> = word_list,
        /// Names in the forms that mean nothing elsewhere; beginnings of words.
        names: Vec<String> = word_list,
    }

    /// A term of the regulation and the clause that defines it.
    struct Term {
        word: String = line,
        /// How it is printed, where not as it is written in the files.
        printed: Option<String> = optional(line),
        clause: String = clause,
        /// Models that a form of mentoring has.
        model: Vec<Term> = any,
    }

    /// Words before a line for the pen and beneath it.
    struct LineWords {
        label: String = or_default(line),
        caption: String = line,
    }
}

/// The clause of the regulation that defines a term.
fn clause(words: &Wording<'_>, key: &'static str) -> Option<String> {
    if !words.must_have(key) {
        let problem = broken(format!("у слова нет поля «{key}»"), &words.place());
        words.lacks_so(
            key,
            problem.hint("добавьте строку clause = \"…\": каким пунктом положения оно введено"),
        );
        return words.is_surveyed().then(|| line(words, key)).flatten();
    }
    line(words, key)
}

/// A day of the calendar, of a year that papers are issued in.
fn day(words: &Wording<'_>, key: &'static str) -> Option<NaiveDate> {
    let day = required(words, key, Wording::day)?;
    if YEARS.contains(&day.year()) {
        return Some(day);
    }
    let message = format!("«{key}»: год {} – опечатка?", day.year());
    let problem = broken(message, &words.place_of_key(key));
    words.report(problem.hint(format!(
        "впишите год от {} до {}",
        YEARS.start,
        YEARS.end - 1
    )));
    None
}

/// The days, the first of them not after the last.
fn in_force(words: &Wording<'_>, key: &'static str) -> Option<InForce> {
    let days = one::<InForce>(words, key)?;
    if days.from.is_none() && days.until.is_none() {
        let problem = broken(
            format!("«{key}»: не сказано ни одного дня"),
            &words.place_of_key(key),
        );
        let hint = "пишите так: in_force = { from = 2026-09-01, until = 2030-08-31 }; одного дня довольно, а без срока уберите строку";
        words.report(problem.hint(hint));
        return None;
    }
    let (Some(from), Some(until)) = (days.from, days.until) else {
        return Some(days);
    };
    if from <= until {
        return Some(days);
    }
    let [from, until] = [from, until].map(digits);
    let message = format!("«{key}»: последний день ({until}) раньше первого ({from})");
    let problem = broken(message, &words.table(key)?.place());
    words.report(problem.hint("проверьте годы: чаще всего дни переставлены или ошибка в годе"));
    None
}

/// Captions by the keys of values; an own field of the edition may have one too, so that only a key
/// that is nearly another is told.
fn captions(words: &Wording<'_>, key: &'static str) -> Option<BTreeMap<String, String>> {
    let texts = named_texts(&Places::NONE)(words, key)?;
    if words.is_compiled_in() {
        return Some(texts);
    }
    let last = |path: &'static str| path.rsplit('.').next().unwrap_or(path);
    let known: BTreeSet<&str> = fields::keys().map(|(_, path, _)| last(path)).collect();
    let known: Vec<&str> = known.into_iter().collect();
    for (name, _) in words.named_texts(key).into_iter().flatten() {
        let is_misspelt =
            !known.contains(&name.as_str()) && nearest(&name.to_lowercase(), &known).is_some();
        if is_misspelt {
            let message = format!("«{key}»: нет поля «{}»", name.value);
            let problem = unbound(message, &name.place);
            words.report(problem.hint(Advice::choose(&name.value.to_lowercase(), &known)));
        }
    }
    Some(texts)
}

/// That of the source, where nothing is said.
fn regulation(words: &Wording<'_>, key: &'static str) -> Option<RegulationOf> {
    if words.may_have(key) {
        choice(words, key)
    } else {
        Some(RegulationOf::Source)
    }
}

impl Common {
    /// A term of the regulation as it is printed; other words as they are.
    pub fn printed(&self, value: &Placed<String>) -> Placed<String> {
        let forms = self.mentoring_form.iter();
        let models = forms.clone().flat_map(|form| &form.model);
        let all = forms.chain(models).chain(&self.mentoring_kind);
        let mut own = all
            .chain(&self.mentee_group)
            .filter(|term| same_word(&term.word, value));
        match own.find_map(|term| term.printed.clone()) {
            Some(printed) => value.clone().map(|_| printed),
            None => value.clone(),
        }
    }
}

impl Term {
    /// The words of these terms.
    pub fn words(terms: &[Self]) -> Vec<String> {
        terms.iter().map(|t| t.word.clone()).collect()
    }
}

keyed! {
    /// Where a school's regulation comes from.
    enum RegulationOf {
        /// `regulation.toml`.
        Source = "official",
        /// `school-regulation.toml`: it is the only one that the edition has.
        School = "school",
    }

    /// How a stamp writes its date.
    enum DateStyle {
        /// «25 апреля 2022 г.»
        Long = "long",
        /// «25.04.2022»
        Digits = "digits",
    }
}
