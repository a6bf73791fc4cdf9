//! Words of a text that may name somebody: first names, short ones, patronymics in any case.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::russian::tells_of_child;

/// First names by their stems, small letters, for all cases; names that are common words too are
/// left out.
const GIVEN: &str = "\
    аделин айгул айдар айрат аким александр алексе алексан алеш алин алис алл альберт альбин альфи анатоли ангелин андре \
    анжел анн антон антонин арин аркади арсени артем артур афанаси богдан борис вадим валенти валери варвар василис васили \
    венер вениамин виктор вилен виталий витали владислав владимир всеволод вячеслав гали геннади георги герман глеб григори \
    гузел гульнар дарь денис диан динар дмитри евгени егор екатерин елен елизавет ефим жанн захар зинаид зо зульфи зухр иван \
    игнат игор ильдар иль ильнур ильяс иннокенти ирин ирм кари камил карин кирилл клавди климент константин кристин ксени \
    ларис леони леонид лиди лилиан лилия людмил магомед максим маргарит мари марин марьям маргари матве мила милан мирон \
    михаил мурат надежд назар натали наталь никит никола нин оксан олег олес ольг павел павл петр полин прасковь прохор равил \
    раис рамил рафаил регин ренат римм роман ростислав руслан рустам сави самуил светлан святослав семен серафим серге софи софь \
    станислав степан тама тамар тарас тать тимофе тимур тихон ульян фатим федор фарид феликс филипп фаин шамил эдуард элеонор \
    эльвир эльдар эльмир эмили эмм юли юри яков ярослав ян \
    агат амин амир анастаси ален арин ариан арсен ахмед ашот вероник виолетт гасан гусейн давид дамир даниил данил демид демьян \
    есени заур зарин ибрагим лейл мадин марк мая мирослав мухаммад назим патимат рашид самир снежан стефани таиси тагир умар \
    хасан эвелин эдгар юсуф";
/// Short ones in «а» and «я», without that letter.
const SHORT: &str = "\
    ал ан андрюш антош бор вад вал валер ван вас вер вик вит вов вол галин гош гриш даш дим жен зин ил ир кат кол кост ксюш \
    лар лен лер лев лид лиз люб люд люс макс манс марус маш мит миш наст нат натах над ол паш пет полин рит ром саш свет \
    ас ев кир оливи ра та тас сем сереж слав сон степ танечк тан таис тем тим тол тос феден фед юл юр яш";
