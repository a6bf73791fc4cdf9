//! The program as its users start it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Output};

use crate::support::{nastavnik, nastavnik_in, path, pdf_pages, root, texts_in, write};

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Papers in a folder; the register beside them is the program's own.
fn papers_in(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    texts_in(folder)
        .into_iter()
        .filter(|(name, _)| !name.contains(".nastavnik/"))
        .collect()
}

fn names(folder: &Path) -> Vec<String> {
    papers_in(folder).into_keys().collect()
}

#[test]
fn build_makes_the_whole_set_of_a_school_in_both_formats() {
    let folder = tempfile::tempdir().unwrap();
    let made = nastavnik(&[
        "build",
        "samples/school",
        "--out",
        folder.path().to_str().unwrap(),
    ]);
    assert_eq!(code(&made), 0, "{}", err(&made));
    assert!(
        out(&made).contains("Готово: 41 документ (86 файлов)"),
        "{}",
        out(&made)
    );
    let names = names(folder.path());
    assert_eq!(names.len(), 86);
    let of = |start: &str, ending: &str| {
        names
            .iter()
            .filter(|n| n.starts_with(start) && n.ends_with(ending))
            .count()
    };
    assert_eq!(
        (of("Дорожная карта", ".pdf"), of("Дорожная карта", ".docx")),
        (1, 1)
    );
    assert_eq!(
        (of("Программа.", ".pdf"), of("Программа.", ".docx")),
        (8, 8)
    );
    assert_eq!((of("Приказ.", ".docx"), of("", ".xlsx")), (6, 4));
    assert!(names.contains(&"Дорожная карта.docx".to_owned()));
    assert!(
        names.contains(&"Программа. Гордеева — Панкратов.pdf".to_owned()),
        "{names:?}"
    );
}

#[test]
fn the_files_are_the_same_for_any_number_of_workers() {
    let build = |jobs: &str| -> BTreeMap<String, Vec<u8>> {
        let folder = tempfile::tempdir().unwrap();
        let made = nastavnik(&[
            "build",
            "samples/school",
            "--format",
            "text,docx,pdf",
            "--jobs",
            jobs,
            "--out",
            folder.path().to_str().unwrap(),
        ]);
        assert_eq!(code(&made), 0);
        papers_in(folder.path())
    };
    let one = build("1");
    assert_eq!(one.len(), 123);
    for jobs in ["2", "5"] {
        for (name, bytes) in build(jobs) {
            assert!(one[&name] == bytes, "{name}");
        }
    }
}

#[test]
fn build_tells_scripts_what_it_made() {
    let folder = tempfile::tempdir().unwrap();
    let made = nastavnik(&[
        "build",
        "samples/start",
        "--json",
        "--out",
        folder.path().to_str().unwrap(),
    ]);
    let list: serde_json::Value = serde_json::from_str(&out(&made)).unwrap();
    let list = list.as_array().unwrap();
    assert_eq!(list.len(), 4);
    for file in list {
        let path = file["path"].as_str().unwrap();
        let bytes = std::fs::read(path).unwrap();
        assert!(["roadmap", "program"].contains(&file["kind"].as_str().unwrap()));
        assert!(
            file["source"]
                .as_str()
                .unwrap()
                .starts_with("samples/start/")
        );
        if Path::new(path).extension().is_some_and(|e| e == "pdf") {
            assert_eq!(file["pages"], pdf_pages(&bytes));
        } else {
            assert!(file["pages"].is_null());
        }
    }
}

/// A school in a folder of its own, with one more pairing that is faulty.
fn school_with_a_mistake() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let made = nastavnik(&["init", folder.path().to_str().unwrap()]);
    assert_eq!(code(&made), 0, "{}", err(&made));
    std::fs::write(
        folder.path().join("pairings/bad.toml"),
        "mentors = [\"petrova\"]\nmentees = [\"sidorof\"]\n",
    )
    .unwrap();
    folder
}

#[test]
fn a_bad_pairing_is_told_and_the_others_are_made() {
    let school = school_with_a_mistake();
    let folder = school.path().to_str().unwrap();
    let made = nastavnik(&["build", folder]);
    assert_eq!(code(&made), 1);
    assert!(
        err(&made).contains("ошибка[201]: в списке сотрудников нет ключа «sidorof»"),
        "{}",
        err(&made)
    );
    assert!(err(&made).contains("возможно, имелось в виду «sidorov»"));
    assert!(err(&made).contains("Найдено: 1 ошибка"));
    assert!(err(&made).contains("Не изготовлено из-за ошибок: 1 документ"));
    assert_eq!(names(&school.path().join("out")).len(), 4);
}

