//! Reading of texts, lists of texts, numbers, booleans and words of a fixed list.

use toml::Spanned;
use toml::de::DeValue;

use super::destroyed::{destroyed, is_whole};
use super::meant::{YEARS, day_in, quoted};
use super::misspelt::{self, MUST_BE_WRITTEN};
use super::survey::Shape;
use super::syntax::whole_number;
use super::toml_table::TomlTable;
use super::{characters, slips};
use crate::origin::KeyPath;
use crate::problem::{Advice, Code, Gap, Place, Placed, Problem, Quoted};
use crate::russian::with_dashes_and_quotes;

impl<'r> TomlTable<'r> {
    /// Text, checked and cleaned: line breaks stay, superfluous spaces go.
    pub fn text(&self, key: &'static str) -> Option<Placed<String>> {
        self.shape(key, || Shape::Text);
        let value = self.value(key)?;
        self.string(key, value, self.path.key(key), false)
    }

    /// Text of one line; line breaks become spaces.
    pub fn line(&self, key: &'static str) -> Option<Placed<String>> {
        self.text(key).map(|t| t.map(|s| s.replace('\n', " ")))
    }

    /// What stands where a text should and is none, as it is written: that it is none was told when
    /// it was read.
    pub fn instead_of_text(&self, key: &'static str) -> Option<Placed<String>> {
        let value = self.value(key)?;
        if value.get_ref().is_str() {
            return None;
        }
        let quoted = self.reader.as_text(self.file, value)?;
        Some(Placed {
            value: quoted.trim_matches('"').to_owned(),
            place: self.place_of(value.span(), self.path.key(key)),
        })
    }

    /// Text of one line with a strict form: advice shows an example.
    pub fn words(&self, key: &'static str, example: &str) -> Option<Placed<String>> {
        let line = self.line(key);
        if line.is_none() {
            self.show_example(key, example);
        }
        line
    }

    /// The number of a paper, without a leading «№»: forms print the sign themselves.
    pub fn paper_number(&self, key: &'static str) -> Option<Placed<String>> {
        let without_sign = |line: String| {
            let bare = line
                .strip_prefix('№')
                .map(str::trim_start)
                .filter(|rest| !rest.starts_with('№'));
            bare.unwrap_or(&line).to_owned()
        };
        let number = self.line(key).map(|line| line.map(without_sign))?;
        if !self.tell_date_in_number(key, &number) {
            self.tell_words_for_number(key, &number.value, &number.place);
        }
        Some(number)
    }

    /// «118-ОД от 01.09.2026»: the forms print the date themselves. Whether it is so.
    fn tell_date_in_number(&self, key: &str, number: &Placed<String>) -> bool {
        let parts = number
            .split_once(" от ")
            .map(|(own, date)| (own.trim_end(), date));
        let Some((own, date)) = parts.filter(|(_, date)| day_in(date).is_some()) else {
            return false;
        };
        self.report(
            Problem::with(
                Code::DateInNumber,
                key,
                format!("в номере записана и дата: «{}»", date.trim()),
            )
            .at(&number.place)
            .hint(Advice::apart(
                format!("оставьте номер, number = \"{own}\", а дату запишите в поле date: печатаются оба"),
                format!("оставьте в номере «{own}», а дату впишите в ее поле: печатаются оба"),
            )),
        );
        true
    }

    /// An empty text in place of a missing one, which has been reported already.
    pub fn or_empty(&self, text: Option<Placed<String>>) -> Placed<String> {
        text.unwrap_or_else(|| Placed {
            value: String::new(),
            place: self.place(),
        })
    }

    pub fn required_text(&self, key: &'static str, what: &str) -> Option<Placed<String>> {
        if !self.has(key) {
            self.missing(key, what);
        }
        let text = self.text(key);
        if text.is_none() {
            self.must_not_be_empty(key);
        }
        text
    }

    pub fn required_line(&self, key: &'static str, what: &str) -> Option<Placed<String>> {
        self.required_text(key, what)
            .map(|t| t.map(|s| s.replace('\n', " ")))
    }

