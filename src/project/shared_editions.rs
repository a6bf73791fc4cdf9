//! Editions that a computer has for every school on it, beside those that lie in a school's folder.

use super::files::{Files, RawFile, SharedEditions, lines_and_encoding};
use crate::edition::{Edition, edition_in, extends_in};

impl SharedEditions {
    /// Names of the editions, each once.
    pub fn names(&self) -> Vec<&str> {
        let mut out: Vec<&str> = Vec::new();
        for (name, _) in self.files.iter().filter_map(|it| it.stem.split_once('/')) {
            if !out.contains(&name) {
                out.push(name);
            }
        }
        out
    }

    /// The files that an edition of a project needs: its own and those of the editions beneath it,
    /// unless the project's own wording has a folder of the name.
    pub fn needed<'s>(&'s self, edition: &str, own: &[RawFile]) -> Vec<&'s RawFile> {
        let mut out: Vec<&'s RawFile> = Vec::new();
        let mut next = Some(edition.to_owned());
        let mut met: Vec<String> = Vec::new();
        while let Some(name) = next.take() {
            if met.contains(&name) || Edition::names().contains(&name.as_str()) {
                break;
            }
            if !own.iter().any(|file| is_of(file, &name)) {
                out.extend(self.files.iter().filter(|it| is_of(it, &name)));
            }
            let passport = format!("{name}/edition");
            let mut all = own.iter().chain(&self.files);
            let passport = all.find(|it| it.stem == passport);
            next = passport.and_then(|it| extends_in(&lines_and_encoding(&it.bytes).0));
            met.push(name);
        }
        out
    }

    /// Every wording file: the project's own, and those of the editions that it has no folder for.
    pub fn beside(&self, own: &[RawFile]) -> Vec<RawFile> {
        let is_free = |file: &&RawFile| {
            let name = file.stem.split_once('/').map_or("", |(name, _)| name);
            !own.iter().any(|it| is_of(it, name))
        };
        let shared = self.files.iter().filter(is_free);
        own.iter().chain(shared).cloned().collect()
    }
}

impl Files {
    /// The wording that the project takes: its own, and the shared editions that it names.
    pub fn wording(&self) -> Vec<&RawFile> {
        let mut out: Vec<&RawFile> = self.forms.iter().collect();
        if self.shared.files.is_empty() {
            return out;
        }
        let text = self.organization.as_ref();
        let named = text.and_then(|it| edition_in(&lines_and_encoding(&it.bytes).0));
        out.extend(
            named
                .iter()
                .flat_map(|name| self.shared.needed(name, &self.forms)),
        );
        out
    }
}

/// Whether a file belongs to the edition of this name.
fn is_of(file: &RawFile, edition: &str) -> bool {
    let name = file.stem.split_once('/');
    name.is_some_and(|(name, _)| name == edition)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(stem: &str, text: &str) -> RawFile {
        RawFile {
            name: stem.to_owned(),
            inside: stem.to_owned(),
            stem: stem.to_owned(),
            bytes: text.as_bytes().to_vec(),
        }
    }

    #[test]
    fn an_edition_needs_those_beneath_it_and_the_project_s_own_comes_first() {
        let shared = SharedEditions {
            folder: String::new(),
            files: vec![
                file("a/edition", "extends = \"b\""),
                file("a/program", ""),
                file("b/edition", "extends = \"general\""),
                file("c/edition", "extends = \"c\""),
            ],
        };
        let stems = |files: Vec<&RawFile>| -> Vec<String> {
            files.into_iter().map(|it| it.stem.clone()).collect()
        };
        assert_eq!(shared.names(), ["a", "b", "c"]);
        assert_eq!(
            stems(shared.needed("a", &[])),
            ["a/edition", "a/program", "b/edition"]
        );
        assert_eq!(stems(shared.needed("c", &[])), ["c/edition"]);
        assert!(shared.needed("general", &[]).is_empty());
        let own = [file("b/edition", "extends = \"general\"")];
        assert_eq!(stems(shared.needed("a", &own)), ["a/edition", "a/program"]);
        let all = shared.beside(&own);
        assert_eq!(all.iter().filter(|it| it.stem == "b/edition").count(), 1);
        assert_eq!(all.len(), 4);
    }
}
