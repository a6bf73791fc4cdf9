//! What goes beyond the desk: standards of the PDFs, attached sources, QR codes, copies for
//! everybody.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use nastavnik::disk::load;
use nastavnik::document::Block;
use nastavnik::plan::{Choice, Plan};
use nastavnik::prepare::prepare;
use nastavnik::russian::{Case, PersonName, decline_name};
use nastavnik::standard::Standard;

use crate::support::{
    Xml, fold, part, path, pdf_page_texts, pdf_pages_as_drawn, said, texts_in, write,
};

/// A copy of a sample, with more lines at the end of `organization.toml`.
pub(crate) fn copy_of(sample: &str, more: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, mut bytes) in texts_in(&path(&["samples", sample])) {
        if name == "organization.toml" {
            bytes.extend(more.as_bytes());
        }
        write(&folder.path().join(name), bytes);
    }
    folder
}

pub(crate) fn nastavnik(command: &str, folder: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nastavnik"))
        .arg(command)
        .arg(folder)
        .args(more)
        .output()
        .unwrap()
}

/// Standards that the PDFs of a folder name in their metadata, which no standard lets be
/// compressed.
fn claims(folder: &Path) -> BTreeMap<String, Vec<&'static str>> {
    let marks = [
        ("PDF/A-1", "<pdfaid:part>1<"),
        ("PDF/A-2", "<pdfaid:part>2<"),
        ("PDF/A-3", "<pdfaid:part>3<"),
        ("level A", "<pdfaid:conformance>A<"),
        ("PDF/UA-1", "<pdfuaid:part>1<"),
    ];
    let pdfs = texts_in(folder)
        .into_iter()
        .filter(|(name, _)| name.ends_with("pdf"));
    let of = |bytes: Vec<u8>| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        marks
            .iter()
            .filter(|(_, mark)| text.contains(mark))
            .map(|(claim, _)| *claim)
            .collect()
    };
    pdfs.map(|(name, bytes)| (name, of(bytes))).collect()
}

#[test]
fn every_standard_is_kept_by_name_and_a_new_choice_makes_papers_stale() {
    let folder = copy_of("start", "");
    let out = folder.path().join("out");
    for (choice, expected) in [
        (&[][..], &["PDF/A-2", "level A", "PDF/UA-1"][..]),
        (&["--standard", "a-1a"], &["PDF/A-1", "level A"]),
        (&["--attach-source"], &["PDF/A-3", "level A", "PDF/UA-1"]),
        (&["--standard", "plain"], &[]),
        (&["--standard", "plain", "--attach-source"], &[]),
    ] {
        let built = nastavnik("build", folder.path(), choice);
        assert!(
            built.status.success() && said(&built).contains("pdf"),
            "{choice:?}: {}",
            said(&built)
        );
        let claims = claims(&out);
        assert_eq!(claims.len(), 2);
        assert!(
            claims.values().all(|c| c == expected),
            "{choice:?}: {claims:?}"
        );
        let status = said(&nastavnik("status", folder.path(), choice));
        assert!(status.contains("Готово и не устарело: 4 файла"), "{status}");
        let again = said(&nastavnik("build", folder.path(), choice));
        assert!(
            again.contains("Не изменилось с прошлого раза: 4 файла"),
            "{again}"
        );
    }
    let refused = nastavnik(
        "build",
        folder.path(),
        &["--standard", "a-1a", "--attach-source"],
    );
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        said(&refused).contains("в PDF/A-1 нельзя вкладывать файлы"),
        "{}",
        said(&refused)
    );
}

#[test]
fn personnel_papers_may_keep_a_standard_of_their_own() {
    let folder = copy_of("school", "\n[files]\nlabour_standard = \"a-1a\"\n");
    let built = nastavnik("build", folder.path(), &["--format", "pdf"]);
    assert!(built.status.success(), "{}", said(&built));
    for (name, claims) in claims(&folder.path().join("out")) {
        let personnel = ["Согласие", "Дополнительное", "Уведомление", "Отказ"]
            .iter()
            .any(|w| name.starts_with(w));
        assert_eq!(claims.contains(&"PDF/A-1"), personnel, "{name}: {claims:?}");
    }
    assert_eq!(
        nastavnik("build", folder.path(), &["--attach-source"])
            .status
            .code(),
        Some(2)
    );
}

