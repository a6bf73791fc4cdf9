//! Wording of a school's own: what it changes is printed, what is wrong with it is told with its
//! place.

use std::collections::BTreeMap;
use std::process::Command;

use nastavnik::disk::load;
use nastavnik::exchange::{Exchange, Wishes, export_workbook, import_workbook};
use nastavnik::plan::Plan;
use nastavnik::prepare::prepare;
use nastavnik::problem::{Code, Problem};
use nastavnik::project::{Files, RawFile};
use nastavnik::text;

use crate::browser::Server;
use crate::support::{document_of, part, path, root, texts_in, write};

/// Every wording file of the built-in edition.
const FORMS: [&str; 13] = [
    "edition",
    "program",
    "roadmap",
    "municipal-roadmap",
    "regulation",
    "school-regulation",
    "orders",
    "labour",
    "registers",
    "consolidated",
    "year",
    "print",
    "publishing",
];

fn built_in(form: &str) -> String {
    let path = path(&["forms", "stary-oskol-2022", &format!("{form}.toml")]);
    std::fs::read_to_string(path).unwrap()
}

/// The sample school with wording files of its own.
fn school(own: &[(&str, &str)]) -> Files {
    let mut files = load(&path(&["samples", "school"]));
    files.today = None;
    files.forms = own
        .iter()
        .map(|(form, text)| RawFile {
            name: format!("forms/{form}.toml"),
            inside: format!("forms/{form}.toml"),
            stem: (*form).to_owned(),
            bytes: text.as_bytes().to_vec(),
        })
        .collect();
    files
}

/// The built-in form with one passage changed.
fn changed(form: &str, from: &str, to: &str) -> String {
    let text = built_in(form);
    assert!(text.contains(from), "{form}: {from}");
    text.replacen(from, to, 1)
}

fn papers(plan: &Plan) -> BTreeMap<String, String> {
    let written = |p: &nastavnik::plan::Paper| text::write(&plan.document(p).unwrap());
    plan.papers
        .iter()
        .map(|p| (p.file_name.clone(), written(p)))
        .collect()
}

/// The text of the line where a problem stands.
fn line<'p>(plan: &'p Plan, problem: &Problem) -> (&'p str, &'p str) {
    let place = problem.place.as_ref().unwrap();
    let source = plan.sources.get(place.file);
    let (line, _) = source.line_and_column(place.span.start);
    let text = source.text.lines().nth(line - 1).unwrap_or_default();
    (source.name.as_str(), text)
}

fn told(plan: &Plan) -> Vec<String> {
    let shown = |p: &Problem| {
        let (file, line) = line(plan, p);
        let hint = p.advised().unwrap_or_default();
        format!(
            "[{}] {file}: {line} | {} | {hint}",
            p.code.number(),
            p.text()
        )
    };
    plan.problems.iter().map(shown).collect()
}

/// README: «Свой текст формы: положите файл с тем же именем … в папку forms».
#[test]
fn a_file_of_the_same_name_stands_in_for_the_built_in_one() {
    let usual = papers(&prepare(&school(&[])));
    for form in FORMS {
        let same = prepare(&school(&[(form, &built_in(form))]));
        assert!(same.problems.is_empty(), "{form}: {:?}", told(&same));
        assert_eq!(papers(&same), usual, "{form}");
    }
    let listed = std::fs::read_dir(path(&["forms", "stary-oskol-2022"])).unwrap();
    assert_eq!(listed.count(), FORMS.len());
}

#[test]
fn words_of_an_own_file_are_printed() {
    let cases = [
        (
            "program",
            "heading = \"План мероприятий\"",
            "План мероприятий",
            "План работы пары",
        ),
        ("roadmap", "head = \"Сроки\"", "Сроки", "Время исполнения"),
        (
            "school-regulation",
            "title = \"ПОЛОЖЕНИЕ\"",
            "ПОЛОЖЕНИЕ",
            "ПРАВИЛА",
        ),
        (
            "orders",
            "enacting = \"приказываю:\"",
            "приказываю:",
            "обязываю:",
        ),
        ("labour", "title = \"ЗАЯВЛЕНИЕ\"", "ЗАЯВЛЕНИЕ", "ЗАЯВКА"),
        (
            "registers",
            "head = \"Показатель\"",
            "Показатель",
            "Что посчитано",
        ),
    ];
    for (form, passage, from, to) in cases {
        let own = changed(form, passage, &passage.replace(from, to));
        let plan = prepare(&school(&[(form, &own)]));
        assert!(plan.problems.is_empty(), "{form}: {:?}", told(&plan));
        let printed = papers(&plan).into_values().any(|text| text.contains(to));
        assert!(printed, "{form}: «{to}» is not printed");
    }
}

