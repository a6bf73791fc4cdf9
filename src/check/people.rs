//! Who mentors whom.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::problem::{Advice, Apart, Audience, Code, Placed, Problem};
use crate::project::{Basis, Mentorship, Order, Pairing, Person, Project, Roadmap};
use crate::reader::same_word;
use crate::russian::{Case, counted, searchable};

pub(super) fn check(project: &Project, problems: &mut Vec<Problem>) {
    let mut seen: BTreeMap<(Vec<&str>, Vec<&str>), &Pairing> = BTreeMap::new();
    for pairing in &project.pairings {
        repeated(&pairing.mentors, "наставников", problems);
        repeated(&pairing.mentees, "наставляемых", problems);
        mentor_is_mentee(pairing, problems);
        mentorships(project, pairing, problems);
        let who = (keys(&pairing.mentors), keys(&pairing.mentees));
        if who.0.is_empty() || who.1.is_empty() {
            continue;
        }
        match seen.get(&who) {
            Some(first) => problems.push(repeated_pairing(pairing, first)),
            None => drop(seen.insert(who, pairing)),
        }
    }
    for order in &project.orders {
        let acquainted = order.acquainted.as_deref().unwrap_or_default();
        repeated(acquainted, "ознакомленных", problems);
        repeated(&order.new_mentors, "новых наставников", problems);
        repeated(&order.old_mentors, "прежних наставников", problems);
    }
    too_many_mentees(project, problems);
    curator(project, problems);
    without_mentor(project, problems);
    posts_for_names(project, problems);
    twice_in_staff(project, problems);
    initials(project, problems);
    if project.roadmap.is_none() && project.pairings.is_empty() {
        problems.push(
            Problem::naming(Code::NothingToMake, |reader| match reader {
                Audience::Page => "печатать пока нечего: нет ни пар, ни дорожной карты".to_owned(),
                Audience::Files | Audience::Workbook => {
                    "нечего печатать: нет ни файла roadmap.toml, ни файлов в папке pairings"
                        .to_owned()
                }
            })
            .hint(Advice::apart(
                "образцы создает команда «nastavnik init»",
                "добавьте пару или дорожную карту",
            )),
        );
    }
}

/// A school's papers name people in full: whoever is written with initials would be printed so. Those
/// of a municipality name nobody but by initials. Who gives the gender too, which initials hide, has
/// no more to give.
fn initials(project: &Project, problems: &mut Vec<Problem>) {
    if project.organization.is_municipality {
        return;
    }
    for person in project.organization.staff.values() {
        let name = &person.name;
        let is_initial = |word: &str| word.ends_with('.') || word.chars().count() == 1;
        let has_initials = !name.given.is_empty()
            && (is_initial(&name.given) || name.patronymic.as_deref().is_some_and(is_initial));
        if has_initials && person.gender.is_none() {
            let message = format!("«{}»: вместо имени и отчества стоят инициалы", name.full());
            problems.push(
                Problem::new(Code::InitialsForName, message)
                    .at(&person.place)
                    .hint("впишите имя и отчество полностью: в документах стоит полное имя, а где нужны инициалы, программа поставит их сама; если полного имени не узнать, укажите пол (gender)"),
            );
        }
    }
}

fn too_many_mentees(project: &Project, problems: &mut Vec<Problem>) {
    let Some(most) = project.organization.program.most_mentees else {
        return;
    };
    let mut mentees: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for pairing in &project.pairings {
        for mentor in &pairing.mentors {
            let own = mentees.entry(mentor.value.key.as_str()).or_default();
            let before = own.len();
            own.extend(pairing.mentees.iter().map(|m| m.value.key.as_str()));
            if own.len() > most && before <= most {
                let many = counted(own.len(), "наставляемый", "наставляемых", "наставляемых");
                let message = format!(
                    "у наставника {} {many}, а предел – {most}",
                    mentor.value.short_in(Case::Genitive)
                );
                let hint = Advice::in_cell_or_field(
                    "передайте наставляемого другому или измените предел: most_mentees в разделе [program] файла organization.toml",
                    "передайте наставляемого другому или измените «Предел наставляемых у наставника» на экране «Школа»",
                );
                problems.push(
                    Problem::new(Code::TooManyMentees, message)
                        .at(&mentor.place)
                        .hint(hint),
                );
            }
        }
    }
}

/// Clause 1.5.3: the curator is appointed from among the deputy heads.
fn curator(project: &Project, problems: &mut Vec<Problem>) {
    let organization = &project.organization;
    let Some(curator) = &organization.curator else {
        return;
    };
    let post = curator.position.to_lowercase();
    if post.is_empty()
        || organization.is_municipality
        || post.contains("заместител")
        || post.starts_with("зам.")
    {
        return;
    }
    let message = format!(
        "куратор {} – {}, а куратор назначается из числа заместителей руководителя",
        curator.name.short(),
        curator.position.value
    );
    problems.push(
        Problem::new(Code::CuratorIsNoDeputy, message)
            .at(&curator.place)
            .hint("пункт 1.5.3 Положения; если должность записана неполно, исправьте ее в списке сотрудников"),
    );
}

