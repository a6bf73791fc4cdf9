//! Surnames. Men's surnames on a consonant change, women's do not; those on «а» and «я» change for
//! both. Where the spelling hides the stress or the origin, the commoner form is given with a
//! doubt.

use super::letters::{Word, is_consonant, is_hushing, is_initials, is_velar, is_vowel};
use super::paradigm::{
    Animacy, Forms, Stress, adjective, masculine, masculine_from, noun_in_a, possessive_adjective,
    possessive_feminine, possessive_masculine,
};
use super::parts::{decline_parts, decline_single, last_part, parts};
use super::surnames::{
    ADJECTIVES_IN_AYA, ADJECTIVES_IN_IY, ADJECTIVES_IN_NIY, ADJECTIVES_IN_OY, ALSO_WITH_SOFT_SIGN,
    CLEAR_IN_AYA, COMMON_ENDINGS, COMMON_NOUNS_IN, FIXED_FIRST, FIXED_LAST, FLEETING, FOREIGN_OV,
    FRENCH, GERMAN_IH, GIVEN_LIKE_SURNAMES, MAYBE_FRENCH, MOSTLY_RUSSIAN_IN, NOUNS_IN,
    NOUNS_IN_AYA, NOUNS_IN_OVA, NOUNS_IN_OY, NOUNS_IN_SOFT_YA, PLAIN_EC, ROOTS_IN_OY, SHIFTING,
    STRESSED_HUSHING, STRESSED_IN_A, UNCLEAR_IN_ICH, UNSTRESSED_EC, UNSTRESSED_HUSHING,
    UNSTRESSED_IN_A, VOWEL_KEPT, WITH_SOFT_SIGN, WITHOUT_SOFT_SIGN,
};
use super::{Ambiguity, Case, Declined, Doubt, Gender, Refusal};

/// What kind of surname the ending shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// -ов, -ев, -ин, -ын and their feminines.
    Possessive(Gender),
    /// -ский, -цкий, -ской, -цкой and their feminines.
    Relational(Gender),
    /// Any other adjective.
    Adjective(Gender),
    /// Nouns, foreign names, everything else.
    Other,
}

/// Declines a surname, single or double.
///
/// # Errors
/// Initials cannot be declined.
pub(super) fn decline(text: &str, gender: Gender) -> Result<Declined, Refusal> {
    if is_initials(text) && !text.to_lowercase().chars().all(is_vowel) {
        return Err(Refusal::Initials {
            text: text.to_owned(),
        });
    }
    let has_fixed_last = parts(text).len() > 1 && last_part(text).is_one_of(FIXED_LAST);
    // «Чернышевского-Заде», but «Ахмед-заде»: a surname of its own changes, a first name not.
    let stays = |part: &str| has_fixed_last && family(&Word::new(part)) == Family::Other;
    let declined = decline_parts(
        text,
        |part| {
            if stays(part) {
                Declined::unchanged(part)
            } else {
                first(part, gender)
            }
        },
        |part| {
            if has_fixed_last {
                Declined::unchanged(part)
            } else {
                single(part, gender)
            }
        },
    );
    Ok(match shortened(text) {
        Some(part) => declined.doubted(Doubt::OddEnding { word: part }),
        None => declined,
    })
}

/// A part of a double surname that is no whole word: «Иванов-мл», «Немирович-Д».
fn shortened(text: &str) -> Option<String> {
    let parts = parts(text);
    let is_short = |part: &&str| !part.to_lowercase().chars().any(is_vowel);
    let short = parts.iter().map(|(_, part)| *part).find(is_short)?;
    (parts.len() > 1).then(|| short.to_owned())
}

/// Declines a part that another one follows.
fn first(text: &str, gender: Gender) -> Declined {
    let word = Word::new(text);
    if word.is_one_of(FIXED_FIRST) {
        return Declined::unchanged(text);
    }
    let declined = single(text, gender);
    let usual = family(&word) != Family::Other || word.syllables() > 1 && word.ends(COMMON_ENDINGS);
    if usual || !declined.changes() {
        declined
    } else {
        declined.doubted(Doubt::DoublePart {
            part: text.to_owned(),
        })
    }
}

