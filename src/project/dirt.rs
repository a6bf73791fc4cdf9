//! Dirt in names and posts: marks and line breaks that came along from a list. What is plain is
//! mended and told; the file itself is mended by `check --fix`.

use super::besides_post;
use crate::problem::{Code, Placed, Problem};
use crate::reader::Reader;
use crate::russian::{
    PersonName, capital_inside, is_oblique_patronymic, is_patronymic, is_unknown_post, searchable,
};

/// Tells the marks that [`PersonName::parse`] leaves out.
pub(super) fn tell_name(reader: &Reader<'_>, name: &Placed<String>) {
    let Some(mended) = PersonName::mended(name).filter(|_| PersonName::parse(name).is_ok()) else {
        return;
    };
    let letters = |text: &str| text.replace([' ', '\u{A0}'], "");
    let what = if letters(&mended) == letters(name) {
        "лишний пробел"
    } else if name.value.contains(['–', '—']) && !mended.contains(['–', '—']) {
        "тире вместо дефиса"
    } else {
        "лишний знак"
    };
    tell(
        reader,
        name,
        "name",
        format!("в имени «{}» {what}", name.value),
        format!("напечатается «{mended}»"),
        Some(mended),
    );
}

/// The post of somebody, clean; tells what was cleaned and what has no place in it.
pub(super) fn read_post(
    reader: &Reader<'_>,
    post: &Placed<String>,
    name: Option<&PersonName>,
) -> Placed<String> {
    let problems = [
        capital_post(reader, post),
        category_in_post(post),
        name_in_post(post, name),
        besides_post::tell(post),
    ];
    problems
        .into_iter()
        .flatten()
        .for_each(|problem| reader.report(problem));
    Placed {
        value: clean_post(reader, post),
        place: post.place.clone(),
    }
}

/// The post without marks at its ends and doubled commas.
fn clean_post(reader: &Reader<'_>, post: &Placed<String>) -> String {
    let line = post.value.replace('\n', " ");
    let is_broken = post.value.contains('\n');
    let bare = without_note(&line);
    if !is_of_words(bare) {
        if let Some(mark) = mark_of_note(&line) {
            tell(
                reader,
                post,
                "position",
                format!("в должности «{line}» знак «{mark}»"),
                "если это знак сноски, уберите его: он напечатается во всех документах".to_owned(),
                None,
            );
        }
        return line;
    }
    let mended = if is_broken {
        line.clone()
    } else {
        without_marks(bare)
    };
    if mended.is_empty() {
        return line;
    }
    if is_broken {
        tell(
            reader,
            post,
            "position",
            "в должности перенос строки".to_owned(),
            "запишите ее одной строкой; если должностей две, разделите их запятой".to_owned(),
            None,
        );
    } else if mended != line {
        tell(
            reader,
            post,
            "position",
            format!("в должности «{line}» лишний знак"),
            format!("напечатается «{mended}»"),
            Some(mended.clone()),
        );
    } else if stop_inside(&mended) {
        tell(
            reader,
            post,
            "position",
            format!("точка посреди должности «{mended}»"),
            "если должностей две, разделите их запятой".to_owned(),
            None,
        );
    }
    mended
}

/// A text that stands in the middle of a sentence, without its full stop.
pub(super) fn phrase(reader: &Reader<'_>, key: &str, text: &Placed<String>) -> Placed<String> {
    let mended = without_full_stop(text.trim_end()).to_owned();
    if mended != text.value.trim_end() {
        tell(
            reader,
            text,
            key,
            "лишняя точка в конце".to_owned(),
            format!("текст стоит в середине предложения; напечатается «{mended}»"),
            Some(mended.clone()),
        );
    }
    Placed {
        value: mended,
        place: text.place.clone(),
    }
}

fn tell(
    reader: &Reader<'_>,
    text: &Placed<String>,
    key: &str,
    message: String,
    hint: String,
    fix: Option<String>,
) {
    let problem = Problem::with(Code::StrayMark, key, message).hint(hint);
    reader.report(match (reader.inside(text), fix) {
        (Some(place), Some(fix)) => problem.at(&place).fix(Some(fix)),
        _ => problem.at(&text.place),
    });
}

