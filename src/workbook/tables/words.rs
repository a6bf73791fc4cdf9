//! Headings of columns as people word them, and the fields they stand for.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::fields::{self, Field, SheetKind, SheetWords};

/// A longer text heads no column.
const LONGEST: usize = 200;

/// Every heading that the table of fields has word for word.
static EXACT: LazyLock<BTreeMap<String, Vec<(SheetKind, &'static Field)>>> = LazyLock::new(|| {
    let mut out: BTreeMap<String, Vec<(SheetKind, &'static Field)>> = BTreeMap::new();
    for sheet in fields::sheets() {
        let code = std::iter::once(fields::code());
        let notes = of_note(sheet.kind).into_iter().flatten();
        let notes = notes.filter(|f| f.path.starts_with("note"));
        for field in sheet.fields.iter().chain(code).chain(notes) {
            for head in std::iter::once(&field.head).chain(field.also) {
                out.entry(plain(head))
                    .or_default()
                    .push((sheet.kind, field));
            }
        }
    }
    out
});

/// A heading read once: what it stands for on each kind of sheet.
#[derive(Debug)]
pub(super) struct Headings {
    /// The sheets whose columns are known.
    sheets: &'static [SheetWords],
    read: BTreeMap<String, BTreeMap<SheetKind, &'static Field>>,
}

impl Headings {
    pub(super) fn of(sheets: &'static [SheetWords]) -> Self {
        Self {
            sheets,
            read: BTreeMap::new(),
        }
    }

    pub(super) fn field(&mut self, kind: SheetKind, heading: &str) -> Option<&'static Field> {
        if heading.is_empty() || heading.chars().count() > LONGEST {
            return None;
        }
        if !self.read.contains_key(heading) {
            let read = read(heading, self.sheets);
            self.read.insert(heading.to_owned(), read);
        }
        self.read.get(heading)?.get(&kind).copied()
    }

    /// Whether it heads a column of any kind of list.
    pub(super) fn is_known(&mut self, heading: &str) -> bool {
        let sheets = self.sheets;
        sheets
            .iter()
            .any(|sheet| self.field(sheet.kind, heading).is_some())
    }
}

