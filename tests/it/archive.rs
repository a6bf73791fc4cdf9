//! The archive of a school year: what goes in, and what its check finds.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;
use std::process::Command;

use nastavnik::bundle::{ArchiveReport, NotAnArchive, verify_archive};
use zip::write::SimpleFileOptions;

use crate::publishing::{copy_of, nastavnik};
use crate::signing::School;

fn said(folder: &Path, more: &[&str]) -> (Option<i32>, String) {
    let output = nastavnik("archive", folder, more);
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr),
    )
}

fn parts(zip: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut out = BTreeMap::new();
    for i in 0..zip.len() {
        let mut file = zip.by_index(i).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        out.insert(file.name().to_owned(), bytes);
    }
    out
}

fn pack(parts: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn verify(parts: &BTreeMap<String, Vec<u8>>) -> Result<ArchiveReport, NotAnArchive> {
    verify_archive(Cursor::new(pack(parts)))
}

/// Signs that turn a line or give orders to the terminal come from the archive and go no further.
#[test]
fn orders_to_the_terminal_are_shown_and_not_obeyed() {
    let organization = "МБОУ \u{202E}кинтсан\u{202C}\u{1B}[2J\nВСЕ ВЕРНО";
    let list = format!("{organization} 2026/2027\u{7}");
    let manifest = serde_json::json!({
        "program": "x",
        "organization": organization,
        "school_year": "2026/2027\u{7}",
        "papers": [],
        "inventory": nastavnik::digest::sha256(list.as_bytes()),
    });
    let parts = BTreeMap::from([
        (
            "manifest.json".to_owned(),
            manifest.to_string().into_bytes(),
        ),
        ("Опись.txt".to_owned(), list.into_bytes()),
    ]);
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join("a.zip"), pack(&parts)).unwrap();
    for more in [&[][..], &["--json=2"], &["--json"]] {
        let args = [&["verify", "a.zip"], more].concat();
        let output = crate::support::nastavnik_in(folder.path(), &args);
        let told = crate::support::said(&output);
        assert_eq!(output.status.code(), Some(0), "{told}");
        let hidden = ['\u{202E}', '\u{202C}', '\u{1B}', '\u{7}'];
        assert!(!told.contains(hidden), "{told:?}");
        let shown = if more.is_empty() {
            "МБОУ [U+202E]кинтсан[U+202C][U+001B][2J[U+000A]ВСЕ ВЕРНО, 2026/2027[U+0007]"
        } else {
            r"МБОУ \u202eкинтсан\u202c\u001b[2J\nВСЕ ВЕРНО"
        };
        assert!(told.contains(shown), "{told}");
    }
}

/// The archive of the start sample with a signature beside a paper.
fn made(folder: &Path) -> Vec<u8> {
    assert!(nastavnik("build", folder, &[]).status.success());
    std::fs::write(folder.join("out/Дорожная карта.pdf.sig"), "подпись").unwrap();
    let zip = folder.join("a.zip");
    let (code, words) = said(folder, &["--to", zip.to_str().unwrap(), "--force"]);
    assert_eq!(code, Some(0), "{words}");
    assert!(
        words.contains("2 документа, 5 файлов, опись внутри"),
        "{words}"
    );
    std::fs::read(zip).unwrap()
}

