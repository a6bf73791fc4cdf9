//! Editions of other regions: folders of words, without a line of Rust. The five of `tests/editions`
//! have the shapes that regions have; each prints what it says, and each way to break one is told.

use std::collections::BTreeMap;

use nastavnik::disk::load;
use nastavnik::document::{Block, Document, Row};
use nastavnik::make::make_one;
use nastavnik::plan::{Format, Plan};
use nastavnik::prepare::{blanks, prepare};
use nastavnik::problem::{Code, Problem};
use nastavnik::project::RawFile;
use nastavnik::text;

use crate::docx_rules::{assert_formatting_lives_in_styles, assert_tables_are_whole};
use crate::parity::{assert_same_words, assert_structure_in_order};
use crate::support::{copy, document_of, next_year, part, path, texts_in, tried, write};

/// Files of folders in `forms`, by their names from there.
pub(crate) type Forms = BTreeMap<String, String>;

/// The folder of an edition in `tests/editions`, and of that which it stands over.
pub(crate) fn edition(name: &str) -> Forms {
    let folder = |name: &str| {
        let files = texts_in(&path(&["tests", "editions", name])).into_iter();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let named = files.map(|(file, bytes)| (format!("{name}/{file}"), text(bytes)));
        named.collect::<Forms>()
    };
    let mut out = folder(name);
    if out[&format!("{name}/edition.toml")].contains("extends = \"five-columns\"") {
        out.extend(folder("five-columns"));
    }
    out
}

/// What the sample school says of itself, with the edition `name`.
fn organization(name: &str) -> String {
    let file = path(&["samples", "school", "organization.toml"]);
    let text = std::fs::read_to_string(file).unwrap();
    let papers = if name == "mentor-report" {
        "year_papers = [\"points-report\"]"
    } else {
        ""
    };
    let from = "edition = \"stary-oskol-2022\"";
    assert!(text.contains(from));
    text.replacen(from, &format!("edition = \"{name}\"\n{papers}"), 1)
}

/// A copy of the sample school that takes the edition `name`, with these files in `forms`.
fn school(name: &str, forms: &Forms) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&path(&["samples", "school"]), folder.path());
    write(&folder.path().join("organization.toml"), organization(name));
    for (inside, text) in forms {
        write(&folder.path().join("forms").join(inside), text);
    }
    folder
}

fn plan_of(name: &str, forms: &Forms) -> Plan {
    let mut files = load(&path(&["samples", "school"]));
    files.today = None;
    files.organization.as_mut().unwrap().bytes = organization(name).into_bytes();
    let form = |(inside, text): (&String, &String)| RawFile {
        name: format!("forms/{inside}"),
        inside: format!("forms/{inside}"),
        stem: inside.trim_end_matches(".toml").to_owned(),
        bytes: text.clone().into_bytes(),
    };
    files.forms = forms.iter().map(form).collect();
    prepare(&files)
}

#[test]
fn folders_in_forms_are_read_from_the_disk_as_editions() {
    let forms = edition("stamps");
    let folder = school("stamps", &forms);
    let read = load(folder.path());
    let stems: Vec<String> = read
        .forms
        .iter()
        .map(|f| format!("{}.toml", f.stem))
        .collect();
    assert_eq!(stems, forms.keys().cloned().collect::<Vec<_>>());
    let plan = prepare(&read);
    assert!(!plan.has_errors(), "{:?}", told(&plan));
    document_of(&plan, "План по наставничеству");

    // A folder that is no edition is what it was: a mistake.
    std::fs::remove_file(folder.path().join("forms/five-columns/edition.toml")).unwrap();
    let plan = prepare(&load(folder.path()));
    let broken = |p: &&Problem| p.code == Code::BrokenForm;
    assert_eq!(
        plan.problems.iter().filter(broken).count(),
        1,
        "{:?}",
        told(&plan)
    );
}

/// The file and the text of the line where a problem stands.
fn whereabouts<'p>(plan: &'p Plan, problem: &Problem) -> (&'p str, &'p str) {
    let place = problem.place.as_ref().unwrap();
    let source = plan.sources.get(place.file);
    let (line, _) = source.line_and_column(place.span.start);
    let text = source.text.lines().nth(line - 1).unwrap_or_default();
    (source.inside.as_str(), text)
}

fn told(plan: &Plan) -> Vec<String> {
    let shown = |p: &Problem| {
        let at = p.place.is_some().then(|| whereabouts(plan, p));
        let hint = p.advised().unwrap_or_default();
        format!("[{}] {at:?} | {} | {hint}", p.code.number(), p.text())
    };
    plan.problems.iter().map(shown).collect()
}

/// Asserts that lines of a text stand in it, each after the one before it.
fn assert_in_order(name: &str, text: &str, lines: &[&str]) {
    let mut all = text.lines();
    for line in lines {
        assert!(all.any(|l| l == *line), "{name}: «{line}» in:\n{text}");
    }
}

struct Shape {
    edition: &'static str,
    paper: &'static str,
    /// Heads, captions and lines for signatures, in the order of the paper.
    lines: &'static [&'static str],
    blank: &'static str,
    blank_lines: &'static [&'static str],
}

