//! Addresses of houses in a text: a street, a settlement, or a house or a flat with its number.

use super::word::Word;

/// Words of streets, by their stems.
const STREETS: [&str; 14] = [
    "улиц",
    "проспект",
    "переул",
    "бульвар",
    "шоссе",
    "набережн",
    "площад",
    "проезд",
    "тупик",
    "микрорайон",
    "аллея",
    "аллее",
    "тракт",
    "квартал",
];
/// The same, shortened.
const SHORT_STREETS: [&str; 22] = [
    "ул",
    "просп",
    "пр-т",
    "пр-кт",
    "пр-кте",
    "пр",
    "пер",
    "б-р",
    "бул",
    "бульв",
    "ш",
    "наб",
    "пл",
    "пр-д",
    "пр-зд",
    "мкр",
    "мкрн",
    "мкр-н",
    "м-н",
    "мк-н",
    "туп",
    "кв-л",
];
/// Settlements.
const SETTLEMENTS: [&str; 10] = [
    "город",
    "деревн",
    "сел",
    "посел",
    "хутор",
    "станиц",
    "аул",
    "слобод",
    "дачн",
    "садов",
];
const SHORT_SETTLEMENTS: [&str; 12] = [
    "г",
    "гор",
    "д",
    "дер",
    "с",
    "пос",
    "п",
    "пгт",
    "х",
    "ст-ца",
    "рп",
    "снт",
];
const HOUSES: [&str; 12] = [
    "дом",
    "дома",
    "доме",
    "дому",
    "д",
    "владение",
    "вл",
    "строение",
    "стр",
    "корпус",
    "корп",
    "к",
];
/// Parts of a house.
const PARTS: [&str; 13] = [
    "кв",
    "квартира",
    "квартире",
    "корп",
    "корпус",
    "к",
    "стр",
    "строение",
    "подъезд",
    "этаж",
    "комната",
    "ком",
    "комн",
];
/// How far the number of a house may stand from the word that tells of an address, letters.
const FAR: usize = 50;

/// Places of addresses.
pub(super) fn addresses(letters: &[char], words: &[Word]) -> Vec<(usize, usize)> {
    let text = Text { letters, words };
    let mut out = Vec::new();
    for i in 0..words.len() {
        let found = text
            .street_before(i)
            .or_else(|| text.street_behind(i))
            .or_else(|| text.settlement(i))
            .or_else(|| text.house(i))
            .or_else(|| text.flat(i))
            .or_else(|| text.hostel(i))
            .or_else(|| text.quarter(i))
            .or_else(|| text.said(i));
        out.extend(found);
    }
    out.extend(text.indexed());
    out
}

/// The number of a house: where it ends, and whether a word says that it is one.
struct Number {
    end: usize,
    is_said: bool,
    has_comma: bool,
}

struct Text<'a> {
    letters: &'a [char],
    words: &'a [Word],
}

