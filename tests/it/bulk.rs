//! Several pairs at once on the page, and the list of pairs: sorted, filtered, counted.

use std::collections::BTreeMap;
use std::path::Path;

use crate::browser::{Reply, Server, Window};
use crate::support::{copy, root};

fn school() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("samples/school"), folder.path());
    folder
}

fn pairs(folder: &Path) -> BTreeMap<String, String> {
    let files = std::fs::read_dir(folder.join("pairings")).unwrap();
    let files = files.map(|file| file.unwrap());
    files
        .map(|file| {
            let name = file.file_name().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(file.path()).unwrap())
        })
        .collect()
}

/// Ticks pairs and presses a button with these fields.
fn pressed(window: &Window<'_>, wish: &str, codes: &[&str], fields: &[(&str, &str)]) -> Reply {
    let mut all = vec![("do", wish)];
    all.extend(codes.iter().map(|code| ("pair", *code)));
    all.extend(fields);
    window.press("/0/pairs", &all)
}

#[test]
fn ticked_pairs_change_together_and_back() {
    let folder = school();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let before = pairs(folder.path());
    let ticked = ["gordeeva-pankratov", "zhuravlev-nazarova"];
    let fields = [
        ("notes.0.note.mode", "дистанционный"),
        ("activities.0.block", "II"),
        ("activities.0.name", "Общее совещание наставников"),
        ("activities.0.term", "декабрь"),
    ];
    let reply = pressed(&window, "set", &ticked, &fields);
    assert_eq!(reply.status, 303, "{}", reply.text());
    let after = pairs(folder.path());
    for (name, text) in &after {
        let is_ticked = ticked.iter().any(|code| name == &format!("{code}.toml"));
        assert_eq!(text != &before[name], is_ticked, "{name}");
        if is_ticked {
            assert!(text.contains("Общее совещание наставников"), "{text}");
            assert!(text.contains("mode = \"дистанционный\""), "{text}");
        }
    }
    window.take_back(&reply);
    assert_eq!(pairs(folder.path()), before);
}

#[test]
fn a_mistake_in_one_leaves_all() {
    let folder = school();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let before = pairs(folder.path());
    let ticked = ["gordeeva-pankratov", "zhuravlev-nazarova"];
    let wrong = pressed(
        &window,
        "set",
        &ticked,
        &[("pairs.0.period.to", "когда-то")],
    );
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("Пара «Гордеева — Панкратов»"));
    let nothing = pressed(&window, "set", &ticked, &[]);
    assert_eq!(nothing.status, 422);
    assert!(nothing.text().contains("менять нечего"));
    let nobody = pressed(&window, "remove", &["../organization"], &[]);
    assert_eq!(nobody.status, 422);
    assert_eq!(pairs(folder.path()), before);
}

#[test]
fn removed_pairs_come_back() {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("samples/start"), folder.path());
    let _ = std::fs::remove_dir_all(folder.path().join("orders"));
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let before = pairs(folder.path());
    let codes: Vec<&str> = before.keys().map(|name| &name[..name.len() - 5]).collect();
    let reply = pressed(&window, "remove", &codes, &[]);
    assert_eq!(reply.status, 303, "{}", reply.text());
    assert_eq!(pairs(folder.path()), BTreeMap::new());
    window.take_back(&reply);
    assert_eq!(pairs(folder.path()), before);
}

#[test]
fn the_list_is_sorted_filtered_and_counted() {
    let folder = school();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let names = |address: &str| -> Vec<String> {
        let page = window.get(address).text();
        let rows = page.split("<th scope=\"row\">").skip(1);
        rows.map(|row| row.split('>').nth(1).unwrap().replace("</a", ""))
            .collect()
    };
    let by_name = names("/0/pairs?sort=0");
    assert_eq!(by_name.len(), 8);
    // «Журавлёв» as if it were spelt with «е», after «Жумабаев».
    let at = |name: &str| by_name.iter().position(|it| it.starts_with(name)).unwrap();
    assert!(at("Гордеева") < at("Жумабаев") && at("Жумабаев") < at("Журавлёв"));
    let mut down = names("/0/pairs?sort=0&down=1");
    down.reverse();
    assert_eq!(down, by_name);
    let page = window
        .get("/0/pairs?sort=2&q=%D0%B3%D0%BE%D1%80%D0%B4")
        .text();
    assert!(page.contains("1 из 8"), "{page}");
    assert!(page.contains("aria-sort=\"ascending\""));
    // People stand by their alphabet, orders by their days; any head sorts them otherwise.
    let people = names("/0/staff");
    let mut sorted = people.clone();
    sorted.sort_by_cached_key(|name| name.to_lowercase().replace('ё', "е"));
    assert_eq!(people, sorted);
    let mut down = names("/0/staff?sort=0&down=1");
    down.reverse();
    assert_eq!(down, people);
    assert_ne!(names("/0/staff?sort=1"), people);
    let orders = names("/0/orders");
    assert!(orders[0].starts_with("о внедрении"), "{orders:?}");
    let by_number = names("/0/orders?sort=1");
    assert!(by_number[0].starts_with("о замене"), "{by_number:?}");
    let states = ["wrong", "doubtful", "unmade", "ready"];
    let all: usize = states
        .iter()
        .map(|s| names(&format!("/0/pairs?state={s}")).len())
        .sum();
    assert_eq!(all, 8);
    assert_eq!(names("/0/pairs?state=ready").len(), 0);
}

#[test]
fn the_table_of_completeness_tells_what_is_missing_and_what_is_made() {
    let folder = school();
    let file = folder.path().join("pairings/gordeeva-pankratov.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let aim = text.lines().find(|line| line.starts_with("aim")).unwrap();
    std::fs::write(&file, text.replace(aim, "")).unwrap();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let row = || {
        let page = window.get("/0/complete").text();
        let row = page.split("/0/pair/gordeeva-pankratov\">").nth(1).unwrap();
        (page.clone(), row[..row.find("</tr>").unwrap()].to_owned())
    };
    let (page, before) = row();
    assert!(page.contains("из 8 пар"), "{page}");
    let missing =
        "<a class=\"mark doubt\" href=\"/0/pair/gordeeva-pankratov#notes.0.note.aim\">нет</a>";
    assert!(before.contains(missing), "{before}");
    assert_eq!(before.matches("mark doubt").count(), 1, "{before}");
    assert!(
        before.contains(">24</a>") && before.contains(">0 из "),
        "{before}"
    );
}
