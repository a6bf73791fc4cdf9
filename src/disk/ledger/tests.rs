#![expect(clippy::disallowed_methods, reason = "tests write their own files")]

use super::*;

fn origin(made_from: &str) -> Origin<'_> {
    Origin {
        paper: "program x.toml",
        source: "x.toml",
        made_from,
        says: "as ever",
        text: "words",
    }
}

fn state(ledger: &Ledger, file: &str, made_from: &str) -> State {
    ledger.standing(file, made_from).0
}

fn opened(folder: &Path) -> Ledger {
    Ledger::open(folder, "all").unwrap()
}

#[test]
fn a_file_is_fresh_until_its_data_change() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = opened(folder.path());
    assert_eq!(state(&ledger, "a.pdf", "1"), State::New);
    ledger
        .put(origin("1"), "a.pdf", b"one", None, None)
        .unwrap();
    ledger.close().unwrap();
    let ledger = opened(folder.path());
    assert_eq!(state(&ledger, "a.pdf", "1"), State::Fresh);
    assert_eq!(state(&ledger, "a.pdf", "2"), State::Stale);
    let others = ledger.others(&BTreeSet::new());
    assert_eq!(others.len(), 1);
    assert_eq!((&*others[0].file, &*others[0].source), ("a.pdf", "x.toml"));
}

/// A name that is written otherwise now is the same file in Windows, and ours as before.
#[test]
fn names_are_told_apart_as_the_system_does() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = opened(folder.path());
    ledger
        .put(origin("1"), "орлова.pdf", b"1", None, None)
        .unwrap();
    ledger.close().unwrap();
    let ledger = opened(folder.path());
    let others = ledger.others(&BTreeSet::from(["Орлова.pdf".to_owned()]));
    if cfg!(windows) {
        assert_eq!(state(&ledger, "Орлова.pdf", "2"), State::Stale);
        assert!(others.is_empty());
    } else {
        assert_eq!(state(&ledger, "Орлова.pdf", "2"), State::New);
        assert_eq!(others[0].file, "орлова.pdf");
    }
    let before = super::seen(&folder.path().join("Орлова.pdf"));
    ledger
        .put(origin("2"), "Орлова.pdf", b"2", None, before)
        .unwrap();
    ledger.close().unwrap();
    let ledger = opened(folder.path());
    assert_eq!(state(&ledger, "Орлова.pdf", "2"), State::Fresh);
    std::fs::write(folder.path().join("ОРЛОВА.pdf.SIG"), b"").unwrap();
    let signed = if cfg!(windows) {
        State::Signed
    } else {
        State::Fresh
    };
    assert_eq!(state(&opened(folder.path()), "Орлова.pdf", "2"), signed);
}

#[test]
fn a_file_that_would_say_the_same_is_fresh_once_that_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = opened(folder.path());
    ledger
        .put(origin("1"), "a.pdf", b"one", Some(2), None)
        .unwrap();
    ledger.close().unwrap();
    let ledger = opened(folder.path());
    let (state, entry) = ledger.standing("a.pdf", "2");
    assert_eq!(
        (state, entry.map(|e| e.says.as_str())),
        (State::Stale, Some("as ever"))
    );
    ledger.renew(entry.unwrap(), "2");
    ledger.close().unwrap();
    let ledger = opened(folder.path());
    let (state, entry) = ledger.standing("a.pdf", "2");
    assert_eq!(
        (state, entry.and_then(|e| e.pages)),
        (State::Fresh, Some(2))
    );
}

#[test]
fn a_run_that_is_killed_leaves_a_true_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = opened(folder.path());
    ledger
        .put(origin("1"), "a.pdf", b"one", None, None)
        .unwrap();
    drop(ledger);
    assert_eq!(state(&opened(folder.path()), "a.pdf", "1"), State::Fresh);
    // Killed between the line and the file: the old file is still known as ours.
    let ledger = opened(folder.path());
    let entry = LedgerEntry {
        file: "a.pdf".into(),
        made_from: "2".into(),
        bytes: digest([&b"two"[..]]),
        ..LedgerEntry::default()
    };
    ledger.note(&entry).unwrap();
    drop(ledger);
    let ledger = opened(folder.path());
    assert_eq!(
        (state(&ledger, "a.pdf", "1"), state(&ledger, "a.pdf", "2")),
        (State::Fresh, State::Stale)
    );
}

#[test]
fn what_a_person_changed_or_signed_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = opened(folder.path());
    ledger
        .put(origin("1"), "a.pdf", b"%PDF one", None, None)
        .unwrap();
    ledger.close().unwrap();
    std::fs::write(folder.path().join("a.pdf"), b"%PDF one, edited").unwrap();
    assert_eq!(
        state(&opened(folder.path()), "a.pdf", "1"),
        State::ChangedByHand
    );
    std::fs::write(
        folder.path().join("a.pdf"),
        b"%PDF one /ByteRange [0 1 2 3]",
    )
    .unwrap();
    assert_eq!(state(&opened(folder.path()), "a.pdf", "1"), State::Signed);
    std::fs::write(folder.path().join("b.pdf"), b"theirs").unwrap();
    assert_eq!(
        state(&opened(folder.path()), "b.pdf", "1"),
        State::ChangedByHand
    );
}

#[test]
fn a_signature_beside_a_file_holds_it() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = opened(folder.path());
    ledger
        .put(origin("1"), "a.pdf", b"one", None, None)
        .unwrap();
    ledger
        .put(origin("1"), "a.docx", b"two", None, None)
        .unwrap();
    ledger.close().unwrap();
    std::fs::write(folder.path().join("a.pdf.mentor.SIG"), b"").unwrap();
    let ledger = opened(folder.path());
    assert_eq!(
        (state(&ledger, "a.pdf", "2"), state(&ledger, "a.docx", "2")),
        (State::Signed, State::Stale)
    );
}

#[test]
fn a_damaged_ledger_knows_nothing() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join(FOLDER)).unwrap();
    std::fs::write(
        folder.path().join(FOLDER).join("register-all.jsonl"),
        b"{\"file\": \"a\n\xff\xff junk",
    )
    .unwrap();
    assert_eq!(state(&opened(folder.path()), "a", "1"), State::New);
}
