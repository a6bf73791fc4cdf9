//! `report`: the answers of the shares of a large build, joined.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Parser;

use super::lines::{Line, SchoolLine};
use crate::console::{Console, Ended, misused, read_text};
use crate::russian::counted;

#[derive(Debug, Parser)]
pub(crate) struct ReportArgs {
    /// Ответы частей, записанные build --json-lines; без файлов или с «-» – со стандартного ввода
    #[arg(value_name = "ФАЙЛ")]
    pub files: Vec<PathBuf>,
}

/// Everything that the shares have told.
#[derive(Debug, Default)]
struct Joined {
    /// How many shares there are.
    shards: usize,
    /// Numbers of those that have not come to their end.
    unfinished: Vec<usize>,
    /// How many schools they said they would make.
    expected: usize,
    made: usize,
    fresh: usize,
    kept: usize,
    withheld: usize,
    errors: usize,
    seconds: f64,
    /// The last that was told of each.
    schools: Vec<SchoolLine>,
}

impl Joined {
    /// Whether fewer schools were told of than there are: a piece of the answers was lost.
    fn is_short(&self) -> bool {
        self.schools.len() < self.expected
    }
}

pub(crate) fn run(args: &ReportArgs, console: &Console) -> Ended {
    let stdin = [PathBuf::from("-")];
    let files = if args.files.is_empty() {
        &stdin[..]
    } else {
        &args.files
    };
    let mut lines = Vec::new();
    for file in files {
        let text = match read_text(file) {
            Ok(text) => text,
            Err((ended, why)) => {
                console.fail(&why);
                return ended;
            }
        };
        match read_lines(&text) {
            Ok(own) => lines.extend(own),
            Err(line) => {
                let why = format!(
                    "{}:{line}: это не строка ответа build --json-lines",
                    file.display()
                );
                return misused(&why, console);
            }
        }
    }
    let joined = match join(lines) {
        Ok(joined) => joined,
        Err(why) => return misused(&why, console),
    };
    console.answer(&joined.schools);
    console.summarise("shards", &joined.shards);
    console.summarise("unfinished", &joined.unfinished);
    for (name, count) in [
        ("made", joined.made),
        ("fresh", joined.fresh),
        ("kept", joined.kept),
        ("withheld", joined.withheld),
        ("errors", joined.errors),
    ] {
        console.summarise(name, &count);
    }
    console.summarise("seconds", &joined.seconds);
    tell(&joined, console);
    let is_broken = |it: &SchoolLine| !it.failed.is_empty();
    if !joined.unfinished.is_empty() || joined.is_short() || joined.schools.iter().any(is_broken) {
        Ended::MachineFailed
    } else if joined.errors > 0 || joined.schools.iter().any(|it| !it.outrun.is_empty()) {
        Ended::WithProblems
    } else {
        Ended::Well
    }
}

/// The lines of an answer.
///
/// # Errors
/// The number of the first line that is none. The last line of a run that was killed may be cut
/// short: it is left aside.
fn read_lines(text: &str) -> Result<Vec<Line>, usize> {
    let all: Vec<&str> = text.lines().collect();
    let mut out = Vec::new();
    for (i, line) in all
        .iter()
        .enumerate()
        .filter(|(_, it)| !it.trim().is_empty())
    {
        match serde_json::from_str(line) {
            Ok(line) => out.push(line),
            Err(_) if i + 1 == all.len() && !text.ends_with('\n') => {}
            Err(_) => return Err(i + 1),
        }
    }
    Ok(out)
}

