//! What lies in a folder and is not read is named; commands find the school they are run in; files
//! that are mended stay as they were.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{copy, nastavnik_in, path, root, said, texts_in, tried, with_slashes, write};

/// The small good school of the error cases, in a folder of its own.
fn school(at: &Path) -> PathBuf {
    copy(&path(&["tests", "errors", "_base"]), at);
    at.to_owned()
}

/// Each of these lies in the folder and is named in a remark.
#[test]
fn what_nobody_reads_is_named() {
    for file in [
        "savina.toml",
        "regulations.toml",
        "road-map.toml",
        "organizaton.toml",
        "organization.toml.bak",
        "roadmap.txt",
        "gerb.png",
        "Эмблема школы.jpg",
        "emblem.gif",
        "pairings/список.xlsx",
        "pairings/пара",
        "orders/приказ.docx",
        "pairings/savina-gusev.tоml",
        "orders/pairs.tom",
        "style.tom",
        "style.tоml",
        "organization.tom",
        "pairings/.savina.toml",
        "pairings/.toml",
        "orders/.toml",
        "pairings/пары.zip",
        "orders/приказы.RAR",
        "Arial.ttf",
    ] {
        let folder = tempfile::tempdir().unwrap();
        write(&school(folder.path()).join(file), b"x");
        let told = said(&nastavnik_in(folder.path(), &["check", "."]));
        assert!(
            told.contains(&format!("предупреждение[005]: {file}: файл не прочитан")),
            "{file}: {told}"
        );
    }
    // Beside the forms of an edition.
    for (file, named) in [
        ("roadmap.toml.txt", "roadmap.toml.txt"),
        ("program.txt", "program.txt"),
        ("orders", "orders"),
        ("year.toml/a.txt", "year.toml"),
        ("формы/labour.toml", "формы"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let edition = school(folder.path()).join("forms/own");
        let organization = folder.path().join("organization.toml");
        let text = std::fs::read_to_string(&organization).unwrap();
        write(&organization, text.replace("stary-oskol-2022", "own"));
        write(
            &edition.join("edition.toml"),
            "name = \"Своя\"\nsource = \"своя\"\nextends = \"stary-oskol-2022\"\n",
        );
        write(&edition.join("README.txt"), b"x");
        write(&edition.join("лист.txt"), b"x");
        write(&edition.join(file), b"x");
        let told = said(&nastavnik_in(folder.path(), &["check", "."]));
        let is_told = |it: &str| it.contains("[005]") && it.contains(&format!("own/{named}"));
        assert!(told.lines().any(is_told), "{file}: {told}");
        assert_eq!(told.matches("[005]").count(), 1, "{file}: {told}");
        let told = said(&nastavnik_in(
            folder.path(),
            &["edition", "check", "forms/own"],
        ));
        let is_told = |it: &str| it.contains("[005]") && it.contains(named);
        assert!(told.lines().any(is_told), "{file}: {told}");
    }
    for (file, named) in [
        ("pairing/a.toml", "pairing/"),
        ("приказы/a.toml", "приказы/"),
        ("pairings/2026/a.toml", "pairings/2026/"),
        ("orders/old/2025/a.toml", "orders/old/"),
        ("forms/new/program.toml", "forms/new/"),
        ("font/Arial.ttf", "font/"),
        ("Новая папка/a.toml", "Новая папка/"),
        ("emblems/emblem.png", "emblems/"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        write(&school(folder.path()).join(file), b"x");
        let told = said(&nastavnik_in(folder.path(), &["check", "."]));
        assert!(
            told.contains(&format!("предупреждение[005]: {named}: папка не прочитана")),
            "{file}: {told}"
        );
    }
}

/// Whoever follows the advice loses nothing: a file that is read is not written over by another.
#[test]
fn a_copy_is_not_renamed_over_the_file_that_is_read() {
    for (file, read) in [
        ("organization (2).toml", "organization.toml"),
        ("organization – копия.toml", "organization.toml"),
        ("organization.toml.bak", "organization.toml"),
        ("organizaton.toml", "organization.toml"),
        ("roadmap.txt", "roadmap.toml"),
        ("road-map.toml", "roadmap.toml"),
        ("pairings/petrova-sidorov.toml~", "petrova-sidorov.toml"),
        ("pairings/petrova-sidorov.toml.orig", "petrova-sidorov.toml"),
        ("pairings/#petrova-sidorov.toml#", "petrova-sidorov.toml"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        write(&school(folder.path()).join(file), b"x");
        let told = said(&nastavnik_in(folder.path(), &["check", "."]));
        assert!(
            told.contains(&format!("читается «{read}»")) && !told.contains("ереименуйте"),
            "{file}: {told}"
        );
        assert!(!told.contains("должно кончаться"), "{file}: {told}");
    }
}

/// A copy of a pair or an order, or the other version of it that two computers made, is no pair and no
/// order; a file that was begun as a copy and describes another pair is one.
#[test]
fn a_copy_among_pairs_and_orders_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let school = school(folder.path());
    let order = "kind = \"programs\"\n";
    write(&school.join("orders/programs.toml"), order.as_bytes());
    let pair = std::fs::read_to_string(school.join("pairings/petrova-sidorov.toml")).unwrap();
    let told = || said(&nastavnik_in(folder.path(), &["check", "."]));
    let without = told();
    for (copy, text) in [
        ("orders/programs (1).toml", order.to_owned()),
        (
            "pairings/petrova-sidorov (конфликт 2026-09-01).toml",
            pair.replace("2026-08-29", "2026-08-30"),
        ),
        ("pairings/petrova-sidorov – копия.toml", pair.clone()),
    ] {
        write(&school.join(copy), text.as_bytes());
        let words = told();
        let remark = format!("предупреждение[005]: {copy}: файл не прочитан");
        assert!(words.contains(&remark), "{words}");
        assert_eq!(
            words.matches("предупреждение[").count(),
            without.matches("предупреждение[").count() + 1,
            "{words}"
        );
        std::fs::remove_file(school.join(copy)).unwrap();
    }
    let other = pair.replace("[\"petrova\"]", "[\"nikitina\"]");
    write(
        &school.join("pairings/petrova-sidorov (2).toml"),
        other.as_bytes(),
    );
    assert!(!told().contains("файл не прочитан"), "{}", told());
}

/// A folder of forms without its passport is told once, and so is an edition that lies one folder too
/// high; an order that is missing is looked for among the files that are not read.
#[test]
fn what_lies_one_folder_off_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    let school = school(folder.path());
    let told = || said(&nastavnik_in(folder.path(), &["check", "."]));
    let form = b"file_name = \"X\"\n";
    write(&school.join("forms/own/roadmap.toml"), form);
    let words = told();
    assert!(
        words.contains("нет: верните его") && words.matches("[005]").count() == 1,
        "{words}"
    );
    let organization = std::fs::read_to_string(school.join("organization.toml")).unwrap();
    let own = organization.replace("\"stary-oskol-2022\"", "\"own\"");
    write(&school.join("organization.toml"), own.as_bytes());
    let words = told();
    assert!(
        words.contains("[304]") && !words.contains("[005]"),
        "{words}"
    );
    std::fs::remove_dir_all(school.join("forms")).unwrap();
    write(&school.join("forms/edition.toml"), b"name = \"own\"\n");
    assert!(told().contains("создайте папку forms/own"), "{}", told());
    std::fs::remove_dir_all(school.join("forms")).unwrap();
    write(&school.join("organization.toml"), organization.as_bytes());
    let pair = std::fs::read_to_string(school.join("pairings/petrova-sidorov.toml")).unwrap();
    let by_order = pair.replace(
        "number = \"118-ОД\", date = 2026-09-01",
        "order = \"pairs\"",
    );
    write(
        &school.join("pairings/petrova-sidorov.toml"),
        by_order.as_bytes(),
    );
    write(&school.join("pairs.toml"), b"kind = \"pairs\"\n");
    let words = told();
    assert!(words.contains("его файл, видно, pairs.toml"), "{words}");
}

/// A description that is not read for its ending lies there all the same, and is named.
#[test]
fn a_description_with_a_wrong_ending_is_named_where_the_right_one_is_missing() {
    for ending in ["tom", "tоml", "toml.txt"] {
        let folder = tempfile::tempdir().unwrap();
        let school = school(folder.path());
        let wrong = format!("organization.{ending}");
        std::fs::rename(school.join("organization.toml"), school.join(&wrong)).unwrap();
        let told = said(&nastavnik_in(folder.path(), &["check", "."]));
        assert!(
            told.contains(&format!("{wrong}: файл не прочитан"))
                && told.contains("переименуйте его: organization.toml"),
            "{ending}: {told}"
        );
    }
}

/// Notes, papers and pictures of the user's own raise no remark.
#[test]
fn files_of_the_users_own_are_no_matter() {
    let folder = tempfile::tempdir().unwrap();
    let school = school(folder.path());
    for file in [
        "Заметки.txt",
        "Протокол.docx",
        "Список.xlsx",
        "фото/урок.jpg",
        "pairings/согласие.pdf",
        "2025/organization.toml",
        "fonts/OFL.txt",
        "desktop.ini",
        ".git/config",
        ".~lock.Список.xlsx#",
    ] {
        write(&school.join(file), b"x");
    }
    let checked = nastavnik_in(&school, &["check", "."]);
    assert!(!said(&checked).contains("[005]"), "{}", said(&checked));
}

/// Where a system tells `Pairings` from `pairings`, nothing is made without the pairs.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_in_capitals_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let school = school(folder.path());
    std::fs::rename(school.join("pairings"), school.join("Pairings")).unwrap();
    let checked = nastavnik_in(&school, &["check", "."]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(
        said(&checked).contains("ошибка[006]: Pairings/"),
        "{}",
        said(&checked)
    );
}

/// One slip, one problem: what stands in a file that cannot be read is not told to be missing.
#[test]
fn what_stands_in_an_unread_file_is_not_told_to_be_missing() {
    let folder = tempfile::tempdir().unwrap();
    let school = school(folder.path());
    std::fs::create_dir_all(school.join("orders")).unwrap();
    let order = "kind = \"introduction\"\nnumber = \"1-ОД\"\ndate = 2026-08-31\n";
    std::fs::write(school.join("orders/introduction.toml"), order).unwrap();
    let roadmap = school.join("roadmap.toml");
    let good = std::fs::read(&roadmap).unwrap();
    let told = || {
        let output = nastavnik_in(folder.path(), &["check", school.to_str().unwrap()]);
        said(&output)
    };
    let halves = b"<<<<<<< HEAD\n=======\n>>>>>>> other\n";
    std::fs::write(&roadmap, [&halves[..], &good].concat()).unwrap();
    let words = told();
    assert!(words.contains("две версии файла"), "{words}");
    assert!(!words.contains("[431]"), "{words}");
    std::fs::rename(&roadmap, school.join("roadmap.toml.txt")).unwrap();
    let words = told();
    assert!(
        words.contains("[005]") && !words.contains("[431]"),
        "{words}"
    );
    std::fs::remove_file(school.join("roadmap.toml.txt")).unwrap();
    assert!(told().contains("[431]"), "{}", told());
}

/// A file in the folder of others is one mistake, not as many as it has keys.
#[test]
fn a_file_in_the_wrong_folder_is_sent_to_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let school = school(folder.path());
    std::fs::create_dir_all(school.join("orders")).unwrap();
    let order = "kind = \"introduction\"\nnumber = \"1-ОД\"\ndate = 2026-08-31\n";
    let pair = std::fs::read(school.join("pairings/petrova-sidorov.toml")).unwrap();
    let roadmap = std::fs::read(school.join("roadmap.toml")).unwrap();
    for (name, bytes, words) in [
        ("pairings/o.toml", order.as_bytes(), "в папку orders"),
        (
            "pairings/o.toml",
            "kind = \"programs\"\ncontrol = \"petrova\"\n".as_bytes(),
            "в папку orders",
        ),
        (
            "orders/regulation.toml",
            "[[clause]]\nnumber = \"4.1\"\ntext = \"Свой пункт.\"\n".as_bytes(),
            "под именем regulation.toml",
        ),
        ("orders/p.toml", &pair[..], "в папку pairings"),
        ("orders/r.toml", &roadmap[..], "под именем roadmap.toml"),
        ("pairings/r.toml", &roadmap[..], "под именем roadmap.toml"),
    ] {
        std::fs::write(school.join(name), bytes).unwrap();
        let told = said(&nastavnik_in(
            folder.path(),
            &["check", school.to_str().unwrap()],
        ));
        assert!(
            told.contains("ошибка[007]") && told.contains(words),
            "{name}: {told}"
        );
        assert_eq!(told.matches("ошибка[").count(), 1, "{name}: {told}");
        std::fs::remove_file(school.join(name)).unwrap();
    }
}

