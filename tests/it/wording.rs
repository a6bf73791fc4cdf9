//! Words of the papers agree with the people they speak of: in number, gender and case.

use std::collections::BTreeMap;

use nastavnik::plan::Plan;
use nastavnik::prepare::prepare;
use nastavnik::text;

use crate::support::{files_of, path, texts_in};

/// A small good project with these files besides its own.
fn plan_with(files: &[(&str, &str)]) -> Plan {
    let mut texts = texts_in(&path(&["tests", "errors", "_base"]));
    for (name, text) in files {
        let own = texts
            .remove(*name)
            .map(|own| String::from_utf8(own).unwrap());
        let whole = match (text.strip_prefix('+'), own) {
            (Some(more), Some(own)) => own + more,
            _ => (*text).to_owned(),
        };
        texts.insert((*name).to_owned(), whole.into_bytes());
    }
    prepare(&files_of(&texts))
}

fn papers_with(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    let plan = plan_with(files);
    assert!(!plan.has_errors(), "{:?}", plan.problems);
    plan.papers
        .iter()
        .map(|p| {
            let text = text::write(&plan.document(p).unwrap()).replace('\u{A0}', " ");
            (p.file_name.clone(), text)
        })
        .collect()
}

fn has(papers: &BTreeMap<String, String>, paper: &str, words: &str) {
    let text: String = papers
        .iter()
        .filter(|(name, _)| name.starts_with(paper))
        .map(|(_, text)| text.as_str())
        .collect();
    assert!(
        text.contains(words),
        "«{words}» is not in «{paper}»:\n{text}"
    );
}