    pub(super) fn string(
        &self,
        key: &str,
        value: &Spanned<DeValue<'r>>,
        path: KeyPath,
        in_list: bool,
    ) -> Option<Placed<String>> {
        let DeValue::String(raw) = value.get_ref() else {
            if let (true, Some(items)) = (in_list, value.get_ref().as_array()) {
                let texts = items.iter().map(|item| item.get_ref().as_str());
                let items: Option<Vec<String>> = texts.map(|text| text.map(quoted)).collect();
                let hint = items.map(|items| {
                    Advice::from(format!(
                        "уберите лишние скобки: {key} = [{}]",
                        items.join(", ")
                    ))
                });
                self.wrong_type(key, (value, path), "в списке нужны тексты", hint);
                return None;
            }
            let hint = self.reader.as_text(self.file, value).map(|quoted| {
                Advice::Quote(Box::new(Quoted {
                    key: (!in_list).then(|| key.to_owned()),
                    quoted,
                }))
            });
            self.wrong_type(key, (value, path), "нужен текст в кавычках", hint);
            return None;
        };
        let place = self.place_of(value.span(), path);
        let is_plain = characters::is_plain(raw);
        let is_whole = is_plain && is_whole(raw);
        if !is_whole && !self.tell_destroyed(key, raw, &place) {
            return None;
        }
        let is_literal = self.reader.is_literal.get();
        if !is_literal {
            self.tell_slips(key, &place);
            self.tell_unfilled(key, raw, &place);
        }
        let set = |text: String| {
            if self.reader.typography.get() && !is_literal {
                with_dashes_and_quotes(&text)
            } else {
                text
            }
        };
        if self.reader.draws_usual && is_plain {
            return Some(Placed {
                value: set(raw.to_string()),
                place,
            });
        }
        let text = characters::clean(raw);
        if text.is_empty() {
            self.report(
                Problem::with(Code::EmptyValue, key, "пустое значение")
                    .at(&place)
                    .hint(Advice::Fill(if in_list { Gap::Item } else { Gap::Value })),
            );
            return None;
        }
        self.check_characters(key, raw, &place).then(|| Placed {
            value: set(text),
            place,
        })
    }

    /// Reports letters that a wrong save has destroyed. Returns whether the text may be printed.
    pub(super) fn tell_destroyed(&self, key: &str, raw: &str, place: &Place) -> bool {
        let Some(problem) = destroyed(raw).map(|it| it.problem(key)) else {
            return true;
        };
        let may_be_printed = !problem.is_error();
        self.report(problem.at(place));
        may_be_printed
    }

    /// Reports what a proofreader would mark in a text.
    fn tell_slips(&self, key: &str, value: &Place) {
        let Some(written) = self.reader.text_of(self.file).get(value.span.clone()) else {
            return;
        };
        let mark = ["\"\"\"", "'''", "\"", "'"]
            .into_iter()
            .find(|mark| written.starts_with(mark))
            .unwrap_or_default();
        let Some(inside) = written
            .strip_prefix(mark)
            .and_then(|s| s.strip_suffix(mark))
        else {
            return;
        };
        let start = value.span.start + mark.len();
        let typography = self.reader.typography.get();
        let told = slips::slips(inside)
            .into_iter()
            .filter(|slip| typography || slip.code != Code::UnclearQuotes);
        for slip in told {
            let place = value.part(start + slip.span.start..start + slip.span.end);
            self.report(
                Problem::with(slip.code, key, slip.message)
                    .at(&place)
                    .hint(slip.hint)
                    .fix(slip.fix),
            );
        }
    }

    /// Reports characters that cannot be printed. Returns whether there are none.
    fn check_characters(&self, key: &str, raw: &str, value: &Place) -> bool {
        let source = self.reader.text_of(self.file);
        let problems = characters::problems(key, raw, self.reader.can_draw);
        let good = problems.is_empty();
        for (c, problem) in problems {
            let span = &value.span;
            let inside = source
                .get(span.clone())
                .and_then(|s| s.find(c))
                .map(|i| span.start + i..span.start + i + c.len_utf8());
            self.report(problem.at(&value.part(inside.unwrap_or_else(|| span.clone()))));
        }
        good
    }

    /// A list of texts; `None` if it is not there or is not a list.
    pub fn texts(&self, key: &'static str) -> Option<Placed<Vec<Placed<String>>>> {
        self.list_of_texts(key, false)
    }

    /// The same, where an empty list says something too: nobody.
    pub fn texts_or_nobody(&self, key: &'static str) -> Option<Placed<Vec<Placed<String>>>> {
        self.list_of_texts(key, true)
    }

