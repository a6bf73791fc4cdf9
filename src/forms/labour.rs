//! Papers of article 351.8 of the Labour Code: consent, additional agreement, notice, refusal. One
//! per mentor of a pairing.

use super::clauses::write_clauses_of;
use super::people::{self, Agreement, Chosen, agree, agree_clause};
use super::words::{
    EPOCH, Role, Values, fill, first_day, labelled, numbered, signature_fields, span_of, user, when,
};
use crate::document::{
    Align, Block, Cell, Column, Document, Orientation, Properties, Row, Section, SignatureBlock,
    Table, Text,
};
use crate::edition::{
    Authority, ByGender, ClauseWords, DateStyle, Edition, Effect, LabourKey, LabourPaper,
    LineWords, PartyWords, Signer,
};
use crate::problem::Placed;
use crate::project::{Labour, Mentorship, Organization, Pairing, Project};
use crate::reader::When;
use crate::russian::{self, Case, Gender};

/// For the number of an employment contract, in underscores.
const CONTRACT_BLANK: u8 = 8;

/// The kinds of paper that a mentorship asks for. Of one that the file tells apart, none that the
/// school could not sign: a contract is added to by its own employer, with the head by the founder.
/// No head writes to himself that he refuses, nor gives himself notice.
pub fn labour_keys(organization: &Organization, mentorship: &Mentorship) -> Vec<LabourKey> {
    let Some(labour) = &mentorship.labour else {
        return Vec::new();
    };
    let head = organization.head.as_ref();
    let is_head = head.is_some_and(|head| head.key == mentorship.mentor.key);
    let mut keys = match mentorship.is_own {
        true if is_head => Vec::new(),
        true if organization.workplace_of(&mentorship.mentor).is_some() => vec![LabourKey::Consent],
        _ => vec![LabourKey::Consent, LabourKey::Agreement],
    };
    let notice = labour.notice.as_ref().map(|_| LabourKey::Notice);
    let refusal = labour.refusal.as_ref().map(|_| LabourKey::Refusal);
    keys.extend(notice.into_iter().chain(refusal).filter(|_| !is_head));
    keys
}

/// File name without ending; `names` are the mentor's and the mentees' surnames.
pub fn labour_file_name(edition: &Edition, key: LabourKey, names: &str) -> Option<String> {
    Some(words(edition, key)?.file_name.replace("{names}", names))
}

/// The paper of one kind for one mentorship of a pairing.
pub fn labour(
    project: &Project,
    edition: &Edition,
    pairing: &Pairing,
    mentorship: &Mentorship,
    key: LabourKey,
) -> Option<Document> {
    let words = words(edition, key)?;
    let mentor = &mentorship.mentor;
    let labour = mentorship.labour.as_ref()?;
    let date = date_of(mentorship, labour, key);
    let organization = &project.organization;
    let values = values(project, edition, pairing, mentorship, labour, key);
    let title = words.subject.clone().unwrap_or_else(|| {
        let lines = [&words.title, &words.subtitle].map(|line| fill(line, &values).to_plain());
        lines.join(" ")
    });
    let properties = Properties {
        title: format!("{title} – {}", mentor.name.short().replace('\u{A0}', " ")),
        author: organization.name_in_text().value.clone(),
        subject: title,
        date: first_day(date.map(|d| &d.value))
            .or_else(|| project.default_date())
            .unwrap_or(EPOCH),
        identifier: format!(
            "{}/{key:?}/{}/{}",
            organization.full_name.value, pairing.stem, mentor.key
        ),
    };
    let with = [("mentor", Agreement::Gender(mentor.known_gender()))];
    let mut blocks = Vec::new();
    if !words.corner.is_empty() {
        let corner = words.corner.iter().enumerate().map(|(i, line)| {
            let line = fill(line, &values);
            if i == 0 { line.capitalized() } else { line }
        });
        blocks.push(Block::AppendixMark(corner.collect()));
    }
    blocks.push(Block::Title(fill(&words.title, &values)));
    blocks.push(Block::Subtitle(fill(&words.subtitle, &values)));
    if words.place_and_date {
        let place = organization
            .place
            .as_ref()
            .map_or_else(Text::default, |place| {
                Text::from_data(place, place.place.origin())
            });
        let date = date.map_or_else(
            || fill(&edition.labour.signatures.date, &values),
            |d| when(d, DateStyle::Long),
        );
        blocks.push(Block::DateAndNumber {
            date: place,
            number: date,
        });
    }
    let outside = words.outside_paragraphs.as_ref();
    let outside = outside.filter(|_| organization.workplace_of(mentor).is_some());
    let paragraphs = outside.unwrap_or(&words.paragraphs).iter();
    blocks.extend(paragraphs.map(|p| Block::Paragraph(fill(&agree(p, &with), &values))));
    let clauses: Vec<ClauseWords> = words
        .clauses
        .iter()
        .map(|c| agree_clause(c, &with))
        .collect();
    write_clauses_of(&mut blocks, &clauses, &values);
    blocks.extend(parties(words, &values));
    blocks.push(Block::Signatures(
        words
            .signatures
            .iter()
            .map(|s| signature(project, edition, mentor, *s))
            .collect(),
    ));
    Some(Document::new(
        properties,
        vec![Section {
            bookmark: None,
            orientation: Orientation::Portrait,
            blocks,
            is_tight: false,
        }],
    ))
}

