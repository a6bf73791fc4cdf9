//! `district collect`: the workbooks that schools have sent, each told with what it brings.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::Serialize;

use super::args::CollectArgs;
use crate::console::{Console, Ended, interrupt, misused};
use crate::disk::{files_in, read, saved_at, school_name, schools_below};
use crate::exchange::{
    BOOKS, Exchange, Imported, Packed, Sent, books_in, receive, school_names, write_imported,
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
    let mut later: BTreeMap<usize, String> = BTreeMap::new();
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
                if let Some(newer) = later.get(&school) {
                    row(
                        Some(school),
                        "old",
                        0,
                        format!("есть более поздняя: {newer}"),
                    )
                } else {
                    let (state, changes, told) = taken(*read, &schools[school], sent, args.yes);
                    came.insert(school);
                    // A copy that nobody has filled in does not stand for a filled one, whichever
                    // was saved or downloaded later.
                    if state != UNTOUCHED {
                        later.insert(school, shown.clone());
                    }
                    row(Some(school), state, changes, told)
                }
            }
        };
        if matches!(row.state, "unread" | "stranger" | "asked") {
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

/// A file that has come.
struct SentFile {
    file: PathBuf,
    /// A book in it, if it is an archive; or why there is none.
    inside: Option<Result<Packed, String>>,
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
        match &self.inside {
            Some(Ok(book)) => Ok(Cow::Borrowed(&book.bytes)),
            Some(Err(why)) => Err(why.clone()),
            None => read(&self.file)
                .map(Cow::Owned)
                .map_err(|trouble| trouble.reason()),
        }
    }
}

/// The files that are named or lie in a named folder, the latest first.
fn sent(args: &CollectArgs) -> Result<Vec<SentFile>, crate::disk::Trouble> {
    let mut files = Vec::new();
    for path in &args.files {
        if path.is_dir() {
            let is_sent = |path: &PathBuf| {
                let mut known = BOOKS.iter().chain([&ARCHIVE]);
                path.extension()
                    .is_some_and(|own| known.any(|it| own.eq_ignore_ascii_case(it)))
            };
            files.extend(files_in(path)?.into_iter().filter(is_sent));
        } else {
            files.push(path.clone());
        }
    }
    let mut out: Vec<SentFile> = files.iter().flat_map(|file| unpacked(file)).collect();
    out.sort_by(|one, other| {
        let by_time = other.saved.cmp(&one.saved);
        by_time.then_with(|| one.shown().cmp(&other.shown()))
    });
    Ok(out)
}

/// A file, or the books of an archive.
fn unpacked(file: &Path) -> Vec<SentFile> {
    let saved = saved_at(file).unwrap_or(SystemTime::UNIX_EPOCH);
    let is_archive = file
        .extension()
        .is_some_and(|own| own.eq_ignore_ascii_case(ARCHIVE));
    let one = |inside, saved| SentFile {
        file: file.to_owned(),
        inside,
        saved,
    };
    if !is_archive {
        return vec![one(None, saved)];
    }
    let bytes = read(file).map_err(|trouble| trouble.reason());
    match bytes.and_then(|bytes| books_in(&bytes)) {
        Ok(books) => books
            .into_iter()
            .map(|book| {
                let saved = book.saved.unwrap_or(saved);
                one(Some(Ok(book)), saved)
            })
            .collect(),
        Err(why) => vec![one(Some(Err(why)), saved)],
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
