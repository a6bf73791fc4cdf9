//! Job titles. The head and the adjectives before it change; a title may list several posts.
//! A title keeps its own gender: «назначить учителя математики Петрову».

use super::answers::Answers;
use super::letters::{self, Word};
use super::paradigm::{
    Agreement, Animacy, Stress, inanimate, masculine, masculine_from, neuter, noun_in_a,
};
use super::phrase::{
    Found, Grammar, Noun, Token, assemble, is_abbreviation, parts_posts, post_tokens,
};
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
    совместитель медиатор нутрициолог флорист кружковод затейник массовик культорганизатор профорг культорг физорг супервизор \
    фасилитатор навигатор электроник энергетик гувернер нейропсихолог патопсихолог валеолог профконсультант киномеханик бутафор \
    гример декоратор копирайтер спортсмен агитатор табельщик профориентолог культуролог религиовед краевед \
    музеевед ритмист баянист пианист вокалист гитарист \
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
/// Heads on «а» for men and women alike; adjectives with them are masculine.
const COMMON: &str = "глава староста судья старшина коллега";
/// Neuter heads.
const NEUTER: &str = "лицо";
/// Adjectives and participles that are heads themselves, without the last two letters.
const HEAD_ADJECTIVES: &str = "\
    заведующ исполняющ управляющ вожат пионервожат рабоч разнорабоч дежурн наставляем обучающ учащ служащ военнослужащ ответственн \
    уполномоченн отвечающ командующ пожарн дневальн замещающ выполняющ осуществляющ сопровождающ курирующ стажирующ подопечн участков \
    рядов трудящ ведающ возглавляющ поверенн управомоченн горничн доверенн назначенн избранн проверяющ контролирующ преподающ";
/// Heads that never change, and nothing after them does.
const INDECLINABLE: &str = "\
    врио ио и/о вр замдиректора замзав завкафедрой завотделением завотделом завскладом завбиблиотекой завхозяйством завучебной \
    завпроизводством управделами помдиректора конферансье атташе рефери портье";
/// Abbreviated adjectives, written with a dot: a post stands after them.
const SHORTENED_ADJECTIVES: &str = "\
    соц ст стар мл муз кл гл мед вед физ пед техн тех уч учеб науч спорт воен хоз дошк проф метод орг адм юрид худ лог психол инж";
/// The same with abbreviated nouns, which a post may begin with; without a dot they are a slip.
const SHORTENED: &str = "\
    соц ст мл муз кл гл мед вед пед зам зав рук нач пом препод инстр воспит учит дир директ муз худ техн учеб спец";
/// Abbreviations that are heads themselves: of others alone no post is made.
const SHORTENED_HEADS: &str = "\
    зам зав рук пом препод преп инстр воспит восп учит уч дир директ спец врио ио и/о вр метод психол библ библиот бухг гл секр конц \
    концерт деж контр инж педаг лог дефект орг и о исп";
/// Ends of the abbreviated names of schools, which are no posts.
const SCHOOLS: [&str; 7] = ["ОУ", "СОШ", "ООШ", "НОШ", "ДДТ", "ЦДО", "ЦРР"];
/// Words after which another post may begin.
const JOINING: &str = "и или также же совместительству одновременно плюс а";
/// No post begins after these.
const PREPOSITIONS: &str = "в на за про через под по с со о об при для из от до у к над";
/// Endings of words for people.
const AGENTS: &[&str] = &[
    "тель",
    "арь",
    "ист",
    "ник",
    "щик",
    "чик",
    "лог",
    "вод",
    "тор",
    "мен",
    "ант",
    "ент",
    "граф",
    "вед",
    "мейстер",
    "аст",
    "терапевт",
];
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

/// Words of a title read so far.
struct Reading<'t> {
    tokens: &'t [Token<'t>],
    changed: Vec<(usize, Declined)>,
    place: usize,
    doubt: Option<Doubt>,
}

/// Declines a job title.
///
/// # Errors
/// If the title is not in Cyrillic letters: see [`Refusal`].
pub fn decline_post(text: &str) -> Result<Declined, Refusal> {
    static KNOWN: Answers<String, Result<Declined, Refusal>> = Answers::new();
    KNOWN.to(text.to_owned(), |text| declined(text))
}

