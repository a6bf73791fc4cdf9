//! `district collect`: the workbooks that schools have sent, each told with what it brings.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::Serialize;

use super::args::CollectArgs;
use crate::console::{Console, Ended, interrupt, misused};
use crate::disk::{Trouble, files_in, folders_in, read, saved_at, school_name, schools_below};
use crate::exchange::{
    BOOKS, Exchange, Imported, Packed, Sent, books_in, receive, school_names, why_no_book,
    write_imported,
};
use crate::russian::counted;

/// An archive of books.
const ARCHIVE: &str = "zip";

/// Of a book that the school has left as it got it.
const UNTOUCHED: &str = "untouched";

/// What is said of one file.
#[derive(Debug, Serialize)]
struct Row {
    file: String,
    /// The folder of the school, where it is known.
    school: Option<String>,
    /// `new` and not taken yet, `taken` now, `known` already, `untouched` since it was sent out,
    /// `old` beside a later one, `asked` for
    /// the answers it needs, `stranger` of no school, `unread`.
    state: &'static str,
    /// What differs from the files of the school.
    changes: usize,
    told: String,
}

pub(super) fn run(args: &CollectArgs, console: &Console) -> Ended {
    interrupt::heed();
    let (schools, files) = match schools_below(&args.folder).and_then(|it| Ok((it, sent(args)?))) {
        Ok((schools, _)) if schools.is_empty() => {
            let why = format!("{}: в этой папке нет папок школ", args.folder.display());
            return misused(&why, console);
        }
        Ok(found) => found,
        Err(trouble) => {
            console.fail(&trouble.to_string());
            return Ended::MachineFailed;
        }
    };
    if files.is_empty() {
        return misused(
            "присланных книг нет: укажите файлы или папку с ними",
            console,
        );
    }
    let names: Vec<Vec<String>> = schools.iter().map(|it| school_names(it)).collect();
    let mut rows = Vec::new();
    let mut later: BTreeMap<usize, (String, BTreeSet<String>)> = BTreeMap::new();
    let mut came: BTreeSet<usize> = BTreeSet::new();
    let mut ended = Ended::Well;
    for sent in &files {
        if interrupt::asked() {
            return Ended::Interrupted;
        }
        let shown = sent.shown();
        let row = |school: Option<usize>, state, changes, told: String| Row {
            file: shown.clone(),
            school: school.map(|i| school_name(&args.folder, &schools[i])),
            state,
            changes,
            told,
        };
        let folders: Vec<&Path> = schools.iter().map(PathBuf::as_path).collect();
        let read = sent.read();
        let read = read.map(|bytes| receive(&bytes, &sent.name(), &folders, &names));
        let row = match read {
            Err(why) | Ok(Sent::Unread(why)) => row(None, "unread", 0, why),
            Ok(Sent::Stranger(Some(name))) => {
                row(None, "stranger", 0, format!("школы «{name}» в папке нет"))
            }
            Ok(Sent::Stranger(None)) => {
                let told = "в книге не сказано, какой она школы, и по имени файла этого не узнать";
                row(None, "stranger", 0, told.to_owned())
            }
            Ok(Sent::Of(school, read)) => {
                let own = edits(&read);
                if let Some((newer, known)) = later.get(&school) {
                    let lost = own.difference(known).count();
                    let folder = &schools[school];
                    row(
                        Some(school),
                        "old",
                        lost,
                        passed_over(newer, lost, sent, folder),
                    )
                } else {
                    let (state, changes, told) = taken(*read, &schools[school], sent, args.yes);
                    came.insert(school);
                    // A copy that nobody has filled in does not stand for a filled one, whichever
                    // was saved or downloaded later.
                    if state != UNTOUCHED {
                        later.insert(school, (shown.clone(), own));
                    }
                    row(Some(school), state, changes, told)
                }
            }
        };
        let is_lost = row.state == "old" && row.changes > 0;
        if is_lost || matches!(row.state, "unread" | "stranger" | "asked") {
            ended = ended.max(Ended::WithProblems);
        }
        rows.push(row);
    }
    let silent = (0..schools.len()).filter(|i| !came.contains(i));
    let silent: Vec<String> = silent
        .map(|i| school_name(&args.folder, &schools[i]))
        .collect();
    console.answer(&rows);
    console.summarise("silent", &silent);
    tell(&rows, &silent, args.yes, console);
    ended
}

