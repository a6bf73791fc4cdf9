//! The school's set: what is written once stands the same in every paper; the school's own look.

use std::collections::BTreeMap;

use nastavnik::document::{Block, Text};
use nastavnik::docx::Template;
use nastavnik::make::make_one;
use nastavnik::plan::{Format, PaperKind, Plan};
use nastavnik::prepare::prepare;
use nastavnik::style::PageStyle;
use nastavnik::text;

use crate::support::{Xml, document_of, files_of, part, path, sample_plan, texts_in, write};

fn school() -> BTreeMap<String, Vec<u8>> {
    texts_in(&path(&["samples", "school"]))
}

fn plan(texts: &BTreeMap<String, Vec<u8>>) -> Plan {
    let plan = prepare(&files_of(texts));
    assert!(!plan.has_errors(), "{:?}", plan.problems);
    plan
}

fn texts_of(plan: &Plan) -> BTreeMap<String, String> {
    plan.papers
        .iter()
        .map(|p| {
            (
                p.file_name.clone(),
                text::write(&plan.document(p).unwrap()).replace('\u{A0}', " "),
            )
        })
        .collect()
}

#[test]
fn the_pairs_order_lists_exactly_the_pairings_that_have_programs() {
    let plan = sample_plan("school");
    let order = text::write(&document_of(
        &plan,
        "Приказ. О закреплении наставнических пар",
    ))
    .replace('\u{A0}', " ");
    let list = order.split("Список наставнических пар").nth(1).unwrap();
    let rows = list
        .lines()
        .filter(|l| {
            l.split('\t')
                .next()
                .is_some_and(|n| n.trim_end_matches('.').parse::<u32>().is_ok())
        })
        .count();
    let programs: Vec<&str> = plan
        .papers
        .iter()
        .filter(|p| p.kind == PaperKind::Program)
        .map(|p| p.file_name.as_str())
        .collect();
    assert_eq!(rows, programs.len());
    for program in programs {
        for surname in program
            .trim_start_matches("Программа. ")
            .split(" — ")
            .flat_map(|side| side.split(", "))
        {
            assert!(list.contains(surname), "{surname}");
        }
    }
}

/// A head who only carries out the duties acts on the ground of an order; a full stop that ends a
/// post is no part of it.
#[test]
fn posts_are_printed_as_they_are_meant() {
    let mut texts = school();
    let text = String::from_utf8(texts["organization.toml"].clone()).unwrap();
    let (director, teacher) = ("position = \"директор\"", "position = \"учитель физики\"");
    assert!(text.contains(director) && text.contains(teacher));
    let text = text
        .replace(director, "position = \"и.о. директора\"")
        .replace(teacher, "position = \"учитель физики.\"");
    texts.insert("organization.toml".to_owned(), text.into_bytes());
    let papers = texts_of(&prepare(&files_of(&texts)));
    let agreements: Vec<&String> = papers
        .iter()
        .filter(|(name, _)| name.starts_with("Дополнительное"))
        .map(|(_, text)| text)
        .collect();
    assert!(
        !agreements.is_empty()
            && agreements
                .iter()
                .all(|t| t.contains("на основании приказа от") && !t.contains("устава"))
    );
    assert!(
        papers.values().any(|t| t.contains("учитель физики,"))
            && papers.values().all(|t| !t.contains("физики.,"))
    );
}

