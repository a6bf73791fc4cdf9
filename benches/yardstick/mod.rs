//! The yardstick page and its text, for every bench.

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde_json::Value;

#[allow(dead_code, reason = "only the bench that compiles the page needs it")]
pub const PAGE: &str = include_str!("base.typ");
pub const DATA: &str = include_str!("data.json");

pub fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let it = black_box(work());
    (start.elapsed(), it)
}

pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The yardstick's text as a project of ours.
pub fn project(data: &str) -> [(&'static str, String); 2] {
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
        "[organization]\nfull_name = {name}\nshort_name = {name}\nhead = \"h\"\nschool_year = \"2025/2026\"\n[staff.m]\n{}[staff.e]\n{}[staff.h]\n{}",
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
