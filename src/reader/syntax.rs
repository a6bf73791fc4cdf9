//! The parser's English words about TOML → plain Russian with advice.

use toml::de::{DeValue, Error};

use crate::problem::{Code, FileId, Place, Problem};

/// Said of a key in Russian letters or with a space in it.
pub(super) const BAD_KEY: &str = "имя поля пишется латинскими буквами без пробелов";

pub(super) const SPACE_IN_KEY: &str = "в имени поля пробел";

/// Said of a field with nothing after its sign.
pub(super) const NO_VALUE: &str = "после знака «=» нет значения";
pub(super) const WRITE_OR_DELETE: &str = "впишите значение или удалите строку";

/// Words of the `toml` parser, what to say instead, and what to advise. The first row whose words
/// occur in the message wins.
const WORDS: &[(&str, &str, &str)] = &[
    (
        "duplicate key",
        "поле записано дважды",
        "оставьте одну строку",
    ),
    (
        "key with no value",
        "нет знака «=» между полем и значением",
        "пишите так: поле = значение",
    ),
    (
        "invalid key-value pair",
        "нет знака «=» между полем и значением",
        "пишите так: поле = значение",
    ),
    ("extra comma", "лишняя запятая", "уберите ее"),
    ("extra `=`", "лишний знак «=»", "оставьте один"),
    ("extra assignment", "лишний знак «=»", "оставьте один"),
    (
        "cannot extend value",
        "поле записано дважды",
        "оставьте одну строку",
    ),
    (
        "string values must be quoted",
        "текст должен стоять в прямых кавычках",
        "пишите так: name = \"Иванова Мария Петровна\"; «елочки» ставьте внутри прямых кавычек",
    ),
    (
        "missing opening quote",
        "нет открывающей кавычки",
        "текст пишется в прямых кавычках: \"…\"",
    ),
    (
        "invalid basic string",
        "строка текста не закончена или содержит лишние кавычки",
        "проверьте, что текст стоит в прямых кавычках \"…\" и внутри них нет других прямых кавычек; внутри ставьте «елочки»",
    ),
    (
        "missing escaped value",
        "после обратной черты стоит знак, которого там быть не может",
        "обратную черту пишите дважды: \\\\ – или возьмите текст в одинарные кавычки: 'C:\\Папка'",
    ),
    (
        "invalid escape",
        "после обратной черты стоит знак, которого там быть не может",
        "обратную черту пишите дважды: \\\\ – или возьмите текст в одинарные кавычки: 'C:\\Папка'",
    ),
    (
        "unicode value",
        "неверный код знака после \\u",
        "впишите сам знак вместо кода",
    ),
    (
        "missing assignment",
        "нет знака «=» между полем и значением",
        "пишите так: поле = значение",
    ),
    ("missing value", NO_VALUE, WRITE_OR_DELETE),
    (
        "invalid unquoted key",
        BAD_KEY,
        "имена полей можно взять из образца: его создает команда «nastavnik init»",
    ),
    (
        "unquoted keys cannot be empty",
        "перед знаком «=» нет имени поля",
        "впишите имя поля",
    ),
    (
        "missing key",
        "нет имени поля",
        "пишите так: поле = значение",
    ),
    (
        "unclosed array table",
        "не закрыты двойные скобки названия раздела",
        "пишите так: [[activity]]",
    ),
    (
        "unclosed table",
        "не закрыта скобка названия раздела",
        "пишите так: [organization]",
    ),
    (
        "missing table open",
        "лишняя закрывающая скобка",
        "название раздела пишется так: [organization]",
    ),
    (
        "missing comma between array",
        "между значениями списка нет запятой",
        "после каждого значения списка ставьте запятую",
    ),
    (
        "missing comma between key",
        "между полями в фигурных скобках нет запятой",
        "пишите так: { from = 2026-09-01, to = 2027-05-31 }",
    ),
    (
        "unexpected `=`",
        "лишний знак «=»",
        "проверьте скобки и кавычки в этой строке",
    ),
    (
        "carriage return",
        "строка кончается не так, как принято",
        "сохраните файл заново в Блокноте",
    ),
    (
        "invalid datetime",
        "такой даты нет",
        "дата пишется так: 2026-09-01 (год-месяц-день)",
    ),
    (
        "invalid date",
        "такой даты нет",
        "дата пишется так: 2026-09-01 (год-месяц-день)",
    ),
    (
        "number",
        "число записано неверно",
        "дата пишется так: 2026-09-01; номер и любой текст берите в кавычки",
    ),
    (
        "float",
        "число записано неверно",
        "дата пишется так: 2026-09-01; номер и любой текст берите в кавычки",
    ),
    (
        "leading zero",
        "число не может начинаться с нуля",
        "дата пишется так: 2026-09-01; номер и любой текст берите в кавычки",
    ),
    (
        "unexpected content",
        "лишний текст в конце строки",
        "текст берите в кавычки, примечание начинайте знаком #",
    ),
    (
        "unexpected key or value",
        "лишний текст в конце строки",
        "текст берите в кавычки, примечание начинайте знаком #",
    ),
    (
        "recursion",
        "слишком глубокая вложенность",
        "упростите запись",
    ),
];

