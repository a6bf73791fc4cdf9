//! `report`: the answers of the shares of a large build, joined.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Parser;

use super::lines::{Line, SchoolLine};
use crate::console::{Console, Ended, misused, read_input};
use crate::disk::read;
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
    made: usize,
    fresh: usize,
    kept: usize,
    withheld: usize,
    errors: usize,
    seconds: f64,
    /// The last that was told of each.
    schools: Vec<SchoolLine>,
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
        let text = match text_of(file) {
            Ok(text) => text,
            Err(why) => {
                console.fail(&why);
                return Ended::MachineFailed;
            }
        };
        match read_lines(&text) {
            Ok(own) => lines.extend(own),
            Err(line) => {
                return misused(
                    &format!(
                        "{}:{line}: это не строка ответа build --json-lines",
                        file.display()
                    ),
                    console,
                );
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
    if !joined.unfinished.is_empty() || joined.schools.iter().any(is_broken) {
        Ended::MachineFailed
    } else if joined.errors > 0 || joined.schools.iter().any(|it| !it.outrun.is_empty()) {
        Ended::WithProblems
    } else {
        Ended::Well
    }
}

fn text_of(file: &Path) -> Result<String, String> {
    if file == Path::new("-") {
        let read = read_input().map_err(|error| format!("стандартный ввод: {error}"));
        return read.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    }
    let bytes = read(file).map_err(|trouble| trouble.to_string())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
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
    let mut counts = Vec::new();
    for line in lines {
        match line {
            Line::Begun { shard, of, .. } => {
                counts.push(of);
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
            .filter(|number| shares.get(number) != Some(&true))
            .collect(),
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
        assert!(joined.schools[0].failed.is_empty());
        assert_eq!(read_lines("{}\n"), Err(1));
        assert!(join(Vec::new()).is_err());
    }
}