fn read(heading: &str, sheets: &'static [SheetWords]) -> BTreeMap<SheetKind, &'static Field> {
    let whole = without_day(plain(heading));
    let outside = without_day(plain(&without_remark(heading)));
    let exact = |words: &str, kind: SheetKind| {
        let found = EXACT.get(words)?.iter().find(|(own, _)| *own == kind)?;
        Some(found.1)
    };
    let mut out = BTreeMap::new();
    for sheet in sheets {
        // Of a sheet of ours, and of what an edition adds, every heading is a field's own.
        let is_added = |f: &&Field| f.path.starts_with(fields::OWN) && f.path.contains('.');
        let mut added = sheet.fields.iter().filter(is_added);
        let own = sheet.fields.iter().find(|f| f.head == heading);
        let own = own.or_else(|| added.find(|f| tight(f.head) == tight(heading)));
        let field = own
            .or_else(|| exact(&whole, sheet.kind))
            .or_else(|| by_stems(&sheet.fields, &whole))
            .or_else(|| exact(&outside, sheet.kind))
            .or_else(|| by_stems(&sheet.fields, &outside))
            .or_else(|| by_stems(&sheet.fields, told_about(&whole)?))
            .or_else(|| numbered(sheet, &whole))
            .or_else(|| by_stems(of_note(sheet.kind)?, &whole))
            .or_else(|| before_others(sheet, heading, &exact));
        let is_others = |field: &&Field| {
            own.is_none()
                && (field.path.starts_with("basis") || field.path.starts_with("period"))
                && is_of_others(&whole)
        };
        if let Some(field) = field.filter(|field| !is_others(field)) {
            out.insert(sheet.kind, field);
        }
    }
    out
}

/// A heading by its words alone: however hyphens, spaces and signs at its end stand.
fn tight(heading: &str) -> String {
    let words = plain(heading).replace(['-', '–', '—'], " ");
    let words = words.trim_end_matches([':', '.', ' ']).split_whitespace();
    words.collect::<Vec<_>>().join(" ")
}

/// «Срок (факт)», «Приказ (проект)», «Приказ о снятии», «Согласие работодателя», «Период работы» of somebody: what is
/// none of the pair.
fn is_of_others(whole: &str) -> bool {
    const NO_ORDER: [&str; 10] = [
        "проект",
        "категор",
        "аттестац",
        "прием",
        "увольн",
        "снят",
        "прекращ",
        "отмен",
        "расторж",
        "освобожд",
    ];
    let has = |stems: &[&str]| {
        let mut words = whole.split(' ');
        words.any(|word| stems.iter().any(|stem| word.starts_with(stem)))
    };
    let is_order = has(&["приказ", "распоряж"]) && has(&NO_ORDER);
    let is_consent = has(&["соглас"]) && has(&["работодател", "родител"]);
    let is_done = whole
        .split(' ')
        .any(|word| word == "факт" || word.starts_with("фактич"));
    is_order || is_consent || is_done || matches!(whole, "период работы" | "срок работы")
}

/// «Должность на 01.09.2026» without the day of which it is.
fn without_day(heading: String) -> String {
    let words: Vec<&str> = heading.split(' ').collect();
    let is_number = |word: &&str| word.bytes().all(|b| b.is_ascii_digit());
    match words.as_slice() {
        [rest @ .., "на", day, month, year]
            if !rest.is_empty() && [day, month, year].into_iter().all(is_number) =>
        {
            rest.join(" ")
        }
        _ => heading,
    }
}

/// «ФИО наставника, должность, стаж»: a column of its first words, which has more in its cells.
fn before_others(
    sheet: &'static SheetWords,
    heading: &str,
    exact: &impl Fn(&str, SheetKind) -> Option<&'static Field>,
) -> Option<&'static Field> {
    const OTHERS: [&str; 40] = [
        "должност",
        "стаж",
        "категор",
        "квалификац",
        "кв",
        "предмет",
        "преподаваем",
        "образован",
        "телефон",
        "тел",
        "контакт",
        "дат",
        "рожден",
        "возраст",
        "специальност",
        "ставк",
        "нагрузк",
        "класс",
        "мест",
        "форм",
        "отчет",
        "направлен",
        "инициал",
        "фио",
        "фамил",
        "имя",
        "отчеств",
        "полност",
        "год",
        "лет",
        "разряд",
        "звани",
        "электронн",
        "почт",
        "email",
        "работ",
        "педагогическ",
        "документ",
        "и",
        "в",
    ];
    let (first, rest) = heading.split_once([',', ';', '/'])?;
    let (first, rest) = (plain(&without_remark(first)), plain(rest));
    let mut words = rest.split(' ').filter(|word| !word.is_empty());
    if first.is_empty() || !words.all(|word| OTHERS.iter().any(|stem| begins(word, stem))) {
        return None;
    }
    exact(&first, sheet.kind).or_else(|| by_stems(&sheet.fields, &first))
}

/// A list of pairs may have the aims and tasks beside the names.
fn of_note(kind: SheetKind) -> Option<&'static [Field]> {
    (kind == SheetKind::Pairs).then(|| fields::words(SheetKind::Notes).fields.as_slice())
}

