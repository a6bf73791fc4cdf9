//! Names in a text: whole ones, surnames with initials or alone, in small letters, in Latin ones.

use std::ops::RangeInclusive;

use super::culture::{is_bearer, is_famous, is_of_method};
use super::own::Own;
use super::word::{Word, given_stem, is_unseen};
use crate::russian::{bears_names, ends_as_surname, is_relative};

/// Surnames that a text of a school names without meaning anybody near, places that end so, and
/// other words that do.
const KNOWN: &str = "\
    пушкин гагарин ломоносов менделеев лермонтов тургенев чехов некрасов есенин ахматов цветаев карамзин суворов кутузов \
    ленин сталин левитан шишкин вавилов эльконин шаталов бунин куприн пришвин солженицын булгаков столыпин ватутин \
    ростов саратов тамбов псков киев киров губкин шебекин берлин пекин калинин украин палестин аргентин \
    макаренк шевченк короленк родин викторин дисциплин медицин магазин санпин картин машин основ покров героев остров защитник";
/// Surnames of one syllable before a name of its own kind.
const OF_THE_EAST: [&str; 20] = [
    "ли",
    "лю",
    "лим",
    "хан",
    "чжао",
    "чжоу",
    "хуан",
    "линь",
    "фам",
    "мэй",
    "ким",
    "пак",
    "цой",
    "чен",
    "чжан",
    "тян",
    "хегай",
    "огай",
    "югай",
    "нгуен",
];

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

/// First names, patronymics and whole names.
pub(super) fn names(letters: &[char], words: &[Word], own: &[String]) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let is_short_name = word.plain.chars().count() == 2 && is_after_child(letters, words, i);
        if !word.is_name_part() && !is_short_name
            || out.last().is_some_and(|(_, end)| *end >= word.end)
            || has_initials(letters, word) && !is_patronymic_of(word, own)
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
                .is_some_and(|stem| own.iter().any(|own| given_stem(own) == Some(stem)))
            || own.iter().any(|own| word.is_fond_of(own));
        let starts_sentence = begins_sentence(letters, word);
        let alone = is_own && (!starts_sentence || !is_common(&word.plain));
        // A woman's patronymic alone is known by its capital letter only.
        let is_patronymic = word.is_mans_patronymic()
            || word.ends_as_womans_patronymic()
                && (own.contains(&word.plain)
                    || before.is_some_and(Word::is_given)
                    || !starts_sentence && !word.is_all_capitals());
        let all = || [Some(word), before, after].into_iter().flatten();
        // Surnames of the staff beside each other are none of outsiders.
        let is_with_surname = all().any(|it| it.ends_as_surname() && !is_known(it))
            && all().any(|it| !own.contains(&it.plain))
            && (before.is_some() || after.is_some());
        let is_child = is_after_child(letters, words, i);
        let is_name = is_given || is_with_surname && !word.is_all_capitals();
        if !(is_patronymic || is_name && (before.is_some() || after.is_some()) || alone || is_child)
        {
            continue;
        }
        let whole = whole_name(letters, words, i);
        if is_child || !is_of_another(letters, words, i, own) {
            out.push((words[*whole.start()].start, words[*whole.end()].end));
        }
    }
    out.dedup();
    out
}

/// The whole name: the word at `i` and what stands with it on both sides.
fn whole_name(letters: &[char], words: &[Word], i: usize) -> RangeInclusive<usize> {
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
    first..=last
}

/// «Г. Аркадьевич Туманов»: a patronymic of the staff is no surname, whatever initial stands before
/// it.
fn is_patronymic_of(word: &Word, own: &[String]) -> bool {
    (word.is_mans_patronymic() || word.ends_as_womans_patronymic()) && own.contains(&word.plain)
}

/// Whether the name that the word at `i` is of means nobody near: somebody known to all, a book or a street, or common words. Nobody of the staff is such.
fn is_of_another(letters: &[char], words: &[Word], i: usize, own: &[String]) -> bool {
    let name = whole_name(letters, words, i);
    let mut before = words[name.start().saturating_sub(1)..i]
        .iter()
        .rev()
        .take(2);
    let name = &words[name];
    let is_quoted = letters[..name[0].start].last() == Some(&'«');
    if name.iter().any(|word| own.contains(&word.plain)) {
        return false;
    }
    let is_titled = before.any(|word| is_bearer(word, is_quoted));
    is_titled || is_famous(name) || name.iter().all(|word| is_common(&word.plain))
}

