//! `init`: a folder with examples to fill in.

use std::path::PathBuf;

use clap::Parser;
use serde_json::json;

use crate::console::{Console, Ended, misused};
use crate::exchange::create_project;
use crate::problem::choice;
use crate::sample::{self, FILES};
use crate::schema;

#[derive(Debug, Parser)]
pub(crate) struct InitArgs {
    /// Папка, в которой создать файлы
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    /// Редакция форм: по каким бланкам готовить документы; какие есть, покажет nastavnik edition list
    #[arg(long, value_name = "РЕДАКЦИЯ", default_value = sample::EDITION)]
    pub edition: String,
    /// Создать рядом книгу Excel с тем же образцом, Наставничество.xlsx
    #[arg(long)]
    pub xlsx: bool,
}

/// The same project for Excel.
const WORKBOOK: &str = "Наставничество.xlsx";

pub(crate) fn run(args: &InitArgs, console: &Console) -> Ended {
    let Some((name, called)) = sample::editions().find(|(name, _)| *name == args.edition) else {
        let known: Vec<&str> = sample::editions().map(|(name, _)| name).collect();
        let why = format!(
            "нет встроенной редакции форм «{}»; {}",
            args.edition,
            choice(&args.edition, &known)
        );
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
            console.warn("Команда init ничего не перезаписывает: укажите пустую папку или уберите прежние файлы.");
            if trouble.already_exists() {
                Ended::Misused
            } else {
                Ended::MachineFailed
            }
        }
    }
}
