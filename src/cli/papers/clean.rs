//! `clean`: puts away what lies in the output folder and is of no paper any more.

use serde_json::json;

use super::args::CleanArgs;
use super::told;
use crate::console::{Console, Ended, report, wait};
use crate::disk::{State, load};
use crate::make::{FileState, leftovers, put_away};
use crate::prepare::prepare;
use crate::russian::counted;

pub(crate) fn run(args: &CleanArgs, console: &Console) -> Ended {
    let plan = prepare(&load(&args.folder));
    report::problems(&plan, console);
    let out = args.out.clone().unwrap_or_else(|| args.folder.join("out"));
    let files = match leftovers(&plan, &out) {
        Ok(files) => files,
        Err(trouble) => {
            console.fail(&trouble.to_string());
            return Ended::MachineFailed;
        }
    };
    let (superfluous, others): (Vec<_>, Vec<_>) = files
        .into_iter()
        .partition(|file| file.state == State::Orphaned);
    told::lost_marks_in(&out, console);
    let lines = told::leftovers(&others, &out, told::CLEAN);
    lines.iter().for_each(|line| console.warn(line));
    for file in others.iter().filter(|file| file.state == State::Withheld) {
        console.say(&format!("{:<16} {}", told::word(file.state), file.file));
    }
    let row = |file: &FileState, moved| json!({ "file": file.file, "state": file.state.key(), "moved": moved });
    let rows = |moved| {
        let all = superfluous.iter().map(|it| row(it, moved));
        let all = all.chain(others.iter().map(|it| row(it, false)));
        all.collect::<Vec<_>>()
    };
    if superfluous.is_empty() {
        console.answer(&rows(false));
        if others.iter().all(|file| file.state != State::Unknown) {
            console.say("Лишних файлов нет.");
        }
        return Ended::of(&plan);
    }
    let names: Vec<String> = superfluous.iter().map(|file| file.file.clone()).collect();
    let word = told::word(State::Orphaned);
    names
        .iter()
        .for_each(|name| console.say(&format!("{word:<16} {name}")));
    let count = counted(names.len(), "файл", "файла", "файлов");
    if !args.yes {
        console.answer(&rows(false));
        console.say(&format!(
            "Лишнее: {count}. Ничего не тронуто; убрать в папку {}: --yes",
            out.join(".nastavnik").join("old").display()
        ));
        return Ended::of(&plan);
    }
    match put_away(&out, &names, wait) {
        Ok(true) => {
            console.answer(&rows(true));
            console.say(&format!(
                "Убрано: {count}, в папку {}",
                out.join(".nastavnik").join("old").display()
            ));
            Ended::of(&plan)
        }
        Ok(false) => Ended::Interrupted,
        Err(trouble) => {
            console.fail(&trouble.to_string());
            Ended::MachineFailed
        }
    }
}
