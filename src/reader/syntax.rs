//! The parser's English words about TOML → plain Russian with advice.

use toml::de::Error;

use crate::problem::{Code, FileId, Place, Problem};

/// Words of the `toml` parser, what to say instead, and what to advise. The first row whose words occur in the message wins.
const WORDS: &[(&str, &str, &str)] = &[
    ("duplicate key", "поле записано дважды", "оставьте одну строку"),
    ("key with no value", "нет знака «=» между полем и значением", "пишите так: поле = значение"),
    ("invalid key-value pair", "нет знака «=» между полем и значением", "пишите так: поле = значение"),
    ("extra comma", "лишняя запятая", "уберите её"),
    ("extra `=`", "лишний знак «=»", "оставьте один"),
    ("extra assignment", "лишний знак «=»", "оставьте один"),
    ("cannot extend value", "поле записано дважды", "оставьте одну строку"),
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
        "имена полей можно взять из образца: его создаёт команда «nastavnik init»",
    ),
    ("unquoted keys cannot be empty", "перед знаком «=» нет имени поля", "впишите имя поля"),
    ("missing key", "нет имени поля", "пишите так: поле = значение"),
    ("unclosed array table", "не закрыты двойные скобки названия раздела", "пишите так: [[activity]]"),
    ("unclosed table", "не закрыта скобка названия раздела", "пишите так: [organization]"),
    ("missing table open", "лишняя закрывающая скобка", "название раздела пишется так: [organization]"),
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

/// What the parser found in one file. After an unclosed bracket or quote everything else follows from it, so it is told alone.
pub(super) struct Findings {
    pub problems: Vec<Problem>,
    /// Where sense ends: what is found from here on is not worth telling.
    pub sense_ends: Option<usize>,
}

pub(super) fn findings(errors: &[Error], file: FileId, text: &str) -> Findings {
    if let Some((problem, opening)) = runaway(errors, file, text) {
        let line_end = text[opening..].find('\n').map_or(text.len(), |i| opening + i);
        return Findings { problems: vec![problem], sense_ends: Some(line_end) };
    }
    let mut problems: Vec<Problem> = errors.iter().map(|e| problem(e, file, text)).collect();
    problems.sort_by_key(|p| p.place.as_ref().map(|place| place.span.start));
    // One slip makes the parser stumble several times on its line.
    problems.dedup_by_key(|p| p.place.as_ref().map(|place| text[..place.span.start].matches('\n').count()));
    Findings { problems, sense_ends: None }
}

/// Openings that the rest of a file can fall into: the parser's words, the opening, what to say and to advise.
const RUNAWAYS: [(&str, &str, &str, &str); 4] = [
    ("unclosed array", "[", "не закрыта квадратная скобка списка", "пишите так: [\"ivanova\", \"petrova\"]"),
    ("unclosed inline table", "{", "не закрыта фигурная скобка", "пишите так: { from = 2026-09-01, to = 2027-05-31 }"),
    ("invalid multi-line basic string", "\"\"\"", "текст в тройных кавычках не закончен", "закройте его тремя кавычками \"\"\""),
    ("invalid multi-line literal string", "'''", "текст в тройных кавычках не закончен", "закройте его тремя кавычками '''"),
];

fn runaway(errors: &[Error], file: FileId, text: &str) -> Option<(Problem, usize)> {
    let (_, opening, words, hint) = RUNAWAYS
        .iter()
        .find(|(english, ..)| errors.iter().any(|e| e.message() != "unclosed array table" && e.message().contains(english)))?;
    let first = errors.iter().filter_map(|e| e.span().map(|s| s.start)).min()?;
    let at = opening_before(text, first, opening)?;
    let place = Place { file, span: at..at + opening.len() };
    let problem = Problem::new(Code::Syntax, *words).at(&place).label("здесь открыта").hint(*hint);
    let problem = if opening.len() > 1 { problem.label("здесь открыты") } else { problem };
    Some((problem, at))
}

/// The last opening that begins a value before this place.
fn opening_before(text: &str, end: usize, opening: &str) -> Option<usize> {
    let end = (end..=text.len()).find(|i| text.is_char_boundary(*i))?;
    let starts_value = |at: &usize| text[..*at].trim_end().ends_with('=');
    text[..end].rmatch_indices(opening).map(|(at, _)| at).find(starts_value)
}

fn problem(error: &Error, file: FileId, text: &str) -> Problem {
    let message = error.message();
    let span = widen(error.span().unwrap_or(0..0), text);
    let written = text.get(span.clone()).unwrap_or_default();
    let place = Place { file, span: span.clone() };
    let line = line_of(text, span.start);
    if looks_like_a_dotted_date(line, written) {
        return Problem::new(Code::BadDate, "дата записана не так, как нужно")
            .at(&place)
            .hint("дата пишется так: 2026-09-01 (год-месяц-день), без кавычек; или в кавычках так, как её напечатать");
    }
    if line.trim_end().ends_with('=') {
        return Problem::new(Code::Syntax, "после знака «=» нет значения").at(&place).hint("впишите значение или удалите строку");
    }
    if message.starts_with("unexpected") && line.matches('"').count() > 2 {
        return Problem::new(Code::Syntax, "внутри текста стоят прямые кавычки")
            .at(&place)
            .hint("внутри текста ставьте «ёлочки», прямые кавычки – только по краям: \"5 «А» класс\"");
    }
    let (words, hint) = WORDS.iter().find(|(english, ..)| message.contains(english)).map_or(
        ("запись не понята", "сравните строку с образцом: его создаёт команда «nastavnik init»"),
        |(_, russian, hint)| (*russian, *hint),
    );
    let code = match words {
        "поле записано дважды" => Code::DuplicateKey,
        "такой даты нет" => Code::BadDate,
        _ => Code::Syntax,
    };
    Problem::new(code, words).at(&place).hint(hint)
}

/// An empty span gets the character it stands at, or the one before where the line ends, so that there is something to
/// point to.
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
    if let Some(next) = text[start..].chars().next().filter(|c| *c != '\n') {
        return start..start + next.len_utf8();
    }
    let line = text[..start].trim_end();
    let last = line.chars().next_back().map_or(0, char::len_utf8);
    line.len() - last..line.len()
}

pub(super) fn line_of(text: &str, at: usize) -> &str {
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