/// Every order lists its own pairs: those it names, those it fixed, and at the end of the year
/// those that were not ended and do not go on.
#[test]
fn a_list_of_pairs_is_of_its_own_order() {
    let mut texts = school();
    let listed = |texts: &BTreeMap<String, Vec<u8>>, name: &str| {
        let plan = plan(texts);
        let papers = texts_of(&plan);
        let text = papers[name].rsplit("№ п/п").next().unwrap();
        plan.papers
            .iter()
            .filter(|p| p.kind == PaperKind::Program)
            // By the mentees: the mentor of one is another by then.
            .map(|p| p.file_name.rsplit(" — ").next().unwrap().split(',').next().unwrap().to_owned())
            .filter(|surname| text.lines().any(|line| line.contains('\t') && line.contains(surname.as_str())))
            .collect::<Vec<_>>()
    };
    let results = listed(&texts, "Приказ. Об итогах наставничества");
    assert!(
        results.len() == 6
            && ["Тихомиров", "Назарова"]
                .iter()
                .all(|it| !results.contains(&(*it).to_owned())),
        "{results:?}"
    );
    // A second order fixes one of the pairs.
    texts.insert(
        "orders/pairs-2.toml".to_owned(),
        "kind = \"pairs\"\nnumber = \"5-ОД\"\ndate = 2027-01-11\n".into(),
    );
    let file = "pairings/kuzmenko-bykov.toml";
    let text = String::from_utf8(texts[file].clone())
        .unwrap()
        .replace("order = \"pairs\"", "order = \"pairs-2\"");
    texts.insert(file.to_owned(), text.into_bytes());
    let names: Vec<String> = texts_of(&plan(&texts))
        .into_keys()
        .filter(|n| n.starts_with("Приказ. О закреплении"))
        .collect();
    let mut counts: Vec<usize> = names
        .iter()
        .map(|name| listed(&texts, name).len())
        .collect();
    counts.sort_unstable();
    assert_eq!(counts, [1, 7], "{names:?}");
}

/// Whoever is changed and whenever the pairing is rewritten: a list has those who mentored on its
/// day.
#[test]
fn a_list_has_the_mentors_of_its_day() {
    let pairs = "Приказ. О закреплении наставнических пар";
    let results = "Приказ. Об итогах наставничества";
    let row = |texts: &BTreeMap<String, Vec<u8>>, paper: &str, mentee: &str| {
        let papers = texts_of(&plan(texts));
        papers[paper]
            .lines()
            .rfind(|l| l.contains(mentee) && l.contains('\t'))
            .unwrap_or_default()
            .to_owned()
    };
    let with = |texts: &mut BTreeMap<String, Vec<u8>>, file: &str, from: &str, to: &str| {
        let text = String::from_utf8(texts[file].clone()).unwrap();
        assert!(text.contains(from), "{file}");
        texts.insert(file.to_owned(), text.replace(from, to).into_bytes());
    };
    // Two changes one after another, before the pairing is rewritten and after it.
    let mut texts = school();
    let second = "kind = \"change\"\nnumber = \"30-ОД\"\ndate = 2027-03-01\nday = 2027-03-02\npairings = [\"kuzmenko-bykov\"]\n";
    texts.insert(
        "orders/change-2.toml".to_owned(),
        format!("{second}new_mentors = [\"zhumabaev\"]\nold_mentors = [\"gordeeva\"]\n")
            .into_bytes(),
    );
    assert!(
        row(&texts, pairs, "Быков").contains("Кузьменко")
            && row(&texts, results, "Быков").contains("Жумабаев")
    );
    with(
        &mut texts,
        "orders/change.toml",
        "new_mentors =",
        "old_mentors = [\"kuzmenko\"]\nnew_mentors =",
    );
    with(
        &mut texts,
        "pairings/kuzmenko-bykov.toml",
        "[\"kuzmenko\"]",
        "[\"zhumabaev\"]",
    );
    assert!(
        row(&texts, pairs, "Быков").contains("Кузьменко")
            && row(&texts, results, "Быков").contains("Жумабаев")
    );
    // One of two mentors, likewise.
    let mut texts = school();
    texts.remove("orders/end.toml");
    for line in [
        "refusal = { date = 2027-03-11, day = 2027-03-19 }\n",
        "relieved = { order = \"end\" }\n",
    ] {
        let file = "pairings/belykh-orlova-zimina-tikhomirov.toml";
        with(&mut texts, file, line, "");
    }
    let third = "kind = \"change\"\nnumber = \"31-ОД\"\ndate = 2027-03-01\nday = 2027-03-02\npairings = [\"belykh-orlova-zimina-tikhomirov\"]\n";
    texts.insert(
        "orders/change-3.toml".to_owned(),
        format!("{third}new_mentors = [\"gordeeva\"]\nold_mentors = [\"orlova-zimina\"]\n")
            .into_bytes(),
    );
    for rewritten in [false, true] {
        if rewritten {
            with(
                &mut texts,
                "pairings/belykh-orlova-zimina-tikhomirov.toml",
                "\"orlova-zimina\"]",
                "\"gordeeva\"]",
            );
        }
        let (before, after) = (
            row(&texts, pairs, "Тихомиров"),
            row(&texts, results, "Тихомиров"),
        );
        let papers = texts_of(&plan(&texts));
        let whole = |paper: &str| papers[paper].clone();
        assert!(
            before.contains("Тихомиров") && whole(pairs).contains("Орлова-Зимина Екатерина"),
            "{before}"
        );
        assert!(
            after.contains("Тихомиров") && whole(results).contains("Гордеева Татьяна"),
            "{after}"
        );
        assert!(
            whole(pairs).contains("Белых Светлана") && whole(results).contains("Белых Светлана")
        );
    }
}

