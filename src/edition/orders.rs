//! Приказы and the lists they enclose.

use std::collections::BTreeMap;

use super::columns::{AcquaintedField, ColumnWords, PairingField, columns};
use super::places::{
    APPENDIX, CONTROL, ENDED, GOING_ON, GROUND, GROUNDS, HEADING, MINUTES, NUMBER, NUMBER_AND_DATE,
    OF_PAIRING, OF_PAIRS, ORDER, PAID, PAIR_IN_WORDS, PAIR_UNTIL, Places, STAMP,
};
use super::words::{
    Keyed, choice, fill, fill_lines, fill_or_empty, fill_with, filled, flag, inherited, keyed,
    known, line, many_named, named_texts, one, one_of, optional, or_default, required, told_twice,
    unbound, words,
};
use crate::document::Orientation;
use crate::problem::{Advice, Code, Placed, Problem};
use crate::reader::{Stands, Wording};

words! {
    /// `orders.toml`.
    struct OrderForms {
        orientation: Orientation = choice,
        title: String = line,
        /// What the picture above the letterhead is, for a screen reader.
        emblem: String = line,
        date_blank: String = fill(&NUMBER),
        number: String = fill_with(&NUMBER, "number"),
        enacting: String = line,
        control_self: String = line,
        control_other: String = fill_with(&CONTROL, "person.accusative"),
        appendix_mark: String = fill_with(&APPENDIX, "n"),
        only_appendix_mark: String = line,
        /// How the text of an order calls its appendix, and the only one it has.
        appendix_name: String = inherited(fill_with(&APPENDIX, "n")),
        only_appendix_name: String = inherited(line),
        approved_stamp: Vec<String> = fill_lines(&STAMP),
        enclosed_mark: Vec<String> = fill_lines(&STAMP),
        grounds: GroundWords = inherited(one),
        acquainted: AcquaintedWords = one,
        /// What an order may enclose, in the order in which it is offered.
        appendix: Vec<AppendixWords> = inherited(many_named("key")),
        kind: Vec<OrderKind> = kinds,
        pairs: ListWords = one,
        programs: ListWords = one,
        payments: ListWords = inherited(one),
        /// «УТВЕРЖДЕНО», «УТВЕРЖДЕНА» by the appendix.
        participles: BTreeMap<String, String> = participles,
    }

    /// What an order about a pair rests on.
    struct GroundWords {
        refusal: String = fill(&GROUND),
        notice: String = fill(&GROUND),
        consent: String = fill(&GROUND),
        agreement: String = fill(&GROUND),
        agreement_cell: String = fill(&NUMBER_AND_DATE),
        /// Stands for `{council}`, where the minutes are known.
        council: String = inherited(fill(&MINUTES)),
        /// A pair whose program goes on after the year.
        going_on: String = fill(&PAIR_UNTIL),
        /// The same, where the term is in words without a day.
        going_on_in_words: String = inherited(fill(&PAIR_IN_WORDS)),
    }

    struct AcquaintedWords {
        heading: String = line,
        summary: String = line,
        column: Vec<ColumnWords<AcquaintedField>> = columns,
    }

    struct AppendixWords {
        key: AppendixKey = choice,
        /// What people call it.
        name: String = line,
    }

    /// A list of pairings as a table.
    struct ListWords {
        title: String = line,
        summary: String = line,
        orientation: Orientation = choice,
        column: Vec<ColumnWords<PairingField>> = columns,
    }
}

keyed! {
    /// What the program can enclose with an order.
    enum Acquaints {
        Curator = "curator",
        /// Those who mentor, come or go by the order.
        Mentors = "mentors",
        Mentees = "mentees",
    }

    enum AppendixKey {
        Regulation = "regulation",
        Roadmap = "roadmap",
        /// Lists of all the pairings.
        Pairs = "pairs",
        Programs = "programs",
        Payments = "payments",
        BlankRoadmap = "blank-roadmap",
        BlankProgram = "blank-program",
    }

    /// What an order does to pairings, besides what its words say.
    enum Effect {
        /// Its list is the ground on which mentors act.
        FixesPairs = "fixes-pairs",
        ChangesMentors = "changes-mentors",
        EndsPairs = "ends-pairs",
        /// Its day is the new last day of the pairs.
        ProlongsPairs = "prolongs-pairs",
        /// Looks back at the whole year, without the pairs that have ended.
        SumsUp = "sums-up",
    }
}

