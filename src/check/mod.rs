//! Rules over the whole project that the reading of one file cannot know, one file per family of
//! rules.

mod acts;
mod agreement;
mod approvals;
mod calendar;
mod cases;
mod figures;
mod forms;
mod idle;
mod labour;
mod mentorship_days;
mod named_people;
mod names;
mod one_key;
mod one_slip;
mod order_year;
mod orders;
mod overlaps;
mod own_clauses;
mod own_edition;
mod own_fields;
mod own_forms;
mod parties;
mod people;
mod places;
mod program;
mod program_texts;
mod prolonging;
mod regulation;
mod results;
mod roadmap;
mod takeovers;
mod term_words;
mod terms;
mod turns;

pub use calendar::{last_day_of_notice, working_day_by};
pub use one_key::{tell_keys_once, tell_where_they_lie};
pub use one_slip::tell_slips_once;
pub use own_edition::tell_forms_once;

use chrono::NaiveDate;

use crate::edition::Edition;
use crate::problem::Problem;
use crate::project::{Organization, Pairing, Project};

/// What is wrong with a pairing in itself: it is asked while the whole of it is at hand.
pub fn check_pairing(
    organization: &Organization,
    pairing: &Pairing,
    edition: &Edition,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    forms::check(pairing, edition, &mut problems);
    own_edition::check_pairing(pairing, edition, &mut problems);
    own_fields::check_pairing(organization, pairing, edition, &mut problems);
    program::check(pairing, edition, &mut problems);
    program_texts::check(organization, pairing, &mut problems);
    named_people::check(organization, pairing, &mut problems);
    acts::check_program(pairing, &mut problems);
    terms::check_pairing(organization, pairing, &mut problems);
    labour::check(organization, pairing, &mut problems);
    problems
}

/// Everything wrong with a project that could be read, besides what [`check_pairing`] tells. Where
/// the day is known, what is over on it is told too.
pub fn check(project: &Project, edition: &Edition, today: Option<NaiveDate>) -> Vec<Problem> {
    let mut problems = Vec::new();
    people::check(project, &mut problems);
    figures::check(project, &mut problems);
    names::check(project, &mut problems);
    orders::check(project, edition, &mut problems);
    idle::check(project, edition, &mut problems);
    approvals::check(project, edition, &mut problems);
    own_clauses::check(project, edition, &mut problems);
    own_clauses::check_programs(project, &mut problems);
    acts::check_names(project, &mut problems);
    agreement::check(project, edition, &mut problems);
    order_year::check(project, edition, &mut problems);
    parties::check(project, &mut problems);
    program::single_consents(project, &mut problems);
    labour::check_all(project, edition, &mut problems);
    turns::check(project, edition, &mut problems);
    mentorship_days::check(project, &mut problems);
    prolonging::check(project, &mut problems);
    takeovers::check(project, &mut problems);
    regulation::check(project, edition, &mut problems);
    results::check(project, edition, &mut problems);
    places::check(project, edition, &mut problems);
    acts::check(project, edition, &mut problems);
    forms::check_bank(project, edition, &mut problems);
    forms::check_year(&project.organization, edition, &mut problems);
    own_edition::check(project, edition, &mut problems);
    own_fields::check(project, edition, &mut problems);
    cases::check(project, &mut problems);
    own_forms::check(project, &mut problems);
    overlaps::check(project, &mut problems);
    if let Some(roadmap) = &project.roadmap {
        terms::check_roadmap(&project.organization, roadmap, &mut problems);
        roadmap::check(roadmap, &mut problems);
        own_clauses::check_roadmap(project, roadmap, &mut problems);
    }
    if let Some(today) = today {
        let of_roadmap = project
            .roadmap
            .iter()
            .map(|r| (r.period.as_ref(), "дорожной карты"));
        let of_programs = project
            .pairings
            .iter()
            .map(|p| (p.period.as_ref(), "программы"));
        of_roadmap
            .chain(of_programs)
            .for_each(|(period, whose)| terms::check_expired(period, whose, today, &mut problems));
    }
    problems
}
