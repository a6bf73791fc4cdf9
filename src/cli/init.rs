//! `init`: a folder with examples to fill in.

use super::Ended;
use super::args::InitArgs;
use super::console::Console;
use crate::batch::create_project;
use crate::sample::{FILES, files};
use crate::schema;

/// The same project for Excel.
const WORKBOOK: &str = "Наставничество.xlsx";

pub(super) fn run(args: &InitArgs, console: &Console) -> Ended {
    match create_project(&args.folder, &files(), args.xlsx.then_some(WORKBOOK)) {
        Ok(()) => {
            let folder = args.folder.display();
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
            console.warn(&format!("ошибка: {trouble}"));
            console.warn("Команда init ничего не перезаписывает: укажите пустую папку или уберите прежние файлы.");
            if trouble.already_exists() {
                Ended::Misused
            } else {
                Ended::MachineFailed
            }
        }
    }
}