impl Text<'_> {
    fn at(&self, at: usize) -> Option<char> {
        self.letters.get(at).copied()
    }

    fn word_at(&self, at: usize) -> Option<(usize, &Word)> {
        let i = self.words.partition_point(|word| word.start < at);
        self.words.get(i).filter(|w| w.start == at).map(|w| (i, w))
    }

    fn skip(&self, mut at: usize, signs: &str) -> usize {
        while self
            .at(at)
            .is_some_and(|c| c.is_whitespace() && c != '\n' || signs.contains(c))
        {
            at += 1;
        }
        at
    }

    fn digits(&self, at: usize) -> usize {
        let rest = self.letters.get(at..).unwrap_or_default();
        rest.iter().take_while(|c| c.is_ascii_digit()).count()
    }

    /// A capital letter that begins no abbreviation: of a name of a place.
    fn is_name(&self, i: usize) -> bool {
        let word = &self.words[i];
        word.is_name_part() && (!word.is_all_capitals() || word.plain.chars().count() > 5)
    }

    /// The number of a house right at a place.
    fn number(&self, at: usize) -> Option<Number> {
        let start = self.skip(at, ",.(");
        let has_comma = self.letters.get(at..start)?.contains(&',');
        let house = self
            .word_at(start)
            .filter(|(_, word)| HOUSES.contains(&word.plain.as_str()));
        let from = house.map_or(start, |(_, word)| self.skip(word.end, ".№"));
        let length = self.digits(from);
        if !(1..=4).contains(&length) {
            return None;
        }
        let mut end = from + length;
        let is_said = house.is_some();
        let figures: String = self.letters[from..end].iter().collect();
        let is_year = length == 4 && (figures.starts_with("19") || figures.starts_with("20"));
        // «5а», «15-20», «7/2».
        let joined = matches!(self.at(end), Some('-' | '/' | '–' | '—'))
            .then(|| self.digits(end + 1))
            .filter(|length| *length > 0);
        if let Some(length) = joined {
            end += 1 + length;
        } else if let Some((_, word)) = self.word_at(end) {
            if word.plain.chars().count() > 1 {
                return None;
            }
            end = word.end;
        }
        // A date, a time, an ordinal or a share.
        let goes_on = matches!(self.at(end), Some('.' | ':' | ',')) && self.digits(end + 1) > 0
            || matches!(self.at(end), Some('-' | '–' | '%' | '/'));
        if !is_said && (goes_on || is_year) {
            return None;
        }
        // «9 мая», «5 классов», «12 «А»».
        let next = self.skip(end, "");
        let is_counted = self.word_at(next).is_some_and(|(_, word)| {
            !word.is_capital()
                && !PARTS.contains(&word.plain.as_str())
                && !HOUSES.contains(&word.plain.as_str())
                && word.plain.chars().count() > 1
                && !matches!(word.plain.as_str(), "до" | "по" | "или" | "на" | "во")
        }) || self.at(next) == Some('«');
        if is_counted && !is_said {
            return None;
        }
        Some(Number {
            end: self.parts(end),
            is_said,
            has_comma,
        })
    }

    /// Where the parts of a house end that follow its number.
    fn parts(&self, mut end: usize) -> usize {
        loop {
            let at = self.skip(end, ",;");
            let Some((_, word)) = self.word_at(at) else {
                return end;
            };
            let from = self.skip(word.end, ".№");
            let length = self.digits(from);
            if !PARTS.contains(&word.plain.as_str()) || length == 0 {
                return end;
            }
            end = from + length;
        }
    }

    /// The first number of a house after at most a few words of a name.
    fn number_after(&self, from: usize, in_name: impl Fn(usize) -> bool) -> Option<Number> {
        let mut at = from;
        loop {
            let next = self.skip(at, ",.(-«»\"");
            if at > from
                && let Some(number) = self.number(at)
            {
                return Some(number);
            }
            let (i, word) = self.word_at(next).or_else(|| {
                // «50 лет Октября», «1-я Садовая».
                let length = self.digits(next);
                let after = self.skip(next + length, "-");
                self.word_at(after).filter(|_| length > 0)
            })?;
            if word.end > from + FAR || !in_name(i) {
                return None;
            }
            at = word.end;
        }
    }

    fn is_street(&self, i: usize) -> bool {
        let word = &self.words[i];
        let has_sign = word.plain.contains('-') || self.at(word.end) == Some('.');
        let is_short = SHORT_STREETS.contains(&word.plain.as_str());
        STREETS.iter().any(|it| word.plain.starts_with(it))
            || is_short && (has_sign || word.plain.chars().count() > 2)
    }

    /// «Ул. Садовая, д. 5», «пр-т Мира 15-20».
    fn street_before(&self, i: usize) -> Option<(usize, usize)> {
        let word = &self.words[i];
        let is_bare = word.plain == "ул";
        if !self.is_street(i) && !is_bare {
            return None;
        }
        let first = self.skip(word.end, ".«\"");
        let begins = self.at(first)?;
        let number = self.number_after(word.end, |i| {
            // No other street or house, nor what is not named.
            !matches!(
                self.words[i].plain.as_str(),
                "в" | "на" | "с" | "к" | "для" | "без"
            )
        })?;
        // «Наб. реки Везелки, 10».
        let has_name = self.letters[first..number.end]
            .iter()
            .any(|c| c.is_uppercase());
        let is_named = begins.is_uppercase() || begins.is_ascii_digit() || has_name;
        (is_named || number.is_said).then_some((word.start, number.end))
    }

    /// «Зеленая улица, дом 5», «Народный б-р, 12».
    fn street_behind(&self, i: usize) -> Option<(usize, usize)> {
        let name = i.checked_sub(1).filter(|name| self.is_name(*name))?;
        let (name, word) = (&self.words[name], &self.words[i]);
        let is_beside = self.skip(name.end, "") == word.start;
        let is_word = self.is_street(i) || SHORT_STREETS.contains(&word.plain.as_str());
        if !is_beside || !is_word {
            return None;
        }
        Some((name.start, self.number(word.end)?.end))
    }

    /// «Д. Ивановка, дом 3», «с. Незнамово, 15».
    fn settlement(&self, i: usize) -> Option<(usize, usize)> {
        let word = &self.words[i];
        let is_short = SHORT_SETTLEMENTS.contains(&word.plain.as_str());
        let has_sign = self.at(word.end) == Some('.') || word.plain.chars().count() > 2;
        if !(is_short && has_sign || SETTLEMENTS.iter().any(|it| word.plain.starts_with(it))) {
            return None;
        }
        let number = self.number_after(word.end, |i| self.is_name(i))?;
        (number.is_said || number.has_comma).then_some((word.start, number.end))
    }

    /// «Садовая, д. 5», «Ивановка, дом 3».
    fn house(&self, i: usize) -> Option<(usize, usize)> {
        let name = i.checked_sub(1).filter(|name| self.is_name(*name))?;
        let (name, word) = (&self.words[name], &self.words[i]);
        let is_beside = self.skip(name.end, ",") == word.start;
        let is_house = matches!(word.plain.as_str(), "дом" | "дома" | "доме" | "д");
        if !is_beside || !is_house {
            return None;
        }
        Some((name.start, self.number(name.end)?.end))
    }

    /// «Кв. 7».
    fn flat(&self, i: usize) -> Option<(usize, usize)> {
        let word = &self.words[i];
        let is_flat = matches!(
            word.plain.as_str(),
            "кв" | "квартира" | "квартире" | "квартиру"
        );
        let from = self.skip(word.end, ".№");
        let length = self.digits(from);
        (is_flat && i > 0 && length > 0).then_some((word.start, from + length))
    }

    /// «Общежитие № 3, комн. 12».
    fn hostel(&self, i: usize) -> Option<(usize, usize)> {
        let word = &self.words[i];
        let from = self.skip(word.end, ".№");
        let length = self.digits(from);
        let is_hostel = word.plain.starts_with("общежити");
        (is_hostel && length > 0).then(|| (word.start, self.parts(from + length)))
    }

    /// «Солнечный 12-45»: a street or a quarter by its name alone, the house and the flat.
    fn quarter(&self, i: usize) -> Option<(usize, usize)> {
        const ADJECTIVE: [&str; 4] = ["ый", "ий", "ой", "ая"];
        const OF_PERSON: [&str; 5] = ["ова", "ева", "ина", "ого", "его"];
        const LAST_CLASS: usize = 11;
        let word = &self.words[i];
        let is_russian = word.plain.chars().all(|c| !c.is_ascii());
        if !is_russian || word.plain.chars().count() < 5 || !self.is_name(i) {
            return None;
        }
        let mut before = self.letters[..word.start].iter().rev();
        let before = before.find(|c| !c.is_whitespace());
        let begins = before.is_none_or(|c| ".!?:;«\"".contains(*c));
        let is_adjective = ADJECTIVE.iter().any(|it| word.plain.ends_with(it));
        let is_street = is_adjective || OF_PERSON.iter().any(|it| word.plain.ends_with(it));
        let from = self.skip(word.end, ",");
        let house = self.digits(from);
        let flat = self.digits(from + house + 1);
        let is_joined = matches!(self.at(from + house), Some('-' | '–' | '/'));
        let is_both = (1..=3).contains(&house) && (1..=3).contains(&flat) && is_joined;
        if !is_both || from == word.end {
            return None;
        }
        // Few classes and paragraphs have such numbers.
        let figures =
            |at: usize, length: usize| -> String { self.letters[at..at + length].iter().collect() };
        let numbers = [figures(from, house), figures(from + house + 1, flat)];
        let is_far = (numbers.iter()).any(|it| it.parse::<usize>().is_ok_and(|it| it > LAST_CLASS));
        let is_meant = if begins {
            is_adjective && is_far
        } else {
            is_street || is_far
        };
        let number = self.number(word.end).filter(|_| is_meant)?;
        Some((word.start, number.end))
    }

    /// «Проживает: Народная, 12»; «ее адрес – Садовая 5».
    fn said(&self, i: usize) -> Option<(usize, usize)> {
        const STEMS: [&str; 4] = ["прожива", "зарегистриров", "прописан", "живет"];
        let word = &self.words[i];
        let is_said = matches!(word.plain.as_str(), "адрес" | "адресу" | "адресом" | "живу")
            || STEMS.iter().any(|it| word.plain.starts_with(it));
        if !is_said {
            return None;
        }
        // A few small words may stand before the name.
        let from = self.skip(word.end, ":–—-(");
        let first = self.words[i + 1..]
            .iter()
            .take(4)
            .find(|word| word.is_capital());
        let first = first.filter(|word| {
            let between = &self.letters[from.min(word.start)..word.start];
            !between.iter().any(|c| ".;\n".contains(*c))
        })?;
        let number = self.number_after(first.start, |i| self.is_name(i))?;
        Some((word.start, number.end))
    }

    /// «308000, г. Белгород», «309530 Старый Оскол».
    fn indexed(&self) -> Vec<(usize, usize)> {
        const INDEX: usize = 6;
        let is_index = |at: &usize| {
            let begins = *at == 0 || !self.letters[at - 1].is_alphanumeric();
            let parted = self.letters.get(at + INDEX);
            let comma = parted.is_some_and(|c| *c == ',' || *c == ' ' || *c == '\u{A0}');
            begins && comma && self.digits(*at) == INDEX && matches!(self.letters[*at], '1'..='6')
        };
        (0..self.letters.len())
            .filter(is_index)
            .filter_map(|at| {
                let (i, word) = self.word_at(self.skip(at + INDEX, ","))?;
                let is_place =
                    self.is_name(i) || matches!(word.plain.as_str(), "г" | "с" | "д" | "п");
                is_place.then_some((at, word.end))
            })
            .collect()
    }
}