/// «Дата стоит под "Что выйдет"»: the cells followed the places of the columns, not their heads.
#[test]
fn data_move_with_the_columns_of_a_table() {
    let column = |form: &str, head: &str| {
        let text = built_in(form);
        let from = text.find(&format!("head = \"{head}\"")).unwrap();
        let start = text[..from].rfind("[[").unwrap();
        let end = text[from..].find("[[").map_or(text.len(), |i| from + i);
        text[start..end].trim_end().to_owned()
    };
    let cases = [
        (
            "program",
            "Срок исполнения",
            "Планируемый результат",
            "Программа. Кузьменко — Быков",
        ),
        (
            "program",
            "№ п/п",
            "Планируемый результат",
            "Программа. Кузьменко — Быков",
        ),
        ("roadmap", "Сроки", "Результат", "Дорожная карта"),
    ];
    for (form, one, other, paper) in cases {
        let (a, b) = (column(form, one), column(form, other));
        let swapped = built_in(form)
            .replace(&a, "@")
            .replace(&b, &a)
            .replace('@', &b);
        assert_ne!(swapped, built_in(form));
        let plan = prepare(&school(&[(form, &swapped)]));
        assert!(plan.problems.is_empty(), "{:?}", told(&plan));
        let (before, after) = (
            text::write(&document_of(&prepare(&school(&[])), paper)),
            text::write(&document_of(&plan, paper)),
        );
        let cells = |text: &str| -> Vec<Vec<String>> {
            let rows = text
                .lines()
                .map(|l| l.split('\t').map(ToOwned::to_owned).collect());
            rows.filter(|row: &Vec<String>| row.len() == 5).collect()
        };
        let (before, after) = (cells(&before), cells(&after));
        let at = |head: &str| before[0].iter().position(|h| h == head).unwrap();
        let (i, j) = (at(one), at(other));
        let expected = before.into_iter().map(|mut row| {
            row.swap(i, j);
            row
        });
        assert_eq!(after, expected.collect::<Vec<_>>(), "{form}: {one}");
        assert!(after.len() > 5);
    }
}

#[test]
fn parts_of_the_note_move_and_go_with_their_fields() {
    let text = built_in("program");
    let from = text.find("[[note.part]]\nlabel = \"Цель:\"").unwrap();
    let to = from
        + text[from..]
            .find("[[note.part]]\nlabel = \"Задачи:\"")
            .unwrap();
    let aim = &text[from..to];
    let last = text.find("# Фразы вместо").unwrap();
    let mut own = format!("{}{aim}{}", &text[..last], &text[last..]);
    own.replace_range(from..to, "");
    let plan = prepare(&school(&[("program", &own)]));
    assert!(plan.problems.is_empty(), "{:?}", told(&plan));
    let printed = text::write(&document_of(&plan, "Программа. Кузьменко — Быков"));
    assert!(printed.find("Цель:").unwrap() > printed.find("Условия обучения").unwrap());

    // Without the part its field is not printed, which is told; the papers are made.
    let own = own.replace(aim, "");
    let plan = prepare(&school(&[("program", &own)]));
    let codes: Vec<Code> = plan.problems.iter().map(|p| p.code).collect();
    assert_eq!(codes, [Code::UnprintedField], "{:?}", told(&plan));
    assert!(plan.problems[0].message.contains("aim") && !plan.papers.is_empty());
}

