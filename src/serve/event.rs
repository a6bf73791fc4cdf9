//! Events of the year: what each needs, what it changes, which papers come with it and by when they
//! are to be handed over; written only after that was shown.

use axum::http::StatusCode;
use chrono::NaiveDate;
use maud::{Markup, html};

use super::ask::{Answer, Ask};
use super::keep;
use super::layout::{self, Way};
use super::missing::missing;
use super::open_project::OpenProject;
use super::state::App;
use crate::disk::fingerprint;
use crate::edit::{BankPart, Event, Happening, Newcomer, What, Why, bank};
use crate::exchange::{Foreseen, carry_out, foresee};
use crate::fields::{self, SheetKind};
use crate::problem::{Audience, Problem};
use crate::russian::{capitalized, searchable};

/// A kind of event: its address, its button, and the words above its form.
struct Kind {
    word: &'static str,
    button: &'static str,
    about: &'static str,
    fields: &'static [Asked],
}

/// What an event asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Old,
    Mentor,
    Mentee,
    Form,
    Bank,
    Day,
    Until,
    Why,
    Consent,
    Pay,
    Order,
}

const REPLACE: &str = "replace-mentor";
const END: &str = "end";
const PROLONG: &str = "prolong";
pub(super) const ADD: &str = "add-pair";

const KINDS: [Kind; 4] = [
    Kind {
        word: REPLACE,
        button: "Заменить наставника",
        about: "Прежний наставник освобождается приказом, новый назначается им же. Документы, которые уже выданы, остаются верными для своего дня.",
        fields: &[
            Asked::Old,
            Asked::Mentor,
            Asked::Day,
            Asked::Why,
            Asked::Consent,
            Asked::Pay,
            Asked::Order,
        ],
    },
    Kind {
        word: END,
        button: "Прекратить",
        about: "Наставничество прекращается приказом раньше срока. Пара остается в описании школы со своей историей.",
        fields: &[Asked::Day, Asked::Why, Asked::Order],
    },
    Kind {
        word: PROLONG,
        button: "Продлить",
        about: "Срок пары продлевается приказом; согласие и соглашение на новый срок готовятся отдельно.",
        fields: &[Asked::Until, Asked::Consent, Asked::Order],
    },
    Kind {
        word: ADD,
        button: "Добавить пару приказом",
        about: "Пара добавляется среди года: для нее готовится свой приказ о закреплении.",
        fields: &[
            Asked::Mentor,
            Asked::Mentee,
            Asked::Form,
            Asked::Bank,
            Asked::Day,
            Asked::Until,
            Asked::Consent,
            Asked::Pay,
            Asked::Order,
        ],
    },
];

/// Links to the events of a pair.
pub(super) fn buttons(place: &OpenProject, code: &str) -> Markup {
    html! {
        @for kind in KINDS.iter().filter(|kind| kind.word != ADD) {
            a class="button" href=(address(place, kind.word, code)) { (kind.button) }
        }
    }
}

fn address(place: &OpenProject, word: &str, code: &str) -> String {
    if code.is_empty() {
        return place.address_of("event", word);
    }
    let pair = place.address_of("pair", code);
    let pair = pair.rsplit('/').next().unwrap_or_default();
    format!("{}/{pair}", place.address_of("event", word))
}

pub(super) fn answer(app: &App, ask: &Ask, place: &OpenProject, word: &str, code: &str) -> Answer {
    let Some(kind) = KINDS.iter().find(|kind| kind.word == word) else {
        return missing(app);
    };
    let is_known = place.tables().pair_codes().iter().any(|own| own == code);
    if is_known == (word == ADD) {
        return missing(app);
    }
    let screen = Screen {
        app,
        ask,
        place,
        kind,
        code,
    };
    if !ask.posted {
        return Answer::page(screen.draw(&Told::Nothing));
    }
    if ask.field("do") == "carry" {
        return carry(app, ask, place.index, kind, code);
    }
    match screen.foreseen() {
        Ok(foreseen) => Answer::page(screen.draw(&Told::Foreseen(&foreseen))),
        Err(wrong) => screen.refused(&wrong),
    }
}