/// A pipe among the files is told and never waited for.
#[cfg(unix)]
#[test]
fn a_pipe_is_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let school = school(folder.path());
    let made = Command::new("mkfifo")
        .arg(school.join("pairings/pipe.toml"))
        .status();
    if made.is_ok_and(|status| status.success()) {
        let checked = said(&nastavnik_in(&school, &["check", "."]));
        assert!(
            checked.contains("pairings/pipe.toml: это не обычный файл"),
            "{checked}"
        );
    }
}

#[test]
fn a_command_finds_the_school_it_is_run_in() {
    let folder = tempfile::tempdir().unwrap();
    let school = school(&folder.path().join("школа"));
    let good = "Ошибок нет: можно изготовить 2 документа";
    let inside = nastavnik_in(&school.join("pairings"), &["check"]);
    assert!(said(&inside).contains(good), "{}", said(&inside));
    for given in [
        "школа",
        "школа/pairings",
        "школа/pairings/petrova-sidorov.toml",
    ] {
        let checked = nastavnik_in(folder.path(), &["check", given]);
        assert!(said(&checked).contains(good), "{given}: {}", said(&checked));
    }
    let absent = nastavnik_in(folder.path(), &["check", "нет такой"]);
    assert_eq!(absent.status.code(), Some(2));
    assert!(said(&absent).contains("такой папки нет"));
    let misspelt = nastavnik_in(folder.path(), &["check", "шкла"]);
    assert!(said(&misspelt).contains("возможно, имелось в виду «школа»"));
}