#[test]
fn an_archive_holds_every_paper_with_its_signatures_and_a_list() {
    let folder = copy_of("start", "");
    let folder = folder.path();
    let (code, words) = said(folder, &[]);
    assert_eq!(code, Some(1), "{words}");
    assert!(
        words.contains("не все документы готовы")
            && words.contains("нет              Дорожная карта.pdf"),
        "{words}"
    );
    let zip = made(folder);
    let parts = parts(&zip);
    let names: Vec<&str> = parts
        .keys()
        .map(|n| n.trim_start_matches("documents/"))
        .collect();
    let (map, program) = ("Дорожная карта", "Программа. Петрова — Сидоров");
    let mut expected = ["manifest.json", "Опись.txt"]
        .map(ToOwned::to_owned)
        .to_vec();
    expected.extend([".pdf", ".docx", ".pdf.sig"].map(|e| format!("{map}{e}")));
    expected.extend([".pdf", ".docx"].map(|e| format!("{program}{e}")));
    expected.sort();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, expected);
    for name in &names {
        if let Some(bytes) = parts.get(&format!("documents/{name}")) {
            assert!(
                std::fs::read(folder.join("out").join(name)).unwrap() == *bytes,
                "{name}"
            );
        }
    }
    let list: serde_json::Value = serde_json::from_slice(&parts["manifest.json"]).unwrap();
    assert_eq!(list["papers"][0]["kind"], "Дорожная карта");
    assert_eq!(list["papers"][1]["number"], "118-ОД");
    let states: Vec<&str> = list["papers"][0]["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["state"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["signed", "signature", "fresh"]);
    let inventory = String::from_utf8(parts["Опись.txt"].clone()).unwrap();
    assert!(
        inventory.contains("2. Программа наставничества, приказ № 118-ОД от 01.09.2026\r\n"),
        "{inventory}"
    );
    assert!(made(folder) == zip, "a second archive has other bytes");
}

#[test]
fn a_stale_paper_stops_the_archive_and_an_old_one_is_not_replaced() {
    let folder = copy_of("start", "");
    let folder = folder.path();
    made(folder);
    let zip = folder.join("a.zip");
    let (code, words) = said(folder, &["--to", zip.to_str().unwrap()]);
    assert!(
        code == Some(1) && words.contains("такой файл уже есть; заменить его: --force"),
        "{words}"
    );
    let roadmap = folder.join("roadmap.toml");
    let text = std::fs::read_to_string(&roadmap).unwrap();
    std::fs::write(&roadmap, text.replace("Подготовительный", "Первый")).unwrap();
    let (code, words) = said(folder, &[]);
    assert!(
        code == Some(1) && words.contains("устарел") && !words.contains("Программа."),
        "{words}"
    );
    let (code, words) = said(folder, &["--force"]);
    assert!(
        code == Some(0) && words.contains("сложены в архив как есть"),
        "{words}"
    );
}

#[test]
fn what_is_missing_changed_or_extra_is_named() {
    let folder = copy_of("start", "");
    let zip = made(folder.path());
    let whole = parts(&zip);
    let good = verify(&whole).unwrap();
    assert!(good.is_good() && good.whole == 6, "{good:?}");
    let mut spoilt = whole.clone();
    spoilt.remove("documents/Дорожная карта.docx");
    spoilt.get_mut("documents/Дорожная карта.pdf").unwrap()[100] ^= 1;
    spoilt.get_mut("Опись.txt").unwrap().push(b'!');
    spoilt.insert("documents/Чужой.pdf".to_owned(), b"%PDF".to_vec());
    spoilt.insert("../наружу.txt".to_owned(), b"x".to_vec());
    let report = verify(&spoilt).unwrap();
    assert_eq!(report.missing, ["documents/Дорожная карта.docx"]);
    assert_eq!(
        report.changed,
        ["documents/Дорожная карта.pdf", "Опись.txt"]
    );
    assert_eq!(report.extra, ["../наружу.txt", "documents/Чужой.pdf"]);
    assert!(!folder.path().parent().unwrap().join("наружу.txt").exists());
    let path = folder.path().join("spoilt.zip");
    std::fs::write(&path, pack(&spoilt)).unwrap();
    let verified = |path: &Path| {
        let output = Command::new(env!("CARGO_BIN_EXE_nastavnik"))
            .arg("verify")
            .arg(path)
            .output()
            .unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
        )
    };
    let (code, words) = verified(&path);
    assert_eq!(code, Some(1));
    for line in ["нет в архиве", "изменен", "лишний"] {
        assert!(words.contains(line), "{words}");
    }
    // A list that was made to fit a changed paper does not fit the one for people.
    let mut fitted = parts(&std::fs::read(folder.path().join("a.zip")).unwrap());
    let list = String::from_utf8(fitted["manifest.json"].clone()).unwrap();
    let digest = serde_json::from_str::<serde_json::Value>(&list).unwrap()["papers"][0]["files"][0]
        ["sha256"]
        .as_str()
        .unwrap()
        .to_owned();
    let other = digest.chars().rev().collect::<String>();
    fitted.insert(
        "manifest.json".to_owned(),
        list.replace(&digest, &other).into_bytes(),
    );
    let report = verify(&fitted).unwrap();
    assert_eq!(
        report.odd,
        ["manifest.json и Опись.txt говорят разное: список изменен"]
    );
    assert!(!report.is_good());
    // What is unpacked as a link to another file is not the paper, whatever its bytes are.
    let mut links = std::fs::read(folder.path().join("a.zip")).unwrap();
    let entry = links.windows(4).position(|it| it == b"PK\x01\x02").unwrap();
    links[entry + 5] = 3;
    links[entry + 40..entry + 42].copy_from_slice(&0o120_777_u16.to_le_bytes());
    let report = verify_archive(Cursor::new(links)).unwrap();
    assert!(
        report.odd.iter().any(|it| it.contains("не файл")),
        "{:?}",
        report.odd
    );
    // That the signature beside the roadmap is none is told.
    let (code, words) = verified(&folder.path().join("a.zip"));
    assert!(
        code == Some(0)
            && words.contains("совпадает с описью: 6 файлов")
            && words.contains("Дорожная карта.pdf.sig: не прочитана"),
        "{words}"
    );
}

