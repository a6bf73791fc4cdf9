//! The year as it happens: each event is one command, shown first, and the papers of each day name
//! the people of that day.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::support::{copy, golden, nastavnik_in, papers_plan, path, said, with_slashes};

fn nastavnik(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nastavnik"))
        .args(args)
        .output()
        .unwrap()
}

/// A school of ten pairs in September.
struct School {
    folder: tempfile::TempDir,
}

/// Surname, first name, patronymic and key of the staff.
const MENTORS: [(&str, &str); 12] = [
    ("andreeva", "Андреева Вера Павловна"),
    ("borisov", "Борисов Олег Ильич"),
    ("vlasova", "Власова Инна Сергеевна"),
    ("gusev", "Гусев Пётр Романович"),
    ("demina", "Дёмина Ольга Юрьевна"),
    ("egorov", "Егоров Антон Львович"),
    ("zhdanova", "Жданова Алла Борисовна"),
    ("zimin", "Зимин Юрий Олегович"),
    ("isaeva", "Исаева Нина Андреевна"),
    ("kotov", "Котов Лев Денисович"),
    ("lavrova", "Лаврова Анна Игоревна"),
    ("morozov", "Морозов Илья Глебович"),
];
const MENTEES: [(&str, &str); 11] = [
    ("nikitin", "Никитин Роман Павлович"),
    ("osipova", "Осипова Дарья Ильинична"),
    ("petrov", "Петров Максим Олегович"),
    ("rybina", "Рыбина Яна Сергеевна"),
    ("sizov", "Сизов Егор Антонович"),
    ("titova", "Титова Алина Юрьевна"),
    ("uvarov", "Уваров Денис Львович"),
    ("fomina", "Фомина Ольга Борисовна"),
    ("ershova", "Ершова Ксения Олеговна"),
    ("chernov", "Чернов Артём Андреевич"),
    ("shubina", "Шубина Мария Денисовна"),
];

