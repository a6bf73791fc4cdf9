//! Rows that are members of the staff.

use std::collections::BTreeSet;

use toml_edit::{Item, Table, TableLike};

use super::importer::{Importer, Target, is_key};
use super::kept_post::with_post;
use crate::edit::alike::plain;
use crate::edit::beside::named_in_cell;
use crate::edit::doubts::{
    doubt_of, doubt_of_post, is_mixed_of, renamed, with_latin, without_patronymic,
};
use crate::edit::named::{apart_from_key, is_full_name, names_people, told_new};
use crate::edit::outcome::Prune;
use crate::edit::people::Found;
use crate::edit::posts::same_post;
use crate::edit::row::{Cell, List, Row};
use crate::edit::toml_file::{ORGANIZATION, get};
use crate::edit::unclear::{Unclear, unclear};
use crate::edit::value::{Meaning, of_item};
use crate::edit::written::Value;
use crate::problem::{Advice, Code};
use crate::reader::{clean, same_word};
use crate::russian::PersonName;

/// Whom a row of the staff describes.
#[derive(Default)]
struct Member {
    key: String,
    /// As it will stand in the file.
    name: String,
    /// Whether the file keeps the name that it has: the list has it in short, or in other letters.
    keeps_name: bool,
    /// Another row of the list describes the same person.
    is_again: bool,
    /// What stands beside the name and is left out.
    aside: Vec<String>,
    /// The post beside the name of somebody whose row has none in its column.
    post: Option<String>,
}

/// What one more row says of somebody who is in the list already.
enum Says {
    Same,
    /// What is not known of him yet.
    More,
    Another,
}

impl Importer {
    pub(super) fn staff(&mut self, list: &List) {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let copies = self.copies(list);
        for (row, is_copy) in list.rows.iter().zip(copies) {
            let bare;
            let row = if is_copy {
                bare = Row {
                    code: String::new(),
                    ..row.clone()
                };
                &bare
            } else {
                row
            };
            // Spaces that do not break come with names that were copied, and mean nothing in them.
            let Some(name) = row.text("name").map(|name| name.replace('\u{A0}', " ")) else {
                self.needed(row, "name");
                continue;
            };
            if let Some(cell) = uncounted(row) {
                self.meaning(cell);
                continue;
            }
            let member = if list.is_form {
                Ok(self.by_form(row, &name, &seen))
            } else {
                let member = self.member(row, &name, &seen);
                member.and_then(|member| self.unless_renamed(member, row, &list.rows))
            };
            match (member, row.cell("name").cloned()) {
                (Ok(member), cell) => {
                    if let Some(cell) = cell {
                        self.tell_aside(&cell, &member.aside);
                        let known = self.people.name(&member.key).unwrap_or_default();
                        // A name that is written into the file was taken for nobody's.
                        let own = if member.keeps_name { known } else { "" };
                        let problems = [
                            with_latin(&member.name, own),
                            without_patronymic(&member.name, known).filter(|_| {
                                row.code.is_empty()
                                    && !self.out.without_patronymic.contains(&cell.at)
                            }),
                        ];
                        for problem in problems.into_iter().flatten().filter(|_| !list.is_form) {
                            self.report_at(problem, &cell.at, &cell.value.shown());
                        }
                    }
                    if member.is_again {
                        self.same_again(row, &member);
                    } else if let Some((cell, why)) = self.doubt_of_post(row, &member, list) {
                        self.unclear(cell.head(), why, &cell.at, &cell.value);
                    } else {
                        let mut row = with_post(named(row, &member), member.post.as_deref());
                        if !list.is_form && !list.is_whole {
                            self.keep_small_letter(&mut row, &member.key);
                        }
                        self.person(&row, &member.key, &member.name);
                    }
                    seen.insert(member.key);
                }
                (Err(why), Some(cell)) => {
                    self.unclear(cell.head(), why, &cell.at, &cell.value);
                    seen.extend(Some(row.code.clone()).filter(|c| self.people.has(c)));
                    if let Found::One(key) = self.people.find(&name) {
                        seen.insert(key);
                    }
                }
                (Err(_), None) => {}
            }
        }
        seen.extend(list.spared.iter().cloned());
        self.missing_staff(&seen);
    }

