//! The numbers of the rows of a plan: «1», «2.1», «IV», «а)», «–»; and which of the rows that have
//! nothing beside them are counted apart from the others, as titles are.

/// What a row is counted with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Number {
    Nothing,
    /// «–», «•».
    Mark,
    /// «Этап 1».
    Words,
    /// «2», «2.1»; «I.1» and «А.1» are such too.
    Figures(Vec<u32>),
    Roman(u32),
    Letter(u32),
}

/// Numbers of one class are counted in one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Nothing,
    Mark,
    Words,
    Figures(usize),
    Roman,
    Letter,
}

impl Number {
    pub(super) fn of(text: &str) -> Self {
        let text = text.trim();
        let bare = text
            .trim_start_matches(['№', '(', ' '])
            .trim_end_matches(['.', ')', ' ']);
        if text.is_empty() {
            return Self::Nothing;
        }
        if !bare.contains(char::is_alphanumeric) {
            return Self::Mark;
        }
        let parts: Option<Vec<u32>> = bare.split(['.', ',']).map(|it| part(it.trim())).collect();
        match parts {
            None => Self::Words,
            Some(parts) if parts.len() > 1 => Self::Figures(parts),
            Some(parts) => {
                let value = parts.first().copied().unwrap_or_default();
                if bare.bytes().all(|b| b.is_ascii_digit()) {
                    Self::Figures(parts)
                } else if roman(bare).is_some() {
                    Self::Roman(value)
                } else {
                    Self::Letter(value)
                }
            }
        }
    }

    /// The number in front of a text, «1.», «II.», «2.1.», «а)», «I» before a capital letter, and the
    /// text behind it.
    pub(super) fn before(text: &str) -> Option<(Self, &str)> {
        const LAST_LETTER: u32 = 6;
        let text = text.trim();
        let second = text.chars().nth(1);
        let first = text.chars().next()?;
        let by_letter = !is_roman_letter(first)
            && matches!(second, Some(')' | '.'))
            && letter(&first.to_string()).is_some_and(|it| it <= LAST_LETTER);
        let is_part = |c: &char| c.is_ascii_digit() || ".)".contains(*c) || is_roman_letter(*c);
        let length: usize = if by_letter {
            first.len_utf8() + 1
        } else {
            let parts = text.chars().take_while(is_part);
            parts.map(char::len_utf8).sum()
        };
        let (number, rest) = text.split_at_checked(length)?;
        let behind = rest.trim_start();
        // «А. С. Пушкин»
        let is_initial = by_letter && behind.chars().nth(1) == Some('.');
        let is_spaced = rest.starts_with(' ');
        let is_part_of_title = roman(number).is_some()
            && behind.starts_with(char::is_uppercase)
            && !names_part_or_time(behind);
        let ends =
            number.ends_with(['.', ')']) || is_spaced && (number.contains('.') || is_part_of_title);
        let number = Self::of(number);
        let is_number = !matches!(number.class(), Class::Nothing | Class::Mark | Class::Words);
        (ends && is_number && !is_initial && behind.contains(char::is_alphabetic))
            .then_some((number, behind))
    }

    pub(super) fn class(&self) -> Class {
        match self {
            Self::Nothing => Class::Nothing,
            Self::Mark => Class::Mark,
            Self::Words => Class::Words,
            Self::Figures(parts) => Class::Figures(parts.len()),
            Self::Roman(_) => Class::Roman,
            Self::Letter(_) => Class::Letter,
        }
    }

    /// Its place among those of its class that stand on one level.
    pub(super) fn value(&self) -> Option<u32> {
        match self {
            Self::Figures(parts) if parts.len() == 1 => parts.first().copied(),
            Self::Roman(value) | Self::Letter(value) => Some(*value),
            _ => None,
        }
    }

    /// Whether another number stands beneath it: «2.1» beneath «2», «II» or «Б».
    pub(super) fn is_above(&self, other: &Self) -> bool {
        let Self::Figures(inner) = other else {
            return false;
        };
        match self {
            Self::Figures(own) => inner.len() > own.len() && inner.starts_with(own),
            Self::Roman(own) | Self::Letter(own) => inner.len() > 1 && inner.first() == Some(own),
            _ => false,
        }
    }
}

