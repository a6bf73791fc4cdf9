//! The list of pairs: who mentors whom, new people among them.

use std::collections::{BTreeMap, BTreeSet};

use super::importer::{Importer, is_key};
use super::newcomers::{short_of_new, two_posts};
use crate::edit::beside::named_in_cell;
use crate::edit::doubts::{doubt_of, doubt_of_post, renamed, with_latin};
use crate::edit::named::{Named, is_full_name};
use crate::edit::names::pair_label;
use crate::edit::outcome::Prune;
use crate::edit::parts::without_number;
use crate::edit::people::Found;
use crate::edit::posts::{NO_POST, same_post};
use crate::edit::row::{Cell, List, Row};
use crate::edit::shared_posts::{Posts, by_names, posts_of};
use crate::edit::short_names::is_same_label;
use crate::edit::toml_file::{count, get, pairing_file};
use crate::edit::unclear::unclear;
use crate::edit::value::{Meaning, of_item};
use crate::edit::written::Value;
use crate::fields::{Kind, MENTEE_GENDER, MENTEE_POST, MENTOR_GENDER, MENTOR_POST, PAIR};
use crate::problem::{Code, Problem};
use crate::reader::clean;
use crate::russian::{counted, digits};

/// The day on which the mentors of a pair consented.
const CONSENT: &str = "basis.consent";

/// Keys of mentors and of mentees.
type Sides = (Vec<String>, Vec<String>);

/// The post of somebody whose name has one beside it and whose row has one in its column: the
/// column's, unless the other says more.
fn of_both(beside: Option<&str>, column: Option<&str>) -> Option<String> {
    let says_more = |a: &str, b: &str| a.to_lowercase().contains(&b.to_lowercase());
    match (beside, column) {
        (Some(own), Some(column)) if !says_more(own, column) => Some(column.to_owned()),
        (own, column) => own.or(column).map(ToOwned::to_owned),
    }
}

impl Importer {
    pub(super) fn pairs(&mut self, list: &List) {
        let rows = &list.rows;
        let sides: Vec<Option<Sides>> = rows.iter().map(|row| self.sides(row, list)).collect();
        let stems = self.stems(rows, &sides);
        let mut seen = BTreeSet::new();
        for ((row, sides), stem) in rows.iter().zip(&sides).zip(stems) {
            let (Some((mentors, mentees)), Some(stem)) = (sides, stem) else {
                // Every mistake of the row is told at once; the pair is not missing.
                self.tell_rest(row);
                if self.files.get(&pairing_file(&row.code)).is_some() {
                    seen.insert(row.code.clone());
                }
                seen.extend(sides.as_ref().and_then(|own| self.known_stem(own)));
                continue;
            };
            if !list.is_form && self.ask_of_other_people(row, (mentors, mentees), &stem) {
                seen.insert(stem);
                continue;
            }
            let computed = pair_label(mentors, mentees, &self.people);
            if list.is_whole {
                self.tell_of_own_label(row, &computed, &stem);
            }
            self.pairs.add(&stem, &row.text(PAIR).unwrap_or(computed));
            let name = format!("пара «{}»", self.pairs.shown(&stem));
            if !list.is_form {
                self.tell_of_kept_consent(row, mentors, &stem);
            }
            let row = self.with_keys(row, (mentors, mentees));
            self.whole_file(&row, &pairing_file(&stem), &name);
            seen.insert(stem);
        }
        let labels: BTreeMap<String, String> = self
            .files
            .stems("pairings")
            .into_iter()
            .map(|s| (s.clone(), self.pairs.shown(&s)))
            .collect();
        seen.extend(list.spared.iter().cloned());
        let plans: BTreeMap<String, usize> = labels
            .keys()
            .map(|stem| (stem.clone(), self.activities_of(stem)))
            .collect();
        self.missing_files("pairings", &seen, |stem| {
            let label = labels.get(stem).map_or(stem, String::as_str);
            match plans.get(stem) {
                None | Some(0) => format!("пара «{label}»"),
                Some(count) => {
                    let count = counted(*count, "мероприятие", "мероприятия", "мероприятий");
                    format!("пара «{label}», с ней записка и план: {count}")
                }
            }
        });
        self.gone.extend(
            labels
                .into_keys()
                .filter(|stem| self.prune == Prune::Everything && !seen.contains(stem)),
        );
    }

