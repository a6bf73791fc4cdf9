//! Who mentors when, where orders change and end it: each paper speaks of the mentor of its day, and
//! each list of payments gives everybody the days that are his own.

use std::collections::BTreeMap;

use nastavnik::plan::Plan;
use nastavnik::prepare::prepare;
use nastavnik::text;

use crate::support::{document_of, files_of};

const PAIR: &str = "mentors = [\"gordeeva\"]\nmentees = [\"dubov\"]\nform = \"педагог-педагог\"\n\
    basis = { order = \"pairs\", consent = 2026-08-29 }\nperiod = { from = 2026-09-01, to = 2027-05-31 }\n";
const LABOUR: &str = "[labour]\npay = \"10 процентов оклада ежемесячно\"\n\
    agreement = { number = \"1\", date = 2026-08-31 }\n";
const ACTIVITY: &str =
    "[[activity]]\nblock = \"4.6\"\nname = \"Консультация и рефлексия\"\nterm = \"по средам\"\n";
const CHANGE: &str = "kind = \"change\"\nnumber = \"9\"\ndate = 2027-01-11\nday = 2027-01-12\n\
    pairings = [\"pair\"]\nnew_mentors = [\"orehova\"]\n";
const END: &str =
    "kind = \"end\"\nnumber = \"10\"\ndate = 2027-03-01\nday = 2027-03-05\npairings = [\"pair\"]\n";

/// A school with one pair, a stretch of its file, and orders by the names of their files.
fn plan(pair: &str, orders: &[(&str, &str)]) -> Plan {
    plan_of(&format!("{PAIR}\n{pair}\n{ACTIVITY}"), orders)
}

/// The same, with the whole file of the pair.
fn plan_of(pair: &str, orders: &[(&str, &str)]) -> Plan {
    plan_with(pair, orders, "\"Представление о выплатах\"")
}

/// The same, with the papers of the year that the school asks for.
fn plan_with(pair: &str, orders: &[(&str, &str)], asked: &str) -> Plan {
    let mut school = format!(
        "edition = \"stary-oskol-2022\"\nregulation = \"school\"\nyear_papers = [{asked}]\n\n\
        [organization]\n\
        full_name = \"муниципальное бюджетное общеобразовательное учреждение «Школа № 7»\"\n\
        head = \"nikitina\"\ncurator = \"lebedeva\"\nschool_year = \"2026/2027\"\n"
    );
    for (key, name, post) in [
        ("nikitina", "Никитина Ольга Павловна", "директор"),
        (
            "lebedeva",
            "Лебедева Наталья Викторовна",
            "заместитель директора",
        ),
        ("gordeeva", "Гордеева Мария Ивановна", "учитель физики"),
        ("orehova", "Орехова Вера Павловна", "учитель истории"),
        ("kim", "Ким Роман Ильич", "педагог-психолог"),
        ("dubov", "Дубов Егор Ильич", "учитель математики"),
    ] {
        school.push_str(&format!(
            "\n[staff.{key}]\nname = \"{name}\"\nposition = \"{post}\"\n"
        ));
    }
    let mut texts = BTreeMap::from([
        ("organization.toml".to_owned(), school),
        ("pairings/pair.toml".to_owned(), pair.to_owned()),
        (
            "orders/pairs.toml".to_owned(),
            "kind = \"pairs\"\nnumber = \"118-ОД\"\ndate = 2026-09-01\n".to_owned(),
        ),
    ]);
    for (name, text) in orders {
        let file = match name.strip_prefix("../") {
            Some(other) => format!("{other}.toml"),
            None => format!("orders/{name}.toml"),
        };
        texts.insert(file, (*text).to_owned());
    }
    let texts = texts
        .into_iter()
        .map(|(name, text)| (name, text.into_bytes()))
        .collect();
    prepare(&files_of(&texts))
}

fn paper(plan: &Plan, name: &str) -> String {
    assert!(!plan.has_errors(), "{:?}", plan.problems);
    text::write(&document_of(plan, name)).replace('\u{A0}', " ")
}