/// «Ученица Ли», «дочь Алёна».
fn is_after_child(letters: &[char], words: &[Word], i: usize) -> bool {
    i > 0
        && !begins_sentence(letters, &words[i])
        && words[i - 1].tells_of_child()
        && are_neighbours(letters, &words[i - 1], &words[i])
        && words[i].is_capital()
        && !words[i].is_all_capitals()
}

/// Whether a word is the first of a sentence, a title or a cell.
fn begins_sentence(letters: &[char], word: &Word) -> bool {
    letters[..word.start]
        .iter()
        .rev()
        .find(|c| !c.is_whitespace() && !"«\"(–—-".contains(**c))
        .is_none_or(|c| ".!?:;".contains(*c))
}

/// A first name that is a common word as well.
fn is_common(plain: &str) -> bool {
    [
        "вер",
        "надежд",
        "люб",
        "роман",
        "слав",
        "свет",
        "лев",
        "мил",
    ]
    .iter()
    .any(|it| plain.starts_with(it))
}

fn ends_as_lone_surname(word: &Word) -> bool {
    // «IT-кубов», «Интернет-уроков».
    let is_whole = |plain: &str| !plain.contains('-') && !plain.contains(|c: char| c.is_ascii());
    word.plain.chars().count() > 5
        && (is_whole(&word.plain) || word.ends_in_capital())
        && ends_as_surname(&word.plain)
}

/// «Селезнев-Тимур»: a hyphen for the space.
fn is_joined_name(word: &Word) -> bool {
    let Some((first, second)) = word.plain.split_once('-') else {
        return false;
    };
    let is_surname = ends_as_surname;
    let is_given = |part: &str| part.chars().count() > 2 && given_stem(part).is_some();
    word.is_capital()
        && word.ends_in_capital()
        && (is_given(first) && is_surname(second) || is_surname(first) && is_given(second))
}

/// Whether one of a few words before tells that a book, a law or a street bears the name.
fn is_of_culture(letters: &[char], words: &[Word], i: usize) -> bool {
    const FAR: usize = 4;
    let quoted = letters[words[i].end..].iter().find(|c| !c.is_whitespace()) == Some(&'«');
    quoted
        || is_known(&words[i])
        || is_of_method(words, i)
        || words[i].plain.ends_with("ников")
        || words[i.saturating_sub(FAR)..i]
            .iter()
            .any(|it| bears_names(&it.plain))
}

fn is_known(word: &Word) -> bool {
    KNOWN
        .split_whitespace()
        .any(|it| word.plain.starts_with(it))
}

/// Initials that stand with a word: how many, and where the whole begins and ends.
fn initials(letters: &[char], word: &Word) -> Option<(usize, usize, usize, bool)> {
    let spaces = |at: usize| {
        letters[at.min(letters.len())..]
            .iter()
            .take_while(|c| c.is_whitespace() && **c != '\n')
            .count()
    };
    let is_initial = |at: usize| {
        letters.get(at).is_some_and(|c| c.is_uppercase())
            && matches!(letters.get(at + 1), Some('.'))
            && (at == 0 || !letters[at - 1].is_alphabetic())
    };
    let mut count = 0;
    let mut end = word.end;
    while is_initial(end + spaces(end)) {
        end += spaces(end) + 2;
        count += 1;
    }
    if count > 0 {
        return Some((count, word.start, end, true));
    }
    let mut start = word.start;
    loop {
        let before = letters[..start].iter().rev();
        let gap = before.take_while(|c| c.is_whitespace()).count();
        let Some(at) = start.checked_sub(gap + 2).filter(|at| is_initial(*at)) else {
            break;
        };
        start = at;
        count += 1;
    }
    (count > 0).then_some((count, start, word.end, false))
}