fn single(text: &str, gender: Gender) -> Declined {
    decline_single(text, |word| match gender {
        Gender::Masculine => man(word),
        Gender::Feminine => woman(word),
    })
}

/// The kind of surname that the ending of one word shows.
pub(super) fn family(word: &Word) -> Family {
    use Family::{Adjective, Other, Possessive, Relational};
    use Gender::{Feminine, Masculine};
    if word.ends(&["ский", "цкий", "ской", "цкой"]) {
        Relational(Masculine)
    } else if word.ends(&["ская", "цкая"]) {
        Relational(Feminine)
    } else if word.ends(&["ов", "ев", "ин", "ын"]) {
        let noun = word.is_one_of(FOREIGN_OV)
            || word.is_one_of(NOUNS_IN)
            || word.is_one_of(COMMON_NOUNS_IN)
            || word.syllables() < 2 && word.plain != "львов";
        if noun || is_vowel(word.back(2)) && word.ends(&["ин"]) && word.syllables() < 3 {
            Other
        } else {
            Possessive(Masculine)
        }
    } else if word.ends(&["ова", "ева", "ина", "ына"]) {
        let noun = word.is_one_of(NOUNS_IN_OVA) || word.syllables() < 3 && word.plain != "львова";
        if noun { Other } else { Possessive(Feminine) }
    } else if is_masculine_adjective(word) {
        Adjective(Masculine)
    } else if word.ends(&["ая", "яя"])
        && is_consonant(word.back(2))
        && !word.is_one_of(NOUNS_IN_AYA)
        || is_possessive_feminine(word)
    {
        Adjective(Feminine)
    } else {
        Other
    }
}

/// Whether a word ends like a surname and is not a first name such as «Марина».
pub(crate) fn looks_like_surname(text: &str) -> bool {
    !Word::new(text).is_one_of(GIVEN_LIKE_SURNAMES)
        && parts(text).into_iter().any(|(_, part)| {
            matches!(
                family(&Word::new(part)),
                Family::Possessive(_) | Family::Relational(_)
            )
        })
}

/// Whether a word has an ending that only surnames have: -ов, -ев, -ский.
pub(crate) fn is_plain_surname(text: &str) -> bool {
    looks_like_surname(text) && !last_part(text).ends(&["ин", "ина", "ын", "ына"])
}

/// «Козья», «Третья»: the feminine of a possessive adjective.
fn is_possessive_feminine(word: &Word) -> bool {
    word.ends(&["ья"])
        && (word.is_one_of(ALSO_WITH_SOFT_SIGN)
            || Word::new(&format!("{}ий", word.without(2))).is_one_of(WITH_SOFT_SIGN))
}

fn is_masculine_adjective(word: &Word) -> bool {
    let before = word.back(2);
    match (word.back(1), word.back(0)) {
        ('ы', 'й') => word.syllables() > 1,
        ('о', 'й') => {
            (word.syllables() > 1 || word.plain == "злой")
                && !is_noun_in_oy(word)
                && is_consonant(before)
        }
        ('и', 'й') if word.is_one_of(WITH_SOFT_SIGN) => true,
        ('и', 'й') => match before {
            'н' => word.is_one_of(ADJECTIVES_IN_NIY),
            'ж' | 'ш' | 'щ' => word.syllables() > 1,
            'ч' if word.ends(&["учий", "ючий", "ачий", "ячий", "бочий"]) => {
                word.plain != "казначий"
            }
            'к' if word.ends(&["нький"]) => true,
            _ => word.is_one_of(ADJECTIVES_IN_IY),
        },
        _ => false,
    }
}

/// «Герой», «Козодой», but «Толстой» and «Молодой».
fn is_noun_in_oy(word: &Word) -> bool {
    let is_compound = || {
        let mut roots = ROOTS_IN_OY.iter();
        roots.any(|root| {
            let before = word.plain.strip_suffix(root);
            before.is_some_and(|it| it.ends_with(['о', 'е']) && it.chars().count() > 2)
        })
    };
    word.is_one_of(NOUNS_IN_OY) || !word.is_one_of(ADJECTIVES_IN_OY) && is_compound()
}

