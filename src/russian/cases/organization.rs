//! Names of organisations. Adjectives and the noun at the head change, the name in quotes and
//! abbreviations stay.

use super::answers::Answers;
use super::letters::{self, Word, is_all_capitals};
use super::paradigm::{
    Agreement, Animacy, Stress, feminine_in_soft_sign, inanimate, masculine, masculine_from,
    neuter, noun_in_a, with_endings,
};
use super::phrase::{Grammar, Noun, Token, assemble, is_abbreviation, tokens};
use super::{Case, Declined, Doubt, Refusal};

const MASCULINE: &str = "\
    лицей центр сад детсад колледж техникум институт университет дом детдом отдел департамент комитет филиал комплекс интернат фонд \
    союз профсоюз совет клуб музей театр кабинет пансион корпус лагерь санаторий профилакторий планетарий лекторий архив банк завод \
    магазин холдинг концерн трест комбинат кооператив цех пункт парк технопарк стадион бассейн диспансер госпиталь факультет \
    кванториум хоспис приют округ район суд ансамбль оркестр хор кластер полигон питомник заповедник медиацентр информцентр куб \
    пансионат дендрарий зоопарк аппарат роддом отряд";
/// Masculine nouns that lose a vowel, with the stem of the oblique cases.
const FLEETING: &str = "дворец:дворц участок:участк городок:городк рынок:рынк";
const FEMININE: &str = "\
    школа гимназия академия станция организация администрация прогимназия библиотека ассоциация компания больница поликлиника \
    корпорация инспекция служба лаборатория студия палата комиссия дирекция семинария консерватория коллегия дума прокуратура площадка \
    база фирма группа галерея филармония федерация лига аптека амбулатория редакция типография кафедра спортшкола автошкола агрошкола \
    бухгалтерия биржа клиника контора обсерватория партия епархия община республика управа ферма фабрика бригада";
const FEMININE_IN_SOFT_SIGN: &str = "часть сеть медсанчасть";
const NEUTER: &str = "\
    учреждение управление объединение отделение предприятие общество агентство министерство товарищество партнерство представительство \
    ведомство училище общежитие подразделение хозяйство казначейство собрание правительство содружество лесничество издательство \
    сообщество медучилище движение производство";
/// Abbreviations that an adjective before them agrees with.
const FEMININE_ABBREVIATIONS: &str =
    "сош оош нош сш ош дши дмш дхш дюсш сшор цдюсш всош осош зсш вш сюн сют акмш кш";
const MASCULINE_ABBREVIATIONS: &str = "ддт цдт црр цо удк рдк сдк црт цдо до дк унк цдютт дю";
const NEUTER_ABBREVIATIONS: &str = "доу оу ппо спо ру";
const INDECLINABLE: &str =
    "бюро депо ателье гороно районо роно облоно минпросвещения минобрнауки кафе";
/// Adjectives that are heads themselves, without the last two letters.
const HEAD_ADJECTIVES: &str = "мастерск столов учительск бухгалтерск";
const FIXED_PARTS: &str = "медиа бизнес арт интернет спорт эко мини пресс фитнес";
/// After these, a noun that looks like a nominative is an accusative.
const PREPOSITIONS: &str = "в на за про через под";

/// A longer word in capitals is an ordinary word; «ФГБОУДПО» is still an abbreviation.
const LONGEST_ABBREVIATION: usize = 9;

const GRAMMAR: Grammar = Grammar {
    noun,
    head_adjective,
    fixed_parts: FIXED_PARTS,
    animacy: Animacy::Inanimate,
};

/// Declines the name of an organisation.
///
/// # Errors
/// If the name is not in Cyrillic letters: see [`Refusal`].
pub fn decline_organization(text: &str) -> Result<Declined, Refusal> {
    static KNOWN: Answers<String, Result<Declined, Refusal>> = Answers::new();
    KNOWN.to(text.to_owned(), |text| declined(text))
}

