//! Why the name or post of somebody may not be entered as it stands.

use super::named::apart_from_key;
use super::unclear::Unclear;
use crate::problem::{Advice, Code, Problem};
use crate::russian::{
    PersonName, Refusal, gender_of, is_first_name, is_given_first, is_oblique_patronymic,
    is_oblique_post, is_patronymic, is_relative, is_small_in_name, looks_like_surname,
};

/// How to say that a name like another is no slip of the pen.
pub(super) const NEW_PERSON: &str =
    "добавьте его на лист «Сотрудники» или допишите после имени «(другой человек)»";

/// Why a whole name may not be entered as it stands: it is in another case than the nominative, or
/// begins with the first name, or has a strange patronymic, or one of the other gender than the
/// surname where `gender` is not told.
pub(super) fn doubt_of(name: &str, gender: Option<&str>) -> Option<Unclear> {
    let unclear = |message: String, advice: &'static str| Unclear {
        code: Code::UnclearCell,
        message,
        advice: Some(advice.into()),
    };
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.len() > 2 && words.iter().skip(1).any(|word| is_oblique_patronymic(word)) {
        return Some(unclear(
            format!("«{name}» стоит не в именительном падеже"),
            "впишите фамилию, имя и отчество так, как отвечают на вопрос «кто?»: Иванова Мария Петровна",
        ));
    }
    if words.iter().any(|word| is_elder_or_younger(word)) {
        return Some(unclear(
            format!("«{name}»: «мл.» и «ст.» – не часть имени"),
            "впишите имя без этих слов: тезок программа различает по ключам на листе «Сотрудники»",
        ));
    }
    if let Some(word) = words.iter().find(|word| is_hyphenated(word)) {
        return Some(unclear(
            format!("«{name}»: в слове «{word}» после дефиса строчная буква: это перенос слова?"),
            "впишите слово без переноса; если все верно, допишите после имени «(новый сотрудник)»",
        ));
    }
    let parts = PersonName::parse(name).ok()?;
    if is_given_first(&parts) {
        return Some(unclear(
            format!("«{name}»: похоже, имя стоит перед фамилией"),
            if parts.patronymic.is_some() {
                "впишите сначала фамилию, потом имя и отчество: Иванова Мария Петровна"
            } else {
                SURNAME_FIRST
            },
        ));
    }
    let is_whole = !parts.given.ends_with('.');
    if let Some(last) = parts
        .patronymic
        .as_deref()
        .filter(|last| is_whole && is_odd_patronymic(last))
    {
        return Some(unclear(
            format!("«{name}»: «{last}» не похоже на отчество"),
            CHECK_OR_NEW,
        ));
    }
    if gender.is_none()
        && let Err(
            why @ (Refusal::SurnameAgainstPatronymic { .. }
            | Refusal::GivenAgainstPatronymic { .. }
            | Refusal::SurnameAgainstGiven { .. }),
        ) = gender_of(&parts)
    {
        return Some(unclear(format!("«{name}»: {}", why.text()), CHECK_OR_NEW));
    }
    None
}

/// «Преображен-ская»: the second part of a double name has a capital, but for other peoples' marks,
/// as in «Гусейн-оглы», «Кара-оол», «Али-заде».
fn is_hyphenated(word: &str) -> bool {
    const MARKS: [&str; 14] = [
        "оол",
        "кыс",
        "заде",
        "зода",
        "бек",
        "бей",
        "хан",
        "хон",
        "паша",
        "ага",
        "ханум",
        "гиль",
        "тэгин",
        "уол",
    ];
    let mut parts = word.split('-');
    let begins_large = parts
        .next()
        .is_some_and(|it| it.starts_with(char::is_uppercase));
    let is_broken = |part: &str| {
        part.starts_with(char::is_lowercase)
            && !is_small_in_name(part)
            && !MARKS.contains(&part)
            // «Кан-ооловна», «Кызыл-ооловна» are patronymics of Tuva.
            && !part.starts_with("оолов")
    };
    begins_large && parts.any(is_broken)
}

/// «Иванов-мл.», «мл.», «старший» beside a name.
fn is_elder_or_younger(word: &str) -> bool {
    const SAID: [&str; 6] = ["мл", "ст", "младший", "старший", "младшая", "старшая"];
    let last = word.rsplit('-').next().unwrap_or(word);
    let is_short = last.starts_with(char::is_lowercase);
    is_short && SAID.contains(&last.trim_end_matches('.'))
}

/// What to do about a first name that may be a surname: «Роман Джайлс».
const SURNAME_FIRST: &str = "впишите сначала фамилию, потом имя и отчество; если все верно, допишите после имени «(новый сотрудник)»";

/// What to do about a name that may be as it should.
const CHECK_OR_NEW: &str =
    "проверьте имя по документам; если все верно, допишите после него «(новый сотрудник)»";