#[test]
fn check_tells_scripts_the_place_of_a_mistake() {
    let school = school_with_a_mistake();
    let checked = nastavnik(&["check", school.path().to_str().unwrap(), "--json"]);
    assert_eq!(code(&checked), 1);
    let list: serde_json::Value = serde_json::from_str(&out(&checked)).unwrap();
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert_eq!(list[0]["severity"], "error");
    assert_eq!(list[0]["code"], "201");
    assert_eq!(list[0]["line"], 2);
    assert_eq!(list[0]["column"], 12);
    assert_eq!(list[0]["hint"], "возможно, имелось в виду «sidorov»");
    assert!(
        list[0]["file"]
            .as_str()
            .unwrap()
            .ends_with("pairings/bad.toml")
    );
}

#[test]
fn check_of_a_good_school_says_so() {
    let checked = nastavnik(&["check", "samples/school"]);
    assert_eq!(
        (code(&checked), out(&checked).as_str()),
        (0, "Ошибок нет: можно изготовить 41 документ.\n")
    );
}

#[test]
fn init_makes_a_project_that_builds_and_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let school = folder.path().join("Школа № 5");
    let school = school.to_str().unwrap();
    assert_eq!(code(&nastavnik(&["init", school])), 0);
    let before = texts_in(Path::new(school));
    let written: Vec<&String> = before
        .keys()
        .filter(|name| !name.starts_with("schema/"))
        .collect();
    assert_eq!(
        written,
        [
            "organization.toml",
            "pairings/petrova-sidorov.toml",
            "roadmap.toml"
        ]
    );
    assert_eq!(code(&nastavnik(&["build", school])), 0);
    let again = nastavnik(&["init", school]);
    assert_eq!(code(&again), 2);
    let nowhere = nastavnik_in(folder.path(), &["init", "-"]);
    assert_eq!(code(&nowhere), 2);
    assert!(!folder.path().join("-").exists(), "{}", err(&nowhere));
    assert!(err(&again).contains("такой файл уже есть"));
    assert!(
        texts_in(Path::new(school))
            .iter()
            .filter(|(name, _)| !name.starts_with("out/"))
            .eq(before.iter())
    );
}

#[test]
fn blank_makes_the_empty_forms() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        code(&nastavnik(&[
            "blank",
            "--out",
            folder.path().to_str().unwrap(),
            "--format",
            "docx"
        ])),
        0
    );
    let names = names(folder.path());
    let forms = [
        "Программа",
        "Дорожная карта",
        "Муниципальная дорожная карта",
        "Положение о наставничестве",
        "Приказ",
        "Приказ. О внедрении наставничества",
        "Приказ. О закреплении наставнических пар",
        "Приказ. Об утверждении программ наставничества",
        "Приказ. О замене наставника",
        "Приказ. О продлении наставничества",
        "Приказ. О прекращении наставничества",
        "Приказ. Об итогах наставничества",
        "Согласие наставника",
        "Дополнительное соглашение",
        "Уведомление об отмене наставничества",
        "Отказ от наставничества",
        "Банк наставников",
        "Банк наставляемых",
        "Реестр наставнических пар",
        "Отчет куратора",
        "Приказ. О выплатах за наставничество",
        "Согласие на обработку персональных данных",
        "Выписка из протокола педагогического совета",
        "Анкета наставника",
        "Анкета наставляемого",
        "Сводка анкет",
        "Индивидуальный план",
        "Отчет наставника",
        "Отчет наставляемого",
        "Лист наблюдения урока",
        "Журнал консультаций",
        "Представление о выплатах",
        "Аналитическая справка",
        "Сертификат наставника",
    ];
    let forms: BTreeSet<String> = forms.map(|form| format!("{form} (бланк).docx")).into();
    assert_eq!(names.into_iter().collect::<BTreeSet<_>>(), forms);
    let unknown = nastavnik(&[
        "blank",
        "--edition",
        "stary-oskol-2023",
        "--out",
        folder.path().to_str().unwrap(),
    ]);
    assert_eq!(code(&unknown), 2);
    assert!(err(&unknown).contains("возможно, имелось в виду «stary-oskol-2022»"));
}

