//! `serve`: a page on this computer for the whole job.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Parser;
use etcetera::BaseStrategy as _;

use crate::cli::signatures::{Signatures, check_school};
use crate::console::{Console, Ended};
use crate::disk::{OpenPages, Recent, create_folder, has_schools};
use crate::new_year::{self, NotBegun, YearRemark};
use crate::serve::{self, Deeds, NewYearTold, OWN_FOLDER, Ready, Settings, Verified, VerifiedFile};

/// The list of the folders that were worked in last, in the user's settings.
const RECENT: &str = "nastavnik/recent.toml";
/// The notes of the pages that are open now.
const PAGES: &str = "nastavnik/pages";
/// It lies beside a program that was installed, which is no place for a school.
const UNINSTALLER: &str = "uninstall.exe";
/// Where packages of Linux put programs.
const OF_PACKAGES: [&str; 2] = ["/usr", "/opt"];
/// Beside the program in Windows: the same without a console.
const WINDOW: &str = "Наставник.exe";
/// Seconds.
const PATIENCE: u64 = 60;

#[derive(Debug, Parser)]
pub(crate) struct ServeArgs {
    /// Папка школы, папка с папками школ или пустая папка, в которой начать [если не указать:
    /// текущая папка]
    #[arg(value_name = "ПАПКА")]
    folder: Option<PathBuf>,
    /// Запущена значком: если папка не указана, найти ее самой
    #[arg(long, hide = true)]
    from_icon: bool,
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
    pub(crate) fn of_double_click() -> Option<Self> {
        let program = std::env::current_exe().ok()?;
        let beside = program.parent()?;
        if std::env::current_dir().ok()?.canonicalize().ok()? != beside.canonicalize().ok()? {
            return None;
        }
        let window = beside.join(WINDOW);
        if window.is_file() && std::process::Command::new(window).spawn().is_ok() {
            // The window takes over, and the console may close.
            return None;
        }
        Some(Self {
            folder: Some(folder_of_icon()?),
            from_icon: false,
            no_open: false,
            port: 0,
            patience: PATIENCE,
        })
    }
}

/// Where the work goes on that an icon began: a program that is carried about has its school with
/// it; one that was installed, or lies where nothing can be written, goes on with the last one.
fn folder_of_icon() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let beside = program.parent()?;
    if has_schools(beside) {
        return Some(beside.to_owned());
    }
    let is_installed = beside.join(UNINSTALLER).is_file()
        || OF_PACKAGES.iter().any(|place| beside.starts_with(place));
    let carried = beside.join(OWN_FOLDER);
    if !is_installed && create_folder(&carried).is_ok() {
        return Some(carried);
    }
    let last = recent().map(|recent| recent.folders()).unwrap_or_default();
    if let Some(folder) = last.into_iter().find(|folder| has_schools(folder)) {
        return Some(folder);
    }
    let home = etcetera::home_dir().ok()?;
    let documents = own_folders(&home)
        .into_iter()
        .filter(|(label, _)| label.starts_with(DOCUMENTS))
        .map(|(_, folder)| folder)
        .find(|folder| folder.is_dir());
    let own = documents.unwrap_or(home).join(OWN_FOLDER);
    create_folder(&own).ok().map(|()| own)
}

/// The folder of the user's settings.
pub(super) fn settings_folder() -> Option<PathBuf> {
    let user = etcetera::choose_base_strategy().ok()?;
    Some(user.config_dir())
}

/// The list of the folders that were worked in last.
fn recent() -> Option<Recent> {
    Some(Recent::in_file(settings_folder()?.join(RECENT)))
}

/// The notes of the pages that are open.
pub(super) fn pages() -> Option<OpenPages> {
    Some(OpenPages::in_folder(settings_folder()?.join(PAGES)))
}

const DOCUMENTS: &str = "Документы";

/// The folders in which a user keeps things, whether they are there or not.
fn own_folders(home: &Path) -> Vec<(String, PathBuf)> {
    let own = [
        (DOCUMENTS, ["Documents", "Документы"]),
        ("Рабочий стол", ["Desktop", "Рабочий стол"]),
    ];
    // Where OneDrive keeps copies, Windows has moved the folders into its own.
    let cloud = home.join("OneDrive");
    let mut out = Vec::new();
    for (label, names) in own {
        out.extend(names.map(|name| (label.to_owned(), home.join(name))));
        out.extend(names.map(|name| (format!("{label} в OneDrive"), cloud.join(name))));
    }
    out
}

/// Begins a new school year for the page.
fn begin_year(from: &Path, to: &Path, without: &[String]) -> Result<NewYearTold, String> {
    let line = |it: YearRemark| (it.file, it.text);
    match new_year::begin_year(from, to, None, without) {
        Ok(begun) => Ok(NewYearTold {
            year: begun.turn.to.to_string(),
            left_behind: begun.new.left_behind.into_iter().map(line).collect(),
            remarks: begun.new.remarks.into_iter().map(line).collect(),
        }),
        Err(NotBegun::Faulty(_)) => Err(
            "Новый год не начат: сначала исправьте ошибки, они перечислены в разделе «Замечания»."
                .to_owned(),
        ),
        Err(NotBegun::NotEmpty) => Err(format!(
            "Новый год не начат: папка {} уже есть. Откройте ее на экране «Начало».",
            to.display()
        )),
        Err(NotBegun::NoYear) => {
            Err("Новый год не начат: не указан нынешний учебный год.".to_owned())
        }
        Err(NotBegun::Said(why)) => Err(format!("Новый год не начат: {why}.")),
        Err(NotBegun::Trouble(trouble)) => Err(format!("Новый год не начат: {trouble}.")),
    }
}

/// Checks the signatures of a school for the page.
fn verify(folder: &Path) -> Result<Verified, String> {
    let (checked, unsigned) = check_school(folder)?;
    let files = checked.into_iter().map(|it| VerifiedFile {
        name: it.file,
        is_good: it.is_good,
        lines: it.lines,
    });
    Ok(Verified {
        files: files.collect(),
        unsigned,
    })
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
        for (label, folder) in own_folders(&home) {
            add(&label, folder);
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
    let found = args.folder.or_else(|| {
        if args.from_icon {
            folder_of_icon()
        } else {
            Some(PathBuf::from("."))
        }
    });
    let Some(folder) = found else {
        console.fail("папку для школы создать не удалось");
        return Ended::MachineFailed;
    };
    if !folder.is_dir() {
        console.fail(&format!("{}: такой папки нет", folder.display()));
        return Ended::Misused;
    }
    let settings = Settings {
        deeds: Deeds {
            starts,
            begin_year,
            verify,
            signing: &Signatures,
        },
        folder,
        port: args.port,
        patience: Duration::from_secs(args.patience),
        recent: recent(),
        pages: pages(),
    };
    let served = serve::run(&settings, |ready| {
        let (words, address) = match ready {
            Ready::Here(address) => ("Страница открыта для этого компьютера:", address),
            Ready::Before(address) => (
                "С этой папкой программа уже работает, ее страница:",
                address,
            ),
        };
        let opened = args.no_open || open::that_detached(address).is_ok();
        console.say(&format!("{words} {address}"));
        console.say(
            "Адрес действует один раз. Закончить – кнопка «Завершить» на странице или Ctrl+C.",
        );
        if !opened {
            console.say("Браузер открыть не удалось: скопируйте адрес в него сами.");
        }
    });
    match served {
        Ok(()) => Ended::Well,
        Err(why) => {
            console.fail(&why);
            Ended::MachineFailed
        }
    }
}
