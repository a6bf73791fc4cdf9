//! `watch`: builds anew whenever a file of the project is saved.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;

use super::args::{BuildArgs, FileArgs, FormatArgs};
use super::build;
use crate::console::{ChosenSchools, Console, Ended, interrupt};
use crate::disk::Standing;

/// Between two looks at the files. Looking works on network folders too, where systems do not tell
/// of changes.
const PAUSE: Duration = Duration::from_millis(400);

#[derive(Debug, Parser)]
pub(crate) struct WatchArgs {
    /// Папка с файлом organization.toml или папка, в которой лежат папки школ
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    /// Куда положить документы; если не указать – в папку out рядом с organization.toml
    #[arg(long, short, value_name = "ПАПКА")]
    out: Option<PathBuf>,
    #[command(flatten)]
    formats: FormatArgs,
    #[command(flatten)]
    files: FileArgs,
    /// Файл DOCX, из которого взять стили: любой документ этой программы, измененный в Word
    #[arg(long, value_name = "ФАЙЛ")]
    template: Option<PathBuf>,
    /// Сколько документов готовить одновременно; если не указать – по числу ядер процессора
    #[arg(long, short, value_name = "ЧИСЛО")]
    jobs: Option<NonZeroUsize>,
    /// Закончить после стольких изготовлений
    #[arg(long, value_name = "ЧИСЛО", hide = true)]
    rounds: Option<NonZeroUsize>,
}

pub(crate) fn run(args: WatchArgs, console: &Console) -> Ended {
    let WatchArgs {
        folder,
        out,
        formats,
        files,
        template,
        jobs,
        rounds,
    } = args;
    if !folder.is_dir() {
        console.fail(&format!("{}: такой папки нет", folder.display()));
        return Ended::Misused;
    }
    let build = BuildArgs {
        folder,
        schools: ChosenSchools::default(),
        out,
        formats,
        files,
        template,
        force: false,
        replace_signed: false,
        replace_issued: false,
        jobs,
        shard: None,
        from_zero: false,
        json_lines: false,
    };
    interrupt::heed();
    let mut built = 0;
    loop {
        // Looked at before the build, so that what is saved during it is built next.
        let standing = settled(&build);
        if interrupt::asked() {
            return Ended::Well;
        }
        let ended = build::run(&build, console);
        built += 1;
        if rounds.is_some_and(|most| built >= most.get()) {
            return ended;
        }
        if interrupt::asked() {
            return ended;
        }
        console.say("Жду изменений; закончить – Ctrl+C.");
        while standing == look(&build) {
            std::thread::sleep(PAUSE);
            if interrupt::asked() {
                return Ended::Well;
            }
        }
        console.say("");
    }
}

fn look(build: &BuildArgs) -> Standing {
    Standing::of(&build.folder, build.template.as_slice())
}

/// How the files stand once two looks agree: an editor that saves several of them, or one in
/// pieces, has then ended.
fn settled(build: &BuildArgs) -> Standing {
    let mut last = look(build);
    loop {
        std::thread::sleep(PAUSE);
        let now = look(build);
        if now == last || interrupt::asked() {
            return now;
        }
        last = now;
    }
}
