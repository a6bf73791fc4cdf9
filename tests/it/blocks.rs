//! What the blocks of an edition ask for and its forms have not: people, fields of the edition's own,
//! rows; each is told at its own words and nothing is printed without them.

use std::path::Path;

use nastavnik::disk::load;
use nastavnik::plan::Plan;
use nastavnik::prepare::{blanks, prepare};
use nastavnik::problem::Problem;
use nastavnik::text;

use crate::support::{copy, document_of, path, write};

const PASSPORT: &str = r#"
name = "Заря"
source = "приказ № 144"
extends = "general"

[[field]]
key = "category"
of = "pairing"
title = "Категория программы"
is = "choice"
values = ["первая", "высшая"]
[[field]]
key = "experience"
of = "staff"
title = "Стаж, лет"
is = "number"
"#;

const PROGRAM: &str = r#"
[[layout]]
is = "title"
text = "ПЛАН РАБОТЫ"
[[layout]]
is = "line"
label = "Стаж наставника, лет:"
value = "{mentors.own.experience}"
[[layout]]
is = "line"
label = "{mentors:Наставник|Наставники}, категория:"
value = "{own.category}"
[[layout]]
is = "explanation"
[[layout]]
is = "plan"
[[layout]]
is = "signatures"
signature = [{ who = "mentors", label = "Наставник:", caption = "(подпись)" }]

[plan]
[[plan.column]]
head = "Блок"
width = 300
align = "left"
field = "block"
[[plan.column]]
head = "Содержание"
width = 400
align = "left"
field = "name"
[[plan.column]]
head = "Срок"
width = 300
align = "left"
field = "term"

[[plan.block]]
key = "I"
title = "Первый блок"
[[plan.block]]
key = "IV"
title = "Четвертый блок"
part = [{ key = "4.1", title = "Первая часть" }, { key = "4.2", title = "Вторая часть" }]
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
text = "КАРТОЧКА ПАРЫ"
[[paper.block]]
is = "table"
rows = "pairs"
summary = "Пары"
column = [
    { head = "Наставник", width = 300, align = "left", field = "mentors" },
    { head = "Стаж", width = 300, align = "left", field = "mentors.own.experience" },
    { head = "Категория", width = 400, align = "left", field = "own.category" },
]
[[paper.block]]
is = "table"
rows = "questions"
summary = "Вопросы"
column = [
    { head = "Вопрос", width = 700, align = "left", field = "text" },
    { head = "Сколько", width = 300, align = "left", field = "value" },
]
row = [{ text = "Пар в школе", value = "pairings" }]
[[paper.block]]
is = "signatures"
signature = [{ who = "curator", label = "Куратор:", caption = "(подпись)" }]
"#;

const PAIR: &str = "pairings/petrova-sidorov.toml";

fn change(folder: &Path, file: &str, from: &str, to: &str) {
    let file = folder.join(file);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains(from), "{}: {from}", file.display());
    write(&file, text.replacen(from, to, 1));
}

/// The example of `init` with the edition.
fn school() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&path(&["samples", "start"]), folder.path());
    let at = folder.path();
    let forms = at.join("forms/town");
    std::fs::create_dir_all(&forms).unwrap();
    for (file, text) in [("edition", PASSPORT), ("program", PROGRAM), ("year", YEAR)] {
        write(&forms.join(format!("{file}.toml")), text);
    }
    change(
        at,
        "organization.toml",
        "edition = \"stary-oskol-2022\"",
        "edition = \"town\"\nyear_papers = [\"card\"]",
    );
    let pair = std::fs::read_to_string(at.join(PAIR)).unwrap();
    let blocks = pair.lines().map(|line| {
        if line.starts_with("block = ") {
            "block = \"4.2\""
        } else {
            line
        }
    });
    write(&at.join(PAIR), blocks.collect::<Vec<_>>().join("\n"));
    folder
}

fn read(folder: &Path) -> Plan {
    let mut files = load(folder);
    files.today = None;
    prepare(&files)
}

/// The file of a problem, the words where it stands, and what it says.
fn told(plan: &Plan, problem: &Problem) -> (String, String, String) {
    let place = problem.place.as_ref().unwrap();
    let source = plan.sources.get(place.file);
    let words = source.text.get(place.span.clone()).unwrap_or_default();
    let said = format!(
        "[{}] {} | {}",
        problem.code.number(),
        problem.text(),
        problem.advised().unwrap_or_default()
    );
    (source.inside.clone(), words.to_owned(), said)
}

