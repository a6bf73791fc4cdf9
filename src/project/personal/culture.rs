//! Names that a text of a school bears without meaning anybody near: of writers and heroes, of books,
//! streets and prizes.

use super::word::Word;

/// Surnames and given names, or what stands for them, by their stems: people and heroes whom lessons
/// are about. Only both together are somebody known.
const FAMOUS: &str = "\
    пушкин александр, лермонтов михаил, гогол никола, толст лев, толст льв, толст алексе, достоевск федор, тургенев иван, \
    чехов антон, некрасов никола, есенин серге, ахматов анн, цветаев марин, маяковск владимир, крылов иван, жуковск васили, \
    бунин иван, куприн александр, пришвин михаил, паустовск константин, шолохов михаил, булгаков михаил, платонов андре, \
    солженицын александр, твардовск александр, симонов константин, пастернак борис, блок александр, фет афанаси, тютчев федор, \
    островск александр, островск никола, гончаров иван, горьк максим, барто агни, маршак самуил, чуковск корне, бианки витал, \
    носов никола, драгунск виктор, гайдар аркади, ломоносов михаил, менделеев дмитри, циолковск константин, павлов иван, \
    вавилов никола, сеченов иван, пирогов никола, лобачевск никола, ковалевск софь, чебышев пафнути, королев серге, гагарин юри, \
    терешков валентин, леонов алексе, титов герман, суворов александр, кутузов михаил, невск александр, донск дмитри, \
    жуков георги, рокоссовск константин, матросов александр, космодемьянск зо, космодемьянск зое, талалихин виктор, покрышкин александр, \
    кожедуб иван, маресьев алексе, котик валентин, голиков леонид, минин кузьм, пожарск дмитри, сусанин иван, ермак тимофе, \
    перв петр, перв павел, перв александр, втор александр, втор екатерин, втор никола, треть александр, грозн иван, калит иван, \
    ленин владимир, столыпин петр, крупск надежд, макаренк антон, ушинск константин, сухомлинск васили, выготск лев, выготск льв, \
    чайковск петр, глинк михаил, мусоргск модест, бородин александр, рахманинов серге, шостакович дмитри, прокофьев серге, \
    репин иль, шишкин иван, левитан исаак, васнецов виктор, суриков васили, айвазовск иван, рублев андре, перов васили, \
    муромец иль, муромц иль, никитич добрын, попович алеш, каренин анн, онегин евгени, ларин татьян, ростов наташ, болконск андре, \
    безухов пьер, раскольников родион, базаров евгени, обломов иль, печорин григори, гринев петр, миронов маш, мелехов григори";

/// Words right before a name, or at its head, that make it the name of a street or a prize.
const BEARERS: [&str; 10] = [
    "имени",
    "им",
    "памят",
    "улиц",
    "площад",
    "проспект",
    "бульвар",
    "музе",
    "преми",
    "чтени",
];

/// Words before a name in quotation marks that make it the title of a book; without them a pupil
/// may have written it.
const BOOKS: [&str; 13] = [
    "роман",
    "повест",
    "рассказ",
    "сказк",
    "басн",
    "былин",
    "поэм",
    "пьес",
    "комеди",
    "трагеди",
    "опер",
    "фильм",
    "спектакл",
];

/// Whether words name somebody whom lessons are about.
pub(super) fn is_famous(name: &[Word]) -> bool {
    let has = |stem: &str| name.iter().position(|word| word.plain.starts_with(stem));
    FAMOUS.split(", ").any(|both| {
        let parts = both.split_once(' ');
        parts.is_some_and(|(surname, given)| {
            let (surname, given) = (has(surname), has(given));
            surname.is_some() && given.is_some() && surname != given
        })
    })
}

/// Whether a word makes what follows the name of a thing.
pub(super) fn is_bearer(word: &Word, is_quoted: bool) -> bool {
    const WHOLE: usize = 4;
    let is_it = |stem: &str| {
        if stem.chars().count() < WHOLE {
            word.plain == stem
        } else {
            word.plain.starts_with(stem)
        }
    };
    BEARERS.into_iter().any(is_it) || is_quoted && BOOKS.into_iter().any(is_it)
}

/// «По Симонову В.П.»: whose way of looking at a lesson it is.
pub(super) fn is_of_method(words: &[Word], i: usize) -> bool {
    const METHODS: [&str; 10] = [
        "самоанализ",
        "анализ",
        "методик",
        "систем",
        "технологи",
        "классификаци",
        "таксономи",
        "диагностик",
        "опросник",
        "тест",
    ];
    let Some([method, by]) = i.checked_sub(2).and_then(|from| words.get(from..i)) else {
        return false;
    };
    by.plain == "по" && METHODS.iter().any(|it| method.plain.starts_with(it))
}
