//! Papers of groups and of several pairs: each of somebody who is named in it, and words in their
//! number.

use std::collections::BTreeMap;

use nastavnik::plan::Plan;
use nastavnik::prepare::prepare;
use nastavnik::project::Files;

use crate::support::{document_of, files_of};

const SCHOOL: &str = r#"
regulation = "school"
year_papers = ["Лист наблюдения урока", "Журнал консультаций", "Анкета наставника", "Сертификат наставника", "Отчет наставника", "Выписка из протокола педагогического совета", "Сводка анкет"]
[organization]
full_name = "муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 3»"
short_name = "МБОУ «СШ № 3»"
place = "г. Приозёрск-Камский"
head = "head"
curator = "curator"
school_year = "2026/2027"
[staff]
head = { name = "Ковалёв Игорь Петрович", position = "директор" }
curator = { name = "Соколова Елена Викторовна", position = "заместитель директора" }
gordeeva = { name = "Гордеева Мария Ивановна", position = "учитель физики" }
orekhov = { name = "Орехов Пётр Павлович", position = "учитель истории" }
docent = { name = "Рощин Павел Сергеевич", position = "доцент", organization = "Камский педагогический университет" }
dubov = { name = "Дубов Егор Ильич", position = "учитель" }
zimina = { name = "Зимина Алла Юрьевна", position = "учитель" }
kotova = { name = "Котова Яна Львовна", position = "учитель" }
"#;

/// A pair that goes on by an order after its first term; who works elsewhere is not paid here.
fn pair(mentors: &[&str], mentees: &[&str], prolonged: Option<&str>) -> String {
    let to = match prolonged {
        Some(_) => "2027-10-29",
        None => "2027-05-31",
    };
    let mut out = format!(
        "mentors = {mentors:?}\nmentees = {mentees:?}\nform = \"педагог-педагог\"\nbasis = {{ order = \"pairs\" }}\nperiod = {{ from = 2026-09-01, to = {to} }}\n"
    );
    for mentor in mentors {
        let pay = match *mentor {
            "docent" => "agreement = { number = \"64\", date = 2026-08-31 }\n",
            "head" => "",
            _ => "pay = \"10 процентов оклада\"\n",
        };
        let own = format!("[[mentorship]]\nmentor = \"{mentor}\"\n{pay}");
        out.push_str(&format!("{own}consent = 2026-08-28\n"));
        if let Some(order) = prolonged {
            out.push_str(&format!(
                "until = 2027-05-31\n{own}consent = 2027-05-26\nstarts = 2027-06-01\nappointed = {{ order = \"{order}\" }}\n"
            ));
        }
    }
    out + "[[activity]]\nblock = \"4.6\"\nname = \"Консультации\"\nterm = \"ежемесячно\"\n"
}

fn plan(pairs: &[(&str, String)], orders: &[(&str, &str)]) -> Plan {
    let mut texts = BTreeMap::from([("organization.toml".to_owned(), SCHOOL.as_bytes().to_vec())]);
    let fixed = "kind = \"pairs\"\nnumber = \"71-ОД\"\ndate = 2026-09-01\n";
    for (stem, text) in orders.iter().copied().chain([("pairs", fixed)]) {
        texts.insert(format!("orders/{stem}.toml"), text.as_bytes().to_vec());
    }
    for (stem, text) in pairs {
        texts.insert(format!("pairings/{stem}.toml"), text.clone().into_bytes());
    }
    let plan = prepare(&Files {
        today: None,
        ..files_of(&texts)
    });
    assert!(!plan.has_errors(), "{:?}", plan.problems);
    plan
}

fn paper(plan: &Plan, name: &str) -> String {
    nastavnik::text::write(&document_of(plan, name)).replace('\u{A0}', " ")
}

#[track_caller]
fn has(text: &str, all: &[&str]) {
    for words in all {
        assert!(text.contains(words), "{words}: {text}");
    }
}