fn part(text: &str) -> Option<u32> {
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok();
    }
    roman(text).or_else(|| letter(text))
}

fn is_roman_letter(c: char) -> bool {
    "IVXІХ".contains(c)
}

/// «ЭТАП», «Полугодие» behind «I»: the number belongs to the word.
fn names_part_or_time(text: &str) -> bool {
    const WORDS: [&str; 9] = [
        "этап",
        "раздел",
        "блок",
        "полугод",
        "четверт",
        "триместр",
        "семестр",
        "квартал",
        "ступен",
    ];
    let lower = text.to_lowercase();
    WORDS.iter().any(|word| lower.starts_with(word))
}

/// «IV», also with the Russian letters that look alike; one such letter alone is a letter.
fn roman(text: &str) -> Option<u32> {
    let value = |c: char| match c {
        'I' | 'І' => 1,
        'V' => 5,
        _ => 10,
    };
    if text.is_empty() || text == "Х" || !text.chars().all(is_roman_letter) {
        return None;
    }
    let values: Vec<u32> = text.chars().map(value).collect();
    let signed = values.iter().enumerate().map(|(at, own)| {
        let is_taken_off = values.get(at + 1).is_some_and(|next| next > own);
        let own = i64::from(*own);
        if is_taken_off { -own } else { own }
    });
    u32::try_from(signed.sum::<i64>()).ok()
}

fn letter(text: &str) -> Option<u32> {
    const ALPHABETS: [&str; 2] = ["абвгдежзиклмнопрстуфхцчшщэюя", "abcdefghijklmnopqrstuvwxyz"];
    let mut letters = text.chars().flat_map(char::to_lowercase);
    let own = letters.next()?;
    let is_alone = letters.next().is_none();
    let place = |all: &&str| all.chars().position(|c| c == own);
    let place = ALPHABETS.iter().find_map(place).filter(|_| is_alone)?;
    u32::try_from(place + 1).ok()
}

/// A row of a plan as it is counted.
#[derive(Debug, Clone, Copy)]
pub(super) enum Counted {
    Activity(u32),
    Title(u32),
    /// A title that is counted otherwise or not at all: numbers may begin anew beneath it.
    Above,
    /// Nobody knows; whether its words are those of an activity.
    Open(u32, bool),
}

/// What the numbers say of a row that has nothing beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    Title,
    Activity,
    /// The rows may be counted so or so.
    Either,
}

/// One way of counting all rows so far.
#[derive(Debug, Clone, Default)]
struct Way {
    title: u32,
    activity: u32,
    /// Whether a title stands right above: activities may be counted anew.
    is_fresh: bool,
    is_titles_fresh: bool,
    cost: u32,
    titles: Vec<bool>,
}

/// A number that does not go on with those before it.
const GAP: u32 = 2;
/// A title in the words of an activity.
const WORDS: u32 = 1;
/// Ways that are followed; the others fit worse.
const MOST_WAYS: usize = 16;
/// Rows of which nobody knows: with more of them they are what they seem.
const MOST_OPEN: usize = 1000;

impl Way {
    fn take_activity(mut self, number: u32) -> Self {
        let goes_on = number == self.activity + 1 || self.is_fresh && number == 1;
        self.cost += if goes_on { 0 } else { GAP };
        self.activity = number;
        self.is_fresh = false;
        self
    }

    fn take_title(mut self, number: u32) -> Self {
        let goes_on = number == self.title + 1 || self.is_titles_fresh && number == 1;
        self.cost += if goes_on { 0 } else { GAP };
        self.title = number;
        self.is_fresh = true;
        self.is_titles_fresh = false;
        self
    }

    fn with(mut self, is_title: bool) -> Self {
        self.titles.push(is_title);
        self
    }
}

