//! `serve`: a page on this computer for the whole job.

use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;

use super::Ended;
use super::console::Console;
use crate::serve::{self, Settings};

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
    #[arg(long, value_name = "ЧИСЛО", default_value_t = 60)]
    patience: u64,
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
