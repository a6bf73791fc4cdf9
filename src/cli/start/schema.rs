//! `schema`: files by which an editor completes and checks the files of a project.

use std::path::{Path, PathBuf};

use clap::Parser;
use serde_json::json;

use crate::console::{Console, Ended, answer_schema, answering, misused};
use crate::disk::{Trouble, create_folder, is_project, load, write_whole};
use crate::problem::choice;
use crate::schema::{FOLDER, edition_schemas, schemas, schemas_of};

#[derive(Debug, Parser)]
pub(crate) struct SchemaArgs {
    /// Куда положить файлы
    #[arg(long, short, value_name = "ПАПКА", default_value = FOLDER)]
    out: PathBuf,
    /// Вместо этого показать схему ответа команды в формате JSON: --answer check, --answer "district
    /// papers"
    #[arg(long, value_name = "КОМАНДА", conflicts_with = "out")]
    answer: Option<String>,
}

pub(crate) fn run(args: &SchemaArgs, console: &Console) -> Ended {
    if let Some(command) = &args.answer {
        return show(command, console);
    }
    match write(&args.out) {
        Ok(names) => {
            let row = |name: &String| json!({ "file": args.out.join(name) });
            console.answer(&names.iter().map(row).collect::<Vec<_>>());
            console.say(&format!("Записаны файлы в папке {}:", args.out.display()));
            names
                .iter()
                .for_each(|name| console.say(&format!("  {name}")));
            console.say("Чтобы редактор подсказывал поля, начните файл строкой, например: #:schema ./schema/organization.schema.json");
            Ended::Well
        }
        Err(trouble) => {
            console.fail(&trouble.to_string());
            Ended::of_trouble(&trouble)
        }
    }
}

/// Shows the schema of the answer of a command.
fn show(command: &str, console: &Console) -> Ended {
    let Some(schema) = answer_schema(command) else {
        let why = format!(
            "у команды «{command}» нет ответа в формате JSON; {}",
            choice(command, &answering())
        );
        return misused(&why, console);
    };
    console.answer(&json!({ "command": command, "schema": schema }));
    console.print(&serde_json::to_string_pretty(&schema).unwrap_or_default());
    Ended::Well
}

/// The program's own files: those of an older program are replaced. Beside a school they know the
/// words of its own forms; in the folder of an edition they are of its files.
fn write(folder: &Path) -> Result<Vec<String>, Trouble> {
    create_folder(folder)?;
    let school = std::path::absolute(folder).ok();
    let school = school.as_deref().and_then(Path::parent);
    let schemas = match school {
        Some(edition) if edition.join("edition.toml").is_file() => edition_schemas(),
        Some(school) if is_project(school) => schemas_of(&load(school)),
        _ => schemas(None),
    };
    schemas
        .iter()
        .try_for_each(|schema| write_whole(&folder.join(&schema.name), schema.text.as_bytes()))?;
    Ok(schemas.into_iter().map(|schema| schema.name).collect())
}