/// Marks that no post begins or ends with.
const MARKS: [char; 12] = [',', ';', ':', '-', '–', '—', '/', ' ', '…', '!', '?', '•'];

/// Marks of footnotes.
const NOTES: [char; 5] = ['*', '^', '¹', '²', '³'];

/// Russian words with the marks of prose only: of anything else it is not known what is dirt.
fn is_of_words(post: &str) -> bool {
    let is_usual = |c: char| {
        c.is_alphanumeric()
            || c.is_whitespace()
            || MARKS.contains(&c)
            || matches!(c, '.' | '(' | ')' | '«' | '»' | '"' | '№' | '+')
    };
    post.chars().any(|c| matches!(c, 'А'..='я' | 'Ё' | 'ё')) && post.chars().all(is_usual)
}

fn without_marks(post: &str) -> String {
    let inner = without_number(post)
        .trim_start_matches('.')
        .trim_start_matches(MARKS);
    let inner = without_full_stop(without_end(inner));
    let inner = without_end(inner);
    let inner = without_end(inner.strip_suffix(" и").unwrap_or(inner));
    let mut out = String::with_capacity(inner.len());
    for c in inner.chars() {
        let after_comma = out.trim_end().ends_with(',');
        if c == ',' {
            out.truncate(out.trim_end().len());
            if after_comma {
                continue;
            }
        } else if after_comma && c.is_alphabetic() && out.ends_with(',') {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

/// The same at the end, and a bracket with nothing after it.
fn without_end(post: &str) -> &str {
    post.trim_end_matches(|c| c == '(' || MARKS.contains(&c))
}

/// «1. учитель физики» as in a list.
fn without_number(post: &str) -> &str {
    let rest = post.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['.', ')']) {
        Some(words) if rest.len() < post.len() => words.trim_start(),
        _ => post,
    }
}

/// «учитель физики*» without the mark of a footnote after its last word.
fn without_note(post: &str) -> &str {
    let bare = post.trim_end().trim_end_matches(NOTES);
    if bare.ends_with(|c: char| c.is_alphabetic() || c == ')') {
        bare
    } else {
        post
    }
}

/// A mark of a footnote after a word in the middle: «учитель* физики».
fn mark_of_note(post: &str) -> Option<char> {
    let mut after_word = post
        .char_indices()
        .filter(|(at, c)| NOTES.contains(c) && post[..*at].ends_with(char::is_alphabetic));
    after_word.next().map(|(_, c)| c)
}

/// A whole word with a full stop before other words: «учитель физики. Классный руководитель».
/// Abbreviations end on a consonant.
fn stop_inside(post: &str) -> bool {
    const SHORTEST_WORD: usize = 4;
    let stops = post.match_indices('.').filter(|(at, _)| {
        let word = post[..*at]
            .rsplit([' ', '.', '-'])
            .next()
            .unwrap_or_default();
        let goes_on = post[at + 1..].trim_start().starts_with(char::is_alphabetic);
        let ends = word
            .chars()
            .next_back()
            .is_some_and(|c| "аеиоуыэюя".contains(c));
        goes_on && ends && word.chars().count() >= SHORTEST_WORD
    });
    stops.count() > 0
}

/// «учитель математики.»: a post stands in the middle of a line. The last word may be an
/// abbreviation: «нач. кл.», «учит. матем.»
fn without_full_stop(post: &str) -> &str {
    let bare = post.trim_end_matches('.');
    let last = bare.split_whitespace().next_back();
    if bare.len() < post.len() && last.is_some_and(|word| !is_cut_short(word)) {
        bare
    } else {
        post
    }
}

/// Whether a word before a full stop is cut short: it is short, or ends as no word of a post does.
fn is_cut_short(word: &str) -> bool {
    const LONGEST: usize = 4;
    // «классов», «ИЗО».
    const PLURAL: [&str; 2] = ["ов", "ев"];
    let last = word.split(['.', '-']).next_back().unwrap_or_default();
    let ends_on = |letters: &str| last.ends_with(|c| letters.contains(c));
    last.chars().count() <= LONGEST
        || ends_on("бвгджзклмнпрстфхцчшщ")
            && !PLURAL.iter().any(|end| last.ends_with(end))
            && is_unknown_post(word)
            && is_unknown_post(last)
}

/// Endings of words, not of abbreviations.
const ENDINGS: [&str; 12] = [
    "КИ", "ИИ", "ИЯ", "КА", "ТЕЛЬ", "НИК", "ИСТ", "ОГО", "ЫЙ", "ИЙ", "АЯ", "ТОР",
];
/// School subjects, which a title names with a small letter.
const SUBJECTS: &str = "физики химии математики истории биологии географии информатики музыки \
    технологии литературы русского английского немецкого французского иностранного родного \
    обществознания физкультуры физической изобразительного астрономии труда начальных";

/// A school subject with a capital, «учитель Физики».
fn capital_subject(post: &str) -> Option<String> {
    let words = post.split(' ').skip(1);
    let is_subject = |word: &str| {
        let small = word.to_lowercase();
        let is_capital =
            word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase);
        is_capital && SUBJECTS.split(' ').any(|subject| subject == small)
    };
    words
        .map(|word| word.trim_end_matches([',', ';', '.']))
        .find(|word| is_subject(word))
        .map(ToOwned::to_owned)
}

/// A word in capitals that is no abbreviation: long, or with vowels as words have them.
fn loud_word(post: &str) -> Option<&str> {
    const SHORTEST_WORD: usize = 5;
    const LONGEST_ABBREVIATION: usize = 7;
    let is_vowel = |c: char| "АЕЁИОУЫЭЮЯ".contains(c);
    let is_loud = |(at, word): (usize, &str)| {
        let letters: Vec<char> = word.chars().collect();
        let runs = |vowels: bool| {
            letters
                .chunk_by(|a, b| is_vowel(*a) == is_vowel(*b))
                .filter(|run| is_vowel(run[0]) == vowels)
                .map(<[char]>::len)
                .max()
                .unwrap_or_default()
        };
        // «УЧИТЕЛЬ» is spoken as a word, «МБДОУ» is not.
        let is_spoken =
            at == 0 && letters.len() >= SHORTEST_WORD && runs(true) == 1 && runs(false) <= 2;
        let has_ending = letters.len() >= SHORTEST_WORD
            && runs(true) <= 2
            && ENDINGS.iter().any(|ending| word.ends_with(ending));
        letters.iter().all(|c| c.is_uppercase())
            && (is_spoken || has_ending || letters.len() > LONGEST_ABBREVIATION)
    };
    post.split(|c: char| !c.is_alphabetic())
        .enumerate()
        .find(|(at, word)| !word.is_empty() && is_loud((*at, word)))
        .map(|(_, word)| word)
}

/// «учитель физики высшей категории»: a category is given to a person and is no part of the post.
/// Posts of engineers and clerks have theirs («инженер II категории»).
fn category_in_post(post: &Placed<String>) -> Option<Problem> {
    const OF_TEACHERS: [&str; 6] = [
        "учител",
        "воспитател",
        "преподавател",
        "педагог",
        "логопед",
        "дефектолог",
    ];
    let words: Vec<&str> = post.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(['(', ')', ',', '.']).to_lowercase();
    let begins = |word: &str, with: &str| bare(word).starts_with(with);
    let at = words.iter().position(|word| begins(word, "категори"))?;
    let belongs = |word: &&&str| {
        let grades = ["высш", "перв", "втор", "квалификационн", "i"];
        grades.iter().any(|it| begins(word, it))
            || bare(word).starts_with(|c: char| c.is_ascii_digit())
    };
    let own = words[..at].iter().rev().take_while(belongs).count();
    let phrase = &words[at - own..=at];
    let is_attested = phrase
        .iter()
        .any(|word| begins(word, "высш") || begins(word, "квалификационн"));
    let is_teacher = OF_TEACHERS.iter().any(|head| begins(words[0], head));
    let phrase = phrase.join(" ");
    let phrase = phrase.trim_matches(['(', ')', ',']);
    (is_attested || is_teacher && own > 0).then(|| {
        let message = format!("в должности стоит квалификационная категория: «{phrase}»");
        Problem::new(Code::CategoryInPost, message)
            .at(&post.place)
            .hint("категория – не часть должности: оставьте ее наименование по штатному расписанию")
    })
}

/// «учитель физики Гордеева М.И.»: a name that was copied along with the post. The name of somebody
/// whose name a school bears («имени И.И. Иванова», «им. Гагарина») is none, nor is one in quotation
/// marks.
fn name_in_post(post: &Placed<String>, own: Option<&PersonName>) -> Option<Problem> {
    let found = name_within(post, own)?;
    let message = format!("в должности стоит имя человека: «{found}»");
    Some(
        Problem::with(Code::NameInPost, "position", message)
            .at(&post.place)
            .hint("оставьте одну должность: имя программа напечатает рядом сама"),
    )
}

fn name_within(post: &str, own: Option<&PersonName>) -> Option<String> {
    let mut depth = 0_usize;
    let outside: String = post
        .chars()
        .map(|c| match c {
            '«' | '“' | '„' => {
                depth += 1;
                ' '
            }
            '»' | '”' => {
                depth = depth.saturating_sub(1);
                ' '
            }
            '(' | ')' | ',' | ';' => ' ',
            _ if depth > 0 => ' ',
            _ => c,
        })
        .collect();
    let of_namesake = ["имени", "им.", "памяти"];
    let end = of_namesake
        .iter()
        .filter_map(|word| outside.find(word))
        .min();
    let before = &outside[..end.unwrap_or(outside.len())];
    let words: Vec<&str> = before.split_whitespace().collect();
    let is_name = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.clone().count() > 1
            && letters.all(|c| c.is_lowercase() || c == '-')
    };
    let is_initials = |word: &str| {
        let letters: Vec<&str> = word.split_terminator('.').collect();
        word.ends_with('.')
            && word != "И.О."
            && letters
                .iter()
                .all(|it| it.chars().count() == 1 && it.chars().all(char::is_uppercase))
    };
    let is_own = |word: &str| {
        let surname = own.map(|name| searchable(&name.surname));
        is_name(word) && surname.is_some_and(|surname| surname == searchable(word))
    };
    let pairs = words.windows(2).find(|pair| {
        let [first, second] = [pair[0], pair[1]];
        is_name(first) && is_initials(second) || is_initials(first) && is_name(second)
    });
    if let Some(pair) = pairs {
        return Some(pair.join(" "));
    }
    let alone = words.iter().skip(1).find(|word| {
        is_own(word) || is_name(word) && (is_patronymic(word) || is_oblique_patronymic(word))
    });
    alone.map(|word| (*word).to_owned())
}

