//! A project's own wording: single files in place of the built-in ones, and folders that are editions
//! of their own, each of which may stand over another.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::built_in::{BUILT_IN, DEFAULT, built_in, built_in_names, files_of, name_in};
use crate::problem::{Advice, Code, FileId, Place, Placed, Problem, Sources};
use crate::reader::{Gathered, Reader, Wording, same_word};

/// The file that says what a folder is.
const PASSPORT: &str = "edition";

/// A project's own wording files.
pub struct Own<'a> {
    pub sources: &'a Sources,
    /// Names without ending: `program` stands in for the file of the edition, `region/program` belongs
    /// to the edition `region`.
    pub files: Vec<(FileId, &'a str)>,
    pub can_draw: &'a dyn Fn(char) -> bool,
}

impl<'a> Own<'a> {
    /// The files that stand in for those of any edition.
    pub(super) fn single(&self) -> Vec<(FileId, &'a str)> {
        let single = self.files.iter().filter(|(_, name)| !name.contains('/'));
        single.copied().collect()
    }

    fn folder(&self, edition: &str) -> Option<Folder<'a>> {
        let inside = |(file, name): &(FileId, &'a str)| {
            let (folder, name) = name.split_once('/')?;
            (folder == edition).then_some((*file, name))
        };
        let files: Vec<_> = self.files.iter().filter_map(inside).collect();
        let (first, _) = files.first()?;
        let place = Place::in_file(*first, 0..0);
        Some(Folder { files, place })
    }

    /// The name of the edition that people call so.
    pub fn called(&self, words: &str) -> Option<&'a str> {
        let is_it = |said: Option<&str>| said.is_some_and(|said| same_word(said, words));
        let mut own = self.files.iter().filter_map(|(file, stem)| {
            let said = name_in(&self.sources.get(*file).text);
            let folder = stem.strip_suffix("/edition")?;
            is_it(said.as_deref()).then_some(folder)
        });
        let mut built_in = built_in_names().iter();
        own.next().or_else(|| {
            let found = built_in.find(|(_, said)| is_it(said.as_deref()));
            found.map(|(name, _)| *name)
        })
    }

    /// Names of every edition that the project can take.
    pub fn editions(&self) -> Vec<&'a str> {
        let mut names: Vec<&'a str> = BUILT_IN.iter().map(|it| it.name).collect();
        for (_, name) in &self.files {
            if let Some((folder, _)) = name.split_once('/')
                && !names.contains(&folder)
            {
                names.push(folder);
            }
        }
        names
    }
}

/// An edition that is a folder of the project.
pub(super) struct Folder<'a> {
    pub(super) files: Vec<(FileId, &'a str)>,
    /// Of its first file.
    place: Place,
}

impl Folder<'_> {
    fn file(&self, name: &str) -> Option<FileId> {
        let found = self.files.iter().find(|(_, own)| *own == name);
        found.map(|(file, _)| *file)
    }

    /// Where to tell of the folder as a whole.
    pub(super) fn place(&self) -> Place {
        let passport = self.file(PASSPORT);
        passport.map_or_else(|| self.place.clone(), |file| Place::in_file(file, 0..0))
    }
}

/// What an edition stands over, step by step.
pub(super) struct Chain<'a> {
    /// The edition itself first.
    pub(super) folders: Vec<Folder<'a>>,
    /// The built-in edition beneath them; `None` where the last one stands by itself.
    pub(super) base: Option<&'static str>,
}

/// The chain of a name; `None` where there is no edition of this name.
///
/// # Errors
/// What is wrong with the folders: they go in a circle, or lead nowhere.
pub(super) fn chain<'a>(name: &str, own: &Own<'a>) -> Result<Option<Chain<'a>>, Vec<Problem>> {
    let mut folders: Vec<Folder<'a>> = Vec::new();
    let mut names = vec![name.to_owned()];
    let mut asked: Option<Placed<String>> = None;
    loop {
        let name = names.last().map_or("", String::as_str);
        let base = match (built_in(name), own.folder(name)) {
            (Some(_), Some(folder)) => return Err(vec![same_name(name, &folder)]),
            (Some(base), None) => Some(base.name),
            (None, Some(folder)) => {
                let next = beneath(&folder, own)?;
                folders.push(folder);
                match next {
                    None => None,
                    Some(next) if names.contains(&next.value) => {
                        return Err(vec![circle(&names, &next)]);
                    }
                    Some(next) => {
                        names.push(next.value.clone());
                        asked = Some(next);
                        continue;
                    }
                }
            }
            (None, None) => {
                return match asked {
                    None => Ok(None),
                    Some(asked) => Err(vec![unknown(&asked, &names, own)]),
                };
            }
        };
        return Ok(Some(Chain { folders, base }));
    }
}

/// What a folder says that it stands over.
fn beneath(folder: &Folder<'_>, own: &Own<'_>) -> Result<Option<Placed<String>>, Vec<Problem>> {
    let Some(file) = folder.file(PASSPORT) else {
        let message = "в папке редакции нет файла edition.toml: неизвестно, что это за редакция";
        let problem = Problem::new(Code::BrokenForm, message)
            .at(&folder.place())
            .hint(format!(
                "создайте его рядом с этим файлом; в нем нужны строки name = \"…\", source = \"…\" и extends = \"{DEFAULT}\""
            ));
        return Err(vec![problem]);
    };
    let (said, read, problems) = extends(file, own);
    if let Some(problem) = (!said).then(|| misspelt_extends(file, own)).flatten() {
        return Err(vec![problem]);
    }
    let fails = problems.iter().any(Problem::is_error);
    // What is wrong elsewhere in the file is told when all of it is read.
    if fails && (said != read.is_some() || !said) {
        return Err(problems);
    }
    Ok(read)
}

