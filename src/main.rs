//! The `nastavnik` program: arguments in, exit code out.

use std::process::ExitCode;

/// Of a batch on two workers the system's own allocator takes a tenth more time and memory: its
/// threads wait for each other's arenas.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    nastavnik::cli::run()
}
