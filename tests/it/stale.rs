//! What is made again and what is left: nothing changed, one pairing changed, a file edited by
//! hand, a run that was killed.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use nastavnik::disk::load;
use nastavnik::make::{Making, Replace, Shard, make};
use nastavnik::plan::Format;
use nastavnik::prepare::prepare;

use crate::support::{copy, path, texts_in, write};

/// A school with this many pairings of the start sample.
fn school(folder: &Path, pairings: usize) {
    let sample = texts_in(&path(&["samples", "start"]));
    let write = |name: &str, text: &str| {
        write(&folder.join(name), text);
    };
    let text = |name: &str| String::from_utf8(sample[name].clone()).unwrap();
    let mut organization = text("organization.toml");
    for i in 0..pairings {
        organization += &format!(
            "[staff.m{i}]\nname = \"Сидоров Алексей Юрьевич\"\nposition = \"учитель № {i}\"\n"
        );
        let pairing = text("pairings/petrova-sidorov.toml");
        write(
            &format!("pairings/p{i}.toml"),
            &pairing
                .replace("[\"sidorov\"]", &format!("[\"m{i}\"]"))
                .replace(
                    "relevance = \"\"\"",
                    &format!("relevance = \"\"\"Учитель № {i}. "),
                ),
        );
    }
    write("organization.toml", &organization);
    write("roadmap.toml", &text("roadmap.toml"));
}

fn is_of_kind(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|it| it == ending)
}

fn build(folder: &Path, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nastavnik"));
    command
        .arg("build")
        .arg(folder)
        .args(more)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// What `build --json` says of each file: `made` or `fresh`.
fn states(folder: &Path, more: &[&str]) -> BTreeMap<String, usize> {
    let output = build(folder, &[more, &["--json"]].concat())
        .output()
        .unwrap();
    let list: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    let mut out = BTreeMap::new();
    for file in list {
        *out.entry(file["state"].as_str().unwrap().to_owned())
            .or_default() += 1;
    }
    out
}

fn status(folder: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_nastavnik"))
        .arg("status")
        .arg(folder)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The papers, without the register.
fn papers(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    texts_in(&folder.join("out"))
        .into_iter()
        .filter(|(name, _)| !name.starts_with(".nastavnik/"))
        .collect()
}

#[test]
fn only_what_is_stale_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    school(folder, 3);
    assert_eq!(states(folder, &[])["made"], 8);
    assert_eq!(states(folder, &[]), [("fresh".to_owned(), 8)].into());
    let pairing = folder.join("pairings/p1.toml");
    let text = std::fs::read_to_string(&pairing).unwrap();
    std::fs::write(&pairing, text.replace("сентябрь", "октябрь")).unwrap();
    assert!(
        status(folder).contains("устарел")
            && status(folder).contains("Готово и не устарело: 6 файлов"),
        "{}",
        status(folder)
    );
    assert_eq!(
        states(folder, &[]),
        [("fresh".to_owned(), 6), ("made".to_owned(), 2)].into()
    );
    assert_eq!(states(folder, &["--force"])["made"], 8);
    std::fs::remove_file(pairing).unwrap();
    assert!(status(folder).contains("лишний"), "{}", status(folder));
}

/// Everybody's papers are made from the list of the staff; only those that name a person say
/// something else when her post changes.
#[test]
fn what_says_the_same_is_not_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    school(folder, 3);
    states(folder, &[]);
    let organization = folder.join("organization.toml");
    let text = std::fs::read_to_string(&organization).unwrap();
    std::fs::write(&organization, text.replace("учитель № 1", "учитель № 11")).unwrap();
    assert!(
        status(folder).contains("Готово и не устарело: 6 файлов"),
        "{}",
        status(folder)
    );
    assert_eq!(
        states(folder, &[]),
        [("fresh".to_owned(), 6), ("made".to_owned(), 2)].into()
    );
    // Known by now from the files alone.
    assert_eq!(states(folder, &[]), [("fresh".to_owned(), 8)].into());
    std::fs::write(
        &organization,
        text.replace("учитель № 1", "учитель № 11") + "# до пятницы\n",
    )
    .unwrap();
    assert_eq!(states(folder, &[]), [("fresh".to_owned(), 8)].into());
}

/// An order that ends a pair changes the list of another order.
#[test]
fn a_list_waits_for_the_orders_that_change_it() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for (name, bytes) in texts_in(&path(&["samples", "school"]))
        .into_iter()
        .filter(|(name, _)| name != "orders/end.toml")
    {
        write(&folder.join(name), without_ends(&bytes));
    }
    states(folder, &[]);
    std::fs::copy(
        path(&["samples", "school", "orders", "end.toml"]),
        folder.join("orders/end.toml"),
    )
    .unwrap();
    let told = status(folder);
    assert!(
        told.lines()
            .any(|line| line.contains("устарел") && line.contains("Об итогах")),
        "{told}"
    );
}

/// A file of a pair before anything in it has ended.
fn without_ends(bytes: &[u8]) -> Vec<u8> {
    let ends = ["refusal = ", "relieved = { order = \"end\" }"];
    let text = String::from_utf8_lossy(bytes);
    let lines = text.split_inclusive('\n');
    let kept = lines.filter(|line| !ends.iter().any(|end| line.starts_with(end)));
    match std::str::from_utf8(bytes) {
        Ok(_) => kept.collect::<String>().into_bytes(),
        Err(_) => bytes.to_vec(),
    }
}

/// A stick has another letter on another computer; a command may name the folder in any way.
#[test]
fn what_was_made_stays_fresh_wherever_the_folder_lies() {
    let place = tempfile::tempdir().unwrap();
    let (before, after) = (place.path().join("before"), place.path().join("after"));
    school(&before, 1);
    let made = states(&before, &[])["made"];
    std::fs::rename(&before, &after).unwrap();
    assert_eq!(states(&after, &[]), [("fresh".to_owned(), made)].into());
    let from_within = Command::new(env!("CARGO_BIN_EXE_nastavnik"))
        .arg("status")
        .current_dir(&after)
        .output()
        .unwrap();
    let told = String::from_utf8(from_within.stdout).unwrap();
    assert!(
        told.contains(&format!("Готово и не устарело: {made} файла")),
        "{told}"
    );
}

fn told(command: &str, folder: &Path, more: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_nastavnik"))
        .arg(command)
        .arg(folder)
        .args(more)
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(text).unwrap())
}

fn edit(file: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{from}");
    std::fs::write(file, text.replace(from, to)).unwrap();
}

/// Whether these bytes lie in a file below the folder.
fn lies_somewhere(folder: &Path, bytes: &[u8]) -> bool {
    texts_in(folder).values().any(|found| found == bytes)
}