#[derive(Debug, Clone)]
pub struct ClauseWords {
    pub text: String,
    /// Whether it sets what the school pays: then it is about those mentors alone whom it may pay.
    pub pays: bool,
    pub clauses: Vec<ClauseWords>,
}

/// A kind of order: what it says of itself.
#[derive(Debug, Clone)]
pub struct OrderKind {
    pub key: String,
    /// What people call it, in lists.
    pub name: String,
    pub effect: Option<Effect>,
    /// Whether it says nothing of single persons.
    pub is_public: bool,
    /// Whether its clauses set payments by additional agreements.
    pub sets_pay: bool,
    pub file_name: String,
    pub heading: String,
    pub preamble: String,
    /// In place of it, where the school has a regulation of its own.
    pub school_preamble: Option<String>,
    pub appendices: Vec<AppendixKey>,
    /// Whom it concerns: new orders name them as those who read it.
    pub acquaints: Vec<Acquaints>,
    /// A clause for each pairing the order names.
    pub pairing_clause: Option<String>,
    /// A clause for each pairing of whose mentors a paid one ends, or begins.
    pub pay_stop_clause: Option<String>,
    pub pay_set_clause: Option<String>,
    /// About the programs that go on after the year, if there are any.
    pub going_on_clause: Option<String>,
    /// About those that ended before their term.
    pub ended_clause: Option<String>,
    /// The line that names the papers an order rests on.
    pub basis: Option<String>,
    pub clauses: Vec<ClauseWords>,
}

impl AppendixKey {
    /// Whether it is made of all the pairings.
    pub fn is_list(self) -> bool {
        matches!(self, Self::Pairs | Self::Programs | Self::Payments)
    }

    /// Whether it is an empty form of the regulation.
    pub fn is_blank(self) -> bool {
        matches!(self, Self::BlankRoadmap | Self::BlankProgram)
    }

    /// The key as files write it.
    pub fn key(self) -> &'static str {
        self.word()
    }

    /// The appendix that a file calls so.
    pub fn of(key: &str) -> Option<Self> {
        let found = Self::words().iter().find(|(word, _)| *word == key);
        found.map(|(_, appendix)| *appendix)
    }
}

impl Effect {
    /// The keys that orders of this effect have only.
    pub fn own_keys(self) -> &'static [&'static str] {
        match self {
            Self::ChangesMentors => &["day", "old_mentors", "new_mentors"],
            Self::EndsPairs | Self::ProlongsPairs => &["day"],
            Self::FixesPairs | Self::SumsUp => &[],
        }
    }
}

impl OrderForms {
    pub fn kind(&self, key: &str) -> Option<&OrderKind> {
        self.kind.iter().find(|k| k.key == key)
    }

    /// The kind that people call so.
    pub fn kind_named(&self, name: &str) -> Option<&OrderKind> {
        self.kind.iter().find(|k| k.name == name)
    }

    /// What an order of a kind does.
    pub fn effect(&self, kind: &str) -> Option<Effect> {
        self.kind(kind).and_then(|k| k.effect)
    }
}

impl OrderKind {
    /// Whether some words of the kind hold a placeholder that begins so.
    pub fn names(&self, placeholder: &str) -> bool {
        fn in_clauses(clauses: &[ClauseWords], mark: &str) -> bool {
            clauses
                .iter()
                .any(|c| c.text.contains(mark) || in_clauses(&c.clauses, mark))
        }
        let mark = format!("{{{placeholder}");
        let own = [&self.heading, &self.preamble];
        own.into_iter()
            .chain(&self.school_preamble)
            .chain(&self.pairing_clause)
            .chain(&self.pay_stop_clause)
            .chain(&self.pay_set_clause)
            .any(|text| text.contains(&mark))
            || in_clauses(&self.clauses, &mark)
    }

    /// The preamble, by whose regulation the school has.
    pub fn preamble_of(&self, is_the_schools: bool) -> &str {
        let own = self.school_preamble.as_ref().filter(|_| is_the_schools);
        own.unwrap_or(&self.preamble)
    }

    /// Whether all that it says is the school's own words.
    pub fn has_no_text(&self) -> bool {
        self.clauses.is_empty() && self.pairing_clause.is_none()
    }
}

