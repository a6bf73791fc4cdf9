//! The page: attacks are refused, nothing is lost, everything works without a script.

use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::browser::{Form, Server, Window, copied, of_user, unescaped};
use crate::support::{copy, path, pdf_text, root};

const PAIR: &str = "pairings/petrova-sidorov.toml";

fn school() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("samples/start"), folder.path());
    folder
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

fn pair(stem: &str) -> String {
    format!("/0/pair/{stem}")
}

/// Addresses of every screen.
fn screens() -> Vec<String> {
    let of_project = [
        "school",
        "staff",
        "person",
        "person/petrova",
        "pairs",
        "pair",
        "pair/petrova-sidorov",
        "roadmap",
        "orders",
        "order",
        "regulation",
        "remarks",
        "release",
    ];
    ["/", "/folders"]
        .map(ToOwned::to_owned)
        .into_iter()
        .chain(of_project.iter().map(|s| format!("/0/{s}")))
        .collect()
}

#[test]
fn every_screen_answers_and_forbids_what_is_not_its_own() {
    let folder = school();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    for screen in screens() {
        let page = window.get(&screen);
        assert_eq!(page.status, 200, "{screen}: {}", page.text());
        let policy = &page.headers["content-security-policy"];
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
            "{policy}"
        );
        assert_eq!(
            (
                page.headers["cache-control"].as_str(),
                page.headers["x-content-type-options"].as_str()
            ),
            ("no-store", "nosniff")
        );
        let text = page.text();
        // No script or style in the page, and nothing from outside.
        assert!(
            !text.contains("style=") && !text.contains("<style") && !text.contains(" onclick"),
            "{screen}"
        );
        assert_eq!(
            text.matches("<script").count(),
            text.matches("<script src=\"/page.js\"").count(),
            "{screen}"
        );
        for address in text
            .split(" src=\"")
            .chain(text.split(" href=\""))
            .chain(text.split(" action=\""))
            .skip(1)
        {
            let address = address.split('"').next().unwrap();
            assert!(
                !address.contains("//") || address.starts_with("<!DOCTYPE"),
                "{screen}: {address}"
            );
        }
    }
    for file in ["/page.css", "/page.js", "/icon.svg"] {
        let text = window.get(file).text();
        let outside = text.replace("http://www.w3.org/2000/svg", "");
        assert!(
            !outside.contains("http:") && !outside.contains("https:") && !outside.contains("url("),
            "{file}"
        );
    }
}

#[test]
fn foreign_requests_are_refused() {
    let folder = school();
    let server = Server::start(folder.path(), 60);
    // Before the key is used nothing is shown.
    assert_eq!(server.ask("GET", "/", &[], &[]).status, 401);
    assert_eq!(
        server
            .ask(
                "GET",
                "/start?key=00000000000000000000000000000000",
                &[],
                &[]
            )
            .status,
        401
    );
    let window = server.window();
    assert_eq!(
        server.ask("GET", &server.start_path(), &[], &[]).status,
        401,
        "the key is good for one use"
    );
    let cookie = ("Cookie", window.cookie.as_str());
    let get = |path: &str, headers: &[(&str, &str)]| {
        server
            .ask("GET", &window.at(path), &[&[cookie], headers].concat(), &[])
            .status
    };
    for host in ["evil.example", "localhost", "127.0.0.1", "evil.example:80"] {
        assert_eq!(get("/", &[("Host", host)]), 421, "{host}");
    }
    assert_eq!(get("/0/pairs", &[("Sec-Fetch-Site", "cross-site")]), 403);
    assert_eq!(
        get("/0/pairs", &[("Sec-Fetch-Site", "same-site")]),
        403,
        "another port of this computer"
    );
    assert_eq!(get("/0/pairs", &[("Origin", "http://evil.example")]), 403);
    assert_eq!(get("/0/pairs", &[("Cookie", "nastavnik=0")]), 401);
    assert_eq!(get("/alive", &[("Cookie", "")]), 401);
    assert_eq!(get("/alive", &[("Host", "evil.example")]), 421);

    let form = window
        .form(&pair("petrova-sidorov"))
        .with("notes.0.note.aim", "чужое");
    let before = read(folder.path(), PAIR);
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(&form.fields)
        .append_pair("do", "save")
        .finish();
    let post = |headers: &[(&str, &str)], body: &str| {
        server
            .ask(
                "POST",
                &window.at(&form.path),
                &[&[cookie], headers].concat(),
                body.as_bytes(),
            )
            .status
    };
    assert_eq!(post(&[("Origin", "http://evil.example")], &body), 403);
    assert_eq!(post(&[("Origin", "null")], &body), 403);
    assert_eq!(post(&[("Origin", "")], &body), 403, "no origin at all");
    assert_eq!(post(&[("Sec-Fetch-Site", "cross-site")], &body), 403);
    assert_eq!(post(&[("Sec-Fetch-Site", "none")], &body), 403);
    assert_eq!(post(&[("Cookie", "")], &body), 401);
    let token = form.value("token");
    assert_eq!(
        post(
            &[],
            &body.replace(token, "00000000000000000000000000000000")
        ),
        403
    );
    assert_eq!(post(&[], &body.replace(&format!("token={token}"), "")), 403);
    assert_eq!(post(&[("Content-Type", "text/plain")], &body), 415);
    assert_eq!(server.ask("PUT", "/0/pairs", &[cookie], &[]).status, 405);
    assert_eq!(server.ask("DELETE", "/0/pairs", &[cookie], &[]).status, 405);
    assert_eq!(read(folder.path(), PAIR), before);
    // The same form from our own page is taken.
    assert_eq!(post(&[], &body), 303);
    assert!(read(folder.path(), PAIR).contains("чужое"));
}

#[test]
fn no_part_of_a_request_is_a_path() {
    let folder = school();
    fs::write(folder.path().join("secret.toml"), "x").unwrap();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    for path in [
        "/0/pair/..%2Forganization",
        "/0/pair/../../secret",
        "/0/pair/%2e%2e%2fsecret",
        "/0/pair/C:%5Cwindows",
        "/0/order/..%2F..%2Fsecret",
        "/0/person/..",
        "/0/paper/..%2F..%2Fsecret",
        "/page/..%2F..%2Fsecret",
        "/1/pairs",
        "/folders/9999",
        "/folders/..%2F..",
        "/folders/%2Fetc",
        "/99999999999999999999/pairs",
        "/-1/pairs",
        "/0/pairs/../../../etc/passwd",
        "/etc/passwd",
    ] {
        let reply = window.get(path);
        assert!(
            matches!(reply.status, 400 | 404),
            "{path}: {}",
            reply.status
        );
        assert!(!reply.text().contains("root:"));
    }
    // A name of an order or a code of a row that would be a path writes nothing outside the folder.
    let form = window
        .form("/0/order")
        .with("orders.0.kind", "об итогах")
        .with("orders.0.@code", "../../evil")
        .with("orders.0.@order", "../evil");
    window.save(&form);
    let form = window
        .form("/0/pair")
        .with("pairs.0.@code", "../evil")
        .with("pairs.0.mentors", "Петрова Мария Ивановна")
        .with("pairs.0.mentees", "Новиков Петр Ильич")
        .with("pairs.0.@mentee_post", "учитель физики");
    window.save(&form);
    assert!(
        !folder.path().join("evil.toml").exists()
            && !folder.path().parent().unwrap().join("evil.toml").exists()
    );
    assert!(!folder.path().join("pairings/../evil.toml").exists());
}

#[test]
fn too_much_is_refused() {
    let folder = school();
    let mut server = Server::start(folder.path(), 60);
    {
        let window = server.window();
        let token = window.token();
        let big = vec![b'x'; 100 << 20];
        let head = format!(
            "--b\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{token}\r\n--b\r\nContent-Disposition: form-data; name=\"book\"; filename=\"x.xlsx\"\r\n\r\n"
        );
        let body = [head.as_bytes(), &big, b"\r\n--b--\r\n"].concat();
        let reply = server.ask(
            "POST",
            &window.at("/0/excel"),
            &[
                ("Cookie", &window.cookie),
                ("Content-Type", "multipart/form-data; boundary=b"),
            ],
            &body,
        );
        // Either told, or the connection was closed while we were still sending.
        assert!(matches!(reply.status, 413 | 0), "{}", reply.status);
        let reply = window.post(
            "/0/school",
            &[
                ("token".to_owned(), token.clone()),
                (
                    "organization.0.organization.place".to_owned(),
                    "ж".repeat(5 << 20),
                ),
            ],
        );
        assert!(matches!(reply.status, 413 | 0), "{}", reply.status);
        // Rows with absurd numbers and unheard-of fields do no harm.
        let form = window
            .form(&pair("petrova-sidorov"))
            .with("activities.99999999999.name", "x")
            .with("activities.x.name", "x")
            .with("zzz.0.name", "x")
            .with("pairs.0.zzz", "x");
        assert_eq!(window.save(&form).status, 303);
        assert_eq!(window.get("/0/pairs").status, 200);
    }
    assert!(!server.ends_within(Duration::from_millis(200)));
}

