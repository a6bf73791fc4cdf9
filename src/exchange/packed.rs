//! Books in an archive that a school has sent. Nothing is unpacked to the disk.

use std::io::{Cursor, Read as _};
use std::time::SystemTime;

use chrono::{Local, NaiveDate, NaiveDateTime};
use encoding_rs::IBM866;
use zip::ZipArchive;
use zip::result::ZipError;

/// Kinds of files that schools send.
pub const BOOKS: [&str; 4] = ["xlsx", "ods", "xls", "csv"];
/// Bytes of one book, as everywhere.
const MOST_BYTES: u64 = 50 << 20;
/// Bytes of all books of one archive.
const MOST_IN_ALL: u64 = 200 << 20;
/// Files of an archive that are looked at.
const MOST_FILES: usize = 10_000;

/// A book as it lies in an archive.
#[derive(Debug)]
pub struct Packed {
    /// Its name there, with the folders above it.
    pub name: String,
    /// Or why it is not taken: it is no book.
    pub bytes: Result<Vec<u8>, String>,
    /// When it was saved, as far as the archive says.
    pub saved: Option<SystemTime>,
}

/// Why a file that came with the books is none, by its name. `None` of what systems and editors leave
/// beside the files of a person.
pub fn why_no_book(name: &str) -> Option<&'static str> {
    let own = name.rsplit('/').next().unwrap_or(name).to_lowercase();
    let is_left = own.is_empty()
        || own.starts_with(['.', '~'])
        || name.starts_with("__MACOSX/")
        || ["thumbs.db", "desktop.ini"].contains(&own.as_str());
    if is_left {
        return None;
    }
    let ending = own.rsplit_once('.').map(|(_, ending)| ending);
    Some(match ending.unwrap_or_default() {
        "docx" | "doc" | "odt" | "rtf" | "pdf" => {
            "это документ, а не книга: внесите сведения в книгу школы"
        }
        "zip" | "rar" | "7z" | "tar" | "gz" => "это архив: распакуйте его и повторите",
        "xlsm" | "xlsb" | "numbers" => "книга такого вида не читается: сохраните ее как xlsx",
        _ => "это не книга (xlsx, ods, xls, csv)",
    })
}

/// The books of a ZIP archive, and what else a person has put into it.
///
/// # Errors
/// Why there are none that can be read, in Russian.
pub fn books_in(archive: &[u8]) -> Result<Vec<Packed>, String> {
    let broken = |_: ZipError| "это не архив ZIP, или он испорчен".to_owned();
    let mut zip = ZipArchive::new(Cursor::new(archive)).map_err(broken)?;
    if zip.len() > MOST_FILES {
        return Err("в архиве слишком много файлов".to_owned());
    }
    let mut out = Vec::new();
    let (mut left, mut is_folder) = (MOST_IN_ALL, false);
    for i in 0..zip.len() {
        let mut file = match zip.by_index(i) {
            Ok(file) => file,
            Err(ZipError::UnsupportedArchive(_)) => {
                return Err("архив с паролем или сжат непривычно: распакуйте его".to_owned());
            }
            Err(why) => return Err(broken(why)),
        };
        let name = name_of(file.name_raw());
        is_folder |= name.ends_with("organization.toml");
        let saved = file.last_modified().and_then(|at| {
            let day =
                NaiveDate::from_ymd_opt(at.year().into(), at.month().into(), at.day().into())?;
            moment(day.and_hms_opt(at.hour().into(), at.minute().into(), at.second().into())?)
        });
        if !is_book(&name) {
            if let Some(why) = why_no_book(&name) {
                let bytes = Err(why.to_owned());
                out.push(Packed { name, bytes, saved });
            }
            continue;
        }
        let most = MOST_BYTES.min(left);
        let mut bytes = Vec::new();
        let read = file.by_ref().take(most + 1).read_to_end(&mut bytes);
        if read.is_err() {
            return Err(format!("«{name}» в архиве не читается"));
        }
        let length = bytes.len() as u64;
        if length > most {
            return Err(format!("«{name}» в архиве слишком велик"));
        }
        left -= length;
        out.push(Packed {
            name,
            bytes: Ok(bytes),
            saved,
        });
    }
    if out.iter().all(|it| it.bytes.is_err()) {
        return Err(if is_folder {
            "в архиве папка школы, а не книга: распакуйте ее в папку школ".to_owned()
        } else {
            "в архиве нет книг (xlsx, ods, xls, csv)".to_owned()
        });
    }
    Ok(out)
}

/// A book by its name; what editors and macOS leave beside one is none.
fn is_book(name: &str) -> bool {
    let own = name.rsplit('/').next().unwrap_or(name);
    let ending = own
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase());
    ending.is_some_and(|it| BOOKS.contains(&it.as_str()))
        && !own.starts_with(['.', '~'])
        && !name.starts_with("__MACOSX/")
}

/// Windows packs Russian names in the letters of DOS.
fn name_of(raw: &[u8]) -> String {
    let name = String::from_utf8(raw.to_vec());
    let name = name.unwrap_or_else(|raw| IBM866.decode(raw.as_bytes()).0.into_owned());
    name.replace('\\', "/")
}

/// An archive tells the time of the clock on the wall.
fn moment(at: NaiveDateTime) -> Option<SystemTime> {
    Some(at.and_local_timezone(Local).earliest()?.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_windows_are_read_and_leftovers_are_no_books() {
        let (dos, _, _) = IBM866.encode("Школа № 5.xlsx");
        assert_eq!(name_of(&dos), "Школа № 5.xlsx");
        assert_eq!(name_of("книги\\школа.csv".as_bytes()), "книги/школа.csv");
        for (name, is) in [
            ("а/Школа.XLSX", true),
            ("~$Школа.xlsx", false),
            ("__MACOSX/а/._Школа.xlsx", false),
            ("Школа.docx", false),
        ] {
            assert_eq!(is_book(name), is, "{name}");
        }
    }

    #[test]
    fn an_archive_without_books_says_so() {
        assert!(books_in(b"PK").unwrap_err().contains("испорчен"));
    }
}