impl School {
    fn in_september() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        let mut school = "edition = \"stary-oskol-2022\"\nregulation = \"school\"\n\n[registers]\nteachers = 40\n\n[organization]\n\
            full_name = \"муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 3»\"\nshort_name = \"МБОУ «СШ № 3»\"\n\
            parent = [\"Управление образования администрации Приозёрского района\"]\nplace = \"г. Приозёрск-Камский\"\nhead = \"direktor\"\ncurator = \"kurator\"\nschool_year = \"2025/2026\"\n\n\
            [staff.direktor]\nname = \"Ковалёв Игорь Петрович\"\nposition = \"директор\"\n\n[staff.kurator]\nname = \"Соколова Елена Викторовна\"\nposition = \"заместитель директора\"\n\n\
            [staff.docent]\nname = \"Рощин Павел Сергеевич\"\nposition = \"доцент\"\norganization = \"Камский педагогический университет\"\n"
            .to_owned();
        for (key, name) in MENTORS.iter().chain(&MENTEES) {
            school.push_str(&format!(
                "\n[staff.{key}]\nname = \"{name}\"\nposition = \"учитель\"\n"
            ));
        }
        write("organization.toml", &school);
        // The head signs it, and needs not say that he has read it.
        let mentors = MENTORS[..9].iter().map(|(key, _)| *key);
        let mentees = MENTEES[..10].iter().map(|(key, _)| *key);
        let readers: Vec<&str> = ["kurator", "docent"]
            .into_iter()
            .chain(mentors)
            .chain(mentees)
            .collect();
        write(
            "orders/pairs.toml",
            &format!(
                "kind = \"pairs\"\nnumber = \"71-ОД\"\ndate = 2025-09-01\nacquainted = {readers:?}\n"
            ),
        );
        let pay = "pay = \"10 процентов должностного оклада ежемесячно\"\n";
        let pair = |mentors: &[&str], mentee: &str, own: &str| {
            let list: Vec<String> = mentors.iter().map(|key| format!("\"{key}\"")).collect();
            let text = format!(
                "mentors = [{}]\nmentees = [\"{mentee}\"]\nform = \"педагог-педагог\"\nbasis = {{ order = \"pairs\"{} }}\nperiod = {{ from = 2025-09-01, to = 2026-05-29 }}\n\n{own}\n[[activity]]\nblock = \"4.6\"\nname = \"Консультации и рефлексия\"\nterm = \"ежемесячно\"\n",
                list.join(", "),
                if own.starts_with("[labour]") {
                    ", consent = 2025-08-28"
                } else {
                    ""
                },
            );
            write(&format!("pairings/{}-{mentee}.toml", mentors[0]), &text);
        };
        for i in 0..7 {
            pair(&[MENTORS[i].0], MENTEES[i].0, &format!("[labour]\n{pay}"));
        }
        // Two mentors, each with a consent and an agreement of his own.
        let own = |key: &str, day: &str, number: &str| {
            format!(
                "[[mentorship]]\nmentor = \"{key}\"\nconsent = {day}\n{pay}agreement = {{ number = \"{number}\", date = 2025-08-29 }}\n\n"
            )
        };
        let two = own("zimin", "2025-08-27", "8") + &own("isaeva", "2025-08-28", "9");
        pair(&["zimin", "isaeva"], "fomina", &two);
        // The head: his agreement is the founder's. Somebody from elsewhere: that of his employer.
        pair(
            &["direktor"],
            "ershova",
            "[[mentorship]]\nmentor = \"direktor\"\nconsent = 2025-08-28\nagreement = { number = \"4-у\", date = 2025-08-29 }\n",
        );
        pair(
            &["docent"],
            "chernov",
            "[[mentorship]]\nmentor = \"docent\"\nconsent = 2025-08-28\nagreement = { number = \"64\", date = 2025-08-29 }\n",
        );
        Self { folder }
    }

    fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn run(&self, args: &[&str]) -> (Option<i32>, String) {
        let (first, rest) = args.split_at(if args[0] == "event" { 2 } else { 1 });
        let folder = self.folder().to_str().unwrap();
        let output = nastavnik(&[first, &[folder], rest].concat());
        let said = [output.stdout, output.stderr].concat();
        (
            output.status.code(),
            with_slashes(&String::from_utf8(said).unwrap()).replace(&with_slashes(folder), "ПАПКА"),
        )
    }

    fn done(&self, args: &[&str]) -> String {
        let (code, said) = self.run(&[args, &["--yes"]].concat());
        assert_eq!(code, Some(0), "{said}");
        said
    }

    /// The last event is not undone, and why is said.
    fn keeps(&self, why: &str) {
        let (code, told) = self.run(&["event", "undo", "--yes"]);
        assert_eq!((code, told.contains(why)), (Some(1), true), "{told}");
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder().join(name)).unwrap()
    }

    /// Whatever the day of the test.
    fn plan(&self) -> nastavnik::plan::Plan {
        let files = nastavnik::project::Files {
            today: None,
            ..nastavnik::disk::load(self.folder())
        };
        nastavnik::prepare::prepare(&files)
    }

    /// What the check has to say.
    fn told(&self) -> String {
        let plan = self.plan();
        let told = plan.problems.iter();
        let lines: Vec<String> = told
            .map(|it| format!("{}: {}\n", it.code.number(), it.text()))
            .collect();
        lines.concat()
    }

    /// Every paper in plain text, in the order of the plan.
    fn papers(&self) -> String {
        let plan = self.plan();
        assert!(!plan.has_errors(), "{:?}", plan.problems);
        let mut out = String::new();
        for paper in &plan.papers {
            let document = plan.document(paper).unwrap();
            let text = nastavnik::text::write(&document);
            out.push_str(&format!("===== {} =====\n{text}\n", paper.file_name));
        }
        out
    }
}

fn golden_file(name: &str) -> PathBuf {
    path(&["tests", "data", "year"]).join(name)
}

