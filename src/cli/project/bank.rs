//! `bank`: the ready wording, built in and the school's own.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use serde_json::{Value, json};

use crate::console::{Console, Ended, misused};
use crate::disk::load;
use crate::edit::{BankCase, BankPart, Tables, bank, bank_case};
use crate::problem::nearest;

#[derive(Debug, Parser)]
pub(crate) struct BankArgs {
    /// Перечислить случаи или показать один
    #[arg(value_name = "ДЕЙСТВИЕ")]
    act: Act,
    /// Какой случай показать: его код или название
    #[arg(value_name = "СЛУЧАЙ")]
    case: Option<String>,
    /// Папка школы: к встроенным случаям добавятся случаи из ее файла bank.toml и программы ее пар
    #[arg(long, value_name = "ПАПКА", default_value = ".")]
    folder: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Act {
    List,
    Show,
}

pub(crate) fn run(args: &BankArgs, console: &Console) -> Ended {
    let tables = Tables::read(&load(&args.folder));
    match (args.act, args.case.as_deref()) {
        (Act::List, Some(_)) => misused(
            "после list ничего не пишется; показать случай: nastavnik bank show СЛУЧАЙ",
            console,
        ),
        (Act::List, None) => {
            let cases = bank(&tables);
            console.answer(&cases.iter().map(|it| row(it, None)).collect::<Vec<_>>());
            list(&cases, console);
            Ended::Well
        }
        (Act::Show, None) => misused(
            "не указано, какой случай показать; их перечислит nastavnik bank list",
            console,
        ),
        (Act::Show, Some(named)) => {
            let Some(case) = bank_case(&tables, named) else {
                let cases = bank(&tables).into_iter();
                let known: Vec<String> = cases.flat_map(|it| [it.code, it.name]).collect();
                let meant =
                    nearest(named, &known).map(|it| format!("; возможно, имелось в виду «{it}»"));
                console.fail(&format!(
                    "в банке нет случая «{named}»{}; все случаи: nastavnik bank list",
                    meant.unwrap_or_default()
                ));
                return Ended::WithProblems;
            };
            let text = case.as_toml();
            console.answer(&row(&case, Some(&text)));
            console.print(&format!("# {}\n{}", case.name, text.trim_end()));
            Ended::Well
        }
    }
}

/// The codes of the built-in cases.
pub(crate) fn codes() -> Vec<String> {
    let cases = bank(&Tables::default());
    cases.into_iter().map(|it| it.code).collect()
}

/// A case for scripts.
fn row(case: &BankCase, text: Option<&str>) -> Value {
    let part = match case.part {
        BankPart::School => "school",
        BankPart::BuiltIn => "built-in",
        BankPart::Pairs => "pairs",
    };
    json!({ "code": case.code, "name": case.name, "group": case.group, "part": part, "toml": text })
}

fn list(cases: &[BankCase], console: &Console) {
    let longest = cases.iter().map(|it| it.code.chars().count()).max();
    let width = longest.unwrap_or_default();
    for part in [BankPart::School, BankPart::BuiltIn, BankPart::Pairs] {
        let own: Vec<&BankCase> = cases.iter().filter(|it| it.part == part).collect();
        if own.is_empty() {
            continue;
        }
        console.print(&format!("{}:", part.title()));
        for BankCase { code, name, .. } in own {
            console.print(&format!("  {code:width$}  {name}"));
        }
    }
}