/// Whether an adjective on -ой, -жий or -чий may be a noun, or take «ь», for all that its ending
/// shows.
fn is_unclear_adjective(word: &Word) -> bool {
    if word.ends(&["ой"]) {
        let is_clear = word.ends(&["ной", "овой", "евой", "ской", "цкой"]);
        return !is_clear && !word.is_one_of(ADJECTIVES_IN_OY);
    }
    word.ends(&["жий", "ачий", "ячий"]) && !word.is_one_of(WITHOUT_SOFT_SIGN)
}

fn man(word: &Word) -> Declined {
    match family(word) {
        Family::Possessive(Gender::Masculine) => possessive_man(word),
        Family::Adjective(Gender::Masculine) if word.is_one_of(WITH_SOFT_SIGN) => {
            Declined::sure(possessive_adjective(word))
        }
        Family::Adjective(Gender::Masculine) if is_unclear_adjective(word) => {
            let other = if word.ends(&["ой"]) {
                masculine(word, Stress::Stem)
            } else {
                possessive_adjective(word)
            };
            adjective_surname(word).or(&other, Case::Genitive, Ambiguity::NounOrAdjective)
        }
        Family::Relational(Gender::Masculine) | Family::Adjective(Gender::Masculine) => {
            adjective_surname(word)
        }
        Family::Possessive(_) | Family::Relational(_) | Family::Adjective(_) => {
            in_a(word).doubted(other_gender(word))
        }
        Family::Other => match word.back(0) {
            'а' | 'я' => in_a(word),
            'й' => in_short_i(word),
            'ь' => in_soft_sign(word),
            last if is_consonant(last) => in_consonant(word),
            last => fixed_vowel(word, last),
        },
    }
}

fn woman(word: &Word) -> Declined {
    match family(word) {
        Family::Possessive(Gender::Feminine) => Declined::sure(possessive_feminine(word)),
        Family::Adjective(Gender::Feminine) if word.ends(&["ья"]) => {
            Declined::sure(possessive_adjective(word))
        }
        Family::Adjective(Gender::Feminine)
            if !word.ends(CLEAR_IN_AYA) && !word.is_one_of(ADJECTIVES_IN_AYA) =>
        {
            let adjective = adjective_surname(word);
            in_a(word).or(&adjective.forms, Case::Genitive, Ambiguity::NounOrAdjective)
        }
        Family::Relational(Gender::Feminine) | Family::Adjective(Gender::Feminine) => {
            adjective_surname(word)
        }
        Family::Possessive(_) | Family::Relational(_) => {
            Declined::unchanged(&word.lower).doubted(other_gender(word))
        }
        Family::Adjective(_) if word.ends(&["ый"]) => {
            Declined::unchanged(&word.lower).doubted(other_gender(word))
        }
        Family::Adjective(_) => Declined::unchanged(&word.lower),
        Family::Other if word.is_one_of(NOUNS_IN_OVA) && word.plain != "сова" => in_a(word).or(
            &possessive_feminine(word),
            Case::Genitive,
            Ambiguity::NounOrAdjective,
        ),
        Family::Other => match word.back(0) {
            'а' | 'я' => in_a(word),
            last if is_vowel(last) => fixed_vowel(word, last),
            _ => Declined::unchanged(&word.lower),
        },
    }
}

fn other_gender(word: &Word) -> Doubt {
    Doubt::OtherGender {
        word: word.lower.clone(),
    }
}

fn fixed_vowel(word: &Word, last: char) -> Declined {
    let declined = Declined::unchanged(&word.lower);
    if is_vowel(last) {
        declined
    } else {
        declined.doubted(Doubt::OddEnding {
            word: word.lower.clone(),
        })
    }
}

fn possessive_man(word: &Word) -> Declined {
    let declined = Declined::sure(possessive_masculine(word));
    if word.is_one_of(MOSTLY_RUSSIAN_IN) {
        declined.or(
            &masculine(word, Stress::Stem),
            Case::Instrumental,
            Ambiguity::RussianOrForeign,
        )
    } else {
        declined
    }
}