/// The details of the parties, side by side.
fn parties(words: &LabourPaper, values: &Values) -> Option<Block> {
    let count = u16::try_from(words.party.len()).ok().filter(|n| *n > 0)?;
    // Together they are as wide as the table.
    let width = |i: usize| 1000 / count + if i == 0 { 1000 % count } else { 0 };
    let column = |(i, party): (usize, &PartyWords)| {
        Column::fixed(Text::plain(&party.head), width(i), Align::Left)
    };
    let heads: Vec<&str> = words.party.iter().map(|it| it.head.as_str()).collect();
    // Row by row, so that the last ones can go with the signatures below.
    let most = words.party.iter().map(|it| it.lines.len()).max()?;
    let cell = |party: &PartyWords, line: usize| {
        let words = party.lines.get(line);
        Cell(words.map(|words| fill(words, values)).into_iter().collect())
    };
    let row = |line: usize| Row::Cells(words.party.iter().map(|it| cell(it, line)).collect());
    Some(Block::Table(Table {
        summary: heads.join(", "),
        columns: words.party.iter().enumerate().map(column).collect(),
        rows: (0..most).map(row).collect(),
        air: 0,
        is_numbered: false,
        is_whole: true,
        chart: None,
    }))
}

fn words(edition: &Edition, key: LabourKey) -> Option<&LabourPaper> {
    edition.labour.paper.iter().find(|p| p.key == key)
}

fn date_of<'a>(
    mentorship: &'a Mentorship,
    labour: &'a Labour,
    key: LabourKey,
) -> Option<&'a Placed<When>> {
    match key {
        LabourKey::Consent => mentorship.consent.as_ref(),
        LabourKey::Agreement => labour.agreement.date.as_ref(),
        LabourKey::Notice => labour.notice.as_ref().and_then(|n| n.date.as_ref()),
        LabourKey::Refusal => labour.refusal.as_ref().and_then(|r| r.date.as_ref()),
    }
}

