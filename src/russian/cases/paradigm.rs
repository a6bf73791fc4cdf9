//! Tables of endings. Each function returns the six forms, in small letters, of a word of a known
//! kind.

use super::letters::{Word, is_hushing, is_velar, is_vowel};

/// The forms in the order of [`super::Case`].
pub(super) type Forms = [String; 6];

/// Whether the stress is on the ending, which decides between «о» and «е» after a sibilant and
/// «ц».
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stress {
    Stem,
    Ending,
}

impl Stress {
    pub(super) fn other(self) -> Self {
        match self {
            Self::Stem => Self::Ending,
            Self::Ending => Self::Stem,
        }
    }
}

/// The gender or number in which adjective and noun agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Agreement {
    Masculine,
    Feminine,
    Neuter,
    Plural,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Animacy {
    Animate,
    Inanimate,
}

/// The nominative as given, the oblique cases as stem and ending.
pub(super) fn with_endings(nominative: &str, stem: &str, endings: [&str; 5]) -> Forms {
    let mut endings = endings.into_iter();
    std::array::from_fn(|case| match case {
        0 => nominative.to_owned(),
        _ => format!("{stem}{}", endings.next().unwrap_or_default()),
    })
}

/// Makes the accusative equal to the nominative.
pub(super) fn inanimate(forms: Forms) -> Forms {
    let [nominative, genitive, dative, _, instrumental, prepositional] = forms;
    [
        nominative.clone(),
        genitive,
        dative,
        nominative,
        instrumental,
        prepositional,
    ]
}

/// A masculine noun on a consonant, «ь» or «й», whose oblique stem has lost a vowel.
pub(super) fn masculine_from(word: &Word, stem: &str, stress: Stress) -> Forms {
    let endings = match word.back(0) {
        'й' if word.back(1) == 'и' && word.syllables() > 1 && stem.ends_with('и') => {
            ["я", "ю", "я", "ем", "и"]
        }
        'й' if stem.ends_with('ь') => ["я", "ю", "я", "ём", "е"],
        'ь' if is_hushing(word.back(1)) => ["а", "у", "а", "ем", "е"],
        'й' | 'ь' => ["я", "ю", "я", "ем", "е"],
        last if (is_hushing(last) || last == 'ц') && stress == Stress::Stem => {
            ["а", "у", "а", "ем", "е"]
        }
        _ => ["а", "у", "а", "ом", "е"],
    };
    with_endings(&word.lower, stem, endings)
}

/// A masculine noun on a consonant, «ь» or «й».
pub(super) fn masculine(word: &Word, stress: Stress) -> Forms {
    let dropped = usize::from(matches!(word.back(0), 'й' | 'ь'));
    masculine_from(word, word.without(dropped), stress)
}

/// A noun on «а» or «я».
pub(super) fn noun_in_a(word: &Word, stress: Stress) -> Forms {
    let before = word.back(1);
    let hard_or_hushing = if is_hushing(before) || is_velar(before) {
        "и"
    } else {
        "ы"
    };
    let after_hushing = (is_hushing(before) || before == 'ц') && stress == Stress::Stem;
    let endings = match word.back(0) {
        'я' if before == 'и' => ["и", "и", "ю", "ей", "и"],
        'я' if stress == Stress::Ending => ["и", "е", "ю", "ёй", "е"],
        'я' => ["и", "е", "ю", "ей", "е"],
        _ if after_hushing => [hard_or_hushing, "е", "у", "ей", "е"],
        _ => [hard_or_hushing, "е", "у", "ой", "е"],
    };
    with_endings(&word.lower, word.without(1), endings)
}

/// A feminine noun on «ь».
pub(super) fn feminine_in_soft_sign(word: &Word) -> Forms {
    with_endings(&word.lower, word.without(1), ["и", "и", "ь", "ью", "и"])
}

/// A neuter noun on «о», «е» or «ие».
pub(super) fn neuter(word: &Word) -> Option<Forms> {
    let endings = match word.back(0) {
        'е' if word.back(1) == 'и' => ["я", "ю", "е", "ем", "и"],
        'е' if is_hushing(word.back(1)) => ["а", "у", "е", "ем", "е"],
        'е' => ["я", "ю", "е", "ем", "е"],
        'о' => ["а", "у", "о", "ом", "е"],
        _ => return None,
    };
    Some(with_endings(&word.lower, word.without(1), endings))
}

