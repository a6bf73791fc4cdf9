//! `init`: a folder with examples to fill in.

use std::path::PathBuf;

use clap::Parser;
use serde_json::json;

use crate::console::{Console, Ended};
use crate::exchange::create_project;
use crate::sample::FILES;
use crate::schema;

#[derive(Debug, Parser)]
pub(crate) struct InitArgs {
    /// Папка, в которой создать файлы
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    /// Создать рядом книгу Excel с тем же образцом, Наставничество.xlsx
    #[arg(long)]
    pub xlsx: bool,
}

/// The same project for Excel.
const WORKBOOK: &str = "Наставничество.xlsx";

pub(crate) fn run(args: &InitArgs, console: &Console) -> Ended {
    match create_project(&args.folder, args.xlsx.then_some(WORKBOOK)) {
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
            console
                .say("\nВ них описана вымышленная школа. Откройте их в Блокноте и замените сведения своими; пояснения – в самих файлах.");
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