/// A list that fits a changed file proves nothing: the signatures inside are looked at.
#[test]
fn a_list_made_to_fit_deceives_nobody() {
    let school = School::new();
    let name = school
        .paper()
        .file_name()
        .unwrap()
        .to_string_lossy()
        .into_owned();
    let unsigned = school.bytes();
    assert!(
        school
            .sign_as("mentor", "mentor", "good", "mentor", &[])
            .status
            .success()
    );
    let zip = school.folder().join("год.zip");
    let packed = packed(&school);
    assert!(zip.exists(), "{packed}");
    let whole = parts(&std::fs::read(&zip).unwrap());
    let told = |parts: &BTreeMap<String, Vec<u8>>| {
        std::fs::write(&zip, pack(parts)).unwrap();
        let output = school.run(&["verify", "год.zip"]);
        (output.status.code(), crate::support::said(&output))
    };
    let (code, words) = told(&whole);
    assert!(
        code == Some(0) && words.contains("подпись верна"),
        "{words}"
    );
    let own = format!("documents/{name}");
    let mut spoilt = whole[&own].clone();
    let at = spoilt.windows(6).position(|w| w == b"stream").unwrap() + 40;
    spoilt[at] ^= 1;
    for (bytes, what) in [
        (spoilt, "ИЗМЕНЕН"),
        (unsigned, "подписи в нем и рядом с ним нет"),
    ] {
        let (code, words) = told(&fitted(&whole, &own, bytes));
        assert!(
            code == Some(1) && words.contains("совпадает с описью") && words.contains(what),
            "{words}"
        );
    }
}

/// What is said when the papers of the school go into `год.zip`.
fn packed(school: &School) -> String {
    let args = ["archive", "school", "--format", "pdf"];
    let output = school.run(&[&args[..], &["--to", "год.zip", "--force"]].concat());
    crate::support::said(&output)
}