/// The syntax errors of one file.
pub(super) struct Findings {
    pub slips: Vec<Stumble>,
    /// Where sense ends: what is found from here on is not worth telling. After an unclosed bracket
    /// everything else follows from it.
    pub sense_ends: Option<usize>,
}

/// A syntax error.
pub(super) struct Stumble {
    pub problem: Problem,
    /// The field whose value was guessed: a problem that its reader finds takes precedence.
    pub field: Option<String>,
}

/// Openings that the rest of a file can fall into: the parser's words, the opening, what to say and
/// to advise.
const RUNAWAYS: [(&str, &str, &str, &str); 4] = [
    (
        "unclosed array",
        "[",
        "не закрыта квадратная скобка списка",
        "поставьте скобку ] после последнего значения",
    ),
    (
        "unclosed inline table",
        "{",
        "не закрыта фигурная скобка",
        "поставьте скобку } после последнего поля",
    ),
    (
        "invalid multi-line basic string",
        "\"\"\"",
        "текст в тройных кавычках не закончен",
        "закройте его тремя кавычками \"\"\"",
    ),
    (
        "invalid multi-line literal string",
        "'''",
        "текст в тройных кавычках не закончен",
        "закройте его тремя кавычками '''",
    ),
];

pub(super) fn runaway(errors: &[Error], file: FileId, text: &str) -> Option<(Problem, usize)> {
    let (_, opening, words, hint) = RUNAWAYS.iter().find(|(english, ..)| {
        errors
            .iter()
            .any(|e| e.message() != "unclosed array table" && e.message().contains(english))
    })?;
    let first = errors
        .iter()
        .filter_map(|e| e.span().map(|s| s.start))
        .min()?;
    let at = opening_before(text, first, opening)?;
    let place = Place::in_file(file, at..at + opening.len());
    let problem = Problem::new(Code::Syntax, *words)
        .at(&place)
        .label("здесь открыта")
        .hint(*hint);
    let problem = if opening.len() > 1 {
        problem.label("здесь открыты")
    } else {
        problem
    };
    Some((problem, at))
}

/// The last opening that begins a value before this place.
fn opening_before(text: &str, end: usize, opening: &str) -> Option<usize> {
    let end = (end..=text.len()).find(|i| text.is_char_boundary(*i))?;
    let starts_value = |at: &usize| text[..*at].trim_end().ends_with('=');
    text[..end]
        .rmatch_indices(opening)
        .map(|(at, _)| at)
        .find(starts_value)
}

pub(super) fn problem(error: &Error, file: FileId, text: &str) -> Problem {
    let message = error.message();
    let span = widen(error.span().unwrap_or(0..0), text);
    let place = Place::in_file(file, span.clone());
    let (code, words, hint) = guess(text, span.start, message)
        .or_else(|| {
            WORDS
                .iter()
                .find(|(english, ..)| message.contains(english))
                .map(|(english, words, hint)| (code_of(english), *words, *hint))
        })
        .unwrap_or((
            Code::Syntax,
            "запись не понята",
            "сравните строку с образцом: его создает команда «nastavnik init»",
        ));
    Problem::new(code, words).at(&place).hint(hint)
}