/// Whether a class of pupils follows: «5 «А»», «7Б», «5 класса».
pub(in crate::project) fn class_follows(letters: &[char], at: usize) -> bool {
    const LAST_CLASS: u32 = 11;
    let rest: String = letters[at.min(letters.len())..].iter().take(14).collect();
    let rest = rest.trim_start_matches([' ', '\u{A0}', ',', '(', '–', '-']);
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let is_number = digits
        .parse::<u32>()
        .is_ok_and(|it| (1..=LAST_CLASS).contains(&it));
    let rest = rest[digits.len()..].trim_start_matches([' ', '\u{A0}', '-']);
    let letter = rest.trim_start_matches(['«', '"', '„', '“']);
    let mut letter = letter.chars();
    let is_letter = letter.next().is_some_and(|c| ('А'..='Я').contains(&c))
        && letter.next().is_none_or(|c| !c.is_alphanumeric());
    is_number && (is_letter || rest.starts_with("кл"))
}

/// Whether the words beside it tell that a surname is that of a pupil or of a parent.
fn is_of_family(letters: &[char], words: &[Word], i: usize, end: usize) -> bool {
    let before = words[..i].iter().rev().find(|word| {
        !word.plain.starts_with("класс") && !matches!(word.plain.chars().count(), 1 | 2)
    });
    let named = before.is_some_and(|word| {
        let between = &letters[word.end..words[i].start];
        let is_plural = ["ки", "ков", "ками", "кам", "ках", "щиеся", "щихся", "щимся"];
        word.tells_of_child()
            && !is_plural.iter().any(|it| word.plain.ends_with(it))
            && !between.iter().any(|c| ";:!?".contains(*c))
    });
    let after = words.iter().find(|word| word.start >= end);
    let follows = after.is_some_and(|word| {
        let between = &letters[end..word.start];
        between.iter().all(|c| " ,(–-\u{A0}".contains(*c)) && is_relative(&word.plain)
    });
    named || follows || class_follows(letters, end)
}

/// Surnames of others with initials. One that does not end as most do may be that of a guest or of
/// an author, unless it is of a pupil or of a parent, or has one initial only, as a list of a class
/// has it.
pub(super) fn short(letters: &[char], words: &[Word], own: &Own) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for (i, word) in words.iter().enumerate() {
        if !word.is_name_part() {
            continue;
        }
        let Some((count, start, end, is_after)) = initials(letters, word) else {
            continue;
        };
        // «Мордкович А.Г. Алгебра»: they belong to the surname before them.
        let before = words[..i].iter().rfind(|it| !is_after && it.end <= start);
        let is_taken = before.is_some_and(|it| {
            let between = &letters[it.end..start.max(it.end)];
            between.iter().all(|c| c.is_whitespace())
                && (it.ends_as_surname() || it.is_mans_patronymic())
        });
        if is_taken {
            continue;
        }
        let beside = if is_after {
            &letters[word.end..end]
        } else {
            &letters[start..word.start]
        };
        let is_own = own.has_surname(&word.plain);
        if own.has_short(&word.plain, &beside.iter().collect::<String>())
            || !is_own && !word.is_given() && own.words.contains(&word.plain)
        {
            continue;
        }
        // A namesake of the staff is somebody, however the surname ends.
        let is_surname = is_own || ends_as_lone_surname(word);
        let is_meant = if count == 1 {
            is_surname && !word.is_all_capitals() || is_after && word.is_given()
        } else {
            is_surname
        };
        let is_alone = is_meant
            && !is_of_culture(letters, words, i)
            && !is_of_another(letters, words, i, &own.words);
        if is_alone || is_of_family(letters, words, i, end) {
            out.push((start, end));
        }
    }
    out
}

/// «С а в и н а»: letters apart, as a name is hidden from a search.
pub(super) fn spread(letters: &[char]) -> Vec<(usize, usize)> {
    const FEWEST: usize = 4;
    /// Titles of papers that are printed so.
    const TITLES: &str = "приказ план программа положение протокол справка отчет реестр согласие договор распоряжение приказываю приложение";
    let is_lone = |at: usize| {
        letters[at].is_alphabetic()
            && (at == 0 || !letters[at - 1].is_alphabetic())
            && letters.get(at + 1).is_none_or(|c| !c.is_alphabetic())
    };
    let mut out = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let mut end = at;
        let is_mark = |c: char| c.is_whitespace() && c != '\n' || "._*-".contains(c);
        while end + 2 < letters.len()
            && is_lone(end)
            && is_mark(letters[end + 1])
            && is_lone(end + 2)
            && (letters[end + 1].is_whitespace() || letters[end + 2].is_lowercase())
        {
            end += 2;
        }
        let word: String = letters[at..=end]
            .iter()
            .filter(|c| c.is_alphabetic())
            .collect();
        let plain = word.to_lowercase();
        let is_title = TITLES.split(' ').any(|it| plain.starts_with(it));
        if word.chars().count() >= FEWEST && word.starts_with(char::is_uppercase) && !is_title {
            out.push((at, end + 1));
        }
        at = end + 1;
    }
    out
}