    /// Tells that the short name of a pair was written over: it is made of its people.
    fn tell_of_own_label(&mut self, row: &Row, computed: &str, stem: &str) {
        let cell = row.cell(PAIR).filter(|cell| !cell.is_kept).cloned();
        let Some(cell) = cell.filter(|cell| !cell.value.is_empty() && self.pairs.has(stem)) else {
            return;
        };
        let label = clean(&cell.value.shown());
        let own = self.pairs.shown(stem);
        if is_same_label(&label, computed) || is_same_label(&label, &own) {
            return;
        }
        let problem = Problem::new(
            Code::LeftOut,
            format!("короткое имя пары «{label}» не взято: оно составляется из фамилий, «{own}»"),
        );
        self.report_at(
            problem.hint("чтобы пара называлась иначе, исправьте фамилии на листе «Сотрудники» или людей в ее строке"),
            &cell.at,
            &cell.value.shown(),
        );
    }

    pub(super) fn notes(&mut self, list: &List) {
        for row in &list.rows {
            let Some(stem) = self.stem_of(row) else {
                continue;
            };
            let (file, name) = (
                pairing_file(&stem),
                format!("записка пары «{}»", self.pairs.shown(&stem)),
            );
            self.whole_file(row, &file, &name);
        }
    }

    /// The row with the keys of namesakes whom their posts have told apart.
    fn with_keys(&self, row: &Row, (mentors, mentees): (&[String], &[String])) -> Row {
        let mut row = row.clone();
        for (path, keys) in [("mentors", mentors), ("mentees", mentees)] {
            let own = row.cells.iter_mut();
            for cell in own.filter(|cell| cell.field.path == path && !cell.is_kept) {
                if self.people.keys(&clean(&cell.value.shown())).is_err() {
                    let names: Vec<String> =
                        keys.iter().map(|key| self.people.shown(key)).collect();
                    cell.value = Value::Text(names.join("\n"));
                }
            }
        }
        row
    }

    /// What is wrong in the other cells of a row whose people are not clear.
    fn tell_rest(&mut self, row: &Row) {
        for cell in row
            .cells
            .iter()
            .filter(|c| c.field.is_key() && !matches!(c.field.path, "mentors" | "mentees"))
        {
            self.meaning(cell);
        }
    }

    /// Who is named on both sides; those the staff lacks are entered, if the list says enough of
    /// them.
    fn sides(&mut self, row: &Row, list: &List) -> Option<Sides> {
        let mentors = self.side(row, list, "mentors", [MENTOR_POST, MENTOR_GENDER]);
        let mentees = self.side(row, list, "mentees", [MENTEE_POST, MENTEE_GENDER]);
        Some((mentors?, mentees?))
    }

