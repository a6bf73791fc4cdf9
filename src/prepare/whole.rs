//! A whole project: read, checked, its papers listed.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::groundwork::{self, Groundwork};
use super::recollection::Recollection;
use crate::check::{
    check, check_pairing, tell_forms_once, tell_keys_once, tell_slips_once, tell_where_they_lie,
};
use crate::edition::Edition;
use crate::fields::field_at;
use crate::plan::{Choice, Plan, fingerprint_of_others, shared_fingerprint};
use crate::problem::{self, Code, FileId, Place, Problem, Sources};
use crate::project::{Files, Organization, Pairing, ShortNames};

/// Reads and checks a project and lists its papers.
pub fn prepare(files: &Files) -> Plan {
    prepare_with(files, None)
}

/// The same; what has not changed since it was prepared last is not read again.
pub fn prepare_again(files: &Files, last: &Recollection) -> Plan {
    prepare_with(files, Some(last))
}

fn prepare_with(files: &Files, last: Option<&Recollection>) -> Plan {
    let shared = shared_fingerprint(files);
    let known = last.map(|last| (last, fingerprint_of_others(files, &shared)));
    let Groundwork {
        mut reading,
        edition,
        look,
    } = match &known {
        None => groundwork::lay(files),
        Some((last, fingerprint)) => last.rest(fingerprint).unwrap_or_else(|| {
            let rest = groundwork::lay(files);
            last.keep(fingerprint.clone(), &rest);
            rest
        }),
    };
    let can_draw = |c| look.faces.can_draw(c);
    let look_at = |organization: &Organization, pairing: &mut Pairing| {
        let problems = edition
            .as_ref()
            .map(|edition| check_pairing(organization, pairing, edition))
            .unwrap_or_default();
        pairing.shed();
        problems
    };
    reading.read_pairings(
        &files.pairings,
        &can_draw,
        &look_at,
        known
            .as_ref()
            .map(|(last, fingerprint)| (&last.pairings, fingerprint.as_str())),
    );
    if let (Some(project), Some(edition)) = (&reading.project, &edition) {
        reading
            .problems
            .extend(check(project, edition, files.today));
        tell_slips_once(project, &mut reading.problems);
    }
    if let (Some(project), Some(edition)) = (&mut reading.project, &edition) {
        project.name_own_people(&edition.common.field);
    }
    tell_where_they_lie(&files.remarks, &mut reading.problems);
    forget_what_follows(
        &mut reading.problems,
        &reading.pairing_files,
        &reading.sources,
    );
    forget_what_broken_files_differ_in(&mut reading.problems, &reading.sources);
    if let Some(project) = &reading.project {
        let edition = project.organization.edition.as_deref();
        let names = [
            format!("forms/{}/program.toml", edition.map_or("", String::as_str)),
            "forms/program.toml".to_owned(),
        ];
        let form = names.iter().find_map(|it| reading.sources.inside(it));
        tell_forms_once(&mut reading.problems, &reading.pairing_files, form);
        tell_keys_once(project, &mut reading.problems);
    }
    name_fields(&mut reading.problems, &reading.sources);
    reading.recall(&files.pairings);
    problem::sort(&mut reading.problems);
    let mut plan = Plan {
        sources: reading.sources,
        problems: reading.problems,
        papers: Vec::new(),
        withheld: 0,
        withheld_names: BTreeSet::new(),
        made_from: reading.project.zip(edition),
        look,
        choice: Choice::default(),
        short_names: ShortNames::default(),
        pairing_files: reading
            .pairing_files
            .iter()
            .copied()
            .zip(files.pairings.iter().cloned())
            .collect(),
        shared,
        opaque_emblem: OnceLock::new(),
    };
    super::list::list_papers(
        &mut plan,
        &reading.pairing_files,
        &reading.own_files,
        reading.bank,
    );
    plan
}

