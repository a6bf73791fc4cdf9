//! Whether a file was made by this program, by what its properties say.

use std::io::{Cursor, Read as _};

/// In the properties of a PDF, twice: the older ones and the newer.
const IN_PDF: [&[u8]; 2] = [b"Creator(nastavnik ", b"CreatorTool>nastavnik "];
/// In those of a DOCX. Word puts its own name here when it saves the file.
const IN_DOCX: &str = "<Application>nastavnik</Application>";
const PROPERTIES: &str = "docProps/app.xml";
/// In the properties of its own that an XLSX has. Excel keeps them when it saves the file: whether it
/// was changed they do not tell.
const IN_XLSX: &str = "<vt:lpwstr>nastavnik</vt:lpwstr>";
const OWN_PROPERTIES: &str = "docProps/custom.xml";
/// Longer parts are not ours.
const MOST_BYTES: u64 = 65_536;

/// Whether this program made a PDF, a DOCX or an XLSX, whatever it is known by.
pub(super) fn is_own(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"%PDF") {
        let has = |mark: &&[u8]| bytes.windows(mark.len()).any(|found| found == *mark);
        return IN_PDF.iter().any(has);
    }
    let Ok(mut zip) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return false;
    };
    [(PROPERTIES, IN_DOCX), (OWN_PROPERTIES, IN_XLSX)]
        .into_iter()
        .any(|(name, mark)| part(&mut zip, name).is_some_and(|text| text.contains(mark)))
}

/// A part of a package as text, as far as it may be ours.
pub(super) fn part(zip: &mut zip::ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let part = zip.by_name(name).ok()?;
    let mut text = String::new();
    part.take(MOST_BYTES).read_to_string(&mut text).ok()?;
    Some(text)
}
