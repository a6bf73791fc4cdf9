//! `serve`: a page on this computer for the whole job.

use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;
use etcetera::BaseStrategy as _;

use crate::console::{Console, Ended};
use crate::disk::{Recent, create_folder, has_schools};
use crate::serve::{self, OWN_FOLDER, Settings};

/// The list of the folders that were worked in last, in the user's settings.
const RECENT: &str = "nastavnik/recent.toml";
/// Seconds.
const PATIENCE: u64 = 60;

#[derive(Debug, Parser)]
pub(crate) struct ServeArgs {
    /// Папка школы, папка с папками школ или пустая папка, в которой начать
    #[arg(value_name = "ПАПКА", default_value = ".")]
    folder: PathBuf,
    /// Не открывать браузер, только показать адрес
    #[arg(long)]
    no_open: bool,
    /// Номер порта; если не указать – любой свободный
    #[arg(
        long,
        value_name = "ЧИСЛО",
        default_value_t = 0,
        hide_default_value = true
    )]
    port: u16,
    /// Через сколько секунд после закрытия последней вкладки закончить
    #[arg(long, value_name = "ЧИСЛО", default_value_t = PATIENCE)]
    patience: u64,
}

impl ServeArgs {
    /// What is meant by the program's name alone, where a double click starts it: in its own
    /// folder. A project there, or projects in folders of it, are worked in; otherwise a new one is
    /// begun in a folder of its own, not among foreign files.
    pub fn of_double_click() -> Option<Self> {
        let program = std::env::current_exe().ok()?;
        let beside = program.parent()?;
        if std::env::current_dir().ok()?.canonicalize().ok()? != beside.canonicalize().ok()? {
            return None;
        }
        let folder = if has_schools(beside) {
            beside.to_owned()
        } else {
            beside.join(OWN_FOLDER)
        };
        create_folder(&folder).ok()?;
        Some(Self {
            folder,
            no_open: false,
            port: 0,
            patience: PATIENCE,
        })
    }
}

/// Where one may begin to look for a folder: beside those that are open, among the user's own, on
/// the disks.
fn starts(open: &[PathBuf]) -> Vec<(String, PathBuf)> {
    let mut out: Vec<(String, PathBuf)> = Vec::new();
    let mut add = |label: &str, folder: PathBuf| {
        if folder.is_dir()
            && out
                .iter()
                .all(|(known, at)| known != label || *at != folder)
        {
            out.push((label.to_owned(), folder));
        }
    };
    for above in open.iter().filter_map(|folder| folder.parent()) {
        add("Рядом с открытой папкой", above.to_owned());
    }
    if let Ok(home) = etcetera::home_dir() {
        let own = [
            ("Документы", ["Documents", "Документы"]),
            ("Рабочий стол", ["Desktop", "Рабочий стол"]),
        ];
        for (label, names) in own {
            names.iter().for_each(|name| add(label, home.join(name)));
            // Where OneDrive keeps copies, Windows has moved the folders into its own.
            names.iter().for_each(|name| {
                add(
                    &format!("{label} в OneDrive"),
                    home.join("OneDrive").join(name),
                );
            });
        }
        add("Папка пользователя", home);
    }
    if cfg!(windows) {
        ('A'..='Z').for_each(|letter| {
            add(
                &format!("Диск {letter}"),
                PathBuf::from(format!("{letter}:\\")),
            );
        });
    } else {
        add("Весь диск", PathBuf::from("/"));
    }
    out
}

pub(crate) fn run(args: ServeArgs, console: &Console) -> Ended {
    if !args.folder.is_dir() {
        console.warn(&format!(
            "ошибка: {}: такой папки нет",
            args.folder.display()
        ));
        return Ended::MachineFailed;
    }
    let settings = Settings {
        starts,
        folder: args.folder,
        port: args.port,
        patience: Duration::from_secs(args.patience),
        recent: etcetera::choose_base_strategy()
            .ok()
            .map(|user| Recent::in_file(user.config_dir().join(RECENT))),
    };
    let served = serve::run(&settings, |address| {
        console.say(&format!("Страница открыта для этого компьютера: {address}"));
        console.say(
            "Адрес действует один раз. Закончить – кнопка «Завершить» на странице или Ctrl+C.",
        );
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
