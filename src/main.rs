//! The `nastavnik` program: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    nastavnik::cli::run()
}
