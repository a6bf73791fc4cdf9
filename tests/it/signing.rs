//! Electronic signatures: fields, the embedding of foreign signatures, what is refused, what
//! `verify` sees.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use nastavnik::make::make_one;
use nastavnik::plan::Format;
use nastavnik::signing::fields_of;
use nastavnik::{docx, style, text};

use crate::signer::{Oddity, certificate, cms, command};
use crate::support::{
    document_of, files_of, nastavnik_in, path, pdf_text, said, texts_in, with_slashes, write,
};

/// The paper of two mentors, one mentee and the head.
const PAPER: &str = "Программа. Белых, Орлова-Зимина — Тихомиров";

/// A school with signature fields, its papers made, and a folder of its own for temporary files.
pub(crate) struct School {
    folder: tempfile::TempDir,
}

impl School {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, mut bytes) in texts_in(&path(&["samples", "school"])) {
            if name == "organization.toml" {
                bytes.extend(b"\n[signatures]\nfields = true\n");
            }
            write(&folder.path().join("school").join(name), bytes);
        }
        std::fs::create_dir(folder.path().join("temporary")).unwrap();
        let school = Self { folder };
        assert!(
            school
                .run(&["build", "school", "--format", "pdf"])
                .status
                .success()
        );
        school
    }

    pub(crate) fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nastavnik"));
        for variable in ["TMPDIR", "TMP", "TEMP"] {
            command.env(variable, self.folder.path().join("temporary"));
        }
        // The settings of a user of its own.
        for variable in ["HOME", "XDG_CONFIG_HOME", "APPDATA", "USERPROFILE"] {
            command.env(variable, self.folder.path().join("settings"));
        }
        command
            .args(args)
            .current_dir(self.folder.path())
            .output()
            .unwrap()
    }

    /// Where the folder «school» lies.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn paper(&self) -> PathBuf {
        self.folder
            .path()
            .join("school/out")
            .join(format!("{PAPER}.pdf"))
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        std::fs::read(self.paper()).unwrap()
    }

    fn sign(&self, field: &str, mode: &str, with: &str, more: &[&str]) -> Output {
        self.sign_as("mentor", field, mode, with, more)
    }

    /// Names a certificate, and signs with that of somebody, who may be another.
    pub(crate) fn sign_as(
        &self,
        named: &str,
        field: &str,
        mode: &str,
        with: &str,
        more: &[&str],
    ) -> Output {
        let paper = self.paper().display().to_string();
        let cert = certificate(named).display().to_string();
        let own = command(mode, with);
        let mut args = vec!["sign", &paper, "--field", field, "--cert", &cert];
        args.extend(more);
        args.push("--");
        args.extend(own.iter().map(String::as_str));
        self.run(&args)
    }

    pub(crate) fn verify(&self) -> (Option<i32>, serde_json::Value) {
        let output = self.run(&["verify", "--json", &self.paper().display().to_string()]);
        (
            output.status.code(),
            serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()[0]["signatures"]
                .clone(),
        )
    }

    fn left_over(&self) -> usize {
        std::fs::read_dir(self.folder.path().join("temporary"))
            .unwrap()
            .count()
    }
}

#[test]
fn fields_change_nothing_but_the_pdf() {
    let mut texts = texts_in(&path(&["samples", "school"]));
    let plan = |texts: &_| nastavnik::prepare::prepare(&files_of(texts));
    let plain = plan(&texts);
    texts
        .get_mut("organization.toml")
        .unwrap()
        .extend(b"\n[signatures]\nfields = true\n");
    let with_fields = plan(&texts);
    let mut count = 0;
    for paper in &plain.papers {
        let (a, b) = (
            plain.document(paper).unwrap(),
            document_of(&with_fields, &paper.file_name),
        );
        assert_eq!(text::write(&a), text::write(&b));
        let look = style::PageStyle::built_in();
        assert_eq!(
            docx::write(&a, &look, None).unwrap(),
            docx::write(&b, &look, None).unwrap()
        );
        assert!(a.signature_fields().is_empty());
        count += b.signature_fields().len();
        assert_eq!(b.clone().for_pen(), a);
    }
    assert!(count > 40, "{count}");
    let (a, b) = (document_of(&plain, PAPER), document_of(&with_fields, PAPER));
    let (pdf, bare) = (
        make_one(&b, Format::Pdf).unwrap(),
        make_one(&a, Format::Pdf).unwrap(),
    );
    let names: Vec<(String, Option<String>)> = fields_of(pdf.clone())
        .unwrap()
        .iter()
        .map(|f| (f.name.clone(), f.description.clone()))
        .collect();
    let told = |name: &str, person: &str| {
        (
            name.to_owned(),
            Some(format!("Место для электронной подписи: {person}")),
        )
    };
    assert_eq!(
        names,
        [
            told("mentor", "Белых Светлана Юрьевна"),
            told("mentor-2", "Орлова-Зимина Екатерина Львовна"),
            told("head", "Воскресенский Павел Андреевич"),
            told("mentee", "Тихомиров Артём Алексеевич")
        ]
    );
    assert!(fields_of(bare.clone()).unwrap().is_empty());
    assert_eq!(
        make_one(&b, Format::Pdf).unwrap(),
        pdf,
        "the same data give the same bytes"
    );
    // Beside a field the line for the pen begins without a space of its own.
    let folded = |pdf: &[u8]| pdf_text(pdf).split_whitespace().collect::<String>();
    assert!(folded(&bare) == folded(&pdf));
}