#[test]
fn fonts_names_what_a_face_lacks() {
    let all = nastavnik(&["fonts"]);
    assert_eq!(code(&all), 0);
    assert_eq!(
        out(&all).matches("есть все знаки").count(),
        4,
        "{}",
        out(&all)
    );
    let some = nastavnik(&["fonts", "--text", "5 ₽"]);
    assert_eq!(code(&some), 1);
    assert_eq!(
        out(&some).matches("нет знаков: ₽").count(),
        4,
        "{}",
        out(&some)
    );
    assert_eq!(code(&nastavnik(&["fonts", "fonts"])), 0);
    assert_eq!(code(&nastavnik(&["fonts", "нет такой"])), 3);
}

#[test]
fn decline_answers_people_and_scripts() {
    let table = nastavnik(&["decline", "Дереча Нина Егоровна"]);
    assert_eq!(code(&table), 0);
    assert!(
        out(&table).contains("кем? чем?     Деречей Ниной Егоровной"),
        "{}",
        out(&table)
    );
    let unknown = nastavnik(&["decline", "Козел Саша"]);
    assert_eq!(code(&unknown), 1);
    assert!(err(&unknown).contains("укажите пол"), "{}", err(&unknown));
    for (text, why) in [
        ("М.И. Гордеева", "инициалы стоят перед фамилией"),
        (
            "Гордеева (Зуева) Мария Ивановна",
            "это не фамилия, имя и отчество",
        ),
        ("Иван Иванович Швец", "имя стоит перед фамилией"),
    ] {
        let refused = nastavnik(&["decline", text]);
        assert_eq!(code(&refused), 1, "{text}");
        assert!(err(&refused).contains(why), "{text}: {}", err(&refused));
    }
    let mut many = Command::new(env!("CARGO_BIN_EXE_nastavnik"))
        .args(["decline", "--json", "--part", "surname", "--gender", "f"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(
        &mut many.stdin.take().unwrap(),
        "Илюк\nДереча\nPetrova\n".as_bytes(),
    )
    .unwrap();
    let answers = out(&many.wait_with_output().unwrap());
    let answers: Vec<serde_json::Value> = answers
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    assert_eq!(answers.len(), 3);
    assert_eq!(
        (&answers[0]["instrumental"], &answers[0]["sure"]),
        (&"Илюк".into(), &true.into())
    );
    assert_eq!(answers[1]["instrumental"], "Деречей");
    assert_eq!(
        (&answers[2]["genitive"], &answers[2]["sure"]),
        (&serde_json::Value::Null, &false.into())
    );
}

#[test]
fn a_wrong_command_is_refused_in_russian() {
    for (args, said) in [
        (
            &["chek"][..],
            "неизвестная команда «chek»; возможно, имелось в виду «check»",
        ),
        (
            &["build", "--formt", "pdf"],
            "неизвестный параметр «--formt»; возможно, имелось в виду «--format»",
        ),
        (
            &["build", "--format", "doc"],
            "параметр «--format <ВИД>»: неподходящее значение «doc»; возможно, имелось в виду «docx»",
        ),
        (
            &["build", "--jobs", "0"],
            "параметр «--jobs <ЧИСЛО>»: неподходящее значение «0»",
        ),
        (
            &["build", "--out"],
            "после «--out <ПАПКА>» не указано значение",
        ),
        (
            &["build", "а", "б"],
            "лишнее слово «б»; имя папки с пробелами берите в кавычки",
        ),
    ] {
        let output = nastavnik(args);
        assert_eq!(code(&output), 2, "{args:?}");
        assert!(err(&output).contains(said), "{args:?}: {}", err(&output));
    }
}

#[test]
fn a_disk_that_refuses_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("файл");
    std::fs::write(&file, "x").unwrap();
    let made = nastavnik(&["build", "samples/start", "--out", file.to_str().unwrap()]);
    assert_eq!(code(&made), 3);
    assert!(
        err(&made).contains("папку для документов создать не удалось"),
        "{}",
        err(&made)
    );
    let missing = nastavnik(&["check", "нет такой папки"]);
    assert_eq!(code(&missing), 2);
    assert!(
        err(&missing).contains("нет такой папки: такой папки нет"),
        "{}",
        err(&missing)
    );
    let empty = nastavnik(&["check", folder.path().to_str().unwrap()]);
    assert_eq!(code(&empty), 1);
    assert!(err(&empty).contains("нет файла organization.toml"));
}

/// A paper's place taken by a folder: that file fails, the others are made, and nothing
/// half-written is left.
#[test]
fn one_file_that_cannot_be_written_does_not_stop_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let taken = folder.path().join("Дорожная карта.pdf");
    std::fs::create_dir(&taken).unwrap();
    std::fs::write(taken.join("внутри"), "x").unwrap();
    let made = nastavnik(&[
        "build",
        "samples/start",
        "--out",
        folder.path().to_str().unwrap(),
    ]);
    assert_eq!(code(&made), 3);
    assert!(err(&made).contains("Дорожная карта.pdf"));
    let names = names(folder.path());
    assert_eq!(names.len(), 4, "{names:?}");
    assert!(names.iter().all(|n| !n.contains(".nastavnik-")));
}

