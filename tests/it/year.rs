//! A year of a school: papers are signed in September, and life goes on. What was signed stays where
//! it is, byte for byte; where the description parts from it, that is told at once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::signer::{certificate, command};
use crate::signing::School;
use crate::support::{said, texts_in};

const PROGRAM: &str = "Программа. Гордеева — Панкратов.pdf";
const ORDER: &str = "Приказ. О закреплении наставнических пар.pdf";

/// A school in which something is changed now and then.
struct Year {
    school: School,
    folder: PathBuf,
    signed: BTreeMap<String, Vec<u8>>,
}

impl Year {
    /// In September everything is made and signed by the head.
    fn begun() -> Self {
        let school = School::new();
        let folder = school.folder().join("school");
        for later in ["change", "end", "results"] {
            std::fs::remove_file(folder.join(format!("orders/{later}.toml"))).unwrap();
        }
        // In September nobody knows of changes and ends.
        let pairs = folder.join("pairings");
        for entry in std::fs::read_dir(&pairs).unwrap() {
            let file = entry.unwrap().path();
            let text = std::fs::read_to_string(&file).unwrap();
            let later = ["refusal = ", "notice = ", "relieved = "];
            let text = match text.split_once("[[mentorship]]\nmentor = \"gordeeva\"\nappointed") {
                Some((before, after)) => {
                    let (_, rest) = after.split_once("\n\n").unwrap();
                    before.to_owned() + rest
                }
                None => text,
            };
            let lines = text.split_inclusive('\n');
            let kept = lines.filter(|line| !later.iter().any(|it| line.starts_with(it)));
            std::fs::write(&file, kept.collect::<String>()).unwrap();
        }
        let year = Self {
            school,
            folder,
            signed: BTreeMap::new(),
        };
        year.run("clean", &["--yes"]);
        let (code, told) = year.run("build", &["--format", "pdf"]);
        assert_eq!(code, Some(0), "{told}");
        let cert = certificate("mentor").display().to_string();
        let own = command("good", "mentor");
        let mut args = vec!["sign", "school", "--field", "head", "--cert", &cert, "--"];
        args.extend(own.iter().map(String::as_str));
        let output = year.school.run(&args);
        assert!(output.status.success(), "{}", said(&output));
        let signed = year.papers().into_iter().filter(|(_, bytes)| {
            bytes.starts_with(b"%PDF") && bytes.windows(10).any(|w| w == b"/ByteRange")
        });
        let signed: BTreeMap<_, _> = signed.collect();
        assert!(
            signed.len() > 10 && signed.contains_key(PROGRAM) && signed.contains_key(ORDER),
            "{:?}",
            signed.keys()
        );
        Self { signed, ..year }
    }

    fn papers(&self) -> BTreeMap<String, Vec<u8>> {
        let all = texts_in(&self.folder.join("out")).into_iter();
        all.filter(|(name, _)| !name.starts_with(".nastavnik/"))
            .collect()
    }

    fn run(&self, command: &str, more: &[&str]) -> (Option<i32>, String) {
        let output = self.school.run(&[&[command, "school"], more].concat());
        (output.status.code(), said(&output))
    }

    fn edit(&self, file: &str, from: &str, to: &str) {
        let path = self.folder.join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file}: {from}");
        std::fs::write(path, text.replace(from, to)).unwrap();
    }

    /// What `check` and `build` say after a change; nothing signed is touched by it, nor called
    /// superfluous.
    fn told(&self) -> String {
        let (_, checked) = self.run("check", &[]);
        let (code, built) = self.run("build", &["--format", "pdf"]);
        assert!(matches!(code, Some(0 | 1)), "{built}");
        self.assert_nothing_lost();
        let (_, status) = self.run("status", &["--format", "pdf"]);
        for name in self.signed.keys() {
            let line = status.lines().find(|line| line.ends_with(name.as_str()));
            assert!(
                line.is_some_and(|line| line.starts_with("подписан")),
                "{name}: {status}"
            );
        }
        assert!(!status.contains("изменен вами"), "{status}");
        format!("{checked}\n{built}")
    }

    fn assert_nothing_lost(&self) {
        let papers = self.papers();
        for (name, bytes) in &self.signed {
            assert!(papers.get(name) == Some(bytes), "{name}");
        }
    }
}

