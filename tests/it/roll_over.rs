//! `roll-over`: a new year from last year's files.

use std::path::Path;
use std::process::Output;

use nastavnik::disk::{load, project_files};
use nastavnik::prepare::prepare;
use nastavnik::problem::Problem;

use crate::support::{copy, nastavnik, nastavnik_in, root, said, texts_in, tried};

fn text(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// The sample school a year later, without two of its people.
fn school_a_year_later(folder: &Path, more: &[&str]) -> Output {
    let to = folder.join("2027");
    nastavnik(
        &[
            &["roll-over", "samples/school", "--to", to.to_str().unwrap()],
            more,
        ]
        .concat(),
    )
}

#[test]
fn a_school_goes_into_the_next_year() {
    let folder = tempfile::tempdir().unwrap();
    let before = texts_in(&root().join("samples/school"));
    let rolled = school_a_year_later(folder.path(), &[]);
    assert_eq!(rolled.status.code(), Some(0), "{}", said(&rolled));
    assert_eq!(texts_in(&root().join("samples/school")), before);
    let new = folder.path().join("2027");
    assert!(text(&new, "organization.toml").contains("school_year = \"2027/2028\"\n"));
    let roadmap = text(&new, "roadmap.toml");
    assert!(
        roadmap.contains("period = { from = 2027-09-01, to = 2028-05-31 }\n"),
        "{roadmap}"
    );
    assert!(
        roadmap.contains("term = \"август 2027 г.\"\n") && roadmap.contains("term = 2028-05-26\n")
    );
    assert!(roadmap.contains("approved = { order = \"introduction\" }\n"));
    let pairing = text(&new, "pairings/kuzmenko-bykov.toml");
    assert!(
        pairing.contains(
            "basis = { order = \"pairs\" }\nperiod = { from = 2027-09-01, to = 2028-05-31 }\n"
        ),
        "{pairing}"
    );
    assert!(!pairing.contains("notice =") && pairing.contains("pay = \"10 процентов"));
    let running = text(&new, "pairings/zhuravlev-nazarova.toml");
    assert!(
        running
            .contains("basis = { number = \"118-ОД\", date = 2026-09-01, consent = 2026-08-28 }\n"),
        "{running}"
    );
    assert!(
        running.contains("period = { from = 2026-09-01, to = 2028-05-31 }\n")
            && running.contains("term = 2028-02-10\n")
    );
    let order = text(&new, "orders/introduction.toml");
    assert!(
        !order.contains("\nnumber =") && !order.contains("\ndate ="),
        "{order}"
    );
    // Remarks and the order of keys stay.
    assert!(
        order.starts_with("# Приказ о внедрении наставничества")
            && order.contains("# control = \"lebedeva\"")
    );
    assert!(!new.join("orders/change.toml").exists() && !new.join("orders/end.toml").exists());
    assert_eq!(
        std::fs::read(new.join("emblem.png")).unwrap(),
        before["emblem.png"]
    );
    let told = said(&rolled);
    assert!(
        told.contains("2027/2028 учебный год: 14 файлов в папке"),
        "{told}"
    );
    assert!(
        told.contains("orders/change.toml: замена наставника – событие прошлого года"),
        "{told}"
    );
    assert!(
        told.contains("kuzmenko-bykov.toml:5: наставник в прошлом году сменился"),
        "{told}"
    );
    assert!(
        told.contains("zhuravlev-nazarova.toml:1: программа продолжается до 31.05.2028"),
        "{told}"
    );
    assert!(told.contains("Ошибок нет: можно изготовить"), "{told}");
    assert_eq!(
        nastavnik(&["check", new.to_str().unwrap()]).status.code(),
        Some(0)
    );
}

#[test]
fn leavers_go_with_what_hung_on_them() {
    let folder = tempfile::tempdir().unwrap();
    let rolled = school_a_year_later(
        folder.path(),
        &["--without", "gordeeva,miroshnichenko,shapiro,lebedeva"],
    );
    let told = said(&rolled);
    assert_eq!(rolled.status.code(), Some(0), "{told}");
    let new = folder.path().join("2027");
    let organization = text(&new, "organization.toml");
    for key in ["gordeeva", "miroshnichenko", "shapiro", "lebedeva"] {
        assert!(
            !organization.contains(&format!("[staff.{key}]"))
                && !organization.contains(&format!("\"{key}\"")),
            "{key}"
        );
    }
    assert!(
        organization.contains("# Наставники\n\n[staff.khabibullina]"),
        "{organization}"
    );
    assert!(
        !organization.contains("Фамилия на -ко не склоняется"),
        "a remark about one person goes with that person"
    );
    assert!(!new.join("pairings/gordeeva-pankratov.toml").exists());
    let group = text(
        &new,
        "pairings/khabibullina-sokolova-miroshnichenko-ermolaev.toml",
    );
    assert!(group.contains("mentees = [\"sokolova\", \"ermolaev\"]\n"));
    assert!(
        text(&new, "roadmap.toml")
            .contains("responsible = [\"voskresenskiy\", \"специалист по кадрам\"]")
    );
    assert!(
        told.contains("pairings/gordeeva-pankratov.toml: пара осталась без наставника"),
        "{told}"
    );
    assert!(
        told.contains("куратора больше нет: впишите нового"),
        "{told}"
    );
    assert!(
        told.contains("в тексте назван выбывший сотрудник (Мирошниченко)"),
        "{told}"
    );
    let plan = prepare(&load(&new));
    assert!(
        !plan.problems.iter().any(Problem::is_error),
        "{:?}",
        plan.problems
    );
}

/// A remark names the line of the new file, where the text it speaks of stands.
#[test]
fn remarks_name_lines_of_the_new_files() {
    let folder = tempfile::tempdir().unwrap();
    let told = said(&school_a_year_later(
        folder.path(),
        &["--without", "miroshnichenko"],
    ));
    let new = folder.path().join("2027");
    let places = told
        .lines()
        .filter_map(|l| l.strip_suffix(": в тексте назван выбывший сотрудник (Мирошниченко)"));
    let mut seen = 0;
    for place in places {
        let (file, line) = place.trim().split_once(':').unwrap();
        let text = text(&new, file);
        let rest: Vec<&str> = text
            .lines()
            .skip(line.parse::<usize>().unwrap() - 1)
            .take(3)
            .collect();
        assert!(
            rest.join("\n").contains("Мирошниченко"),
            "{place}: {rest:?}"
        );
        seen += 1;
    }
    assert!(seen >= 2, "{told}");
}

#[test]
fn nothing_is_overwritten_and_nothing_faulty_is_carried_over() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        school_a_year_later(folder.path(), &[]).status.code(),
        Some(0)
    );
    let before = texts_in(folder.path());
    let again = school_a_year_later(folder.path(), &[]);
    assert_eq!(again.status.code(), Some(2));
    assert!(said(&again).contains("папка не пуста"), "{}", said(&again));
    assert_eq!(texts_in(folder.path()), before);
    let to = folder.path().join("другая");
    let to = to.to_str().unwrap();
    for (args, code, why) in [
        (
            &["samples/school", "--without", "ivanova"][..],
            2,
            "в списке сотрудников нет «ivanova»",
        ),
        (
            &["samples/school", "--year", "2026/2027"],
            2,
            "новый учебный год 2026/2027 должен быть позже прежнего 2026/2027",
        ),
        (
            &["samples/school", "--year", "2027"],
            2,
            "«2027» – не учебный год",
        ),
        (&["samples/order-591"], 2, "не указан учебный год"),
        (&["нет такой"], 2, "такой папки нет"),
    ] {
        let refused = nastavnik(&[&["roll-over", "--to", to], args].concat());
        assert_eq!(
            refused.status.code(),
            Some(code),
            "{args:?}: {}",
            said(&refused)
        );
        assert!(said(&refused).contains(why), "{args:?}: {}", said(&refused));
        assert!(!Path::new(to).exists());
    }
}