const SHAPES: [Shape; 5] = [
    Shape {
        edition: "five-columns",
        paper: "Дорожная карта",
        lines: &[
            "План мероприятий («дорожная карта») по реализации программы наставничества",
            "№\tСроки реализации\tСодержание деятельности\tОтветственный исполнитель\tОжидаемый результат",
            "1\t2\t3\t4\t5",
            "1. Подготовительный этап",
            "1.4.\t1\u{a0}сентября 2026\u{a0}г.\tЗакрепление наставнических пар (групп) на учебный год\tВоскресенский\u{a0}П.А.\tПриказ о закреплении наставнических пар (групп)",
        ],
        blank: "Дорожная карта (бланк)",
        blank_lines: &[
            "Приложение 3",
            "№\tСроки реализации\tСодержание деятельности\tОтветственный исполнитель\tОжидаемый результат",
            "1\t2\t3\t4\t5",
            "\t\t\t\t",
        ],
    },
    Shape {
        edition: "six-columns",
        paper: "Дорожная карта",
        lines: &[
            "Дорожная карта внедрения целевой модели наставничества в",
            "наименование ОО",
            "Наименование этапа\tМероприятие\tСрок\tРезультат\tОтветственный\tОтметка о выполнении",
            "\tЗакрепление наставнических пар (групп) на учебный год\t1\u{a0}сентября 2026\u{a0}г.\tПриказ о закреплении наставнических пар (групп)\tВоскресенский\u{a0}П.А.\t",
        ],
        blank: "Дорожная карта (бланк)",
        blank_lines: &[
            "Наименование этапа\tМероприятие\tСрок\tРезультат\tОтветственный\tОтметка о выполнении",
            "\t\t\t\t\t",
        ],
    },
    Shape {
        edition: "stamps",
        paper: "План по наставничеству",
        lines: &[
            "Приложение № 2",
            "ПРИНЯТО",
            "педагогическим советом",
            "протокол от\u{a0}________ №\u{a0}____",
            "УТВЕРЖДЕНО",
            "приказом от\u{a0}28\u{a0}августа 2026\u{a0}г.",
            "№\u{a0}112-ОД",
            "директор",
            "____________ Воскресенский\u{a0}П.А.",
            "ПЛАН МЕРОПРИЯТИЙ по внедрению целевой модели наставничества",
            "на\u{a0}2026/2027\u{a0}учебный год",
            "г.\u{a0}Светлореченск",
            "План мероприятий",
            "№\tСроки реализации\tСодержание деятельности\tОтветственный исполнитель\tОжидаемый результат",
            "1\t2\t3\t4\t5",
            "(должность, ФИО, подпись)",
            "Председатель профсоюзного комитета: _____",
            "(ФИО, подпись)",
        ],
        blank: "План по наставничеству (бланк)",
        blank_lines: &[
            "ПРИНЯТО",
            "УТВЕРЖДЕНО",
            "ПЛАН МЕРОПРИЯТИЙ по внедрению целевой модели наставничества",
            "1\t2\t3\t4\t5",
            "Куратор: _____",
            "(должность, ФИО, подпись)",
        ],
    },
    Shape {
        edition: "individual-plan",
        paper: "Индивидуальный план развития. Кузьменко — Быков",
        lines: &[
            "УТВЕРЖДАЮ",
            "ИНДИВИДУАЛЬНЫЙ ПЛАН РАЗВИТИЯ ПОД РУКОВОДСТВОМ НАСТАВНИКА",
            "№\tПроект, задание\tСрок\tПланируемый результат\tФактический результат\tОценка наставника",
            "1\t2\t3\t4\t5\t6",
            "Подпись наставника: Гордеева\u{a0}Т.М.",
            "(ФИО, подпись)",
            "Подпись наставляемого: Быков\u{a0}Д.И.",
            "(ФИО, подпись)",
        ],
        blank: "Индивидуальный план развития (бланк)",
        blank_lines: &[
            "ФИО, должность наставляемого: _____",
            "ФИО, должность наставника: _____",
            "Срок осуществления плана: _____",
            "№\tПроект, задание\tСрок\tПланируемый результат\tФактический результат\tОценка наставника",
            "10.\t\t\t\t\t",
            "Подпись наставника: _____",
            "Подпись наставляемого: _____",
        ],
    },
    Shape {
        edition: "mentor-report",
        paper: "Отчет с баллами. Кузьменко — Быков",
        lines: &[
            "СОГЛАСОВАНО",
            "УТВЕРЖДАЮ",
            "ОТЧЕТ НАСТАВНИКА",
            "(должность, ФИО)",
            "№\tПоказатель\tБаллы (от\u{a0}0\u{a0}до\u{a0}5)\tПримечание",
            "1\t2\t3\t4",
            "4.\tИтого баллов\t\t",
            "Наставник: Кузьменко\u{a0}В.Б.",
            "(ФИО, подпись)",
            "Председатель методического совета: _____",
        ],
        blank: "Отчет наставника с баллами (бланк)",
        blank_lines: &[
            "СОГЛАСОВАНО",
            "УТВЕРЖДАЮ",
            "1\t2\t3\t4",
            "Наставник: _____",
            "Председатель методического совета: _____",
        ],
    },
];

/// As [`text::write`]; spaces that do not break are as they are.
fn words_of(document: &Document) -> String {
    text::write(document).replace('\u{a0}', " ")
}

/// What is asked of every built-in paper.
fn assert_well_made(name: &str, document: &Document) {
    assert_same_words(name, document);
    assert_structure_in_order(name, document);
    let docx = make_one(document, Format::Docx).unwrap();
    assert_tables_are_whole(name, &docx);
    assert_formatting_lives_in_styles(name, &docx);
}

