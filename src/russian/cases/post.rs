//! Job titles. The head and the adjectives before it change; a title may list several posts.
//! Titles keep their own gender: «назначить учителя математики Петрову».

use super::letters::{self, Word};
use super::paradigm::{
    Agreement, Animacy, Stress, inanimate, masculine, masculine_from, neuter, noun_in_a,
};
use super::phrase::{Grammar, Noun, Token, assemble, is_abbreviation, tokens};
use super::{Declined, Doubt, Refusal};

/// Masculine heads on a consonant, «ь» or «й».
const MASCULINE: &str = "\
    учитель преподаватель воспитатель руководитель соруководитель заместитель директор педагог методист психолог логопед дефектолог \
    олигофренопедагог сурдопедагог тифлопедагог библиотекарь библиограф инструктор тренер концертмейстер аккомпаниатор хормейстер \
    хореограф балетмейстер режиссер дирижер мастер тьютор куратор советник наставник председатель сопредседатель секретарь \
    делопроизводитель специалист эксперт консультант ассистент доцент профессор декан ректор проректор президент начальник помощник \
    инженер техник программист администратор сисадмин экономист бухгалтер кассир юрист юрисконсульт завхоз завуч физрук военрук худрук \
    комендант сторож вахтер дворник уборщик водитель шофер повар пекарь кладовщик кастелян врач фельдшер медбрат педиатр терапевт \
    психиатр психотерапевт стоматолог электрик электромонтер электромеханик механик слесарь токарь сантехник плотник столяр садовник \
    гардеробщик охранник контролер диспетчер оператор менеджер маркетолог архивист архивариус документовед социолог переводчик \
    сурдопереводчик художник оформитель дизайнер верстальщик редактор корреспондент журналист фотограф музыкант артист актер солист \
    студент магистрант аспирант докторант ординатор стажер практикант ученик воспитанник выпускник школьник курсант слушатель работник \
    соцработник сотрудник член участник координатор организатор методолог аналитик модератор ментор коуч партнер работодатель \
    представитель предприниматель исполнитель попечитель родитель опекун волонтер лидер командир капитан бригадир агроном зоотехник \
    ветеринар тракторист машинист кочегар истопник строитель монтажник сварщик маляр штукатур каменщик кинолог спасатель писарь \
    аптекарь провизор референт спикер инспектор ревизор аудитор товаровед логист технолог лаборант метролог нормировщик кадровик \
    закройщик костюмер звукорежиссер звукооператор осветитель постановщик хранитель экскурсовод смотритель игропедагог андрагог \
    предметник кандидат доктор магистр бакалавр академик лауреат победитель призер отличник репетитор лектор оппонент рецензент \
    соискатель исследователь министр губернатор мэр депутат атаман нянь дезинфектор кондитер официант бармен грузчик подсобник курьер \
    системотехник вебмастер санитар массажист диетолог невролог офтальмолог эпидемиолог биолог химик физик математик историк географ \
    филолог лингвист статистик архитектор геодезист геолог эколог егерь корректор издатель учредитель основатель";
/// Masculine heads that lose a vowel, with the stem of the oblique cases.
const FLEETING: &str =
    "продавец:продавц снабженец:снабженц боец:бойц отец:отц владелец:владельц управленец:управленц";
/// Feminine heads.
const FEMININE: &str = "\
    медсестра сестра хозяйка няня уборщица учительница воспитательница преподавательница лаборантка студентка ученица выпускница \
    наставница помощница руководительница кастелянша гардеробщица вахтерша повариха буфетчица посудомойка посудомойщица кладовщица \
    прачка техничка санитарка швея секретарша библиотекарша воспитанница сотрудница работница участница директриса заместительница \
    начальница советница акушерка аспирантка стажерка практикантка методистка художница артистка машинистка костюмерша модель нянечка";
/// Heads on «а» that are men as well as women; adjectives with them are masculine.
const COMMON: &str = "глава староста судья старшина коллега";
/// Neuter heads.
const NEUTER: &str = "лицо";
/// Adjectives and participles that are heads themselves, without the last two letters.
const HEAD_ADJECTIVES: &str = "\
    заведующ исполняющ управляющ вожат пионервожат рабоч разнорабоч дежурн наставляем обучающ учащ служащ военнослужащ ответственн \
    уполномоченн отвечающ командующ пожарн дневальн замещающ выполняющ осуществляющ сопровождающ курирующ стажирующ подопечн участков \
    рядов трудящ ведающ возглавляющ поверенн управомоченн горничн доверенн назначенн избранн проверяющ контролирующ преподающ";
/// Heads that never change; what stands after them does not change either.
const INDECLINABLE: &str = "\
    врио ио вр замдиректора замзав завкафедрой завотделением завотделом завскладом завбиблиотекой завхозяйством завучебной \
    завпроизводством управделами помдиректора конферансье атташе рефери портье";
/// First parts that do not change in a hyphenated head.
const FIXED_PARTS: &str = "\
    бизнес медиа контент веб интернет пресс арт шеф вице экс обер унтер премьер статс пиар кибер мини топ спорт фитнес тайм промо \
    онлайн генерал кино аудио видео блок камер лайф";