fn all_told(plan: &Plan) -> Vec<(String, String, String)> {
    plan.problems.iter().map(|it| told(plan, it)).collect()
}

fn plain(plan: &Plan, paper: &str) -> String {
    text::write(&document_of(plan, paper)).replace('\u{a0}', " ")
}

/// A file of the edition, what stands in it, what is written instead; the code, the words at which it
/// is told, and words of what is said.
type Misuse = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const MISUSES: [Misuse; 43] = [
    // A field of the staff where a pair is spoken of.
    (
        "program",
        "{mentors.own.experience}",
        "{own.experience}",
        "307",
        "{own.experience}",
        "{mentors.own.experience}",
    ),
    (
        "year",
        "\"own.category\"",
        "\"own.experience\"",
        "308",
        "\"own.experience\"",
        "mentors.own.experience",
    ),
    (
        "year",
        "text = \"КАРТОЧКА ПАРЫ\"",
        "text = \"КАРТОЧКА {own.experience}\"",
        "307",
        "{own.experience}",
        "{mentees.own.experience}",
    ),
    // A field by another name.
    (
        "program",
        "{own.category}",
        "{category}",
        "307",
        "{category}",
        "{own.category}",
    ),
    (
        "program",
        "{own.category}",
        "{mentors.own.category}",
        "307",
        "{mentors.own.category}",
        "{own.category}",
    ),
    (
        "program",
        "{mentors.own.experience}",
        "{head.own.experience}",
        "307",
        "{head.own.experience}",
        "{mentors.own.experience}",
    ),
    (
        "program",
        "{own.category}",
        "{own.categry}",
        "307",
        "{own.categry}",
        "{own.category}",
    ),
    // Nobody who is not there.
    (
        "year",
        "who = \"curator\"",
        "who = \"person\"",
        "304",
        "\"person\"",
        "mentors",
    ),
    (
        "year",
        "КАРТОЧКА ПАРЫ\"",
        "КАРТОЧКА {person:его|ее|его (ее)}\"",
        "307",
        "{person:его|ее|его (ее)}",
        "не об одном",
    ),
    (
        "year",
        "head = \"Стаж\"",
        "head = \"Стаж {person:его|ее}\"",
        "307",
        "{person:его|ее}",
        "не об одном",
    ),
    (
        "year",
        "\"Пар в школе\"",
        "\"Пар {person:у него|у нее}\"",
        "307",
        "{person:у него|у нее}",
        "не об одном",
    ),
    (
        "program",
        "who = \"mentors\"",
        "who = \"person\"",
        "304",
        "\"person\"",
        "mentees",
    ),
    // Words that agree.
    (
        "program",
        "{mentors:Наставник|Наставники}",
        "{mentors:|}",
        "307",
        "{mentors:|}",
        "впишите два",
    ),
    (
        "program",
        "{mentors:Наставник|Наставники}",
        "{mentors:Наставник}",
        "307",
        "{mentors:Наставник}",
        "впишите два",
    ),
    (
        "program",
        "{mentors:Наставник|Наставники}",
        "{mentors:а|б|в}",
        "307",
        "{mentors:а|б|в}",
        "впишите два",
    ),
    // Rows.
    (
        "year",
        "rows = \"pairs\"",
        "rows = \"empty\"\ncount = 5",
        "308",
        "\"mentors\"",
        "blank",
    ),
    (
        "year",
        "rows = \"questions\"",
        "rows = \"empty\"",
        "308",
        "\"text\"",
        "blank",
    ),
    (
        "year",
        "row = [{ text = \"Пар в школе\", value = \"pairings\" }]",
        "row = []",
        "304",
        "\"questions\"",
        "ни одной строки",
    ),
    (
        "year",
        "row = [{ text = \"Пар в школе\", value = \"pairings\" }]\n",
        "",
        "304",
        "\"questions\"",
        "ни одной строки",
    ),
    (
        "year",
        "rows = \"questions\"",
        "rows = \"questions\"\ncount = 5",
        "304",
        "\"questions\"",
        "count",
    ),
    (
        "year",
        "rows = \"pairs\"",
        "rows = \"pairs\"\nrow = [{ text = \"а\" }]",
        "304",
        "\"pairs\"",
        "row",
    ),
    (
        "year",
        "field = \"text\"",
        "field = \"blank\"",
        "304",
        "{ text = \"Пар в школе\", value = \"pairings\" }",
        "field = \"text\"",
    ),
    (
        "year",
        "field = \"value\"",
        "field = \"blank\"",
        "304",
        "{ text = \"Пар в школе\", value = \"pairings\" }",
        "field = \"value\"",
    ),
    (
        "year",
        "{ text = \"Пар в школе\"",
        "{ title = \"Пар в школе\"",
        "304",
        "{ title = \"Пар в школе\", value = \"pairings\" }",
        "value",
    ),
    // Lists without anything in them, and a number for lines.
    (
        "year",
        "signature = [{ who = \"curator\", label = \"Куратор:\", caption = \"(подпись)\" }]",
        "signature = []",
        "304",
        "signature",
        "пустое",
    ),
    (
        "program",
        "label = \"Стаж наставника, лет:\"",
        "label = \"Стаж наставника, лет:\"\nlines = 2",
        "304",
        "lines",
        "count = 2",
    ),
    (
        "program",
        "ПЛАН РАБОТЫ",
        "ПЛАН {mentors.nominative",
        "307",
        "{",
        "скобку уберите",
    ),
    // Words that are there already, or are a heading.
    (
        "year",
        "[[paper.block]]\nis = \"signatures\"",
        "[[paper.blocks]]\nis = \"signatures\"",
        "304",
        "blocks",
        "«block»",
    ),
    (
        "program",
        "[plan]\n",
        "[plans]\nnumber_row = true\n[plan]\n",
        "304",
        "plans",
        "«plan»",
    ),
    // A column is found again by its head.
    (
        "edition",
        "title = \"Стаж, лет\"",
        "title = \"код (не менять)\"",
        "308",
        "\"код (не менять)\"",
        "назовите поле иначе",
    ),
    (
        "edition",
        "title = \"Стаж, лет\"",
        "title = \"Стаж,\\nлет\"",
        "308",
        "\"Стаж,\\nлет\"",
        "одной строкой",
    ),
    (
        "edition",
        "key = \"experience\"\n",
        "key = \"experience\"\nhint = \"лет\"\npersonal = \"нет\"\n",
        "304",
        "\"нет\"",
        "true",
    ),
    (
        "edition",
        "[[field]]\nkey = \"category\"\n",
        "[field.category]\n",
        "010",
        "[field.category]",
        "[[field]]",
    ),
    (
        "edition",
        "[[field]]\nkey = \"experience\"",
        "[[fields]]\nkey = \"experience\"",
        "304",
        "fields",
        "«field»",
    ),
    // The passport.
    (
        "edition",
        "extends =",
        "extend =",
        "304",
        "extend",
        "«extends»",
    ),
    (
        "edition",
        "extends = \"general\"",
        "",
        "304",
        "",
        "extends = \"stary-oskol-2022\"",
    ),
    (
        "edition",
        "extends = \"general\"",
        "extends = \"\"",
        "301",
        "\"\"",
        "«general»",
    ),
    (
        "edition",
        "extends = \"general\"",
        "extends = \"general\"\nin_force = {}",
        "304",
        "in_force",
        "ни одного дня",
    ),
    (
        "edition",
        "extends = \"general\"",
        "extends = \"general\"\ndate = 2225-08-12",
        "304",
        "date",
        "2225",
    ),
    ("edition", "name =", "nmae =", "304", "nmae", "«name»"),
    (
        "edition",
        "of = \"staff\"\n",
        "",
        "304",
        "[[field]]",
        "of = \"pairing\"",
    ),
    (
        "edition",
        "is = \"number\"\n",
        "",
        "304",
        "[[field]]",
        "is = \"text\"",
    ),
    (
        "edition",
        "key = \"category\"",
        "key = \"\"",
        "304",
        "\"\"",
        "латинскими",
    ),
];