/// The same school, its files written the other way round: sections instead of braces, words
/// instead of references.
#[test]
fn any_way_to_write_is_understood() {
    let folder = tempfile::tempdir().unwrap();
    let school = folder.path().join("школа");
    assert_eq!(
        nastavnik(&["init", school.to_str().unwrap()]).status.code(),
        Some(0)
    );
    let pairing = "mentors = [\r\n    \"petrova\", # наставник\r\n]\r\nmentees = [\"sidorov\"]\r\nperiod = { from = \"2026-09-01\", to = \"2027-05-31\" }\r\n\
        [basis]\r\nnumber = \"118-ОД\"\r\n# Когда подписан\r\ndate = 2026-09-01\r\ntitle = \"О закреплении\"\r\n\r\n\
        [labour]\r\npay = \"10 процентов\"\r\n[labour.notice]\r\ndate = 2026-12-28\r\nday = 2027-01-12\r\n\r\n\
        [[activity]]\r\nblock = \"I\"\r\nname = \"\"\"\r\nБеседа о 2026 годе\"\"\"\r\nterm = \"01.09.2026\"\r\n";
    std::fs::write(school.join("pairings/petrova-sidorov.toml"), pairing).unwrap();
    std::fs::write(
        school.join("pairings/второй.toml"),
        "mentors = [\"lebedeva\"]\nmentees = [\"sidorov\"]\nbasis = \"Приказ № 5 от 01.09.2026\"\n",
    )
    .unwrap();
    let third = "mentors = [\"nikitina\"]\nmentees = [\"sidorov\"]\nbasis = { number = \"7\", date = 2026-09-01 }\n";
    std::fs::write(school.join("pairings/третий.toml"), third).unwrap();
    let to = folder.path().join("новая");
    let rolled = nastavnik(&[
        "roll-over",
        school.to_str().unwrap(),
        "--to",
        to.to_str().unwrap(),
    ]);
    let told = said(&rolled);
    assert_eq!(rolled.status.code(), Some(0), "{told}");
    assert_eq!(
        text(&to, "pairings/petrova-sidorov.toml"),
        "mentors = [\r\n    \"petrova\", # наставник\r\n]\r\nmentees = [\"sidorov\"]\r\nperiod = { from = \"2027-09-01\", to = \"2028-05-31\" }\r\n\
        [basis]\r\n# Когда подписан\r\ntitle = \"О закреплении\"\r\n\r\n\
        [labour]\r\npay = \"10 процентов\"\r\n\r\n\
        [[activity]]\r\nblock = \"I\"\r\nname = \"\"\"\r\nБеседа о 2026 годе\"\"\"\r\nterm = \"01.09.2027\"\r\n"
    );
    assert_eq!(
        text(&to, "pairings/второй.toml"),
        "mentors = [\"lebedeva\"]\nmentees = [\"sidorov\"]\n"
    );
    assert_eq!(
        text(&to, "pairings/третий.toml"),
        "mentors = [\"nikitina\"]\nmentees = [\"sidorov\"]\n"
    );
    assert_eq!(
        told.matches("основание было записано словами").count(),
        1,
        "{told}"
    );
    assert!(
        told.contains("год в тексте не изменен: 2026")
            && told.contains("основание было записано словами и убрано"),
        "{told}"
    );
    assert!(to.join("schema/pairing.schema.json").is_file());
    assert!(text(&to, "roadmap.toml").contains(
        "# Приказ, которым карта утверждена. Если приказа еще нет, уберите строку.\n\n[[stage]]"
    ));
}