#[test]
fn a_command_for_one_school_names_several() {
    let folder = tempfile::tempdir().unwrap();
    school(&folder.path().join("школа-1"));
    school(&folder.path().join("школа-2"));
    for args in [
        &["print", ".", "--out", "все.pdf"][..],
        &["archive", ".", "--to", "все.zip"],
    ] {
        let refused = nastavnik_in(folder.path(), args);
        assert_eq!(refused.status.code(), Some(2), "{args:?}");
        assert!(
            said(&refused).contains("несколько школ (школа-1, школа-2)"),
            "{args:?}: {}",
            said(&refused)
        );
    }
}

/// A command for every school of a folder speaks of each, and one school with mistakes does not
/// keep the others from being served.
#[test]
fn a_command_goes_from_school_to_school() {
    let folder = tempfile::tempdir().unwrap();
    let good = school(&folder.path().join("школа-1"));
    let bad = school(&folder.path().join("школа-2"));
    let pair = bad.join("pairings/petrova-sidorov.toml");
    let text = std::fs::read_to_string(&pair).unwrap();
    std::fs::write(&pair, text.replace("mentees", "menti")).unwrap();
    let run = |args: &[&str]| nastavnik_in(folder.path(), args);

    let checked = run(&["check", "."]);
    assert_eq!(checked.status.code(), Some(1));
    let last = "Всего: 2 школы; с ошибками: 1 (школа-2)";
    for line in ["== школа-1", "== школа-2", "поле «menti»", last] {
        assert!(said(&checked).contains(line), "{line}: {}", said(&checked));
    }
    let rows = run(&["check", ".", "--json"]);
    assert_eq!(rows.status.code(), Some(1));
    let rows: serde_json::Value = serde_json::from_slice(&rows.stdout).unwrap();
    assert_eq!(rows.as_array().unwrap().len(), 1);
    assert_eq!(rows[0]["school"], "школа-2");
    assert_eq!(rows[0]["path"], "menti");

    // Each book under the name of its school.
    assert_eq!(
        run(&["export", "--xlsx", "книги", "."]).status.code(),
        Some(1)
    );
    assert!(folder.path().join("книги/школа-1.xlsx").is_file());
    assert!(!folder.path().join("книги/школа-2.xlsx").exists());

    assert_eq!(run(&["build", "."]).status.code(), Some(1));
    let status = run(&["status", ".", "--json"]);
    let rows: serde_json::Value = serde_json::from_slice(&status.stdout).unwrap();
    let of_good = rows.as_array().unwrap().iter();
    let states: Vec<&str> = of_good
        .filter(|row| row["school"] == "школа-1")
        .map(|row| row["state"].as_str().unwrap())
        .collect();
    assert!(
        states.len() > 1 && states.iter().all(|it| *it == "fresh"),
        "{states:?}"
    );
    assert_eq!(run(&["print", "."]).status.code(), Some(1));
    assert!(good.join("out/Печать.pdf").is_file());
}

