//! The user's text is data: whatever stands in a field gives either a right page or a clear
//! message, in every format.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use nastavnik::document::Document;
use nastavnik::make::make_one;
use nastavnik::plan::{Format, PaperKind, Plan};
use nastavnik::prepare::prepare;
use nastavnik::problem::Code;
use nastavnik::russian::with_dashes_and_quotes;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use toml::{Table, Value};

use crate::support::{self, docx_text, files_of, fold, pdf_page_texts, pdf_text, texts_in};

/// Every field of text, by file and path.
const FIELDS: [(&str, &str); 42] = [
    ("organization", "organization.full_name"),
    ("organization", "organization.short_name"),
    ("organization", "organization.place"),
    ("organization", "organization.parent.0"),
    ("organization", "staff.petrova.position"),
    ("organization", "staff.petrova.organization"),
    ("organization", "staff.petrova.name"),
    ("organization", "organization.cases.prepositional"),
    ("roadmap", "approved.number"),
    ("roadmap", "approved.date"),
    ("roadmap", "period"),
    ("roadmap", "stage.0.title"),
    ("roadmap", "stage.0.section.0.title"),
    ("roadmap", "stage.0.section.0.activity.0.name"),
    ("roadmap", "stage.0.section.0.activity.0.term"),
    ("roadmap", "stage.0.section.0.activity.0.result"),
    ("roadmap", "stage.0.section.0.activity.0.responsible.0"),
    ("pairing", "basis.number"),
    ("pairing", "basis.title"),
    ("pairing", "basis.consent"),
    ("pairing", "period"),
    ("pairing", "note.relevance"),
    ("pairing", "note.aim"),
    ("pairing", "note.tasks.0"),
    ("pairing", "note.interaction"),
    ("pairing", "note.planned_results"),
    ("pairing", "note.conditions"),
    ("pairing", "labour.pay"),
    ("pairing", "labour.agreement.number"),
    ("order", "number"),
    ("order", "date"),
    ("order", "heading"),
    ("order", "preamble"),
    ("order", "control"),
    ("order", "executor"),
    ("order", "clause.0.text"),
    ("order", "clause.0.clause.0.text"),
    ("organization", "organization.letterhead.0"),
    ("regulation", "clause.0.text"),
    ("pairing", "activity.0.name"),
    ("pairing", "activity.0.term"),
    ("pairing", "activity.0.result"),
];
/// Fields that the forms of this edition do not print.
const UNPRINTED: [&str; 3] = [
    "organization.full_name",
    "organization.parent.0",
    "organization.cases.prepositional",
];

const HOSTILE: [&str; 24] = [
    "#panic()",
    "#import \"x.typ\": *",
    "*жирный* _курсив_ `код` $x^2$ @ссылка <метка>",
    "= Заголовок",
    "- пункт\n+ пункт\n/ слово: значение",
    "// примечание /* и ещё */",
    "\\ \\u{1F600} \\n",
    "<b>&amp;</b> &#65; <!-- -->",
    "]]>",
    "<![CDATA[x]]>",
    "\"'`«»“”",
    "../../x",
    "C:\\Windows\\system32",
    "CON",
    "a\tb",
    "{number} {date} {names} {} {{",
    "____",
    "%PDF-1.7 endobj",
    "и\u{306}",
    "\u{301}",
    "Ли́пы",
    "№№ 5",
    "(((((((((((",
    "--- ... ''",
];

