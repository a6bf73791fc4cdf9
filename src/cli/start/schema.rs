//! `schema`: files by which an editor completes and checks the files of a project.

use std::path::{Path, PathBuf};

use clap::Parser;

use crate::console::{Console, Ended};
use crate::disk::{Trouble, create_folder, write_whole};
use crate::schema::{FOLDER, schemas};

#[derive(Debug, Parser)]
pub(crate) struct SchemaArgs {
    /// Куда положить файлы
    #[arg(long, value_name = "ПАПКА", default_value = FOLDER)]
    out: PathBuf,
}

pub(crate) fn run(args: &SchemaArgs, console: &Console) -> Ended {
    match write(&args.out) {
        Ok(names) => {
            console.say(&format!("Записаны файлы в папке {}:", args.out.display()));
            names
                .iter()
                .for_each(|name| console.say(&format!("  {name}")));
            console.say("Чтобы редактор подсказывал поля, начните файл строкой, например: #:schema ./schema/organization.schema.json");
            Ended::Well
        }
        Err(trouble) => {
            console.warn(&format!("ошибка: {trouble}"));
            Ended::of_trouble(&trouble)
        }
    }
}

/// The program's own files: those of an older program are replaced.
fn write(folder: &Path) -> Result<Vec<String>, Trouble> {
    create_folder(folder)?;
    let schemas = schemas();
    schemas
        .iter()
        .try_for_each(|schema| write_whole(&folder.join(&schema.name), schema.text.as_bytes()))?;
    Ok(schemas.into_iter().map(|schema| schema.name).collect())
}
