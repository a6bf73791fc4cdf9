//! Fingerprints of what papers are made from and of what they say.

use rayon::prelude::*;

use super::format::Format;
use super::paper::Paper;
use super::plan::Plan;
use super::short_name::short_name;
use crate::digest::digest;
use crate::document::Document;
use crate::project::Files;

impl Plan {
    /// Fingerprint of what every paper is made from: this program, the shared files, the template.
    pub(crate) fn common_fingerprint(&self) -> String {
        let template = self.look.template_fingerprint();
        digest([
            program_mark().as_bytes(),
            self.shared.as_bytes(),
            template.as_bytes(),
        ])
    }

    /// Fingerprint of everything that one file of a paper is made from.
    pub(crate) fn fingerprint(&self, paper: &Paper, format: Format, common: &str) -> String {
        let own = paper
            .made_from
            .iter()
            .map(|f| self.sources.get(*f).fingerprint.as_bytes());
        let name = paper.file_in(format);
        let standard = if format == Format::Pdf {
            self.standard(paper).key()
        } else {
            ""
        };
        let attached = if format == Format::Pdf && self.choice.attach_source {
            "attached"
        } else {
            ""
        };
        digest(
            [common, name.as_str(), standard, attached]
                .map(str::as_bytes)
                .into_iter()
                .chain(own),
        )
    }

    /// Fingerprint of how the papers look and of this program.
    pub(crate) fn look_fingerprint(&self) -> String {
        let style = serde_json::to_vec(&self.look.style).unwrap_or_default();
        let fonts = self.look.faces.own_files();
        let template = self.look.template_fingerprint();
        let parts = [program_mark().into_bytes(), style, template.into_bytes()];
        digest(parts.iter().chain(&fonts).map(Vec::as_slice))
    }
}

/// Version and build of this program: a new one may make other bytes of the same data.
fn program_mark() -> String {
    let build = std::env::current_exe()
        .and_then(std::fs::metadata)
        .map(|m| m.len())
        .unwrap_or_default();
    format!("{} {build}", env!("CARGO_PKG_VERSION"))
}

/// Fingerprint of what one file of a paper says and how it looks.
pub(crate) fn content_fingerprint(document: &Document, format: Format, look: &str) -> String {
    let document = postcard::to_allocvec(document).unwrap_or_default();
    digest([
        look.as_bytes(),
        format.ending().as_bytes(),
        document.as_slice(),
    ])
}

/// Fingerprint of the files that every paper is made from.
pub(crate) fn shared_fingerprint(files: &Files) -> String {
    let raw = [
        &files.organization,
        &files.regulation,
        &files.style,
        &files.emblem,
    ]
    .into_iter()
    .flatten();
    // Not the whole path: the folder may have moved, or be named otherwise.
    let named: Vec<(String, &[u8])> = raw
        .chain(files.wording())
        .map(|f| (short_name(&f.name), f.bytes.as_slice()))
        .collect();
    let parts = named
        .iter()
        .flat_map(|(name, bytes)| [name.as_bytes(), bytes]);
    digest(parts.chain(files.fonts.iter().map(Vec::as_slice)))
}

impl Plan {
    /// See [`inputs_fingerprint`]: of the files as they were read for this plan. `None` if one of
    /// them could not be read.
    pub fn inputs_fingerprint(&self, files: &Files) -> Option<String> {
        let pairings = self.pairing_files.iter();
        let pairings: Vec<&str> = pairings
            .map(|(id, _)| self.sources.get(*id).bytes_fingerprint.as_str())
            .collect();
        let is_whole = !self.disk_refused() && pairings.iter().all(|it| !it.is_empty());
        is_whole.then(|| fingerprint_of_inputs(files, &pairings))
    }
}

/// Fingerprint of everything that reading, checking and making depend on: this very program, the
/// day, and the name and bytes of every file of the project. `None` if a file cannot be read.
pub fn inputs_fingerprint(files: &Files) -> Option<String> {
    let pairings: Vec<String> = files
        .pairings
        .par_iter()
        .map(|file| file.fingerprint().ok())
        .collect::<Option<_>>()?;
    let pairings: Vec<&str> = pairings.iter().map(String::as_str).collect();
    Some(fingerprint_of_inputs(files, &pairings))
}

fn fingerprint_of_inputs(files: &Files, pairings: &[&str]) -> String {
    let others = fingerprint_of_others(files, &shared_fingerprint(files));
    let parts = std::iter::once(others.as_str()).chain(pairings.iter().copied());
    digest(parts.map(str::as_bytes))
}

/// Fingerprint of everything that reading and checking depend on but the contents of the pairings.
pub(crate) fn fingerprint_of_others(files: &Files, shared: &str) -> String {
    // Another build may have the same version and length.
    let built = std::env::current_exe()
        .and_then(std::fs::metadata)
        .and_then(|m| m.modified());
    let program = format!("{} {built:?}", program_mark());
    let day = format!("{:?} {:?}", files.today, files.remarks);
    // As they are shown to the user.
    let raw = [
        &files.organization,
        &files.regulation,
        &files.style,
        &files.emblem,
    ];
    let raw = raw.into_iter().flatten().chain(files.wording());
    let names = raw.map(|file| file.name.as_bytes());
    let pairings = files.pairings.iter().map(|file| file.name.as_bytes());
    let others = files.roadmap.iter().chain(&files.bank).chain(&files.orders);
    let others = others.flat_map(|file| [file.name.as_bytes(), file.bytes.as_slice()]);
    let first = [&program, &day, shared].map(str::as_bytes);
    digest(first.into_iter().chain(names).chain(pairings).chain(others))
}