fn declined(text: &str) -> Result<Declined, Refusal> {
    let text = letters::phrase_text(text)?;
    if let Some((before, after)) = glued(&text) {
        let mut declined = declined(&format!("{before}{DASH}{after}"))?;
        for form in &mut declined.forms {
            *form = form.replacen(DASH, "-", 1);
        }
        return Ok(declined);
    }
    let tokens = tokens(&text);
    let heads = GRAMMAR.read_known(&tokens, 0).map(|found| found.words);
    let abbreviations = if heads.is_some() {
        0
    } else {
        tokens.iter().take_while(|token| is_fixed(token)).count()
    };
    let declined = if abbreviations > 0 {
        after_abbreviation(&tokens, abbreviations)
    } else if let Some(name) = tokens.first().filter(|token| token.protected) {
        // «в «Гимназия № 3»»: a word like «школа» is missing before the name.
        Declined::unchanged(&text).doubted(Doubt::UnclearTail {
            word: name.text.trim_matches(['«', '»', '"']).to_owned(),
        })
    } else {
        described(&tokens)
    };
    let heads = heads.unwrap_or_default();
    Ok(declined.doubted_by(
        GRAMMAR
            .bracketed(&tokens, &heads)
            .map(|word| Doubt::UnclearTail {
                word: word.to_owned(),
            }),
    ))
}

/// Between two names of one organisation.
const DASH: &str = " – ";

/// «Школа-детский сад», «Центр образования-гимназия»: two names that a hyphen without spaces joins, of
/// which one has more words than that beside the hyphen.
fn glued(text: &str) -> Option<(&str, &str)> {
    if text.contains(DASH) {
        return None;
    }
    text.match_indices('-').find_map(|(at, hyphen)| {
        let (before, after) = (&text[..at], &text[at + hyphen.len()..]);
        let (left, right) = (before.rsplit(' ').next()?, after.split(' ').next()?);
        let is_noun = |word: &str| noun(&Word::new(word)).is_some();
        let is_adjective = Word::new(right).ends(&["ий", "ый", "ой", "ая", "яя", "ое", "ее"]);
        let goes_on = after.len() > right.len();
        let is_first = left.len() == before.len();
        let is_own_name = is_noun(left) && is_adjective && goes_on;
        let is_part = Word::new(left).is_one_of(FIXED_PARTS) || is_abbreviation(left);
        let is_after_name = !is_first && !is_part && !is_noun(left) && is_noun(right);
        (is_own_name || is_after_name).then_some((before, after))
    })
}

/// Whether the word is an abbreviation or a noun that never changes.
fn is_fixed(token: &Token) -> bool {
    let word = Word::new(token.text);
    let abbreviation =
        is_abbreviation(token.text) && token.text.chars().count() <= LONGEST_ABBREVIATION;
    !token.protected && (word.is_one_of(INDECLINABLE) || abbreviation && noun(&word).is_none())
}

/// «МБОУ «СОШ № 5»» stays; in «МАОУ лицей № 3» the noun in small letters changes.
fn after_abbreviation(tokens: &[Token], start: usize) -> Declined {
    let mut changed = Vec::new();
    // «ИП Иванов»: a person follows.
    let person = tokens.get(start).filter(|_| tokens[0].text == "ИП");
    let mut doubt = person.map(|name| Doubt::UnclearTail {
        word: name.text.to_owned(),
    });
    let mut place = start;
    while place < tokens.len() {
        let word = tokens[place].text;
        let found = known_in_tail(tokens, place);
        // «МБОУ Ивановская СОШ» is printed in both ways.
        let is_adjective = Word::new(word).ends(&["ая", "яя", "ий", "ый", "ое", "ее"])
            && !tokens[place].protected
            && place + 1 < tokens.len();
        if found.is_some() || is_adjective {
            doubt.get_or_insert_with(|| Doubt::UnclearTail {
                word: word.to_owned(),
            });
        }
        place = found.as_ref().map_or(place + 1, |(_, end)| *end);
        changed.extend(
            found
                .filter(|_| word.starts_with(char::is_lowercase))
                .map(|(words, _)| words)
                .into_iter()
                .flatten(),
        );
    }
    assemble(tokens, changed).doubted_by(doubt)
}

