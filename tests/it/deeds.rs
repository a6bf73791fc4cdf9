//! What the page does besides its forms: remarks of one kind mended everywhere, copies for
//! everybody, superfluous files put away, signatures checked.

use std::fs;
use std::path::Path;

use crate::browser::{Reply, Server, Window};
use crate::support::{copy, root};

fn school() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("samples/school"), folder.path());
    folder
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

const PAIRS: [&str; 2] = [
    "pairings/gordeeva-pankratov.toml",
    "pairings/zhuravlev-nazarova.toml",
];

/// Writes another value for a key of both pairs.
fn misspell(folder: &Path, key: &str, value: &str) {
    for name in PAIRS {
        let text = read(folder, name);
        let line = text.lines().find(|line| line.starts_with(key)).unwrap();
        let wrong = text.replace(line, &format!("{key} = \"{value}\""));
        fs::write(folder.join(name), wrong).unwrap();
    }
}

/// Presses the button of a kind of remark.
fn cured(window: &Window<'_>, fields: &[(&str, &str)]) -> Reply {
    window.press("/0/remarks", fields)
}

#[test]
fn a_word_that_can_only_mean_one_thing_is_replaced_in_all_pairs_and_back() {
    let folder = school();
    let before = PAIRS.map(|name| read(folder.path(), name));
    misspell(folder.path(), "kind", "традиционое");
    let wrong = PAIRS.map(|name| read(folder.path(), name));
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let page = window.get("/0/remarks").text();
    assert!(page.contains("у всех: 2"), "{page}");
    let value = |name: &str| {
        let value = page.split(&format!("name=\"{name}\" value=\"")).nth(1);
        value.unwrap().split('"').next().unwrap().to_owned()
    };
    let (kind, written, meant) = (value("kind"), value("written"), value("meant"));
    assert_eq!(written, "традиционое");
    // What is not offered is not done.
    let other = [("kind", &*kind), ("written", "школа"), ("meant", "дом")];
    let reply = cured(&window, &other);
    assert_eq!(reply.headers["location"], "/0/remarks?mended=0");
    assert_eq!(PAIRS.map(|name| read(folder.path(), name)), wrong);
    let asked = [("kind", &*kind), ("written", &*written), ("meant", &*meant)];
    let reply = cured(&window, &asked);
    assert!(reply.headers["location"].contains("changed="));
    for (name, before) in PAIRS.iter().zip(&before) {
        let now = read(folder.path(), name);
        assert_eq!(now.lines().count(), before.lines().count());
        assert!(now.contains(&format!("kind = \"{meant}\"")), "{now}");
    }
    window.take_back(&reply);
    assert_eq!(PAIRS.map(|name| read(folder.path(), name)), wrong);
}

#[test]
fn slips_of_one_kind_are_mended_and_the_others_stay() {
    let folder = school();
    misspell(folder.path(), "aim", "Помочь  войти в должность в 2026г.");
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let page = window.get("/0/remarks").text();
    assert!(page.contains("Исправить у всех: 2"), "{page}");
    let reply = cured(&window, &[("kind", "504")]);
    assert_eq!(reply.status, 303);
    for name in PAIRS {
        let text = read(folder.path(), name);
        assert!(text.contains("Помочь войти в должность в 2026г."), "{text}");
    }
}

/// A remark explains itself where it stands, in words of the page.
#[test]
fn a_kind_of_remark_is_explained_on_the_spot() {
    let folder = school();
    misspell(folder.path(), "kind", "традиционое");
    let server = Server::start(folder.path(), 60);
    let page = server.window().get("/0/remarks").text();
    let kind = page.split("<section class=\"kind\"").nth(1).unwrap();
    let kind = kind.split("</section>").next().unwrap();
    assert!(kind.contains("Почему это важно и что сделать"), "{kind}");
    assert!(
        !kind.contains(".toml") && !kind.contains("nastavnik"),
        "{kind}"
    );
}

/// Presses a button of the screen of the papers, all papers ticked.
fn pressed(window: &Window<'_>, word: &str) -> Reply {
    let release = window.get("/0/release").text();
    let mut fields = crate::browser::fields(&release, "class=\"release");
    fields.push(("do".to_owned(), word.to_owned()));
    window.post("/0/release", &fields)
}

