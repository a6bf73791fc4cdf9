//! Placeholders: which `{name}` may stand in which text of a form. The forms give a value to each.

use std::collections::BTreeSet;

use crate::fields::{OWN, OWN_OF_MENTEES, OWN_OF_MENTORS, OwnOf};
use crate::reader::Rule;
use crate::russian::Case;

/// Under which words the fields that an edition adds stand, `own.hours`, and what they are of.
pub(super) type OwnWords = &'static [(&'static str, OwnOf)];
/// Of pairs: their own fields, and those of the people on either side.
pub(super) const OF_PAIRS: OwnWords = &[
    (OWN, OwnOf::Pairing),
    (OWN_OF_MENTORS, OwnOf::Staff),
    (OWN_OF_MENTEES, OwnOf::Staff),
];
/// Of somebody.
pub(super) const OF_STAFF: OwnWords = &[(OWN, OwnOf::Staff)];
pub(super) const OF_ACTIVITIES: OwnWords = &[(OWN, OwnOf::Activity)];
/// Of a pair, and of somebody in it.
pub(super) const OF_PAIRS_AND_STAFF: OwnWords = &[
    (OWN, OwnOf::Pairing),
    (OWN, OwnOf::Staff),
    (OWN_OF_MENTORS, OwnOf::Staff),
    (OWN_OF_MENTEES, OwnOf::Staff),
];

/// What a text may name in braces.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places<'a> {
    pub plain: &'a [&'a str],
    /// Taken with a case: `{curator.dative}`.
    pub declined: &'a [&'a str],
    /// By whom words agree in number or gender: `{mentors:наставника|наставников}`.
    pub agreed: &'a [&'a str],
    /// Under which words it may name fields that the edition adds: `{own.category}`.
    pub own: OwnWords,
}

impl Places<'_> {
    pub(super) const NONE: Places<'static> = plain(&[]);
}

pub(super) const fn plain<'a>(names: &'a [&'a str]) -> Places<'a> {
    Places {
        plain: names,
        declined: &[],
        agreed: &[],
        own: &[],
    }
}

/// Of the program.
pub(super) const NAMES: Places<'_> = plain(&["names"]);
pub(super) const BASIS_ORDER: Places<'_> = plain(&["organization", "date", "number"]);
pub(super) const TITLE: Places<'_> = plain(&["title"]);
pub(super) const DATE: Places<'_> = plain(&["date"]);
pub(super) const TASK: Places<'_> = plain(&["number", "text"]);

/// Of the roadmap and the stamps.
pub(super) const NUMBER_AND_DATE: Places<'_> = plain(&["number", "date"]);
pub(super) const PERIOD: Places<'_> = plain(&["period"]);
pub(super) const YEAR: Places<'_> = plain(&["year"]);

/// Of the regulation.
pub(super) const REGULATION: Places<'_> =
    plain(&["place.genitive", "place.prepositional", "approver.genitive"]);

/// Of the stamps of those who adopt the regulation and agree to it.
pub(super) const MINUTES: Places<'_> = plain(&[
    "council_date",
    "council_number",
    "union_date",
    "union_number",
]);

