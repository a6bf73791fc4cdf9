//! How work begins on the page: an empty folder is no alarm.

use std::fs;

use crate::browser::Server;

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
