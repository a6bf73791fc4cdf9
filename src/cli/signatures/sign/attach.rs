//! Signatures made elsewhere: each finds the paper it is of by itself.

use std::path::Path;

use super::done::NotSigned;
use super::hand::{beside, noted};
use super::inside::{embed_into, prepared_for};
use crate::disk::{read, stands_for_signature, write_new, write_whole};
use crate::serve::SignTold;
use crate::signing::{Fault, ValueCheck, is_pdf, verify_each_detached, verify_pdf};

/// Endings of the papers that are signed.
const PAPERS: [&str; 3] = ["pdf", "docx", "xlsx"];
/// Signatures beside one file; more nobody needs.
const MOST: usize = 32;

/// `names` are those of all files of the folder.
pub(super) fn attach(
    out: &Path,
    names: &[String],
    files: &[(&str, &[u8])],
) -> Result<Vec<SignTold>, String> {
    let papers = papers(out, names)?;
    let told = files.iter().map(|(name, bytes)| {
        let done = if is_pdf(bytes) {
            replaced(out, &papers, bytes)
        } else {
            put(out, names, &papers, bytes)
        };
        let is_done = done.is_ok();
        SignTold {
            file: (*name).to_owned(),
            is_done,
            told: done.unwrap_or_else(|why| why),
        }
    });
    Ok(told.collect())
}

fn papers(out: &Path, names: &[String]) -> Result<Vec<(String, Vec<u8>)>, String> {
    let is_paper = |name: &&String| {
        let ending = name.rsplit_once('.').map(|(_, it)| it.to_lowercase());
        ending.is_some_and(|it| PAPERS.contains(&it.as_str()))
    };
    let papers = names.iter().filter(is_paper);
    let read = |name: &String| {
        Ok((
            name.clone(),
            read(&out.join(name)).map_err(|it| it.to_string())?,
        ))
    };
    papers.map(read).collect()
}

/// Puts a detached signature beside the paper it is of.
fn put(
    out: &Path,
    names: &[String],
    papers: &[(String, Vec<u8>)],
    signature: &[u8],
) -> Result<String, String> {
    if let Some(done) = filled(out, names, papers, signature) {
        return done;
    }
    let mut is_read = false;
    for (paper, bytes) in papers {
        let each = match verify_each_detached(signature, bytes, &[], None) {
            Ok(each) => each,
            Err(fault) => return Err(fault.on_page()),
        };
        is_read = true;
        if each.iter().any(|it| !it.agrees) {
            continue;
        }
        if each.iter().any(|it| it.value == ValueCheck::Wrong) {
            return Err(Fault::WrongValue.to_string());
        }
        let owners: Vec<String> = each.iter().map(|it| it.cms.certificate.owner()).collect();
        let path = out.join(paper);
        let start = format!("{paper}.");
        let mut known = names
            .iter()
            .filter(|it| it.starts_with(&start) && stands_for_signature(it));
        if known.any(|it| read(&out.join(it)).is_ok_and(|old| old == signature)) {
            return Err(format!(
                "эта подпись уже лежит рядом с документом «{paper}»"
            ));
        }
        let ending = |n: usize| {
            if n == 1 {
                "sig".to_owned()
            } else {
                format!("{n}.sig")
            }
        };
        let free = (1..=MOST)
            .map(|n| beside(&path, &ending(n)))
            .find(|it| !it.exists());
        let free = free.ok_or("подписей рядом с документом больше, чем бывает")?;
        write_new(&free, signature).map_err(|trouble| trouble.to_string())?;
        return Ok(format!(
            "«{paper}» – подписал {}{}",
            owners.join(", "),
            noted(&path, Some(&free))
        ));
    }
    Err(if is_read {
        "среди документов школы нет того, который так подписан: он изменен или изготовлен заново после подписания, или подписан другой файл".to_owned()
    } else {
        "документы школы еще не изготовлены".to_owned()
    })
}

/// Puts a signature into the field that was prepared for it; nothing where it is of no such field.
fn filled(
    out: &Path,
    names: &[String],
    papers: &[(String, Vec<u8>)],
    signature: &[u8],
) -> Option<Result<String, String>> {
    let prepared = |name: &String| {
        let of_paper = |(paper, _): &(String, Vec<u8>)| {
            Some((paper.clone(), prepared_for(name, paper)?.to_owned()))
        };
        let (paper, field) = papers.iter().find_map(of_paper)?;
        let to_sign = read(&out.join(name)).ok()?;
        let each = verify_each_detached(signature, &to_sign, &[], None).ok()?;
        let is_of_it = !each.is_empty() && each.iter().all(|it| it.agrees);
        let owners: Vec<String> = each.iter().map(|it| it.cms.certificate.owner()).collect();
        is_of_it.then(|| (paper, field, owners.join(", ")))
    };
    let (paper, field, owner) = names.iter().find_map(prepared)?;
    Some(match embed_into(&out.join(&paper), &field, signature) {
        Ok(_) => Ok(format!("«{paper}» – подписал {owner}, подпись внутри")),
        Err(NotSigned::Fault(Fault::NotPrepared)) => Err(
            "место для этой подписи больше не подготовлено: скачайте документ для подписания еще раз"
                .to_owned(),
        ),
        Err(why) => Err(why.on_page()),
    })
}

/// Puts a PDF that was signed elsewhere in the place of the paper it was made from: an honest
/// signature only appends to it.
fn replaced(out: &Path, papers: &[(String, Vec<u8>)], signed: &[u8]) -> Result<String, String> {
    let is_from = |(_, own): &&(String, Vec<u8>)| is_pdf(own) && signed.starts_with(own);
    let mut from = papers.iter().filter(is_from);
    let paper = from
        .next()
        .map(|(name, own)| (name, own.len() == signed.len()));
    let (paper, is_same) = paper.ok_or(
        "среди документов школы нет того, из которого сделан этот PDF: подписывайте файл из папки школы, не сохраняя его заново",
    )?;
    if is_same {
        return Err(format!("«{paper}» уже такой"));
    }
    let all = verify_pdf(signed, &[]).map_err(|fault| fault.on_page())?;
    let last = all.last().ok_or("подписей в этом PDF нет")?;
    if all.iter().any(|it| !it.is_intact() && !it.is_unproved()) {
        return Err("подписи в этом PDF не сходятся с его содержанием".to_owned());
    }
    let owner = last.cms.as_ref().map(|it| it.certificate.owner());
    write_whole(&out.join(paper), signed).map_err(|trouble| trouble.to_string())?;
    Ok(format!(
        "«{paper}» – подписал {}{}",
        owner.unwrap_or_default(),
        noted(&out.join(paper), None)
    ))
}
