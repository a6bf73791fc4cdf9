//! Signing as the page asks for it: with the program of the user's own settings and no other, in
//! words that name no parameters.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use rayon::prelude::*;

use super::attach::attach;
use super::done::{Done, NotReady, NotSigned};
use super::hand::{Hand, beside};
use super::inside::keep;
use super::job::{TIMEOUT, now};
use super::programs;
use super::seen::Seen;
use crate::cli::signatures::settings;
use crate::disk::{State, UserCommand, create_folder, files_in, read, remove, write_whole};
use crate::make::{status, while_alone};
use crate::plan::{Format, Plan};
use crate::russian::digits;
use crate::serve::{
    PaperToSign, PreparedToSign, SignTold, SignWish, SignerCertificate, Signing, SigningCommand,
    SigningMeans,
};
use crate::signing::{Certificate, DEFAULT_ROOM, Fault, Signer, sha256_hex};

/// Signatures for the page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Signatures;

const NO_SETTINGS: &str = "у пользователя этого компьютера нет папки настроек";

impl Signing for Signatures {
    fn means(&self) -> SigningMeans {
        let now = now();
        let certificates = certificates().into_iter();
        SigningMeans {
            command: command().map(|read| read.map(|it| told_command(&it))),
            settings: settings::file_of_signer()
                .map(|file| file.display().to_string())
                .unwrap_or_default(),
            programs: programs::found()
                .into_iter()
                .map(|it| (it.title.to_owned(), programs::shown(&it.command)))
                .collect(),
            certificates: certificates
                .map(|(_, it)| told_certificate(&it, now))
                .collect(),
        }
    }

    fn choose(&self, program: usize) -> Result<(), String> {
        let found = programs::found();
        let chosen = found.get(program).ok_or("такой программы уже нет")?;
        let file = settings::file_of_signer().ok_or(NO_SETTINGS)?;
        let own = UserCommand {
            command: chosen.command.clone(),
            timeout: None,
        };
        own.write(&file).map_err(|trouble| trouble.to_string())
    }

    fn add_certificate(&self, bytes: &[u8]) -> Result<String, String> {
        let certificate = Certificate::read(bytes).map_err(|fault| fault.on_page())?;
        let folder = settings::certificates_folder().ok_or(NO_SETTINGS)?;
        let thumbprint = certificate.thumbprint();
        create_folder(&folder)
            .and_then(|()| write_whole(&folder.join(file_of(&thumbprint)), certificate.der()))
            .map_err(|trouble| trouble.to_string())?;
        Ok(thumbprint)
    }

    fn drop_certificate(&self, thumbprint: &str) -> Result<(), String> {
        let mut all = certificates().into_iter();
        let known = all.find(|(_, it)| it.thumbprint() == thumbprint);
        let (path, _) = known.ok_or("такого сертификата уже нет")?;
        remove(&path).map_err(|trouble| trouble.to_string())
    }

    fn papers(&self, out: &Path, states: &[(String, State)]) -> Result<Vec<PaperToSign>, String> {
        let names: Vec<String> = names_in(out)?;
        let lying: BTreeSet<&String> = names.iter().collect();
        let mut made: Vec<&(String, State)> = states
            .iter()
            .filter(|(file, _)| is_pdf(file) && lying.contains(file))
            .collect();
        made.sort();
        let known = certificates();
        let own = |person: &str| {
            let mut known = known.iter().map(|(_, it)| it);
            known.find(|it| !person.is_empty() && it.is_owned_by(person))
        };
        let told = made.par_iter().map(|(file, state)| {
            let mut seen = Seen::of(out, file, &names).map_err(|trouble| trouble.to_string())?;
            for place in &mut seen.places {
                place.certificate = own(&place.person).map(Certificate::thumbprint);
            }
            Ok(PaperToSign {
                places: seen.places,
                signatures: seen.signatures,
                not_ready: NotReady::of(*state).map(NotReady::on_page),
                file: file.clone(),
            })
        });
        told.collect()
    }

