//! Who reads an order, where it does not say that.

use crate::edition::Edition;
use crate::problem::{Advice, Code, Place, Problem};
use crate::project::{Order, Project};
use crate::russian::{Case, counted};

/// More people than this are told by their number.
const NAMED: usize = 3;

pub(super) fn check(project: &Project, edition: &Edition, problems: &mut Vec<Problem>) {
    for order in &project.orders {
        problems.extend(untold(project, edition, order));
    }
}

fn untold(project: &Project, edition: &Edition, order: &Order) -> Option<Problem> {
    let kind = order.kind.as_ref().filter(|_| order.acquainted.is_none())?;
    let people = project.concerned_by(edition, order);
    if people.is_empty() {
        return None;
    }
    let names = people.iter().map(|it| it.short_in(Case::Genitive));
    let mut names: Vec<String> = names.collect();
    let last = if names.len() > NAMED + 1 {
        let rest = names.split_off(NAMED).len();
        format!("еще {}", counted(rest, "человека", "человек", "человек"))
    } else {
        names.pop().unwrap_or_default()
    };
    let told = if names.is_empty() {
        last
    } else {
        format!("{} и {last}", names.join(", "))
    };
    let message = format!(
        "приказ касается {told}, а кто с ним ознакомлен, не сказано: листа ознакомления нет"
    );
    let keys: Vec<String> = people.iter().map(|it| format!("{:?}", it.key)).collect();
    let line = format!("acquainted = [{}]", keys.join(", "));
    let file = Place::in_file(kind.place.file, kind.place.span.clone());
    let dates = order.date.as_ref().map(|it| &it.place);
    let numbers = order.number.as_ref().map(|it| &it.place);
    let above = [dates, numbers].into_iter().flatten();
    let above = above.fold(&kind.place, |last, it| {
        if it.span.end > last.span.end {
            it
        } else {
            last
        }
    });
    Some(
        Problem::new(Code::NotAcquainted, message)
            .at_missing(&file, &["acquainted"])
            .hint(Advice::apart(
                format!("впишите их: acquainted = [{}, …]; это сделает nastavnik check --fix; если с приказом никого не знакомят, acquainted = []", keys.first().map_or("", |key| key)),
                "впишите в «Ознакомлены» всех, кто знакомится с приказом под подпись",
            ))
            .line_after(above, line.clone()),
    )
}
