//! `serve`: a page on this computer for the whole job.

use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;

use super::Ended;
use super::console::Console;
use crate::batch::{create_folder, schools_in};
use crate::serve::{self, Settings};

/// The folder that is begun beside the program where nobody names one.
const OWN_FOLDER: &str = "Наставничество";
/// Seconds.
const PATIENCE: u64 = 60;

#[derive(Debug, Parser)]
pub(super) struct ServeArgs {
    /// Папка школы, папка с папками школ или пустая папка, в которой начать
    #[arg(value_name = "ПАПКА", default_value = ".")]
    folder: PathBuf,
    /// Не открывать браузер, только показать адрес
    #[arg(long)]
    no_open: bool,
    /// Номер порта; если не указать – любой свободный
    #[arg(long, value_name = "ЧИСЛО", default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// Через сколько секунд после закрытия последней вкладки закончить
    #[arg(long, value_name = "ЧИСЛО", default_value_t = PATIENCE)]
    patience: u64,
}

impl ServeArgs {
    /// What is meant by the program's name alone, where a double click starts it: in its own folder. A project there, or
    /// projects in folders of it, are worked in; otherwise a new one is begun in a folder of its own, not among foreign files.
    pub fn of_double_click() -> Option<Self> {
        let program = std::env::current_exe().ok()?;
        let beside = program.parent()?;
        if std::env::current_dir().ok()?.canonicalize().ok()? != beside.canonicalize().ok()? {
            return None;
        }
        let has_schools = beside.join("organization.toml").is_file() || schools_in(beside).is_ok_and(|schools| !schools.is_empty());
        let folder = if has_schools { beside.to_owned() } else { beside.join(OWN_FOLDER) };
        create_folder(&folder).ok()?;
        Some(Self { folder, no_open: false, port: 0, patience: PATIENCE })
    }
}

pub(super) fn run(args: ServeArgs, console: &Console) -> Ended {
    if !args.folder.is_dir() {
        console.warn(&format!("ошибка: {}: такой папки нет", args.folder.display()));
        return Ended::MachineFailed;
    }
    let settings = Settings { folder: args.folder, port: args.port, patience: Duration::from_secs(args.patience) };
    let served = serve::run(&settings, |address| {
        console.say(&format!("Страница открыта для этого компьютера: {address}"));
        console.say("Адрес действует один раз. Закончить – кнопка «Завершить» на странице или Ctrl+C.");
        if !args.no_open && open::that_detached(address).is_err() {
            console.say("Браузер открыть не удалось: скопируйте адрес в него сами.");
        }
    });
    match served {
        Ok(()) => Ended::Well,
        Err(why) => {
            console.warn(&format!("ошибка: {why}"));
            Ended::MachineFailed
        }
    }
}
