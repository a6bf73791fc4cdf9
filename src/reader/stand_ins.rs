//! Words that stand where a paper has a day or a number: «уточнить», «сентябрь 2026», «приказ 57-ОД».
//! They are printed as they are, and nobody but the user can know what was to stand there.

use super::meant::{Written, dates, day_in, period};
use super::toml_table::TomlTable;
use crate::problem::{Advice, Code, Place, Placed, Problem};

/// Room for the pen: «__.09.2026», «___» сентября.
const ROOM: &str = "__";
/// A paper may say of itself that it has no number.
const WITHOUT_NUMBER: [&str; 3] = ["б/н", "б.н.", "без номера"];

/// Words that stand for what is not known.
const NOTHING: [&str; 13] = [
    "нет",
    "да",
    "есть",
    "имеется",
    "уточнить",
    "уточняется",
    "готовится",
    "будет",
    "будет позже",
    "не известно",
    "неизвестно",
    "приказ",
    "по приказу",
];

/// Words that say that nothing is paid.
const NO_PAY: [&str; 9] = [
    "без оплаты",
    "без доплаты",
    "без выплаты",
    "без вознаграждения",
    "бесплатно",
    "безвозмездно",
    "не оплачивается",
    "не выплачивается",
    "не предусмотрена",
];

/// What stands in a text that was to be written later.
const UNFILLED: [&str; 10] = [
    "текст",
    "xxx",
    "ххх",
    "заполнить",
    "заполните",
    "впишите",
    "вписать",
    "написать",
    "todo",
    "tbd",
];
/// What stands for a post where there is none.
const NO_POST: [&str; 7] = [
    "нет",
    "вакансия",
    "не указана",
    "не указано",
    "неизвестно",
    "уточнить",
    "уточняется",
];
/// Fields whose words are looked at by themselves.
const LOOKED_AT: [&str; 7] = ["term", "period", "pay", "basis", "number", "date", "day"];

