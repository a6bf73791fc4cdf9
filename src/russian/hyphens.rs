//! Words that a hyphen joins, whatever spaces were typed around it: «из - за», «мастер - класс».

/// Whether the hyphen at the end of `before` (« - » was typed) belongs to a word, and is no dash.
pub fn is_joining(before: &str, after: &str) -> bool {
    let of_word = |c: char| c.is_alphanumeric();
    let tail = before.trim_end_matches(of_word).len();
    let first = &before[tail..];
    let end = after.find(|c: char| !of_word(c)).unwrap_or(after.len());
    let (second, rest) = after.split_at(end);
    if first.is_empty() || second.is_empty() {
        return false;
    }
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    // «Ростов - на - Дону».
    let begins_town = second == "на" && rest.starts_with(" - ") && is_capital(first);
    let ends_town = first == "на" && before[..tail].ends_with(" - ") && is_capital(second);
    let [first, second] = [first, second].map(str::to_lowercase);
    begins_town || ends_town || is_one_word(&first, &second)
}

fn is_one_word(first: &str, second: &str) -> bool {
    const QUESTIONS: [&str; 20] = [
        "кто",
        "что",
        "где",
        "когда",
        "как",
        "куда",
        "откуда",
        "чей",
        "какой",
        "какая",
        "какое",
        "какие",
        "каких",
        "каким",
        "почему",
        "сколько",
        "кого",
        "чего",
        "кому",
        "чему",
    ];
    const ENDS_OF_NUMBER: [&str; 8] = ["й", "я", "е", "го", "му", "м", "х", "ый"];
    const PREFIXES: [&str; 7] = [
        "онлайн",
        "офлайн",
        "видео",
        "мини",
        "экспресс",
        "веб",
        "кое",
    ];
    const DOUBLE: [(&str, &[&str]); 5] = [
        ("мастер", &["класс"]),
        (
            "учитель",
            &["логопед", "дефектолог", "предметник", "наставник"],
        ),
        (
            "педагог",
            &[
                "психолог",
                "организатор",
                "библиотекар",
                "наставник",
                "предметник",
                "логопед",
            ],
        ),
        ("школа", &["сад", "интернат"]),
        ("план", &["конспект", "график"]),
    ];
    let begins = |ends: &[&str]| ends.iter().any(|begin| second.starts_with(begin));
    let is_number = first.bytes().all(|b| b.is_ascii_digit());
    let is_adverb = ["ски", "цки", "ому", "ему"]
        .iter()
        .any(|end| second.ends_with(end));
    first == "из" && matches!(second, "за" | "под")
        || first == "по" && is_adverb
        || matches!(first, "в" | "во") && matches!(second, "первых" | "вторых" | "третьих")
        || matches!(second, "то" | "нибудь" | "либо") && QUESTIONS.contains(&first)
        || PREFIXES.contains(&first)
        || is_number && (ENDS_OF_NUMBER.contains(&second) || begins(&["лети", "летн"]))
        || DOUBLE
            .iter()
            .any(|(word, ends)| first == *word && begins(ends))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hyphen_within_a_word_is_no_dash() {
        for text in [
            "из - за болезни",
            "по - русски",
            "кто - то",
            "во - первых",
            "Учитель - логопед",
            "мастер - класс",
            "онлайн - урок",
            "10 - летие",
            "5 - й класс",
            "Ростов - на - Дону",
            "школа - сад",
        ] {
            let (before, after) = text.split_once(" - ").unwrap();
            assert!(is_joining(before, after), "{text}");
        }
        assert!(is_joining("Ростов - на", "Дону"));
        for text in [
            "беседа - анкета",
            "учитель - ученик",
            "2 - 3 урока",
            "Петрова - Сидоров",
            "на уроке - на перемене",
            "отчет по теме - беседа",
            "сентябрь - май",
        ] {
            let (before, after) = text.split_once(" - ").unwrap();
            assert!(!is_joining(before, after), "{text}");
        }
    }
}
