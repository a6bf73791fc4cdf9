//! A small school into which a target puts one file of its own.

use nastavnik::project::{Files, RawFile};

/// A file of the folder by its name from there.
pub fn file(inside: &str, bytes: &[u8]) -> RawFile {
    let stem = inside.rsplit('/').next().unwrap_or(inside);
    RawFile {
        name: inside.to_owned(),
        inside: inside.to_owned(),
        stem: stem.trim_end_matches(".toml").to_owned(),
        bytes: bytes.to_vec(),
    }
}

/// Three people, one pair and as few words as do: what is read again for each input costs time.
pub fn start() -> Files {
    Files {
        organization: Some(file(
            "organization.toml",
            include_bytes!("files/organization.toml"),
        )),
        roadmap: Some(file("roadmap.toml", include_bytes!("files/roadmap.toml"))),
        pairings: vec![file("pairings/one.toml", include_bytes!("files/pairing.toml")).into()],
        ..Files::default()
    }
}
