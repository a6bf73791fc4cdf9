//! What an order is about, and what its words are filled with.

use super::appendix::{appendices, kind};
use super::people;
use super::words::{Values, fill, school_year, user, when};
use crate::document::Text;
use crate::edition::{DateStyle, Edition};
use crate::project::{Order, Project};
use crate::russian::Case;

/// What the order is about, for papers that refer to it.
pub(super) fn heading_text(project: &Project, edition: &Edition, order: &Order) -> Text {
    match (&order.heading, kind(edition, order)) {
        (Some(own), _) => user(own),
        (None, Some(kind)) => fill(&kind.heading, &values(project, edition, order)),
        (None, None) => Text::default(),
    }
}

/// What stands in the braces of the edition's words.
pub(super) fn values(project: &Project, edition: &Edition, order: &Order) -> Values {
    let organization = &project.organization;
    let mut values: Values = vec![
        (
            "organization".to_owned(),
            Some(user(organization.name_in_text())),
        ),
        ("school_year".to_owned(), school_year(organization)),
        (
            "day".to_owned(),
            order.day.as_ref().map(|d| when(d, DateStyle::Long)),
        ),
    ];
    for case in Case::ALL {
        let curator = organization.curator.as_ref();
        values.push((
            format!("curator.{}", case.key()),
            curator.map(|c| people::post_and_name(c, case)),
        ));
        values.push((
            format!("curator_name.{}", case.key()),
            curator.map(|c| people::short(c, case)),
        ));
        let new = &order.new_mentors;
        values.push((
            format!("new_mentors.{}", case.key()),
            (!new.is_empty()).then(|| people::list(new, case)),
        ));
    }
    for appendix in appendices(edition, order) {
        values.push((
            format!("appendix.{}", appendix.key),
            Some(Text::plain(appendix.name())),
        ));
    }
    values
}
