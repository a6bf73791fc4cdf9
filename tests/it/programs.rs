//! Programs of 5 to 40 activities, made of the words of the samples' own: always the same.

use std::collections::BTreeMap;

use nastavnik::document::Document;
use nastavnik::prepare::prepare;
use nastavnik::project::Files;

use crate::support::{files_of, path, texts_in};

const PROGRAMS: usize = 30;
const FEWEST: usize = 5;
const MOST: usize = 40;

/// The documents of the programs, from the shortest on.
pub(crate) fn generated() -> Vec<Document> {
    made(PROGRAMS, 1, &|pair| drop(pair.remove("labour")))
}

const GROUPS: usize = 90;

/// Programs of two mentors and so many mentees, who all sign.
pub(crate) fn generated_of_groups(mentees: usize) -> Vec<Document> {
    const MENTEES: [&str; 5] = [
        "sokolova",
        "miroshnichenko",
        "ermolaev",
        "bykov",
        "nazarova",
    ];
    let keys = |keys: &[&str]| {
        let keys = keys
            .iter()
            .map(|key| toml::Value::String((*key).to_owned()));
        toml::Value::Array(keys.collect())
    };
    made(GROUPS, 2, &|pair| {
        for own in ["labour", "mentorship"] {
            drop(pair.remove(own));
        }
        let mentors = keys(&["gordeeva", "khabibullina"]);
        drop(pair.insert("mentors".to_owned(), mentors));
        drop(pair.insert("mentees".to_owned(), keys(&MENTEES[..mentees])));
    })
}

/// So many programs of the sample's pairs, each changed, with activities of them all.
fn made(programs: usize, seed: u64, change: &dyn Fn(&mut toml::Table)) -> Vec<Document> {
    let sample = texts_in(&path(&["samples", "school"]));
    let pairs: Vec<toml::Table> = sample
        .iter()
        .filter(|(name, _)| name.starts_with("pairings/"))
        .map(|(_, bytes)| toml::from_str(std::str::from_utf8(bytes).unwrap()).unwrap())
        .collect();
    let activities: Vec<&toml::Value> = pairs
        .iter()
        .flat_map(|pair| pair["activity"].as_array().unwrap())
        .collect();
    let mut random = Random(seed);
    let of = |number: usize| {
        let mut pair = pairs[number % pairs.len()].clone();
        let count = FEWEST + number * (MOST - FEWEST) / (programs - 1);
        let mut chosen: Vec<toml::Value> = Vec::new();
        while chosen.len() < count {
            let next = activities[random.below(activities.len())];
            if !chosen.contains(next) {
                chosen.push(next.clone());
            }
        }
        drop(pair.insert("activity".to_owned(), toml::Value::Array(chosen)));
        change(&mut pair);
        program(&sample, &pair)
    };
    (0..programs).map(of).collect()
}

/// The program of one pair in the sample's school.
fn program(sample: &BTreeMap<String, Vec<u8>>, pair: &toml::Table) -> Document {
    let mut texts: BTreeMap<String, Vec<u8>> = sample
        .iter()
        .filter(|(name, _)| !name.starts_with("pairings/") && !name.starts_with("out"))
        .map(|(name, bytes)| (name.clone(), bytes.clone()))
        .collect();
    let pair = toml::to_string(pair).unwrap().into_bytes();
    texts.insert("pairings/pair.toml".to_owned(), pair);
    let plan = prepare(&Files {
        today: None,
        ..files_of(&texts)
    });
    let paper = plan
        .papers
        .iter()
        .find(|paper| paper.file_name.starts_with("Программа."))
        .unwrap_or_else(|| panic!("{:?}", plan.problems));
    plan.document(paper).unwrap()
}

/// A row of numbers that is always the same (Knuth's linear congruence).
struct Random(u64);

impl Random {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % count
    }
}