/// «назначить Заместителя директора»: the program itself gives a post its capital where it begins a
/// line.
fn capital_post(reader: &Reader<'_>, post: &Placed<String>) -> Option<Problem> {
    if let Some(word) = loud_word(post) {
        let message = format!("слово «{word}» в должности записано прописными буквами");
        return Some(
            Problem::new(Code::CapitalPost, message)
                .at(&post.place)
                .hint("должность пишется строчными буквами; прописными – только сокращения"),
        );
    }
    if let Some(word) = capital_inside(post).or_else(|| capital_subject(post)) {
        let message = format!("слово «{word}» в должности записано с прописной буквы");
        return Some(
            Problem::new(Code::CapitalPost, message)
                .at(&post.place)
                .hint("должность пишется со строчной буквы; где нужна прописная, программа поставит ее сама"),
        );
    }
    let mut letters = post.chars();
    let first = letters.next().filter(|c| c.is_uppercase())?;
    letters.next().filter(|c| c.is_lowercase())?;
    if letters
        .take_while(|c| c.is_alphabetic())
        .any(char::is_uppercase)
    {
        return None;
    }
    let small: String = first.to_lowercase().collect();
    let problem = Problem::new(
        Code::CapitalPost,
        format!("должность записана с прописной буквы: «{}»", post.value),
    );
    let hint =
        "в тексте приказа она пишется со строчной; где нужна прописная, программа поставит ее сама";
    Some(match reader.first_letter(post) {
        Some(place) => problem.at(&place).hint(hint).fix(Some(small)),
        None => problem.at(&post.place).hint(hint),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_around_a_post_go() {
        for (written, clean) in [
            ("учитель физики,", "учитель физики"),
            ("учитель физики.", "учитель физики"),
            ("учитель физики ;", "учитель физики"),
            ("– учитель физики –", "учитель физики"),
            (", учитель физики", "учитель физики"),
            ("учитель,, методист", "учитель, методист"),
            ("учитель , методист", "учитель, методист"),
            ("учитель,методист", "учитель, методист"),
            ("учитель, , методист", "учитель, методист"),
            ("учитель физики…", "учитель физики"),
            ("учитель физики (", "учитель физики"),
            ("учитель физики и", "учитель физики"),
            ("1. учитель физики", "учитель физики"),
            ("учитель (0,5 ставки)", "учитель (0,5 ставки)"),
            (
                "(по совместительству) учитель",
                "(по совместительству) учитель",
            ),
            ("учитель 1 категории", "учитель 1 категории"),
            ("учитель нач. кл.", "учитель нач. кл."),
            ("учит. матем.", "учит. матем."),
            ("преп. физич. культ.", "преп. физич. культ."),
            ("учитель начальных классов.", "учитель начальных классов"),
            ("социальный педагог.", "социальный педагог"),
            ("педагог-организатор.", "педагог-организатор"),
            ("учитель-логопед.", "учитель-логопед"),
            ("и.о. директора", "и.о. директора"),
            (
                "учитель физики (совместитель)",
                "учитель физики (совместитель)",
            ),
            ("педагог-психолог", "педагог-психолог"),
        ] {
            assert_eq!(without_marks(written), clean);
        }
    }

    #[test]
    fn the_name_of_a_person_in_a_post_is_found() {
        let own = PersonName::parse("Гордеева Мария Ивановна").ok();
        for (post, name) in [
            ("учитель физики Гордеева М.И.", "Гордеева М.И."),
            ("учитель физики М.И. Гордеева", "М.И. Гордеева"),
            ("учитель физики (Кун В. И.)", "Кун В."),
            ("учитель физики Гордеева", "Гордеева"),
            ("учитель физики Мария Ивановна", "Ивановна"),
            ("учитель физики, Кун Вера Ильинична", "Ильинична"),
        ] {
            assert_eq!(name_within(post, own.as_ref()).as_deref(), Some(name));
        }
        for post in [
            "учитель МБОУ «СОШ № 5 им. Ю.А. Гагарина»",
            "директор школы имени Героя Советского Союза И.И. Иванова",
            "методист ЦДО им. Ивана Ивановича Иванова",
            "И.О. директора",
            "И.о. директора",
            "учитель ОБЗР",
            "заместитель директора по УВР",
            "педагог центра «Гордеева М.И.»",
            "методист Центра образования",
        ] {
            assert_eq!(name_within(post, own.as_ref()), None, "{post}");
        }
    }

    #[test]
    fn what_is_no_prose_is_left_as_it_is() {
        for text in [
            "*учитель*",
            "../../x",
            "<учитель>,",
            "--- ... ''",
            "{учитель}",
            "(((",
        ] {
            assert!(!is_of_words(text), "{text}");
        }
        for text in [
            "учитель физики,",
            "– IT-специалист",
            "учитель (0,5 ставки);",
        ] {
            assert!(is_of_words(text), "{text}");
        }
    }

    #[test]
    fn stops_and_capitals_inside_are_seen() {
        assert!(stop_inside("учитель физики. классный руководитель"));
        assert!(stop_inside("учитель физики.Классный руководитель"));
        for post in [
            "учитель нач. классов",
            "препод. физики",
            "и.о. директора",
            "учитель физики.",
        ] {
            assert!(!stop_inside(post), "{post}");
        }
        assert_eq!(capital_subject("учитель Физики").as_deref(), Some("Физики"));
        assert_eq!(capital_subject("методист Центра «Физики»"), None);
        assert_eq!(capital_subject("учитель физики"), None);
    }

    #[test]
    fn words_in_capitals_are_known_from_abbreviations() {
        for post in ["УЧИТЕЛЬ ФИЗИКИ", "ЗАВУЧ", "учитель МАТЕМАТИКИ", "ДИРЕКТОР"]
        {
            assert!(loud_word(post).is_some(), "{post}");
        }
        for post in [
            "учитель ОБЖ",
            "ПДО",
            "директор МБДОУ",
            "заместитель директора по УВР",
            "методист ГБОУДПО",
            "учитель МХК и ИЗО",
        ] {
            assert_eq!(loud_word(post), None, "{post}");
        }
    }
}
