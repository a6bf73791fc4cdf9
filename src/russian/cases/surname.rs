//! Surnames. Men's surnames on a consonant change, women's do not; those on «а» and «я» change for
//! both. Where the spelling hides the stress or the origin, the commoner form is given with a
//! doubt.

use super::letters::{Word, is_consonant, is_hushing, is_initials, is_velar, is_vowel};
use super::paradigm::{
    Animacy, Forms, Stress, adjective, masculine, masculine_from, noun_in_a, possessive_feminine,
    possessive_masculine,
};
use super::parts::{decline_parts, decline_single, last_part, parts};
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

/// First parts of double surnames that never change.
const FIXED_FIRST: &str = "\
    бонч тер тэр кара аль эль ар ас аш ад аз ат ибн бен бин мак сен сан санта сент ван вон фон дер ден де дель ди дю дос ле ла нор абу \
    абд абдул хаджи шах шейх саид сеид сейид корвин грум дон мелик туган шан сайын сайн да дас делла дона ду ден дес лос тен цу цур вандер \
    вен эт";
/// Last parts that stay, and a first name before them: «Мамед-оглы», «Ахмед-заде».
const FIXED_LAST: &str = "оглы оглу кызы кизи заде уулу улы угли";

/// First names that end like surnames.
const GIVEN_LIKE_SURNAMES: &str = "\
    марина ирина полина кристина екатерина валентина галина алина арина карина регина антонина ангелина акулина василина эвелина альбина \
    сабина катерина каролина паулина павлина эмилина аделина мадина медина фатина самина амина ясмина жасмина юстина августина агриппина \
    константина мартина севда рамина тамина эльвина мальвина мелина марселина розина иванна нина дина лина мина рина тина зина элина \
    константин валентин августин мартин севастьян бенджамин эдвин эрвин марвин кевин робин иоаким аладдин шамсутдин насруддин салахутдин \
    фахретдин хайрутдин нуретдин нурутдин зайнутдин сайфутдин гаджимурадин нажмудин шамсудин сиражутдин камалутдин бадрутдин алаудин \
    ахмедин лев яков иаков";

/// Foreign surnames on -ов and -ев that are not Russian possessives.
const FOREIGN_OV: &str = "бюлов вирхов гутцков флотов люцов лев зеев иов";
/// Surnames on -ин, -ын that look Russian and may be foreign or a noun; the usual instrumental is
/// -ом.
const NOUNS_IN: &str = "\
    дарвин франклин мартин эрвин кельвин болдуин болдвин голдвин гудвин гершвин кронин павлин дельфин пингвин жасмин господин арлекин \
    осетин болгарин татарин боярин хозяин литвин русин грузин мордвин угрин немчин бенджамин кристин маклин годвин алвин мервин юджин \
    кейдин бегин рабин пэйлин";
/// Surnames on -ин whose bearers are mostly Russian though the foreign or noun reading exists.
const MOSTLY_RUSSIAN_IN: &str = "чаплин берлин рубин турчин сербин роллин";
/// Nouns on -ова, -ева, -ина that are not feminines of possessives.
const NOUNS_IN_OVA: &str = "\
    сова корова голова обнова подкова основа дуброва диброва полова дева ева нева плева калина малина долина дубина былина рябина \
    скотина щетина пучина година кручина лучина овчина равнина пружина дружина ложбина половина хижина солонина мессина палестрина \
    хворостина холстина соломина паутина десятина бузина ожина лещина балерина трясина древесина щербина перина середина хмелина \
    жемчужина полтина";
/// Surnames on -ой that are nouns though they have two syllables.
const NOUNS_IN_OY: &str =
    "ковбой герой разбой водопой покой левкой плейбой громобой зверобой перебой прибой изгой";
/// Adjectives on -ий that the ending alone does not show; other surnames on it may be nouns.
const ADJECTIVES_IN_IY: &str = "\
    великий долгий строгий высокий широкий глубокий далекий одинокий жестокий мягкий крепкий бойкий стойкий дикий гладкий короткий \
    легкий тонкий горький резкий меткий близкий низкий узкий редкий краткий жаркий яркий звонкий громкий сладкий терпкий ловкий робкий \
    убогий пологий тихий ветхий лихий сухий глухий плохий гибкий хрупкий колкий едкий зоркий чуткий кроткий липкий мелкий жалкий \
    шаткий пылкий третий лисий козий рыбий осадчий кравчий ловчий стряпчий зодчий певчий подьячий";