/// «Наставник 2»: a second person of the kind.
fn numbered(sheet: &'static SheetWords, heading: &str) -> Option<&'static Field> {
    let field = by_stems(&sheet.fields, without_number(heading)?)?;
    matches!(field.path, "mentors" | "mentees").then_some(field)
}

/// A heading without the number at its end; `None` if it has none.
pub(super) fn without_number(heading: &str) -> Option<&str> {
    let rest = heading
        .trim_end()
        .trim_end_matches(|c: char| c.is_ascii_digit());
    let rest = rest.trim_end_matches([' ', '№']);
    (rest.len() < heading.trim_end().len() && !rest.is_empty()).then_some(rest)
}

/// The field of which a heading has most stems, and no word that would make it another thing.
fn by_stems(fields: &'static [Field], heading: &str) -> Option<&'static Field> {
    let words: Vec<&str> = heading.split(' ').filter(|w| !w.is_empty()).collect();
    let score = |field: &Field| {
        let sets = field.stems.iter();
        sets.filter_map(|set| score_of(set, field.with, &words))
            .max()
    };
    let scored = fields
        .iter()
        .filter_map(|field| Some((score(field)?, field)));
    let mut best: Option<(usize, &'static Field)> = None;
    for (score, field) in scored {
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, field));
        }
    }
    best.map(|(_, field)| field)
}

fn score_of(set: &str, with: &[&str], words: &[&str]) -> Option<usize> {
    let mut used = vec![false; words.len()];
    let mut score = 0;
    for stem in set.split(' ') {
        let (stem, is_first) = match stem.strip_prefix('^') {
            Some(stem) => (stem, true),
            None => (stem, false),
        };
        let places = if is_first {
            0..1.min(words.len())
        } else {
            0..words.len()
        };
        let place = places
            .into_iter()
            .find(|i| !used[*i] && begins(words[*i], stem))?;
        used[place] = true;
        score += 2 + usize::from(is_first);
    }
    let is_known = |word: &str| with.iter().any(|stem| begins(word, stem));
    let rest = words.iter().zip(&used).filter(|(_, used)| !**used);
    // The post of somebody is not he.
    let is_post = words.first().is_some_and(|w| begins(w, "должност")) && !*used.first()?;
    (!is_post && rest.into_iter().all(|(word, _)| is_known(word))).then_some(score)
}

/// Short words are meant whole.
fn begins(word: &str, stem: &str) -> bool {
    if stem.chars().count() <= 2 {
        word == stem
    } else {
        word.starts_with(stem)
    }
}

/// «Наставник (ФИО)» without the remark in brackets, unless that is all there is. Cases of a name
/// are no remark.
fn without_remark(heading: &str) -> String {
    let (Some((before, _)), Some((_, after))) = (heading.split_once('('), heading.rsplit_once(')'))
    else {
        return heading.to_owned();
    };
    format!("{before} {after}")
}

/// Whom a heading tells of: «сведения о наставнике» is «наставнике».
fn told_about(heading: &str) -> Option<&str> {
    const TELLING: [&str; 6] = ["общие", "сведения", "данные", "информация", "о", "об"];
    let mut rest = heading;
    while let Some((first, others)) = rest.split_once(' ')
        && TELLING.contains(&first)
    {
        rest = others;
    }
    (rest.len() < heading.len()).then_some(rest)
}

/// Small letters and words alone: no marks, no dots over «ё»; «Ф. И. О.» is one word.
pub(crate) fn plain(heading: &str) -> String {
    let lower = heading.to_lowercase().replace('ё', "е");
    let letters: String = lower
        .chars()
        .map(|c| {
            // A footnote is no part of a heading.
            if c.is_alphanumeric() && !"¹²³⁴".contains(c) || c == '№' || c == '+' {
                c
            } else {
                ' '
            }
        })
        .collect();
    let words: Vec<&str> = letters.split_whitespace().collect();
    words.join(" ").replace("ф и о", "фио")
}