/// Namesakes, and names that Windows does not take.
#[test]
fn no_paper_takes_the_place_of_another() {
    let school = tempfile::tempdir().unwrap();
    let folder = school.path();
    assert_eq!(code(&nastavnik(&["init", folder.to_str().unwrap()])), 0);
    let mut organization = std::fs::read_to_string(folder.join("organization.toml")).unwrap();
    for (key, name) in [
        ("petrova2", "Петрова Мария Ильинична"),
        ("petrova3", "ПЕТРОВА Анна Ивановна"),
        ("con", "Con Мария Ивановна"),
    ] {
        organization += &format!("\n[staff.{key}]\nname = \"{name}\"\nposition = \"учитель\"\n");
    }
    std::fs::write(folder.join("organization.toml"), organization).unwrap();
    for (file, mentor) in [
        ("a", "petrova2"),
        ("b", "petrova3"),
        ("c", "con"),
        ("d", "petrova"),
    ] {
        std::fs::write(
            folder.join(format!("pairings/{file}.toml")),
            format!("mentors = [\"{mentor}\"]\nmentees = [\"sidorov\"]\n"),
        )
        .unwrap();
    }
    let made = nastavnik(&["build", folder.to_str().unwrap(), "--format", "text"]);
    assert_eq!(code(&made), 0, "{}", err(&made));
    let names = names(&folder.join("out"));
    let lower: std::collections::BTreeSet<String> =
        names.iter().map(|n| n.to_lowercase()).collect();
    assert_eq!((names.len(), lower.len()), (6, 6), "{names:?}");
}

/// Notepad likes to add .txt, and then a pair would be missing without a word.
#[test]
fn a_file_that_is_not_read_is_told() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        code(&nastavnik(&["init", folder.path().to_str().unwrap()])),
        0
    );
    std::fs::rename(
        folder.path().join("pairings/petrova-sidorov.toml"),
        folder.path().join("pairings/petrova-sidorov.toml.txt"),
    )
    .unwrap();
    let checked = nastavnik(&["check", folder.path().to_str().unwrap()]);
    assert_eq!(code(&checked), 0);
    assert!(
        err(&checked).contains("предупреждение[005]")
            && err(&checked).contains("petrova-sidorov.toml.txt: файл не прочитан"),
        "{}",
        err(&checked)
    );
}

#[test]
fn encodings_of_windows_are_read() {
    let text = std::fs::read_to_string(root().join("samples/start/pairings/petrova-sidorov.toml"))
        .unwrap();
    let build = |bytes: Vec<u8>| {
        let folder = tempfile::tempdir().unwrap();
        let school = folder.path();
        assert_eq!(code(&nastavnik(&["init", school.to_str().unwrap()])), 0);
        std::fs::write(school.join("pairings/petrova-sidorov.toml"), bytes).unwrap();
        let made = nastavnik(&["build", school.to_str().unwrap(), "--format", "text"]);
        assert_eq!(code(&made), 0, "{}", err(&made));
        papers_in(&school.join("out"))
    };
    let plain = build(text.clone().into_bytes());
    let bom = [b"\xEF\xBB\xBF", text.replace('\n', "\r\n").as_bytes()].concat();
    assert_eq!(build(bom), plain);
    let cp1251 = encoding_rs::WINDOWS_1251.encode(&text).0.into_owned();
    assert_eq!(build(cp1251), plain);
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(build(utf16), plain);
}