/// Adjectives on -ний; «Корний», «Антоний» are names.
const ADJECTIVES_IN_NIY: &str = "\
    зимний дальний верхний нижний средний летний задний передний крайний древний поздний ранний синий осенний вешний давний последний \
    соседний весенний ближний внешний прежний";
/// Georgian and Abkhaz surnames on -ая, which are nouns.
const NOUNS_IN_AYA: &str = "цхакая микая дундая квирая гунтая шенгелая мая кая рая";
/// Adjectives on -ая that their suffix does not show; other surnames on it may be Georgian nouns.
const ADJECTIVES_IN_AYA: &str = "\
    белая веселая кислая милая малая светлая теплая смелая круглая рослая гнилая удалая голая вялая целая хилая талая бывалая умелая \
    зрелая русая лысая косая босая старая серая добрая храбрая мудрая хитрая пестрая быстрая острая мокрая щедрая бодрая шустрая хворая \
    скорая сырая бурая хмурая рябая слабая голубая грубая любая слепая скупая тупая глупая молодая седая худая гнедая рудая твердая \
    гордая прямая немая хромая кривая живая правая левая здоровая чубарая дошлая куцая пегая борзая";
/// Suffixes and stems by which an adjective on -ая is known.
const CLEAR_IN_AYA: &[&str] = &[
    "ная", "овая", "евая", "тая", "кая", "гая", "хая", "жая", "шая", "щая", "чая", "няя", "ряя",
];
/// French surnames with the stress on the last «а», «я».
const FRENCH: &str = "дюма золя дега петипа ферма труайя люка";
/// Names that may or may not be French.
const MAYBE_FRENCH: &str = "тома";
/// Surnames on a hushing letter or «ц» with «а» whose ending is stressed.
const STRESSED_IN_A: &str = "\
    левша ханжа душа лапша свеча каланча саранча епанча алыча паранджа парча межа вожжа моча овца пыльца праща баша судья свинья кутья \
    семья статья скамья бадья";
/// Surnames of two syllables on a hushing letter with «а» whose stem is stressed.
const UNSTRESSED_IN_A: &str = "\
    груша куча кваша паша маша миша саша каша ноша гоша туча дача кляча круча лужа стужа кожа рожа сажа роща гуща пуща теща грыжа жижа \
    чаша мыша кача вежа лоша суша глуша стража кража пряжа корча порча алеша клуша пыша яша даша гриша тиша луша";
/// Surnames on «ж», «ч», «ш», «щ» with the stress on the ending: «Ткачом».
const STRESSED_HUSHING: &str = "\
    ткач рогач богач деркач пугач лихач усач горбач носач трубач силач бородач скрипач калач палач грач врач толкач космач кумач \
    циркач басмач кедрач щербач головач губач зубач пузач штукач корж ерш пыж дергач рвач сыч ключ меч луч бич ильич кузьмич кузмич \
    фомич лукич москвич кирпич сургуч еж нож морж чиж стриж уж плющ хрущ лещ клещ борщ хвощ крепыш малыш голыш латыш коротыш барыш \
    кулиш кулеш шалаш палаш карандаш ковш бердыш гармаш лаваш чабаш мураш тягач секач избач первач";
/// Surnames on a hushing letter with the stress on the stem: «Монгушем».
const UNSTRESSED_HUSHING: &str = "\
    монгуш тулуш тюлюш бош буш лемеш ярош янош януш милош мякиш товарищ сторож кряж паж туш душ финиш лукаш томаш балаш антош андраш матиаш \
    тамаш бенеш бартош матуш";
