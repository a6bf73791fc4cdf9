//! How work begins on the page: what is usual in the school stands in a new pair already, and an
//! empty folder is no alarm.

use std::fs;
use std::path::Path;

use crate::browser::Server;
use crate::support::{copy, nastavnik, root, said};

fn school(usual: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("samples/start"), folder.path());
    append(folder.path(), usual);
    folder
}

fn append(folder: &Path, text: &str) {
    let file = folder.join("organization.toml");
    let before = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{before}\n{text}")).unwrap();
}

const USUAL: &str = "[defaults]\nconsent = 2026-08-29\nform = \"педагог-педагог\"\nmode = \"смешанный\"\nformat = \"очный\"\n";

#[test]
fn a_new_pair_begins_with_what_is_usual_in_the_school() {
    let folder = school(USUAL);
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let form = window.form("/0/pair");
    for (field, value) in [
        ("pairs.0.basis.consent", "29.08.2026"),
        ("pairs.0.form", "педагог-педагог"),
        ("notes.0.note.mode", "смешанный"),
        // A row of its own accord would be an activity without a name.
        ("activities.0.format", ""),
    ] {
        assert_eq!(form.value(field), value, "{field}");
    }
    let page = window.get("/0/pair").text();
    assert!(
        page.contains("data-usual=\"format\" data-usually=\"очный\""),
        "{page}"
    );
    // A pair that is there stays as it is, and a new one may differ.
    let known = window.form("/0/pair/petrova-sidorov");
    assert_ne!(known.value("notes.0.note.mode"), "");
    let form = form
        .with("pairs.0.mentors", "Петрова Мария Ивановна")
        .with("pairs.0.mentees", "Лебедева Наталья Викторовна")
        .with("notes.0.note.mode", "онлайн");
    let saved = window.save(&form);
    assert_eq!(saved.status, 303, "{}", saved.text());
    let address = saved.headers["location"]
        .split('?')
        .next()
        .unwrap()
        .to_owned();
    let form = window.form(&address);
    assert_eq!(form.value("pairs.0.basis.consent"), "29.08.2026");
    assert_eq!(form.value("notes.0.note.mode"), "онлайн");
    // Without them nothing is filled in.
    let bare = school("");
    let server = Server::start(bare.path(), 60);
    let form = server.window().form("/0/pair");
    assert_eq!(
        (
            form.value("pairs.0.basis.consent"),
            form.value("pairs.0.form")
        ),
        ("", "")
    );
}

#[test]
fn a_misspelt_default_is_told_and_last_years_consent_goes() {
    let folder = school("[defaults]\nconsnt = 2026-08-29\n");
    let told = said(&nastavnik(&["check", &folder.path().display().to_string()]));
    assert!(
        told.contains("consnt") && told.contains("consent"),
        "{told}"
    );
    let folder = school(USUAL);
    let next = tempfile::tempdir().unwrap();
    let to = next.path().join("next");
    let [from, to_shown] = [folder.path(), &to].map(|it| it.display().to_string());
    let told = said(&nastavnik(&["roll-over", &from, "--to", &to_shown]));
    assert!(to.is_dir(), "{told}");
    let text = fs::read_to_string(to.join("organization.toml")).unwrap();
    assert!(
        text.contains("form = \"педагог-педагог\"") && !text.contains("2026-08-29"),
        "{text}"
    );
}

#[test]
fn an_empty_folder_and_a_school_without_pairs_are_no_alarm() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let told = |address: &str| {
        let page = window.get(address).text();
        let all = page.split("href=\"/0/remarks\"").nth(1).unwrap_or_default();
        (
            page.clone(),
            all.split("</a>")
                .next()
                .unwrap_or_default()
                .contains("count"),
        )
    };
    for address in ["/0/school", "/0/release", "/0/remarks"] {
        let (page, has_count) = told(address);
        assert!(!has_count, "{address}");
        assert!(
            !page.contains("Ошибка") && !page.contains(".toml"),
            "{address}: {page}"
        );
    }
    // The school is named, and there is nothing to print yet.
    let mut form = window.form("/0/school");
    for (field, value) in [("full_name", "Школа № 5"), ("short_name", "Школа № 5")] {
        form = form.with(&format!("organization.0.organization.{field}"), value);
    }
    assert_eq!(window.save(&form).status, 303);
    let (page, has_count) = told("/0/remarks");
    assert!(
        !has_count && page.contains("печатать пока нечего"),
        "{page}"
    );
    // Pairs without a school are one.
    fs::create_dir(folder.path().join("pairings")).unwrap();
    fs::write(
        folder.path().join("pairings/a-b.toml"),
        "mentors = [\"a\"]\nmentees = [\"b\"]\n",
    )
    .unwrap();
    fs::remove_file(folder.path().join("organization.toml")).unwrap();
    let (page, has_count) = told("/0/remarks");
    assert!(has_count && page.contains("сведений о школе"), "{page}");
}