/// An employment contract is of no year; the minutes of a council are of the last one.
#[test]
fn a_contract_stays_as_it_is_and_minutes_go() {
    let folder = tempfile::tempdir().unwrap();
    let school = folder.path().join("школа");
    assert!(
        nastavnik(&["init", school.to_str().unwrap()])
            .status
            .success()
    );
    let own = text(&school, "organization.toml");
    let contract = "contract = { number = \"2025/2026-7\", date = 2024-08-26 }\n";
    let whole = own
        .replace(
            "\n[staff.petrova]\n",
            &format!("\n[staff.petrova]\n{contract}"),
        )
        .replace(
            "\nhead =",
            "\ncouncil = { number = \"1\", date = 2026-08-28 }\nhead =",
        );
    assert!(whole.len() > own.len() + 100);
    std::fs::write(school.join("organization.toml"), whole).unwrap();
    let to = folder.path().join("новая");
    let [from, to_name] = [&school, &to].map(|it| it.to_str().unwrap());
    let rolled = nastavnik(&["roll-over", from, "--to", to_name]);
    assert_eq!(rolled.status.code(), Some(0), "{}", said(&rolled));
    let new = text(&to, "organization.toml");
    assert!(new.contains(contract) && !new.contains("council"), "{new}");
}

/// The school's own wording goes along with its terms moved, and what of it names the old year is told;
/// so are minutes that are left behind. A new year is not begun within the old one.
#[test]
fn the_bank_goes_into_the_new_year_too() {
    let folder = tempfile::tempdir().unwrap();
    let school = folder.path().join("школа");
    copy(&root().join("samples/start"), &school);
    let bank = "[[case]]\nname = \"Случай 2026\"\n[case.note]\naim = \"К маю 2027 г. провести\"\n\n[[case.activity]]\nblock = \"I\"\nname = \"Беседа\"\nterm = 2026-10-01\n";
    std::fs::write(school.join("bank.toml"), bank).unwrap();
    let own = text(&school, "organization.toml");
    let own = own.replace(
        "\nhead =",
        "\ncouncil = { number = \"1\", date = 2026-08-28 }\nhead =",
    );
    let own = own + "\n[defaults]\nconsent = 2026-08-28\n";
    std::fs::write(school.join("organization.toml"), own).unwrap();
    let (went_well, words) = tried(&["roll-over", ".", "--to", "новая"], &school);
    assert!(!went_well && words.contains("лежит внутри"), "{words}");
    let (went_well, words) = tried(&["roll-over", ".", "--to", "../новая"], &school);
    assert!(went_well, "{words}");
    for remark in [
        "bank.toml:2: год в тексте не изменен: 2026",
        "bank.toml:4: год в тексте не изменен: 2027",
        "протокол прошлого года убран",
    ] {
        assert!(words.contains(remark), "{words}");
    }
    let to = folder.path().join("новая");
    assert_eq!(
        text(&to, "bank.toml"),
        bank.replace("2026-10-01", "2027-10-01")
    );
    assert!(!text(&to, "organization.toml").contains("[defaults]"));
}

