//! One small bad project per mistake, with the whole message it gives. The files of a case lie over
//! those of `_base`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use nastavnik::console::render_problem;
use nastavnik::plan::Plan;
use nastavnik::prepare::prepare;
use nastavnik::problem::{Audience, Code};
use nastavnik::project::Files;
use nastavnik::workspace::Workspace;

use crate::support::{files_of, golden, path, texts_in};

fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = std::fs::read_dir(path(&["tests", "errors"]))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    cases.retain(|c| !c.ends_with("_base"));
    cases.sort();
    cases
}

/// The files of a case as they should be, over those of the case.
const GOOD: &str = "good/";

fn plan(case: &Path) -> Plan {
    plan_over(&[case])
}

fn plan_over(folders: &[&Path]) -> Plan {
    let mut texts = texts_in(&path(&["tests", "errors", "_base"]));
    for (name, bytes) in folders.iter().flat_map(|folder| texts_in(folder)) {
        match name.as_str() {
            "expected.txt" => {}
            _ if name.starts_with(GOOD) => {}
            // An empty file stands for one that is not there.
            _ if bytes.is_empty() => drop(texts.remove(&name)),
            _ => drop(texts.insert(name, bytes)),
        }
    }
    prepare(&files_of(&texts))
}

#[test]
fn every_mistake_is_told_in_full() {
    let cases = cases();
    assert!(cases.len() >= 25, "{} cases", cases.len());
    for case in cases {
        let plan = plan(&case);
        assert!(!plan.problems.is_empty(), "{}", case.display());
        let told: String = plan
            .problems
            .iter()
            .map(|p| {
                anstream::adapter::strip_str(&render_problem(p, &plan.sources)).to_string() + "\n\n"
            })
            .collect();
        golden(&case.join("expected.txt"), &told);
    }
}

/// Who fills in forms of the page sees no files: an order, a pair and a person are called there as
/// people call them, and nobody is sent to a command.
#[test]
fn on_the_page_nothing_is_called_by_its_file_or_key() {
    let mut tried = 0;
    let mut told = Vec::new();
    for case in cases() {
        let plan = plan(&case);
        let names = texts_in(&case)
            .into_keys()
            .chain(texts_in(&path(&["tests", "errors", "_base"])).into_keys());
        let stems: BTreeSet<String> = names
            .filter_map(|name| {
                let stem = name.strip_suffix(".toml")?.rsplit_once('/')?.1;
                Some(format!("«{stem}»"))
            })
            .collect();
        for problem in &plan.problems {
            let field = Workspace::field_of_problem(problem, &plan.sources);
            // What the page has no field for is mended in the file.
            if problem.place.is_some() && field.is_none() {
                continue;
            }
            tried += 1;
            let seen = problem
                .clone()
                .seen_by(Audience::Page, field.map(|it| it.head));
            let advice = seen.advised().unwrap_or_default();
            let text = format!("{}. {advice}", seen.text());
            let is_told = |word: &&str| text.contains(*word);
            let words = [".toml", "pairings", "orders/", "nastavnik ", "[["];
            let stems = stems.iter().map(String::as_str);
            if words.into_iter().chain(stems).any(|word| is_told(&word)) {
                told.push(format!("{}: {text}", case.file_name().unwrap().display()));
            }
        }
    }
    assert!(tried > 100, "{tried}");
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn what_the_law_asks_is_not_missed_where_it_is_there() {
    let cases = cases();
    let laws = cases.iter().filter(|case| case.join(GOOD).is_dir());
    let mut tried = 0;
    for case in laws {
        let codes: BTreeSet<Code> = plan(case).problems.iter().map(|p| p.code).collect();
        let good = plan_over(&[case, &case.join(GOOD)]);
        let told: Vec<String> = good
            .problems
            .iter()
            .map(|p| p.text().into_owned())
            .collect();
        assert!(
            !codes.is_empty() && told.is_empty(),
            "{}: {told:?}",
            case.display()
        );
        tried += 1;
    }
    assert!(tried >= 13, "{tried}");
}

#[test]
fn every_code_occurs() {
    let mut codes: BTreeSet<Code> = cases()
        .iter()
        .flat_map(|c| plan(c).problems.iter().map(|p| p.code).collect::<Vec<_>>())
        .collect();
    // What lies on the disk and is not read is tried in `misplaced`.
    codes.extend([
        Code::Unreadable,
        Code::OverlookedFile,
        Code::CapitalFolder,
        Code::MisplacedFile,
        Code::DamagedFont,
        Code::UnusedFont,
    ]);
    // What lies in `out` is tried in `stale`.
    codes.insert(Code::GivenOutDiffers);
    let past = files_of(&texts_in(&path(&["tests", "errors", "_base"])));
    let later = NaiveDate::from_ymd_opt(2027, 6, 1);
    codes.extend(
        prepare(&Files {
            today: later,
            ..past
        })
        .problems
        .iter()
        .map(|p| p.code),
    );
    // What a workbook can have wrong is tried in `workbook`, `in_passing` and `own_book`.
    codes.extend([
        Code::BrokenWorkbook,
        Code::NoList,
        Code::CellError,
        Code::UnclearCell,
        Code::UnknownColumn,
        Code::BeneathTable,
        Code::LeftOut,
        Code::OtherSource,
        Code::HiddenColumn,
        Code::KeptConsent,
        Code::StruckRead,
        Code::OfAnotherKind,
        Code::TakenAs,
    ]);
    let missing: Vec<Code> = Code::ALL
        .iter()
        .copied()
        .filter(|c| !codes.contains(c))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn six_mistakes_give_six_messages_in_one_run() {
    let plan = plan(&path(&["tests", "errors", "six-mistakes"]));
    assert_eq!(plan.problems.iter().filter(|p| p.is_error()).count(), 6);
}

#[test]
fn a_good_base_has_no_mistake() {
    let plan = prepare(&files_of(&texts_in(&path(&["tests", "errors", "_base"]))));
    assert!(plan.problems.is_empty(), "{:?}", plan.problems);
    assert_eq!(plan.papers.len(), 2);
}

/// A mistake in one pairing does not keep the others from being made; one in the organisation keeps
/// all.
#[test]
fn only_the_faulty_paper_is_withheld() {
    let bad_pairing = plan(&path(&["tests", "errors", "unknown-key"]));
    assert_eq!((bad_pairing.papers.len(), bad_pairing.withheld), (1, 1));
    let bad_staff = plan(&path(&["tests", "errors", "bad-name"]));
    assert_eq!((bad_staff.papers.len(), bad_staff.withheld), (0, 2));
}
