use super::*;

fn change(path: &Path, before: Option<&str>, after: Option<&str>) -> FileChange {
    let bytes = |text: &str| text.as_bytes().to_vec();
    FileChange {
        path: path.to_owned(),
        before: before.map(bytes),
        after: after.map(bytes),
    }
}

#[test]
fn files_change_together_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("a"), "1").unwrap();
    std::fs::write(at("b"), "1").unwrap();
    let both = |b: &str| {
        write_together(&[
            change(&at("a"), Some("1"), Some("2")),
            change(&at("new/c"), None, Some("2")),
            change(&at("b"), Some(b), None),
        ])
    };
    let refused = both("0").unwrap_err();
    assert!(refused.path.ends_with("b"), "{refused}");
    assert!(refused.reason().contains("тем временем"), "{refused}");
    assert_eq!(std::fs::read(at("a")).unwrap(), b"1");
    assert!(!at("new/c").exists());
    both("1").unwrap();
    assert_eq!(std::fs::read(at("a")).unwrap(), b"2");
    assert_eq!(std::fs::read(at("new/c")).unwrap(), b"2");
    assert!(!at("b").exists());
}

#[test]
fn one_that_cannot_be_written_leaves_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("a"), "1").unwrap();
    std::fs::create_dir_all(at("b/in the way")).unwrap();
    let changes = [
        change(&at("a"), Some("1"), Some("2")),
        change(&at("b"), None, Some("2")),
    ];
    assert!(write_together(&changes).is_err());
    assert_eq!(std::fs::read(at("a")).unwrap(), b"1");
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let (file, link) = (folder.path().join("a"), folder.path().join("b"));
    std::fs::write(&file, "1").unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink(&file, &link).unwrap();
    write_whole(&link, b"2").unwrap();
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(std::fs::read(&file).unwrap(), b"2");
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[test]
fn a_new_file_never_takes_the_place_of_another() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("файл.toml");
    write_new(&path, b"1").unwrap();
    assert_eq!(
        write_new(&path, b"2").unwrap_err().reason(),
        "такой файл уже есть"
    );
    assert_eq!(std::fs::read(&path).unwrap(), b"1");
    write_whole(&path, b"3").unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"3");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_path_may_be_longer_than_windows_once_allowed() {
    let place = tempfile::tempdir().unwrap();
    let folder = (0..8).fold(place.path().to_owned(), |path, _| path.join("п".repeat(60)));
    create_folder(&folder).unwrap();
    let path = folder.join(format!("{}.toml", "ф".repeat(60)));
    write_new(&path, b"1").unwrap();
    assert!(write_new(&path, b"2").unwrap_err().already_exists());
    write_whole(&path, b"3").unwrap();
    assert_eq!(read(&path).unwrap(), b"3");
    assert_eq!(files_in(&folder).unwrap(), [path.as_path()]);
    remove(&path).unwrap();
    assert!(read(&path).unwrap_err().is_missing());
}

#[cfg(windows)]
mod windows {
    use super::*;
    use std::os::windows::fs::OpenOptionsExt as _;

    /// Others may read, as long as Word has it open.
    const SHARED_FOR_READING: u32 = 1;

    fn opened_in_word(path: &Path) -> File {
        std::fs::OpenOptions::new()
            .read(true)
            .write(true)
            .share_mode(SHARED_FOR_READING)
            .open(path)
            .unwrap()
    }

    fn file() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Приказ.docx");
        write_new(&path, b"1").unwrap();
        (folder, path)
    }

    #[test]
    fn a_file_that_is_open_in_another_program_is_left_and_named() {
        let (folder, path) = file();
        let word = opened_in_word(&path);
        let started = std::time::Instant::now();
        let trouble = write_whole(&path, b"2").unwrap_err();
        assert!(started.elapsed() < Duration::from_secs(10));
        assert_eq!(trouble.reason(), HELD);
        assert!(trouble.to_string().contains("Приказ.docx"));
        drop(word);
        assert_eq!(read(&path).unwrap(), b"1");
        assert_eq!(
            files_in(folder.path()).unwrap().len(),
            1,
            "nothing is left beside"
        );
        write_whole(&path, b"2").unwrap();
    }

    #[test]
    fn a_file_that_is_held_for_a_moment_is_waited_for() {
        let (_folder, path) = file();
        let antivirus = opened_in_word(&path);
        std::thread::scope(|scope| {
            scope.spawn(move || {
                wait(200);
                drop(antivirus);
            });
            write_whole(&path, b"2").unwrap();
        });
        assert_eq!(read(&path).unwrap(), b"2");
        // Nor is one that is being replaced while it is read.
        let held = std::fs::OpenOptions::new()
            .write(true)
            .share_mode(0)
            .open(&path)
            .unwrap();
        std::thread::scope(|scope| {
            scope.spawn(move || {
                wait(200);
                drop(held);
            });
            assert_eq!(read(&path).unwrap(), b"2");
        });
    }

    #[test]
    fn a_read_only_file_and_a_folder_are_told_apart() {
        let (folder, path) = file();
        let set = |readonly| {
            let mut permissions = std::fs::metadata(&path).unwrap().permissions();
            permissions.set_readonly(readonly);
            std::fs::set_permissions(&path, permissions).unwrap();
        };
        set(true);
        let reason = write_whole(&path, b"2").unwrap_err().reason();
        assert!(reason.contains("только для чтения"), "{reason}");
        assert_eq!(read(&path).unwrap(), b"1");
        set(false);
        std::fs::create_dir(folder.path().join("папка")).unwrap();
        let reason = write_whole(&folder.path().join("папка"), b"2")
            .unwrap_err()
            .reason();
        assert_eq!(reason, "это папка, а нужен файл");
    }
}