/// The archive with other bytes of a file, and both lists made to fit them.
fn fitted(
    whole: &BTreeMap<String, Vec<u8>>,
    name: &str,
    bytes: Vec<u8>,
) -> BTreeMap<String, Vec<u8>> {
    let digest = nastavnik::digest::sha256;
    let mut out = whole.clone();
    let (old, new) = (digest(&whole[name]), digest(&bytes));
    let sizes = [&whole[name], &bytes].map(|it| format!("\"size\": {}", it.len()));
    let put = |out: &mut BTreeMap<String, Vec<u8>>, part: &str, old: &str, new: &str| {
        let text = String::from_utf8(out[part].clone()).unwrap();
        assert!(text.contains(old), "{part}: {old}");
        out.insert(part.to_owned(), text.replace(old, new).into_bytes());
    };
    put(&mut out, "Опись.txt", &old, &new);
    put(&mut out, "manifest.json", &old, &new);
    put(&mut out, "manifest.json", &sizes[0], &sizes[1]);
    let inventory = digest(&out["Опись.txt"]);
    put(
        &mut out,
        "manifest.json",
        &digest(&whole["Опись.txt"]),
        &inventory,
    );
    out.insert(name.to_owned(), bytes);
    out
}

/// A person unpacks an archive and packs it again: with entries for folders, with the folder around
/// it, with a comment. Nothing of it makes the papers others.
#[test]
fn an_archive_that_was_packed_again_is_the_same() {
    let folder = copy_of("start", "");
    let whole = parts(&made(folder.path()));
    let mut again = whole.clone();
    again.insert("documents/".to_owned(), Vec::new());
    let wrapped = |outer: &str| -> BTreeMap<String, Vec<u8>> {
        let put = |(name, bytes): (&String, &Vec<u8>)| (format!("{outer}{name}"), bytes.clone());
        again.iter().map(put).collect()
    };
    for outer in ["", "Год/"] {
        let report = verify(&wrapped(outer)).unwrap();
        assert!(report.is_good() && report.whole == 6, "{outer}: {report:?}");
    }
    let mut more = wrapped("Год/");
    more.insert("чужой.txt".to_owned(), b"x".to_vec());
    assert_eq!(verify(&more).unwrap().extra, ["чужой.txt"]);
}

/// What the list for programs says besides the files is held against the list for people.
#[test]
fn nothing_of_the_list_can_be_changed_alone() {
    let folder = copy_of("start", "");
    let whole = parts(&made(folder.path()));
    let list: serde_json::Value = serde_json::from_slice(&whole["manifest.json"]).unwrap();
    let with = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut other = list.clone();
        change(&mut other);
        let mut parts = whole.clone();
        parts.insert("manifest.json".to_owned(), other.to_string().into_bytes());
        verify(&parts).unwrap()
    };
    assert!(
        with(&|_| ()).is_good(),
        "written in one line it is the same"
    );
    for change in [
        (|it| it["papers"][1]["by_order"] = false.into()) as fn(&mut serde_json::Value),
        |it| it["papers"][0]["data"] = "00".repeat(32).into(),
        |it| it["program"] = "другая".into(),
    ] {
        let report = with(&change);
        assert!(!report.is_good(), "{report:?}");
    }
}

/// A package that was made to fill a disk is not read beyond what its list tells, and a list that
/// tells too much is refused.
#[test]
fn a_bomb_is_not_let_off() {
    let folder = copy_of("start", "");
    let whole = parts(&made(folder.path()));
    let mut bomb = whole.clone();
    bomb.insert("documents/Дорожная карта.pdf".to_owned(), vec![0; 64 << 20]);
    let started = std::time::Instant::now();
    assert_eq!(
        verify(&bomb).unwrap().changed,
        ["documents/Дорожная карта.pdf"]
    );
    assert!(started.elapsed().as_secs() < 60);
    let list = String::from_utf8(whole["manifest.json"].clone()).unwrap();
    let with_list = |list: String| {
        let mut parts = whole.clone();
        parts.insert("manifest.json".to_owned(), list.into_bytes());
        verify(&parts)
    };
    let size = list
        .lines()
        .find(|l| l.contains("\"size\""))
        .unwrap()
        .to_owned();
    assert_eq!(
        with_list(list.replacen(&size, "\"size\": 9000000000000000,", 1)),
        Err(NotAnArchive::BadList)
    );
    assert_eq!(
        with_list(list.replacen("documents/Дорожная", "documents/../../Дорожная", 1)),
        Err(NotAnArchive::BadList)
    );
    assert_eq!(with_list("{".to_owned()), Err(NotAnArchive::NoList));
    assert_eq!(verify(&BTreeMap::new()), Err(NotAnArchive::NoList));
}

