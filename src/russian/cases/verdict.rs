//! Doubts and refusals, each with a sentence that a school secretary understands.

use super::Gender;

/// Why the forms may be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// Two forms are in use, and the spelling does not show which one the bearer uses; `chosen` is the
    /// one in the answer.
    Either {
        why: Ambiguity,
        chosen: String,
        other: String,
    },
    /// The first part of a double name is unusual: it may have to stay unchanged.
    DoublePart { part: String },
    /// The ending suggests the other gender: «Иванов» for a woman.
    OtherGender { word: String },
    /// A word that changes has a letter that is not Russian.
    ForeignLetter { letter: char },
    /// An apostrophe is right at the ending.
    Apostrophe,
    /// The patronymic is not built as Russian or Turkic ones are.
    OddPatronymic { word: String },
    /// No Russian word ends like this.
    OddEnding { word: String },
    /// No list has the post: only its first noun is declined, by its ending.
    UnknownPost { word: String },
    /// No list has the organisation: only its first noun is declined, by its ending.
    UnknownOrganization { word: String },
    /// An abbreviation without its dot, «соц педагог».
    NoDot { word: String },
    /// These words of a name may or may not be first names, which decides about the initials.
    SeveralNames { names: String, short: String },
    /// The first name seems to stand before the surname.
    GivenFirst,
    /// Adjective and noun differ in gender, «старший медсестра».
    Disagreement { word: String },
    /// A word after a comma or in the middle may be another post or name, or belong to what precedes
    /// it.
    UnclearTail { word: String },
}

/// Why two forms are possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ambiguity {
    /// «Козла» or «Козела».
    FleetingVowel,
    /// «Ткачом» or «Ткачем».
    Stress,
    /// «Топчия» or «Топчего», «Долиной» or «Долины».
    NounOrAdjective,
    /// «Дарвином» or «Дарвиным».
    RussianOrForeign,
    /// «Дитриха» or «Дитрих».
    GermanOrSiberian,
    /// A Frenchman's «Тома» stays, a Slav's changes.
    FrenchVowel,
    /// A woman's name on a soft sign: «Жизели» or «Жизель».
    SoftSign,
    /// «Данилы» or «Данило».
    NameInO,
    /// «Лии» or «Лие».
    ShortStem,
}

impl Doubt {
    /// The doubt as a sentence without a full stop.
    pub fn text(&self) -> String {
        match self {
            Self::Either { why, chosen, other } => format!("{}: {chosen} или {other}", why.text()),
            Self::DoublePart { part } => {
                format!("двойное имя: первая часть «{part}» может не склоняться")
            }
            Self::OtherGender { word } => {
                format!("окончание слова «{word}» не подходит к указанному полу")
            }
            Self::ForeignLetter { letter } => format!("буквы «{letter}» в русском алфавите нет"),
            Self::Apostrophe => "апостроф у самого окончания".to_owned(),
            Self::OddPatronymic { word } => {
                format!("необычное отчество «{word}» оставлено без изменения")
            }
            Self::OddEnding { word } => format!("необычное окончание: «{word}»"),
            Self::UnknownPost { word } => {
                format!("неизвестная должность: склоняется только первое слово («{word}»)")
            }
            Self::UnknownOrganization { word } => format!("неизвестный вид организации: «{word}»"),
            Self::NoDot { word } => {
                format!("похоже на сокращение без точки («{word}»): пишется «{word}.»")
            }
            Self::GivenFirst => "похоже, имя стоит перед фамилией".to_owned(),
            Self::SeveralNames { names, short } => {
                format!("имя из нескольких слов: «{names}», с инициалами – «{short}»")
            }
            Self::Disagreement { word } => format!("слово «{word}» не согласовано с соседним"),
            Self::UnclearTail { word } => format!("неясно, склоняется ли здесь слово «{word}»"),
        }
    }