#[test]
fn a_ledger_that_is_lost_or_damaged_is_found_again() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    school(folder, 1);
    states(folder, &[]);
    let inside = folder.join("out/.nastavnik");
    let ledger = inside.join("register-all.jsonl");
    let whole = std::fs::read(&ledger).unwrap();
    for damaged in [
        whole[..whole.len() / 2].to_vec(),
        b"\0\0\0\0".to_vec(),
        Vec::new(),
        b"{\"version\": 9}\n".to_vec(),
    ] {
        std::fs::write(&ledger, damaged).unwrap();
        assert!(
            !status(folder).contains("изменен вами"),
            "{}",
            status(folder)
        );
        let (code, said) = told("build", folder, &[]);
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains("восстановлен по самим файлам"), "{said}");
        assert!(status(folder).contains("Готово и не устарело: 4 файла"));
    }
    let wide: Vec<u8> = [0xFEFF_u16]
        .into_iter()
        .chain(String::from_utf8(whole).unwrap().encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    std::fs::write(&ledger, wide).unwrap();
    assert!(status(folder).contains("Готово и не устарело: 4 файла"));
    std::fs::remove_dir_all(&inside).unwrap();
    let (_, said) = told("build", folder, &[]);
    assert!(
        said.contains("восстановлен по самим файлам: 4 файла"),
        "{said}"
    );
    edit(&folder.join("pairings/p0.toml"), "сентябрь", "октябрь");
    assert_eq!(states(folder, &[])["made"], 2);
}

/// Version 0.1 named the source as the command did and kept no texts.
#[test]
fn a_ledger_of_version_0_1_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    school(folder, 1);
    states(folder, &[]);
    let ledger = folder.join("out/.nastavnik/register-all.jsonl");
    let mut old = String::new();
    for line in std::fs::read_to_string(&ledger).unwrap().lines() {
        let mut entry: serde_json::Value = serde_json::from_str(line).unwrap();
        let object = entry.as_object_mut().unwrap();
        object.remove("text");
        let source = object["source"].as_str().unwrap();
        let shown = format!("{}/{source}", folder.display());
        object.insert("source".into(), shown.into());
        old += &format!("{entry}\n");
    }
    std::fs::write(&ledger, old).unwrap();
    assert_eq!(states(folder, &[]), [("fresh".to_owned(), 4)].into());
    std::fs::write(folder.join("pairings/p0.toml"), "mentors = 5\n").unwrap();
    assert!(!status(folder).contains("лишний"), "{}", status(folder));
}

#[test]
fn two_runs_at_once_leave_a_true_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    // So many that they are still at it when the last of them has begun.
    school(folder, 24);
    let runs = [(); 3].map(|()| build(folder, &["--force"]).spawn().unwrap());
    let ended = runs.map(|run| run.wait_with_output().unwrap());
    assert!(ended.iter().all(|output| output.status.success()));
    let said: String = ended
        .iter()
        .map(|output| String::from_utf8_lossy(&output.stderr))
        .collect();
    assert!(said.contains("другой запуск программы (процесс "), "{said}");
    assert!(
        status(folder).contains("Готово и не устарело: 50 файлов"),
        "{}",
        status(folder)
    );
}

#[test]
fn what_waits_for_a_mistake_is_not_superfluous() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    school(folder, 3);
    states(folder, &[]);
    let pairing = folder.join("pairings/p1.toml");
    let good = std::fs::read_to_string(&pairing).unwrap();
    std::fs::write(&pairing, "mentors = 5\n").unwrap();
    let said = status(folder);
    assert!(
        said.contains("ждет исправления") && !said.contains("лишний"),
        "{said}"
    );
    let (_, said) = told("clean", folder, &["--yes"]);
    assert!(said.contains("Лишних файлов нет"), "{said}");
    std::fs::write(&pairing, good).unwrap();
    assert_eq!(told("status", folder, &["--check"]).0, Some(0));
    std::fs::remove_file(&pairing).unwrap();
    let (_, said) = told("build", folder, &[]);
    assert!(
        said.contains("Лишние файлы") && said.contains("(p1)"),
        "{said}"
    );
    let old: Vec<(String, Vec<u8>)> = papers(folder)
        .into_iter()
        .filter(|(name, _)| name.contains("(p1)"))
        .collect();
    assert_eq!(old.len(), 2);
    let (_, said) = told("clean", folder, &[]);
    assert!(said.contains("Ничего не тронуто"), "{said}");
    assert!(folder.join("out").join(&old[0].0).exists());
    let (_, said) = told("clean", folder, &["--yes"]);
    assert!(said.contains("Убрано: 2 файла"), "{said}");
    for (name, bytes) in &old {
        assert!(!folder.join("out").join(name).exists());
        assert!(
            lies_somewhere(&folder.join("out/.nastavnik/old"), bytes),
            "{name}"
        );
    }
    assert!(!status(folder).contains("лишний"));
}

/// A signed paper stays, whatever is asked for the others, and says when it and the description
/// part ways.
#[test]
fn a_signed_paper_is_a_fact() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    school(folder, 1);
    states(folder, &[]);
    let paper = folder.join("out/Дорожная карта.pdf");
    let signature = folder.join("out/Дорожная карта.pdf.sig");
    std::fs::write(&signature, "signature").unwrap();
    let before = std::fs::read(&paper).unwrap();
    let (_, said) = told("build", folder, &[]);
    assert!(!said.contains("Дорожная карта.pdf"), "{said}");
    edit(&folder.join("roadmap.toml"), "Подготовительный", "Первый");
    let (code, said) = told("build", folder, &["--force"]);
    assert_eq!(code, Some(0));
    let line = said
        .lines()
        .find(|line| line.contains("Дорожная карта.pdf:"));
    let line = line.unwrap_or_else(|| panic!("{said}"));
    assert!(
        line.contains("Подготовительный") && line.contains("Первый"),
        "{line}"
    );
    assert!(!line.contains("--force"), "{line}");
    assert_eq!(std::fs::read(&paper).unwrap(), before);
    let (code, said) = told("status", folder, &["--check"]);
    assert_eq!(code, Some(1), "{said}");
    let (_, said) = told("check", folder, &[]);
    assert!(
        said.contains("предупреждение[434]: Дорожная карта.pdf: документ подписан")
            && said.contains("roadmap.toml:")
            && said.contains("(поле «Этап»)"),
        "{said}"
    );
    let (_, json) = told("check", folder, &["--json"]);
    assert!(json.contains("\"434\""), "{json}");
    std::fs::remove_file(folder.join("roadmap.toml")).unwrap();
    let (_, said) = told("status", folder, &[]);
    assert!(
        !said.contains("лишний           Дорожная карта.pdf"),
        "{said}"
    );
    assert!(said.contains("в описании школы больше нет"), "{said}");
    told("clean", folder, &["--yes"]);
    let year = folder.join("год.zip");
    let (code, said) = told("archive", folder, &["--to", year.to_str().unwrap()]);
    assert_eq!(code, Some(0), "{said}");
    let mut zip = zip::ZipArchive::new(std::fs::File::open(&year).unwrap()).unwrap();
    assert!(zip.by_name("documents/Дорожная карта.pdf").is_ok());
    assert!(zip.by_name("documents/Дорожная карта.pdf.sig").is_ok());
}