/// A whole year; the golden texts are to be read line by line.
#[test]
fn every_paper_of_a_year_names_the_people_of_its_day() {
    let school = School::in_september();
    assert_eq!(school.told(), "");
    // In November a mentor leaves a pair by the school's notice, in March one refuses.
    school.done(&[
        "event",
        "replace-mentor",
        "--pair",
        "borisov-osipova",
        "--mentor",
        "lavrova",
        "--day",
        "24.11.2025",
        "--notice",
        "17.11.2025",
        "--consent",
        "20.11.2025",
        "--pay",
        "12 процентов должностного оклада ежемесячно",
        "--number",
        "90-ОД",
        "--date",
        "21.11.2025",
    ]);
    school.done(&[
        "event",
        "replace-mentor",
        "--pair",
        "zimin-fomina",
        "--old",
        "isaeva",
        "--mentor",
        "morozov",
        "--day",
        "19.01.2026",
        "--refusal",
        "12.01.2026",
        "--consent",
        "15.01.2026",
        "--pay",
        "5 процентов должностного оклада ежемесячно",
        "--number",
        "3-ОД",
        "--date",
        "16.01.2026",
    ]);
    school.done(&[
        "event",
        "add-pair",
        "--mentor",
        "andreeva",
        "--mentee",
        "shubina",
        "--form",
        "педагог-педагог",
        "--day",
        "02.02.2026",
        "--until",
        "29.05.2026",
        "--consent",
        "29.01.2026",
        "--pay",
        "10 процентов должностного оклада ежемесячно",
        "--number",
        "8-ОД",
        "--date",
        "30.01.2026",
    ]);
    school.done(&[
        "event",
        "end",
        "--pair",
        "gusev-rybina",
        "--day",
        "20.03.2026",
        "--refusal",
        "16.03.2026",
        "--number",
        "21-ОД",
        "--date",
        "17.03.2026",
    ]);
    school.done(&[
        "event",
        "prolong",
        "--pair",
        "demina-sizov",
        "--until",
        "30.10.2026",
        "--consent",
        "28.05.2026",
        "--number",
        "44-ОД",
        "--date",
        "28.05.2026",
    ]);
    golden(&golden_file("check.txt"), &school.told());
    golden(&golden_file("papers.txt"), &school.papers());
    for foreign in ["Старооскол", "Старый Оскол", "Белгород", "СОИРО", "БелИРО"]
    {
        assert!(!school.papers().contains(foreign), "{foreign}");
    }
}

#[test]
fn an_event_is_shown_first_and_can_be_taken_back() {
    let school = School::in_september();
    let before = school.text("pairings/borisov-osipova.toml");
    let args = [
        "event",
        "replace-mentor",
        "--pair",
        "Борисов — Осипова",
        "--mentor",
        "Лаврова А.И.",
        "--day",
        "24.11.2025",
    ];
    let (code, told) = school.run(&args);
    assert_eq!(code, Some(0), "{told}");
    golden(&golden_file("replace-mentor.txt"), &told);
    assert_eq!(school.text("pairings/borisov-osipova.toml"), before);
    school.done(&args);
    golden(
        &golden_file("borisov-osipova.toml.txt"),
        &school.text("pairings/borisov-osipova.toml"),
    );
    golden(
        &golden_file("change.toml.txt"),
        &school.text("orders/change.toml"),
    );
    let (code, _) = school.run(&["event", "undo"]);
    assert_eq!(code, Some(0));
    assert!(school.folder().join("orders/change.toml").exists());
    school.done(&["event", "undo"]);
    assert_eq!(school.text("pairings/borisov-osipova.toml"), before);
    assert!(!school.folder().join("orders/change.toml").exists());
    school.keeps("событий, которые можно отменить, нет");
}

#[test]
fn what_was_issued_or_changed_since_keeps_an_event() {
    let school = School::in_september();
    let end = [
        "event",
        "end",
        "--pair",
        "gusev-rybina",
        "--day",
        "20.03.2026",
        "--date",
        "17.03.2026",
    ];
    school.done(&end);
    let file = school.folder().join("orders/end.toml");
    std::fs::write(&file, school.text("orders/end.toml") + "number = \"5\"\n").unwrap();
    school.keeps("orders/end.toml");
    let school = School::in_september();
    school.done(&end);
    let (code, told) = school.run(&["build", "--format", "pdf"]);
    assert_eq!(code, Some(0), "{told}");
    let order = school
        .folder()
        .join("out/Приказ. О прекращении наставничества.pdf");
    assert!(
        nastavnik(&["issue", order.to_str().unwrap()])
            .status
            .success()
    );
    school.keeps("подписано или выдано");
}

/// The command that changes the mentor of one pair.
fn replaced<'a>(mentor: &'a str, day: &'a str) -> [&'a str; 8] {
    let change = ["event", "replace-mentor", "--pair", "borisov-osipova"];
    let [event, kind, flag, pair] = change;
    [event, kind, flag, pair, "--mentor", mentor, "--day", day]
}

