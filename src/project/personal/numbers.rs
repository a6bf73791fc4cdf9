//! Telephones and numbers of documents in a text.

use super::word::{Word, is_unseen};

/// Figures that are a number once a word says of what.
const FEWEST: usize = 5;

/// Telephones, and numbers of documents as long as them.
pub(super) fn numbers(letters: &[char]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut at = 0;
    let is_of_book = |end: usize| {
        const FAR: usize = 24;
        let after: String = letters[end..].iter().take(FAR).collect();
        ["сборник", "учебник", "задачник"]
            .iter()
            .any(|it| after.to_lowercase().contains(it))
    };
    while at < letters.len() {
        let is_start = letters[at].is_ascii_digit() || letters[at] == '+' || letters[at] == '(';
        if !is_start || at > 0 && letters[at - 1].is_alphanumeric() {
            at += 1;
            continue;
        }
        let start = at;
        let mut end = at;
        while at < letters.len()
            && (letters[at].is_ascii_digit()
                || "+()-–‑".contains(letters[at])
                || letters[at].is_whitespace() && letters[at] != '\n'
                || is_unseen(letters[at]))
        {
            at += 1;
            if letters[at - 1].is_ascii_digit() {
                end = at;
            }
        }
        at = at.max(start + 1);
        let run = &letters[start..end.max(start)];
        let groups: Vec<usize> = run
            .split(|c| !c.is_ascii_digit())
            .map(<[char]>::len)
            .filter(|length| *length > 0)
            .collect();
        let digits: usize = groups.iter().sum();
        // A date goes on, a sentence ends.
        let goes_on = letters.get(end) == Some(&'.')
            && letters.get(end + 1).is_some_and(char::is_ascii_digit);
        // «8910 1234567»; a year with other figures behind it is none.
        let is_mobile = digits == 11 && matches!(run.first(), Some('7' | '8'));
        let is_long = (10..=12).contains(&digits) && groups.first() != Some(&4) || is_mobile;
        let is_local = matches!(groups.as_slice(), [1..=3, 2, 2])
            && !run.iter().any(|c| c.is_whitespace())
            && !is_of_book(end)
            || matches!(groups.as_slice(), [3..=5, 1..=3, 2, 2]) && run.contains(&')');
        let is_passport = matches!(groups.as_slice(), [4, 6] | [2, 2, 6])
            || matches!(groups.as_slice(), [4, 4, 4, 4] | [16..=20]);
        if (is_long || is_local || is_passport) && !goes_on || is_long && run.first() == Some(&'+')
        {
            out.push((start, end));
        }
    }
    out
}

/// «8.910.123.45.67», «8/910/123/45/67»: a telephone parted by signs of another kind.
pub(super) fn dotted(letters: &[char]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let is_part = |c: &&char| c.is_ascii_digit() || "./_".contains(**c);
        let length = letters[at..].iter().take_while(is_part).count();
        let run: String = letters[at..at + length].iter().collect();
        let run = run.trim_end_matches(['.', '/', '_']);
        let groups: Vec<usize> = run.split(['.', '/', '_']).map(str::len).collect();
        if matches!(
            groups.as_slice(),
            [1, 3, 3, 2, 2] | [3, 3, 2, 2] | [1, 3, 3, 4] | [1, 3, 7]
        ) {
            out.push((at, at + run.len()));
        }
        at += length.max(1);
    }
    out
}

/// «Восемь девятьсот десять …»: a telephone in words.
pub(super) fn spelt(letters: &[char], words: &[Word]) -> Vec<(usize, usize)> {
    const STEMS: [&str; 11] = [
        "ноль",
        "один",
        "два",
        "три",
        "четыр",
        "пят",
        "шест",
        "восем",
        "девят",
        "десят",
        "сорок",
    ];
    const MORE: [&str; 8] = [
        "сто",
        "двести",
        "семь",
        "семьдесят",
        "семьсот",
        "семнадцать",
        "нуль",
        "ноля",
    ];
    const FEWEST_WORDS: usize = 3;
    let is_number = |word: &Word| {
        let plain = word.plain.as_str();
        let ends = ["ь", "сот", "ста", "дцать", "десят", "и", "е", "а", "н", "к"];
        let is_counted = STEMS.iter().any(|it| plain.starts_with(it));
        is_counted && ends.iter().any(|it| plain.ends_with(it)) || MORE.contains(&plain)
    };
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let mut last = at;
        while last < words.len()
            && is_number(&words[last])
            && (last == at
                || letters[words[last - 1].end..words[last].start]
                    .iter()
                    .all(|c| c.is_whitespace() || ",-–".contains(*c)))
        {
            last += 1;
        }
        // A country and an operator: «восемь девятьсот …»; or the word for a telephone before it.
        let is_called = at > 0 && words[at - 1].plain.starts_with("тел");
        let begins = is_called
            || matches!(words[at].plain.as_str(), "восемь" | "семь")
                && words
                    .get(at + 1)
                    .is_some_and(|it| it.plain.starts_with("девят"));
        if last - at >= FEWEST_WORDS && begins {
            out.push((words[at].start, words[last - 1].end));
        }
        at = last.max(at + 1);
    }
    out
}