/// A key that is not for papers, or one that is forged easily: told before it signs, and of what it
/// has signed.
#[test]
fn a_key_that_proves_nothing_is_told() {
    for (with, words) in [
        ("encipher", "не предназначен для подписи документов"),
        ("short", "слишком короткий"),
        ("mentor", ""),
    ] {
        let school = School::new();
        let told = said(&school.sign_as(with, "mentor", "fails", with, &[]));
        let unfit = told.contains("не предназначен") || told.contains("слишком короткий");
        assert!(told.contains(words), "{with}: {told}");
        assert_eq!(unfit, !words.is_empty(), "{with}: {told}");
    }
    let folder = tempfile::tempdir().unwrap();
    let made = |name: &str| path(&["tests", "data", "signing", "made", name]);
    std::fs::copy(made("document.txt"), folder.path().join("document.txt")).unwrap();
    std::fs::copy(made("encipher.sig"), folder.path().join("document.txt.sig")).unwrap();
    let told = nastavnik_in(folder.path(), &["verify", "document.txt"]);
    assert_eq!(told.status.code(), Some(1));
    assert!(said(&told).contains("ВНИМАНИЕ: ключ этого сертификата не предназначен"));
    std::fs::copy(made("leaf.sig"), folder.path().join("document.txt.sig")).unwrap();
    let told = nastavnik_in(folder.path(), &["verify", "document.txt"]);
    assert_eq!(told.status.code(), Some(0), "{}", said(&told));
}

#[test]
fn signatures_follow_one_another_and_earlier_ones_stay_whole() {
    let school = School::new();
    let mut before = school.bytes();
    for (field, mode) in [("mentor", "good"), ("head", "base64"), ("mentee", "beside")] {
        let output = school.sign_as(field, field, mode, field, &[]);
        assert!(output.status.success(), "{}", said(&output));
        let after = school.bytes();
        assert!(after.starts_with(&before));
        before = after;
        let (code, signatures) = school.verify();
        assert_eq!(code, Some(0), "{signatures}");
    }
    let (_, signatures) = school.verify();
    let list = signatures.as_array().unwrap();
    let appended: Vec<&str> = list
        .iter()
        .map(|s| s["appended"].as_str().unwrap())
        .collect();
    assert_eq!(appended, ["signatures", "signatures", "nothing"]);
    assert_eq!(list[0]["owner"], "Белых Светлана Юрьевна");
    assert_eq!(
        (&list[0]["value"], &list[0]["owner_is_person"]),
        (&"right".into(), &true.into())
    );
    assert_eq!(list[0]["chain_checked"], false);
    assert_eq!(school.left_over(), 0);
    let output = school.run(&["verify", &school.paper().display().to_string()]);
    let told = said(&output);
    assert!(
        told.contains("Не проверено") && !told.to_lowercase().contains("действительна"),
        "{told}"
    );
    // A root of the user's own: the chain is looked for, and said to reach it or not.
    let paper = school.paper().display().to_string();
    let roots = |name: &str| {
        let root = certificate(name).display().to_string();
        said(&school.run(&["verify", &paper, "--roots", &root]))
    };
    assert!(
        roots("mentor")
            .contains("доверие: цепочка сертификатов до корневого «Белых Светлана Юрьевна» верна")
    );
    assert_eq!(roots("other").matches("ДОВЕРИЯ НЕТ").count(), 3);
    // A person who is not the one of that place.
    let school = School::new();
    assert!(
        said(&school.sign("head", "good", "mentor", &[])).contains("подписывает Воскресенский")
    );
    let (code, signatures) = school.verify();
    assert_eq!(
        (
            code,
            &signatures[0]["intact"],
            &signatures[0]["owner_is_person"]
        ),
        (Some(1), &true.into(), &false.into())
    );
    let told = said(&school.run(&["verify", &school.paper().display().to_string()]));
    assert!(told.contains("сертификат выдан на другое имя"), "{told}");
}

#[test]
fn any_changed_byte_is_seen() {
    let school = School::new();
    assert!(
        school
            .sign("mentor", "good", "mentor", &[])
            .status
            .success()
    );
    let signed = school.bytes();
    // Inside the CMS a changed byte is not always one of the digest: those bytes are the
    // signature's own.
    for at in [20, signed.len() / 3, signed.len() / 2, signed.len() - 40] {
        let mut bytes = signed.clone();
        bytes[at] ^= 1;
        std::fs::write(school.paper(), bytes).unwrap();
        assert_eq!(
            school
                .run(&["verify", &school.paper().display().to_string()])
                .status
                .code(),
            Some(1),
            "byte {at}"
        );
    }
    // An update that changes an object of the pages, appended to the signed file.
    let words = String::from_utf8_lossy(&signed).into_owned();
    let after = |marker: &str, end: &str| {
        words
            .rsplit_once(marker)
            .unwrap()
            .1
            .split_once(end)
            .unwrap()
            .0
            .to_owned()
    };
    let (previous, root) = (after("startxref\n", "\n"), after("/Root ", " R"));
    let pages = words
        .split_once("1 0 obj\n<<")
        .unwrap()
        .1
        .split_once(">>")
        .unwrap()
        .0;
    let mut bytes = signed.clone();
    let at = bytes.len();
    bytes.extend(format!("1 0 obj\n<<{pages}/Changed true>>\nendobj\n").bytes());
    let section = bytes.len();
    bytes.extend(
        format!("xref\n1 1\n{at:010} 00000 n \ntrailer\n<</Size 900/Root {root} R/Prev {previous}>>\nstartxref\n{section}\n%%EOF\n")
            .bytes(),
    );
    std::fs::write(school.paper(), bytes).unwrap();
    let (code, signatures) = school.verify();
    assert_eq!(
        (
            code,
            &signatures[0]["digest_agrees"],
            &signatures[0]["appended"]
        ),
        (Some(1), &true.into(), &"changes".into())
    );
}

