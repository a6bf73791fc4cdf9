//! What stands beneath a table: signatures, and lines that others follow.

use super::entry::is_entry;
use super::reading::Reading;
use super::signed::{is_signed, only_signs};
use super::table_rows::{indexes, row};

use crate::edit::{self, Cell, Row, names_people, post_and_rest};
use crate::fields::{IGNORED, MENTEE_POST, MENTOR_POST, SheetKind};
use crate::problem::{Code, Problem};
use crate::reader::clean;
use crate::workbook::tables::{SheetTable, has_patronymic, plain};

/// After such a line others follow that are no entries.
const BEGINS_FOOT: [&str; 4] = ["ознакомл", "согласован", "подпис", "утвержд"];

/// The last line beneath a table that may end its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Foot {
    /// Somebody signed.
    Signed,
    /// A post alone: of somebody who signs, or the title of a section.
    Post,
    /// «Ознакомлены:».
    Line,
    /// «Утверждено», «Согласованы»: a line for those who sign, or the title of a section.
    Approved,
}

impl Foot {
    pub(super) fn why(self) -> &'static str {
        match self {
            Self::Signed | Self::Post => "это подпись под таблицей",
            Self::Line | Self::Approved => "это строка под таблицей",
        }
    }

    /// Why a row beneath it is no entry; the title of another list is no signature.
    pub(super) fn why_beneath(self, texts: &[(u32, String)]) -> &'static str {
        match texts {
            [(_, text)] if !is_signed(plain(text).split(' ').next().unwrap_or_default()) => {
                Self::Line.why()
            }
            _ => self.why(),
        }
    }
}

/// What a lone line beneath a table begins. A colon alone ends the title of a section too: «Корпус 1:»,
/// and «Утверждённые пары» are of today.
pub(super) fn foot_of(text: &str) -> Option<Foot> {
    const PEOPLE: [&str; 12] = [
        "комисси",
        "присутств",
        "председател",
        "секретар",
        "члены",
        "экспертн",
        "исполнител",
        "составител",
        "рассыл",
        "разосла",
        "приложени",
        "контакт",
    ];
    let words = plain(text);
    let has = |stems: &[&str]| {
        let mut words = words.split(' ');
        words.any(|word| stems.iter().any(|stem| word.starts_with(stem)))
    };
    if !begins_foot(text) {
        None
    } else if has(&["ознакомл", "подпис"]) {
        Some(Foot::Line)
    } else if has(&["утвержденн", "согласованн"]) {
        None
    } else if has(&["утвержд", "согласован"]) {
        Some(Foot::Approved)
    } else {
        has(&PEOPLE).then_some(Foot::Line)
    }
}

pub(super) fn begins_foot(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.ends_with(':') || BEGINS_FOOT.iter().any(|word| lower.contains(word))
}

/// «Директор школы Никитина О.П.»
pub(super) fn is_post_with_name(text: &str) -> bool {
    let spaces = text.match_indices(' ');
    spaces
        .map(|(at, _)| text[at..].trim())
        .any(|rest| rest.contains([' ', '.']) && names_people(rest))
}

/// Whether entries stand above, and none of their mentors has his post in front of his name.
pub(super) fn is_first_with_post(above: &[Row]) -> bool {
    let mut mentors = above.iter().filter_map(|row| row.text("mentors"));
    let begins_with_post =
        |text: String| is_signed(plain(&text).split(' ').next().unwrap_or_default());
    !above.is_empty() && !mentors.any(begins_with_post)
}

/// Words of the post of somebody who signs: «заместитель директора по воспитательной работе».
const LONGEST_POST: usize = 6;

/// Texts of a signature after the post: room for it, the name, a day.
const MOST_PARTS: usize = 3;

/// Whether a row beneath a table is a signature, whatever columns its parts are in. `is_numbered` if
/// it has a number as the entries do.
pub(super) fn is_signature(
    table: &SheetTable<'_>,
    texts: &[(u32, String)],
    is_numbered: bool,
) -> bool {
    match table.kind {
        _ if is_numbered => false,
        SheetKind::Roadmap => is_signed_plan(table, texts) || signs_for_number(table, texts),
        // A post beneath the heading of the mentor's posts is no signature's.
        SheetKind::Pairs => !is_post_of_pair(table, texts) && is_signed_pairs(texts),
        SheetKind::Staff => is_signed_staff(table, texts),
        _ => false,
    }
}

