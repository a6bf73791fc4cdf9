//! `verify`: what can be said of the signatures in a file and beside it, and of an archive of
//! papers. The answer claims no more than was checked: an unchanged file is one whose signature's
//! value is right, and trust goes up to the roots the user gives.

mod folders;
mod outside;
mod report;
mod told;

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Seek};
use std::path::{Path, PathBuf};

use clap::Parser;

use crate::bundle::verify_archive_by;
use crate::console::{Console, Ended, interrupt, misused};
use crate::disk::{
    Trouble, ends_as_simple_signature, files_in, open, read, read_at_most, stands_for_signature,
};
use crate::russian::counted;
use crate::shown::visible;
use crate::signing::{
    Certificate, CheckedBeside, Cms, Confirm, Fault, LARGEST, ValueCheck, has_validation_data,
    is_pdf, verify_each_detached, verify_pdf_by,
};
use folders::Found;
use outside::verifier;
use report::{
    FileReport, SignatureReport, no_archive, note_trust, note_validity, note_value, of_cms,
    of_field, of_simple, time_report,
};
use told::tell;

#[derive(Debug, Parser)]
pub(crate) struct VerifyArgs {
    /// Подписанные файлы и архивы документов; подписи рядом с файлом (документ.pdf.sig) проверяются
    /// вместе с ним. Папка – все подписанные документы в ней; у папки школы и папки школ – в их
    /// папках out
    #[arg(value_name = "ФАЙЛ", required = true)]
    pub files: Vec<PathBuf>,
    /// Корневые сертификаты, которым вы доверяете: файл .pem, .cer или .crt; параметр можно
    /// повторить
    #[arg(long, value_name = "ФАЙЛ")]
    pub roots: Vec<PathBuf>,
    /// Программа, которая проверит подписи ключами ГОСТ, и ее параметры; {in} – подписанный файл,
    /// {sig} – подпись, {out} – куда ей писать, если нужно; код 0 значит «верна»
    #[arg(last = true, value_name = "КОМАНДА")]
    pub command: Vec<String>,
}

/// A signature beside a file, with chain and time stamps, has a hundredth of it, bytes.
const LONGEST_BESIDE: u64 = 8 << 20;
/// Said after every answer that found a signature and looked for no chain.
const TRUST_NOT_CHECKED: &str = "Не проверено: доверие к удостоверяющему центру и отзыв сертификата. \
    Укажите корневые сертификаты параметром --roots или проверьте файл в КриптоАРМ, КриптоПро PDF или на портале Госуслуг.";
/// Said of a paper of an archive that its list calls signed.
const NOT_SIGNED: &str = "в описи архива он подписан, а подписи в нем и рядом с ним нет";
/// Said after every other.
const REVOCATION_NOT_ASKED: &str = "Об отзыве сертификатов программа по сети не спрашивает, ей известно только то, что вложено в файл.";