#[test]
fn what_cannot_be_is_said() {
    let school = School::in_september();
    let refused = |args: &[&str], words: &str| {
        let (code, told) = school.run(&[args, &["--yes"]].concat());
        assert_ne!(code, Some(0), "{told}");
        assert!(told.contains(words), "{told}");
    };
    refused(
        &["event", "end", "--pair", "никто", "--day", "20.03.2026"],
        "нет пары «никто»",
    );
    refused(&["event", "end", "--pair", "gusev-rybina"], "--day");
    for day in ["20.03.2025", "01.07.2026"] {
        refused(
            &["event", "end", "--pair", "gusev-rybina", "--day", day],
            "вне срока пары",
        );
    }
    refused(
        &[
            "event",
            "replace-mentor",
            "--pair",
            "zimin-fomina",
            "--mentor",
            "lavrova",
            "--day",
            "20.03.2026",
        ],
        "--old",
    );
    refused(
        &[
            "event",
            "replace-mentor",
            "--pair",
            "gusev-rybina",
            "--mentor",
            "gusev",
            "--day",
            "20.03.2026",
        ],
        "уже в паре",
    );
    refused(
        &[
            "event",
            "prolong",
            "--pair",
            "gusev-rybina",
            "--until",
            "20.03.2026",
        ],
        "и так продолжается до 29.05.2026",
    );
    let end = [
        "event",
        "end",
        "--pair",
        "gusev-rybina",
        "--day",
        "20.03.2026",
        "--date",
        "17.03.2026",
    ];
    // An option of another event is none of this one.
    for (option, value) in [
        ("--old", "zimin"),
        ("--mentor", "lavrova"),
        ("--until", "31.05.2026"),
        ("--pay", "5 процентов"),
    ] {
        refused(&[&end[..], &[option, value]].concat(), option);
    }
    school.done(&end);
    refused(&end, "уже прекращена");
    school.done(&replaced("lavrova", "12.01.2026"));
    for day in ["12.12.2025", "12.01.2026"] {
        refused(&replaced("morozov", day), "наставник только с 12.01.2026");
        refused(
            &["event", "end", "--pair", "borisov-osipova", "--day", day],
            "наставник только с 12.01.2026",
        );
    }
    school.done(&replaced("morozov", "12.02.2026"));
}

/// The event is written, for a day may be right and the other wrong, but not in silence.
#[test]
fn days_that_cannot_be_together_are_told_by_the_event() {
    let school = School::in_september();
    let told = |args: &[&str]| school.run(args).1;
    let change = |more: &[&str]| {
        let own = [
            "event",
            "replace-mentor",
            "--pair",
            "gusev-rybina",
            "--mentor",
            "lavrova",
            "--day",
            "20.03.2026",
        ];
        told(&[&own[..], more].concat())
    };
    for (more, words) in [
        (&["--consent", "23.03.2026"][..], "согласие наставника"),
        (
            &["--date", "23.03.2026"],
            "приказ издан 23.03.2026, а действует с более раннего дня",
        ),
        (
            &["--consent", "18.03.2026", "--date", "17.03.2026"],
            "дано 18.03.2026",
        ),
        (
            &["--refusal", "19.03.2026"],
            "предупреждают не менее чем за три рабочих дня",
        ),
    ] {
        let told = change(more);
        assert!(told.contains(words), "{more:?}: {told}");
    }
    let well = change(&[
        "--consent",
        "12.03.2026",
        "--refusal",
        "12.03.2026",
        "--date",
        "17.03.2026",
    ]);
    assert!(!well.contains("предупреждение"), "{well}");
    let twin = told(&[
        "event",
        "add-pair",
        "--mentor",
        "gusev",
        "--mentee",
        "rybina",
        "--day",
        "20.03.2026",
        "--until",
        "29.05.2026",
    ]);
    assert!(twin.contains("та же пара уже описана"), "{twin}");
}