/// Of orders.
pub(super) const ORDER: Places<'_> = Places {
    plain: &["organization", "school_year", "day", "council"],
    declined: &["organization", "curator", "curator_name", "new_mentors"],
    agreed: &[
        "old_mentors",
        "new_mentors",
        "pairings",
        "mentors",
        "mentees",
        "head",
    ],
    own: &[],
};
/// In any case in a clause for one pairing of an order, besides [`ORDER`].
pub(super) const OF_PAIRING: [&str; 3] = ["mentors", "mentees", "mentees_name"];
/// In any case in the clause that sets payments: those whom it sets them for.
pub(super) const PAID: &str = "paid";
/// Of what an order rests on.
pub(super) const GROUND: Places<'_> = Places {
    plain: &["date", "number"],
    declined: &["person"],
    agreed: &[],
    own: &[],
};
pub(super) const GROUNDS: Places<'_> = plain(&["grounds"]);
pub(super) const GOING_ON: Places<'_> = Places {
    agreed: &["going_on"],
    ..plain(&["going_on"])
};
pub(super) const ENDED: Places<'_> = Places {
    agreed: &["ended"],
    ..plain(&["ended"])
};
pub(super) const PAIR_UNTIL: Places<'_> = plain(&["mentors", "mentees", "day"]);
pub(super) const PAIR_IN_WORDS: Places<'_> = plain(&["mentors", "mentees", "period"]);
pub(super) const HEADING: Places<'_> = plain(&["heading"]);
pub(super) const NUMBER: Places<'_> = plain(&["number"]);
pub(super) const APPENDIX: Places<'_> = plain(&["n"]);
pub(super) const STAMP: Places<'_> = plain(&["participle", "organization", "date", "number"]);
pub(super) const CONTROL: Places<'_> = plain(&["person.accusative"]);

/// Of the papers of article 351.8.
pub(super) const LABOUR: Places<'_> = Places {
    plain: &[
        "organization",
        "organization_full",
        "acting",
        "authority",
        "number",
        "pay",
        "consent",
        "doing",
        "mode",
        "mentor_name",
        "form",
        "period",
        "day",
        "contract_date",
        "contract_number",
    ],
    declined: &[
        "organization",
        "head",
        "head_name",
        "mentor",
        "mentor_to",
        "mentor_from",
        "mentees",
    ],
    agreed: &["mentor"],
    own: &[],
};
/// Of a line for the mentor's signature.
pub(super) const MENTOR: Places<'_> = Places {
    agreed: &["mentor"],
    ..Places::NONE
};
/// Of a line for the mentee's signature.
pub(super) const MENTEE: Places<'_> = Places {
    agreed: &["mentee"],
    ..Places::NONE
};
/// Of what takes the place of one word in the note of a program.
pub(super) const PHRASE: Places<'_> = Places {
    agreed: &["mentors", "mentees"],
    ..Places::NONE
};
/// Of the file of an empty form.
pub(super) const BLANK_NAME: Places<'_> = plain(&["name"]);
pub(super) const PERSON: Places<'_> = plain(&["person"]);
pub(super) const DAY: Places<'_> = plain(&["day"]);
pub(super) const TERM_FROM: Places<'_> = plain(&["day", "period"]);

/// What stands in the rest of the year's papers as it is,
pub(crate) const YEAR_PLAIN: [&str; 20] = [
    "organization",
    "organization_full",
    "organization_title",
    "school_year",
    "period",
    "form",
    "kind",
    "person_name",
    "person_post",
    "place",
    "head_name",
    "head_post",
    "head_title",
    "head_signature",
    "curator_name",
    "order_date",
    "order_number",
    "council_date",
    "council_number",
    "basis",
];
/// and in any case.
pub(crate) const YEAR_DECLINED: [&str; 6] = [
    "organization",
    "head",
    "curator",
    "person",
    "mentors",
    "mentees",
];
/// Of the rest of the year's papers.
pub(super) const YEAR_PAPER: Places<'_> = Places {
    plain: &YEAR_PLAIN,
    declined: &YEAR_DECLINED,
    agreed: &["person", "mentors", "mentees", "paid", "roadmap"],
    own: OF_PAIRS_AND_STAFF,
};
/// Of the heads and rows of tables there, which agree with people and name none.
pub(super) const YEAR_TABLE: Places<'_> = Places {
    agreed: &["person", "mentors", "mentees"],
    ..Places::NONE
};
/// Of the words before a signature there.
pub(super) const SIGNER: Places<'_> = Places {
    agreed: &["signer"],
    ..Places::NONE
};