    pub(super) fn map_words(self, map: impl Fn(&str) -> String) -> Self {
        match self {
            Self::Either { why, chosen, other } => Self::Either {
                why,
                chosen: map(&chosen),
                other: map(&other),
            },
            Self::DoublePart { part } => Self::DoublePart { part: map(&part) },
            Self::OtherGender { word } => Self::OtherGender { word: map(&word) },
            Self::OddPatronymic { word } => Self::OddPatronymic { word: map(&word) },
            Self::OddEnding { word } => Self::OddEnding { word: map(&word) },
            Self::UnknownPost { word } => Self::UnknownPost { word: map(&word) },
            Self::UnknownOrganization { word } => Self::UnknownOrganization { word: map(&word) },
            Self::Disagreement { word } => Self::Disagreement { word: map(&word) },
            Self::UnclearTail { word } => Self::UnclearTail { word: map(&word) },
            Self::NoDot { word } => Self::NoDot { word: map(&word) },
            Self::ForeignLetter { .. }
            | Self::Apostrophe
            | Self::GivenFirst
            | Self::SeveralNames { .. } => self,
        }
    }
}

impl Ambiguity {
    fn text(self) -> &'static str {
        match self {
            Self::FleetingVowel => "беглая гласная",
            Self::Stress => "окончание зависит от ударения",
            Self::NounOrAdjective => "склоняется по-разному",
            Self::RussianOrForeign => "русская или иностранная фамилия",
            Self::GermanOrSiberian => "фамилия на -их склоняется не всегда",
            Self::FrenchVowel => "с ударением на конце не склоняется",
            Self::SoftSign => "женское имя на мягкий знак склоняется не всегда",
            Self::NameInO => "мужское имя на -о склоняется не всегда",
            Self::ShortStem => "обе формы употребительны",
        }
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// No letter at all.
    Empty,
    /// Neither the patronymic nor the surname tells the gender, and the forms differ.
    UnknownGender,
    /// The first name stands before the surname, so neither is what it is taken for.
    GivenFirst,
    /// «Иванова» with «Петрович».
    SurnameAgainstPatronymic { surname: String, patronymic: String },
    /// «Иванов» with «Мария», and no patronymic.
    SurnameAgainstGiven { surname: String, given: String },
    /// «Иван» with «Петровна».
    GivenAgainstPatronymic { given: String, patronymic: String },
    /// The stated gender is not that of the patronymic.
    StatedAgainstPatronymic { stated: Gender, patronymic: String },
    /// Written in Latin letters.
    Latin { letter: char },
    /// A Latin letter among Cyrillic ones, usually a look-alike.
    MixedAlphabets { letter: char, word: String },
    /// A digit in a name, or nothing but digits.
    Digit { digit: char },
    /// A character that no name has.
    Character { character: char },
    /// An initial stands where a surname is needed.
    Initials { text: String },
}

impl Refusal {
    /// The reason as a sentence without a full stop.
    pub fn text(&self) -> String {
        match self {
            Self::Empty => "текста нет".to_owned(),
            Self::UnknownGender => {
                "по имени не видно, мужчина это или женщина: укажите пол".to_owned()
            }
            Self::GivenFirst => "похоже, имя стоит перед фамилией".to_owned(),
            Self::SurnameAgainstPatronymic {
                surname,
                patronymic,
            } => {
                format!("фамилия «{surname}» и отчество «{patronymic}» говорят о разном поле")
            }
            Self::GivenAgainstPatronymic { given, patronymic } => {
                format!("имя «{given}» и отчество «{patronymic}» говорят о разном поле")
            }
            Self::SurnameAgainstGiven { surname, given } => {
                format!("фамилия «{surname}» и имя «{given}» говорят о разном поле")
            }
            Self::StatedAgainstPatronymic { stated, patronymic } => {
                let (stated, own) = match stated {
                    Gender::Masculine => ("мужской", "женское"),
                    Gender::Feminine => ("женский", "мужское"),
                };
                format!("указан {stated} пол, а отчество «{patronymic}» {own}")
            }
            Self::Latin { letter } => {
                format!("написано латинскими буквами (первая – «{letter}»), нужны русские")
            }
            Self::MixedAlphabets { letter, word } => {
                format!("в слове «{word}» буква «{letter}» латинская, замените ее русской")
            }
            Self::Digit { digit } => format!("цифра «{digit}» там, где должны быть буквы"),
            Self::Character { character } => format!("знак «{character}» в имени не встречается"),
            Self::Initials { text } => format!("вместо фамилии стоят инициалы «{text}»"),
        }
    }
}