#[test]
fn what_is_no_signature_of_this_file_is_refused_and_the_file_stays() {
    let school = School::new();
    let before = school.bytes();
    let refused = |output: Output, words: &str| {
        let told = said(&output);
        assert_eq!(output.status.code(), Some(1), "{words}: {told}");
        assert!(told.contains(words), "{words}: {told}");
        assert_eq!(school.bytes(), before, "{words}");
        assert_eq!(school.left_over(), 0, "{words}");
    };
    for (mode, words) in [
        ("attached", "присоединенная"),
        ("two", "ровно один подписавший"),
        ("bare", "не вложен сертификат"),
        ("large", "не помещается"),
        ("ber", "BER"),
        ("other-bytes", "отпечаток не совпал"),
        ("wrong-value", "не подходит к ключу сертификата"),
        ("text", "вернула не подпись"),
        ("nothing", "подписи не записала"),
        ("fails", "завершилась с ошибкой"),
    ] {
        refused(school.sign("mentor", mode, "mentor", &[]), words);
    }
    refused(
        school.sign("mentor", "good", "other", &[]),
        "другим сертификатом",
    );
    refused(
        school.sign("mentor", "good", "mentor", &["--room", "100"]),
        "не помещается",
    );
    refused(
        school.sign("mentor", "good", "mentor", &["--profile", "pades"]),
        "нужна подпись CAdES",
    );
    refused(
        school.sign("director", "good", "mentor", &[]),
        "нет поля подписи «director»; есть: mentor, mentor-2, head, mentee",
    );
    let started = std::time::Instant::now();
    refused(
        school.sign("mentor", "hangs", "mentor", &["--timeout", "1"]),
        "не ответила за 1 с",
    );
    assert!(started.elapsed().as_secs() < 30);
    let paper = school.paper().display().to_string();
    let cert = certificate("mentor").display().to_string();
    let with = |program: &str| {
        school.run(&[
            "sign", &paper, "--field", "mentor", "--cert", &cert, "--", program, "{in}",
        ])
    };
    refused(with("no-such-program"), "no-such-program не найдена");
    refused(
        school.run(&[
            "sign", &paper, "--field", "mentor", "--cert", &paper, "--", "x", "{in}",
        ]),
        "это не сертификат",
    );
    // Nothing is begun without a command, a field, a place for the document.
    for args in [
        &["sign", &paper, "--field", "mentor", "--cert", &cert][..],
        &["sign", &paper, "--cert", &cert, "--", "x", "{in}"],
        &[
            "sign", &paper, "--field", "mentor", "--cert", &cert, "--", "x",
        ],
        &["sign", &paper, "--field", "mentor", "--", "x", "{in}"],
    ] {
        assert_eq!(school.run(args).status.code(), Some(2), "{args:?}");
    }
    assert_eq!(school.bytes(), before);
}

#[test]
fn a_signed_file_is_neither_signed_again_in_its_field_nor_made_anew() {
    let school = School::new();
    assert!(
        school
            .sign("mentor", "good", "mentor", &[])
            .status
            .success()
    );
    let signed = school.bytes();
    let again = school.sign("mentor", "good", "mentor", &[]);
    assert_eq!(again.status.code(), Some(1));
    assert!(said(&again).contains("уже подписано"));
    let note = school.folder.path().join("school/organization.toml");
    let text = std::fs::read_to_string(&note)
        .unwrap()
        .replace("директор", "директор школы");
    std::fs::write(&note, text).unwrap();
    let built = school.run(&["build", "school", "--format", "pdf"]);
    assert!(said(&built).contains("подпис"), "{}", said(&built));
    assert_eq!(school.bytes(), signed);
    let status = said(&school.run(&["status", "school", "--format", "pdf"]));
    assert!(
        status
            .lines()
            .any(|l| l.starts_with("подписан") && l.contains(PAPER)),
        "{status}"
    );
}

#[test]
fn a_pin_in_the_command_is_never_told() {
    let school = School::new();
    let paper = school.paper().display().to_string();
    let cert = certificate("mentor").display().to_string();
    for mode in ["fails", "good"] {
        let mut own = command(mode, "mentor");
        own.push("pin=S3cretPin".to_owned());
        let mut args = vec!["sign", &paper, "--field", "mentor", "--cert", &cert, "--"];
        args.extend(own.iter().map(String::as_str));
        let output = school.run(&args);
        assert_eq!(output.status.success(), mode == "good", "{}", said(&output));
        assert!(!said(&output).contains("S3cretPin"), "{}", said(&output));
    }
    for (name, bytes) in texts_in(school.folder.path()) {
        assert!(!bytes.windows(9).any(|w| w == b"S3cretPin"), "{name}");
    }
    assert_eq!(school.left_over(), 0);
}

