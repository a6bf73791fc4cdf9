//! Papers of article 351.8 of the Labour Code.

use super::common::LineWords;
use super::orders::{ClauseWords, clauses};
use super::places::{LABOUR, PERSON, TERM_FROM};
use super::words::{
    Keyed, any, choice, fill, fill_lines, fill_with, flag, inherited, keyed, known, line, lines,
    many_named, one, one_of, optional, or_default, required, told_twice, words,
};
use crate::problem::{Code, Problem};
use crate::reader::{Stands, Wording};

impl LabourKey {
    pub const ALL: [Self; 4] = [Self::Consent, Self::Agreement, Self::Notice, Self::Refusal];
}

words! {
    /// `labour.toml`.
    struct LabourForms {
        acting: ByGender = one,
        authority: Authority = one,
        /// Whom a paper comes from, in its corner.
        sender: String = inherited(fill_with(&PERSON, "person")),
        /// The term of a mentor who came later, where that of the pair is in words.
        term_from: String = inherited(fill_with(&TERM_FROM, "day")),
        /// The term of one whose work ended early.
        term_until: String = inherited(fill_with(&TERM_FROM, "day")),
        /// The form of doing the work with one mentee and with more, where the program says nothing.
        individual: String = inherited(line),
        group: String = inherited(line),
        paper: Vec<LabourPaper> = papers,
        signatures: LabourSignatures = one,
    }

    /// What a head acts on the ground of, in the genitive.
    struct Authority {
        head: String = line,
        /// Who only carries out the duties of one.
        deputy: String = line,
        /// Beginnings of posts by which such a one is known, without spaces.
        deputy_posts: Vec<String> = inherited(lines),
    }

    /// A word that agrees with a person.
    struct ByGender {
        masculine: String = line,
        feminine: String = line,
        /// Where the gender is not known.
        unknown: String = line,
    }

    struct LabourPaper {
        key: LabourKey = choice,
        file_name: String = fill(&super::places::NAMES),
        /// Of the file, not printed; by default the title and subtitle.
        subject: Option<String> = optional(line),
        title: String = fill(&LABOUR),
        subtitle: String = fill(&LABOUR),
        /// Whom it is addressed to and from, in the upper right corner.
        corner: Vec<String> = or_default(fill_lines(&LABOUR)),
        place_and_date: bool = flag,
        paragraphs: Vec<String> = fill_lines(&LABOUR),
        /// In place of them for a mentor with another employer.
        outside_paragraphs: Option<Vec<String>> = optional(fill_lines(&LABOUR)),
        clauses: Vec<ClauseWords> = or_default(clauses(&LABOUR)),
        /// Who the parties are, side by side.
        party: Vec<PartyWords> = any,
        signatures: Vec<Signer> = signers,
    }

    /// The details of one party of a contract.
    struct PartyWords {
        head: String = line,
        lines: Vec<String> = fill_lines(&LABOUR),
    }

    /// Words that agree with the mentor before a line for the pen, and those beneath it.
    struct AgreedLine {
        label: String = fill(&super::places::MENTOR),
        caption: String = line,
    }

    struct LabourSignatures {
        mentor: LineWords = one,
        head: LineWords = one,
        mentor_read: AgreedLine = one,
        /// The parties of a contract.
        employer: LineWords = inherited(one),
        employee: LineWords = inherited(one),
        mentor_copy: AgreedLine = inherited(one),
        received: LineWords = inherited(one),
        date: String = line,
    }
}

keyed! {
    enum LabourKey {
        Consent = "consent",
        Agreement = "agreement",
        Notice = "notice",
        Refusal = "refusal",
    }

    enum Signer {
        Mentor = "mentor",
        Head = "head",
        /// The head and the mentor as the parties of a contract.
        Employer = "employer",
        Employee = "employee",
        /// The mentor, who has read it.
        MentorRead = "mentor_read",
        /// The mentor, who has got his copy.
        MentorCopy = "mentor_copy",
        /// Who takes the paper for the school.
        Received = "received",
    }
}

/// The papers; one that is not there is told as a warning, for it is not made.
fn papers(words: &Wording<'_>, key: &'static str) -> Option<Vec<LabourPaper>> {
    let papers = many_named::<LabourPaper>("key")(words, key)?;
    let missing: Vec<&str> = LabourKey::words()
        .iter()
        .filter(|(_, key)| papers.iter().all(|p| p.key != *key))
        .map(|(word, _)| *word)
        .collect();
    if !missing.is_empty() {
        let message = format!(
            "нет документов: {}; они не будут изготовлены",
            missing.join(", ")
        );
        let place = words.tables(key)?.place;
        words.report(
            Problem::new(Code::UnprintedField, message).at(&place).hint(
                "если так и задумано, ничего не делайте; если нет – добавьте раздел [[paper]]",
            ),
        );
    }
    Some(papers)
}

fn signers(words: &Wording<'_>, key: &'static str) -> Option<Vec<Signer>> {
    words.wants(key, || Stands::ListOf(known::<Signer>()));
    let list = required(words, key, Wording::texts)?;
    let read: Vec<_> = list.iter().map(|text| one_of(words, key, text)).collect();
    let read: Vec<Signer> = read.into_iter().collect::<Option<_>>()?;
    told_twice(words, key, &list).then_some(read)
}