/// Surnames that lose a vowel, with their oblique stems. Each is also used without the loss.
const FLEETING: &str = "\
    козел:козл осел:осл орел:орл дятел:дятл котел:котл щегол:щегл хохол:хохл посол:посл чехол:чехл угол:угл узел:узл лев:льв \
    бобер:бобр костер:костр ковер:ковр ветер:ветр шатер:шатр пес:пс овес:овс хребет:хребт лоб:лб мох:мх пень:пн день:дн кремень:кремн \
    ремень:ремн гребень:гребн перстень:перстн корень:корн камень:камн парень:парн студень:студн бредень:бредн ливень:ливн \
    шершень:шершн трутень:трутн головень:головн ступень:ступн огонь:огн лежень:лежн стержень:стержн сажень:сажн баловень:баловн \
    увалень:увальн уголь:угл угорь:угр коготь:когт локоть:локт ноготь:ногт деготь:дегт ломоть:ломт лапоть:лапт журавель:журавл \
    кашель:кашл воробей:воробь соловей:соловь муравей:муравь репей:репь ручей:ручь улей:уль заяц:зайц василек:васильк конек:коньк \
    зверек:зверьк кулек:кульк пенек:пеньк огонек:огоньк королек:корольк мотылек:мотыльк хорек:хорьк уголек:угольк паренек:пареньк \
    орешек:орешк кошелек:кошельк горошек:горошк воробышек:воробышк барашек:барашк замочек:замочк цветочек:цветочк мешочек:мешочк";
/// Surnames on -ец, -ок, -ек with the vowel kept: «Кузнеца», «Чеснока», «Человека».
const VOWEL_KEPT: &str =
    "швец кузнец мудрец жнец жрец чтец чеснок урок человек имярек пророк сапог";
/// Surnames on -ец with the stress on the stem.
const UNSTRESSED_EC: &str = "немец перец палец месяц заяц ситец агнец";
/// Nouns on -ец that everybody declines alike.
const PLAIN_EC: &str = "купец донец немец молодец певец борец гонец отец стрелец мертвец";
/// Names on -рих, -лих and the like that are certainly German.
const GERMAN_IH: &str = "\
    дитрих ульрих рерих фрейндлих миних генрих гейнрих фридрих эрлих фройлих фрелих гельмерих цейтлих эмрих хейнрих хайнрих";
/// Endings of surnames common enough to be first in a double one.
const COMMON_ENDINGS: &[&str] = &[
    "ич",
    "ук",
    "юк",
    "ян",
    "янц",
    "ман",
    "берг",
    "штейн",
    "ер",
    "ик",
    "ак",
    "як",
    "уй",
];

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
    Ok(declined)
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

fn is_masculine_adjective(word: &Word) -> bool {
    let before = word.back(2);
    match (word.back(1), word.back(0)) {
        ('ы', 'й') => word.syllables() > 1,
        ('о', 'й') => {
            (word.syllables() > 1 || word.plain == "злой")
                && !word.is_one_of(NOUNS_IN_OY)
                && is_consonant(before)
        }
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

fn man(word: &Word) -> Declined {
    match family(word) {
        Family::Possessive(Gender::Masculine) => possessive_man(word),
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
    let stress = if word.is_one_of(STRESSED_IN_A) {
        Stress::Ending
    } else {
        Stress::Stem
    };
    let declined = Declined::sure(noun_in_a(word, stress));
    let hushing = last == 'а' && is_hushing(before);
    let known = stress == Stress::Ending
        || word.is_one_of(UNSTRESSED_IN_A)
        || word.syllables() > 2 && !word.ends(&["джа"]);
    if word.is_one_of(MAYBE_FRENCH) {
        declined.or_unchanged(Ambiguity::FrenchVowel)
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
    let certain = word.is_one_of("тюлень олень ясень кистень плетень ковбень таймень ячмень");
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
    } else if plural {
        Declined::unchanged(&word.lower)
    } else {
        declined.or_unchanged(Ambiguity::GermanOrSiberian)
    }
}

/// «Донец – Донца», «Стрелец – Стрельца», «Коломиец – Коломийца», «Кузнец – Кузнеца».
fn in_ec(word: &Word) -> Declined {
    let (before, earlier) = (word.back(2), word.back(3));
    let kept = word.syllables() < 2
        || word.is_one_of(VOWEL_KEPT)
        || is_consonant(before) && is_consonant(earlier);
    let stress = if word.is_one_of(UNSTRESSED_EC) || is_vowel(before) && word.syllables() > 2 {
        Stress::Stem
    } else {
        Stress::Ending
    };
    let full = masculine(word, stress);
    if kept {
        return Declined::sure(full);
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
    if turkic || word.is_one_of(VOWEL_KEPT) || is_vowel(word.back(2)) {
        return Declined::sure(full);
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