impl TomlTable<'_> {
    /// Dots, or a word that only says that the text is to come: they would be printed.
    pub(super) fn tell_unfilled(&self, key: &str, raw: &str, place: &Place) {
        let bare = raw.trim().trim_end_matches(['.', '…', '!', ' ']);
        // Nearly every text is longer, and need not be made small.
        let is_longer = UNFILLED.iter().all(|it| it.len() < bare.len());
        if let Some(left) = left_open(raw).filter(|_| !LOOKED_AT.contains(&key) || raw == "?") {
            self.tell_left_open(key, left, place);
            return;
        }
        if is_longer && key != "position" {
            return;
        }
        let plain = bare.to_lowercase();
        let is_of_dots = plain.is_empty() && raw.contains(['.', '…']);
        // A dash in a table says «nothing»; a post is never that.
        let is_no_post = key == "position"
            && (!raw.contains(char::is_alphabetic) || NO_POST.contains(&plain.as_str()));
        let is_unfilled = is_of_dots || is_no_post || UNFILLED.contains(&plain.as_str());
        if LOOKED_AT.contains(&key) || !is_unfilled || raw.trim().is_empty() {
            return;
        }
        let message = format!(
            "вместо текста стоит «{}»: так оно и напечатается",
            raw.trim()
        );
        if key == "position" {
            let problem = Problem::with(Code::WordsForValue, key, message).at(place);
            self.report(problem.hint("впишите должность: \"учитель математики\""));
            return;
        }
        self.report(
            Problem::with(Code::WordsForValue, key, message)
                .at(place)
                .hint(Advice::apart(
                    "впишите сам текст или уберите строку: место останется, чтобы вписать от руки",
                    "впишите сам текст или очистите поле: место останется, чтобы вписать от руки",
                )),
        );
    }

    fn tell_left_open(&self, key: &str, left: &str, place: &Place) {
        let message =
            format!("в тексте осталось незаполненное место: «{left}», так оно и напечатается");
        self.report(
            Problem::with(Code::WordsForValue, key, message)
                .at(place)
                .hint("впишите вместо него сам текст"),
        );
    }

    /// A day of a paper is one day of the calendar, or room for the pen.
    pub(super) fn tell_words_for_day(&self, key: &str, text: &str, place: &Place) {
        let plain = plain(text);
        let is_one_day =
            || day_in(&plain).is_some() && plain.starts_with(|c: char| c.is_ascii_digit());
        if text.contains(ROOM) || is_one_day() {
            return;
        }
        let message = format!("вместо даты стоят слова «{text}»: так они и напечатаются");
        self.report(
            Problem::with(Code::WordsForValue, key, message)
                .at(place)
                .hint(Advice::apart(
                    format!("впишите дату: {key} = 2026-09-01; если она еще не известна, уберите {key}: в документе останется место, чтобы вписать ее от руки"),
                    "впишите дату: 01.09.2026; если она еще не известна, оставьте поле пустым: в документе останется место, чтобы вписать ее от руки",
                )),
        );
    }

    /// The number of a paper has a figure, and no word before it.
    pub(super) fn tell_words_for_number(&self, key: &str, number: &str, place: &Place) {
        let is_without = WITHOUT_NUMBER.contains(&number.to_lowercase().as_str());
        if number.contains(ROOM) || is_without {
            return;
        }
        let has_figure = number.chars().any(|c| c.is_ascii_digit() && c != '0');
        let (message, in_files, in_form) = if !has_figure {
            (
                format!("вместо номера стоит «{number}»: так оно и напечатается"),
                format!("впишите номер: {key} = \"118-ОД\"; если его еще нет, уберите {key}: в документе останется место, чтобы вписать его от руки"),
                "впишите номер; если его еще нет, оставьте поле пустым: в документе останется место, чтобы вписать его от руки".to_owned(),
            )
        } else if let Some(rest) = after_word(number) {
            (
                format!("перед номером стоит лишнее слово: напечатается «№ {number}»"),
                format!("оставьте только номер: {key} = \"{rest}\""),
                format!("оставьте только номер: {rest}"),
            )
        } else {
            return;
        };
        self.report(
            Problem::with(Code::WordsForValue, key, message)
                .at(place)
                .hint(Advice::apart(in_files, in_form)),
        );
    }

    /// Words that only say that a term, a payment or a ground is not known yet, or that there is one.
    pub(crate) fn tell_no_words(
        &self,
        key: &str,
        what: &str,
        text: &Placed<String>,
        example: &str,
    ) {
        let words = text
            .value
            .trim()
            .trim_end_matches(['.', '!'])
            .to_lowercase();
        let is_empty = !words.chars().any(char::is_alphanumeric) && !text.value.contains(ROOM);
        if !is_empty && !NOTHING.contains(&words.as_str()) {
            return;
        }
        self.tell_instead(
            key,
            what,
            text,
            Advice::apart(
                format!("пишите так: {key} = {example}; если это еще не известно, уберите {key}"),
                "впишите, как есть; если это еще не известно, оставьте поле пустым",
            ),
        );
    }

    /// What is paid has a unit, and there is something that is paid.
    pub(crate) fn tell_no_pay(&self, key: &str, text: &Placed<String>) {
        let words = text.value.trim().trim_end_matches('.').to_lowercase();
        if NO_PAY.contains(&words.as_str()) {
            self.tell_instead(
                key,
                "размера и условий выплаты",
                text,
                Advice::apart(
                    format!("если выплаты нет, уберите {key}"),
                    "если выплаты нет, оставьте поле пустым",
                ),
            );
            return;
        }
        let is_figure = |c: char| c.is_ascii_digit() || c.is_whitespace() || ".,".contains(c);
        if text.value.chars().all(is_figure) {
            self.tell_instead(key, "размера и условий выплаты", text, Advice::apart(
                format!("впишите, чего: {key} = \"{} рублей ежемесячно\" или \"10 процентов должностного оклада\"", text.value.trim()),
                "впишите, чего: рублей, процентов должностного оклада, баллов",
            ));
        } else {
            self.tell_no_words(
                key,
                "размера и условий выплаты",
                text,
                "\"10 процентов должностного оклада ежемесячно\"",
            );
        }
    }

    /// A ground in words is an order with its number and day, and not the name of its file, a bare
    /// number, or a table in quotation marks.
    pub(crate) fn tell_no_ground(&self, key: &str, text: &Placed<String>) {
        let ground = text.value.trim();
        let is_table = ground.starts_with('{') && ground.ends_with('}');
        let is_file = ground.starts_with("orders/") || is_key(ground);
        let is_one_word = !ground.contains(char::is_whitespace);
        if is_table || is_file || is_one_word {
            let stem = ground
                .trim_start_matches("orders/")
                .trim_end_matches(".toml");
            let order = if is_file { stem } else { "pairs" };
            let in_files = if is_table {
                format!(
                    "уберите кавычки вокруг скобок, а имя файла возьмите в кавычки: {key} = {{ order = \"pairs\" }}"
                )
            } else {
                format!(
                    "пишите так: {key} = {{ order = \"{order}\" }} (имя файла из папки orders) или {key} = {{ number = \"118-ОД\", date = 2026-09-01 }}"
                )
            };
            self.tell_instead(
                key,
                "основания",
                text,
                Advice::apart(in_files, "выберите приказ или впишите его номер и дату"),
            );
        } else {
            self.tell_no_words(key, "основания", text, "{ order = \"pairs\" }");
        }
    }

    fn tell_instead(&self, key: &str, what: &str, text: &Placed<String>, advice: Advice) {
        let message = format!(
            "вместо {what} стоит «{}»: так оно и напечатается",
            text.value
        );
        let problem = Problem::with(Code::WordsForValue, key, message);
        self.report(problem.at(&text.place).hint(advice));
    }

    /// A term in words is the user's own, but its days must be, and be written for people. Whether
    /// there is nothing wrong that forbids it to be printed.
    pub(super) fn tell_days_in_words(&self, key: &str, text: &str, place: &Place) -> bool {
        let found = dates(text);
        let year_first = |it: &Written| text[it.at.clone()].bytes().take(4).all(is_figure);
        let has_year = |it: &Written| {
            let tail = text[it.at.clone()].bytes().rev().take(4);
            year_first(it) || tail.filter(|b| is_figure(*b)).count() == 4
        };
        if let Some(no_day) = found.iter().find(|it| it.day.is_none() && has_year(it)) {
            let message = format!("такой даты нет: {}", &text[no_day.at.clone()]);
            self.report(
                Problem::with(Code::BadDate, key, message)
                    .at(place)
                    .hint("проверьте день и месяц"),
            );
            return false;
        }
        if let Some((from, to)) = period(text).filter(|(from, to)| to < from) {
            let message = format!(
                "срок кончается раньше, чем начинается: {} – {}",
                digits(from),
                digits(to)
            );
            self.report(
                Problem::with(Code::BadDate, key, message)
                    .at(place)
                    .hint("проверьте обе даты"),
            );
            return false;
        }
        if found.iter().any(year_first) {
            let as_period = period(&text.replace(['=', '/'], " "));
            let (in_files, in_form) = match as_period {
                Some((from, to)) => (
                    format!("без кавычек: {key} = {{ from = {from}, to = {to} }}"),
                    format!("пишите так: {} – {}", digits(from), digits(to)),
                ),
                None => (
                    format!(
                        "пишите {key} = {{ from = 2026-09-01, to = 2027-05-31 }} или срок словами: {key} = \"2026/2027 учебный год\""
                    ),
                    "пишите дни так: 01.09.2026 – 31.05.2027, или срок словами".to_owned(),
                ),
            };
            let message = format!("текст с датой «год-месяц-день» напечатается как есть: «{text}»");
            self.report(
                Problem::with(Code::WordsForValue, key, message)
                    .at(place)
                    .hint(Advice::apart(in_files, in_form)),
            );
        }
        true
    }
}

