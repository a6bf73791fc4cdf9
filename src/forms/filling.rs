//! The blocks of a form that is data, filled with what is known of the school, a pair and a person.

use chrono::NaiveDate;

use super::clauses::write_clauses_of;
use super::figures::figure;
use super::labour;
use super::own;
use super::people::{self, Agreement, Chosen, agree, agree_clause};
use super::served::{self, Serving};
use super::words::{
    Role, SHORT_BLANK, Values, fill, form_cell, numbered, school_year, signature_fields, term_cell,
    user, when, when_in_cell, wording,
};
use crate::document::{
    Block, Cell, Column, LabelledLine, Orientation, Row, Section, SignatureBlock, Table, Text,
};
use crate::edition::{
    ColumnWords, DateStyle, Edition, RowsOf, SheetField, SignsYear, YEAR_DECLINED, YEAR_PLAIN,
    YearBlock, YearBlockKind, YearRow, YearSignature,
};
use crate::problem::Placed;
use crate::project::{Basis, Mentorship, NumberAndDate, Pairing, Person, PlanActivity, Project};
use crate::russian::{self, Case};

/// Whom a paper is about, as far as it is about somebody.
#[derive(Debug, Clone, Default)]
pub struct Whom<'p> {
    pub pairing: Option<&'p Pairing>,
    /// A mentor or mentee of the pairing.
    pub person: Option<Chosen>,
    /// The only mentee that the paper is about.
    pub mentee: Option<&'p Chosen>,
}

impl<'p> Whom<'p> {
    /// Somebody of a pairing by the key of the staff, and one of its mentees where the paper is
    /// about him alone.
    pub fn of(pairing: Option<&'p Pairing>, key: Option<&str>, mentee: Option<&str>) -> Self {
        let found = || {
            let (pairing, key) = pairing.zip(key)?;
            let mentors = pairing.mentorships.iter().map(|m| &m.mentor);
            let mut all = mentors.chain(&pairing.mentees);
            all.find(|p| p.key == key).cloned()
        };
        let mentee = pairing
            .zip(mentee)
            .and_then(|(it, key)| it.mentees.iter().find(|own| own.key == key));
        Self {
            pairing,
            person: found(),
            mentee,
        }
    }

    /// Whether somebody is the first of the pairing's mentees.
    pub(super) fn is_first_mentee(&self, mentee: &Person) -> bool {
        let mut mentees = self.pairing.iter().flat_map(|it| &it.mentees);
        mentees.next().is_some_and(|first| first.key == mentee.key)
    }

    /// The last mentorship of a mentor.
    fn mentorship(&self) -> Option<(&'p Pairing, &'p Mentorship)> {
        let (pairing, person) = self.pairing.zip(self.person.as_ref())?;
        Some((pairing, pairing.mentorship_of(&person.key)?))
    }

    fn mentees(&self) -> &'p [Chosen] {
        match self.mentee {
            Some(mentee) => std::slice::from_ref(mentee),
            None => self.pairing.map_or(&[], |pairing| &pairing.mentees),
        }
    }
}

fn values(project: &Project, edition: &Edition, whom: &Whom<'_>, serving: &[Serving]) -> Values {
    let (number, date) = order_of(project, whom);
    let organization = &project.organization;
    let full_name = &organization.full_name;
    let title = full_name.clone().map(|name| russian::capitalized(&name));
    let period = whom.mentorship().map_or_else(
        || {
            let pairing = whom.pairing?;
            served::term_of_pairing(project, edition, pairing)
        },
        |(pairing, own)| served::whole_term_of(project, edition, pairing, own),
    );
    let printed = |own: &Option<Placed<String>>| {
        let own = own.as_ref()?;
        Some(user(&edition.common.printed(own)))
    };
    let head = organization.head.as_ref();
    let plain = [
        ("organization", Some(user(organization.name_in_text()))),
        ("organization_full", Some(user(full_name))),
        ("organization_title", Some(user(&title))),
        ("school_year", school_year(organization)),
        ("period", period),
        ("form", whom.pairing.and_then(|p| printed(&p.form))),
        ("kind", whom.pairing.and_then(|p| printed(&p.kind))),
        ("person_name", whom.person.as_ref().map(people::full)),
        (
            "person_post",
            whom.person.as_ref().map(|it| people::post_alone(it)),
        ),
        ("place", organization.place.as_ref().map(user)),
        ("head_name", head.map(people::initials)),
        ("head_post", head.map(|head| user(&head.position))),
        (
            "head_title",
            head.map(|head| labour::title_of(organization, head).capitalized()),
        ),
        ("head_signature", head.map(people::signed)),
        (
            "curator_name",
            organization.curator.as_ref().map(people::initials),
        ),
        ("order_date", date.map(|date| when(date, DateStyle::Long))),
        ("order_number", number.map(user)),
        ("basis", basis_of(project, edition, whom)),
    ];
    let mut values: Values = plain
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    values.extend(numbered("council", &organization.council, SHORT_BLANK));
    for case in Case::ALL {
        let one = |person: Option<&Chosen>| person.map(|p| people::post_and_name(p, case));
        let several = |them: &[Chosen]| (!them.is_empty()).then(|| people::list(them, case));
        let declined = [
            ("organization", Some(user(&organization.in_text(case)))),
            (
                "head",
                organization
                    .head
                    .as_ref()
                    .map(|head| labour::addressed(organization, head, case)),
            ),
            ("curator", one(organization.curator.as_ref())),
            ("person", one(whom.person.as_ref())),
            ("mentors", served::list(edition, serving, case)),
            ("mentees", several(whom.mentees())),
        ];
        for (name, value) in declined {
            values.push((format!("{name}.{}", case.key()), value));
        }
    }
    values
}

