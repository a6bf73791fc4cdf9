//! `init`: a folder with examples to fill in.

use super::Ended;
use super::args::InitArgs;
use super::console::Console;
use crate::batch::{Exchange, Trouble, create_folder, export_workbook, write_new};
use crate::schema::{self, schemas};

/// The example project, file by file.
const FILES: [(&str, &str); 3] = [
    ("organization.toml", include_str!("../../samples/start/organization.toml")),
    ("roadmap.toml", include_str!("../../samples/start/roadmap.toml")),
    ("pairings/petrova-sidorov.toml", include_str!("../../samples/start/pairings/petrova-sidorov.toml")),
];

/// The same project for Excel.
const WORKBOOK: &str = "Наставничество.xlsx";

/// What the first line of a file is for.
const EDITOR_LINE: &str = "(Первая строка – для редакторов кода: по ней они подсказывают поля. В Блокноте на нее не обращайте внимания.)";

pub(super) fn run(args: &InitArgs, console: &Console) -> Ended {
    match write_files(args) {
        Ok(()) => {
            let folder = args.folder.display();
            console.say(&format!("Созданы файлы в папке {folder}:"));
            FILES.iter().for_each(|(name, _)| console.say(&format!("  {name}")));
            console.say(&format!("  {}/ – для редакторов кода, которые подсказывают поля", schema::FOLDER));
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
            Ended::MachineFailed
        }
    }
}

/// Looks before it writes, so that a folder with one of the files gets none.
fn write_files(args: &InitArgs) -> Result<(), Trouble> {
    let (folder, files) = (&args.folder, files());
    let wanted = files.iter().map(|(name, _)| name.as_str()).chain(args.xlsx.then_some(WORKBOOK));
    if let Some(path) = wanted.map(|name| folder.join(name)).find(|path| path.exists()) {
        return write_new(&path, b"");
    }
    create_folder(&folder.join("pairings"))?;
    create_folder(&folder.join(schema::FOLDER))?;
    files.iter().try_for_each(|(name, text)| write_new(&folder.join(name), text.as_bytes()))?;
    match export_workbook(folder) {
        Exchange::Done(bytes) if args.xlsx => write_new(&folder.join(WORKBOOK), &bytes),
        // The sample has no mistakes: a test sees to that.
        Exchange::Done(_) | Exchange::Unread(..) | Exchange::Refused(_) => Ok(()),
    }
}

/// The example, each file with a line for editors at its top, and the schemas that those lines name.
fn files() -> Vec<(String, String)> {
    let with_line = |(name, text): (&str, &str)| match schema::line_for(name) {
        Some(line) => (name.to_owned(), format!("{line}\n# {EDITOR_LINE}\n\n{text}")),
        None => (name.to_owned(), text.to_owned()),
    };
    let schemas = schemas().into_iter().map(|file| (format!("{}/{}", schema::FOLDER, file.name), file.text));
    FILES.into_iter().map(with_line).chain(schemas).collect()
}