    /// Somebody whom the list adds, unless it may be a colleague under a new surname.
    fn unless_renamed(&self, member: Member, row: &Row, rows: &[Row]) -> Result<Member, Unclear> {
        let is_added = row.code.is_empty() && !self.people.has(&member.key);
        let is_told_new = row.text("name").is_some_and(|name| told_new(&name).1);
        let post = row.text("position");
        let renamed = (is_added && !is_told_new)
            .then(|| self.may_be_renamed(&member.name, post.as_deref(), rows))
            .flatten();
        renamed.map_or(Ok(member), Err)
    }

    /// Which rows are copies of others, with their codes, for somebody else: the row that still has
    /// the name of the code's person is he, wherever a sort has put it.
    fn copies(&self, list: &List) -> Vec<bool> {
        let has_own_name = |row: &Row| {
            let known = self.people.name(&row.code);
            known.is_some_and(|known| row.text("name").is_some_and(|n| same_name(known, &n)))
        };
        let own = list.rows.iter().filter(|row| has_own_name(row));
        let owned: BTreeSet<&str> = own.map(|row| row.code.as_str()).collect();
        let is_copy = |row: &Row| owned.contains(row.code.as_str()) && !has_own_name(row);
        list.rows
            .iter()
            .map(|row| !list.is_form && is_copy(row))
            .collect()
    }

    /// A post of a list that is not that of the file and stands in another case.
    fn doubt_of_post(&self, row: &Row, member: &Member, list: &List) -> Option<(Cell, Unclear)> {
        let own = || member.post.clone();
        let post = row.text("position").or_else(own);
        let post = post.filter(|_| !list.is_form)?;
        let is_known = self
            .post_of(&member.key)
            .is_some_and(|own| same_word(&own, &post));
        let beside = || member.post.as_deref().and_then(doubt_of_post);
        let why = doubt_of_post(&post).or_else(beside).filter(|_| !is_known)?;
        Some((row.cell("position")?.clone(), why))
    }

    fn missing_staff(&mut self, seen: &BTreeSet<String>) {
        for key in self.staff_keys().into_iter().filter(|k| !seen.contains(k)) {
            let name = format!("сотрудник «{}»", self.people.shown(&key));
            self.lack(Prune::Everything, name);
            let staff = self
                .files
                .get_or_new(ORGANIZATION)
                .get_mut("staff")
                .and_then(Item::as_table_like_mut);
            if let Some(staff) = staff.filter(|_| self.prune == Prune::Everything) {
                staff.remove(&key);
            }
        }
    }

    /// A form names its person by its code; only a new one may be found by the name.
    fn by_form(&self, row: &Row, name: &str, seen: &BTreeSet<String>) -> Member {
        let free = |key: &String| self.people.has(key) && !seen.contains(key);
        let by_code = Some(row.code.clone()).filter(free);
        let by_name = || match self.people.find(name) {
            Found::One(key) => Some(key).filter(free),
            Found::Several(_) | Found::Nobody => None,
        };
        let key = by_code.or_else(by_name);
        Member {
            key: key.unwrap_or_else(|| self.key_of_new(row, name)),
            name: name.to_owned(),
            ..Member::default()
        }
    }

    fn key_of_new(&self, row: &Row, name: &str) -> String {
        match row.code.as_str() {
            code if is_key(code) && !self.people.has(code) => code.to_owned(),
            _ => self.people.new_key(name),
        }
    }

    /// Whom a row of a list or of a workbook describes: by the hidden code, else by the name.
    ///
    /// # Errors
    /// If it may be one or another.
    fn member(&self, row: &Row, text: &str, seen: &BTreeSet<String>) -> Result<Member, Unclear> {
        let (text, is_told_new) = told_new(text);
        let mut named = match named_in_cell(text) {
            Err(why) if why.code == Code::UnclearCell => return Err(why),
            named => named.unwrap_or_default(),
        };
        if let (1, Some(own)) = (named.len(), named.pop()) {
            let (post, told) = match row.text("position") {
                Some(_) => (None, own.post),
                None => (own.post, None),
            };
            let aside: Vec<String> = own.aside.into_iter().chain(told).collect();
            let is_nobody = || self.people.find(&own.name) == Found::Nobody;
            let former = self.people.by_former(&own.name, &aside);
            let is_coded = self.people.has(&row.code) && !seen.contains(&row.code);
            if let Some(known) = former.filter(|_| !is_told_new && !is_coded && is_nobody()) {
                return Err(renamed(&own.name, known));
            }
            return self
                .of_name(row, own.name, is_told_new, seen)
                .map(|member| Member {
                    aside,
                    post,
                    ..member
                });
        }
        self.of_name(row, text.to_owned(), is_told_new, seen)
    }

