//! Files that appear whole or not at all, and what the operating system says of them, in Russian.
#![expect(
    clippy::disallowed_methods,
    reason = "the edge: files are touched here"
)]

use std::fs::File;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::{NamedTempFile, PersistError};

/// A file or folder that could not be read or written.
#[derive(Debug)]
pub struct Trouble {
    pub path: PathBuf,
    error: io::Error,
}

/// Windows: access is denied, which is also said of a file that another program is just letting go.
const ACCESS_DENIED: i32 = 5;
/// Windows: the file is open in another program.
const SHARING_VIOLATION: i32 = 32;
/// Windows: another program has locked a part of the file.
const LOCK_VIOLATION: i32 = 33;

/// Milliseconds between tries of what Windows refuses, while an antivirus, an indexer or a reader of
/// our own holds a file for a moment: a second and a quarter in all.
const PAUSES: [u64; 8] = [5, 10, 20, 40, 80, 160, 320, 640];

impl Trouble {
    pub(super) fn new(path: &Path, error: io::Error) -> Self {
        Self {
            path: path.to_owned(),
            error,
        }
    }

    /// Somebody else has saved the file since it was read.
    pub(crate) fn changed_meanwhile(path: &Path) -> Self {
        Self::new(
            path,
            io::Error::other(
                "файл тем временем изменила другая программа; он оставлен как есть, повторите",
            ),
        )
    }

    /// A change that is to be taken back is no longer the last one of its file.
    pub(crate) fn changed_later(path: &Path) -> Self {
        Self::new(
            path,
            io::Error::other(
                "после этого файл меняли еще раз; отмените сначала то, что позже, или верните школу в истории к тому, что было до этого",
            ),
        )
    }

    /// What lies there is not what the command would write.
    pub(super) fn not_replaced(path: &Path) -> Self {
        let why = "там лежит другой файл, он оставлен как есть; назовите другое имя";
        Self::new(path, io::Error::new(ErrorKind::InvalidInput, why))
    }

    pub(super) fn wrong_ending(path: &Path, ending: &str) -> Self {
        let why = format!("имя должно оканчиваться на «.{ending}»");
        Self::new(path, io::Error::new(ErrorKind::InvalidInput, why))
    }

    /// Whether the command was given a name that cannot be meant, and the system is well.
    pub fn is_misnamed(&self) -> bool {
        matches!(
            self.error.kind(),
            ErrorKind::InvalidInput
                | ErrorKind::AlreadyExists
                | ErrorKind::NotFound
                | ErrorKind::IsADirectory
                | ErrorKind::NotADirectory
        )
    }

    /// The history no longer has what a file held.
    pub(crate) fn lost_version(path: &Path) -> Self {
        Self::new(
            path,
            io::Error::other("прежней версии файла в истории больше нет"),
        )
    }

    /// The same trouble, met on behalf of another file.
    pub(super) fn of(self, path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            ..self
        }
    }

    pub fn already_exists(&self) -> bool {
        self.error.kind() == ErrorKind::AlreadyExists
    }

    pub fn is_missing(&self) -> bool {
        self.error.kind() == ErrorKind::NotFound
    }

    /// Whether there is no room left, so that nothing else can be written there either.
    pub fn is_full_disk(&self) -> bool {
        matches!(
            self.error.kind(),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded
        )
    }

    /// Why, and what to do about it.
    pub fn reason(&self) -> String {
        if cfg!(windows) && self.error.raw_os_error().is_some_and(is_held) {
            return HELD.to_owned();
        }
        match self.error.kind() {
            ErrorKind::NotFound => "такого файла или папки нет".to_owned(),
            ErrorKind::PermissionDenied if cfg!(windows) => denied(&self.path).to_owned(),
            ErrorKind::PermissionDenied => "нет прав".to_owned(),
            ErrorKind::AlreadyExists => "такой файл уже есть".to_owned(),
            ErrorKind::NotADirectory => "это файл, а нужна папка".to_owned(),
            ErrorKind::IsADirectory => "это папка, а нужен файл".to_owned(),
            ErrorKind::Unsupported => "это не обычный файл, а канал или устройство".to_owned(),
            ErrorKind::StorageFull => "на диске нет места".to_owned(),
            ErrorKind::QuotaExceeded => "исчерпана ваша квота на диске".to_owned(),
            ErrorKind::ReadOnlyFilesystem => "диск защищен от записи".to_owned(),
            ErrorKind::InvalidFilename => {
                "имя слишком длинное или содержит недопустимые знаки".to_owned()
            }
            _ if self.error.get_ref().is_some() => self.error.to_string(),
            _ => format!("ошибка операционной системы: {}", self.error),
        }
    }
}

