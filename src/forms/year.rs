//! The rest of the year's papers: forms that are nothing but data, filled as far as data go.

use super::filling::{Filling, Whom};
use super::words::EPOCH;
use crate::document::{Document, Properties};
use crate::edition::{About, Edition, YearPaper};
use crate::project::Project;

/// One paper of a kind that the edition gives.
pub fn year_paper(
    project: &Project,
    edition: &Edition,
    paper: &YearPaper,
    mut whom: Whom<'_>,
) -> Document {
    let organization = &project.organization;
    // What somebody says of himself alone is not said of a pair.
    if let (About::Person, Some(person)) = (paper.about, &mut whom.person) {
        person.place = person.value.place.clone();
    }
    let person = whom.person.as_ref();
    let about = person.map(|person| person.key.as_str());
    let stem = whom.pairing.map(|pairing| pairing.stem.as_str());
    // What is about the first mentee is called as when there was no other.
    let mentee = whom.mentee.filter(|it| !whom.is_first_mentee(it));
    let mentee = mentee.map(|it| it.key.as_str());
    let parts = [Some(paper.key.as_str()), stem, about, mentee];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    let name = person.map(|person| person.name.short());
    let title = match name {
        Some(name) => format!("{} – {}", paper.name, name.replace('\u{A0}', " ")),
        None => paper.name.clone(),
    };
    let properties = Properties {
        title,
        author: organization.name_in_text().value.clone(),
        subject: paper.name.clone(),
        date: project.default_date().unwrap_or(EPOCH),
        identifier: format!("{}/{}", organization.full_name.value, parts.join("/")),
    };
    let filling = Filling::new(Some(project), edition, whom);
    Document::new(
        properties,
        filling.sections(&paper.block, paper.orientation, &|_| Vec::new()),
    )
}