/// «т. 223344», «паспорт серии 1405 номер 123456», «полис 1234567890123456»: a word, and the number
/// right behind it.
pub(super) fn named_numbers(letters: &[char], words: &[Word]) -> Vec<(usize, usize)> {
    const BEGIN: [&str; 9] = [
        "телефон",
        "паспорт",
        "сери",
        "полис",
        "снилс",
        "инн",
        "карт",
        "счет",
        "мобильн",
    ];
    let is_meant = |word: &&Word| {
        let next = (letters.get(word.end), letters.get(word.end + 1));
        let before_figure =
            matches!(next, (Some('.'), Some(c)) if c.is_whitespace() || c.is_ascii_digit());
        BEGIN.iter().any(|begin| word.plain.starts_with(begin))
            || matches!(word.plain.as_str(), "тел" | "моб")
            || word.plain == "т" && before_figure
    };
    let number = |word: &Word| {
        let mut end = word.end;
        let mut digits = 0;
        let mut at = word.end;
        while let Some(letter) = letters.get(at) {
            let word_of_it = words.iter().find(|own| own.start == at);
            let is_linking = word_of_it.is_some_and(|own| {
                matches!(own.plain.as_str(), "номер" | "№" | "серия" | "серии" | "на")
            });
            if letter.is_ascii_digit() {
                digits += 1;
                end = at + 1;
            } else if let Some(own) = word_of_it.filter(|_| is_linking) {
                at = own.end;
                continue;
            } else if !" .:№-–+()\u{A0}".contains(*letter) {
                break;
            }
            at += 1;
        }
        let quote: String = letters[word.end..end].iter().collect();
        let groups: Vec<usize> = quote
            .split(|c: char| !c.is_ascii_digit())
            .map(str::len)
            .filter(|length| *length > 0)
            .collect();
        let is_date = matches!(groups.as_slice(), [1 | 2, 1 | 2, 4] | [4, 2, 2] | [4, 4]);
        (digits >= FEWEST && !is_date).then_some((word.start, end))
    };
    words.iter().filter(is_meant).filter_map(number).collect()
}

/// «Справка ВК № 12345», «удостоверение серии АН № 123456»: a paper of a person, and its number.
pub(super) fn papers(letters: &[char], words: &[Word]) -> Vec<(usize, usize)> {
    const BEGIN: [&str; 14] = [
        "справк",
        "свидетельств",
        "удостоверени",
        "диплом",
        "аттестат",
        "книжк",
        "билет",
        "виз",
        "загранпаспорт",
        "заключени",
        "листок",
        "листк",
        "доверенност",
        "патент",
    ];
    const FAR: usize = 60;
    const FEWEST: usize = 3;
    let is_meant = |word: &&Word| BEGIN.iter().any(|begin| word.plain.starts_with(begin));
    let number = |word: &Word| {
        let rest = &letters[word.end..(word.end + FAR).min(letters.len())];
        let sign = rest.iter().position(|c| *c == '№').or_else(|| {
            let said = words.iter().find(|own| {
                own.start > word.end && own.start < word.end + FAR && own.plain == "номер"
            })?;
            Some(said.end - word.end)
        });
        let Some(sign) = sign else {
            return long_number(rest).map(|end| (word.start, word.end + end));
        };
        if rest.get(..sign)?.iter().any(|c| ";\n!?".contains(*c)) {
            return None;
        }
        let gap = letters[word.end + sign..].iter();
        let from = word.end + sign + gap.take_while(|c| "№ \u{A0}:".contains(**c)).count();
        let is_part =
            |c: &&char| c.is_ascii_alphanumeric() || c.is_alphabetic() || "-/ ".contains(**c);
        let figures = letters[from..].iter().take_while(is_part);
        let run: Vec<char> = figures.copied().collect();
        let end = run
            .iter()
            .take_while(|c| !c.is_lowercase())
            .collect::<Vec<_>>();
        let last = end.iter().rposition(|c| c.is_ascii_digit())?;
        let digits = end.iter().filter(|c| c.is_ascii_digit()).count();
        (digits >= FEWEST).then_some((word.start, from + last + 1))
    };
    words.iter().filter(is_meant).filter_map(number).collect()
}

