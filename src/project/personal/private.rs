//! What is nobody's business: health, convictions and beliefs, of which a site must not tell of
//! anybody, pay, and words that open a door.

use super::word::Word;

/// Words that tell of one child or parent; of many they name a kind of work: «дети-сироты».
const OF_ONE: [&str; 16] = [
    "сирота",
    "сироту",
    "сироте",
    "сиротой",
    "слабослышащий",
    "слабослышащего",
    "слабослышащему",
    "слабослышащая",
    "слабовидящий",
    "слабовидящего",
    "слабовидящему",
    "слабовидящая",
    "многодетная",
    "многодетной",
    "многодетную",
    "декретном",
];

/// «Ребенок-сирота», «ребенок с РАС», «учится на дому», «из неполной семьи», «в разводе».
fn is_of_one(words: &[Word], i: usize) -> bool {
    let at = |i: usize| words.get(i).map_or("", |it| it.plain.as_str());
    let last = at(i).rsplit('-').next().unwrap_or_default();
    let before = |back: usize| i.checked_sub(back).map_or("", at);
    let is_child = |word: &str| {
        ["ребен", "учени", "сын", "доч"]
            .iter()
            .any(|it| word.starts_with(it))
            && !["ученики", "учеников", "учениками", "ученикам"].contains(&word)
    };
    OF_ONE.contains(&last)
        || at(i) == "рас" && before(1) == "с" && is_child(before(2))
        || at(i) == "дому"
            && before(1) == "на"
            && ["учится", "обучается", "учился", "училась"].contains(&before(2))
        || at(i) == "неполной" && before(1) == "из" && at(i + 1).starts_with("семь")
        || at(i) == "разводе" && before(1) == "в"
}

/// Words of health and of convictions, of which a site must not tell of anybody.
pub(super) fn health(words: &[Word]) -> Vec<(usize, usize)> {
    const STEMS: [&str; 15] = [
        "вич-инфиц",
        "онкологи",
        "онкобольн",
        "астматик",
        "шизофрен",
        "диагноз",
        "инвалидност",
        "беремен",
        "больничн",
        "диабет",
        "аутист",
        "аутизм",
        "эпилепс",
        "туберкулез",
        "судимост",
    ];
    const FAR: usize = 4;
    // Of one; «День инвалидов», «дети-инвалиды» tell of nobody.
    let is_invalid = |plain: &str| {
        let last = plain.rsplit('-').next().unwrap_or_default();
        matches!(last, "инвалид" | "инвалида" | "инвалиду" | "инвалидом")
    };
    let is_said = |i: usize| {
        let plain = words[i].plain.as_str();
        // «Состоит на учете в ПДН».
        let is_listed = plain.starts_with("учет")
            && words[i + 1..].iter().take(FAR).any(|it| {
                matches!(
                    it.plain.as_str(),
                    "пдн" | "кдн" | "вшк" | "полиции" | "диспансере"
                )
            });
        STEMS.iter().any(|it| plain.starts_with(it))
            || is_of_one(words, i)
            || plain == "дцп"
            || is_listed
            || is_invalid(plain)
    };
    let said = (0..words.len()).filter(|i| is_said(*i));
    said.map(|i| (words[i].start, words[i].end)).collect()
}

