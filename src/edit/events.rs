//! What happens to pairs in the course of a year, as changes of the files: a mentor is replaced, a
//! pair ends, comes in or goes on longer. Each makes an order and tells the pair of it.

use chrono::NaiveDate;
use toml_edit::{Array, InlineTable, Item, Table, Value as Toml};

use super::apart::put_apart;
use super::bank::case_named;
use super::happening::{Event, Happening, Newcomer, Why};
use super::mentorship_table::{
    by_order, date, day_of, is_ended_by_order, is_of, is_on, newcomer, relieve_from,
};
use super::names::{pairs_of, people_of};
use super::outcome::{Edit, ImportChange, Imported, What};
use super::people::{Found, People};
use super::toml_file::{
    TomlFiles, get, order_file, pairing_file, renumber, set, set_tables, tables,
};
use crate::edition::{Edition, Effect};
use crate::project::Files;
use crate::russian::digits as in_digits;

/// The changes that an event asks for.
#[derive(Debug)]
pub struct Turned {
    pub imported: Imported,
    /// Name of the file of its order.
    pub order: String,
    /// The first day of the new term, where a pair goes on longer.
    pub goes_on_from: Option<NaiveDate>,
    /// What happened, in words.
    pub words: String,
}

/// What an event changes in the files of a project.
///
/// # Errors
/// Why it cannot be, in Russian.
pub fn turned(files: &Files, edition: &Edition, event: &Event) -> Result<Turned, String> {
    let toml = TomlFiles::read(files);
    let people = people_of(&toml);
    let mut it = Turning {
        toml,
        people,
        edition,
        event,
        changes: Vec::new(),
        goes_on_from: None,
    };
    let (order, words) = match &event.happening {
        Happening::ReplaceMentor {
            pair,
            old,
            new,
            day,
            why,
        } => it.replace(pair, old.as_deref(), new, *day, *why)?,
        Happening::End { pair, day, why } => it.end(pair, *day, *why)?,
        Happening::AddPair {
            mentor,
            mentee,
            form,
            from,
            to,
            bank,
        } => it.add(
            (mentor, mentee),
            form.as_deref(),
            (*from, *to),
            bank.as_deref(),
        )?,
        Happening::Prolong {
            pair,
            to,
            consent,
            pay,
        } => it.prolong(pair, *to, *consent, pay.as_deref())?,
    };
    let mut imported = Imported {
        changes: it.changes,
        ..Imported::default()
    };
    imported.take_files(&it.toml);
    Ok(Turned {
        imported,
        order,
        goes_on_from: it.goes_on_from,
        words,
    })
}

struct Turning<'e> {
    toml: TomlFiles,
    people: People,
    edition: &'e Edition,
    event: &'e Event,
    changes: Vec<ImportChange>,
    goes_on_from: Option<NaiveDate>,
}

/// What an order says beside its kind.
struct OrderSays<'o> {
    pairs: &'o [String],
    day: Option<NaiveDate>,
    new: &'o [String],
    old: &'o [String],
}

/// The kind of order that prolongs a pair.
const PROLONG: &str = "prolong";

