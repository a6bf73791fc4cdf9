//! Commands over a folder of schools: one or several by name, lists and new years of all of them,
//! shares of the work.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use calamine::{Data, DataType as _};
use serde_json::Value;

use crate::district::school;
use crate::own_book::changed;
use crate::support::{copy, nastavnik_in, said, texts_in, write};

fn schools(folder: &Path, many: usize) {
    for number in 1..=many {
        school(&folder.join(format!("школа-{number}")), number, 2);
    }
}

/// The exit code, and what was said.
fn run(folder: &Path, args: &[&str]) -> (Option<i32>, String) {
    let output = nastavnik_in(folder, args);
    (output.status.code(), said(&output))
}

#[test]
fn one_school_or_several_are_chosen_by_name() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path();
    schools(folder, 3);
    school(&folder.join("село").join("лицей"), 4, 1);
    let (code, told) = run(folder, &["check", ".", "--school", "Школа-2,лиц*"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(
        told.contains("== школа-2") && told.contains("== село/лицей"),
        "{told}"
    );
    assert!(told.contains("Всего: 2 школы"), "{told}");
    let (code, told) = run(folder, &["build", ".", "--school", "школо-2"]);
    assert_eq!(code, Some(2));
    assert!(
        told.contains("возможно, имелось в виду «школа-2»"),
        "{told}"
    );
    let (code, told) = run(folder, &["check", "школа-1", "--school", "школа-1"]);
    assert_eq!(code, Some(2));
    assert!(told.contains("это одна школа"), "{told}");
    let args = ["build", ".", "--school", "школа-3", "--format", "text"];
    assert_eq!(run(folder, &args).0, Some(0));
    assert!(folder.join("школа-3/out").is_dir() && !folder.join("школа-1/out").exists());
    let (code, _) = run(
        folder,
        &[
            "district",
            "papers",
            "--school",
            "школа-?",
            "--format",
            "text",
        ],
    );
    assert_eq!(code, Some(0));
    assert!(folder.join("out/Рекомендации. школа № 2.txt").is_file());
    assert!(!folder.join("out/Рекомендации. школа № 4.txt").exists());
}

#[test]
fn a_new_year_of_all_schools_goes_into_a_folder_of_its_own() {
    let root = tempfile::tempdir().unwrap();
    schools(root.path(), 2);
    let (code, told) = run(
        root.path(),
        &["roll-over", ".", "--to", "новый", "--school", "школа-2"],
    );
    assert_eq!(code, Some(0), "{told}");
    let new = root.path().join("новый/школа-2/organization.toml");
    assert!(std::fs::read_to_string(new).unwrap().contains("2027/2028"));
    assert!(!root.path().join("новый/школа-1").exists());
}

/// «`roll-over --without "Петрова Мария Ивановна"`»
#[test]
fn who_leaves_is_named_as_people_name_him() {
    let root = tempfile::tempdir().unwrap();
    school(&root.path().join("а"), 1, 2);
    let own = std::fs::read_to_string(root.path().join("а/organization.toml")).unwrap();
    let name = own.split("[staff.mentor1]\nname = \"").nth(1).unwrap();
    let name = name.split('"').next().unwrap();
    let (code, told) = run(
        root.path(),
        &["roll-over", "а", "--to", "б", "--without", name],
    );
    assert_eq!(code, Some(0), "{told}");
    let new = std::fs::read_to_string(root.path().join("б/organization.toml")).unwrap();
    assert!(
        !new.contains("[staff.mentor1]") && new.contains("[staff.mentor0]"),
        "{new}"
    );
    let slip = format!("{name}а");
    let (code, told) = run(
        root.path(),
        &["roll-over", "а", "--to", "в", "--without", &slip],
    );
    assert_eq!(code, Some(2));
    assert!(told.contains(&format!("имелось в виду «{name}»")), "{told}");
}

/// A list of the whole municipality: each row goes to its school, none is lost without a word.
#[test]
fn a_list_of_several_schools_is_split_by_its_column() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path();
    schools(folder, 3);
    let list = "Школа;Наставник;Должность наставника;Наставляемый;Должность наставляемого\n\
                школа № 1;Лебедев Борис Павлович;учитель физики;Котов Лев Юрьевич;учитель химии\n\
                ШКОЛА №2;Горин Олег Львович;учитель истории;Носов Ян Ильич;учитель музыки\n\
                МБОУ СОШ №1;Седов Егор Ильич;учитель труда;Быков Глеб Юрьевич;учитель химии\n\
                школа № 9;Чужой Петр Ильич;учитель труда;Чужой Иван Юрьевич;учитель химии\n";
    write(&folder.join("список.csv"), list);
    let (code, told) = run(folder, &["import", "список.csv", ".", "--dry-run"]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("школы «школа № 9» в папке нет"), "{told}");
    // Of schools the number is the name.
    assert!(!told.contains("возможно, имелось в виду"), "{told}");
    assert!(told.contains("Строки есть для 2 из 3 школ"), "{told}");
    assert_eq!(
        std::fs::read_dir(folder.join("школа-1/pairings"))
            .unwrap()
            .count(),
        2
    );
    run(folder, &["import", "список.csv", "."]);
    let pairs = |school: &str| {
        let texts = texts_in(&folder.join(school)).into_iter();
        let whole = texts.map(|(_, bytes)| String::from_utf8(bytes).unwrap());
        whole.collect::<String>()
    };
    let (first, second, third) = (pairs("школа-1"), pairs("школа-2"), pairs("школа-3"));
    assert!(first.contains("Лебедев Борис Павлович") && first.contains("Быков Глеб Юрьевич"));
    assert!(second.contains("Носов Ян Ильич") && !second.contains("Лебедев"));
    assert!(!third.contains("Носов") && ![first, second, third].concat().contains("Чужой"));
    let (code, told) = run(folder, &["import", "нет.csv", "."]);
    assert_eq!(code, Some(2), "{told}");
    write(
        &folder.join("без.csv"),
        "Наставник;Наставляемый\nА Б В;Г Д Е\n",
    );
    let (code, told) = run(folder, &["import", "без.csv", "."]);
    assert_eq!(code, Some(1));
    assert!(told.contains("нет столбца «Школа»"), "{told}");
}