#[test]
fn editions_of_five_shapes_print_their_heads_captions_and_signatures_in_order() {
    for shape in SHAPES {
        let plan = plan_of(shape.edition, &edition(shape.edition));
        assert!(!plan.has_errors(), "{}: {:?}", shape.edition, told(&plan));
        let lost = |p: &Problem| p.code == Code::UnprintedField;
        assert!(
            plan.problems.iter().all(lost),
            "{}: {:?}",
            shape.edition,
            told(&plan)
        );
        let document = document_of(&plan, shape.paper);
        let plain: Vec<String> = shape
            .lines
            .iter()
            .map(|l| l.replace('\u{a0}', " "))
            .collect();
        let plain: Vec<&str> = plain.iter().map(String::as_str).collect();
        assert_in_order(shape.edition, &words_of(&document), &plain);
        assert_well_made(shape.edition, &document);

        let empty = blanks(plan.edition().unwrap());
        let document = document_of(&empty, shape.blank);
        assert_in_order(shape.edition, &words_of(&document), shape.blank_lines);
        assert_well_made(shape.edition, &document);
    }
}

#[test]
fn an_edition_leaves_every_other_paper_as_it_is() {
    let usual = prepare(&load(&path(&["samples", "school"])));
    let plan = plan_of("six-columns", &edition("six-columns"));
    assert_eq!(plan.papers.len(), usual.papers.len());
    let mut differ = Vec::new();
    for paper in &usual.papers {
        let own = document_of(&plan, &paper.file_name);
        if text::write(&own) != text::write(&usual.document(paper).unwrap()) {
            differ.push(paper.file_name.as_str());
        }
    }
    assert_eq!(differ, ["Дорожная карта"]);
}

#[test]
fn stages_are_a_column_where_the_form_has_one() {
    let plan = plan_of("six-columns", &edition("six-columns"));
    let document = document_of(&plan, "Дорожная карта");
    let mut tables = document.sections.iter().flat_map(|s| &s.blocks);
    let table = tables.find_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let rows = &table.unwrap().rows;
    let first = |row: &Row| match row {
        Row::Cells(cells) => cells[0].0.first().map(nastavnik::document::Text::to_plain),
        Row::Title { .. } => None,
    };
    let stages: Vec<String> = rows.iter().filter_map(first).collect();
    assert!(stages.len() > 1, "{stages:?}");
    assert_eq!(stages[0], "1. Подготовительный этап");
    let levels = rows.iter().filter_map(|row| match row {
        Row::Title { level, .. } => Some(*level),
        Row::Cells(_) => None,
    });
    // Sections within a stage keep their rows.
    assert!(levels.clone().count() > 0 && levels.clone().all(|level| level == 2));
}

/// A title page is a page of its own, and in an order's appendix the form keeps its own stamps.
#[test]
fn a_title_page_stands_before_the_table() {
    let plan = plan_of("stamps", &edition("stamps"));
    let document = document_of(&plan, "План по наставничеству");
    assert_eq!(document.sections.len(), 2);
    let is_table = |block: &Block| matches!(block, Block::Table(_));
    assert!(!document.sections[0].blocks.iter().any(is_table));
    let stamps = |block: &&Block| matches!(block, Block::Stamps { .. } | Block::ApprovalStamp(_));
    assert_eq!(document.sections[0].blocks.iter().filter(stamps).count(), 1);
}

/// What an edition does not say it takes from that beneath it, over two steps; its own words win.
#[test]
fn an_edition_stands_over_another_that_stands_over_the_built_in() {
    let forms = edition("stamps");
    assert!(forms.contains_key("five-columns/roadmap.toml"));
    let plan = plan_of("stamps", &forms);
    let form = &plan.edition().unwrap().roadmap;
    assert_eq!(form.column[1].head, "Сроки реализации");
    assert_eq!(form.file_name, "План по наставничеству");
    assert_eq!(form.blank_rows, 12);
    // What an edition is called is never taken from beneath.
    let common = &plan.edition().unwrap().common;
    assert_eq!(common.date, None);
    assert!(common.source.contains("детских садов"));
}

#[test]
fn a_paper_of_an_edition_stands_beside_those_beneath_it_or_in_place_of_one() {
    let plan = plan_of("mentor-report", &edition("mentor-report"));
    let papers = &plan.edition().unwrap().year.paper;
    let usual = nastavnik::edition::Edition::built_in(false)
        .year
        .paper
        .len();
    assert_eq!(papers.len(), usual + 1);

    let mut forms = edition("mentor-report");
    let year = forms.get_mut("mentor-report/year.toml").unwrap();
    *year = year.replace("\"points-report\"", "\"mentor-report\"");
    let plan = plan_of("mentor-report", &forms);
    let papers = &plan.edition().unwrap().year.paper;
    assert_eq!(papers.len(), usual);
    let own = papers
        .iter()
        .filter(|p| p.name == "Отчет наставника с баллами");
    assert_eq!(own.count(), 1);
}

const DEEP: &str = r#"
[plan]
block = [
    { key = "1", title = "Адаптация", part = [
        { key = "1.1", title = "Знакомство", part = [
            { key = "1.1.1", title = "Со школой" },
            { key = "1.1.2", title = "С людьми", part = [
                { key = "1.1.2.1", title = "С коллегами" },
                { key = "1.1.2.2", title = "С родителями" },
            ] },
        ] },
        { key = "1.2", title = "Документы" },
    ] },
    { key = "2", title = "Методика" },
]
"#;

