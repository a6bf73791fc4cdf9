//! The list of an archive for people: «Опись.txt».

use super::manifest::{FOLDER, MANIFEST, Manifest, digest_of};
use crate::edition::PublishingWords;

/// Between the name of the list for programs and its checksum.
const SUM: &str = ": SHA-256 ";

/// The checksum of the list for programs that a list for people bears.
pub(super) fn digest_in(inventory: &str) -> Option<&str> {
    let start = format!("{MANIFEST}{SUM}");
    inventory
        .lines()
        .find_map(|line| line.strip_prefix(&start))
        .map(str::trim)
}

/// UTF-8 with its mark and with the line ends of Windows, so that any Notepad shows it.
pub(super) fn write(manifest: &Manifest, words: &PublishingWords) -> String {
    let inventory = &words.inventory;
    let files: usize = manifest.papers.iter().map(|p| p.files.len()).sum();
    let mut lines = vec![
        inventory.title.clone(),
        inventory
            .organization
            .replace("{organization}", &manifest.organization),
    ];
    lines.extend(
        manifest
            .school_year
            .iter()
            .map(|year| inventory.school_year.replace("{school_year}", year)),
    );
    let total = inventory
        .total
        .replace("{papers}", &manifest.papers.len().to_string());
    lines.push(total.replace("{files}", &files.to_string()));
    for (i, paper) in manifest.papers.iter().enumerate() {
        lines.push(String::new());
        let n = (i + 1).to_string();
        lines.push(
            inventory
                .paper
                .replace("{n}", &n)
                .replace("{paper}", &paper.requisites.line(words)),
        );
        for file in &paper.files {
            let size = file.size.to_string();
            let name = file.file.trim_start_matches(FOLDER);
            lines.push(
                inventory
                    .file
                    .replace("{size}", &size)
                    .replace("{file}", name),
            );
            lines.push(inventory.digest.replace("{digest}", &file.sha256));
        }
    }
    let own = serde_json::to_value(manifest).map(digest_of);
    if let Ok(digest) = own {
        lines.extend([String::new(), format!("{MANIFEST}{SUM}{digest}")]);
    }
    format!("\u{FEFF}{}\r\n", lines.join("\r\n"))
}