fn base() -> BTreeMap<&'static str, Table> {
    let organization = r#"
        [organization]
        full_name = "муниципальное учреждение «Школа № 5»"
        short_name = "МБОУ «Школа № 5»"
        place = "г. Старый Оскол"
        parent = ["Управление образования"]
        letterhead = ["Управление образования"]
        head = "petrova"
        [organization.cases]
        prepositional = "муниципальном учреждении «Школа № 5»"
        [staff.petrova]
        name = "Петрова Мария Ивановна"
        position = "учитель математики"
        organization = "МБОУ «Школа № 6»"
        [staff.sidorov]
        name = "Сидоров Алексей Юрьевич"
        position = "учитель физики""#;
    let roadmap = r#"
        period = "2026/2027 учебный год"
        approved = { number = "112-ОД", date = "28 августа 2026 г." }
        [[stage]]
        title = "Этап"
        [[stage.section]]
        title = "Раздел"
        [[stage.section.activity]]
        name = "Мероприятие"
        term = "сентябрь"
        result = "Приказ"
        responsible = ["Куратор"]"#;
    let pairing = r#"
        mentors = ["petrova"]
        mentees = ["sidorov"]
        period = "2026/2027 учебный год"
        basis = { number = "118-ОД", date = 2026-09-01, title = "О закреплении", consent = "29 августа" }
        [note]
        relevance = "Актуальность"
        aim = "Цель"
        tasks = ["Задача"]
        interaction = "вместе"
        planned_results = "Итоги"
        conditions = "Условия"
        [labour]
        pay = "10 процентов"
        agreement = { number = "1", date = 2026-08-31 }
        [[activity]]
        block = "I"
        name = "Беседа"
        term = "сентябрь"
        result = "Справка"
        format = "очный""#;
    let order = r#"
        kind = "other"
        number = "1-ОД"
        date = "1 сентября 2026 г."
        heading = "О наставничестве"
        preamble = "В целях порядка"
        control = "Контроль оставляю за собой."
        executor = "Исполнитель"
        appendices = ["regulation", "pairs"]
        [[clause]]
        text = "Пункт."
        [[clause.clause]]
        text = "Подпункт.""#;
    let regulation = "[[clause]]\nnumber = \"4.4.5\"\ntext = \"Пункт\"\n";
    [
        ("organization", organization),
        ("roadmap", roadmap),
        ("pairing", pairing),
        ("order", order),
        ("regulation", regulation),
    ]
    .map(|(n, t)| (n, t.parse().unwrap()))
    .into()
}

fn field<'v>(value: &'v mut Value, path: &str) -> &'v mut Value {
    path.split('.')
        .fold(value, |value, key| match key.parse::<usize>() {
            Ok(i) => &mut value[i],
            Err(_) => &mut value[key],
        })
}

/// The project with this text in this field.
fn with(file: &str, path: &str, text: &str) -> Plan {
    with_base(base(), file, path, text)
}

fn with_base(
    mut tables: BTreeMap<&'static str, Table>,
    file: &str,
    path: &str,
    text: &str,
) -> Plan {
    let mut value = Value::Table(tables.remove(file).unwrap());
    *field(&mut value, path) = Value::String(text.to_owned());
    let mut texts = BTreeMap::new();
    let Value::Table(changed) = value else {
        unreachable!()
    };
    tables.insert(
        base().into_keys().find(|known| *known == file).unwrap(),
        changed,
    );
    for (name, table) in tables {
        let name = match name {
            "pairing" => "pairings/p.toml".to_owned(),
            "order" => "orders/o.toml".to_owned(),
            other => format!("{other}.toml"),
        };
        texts.insert(name, toml::to_string(&table).unwrap().into_bytes());
    }
    prepare(&files_of(&texts))
}

/// The papers of the project as it is.
fn ordinary() -> &'static [Document] {
    static PAPERS: OnceLock<Vec<Document>> = OnceLock::new();
    PAPERS.get_or_init(|| {
        let plan = with("pairing", "note.aim", "Цель");
        assert!(!plan.has_errors());
        let documents = plan.papers.iter().map(|paper| plan.document(paper));
        documents.map(Result::unwrap).collect()
    })
}

/// As the reader cleans it: the letters that must come out.
fn expected(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let leftovers = [
        '\u{AD}', '\u{200B}', '\u{200C}', '\u{200D}', '\u{2060}', '\u{FEFF}', '\u{FE0E}',
        '\u{FE0F}',
    ];
    without_accents(&fold(
        &text.replace(leftovers, "").nfc().collect::<String>(),
    ))
}

/// A PDF names an accent together with its letter by a replacement text that this reader does not
/// see: poppler, among the outside judges, does.
fn without_accents(text: &str) -> String {
    text.replace(['\u{301}', 'и', '\u{FFFD}'], "")
}

