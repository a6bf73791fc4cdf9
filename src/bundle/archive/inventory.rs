//! The list of an archive for people: «Опись.txt».

use super::manifest::{FOLDER, Manifest};
use crate::edition::PublishingWords;

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
    format!("\u{FEFF}{}\r\n", lines.join("\r\n"))
}
