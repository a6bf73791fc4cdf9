//! The parser's English words about TOML → plain Russian with advice.

use toml::de::Error;

use crate::problem::{Code, FileId, Place, Problem};

/// Words of the `toml` parser, what to say instead, and what to advise. The first row whose words occur in the message wins.
const WORDS: [(&str, &str, &str); 30] = [
    ("duplicate key", "поле записано дважды", "оставьте одну строку"),
    (
        "string values must be quoted",
        "текст должен стоять в прямых кавычках",
        "пишите так: name = \"Иванова Мария Петровна\"; «ёлочки» ставьте внутри прямых кавычек",
    ),
    ("missing opening quote", "нет открывающей кавычки", "текст пишется в прямых кавычках: \"…\""),
    (
        "invalid basic string",
        "строка текста не закончена или содержит лишние кавычки",
        "проверьте, что текст стоит в прямых кавычках \"…\" и внутри них нет других прямых кавычек; внутри ставьте «ёлочки»",
    ),
    ("invalid multi-line basic string", "текст в тройных кавычках не закончен", "закройте его тремя кавычками \"\"\""),
    (
        "missing escaped value",
        "после обратной черты стоит знак, которого там быть не может",
        "путь с обратными чертами берите в одинарные кавычки: 'C:\\Папка'",
    ),
    (
        "invalid escape",
        "после обратной черты стоит знак, которого там быть не может",
        "путь с обратными чертами берите в одинарные кавычки: 'C:\\Папка'",
    ),
    ("unicode value", "неверный код знака после \\u", "впишите сам знак вместо кода"),
    ("missing assignment", "нет знака «=» между полем и значением", "пишите так: поле = значение"),
    ("missing value", "после знака «=» нет значения", "впишите значение или удалите строку"),
    (
        "invalid unquoted key",
        "имя поля пишется латинскими буквами без пробелов",
        "имена полей – в примере организации: samples/school/organization.toml",
    ),
    ("unquoted keys cannot be empty", "перед знаком «=» нет имени поля", "впишите имя поля"),
    ("missing key", "нет имени поля", "пишите так: поле = значение"),
    ("unclosed array table", "не закрыты двойные скобки названия раздела", "пишите так: [[activity]]"),
    ("unclosed table", "не закрыта скобка названия раздела", "пишите так: [organization]"),
    ("missing table open", "лишняя закрывающая скобка", "название раздела пишется так: [organization]"),
    ("unclosed inline table", "не закрыта фигурная скобка", "пишите так: { from = 2026-09-01, to = 2027-05-31 }"),
    ("unclosed array", "не закрыта квадратная скобка списка", "пишите так: [\"ivanova\", \"petrova\"]"),
    ("missing comma between array", "между значениями списка нет запятой", "пишите так: [\"ivanova\", \"petrova\"]"),
    ("missing comma between key", "между полями в фигурных скобках нет запятой", "пишите так: { from = 2026-09-01, to = 2027-05-31 }"),
    ("unexpected `=`", "лишний знак «=»", "проверьте скобки и кавычки в этой строке"),
    ("carriage return", "строка кончается не так, как принято", "сохраните файл заново в Блокноте"),
    ("invalid datetime", "такой даты нет", "дата пишется так: 2026-09-01 (год-месяц-день)"),
    ("invalid date", "такой даты нет", "дата пишется так: 2026-09-01 (год-месяц-день)"),
    ("number", "число записано неверно", "дата пишется так: 2026-09-01; номер и любой текст берите в кавычки"),
    ("float", "число записано неверно", "дата пишется так: 2026-09-01; номер и любой текст берите в кавычки"),
    ("leading zero", "число не может начинаться с нуля", "дата пишется так: 2026-09-01; номер и любой текст берите в кавычки"),
    ("unexpected content", "лишний текст в конце строки", "текст берите в кавычки, примечание начинайте знаком #"),
    ("unexpected key or value", "лишний текст в конце строки", "текст берите в кавычки, примечание начинайте знаком #"),
    ("recursion", "слишком глубокая вложенность", "упростите запись"),
];

pub(super) fn problem(error: &Error, file: FileId, text: &str) -> Problem {
    let message = error.message();
    let span = widen(error.span().unwrap_or(0..0), text);
    let written = text.get(span.clone()).unwrap_or_default();
    let place = Place { file, span: span.clone() };
    if looks_like_a_dotted_date(line_of(text, span.start), written) {
        return Problem::new(Code::BadDate, "дата записана не так, как нужно")
            .at(&place)
            .hint("дата пишется так: 2026-09-01 (год-месяц-день), без кавычек; или в кавычках так, как её напечатать");
    }
    let (words, hint) = WORDS
        .iter()
        .find(|(english, ..)| message.contains(english))
        .map_or(("запись не понята", "сравните строку с образцом в samples/school"), |(_, russian, hint)| (*russian, *hint));
    let code = match words {
        "поле записано дважды" => Code::DuplicateKey,
        "такой даты нет" => Code::BadDate,
        _ => Code::Syntax,
    };
    Problem::new(code, words).at(&place).hint(hint)
}

/// An empty span gets the character it stands at, so that there is something to point to.
fn widen(span: std::ops::Range<usize>, text: &str) -> std::ops::Range<usize> {
    let mut start = span.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = span.end.clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    if start < end {
        return start..end;
    }
    let next = text[start..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
    start..start + next
}

fn line_of(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let end = text[at..].find('\n').map_or(text.len(), |i| at + i);
    &text[start..end]
}

/// `date = 25.05.2026` without quotes: to TOML a broken number, to a person a date.
fn looks_like_a_dotted_date(line: &str, written: &str) -> bool {
    let Some((_, value)) = line.split_once('=') else { return false };
    let value = value.trim().split([' ', ',', '}', '#']).next().unwrap_or_default();
    let dotted = value.split('.').count() == 3 && value.chars().all(|c| c.is_ascii_digit() || c == '.');
    dotted && (written.is_empty() || value.contains(written) || written.contains(value))
}