    fn of_name(
        &self,
        row: &Row,
        name: String,
        is_told_new: bool,
        seen: &BTreeSet<String>,
    ) -> Result<Member, Unclear> {
        if self.people.has(&row.code) && !seen.contains(&row.code) {
            return self.by_code(row, name);
        }
        // A row of another folder of ours, or of one that was taken away since.
        let is_free = |keys: &[String]| keys.iter().all(|key| seen.contains(key));
        let is_new_here = match self.people.find(&name) {
            Found::Nobody => true,
            Found::One(key) => is_free(&[key]),
            Found::Several(keys) => is_free(&keys),
        };
        if is_key(&row.code) && !self.people.has(&row.code) && is_new_here {
            return Ok(self.new_member(row, name));
        }
        if !names_people(&name) && self.people.find(&name) == Found::Nobody {
            return Err(unclear(
                Code::BadName,
                format!("«{name}» – не фамилия, имя и отчество"),
                "пишите так: Иванова Мария Петровна; если это не человек, сотрите строку",
            ));
        }
        let is_exact = |key: &String| {
            self.people
                .name(key)
                .is_some_and(|known| same_name(known, &name))
        };
        match self.people.find(&name) {
            Found::One(key) if is_told_new && !row.code.is_empty() && seen.contains(&key) => {
                Ok(self.new_member(row, name))
            }
            // A full namesake with the post that the file has is he who was brought in before.
            Found::One(key)
                if is_told_new && (!is_exact(&key) || self.has_other_post(&key, row)) =>
            {
                Ok(self.new_member(row, name))
            }
            Found::One(key) => Ok(Member {
                keeps_name: self.is_less(&key, &name),
                is_again: seen.contains(&key),
                key,
                name,
                ..Member::default()
            }),
            Found::Several(keys) => self.of_several(row, name, &keys, seen),
            Found::Nobody
                if !is_full_name(&name)
                    && PersonName::parse(&name).is_ok_and(|n| n.given.ends_with('.')) =>
            {
                Err(unclear(
                    Code::UnknownPerson,
                    format!("среди сотрудников нет «{name}», а имя сокращено"),
                    "впишите новому сотруднику фамилию, имя и отчество полностью",
                ))
            }
            Found::Nobody => match self.people.nearest(&name).filter(|_| !is_told_new) {
                Some(near) => Err(unclear(
                    Code::UnknownPerson,
                    format!("«{name}» похоже на «{near}»: это одно лицо?"),
                    Advice::offer(
                        "если это описка, впишите имя, как оно есть в файле:",
                        vec![near.to_owned()],
                        "; если это другой человек, допишите после имени «(другой человек)»",
                    ),
                )),
                None => {
                    match doubt_of(&name, row.text("gender").as_deref()).filter(|_| !is_told_new) {
                        Some(doubt) => Err(doubt),
                        None => Ok(self.new_member(row, name)),
                    }
                }
            },
        }
    }

    fn new_member(&self, row: &Row, name: String) -> Member {
        Member {
            key: self.key_of_new(row, &name),
            name,
            ..Member::default()
        }
    }

    /// A name that several people bear: each row means one of them, if there are as many rows as
    /// people and the posts tell them apart.
    fn has_other_post(&self, key: &str, row: &Row) -> bool {
        let own = self.post_of(key).unwrap_or_default();
        row.text("position")
            .is_some_and(|post| !same_word(&own, &post))
    }

    /// Whom of several namesakes a post tells from the others.
    pub(super) fn of_post(&self, keys: &[String], post: Option<&str>) -> Option<String> {
        let post = post?;
        let has_post = |key: &&String| {
            let own = self.post_of(key);
            own.is_some_and(|own| same_post(&own, post))
        };
        let mut fits = keys.iter().filter(has_post);
        let key = fits.next()?;
        // Of somebody whom only the book names no post is known.
        (keys.len() > 1 && fits.next().is_none()).then(|| key.clone())
    }