    pub(super) fn tell_empty_list(&self, key: &str, place: &Place) {
        let problem = Problem::with(Code::EmptyList, key, "пустой список").at(place);
        self.report(problem.hint(Advice::Fill(Gap::List)));
    }

    fn list_of_texts(
        &self,
        key: &'static str,
        may_be_empty: bool,
    ) -> Option<Placed<Vec<Placed<String>>>> {
        self.shape(key, || Shape::Texts);
        let value = self.value(key)?;
        let DeValue::Array(items) = value.get_ref() else {
            let hint = self
                .reader
                .as_items(self.file, value)
                .map(|s| format!("возьмите значение в квадратные скобки: {key} = [{s}]").into());
            self.wrong_type(
                key,
                (value, self.path.key(key)),
                "нужен список в квадратных скобках",
                hint,
            );
            return None;
        };
        let place = self.place_under(key, value);
        if items.is_empty() && !may_be_empty {
            self.tell_empty_list(key, &place);
            return None;
        }
        let list = place.path.shared();
        let texts = items
            .iter()
            .enumerate()
            .filter_map(|(i, item)| self.string(key, item, list.item(i), true))
            .collect();
        Some(Placed {
            value: texts,
            place,
        })
    }

    pub fn required_texts(
        &self,
        key: &'static str,
        what: &str,
    ) -> Option<Placed<Vec<Placed<String>>>> {
        if !self.has(key) {
            self.missing(key, what);
        }
        let texts = self.texts(key);
        if texts.is_none() {
            self.must_not_be_empty(key);
        }
        texts
    }

    /// Advice on how to write a table under `key`.
    pub(super) fn as_section(&self, key: &str, value: &Spanned<DeValue<'_>>) -> String {
        let heading = self.heading(key, value.span());
        if let DeValue::Array(items) = value.get_ref()
            && items.iter().all(|item| item.get_ref().is_table())
        {
            let heading = items
                .first()
                .map_or(heading, |first| self.heading(key, first.span()));
            return format!("здесь нужны одинарные скобки: [{heading}]");
        }
        format!("запишите разделом [{heading}] или в фигурных скобках: {key} = {{ … }}")
    }

    pub fn boolean(&self, key: &'static str) -> Option<bool> {
        self.shape(key, || Shape::Boolean);
        let value = self.value(key)?;
        let answer = value.get_ref().as_bool();
        if answer.is_none() {
            let hint = misspelt::boolean_hint(key, value.get_ref());
            self.wrong_type(
                key,
                (value, self.path.key(key)),
                "нужно true (да) или false (нет) без кавычек",
                Some(hint),
            );
        }
        answer
    }

    pub fn number(&self, key: &'static str) -> Option<Placed<i64>> {
        self.shape(key, || Shape::Number);
        let value = self.value(key)?;
        let answer = whole_number(value.get_ref());
        if answer.is_none() {
            let hint = misspelt::number_hint(key, value.get_ref());
            self.wrong_type(
                key,
                (value, self.path.key(key)),
                "нужно целое число без кавычек",
                Some(hint),
            );
        }
        answer.map(|value_| Placed {
            value: value_,
            place: self.place_under(key, value),
        })
    }

    /// How many there are of something: no fewer than `least`.
    pub fn count(&self, key: &'static str, least: usize) -> Option<Placed<usize>> {
        let number = self.number(key)?;
        let count = usize::try_from(number.value).ok().filter(|it| *it >= least);
        let Some(count) = count else {
            let message = format!("стоит {}, а это число не меньше {least}", number.value);
            self.report(
                Problem::with(Code::TooSmall, key, message)
                    .at(&number.place)
                    .hint(Advice::apart(
                        "впишите верное число или удалите строку",
                        "впишите верное число или оставьте поле пустым",
                    )),
            );
            return None;
        };
        Some(number.map(|_| count))
    }

    /// One of a fixed list of words.
    pub fn choice<T: Copy>(&self, key: &'static str, choices: &[(&str, T)]) -> Option<Placed<T>> {
        self.shape(key, || {
            Shape::Choice(choices.iter().map(|(word, _)| (*word).to_owned()).collect())
        });
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let Some(text) = self.line(key) else {
            self.advise_choice(key, &words);
            return None;
        };
        if let Some((_, found)) = choices
            .iter()
            .find(|(word, _)| same_word(word, &text.value))
        {
            return Some(text.map(|_| *found));
        }
        self.report(
            Problem::with(
                Code::UnknownValue,
                key,
                format!("неизвестное значение «{}»", text.value),
            )
            .at(&text.place)
            .hint(Advice::choose(&text.value, &words)),
        );
        None
    }