/// What `roll-over` and `watch` take for a project's files is what reading it reads.
#[test]
fn the_files_of_a_project_are_those_that_are_read() {
    for sample in crate::support::SAMPLES {
        let folder = root().join("samples").join(sample);
        let files = load(&folder);
        let named = [
            files.organization,
            files.roadmap,
            files.regulation,
            files.style,
            files.emblem,
        ];
        let all = named
            .into_iter()
            .flatten()
            .chain(files.orders)
            .chain(files.forms)
            .map(|f| f.name);
        let all = all.chain(files.pairings.into_iter().map(|f| f.name));
        let mut read: Vec<String> = all
            .map(|name| {
                name.rsplit_once(&format!("{sample}/"))
                    .unwrap()
                    .1
                    .to_owned()
            })
            .collect();
        let mut listed: Vec<String> = project_files(&folder)
            .unwrap()
            .into_iter()
            .map(|f| f.name)
            .collect();
        read.sort();
        listed.sort();
        assert_eq!(read, listed);
    }
}

/// The year ends with the mentor who took over: with him the pair goes on, also without the former
/// one.
#[test]
fn a_pair_goes_on_with_whoever_mentored_it_at_the_end() {
    for more in [&[][..], &["--without", "kuzmenko"]] {
        let folder = tempfile::tempdir().unwrap();
        let output = school_a_year_later(folder.path(), more);
        let told = said(&output);
        assert!(output.status.success(), "{told}");
        let pair = text(folder.path(), "2027/pairings/kuzmenko-bykov.toml");
        assert!(pair.contains("mentors = [\"gordeeva\"]"), "{pair}");
        assert!(!pair.contains("mentor = \"kuzmenko\""), "{pair}");
        assert!(told.contains("наставник в прошлом году сменился"), "{told}");
        assert!(!told.contains("осталась без наставника"), "{told}");
    }
}

/// The orders of the old year stay behind, or get new numbers: a pair that goes on says them by number,
/// date and day.
#[test]
fn a_pair_that_goes_on_keeps_the_orders_of_its_mentors() {
    for given in [&["--number", "77-ОД", "--date", "12.02.2027"][..], &[]] {
        let folder = tempfile::tempdir().unwrap();
        let school = folder.path().join("school");
        copy(&root().join("samples/school"), &school);
        let event = |args: &[&str]| {
            let args = [&["event"], args, &["--pair", "gordeeva-pankratov", "--yes"]].concat();
            let output = nastavnik_in(&school, &[&args, given].concat());
            assert!(output.status.success(), "{}", said(&output));
        };
        event(&[
            "replace-mentor",
            "--mentor",
            "zhuravlev",
            "--day",
            "01.03.2027",
        ]);
        event(&["prolong", "--until", "31.12.2027"]);
        let to = folder.path().join("2027");
        let output = nastavnik_in(&school, &["roll-over", ".", "--to", to.to_str().unwrap()]);
        assert!(output.status.success(), "{}", said(&output));
        let pair = text(folder.path(), "2027/pairings/gordeeva-pankratov.toml");
        assert!(
            !pair.contains("\"change") && !pair.contains("\"prolong"),
            "{pair}"
        );
        assert!(pair.contains("ended = 2027-03-01"), "{pair}");
        let number = "appointed = { number = \"77-ОД\", date = 2027-02-12 }";
        assert_eq!(pair.contains(number), !given.is_empty(), "{pair}");
        let checked = nastavnik_in(&to, &["check"]);
        assert!(checked.status.success(), "{}", said(&checked));
        assert!(!said(&checked).contains("[446]"), "{}", said(&checked));
    }
}