/// What somebody believes, or which party he is of.
pub(super) fn beliefs(letters: &[char], words: &[Word]) -> Vec<(usize, usize)> {
    // Of one person; lessons tell of many.
    const BELIEVERS: [&str; 14] = [
        "мусульманин",
        "мусульманка",
        "католик",
        "католичка",
        "протестант",
        "протестантка",
        "иудей",
        "иудейка",
        "буддист",
        "буддистка",
        "баптист",
        "баптистка",
        "атеист",
        "атеистка",
    ];
    const ADJECTIVES: [&str; 8] = [
        "православный",
        "православная",
        "верующий",
        "верующая",
        "неверующий",
        "неверующая",
        "беспартийный",
        "беспартийная",
    ];
    let word_goes_on = |end: usize| {
        let gap = letters[end..].iter().take_while(|c| c.is_whitespace());
        let next = letters.get(end + gap.count());
        next.is_some_and(|c| c.is_alphabetic() || *c == '«')
    };
    let next = |i: usize, by: usize| words.get(i + by).map_or("", |it| it.plain.as_str());
    (0..words.len())
        .filter_map(|i| {
            let (plain, end) = (words[i].plain.as_str(), words[i].end);
            let is_member = matches!(
                plain,
                "член" | "члена" | "членом" | "состоит" | "вступил" | "вступила" | "сторонник"
            );
            let party = (1..=2).find(|by| {
                let it = next(i, *by);
                let is_united = it == "россии" && words[i + by - 1].plain == "единой";
                it.starts_with("парти")
                    || matches!(it, "кпрф" | "лдпр" | "секте" | "секты")
                    || is_united
            });
            // «Основы православной культуры» are a lesson.
            let is_alone = ADJECTIVES.contains(&plain)
                && (!word_goes_on(end) || next(i, 1).starts_with("семь"));
            let is_witness = plain.starts_with("свидетел") && next(i, 1).starts_with("иегов");
            let is_nation = plain == "национальность" && !word_goes_on(end) && end < letters.len()
                || plain == "национальности" && i > 0 && words[i - 1].plain == "по";
            if let Some(by) = party.filter(|_| is_member) {
                return Some((words[i].start, words[i + by].end));
            }
            let is_faith = matches!(plain, "вера" | "религия" | "исповедание")
                && letters.get(end) == Some(&':');
            let is_said = BELIEVERS.contains(&plain)
                || is_faith
                || matches!(plain, "исповедует" | "исповедующий" | "исповедующая")
                || plain.starts_with("вероисповедан")
                || is_alone
                || is_witness
                || is_nation;
            is_said.then_some((words[i].start, end))
        })
        .collect()
}

/// «Оклад 25000 рублей», «премия 5 тыс. руб.»: what somebody is paid.
pub(super) fn sums(letters: &[char], words: &[Word]) -> Vec<(usize, usize)> {
    const PAY: [&str; 12] = [
        "оклад",
        "зарплат",
        "зарабат",
        "жаловань",
        "преми",
        "доплат",
        "надбавк",
        "выплат",
        "выплач",
        "получает",
        "аванс",
        "ставк",
    ];
    const FAR: usize = 40;
    let is_pay = |word: &&Word| {
        PAY.iter().any(|it| word.plain.starts_with(it)) || word.plain.starts_with("заработн")
    };
    let ends_sentence = |at: usize| {
        letters[at] == ';'
            || letters[at] == '.'
                && letters.get(at + 1).is_none_or(|c| c.is_whitespace())
                && !letters[at.saturating_sub(3)..at]
                    .iter()
                    .collect::<String>()
                    .ends_with("тыс")
    };
    let of_pay = |word: &Word| {
        let limit = (word.end + FAR).min(letters.len());
        let end = (word.end..limit).find(|at| ends_sentence(*at));
        let rest = &letters[word.end..end.unwrap_or(limit)];
        let first = rest.iter().position(char::is_ascii_digit)?;
        let is_part =
            |c: &&char| c.is_ascii_digit() || c.is_whitespace() || matches!(**c, ',' | '.');
        let length = rest[first..].iter().take_while(is_part).count();
        let figures = rest[first..first + length]
            .iter()
            .filter(|c| c.is_ascii_digit());
        let figures = figures.count();
        let after: String = rest[first + length..].iter().take(4).collect();
        let after = after.to_lowercase();
        let is_money = ["руб", "р.", "₽", "тыс", "т.р"]
            .iter()
            .any(|it| after.starts_with(it))
            || after == "р";
        let trimmed = rest[first..first + length].iter().rev();
        let trimmed = length - trimmed.take_while(|c| !c.is_ascii_digit()).count();
        // «Оклад 25000»; «премия 2026 года» is none, nor a share.
        let sum: String = rest[first..first + length].iter().collect();
        let is_year = sum.starts_with("19") || sum.starts_with("20");
        let is_number = rest[..first].iter().any(|c| "№«".contains(*c));
        let is_bare = (figures >= 5 || figures == 4 && !is_year && first <= 4)
            && !is_number
            && !after.starts_with(['%', '/', '-', '.'])
            && !rest[first..first + trimmed].contains(&'.');
        (is_money || is_bare).then_some((word.start, word.end + first + trimmed))
    };
    let before_pay = |word: &Word| {
        // «25000 рублей оклада».
        let i = words.iter().position(|it| it.start == word.start)?;
        let rouble = i.checked_sub(1).map(|at| &words[at])?;
        let is_money = rouble.plain.starts_with("руб");
        let gap = letters[..rouble.start].iter().rev();
        let is_part = |c: &&char| c.is_ascii_digit() || c.is_whitespace();
        let length = gap.take_while(is_part).count();
        let figures = letters[rouble.start - length..rouble.start].iter();
        let is_sum = figures.filter(|c| c.is_ascii_digit()).count() > 2;
        (is_money && is_sum).then_some((rouble.start - length, word.end))
    };
    // «Сорок тысяч рублей».
    let in_words = |word: &Word| {
        let behind = || {
            let rest = words.iter().filter(|it| it.start > word.end);
            rest.take_while(|it| it.start < word.end + FAR)
        };
        let is_said = behind().any(|it| it.plain.starts_with("тысяч"));
        let money = behind().find(|it| it.plain.starts_with("рубл"))?;
        let is_one = !letters[word.end..money.start]
            .iter()
            .any(|c| ".;".contains(*c));
        (is_said && is_one).then_some((word.start, money.end))
    };
    let pay = || words.iter().filter(is_pay);
    pay()
        .filter_map(of_pay)
        .chain(pay().filter_map(in_words))
        .chain(pay().filter_map(before_pay))
        .collect()
}

