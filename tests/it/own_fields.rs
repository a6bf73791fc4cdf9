//! Fields that an edition adds to pairs, people and activities: read, checked, printed, in Excel, on
//! the page, in the schema, in the new year and in public copies.

use std::path::Path;
use std::process::Command;

use nastavnik::disk::load;
use nastavnik::exchange::{Exchange, Wishes, export_workbook, import_workbook};
use nastavnik::plan::{Choice, Plan};
use nastavnik::prepare::prepare;
use nastavnik::problem::Problem;
use nastavnik::text;

use crate::browser::Server;
use crate::support::{copy, document_of, part, path, tried, write};

const FIELDS: &str = r#"
name = "Свои поля"
source = "приказ № 1"
extends = "general"

[[field]]
key = "category"
of = "pairing"
title = "Категория программы"
is = "choice"
values = ["первая", "высшая"]
personal = false
[[field]]
key = "agreed"
of = "pairing"
title = "Согласовано советом"
is = "date"
new_year = "goes"
[[field]]
key = "helper"
of = "pairing"
title = "Помощник наставника"
is = "person"
[[field]]
key = "hired"
of = "staff"
title = "Дата приема на работу"
is = "date"
hint = "По трудовой книжке"
[[field]]
key = "subjects"
of = "staff"
title = "Предметы сотрудника"
is = "list"
[[field]]
key = "hours"
of = "activity"
title = "Часов"
is = "number"
[[field]]
key = "room"
of = "activity"
title = "Место проведения"
is = "text"
new_year = "moves"
"#;

const ROADMAP: &str = r#"
[[column]]
head = "№"
width = 60
align = "centre"
field = "number"
[[column]]
head = "Мероприятие"
width = 400
align = "left"
field = "name"
[[column]]
head = "Срок"
width = 140
align = "left"
field = "term"
[[column]]
head = "Ответственный"
width = 150
align = "left"
field = "responsible"
[[column]]
head = "Результат"
width = 150
align = "left"
field = "result"
[[column]]
head = "Часов"
width = 100
align = "centre"
field = "own.hours"
"#;

const YEAR: &str = r#"
[[paper]]
key = "card"
name = "Карточка пары"
file_name = "Карточка пары. {names}"
about = "pair"
orientation = "portrait"
[[paper.block]]
is = "title"
text = "КАРТОЧКА"
[[paper.block]]
is = "paragraph"
text = "Категория: {own.category}; согласовано {own.agreed}; помощник {own.helper}."
[[paper]]
key = "list"
name = "Список категорий"
file_name = "Список категорий"
about = "school"
orientation = "portrait"
[[paper.block]]
is = "title"
text = "СПИСОК"
[[paper.block]]
is = "table"
rows = "pairs"
summary = "Категории пар"
column = [
    { head = "Наставник", width = 500, align = "left", field = "mentors" },
    { head = "Категория", width = 500, align = "left", field = "own.category" },
]
"#;

const PAIR: &str = "pairings/petrova-sidorov.toml";

/// The example of `init` with the edition and some of its fields filled.
fn school() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&path(&["samples", "start"]), folder.path());
    let at = folder.path();
    let forms = at.join("forms/town");
    std::fs::create_dir_all(&forms).unwrap();
    write(&forms.join("edition.toml"), FIELDS);
    write(&forms.join("roadmap.toml"), ROADMAP);
    write(&forms.join("year.toml"), YEAR);
    change(
        at,
        "organization.toml",
        "edition = \"stary-oskol-2022\"",
        "edition = \"town\"\nyear_papers = [\"card\", \"list\"]",
    );
    change(
        at,
        "organization.toml",
        "name = \"Петрова Мария Ивановна\"\n",
        "name = \"Петрова Мария Ивановна\"\nown = { hired = 2010-09-01, subjects = [\"алгебра\", \"геометрия\"] }\n",
    );
    change(
        at,
        PAIR,
        "mentees = [\"sidorov\"]\n",
        "mentees = [\"sidorov\"]\nown = { category = \"высшая\", agreed = 2026-08-30, helper = \"lebedeva\" }\n",
    );
    change(
        at,
        "roadmap.toml",
        "term = 2026-09-01\n",
        "term = 2026-09-01\nown = { hours = 3, room = \"кабинет 2026 года\" }\n",
    );
    folder
}

fn read(folder: &Path, file: &str) -> String {
    std::fs::read_to_string(folder.join(file)).unwrap()
}