/// Writes an event, if it is still what was shown.
fn carry(app: &App, ask: &Ask, index: usize, kind: &Kind, code: &str) -> Answer {
    let _alone = app.writing();
    let Some(place) = OpenProject::open(app, index) else {
        return missing(app);
    };
    let screen = Screen {
        app,
        ask,
        place: &place,
        kind,
        code,
    };
    let foreseen = match screen.foreseen() {
        Ok(foreseen) => foreseen,
        Err(wrong) => return screen.refused(&wrong),
    };
    if foreseen.imported.has_errors() || ask.field("shown") != mark(&foreseen) {
        return Answer::page(screen.draw(&Told::Foreseen(&foreseen)))
            .status(StatusCode::UNPROCESSABLE_ENTITY);
    }
    match carry_out(&foreseen, &place.folder) {
        Ok(()) => {
            let made = foreseen.imported.files.keys().find_map(|file| {
                let stem = file.strip_prefix("pairings/")?.strip_suffix(".toml")?;
                Some(stem.to_owned())
            });
            let pair = made.unwrap_or_else(|| code.to_owned());
            Answer::to(&format!("{}?happened=1", place.address_of("pair", &pair)))
        }
        Err(trouble) => screen.refused(&Wrong {
            field: None,
            words: html! { (trouble.to_string()) },
        }),
    }
}

/// By which it is known whether what is written is what was shown.
fn mark(foreseen: &Foreseen) -> String {
    let mut all = foreseen.words.clone().into_bytes();
    for (name, bytes) in &foreseen.imported.files {
        all.extend(name.as_bytes());
        all.extend(bytes.iter().flatten());
    }
    fingerprint(&all)
}

/// Why an event cannot be foreseen, and the field to mend.
struct Wrong {
    field: Option<Asked>,
    words: Markup,
}

impl Wrong {
    fn at(field: Asked, words: &str) -> Self {
        Self {
            field: Some(field),
            words: html! { (words) },
        }
    }
}

/// What is told below the form.
enum Told<'t> {
    Nothing,
    Foreseen(&'t Foreseen),
    Wrong(&'t Wrong),
}

struct Screen<'s> {
    app: &'s App,
    ask: &'s Ask,
    place: &'s OpenProject,
    kind: &'s Kind,
    /// Of the pair; empty for a new one.
    code: &'s str,
}