/// What a book says otherwise than the files of its school, one by one.
fn edits(read: &Exchange<Imported>) -> BTreeSet<String> {
    let Exchange::Done(imported) = read else {
        return BTreeSet::new();
    };
    let all = imported.changes.iter().flat_map(|change| {
        if change.details.is_empty() {
            vec![format!("{:?} {}", change.what, change.name)]
        } else {
            let own = change.details.iter();
            own.map(|edit| format!("{} {} {}", edit.file, edit.path, edit.after))
                .collect()
        }
    });
    all.collect()
}

/// Of a book beside a later one: how much it says that the later one does not.
fn passed_over(newer: &str, lost: usize, sent: &SentFile, folder: &Path) -> String {
    if lost == 0 {
        return format!("есть более поздняя: {newer}");
    }
    let words = counted(lost, "изменение", "изменения", "изменений");
    let how = if sent.inside.is_some() {
        "распакуйте архив и внесите nastavnik import".to_owned()
    } else {
        format!(
            "если они нужны: nastavnik import \"{}\" \"{}\"",
            sent.file.display(),
            folder.display()
        )
    };
    format!("есть более поздняя: {newer}; не внесено то, чего в ней нет: {words}; {how}")
}

/// A file that has come.
struct SentFile {
    file: PathBuf,
    /// A book in it, if it is an archive; or why there is none.
    inside: Option<Result<Packed, String>>,
    /// Why it is no book, as its name tells.
    refused: Option<&'static str>,
    saved: SystemTime,
}

impl SentFile {
    fn shown(&self) -> String {
        match &self.inside {
            Some(Ok(book)) => format!("{}: {}", self.file.display(), book.name),
            _ => self.file.display().to_string(),
        }
    }

    /// By which the school may be known.
    fn name(&self) -> String {
        let name = match &self.inside {
            Some(Ok(book)) => book.name.rsplit('/').next().map(ToOwned::to_owned),
            _ => self
                .file
                .file_name()
                .map(|it| it.to_string_lossy().into_owned()),
        };
        name.unwrap_or_default()
    }

    fn read(&self) -> Result<Cow<'_, [u8]>, String> {
        if let Some(why) = self.refused {
            return Err(why.to_owned());
        }
        match &self.inside {
            Some(Ok(book)) => book
                .bytes
                .as_deref()
                .map(Cow::Borrowed)
                .map_err(Clone::clone),
            Some(Err(why)) => Err(why.clone()),
            None => read(&self.file)
                .map(Cow::Owned)
                .map_err(|trouble| trouble.reason()),
        }
    }
}

/// Folders are looked into so deep.
const DEPTH: usize = 4;

/// The files that are named or lie in a named folder or below it, the latest first.
fn sent(args: &CollectArgs) -> Result<Vec<SentFile>, Trouble> {
    let mut out: Vec<SentFile> = Vec::new();
    for path in &args.files {
        if path.is_dir() {
            let mut files = Vec::new();
            below(path, DEPTH, &mut files)?;
            out.extend(files.iter().flat_map(|file| found(file)));
        } else {
            out.extend(unpacked(path));
        }
    }
    out.sort_by(|one, other| {
        let by_time = other.saved.cmp(&one.saved);
        by_time.then_with(|| one.shown().cmp(&other.shown()))
    });
    Ok(out)
}

fn below(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), Trouble> {
    files.extend(files_in(folder)?);
    if depth > 0 {
        for inner in folders_in(folder)? {
            below(&inner, depth - 1, files)?;
        }
    }
    Ok(())
}