/// What was to be replaced by a text, where it stands in brackets.
const TO_FILL: [&str; 10] = [
    "впи",
    "указ",
    "заполн",
    "встав",
    "фио",
    "ф.и.о",
    "название",
    "дата",
    "имя",
    "фамил",
];
/// In round brackets only what asks for it: there people explain.
const ASKED: [&str; 4] = ["вписать", "указать", "заполнить", "вставить"];
/// Letters of the longest of them.
const LONGEST_ASKED: usize = 9;
/// Beginnings of texts that other programs and samples have.
const OF_SAMPLES: [&str; 4] = [
    "Lorem ipsum",
    "lorem ipsum",
    "Образец заполнения",
    "образец заполнения",
];

/// What of a text was to be filled in: «[вписать]», «<ФИО>», «(указать кабинет)», «№ » with nothing
/// behind it, a text of stars.
fn left_open(raw: &str) -> Option<&str> {
    let text = raw.trim();
    // Lines are room for the pen.
    let is_of_stars = text.len() >= 3 && text.chars().all(|c| "* ".contains(c));
    if is_of_stars || text == "?" || text.ends_with('№') {
        return Some(text);
    }
    let bytes = text.as_bytes();
    // Hardly a text has any, and this looks at many bytes at once.
    let is_opening = |byte: &u8| matches!(byte, b'[' | b'<' | b'(');
    let has_brackets = bytes.iter().fold(false, |has, it| has | is_opening(it));
    let in_brackets = |open: u8, close: u8, known: &[&str]| {
        let at = has_brackets.then(|| text.find(char::from(open)))??;
        let end = at + bytes[at..].iter().position(|it| *it == close)?;
        let inner = text[at + 1..end].trim_start().chars().take(LONGEST_ASKED);
        let inner: String = inner.flat_map(char::to_lowercase).collect();
        let is_known = known.iter().any(|it| inner.starts_with(it));
        is_known.then(|| &text[at..=end])
    };
    let known = in_brackets(b'[', b']', &TO_FILL).or_else(|| in_brackets(b'<', b'>', &TO_FILL));
    let known = known.or_else(|| in_brackets(b'(', b')', &ASKED));
    known.or_else(|| {
        let sample = OF_SAMPLES.iter().find(|it| text.starts_with(**it));
        let is_name = text.starts_with("ФИО ") && text.split_whitespace().count() <= 3;
        sample.copied().or_else(|| is_name.then_some(text))
    })
}