pub(crate) fn run(args: &VerifyArgs, console: &Console) -> Ended {
    let mut roots = Vec::new();
    for path in &args.roots {
        let read = match read(path) {
            Ok(bytes) => Certificate::read_all(&bytes),
            Err(trouble) => {
                console.fail(&trouble.to_string());
                return Ended::of_trouble(&trouble);
            }
        };
        match read {
            Ok(more) => roots.extend(more),
            Err(fault) => {
                console.fail(&format!("{}: {fault}", path.display()));
                return Ended::WithProblems;
            }
        }
    }
    let verifier = match verifier(&args.command) {
        Ok(verifier) => verifier,
        Err(why) => return misused(&why, console),
    };
    interrupt::heed();
    let ask = verifier
        .as_ref()
        .map(|it| |cms: &Cms, pieces: &[&[u8]]| it.confirm(&cms.der, pieces, &interrupt::asked));
    let means = Means {
        roots: &roots,
        confirm: ask.as_ref().map(|it| it as Confirm<'_>),
    };
    let mut reports = Vec::new();
    let mut failed = None;
    let mut unsigned = 0;
    let files = match folders::files(&args.files) {
        Ok(files) => files,
        Err(trouble) => {
            console.fail(&trouble.to_string());
            return Ended::of_trouble(&trouble);
        }
    };
    let mut sides = Sides::default();
    for Found { path, is_named } in &files {
        if interrupt::asked() {
            return Ended::Interrupted;
        }
        match of_file(path, &mut sides, &means) {
            // In a folder there are papers that nobody needs to sign.
            Ok(report) if !is_named && report.has_nothing() => unsigned += 1,
            Ok(report) => reports.push(report),
            Err(trouble) => {
                failed = failed.max(Some(Ended::of_trouble(&trouble)));
                console.fail(&trouble.to_string());
            }
        }
    }
    console.answer(&reports);
    console.summarise("unsigned", &unsigned);
    if !console.is_json() {
        for report in &reports {
            console.say(&report.file);
            tell(report, &mut |line| console.say(line));
        }
        if unsigned == 0 && reports.is_empty() && failed.is_none() {
            console.say("Проверять нечего: ни документов, ни подписей здесь нет");
        }
        if unsigned > 0 {
            let papers = counted(unsigned, "документ", "документа", "документов");
            console.say(&format!("Без подписи: {papers}"));
        }
        if reports.iter().any(FileReport::has_signatures) {
            console.say(if roots.is_empty() {
                TRUST_NOT_CHECKED
            } else {
                REVOCATION_NOT_ASKED
            });
        }
    }
    if let Some(failed) = failed {
        failed
    } else if reports.iter().all(FileReport::is_good) {
        Ended::Well
    } else {
        Ended::WithProblems
    }
}

/// What is said of a signed paper or an archive of a school.
pub(crate) struct Checked {
    /// Its name.
    pub file: String,
    /// Whether all that is signed and listed is as it was.
    pub is_good: bool,
    pub lines: Vec<String>,
}

/// Checks the papers and archives of a school, with the program that the user's settings name.
/// Gives how many papers bear no signature, too.
///
/// # Errors
/// Why that cannot be done, in Russian.
pub(crate) fn check_school(folder: &Path) -> Result<(Vec<Checked>, usize), String> {
    let verifier = verifier(&[])?;
    let ask = verifier
        .as_ref()
        .map(|it| |cms: &Cms, pieces: &[&[u8]]| it.confirm(&cms.der, pieces, &|| false));
    let means = Means {
        roots: &[],
        confirm: ask.as_ref().map(|it| it as Confirm<'_>),
    };
    let (mut checked, mut unsigned) = (Vec::new(), 0);
    let files = folders::files(&[folder.to_owned()]).map_err(|trouble| trouble.to_string())?;
    let mut sides = Sides::default();
    for Found { path, .. } in &files {
        let report = of_file(path, &mut sides, &means).map_err(|trouble| trouble.to_string())?;
        if report.has_nothing() {
            unsigned += 1;
            continue;
        }
        let mut lines = Vec::new();
        tell(&report, &mut |line| {
            lines.push(visible(line.trim_start()));
        });
        checked.push(Checked {
            file: name_of(path),
            is_good: report.is_good(),
            lines,
        });
    }
    Ok((checked, unsigned))
}

/// By what signatures are checked besides the mathematics.
struct Means<'a> {
    roots: &'a [Certificate],
    confirm: Option<Confirm<'a>>,
}

/// Reads the signatures of a file, in it and beside it.
fn of_file(path: &Path, sides: &mut Sides, means: &Means<'_>) -> Result<FileReport, Trouble> {
    let mut report = FileReport::of(path.display().to_string());
    if stands_for_signature(&name_of(path)) && path.is_file() {
        let bare = path.with_extension("");
        let bare = name_of(&bare);
        let document = bare.strip_suffix(".pep").unwrap_or(&bare);
        let bytes = read_at_most(path, LARGEST as u64)?.unwrap_or_default();
        report.error = Some(match Cms::read(&bytes) {
            Err(Fault::NotDetached) => "это присоединенная подпись: документ внутри нее, а программа проверяет только отсоединенные; откройте ее в КриптоАРМ или на портале Госуслуг".to_owned(),
            _ => format!(
                "это подпись, а документа «{document}», к которому она относится, рядом нет"
            ),
        });
        return Ok(report);
    }
    let (sides, unclear) = sides.beside(path)?;
    let Some(bytes) = read_at_most(path, LARGEST as u64)? else {
        // An archive is read piece by piece, whatever its length.
        if has_ending(path, "zip") && sides.is_empty() {
            report.archive_of(open(path)?, means);
        } else {
            report.error = Some(Fault::TooLong(LARGEST >> 20).to_string());
        }
        return Ok(report);
    };
    let mut beside = Vec::new();
    for side in sides {
        let signature = read_at_most(&side, LONGEST_BESIDE)?;
        beside.push((name_of(&side), signature));
    }
    for side in unclear {
        let signature = read_at_most(&side, LONGEST_BESIDE)?;
        let is_of_it = |it: &Vec<u8>| {
            let each = verify_each_detached(it, &bytes, &[], None);
            each.is_ok_and(|each| each.iter().any(|it| it.agrees))
        };
        if signature.as_ref().is_some_and(is_of_it) {
            beside.push((name_of(&side), signature));
        }
    }
    report.signatures_of(&bytes, &beside, means);
    if !is_pdf(&bytes) && has_ending(path, "zip") {
        report.archive_of(Cursor::new(bytes), means);
    }
    Ok(report)
}

impl FileReport {
    /// Looks at the signatures in a file and beside it; those of which nothing is read are too long.
    fn signatures_of(
        &mut self,
        bytes: &[u8],
        beside: &[(String, Option<Vec<u8>>)],
        means: &Means<'_>,
    ) {
        for (name, signature) in beside {
            if ends_as_simple_signature(name) {
                let simple = of_simple(name, signature.as_deref(), bytes);
                self.simple.push(simple);
            } else {
                self.signatures
                    .extend(of_beside(name, signature.as_deref(), bytes, means));
            }
        }
        if !is_pdf(bytes) {
            if self.signatures.is_empty() && self.simple.is_empty() && is_signed_in_office(bytes) {
                self.error = Some("документ подписан в Word или Excel, а такие подписи эта программа не проверяет; они видны там же: «Файл», «Сведения», «Просмотр подписей»".to_owned());
            }
            return;
        }
        match verify_pdf_by(bytes, means.roots, means.confirm) {
            Ok(inside) => {
                self.validation_data = !inside.is_empty() && has_validation_data(bytes);
                self.signatures.extend(inside.iter().map(of_field));
            }
            Err(fault) => self.error = Some(fault.to_string()),
        }
    }

    /// Compares an archive with its list, and looks at the signatures of its papers.
    fn archive_of(&mut self, archive: impl Read + Seek, means: &Means<'_>) {
        let mut papers = Vec::new();
        let read = verify_archive_by(archive, |paper| {
            let mut report = Self::of(paper.name.to_owned());
            let beside = paper.beside.into_iter();
            let beside: Vec<(String, Option<Vec<u8>>)> = beside
                .map(|(name, bytes)| (name.to_owned(), Some(bytes)))
                .collect();
            report.signatures_of(&paper.bytes, &beside, means);
            if paper.is_signed && report.has_nothing() {
                report.error = Some(NOT_SIGNED.to_owned());
            }
            if !report.has_nothing() {
                papers.push(report);
            }
        });
        match read {
            Ok(archive) => (self.archive, self.papers) = (Some(archive), papers),
            Err(why) => self.error = Some(no_archive(why).to_owned()),
        }
    }

    /// All its signatures, those of the papers of an archive too.
    fn has_signatures(&self) -> bool {
        !self.signatures.is_empty() || self.papers.iter().any(Self::has_signatures)
    }
}

/// Whether a package of Office Open XML holds a signature of its own kind (ECMA-376-2, 13).
fn is_signed_in_office(bytes: &[u8]) -> bool {
    let package = zip::ZipArchive::new(Cursor::new(bytes));
    package.is_ok_and(|it| {
        it.file_names()
            .any(|name| name.starts_with("_xmlsignatures/"))
    })
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case(ending))
}