/// Whether both `check` and `build` tell of a paper in a line that has all these words.
fn assert_told(told: &str, paper: &str, words: &[&str]) {
    let about = |line: &&str| {
        line.contains(&format!("{paper}: ")) && words.iter().all(|word| line.contains(word))
    };
    let count = told.lines().filter(about).count();
    assert!(count >= 2, "{paper} {words:?}: {told}");
}

fn in_archive(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut out = BTreeMap::new();
    for i in 0..zip.len() {
        let mut file = zip.by_index(i).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
        out.insert(file.name().to_owned(), bytes);
    }
    out
}

#[test]
fn a_signed_paper_outlives_the_year() {
    let year = Year::begun();
    let quiet = year.told();
    assert!(
        !quiet.contains("[434]") && !quiet.contains("говорит иначе"),
        "{quiet}"
    );

    // A mentor marries.
    year.edit("organization.toml", "Гордеева Татьяна", "Новикова Татьяна");
    let told = year.told();
    assert_told(&told, PROGRAM, &["Гордеева", "Новикова"]);
    assert!(
        !year
            .papers()
            .keys()
            .any(|name| name.starts_with("Программа. Новикова")),
        "the signed paper stands for the pair"
    );

    // Somebody of the same surnames comes, and becomes a pair too.
    let namesakes = "\n[staff.kuzmenko2]\nname = \"Кузьменко Олег Львович\"\nposition = \"учитель\"\n\
        [staff.bykov2]\nname = \"Быков Егор Ильич\"\nposition = \"учитель\"\n";
    let organization = year.folder.join("organization.toml");
    let text = std::fs::read_to_string(&organization).unwrap();
    std::fs::write(&organization, text + namesakes).unwrap();
    let pair = std::fs::read_to_string(year.folder.join("pairings/kuzmenko-bykov.toml")).unwrap();
    let new = pair
        .replace("[\"kuzmenko\"]", "[\"kuzmenko2\"]")
        .replace("[\"bykov\"]", "[\"bykov2\"]");
    std::fs::write(year.folder.join("pairings/namesakes.toml"), new).unwrap();
    let told = year.told();
    assert_told(&told, ORDER, &["подписан"]);
    let programs = year.papers();
    let of_both = programs.keys().filter(|name| name.contains("Кузьменко"));
    assert!(of_both.clone().count() >= 2, "{:?}", programs.keys());

    // In February the mentor of a pair is replaced.
    year.edit(
        "pairings/kuzmenko-bykov.toml",
        "[\"kuzmenko\"]",
        "[\"belykh\"]",
    );
    let told = year.told();
    assert_told(
        &told,
        "Программа. Кузьменко — Быков.pdf",
        &["Кузьменко", "Белых"],
    );
    assert!(
        year.papers().contains_key("Программа. Белых — Быков.pdf"),
        "{:?}",
        year.papers().keys()
    );

    // A pair ends and is taken away.
    std::fs::remove_file(year.folder.join("pairings/zhuravlev-nazarova.toml")).unwrap();
    let told = year.told();
    assert_told(
        &told,
        "Программа. Журавлёв — Назарова.pdf",
        &["такого документа в описании школы больше нет"],
    );

    // A slip of the pen keeps papers back, and none of them is superfluous for it.
    let slip = "pairings/vyazemskaya-duval.toml";
    year.edit(slip, "mentors = [", "mentors = ");
    let told = year.told();
    assert!(told.contains("vyazemskaya-duval.toml"), "{told}");
    year.edit(slip, "mentors = ", "mentors = [");
    year.told();

    // The register is lost.
    std::fs::remove_dir_all(year.folder.join("out/.nastavnik")).unwrap();
    let told = year.told();
    assert!(told.contains("восстановлен по самим файлам"), "{told}");
    assert_told(&told, PROGRAM, &["подписан"]);

    let (code, told) = year.run("archive", &["--to", "год.zip", "--format", "pdf"]);
    assert_eq!(code, Some(0), "{told}");
    let archived = in_archive(&year.school.folder().join("год.zip"));
    for (name, bytes) in &year.signed {
        assert!(archived[&format!("documents/{name}")] == *bytes, "{name}");
    }
    assert!(told.contains(PROGRAM), "{told}");
    // One certificate signs for all here, which is told of each; the bytes are those that were signed.
    let verified = said(&year.school.run(&["verify", "год.zip"]));
    assert!(
        verified.contains("совпадает с описью")
            && verified.contains("подпись верна")
            && !verified.contains("ИЗМЕНЕН"),
        "{verified}"
    );
    year.assert_nothing_lost();
}
