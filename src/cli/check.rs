//! `check`: reads everything, prints every problem, makes nothing.

use super::Ended;
use super::args::CheckArgs;
use super::console::Console;
use super::report;
use crate::batch::{load, prepare};
use crate::russian::counted;

pub(super) fn run(args: &CheckArgs, console: &Console) -> Ended {
    let plan = prepare(&load(&args.folder));
    if args.json {
        console.say_json(&report::json(&plan));
    } else {
        report::problems(&plan, console);
        if !plan.has_errors() {
            let papers = counted(plan.papers.len(), "документ", "документа", "документов");
            console.say(&format!("Ошибок нет: можно изготовить {papers}."));
        }
    }
    Ended::of(&plan)
}
