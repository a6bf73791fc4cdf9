//! `edition new`: the built-in forms written out as the beginning of an edition of one's own.

use serde_json::json;

use super::args::NewArgs;
use super::folder::{self, is_plain_name, write_files};
use super::learn;
use super::told::tell_how_to_go_on;
use crate::console::{Console, Ended, misused};
use crate::edition::{Edition, built_in_files};
use crate::problem::choice;
use crate::sample::with_schemas;

/// What the new folder's own file begins with; the built-in file follows.
fn opening(name: &str, from: &str) -> String {
    format!(
        "# Своя редакция форм. Все файлы этой папки – копии встроенных; измените, что у вас иначе.\n\
         # Чего вы не меняли, можно удалить, хоть целый файл: этого нет здесь – значит, берется из редакции extends.\n\
         # Список разделов (графы, части записки, этапы) заменяется целиком; документы года и виды приказов – по одному, по полю key.\n\
         # Проверить: nastavnik edition check – и путь к этой папке.\n\
         name = \"{name}\"\n\
         # Где действует.\n\
         # region = \"\"\n\
         # Когда принята и с какого по какой день действует.\n\
         # date = 2026-01-01\n\
         # in_force = {{ from = 2026-01-01, until = 2030-12-31 }}\n\
         extends = \"{from}\"\n\n\
         # Откуда взяты формы: впишите свой документ.\n"
    )
}

pub(super) fn run(args: &NewArgs, console: &Console) -> Ended {
    let name = args.name.as_str();
    if let Err(why) = is_plain_name(name) {
        return misused(&why, console);
    }
    let Some(files) = built_in_files(&args.from) else {
        let why = format!(
            "нет встроенной редакции «{}»; {}",
            args.from,
            choice(&args.from, &Edition::names())
        );
        return misused(&why, console);
    };
    let above = if args.shared {
        folder::shared()
    } else {
        Ok(args.folder.join("forms"))
    };
    let folder = match above {
        Ok(above) => above.join(name),
        Err(why) => return misused(&why, console),
    };
    if folder.exists() {
        let why = format!("папка {} уже есть", folder.display());
        return misused(&why, console);
    }
    if let Some(blank) = &args.docx {
        return learn::run(args, blank, &folder, console);
    }
    let begun = |(file, text): &(&str, &str)| {
        let text = if *file == "edition" {
            opening(name, &args.from) + &without_remark(text)
        } else {
            (*text).to_owned()
        };
        (format!("{file}.toml"), text.into_bytes())
    };
    let files = with_schemas(files.iter().map(begun).collect());
    if let Err(trouble) = write_files(&folder, &files) {
        console.fail(&trouble.to_string());
        return Ended::MachineFailed;
    }
    let row = |(file, _): &(String, Vec<u8>)| json!({ "file": folder.join(file) });
    console.answer(&files.iter().map(row).collect::<Vec<_>>());
    console.say(&format!("Редакция «{name}» начата: {}", folder.display()));
    tell_how_to_go_on(name, &folder, console);
    Ended::Well
}

/// The built-in file without the remark at its top, which is about the built-in edition, and without
/// what the new one says of itself.
fn without_remark(text: &str) -> String {
    const SAID_ANEW: [&str; 5] = ["name =", "region =", "date =", "in_force =", "extends ="];
    let lines = text.lines().skip_while(|line| line.starts_with('#'));
    let lines = lines.skip_while(|line| line.is_empty());
    let mut is_top = true;
    let lines = lines.filter(|line| {
        is_top &= !line.starts_with('[');
        !(is_top && SAID_ANEW.iter().any(|key| line.starts_with(key)))
    });
    // The new form is not that of the act that the built-in one comes from.
    let as_model = |line: &str| match line.strip_prefix("source = \"") {
        Some(rest) => format!("source = \"по образцу: {rest}\n"),
        None => format!("{line}\n"),
    };
    lines.map(as_model).collect()
}