#[test]
fn a_script_in_any_field_is_only_text() {
    const EVIL: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    let folder = school();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    for screen in [
        "/0/school",
        "/0/person/petrova",
        "/0/pair/petrova-sidorov",
        "/0/roadmap",
        "/0/order",
    ] {
        let form = window.form(screen);
        let named: Vec<String> = form
            .fields
            .iter()
            .map(|(n, _)| n.clone())
            .filter(|n| n.contains('.') && !n.ends_with("@code"))
            .collect();
        let filled = named
            .iter()
            .fold(form.clone(), |form, name| form.with(name, EVIL));
        // Refused, drawn again or asked to be told apart: in every answer it is text.
        for word in ["save", "draft", "add:activities", "resolve"] {
            let mut fields = filled.fields.clone();
            fields.push(("do".to_owned(), word.to_owned()));
            let page = window.post(screen, &fields);
            assert!(
                !page.text().contains("<script>alert") && !page.text().contains("<img src=x"),
                "{screen} {word}"
            );
        }
    }
    // What was refused waits in a draft, and is text there too.
    let address = pair("petrova-sidorov");
    let waiting = window.get(&address).text();
    assert!(waiting.contains("Черновик") && !waiting.contains("<script>alert"));
    let aside = [("do", "discard"), ("token", &window.token())]
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(window.post(&address, &aside).status, 303);
    let form = window.form(&address).with("notes.0.note.aim", EVIL);
    assert_eq!(window.save(&form).status, 303);
    for screen in screens() {
        let text = window.get(&screen).text();
        assert!(
            !text.contains("<script>alert") && !text.contains("<img src=x"),
            "{screen}"
        );
    }
    assert_eq!(
        window
            .form(&pair("petrova-sidorov"))
            .value("notes.0.note.aim"),
        EVIL
    );
}

#[test]
fn a_form_is_saved_without_a_script_and_comments_stay() {
    let folder = school();
    let before = read(folder.path(), PAIR);
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let form = window.form(&pair("petrova-sidorov"));
    // Saving what was not changed changes nothing.
    assert_eq!(window.save(&form).status, 303);
    assert_eq!(read(folder.path(), PAIR), before);
    let aim = form.value("notes.0.note.aim").to_owned();
    assert!(!aim.is_empty());
    assert_eq!(
        window
            .save(&form.clone().with("notes.0.note.aim", "Новая цель"))
            .status,
        303
    );
    let after = read(folder.path(), PAIR);
    assert_eq!(after, before.replace(&aim, "Новая цель"));
    assert_eq!(
        read(folder.path(), &format!(".nastavnik/{PAIR}.bak")),
        before,
        "the version before is kept"
    );
    assert!(before.matches('#').count() > 2);
    // An emptied field is taken away, its neighbours stay.
    assert_eq!(
        window
            .save(&window.form(&form.path).with("notes.0.note.aim", ""))
            .status,
        303
    );
    assert!(!read(folder.path(), PAIR).contains("Новая цель"));
    // Every screen saves itself unchanged.
    for (screen, file) in [
        ("/0/school", "organization.toml"),
        ("/0/person/petrova", "organization.toml"),
        ("/0/roadmap", "roadmap.toml"),
    ] {
        let before = read(folder.path(), file);
        assert_eq!(window.save(&window.form(screen)).status, 303, "{screen}");
        assert_eq!(read(folder.path(), file), before, "{screen}");
    }
}

#[test]
fn what_a_form_does_not_send_stays_as_it_is() {
    let folder = school();
    let before = read(folder.path(), PAIR);
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let drawn = window.form(&pair("petrova-sidorov"));
    let only = |fields: &[(&str, &str)]| {
        let is_of_a_sheet =
            |name: &str| ["pairs.", "notes.", "activities."].map(|s| name.starts_with(s));
        let mut form = drawn.clone();
        form.fields
            .retain(|(name, _)| !is_of_a_sheet(name).contains(&true));
        filled(form, fields)
    };
    // No field at all, then one.
    assert_eq!(window.save(&only(&[])).status, 303);
    assert_eq!(read(folder.path(), PAIR), before);
    let aim = drawn.value("notes.0.note.aim");
    let one = only(&[("notes.0.note.aim", "Новая цель")]);
    assert_eq!(window.save(&one).status, 303);
    assert_eq!(
        read(folder.path(), PAIR),
        before.replace(aim, "Новая цель"),
        "the other fields and all rows are untouched"
    );
    fs::write(folder.path().join(PAIR), &before).unwrap();
    // One row of a list, by its code.
    let name = drawn.value("activities.1.name");
    let row = only(&[
        ("activities.0.@code", drawn.value("activities.1.@code")),
        ("activities.0.name", "Другое мероприятие"),
    ]);
    assert_eq!(window.save(&row).status, 303);
    assert_eq!(
        read(folder.path(), PAIR),
        before.replace(name, "Другое мероприятие")
    );
    fs::write(folder.path().join(PAIR), &before).unwrap();
    // A row goes if it is named.
    let first = drawn.value("activities.0.name");
    let named = only(&[("activities.gone", drawn.value("activities.0.@code"))]);
    assert_eq!(window.save(&named).status, 303);
    let after = read(folder.path(), PAIR);
    assert!(!after.contains(first) && after.contains(name), "{after}");
    assert_eq!(
        after.matches("[[activity]]").count() + 1,
        before.matches("[[activity]]").count()
    );
}

#[test]
fn rows_are_added_moved_and_dropped_without_a_script() {
    let folder = school();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let press = |form: &Form, word: &str| {
        let mut fields = form.fields.clone();
        fields.push(("do".to_owned(), word.to_owned()));
        let page = window.post(&form.path, &fields);
        assert_eq!(page.status, 200);
        Form {
            path: form.path.clone(),
            fields: crate::browser::fields(&page.text(), "class=\"edit"),
        }
    };
    let form = window.form(&pair("petrova-sidorov"));
    let (first, second) = (
        form.value("activities.0.name").to_owned(),
        form.value("activities.1.name").to_owned(),
    );
    let moved = press(&form, "down:activities:0");
    assert_eq!(
        (
            moved.value("activities.0.name"),
            moved.value("activities.1.name")
        ),
        (second.as_str(), first.as_str())
    );
    let longer = press(&moved, "add:activities:0")
        .with("activities.1.name", "Новое мероприятие")
        .with("activities.1.block", "4.4");
    let shorter = press(&longer, "drop:activities:0");
    assert_eq!(shorter.value("activities.0.name"), "Новое мероприятие");
    assert_eq!(window.save(&shorter).status, 303);
    let text = read(folder.path(), PAIR);
    let at = |words: &str| text.find(words);
    assert!(
        at("Новое мероприятие").unwrap() < at(&first).unwrap() && at(&second).is_none(),
        "{text}"
    );
    // The last row too.
    let count = shorter.activities();
    let mut form = window.form(&pair("petrova-sidorov"));
    for _ in 0..count {
        form = press(&form, "drop:activities:0");
    }
    assert_eq!(window.save(&form).status, 303);
    assert!(!read(folder.path(), PAIR).contains("[[activity]]"));
}