/// A lesson is one person's, and a journal is kept by the group.
#[test]
fn a_sheet_of_a_lesson_is_about_one_mentee_and_the_journal_about_all() {
    let group = pair(
        &["gordeeva", "orekhov"],
        &["dubov", "zimina", "kotova"],
        None,
    );
    let plan = plan(&[("group", group)], &[]);
    let names = |begin: &str| -> Vec<&str> {
        let all = plan.papers.iter().map(|it| it.file_name.as_str());
        all.filter_map(|name| name.strip_prefix(begin)).collect()
    };
    assert_eq!(
        names("Лист наблюдения урока. "),
        [
            "Гордеева — Дубов",
            "Гордеева — Зимина",
            "Гордеева — Котова",
            "Орехов — Дубов",
            "Орехов — Зимина",
            "Орехов — Котова",
        ]
    );
    let sheet = paper(&plan, "Лист наблюдения урока. Орехов — Зимина");
    has(
        &sheet,
        &[
            "Урок (занятие) проводит: Зимина Алла Юрьевна (учитель)\n",
            "Посетил: Орехов Пётр Павлович (учитель истории)\n",
            "С выводами ознакомлена: Зимина А.Ю.\n",
        ],
    );
    for other in ["Дубов", "Котов", "Гордеев"] {
        assert!(!sheet.contains(other), "{sheet}");
    }
    let mut identities: Vec<_> = (plan.papers.iter())
        .map(|it| plan.document(it).unwrap().properties.identifier)
        .collect();
    let all = identities.len();
    identities.sort();
    identities.dedup();
    assert_eq!(identities.len(), all);
    assert_eq!(names("Журнал консультаций. ").len(), 1);
    let journal = paper(
        &plan,
        "Журнал консультаций. Гордеева, Орехов — Дубов, Зимина, Котова",
    );
    has(
        &journal,
        &[
            "Наставляемые: Дубов Егор Ильич (учитель), Зимина Алла Юрьевна (учитель) и Котова",
            "Тема, вопрос наставляемых\tРекомендации\tНаставник, подпись\tНаставляемые, подписи",
        ],
    );
    let asked = paper(&plan, "Анкета наставника. Гордеева — Дубов, Зимина, Котова");
    has(
        &asked,
        &[
            "Мне хватает времени на работу с наставляемыми\t",
            "Наставляемые открыты к совместной работе и делятся затруднениями\t",
        ],
    );
}

