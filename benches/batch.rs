//! How a batch of distinct programs goes on one worker and on two, and what a rebuild costs: `cargo
//! bench --bench batch -- 1000`.
//!
//! The yardstick's text with another person and another number in each pairing, PDF only, the whole
//! process each time. One worker and two take turns, so that a drift of the machine meets both.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints what it measured"
)]

mod yardstick;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use yardstick::{megabytes, milliseconds, peak_of, school, timed};

/// Rounds of the whole batch.
const ROUNDS: usize = 3;
/// Programs, where the command line names no number.
const PROGRAMS: usize = 200;

fn main() {
    let programs = std::env::args()
        .skip(1)
        .find_map(|a| a.parse().ok())
        .unwrap_or(PROGRAMS)
        .max(10);
    let large = school(programs);
    let small = school(programs / 10);
    let mut ratios = Vec::new();
    let mut last = Duration::ZERO;
    for round in 1..=ROUNDS {
        let (one, one_peak) = build_anew(&large, "1");
        let (two, two_peak) = build_anew(&large, "2");
        let (_, small_peak) = build_anew(&small, "2");
        ratios.push(one.as_secs_f64() / two.as_secs_f64());
        last = two;
        println!(
            "round {round}, {programs} programs: one worker {:.2} s, {}; two workers {:.2} s, {}; {} programs on two: {}",
            one.as_secs_f64(),
            megabytes(one_peak),
            two.as_secs_f64(),
            megabytes(two_peak),
            programs / 10,
            megabytes(small_peak),
        );
    }
    ratios.sort_by(f64::total_cmp);
    println!(
        "one worker / two workers, round by round: median {:.2}",
        ratios[ratios.len() / 2]
    );
    rebuilds(&large, last);
    for folder in [large, small] {
        let _ = std::fs::remove_dir_all(folder);
    }
}

fn rebuilds(school: &Path, whole: Duration) {
    let mut times: Vec<Duration> = (0..9).map(|_| build(school, "2").0).collect();
    times.sort_unstable();
    let unchanged = times[times.len() / 2];
    println!(
        "nothing changed: {:.0} ms, 1/{:.0} of the batch on two workers",
        milliseconds(unchanged),
        whole.as_secs_f64() / unchanged.as_secs_f64()
    );
    let pairing = school.join("pairings/0.toml");
    let text = std::fs::read_to_string(&pairing).unwrap_or_else(|e| panic!("{e}"));
    std::fs::write(&pairing, text.replace("пара 0", "пара первая"))
        .unwrap_or_else(|e| panic!("{e}"));
    println!(
        "one program changed: {:.0} ms",
        milliseconds(build(school, "2").0)
    );
}

fn build_anew(school: &Path, jobs: &str) -> (Duration, Option<u64>) {
    let _ = std::fs::remove_dir_all(school.join("out"));
    build(school, jobs)
}

/// Time, and the peak of the resident memory in kilobytes.
fn build(school: &Path, jobs: &str) -> (Duration, Option<u64>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nastavnik"));
    command
        .args(["build", "--format", "pdf", "--jobs", jobs])
        .arg(school)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut peak = None;
    let (time, status) = timed(|| {
        let mut child = command.spawn().unwrap_or_else(|e| panic!("{e}"));
        loop {
            if let Some(status) = child.try_wait().unwrap_or_else(|e| panic!("{e}")) {
                return status;
            }
            peak = peak_of(child.id()).or(peak);
            std::thread::sleep(Duration::from_millis(2));
        }
    });
    assert!(status.success(), "{status}");
    (time, peak)
}