fn declined(text: &str) -> Result<Declined, Refusal> {
    let text = letters::phrase_text(text)?;
    let tokens = post_tokens(&text);
    let start = tokens.iter().position(|token| !token.text.is_empty());
    let mut reading = Reading {
        tokens: &tokens,
        changed: Vec::new(),
        place: start.ok_or(Refusal::Empty)?,
        doubt: None,
    };
    reading.first_post()?;
    while let Some(token) = tokens.get(reading.place) {
        if token.protected {
            reading.bracket();
        } else if begins_post(&tokens, reading.place) {
            reading.next_post();
        } else {
            reading.tail();
        }
    }
    let bracketed = GRAMMAR.bracketed(&tokens, &reading.changed);
    if let Some(word) = bracketed {
        reading.doubt_word(word);
    }
    if let Some(word) = tokens.iter().find(|token| is_joined_to_adjective(token)) {
        reading.doubt_word(word.text);
    }
    let left = (1..tokens.len()).find(|place| {
        is_participle(&tokens, *place) && reading.changed.iter().all(|(word, _)| word != place)
    });
    if let Some(place) = left {
        reading.doubt_word(tokens[place].text);
    }
    Ok(assemble(&tokens, reading.changed).doubted_by(reading.doubt))
}

/// Whether words begin like no post that is known, or hold something else beside one: «вакансия»,
/// «дек.», «химии», «учитель химии, высшая».
pub(crate) fn is_unknown_post(text: &str) -> bool {
    let is_unknown = |text: &str| match decline_post(text) {
        Ok(declined) => matches!(declined.doubt, Some(Doubt::UnknownPost { .. })),
        Err(_) => true,
    };
    is_unknown(text) && is_unknown(&text.to_lowercase())
}

/// The post inside a title that is written with a capital: «учитель физики, Классный руководитель».
pub fn capital_inside(text: &str) -> Option<String> {
    let tokens = post_tokens(text);
    let first = tokens.iter().position(|token| !token.text.is_empty())?;
    let is_capital = |text: &str| {
        let mut letters = text.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase)
    };
    let found = tokens
        .iter()
        .enumerate()
        .skip(first + 1)
        .find(|(at, token)| {
            !token.protected && is_capital(token.text) && GRAMMAR.read_known(&tokens, *at).is_some()
        });
    found.map(|(_, token)| token.text.to_owned())
}

