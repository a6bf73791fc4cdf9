//! `verify`: what can be said of the signatures in a file and beside it, and of an archive of
//! papers. The answer claims no more than was checked: an unchanged file is one whose signature's
//! value is right, and trust goes up to the roots the user gives.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Local, NaiveDateTime, Utc};
use clap::Parser;
use serde::Serialize;

use crate::bundle::{ArchiveReport, NotAnArchive, verify_archive};
use crate::console::{Console, Ended};
use crate::disk::{Trouble, ends_as_signature, files_in, open, read, read_at_most};
use crate::russian::{self, counted};
use crate::signing::{
    After, Certificate, Checked, Cms, Fault, LARGEST, Revocation, TimeStamp, Trust, ValueCheck,
    has_validation_data, verify_detached, verify_pdf, visible,
};

#[derive(Debug, Parser)]
pub(crate) struct VerifyArgs {
    /// Подписанные файлы и архивы документов; подписи рядом с файлом (документ.pdf.sig) проверяются
    /// вместе с ним
    #[arg(value_name = "ФАЙЛ", required = true)]
    pub files: Vec<PathBuf>,
    /// Корневые сертификаты, которым вы доверяете: файл .pem, .cer или .crt; параметр можно
    /// повторить
    #[arg(long, value_name = "ФАЙЛ")]
    pub roots: Vec<PathBuf>,
    /// Вывести ответ в формате JSON
    #[arg(long)]
    pub json: bool,
}

/// A signature beside a file, with chain and time stamps, has a hundredth of it, bytes.
const LONGEST_BESIDE: u64 = 8 << 20;
/// Said after every answer that found a signature and looked for no chain.
const TRUST_NOT_CHECKED: &str = "Не проверено: доверие к удостоверяющему центру и отзыв сертификата. \
    Укажите корневые сертификаты параметром --roots или проверьте файл в КриптоАРМ, КриптоПро PDF или на портале Госуслуг.";
/// Said after every other.
const REVOCATION_NOT_ASKED: &str = "Об отзыве сертификатов программа по сети не спрашивает, ей известно только то, что вложено в файл.";

pub(crate) fn run(args: &VerifyArgs, console: &Console) -> Ended {
    let mut roots = Vec::new();
    for path in &args.roots {
        let read = match read(path) {
            Ok(bytes) => Certificate::read_all(&bytes),
            Err(trouble) => {
                console.warn(&format!("ошибка: {trouble}"));
                return Ended::MachineFailed;
            }
        };
        match read {
            Ok(more) => roots.extend(more),
            Err(fault) => {
                console.warn(&format!("ошибка: {}: {fault}", path.display()));
                return Ended::WithProblems;
            }
        }
    }
    let mut reports = Vec::new();
    let mut disk_failed = false;
    for path in &args.files {
        match of_file(path, &roots) {
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
            console.say(if roots.is_empty() {
                TRUST_NOT_CHECKED
            } else {
                REVOCATION_NOT_ASKED
            });
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
    /// Whether the file holds data for checking its signatures later (DSS).
    validation_data: bool,
}

impl FileReport {
    fn archive_of(&mut self, read: Result<ArchiveReport, NotAnArchive>) {
        match read {
            Ok(archive) => self.archive = Some(archive),
            Err(why) => self.error = Some(no_archive(why).to_owned()),
        }
    }

    /// Whether there is something to be checked, and all of it is of the bytes that are there.
    fn is_good(&self) -> bool {
        let whole = self.archive.as_ref().is_some_and(ArchiveReport::is_good);
        let something = self.archive.is_some() || !self.signatures.is_empty();
        self.error.is_none()
            && something
            && (self.archive.is_none() || whole)
            && self.signatures.iter().all(SignatureReport::is_good)
    }
}

#[derive(Debug, Serialize)]
struct SignatureReport {
    /// Name of the field, or of the file beside.
    place: String,
    detached: bool,
    /// `signature`, or `time_stamp` over the whole file.
    kind: &'static str,
    /// Whether it is proved that the signed bytes are as they were and nothing but signatures was
    /// added.
    intact: bool,
    /// Whether the digest agrees; absent where it cannot be told.
    digest_agrees: Option<bool>,
    digest: Option<String>,
    /// Whether the value was made with the key of the certificate: `right`, `wrong`, `unchecked`.
    value: Option<&'static str>,
    /// Why the value was not checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    value_unchecked: Option<String>,
    /// Who is to sign in the field, by its description.
    person: Option<String>,
    /// Whether the certificate is that person's.
    owner_is_person: Option<bool>,
    /// What the field draws, where it names another than the owner of the certificate.
    other_mark: Option<String>,
    owner: Option<String>,
    issuer: Option<String>,
    serial: Option<String>,
    not_before: Option<DateTime<Utc>>,
    not_after: Option<DateTime<Utc>>,
    /// By the signer's own clock.
    signed_at: Option<String>,
    has_time_stamp: bool,
    /// What an authority of time says.
    time_stamp: Option<TimeReport>,
    covered_bytes: usize,
    /// `nothing`, `signatures`, `changes`, `unknown`.
    appended: &'static str,
    /// The first later change: what and where.
    change: Option<ChangeReport>,
    /// Names of fields that were added later.
    added_fields: Vec<String>,
    /// Whether a chain up to one of the given roots was looked for.
    chain_checked: bool,
    /// Whether there is such a chain, valid when it was signed.
    trusted: Option<bool>,
    /// In words, what was found of the chain and of revocation.
    trust: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip)]
    unproved: bool,
    #[serde(skip)]
    unlisted: bool,
    #[serde(skip)]
    later_unchecked: Vec<String>,
    #[serde(skip)]
    later_validation: bool,
}