/// «Председатель ПК | Орлов Иван Иванович» beneath the names and posts of the staff.
fn is_signed_staff(table: &SheetTable<'_>, texts: &[(u32, String)]) -> bool {
    let [(first, post), (second, name)] = texts else {
        return false;
    };
    let word = plain(post);
    let word = word.split(' ').next().unwrap_or_default();
    table.column("name") == Some(*first)
        && table.column("position") == Some(*second)
        && is_signed(word)
        && !has_patronymic(post)
        && (name.contains('.') || has_patronymic(name))
        && names_people(name)
}

/// «Дата | 08.09.2026», «Телефон | 5-12-34», «Протокол вела | …» beneath a list of people: what stands
/// there is said of the paper.
pub(super) fn is_of_paper(table: &SheetTable<'_>, texts: &[(u32, String)]) -> bool {
    const LABELS: [&str; 14] = [
        "дата",
        "срок",
        "период",
        "тел",
        "телефон",
        "факс",
        "e",
        "email",
        "эл",
        "электронная",
        "сайт",
        "адрес",
        "протокол",
        "основание",
    ];
    let Some((_, first)) = texts.first() else {
        return false;
    };
    let words = plain(first);
    matches!(table.kind, SheetKind::Pairs | SheetKind::Staff)
        && texts.len() == 2
        && LABELS.contains(&words.split(' ').next().unwrap_or_default())
        && !has_patronymic(first)
}

/// Whether a row names people on both sides, in their own columns, and has before them a post, or in a
/// column that is not read what no line of a signature begins with: a subject, a department.
fn is_post_of_pair(table: &SheetTable<'_>, texts: &[(u32, String)]) -> bool {
    let at = |column: Option<u32>| {
        let own = texts.iter().find(|(own, _)| Some(*own) == column);
        own.is_some_and(|(_, text)| names_people(text))
    };
    let is_before_pair = texts.first().is_some_and(|(column, text)| {
        let field = table.columns.get(column);
        let first = plain(text);
        let first = first.split(' ').next().unwrap_or_default();
        match field {
            Some(field) => matches!(field.path, MENTOR_POST | MENTEE_POST),
            None => !only_signs(first),
        }
    });
    is_before_pair && at(table.column("mentors")) && at(table.column("mentees"))
}

/// Whether a row beneath all pairs has somebody who signs, and his post for the mentor.
pub(super) fn signs_beneath(table: &SheetTable<'_>, own: &Row, entries: &[Row]) -> bool {
    if table.kind != SheetKind::Pairs || entries.is_empty() {
        return false;
    }
    let is_counted = table.is_numbered();
    let signs = |row: &Row| signs_for_mentor(row, is_counted);
    signs(own)
        && indexes(table)
            .into_iter()
            .filter(|index| *index > own.index)
            .map(|index| row(table, index))
            .all(|beneath| signs(&beneath) || !is_entry(table, &beneath))
}

/// Whether words stand for the mentor that are nobody's name, and a person or a day for the mentee,
/// with nothing else in the row: «Руководитель ШМО | Петрова М.И.», «С приказом ознакомлена | …»,
/// «Наставник | Петрова М.И.» of those who sign; `is_counted` where the entries above have numbers.
fn signs_for_mentor(row: &Row, is_counted: bool) -> bool {
    let text = |path: &str| row.text(path).map(|it| clean(&it)).unwrap_or_default();
    let (mentor, mentee) = (text("mentors"), text("mentees"));
    let others = row
        .cells
        .iter()
        .filter(|c| !matches!(c.field.path, "mentors" | "mentees"));
    let mut others = others.map(|c| c.value.shown());
    let is_alone = others.all(|text| !text.chars().any(char::is_alphabetic));
    let is_day = |text: &str| {
        matches!(
            edit::day(text.trim_end_matches([' ', 'г', '.'])),
            Some(Ok(_))
        )
    };
    // «Никитина О.П. | директор»
    let is_signing = |text: &str| {
        let words = plain(text);
        is_signed(words.split(' ').next().unwrap_or_default()) && !is_post_with_name(text)
    };
    let may_sign = names_people(&mentee) || is_day(&mentee) || is_signing(&mentee);
    if !is_alone || mentor.is_empty() || !may_sign {
        return false;
    }
    let is_person = mentor.contains('.') && names_people(&mentor) || has_patronymic(&mentor);
    if is_person {
        return is_counted && (is_day(&mentee) || is_signing(&mentee));
    }
    // «Директор школы Титова В.А.» may be a pair with his post.
    if is_post_with_name(&mentor) {
        return false;
    }
    let words = plain(&mentor);
    let mut words = words.split(' ');
    let first = words.next().unwrap_or_default();
    let is_long = words.next().is_some();
    let is_post = !mentor.contains('.') && !post_and_rest(&mentor).0.is_empty();
    let is_role = [
        "наставни",
        "наставля",
        "работник",
        "сотрудник",
        "специалист",
    ]
    .iter()
    .any(|stem| first.starts_with(stem));
    (is_long || is_counted) && (begins_foot(&mentor) || is_signed(first) || is_post || is_role)
}