impl Screen<'_> {
    fn refused(&self, wrong: &Wrong) -> Answer {
        Answer::page(self.draw(&Told::Wrong(wrong))).status(StatusCode::UNPROCESSABLE_ENTITY)
    }

    fn asks(&self, field: Asked) -> bool {
        self.kind.fields.contains(&field) && (field != Asked::Old || self.mentors().len() > 1)
    }

    /// The mentors of the pair as its form names them.
    fn mentors(&self) -> Vec<String> {
        let pair = self.place.tables().record(SheetKind::Pairs, self.code);
        let named = pair.map(|pair| pair.text("mentors").to_owned());
        named
            .unwrap_or_default()
            .lines()
            .map(ToOwned::to_owned)
            .collect()
    }

    fn word(&self, name: &str) -> Option<String> {
        Some(self.ask.field(name).trim().to_owned()).filter(|text| !text.is_empty())
    }

    fn day(&self, name: &str, field: Asked) -> Result<Option<NaiveDate>, Wrong> {
        let Some(text) = self.word(name) else {
            return Ok(None);
        };
        let read = |format| NaiveDate::parse_from_str(&text, format).ok();
        match ["%d.%m.%Y", "%Y-%m-%d"].into_iter().find_map(read) {
            Some(day) => Ok(Some(day)),
            None => Err(Wrong::at(field, "Дата пишется так: 12.01.2027.")),
        }
    }

    fn needed_day(&self, name: &str, field: Asked) -> Result<NaiveDate, Wrong> {
        self.day(name, field)?
            .ok_or_else(|| Wrong::at(field, "Впишите дату: без нее событие не провести."))
    }

    /// Somebody of the staff.
    fn person(&self, name: &str, field: Asked) -> Result<String, Wrong> {
        let Some(named) = self.word(name) else {
            return Err(Wrong::at(field, "Выберите человека из списка сотрудников."));
        };
        let plain = |text: &str| searchable(text);
        let people = self.place.tables().lists().people;
        if people.iter().any(|one| plain(one) == plain(&named)) {
            return Ok(named);
        }
        Err(Wrong {
            field: Some(field),
            words: html! {
                "Среди сотрудников нет «" (named) "». Выберите из списка или "
                a href=(self.place.address("person")) { "сначала добавьте сотрудника" } "."
            },
        })
    }

    fn event(&self) -> Result<Event, Wrong> {
        let pair = || self.code.to_owned();
        let newcomer = || {
            Ok(Newcomer {
                name: self.person("mentor", Asked::Mentor)?,
                consent: self.day("consent", Asked::Consent)?,
                pay: self.word("pay"),
            })
        };
        let why = || {
            let given = |it: &Self| match it.day("given", Asked::Why)? {
                Some(day) => Ok(day),
                None => Err(Wrong::at(
                    Asked::Why,
                    "Впишите дату заявления или уведомления.",
                )),
            };
            Ok(match self.ask.field("why") {
                "refusal" => Why::Refusal(given(self)?),
                "notice" => Why::Notice(given(self)?),
                _ if self.day("given", Asked::Why)?.is_some() => {
                    let words = "Выберите, что это за дата: наставник отказался или школа отменяет поручение. Или сотрите дату.";
                    return Err(Wrong::at(Asked::Why, words));
                }
                _ => Why::Unsaid,
            })
        };
        let happening = match self.kind.word {
            REPLACE => Happening::ReplaceMentor {
                pair: pair(),
                old: if self.asks(Asked::Old) {
                    Some(self.person("old", Asked::Old)?)
                } else {
                    None
                },
                new: newcomer()?,
                day: self.needed_day("day", Asked::Day)?,
                why: why()?,
            },
            END => Happening::End {
                pair: pair(),
                day: self.needed_day("day", Asked::Day)?,
                why: why()?,
            },
            PROLONG => Happening::Prolong {
                pair: pair(),
                to: self.needed_day("until", Asked::Until)?,
                consent: self.day("consent", Asked::Consent)?,
                pay: self.word("pay"),
            },
            _ => Happening::AddPair {
                mentor: newcomer()?,
                mentee: self.person("mentee", Asked::Mentee)?,
                form: self.word("form"),
                from: self.needed_day("day", Asked::Day)?,
                to: self.needed_day("until", Asked::Until)?,
                bank: self.word("bank"),
            },
        };
        Ok(Event {
            happening,
            number: self.word("number"),
            date: self.day("date", Asked::Order)?,
        })
    }

    fn foreseen(&self) -> Result<Foreseen, Wrong> {
        let event = self.event()?;
        if self.place.plan().has_errors() {
            return Err(Wrong {
                field: None,
                words: html! {
                    "В описании школы есть ошибки. "
                    a href=(self.place.address("remarks")) { "Сначала исправьте их" } "."
                },
            });
        }
        foresee(&self.place.folder, &event).map_err(|why| Wrong {
            field: None,
            words: html! { (capitalized(&why)) "." },
        })
    }

    fn draw(&self, told: &Told<'_>) -> Markup {
        let (title, back) = if self.code.is_empty() {
            (self.kind.button.to_owned(), self.place.address("pairs"))
        } else {
            let name = self.place.tables().pair_name(self.code);
            let title = format!("{}: пара «{name}»", self.kind.button);
            (title, self.place.address_of("pair", self.code))
        };
        let main = html! {
            p class="back" { a href=(back) { "← " (if self.code.is_empty() { "Все пары" } else { "К паре" }) } }
            h1 { (title) }
            p { (self.kind.about) }
            // An event changes the files, and what waits was typed over what they said before it.
            (keep::waiting_at(self.place, &format!("pair/{}", self.code)))
            @if let Told::Wrong(wrong) = told {
                p class="box wrong" role="alert" { (wrong.words) }
            }
            form method="post" class="edit narrow event" {
                (layout::token(self.app))
                // What was shown is looked at again before it is written.
                button class="first" name="do" value="show" tabindex="-1" aria-hidden="true" { "Показать" }
                fieldset {
                    legend { "Что произошло" }
                    @for field in self.kind.fields.iter().filter(|field| self.asks(**field)) {
                        (self.field(*field, told))
                    }
                }
                @if let Told::Foreseen(foreseen) = told { (foreseen_in_words(foreseen)) }
                p class="actions" {
                    @match told {
                        Told::Foreseen(foreseen) if !foreseen.imported.has_errors() => {
                            input type="hidden" name="shown" value=(mark(foreseen));
                            button class="main" name="do" value="carry" { "Провести" }
                            button name="do" value="show" { "Показать еще раз" }
                        }
                        _ => { button class="main" name="do" value="show" { "Показать, что изменится" } }
                    }
                    a href=(back) { "Не проводить" }
                }
            }
        };
        layout::page(self.app, self.place, Some(Way::Pairs), &title, &main)
    }

    fn field(&self, field: Asked, told: &Told<'_>) -> Markup {
        let is_wrong = matches!(told, Told::Wrong(wrong) if wrong.field == Some(field));
        match field {
            Asked::Old => self.choice("old", "Кого заменить", &self.mentors()),
            Asked::Mentor => self.somebody("mentor", "Новый наставник", is_wrong),
            Asked::Mentee => self.somebody("mentee", "Наставляемый", is_wrong),
            Asked::Form => {
                let field = fields::words(SheetKind::Pairs).field("form");
                let words = field.map(|field| self.place.offers().of(field));
                let words = words.unwrap_or_default();
                self.choice(
                    "form",
                    "Форма наставничества",
                    &[vec![String::new()], words].concat(),
                )
            }
            Asked::Bank => self.banked(),
            Asked::Day => {
                let (label, hint) = match self.kind.word {
                    REPLACE => ("С какого дня", "Первый день нового наставника"),
                    END => ("С какого дня", "Первый день без пары"),
                    _ => ("Начало", "Первый день пары"),
                };
                self.date_field("day", label, hint, is_wrong)
            }
            Asked::Until => self.date_field(
                "until",
                "По какой день",
                "Последний день пары: 31.05.2027",
                is_wrong,
            ),
            Asked::Why => self.why(is_wrong),
            Asked::Consent => self.date_field(
                "consent",
                "Согласие наставника",
                "Дата письменного согласия, если оно уже получено",
                is_wrong,
            ),
            Asked::Pay => self.text(
                "pay",
                "Доплата",
                "Размер и условия выплаты новому наставнику",
                is_wrong,
            ),
            Asked::Order => html! {
                (self.text("number", "Номер приказа", "Если он уже известен; иначе останется место", false))
                (self.date_field("date", "Дата приказа", "", is_wrong))
            },
        }
    }

    fn text(&self, name: &str, label: &str, hint: &str, is_wrong: bool) -> Markup {
        self.line((name, false), label, hint, is_wrong)
    }

    /// A field for a day, which can be picked from a calendar.
    fn date_field(&self, name: &str, label: &str, hint: &str, is_wrong: bool) -> Markup {
        self.line((name, true), label, hint, is_wrong)
    }

    fn line(
        &self,
        (name, is_day): (&str, bool),
        label: &str,
        hint: &str,
        is_wrong: bool,
    ) -> Markup {
        html! {
            div class={ "field" (if is_wrong { " wrong" } else { "" }) } {
                label for=(name) { (label) }
                @if !hint.is_empty() { p class="hint" id={ (name) "-hint" } { (hint) } }
                div class="control" {
                    input type="text" id=(name) name=(name) value=(self.ask.field(name)) autocomplete="off" data-day=[is_day.then_some("1")]
                        aria-describedby=[(!hint.is_empty()).then(|| format!("{name}-hint"))] aria-invalid=[is_wrong.then_some("true")];
                }
            }
        }
    }

    fn somebody(&self, name: &str, label: &str, is_wrong: bool) -> Markup {
        html! {
            div class={ "field" (if is_wrong { " wrong" } else { "" }) } {
                label for=(name) { (label) }
                div class="control" {
                    input type="text" id=(name) name=(name) value=(self.ask.field(name)) list={ (name) "-people" } autocomplete="off" aria-invalid=[is_wrong.then_some("true")];
                    datalist id={ (name) "-people" } { @for person in self.place.tables().lists().people { option value=(person); } }
                }
            }
        }
    }

    fn choice(&self, name: &str, label: &str, words: &[String]) -> Markup {
        // A form begins with what is usual in the school.
        let usual = format!("defaults.{name}");
        let begun = (!self.ask.posted).then(|| self.place.usual(&usual));
        let chosen = begun.unwrap_or_else(|| self.ask.field(name).to_owned());
        html! {
            div class="field" {
                label for=(name) { (label) }
                div class="control" {
                    select id=(name) name=(name) {
                        @for word in words { option value=(word) selected[*word == chosen] { (word) } }
                    }
                }
            }
        }
    }

    fn banked(&self) -> Markup {
        let chosen = self.ask.field("bank");
        let cases = bank(self.place.tables());
        html! {
            div class="field" {
                label for="bank" { "Записка и план" }
                p class="hint" id="bank-hint" { "Из банка формулировок; потом их можно изменить" }
                div class="control" {
                    select id="bank" name="bank" aria-describedby="bank-hint" {
                        option value="" { "заполню сам" }
                        @for case in cases.iter().filter(|case| case.part != BankPart::Pairs) {
                            option value=(case.code) selected[case.code == chosen] { (case.name) }
                        }
                    }
                }
            }
        }
    }

    fn why(&self, is_wrong: bool) -> Markup {
        let chosen = self.ask.field("why");
        html! {
            div class="field" {
                label for="why" { "Почему" }
                div class="control" {
                    select id="why" name="why" {
                        @for (word, shown) in [("", "не указывать"), ("refusal", "наставник отказался"), ("notice", "школа отменяет поручение")] {
                            option value=(word) selected[word == chosen] { (shown) }
                        }
                    }
                }
            }
            (self.date_field("given", "Дата заявления или уведомления", "Отказ и отмена – не менее чем за три рабочих дня, статья 351.8 Трудового кодекса", is_wrong))
        }
    }
}

