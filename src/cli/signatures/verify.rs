//! `verify`: what can be said of the signatures in a file and beside it, and of an archive of
//! papers. A chain of certificates is not checked, and the answer says so.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Local, NaiveDateTime, Utc};
use clap::Parser;
use serde::Serialize;

use crate::bundle::{ArchiveReport, NotAnArchive, verify_archive};
use crate::console::{Console, Ended};
use crate::disk::{Trouble, ends_as_signature, files_in, read};
use crate::russian::{self, counted};
use crate::signing::{After, Checked, Cms, Fault, verify_detached, verify_pdf};

#[derive(Debug, Parser)]
pub(crate) struct VerifyArgs {
    /// Подписанные файлы и архивы документов; подписи рядом с файлом (документ.pdf.sig) проверяются
    /// вместе с ним
    #[arg(value_name = "ФАЙЛ", required = true)]
    pub files: Vec<PathBuf>,
    /// Вывести ответ в формате JSON
    #[arg(long)]
    pub json: bool,
}

/// Said after every answer that found a signature.
const NOT_CHECKED: &str = "Не проверено: математическое значение подписи, доверие к удостоверяющему центру, отзыв сертификата. \
    Проверьте файл в КриптоАРМ, КриптоПро PDF или на портале Госуслуг.";

pub(crate) fn run(args: &VerifyArgs, console: &Console) -> Ended {
    let mut reports = Vec::new();
    let mut disk_failed = false;
    for path in &args.files {
        match read(path).and_then(|bytes| of_file(path, bytes)) {
            Ok(report) => reports.push(report),
            Err(trouble) => {
                disk_failed = true;
                console.warn(&format!("ошибка: {trouble}"));
            }
        }
    }
    if args.json {
        console.say_json(&reports);
    } else {
        reports.iter().for_each(|report| tell(report, console));
        if reports.iter().any(|report| !report.signatures.is_empty()) {
            console.say(NOT_CHECKED);
        }
    }
    if disk_failed {
        Ended::MachineFailed
    } else if reports.iter().all(FileReport::is_good) {
        Ended::Well
    } else {
        Ended::WithProblems
    }
}

/// What is said of one file.
#[derive(Debug, Serialize)]
struct FileReport {
    file: String,
    /// Why the file itself could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    /// Of an archive of papers: how its files stand to its list.
    #[serde(skip_serializing_if = "Option::is_none")]
    archive: Option<ArchiveReport>,
    signatures: Vec<SignatureReport>,
}

impl FileReport {
    /// Whether there is something to be checked, and all of it is of the bytes that are there.
    fn is_good(&self) -> bool {
        let whole = self.archive.as_ref().is_some_and(ArchiveReport::is_good);
        let something = self.archive.is_some() || !self.signatures.is_empty();
        self.error.is_none()
            && something
            && (self.archive.is_none() || whole)
            && self.signatures.iter().all(|s| s.intact)
    }
}

#[derive(Debug, Serialize)]
struct SignatureReport {
    /// Name of the field, or of the file beside.
    place: String,
    detached: bool,
    /// Whether the signed bytes are as they were and nothing but signatures was added.
    intact: bool,
    /// Whether the digest agrees; absent where it cannot be told.
    digest_agrees: Option<bool>,
    digest: Option<String>,
    owner: Option<String>,
    issuer: Option<String>,
    serial: Option<String>,
    not_before: Option<DateTime<Utc>>,
    not_after: Option<DateTime<Utc>>,
    /// By the signer's own clock.
    signed_at: Option<String>,
    has_time_stamp: bool,
    covered_bytes: usize,
    /// `nothing`, `signatures`, `changes`, `unknown`.
    appended: &'static str,
    /// Always false: neither the value of the signature nor the chain is checked here.
    chain_checked: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

/// Reads the signatures of a file, in it and beside it.
fn of_file(path: &Path, bytes: Vec<u8>) -> Result<FileReport, Trouble> {
    let mut report = FileReport {
        file: path.display().to_string(),
        error: None,
        archive: None,
        signatures: Vec::new(),
    };
    report.signatures.extend(
        signatures_beside(path)?
            .iter()
            .map(|side| beside(side, &bytes))
            .collect::<Result<Vec<_>, _>>()?,
    );
    if bytes.starts_with(b"%PDF") {
        match verify_pdf(bytes) {
            Ok(inside) => report.signatures.extend(inside.iter().map(inside_report)),
            Err(fault) => report.error = Some(fault.to_string()),
        }
    } else if bytes.starts_with(b"PK") && has_ending(path, "zip") {
        match verify_archive(Cursor::new(bytes)) {
            Ok(archive) => report.archive = Some(archive),
            Err(why) => report.error = Some(no_archive(why).to_owned()),
        }
    }
    Ok(report)
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case(ending))
}

fn no_archive(why: NotAnArchive) -> &'static str {
    match why {
        NotAnArchive::NotZip => "это не архив ZIP, или он испорчен",
        NotAnArchive::NoList => "в архиве нет описи этой программы, или она испорчена",
        NotAnArchive::BadList => {
            "опись архива подделана: в ней чужие имена или неправдоподобные размеры"
        }
    }
}

