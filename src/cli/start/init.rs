//! `init`: a folder with examples to fill in.

use std::path::PathBuf;

use clap::Parser;
use serde_json::json;

use crate::console::{Console, Ended, misused};
use crate::exchange::{EDITION, create_project, editions};
use crate::problem::choice;
use crate::sample::FILES;
use crate::schema;

#[derive(Debug, Parser)]
pub(crate) struct InitArgs {
    /// Папка, в которой создать файлы
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    /// Редакция форм: по каким бланкам готовить документы; какие есть, покажет nastavnik edition list.
    /// Если не указать, программа спросит в окне команд, а в сценарии возьмет формы приказа № 591
    #[arg(long, value_name = "РЕДАКЦИЯ")]
    pub edition: Option<String>,
    /// Создать рядом книгу Excel с тем же образцом, Наставничество.xlsx
    #[arg(long)]
    pub xlsx: bool,
}

/// The same project for Excel.
const WORKBOOK: &str = "Наставничество.xlsx";

pub(crate) fn run(args: &InitArgs, console: &Console) -> Ended {
    if args.folder.as_os_str() == "-" {
        let why = "«-» – не имя папки: у файлов школы не может быть стандартного вывода";
        return misused(why, console);
    }
    let editions = editions();
    let asked = || {
        let called: Vec<&str> = editions.iter().map(|(_, called)| called.as_str()).collect();
        let chosen = console.choose("По каким формам готовить документы?", &called)?;
        editions.get(chosen).map(|(name, _)| name.clone())
    };
    let wanted = args.edition.clone().or_else(asked);
    let wanted = wanted.as_deref().unwrap_or(EDITION);
    let Some((name, called)) = editions.iter().find(|(name, _)| name == wanted) else {
        let known: Vec<&str> = editions.iter().map(|(name, _)| name.as_str()).collect();
        let why = format!("нет редакции форм «{wanted}»; {}", choice(wanted, &known));
        return misused(&why, console);
    };
    match create_project(&args.folder, name, args.xlsx.then_some(WORKBOOK)) {
        Ok(()) => {
            let folder = args.folder.display();
            let book = args.xlsx.then_some(WORKBOOK);
            let files = FILES.iter().map(|(name, _)| *name).chain(book);
            let row = |name| json!({ "file": args.folder.join(name) });
            console.answer(&files.map(row).collect::<Vec<_>>());
            console.say(&format!("Созданы файлы в папке {folder}:"));
            FILES
                .iter()
                .for_each(|(name, _)| console.say(&format!("  {name}")));
            console.say(&format!(
                "  {}/ – для редакторов кода, которые подсказывают поля",
                schema::FOLDER
            ));
            if args.xlsx {
                console.say(&format!("  {WORKBOOK}"));
            }
            console.say(&format!(
                "\nФормы: {called}. Другие покажет nastavnik edition list; выбрать их можно строкой edition в organization.toml."
            ));
            console
                .say("В файлах описана вымышленная школа. Откройте их в Блокноте и замените сведения своими; пояснения – в самих файлах.");
            console.say(&format!("Проверить:   nastavnik check \"{folder}\"\nИзготовить:  nastavnik build \"{folder}\""));
            Ended::Well
        }
        Err(trouble) => {
            console.fail(&trouble.to_string());
            if trouble.already_exists() {
                console.warn("Команда init ничего не перезаписывает: укажите пустую папку или уберите прежние файлы.");
                Ended::Misused
            } else {
                Ended::MachineFailed
            }
        }
    }
}