/// What the event changes, makes and asks for.
fn foreseen_in_words(foreseen: &Foreseen) -> Markup {
    let imported = &foreseen.imported;
    let (errors, warnings): (Vec<_>, Vec<_>) = imported.problems.iter().partition(|p| p.is_error());
    let on_page = |it: &&Problem| {
        (*it)
            .clone()
            .seen_by(Audience::Page, None)
            .text()
            .into_owned()
    };
    html! {
        section class="box" role="status" id="foreseen" {
            h2 { (capitalized(&foreseen.words)) }
            @for problem in errors { p class="wrong" { strong { "Нельзя: " } (problem.text()) } }
            @for problem in warnings { p class="wrong" { strong { "Проверьте: " } (on_page(&problem)) } }
            h3 { "Что изменится" }
            ul {
                @for change in &imported.changes {
                    li {
                        (if change.what == What::Added { "добавится " } else { "изменится " }) (change.name)
                        @for edit in &change.details { br; (edit.to_string()) }
                    }
                }
            }
            h3 { "Какие документы будут изготовлены" }
            @if foreseen.papers.is_empty() { p { "Новых документов нет." } }
            ul { @for paper in &foreseen.papers { li { (paper) } } }
            @if !foreseen.deadlines.is_empty() {
                h3 { "Сроки" }
                ul {
                    @for deadline in &foreseen.deadlines {
                        li {
                            "не позднее " strong { (deadline.until.format("%d.%m.%Y")) } " – " (deadline.what)
                            @if !deadline.sure { "; проверьте по производственному календарю" }
                        }
                    }
                }
            }
            p class="hint" { "Событие записывается целиком и отменяется одним нажатием в «Истории», пока его документы не выданы." }
        }
    }
}
