//! `issue`: marks papers that have been given out, so that nothing replaces them.

use std::path::Path;

use serde_json::json;

use super::args::IssueArgs;
use crate::console::{Console, Ended, wait};
use crate::make::{Issuing, answer_lost_marks, issue};

pub(crate) fn run(args: &IssueArgs, console: &Console) -> Ended {
    let mut ended = Ended::Well;
    for path in &args.files {
        let shown = path.display();
        let is_done = |done: bool| {
            console.answer(&json!({ "file": path, "done": done, "undo": args.undo }));
        };
        match issue(path, !args.undo, wait) {
            Ok(Issuing::Done) => {
                is_done(true);
                console.say(&if args.undo {
                    format!("{shown}: отметка снята")
                } else {
                    format!("{shown}: отмечен как выданный; программа его не заменит")
                });
            }
            Ok(Issuing::Changed) => {
                is_done(true);
                console.say(&format!(
                    "{shown}: отмечен как выданный; программа его не заменит"
                ));
                console.warn(&format!(
                    "предупреждение: {shown}: это не тот файл, который изготовила программа: он изменен или поврежден; откройте его и проверьте, что выдан именно он, а если нет, снимите отметку: nastavnik issue --undo"
                ));
            }
            Ok(Issuing::NotMarked) => {
                console.warn(&format!(
                    "{shown}: отметки о выдаче у него и не было; ничего не изменено"
                ));
                is_done(false);
            }
            Ok(Issuing::Unknown) if !path.exists() => {
                console.fail(&format!("{shown}: такого файла нет"));
                is_done(false);
                ended = Ended::Misused;
            }
            Ok(Issuing::Unknown) => {
                console.fail(&format!(
                    "{shown}: это не документ, изготовленный программой в этой папке"
                ));
                is_done(false);
                ended = Ended::WithProblems;
            }
            Ok(Issuing::Interrupted) => return Ended::Interrupted,
            Err(trouble) => {
                console.fail(&trouble.to_string());
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
        Ok(Issuing::Done | Issuing::Changed) => {
            console.say(&format!(
                "{}: все выданные документы отмечены; больше программа об этом не напомнит",
                folder.display()
            ));
            ended
        }
        Ok(Issuing::Interrupted) => Ended::Interrupted,
        Ok(Issuing::NotMarked | Issuing::Unknown) => {
            console.fail(&format!(
                "{}: в этой папке документов программы нет; назовите папку документов школы, обычно это out",
                folder.display()
            ));
            Ended::Misused
        }
        Err(trouble) => {
            console.fail(&trouble.to_string());
            Ended::MachineFailed
        }
    }
}