/// Why the mentors of a pair act.
fn basis_of(project: &Project, edition: &Edition, whom: &Whom<'_>) -> Option<Text> {
    let pairing = whom.pairing?;
    let basis = pairing.basis.as_ref()?;
    Some(super::basis::basis(project, edition, pairing, basis))
}

/// The order that a pair rests on.
fn order_of<'a>(project: &'a Project, whom: &Whom<'a>) -> NumberAndDate<'a> {
    match whom.pairing.and_then(|pairing| pairing.basis.as_ref()) {
        Some(Basis::Order { approval, .. }) => approval.resolved(project),
        Some(Basis::Printed(_)) | None => (None, None),
    }
}

/// The places of a form without data.
fn no_values() -> Values {
    let plain = YEAR_PLAIN.iter().map(|name| (*name).to_owned());
    let declined = YEAR_DECLINED.iter().flat_map(|name| {
        Case::ALL
            .iter()
            .map(move |case| format!("{name}.{}", case.key()))
    });
    plain.chain(declined).map(|name| (name, None)).collect()
}

/// What the blocks of one paper are filled with.
pub(super) struct Filling<'a> {
    /// `None` for a form without data.
    project: Option<&'a Project>,
    edition: &'a Edition,
    whom: Whom<'a>,
    /// Everybody who mentors or has mentored the pair.
    serving: Vec<Serving>,
    values: Values,
}

impl<'a> Filling<'a> {
    pub(super) fn new(project: Option<&'a Project>, edition: &'a Edition, whom: Whom<'a>) -> Self {
        let known = project.zip(whom.pairing);
        let serving = known.map_or_else(Vec::new, |(project, it)| served::all_of(project, it));
        let mut values = project.map_or_else(no_values, |project| {
            values(project, edition, &whom, &serving)
        });
        let of_pairing = whom.pairing.map(|pairing| &pairing.own);
        let of_person = whom.person.as_ref().map(|person| &person.own);
        values.extend(own::values(edition, of_pairing, of_person));
        // In the order in which the paper names them.
        let mentors = served::people_of(&serving);
        values.extend(own::values_of_pair(edition, whom.pairing, &mentors));
        Self {
            project,
            edition,
            whom,
            serving,
            values,
        }
    }

    /// With another value at a place.
    #[must_use]
    pub(super) fn with(mut self, name: &str, value: Option<Text>) -> Self {
        self.values.retain(|(known, _)| known != name);
        self.values.push((name.to_owned(), value));
        self
    }

    /// The pages of a paper; `own` writes the blocks that only its form has.
    pub(super) fn sections(
        &self,
        layout: &[YearBlock],
        orientation: Orientation,
        own: &dyn Fn(YearBlockKind) -> Vec<Block>,
    ) -> Vec<Section> {
        let page = |blocks: &[YearBlock]| {
            let mut out = Vec::new();
            for block in blocks {
                self.write(block, own, &mut out);
            }
            Section {
                bookmark: None,
                orientation,
                blocks: out,
                is_tight: false,
            }
        };
        let pages = layout.split(|block| block.is == YearBlockKind::Page);
        pages.filter(|page| !page.is_empty()).map(page).collect()
    }

    fn filled(&self, words: &str) -> Text {
        fill(&agree(words, &self.agreements()), &self.values)
    }

    /// Words of the form, which agree with the people and name none.
    fn agreed(&self, words: &str) -> Text {
        wording(&agree(words, &self.agreements()))
    }