/// A school that cannot be taken for one is named, not left out.
#[test]
fn a_lost_school_is_named() {
    let folder = tempfile::tempdir().unwrap();
    school(&folder.path().join("школа-1"));
    let misnamed = school(&folder.path().join("школа-2"));
    std::fs::rename(
        misnamed.join("organization.toml"),
        misnamed.join("organization.toml.txt"),
    )
    .unwrap();
    school(&folder.path().join("село/школа-3"));
    let built = said(&nastavnik_in(
        folder.path(),
        &["build", ".", "--format", "text"],
    ));
    assert!(
        built.contains("школа-2 не взята: в ней нет файла organization.toml"),
        "{built}"
    );
    assert!(
        !built.contains("село не взята") && built.contains("село/школа-3: изготовлено"),
        "{built}"
    );
    // A municipality's own papers do not hide the schools.
    let own = texts_in(&path(&["tests", "errors", "_base"]));
    write(
        &folder.path().join("organization.toml"),
        &own["organization.toml"],
    );
    let checked = said(&nastavnik_in(folder.path(), &["check", "."]));
    assert!(
        checked.contains("школа-1/: папка не прочитана"),
        "{checked}"
    );
}

/// Deep, hidden, in a folder of papers, still packed, or only as a book: none is left out silently.
#[test]
fn no_school_is_lost_in_a_district() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    school(&place("школа-1"));
    school(&place("а/б/в/школа-4"));
    for name in ["а/б/в/г/школа-5", "out/школа-6", ".школа-7"] {
        school(&place(name));
    }
    let book = place("школа-8/школа.xlsx");
    std::fs::create_dir_all(place("школа-8")).unwrap();
    let exported = nastavnik_in(
        &place("школа-1"),
        &["export", ".", "--xlsx", book.to_str().unwrap()],
    );
    assert!(exported.status.success(), "{}", said(&exported));
    let mut packer = zip::ZipWriter::new(std::fs::File::create(place("школа-9.zip")).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    packer
        .start_file("школа-9/organization.toml", options)
        .unwrap();
    packer.finish().unwrap();
    let told = with_slashes(&said(&nastavnik_in(folder.path(), &["check", "."])));
    for (name, why) in [
        ("а/б/в/г/школа-5 не взята", "глубже четырех папок"),
        ("out/школа-6 не взята", "папки out служебные"),
        (".школа-7 не взята", "начинается с точки"),
        ("школа-8 не взята", "только книга школы"),
        ("школа-9.zip не взят", "распакуйте"),
    ] {
        let is_told = |line: &str| line.contains(name) && line.contains(why);
        assert!(told.lines().any(is_told), "{name}: {told}");
    }
    assert_eq!(told.matches("не взят").count(), 5, "{told}");
}

