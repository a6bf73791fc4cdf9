//! What the page saves by itself: into the files, or into a draft; steps back and forth; sudden
//! ends.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::browser::{Form, Server, Window};
use crate::support::{copy, root};

const PAIR: &str = "/0/pair/petrova-sidorov";
const FILE: &str = "pairings/petrova-sidorov.toml";
const AIM: &str = "notes.0.note.aim";

fn school() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("samples/start"), folder.path());
    folder
}

fn on_disk(folder: &Path) -> String {
    std::fs::read_to_string(folder.join(FILE)).unwrap()
}

/// Sends a form as the script of a window does.
fn sent(window: &Window<'_>, form: &Form, wish: &str, turn: u64) -> String {
    let form = form.clone().with("window", "1").with("do", wish);
    let form = form.with("turn", &turn.to_string());
    window.post(&form.path, &form.fields).text()
}

/// Presses a button that has a form of its own.
fn pressed(window: &Window<'_>, wish: &str) -> u16 {
    let fields = [("do", wish), ("token", &window.token())];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    window.post(PAIR, &fields).status
}

#[test]
fn what_reads_is_saved_and_goes_back_and_forth() {
    let folder = school();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let form = window.form(PAIR);
    let began = on_disk(folder.path());
    let first = form.clone().with(AIM, "Первая цель");
    let answer = sent(&window, &first, "keep", 1);
    assert!(answer.contains("\"state\":\"saved\""), "{answer}");
    assert!(on_disk(folder.path()).contains("Первая цель"));
    // The window goes on from what it has left, though it may not have heard so.
    let second = form.clone().with(AIM, "Вторая цель");
    assert!(sent(&window, &second, "keep", 2).contains("saved"));
    assert!(!window.get(PAIR).text().contains("Черновик"));
    let third = window
        .form(PAIR)
        .with("notes.0.note.schedule", "по четвергам")
        .with("group", "schedule");
    assert!(sent(&window, &third, "keep", 3).contains("saved"));
    assert_eq!(pressed(&window, "undo"), 303);
    assert!(!on_disk(folder.path()).contains("по четвергам"));
    assert_eq!(pressed(&window, "redo"), 303);
    assert!(on_disk(folder.path()).contains("по четвергам"));
    for _ in 0..3 {
        pressed(&window, "undo");
    }
    assert_eq!(on_disk(folder.path()), began);
    let history = window.get("/0/history").text();
    let what = "записка пары «Петрова — Сидоров»: ";
    assert!(history.contains(&format!("{what}Цель")), "{history}");
    assert!(
        history.contains(&format!("отменено: {what}График встреч")),
        "{history}"
    );
    // What the form of one pair does not hold is not taken away with it.
    assert!(!history.contains("удалено"), "{history}");
}

#[test]
fn what_does_not_read_waits_and_everybody_is_told() {
    let folder = school();
    let began = on_disk(folder.path());
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let form = window.form(PAIR).with("pairs.0.period.from", "когда-то");
    let answer = sent(&window, &form, "keep", 1);
    assert!(answer.contains("\"state\":\"draft\""), "{answer}");
    assert!(answer.contains("pairs.0.period.from"), "{answer}");
    assert_eq!(on_disk(folder.path()), began);
    let event = PAIR.replace("/pair/", "/event/end/");
    for screen in ["/0/pairs", "/0/release", &event] {
        let page = window.get(screen).text();
        assert!(page.contains("набрано и еще не записано"), "{screen}");
    }
    // Another start of the program has it still.
    drop(server);
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    assert_eq!(window.form(PAIR).value("pairs.0.period.from"), "когда-то");
    assert_eq!(pressed(&window, "discard"), 303);
    assert_ne!(window.form(PAIR).value("pairs.0.period.from"), "когда-то");
    assert_eq!(pressed(&window, "recall"), 303);
    assert_eq!(window.form(PAIR).value("pairs.0.period.from"), "когда-то");
}

#[test]
fn what_comes_late_changes_nothing() {
    let folder = school();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let person = window.form("/0/person");
    let new = person
        .clone()
        .with("staff.0.name", "Романова Анна Ильинична")
        .with("staff.0.position", "учитель");
    assert!(sent(&window, &new, "keep", 5).contains("кнопкой"));
    assert!(window.get("/0/person").text().contains("Черновик"));
    sent(&window, &new, "save", 7);
    // It was under way when the save overtook it.
    sent(&window, &new, "keep", 6);
    assert!(!window.get("/0/person").text().contains("Черновик"));
    assert_eq!(window.form("/0/person").value("staff.0.name"), "");
    let form = window.form(PAIR);
    let wrong = form.clone().with("pairs.0.period.from", "когда-то");
    sent(&window, &wrong, "keep", 8);
    sent(&window, &wrong, "discard", 10);
    sent(&window, &wrong, "keep", 9);
    assert_ne!(window.form(PAIR).value("pairs.0.period.from"), "когда-то");
}

#[test]
fn a_sudden_end_takes_nothing_that_was_answered() {
    let folder = school();
    // Moments that are the same in every run.
    for moment in [3, 40, 75, 110, 160, 230, 310, 420] {
        let server = Server::start(folder.path(), 60);
        let window = server.window();
        let form = window.form(PAIR);
        let answered = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            let typing = scope.spawn(|| {
                for turn in 1.. {
                    // Every third word does not read, and goes into a draft.
                    let day = if turn % 3 == 0 {
                        "когда-то"
                    } else {
                        form.value("pairs.0.period.from")
                    };
                    let typed = form
                        .clone()
                        .with(AIM, &"я".repeat(turn))
                        .with("pairs.0.period.from", day);
                    let answer = sent(&window, &typed, "keep", turn as u64);
                    if !answer.contains("\"state\":") {
                        break;
                    }
                    answered.store(turn, Ordering::SeqCst);
                }
            });
            std::thread::sleep(Duration::from_millis(moment));
            server.kill();
            typing.join().unwrap();
        });
        let answered = answered.into_inner();
        let server = Server::start(folder.path(), 60);
        let window = server.window();
        let kept = window.form(PAIR).value(AIM).to_owned();
        let is_typed = kept.chars().all(|letter| letter == 'я');
        let count = kept.chars().count();
        // What was under way may have come to the disk unanswered.
        assert!(
            answered == 0 || is_typed && (answered..=answered + 1).contains(&count),
            "{moment}: {count} letters of {answered}"
        );
        assert_eq!(window.get("/0/remarks").status, 200);
        assert!(
            on_disk(folder.path())
                .parse::<toml_edit::DocumentMut>()
                .is_ok()
        );
        pressed(&window, "discard");
    }
}