/// Lines may end as on old Macintoshes or in other programs: `check` reads them, and so the next year
/// has them too.
#[test]
fn lines_end_as_they_may() {
    let plain = tempfile::tempdir().unwrap();
    assert!(school_a_year_later(plain.path(), &[]).status.success());
    for end in ["\r", "\r\n", "\u{2028}"] {
        let folder = tempfile::tempdir().unwrap();
        let school = folder.path().join("школа");
        copy(&root().join("samples/school"), &school);
        for file in project_files(&school).unwrap() {
            if Path::new(&file.name)
                .extension()
                .is_some_and(|it| it == "toml")
            {
                let own = school.join(&file.name);
                let text = std::fs::read_to_string(&own).unwrap();
                std::fs::write(own, text.replace('\n', end)).unwrap();
            }
        }
        let output = nastavnik_in(folder.path(), &["roll-over", "школа", "--to", "2027"]);
        assert!(output.status.success(), "{end:?}: {}", said(&output));
        for name in [
            "orders/introduction.toml",
            "pairings/gordeeva-pankratov.toml",
        ] {
            let made = text(folder.path(), &format!("2027/{name}")).replace("\r\n", "\n");
            assert_eq!(made, text(plain.path(), &format!("2027/{name}")), "{end:?}");
        }
    }
}

/// 29 February has no counterpart in the next year; who knows what was meant is the user.
#[test]
fn a_day_that_the_new_year_lacks_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let old = folder.path().join("2027");
    copy(&root().join("samples/school"), &old);
    let roadmap = old.join("roadmap.toml");
    let text = std::fs::read_to_string(&roadmap).unwrap();
    let at = text.find("\nterm = ").unwrap() + 1;
    let end = at + text[at..].find('\n').unwrap();
    let changed = format!("{}term = 2028-02-29{}", &text[..at], &text[end..]);
    std::fs::write(&roadmap, changed).unwrap();
    let told = said(&nastavnik_in(
        folder.path(),
        &["roll-over", "2027", "--to", "2028"],
    ));
    assert!(
        told.contains("было 29 февраля, в новом году такого дня нет: стало 28.02.2029"),
        "{told}"
    );
}

/// What is advised for a consent is a day of the school's own year.
#[test]
fn advice_for_a_consent_is_of_the_year_of_the_pair() {
    let folder = tempfile::tempdir().unwrap();
    let made = school_a_year_later(folder.path(), &[]);
    let told = said(&made);
    let is_advised = |day: &str| told.contains(&format!("основание: consent = {day}"));
    assert!(is_advised("2027-") && !is_advised("2026-"), "{told}");
}