const HELD: &str = "файл открыт в другой программе; закройте его и повторите";

/// Whether the system says that another program has the file.
fn is_held(error: i32) -> bool {
    [SHARING_VIOLATION, LOCK_VIOLATION].contains(&error)
}

/// What Windows means when it denies access: it says the same of four things.
fn denied(path: &Path) -> &'static str {
    if path.is_dir() {
        return "это папка, а нужен файл";
    }
    if is_read_only(path) {
        return "файл только для чтения; снимите отметку «Только чтение» в его свойствах и повторите";
    }
    // Nothing is written: the system only says who has it.
    match std::fs::OpenOptions::new().write(true).open(path) {
        Err(error) if error.raw_os_error().is_some_and(is_held) => HELD,
        _ => "нет прав, или файл открыт в другой программе; закройте его и повторите",
    }
}

fn is_read_only(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|m| m.permissions().readonly())
}

/// Windows does not replace such a file; its imitations do, as Unix does.
fn refuse_read_only(path: &Path) -> Result<(), Trouble> {
    if cfg!(windows) && is_read_only(path) {
        let error = io::Error::from_raw_os_error(ACCESS_DENIED);
        return Err(Trouble::new(path, error));
    }
    Ok(())
}

/// Does what Windows may refuse while another program holds the file, as often as it takes.
pub(super) fn patiently<T>(path: &Path, act: impl Fn() -> io::Result<T>) -> Result<T, Trouble> {
    for pause in PAUSES {
        match act() {
            Err(error) if may_pass(path, &error) => wait(pause),
            done => return done.map_err(|e| Trouble::new(path, e)),
        }
    }
    act().map_err(|e| Trouble::new(path, e))
}

/// Whether a refusal may pass of itself in a moment.
fn may_pass(path: &Path, error: &io::Error) -> bool {
    let code = error.raw_os_error().filter(|_| cfg!(windows));
    code.is_some_and(|code| is_held(code) || code == ACCESS_DENIED)
        && !path.is_dir()
        && !is_read_only(path)
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.reason())
    }
}

impl std::error::Error for Trouble {}

/// The bytes of a file.
///
/// # Errors
/// If it cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>, Trouble> {
    // A pipe would be waited for without end.
    if std::fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir()) {
        return Err(Trouble::new(path, ErrorKind::Unsupported.into()));
    }
    patiently(path, || std::fs::read(path))
}

fn wait(milliseconds: u64) {
    std::thread::sleep(Duration::from_millis(milliseconds));
}

/// The bytes of a file that is no longer than `most`; nothing if it is.
///
/// # Errors
/// If it cannot be read.
pub fn read_at_most(path: &Path, most: u64) -> Result<Option<Vec<u8>>, Trouble> {
    use std::io::Read as _;
    let mut out = Vec::new();
    let read = open(path)?
        .take(most + 1)
        .read_to_end(&mut out)
        .map_err(|e| Trouble::new(path, e))?;
    Ok((read as u64 <= most).then_some(out))
}

/// A file to be read piece by piece.
///
/// # Errors
/// If it cannot be opened.
pub fn open(path: &Path) -> Result<File, Trouble> {
    File::open(path).map_err(|e| Trouble::new(path, e))
}

/// Why the standard output does not hold what was put there.
pub(crate) fn unwritten(error: io::Error) -> String {
    Trouble::new(Path::new("стандартный вывод"), error).to_string()
}

/// Files in a folder, sorted by name, without hidden ones and those of open editors; a folder that
/// is not there has none.
///
/// # Errors
/// If the folder cannot be read.
pub fn files_in(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    entries(folder, false)
}

/// Folders in a folder, likewise.
///
/// # Errors
/// If the folder cannot be read.
pub fn folders_in(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    entries(folder, true)
}

/// Files whose names begin with a dot, but for those that systems and editors keep for themselves.
pub(super) fn hidden_files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let is_users = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let own = name.strip_prefix('.').unwrap_or_default();
        own.starts_with(char::is_alphanumeric) && path.is_file()
    };
    let mut found: Vec<PathBuf> = entries.map(|it| it.path()).filter(is_users).collect();
    found.sort();
    found
}