fn without_mentor(project: &Project, problems: &mut Vec<Problem>) {
    let has_mentor = |person: &Person| {
        project
            .pairings
            .iter()
            .any(|p| p.mentees.iter().any(|m| m.value.key == person.key))
    };
    let in_need: Vec<&Arc<Person>> = project
        .organization
        .staff
        .values()
        .filter(|p| p.needs_mentor)
        .collect();
    let (reached, alone): (Vec<&Arc<Person>>, Vec<_>) = in_need.iter().partition(|p| has_mentor(p));
    for person in &alone {
        let message = format!(
            "{} нуждается в наставнике, а ни в одной паре не назван",
            person.name.short()
        );
        let share = reached.len() * 100 / in_need.len();
        let hint = format!(
            "создайте файл пары; сейчас охвачено {} из {} ({share} %)",
            reached.len(),
            in_need.len()
        );
        problems.push(
            Problem::new(Code::MenteeWithoutMentor, message)
                .at(&person.place)
                .hint(hint),
        );
    }
}

/// One person who stands in the list of the staff under two keys is two people to every rule.
fn twice_in_staff(project: &Project, problems: &mut Vec<Problem>) {
    let staff = &project.organization.staff;
    let mut by_name: BTreeMap<String, &Person> = BTreeMap::new();
    let mut by_place: Vec<&Arc<Person>> = staff.values().filter(|it| it.has_name()).collect();
    by_place.sort_by_key(|person| person.place.span.start);
    for person in by_place {
        let Some(first) = by_name.insert(searchable(&person.name.full()), person) else {
            continue;
        };
        // In one pair it is told there.
        let is_told = |pairing: &Pairing| {
            let has = |people: &[Placed<Arc<Person>>], key: &str| {
                people.iter().any(|it| it.value.key == key)
            };
            let both =
                |one: &str, other: &str| has(&pairing.mentors, one) && has(&pairing.mentees, other);
            are_one(first, person)
                && (both(&first.key, &person.key) || both(&person.key, &first.key))
        };
        if project.pairings.iter().any(is_told) {
            continue;
        }
        let message = format!(
            "в списке сотрудников дважды: {} ({}; {})",
            person.name.full(),
            first.position.value,
            person.position.value
        );
        let problem = Problem::new(Code::TwiceInStaff, message).at(&person.place);
        problems.push(problem.hint(
            "если это один человек, оставьте одну запись: программа считает их разными людьми; если это полные тезки, ничего менять не надо",
        ));
    }
}

/// The roadmap asks for «Ф.И.О. ответственного»: a post that one person only holds is a name left
/// out.
fn posts_for_names(project: &Project, problems: &mut Vec<Problem>) {
    let activities = project.roadmap.iter().flat_map(Roadmap::all_activities);
    for who in activities.flat_map(|a| &a.responsible) {
        let mut holders = project
            .organization
            .staff
            .values()
            .filter(|p| same_word(&p.position, &who.value));
        if let (Some(holder), None) = (holders.next(), holders.next()) {
            let message = format!(
                "вместо Ф.И.О. ответственного стоит должность «{}»",
                who.value
            );
            let hint = format!(
                "укажите ключ сотрудника: \"{}\" – напечатается «{}»",
                holder.key,
                holder.name.short()
            );
            problems.push(
                Problem::new(Code::PostForName, message)
                    .at(&who.place)
                    .hint(hint),
            );
        }
    }
}

fn keys(people: &[Placed<Arc<Person>>]) -> Vec<&str> {
    let mut keys: Vec<&str> = people.iter().map(|p| p.value.key.as_str()).collect();
    keys.sort_unstable();
    keys
}

fn repeated(people: &[Placed<Arc<Person>>], whose: &str, problems: &mut Vec<Problem>) {
    for (i, person) in people.iter().enumerate() {
        // Told once, however often the name is repeated.
        let before = people[..i]
            .iter()
            .filter(|p| p.value.key == person.value.key);
        if before.count() == 1 {
            let message = format!("{} – дважды в списке {whose}", person.value.name.short());
            problems.push(
                Problem::new(Code::RepeatedPerson, message)
                    .at(&person.place)
                    .hint(Advice::Apart(Box::new(Apart {
                        files: "оставьте ключ один раз".into(),
                        form: "оставьте имя один раз".into(),
                        page: Some("оставьте одну из двух строк".into()),
                    }))),
            );
        }
    }
}

