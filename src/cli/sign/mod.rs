//! `sign`: has files signed by a program of the user's choice. Keys and PINs never come to this
//! program.

mod args;
mod beside;
mod inside;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use etcetera::BaseStrategy as _;

use super::Ended;
use super::console::Console;
use super::interrupt;
use crate::batch::{
    AllowedCommands, Format, Plan, State, Trouble, files_in, load, prepare, read, status,
};
use crate::russian::counted;
use crate::signing::{Certificate, Fault, Signer, visible};

pub(super) use args::SignArgs;

/// Seconds a signing program may take where nobody says otherwise: enough to find the token and
/// type the PIN.
const TIMEOUT: u64 = 120;
/// How far above a file its project may lie: `school/out/file.pdf`.
const FOLDERS_UP: usize = 3;

pub(super) fn run(args: &SignArgs, console: &Console) -> Ended {
    let job = match Job::of(args, console) {
        Ok(job) => job,
        Err(Refusal { why, ended }) => {
            console.warn(&format!("ошибка: {why}"));
            return ended;
        }
    };
    interrupt::heed();
    let mut count = Count::default();
    for target in &job.targets {
        if interrupt::asked() {
            return Ended::Interrupted;
        }
        match job.sign(target, console) {
            Ok(Done::Signed(what)) => {
                count.signed += 1;
                console.say(&format!("{}: {what}", target.path.display()));
            }
            Ok(Done::Passed(why)) if target.named => count.refuse(&target.path, &why, console),
            Ok(Done::Passed(why)) => {
                count.passed += 1;
                console.say(&format!("пропущен: {}: {why}", target.path.display()));
            }
            Err(NotSigned::Fault(Fault::Interrupted)) => return Ended::Interrupted,
            Err(NotSigned::Fault(fault)) => count.refuse(&target.path, &fault.to_string(), console),
            Err(NotSigned::NotReady(why)) => count.refuse(&target.path, why, console),
            Err(NotSigned::Disk(trouble)) => {
                count.disk = true;
                count.refuse(&target.path, &trouble.reason(), console);
            }
        }
    }
    count.tell(job.targets.len(), console)
}

/// What became of a file.
enum Done {
    Signed(String),
    /// A file of a folder that needs no such signature, and why.
    Passed(String),
}

enum NotSigned {
    Fault(Fault),
    Disk(Trouble),
    /// A paper that is not what it should be.
    NotReady(&'static str),
}

impl From<Fault> for NotSigned {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Trouble> for NotSigned {
    fn from(trouble: Trouble) -> Self {
        Self::Disk(trouble)
    }
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
        console.warn(&format!("ошибка: {}: {why}", path.display()));
    }

