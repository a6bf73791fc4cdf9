//! Words that look like something personal: names with a patronymic or a first name, telephones,
//! addresses, numbers of documents. Only for a person to look at: what is found need not be one.

mod numbers;
mod word;

use numbers::{FEWEST, dotted, named_numbers, numbers};
use word::{Word, given_stem, is_unseen, words};

/// Words before the name of a street.
const STREETS: [&str; 21] = [
    "ул",
    "улица",
    "улице",
    "улицы",
    "проспект",
    "проспекте",
    "просп",
    "переулок",
    "переулке",
    "бульвар",
    "бульваре",
    "шоссе",
    "набережная",
    "набережной",
    "пр-т",
    "б-р",
    "пер",
    "проезд",
    "аллея",
    "тупик",
    "микрорайон",
];
/// Words after the name of a street: «Народный б-р, 12», «Зеленая улица, 5».
const AFTER_NAME: [&str; 9] = [
    "улица",
    "б-р",
    "бульвар",
    "пр-т",
    "проспект",
    "переулок",
    "проезд",
    "аллея",
    "шоссе",
];

/// What in a text looks personal, as it stands there but in one line. `staff` are names of the
/// staff in any form, which the text may still hold in part.
pub(super) fn personal(text: &str, staff: &[String]) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let words = words(&letters);
    let mut found: Vec<(usize, usize)> = names(&letters, &words, staff);
    found.extend(with_one_initial(&letters, &words, staff));
    found.extend(in_latin(&words));
    found.extend(mails(&letters));
    found.extend(spelt_mails(&letters, &words));
    found.extend(pages(&letters));
    found.extend(births(&letters, &words));
    found.extend(health(&words));
    found.extend(numbers(&letters));
    found.extend(dotted(&letters));
    found.extend(streets(&letters, &words));
    found.extend(named_numbers(&letters, &words));
    found.extend(named_pages(&letters, &words));
    found.sort_unstable();
    // One place may look personal in two ways.
    found.dedup_by(|next, kept| next.0 < kept.1 && next.1 <= kept.1);
    found
        .into_iter()
        .map(|(start, end)| {
            let quote: String = letters[start..end]
                .iter()
                .filter(|c| !is_unseen(**c))
                .collect();
            quote.split_whitespace().collect::<Vec<_>>().join(" ")
        })
        .collect()
}

/// Whether nothing but spaces, commas and signs without a look part two words.
fn are_neighbours(letters: &[char], a: &Word, b: &Word) -> bool {
    letters[a.end..b.start]
        .iter()
        .all(|c| c.is_whitespace() || is_unseen(*c) || *c == ',')
}

/// Whether a word stands with initials: then it is a surname, and already short.
fn has_initials(letters: &[char], word: &Word) -> bool {
    let is_initial = |at: usize| {
        letters.get(at).is_some_and(|c| c.is_uppercase()) && letters.get(at + 1) == Some(&'.')
    };
    let after = letters[word.end..]
        .iter()
        .take_while(|c| c.is_whitespace())
        .count();
    let before = letters[..word.start]
        .iter()
        .rev()
        .take_while(|c| c.is_whitespace())
        .count();
    let start = word.start - before;
    is_initial(word.end + after) || start >= 2 && is_initial(start - 2)
}