fn adjective_surname(word: &Word) -> Declined {
    adjective(word, Animacy::Animate).map_or_else(
        || fixed_vowel(word, ' '),
        |(_, forms)| Declined::sure(forms),
    )
}

/// «Сковорода», «Берия», «Дереча» of man and woman alike; «Гулиа», «Дюма» stay.
fn in_a(word: &Word) -> Declined {
    let (before, last) = (word.back(1), word.back(0));
    if word.is_one_of(FRENCH) || last == 'а' && is_vowel(before) {
        return Declined::unchanged(&word.lower);
    }
    if word.syllables() < 2 {
        return monosyllable_in_a(word);
    }
    let stress = if word.is_one_of(STRESSED_IN_A) {
        Stress::Ending
    } else {
        Stress::Stem
    };
    let declined = Declined::sure(noun_in_a(word, stress));
    let hushing = last == 'а' && (is_hushing(before) || before == 'ц');
    let known = stress == Stress::Ending
        || word.is_one_of(UNSTRESSED_IN_A)
        || word.syllables() > 2 && !word.ends(&["джа", "кача", "гача"]);
    if word.is_one_of(MAYBE_FRENCH) {
        declined.or_unchanged(Ambiguity::FrenchVowel)
    } else if word.ends(&["зода"]) {
        // «Рахмонзода» is «Рахмонзаде» in Tajik, and is left as that is by many.
        declined.or_unchanged(Ambiguity::NounOrAdjective)
    } else if word.ends(&["ья", "божия"])
        && is_consonant(word.back(2))
        && !word.is_one_of(NOUNS_IN_SOFT_YA)
    {
        declined.or(
            &possessive_adjective(word),
            Case::Genitive,
            Ambiguity::NounOrAdjective,
        )
    } else if hushing && !known {
        declined.or(
            &noun_in_a(word, stress.other()),
            Case::Instrumental,
            Ambiguity::Stress,
        )
    } else {
        declined
    }
}

/// «Ма», «Ля», «Ча»: Chinese and Korean surnames, which stay; «Тля» may be either.
fn monosyllable_in_a(word: &Word) -> Declined {
    let declined = noun_in_a(word, Stress::Ending);
    if is_consonant(word.back(2)) {
        Declined::sure(declined).or_unchanged(Ambiguity::ShortStem)
    } else {
        Declined::unchanged(&word.lower).or(&declined, Case::Genitive, Ambiguity::ShortStem)
    }
}

fn in_short_i(word: &Word) -> Declined {
    if let Some(declined) = fleeting(word) {
        return declined;
    }
    let declined = Declined::sure(masculine(word, Stress::Stem));
    let may_be_adjective = match (word.back(1), word.back(2)) {
        ('и', 'г' | 'к' | 'х' | 'ч') => word.syllables() > 1,
        ('и', 'н') => !is_vowel(word.back(3)) && word.plain != "корний",
        _ => false,
    };
    match adjective(word, Animacy::Animate) {
        Some((_, forms)) if may_be_adjective => {
            let adjective_first = matches!(word.back(2), 'к' | 'ч' | 'н')
                && !is_vowel(word.back(3))
                && word.plain != "топчий";
            if adjective_first {
                Declined::sure(forms).or(
                    &declined.forms,
                    Case::Genitive,
                    Ambiguity::NounOrAdjective,
                )
            } else {
                declined.or(&forms, Case::Genitive, Ambiguity::NounOrAdjective)
            }
        }
        _ => declined,
    }
}

fn in_soft_sign(word: &Word) -> Declined {
    if let Some(declined) = fleeting(word) {
        return declined;
    }
    let declined = Declined::sure(masculine(word, Stress::Stem));
    let certain = word.is_one_of("тюлень олень ясень кистень ковбень таймень ячмень");
    if is_hushing(word.back(1)) {
        declined.doubted(Doubt::OddEnding {
            word: word.lower.clone(),
        })
    } else if word.ends(&["ень"]) && word.syllables() > 1 && !certain {
        let loss = masculine_from(word, &format!("{}н", word.without(3)), Stress::Stem);
        declined.or(&loss, Case::Genitive, Ambiguity::FleetingVowel)
    } else {
        declined
    }
}