/// Surnames of others that stand alone: within a sentence, or before a class.
pub(super) fn surnames(letters: &[char], words: &[Word], own: &[String]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let is_whole_cell = is_list_of_surnames(words);
    for (i, word) in words.iter().enumerate() {
        if is_joined_name(word) && !own.contains(&word.plain) {
            out.push((word.start, word.end));
            continue;
        }
        let is_quoted = word.start > 0 && "«\"„“".contains(letters[word.start - 1]);
        if !word.is_name_part()
            || word.is_all_capitals()
            || is_quoted
            || own.contains(&word.plain)
            || has_initials(letters, word)
            || !(ends_as_lone_surname(word) || is_whole_cell && word.plain != "и")
            || is_of_culture(letters, words, i)
            || is_of_another(letters, words, i, own)
        {
            continue;
        }
        if !begins_sentence(letters, word) || is_whole_cell || class_follows(letters, word.end) {
            out.push((word.start, word.end));
        }
    }
    out
}

/// «Сидоров», «Сидоров, Ковалева и Петренко»: surnames and nothing else.
fn is_list_of_surnames(words: &[Word]) -> bool {
    const MOST: usize = 6;
    /// Words that end as surnames and stand alone in a cell.
    const NOUNS: &str = "карантин гражданин господин термин витамин пингвин дельфин апельсин мандарин камин комсомолин \
        семьянин крестьянин дворянин россиянин старшин причин величин половин середин вершин долин годин \
        рутин глубин тишин перемен глагол новин основ готов здоров";
    let is_one = |word: &Word| {
        (ends_as_lone_surname(word) || OF_THE_EAST.contains(&word.plain.as_str()))
            && word.is_capital()
            && !word.is_all_capitals()
            && !is_known(word)
            && !word.plain.ends_with("ников")
            && !NOUNS
                .split_whitespace()
                .any(|it| word.plain.starts_with(it))
    };
    let is_and = |word: &Word| word.plain == "и";
    words.len() <= MOST && words.iter().all(|it| is_one(it) || is_and(it))
}

/// «Ким Чен», «О'Нил Шон»: names of two words of which none is a Russian one.
pub(super) fn foreign(letters: &[char], words: &[Word], own: &[String]) -> Vec<(usize, usize)> {
    let is_part = |word: &Word| {
        word.is_capital()
            && word.plain.chars().count() > 1
            && !word.is_all_capitals()
            && !own.contains(&word.plain)
    };
    let is_eastern = |word: &Word| is_part(word) && OF_THE_EAST.contains(&word.plain.as_str());
    let mut out = Vec::new();
    for (i, two) in words.windows(2).enumerate() {
        let [a, b] = two else { continue };
        if is_of_culture(letters, words, i) {
            continue;
        }
        let between = &letters[a.end..b.start];
        let is_apart = between.iter().all(|c| c.is_whitespace());
        if is_apart && is_part(a) && is_part(b) && (is_eastern(a) || is_eastern(b)) {
            out.push((a.start, b.end));
        }
        let is_prefix = matches!(a.plain.as_str(), "о" | "o") && a.is_capital();
        if is_prefix && matches!(between, ['\'' | '’' | '`']) && is_part(b) {
            let name = words.get(i + 2);
            let name = name.filter(|it| is_part(it) && are_neighbours(letters, b, it));
            out.push((a.start, name.map_or(b.end, |it| it.end)));
        }
    }
    out
}