fn names(letters: &[char], words: &[Word], staff: &[String]) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    let own_given: Vec<String> = staff
        .iter()
        .flat_map(|it| it.split([' ', '\u{A0}']))
        .filter(|it| !it.contains('.'))
        .map(|it| it.to_lowercase().replace('ё', "е"))
        .collect();
    for (i, word) in words.iter().enumerate() {
        if !word.is_name_part()
            || out.last().is_some_and(|(_, end)| *end >= word.end)
            || has_initials(letters, word)
        {
            continue;
        }
        let before = (i > 0).then(|| &words[i - 1]).filter(|it| {
            are_neighbours(letters, it, word) && it.is_name_part() && !has_initials(letters, it)
        });
        let after = words.get(i + 1).filter(|it| {
            are_neighbours(letters, word, it) && it.is_name_part() && !has_initials(letters, it)
        });
        let is_given = word.is_given();
        let is_own = is_given
            && given_stem(&word.plain)
                .is_some_and(|stem| own_given.iter().any(|own| given_stem(own) == Some(stem)));
        let starts_sentence = letters[..word.start]
            .iter()
            .rev()
            .find(|c| !c.is_whitespace() && !"«\"(–—-".contains(**c))
            .is_none_or(|c| ".!?:;".contains(*c));
        let alone = is_own && !starts_sentence;
        // A woman's patronymic alone is known by its capital letter only.
        let is_patronymic = word.is_mans_patronymic()
            || word.ends_as_womans_patronymic()
                && (own_given.contains(&word.plain)
                    || before.is_some_and(Word::is_given)
                    || !starts_sentence && !word.is_all_capitals());
        let is_with_surname = [Some(word), before, after]
            .into_iter()
            .flatten()
            .any(Word::ends_as_surname)
            && (before.is_some() || after.is_some());
        let is_child = i > 0
            && !starts_sentence
            && words[i - 1].tells_of_child()
            && are_neighbours(letters, &words[i - 1], word)
            && !word.is_all_capitals();
        let is_name = is_given || is_with_surname && !word.is_all_capitals();
        if !(is_patronymic || is_name && (before.is_some() || after.is_some()) || alone || is_child)
        {
            continue;
        }
        // The whole name: what stands with it on both sides.
        let mut first = i;
        while first > 0
            && are_neighbours(letters, &words[first - 1], &words[first])
            && words[first - 1].is_name_part()
            && i - first < 2
        {
            first -= 1;
        }
        let mut last = i;
        while words
            .get(last + 1)
            .is_some_and(|next| are_neighbours(letters, &words[last], next) && next.is_name_part())
            && last - i < 2
        {
            last += 1;
        }
        out.push((words[first].start, words[last].end));
    }
    out.dedup();
    out
}

/// A surname with one initial, as pupils are listed: «Иванова М., 5 «А»», «Т. Селезнев». Two initials
/// are of grown people.
fn with_one_initial(letters: &[char], words: &[Word], staff: &[String]) -> Vec<(usize, usize)> {
    let own: Vec<String> = staff
        .iter()
        .filter_map(|it| it.split([' ', '\u{A0}']).next())
        .map(|it| it.to_lowercase().replace('ё', "е"))
        .collect();
    let is_initial = |at: usize| {
        letters.get(at).is_some_and(|c| c.is_uppercase()) && letters.get(at + 1) == Some(&'.')
    };
    let is_gap = |at: usize| matches!(letters.get(at), Some(' ' | '\u{A0}'));
    let surnames = words
        .iter()
        .filter(|it| it.ends_as_surname() && !it.is_all_capitals() && !own.contains(&it.plain));
    surnames
        .filter_map(|word| {
            let (start, end) = (word.start, word.end);
            let after = is_gap(end) && is_initial(end + 1) && {
                let next = if is_gap(end + 3) { end + 4 } else { end + 3 };
                !is_initial(next)
            };
            if after {
                return Some((start, end + 3));
            }
            let before = start >= 3
                && is_gap(start - 1)
                && is_initial(start - 3)
                && (start < 4
                    || !letters[start - 4].is_alphanumeric() && letters[start - 4] != '.')
                && (start < 5 || letters[start - 5] != '.');
            before.then(|| (start - 3, end))
        })
        .collect()
}

/// «Seleznev Timur»: a surname in Latin letters beside another word with a capital.
fn in_latin(words: &[Word]) -> Vec<(usize, usize)> {
    const ENDINGS: [&str; 9] = [
        "ov", "ova", "ev", "eva", "in", "ina", "enko", "skiy", "skaya",
    ];
    const SHORTEST: usize = 5;
    let is_latin = |word: &Word| word.is_capital() && word.plain.is_ascii();
    let is_surname = |word: &Word| {
        word.plain.len() >= SHORTEST && ENDINGS.iter().any(|it| word.plain.ends_with(it))
    };
    words
        .windows(2)
        .filter(|two| {
            two.iter().all(is_latin) && two.iter().any(is_surname) && two[1].start == two[0].end + 1
        })
        .map(|two| (two[0].start, two[1].end))
        .collect()
}

