//! Who signs beneath a list.

/// How the lines begin that stand beneath a table.
const SIGNED: [&str; 38] = [
    "директор",
    "директора",
    "заместитель",
    "зам",
    "заведующий",
    "заведующая",
    "руководитель",
    "начальник",
    "куратор",
    "методист",
    "исполнитель",
    "исп",
    "составил",
    "составила",
    "подготовил",
    "подготовила",
    "согласовано",
    "утверждаю",
    "мп",
    "м",
    "председатель",
    "подпись",
    "секретарь",
    "завуч",
    "специалист",
    "старший",
    "ответственный",
    "ответственная",
    "делопроизводитель",
    "документовед",
    "проверил",
    "проверила",
    "члены",
    "составитель",
    "главный",
    "юрист",
    "бухгалтер",
    "инспектор",
];
/// Whether a line beneath a table may begin with this word.
pub(super) fn is_signed(first_word: &str) -> bool {
    SIGNED.contains(&first_word)
}

/// «Утверждаю» alone over a list.
pub(super) fn is_approval(text: &str) -> bool {
    const WORDS: [&str; 8] = [
        "утверждаю",
        "утверждено",
        "утвержден",
        "согласовано",
        "согласован",
        "рассмотрено",
        "принято",
        "принят",
    ];
    let words = text.trim().trim_end_matches([':', '.', ' ']).to_lowercase();
    WORDS.contains(&words.replace('ё', "е").as_str())
}

/// Whether a word begins a signature and no pair: nobody is «Члены» by his post.
pub(super) fn only_signs(first_word: &str) -> bool {
    const POSTS: [&str; 9] = [
        "заместитель",
        "зам",
        "заведующий",
        "заведующая",
        "руководитель",
        "методист",
        "завуч",
        "специалист",
        "старший",
    ];
    is_signed(first_word) && !POSTS.contains(&first_word)
}