/// What files call a kind that has no name of its own: its heading without the blanks, or its key.
fn name_from(heading: &str, key: &str) -> String {
    let until = heading.find('{').unwrap_or(heading.len());
    let name = heading[..until].trim_end_matches([' ', ',']);
    if name.is_empty() { key } else { name }.to_owned()
}

fn kinds(words: &Wording<'_>, key: &'static str) -> Option<Vec<OrderKind>> {
    let tables = required(words, key, |words, key| words.tables_by(key, "key"))?;
    let texts = |field: &'static str| -> Vec<Placed<String>> {
        let with = tables.iter().filter(|t| t.has(field));
        with.filter_map(|t| t.text(field)).collect()
    };
    let different = [
        told_twice(words, "key", &texts("key")),
        told_twice(words, "name", &texts("name")),
    ];
    let read: Vec<_> = tables
        .value
        .into_iter()
        .map(|table| kind(&table.over(words, key, "key")))
        .collect();
    let kinds: Vec<OrderKind> = read.into_iter().collect::<Option<_>>()?;
    different.into_iter().all(|it| it).then_some(kinds)
}

fn kind(words: &Wording<'_>) -> Option<OrderKind> {
    let key = line(words, "key");
    let appendices = or_default(words_of_list)(words, "appendices");
    let acquaints = or_default(words_of_list)(words, "acquaints");
    // Where the list is wrong itself, nothing more is said of the clauses that name its members.
    let enclosed = match &appendices {
        Some(own) => own.clone(),
        None => AppendixKey::words().iter().map(|(_, key)| *key).collect(),
    };
    let names: Vec<String> = enclosed
        .iter()
        .map(|appendix| format!("appendix.{}", appendix.key()))
        .collect();
    let plain: Vec<&str> = ORDER
        .plain
        .iter()
        .copied()
        .chain(names.iter().map(String::as_str))
        .collect();
    let places = Places {
        plain: &plain,
        ..ORDER
    };
    let of_pairing: Vec<&str> = ORDER.declined.iter().copied().chain(OF_PAIRING).collect();
    let with_pairing = Places {
        declined: &of_pairing,
        own: OF_PAIRS,
        ..places
    };
    let file_name = fill(&HEADING)(words, "file_name");
    words.wants("heading", || Stands::Text(places.rule().or_empty()));
    // Only a kind whose orders bring a heading of their own may do without one. Of a name that cannot
    // be read that is not known: what is wrong with it is told.
    let brings_heading = file_name
        .as_ref()
        .is_none_or(|name| name.contains("{heading}"));
    let heading = if brings_heading {
        fill_or_empty(&places)(words, "heading")
    } else {
        fill(&places)(words, "heading")
    };
    let preamble = fill_or_empty(&places)(words, "preamble");
    let school_preamble = optional(fill(&places))(words, "school_preamble");
    // A preamble of the edition's own stands before what is said beneath of such schools.
    let school_preamble = if words.is_nearer("preamble", "school_preamble") {
        Some(None)
    } else {
        school_preamble
    };
    let pairing_clause = optional(fill(&with_pairing))(words, "pairing_clause");
    let with_pay: Vec<&str> = plain.iter().copied().chain(["pay"]).collect();
    let of_paid: Vec<&str> = of_pairing.iter().copied().chain([PAID]).collect();
    let agreed: Vec<&str> = ORDER.agreed.iter().copied().chain([PAID]).collect();
    let with_pay = Places {
        plain: &with_pay,
        declined: &of_paid,
        agreed: &agreed,
        ..with_pairing
    };
    let pay_stop_clause = optional(fill(&with_pairing))(words, "pay_stop_clause");
    let pay_set_clause = optional(fill(&with_pay))(words, "pay_set_clause");
    let going_on_clause = optional(fill_with(&GOING_ON, "going_on"))(words, "going_on_clause");
    let ended_clause = optional(fill_with(&ENDED, "ended"))(words, "ended_clause");
    let basis = optional(fill_with(&GROUNDS, "grounds"))(words, "basis");
    let clauses = clauses_of(&places, true)(words, "clauses");
    let name = inherited(optional(line))(words, "name");
    let effect = inherited(optional(choice))(words, "effect");
    let is_public = inherited(flag)(words, "public");
    let sets_pay = flag(words, "sets_pay");
    words.finish();
    let (key, heading) = (key?, heading?);
    let says_something =
        clauses.as_ref().is_none_or(|it| !it.is_empty()) || pairing_clause != Some(None);
    if !says_something && !brings_heading {
        words.report(without_words(&key, words));
    }
    Some(OrderKind {
        name: name?.unwrap_or_else(|| name_from(&heading, &key)),
        key,
        effect: effect?,
        is_public: is_public?,
        sets_pay: sets_pay?,
        file_name: file_name?,
        heading,
        preamble: preamble?,
        school_preamble: school_preamble?,
        appendices: appendices?,
        acquaints: acquaints?,
        pairing_clause: pairing_clause?,
        pay_stop_clause: pay_stop_clause?,
        pay_set_clause: pay_set_clause?,
        going_on_clause: going_on_clause?,
        ended_clause: ended_clause?,
        basis: basis?,
        clauses: clauses?,
    })
}