/// A mentorship of somebody who is the mentee, or of whom neither the pair nor an order knows.
fn mentorships(project: &Project, pairing: &Pairing, problems: &mut Vec<Problem>) {
    for own in pairing.mentorships.iter().filter(|own| own.is_own) {
        let mentor = &own.mentor;
        if pairing.is_mentor(&mentor.key) {
            problems.extend(two_consents(pairing, own));
            continue;
        }
        if pairing.mentees.iter().any(|it| it.value.key == mentor.key) {
            let message = format!(
                "{} – наставляемый этой пары, а записан ее наставником",
                mentor.name.short()
            );
            let problem = Problem::new(Code::MentorIsMentee, message).at(&mentor.place);
            problems.push(problem.hint("исправьте, о каком наставнике эти сведения"));
            continue;
        }
        let labour = own.labour.as_ref();
        let has_ended = labour.is_some_and(|it| it.notice.is_some() || it.refusal.is_some());
        let is_dated = has_ended
            || own.starts.is_some()
            || own.ended.is_some()
            || !own.appointed.is_empty()
            || !own.relieved.is_empty();
        let names = |order: &Order| {
            let new = project.new_mentors_in(order, pairing).into_iter();
            let mut people = new.chain(project.old_mentors_in(order, pairing));
            people.any(|it| it.key == mentor.key)
        };
        if is_dated || project.changes_of(pairing).any(names) {
            continue;
        }
        let message = |reader| {
            format!(
                "{} – не наставник пары {}, и приказа о его назначении нет: согласие и соглашение готовятся на весь срок",
                mentor.name.short(),
                pairing.called(reader)
            )
        };
        let problem = Problem::naming(Code::UnnamedMentorship, message).at(&mentor.place);
        problems.push(problem.hint(Advice::apart(
            "допишите его в mentors, назовите приказ, которым он назначен (appointed) или освобожден (relieved), или удалите этот раздел [[mentorship]]",
            "добавьте его к наставникам пары, назовите приказ, которым он назначен или освобожден, или удалите эти сведения",
        )));
    }
}

/// The consent of one mentor, written with the basis of the pair and with his own data.
fn two_consents(pairing: &Pairing, own: &Mentorship) -> Option<Problem> {
    let (
        Some(Basis::Order {
            consent: Some(of_pair),
            ..
        }),
        Some(consent),
    ) = (&pairing.basis, &own.consent)
    else {
        return None;
    };
    if pairing.mentors.len() != 1 || of_pair.value == consent.value {
        return None;
    }
    let message = format!(
        "у согласия {} два дня: этот и день в основании пары",
        own.mentor.short_in(Case::Genitive)
    );
    let problem = Problem::new(Code::TwoConsents, message).at(&consent.place);
    Some(problem.hint(Advice::apart(
        "оставьте один: уберите consent из basis",
        "оставьте один: очистите день согласия в основании пары",
    )))
}

fn mentor_is_mentee(pairing: &Pairing, problems: &mut Vec<Problem>) {
    for mentee in &pairing.mentees {
        if pairing
            .mentors
            .iter()
            .any(|m| m.value.key == mentee.value.key)
        {
            let message = format!(
                "{} – и наставник, и наставляемый в одной паре",
                mentee.value.name.short()
            );
            let problem = Problem::new(Code::MentorIsMentee, message)
                .at(&mentee.place)
                .label("этот человек уже указан наставником");
            problems.push(problem.hint(Advice::apart(
                "проверьте ключи в полях mentors и mentees",
                "проверьте, кто назван наставником и кто наставляемым",
            )));
        } else if pairing.mentors.iter().any(|m| are_one(m, mentee)) {
            let message = format!(
                "у наставника и наставляемого одно имя и одна должность: {}",
                mentee.value.name.full()
            );
            let problem = Problem::new(Code::Namesakes, message).at(&mentee.value.place);
            problems.push(problem.hint(
                "похоже, раздел сотрудника скопирован и имя в нем не исправлено; если это полные тезки, ничего менять не надо",
            ));
        }
    }
}

fn are_one(one: &Person, other: &Person) -> bool {
    one.has_name()
        && same_word(&one.name.full(), &other.name.full())
        && same_word(&one.position.value, &other.position.value)
}

fn repeated_pairing(pairing: &Pairing, first: &Pairing) -> Problem {
    let problem = Problem::naming(Code::RepeatedPairing, |reader| match reader {
        Audience::Page => format!(
            "та же пара, {}, уже описана: программа будет напечатана дважды",
            first.called(reader)
        ),
        Audience::Files | Audience::Workbook => format!(
            "та же пара уже описана в файле pairings/{}.toml: программа будет напечатана дважды",
            first.stem
        ),
    });
    let place = pairing.mentors.first().map(|m| m.place.clone());
    let problem = if let Some(place) = place {
        problem.at(&place)
    } else {
        problem
    };
    problem.hint(Advice::in_cell_or_field(
        "если это одна и та же программа, удалите лишний файл",
        "если это одна и та же программа, удалите лишнюю пару",
    ))
}