/// PDF/A-1 knows no transparency; a coat of arms often is cut out of its background.
#[test]
fn an_emblem_that_one_can_see_through_is_set_on_white_for_pdf_a_1() {
    let folder = copy_of("school", "");
    let mut emblem = image::RgbaImage::from_pixel(40, 40, image::Rgba([0, 0, 0, 0]));
    emblem.put_pixel(20, 20, image::Rgba([200, 0, 0, 128]));
    emblem.save(folder.path().join("emblem.png")).unwrap();
    for standard in ["a-1a", "a-2a"] {
        let built = nastavnik(
            "build",
            folder.path(),
            &["--format", "pdf,docx", "--standard", standard],
        );
        assert!(built.status.success(), "{standard}: {}", said(&built));
    }
}

/// Embedded files of a PDF: name, relationship, bytes.
fn embedded(bytes: &[u8]) -> Vec<(String, String, Vec<u8>)> {
    let pdf = Pdf::new(Arc::new(bytes.to_vec())).unwrap();
    let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).unwrap();
    let Some(associated) = catalog.get::<Array<'_>>("AF") else {
        return Vec::new();
    };
    let text = |object: Object<'_>| {
        let bytes = object.into_string().unwrap().to_vec();
        match bytes.strip_prefix(&[0xFE, 0xFF]) {
            Some(wide) => String::from_utf16(
                &wide
                    .chunks(2)
                    .map(|c| u16::from_be_bytes([c[0], c[1]]))
                    .collect::<Vec<_>>(),
            )
            .unwrap(),
            None => String::from_utf8(bytes).unwrap(),
        }
    };
    associated
        .iter::<Dict<'_>>()
        .map(|file| {
            let stream = file
                .get::<Dict<'_>>("EF")
                .unwrap()
                .get::<Stream<'_>>("F")
                .unwrap();
            let relationship =
                String::from_utf8_lossy(&file.get::<Name<'_>>("AFRelationship").unwrap())
                    .into_owned();
            (
                text(file.get::<Object<'_>>("UF").unwrap()),
                relationship,
                stream.decoded().unwrap().into_owned(),
            )
        })
        .collect()
}

#[test]
fn a_paper_carries_the_files_it_was_made_from_when_asked() {
    let folder = copy_of("start", "");
    assert!(
        nastavnik(
            "build",
            folder.path(),
            &["--attach-source", "--format", "pdf"]
        )
        .status
        .success()
    );
    let mut sources = BTreeMap::new();
    for (name, bytes) in texts_in(&folder.path().join("out"))
        .into_iter()
        .filter(|(name, _)| name.ends_with("pdf"))
    {
        for (file, relationship, content) in embedded(&bytes) {
            assert_eq!(relationship, "Source");
            let own = folder
                .path()
                .join(if let Some(pairing) = file.strip_prefix("pairings.") {
                    format!("pairings/{pairing}")
                } else {
                    file.clone()
                });
            assert!(std::fs::read(own).unwrap() == content, "{name}: {file}");
            *sources.entry(file).or_insert(0) += 1;
        }
    }
    let expected = [
        ("organization.toml", 2),
        ("pairings.petrova-sidorov.toml", 1),
        ("roadmap.toml", 1),
    ];
    assert_eq!(
        sources,
        expected
            .map(|(name, count)| (name.to_owned(), count))
            .into()
    );
    nastavnik("build", folder.path(), &["--format", "pdf"]);
    assert!(
        texts_in(&folder.path().join("out"))
            .iter()
            .all(|(name, bytes)| !name.ends_with("pdf") || embedded(bytes).is_empty())
    );
}

fn plan_of(folder: &Path) -> Plan {
    prepare(&nastavnik::project::Files {
        today: None,
        ..load(folder)
    })
}

#[test]
fn a_code_stands_on_the_first_page_and_moves_no_text() {
    let (bare, coded) = (
        copy_of("school", ""),
        copy_of("school", "\n[files]\nqr = true\n"),
    );
    let (bare, coded) = (plan_of(bare.path()), plan_of(coded.path()));
    let mut lengths = std::collections::BTreeSet::new();
    for (without, with) in bare.papers.iter().zip(&coded.papers) {
        let (without, with) = (
            bare.document(without).unwrap(),
            coded.document(with).unwrap(),
        );
        let make = nastavnik::make::make_one;
        let (pdf, plain) = [&with, &without]
            .map(|d| make(d, nastavnik::plan::Format::Pdf).unwrap())
            .into();
        assert_eq!(
            pdf_page_texts(&pdf),
            pdf_page_texts(&plain),
            "{}",
            with.properties.title
        );
        let codes: Vec<_> = with
            .sections
            .iter()
            .flat_map(|s| &s.blocks)
            .filter(|b| matches!(b, Block::QrCode(_)))
            .collect();
        let Some(Block::QrCode(code)) = with.sections[0].blocks.first() else {
            panic!("no code")
        };
        assert_eq!(codes.len(), 1);
        // 15 mm: a square must stay wider than 0.3 mm to be read from paper.
        assert!(
            code.side <= 49,
            "{}: {} squares",
            code.description,
            code.side
        );
        lengths.insert(code.description.clone());
        let docx = make(&with, nastavnik::plan::Format::Docx).unwrap();
        let body = Xml::parse(&part(&docx, "word/document.xml"));
        let anchors = body.all("wp:anchor");
        assert_eq!(anchors.len(), 1);
        assert_eq!(
            anchors[0].child("wp:docPr").unwrap().attribute("descr"),
            code.description
        );
        assert!(part(&docx, "word/_rels/document.xml.rels").contains("media/code.png"));
    }
    assert!(
        lengths.contains("QR-код: Приказ № 118-ОД от 01.09.2026"),
        "{lengths:?}"
    );
    assert!(
        lengths.contains("QR-код: Программа наставничества, приказ № 118-ОД от 01.09.2026"),
        "{lengths:?}"
    );
    let blank = nastavnik::prepare::blanks(&nastavnik::edition::Edition::built_in(false));
    let document = blank.document(&blank.papers[0]).unwrap();
    assert!(
        !document.sections[0]
            .blocks
            .iter()
            .any(|b| matches!(b, Block::QrCode(_)))
    );
}

#[test]
fn the_digest_of_a_code_changes_with_the_data_only() {
    let folder = copy_of("start", "");
    let digests = || {
        let plan = plan_of(folder.path());
        plan.papers
            .iter()
            .map(|p| (p.file_name.clone(), plan.data_digest(p)))
            .collect::<BTreeMap<_, _>>()
    };
    let before = digests();
    assert_eq!(before, digests());
    let roadmap = folder.path().join("roadmap.toml");
    let text = std::fs::read_to_string(&roadmap).unwrap();
    std::fs::write(&roadmap, text.replace("Подготовительный", "Первый")).unwrap();
    let after = digests();
    let changed: Vec<&String> = before
        .iter()
        .filter(|(name, digest)| after[*name] != **digest)
        .map(|(name, _)| name)
        .collect();
    assert_eq!(changed, ["Дорожная карта"]);
}

/// Everything a file says to anyone who opens it: text, properties, parts, names.
fn everything(name: &str, bytes: &[u8]) -> String {
    let raw = String::from_utf8_lossy(bytes).into_owned();
    // Strings of a PDF that are not in its metadata are UTF-16.
    let wide = |from: usize| {
        bytes[from..]
            .chunks_exact(2)
            .map(|c| u16::from_be_bytes([c[0], c[1]]))
            .collect::<Vec<_>>()
    };
    let wide = [0, 1]
        .map(|from| String::from_utf16_lossy(&wide(from.min(bytes.len()))))
        .concat();
    if name.ends_with("pdf") {
        return [raw, wide, pdf_pages_as_drawn(bytes).concat()].concat();
    }
    if let Ok(mut zip) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) {
        let names: Vec<String> = zip.file_names().map(ToOwned::to_owned).collect();
        let mut out = names.concat();
        for name in names {
            let mut content = Vec::new();
            std::io::Read::read_to_end(&mut zip.by_name(&name).unwrap(), &mut content).unwrap();
            let text = String::from_utf8_lossy(&content).into_owned();
            if name.starts_with("word/document") {
                out += &Xml::parse(&text).words();
            }
            out += &text;
        }
        return out;
    }
    raw
}