    fn side(
        &mut self,
        row: &Row,
        list: &List,
        path: &str,
        [post, gender]: [&str; 2],
    ) -> Option<Vec<String>> {
        let cell = row.cell(path)?.clone();
        if cell.is_kept {
            let (mentors, mentees) = self.sides_of(&row.code);
            let known = if path == "mentors" { mentors } else { mentees };
            if !known.is_empty() {
                return Some(known);
            }
        }
        if cell.value.is_empty() {
            self.needed(row, path);
            return None;
        }
        if matches!(cell.value, Value::Error(_) | Value::Uncounted) {
            self.meaning(&cell);
            return None;
        }
        let named = match named_in_cell(&clean(&cell.value.shown())) {
            Ok(named) => named,
            Err(why) => {
                self.unclear(cell.head(), why, &cell.at, &cell.value);
                return None;
            }
        };
        if let Some(why) = self.turn(path, &named) {
            self.unclear(cell.head(), why, &cell.at, &cell.value);
            return None;
        }
        let posts = self.posts(row, post, &named)?;
        let gender = self.gender(row, gender, &named)?;
        let gender = Some(gender).filter(|it| !it.is_empty());
        let mut keys = Vec::new();
        for (person, beside) in named.iter().zip(posts) {
            let post_cell = row.cell(post).filter(|_| beside.is_some());
            let post_cell = post_cell.unwrap_or(&cell).clone();
            let position = of_both(person.post.as_deref(), beside.as_deref());
            self.tell_aside(&cell, &person.aside);
            let found = self.found(&person.name, position.as_deref());
            if let Some(why) = self.full_namesake(person, &found, position.as_deref()) {
                self.unclear(cell.head(), why, &cell.at, &cell.value);
                return None;
            }
            if let Found::One(key) = &found
                && !(person.is_new && self.people.name(key) != Some(person.name.as_str()))
            {
                let known = self.people.name(key).unwrap_or_default();
                if let Some(problem) = with_latin(&person.name, known) {
                    self.report_at(problem, &cell.at, &cell.value.shown());
                }
                let is_other = self.other_post(key, position.as_deref(), &post_cell);
                if is_other && named.len() == 1 && post_cell.at != cell.at {
                    self.out.leave(&post_cell.at, "в файле другая должность");
                }
                keys.push(key.clone());
                continue;
            }
            let former = self.people.by_former(&person.name, &person.aside);
            if let Some(known) = former.filter(|_| found == Found::Nobody && !person.is_new) {
                let why = renamed(&person.name, known);
                self.unclear(cell.head(), why, &cell.at, &cell.value);
                return None;
            }
            let new = is_full_name(&person.name) && (found == Found::Nobody || person.is_new);
            let is_plain = || {
                self.people.nearest(&person.name).is_none()
                    && doubt_of(&person.name, gender.as_deref()).is_none()
            };
            if new && (person.is_new || is_plain()) {
                let doubt = two_posts(person, beside.as_deref());
                if let Some(why) = doubt.or_else(|| position.as_deref().and_then(doubt_of_post)) {
                    self.unclear(post_cell.head(), why, &post_cell.at, &post_cell.value);
                    return None;
                }
                let renamed = (!person.is_new && !list.is_form)
                    .then(|| self.may_be_renamed(&person.name, position.as_deref(), &list.rows))
                    .flatten();
                if let Some(why) = renamed {
                    self.unclear(cell.head(), why, &cell.at, &cell.value);
                    return None;
                }
                if let Some(problem) = with_latin(&person.name, "") {
                    self.report_at(problem, &cell.at, &cell.value.shown());
                }
                let key = self.enter(&person.name, position.as_deref(), &cell, &post_cell);
                if position.is_none() {
                    self.lacks_post(&key, row, post);
                }
                if let Some(gender) = &gender {
                    self.say_gender(&key, gender);
                }
                keys.push(key);
                continue;
            }
            // Says who it may be, or that there is nobody of that name.
            let why = short_of_new(person).or_else(|| self.people.keys(&person.name).err());
            if let Some(why) = why {
                self.unclear(cell.head(), why, &cell.at, &cell.value);
            }
            return None;
        }
        Some(keys)
    }

    /// The post of each person, one beneath another or parted by commas; of one for all, for all.
    fn posts(&mut self, row: &Row, path: &str, named: &[Named]) -> Option<Vec<Option<String>>> {
        let Some(text) = row.text(path) else {
            return Some(vec![None; named.len()]);
        };
        if let [_] = named {
            let lines = text.lines().map(|line| without_number(line.trim()));
            let own: Vec<&str> = lines
                .map(|line| line.trim_end_matches([',', ';']))
                .filter(|line| !line.is_empty() && *line != NO_POST)
                .collect();
            return Some(vec![Some(own.join(", ")).filter(|post| !post.is_empty())]);
        }
        let names: Vec<&str> = named.iter().map(|person| person.name.as_str()).collect();
        if let Some(own) = by_names(&text, &names) {
            return Some(own.into_iter().map(Some).collect());
        }
        match posts_of(&text, named.len()) {
            Posts::Each(own) => return Some(own),
            Posts::One(post) => return Some(vec![Some(post); named.len()]),
            Posts::Unclear => {}
        }
        if let Some(cell) = row.cell(path).cloned() {
            let why = unclear(
                Code::UnclearCell,
                "должностей здесь не столько, сколько людей",
                "впишите должность каждого с новой строки (Alt+Enter), в том же порядке",
            );
            self.unclear(cell.head(), why, &cell.at, &cell.value);
        }
        None
    }

    /// Whom a name means, and of namesakes him who has the post.
    fn found(&self, name: &str, post: Option<&str>) -> Found {
        match self.people.find(name) {
            Found::Several(keys) => match self.of_post(&keys, post) {
                Some(key) => Found::One(key),
                None => Found::Several(keys),
            },
            found => found,
        }
    }