/// Endings of those in the cases.
const SHORT_ENDINGS: [&str; 11] = ["а", "ы", "и", "е", "у", "ой", "ою", "я", "ю", "ей", "ею"];
/// Endings that first names take in the cases.
const ENDINGS: [&str; 23] = [
    "", "а", "у", "ом", "ем", "е", "й", "я", "ю", "ь", "и", "ы", "ой", "ей", "ою", "ею", "ии",
    "ию", "ия", "ией", "ием", "ье", "ьей",
];
/// Endings of patronymics in the cases.
const PATRONYMIC: [&str; 15] = [
    "ович",
    "овича",
    "овичу",
    "овичем",
    "овиче",
    "евич",
    "евича",
    "евичу",
    "евичем",
    "евиче",
    "ьич",
    "ьича",
    "ьичу",
    "ьичом",
    "ьиче",
];
/// Women's; other words end like them: «основной», «на уровне», «в деревне», «обычна».
const PATRONYMIC_STEMS: [&str; 3] = ["овн", "евн", "ичн"];
#[derive(Debug, Clone)]
pub(super) struct Word {
    text: String,
    /// Without signs that have no look, small letters.
    pub(super) plain: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Word {
    pub(super) fn is_capital(&self) -> bool {
        self.text
            .chars()
            .find(|c| c.is_alphabetic())
            .is_some_and(char::is_uppercase)
    }

    pub(super) fn is_name_part(&self) -> bool {
        self.is_capital() && self.plain.chars().count() > 2
    }

    pub(super) fn is_long(&self) -> bool {
        self.is_capital() && self.plain.chars().count() > 5
    }

    pub(super) fn is_mans_patronymic(&self) -> bool {
        self.is_long() && self.has_mans_patronymic()
    }

    pub(super) fn has_mans_patronymic(&self) -> bool {
        PATRONYMIC.iter().any(|it| self.plain.ends_with(it))
    }

    pub(super) fn ends_as_womans_patronymic(&self) -> bool {
        self.is_long() && self.has_womans_patronymic()
    }

    pub(super) fn has_womans_patronymic(&self) -> bool {
        let ends = |stem: &str| {
            ["а", "ы", "е", "у", "ой", "ою"]
                .iter()
                .any(|ending| self.plain.ends_with(&format!("{stem}{ending}")))
        };
        PATRONYMIC_STEMS.iter().any(|it| ends(it))
    }

    /// «Кузнецова», «Галиеву»: endings of surnames that few other words have.
    pub(super) fn ends_as_surname(&self) -> bool {
        const ENDINGS: [&str; 12] = [
            "ов", "ова", "ову", "овым", "ев", "ева", "еву", "евым", "ин", "ина", "ину", "иным",
        ];
        // «Наставников»: of many.
        self.is_long()
            && !self.plain.ends_with("ников")
            && ENDINGS.iter().any(|it| self.plain.ends_with(it))
    }

    /// «ученик», «дочь», «семьи»: a child or a family is named after it.
    pub(super) fn tells_of_child(&self) -> bool {
        tells_of_child(&self.plain)
    }

    /// Whether its part after the last hyphen begins with a capital letter.
    pub(super) fn ends_in_capital(&self) -> bool {
        let last = self.text.rsplit('-').next().unwrap_or_default();
        self.text.contains('-') && last.chars().next().is_some_and(char::is_uppercase)
    }

    pub(super) fn is_all_capitals(&self) -> bool {
        !self.text.chars().any(char::is_lowercase)
    }

    /// «Глебушке» of Глеб: a fond form of a first name.
    pub(super) fn is_fond_of(&self, name: &str) -> bool {
        const SUFFIXES: [&str; 8] = ["ушк", "юшк", "еньк", "оньк", "очк", "ечк", "ик", "чик"];
        let Some(stem) = given_stem(name).filter(|_| self.is_name_part()) else {
            return false;
        };
        let rest = self.plain.strip_prefix(stem);
        rest.is_some_and(|rest| {
            SUFFIXES.iter().any(|it| {
                rest.strip_prefix(it)
                    .is_some_and(|ending| ENDINGS.contains(&ending))
            })
        })
    }

    pub(super) fn is_given(&self) -> bool {
        self.is_name_part() && given_stem(&self.plain).is_some()
    }
}

/// Stems with their places in a list: of several that a word may have the first counts.
type Stems = HashMap<&'static str, usize>;

/// The stem of a first name in any case.
pub(super) fn given_stem(plain: &str) -> Option<&'static str> {
    static WHOLE: LazyLock<Stems> = LazyLock::new(|| stems(GIVEN));
    static FOND: LazyLock<Stems> = LazyLock::new(|| stems(SHORT));
    let of = |stems: &Stems, endings: &[&str]| {
        let found = endings.iter().filter_map(|ending| {
            let (stem, at) = stems.get_key_value(plain.strip_suffix(ending)?)?;
            Some((*at, *stem))
        });
        found.min().map(|(_, stem)| stem)
    };
    of(&WHOLE, &ENDINGS).or_else(|| of(&FOND, &SHORT_ENDINGS))
}

fn stems(list: &'static str) -> Stems {
    let mut out = Stems::new();
    for (at, stem) in list.split_whitespace().enumerate() {
        out.entry(stem).or_insert(at);
    }
    out
}

pub(super) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{300}'..='\u{36F}')
}

/// Words of letters; a hyphen joins.
pub(super) fn words(letters: &[char]) -> Vec<Word> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if !letters[at].is_alphabetic() {
            at += 1;
            continue;
        }
        let start = at;
        while at < letters.len()
            && (letters[at].is_alphabetic()
                || is_unseen(letters[at]) && letters[at] != '\u{200B}'
                || letters[at] == '-' && letters.get(at + 1).is_some_and(|c| c.is_alphabetic()))
        {
            at += 1;
        }
        let text: String = letters[start..at].iter().collect();
        let plain = text.chars().filter(|c| !is_unseen(*c));
        out.push(Word {
            plain: plain
                .flat_map(char::to_lowercase)
                .collect::<String>()
                .replace('ё', "е"),
            text,
            start,
            end: at,
        });
    }
    out
}
