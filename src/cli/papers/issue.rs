//! `issue`: marks papers that have been given out, so that nothing replaces them.

use std::path::Path;

use super::args::IssueArgs;
use crate::console::{Console, Ended, wait};
use crate::make::{Issuing, answer_lost_marks, issue};

pub(crate) fn run(args: &IssueArgs, console: &Console) -> Ended {
    let mut ended = Ended::Well;
    for path in &args.files {
        let shown = path.display();
        match issue(path, !args.undo, wait) {
            Ok(Issuing::Done) if args.undo => console.say(&format!("{shown}: отметка снята")),
            Ok(Issuing::Done) => console.say(&format!(
                "{shown}: отмечен как выданный; программа его не заменит"
            )),
            Ok(Issuing::Unknown) if !path.exists() => {
                console.warn(&format!("ошибка: {shown}: такого файла нет"));
                ended = Ended::Misused;
            }
            Ok(Issuing::Unknown) => {
                console.warn(&format!(
                    "ошибка: {shown}: это не документ, изготовленный программой в этой папке"
                ));
                ended = Ended::WithProblems;
            }
            Ok(Issuing::Interrupted) => return Ended::Interrupted,
            Err(trouble) => {
                console.warn(&format!("ошибка: {trouble}"));
                return Ended::MachineFailed;
            }
        }
    }
    match &args.all_marked {
        None => ended,
        Some(folder) => answer(folder, ended, console),
    }
}

/// Says that every paper that was given out is marked.
fn answer(folder: &Path, ended: Ended, console: &Console) -> Ended {
    match answer_lost_marks(folder, wait) {
        Ok(true) => {
            console.say(&format!(
                "{}: все выданные документы отмечены; больше программа об этом не напомнит",
                folder.display()
            ));
            ended
        }
        Ok(false) => Ended::Interrupted,
        Err(trouble) => {
            console.warn(&format!("ошибка: {trouble}"));
            Ended::MachineFailed
        }
    }
}