#[test]
fn safe_slips_are_mended_and_nothing_else_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    let base = texts_in(&path(&["tests", "errors", "_base"]));
    for (name, bytes) in base {
        write(&folder.path().join(&name), bytes);
    }
    let file = folder.path().join("pairings/petrova-sidorov.toml");
    let good = std::fs::read_to_string(&file)
        .unwrap()
        .replace('\n', "\r\n");
    let bad = good.replace(
        "Помочь молодому учителю.",
        "Помочь  молодому учителю - до 2027г. # 5, нacтавник «без конца.",
    );
    std::fs::write(
        &file,
        format!("\u{FEFF}{bad}# комментарий  с двумя пробелами - и всё\n"),
    )
    .unwrap();
    let mended = nastavnik(&["check", "--fix", &folder.path().to_string_lossy()]);
    let said = out(&mended);
    assert_eq!(mended.status.code(), Some(0), "{said}");
    assert!(said.contains("Исправлено: 5 описок."), "{said}");
    let line = good.lines().position(|l| l.contains("Помочь")).unwrap() + 1;
    assert!(
        said.contains(&format!("  {line}: - aim = \"Помочь  молодому учителю")),
        "{said}"
    );
    assert!(String::from_utf8_lossy(&mended.stderr).contains("кавычка « не закрыта"));
    let now = std::fs::read_to_string(&file).unwrap();
    let expected = good.replace(
        "Помочь молодому учителю.",
        "Помочь молодому учителю – до 2027 г. № 5, наставник «без конца.",
    );
    assert_eq!(
        now,
        format!("\u{FEFF}{expected}# комментарий  с двумя пробелами - и всё\n")
    );
    assert!(
        out(&nastavnik(&[
            "check",
            "--fix",
            &folder.path().to_string_lossy()
        ]))
        .contains("Исправлять без риска нечего.")
    );
}

#[test]
fn a_problem_is_explained_by_its_number() {
    let page = out(&nastavnik(&["explain", "405"]));
    assert!(
        page.starts_with("405. ") && page.contains("351.8") && page.contains("Что сделать."),
        "{page}"
    );
    assert!(out(&nastavnik(&["explain"])).lines().count() > 60);
    assert_eq!(nastavnik(&["explain", "999"]).status.code(), Some(2));
}

/// Thirty pairs without a consent are one thing to look at, not thirty screens.
#[test]
fn many_warnings_of_one_kind_are_told_in_short() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in texts_in(&path(&["tests", "errors", "_base"])) {
        let file = folder.path().join(&name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        if !name.starts_with("pairings") {
            std::fs::write(file, bytes).unwrap();
            continue;
        }
        let text = String::from_utf8(bytes)
            .unwrap()
            .replace(", consent = 2026-08-29", "");
        for i in 0..6 {
            std::fs::write(
                folder.path().join(format!("pairings/p{i}.toml")),
                text.replace("Вводная", &format!("{i} вводная")),
            )
            .unwrap();
        }
    }
    let said = err(&nastavnik(&["check", &folder.path().to_string_lossy()]));
    assert_eq!(
        said.matches("предупреждение[405]: не указана").count(),
        3,
        "{said}"
    );
    assert_eq!(said.matches("предупреждение[405]: ").count(), 6, "{said}");
    assert!(
        said.contains("/pairings/p5.toml:3:9: не указана дата"),
        "{said}"
    );
    assert!(
        said.contains(
            "Предупреждение 205 встретилось 5 раз; что оно значит: nastavnik explain 205"
        ),
        "{said}"
    );
}

/// An answer that could not be written is no answer; a reader that has seen enough is no trouble.
#[test]
#[cfg(target_os = "linux")]
fn an_answer_that_is_not_written_is_told() {
    for args in [
        &["decline", "Иванова Ольга"][..],
        &["check", "samples/start", "--json"],
        &["help"],
        &["explain"],
    ] {
        let full = std::fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_nastavnik"))
            .args(args)
            .current_dir(crate::support::root())
            .stdout(full)
            .output()
            .unwrap();
        assert_eq!(code(&output), 3, "{args:?}");
        let told = err(&output);
        assert!(
            told.contains("стандартный вывод: на диске нет места"),
            "{told}"
        );
    }
}
