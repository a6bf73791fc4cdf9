//! `event`: a mentor is replaced, a pair ends, comes in or goes on longer; and the way back.

use std::path::{Path, PathBuf};

use chrono::{Datelike as _, NaiveDate};
use clap::{Parser, ValueEnum};

use super::change::ChangeRow;
use crate::console::{Console, Ended, misused, report};
use crate::disk::load;
use crate::edit::{Event, Happening, ImportChange, Newcomer, What, Why};
use crate::exchange::{
    Deadline, Done, Foreseen, Kept, carry_out, changed_since, foresee, last_event, take_back,
};
use crate::make::given_out;
use crate::prepare::prepare;
use crate::reader::YEARS;
use crate::russian::counted;

#[derive(Debug, Parser)]
pub(crate) struct EventArgs {
    /// Что случилось
    #[arg(value_name = "СОБЫТИЕ")]
    kind: Kind,
    /// Папка с файлом organization.toml
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    /// О какой паре: имя ее файла или фамилии через тире
    #[arg(long, value_name = "ПАРА")]
    pair: Option<String>,
    /// Новый наставник: ключ или имя сотрудника
    #[arg(long, value_name = "КТО")]
    mentor: Option<String>,
    /// Прежний наставник, если в паре их несколько
    #[arg(long, value_name = "КТО")]
    old: Option<String>,
    /// Наставляемый новой пары
    #[arg(long, value_name = "КТО")]
    mentee: Option<String>,
    /// Форма наставничества новой пары: «педагог-педагог»
    #[arg(long, value_name = "ФОРМА")]
    form: Option<String>,
    /// Записка и план новой пары из банка: название или код случая, их покажет nastavnik bank list
    #[arg(long, value_name = "СЛУЧАЙ")]
    bank: Option<String>,
    /// С какого дня: первый день нового наставника, новой пары или первый день без пары
    #[arg(long, value_name = "ДАТА", value_parser = day)]
    day: Option<NaiveDate>,
    /// По какой день: последний день новой пары или продленной
    #[arg(long, value_name = "ДАТА", value_parser = day)]
    until: Option<NaiveDate>,
    /// Наставник отказался: дата его заявления
    #[arg(long, value_name = "ДАТА", value_parser = day, conflicts_with = "notice")]
    refusal: Option<NaiveDate>,
    /// Школа отменяет поручение: дата уведомления
    #[arg(long, value_name = "ДАТА", value_parser = day)]
    notice: Option<NaiveDate>,
    /// Дата письменного согласия нового наставника
    #[arg(long, value_name = "ДАТА", value_parser = day)]
    consent: Option<NaiveDate>,
    /// Размер и условия выплаты новому наставнику
    #[arg(long, value_name = "ТЕКСТ")]
    pay: Option<String>,
    /// Номер приказа, если он известен
    #[arg(long, value_name = "НОМЕР")]
    number: Option<String>,
    /// Дата приказа, если она известна
    #[arg(long, value_name = "ДАТА", value_parser = day)]
    date: Option<NaiveDate>,
    /// Записать; без этого только показать, что изменится
    #[arg(long)]
    yes: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    ReplaceMentor,
    End,
    AddPair,
    Prolong,
    Undo,
}

/// «12.01.2027» or «2027-01-12».
fn day(text: &str) -> Result<NaiveDate, String> {
    ["%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y"]
        .iter()
        .filter_map(|format| NaiveDate::parse_from_str(text.trim(), format).ok())
        // «01.10.26» is no year of the first century.
        .find(|day| YEARS.contains(&day.year()))
        .ok_or_else(|| "дата пишется так: 12.01.2027".to_owned())
}

pub(crate) fn run(args: &EventArgs, console: &Console) -> Ended {
    if args.kind == Kind::Undo {
        return match unused(args) {
            Ok(()) => undo(args, console),
            Err(why) => misused(&why, console),
        };
    }
    let event = match event(args) {
        Ok(event) => event,
        Err(why) => return misused(&why, console),
    };
    let foreseen = match foresee(&args.folder, &event) {
        Ok(foreseen) => foreseen,
        Err(why) => {
            console.fail(&why);
            return Ended::WithProblems;
        }
    };
    let can_be = !foreseen.imported.has_errors();
    let written = if args.yes && can_be {
        carry_out(&foreseen, &args.folder).map(|()| true)
    } else {
        Ok(false)
    };
    answer(&foreseen, matches!(written, Ok(true)), console);
    tell(&foreseen, console);
    let imported = &foreseen.imported;
    report::all(&imported.problems, &imported.sources, console);
    if can_be {
        report::all(&foreseen.remarks, &foreseen.sources, console);
    }
    match written {
        Err(trouble) => {
            console.fail(&format!("файл не записан: {trouble}"));
            Ended::MachineFailed
        }
        _ if !can_be => Ended::WithProblems,
        Ok(true) => {
            console.say("Записано. Изготовить документы: nastavnik build; отменить событие: nastavnik event undo.");
            Ended::Well
        }
        Ok(false) => {
            console.say("Ничего не записано; записать: --yes");
            Ended::Well
        }
    }
}

