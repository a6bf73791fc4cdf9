//! A signature in a field of the PDF: at once, or in two steps.

use std::path::{Path, PathBuf};

use super::job::{Done, Job, NotSigned};
use crate::console::{Console, interrupt};
use crate::disk::{read, remove, write_whole};
use crate::signing::{Certificate, Fault, Prepared, Profile, Request, Stamp, fields_of, prepare};

/// Ending of the file with room for the signature.
const PREPARED: &str = "prepared";
/// Ending of the file to sign.
const TO_SIGN: &str = "bin";

pub(super) fn sign(job: &Job<'_>, path: &Path, console: &Console) -> Result<Done, NotSigned> {
    let (Some(field), Some(certificate)) = (&job.args.field, &job.certificate) else {
        return Err(Fault::NotPrepared.into());
    };
    let pdf = read(path)?;
    let fields = fields_of(pdf.clone())?;
    let Some(state) = fields.iter().find(|f| f.name == *field) else {
        let known: Vec<String> = fields.into_iter().map(|f| f.name).collect();
        let fault = Fault::NoField(field.clone(), known);
        let named = job.targets.iter().any(|t| t.named && t.path == path);
        return if named {
            Err(fault.into())
        } else {
            Ok(Done::Passed(format!("поля «{field}» в нем нет")))
        };
    };
    if state.is_signed {
        return Ok(Done::Passed(format!("поле «{field}» уже подписано")));
    }
    warn(job, certificate, path, state.person(), console);
    let request = Request {
        field,
        certificate,
        profile: job.args.profile.map_or_else(
            || Profile::usual(certificate),
            super::args::ProfileName::profile,
        ),
        time: job.time,
        room: job.args.room,
        stamp: if job.args.no_stamp {
            None
        } else {
            Some(Stamp::of(certificate)?)
        },
    };
    let prepared = prepare(pdf, &request)?;
    if job.args.prepare {
        return keep(path, field, &prepared);
    }
    let answer = job.signer.sign(&prepared.to_sign(), &interrupt::asked)?;
    finish(path, prepared, &answer, field)
}

/// Puts the signature in, if the file is still the one that was read.
fn finish(path: &Path, prepared: Prepared, answer: &[u8], field: &str) -> Result<Done, NotSigned> {
    if !prepared.is_from(&read(path)?) {
        return Err(Fault::ChangedSincePrepared.into());
    }
    let signed = prepared.embed(answer)?;
    write_whole(path, &signed)?;
    Ok(Done::Signed(format!("подпись вложена в поле «{field}»")))
}

fn beside(path: &Path, field: &str, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{field}.{ending}"));
    name.into()
}

/// The first of two steps: the file to sign lies beside the document, which stays as it is.
fn keep(path: &Path, field: &str, prepared: &Prepared) -> Result<Done, NotSigned> {
    write_whole(&beside(path, field, PREPARED), prepared.pdf())?;
    let to_sign = beside(path, field, TO_SIGN);
    write_whole(&to_sign, &prepared.to_sign())?;
    Ok(Done::Signed(format!(
        "подпишите отсоединенной подписью файл {} и вложите ее: nastavnik sign {} --field {field} --embed ФАЙЛ_ПОДПИСИ",
        to_sign.display(),
        path.display()
    )))
}

/// The second of two steps.
pub(super) fn embed(job: &Job<'_>, path: &Path, signature: &Path) -> Result<Done, NotSigned> {
    let Some(field) = &job.args.field else {
        return Err(Fault::NotPrepared.into());
    };
    let pdf = read(path)?;
    let kept = beside(path, field, PREPARED);
    let bytes = read(&kept).map_err(|trouble| {
        if trouble.is_missing() {
            Fault::NotPrepared.into()
        } else {
            NotSigned::Disk(trouble)
        }
    })?;
    let prepared = Prepared::read(bytes, field, pdf.len())?;
    let done = finish(path, prepared, &read(signature)?, field)?;
    // Nobody needs them any more; left where they are they harm nobody either.
    let _ = remove(&kept);
    let _ = remove(&beside(path, field, TO_SIGN));
    Ok(done)
}

/// What does not hinder a signature but is most likely a mistake.
fn warn(
    job: &Job<'_>,
    certificate: &Certificate,
    path: &Path,
    person: Option<&str>,
    console: &Console,
) {
    let name = path.display();
    if let Some(person) = person.filter(|person| !certificate.is_owned_by(person)) {
        console.warn(&format!(
            "внимание: {name}: в этом месте подписывает {person}, а владелец сертификата – {}",
            certificate.owner()
        ));
    }
    let (from, to) = certificate.validity();
    if job.time < from || job.time > to {
        console.warn(&format!(
            "внимание: {name}: срок действия сертификата истек или еще не начался"
        ));
    }
}
