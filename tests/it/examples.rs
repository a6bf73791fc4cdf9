//! Every example of every help does what it says.

use std::path::Path;

use crate::browser::Server;
use crate::district::school;
use crate::readme::words;
use crate::support::{copy, nastavnik, nastavnik_in, root, said, write};
use crate::usage::{commands, commands_of};

/// The examples of a command's help, as arguments.
fn examples(command: &str) -> Vec<Vec<String>> {
    let args: Vec<&str> = command.split(' ').chain(["--help"]).collect();
    let help = said(&nastavnik(&args));
    let after = help.split("\nПримеры:\n").nth(1);
    let lines = after.unwrap_or_else(|| panic!("{command}: {help}")).lines();
    let lines = lines.filter_map(|line| line.strip_prefix("  nastavnik "));
    lines.map(words).collect()
}

/// What the examples speak of.
fn prepare(folder: &Path) {
    copy(&root().join("samples/school"), &folder.join("школа"));
    school(&folder.join("район/школа-1"), 1, 2);
    school(&folder.join("район/школа-2"), 2, 2);
    let paper = nastavnik_in(folder, &["print", "школа", "--only", "roadmap", "-o", "-"]);
    assert!(paper.stdout.starts_with(b"%PDF"), "{}", said(&paper));
    write(&folder.join("карта.pdf"), &paper.stdout);
    write(&folder.join("школы.txt"), "Гимназия № 7\nЛицей № 2\n");
    for shard in ["1/2", "2/2"] {
        let args = [
            "build",
            "район",
            "--shard",
            shard,
            "--json-lines",
            "--format",
            "text",
        ];
        let lines = nastavnik_in(folder, &args);
        let before = std::fs::read(folder.join("части.jsonl")).unwrap_or_default();
        write(&folder.join("части.jsonl"), [before, lines.stdout].concat());
    }
}

#[test]
fn every_example_of_a_help_runs() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    prepare(folder);
    let mut asked = Vec::new();
    for command in commands() {
        if ["district", "edition"].contains(&command.as_str()) {
            let below = commands_of(&[&command]);
            asked.extend(below.iter().map(|it| format!("{command} {it}")));
        } else {
            asked.push(command);
        }
    }
    for command in asked {
        let lines = examples(&command);
        assert!(!lines.is_empty(), "{command}");
        for line in lines {
            let mut args: Vec<&str> = line.iter().map(String::as_str).collect();
            match args[0] {
                "serve" => {
                    let server = Server::start(&folder.join(args[1]), 60);
                    assert_eq!(server.window().get("/").status, 200);
                    continue;
                }
                "watch" => args.extend(["--rounds", "1"]),
                _ => {}
            }
            let output = nastavnik_in(folder, &args);
            assert_eq!(output.status.code(), Some(0), "{args:?}: {}", said(&output));
        }
    }
}

#[test]
fn a_file_goes_in_and_out_by_the_standard_streams() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    copy(&root().join("samples/start"), &folder.join("школа"));
    let book = nastavnik_in(folder, &["export", "школа", "-o", "-"]);
    assert!(book.stdout.starts_with(b"PK"), "{}", said(&book));
    let with_input = |args: &[&str], input: &[u8]| {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_nastavnik"))
            .args(args)
            .current_dir(folder)
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), input).unwrap();
        child.wait_with_output().unwrap()
    };
    let read = with_input(&["import", "-", "школа"], &book.stdout);
    assert_eq!(read.status.code(), Some(0), "{}", said(&read));
    assert!(said(&read).contains("Изменений нет"), "{}", said(&read));
    let names = with_input(
        &["decline", "-"],
        "директор\nДереча Нина Егоровна\n".as_bytes(),
    );
    assert!(said(&names).contains("директором") && said(&names).contains("Деречей"));
    assert_eq!(
        nastavnik_in(folder, &["build", "школа", "--format", "text"])
            .status
            .code(),
        Some(0)
    );
    let zip = nastavnik_in(
        folder,
        &["archive", "школа", "--format", "text", "--to", "-"],
    );
    assert!(zip.stdout.starts_with(b"PK"), "{}", said(&zip));
    let both = nastavnik_in(folder, &["print", "школа", "-o", "-", "--json"]);
    assert_eq!(both.status.code(), Some(2), "{}", said(&both));
}

/// What `doctor` says it has found is there.
#[test]
fn doctor_tells_what_there_is() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    school(&folder.join("район/школа-1"), 1, 2);
    school(&folder.join("район/школа-2"), 2, 2);
    let told = |args: &[&str]| {
        let output = nastavnik_in(folder, args);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        said(&output)
    };
    let one = told(&["doctor", "район/школа-1"]);
    for words in [
        concat!("nastavnik ", env!("CARGO_PKG_VERSION")),
        "stary-oskol-2022",
        "школа, файлов пар: 2",
        "для этой папки не открыта",
    ] {
        assert!(one.contains(words), "{words}: {one}");
    }
    assert!(told(&["doctor", "район"]).contains("школ: 2 (школа-1, школа-2)"));
    assert!(told(&["doctor"]).contains("школ: 2 (район/школа-1, район/школа-2)"));
    // From within a school it is found upwards, as by the other commands.
    let within = told(&["doctor", "район/школа-1/pairings"]);
    assert!(within.contains("файлов пар: 2"), "{within}");
    let misspelt = nastavnik_in(folder, &["doctor", "районн"]);
    assert_eq!(misspelt.status.code(), Some(2), "{}", said(&misspelt));
}