#[derive(Debug, Serialize)]
struct TimeReport {
    time: DateTime<Utc>,
    authority: String,
    /// Whether it is of this signature, and its own value is right.
    holds: bool,
}

#[derive(Debug, Serialize)]
struct ChangeReport {
    at: usize,
    what: String,
}

impl SignatureReport {
    /// Whether there is nothing that a person must look at.
    fn is_good(&self) -> bool {
        self.intact
            && self.other_mark.is_none()
            && self.owner_is_person != Some(false)
            && self.trusted != Some(false)
    }
}

/// Reads the signatures of a file, in it and beside it.
fn of_file(path: &Path, roots: &[Certificate]) -> Result<FileReport, Trouble> {
    let mut report = FileReport {
        file: path.display().to_string(),
        error: None,
        archive: None,
        signatures: Vec::new(),
        validation_data: false,
    };
    let Some(bytes) = read_at_most(path, LARGEST as u64)? else {
        // An archive is read piece by piece, whatever its length.
        if has_ending(path, "zip") && signatures_beside(path)?.is_empty() {
            report.archive_of(verify_archive(open(path)?));
        } else {
            report.error = Some(Fault::TooLong(LARGEST >> 20).to_string());
        }
        return Ok(report);
    };
    report.signatures.extend(
        signatures_beside(path)?
            .iter()
            .map(|side| beside(side, &bytes, roots))
            .collect::<Result<Vec<_>, _>>()?,
    );
    if bytes.starts_with(b"%PDF") {
        match verify_pdf(&bytes, roots) {
            Ok(inside) => {
                report.validation_data = !inside.is_empty() && has_validation_data(&bytes);
                report.signatures.extend(inside.iter().map(inside_report));
            }
            Err(fault) => report.error = Some(fault.to_string()),
        }
    } else if has_ending(path, "zip") {
        report.archive_of(verify_archive(Cursor::new(bytes)));
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

fn beside(side: &Path, bytes: &[u8], roots: &[Certificate]) -> Result<SignatureReport, Trouble> {
    let place = name_of(side);
    let Some(signature) = read_at_most(side, LONGEST_BESIDE)? else {
        return Ok(of_cms(place, &Err(Fault::UnreadableSignature)));
    };
    let checked = match verify_detached(&signature, bytes, roots) {
        Ok(checked) => checked,
        Err(fault) => {
            return Ok(SignatureReport {
                detached: true,
                covered_bytes: bytes.len(),
                ..of_cms(place, &Err(fault))
            });
        }
    };
    let is_whole = checked.agrees && !checked.cms.has_broken_time_stamp();
    let intact = is_whole && checked.value == ValueCheck::Right;
    let unproved = is_whole && matches!(checked.value, ValueCheck::Unchecked(_));
    let mut out = SignatureReport {
        detached: true,
        covered_bytes: bytes.len(),
        intact,
        unproved,
        digest_agrees: Some(checked.agrees),
        time_stamp: checked.stamped.as_ref().map(time_report),
        appended: if intact || unproved {
            "nothing"
        } else {
            "unknown"
        },
        ..of_cms(place, &Ok(checked.cms))
    };
    note_value(&mut out, Some(&checked.value));
    note_trust(&mut out, &checked.trust);
    Ok(out)
}

fn inside_report(it: &Checked) -> SignatureReport {
    let place = visible(&it.field);
    let person = it.person.as_deref().filter(|_| !it.is_time_stamp);
    let owner_is_person = it
        .cms
        .as_ref()
        .ok()
        .zip(person)
        .map(|(cms, person)| cms.certificate.is_owned_by(person));
    let mut out = SignatureReport {
        kind: if it.is_time_stamp {
            "time_stamp"
        } else {
            "signature"
        },
        intact: it.is_intact(),
        unproved: it.is_unproved(),
        unlisted: !it.is_listed,
        digest_agrees: it.agrees,
        person: person.map(visible),
        owner_is_person,
        other_mark: it.other_mark.as_deref().map(visible),
        time_stamp: it.stamped.as_ref().map(time_report),
        covered_bytes: it.covered,
        ..of_cms(place, &it.cms)
    };
    out.signed_at = out
        .signed_at
        .or_else(|| it.time.as_deref().map(|time| visible(&pdf_time(time))));
    note_value(&mut out, it.value.as_ref());
    note_trust(&mut out, &it.trust);
    match &it.after {
        After::Nothing => out.appended = "nothing",
        After::Signatures(later) => {
            out.appended = "signatures";
            out.added_fields = later.fields.iter().map(|it| visible(it)).collect();
            out.later_unchecked = later.unchecked.iter().map(|it| visible(it)).collect();
            out.later_validation = later.validation_data;
        }
        After::Changed(change) => {
            out.appended = "changes";
            out.change = Some(ChangeReport {
                at: change.at,
                what: change.to_string(),
            });
        }
    }
    out
}

fn time_report(it: &TimeStamp) -> TimeReport {
    TimeReport {
        time: it.time,
        authority: it.authority.clone(),
        holds: it.holds(),
    }
}

fn note_value(out: &mut SignatureReport, value: Option<&ValueCheck>) {
    out.value = value.map(|it| match it {
        ValueCheck::Right => "right",
        ValueCheck::Wrong => "wrong",
        ValueCheck::Unchecked(_) => "unchecked",
    });
    if let Some(ValueCheck::Unchecked(why)) = value {
        out.value_unchecked = Some(why.to_string());
    }
}

fn note_trust(out: &mut SignatureReport, trust: &Trust) {
    let (trusted, words) = match trust {
        Trust::NotAsked => return,
        Trust::Trusted { root, revocation } => {
            let revoked = match revocation {
                Revocation::NotRevoked => "по данным в самом файле не отозван",
                Revocation::Unknown | Revocation::Revoked(_) => {
                    "об отзыве в файле данных нет, по сети не запрашивалось"
                }
            };
            (
                true,
                format!(
                    "цепочка сертификатов до корневого «{root}» верна, на время подписания действовала; {revoked}"
                ),
            )
        }
        Trust::Untrusted(why) => (false, why.to_string()),
    };
    out.chain_checked = true;
    out.trusted = Some(trusted);
    out.trust = Some(words);
}

fn of_cms(place: String, cms: &Result<Cms, Fault>) -> SignatureReport {
    let known = cms.as_ref().ok();
    let certificate = known.map(|cms| &cms.certificate);
    let validity = certificate.map(Certificate::validity);
    SignatureReport {
        place,
        detached: false,
        kind: "signature",
        intact: false,
        digest_agrees: None,
        digest: known.map(Cms::digest_name),
        value: None,
        value_unchecked: None,
        person: None,
        owner_is_person: None,
        other_mark: None,
        owner: certificate.map(Certificate::owner),
        issuer: certificate.map(Certificate::issuer),
        serial: certificate.map(Certificate::serial),
        not_before: validity.map(|v| v.0),
        not_after: validity.map(|v| v.1),
        signed_at: known
            .and_then(|cms| cms.signing_time)
            .map(|t| t.with_timezone(&Local).format(TIME).to_string()),
        has_time_stamp: known.is_some_and(|cms| cms.has_time_stamp),
        time_stamp: None,
        covered_bytes: 0,
        appended: "unknown",
        change: None,
        added_fields: Vec::new(),
        chain_checked: false,
        trusted: None,
        trust: None,
        error: cms.as_ref().err().map(ToString::to_string),
        unproved: false,
        unlisted: false,
        later_unchecked: Vec::new(),
        later_validation: false,
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
        tell_signature(signature, console);
    }
    if report.validation_data {
        console.say("  в файле есть данные для последующей проверки (DSS)");
    }
}

fn tell_signature(it: &SignatureReport, console: &Console) {
    let what = match (it.detached, it.kind) {
        (true, _) => "подпись рядом",
        (false, "time_stamp") => "метка времени на весь документ, поле",
        (false, _) => "поле",
    };
    let place = if it.place.is_empty() {
        "(без имени)"
    } else {
        &it.place
    };
    console.say(&format!("  {what} {place}: {}", verdict(it)));
    if it.unlisted {
        console.say("    ПОДПИСЬ СКРЫТА: в списке полей файла ее больше нет, программы просмотра ее не покажут");
    }
    let (owner, issuer) = if it.kind == "time_stamp" {
        ("служба времени", "ее сертификат выдал")
    } else {
        ("владелец сертификата", "выдал")
    };
    for (label, value) in [
        (owner, &it.owner),
        (issuer, &it.issuer),
        ("номер", &it.serial),
    ] {
        if let Some(value) = value {
            console.say(&format!("    {label}: {value}"));
        }
    }
    if let (Some(person), Some(false)) = (&it.person, it.owner_is_person) {
        console.say(&format!(
            "    ВНИМАНИЕ: в этом поле подписывает {person}, а сертификат выдан на другое имя – {}",
            it.owner.as_deref().unwrap_or_default()
        ));
    }
    if let Some(mark) = &it.other_mark {
        console.say(&format!(
            "    ВНИМАНИЕ: отметка на странице называет не владельца сертификата: «{mark}»"
        ));
    }
    if let (Some(from), Some(to)) = (it.not_before, it.not_after) {
        let day = |time: DateTime<Utc>| russian::digits(time.date_naive());
        console.say(&format!(
            "    срок действия сертификата: с {} по {}",
            day(from),
            day(to)
        ));
    }
    if let Some(time) = it.signed_at.as_ref().filter(|_| it.kind != "time_stamp") {
        console.say(&format!(
            "    время подписания по часам подписавшего: {time}"
        ));
    }
    if let Some(stamp) = &it.time_stamp {
        let time = stamp.time.with_timezone(&Local).format(TIME);
        let words = if stamp.holds {
            "математически верна"
        } else {
            "НЕ ПОДТВЕРДИЛАСЬ"
        };
        console.say(&format!(
            "    метка времени: {time}, {}; {words}",
            stamp.authority
        ));
    } else if it.has_time_stamp {
        console.say("    метка времени есть, но не читается");
    }
    if let Some(trust) = &it.trust {
        let label = if it.trusted == Some(true) {
            "доверие"
        } else {
            "ДОВЕРИЯ НЕТ"
        };
        console.say(&format!("    {label}: {trust}"));
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
            .for_each(|file| console.say(&format!("  {what:<16} {}", visible(file))));
    }
    it.odd
        .iter()
        .for_each(|what| console.say(&format!("  ПОДДЕЛАН ИЛИ ИСПОРЧЕН: {}", visible(what))));
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
    if it.digest_agrees != Some(true) {
        return match it.digest_agrees {
            Some(_) => "ИЗМЕНЕН: байты файла не те, что были подписаны".to_owned(),
            None => format!("отпечаток ({digest}) проверить не удалось"),
        };
    }
    if it.value == Some("wrong") {
        return "ПОДДЕЛАНА ИЛИ ИСПОРЧЕНА: значение подписи не подходит к ключу сертификата"
            .to_owned();
    }
    if let Some(change) = &it.change {
        return format!(
            "отпечаток совпал ({digest}), но ПОСЛЕ ПОДПИСИ В ФАЙЛ ВНЕСЕНЫ ИЗМЕНЕНИЯ: подписана прежняя версия, первые {} байт; {}",
            it.covered_bytes, change.what
        );
    }
    let is_broken = |stamp: &TimeReport| !stamp.holds;
    if it.has_time_stamp
        && !it.intact
        && !it.unproved
        && !it.unlisted
        && it.time_stamp.as_ref().is_none_or(is_broken)
    {
        return "ИСПОРЧЕНА: метка времени внутри подписи подделана или повреждена".to_owned();
    }
    let fields = &it.added_fields;
    let after = match it.appended {
        "nothing" => "охвачен весь файл".to_owned(),
        _ if !fields.is_empty() => format!(
            "после нее добавлены невидимые поля ({}) и подписи в них",
            fields.join(", ")
        ),
        _ if it.later_validation => {
            "после нее добавлены только подписи и данные для их проверки".to_owned()
        }
        _ => "после нее добавлены только подписи".to_owned(),
    };
    let later = if it.later_unchecked.is_empty() {
        String::new()
    } else {
        let fields = it.later_unchecked.join(", ");
        format!("; значение добавленной после нее подписи ({fields}) не проверено")
    };
    if it.unlisted {
        return format!("отпечаток совпал ({digest})");
    }
    if it.unproved {
        let why = it.value_unchecked.as_deref().unwrap_or_default();
        return format!(
            "отпечаток совпал ({digest}), {after}{later}; но сама подпись не проверена, и что документ прежний, этим не доказано: {why}"
        );
    }
    let what = if it.kind == "time_stamp" {
        "метка"
    } else {
        "подпись"
    };
    format!(
        "{what} верна математически, подписанное не менялось, отпечаток совпал ({digest}); {after}{later}"
    )
}