fn change(folder: &Path, file: &str, from: &str, to: &str) {
    let text = read(folder, file);
    assert!(text.contains(from), "{file}: {from}");
    write(&folder.join(file), text.replacen(from, to, 1));
}

fn told(plan: &Plan) -> Vec<String> {
    let shown = |p: &Problem| {
        let place = p.place.as_ref().map(|at| {
            let source = plan.sources.get(at.file);
            let (line, column) = source.line_and_column(at.span.start);
            format!("{}:{line}:{column}", source.inside)
        });
        let hint = p.advised().unwrap_or_default();
        format!("[{}] {place:?} | {} | {hint}", p.code.number(), p.text())
    };
    plan.problems.iter().map(shown).collect()
}

#[test]
fn they_are_printed_in_columns_and_places() {
    let folder = school();
    let plan = prepare(&load(folder.path()));
    // What stands in no form is told, once each.
    let unprinted = ["hired", "subjects", "room"];
    assert_eq!(plan.problems.len(), unprinted.len(), "{:?}", told(&plan));
    for (problem, key) in plan.problems.iter().zip(unprinted) {
        assert_eq!(problem.code.number(), "309");
        assert!(problem.text().contains(&format!("«{key}»")));
    }
    let plain = |paper| text::write(&document_of(&plan, paper)).replace('\u{a0}', " ");
    let roadmap = plain("Дорожная карта");
    assert!(
        roadmap.contains("Приказ о закреплении наставнических пар (групп)\t3\n"),
        "{roadmap}"
    );
    let card = plain("Карточка пары. Петрова — Сидоров");
    assert!(
        card.contains("Категория: высшая; согласовано 30 августа 2026 г.; помощник Лебедева Н.В."),
        "{card}"
    );
    assert!(plain("Список категорий").contains("\tвысшая\n"));
}

/// A file, what stands in it, what is written instead, and the code and words that tell of it.
type Misuse = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const MISUSES: [Misuse; 21] = [
    (PAIR, "\"высшая\"", "\"высша\"", "106", "«высшая»"),
    (PAIR, "\"высшая\"", "5", "014", "нужно одно из слов"),
    (PAIR, "category =", "categry =", "012", "«category»"),
    (
        PAIR,
        "agreed = 2026-08-30",
        "agreed = \"30.08.2026\"",
        "014",
        "2026-09-01",
    ),
    (PAIR, "\"lebedeva\"", "\"lebedva\"", "201", "«lebedeva»"),
    (
        "organization.toml",
        "hired = 2010-09-01",
        "hired = 2010",
        "014",
        "нужна дата",
    ),
    (
        "organization.toml",
        "[\"алгебра\", \"геометрия\"]",
        "\"алгебра\"",
        "014",
        "нужен список",
    ),
    (
        "roadmap.toml",
        "hours = 3",
        "hours = \"три\"",
        "014",
        "целое число",
    ),
    (
        "forms/town/edition.toml",
        "of = \"staff\"",
        "of = \"stff\"",
        "308",
        "«staff»",
    ),
    (
        "forms/town/edition.toml",
        "is = \"list\"",
        "is = \"lst\"",
        "308",
        "«list»",
    ),
    (
        "forms/town/edition.toml",
        "values = [\"первая\", \"высшая\"]\n",
        "",
        "308",
        "values",
    ),
    (
        "forms/town/edition.toml",
        "is = \"number\"",
        "is = \"number\"\nvalues = [\"один\"]",
        "308",
        "values",
    ),
    (
        "forms/town/edition.toml",
        "key = \"hours\"",
        "key = \"часы\"",
        "308",
        "латинские",
    ),
    (
        "forms/town/edition.toml",
        "key = \"subjects\"",
        "key = \"hired\"",
        "308",
        "дважды",
    ),
    (
        "forms/town/edition.toml",
        "\"Предметы сотрудника\"",
        "\"Должность\"",
        "308",
        "Сотрудники",
    ),
    (
        "forms/town/edition.toml",
        "title = \"Часов\"\n",
        "",
        "304",
        "title",
    ),
    (
        "forms/town/edition.toml",
        "new_year = \"goes\"",
        "new_year = \"go\"",
        "308",
        "«goes»",
    ),
    (
        "forms/town/roadmap.toml",
        "own.hours",
        "own.hour",
        "308",
        "«own.hours»",
    ),
    (
        "forms/town/roadmap.toml",
        "own.hours",
        "own.category",
        "308",
        "own.hours",
    ),
    (
        "forms/town/year.toml",
        "{own.agreed}",
        "{own.agred}",
        "307",
        "{own.agred}",
    ),
    (
        "forms/town/year.toml",
        "{own.agreed}",
        "{own.hours}",
        "307",
        "{own.hours}",
    ),
];

