//! The invented school that a new folder begins with, and what the folder of an edition does.

mod edition;

use crate::edition::{DEFAULT, Edition, built_in_names};
use crate::project::{Files, RawFile, SharedEditions};
use crate::schema::{self, schemas};
use edition::EDITOR_LINE;
pub use edition::{EditionFolder, copy_of_edition, editions_as_they_lie, with_schemas};

/// The example project, file by file.
pub const FILES: [(&str, &str); 3] = [
    (
        "organization.toml",
        include_str!("../samples/start/organization.toml"),
    ),
    (
        "roadmap.toml",
        include_str!("../samples/start/roadmap.toml"),
    ),
    (
        "pairings/petrova-sidorov.toml",
        include_str!("../samples/start/pairings/petrova-sidorov.toml"),
    ),
];

/// The example in the forms of an edition, one that is compiled in or shared, each file with a line
/// for editors at its top, and the schemas that those lines name.
pub fn files(edition: &str, shared: &SharedEditions) -> Vec<(String, String)> {
    let editions = editions(shared);
    let called = editions.iter().find(|(name, _)| name == edition);
    let called = called.map_or(edition, |(_, called)| called.as_str());
    let forms = shared.needed(edition, &[]);
    let of_shared = (!forms.is_empty())
        .then(|| edition::read(edition, &forms))
        .flatten();
    let blocks = of_shared.as_ref().map(|it| it.program.block_keys());
    let blocks = blocks.unwrap_or_default();
    let with_line = |(name, text): (&str, &str)| {
        let text = match name {
            _ if name.starts_with("pairings/") => in_blocks(text, &blocks),
            _ => in_edition(name, text, edition, called),
        };
        match schema::line_for(name) {
            Some(line) => (
                name.to_owned(),
                format!("{line}\n# {EDITOR_LINE}\n\n{text}"),
            ),
            None => (name.to_owned(), text),
        }
    };
    let known = of_shared
        .as_ref()
        .or_else(|| Edition::named(edition, false));
    let schemas = schemas(known)
        .into_iter()
        .map(|file| (format!("{}/{}", schema::FOLDER, file.name), file.text));
    FILES.into_iter().map(with_line).chain(schemas).collect()
}

/// The edition in which the example is written.
pub const EDITION: &str = DEFAULT;

/// The editions in whose forms the example can be written, and what people call each.
pub fn editions(shared: &SharedEditions) -> Vec<(String, String)> {
    let called = |(name, called): &(&str, Option<String>)| {
        let called = called.as_deref().unwrap_or(name);
        ((*name).to_owned(), called.to_owned())
    };
    let mut out: Vec<(String, String)> = built_in_names().iter().map(called).collect();
    for name in shared.names() {
        if out.iter().all(|(known, _)| known != name) {
            out.push((name.to_owned(), edition::name_of(name, shared)));
        }
    }
    out
}

/// A file of the example that names another edition than that in which it is written.
fn in_edition(name: &str, text: &str, edition: &str, called: &str) -> String {
    if name != FILES[0].0 || edition == EDITION {
        return text.to_owned();
    }
    let mut out = String::new();
    for line in text.lines() {
        if line.starts_with(OF_EDITION) {
            out.push_str(OF_EDITION);
            out.push_str(": ");
            out.push_str(called);
            out.push('.');
        } else if line.starts_with(OF_FORMS[0]) {
            out.push_str(&format!("{} {edition:?}", OF_FORMS[0]));
        } else {
            out.push_str(line);
        }
        out.push('\n');
    }
    out
}

/// How the remark on the edition begins in the example.
const OF_EDITION: &str = "# Редакция форм";
/// What the example says of the forms.
const OF_FORMS: [&str; 2] = ["edition =", "wording ="];

/// The example as files of a project that lie nowhere; `own` is what it says of the forms instead,
/// `forms` are its own wording, `blocks` those of the plan in it: activities of blocks that it does
/// not have stand in these, in their order.
pub fn school(own: &str, forms: Vec<RawFile>, blocks: &[&str]) -> Files {
    let mut files = Files {
        forms,
        ..Files::default()
    };
    for (inside, text) in FILES {
        let name = inside.trim_end_matches(".toml");
        let file = |bytes: String| RawFile {
            name: inside.to_owned(),
            inside: inside.to_owned(),
            stem: name.rsplit('/').next().unwrap_or(name).to_owned(),
            bytes: bytes.into_bytes(),
        };
        match name {
            "organization" => {
                let is_of_forms = |line: &&str| OF_FORMS.iter().any(|key| line.starts_with(key));
                let rest = text.lines().filter(|line| !is_of_forms(line));
                let rest: String = rest.flat_map(|line| [line, "\n"]).collect();
                files.organization = Some(file(own.to_owned() + &rest));
            }
            "roadmap" => files.roadmap = Some(file(text.to_owned())),
            _ => files.pairings.push(file(in_blocks(text, blocks)).into()),
        }
    }
    files
}

/// The file of a pair with blocks that a plan has in place of those that it has not.
fn in_blocks(text: &str, blocks: &[&str]) -> String {
    let mut met: Vec<&str> = Vec::new();
    let mut out = String::new();
    for line in text.lines() {
        let key = line.strip_prefix("block = \"");
        let key = key.and_then(|rest| rest.strip_suffix('"'));
        match key {
            Some(key) if !blocks.is_empty() && !blocks.contains(&key) => {
                if !met.contains(&key) {
                    met.push(key);
                }
                let at = met.len().min(blocks.len()) - 1;
                out.push_str(&format!("block = {:?}", blocks[at]));
            }
            _ => out.push_str(line),
        }
        out.push('\n');
    }
    out
}
