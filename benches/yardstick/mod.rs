//! The yardstick page and its text, for every bench.

use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::Value;

#[allow(dead_code, reason = "only the bench that compiles the page needs it")]
pub(crate) const PAGE: &str = include_str!("base.typ");
pub(crate) const DATA: &str = include_str!("data.json");

#[allow(dead_code, reason = "not every bench times in its own process")]
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let it = black_box(work());
    (start.elapsed(), it)
}

#[allow(dead_code, reason = "not every bench times in its own process")]
pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The yardstick's text as a project of ours.
pub(crate) fn project(data: &str) -> [(&'static str, String); 2] {
    let data: Value = serde_json::from_str(data).unwrap_or_default();
    let text = |key: &str| data[key].as_str().unwrap_or_default();
    let texts = |key: &str| {
        data[key]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
    };
    let quoted = |s: &str| toml::Value::String(s.to_owned()).to_string();
    let person = |post_and_name: &str| {
        let (post, name) = post_and_name.rsplit_once(", ").unwrap_or_default();
        format!("position = {}\nname = {}\n", quoted(post), quoted(name))
    };
    let organization = format!(
        "[organization]\nfull_name = {name}\nshort_name = {name}\nhead = \"h\"\nschool_year = \"2025/2026\"\n[staff.m]\n{}[staff.e]\n{}[staff.h]\ngender = \"f\"\n{}",
        person(text("mentor")),
        person(text("mentee")),
        person(text("head")),
        name = quoted(text("org")),
    );
    let mode = texts("mode");
    let mut pairing = format!(
        "mentors = [\"m\"]\nmentees = [\"e\"]\nbasis = {}\nperiod = {}\n[note]\nrelevance = {}\naim = {}\ntasks = [{}]\ninteraction = {}\nplanned_results = {}\n",
        quoted(text("basis")),
        quoted(text("period")),
        quoted(&texts("relevance").join("\n")),
        quoted(text("goal")),
        texts("tasks")
            .iter()
            .map(|t| quoted(t))
            .collect::<Vec<_>>()
            .join(", "),
        quoted(mode[0]),
        quoted(mode[1].trim_start_matches("Планируемые результаты: ")),
    );
    let mut activities = |block: &Value| {
        for item in block["items"].as_array().into_iter().flatten() {
            pairing += &format!(
                "[[activity]]\nblock = {}\n",
                quoted(block["num"].as_str().unwrap_or_default())
            );
            for key in ["name", "term", "result", "format"] {
                pairing += &format!(
                    "{key} = {}\n",
                    quoted(item[key].as_str().unwrap_or_default())
                );
            }
        }
    };
    for block in data["blocks"].as_array().into_iter().flatten() {
        activities(block);
        block["subs"]
            .as_array()
            .into_iter()
            .flatten()
            .for_each(&mut activities);
    }
    [
        ("organization.toml", organization),
        ("pairings/pair.toml", pairing),
    ]
}

/// A new folder with a project of so many pairings, no two with the same people or the same words.
#[allow(dead_code, reason = "not every bench needs a school")]
pub(crate) fn school(programs: usize) -> PathBuf {
    let folder =
        std::env::temp_dir().join(format!("nastavnik-bench-{}-{programs}", std::process::id()));
    std::fs::create_dir_all(folder.join("pairings")).unwrap_or_else(|e| panic!("{e}"));
    let write = |name: &str, text: &str| {
        std::fs::write(folder.join(name), text).unwrap_or_else(|e| panic!("{e}"));
    };
    let mut staff = String::new();
    for number in 0..programs {
        let [(name, organization), (_, pairing)] =
            project(&DATA.replace("пара 0", &format!("пара {number}")));
        if number == 0 {
            staff = organization;
        }
        for (key, surname) in [("m", "Ка"), ("e", "По")] {
            let surname = format!("{surname}{}лова", syllables(number));
            staff += &format!(
                "[staff.{key}{number}]\nposition = \"учитель\"\nname = \"{surname} Мария Дмитриевна\"\n"
            );
        }
        let pairing = pairing
            .replace("[\"m\"]", &format!("[\"m{number}\"]"))
            .replace("[\"e\"]", &format!("[\"e{number}\"]"));
        write(&format!("pairings/{number}.toml"), &pairing);
        if number + 1 == programs {
            write(name, &staff);
        }
    }
    folder
}

/// A number that can stand in a surname.
fn syllables(number: usize) -> String {
    const SYLLABLES: [&str; 10] = ["ба", "ве", "ги", "до", "жу", "зе", "ле", "ми", "но", "ра"];
    number
        .to_string()
        .bytes()
        .map(|digit| SYLLABLES[usize::from(digit - b'0')])
        .collect()
}

/// Peak of the resident memory of a running process in kilobytes, where the system tells it: Linux.
#[allow(dead_code, reason = "not every bench starts processes")]
pub(crate) fn peak_of(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    status.lines().find_map(|line| {
        line.strip_prefix("VmHWM:")?
            .trim()
            .strip_suffix(" kB")?
            .parse()
            .ok()
    })
}

#[allow(dead_code, reason = "not every bench starts processes")]
pub(crate) fn megabytes(kilobytes: Option<u64>) -> String {
    kilobytes.map_or_else(
        || "peak unknown".to_owned(),
        |k| format!("peak {} MB", k / 1000),
    )
}