/// An order of another year does not exist, and a day of the week is another one there.
#[test]
fn a_date_that_stands_in_every_year_is_told_and_not_moved() {
    let folder = tempfile::tempdir().unwrap();
    let cases = [
        (
            "по приказу от 01.09.2026 № 118-ОД",
            "01.09.2026",
            "дата документа не изменена: 01.09.2026",
        ),
        (
            "по приказу № 118-ОД от 1 сентября 2026 г.",
            "1 сентября 2026",
            "документа не изменена: 1 сентября 2026 г.",
        ),
        (
            "протокол педсовета от 28.08.26",
            "28.08.26",
            "дата документа не изменена: 28.08.26",
        ),
        (
            "от 01.09.2026 № 3, до 31.05.2027",
            "от 01.09.2026 № 3, до 31.05.2028",
            "документа не изменена: 01.09.2026",
        ),
        (
            "понедельник 07.09.2026",
            "07.09.2026",
            "день недели: 07.09.2026",
        ),
        (
            "7 сентября 2026 г. (понедельник)",
            "7 сентября 2026",
            "день недели: 7 сентября 2026 г.",
        ),
        (
            "в среду, 9 сентября 2026 года",
            "9 сентября 2026",
            "день недели: 9 сентября 2026 года",
        ),
        ("пт, 04.09.26", "04.09.26", "день недели: 04.09.26"),
        // All others move.
        (
            "от 01.09.2026 до 10.09.2026",
            "от 01.09.2027 до 10.09.2027",
            "",
        ),
        ("среднее за сентябрь 2026 г.", "сентябрь 2027", ""),
        ("после приказа, с 01.10.2026", "с 01.10.2027", ""),
    ];
    let old = folder.path().join("old");
    copy(&root().join("samples/start"), &old);
    let activities: Vec<String> = (cases.iter())
        .map(|(term, ..)| format!("[[stage.activity]]\nname = \"Встреча\"\nterm = \"{term}\"\n"))
        .collect();
    let roadmap = format!(
        "[[stage]]\ntitle = \"Основной этап\"\n{}",
        activities.concat()
    );
    std::fs::write(old.join("roadmap.toml"), roadmap).unwrap();
    let rolled = nastavnik_in(&old, &["roll-over", ".", "--to", "../next"]);
    let told = said(&rolled);
    assert_eq!(rolled.status.code(), Some(0), "{told}");
    let new = text(&folder.path().join("next"), "roadmap.toml");
    let terms: Vec<&str> = new.lines().filter(|it| it.starts_with("term")).collect();
    for ((term, moved, remark), new) in cases.iter().zip(terms) {
        assert!(new.contains(moved), "{term}: {new}");
        assert!(told.contains(remark), "{term}: {told}");
    }
    let kept = told.matches("не изменена").count();
    assert_eq!(kept, 8, "{told}");
}

/// What the old folder does not read the new one does not have: it is named, by the roll-over and by
/// whatever takes the folder for whole.
#[test]
fn what_is_not_read_is_named_as_left_behind() {
    for (from, to) in [
        (
            "pairings/vyazemskaya-duval.toml",
            "pairings/vyazemskaya-duval.toml.txt",
        ),
        (
            "pairings/vyazemskaya-duval.toml",
            "pairings/2026/vyazemskaya-duval.toml",
        ),
        ("roadmap.toml", "roadmap.toml.txt"),
    ] {
        let place = tempfile::tempdir().unwrap();
        let old = place.path().join("old");
        copy(&root().join("samples/school"), &old);
        if let Some((folder, _)) = to.rsplit_once('/') {
            std::fs::create_dir_all(old.join(folder)).unwrap();
        }
        std::fs::rename(old.join(from), old.join(to)).unwrap();
        let named = to.rsplit_once('/').filter(|_| to.contains("2026"));
        let named = named.map_or(to.to_owned(), |(folder, _)| format!("{folder}/"));
        let said_of = |args: &[&str]| said(&nastavnik_in(place.path(), args));
        let rolled = said_of(&["roll-over", "old", "--to", "new"]);
        assert!(
            rolled.contains(&format!("{named}: не прочитано, потому и не перенесено")),
            "{rolled}"
        );
        let exported = said_of(&["export", "old", "--xlsx", "book.xlsx"]);
        assert!(
            exported.contains(&format!("{named}: не прочитано")),
            "{exported}"
        );
        let event = said_of(&[
            "event",
            "add-pair",
            "old",
            "--mentor",
            "vyazemskaya",
            "--mentee",
            "duval",
            "--day",
            "01.10.2026",
            "--until",
            "31.05.2027",
        ]);
        assert!(
            event.contains("[005]") || event.contains("ошибки"),
            "{event}"
        );
    }
}

/// The school's own clauses are texts like all others.
#[test]
fn years_in_own_clauses_are_looked_at() {
    let place = tempfile::tempdir().unwrap();
    let old = place.path().join("old");
    copy(&root().join("samples/school"), &old);
    let clause = "[[clause]]\nnumber = \"4.1\"\ntext = \"До 1 октября 2026 г. утвердить план на 2026/2027 учебный год.\"\n";
    std::fs::write(old.join("regulation.toml"), clause).unwrap();
    let rolled = said(&nastavnik_in(
        place.path(),
        &["roll-over", "old", "--to", "new"],
    ));
    assert!(
        rolled.contains("regulation.toml:3: год в тексте не изменен: 2026"),
        "{rolled}"
    );
    let new = text(&place.path().join("new"), "regulation.toml");
    assert_eq!(new, clause.replace("2026/2027", "2027/2028"));
}