#[test]
fn an_order_ends_the_mentoring_of_whom_an_earlier_order_appointed() {
    let plan = plan(LABOUR, &[("change", CHANGE), ("end", END)]);
    let end = paper(&plan, "Приказ. О прекращении наставничества");
    let ends = "Прекратить с 5 марта 2027 г. наставничество Ореховой Веры Павловны";
    assert!(end.contains(ends) && !end.contains("Гордеев"), "{end}");
    // Nobody knows that she was paid.
    assert!(!end.contains("выплату"), "{end}");
    let change = paper(&plan, "Приказ. О замене наставника");
    assert!(
        change.contains("вместо Гордеевой Марии Ивановны"),
        "{change}"
    );
    assert!(
        change.contains("выплату Гордеевой Марии Ивановне (учителю физики) за наставничество в отношении Дубова Е.И."),
        "{change}"
    );
}

#[test]
fn a_second_change_replaces_the_mentor_of_the_first() {
    let second = CHANGE
        .replace("01-11", "02-11")
        .replace("01-12", "02-12")
        .replace("\"9\"", "\"19\"")
        .replace("orehova", "kim");
    let plan = plan(LABOUR, &[("change", CHANGE), ("change2", &second)]);
    let order = paper(&plan, "Приказ. О замене наставника (2)");
    assert!(
        order.contains("Кима Романа Ильича") && order.contains("вместо Ореховой Веры Павловны"),
        "{order}"
    );
    assert!(!order.contains("Гордеев"), "{order}");
}

/// One order about two pairs gives each its own new mentor, by what the pairs tell of them, whether
/// it names them itself or not.
#[test]
fn an_order_about_several_pairs_gives_each_its_own_mentor() {
    let told = |old: &str, new: &str| {
        format!(
            "\n[[mentorship]]\nmentor = \"{old}\"\nconsent = 2026-08-29\nrelieved = {{ order = \"change\" }}\n\
             \n[[mentorship]]\nmentor = \"{new}\"\nconsent = 2027-01-11\nappointed = {{ order = \"change\" }}\n"
        )
    };
    let pair = PAIR.replace(", consent = 2026-08-29", "");
    let other = pair.replace("gordeeva", "kim").replace("dubov", "nikitina");
    let other = format!("{other}{}\n{ACTIVITY}", told("kim", "lebedeva"));
    for named in ["new_mentors = [\"orehova\", \"lebedeva\"]\n", ""] {
        let change = CHANGE
            .replace("[\"pair\"]", "[\"pair\", \"other\"]")
            .replace("new_mentors = [\"orehova\"]\n", named);
        let first = format!("{pair}{}\n{ACTIVITY}", told("gordeeva", "orehova"));
        let plan = plan_of(
            &first,
            &[("change", &change), ("../pairings/other", &other)],
        );
        let order = paper(&plan, "Приказ. О замене наставника");
        for words in [
            "наставником Дубова Егора Ильича (учителя математики) Орехову Веру Павловну (учителя истории) вместо Гордеевой",
            "(заместителя директора) вместо Кима Романа Ильича",
        ] {
            assert!(order.contains(words), "{words}: {order}");
        }
        let told: Vec<&str> = plan.problems.iter().map(|it| it.code.number()).collect();
        assert!(
            !told.contains(&"457") && !told.contains(&"419") && !told.contains(&"440"),
            "{told:?}"
        );
    }
}

/// An order of ending takes from a pair of two only the mentor who names it; with the other the pair
/// goes on.
#[test]
fn an_order_ends_the_mentoring_of_one_of_two() {
    let pair = PAIR
        .replace(", consent = 2026-08-29", "")
        .replace("[\"gordeeva\"]", "[\"gordeeva\", \"kim\"]");
    let own = "\n[[mentorship]]\nmentor = \"gordeeva\"\nconsent = 2026-08-29\npay = \"10 процентов оклада\"\n\
        relieved = { order = \"end\" }\n\n[[mentorship]]\nmentor = \"kim\"\nconsent = 2026-08-29\npay = \"5 процентов оклада\"\n";
    let results = "kind = \"results\"\nnumber = \"90\"\ndate = 2027-05-31\n";
    let plan = plan_of(
        &format!("{pair}{own}\n{ACTIVITY}"),
        &[("end", END), ("results", results)],
    );
    let end = paper(&plan, "Приказ. О прекращении наставничества");
    assert!(
        end.contains("наставничество Гордеевой Марии Ивановны (учителя физики) в отношении"),
        "{end}"
    );
    assert!(!end.contains("Ким"), "{end}");
    let results = paper(&plan, "Приказ. Об итогах наставничества");
    assert!(
        results.contains("Дубов") && results.contains("Ким"),
        "{results}"
    );
}