/// «Пароль от журнала: qwerty123», «логин ivanova», «код доступа 4512».
pub(super) fn secrets(letters: &[char], words: &[Word]) -> Vec<(usize, usize)> {
    const FAR: usize = 40;
    const SHORTEST: usize = 4;
    let is_key = |i: usize| {
        let plain = words[i].plain.as_str();
        let next = words.get(i + 1).map_or("", |it| it.plain.as_str());
        let is_one = [
            "пароль",
            "паролем",
            "логин",
            "логином",
            "password",
            "login",
            "пин",
            "pin",
        ];
        is_one.contains(&plain)
            || plain.starts_with("пин-код")
            || matches!(plain, "код" | "кода" | "кодом" | "ключ" | "ключом")
                && matches!(
                    next,
                    "доступа" | "входа" | "приглашения" | "класса" | "активации"
                )
            || plain == "кодовое" && next == "слово"
    };
    let found = (0..words.len()).filter(|i| is_key(*i)).filter_map(|i| {
        let word = &words[i];
        let limit = (word.end + FAR).min(letters.len());
        let rest = &letters[word.end..limit];
        let end = rest
            .iter()
            .enumerate()
            .position(|(at, c)| {
                ";!?\n".contains(*c)
                    || *c == '.' && rest.get(at + 1).is_none_or(|c| c.is_whitespace())
            })
            .unwrap_or(rest.len());
        let mut at = 0;
        let mut is_told = false;
        while at < end {
            let is_part = |c: &&char| !c.is_whitespace() && !",;:()«»\"".contains(**c);
            let length = rest[at..end].iter().take_while(is_part).count();
            let token = &rest[at..at + length];
            let has_digit = token.iter().any(char::is_ascii_digit);
            let is_foreign =
                token.iter().all(char::is_ascii) && token.iter().any(char::is_ascii_alphabetic);
            let is_last = at + length >= end || ",;".contains(rest[at + length]);
            let is_dash = matches!(token, ['-' | '–' | '—' | '=']);
            // «Пароль: мурзик»; «пароль: правила составления» is a lesson.
            let is_word = is_told && is_last && token.iter().all(|c| c.is_alphanumeric());
            // «Пароль qwerty», but «пароль Wi-Fi».
            let is_next = rest[..at].iter().all(|c| c.is_whitespace())
                && !token.iter().any(char::is_ascii_uppercase)
                && length > SHORTEST;
            let is_plain_foreign = is_foreign && (is_told || has_digit || is_next);
            if length >= SHORTEST && (has_digit || is_plain_foreign || is_word) {
                return Some((word.start, word.end + at + length));
            }
            is_told = is_dash || is_told && length == 0 || rest.get(at + length) == Some(&':');
            at += length.max(1);
        }
        None
    });
    found.collect()
}