/// One mistake, where it is told and in what words.
#[test]
fn every_misuse_is_told_where_it_is_written() {
    for (file, from, to, code, words) in MISUSES {
        let folder = school();
        change(folder.path(), file, from, to);
        let plan = prepare(&load(folder.path()));
        let case = format!("{file}: {from} → {to}: {:?}", told(&plan));
        assert!(plan.has_errors(), "{case}");
        assert!(
            plan.papers.is_empty() || !file.starts_with("forms"),
            "{case}"
        );
        let of_file: Vec<String> = told(&plan)
            .into_iter()
            .filter(|it| it.contains(file))
            .collect();
        let expected = format!("[{code}] Some(\"{file}:");
        assert!(
            of_file
                .iter()
                .any(|it| it.starts_with(&expected) && it.contains(words)),
            "{case}"
        );
    }
}

/// An edition without these fields prints nothing of them, and says so.
#[test]
fn another_edition_tells_of_what_is_left() {
    let folder = school();
    change(
        folder.path(),
        "organization.toml",
        "edition = \"town\"",
        "edition = \"general\"",
    );
    change(
        folder.path(),
        "organization.toml",
        "year_papers = [\"card\", \"list\"]\n",
        "",
    );
    std::fs::remove_dir_all(folder.path().join("forms")).unwrap();
    let plan = prepare(&load(folder.path()));
    let told = told(&plan);
    assert!(!plan.has_errors(), "{told:?}");
    for key in ["category", "hired", "hours"] {
        let found = told
            .iter()
            .any(|it| it.starts_with("[309]") && it.contains(key));
        assert!(found, "{key}: {told:?}");
    }
}

#[test]
fn a_workbook_has_their_columns_and_brings_them_back() {
    let folder = school();
    let Exchange::Done(book) = export_workbook(folder.path()) else {
        panic!("no workbook");
    };
    let words = part(&book, "xl/sharedStrings.xml");
    for head in [
        "Категория программы",
        "Дата приема на работу",
        "Часов",
        "Место проведения",
    ] {
        assert!(words.contains(head), "{head}");
    }
    let file = folder.path().join("книга.xlsx");
    std::fs::write(&file, &book).unwrap();
    let import = || import_workbook(&file, folder.path(), &Wishes::default());
    let Ok(Exchange::Done(imported)) = import() else {
        panic!("not read");
    };
    assert!(imported.files.is_empty(), "{:?}", imported.changes);

    // What a book says and the files do not comes into the files.
    change(
        folder.path(),
        PAIR,
        "own = { category = \"высшая\", agreed = 2026-08-30, helper = \"lebedeva\" }\n",
        "",
    );
    let wishes = Wishes::default();
    let Ok(Exchange::Done(imported)) = import_workbook(&file, folder.path(), &wishes) else {
        panic!("not read");
    };
    let changed = format!("{:?}", imported.files);
    assert!(
        !imported.files.is_empty() || imported.changes.is_empty(),
        "{changed}"
    );
}

#[test]
fn the_page_shows_and_changes_them() {
    let folder = school();
    let server = Server::start(folder.path(), 60);
    let window = server.window();
    let pair = window.form("/0/pair/petrova-sidorov");
    let name = "pairs.0.own.category";
    assert_eq!(pair.value(name), "высшая");
    let reply = window.save(&pair.with(name, "первая"));
    assert_eq!(reply.status, 303, "{}", reply.text());
    assert!(read(folder.path(), PAIR).contains("category = \"первая\""));

    let page = window.get("/0/person/petrova").text();
    assert!(page.contains("Дата приема на работу") && page.contains("По трудовой книжке"));
    let person = window.form("/0/person/petrova");
    assert_eq!(person.value("staff.0.own.hired"), "01.09.2010");
    assert_eq!(
        window
            .save(&person.with("staff.0.own.hired", "02.09.2010"))
            .status,
        303
    );
    assert!(read(folder.path(), "organization.toml").contains("hired = 2010-09-02"));

    let roadmap = window.form("/0/roadmap");
    assert_eq!(roadmap.value("roadmap.0.own.hours"), "3");
    assert_eq!(
        window
            .save(&roadmap.with("roadmap.1.own.hours", "7"))
            .status,
        303
    );
    let text = read(folder.path(), "roadmap.toml");
    assert!(
        text.contains("hours = 3") && text.contains("hours = 7"),
        "{text}"
    );
}