#[test]
fn a_file_changed_on_the_disk_is_never_written_over() {
    let folder = school();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let form = window
        .form(&pair("petrova-sidorov"))
        .with("notes.0.note.schedule", "по средам");
    let aim = form.value("notes.0.note.aim").to_owned();
    let changed = read(folder.path(), PAIR).replace(&aim, "Цель из другого окна");
    fs::write(folder.path().join(PAIR), &changed).unwrap();
    let conflict = window.save(&form);
    assert_eq!(conflict.status, 409);
    assert_eq!(read(folder.path(), PAIR), changed);
    let page = conflict.text();
    assert!(
        page.contains("Моя версия")
            && page.contains("С диска")
            && page.contains("Цель из другого окна")
            && page.contains("по средам")
    );
    // My schedule, their aim: each has changed one of them, so that is what the page offers.
    let mut fields = crate::browser::fields(&page, "class=\"conflict");
    let chosen = |name: &str| {
        fields
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    };
    assert_eq!(
        (
            chosen("take.notes.0.note.aim"),
            chosen("take.notes.0.note.schedule")
        ),
        (Some("disk"), Some("mine"))
    );
    fields.push(("do".to_owned(), "resolve".to_owned()));
    assert_eq!(window.post(&form.path, &fields).status, 303);
    let text = read(folder.path(), PAIR);
    assert!(
        text.contains("Цель из другого окна") && text.contains("по средам") && !text.contains(&aim)
    );
    // Of a table only the rows that differ are shown. Where both have changed it, mine is offered.
    let form = window
        .form(&pair("petrova-sidorov"))
        .with("activities.0.name", "Мое мероприятие");
    let name = form.value("activities.1.name").to_owned();
    fs::write(
        folder.path().join(PAIR),
        text.replace(&name, "Чужое мероприятие"),
    )
    .unwrap();
    let page = window.save(&form).text();
    let shown = page
        .split("<fieldset>")
        .nth(1)
        .unwrap()
        .split("</fieldset>")
        .next()
        .unwrap();
    assert_eq!(
        (
            shown.matches("<ins>").count(),
            shown.contains("Мое мероприятие"),
            shown.contains("Чужое мероприятие")
        ),
        (4, true, true)
    );
    let fields_now = crate::browser::fields(&page, "class=\"conflict");
    assert!(fields_now.contains(&("take.activities".to_owned(), "mine".to_owned())));
    fs::write(folder.path().join(PAIR), &text).unwrap();
    // A remark that somebody wrote meanwhile is no conflict and stays.
    let form = window
        .form(&pair("petrova-sidorov"))
        .with("notes.0.note.schedule", "по пятницам");
    fs::write(folder.path().join(PAIR), format!("# важно\n{text}")).unwrap();
    assert_eq!(window.save(&form).status, 303);
    assert!(read(folder.path(), PAIR).starts_with("# важно\n"));
}

#[test]
fn a_file_that_cannot_be_read_is_not_written_over() {
    let folder = school();
    let broken = "period = {\n# мои записи\n";
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let form = window
        .form("/0/roadmap")
        .with("roadmap.0.name", "Совещание")
        .with("roadmap.0.term", "сентябрь");
    fs::write(folder.path().join("roadmap.toml"), broken).unwrap();
    // The file has changed since the form was drawn.
    assert_eq!(window.save(&form).status, 409);
    for screen in ["/0/roadmap", "/0/pairs", "/0/staff"] {
        let page = window.get(screen).text();
        assert!(
            page.contains("Файл roadmap.toml не читается, строка 1"),
            "{page}"
        );
    }
    assert_eq!(read(folder.path(), "roadmap.toml"), broken);
}

/// Nothing is said of what is not there while its file is not read, and no empty form is shown.
#[test]
fn what_is_not_read_is_not_called_absent() {
    let folder = school();
    let pair = read(folder.path(), PAIR);
    fs::write(folder.path().join(PAIR), pair + "\n[[activity]\n").unwrap();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let page = window.get("/0/pair/petrova-sidorov").text();
    assert!(page.contains("Форма откроется, когда файл будет исправлен"));
    assert!(!page.contains("pairs.0.mentors"), "{page}");
    let organization = read(folder.path(), "organization.toml");
    let broken = organization + "\n[staff.lost\n";
    fs::write(folder.path().join("organization.toml"), broken).unwrap();
    for (screen, untrue) in [
        ("/0/staff", "пока нет"),
        ("/0/school", "organization.full_name"),
        ("/0/new-year", "Впишите нынешний"),
        ("/0/release", "опишите хотя бы одну пару"),
    ] {
        let page = window.get(screen).text();
        assert!(
            page.contains("Файл organization.toml не читается"),
            "{page}"
        );
        assert!(!page.contains(untrue), "{screen}: {page}");
    }
}

#[test]
fn a_stage_without_activities_stays() {
    let folder = school();
    let text = read(folder.path(), "roadmap.toml")
        + "\n[[stage]]\ntitle = \"Этап, который еще не расписан\"\n";
    fs::write(folder.path().join("roadmap.toml"), &text).unwrap();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    assert_eq!(window.save(&window.form("/0/roadmap")).status, 303);
    assert_eq!(read(folder.path(), "roadmap.toml"), text);
}

#[test]
fn a_mistake_is_told_at_its_field_and_nothing_is_written() {
    let folder = school();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let before = read(folder.path(), PAIR);
    let form = window
        .form(&pair("petrova-sidorov"))
        .with("pairs.0.period.from", "31.02.2026")
        .with("notes.0.note.aim", "Не потеряйте меня");
    let page = window.save(&form);
    assert_eq!((page.status, read(folder.path(), PAIR)), (422, before));
    let text = page.text();
    let said = text
        .split("data-said=\"pairs.0.period.from\"")
        .nth(1)
        .unwrap()
        .split("</div>")
        .next()
        .unwrap();
    assert!(said.contains("такой даты нет"), "{said}");
    assert!(text.contains("Не потеряйте меня"));
    // The list of remarks leads to the very field.
    fs::write(
        folder.path().join(PAIR),
        read(folder.path(), PAIR).replace("[\"sidorov\"]", "[\"sidorof\"]"),
    )
    .unwrap();
    let remarks = window.get("/0/remarks").text();
    let link = remarks
        .split("href=\"")
        .find(|l| l.contains("#pairs.0.mentees"))
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    assert_eq!(link, "/0/pair/petrova-sidorov#pairs.0.mentees");
    assert!(
        window
            .get("/0/pair/petrova-sidorov")
            .text()
            .contains("id=\"pairs.0.mentees\"")
    );
}

#[test]
fn the_preview_is_of_the_words_being_typed() {
    let folder = school();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let form = window.form(&pair("petrova-sidorov"));
    let page = window.get(&form.path).text();
    let pages = |text: &str| -> Vec<String> {
        text.split("src=\"/page/")
            .skip(1)
            .map(|p| p.split('"').next().unwrap().to_owned())
            .collect()
    };
    let before = pages(&page);
    assert!(before.len() >= 2, "{before:?}");
    let draft = |form: &Form| {
        let mut fields = form.fields.clone();
        fields.push(("do".to_owned(), "draft".to_owned()));
        window.post(&form.path, &fields).text()
    };
    assert_eq!(
        pages(&draft(&form)),
        before,
        "the same words, the same pages"
    );
    let count = form.activities();
    let answer = draft(&form.clone().with(
        &format!("activities.{}.name", count - 1),
        "Совсем другое дело",
    ));
    let after = pages(&answer);
    assert_eq!(after[0], before[0], "the first page has not changed");
    assert_ne!(after, before);
    let picture = window.get(&format!("/page/{}", after.last().unwrap()));
    assert_eq!(
        (picture.status, picture.headers["content-type"].as_str()),
        (200, "image/png")
    );
    assert!(image::load_from_memory(&picture.bytes).is_ok());
    assert!(draft(&form.with("pairs.0.mentees", "Никто")).contains("data-for=\"pairs.0.mentees\""));
    assert!(!read(folder.path(), PAIR).contains("Совсем другое дело"));
}