#[test]
fn a_file_is_signed_in_two_steps() {
    let school = School::new();
    let (paper, before) = (school.paper().display().to_string(), school.bytes());
    let cert = certificate("gost").display().to_string();
    let prepare = || {
        school.run(&[
            "sign",
            &paper,
            "--field",
            "head",
            "--cert",
            &cert,
            "--prepare",
        ])
    };
    let embed = || school.run(&["sign", &paper, "--field", "head", "--embed", "answer.sig"]);
    assert!(said(&embed()).contains("--prepare") || !embed().status.success());
    assert!(prepare().status.success());
    assert_eq!(school.bytes(), before);
    let to_sign = std::fs::read(format!("{paper}.head.bin")).unwrap();
    std::fs::write(
        school.folder.path().join("answer.sig"),
        crate::signer::cms(&to_sign, "gost", crate::signer::Oddity::default()),
    )
    .unwrap();
    // Somebody else has signed meanwhile.
    assert!(
        school
            .sign("mentor", "good", "mentor", &[])
            .status
            .success()
    );
    let output = embed();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("изменился после подготовки"),
        "{}",
        said(&output)
    );
    std::fs::write(school.paper(), &before).unwrap();
    assert!(embed().status.success());
    let signed = school.bytes();
    assert!(
        signed.starts_with(&before) && signed.windows(20).any(|w| w == b"/Filter/CryptoPro#20")
    );
    let (code, signatures) = school.verify();
    // Nothing speaks against it, and nothing is proved.
    assert_eq!(
        (code, &signatures[0]["owner"], &signatures[0]["value"]),
        (
            Some(1),
            &"Воскресенский Павел Андреевич".into(),
            &"unchecked".into()
        )
    );
    assert_eq!(
        (&signatures[0]["intact"], &signatures[0]["digest_agrees"]),
        (&false.into(), &true.into())
    );
    let told = said(&school.run(&["verify", &paper]));
    assert!(
        told.contains("сама подпись не проверена") && !told.contains("не менялось"),
        "{told}"
    );
    assert_eq!(signatures[0]["digest"], "ГОСТ Р 34.11-2012 (256 бит)");
    assert!(
        !Path::new(&format!("{paper}.head.bin")).exists()
            && !Path::new(&format!("{paper}.head.prepared")).exists()
    );
}

/// What a ГОСТ key has signed is checked by a program of the user's, from the command line or from
/// their own settings; a school's folder names none.
#[test]
fn a_program_of_the_user_checks_gost() {
    let school = School::new();
    let paper = school.paper().display().to_string();
    let signed = school.sign_as("gost", "head", "good", "gost", &[]);
    assert!(signed.status.success(), "{}", said(&signed));
    let check = |file: &str, command: &[String]| {
        let mut args = vec!["verify", file, "--"];
        args.extend(command.iter().map(String::as_str));
        let output = school.run(&args);
        (output.status.code(), said(&output))
    };
    let mut own = command("checks", "gost");
    own.push("sig={sig}".to_owned());
    let (code, told) = check(&paper, &own);
    assert_eq!(code, Some(0), "{told}");
    assert!(
        told.contains("это подтвердила программа") && told.contains("подписанное не менялось"),
        "{told}"
    );
    // The wrong certificate makes another signature, so the program does not confirm it.
    let mut other = command("checks", "mentor");
    other.push("sig={sig}".to_owned());
    let (code, told) = check(&paper, &other);
    assert_eq!(code, Some(1), "{told}");
    assert!(
        told.contains("подпись не подтвердила (код 101)") && !told.contains("не менялось"),
        "{told}"
    );
    let missing = ["no-such-program", "{in}", "{sig}"].map(str::to_owned);
    let (code, told) = check(&paper, &missing);
    assert!(
        code == Some(1) && told.contains("программа проверки no-such-program не найдена"),
        "{told}"
    );
    let (code, told) = check(&paper, &command("checks", "gost"));
    assert!(code == Some(2) && told.contains("нет {sig}"), "{told}");
    // Changed bytes are not asked about, for no program can make them unchanged.
    let spoilt = school.folder().join("spoilt.pdf");
    let mut bytes = school.bytes();
    bytes[20] ^= 1;
    std::fs::write(&spoilt, bytes).unwrap();
    let yes = [own[0].as_str(), "--list", "{in}", "{sig}"].map(str::to_owned);
    let (code, told) = check(&spoilt.display().to_string(), &yes);
    assert!(code == Some(1) && told.contains("ИЗМЕНЕН"), "{told}");
    // A folder of a school names no program; the settings of the user do.
    let text = format!("command = {}\n", serde_json::to_string(&own).unwrap());
    for folder in ["school", "school/nastavnik", "school/out"] {
        let folder = school.folder().join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("verify-command.toml"), &text).unwrap();
    }
    assert_eq!(school.verify().1[0]["value"], "unchecked");
    let settings = school.folder().join("settings/nastavnik");
    for folder in [
        settings.clone(),
        school.folder().join("settings/.config/nastavnik"),
    ] {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("verify-command.toml"), &text).unwrap();
    }
    let (code, signatures) = school.verify();
    assert_eq!(code, Some(0), "{signatures}");
    assert_eq!(
        (&signatures[0]["value"], &signatures[0]["intact"]),
        (&"right".into(), &true.into())
    );
    assert!(signatures[0]["confirmed_by"].is_string(), "{signatures}");
    std::fs::write(settings.join("verify-command.toml"), "command = 5").unwrap();
    let output = school.run(&["verify", &paper]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert_eq!(school.left_over(), 0);
}