#[test]
fn copies_for_everybody_are_made_apart_and_say_what_to_look_at() {
    let folder = school();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let page = pressed(&window, "public").text();
    assert!(page.contains("Публичные копии:"), "{page}");
    assert!(
        page.contains("Не вошли документы с личными сведениями"),
        "{page}"
    );
    let public = folder.path().join("out/public");
    assert!(fs::read_dir(&public).unwrap().count() > 1);
    assert!(!folder.path().join("out/Дорожная карта.pdf").exists());
    let packed = pressed(&window, "public-zip");
    assert_eq!(packed.headers["content-type"], "application/zip");
    assert!(packed.bytes.starts_with(b"PK"));
}

#[test]
fn superfluous_files_are_put_away_and_nothing_else() {
    let folder = school();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    pressed(&window, "make");
    let gone = "pairings/zhuravlev-nazarova.toml";
    fs::remove_file(folder.path().join(gone)).unwrap();
    let own = folder.path().join("out/Мои заметки.pdf");
    fs::write(&own, "заметки").unwrap();
    let page = window.get("/0/release").text();
    assert!(page.contains("Убрать лишние файлы"), "{page}");
    let program = folder.path().join("out/Программа. Журавлёв — Назарова.pdf");
    assert!(program.exists());
    let token = ("token".to_owned(), window.token());
    let wish = ("do".to_owned(), "clean".to_owned());
    let page = window.post("/0/release", &[token, wish]).text();
    assert!(page.contains("Убрано: "), "{page}");
    assert!(!program.exists() && own.exists());
    assert!(folder.path().join("out/Дорожная карта.pdf").exists());
}

#[test]
fn signatures_and_archives_of_the_school_are_checked() {
    let folder = school();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    pressed(&window, "make");
    let page = window.get("/0/verify").text();
    assert!(page.contains("Подписанных документов и архивов"), "{page}");
    let archive = pressed(&window, "archive");
    assert!(archive.bytes.starts_with(b"PK"), "{}", archive.text());
    let path = folder.path().join("год.zip");
    fs::write(&path, &archive.bytes).unwrap();
    let page = window.get("/0/verify").text();
    assert!(page.contains("Все на месте и без изменений: 1"), "{page}");
    let mut bytes = archive.bytes.clone();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, &bytes).unwrap();
    let page = window.get("/0/verify").text();
    assert!(page.contains("Требуют внимания: 1"), "{page}");
}

#[test]
fn a_day_of_an_event_is_not_dropped_because_nobody_said_of_what() {
    let folder = school();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let asked = |why| {
        let fields = [
            ("day", "12.01.2027"),
            ("given", "20.12.2026"),
            ("why", why),
            ("do", "show"),
        ];
        window.press("/0/event/end/gordeeva-pankratov", &fields)
    };
    let unsaid = asked("");
    assert_eq!(unsaid.status, 422);
    assert!(unsaid.text().contains("Выберите, что это за дата"));
    let notice = asked("notice");
    assert_eq!(notice.status, 200);
    assert!(notice.text().contains("20.12.2026"), "{}", notice.text());
}

/// As when a drive is pulled out while the page is open.
#[test]
fn a_folder_that_is_gone_is_told_and_not_begun_anew() {
    let whole = tempfile::tempdir().unwrap();
    let (folder, away) = (whole.path().join("school"), whole.path().join("away"));
    copy(&root().join("samples/school"), &folder);
    let server = Server::start(&folder, 60);
    let window = server.window();
    let form = window.form("/0/school");
    fs::rename(&folder, &away).unwrap();
    for page in ["/0/pairs", "/0/remarks", "/0/history"] {
        let reply = window.get(page);
        assert_eq!(reply.status, 404);
        assert!(reply.text().contains("Верните папку на место"), "{page}");
    }
    assert!(window.get("/").text().contains("Верните папку на место"));
    let form = form
        .with("organization.0.organization.short_name", "Школа")
        .with("do", "keep");
    let kept = window.post("/0/school", &form.fields);
    assert!(
        kept.text().contains("\"state\":\"failed\""),
        "{}",
        kept.text()
    );
    assert!(!folder.exists());
    fs::rename(&away, &folder).unwrap();
    assert_eq!(window.get("/0/pairs").status, 200);
}
