//! Which files are looked at where folders are named.

use std::path::{Path, PathBuf};

use crate::disk::{Trouble, files_in, is_project, schools_below, stands_for_signature};

/// A file to look at; named by the user or found in a folder.
pub(super) struct Found {
    pub path: PathBuf,
    pub is_named: bool,
}

/// The files that are named, and the papers and archives in folders: in that of a school, and of a
/// school of many, what lies in `out` and the archives beside it.
pub(super) fn files(named: &[PathBuf]) -> Result<Vec<Found>, Trouble> {
    let mut out = Vec::new();
    for path in named {
        if !path.is_dir() {
            let path = signed_by(path).unwrap_or_else(|| path.clone());
            if out.iter().all(|found: &Found| found.path != path) {
                out.push(Found {
                    path,
                    is_named: true,
                });
            }
            continue;
        }
        let schools = schools_below(path)?;
        for school in &schools {
            of_school(school, &mut out)?;
        }
        if is_project(path) {
            of_school(path, &mut out)?;
        } else if schools.is_empty() {
            of_folder(path, &["pdf", "docx", "xlsx", "zip"], &mut out)?;
        }
    }
    Ok(out)
}

/// The file that a signature stands beside: for «Карта.docx.sig», «Карта.docx.титова.sig» and
/// «Карта.docx.pep.json» «Карта.docx».
fn signed_by(signature: &Path) -> Option<PathBuf> {
    let name = signature.file_name()?.to_string_lossy();
    let bare = Some(signature.with_extension("")).filter(|_| stands_for_signature(&name))?;
    let mut file = bare.clone();
    while !file.is_file() {
        if file.extension().is_none() {
            return papers_of(&bare).into_iter().next();
        }
        file = file.with_extension("");
    }
    Some(file)
}

/// Papers by the name of a signature that some programs give without «.pdf»: «Карта.sig».
pub(super) fn papers_of(bare: &Path) -> Vec<PathBuf> {
    let name = bare.file_name().unwrap_or_default().to_string_lossy();
    let papers =
        ["pdf", "docx", "xlsx", "zip"].map(|it| bare.with_file_name(format!("{name}.{it}")));
    papers.into_iter().filter(|it| it.is_file()).collect()
}

/// Whether a file is a signature of a document that is not there.
fn is_lone_signature(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    stands_for_signature(&name) && signed_by(path).is_none()
}

fn of_school(school: &Path, out: &mut Vec<Found>) -> Result<(), Trouble> {
    of_folder(school, &["zip"], out)?;
    of_folder(&school.join("out"), &["pdf", "docx", "xlsx", "zip"], out)
}

fn of_folder(folder: &Path, endings: &[&str], out: &mut Vec<Found>) -> Result<(), Trouble> {
    let is_meant = |path: &PathBuf| {
        let ending = path.extension();
        let is_paper =
            ending.is_some_and(|own| endings.iter().any(|it| own.eq_ignore_ascii_case(it)));
        is_paper || is_lone_signature(path)
    };
    let files = files_in(folder)?.into_iter().filter(is_meant);
    out.extend(files.map(|path| Found {
        path,
        is_named: false,
    }));
    Ok(())
}