#[test]
fn a_signed_paper_is_replaced_by_its_own_choice_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    school(folder, 1);
    states(folder, &[]);
    let paper = folder.join("out/Дорожная карта.pdf");
    std::fs::write(folder.join("out/Дорожная карта.pdf.sig"), "signature").unwrap();
    let before = std::fs::read(&paper).unwrap();
    // A new one would say what this one says.
    assert_eq!(told("build", folder, &["--replace-signed"]).0, Some(0));
    assert_eq!(std::fs::read(&paper).unwrap(), before);
    assert!(folder.join("out/Дорожная карта.pdf.sig").exists());
    edit(&folder.join("roadmap.toml"), "Подготовительный", "Первый");
    assert_eq!(told("build", folder, &["--replace-signed"]).0, Some(0));
    assert_ne!(std::fs::read(&paper).unwrap(), before);
    let old = folder.join("out/.nastavnik/old");
    assert!(lies_somewhere(&old, &before) && lies_somewhere(&old, b"signature"));
    assert!(!folder.join("out/Дорожная карта.pdf.sig").exists());
}

#[test]
fn an_issued_paper_stays() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    school(folder, 1);
    states(folder, &[]);
    let paper = folder.join("out/Дорожная карта.docx");
    let (code, said) = told("issue", &paper, &[]);
    assert_eq!(code, Some(0), "{said}");
    let before = std::fs::read(&paper).unwrap();
    edit(&folder.join("roadmap.toml"), "Подготовительный", "Первый");
    let (_, said) = told("build", folder, &["--force"]);
    assert!(
        said.contains("документ выдан, а описание школы теперь говорит иначе"),
        "{said}"
    );
    assert_eq!(std::fs::read(&paper).unwrap(), before);
    told("issue", &paper, &["--undo"]);
    let (code, said) = told("issue", &paper, &["--undo"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("отметки о выдаче у него и не было"), "{said}");
    told("build", folder, &[]);
    assert_ne!(std::fs::read(&paper).unwrap(), before);
    assert_eq!(told("issue", &folder.join("roadmap.toml"), &[]).0, Some(1));
}

/// What was given out is those bytes: no other file takes the mark over, and none is made in the
/// place of one that is missing.
#[test]
fn a_mark_stays_with_what_was_given_out() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    school(folder, 1);
    states(folder, &[]);
    let paper = folder.join("out/Дорожная карта.pdf");
    let year = folder.join("год.zip");
    let year = ["--to", year.to_str().unwrap()];
    told("issue", &paper, &[]);
    let given_out = std::fs::read(&paper).unwrap();
    let moved = folder.join("out/Карта (выдана).pdf");
    std::fs::rename(&paper, &moved).unwrap();
    edit(&folder.join("roadmap.toml"), "Подготовительный", "Первый");
    let (code, said) = told("build", folder, &["--force"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("Дорожная карта.pdf: выданный документ пропал")
            && said.contains("лежит под именем «Карта (выдана).pdf»"),
        "{said}"
    );
    assert!(!paper.exists());
    let (code, said) = told("status", folder, &["--check"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("выданный пропал  Дорожная карта.pdf")
            && said.contains("выдан            Карта (выдана).pdf"),
        "{said}"
    );
    let (_, said) = told("check", folder, &[]);
    assert!(said.contains("выданный документ пропал"), "{said}");
    told("clean", folder, &["--yes"]);
    assert_eq!(std::fs::read(&moved).unwrap(), given_out);
    let (code, said) = told("archive", folder, &year);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("верните на место"), "{said}");
    let (_, said) = told("archive", folder, &[&year[..], &["--force"]].concat());
    assert!(
        said.contains("нет на месте") && said.contains("Карта (выдана).pdf"),
        "{said}"
    );
    let zip = std::fs::File::open(folder.join("год.zip")).unwrap();
    let mut zip = zip::ZipArchive::new(zip).unwrap();
    assert!(zip.by_name("documents/Карта (выдана).pdf").is_ok());
    // Another file under the name is not what was given out.
    std::fs::write(&paper, "another").unwrap();
    let (_, said) = told("status", folder, &[]);
    assert!(
        said.contains("выданный пропал  Дорожная карта.pdf"),
        "{said}"
    );
    std::fs::rename(&moved, &paper).unwrap();
    let (_, said) = told("status", folder, &[]);
    assert!(
        said.contains("выдан            Дорожная карта.pdf"),
        "{said}"
    );
    std::fs::remove_file(&paper).unwrap();
    assert!(
        told("issue", &paper, &["--undo"])
            .1
            .contains("отметка снята")
    );
    told("build", folder, &[]);
    assert!(paper.exists() && !status(folder).contains("выдан"));
}

/// A paper that took the place of one that was given out was not given out itself.
#[test]
fn what_replaces_a_paper_is_not_given_out() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    school(folder, 1);
    states(folder, &[]);
    let paper = folder.join("out/Дорожная карта.pdf");
    told("issue", &paper, &[]);
    let given_out = std::fs::read(&paper).unwrap();
    edit(&folder.join("roadmap.toml"), "Подготовительный", "Первый");
    assert_eq!(told("build", folder, &["--replace-issued"]).0, Some(0));
    assert_ne!(std::fs::read(&paper).unwrap(), given_out);
    assert!(lies_somewhere(
        &folder.join("out/.nastavnik/old"),
        &given_out
    ));
    assert!(status(folder).contains("Готово и не устарело: 4 файла"));
}

/// A paper says one thing in all its formats: beside one that was given out no other is made that
/// says otherwise.
#[test]
fn what_lies_beside_a_paper_that_was_given_out_says_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    school(folder, 1);
    states(folder, &[]);
    let paper = folder.join("out/Дорожная карта.pdf");
    let beside = folder.join("out/Дорожная карта.docx");
    told("issue", &paper, &[]);
    let before = std::fs::read(&beside).unwrap();
    edit(&folder.join("roadmap.toml"), "Подготовительный", "Первый");
    told("build", folder, &["--force"]);
    assert_eq!(std::fs::read(&beside).unwrap(), before);
    let (_, said) = told("status", folder, &[]);
    assert!(
        said.contains("при выданном     Дорожная карта.docx")
            && said.contains("Готово и не устарело: 2 файла"),
        "{said}"
    );
    // One that is not there is not made, and the archive does not wait for it.
    std::fs::remove_file(&beside).unwrap();
    let (_, said) = told("build", folder, &[]);
    assert!(
        said.contains("Дорожная карта.docx: файл не изготовлен"),
        "{said}"
    );
    assert!(!beside.exists());
    let year = folder.join("год.zip");
    let (code, said) = told("archive", folder, &["--to", year.to_str().unwrap()]);
    assert_eq!(code, Some(0), "{said}");
    told("build", folder, &["--replace-issued", "--format", "docx"]);
    assert!(!beside.exists());
    told("build", folder, &["--replace-issued"]);
    assert!(beside.exists() && status(folder).contains("Готово и не устарело: 4 файла"));
}