/// What was altered after it was signed goes in as it is, and that is said.
#[test]
fn a_paper_that_was_altered_after_signing_is_named() {
    let school = School::new();
    let archive = || packed(&school);
    let paper = school.paper();
    let name = paper.file_name().unwrap().to_string_lossy().into_owned();
    let signed = school.sign_as("mentor", "mentor", "good", "mentor", &["--detached"]);
    assert!(signed.status.success());
    assert!(!archive().contains(&name), "{}", archive());
    // A signature beside a file is that of the file.
    let side = paper.with_extension("pdf.mentor.sig").display().to_string();
    let [of_side, of_file] = [side, paper.display().to_string()]
        .map(|path| crate::support::said(&school.run(&["verify", &path])));
    assert_eq!(of_side, of_file);
    assert!(of_file.contains(".mentor.sig"), "{of_file}");
    let whole = school.bytes();
    std::fs::write(&paper, [&whole[..], b"\n"].concat()).unwrap();
    let line = |told: &str| {
        let mut lines = told.lines();
        lines.any(|line| line.contains(&name) && line.contains("изменен после подписания"))
    };
    assert!(line(&archive()), "{}", archive());
    // Likewise where the signature is a simple one.
    std::fs::remove_file(paper.with_extension("pdf.mentor.sig")).unwrap();
    std::fs::write(&paper, &whole).unwrap();
    assert!(archive().contains("подпись пропала"), "{}", archive());
    let named = paper.display().to_string();
    let undone = school.run(&["issue", "--undo", &named]);
    assert!(undone.status.success());
    let simple = ["sign", &named, "--simple", "--signer", "voskresenskiy"];
    assert!(school.run(&simple).status.success());
    assert!(!archive().contains(&name), "{}", archive());
    let zip = std::fs::read(school.folder().join("год.zip")).unwrap();
    assert!(parts(&zip).contains_key(&format!("documents/{name}.pep.json")));
    let verify = |path: String| school.run(&["verify", &path]);
    for path in [named.clone(), format!("{named}.pep.json")] {
        let told = verify(path);
        assert_eq!(told.status.code(), Some(0));
        let told = crate::support::said(&told);
        assert!(
            told.contains("подписал: Воскресенский Павел Андреевич, директор"),
            "{told}"
        );
    }
    std::fs::write(&paper, [&whole[..], b"\n"].concat()).unwrap();
    assert!(line(&archive()), "{}", archive());
    let told = verify(named);
    assert_eq!(told.status.code(), Some(1));
    assert!(crate::support::said(&told).contains("ИЗМЕНЕН: подпись поставлена под другим"));
    std::fs::remove_file(paper.with_extension("pdf.pep.json")).unwrap();
    // Likewise where the signature is inside.
    std::fs::write(&paper, &whole).unwrap();
    let undone = school.run(&["issue", "--undo", &paper.display().to_string()]);
    assert!(undone.status.success());
    let signed = school.sign_as("mentor", "mentor", "good", "mentor", &[]);
    assert!(signed.status.success());
    assert!(!archive().contains(&name), "{}", archive());
    let mut spoilt = school.bytes();
    let at = spoilt.windows(6).position(|w| w == b"stream").unwrap() + 40;
    spoilt[at] ^= 1;
    std::fs::write(&paper, spoilt).unwrap();
    assert!(line(&archive()), "{}", archive());
    // A signature of somebody else in this field.
    std::fs::write(&paper, &whole).unwrap();
    let signed = school.sign_as("mentor", "head", "good", "mentor", &[]);
    assert!(signed.status.success());
    let told = archive();
    let mut lines = told.lines();
    assert!(
        lines.any(|line| line.contains(&name) && line.contains("называют не того")),
        "{told}"
    );
}
