//! An edition as folders of files to be written: one of the user's own as it lies, and any as a copy
//! in which nothing is left to the editions beneath.

use std::collections::BTreeSet;

use toml_edit::{DocumentMut, value};

use crate::edition::{self, Edition, Own, extends_in, name_in};
use crate::project::{Municipality, MunicipalityFiles, RawFile, SharedEditions};
use crate::schema::{self, edition_schemas, line_of_edition};

/// What the first line of a file is for.
pub(super) const EDITOR_LINE: &str = "(Первая строка – для редакторов кода: по ней они подсказывают поля. В Блокноте на нее не обращайте внимания.)";
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

/// Files of an edition with a line for editors at the top of each, and the schemas that the lines
/// name.
pub fn with_schemas(files: Vec<(String, Vec<u8>)>) -> Vec<(String, Vec<u8>)> {
    let with_line = |(name, bytes): (String, Vec<u8>)| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let line = line_of_edition(name.trim_end_matches(".toml"));
        let text = format!("{line}\n# {EDITOR_LINE}\n\n{}", without_line(&text));
        (name, text.into_bytes())
    };
    let schemas = edition_schemas().into_iter();
    let schemas = schemas.map(|file| {
        (
            format!("{}/{}", schema::FOLDER, file.name),
            file.text.into_bytes(),
        )
    });
    files.into_iter().map(with_line).chain(schemas).collect()
}

/// The text without the line for editors that it has.
fn without_line(text: &str) -> &str {
    let Some((first, rest)) = text.split_once('\n') else {
        return text;
    };
    if !first.starts_with("#:schema ") {
        return text;
    }
    let note = format!("# {EDITOR_LINE}\n");
    let rest = rest.strip_prefix(note.as_str()).unwrap_or(rest);
    rest.trim_start_matches('\n')
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
        let files: Vec<_> = forms.iter().filter_map(inside).collect();
        let has_line = |(_, bytes): &(String, Vec<u8>)| bytes.starts_with(b"#:schema ");
        let files = if !files.is_empty() && files.iter().all(has_line) {
            with_schemas(files)
        } else {
            files
        };
        EditionFolder { name, files }
    };
    let own = chain.into_iter().map(folder);
    own.filter(|folder| !folder.files.is_empty()).collect()
}

/// A copy of an edition that reads well, in which every file is whole: `called` is what people call
/// the edition.
pub fn copy_of_edition(name: &str, called: &str, copy: &str, forms: &[RawFile]) -> EditionFolder {
    let texts = with_own(forms.to_vec(), |own| edition::written_out(name, own));
    let texts = texts.ok().flatten();
    let base = names_down_from(name, forms).pop();
    let base = base.as_deref().unwrap_or(name);
    let with_name = |(file, text): (&str, String)| {
        let text = if file == "edition" {
            let own = passport_of_copy(&text, &format!("{called}, копия"), base);
            OPENING.to_owned() + without_line(&own)
        } else {
            text
        };
        (format!("{file}.toml"), text.into_bytes())
    };
    EditionFolder {
        name: copy.to_owned(),
        files: with_schemas(texts.into_iter().flatten().map(with_name).collect()),
    }
}

/// An edition of the user's own; `None` where it cannot be used.
pub(super) fn read(name: &str, forms: &[&RawFile]) -> Option<Edition> {
    let forms = forms.iter().map(|file| (*file).clone()).collect();
    with_own(forms, |own| Edition::load(name, false, own))?.edition
}

/// What people call a shared edition.
pub(super) fn name_of(name: &str, shared: &SharedEditions) -> String {
    let passport = format!("{name}/edition");
    let file = shared.files.iter().find(|file| file.stem == passport);
    let called = file.and_then(|file| name_in(&String::from_utf8_lossy(&file.bytes)));
    called.unwrap_or_else(|| name.to_owned())
}

/// Reads wording files for an edition.
fn with_own<T>(forms: Vec<RawFile>, read: impl FnOnce(&Own<'_>) -> T) -> T {
    let files = MunicipalityFiles {
        forms,
        ..MunicipalityFiles::default()
    };
    let can_draw = |_| true;
    let reading = Municipality::read(&files, &can_draw);
    let own = reading.forms.iter();
    read(&Own {
        sources: &reading.sources,
        files: own.map(|(file, stem)| (*file, stem.as_str())).collect(),
        can_draw: &can_draw,
    })
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