pub(super) const MENTOR_DAY: Places<'_> = plain(&["name", "day"]);
/// {last} is the last day with a mentor, {day} the first without him.
pub(super) const MENTOR_UNTIL: Places<'_> = plain(&["name", "last", "day"]);
/// Of registers: {organization} stands in the genitive.
pub(super) const REGISTER: Places<'_> =
    plain(&["organization", "organization.prepositional", "school_year"]);

/// Of what a municipality puts together.
pub(super) const CONSOLIDATED: Places<'_> = plain(&["district", "school_year", "schools"]);
pub(super) const LETTER: Places<'_> = plain(&[
    "district",
    "school_year",
    "school",
    "school_full",
    "head",
    "teachers",
    "mentors",
    "mentees",
    "pairings",
    "coverage",
]);
pub(super) const REMARK: Places<'_> = plain(&[
    "coverage", "included", "teachers", "order", "count", "places", "message", "advice",
]);
pub(super) const LIKENESS: Places<'_> = plain(&["person", "schools", "count"]);

impl Places<'_> {
    fn knows(&self, name: &str) -> bool {
        self.plain.contains(&name)
            || self.agrees(name)
            || name.split_once('.').is_some_and(|(name, case)| {
                self.declined.contains(&name) && Case::ALL.iter().any(|c| c.key() == case)
            })
    }

    /// Whether words agree as many ways as they can, one of them at least in words.
    fn agrees(&self, name: &str) -> bool {
        let Some((name, words)) = name.split_once(':') else {
            return false;
        };
        let words: Vec<&str> = words.split('|').collect();
        self.agreed.contains(&name)
            && ways(name).contains(&words.len())
            && words.iter().any(|word| !word.trim().is_empty())
    }

    /// Every name with its case.
    fn all(&self) -> Vec<String> {
        let declined = self
            .declined
            .iter()
            .flat_map(|name| Case::ALL.map(|case| format!("{name}.{}", case.key())));
        self.plain
            .iter()
            .map(|name| (*name).to_owned())
            .chain(declined)
            .collect()
    }

    /// The words under which fields that the edition adds may stand, each once.
    fn own_words(&self) -> impl Iterator<Item = &'static str> {
        let words: BTreeSet<&str> = self.own.iter().map(|(word, _)| *word).collect();
        words.into_iter()
    }

    /// What a text with these placeholders is like.
    pub(super) fn rule(&self) -> Rule {
        let cases = Case::ALL.map(|case| format!(r"\.{}", case.key())).join("|");
        let plain = self.plain.iter().map(|name| name.replace('.', r"\."));
        let declined = self
            .declined
            .iter()
            .map(|name| format!("{name}(?:{cases})"));
        let agreed = self
            .agreed
            .iter()
            .map(|name| format!(r"{name}:[^{{}}]*\|[^{{}}]*"));
        let own = self
            .own_words()
            .map(|word| format!(r"{}\.[a-z0-9_]+", word.replace('.', r"\.")));
        let marks: Vec<String> = plain.chain(declined).chain(agreed).chain(own).collect();
        let text = if marks.is_empty() {
            r"^[^{}]*$".to_owned()
        } else {
            format!(r"^(?:[^{{}}]|\{{(?:{})\}})*$", marks.join("|"))
        };
        let declined = self
            .declined
            .iter()
            .map(|name| format!("{{{name}.genitive}}"));
        let agreed = self.agreed.iter().map(|name| format!("{{{name}:…|…}}"));
        let plain = self.plain.iter().map(|name| format!("{{{name}}}"));
        let own = self.own_words().map(|word| format!("{{{word}.…}}"));
        Rule {
            patterns: vec![text],
            places: plain.chain(declined).chain(agreed).chain(own).collect(),
            may_be_empty: false,
        }
    }

    /// What stands in braces and is not known, and braces without a pair.
    pub(super) fn strange<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut out = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            rest = &rest[at..];
            let end = rest[1..].find(['{', '}']).map(|i| i + 1);
            let closed = end.filter(|i| rest.starts_with('{') && rest[*i..].starts_with('}'));
            let length = match closed {
                Some(end) if self.knows(&rest[1..end]) => end + 1,
                Some(end) => {
                    out.push(&rest[..=end]);
                    end + 1
                }
                None => {
                    out.push(&rest[..1]);
                    1
                }
            };
            rest = &rest[length..];
        }
        out.extend(self.in_square_brackets(text));
        out
    }

    /// «`[head_post]`»: a place in brackets that mark none, and would be printed so.
    fn in_square_brackets<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let opened = text.match_indices('[');
        let whole = opened.filter_map(|(at, _)| {
            let end = text[at..].find(']')?;
            Some(&text[at..=at + end])
        });
        let bare = |mark: &str| mark.trim_matches(['[', ']']).trim().to_owned();
        whole.filter(|mark| self.knows(&bare(mark))).collect()
    }

    /// What is wrong with a strange mark, and what to do. `own` are the words of the fields that the
    /// edition adds and that may stand here.
    pub(super) fn complaint(&self, mark: &str, own: &[String]) -> (String, String) {
        if mark.len() == 1 {
            let hint = match self.example(own) {
                Some(name) => format!(
                    "в фигурных скобках стоит место для сведений: {{{name}}}; лишнюю скобку уберите"
                ),
                None => "в этом тексте мест для сведений нет: уберите скобку".to_owned(),
            };
            return (format!("у скобки «{mark}» нет пары"), hint);
        }
        if let Some(inside) = mark.strip_prefix('[') {
            let name = inside.trim_end_matches(']').trim();
            return (
                format!("«{mark}» так и напечатается: это не место для сведений"),
                format!("возьмите в фигурные скобки: {{{name}}}"),
            );
        }
        let written = mark.trim_matches(['{', '}']).trim().to_lowercase();
        if let Some((name, _)) = written.split_once(':')
            && self.agreed.contains(&name)
        {
            return disagreed(mark, name);
        }
        let message = format!("места {mark} в этом тексте нет");
        let hint = self.meant(&written, own).unwrap_or_else(|| {
            let all = self.offered(own);
            if all.is_empty() {
                "в этом тексте мест для сведений нет: впишите слова".to_owned()
            } else {
                format!("здесь можно поставить: {}", all.join(", "))
            }
        });
        (message, hint)
    }

    /// A place that may stand here.
    fn example(&self, own: &[String]) -> Option<String> {
        let plain = self.plain.first().map(|name| (*name).to_owned());
        let declined = || self.declined.first().map(|name| format!("{name}.genitive"));
        let agreed = || self.agreed.first().map(|name| format!("{name}:…|…"));
        plain
            .or_else(declined)
            .or_else(agreed)
            .or_else(|| own.first().cloned())
    }

    /// What may be meant by a place that there is not.
    fn meant(&self, written: &str, own: &[String]) -> Option<String> {
        // The key of a field of the edition, whatever stands before it.
        let last = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
        let key = last(written);
        let same: Vec<String> = own
            .iter()
            .filter(|name| last(name) == key)
            .map(|name| format!("{{{name}}}"))
            .collect();
        if !same.is_empty() {
            return Some(format!("возможно, имелось в виду {}", same.join(" или ")));
        }
        let near = |all: &[String], part: &dyn Fn(&str) -> String| {
            let likely = all
                .iter()
                .filter(|name| strsim::jaro_winkler(&part(written), &part(name)) > 0.75);
            let best = likely
                .map(|name| (strsim::jaro_winkler(written, name), name))
                .max_by(|a, b| a.0.total_cmp(&b.0));
            best.map(|(_, name)| format!("возможно, имелось в виду {{{name}}}"))
        };
        let base = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
        if written.split('.').any(|part| part == OWN) {
            return near(own, &last);
        }
        near(&self.all(), &base)
    }

    /// Everything that may stand here, in braces.
    fn offered(&self, own: &[String]) -> Vec<String> {
        let plain = self.plain.iter().map(|name| format!("{{{name}}}"));
        let declined = self.declined.iter();
        let declined = declined.map(|name| format!("{{{name}.genitive}} и другие падежи"));
        let agreed = self.agreed.iter().map(|name| format!("{{{name}:…|…}}"));
        let own = own.iter().map(|name| format!("{{{name}}}"));
        plain.chain(declined).chain(agreed).chain(own).collect()
    }
}

