//! Words that look like something personal: names with a patronymic or a first name, telephones,
//! addresses, numbers of documents. Only for a person to look at: what is found need not be one.

/// First names by their stems, small letters, for all cases; names that are common words too are
/// left out.
const GIVEN: &str = "\
    аделин айгул айдар айрат аким александр алексе алексан алеш алин алис алл альберт альбин альфи анатоли ангелин андре \
    анжел анн антон антонин арин аркади арсени артем артур афанаси богдан борис вадим валенти валери варвар василис васили \
    венер вениамин виктор вилен виталий витали владислав владимир всеволод вячеслав гали геннади георги герман глеб григори \
    гузел гульнар дарь денис диан динар дмитри евгени егор екатерин елен елизавет ефим жанн захар зинаид зо зульфи зухр иван \
    игнат игор ильдар иль ильнур ильяс иннокенти ирин ирм кари камил карин кирилл клавди климент константин кристин ксени \
    ларис леони леонид лиди лилиан лилия людмил магомед максим маргарит мари марин марьям маргари матве мила милан мирон \
    михаил мурат надежд назар натали наталь никит никола нин оксан олег олес ольг павел павл петр полин прасковь прохор равил \
    раис рамил рафаил регин ренат римм роман ростислав руслан рустам сави самуил светлан святослав семен серафим серге софи софь \
    станислав степан тама тамар тарас тать тимофе тимур тихон ульян фатим федор фарид феликс филипп фаин шамил эдуард элеонор \
    эльвир эльдар эльмир эмили эмм юли юри яков ярослав ян";
/// Short ones in «а» and «я», without that letter.
const SHORT: &str = "\
    ал ан андрюш антош бор вад вал валер ван вас вер вик вит вов вол галин гош гриш даш дим жен зин ил ир кат кол кост ксюш \
    лар лен лер лев лид лиз люб люд люс макс манс марус маш мит миш наст нат натах над ол паш пет полин рит ром саш свет \
    сем сереж слав сон степ танечк тан таис тем тим тол тос феден фед юл юр яш";
/// Endings of those in the cases.
const SHORT_ENDINGS: [&str; 11] = ["а", "ы", "и", "е", "у", "ой", "ою", "я", "ю", "ей", "ею"];
/// Endings that first names take in the cases.
const ENDINGS: [&str; 23] = [
    "", "а", "у", "ом", "ем", "е", "й", "я", "ю", "ь", "и", "ы", "ой", "ей", "ою", "ею", "ии",
    "ию", "ия", "ией", "ием", "ье", "ьей",
];
/// Endings of patronymics in the cases.
const PATRONYMIC: [&str; 15] = [
    "ович",
    "овича",
    "овичу",
    "овичем",
    "овиче",
    "евич",
    "евича",
    "евичу",
    "евичем",
    "евиче",
    "ьич",
    "ьича",
    "ьичу",
    "ьичом",
    "ьиче",
];
/// Women's; other words end like them: «основной», «на уровне», «в деревне», «обычна».
const PATRONYMIC_STEMS: [&str; 3] = ["овн", "евн", "ичн"];
/// Words before the name of a street.
const STREETS: [&str; 14] = [
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
];

#[derive(Debug, Clone)]
struct Word {
    text: String,
    /// Without signs that have no look, small letters.
    plain: String,
    start: usize,
    end: usize,
}

impl Word {
    fn is_capital(&self) -> bool {
        self.text
            .chars()
            .find(|c| c.is_alphabetic())
            .is_some_and(char::is_uppercase)
    }

    fn is_name_part(&self) -> bool {
        self.is_capital() && self.plain.chars().count() > 2
    }

    fn is_long(&self) -> bool {
        self.is_capital() && self.plain.chars().count() > 5
    }

    fn is_mans_patronymic(&self) -> bool {
        self.is_long() && PATRONYMIC.iter().any(|it| self.plain.ends_with(it))
    }

    fn ends_as_womans_patronymic(&self) -> bool {
        let ends = |stem: &str| {
            ["а", "ы", "е", "у", "ой", "ою"]
                .iter()
                .any(|ending| self.plain.ends_with(&format!("{stem}{ending}")))
        };
        self.is_long() && PATRONYMIC_STEMS.iter().any(|it| ends(it))
    }

    fn is_all_capitals(&self) -> bool {
        !self.text.chars().any(char::is_lowercase)
    }

    fn is_given(&self) -> bool {
        self.is_name_part() && given_stem(&self.plain).is_some()
    }
}

/// The stem of a first name in any case.
fn given_stem(plain: &str) -> Option<&'static str> {
    let of = |stems: &'static str, endings: &[&str]| {
        stems.split_whitespace().find(|stem| {
            plain
                .strip_prefix(stem)
                .is_some_and(|ending| endings.contains(&ending))
        })
    };
    of(GIVEN, &ENDINGS).or_else(|| of(SHORT, &SHORT_ENDINGS))
}

fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{300}'..='\u{36F}')
}

/// Words of letters; a hyphen joins.
fn words(letters: &[char]) -> Vec<Word> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if !letters[at].is_alphabetic() {
            at += 1;
            continue;
        }
        let start = at;
        while at < letters.len()
            && (letters[at].is_alphabetic()
                || is_unseen(letters[at]) && letters[at] != '\u{200B}'
                || letters[at] == '-' && letters.get(at + 1).is_some_and(|c| c.is_alphabetic()))
        {
            at += 1;
        }
        let text: String = letters[start..at].iter().collect();
        let plain = text.chars().filter(|c| !is_unseen(*c));
        out.push(Word {
            plain: plain
                .flat_map(char::to_lowercase)
                .collect::<String>()
                .replace('ё', "е"),
            text,
            start,
            end: at,
        });
    }
    out
}

/// What in a text looks personal, as it stands there but in one line. `staff` are names of the
/// staff in any form, which the text may still hold in part.
pub(super) fn personal(text: &str, staff: &[String]) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let words = words(&letters);
    let mut found: Vec<(usize, usize)> = names(&letters, &words, staff);
    found.extend(mails(&letters));
    found.extend(pages(&letters));
    found.extend(births(&letters, &words));
    found.extend(numbers(&letters));
    found.extend(streets(&letters, &words));
    found.sort_unstable();
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
        if !(is_patronymic || is_given && (before.is_some() || after.is_some()) || alone) {
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

fn mails(letters: &[char]) -> Vec<(usize, usize)> {
    let is_part = |c: &char| c.is_alphanumeric() || "._-+".contains(*c);
    let mut out = Vec::new();
    for (at, _) in letters.iter().enumerate().filter(|(_, c)| **c == '@') {
        let before = letters[..at]
            .iter()
            .rev()
            .take_while(|c| is_part(c))
            .count();
        let after = letters[at + 1..].iter().take_while(|c| is_part(c)).count();
        if before > 0 && after > 1 {
            out.push((at - before, at + 1 + after));
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
        word.plain.starts_with("рожден") || word.plain.starts_with("родил") || word.plain == "гр"
    });
    said.filter_map(|word| {
        let end = (word.end + FAR).min(letters.len());
        let figures = letters[word.end..end]
            .iter()
            .rposition(char::is_ascii_digit)?;
        Some((word.start, word.end + figures + 1))
    })
    .collect()
}

/// Telephones, and numbers of documents as long as them.
fn numbers(letters: &[char]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut at = 0;
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
        let is_long = (10..=12).contains(&digits) && groups.first() != Some(&4);
        let is_local = matches!(groups.as_slice(), [1..=3, 2, 2])
            && !run.iter().any(|c| c.is_whitespace())
            || matches!(groups.as_slice(), [3..=5, 1..=3, 2, 2]) && run.contains(&')');
        let is_passport = matches!(groups.as_slice(), [4, 6] | [2, 2, 6]);
        if (is_long || is_local || is_passport) && !goes_on || is_long && run.first() == Some(&'+')
        {
            out.push((start, end));
        }
    }
    out
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
            ("т. 22-33-44.", "22-33-44"),
            ("(4722) 22-33-44", "(4722) 22-33-44"),
            ("паспорт 14 05 123456.", "14 05 123456"),
            ("СНИЛС 123-456-789 00.", "123-456-789 00"),
            ("ИНН 312345678901.", "312345678901"),
            ("@savina_math в Telegram", "@savina_math"),
            ("см. https://vk.com/savina_elena", "vk.com/savina_elena"),
            ("savina [at] mail.ru", "savina [at]"),
            ("дата рождения 15.03.2001", "рождения 15.03.2001"),
            ("тел. 22-33-44", "22-33-44"),
            ("СНИЛС 112-233-445 95", "112-233-445 95"),
            ("паспорт 1414 123456", "1414 123456"),
            (
                "на zoya.ryabinina@pochta.example до среды",
                "zoya.ryabinina@pochta.example",
            ),
            ("по адресу: ул. Садовая, д. 5, кв. 7", "ул. Садовая, д. 5"),
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
            "Основной этап. Духовной жизни; ОСНОВНОЙ ЭТАП НА УРОВНЕ ШКОЛЫ В ДЕРЕВНЕ",
            "первична, обычна; Различна ли оценка",
            "к январю уроки проходят по плану, 15 минут",
            "на улице, ул. без номера",
        ] {
            assert_eq!(told(text), "", "{text}");
        }
    }
}