#[test]
fn what_a_form_has_not_is_told_at_its_own_words() {
    for (file, from, to, code, words, says) in MISUSES {
        let folder = school();
        let at = folder.path();
        change(at, &format!("forms/town/{file}.toml"), from, to);
        let plan = read(at);
        let case = format!("{file}: {from} → {to}: {:#?}", all_told(&plan));
        assert!(plan.papers.is_empty(), "{case}");
        let mut errors = plan.problems.iter().filter(|p| p.is_error());
        let (inside, found, said) = told(&plan, errors.next().unwrap());
        assert!(errors.next().is_none(), "{case}");
        assert_eq!(inside, format!("forms/town/{file}.toml"), "{case}");
        assert_eq!(found, words, "{case}");
        assert!(said.starts_with(&format!("[{code}]")), "{case}");
        assert!(said.contains(says), "{case}");
    }
}

/// A paper without blocks lacks a section, and no line.
#[test]
fn a_heading_that_is_lacking_is_advised_as_one() {
    let folder = school();
    let at = folder.path();
    let paper = "[[paper]]\nkey = \"empty\"\nname = \"Пустой\"\nfile_name = \"Пустой\"\nabout = \"school\"\norientation = \"portrait\"\n";
    write(&at.join("forms/town/year.toml"), format!("{YEAR}\n{paper}"));
    let plan = read(at);
    let all = all_told(&plan);
    let (_, words, said) = all.iter().find(|it| it.2.contains("[304]")).unwrap();
    assert_eq!(words, "[[paper]]", "{all:#?}");
    assert!(said.contains("добавьте раздел [[paper.block]]"), "{said}");
}

