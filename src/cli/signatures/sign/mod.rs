//! `sign`: has files signed by a program of the user's choice. Keys and PINs never come to this
//! program.

mod args;
mod attach;
mod beside;
mod done;
mod hand;
mod inside;
mod job;
mod page;
mod programs;
mod seen;

use std::path::Path;

use serde_json::{Value, json};

pub(crate) use args::SignArgs;
use done::{Done, NotSigned};
use job::{FileToSign, Job, NotBegun};
pub(crate) use page::Signatures;

use crate::console::{Console, Ended, interrupt, wait};
use crate::make::while_alone;
use crate::russian::counted;
use crate::signing::Fault;

pub(crate) fn run(args: &SignArgs, console: &Console) -> Ended {
    let job = match Job::of(args, console) {
        Ok(job) => job,
        Err(NotBegun { why, ended }) => {
            console.fail(&why);
            return ended;
        }
    };
    interrupt::heed();
    let mut count = Count::default();
    for target in &job.targets {
        if interrupt::asked() {
            return Ended::Interrupted;
        }
        let work = || sign(&job, target, console);
        let done = match while_alone(folder_of(&target.path), wait, work) {
            Ok(Some(done)) => done,
            Ok(None) => return Ended::Interrupted,
            Err(trouble) => Err(trouble.into()),
        };
        match done {
            Ok(Done::Signed(what)) => {
                count.signed += 1;
                console.answer(&row(&target.path, "signed", &what));
                console.say(&format!("{}: {what}", target.path.display()));
            }
            Ok(Done::Passed(why)) if target.named => count.refuse(&target.path, &why, console),
            Ok(Done::Passed(why)) => {
                count.passed += 1;
                console.answer(&row(&target.path, "passed", &why));
                console.say(&format!("пропущен: {}: {why}", target.path.display()));
            }
            Err(NotSigned::Fault(Fault::Interrupted)) => return Ended::Interrupted,
            Err(NotSigned::Fault(fault)) => count.refuse(&target.path, &fault.to_string(), console),
            Err(NotSigned::NotReady(why)) => {
                let why = format!("{}; подписать его как есть: --as-is", why.on_line());
                count.refuse(&target.path, &why, console);
            }
            Err(NotSigned::Disk(trouble)) => {
                count.disk = true;
                let why = if trouble.path == target.path {
                    trouble.reason()
                } else {
                    trouble.to_string()
                };
                count.refuse(&target.path, &why, console);
            }
        }
    }
    count.tell(job.targets.len(), console)
}

#[derive(Default)]
struct Count {
    signed: usize,
    passed: usize,
    refused: usize,
    disk: bool,
}

impl Count {
    fn refuse(&mut self, path: &Path, why: &str, console: &Console) {
        self.refused += 1;
        console.answer(&row(path, "refused", why));
        console.fail(&format!("{}: {why}", path.display()));
    }

    fn tell(&self, all: usize, console: &Console) -> Ended {
        if all == 0 {
            console.fail("подписывать нечего: в папке нет файлов PDF");
            return Ended::WithProblems;
        }
        if all > 1 {
            let files = |n| counted(n, "файл", "файла", "файлов");
            console.say(&format!(
                "Готово: {}, пропущено: {}, с ошибкой: {}",
                files(self.signed),
                self.passed,
                self.refused
            ));
        }
        match self.refused {
            0 => Ended::Well,
            _ if self.disk => Ended::MachineFailed,
            _ => Ended::WithProblems,
        }
    }
}

/// What became of a file, for scripts.
fn row(path: &Path, state: &str, told: &str) -> Value {
    json!({ "file": path, "state": state, "told": told })
}

/// The folder of a file; that of the work where it has none.
fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Signs one file in the way that is asked for.
fn sign(job: &Job<'_>, target: &FileToSign, console: &Console) -> Result<Done, NotSigned> {
    if let Some(why) = job.not_to_sign(&target.path) {
        if !job.args.as_is {
            return Err(NotSigned::NotReady(why));
        }
        console.warn(&format!(
            "внимание: {}: подписывается как есть (--as-is), хотя {}",
            target.path.display(),
            why.on_line()
        ));
    }
    if job.args.simple {
        beside::simple(job, &target.path)
    } else if job.args.detached {
        beside::detached(job, &target.path)
    } else if let Some(signature) = &job.args.embed {
        inside::embed(job, &target.path, signature)
    } else {
        inside::sign(job, &target.path, console)
    }
}
