//! Whether a file was made by this program, by what its properties say.

use std::io::{Cursor, Read as _};

/// In the properties of a PDF, twice: the older ones and the newer.
const IN_PDF: [&[u8]; 2] = [b"Creator(nastavnik ", b"CreatorTool>nastavnik "];
/// In those of a DOCX. Word puts its own name here when it saves the file.
const IN_DOCX: &str = "<Application>nastavnik</Application>";
const PROPERTIES: &str = "docProps/app.xml";
/// Longer properties are not ours.
const MOST_BYTES: u64 = 4096;

/// Whether this program made a PDF or a DOCX, whatever it is known by.
pub(super) fn is_own(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"%PDF") {
        let has = |mark: &&[u8]| bytes.windows(mark.len()).any(|found| found == *mark);
        return IN_PDF.iter().any(has);
    }
    properties(bytes).is_some_and(|text| text.contains(IN_DOCX))
}

fn properties(docx: &[u8]) -> Option<String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(docx)).ok()?;
    let part = zip.by_name(PROPERTIES).ok()?;
    let mut text = String::new();
    part.take(MOST_BYTES).read_to_string(&mut text).ok()?;
    Some(text)
}