#[test]
fn the_new_year_keeps_what_its_fate_says() {
    let folder = school();
    let next = tempfile::tempdir().unwrap();
    let to = next.path().join("next");
    let args = ["roll-over", "--to", to.to_str().unwrap(), "."];
    let (went_well, said) = tried(&args, folder.path());
    assert!(went_well, "{said}");
    assert!(
        said.contains("«Согласовано советом» – сведения прошлого года, они не перенесены"),
        "{said}"
    );
    let staff = read(&to, "organization.toml");
    assert!(
        staff.contains("hired = 2010-09-01") && staff.contains("геометрия"),
        "{staff}"
    );
    let roadmap = read(&to, "roadmap.toml");
    assert!(
        roadmap.contains("hours = 3") && roadmap.contains("кабинет 2027 года"),
        "{roadmap}"
    );
    let pair = to.join(PAIR);
    if pair.is_file() {
        let pair = read(&to, PAIR);
        assert!(
            pair.contains("category = \"высшая\"") && !pair.contains("agreed"),
            "{pair}"
        );
    }
}

#[test]
fn schemas_know_them() {
    let folder = school();
    let output = Command::new(env!("CARGO_BIN_EXE_nastavnik"))
        .args(["schema", "--out", "schema"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success());
    let own = |file: &str, pointer: &str| {
        let schema: serde_json::Value = serde_json::from_str(&read(folder.path(), file)).unwrap();
        schema.pointer(pointer).cloned().unwrap_or_default()
    };
    let category = own(
        "schema/pairing.schema.json",
        "/properties/own/properties/category",
    );
    assert_eq!(category["title"], "Категория программы");
    let hours = "/properties/stage/items/properties/activity/items/properties/own/properties/hours";
    assert_eq!(own("schema/roadmap.schema.json", hours)["type"], "integer");
}

/// What is not said to be for everybody is in no public copy.
#[test]
fn public_copies_have_no_personal_ones() {
    let folder = school();
    let choice = Choice {
        public: true,
        ..Choice::default()
    };
    let mut plan = prepare(&load(folder.path()));
    plan.choose(choice).unwrap();
    let roadmap = plan
        .papers
        .iter()
        .find(|paper| paper.file_name.starts_with("Дорожная карта"));
    let text = text::write(&plan.document(roadmap.unwrap()).unwrap());
    assert!(!text.contains("\t3\n"), "{text}");
    change(
        folder.path(),
        "forms/town/edition.toml",
        "title = \"Часов\"\n",
        "title = \"Часов\"\npersonal = false\n",
    );
    let mut plan = prepare(&load(folder.path()));
    plan.choose(choice).unwrap();
    let roadmap = plan
        .papers
        .iter()
        .find(|paper| paper.file_name.starts_with("Дорожная карта"));
    let text = text::write(&plan.document(roadmap.unwrap()).unwrap());
    assert!(text.contains("\t3\n"), "{text}");
}

const REGISTERS: &str = r#"
[mentors]
column = [
    { head = "№", width = 100, align = "centre", field = "number" },
    { head = "ФИО", width = 500, align = "left", field = "name" },
    { head = "Предметы", width = 400, align = "left", field = "own.subjects" },
]
[pairings]
column = [
    { head = "Наставник", width = 250, align = "left", field = "mentors" },
    { head = "Наставляемый", width = 250, align = "left", field = "mentees" },
    { head = "Категория", width = 250, align = "left", field = "own.category" },
    { head = "Принят", width = 250, align = "left", field = "mentees.own.hired" },
]
"#;

const ORDERS: &str = r#"
[[kind]]
key = "praise"
name = "о поощрении"
file_name = "Приказ. О поощрении"
heading = "О поощрении наставников"
preamble = "По итогам года"
appendices = ["pairs"]
pairing_clause = "Поощрить {mentors.accusative} (категория {own.category}, предметы: {mentors.own.subjects}); {mentees.nominative} принят {mentees.own.hired}."
clauses = []

[pairs]
column = [
    { head = "Наставник", width = 400, align = "left", field = "mentors" },
    { head = "Наставляемый", width = 400, align = "left", field = "mentees" },
    { head = "Предметы", width = 200, align = "left", field = "mentors.own.subjects" },
]
"#;

/// The school with an order and registers that name fields of its people.
fn school_with_staff() -> tempfile::TempDir {
    let folder = school();
    let at = folder.path();
    write(&at.join("forms/town/registers.toml"), REGISTERS);
    write(&at.join("forms/town/orders.toml"), ORDERS);
    std::fs::create_dir_all(at.join("orders")).unwrap();
    write(
        &at.join("orders/praise.toml"),
        "kind = \"praise\"\nnumber = \"7\"\ndate = 2027-05-20\npairings = [\"petrova-sidorov\"]\n",
    );
    let text = read(at, "organization.toml");
    let line = text.lines().find(|l| l.starts_with("name = \"Сидоров"));
    let line = line.unwrap();
    let with_own = format!("{line}\nown = {{ hired = 2026-08-25 }}");
    let text = text.replacen(line, &with_own, 1) + "\n[registers]\nteachers = 40\n";
    write(&at.join("organization.toml"), text);
    folder
}

#[test]
fn fields_of_people_stand_in_registers_and_orders() {
    let folder = school_with_staff();
    let plan = prepare(&load(folder.path()));
    assert!(!plan.has_errors(), "{:?}", told(&plan));
    let plain = |paper| text::write(&document_of(&plan, paper)).replace('\u{a0}', " ");
    let bank = plain("Банк наставников");
    assert!(
        bank.contains("Петрова Мария Ивановна\tалгебра; геометрия"),
        "{bank}"
    );
    let register = plain("Реестр наставнических пар");
    assert!(
        register.contains("\tвысшая\t25 августа 2026 г."),
        "{register}"
    );
    let order = plain("Приказ. О поощрении");
    assert!(
        order.contains("(категория высшая, предметы: алгебра; геометрия)")
            && order.contains("принят 25 августа 2026 г."),
        "{order}"
    );
    assert!(order.contains("\tалгебра; геометрия"), "{order}");
}

#[test]
fn a_wrong_field_of_people_is_told_with_those_that_there_are() {
    for (file, from, to, code, words) in [
        (
            "registers",
            "\"own.subjects\"",
            "\"own.subject\"",
            "308",
            "«own.subjects»",
        ),
        (
            "registers",
            "\"own.category\"",
            "\"mentors.own.category\"",
            "308",
            "mentors.own.hired",
        ),
        (
            "orders",
            "{mentors.own.subjects}",
            "{own.subjects}",
            "307",
            "{own.subjects}",
        ),
        (
            "orders",
            "{mentees.own.hired}",
            "{mentees.own.fired}",
            "307",
            "{mentees.own.fired}",
        ),
        (
            "orders",
            "preamble = \"По",
            "preamble = \"{own.category} По",
            "307",
            "{own.category}",
        ),
    ] {
        let folder = school_with_staff();
        let file = format!("forms/town/{file}.toml");
        change(folder.path(), &file, from, to);
        let plan = prepare(&load(folder.path()));
        let all = told(&plan);
        let expected = format!("[{code}] Some(\"{file}:");
        assert!(
            all.iter()
                .any(|it| it.starts_with(&expected) && it.contains(words)),
            "{from} → {to}: {all:?}"
        );
        assert!(plan.papers.is_empty(), "{all:?}");
    }
}

/// A person whom a field of somebody names is printed by name, not by key.
#[test]
fn a_person_of_somebody_is_printed_by_name() {
    let folder = school_with_staff();
    let at = folder.path();
    change(
        at,
        "forms/town/edition.toml",
        "key = \"subjects\"\nof = \"staff\"\ntitle = \"Предметы сотрудника\"\nis = \"list\"",
        "key = \"subjects\"\nof = \"staff\"\ntitle = \"Напарник\"\nis = \"person\"",
    );
    change(
        at,
        "organization.toml",
        "subjects = [\"алгебра\", \"геометрия\"]",
        "subjects = \"lebedeva\"",
    );
    let plan = prepare(&load(at));
    assert!(!plan.has_errors(), "{:?}", told(&plan));
    for paper in ["Банк наставников", "Приказ. О поощрении"] {
        let printed = text::write(&document_of(&plan, paper)).replace('\u{a0}', " ");
        assert!(printed.contains("Лебедева Н.В."), "{paper}: {printed}");
        assert!(!printed.contains("lebedeva"), "{paper}: {printed}");
    }
}