    fn sign(&self, plan: &Plan, out: &Path, wish: &SignWish) -> Result<Vec<SignTold>, String> {
        let command = command().ok_or(Fault::NoCommand.on_page())??;
        if told_command(&command).digest != wish.command {
            return Err(
                "команда подписания с тех пор изменилась: посмотрите ее и подпишите еще раз"
                    .to_owned(),
            );
        }
        let (path, certificate) = chosen(&wish.certificate)?;
        let signer = Signer {
            timeout: Duration::from_secs(command.timeout.unwrap_or(TIMEOUT)),
            command: command.command,
            ..nobody(path, &certificate)
        };
        let hand = hand(&signer, &certificate);
        let each = || {
            let states = states(plan, out)?;
            let told = wish.places.iter().map(|(file, field)| {
                let state = states.get(file).copied();
                one(&hand, out, file, field.as_deref(), state)
            });
            Ok(told.collect())
        };
        alone(out, each)
    }

    fn prepare(
        &self,
        plan: &Plan,
        out: &Path,
        wish: &SignWish,
    ) -> Result<Vec<PreparedToSign>, String> {
        let (path, certificate) = chosen(&wish.certificate)?;
        let signer = nobody(path, &certificate);
        let hand = hand(&signer, &certificate);
        let each = || {
            let states = states(plan, out)?;
            let mut begun = BTreeSet::new();
            let prepared = wish.places.iter().map(|(file, field)| {
                let mut remarks = Vec::new();
                let place = (file.as_str(), field.as_deref());
                let to_sign = match ready(states.get(file).copied()) {
                    Ok(()) if !begun.insert(file) => Err(ONE_BY_ONE.to_owned()),
                    Ok(()) => room_in(&hand, out, place, &mut |words| remarks.push(words)),
                    Err(why) => Err(why),
                };
                PreparedToSign {
                    file: file.clone(),
                    to_sign,
                    remarks,
                }
            });
            Ok(prepared.collect())
        };
        alone(out, each)
    }

    fn attach(&self, out: &Path, files: &[(&str, &[u8])]) -> Result<Vec<SignTold>, String> {
        alone(out, || attach(out, &names_in(out)?, files))
    }
}

/// Works in the folder of the papers while no other run writes there.
fn alone<T>(out: &Path, work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    match while_alone(out, |_, _, _| ControlFlow::Continue(()), work) {
        Ok(Some(done)) => done,
        Ok(None) => Err(Fault::Interrupted.to_string()),
        Err(trouble) => Err(trouble.to_string()),
    }
}

/// The PDF files of a plan and how they stand.
fn states(plan: &Plan, out: &Path) -> Result<BTreeMap<String, State>, String> {
    let all = status(plan, out, &[Format::Pdf]).map_err(|trouble| trouble.to_string())?;
    Ok(all.into_iter().filter(|(file, _)| is_pdf(file)).collect())
}

fn is_pdf(name: &str) -> bool {
    let ending = Path::new(name).extension();
    ending.is_some_and(|it| it.eq_ignore_ascii_case("pdf"))
}

fn names_in(out: &Path) -> Result<Vec<String>, String> {
    let files = files_in(out).map_err(|trouble| trouble.to_string())?;
    let name = |path: PathBuf| Some(path.file_name()?.to_string_lossy().into_owned());
    Ok(files.into_iter().filter_map(name).collect())
}

/// The command of the user's settings, if there is one; what is wrong with it.
fn command() -> Option<Result<UserCommand, String>> {
    let read = settings::signer().transpose()?;
    Some(read.and_then(|own| {
        let is_whole = Signer {
            command: own.command.clone(),
            certificate: PathBuf::new(),
            thumbprint: String::new(),
            timeout: Duration::ZERO,
            shows_output: false,
        };
        is_whole.program().map_err(|fault| fault.on_page())?;
        Ok(own)
    }))
}

fn told_command(own: &UserCommand) -> SigningCommand {
    SigningCommand {
        shown: programs::shown(&own.command),
        digest: sha256_hex(own.command.join("\0").as_bytes()),
    }
}

fn file_of(thumbprint: &str) -> String {
    format!("{thumbprint}.cer")
}

