//! `print`: the papers in one PDF, and on paper where the system has `lp`; in Windows the PDF is
//! opened instead.

use std::collections::BTreeMap;
use std::path::Path;
#[cfg(not(windows))]
use std::process::Command;

use serde_json::json;

use super::args::PrintArgs;
use crate::bundle::{PrintRun, Printed, edited, print_run};
use crate::console::{Console, Ended, report};
use crate::disk::{PRINTED, Written, create_folder, load, write_over};
use crate::plan::PaperKind;
use crate::prepare::prepare;
use crate::russian::counted;

/// More copies of one paper than anyone prints: most likely a slip.
const MOST_COPIES: usize = 100;

pub(crate) fn run(args: &PrintArgs, console: &Console) -> Ended {
    let copies = match copies(&args.copies) {
        Ok(copies) => copies,
        Err(why) => {
            console.fail(&why);
            return Ended::Misused;
        }
    };
    let plan = prepare(&load(&args.folder));
    report::problems(&plan, console);
    let wanted = PrintRun {
        kinds: args.only.clone(),
        named: args.name.clone(),
        duplex: args.duplex,
        by_person: args.by_person,
        copies,
        checklist: !args.no_list,
    };
    let printed = match print_run(&plan, &wanted) {
        Ok(Some(printed)) => printed,
        Ok(None) => {
            console.fail("таких документов нет, печатать нечего");
            return Ended::WithProblems;
        }
        Err(why) => {
            console.fail(&why);
            return Ended::MachineFailed;
        }
    };
    let edited = edited(&plan, &wanted, &args.folder.join("out"));
    if !edited.is_empty() {
        console.warn(&format!(
            "предупреждение: эти файлы вы правили сами, а в печать взяты сведения школы без ваших правок: {}",
            edited.join(", ")
        ));
    }
    let path = args
        .out
        .clone()
        .unwrap_or_else(|| args.folder.join("out").join(PRINTED));
    if path == Path::new("-") {
        return console.put_out(&printed.pdf).max(Ended::of(&plan));
    }
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let written =
        create_folder(folder).and_then(|()| write_over(&path, &printed.pdf, Written::Print));
    if let Err(trouble) = written {
        console.fail(&format!("файл не записан: {trouble}"));
        return Ended::of_trouble(&trouble);
    }
    tell(&printed, &path, args, console);
    let sent = args
        .printer
        .as_ref()
        .map(|printer| send(&path, printer, args.duplex, console));
    console.answer(&json!({
        "file": path,
        "papers": printed.papers,
        "pages": printed.pages,
        "sent": sent == Some(Ended::Well),
    }));
    if let Some(sent) = sent {
        return sent;
    }
    if plan.has_errors() {
        Ended::WithProblems
    } else {
        Ended::Well
    }
}

fn tell(printed: &Printed, path: &Path, args: &PrintArgs, console: &Console) {
    let papers = counted(printed.papers, "документ", "документа", "документов");
    let pages = counted(printed.pages, "страница", "страницы", "страниц");
    console.say(&format!("{}: {papers}, {pages}", path.display()));
    if args.printer.is_none() {
        let sides = if args.duplex {
            "двусторонняя печать, переворот по длинному краю"
        } else {
            "односторонняя печать"
        };
        console.say(&format!(
            "Откройте файл и нажмите Ctrl+P; масштаб – «Реальный размер», {sides}."
        ));
    }
}

/// Opens the file: Windows has no command that prints one on a named printer, and what the shell
/// does for «print» each viewer does in its own way, or not at all.
#[cfg(windows)]
fn send(path: &Path, printer: &str, duplex: bool, console: &Console) -> Ended {
    if open::that_detached(path).is_err() {
        console.fail("открыть файл не удалось; откройте его сами и нажмите Ctrl+P");
        return Ended::MachineFailed;
    }
    let sides = if duplex {
        "с двух сторон, переворот по длинному краю"
    } else {
        "с одной стороны"
    };
    console.say(&format!(
        "В Windows программа не отправляет файл на принтер сама. Файл открыт: нажмите Ctrl+P и выберите принтер «{printer}», бумагу A4, масштаб «Реальный размер», печать {sides}."
    ));
    Ended::Well
}

/// Hands the file to CUPS.
#[cfg(not(windows))]
fn send(path: &Path, printer: &str, duplex: bool, console: &Console) -> Ended {
    let sides = if duplex {
        "sides=two-sided-long-edge"
    } else {
        "sides=one-sided"
    };
    let sent = Command::new("lp")
        .args(["-d", printer, "-o", "media=A4", "-o", sides, "--"])
        .arg(path)
        .output();
    match sent {
        Ok(output) if output.status.success() => {
            console.say(&format!("Отправлено на принтер {printer}."));
            Ended::Well
        }
        Ok(output) => {
            console.fail(&format!(
                "принтер не принял файл: {}",
                String::from_utf8_lossy(&output.stderr).trim()
            ));
            Ended::MachineFailed
        }
        Err(_) => {
            console.fail("на этом компьютере нет команды lp; откройте файл и нажмите Ctrl+P");
            Ended::MachineFailed
        }
    }
}

/// `program=2` and the like.
fn copies(words: &[String]) -> Result<BTreeMap<PaperKind, usize>, String> {
    let one = |word: &String| {
        let bad = || {
            format!("параметр «--copies»: неподходящее значение «{word}»; пишите так: program=2")
        };
        let (kind, number) = word.split_once('=').ok_or_else(bad)?;
        let kind = PaperKind::of_key(kind.trim()).ok_or_else(bad)?;
        let number = number
            .trim()
            .parse()
            .ok()
            .filter(|n| (1..=MOST_COPIES).contains(n))
            .ok_or_else(bad)?;
        Ok((kind, number))
    };
    words.iter().map(one).collect()
}