impl Reading<'_> {
    /// Reads the post that the title begins with, and moves on by at least one word.
    fn first_post(&mut self) -> Result<(), Refusal> {
        let first = &self.tokens[self.place];
        if self.abbreviated() {
            return Ok(());
        }
        if let Some(found) = GRAMMAR.read(self.tokens, self.place) {
            self.take(found);
            return Ok(());
        }
        if let Some(letter) = first.text.chars().find(char::is_ascii_alphabetic)
            && !first.protected
        {
            return Err(Refusal::Latin { letter });
        }
        self.doubt = Some(Doubt::UnknownPost {
            word: first.text.trim_matches(['«', '»', '"']).to_owned(),
        });
        self.place += 1;
        Ok(())
    }

    /// Reads an abbreviation, which stays, and the nominative after it, which changes: «зам.
    /// директора», «ст. воспитатель», «врио директора». `false` if there is none here.
    fn abbreviated(&mut self) -> bool {
        let start = self.place;
        let mut end = start;
        while self
            .tokens
            .get(end)
            .is_some_and(|token| is_fixed(token, end > start))
            && (end == start || GRAMMAR.read_known(self.tokens, end).is_none())
        {
            end += 1;
        }
        let known = GRAMMAR.read_known(self.tokens, start);
        if end == start || known.is_some() {
            return false;
        }
        let last = Word::new(self.tokens[end - 1].text.trim_end_matches('.'));
        if !self.tokens[end - 1].text.ends_with('.') && last.is_one_of(SHORTENED) {
            self.doubt.get_or_insert(Doubt::NoDot {
                word: self.tokens[end - 1].text.to_owned(),
            });
        }
        self.place = end;
        let apart = parts_posts(self.tokens[end - 1].after);
        if apart || self.tokens.get(end).is_none_or(|token| token.protected) {
            self.doubt_headless(start, end);
            return true;
        }
        if let Some(found) = GRAMMAR.read_known(self.tokens, end) {
            self.take(found);
        } else if may_be_post(self.tokens, end) {
            self.unknown();
        } else if last.is_one_of(SHORTENED_ADJECTIVES) && end == start + 1 {
            // «мл. нянюшка», but «пед. кабинета» and «пом. бухгалтера».
            let next = Word::new(self.tokens[end].text);
            let is_genitive = || noun(&Word::new(next.without(1))).is_some();
            if next.ends(&["ка", "ша", "на", "ха"]) && !is_genitive() {
                self.doubt_word(self.tokens[end].text);
            }
        } else {
            self.doubt_headless(start, end);
        }
        true
    }

    /// «дек.», «каб. 15», «МБОУ СОШ № 5»: abbreviations of which none is a post.
    fn doubt_headless(&mut self, start: usize, end: usize) {
        let is_head = |token: &Token| {
            let word = Word::new(token.text.trim_end_matches('.'));
            let is_school = SCHOOLS.iter().any(|end| token.text.ends_with(end));
            word.is_one_of(SHORTENED_HEADS)
                || word.is_one_of(INDECLINABLE)
                || is_abbreviation(token.text) && !is_school
        };
        if self.changed.is_empty() && !self.tokens[start..end].iter().any(is_head) {
            self.doubt.get_or_insert(Doubt::UnknownPost {
                word: self.tokens[start].text.to_owned(),
            });
        }
    }

    /// Reads another post after a comma, a stroke, «и» and so on, if there is one.
    fn next_post(&mut self) {
        let word = Word::new(self.tokens[self.place].text);
        if word.is_one_of("он она") {
            // «директора, он же учитель» and «директора, его же учителя» are both in use.
            self.doubt_word(self.tokens[self.place].text);
            self.place += 1;
        } else if let Some(found) = GRAMMAR.read_known(self.tokens, self.place) {
            self.take(found);
        } else if may_be_post(self.tokens, self.place) {
            self.unknown();
        } else if !self.abbreviated() {
            self.place += 1;
        }
    }

    /// Reads a word of the tail. A nominative there is one more post, lacking its comma.
    fn tail(&mut self) {
        let token = &self.tokens[self.place];
        let before = Word::new(self.tokens[self.place - 1].text);
        if before.is_one_of(PREPOSITIONS) {
            self.place += 1;
        } else if let Some(found) = GRAMMAR.read_known(self.tokens, self.place) {
            self.doubt_word(token.text);
            self.take(found);
        } else {
            let word = Word::new(token.text);
            let agrees_before = before.ends(&["ых", "их", "ого", "его", "ой", "ей"]);
            if word.ends(AGENTS) && word.syllables() > 1 && !agrees_before {
                self.doubt_word(token.text);
            }
            self.place += 1;
        }
    }

    /// Reads a post in brackets, which may or may not have to agree with the one before them.
    fn bracket(&mut self) {
        let token = &self.tokens[self.place];
        // «учитель физики(совместитель)»: the space before it may be missing.
        if let Some((_, first)) = token.text.split_once('(') {
            let rest = self.tokens[self.place + 1..]
                .iter()
                .take_while(|token| token.protected)
                .map(|token| token.text);
            let inside: Vec<&str> = std::iter::once(first).chain(rest).collect();
            let inside = inside.join(" ");
            let inside = inside.split(')').next().unwrap_or_default();
            let words = post_tokens(inside);
            let begins = words.iter().position(|token| {
                !is_fixed(token, true) && !Word::new(token.text).is_one_of("он она же")
            });
            let joined = (1..words.len())
                .filter(|place| Word::new(words[place - 1].text).is_one_of(JOINING));
            let mut places = begins.into_iter().chain(joined);
            if places.any(|place| GRAMMAR.read_known(&words, place).is_some()) {
                self.doubt_word(first.trim_end_matches(')'));
            }
        }
        self.place += 1;
    }

    fn take(&mut self, found: Found) {
        self.changed.extend(found.words);
        self.place = found.end.max(self.place + 1);
        if let Some(word) = found.unknown {
            self.doubt.get_or_insert(Doubt::UnknownPost { word });
        }
    }

    /// Declines a post that no list has by its ending, with a doubt.
    fn unknown(&mut self) {
        let text = self.tokens[self.place].text;
        match GRAMMAR.read(self.tokens, self.place) {
            Some(found) => self.take(found),
            None => self.place += 1,
        }
        self.doubt_word(text);
    }

    fn doubt_word(&mut self, word: &str) {
        self.doubt.get_or_insert_with(|| Doubt::UnclearTail {
            word: word.to_owned(),
        });
    }
}

/// «учитель, не имеющий категории»: a participle in the nominative goes with a post, though another
/// word parts them.
fn is_participle(tokens: &[Token], place: usize) -> bool {
    let word = Word::new(tokens[place].text);
    let endings = [
        "щий",
        "щая",
        "щийся",
        "щаяся",
        "вший",
        "вшая",
        "вшийся",
        "вшаяся",
    ];
    !tokens[place].protected
        && word.ends(&endings)
        && !Word::new(tokens[place - 1].text).is_one_of(PREPOSITIONS)
}