#[test]
fn signatures_of_a_folder_of_schools_are_looked_at_together() {
    let root = tempfile::tempdir().unwrap();
    schools(root.path(), 2);
    let args = ["build", ".", "--format", "pdf", "--school", "школа-1"];
    assert_eq!(run(root.path(), &args).0, Some(0));
    let (code, told) = run(root.path(), &["verify", "."]);
    assert_eq!(code, Some(0), "{told}");
    let papers = std::fs::read_dir(root.path().join("школа-1/out")).unwrap();
    let papers = papers.filter(|it| {
        let path = it.as_ref().unwrap().path();
        path.extension().is_some_and(|own| own == "pdf")
    });
    assert!(
        told.contains(&format!("Без подписи: {}", papers.count())),
        "{told}"
    );
    let (code, told) = run(root.path(), &["sign", ".", "--field", "head"]);
    assert_eq!(code, Some(2));
    assert!(told.contains("укажите папку одной школы"), "{told}");
}

/// What schools have sent is told file by file: what is new, what is old, what is not understood.
#[test]
fn books_that_schools_send_are_known_by_the_school_they_were_made_for() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path();
    schools(folder, 3);
    // What is sent out: a book for each school.
    assert_eq!(run(folder, &["export", ".", "--xlsx", "книги"]).0, Some(0));
    let sent = folder.join("присланное");
    // Whatever the file is called by now, the book knows its school.
    copy(&folder.join("книги"), &sent);
    std::fs::rename(sent.join("школа-1.xlsx"), sent.join("наша книга.xlsx")).unwrap();
    write(
        &sent.join("школа-3.csv"),
        "Наставник;Должность наставника;Наставляемый;Должность наставляемого\n\
          Котов Лев Юрьевич;учитель химии;Носов Ян Ильич;учитель музыки\n",
    );
    std::fs::remove_file(sent.join("школа-3.xlsx")).unwrap();
    write(&sent.join("порча.xlsx"), "PK не книга");
    write(
        &sent.join("чужие.csv"),
        "Наставник;Наставляемый\nА Б В;Г Д Е\n",
    );
    let collect = |more: &[&str]| {
        let args = [&["district", "collect", "присланное", "--json"], more].concat();
        let output = nastavnik_in(folder, &args);
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        let rows = answer["results"].as_array().unwrap().iter();
        let row = |row: &Value| {
            let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
            let file = text("file").rsplit(['/', '\\']).next().unwrap().to_owned();
            (file, (text("school"), text("state")))
        };
        rows.map(row).collect::<BTreeMap<_, _>>()
    };
    let state = |school: &str, state: &str| (school.to_owned(), state.to_owned());
    let found = collect(&[]);
    assert_eq!(found["наша книга.xlsx"], state("школа-1", "untouched"));
    assert_eq!(found["школа-2.xlsx"], state("школа-2", "untouched"));
    assert_eq!(found["школа-3.csv"], state("школа-3", "new"));
    assert_eq!(found["порча.xlsx"], state("", "unread"));
    assert_eq!(found["чужие.csv"], state("", "stranger"));
    assert_eq!(
        std::fs::read_dir(folder.join("школа-3/pairings"))
            .unwrap()
            .count(),
        2
    );
    assert_eq!(
        collect(&["--yes"])["школа-3.csv"],
        state("школа-3", "taken")
    );
    assert_eq!(
        std::fs::read_dir(folder.join("школа-3/pairings"))
            .unwrap()
            .count(),
        3
    );
    assert_eq!(
        collect(&["--yes"])["школа-3.csv"],
        state("школа-3", "known")
    );
}

