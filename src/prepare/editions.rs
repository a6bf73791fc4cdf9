//! An edition by itself, without a school: what it is, and what is wrong with its files.

use super::municipality::{PreparedMunicipality, prepare_municipality};
use crate::edition::Edition;
use crate::project::{FileRemark, MunicipalityFiles, RawFile};

/// Reads an edition, built in or one of these files.
pub fn prepare_edition(name: &str, corrected: bool, forms: &[RawFile]) -> PreparedMunicipality {
    prepare_edition_with(name, corrected, forms, Vec::new())
}

/// The same of an edition beside whose files others lie that are not read.
pub fn prepare_edition_with(
    name: &str,
    corrected: bool,
    forms: &[RawFile],
    remarks: Vec<FileRemark>,
) -> PreparedMunicipality {
    let wording = if corrected { "corrected" } else { "official" };
    let asks = format!("edition = {name:?}\nwording = {wording:?}\n");
    prepare_municipality(&MunicipalityFiles {
        district: Some(RawFile {
            name: String::new(),
            inside: String::new(),
            stem: String::new(),
            bytes: asks.into_bytes(),
        }),
        // Beside a built-in edition the others are not meant.
        forms: if Edition::names().contains(&name) {
            Vec::new()
        } else {
            forms.to_vec()
        },
        remarks,
        ..MunicipalityFiles::default()
    })
}

/// Names of the editions compiled in, and of those among these files.
pub fn edition_names(forms: &[RawFile]) -> Vec<String> {
    let mut names: Vec<String> = Edition::names().into_iter().map(str::to_owned).collect();
    let folders = forms.iter().filter_map(|form| form.stem.split_once('/'));
    for (name, _) in folders {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}