fn values(
    project: &Project,
    edition: &Edition,
    pairing: &Pairing,
    mentorship: &Mentorship,
    labour: &Labour,
    key: LabourKey,
) -> Values {
    let mentor = &mentorship.mentor;
    let organization = &project.organization;
    let head = organization.head.as_ref();
    let ending = match key {
        LabourKey::Notice => labour.notice.as_ref(),
        LabourKey::Refusal => labour.refusal.as_ref(),
        LabourKey::Consent | LabourKey::Agreement => None,
    };
    let printed = |own: &Option<Placed<String>>| {
        let own = own.as_ref()?;
        Some(user(&edition.common.printed(own)))
    };
    let mut values: Values = vec![
        (
            "organization".to_owned(),
            Some(user(organization.name_in_text())),
        ),
        (
            "organization_full".to_owned(),
            Some(user(
                &organization
                    .full_name
                    .clone()
                    .map(|name| russian::capitalized(&name)),
            )),
        ),
        (
            "acting".to_owned(),
            Some(Text::plain(acting(&edition.labour.acting, head))),
        ),
        (
            "authority".to_owned(),
            Some(Text::plain(authority(&edition.labour.authority, head))),
        ),
        (
            "number".to_owned(),
            labour.agreement.number.as_ref().map(user),
        ),
        ("pay".to_owned(), labour.pay.as_ref().map(user)),
        (
            "consent".to_owned(),
            mentorship
                .consent
                .as_ref()
                .map(|day| when(day, DateStyle::Long)),
        ),
        (
            "doing".to_owned(),
            Some(doing(project, edition, pairing, mentorship)),
        ),
        ("mode".to_owned(), pairing.mode.as_ref().map(user)),
        ("mentor_name".to_owned(), Some(people::full(mentor))),
        ("form".to_owned(), printed(&pairing.form)),
        (
            "period".to_owned(),
            term(project, edition, pairing, mentorship),
        ),
        (
            "day".to_owned(),
            ending
                .and_then(|e| e.day.as_ref())
                .map(|d| when(d, DateStyle::Long)),
        ),
    ];
    values.extend(numbered("contract", &mentor.contract, CONTRACT_BLANK));
    for case in Case::ALL {
        let key = case.key();
        values.push((
            format!("organization.{key}"),
            Some(user(&organization.in_text(case))),
        ));
        values.push((
            format!("head.{key}"),
            head.map(|h| addressed(organization, h, case)),
        ));
        values.push((
            format!("head_name.{key}"),
            head.map(|h| people::post_and_name(h, case)),
        ));
        values.push((
            format!("mentor.{key}"),
            Some(people::post_and_name(mentor, case)),
        ));
        values.push((
            format!("mentor_to.{key}"),
            Some(people::post_and_name(mentor, case)),
        ));
        values.push((
            format!("mentor_from.{key}"),
            Some(fill(
                &edition.labour.sender,
                &[("person", Some(people::post_and_name(mentor, case)))],
            )),
        ));
        values.push((
            format!("mentees.{key}"),
            Some(people::list(&pairing.mentees, case)),
        ));
    }
    values
}

/// The form of doing the work: as the program says, or by how many there are. Several mentors of one
/// mentee are a group too.
fn doing(project: &Project, edition: &Edition, pairing: &Pairing, mentorship: &Mentorship) -> Text {
    let words = &edition.labour;
    let known = &edition.program.note.interaction_phrases;
    let is_word = |own: &&Placed<String>| known.contains_key(&own.trim().to_lowercase());
    let mentors = match project.begins(pairing, mentorship) {
        Some(day) => project.mentors_on(pairing, day).len(),
        None => pairing.mentors.len(),
    };
    // What the program says in sentences of its own is no part of a contract.
    match pairing.doing.as_ref().filter(is_word) {
        Some(own) => user(own),
        None if pairing.mentees.len() > 1 || mentors > 1 => Text::plain(&words.group),
        None => Text::plain(&words.individual),
    }
}

/// The term of a mentorship: that of the pair, but for the days that are its own. How it ended in
/// the end is no part of what was agreed.
pub(super) fn term(
    project: &Project,
    edition: &Edition,
    pairing: &Pairing,
    mentorship: &Mentorship,
) -> Option<Text> {
    let appointing = || project.order(mentorship.appointed.order.as_deref()?);
    let by_order = || {
        let order = appointing().filter(|order| order.does(Effect::ChangesMentors))?;
        order.day.as_ref().or(order.date.as_ref())
    };
    let from = mentorship.starts.as_ref().or_else(by_order);
    let to = mentorship.until.as_ref();
    let of_pair = || pairing.period.as_ref().map(|p| when(p, DateStyle::Long));
    let (from_pair, to_pair) = match pairing.period.as_deref() {
        Some(When::Span { from, to }) => (Some(*from), Some(*to)),
        _ => (None, None),
    };
    let day = |own: Option<&Placed<When>>| match own.map(|it| &it.value) {
        Some(When::Day(day)) => Some(*day),
        _ => None,
    };
    let Some(own) = from.or(to) else {
        return of_pair();
    };
    let ends = day(from).or(from_pair.filter(|_| from.is_none()));
    match (ends, day(to).or(to_pair.filter(|_| to.is_none()))) {
        (Some(first), Some(last)) => {
            // Each end comes from where it is written: here, or in the term of the pair.
            let written = |own: Option<&Placed<When>>, end: &'static str| {
                let of_pair = || Some(pairing.period.as_ref()?.place.origin().key(end));
                own.map(|it| it.place.origin()).or_else(of_pair)
            };
            let (from, to) = (written(from, "from")?, written(to, "to")?);
            Some(span_of(&russian::long_span(first, last), from, to))
        }
        _ => Some(fill(
            &edition.labour.term_from,
            &[
                ("day", Some(when(own, DateStyle::Long))),
                ("period", of_pair()),
            ],
        )),
    }
}