/// With the ledger it is lost what was given out: that is said, and nothing that was made here is
/// passed over.
#[test]
fn what_a_lost_ledger_leaves_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    school(folder, 1);
    states(folder, &[]);
    told("print", folder, &[]);
    let (_, said) = told("status", folder, &[]);
    assert!(
        !said.contains("утрачены") && !said.contains("неизвестный"),
        "{said}"
    );
    let papers: Vec<String> = papers(folder).into_keys().collect();
    let program = |ending: &str| {
        let is_it = |name: &&String| name.contains("Сидоров") && name.ends_with(ending);
        papers.iter().find(is_it).unwrap()
    };
    let paper = folder.join("out").join(program(".pdf"));
    told("issue", &paper, &[]);
    let given_out = std::fs::read(&paper).unwrap();
    std::fs::remove_dir_all(folder.join("out/.nastavnik")).unwrap();
    let organization = folder.join("organization.toml");
    edit(&organization, "\"учитель № 0\"", "\"учитель № 10\"");
    let (_, said) = told("status", folder, &[]);
    assert!(
        said.contains("отметки о выданных документах утрачены"),
        "{said}"
    );
    assert!(
        said.contains(&format!("неизвестный      {}", program(".docx")))
            && !said.contains("изменен вами"),
        "{said}"
    );
    edit(
        &organization,
        "\"Сидоров Алексей Юрьевич\"",
        "\"Котов Алексей Юрьевич\"",
    );
    let (_, said) = told("build", folder, &[]);
    assert!(
        said.contains("отметки о выданных документах утрачены"),
        "{said}"
    );
    for command in ["status", "clean"] {
        let (_, said) = told(command, folder, &[]);
        for ending in [".pdf", ".docx"] {
            assert!(said.contains(program(ending)), "{command}: {said}");
        }
        assert!(!said.contains("Печать.pdf"), "{said}");
        assert!(!said.contains("Лишних файлов нет"), "{said}");
    }
    let year = folder.join("год.zip");
    let (code, said) = told("archive", folder, &["--to", year.to_str().unwrap()]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains(program(".pdf")), "{said}");
    let mut zip = zip::ZipArchive::new(std::fs::File::open(&year).unwrap()).unwrap();
    assert!(
        zip.by_name(&format!("documents/{}", program(".pdf")))
            .is_ok()
    );
    // It can be marked anew; that all are marked only the user knows.
    assert_eq!(told("issue", &paper, &[]).0, Some(0));
    for command in ["status", "build", "check"] {
        let (_, said) = told(command, folder, &[]);
        assert!(
            said.contains("отметки о выданных документах утрачены")
                && said.contains("nastavnik issue --all-marked"),
            "{command}: {said}"
        );
    }
    let out = folder.join("out");
    let answer = ["--all-marked", out.to_str().unwrap()];
    let (code, said) = told("issue", &paper, &answer);
    assert_eq!(code, Some(0), "{said}");
    for command in ["status", "build", "check"] {
        let (_, said) = told(command, folder, &[]);
        assert!(!said.contains("утрачены"), "{command}: {said}");
    }
    assert!(status(folder).contains(&format!("выдан            {}", program(".pdf"))));
    told("clean", folder, &["--yes"]);
    assert_eq!(std::fs::read(&paper).unwrap(), given_out);
    // Marks that cannot be read are lost too.
    std::fs::write(folder.join("out/.nastavnik/issued.json"), "{\"a").unwrap();
    let (_, said) = told("status", folder, &[]);
    assert!(
        said.contains("отметки о выданных документах утрачены"),
        "{said}"
    );
}

/// Only a folder of papers is answered for.
#[test]
fn that_all_is_marked_is_said_of_a_folder_of_papers() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    school(folder, 1);
    states(folder, &[]);
    let name = papers(folder).into_keys().next().unwrap();
    let paper = folder.join("out").join(name);
    for other in ["нет", "pairings", "."] {
        let other = folder.join(other);
        let (code, said) = told("issue", &paper, &["--all-marked", other.to_str().unwrap()]);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("документов программы нет"), "{said}");
        assert!(!other.join(".nastavnik").exists(), "{said}");
    }
}

/// The list of what was given out, alone lost or brought back from an older copy: that is said, and the
/// paper stays as it is.
#[test]
fn a_list_of_marks_that_is_lost_alone_loses_no_paper() {
    for lose in [None, Some("{}\n"), Some("older")] {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        school(folder, 2);
        states(folder, &[]);
        let names: Vec<String> = papers(folder).into_keys().collect();
        let mut programs = names
            .iter()
            .filter(|name| name.starts_with("Программа") && is_of_kind(name, "pdf"));
        let [first, second] = [(); 2].map(|()| folder.join("out").join(programs.next().unwrap()));
        let marks = folder.join("out/.nastavnik/issued.json");
        told("issue", &first, &[]);
        let older = std::fs::read_to_string(&marks).unwrap();
        told("issue", &second, &[]);
        let given_out = std::fs::read(&second).unwrap();
        match lose {
            None => std::fs::remove_file(&marks).unwrap(),
            Some("older") => std::fs::write(&marks, older).unwrap(),
            Some(text) => std::fs::write(&marks, text).unwrap(),
        }
        edit(
            &folder.join("organization.toml"),
            "\"учитель № 0\"",
            "\"учитель № 10\"",
        );
        edit(
            &folder.join("organization.toml"),
            "\"учитель № 1\"",
            "\"учитель № 11\"",
        );
        for command in ["status", "check", "build"] {
            let (_, said) = told(command, folder, &[]);
            assert!(
                said.contains("отметки о выданных документах утрачены"),
                "{command}: {said}"
            );
        }
        assert_eq!(std::fs::read(&second).unwrap(), given_out, "{lose:?}");
        let out = folder.join("out");
        let (code, said) = told("issue", &first, &["--all-marked", out.to_str().unwrap()]);
        assert_eq!(code, Some(0), "{said}");
        let (_, said) = told("build", folder, &[]);
        assert!(!said.contains("утрачены"), "{said}");
        assert_eq!(std::fs::read(&second).unwrap(), given_out, "{lose:?}");
    }
}

/// The mark of a paper whose people are gone or are called otherwise is not forgotten with its file.
#[test]
fn a_missing_paper_of_a_renamed_person_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    school(folder, 1);
    states(folder, &[]);
    let papers: Vec<String> = papers(folder).into_keys().collect();
    let name = papers
        .iter()
        .find(|name| name.contains("Сидоров") && name.contains(".pdf"));
    let paper = folder.join("out").join(name.unwrap());
    told("issue", &paper, &[]);
    std::fs::remove_file(&paper).unwrap();
    let organization = folder.join("organization.toml");
    edit(
        &organization,
        "\"Сидоров Алексей Юрьевич\"",
        "\"Сидоренко Алексей Юрьевич\"",
    );
    told("build", folder, &[]);
    assert!(!paper.exists());
    let missing = format!("выданный пропал  {}", name.unwrap());
    assert!(status(folder).contains(&missing), "{}", status(folder));
    std::fs::remove_file(folder.join("pairings/p0.toml")).unwrap();
    assert!(status(folder).contains(&missing), "{}", status(folder));
}

