//! `doctor`: what a person who helps with the program asks first: which program this is, what it has
//! found, and what it can do here.

use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use clap::Parser;
use serde::Serialize;

use super::serve::{pages, settings_folder};
use crate::console::{Console, Ended};
use crate::disk::{files_in, is_project, lost_schools, school_name, schools_below, whole_path};
use crate::fonts;

/// So many schools are named.
const MOST_NAMED: usize = 5;
/// How long an open page is waited for.
const PATIENCE: Duration = Duration::from_millis(300);
/// The programs that open DOCX and XLSX, by the names of their commands.
const OFFICES: [&str; 3] = ["soffice", "libreoffice", "r7-office-desktopeditors"];
/// Letters that a Russian paper cannot do without.
const NEEDED: &str = "АЯаяЁё№«»–0123456789";

#[derive(Debug, Parser)]
pub(crate) struct DoctorArgs {
    /// Папка школы или папка, в которой лежат папки школ
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Good,
    /// Nothing is wrong, and something cannot be done here.
    Lacking,
    Bad,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Finding {
    /// For scripts.
    what: &'static str,
    state: State,
    #[serde(skip)]
    title: &'static str,
    told: String,
}

/// Looks at everything; `version` names the program.
pub(crate) fn run(args: &DoctorArgs, version: &str, console: &Console) -> Ended {
    let mut found = vec![Finding {
        what: "version",
        state: State::Good,
        title: "Программа",
        told: version.replace('\n', "; "),
    }];
    found.push(program());
    found.push(own_fonts());
    found.push(folder(&args.folder));
    found.push(schools(&args.folder));
    found.extend(near_misses(&args.folder));
    found.push(writable("writable", "Запись в папку", &args.folder));
    let settings = settings_folder();
    found.extend(settings.map(|own| writable("settings", "Настройки", &own)));
    found.push(page(&args.folder));
    found.push(office());
    found.push(printers());
    console.answer(&found);
    for it in &found {
        let mark = match it.state {
            State::Good => "есть",
            State::Lacking => "нет ",
            State::Bad => "!!! ",
        };
        console.print(&format!("{mark}  {:<15} {}", it.title, it.told));
    }
    if found.iter().any(|it| it.state == State::Bad) {
        Ended::WithProblems
    } else {
        Ended::Well
    }
}

fn finding(
    what: &'static str,
    title: &'static str,
    state: State,
    told: impl Into<String>,
) -> Finding {
    Finding {
        what,
        state,
        title,
        told: told.into(),
    }
}

fn program() -> Finding {
    match std::env::current_exe() {
        Ok(path) => finding("program", "Файл", State::Good, path.display().to_string()),
        Err(why) => finding("program", "Файл", State::Lacking, why.to_string()),
    }
}

fn own_fonts() -> Finding {
    let draws =
        |data: &&&[u8]| fonts::coverage(data, 0).is_some_and(|draws| NEEDED.chars().all(draws));
    let whole = fonts::FILES.iter().filter(draws).count();
    if whole == fonts::FILES.len() {
        let told = format!("встроенные, начертаний: {whole}");
        finding("fonts", "Шрифты", State::Good, told)
    } else {
        let told = "встроенные шрифты повреждены: скачайте программу заново";
        finding("fonts", "Шрифты", State::Bad, told)
    }
}

fn folder(folder: &Path) -> Finding {
    match whole_path(folder) {
        Ok(whole) => finding("folder", "Папка", State::Good, whole.display().to_string()),
        Err(trouble) => finding("folder", "Папка", State::Bad, trouble.to_string()),
    }
}

/// What the folder is to the program.
fn schools(folder: &Path) -> Finding {
    if is_project(folder) {
        let pairs = files_in(&folder.join("pairings")).unwrap_or_default();
        let is_pair = |path: &&PathBuf| path.extension().is_some_and(|own| own == "toml");
        let pairs = pairs.iter().filter(is_pair).count();
        let told = format!("школа, файлов пар: {pairs}");
        return finding("schools", "Что здесь", State::Good, told);
    }
    let below = schools_below(folder).unwrap_or_default();
    if below.is_empty() {
        let told = "школы здесь нет; начать новую: nastavnik init";
        return finding("schools", "Что здесь", State::Lacking, told);
    }
    let names: Vec<String> = below
        .iter()
        .take(MOST_NAMED)
        .map(|it| school_name(folder, it))
        .collect();
    let more = if below.len() > MOST_NAMED {
        ", …"
    } else {
        ""
    };
    let own = if folder.join("district.toml").is_file() {
        "; есть district.toml"
    } else {
        ""
    };
    let told = format!("школ: {} ({}{more}){own}", below.len(), names.join(", "));
    finding("schools", "Что здесь", State::Good, told)
}

/// Folders that look like those of schools, and are not taken.
fn near_misses(folder: &Path) -> Vec<Finding> {
    if is_project(folder) {
        return Vec::new();
    }
    let lost = lost_schools(folder).into_iter();
    lost.map(|(path, why)| {
        let told = format!("{} не взята: {why}", path.display());
        finding("lost", "Папка", State::Bad, told)
    })
    .collect()
}

/// Whether files can be written to a folder; a file without a name is tried, and leaves no trace.
fn writable(what: &'static str, title: &'static str, folder: &Path) -> Finding {
    let there = folder.ancestors().find(|it| it.is_dir());
    let there = there.unwrap_or(Path::new("."));
    match tempfile::tempfile_in(there) {
        Ok(_) => finding(what, title, State::Good, there.display().to_string()),
        Err(why) => {
            let told = format!("{}: писать сюда нельзя ({})", there.display(), why.kind());
            finding(what, title, State::Bad, told)
        }
    }
}

/// Whether the page is open for the folder.
fn page(folder: &Path) -> Finding {
    let noted = pages().and_then(|pages| pages.of(&whole_path(folder).ok()?));
    let answers = noted.filter(|page| {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, page.port));
        TcpStream::connect_timeout(&address, PATIENCE).is_ok()
    });
    let (state, told) = answers.map_or_else(
        || (State::Lacking, "для этой папки не открыта".to_owned()),
        |page| {
            let told = format!("открыта для этой папки, порт {}", page.port);
            (State::Good, told)
        },
    );
    finding("page", "Страница", state, told)
}