/// Files of the time when the columns of the program had no `field` and the parts of the note were
/// tables of their own are still printed, and the columns are asked to be named.
#[test]
fn a_form_of_the_old_kind_is_printed_with_a_warning() {
    let mut own = built_in("program");
    let first = own.find("[[note.part]]").unwrap();
    let last = own.find("# Фразы вместо").unwrap();
    let parts = "relevance = { label = \"Зачем\", lines = 4 }\naim = { label = \"Цель:\" }\ntasks = { label = \"Задачи:\" }\n\
        period = { label = \"Срок\" }\ninteraction = { label = \"Как\" }\nresults = { label = \"Что выйдет\", lines = 6 }\n";
    own.replace_range(first..last, "");
    own = own.replacen(
        "task = \"{number}",
        &format!("{parts}task = \"{{number}}"),
        1,
    );
    let own: Vec<&str> = own.lines().filter(|l| !l.starts_with("field = ")).collect();
    let own = own.join("\n") + "\n";
    let plan = prepare(&school(&[("program", &own)]));
    let codes: Vec<Code> = plan.problems.iter().map(|p| p.code).collect();
    assert_eq!(codes, [Code::UnnamedColumns], "{:?}", told(&plan));
    assert_eq!(line(&plan, &plan.problems[0]).1, "[[plan.column]]");
    let usual = text::write(&document_of(
        &prepare(&school(&[])),
        "Программа. Кузьменко — Быков",
    ));
    let printed = text::write(&document_of(&plan, "Программа. Кузьменко — Быков"));
    let table = |text: &str| text[text.find("План мероприятий").unwrap()..].to_owned();
    assert_eq!(table(&printed), table(&usual));
    assert!(printed.contains("Зачем"));
}

#[derive(serde::Deserialize)]
struct Misuses {
    misuses: Vec<[String; 6]>,
}

#[test]
fn each_misuse_is_one_problem_with_its_line() {
    let text = std::fs::read_to_string(path(&["tests", "misuses.toml"])).unwrap();
    let Misuses { misuses } = toml::from_str(&text).unwrap();
    assert!(misuses.len() > 70);
    for [form, from, to, number, at, says] in &misuses {
        let plan = prepare(&school(&[(form, &changed(form, from, to))]));
        let case = format!("{form}: {from} → {to}: {:#?}", told(&plan));
        // One slip, one problem.
        let [problem] = plan.problems.as_slice() else {
            panic!("{case}");
        };
        let (file, text) = line(&plan, problem);
        assert_eq!(problem.code.number(), number, "{case}");
        assert_eq!(file, format!("forms/{form}.toml"), "{case}");
        assert!(text.contains(at), "{case}");
        let hint = problem.advised().unwrap_or_default();
        assert!(
            format!("{} {hint}", problem.text()).contains(says),
            "{case}"
        );
        // Nothing is printed wrongly.
        assert_eq!(plan.papers.is_empty(), problem.is_error(), "{case}");
    }
}

#[test]
fn a_line_below_the_wrong_heading_is_told_its_own() {
    let own = built_in("program")
        .replacen("blank_rows = 2\n", "", 1)
        .replacen("[plan.notes]\n", "[plan.notes]\nblank_rows = 2\n", 1);
    let plan = prepare(&school(&[("program", &own)]));
    assert_eq!(plan.problems.len(), 1, "{:?}", told(&plan));
    assert!(plan.problems[0].advised().unwrap().contains("[plan]"));
}

#[test]
fn every_mistake_of_every_file_is_told_at_once() {
    let program = changed(
        "program",
        "heading = \"План мероприятий\"",
        "heading = \"\"",
    )
    .replacen("width = 180", "width = 190", 1)
    .replacen("{names}\"", "{имена}\"", 1);
    let roadmap = changed("roadmap", "field = \"term\"", "field = \"when\"");
    let plan = prepare(&school(&[("program", &program), ("roadmap", &roadmap)]));
    let codes: Vec<Code> = plan.problems.iter().map(|p| p.code).collect();
    assert_eq!(
        codes,
        [
            Code::Placeholder,
            Code::BrokenForm,
            Code::BrokenForm,
            Code::UnboundForm
        ],
        "{:?}",
        told(&plan)
    );
}

/// The wording that the school does not take now must be right as well.
#[test]
fn both_wordings_are_looked_at() {
    let own = changed(
        "program",
        "corrected = \"Персонализированная",
        "corrected = \"{чья} персонализированная",
    );
    let plan = prepare(&school(&[("program", &own)]));
    assert_eq!(plan.problems.len(), 1, "{:?}", told(&plan));
    assert_eq!(plan.problems[0].code, Code::Placeholder);
}