/// Keys are for the program alone: a paper that was issued is the same under another key.
#[test]
fn an_issued_paper_outlives_a_key() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    school(folder, 1);
    states(folder, &[]);
    let before: Vec<String> = papers(folder).into_keys().collect();
    let name = before
        .iter()
        .find(|name| name.contains("Сидоров") && name.contains(".pdf"))
        .unwrap();
    told("issue", &folder.join("out").join(name), &[]);
    let organization = folder.join("organization.toml");
    edit(&organization, "[staff.m0]", "[staff.other]");
    edit(&folder.join("pairings/p0.toml"), "\"m0\"", "\"other\"");
    for command in ["check", "build", "status"] {
        let (code, said) = told(command, folder, &[]);
        assert_eq!(code, Some(0), "{said}");
        assert!(!said.contains("больше нет"), "{command}: {said}");
    }
    assert!(status(folder).contains(&format!("выдан            {name}")));
    assert_eq!(papers(folder).into_keys().collect::<Vec<_>>(), before);
}

/// An order that comes later, and before it by its file, takes another name: the issued one is of
/// the order that it was made from.
#[test]
fn an_issued_order_is_not_taken_for_another_of_its_kind() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    copy(&path(&["samples", "school"]), folder);
    told("build", folder, &["--format", "text"]);
    let issued = folder.join("out/Приказ. О прекращении наставничества.txt");
    let before = std::fs::read_to_string(&issued).unwrap();
    assert!(before.contains("47-ОД"), "{before}");
    told("issue", &issued, &[]);
    write(
        &folder.join("orders/aaa.toml"),
        "kind = \"end\"\nnumber = \"60-ОД\"\ndate = 2027-03-22\npairings = [\"zhumabaev-konovalova\"]\nday = 2027-03-29\n",
    );
    let (_, said) = told("build", folder, &["--format", "text"]);
    assert!(!said.contains("теперь говорит иначе"), "{said}");
    assert_eq!(std::fs::read_to_string(&issued).unwrap(), before);
    let other = folder.join("out/Приказ. О прекращении наставничества (2).txt");
    let other = std::fs::read_to_string(other).unwrap_or_else(|_| panic!("{said}"));
    assert!(other.contains("60-ОД"), "{other}");
}

/// Two orders of one heading: when the first is taken out of the school, the second keeps its name and
/// what was signed of it, and a new one does not take the name of what was signed.
#[test]
fn orders_of_one_heading_keep_their_papers() {
    let write_order = |folder: &Path, file: &str, number: &str| {
        let text = format!(
            "kind = \"other\"\nnumber = \"{number}\"\ndate = 2026-10-01\nheading = \"О наставничестве\"\n[[clause]]\ntext = \"Провести {number}.\"\n"
        );
        write(&folder.join("orders").join(file), &text);
    };
    let paper = |folder: &Path, more: &str| {
        let file = folder.join(format!("out/Приказ. О наставничестве{more}.txt"));
        std::fs::read_to_string(file).unwrap_or_default()
    };
    for signed in [&["", " (2)"][..], &[""], &[" (2)"]] {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        copy(&path(&["samples", "school"]), folder);
        write_order(folder, "o1.toml", "71-ОД");
        write_order(folder, "o2.toml", "72-ОД");
        told("build", folder, &["--format", "text"]);
        assert!(paper(folder, " (2)").contains("72-ОД"));
        for more in signed {
            let name = format!("out/Приказ. О наставничестве{more}.txt.sig");
            std::fs::write(folder.join(name), "signature").unwrap();
        }
        std::fs::remove_file(folder.join("orders/o1.toml")).unwrap();
        let (_, said) = told("build", folder, &["--format", "text"]);
        assert!(!said.contains("теперь говорит иначе"), "{signed:?}: {said}");
        let gone = said.matches("в описании школы больше нет; документ остается");
        assert_eq!(
            gone.count(),
            usize::from(signed.contains(&"")),
            "{signed:?}: {said}"
        );
        assert!(
            paper(folder, " (2)").contains("72-ОД"),
            "{signed:?}: {said}"
        );
        assert!(paper(folder, "").contains("71-ОД"), "{signed:?}: {said}");
        // The next run finds the same.
        let (_, said) = told("build", folder, &["--format", "text"]);
        assert!(!said.contains("Готово:"), "{signed:?}: {said}");
    }
    // The second was written after the first had been taken out; the third is the second, renamed.
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    copy(&path(&["samples", "school"]), folder);
    write_order(folder, "o1.toml", "71-ОД");
    told("build", folder, &["--format", "text"]);
    let name = "out/Приказ. О наставничестве.txt.sig";
    std::fs::write(folder.join(name), "signature").unwrap();
    std::fs::remove_file(folder.join("orders/o1.toml")).unwrap();
    write_order(folder, "o2.toml", "72-ОД");
    let (_, said) = told("build", folder, &["--format", "text"]);
    assert!(!said.contains("теперь говорит иначе"), "{said}");
    assert!(paper(folder, " (2)").contains("72-ОД"), "{said}");
    std::fs::remove_file(folder.join("orders/o2.toml")).unwrap();
    write_order(folder, "o3.toml", "71-ОД");
    let (_, said) = told("build", folder, &["--format", "text"]);
    assert!(
        !said.contains("теперь говорит иначе") && !said.contains("больше нет; документ"),
        "{said}"
    );
}

/// A file and somebody in it are called otherwise at once: what was signed is known by the keys of
/// its people or, where a key has changed too, by what it says.
#[test]
fn a_signed_paper_is_known_under_new_names() {
    for key in ["m0", "sidorenko"] {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        school(folder, 2);
        let organization = folder.join("organization.toml");
        edit(
            &organization,
            "[staff.m1]\nname = \"Сидоров Алексей ",
            "[staff.m1]\nname = \"Белов Олег ",
        );
        states(folder, &[]);
        let papers: Vec<String> = papers(folder).into_keys().collect();
        let is_it = |name: &&String| name.contains("Сидоров") && is_of_kind(name, "pdf");
        let signed = papers.iter().find(is_it).unwrap();
        let paper = folder.join("out").join(signed);
        std::fs::write(
            folder.join("out").join(format!("{signed}.sig")),
            "signature",
        )
        .unwrap();
        let before = std::fs::read(&paper).unwrap();
        let pairings = folder.join("pairings");
        std::fs::rename(pairings.join("p0.toml"), pairings.join("new.toml")).unwrap();
        edit(&pairings.join("new.toml"), "\"m0\"", &format!("\"{key}\""));
        edit(
            &organization,
            "[staff.m0]\nname = \"Сидоров ",
            &format!("[staff.{key}]\nname = \"Сидоренко "),
        );
        let (_, said) = told("build", folder, &[]);
        assert!(
            said.contains("документ подписан, а описание школы теперь говорит иначе")
                && said.contains("Сидоренко"),
            "{key}: {said}"
        );
        assert_eq!(std::fs::read(&paper).unwrap(), before);
        let made: Vec<String> = self::papers(folder).into_keys().collect();
        let is_new = |name: &String| name.contains("Программа") && name.contains("Сидоренко");
        assert!(!made.iter().any(is_new), "{made:?}");
        // The next run finds the same.
        let (_, said) = told("status", folder, &[]);
        assert!(
            said.contains(&format!("подписан         {signed}")),
            "{said}"
        );
        assert!(!said.contains("больше нет"), "{said}");
    }
}