/// First names alone, one beside the other: «Федя и Ваня».
pub(super) fn together(letters: &[char], words: &[Word]) -> Vec<(usize, usize)> {
    let is_meant = |word: &Word| word.is_given() && !is_common(&word.plain);
    words
        .windows(3)
        .filter(|three| {
            let [a, and, b] = three else { return false };
            is_meant(a)
                && and.plain == "и"
                && is_meant(b)
                && are_neighbours(letters, a, and)
                && are_neighbours(letters, and, b)
        })
        .map(|three| (three[0].start, three[2].end))
        .collect()
}

/// A first name and a surname or a patronymic in small letters.
pub(super) fn small(letters: &[char], words: &[Word]) -> Vec<(usize, usize)> {
    const SHORTEST: usize = 4;
    let is_given = |word: &Word| {
        let stem = given_stem(&word.plain).filter(|stem| stem.chars().count() >= SHORTEST);
        stem.is_some_and(|stem| {
            !is_common(stem) && !matches!(stem, "семен" | "кари" | "полин" | "август")
        })
    };
    let is_small = |word: &Word| !word.is_capital();
    let is_patronymic = |word: &Word| {
        // «Основной», «на уровне» end like a patronymic.
        let others = [
            "основн",
            "духовн",
            "верховн",
            "церковн",
            "уровн",
            "деревн",
            "обычн",
        ];
        word.plain.chars().count() > 6
            && !others.iter().any(|it| word.plain.starts_with(it))
            && (word.has_mans_patronymic() || word.has_womans_patronymic())
    };
    words
        .windows(2)
        .filter(|two| {
            let [a, b] = two else { return false };
            are_neighbours(letters, a, b)
                && is_small(a)
                && is_small(b)
                && (is_given(a) && ends_as_lone_surname(b)
                    || is_patronymic(b)
                        && (given_stem(&a.plain).is_some() || b.has_mans_patronymic())
                    || ends_as_lone_surname(a) && is_given(b))
        })
        .map(|two| (two[0].start, two[1].end))
        .collect()
}

/// A first name and a surname in Latin letters.
pub(super) fn latin(letters: &[char], words: &[Word]) -> Vec<(usize, usize)> {
    let is_latin = |word: &Word| word.is_name_part() && word.plain.is_ascii();
    let is_given = |word: &Word| given_stem(&in_russian(&word.plain)).is_some();
    words
        .windows(2)
        .filter(|two| {
            let [a, b] = two else { return false };
            are_neighbours(letters, a, b)
                && is_latin(a)
                && is_latin(b)
                && (is_given(a) || is_given(b))
        })
        .map(|two| (two[0].start, two[1].end))
        .collect()
}

/// A Latin word as it sounds, near enough for stems of first names.
fn in_russian(latin: &str) -> String {
    const SOUNDS: [(&str, &str); 37] = [
        ("shch", "щ"),
        ("sch", "щ"),
        ("zh", "ж"),
        ("kh", "х"),
        ("ts", "ц"),
        ("ch", "ч"),
        ("sh", "ш"),
        ("yu", "ю"),
        ("iu", "ю"),
        ("ju", "ю"),
        ("ya", "я"),
        ("ja", "я"),
        ("ia", "ия"),
        ("ye", "е"),
        ("iy", "ий"),
        ("x", "кс"),
        ("a", "а"),
        ("b", "б"),
        ("v", "в"),
        ("w", "в"),
        ("g", "г"),
        ("d", "д"),
        ("e", "е"),
        ("z", "з"),
        ("i", "и"),
        ("j", "й"),
        ("y", "и"),
        ("k", "к"),
        ("l", "л"),
        ("m", "м"),
        ("n", "н"),
        ("o", "о"),
        ("p", "п"),
        ("r", "р"),
        ("s", "с"),
        ("t", "т"),
        ("u", "у"),
    ];
    let mut rest = latin;
    let mut out = String::new();
    while let Some(first) = rest.chars().next() {
        let sound = SOUNDS.iter().find(|(own, _)| rest.starts_with(own));
        let (own, sound) = sound.copied().unwrap_or(match first {
            'f' => ("f", "ф"),
            'h' => ("h", "х"),
            _ => (&rest[..first.len_utf8()], ""),
        });
        out.push_str(sound);
        rest = &rest[own.len()..];
    }
    out
}