/// Every placeholder that a text may have gets a value: `fill` stops a test where one does not.
#[test]
fn every_placeholder_is_filled() {
    const CASES: [&str; 6] = [
        "nominative",
        "genitive",
        "dative",
        "accusative",
        "instrumental",
        "prepositional",
    ];
    let declined = |names: &[&str]| -> String {
        let each = names
            .iter()
            .flat_map(|n| CASES.map(|c| format!(" {{{n}.{c}}}")));
        each.collect()
    };
    let order = "{organization} {school_year} {day} {appendix.regulation} {appendix.roadmap}"
        .to_owned()
        + &declined(&["curator", "curator_name", "new_mentors"]);
    let of_pairing = order.replace(" {appendix.regulation} {appendix.roadmap}", "")
        + &declined(&["mentors", "mentees"]);
    let labour = "{organization} {organization_full} {acting} {authority} {number} {pay} {form} {period} {day}".to_owned()
        + &declined(&["head", "mentor", "mentor_to", "mentor_from", "mentees"]);
    let orders = changed(
        "orders",
        "Утвердить положение",
        &format!("{order} Утвердить положение"),
    )
    .replacen(
        "Назначить с {day}",
        &format!("{of_pairing} Назначить с {{day}}"),
        1,
    );
    let labour = changed(
        "labour",
        "\"Я, {mentor.nominative}",
        &format!("\"{labour} Я, {{mentor.nominative}}"),
    );
    let plan = prepare(&school(&[("orders", &orders), ("labour", &labour)]));
    assert!(!plan.has_errors(), "{:?}", told(&plan));
    for (name, text) in papers(&plan) {
        assert!(!text.contains(['{', '}']), "{name}: {text}");
    }
}