/// A book has no word of Excel's about who made it, so it has one of its own.
#[test]
fn a_book_that_no_ledger_knows_is_known_as_ours() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    school(folder, 1);
    let organization = folder.join("organization.toml");
    edit(
        &organization,
        "[organization]",
        "[registers]\n[organization]",
    );
    told("build", folder, &["--format", "xlsx"]);
    let book = papers(folder).into_keys().find(|it| is_of_kind(it, "xlsx"));
    let book = book.unwrap();
    std::fs::remove_dir_all(folder.join("out/.nastavnik")).unwrap();
    edit(
        &organization,
        "\"Сидоров Алексей Юрьевич\"",
        "\"Котов Алексей Юрьевич\"",
    );
    let (_, said) = told("status", folder, &["--format", "xlsx"]);
    assert!(
        said.contains(&format!("неизвестный      {book}")),
        "{book}: {said}"
    );
}

/// A row that only stands elsewhere is no difference, and what is otherwise is told once, at its
/// own field.
#[test]
fn a_row_sorted_anew_is_told_at_its_own_field() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    school(folder, 4);
    let organization = folder.join("organization.toml");
    for (i, name) in ["Белов", "Волков", "Громов", "Яшин"].iter().enumerate() {
        edit(
            &organization,
            &format!("[staff.m{i}]\nname = \"Сидоров "),
            &format!("[staff.m{i}]\nname = \"{name} "),
        );
    }
    std::fs::create_dir(folder.join("orders")).unwrap();
    std::fs::write(
        folder.join("orders/pairs.toml"),
        "kind = \"pairs\"\nnumber = \"118-ОД\"\ndate = 2026-09-01\n",
    )
    .unwrap();
    told("build", folder, &["--format", "pdf"]);
    let order = papers(folder)
        .into_keys()
        .find(|it| it.contains("закреплении"));
    let order = folder.join("out").join(order.unwrap());
    assert_eq!(told("issue", &order, &[]).0, Some(0));
    edit(&organization, "\"Яшин ", "\"Агеев ");
    let (_, said) = told("check", folder, &[]);
    let name = order.file_name().unwrap().to_str().unwrap();
    let remarks: Vec<&str> = (said.lines())
        .filter(|line| line.contains("[434]") && line.contains(name))
        .collect();
    let [remark] = &remarks[..] else {
        panic!("{said}")
    };
    assert!(
        remark.contains("Яшин") && remark.contains("Агеев") && !remark.contains("Белов"),
        "{remark}"
    );
    let at = said.split(remark).nth(1).unwrap();
    assert!(
        at.lines()
            .nth(1)
            .unwrap_or_default()
            .contains("pairings/p3.toml:"),
        "{said}"
    );
}

/// A file that is saved while a run works is no failure of the machine: the next run makes its paper.
#[test]
fn a_file_that_is_saved_meanwhile_is_told_and_made_next_time() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    school(folder, 2);
    let plan = prepare(&load(folder));
    let pairing = folder.join("pairings/p1.toml");
    edit(&pairing, "сентябрь", "октябрь");
    let out = folder.join("out");
    std::fs::create_dir(&out).unwrap();
    let making = Making {
        formats: vec![Format::Docx, Format::Text],
        workers: 1,
        replace: Replace::default(),
        shard: Shard::WHOLE,
        wait: |_, _, _| ControlFlow::Break(()),
    };
    let made = make(&plan, &out, &making, &|| ControlFlow::Continue(())).unwrap();
    let (done, outrun): (Vec<_>, Vec<_>) = made.outcomes.iter().partition(|o| o.outrun.is_empty());
    assert_eq!((done.len(), outrun.len()), (2, 1), "{made:?}");
    assert!(
        outrun[0].failed.is_empty() && outrun[0].made.is_empty(),
        "{made:?}"
    );
    let [why] = &outrun[0].outrun[..] else {
        panic!("{made:?}")
    };
    assert!(
        why.contains("p1.toml: файл изменился, пока программа работала"),
        "{why}"
    );
    let next = make(&prepare(&load(folder)), &out, &making, &|| {
        ControlFlow::Continue(())
    });
    assert!(next.unwrap().outcomes.iter().all(|o| o.outrun.is_empty()));
}

#[test]
fn what_a_person_changed_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    school(folder, 1);
    states(folder, &[]);
    let edited = folder.join("out/Дорожная карта.docx");
    std::fs::write(&edited, "правка директора").unwrap();
    let roadmap = folder.join("roadmap.toml");
    let text = std::fs::read_to_string(&roadmap).unwrap();
    std::fs::write(&roadmap, text.replace("Подготовительный", "Первый")).unwrap();
    let output = build(folder, &[]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("Дорожная карта.docx: файл изменен вами, он оставлен как есть"),
        "{said}"
    );
    assert_eq!(
        std::fs::read_to_string(&edited).unwrap(),
        "правка директора"
    );
    assert!(status(folder).contains("изменен вами"));
    assert!(
        build(folder, &["--force"])
            .output()
            .unwrap()
            .status
            .success()
    );
    assert_ne!(
        std::fs::read(&edited).unwrap(),
        "правка директора".as_bytes()
    );
    let old = folder.join("out/.nastavnik/old");
    assert!(lies_somewhere(&old, "правка директора".as_bytes()));
}

/// Length and time of change tell nothing of who keeps them.
#[test]
fn what_keeps_its_time_is_read_before_it_is_replaced_or_archived() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    school(folder, 1);
    states(folder, &[]);
    let paper = folder.join("out/Дорожная карта.docx");
    let time = std::fs::metadata(&paper).unwrap().modified().unwrap();
    let mut bytes = std::fs::read(&paper).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&paper, &bytes).unwrap();
    let file = std::fs::File::options().write(true).open(&paper).unwrap();
    file.set_modified(time).unwrap();
    let (_, said) = told("archive", folder, &[]);
    assert!(said.contains("изменен"), "{said}");
    edit(&folder.join("roadmap.toml"), "Подготовительный", "Первый");
    states(folder, &[]);
    assert_eq!(std::fs::read(&paper).unwrap(), bytes);
}

/// Papers of two schools have the same names: one folder is for one of them, wherever it is moved.
#[test]
fn papers_of_another_school_are_not_replaced() {
    let place = tempfile::tempdir().unwrap();
    let (one, other) = (place.path().join("один"), place.path().join("другой"));
    school(&one, 1);
    school(&other, 1);
    let out = place.path().join("документы");
    let more = ["--format", "text", "-o", out.to_str().unwrap()];
    assert!(build(&one, &more).output().unwrap().status.success());
    let paper = out.join("Дорожная карта.txt");
    let before = std::fs::read(&paper).unwrap();
    edit(&other.join("roadmap.toml"), "Подготовительный", "Первый");
    let refused = build(&other, &more).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains("документы другой школы"), "{said}");
    assert!(std::fs::read(&paper).unwrap() == before);
    let moved = place.path().join("переехал");
    std::fs::rename(&one, &moved).unwrap();
    assert!(build(&moved, &more).output().unwrap().status.success());
    assert_eq!(
        build(&other, &more).output().unwrap().status.code(),
        Some(2)
    );
}

