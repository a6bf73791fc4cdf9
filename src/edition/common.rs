//! What the forms of an edition share: terms of the regulation, lines for the pen.

use std::collections::BTreeMap;

use super::places::{BLANK_NAME, PERSON, Places};
use super::words::{
    any, count, fill, fill_with, inherited, keyed, line, many_named, named_texts, one, or_default,
    word_list, words,
};

words! {
    /// `edition.toml`.
    struct Common {
        /// Where the forms come from.
        source: String = line,
        /// The day of the last change of the edition's files, as printed.
        changed: String = or_default(line),
        /// What a signature field says of itself; the person stands last, after a colon.
        signature_field: String = fill(&PERSON),
        blank: BlankWords = inherited(one),
        territory: Territory = inherited(one),
        mentoring_form: Vec<Term> = many_named("word"),
        mentoring_kind: Vec<Term> = many_named("word"),
        mentee_group: Vec<Term> = many_named("word"),
    }

    /// Empty forms.
    struct BlankWords {
        file_name: String = fill_with(&BLANK_NAME, "name"),
        /// Rows of a table that lists people or pairs.
        rows: usize = count(1..=40),
        /// What belongs in a place, by the key of the value that would stand there.
        captions: BTreeMap<String, String> = named_texts(&Places::NONE),
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
        clause: String = line,
        /// Models that a form of mentoring has.
        model: Vec<Term> = any,
    }

    /// Words before a line for the pen and beneath it.
    struct LineWords {
        label: String = or_default(line),
        caption: String = line,
    }
}

impl Term {
    /// The words of these terms.
    pub fn words(terms: &[Self]) -> Vec<String> {
        terms.iter().map(|t| t.word.clone()).collect()
    }
}

keyed! {
    /// How a stamp writes its date.
    enum DateStyle {
        /// «25 апреля 2022 г.»
        Long = "long",
        /// «25.04.2022»
        Digits = "digits",
    }
}