/// Blocks of a plan have parts, and those parts, as deep as the form says.
#[test]
fn blocks_of_a_plan_have_any_depth() {
    let mut forms = Forms::new();
    let passport = "name = \"Глубокий план\"\nsource = \"приказ № 1\"\nextends = \"general\"\n";
    forms.insert("deep/edition.toml".to_owned(), passport.to_owned());
    forms.insert("deep/program.toml".to_owned(), DEEP.to_owned());
    let folder = school("deep", &forms);
    let at = folder.path();
    let leaves = ["1.1.1", "1.1.2.1", "1.1.2.2", "1.2", "2"];
    for entry in std::fs::read_dir(at.join("pairings")).unwrap() {
        let file = entry.unwrap().path();
        let mut count = 0;
        let lines = std::fs::read_to_string(&file).unwrap();
        let lines = lines.lines().map(|line| {
            if line.starts_with("block = ") {
                count += 1;
                // The parts of one of them stay empty.
                return format!("block = \"{}\"", ["1.1.2.2", "1.2", "2"][count % 3]);
            }
            line.to_owned()
        });
        let text = lines.collect::<Vec<_>>().join("\n");
        write(&file, text);
    }
    let plan = prepare(&load(at));
    assert!(!plan.has_errors(), "{:?}", told(&plan));
    assert_eq!(plan.edition().unwrap().program.block_keys(), leaves);
    let document = document_of(&plan, "Программа. Кузьменко — Быков");
    let printed = words_of(&document);
    let titles = [
        "Адаптация",
        "1.1. Знакомство",
        "1.1.2. С людьми",
        "1.1.2.2. С родителями",
        "1.2. Документы",
        "Методика",
    ];
    let mut rest = printed.as_str();
    for title in titles {
        let plain = title.replace(". ", ".\t");
        let found = rest.find(title).or_else(|| rest.find(&plain));
        let found = found.unwrap_or_else(|| panic!("{title}: {printed}"));
        rest = &rest[found..];
    }
    assert!(
        !printed.contains("Со школой") && !printed.contains("С коллегами"),
        "{printed}"
    );
    assert_well_made("deep", &document);
    let empty = blanks(plan.edition().unwrap());
    let blank = document_of(&empty, "Программа (бланк)");
    for title in ["Со школой", "С коллегами", "С родителями", "Документы"]
    {
        assert!(words_of(&blank).contains(title), "{title}");
    }
    assert_well_made("deep", &blank);

    // A block with parts takes no activities, and no key stands twice, however deep.
    let pair = at.join("pairings/kuzmenko-bykov.toml");
    let text = std::fs::read_to_string(&pair).unwrap();
    write(
        &pair,
        text.replacen("block = \"1.2\"", "block = \"1.1.2\"", 1),
    );
    let found = told(&prepare(&load(at)));
    assert!(found.iter().any(|it| it.starts_with("[302]")), "{found:?}");
    let mut forms = forms.clone();
    let program = forms.get_mut("deep/program.toml").unwrap();
    *program = program.replace("key = \"1.1.2.2\"", "key = \"1.2.\"");
    let found = told(&plan_of("deep", &forms));
    assert!(found.iter().any(|it| it.contains("дважды")), "{found:?}");
}

/// Fields without a place in the form are told at the form, once for all pairs that have them.
#[test]
fn what_a_form_has_no_place_for_is_told_at_the_form() {
    let plan = plan_of("individual-plan", &edition("individual-plan"));
    let pairs = std::fs::read_dir(path(&["samples", "school", "pairings"])).unwrap();
    assert_eq!(plan.problems.len(), 1, "{:?}", told(&plan));
    let (file, _) = whereabouts(&plan, &plan.problems[0]);
    assert_eq!(file, "forms/individual-plan/program.toml");
    let words = plan.problems[0].text();
    assert!(
        words.contains("relevance, aim") && words.contains("format"),
        "{words}"
    );
    assert!(
        words.contains(&format!("в {} парах", pairs.count())),
        "{words}"
    );
}

/// A program with an order of blocks of its own that nobody signs is told.
#[test]
fn a_program_that_nobody_signs_is_told() {
    let mut forms = edition("individual-plan");
    let program = forms.get_mut("individual-plan/program.toml").unwrap();
    *program = program
        .replace("who = \"mentors\"", "who = \"head\"")
        .replace("Подпись ", "");
    let found = told(&plan_of("individual-plan", &forms));
    assert!(
        found.iter().any(|it| it.contains("нет подписи наставника")),
        "{found:?}"
    );
}

#[test]
fn a_roadmap_without_a_column_for_what_is_written_is_told() {
    let mut forms = edition("six-columns");
    let roadmap = forms.get_mut("six-columns/roadmap.toml").unwrap();
    *roadmap = roadmap.replace("\"responsible\"", "\"blank\"");
    let plan = plan_of("six-columns", &forms);
    assert!(!plan.has_errors());
    assert_eq!(plan.problems.len(), 1, "{:?}", told(&plan));
    let (file, line) = whereabouts(&plan, &plan.problems[0]);
    assert!(
        file == "roadmap.toml" && line.starts_with("responsible"),
        "{file}: {line}"
    );
    assert_eq!(plan.problems[0].code, Code::UnprintedField);
}

#[test]
fn an_edition_of_another_year_is_told() {
    for (from, to) in [
        ("until = 2027-08-31", "until = 2026-08-31"),
        ("from = 2024-09-02, until = 2027-08-31", "from = 2027-09-01"),
        // The pairs work on when the forms are no longer in force.
        ("until = 2027-08-31", "until = 2026-12-31"),
    ] {
        let mut forms = edition("six-columns");
        let passport = forms.get_mut("six-columns/edition.toml").unwrap();
        assert!(passport.contains(from));
        *passport = passport.replace(from, to);
        let plan = plan_of("six-columns", &forms);
        assert!(!plan.has_errors());
        assert_eq!(plan.problems.len(), 1, "{:?}", told(&plan));
        let (file, line) = whereabouts(&plan, &plan.problems[0]);
        assert!(
            file == "organization.toml" && line.starts_with("school_year"),
            "{file}: {line}"
        );
    }
}