/// The signatures that lie in each folder, looked for once.
#[derive(Default)]
struct Sides(BTreeMap<PathBuf, Vec<PathBuf>>);

impl Sides {
    /// The signatures of a file by their names, and those that may be of another file too: which it
    /// is, «Карта.docx» or «Карта.pdf», only what is signed can tell.
    fn beside(&mut self, path: &Path) -> Result<(Vec<PathBuf>, Vec<PathBuf>), Trouble> {
        let folder = path
            .parent()
            .filter(|p| !p.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        if !self.0.contains_key(folder) {
            let mut all = files_in(folder)?;
            all.retain(|side| stands_for_signature(&name_of(side)));
            self.0.insert(folder.to_owned(), all);
        }
        let start = format!("{}.", name_of(path));
        let all = self.0.get(folder).into_iter().flatten();
        // «Карта.sig» is of «Карта.pdf», if there is no «Карта.docx» too.
        let papers = |side: &Path| -> Vec<String> {
            let papers = folders::papers_of(&side.with_extension(""));
            papers.iter().map(|it| name_of(it)).collect()
        };
        let own = name_of(path);
        let (mut sure, mut unclear) = (Vec::new(), Vec::new());
        for side in all {
            if name_of(side).starts_with(&start) {
                sure.push(side.clone());
                continue;
            }
            match papers(side).as_slice() {
                [only] if *only == own => sure.push(side.clone()),
                several if several.contains(&own) => unclear.push(side.clone()),
                _ => {}
            }
        }
        Ok((sure, unclear))
    }
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// One for each who has signed there.
fn of_beside(
    name: &str,
    signature: Option<&[u8]>,
    bytes: &[u8],
    means: &Means<'_>,
) -> Vec<SignatureReport> {
    let read = match signature {
        Some(signature) => verify_each_detached(signature, bytes, means.roots, means.confirm),
        None => Err(Fault::UnreadableSignature),
    };
    match read {
        Ok(each) => each
            .into_iter()
            .map(|checked| of_checked(name.to_owned(), checked, bytes))
            .collect(),
        Err(fault) => vec![SignatureReport {
            detached: true,
            covered_bytes: bytes.len(),
            ..of_cms(name.to_owned(), &Err(fault))
        }],
    }
}

fn of_checked(place: String, checked: CheckedBeside, bytes: &[u8]) -> SignatureReport {
    let is_whole = checked.agrees && !checked.cms.has_broken_time_stamp();
    let intact = is_whole && checked.value == ValueCheck::Right;
    let unproved = is_whole && matches!(checked.value, ValueCheck::Unchecked(_));
    let at = checked.signed_at();
    let mut out = SignatureReport {
        detached: true,
        covered_bytes: bytes.len(),
        intact,
        unproved,
        digest_agrees: Some(checked.agrees),
        confirmed_by: checked.confirmed_by,
        time_stamp: checked.stamped.as_ref().map(time_report),
        appended: if intact || unproved {
            "nothing"
        } else {
            "unknown"
        },
        ..of_cms(place, &Ok(checked.cms))
    };
    note_validity(&mut out, at);
    note_value(&mut out, Some(&checked.value));
    note_trust(&mut out, &checked.trust);
    out
}