/// Whether a word behind the first ends as patronymics do.
pub(crate) fn has_patronymic(text: &str) -> bool {
    let ends = [
        "вич", "ьич", "мич", "кич", "вна", "чна", "шна", "оглы", "оглу", "угли", "кызы", "гызы",
        "кизи", "улы", "уулу",
    ];
    let lower = text.to_lowercase();
    lower
        .split_whitespace()
        .skip(1)
        .any(|word| ends.iter().any(|end| word.ends_with(end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(kind: SheetKind, heading: &str) -> Option<&'static str> {
        Headings::of(fields::sheets())
            .field(kind, heading)
            .map(|f| f.path)
    }

    #[test]
    fn headings_are_known_by_their_words() {
        for heading in [
            "Наставник",
            "Ф.И.О. наставника",
            "ФИО наставника (полностью)",
            "Педагог - наставник",
            "Учитель-наставник",
            "Ф.И. О. наставника",
            "Педагог (наставник)",
            "ФИО наставника, должность",
            "Закреплённый наставник",
            "Наставник/ФИО",
            "Фамилия, инициалы наставника",
            "ФИО педагога, осуществляющего наставничество",
            "Общие сведения о педагоге-наставнике",
            "Информация о наставнике ФИО",
            "ФИО наставника, квалификационная категория",
            "ФИО наставника, должность, стаж",
            "Закрепленный за ним наставник",
            "Кто является наставником",
            "Наставник от школы",
            "Наставн.",
        ] {
            assert_eq!(
                path(SheetKind::Pairs, heading),
                Some("mentors"),
                "{heading}"
            );
        }
        for heading in [
            "Молодой специалист",
            "Наставляемый педагог",
            "Педагог-наставляемый",
            "ФИО молодых специалистов",
            "Начинающий педагог",
            "Молодой (начинающий) педагог",
            "Молодой специалист (ФИО, должность)",
            "Молодой учитель",
            "Сведения о наставляемом",
            "Данные о молодом специалисте ФИО",
            "ФИО молодого специалиста, должность, стаж",
            "Фамилия И.О. молодого педагога",
            "ФИО подопечного",
            "Учитель, нуждающийся в помощи",
            "Студент-практикант",
            "Кто является наставляемым",
        ] {
            assert_eq!(
                path(SheetKind::Pairs, heading),
                Some("mentees"),
                "{heading}"
            );
        }
        for heading in [
            "Ф.И.О. работника",
            "Фамилия, имя, отчество (последнее - при наличии) педагогического работника",
        ] {
            assert_eq!(path(SheetKind::Staff, heading), Some("name"), "{heading}");
        }
        for heading in [
            "Занимаемая должность",
            "Должность, предмет",
            "Наименование должности",
            "Должность по штату",
        ] {
            assert_eq!(
                path(SheetKind::Staff, heading),
                Some("position"),
                "{heading}"
            );
        }
        for (heading, field) in [
            (
                "Содержание деятельности и примерный план мероприятий",
                "name",
            ),
            ("Перечень мероприятий", "name"),
            ("Сроки выполнения", "term"),
            ("Ответственный за выполнение", "responsible"),
            ("Результат. Вид документа", "result"),
            ("Форма отчетности", "result"),
            ("Итоговый документ", "result"),
        ] {
            assert_eq!(path(SheetKind::Roadmap, heading), Some(field), "{heading}");
        }
    }

    #[test]
    fn other_things_of_a_person_are_not_he() {
        for heading in [
            "Телефон наставника",
            "Категория наставника",
            "Подпись наставника",
            "Стаж наставника",
            "Предмет наставляемого",
        ] {
            assert_eq!(path(SheetKind::Pairs, heading), None, "{heading}");
        }
        assert_eq!(
            path(SheetKind::Pairs, "Должность педагога-наставника"),
            Some(fields::MENTOR_POST)
        );
        assert_eq!(
            path(SheetKind::Pairs, "Должность молодого специалиста"),
            Some(fields::MENTEE_POST)
        );
        assert_eq!(
            path(SheetKind::Pairs, "Сведения о наставляемом Должность"),
            Some(fields::MENTEE_POST)
        );
        assert_eq!(path(SheetKind::Pairs, "Сведения о наставнике Стаж"), None);
        assert_eq!(path(SheetKind::Staff, "Дата рождения"), None);
        assert_eq!(
            path(SheetKind::Pairs, "Дата и номер приказа о закреплении"),
            Some("basis.number")
        );
        assert_eq!(
            path(SheetKind::Pairs, "Дата приказа о закреплении наставников"),
            Some("basis.date")
        );
    }
}