/// The second of two files of one name would get a number, and nobody would know which is which.
#[test]
fn files_of_two_forms_that_are_called_alike_are_told() {
    for (file, text) in [
        ("roadmap", "file_name = \"Положение о наставничестве\"\n"),
        (
            "registers",
            "[mentors]\nfile_name = \"Банк наставляемых\"\n",
        ),
        (
            "orders",
            "[[kind]]\nkey = \"end\"\nfile_name = \"Приказ. О замене наставника\"\n",
        ),
    ] {
        let mut forms = edition("mentor-report");
        forms.insert(format!("mentor-report/{file}.toml"), text.to_owned());
        let plan = plan_of("mentor-report", &forms);
        assert_eq!(plan.problems.len(), 1, "{file}: {:?}", told(&plan));
        let (at, line) = whereabouts(&plan, &plan.problems[0]);
        assert!(
            at.ends_with(&format!("{file}.toml")) && line.starts_with("file_name"),
            "{at}: {line}"
        );
        assert!(plan.problems[0].text().contains("так же называется"));
    }
}

#[test]
fn an_edition_that_ends_before_it_begins_is_told_in_its_own_file() {
    let mut forms = edition("six-columns");
    let passport = forms.get_mut("six-columns/edition.toml").unwrap();
    *passport = passport.replace("until = 2027-08-31", "until = 2021-08-31");
    let plan = plan_of("six-columns", &forms);
    assert_eq!(plan.problems.len(), 1, "{:?}", told(&plan));
    let (file, line) = whereabouts(&plan, &plan.problems[0]);
    assert!(
        file.ends_with("edition.toml") && line.starts_with("in_force"),
        "{file}: {line}"
    );
    assert!(plan.problems[0].text().contains("31.08.2021"));
}

/// Of a table whose keys are the edition's own, the keys that it does not have stay as beneath.
#[test]
fn words_under_keys_of_a_table_are_taken_one_by_one() {
    let mut forms = edition("individual-plan");
    let program = forms.get_mut("individual-plan/program.toml").unwrap();
    program.push_str("\n[note.interaction_phrases]\n\"групповая\" = \"В группе.\"\n");
    let plan = plan_of("individual-plan", &forms);
    let phrases = &plan.edition().unwrap().program.note.interaction_phrases;
    assert_eq!(phrases["групповая"], "В группе.");
    assert!(phrases["индивидуальная"].starts_with("Взаимодействие"));
}

#[test]
fn an_edition_that_is_not_taken_is_told() {
    let plan = plan_of("stary-oskol-2022", &edition("six-columns"));
    assert_eq!(plan.problems.len(), 1, "{:?}", told(&plan));
    assert!(!plan.has_errors());
    let (file, _) = whereabouts(&plan, &plan.problems[0]);
    assert_eq!(file, "organization.toml");
    assert!(plan.problems[0].text().contains("six-columns"));
}

/// One way to break an edition: file, what stands there, what is written instead, and the code, the
/// file, words of the line and of the message or advice where it is told.
pub(crate) type Misuse = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    (&'static str, &'static str, &'static str),
);

