//! Names of sheets and titles that say that a list is a draft, a sample, or not to be used.

use super::words::plain;

/// «удалить», «не использовать», «Архив».
pub(super) fn is_left(name: &str) -> bool {
    let name = name.to_lowercase();
    let words = [
        "архив",
        "удалить",
        "не использовать",
        "не печатать",
        "устарел",
    ];
    let name = name.replace("архивариус", "");
    words.iter().any(|word| name.contains(word))
}

/// Whether the name of a sheet says that it holds a sample or a draft.
pub(super) fn is_draft(name: &str) -> bool {
    const DRAFTS: [&str; 3] = ["образец", "чернов", "шаблон"];
    const WORDS: [&str; 6] = ["пример", "примеры", "старый", "старая", "старое", "старые"];
    let is_it = |word: &str| DRAFTS.iter().any(|it| word.starts_with(it)) || WORDS.contains(&word);
    // «Черн.», «стар. список»
    let mut words = name.split(' ');
    let is_short = matches!(words.next(), Some("черн" | "стар"))
        && words.next().is_none_or(|next| {
            ["спис", "вар", "пар"]
                .iter()
                .any(|stem| next.starts_with(stem))
        });
    // «Старые и новые наставники» are all of today.
    let has_new = || name.split(' ').any(|word| word.starts_with("нов"));
    (is_short || name.split(' ').any(is_it)) && !has_new()
}

/// «Проект приказа», «проект списка», and not «Проект «Наставничество»».
pub(super) fn is_title_of_draft(title: &str) -> bool {
    const ACTS: [&str; 9] = [
        "приказ",
        "спис",
        "план",
        "дорожн",
        "распоряж",
        "закреплен",
        "приложен",
        "перечн",
        "карт",
    ];
    let words = plain(title);
    let mut words = words.split(' ');
    words.next() == Some("проект")
        && words
            .next()
            .is_none_or(|next| ACTS.iter().any(|stem| next.starts_with(stem)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_told_from_a_school_of_seniors() {
        for name in [
            "образец",
            "пример заполнения",
            "старый список",
            "черновик 2",
            "черн",
            "стар список",
        ] {
            assert!(is_draft(name), "{name}");
        }
        for name in [
            "старшая школа",
            "стар школа",
            "старт",
            "образовательная программа",
            "примерный",
        ] {
            assert!(!is_draft(name), "{name}");
        }
    }
}