const STAFF: &str = "+
[staff.shvets]
name = \"Швец Иван Иванович\"
position = \"учитель химии\"
cases = { genitive = \"Швеца Ивана Ивановича\", accusative = \"Швеца Ивана Ивановича\" }

[staff.orekhova]
name = \"Орехова Анна Львовна\"
position = \"учитель биологии\"

[staff.zorin]
name = \"Зорин Пётр Ильич\"
position = \"учитель труда\"
";
const CHANGE: &str = "kind = \"change\"
number = \"9-ОД\"
date = 2027-01-11
day = 2027-01-12
";
const ORDER: &str = "orders/change.toml";
const CHANGED: &str = "Приказ. О замене наставника";
const PAIR: &str = "pairings/petrova-sidorov.toml";
const OTHER_PAIR: &str = "pairings/orekhova-nikitina.toml";

#[test]
fn an_order_of_change_speaks_of_one_or_of_many() {
    let one = format!("{CHANGE}pairings = [\"petrova-sidorov\"]\nnew_mentors = [\"shvets\"]\n");
    let papers = papers_with(&[("organization.toml", STAFF), (ORDER, &one)]);
    for words in [
        "О замене наставника\n",
        "изменением состава наставнической пары (группы), в соответствии со статьей 351.8 Трудового кодекса Российской Федерации, на основании письменного согласия наставника",
        "Назначить с 12 января 2027 г. наставником Сидорова Алексея Юрьевича (учителя физики) Швеца Ивана Ивановича (учителя химии) вместо Петровой Марии Ивановны (учителя математики).",
        "изменения в персонализированную программу",
    ] {
        has(&papers, CHANGED, words);
    }
    let many = format!(
        "{CHANGE}pairings = [\"petrova-sidorov\", \"orekhova-nikitina\"]\nnew_mentors = [\"shvets\", \"zorin\"]\n"
    );
    let other = "mentors = [\"orekhova\"]\nmentees = [\"nikitina\", \"petrova\"]\n[[activity]]\nblock = \"I\"\nname = \"Беседа\"\n";
    let papers = papers_with(&[
        ("organization.toml", STAFF),
        (ORDER, &many),
        (OTHER_PAIR, other),
    ]);
    for words in [
        "О замене наставников\n",
        "изменением состава наставнических пар (групп), в соответствии со статьей 351.8 Трудового кодекса Российской Федерации, на основании письменного согласия наставников",
        "наставниками Никитиной Ольги Павловны (директора) и Петровой Марии Ивановны (учителя математики) Швеца Ивана Ивановича (учителя химии) и Зорина Петра Ильича (учителя труда) вместо Ореховой Анны Львовны (учителя биологии).",
        "изменения в персонализированные программы",
    ] {
        has(&papers, CHANGED, words);
    }
}

#[test]
fn mentors_and_mentees_of_a_program_are_counted() {
    let pair = |mentors: &str, mentees: &str| {
        let people = format!("mentors = [{mentors}]\nmentees = [{mentees}]\n");
        let rest =
            "[note]\ninteraction = \"групповая\"\n[[activity]]\nblock = \"I\"\nname = \"Беседа\"\n";
        papers_with(&[("organization.toml", STAFF), (PAIR, &(people + rest))])
    };
    for (mentors, mentees, words) in [
        ("\"petrova\"", "\"sidorov\"", "наставника и наставляемого"),
        (
            "\"petrova\", \"shvets\"",
            "\"sidorov\"",
            "наставников и наставляемого",
        ),
        (
            "\"petrova\"",
            "\"sidorov\", \"shvets\"",
            "наставника и наставляемых",
        ),
    ] {
        let papers = pair(mentors, mentees);
        let whole = format!("Взаимодействие {words} осуществляется на групповой основе.");
        has(&papers, "Программа", &whole);
    }
}

#[test]
fn labour_papers_know_a_man_from_a_woman() {
    let cases = [
        "genitive",
        "dative",
        "accusative",
        "instrumental",
        "prepositional",
    ]
    .map(|case| format!("{case} = \"Илюк Л.В.\""))
    .join(", ");
    let labour = "\n[labour]\nnotice = { date = 2026-12-21, day = 2027-01-12 }\n";
    for (mentor, agreed, received) in [
        (
            "petrova",
            "ознакомлена и согласна.",
            "Уведомление получила:",
        ),
        ("shvets", "ознакомлен и согласен.", "Уведомление получил:"),
        (
            "ilyuk",
            "ознакомлен(а) и согласен (согласна).",
            "Уведомление получил(а):",
        ),
    ] {
        let staff = format!(
            "{STAFF}\n[staff.ilyuk]\nname = \"Илюк Л.В.\"\nposition = \"учитель химии\"\ncases = {{ {cases} }}\n"
        );
        let pair = format!(
            "mentors = [\"{mentor}\"]\nmentees = [\"sidorov\"]\n{labour}[[activity]]\nblock = \"I\"\nname = \"Беседа\"\n"
        );
        let papers = papers_with(&[("organization.toml", &staff), (PAIR, &pair)]);
        has(&papers, "Согласие", agreed);
        has(&papers, "Уведомление", received);
    }
}

#[test]
fn the_name_of_the_school_is_declined_in_sentences() {
    let labour = "mentors = [\"petrova\"]\nmentees = [\"sidorov\"]\n[labour]\npay = \"10 процентов\"\n[[activity]]\nblock = \"I\"\nname = \"Беседа\"\n";
    let introduction = "kind = \"introduction\"\nnumber = \"1\"\ndate = 2026-08-28\n";
    for (name, head, addressed, inside) in [
        (
            "гимназия № 3",
            "директор",
            "Директору гимназии № 3",
            "в гимназии № 3 (",
        ),
        (
            "Ивановская СОШ",
            "директор",
            "Директору Ивановской СОШ",
            "в Ивановской СОШ (",
        ),
        (
            "МБОУ «СОШ № 21»",
            "директор",
            "Директору МБОУ «СОШ № 21»",
            "в МБОУ «СОШ № 21» (",
        ),
        (
            "детский сад № 5",
            "заведующий",
            "Заведующему детским садом № 5",
            "в детском саду № 5 (",
        ),
        (
            "Лицей № 4",
            "директор лицея",
            "Директору Лицея № 4 Н",
            "в Лицее № 4 (",
        ),
        (
            "Детский сад № 2",
            "заведующий детским садом",
            "Заведующему Детским садом № 2 Н",
            "в Детском саду № 2 (",
        ),
        (
            "Дворец творчества",
            "директор дворца творчества",
            "Директору дворца творчества Н",
            "во Дворце творчества (",
        ),
        (
            "Вторая гимназия",
            "директор",
            "Директору Второй гимназии",
            "во Второй гимназии (",
        ),
        (
            "МБОУ «Школа № 5»",
            "директор МБОУ «Школа № 5»",
            "Директору МБОУ «Школа № 5» Н",
            "в МБОУ «Школа № 5» (",
        ),
        (
            "МБОУ «Школа № 5»",
            "директор муниципального бюджетного общеобразовательного учреждения «Школа № 5»",
            "Директору муниципального бюджетного общеобразовательного учреждения «Школа № 5» Н",
            "в МБОУ «Школа № 5» (",
        ),
        (
            "МБОУ «Школа № 5»",
            "директор школы №5",
            "Директору школы №5 Н",
            "в МБОУ «Школа № 5» (",
        ),
        (
            "детский сад № 5",
            "заведующий детским садом № 5",
            "Заведующему детским садом № 5 Н",
            "в детском саду № 5 (",
        ),
        (
            "детский сад № 5",
            "и.о. заведующего",
            "И.о. заведующего детским садом № 5",
            "в детском саду № 5 (",
        ),
    ] {
        let base = texts_in(&path(&["tests", "errors", "_base"]));
        let organization = String::from_utf8(base["organization.toml"].clone())
            .unwrap()
            .replace("МБОУ «Школа № 5»", name)
            .replace("\"директор\"", &format!("'{head}'"));
        let papers = papers_with(&[
            ("organization.toml", &organization),
            (PAIR, labour),
            ("orders/introduction.toml", introduction),
        ]);
        has(&papers, "Согласие", addressed);
        has(&papers, "Приказ. О внедрении", inside);
        let counted = format!("{organization}\n[registers]\nteachers = 10\n");
        let papers = papers_with(&[("organization.toml", &counted), (PAIR, labour)]);
        has(&papers, "Отчет куратора", inside.trim_end_matches(" ("));
    }
}

/// Nobody lays the control on himself.
#[test]
fn who_signs_keeps_the_control() {
    for (more, words) in [
        ("control = \"nikitina\"\n", "оставляю за собой"),
        ("control = \"petrova\"\n", "возложить на учителя математики"),
        (
            "control = \"petrova\"\nsigner = \"petrova\"\n",
            "оставляю за собой",
        ),
        (
            "control = \"nikitina\"\nsigner = \"petrova\"\n",
            "возложить на директора",
        ),
    ] {
        let order = format!("kind = \"introduction\"\nnumber = \"1\"\ndate = 2026-08-28\n{more}");
        let papers = papers_with(&[("orders/introduction.toml", &order)]);
        has(&papers, "Приказ. О внедрении", words);
    }
}

/// `cases` are those of the name in sentences; those of a full name do not fit a short one.
#[test]
fn forms_that_the_user_gives_of_the_schools_name_stand() {
    let base = texts_in(&path(&["tests", "errors", "_base"]));
    let base = String::from_utf8(base["organization.toml"].clone()).unwrap();
    let with = |cases: &str| {
        let organization = base.replace(
            "short_name = \"МБОУ «Школа № 5»\"\n",
            &format!(
                "short_name = \"МАОУ лицей № 3\"\ncases = {{ prepositional = \"{cases}\" }}\n"
            ),
        );
        papers_with(&[
            ("organization.toml", &organization),
            ("orders/introduction.toml", "kind = \"introduction\"\n"),
        ])
    };
    let introduction = "Приказ. О внедрении";
    has(&with("МАОУ Лицей № 3"), introduction, "в МАОУ Лицей № 3 (");
    has(
        &with("учреждении «Лицей № 3»"),
        introduction,
        "в учреждении «Лицей № 3» (",
    );
    has(
        &with("муниципальном учреждении лицее № 3"),
        introduction,
        "в МАОУ лицее № 3 (",
    );
}

#[test]
fn other_words_than_those_offered_are_printed() {
    let pair = "mentors = [\"petrova\"]\nmentees = [\"sidorov\"]\n[note]\nmode = \"очный, по договорённости\"\n[[activity]]\nblock = \"I\"\nname = \"Беседа\"\nformat = \"очный/дистанционный\"\n";
    let papers = papers_with(&[(PAIR, pair)]);
    has(&papers, "Программа", "очный, по договорённости");
    has(&papers, "Программа", "очный/дистанционный");
}

#[test]
fn straight_quotes_of_a_class_and_nested_ones_are_set() {
    let order = "kind = \"other\"\nheading = \"Об итогах\"\n[[clause]]\ntext = \"Ученикам 8\\\"А\\\" класса МБОУ \\\"СОШ № 5 \\\"Радуга\\\"\\\".\"\n";
    let papers = papers_with(&[("orders/other.toml", order)]);
    has(
        &papers,
        "Приказ. Об итогах",
        "Ученикам 8«А» класса МБОУ «СОШ № 5 «Радуга»».",
    );
}

/// The school of the base with these lines before its own and these behind them.
fn school(before: &str, behind: &str) -> String {
    let own = path(&["tests", "errors", "_base", "organization.toml"]);
    format!(
        "{before}\n{}\n{behind}",
        std::fs::read_to_string(own).unwrap()
    )
}

const WOMAN: &str = "mentors = [\"petrova\"]\nmentees = [\"orekhova\", \"sidorov\", \"kim\"]\n\
    basis = { number = \"118-ОД\", date = 2026-09-01, consent = 2026-08-29 }\n";

/// The official words stay to the letter; the corrected ones agree with whoever signs them.
#[test]
fn who_has_read_a_program_is_a_man_or_a_woman_in_the_corrected_wording() {
    let staff = format!(
        "{}\n[staff.kim]\nname = \"Ким Саша\"\nposition = \"учитель\"\n",
        &STAFF[1..]
    );
    let program = |wording: &str| {
        let school = school(wording, &staff);
        papers_with(&[("organization.toml", &school), (PAIR, WOMAN)])
    };
    let corrected = program("wording = \"corrected\"");
    for words in [
        "\nОзнакомлена: Орехова А.Л.",
        "\nОзнакомлен: Сидоров А.Ю.",
        "\nОзнакомлен(а): Ким С.",
    ] {
        has(&corrected, "Программа", words);
    }
    has(&program(""), "Программа", "\nОзнакомлен: Орехова А.Л.");
    let blank = nastavnik::prepare::blanks(&nastavnik::edition::Edition::built_in(true));
    let words: String = blank
        .papers
        .iter()
        .map(|paper| text::write(&blank.document(paper).unwrap()))
        .collect();
    assert!(words.contains("\nОзнакомлен(а):"), "{words}");
}

/// Each of several mentors gives a consent of his own; that of one alone needs no name.
#[test]
fn a_program_names_whose_consent_it_rests_on() {
    let own = |key: &str, day: &str| {
        format!("\n[[mentorship]]\nmentor = \"{key}\"\nconsent = 2026-08-{day}\n")
    };
    let pair = format!(
        "mentors = [\"petrova\", \"shvets\"]\nmentees = [\"sidorov\"]\nbasis = {{ number = \"118-ОД\", date = 2026-09-01 }}\n{}{}",
        own("petrova", "28"),
        own("shvets", "28")
    );
    let papers = papers_with(&[("organization.toml", STAFF), (PAIR, &pair)]);
    has(
        &papers,
        "Программа",
        ", письменное согласие Петровой М.И. от 28 августа 2026 г., письменное согласие Швеца И.И. от 28 августа 2026 г.",
    );
    let papers = papers_with(&[]);
    has(
        &papers,
        "Программа",
        ", письменное согласие от 29 августа 2026 г.",
    );
}

/// Numbers and dates that a school writes once stand where papers ask for them; else a blank does.
#[test]
fn a_contract_and_the_minutes_are_named_where_they_are_known() {
    let asked = "regulation = \"school\"\nyear_papers = [\"council-minutes\"]\n";
    let order = (
        "orders/introduction.toml",
        "kind = \"introduction\"\nnumber = \"99-ОД\"\ndate = 2026-08-31\n",
    );
    let pair = std::fs::read_to_string(path(&["tests", "errors", "_base", PAIR])).unwrap();
    let pair = pair.replace("[note]", "[labour]\npay = \"10 процентов\"\n\n[note]");
    let papers = |school: &str| papers_with(&[("organization.toml", school), order, (PAIR, &pair)]);
    let bare = papers(&school(asked, ""));
    has(
        &bare,
        "Дополнительное соглашение",
        "\nк трудовому договору от ____________ № ________\n",
    );
    has(
        &bare,
        "Положение",
        "\n(протокол от ____________ № ______)\n",
    );
    has(
        &bare,
        "Приказ. О внедрении",
        "на основании решения педагогического совета\n",
    );
    has(&bare, "Выписка", "\nВЫПИСКА ИЗ ПРОТОКОЛА № ______\n");
    let whole = school(asked, "")
        .replace(
            "head = \"nikitina\"",
            "head = \"nikitina\"\ncouncil = { number = \"1\", date = 2026-08-28 }\nunion = { number = \"7\", date = 2026-08-27 }",
        )
        .replace(
            "position = \"учитель математики\"",
            "position = \"учитель математики\"\ncontract = { number = \"15-ТД\", date = 2019-08-26 }",
        );
    let whole = papers(&whole);
    has(
        &whole,
        "Дополнительное соглашение",
        "\nк трудовому договору от 26 августа 2019 г. № 15-ТД\n",
    );
    has(
        &whole,
        "Положение",
        "\nпедагогическим советом\n(протокол от 28 августа 2026 г. № 1)\n",
    );
    has(
        &whole,
        "Положение",
        "\nпервичной профсоюзной организацией\n(протокол от 27 августа 2026 г. № 7)\n",
    );
    has(
        &whole,
        "Приказ. О внедрении",
        "на основании решения педагогического совета (протокол от 28 августа 2026 г. № 1)\n",
    );
    has(&whole, "Выписка", "\nВЫПИСКА ИЗ ПРОТОКОЛА № 1\n");
    has(&whole, "Выписка", "28 августа 2026 г.\n");
}