/// Either the plan tells why not, or every paper is made and the text stands in each format.
fn assert_right_page_or_message(file: &str, path: &str, text: &str) {
    let plan = with(file, path, text);
    if plan.has_errors() {
        assert!(
            plan.problems
                .iter()
                .all(|p| !p.message.is_empty() && p.code != Code::BrokenForm)
        );
        return;
    }
    let printed = !UNPRINTED.contains(&path);
    let wanted = expected(&with_dashes_and_quotes(text));
    let mut seen = [false; 3];
    // The regulation is long, and only its own field and the order's number and date stand in it.
    let in_regulation = file == "regulation" || file == "order";
    for paper in plan
        .papers
        .iter()
        .filter(|p| in_regulation || p.kind != PaperKind::Regulation)
    {
        let document = plan.document(paper).unwrap();
        // The text is not in a paper that is as it was without it.
        if ordinary().contains(&document) {
            continue;
        }
        let make = |format| {
            make_one(&document, format).unwrap_or_else(|e| panic!("{path} = {text:?}: {e}"))
        };
        let texts = [
            fold(&pdf_text(&make(Format::Pdf))),
            docx_text(&make(Format::Docx)).0,
            fold(&String::from_utf8(make(Format::Text)).unwrap()),
        ];
        // What stands over a letter a PDF may name together with it; see `without_accents`.
        seen[0] |= text
            .chars()
            .any(unicode_normalization::char::is_combining_mark);
        for (seen, text) in seen.iter_mut().zip(texts) {
            // A PDF has a row taller than a page in pieces.
            let in_pieces =
                wanted.len() > 1000 && text.matches('ж').count() >= wanted.chars().count();
            *seen |= without_accents(&text).contains(&wanted) || in_pieces;
        }
    }
    assert!(
        !printed || seen == [true; 3],
        "{path} = {text:?}: stands in PDF, DOCX, text: {seen:?}"
    );
}

#[test]
fn hostile_text_in_every_field_is_printed_or_refused() {
    for (file, path) in FIELDS {
        for text in HOSTILE {
            assert_right_page_or_message(file, path, text);
        }
    }
}

#[test]
fn five_thousand_letters_without_a_space_are_printed() {
    for path in [
        "note.aim",
        "activity.0.name",
        "activity.0.term",
        "basis.title",
    ] {
        assert_right_page_or_message("pairing", path, &"ж".repeat(5000));
    }
    assert_right_page_or_message("organization", "staff.petrova.position", &"ж".repeat(5000));
    assert_right_page_or_message("roadmap", "stage.0.title", &"ж".repeat(5000));
}

fn program(plan: &Plan) -> Document {
    plan.document(
        plan.papers
            .iter()
            .find(|p| p.kind == PaperKind::Program)
            .unwrap(),
    )
    .unwrap()
}

/// The widest letters in a narrow column: a row taller than the page must be seen as one before it
/// runs off the paper.
#[test]
fn a_row_of_the_widest_letters_is_printed_whole() {
    let plan = with("pairing", "activity.0.result", &"ШЩЮЖМ".repeat(98));
    let pdf = make_one(&program(&plan), Format::Pdf).unwrap();
    let pages = pdf_page_texts(&pdf);
    assert_eq!(pages.concat().matches('Щ').count(), 98);
    assert!(pages.len() > 2, "the row goes on over pages");
    let lost = pages
        .iter()
        .map(|p| p.matches('Щ').count())
        .max()
        .unwrap_or_default();
    assert!(lost < 98, "no page holds it all");
}

/// A row as tall as the rest of the page under its titles: the titles must not stay behind alone.
#[test]
fn titles_stay_with_a_tall_row() {
    for lines in 38..52 {
        let text = (0..lines)
            .map(|i| format!("строка {i}"))
            .collect::<Vec<_>>()
            .join("\n");
        let mut plan_text = base();
        plan_text.get_mut("pairing").unwrap()["activity"][0]["block"] =
            Value::String("4.1".to_owned());
        let plan = with_base(plan_text, "pairing", "activity.0.result", &text);
        let pdf = make_one(&program(&plan), Format::Pdf).unwrap();
        for page in pdf_page_texts(&pdf) {
            if let Some((_, after)) = fold(&page).split_once("Оказаниепомощивразработке")
            {
                assert!(
                    after.contains("строка0"),
                    "{lines} lines: the title is last on its page"
                );
            }
        }
    }
}