/// A program that only mentees and strangers sign is told.
#[test]
fn a_plan_without_the_mentors_signature_is_told() {
    for (label, is_told) in [("Председатель профкома:", true), ("Наставник:", false)]
    {
        let folder = school();
        let at = folder.path();
        change(
            at,
            "forms/town/program.toml",
            "{ who = \"mentors\", label = \"Наставник:\", caption = \"(подпись)\" }",
            &format!(
                "{{ who = \"mentees\", label = \"Наставляемый:\" }}, {{ who = \"nobody\", label = \"{label}\" }}"
            ),
        );
        let all = all_told(&read(at));
        let found = all.iter().any(|it| it.2.contains("нет подписи наставника"));
        assert_eq!(found, is_told, "{all:#?}");
    }
}

/// What an edition is called is not its name.
#[test]
fn an_edition_named_by_what_it_is_called_is_told() {
    for (called, name) in [
        ("Заря", "town"),
        ("заря", "town"),
        ("Общая форма", "general"),
    ] {
        let folder = school();
        let at = folder.path();
        change(
            at,
            "organization.toml",
            "edition = \"town\"",
            &format!("edition = \"{called}\""),
        );
        let all = all_told(&read(at));
        let advice = format!("впишите edition = \"{name}\"");
        assert!(all.iter().any(|it| it.2.contains(&advice)), "{all:#?}");
    }
}

/// A key below a heading is of that section.
#[test]
fn extends_below_a_heading_is_told() {
    let folder = school();
    let at = folder.path();
    change(at, "forms/town/edition.toml", "extends = \"general\"\n", "");
    change(
        at,
        "forms/town/edition.toml",
        "title = \"Стаж, лет\"\n",
        "title = \"Стаж, лет\"\nextends = \"general\"\n",
    );
    let plan = read(at);
    let all = all_told(&plan);
    assert_eq!(all.len(), 1, "{all:#?}");
    assert_eq!(all[0].1, "extends", "{all:#?}");
    assert!(all[0].2.contains("выше первого раздела"), "{all:#?}");
}

/// The second of two blocks that may stand once is where it is told.
#[test]
fn the_second_of_two_is_told() {
    let folder = school();
    let at = folder.path();
    change(
        at,
        "forms/town/program.toml",
        "is = \"signatures\"",
        "is = \"plan\"\n[[layout]]\nis = \"signatures\"",
    );
    let plan = read(at);
    let problem = plan.problems.iter().find(|p| p.is_error()).unwrap();
    let place = problem.place.as_ref().unwrap();
    let text = &plan.sources.get(place.file).text;
    assert_eq!(
        place.span.start,
        text.rfind("\"plan\"\n[[layout]]").unwrap()
    );
}

/// A stage or block stands before its parts where it has a column of its own.
#[test]
fn a_block_in_a_column_stands_before_its_parts() {
    let folder = school();
    let plan = read(folder.path());
    assert!(!plan.has_errors(), "{:#?}", all_told(&plan));
    let printed = plain(&plan, "Программа. Петрова — Сидоров");
    let block = printed.find("Четвертый блок").unwrap();
    let part = printed.find("4.2. Вторая часть").unwrap();
    assert!(block < part, "{printed}");
    assert!(!printed.contains("Первая часть"), "{printed}");

    let empty = blanks(plan.edition().unwrap());
    let printed = plain(&empty, "Программа (бланк)");
    let places = [
        "Первый блок",
        "Четвертый блок",
        "4.1. Первая часть",
        "4.2. Вторая часть",
    ];
    let found: Vec<usize> = places.iter().map(|it| printed.find(it).unwrap()).collect();
    assert!(found.is_sorted(), "{printed}");
    // No place of the edition's own stands on a blank.
    assert!(!printed.contains('{'), "{printed}");
}