/// A window that shows a page gets the lines of it that have changed: put over the old page they are
/// the new one.
#[test]
fn the_preview_sends_the_lines_that_have_changed() {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    let folder = school();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let form = window.form(&pair("petrova-sidorov"));
    let named = |text: &str, name: &str| -> Vec<String> {
        let mark = format!(" {name}=\"");
        let parts = text.split(&mark).skip(1);
        parts
            .map(|it| it.split('"').next().unwrap().to_owned())
            .collect()
    };
    let picture = |page: &str| {
        let reply = window.get(&format!("/page/{page}"));
        image::load_from_memory(&reply.bytes).unwrap().to_rgb8()
    };
    let shown = named(&window.get(&form.path).text(), "data-page");
    let draft = |form: &Form, shown: &[String]| {
        let mut fields = form.fields.clone();
        fields.push(("do".to_owned(), "draft".to_owned()));
        fields.extend(shown.iter().map(|page| ("page".to_owned(), page.clone())));
        window.post(&form.path, &fields).text()
    };
    let aim = "notes.0.note.aim";
    let words = form.value(aim).to_owned();
    let form = form.with(aim, &format!("{words} да"));
    let answer = draft(&form, &shown);
    let after = named(&answer, "data-page");
    assert_eq!(after.len(), shown.len());
    let changed: Vec<usize> = (0..after.len())
        .filter(|i| after[*i] != shown[*i])
        .collect();
    assert_eq!(named(&answer, "data-over").len(), changed.len());
    for (at, strips) in changed.iter().zip(named(&answer, "data-strips")) {
        let (mut old, new) = (picture(&shown[*at]), picture(&after[*at]));
        assert_ne!(old, new);
        for strip in strips.split(' ') {
            let (top, png) = strip.split_once(':').unwrap();
            let lines = image::load_from_memory(&STANDARD.decode(png).unwrap())
                .unwrap()
                .to_rgb8();
            assert!(lines.height() * 4 < old.height());
            image::imageops::replace(&mut old, &lines, 0, top.parse().unwrap());
        }
        assert!(old == new, "page {at}");
    }
    // A window that shows another page, or none, gets whole ones.
    for shown in [vec!["0".repeat(32); shown.len()], Vec::new()] {
        let form = form.clone().with(aim, &format!("{words} {}", shown.len()));
        assert!(!draft(&form, &shown).contains("data-strips"));
    }
}

fn filled(form: Form, values: &[(&str, &str)]) -> Form {
    values
        .iter()
        .fold(form, |form, (name, value)| form.with(name, value))
}

fn saved(window: &Window<'_>, path: &str, values: &[(&str, &str)]) {
    let reply = window.save(&filled(window.form(path), values));
    assert_eq!(reply.status, 303, "{path}: {}", unescaped(&reply.text()));
}

/// Started by its name alone in its own folder, the program begins a project beside itself, or goes
/// on with the one that lies there.
#[test]
fn a_double_click_opens_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::double_clicked(folder.path());
    assert!(server.window().get("/").text().contains("Наставничество"));
    assert!(folder.path().join("Наставничество").is_dir());
    drop(server);
    copy(&path(&["samples", "start"]), folder.path());
    assert!(
        Server::double_clicked(folder.path())
            .window()
            .get("/")
            .text()
            .contains("1 пара")
    );
}

/// A program that is carried about has its school with it; one that was installed goes on with the
/// last school, and begins the first among the user's documents.
#[test]
fn an_icon_finds_the_folder() {
    let (carried, installed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let home = tempfile::tempdir().unwrap();
    drop(Server::clicked(carried.path(), home.path()));
    assert!(carried.path().join("Наставничество").is_dir());

    fs::write(installed.path().join("uninstall.exe"), b"").unwrap();
    fs::create_dir(home.path().join("Documents")).unwrap();
    drop(Server::clicked(installed.path(), home.path()));
    assert!(home.path().join("Documents/Наставничество").is_dir());
    assert!(!installed.path().join("Наставничество").exists());

    let last = school();
    drop(Server::start_as(home.path(), last.path(), 60));
    let server = Server::clicked(installed.path(), home.path());
    assert!(server.window().get("/").text().contains("1 пара"));
}

#[test]
fn a_second_start_opens_the_page_that_runs() {
    let settings = tempfile::tempdir().unwrap();
    let district = tempfile::tempdir().unwrap();
    let one = district.path().join("Школа № 1");
    copy(&root().join("samples/start"), &one);
    copy(
        &root().join("samples/start"),
        &district.path().join("Школа № 2"),
    );
    let start = |folder: &Path| Server::start_as(settings.path(), folder, 60);
    let first = start(district.path());
    let window = first.window();
    // The district is open with every school of it.
    for folder in [district.path(), &one, &one.join("../Школа № 1")] {
        let mut again = start(folder);
        assert!(again.ends_within(Duration::from_mins(1)));
        assert_eq!(again.host, first.host);
        assert!(again.window().get("/").text().contains("Школа № 1"));
    }
    // Who does not know the secret gets no key by which to enter.
    for secret in ["", "0", &"0".repeat(32)] {
        let reply = first.ask("GET", "/again?folder=/", &[("X-Nastavnik", secret)], b"");
        assert_eq!(reply.status, 401, "{secret}");
    }
    // A folder of another school is served on its own.
    let other = school();
    let mut second = start(other.path());
    assert_ne!(second.host, first.host);
    assert!(!second.ends_within(Duration::from_millis(200)));
    // One that has ended is not found any more, nor one that was killed.
    let notes = || {
        fs::read_dir(settings.path().join("nastavnik/pages"))
            .unwrap()
            .count()
    };
    assert_eq!(notes(), 4);
    let token = window.token();
    window.post("/end", &[("token".to_owned(), token)]);
    let mut first = first;
    assert!(first.ends_within(Duration::from_mins(1)));
    assert_eq!(notes(), 1);
    drop(second);
    assert_eq!(notes(), 1);
    let mut third = start(other.path());
    assert!(!third.ends_within(Duration::from_millis(200)));
    assert!(third.window().get("/").text().contains("1 пара"));
    assert_eq!(notes(), 1);
}

/// «Наставник.exe»: it is over as soon as the page is there.
#[test]
fn the_window_starts_the_page_and_is_gone() {
    let (folder, settings) = (school(), tempfile::tempdir().unwrap());
    copied(env!("CARGO_BIN_EXE_nastavnik"), folder.path());
    let program = copied(env!("CARGO_BIN_EXE_nastavnik-window"), folder.path());
    let mut window = std::process::Command::new(program);
    let done = of_user(&mut window, settings.path())
        .env("PATH", "")
        .current_dir(root())
        .status()
        .unwrap();
    assert!(done.success());
    // It serves the school that lies beside it.
    let mut again = Server::start_as(settings.path(), folder.path(), 60);
    assert!(again.ends_within(Duration::from_mins(1)));
    let window = again.window();
    assert!(window.get("/").text().contains("1 пара"));
    let token = window.token();
    window.post("/end", &[("token".to_owned(), token)]);
}

/// What it cannot do it says: in Windows in a box, which a test cannot close.
#[cfg(not(windows))]
#[test]
fn a_window_without_its_program_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let program = copied(env!("CARGO_BIN_EXE_nastavnik-window"), folder.path());
    let alone = std::process::Command::new(&program).output().unwrap();
    assert!(!alone.status.success());
    assert!(String::from_utf8_lossy(&alone.stderr).contains("Извлечь все"));
    copied(env!("CARGO_BIN_EXE_nastavnik"), folder.path());
    let lost = std::process::Command::new(&program)
        .arg("нет такой")
        .output()
        .unwrap();
    assert!(!lost.status.success());
    assert!(String::from_utf8_lossy(&lost.stderr).contains("нет такой: такой папки нет"));
}

