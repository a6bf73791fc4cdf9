//! What stands beside a name in a text, and whose name that makes it.

use super::folded::{in_small, plain};
use super::personal::class_follows;
use crate::russian::{
    bears_names, is_first_name, is_oblique_patronymic, is_patronymic, is_relative, may_be_surname,
    opens_a_title, tells_of_child,
};

/// A word beside a name.
pub(super) struct Beside {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) plain: String,
    pub(super) is_capital: bool,
    /// One capital letter and a full stop.
    pub(super) is_initial: bool,
    /// Whether it is in the same line.
    pub(super) is_near: bool,
}

impl Beside {
    pub(super) fn last_part(&self) -> &str {
        self.plain.rsplit('-').next().unwrap_or_default()
    }

    pub(super) fn is_patronymic(&self) -> bool {
        is_patronymic(&self.plain) || is_oblique_patronymic(&self.plain)
    }

    /// Whether somebody may be named so. What ends as a surname is one; of other words with a capital
    /// letter those are none that begin a title or a sentence.
    pub(super) fn may_be_surname(&self, is_small: bool) -> bool {
        let is_long = self.plain.chars().count() > 1;
        if !is_long || self.is_patronymic() || !self.is_capital && !is_small {
            return false;
        }
        let ends = ["ой", "ая", "ого", "ую", "ых"];
        may_be_surname(self.last_part())
            || !opens_a_title(&self.plain)
                && (self.is_capital || ends.iter().any(|it| self.plain.ends_with(it)))
    }
}

/// A text around the names in it.
pub(super) struct Around<'a> {
    pub(super) letters: &'a [char],
}

