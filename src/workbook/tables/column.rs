//! Columns beneath a head, before they are those of a table.

use super::words::plain;
use crate::fields::{self, CODE, Field, IGNORED, SECTION, STAGE, SheetKind};
use crate::reader::clean;
use crate::workbook::grid::Sheet;

/// A column beneath a head.
pub(super) struct Column {
    pub index: u32,
    pub field: Option<&'static Field>,
    pub label: String,
    /// Whether a number tells it from others of its heading: «Наставник 2».
    pub is_numbered: bool,
    /// Whether its heading may be that of any person.
    pub is_name: bool,
    /// Whether it may be that of any post.
    pub is_post: bool,
    /// Whether it may be that of anybody's gender.
    pub is_gender: bool,
}

/// «Мероприятия» beside «Содержание деятельности» are titles over what is done.
pub(super) fn part_activities(columns: &mut [Column]) {
    let names = |c: &Column| c.field.is_some_and(|f| f.path == "name");
    let begins = |c: &Column, stem: &str| plain(&c.label).starts_with(stem);
    let has = |path: &str| {
        columns
            .iter()
            .any(|c| c.field.is_some_and(|f| f.path == path))
    };
    let title = if has(STAGE) { SECTION } else { STAGE };
    // «Содержание» alone heads activities beside «Наименование».
    let may_name = |c: &Column| names(c) || c.field.is_none() && begins(c, "содержан");
    let own: Vec<usize> = (0..columns.len())
        .filter(|i| may_name(&columns[*i]))
        .collect();
    let is_title_over = |first: &Column, second: &Column| {
        begins(second, "содержан") && (begins(first, "мероприят") || begins(first, "наименован"))
    };
    if let [first, second] = own.as_slice()
        && !has(title)
        && is_title_over(&columns[*first], &columns[*second])
    {
        columns[*second].field = columns[*first].field;
        columns[*first].field = fields::words(SheetKind::Roadmap).field(title);
    }
    // «Тема» names activities where nothing else does.
    let own: Vec<usize> = (0..columns.len()).filter(|i| names(&columns[*i])).collect();
    for at in own.iter().filter(|_| own.len() > 1) {
        if plain(&columns[*at].label) == "тема" {
            columns[*at].field = None;
        }
    }
}

/// Heads in the lower rows of a head, beneath a cell of it that is merged over several columns: «факт»
/// beside «план».
pub(super) fn beneath_merged(
    sheet: &Sheet,
    head: u32,
    rows: std::ops::Range<u32>,
    own: &[Column],
) -> Vec<(u32, String)> {
    let cells = sheet.rows.range(rows).flat_map(|(_, cells)| cells);
    let is_beneath = |column: u32| {
        let area = sheet.area(head, column);
        area.is_some_and(|[_, left, ..]| own.iter().any(|it| it.index == *left))
    };
    let is_new = |column: u32| own.iter().all(|it| it.index != column);
    let strange = cells.filter(|(column, _)| is_new(**column) && is_beneath(**column));
    strange
        .map(|(column, value)| (*column, clean(&value.shown()).replace('\n', " ")))
        .collect()
}

/// How many columns belong to the table on the left: it ends where one of its fields comes again.
pub(super) fn first_table(columns: &[Column]) -> usize {
    let key = |c: &Column| {
        c.field
            .filter(|f| f.path != IGNORED && f.path != CODE)
            .map(|f| f.path)
    };
    // Several mentors of one mentee, or the reverse; several of both are pairs side by side.
    let is_numbered = |c: &Column| {
        let is_side = matches!(key(c), Some("mentors" | "mentees"));
        c.is_numbered || is_side && c.label.trim_end().ends_with(')')
    };
    let several = |path: &str| {
        let own = columns
            .iter()
            .filter(|c| is_numbered(c) && key(c) == Some(path));
        own.count() > 1
    };
    let are_pairs = several("mentors") && several("mentees");
    // «Наставник | Наставляемый | Наставляемый»: the same heading right beside itself.
    let is_twin = |at: usize| {
        let own = &columns[at];
        let same = |other: Option<&Column>| {
            other.is_some_and(|it| key(it) == key(own) && plain(&it.label) == plain(&own.label))
        };
        let is_side = matches!(key(own), Some("mentors" | "mentees"));
        is_side && (at > 0 && same(columns.get(at - 1)) || same(columns.get(at + 1)))
    };
    for (i, column) in columns.iter().enumerate() {
        let Some(path) = key(column) else { continue };
        if (is_numbered(column) || is_twin(i)) && !are_pairs {
            continue;
        }
        if columns[..i].iter().any(|c| key(c) == Some(path)) {
            let starts_with_number =
                i > 1 && columns[i - 1].field.is_some_and(|f| f.path == IGNORED);
            return if starts_with_number { i - 1 } else { i };
        }
    }
    columns.len()
}