    fn of_several(
        &self,
        row: &Row,
        name: String,
        keys: &[String],
        seen: &BTreeSet<String>,
    ) -> Result<Member, Unclear> {
        let post = row.text("position");
        let own = self.of_post(keys, post.as_deref());
        match own.filter(|key| !seen.contains(key)) {
            Some(key) => Ok(Member {
                key,
                name,
                keeps_name: true,
                ..Member::default()
            }),
            _ => Err(self
                .people
                .keys(&name)
                .err()
                .unwrap_or_else(|| self.people.unknown(&name))),
        }
    }

    /// The hidden code comes first: the name may have changed. It may also be that of another.
    fn by_code(&self, row: &Row, name: String) -> Result<Member, Unclear> {
        let key = row.code.clone();
        let known = self.people.name(&key).unwrap_or_default().to_owned();
        let member = |name: String, keeps_name: bool| Member {
            key: key.clone(),
            name,
            keeps_name,
            ..Member::default()
        };
        let is_kept = row.cell("name").is_some_and(|cell| cell.is_kept);
        if is_kept || known.replace('\u{A0}', " ") == name {
            return Ok(member(known, false));
        }
        if same_name(&known, &name) {
            return Ok(member(name, false));
        }
        let found = self.people.find(&name);
        if found == Found::One(key.clone()) {
            let is_mixed = is_mixed_of(&name, &known) && plain(&name) == plain(&known);
            let keeps_name = is_mixed || is_shorter(&name, &known);
            return Ok(member(name, keeps_name));
        }
        let parts = |name: &str| PersonName::parse(name).ok();
        let is_renamed = parts(&known).zip(parts(&name)).is_some_and(|(old, new)| {
            let same_rest = old.given == new.given && old.patronymic == new.patronymic;
            let part = old.given == new.given || old.patronymic == new.patronymic;
            same_rest || old.surname == new.surname && part
        });
        if found == Found::Nobody && (is_renamed || self.is_slip_of(&key, &name)) {
            return Ok(member(name, false));
        }
        let (message, advice) = match found {
            Found::Nobody => (
                format!(
                    "в строке сотрудника «{known}» стоит «{name}»: это он под новым именем или другой человек?"
                ),
                "если это другой человек, верните прежнее имя, а новое впишите в пустую строку; если имя сменилось, впишите его в файл organization.toml",
            ),
            Found::One(_) | Found::Several(_) => (
                format!("скрытый код строки – сотрудника «{known}», а имя – «{name}»"),
                "похоже, строки сортировали или сдвигали без скрытого столбца: отмените это или выгрузите книгу заново",
            ),
        };
        Err(unclear(Code::UnclearCell, message, advice))
    }

    fn is_slip_of(&self, key: &str, name: &str) -> bool {
        self.people.nearest(name).is_some() && self.people.nearest(name) == self.people.name(key)
    }

    /// Whether a name says less than the file does, or the same in other letters: with initials,
    /// without the dots over «ё».
    fn is_less(&self, key: &str, name: &str) -> bool {
        let known = self.people.name(key).unwrap_or_default();
        is_shorter(name, known) || plain(known) == plain(name) || !is_full_name(name)
    }

    /// The same person in a second row: nothing more to say, or another post.
    fn same_again(&mut self, row: &Row, member: &Member) {
        let own = self.post_of(&member.key).unwrap_or_default();
        let (mut more, mut others) = (Vec::new(), Vec::new());
        for cell in row.cells.iter().filter(|c| !c.value.is_empty()) {
            let says = match cell.field.path {
                "position" if !same_post(&own, &clean(&cell.value.shown())) => Says::Another,
                "position" | "name" => Says::Same,
                _ => self.says(cell, &member.key),
            };
            match says {
                Says::Same => {}
                Says::More => more.push(cell.clone()),
                Says::Another => others.push(cell.clone()),
            }
        }
        row.cells.iter().for_each(|c| self.used(&c.at));
        for cell in others {
            let why = if cell.field.path == "position" {
                unclear(
                    Code::UnclearCell,
                    format!("«{}» уже есть в списке с должностью «{own}»", member.name),
                    "если человек работает на двух должностях, впишите обе в одну ячейку через запятую, а эту строку удалите",
                )
            } else {
                unclear(
                    Code::UnclearCell,
                    format!("«{}» уже есть в списке, и там записано другое", member.name),
                    "оставьте одну строку с верными сведениями; если это полный тезка, допишите после имени «(другой человек)»",
                )
            };
            self.unclear(cell.head(), why, &cell.at, &cell.value);
        }
        if !more.is_empty() {
            self.person(&Row::of(more), &member.key, &member.name);
        }
    }