/// «ivanov собака mail.ru».
fn spelt_mails(letters: &[char], words: &[Word]) -> Vec<(usize, usize)> {
    let is_part = |c: &&char| c.is_ascii_alphanumeric() || "._-".contains(**c);
    let dogs = words.iter().filter(|word| word.plain == "собака");
    dogs.filter_map(|word| {
        let before = letters[..word.start].iter().rev().skip(1);
        let own = before.take_while(is_part).count();
        let after: String = letters[word.end..]
            .iter()
            .skip(1)
            .take_while(is_part)
            .collect();
        let is_address = own > 0 && after.trim_end_matches('.').contains('.');
        is_address.then(|| (word.start - 1 - own, word.end + 1 + after.len()))
    })
    .collect()
}

fn mails(letters: &[char]) -> Vec<(usize, usize)> {
    let is_part = |c: &char| c.is_alphanumeric() || "._-+".contains(*c);
    let mut out = Vec::new();
    for (at, _) in letters.iter().enumerate().filter(|(_, c)| **c == '@') {
        // «savina @ mail.ru» is meant for people, not for programs that gather addresses.
        let gap =
            |letters: &mut dyn Iterator<Item = &char>| letters.take_while(|c| **c == ' ').count();
        let gap_before = gap(&mut letters[..at].iter().rev());
        let gap_after = gap(&mut letters[at + 1..].iter());
        let before = letters[..at - gap_before].iter().rev();
        let before = before.take_while(|c| is_part(c)).count();
        let after = letters[at + 1 + gap_after..].iter();
        let address: String = after.take_while(|c| is_part(c)).collect();
        let is_apart = gap_before + gap_after > 0;
        if before > 0 && address.chars().count() > 1 && (!is_apart || address.contains('.')) {
            let end = at + 1 + gap_after + address.chars().count();
            out.push((at - gap_before - before, end));
        }
    }
    out
}

/// Somebody's page or name in a network: `@savina_math`, `vk.com/savina`, `savina [at] mail.ru`.
fn pages(letters: &[char]) -> Vec<(usize, usize)> {
    const NETWORKS: [&str; 7] = [
        "vk.com/",
        "vk.ru/",
        "t.me/",
        "ok.ru/",
        "wa.me/",
        "max.ru/",
        "rutube.ru/",
    ];
    const SHORTEST: usize = 4;
    let is_part = |c: &char| c.is_ascii_alphanumeric() || "._-/".contains(*c);
    let lower: String = letters.iter().flat_map(|c| c.to_lowercase()).collect();
    let mut out = Vec::new();
    for (at, c) in letters.iter().enumerate() {
        let rest = &letters[at..];
        let is_begun = at == 0 || !(letters[at - 1].is_alphanumeric() || letters[at - 1] == '.');
        let after = |from: usize| rest[from..].iter().take_while(|c| is_part(c)).count();
        if *c == '@' && is_begun && after(1) >= SHORTEST {
            out.push((at, at + 1 + after(1)));
        }
        let is_page = |network: &str| {
            let own = network.chars().count();
            let word: String = rest
                .iter()
                .take(own)
                .flat_map(|c| c.to_lowercase())
                .collect();
            word == network && after(own) > 1
        };
        if is_begun && lower.contains('/') && NETWORKS.iter().any(|n| is_page(n)) {
            out.push((at, at + after(0)));
        }
        let dog: String = rest.iter().take(4).collect();
        if matches!(dog.to_lowercase().as_str(), "[at]" | "(at)") {
            let before = letters[..at].iter().rev();
            let gap = before.clone().take_while(|c| c.is_whitespace()).count();
            let own = before.skip(gap).take_while(|c| is_part(c)).count();
            out.push((at - gap - own, at + 4));
        }
    }
    out
}