fn code_of(english: &str) -> Code {
    match english {
        "duplicate key" | "cannot extend value" => Code::DuplicateKey,
        "invalid datetime" | "invalid date" => Code::BadDate,
        _ => Code::Syntax,
    }
}

/// What the user most likely did, by the look of the line; the parser's words say only where it
/// stumbled.
fn guess(text: &str, at: usize, message: &str) -> Option<(Code, &'static str, &'static str)> {
    let line = line_of(text, at);
    let token = token_at(text, at);
    if is_dotted_date(token) {
        let hint = "дата пишется так: 2026-09-01 (год-месяц-день), без кавычек; или в кавычках так, как ее напечатать";
        return Some((Code::BadDate, "дата записана не так, как нужно", hint));
    }
    if token.starts_with(|c: char| c.is_ascii_digit())
        && token
            .chars()
            .any(|c| c.is_alphabetic() && !matches!(c, 'T' | 't' | 'Z' | 'z' | 'e' | 'E'))
    {
        let hint = "номер и любой текст берите в кавычки: number = \"118-ОД\"";
        return Some((Code::Syntax, "номер или текст стоит без кавычек", hint));
    }
    if line.trim_start().starts_with("//") {
        return Some((
            Code::Syntax,
            "так пояснения не пишутся",
            "пояснение начинайте знаком #",
        ));
    }
    if line
        .split('=')
        .next()
        .is_some_and(|key| key.contains('\u{A0}'))
    {
        return Some((
            Code::Syntax,
            "в имени поля невидимый знак (неразрывный пробел)",
            "сотрите имя поля вместе с пробелами и наберите заново",
        ));
    }
    if line.trim_end().ends_with('=') {
        return Some((Code::Syntax, NO_VALUE, WRITE_OR_DELETE));
    }
    let colon_for_equals = line.find(':').is_some_and(|colon| {
        line.find('=').is_none_or(|equals| colon < equals) && !line.trim_start().starts_with('"')
    });
    if colon_for_equals {
        return Some((
            Code::Syntax,
            "вместо знака «=» стоит двоеточие",
            "пишите так: поле = значение",
        ));
    }
    if message.starts_with("unexpected") && line.matches('"').count() > 2 {
        let hint =
            "внутри текста ставьте «елочки», прямые кавычки – только по краям: \"5 «А» класс\"";
        return Some((Code::Syntax, "внутри текста стоят прямые кавычки", hint));
    }
    None
}

/// The unquoted word at a place, up to a space or a bracket.
fn token_at(text: &str, at: usize) -> &str {
    let ends = |c: char| c.is_whitespace() || "={}[],#\"".contains(c);
    let at = at.min(text.len());
    let start = text[..at].rfind(ends).map_or(0, |i| {
        i + text[i..].chars().next().map_or(1, char::len_utf8)
    });
    let end = text[at..].find(ends).map_or(text.len(), |i| at + i);
    &text[start..end]
}

/// `25.05.2026` or `25/05/2026`: to TOML a broken number, to a person a date.
fn is_dotted_date(token: &str) -> bool {
    let parts = |separator| {
        let parts: Vec<&str> = token.split(separator).collect();
        parts.len() == 3
            && parts
                .iter()
                .all(|p| (1..=4).contains(&p.len()) && p.chars().all(|c| c.is_ascii_digit()))
    };
    parts('.') || parts('/')
}

/// An empty span gets the character it stands at, or the one before where the line ends, so that
/// there is something to point to.
pub(super) fn widen(span: std::ops::Range<usize>, text: &str) -> std::ops::Range<usize> {
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

/// The whole number that a value is, in any of the notations of TOML.
pub(super) fn whole_number(value: &DeValue<'_>) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}