/// A kind whose orders are called by it and say nothing, unless each has clauses of its own.
fn without_words(key: &str, words: &Wording<'_>) -> Problem {
    let message = format!("приказ вида «{key}» ничего не приказывает: в нем нет пунктов");
    Problem::new(Code::IncompleteOrder, message)
        .at(&words.place_of_key("clauses"))
        .hint("впишите clauses = [{ text = \"…\" }]; если пункты пишет школа в каждом приказе, ничего не делайте")
}

/// A list of words of one kind, each once.
fn words_of_list<K: Keyed>(words: &Wording<'_>, key: &'static str) -> Option<Vec<K>> {
    words.wants(key, || Stands::ListOf(known::<K>()));
    let list = words.texts(key)?;
    let read: Vec<_> = list.iter().map(|text| one_of(words, key, text)).collect();
    let read: Vec<K> = read.into_iter().collect::<Option<_>>()?;
    told_twice(words, key, &list).then_some(read)
}

/// Clauses, be there none, with these placeholders at every level.
pub(super) fn clauses(
    places: &Places<'_>,
) -> impl Fn(&Wording<'_>, &'static str) -> Option<Vec<ClauseWords>> {
    clauses_of(places, false)
}

/// The same; those of an order may say of themselves that they set payments.
fn clauses_of(
    places: &Places<'_>,
    may_pay: bool,
) -> impl Fn(&Wording<'_>, &'static str) -> Option<Vec<ClauseWords>> {
    fn of(
        words: &Wording<'_>,
        key: &'static str,
        places: &Places<'_>,
        may_pay: bool,
    ) -> Option<Vec<ClauseWords>> {
        let tables = words.tables(key)?;
        let read: Vec<_> = tables
            .iter()
            .map(|table| {
                table.wants("text", || Stands::Text(places.rule()));
                let text = required(table, "text", Wording::text)
                    .and_then(|text| filled(table, "text", &text, places));
                let pays = if may_pay {
                    flag(table, "pays")
                } else {
                    Some(false)
                };
                let inner = if table.may_have("clauses") {
                    of(table, "clauses", places, may_pay)
                } else {
                    Some(Vec::new())
                };
                table.finish();
                Some(ClauseWords {
                    text: text?,
                    pays: pays?,
                    clauses: inner?,
                })
            })
            .collect();
        read.into_iter().collect()
    }
    move |words, key| {
        if !words.must_have(key) {
            words.lacks(key);
        }
        of(words, key, places, may_pay)
    }
}

/// Participles by the appendices that there are.
fn participles(words: &Wording<'_>, key: &'static str) -> Option<BTreeMap<String, String>> {
    words.wants(key, || Stands::NamedTexts {
        keys: Some(known::<AppendixKey>().known),
        each: Places::NONE.rule(),
    });
    let texts = named_texts(&Places::NONE)(words, key)?;
    let mut good = true;
    for (name, _) in words.named_texts(key).into_iter().flatten() {
        if AppendixKey::of(&name.value).is_none() {
            good = false;
            let known: Vec<&str> = AppendixKey::words().iter().map(|(word, _)| *word).collect();
            let problem = unbound(
                format!("«{key}»: нет приложения «{}»", name.value),
                &name.place,
            );
            words.report(problem.hint(Advice::choose(&name.value, &known)));
        }
    }
    good.then_some(texts)
}