/// The certificates of the user's settings, in the order of their owners.
fn certificates() -> Vec<(PathBuf, Certificate)> {
    let files = settings::certificates_folder().and_then(|folder| files_in(&folder).ok());
    let read = |path: PathBuf| Some((path.clone(), Certificate::read(&read(&path).ok()?).ok()?));
    let mut all: Vec<_> = files
        .unwrap_or_default()
        .into_iter()
        .filter_map(read)
        .collect();
    all.sort_by_cached_key(|(_, it)| (it.owner(), it.thumbprint()));
    all
}

fn told_certificate(it: &Certificate, now: DateTime<FixedOffset>) -> SignerCertificate {
    let (from, until) = it.validity();
    SignerCertificate {
        thumbprint: it.thumbprint(),
        owner: it.owner(),
        issuer: it.issuer(),
        until: digits(until.date_naive()),
        is_in_force: from <= now && now <= until,
    }
}

/// A second signature is made of the paper with the first.
const ONE_BY_ONE: &str =
    "в одном документе подписывают по одному: сначала приложите первую подпись";

fn chosen(thumbprint: &str) -> Result<(PathBuf, Certificate), String> {
    let mut all = certificates().into_iter();
    let known = all.find(|(_, it)| it.thumbprint() == thumbprint);
    known.ok_or_else(|| "не выбран сертификат того, кто подписывает".to_owned())
}

/// The owner of a certificate, with no program to sign.
fn nobody(path: PathBuf, certificate: &Certificate) -> Signer {
    Signer {
        command: Vec::new(),
        thumbprint: certificate.thumbprint(),
        certificate: path,
        timeout: Duration::ZERO,
        shows_output: false,
    }
}

fn hand<'h>(signer: &'h Signer, certificate: &'h Certificate) -> Hand<'h> {
    Hand {
        certificate: Some(certificate),
        signer,
        profile: None,
        time: now(),
        room: DEFAULT_ROOM,
        has_stamp: true,
        stop: &|| false,
    }
}

/// Whether a paper of this state may be signed.
fn ready(state: Option<State>) -> Result<(), String> {
    match state.map(NotReady::of) {
        None => Err("такого документа в папке нет".to_owned()),
        Some(Some(not_ready)) => Err(not_ready.on_page()),
        Some(None) => Ok(()),
    }
}

/// What is to be signed elsewhere: the file itself, or one with room in its field.
fn room_in(
    hand: &Hand<'_>,
    out: &Path,
    (file, field): (&str, Option<&str>),
    warn: &mut dyn FnMut(String),
) -> Result<PathBuf, String> {
    let path = out.join(file);
    let Some(field) = field else { return Ok(path) };
    let pdf = read(&path).map_err(|trouble| trouble.reason())?;
    let prepared = hand
        .make_room(pdf, field, warn)
        .map_err(|fault| fault.on_page())?;
    keep(&path, field, &prepared).map_err(|trouble| trouble.reason())
}

/// Signs one file. Only a paper of the plan that lies there is ever touched.
fn one(
    hand: &Hand<'_>,
    out: &Path,
    file: &str,
    field: Option<&str>,
    state: Option<State>,
) -> SignTold {
    let mut warnings = Vec::new();
    let done = ready(state).and_then(|()| {
        let path = out.join(file);
        let done = match field {
            Some(field) => in_field(hand, &path, field, &mut |words| warnings.push(words)),
            None => hand.put_beside(&path, &beside(&path, "sig")),
        };
        match done {
            Ok(Done::Signed(_)) => Ok(()),
            Ok(Done::Passed(why)) => Err(why),
            Err(why) => Err(why.on_page()),
        }
    });
    let is_done = done.is_ok();
    let first = done.err().unwrap_or_else(|| "подписан".to_owned());
    let mut told = vec![first];
    told.append(&mut warnings);
    SignTold {
        file: file.to_owned(),
        is_done,
        told: told.join("; "),
    }
}

fn in_field(
    hand: &Hand<'_>,
    path: &Path,
    field: &str,
    warn: &mut dyn FnMut(String),
) -> Result<Done, NotSigned> {
    let prepared = hand.make_room(read(path)?, field, warn)?;
    hand.fill(path, prepared, field)
}