/// A day of birth.
fn births(letters: &[char], words: &[Word]) -> Vec<(usize, usize)> {
    const FAR: usize = 20;
    let said = words.iter().filter(|word| {
        word.plain.starts_with("рожден")
            || word.plain.starts_with("родил")
            || word.plain == "гр"
            || word.plain == "род" && letters.get(word.end) == Some(&'.')
    });
    // «15.03.2001 г.р.»
    let after = words.iter().filter_map(|word| {
        let rest: String = letters[word.start..].iter().take(4).collect();
        let is_said = word.plain == "г" && rest.replace(' ', "").starts_with("г.р");
        let from = word.start.saturating_sub(FAR);
        let before = letters[from..word.start].iter();
        let figures = before
            .rev()
            .take_while(|c| c.is_ascii_digit() || "., ".contains(**c));
        let length = figures.count();
        (is_said && length > FEWEST)
            .then_some((word.start - length, word.start + rest.len().min(4)))
    });
    let told = said.filter_map(|word| {
        let end = (word.end + FAR).min(letters.len());
        let figures = letters[word.end..end]
            .iter()
            .rposition(char::is_ascii_digit)?;
        Some((word.start, word.end + figures + 1))
    });
    // «2001 года рождения».
    let of_year = words.windows(2).filter_map(|two| {
        let is_said = two[0].plain.starts_with("год") && two[1].plain.starts_with("рожден");
        let before = letters[..two[0].start].iter().rev();
        let figures = before
            .skip_while(|c| c.is_whitespace())
            .take_while(|c| c.is_ascii_digit());
        (is_said && figures.count() == 4).then(|| (two[0].start.saturating_sub(5), two[1].end))
    });
    told.chain(after).chain(of_year).collect()
}

/// Words of health, of which a site must not tell of anybody.
fn health(words: &[Word]) -> Vec<(usize, usize)> {
    const STEMS: [&str; 4] = ["диагноз", "инвалидност", "беремен", "больничн"];
    let said = words
        .iter()
        .filter(|word| STEMS.iter().any(|it| word.plain.starts_with(it)));
    said.map(|word| (word.start, word.end)).collect()
}

/// «skype: savina.e», «вк: savina»: a network, and a name in it.
fn named_pages(letters: &[char], words: &[Word]) -> Vec<(usize, usize)> {
    const NETWORKS: [&str; 12] = [
        "skype",
        "скайп",
        "вк",
        "vk",
        "telegram",
        "телеграм",
        "тг",
        "tg",
        "whatsapp",
        "ватсап",
        "viber",
        "вайбер",
    ];
    const SHORTEST: usize = 4;
    let is_part = |c: &&char| c.is_ascii_alphanumeric() || "._-".contains(**c);
    let named = words
        .iter()
        .filter(|word| NETWORKS.contains(&word.plain.as_str()));
    named
        .filter_map(|word| {
            let gap = letters[word.end..].iter();
            let gap = gap.take_while(|c| " :–-".contains(**c)).count();
            let start = word.end + gap;
            let own = letters[start..].iter().take_while(is_part).count();
            (gap > 0 && own >= SHORTEST).then_some((word.start, start + own))
        })
        .collect()
}