/// An order that prolongs one pair, and one that prolongs several: of one mentor, of several, of
/// somebody from elsewhere, whom the school does not pay.
#[test]
fn an_order_of_prolonging_agrees_with_those_it_is_about() {
    let order = |pairs: &str| {
        format!(
            "kind = \"prolong\"\nnumber = \"44\"\ndate = 2027-05-27\nday = 2027-10-29\npairings = [{pairs}]\n"
        )
    };
    let one = plan(
        &[("one", pair(&["gordeeva"], &["dubov"], Some("longer")))],
        &[("longer", &order("\"one\""))],
    );
    has(
        &paper(&one, "Приказ. О продлении наставничества"),
        &[
            "реализации персонализированной программы наставничества, на основании письменного согласия наставника и",
            "2. Установить на срок продления выплату Гордеевой Марии Ивановне (учителю физики) за наставничество в отношении Дубова Е.И. в размере и на условиях, определенных дополнительным соглашением к трудовому договору: 10 процентов оклада.\n",
            "3. Наставнику в недельный срок внести изменения в персонализированную программу наставничества и представить ее",
            "Основание: письменное согласие Гордеевой М.И. от 26 мая 2027 г.\n",
        ],
    );
    // The certificate is about the whole time.
    has(
        &paper(&one, "Сертификат наставника. Гордеева — Дубов"),
        &["срок наставничества: с 1 сентября 2026 г. по 29 октября 2027 г."],
    );
    let group = pair(
        &["gordeeva", "orekhov"],
        &["zimina", "kotova"],
        Some("longer"),
    );
    let several = plan(
        &[
            ("group", group),
            ("from", pair(&["docent"], &["dubov"], Some("longer"))),
        ],
        &[("longer", &order("\"group\", \"from\""))],
    );
    let told = paper(&several, "Приказ. О продлении наставничества");
    has(
        &told,
        &[
            "реализации персонализированных программ наставничества, на основании письменного согласия наставников и",
            "1. Продлить по 29 октября 2027 г. наставничество Гордеевой Марии Ивановны (учителя физики) и Орехова Петра Павловича (учителя истории) в отношении Зиминой Аллы Юрьевны (учителя) и Котовой Яны Львовны (учителя).\n",
            "2. Установить на срок продления выплаты Гордеевой Марии Ивановне (учителю физики) и Орехову Петру Павловичу (учителю истории) за наставничество в отношении Зиминой А.Ю. и Котовой Я.Л. в размере",
            "определенных дополнительными соглашениями к трудовым договорам: Гордеева М.И. – 10 процентов оклада; Орехов П.П. – 10 процентов оклада.\n",
            "3. Продлить по 29 октября 2027 г. наставничество Рощина Павла Сергеевича (доцента Камского педагогического университета) в отношении",
            "4. Наставникам в недельный срок внести изменения в персонализированные программы наставничества и представить их",
        ],
    );
    assert!(!told.contains("Рощину"), "{told}");
}

/// Who takes over after a pair was prolonged is none of that order.
#[test]
fn an_order_of_prolonging_names_the_mentor_of_its_day() {
    let later = pair(&["gordeeva"], &["dubov"], Some("longer"))
        .replace("mentors = [\"gordeeva\"]", "mentors = [\"orekhov\"]")
        + "\n[[mentorship]]\nmentor = \"orekhov\"\npay = \"5 процентов оклада\"\nconsent = 2027-08-31\nappointed = { order = \"change\" }\n";
    let (before, activity) = later.split_once("[[activity]]").unwrap();
    let (activity, own) = activity.split_once("\n[[mentorship]]").unwrap();
    let later = format!("{before}[[mentorship]]{own}[[activity]]{activity}");
    let plan = plan(
        &[("one", later)],
        &[
            (
                "longer",
                "kind = \"prolong\"\nnumber = \"44\"\ndate = 2027-05-27\nday = 2027-10-29\npairings = [\"one\"]\n",
            ),
            (
                "change",
                "kind = \"change\"\nnumber = \"60\"\ndate = 2027-08-31\nday = 2027-09-01\npairings = [\"one\"]\nold_mentors = [\"gordeeva\"]\nnew_mentors = [\"orekhov\"]\n",
            ),
        ],
    );
    let told = paper(&plan, "Приказ. О продлении наставничества");
    has(
        &told,
        &[
            "наставничество Гордеевой Марии Ивановны",
            "согласие Гордеевой М.И.",
        ],
    );
    assert!(!told.contains("Орехов"), "{told}");
}

/// An order that fixes one pair speaks of one; its programs call it so.
#[test]
fn an_order_of_one_pair_speaks_of_one() {
    let plan = plan(
        &[("one", pair(&["gordeeva"], &["dubov", "zimina"], None))],
        &[("programs", "kind = \"programs\"\n")],
    );
    has(
        &paper(&plan, "Приказ. О закреплении наставнических пар"),
        &[
            "О закреплении наставнической пары (группы) на 2026/2027 учебный год\n",
            "1. Закрепить наставническую пару (группу) на",
            "2. Наставнику в двухнедельный срок со дня подписания настоящего приказа разработать совместно с наставляемыми персонализированную программу",
            "3. Установить наставнику – работнику МБОУ «СШ № 3» выплату за",
        ],
    );
    has(
        &paper(&plan, "Приказ. Об утверждении программ наставничества"),
        &[
            "Утвердить персонализированную программу",
            "в установленный срок.\n",
        ],
    );
}

