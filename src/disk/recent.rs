//! The folders that were worked in last, kept between runs of the page.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::files::{self, Trouble};

/// Folders that are remembered.
const MOST: usize = 8;

/// The list, in a file of the user's settings.
#[derive(Debug, Clone)]
pub struct Recent(PathBuf);

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    /// The last one first.
    folders: Vec<String>,
}

impl Recent {
    /// Kept in this file, which need not be there yet.
    pub fn in_file(file: PathBuf) -> Self {
        Self(file)
    }

    /// The last one first. A list that cannot be read is none: it is a help, nothing depends on it.
    pub fn folders(&self) -> Vec<PathBuf> {
        let text = files::read(&self.0)
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .unwrap_or_default();
        let kept: Kept = toml::from_str(&text).unwrap_or_default();
        kept.folders
            .into_iter()
            .map(PathBuf::from)
            .filter(|folder| folder.is_absolute())
            .collect()
    }

    /// Puts a folder first. One whose name is not Unicode cannot be kept.
    ///
    /// # Errors
    /// If the list cannot be written.
    pub fn remember(&self, folder: &Path) -> Result<(), Trouble> {
        let others = self.folders().into_iter().filter(|known| known != folder);
        let folders = std::iter::once(folder.to_owned())
            .chain(others)
            .filter_map(|f| f.into_os_string().into_string().ok());
        let kept = Kept {
            folders: folders.take(MOST).collect(),
        };
        if let Some(above) = self.0.parent() {
            files::create_folder(above)?;
        }
        let text = toml::to_string(&kept).unwrap_or_default();
        files::write_whole(&self.0, text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_folder_stands_first_and_once() {
        let place = tempfile::tempdir().unwrap();
        let recent = Recent::in_file(place.path().join("настройки/recent.toml"));
        assert_eq!(recent.folders(), Vec::<PathBuf>::new());
        let folder = |name: &str| place.path().join(name);
        for name in ["а", "б \"в\"", "а"] {
            recent.remember(&folder(name)).unwrap();
        }
        assert_eq!(recent.folders(), [folder("а"), folder("б \"в\"")]);
        (0..20).for_each(|i| recent.remember(&folder(&i.to_string())).unwrap());
        assert_eq!(
            (recent.folders().len(), recent.folders()[0].clone()),
            (MOST, folder("19"))
        );
        files::write_whole(&recent.0, b"folders = 5").unwrap();
        assert_eq!(recent.folders(), Vec::<PathBuf>::new());
    }
}