    fn tell(&self, all: usize, console: &Console) -> Ended {
        if all == 0 {
            console.warn("ошибка: подписывать нечего: в папке нет файлов PDF");
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

/// Why nothing was begun.
struct Refusal {
    why: String,
    ended: Ended,
}

impl Refusal {
    fn misused(why: impl Into<String>) -> Self {
        Self {
            why: why.into(),
            ended: Ended::Misused,
        }
    }
}

/// A file to sign; `named` by the user or found in a folder.
struct Target {
    path: PathBuf,
    named: bool,
}

/// Everything the files have in common.
struct Job<'a> {
    args: &'a SignArgs,
    /// How the project's papers stand to its data, by their whole paths.
    states: BTreeMap<PathBuf, State>,
    targets: Vec<Target>,
    certificate: Option<Certificate>,
    signer: Signer,
    project: Option<Plan>,
    time: DateTime<FixedOffset>,
}

impl<'a> Job<'a> {
    fn of(args: &'a SignArgs, console: &Console) -> Result<Self, Refusal> {
        let disk = |trouble: Trouble| Refusal {
            why: trouble.to_string(),
            ended: Ended::MachineFailed,
        };
        let targets = targets(args).map_err(disk)?;
        let certificate = match &args.cert {
            None => None,
            Some(path) => {
                let bytes = read(path).map_err(disk)?;
                let problem = |fault| Refusal {
                    why: format!("{}: {fault}", path.display()),
                    ended: Ended::WithProblems,
                };
                Some(Certificate::read(&bytes).map_err(problem)?)
            }
        };
        let folder = args.files.first().and_then(|path| project_of(path));
        let project = folder.as_ref().map(|folder| prepare(&load(folder)));
        let settings = project.as_ref().and_then(Plan::signatures);
        let own = settings.map(|s| s.command.clone()).unwrap_or_default();
        let is_run = !args.simple && !args.prepare && args.embed.is_none();
        let command = match &folder {
            Some(folder) if is_run && args.command.is_empty() && !own.is_empty() => {
                allowed(folder, own, args.allow_command, console)?
            }
            _ => args.command.clone(),
        };
        let timeout = args
            .timeout
            .or(settings.and_then(|s| s.timeout))
            .unwrap_or(TIMEOUT);
        let signer = Signer {
            command,
            certificate: args.cert.clone().unwrap_or_default(),
            thumbprint: certificate
                .as_ref()
                .map(Certificate::thumbprint)
                .unwrap_or_default(),
            timeout: Duration::from_secs(timeout),
            shows_output: args.show_output,
        };
        let states = states(folder.as_deref(), project.as_ref()).map_err(disk)?;
        let job = Self {
            args,
            states,
            targets,
            certificate,
            signer,
            project,
            time: now(),
        };
        job.check()?;
        Ok(job)
    }

    /// What can be known wrong before the first file.
    fn check(&self) -> Result<(), Refusal> {
        let args = self.args;
        if args.simple {
            return Ok(());
        }
        let is_inside = !args.detached;
        if is_inside && args.field.is_none() {
            return Err(Refusal::misused(
                "укажите, какое поле подписать: --field head, mentor или mentee",
            ));
        }
        if let Some(field) = args.field.as_deref().filter(|f| {
            f.is_empty()
                || f.chars()
                    .any(|c| !(c.is_ascii_alphanumeric() || "-_.".contains(c)))
        }) {
            return Err(Refusal::misused(format!(
                "имя поля «{field}»: нужны латинские буквы, цифры и дефис"
            )));
        }
        if args.embed.is_some() {
            return if self.targets.len() == 1 {
                Ok(())
            } else {
                Err(Refusal::misused(
                    "с параметром --embed указывается один файл",
                ))
            };
        }
        if self.certificate.is_none() && (is_inside || self.names_certificate()) {
            return Err(Refusal::misused(
                "укажите сертификат подписывающего: --cert файл.cer",
            ));
        }
        if args.prepare {
            return Ok(());
        }
        self.signer
            .program()
            .map(drop)
            .map_err(|fault| Refusal::misused(fault.to_string()))
    }

    /// Why a paper must not be signed as it lies there.
    fn not_to_sign(&self, path: &Path) -> Option<&'static str> {
        match self.states.get(&path.canonicalize().ok()?)? {
            State::Stale => Some(
                "данные школы изменились после того, как документ был создан; создайте его заново (build) и подпишите новый",
            ),
            State::ChangedByHand => Some(
                "файл изменен после того, как его создала программа; верните документ (build) или подпишите его копию в другой папке",
            ),
            State::New | State::Fresh | State::Signed | State::Orphaned => None,
        }
    }

    fn names_certificate(&self) -> bool {
        self.signer
            .command
            .iter()
            .any(|a| a.contains("{cert}") || a.contains("{thumbprint}"))
    }

    fn sign(&self, target: &Target, console: &Console) -> Result<Done, NotSigned> {
        if let Some(why) = self.not_to_sign(&target.path) {
            return Err(NotSigned::NotReady(why));
        }
        if self.args.simple {
            beside::simple(self, &target.path)
        } else if self.args.detached {
            beside::detached(self, &target.path)
        } else if let Some(signature) = &self.args.embed {
            inside::embed(self, &target.path, signature)
        } else {
            inside::sign(self, &target.path, console)
        }
    }
}

/// The file of the user's settings with the commands that were allowed.
const ALLOWED: &str = "nastavnik/allowed-commands.toml";

/// The command of a folder, if this user has allowed it, or does so now; it is shown in full first.
fn allowed(
    folder: &Path,
    command: Vec<String>,
    allow: bool,
    console: &Console,
) -> Result<Vec<String>, Refusal> {
    let list = etcetera::choose_base_strategy()
        .ok()
        .map(|user| AllowedCommands::in_file(user.config_dir().join(ALLOWED)));
    if list
        .as_ref()
        .is_some_and(|list| list.holds(folder, &command))
    {
        return Ok(command);
    }
    let words: Vec<String> = command
        .iter()
        .map(|word| visible(&format!("«{word}»")))
        .collect();
    console.warn(&format!(
        "В папке {} записана команда подписания:\n  {}",
        folder.display(),
        words.join(" ")
    ));
    if !allow {
        return Err(Refusal::misused(
            "эта команда еще не разрешена и не запущена: папка школы могла прийти от кого угодно; если вы ей доверяете, повторите с параметром --allow-command или напишите команду сами после «--»",
        ));
    }
    if let Some(list) = list {
        list.allow(folder, &command).map_err(|trouble| Refusal {
            why: trouble.to_string(),
            ended: Ended::MachineFailed,
        })?;
    }
    Ok(command)
}

/// How every paper of a project stands to its data.
fn states(folder: Option<&Path>, plan: Option<&Plan>) -> Result<BTreeMap<PathBuf, State>, Trouble> {
    let (Some(folder), Some(plan)) = (folder, plan) else {
        return Ok(BTreeMap::new());
    };
    let out = folder.join("out");
    if !out.is_dir() {
        return Ok(BTreeMap::new());
    }
    let formats = [Format::Pdf, Format::Docx, Format::Xlsx, Format::Text];
    let all = status(plan, &out, &formats)?;
    let whole = |(name, state): (String, State)| Some((out.join(name).canonicalize().ok()?, state));
    Ok(all.into_iter().filter_map(whole).collect())
}

#[expect(
    clippy::disallowed_methods,
    reason = "a signature bears the time at which it is made"
)]
fn now() -> DateTime<FixedOffset> {
    chrono::Local::now().fixed_offset()
}

/// The files, with those of folders in place of the folders.
fn targets(args: &SignArgs) -> Result<Vec<Target>, Trouble> {
    let mut out = Vec::new();
    for path in &args.files {
        if path.is_dir() {
            let own = path.join("out");
            let folder = if path.join("organization.toml").is_file() {
                &own
            } else {
                path
            };
            let is_pdf = |path: &PathBuf| {
                path.extension()
                    .is_some_and(|e| e.eq_ignore_ascii_case("pdf"))
            };
            out.extend(
                files_in(folder)?
                    .into_iter()
                    .filter(is_pdf)
                    .map(|path| Target { path, named: false }),
            );
        } else {
            out.push(Target {
                path: path.clone(),
                named: true,
            });
        }
    }
    Ok(out)
}

/// The folder with the project's settings, at or above a file.
fn project_of(path: &Path) -> Option<PathBuf> {
    let whole = std::path::absolute(path).ok()?;
    whole
        .ancestors()
        .take(FOLDERS_UP)
        .find(|folder| folder.join("organization.toml").is_file())
        .map(Path::to_owned)
}