pub(crate) const MISUSES: [Misuse; 38] = [
    (
        "stamps",
        "stamps/edition.toml",
        "extends = \"five-columns\"",
        "extends = [\"five-columns\"]",
        ("304", "extends", "одно значение"),
    ),
    (
        "stamps",
        "stamps/edition.toml",
        "extends = \"five-columns\"",
        "extends = \"Общая форма\"",
        ("301", "extends", "extends = \"general\""),
    ),
    (
        "stamps",
        "stamps/edition.toml",
        "source =",
        "quelle =",
        ("304", "quelle", "source"),
    ),
    (
        "stamps",
        "stamps/edition.toml",
        "\"five-columns\"",
        "\"stamps\"",
        ("304", "extends = \"stamps\"", "по кругу"),
    ),
    (
        "stamps",
        "five-columns/edition.toml",
        "\"stary-oskol-2022\"",
        "\"stamps\"",
        (
            "304",
            "extends = \"stamps\"",
            "«stamps» → «five-columns» → «stamps»",
        ),
    ),
    (
        "stamps",
        "stamps/edition.toml",
        "\"five-columns\"",
        "\"five-colums\"",
        ("301", "five-colums", "«five-columns»"),
    ),
    (
        "stamps",
        "stamps/edition.toml",
        "extends = \"five-columns\"",
        "",
        ("304", "# Карта", "program.toml"),
    ),
    (
        "stamps",
        "stamps/edition.toml",
        "extends = \"five-columns\"",
        "extends = 5",
        ("304", "extends = 5", "кавычк"),
    ),
    (
        "stamps",
        "stamps/edition.toml",
        "source =",
        "sourse =",
        ("304", "sourse", "«source»"),
    ),
    (
        "six-columns",
        "six-columns/edition.toml",
        "date = 2024-09-02",
        "date = \"вчера\"",
        ("304", "вчера", "дата"),
    ),
    (
        "six-columns",
        "six-columns/edition.toml",
        "from = 2024-09-02",
        "fron = 2024-09-02",
        ("304", "fron", "«from»"),
    ),
    (
        "six-columns",
        "six-columns/roadmap.toml",
        "field = \"stage\"",
        "field = \"stag\"",
        ("308", "stag", "«stage»"),
    ),
    (
        "six-columns",
        "six-columns/roadmap.toml",
        "field = \"term\"",
        "field = \"name\"",
        ("308", "name", "две графы"),
    ),
    (
        "six-columns",
        "six-columns/roadmap.toml",
        "field = \"blank\"",
        "",
        ("308", "[[column]]", "field"),
    ),
    (
        "six-columns",
        "six-columns/roadmap.toml",
        "width = 290",
        "width = 300",
        ("304", "width = 110", "1010"),
    ),
    (
        "six-columns",
        "six-columns/roadmap.toml",
        "head = \"Срок\"",
        "",
        ("304", "[[column]]", "head"),
    ),
    (
        "six-columns",
        "six-columns/roadmap.toml",
        "head = \"Срок\"",
        "head = \"\"",
        ("304", "head = \"\"", "пуст"),
    ),
    (
        "six-columns",
        "six-columns/roadmap.toml",
        "head = \"Срок\"",
        "head = \"Срок ⏰\"",
        ("304", "⏰", "шрифт"),
    ),
    (
        "six-columns",
        "six-columns/roadmap.toml",
        "title =",
        "titel =",
        ("304", "titel", "«title»"),
    ),
    (
        "five-columns",
        "five-columns/roadmap.toml",
        "number_row = true",
        "number_row = \"да\"",
        ("304", "number_row", "true"),
    ),
    (
        "stamps",
        "five-columns/roadmap.toml",
        "number_row = true",
        "number_row = \"да\"",
        ("304", "number_row", "true"),
    ),
    (
        "stamps",
        "stamps/roadmap.toml",
        "{order_number}",
        "{order_numer}",
        ("307", "{order_numer}", "{order_number}"),
    ),
    (
        "stamps",
        "stamps/roadmap.toml",
        "{head_post}",
        "{person_post}",
        ("307", "{person_post}", "person"),
    ),
    (
        "stamps",
        "stamps/roadmap.toml",
        "is = \"roadmap\"",
        "is = \"date\"",
        ("304", "[[layout]]", "roadmap"),
    ),
    (
        "stamps",
        "stamps/roadmap.toml",
        "is = \"roadmap\"",
        "is = \"plan\"",
        ("304", "[[layout]]", "program.toml"),
    ),
    (
        "stamps",
        "stamps/roadmap.toml",
        "is = \"title\"",
        "is = \"heading\"",
        ("304", "[[layout]]", "title"),
    ),
    (
        "stamps",
        "stamps/roadmap.toml",
        "is = \"gap\"\ncount = 8",
        "is = \"gap\"",
        ("304", "[[layout]]", "count"),
    ),
    (
        "stamps",
        "stamps/roadmap.toml",
        "is = \"gap\"\ncount = 8",
        "is = \"gap\"\ncount = 8\ntext = \"а\"",
        ("304", "text = ", "text"),
    ),
    (
        "stamps",
        "stamps/roadmap.toml",
        "who = \"curator\"",
        "who = \"mentors\"",
        ("304", "who = \"mentors\"", "curator"),
    ),
    (
        "stamps",
        "stamps/roadmap.toml",
        "who = \"curator\"",
        "who = \"union\"",
        ("308", "union", "nobody"),
    ),
    (
        "individual-plan",
        "individual-plan/program.toml",
        "is = \"plan\"",
        "is = \"explanation\"",
        ("304", "[[layout]]", "plan"),
    ),
    (
        "individual-plan",
        "individual-plan/program.toml",
        "blank_rows = 10",
        "blank_row = 10",
        ("304", "blank_row", "«blank_rows»"),
    ),
    (
        "individual-plan",
        "individual-plan/program.toml",
        "\"Индивидуальный план развития. {names}\"",
        "\"Индивидуальный план. {names}\"",
        (
            "304",
            "file_name = \"Индивидуальный план. {names}\"",
            "«Индивидуальный план»",
        ),
    ),
    (
        "individual-plan",
        "individual-plan/program.toml",
        "\"Индивидуальный план развития (бланк)\"",
        "\"Индивидуальный план (бланк)\"",
        ("304", "blank_file_name", "«Индивидуальный план»"),
    ),
    (
        "mentor-report",
        "mentor-report/year.toml",
        "\"Отчет с баллами. {names}\"",
        "\"Отчет наставника. {names}\"",
        ("304", "Отчет наставника. {names}", "«Отчет наставника»"),
    ),
    (
        "individual-plan",
        "individual-plan/program.toml",
        "orientation = \"landscape\"",
        "orientation = \"landscape",
        ("010", "orientation", ""),
    ),
    (
        "mentor-report",
        "mentor-report/year.toml",
        "is = \"stamps\"",
        "is = \"roadmap\"",
        ("304", "[[paper.block]]", "roadmap.toml"),
    ),
    (
        "mentor-report",
        "mentor-report/year.toml",
        "number_row = true\n",
        "number_rows = true\n",
        ("304", "number_rows", "«number_row»"),
    ),
];

#[test]
fn every_way_to_break_an_edition_is_told_where_it_is_written() {
    for (name, file, from, to, (code, line, words)) in MISUSES {
        let mut forms = edition(name);
        let text = forms.get_mut(file).unwrap();
        assert!(text.contains(from), "{file}: {from}");
        *text = text.replacen(from, to, 1);
        let plan = plan_of(name, &forms);
        let case = format!("{file}: {from} → {to}: {:?}", told(&plan));
        assert!(plan.has_errors() && plan.papers.is_empty(), "{case}");
        let errors: Vec<&Problem> = plan.problems.iter().filter(|p| p.is_error()).collect();
        assert_eq!(errors.len(), 1, "{case}");
        let problem = errors[0];
        let (at, found) = whereabouts(&plan, problem);
        assert_eq!(at, format!("forms/{file}"), "{case}");
        assert_eq!(problem.code.number(), code, "{case}");
        assert!(found.contains(line), "{case}");
        let said = format!(
            "{} {}",
            problem.text(),
            problem.advised().unwrap_or_default()
        );
        assert!(said.contains(words), "{case}");
        assert!(
            !problem.advised().unwrap_or_default().is_empty() || code == "304",
            "{case}"
        );
    }
}

