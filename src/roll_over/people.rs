//! Who leaves, as people name him.

use std::sync::Arc;

use crate::problem::nearest;
use crate::project::{Person, Staff};
use crate::russian::searchable;

/// The keys of members of the staff, each given by his key or by his name.
///
/// # Errors
/// Who is not on the list, or not one person there, and who may be meant, in Russian.
pub fn keys_of(staff: Option<&Staff>, named: &[String]) -> Result<Vec<String>, String> {
    let empty = Staff::new();
    let staff = staff.unwrap_or(&empty);
    let asked = named.iter().map(|who| who.trim());
    let key = |who: &str| {
        if staff.contains_key(who) {
            return Ok(who.to_owned());
        }
        let is_he = |text: &str| searchable(text) == searchable(who);
        let same = staff
            .iter()
            .filter(|(_, person)| is_he(&person.name.full()) || is_he(&person.name.short()));
        match same.collect::<Vec<_>>().as_slice() {
            [(key, _)] => Ok((*key).clone()),
            [] => {
                let of_surname =
                    |person: &&Arc<Person>| searchable(&person.name.surname) == searchable(who);
                let same: Vec<String> = staff
                    .values()
                    .filter(of_surname)
                    .map(|person| format!("«{}»", person.name.full()))
                    .collect();
                if same.len() > 1 {
                    return Err(format!(
                        "«{who}» – в списке сотрудников не один человек; напишите полностью: {}",
                        same.join(" или ")
                    ));
                }
                let names = staff.values().map(|person| person.name.full());
                let known: Vec<String> = staff.keys().cloned().chain(names).collect();
                let near = nearest(who, &known);
                let advice = near.map(|it| format!("; возможно, имелось в виду «{it}»"));
                Err(format!(
                    "в списке сотрудников нет «{who}»{}",
                    advice.unwrap_or_default()
                ))
            }
            several => {
                let keys: Vec<&str> = several.iter().map(|(key, _)| key.as_str()).collect();
                Err(format!(
                    "«{who}» – в списке сотрудников не один человек; укажите ключ: {}",
                    keys.join(", ")
                ))
            }
        }
    };
    asked.filter(|who| !who.is_empty()).map(key).collect()
}