impl Around<'_> {
    pub(super) fn is_gap(&self, at: usize) -> bool {
        self.letters
            .get(at)
            .is_some_and(|c| plain(*c).is_none_or(|it| it == ' '))
    }

    pub(super) fn is_in_word(&self, at: usize) -> bool {
        let letter = |at: usize| self.letters.get(at).is_some_and(|c| c.is_alphabetic());
        let is_hyphen = |c: &char| matches!(c, '-' | '\u{2010}' | '\u{2011}');
        letter(at)
            || self.letters.get(at).is_some_and(|c| plain(*c).is_none())
            || self.letters.get(at).is_some_and(is_hyphen)
                && letter(at + 1)
                && at > 0
                && letter(at - 1)
    }

    pub(super) fn word(&self, start: usize, end: usize, gap: &[char]) -> Beside {
        let text = &self.letters[start..end];
        let plain = in_small(text);
        Beside {
            start,
            end,
            is_capital: text.iter().any(|c| c.is_uppercase()),
            is_initial: plain.chars().count() == 1
                && text.iter().any(|c| c.is_uppercase())
                && self.letters.get(end) == Some(&'.'),
            plain,
            is_near: !gap.contains(&'\n'),
        }
    }

    /// The word that ends at a place.
    pub(super) fn ending_at(&self, end: usize, gap: &[char]) -> Option<Beside> {
        let mut start = end;
        while start > 0 && self.is_in_word(start - 1) {
            start -= 1;
        }
        // «С а в и н а», «С.а.в.и.н.а».
        let is_lone = |at: usize| {
            self.letters[at].is_alphabetic() && (at == 0 || !self.letters[at - 1].is_alphabetic())
        };
        let mut first = start;
        let is_mark = |at: usize| self.is_gap(at) || "._*-".contains(self.letters[at]);
        while end == start + 1 && first >= 2 && is_mark(first - 1) && is_lone(first - 2) {
            first -= 2;
        }
        if start - first >= 4 {
            start = first;
        }
        (start < end).then(|| self.word(start, end, gap))
    }

    pub(super) fn before(&self, at: usize) -> Option<Beside> {
        let mut end = at;
        while end > 0 && self.is_gap(end - 1) {
            end -= 1;
        }
        (end < at)
            .then(|| self.ending_at(end, &self.letters[end..at]))
            .flatten()
    }

    pub(super) fn starting_at(&self, start: usize, gap: &[char]) -> Option<Beside> {
        let mut end = start;
        while end < self.letters.len() && self.is_in_word(end) {
            end += 1;
        }
        (start < end).then(|| self.word(start, end, gap))
    }

    pub(super) fn after(&self, at: usize) -> Option<Beside> {
        let mut start = at;
        while self.is_gap(start) {
            start += 1;
        }
        (start > at)
            .then(|| self.starting_at(start, &self.letters[at..start]))
            .flatten()
    }

    /// Whether a word is a first name or a surname that somebody else's name begins with.
    pub(super) fn begins_name(&self, end: usize, word: &Beside) -> bool {
        let next = self.after(end);
        let Some(next) = next else { return false };
        is_first_name(&word.plain) && next.is_patronymic()
            || next.is_initial
            || is_first_name(&next.plain)
    }

    /// «Петрова-Савина», «Савина-Петрова»: a part of a double name.
    pub(super) fn is_joined(&self, start: usize, end: usize) -> bool {
        let is_hyphen =
            |at: usize| matches!(self.letters.get(at), Some('-' | '\u{2010}'..='\u{2015}'));
        let names = |it: &Beside| {
            let is_word = it.plain.chars().count() > 1 && !opens_a_title(&it.plain);
            may_be_surname(it.last_part()) || it.is_capital && is_word
        };
        let mut at = start;
        while at > 0 && self.is_gap(at - 1) {
            at -= 1;
        }
        let before = (at > 0 && is_hyphen(at - 1))
            .then(|| self.ending_at(at - 1, &[]))
            .flatten();
        let mut at = end + 1;
        while self.is_gap(at) {
            at += 1;
        }
        let after = is_hyphen(end).then(|| self.starting_at(at, &[])).flatten();
        before.iter().chain(&after).any(names)
    }

    /// Words before a place in its sentence, the nearest first, at most a few.
    pub(super) fn words_before(&self, at: usize) -> Vec<Beside> {
        const MOST: usize = 5;
        let mut out = Vec::new();
        let mut end = at;
        while out.len() < MOST {
            let is_skipped = |c: char| ",«»\"„“(№–".contains(c) || c.is_ascii_digit();
            while end > 0 && (self.is_gap(end - 1) || is_skipped(self.letters[end - 1])) {
                end -= 1;
            }
            // «Им. Дубова».
            if end > 2 && self.letters[end - 1] == '.' && self.is_in_word(end - 2) {
                end -= 1;
            }
            let Some(word) = self.ending_at(end, &[]) else {
                break;
            };
            if self.letters.get(word.end) == Some(&'.') && word.plain != "им" {
                break;
            }
            end = word.start;
            out.push(word);
        }
        out
    }

    /// «Школа имени Дубова».
    pub(super) fn is_named_after(&self, start: usize) -> bool {
        self.words_before(start)
            .iter()
            .any(|it| matches!(it.plain.as_str(), "имени" | "им" | "памяти"))
    }

    /// Whether the words beside tell of a book, a pupil's family or of another school.
    pub(super) fn is_of_others(&self, start: usize, end: usize) -> bool {
        const PREPOSITIONS: [&str; 12] = [
            "с", "со", "для", "у", "от", "к", "ко", "по", "на", "в", "во", "и",
        ];
        const GUESTS: [&str; 4] = ["гост", "ветеран", "депутат", "выпускни"];
        let is_many = |plain: &str| {
            let ends = ["ки", "ков", "ками", "кам", "ках", "щиеся", "щихся", "щимся"];
            ends.iter().any(|it| plain.ends_with(it))
        };
        let before = self.words_before(start).into_iter();
        let tells = before
            .take_while(|it| !PREPOSITIONS.contains(&it.plain.as_str()))
            .any(|it| {
                let plain = it.plain.as_str();
                bears_names(plain)
                    || is_relative(plain)
                    || tells_of_child(plain) && !is_many(plain)
                    || GUESTS.iter().any(|it| plain.starts_with(it))
            });
        let mut at = end;
        while self.is_gap(at) || matches!(self.letters.get(at), Some(',' | '(' | '–' | '-')) {
            at += 1;
        }
        let after = self.starting_at(at, &[]).filter(|_| at > end);
        tells
            || class_follows(self.letters, end)
            || after.is_some_and(|it| it.plain == "из" || is_relative(&it.plain))
    }

    /// «Сидорова, Ольга Петровна».
    pub(super) fn surname_with_comma(&self, start: usize) -> bool {
        let mut at = start;
        while at > 0 && self.is_gap(at - 1) {
            at -= 1;
        }
        let before = (at > 1 && self.letters[at - 1] == ',')
            .then(|| self.ending_at(at - 1, &[]))
            .flatten();
        before.is_some_and(|it| {
            it.is_capital && !it.is_patronymic() && may_be_surname(it.last_part())
        })
    }

    /// «Школа № 5», «гимназия «Эврика»» right before a name: how it is called there.
    pub(super) fn institution_before(&self, start: usize) -> Option<String> {
        const STEMS: [&str; 14] = [
            "школ",
            "сош",
            "оош",
            "гимнази",
            "лице",
            "колледж",
            "техникум",
            "институт",
            "университет",
            "центр",
            "дворец",
            "сад",
            "учреждени",
            "доу",
        ];
        let mut end = start;
        while end > 0 && self.is_gap(end - 1) {
            end -= 1;
        }
        let last = *self.letters.get(end.checked_sub(1)?)?;
        let mut from = end;
        if last == '»' {
            from = self.letters[..end].iter().rposition(|c| *c == '«')?;
        } else if last.is_ascii_digit() {
            while from > 0 && (self.letters[from - 1].is_ascii_digit() || self.is_gap(from - 1)) {
                from -= 1;
            }
            from = from
                .checked_sub(1)
                .filter(|at| matches!(self.letters[*at], '№' | 'N'))?;
        } else {
            return None;
        }
        let word = self.before(from)?;
        let is_institution = STEMS.iter().any(|it| word.last_part().starts_with(it));
        let called = self.letters[from..end].iter().collect();
        is_institution.then_some(called)
    }

    /// «Пушкин (Александр Сергеевич)», «Савина (в девичестве Петрова) Елена Борисовна».
    pub(super) fn surname_before_brackets(&self, start: usize) -> bool {
        let mut at = start;
        while at > 0 && self.is_gap(at - 1) {
            at -= 1;
        }
        let Some(bracket) = at.checked_sub(1) else {
            return false;
        };
        let word = match self.letters[bracket] {
            '(' => self.before(bracket),
            ')' => self.ending_at(bracket, &[]),
            _ => None,
        };
        word.is_some_and(|it| it.is_capital && it.may_be_surname(false))
    }

    /// «Ольга Петровна (Сидорова)».
    pub(super) fn surname_in_brackets(&self, end: usize) -> bool {
        let mut at = end;
        while self.is_gap(at) {
            at += 1;
        }
        let inside = (self.letters.get(at) == Some(&'('))
            .then(|| self.starting_at(at + 1, &[]))
            .flatten();
        inside.is_some_and(|it| it.is_capital && may_be_surname(it.last_part()))
    }

    /// Whether a post beside the name is not that of the member of the staff: «методист Анна
    /// Ивановна» of whom the school has a director.
    pub(super) fn has_other_post(&self, start: usize, end: usize, position: &str) -> bool {
        const POSTS: [&str; 16] = [
            "методист",
            "психолог",
            "логопед",
            "дефектолог",
            "директор",
            "завуч",
            "заместител",
            "воспитател",
            "преподават",
            "библиотекар",
            "тренер",
            "врач",
            "медсестр",
            "инспектор",
            "профессор",
            "доцент",
        ];
        let mut at = end;
        while self.is_gap(at) || matches!(self.letters.get(at), Some(',' | '(' | '–' | '-')) {
            at += 1;
        }
        let after = self.starting_at(at, &[]).filter(|_| at > end);
        let before = self.words_before(start);
        let near = before.iter().take(3).chain(&after);
        let is_other = |post: &str| {
            let is_deputy = post == "завуч" && position.contains("заместител");
            !position.contains(post) && !is_deputy
        };
        near.filter_map(|it| POSTS.iter().find(|post| it.plain.starts_with(**post)))
            .any(|post| is_other(post))
    }
}
