//! Fingerprints of what papers are made from and of what they say.

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
        .chain(&files.forms)
        .map(|f| (short_name(&f.name), f.bytes.as_slice()))
        .collect();
    let parts = named
        .iter()
        .flat_map(|(name, bytes)| [name.as_bytes(), bytes]);
    digest(parts.chain(files.fonts.iter().map(Vec::as_slice)))
}

/// Fingerprint of every file but the pairings.
pub(crate) fn circumstances(files: &Files, shared: &str) -> String {
    let others = files
        .roadmap
        .iter()
        .chain(&files.orders)
        .flat_map(|f| [f.name.as_bytes(), f.bytes.as_slice()]);
    digest(std::iter::once(shared.as_bytes()).chain(others))
}