/// The folders in which the system looks for programs.
#[expect(
    clippy::disallowed_methods,
    reason = "the edge: where programs lie is said by the environment"
)]
fn places() -> Vec<PathBuf> {
    let own = std::env::var("PATH").unwrap_or_default();
    std::env::split_paths(&own).collect()
}

fn office() -> Finding {
    let found = places().into_iter().find_map(|place| {
        let here = OFFICES.iter().map(|name| place.join(name));
        let mut here = here.chain(OFFICES.iter().map(|name| place.join(format!("{name}.exe"))));
        here.find(|path| path.is_file())
    });
    let (state, told) = found.map_or_else(
        || {
            let told = "не найден; файлам DOCX и XLSX подойдет и другая программа";
            (State::Lacking, told.to_owned())
        },
        |path| (State::Good, path.display().to_string()),
    );
    finding("office", "LibreOffice", state, told)
}

/// The printers that the system names.
fn printers() -> Finding {
    let (what, title) = ("printers", "Принтеры");
    if cfg!(windows) {
        let told = "в Windows программа открывает файл, печатает окно просмотра";
        return finding(what, title, State::Lacking, told);
    }
    let asked = Command::new("lpstat").arg("-e").output();
    let Ok(asked) = asked else {
        return finding(
            what,
            title,
            State::Lacking,
            "на этом компьютере нет команды lp",
        );
    };
    let names = String::from_utf8_lossy(&asked.stdout);
    let names: Vec<&str> = names.split_whitespace().collect();
    if names.is_empty() {
        finding(what, title, State::Lacking, "система не знает ни одного")
    } else {
        finding(what, title, State::Good, names.join(", "))
    }
}
