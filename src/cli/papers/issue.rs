//! `issue`: marks papers that have been given out, so that nothing replaces them.

use super::args::IssueArgs;
use super::told;
use crate::console::{Console, Ended};
use crate::make::{Issuing, issue};

pub(crate) fn run(args: &IssueArgs, console: &Console) -> Ended {
    let mut ended = Ended::Well;
    for path in &args.files {
        let shown = path.display();
        match issue(path, !args.undo, told::wait) {
            Ok(Issuing::Done) if args.undo => console.say(&format!("{shown}: отметка снята")),
            Ok(Issuing::Done) => console.say(&format!(
                "{shown}: отмечен как выданный; программа его не заменит"
            )),
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
    ended
}