const PRAISE: &str = "
[[kind]]
key = \"praise\"
name = \"о поощрении наставников\"
file_name = \"Приказ. О поощрении наставников\"
heading = \"О поощрении наставников в {school_year} учебном году\"
preamble = \"По итогам учебного года\"
appendices = [\"pairs\"]
clauses = [{ text = \"Объявить благодарность наставникам по списку ({appendix.pairs}).\" }]
";

/// A folder with the sample school, a kind of order of its own, and an order of it.
fn school_with_praise() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut texts = texts_in(&root().join("samples/school"));
    let own = changed(
        "orders",
        "\n# Приложения, которых нет",
        &format!("{PRAISE}\n# Приложения, которых нет"),
    );
    texts.insert("forms/orders.toml".to_owned(), own.into_bytes());
    let order = "kind = \"praise\"\nnumber = \"200-ОД\"\ndate = 2027-05-28\n";
    texts.insert("orders/praise.toml".to_owned(), order.as_bytes().to_vec());
    for (name, bytes) in texts {
        write(&folder.path().join(name), &bytes);
    }
    folder
}

#[test]
fn a_kind_of_order_of_the_school_s_own_is_printed_and_offered_everywhere() {
    let folder = school_with_praise();
    let plan = prepare(&Files {
        today: None,
        ..load(folder.path())
    });
    assert!(plan.problems.is_empty(), "{:?}", told(&plan));
    let printed = text::write(&document_of(&plan, "Приказ. О поощрении наставников"));
    assert!(printed.contains("Объявить благодарность наставникам по списку (приложение)."));
    assert!(printed.contains("О поощрении наставников в 2026/2027 учебном году"));

    let Exchange::Done(book) = export_workbook(folder.path()) else {
        panic!("no workbook");
    };
    let sheets = (1..=9).map(|i| part(&book, &format!("xl/worksheets/sheet{i}.xml")));
    let lists: Vec<String> = sheets
        .filter(|s| s.contains("о поощрении наставников"))
        .collect();
    assert_eq!(lists.len(), 1);
    assert!(lists[0].contains("другой,о поощрении наставников"));
    assert!(part(&book, "xl/sharedStrings.xml").contains("о поощрении наставников"));
    // What was written out reads back as it was.
    let file = folder.path().join("книга.xlsx");
    std::fs::write(&file, &book).unwrap();
    let Ok(Exchange::Done(imported)) = import_workbook(&file, folder.path(), &Wishes::default())
    else {
        panic!("not read");
    };
    assert!(imported.files.is_empty(), "{:?}", imported.changes);
    std::fs::remove_file(file).unwrap();

    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let page = window.get("/0/order/praise").text();
    assert!(
        page.contains("<option value=\"о поощрении наставников\" selected"),
        "{page}"
    );
    let new = window.get("/0/order").text();
    assert!(new.contains("<option value=\"о поощрении наставников\""));
}

/// What a kind does stands in the edition, not in its key.
#[test]
fn a_kind_does_what_its_effect_says() {
    let orders = changed("orders", "key = \"end\"", "key = \"stop\"");
    let mut texts = texts_in(&root().join("samples/school"));
    for (name, bytes) in &mut texts {
        if name.starts_with("orders/") {
            let text = String::from_utf8(bytes.clone()).unwrap();
            *bytes = text
                .replace("kind = \"end\"", "kind = \"stop\"")
                .into_bytes();
        }
    }
    texts.insert("forms/orders.toml".to_owned(), orders.into_bytes());
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in texts {
        write(&folder.path().join(name), &bytes);
    }
    let plan = prepare(&Files {
        today: None,
        ..load(folder.path())
    });
    assert!(plan.problems.is_empty(), "{:?}", told(&plan));
    let results = "Приказ. Об итогах наставничества";
    let usual = prepare(&school(&[]));
    assert_eq!(
        text::write(&document_of(&plan, results)),
        text::write(&document_of(&usual, results))
    );
    let next = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_nastavnik"))
        .args(["roll-over", "--to"])
        .arg(next.path().join("next"))
        .arg(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("прекращение наставничества – событие прошлого года"),
        "{said}"
    );
}

/// A file of the school's own may leave to the built-in one what it says of a kind.
#[test]
fn an_own_file_takes_what_it_does_not_say_of_a_kind_from_the_built_in_one() {
    let text = built_in("orders");
    let own: Vec<&str> = text
        .lines()
        .filter(|l| {
            ![
                "name = ",
                "effect = ",
                "public = ",
                "appendix_name",
                "only_appendix_name",
            ]
            .iter()
            .any(|k| l.starts_with(k))
        })
        .collect();
    let own = own.join("\n") + "\n";
    let own = own.replace("[[appendix]]\nkey = \"regulation\"\n[[appendix]]\nkey = \"roadmap\"\n[[appendix]]\nkey = \"pairs\"\n[[appendix]]\nkey = \"programs\"\n[[appendix]]\nkey = \"payments\"\n[[appendix]]\nkey = \"blank-roadmap\"\n[[appendix]]\nkey = \"blank-program\"\n", "");
    assert!(!own.contains("[[appendix]]") && !own.contains("effect ="));
    let plan = prepare(&school(&[("orders", &own)]));
    assert!(plan.problems.is_empty(), "{:?}", told(&plan));
    assert_eq!(papers(&plan), papers(&prepare(&school(&[]))));
}

/// «{appendix.roadmap}» was printed where an order changed the appendices of its kind.
#[test]
fn a_clause_about_an_appendix_that_is_not_there_is_told() {
    let mut files = school(&[]);
    let order = files
        .orders
        .iter_mut()
        .find(|o| o.stem == "introduction")
        .unwrap();
    order.bytes = [b"appendices = [\"regulation\"]\n".as_slice(), &order.bytes].concat();
    let plan = prepare(&files);
    let found: Vec<_> = plan
        .problems
        .iter()
        .filter(|p| p.code == Code::IncompleteOrder)
        .collect();
    assert_eq!(found.len(), 1, "{:?}", told(&plan));
    assert!(found[0].message.contains("дорожная карта"));
    assert!(
        papers(&plan)
            .into_values()
            .all(|text| !text.contains("{appendix"))
    );
}

/// Wording stands in `forms/` and nowhere else.
#[test]
fn no_form_and_no_writer_has_russian_words() {
    let mut files = Vec::new();
    for folder in ["forms", "docx", "pdf"] {
        let folder = path(&["src", folder]);
        files.extend(texts_in(&folder).into_keys().map(|file| folder.join(file)));
    }
    files.extend(["text.rs", "xlsx.rs", "document.rs", "qr.rs"].map(|f| path(&["src", f])));
    assert!(files.len() > 20);
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for line in code.lines() {
            let line = line.split("//").next().unwrap();
            let russian = line
                .chars()
                .any(|c| ('а'..='я').contains(&c) || ('А'..='Я').contains(&c));
            assert!(!russian, "{}: {line}", file.display());
        }
    }
}