/// Whole names of the staff in every case, and what the notes say of the mentees.
fn secrets(folder: &Path) -> Vec<String> {
    let mut out = Vec::new();
    let texts = texts_in(folder);
    let table = |name: &str| {
        toml::from_str::<toml::Table>(std::str::from_utf8(&texts[name]).unwrap()).unwrap()
    };
    for person in table("organization.toml")["staff"]
        .as_table()
        .unwrap()
        .values()
    {
        let name = PersonName::parse(person["name"].as_str().unwrap()).unwrap();
        out.push(format!("{}{}", name.surname, name.given));
        out.push(format!("{}{}", name.given, name.surname));
        if let Some(patronymic) = &name.patronymic {
            out.push(format!("{}{patronymic}", name.given));
        }
        if let Ok(declined) = decline_name(&name, None) {
            out.extend(
                Case::ALL.map(|case| declined.full(case).split(' ').take(2).collect::<String>()),
            );
        }
    }
    for name in texts.keys().filter(|name| name.starts_with("pairings/")) {
        let pairing = table(name);
        let Some(note) = pairing.get("note").and_then(toml::Value::as_table) else {
            continue;
        };
        for (key, value) in note
            .iter()
            .filter(|(key, _)| !["interaction", "mode"].contains(&key.as_str()))
        {
            let texts = value
                .as_array()
                .cloned()
                .unwrap_or_else(|| vec![value.clone()]);
            let lines = texts
                .iter()
                .filter_map(toml::Value::as_str)
                .flat_map(str::lines)
                .filter(|l| l.chars().count() > 30);
            let count = out.len();
            out.extend(lines.map(|line| line.chars().take(60).collect::<String>()));
            assert!(
                out.len() > count
                    || texts
                        .iter()
                        .all(|t| t.as_str().is_some_and(|t| t.len() < 120)),
                "{name}: {key}"
            );
        }
        out.extend(
            pairing
                .get("group")
                .and_then(toml::Value::as_str)
                .map(ToOwned::to_owned),
        );
    }
    out.iter().map(|s| fold(s)).collect()
}