/// A link leads the papers of one school into the folder of another, which has noted nothing.
#[cfg(unix)]
#[test]
fn a_link_to_the_papers_of_another_school_is_not_followed() {
    let place = tempfile::tempdir().unwrap();
    let (one, other) = (place.path().join("один"), place.path().join("другой"));
    school(&one, 1);
    school(&other, 1);
    assert!(
        build(&one, &["--format", "text"])
            .output()
            .unwrap()
            .status
            .success()
    );
    std::os::unix::fs::symlink(one.join("out"), other.join("out")).unwrap();
    let refused = build(&other, &["--format", "text"]).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains("документы другой школы"), "{said}");
    // To a folder of no school it may lead.
    std::fs::remove_file(other.join("out")).unwrap();
    let shared = place.path().join("общая");
    std::fs::create_dir(&shared).unwrap();
    std::os::unix::fs::symlink(&shared, other.join("out")).unwrap();
    assert!(
        build(&other, &["--format", "text"])
            .output()
            .unwrap()
            .status
            .success()
    );
}

/// A namesake who comes later has the whole name printed where initials were: what was given out is
/// true all the same.
#[test]
fn a_namesake_makes_no_issued_paper_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    copy(&path(&["samples", "start"]), folder);
    states(folder, &["--format", "docx"]);
    let paper = folder.join("out/Программа. Петрова — Сидоров.docx");
    assert_eq!(told("issue", &paper, &[]).0, Some(0));
    let organization = folder.join("organization.toml");
    let own = std::fs::read_to_string(&organization).unwrap();
    let namesake =
        "\n[staff.sidorov2]\nname = \"Сидоров Антон Юрьевич\"\nposition = \"учитель химии\"\n";
    std::fs::write(&organization, own.clone() + namesake).unwrap();
    let (_, said) = told("build", folder, &["--format", "docx"]);
    assert!(!said.contains("говорит иначе"), "{said}");
    let pair = folder.join("pairings/petrova-sidorov.toml");
    edit(&pair, "\"sidorov\"", "\"sidorov2\"");
    let (_, said) = told("build", folder, &["--format", "docx"]);
    assert!(said.contains("говорит иначе"), "{said}");
    edit(&pair, "\"sidorov2\"", "\"sidorov\"");
    std::fs::write(
        &organization,
        own.replace("Сидоров Алексей", "Сидоров Андрей") + namesake,
    )
    .unwrap();
    let (_, said) = told("build", folder, &["--format", "docx"]);
    assert!(said.contains("говорит иначе"), "{said}");
}

/// What lies in the place of an issued paper goes into the archive under its own state.
#[test]
fn a_changed_issued_paper_is_no_missing_one_in_the_archive() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    copy(&path(&["samples", "start"]), folder);
    states(folder, &["--format", "docx"]);
    let paper = folder.join("out/Дорожная карта.docx");
    told("issue", &paper, &[]);
    let mut bytes = std::fs::read(&paper).unwrap();
    bytes.push(b'x');
    std::fs::write(&paper, bytes).unwrap();
    let year = folder.join("год.zip");
    let to = [
        "--format",
        "docx",
        "--force",
        "--to",
        year.to_str().unwrap(),
    ];
    let (_, said) = told("archive", folder, &to);
    assert!(
        said.contains("изменен вами") && !said.contains("нет на месте"),
        "{said}"
    );
}

/// A PDF ends with its mark, a DOCX opens as a package.
fn assert_whole(name: &str, bytes: &[u8]) {
    if name.ends_with("pdf") {
        assert!(
            bytes.starts_with(b"%PDF") && bytes.trim_ascii_end().ends_with(b"%%EOF"),
            "{name} is cut short"
        );
    } else if name.ends_with("docx") {
        assert!(
            zip::ZipArchive::new(std::io::Cursor::new(bytes)).is_ok(),
            "{name} is cut short"
        );
    }
}

/// What lies in the folder besides the papers.
fn description(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = texts_in(folder);
    all.retain(|name, _| !name.starts_with("out/"));
    all
}

/// SIGKILL at moments spread over the run: after each every file is whole, and the next run ends as
/// an undisturbed one. `NASTAVNIK_KILLS` asks for more of them.
#[test]
fn a_run_that_is_killed_harms_nothing() {
    let kills: u64 = std::env::var("NASTAVNIK_KILLS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(12);
    let (calm, troubled) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for folder in [&calm, &troubled] {
        school(folder.path(), 12);
    }
    states(calm.path(), &[]);
    let expected = papers(calm.path());
    assert_eq!(expected.len(), 26);
    let before = description(troubled.path());
    let mut moment = 7_u64;
    for _ in 0..kills {
        moment = moment
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let mut run = build(troubled.path(), &["--force"]).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(moment >> 33 & 0x1FF));
        let _ = run.kill();
        let _ = run.wait();
        assert!(
            description(troubled.path()) == before,
            "the description was touched"
        );
        // A run that had not begun yet has left nothing.
        let made = if troubled.path().join("out").is_dir() {
            papers(troubled.path())
        } else {
            BTreeMap::new()
        };
        for (name, bytes) in made {
            if !name.contains(".nastavnik-") {
                assert_whole(&name, &bytes);
                assert!(expected[&name] == bytes, "{name} has other bytes");
            }
        }
    }
    let output = build(troubled.path(), &[]).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    // The mentees have one name: of nothing else is there a word.
    let of_names = told.matches("предупреждение[459]").count();
    let all = told.matches("предупреждение[").count();
    assert!(output.status.success() && all == of_names, "{told}");
    assert!(!told.contains("ошибка"), "{told}");
    assert!(
        papers(troubled.path()) == expected,
        "{:?}",
        papers(troubled.path()).keys().collect::<Vec<_>>()
    );
}

#[test]
fn shards_share_the_work_and_together_make_everything() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    school(folder, 4);
    let mut made = 0;
    for shard in ["1/3", "2/3", "3/3"] {
        made += states(folder, &["--shard", shard])["made"];
    }
    assert_eq!(made, 10);
    assert_eq!(states(folder, &[]), [("fresh".to_owned(), 10)].into());
    let wrong = build(folder, &["--shard", "4/3"]).output().unwrap();
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("пишите так: 3/16"));
}

