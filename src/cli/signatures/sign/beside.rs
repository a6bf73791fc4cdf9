//! Signatures that lie beside a file and leave it as it is.

use std::path::{Path, PathBuf};

use super::job::{Done, Job, NotSigned};
use crate::console::interrupt;
use crate::disk::{read, write_new};
use crate::signing::{Fault, SimpleSignature, ValueCheck, verify_detached};

fn named(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{ending}"));
    name.into()
}

/// A detached CMS: `paper.pdf.sig`, with a field `paper.pdf.head.sig`.
pub(super) fn detached(job: &Job<'_>, path: &Path) -> Result<Done, NotSigned> {
    let ending = job
        .args
        .field
        .as_ref()
        .map_or_else(|| "sig".to_owned(), |field| format!("{field}.sig"));
    let signature = named(path, &ending);
    if signature.exists() {
        return Ok(Done::Passed(format!(
            "подпись {} уже есть",
            signature.display()
        )));
    }
    let bytes = read(path)?;
    let answer = job.signer.sign(&bytes, &interrupt::asked)?;
    let checked = verify_detached(&answer, &bytes, &[]).map_err(|fault| match fault {
        Fault::UnreadableSignature => Fault::NotCms,
        other => other,
    })?;
    let cms = checked.cms;
    if job
        .certificate
        .as_ref()
        .is_some_and(|own| *own != cms.certificate)
    {
        return Err(Fault::OtherCertificate(cms.certificate.serial()).into());
    }
    if !checked.agrees || read(path)? != bytes {
        return Err(Fault::OtherBytes.into());
    }
    if checked.value == ValueCheck::Wrong {
        return Err(Fault::WrongValue.into());
    }
    write_new(&signature, &cms.der)?;
    Ok(Done::Signed(format!(
        "подпись записана: {}; владелец сертификата – {}",
        signature.display(),
        cms.certificate.owner()
    )))
}

/// The particulars of a simple signature.
pub(super) fn simple(job: &Job<'_>, path: &Path) -> Result<Done, NotSigned> {
    let side = named(path, "pep.json");
    if side.exists() {
        return Ok(Done::Passed(format!("файл {} уже есть", side.display())));
    }
    let who = job.args.signer.clone().unwrap_or_default();
    let known = job
        .project
        .as_ref()
        .and_then(|plan| plan.staff_member(&who));
    let (name, own_post) = known.map_or((who, None), |(name, post)| (name, Some(post)));
    let Some(post) = job.args.post.clone().or(own_post) else {
        return Err(Fault::NoPost(name).into());
    };
    let bytes = read(path)?;
    let file = path
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    let signature = SimpleSignature::of(&file, &bytes, &name, &post, job.time);
    let json = serde_json::to_string_pretty(&signature).unwrap_or_default() + "\n";
    write_new(&side, json.as_bytes())?;
    Ok(Done::Signed(format!(
        "простая подпись: {}, ключ {}",
        side.display(),
        signature.key
    )))
}