const GRAMMAR: Grammar = Grammar {
    noun,
    head_adjective,
    fixed_parts: FIXED_PARTS,
    animacy: Animacy::Animate,
};

/// Longest abbreviation that is taken for a post of its own, «ПДО».
const LONGEST_ABBREVIATION: usize = 6;

/// Declines a job title.
///
/// # Errors
/// The title must be in Cyrillic letters, see [`Refusal`].
pub fn decline_post(text: &str) -> Result<Declined, Refusal> {
    let text = letters::phrase_text(text)?;
    let tokens = tokens(&text);
    let (mut changed, mut place, unknown) = first_post(&tokens)?;
    let mut doubt = unknown.map(|word| Doubt::UnknownPost { word });
    while place < tokens.len() {
        if place == 0 || !begins_post(&tokens, place) {
            place += 1;
        } else if let Some(found) = GRAMMAR.read_known(&tokens, place) {
            changed.extend(found.words);
            place = found.end;
        } else {
            let word = tokens[place].text;
            if looks_like_post(&tokens[place]) {
                doubt.get_or_insert_with(|| Doubt::UnclearTail {
                    word: word.to_owned(),
                });
            }
            place += 1;
        }
    }
    let doubt = doubt.or_else(|| {
        GRAMMAR
            .bracketed(&tokens, &changed)
            .map(|word| Doubt::UnclearTail {
                word: word.to_owned(),
            })
    });
    Ok(assemble(&tokens, changed).doubted_by(doubt))
}

type FirstPost = (Vec<(usize, Declined)>, usize, Option<String>);

/// The words of the first post that change, the place after it, and its head if that is in no list.
fn first_post(tokens: &[Token]) -> Result<FirstPost, Refusal> {
    let Some(first) = tokens.first() else {
        return Err(Refusal::Empty);
    };
    let word = Word::new(first.text);
    let abbreviation =
        is_abbreviation(first.text) && first.text.chars().count() <= LONGEST_ABBREVIATION;
    let stays = first.text.ends_with('.') || word.is_one_of(INDECLINABLE);
    if stays || abbreviation && GRAMMAR.read_known(tokens, 0).is_none() {
        return Ok((Vec::new(), 1, None));
    }
    if let Some(found) = GRAMMAR.read(tokens, 0) {
        return Ok((found.words, found.end, found.unknown));
    }
    match first.text.chars().find(char::is_ascii_alphabetic) {
        Some(letter) if !first.protected => Err(Refusal::Latin { letter }),
        _ => Ok((
            Vec::new(),
            1,
            Some(first.text.trim_matches(['«', '»', '"']).to_owned()),
        )),
    }
}

/// After a comma, a dash or «и» another post may begin.
fn begins_post(tokens: &[Token], place: usize) -> bool {
    let before = &tokens[place - 1];
    let joined = matches!(
        before.text,
        "и" | "или" | "также" | "–" | "—" | "-" | "/" | "+" | "И"
    );
    !before.protected && joined || before.after.contains([',', ';'])
}

/// A word in small letters that may be the nominative of a post not in the lists.
fn looks_like_post(token: &Token) -> bool {
    let word = Word::new(token.text);
    let ending = letters::is_consonant(word.back(0)) && !matches!(word.back(0), 'в' | 'х' | 'м')
        || word.ends(&["тель", "арь"]);
    !token.protected && !is_abbreviation(token.text) && word.syllables() > 1 && ending
}

fn noun(word: &Word) -> Option<Noun> {
    if word.is_one_of(MASCULINE) {
        let stress = if word.ends(&["врач", "скрипач"]) {
            Stress::Ending
        } else {
            Stress::Stem
        };
        return Some(Noun {
            agreement: Agreement::Masculine,
            forms: masculine(word, stress),
        });
    }
    if let Some(stem) = word.stem_in(FLEETING) {
        let stress = if word.ends(&["продавец", "отец", "боец"]) {
            Stress::Ending
        } else {
            Stress::Stem
        };
        return Some(Noun {
            agreement: Agreement::Masculine,
            forms: masculine_from(word, stem, stress),
        });
    }
    if word.is_one_of(FEMININE) {
        return Some(Noun {
            agreement: Agreement::Feminine,
            forms: noun_in_a(word, Stress::Stem),
        });
    }
    if word.is_one_of(COMMON) {
        return Some(Noun {
            agreement: Agreement::Masculine,
            forms: noun_in_a(word, Stress::Ending),
        });
    }
    if word.is_one_of(NEUTER) {
        return Some(Noun {
            agreement: Agreement::Neuter,
            forms: inanimate(neuter(word)?),
        });
    }
    None
}

fn head_adjective(word: &Word) -> bool {
    let plain = word.plain.strip_suffix("ся").unwrap_or(&word.plain);
    let stem = Word::new(plain);
    Word::new(stem.without(2)).is_one_of(HEAD_ADJECTIVES)
}