/// Since 01.09.2025 the consent to the processing of personal data is mixed into no other paper.
#[test]
fn personal_data_stand_in_a_paper_of_their_own() {
    let plan = papers_plan();
    let mut own = 0;
    for paper in &plan.papers {
        let text = nastavnik::text::write(&plan.document(paper).unwrap());
        let is_own = paper.file_name.starts_with("Согласие на обработку");
        own += usize::from(is_own);
        assert_eq!(
            text.contains("персональных данных"),
            is_own,
            "{}",
            paper.file_name
        );
        if is_own {
            // What article 9, part 4, asks for.
            for part in [
                "паспорт",
                "оператор",
                "Цель",
                "Перечень персональных данных",
                "Перечень действий",
                "действует",
                "отозвано",
            ] {
                assert!(text.contains(part), "{part}");
            }
            assert!(!text.contains("согласие на выполнение работы"), "{text}");
        }
    }
    // Three mentors and two mentees, each once.
    assert_eq!(own, 5);
}

/// A project that asks for no paper of the year gets none.
#[test]
fn papers_of_the_year_are_made_when_they_are_asked_for() {
    let of_the_year = |plan: &nastavnik::plan::Plan| {
        let year = nastavnik::plan::PaperKind::Year;
        plan.papers.iter().filter(|p| p.kind == year).count()
    };
    assert_eq!(of_the_year(&crate::support::sample_plan("school")), 0);
    assert!(of_the_year(&papers_plan()) > 20);
}

/// The program of a mentor who has left by an event was right in its day; one whose mentor is only
/// written otherwise is not.
#[test]
fn an_issued_program_of_a_mentor_who_has_left_is_history() {
    for by_event in [true, false] {
        let school = School::in_september();
        let (code, told) = school.run(&["build", "--format", "text"]);
        assert_eq!(code, Some(0), "{told}");
        let program = "Программа. Борисов — Осипова.txt";
        let paper = school.folder().join("out").join(program);
        let issued = nastavnik(&["issue", paper.to_str().unwrap()]);
        assert!(issued.status.success(), "{}", crate::support::said(&issued));
        if by_event {
            school.done(&replaced("lavrova", "12.01.2026"));
        } else {
            let file = school.folder().join("pairings/borisov-osipova.toml");
            let pair = school.text("pairings/borisov-osipova.toml");
            std::fs::write(file, pair.replace("\"borisov\"", "\"lavrova\"")).unwrap();
        }
        let (_, told) = school.run(&["check"]);
        assert_eq!(told.contains(program), !by_event, "{told}");
        assert!(paper.exists());
    }
}

#[test]
fn a_prolonged_pair_has_the_pay_that_is_given() {
    let school = School::in_september();
    school.done(&[
        "event",
        "prolong",
        "--pair",
        "gusev-rybina",
        "--until",
        "30.06.2026",
        "--consent",
        "20.05.2026",
        "--pay",
        "7 процентов оклада",
    ]);
    let file = school.folder().join("pairings/gusev-rybina.toml");
    let pair = std::fs::read_to_string(file).unwrap();
    let last = pair.rsplit("[[mentorship]]").next().unwrap();
    assert!(last.contains("pay = \"7 процентов оклада\""), "{pair}");
}

/// A pair that is over is neither prolonged nor changed nor ended again, whoever wrote its end.
#[test]
fn a_pair_that_is_over_stays_over() {
    let school = School::in_september();
    let end = |pair: &str| {
        let order = format!("kind = \"end\"\npairings = [\"{pair}\"]\nday = 2026-03-20\n");
        let name = format!("orders/end-{pair}.toml");
        std::fs::write(school.folder().join(name), order).unwrap();
    };
    let at = ["--pair", "gusev-rybina", "--day", "20.03.2026"];
    school.done(&[&["event", "end"], &at[..]].concat());
    end("demina-sizov");
    for pair in ["gusev-rybina", "demina-sizov"] {
        for event in [
            &["prolong", "--until", "30.06.2026"][..],
            &["end", "--day", "10.04.2026"],
            &[
                "replace-mentor",
                "--mentor",
                "lavrova",
                "--day",
                "10.04.2026",
            ],
        ] {
            let args = [&["event"], event, &["--pair", pair, "--yes"]].concat();
            let (code, told) = school.run(&args);
            assert_eq!(code, Some(1), "{told}");
            assert!(told.contains("уже прекращена"), "{told}");
        }
    }
}

