//! A folder that is made whole or not at all.

use std::path::Path;

use super::files::{Trouble, create_folder, parent, patiently};

/// Makes a folder that is not there yet: it is filled beside its place and then moved there.
///
/// # Errors
/// If it cannot be filled or moved; nothing of it is then left.
pub fn create_whole(
    folder: &Path,
    fill: impl Fn(&Path) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    let above = parent(folder);
    create_folder(above)?;
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let begun = above.join(format!(".{name}.{}", std::process::id()));
    create_folder(&begun)?;
    let moved = || patiently(folder, || std::fs::rename(&begun, folder));
    let done = fill(&begun).and_then(|()| moved());
    if done.is_err() {
        // What stays after all is hidden and no school.
        let _ = std::fs::remove_dir_all(&begun);
    }
    done
}

#[cfg(test)]
mod tests {
    use super::super::files::{files_in, folders_in, write_new};
    use super::*;

    #[test]
    fn a_folder_that_cannot_be_filled_leaves_nothing() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("a/b");
        create_whole(&folder, |begun| write_new(&begun.join("file"), b"1")).unwrap();
        assert_eq!(files_in(&folder).unwrap().len(), 1);
        let other = place.path().join("a/c");
        let refused = create_whole(&other, |begun| {
            write_new(&begun.join("file"), b"1")?;
            write_new(&begun.join("file"), b"2")
        });
        assert!(refused.is_err());
        assert_eq!(folders_in(&place.path().join("a")).unwrap(), [folder]);
    }
}