    fn column(&self, words: &ColumnWords<SheetField>) -> Column {
        Column {
            head: Text::plain(agree(&words.head, &self.agreements())),
            ..words.to_column()
        }
    }

    /// By what the words agree.
    fn agreements(&self) -> [(&'static str, Agreement); 5] {
        let gender = self
            .whom
            .person
            .as_ref()
            .and_then(|person| person.known_gender());
        let has_roadmap = self
            .project
            .is_none_or(|it| it.roadmap.is_some() || served::is_blank(it));
        [
            ("person", Agreement::Gender(gender)),
            ("mentors", Agreement::Count(self.serving.len())),
            ("mentees", Agreement::Count(self.whom.mentees().len())),
            ("paid", Agreement::Count(self.count_of_paid())),
            ("roadmap", Agreement::Presence(has_roadmap)),
        ]
    }

    fn write(
        &self,
        block: &YearBlock,
        own: &dyn Fn(YearBlockKind) -> Vec<Block>,
        out: &mut Vec<Block>,
    ) {
        let text = || block.text.as_deref().map(|words| self.filled(words));
        match block.is {
            YearBlockKind::Corner => {
                let lines = block.lines.iter().map(|line| self.filled(line));
                let mut lines: Vec<Text> = lines.collect();
                if let Some(first) = lines.first_mut() {
                    *first = std::mem::take(first).capitalized();
                }
                out.push(Block::AppendixMark(lines));
            }
            YearBlockKind::Title => out.extend(text().map(Block::Title)),
            YearBlockKind::Subtitle => out.extend(text().map(Block::Subtitle)),
            YearBlockKind::Heading => out.extend(text().map(Block::Heading)),
            YearBlockKind::Lead => out.extend(text().map(Block::Lead)),
            YearBlockKind::Paragraph => out.extend(text().map(Block::Paragraph)),
            YearBlockKind::Note => out.extend(text().map(Block::Note)),
            YearBlockKind::Clauses => {
                let with = self.agreements();
                let clauses = block.clauses.iter().map(|it| agree_clause(it, &with));
                write_clauses_of(out, &clauses.collect::<Vec<_>>(), &self.values);
            }
            YearBlockKind::Date => {
                let place = self.project.and_then(|it| it.organization.place.as_ref());
                let own = block.value.as_ref().filter(|words| self.is_known(words));
                let date = own.map(|words| self.filled(words));
                out.push(Block::DateAndNumber {
                    date: place.map(user).unwrap_or_default(),
                    number: date.unwrap_or_else(|| fill::<&str>(&self.edition.year.date_line, &[])),
                });
            }
            YearBlockKind::Line => out.push(Block::LabelledLine(self.line(block))),
            YearBlockKind::Space => out.push(Block::LabelledLine(LabelledLine {
                label: Text::default(),
                values: vec![Text::default(); block.count.unwrap_or(1)],
                caption: None,
            })),
            YearBlockKind::Table => out.push(Block::Table(self.table(block))),
            YearBlockKind::Signatures => {
                let date = block.date_line.as_ref();
                let date = date.unwrap_or(&self.edition.year.date_line);
                let all = block.signature.iter();
                let places = all.flat_map(|signature| self.signatures(signature, date));
                out.push(Block::Signatures(places.collect()));
            }
            YearBlockKind::Stamps => {
                let side = |lines: &[String]| lines.iter().map(|it| self.filled(it)).collect();
                out.push(Block::Stamps {
                    left: side(&block.left),
                    right: side(&block.right),
                });
            }
            YearBlockKind::Gap => {
                let lines = block.count.and_then(|count| u8::try_from(count).ok());
                out.push(Block::Gap(lines.unwrap_or(1)));
            }
            YearBlockKind::Page => {}
            YearBlockKind::Plan | YearBlockKind::Explanation | YearBlockKind::Roadmap => {
                out.extend(own(block.is));
            }
        }
    }

    /// Whether everything is known that the words name.
    fn is_known(&self, words: &str) -> bool {
        let mut places = self.values.iter();
        !places.any(|(name, value)| value.is_none() && words.contains(&format!("{{{name}}}")))
    }

    fn line(&self, block: &YearBlock) -> LabelledLine {
        LabelledLine {
            label: block
                .label
                .as_deref()
                .map(|words| self.filled(words))
                .unwrap_or_default(),
            values: block
                .value
                .as_ref()
                // A line of its own stays empty where nothing is known.
                .filter(|words| self.is_known(words))
                .map(|words| self.filled(words))
                .into_iter()
                .collect(),
            caption: block.caption.as_ref().map(Text::plain),
        }
    }

    fn table(&self, block: &YearBlock) -> Table {
        let rows: Vec<Of<'_>> = match block.rows.unwrap_or(RowsOf::Empty) {
            RowsOf::Empty => Vec::new(),
            RowsOf::Questions => block.row.iter().map(Of::Question).collect(),
            RowsOf::Pairs => {
                let project = self.project.into_iter();
                project.flat_map(|it| &it.pairings).map(Of::Pair).collect()
            }
            RowsOf::FirstPairs => {
                let project = self.project.into_iter();
                project
                    .flat_map(served::first_pairs)
                    .map(Of::FirstPair)
                    .collect()
            }
            RowsOf::Mentors => self.paid().collect(),
            RowsOf::Activities => {
                let pairing = self.whom.pairing.into_iter();
                pairing
                    .flat_map(|p| &p.activities)
                    .map(Of::Activity)
                    .collect()
            }
        };
        let empty = if rows.is_empty() {
            block.count.unwrap_or(1)
        } else {
            0
        };
        let rows = rows.into_iter().chain((0..empty).map(|_| Of::Nothing));
        let mut number = 0;
        let row = |of: Of<'_>| {
            if let Of::Question(YearRow {
                title: Some(title), ..
            }) = of
            {
                return Row::Title {
                    level: 1,
                    number: None,
                    title: self.agreed(title),
                };
            }
            number += 1;
            let cells = block.column.iter().enumerate();
            let cell = |(at, column): (usize, &ColumnWords<SheetField>)| {
                let own = match of {
                    Of::Question(row) => row.cells.get(at).filter(|words| !words.is_empty()),
                    _ => None,
                };
                match own {
                    Some(words) => Cell(vec![fill::<&str>(words, &[])]),
                    None => self.cell(number, of, column.field),
                }
            };
            Row::Cells(cells.map(cell).collect())
        };
        Table {
            summary: block.summary.clone().unwrap_or_default(),
            columns: block.column.iter().map(|it| self.column(it)).collect(),
            rows: rows.map(row).collect(),
            air: 0,
            is_numbered: block.number_row,
            is_whole: false,
            chart: None,
        }
    }

    /// How many people the school itself may pay; an empty form is for several.
    fn count_of_paid(&self) -> usize {
        const SEVERAL: usize = 2;
        if self.project.is_none_or(served::is_blank) {
            return SEVERAL;
        }
        let keys = self.paid().filter_map(|of| match of {
            Of::Mentor(_, own) => Some(own.mentor.key.as_str()),
            _ => None,
        });
        keys.collect::<std::collections::BTreeSet<_>>().len()
    }

    /// Everybody whom the school itself may pay for mentoring.
    fn paid(&self) -> impl Iterator<Item = Of<'_>> {
        let all = |project: &'a Project| {
            let organization = &project.organization;
            let pairings = project.pairings.iter();
            pairings
                .flat_map(|pairing| pairing.mentorships.iter().map(move |own| (pairing, own)))
                .filter(move |(_, own)| organization.may_pay(&own.mentor))
                .map(|(pairing, own)| Of::Mentor(pairing, own))
        };
        self.project.into_iter().flat_map(all)
    }

    fn cell(&self, number: usize, of: Of<'_>, field: SheetField) -> Cell {
        let names = |them: &[Chosen]| people::cell(them.iter().map(people::with_post));
        let text = |text: Option<Text>| Cell(text.into_iter().collect());
        match (field, of) {
            (SheetField::Number, _) => Cell::number(number),
            (SheetField::Text, Of::Question(row)) => {
                text(row.text.as_deref().map(|words| self.agreed(words)))
            }
            (SheetField::Value, Of::Question(row)) => {
                text(self.project.and_then(|project| figure(project, row.value)))
            }
            (SheetField::Name, Of::Activity(it)) => text(Some(user(&it.name))),
            (SheetField::Term, Of::Activity(it)) => text(it.term.as_ref().map(when_in_cell)),
            (SheetField::Result, Of::Activity(it)) => text(it.result.as_ref().map(user)),
            (SheetField::Format, Of::Activity(it)) => text(it.format.as_ref().map(user)),
            (SheetField::Mentors, Of::Pair(pairing)) => {
                let serving = self.project.map(|it| served::all_of(it, pairing));
                let serving = serving.unwrap_or_default();
                people::cell(served::with_posts(self.edition, &serving))
            }
            (SheetField::Mentors, Of::FirstPair(pairing)) => {
                let first = |it: &'a Project| it.mentors_on(pairing, NaiveDate::MIN);
                let first = self.project.map(first).unwrap_or_default();
                people::cell(first.into_iter().map(people::with_post))
            }
            (SheetField::Mentors, Of::Mentor(_, own)) => text(Some(people::with_post(&own.mentor))),
            (
                SheetField::Mentees,
                Of::Pair(pairing) | Of::FirstPair(pairing) | Of::Mentor(pairing, _),
            ) => names(&pairing.mentees),
            (
                SheetField::Form,
                Of::Pair(pairing) | Of::FirstPair(pairing) | Of::Mentor(pairing, _),
            ) => form_cell(self.edition, pairing),
            (SheetField::Term, Of::Pair(pairing) | Of::FirstPair(pairing)) => term_cell(pairing),
            (SheetField::Term, Of::Mentor(pairing, own)) => {
                let term = |project| served::term_of(project, self.edition, pairing, own);
                text(self.project.and_then(term))
            }
            (SheetField::Own(word), Of::Pair(pairing) | Of::FirstPair(pairing)) => {
                let serving = self.project.map(|it| served::all_of(it, pairing));
                let serving = serving.unwrap_or_default();
                Cell(own::of_pair(word, pairing, &served::people_of(&serving)))
            }
            (SheetField::Own(word), Of::Mentor(pairing, it)) => {
                let mentor: &Person = &it.mentor.value;
                let of_pair = own::of_pair(word, pairing, &[mentor]);
                let of_mentor = || own::text_of(word, &mentor.own).into_iter().collect();
                Cell(if of_pair.is_empty() {
                    of_mentor()
                } else {
                    of_pair
                })
            }
            (SheetField::Pay, Of::Mentor(_, own)) => {
                text(own.labour.as_ref().and_then(|l| l.pay.as_ref()).map(user))
            }
            (
                SheetField::Text
                | SheetField::Value
                | SheetField::Name
                | SheetField::Term
                | SheetField::Result
                | SheetField::Format
                | SheetField::Mentors
                | SheetField::Mentees
                | SheetField::Form
                | SheetField::Pay
                | SheetField::Own(_)
                | SheetField::Blank,
                _,
            ) => Cell::default(),
        }
    }

    fn signatures(&self, words: &YearSignature, date: &str) -> Vec<SignatureBlock> {
        let organization = self.project.map(|project| &project.organization);
        let head = organization.and_then(|it| it.head.as_ref());
        let curator = organization.and_then(|it| it.curator.as_ref());
        let (role, people): (Option<Role>, Vec<&Chosen>) = match words.who {
            SignsYear::Head => (Some(Role::Head), head.into_iter().collect()),
            SignsYear::Curator => (None, curator.into_iter().collect()),
            SignsYear::Mentors => (Some(Role::Mentor), served::last(&self.serving).collect()),
            SignsYear::Mentees => (Some(Role::Mentee), self.whom.mentees().iter().collect()),
            SignsYear::Nobody => (None, Vec::new()),
            SignsYear::Person => {
                let mentors = self.whom.mentorship().is_some();
                let role = if mentors { Role::Mentor } else { Role::Mentee };
                (Some(role), self.whom.person.iter().collect())
            }
        };
        let signs: Vec<&Person> = people.iter().map(|p| &*p.value).collect();
        let fields = role
            .zip(self.project)
            .map_or_else(Vec::new, |(role, project)| {
                signature_fields(project, self.edition, role, &signs)
            });
        let mut fields = fields.into_iter();
        let is_official = matches!(words.who, SignsYear::Head | SignsYear::Curator);
        let mut block = |person: Option<&Chosen>| {
            let gender = person.and_then(|person| person.known_gender());
            let label = agree(&words.label, &[("signer", Agreement::Gender(gender))]);
            let name = person.map(|person| {
                if is_official && !words.without_post {
                    people::post_and_initials(person)
                } else {
                    people::initials(person)
                }
            });
            SignatureBlock {
                line: LabelledLine {
                    label: Text::plain(&label),
                    values: name.into_iter().collect(),
                    caption: words.caption.as_ref().map(Text::plain),
                },
                date: fill::<&str>(date, &[]),
                field: fields.next(),
            }
        };
        if people.is_empty() {
            return vec![block(None)];
        }
        people
            .into_iter()
            .map(|person| block(Some(person)))
            .collect()
    }
}

/// What a row of a table is about.
#[derive(Clone, Copy)]
enum Of<'a> {
    Activity(&'a PlanActivity),
    Pair(&'a Pairing),
    FirstPair(&'a Pairing),
    Mentor(&'a Pairing, &'a Mentorship),
    Question(&'a YearRow),
    Nothing,
}