/// A damaged font is told once, by what it is; a good one that no paper is set in is told too.
#[test]
fn fonts_that_are_not_used_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let school = school(folder.path());
    let style = school.join("style.toml");
    std::fs::write(&style, "[font]\npdf = \"PT Astra Serif\"\n").unwrap();
    write(&school.join("fonts/a.ttf"), b"<html>");
    let checked = nastavnik_in(&school, &["check", "."]);
    let told = said(&checked);
    assert_eq!(checked.status.code(), Some(1), "{told}");
    assert!(told.contains("fonts/a.ttf: это не файл шрифта"), "{told}");
    assert!(!told.contains("нет файлов шрифтов"), "{told}");
    std::fs::remove_file(school.join("fonts/a.ttf")).unwrap();
    std::fs::remove_file(&style).unwrap();
    let own = nastavnik::fonts::FILES[0];
    // Its names stand in it both in two bytes a letter and in one.
    let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
    let mut other = own.to_vec();
    for (old, new) in [
        (wide("Liberation Serif"), wide("Liberatiom Serif")),
        (b"Liberation Serif".to_vec(), b"Liberatiom Serif".to_vec()),
    ] {
        while let Some(at) = other.windows(old.len()).position(|it| it == old) {
            other[at..at + new.len()].copy_from_slice(&new);
        }
    }
    write(&school.join("fonts/other.ttf"), other);
    let checked = nastavnik_in(&school, &["check", "."]);
    let told = said(&checked);
    assert!(
        checked.status.success() && told.contains("шрифт «Liberatiom Serif» лежит в папке fonts"),
        "{told}"
    );
}

