//! «Наставник.exe»: opens the page without a black window.
//!
//! It starts the program that lies beside it, hidden, waits until the page is there, and shows in a
//! box why it is not. What it is given – a folder – it hands on.
#![cfg_attr(windows, windows_subsystem = "windows")]

use std::io::{self, BufRead as _, BufReader};
use std::process::{Command, ExitCode, Stdio};

const NOT_UNPACKED: &str = "Рядом нет файла программы.\n\nЕсли вы открыли архив ZIP, сначала распакуйте его: щелкните по нему правой кнопкой, выберите «Извлечь все…» и запустите Наставник из новой папки.";

fn main() -> ExitCode {
    match start() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            show(&why);
            ExitCode::FAILURE
        }
    }
}

/// Starts the program; returns once it has a page to show.
fn start() -> Result<(), String> {
    let program = std::env::current_exe()
        .map_err(|e| trouble(&e))?
        .with_file_name(format!("nastavnik{}", std::env::consts::EXE_SUFFIX));
    if !program.is_file() {
        return Err(NOT_UNPACKED.to_owned());
    }
    let mut command = Command::new(program);
    command
        .args(["serve", "--from-icon", "--"])
        .args(std::env::args_os().skip(1))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    without_console(&mut command);
    let mut child = command.spawn().map_err(|e| trouble(&e))?;
    let (Some(said), Some(complaint)) = (child.stdout.take(), child.stderr.take()) else {
        return Ok(());
    };
    let mut line = String::new();
    let said = BufReader::new(said)
        .read_line(&mut line)
        .map_err(|e| trouble(&e))?;
    if said > 0 {
        return Ok(());
    }
    Err(io::read_to_string(complaint).map_err(|e| trouble(&e))?)
}

fn trouble(error: &io::Error) -> String {
    format!("Программа не запущена: ошибка операционной системы: {error}")
}

#[cfg(windows)]
fn without_console(command: &mut Command) {
    use std::os::windows::process::CommandExt as _;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}

#[cfg(not(windows))]
fn without_console(_: &mut Command) {}

#[cfg(windows)]
fn show(text: &str) {
    use winsafe::prelude::Handle as _;
    let nobody = winsafe::HWND::NULL;
    // Where there is no screen nobody reads it either.
    let _ = nobody.MessageBox(text, "Наставник", winsafe::co::MB::ICONEXCLAMATION);
}

#[cfg(not(windows))]
fn show(text: &str) {
    use std::io::Write as _;
    let _ = writeln!(io::stderr(), "{text}");
}