/// What the school pays it promises to its own people alone, and not to its head.
#[test]
fn an_order_promises_pay_only_to_those_whom_the_school_pays() {
    let order = |pairs: &[(&str, String)]| {
        paper(
            &plan(pairs, &[]),
            "Приказ. О закреплении наставнических пар",
        )
    };
    let own = ("own", pair(&["gordeeva"], &["dubov"], None));
    let head = ("head", pair(&["head"], &["zimina"], None));
    let from = ("from", pair(&["docent"], &["kotova"], None));
    has(
        &order(&[own.clone(), head.clone(), from.clone()]),
        &[
            "2. Наставникам в",
            "3. Установить наставнику – работнику МБОУ «СШ № 3» (кроме руководителя) выплату за",
        ],
    );
    has(
        &order(&[own, from.clone()]),
        &["3. Установить наставнику – работнику МБОУ «СШ № 3» выплату за"],
    );
    let unpaid = order(&[head, from]);
    assert!(!unpaid.contains("выплат"), "{unpaid}");
    has(&unpaid, &["3. Куратору"]);
}

/// Minutes of the beginning of the year know the first mentors; what is summed up knows all.
#[test]
fn minutes_know_the_first_mentors_and_a_summary_all() {
    let changed = pair(&["gordeeva"], &["dubov"], None).replace(
        "[[activity]]",
        "relieved = { order = \"change\" }\n[[mentorship]]\nmentor = \"orekhov\"\npay = \"5 процентов оклада\"\nconsent = 2027-01-11\nappointed = { order = \"change\" }\n[[activity]]",
    );
    let changed = changed.replace("mentors = [\"gordeeva\"]", "mentors = [\"orekhov\"]");
    let later = pair(&["docent"], &["kotova"], None).replace("\"pairs\"", "\"more\"");
    let change = "kind = \"change\"\nnumber = \"9\"\ndate = 2027-01-11\nday = 2027-01-12\npairings = [\"one\"]\nold_mentors = [\"gordeeva\"]\nnew_mentors = [\"orekhov\"]\n";
    let more = "kind = \"pairs\"\nnumber = \"8\"\ndate = 2027-01-29\npairings = [\"two\"]\n";
    let plan = plan(
        &[("one", changed), ("two", later)],
        &[("change", change), ("more", more)],
    );
    let minutes = paper(&plan, "Выписка из протокола педагогического совета");
    has(&minutes, &["учитель физики, Гордеева Мария Ивановна\t"]);
    for later in ["Орехов", "Рощин"] {
        assert!(!minutes.contains(later), "{minutes}");
    }
    has(
        &paper(&plan, "Сводка анкет наставников и наставляемых"),
        &[
            "учитель физики, Гордеева Мария Ивановна (по 11 января 2027 г.);\n",
            "учитель истории, Орехов Пётр Павлович (с 12 января 2027 г.)\t",
            "Рощин Павел Сергеевич\t",
        ],
    );
}