/// The rows of the list of payments.
fn paid(order: &str) -> Vec<String> {
    let rows = order.lines().filter(|line| line.contains("Дубов Егор"));
    rows.map(|row| row.replace('\t', " | ")).collect()
}

const TWO: &str = "[[mentorship]]\nmentor = \"gordeeva\"\nconsent = 2026-08-29\npay = \"10 процентов\"\n\
    relieved = { order = \"change\" }\n\n[[mentorship]]\nmentor = \"orehova\"\nconsent = 2027-01-11\n\
    pay = \"10 процентов\"\nappointed = { order = \"change\" }\n";

#[test]
fn a_list_of_payments_gives_everybody_his_own_days() {
    let order = |day: &str, pair: &str, orders: &[(&str, &str)]| {
        let pay = format!("kind = \"pay\"\nnumber = \"20\"\n{day}");
        let orders = [orders, &[("pay", pay.as_str())]].concat();
        let text = paper(&plan(pair, &orders), "Приказ. О выплатах за наставничество");
        text.split_once("Дубов Егор").unwrap().1.to_owned()
    };
    let both = [("change", CHANGE), ("end", END)];
    let whole = "с 1 сентября 2026 г. по 31 мая 2027 г.";
    let first = "с 1 сентября 2026 г. по 11 января 2027 г.";
    for (day, pair, orders, terms) in [
        // In September nobody knows of January, in January nobody of March.
        ("date = 2026-09-02", TWO, &both[..], vec![whole]),
        (
            "date = 2027-01-13",
            TWO,
            &both[..],
            vec!["с 12 января по 31 мая 2027 г."],
        ),
        (
            "date = 2027-03-02",
            TWO,
            &both[..],
            vec!["с 12 января по 4 марта 2027 г."],
        ),
        // The change has been ordered, and is to come.
        ("date = 2027-01-11", TWO, &both[..1], vec![first]),
        ("date = 2027-01-11", LABOUR, &both[..1], vec![first]),
        (
            "",
            LABOUR,
            &both[1..],
            vec!["с 1 сентября 2026 г. по 4 марта 2027 г."],
        ),
        (
            "",
            TWO,
            &both[..],
            vec![
                "\tс 1 сентября 2026 г. по 11 января 2027 г.\t",
                "\tс 12 января по 4 марта 2027 г.\t",
            ],
        ),
        ("", LABOUR, &[], vec![whole]),
    ] {
        let rows = order(day, pair, orders);
        for term in &terms {
            assert!(rows.contains(term), "{day}: {term}: {rows}");
        }
        assert_eq!(rows.matches("с 1").count(), terms.len(), "{day}: {rows}");
    }
}

#[test]
fn a_proposal_of_payments_gives_everybody_his_own_days() {
    let name = "Представление о выплатах за наставничество";
    let rows = paid(&paper(
        &plan(TWO, &[("change", CHANGE), ("end", END)]),
        name,
    ));
    let [first, second] = rows.as_slice() else {
        panic!("{rows:?}");
    };
    assert!(first.contains("с 1 сентября 2026 г. по 11 января 2027 г."));
    assert!(second.contains("с 12 января по 4 марта 2027 г."));
    let rows = paid(&paper(&plan(LABOUR, &[("change", CHANGE)]), name));
    assert!(
        rows.len() == 1 && rows[0].contains("по 11 января 2027 г."),
        "{rows:?}"
    );
}

/// Where the term of the pair is in words, the days of those who came and went are told beside it:
/// nobody is paid for the whole year of whom another took the place.
#[test]
fn a_term_in_words_has_the_days_of_its_own_mentor() {
    let words = PAIR.replace(
        "{ from = 2026-09-01, to = 2027-05-31 }",
        "\"2026/2027 учебный год\"",
    );
    assert_ne!(words, PAIR);
    let plan = plan_of(
        &format!("{words}\n{LABOUR}\n{ACTIVITY}"),
        &[("change", CHANGE)],
    );
    let shown = paper(&plan, "Представление о выплатах за наставничество");
    assert!(
        shown.contains("по 11 января 2027 г. (2026/2027 учебный год)"),
        "{shown}"
    );
}