/// «муниципальное учреждение средняя школа № 5»: the head and every further name in the nominative.
fn described(tokens: &[Token]) -> Declined {
    let first = tokens.first().map_or("", |token| token.text);
    let Some(head) = GRAMMAR.read(tokens, 0) else {
        return assemble(tokens, Vec::new()).doubted(Doubt::UnknownOrganization {
            word: first.to_owned(),
        });
    };
    let next = tokens.get(head.end).map(|token| Word::new(token.text));
    let mut doubt = head
        .unknown
        .filter(|adjective| !next.is_some_and(|noun| agrees(&Word::new(adjective), &noun)))
        .map(|word| Doubt::UnknownOrganization { word });
    let (mut changed, mut place) = (head.words, head.end);
    let mut follows = true;
    while place < tokens.len() {
        let word = tokens[place].text;
        let joined = follows || matches!(tokens[place - 1].text, "–" | "—" | "-" | "и");
        if let Some((words, end)) = known_in_tail(tokens, place) {
            if !joined || !(word.starts_with(char::is_lowercase) || is_all_capitals(first)) {
                doubt.get_or_insert_with(|| Doubt::UnclearTail {
                    word: word.to_owned(),
                });
            }
            changed.extend(words);
            place = end;
            follows = true;
        } else {
            place += 1;
            follows = false;
        }
    }
    assemble(tokens, changed).doubted_by(doubt)
}

/// Whether an adjective has the gender of the abbreviation after it: «Ивановская СОШ».
fn agrees(adjective: &Word, abbreviation: &Word) -> bool {
    adjective.ends(&["ая", "яя"]) && abbreviation.is_one_of(FEMININE_ABBREVIATIONS)
        || adjective.ends(&["ый", "ий", "ой"]) && abbreviation.is_one_of(MASCULINE_ABBREVIATIONS)
        || adjective.ends(&["ое", "ее"]) && abbreviation.is_one_of(NEUTER_ABBREVIATIONS)
}

/// The form after «в», which for a garden is not that after «о»: «в детском саду».
pub fn located(declined: &Declined) -> String {
    let text = declined.form(Case::Prepositional);
    let garden = |word: &str| {
        let is_garden = Word::new(word).is_one_of("саде детсаде");
        let stem = word.strip_suffix(['е', 'Е']).filter(|_| is_garden)?;
        let ending = if is_all_capitals(word) { "У" } else { "у" };
        Some(format!("{stem}{ending}"))
    };
    let part = |part: &str| garden(part).unwrap_or_else(|| part.to_owned());
    tokens(text)
        .iter()
        .map(|token| {
            let word = if token.protected {
                token.text.to_owned()
            } else {
                // «в саду-яслях», «в школе-саду».
                token
                    .text
                    .split('-')
                    .map(part)
                    .collect::<Vec<_>>()
                    .join("-")
            };
            word + token.after
        })
        .collect()
}

fn known_in_tail(tokens: &[Token], place: usize) -> Option<(Vec<(usize, Declined)>, usize)> {
    let after_preposition = place > 0 && Word::new(tokens[place - 1].text).is_one_of(PREPOSITIONS);
    let found = GRAMMAR
        .read_known(tokens, place)
        .filter(|_| !after_preposition)?;
    Some((found.words, found.end))
}

fn noun(word: &Word) -> Option<Noun> {
    if word.is_one_of(MASCULINE) {
        return Some(Noun {
            agreement: Agreement::Masculine,
            forms: inanimate(masculine(word, Stress::Stem)),
        });
    }
    if let Some(stem) = word.stem_in(FLEETING) {
        return Some(Noun {
            agreement: Agreement::Masculine,
            forms: inanimate(masculine_from(word, stem, Stress::Ending)),
        });
    }
    if word.is_one_of(FEMININE) {
        return Some(Noun {
            agreement: Agreement::Feminine,
            forms: noun_in_a(word, Stress::Stem),
        });
    }
    if word.is_one_of(FEMININE_IN_SOFT_SIGN) {
        return Some(Noun {
            agreement: Agreement::Feminine,
            forms: feminine_in_soft_sign(word),
        });
    }
    if word.is_one_of(NEUTER) {
        return Some(Noun {
            agreement: Agreement::Neuter,
            forms: neuter(word)?,
        });
    }
    let plural = match word.plain.as_str() {
        "курсы" => ["ов", "ам", "ы", "ами", "ах"],
        "ясли" => ["ей", "ям", "и", "ями", "ях"],
        _ => return None,
    };
    Some(Noun {
        agreement: Agreement::Plural,
        forms: with_endings(&word.lower, word.without(1), plural),
    })
}

fn head_adjective(word: &Word) -> bool {
    Word::new(word.without(2)).is_one_of(HEAD_ADJECTIVES)
}