/// An order over two pairs of one mentor says of each pay for which pair it is, and what it rests on
/// once.
#[test]
fn an_order_over_two_pairs_names_the_pair_of_each_pay_and_each_ground_once() {
    let changed = |mentee: &str| {
        let there = "relieved = { order = \"change\" }\nnotice = { date = 2027-01-18, day = 2027-01-26 }\n[[mentorship]]\nmentor = \"orekhov\"\npay = \"7 процентов оклада\"\nconsent = 2027-01-21\nappointed = { order = \"change\" }\n[[activity]]";
        pair(&["gordeeva"], &[mentee], None).replace("[[activity]]", there)
    };
    let change = "kind = \"change\"\nnumber = \"9\"\ndate = 2027-01-22\nday = 2027-01-26\npairings = [\"one\", \"two\"]\nold_mentors = [\"gordeeva\"]\nnew_mentors = [\"orekhov\"]\n";
    let plan = plan(
        &[("one", changed("dubov")), ("two", changed("zimina"))],
        &[("change", change)],
    );
    let told = paper(&plan, "Приказ. О замене наставника");
    let stop = |of: &str| {
        format!(
            "Прекратить с 26 января 2027 г. выплату Гордеевой Марии Ивановне (учителю физики) за наставничество в отношении {of}.\n"
        )
    };
    let set = |of: &str| {
        format!(
            "Установить с 26 января 2027 г. выплату Орехову Петру Павловичу (учителю истории) за наставничество в отношении {of} в размере"
        )
    };
    for of in ["Дубова Е.И", "Зиминой А.Ю"] {
        has(&told, &[&stop(of), &set(&format!("{of}."))]);
    }
    has(
        &told,
        &[
            "Основание: уведомление Гордеевой М.И. от 18 января 2027 г., письменное согласие Орехова П.П. от 21 января 2027 г.\n",
        ],
    );
}

/// Nothing is stopped that the school does not pay: to its head, to somebody from elsewhere, to whom
/// the file promises nothing beside another; and no head writes to himself.
#[test]
fn an_order_of_ending_stops_only_what_is_paid_and_no_head_refuses_to_himself() {
    let refuses =
        "relieved = { order = \"end\" }\nrefusal = { date = 2027-02-08, day = 2027-02-15 }\n";
    let of = |mentors: &[&str], mentee: &str| {
        let own = pair(mentors, &[mentee], None);
        let own = own.replace(
            "consent = 2026-08-28\n",
            &format!("consent = 2026-08-28\n{refuses}"),
        );
        own.replace(
            "mentor = \"orekhov\"\npay = \"10 процентов оклада\"\n",
            "mentor = \"orekhov\"\nagreement = { number = \"65\", date = 2026-08-31 }\n",
        )
    };
    let end = "kind = \"end\"\ndate = 2027-02-10\nday = 2027-02-15\npairings = [\"one\"]\n";
    let plan = plan(
        &[(
            "one",
            of(&["gordeeva", "head", "docent", "orekhov"], "dubov"),
        )],
        &[("end", end)],
    );
    let told = paper(&plan, "Приказ. О прекращении наставничества");
    has(
        &told,
        &[
            "2. Прекратить с 15 февраля 2027 г. выплату Гордеевой Марии Ивановне (учителю физики) за наставничество в отношении Дубова Е.И.\n3. Куратору",
        ],
    );
    let names: Vec<&str> = plan.papers.iter().map(|it| it.file_name.as_str()).collect();
    let refusals: Vec<&&str> = names.iter().filter(|it| it.starts_with("Отказ")).collect();
    assert_eq!(
        refusals,
        [
            &"Отказ от наставничества. Гордеева — Дубов",
            &"Отказ от наставничества. Рощин — Дубов",
            &"Отказ от наставничества. Орехов — Дубов",
        ]
    );
    // The school is not the employer of who works elsewhere.
    let refused = paper(&plan, "Отказ от наставничества. Рощин — Дубов");
    has(
        &refused,
        &["Досрочно отказываюсь с 15 февраля 2027 г. от наставничества в МБОУ «СШ № 3»"],
    );
    assert!(!refused.contains("В соответствии со статьей"), "{refused}");
}

/// Several mentors of one mentee are a group, as the regulation has it.
#[test]
fn several_mentors_of_one_mentee_work_as_a_group() {
    let plan = plan(
        &[
            ("two", pair(&["gordeeva", "orekhov"], &["dubov"], None)),
            ("one", pair(&["gordeeva"], &["zimina"], None)),
        ],
        &[],
    );
    for (name, doing) in [
        ("Дополнительное соглашение. Орехов — Дубов", "групповая"),
        ("Согласие наставника. Гордеева — Дубов", "групповая"),
        ("Согласие наставника. Гордеева — Зимина", "индивидуальная"),
    ] {
        has(
            &paper(&plan, name),
            &[&format!("Форма выполнения работы: {doing}")],
        );
    }
}