/// The folders of a folder whose names begin with a dot, sorted; none where it cannot be read.
pub(super) fn hidden_folders_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let is_hidden = |path: &PathBuf| {
        let name = path.file_name().map(|it| it.to_string_lossy().into_owned());
        name.is_some_and(|it| it.starts_with('.')) && path.is_dir()
    };
    let mut found: Vec<PathBuf> = entries.map(|it| it.path()).filter(is_hidden).collect();
    found.sort();
    found
}

fn entries(folder: &Path, folders: bool) -> Result<Vec<PathBuf>, Trouble> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Trouble::new(folder, error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|e| Trouble::new(folder, e))?;
        let is_folder = entry
            .file_type()
            .is_ok_and(|t| t.is_dir() || (t.is_symlink() && entry.path().is_dir()));
        let hidden = entry.file_name().to_string_lossy().starts_with(['.', '~']);
        if is_folder == folders && !hidden {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

/// The whole path of a folder, without `..` in it.
///
/// # Errors
/// If there is none.
pub fn whole_path(folder: &Path) -> Result<PathBuf, Trouble> {
    // In Windows the canonical path is one that other programs do not know (`\\?\C:\…`), and the
    // absolute one has no `..`.
    let whole = if cfg!(windows) {
        std::path::absolute(folder)
    } else {
        std::fs::canonicalize(folder)
    };
    whole.map_err(|e| Trouble::new(folder, e))
}

/// Makes a folder and those above it; one that is there already is good.
///
/// # Errors
/// If it cannot be made.
pub fn create_folder(folder: &Path) -> Result<(), Trouble> {
    std::fs::create_dir_all(folder).map_err(|e| Trouble::new(folder, e))
}

/// Writes a file beside its place and then moves it there, so that a reader sees the old file or
/// the new one, never a part. The new file has the permissions of the old one; where a link stands,
/// the file it leads to is written.
///
/// # Errors
/// If it cannot be written; the old file is then untouched.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let target = behind_link(path);
    stage(&target, bytes)?.put()?;
    sync_folder(parent(&target));
    Ok(())
}

/// The file that a link leads to; any other path as it is.
fn behind_link(path: &Path) -> PathBuf {
    let is_link = std::fs::symlink_metadata(path).is_ok_and(|m| m.file_type().is_symlink());
    is_link
        .then(|| std::fs::canonicalize(path).ok())
        .flatten()
        .unwrap_or_else(|| path.to_owned())
}

/// A file that is written, and not yet in its place.
struct Staged {
    file: tempfile::NamedTempFile,
    target: PathBuf,
}

impl Staged {
    fn put(self) -> Result<(), Trouble> {
        put(self.file, &self.target, |file, place| file.persist(place))
    }
}

fn stage(target: &Path, bytes: &[u8]) -> Result<Staged, Trouble> {
    let trouble = |e| Trouble::new(target, e);
    refuse_read_only(target)?;
    let file = temporary(parent(target), target, bytes)?;
    if let Ok(old) = std::fs::metadata(target) {
        file.as_file()
            .set_permissions(old.permissions())
            .map_err(trouble)?;
    }
    file.as_file().sync_all().map_err(trouble)?;
    Ok(Staged {
        file,
        target: target.to_owned(),
    })
}

/// A name that was given must outlive a failure of the power; where the system knows no such thing,
/// it does without.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = std::fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// What is to become of one file of several that change together.
#[derive(Debug)]
pub struct FileChange {
    pub path: PathBuf,
    /// What it held when the change was thought out; `None` if it was not there.
    pub before: Option<Vec<u8>>,
    /// `None` to take it away.
    pub after: Option<Vec<u8>>,
}

/// Changes several files, all or none: each is written beside its place first, then all are moved.
///
/// # Errors
/// If one cannot be written, or is no longer what it was; all files are then as before.
pub fn write_together(changes: &[FileChange]) -> Result<(), Trouble> {
    let mut staged = Vec::new();
    for change in changes {
        let target = behind_link(&change.path);
        staged.push(match &change.after {
            Some(bytes) => {
                create_folder(parent(&target))?;
                Some(stage(&target, bytes)?)
            }
            None => None,
        });
    }
    for change in changes {
        if read(&change.path).ok() != change.before {
            return Err(Trouble::changed_meanwhile(&change.path));
        }
    }
    for (i, (change, staged)) in changes.iter().zip(staged).enumerate() {
        let done = match staged {
            Some(staged) => staged.put(),
            None => remove(&change.path),
        };
        if let Err(trouble) = done {
            put_back(&changes[..i]);
            return Err(trouble);
        }
    }
    for change in changes {
        sync_folder(parent(&change.path));
    }
    Ok(())
}