/// Leaves out what does not agree with a file of which a part was not understood: the part that is
/// said to differ, or not to be there, may be the very one. An order bears on all pairs and orders.
fn forget_what_broken_files_differ_in(problems: &mut Vec<Problem>, sources: &Sources) {
    let folder = |file: FileId| sources.get(file).inside.split_once('/').map(|it| it.0);
    let is_reading_error = |p: &&Problem| p.is_error() && !p.code.is_of_the_set();
    let broken: BTreeSet<FileId> = problems
        .iter()
        .filter(is_reading_error)
        .filter_map(|p| Some(p.place.as_ref()?.file))
        .collect();
    let is_staff_broken = broken
        .iter()
        .any(|file| sources.get(*file).inside == "organization.toml");
    let is_order_broken = broken.iter().any(|file| folder(*file) == Some("orders"));
    let destroyed: BTreeSet<FileId> = problems
        .iter()
        .filter(|p| p.code == Code::DestroyedText)
        .filter_map(|p| Some(p.place.as_ref()?.file))
        .collect();
    let lost: BTreeSet<FileId> = problems
        .iter()
        .filter(|p| p.code == Code::QuestionMarks)
        .filter_map(|p| Some(p.place.as_ref()?.file))
        .collect();
    problems.retain(|p| {
        let Some(file) = p.place.as_ref().map(|place| place.file) else {
            return true;
        };
        if p.code == Code::LegacyEncoding {
            return !destroyed.contains(&file);
        }
        // A space before «?» is that before the sign which it stands for.
        if p.code == Code::DoubledSpace && lost.contains(&file) {
            return false;
        }
        let is_of_pairs_and_orders = matches!(folder(file), Some("orders" | "pairings"));
        let follows = broken.contains(&file) || is_order_broken && is_of_pairs_and_orders;
        // Who is not known may be the very one that a pair is said not to have.
        if p.is_error() && p.code.is_of_the_set() && is_staff_broken && is_of_pairs_and_orders {
            return false;
        }
        // A name is strange by itself.
        p.is_error() || !p.code.is_of_the_set() || !follows || p.code == Code::StrangeName
    });
}

/// Puts the titles of their fields to problems, for readers who do not see the keys.
fn name_fields(problems: &mut [Problem], sources: &Sources) {
    for problem in problems {
        let Some(place) = &problem.place else {
            continue;
        };
        let inside = &sources.get(place.file).inside;
        if let Some(field) = field_at(inside, &place.path.to_string()) {
            problem.name_field(field.head);
        }
    }
}

/// Of a key or word that is not known, the slip in its letters says less than what may be meant, and
/// in a key the opposite: it is of Latin ones.
fn forget_alphabets(problems: &mut Vec<Problem>) {
    let is_unknown = |code| {
        matches!(
            code,
            Code::UnknownValue
                | Code::UnknownPerson
                | Code::UnknownOrder
                | Code::UnknownPairing
                | Code::UnknownBlock
        )
    };
    let unknown: Vec<Place> = problems
        .iter()
        .filter(|p| is_unknown(p.code))
        .filter_map(|p| p.place.clone())
        .collect();
    problems.retain(|p| {
        let within = |at: &Place, all: &Place| {
            at.file == all.file && all.span.start <= at.span.start && at.span.end <= all.span.end
        };
        let is_slip = p.code == Code::MixedAlphabets;
        let place = p.place.as_ref().filter(|_| is_slip);
        !place.is_some_and(|at| unknown.iter().any(|all| within(at, all)))
    });
}

/// Leaves out what is only missing because the file it stands in could not be read, has mistakes or
/// lies where no file is read.
fn forget_what_follows(problems: &mut Vec<Problem>, pairing_files: &[FileId], sources: &Sources) {
    let is_unread = problems.iter().any(|p| p.code.is_of_unread());
    let wrong_forms: BTreeSet<String> = problems
        .iter()
        .filter(|p| p.code == Code::BrokenForm)
        .filter_map(|p| sources.get(p.place.as_ref()?.file).inside.rsplit_once('/'))
        // One that is called as a built-in edition is most likely a folder too deep.
        .filter(|(folder, _)| !Edition::names().iter().any(|name| folder.ends_with(name)))
        .map(|(folder, _)| format!("{folder}/"))
        .collect();
    // Of a folder of forms that is read after all the rest is told there.
    problems.retain(|p| {
        let is_told = |name: &str| wrong_forms.iter().any(|it| name.ends_with(it.as_str()));
        p.code != Code::OverlookedFile || !p.named().is_some_and(is_told)
    });
    let is_wrong = problems.iter().any(|p| {
        p.is_error() && (p.place.as_ref()).is_some_and(|at| pairing_files.contains(&at.file))
    });
    forget_alphabets(problems);
    problems.retain(|p| match p.code {
        Code::AbsentPaper => !is_unread,
        Code::NoAgreement => !is_unread && !is_wrong,
        _ => true,
    });
}