fn in_consonant(word: &Word) -> Declined {
    if let Some(declined) = fleeting(word) {
        return declined;
    }
    if word.lower.contains('ё') && word.is_one_of(SHIFTING) {
        let shifted = masculine_from(word, &word.plain, Stress::Ending);
        let kept = masculine(word, Stress::Stem);
        return Declined::sure(shifted).or(&kept, Case::Genitive, Ambiguity::Stress);
    }
    let last = word.back(0);
    if word.ends(&["ых", "их"]) {
        return in_ih(word);
    }
    if word.ends(&["ец"]) {
        return in_ec(word);
    }
    if word.ends(&["ок", "ек"]) && word.syllables() > 1 {
        return in_ok(word);
    }
    if is_hushing(last) {
        return in_hushing(word);
    }
    let declined = Declined::sure(masculine(word, Stress::Stem));
    let russian_looking =
        word.ends(&["ов", "ев", "ин", "ын"]) && word.syllables() > 1 && word.is_one_of(NOUNS_IN);
    if russian_looking || word.plain == "грин" {
        declined.or(
            &possessive_masculine(word),
            Case::Instrumental,
            Ambiguity::RussianOrForeign,
        )
    } else if word.is_one_of(COMMON_NOUNS_IN) {
        let other = possessive_masculine(word);
        declined.or(&other, Case::Instrumental, Ambiguity::NounOrAdjective)
    } else if word.lower.ends_with("ёл") {
        declined.or_unchanged(Ambiguity::FleetingVowel)
    } else {
        declined
    }
}

/// Declines a word of [`FLEETING`], with a doubt for the forms that keep the vowel.
fn fleeting(word: &Word) -> Option<Declined> {
    let stem = word.stem_in(FLEETING)?;
    let stress = if word.is_one_of(UNSTRESSED_EC) {
        Stress::Stem
    } else {
        Stress::Ending
    };
    let declined = Declined::sure(masculine_from(word, stem, stress));
    Some(declined.or(
        &masculine(word, stress),
        Case::Genitive,
        Ambiguity::FleetingVowel,
    ))
}

/// «Черных», «Долгих» stay, «Дитрих» changes.
fn in_ih(word: &Word) -> Declined {
    let declined = Declined::sure(masculine(word, Stress::Stem));
    let before = word.back(2);
    let plural = word.ends(&["ых"])
        || is_hushing(before)
        || matches!(before, 'г' | 'к' | 'х' | 'ь')
        || word.plain == "синих"
        || is_consonant(word.back(3)) && before == 'н';
    if word.syllables() < 2 || word.is_one_of(GERMAN_IH) {
        declined
    } else if word.is_one_of("отдых роздых передых") {
        declined.or_unchanged(Ambiguity::NounOrAdjective)
    } else if plural {
        Declined::unchanged(&word.lower)
    } else {
        declined.or_unchanged(Ambiguity::GermanOrSiberian)
    }
}

/// «Донец – Донца», «Стрелец – Стрельца», «Коломиец – Коломийца», «Кузнец – Кузнеца».
fn in_ec(word: &Word) -> Declined {
    let (before, earlier) = (word.back(2), word.back(3));
    let after_two = is_consonant(before) && is_consonant(earlier);
    let kept = word.syllables() < 2 || word.is_one_of(VOWEL_KEPT) || after_two;
    let stress = if word.is_one_of(UNSTRESSED_EC) || is_vowel(before) && word.syllables() > 2 {
        Stress::Stem
    } else {
        Stress::Ending
    };
    let full = masculine(word, stress);
    if kept && (word.syllables() < 2 || word.is_one_of(VOWEL_KEPT)) {
        return Declined::sure(full);
    }
    if after_two {
        let short = masculine_from(word, &format!("{}ц", word.without(2)), stress);
        let (first, second) = if is_lossy(word) {
            (short, full)
        } else {
            (full, short)
        };
        return Declined::sure(first).or(&second, Case::Genitive, Ambiguity::FleetingVowel);
    }
    let stem = word.without(2);
    let stem = match before {
        'л' => format!("{stem}ьц"),
        vowel if is_vowel(vowel) => format!("{stem}йц"),
        _ => format!("{stem}ц"),
    };
    let declined = Declined::sure(masculine_from(word, &stem, stress));
    if word.is_one_of(PLAIN_EC) {
        declined
    } else {
        declined.or(&full, Case::Genitive, Ambiguity::FleetingVowel)
    }
}