/// The sign № is the form's; the pairing may name the new mentor already.
#[test]
fn an_order_is_printed_right_however_it_is_written() {
    let mut texts = school();
    let mut change = |file: &str, from: &str, to: &str| {
        let text = String::from_utf8(texts[file].clone()).unwrap();
        assert!(text.contains(from), "{file}");
        texts.insert(file.to_owned(), text.replace(from, to).into_bytes());
    };
    change("orders/pairs.toml", "\"118-ОД\"", "\"№ 118-ОД\"");
    change(
        "orders/change.toml",
        "new_mentors =",
        "old_mentors = [\"kuzmenko\"]\nnew_mentors =",
    );
    change(
        "pairings/kuzmenko-bykov.toml",
        "[\"kuzmenko\"]",
        "[\"gordeeva\"]",
    );
    let papers = texts_of(&plan(&texts));
    // The order of September lists who mentored then, that of May who mentors since.
    let row = |paper: &str| {
        papers[paper]
            .lines()
            .rfind(|l| l.contains("Быков") && l.contains('\t'))
            .unwrap_or_default()
            .to_owned()
    };
    assert!(row("Приказ. О закреплении наставнических пар").contains("Кузьменко"));
    assert!(row("Приказ. Об итогах наставничества").contains("Гордеева"));
    assert!(
        papers
            .values()
            .all(|text| !text.contains("№ №") && !text.contains("№№"))
    );
    assert!(papers["Приказ. О закреплении наставнических пар"].contains("№ 118-ОД"));
    let change = &papers["Приказ. О замене наставника"];
    assert!(
        change.contains("Гордееву Татьяну Михайловну") && change.contains("вместо Кузьменко"),
        "{change}"
    );
}

/// A number changed in the order's file changes in every paper that names the order, and the old
/// one is nowhere.
#[test]
fn numbers_and_dates_of_orders_stand_in_one_place() {
    let mut texts = school();
    for (file, number) in [
        ("orders/pairs.toml", "118-ОД"),
        ("orders/introduction.toml", "112-ОД"),
    ] {
        let text = String::from_utf8(texts[file].clone()).unwrap();
        assert!(text.contains(number));
        texts.insert(
            file.to_owned(),
            text.replace(number, &format!("Н-{number}-Н")).into_bytes(),
        );
    }
    let papers = texts_of(&plan(&texts));
    let naming = |number: &str| papers.values().filter(|t| t.contains(number)).count();
    assert_eq!(
        naming("Н-118-ОД-Н"),
        1 + 8 + 1,
        "the order, eight programs, the register"
    );
    assert_eq!(
        naming("Н-112-ОД-Н"),
        3,
        "the order, the regulation, the roadmap"
    );
    for text in papers.values() {
        assert!(!text.contains(" 118-ОД") && !text.contains(" 112-ОД"));
    }
}

#[test]
fn people_stand_in_the_case_that_the_sentence_asks_for() {
    let papers = texts_of(&sample_plan("school"));
    let order = &papers["Приказ. О внедрении наставничества"];
    assert!(order.contains(
        "заместителя директора по учебно-методической работе Лебедеву Наталью Викторовну"
    ));
    assert!(order.contains("Куратору Лебедевой Н.В.:"));
    assert!(papers["Приказ. О замене наставника"].contains("наставником Быкова Дениса Игоревича"));
    assert!(papers["Приказ. О замене наставника"].contains("вместо Кузьменко Валентины Борисовны"));
    assert!(
        papers["Согласие наставника. Белых — Тихомиров"]
            .contains("от учителя физики Белых Светланы Юрьевны")
    );
    assert!(
        papers["Дополнительное соглашение. Гордеева — Панкратов"]
            .contains("Воскресенского Павла Андреевича, действующего на основании устава")
    );
}