/// «Олегов», «Ивановчи», «О.» after a whole first name: a patronymic cut short or misspelt.
/// Other peoples' third names are left alone.
fn is_odd_patronymic(last: &str) -> bool {
    const SLIPS: [&str; 9] = [
        "овн",
        "евн",
        "ови",
        "еви",
        "вичь",
        "вчи",
        "виц",
        "внаа",
        "ввича",
    ];
    let lower = last.to_lowercase();
    // «Иваныч» is said and not written; a patronymic of two is none.
    if lower.ends_with("ыч")
        || last
            .split('-')
            .filter(|part| is_whole_patronymic(part))
            .count()
            > 1
    {
        return true;
    }
    !last.contains(' ')
        && !is_patronymic(last)
        && (last.ends_with('.')
            || looks_like_surname(last)
            || SLIPS.iter().any(|slip| lower.ends_with(slip)))
}

/// Latin letters, those with accents among them: «Ивáнов» of a text copied from the web.
fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, 'À'..='ɏ') && c.is_alphabetic()
}

/// Whether a name has Latin letters among the Russian ones, which another has not.
pub(super) fn is_mixed_of(name: &str, known: &str) -> bool {
    let has_latin = |text: &str| text.chars().any(is_latin);
    let is_russian = |c: char| c.is_alphabetic() && !is_latin(c);
    has_latin(name) && name.chars().any(is_russian) && !has_latin(known)
}

fn is_whole_patronymic(part: &str) -> bool {
    is_patronymic(part) && !is_small_in_name(part)
}

/// That a name has Latin letters among the Russian ones, and whose it was taken for.
pub(super) fn with_latin(name: &str, known: &str) -> Option<Problem> {
    let (name, _) = apart_from_key(name);
    if name.is_ascii() && name.chars().any(|c| c.is_ascii_alphabetic()) && known.is_empty() {
        let message = format!(
            "имя «{name}» записано латинскими буквами: в документах оно так и напечатается"
        );
        return Some(Problem::new(Code::NearWord, message));
    }
    is_mixed_of(name, known).then(|| {
        let message = if known.is_empty() {
            format!("в имени «{name}» латинские буквы: проверьте, так ли оно пишется")
        } else {
            format!("в имени «{name}» латинские буквы: понято как «{known}»")
        };
        Problem::new(Code::NearWord, message)
    })
}

/// Whether a word behind the first is a well-known first name.
pub fn has_first_name(text: &str) -> bool {
    text.split_whitespace().skip(1).any(is_first_name)
}

/// That somebody new has no patronymic in the list.
pub(super) fn without_patronymic(name: &str, known: &str) -> Option<Problem> {
    // Other peoples have no patronymics.
    let is_without = || {
        PersonName::parse(name).is_ok_and(|it| it.patronymic.is_none() && is_first_name(&it.given))
    };
    (known.is_empty() && is_without()).then(|| {
        Problem::new(
            Code::NearWord,
            format!("у нового сотрудника «{name}» нет отчества: так имя и напечатается"),
        )
        .hint("если отчество есть, допишите его; если нет, ничего делать не надо")
    })
}

/// School subjects that end as masculine posts in another case do.
const SUBJECTS: [&str; 7] = [
    "физика",
    "математика",
    "информатика",
    "химия",
    "музыка",
    "логика",
    "робототехника",
];

/// Why a post may not be entered as it stands.
pub(super) fn doubt_of_post(post: &str) -> Option<Unclear> {
    if SUBJECTS.contains(&post.to_lowercase().as_str()) {
        return Some(Unclear {
            code: Code::UnclearCell,
            message: format!("«{post}» – предмет, а не должность"),
            advice: Some("впишите должность: учитель физики".into()),
        });
    }
    if is_nobody_of_staff(post) {
        return Some(Unclear {
            code: Code::UnclearCell,
            message: format!("«{post}» – не должность сотрудника"),
            advice: Some(
                "среди сотрудников стоят только работники школы: уберите эту строку".into(),
            ),
        });
    }
    let (message, advice) = if is_of_several(post) {
        (
            format!("«{post}» – должность нескольких людей"),
            "впишите ее в единственном числе: воспитатель, учитель физики",
        )
    } else {
        (
            format!("«{post}» стоит не в именительном падеже"),
            "впишите должность так, как отвечают на вопрос «кто?»: учитель физики",
        )
    };
    is_oblique_post(post).then(|| Unclear {
        code: Code::UnclearCell,
        message,
        advice: Some(advice.into()),
    })
}

/// «ученик 9 А», «родитель»: whom no school employs.
fn is_nobody_of_staff(post: &str) -> bool {
    let lower = post.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic());
    let first = words.next().unwrap_or_default();
    is_relative(first) || first.starts_with("школьни")
}

/// «воспитатели», «старшие вожатые».
fn is_of_several(post: &str) -> bool {
    let first = post.split_whitespace().next().unwrap_or_default();
    ["и", "ы", "ые", "ие"]
        .iter()
        .any(|end| first.to_lowercase().ends_with(end))
}

/// That somebody may be a colleague under a new surname.
pub(super) fn renamed(name: &str, known: &str) -> Unclear {
    Unclear {
        code: Code::UnknownPerson,
        message: format!("«{name}» – это «{known}» под новой фамилией?"),
        advice: Some(Advice::offer(
            "если да, смените фамилию на листе или в разделе «Сотрудники» и повторите или впишите прежнее имя:",
            vec![known.to_owned()],
            format!("; если это другой человек, {NEW_PERSON}"),
        )),
    }
}