/// Whether «е» may be lost between consonants though two stand before it: «Голландец – Голландца»,
/// «Столбец – Столбца», but «Чернец – Чернеца».
fn is_lossy(word: &Word) -> bool {
    let endings = [
        "ндец", "рдец", "рмец", "ржец", "стец", "лбец", "лчец", "нтец",
    ];
    word.ends(&endings)
}

/// «Волчок – Волчка», but «Чапек – Чапека» and «Калысбек – Калысбека».
fn in_ok(word: &Word) -> Declined {
    let full = masculine(word, Stress::Ending);
    if word.lower.ends_with("ёк") {
        // «Царёк – Царька», «Бычёк – Бычка», «Маёк – Майка».
        let link = match word.back(2) {
            before if is_vowel(before) => "й",
            before if is_hushing(before) || is_velar(before) => "",
            _ => "ь",
        };
        let short = masculine_from(word, &format!("{}{link}к", word.without(2)), Stress::Ending);
        return Declined::sure(short).or(&full, Case::Genitive, Ambiguity::FleetingVowel);
    }
    if word.ends(&["рек", "лек"]) {
        // «Марек – Марека», but also «Царёк» written without the dots.
        let short = masculine_from(word, &format!("{}ьк", word.without(2)), Stress::Ending);
        return Declined::sure(full).or(&short, Case::Genitive, Ambiguity::FleetingVowel);
    }
    let turkic = word.ends(&["бек", "тек", "мек", "гек"]);
    if turkic || word.is_one_of(VOWEL_KEPT) {
        return Declined::sure(full);
    }
    if is_vowel(word.back(2)) {
        // «Перешеек – Перешейка».
        let short = masculine_from(word, &format!("{}йк", word.without(2)), Stress::Ending);
        return Declined::sure(full).or(&short, Case::Genitive, Ambiguity::FleetingVowel);
    }
    let short = masculine_from(word, &format!("{}к", word.without(2)), Stress::Ending);
    if word.ends(&["ок"]) {
        Declined::sure(short).or(&full, Case::Genitive, Ambiguity::FleetingVowel)
    } else {
        Declined::sure(full).or(&short, Case::Genitive, Ambiguity::FleetingVowel)
    }
}

/// «Мицкевичем», «Ткачом»; where the stress is unknown, the commoner form with a doubt.
fn in_hushing(word: &Word) -> Declined {
    if word.is_one_of(STRESSED_HUSHING) {
        return Declined::sure(masculine(word, Stress::Ending));
    }
    if word.is_one_of(UNCLEAR_IN_ICH) {
        let other = masculine(word, Stress::Ending);
        return Declined::sure(masculine(word, Stress::Stem)).or(
            &other,
            Case::Instrumental,
            Ambiguity::Stress,
        );
    }
    let after_consonant = is_consonant(word.back(1));
    if word.is_one_of(UNSTRESSED_HUSHING)
        || word.ends(&["ич"]) && word.syllables() > 1
        || after_consonant && !word.ends(&["щ"])
    {
        return Declined::sure(masculine(word, Stress::Stem));
    }
    let stressed = word.ends(&["ач", "яч", "ыч", "ыш", "иш", "аш", "яш"])
        || word.syllables() < 2 && word.ends(&["ч", "щ"]);
    let stress = if stressed {
        Stress::Ending
    } else {
        Stress::Stem
    };
    let other: Forms = masculine(word, stress.other());
    Declined::sure(masculine(word, stress)).or(&other, Case::Instrumental, Ambiguity::Stress)
}
