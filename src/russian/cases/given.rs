//! First names, Russian and foreign, double ones included.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::letters::{Word, is_consonant, is_hushing, is_initials, is_vowel};
use super::paradigm::{
    Stress, feminine_in_soft_sign, masculine, masculine_from, noun_in_a, with_endings,
};
use super::parts::{decline_parts, decline_single};
use super::{Ambiguity, Case, Declined, Doubt, Gender};

/// Names on a vowel and «а», which stay; of others «Мариа» is rather a slip for «Мария».
const FIXED_IN_A: &str = "\
    ноа леа миа лиа тиа реа гоа мойа шиа эа андреа матеа ракеа доротеа аниа хосуа джошуа эстебао рафаэла моа ха куа тоа луа";
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

/// Names that only men have.
const OF_MEN: &str = "\
    александр алексей анатолий андрей антон аркадий арсений арсен артем артур афанасий богдан борис бронислав вадим валентин валерий василий \
    вениамин виктор виталий владимир владислав владлен всеволод вячеслав геннадий георгий герман герасим глеб григорий гордей давид давыд \
    дамир данил данила даниил демид демьян денис дмитрий евгений егор елисей емельян ефим ефрем захар зиновий иван игнат игнатий игорь илья \
    иннокентий иосиф ипполит казбек карен карл кирилл клим константин кузьма лаврентий лев леонид леонтий лука магомед макар максим \
    марат марк мартын матвей мирон митрофан михаил мурат назар нестор никита никифор николай никон олег орест осип остап павел петр платон \
    потап прохор радик радомир рамазан рамиль рафаэль ренат ринат роберт родион роман ростислав руслан рустам савва савелий самуил святослав \
    семен сергей серафим станислав степан тарас тимофей тимур тихон трофим устин фаддей федор федот феликс филипп филимон фома харитон \
    эдуард эльдар эмиль эрик эрнест юлиан юлий юрий юсуп яков ярослав ахмед ахмат али арслан аслан айрат айдар азамат азат алихан \
    амир анвар бахтияр булат булад джамал заур зураб ибрагим ильдар ильгиз ильнур ислам мансур мухаммед наиль отар расул рафик рашид ришат \
    рушан салават тагир фарид фарит хасан шамиль юсуф гиви гоча вахтанг вазген ашот армен арам гагик самвел тигран хачатур иржи отто ганс \
    генрих вальтер виллиам вильгельм томас джон джеймс";
/// Names that only women have.
const OF_WOMEN: &str = "\
    августа аделина аделия аида айгуль аксинья алевтина александра алена алеся алина алиса алла алсу альбина альфия анастасия ангелина \
    анжела анжелика анна антонина анфиса анюта ариадна арина асель ася белла богдана валентина валерия варвара василиса венера вера \
    вероника виктория виолетта виталина влада владислава гаянэ галина гаухар гульнара гульназ гузель дана дарина дарья джамиля диана дина \
    динара доминика ева евгения евдокия екатерина елена елизавета есения ефросинья жанна зарема зарина зинаида зиля злата зоя зульфия \
    иванна изабелла изольда илона инга инесса инна ираида ирина ирма ия капитолина карина каролина кира клавдия клара кристина ксения \
    лада лариса лейла лейсан лиана лидия лилия лина любовь людмила ляйсан мадина майя маргарита марианна марина мария марта марфа марьяна \
    марьям мелания меланья милана милена милица мирослава надежда наида наиля наталия наталья нелли неля ника нина нона нонна оксана \
    октябрина олеся ольга пелагея полина прасковья рада раиса регина резеда рената рита рогнеда роза розалия роксана руфина рушания \
    сабина светлана серафима снежана софия софья станислава стелла степанида стефания сусанна таисия тамара тамила татьяна тина томила \
    ульяна устинья фаина фарида фатима фатма фекла фируза флюра фотиния халида хадижат хава эвелина элеонора элина элла эльвира эльза \
    эльмира эмилия эмма эсмира этери юлиана юлия юния ядвига яна янина ярослава ясмина патимат аминат зухра гюльнара айжан \
    мерьем зейнаб лала севиль нигяр";

/// The gender of the bearer, by the first of the names if that is one which men only, or women only,
/// have.
pub(super) fn gender_of(text: &str) -> Option<Gender> {
    // Asked of everybody in every paper, and the lists are long.
    static GENDERS: LazyLock<HashMap<&str, Gender>> = LazyLock::new(|| {
        let of = |names: &'static str, gender| names.split(' ').map(move |name| (name, gender));
        of(OF_MEN, Gender::Masculine)
            .chain(of(OF_WOMEN, Gender::Feminine))
            .collect()
    });
    let first = text.split([' ', '-']).next().unwrap_or_default();
    GENDERS.get(Word::new(first).plain.as_str()).copied()
}

/// Whether a word is a well-known first name.
pub(crate) fn is_first_name(text: &str) -> bool {
    gender_of(text).is_some()
}

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
        let declined = Declined::unchanged(&word.lower);
        return if word.is_one_of(FIXED_IN_A) {
            declined
        } else {
            declined.doubted(Doubt::OddEnding {
                word: word.lower.clone(),
            })
        };
    }
    if word.syllables() < 2 {
        // «На», «Ха», «Ля»: Chinese and Vietnamese names, which mostly stay.
        let declined = noun_in_a(word, Stress::Ending);
        return Declined::unchanged(&word.lower).or(
            &declined,
            Case::Genitive,
            Ambiguity::ShortStem,
        );
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
