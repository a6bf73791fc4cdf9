//! Editions of the user's own folder: every school on the computer can take them, and a school that
//! is moved without them is told.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::browser::Server;
use crate::support::{copy, path, said, texts_in, with_slashes, write};

/// A user's settings, with editions in his own folder.
struct User(tempfile::TempDir);

impl User {
    fn with(editions: &[&str]) -> Self {
        let user = Self(tempfile::tempdir().unwrap());
        for name in editions {
            copy(
                &path(&["tests", "editions", name]),
                &user.editions().join(name),
            );
        }
        user
    }

    fn editions(&self) -> PathBuf {
        self.0.path().join("nastavnik/editions")
    }

    /// Whether a text names the folder of his editions.
    fn is_named(&self, text: &str) -> bool {
        let editions = with_slashes(&self.editions().display().to_string());
        with_slashes(text).contains(&editions)
    }

    /// Whether the program went well for this user in a folder, and what it said.
    fn tried(&self, args: &[&str], folder: &Path) -> (bool, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nastavnik"));
        command.args(args).current_dir(folder);
        command.env("XDG_CONFIG_HOME", self.0.path());
        command.env("APPDATA", self.0.path());
        let output = command.output().unwrap();
        (
            output.status.success(),
            said(&output).replace('\u{a0}', " "),
        )
    }

    fn well(&self, args: &[&str], folder: &Path) -> String {
        let (went_well, said) = self.tried(args, folder);
        assert!(went_well, "{args:?}: {said}");
        said
    }
}

/// The sample school that takes an edition.
fn school(edition: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&path(&["samples", "school"]), folder.path());
    let file = folder.path().join("organization.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let from = "edition = \"stary-oskol-2022\"";
    assert!(text.contains(from));
    write(
        &file,
        text.replacen(from, &format!("edition = {edition:?}"), 1),
    );
    folder
}

#[test]
fn every_school_on_the_computer_can_take_them() {
    let user = User::with(&["stamps", "five-columns"]);
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let list = user.well(&["edition", "list"], at);
    assert!(
        list.contains("stamps (общая папка): Титульный лист"),
        "{list}"
    );
    assert!(user.is_named(&list), "{list}");

    user.well(&["init", "школа", "--edition", "stamps"], at);
    let school = at.join("школа");
    let organization = std::fs::read_to_string(school.join("organization.toml")).unwrap();
    assert!(
        organization.contains(
            "# Редакция форм: Титульный лист и грифы, детские сады.\nedition = \"stamps\""
        ),
        "{organization}"
    );
    let said = user.well(&["build", "--format", "text"], &school);
    assert!(said.contains("План по наставничеству"), "{said}");
    let printed = std::fs::read_to_string(school.join("out/План по наставничеству.txt")).unwrap();
    assert!(printed.contains("ПРИНЯТО"), "{printed}");
    // Nothing is out of date as long as nothing changes; a change of the edition is seen.
    user.well(&["status", "--format", "text", "--check"], &school);
    let roadmap = user.editions().join("stamps/roadmap.toml");
    let text = std::fs::read_to_string(&roadmap).unwrap();
    write(&roadmap, text.replace("\"ПРИНЯТО\"", "\"РАССМОТРЕНО\""));
    assert!(
        !user
            .tried(&["status", "--format", "text", "--check"], &school)
            .0
    );

    user.well(&["export", "--xlsx", "книга.xlsx"], &school);
    let said = user.well(&["import", "книга.xlsx"], &school);
    assert!(!said.contains("edition"), "{said}");
}

#[test]
fn the_page_offers_them_by_name() {
    let user = User::with(&["six-columns"]);
    let empty = tempfile::tempdir().unwrap();
    let server = Server::start_as(user.0.path(), empty.path(), 60);
    let page = server.window().get("/").text();
    assert!(page.contains("<option value=\"six-columns\""), "{page}");
    drop(server);

    let school = school("stary-oskol-2022");
    let server = Server::start_as(user.0.path(), school.path(), 60);
    let page = server.window().get("/0/school").text();
    let passport = path(&["tests", "editions", "six-columns", "edition.toml"]);
    let passport = std::fs::read_to_string(passport).unwrap();
    let name = passport
        .lines()
        .find_map(|l| l.strip_prefix("name = "))
        .unwrap();
    let name = name.trim_matches('"');
    assert!(page.contains(name), "{name}: {page}");
}

#[test]
fn a_school_that_is_moved_without_its_edition_is_told_how_to_bring_it() {
    let user = User::with(&["stamps", "five-columns"]);
    let school = school("stamps");
    let at = school.path();
    user.well(&["check"], at);
    let other = User::with(&[]);
    let (went_well, said) = other.tried(&["check"], at);
    assert!(!went_well && said.contains("[650]"), "{said}");
    assert!(said.contains("organization.toml:"), "{said}");
    assert!(said.contains("edition export stamps"), "{said}");
    assert!(other.is_named(&said), "{said}");

    user.well(
        &["edition", "export", "stamps", "--only-files", "-o", "forms"],
        at,
    );
    other.well(&["check"], at);
    // What lies in the school's folder comes first.
    let own = at.join("forms/stamps/roadmap.toml");
    let text = std::fs::read_to_string(&own).unwrap();
    write(&own, text.replace("\"ПРИНЯТО\"", "\"{чье}\""));
    let (went_well, said) = user.tried(&["check"], at);
    assert!(
        !went_well && said.contains("forms/stamps/roadmap.toml:"),
        "{said}"
    );
}

#[test]
fn a_mistake_in_one_is_told_with_its_file_and_only_to_whom_takes_it() {
    let user = User::with(&["six-columns"]);
    let file = user.editions().join("six-columns/roadmap.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    write(&file, text.replace("field = \"term\"", "field = \"tern\""));
    let (went_well, said) = user.tried(&["check"], school("six-columns").path());
    assert!(
        !went_well && said.contains("six-columns/roadmap.toml:"),
        "{said}"
    );
    assert!(said.contains("«term»"), "{said}");
    let said = user.well(&["check"], school("stary-oskol-2022").path());
    assert!(!said.contains("six-columns"), "{said}");
}

#[test]
fn they_are_begun_and_brought_there_by_the_program() {
    let user = User::with(&[]);
    let school = school("stary-oskol-2022");
    let at = school.path();
    user.well(&["edition", "new", "mine", "--shared"], at);
    assert!(user.editions().join("mine/program.toml").is_file());
    assert!(!at.join("forms").exists());
    copy(
        &path(&["tests", "editions", "six-columns"]),
        &at.join("forms/six-columns"),
    );
    let export = [
        "edition",
        "export",
        "six-columns",
        "--shared",
        "--only-files",
    ];
    user.well(&export, at);
    let brought = texts_in(&user.editions().join("six-columns"));
    assert_eq!(brought, texts_in(&at.join("forms/six-columns")));

    // A folder that all computers of a town see.
    let town = tempfile::tempdir().unwrap();
    copy(&user.editions(), town.path());
    let output = Command::new(env!("CARGO_BIN_EXE_nastavnik"))
        .args(["edition", "show", "mine"])
        .env("NASTAVNIK_EDITIONS", town.path())
        .current_dir(at)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", said(&output));
}