    /// Tells that a list gives a person whom the staff knows another post: it is not taken. Where none
    /// is known, it is.
    fn other_post(&mut self, key: &str, post: Option<&str>, cell: &Cell) -> bool {
        let Some(post) = post else { return false };
        let Some(own) = self.post_of(key) else {
            self.say_post(key, post, cell);
            return false;
        };
        if same_post(post, &own) {
            return false;
        }
        let name = self.people.shown(key);
        let problem = Problem::new(
            Code::LeftOut,
            format!(
                "у сотрудника «{name}» записана другая должность: «{own}»; должность из списка не взята"
            ),
        );
        self.report_at(
            problem.hint(
                "если верна новая, исправьте ее на листе «Сотрудники» или в разделе «Сотрудники»",
            ),
            &cell.at,
            &cell.value.shown(),
        );
        true
    }

    /// The file of each row: by the hidden code, by who is named, or a new one.
    fn stems(&mut self, rows: &[Row], sides: &[Option<Sides>]) -> Vec<Option<String>> {
        let mut out: Vec<Option<String>> = vec![None; rows.len()];
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let existing: BTreeMap<String, Sides> = self
            .files
            .stems("pairings")
            .into_iter()
            .map(|s| (s.clone(), sorted(&self.sides_of(&s))))
            .collect();
        let mut of_people: BTreeMap<&Sides, Vec<&String>> = BTreeMap::new();
        for (stem, sides) in &existing {
            of_people.entry(sides).or_default().push(stem);
        }
        // A copied row has the code of the one it was copied from: the row of the same people keeps
        // it.
        for by_people in [true, false] {
            for (i, row) in rows.iter().enumerate() {
                let known = existing.get(&row.code);
                let own = sides[i].as_ref().map(sorted);
                let fits = known.is_some_and(|old| !by_people || own.as_ref() == Some(old));
                if out[i].is_none() && fits && taken.insert(row.code.clone()) {
                    out[i] = Some(row.code.clone());
                }
            }
        }
        for (i, row) in rows.iter().enumerate() {
            let Some(own) = sides[i].as_ref().filter(|_| out[i].is_none()) else {
                continue;
            };
            let known = of_people.get(&sorted(own)).into_iter().flatten();
            let known = known.copied().find(|stem| !taken.contains(*stem)).cloned();
            let free = |stem: &String| !taken.contains(stem) && !existing.contains_key(stem);
            let coded = Some(row.code.clone()).filter(|c| is_key(c) && free(c));
            let named = [own.0.as_slice(), own.1.as_slice()].concat();
            let base = named.iter().take(6).cloned().collect::<Vec<_>>().join("-");
            let numbered = (2..1000).map(|n| format!("{base}-{n}"));
            let new = || std::iter::once(base.clone()).chain(numbered).find(free);
            out[i] = known.or(coded).or_else(new);
            taken.extend(out[i].clone());
        }
        self.tell_repeated(rows, sides, &mut out);
        out
    }

    /// The file of the pair of these people.
    fn known_stem(&self, own: &Sides) -> Option<String> {
        let own = sorted(own);
        let mut stems = self.files.stems("pairings").into_iter();
        stems.find(|stem| sorted(&self.sides_of(stem)) == own)
    }

    /// The same people in two rows of one list.
    fn tell_repeated(
        &mut self,
        rows: &[Row],
        sides: &[Option<Sides>],
        stems: &mut [Option<String>],
    ) {
        let mut first: BTreeMap<Sides, usize> = BTreeMap::new();
        for (i, own) in sides.iter().enumerate() {
            let Some(own) = own else { continue };
            let before = *first.entry(sorted(own)).or_insert(i);
            let coded = |i: usize| !rows[i].code.is_empty();
            let is_apart = coded(i) && coded(before) && rows[i].code != rows[before].code;
            if before == i || is_apart {
                continue;
            }
            let Some(cell) = rows[i].cell("mentees").cloned() else {
                continue;
            };
            let place = rows[before].cell("mentees").map(|c| c.at.clone());
            let problem = Problem::new(
                Code::UnclearCell,
                format!(
                    "та же пара уже стоит в ячейке {}",
                    place.unwrap_or_default()
                ),
            );
            self.report_at(
                problem.hint("удалите лишнюю строку или исправьте имена"),
                &cell.at,
                &cell.value.shown(),
            );
            stems[i] = None;
        }
    }