/// A file that lies in a named folder, where everything may lie.
fn found(file: &Path) -> Vec<SentFile> {
    let mut known = BOOKS.iter().chain([&ARCHIVE]);
    let ending = file.extension();
    if ending.is_some_and(|own| known.any(|it| own.eq_ignore_ascii_case(it))) {
        return unpacked(file);
    }
    let name = file.file_name().map(|it| it.to_string_lossy());
    let why = name.and_then(|name| why_no_book(&name));
    let refused = why.map(|why| SentFile {
        refused: Some(why),
        ..SentFile::of(file)
    });
    refused.into_iter().collect()
}

impl SentFile {
    fn of(file: &Path) -> Self {
        Self {
            file: file.to_owned(),
            inside: None,
            refused: None,
            saved: saved_at(file).unwrap_or(SystemTime::UNIX_EPOCH),
        }
    }
}

/// A file, or what lies in an archive.
fn unpacked(file: &Path) -> Vec<SentFile> {
    let is_archive = file
        .extension()
        .is_some_and(|own| own.eq_ignore_ascii_case(ARCHIVE));
    let whole = SentFile::of(file);
    if !is_archive {
        return vec![whole];
    }
    let bytes = read(file).map_err(|trouble| trouble.reason());
    match bytes.and_then(|bytes| books_in(&bytes)) {
        Ok(books) => books
            .into_iter()
            .map(|book| SentFile {
                saved: book.saved.unwrap_or(whole.saved),
                inside: Some(Ok(book)),
                ..SentFile::of(file)
            })
            .collect(),
        Err(why) => vec![SentFile {
            inside: Some(Err(why)),
            ..whole
        }],
    }
}

/// What a book brings, and, where it is wanted and nothing is to be asked, writes it.
fn taken(
    read: Exchange<Imported>,
    folder: &Path,
    sent: &SentFile,
    is_wanted: bool,
) -> (&'static str, usize, String) {
    let imported = match read {
        Exchange::Done(imported) => imported,
        Exchange::Unread(problems, _) => {
            let count = counted(problems.len(), "ошибка", "ошибки", "ошибок");
            return (
                "asked",
                0,
                format!("сначала исправьте файлы школы: {count}"),
            );
        }
        Exchange::Refused(why) => return ("unread", 0, why),
    };
    if imported.has_errors() {
        let errors = imported.problems.iter().filter(|it| it.is_error()).count();
        let questions = counted(errors, "вопрос", "вопроса", "вопросов");
        let folder = folder.display();
        let how = if sent.inside.is_some() {
            "распакуйте архив и спросите nastavnik import".to_owned()
        } else {
            let file = sent.file.display();
            format!("подробно: nastavnik import \"{file}\" \"{folder}\"")
        };
        let told = format!("{questions}; {how}");
        return ("asked", imported.changes.len(), told);
    }
    let changes = imported.changes.len();
    let words = counted(changes, "изменение", "изменения", "изменений");
    if imported.files.is_empty() {
        if imported.is_untouched {
            return (UNTOUCHED, changes, "ничего не заполнено".to_owned());
        }
        return ("known", changes, "нового нет".to_owned());
    }
    if !is_wanted {
        return ("new", changes, words);
    }
    match write_imported(&imported, folder) {
        Ok(_) => ("taken", changes, format!("внесено: {words}")),
        Err(trouble) => ("unread", changes, format!("не внесено: {trouble}")),
    }
}

fn tell(rows: &[Row], silent: &[String], is_wanted: bool, console: &Console) {
    for row in rows {
        let school = row.school.as_deref().unwrap_or("школа не узнана");
        console.say(&format!("{}: {school}: {}", row.file, row.told));
    }
    let of = |state| rows.iter().filter(|row| row.state == state).count();
    let books = counted(rows.len(), "книга", "книги", "книг");
    console.say(&format!(
        "Всего: {books}; с новым: {}; внесено: {}; без нового: {}; старых: {}; с вопросами: {}; не прочитано или не узнано: {}",
        of("new"),
        of("taken"),
        of("known") + of(UNTOUCHED),
        of("old"),
        of("asked"),
        of("unread") + of("stranger"),
    ));
    if !silent.is_empty() {
        console.say(&format!("Книг нет от школ: {}", silent.join(", ")));
    }
    if of("new") > 0 && !is_wanted {
        console.say("Внести новое в файлы школ: добавьте --yes.");
    }
}