    /// Of a value that is no text, advises one of the words that may stand there.
    pub(super) fn advise_choice(&self, key: &'static str, words: &[&str]) {
        let Some(value) = self.value(key) else {
            return;
        };
        let items = value.get_ref().as_array().map(|items| items.iter());
        let written: Vec<&str> = items
            .into_iter()
            .flatten()
            .filter_map(|item| item.get_ref().as_str())
            .collect();
        let known = written
            .first()
            .filter(|it| words.iter().any(|w| same_word(w, it)));
        let advice = match known {
            Some(word) => Advice::apart(
                format!("нужно одно значение: {key} = \"{word}\""),
                format!("нужно одно значение: {word}"),
            ),
            None => Advice::choose("", words),
        };
        self.advise_instead(key, advice);
    }

    /// A table under `key`, or text as it is to be printed.
    pub fn table_or_text(
        &self,
        key: &'static str,
    ) -> Option<Result<TomlTable<'r>, Placed<String>>> {
        if let Some(table) = self.surveyed(key, Shape::TableOrText) {
            return Some(Ok(table));
        }
        match self.value(key)?.get_ref() {
            DeValue::String(_) => self.text(key).map(Err),
            _ => self.table(key).map(Ok),
        }
    }

    /// Changes the advice for an empty value: a required one cannot simply be deleted.
    fn must_not_be_empty(&self, key: &'static str) {
        let Some(place) = self.value(key).map(|value| self.place_under(key, value)) else {
            return;
        };
        let mut problems = self.reader.problems.borrow_mut();
        let empty = problems.iter_mut().rev().find(|p| {
            matches!(p.code, Code::EmptyValue | Code::EmptyList) && p.place.as_ref() == Some(&place)
        });
        if let Some(problem) = empty {
            problem.advice = Some(MUST_BE_WRITTEN.into());
        }
    }

    /// Advice for a block of the plan that is no text: the first ones have Roman numbers.
    pub fn show_block(&self) {
        const ROMAN: [&str; 3] = ["I", "II", "III"];
        let number = self
            .value("block")
            .and_then(|value| whole_number(value.get_ref()));
        let at = number.and_then(|n| usize::try_from(n).ok()?.checked_sub(1));
        let roman = at.and_then(|at| ROMAN.get(at));
        if roman.is_some() || self.is_without(&["block"]) {
            self.show_example("block", &format!("\"{}\"", roman.unwrap_or(&"I")));
        }
    }

    /// Replaces the advice for a value of the wrong type by an example.
    pub fn show_example(&self, key: &'static str, example: &str) {
        let Some(value) = self.value(key) else {
            return;
        };
        let year = value
            .get_ref()
            .as_integer()
            .and_then(|n| n.as_str().parse::<i32>().ok());
        let example = match year.filter(|year| YEARS.contains(year) && example.contains('/')) {
            Some(year) => format!("\"{year}/{}\"", year + 1),
            None => example.to_owned(),
        };
        let advice = Advice::apart(
            format!("пишите так: {key} = {example}"),
            format!("впишите так: {}", example.trim_matches('"')),
        );
        self.advise_instead(key, advice);
    }

    /// Replaces the advice for a value of the wrong type.
    fn advise_instead(&self, key: &'static str, advice: Advice) {
        let Some(value) = self.value(key) else {
            return;
        };
        let place = self.place_under(key, value);
        let mut problems = self.reader.problems.borrow_mut();
        let wrong = problems
            .iter_mut()
            .rev()
            .find(|p| p.code == Code::WrongType && p.place.as_ref() == Some(&place));
        if let Some(problem) = wrong {
            problem.advice = Some(advice);
        }
    }
}

/// Compares words ignoring case, the dots of «ё», the kind of dash and spaces.
pub fn same_word(a: &str, b: &str) -> bool {
    a == b || plain(a).eq(plain(b))
}

fn plain(word: &str) -> impl Iterator<Item = char> + '_ {
    let letters = word.chars().filter(|c| !c.is_whitespace());
    letters
        .map(|c| match c {
            '–' | '—' | '‑' => '-',
            'ё' | 'Ё' => 'е',
            c => c,
        })
        .flat_map(char::to_lowercase)
}
