//! `status`: how the files of the output folder stand to the project.

use serde::Serialize;

use super::args::StatusArgs;
use super::told::{self, word};
use crate::console::{Console, Ended, misused, report};
use crate::disk::{State, load};
use crate::make::{FileState, look};
use crate::prepare::prepare;
use crate::russian::counted;

#[derive(Serialize)]
struct StateJson<'a> {
    file: &'a str,
    state: &'static str,
    /// What a signed or issued paper says otherwise than the description.
    #[serde(skip_serializing_if = "Option::is_none")]
    differs: Option<String>,
}

pub(crate) fn run(args: &StatusArgs, console: &Console) -> Ended {
    let mut plan = prepare(&load(&args.folder));
    report::problems(&plan, console);
    if let Err(why) = plan.choose(args.files.choice()) {
        return misused(&why, console);
    }
    let out = args
        .files
        .folder(args.out.clone().unwrap_or_else(|| args.folder.join("out")));
    let files = match look(&plan, &out, &args.formats.chosen()) {
        Ok(files) => files,
        Err(trouble) => {
            console.fail(&trouble.to_string());
            return Ended::MachineFailed;
        }
    };
    told::lost_marks_in(&out, console);
    if console.is_json() {
        let list: Vec<StateJson<'_>> = files
            .iter()
            .map(|it| StateJson {
                file: &it.file,
                state: it.state.key(),
                differs: it.differs.as_ref().map(|d| told::differs(it.state, d)),
            })
            .collect();
        console.answer(&list);
    } else {
        tell(&files, console);
    }
    let is_behind = |it: &FileState| {
        matches!(it.state, State::New | State::Stale | State::Withheld) || it.differs.is_some()
    };
    match Ended::of(&plan) {
        Ended::Well if args.check && (plan.withheld > 0 || files.iter().any(is_behind)) => {
            Ended::WithProblems
        }
        ended => ended,
    }
}

/// Everything but the fresh ones by name; those are counted.
fn tell(files: &[FileState], console: &Console) {
    let mut sorted: Vec<&FileState> = files.iter().collect();
    sorted.sort_by(|a, b| (a.state, &a.file).cmp(&(b.state, &b.file)));
    let is_shown = |it: &&&FileState| it.state != State::Fresh || console.is_verbose();
    for it in sorted.iter().filter(is_shown) {
        console.say(&format!("{:<16} {}", word(it.state), it.file));
    }
    for it in sorted {
        if let Some(difference) = &it.differs {
            console.warn(&format!(
                "предупреждение: {}: {}",
                it.file,
                told::differs(it.state, difference)
            ));
        }
    }
    let fresh = files.iter().filter(|it| it.state == State::Fresh).count();
    console.say(&format!(
        "Готово и не устарело: {}",
        counted(fresh, "файл", "файла", "файлов")
    ));
}