/// «Председатель ПК | О.П. Никитина», «Исп. Лебедева Н.В. | 5-12-34» beneath pairs.
fn is_signed_pairs(texts: &[(u32, String)]) -> bool {
    let Some(((_, first), others)) = texts.split_first() else {
        return false;
    };
    let words = plain(first);
    let is_initials_first = |text: &str| {
        text.chars().nth(1) == Some('.')
            && text.starts_with(char::is_uppercase)
            && names_people(text)
    };
    // «М.И. Петрова» is no place for the seal.
    let is_post = !is_initials_first(first)
        && is_signed(words.split(' ').next().unwrap_or_default())
        || !names_people(first) && !post_and_rest(first).0.is_empty();
    is_post
        && (only_signs(words.split(' ').next().unwrap_or_default()) || !is_post_with_name(first))
        && !has_patronymic(first)
        && (1..=MOST_PARTS).contains(&others.len())
        && words.split(' ').count() <= LONGEST_POST
        && others.iter().any(|(_, text)| is_initials_first(text))
}

/// «Директор», room for the pen and a name beneath a plan.
fn is_signed_plan(table: &SheetTable<'_>, texts: &[(u32, String)]) -> bool {
    let Some(((_, first), others)) = texts.split_first() else {
        return false;
    };
    let post = plain(first);
    let is_post = is_signed(post.split(' ').next().unwrap_or_default())
        && is_post_alone(first)
        && !says_what_is_done(first);
    let is_room = |text: &str| text.contains("___");
    let is_mark = |text: &str| is_room(text) || matches!(plain(text).as_str(), "подпись" | "м п");
    let is_name = |text: &str| names_people(text) || is_post_with_name(text);
    let others: Vec<&str> = others.iter().map(|(_, text)| text.as_str()).collect();
    let is_filled = others.iter().any(|text| is_name(text))
        && others.iter().all(|text| is_mark(text) || is_name(text));
    (1..=MOST_PARTS).contains(&others.len())
        && post.split(' ').count() <= LONGEST_POST
        && (is_post && (is_filled || others.len() == 1 && table.is_numbered())
            || is_filled && others.iter().any(|text| is_room(text)))
}

/// «Согласовано», «Исполнитель:» where the activities of a plan have their numbers.
fn signs_for_number(table: &SheetTable<'_>, texts: &[(u32, String)]) -> bool {
    const SIGNING: [&str; 7] = [
        "принят",
        "рассмотрен",
        "одобрен",
        "исполнител",
        "разработ",
        "председател",
        "экспертн",
    ];
    let Some((column, first)) = texts.first() else {
        return false;
    };
    let words = plain(first);
    let word = words.split(' ').next().unwrap_or_default();
    table
        .columns
        .get(column)
        .is_some_and(|field| field.path == IGNORED)
        && texts.len() > 1
        && word.chars().count() > 2
        && table
            .rows()
            .filter_map(|(row, _)| table.number(row))
            .any(|number| number.contains(|c: char| c.is_ascii_digit()))
        && (is_signed(word)
            || begins_foot(first)
            || SIGNING.iter().any(|stem| word.starts_with(stem))
            || texts.get(1).is_some_and(|(_, text)| names_people(text)))
}