/// Words that agree with nobody in particular, or with more than there can be.
fn disagreed(mark: &str, name: &str) -> (String, String) {
    let most = *ways(name).end();
    let is_of_gender = most > 2;
    let message = format!("{mark}: слов не столько, сколько нужно");
    let hint = match name {
        "roadmap" | "head" => {
            format!(
                "впишите два, через черту: {{{name}:если есть|если нет}}; одно из них может быть пустым"
            )
        }
        _ if is_of_gender => format!(
            "впишите три, через черту: {{{name}:согласен|согласна|согласен(на)}} – о мужчине, о женщине и когда это неизвестно"
        ),
        _ => format!(
            "впишите два, через черту: {{{name}:об одном|о нескольких}}; одно из них может быть пустым"
        ),
    };
    (message, hint)
}

/// How many words agree: for one and for more, or for a man, a woman and where it is not known.
fn ways(name: &str) -> std::ops::RangeInclusive<usize> {
    match name {
        "person" | "signer" | "mentor" | "mentee" => 2..=3,
        _ => 2..=2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_names_and_single_braces_are_strange() {
        let strange = |text| ORDER.strange(text);
        assert!(strange("{day}, {curator.dative} и _____").is_empty());
        assert_eq!(
            strange("{curator} {curator.vocative} {day }"),
            ["{curator}", "{curator.vocative}", "{day }"]
        );
        assert_eq!(strange("{day} } { {day}"), ["}", "{"]);
        assert_eq!(
            strange("[day] [а] [curator.dative]"),
            ["[day]", "[curator.dative]"]
        );
    }

    #[test]
    fn a_near_name_is_advised_and_a_far_one_gets_the_list() {
        assert_eq!(
            ORDER.complaint("{dey}", &[]).1,
            "возможно, имелось в виду {day}"
        );
        assert_eq!(
            NUMBER_AND_DATE.complaint("{номер}", &[]).1,
            "здесь можно поставить: {number}, {date}"
        );
    }

    #[test]
    fn words_agree_in_as_many_ways_as_there_are() {
        let strange = |text| YEAR_PAPER.strange(text);
        assert!(strange("{mentors:наставник|наставники} {roadmap:, о карте|}").is_empty());
        assert!(strange("{person:он|она} {person:рад|рада|рад(а)}").is_empty());
        for text in [
            "{mentors:|}",
            "{mentors:а}",
            "{mentors:а|б|в}",
            "{person:а|б|в|г}",
            "{roadmap: |}",
        ] {
            assert_eq!(strange(text), [text]);
            assert!(YEAR_PAPER.complaint(text, &[]).1.contains("через черту"));
        }
    }

    #[test]
    fn a_field_of_the_edition_is_advised_by_its_key() {
        let own = [
            "own.category".to_owned(),
            "mentors.own.experience".to_owned(),
        ];
        let advised = |mark| YEAR_PAPER.complaint(mark, &own).1;
        for mark in ["{category}", "{mentors.own.category}", "{pair.category}"] {
            assert!(advised(mark).ends_with("{own.category}"), "{mark}");
        }
        let hint = advised("{head.own.experience}");
        assert!(hint.ends_with("{mentors.own.experience}"), "{hint}");
        assert!(advised("{own.categry}").ends_with("{own.category}"));
        assert!(advised("{номер}").contains("{own.category}"));
    }
}
