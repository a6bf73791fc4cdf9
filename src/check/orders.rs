//! What orders name, and what names orders: files, kinds, appendices.

use crate::edition::Edition;
use crate::problem::{Code, Placed, Problem};
use crate::project::{CHANGE, END, OTHER, Order, Project};
use crate::reader::suggestion;

/// Appendices that an order may have.
pub const APPENDICES: [&str; 6] = ["regulation", "roadmap", "pairs", "programs", "blank-roadmap", "blank-program"];

pub(super) fn check(project: &Project, edition: &Edition, problems: &mut Vec<Problem>) {
    let stems: Vec<&str> = project.orders.iter().map(|o| o.stem.as_str()).collect();
    let references =
        project.roadmap.iter().filter_map(|r| r.approved.order.as_ref()).chain(project.pairings.iter().filter_map(|p| p.order_place()));
    for reference in references {
        if !stems.contains(&reference.value.as_str()) {
            problems.push(unknown_order(reference, &stems));
        }
    }
    for order in &project.orders {
        check_order(project, edition, order, problems);
        incomplete(order, problems);
        same_mentor(project, order, problems);
    }
}

/// What an order of each kind must say, for its clauses rest on it.
fn incomplete(order: &Order, problems: &mut Vec<Problem>) {
    let Some(kind) = order.kind.as_ref().filter(|_| !order.own_clauses_only) else { return };
    let (pairings, day) = (order.pairings.is_empty(), order.day.is_none());
    let lacks: Vec<&str> = match kind.value.as_str() {
        CHANGE => vec![("пары", pairings), ("день", day), ("новый наставник", order.new_mentors.is_empty())],
        END => vec![("пары", pairings), ("день", day)],
        OTHER => vec![("свои пункты", order.clauses.is_empty())],
        _ => Vec::new(),
    }
    .into_iter()
    .filter_map(|(what, is_lacking)| is_lacking.then_some(what))
    .collect();
    if !lacks.is_empty() {
        let message = format!("в приказе не указано: {}", lacks.join(", "));
        let hint = "допишите недостающее; без него пункт не напечатается или в нем останется место для записи от руки";
        problems.push(Problem::new(Code::IncompleteOrder, message).at(&kind.place).hint(hint));
    }
}

fn same_mentor(project: &Project, order: &Order, problems: &mut Vec<Problem>) {
    for name in &order.pairings {
        let Some(pairing) = project.pairings.iter().find(|p| p.stem == name.value) else { continue };
        let before = order.mentors_before(pairing);
        for new in &order.new_mentors {
            let is_mentee = pairing.mentees.iter().any(|m| m.value.key == new.key);
            if !is_mentee && before.iter().all(|old| old.key != new.key) {
                continue;
            }
            let (whose, hint, hint_in_form) = if is_mentee {
                ("в этой паре наставляемый", "проверьте ключи в поле new_mentors", "проверьте, кто назван новым наставником")
            } else {
                (
                    "и так наставник этой пары",
                    "если в файле пары уже записан новый наставник, укажите прежнего: old_mentors = [\"…\"]",
                    "если в паре уже записан новый наставник, укажите в приказе прежнего",
                )
            };
            let message = format!("новый наставник {} – {whose}", new.name.short());
            problems.push(Problem::new(Code::SameMentor, message).at(&name.place).hint(hint).hint_in_form(hint_in_form));
        }
    }
}

fn unknown_order(reference: &Placed<String>, stems: &[&str]) -> Problem {
    let problem = Problem::new(Code::UnknownOrder, format!("нет файла orders/{}.toml", reference.value))
        .at(&reference.place)
        .hint_in_form("такого приказа в разделе «Приказы» нет: выберите приказ из списка или впишите номер и дату в их поля");
    if stems.is_empty() {
        return problem.hint("создайте его в папке orders или впишите номер и дату приказа: number = \"118-ОД\", date = 2026-09-01");
    }
    problem.hint(suggestion(&reference.value, stems))
}

fn check_order(project: &Project, edition: &Edition, order: &Order, problems: &mut Vec<Problem>) {
    let kinds: Vec<&str> = edition.orders.kind.iter().map(|k| k.key.as_str()).collect();
    if let Some(kind) = order.kind.as_ref().filter(|k| !kinds.contains(&k.value.as_str())) {
        let message = format!("«kind»: нет вида приказа «{}»", kind.value);
        problems.push(Problem::new(Code::UnknownValue, message).at(&kind.place).hint(suggestion(&kind.value, &kinds)));
    }
    for appendix in order.appendices.iter().flatten().filter(|a| !APPENDICES.contains(&a.value.as_str())) {
        let message = format!("«appendices»: нет приложения «{}»", appendix.value);
        problems.push(Problem::new(Code::UnknownValue, message).at(&appendix.place).hint(suggestion(&appendix.value, &APPENDICES)));
    }
    let pairings: Vec<&str> = project.pairings.iter().map(|p| p.stem.as_str()).collect();
    for pairing in order.pairings.iter().filter(|p| !pairings.contains(&p.value.as_str())) {
        let message = format!("нет файла pairings/{}.toml", pairing.value);
        problems.push(Problem::new(Code::UnknownPairing, message).at(&pairing.place).hint(suggestion(&pairing.value, &pairings)));
    }
}