/// After a change the papers of the pair name both mentors with their days; the one who is there
/// at the end signs. Those of a pair that ended early end with it.
#[test]
fn the_papers_of_a_pair_know_who_mentored_it() {
    let asked = "\"Представление о выплатах\"";
    let with = |orders: &[(&str, &str)]| {
        let more = format!("{asked}, \"Журнал консультаций\", \"Отчет наставляемого\"");
        plan_with(&format!("{PAIR}\n{ACTIVITY}"), orders, &more)
    };
    let report = "Отчет наставляемого. Дубов — Гордеева";
    let changed = with(&[("change", CHANGE)]);
    let log = paper(&changed, "Журнал консультаций. Гордеева — Дубов");
    let both = "Гордеева Мария Ивановна (учитель физики, по 11 января 2027 г.) и \
        Орехова Вера Павловна (учитель истории, с 12 января 2027 г.)";
    assert!(log.contains(&format!("Наставники: {both}")), "{log}");
    let told = paper(&changed, report);
    assert!(told.contains(both), "{told}");
    assert!(
        told.contains("С отчетом ознакомлена: Орехова В.П."),
        "{told}"
    );
    assert!(!told.contains("ознакомлена: Гордеева"), "{told}");
    let ended = with(&[("end", END)]);
    let told = paper(&ended, report);
    assert!(
        told.contains("с 1 сентября 2026 г. по 4 марта 2027 г."),
        "{told}"
    );
    assert!(
        told.contains("Наставник: Гордеева Мария Ивановна (учитель физики)"),
        "{told}"
    );
}

/// Who left and came back has two terms, and a certificate of both; one prolonged has one.
#[test]
fn a_certificate_tells_every_term() {
    let own = |mentor: &str, days: &str| {
        format!("[[mentorship]]\nmentor = \"{mentor}\"\nconsent = 2026-08-29\n{days}\n")
    };
    let certified = |terms: &[String]| {
        let pair = format!("{PAIR}\n{}{ACTIVITY}", terms.concat());
        let plan = plan_with(&pair, &[], "\"Сертификат наставника\"");
        paper(&plan, "Сертификат наставника. Гордеева — Дубов")
    };
    let left = [
        own("gordeeva", "ended = 2026-11-16"),
        own("orehova", "starts = 2026-11-16\nended = 2027-03-01"),
        own("gordeeva", "starts = 2027-03-01"),
    ];
    let both = "с 1 сентября по 15 ноября 2026 г. и с 1 марта по 31 мая 2027 г.";
    assert!(certified(&left).contains(both), "{}", certified(&left));
    let prolonged = [
        own("gordeeva", "until = 2026-12-31"),
        own("gordeeva", "starts = 2027-01-01"),
    ];
    let one = "с 1 сентября 2026 г. по 31 мая 2027 г.";
    assert!(
        certified(&prolonged).contains(one),
        "{}",
        certified(&prolonged)
    );
}

/// A new mentor for two pairs of one who leaves: each paper is a ground once, and each pay says of
/// which pair it is.
#[test]
fn what_two_pairs_of_one_mentor_share_is_said_once() {
    let told = "\n[[mentorship]]\nmentor = \"gordeeva\"\nconsent = 2026-08-29\npay = \"10 процентов\"\nnotice = { date = 2027-01-04 }\nrelieved = { order = \"change\" }\n\
        \n[[mentorship]]\nmentor = \"orehova\"\nconsent = 2027-01-11\nappointed = { order = \"change\" }\n";
    let pair = PAIR.replace(", consent = 2026-08-29", "");
    let first = format!("{pair}{told}\n{ACTIVITY}");
    let other = first.replace("dubov", "kim");
    let change = CHANGE.replace("[\"pair\"]", "[\"pair\", \"other\"]");
    let plan = plan_of(
        &first,
        &[("change", &change), ("../pairings/other", &other)],
    );
    let order = paper(&plan, "Приказ. О замене наставника");
    for words in [
        "письменное согласие Ореховой В.П. от 11 января 2027 г.",
        "уведомление Гордеевой М.И. от 4 января 2027 г.",
        "за наставничество в отношении Дубова Е.И.",
        "за наставничество в отношении Кима Р.И.",
    ] {
        assert_eq!(order.matches(words).count(), 1, "{words}: {order}");
    }
    assert_eq!(order.matches("Назначить с").count(), 2, "{order}");
}

