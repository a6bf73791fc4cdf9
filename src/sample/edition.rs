//! An edition as folders of files to be written: one of the user's own as it lies, and any as a copy
//! in which nothing is left to the editions beneath.

use std::collections::BTreeSet;

use toml_edit::{DocumentMut, value};

use crate::edition::{self, Edition, Own, extends_in};
use crate::project::{Municipality, MunicipalityFiles, RawFile};

/// What stands at the top of the passport of a copy.
const OPENING: &str = "# Все слова и графы редакции, которые печатает программа; чего в ней самой нет, взято из редакции extends.\n\
    # Измените, что у вас иначе. Что не менялось, можно удалить, хоть целый файл: этого нет здесь – значит, берется из редакции extends.\n\
    # Проверить: nastavnik edition check – и путь к этой папке.\n\n";

/// The files of one edition.
pub struct EditionFolder {
    pub name: String,
    /// By their names in the folder.
    pub files: Vec<(String, Vec<u8>)>,
}

/// An edition of the user's own, and after it those of his that it stands over; `forms` are all his
/// wording files.
pub fn editions_as_they_lie(name: &str, forms: &[RawFile]) -> Vec<EditionFolder> {
    let chain = names_down_from(name, forms);
    let folder = |name: String| {
        let inside = |file: &RawFile| {
            let (folder, stem) = file.stem.split_once('/')?;
            (folder == name).then(|| (format!("{stem}.toml"), file.bytes.clone()))
        };
        let files = forms.iter().filter_map(inside).collect();
        EditionFolder { name, files }
    };
    let own = chain.into_iter().map(folder);
    own.filter(|folder| !folder.files.is_empty()).collect()
}

/// A copy of an edition that reads well, in which every file is whole: `called` is what people call
/// the edition.
pub fn copy_of_edition(name: &str, called: &str, copy: &str, forms: &[RawFile]) -> EditionFolder {
    let files = MunicipalityFiles {
        forms: forms.to_vec(),
        ..MunicipalityFiles::default()
    };
    let can_draw = |_| true;
    let read = Municipality::read(&files, &can_draw);
    let own = Own {
        sources: &read.sources,
        files: (read.forms.iter())
            .map(|(file, stem)| (*file, stem.as_str()))
            .collect(),
        can_draw: &can_draw,
    };
    let base = names_down_from(name, forms).pop();
    let base = base.as_deref().unwrap_or(name);
    let texts = edition::written_out(name, &own).ok().flatten();
    let with_name = |(file, text): (&str, String)| {
        let text = if file == "edition" {
            OPENING.to_owned() + &passport_of_copy(&text, &format!("{called}, копия"), base)
        } else {
            text
        };
        (format!("{file}.toml"), text.into_bytes())
    };
    EditionFolder {
        name: copy.to_owned(),
        files: texts.into_iter().flatten().map(with_name).collect(),
    }
}

/// An edition and those of the user's that it stands over, down to the one that is compiled in.
fn names_down_from(name: &str, forms: &[RawFile]) -> Vec<String> {
    let mut out = vec![name.to_owned()];
    let mut met = BTreeSet::from([name.to_owned()]);
    while let Some(last) = out.last()
        && !Edition::names().contains(&last.as_str())
    {
        let passport = format!("{last}/edition");
        let file = forms.iter().find(|file| file.stem == passport);
        let next = file.and_then(|file| extends_in(&String::from_utf8_lossy(&file.bytes)));
        match next.filter(|next| met.insert(next.clone())) {
            Some(next) => out.push(next),
            None => break,
        }
    }
    out
}

/// The passport with another name, over another edition.
fn passport_of_copy(passport: &str, called: &str, beneath: &str) -> String {
    let Ok(mut file) = passport.parse::<DocumentMut>() else {
        return passport.to_owned();
    };
    file["name"] = value(called);
    file["extends"] = value(beneath);
    file.to_string()
}
