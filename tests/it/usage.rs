//! The command line speaks Russian: every command, every way to ask for help, every refusal.

use crate::support::nastavnik;

fn answer(args: &[&str]) -> String {
    let output = nastavnik(args);
    assert_eq!(output.status.code(), Some(0), "{args:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn refusal(args: &[&str]) -> String {
    let output = nastavnik(args);
    assert_eq!(output.status.code(), Some(2), "{args:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn the_version_names_the_forms_and_the_target() {
    let said = answer(&["--version"]);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(
        lines[0],
        concat!("nastavnik ", env!("CARGO_PKG_VERSION")),
        "{said}"
    );
    let changed = lines[1]
        .strip_prefix("формы: stary-oskol-2022, правка от ")
        .unwrap();
    assert!(
        chrono::NaiveDate::parse_from_str(changed, "%d.%m.%Y").is_ok(),
        "{said}"
    );
    let target = lines[2].strip_prefix("сборка: ").unwrap();
    assert!(
        target.starts_with(std::env::consts::ARCH) && target.contains(std::env::consts::OS),
        "{said}"
    );
    assert_eq!(answer(&["-V"]), said);
}

/// The commands that the help lists.
pub(crate) fn commands() -> Vec<String> {
    let commands = commands_of(&[]);
    assert!(commands.len() >= 14, "{commands:?}");
    commands
}

/// The commands below these.
pub(crate) fn commands_of(above: &[&str]) -> Vec<String> {
    let help = answer(&[above, &["--help"]].concat());
    let list = help
        .split("Команды:\n")
        .nth(1)
        .unwrap()
        .split("\n\n")
        .next()
        .unwrap();
    let named = |line: &str| {
        line.strip_prefix("  ")
            .filter(|l| !l.starts_with(' '))
            .and_then(|l| l.split(' ').next().map(ToOwned::to_owned))
    };
    list.lines().filter_map(named).collect()
}

/// Words of the field and of the program that are written in Latin letters: formats, files and
/// their keys, values.
const LATIN: [&str; 101] = [
    "paper",
    "edition.toml",
    "bashrc",
    "jsonl",
    "gordeeva-pankratov",
    "my-town",
    "novice",
    "zip",
    "bank",
    "bank.toml",
    "auto",
    "Slurm",
    "Kubernetes",
    "Indexed",
    "Job",
    "papers",
    "begin",
    "txt",
    "UTF-8",
    "collect",
    "district.toml",
    "add-pair",
    "end",
    "prolong",
    "replace-mentor",
    "undo",
    "Ctrl",
    "DOCX",
    "ods",
    "xls",
    "JSON",
    "P",
    "PDF",
    "Word",
    "bash",
    "docx",
    "f",
    "first",
    "fish",
    "forms",
    "general",
    "json",
    "labour",
    "list",
    "m",
    "man",
    "municipal-roadmap",
    "nastavnik",
    "new",
    "order",
    "organization",
    "organization.toml",
    "out",
    "patronymic",
    "pdf",
    "post",
    "powershell",
    "program",
    "register",
    "year",
    "regulation",
    "roadmap",
    "schema",
    "show",
    "stary-oskol-2022",
    "surname",
    "text",
    "toml",
    "xlsx",
    "zsh",
    "C",
    "TOML",
    "XLSX",
    "CSV",
    "csv",
    "Excel",
    "A-1a",
    "A-2a",
    "UA-1",
    "a-1a",
    "a-2a",
    "plain",
    "public",
    "old",
    "cer",
    "crt",
    "pem",
    "head",
    "mentor",
    "mentee",
    "mentor-2",
    "pades",
    "cryptopro",
    "pkcs7",
    "in",
    "out",
    "sig",
    "cert",
    "thumbprint",
    "pdf.sig",
    "pdf.pep.json",
];

/// Words in Latin letters that are no command, no option and not on the list.
fn english(text: &str, commands: &[String]) -> Vec<String> {
    let parts = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
    let words = text
        .split(parts)
        .map(|w| w.trim_matches('.'))
        .filter(|w| w.contains(|c: char| c.is_ascii_alphabetic()));
    let known =
        |w: &str| w.starts_with('-') || commands.iter().any(|c| c == w) || LATIN.contains(&w);
    words.filter(|w| !known(w)).map(ToOwned::to_owned).collect()
}

fn assert_russian(text: &str, commands: &[String]) {
    assert_eq!(english(text, commands), Vec::<String>::new(), "in:\n{text}");
}

#[test]
fn english_would_be_seen() {
    assert_eq!(
        english("Print help: build --out <DIR>", &["build".to_owned()]),
        ["Print", "help", "DIR"]
    );
}

#[test]
fn help_is_russian_however_it_is_asked_for() {
    let commands = commands();
    for args in [&[][..], &["--help"], &["-h"], &["help"]] {
        let help = answer(args);
        assert!(help.contains("Использование: nastavnik КОМАНДА"), "{help}");
        assert_russian(&help, &commands);
    }
    for command in &commands {
        let help = answer(&[command, "--help"]);
        assert!(
            help.contains(&format!("Использование: nastavnik {command}")),
            "{help}"
        );
        assert_russian(&help, &commands);
        assert_eq!(answer(&[command, "-h"]), help);
        assert_eq!(answer(&["help", command]), help);
    }
    for above in ["district", "edition"] {
        for command in commands_of(&[above]) {
            let help = answer(&[above, &command, "--help"]);
            assert_russian(&help, &commands);
            assert_eq!(answer(&["help", above, &command]), help);
        }
    }
}

/// A slip is told with what may be meant, and with the help that says it.
#[test]
fn a_slip_leads_to_the_help_of_the_command_that_was_meant() {
    for (args, meant, help) in [
        (&["buidl"][..], "«build»", "nastavnik build --help"),
        (
            &["build", "--formt", "pdf"],
            "«--format»",
            "nastavnik build --help",
        ),
        (
            &["district", "colect"],
            "«collect»",
            "nastavnik district collect --help",
        ),
        (&["help", "chek"], "«check»", "nastavnik --help"),
        (&["roll-over"], "не указано", "nastavnik roll-over --help"),
        (&["qwerty"], "неизвестная команда", "nastavnik --help"),
    ] {
        let said = refusal(args);
        assert!(said.contains(meant), "{args:?}: {said}");
        assert!(
            said.ends_with(&format!("Справка: {help}\n")),
            "{args:?}: {said}"
        );
    }
}

#[test]
fn refusals_are_russian() {
    let commands = commands();
    let wrong: [&[&str]; 17] = [
        &["buidl"],
        &["help", "buidl"],
        &["man", "buidl"],
        &["--formt"],
        &["build", "-x"],
        &["build", "--formt", "pdf"],
        &["build", "а", "б"],
        &["build", "--format", "doc"],
        &["build", "--format"],
        &["build", "--jobs", "много"],
        &["build", "--force", "--force"],
        &["build", "--out", "а", "--out", "б"],
        &["build", "--json=3"],
        &["build", "--shard", "3"],
        &["completions"],
        &["completions", "shel"],
        &["roll-over"],
    ];
    for args in wrong {
        let said = refusal(args);
        assert!(said.starts_with("ошибка: "), "{args:?}: {said}");
        // What the user wrote is quoted.
        let own = args.iter().fold(said.clone(), |said, word| {
            said.replace(&format!("«{word}»"), "")
                .replace(&format!("«{word} "), "")
        });
        assert_russian(&own, &commands);
    }
}

#[test]
fn completions_know_every_command() {
    let commands = commands();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = answer(&["completions", shell]);
        for command in &commands {
            assert!(script.contains(command.as_str()), "{shell}: {command}");
        }
        // Options, and their values.
        for word in ["format", "printer", "docx", "a-1a", "stary-oskol-2022"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
        // Fish and PowerShell are told of the values of options alone.
        let of_words = ["bash", "zsh"].contains(&shell);
        for word in ["novice", "405"].iter().filter(|_| of_words) {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
}

#[test]
fn manual_pages_are_russian() {
    let commands = commands();
    let mut pages = vec![answer(&["man"])];
    pages.extend(commands.iter().map(|command| answer(&["man", command])));
    for page in pages {
        assert!(
            page.contains(".SH \"ИМЯ\"\n") && page.contains(".SH \"ОБЗОР\"\n"),
            "{page}"
        );
        // Requests of roff and its escapes are no words; a page names another as `nastavnik-build`.
        let words = page
            .lines()
            .filter(|l| !l.starts_with(".TH") && !l.starts_with(".ie") && !l.starts_with(".el"));
        let words = words.map(|l| {
            if l.starts_with('.') {
                l.split_once(' ').map_or("", |(_, l)| l)
            } else {
                l
            }
        });
        let text: String = words.map(|l| l.to_owned() + "\n").collect();
        let text = ["\\fB", "\\fI", "\\fR"]
            .iter()
            .fold(text, |text, escape| text.replace(escape, ""))
            .replace("\\-", "-");
        let text = commands
            .iter()
            .fold(text, |text, c| text.replace(&format!("nastavnik-{c}"), ""));
        assert_russian(
            &text.replace(" v0.2.0", "").replace("v0.2.0", ""),
            &commands,
        );
    }
}

/// Words with «ё» in what the program says: it writes «е», as the forms do, but for «всё».
fn with_yo(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !c.is_alphabetic());
    let plain = |word: &&str| word.contains('ё') && word.chars().count() > 1 && *word != "всё";
    words.filter(plain).collect()
}

/// The text literals of a file of sources, without its tests.
fn literals(source: &str) -> Vec<String> {
    let own = source.split("#[cfg(test)]").next().unwrap();
    let code = own
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let code: Vec<&str> = code.collect();
    let code = code.join("\n").replace("\\\"", "'").replace("'\"'", "' '");
    let parts = code.split('"').skip(1).step_by(2);
    parts.map(ToOwned::to_owned).collect()
}

#[test]
fn messages_write_one_letter_for_yo() {
    assert_eq!(with_yo("всё ещё её"), ["ещё", "её"]);
    assert_eq!(literals("a(\"b c\"); // \"d\"\n\"e\""), ["b c", "d", "e"]);
    let mut told = Vec::new();
    for (name, bytes) in crate::support::texts_in(&crate::support::path(&["src"])) {
        // Tables of letters and endings; names of files, which stay as they were made.
        let is_data = (name.starts_with("russian/") && name != "russian/cases/verdict.rs")
            || name == "project/pairing.rs";
        if is_data
            || std::path::Path::new(&name)
                .extension()
                .is_none_or(|it| it != "rs")
        {
            continue;
        }
        // An alphabet and a part of a word have no spaces.
        let messages = literals(&String::from_utf8(bytes).unwrap()).into_iter();
        for text in messages.filter(|text| text.contains(' ')) {
            told.extend(with_yo(&text).iter().map(|word| format!("{name}: {word}")));
        }
    }
    for name in ["explain", "fields", "answers", "schema"] {
        let text = crate::support::path(&["forms", &format!("{name}.toml")]);
        let text = std::fs::read_to_string(text).unwrap();
        told.extend(with_yo(&text).iter().map(|word| format!("{name}: {word}")));
    }
    assert_eq!(told, Vec::<String>::new());
}