/// Finds the way of counting that has the fewest gaps, for each open row.
pub(super) fn told(rows: &[Counted]) -> Vec<Told> {
    let is_open = |row: &&Counted| matches!(row, Counted::Open(..));
    let open = rows.iter().filter(is_open).count();
    if open == 0 || open > MOST_OPEN {
        return vec![Told::Activity; open];
    }
    let mut ways = vec![Way::default()];
    for row in rows {
        ways = ways
            .into_iter()
            .flat_map(|way| match *row {
                Counted::Activity(number) => vec![way.take_activity(number)],
                Counted::Title(number) => vec![way.take_title(number)],
                Counted::Above => vec![Way {
                    is_fresh: true,
                    is_titles_fresh: true,
                    ..way
                }],
                Counted::Open(number, has_words) => {
                    let mut title = way.clone().take_title(number).with(true);
                    title.cost += if has_words { WORDS } else { 0 };
                    vec![way.take_activity(number).with(false), title]
                }
            })
            .collect();
        ways.sort_by_key(|way| way.cost);
        ways.truncate(MOST_WAYS);
    }
    let cheapest = |at: usize, is_title: bool| {
        let own = ways
            .iter()
            .filter(|way| way.titles.get(at) == Some(&is_title));
        own.map(|way| way.cost).min().unwrap_or(u32::MAX)
    };
    (0..open)
        .map(|at| match cheapest(at, true).cmp(&cheapest(at, false)) {
            std::cmp::Ordering::Less => Told::Title,
            std::cmp::Ordering::Greater => Told::Activity,
            std::cmp::Ordering::Equal => Told::Either,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_it_is_counted() {
        for (text, number) in [
            ("1.", Number::Figures(vec![1])),
            ("2.1.", Number::Figures(vec![2, 1])),
            ("2,1", Number::Figures(vec![2, 1])),
            ("I.1", Number::Figures(vec![1, 1])),
            ("А.2", Number::Figures(vec![1, 2])),
            ("IV.", Number::Roman(4)),
            ("IХ", Number::Roman(9)),
            ("б)", Number::Letter(2)),
            ("•", Number::Mark),
            ("Этап 1", Number::Words),
            ("", Number::Nothing),
        ] {
            assert_eq!(Number::of(text), number, "{text}");
        }
        let above = |own: &str, other: &str| Number::of(own).is_above(&Number::of(other));
        assert!(above("1", "1.1") && above("II.", "2.1.") && above("Б", "2.1"));
        assert!(!above("1", "10") && !above("1", "2.1") && !above("I", "1"));
        for (text, number, rest) in [
            ("I. Подготовка", Number::Roman(1), "Подготовка"),
            ("1.Подготовка", Number::Figures(vec![1]), "Подготовка"),
            ("2.1 Работа", Number::Figures(vec![2, 1]), "Работа"),
            ("а) Работа", Number::Letter(1), "Работа"),
            ("Б. Работа", Number::Letter(2), "Работа"),
            ("II Работа пар", Number::Roman(2), "Работа пар"),
        ] {
            assert_eq!(Number::before(text), Some((number, rest)), "{text}");
        }
        for text in [
            "I этап",
            "I ЭТАП",
            "2 полугодие",
            "Работа",
            "1.",
            "А. С. Пушкин",
        ] {
            assert_eq!(Number::before(text), None, "{text}");
        }
    }

    #[test]
    fn titles_are_counted_apart_from_activities() {
        use Counted::{Above, Activity, Open};
        let open = |number: u32| Open(number, false);
        let titles = [
            vec![open(1), Activity(1), Activity(2), open(2), Activity(3)],
            vec![open(1), Activity(1), Activity(2), open(2), Activity(1)],
            vec![open(1), Activity(1), open(2), Activity(2)],
        ];
        for rows in titles {
            assert_eq!(told(&rows), [Told::Title, Told::Title], "{rows:?}");
        }
        let activities = [
            vec![Activity(1), open(2), Activity(3), open(4)],
            vec![open(1), open(2), Activity(3), Activity(4)],
            vec![Above, Activity(1), open(2), Above, open(1), Activity(2)],
        ];
        for rows in activities {
            assert_eq!(told(&rows), [Told::Activity, Told::Activity], "{rows:?}");
        }
        let mixed = [open(1), Activity(1), open(2), open(2), Activity(3)];
        assert_eq!(told(&mixed)[0], Told::Title);
        assert!(told(&mixed)[1..].iter().all(|it| *it == Told::Either));
    }
}
