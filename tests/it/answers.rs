//! Answers for scripts: every command that has one gives it in one shape, and as its schema says.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::district::school;
use crate::json_schema::against;
use crate::support::{copy, nastavnik, nastavnik_in, root, said, write};

fn schema_of(command: &str) -> Value {
    let output = nastavnik(&["schema", "--answer", command]);
    assert!(output.status.success(), "{command}: {}", said(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Runs a command in the folder, its words parted by `|`, and holds the answer against the schema.
fn answer(folder: &Path, command: &str, words: &str) -> Value {
    let mut args: Vec<&str> = words.split('|').collect();
    args.push("--json=2");
    let output = nastavnik_in(folder, &args);
    let answer: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{words}: {e}: {}", said(&output)));
    let schema = schema_of(command);
    let mut wrong = Vec::new();
    against(&schema, &schema, &answer, "", &mut wrong);
    assert!(wrong.is_empty(), "{words}: {wrong:#?}");
    assert_eq!(
        Some(answer["code"].as_i64().unwrap()),
        output.status.code().map(i64::from),
        "{words}"
    );
    answer
}

/// A folder of two schools, a school by itself, and what else the commands below ask for.
fn place() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    school(&folder.join("район/школа-1"), 1, 2);
    school(&folder.join("район/школа-2"), 2, 2);
    copy(&root().join("samples/start"), &folder.join("школа"));
    copy(&root().join("samples/school"), &folder.join("пары"));
    let own = "mentors = [\"никто\"]\nmentees = [\"sidorov\"]\n";
    copy(&root().join("samples/start"), &folder.join("ошибки"));
    write(&folder.join("ошибки/pairings/bad.toml"), own);
    let list = "Школа;Наставник;Должность наставника;Наставляемый;Должность наставляемого\n\
                школа № 1;Лебедев Борис Павлович;учитель физики;Котов Лев Юрьевич;учитель химии\n";
    write(&folder.join("список.csv"), list);
    write(&folder.join("школы.txt"), "Гимназия № 7\nЛицей № 2\n");
    place
}

/// Command – command line – how many rows at least. The lines go one after another.
const LINES: &[(&str, &str, usize)] = &[
    ("init", "init|новая", 3),
    ("schema", "schema|--out|схемы", 5),
    ("schema", "schema|--answer|check", 1),
    ("check", "check|школа", 1),
    ("check", "check|ошибки", 1),
    ("check", "check|район", 2),
    ("check", "check|нет такой", 0),
    ("check", "check|школа|--fix|--dry-run", 1),
    ("build", "build|школа|--format|text", 2),
    ("build", "build|школа|--format|text", 2),
    ("build", "build|ошибки|--format|text", 2),
    ("build", "build|район|--format|text,pdf", 6),
    ("build", "build|район|--format|text|--school|нет", 0),
    ("status", "status|школа|--format|text", 2),
    ("status", "status|район", 6),
    ("clean", "clean|школа", 0),
    ("clean", "clean|район|--yes", 0),
    ("issue", "issue|школа/out/Дорожная карта.txt", 1),
    ("issue", "issue|школа/out/нет.txt", 1),
    ("print", "print|школа", 1),
    ("print", "print|район", 2),
    ("archive", "archive|школа|--format|text", 1),
    ("archive", "archive|район|--force", 2),
    ("verify", "verify|школа", 1),
    ("verify", "verify|список.csv", 1),
    (
        "sign",
        "sign|список.csv|--simple|--signer|Иванов Иван Иванович|--post|директор",
        1,
    ),
    ("verify", "verify|список.csv", 1),
    ("export", "export|школа|--xlsx|книга.xlsx", 1),
    ("export", "export|район|--xlsx|книги", 2),
    ("check", "check|--xlsx|книга.xlsx|школа", 1),
    ("import", "import|книга.xlsx|школа", 0),
    ("import", "import|список.csv|район", 1),
    (
        "district begin",
        "district|begin|школы.txt|--folder|город",
        2,
    ),
    (
        "district collect",
        "district|collect|книги|--folder|район",
        2,
    ),
    ("district papers", "district|papers|район|--format|text", 4),
    ("roll-over", "roll-over|школа|--to|новый", 0),
    ("roll-over", "roll-over|район|--to|годы", 1),
    (
        "event",
        "event|end|пары|--pair|gordeeva-pankratov|--day|12.01.2027",
        1,
    ),
    ("event", "event|undo|пары", 0),
    ("bank", "bank|list", 5),
    ("bank", "bank|show|novice", 1),
    ("explain", "explain", 60),
    ("explain", "explain|405", 1),
    ("decline", "decline|Дереча Нина Егоровна", 1),
    ("decline", "decline|Козел Анна", 1),
    ("fonts", "fonts|--text|5 ₽", 4),
    ("blank", "blank|--out|бланки|--format|text", 30),
    ("edition list", "edition|list", 1),
    ("edition show", "edition|show|stary-oskol-2022", 1),
    ("edition new", "edition|new|my-town", 5),
    (
        "edition check",
        "edition|check|forms/my-town|--out|образцы|--format|text",
        30,
    ),
    (
        "edition export",
        "edition|export|general|-o|формы|--format|text",
        30,
    ),
    ("report", "report|части.jsonl", 2),
    ("doctor", "doctor|район", 8),
    ("doctor", "doctor|нет такой", 0),
];

#[test]
fn every_answer_is_as_its_schema_says() {
    let place = place();
    let folder = place.path();
    let lines = nastavnik_in(folder, &["build", "район", "--json-lines"]);
    write(&folder.join("части.jsonl"), &lines.stdout);
    for (command, words, least) in LINES {
        let answer = answer(folder, command, words);
        let rows = answer["results"].as_array().unwrap();
        assert!(rows.len() >= *least, "{words}: {answer:#}");
        assert!(
            answer["code"] == 0 || !(answer["errors"] == Value::from([0; 0])) || *least > 0,
            "{words}: refused without a word: {answer:#}"
        );
    }
    let answer = answer(folder, "check", "check|ошибки");
    assert_eq!(answer["problems"][0]["code"], "201", "{answer:#}");
}

/// Each command of the help that takes `--json` is tried above, and has a schema.
#[test]
fn every_command_with_an_answer_is_tried() {
    let tried: BTreeSet<&str> = LINES.iter().map(|(command, _, _)| *command).collect();
    let mut having = BTreeSet::new();
    let mut asked = crate::usage::commands();
    for above in ["district", "edition"] {
        asked.retain(|it| it != above);
        let below = crate::usage::commands_of(&[above]);
        asked.extend(below.iter().map(|it| format!("{above} {it}")));
    }
    for command in asked {
        let mut args: Vec<&str> = command.split(' ').collect();
        args.push("--help");
        let help = said(&nastavnik(&args));
        let has_json =
            help.contains("--json ") || help.contains("--json[=") || help.contains("--json=");
        let is_silent =
            ["watch", "serve", "completions", "man", "help"].contains(&command.as_str());
        assert_eq!(has_json, !is_silent, "{command}: {help}");
        if has_json {
            having.insert(command);
        }
    }
    assert_eq!(tried, having.iter().map(String::as_str).collect());
}

/// «old scripts must not break in silence»: without a number the first five answer as in 0.1.
#[test]
fn scripts_of_the_first_version_are_answered_as_before() {
    let place = place();
    let folder = place.path();
    let rows = |args: &[&str]| -> Vec<Value> {
        let output = nastavnik_in(folder, args);
        serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|e| panic!("{args:?}: {e}: {}", said(&output)))
    };
    for form in ["--json", "--json=1"] {
        let problems = rows(&["check", "ошибки", form]);
        assert_eq!(
            (problems.len(), &problems[0]["code"]),
            (1, &Value::from("201"))
        );
        assert_eq!(rows(&["build", "школа", "--format", "text", form]).len(), 2);
        assert_eq!(
            rows(&["status", "школа", "--format", "text", form])[0]["state"],
            "fresh"
        );
        assert_eq!(
            rows(&["verify", "список.csv", form])[0]["file"],
            "список.csv"
        );
    }
    let output = nastavnik_in(folder, &["decline", "--json", "директор"]);
    let row: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(row["genitive"], "директора");
    let refused = nastavnik_in(folder, &["check", "нет такой", "--json"]);
    assert_eq!((refused.status.code(), refused.stdout.len()), (Some(2), 0));
    let never = nastavnik_in(folder, &["print", "школа", "--json=1"]);
    assert_eq!(never.status.code(), Some(2), "{}", said(&never));
}

#[test]
fn quiet_tells_what_is_wrong_and_verbose_leaves_nothing_out() {
    let place = place();
    let folder = place.path();
    let run = |args: &[&str]| {
        let output = nastavnik_in(folder, args);
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (text(&output.stdout), text(&output.stderr))
    };
    let (out, _) = run(&["build", "школа", "-q", "--format", "text"]);
    assert_eq!(out, "");
    let (out, err) = run(&["check", "-q", "ошибки"]);
    assert!(out.is_empty() && err.contains("ошибка[201]"), "{out}{err}");
    let warned = nastavnik_in(folder, &["check", "-q", "район/школа-1"]);
    assert!(
        said(&warned).contains("предупреждение["),
        "{}",
        said(&warned)
    );
    let output = nastavnik_in(folder, &["check", "-qq", "район/школа-1"]);
    assert_eq!(
        (said(&output).as_str(), output.status.code()),
        ("", warned.status.code())
    );
    assert!(run(&["check", "-qq", "ошибки"]).1.contains("ошибка[201]"));
    assert!(run(&["-q", "decline", "директор"]).0.contains("директором"));
    assert!(
        !run(&["status", "школа", "--format", "text"])
            .0
            .contains("Дорожная карта.txt")
    );
    let (out, _) = run(&["status", "школа", "-v", "--format", "text"]);
    assert!(out.contains("Дорожная карта.txt"), "{out}");
    let output = nastavnik_in(folder, &["check", "-q", "-v"]);
    assert_eq!(output.status.code(), Some(2));
}