/// The whole output is searched, and the same search finds the secrets in the papers themselves.
#[test]
fn public_copies_say_nothing_of_single_persons() {
    let folder = copy_of("school", "\n[files]\nqr = true\n");
    let formats = ["--format", "pdf,docx,xlsx,text"];
    assert!(nastavnik("build", folder.path(), &formats).status.success());
    let own = texts_in(&folder.path().join("out"));
    let built = nastavnik(
        "build",
        folder.path(),
        &[&formats[..], &["--public"]].concat(),
    );
    let words = said(&built);
    assert!(built.status.success(), "{words}");
    assert!(
        words.contains("В публичные копии не вошли документы с личными сведениями: 29 документов"),
        "{words}"
    );
    for left_out in [
        "Согласие наставника. Гордеева — Панкратов",
        "Реестр наставнических пар",
        "Приказ. О закреплении наставнических пар",
    ] {
        assert!(words.contains(left_out), "{left_out}: {words}");
    }
    let all = texts_in(&folder.path().join("out"));
    assert!(
        own.iter().all(|(name, bytes)| all[name] == *bytes),
        "a public copy changed a paper"
    );
    let public: BTreeMap<_, _> = all
        .iter()
        .filter(|(name, _)| name.starts_with("public/") && !name.contains("/.nastavnik/"))
        .collect();
    assert!(public.len() >= 36, "{:?}", public.keys());
    let secrets = secrets(folder.path());
    assert!(secrets.len() > 200);
    let found_in = |name: &str, bytes: &[u8]| {
        let text = fold(&(everything(name, bytes) + name));
        secrets
            .iter()
            .filter(|s| text.contains(s.as_str()))
            .cloned()
            .collect::<Vec<_>>()
    };
    for (name, bytes) in &public {
        assert_eq!(found_in(name, bytes), Vec::<String>::new(), "{name}");
        let text = fold(&everything(name, bytes));
        assert!(
            !name.ends_with("txt") || text.contains(&fold("Публичная копия")),
            "{name}"
        );
    }
    for ending in ["pdf", "docx", "txt"] {
        let name = format!("Программа. Гордеева — Панкратов.{ending}");
        assert!(found_in(&name, &own[&name]).len() > 10, "{name}");
    }
    let register = all
        .keys()
        .filter(|name| name.contains("public/.nastavnik/register"));
    assert!(register.count() == 1);
    for (name, bytes) in all
        .iter()
        .filter(|(name, _)| name.contains("public/.nastavnik/says"))
    {
        assert_eq!(found_in(name, bytes), Vec::<String>::new(), "{name}");
    }
    // The register names the files, and only they are in it.
    let refused = nastavnik("build", folder.path(), &["--public", "--attach-source"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        said(&refused).contains("публичная копия не может содержать исходные файлы"),
        "{}",
        said(&refused)
    );
}

/// Names in the user's own words are written short in the case they stand in.
#[test]
fn a_public_copy_writes_short_the_names_in_the_users_own_texts() {
    let folder = copy_of("start", "");
    let roadmap = folder.path().join("roadmap.toml");
    let text = std::fs::read_to_string(&roadmap).unwrap();
    let name = text
        .lines()
        .find(|l| l.starts_with("name = "))
        .unwrap()
        .to_owned();
    std::fs::write(
        &roadmap,
        text.replacen(
            &name,
            "name = \"Беседа с Сидоровым Алексеем Юрьевичем и Марии Ивановны Петровой\"",
            1,
        ),
    )
    .unwrap();
    let mut plan = plan_of(folder.path());
    assert!(
        plan.choose(Choice {
            public: true,
            ..Choice::default()
        })
        .unwrap()
        .is_empty()
    );
    let text = plan
        .papers
        .iter()
        .map(|p| nastavnik::text::write(&plan.document(p).unwrap()))
        .collect::<String>()
        .replace('\u{A0}', " ");
    assert!(
        text.contains("Беседа с Сидоровым А.Ю. и Петровой М.И."),
        "{text}"
    );
}

/// What is written in capitals or over a line break is a name too; what the program does not know is
/// told before it is shown to everybody.
#[test]
fn a_public_copy_tells_what_a_person_must_look_at() {
    let folder = copy_of("start", "");
    let quiet = said(&nastavnik(
        "build",
        folder.path(),
        &["--public", "--format", "text"],
    ));
    assert!(!quiet.contains("посмотрите сами"), "{quiet}");
    let roadmap = folder.path().join("roadmap.toml");
    let text = std::fs::read_to_string(&roadmap).unwrap();
    let name = text
        .lines()
        .find(|l| l.starts_with("name = "))
        .unwrap()
        .to_owned();
    let own = "name = \"\"\"СИДОРОВ АЛЕКСЕЙ ЮРЬЕВИЧ и Петрова Мария\nИвановна; ученик Селезнев Тимур Олегович, +7 900 000-01-34\"\"\"";
    std::fs::write(&roadmap, text.replacen(&name, own, 1)).unwrap();
    let told = said(&nastavnik(
        "build",
        folder.path(),
        &["--public", "--format", "text"],
    ));
    assert!(
        told.contains("«Селезнев Тимур Олегович»") && told.contains("«+7 900 000-01-34»"),
        "{told}"
    );
    let out = texts_in(&folder.path().join("out/public"));
    let words: String = out
        .iter()
        .filter(|(name, _)| name.ends_with("txt"))
        .map(|(_, bytes)| {
            String::from_utf8(bytes.clone())
                .unwrap()
                .replace('\u{A0}', " ")
        })
        .collect();
    assert!(
        words.contains("Сидоров А.Ю. и Петрова М.И.; ученик"),
        "{words}"
    );
}

#[test]
fn a_standard_of_the_project_gives_way_to_the_command_line() {
    assert_eq!(Standard::ALL.map(Standard::key), ["a-2a", "a-1a", "plain"]);
    let folder = copy_of("start", "\n[files]\nstandard = \"plain\"\n");
    assert!(
        nastavnik("build", folder.path(), &["--format", "pdf"])
            .status
            .success()
    );
    assert!(
        claims(&folder.path().join("out"))
            .values()
            .all(Vec::is_empty)
    );
    assert!(
        nastavnik(
            "build",
            folder.path(),
            &["--format", "pdf", "--standard", "a-1a"]
        )
        .status
        .success()
    );
    assert!(
        claims(&folder.path().join("out"))
            .values()
            .all(|c| c.contains(&"PDF/A-1"))
    );
}

/// Where initials would not tell who it is, papers have the whole name; copies for everybody keep
/// the initials.
#[test]
fn namesakes_go_by_their_whole_names() {
    let namesake =
        "\n[staff.lebedeva-2]\nname = \"Лебедева Нина Васильевна\"\nposition = \"учитель химии\"\n";
    let folder = copy_of("school", namesake);
    let words = |more: &[&str], place: &str| -> String {
        let args = [&["--format", "text", "-o"], &[place][..], more].concat();
        let built = nastavnik("build", folder.path(), &args);
        assert!(built.status.success(), "{}", said(&built));
        let texts = texts_in(&folder.path().join(place));
        let texts = texts
            .values()
            .map(|it| String::from_utf8_lossy(it).replace('\u{A0}', " "));
        texts.collect()
    };
    let place = folder.path().join("own");
    let own = words(&[], place.to_str().unwrap());
    assert!(own.contains("Лебедева Наталья Викторовна"));
    assert!(!own.contains("Лебедева Н.В."));
    let place = folder.path().join("public");
    let public = words(&["--public"], place.to_str().unwrap());
    assert!(public.contains("Лебедева Н.В."));
    assert!(!public.contains("Лебедева Наталья"));
}