/// Another run that writes to the folder is waited for.
#[test]
fn a_paper_is_not_signed_while_another_run_writes() {
    let school = School::new();
    let lock = school.folder().join("school/out/.nastavnik/lock");
    let held = std::fs::File::options().read(true).write(true).open(lock);
    let held = held.unwrap();
    held.lock().unwrap();
    let before = school.bytes();
    std::thread::scope(|scope| {
        let signing = scope.spawn(|| school.sign("mentor", "good", "mentor", &[]));
        std::thread::sleep(std::time::Duration::from_secs(3));
        assert!(!signing.is_finished());
        assert_eq!(school.bytes(), before);
        drop(held);
        let output = signing.join().unwrap();
        assert!(output.status.success(), "{}", said(&output));
        assert!(
            said(&output).contains("сейчас пишет другой запуск"),
            "{}",
            said(&output)
        );
    });
    assert_ne!(school.bytes(), before);
}

#[test]
fn a_signature_may_lie_beside_the_file() {
    let school = School::new();
    let (paper, before) = (school.paper().display().to_string(), school.bytes());
    for field in ["mentor", "head"] {
        let output = school.sign(field, "good", "mentor", &["--detached"]);
        assert!(output.status.success(), "{}", said(&output));
    }
    assert_eq!(
        school
            .sign("head", "good", "mentor", &["--detached"])
            .status
            .code(),
        Some(1)
    );
    assert_eq!(school.bytes(), before);
    let (code, signatures) = school.verify();
    assert_eq!((code, signatures.as_array().unwrap().len()), (Some(0), 2));
    assert!(
        said(&school.run(&["status", "school", "--format", "pdf"]))
            .contains(&format!("подписан         {PAPER}.pdf"))
    );
    let simple = ["sign", &paper, "--simple", "--signer", "voskresenskiy"];
    assert!(school.run(&simple).status.success());
    assert_eq!(school.run(&simple).status.code(), Some(1));
    let side: serde_json::Value =
        serde_json::from_slice(&std::fs::read(format!("{paper}.pep.json")).unwrap()).unwrap();
    assert_eq!(
        (side["signer"].as_str(), side["post"].as_str()),
        (Some("Воскресенский Павел Андреевич"), Some("директор"))
    );
    let (key, sum) = (
        side["key"].as_str().unwrap(),
        nastavnik::signing::sha256_hex(&before),
    );
    assert_eq!(key, &sum[..32]);
    std::fs::write(school.paper(), [&before[..], b"\n"].concat()).unwrap();
    assert_eq!(school.verify().0, Some(1));
}

/// What a simple signature says beside the digest, and what other programs do to its file.
#[test]
fn a_simple_signature_that_says_what_cannot_be_is_doubted() {
    let school = School::new();
    let paper = format!("school/out/{PAPER}.pdf");
    let simple = ["sign", &paper, "--simple", "--signer", "voskresenskiy"];
    assert!(school.run(&simple).status.success());
    let side = school.folder.path().join(format!("{paper}.pep.json"));
    let good = std::fs::read_to_string(&side).unwrap();
    let signed: serde_json::Value = serde_json::from_str(&good).unwrap();
    let verified = |text: &str| {
        std::fs::write(&side, text).unwrap();
        let output = school.run(&["verify", &paper]);
        (output.status.code(), said(&output))
    };
    let sum = signed["sha256"].as_str().unwrap();
    let capitals = good.replace(sum, &sum.to_uppercase());
    for same in [format!("\u{FEFF}{good}"), capitals] {
        assert_eq!(verified(&same).0, Some(0), "{same}");
    }
    for (key, value, words) in [
        ("file", "Иное.pdf", "она сделана под файлом «Иное.pdf»"),
        ("signer", "", "кто подписал, в ней не сказано"),
        ("signed_at", "2099-01-01T10:00:00+03:00", "еще не наступило"),
        ("signed_at", "вчера", "записано не так"),
        ("signed_at", "1970-01-01T00:00:00Z", "раньше закона"),
        ("post", "  ", "вместо должности"),
    ] {
        let mut other = signed.clone();
        other[key] = value.into();
        let (code, told) = verified(&other.to_string());
        assert_eq!(code, Some(1), "{told}");
        assert!(told.contains(words), "{told}");
    }
}

/// Signatures of kinds that are not checked here are told, never «подписей нет».
#[test]
fn signatures_of_other_kinds_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let verified = |name: &str| {
        let output = nastavnik_in(folder.path(), &["verify", name]);
        (output.status.code(), said(&output))
    };
    let mut package = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["word/document.xml", "_xmlsignatures/sig1.xml"] {
        let options = zip::write::SimpleFileOptions::default();
        package.start_file(name, options).unwrap();
    }
    let package = package.finish().unwrap().into_inner();
    std::fs::write(folder.path().join("Приказ.docx"), package).unwrap();
    let (code, told) = verified("Приказ.docx");
    assert_eq!(code, Some(1));
    assert!(told.contains("подписан в Word или Excel"), "{told}");
    let odd = Oddity {
        attached: true,
        ..Oddity::default()
    };
    let attached = cms(b"document", "head", odd);
    std::fs::write(folder.path().join("Карта.pdf.p7m"), &attached).unwrap();
    let (code, told) = verified("Карта.pdf.p7m");
    assert_eq!(code, Some(1));
    assert!(told.contains("присоединенная подпись"), "{told}");
    std::fs::write(folder.path().join("Приказ.docx.p7m"), &attached).unwrap();
    let (code, told) = verified("Приказ.docx");
    assert_eq!(code, Some(1));
    assert!(told.contains("присоединенная"), "{told}");
}