#[test]
#[expect(clippy::too_many_lines, reason = "one long day of work, in its order")]
fn from_an_empty_folder_to_papers_for_three_pairs() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    assert!(window.get("/").text().contains("Создать образец"));
    saved(
        &window,
        "/0/school",
        &[
            (
                "organization.0.organization.full_name",
                "муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа № 3»",
            ),
            ("organization.0.organization.short_name", "МБОУ «СОШ № 3»"),
            ("organization.0.organization.place", "г. Светлореченск"),
            ("organization.0.organization.school_year", "2026/2027"),
        ],
    );
    let people = [
        ("Гаврилова Ольга Сергеевна", "директор"),
        ("Мельникова Анна Петровна", "заместитель директора"),
        ("Романов Илья Андреевич", "учитель физики"),
    ];
    for (name, post) in people {
        saved(
            &window,
            "/0/person",
            &[("staff.0.name", name), ("staff.0.position", post)],
        );
    }
    let again = window.save(&filled(
        window.form("/0/person"),
        &[
            ("staff.0.name", people[0].0),
            ("staff.0.position", "сторож"),
        ],
    ));
    assert_eq!(
        again.status, 422,
        "one and the same person is not entered twice"
    );
    saved(
        &window,
        "/0/school",
        &[
            ("organization.0.organization.head", people[0].0),
            ("organization.0.organization.curator", people[1].0),
        ],
    );
    for mentee in [
        "Белов Денис Олегович",
        "Жукова Вера Павловна",
        "Тарасов Егор Ильич",
    ] {
        saved(
            &window,
            "/0/pair",
            &[
                ("pairs.0.mentors", people[2].0),
                ("pairs.0.mentees", mentee),
                ("pairs.0.@mentee_post", "учитель математики"),
                ("pairs.0.period.from", "01.09.2026"),
                ("pairs.0.period.to", "31.05.2027"),
                ("notes.0.note.aim", "Помочь войти в должность"),
                ("activities.0.block", "4.4"),
                ("activities.0.name", "Посещение уроков"),
                ("activities.0.term", "1 раз в месяц"),
            ],
        );
    }
    let twice = filled(
        window.form("/0/pair"),
        &[
            ("pairs.0.mentors", people[2].0),
            ("pairs.0.mentees", "Белов Денис Олегович"),
        ],
    );
    assert_eq!(
        window.save(&twice).status,
        422,
        "one and the same pair is not entered twice"
    );
    assert!(
        read(folder.path(), "pairings/romanov-belov.toml").contains("Помочь войти в должность")
    );
    saved(
        &window,
        "/0/roadmap",
        &[
            ("roadmap.0.@stage", "Подготовительный этап"),
            ("roadmap.0.name", "Изучение нормативных актов"),
            ("roadmap.0.term", "сентябрь"),
            ("organization.0.roadmap:period", "2026/2027 учебный год"),
        ],
    );
    saved(
        &window,
        "/0/order",
        &[
            ("orders.0.kind", "о закреплении пар"),
            ("orders.0.number", "118-ОД"),
            ("orders.0.date", "01.09.2026"),
        ],
    );
    let release = window.get("/0/release").text();
    let mut fields = crate::browser::fields(&release, "class=\"release");
    fields.push(("do".to_owned(), "make".to_owned()));
    let made = window.post("/0/release", &fields);
    assert_eq!(made.status, 200);
    assert!(made.text().contains("Изготовлено"), "{}", made.text());
    for surname in ["Белов", "Жукова", "Тарасов"] {
        for ending in ["pdf", "docx"] {
            let file = folder
                .path()
                .join(format!("out/Программа. Романов — {surname}.{ending}"));
            assert!(file.is_file(), "{}", file.display());
        }
    }
    fields.pop();
    fields.push(("do".to_owned(), "print".to_owned()));
    let print = window.post("/0/release", &fields);
    assert_eq!(print.headers["content-type"], "application/pdf");
    assert!(pdf_text(&print.bytes).contains("Романов"));
    fields.pop();
    fields.push(("do".to_owned(), "zip".to_owned()));
    let zip = window.post("/0/release", &fields);
    assert_eq!(zip.headers["content-type"], "application/zip");
    let archive = zip::ZipArchive::new(std::io::Cursor::new(zip.bytes)).unwrap();
    assert!(
        archive
            .file_names()
            .any(|n| n == "Программа. Романов — Белов.docx")
    );
    fields.pop();
    fields.push(("do".to_owned(), "blanks".to_owned()));
    let zip = window.post("/0/release", &fields);
    let archive = zip::ZipArchive::new(std::io::Cursor::new(zip.bytes)).unwrap();
    let names: Vec<&str> = archive.file_names().collect();
    for form in ["Программа (бланк)", "Согласие наставника (бланк)"]
    {
        for ending in ["pdf", "docx"] {
            assert!(names.contains(&&*format!("{form}.{ending}")), "{names:?}");
        }
    }
    assert!(window.get("/0/release").text().contains("Все файлы готовы"));
    // Away with one pair, which the others do not need.
    let mut form = window.form("/0/pair/romanov-belov");
    form.fields.push(("do".to_owned(), "remove".to_owned()));
    assert_eq!(window.post(&form.path, &form.fields).status, 303);
    assert!(!folder.path().join("pairings/romanov-belov.toml").exists());
    assert!(folder.path().join("pairings/romanov-zhukova.toml").exists());
    // A person whom pairs need stays.
    let mut form = window.form("/0/person/romanov");
    form.fields.push(("do".to_owned(), "remove".to_owned()));
    assert_eq!(window.post(&form.path, &form.fields).status, 422);
}

/// What has been given out is a fact; the screen of remarks tells when the description parts from it.
#[test]
fn a_paper_is_marked_as_issued_by_a_button() {
    let folder = school();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let press = |word: &str| {
        let release = window.get("/0/release").text();
        let mut fields = crate::browser::fields(&release, "class=\"release");
        fields.push(("do".to_owned(), word.to_owned()));
        window.post("/0/release", &fields).text()
    };
    let page = press("issue");
    assert!(page.contains("Отмечать нечего"), "{page}");
    press("make");
    let page = press("issue");
    assert!(
        page.contains("Отмечено выданными") && page.contains("выдан</span>"),
        "{page}"
    );
    let paper = folder.path().join("out/Дорожная карта.docx");
    let before = fs::read(&paper).unwrap();
    let roadmap = folder.path().join("roadmap.toml");
    let text = fs::read_to_string(&roadmap).unwrap();
    let stage = text.lines().find(|l| l.starts_with("title = ")).unwrap();
    fs::write(&roadmap, text.replace(stage, "title = \"Новый этап\"")).unwrap();
    let page = press("make");
    assert!(page.contains("оставлены как есть"), "{page}");
    assert_eq!(fs::read(&paper).unwrap(), before);
    let remarks = window.get("/0/remarks").text();
    assert!(
        remarks.contains("документ выдан, а описание школы теперь говорит иначе")
            && remarks.contains("Новый этап")
            && remarks.contains("/0/roadmap#"),
        "{remarks}"
    );
    // Compared once, it is compared again as soon as anything is otherwise.
    assert_eq!(window.get("/0/remarks").text(), remarks);
    let remarks_with = |title: &str| {
        fs::write(&roadmap, text.replace(stage, title)).unwrap();
        window.get("/0/remarks").text()
    };
    let other = remarks_with("title = \"Другой этап\"");
    assert!(
        other.contains("Другой этап") && !other.contains("Новый этап"),
        "{other}"
    );
    let same = remarks_with(stage);
    assert!(!same.contains("документ выдан"), "{same}");
    // Another file before its own gives its file another number.
    fs::create_dir_all(folder.path().join("orders")).unwrap();
    fs::write(folder.path().join("orders/0.toml"), "kind = \"results\"\n").unwrap();
    let again = remarks_with("title = \"Новый этап\"");
    assert!(
        again.contains("Новый этап") && again.contains("/0/roadmap#"),
        "{again}"
    );
    fs::remove_file(folder.path().join("orders/0.toml")).unwrap();
    let page = press("take-back");
    assert!(page.contains("Отметка снята"), "{page}");
    press("make");
    assert_ne!(fs::read(&paper).unwrap(), before);
}

#[test]
fn an_example_is_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let token = vec![("token".to_owned(), window.token())];
    assert_eq!(window.post("/0/create", &token).status, 303);
    assert!(folder.path().join("organization.toml").is_file());
    let before = read(folder.path(), "organization.toml");
    assert!(
        window
            .post("/0/create", &token)
            .text()
            .contains("не создан")
    );
    assert_eq!(read(folder.path(), "organization.toml"), before);
}

/// The forms are chosen when the example is made, and changed on the screen of the school, both by the
/// words that people call them.
#[test]
fn the_edition_of_the_forms_is_chosen_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let page = window.get("/").text();
    assert!(
        page.contains("<option value=\"general\">Общая форма</option>"),
        "{page}"
    );
    let form = vec![
        ("token".to_owned(), window.token()),
        ("edition".to_owned(), "general".to_owned()),
    ];
    assert_eq!(window.post("/0/create", &form).status, 303);
    assert!(read(folder.path(), "organization.toml").contains("edition = \"general\"\n"));

    // Of the project's own too.
    let own = folder.path().join("forms/town");
    fs::create_dir_all(&own).unwrap();
    let passport = "name = \"Наш город\"\nsource = \"наш\"\nextends = \"general\"\n";
    fs::write(own.join("edition.toml"), passport).unwrap();
    let page = window.get("/0/school").text();
    for option in [
        "<option value=\"Старый Оскол (приказ № 591)\">",
        "<option value=\"Общая форма\" selected>",
        "<option value=\"Наш город\">",
    ] {
        assert!(page.contains(option), "{option}: {page}");
    }
    let form = window.form("/0/school");
    let chosen = form.fields.iter().find(|(_, value)| value == "Общая форма");
    let name = chosen.unwrap().0.clone();
    window.save(&form.with(&name, "Наш город"));
    assert!(read(folder.path(), "organization.toml").contains("edition = \"town\"\n"));
}