/// «действующего», «действующей»: agrees with the head.
fn acting<'e>(words: &'e ByGender, head: Option<&Chosen>) -> &'e str {
    match head.and_then(|head| head.known_gender()) {
        Some(Gender::Feminine) => &words.feminine,
        Some(Gender::Masculine) => &words.masculine,
        None => &words.unknown,
    }
}

fn authority<'e>(words: &'e Authority, head: Option<&Chosen>) -> &'e str {
    let post = head
        .map(|h| h.position.to_lowercase().replace(' ', ""))
        .unwrap_or_default();
    let is_deputy = words
        .deputy_posts
        .iter()
        .any(|begins| post.starts_with(begins));
    if is_deputy {
        &words.deputy
    } else {
        &words.head
    }
}

/// «директору МБОУ «СОШ № 5» Воскресенскому Павлу Андреевичу», «заведующему детским садом № 5».
pub(super) fn addressed(organization: &Organization, head: &Chosen, case: Case) -> Text {
    if organization.is_named_in(&head.position) {
        return people::post_and_name(head, case);
    }
    let organization = organization.after_post(&head.position);
    people::addressed(&organization, head, case)
}

/// «директор МБОУ «СОШ № 5»», «заведующий детским садом № 5».
pub(super) fn title_of(organization: &Organization, head: &Chosen) -> Text {
    if organization.is_named_in(&head.position) {
        return user(&head.position);
    }
    people::post_with(&organization.after_post(&head.position), head)
}

fn signature(
    project: &Project,
    edition: &Edition,
    mentor: &Chosen,
    signer: Signer,
) -> SignatureBlock {
    let words = &edition.labour.signatures;
    let head = project.organization.head.as_ref();
    let (line, role, person) = match signer {
        Signer::Mentor | Signer::Employee => {
            let words = match signer {
                Signer::Employee => &words.employee,
                _ => &words.mentor,
            };
            let line = labelled(words, vec![people::initials(mentor)]);
            (line, Role::Mentor, Some(mentor))
        }
        Signer::MentorRead | Signer::MentorCopy => {
            let with = [("mentor", Agreement::Gender(mentor.known_gender()))];
            let (own, person) = match signer {
                // He signs the paper itself beside it.
                Signer::MentorCopy => (&words.mentor_copy, None),
                _ => (&words.mentor_read, Some(mentor)),
            };
            let words = LineWords {
                label: agree(&own.label, &with),
                caption: own.caption.clone(),
            };
            let line = labelled(&words, vec![people::initials(mentor)]);
            (line, Role::Mentor, person)
        }
        Signer::Received => (labelled(&words.received, Vec::new()), Role::Head, None),
        Signer::Head | Signer::Employer => {
            let words = match signer {
                Signer::Employer => &words.employer,
                _ => &words.head,
            };
            let name = head.into_iter().map(people::post_and_initials);
            (labelled(words, name.collect()), Role::Head, head)
        }
    };
    let field = person.and_then(|person| signature_fields(project, edition, role, &[person]).pop());
    SignatureBlock {
        line,
        date: fill::<&str>(&words.date, &[]),
        field,
    }
}