impl Turning<'_> {
    fn replace(
        &mut self,
        pair: &str,
        old: Option<&str>,
        new: &Newcomer,
        day: NaiveDate,
        why: Why,
    ) -> Result<(String, String), String> {
        let (stem, label) = self.pair_that_goes_on(pair)?;
        self.within(&stem, &label, day)?;
        let new_key = self.person(&new.name)?;
        let mentors = self.mentors_now(&stem);
        let mentees = self.keys(&stem, "mentees");
        let old_key = match (old, mentors.as_slice()) {
            (Some(old), _) => self.person(old)?,
            (None, [only]) => only.clone(),
            (None, _) => {
                return Err(format!(
                    "в паре «{label}» несколько наставников: назовите прежнего параметром --old"
                ));
            }
        };
        if !mentors.contains(&old_key) {
            let name = self.people.shown(&old_key);
            return Err(format!("{name} – не наставник пары «{label}»"));
        }
        self.after_start(&stem, &old_key, day)?;
        if mentors.contains(&new_key) || mentees.contains(&new_key) {
            let name = self.people.shown(&new_key);
            return Err(format!("{name} уже в паре «{label}»"));
        }
        let kind = self.kind(Effect::ChangesMentors)?;
        let order = self.order(
            "change",
            &kind,
            &OrderSays {
                pairs: std::slice::from_ref(&stem),
                day: Some(day),
                new: std::slice::from_ref(&new_key),
                old: std::slice::from_ref(&old_key),
            },
        );
        let basis = self.basis(&stem);
        let file = self.toml.get_or_new(&pairing_file(&stem));
        put_apart(file, true);
        let mut own = tables(file, "mentorship");
        // The pair rests on the new order by then, not so the mentors who stay.
        for table in own.iter_mut().filter(|t| !t.contains_key("appointed")) {
            if let Some(basis) = basis.clone() {
                table.insert("appointed", basis.into());
            }
        }
        relieve_from(&mut own, Some(&old_key), (&order, day), why);
        let mut table = Table::new();
        table.insert("mentor", new_key.as_str().into());
        table.insert("appointed", by_order(&order).into());
        newcomer(&mut table, new);
        if let Some(last) = own.last() {
            table.set_position(last.position());
        }
        own.push(table);
        set_tables(file, "mentorship", own);
        let now: Array = mentors
            .iter()
            .map(|key| if *key == old_key { &new_key } else { key })
            .map(String::as_str)
            .collect();
        set(file, "mentors", Some(now.into()));
        set(file, "basis", Some(by_order(&order)));
        renumber(file);
        let names = [&old_key, &new_key].map(|key| self.people.shown(key));
        self.changed(&stem, &label, "mentors", "Наставник", &names[0], &names[1]);
        let [old, new] = names;
        Ok((
            order,
            format!("замена наставника: {old} → {new}, пара «{label}»"),
        ))
    }

    /// The mentors whose work goes on: those of the pair who were not relieved, and those who came in
    /// their place.
    fn mentors_now(&self, stem: &str) -> Vec<String> {
        let file = self.toml.get(&pairing_file(stem));
        let own = file.map_or_else(Vec::new, |file| tables(file, "mentorship"));
        // Of several terms of one mentor the last tells whether he is there.
        let last = |key: &str| own.iter().rfind(|t| is_of(t, key));
        let mut now = self.keys(stem, "mentors");
        now.retain(|key| last(key).is_none_or(is_on));
        let others = own.iter().filter_map(|t| t.get("mentor")?.as_str());
        for key in others {
            if last(key).is_some_and(is_on) && !now.iter().any(|known| known == key) {
                now.push(key.to_owned());
            }
        }
        now
    }

    /// Refuses a day before the pair begins or after it ends, where its term is told by days.
    fn within(&self, stem: &str, label: &str, day: NaiveDate) -> Result<(), String> {
        let table = self.toml.get(&pairing_file(stem));
        let at = |path| day_of(get(table?, path)?);
        let (from, to) = (at("period.from"), at("period.to"));
        let is_out = from.is_some_and(|from| day < from) || to.is_some_and(|to| day > to);
        if !is_out {
            return Ok(());
        }
        let term: Vec<String> = [("с", from), ("по", to)]
            .into_iter()
            .filter_map(|(word, day)| Some(format!("{word} {}", in_digits(day?))))
            .collect();
        Err(format!(
            "{} – вне срока пары «{label}» ({}): проверьте год и месяц",
            in_digits(day),
            term.join(" ")
        ))
    }

    /// Refuses a day on which a mentor would leave before he came by an order of his own.
    fn after_start(&self, stem: &str, mentor: &str, day: NaiveDate) -> Result<(), String> {
        let starts = |own: &Table| {
            let order = || get(own, "appointed.order")?.as_str();
            let by_order = || {
                let order = self.toml.get(&order_file(order()?))?;
                get(order, "new_mentors").and_then(|_| day_of(get(order, "day")?))
            };
            get(own, "starts").and_then(day_of).or_else(by_order)
        };
        let own = self.toml.get(&pairing_file(stem));
        let own = own
            .map(|file| tables(file, "mentorship"))
            .unwrap_or_default();
        let there = own.iter().filter(|t| is_of(t, mentor) && is_on(t));
        let all: Option<Vec<NaiveDate>> = there.map(starts).collect();
        match all.unwrap_or_default().into_iter().min() {
            Some(first) if day <= first => Err(format!(
                "{} – наставник только с {}, а снять его надо с {}: проверьте год и месяц",
                self.people.shown(mentor),
                in_digits(first),
                in_digits(day)
            )),
            _ => Ok(()),
        }
    }

    fn end(&mut self, pair: &str, day: NaiveDate, why: Why) -> Result<(String, String), String> {
        let (stem, label) = self.pair_that_goes_on(pair)?;
        self.within(&stem, &label, day)?;
        let mentors = self.mentors_now(&stem);
        for mentor in &mentors {
            self.after_start(&stem, mentor, day)?;
        }
        let kind = self.kind(Effect::EndsPairs)?;
        let order = self.order(
            "end",
            &kind,
            &OrderSays {
                pairs: std::slice::from_ref(&stem),
                day: Some(day),
                new: &[],
                old: &[],
            },
        );
        let file = self.toml.get_or_new(&pairing_file(&stem));
        // A pair that keeps no papers of its mentors is ended by the order that names it.
        let keeps_papers = ["labour", "mentorship"]
            .iter()
            .any(|it| file.contains_key(it));
        if keeps_papers || why != Why::Unsaid {
            put_apart(file, true);
            let mut own = tables(file, "mentorship");
            if relieve_from(&mut own, None, (&order, day), why) == 0 {
                return Err(format!("пара «{label}» уже прекращена"));
            }
            set_tables(file, "mentorship", own);
            renumber(file);
        }
        let shown = in_digits(day);
        self.changed(&stem, &label, "mentorship", "Прекращено со дня", "", &shown);
        Ok((
            order,
            format!("прекращение наставничества с {shown}, пара «{label}»"),
        ))
    }

    fn add(
        &mut self,
        (mentor, mentee): (&Newcomer, &str),
        form: Option<&str>,
        (from, to): (NaiveDate, NaiveDate),
        bank: Option<&str>,
    ) -> Result<(String, String), String> {
        let case = bank
            .map(|named| case_named(&self.toml, named))
            .transpose()?;
        let (mentor_key, mentee_key) = (self.person(&mentor.name)?, self.person(mentee)?);
        if mentor_key == mentee_key {
            return Err("наставник и наставляемый – один человек".to_owned());
        }
        if to < from {
            return Err("последний день раньше первого".to_owned());
        }
        let stem = self.free("pairings", &format!("{mentor_key}-{mentee_key}"));
        let kind = self.kind(Effect::FixesPairs)?;
        let order = self.order(
            "pairs",
            &kind,
            &OrderSays {
                pairs: std::slice::from_ref(&stem),
                day: None,
                new: &[],
                old: &[],
            },
        );
        let file = self.toml.get_or_new(&pairing_file(&stem));
        file.insert("mentors", list([&mentor_key]));
        file.insert("mentees", list([&mentee_key]));
        if let Some(form) = form {
            file.insert("form", form.into());
        }
        file.insert("basis", by_order(&order).into());
        let mut period = InlineTable::new();
        period.insert("from", date(from));
        period.insert("to", date(to));
        file.insert("period", period.into());
        let mut table = Table::new();
        table.insert("mentor", mentor_key.as_str().into());
        newcomer(&mut table, mentor);
        set_tables(file, "mentorship", vec![table]);
        if let Some(case) = case {
            case.put_into(file);
        }
        let pairs = pairs_of(&self.toml, &self.people);
        let label = pairs.shown(&stem);
        self.changes.push(ImportChange {
            what: What::Added,
            name: format!("пара «{label}»"),
            details: Vec::new(),
            is_kept: false,
        });
        let from = in_digits(from);
        Ok((order, format!("новая пара «{label}» с {from}")))
    }

    fn prolong(
        &mut self,
        pair: &str,
        to: NaiveDate,
        consent: Option<NaiveDate>,
        pay: Option<&str>,
    ) -> Result<(String, String), String> {
        let (stem, label) = self.pair_that_goes_on(pair)?;
        let file = pairing_file(&stem);
        let ends = self
            .toml
            .get(&file)
            .and_then(|table| day_of(get(table, "period.to")?));
        let Some(ends) = ends else {
            return Err(format!(
                "у пары «{label}» срок записан словами: впишите его датами, period = {{ from = …, to = … }}"
            ));
        };
        if to <= ends {
            return Err(format!(
                "пара «{label}» и так продолжается до {}",
                in_digits(ends)
            ));
        }
        if self.edition.orders.kind(PROLONG).is_none() {
            return Err("в ваших формах нет приказа о продлении (key = \"prolong\")".to_owned());
        }
        let order = self.order(
            PROLONG,
            PROLONG,
            &OrderSays {
                pairs: std::slice::from_ref(&stem),
                day: Some(to),
                new: &[],
                old: &[],
            },
        );
        let table = self.toml.get_or_new(&file);
        put_apart(table, true);
        let mut own = tables(table, "mentorship");
        let begins = ends.succ_opt().unwrap_or(ends);
        self.goes_on_from = Some(begins);
        let mut fresh = Vec::new();
        for old in own
            .iter_mut()
            .filter(|t| is_on(t) && !t.contains_key("until"))
        {
            let mut new = Table::new();
            for key in ["mentor", "pay"] {
                if let Some(item) = old.get(key) {
                    new.insert(key, item.clone());
                }
            }
            if let Some(pay) = pay {
                new.insert("pay", pay.into());
            }
            new.insert("starts", date(begins).into());
            new.insert("appointed", by_order(&order).into());
            if let Some(day) = consent {
                new.insert("consent", date(day).into());
            }
            new.set_position(old.position());
            old.insert("until", date(ends).into());
            fresh.push(new);
        }
        own.extend(fresh);
        set_tables(table, "mentorship", own);
        set(table, "period.to", Some(date(to)));
        renumber(table);
        let days = [ends, to].map(in_digits);
        self.changed(&stem, &label, "period.to", "Окончание", &days[0], &days[1]);
        Ok((order, format!("продление до {}, пара «{label}»", days[1])))
    }

    /// A new order; gives the name of its file.
    fn order(&mut self, base: &str, kind: &str, says: &OrderSays<'_>) -> String {
        let stem = self.free("orders", base);
        let (number, issued) = (self.event.number.clone(), self.event.date);
        let table = self.toml.get_or_new(&order_file(&stem));
        table.insert("kind", kind.into());
        if let Some(number) = number {
            table.insert("number", number.as_str().into());
        }
        if let Some(issued) = issued {
            table.insert("date", date(issued).into());
        }
        table.insert("pairings", list(says.pairs));
        if let Some(day) = says.day {
            table.insert("day", date(day).into());
        }
        for (key, people) in [("new_mentors", says.new), ("old_mentors", says.old)] {
            if !people.is_empty() {
                table.insert(key, list(people));
            }
        }
        let name = self
            .edition
            .orders
            .kind(kind)
            .map_or(kind, |kind| &kind.name);
        self.changes.push(ImportChange {
            what: What::Added,
            name: format!("приказ {name}"),
            details: Vec::new(),
            is_kept: false,
        });
        stem
    }

    fn kind(&self, effect: Effect) -> Result<String, String> {
        let mut kinds = self.edition.orders.kind.iter();
        kinds
            .find(|kind| kind.effect == Some(effect))
            .map(|kind| kind.key.clone())
            .ok_or_else(|| "в ваших формах нет вида приказа для этого события".to_owned())
    }

    /// A name that no file of a folder has.
    fn free(&self, folder: &str, base: &str) -> String {
        let taken = self.toml.stems(folder);
        let mut names =
            std::iter::once(base.to_owned()).chain((2..).map(|n| format!("{base}-{n}")));
        names.find(|name| !taken.contains(name)).unwrap_or_default()
    }

    fn pair(&self, named: &str) -> Result<String, String> {
        let stems = self.toml.stems("pairings");
        if stems.iter().any(|stem| stem == named) {
            return Ok(named.to_owned());
        }
        let pairs = pairs_of(&self.toml, &self.people);
        let plain = |text: &str| {
            text.replace(['—', '–'], "-")
                .replace(' ', "")
                .to_lowercase()
        };
        let mut shown = stems
            .iter()
            .filter(|stem| plain(&pairs.shown(stem)) == plain(named));
        match (shown.next(), shown.next()) {
            (Some(stem), None) => Ok(stem.clone()),
            _ => Err(format!("нет пары «{named}»; есть: {}", stems.join(", "))),
        }
    }

    fn person(&self, named: &str) -> Result<String, String> {
        match self.people.find(named) {
            Found::One(key) => Ok(key),
            Found::Several(keys) => Err(format!(
                "«{named}» – это {}: назовите ключ",
                keys.join(" или ")
            )),
            Found::Nobody => match self.people.of_surname(named).as_slice() {
                [key] => Ok(key.clone()),
                [] => Err(format!(
                    "среди сотрудников нет «{named}»: впишите его в organization.toml или назовите ключ"
                )),
                keys => Err(format!(
                    "«{named}» – это {}: назовите ключ",
                    keys.join(" или ")
                )),
            },
        }
    }

    /// The file of a pair whose work is not over, and what lists call it.
    fn pair_that_goes_on(&self, named: &str) -> Result<(String, String), String> {
        let stem = self.pair(named)?;
        let label = self.label(&stem);
        if self.mentors_now(&stem).is_empty() || is_ended_by_order(&self.toml, self.edition, &stem)
        {
            return Err(format!("пара «{label}» уже прекращена"));
        }
        Ok((stem, label))
    }

    fn label(&self, stem: &str) -> String {
        pairs_of(&self.toml, &self.people).shown(stem)
    }

    fn keys(&self, stem: &str, key: &str) -> Vec<String> {
        let list = self
            .toml
            .get(&pairing_file(stem))
            .and_then(|t| t.get(key)?.as_array());
        let keys = list.into_iter().flat_map(Array::iter);
        keys.filter_map(|key| key.as_str().map(ToOwned::to_owned))
            .collect()
    }

    /// The order that the pair rests on, as a mentorship names it.
    fn basis(&self, stem: &str) -> Option<Toml> {
        let basis = self
            .toml
            .get(&pairing_file(stem))?
            .get("basis")?
            .as_table_like()?;
        let mut out = InlineTable::new();
        for key in ["order", "number", "date"] {
            if let Some(value) = basis.get(key).and_then(Item::as_value) {
                let mut value = value.clone();
                value.decor_mut().clear();
                out.insert(key, value);
            }
        }
        (!out.is_empty()).then(|| out.into())
    }

    fn changed(&mut self, stem: &str, label: &str, path: &str, head: &str, old: &str, new: &str) {
        self.changes.push(ImportChange {
            is_kept: false,
            what: What::Changed,
            name: format!("пара «{label}»"),
            details: vec![Edit {
                file: pairing_file(stem),
                path: path.to_owned(),
                head: head.to_owned(),
                before: old.to_owned(),
                after: new.to_owned(),
            }],
        });
    }
}

fn list<K: AsRef<str>>(keys: impl IntoIterator<Item = K>) -> Item {
    let mut array = Array::new();
    keys.into_iter().for_each(|key| array.push(key.as_ref()));
    array.into()
}