/// The number that a page gives a folder: in the address of its list, or in the form that opens it.
fn number_of(page: &str, before: &str, after: &str) -> String {
    page.split(before)
        .skip(1)
        .find(|part| part.contains(after))
        .unwrap_or_else(|| panic!("no {after} in {page}"))
        .split('"')
        .next()
        .unwrap()
        .to_owned()
}

#[test]
fn another_folder_is_opened_by_its_number_and_remembered() {
    let home = tempfile::tempdir().unwrap();
    let (own, other) = (
        home.path().join("first"),
        home.path().join("Documents/Школа № 1"),
    );
    fs::create_dir_all(&own).unwrap();
    copy(&root().join("samples/start"), &other);
    fs::create_dir_all(home.path().join("Documents/Фото/Лето")).unwrap();
    let server = Server::start_as(home.path(), &own, 60);
    let window = server.window();
    let list = |number: &str| window.get(&format!("/folders/{number}")).text();
    let post = |number: &str, how: &str| {
        let fields = [
            ("token", window.token().as_str()),
            ("folder", number),
            ("do", how),
        ]
        .map(|(n, v)| (n.to_owned(), v.to_owned()));
        window.post("/open", &fields)
    };
    let folder_link =
        |page: &str, name: &str| number_of(page, "/folders/", &format!("\">{name}</a>"));
    let documents = list(&folder_link(&window.get("/folders").text(), "Документы"));
    assert_eq!(
        documents.matches("описание школы").count(),
        1,
        "{documents}"
    );
    let school = folder_link(&documents, "Школа № 1");
    assert!(list(&school).contains("Открыть эту папку"));
    let opened = post(&school, "open");
    assert_eq!(
        (opened.status, opened.headers["location"].as_str()),
        (303, "/#folder-1")
    );
    assert_eq!(window.get("/1/pairs").status, 200);
    let start = window.get("/").text();
    assert!(
        start.find("id=\"folder-1\"") < start.find("id=\"folder-0\""),
        "the one opened last stands first"
    );
    assert_eq!(
        post(&school, "open").headers["location"],
        "/#folder-1",
        "opened once"
    );

    // Among foreign files a folder of its own is begun; one that is gone is not made anew.
    let photos = folder_link(&documents, "Фото");
    assert!(list(&photos).contains("в новой папке «Наставничество»"));
    assert_eq!(post(&photos, "begin").status, 303);
    assert!(home.path().join("Documents/Фото/Наставничество").is_dir());
    let summer = folder_link(&list(&photos), "Лето");
    assert!(list(&summer).contains("Начать новую школу в этой папке"));
    fs::remove_dir(home.path().join("Documents/Фото/Лето")).unwrap();
    assert!(post(&summer, "open").text().contains("не открыта"));
    assert!(!home.path().join("Documents/Фото/Лето").exists());
    for number in ["9999", "-1", "/etc", "../..", ""] {
        assert_eq!(post(number, "open").status, 404, "{number}");
    }

    // The next time it is offered among the last ones; the empty folder is not.
    drop(server);
    let server = Server::start_as(home.path(), &own, 60);
    let window = server.window();
    let start = window.get("/").text();
    assert!(
        start.contains("Недавние папки") && !start.contains("Фото"),
        "{start}"
    );
    let number = number_of(&start, "name=\"folder\" value=\"", "Школа № 1");
    let fields = [
        ("token", window.token().as_str()),
        ("folder", &number),
        ("do", "open"),
    ]
    .map(|(n, v)| (n.to_owned(), v.to_owned()));
    assert_eq!(window.post("/open", &fields).status, 303);
    assert!(window.get("/").text().contains("1 пара"));
    assert!(!window.get("/").text().contains("Недавние папки"));
}

#[test]
fn clauses_of_the_school_s_own_go_into_the_regulation() {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("samples/school"), folder.path());
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    assert!(window.get("/0/orders").text().contains("/0/regulation"));
    let path = "/0/regulation";
    assert!(window.get(path).text().matches("src=\"/page/").count() > 3);
    saved(
        &window,
        path,
        &[
            ("regulation.0.number", "4.4.5"),
            ("regulation.0.text", "Кабинет № 12."),
            ("regulation.1.text", ""),
        ],
    );
    assert!(read(folder.path(), "regulation.toml").contains("Кабинет № 12."));
    // Two rows, of which the second says nothing: a mistake at its field, and nothing is written.
    let wrong = window
        .form(path)
        .with("regulation.1.section", "1")
        .with("regulation.1.text", "");
    assert_eq!(window.save(&wrong).status, 422);
    // A mistake made in an editor leads to its row.
    let text = read(folder.path(), "regulation.toml").replace("number", "nomer");
    fs::write(folder.path().join("regulation.toml"), text).unwrap();
    let remarks = window.get("/0/remarks").text();
    let ids: Vec<String> = remarks
        .split("/0/regulation#")
        .skip(1)
        .map(|part| part.split('"').next().unwrap().to_owned())
        .collect();
    let page = window.get(path).text();
    assert!(
        !ids.is_empty() && ids.iter().all(|id| page.contains(&format!(" id=\"{id}\""))),
        "{ids:?}"
    );
}

#[test]
fn what_is_spoken_of_is_a_link() {
    let folder = school();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let refused = |form: &Form| {
        let reply = window.save(form);
        assert_eq!(reply.status, 422);
        reply.text()
    };
    let known = window
        .form("/0/person/petrova")
        .value("staff.0.name")
        .to_owned();
    let page = refused(&filled(
        window.form("/0/person"),
        &[("staff.0.name", &known), ("staff.0.position", "учитель")],
    ));
    assert!(
        page.contains(
            "Не сохранено: <a href=\"/0/person/petrova\">сотрудник с таким именем</a> уже есть."
        ),
        "{page}"
    );
    let form = window.form(&pair("petrova-sidorov"));
    let people = ["pairs.0.mentors", "pairs.0.mentees"].map(|name| (name, form.value(name)));
    let page = refused(&filled(window.form("/0/pair"), &people));
    assert!(page.contains("такая пара уже есть, откройте <a href=\"/0/pair/petrova-sidorov\">пару «Петрова — Сидоров»</a>."), "{page}");
    // Who is needed elsewhere.
    let form = window.form("/0/person/petrova");
    let mut fields = form.fields.clone();
    fields.push(("do".to_owned(), "remove".to_owned()));
    let page = window.post(&form.path, &fields).text();
    assert!(
        page.contains(
            "<a href=\"/0/pair/petrova-sidorov#pairs.0.mentors\">пара «Петрова — Сидоров»</a>: "
        ),
        "{page}"
    );
    // The screen of remarks speaks of things, not of files.
    fs::write(
        folder.path().join(PAIR),
        read(folder.path(), PAIR).replace("[\"sidorov\"]", "[\"sidorof\"]"),
    )
    .unwrap();
    let page = window.get("/0/remarks").text();
    assert!(
        page.contains("<span>пара «Петрова — sidorof»</span>"),
        "{page}"
    );
    assert!(
        !page.contains(", строка") && !page.contains(".toml") && !page.contains("mentees ="),
        "{page}"
    );
}

#[test]
fn a_pair_says_what_orders_make_of_it() {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("samples/school"), folder.path());
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let list = window.get("/0/pairs").text();
    let row_of = |stem: &str| {
        list.split("<tr>")
            .find(|row| row.contains(&format!("/pair/{stem}\"")))
            .unwrap()
            .to_owned()
    };
    assert!(row_of("belykh-orlova-zimina-tikhomirov").contains("прекращена с 19.03.2027"));
    assert!(row_of("kuzmenko-bykov").contains("замена наставника с 12.01.2027"));
    assert!(!row_of("gordeeva-pankratov").contains(" с "));
    let form = window.get("/0/pair/belykh-orlova-zimina-tikhomirov").text();
    let told = "Прекращена с 19.03.2027: приказ <a href=\"/0/order/end\">о прекращении наставничества, №\u{a0}47-ОД от 15.03.2027</a>.";
    assert!(form.contains(told), "{form}");
    assert!(
        !window
            .get("/0/pair/gordeeva-pankratov")
            .text()
            .contains("Прекращена")
    );
}