/// Streets with a house, and flats.
fn streets(letters: &[char], words: &[Word]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let rest: String = letters[word.end..].iter().take(40).collect();
        let rest = rest.trim_start_matches(['.', ' ', '\u{A0}']);
        let has_dot = letters.get(word.end) == Some(&'.');
        let length = |rest: &str| {
            let whole = letters.len() - word.end;
            let line = rest
                .split(['\n', ';'])
                .next()
                .unwrap_or_default()
                .chars()
                .count();
            (word.end + 2 + line).min(word.end + whole)
        };
        let is_street = STREETS.contains(&word.plain.as_str())
            && (word.plain != "ул" || has_dot)
            && rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && rest.chars().take(40).any(|c| c.is_ascii_digit());
        let number = rest.trim_start_matches([',', ' ', '\u{A0}']);
        let of_house = number
            .strip_prefix("дом")
            .or_else(|| number.strip_prefix("д."));
        let number = of_house.map_or(number, str::trim_start);
        let has_number = number.starts_with(|c: char| c.is_ascii_digit());
        let before = (i > 0).then(|| &words[i - 1]).filter(|it| {
            let between = letters[it.end..word.start].iter();
            it.is_name_part() && between.clone().all(|c| " ,\u{A0}".contains(*c))
        });
        // «Ивановка, дом 3»
        let is_house = word.plain == "дом" || word.plain == "д" && has_dot;
        let is_after = AFTER_NAME.contains(&word.plain.as_str());
        if let Some(before) = before.filter(|_| has_number && (is_house || is_after)) {
            out.push((before.start, length(rest)));
            continue;
        }
        let is_flat = matches!(word.plain.as_str(), "кв" | "квартира")
            && rest.starts_with(|c: char| c.is_ascii_digit());
        if is_street || is_flat && i > 0 {
            out.push((word.start, length(rest)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let staff = ["Туманов Глеб Аркадьевич".to_owned()];
        personal(text, &staff).join("; ")
    }

    #[test]
    fn names_of_anybody_are_found_in_any_writing() {
        for (text, words) in [
            (
                "Разбор работ ученика Селезнева Тимура Олеговича",
                "Селезнева Тимура Олеговича",
            ),
            ("Помочь Аркадьевичу с журналом", "Помочь Аркадьевичу"),
            ("беседа с Мариной Викторовной", "Мариной Викторовной"),
            ("УЧЕНИК СЕЛЕЗНЕВ ТИМУР ОЛЕГОВИЧ", "СЕЛЕЗНЕВ ТИМУР ОЛЕГОВИЧ"),
            ("ЛИЧНАЯ КАРТА ПЕТРОВОЙ ОЛЬГИ ИВАНОВНЫ", "ОЛЬГИ ИВАНОВНЫ"),
            ("помочь Викторовне с журналом", "Викторовне"),
            ("урок\nКсении\nПетровой", "Ксении Петровой"),
            (
                "Селезнева\u{200B}Тимура Олеговича",
                "СелезневаТимура Олеговича",
            ),
            ("помочь Глебу с журналом", "Глебу"),
            ("ученик 5 «А» Петров Ваня", "Петров Ваня"),
            ("мама Пети Иванова", "Пети Иванова"),
            ("Ученица Маша Иванова", "Маша Иванова"),
            ("помог Лев Кузнецов", "Лев Кузнецов"),
            ("работа, Марат Галиев", "Марат Галиев"),
            ("Магомедов Расул, 5 класс", "Магомедов Расул"),
            ("с Мамедовым Рашидом Ахмед оглы", "Мамедовым Рашидом"),
            ("Айсен Николаев", "Айсен Николаев"),
            ("беседа с учеником Кузнецовым", "Кузнецовым"),
            ("дочь Алёна", "Алёна"),
            ("Иванова М., 5 «А»", "Иванова М."),
            ("работа: Т. Селезнев", "Т. Селезнев"),
            ("Seleznev Timur", "Seleznev Timur"),
            ("2001 года рождения", "2001 года рождения"),
            ("диагноз ДЦП", "диагноз"),
        ] {
            assert!(told(text).contains(words), "{text}: {}", told(text));
        }
    }

    #[test]
    fn ways_to_reach_a_person_are_found() {
        for (text, words) in [
            ("Телефон +7 900 000-01-34, вечером", "+7 900 000-01-34"),
            ("8(900)000-01-34", "8(900)000-01-34"),
            ("тел. 8 (900) 000-01-34.", "8 (900) 000-01-34"),
            ("Звонить 89000000134.", "89000000134"),
            ("Звонить 8900 0000134.", "8900 0000134"),
            ("8900 000 01 34", "8900 000 01 34"),
            ("т. 22-33-44.", "22-33-44"),
            ("(4722) 22-33-44", "(4722) 22-33-44"),
            ("паспорт 14 05 123456.", "14 05 123456"),
            ("СНИЛС 123-456-789 00.", "123-456-789 00"),
            ("ИНН 312345678901.", "312345678901"),
            ("@savina_math в Telegram", "@savina_math"),
            ("см. https://vk.com/savina_elena", "vk.com/savina_elena"),
            ("savina [at] mail.ru", "savina [at]"),
            ("дата рождения 15.03.2001", "рождения 15.03.2001"),
            ("15.03.2001 г.р.", "15.03.2001"),
            ("род. 15 марта 2001 года", "15 марта 2001"),
            ("т. 223344", "223344"),
            ("телефон 223344", "223344"),
            ("паспорт серии 1405 номер 123456", "1405 номер 123456"),
            ("серия 14 05 № 123456", "14 05 № 123456"),
            ("карта 2200 1234 5678 9012", "2200 1234 5678 9012"),
            ("счёт 40817810000000000001", "40817810000000000001"),
            ("полис 1234567890123456", "1234567890123456"),
            ("skype: savina.e", "savina.e"),
            ("вк: savina", "savina"),
            ("savina @ mail.ru", "savina @ mail.ru"),
            ("8.910.123.45.67", "8.910.123.45.67"),
            ("тел. 22-33-44", "22-33-44"),
            ("СНИЛС 112-233-445 95", "112-233-445 95"),
            ("паспорт 1414 123456", "1414 123456"),
            (
                "на zoya.ryabinina@pochta.example до среды",
                "zoya.ryabinina@pochta.example",
            ),
            ("по адресу: ул. Садовая, д. 5, кв. 7", "ул. Садовая, д. 5"),
            ("г. Белгород, Народный б-р, 12", "Народный б-р, 12"),
            ("Зеленая улица, дом 5", "Зеленая улица, дом 5"),
            ("пр-т Мира 15-20", "пр-т Мира 15-20"),
            ("д. Ивановка, дом 3", "Ивановка, дом 3"),
            ("ivanov собака mail.ru", "ivanov собака mail.ru"),
            ("справка ВК № 12345 от 01.09.2026", "справка ВК № 12345"),
        ] {
            assert!(told(text).contains(words), "{text}: {}", told(text));
        }
    }

    #[test]
    fn what_is_not_personal_is_left_alone() {
        for text in [
            "Неделя химии 12–15 октября: урок по книге А.П. Лугового, опыты, вера в успех; с 14.30 до 15.15, кабинет 214",
            "приказ № 118-ОД от 01.09.2026, 2026/2027 учебный год",
            "Туманов\u{A0}Г.А., Станкевич А.П., С.И. Рабинович",
            "Роман «Война и мир», Петровская ярмарка",
            "с 01.09.2026 по 31.05.2027; 2026-09-01; 10-15 человек",
            "Вера в успех и надежда",
            "Встреча с учениками. Новая школа; Центр «Точка роста», Дом Учителя, День знаний",
            "ученик 5 «А» класса, ученики и родители, семья и школа, Нижний Новгород, Великий Устюг",
            "Основной этап. Духовной жизни; ОСНОВНОЙ ЭТАП НА УРОВНЕ ШКОЛЫ В ДЕРЕВНЕ",
            "первична, обычна; Различна ли оценка",
            "к январю уроки проходят по плану, 15 минут",
            "на улице, ул. без номера",
            "проект «Дом», дом детского творчества; Домашнее чтение, гл. 5; Google Classroom, Microsoft Teams",
            "собака – друг человека, справка о проведении урока № 5",
            "карта наблюдений № 12, серия из 3 уроков, в т. ч. 2 открытых",
            "телефон доверия, паспорт кабинета 2026/2027",
        ] {
            assert_eq!(told(text), "", "{text}");
        }
    }
}