/// Where a number ends that no sign tells of, if it is as long as those of papers are.
fn long_number(rest: &[char]) -> Option<usize> {
    const LONG: usize = 6;
    let until = rest.iter().position(|c| ";\n!?".contains(*c));
    let rest = &rest[..until.unwrap_or(rest.len())];
    let mut at = 0;
    while at < rest.len() {
        let length = rest[at..].iter().take_while(|c| c.is_ascii_digit()).count();
        if length >= LONG {
            return Some(at + length);
        }
        at += length.max(1);
    }
    None
}

/// «III-ЛЖ 123456»: the series and the number of a certificate of birth, whatever stands before it.
pub(super) fn series(letters: &[char]) -> Vec<(usize, usize)> {
    const FIGURES: usize = 6;
    let mut out = Vec::new();
    for at in 0..letters.len() {
        if at > 0 && letters[at - 1].is_alphanumeric() {
            continue;
        }
        let count = |from: usize, is: &dyn Fn(char) -> bool| {
            let rest = letters[from.min(letters.len())..].iter();
            rest.take_while(|c| is(**c)).count()
        };
        let roman = count(at, &|c| "IVXLІУХ1".contains(c));
        let hyphen = count(at + roman, &|c| "-–‑ ".contains(c));
        let from = at + roman + hyphen;
        let russian = count(from, &|c| ('А'..='Я').contains(&c));
        let gap = count(from + russian, &|c| " \u{A0}№".contains(c));
        let digits = count(from + russian + gap, &|c| c.is_ascii_digit());
        if roman > 0 && hyphen > 0 && russian == 2 && digits == FIGURES {
            out.push((at, from + russian + gap + digits));
        }
    }
    out
}

/// «А123ВС31»: the plate of a car.
pub(super) fn plates(letters: &[char]) -> Vec<(usize, usize)> {
    /// How near a word of a car stands, letters.
    const TOLD: usize = 16;
    const LETTERS: &str = "АВЕКМНОРСТУХABEKMHOPCTYX";
    let mut out = Vec::new();
    for at in 0..letters.len() {
        let before = at.checked_sub(1).map(|at| letters[at]);
        if before.is_some_and(|c| c.is_alphanumeric() || "-№/".contains(c)) {
            continue;
        }
        let mut end = at;
        let mut take = |most: usize, is: &dyn Fn(char) -> bool| {
            let gap = letters[end..]
                .iter()
                .take_while(|c| **c == ' ' || **c == '\u{A0}');
            let from = end + gap.count().min(1);
            let rest = letters[from.min(letters.len())..].iter();
            let length = rest.take_while(|c| is(**c)).count();
            if length > 0 && length <= most {
                end = from + length;
            }
            length
        };
        let is_letter = |c: char| LETTERS.contains(c.to_uppercase().next().unwrap_or(c));
        let is_digit = |c: char| c.is_ascii_digit();
        let begins = letters[at].is_alphabetic()
            && take(1, &is_letter) == 1
            && take(3, &is_digit) == 3
            && take(2, &is_letter) == 2;
        let has_region = begins && (2..=3).contains(&take(3, &is_digit));
        let plate = &letters[at..end];
        let is_large = !plate.iter().any(|c| c.is_lowercase());
        let is_whole = !plate.iter().any(|c| c.is_whitespace());
        // «В 101 ка» of a sentence.
        let told: String = letters[at.saturating_sub(TOLD)..at].iter().collect();
        let told = told.to_lowercase();
        let is_said = ["номер", "машин", "авто"]
            .iter()
            .any(|it| told.contains(it));
        let is_plate =
            begins && (is_large && is_whole || has_region && (is_large || is_whole || is_said));
        if is_plate && letters.get(end).is_none_or(|c| !c.is_alphanumeric()) {
            out.push((at, end));
        }
    }
    out
}

/// «Доб. 123»: what is dialled after the number of the school.
pub(super) fn extensions(letters: &[char], words: &[Word]) -> Vec<(usize, usize)> {
    words
        .iter()
        .filter(|word| matches!(word.plain.as_str(), "доб" | "добавочный" | "внутр"))
        .filter_map(|word| {
            let gap = letters[word.end..]
                .iter()
                .take_while(|c| ".:№ \u{A0}".contains(**c));
            let from = word.end + gap.count();
            let length = letters[from..].iter().take_while(|c| c.is_ascii_digit());
            let length = length.count();
            (length > 1).then_some((word.start, from + length))
        })
        .collect()
}