    /// What a cell of a second row says of somebody, beside what is known of him by now.
    fn says(&mut self, cell: &Cell, key: &str) -> Says {
        if !cell.field.is_key() {
            return Says::Same;
        }
        let Some(meaning) = self.meaning(cell) else {
            return Says::Same;
        };
        let person = self.staff_table().and_then(|staff| staff.get(key));
        let known = person
            .and_then(Item::as_table_like)
            .map_or(Meaning::Nothing, |table| {
                of_item(cell.field.kind, get(table, cell.field.path))
            });
        match known {
            known if known == meaning => Says::Same,
            Meaning::Nothing => Says::More,
            _ => Says::Another,
        }
    }

    fn staff_table(&self) -> Option<&dyn TableLike> {
        self.files.get(ORGANIZATION)?.get("staff")?.as_table_like()
    }

    /// The post as the file has it by now.
    pub(super) fn post_of(&self, key: &str) -> Option<String> {
        let post = self
            .staff_table()?
            .get(key)?
            .as_table_like()?
            .get("position")?
            .as_str()?;
        Some(clean(post))
    }

    pub(super) fn staff_keys(&self) -> Vec<String> {
        self.staff_table()
            .into_iter()
            .flat_map(TableLike::iter)
            .map(|(key, _)| key.to_owned())
            .collect()
    }

    pub(super) fn person(&mut self, row: &Row, key: &str, name: &str) {
        let is_new = !self.people.has(key);
        let mut person = self.take_person(key);
        let Some(table) = person.as_table_like_mut() else {
            return;
        };
        let differences = self.apply(
            row,
            &mut Target {
                file: ORGANIZATION,
                prefix: format!("staff.{key}"),
                table,
            },
        );
        self.people.add(key, name);
        self.give_person(key, person);
        self.tell(&format!("сотрудник «{name}»"), is_new, differences);
    }

    /// The person's table out of the file, so that names can be looked up while it is changed.
    pub(super) fn take_person(&mut self, key: &str) -> Item {
        self.staff_table()
            .and_then(|staff| staff.get(key))
            .cloned()
            .unwrap_or_else(|| Item::Table(Table::new()))
    }

    pub(super) fn give_person(&mut self, key: &str, person: Item) {
        let organization = self.files.get_or_new(ORGANIZATION);
        if organization.is_empty() {
            // So that the organisation stands before its staff.
            organization.insert("organization", Item::Table(Table::new()));
        }
        if !organization.contains_key("staff") {
            let mut staff = Table::new();
            staff.set_implicit(true);
            organization.insert("staff", Item::Table(staff));
        }
        let Some(staff) = organization
            .get_mut("staff")
            .and_then(Item::as_table_like_mut)
        else {
            return;
        };
        match staff.get_mut(key) {
            Some(old) => *old = person,
            None => drop(staff.insert(key, person)),
        }
    }
}

/// The cell of a name that holds a formula without its value, or one that failed.
fn uncounted(row: &Row) -> Option<&Cell> {
    let is_uncounted = |c: &&Cell| matches!(c.value, Value::Error(_) | Value::Uncounted);
    row.cell("name").filter(is_uncounted)
}

fn is_shorter(name: &str, known: &str) -> bool {
    apart_from_key(name).1.is_some() || !is_full_name(name) && is_full_name(known)
}

/// Whether two names are the same but for spaces.
fn same_name(a: &str, b: &str) -> bool {
    let words = |text: &str| {
        text.replace('.', ". ")
            .split_whitespace()
            .map(ToOwned::to_owned)
            .collect::<Vec<_>>()
    };
    words(a) == words(b)
}

/// The row as it is to be brought in: with the name as it is to stand in the file, or without it.
fn named(row: &Row, member: &Member) -> Row {
    let mut row = row.clone();
    for cell in row.cells.iter_mut().filter(|c| c.field.path == "name") {
        if member.keeps_name {
            cell.is_kept = true;
        } else if clean(&cell.value.shown()) != member.name {
            *cell = Cell {
                value: Value::Text(member.name.clone()),
                ..cell.clone()
            };
        }
    }
    row
}