#[test]
fn a_folder_without_its_file_or_with_a_taken_name_is_told() {
    let mut forms = edition("six-columns");
    forms.remove("six-columns/edition.toml");
    let plan = plan_of("six-columns", &forms);
    assert!(plan.has_errors(), "{:?}", told(&plan));
    assert!(
        told(&plan)
            .iter()
            .any(|it| it.contains("нет файла edition.toml"))
    );

    let forms: Forms = edition("six-columns")
        .into_iter()
        .map(|(file, text)| (file.replace("six-columns/", "stary-oskol-2022/"), text))
        .collect();
    let plan = plan_of("stary-oskol-2022", &forms);
    assert!(plan.has_errors());
    assert!(
        told(&plan)
            .iter()
            .any(|it| it.contains("занято встроенной"))
    );

    let mut forms = edition("six-columns");
    forms.insert(
        "six-columns/rodmap.toml".to_owned(),
        "title = \"а\"\n".to_owned(),
    );
    let plan = plan_of("six-columns", &forms);
    assert!(
        told(&plan)[0].contains("возможно, имелось в виду «roadmap»"),
        "{:?}",
        told(&plan)
    );
}

/// An office program without Russian rules of hyphenation broke «Персонализированные» after any letter.
#[test]
fn a_word_wider_than_its_column_has_optional_hyphens_in_docx() {
    let plan = plan_of("stamps", &edition("stamps"));
    let document = document_of(&plan, "План по наставничеству");
    let docx = make_one(&document, Format::Docx).unwrap();
    let body = part(&docx, "word/document.xml");
    assert!(body.contains("<w:softHyphen/>"));
    assert!(!body.contains('\u{E001}'));

    // The built-in edition's papers are what they were.
    let usual = prepare(&load(&path(&["samples", "school"])));
    let document = document_of(&usual, "Программа. Журавлёв — Назарова");
    let body = part(
        &make_one(&document, Format::Docx).unwrap(),
        "word/document.xml",
    );
    assert!(!body.contains("softHyphen") && !body.contains('\u{E001}'));
}

/// Rows of the form's own: words of a column, of several, or across the table.
#[test]
fn rows_of_a_table_say_something_in_one_way() {
    let row = "{ text = \"Итого баллов\" }";
    let paper = |instead: &str| {
        let mut forms = edition("mentor-report");
        let year = forms.get_mut("mentor-report/year.toml").unwrap();
        assert!(year.contains(row));
        *year = year.replacen(row, instead, 1);
        plan_of("mentor-report", &forms)
    };
    let plan = paper("{ title = \"Итоги\" },\n    { cells = [\"\", \"Итого\", \"____\"] }");
    assert!(!plan.has_errors(), "{:?}", told(&plan));
    let text = words_of(&document_of(&plan, "Отчет с баллами. Кузьменко — Быков"));
    assert_in_order("rows", &text, &["Итоги", "4.\tИтого\t____\t"]);
    for (instead, words) in [
        ("{ value = \"mentors\" }", "нет слов"),
        ("{ text = \"а\", title = \"б\" }", "по-разному"),
        ("{ cells = [\"а\", \"б\", \"в\", \"г\", \"д\"] }", "5 и 4"),
    ] {
        let plan = paper(instead);
        let errors: Vec<&Problem> = plan.problems.iter().filter(|p| p.is_error()).collect();
        assert_eq!(errors.len(), 1, "{instead}: {:?}", told(&plan));
        let (file, line) = whereabouts(&plan, errors[0]);
        assert!(
            file.ends_with("year.toml") && line.contains(instead),
            "{line}"
        );
        assert!(errors[0].text().contains(words), "{:?}", told(&plan));
    }
}

/// A signature may go without a caption, without a date, or with a post before its line.
#[test]
fn signatures_have_the_lines_that_their_form_has() {
    let mut forms = edition("mentor-report");
    let year = forms.get_mut("mentor-report/year.toml").unwrap();
    let from = "{ who = \"person\", label = \"Наставник:\", caption = \"(ФИО, подпись)\" },";
    let to = "{ who = \"person\", label = \"Наставник:\" },\n    { who = \"head\", label = \"Директор\", without_post = true },";
    assert!(year.contains(from));
    *year = year.replace(from, to);
    year.push_str("date_line = \"\"\n");
    let plan = plan_of("mentor-report", &forms);
    assert!(!plan.has_errors(), "{:?}", told(&plan));
    let document = document_of(&plan, "Отчет с баллами. Кузьменко — Быков");
    let text = words_of(&document);
    let lines = [
        "Наставник: Кузьменко В.Б.",
        "Директор Воскресенский П.А.",
        "Председатель методического совета: _____",
        "(ФИО, подпись)",
    ];
    assert!(text.ends_with(&(lines.join("\n") + "\n")), "{text}");
    assert_well_made("signatures", &document);
}

/// The edition goes with the school into the next year.
#[test]
fn the_new_year_takes_the_edition_along() {
    let folder = school("stamps", &edition("stamps"));
    let (_next, to) = next_year(folder.path());
    for file in ["stamps/roadmap.toml", "five-columns/edition.toml"] {
        let old = std::fs::read(folder.path().join("forms").join(file)).unwrap();
        assert_eq!(std::fs::read(to.join("forms").join(file)).unwrap(), old);
    }
}