#[test]
fn a_district_is_built_school_by_school_with_one_report() {
    let district = tempfile::tempdir().unwrap();
    for (name, pairings) in [("Школа № 1", 1), ("Школа № 2", 2)] {
        school(&district.path().join(name), pairings);
    }
    std::fs::write(
        district.path().join("Школа № 2/pairings/p1.toml"),
        "mentors = 5\n",
    )
    .unwrap();
    let run = || build(district.path(), &[]).output().unwrap();
    let first = run();
    let said = String::from_utf8(first.stdout).unwrap();
    assert_eq!(first.status.code(), Some(1));
    assert!(
        said.contains("Школа № 1: изготовлено 4, не изменилось 0\n"),
        "{said}"
    );
    assert!(
        said.contains(
            "Школа № 2: изготовлено 4, не изменилось 0, не изготовлено из-за ошибок: 1 документ\n"
        ),
        "{said}"
    );
    assert!(
        said.contains(
            "Всего: 2 школы; изготовлено: 8 файлов; не изменилось: 0; ошибок: 2; не записано: 0"
        ),
        "{said}"
    );
    let again = build(district.path(), &["--json"]).output().unwrap();
    let list: Vec<serde_json::Value> = serde_json::from_slice(&again.stdout).unwrap();
    let fresh = list
        .iter()
        .filter(|row| row["school"] == "Школа № 1" && row["state"] == "fresh");
    assert_eq!(fresh.count(), 4, "{list:?}");
    assert!(list.iter().all(|row| row["state"] != "made"), "{list:?}");
    assert!(
        district
            .path()
            .join("Школа № 1/out/Дорожная карта.pdf")
            .is_file()
    );
}

/// In a district no school is told less than alone: what is kept and why, what is left over, for people
/// and for programs.
#[test]
fn a_district_is_told_what_a_school_is_told() {
    let district = tempfile::tempdir().unwrap();
    let district = district.path();
    for name in ["а", "б"] {
        school(&district.join(name), 3);
    }
    assert_eq!(told("build", district, &[]).0, Some(0));
    let out = district.join("б/out");
    std::fs::write(out.join("Дорожная карта.docx"), "правка").unwrap();
    std::fs::write(out.join("Дорожная карта.pdf.sig"), "signature").unwrap();
    edit(
        &district.join("б/roadmap.toml"),
        "Подготовительный",
        "Первый",
    );
    std::fs::remove_file(district.join("б/pairings/p1.toml")).unwrap();
    let alone = told("build", &district.join("б"), &[]).1;
    let among = told("build", district, &[]).1;
    for words in [
        "Дорожная карта.docx: файл изменен вами",
        "Дорожная карта.pdf: документ подписан, а описание школы теперь говорит иначе",
        "Программа. Петрова — Сидоров (p1).pdf",
        "Лишние файлы",
    ] {
        assert!(alone.contains(words), "{alone}");
        assert!(among.contains(words), "{among}");
    }
    let rows = |folder: &Path| -> Vec<serde_json::Value> {
        let output = build(folder, &["--json"]).output().unwrap();
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let alone = rows(&district.join("б"));
    let mut among = rows(district);
    among.retain(|row| row["school"] == "б");
    for row in &mut among {
        row.as_object_mut().unwrap().remove("school");
    }
    let states: Vec<_> = alone.iter().map(|row| row["state"].as_str()).collect();
    for state in ["changed", "signed", "orphaned", "fresh"] {
        assert!(states.contains(&Some(state)), "{states:?}");
    }
    assert_eq!(alone, among);
}

/// Ctrl-C in the middle of a batch ends it at once, and the next run makes the rest.
#[cfg(unix)]
#[test]
fn an_interrupted_run_says_what_is_left() {
    let (calm, troubled) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for folder in [&calm, &troubled] {
        school(folder.path(), 40);
    }
    states(calm.path(), &[]);
    let run = build(troubled.path(), &["--jobs", "1"]).spawn().unwrap();
    let begun = || {
        let files = std::fs::read_dir(troubled.path().join("out"));
        files.is_ok_and(|files| {
            files
                .flatten()
                .any(|f| f.file_name().to_string_lossy().ends_with(".pdf"))
        })
    };
    while !begun() {
        std::thread::sleep(Duration::from_millis(1));
    }
    assert!(
        Command::new("kill")
            .args(["-INT", &run.id().to_string()])
            .status()
            .unwrap()
            .success()
    );
    let output = run.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(
        said.contains(
            "Прервано. Готовые файлы целы; остальное изготовит следующий запуск. Осталось: "
        ),
        "{said}"
    );
    let first = papers(troubled.path());
    first
        .iter()
        .for_each(|(name, bytes)| assert_whole(name, bytes));
    assert!(first.len() < papers(calm.path()).len());
    assert_eq!(states(troubled.path(), &[])["fresh"], first.len());
    assert!(papers(troubled.path()) == papers(calm.path()));
}

#[test]
fn a_place_that_cannot_be_written_stops_only_its_own_file() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    school(folder, 2);
    std::fs::create_dir_all(folder.join("out/Дорожная карта.pdf/занято")).unwrap();
    let output = build(folder, &[]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(
        said.contains("ошибка: файл не записан: ")
            && said.contains("Дорожная карта.pdf: это папка, а нужен файл"),
        "{said}"
    );
    assert!(!said.contains("сообщите о ней"), "{said}");
    assert_eq!(papers(folder).len(), 5);
    std::fs::remove_dir_all(folder.join("out/Дорожная карта.pdf")).unwrap();
    assert_eq!(
        states(folder, &[]),
        [("fresh".to_owned(), 5), ("made".to_owned(), 1)].into()
    );
}

/// Until when somebody mentors is said by other files than that of the pair: whatever is changed,
/// the papers of a second run are those of a run from nothing.
#[test]
fn a_change_anywhere_leaves_no_paper_behind() {
    let keys = [
        "council-minutes",
        "mentor-questionnaire",
        "mentee-report",
        "individual-plan",
        "pay-representation",
        "analytical-report",
        "certificate",
        "personal-data",
    ];
    let edits: [(&str, &str, &str); 8] = [
        ("roadmap.toml", "", ""),
        ("orders/end.toml", "day = ", "# day = "),
        ("orders/end.toml", "", ""),
        ("orders/change.toml", "day = 2027-01-12", "day = 2027-01-19"),
        ("orders/change.toml", "", ""),
        ("orders/pairs.toml", "118-ОД", "119-ОД"),
        ("orders/introduction.toml", "number = ", "# number = "),
        ("organization.toml", "teachers = 52", "teachers = 53"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let school = folder.path().join("school");
    copy(&path(&["samples", "school"]), &school);
    let organization = school.join("organization.toml");
    let text = std::fs::read_to_string(&organization).unwrap();
    std::fs::write(&organization, format!("year_papers = {keys:?}\n{text}")).unwrap();
    let made = |school: &Path| {
        let output = build(school, &["--format", "text"]).output().unwrap();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{output:?}");
        papers(school)
    };
    made(&school);
    for (file, from, to) in edits {
        let file = school.join(file);
        let before = std::fs::read_to_string(&file).unwrap();
        if from.is_empty() {
            std::fs::remove_file(&file).unwrap();
        } else {
            assert!(before.contains(from), "{}", file.display());
            std::fs::write(&file, before.replace(from, to)).unwrap();
        }
        let again = made(&school);
        let other = folder.path().join("other");
        copy(&school, &other);
        std::fs::remove_dir_all(other.join("out")).unwrap();
        for (name, bytes) in made(&other) {
            let left = again.get(&name).map(|it| String::from_utf8_lossy(it));
            let anew = String::from_utf8_lossy(&bytes);
            assert_eq!(left.as_deref(), Some(&*anew), "{}: {name}", file.display());
        }
        std::fs::remove_dir_all(&other).unwrap();
        std::fs::write(&file, before).unwrap();
        made(&school);
    }
}
