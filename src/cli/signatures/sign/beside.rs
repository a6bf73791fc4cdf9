//! Signatures that lie beside a file and leave it as it is.

use std::path::Path;

use super::done::{Done, NotSigned};
use super::hand::{beside, noted};
use super::job::Job;
use crate::disk::{read, write_new};
use crate::signing::{Fault, SimpleSignature};

/// A detached CMS: `paper.pdf.sig`, with a field `paper.pdf.head.sig`.
pub(super) fn detached(job: &Job<'_>, path: &Path) -> Result<Done, NotSigned> {
    let ending = job
        .args
        .field
        .as_ref()
        .map_or_else(|| "sig".to_owned(), |field| format!("{field}.sig"));
    job.hand().put_beside(path, &beside(path, &ending))
}

/// The particulars of a simple signature.
pub(super) fn simple(job: &Job<'_>, path: &Path) -> Result<Done, NotSigned> {
    let side = beside(path, "pep.json");
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
        "простая подпись: {}, ключ {}{}",
        side.display(),
        signature.key,
        noted(path, Some(&side))
    )))
}