/// As far as the system lets it.
fn put_back(changes: &[FileChange]) {
    for change in changes {
        let _ = match &change.before {
            Some(bytes) => write_whole(&change.path, bytes),
            None => remove(&change.path),
        };
    }
}

/// The same by way of another folder of the same disk, where a run that is killed may leave its
/// temporary file.
pub(super) fn write_through(folder: &Path, path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let file = temporary(folder, path, bytes)?;
    put(file, path, |file, place| file.persist(place))
}

/// Moves a finished file to its place, as often as it takes while another program holds what is
/// there.
fn put(
    mut file: NamedTempFile,
    path: &Path,
    persist: impl Fn(NamedTempFile, &Path) -> Result<File, PersistError>,
) -> Result<(), Trouble> {
    refuse_read_only(path)?;
    let place = reachable(path);
    for pause in PAUSES {
        match persist(file, &place) {
            Ok(_) => return Ok(()),
            Err(refused) if may_pass(path, &refused.error) => file = refused.file,
            Err(refused) => return Err(Trouble::new(path, refused.error)),
        }
        wait(pause);
    }
    persist(file, &place)
        .map(drop)
        .map_err(|e| Trouble::new(path, e.error))
}

/// The path by which Windows finds a file however long its name is. Other systems know no such
/// limit; the standard library heeds it, the maker of temporary files does not.
fn reachable(path: &Path) -> PathBuf {
    let is_long =
        cfg!(windows) && std::path::absolute(path).is_ok_and(|path| path.as_os_str().len() > LONG);
    let whole = path
        .file_name()
        .filter(|_| is_long)
        .and_then(|name| Some(std::fs::canonicalize(parent(path)).ok()?.join(name)));
    whole.unwrap_or_else(|| path.to_owned())
}

/// Letters of a path that may grow beyond the 260 of Windows with the folder it is taken from.
const LONG: usize = 120;

/// Writes a file that must not be there yet.
///
/// # Errors
/// If it cannot be written, or is there.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let file = temporary(parent(path), path, bytes)?;
    put(file, path, |file, place| file.persist_noclobber(place))
}

/// The same for a file that only its user may read.
///
/// # Errors
/// If it cannot be written, or is there.
pub(super) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let file = filled(&mut tempfile::Builder::new(), parent(path), path, bytes)?;
    put(file, path, |file, place| file.persist_noclobber(place))
}

/// The text of a file of ours: one that another program has saved anew may have its mark, or be in UTF-16.
pub(super) fn text_of(bytes: &[u8]) -> String {
    let wide = |of: fn([u8; 2]) -> u16| {
        let (pairs, _) = bytes[2..].as_chunks::<2>();
        String::from_utf16_lossy(&pairs.iter().map(|pair| of(*pair)).collect::<Vec<_>>())
    };
    match bytes {
        [0xFF, 0xFE, ..] => wide(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => wide(u16::from_be_bytes),
        _ => String::from_utf8_lossy(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))
            .into_owned(),
    }
}

/// When a file was last saved.
pub fn saved_at(file: &Path) -> Option<SystemTime> {
    std::fs::metadata(file).and_then(|m| m.modified()).ok()
}

/// Takes away a file.
///
/// # Errors
/// If the system refuses.
pub fn remove(path: &Path) -> Result<(), Trouble> {
    patiently(path, || std::fs::remove_file(path))
}

pub(super) fn parent(path: &Path) -> &Path {
    path.parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Beginning of the names of temporary files.
pub(super) const TEMPORARY: &str = ".nastavnik-";

fn temporary(folder: &Path, path: &Path, bytes: &[u8]) -> Result<NamedTempFile, Trouble> {
    let mut builder = tempfile::Builder::new();
    // A temporary file is private; a paper has the permissions of any other file the user makes.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    filled(&mut builder, folder, path, bytes)
}

/// A temporary file with these bytes, on behalf of a path.
fn filled(
    builder: &mut tempfile::Builder<'_, '_>,
    folder: &Path,
    path: &Path,
    bytes: &[u8],
) -> Result<NamedTempFile, Trouble> {
    let inside = reachable(&folder.join(TEMPORARY));
    let mut file = builder
        .prefix(TEMPORARY)
        .tempfile_in(parent(&inside))
        .map_err(|e| Trouble::new(path, e))?;
    file.write_all(bytes)
        .and_then(|()| file.flush())
        .map_err(|e| Trouble::new(path, e))?;
    Ok(file)
}

/// The name of a file without its folder.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// Whether the name of a file ends so, in letters of either case.
pub(super) fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests;
