//! Examples in the help of each command; a test runs every one.

/// Command – what is typed – what for.
const EXAMPLES: &[(&str, &str, &str)] = &[
    ("init", "init новая", "начать школу по образцу"),
    ("init", "init новая-2 --xlsx", "и книгу Excel с тем же"),
    ("check", "check школа", "все ошибки и предупреждения"),
    (
        "check",
        "check школа --fix --dry-run",
        "что программа может исправить сама",
    ),
    (
        "check",
        "check район --school \"школа-*\"",
        "школы, имена которых начинаются так",
    ),
    ("explain", "explain 405", "что значит замечание 405"),
    (
        "export",
        "export школа --xlsx книга.xlsx",
        "все описание школы – в книгу",
    ),
    (
        "export",
        "export район --xlsx книги",
        "по книге каждой школе",
    ),
    (
        "import",
        "import книга.xlsx школа --dry-run",
        "что изменится",
    ),
    (
        "import",
        "import книга.xlsx школа",
        "внести изменения в файлы",
    ),
    (
        "event",
        "event end школа --pair gordeeva-pankratov --day 12.01.2027",
        "что изменится, если пара закончит раньше",
    ),
    ("bank", "bank list", "какие случаи есть"),
    (
        "bank",
        "bank show novice",
        "записка и план молодого специалиста",
    ),
    ("build", "build школа", "все документы – в папку школа/out"),
    (
        "build",
        "build школа --format docx -o документы",
        "только DOCX, в другую папку",
    ),
    (
        "build",
        "build район --shard 1/2 --json-lines",
        "половина школ, ответ – для report",
    ),
    ("report", "report части.jsonl", "сложить ответы частей"),
    (
        "status",
        "status школа",
        "что готово, что устарело, что вы правили",
    ),
    (
        "status",
        "status школа --format docx -o документы --check",
        "код 1, если готово не все",
    ),
    ("clean", "clean школа", "какие файлы лишние"),
    ("clean", "clean школа --yes", "убрать их в .nastavnik/old"),
    (
        "issue",
        "issue \"школа/out/Дорожная карта.pdf\"",
        "документ выдан, больше его не заменять",
    ),
    (
        "print",
        "print школа --duplex",
        "все документы в одном PDF, каждый с нового листа",
    ),
    (
        "print",
        "print школа --only program -o программы.pdf",
        "только программы",
    ),
    (
        "archive",
        "archive школа --to год.zip",
        "документы учебного года с описью",
    ),
    (
        "sign",
        "sign карта.pdf --simple --signer \"Иванов Иван Иванович\" --post директор",
        "простая подпись для сайта",
    ),
    ("verify", "verify год.zip", "все ли в архиве на месте"),
    ("blank", "blank -o бланки", "пустые бланки всех документов"),
    ("edition list", "edition list", "какие редакции форм есть"),
    (
        "edition show",
        "edition show stary-oskol-2022",
        "из чего состоит одна",
    ),
    ("edition new", "edition new my-town", "начать свою"),
    (
        "edition check",
        "edition check forms/my-town",
        "нет ли в ней ошибок",
    ),
    (
        "edition export",
        "edition export general -o формы",
        "все слова встроенной редакции, образцы и бланки по ней",
    ),
    (
        "decline",
        "decline \"Дереча Нина Егоровна\"",
        "имя в шести падежах",
    ),
    ("decline", "decline учитель физики", "должность"),
    (
        "fonts",
        "fonts --text \"№ 5 «А»\"",
        "есть ли эти знаки в шрифте",
    ),
    (
        "district papers",
        "district papers район",
        "сводные документы по всем школам папки",
    ),
    (
        "district begin",
        "district begin школы.txt --folder город -o разослать",
        "папка и пустая книга каждой школе списка",
    ),
    (
        "district collect",
        "district collect книги --folder район",
        "что прислали школы",
    ),
    (
        "roll-over",
        "roll-over школа --to школа-2027",
        "следующий учебный год",
    ),
    (
        "watch",
        "watch школа",
        "готовить заново при каждом сохранении",
    ),
    ("serve", "serve школа", "открыть школу в браузере"),
    (
        "doctor",
        "doctor школа",
        "что программа нашла и что может здесь",
    ),
    ("schema", "schema -o схемы", "схемы для редактора кода"),
    (
        "schema",
        "schema --answer check",
        "схема ответа check --json=2",
    ),
    ("completions", "completions bash", "для ~/.bashrc"),
    ("man", "man build", "страница руководства о build"),
    ("help", "help build", "то же, что build --help"),
    ("help", "help district papers", "о команде внутри команды"),
];

/// The examples of a command, ready for its help.
pub(super) fn of(command: &str) -> String {
    let own = EXAMPLES.iter().filter(|it| it.0 == command);
    let mut out = "Примеры:".to_owned();
    for (_, line, what) in own {
        out += &format!("\n  # {what}\n  nastavnik {line}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::usage;

    #[test]
    fn every_command_has_an_example_and_every_example_a_command() {
        let mut commands = Vec::new();
        for command in usage::command().get_subcommands() {
            let name = command.get_name().to_owned();
            if command.has_subcommands() {
                let below = command.get_subcommands();
                commands.extend(below.map(|it| format!("{name} {}", it.get_name())));
            } else {
                commands.push(name);
            }
        }
        for command in &commands {
            assert!(EXAMPLES.iter().any(|it| it.0 == command), "{command}");
        }
        for (command, line, _) in EXAMPLES {
            assert!(commands.iter().any(|it| it == command), "{command}");
            assert!(line.starts_with(command), "{line}");
        }
    }
}
