//! Signing on the page: by the user's own command and no other, shown before it runs; signatures made
//! elsewhere find their papers; every refusal is told in words of the page.

use std::fs;
use std::io::Read as _;
use std::path::PathBuf;

use crate::browser::{Server, Window};
use crate::signer::{Oddity, certificate, cms, command};
use crate::signing::School;

const SCREEN: &str = "/0/sign";

/// A school whose papers are made, open on the page.
struct Place {
    school: School,
    server: Server,
}

impl Place {
    fn new() -> Self {
        let school = School::new();
        let settings = school.folder().join("settings");
        fs::create_dir_all(settings.join("nastavnik")).unwrap();
        let server = Server::start_as(&settings, &school.folder().join("school"), 60);
        Self { school, server }
    }

    fn settings(&self, name: &str) -> PathBuf {
        self.school.folder().join("settings/nastavnik").join(name)
    }

    /// Chooses the program that signs as the tests' own does.
    fn choose(&self, mode: &str, with: &str) {
        let words: Vec<String> = command(mode, with)
            .iter()
            .map(|it| format!("{it:?}"))
            .collect();
        let text = format!("command = [{}]\ntimeout = 60\n", words.join(", "));
        fs::write(self.settings("sign-command.toml"), text).unwrap();
    }

    fn upload(&self, window: &Window<'_>, deed: &str, files: &[(&str, &[u8])]) -> String {
        let mut body = Vec::new();
        for (name, value) in [("token", window.token().as_str()), ("do", deed)] {
            body.extend(
                format!(
                    "--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                )
                .bytes(),
            );
        }
        for (name, bytes) in files {
            body.extend(
                format!("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n")
                    .bytes(),
            );
            body.extend(*bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--b--\r\n");
        let headers = [
            ("Cookie", window.cookie.as_str()),
            ("Content-Type", "multipart/form-data; boundary=b"),
        ];
        let reply = self.server.ask("POST", &window.at(SCREEN), &headers, &body);
        assert_eq!(reply.status, 200);
        reply.text()
    }

    fn add_certificate(&self, window: &Window<'_>, name: &str) {
        let bytes = fs::read(certificate(name)).unwrap();
        let page = self.upload(window, "certificate", &[("own.pem", &bytes)]);
        assert!(page.contains("Сертификат добавлен."), "{page}");
    }

    /// The name of the paper with fields for two mentors, the head and a mentee.
    fn paper(&self) -> String {
        let paper = self.school.paper();
        paper.file_name().unwrap().to_str().unwrap().to_owned()
    }

    fn sign(&self, window: &Window<'_>, field: &str, change: &[(&str, &str)]) -> String {
        let page = window.get(SCREEN).text();
        let value = |mark: &str| {
            let after = page.split(mark).nth(1).unwrap_or_default();
            after.split('"').next().unwrap_or_default().to_owned()
        };
        let mut fields = [
            ("do", "sign".to_owned()),
            ("place", format!("{}/{field}", self.paper())),
            ("command", value("name=\"command\" value=\"")),
            ("certificate", value("<option value=\"")),
        ];
        for (name, value) in change {
            for field in fields.iter_mut().filter(|(own, _)| own == name) {
                (*value).clone_into(&mut field.1);
            }
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let reply = window.press(SCREEN, &fields);
        assert_eq!(reply.status, 200);
        reply.text()
    }
}

/// Names that a person of the page must never read.
fn in_words_of_the_page(page: &str) {
    let main = page.split("<main").nth(1).unwrap();
    for word in [
        "organization.toml",
        "--timeout",
        "--show-output",
        "--room",
        "--detached",
        "nastavnik sign",
        "(build)",
        "(check)",
        "(clean)",
    ] {
        assert!(!main.contains(word), "{word}: {main}");
    }
}

#[test]
fn the_command_of_a_project_is_never_run_and_the_users_own_is_shown_first() {
    let place = Place::new();
    let organization = place.school.folder().join("school/organization.toml");
    let text = fs::read_to_string(&organization).unwrap();
    let evil = "command = [\"touch\", \"{in}\", \"nastavnik-evil\"]\n";
    fs::write(
        &organization,
        text.replace("fields = true\n", &format!("fields = true\n{evil}")),
    )
    .unwrap();
    let window = place.server.window();
    let page = window.get(SCREEN).text();
    assert!(
        !page.contains("nastavnik-evil") && page.contains("Программа не выбрана"),
        "{page}"
    );
    in_words_of_the_page(&page);
    let before = place.school.bytes();
    let told = place.sign(&window, "mentor", &[]);
    assert!(
        told.contains("Не выбрано, какой программой подписывать."),
        "{told}"
    );
    // A command that came with the request is not known; one that has changed since is not run.
    place.choose("good", "mentor");
    place.add_certificate(&window, "mentor");
    let page = window.get(SCREEN).text();
    assert!(
        page.contains("signer::acts_as_a_signing_program") && page.contains("mode=good"),
        "{page}"
    );
    for other in ["", "0000", "touch {in}"] {
        let told = place.sign(&window, "mentor", &[("command", other)]);
        assert!(
            told.contains("команда подписания с тех пор изменилась")
                || told.contains("Команда подписания с тех пор изменилась"),
            "{told}"
        );
    }
    let told = place.sign(&window, "mentor", &[("certificate", "00")]);
    assert!(told.contains("Не выбран сертификат"), "{told}");
    for outside in [
        "../organization.toml/mentor",
        "/etc/passwd/mentor",
        "Нет такого.pdf/mentor",
    ] {
        let told = place.sign(&window, "mentor", &[("place", outside)]);
        assert!(told.contains("такого документа в папке нет"), "{told}");
    }
    assert_eq!(place.school.bytes(), before);
    fs::write(
        place.settings("sign-command.toml"),
        "command = \"sign {in}\"",
    )
    .unwrap();
    let page = window.get(SCREEN).text();
    assert!(page.contains("Программа выбрана неверно"), "{page}");
}

#[test]
fn a_paper_is_signed_by_the_person_whose_place_it_is_and_what_fails_says_why() {
    let place = Place::new();
    let window = place.server.window();
    place.choose("good", "mentor");
    place.add_certificate(&window, "mentor");
    // Whose signatures are waited for, and how many.
    let page = window.get(SCREEN).text();
    assert!(
        page.contains("Белых Светлана Юрьевна") && page.contains("Воскресенский Павел Андреевич"),
        "{page}"
    );
    let told = place.sign(&window, "mentor", &[]);
    assert!(told.contains("Подписано: 1 файл."), "{told}");
    let page = window.get(SCREEN).text();
    assert!(page.contains("подписал Белых"), "{page}");
    let (code, signatures) = place.school.verify();
    assert_eq!(
        (code, signatures.as_array().unwrap().len()),
        (Some(0), 1),
        "{signatures}"
    );
    let told = place.sign(&window, "mentor", &[]);
    assert!(told.contains("уже подписано"), "{told}");
    let told = place.sign(&window, "nobody", &[]);
    assert!(
        told.contains("места для этой подписи в файле нет"),
        "{told}"
    );
    in_words_of_the_page(&told);
    // The place of another: signed, but said.
    let told = place.sign(&window, "head", &[]);
    assert!(
        told.contains("в этом месте подписывает Воскресенский"),
        "{told}"
    );
    let page = window.get(SCREEN).text();
    assert!(
        page.contains("вместо Воскресенский Павел Андреевич подписал другой"),
        "{page}"
    );
    let before = place.school.bytes();
    for (mode, why) in [
        ("fails", "отказала"),
        ("nothing", "подписи не записала"),
        ("text", "вернула не подпись"),
    ] {
        place.choose(mode, "mentor");
        let told = place.sign(&window, "mentee", &[]);
        assert!(
            told.contains("Не получилось: 1 файл.") && told.contains(why),
            "{mode}: {told}"
        );
        in_words_of_the_page(&told);
    }
    assert_eq!(place.school.bytes(), before);
    // What has changed since is not signed.
    let file = place.school.folder().join("school/organization.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(
        &file,
        text.replace("position = \"директор\"", "position = \"и. о. директора\""),
    )
    .unwrap();
    place.choose("good", "mentor");
    let order = "Приказ. О внедрении наставничества.pdf/head";
    let told = place.sign(&window, "head", &[("place", order)]);
    assert!(told.contains("данные школы изменились"), "{told}");
    in_words_of_the_page(&told);
    let page = window.get(SCREEN).text();
    assert!(
        page.contains("изготовьте его заново и подпишите новый") && !page.contains(order),
        "{page}"
    );
}

#[test]
fn a_signature_made_elsewhere_finds_its_paper() {
    let place = Place::new();
    let window = place.server.window();
    let paper = place.school.paper();
    let bytes = place.school.bytes();
    let signature = cms(&bytes, "mentor", Oddity::default());
    let told = place.upload(
        &window,
        "attach",
        &[
            ("Подпись.p7s", &signature),
            ("Чужая.sig", &cms(b"other", "mentor", Oddity::default())),
        ],
    );
    assert!(
        told.contains("Приложено: 1 файл.") && told.contains(&place.paper()),
        "{told}"
    );
    assert!(
        told.contains("среди документов школы нет того, который так подписан"),
        "{told}"
    );
    let beside = paper.with_extension("pdf.sig");
    assert_eq!(fs::read(&beside).unwrap(), signature);
    assert_eq!(place.school.bytes(), bytes);
    let page = window.get(SCREEN).text();
    assert!(page.contains("подпись рядом"), "{page}");
    // Once more, of another signer, and what is none.
    let told = place.upload(
        &window,
        "attach",
        &[("Подпись.p7s", &signature), ("a.sig", b"junk")],
    );
    assert!(
        told.contains("уже лежит рядом") && told.contains("Не получилось: 2 файла."),
        "{told}"
    );
    let second = cms(&bytes, "head", Oddity::default());
    place.upload(&window, "attach", &[("b.sig", &second)]);
    assert_eq!(fs::read(paper.with_extension("pdf.2.sig")).unwrap(), second);
    let wrong = cms(
        &bytes,
        "other",
        Oddity {
            wrong_value: true,
            ..Oddity::default()
        },
    );
    let told = place.upload(&window, "attach", &[("c.sig", &wrong)]);
    assert!(told.contains("не подходит к ключу"), "{told}");
    let told = place.upload(&window, "attach", &[]);
    assert!(told.contains("Выберите файл."), "{told}");
    in_words_of_the_page(&told);
}

/// The key may lie on another computer, with a program that knows nothing of fields.
#[test]
fn a_place_is_prepared_here_and_signed_elsewhere() {
    let place = Place::new();
    let window = place.server.window();
    place.add_certificate(&window, "mentor");
    let page = window.get(SCREEN).text();
    let certificate = page.split("<option value=\"").nth(1).unwrap();
    let certificate = certificate.split('"').next().unwrap();
    let prepare = |fields: &[&str]| {
        let places: Vec<String> = fields
            .iter()
            .map(|field| format!("{}/{field}", place.paper()))
            .collect();
        let places = places.iter().map(|it| ("place", it.as_str()));
        let all = [("do", "prepare"), ("certificate", certificate)];
        let all: Vec<(&str, &str)> = all.into_iter().chain(places).collect();
        window.press(SCREEN, &all)
    };
    let before = place.school.bytes();
    let reply = prepare(&["mentor"]);
    assert_eq!(reply.headers["content-type"], "application/zip");
    let kept = place.school.paper().with_extension("pdf.mentor.bin");
    let to_sign = fs::read(&kept).unwrap();
    assert_eq!(unzipped(&reply.bytes), std::slice::from_ref(&to_sign));
    assert_eq!(place.school.bytes(), before);
    // The signature of another is not put in; that of the owner is, into the paper itself.
    let other = cms(&to_sign, "head", Oddity::default());
    let told = place.upload(&window, "attach", &[("a.sig", &other)]);
    assert!(
        told.contains("подпись сделана другим сертификатом"),
        "{told}"
    );
    let own = cms(&to_sign, "mentor", Oddity::default());
    let told = place.upload(&window, "attach", &[("a.sig", &own)]);
    assert!(
        told.contains("Приложено: 1 файл.") && told.contains("подпись внутри"),
        "{told}"
    );
    assert!(place.school.bytes().starts_with(&before) && !kept.exists());
    let (code, signatures) = place.school.verify();
    assert_eq!(
        (code, signatures.as_array().unwrap().len()),
        (Some(0), 1),
        "{signatures}"
    );
    // The place of another is prepared and said; two places of one paper are not prepared at once.
    let told = prepare(&["head", "mentee"]).text();
    assert!(
        told.contains("в этом месте подписывает Воскресенский")
            && told.contains("в одном документе подписывают по одному"),
        "{told}"
    );
    in_words_of_the_page(&told);
    // What has changed since is not signed.
    let to_sign = fs::read(place.school.paper().with_extension("pdf.head.bin")).unwrap();
    let roadmap = fs::read(place.school.paper().with_file_name("Дорожная карта.pdf")).unwrap();
    fs::write(place.school.paper(), &roadmap).unwrap();
    let own = cms(&to_sign, "mentor", Oddity::default());
    let told = place.upload(&window, "attach", &[("a.sig", &own)]);
    assert!(told.contains("файл изменился после подготовки"), "{told}");
    assert_eq!(place.school.bytes(), roadmap);
    fs::write(place.school.paper(), &before).unwrap();
    for (fields, why) in [
        (&[][..], "Отметьте хотя бы один документ."),
        (&["mentor-7"], "места для этой подписи в файле нет"),
    ] {
        let told = prepare(fields).text();
        assert!(told.contains(why), "{told}");
        in_words_of_the_page(&told);
    }
}

fn unzipped(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let read = |at: usize| {
        let mut out = Vec::new();
        archive.by_index(at).unwrap().read_to_end(&mut out).unwrap();
        out
    };
    (0..zip::ZipArchive::new(std::io::Cursor::new(bytes))
        .unwrap()
        .len())
        .map(read)
        .collect()
}

#[test]
fn a_pdf_signed_elsewhere_takes_the_place_of_the_one_it_was_made_from() {
    let place = Place::new();
    let window = place.server.window();
    let before = place.school.bytes();
    let output = place
        .school
        .sign_as("mentor", "mentor", "good", "mentor", &[]);
    assert!(output.status.success());
    let signed = place.school.bytes();
    fs::write(place.school.paper(), &before).unwrap();
    let mut broken = signed.clone();
    let last = broken.len() - 400;
    broken[last] ^= 1;
    let told = place.upload(
        &window,
        "attach",
        &[("Программа.pdf", &before), ("b.pdf", &broken)],
    );
    assert!(told.contains("Не получилось: 2 файла."), "{told}");
    assert_eq!(place.school.bytes(), before);
    let told = place.upload(&window, "attach", &[("Программа (1).pdf", &signed)]);
    assert!(
        told.contains("Приложено: 1 файл.") && told.contains("подписал Белых"),
        "{told}"
    );
    assert_eq!(place.school.bytes(), signed);
}