/// What `check` would say of an event the moment after is shown before it is written.
#[test]
fn what_an_event_makes_wrong_is_shown_before() {
    let school = School::in_september();
    for (event, code) in [
        (
            &["end", "--day", "20.03.2026", "--notice", "25.03.2026"][..],
            "[425]",
        ),
        (
            &["end", "--day", "20.03.2026", "--date", "25.03.2026"],
            "[422]",
        ),
        (
            &[
                "prolong",
                "--until",
                "31.05.2036",
                "--consent",
                "20.05.2026",
            ],
            "[402]",
        ),
    ] {
        let (ended, told) = school.run(&[&["event"], event, &["--pair", "gusev-rybina"]].concat());
        assert_eq!(ended, Some(0), "{told}");
        assert!(told.contains(code), "{told}");
    }
}

/// The end of a pair whose papers the school keeps elsewhere asks for no papers but its order.
#[test]
fn an_end_makes_no_papers_of_who_leaves() {
    let school = School::in_september();
    let pair = school.folder().join("pairings/gusev-rybina.toml");
    let text = std::fs::read_to_string(&pair).unwrap();
    let labour = "[labour]\npay = \"10 процентов должностного оклада ежемесячно\"\n";
    let without = text.replace(labour, "");
    std::fs::write(&pair, &without).unwrap();
    let at = ["--pair", "gusev-rybina", "--day", "20.03.2026"];
    let told = school.done(&[&["event", "end"], &at[..]].concat());
    assert!(!format!("{told:?}").contains("Согласие"), "{told:?}");
    assert_eq!(std::fs::read_to_string(&pair).unwrap(), without);
    let (code, told) = school.run(&[&["event", "end"], &at[..], &["--yes"]].concat());
    assert!(code == Some(1) && told.contains("уже прекращена"), "{told}");
}

/// Who comes later gives his consent before he comes, and who leaves unpaid owes no pay by that.
#[test]
fn an_event_brings_no_advice_that_is_wrong() {
    let school = School::in_september();
    let pair = school.folder().join("pairings/gusev-rybina.toml");
    let text = std::fs::read_to_string(&pair).unwrap();
    let labour = "[labour]\npay = \"10 процентов должностного оклада ежемесячно\"\n";
    assert!(text.contains(labour));
    std::fs::write(&pair, text.replace(labour, "")).unwrap();
    let checked = || said(&nastavnik(&["check", school.folder().to_str().unwrap()]));
    let no_pay = |told: &str| told.matches("[438]").count();
    let before = no_pay(&checked());
    school.done(&[
        "event",
        "replace-mentor",
        "--pair",
        "gusev-rybina",
        "--mentor",
        "lavrova",
        "--day",
        "12.01.2026",
        "--pay",
        "5 процентов оклада",
    ]);
    let told = checked();
    assert!(told.contains("consent = 2025-12-30"), "{told}");
    assert_eq!(no_pay(&told), before, "{told}");
    let file = std::fs::read_to_string(&pair).unwrap();
    std::fs::write(
        &pair,
        file.replace(
            "lavrova\"\nappointed = { order = \"change\" }",
            "lavrova\"\nconsent = 2025-12-30\nappointed = { order = \"change\" }",
        ),
    )
    .unwrap();
    school.done(&[
        "event",
        "prolong",
        "--pair",
        "gusev-rybina",
        "--until",
        "30.06.2026",
    ]);
    let told = checked();
    assert!(told.contains("consent = 2026-05-27"), "{told}");
    school.done(&[
        "event",
        "end",
        "--pair",
        "gusev-rybina",
        "--day",
        "10.06.2026",
    ]);
    assert_eq!(no_pay(&checked()), before, "{}", checked());
}

/// Only the last event can be taken back: whoever names a pair means another.
#[test]
fn what_is_taken_back_is_not_chosen() {
    let school = School::in_september();
    let args = ["event", "undo", "--pair", "gusev-rybina", "--yes"];
    let output = nastavnik_in(school.folder(), &args);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(
        said(&output).contains("нет параметра --pair"),
        "{}",
        said(&output)
    );
    assert!(
        said(&output).contains("nastavnik event --help"),
        "{}",
        said(&output)
    );
}