/// «4.1» says nothing to who has not the form of the program in his head.
#[test]
fn the_blocks_of_a_program_are_named_where_they_are_chosen() {
    let folder = school();
    let server = Server::start(folder.path(), 60);
    let page = server.window().get(&pair("petrova-sidorov")).text();
    let title = "Оказание помощи в разработке учебно-методической и иной документации (по профилю педагогической деятельности)";
    assert!(
        page.contains(&format!("<option value=\"4.1\" label=\"{title}\">")),
        "{page}"
    );
    assert!(page.contains(&format!("<li>4.1 – {title}</li>")));
    assert!(page.contains("<li>I – Изучение уровня профессиональных компетенций педагога, нуждающегося в наставничестве</li>"));
}

/// What is refused is told at the field where it can be mended.
#[test]
fn what_is_refused_is_told_at_its_own_field() {
    let folder = school();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let post = |form: &Form, wish: &str| {
        let mut fields = form.fields.clone();
        fields.push(("do".to_owned(), wish.to_owned()));
        window.post(&form.path, &fields)
    };
    let told_at = |form: Form, name: &str, words: &str| {
        let draft = post(&form, "draft").text();
        let told = draft
            .split(&format!("data-for=\"{name}\""))
            .nth(1)
            .unwrap_or_else(|| panic!("nothing at {name}: {draft}"));
        assert!(
            told.split("</div>").next().unwrap().contains(words),
            "{told}"
        );
        assert_eq!(window.save(&form).status, 422, "{name}");
    };
    // A row of the roadmap that has everything but its name is no title.
    let form = window.form("/0/roadmap");
    let last = (0..1000)
        .take_while(|i| {
            form.fields
                .iter()
                .any(|(n, _)| *n == format!("roadmap.{i}.name"))
        })
        .count();
    told_at(
        form.clone()
            .with(&format!("roadmap.{last}.result"), "Справка"),
        &format!("roadmap.{last}.name"),
        "не заполнено",
    );
    told_at(
        form.with("roadmap.0.name", ""),
        "roadmap.0.name",
        "не заполнено",
    );
    assert!(read(folder.path(), "roadmap.toml").contains("Формирование наставнических пар"));
    // Behind a blank row the numbers of rows are those of the page.
    let form = window.form(&pair("petrova-sidorov"));
    let rows = form.activities();
    let form = form
        .with(&format!("activities.{rows}.name"), "")
        .with(&format!("activities.{}.name", rows + 1), "Новое дело");
    told_at(
        form,
        &format!("activities.{}.block", rows + 1),
        "не указано",
    );
    told_at(window.form("/0/order"), "orders.0.kind", "не указано");
    // The way to the first of them is a link.
    let form = window
        .form(&pair("petrova-sidorov"))
        .with("activities.1.block", "9.9")
        .with("pairs.0.mentees", "Сидоров");
    let page = window.save(&form).text();
    assert!(
        page.contains("Не сохранено: <a href=\"#pairs.0.mentees\">исправьте отмеченное</a>"),
        "{page}"
    );
}

/// Each person has a field of his own, and the one that waits for one more is not wrong.
#[test]
fn a_wrong_name_is_wrong_in_its_own_field() {
    let folder = school();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let page = window
        .save(
            &window
                .form(&pair("petrova-sidorov"))
                .with("pairs.0.mentees", "Кто-то"),
        )
        .text();
    assert!(
        page.contains("каждого человека – в отдельном поле") && !page.contains("с новой строки."),
        "{page}"
    );
    let inputs: Vec<&str> = page
        .split("<input")
        .filter(|input| input.contains("name=\"pairs.0.mentees\""))
        .collect();
    let wrong: Vec<bool> = inputs
        .iter()
        .map(|input| input.split('>').next().unwrap().contains("aria-invalid"))
        .collect();
    assert_eq!(wrong, [true, false]);
}

#[test]
fn a_pair_is_removed_though_another_is_wrong() {
    let folder = school();
    fs::write(
        folder.path().join("pairings/x-y.toml"),
        "mentors = [\"nobody\"]\nmentees = [\"nobody-else\"]\n",
    )
    .unwrap();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let mut form = window.form(&pair("petrova-sidorov"));
    form.fields.push(("do".to_owned(), "remove".to_owned()));
    assert_eq!(window.post(&form.path, &form.fields).status, 303);
    assert!(!folder.path().join(PAIR).exists() && folder.path().join("pairings/x-y.toml").exists());
}

#[test]
fn an_order_is_chosen_by_what_people_call_it() {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("samples/school"), folder.path());
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let page = window.get("/0/roadmap").text();
    let chosen = "<option value=\"introduction\" selected>о внедрении наставничества, № 112-ОД от 28.08.2026</option>";
    assert!(page.contains(chosen), "{page}");
    assert!(page.contains(">об утверждении программ, без номера</option>"));
    // In the rows of a pair too, not by the name of its file.
    let pair = window.get("/0/pair/kuzmenko-bykov").text();
    let cell = pair
        .split("name=\"mentorships.0.relieved.order\"")
        .nth(1)
        .unwrap();
    let cell = &cell[..cell.find("</select>").unwrap()];
    assert!(
        cell.contains("<option value=\"change\" selected>о "),
        "{cell}"
    );
}

#[test]
fn a_workbook_goes_out_and_comes_back() {
    let folder = school();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let book = window.get("/0/excel");
    assert_eq!(
        book.headers["content-disposition"].split(';').next(),
        Some("attachment")
    );
    assert!(book.bytes.starts_with(b"PK"));
    let send = |name: &str, bytes: &[u8]| {
        let token = window.token();
        let head = format!(
            "--b\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{token}\r\n--b\r\nContent-Disposition: form-data; name=\"book\"; filename=\"{name}\"\r\n\r\n"
        );
        let body = [head.as_bytes(), bytes, b"\r\n--b--\r\n"].concat();
        server
            .ask(
                "POST",
                &window.at("/0/excel"),
                &[
                    ("Cookie", &window.cookie),
                    ("Content-Type", "multipart/form-data; boundary=b"),
                ],
                &body,
            )
            .text()
    };
    assert!(send("книга.xlsx", &book.bytes).contains("Изменений нет"));
    let list = "Наставник;Наставляемый;Должность\nПетрова Мария Ивановна;Ершова Лидия Юрьевна;учитель биологии\n";
    let page = send("../../список.csv", list.as_bytes());
    assert!(
        page.contains("Добавится") && page.contains("Ершова"),
        "{page}"
    );
    assert!(
        !folder.path().join("pairings/petrova-ershova.toml").exists(),
        "nothing is written before the user's word"
    );
    let mut fields = crate::browser::fields(&page, "class=\"edit");
    fields.push(("do".to_owned(), "write".to_owned()));
    assert!(window.post("/0/excel", &fields).text().contains("Записано"));
    assert!(folder.path().join("pairings/petrova-ershova.toml").exists());
    assert!(folder.path().join(PAIR).exists());
}

#[test]
fn two_windows_and_a_build_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    copy(&path(&["samples", "school"]), folder.path());
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let stems: Vec<String> = fs::read_dir(folder.path().join("pairings"))
        .unwrap()
        .flatten()
        .map(|e| e.path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let (left, right) = (stems[0].clone(), stems[1].clone());
    let out = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for (stem, other) in [(&left, "первого"), (&right, "второго")] {
            let window = window.clone();
            scope.spawn(move || {
                for round in 0..8 {
                    let form = window.form(&pair(stem)).with(
                        "notes.0.note.schedule",
                        &format!("круг {round} {other} окна"),
                    );
                    assert_eq!(window.save(&form).status, 303);
                    // Both windows also write into the one list of the staff.
                    let form = window.form(&format!(
                        "/0/person/{}",
                        if other == "первого" {
                            "lebedeva"
                        } else {
                            "voskresenskiy"
                        }
                    ));
                    let form = form
                        .clone()
                        .with("staff.0.organization", &format!("{other} {round}"));
                    assert_eq!(window.save(&form).status, 303);
                }
            });
        }
        scope.spawn(|| {
            for _ in 0..3 {
                let args = [
                    "build",
                    folder.path().to_str().unwrap(),
                    "--out",
                    out.path().to_str().unwrap(),
                    "--format",
                    "text",
                ];
                let built = std::process::Command::new(env!("CARGO_BIN_EXE_nastavnik"))
                    .args(args)
                    .output()
                    .unwrap();
                // What is saved in this very moment is told, and made next time.
                let told = String::from_utf8_lossy(&built.stderr);
                let is_told = told.contains("файл изменился, пока программа работала");
                let is_expected = match built.status.code() {
                    Some(0) => !is_told,
                    Some(1) => is_told,
                    _ => false,
                };
                assert!(is_expected, "{told}");
            }
        });
    });
    for (stem, other) in [(&left, "первого"), (&right, "второго")] {
        assert!(
            read(folder.path(), &format!("pairings/{stem}.toml"))
                .contains(&format!("круг 7 {other} окна"))
        );
    }
    let organization = read(folder.path(), "organization.toml");
    assert!(organization.contains("первого 7") && organization.contains("второго 7"));
    // One and the same pair in two windows: the later is asked.
    let (mine, theirs) = (window.form(&pair(&left)), window.form(&pair(&left)));
    assert_eq!(
        window
            .save(&mine.with("notes.0.note.schedule", "раз"))
            .status,
        303
    );
    assert_eq!(
        window
            .save(&theirs.with("notes.0.note.schedule", "два"))
            .status,
        409
    );
}

