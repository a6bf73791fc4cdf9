//! What is to be signed, by whom and with which program.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, FixedOffset};

use super::args::{ProfileName, SignArgs};
use super::done::NotReady;
use super::hand::Hand;
use crate::cli::signatures::settings;
use crate::console::{Console, Ended, interrupt};
use crate::disk::{State, Trouble, UserCommand, files_in, load, read, schools_below};
use crate::make::status;
use crate::plan::{Format, Plan};
use crate::prepare::prepare;
use crate::shown::visible;
use crate::signing::{Certificate, Signer};

/// Seconds a signing program may take where nobody says otherwise: enough to find the token and
/// type the PIN.
pub(super) const TIMEOUT: u64 = 120;
/// How far above a file its project may lie: `school/out/file.pdf`.
const FOLDERS_UP: usize = 3;

/// Why nothing was begun.
pub(super) struct NotBegun {
    pub why: String,
    pub ended: Ended,
}

impl NotBegun {
    fn misused(why: impl Into<String>) -> Self {
        Self {
            why: why.into(),
            ended: Ended::Misused,
        }
    }
}

/// A file to sign; `named` by the user or found in a folder.
pub(super) struct FileToSign {
    pub path: PathBuf,
    pub named: bool,
}

/// Everything the files have in common.
pub(super) struct Job<'a> {
    pub args: &'a SignArgs,
    /// How the project's papers stand to its data, by their whole paths.
    states: BTreeMap<PathBuf, State>,
    pub targets: Vec<FileToSign>,
    pub certificate: Option<Certificate>,
    pub signer: Signer,
    pub project: Option<Plan>,
    pub time: DateTime<FixedOffset>,
}

impl<'a> Job<'a> {
    pub(super) fn of(args: &'a SignArgs, console: &Console) -> Result<Self, NotBegun> {
        let disk = |trouble: Trouble| NotBegun {
            why: trouble.to_string(),
            ended: Ended::of_trouble(&trouble),
        };
        let is_of_schools = |path: &&PathBuf| schools_below(path).is_ok_and(|it| !it.is_empty());
        if let Some(folder) = args.files.iter().find(is_of_schools) {
            return Err(NotBegun::misused(format!(
                "{}: в этой папке несколько школ, а подписывает документы руководитель каждой своим сертификатом; укажите папку одной школы",
                folder.display()
            )));
        }
        let targets = targets(args).map_err(disk)?;
        let certificate = match &args.cert {
            None => None,
            Some(path) => {
                let bytes = read(path).map_err(disk)?;
                let problem = |fault| NotBegun {
                    why: format!("{}: {fault}", path.display()),
                    ended: Ended::WithProblems,
                };
                Some(Certificate::read(&bytes).map_err(problem)?)
            }
        };
        let folder = args.files.first().and_then(|path| project_of(path));
        let project = folder.as_ref().map(|folder| prepare(&load(folder)));
        let of_school = project.as_ref().and_then(Plan::signatures);
        let own = of_school.map(|s| s.command.clone()).unwrap_or_default();
        let is_run = !args.simple && !args.prepare && args.embed.is_none();
        let command = match &folder {
            Some(folder) if is_run && args.command.is_empty() && !own.is_empty() => {
                allowed(folder, own, args.allow_command, console)?
            }
            _ => args.command.clone(),
        };
        // What the user has chosen for all schools, where nothing else is named.
        let chosen = if is_run && command.is_empty() {
            settings::signer().map_err(NotBegun::misused)?
        } else {
            None
        };
        let by_user = chosen.as_ref().and_then(|it| it.timeout);
        let timeout = args
            .timeout
            .or(by_user)
            .or(of_school.and_then(|s| s.timeout));
        let timeout = timeout.unwrap_or(TIMEOUT);
        let command = chosen.map_or(command, |UserCommand { command, .. }| command);
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
    fn check(&self) -> Result<(), NotBegun> {
        let args = self.args;
        if args.simple {
            return Ok(());
        }
        let is_inside = !args.detached;
        if is_inside && args.field.is_none() {
            return Err(NotBegun::misused(
                "укажите, какое поле подписать: --field head, mentor или mentee",
            ));
        }
        if let Some(field) = args.field.as_deref().filter(|f| {
            f.is_empty()
                || f.chars()
                    .any(|c| !(c.is_ascii_alphanumeric() || "-_.".contains(c)))
        }) {
            return Err(NotBegun::misused(format!(
                "имя поля «{field}»: нужны латинские буквы, цифры и дефис"
            )));
        }
        if args.embed.is_some() {
            return if self.targets.len() == 1 {
                Ok(())
            } else {
                Err(NotBegun::misused(
                    "с параметром --embed указывается один файл",
                ))
            };
        }
        if self.certificate.is_none() && (is_inside || self.names_certificate()) {
            return Err(NotBegun::misused(
                "укажите сертификат подписывающего: --cert файл.cer",
            ));
        }
        if args.prepare {
            return Ok(());
        }
        self.signer
            .program()
            .map(drop)
            .map_err(|fault| NotBegun::misused(fault.to_string()))
    }

    /// Why a paper must not be signed as it lies there.
    pub(super) fn not_to_sign(&self, path: &Path) -> Option<NotReady> {
        NotReady::of(*self.states.get(&path.canonicalize().ok()?)?)
    }

    /// Whether the user named the file itself, and not its folder.
    pub(super) fn names(&self, path: &Path) -> bool {
        self.targets.iter().any(|it| it.named && it.path == path)
    }

    pub(super) fn hand(&self) -> Hand<'_> {
        Hand {
            certificate: self.certificate.as_ref(),
            signer: &self.signer,
            profile: self.args.profile.map(ProfileName::profile),
            time: self.time,
            room: self.args.room,
            has_stamp: !self.args.no_stamp,
            stop: &interrupt::asked,
        }
    }

    fn names_certificate(&self) -> bool {
        self.signer
            .command
            .iter()
            .any(|a| a.contains("{cert}") || a.contains("{thumbprint}"))
    }
}

/// The command of a folder, if this user has allowed it, or does so now; it is shown in full first.
fn allowed(
    folder: &Path,
    command: Vec<String>,
    allow: bool,
    console: &Console,
) -> Result<Vec<String>, NotBegun> {
    let list = settings::allowed_commands();
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
        return Err(NotBegun::misused(
            "эта команда еще не разрешена и не запущена: папка школы могла прийти от кого угодно; если вы ей доверяете, повторите с параметром --allow-command или напишите команду сами после «--»",
        ));
    }
    if let Some(list) = list {
        list.allow(folder, &command).map_err(|trouble| NotBegun {
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
pub(super) fn now() -> DateTime<FixedOffset> {
    chrono::Local::now().fixed_offset()
}

/// The files, with those of folders in place of the folders.
fn targets(args: &SignArgs) -> Result<Vec<FileToSign>, Trouble> {
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
                    .map(|path| FileToSign { path, named: false }),
            );
        } else {
            out.push(FileToSign {
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