/// A term that has not begun never comes to be, and what goes on longer has its days to keep.
#[test]
fn a_prolonged_pair_that_ends_early_loses_the_term_to_come() {
    let folder = tempfile::tempdir().unwrap();
    let school = folder.path().join("school");
    copy(&path(&["samples", "school"]), &school);
    let run = |args: &[&str]| {
        let args = [&["event"], args, &["--yes"]].concat();
        let output = nastavnik_in(&school, &args);
        assert!(output.status.success(), "{}", said(&output));
        said(&output)
    };
    let pair = ["--pair", "gordeeva-pankratov"];
    let mentorships = || {
        let file = std::fs::read_to_string(school.join("pairings/gordeeva-pankratov.toml"));
        file.unwrap().matches("[[mentorship]]").count()
    };
    let told = run(&[
        &["prolong", "."],
        &pair[..],
        &["--until", "31.12.2027", "--date", "2027-02-14"],
    ]
    .concat());
    // The order is of a Sunday, and the new term begins on a Tuesday.
    assert!(
        told.contains("12.02.2027 – наставник дает письменное согласие на новый срок"),
        "{told}"
    );
    assert!(told.contains("01.06.2027 – с приказом знакомят"), "{told}");
    assert_eq!(mentorships(), 2);
    run(&[&["end", "."], &pair[..], &["--day", "2027-04-01"]].concat());
    assert_eq!(mentorships(), 1);
    let file = std::fs::read_to_string(school.join("pairings/gordeeva-pankratov.toml")).unwrap();
    assert!(!file.contains("starts = 2027-06-01"), "{file}");
    let checked = said(&nastavnik_in(&school, &["check"]));
    assert!(!checked.contains("446"), "{checked}");
}

/// The command line takes a surname that one person has, and a year of two figures as lists do.
#[test]
fn a_surname_and_a_short_year_are_understood_and_a_wrong_day_is_told_its_form() {
    let folder = tempfile::tempdir().unwrap();
    crate::support::copy(&crate::support::path(&["samples", "start"]), folder.path());
    let event = |day: &str| {
        let command = [
            "event",
            "replace-mentor",
            ".",
            "--pair",
            "petrova-sidorov",
            "--mentor",
        ];
        let command = [&command[..], &["Лебедева", "--day", day]].concat();
        crate::support::said(&crate::support::nastavnik_in(folder.path(), &command))
    };
    let told = event("01.10.26");
    assert!(
        told.contains("Петрова Мария Ивановна → Лебедева Наталья Викторовна"),
        "{told}"
    );
    assert!(
        told.contains("01.10.2026") || told.contains("1 октября 2026"),
        "{told}"
    );
    assert!(event("32.10.2026").contains("дата пишется так: 12.01.2027"));
}

/// A pair whose program names the mentor of September has another since January: he is who is
/// relieved, and who learns of the end.
#[test]
fn the_mentor_of_the_day_is_who_leaves() {
    let folder = tempfile::tempdir().unwrap();
    let school = folder.path().join("school");
    copy(&path(&["samples", "school"]), &school);
    let run = |args: &[&str]| {
        let args = [&["event"], args, &["--yes"]].concat();
        let output = nastavnik_in(&school, &args);
        assert!(output.status.success(), "{}", said(&output));
        said(&output)
    };
    let at = ["--pair", "kuzmenko-bykov", "--day", "2027-02-01"];
    run(&[&["end", "."], &at[..]].concat());
    let order = std::fs::read_to_string(school.join("orders/end-2.toml")).unwrap();
    assert!(
        order.contains("acquainted = [\"lebedeva\", \"gordeeva\", \"bykov\"]"),
        "{order}"
    );
    run(&["undo", "."]);
    let told = run(&[
        &["replace-mentor", "."],
        &at[..],
        &["--mentor", "zhuravlev"],
    ]
    .concat());
    assert!(
        told.contains("Гордеева Татьяна Михайловна → Журавлёв"),
        "{told}"
    );
    let pair = std::fs::read_to_string(school.join("pairings/kuzmenko-bykov.toml")).unwrap();
    assert!(pair.contains("mentors = [\"zhuravlev\"]"), "{pair}");
    let checked = nastavnik_in(&school, &["check"]);
    assert!(checked.status.success(), "{}", said(&checked));
}