/// Whether a file names an edition beneath it, which one, and what is wrong with the file so far.
fn extends(file: FileId, own: &Own<'_>) -> (bool, Option<Placed<String>>, Vec<Problem>) {
    let reader = Reader::new(own.sources, own.can_draw);
    let gathered = Gathered::default();
    let (said, read) = reader.file(file, |table| {
        let words = Wording::new(&table, Vec::new(), false, (false, &gathered));
        (words.has("extends"), words.text("extends"))
    });
    (said, read, reader.into_problems())
}

/// A key that is nearly `extends`, or the key itself below a heading: then the folder only seems to
/// stand by itself.
fn misspelt_extends(file: FileId, own: &Own<'_>) -> Option<Problem> {
    const NEAR: f64 = 0.85;
    const KEY: &str = "extends";
    let (table, _) = DeTable::parse_recoverable(&own.sources.get(file).text);
    let top = table.get_ref().iter();
    let problem = |span: Range<usize>, message: String, hint: &str| {
        let problem = Problem::new(Code::BrokenForm, message).at(&Place::in_file(file, span));
        problem.label("такого поля здесь нет").hint(hint.to_owned())
    };
    let is_near = |key: &str| strsim::jaro_winkler(&key.to_lowercase(), KEY) > NEAR;
    for (key, value) in top {
        let is_text = value.get_ref().as_str().is_some();
        if is_text && is_near(key.get_ref()) {
            let message = format!("в форме нет поля «{}»", key.get_ref());
            return Some(problem(
                key.span(),
                message,
                "возможно, имелось в виду «extends»",
            ));
        }
        let inner: Vec<&DeTable<'_>> = match value.get_ref() {
            DeValue::Table(table) => vec![table],
            DeValue::Array(items) => items
                .iter()
                .filter_map(|it| it.get_ref().as_table())
                .collect(),
            _ => Vec::new(),
        };
        let mut keys = inner.into_iter().flatten();
        if let Some((own, _)) = keys.find(|(own, _)| is_near(own.get_ref())) {
            let message = format!("в разделе {} нет поля «{}»", key.get_ref(), own.get_ref());
            let hint = "extends – поле всего файла: перенесите строку выше первого раздела в квадратных скобках";
            return Some(problem(own.span(), message, hint));
        }
    }
    None
}

/// A single file that stands in for the edition's own cannot say over what it stands.
pub(super) fn misplaced_extends(own: &Own<'_>) -> Option<Problem> {
    let single = own.single();
    let (file, _) = single.iter().find(|(_, name)| *name == PASSPORT)?;
    let (_, read, _) = extends(*file, own);
    let message = "строка extends здесь ничего не значит: она бывает только в папке редакции";
    Some(
        Problem::new(Code::BrokenForm, message)
            .at(&read?.place)
            .hint("уберите ее или перенесите файлы формы в папку forms/имя-редакции"),
    )
}

fn same_name(name: &str, folder: &Folder<'_>) -> Problem {
    let message = format!("имя «{name}» занято встроенной редакцией форм");
    Problem::new(Code::BrokenForm, message)
        .at(&folder.place())
        .hint(format!(
            "назовите папку иначе и впишите в ее edition.toml строку extends = \"{name}\""
        ))
}

fn circle(names: &[String], next: &Placed<String>) -> Problem {
    let from = names.iter().position(|name| *name == next.value);
    let round = names[from.unwrap_or_default()..].join("» → «");
    let message = format!(
        "редакции опираются друг на друга по кругу: «{round}» → «{}»",
        next.value
    );
    Problem::new(Code::BrokenForm, message)
        .at(&next.place)
        .hint(format!(
            "одна из них должна опираться на встроенную: extends = \"{DEFAULT}\""
        ))
}

/// An edition that there is not, asked for by the last but one of those named.
fn unknown(asked: &Placed<String>, asking: &[String], own: &Own<'_>) -> Problem {
    let message = if asked.trim().is_empty() {
        "«extends»: пустое значение".to_owned()
    } else {
        format!("нет редакции форм «{}»", asked.value)
    };
    if let Some(folder) = own.called(&asked.value) {
        let message = format!("«{}» – название редакции форм, а нужно ее имя", asked.value);
        return Problem::new(Code::UnknownEdition, message)
            .at(&asked.place)
            .hint(format!("впишите extends = \"{folder}\""));
    }
    // None of those that lead here: they would go in a circle.
    let known = own.editions();
    let known: Vec<&str> = known
        .into_iter()
        .filter(|name| !asking.iter().any(|it| it == name))
        .collect();
    Problem::new(Code::UnknownEdition, message)
        .at(&asked.place)
        .hint(Advice::choose(&asked.value, &known))
}

/// Names of the files that an edition consists of, without ending.
pub fn file_names() -> Vec<&'static str> {
    let files = files_of(DEFAULT);
    let files = files.iter().flat_map(|files| files.iter());
    files.map(|(name, _)| *name).collect()
}