#[test]
fn a_mended_file_is_kept_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let school = school(folder.path());
    let file = school.join("pairings/petrova-sidorov.toml");
    let good = std::fs::read_to_string(&file).unwrap();
    let bad = good
        .replace("Помочь молодому", "Помочь  молодому")
        .replace("\naim =", "\n\u{A0}aim =");
    std::fs::write(&file, &bad).unwrap();

    let checked = said(&nastavnik_in(&school, &["check", "."]));
    assert!(
        checked.contains("неразрывный пробел, U+00A0") && checked.contains("--fix"),
        "{checked}"
    );
    let dry = said(&nastavnik_in(
        &school,
        &["check", ".", "--fix", "--dry-run"],
    ));
    assert!(dry.contains("Ничего не записано"), "{dry}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), bad);
    assert!(!school.join(".nastavnik").exists());

    // A text is looked through once its line is read.
    nastavnik_in(&school, &["check", ".", "--fix"]);
    nastavnik_in(&school, &["check", ".", "--fix"]);
    let mended = std::fs::read_to_string(&file).unwrap();
    assert_eq!(mended.replace("\n aim =", "\naim ="), good);
    let old = texts_in(&school.join(".nastavnik/old"));
    assert!(
        old.iter()
            .any(|(name, bytes)| name.ends_with("petrova-sidorov.toml") && *bytes == bad.as_bytes()),
        "{:?}",
        old.keys()
    );
    assert!(said(&nastavnik_in(&school, &["check", "."])).contains("Ошибок нет"));
}

#[test]
fn what_is_no_folder_of_an_edition_is_called_what_it_is() {
    let school = root().join("samples/school");
    for (path, says) in [
        (".", "это папка школы"),
        ("organization.toml", "это файл"),
        ("forms/none", "такой папки нет"),
    ] {
        let (went_well, said) = tried(&["edition", "check", path], &school);
        assert!(!went_well && said.contains(says), "{said}");
    }
}

/// What was made from a file that lies there under a name that is not read is not superfluous: whoever
/// mends the name finds it where it was.
#[test]
fn papers_of_an_unread_file_wait() {
    for (from, to) in [
        (
            "pairings/petrova-sidorov.toml",
            "pairings/petrova-sidorov.toml.txt",
        ),
        (
            "pairings/petrova-sidorov.toml",
            "pairings/2026/petrova-sidorov.toml",
        ),
        ("pairings", "pairs"),
        ("roadmap.toml", "road-map.toml"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let school = school(folder.path());
        let run = |args: &[&str]| said(&nastavnik_in(&school, args));
        run(&["build", ".", "--format", "text"]);
        write(&school.join(to).join("x"), b"");
        std::fs::remove_dir_all(school.join(to)).unwrap();
        std::fs::rename(school.join(from), school.join(to)).unwrap();
        let told = run(&["build", ".", "--format", "text"]);
        assert!(!told.contains("Лишние файлы"), "{to}: {told}");
        let told = run(&["clean", "."]);
        assert!(told.contains("ждет исправления"), "{to}: {told}");
        // The same file taken away leaves its papers behind.
        let gone = folder.path().join("elsewhere");
        std::fs::rename(school.join(to), &gone).unwrap();
        std::fs::remove_dir_all(&gone)
            .or_else(|_| std::fs::remove_file(&gone))
            .unwrap();
        std::fs::remove_dir(school.join("pairings/2026")).unwrap_or_default();
        let told = run(&["clean", "."]);
        assert!(told.contains("лишний"), "{to}: {told}");
    }
}

/// A copy of a folder is called what it is: its name is taken.
#[test]
fn a_copy_of_a_folder_is_not_to_be_renamed() {
    for copy in ["pairings (2)", "pairings — копия", "orders - копия"] {
        let folder = tempfile::tempdir().unwrap();
        let school = school(folder.path());
        write(&school.join("orders/lesson.toml"), "kind = \"other\"\n");
        write(&school.join(copy).join("a.toml"), b"x");
        let told = said(&nastavnik_in(&school, &["check", "."]));
        assert!(
            told.contains("видно, ее копия") && !told.contains("ереименуйте"),
            "{told}"
        );
    }
}

/// The command of a signing program is no prose: nothing of it is printed.
#[test]
fn a_signing_command_has_no_slips_of_the_pen() {
    let folder = tempfile::tempdir().unwrap();
    let school = school(folder.path());
    let organization = std::fs::read_to_string(school.join("organization.toml")).unwrap();
    let command = "\n[signatures]\ncommand = [\"cryptcp\", \"-cn - x ,y\", \"{thumbprint}\", \"{in}\", \"{out}\"]\n";
    let told = || said(&nastavnik_in(&school, &["check", "."]));
    let before = told();
    write(&school.join("organization.toml"), organization + command);
    assert_eq!(told(), before);
}