#[test]
fn no_word_of_the_edition_keeps_its_brace() {
    for (name, text) in texts_of(&sample_plan("school")) {
        assert!(!text.contains(['{', '}']), "{name}");
    }
}

#[test]
fn a_school_replaces_and_adds_clauses_of_the_regulation() {
    let mut texts = school();
    let own = "[[clause]]\nnumber = \"4.4.5\"\ntext = \"Свой пункт.\"\n[[clause]]\nnumber = \"4.4.6\"\nafter = \"4.4.5\"\ntext = \"Ещё один.\"\n";
    texts.insert("regulation.toml".to_owned(), own.into());
    // The regulation of the source, whose clauses these are.
    let organization = String::from_utf8(texts["organization.toml"].clone()).unwrap();
    let organization = organization.replace("regulation = \"school\"", "regulation = \"official\"");
    texts.insert("organization.toml".to_owned(), organization.into_bytes());
    let text = &texts_of(&plan(&texts))["Положение о наставничестве"];
    assert!(
        text.contains("4.4.5. Свой пункт.\n4.4.6. Ещё один.\n4.5. "),
        "{}",
        text.split("4.4.4.")
            .nth(1)
            .unwrap()
            .chars()
            .take(300)
            .collect::<String>()
    );
    assert!(!text.contains("4.4.5. Другие"));
    assert!(text.contains("наставничества в МБОУ «СОШ № 57»") && text.contains("УТВЕРЖДЕНО"));
}

#[test]
fn registers_go_to_excel_too() {
    let document = document_of(&sample_plan("school"), "Реестр наставнических пар");
    let bytes = make_one(&document, Format::Xlsx).unwrap();
    assert!(
        bytes == make_one(&document, Format::Xlsx).unwrap(),
        "the same bytes each time"
    );
    let strings = part(&bytes, "xl/sharedStrings.xml");
    for words in [
        "Гордеева Татьяна Михайловна",
        "Тихомиров Артём Алексеевич",
        "Согласие наставника",
    ] {
        assert!(strings.contains(words), "{words}");
    }
}

#[test]
fn coverage_is_counted_from_the_pairings() {
    let report = &texts_of(&sample_plan("school"))["Отчет куратора"];
    // 8 mentors and 10 mentees of the school's own among 52 teachers; one mentor comes from a
    // university.
    assert!(
        report.contains("Наставников, человек\t9\n") && report.contains("процентов\t34,6\n"),
        "{report}"
    );
}

#[test]
fn the_style_file_changes_both_writers() {
    let mut texts = school();
    texts.insert(
        "style.toml".to_owned(),
        b"[page]\nleft = 20\n[style.body]\nsize = 12\n[style.table_text]\nsize = 6\n".to_vec(),
    );
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in &texts {
        write(&folder.path().join(name), bytes);
    }
    let out = folder.path().join("out");
    let made = std::process::Command::new(env!("CARGO_BIN_EXE_nastavnik"))
        .args(["build", "--format", "pdf,docx", "--out"])
        .args([&out, &folder.path().to_owned()])
        .output()
        .unwrap();
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    let docx = std::fs::read(out.join("Программа. Гордеева — Панкратов.docx")).unwrap();
    let margins = Xml::parse(&part(&docx, "word/document.xml"));
    assert_eq!(margins.all("w:pgMar")[0].attribute("w:left"), "1134");
    let styles = Xml::parse(&part(&docx, "word/styles.xml"));
    let body = styles
        .all("w:style")
        .into_iter()
        .find(|s| s.attribute("w:styleId") == "BodyText")
        .unwrap()
        .clone();
    assert_eq!(body.all("w:sz")[0].attribute("w:val"), "24");
    let pages = |bytes: &[u8]| crate::support::pdf_pages(bytes);
    let usual = make_one(
        &document_of(&sample_plan("school"), "Программа. Гордеева — Панкратов"),
        Format::Pdf,
    )
    .unwrap();
    assert!(
        pages(&std::fs::read(out.join("Программа. Гордеева — Панкратов.pdf")).unwrap())
            < pages(&usual),
        "a smaller face takes fewer pages"
    );
}