/// A man's surname on -ов, -ев, -ин, -ын.
pub(super) fn possessive_masculine(word: &Word) -> Forms {
    with_endings(&word.lower, &word.lower, ["а", "у", "а", "ым", "е"])
}

/// A woman's surname on -ова, -ева, -ина, -ына.
pub(super) fn possessive_feminine(word: &Word) -> Forms {
    with_endings(&word.lower, word.without(1), ["ой", "ой", "у", "ой", "ой"])
}

/// Adjectives that take «ь» before the ending: «третий – третьего».
const WITH_SOFT_SIGN: &str = "третий божий медвежий волчий лисий казачий козий рыбий птичий";
/// After a sibilant the ending is unstressed, except in these.
const STRESSED_FEMININE: &str = "большая чужая";

/// A possessive adjective on -ий, or on -ья: «козий – козьего», «козья – козьей».
pub(super) fn possessive_adjective(word: &Word) -> Forms {
    let endings = if word.back(0) == 'й' {
        ["ьего", "ьему", "ьего", "ьим", "ьем"]
    } else {
        ["ьей", "ьей", "ью", "ьей", "ьей"]
    };
    with_endings(&word.lower, word.without(2), endings)
}

/// An adjective or participle in the nominative, those on -ся included; `None` if the ending is not
/// an adjective's.
pub(super) fn adjective(word: &Word, animacy: Animacy) -> Option<(Agreement, Forms)> {
    if let Some(active) = word.lower.strip_suffix("ся") {
        let (agreement, forms) = adjective(&Word::new(active), animacy)?;
        return Some((agreement, forms.map(|form| form + "ся")));
    }
    let before = word.back(2);
    if word.syllables() < 2 || before == ' ' || is_vowel(before) {
        return None;
    }
    let stem = word.without(2);
    let hissing = is_hushing(before);
    let (agreement, endings) = match (word.back(1), word.back(0)) {
        ('и', 'й') if word.is_one_of(WITH_SOFT_SIGN) => {
            (Agreement::Masculine, ["ьего", "ьему", "ьего", "ьим", "ьем"])
        }
        ('о', 'й') if hissing || is_velar(before) => {
            (Agreement::Masculine, ["ого", "ому", "ого", "им", "ом"])
        }
        ('и', 'й') if is_velar(before) => {
            (Agreement::Masculine, ["ого", "ому", "ого", "им", "ом"])
        }
        ('и', 'й') if hissing || before == 'н' => {
            (Agreement::Masculine, ["его", "ему", "его", "им", "ем"])
        }
        ('ы', 'й') if before == 'ц' => (Agreement::Masculine, ["его", "ему", "его", "ым", "ем"]),
        ('ы' | 'о', 'й') => (Agreement::Masculine, ["ого", "ому", "ого", "ым", "ом"]),
        ('а', 'я') if (hissing || before == 'ц') && !word.is_one_of(STRESSED_FEMININE) => {
            (Agreement::Feminine, ["ей", "ей", "ую", "ей", "ей"])
        }
        ('а', 'я') => (Agreement::Feminine, ["ой", "ой", "ую", "ой", "ой"]),
        ('я', 'я') => (Agreement::Feminine, ["ей", "ей", "юю", "ей", "ей"]),
        ('о', 'е') if is_velar(before) || hissing => {
            (Agreement::Neuter, ["ого", "ому", "ое", "им", "ом"])
        }
        ('о', 'е') => (Agreement::Neuter, ["ого", "ому", "ое", "ым", "ом"]),
        ('е', 'е') => (Agreement::Neuter, ["его", "ему", "ее", "им", "ем"]),
        ('ы', 'е') => (Agreement::Plural, ["ых", "ым", "ых", "ыми", "ых"]),
        ('и', 'е') if is_velar(before) || hissing => {
            (Agreement::Plural, ["их", "им", "их", "ими", "их"])
        }
        _ => return None,
    };
    let forms = with_endings(&word.lower, stem, endings);
    let like_nominative = animacy == Animacy::Inanimate && agreement != Agreement::Feminine;
    Some((
        agreement,
        if like_nominative {
            inanimate(forms)
        } else {
            forms
        },
    ))
}