/// Of a school that was told of twice the last word counts: a share may be run again.
fn join(lines: Vec<Line>) -> Result<Joined, String> {
    let mut schools: BTreeMap<String, SchoolLine> = BTreeMap::new();
    let mut shares: BTreeMap<usize, bool> = BTreeMap::new();
    let mut expected: BTreeMap<usize, usize> = BTreeMap::new();
    let mut counts = Vec::new();
    for line in lines {
        match line {
            Line::Begun { shard, of, schools } => {
                counts.push(of);
                expected.insert(shard, schools);
                shares.entry(shard).or_insert(false);
            }
            Line::Ended { shard, of, .. } => {
                counts.push(of);
                shares.insert(shard, true);
            }
            Line::School(own) => drop(schools.insert(own.school.clone(), own)),
        }
    }
    counts.dedup();
    let shards = match counts.as_slice() {
        [] => return Err("в ответах нет ни одной части".to_owned()),
        [of] => *of,
        _ => return Err("ответы – от разных делений на части; соберите ответы одного".to_owned()),
    };
    let mut joined = Joined {
        shards,
        unfinished: (1..=shards)
            .filter(|number| shares.get(number) != Some(&true) || !expected.contains_key(number))
            .collect(),
        expected: expected.values().sum(),
        ..Joined::default()
    };
    for own in schools.values() {
        joined.made += own.made;
        joined.fresh += own.fresh;
        joined.kept += own.kept;
        joined.withheld += own.withheld;
        joined.errors += own.errors;
        joined.seconds += own.seconds;
    }
    joined.schools = schools.into_values().collect();
    Ok(joined)
}

fn tell(it: &Joined, console: &Console) {
    let schools = counted(it.schools.len(), "школа", "школы", "школ");
    let shards = counted(it.shards, "часть", "части", "частей");
    console.say(&format!(
        "{shards}, {schools}; изготовлено файлов: {}; не изменилось: {}; оставлено как есть: {}; ошибок: {}",
        it.made, it.fresh, it.kept, it.errors
    ));
    for own in &it.schools {
        if own.withheld > 0 || own.errors > 0 {
            let errors = counted(own.errors, "ошибка", "ошибки", "ошибок");
            console.say(&format!("  {}: {errors}", own.school));
        }
        for why in own.failed.iter().chain(&own.outrun) {
            console.say(&format!("  {}: {why}", own.school));
        }
    }
    if it.is_short() {
        console.warn(&format!(
            "Ответы неполны: школ в них {}, а части начинали {}. Соберите ответы заново или запустите части снова: готовое не будет изготовлено второй раз.",
            it.schools.len(),
            it.expected
        ));
    }
    if !it.unfinished.is_empty() {
        let numbers: Vec<String> = it.unfinished.iter().map(usize::to_string).collect();
        console.warn(&format!(
            "Не закончены части: {}. Запустите их снова: готовое не будет изготовлено второй раз.",
            numbers.join(", ")
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_about_a_school_counts_and_a_cut_line_is_left_aside() {
        let text = concat!(
            "{\"kind\":\"begun\",\"shard\":1,\"of\":2,\"schools\":1}\n",
            "{\"kind\":\"school\",\"school\":\"а\",\"made\":3,\"fresh\":0,\"kept\":0,\"withheld\":0,",
            "\"errors\":0,\"failed\":[\"диск\"],\"outrun\":[],\"seconds\":1.0}\n",
            "{\"kind\":\"begun\",\"shard\":1,\"of\":2,\"schools\":1}\n",
            "{\"kind\":\"school\",\"school\":\"а\",\"made\":1,\"fresh\":3,\"kept\":0,\"withheld\":0,",
            "\"errors\":0,\"failed\":[],\"outrun\":[],\"seconds\":0.5}\n",
            "{\"kind\":\"ended\",\"shard\":1,\"of\":2,\"code\":0}\n",
            "{\"kind\":\"beg"
        );
        let joined = join(read_lines(text).unwrap()).unwrap();
        assert_eq!((joined.made, joined.fresh), (1, 3));
        assert_eq!(joined.unfinished, [2]);
        assert!(!joined.is_short());
        assert!(joined.schools[0].failed.is_empty());
        assert_eq!(read_lines("{}\n"), Err(1));
        assert!(join(Vec::new()).is_err());
        let without_school = concat!(
            "{\"kind\":\"begun\",\"shard\":1,\"of\":1,\"schools\":2}\n",
            "{\"kind\":\"ended\",\"shard\":1,\"of\":1,\"code\":0}\n",
        );
        assert!(
            join(read_lines(without_school).unwrap())
                .unwrap()
                .is_short()
        );
        let end_alone = "{\"kind\":\"ended\",\"shard\":1,\"of\":1,\"code\":0}\n";
        assert_eq!(
            join(read_lines(end_alone).unwrap()).unwrap().unfinished,
            [1]
        );
    }
}