/// «pairs»: the name of a file of ours.
fn is_key(text: &str) -> bool {
    let is_of_key = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    text.bytes().any(|b| b.is_ascii_alphabetic()) && text.bytes().all(is_of_key)
}

fn is_figure(byte: u8) -> bool {
    byte.is_ascii_digit()
}

fn digits(day: chrono::NaiveDate) -> String {
    crate::russian::digits(day)
}

/// «"01" сентября 2026 г.» without the quotes, with single spaces.
fn plain(text: &str) -> String {
    let without = text.replace(['«', '»', '"', '„', '“', '\u{A0}'], " ");
    without.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The number after a word: «57-ОД» of «приказ 57-ОД», «пр.57-ОД». Letters of a number are capitals,
/// or stand after it.
fn after_word(number: &str) -> Option<&str> {
    let start = number.find(|c: char| !c.is_alphabetic())?;
    let (word, rest) = number.split_at(start);
    let is_word = word.chars().count() > 1 && word.chars().skip(1).any(char::is_lowercase);
    let parted = rest.trim_start_matches(|c: char| c.is_whitespace() || ".:№".contains(c));
    (is_word && parted.len() < rest.len() && !parted.is_empty()).then_some(parted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_to_be_filled_in_is_known() {
        for (text, left) in [
            ("***", "***"),
            ("Кабинет [вписать].", "[вписать]"),
            ("Наставник <ФИО>", "<ФИО>"),
            ("Кабинет 12 (указать кабинет).", "(указать кабинет)"),
            ("ФИО наставника", "ФИО наставника"),
            ("Образец заполнения: кабинет", "Образец заполнения"),
            ("lorem ipsum dolor", "lorem ipsum"),
            ("Кабинет №", "Кабинет №"),
            ("?", "?"),
        ] {
            assert_eq!(left_open(text), Some(left), "{text}");
        }
        for text in [
            "Кабинет № 12",
            "________",
            "",
            "Учебник [Электронный ресурс]",
            "Занятие (дата по согласованию), число < 5 и > 3",
            "Журнал: ФИО наставника, дата и тема каждого занятия",
            "—",
            "-",
            "анкета (указаны кабинет и время)",
        ] {
            assert_eq!(left_open(text), None, "{text}");
        }
    }

    #[test]
    fn a_word_before_a_number_is_none_of_its_letters() {
        assert_eq!(after_word("приказ 57-ОД"), Some("57-ОД"));
        assert_eq!(after_word("Приказ № 57"), Some("57"));
        assert_eq!(after_word("пр.57-ОД"), Some("57-ОД"));
        for number in ["57-ОД", "ОД-57", "ОД 57", "л/с-12", "57 осн", "01-05/осн"] {
            assert_eq!(after_word(number), None, "{number}");
        }
    }
}
