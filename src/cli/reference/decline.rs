//! `decline`: a name, post or organisation in the six cases; for scripts, many of them, one a line.

use std::io::BufRead as _;

use serde::Serialize;

use clap::{Parser, ValueEnum};

use crate::console::{Console, Ended};
use crate::russian::{
    BadName, Case, Gender, Part, PersonName, decline_name, decline_organization, decline_part,
    decline_post, is_patronymic, is_small_in_name,
};

#[derive(Debug, Parser)]
pub(crate) struct DeclineArgs {
    /// Имя, должность или наименование; «-» – читать строки со стандартного ввода; с параметром
    /// --json можно и не указывать
    #[arg(value_name = "ТЕКСТ")]
    pub text: Vec<String>,
    /// Что это: часть имени, должность или организация
    #[arg(long, value_name = "ЧАСТЬ")]
    pub part: Option<PartName>,
    /// Пол: f – женский, m – мужской
    #[arg(long, value_name = "ПОЛ")]
    pub gender: Option<GenderName>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum PartName {
    Surname,
    First,
    Patronymic,
    Post,
    Organization,
}

impl PartName {
    pub(crate) fn part(self) -> Part {
        match self {
            Self::Surname => Part::Surname,
            Self::First => Part::First,
            Self::Patronymic => Part::Patronymic,
            Self::Post => Part::Post,
            Self::Organization => Part::Organization,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum GenderName {
    F,
    M,
}

impl GenderName {
    pub(crate) fn gender(self) -> Gender {
        match self {
            Self::F => Gender::Feminine,
            Self::M => Gender::Masculine,
        }
    }
}

/// Six forms in the order of the cases, and what the rules doubt; or why there is no answer.
type Answer = Result<([String; 6], Option<String>), String>;

/// In the order of the cases.
const QUESTIONS: [&str; 6] = [
    "кто? что?",
    "кого? чего?",
    "кому? чему?",
    "кого? что?",
    "кем? чем?",
    "о ком? о чем?",
];

pub(crate) fn run(args: &DeclineArgs, console: &Console) -> Ended {
    let part = args.part.map(PartName::part);
    let gender = args.gender.map(GenderName::gender);
    if console.is_json() {
        return many(args, part, gender, console);
    }
    if args.text.is_empty() {
        console.fail(
            "укажите имя или должность, например: nastavnik decline \"Иванова Мария Петровна\"",
        );
        return Ended::Misused;
    }
    if !is_input(args) {
        return table(&args.text.join(" "), part, gender, console);
    }
    let mut ended = Ended::Well;
    for line in std::io::stdin().lock().lines() {
        match line {
            Ok(line) => {
                let line = line.trim_start_matches('\u{FEFF}');
                console.print(line);
                ended = ended.max(table(line, part, gender, console));
            }
            Err(error) => return unreadable(&error, console),
        }
    }
    ended
}

/// Whether the lines come by the standard input.
fn is_input(args: &DeclineArgs) -> bool {
    args.text.iter().map(String::as_str).eq(["-"])
}

fn unreadable(error: &std::io::Error, console: &Console) -> Ended {
    console.fail(&format!("ввод не читается: {error}"));
    Ended::MachineFailed
}

/// The six cases under each other.
fn table(text: &str, part: Option<Part>, gender: Option<Gender>, console: &Console) -> Ended {
    match answer(text, part, gender) {
        Ok((forms, doubt)) => {
            for ((case, question), form) in Case::ALL.iter().zip(QUESTIONS).zip(&forms) {
                let name = case.name();
                console.print(&format!("{name:<13} {question:<13} {form}"));
            }
            if let Some(doubt) = doubt {
                console.warn(&format!("предупреждение: проверьте: {doubt}"));
            }
            Ended::Well
        }
        Err(why) => {
            console.fail(&why);
            Ended::WithProblems
        }
    }
}

/// One JSON object a line, for the text on the command line or every line of standard input.
fn many(
    args: &DeclineArgs,
    part: Option<Part>,
    gender: Option<Gender>,
    console: &Console,
) -> Ended {
    if !args.text.is_empty() && !is_input(args) {
        answer_one(&args.text.join(" "), part, gender, console);
        return Ended::Well;
    }
    for line in std::io::stdin().lock().lines() {
        match line {
            Ok(line) => {
                answer_one(line.trim_start_matches('\u{FEFF}'), part, gender, console);
            }
            Err(error) => return unreadable(&error, console),
        }
    }
    Ended::Well
}

/// The answer to one line; the cases are absent where there is a refusal.
#[derive(Debug, Serialize)]
struct AnswerJson<'a> {
    text: &'a str,
    nominative: Option<String>,
    genitive: Option<String>,
    dative: Option<String>,
    accusative: Option<String>,
    instrumental: Option<String>,
    prepositional: Option<String>,
    sure: bool,
    reason: Option<String>,
}

/// In the old form a line is answered as soon as it is read.
fn answer_one(text: &str, part: Option<Part>, gender: Option<Gender>, console: &Console) {
    let (forms, sure, reason) = match answer(text, part, gender) {
        Ok((forms, doubt)) => (forms.map(Some), doubt.is_none(), doubt),
        Err(why) => (Default::default(), false, Some(why)),
    };
    let [
        nominative,
        genitive,
        dative,
        accusative,
        instrumental,
        prepositional,
    ] = forms;
    let answer = AnswerJson {
        text,
        nominative,
        genitive,
        dative,
        accusative,
        instrumental,
        prepositional,
        sure,
        reason,
    };
    if console.is_old_json() {
        console.say_json_line(&answer);
    } else {
        console.answer(&answer);
    }
}

fn answer(text: &str, part: Option<Part>, gender: Option<Gender>) -> Answer {
    let one = |declined: crate::russian::Declined| {
        let forms = Case::ALL.map(|case| declined.form(case).to_owned());
        (forms, declined.doubt.map(|d| d.text()))
    };
    match part {
        Some(part) => decline_part(part, text, gender)
            .map(one)
            .map_err(|r| r.text()),
        None => match guess(text) {
            Guess::Name(name) => match decline_name(&name, gender) {
                Ok(declined) => {
                    let doubts: Vec<String> = declined.doubts().iter().map(|d| d.text()).collect();
                    Ok((
                        Case::ALL.map(|case| declined.full(case)),
                        (!doubts.is_empty()).then(|| doubts.join("; ")),
                    ))
                }
                Err(refusal) => Err(refusal.text()),
            },
            Guess::NoName(why) => Err(why.to_owned()),
            Guess::Post => decline_post(text).map(one).map_err(|r| r.text()),
            Guess::Organization => decline_organization(text).map(one).map_err(|r| r.text()),
        },
    }
}

enum Guess {
    Name(PersonName),
    /// A name that is not written as one; why.
    NoName(&'static str),
    Post,
    Organization,
}

/// A name has two or more words, all with a large letter; an organisation has a name in quotes;
/// anything else is a post.
fn guess(text: &str) -> Guess {
    let large = text
        .split_whitespace()
        .all(|w| w.chars().next().is_some_and(char::is_uppercase) || is_small_in_name(w));
    match PersonName::parse(text) {
        Ok(name) if large => Guess::Name(name),
        _ if text.contains(['«', '"']) => Guess::Organization,
        Err(BadName::InitialsFirst) if large => {
            Guess::NoName("инициалы стоят перед фамилией, нужно наоборот: Иванова М.П.")
        }
        Err(_) if has_patronymic(text) => {
            Guess::NoName("это не фамилия, имя и отчество: в имени лишние знаки или слова")
        }
        _ => Guess::Post,
    }
}

/// Whether somebody's name is in the text, if not as names are written: «Гордеева (Зуева) Мария
/// Ивановна».
fn has_patronymic(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let begins_large = text.starts_with(char::is_uppercase);
    begins_large && words.any(|word| word.starts_with(char::is_uppercase) && is_patronymic(word))
}