/// One who is paid is not spoken of as of several.
#[test]
fn a_proposal_of_payments_agrees_with_how_many_are_paid() {
    let name = "Представление о выплатах за наставничество";
    let one = paper(&plan(LABOUR, &[]), name);
    assert!(one.contains("следующему работнику"), "{one}");
    let two = paper(&plan(TWO, &[("change", CHANGE)]), name);
    assert!(two.contains("следующим работникам"), "{two}");
}

/// A mentorship of somebody with these lines.
fn mentorship(mentor: &str, lines: &str) -> String {
    format!("[[mentorship]]\nmentor = \"{mentor}\"\nconsent = 2026-08-29\n{lines}\n")
}

/// What is told of a pair with these mentors and mentorships, besides that nobody is paid.
fn told_of(own: &str, mentors: &str) -> Vec<String> {
    let pair = PAIR
        .replace("[\"gordeeva\"]", mentors)
        .replace(", consent = 2026-08-29", "");
    let plan = plan_of(&format!("{pair}\n{own}\n{ACTIVITY}"), &[]);
    let told = plan.problems.iter().map(|it| {
        let text = it.text().replace('\u{a0}', " ");
        format!("{} {text}", it.code.number())
    });
    told.filter(|it| !it.starts_with("438")).collect()
}

const RELIEVED: &str = "relieved = { number = \"80\", date = 2026-10-30 }";
const APPOINTED: &str = "appointed = { number = \"81\", date = 2026-08-30 }";

/// One thing is told of each.
#[test]
fn days_of_a_mentorship_that_cannot_be_are_told() {
    let one = |lines: &str| mentorship("gordeeva", lines);
    let other = |lines: &str| mentorship("orehova", lines);
    for (lines, says) in [
        (
            "starts = 2027-01-10\nuntil = 2026-12-10",
            "446 срок наставничества",
        ),
        ("until = 2028-12-10", "446 наставничество"),
        ("starts = 2026-08-30", "446 наставничество"),
        (
            "ended = 2027-08-12\nrelieved = { number = \"80\", date = 2027-08-10 }",
            "446 наставничество",
        ),
        (
            "until = 2027-03-01\nended = 2027-04-12\nrelieved = { number = \"80\", date = 2027-04-10 }",
            "446 наставничество",
        ),
        (
            "ended = 2027-01-12\nrelieved = { number = \"80\", date = 2027-02-10 }",
            "422 приказ издан",
        ),
        (
            "starts = 2026-10-01\nappointed = { number = \"80\", date = 2026-11-10 }",
            "422 приказ издан",
        ),
        (
            "appointed = { number = \"118-ОД\", date = 2026-09-11 }",
            "404 приказ № 118-ОД",
        ),
        ("ended = 2027-01-12", "443 наставничество прекращено"),
        (
            "ended = 2027-01-12\nrelieved = { number = \"80\", date = 2027-01-10 }\nrefusal = { date = 2026-12-20, day = 2027-02-12 }",
            "460 отказ",
        ),
    ] {
        let told = told_of(&one(lines), "[\"gordeeva\"]");
        assert_eq!(told.len(), 1, "{lines}: {told:?}");
        assert!(told[0].starts_with(says), "{lines}: {told:?}");
    }
    for (own, mentors, says) in [
        (one("") + &one(""), "[\"gordeeva\"]", "два раздела"),
        (
            one(&format!("until = 2026-10-31\n{RELIEVED}"))
                + &other(&format!("starts = 2027-02-01\n{APPOINTED}")),
            "[\"orehova\"]",
            "с 01.11.2026 по 31.01.2027",
        ),
        (
            one(&format!("until = 2027-02-28\n{RELIEVED}"))
                + &other(&format!("starts = 2027-02-01\n{APPOINTED}")),
            "[\"orehova\"]",
            "прежний наставник",
        ),
    ] {
        let told = told_of(&own, mentors);
        assert_eq!(told.len(), 1, "{own}: {told:?}");
        assert!(
            told[0].starts_with("446") && told[0].contains(says),
            "{own}: {told:?}"
        );
    }
}