/// A copy that nobody has filled in was only downloaded later: it does not stand for the filled one.
/// Of two filled ones the later stands, also when it has been taken already.
#[test]
fn a_book_left_as_it_was_sent_out_does_not_replace_a_filled_one() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path();
    schools(folder, 1);
    assert_eq!(run(folder, &["export", ".", "--xlsx", "книги"]).0, Some(0));
    let book = std::fs::read(folder.join("книги/школа-1.xlsx")).unwrap();
    let day = |days: u64| SystemTime::now() - Duration::from_secs((9 - days) * 24 * 60 * 60);
    let save = |name: &str, bytes: &[u8], days: u64| {
        let file = folder.join("почта").join(name);
        write(&file, bytes);
        let file = std::fs::File::options().write(true).open(file).unwrap();
        file.set_modified(day(days)).unwrap();
    };
    let with_post = |post: &str| {
        changed(book.clone(), "Сотрудники", |rows| {
            let at = rows[0]
                .iter()
                .position(|it| it.get_string() == Some("Должность"))
                .unwrap();
            rows[2][at] = Data::String(post.to_owned());
        })
    };
    save("Книга1 (2).xlsx", &with_post("учитель алгебры"), 2);
    save("Книга1.xlsx", &book, 3);
    let collect = |more: &[&str]| {
        let output = nastavnik_in(
            folder,
            &[&["district", "collect", "почта", "--json"], more].concat(),
        );
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        let rows = answer["results"].as_array().unwrap().iter();
        let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
        let mut rows: Vec<(String, String)> = rows
            .map(|row| {
                (
                    text(row, "file")
                        .rsplit(['/', '\\'])
                        .next()
                        .unwrap()
                        .to_owned(),
                    text(row, "state"),
                )
            })
            .collect();
        rows.sort();
        rows.into_iter().map(|(_, state)| state).collect::<Vec<_>>()
    };
    assert_eq!(collect(&[]), ["new", "untouched"]);
    assert_eq!(collect(&["--yes"]), ["taken", "untouched"]);
    save("Книга1 (1).xlsx", &with_post("учитель геометрии"), 1);
    assert_eq!(collect(&["--yes"]), ["old", "known", "untouched"]);
    let staff = std::fs::read_to_string(folder.join("школа-1/organization.toml")).unwrap();
    assert!(staff.contains("учитель алгебры"), "{staff}");
}