/// «учитель-классный руководитель»: a hyphen stands where a dash should, and the noun before it would
/// be left as it is.
fn is_joined_to_adjective(token: &Token) -> bool {
    let parts = token.text.rsplit_once(letters::is_hyphen);
    parts.is_some_and(|(first, last)| {
        let last = Word::new(last);
        !token.protected
            && noun(&Word::new(first)).is_some()
            && noun(&last).is_none()
            && !head_adjective(&last)
            && last.ends(&["ый", "ий", "ой", "ая", "яя"])
    })
}

/// Whether a word at the beginning of a post never changes; `inside` if others precede it.
fn is_fixed(token: &Token, inside: bool) -> bool {
    let word = Word::new(token.text);
    let abbreviation =
        is_abbreviation(token.text) && token.text.chars().count() <= LONGEST_ABBREVIATION;
    !token.protected
        && (token.text.ends_with('.')
            || word.is_one_of(INDECLINABLE)
            || !inside && (abbreviation || word.is_one_of(SHORTENED)))
}

/// Whether another post may begin here: after a comma, a stroke, a dash, «и», «же» or a dot.
fn begins_post(tokens: &[Token], place: usize) -> bool {
    let Some(before) = place.checked_sub(1).map(|before| &tokens[before]) else {
        return true;
    };
    let joined = before.text == "-" || Word::new(before.text).is_one_of(JOINING);
    parts_posts(before.after) || !before.protected && (joined || before.text.ends_with('.'))
}

/// Whether a post that no list has may begin here, with an adjective or noun in the nominative.
fn may_be_post(tokens: &[Token], place: usize) -> bool {
    let token = &tokens[place];
    let word = Word::new(token.text);
    if token.protected || is_abbreviation(token.text) || word.syllables() < 2 {
        return false;
    }
    let oblique = word.ends(&[
        "ов", "ев", "ам", "ям", "ом", "ем", "им", "ым", "ах", "ях", "их", "ых",
    ]);
    let noun = letters::is_consonant(word.back(0)) && !oblique
        || word.ends(&["ь", "ница", "щица", "чица", "есса", "иня"]);
    // «технологий», «занятий» are no adjectives.
    let soft = match word.back(2) {
        'к' | 'ч' | 'щ' | 'ш' | 'ж' => true,
        'н' => letters::is_consonant(word.back(3)),
        _ => false,
    };
    noun || word.ends(&["ый", "ая", "яя", "ийся", "аяся"]) || word.ends(&["ий"]) && soft
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

/// Whether a title stands in another case than the nominative: «учителя физики», «старшему
/// воспитателю». Only heads that are masculine or adjectives tell it for sure.
pub(crate) fn is_oblique_post(title: &str) -> bool {
    const ADJECTIVES: [&str; 9] = ["ого", "его", "ому", "ему", "ым", "им", "ой", "ей", "ых"];
    let lower = title.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic());
    let found = words.find_map(|word| {
        let known = Word::new(word);
        let stem = ADJECTIVES.iter().find_map(|end| word.strip_suffix(end));
        // «няня» is no case of a masculine word.
        if known.is_one_of(FEMININE) {
            return Some(false);
        }
        if is_oblique_masculine(word)
            || stem.is_some_and(|s| Word::new(s).is_one_of(HEAD_ADJECTIVES))
        {
            return Some(true);
        }
        if known.is_one_of(MASCULINE) || head_adjective(&known) {
            return Some(false);
        }
        // Adjectives before the head agree with it.
        let is_before = ADJECTIVES.iter().any(|end| word.ends_with(end));
        (!is_before).then_some(false)
    });
    found.unwrap_or(false)
}

fn is_oblique_masculine(word: &str) -> bool {
    const HARD: [&str; 9] = ["а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах"];
    const SOFT: [&str; 8] = ["я", "ю", "ем", "е", "и", "ей", "ям", "ями"];
    let is_head = |ends: &[&str], end: &str| {
        let mut stems = ends.iter().filter_map(|own| word.strip_suffix(own));
        stems.any(|stem| Word::new(&format!("{stem}{end}")).is_one_of(MASCULINE))
    };
    is_head(&HARD, "") || is_head(&SOFT, "ь")
}

fn head_adjective(word: &Word) -> bool {
    let plain = word.plain.strip_suffix("ся").unwrap_or(&word.plain);
    let stem = Word::new(plain);
    Word::new(stem.without(2)).is_one_of(HEAD_ADJECTIVES)
}