/// An option that the event has no use for is no option of it.
fn unused(args: &EventArgs) -> Result<(), String> {
    use Kind::{AddPair, End, Prolong, ReplaceMentor};
    const OF_ORDERS: &[Kind] = &[ReplaceMentor, End, AddPair, Prolong];
    let given: [(&str, bool, &[Kind]); 11] = [
        ("pair", args.pair.is_some(), &[ReplaceMentor, End, Prolong]),
        ("mentor", args.mentor.is_some(), &[ReplaceMentor, AddPair]),
        ("old", args.old.is_some(), &[ReplaceMentor]),
        ("mentee", args.mentee.is_some(), &[AddPair]),
        ("form", args.form.is_some(), &[AddPair]),
        ("bank", args.bank.is_some(), &[AddPair]),
        ("day", args.day.is_some(), &[ReplaceMentor, End, AddPair]),
        ("until", args.until.is_some(), &[AddPair, Prolong]),
        ("refusal", args.refusal.is_some(), &[ReplaceMentor, End]),
        ("notice", args.notice.is_some(), &[ReplaceMentor, End]),
        (
            "consent",
            args.consent.is_some(),
            &[ReplaceMentor, AddPair, Prolong],
        ),
    ];
    let more: [(&str, bool, &[Kind]); 3] = [
        (
            "pay",
            args.pay.is_some(),
            &[ReplaceMentor, AddPair, Prolong],
        ),
        ("number", args.number.is_some(), OF_ORDERS),
        ("date", args.date.is_some(), OF_ORDERS),
    ];
    let mut given = given.into_iter().chain(more);
    let unused = given.find(|(_, is_given, kinds)| *is_given && !kinds.contains(&args.kind));
    let Some((name, ..)) = unused else {
        return Ok(());
    };
    let event = args.kind.to_possible_value();
    let event = event.as_ref().map_or("", |value| value.get_name());
    let more = match (args.kind, name) {
        (End, "old") => {
            "; прекращается вся пара, а одного наставника группы снимает замена (replace-mentor) или правка пары"
        }
        (End, "mentor") => "; заменить наставника: replace-mentor",
        (Kind::Undo, _) => "; отменяется последнее событие, каким бы оно ни было",
        _ => "",
    };
    Err(format!("у события {event} нет параметра --{name}{more}"))
}

fn event(args: &EventArgs) -> Result<Event, String> {
    unused(args)?;
    let lacks = |key: &str, what: &str| format!("не указано, {what}: параметр --{key}");
    let pair = || {
        args.pair
            .clone()
            .ok_or_else(|| lacks("pair", "о какой паре речь"))
    };
    let day = || args.day.ok_or_else(|| lacks("day", "с какого дня"));
    let until = || args.until.ok_or_else(|| lacks("until", "по какой день"));
    let newcomer = || {
        let name = args
            .mentor
            .clone()
            .ok_or_else(|| lacks("mentor", "кто новый наставник"))?;
        Ok::<_, String>(Newcomer {
            name,
            consent: args.consent,
            pay: args.pay.clone(),
        })
    };
    let why = match (args.refusal, args.notice) {
        (Some(given), _) => Why::Refusal(given),
        (None, Some(given)) => Why::Notice(given),
        (None, None) => Why::Unsaid,
    };
    let happening = match args.kind {
        Kind::ReplaceMentor => Happening::ReplaceMentor {
            pair: pair()?,
            old: args.old.clone(),
            new: newcomer()?,
            day: day()?,
            why,
        },
        Kind::AddPair => Happening::AddPair {
            mentor: newcomer()?,
            mentee: args
                .mentee
                .clone()
                .ok_or_else(|| lacks("mentee", "кто наставляемый"))?,
            form: args.form.clone(),
            from: day()?,
            to: until()?,
            bank: args.bank.clone(),
        },
        Kind::Prolong => Happening::Prolong {
            pair: pair()?,
            to: until()?,
            consent: args.consent,
            pay: args.pay.clone(),
        },
        Kind::End | Kind::Undo => Happening::End {
            pair: pair()?,
            day: day()?,
            why,
        },
    };
    Ok(Event {
        happening,
        number: args.number.clone(),
        date: args.date,
    })
}

