//! `init`: a folder with examples to fill in.

use super::Ended;
use super::args::InitArgs;
use super::console::Console;
use crate::batch::{Trouble, create_folder, write_new};

/// The example project, file by file.
const FILES: [(&str, &str); 3] = [
    ("organization.toml", include_str!("../../samples/start/organization.toml")),
    ("roadmap.toml", include_str!("../../samples/start/roadmap.toml")),
    ("pairings/petrova-sidorov.toml", include_str!("../../samples/start/pairings/petrova-sidorov.toml")),
];

pub(super) fn run(args: &InitArgs, console: &Console) -> Ended {
    match write_files(args) {
        Ok(()) => {
            let folder = args.folder.display();
            console.say(&format!("Созданы файлы в папке {folder}:"));
            FILES.iter().for_each(|(name, _)| console.say(&format!("  {name}")));
            console
                .say("\nВ них описана вымышленная школа. Откройте их в Блокноте и замените сведения своими; пояснения – в самих файлах.");
            console.say(&format!("Проверить:   nastavnik check \"{folder}\"\nИзготовить:  nastavnik build \"{folder}\""));
            Ended::Well
        }
        Err(trouble) => {
            console.warn(&format!("ошибка: {trouble}"));
            console.warn("Команда init ничего не перезаписывает: укажите пустую папку или уберите прежние файлы.");
            Ended::MachineFailed
        }
    }
}

/// Looks before it writes, so that a folder with one of the files gets none.
fn write_files(args: &InitArgs) -> Result<(), Trouble> {
    if let Some((name, _)) = FILES.iter().find(|(name, _)| args.folder.join(name).exists()) {
        let path = args.folder.join(name);
        return write_new(&path, b"");
    }
    create_folder(&args.folder.join("pairings"))?;
    FILES.iter().try_for_each(|(name, text)| write_new(&args.folder.join(name), text.as_bytes()))
}
