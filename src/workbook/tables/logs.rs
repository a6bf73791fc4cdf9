//! Tables that name pairs and are no list of them: «График посещения уроков», a log of meetings, a
//! report of what was done.

use std::collections::BTreeSet;

use super::sheet_table::SheetTable;
use super::words::plain;
use crate::fields::SheetKind;

/// How words of their titles begin,
const TITLES: [&str; 13] = [
    "график",
    "журнал",
    "расписан",
    "отчет",
    "мониторинг",
    "посещени",
    "встреч",
    "протокол",
    "консультац",
    "циклограмм",
    "хронометраж",
    "табел",
    "занят",
];
/// the headings of what stands in each row of them,
const DAYS: [&str; 3] = ["дата", "день", "время"];
const MATTERS: [&str; 9] = [
    "тема",
    "урок",
    "занят",
    "встреч",
    "мероприят",
    "посещ",
    "предмет",
    "класс",
    "содержан",
];
/// what a register of pairs records, one row for each: «Журнал регистрации согласий»,
const RECORDS: [&str; 3] = ["регистрац", "учет", "реестр"];
const RECORDED: [&str; 7] = [
    "соглас",
    "соглашен",
    "приказ",
    "договор",
    "пар",
    "наставник",
    "наставнич",
];
/// and words of a title at most: a longer one is of an order.
const LONGEST: usize = 12;

/// Whether a table of pairs is such a log: its title says so and it has a day in each row, or the same
/// pair stands in several rows with a day or a lesson beside it. What has orders or terms is a list.
pub(super) fn is_log<'t>(
    table: &SheetTable<'_>,
    mut titles: impl Iterator<Item = &'t str>,
) -> bool {
    let has = |path: &str| table.columns.values().any(|f| f.path.starts_with(path));
    let is_list = ["basis", "period", "labour"].iter().any(|path| has(path));
    if table.kind != SheetKind::Pairs || table.is_ours || is_list {
        return false;
    }
    let begins = |text: &str, stems: &[&str]| {
        let mut words = text.split(' ');
        words.any(|word| stems.iter().any(|stem| word.starts_with(stem)))
    };
    let headings: Vec<String> = table.unknown.iter().map(|(_, it)| plain(it)).collect();
    let has_day = headings.iter().any(|it| begins(it, &DAYS));
    let is_titled = titles.any(|title| {
        let title = plain(title);
        let is_register = begins(&title, &RECORDS)
            && begins(&title, &RECORDED)
            && !begins(&title, &MATTERS)
            && !begins(&title, &["консультац", "работ"]);
        title.split(' ').count() <= LONGEST && begins(&title, &TITLES) && !is_register
    });
    let has_matter = || headings.iter().any(|it| begins(it, &MATTERS));
    has_day && is_titled || (has_day || has_matter()) && repeats_pairs(table)
}

fn repeats_pairs(table: &SheetTable<'_>) -> bool {
    let columns = [table.column("mentors"), table.column("mentees")];
    let [Some(mentors), Some(mentees)] = columns else {
        return false;
    };
    let mut seen = BTreeSet::new();
    let pairs = table.rows().map(|(row, _)| {
        let text = |column: u32| plain(&table.sheet.at(row, column).shown());
        (text(mentors), text(mentees))
    });
    pairs
        .filter(|(one, other)| !one.is_empty() && !other.is_empty())
        .any(|pair| !seen.insert(pair))
}