/// «(Ф.И.О., должность)», «Фамилия И.О.»: how a name is to be written, and nobody's name.
pub(super) fn explains_name(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "фио",
        "фамилия",
        "имя",
        "отчество",
        "инициалы",
        "полностью",
        "должность",
        "и",
        "о",
        "ио",
        "при",
        "наличии",
    ];
    let text = plain(text);
    (text.starts_with("фио") || text.starts_with("фамилия"))
        && text.split(' ').all(|word| WORDS.contains(&word))
}

/// «от» beside «до» begins a term, and «Дата закрепления» beside the day of its end; alone they are days
/// of an order or of nothing that is known.
pub(super) fn give_from(own: &mut [Column]) {
    let fields = &fields::words(SheetKind::Pairs).fields;
    let is = |c: &Column, path: &str| c.field.is_some_and(|f| f.path == path);
    let ends = |c: &Column| is(c, "period.to");
    let has_to = own.iter().any(|c| ends(c) && plain(&c.label) == "до");
    let has_end = own.iter().any(ends);
    let has_begin = own.iter().any(|c| is(c, "period.from"));
    let from = own.iter_mut().find(|c| match plain(&c.label).as_str() {
        "от" => has_to,
        "дата закрепления" => has_end,
        _ => false,
    });
    if let Some(from) = from.filter(|_| !has_begin) {
        from.field = fields.iter().find(|f| f.path == "period.from");
    }
}

/// «Приказ № | Дата»: the day of the order stands right behind its number.
pub(super) fn give_day_of_order(own: &mut [Column]) {
    let fields = &fields::words(SheetKind::Pairs).fields;
    let is = |c: &Column, path: &str| c.field.is_some_and(|f| f.path == path);
    let number = own
        .iter()
        .find(|c| is(c, "basis.order") || is(c, "basis.number"));
    let Some(number) = number.map(|c| c.index) else {
        return;
    };
    let has_day = own.iter().any(|c| is(c, "basis.date"));
    let day = own
        .iter_mut()
        .find(|c| c.index == number + 1 && c.field.is_none() && plain(&c.label) == "дата");
    if let Some(day) = day.filter(|_| !has_day) {
        day.field = fields.iter().find(|f| f.path == "basis.date");
    }
}

/// A heading that was parted by hand in a narrow column: «Настав-⏎ник», «настав-ляемого».
pub(super) fn unbroken(heading: &str) -> String {
    const BEGIN: [&str; 13] = [
        "наставн",
        "наставл",
        "приказ",
        "должност",
        "фамили",
        "отчеств",
        "ответствен",
        "мероприят",
        "исполнит",
        "результат",
        "исполнен",
        "согласи",
        "реквизит",
    ];
    let words = heading.split_whitespace().map(|word| {
        let whole = word.replace(['-', '\u{ad}'], "");
        let lower = whole.to_lowercase();
        let is_broken = word.contains(['-', '\u{ad}'])
            && word
                .split('-')
                .skip(1)
                .all(|part| part.starts_with(char::is_lowercase));
        if is_broken && BEGIN.iter().any(|stem| lower.starts_with(stem)) && is_one(word) {
            whole
        } else {
            word.to_owned()
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// «Наставник-стажер» is of two whole words: the first of a broken one is none.
fn is_one(word: &str) -> bool {
    const WHOLE: [&str; 8] = [
        "наставник",
        "наставники",
        "приказ",
        "должность",
        "фамилия",
        "исполнитель",
        "мероприятие",
        "результат",
    ];
    let first = word.split('-').next().unwrap_or_default().to_lowercase();
    !WHOLE.contains(&first.as_str())
}

/// Gives columns of posts, or of what else belongs to a person, to who stands beside them: «Должность |
/// Наставник | Должность | Наставляемый».
pub(super) fn give_to_sides(
    own: &mut [Column],
    is_it: fn(&Column) -> bool,
    [mentors, mentees]: [&str; 2],
) {
    let fields = &fields::words(SheetKind::Pairs).fields;
    let field = |path: &str| fields.iter().find(|f| f.path == path);
    let sides: Vec<(u32, &str)> = own
        .iter()
        .filter_map(|c| match c.field?.path {
            "mentors" => Some((c.index, mentors)),
            "mentees" => Some((c.index, mentees)),
            _ => None,
        })
        .collect();
    let first = own.iter().find(|c| is_it(c)).map(|c| c.index);
    let is_in_front = first < sides.first().map(|(c, _)| *c) && first.is_some();
    for i in 0..own.len() {
        if own[i].field.is_some() || !is_it(&own[i]) {
            continue;
        }
        let before = sides.iter().rfind(|(c, _)| *c < own[i].index);
        let behind = sides.iter().find(|(c, _)| *c > own[i].index);
        let side = if is_in_front {
            behind.or(before)
        } else {
            before.or(behind)
        };
        let is_taken = |path: &str| own.iter().any(|c| c.field.is_some_and(|f| f.path == path));
        let free = side.filter(|(_, path)| !is_taken(path));
        own[i].field = free.and_then(|(_, path)| field(path));
    }
}
