//! Names typed in small letters alone or in capitals, as they are written.

/// «котов иван петрович», «котов и.п.» with capitals; any other text as it is.
pub(super) fn with_capitals(text: &str) -> String {
    let is_small = |word: &&str| {
        let letters = |part: &str| part.chars().all(char::is_lowercase) && !part.is_empty();
        word.split('-').all(letters)
    };
    let are_initials = |word: &str| {
        let mut parts = word.split_terminator('.');
        word.ends_with('.')
            && parts.all(|p| p.chars().count() == 1 && p.chars().all(char::is_lowercase))
    };
    let words: Vec<&str> = text.split(' ').collect();
    let is_person = match words.as_slice() {
        [surname, given, last] => {
            let ends = [
                "ович",
                "евич",
                "ьич",
                "мич",
                "кич",
                "овна",
                "евна",
                "ична",
                "инична",
            ];
            [surname, given, last].into_iter().all(is_small)
                && ends.iter().any(|end| last.ends_with(end))
        }
        [surname, initials] => is_small(surname) && are_initials(initials),
        _ => false,
    };
    if !is_person {
        return text.to_owned();
    }
    let mut begins = true;
    let capital = |c: char| {
        let is_first = std::mem::replace(&mut begins, !c.is_alphabetic());
        let upper = c.to_uppercase().next().filter(|_| is_first);
        upper.unwrap_or(c)
    };
    text.chars().map(capital).collect()
}

/// «КОТОВ Иван Петрович» as names are written.
pub(super) fn in_small_letters(name: &str) -> String {
    let part = |part: &str| {
        let letters = part.chars().filter(|c| c.is_alphabetic()).count();
        if letters < 2
            || part.contains('.')
            || part.is_ascii()
            || part.chars().any(char::is_lowercase)
        {
            return part.to_owned();
        }
        if ["ОГЛЫ", "КЫЗЫ", "УЛЫ", "УУЛУ"].contains(&part) {
            return part.to_lowercase();
        }
        // «О'Коннор»: what stands behind an apostrophe begins anew.
        let mut begins = true;
        let small = |c: char| {
            let is_first = std::mem::replace(&mut begins, !c.is_alphabetic());
            if is_first {
                c.to_string()
            } else {
                c.to_lowercase().to_string()
            }
        };
        part.chars().map(small).collect::<String>()
    };
    // «Кан-ооловна», «Кызыл-оол»: the second part of a Tuvan name is small.
    let is_tuvan = |second: &str| {
        let lower = second.to_lowercase();
        lower.starts_with("оол") || lower == "кыс"
    };
    let word = |word: &str| {
        let parts = word.split('-').enumerate().map(|(at, text)| {
            let is_capital = !text.chars().any(char::is_lowercase);
            if at > 0 && is_capital && is_tuvan(text) {
                text.to_lowercase()
            } else {
                part(text)
            }
        });
        parts.collect::<Vec<_>>().join("-")
    };
    // «ЛИ А.В.» may be a short surname, «КО» an abbreviation of nobody's.
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// «Учитель ИЗО», «ЗАМЕСТИТЕЛЬ ДИРЕКТОРА» as posts are written: with a small letter in front, and
/// abbreviations and names within as they are.
pub(super) fn in_small_post(post: &str) -> String {
    let has_small = post.contains(char::is_lowercase);
    // Of a post all in capitals nobody can tell the abbreviations.
    if !has_small {
        return post.to_lowercase();
    }
    let first = post.split_whitespace().next().unwrap_or_default();
    let capitals = first.chars().filter(|c| c.is_uppercase()).count();
    if capitals != 1 || !first.starts_with(char::is_uppercase) {
        return post.to_owned();
    }
    let mut letters = post.chars();
    let begin = letters.next().map(|c| c.to_lowercase().to_string());
    format!("{}{}", begin.unwrap_or_default(), letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_keeps_its_abbreviations() {
        for (typed, written) in [
            ("Учитель ИЗО", "учитель ИЗО"),
            ("учитель ОБЗР", "учитель ОБЗР"),
            (
                "Заместитель директора по УВР",
                "заместитель директора по УВР",
            ),
            ("ПДО", "пдо"),
            ("УЧИТЕЛЬ ХИМИИ", "учитель химии"),
            (
                "учитель химии МБОУ «СОШ № 9»",
                "учитель химии МБОУ «СОШ № 9»",
            ),
        ] {
            assert_eq!(in_small_post(typed), written, "{typed}");
        }
    }

    #[test]
    fn capitals_stay_where_a_part_of_a_name_begins() {
        for (typed, written) in [
            ("КОТОВ ИВАН ПЕТРОВИЧ", "Котов Иван Петрович"),
            ("О'КОННОР АННА ПЕТРОВНА", "О'Коннор Анна Петровна"),
            ("О’КОННОР АННА", "О’Коннор Анна"),
            ("ООРЖАК ЧЕЧЕК КАН-ООЛОВНА", "Ооржак Чечек Кан-ооловна"),
            ("КЫЗЫЛ-ООЛ АЙ-ХААН", "Кызыл-оол Ай-Хаан"),
            ("ПЕТРОВА-ЗУЕВА М.И.", "Петрова-Зуева М.И."),
        ] {
            assert_eq!(in_small_letters(typed), written, "{typed}");
        }
    }
}