#[test]
fn a_whole_folder_is_signed_with_the_command_of_the_settings() {
    let school = School::new();
    let words: Vec<String> = command("good", "mentor")
        .iter()
        .map(|w| format!("{w:?}"))
        .collect();
    let note = school.folder.path().join("school/organization.toml");
    let text = std::fs::read_to_string(&note).unwrap();
    std::fs::write(&note, format!("{text}command = [{}]\n", words.join(", "))).unwrap();
    let cert = certificate("mentor").display().to_string();
    let all = || school.run(&["sign", "school", "--field", "mentee", "--cert", &cert]);
    // A folder comes from anywhere: its command is shown, and not run before the user allows it.
    let before = school.bytes();
    let output = all();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    let told = said(&output);
    assert!(
        told.contains("mode=good") && told.contains("--allow-command"),
        "{told}"
    );
    assert_eq!(school.bytes(), before);
    let output = school.run(&[
        "sign",
        "school",
        "--field",
        "mentee",
        "--cert",
        &cert,
        "--allow-command",
        "--prepare",
    ]);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(
        all().status.code(),
        Some(2),
        "nothing was run, so nothing was allowed"
    );
    for file in std::fs::read_dir(school.folder.path().join("school/out")).unwrap() {
        let path = file.unwrap().path();
        if path
            .extension()
            .is_some_and(|e| e == "prepared" || e == "bin")
        {
            std::fs::remove_file(path).unwrap();
        }
    }
    let output = school.run(&[
        "sign",
        "school",
        "--field",
        "mentee",
        "--cert",
        &cert,
        "--allow-command",
    ]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(
        said(&output).contains("Готово: 8 файлов, пропущено: 33, с ошибкой: 0"),
        "{}",
        said(&output)
    );
    let output = all();
    assert!(
        output.status.success() && said(&output).contains("Готово: 0 файлов"),
        "{}",
        said(&output)
    );
}

#[test]
fn a_stale_or_altered_paper_is_not_signed() {
    let school = School::new();
    let note = school.folder.path().join("school/organization.toml");
    let text = std::fs::read_to_string(&note).unwrap();
    std::fs::write(&note, text.replace("директор", "директор школы")).unwrap();
    let output = school.sign("mentor", "good", "mentor", &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("данные школы изменились") && said(&output).contains("--as-is"),
        "{}",
        said(&output)
    );
    let whole = school.bytes();
    let output = school.sign("mentor", "good", "mentor", &["--as-is", "--detached"]);
    assert!(
        output.status.success() && said(&output).contains("подписывается как есть (--as-is)"),
        "{}",
        said(&output)
    );
    std::fs::remove_file(school.paper().with_extension("pdf.mentor.sig")).unwrap();
    let named = school.paper().display().to_string();
    assert!(school.run(&["issue", "--undo", &named]).status.success());
    std::fs::write(&note, text).unwrap();
    std::fs::write(school.paper(), [&whole[..], b"\n"].concat()).unwrap();
    let output = school.sign("mentor", "good", "mentor", &["--detached"]);
    assert!(
        said(&output).contains("изменен после того"),
        "{}",
        said(&output)
    );
    std::fs::write(school.paper(), whole).unwrap();
    assert!(
        school
            .sign("mentor", "good", "mentor", &[])
            .status
            .success()
    );
}

/// Bytes of any kind instead of a file, a certificate or an answer end in words, never in a fall.
#[test]
fn damaged_files_are_told_of() {
    let school = School::new();
    let whole = school.bytes();
    for length in [0, 5, 100, whole.len() / 2, whole.len() - 30] {
        std::fs::write(school.paper(), &whole[..length]).unwrap();
        let output = school.sign("mentor", "good", "mentor", &[]);
        assert_eq!(output.status.code(), Some(1), "{length}: {}", said(&output));
        assert!(matches!(
            school
                .run(&["verify", &school.paper().display().to_string()])
                .status
                .code(),
            Some(1)
        ));
    }
}

/// A signature whose paper is gone or was renamed is a signed paper that is missing.
#[test]
fn a_signature_without_its_paper_is_named_in_a_folder() {
    let folder = tempfile::TempDir::new().unwrap();
    let verify = || nastavnik_in(folder.path(), &["verify", "."]);
    assert!(said(&verify()).contains("Проверять нечего"));
    std::fs::write(folder.path().join("Карта (1).docx"), "x").unwrap();
    for name in ["Карта.docx.sig", "Карта_docx.sig", "Карта.docx (1).p7s"] {
        let side = folder.path().join(name);
        std::fs::write(&side, "подпись").unwrap();
        let output = verify();
        let told = said(&output);
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.contains(name), "{told}");
        assert!(
            told.contains("к которому она относится, рядом нет"),
            "{told}"
        );
        std::fs::remove_file(side).unwrap();
    }
    assert_eq!(verify().status.code(), Some(0));
}

