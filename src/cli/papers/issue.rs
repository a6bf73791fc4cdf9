//! `issue`: marks papers that have been given out, so that nothing replaces them.

use std::path::Path;

use serde_json::json;

use super::args::IssueArgs;
use super::told::differs;
use crate::console::{Console, Ended, wait};
use crate::disk::{is_project, load, whole_path};
use crate::make::{Issuing, answer_lost_marks, issue, look};
use crate::plan::Format;
use crate::prepare::prepare;

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
                for line in differing(path).filter(|_| !args.undo) {
                    console.warn(&line);
                }
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
            Ok(Issuing::Printed) => {
                console.fail(&format!(
                    "{shown}: это все документы одним файлом для печати, следующая печать его заменит; отметьте сами документы"
                ));
                is_done(false);
                ended = Ended::WithProblems;
            }
            Ok(Issuing::CopyOf(own)) => {
                console.fail(&format!(
                    "{shown}: это копия, ее программа и так не заменит; отметьте сам документ: {}",
                    own.display()
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

/// What a paper that has just been marked says otherwise than the description of its school.
fn differing(path: &Path) -> impl Iterator<Item = String> {
    let find = || {
        let out = path.parent()?;
        let school = whole_path(out).ok()?.parent()?.to_owned();
        if !is_project(&school) {
            return None;
        }
        let plan = prepare(&load(&school));
        let name = path.file_name()?.to_string_lossy().into_owned();
        let files = look(&plan, out, &Format::ALL).ok()?;
        let file = files.into_iter().find(|it| it.file == name)?;
        let words = differs(file.state, &file.differs?);
        Some(format!("предупреждение: {}: {words}", path.display()))
    };
    find().into_iter()
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
        Ok(_) => {
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