/// What belongs together is not taken for a slip.
#[test]
fn days_of_mentors_who_follow_each_other_are_no_slip() {
    let one = |lines: &str| mentorship("gordeeva", lines);
    let other = |lines: &str| mentorship("orehova", lines);
    for (own, mentors) in [
        (one("until = 2027-05-31"), "[\"gordeeva\"]"),
        (one("") + &other(""), "[\"gordeeva\", \"orehova\"]"),
        // Handed over on one day, after the holidays, and by somebody who comes back.
        (
            one(&format!("until = 2026-10-31\n{RELIEVED}"))
                + &other(&format!("starts = 2026-11-09\n{APPOINTED}")),
            "[\"orehova\"]",
        ),
        (
            one(&format!("until = 2026-10-31\n{RELIEVED}"))
                + &other(&format!(
                    "starts = 2026-11-01\nuntil = 2027-01-31\n{APPOINTED}\nrelieved = {{ number = \"90\", date = 2027-01-29 }}"
                ))
                + &one("starts = 2027-02-01\nappointed = { number = \"90\", date = 2027-01-29 }"),
            "[\"gordeeva\"]",
        ),
        // Goes on longer: the former term and the next.
        (
            one("until = 2027-02-28")
                + &one("starts = 2027-03-01\nappointed = { number = \"90\", date = 2027-02-20 }"),
            "[\"gordeeva\"]",
        ),
    ] {
        let told = told_of(&own, mentors);
        assert!(told.is_empty(), "{own}: {told:?}");
    }
}

/// An order of the end that lists a pair twice would say its clause twice.
#[test]
fn what_an_order_lists_twice_is_told() {
    let end = END.replace("[\"pair\"]", "[\"pair\", \"pair\"]");
    let plan = plan(LABOUR, &[("end", &end)]);
    let codes: Vec<&str> = plan.problems.iter().map(|it| it.code.number()).collect();
    assert_eq!(codes, ["204"], "{:?}", plan.problems);
}

/// Whoever mentors already is told as the new one, and the pair is not asked to rest on that order.
#[test]
fn a_change_to_the_mentor_who_is_there_is_one_problem() {
    let change = CHANGE.replace("orehova", "gordeeva");
    let plan = plan(
        LABOUR,
        &[(
            "change",
            &change.replace(
                "date = 2027-01-11\n",
                "date = 2027-01-11\nold_mentors = [\"gordeeva\"]\n",
            ),
        )],
    );
    let codes: Vec<&str> = plan.problems.iter().map(|it| it.code.number()).collect();
    assert_eq!(codes, ["418"], "{:?}", plan.problems);
}

/// An order that prolongs a pair which is over has nobody to go on by it.
#[test]
fn a_prolonging_after_the_end_is_told() {
    let own = "[[mentorship]]\nmentor = \"gordeeva\"\nconsent = 2026-08-29\nrelieved = { order = \"end\" }\n";
    let prolong = "kind = \"prolong\"\nday = 2027-05-31\npairings = [\"pair\"]\n";
    let pair = PAIR.replace(", consent = 2026-08-29", "");
    let whole = format!("{pair}\n{own}\n{ACTIVITY}");
    let plan = plan_of(&whole, &[("end", END), ("prolong", prolong)]);
    let told: Vec<String> = plan
        .problems
        .iter()
        .map(|it| it.text().into_owned())
        .collect();
    let is_told = |it: &String| it.contains("а она прекращена с 05.03.2027");
    assert!(told.iter().any(is_told), "{told:?}");
}

/// As the page leaves it whose fields have gone into a section of the mentor's own.
#[test]
fn an_empty_section_of_papers_is_no_mistake() {
    let pair = PAIR.replace(", consent = 2026-08-29", "");
    let own = "[[mentorship]]\nmentor = \"gordeeva\"\nconsent = 2026-08-29\n";
    let has = |labour: &str| {
        let plan = plan_of(
            &format!("{pair}\n[labour]\n{labour}\n{own}\n{ACTIVITY}"),
            &[],
        );
        plan.problems.iter().any(|it| it.code.number() == "435")
    };
    assert!(!has(""));
    assert!(has("pay = \"5 000 рублей\""));
}
