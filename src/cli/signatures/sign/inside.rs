//! A signature in a field of the PDF: at once, or in two steps.

use std::path::{Path, PathBuf};

use super::done::{Done, NotSigned};
use super::hand::{beside, finish};
use super::job::Job;
use crate::console::Console;
use crate::disk::{Trouble, read, remove, write_whole};
use crate::signing::{Fault, Prepared};

/// Ending of the file with room for the signature.
const PREPARED: &str = "prepared";
/// Ending of the file to sign.
const TO_SIGN: &str = "bin";

pub(super) fn sign(job: &Job<'_>, path: &Path, console: &Console) -> Result<Done, NotSigned> {
    let Some(field) = &job.args.field else {
        return Err(Fault::NotPrepared.into());
    };
    let hand = job.hand();
    let mut warn = |words: String| {
        console.warn(&format!("внимание: {}: {words}", path.display()));
    };
    let prepared = match hand.make_room(read(path)?, field, &mut warn) {
        Ok(prepared) => prepared,
        Err(Fault::NoField(..)) if !job.names(path) => {
            return Ok(Done::Passed(format!("поля «{field}» в нем нет")));
        }
        Err(Fault::AlreadySigned(_)) => {
            return Ok(Done::Passed(format!("поле «{field}» уже подписано")));
        }
        Err(fault) => return Err(fault.into()),
    };
    if job.args.prepare {
        let to_sign = keep(path, field, &prepared)?;
        return Ok(Done::Signed(format!(
            "подпишите отсоединенной подписью файл {} и вложите ее: nastavnik sign \"{}\" --field \"{field}\" --embed ФАЙЛ_ПОДПИСИ",
            to_sign.display(),
            path.display()
        )));
    }
    hand.fill(path, prepared, field)
}

/// The first of two steps: the file to sign lies beside the document, which stays as it is.
pub(super) fn keep(path: &Path, field: &str, prepared: &Prepared) -> Result<PathBuf, Trouble> {
    write_whole(&of_field(path, field, PREPARED), prepared.pdf())?;
    let to_sign = of_field(path, field, TO_SIGN);
    write_whole(&to_sign, &prepared.to_sign())?;
    Ok(to_sign)
}

/// The second of two steps.
pub(super) fn embed(job: &Job<'_>, path: &Path, signature: &Path) -> Result<Done, NotSigned> {
    let Some(field) = &job.args.field else {
        return Err(Fault::NotPrepared.into());
    };
    embed_into(path, field, &read(signature)?)
}

/// Puts a signature into the field that was prepared for it.
pub(super) fn embed_into(path: &Path, field: &str, signature: &[u8]) -> Result<Done, NotSigned> {
    let pdf = read(path)?;
    let kept = of_field(path, field, PREPARED);
    let bytes = read(&kept).map_err(|trouble| {
        if trouble.is_missing() {
            Fault::NotPrepared.into()
        } else {
            NotSigned::Disk(trouble)
        }
    })?;
    let prepared = Prepared::read(bytes, field, pdf.len())?;
    let done = finish(path, prepared, signature, field)?;
    // Nobody needs them any more; left where they are they harm nobody either.
    let _ = remove(&kept);
    let _ = remove(&of_field(path, field, TO_SIGN));
    Ok(done)
}

/// The field of a paper that a file of these names was prepared for, to be signed.
pub(super) fn prepared_for<'n>(name: &'n str, paper: &str) -> Option<&'n str> {
    let field = name.strip_prefix(paper)?.strip_prefix('.')?;
    field.strip_suffix(TO_SIGN)?.strip_suffix('.')
}

fn of_field(path: &Path, field: &str, ending: &str) -> PathBuf {
    beside(path, &format!("{field}.{ending}"))
}