/// The order of results knows everybody who mentored a pair, and which programs ended before their
/// term; the order of payments has a row for each mentor.
#[test]
fn the_orders_of_results_and_payments_tell_everybody() {
    let changed = pair(&["gordeeva"], &["dubov"], None).replace(
        "[[activity]]",
        "relieved = { order = \"change\" }\n[[mentorship]]\nmentor = \"orekhov\"\npay = \"5 процентов оклада\"\nconsent = 2027-01-11\nappointed = { order = \"change\" }\n[[activity]]",
    );
    let ended = pair(&["gordeeva", "docent"], &["zimina"], None).replace(
        "consent = 2026-08-28\n",
        "consent = 2026-08-28\nrelieved = { order = \"end\" }\n",
    );
    let change = "kind = \"change\"\nnumber = \"9\"\ndate = 2027-01-11\nday = 2027-01-12\npairings = [\"one\"]\n";
    let end = "kind = \"end\"\nnumber = \"15\"\ndate = 2027-03-15\nday = 2027-03-19\npairings = [\"two\"]\n";
    let plan = plan(
        &[
            ("one", changed),
            ("two", ended),
            ("three", pair(&["gordeeva", "orekhov"], &["kotova"], None)),
        ],
        &[
            ("change", change),
            ("end", end),
            (
                "results",
                "kind = \"results\"\nacquainted = [\"curator\"]\n",
            ),
            ("pay", "kind = \"pay\"\ndate = 2026-09-02\n"),
        ],
    );
    has(
        &paper(&plan, "Приказ. Об итогах наставничества"),
        &[
            "3. Отметить, что реализация персонализированной программы наставничества прекращена досрочно: Гордеева М.И. и Рощин П.С. – Зимина А.Ю. (по 18 марта 2027 г.).\n",
            "учитель физики, Гордеева Мария Ивановна (по 11 января 2027 г.);\nучитель истории, Орехов Пётр Павлович (с 12 января 2027 г.)\tучитель, Дубов",
        ],
    );
    let pay = paper(&plan, "Приказ. О выплатах за наставничество");
    for row in [
        "учитель физики, Гордеева Мария Ивановна\tучитель, Котова Яна Львовна\t",
        "учитель истории, Орехов Пётр Павлович\tучитель, Котова Яна Львовна\t",
    ] {
        has(&pay, &[row]);
    }
}

/// Beside what a program tells there is a line for what the form asks for by name and it does not
/// tell; whole sentences follow a full stop, a word is a sentence with its name.
#[test]
fn a_note_has_lines_for_what_is_asked_and_not_told() {
    let note = |note: &str| {
        let own = pair(&["gordeeva"], &["dubov"], None);
        let own = own.replace("form = ", "kind = \"традиционная\"\nform = ");
        let own = own.replace("[[activity]]", &format!("[note]\n{note}[[activity]]"));
        paper(&plan(&[("one", own)], &[]), "Программа. Гордеева — Дубов")
    };
    has(
        &note("interim_results = \"К маю: готов отчет\"\nmode = \"очный\"\n"),
        &[
            "осуществляется на ______________ основе.\nФорма наставничества: педагог-педагог.\nВид наставничества: традиционное.\n",
            "Промежуточные результаты. К маю: готов отчет.\nПланируемые результаты: _____\nРасписание встреч: _____\nРежим работы: очный.\nУсловия обучения: _____\n",
        ],
    );
    let all = note("interaction = \"индивидуальная\"\n");
    has(&all, &["осуществляется на индивидуальной основе.\n"]);
    assert!(
        !all.contains("Расписание встреч: "),
        "lines as on the blank: {all}"
    );
}
