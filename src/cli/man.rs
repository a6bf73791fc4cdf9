//! `man`: a manual page, as `man` of Unix reads it.

use clap_mangen::Man;

use super::args::ManArgs;
use super::usage;
use crate::console::{Console, Ended, misused};

/// Headings that `clap_mangen` writes of itself.
const HEADINGS: [(&str, &str); 5] = [
    ("NAME", "ИМЯ"),
    ("SYNOPSIS", "ОБЗОР"),
    ("DESCRIPTION", "ОПИСАНИЕ"),
    ("EXTRA", "СМОТРИТЕ ТАКЖЕ"),
    ("VERSION", "ВЕРСИЯ"),
];

pub(super) fn run(args: &ManArgs, console: &Console) -> Ended {
    let command = match usage::named(args.command.as_slice()) {
        Ok(command) => command,
        Err(why) => return misused(&why, console),
    };
    let mut page = Vec::new();
    // An empty date would be left out of the title line, and what follows would be read in its
    // place.
    let man = Man::new(command)
        .date(" ")
        .source(format!("nastavnik {}", env!("CARGO_PKG_VERSION")))
        .manual("Руководство nastavnik");
    if let Err(trouble) = man.render(&mut page) {
        console.fail(&trouble.to_string());
        return Ended::MachineFailed;
    }
    console.print(russian(&String::from_utf8_lossy(&page)).trim_end());
    Ended::Well
}

fn russian(page: &str) -> String {
    let heading = |line: &str| {
        let (_, ours) = HEADINGS
            .iter()
            .find(|(theirs, _)| line.strip_prefix(".SH ") == Some(theirs))?;
        Some(format!(".SH \"{ours}\""))
    };
    page.lines()
        .map(|line| heading(line).unwrap_or_else(|| line.to_owned()) + "\n")
        .collect()
}