/// «Подготовил приказ», «Проверил журнал»: a verb of those who sign, and what it is done to.
fn says_what_is_done(text: &str) -> bool {
    const DONE: [&str; 6] = [
        "подготовил",
        "подготовила",
        "проверил",
        "проверила",
        "составил",
        "составила",
    ];
    let Some((verb, object)) = text.trim().split_once(' ') else {
        return false;
    };
    DONE.contains(&plain(verb).as_str())
        && !names_people(object)
        && post_and_rest(object).0.is_empty()
}

/// «Заместитель директора по УВР», and not «Методист посещает урок»: no word of a post is a verb.
fn is_post_alone(text: &str) -> bool {
    const ENDS: [&str; 14] = [
        "ает", "яет", "ует", "дит", "чит", "шет", "жет", "вит", "тит", "сит", "лит", "ают", "яют",
        "ится",
    ];
    let words = plain(text);
    !words
        .split(' ')
        .any(|word| word.chars().count() > 4 && ENDS.iter().any(|end| word.ends_with(end)))
}

/// «Петрова Мария Ивановна / ______»: people on both sides of a pair, with room for a signature beside
/// some of them.
pub(super) fn has_room_beside_people(row: &Row) -> bool {
    let text = |path: &str| row.text(path).unwrap_or_default();
    let sides = [text("mentors"), text("mentees")];
    let bare = |text: &str| {
        let bare = text.trim_matches(|c: char| "_/|–—-.,;:".contains(c) || c.is_whitespace());
        let dot = text[..text.find(bare).unwrap_or_default() + bare.len()].len();
        let dot = text[dot..].starts_with('.');
        if dot {
            format!("{bare}.")
        } else {
            bare.to_owned()
        }
    };
    sides.iter().any(|text| text.contains("___"))
        && sides.iter().all(|text| names_people(&bare(text)))
}

/// Names of which nobody can say whether they are an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stray {
    /// Far beneath the others.
    Apart,
    BeneathSignature,
    /// With the post in front of the name, as signatures have it.
    PostInFront,
    /// With words where the others have a number.
    Numbered,
    /// With room for a signature beside the names.
    Room,
    /// Beneath an activity, and beginning in the middle of a sentence.
    Continued,
    /// Alone beneath an entry, in a column of something else than people.
    Beneath,
    /// Of an activity whose name is merged over several rows.
    Merged,
}

impl Stray {
    pub(super) fn ask(self, row: &Row, it: &mut Reading<'_>) {
        let mut filled = row.cells.iter().filter(|c| !c.value.is_empty());
        // What is merged stands in the row above.
        let own = |c: &&Cell| self != Self::Merged || !matches!(c.field.path, "name");
        let Some(cell) = filled.find(own) else {
            return;
        };
        let (message, advice) = match self {
            Self::Apart => (
                "строка стоит отдельно под таблицей: это пара или подписи?",
                "если это пара, уберите пустые строки над ней; если нет, сотрите строку",
            ),
            Self::PostInFront => (
                "должность перед именем: это пара или подпись под таблицей?",
                "если это пара, впишите имя без должности; если подпись, сотрите строку",
            ),
            Self::BeneathSignature => (
                "строка стоит под подписью: это запись списка или нет?",
                "если это запись, перенесите ее выше подписи; если нет, сотрите строку",
            ),
            Self::Room => (
                "рядом с именем место для подписи: это пара или подписи под таблицей?",
                "если это пара, сотрите черту рядом с именем; если подписи, сотрите строку",
            ),
            Self::Continued => (
                "похоже на продолжение строки выше: это одно мероприятие или два?",
                "если одно, соедините текст в одной строке; если это новое мероприятие или этап, начните с большой буквы и поставьте номер",
            ),
            Self::Beneath => (
                "ячейка стоит под записью одна: это ее продолжение?",
                "если это продолжение, впишите все в одну ячейку строки выше; если нет, сотрите ее",
            ),
            Self::Merged => (
                "название мероприятия объединено на несколько строк: это одно мероприятие или несколько?",
                "если одно, впишите все в одну строку; если несколько, разъедините ячейки и впишите название в каждую строку",
            ),
            Self::Numbered => (
                "вместо номера строки стоят слова: это пара или нет?",
                "если это пара, поставьте в столбец номеров число; если нет, сотрите строку",
            ),
        };
        let problem = Problem::new(Code::UnclearCell, message);
        let shown = cell.value.shown();
        it.out.report_at(problem.hint(advice), &cell.at, &shown);
    }
}