/// A signed paper under the name of another, and a signature that was made for other bytes, are no
/// signed paper; one that waits for its paper is put away when another comes to lie there.
#[test]
fn what_was_signed_elsewhere_is_told_and_a_lone_signature_put_away() {
    let school = School::new();
    let folder = school.folder.path().join("school");
    let out = folder.join("out");
    let run = |args: &[&str]| {
        let args = [args, &[folder.to_str().unwrap()]].concat();
        let output = school.run(&args);
        (output.status.code(), said(&output))
    };
    assert_eq!(run(&["build"]).0, Some(0));
    assert!(
        school
            .sign("mentor", "good", "mentor", &[])
            .status
            .success()
    );
    let map = out.join("Дорожная карта.pdf");
    let own = std::fs::read(&map).unwrap();
    std::fs::copy(school.paper(), &map).unwrap();
    let name = school.paper().file_name().unwrap().to_owned();
    let words = format!(
        "Дорожная карта.pdf: под этим именем лежит другой подписанный документ – «{}»",
        name.display()
    );
    for args in [
        &["build"][..],
        &["status", "--check"],
        &["check"],
        &["archive"],
    ] {
        let (code, told) = run(args);
        assert!(told.contains(&words), "{args:?}: {told}");
        assert_eq!(code, Some(i32::from(args[0] == "status")), "{told}");
    }
    std::fs::write(&map, own).unwrap();
    let side = out.join("Дорожная карта.pdf.sig");
    let signature = crate::signer::cms(b"other", "mentor", crate::signer::Oddity::default());
    std::fs::write(&side, &signature).unwrap();
    for args in [&["build"][..], &["status", "--check"], &["check"]] {
        let told = run(args).1;
        let words = "Дорожная карта.pdf: подпись рядом с файлом к нему не подходит";
        assert!(told.contains(words), "{args:?}: {told}");
    }
    std::fs::remove_file(&map).unwrap();
    let told = run(&["build"]).1;
    assert!(
        told.contains("Дорожная карта.pdf.sig: подпись лежала без своего документа"),
        "{told}"
    );
    assert!(map.exists() && !side.exists());
    assert_eq!(run(&["status", "--check"]).0, Some(0));
}

/// What this program has signed is missed when it goes away, when its signature does and when it is
/// given another name; no other is made in its place in silence.
#[test]
fn what_was_signed_here_is_missed() {
    let told =
        |school: &School, command: &str| said(&school.run(&[command, "school", "--format", "pdf"]));
    let school = School::new();
    assert!(
        school
            .sign("mentor", "good", "mentor", &[])
            .status
            .success()
    );
    let signed = school.bytes();
    let moved = school.paper().with_file_name("Программа 1.pdf");
    std::fs::rename(school.paper(), &moved).unwrap();
    for command in ["status", "build", "check"] {
        let arguments: &[&str] = match command {
            "check" => &["check", "school"],
            _ => &[command, "school", "--format", "pdf"],
        };
        let all = said(&school.run(arguments));
        for part in [
            format!("{PAPER}.pdf: подписанный документ пропал"),
            "он лежит под именем «Программа 1.pdf»".to_owned(),
            format!("Программа 1.pdf: это подписанный документ «{PAPER}.pdf»"),
        ] {
            assert!(all.contains(&part), "{command}: {part}\n{all}");
        }
        assert!(!all.contains("описании школы больше нет"), "{all}");
    }
    assert!(!school.paper().exists());
    let archive = school.run(&["archive", "school", "--format", "pdf"]);
    assert_eq!(archive.status.code(), Some(1), "{}", said(&archive));
    std::fs::remove_file(&moved).unwrap();
    assert!(told(&school, "status").contains(&format!("подписан, пропал {PAPER}.pdf")));
    // An older version of it is no better, and what has one signature less neither.
    std::fs::write(school.paper(), &signed).unwrap();
    assert!(school.sign("head", "good", "mentor", &[]).status.success());
    assert!(!told(&school, "status").contains("предупреждение"));
    std::fs::write(school.paper(), &signed).unwrap();
    assert!(told(&school, "build").contains("одной из подписей в нем нет"));
    let paper = school.paper().display().to_string();
    std::fs::remove_file(school.paper()).unwrap();
    let undone = school.run(&["issue", "--undo", &paper]);
    assert!(undone.status.success(), "{}", said(&undone));
    told(&school, "build");
    assert!(school.paper().exists() && !told(&school, "status").contains("подписан"));
    // Marked by nobody, it may not be unmarked while it lies there.
    assert!(school.sign("head", "good", "mentor", &[]).status.success());
    let undone = said(&school.run(&["issue", "--undo", &paper]));
    assert!(undone.contains("и не было"), "{undone}");
}