/// Of several people the one without a value has a dash, in the order of the names.
#[test]
fn a_value_of_one_of_several_stands_beside_his_name() {
    let folder = school();
    let at = folder.path();
    change(
        at,
        PAIR,
        "mentors = [\"petrova\"]",
        "mentors = [\"petrova\", \"lebedeva\"]",
    );
    change(
        at,
        "organization.toml",
        "name = \"Лебедева Наталья Викторовна\"\n",
        "name = \"Лебедева Наталья Викторовна\"\nown = { experience = 21 }\n",
    );
    let plan = read(at);
    assert!(!plan.has_errors(), "{:#?}", all_told(&plan));
    let printed = plain(&plan, "Карточка пары. Петрова, Лебедева — Сидоров");
    let petrova = printed.find("Петрова").unwrap();
    assert!(petrova < printed.rfind("Лебедева").unwrap());
    let (dash, years) = (printed.find('–').unwrap(), printed.find("21").unwrap());
    assert!(dash < years, "{printed}");
    let printed = plain(&plan, "Программа. Петрова, Лебедева — Сидоров");
    assert!(printed.contains("лет: –, 21"), "{printed}");
}

/// A mark of the edition's own is printed, whatever stands beneath it of schools with a regulation of
/// their own; one that its order of blocks does not print is told.
#[test]
fn an_appendix_mark_of_the_editions_own_is_printed() {
    let folder = school();
    let at = folder.path();
    let mark = "appendix_mark = [\"Приложение Ю\"]\n";
    write(&at.join("forms/town/roadmap.toml"), mark);
    change(
        at,
        "forms/town/program.toml",
        "[[layout]]",
        &format!("{mark}[[layout]]"),
    );
    let plan = read(at);
    assert!(!plan.has_errors(), "{:#?}", all_told(&plan));
    let all = all_told(&plan);
    let is_told = |(file, words, said): &(String, String, String)| {
        file.ends_with("program.toml") && words == "appendix_mark" && said.contains("corner")
    };
    assert!(all.iter().any(is_told), "{all:#?}");
    assert!(plain(&plan, "Дорожная карта").contains("Приложение Ю"));

    // The usual order of blocks prints it.
    write(&at.join("forms/town/program.toml"), mark);
    write(&at.join("forms/town/year.toml"), YEAR);
    let plan = read(at);
    let printed = plain(&plan, "Программа. Петрова — Сидоров");
    assert!(printed.contains("Приложение Ю"), "{printed}");
}

/// Values of fields of the edition are texts as all others: empty ones are told, dashes and quotes are
/// set.
#[test]
fn values_of_own_fields_are_texts_like_others() {
    let folder = school();
    let at = folder.path();
    change(
        at,
        "forms/town/edition.toml",
        "is = \"choice\"\nvalues = [\"первая\", \"высшая\"]",
        "is = \"list\"",
    );
    let own = |value: &str| format!("mentees = [\"sidorov\"]\nown = {{ category = {value} }}\n");
    let original = std::fs::read_to_string(at.join(PAIR)).unwrap();
    let put = |value: &str| {
        write(
            &at.join(PAIR),
            original.replacen("mentees = [\"sidorov\"]\n", &own(value), 1),
        );
        read(at)
    };
    for value in ["[\"\", \"Работа\"]", "[]", "[\" \"]"] {
        let plan = put(value);
        let all = all_told(&plan);
        assert!(plan.has_errors(), "{value}: {all:#?}");
        assert!(
            all.iter().any(|it| it.2.contains("пуст")),
            "{value}: {all:#?}"
        );
    }
    let plan = put("[\"Клуб \\\"Росток\\\" - проект\"]");
    assert!(!plan.has_errors(), "{:#?}", all_told(&plan));
    let printed = plain(&plan, "Программа. Петрова — Сидоров");
    assert!(printed.contains("Клуб «Росток» – проект"), "{printed}");
}
