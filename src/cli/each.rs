//! One command for every school of a folder, in turn. One school never stops the others.

use std::path::Path;

use super::school::OfSchool;
use crate::console::{Console, Ended, interrupt, report};
use crate::russian::counted;

/// Carries out the command for each school and says at the end for which of them there is something
/// to be done. The answers for a script become one, each row with the school's name.
///
/// It ends as the worst of the schools did.
pub(super) fn each(
    folder: &Path,
    schools: Vec<OfSchool>,
    console: &Console,
    run: impl Fn(super::args::Command, &Console) -> Ended,
) -> Ended {
    report::lost_schools(folder, console);
    let many = counted(schools.len(), "школа", "школы", "школ");
    let mut ends = Vec::new();
    for OfSchool { name, command } in schools {
        console.say(&format!("== {name}"));
        let own = console.child();
        let ended = run(command, &own);
        console.absorb(own, Some(&name));
        ends.push((ended, name));
        console.say("");
        if interrupt::asked() {
            return Ended::Interrupted;
        }
    }
    console.say(&format!("Всего: {many}; {}", troubled(&ends)));
    let worst = ends.into_iter().map(|(ended, _)| ended).max();
    worst.unwrap_or(Ended::Well)
}

/// «везде все в порядке» or «посмотрите: …».
fn troubled(ends: &[(Ended, String)]) -> String {
    let names: Vec<&str> = ends
        .iter()
        .filter(|(ended, _)| *ended != Ended::Well)
        .map(|(_, name)| name.as_str())
        .collect();
    if names.is_empty() {
        "ошибок нет".to_owned()
    } else {
        format!("с ошибками: {} ({})", names.len(), names.join(", "))
    }
}
