//! What the forms of an edition share: terms of the regulation, lines for the pen.

use super::places::PERSON;
use super::words::{any, fill, keyed, line, many_named, or_default, words};

words! {
    /// `edition.toml`.
    struct Common {
        /// Where the forms come from.
        source: String = line,
        /// The day of the last change of the edition's files, as printed.
        changed: String = or_default(line),
        /// What a signature field says of itself; the person stands last, after a colon.
        signature_field: String = fill(&PERSON),
        mentoring_form: Vec<Term> = many_named("word"),
        mentoring_kind: Vec<Term> = many_named("word"),
        mentee_group: Vec<Term> = many_named("word"),
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