#[test]
fn what_no_page_can_show_is_refused() {
    for (text, code) in [
        ("а\u{7}б", Code::ControlCharacter),
        ("а\u{0}б", Code::ControlCharacter),
        ("а\u{1B}[31mб", Code::ControlCharacter),
        ("а\u{202E}б", Code::ControlCharacter),
        ("а\u{E000}б", Code::ControlCharacter),
        ("а 😀 б", Code::UndrawableCharacter),
        ("语言", Code::UndrawableCharacter),
        ("Школа שלום № 5", Code::UndrawableCharacter),
        ("سلام", Code::UndrawableCharacter),
    ] {
        for (file, path) in FIELDS {
            let plan = with(file, path, text);
            assert!(
                plan.problems.iter().any(|p| p.code == code),
                "{path} = {text:?}: {:?}",
                plan.problems
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, rng_seed: RngSeed::Fixed(591), ..ProptestConfig::default() })]

    #[test]
    fn any_letters_in_any_field(field in 0..FIELDS.len(), text in "[ -~А-яЁё№«»–—…\u{A0}\n]{1,60}") {
        let (file, path) = FIELDS[field];
        assert_right_page_or_message(file, path, &text);
    }

    #[test]
    fn any_characters_in_any_field(field in 0..FIELDS.len(), text in "\\PC{0,12}|.{0,12}") {
        let (file, path) = FIELDS[field];
        assert_right_page_or_message(file, path, &text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, rng_seed: RngSeed::Fixed(591), ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for name in ["organization.toml", "roadmap.toml", "pairings/p.toml", "forms/program.toml"] {
            let mut texts: BTreeMap<String, Vec<u8>> =
                [("organization.toml".to_owned(), toml::to_string(&base()["organization"]).unwrap().into_bytes())].into();
            texts.insert(name.to_owned(), bytes.clone());
            prepare(&files_of(&texts));
        }
    }

    #[test]
    fn a_damaged_file_is_read_or_refused(at in 0..900_usize, junk in "[ -~\u{400}-\u{45F}«»]{0,4}", cut in 0..6_usize) {
        let text = toml::to_string(&base()["pairing"]).unwrap();
        let letters: Vec<char> = text.chars().collect();
        let at = at.min(letters.len());
        let damaged: String = letters[..at].iter().chain(junk.chars().collect::<Vec<_>>().iter()).chain(&letters[(at + cut).min(letters.len())..]).collect();
        let organization = toml::to_string(&base()["organization"]).unwrap().into_bytes();
        let texts = [("organization.toml".to_owned(), organization), ("pairings/p.toml".to_owned(), damaged.into_bytes())].into();
        let plan = prepare(&files_of(&texts));
        prop_assert_eq!(plan.papers.is_empty(), plan.has_errors());
    }
}

/// A file that the user names for a command to write is replaced only by its own kind.
#[test]
fn nothing_else_is_written_over() {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name).to_str().unwrap().to_owned();
    for (name, bytes) in texts_in(&support::path(&["samples", "start"])) {
        support::write(&place.path().join(&name), &bytes);
    }
    let folder = at("");
    assert!(support::nastavnik(&["build", &folder]).status.success());
    let paper = texts_in(&place.path().join("out"))
        .into_keys()
        .find(|name| name.starts_with("Программа. Петрова — Сидоров.pdf"))
        .unwrap();
    let paper = at(&format!("out/{paper}"));
    assert!(support::nastavnik(&["issue", &paper]).status.success());
    support::write(&place.path().join("my.pdf"), b"%PDF-1.7 mine");
    support::write(&place.path().join("my.zip"), b"mine");
    support::write(&place.path().join("my.xlsx"), b"mine");
    let before = texts_in(place.path());
    for (command, name) in [
        (["print", "--out"], paper),
        (["print", "--out"], at("organization.toml")),
        (["print", "--out"], at("my.pdf")),
        (["archive", "--to"], at("organization.toml")),
        (["archive", "--to"], at("my.zip")),
        (["export", "--xlsx"], at("pairings/petrova-sidorov.toml")),
        (["export", "--xlsx"], at("my.xlsx")),
    ] {
        let [verb, option] = command;
        let force = Some("--force").filter(|_| verb != "print");
        let words = [verb, option, &name, &folder].into_iter().chain(force);
        let ended = support::nastavnik(&words.collect::<Vec<_>>());
        assert_eq!(ended.status.code(), Some(2), "{verb} {name}");
    }
    assert!(texts_in(place.path()) == before, "a file was written over");
    for words in [
        ["print", &folder, "--out", &at("all.pdf")].as_slice(),
        &["archive", &folder, "--force", "--to", &at("year.zip")],
        &["export", &folder, "--force", "--xlsx", &at("book.xlsx")],
    ] {
        for time in ["first", "second"] {
            let ended = support::nastavnik(words);
            assert!(ended.status.success(), "{words:?}, the {time} time");
        }
    }
}