    fn activities_of(&self, stem: &str) -> usize {
        let file = self.files.get(&pairing_file(stem));
        file.map_or(0, |table| count(table, "activity"))
    }

    /// Tells that a row with another mentor leaves the day on which the former consented.
    fn tell_of_kept_consent(&mut self, row: &Row, mentors: &[String], stem: &str) {
        let before = self.sides_of(stem).0;
        let known = self.files.get(&pairing_file(stem));
        let known = of_item(Kind::Day, known.and_then(|table| get(table, CONSENT)));
        let is_another =
            !before.is_empty() && mentors.iter().all(|mentor| !before.contains(mentor));
        let cell = row.cell(CONSENT).filter(|cell| !cell.is_kept);
        let stays = match cell {
            Some(cell) if cell.value.is_empty() => self.prune < Prune::Values,
            Some(cell) => self.understood(&cell.field, &cell.value).ok().as_ref() == Some(&known),
            None => true,
        };
        let (Meaning::Day(day), true) = (known, is_another && stays) else {
            return;
        };
        let Some(cell) = cell.or_else(|| row.cell("mentors")).cloned() else {
            return;
        };
        let problem = Problem::new(
            Code::KeptConsent,
            format!(
                "наставник пары другой, а согласие от {} осталось от прежнего",
                digits(day)
            ),
        );
        self.report_at(
            problem.hint("впишите день согласия нового наставника или очистите ячейку; если он сменился среди года, запишите замену событием"),
            &cell.at,
            &cell.value.shown(),
        );
    }

    /// Asks of a row that was written over with two other people: all that belongs to the former
    /// pair, consent, order, note and plan, would become theirs.
    fn ask_of_other_people(
        &mut self,
        row: &Row,
        (mentors, mentees): (&[String], &[String]),
        stem: &str,
    ) -> bool {
        let before = self.sides_of(stem);
        let none_of = |now: &[String], before: &[String]| {
            !before.is_empty() && now.iter().all(|key| !before.contains(key))
        };
        if row.code != stem || !none_of(mentors, &before.0) || !none_of(mentees, &before.1) {
            return false;
        }
        let Some(cell) = row.cell("mentors").cloned() else {
            return false;
        };
        let label = pair_label(&before.0, &before.1, &self.people);
        let problem = Problem::new(
            Code::UnclearCell,
            format!(
                "«{}»: в строке пары «{label}» теперь другие люди: ее согласие, приказ, записка и план стали бы их",
                cell.head()
            ),
        );
        self.report_at(
            problem.hint("верните прежних людей, а новую пару впишите в свободную строку"),
            &cell.at,
            &cell.value.shown(),
        );
        true
    }

    fn sides_of(&self, stem: &str) -> Sides {
        let keys = |key| match of_item(
            Kind::People,
            self.files.get(&pairing_file(stem)).and_then(|t| t.get(key)),
        ) {
            Meaning::List(keys) => keys,
            _ => Vec::new(),
        };
        (keys("mentors"), keys("mentees"))
    }

    /// The pair that a row of another sheet belongs to: by its short name, or by the hidden code.
    pub(super) fn stem_of(&mut self, row: &Row) -> Option<String> {
        let code = row.code.split('/').next().unwrap_or_default();
        // A pair that the user takes away takes its rows of other sheets with it.
        if self.gone.contains(code) {
            self.ask_of_gone(row, code);
            row.cells.iter().for_each(|c| self.used(&c.at));
            return None;
        }
        let by_code = || {
            Some(code)
                .filter(|s| self.pairs.has(s))
                .map(ToOwned::to_owned)
        };
        let Some(label) = row.text(PAIR) else {
            let stem = by_code();
            if stem.is_none() {
                self.needed(row, PAIR);
            }
            return stem;
        };
        match self.pairs.stem(&label) {
            Ok(stem) => Some(stem),
            Err(why) => {
                if let Some(cell) = row.cell(PAIR).cloned() {
                    self.unclear(cell.head(), why, &cell.at, &cell.value);
                }
                None
            }
        }
    }
}

fn sorted(sides: &Sides) -> Sides {
    let side = |keys: &[String]| {
        let mut keys = keys.to_vec();
        keys.sort_unstable();
        keys
    };
    (side(&sides.0), side(&sides.1))
}