/// `edition new` writes the built-in forms out, and they print what the built-in ones print.
#[test]
fn a_new_edition_begins_as_the_built_in_one_and_is_checked_with_its_sample() {
    let folder = tempfile::tempdir().unwrap();
    copy(&path(&["samples", "school"]), folder.path());
    let at = folder.path();
    let (went_well, said) = tried(&["edition", "new", "my-town"], at);
    assert!(
        went_well && said.contains("edition = \"my-town\""),
        "{said}"
    );
    assert!(!tried(&["edition", "new", "my-town"], at).0);
    assert!(!tried(&["edition", "new", "Мой город"], at).0);
    assert!(!tried(&["edition", "new", "other", "--from", "stary"], at).0);

    write(&at.join("organization.toml"), organization("my-town"));
    let usual = prepare(&load(&path(&["samples", "school"])));
    let plan = prepare(&load(at));
    assert!(plan.problems.is_empty(), "{:?}", told(&plan));
    for paper in &usual.papers {
        let own = document_of(&plan, &paper.file_name);
        assert_eq!(
            text::write(&own),
            text::write(&usual.document(paper).unwrap())
        );
    }

    let (went_well, said) = tried(&["edition", "list"], at);
    assert!(went_well, "{said}");
    assert!(
        said.contains("stary-oskol-2022: Старый Оскол (приказ № 591)")
            && said.contains("my-town: my-town"),
        "{said}"
    );
    let (went_well, said) = tried(&["edition", "show", "my-town"], at);
    assert!(
        went_well && said.contains("опирается на: stary-oskol-2022"),
        "{said}"
    );
    assert!(
        said.contains("Графы дорожной карты: № п/п; Наименование мероприятия"),
        "{said}"
    );
    let (went_well, said) = tried(&["edition", "show", "my-twon"], at);
    assert!(!went_well && said.contains("«my-town»"), "{said}");

    let check = [
        "edition",
        "check",
        "forms/my-town",
        "--out",
        "смотреть",
        "--format",
        "text",
    ];
    let (went_well, said) = tried(&check, at);
    assert!(went_well && said.contains("Ошибок нет"), "{said}");
    let made = at.join("смотреть");
    assert!(
        made.join("Программа. Петрова — Сидоров.txt").is_file(),
        "{said}"
    );
    assert!(
        made.join("бланки/Дорожная карта (бланк).txt").is_file(),
        "{said}"
    );

    // A mistake stops it, with file, line and column.
    let file = at.join("forms/my-town/roadmap.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    write(
        &file,
        text.replacen("field = \"term\"", "field = \"tern\"", 1),
    );
    let (went_well, said) = tried(&check, at);
    assert!(!went_well, "{said}");
    let line = 1 + text.lines().position(|l| l == "field = \"term\"").unwrap();
    assert!(said.contains(&format!("roadmap.toml:{line}:9")), "{said}");
    assert!(said.contains("возможно, имелось в виду «term»"), "{said}");
    let (went_well, said) = tried(&["edition", "list"], at);
    assert!(
        !went_well && said.contains("my-town: в файлах ошибки"),
        "{said}"
    );
}

/// `edition new --docx` writes a draft that passes its check, and leaves the form as it is.
#[test]
fn a_new_edition_is_learnt_from_a_form_in_word() {
    let folder = tempfile::tempdir().unwrap();
    copy(&path(&["samples", "school"]), folder.path());
    let at = folder.path();
    let blank = std::fs::read(path(&["tests", "blanks", "individual-plan.docx"])).unwrap();
    std::fs::write(at.join("бланк.docx"), &blank).unwrap();
    let new = ["edition", "new", "our-plan", "--docx", "бланк.docx"];
    let (went_well, said) = tried(&new, at);
    assert!(
        went_well && said.contains("план пары (program.toml)"),
        "{said}"
    );
    assert!(
        said.contains("Догадок: ") && said.contains("место нашлось"),
        "{said}"
    );
    assert_eq!(std::fs::read(at.join("бланк.docx")).unwrap(), blank);
    let text = std::fs::read_to_string(at.join("forms/our-plan/program.toml")).unwrap();
    assert!(text.contains("# Абзац 10.\n# Догадка: "), "{text}");

    let out = ["--out", "смотреть", "--format", "text"];
    let check = [&["edition", "check", "forms/our-plan"][..], &out].concat();
    let (went_well, said) = tried(&check, at);
    assert!(went_well && said.contains("Ошибок нет"), "{said}");
    // The activities of the sample stand in the blocks that the form has.
    let paper = at.join("смотреть/Индивидуальный план развития. Петрова — Сидоров.txt");
    let paper = std::fs::read_to_string(paper)
        .unwrap()
        .replace('\u{a0}', " ");
    assert_in_order(
        "our-plan",
        &paper,
        &[
            "ИНДИВИДУАЛЬНЫЙ ПЛАН РАЗВИТИЯ",
            "Раздел 1. Анализ трудностей и способы их преодоления",
            "Раздел 2. Направления развития педагогического работника",
            "Подпись наставника Петрова М.И.",
            "Подпись наставляемого сотрудника Сидоров А.Ю.",
        ],
    );

    // The same as a paper of the year, and what is no form.
    let other = [
        "edition",
        "new",
        "other",
        "--docx",
        "бланк.docx",
        "--as",
        "paper",
    ];
    let (went_well, said) = tried(&other, at);
    assert!(went_well && said.contains("year.toml"), "{said}");
    let (went_well, said) = tried(
        &["edition", "new", "third", "--docx", "organization.toml"],
        at,
    );
    assert!(!went_well && said.contains("не документ DOCX"), "{said}");
    assert!(!at.join("forms/third").exists());
}

/// The editions of the tests are checked by the command itself, with those that they stand over.
#[test]
fn every_edition_of_the_tests_passes_its_check() {
    let editions = path(&["tests", "editions"]);
    for shape in SHAPES {
        let (went_well, said) = tried(&["edition", "check", shape.edition], &editions);
        assert!(went_well, "{}: {said}", shape.edition);
        assert!(said.contains("Ошибок нет"), "{said}");
    }
}
