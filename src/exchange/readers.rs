//! Who signs that he has read an order: whatever writes one names those whom it concerns.

use crate::edit::Imported;
use crate::edition::Edition;
use crate::plan::Plan;
use crate::problem::Place;
use crate::project::{Files, Order, Project};

/// Writes into each new order who reads it, where only the plan of the project with it knows that.
/// Returns whether there were any.
pub fn name_readers(imported: &mut Imported, files: &Files, plan: &Plan) -> bool {
    let is_new = |name: &str| files.orders.iter().all(|order| order.inside != name);
    with_readers(imported, plan, is_new)
}

/// The same for an order that is there and says nothing of that yet.
pub fn name_readers_of(imported: &mut Imported, files: &Files, plan: &Plan, order: &str) {
    let own = files.orders.iter().find(|own| own.inside == order);
    // In another encoding, or with other ends of lines, its places are not those of the plan.
    let own =
        own.filter(|own| !own.bytes.contains(&b'\r') && std::str::from_utf8(&own.bytes).is_ok());
    let Some(own) = own else { return };
    let is_there = imported.files.contains_key(order);
    let bytes = || Some(own.bytes.clone());
    imported.files.entry(order.to_owned()).or_insert_with(bytes);
    if with_readers(imported, plan, |name| name == order) {
        let before = || own.bytes.as_slice().into();
        imported
            .before
            .entry(order.to_owned())
            .or_insert_with(before);
    } else if !is_there {
        imported.files.remove(order);
    }
}

fn with_readers(imported: &mut Imported, plan: &Plan, is_wanted: impl Fn(&str) -> bool) -> bool {
    let (Some(project), Some(edition)) = (plan.project(), plan.edition()) else {
        return false;
    };
    let mut done = false;
    for order in &project.orders {
        let Some((above, line)) = unsaid(project, edition, order) else {
            continue;
        };
        let name = &plan.sources.get(above.file).inside;
        let Some(Some(bytes)) = imported.files.get_mut(name).filter(|_| is_wanted(name)) else {
            continue;
        };
        let Ok(mut text) = String::from_utf8(bytes.clone()) else {
            continue;
        };
        let rest = text.get(above.span.end..).unwrap_or_default();
        match rest.find('\n') {
            Some(end) => text.insert_str(above.span.end + end + 1, &format!("{line}\n")),
            None => text.push_str(&format!("\n{line}\n")),
        }
        *bytes = text.into_bytes();
        done = true;
    }
    done
}

/// Who reads an order that does not say so, as a line of its file, and the value beneath whose line it
/// comes.
fn unsaid<'o>(
    project: &Project,
    edition: &Edition,
    order: &'o Order,
) -> Option<(&'o Place, String)> {
    let kind = order.kind.as_ref().filter(|_| order.acquainted.is_none())?;
    let people = project.concerned_by(edition, order);
    if people.is_empty() {
        return None;
    }
    let keys: Vec<String> = people.iter().map(|it| format!("{:?}", it.key)).collect();
    let dates = order.date.as_ref().map(|it| &it.place);
    let numbers = order.number.as_ref().map(|it| &it.place);
    let all = [dates, numbers].into_iter().flatten().chain([&kind.place]);
    let above = all.max_by_key(|it| it.span.end)?;
    Some((above, format!("acquainted = [{}]", keys.join(", "))))
}
