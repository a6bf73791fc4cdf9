//! People in a sentence: post and name in the case it asks for.

use super::words::user;
use crate::document::Text;
use crate::project::Person;
use crate::russian::Case;

/// «заместителя директора Лебедеву Наталью Викторовну».
pub(super) fn post_and_name(person: &Person, case: Case) -> Text {
    user(&format!(
        "{} {}",
        person.position_in(case),
        person.name_in(case)
    ))
}

/// «Лебедеву Н.В.».
pub(super) fn short(person: &Person, case: Case) -> Text {
    user(&person.short_in(case))
}

/// «Петрову Марию Ивановну, учителя математики, и Орлову Анну Сергеевну, педагога-психолога».
pub(super) fn list(people: &[&Person], case: Case) -> Text {
    let one = |p: &&Person| format!("{} ({})", p.name_in(case), p.position_in(case));
    user(&people.iter().map(one).collect::<Vec<_>>().join(", "))
}