/// The papers of all schools: name → bytes.
fn made(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = texts_in(folder);
    files.retain(|name, _| name.contains("/out/") && !name.contains(".nastavnik"));
    files
}

/// The command of one share, with its number from the environment of a batch system.
fn share(folder: &Path, args: &[&str], variables: &[(&str, &str)]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_nastavnik"))
        .args(["build", ".", "--format", "text,docx", "--json-lines"])
        .args(args)
        .envs(variables.iter().copied())
        .current_dir(folder)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn shares_of_whole_schools_make_the_same_bytes_as_one_run() {
    let (apart, whole) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for root in [&apart, &whole] {
        schools(root.path(), 5);
    }
    let folder = apart.path();
    let mut told = share(folder, &["--shard", "1/3"], &[]);
    write(&folder.join("одна.jsonl"), &told);
    let (code, answer) = run(folder, &["report", "одна.jsonl"]);
    assert_eq!(code, Some(3));
    assert!(answer.contains("Не закончены части: 2, 3"), "{answer}");
    let slurm = [
        ("SLURM_ARRAY_TASK_ID", "1"),
        ("SLURM_ARRAY_TASK_MIN", "0"),
        ("SLURM_ARRAY_TASK_COUNT", "3"),
    ];
    told += &share(folder, &["--shard", "auto"], &slurm);
    told += &share(
        folder,
        &["--shard", "auto/3"],
        &[("JOB_COMPLETION_INDEX", "2")],
    );
    // A share that is run again makes nothing a second time.
    told += &share(folder, &["--shard", "0/3", "--from-zero"], &[]);
    share(whole.path(), &[], &[]);
    let (one, many) = (made(whole.path()), made(folder));
    assert!(one.len() > 20);
    assert_eq!(
        one.keys().collect::<Vec<_>>(),
        many.keys().collect::<Vec<_>>()
    );
    assert!(one == many, "the same names, other bytes");
    write(&folder.join("все.jsonl"), &told);
    let output = nastavnik_in(folder, &["report", "все.jsonl", "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let joined = &answer["summary"];
    assert_eq!(joined["shards"], 3);
    assert_eq!(joined["unfinished"], serde_json::json!([]));
    assert_eq!(answer["results"].as_array().unwrap().len(), 5);
    let sum = joined["made"].as_u64().unwrap() + joined["fresh"].as_u64().unwrap();
    assert_eq!(usize::try_from(sum).unwrap(), one.len());
    // One run finds everything as the shares have left it.
    let again = share(folder, &[], &[]);
    assert!(
        !again.contains("\"made\":1") && again.contains("\"made\":0"),
        "{again}"
    );
}

/// README: «GNU parallel»: eight shares on two cores, killed and begun again, make the bytes of one
/// run.
#[test]
#[ignore = "asks for GNU parallel: tests/judges/install brings it, tests/judges/run runs this"]
fn gnu_parallel_runs_the_shares() {
    let (apart, whole) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for root in [&apart, &whole] {
        schools(root.path(), 9);
    }
    let shares = || {
        let mut command = Command::new("parallel");
        command
            .args(["--will-cite", "-j", "2", env!("CARGO_BIN_EXE_nastavnik")])
            .args([
                "build",
                ".",
                "--format",
                "text,docx",
                "--shard",
                "{}/8",
                "--json-lines",
            ])
            .args([":::", "1", "2", "3", "4", "5", "6", "7", "8"])
            .current_dir(apart.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command.spawn().expect("GNU parallel: tests/judges/install")
    };
    let mut broken = shares();
    let begun = std::time::Instant::now();
    // By their names alone: files come and go while they are made.
    let has_begun = || {
        let out = |school: &Path| std::fs::read_dir(school.join("out"));
        let papers =
            |school: std::fs::DirEntry| out(&school.path()).into_iter().flatten().flatten();
        let schools = std::fs::read_dir(apart.path()).unwrap().flatten();
        let mut names = schools.flat_map(papers).map(|it| it.file_name());
        names.any(|name| Path::new(&name).extension().is_some_and(|it| it == "docx"))
    };
    while !has_begun() {
        assert!(begun.elapsed().as_secs() < 60, "nothing was made");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    broken.kill().unwrap();
    broken.wait().unwrap();
    let told = shares().wait_with_output().unwrap();
    assert!(told.status.success(), "{}", said(&told));
    write(&apart.path().join("все.jsonl"), &told.stdout);
    let (code, report) = run(apart.path(), &["report", "все.jsonl"]);
    assert_eq!(code, Some(0), "{report}");
    assert!(report.contains("8 частей, 9 школ"), "{report}");
    share(whole.path(), &[], &[]);
    assert!(made(apart.path()) == made(whole.path()), "other bytes");
}

/// A disk of one megabyte: what did not fit is told once, and the rest comes when there is room.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "asks for a mount of its own (unshare): tests/judges/run runs this"]
fn a_full_disk_is_told_once() {
    let root = tempfile::tempdir().unwrap();
    schools(root.path(), 1);
    let script = "mkdir диск && mount -t tmpfs -o size=256k tmpfs диск && \
                  \"$0\" build школа-1 --out диск/out; echo \"код $?\"";
    let output = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", script])
        .arg(env!("CARGO_BIN_EXE_nastavnik"))
        .current_dir(root.path())
        .output()
        .unwrap();
    let told = said(&output);
    assert!(told.contains("код 3"), "{told}");
    assert!(told.contains("по той же причине"), "{told}");
    assert!(told.matches("на диске нет места").count() <= 2, "{told}");
}

/// Schools that have no folder yet: each gets one by the list, and a book that comes back to it.
#[test]
fn schools_are_begun_by_a_list_and_their_books_come_back() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path();
    schools(folder, 1);
    write(
        &folder.join("школы.txt"),
        "Гимназия № 7\n\nЛицей «Росток»: город\nгимназия № 7\n",
    );
    let args = ["district", "begin", "школы.txt", "-o", "разослать"];
    let (code, told) = run(folder, &args);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("Всего: 2 школы; начато: 2"), "{told}");
    let books = std::fs::read_dir(folder.join("разослать")).unwrap();
    let books: Vec<_> = books.map(|it| it.unwrap().path()).collect();
    assert_eq!(books.len(), 2);
    // Whatever the file is called when it comes back.
    for (i, book) in books.iter().enumerate() {
        let bytes = std::fs::read(book).unwrap();
        write(&folder.join(format!("почта/{i}.xlsx")), bytes);
    }
    let (code, told) = run(folder, &["district", "collect", "почта"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("без нового: 2"), "{told}");
    // A second time nothing is begun, and no book is written over.
    let (code, told) = run(folder, &args);
    assert_eq!(code, Some(0), "{told}");
    assert!(
        told.contains("начато: 0; были: 2; книг записано: 0"),
        "{told}"
    );
    let (code, told) = run(folder, &["district", "begin", "нет.txt"]);
    assert_eq!(code, Some(2), "{told}");
    // A file that is no list of schools begins none.
    write(
        &folder.join("passwd"),
        "ivan:x:1000:1000:ivan:/home/ivan:/bin/sh\n",
    );
    let before = std::fs::read_dir(folder).unwrap().count();
    let (code, told) = run(folder, &["district", "begin", "passwd"]);
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("не похожа на наименование школы"), "{told}");
    assert!(
        told.contains("Справка: nastavnik district begin --help"),
        "{told}"
    );
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), before, "{told}");
}

/// Schools send what they have: books in an archive are taken as if they lay beside it.
#[test]
fn books_in_an_archive_are_taken() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path();
    schools(folder, 3);
    assert_eq!(run(folder, &["export", ".", "--xlsx", "книги"]).0, Some(0));
    let book = std::fs::read(folder.join("книги/школа-1.xlsx")).unwrap();
    let list = "Наставник;Должность наставника;Наставляемый;Должность наставляемого\n\
                Котов Лев Юрьевич;учитель химии;Носов Ян Ильич;учитель музыки\n";
    let packed = |name: &str, files: &[(&str, &[u8])]| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, bytes) in files {
            let options = zip::write::SimpleFileOptions::default();
            zip.start_file(*name, options).unwrap();
            std::io::Write::write_all(&mut zip, bytes).unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        write(&folder.join("почта").join(name), bytes);
    };
    packed(
        "от школ.zip",
        &[
            ("от школ/наша.xlsx", &book),
            ("от школ/школа-2.csv", list.as_bytes()),
            ("__MACOSX/._школа-2.csv", b"x"),
            ("читать.txt", b"x"),
        ],
    );
    packed("пустой.zip", &[("фото.png", b"x")]);
    packed("папка.zip", &[("школа/organization.toml", b"x")]);
    write(&folder.join("почта/порча.zip"), "PK не архив");
    let output = nastavnik_in(folder, &["district", "collect", "почта", "--yes", "--json"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let rows = answer["results"].as_array().unwrap();
    let of = |end: &str| {
        let row = rows
            .iter()
            .find(|it| it["file"].as_str().unwrap().ends_with(end));
        let row = row.unwrap_or_else(|| panic!("{end}: {answer:#}"));
        (
            row["school"].clone(),
            row["state"].clone(),
            row["told"].to_string(),
        )
    };
    assert_eq!(rows.len(), 6, "{answer:#}");
    assert!(of("читать.txt").2.contains("это не книга"));
    let (school, state, _) = of("наша.xlsx");
    assert_eq!((school, state), ("школа-1".into(), "untouched".into()));
    let (school, state, _) = of("школа-2.csv");
    assert_eq!((school, state), ("школа-2".into(), "taken".into()));
    assert!(of("пустой.zip").2.contains("нет книг"));
    assert!(of("папка.zip").2.contains("папка школы"));
    assert_eq!(of("порча.zip").1, "unread");
    assert_eq!(answer["summary"]["silent"], serde_json::json!(["школа-3"]));
    let pairs = std::fs::read_dir(folder.join("школа-2/pairings")).unwrap();
    assert_eq!(pairs.count(), 3);
}

/// What comes with the books and is none is named; a book beside a later one is not passed over in
/// silence when it says something of its own.
#[test]
fn nothing_that_came_is_passed_over() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path();
    schools(folder, 1);
    write(&folder.join("почта/письмо.docx"), "PK");
    write(&folder.join("почта/Thumbs.db"), "x");
    let list = |mentor: &str| {
        format!(
            "Наставник;Должность наставника;Наставляемый;Должность наставляемого\n\
             {mentor};учитель химии;Носов Ян Ильич;учитель музыки\n"
        )
    };
    write(
        &folder.join("почта/давние/школа-1.csv"),
        list("Котов Лев Юрьевич"),
    );
    write(&folder.join("почта/школа-1.csv"), list("Рогов Пётр Ильич"));
    let old = std::time::SystemTime::now() - std::time::Duration::from_hours(1);
    let file = std::fs::File::options()
        .write(true)
        .open(folder.join("почта/давние/школа-1.csv"));
    file.unwrap().set_modified(old).unwrap();
    let output = nastavnik_in(folder, &["district", "collect", "почта"]);
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("письмо.docx: школа не узнана: это документ, а не книга"),
        "{said}"
    );
    assert!(!said.contains("Thumbs"), "{said}");
    assert!(
        said.contains("есть более поздняя") && said.contains("чего в ней нет"),
        "{said}"
    );
}
