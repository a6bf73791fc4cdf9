//! First names, Russian and foreign, double ones included.

use super::letters::{Word, is_consonant, is_hushing, is_initials, is_vowel};
use super::paradigm::{
    Stress, feminine_in_soft_sign, masculine, masculine_from, noun_in_a, with_endings,
};
use super::parts::{decline_parts, decline_single};
use super::{Ambiguity, Case, Declined, Doubt, Gender};

/// Men's names that lose a vowel.
const FLEETING: &str = "павел:павл лев:льв петр:петр";
/// Men's names on -о with an old Russian declension in «а».
const RUSSIAN_IN_O: &str =
    "данило михайло гаврило кирило самойло ермило вавило гурило ставро иванко садко";
/// Ukrainian men's names on -о, in Russian mostly left as they are.
const UKRAINIAN_IN_O: &str = "петро павло дмитро марко левко грицко василько юрко сашко";
/// First parts of double names that never change: «Жан-Жака», «Абдул-Хамида».
const FIXED_FIRST: &str =
    "жан абд абдул абдель абду аль эль ад ар ас хаджи хан сен сан бен ибн дер де ван фон";
/// First parts known to change.
const CHANGING_FIRST: &str =
    "карл ганс иоганн иван петр алексей юрий андрей сергей михаил фридрих вильгельм антон мартин";
/// Women's names on «ь» that change.
const SOFT_SIGN_CHANGES: &str =
    "любовь нинель адель рахиль эсфирь руфь юдифь агарь суламифь иезавель рашель этель вирсавь";
/// Women's names on «ь» used in both ways.
const SOFT_SIGN_BOTH: &str = "ассоль жизель изабель мирабель мадемуазель";
/// Women's names on «ь» that never change.
const SOFT_SIGN_STAYS: &str = "\
    николь мишель гузель гюзель жанель асель айсель лейсель даниэль габриэль эмель жаныль аннабель сесиль эстель марсель камиль амаль \
    сималь сибель нургузель азель адиль марисоль ариэль армель мюриэль джамиль";
/// Names that may be French and stay, or Slavonic and change.
const MAYBE_FRENCH: &str = "тома люка";
/// Names whose last «а» or «я» is stressed after a hushing letter or a soft sign.
const STRESSED_IN_A: &str = "илья";
/// Names on a consonant, a hushing letter and «а» with the stress on the stem.
const UNSTRESSED_IN_A: &str = "важа гоча";

/// Declines a first name; initials stay.
pub(super) fn decline(text: &str, gender: Gender) -> Declined {
    decline_parts(
        text,
        |part| first(part, gender),
        |part| single(part, gender),
    )
}

/// Declines a part that another one follows.
fn first(text: &str, gender: Gender) -> Declined {
    let word = Word::new(text);
    if word.is_one_of(FIXED_FIRST) {
        return Declined::unchanged(text);
    }
    let declined = single(text, gender);
    let clear = gender == Gender::Feminine || word.is_one_of(CHANGING_FIRST);
    if clear || !declined.changes() {
        declined
    } else {
        declined.doubted(Doubt::DoublePart {
            part: text.to_owned(),
        })
    }
}

fn single(text: &str, gender: Gender) -> Declined {
    if is_initials(text) {
        return Declined::unchanged(text);
    }
    decline_single(text, |word| match gender {
        Gender::Masculine => man(word),
        Gender::Feminine => woman(word),
    })
}

fn man(word: &Word) -> Declined {
    if let Some(stem) = word.stem_in(FLEETING) {
        return Declined::sure(masculine_from(word, stem, Stress::Stem));
    }
    match word.back(0) {
        'а' | 'я' => in_a(word),
        'о' => man_in_o(word),
        'й' | 'ь' => Declined::sure(masculine(word, Stress::Stem)),
        last if is_consonant(last) => Declined::sure(masculine(word, Stress::Stem)),
        last => other(word, last),
    }
}

fn woman(word: &Word) -> Declined {
    match word.back(0) {
        'а' | 'я' => in_a(word),
        'ь' => woman_in_soft_sign(word),
        'й' => Declined::unchanged(&word.lower),
        last => other(word, last),
    }
}

/// Declines by the last letter alone: vowels that never change, women's names on a consonant, and
/// what is no name at all.
fn other(word: &Word, last: char) -> Declined {
    let declined = Declined::unchanged(&word.lower);
    if is_vowel(last) || is_consonant(last) {
        declined
    } else {
        declined.doubted(Doubt::OddEnding {
            word: word.lower.clone(),
        })
    }
}

fn man_in_o(word: &Word) -> Declined {
    let unchanged = Declined::unchanged(&word.lower);
    let stem = word.without(1);
    if word.is_one_of(RUSSIAN_IN_O) {
        let velar = word.ends(&["ко"]);
        let endings = if velar {
            ["а", "у", "а", "ом", "е"]
        } else {
            ["ы", "е", "у", "ой", "е"]
        };
        Declined::sure(with_endings(&word.lower, stem, endings)).or_unchanged(Ambiguity::NameInO)
    } else if word.is_one_of(UKRAINIAN_IN_O) {
        unchanged.or(
            &with_endings(&word.lower, stem, ["а", "у", "а", "ом", "е"]),
            Case::Genitive,
            Ambiguity::NameInO,
        )
    } else {
        unchanged
    }
}

fn woman_in_soft_sign(word: &Word) -> Declined {
    let unchanged = Declined::unchanged(&word.lower);
    if word.is_one_of(SOFT_SIGN_CHANGES) {
        Declined::sure(feminine_in_soft_sign(word))
    } else if word.is_one_of(SOFT_SIGN_BOTH) {
        Declined::sure(feminine_in_soft_sign(word)).or_unchanged(Ambiguity::SoftSign)
    } else if word.is_one_of(SOFT_SIGN_STAYS)
        || word.ends(&["гуль", "гюль", "куль", "голь", "сель"])
    {
        unchanged
    } else {
        unchanged.or(
            &feminine_in_soft_sign(word),
            Case::Genitive,
            Ambiguity::SoftSign,
        )
    }
}

/// «Никита», «Мария», «Миша» of man and woman alike; after a vowel «а» stays: «Ноа».
fn in_a(word: &Word) -> Declined {
    let (before, last) = (word.back(1), word.back(0));
    if last == 'а' && is_vowel(before) {
        return Declined::unchanged(&word.lower);
    }
    let stress = if word.is_one_of(STRESSED_IN_A) {
        Stress::Ending
    } else {
        Stress::Stem
    };
    let declined = Declined::sure(noun_in_a(word, stress));
    if word.is_one_of(MAYBE_FRENCH) {
        declined.or_unchanged(Ambiguity::FrenchVowel)
    } else if last == 'я' && before == 'и' && word.syllables() < 3 {
        let short = with_endings(&word.lower, word.without(1), ["и", "е", "ю", "ей", "е"]);
        declined.or(&short, Case::Dative, Ambiguity::ShortStem)
    } else if last == 'а'
        && is_hushing(before)
        && !(before == 'ш' && is_vowel(word.back(2)))
        && !word.is_one_of(UNSTRESSED_IN_A)
    {
        declined.or(
            &noun_in_a(word, stress.other()),
            Case::Instrumental,
            Ambiguity::Stress,
        )
    } else {
        declined
    }
}
