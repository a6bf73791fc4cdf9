//! `status`: how the files of the output folder stand to the project.

use serde::Serialize;

use super::args::StatusArgs;
use crate::console::{Console, Ended, misused, report};
use crate::disk::{State, load};
use crate::make::status;
use crate::prepare::prepare;
use crate::russian::counted;

#[derive(Serialize)]
struct StateJson<'a> {
    file: &'a str,
    state: &'static str,
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
    let files = match status(&plan, &out, &args.formats.chosen()) {
        Ok(files) => files,
        Err(trouble) => {
            console.warn(&format!("ошибка: {trouble}"));
            return Ended::MachineFailed;
        }
    };
    if args.json {
        let list: Vec<StateJson<'_>> = files
            .iter()
            .map(|(file, state)| StateJson {
                file,
                state: state.key(),
            })
            .collect();
        console.say_json(&list);
    } else {
        tell(&files, console);
    }
    Ended::of(&plan)
}

/// Everything but the fresh ones by name; those are counted.
fn tell(files: &[(String, State)], console: &Console) {
    let mut sorted: Vec<&(String, State)> = files.iter().collect();
    sorted.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
    for (file, state) in sorted.iter().filter(|(_, state)| *state != State::Fresh) {
        console.say(&format!("{:<16} {file}", word(*state)));
    }
    let fresh = files
        .iter()
        .filter(|(_, state)| *state == State::Fresh)
        .count();
    console.say(&format!(
        "Готово и не устарело: {}",
        counted(fresh, "файл", "файла", "файлов")
    ));
}

pub(super) fn word(state: State) -> &'static str {
    match state {
        State::New => "нет",
        State::Stale => "устарел",
        State::Fresh => "готов",
        State::ChangedByHand => "изменен вами",
        State::Signed => "подписан",
        State::Orphaned => "лишний",
    }
}