/// A signature beside a paper that is gone, empty or cut off; one that has another name.
#[test]
fn a_signature_beside_a_paper_is_missed() {
    let school = School::new();
    let (paper, before) = (school.paper().display().to_string(), school.bytes());
    let status = || said(&school.run(&["status", "school", "--format", "pdf"]));
    assert!(
        school
            .sign("head", "good", "mentor", &["--detached"])
            .status
            .success()
    );
    let side = format!("{paper}.head.sig");
    let signature = std::fs::read(&side).unwrap();
    std::fs::remove_file(&side).unwrap();
    let gone = format!("«{PAPER}.pdf.head.sig» рядом с ним больше нет");
    write(
        &school.folder().join("school/roadmap.toml"),
        std::fs::read_to_string(school.folder().join("school/roadmap.toml"))
            .unwrap()
            .replace("этап", "период"),
    );
    school.run(&["build", "school", "--format", "pdf", "--force"]);
    assert_eq!(school.bytes(), before);
    assert!(
        status().contains(&gone) && status().contains("подпись пропала"),
        "{}",
        status()
    );
    for cut in [&[][..], &signature[..signature.len() / 2]] {
        std::fs::write(&side, cut).unwrap();
        assert!(
            status().contains("подпись рядом с файлом не читается"),
            "{}",
            status()
        );
    }
    std::fs::remove_file(&side).unwrap();
    // Without the ending of its paper in the name it is of the paper that it fits.
    let bare = school.paper().with_extension("sig");
    std::fs::write(&bare, &signature).unwrap();
    let docx = school.paper().with_extension("docx");
    school.run(&["build", "school"]);
    assert!(docx.exists());
    let all = said(&school.run(&["status", "school"]));
    assert!(
        all.contains(&format!("подписан         {PAPER}.pdf")),
        "{all}"
    );
    assert!(
        !all.contains(&format!("подписан         {PAPER}.docx")),
        "{all}"
    );
    assert!(!all.contains("предупреждение"), "{all}");
    let of = |path: &std::path::Path| {
        let verified = school.run(&["verify", &path.display().to_string()]);
        (verified.status.success(), said(&verified))
    };
    let (is_good, told) = of(&school.paper());
    assert!(is_good && told.contains(".sig"), "{told}");
    assert!(of(&docx).1.contains("подписей нет"));
    let zip = school.folder().join("год.zip").display().to_string();
    let archived = school.run(&["archive", "school", "--to", &zip]);
    assert!(archived.status.success(), "{}", said(&archived));
    let verified = school.run(&["verify", &zip]);
    assert!(verified.status.success(), "{}", said(&verified));
    std::fs::remove_file(&bare).unwrap();
    // Signed once more it is whole again.
    assert!(
        school
            .sign("head", "good", "mentor", &["--detached"])
            .status
            .success()
    );
    assert!(!status().contains("предупреждение"), "{}", status());
}

/// A copy is told to be one, and is put away; what was changed is marked with a word.
#[test]
fn a_copy_of_a_paper_is_no_paper_of_its_own() {
    let school = School::new();
    let copy = school.paper().with_file_name(format!("{PAPER} (1).pdf"));
    let run =
        |command: &str, more: &[&str]| said(&school.run(&[&[command, "school"], more].concat()));
    std::fs::copy(school.paper(), &copy).unwrap();
    let all = run("build", &["--format", "pdf"]);
    assert!(
        all.contains(&format!("это копия файла «{PAPER}.pdf»")),
        "{all}"
    );
    assert!(!all.contains("неизвестно"), "{all}");
    assert!(!run("check", &[]).contains("копия"));
    run("clean", &["--yes"]);
    assert!(!copy.exists() && school.paper().exists());
    // A copy of what was signed, too.
    assert!(
        school
            .sign("mentor", "good", "mentor", &[])
            .status
            .success()
    );
    std::fs::copy(school.paper(), &copy).unwrap();
    assert!(run("clean", &[]).contains(&format!("{PAPER} (1).pdf")));
    std::fs::remove_file(&copy).unwrap();
    let others = school.folder().join("school/out/Дорожная карта.pdf");
    let other = others.with_file_name("дорожная карта 2.PDF");
    std::fs::rename(&others, &other).unwrap();
    let all = run("status", &["--format", "pdf"]);
    assert!(
        all.contains("это файл «Дорожная карта.pdf» под другим именем"),
        "{all}"
    );
    let bytes = std::fs::read(&other).unwrap();
    std::fs::write(&others, &bytes[..bytes.len() / 2]).unwrap();
    // A copy elsewhere is not the paper; what is printed is no paper.
    let elsewhere = school.folder().join("school/out/Выдано/Копия.pdf");
    std::fs::create_dir(elsewhere.parent().unwrap()).unwrap();
    let bank = others.with_file_name("Банк наставников.pdf");
    std::fs::copy(&bank, &elsewhere).unwrap();
    for copy in [&elsewhere, &school.folder().join("school/k.pdf")] {
        if !copy.exists() {
            std::fs::copy(&bank, copy).unwrap();
        }
        let issued = school.run(&["issue", &copy.display().to_string()]);
        assert_eq!(issued.status.code(), Some(1));
        let issued = with_slashes(&said(&issued));
        assert!(
            issued.contains("это копия") && issued.contains("out/Банк наставников.pdf"),
            "{issued}"
        );
        assert!(!copy.with_file_name(".nastavnik").exists() || copy.ends_with("out"));
    }
    school.run(&["print", "school"]);
    let printed = others.with_file_name("Печать.pdf").display().to_string();
    assert_eq!(school.run(&["issue", &printed]).status.code(), Some(1));
    let issued = said(&school.run(&["issue", &others.display().to_string()]));
    assert!(issued.contains("изменен или поврежден"), "{issued}");
}