#[test]
fn safe_slips_are_mended_by_a_button() {
    let folder = school();
    let text = read(folder.path(), PAIR);
    let aim = text
        .lines()
        .find(|l| l.starts_with("aim"))
        .unwrap()
        .to_owned();
    fs::write(
        folder.path().join(PAIR),
        text.replace(&aim, "aim = \"Помочь  войти в должность\""),
    )
    .unwrap();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    assert!(
        window
            .get("/0/remarks")
            .text()
            .contains("Исправить без риска")
    );
    let reply = window.post("/0/remarks", &[("token".to_owned(), window.token())]);
    assert_eq!(
        (reply.status, reply.headers["location"].as_str()),
        (303, "/0/remarks?mended=1")
    );
    assert!(read(folder.path(), PAIR).contains("\"Помочь войти в должность\""));
}

/// A new order names whom it concerns as those who read it, and its pages show that before it is
/// saved; whom the form names are those whom it names.
#[test]
fn a_new_order_says_who_reads_it() {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("samples/school"), folder.path());
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    saved(&window, "/0/order", &[("orders.0.kind", "о выплатах")]);
    let order = read(folder.path(), "orders/pay.toml");
    assert!(
        order.contains("acquainted = [\"lebedeva\", \"belykh\", "),
        "{order}"
    );
    let named = [
        ("orders.0.kind", "об утверждении программ"),
        ("orders.0.acquainted", "Лебедева Наталья Викторовна"),
    ];
    saved(&window, "/0/order", &named);
    let order = read(folder.path(), "orders/programs-2.toml");
    assert!(order.contains("acquainted = [\"lebedeva\"]"), "{order}");
}

/// The order may be written after its pairs: then they need not be opened one by one.
#[test]
fn an_order_is_named_in_all_its_pairs_at_once() {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("samples/school"), folder.path());
    let pair = |name: &str| format!("pairings/{name}.toml");
    for name in ["gordeeva-pankratov", "zhumabaev-konovalova"] {
        let text = read(folder.path(), &pair(name));
        let kept: Vec<&str> = text.lines().filter(|l| !l.starts_with("basis =")).collect();
        fs::write(folder.path().join(pair(name)), kept.join("\n") + "\n").unwrap();
    }
    // It has not said yet who reads it.
    let number = "kind = \"pairs\"\nnumber = \"118-ОД\"\ndate = 2026-09-01\n";
    fs::write(folder.path().join("orders/pairs.toml"), number).unwrap();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    assert!(
        window
            .get("/0/order/pairs")
            .text()
            .contains("В 2 парах основание не указано")
    );
    assert!(
        !window
            .get("/0/order/introduction")
            .text()
            .contains("основание не указано")
    );
    let reply = window.post(
        "/0/order/pairs",
        &[
            ("token".to_owned(), window.token()),
            ("do".to_owned(), "found".to_owned()),
        ],
    );
    assert_eq!(
        (reply.status, reply.headers["location"].as_str()),
        (303, "/0/order/pairs?founded=2")
    );
    assert!(
        read(folder.path(), &pair("zhumabaev-konovalova"))
            .contains("basis = { order = \"pairs\" }")
    );
    let order = read(folder.path(), "orders/pairs.toml");
    let own = order.strip_prefix(number).unwrap_or_default();
    assert!(
        own.starts_with("acquainted = [\"lebedeva\"") && own.contains("\"konovalova\""),
        "{order}"
    );
    assert!(
        !window
            .get("/0/order/pairs?founded=2")
            .text()
            .contains("основание не указано")
    );
}

#[test]
fn it_listens_to_this_computer_only_and_asks_nobody() {
    let folder = school();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    assert_eq!(window.get("/0/pairs").status, 200);
    let port = server.host.rsplit(':').next().unwrap();
    // Linux tells which sockets a process has: one that listens, on loopback, and no other that
    // leads anywhere.
    let Ok(links) = fs::read_dir(format!("/proc/{}/fd", server.id())) else {
        return;
    };
    let sockets: Vec<String> = links
        .flatten()
        .filter_map(|l| fs::read_link(l.path()).ok())
        .filter_map(|l| {
            l.to_string_lossy()
                .strip_prefix("socket:[")?
                .strip_suffix(']')
                .map(ToOwned::to_owned)
        })
        .collect();
    let mut listening = 0;
    for table in ["tcp", "tcp6", "udp", "udp6"] {
        let rows =
            fs::read_to_string(format!("/proc/{}/net/{table}", server.id())).unwrap_or_default();
        for row in rows.lines().skip(1) {
            let cells: Vec<&str> = row.split_whitespace().collect();
            if !sockets.iter().any(|s| s == cells[9]) {
                continue;
            }
            let own = format!("0100007F:{:04X}", port.parse::<u16>().unwrap());
            assert_eq!(cells[1], own, "{row}");
            listening += usize::from(cells[3] == "0A");
        }
    }
    assert_eq!(listening, 1);
}

#[test]
fn who_is_not_known_costs_nothing() {
    use std::io::{Read as _, Write as _};
    let folder = school();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    // The cookie alone opens nothing at an address that another port could send it to.
    for path in ["/", "/0/pairs", "/alive", "/page.css", "/0123/0/pairs"] {
        let reply = server.ask("GET", path, &[("Cookie", &window.cookie)], &[]);
        assert_eq!(reply.status, 401, "{path}");
    }
    // Nothing is read of the body that somebody unknown promises.
    for path in ["/0/excel", "/start", "/again", &window.at("/0/excel")] {
        let mut stream = std::net::TcpStream::connect(&server.host).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(10)))
            .unwrap();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 4000000\r\n\r\n",
            host = server.host
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).unwrap();
        assert_eq!(&answer, b"HTTP/1.1 401", "{path}");
    }
    // Connections that say nothing keep nobody out, and are closed.
    let mut idle: Vec<_> = (0..300)
        .map(|_| std::net::TcpStream::connect(&server.host).unwrap())
        .collect();
    assert_eq!(window.get("/0/pairs").status, 200);
    let mut oldest = idle.remove(0);
    oldest
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    assert_eq!(
        oldest.read(&mut [0; 1]).unwrap_or(0),
        0,
        "closed for others"
    );
    let mut last = idle.pop().unwrap();
    last.set_read_timeout(Some(Duration::from_secs(40)))
        .unwrap();
    let mut rest = Vec::new();
    last.read_to_end(&mut rest).unwrap();
    assert!(
        !String::from_utf8_lossy(&rest).contains("200"),
        "closed in its time"
    );
}

#[test]
fn it_ends_with_the_last_window_and_by_the_button() {
    let folder = school();
    let mut server = Server::start(folder.path(), 1);
    let window = server.window();
    let request = format!(
        "GET {} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n\r\n",
        window.at("/alive"),
        server.host,
        window.cookie
    );
    let mut stream = std::net::TcpStream::connect(&server.host).unwrap();
    std::io::Write::write_all(&mut stream, request.as_bytes()).unwrap();
    assert!(
        !server.ends_within(Duration::from_secs(4)),
        "a window is open"
    );
    drop(stream);
    assert!(
        server.ends_within(Duration::from_secs(10)),
        "the window is closed"
    );
    let mut server = Server::start(folder.path(), 60);
    let window = server.window();
    let page = window.post("/end", &[("token".to_owned(), window.token())]);
    assert!(page.text().contains("Работа закончена"));
    assert!(server.ends_within(Duration::from_secs(5)));
}
