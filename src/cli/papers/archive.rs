//! `archive`: the papers of a school year in one file for keeping.

use std::path::{Path, PathBuf};

use clap::Parser;
use serde_json::{Value, json};

use super::args::{FileArgs, FormatArgs};
use super::told::{self, MOST_LINES, word};
use crate::bundle::{Archived, INVENTORY, NotArchived, Remarked, archive};
use crate::console::{ChosenSchools, Console, Ended, misused, report};
use crate::disk::{State, Written, load, must_end, write_new, write_over};
use crate::make::Seal;
use crate::plan::Plan;
use crate::prepare::prepare;
use crate::russian::counted;

#[derive(Debug, Clone, Parser)]
pub(crate) struct ArchiveArgs {
    /// Папка с файлом organization.toml или папка, в которой лежат папки школ
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    #[command(flatten)]
    pub schools: ChosenSchools,
    /// Папка с документами; если не указать – папка out рядом с organization.toml
    #[arg(long, short, value_name = "ПАПКА")]
    pub out: Option<PathBuf>,
    /// Куда записать архив; «-» – в стандартный вывод; если не указать – рядом с organization.toml,
    /// под именем с учебным годом
    #[arg(long, value_name = "ФАЙЛ")]
    pub to: Option<PathBuf>,
    #[command(flatten)]
    pub formats: FormatArgs,
    #[command(flatten)]
    pub files: FileArgs,
    /// Сложить документы как есть, даже если часть устарела или не изготовлена, и заменить прежний
    /// архив
    #[arg(long)]
    pub force: bool,
}

pub(crate) fn run(args: &ArchiveArgs, console: &Console) -> Ended {
    let mut plan = prepare(&load(&args.folder));
    report::problems(&plan, console);
    if let Err(why) = plan.choose(args.files.choice()) {
        return misused(&why, console);
    }
    if plan.withheld > 0 && !args.force {
        let withheld = counted(
            plan.withheld,
            "документ не изготовлен",
            "документа не изготовлены",
            "документов не изготовлены",
        );
        console.fail(&format!(
            "архив не создан: {withheld} из-за ошибок в файлах; исправьте ошибки и повторите"
        ));
        return Ended::of(&plan);
    }
    let out = args
        .files
        .folder(args.out.clone().unwrap_or_else(|| args.folder.join("out")));
    told::lost_marks_in(&out, console);
    match archive(&plan, &out, &args.formats.chosen(), args.force) {
        Ok(archived) => write(&plan, &archived, args, console),
        Err(NotArchived::NotReady(files)) => {
            console.fail("архив не создан: не все документы готовы");
            tell(&files, console);
            if files.iter().any(|(_, state)| state.has_gone()) {
                console.warn("Выданные и подписанные документы верните на место под прежним именем, с их подписями; если документ отменен, снимите отметку: nastavnik issue --undo.");
            }
            if files.iter().any(|(_, state)| !state.has_gone()) {
                console.warn("Изготовьте недостающее командой build с теми же параметрами.");
            }
            console.warn("Чтобы сложить в архив то, что есть, добавьте --force.");
            Ended::WithProblems
        }
        Err(NotArchived::Nothing) => {
            console.fail("документов нет, складывать в архив нечего");
            Ended::WithProblems
        }
        Err(NotArchived::Disk(trouble)) => {
            console.fail(&trouble.to_string());
            Ended::MachineFailed
        }
        Err(NotArchived::Fault(why)) => {
            console.fail(&why);
            Ended::MachineFailed
        }
    }
}

fn tell(files: &[(String, State)], console: &Console) {
    files
        .iter()
        .take(MOST_LINES)
        .for_each(|(file, state)| console.warn(&format!("  {:<16} {file}", word(*state))));
    if files.len() > MOST_LINES {
        console.warn(&format!(
            "  и еще {}",
            counted(files.len() - MOST_LINES, "файл", "файла", "файлов")
        ));
    }
}

/// «изменен вами     Программа.docx», or why a signed paper is worth a look.
fn remark(it: &Remarked) -> String {
    let mut out = format!("{:<16} {}", told::word(it.state), it.file);
    out += match it.seal {
        Seal::Holds => "",
        Seal::Broken => ": файл изменен после подписания, подпись к нему не подходит",
        Seal::OfAnother => {
            ": сертификат или отметка на странице называют не того, кто подписывает в этом поле; проверьте: nastavnik verify"
        }
        Seal::Hidden => {
            ": подпись скрыта, программы просмотра ее не покажут; проверьте: nastavnik verify"
        }
        Seal::Doubtful => {
            ": время подписания или сертификат вызывают сомнение; проверьте: nastavnik verify"
        }
        Seal::Unreadable => ": подпись не читается; проверьте: nastavnik verify",
    };
    if let Some(difference) = &it.differs {
        out += &format!(": {}", told::differs(it.state, difference));
    }
    out
}

/// A paper that is worth a look, for scripts.
fn remarked_row(it: &Remarked) -> Value {
    json!({ "file": it.file, "state": it.state.key(), "remark": remark(it) })
}

fn write(plan: &Plan, archived: &Archived, args: &ArchiveArgs, console: &Console) -> Ended {
    let path = args
        .to
        .clone()
        .unwrap_or_else(|| args.folder.join(format!("{}.zip", archived.file_name)));
    if path == Path::new("-") {
        return console.put_out(&archived.zip).max(Ended::of(plan));
    }
    let kind = Written::Archive(INVENTORY);
    let written = must_end(&path, kind).and_then(|()| {
        if args.force {
            write_over(&path, &archived.zip, kind)
        } else {
            write_new(&path, &archived.zip)
        }
    });
    if let Err(trouble) = written {
        let advice = if trouble.already_exists() {
            "; заменить его: --force, записать под другим именем: --to"
        } else {
            ""
        };
        console.fail(&format!("архив не записан: {trouble}{advice}"));
        return if trouble.already_exists() {
            Ended::WithProblems
        } else {
            Ended::of_trouble(&trouble)
        };
    }
    console.answer(&json!({
        "file": path,
        "papers": archived.papers,
        "files": archived.files,
        "remarked": archived.remarked.iter().map(remarked_row).collect::<Vec<_>>(),
    }));
    let remarked = archived.remarked.iter();
    let (missing, as_they_are): (Vec<_>, Vec<_>) =
        remarked.partition(|it| matches!(it.state, State::Missing | State::SignedMissing));
    let named = |header: &str, files: &[&Remarked]| {
        if !files.is_empty() {
            console.warn(header);
        }
        files
            .iter()
            .for_each(|it| console.warn(&format!("  {}", remark(it))));
    };
    named(
        "предупреждение: эти файлы сложены в архив как есть:",
        &as_they_are,
    );
    named(
        "предупреждение: этих выданных и подписанных документов нет на месте:",
        &missing,
    );
    let papers = counted(archived.papers, "документ", "документа", "документов");
    let files = counted(archived.files, "файл", "файла", "файлов");
    console.say(&format!(
        "{}: {papers}, {files}, опись внутри",
        path.display()
    ));
    Ended::of(plan)
}
