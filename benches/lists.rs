//! What a school's list of new pairs costs to bring in, and the whole project to write as a
//! workbook: `cargo bench --bench lists -- 1000`.
//!
//! Each time the whole process; processor time of all its threads, as the system counts it, and the
//! peak of its memory (Linux).
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints what it measured"
)]

mod yardstick;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use rust_xlsxwriter::Workbook;

use yardstick::{DATA, megabytes, peak_of, project};

const ROUNDS: usize = 5;
/// Pairs, where the command line names no number.
const PAIRS: usize = 1000;
/// Clock ticks of a second in `/proc`, on every Linux.
const TICKS: u64 = 100;

fn main() {
    let pairs = std::env::args()
        .skip(1)
        .find_map(|a| a.parse().ok())
        .unwrap_or(PAIRS)
        .clamp(1, 5000);
    let folder = std::env::temp_dir().join(format!("nastavnik-bench-lists-{}", std::process::id()));
    let (school, list) = (folder.join("school"), folder.join("list.xlsx"));
    let book = folder.join("book.xlsx");
    let (mut imports, mut exports) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let _ = std::fs::remove_dir_all(&folder);
        start(&school);
        write_list(&list, pairs);
        imports.push(run(&["import"], &[&list, &school]));
        exports.push(run(&["export", "--xlsx"], &[&book, &school]));
        let written = std::fs::read_dir(school.join("pairings")).map_or(0, Iterator::count);
        assert_eq!(
            written,
            pairs + 1,
            "every pair of the list and the one before"
        );
    }
    for (name, mut runs) in [("import", imports), ("export", exports)] {
        runs.sort_unstable();
        let (time, _) = runs[runs.len() / 2];
        let peak = runs.iter().filter_map(|(_, peak)| *peak).max();
        println!(
            "{name} of {pairs} pairs: {:.2} s of processor time (median of {ROUNDS}), {}",
            time.as_secs_f64(),
            megabytes(peak)
        );
    }
    let _ = std::fs::remove_dir_all(&folder);
}

/// A school with one pair.
fn start(school: &Path) {
    std::fs::create_dir_all(school.join("pairings")).unwrap_or_else(|e| panic!("{e}"));
    for (name, text) in project(DATA) {
        std::fs::write(school.join(name), text).unwrap_or_else(|e| panic!("{e}"));
    }
}

/// A list of pairs of people whom the school does not know yet.
fn write_list(path: &Path, pairs: usize) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let heads = [
        "№ п/п",
        "Наставник",
        "Должность",
        "Наставляемый",
        "Должность",
        "Номер приказа",
        "Дата приказа",
    ];
    for (column, head) in (0_u16..).zip(heads) {
        sheet
            .write(0, column, head)
            .unwrap_or_else(|e| panic!("{e}"));
    }
    for (row, pair) in (1_u32..).zip(0..pairs) {
        let texts = [
            row.to_string(),
            person(2 * pair),
            "учитель физики".to_owned(),
            person(2 * pair + 1),
            "учитель химии".to_owned(),
            "118-ОД".to_owned(),
            "01.09.2026".to_owned(),
        ];
        for (column, text) in (0_u16..).zip(texts) {
            sheet
                .write(row, column, text)
                .unwrap_or_else(|e| panic!("{e}"));
        }
    }
    book.save(path).unwrap_or_else(|e| panic!("{e}"));
}

/// A name for each number. Those that are like another in a letter or two have another patronymic,
/// for the program would ask whether they are one person.
fn person(number: usize) -> String {
    const STEMS: [&str; 10] = [
        "Берез",
        "Заболот",
        "Калин",
        "Макар",
        "Осип",
        "Романч",
        "Тимош",
        "Ульян",
        "Филипп",
        "Щерб",
    ];
    const MIDDLES: [&str; 5] = ["", "ень", "иш", "ушк", "овч"];
    const ENDS: [&str; 4] = ["ов", "енко", "инский", "аев"];
    const GIVEN: [&str; 10] = [
        "Иван",
        "Пётр",
        "Олег",
        "Глеб",
        "Юрий",
        "Лев",
        "Антон",
        "Борис",
        "Денис",
        "Егор",
    ];
    const FATHERS: [&str; 5] = ["Иванович", "Петрович", "Олегович", "Глебович", "Антонович"];
    let digit = |over: usize, of: usize| number / over % of;
    format!(
        "{}{}{} {} {}",
        STEMS[digit(200, 10)],
        MIDDLES[digit(40, 5)],
        ENDS[digit(10, 4)],
        GIVEN[digit(1, 10)],
        FATHERS[digit(2000, 5)]
    )
}

/// Processor time of one run of the program, and the peak of its memory in kilobytes.
fn run(words: &[&str], files: &[&PathBuf]) -> (Duration, Option<u64>) {
    let before = spent();
    let mut child = Command::new(env!("CARGO_BIN_EXE_nastavnik"))
        .args(words)
        .args(files)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|e| panic!("{e}"));
    let mut peak = None;
    let status = loop {
        if let Some(status) = child.try_wait().unwrap_or_else(|e| panic!("{e}")) {
            break status;
        }
        peak = peak_of(child.id()).or(peak);
        std::thread::sleep(Duration::from_millis(2));
    };
    assert!(status.success(), "{status}");
    (spent().saturating_sub(before), peak)
}

/// Processor time of all processes started so far that have ended.
fn spent() -> Duration {
    let status = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program, in brackets, may hold spaces; what follows it begins with field 3.
    let fields = status.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = |field: usize| -> u64 {
        let own = fields.split_whitespace().nth(field - 3);
        own.and_then(|own| own.parse().ok()).unwrap_or_default()
    };
    Duration::from_millis((ticks(16) + ticks(17)) * 1000 / TICKS)
}