/// A template whose styles have other ids, as Word and LibreOffice store them.
fn template(change: impl Fn(String) -> String) -> Vec<u8> {
    template_with("word/styles.xml", change)
}

/// A template with one part of it changed.
fn template_with(changed: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let document = document_of(&sample_plan("school"), "Приказ. О внедрении наставничества");
    let ours = make_one(&document, Format::Docx).unwrap();
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let names: Vec<String> = zip::ZipArchive::new(std::io::Cursor::new(&ours))
        .unwrap()
        .file_names()
        .map(str::to_owned)
        .collect();
    for name in names.iter().filter(|n| !n.starts_with("word/media")) {
        let text = part(&ours, name);
        out.start_file(name.as_str(), zip::write::SimpleFileOptions::default())
            .unwrap();
        let text = if name == changed { change(text) } else { text };
        std::io::Write::write_all(&mut out, text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn build_with_template(bytes: &[u8]) -> (tempfile::TempDir, std::process::Output) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("школа.docx");
    std::fs::write(&file, bytes).unwrap();
    let made = std::process::Command::new(env!("CARGO_BIN_EXE_nastavnik"))
        .args(["build", "samples/start", "--format", "docx", "--template"])
        .arg(&file)
        .arg("--out")
        .arg(folder.path())
        .current_dir(crate::support::root())
        .output()
        .unwrap();
    (folder, made)
}

#[test]
fn a_template_gives_its_styles_by_their_names() {
    let renamed = template(|styles| {
        styles
            .replace("\"BodyText\"", "\"a7\"")
            .replace("\"TableHead\"", "\"Style31\"")
            .replace("Body Text", "body text")
    });
    let (folder, made) = build_with_template(&renamed);
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    let docx = std::fs::read(folder.path().join("Программа. Петрова — Сидоров.docx")).unwrap();
    let document = Xml::parse(&part(&docx, "word/document.xml"));
    let used: Vec<&str> = document
        .all("w:pStyle")
        .iter()
        .map(|s| s.attribute("w:val"))
        .collect();
    assert!(used.contains(&"a7") && used.contains(&"Style31") && !used.contains(&"BodyText"));
    assert!(!document.all("w:tblHeader").is_empty());
    let plain = make_one(
        &document_of(&sample_plan("start"), "Программа. Петрова — Сидоров"),
        Format::Docx,
    )
    .unwrap();
    assert_eq!(
        document.words(),
        Xml::parse(&part(&plain, "word/document.xml")).words()
    );
}

#[test]
fn margins_and_headers_of_a_template_are_told_to_be_left_out() {
    let said = |bytes: &[u8]| {
        let (_folder, made) = build_with_template(bytes);
        assert_eq!(made.status.code(), Some(0));
        String::from_utf8_lossy(&made.stderr).contains("в документы не переходят")
    };
    assert!(!said(&template(|styles| styles)));
    let wide = |body: String| body.replace("w:left=\"1701\"", "w:left=\"1134\"");
    assert!(said(&template_with("word/document.xml", wide)));
    let named = |header: String| {
        header.replacen("</w:p>", "<w:r><w:t>МБОУ «СОШ № 57»</w:t></w:r></w:p>", 1)
    };
    assert!(said(&template_with("word/header1.xml", named)));
}

#[test]
fn a_template_without_a_style_is_refused_by_its_name() {
    let lacking = template(|styles| styles.replace("Шапка таблицы", "Шапка"));
    let (_folder, made) = build_with_template(&lacking);
    assert_eq!(made.status.code(), Some(1));
    let said = String::from_utf8_lossy(&made.stderr).into_owned();
    assert!(
        said.contains("в документе нет стилей «Шапка таблицы»"),
        "{said}"
    );
    let (_folder, made) = build_with_template(b"junk");
    assert!(String::from_utf8_lossy(&made.stderr).contains("это не документ DOCX"));
}

/// Cut-off styles were called styles without names; with a DOCTYPE Word opens no paper.
#[test]
fn a_damaged_template_is_called_so() {
    let half = |styles: String| styles[..styles.len() / 2].to_owned();
    let typed = |styles: String| styles.replacen("<w:styles", "<!DOCTYPE x><w:styles", 1);
    for bytes in [template(half), template(typed)] {
        let (_folder, made) = build_with_template(&bytes);
        assert_eq!(made.status.code(), Some(1));
        let said = String::from_utf8_lossy(&made.stderr).into_owned();
        assert!(said.contains("файл поврежден"), "{said}");
    }
}

/// The list of headings counted headings that have their numbers in their words: «1. 2. Цель».
#[test]
fn a_template_counts_no_words_with_numbers_of_their_own_and_no_list_that_is_not_there() {
    let counted = |list: &str| {
        let properties = format!("<w:pPr><w:numPr><w:numId w:val=\"{list}\"/></w:numPr>");
        template(|styles| {
            let (before, after) = styles.split_once("w:styleId=\"BodyText\"").unwrap();
            let after = after.replacen("<w:pPr>", &properties, 1);
            format!("{before}w:styleId=\"BodyText\"{after}")
        })
    };
    let (_folder, made) = build_with_template(&counted("55"));
    assert_eq!(made.status.code(), Some(0));
    let said = String::from_utf8_lossy(&made.stderr).into_owned();
    assert!(said.contains("взяты без нумерации"), "{said}");
    // The order that is the template has a list 1.
    let bytes = counted("1");
    let (_folder, made) = build_with_template(&bytes);
    assert!(!String::from_utf8_lossy(&made.stderr).contains("без нумерации"));
    let template = Template::read(&bytes, &PageStyle::built_in()).unwrap();
    let numbered = |words: &[&str]| {
        let mut document = document_of(&sample_plan("start"), "Программа. Петрова — Сидоров");
        let body = |words: &&str| Block::Paragraph(Text::plain(*words));
        document.sections[0].blocks = words.iter().map(body).collect();
        let docx = nastavnik::docx::write(&document, &PageStyle::built_in(), Some(&template));
        Xml::parse(&part(&docx.unwrap(), "word/document.xml"))
            .all("w:numId")
            .iter()
            .filter(|list| list.attribute("w:val") == "0")
            .count()
    };
    assert_eq!(numbered(&["Цель", "Задачи"]), 0, "Word counts them");
    assert_eq!(numbered(&["1. Цель", "2. Задачи", "Итог"]), 3);
}

/// typst stumbled over the title of a stage with nothing under it.
#[test]
fn a_stage_without_activities_is_printed() {
    let mut texts = school();
    let roadmap = texts.get_mut("roadmap.toml").unwrap();
    let stages = "[[stage]]\ntitle = \"Пустой этап\"\n\n[[stage]]\ntitle = \"Еще один\"\n";
    let whole = String::from_utf8(roadmap.clone()).unwrap();
    let first = whole.find("\n[[stage]]").unwrap();
    let (head, rest) = whole.split_at(first);
    *roadmap = format!("{head}\n{stages}{rest}\n{stages}").into_bytes();
    let plan = plan(&texts);
    let is_roadmap = |paper: &&nastavnik::plan::Paper| paper.kind == PaperKind::Roadmap;
    let paper = plan.papers.iter().find(is_roadmap).unwrap();
    let pdf = make_one(&plan.document(paper).unwrap(), Format::Pdf).unwrap();
    assert!(pdf.starts_with(b"%PDF"));
}

/// An order that has a day and no number yet has room for it in the register.
#[test]
fn the_register_has_room_for_a_number_that_is_not_given_yet() {
    let mut texts = school();
    let file = "orders/end.toml";
    let text = String::from_utf8(texts[file].clone()).unwrap();
    let without = text.replace("number = \"47-ОД\"\n", "");
    assert_ne!(text, without);
    texts.insert(file.to_owned(), without.into_bytes());
    let register = &texts_of(&plan(&texts))["Реестр наставнических пар"].replace('\u{A0}', " ");
    assert!(
        register.contains("№ ______ от 15 марта 2027 г."),
        "{register}"
    );
}