fn signatures_beside(path: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let start = format!("{}.", name_of(path));
    let is_ours =
        |side: &PathBuf| name_of(side).starts_with(&start) && ends_as_signature(&name_of(side));
    Ok(files_in(folder)?.into_iter().filter(is_ours).collect())
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn beside(side: &Path, bytes: &[u8]) -> Result<SignatureReport, Trouble> {
    let (cms, agrees) = match verify_detached(&read(side)?, bytes) {
        Ok((cms, agrees)) => (Ok(cms), Some(agrees)),
        Err(fault) => (Err(fault), None),
    };
    let intact = agrees == Some(true);
    let mut out = SignatureReport {
        detached: true,
        covered_bytes: bytes.len(),
        ..of_cms(name_of(side), &cms, agrees, intact)
    };
    out.appended = if intact { "nothing" } else { "unknown" };
    Ok(out)
}

fn inside_report(it: &Checked) -> SignatureReport {
    let mut out = of_cms(it.field.clone(), &it.cms, it.agrees, it.is_intact());
    out.signed_at = out.signed_at.or_else(|| it.time.as_deref().map(pdf_time));
    out.covered_bytes = it.covered;
    out.appended = match it.after {
        After::Nothing => "nothing",
        After::Signatures => "signatures",
        After::Changes(_) => "changes",
        After::Unknown => "unknown",
    };
    out
}

fn of_cms(
    place: String,
    cms: &Result<Cms, Fault>,
    digest_agrees: Option<bool>,
    intact: bool,
) -> SignatureReport {
    let known = cms.as_ref().ok();
    let certificate = known.map(|cms| &cms.certificate);
    let validity = certificate.map(crate::signing::Certificate::validity);
    SignatureReport {
        place,
        detached: false,
        intact,
        digest_agrees,
        digest: known.map(Cms::digest_name),
        owner: certificate.map(crate::signing::Certificate::owner),
        issuer: certificate.map(crate::signing::Certificate::issuer),
        serial: certificate.map(crate::signing::Certificate::serial),
        not_before: validity.map(|v| v.0),
        not_after: validity.map(|v| v.1),
        signed_at: known
            .and_then(|cms| cms.signing_time)
            .map(|t| t.with_timezone(&Local).format(TIME).to_string()),
        has_time_stamp: known.is_some_and(|cms| cms.has_time_stamp),
        covered_bytes: 0,
        appended: "unknown",
        chain_checked: false,
        error: cms.as_ref().err().map(ToString::to_string),
    }
}

/// How a time is shown, with its zone.
const TIME: &str = "%d.%m.%Y %H:%M:%S %:z";

/// «D:20260901101500+03'00'» for people; what is written otherwise is shown as it is.
fn pdf_time(written: &str) -> String {
    let plain: String = written
        .trim_start_matches("D:")
        .chars()
        .filter(|c| *c != '\'')
        .collect();
    let time = plain
        .get(..14)
        .and_then(|digits| NaiveDateTime::parse_from_str(digits, "%Y%m%d%H%M%S").ok());
    time.map_or_else(
        || written.to_owned(),
        |time| {
            format!(
                "{} {}",
                time.format("%d.%m.%Y %H:%M:%S"),
                plain.get(14..).unwrap_or_default()
            )
            .trim_end()
            .to_owned()
        },
    )
}

fn tell(report: &FileReport, console: &Console) {
    console.say(&report.file);
    if let Some(error) = &report.error {
        console.say(&format!("  ошибка: {error}"));
    } else if let Some(archive) = &report.archive {
        tell_archive(archive, console);
    } else if report.signatures.is_empty() {
        console.say("  подписей нет");
    }
    for signature in &report.signatures {
        let kind = if signature.detached {
            "подпись рядом"
        } else {
            "поле"
        };
        console.say(&format!(
            "  {kind} {}: {}",
            signature.place,
            verdict(signature)
        ));
        for (label, value) in [
            ("владелец сертификата", &signature.owner),
            ("выдал", &signature.issuer),
            ("номер", &signature.serial),
        ] {
            if let Some(value) = value {
                console.say(&format!("    {label}: {value}"));
            }
        }
        if let (Some(from), Some(to)) = (signature.not_before, signature.not_after) {
            let day = |time: DateTime<Utc>| russian::digits(time.date_naive());
            console.say(&format!(
                "    срок действия сертификата: с {} по {}",
                day(from),
                day(to)
            ));
        }
        if let Some(time) = &signature.signed_at {
            console.say(&format!(
                "    время подписания по часам подписавшего: {time}"
            ));
        }
    }
}

fn tell_archive(it: &ArchiveReport, console: &Console) {
    for (files, what) in [
        (&it.missing, "нет в архиве"),
        (&it.changed, "изменен"),
        (&it.extra, "лишний"),
    ] {
        files
            .iter()
            .for_each(|file| console.say(&format!("  {what:<16} {file}")));
    }
    let year = it
        .school_year
        .as_ref()
        .map(|y| format!(", {y} учебный год"))
        .unwrap_or_default();
    let whole = counted(it.whole, "файл", "файла", "файлов");
    console.say(&format!(
        "  {}{year}; на месте и без изменений: {whole}",
        it.organization
    ));
}

fn verdict(it: &SignatureReport) -> String {
    if let Some(error) = &it.error {
        return format!("не прочитана: {error}");
    }
    let digest = it.digest.as_deref().unwrap_or_default();
    match (it.digest_agrees, it.appended) {
        (Some(false), _) => "ИЗМЕНЕН: байты файла не те, что были подписаны".to_owned(),
        (None, _) => format!("отпечаток ({digest}) проверить не удалось"),
        (Some(true), "nothing") => {
            format!("подписанное не менялось, отпечаток совпал ({digest}); подписан весь файл")
        }
        (Some(true), "signatures") => format!(
            "подписанное не менялось, отпечаток совпал ({digest}); после нее добавлены только подписи"
        ),
        (Some(true), "changes") => format!(
            "отпечаток совпал ({digest}), но ПОСЛЕ ПОДПИСИ В ФАЙЛ ВНЕСЕНЫ ИЗМЕНЕНИЯ: подписана прежняя версия, первые {} байт",
            it.covered_bytes
        ),
        (Some(true), _) => {
            format!("отпечаток совпал ({digest}), что добавлено после подписи – понять не удалось")
        }
    }
}