fn tell(foreseen: &Foreseen, console: &Console) {
    console.say(&format!("Событие: {}", foreseen.words));
    console.say("\nВ файлах:");
    for ImportChange {
        what,
        name,
        details,
    } in &foreseen.imported.changes
    {
        let mark = if *what == What::Added { '+' } else { '~' };
        console.say(&format!("  {mark} {name}"));
        details
            .iter()
            .for_each(|edit| console.say(&format!("      {edit}")));
    }
    for name in foreseen.imported.files.keys() {
        console.say(&format!("    {name}"));
    }
    if !foreseen.papers.is_empty() {
        console.say("\nНовые документы:");
        foreseen
            .papers
            .iter()
            .for_each(|name| console.say(&format!("  {name}")));
    }
    if !foreseen.deadlines.is_empty() {
        console.say("\nНе позднее:");
        for Deadline { what, until, sure } in &foreseen.deadlines {
            let doubt = if *sure {
                ""
            } else {
                " – проверьте по производственному календарю"
            };
            console.say(&format!("  {} – {what}{doubt}", until.format("%d.%m.%Y")));
        }
    }
    console.say("");
}

/// The answer for scripts: what changes in the files.
fn answer(foreseen: &Foreseen, written: bool, console: &Console) {
    let imported = &foreseen.imported;
    console.answer(&ChangeRow::all(&imported.changes));
    console.summarise("event", &foreseen.words);
    console.summarise("files", &imported.files.keys().collect::<Vec<_>>());
    console.summarise("papers", &foreseen.papers);
    console.summarise("deadlines", &foreseen.deadlines);
    console.summarise("written", &written);
}

fn cannot_be_undone(file: &str, console: &Console) -> Ended {
    console.fail(&format!(
        "событие не отменить: после него файл изменен: {file}; верните его, каким он был, или исправьте пару сами"
    ));
    Ended::WithProblems
}

/// Takes the last event back, until one of its papers is given out.
fn undo(args: &EventArgs, console: &Console) -> Ended {
    let Some(done) = last_event(&args.folder) else {
        console.fail("событий, которые можно отменить, нет");
        return Ended::WithProblems;
    };
    let given = held(&done, &args.folder);
    if !given.is_empty() {
        console.fail(&format!(
            "событие не отменить, подписано или выдано: {}",
            given.join("; ")
        ));
        return Ended::WithProblems;
    }
    console.say(&format!("Последнее событие: {}", done.words));
    console.answer(&[(); 0]);
    console.summarise("event", &done.words);
    console.summarise("papers", &done.papers);
    console.summarise("written", &false);
    if let Some(file) = changed_since(&done, &args.folder) {
        return cannot_be_undone(&file, console);
    }
    if !args.yes {
        console.say("Ничего не тронуто; вернуть файлы, какими они были до события: --yes");
        return Ended::Well;
    }
    match take_back(&done, &args.folder) {
        Ok(()) => {
            console.summarise("written", &true);
            let papers = counted(done.papers.len(), "документ", "документа", "документов");
            console.say(&format!(
                "Событие отменено. Его документы больше не нужны ({papers}): убрать – nastavnik clean."
            ));
            Ended::Well
        }
        Err(Kept::Changed(file)) => cannot_be_undone(&file, console),
        Err(Kept::Trouble(trouble)) => {
            console.fail(&trouble.to_string());
            Ended::MachineFailed
        }
    }
}

/// Papers of an event that are signed or issued.
fn held(done: &Done, folder: &Path) -> Vec<String> {
    let plan = prepare(&load(folder));
    let files = given_out(&plan, &folder.join("out")).unwrap_or_default();
    let is_of_event = |paper: &str| done.papers.iter().any(|name| name == paper);
    files
        .into_iter()
        .filter(|file| file.paper.as_deref().is_some_and(is_of_event))
        .map(|file| file.file)
        .collect()
}
