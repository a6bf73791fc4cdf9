//! What stands in a post beside the post: a share of a full post, a day, the name of the school, a
//! word written twice, or a part that somebody has in a pair and not in the school.

use crate::problem::{Code, Placed, Problem};
use crate::russian::is_oblique_post;

/// Who somebody is in a pair.
const PARTS: [&str; 7] = [
    "молодой специалист",
    "молодой педагог",
    "начинающий педагог",
    "наставник",
    "наставляемый",
    "наставляемая",
    "педагог-наставник",
];

/// The first letters of what schools are called, before their number.
const SCHOOLS: [&str; 12] = [
    "МБОУ",
    "МАОУ",
    "МКОУ",
    "МОУ",
    "ГБОУ",
    "ГКОУ",
    "ГОУ",
    "МБДОУ",
    "МАДОУ",
    "СОШ",
    "ООШ",
    "НОШ",
];

/// Whether a word is one of the abbreviations that names of schools begin with, in letters of any size.
pub(crate) fn abbreviates_school(word: &str) -> bool {
    SCHOOLS.contains(&word.to_uppercase().as_str())
}

/// A category that is named by its word alone.
const GRADES: [&str; 3] = ["высшая", "первая", "вторая"];

pub(super) fn tell(post: &Placed<String>) -> Option<Problem> {
    let (message, hint) = besides(post)?;
    let problem = Problem::with(Code::BesidesPost, "position", message).at(&post.place);
    Some(problem.hint(hint))
}

const ALONE: &str =
    "оставьте одну должность по штатному расписанию: остальное напечатается во всех документах";

fn besides(post: &str) -> Option<(String, &'static str)> {
    let lower = post.trim().to_lowercase();
    if PARTS.contains(&lower.as_str()) {
        return Some((
            format!("«{}» – не должность", post.trim()),
            "впишите должность по штатному расписанию: \"учитель математики\"",
        ));
    }
    if is_oblique_post(post) {
        return Some((
            format!("должность «{post}» стоит не в именительном падеже"),
            "пишите так, как отвечают на вопрос «кто?»: \"учитель математики\"; в нужный падеж ее поставит программа",
        ));
    }
    let words: Vec<&str> = post
        .split(|c: char| c.is_whitespace() || ",;()".contains(c))
        .filter(|it| !it.is_empty())
        .collect();
    if let Some(twice) = twice(&words) {
        return Some((
            format!("в должности «{post}» слово «{twice}» стоит дважды подряд"),
            "уберите лишнее",
        ));
    }
    let found = share(&words)
        .or_else(|| since(&words))
        .or_else(|| school(&words))
        .or_else(|| {
            let last = words.last().filter(|_| words.len() > 1)?;
            GRADES.contains(last).then(|| (*last).to_owned())
        })?;
    Some((format!("в должности лишнее: «{found}»"), ALONE))
}

/// «учитель математики, математики», «математики и и физики».
fn twice<'w>(words: &[&'w str]) -> Option<&'w str> {
    let two = words.windows(2).find(|two| two[0] == two[1])?;
    Some(two[0])
}

/// «0,5 ставки», «на полставки»: the comma of the number parts it like words.
fn share(words: &[&str]) -> Option<String> {
    let at = words
        .iter()
        .position(|it| it.starts_with("ставк") || it.starts_with("полставк"))?;
    let is_number = |it: &&&str| it.chars().all(|c| c.is_ascii_digit() || ".½¼¾".contains(c));
    let numbers = words[..at].iter().rev().take_while(is_number).count();
    let figures = words[at - numbers..at].join(",");
    let share = if figures.is_empty() {
        words[at].to_owned()
    } else {
        format!("{figures} {}", words[at])
    };
    (at > 0).then_some(share)
}

/// «с 01.09.2026», «с 2020 г.».
fn since(words: &[&str]) -> Option<String> {
    let is_day = |word: &str| {
        word.len() >= "2020".len()
            && word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    let two = words.windows(2);
    let mut two = two.filter(|two| ["с", "до", "по", "от"].contains(&two[0]) && is_day(two[1]));
    two.next().map(|two| two.join(" "))
}

/// «МБОУ СОШ № 14». Somebody who works in another school may bear its name: then it is not ours to
/// say, so that only a name without quotation marks is told.
fn school(words: &[&str]) -> Option<String> {
    let at = words.iter().position(|it| abbreviates_school(it))?;
    let end = words[at..].iter().position(|it| it.starts_with('№'))?;
    let is_quoted = words[at..].iter().any(|it| it.contains(['«', '"']));
    let end = (at + end + 2).min(words.len());
    (at > 0 && !is_quoted).then(|| words[at..end].join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_part_of_a_post_is_told() {
        for (post, found) in [
            ("учитель математики (0,5 ставки)", "0,5 ставки"),
            ("учитель математики, 1.5 ставки", "1.5 ставки"),
            ("учитель на полставки", "полставки"),
            ("учитель математики с 01.09.2026", "с 01.09.2026"),
            ("учитель МБОУ СОШ № 14", "МБОУ СОШ № 14"),
            ("учитель математики высшая", "высшая"),
            ("учитель математики и и физики", "слово «и»"),
            ("учитель математики, математики", "слово «математики»"),
            ("молодой специалист", "не должность"),
            ("учителю математики", "не в именительном"),
            ("учителя математики", "не в именительном"),
        ] {
            let told = besides(post).map(|(message, _)| message);
            assert!(
                told.as_deref().is_some_and(|it| it.contains(found)),
                "{post}: {told:?}"
            );
        }
        for post in [
            "учитель математики и физики",
            "учитель МБОУ «СОШ № 14»",
            "учитель математики (внутренний совместитель)",
            "заместитель директора по УВР",
            "специалист по охране труда",
            "педагог-психолог, учитель",
            "советник директора по воспитанию",
            "директор СОШ",
            "старшая медицинская сестра",
            "воспитатель",
            "няня",
            "учитель начальных классов",
            "помощник воспитателя",
            "тьютор",
        ] {
            assert_eq!(besides(post), None, "{post}");
        }
    }
}
