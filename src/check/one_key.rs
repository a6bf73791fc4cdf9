//! A key that many places name and nothing has: the slip is where the key was to stand.

use std::collections::BTreeMap;

use crate::problem::{Advice, Code, Problem, nearest};
use crate::project::{FileRemark, Person, Project};
use crate::russian::counted;

/// So many places do not err alike.
const MANY: usize = 3;

/// Tells a key of the staff that is spelt otherwise than everywhere else at the key itself, once.
pub fn tell_keys_once(project: &Project, problems: &mut Vec<Problem>) {
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    let of_people = problems.iter().filter(|it| it.code == Code::UnknownPerson);
    for key in of_people.filter_map(Problem::named) {
        *uses.entry(key.to_owned()).or_default() += 1;
    }
    let staff = project.organization.staff.values();
    let idle: Vec<&Person> = staff
        .map(|it| &**it)
        .filter(|it| !has_part(project, it))
        .collect();
    let keys: Vec<&str> = idle.iter().map(|it| it.key.as_str()).collect();
    for (key, count) in uses.into_iter().filter(|(_, count)| *count >= MANY) {
        let meant = nearest(&key, &keys);
        let Some(person) = idle.iter().find(|it| Some(it.key.as_str()) == meant) else {
            continue;
        };
        problems.retain(|it| it.code != Code::UnknownPerson || it.named() != Some(key.as_str()));
        let times = counted(count, "раз", "раза", "раз");
        let message = format!(
            "ключ сотрудника здесь – «{}», а в файлах школы {times} назван «{key}»",
            person.key
        );
        let hint = Advice::apart(
            format!(
                "если это один человек, исправьте название раздела: [staff.{key}]; если нет, добавьте раздел [staff.{key}]"
            ),
            "если это другой человек, добавьте в список сотрудников и того, кто назван",
        );
        let problem = Problem::new(Code::UnknownPerson, message);
        problems.push(problem.at(&person.place).hint(hint));
    }
}

/// Whether somebody leads the school or is of a pair.
fn has_part(project: &Project, person: &Person) -> bool {
    let organization = &project.organization;
    let head = organization.head.iter().map(|it| it.key.as_str());
    let curator = organization.curator.iter().map(|it| it.key.as_str());
    let pairs = project.pairings.iter();
    let of_pairs = pairs.flat_map(|it| it.mentors.iter().chain(&it.mentees));
    let mut all = head
        .chain(curator)
        .chain(of_pairs.map(|it| it.key.as_str()));
    all.any(|key| key == person.key)
}

/// Says of an order that is not there that its file lies where it is not read.
pub fn tell_where_they_lie(remarks: &[FileRemark], problems: &mut [Problem]) {
    let unread = |stem: &str| {
        remarks.iter().find_map(|it| match it {
            FileRemark::Overlooked { name, .. } => {
                let own = name.rsplit('/').next()?;
                let is_it = own.split_once('.').is_some_and(|(own, _)| own == stem);
                is_it.then_some(name.as_str())
            }
            _ => None,
        })
    };
    for problem in problems.iter_mut() {
        let is_order = problem.code == Code::UnknownOrder;
        if let Some(name) = problem.named().filter(|_| is_order).and_then(unread) {
            problem.advice = Some(Advice::apart(
                format!(
                    "его файл, видно, {name}: он не прочитан; положите его в папку orders под именем с окончанием .toml"
                ),
                "выберите приказ из списка или впишите номер и дату в их поля",
            ));
        }
    }
}
