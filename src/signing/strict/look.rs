//! Whether what a field draws is seen, and stays in the room of the field.

use super::state::State;
use super::value::{Dict, Id, Odd, Value};

/// Whether an annotation is shown, on the screen or on paper. What is not written plainly is:
/// programs disagree about references, numbers with a point and kinds they do not know.
pub(super) fn is_seen(dict: &Dict) -> bool {
    /// ISO 32000-1, table 165: all bits, and those that tell how it is shown.
    const FLAGS: std::ops::RangeInclusive<i64> = 0..=0x3FF;
    const HIDDEN: i64 = 2;
    const PRINT: i64 = 4;
    const NO_VIEW: i64 = 32;
    const TOGGLE_NO_VIEW: i64 = 256;
    let is_kind =
        |key: &[u8], kind: &[u8]| dict.get(key).is_none_or(|it| it.as_name() == Some(kind));
    if !is_kind(b"Type", b"Annot") || !is_kind(b"Subtype", b"Widget") {
        return true;
    }
    let is_hidden = match dict.get(b"F".as_slice()) {
        None => false,
        Some(Value::Integer(flags)) if FLAGS.contains(flags) => {
            flags & HIDDEN != 0 || flags & NO_VIEW != 0 && flags & (PRINT | TOGGLE_NO_VIEW) == 0
        }
        Some(_) => return true,
    };
    let has_room = match dict.get(b"Rect".as_slice()) {
        // A field alone, which no page shows.
        None => has_look(dict),
        Some(rect) => !numbers(rect, 4)
            .is_some_and(|it| (it[0] - it[2]).abs() <= 0.0 && (it[1] - it[3]).abs() <= 0.0),
    };
    has_room && !is_hidden
}

/// Whether it draws anything, be it hidden.
pub(super) fn has_look(dict: &Dict) -> bool {
    dict.contains_key(b"AP".as_slice()) || dict.contains_key(b"MK".as_slice())
}

/// Whether all looks of a field are forms with bounds of their own: programs draw one without them
/// over the whole page.
pub(super) fn stays_inside(state: &State<'_>, field: &Dict) -> Result<bool, Odd> {
    let Some(looks) = state.dict(field.get(b"AP".as_slice()))? else {
        return Ok(true);
    };
    for (key, look) in &looks {
        if ![b"N".as_slice(), b"R", b"D"].contains(&key.as_slice()) {
            return Ok(false);
        }
        // Either one look, or one for each state.
        let forms = match look {
            Value::Dict(states) => states.clone(),
            Value::Ref(id) if is_form(state, *id)? => continue,
            _ => match state.object(look.as_ref().ok_or(Odd { at: 0 })?)? {
                Some(object) if object.stream.is_none() => {
                    object.value.as_dict().cloned().ok_or(Odd { at: 0 })?
                }
                _ => return Ok(false),
            },
        };
        for form in forms.values() {
            let Some(id) = form.as_ref() else {
                return Ok(false);
            };
            if !is_form(state, id)? {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

fn is_form(state: &State<'_>, id: Id) -> Result<bool, Odd> {
    let Some(object) = state.object(id)?.filter(|it| it.stream.is_some()) else {
        return Ok(false);
    };
    let dict = object.value.as_dict();
    Ok(dict.is_some_and(|dict| {
        let value = |key: &[u8]| dict.get(key);
        value(b"Subtype").and_then(Value::as_name) == Some(b"Form")
            && value(b"BBox").is_some_and(|it| numbers(it, 4).is_some())
            && value(b"Matrix").is_none_or(|it| numbers(it, 6).is_some())
    }))
}

/// A list of so many numbers, none of them larger than any page.
fn numbers(value: &Value, count: usize) -> Option<Vec<f64>> {
    const LARGEST: f64 = 1e6;
    let items = value.as_array().filter(|it| it.len() == count)?;
    let number = |it: &Value| it.number().filter(|it| it.abs() <= LARGEST);
    items.iter().map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::super::value::Cursor;
    use super::*;

    #[test]
    fn only_what_plainly_has_no_room_or_is_hidden_is_unseen() {
        let seen = |text: &str| {
            let dict = format!("<<{text}>>");
            let value = Cursor::new(dict.as_bytes(), 0, true).value().unwrap();
            is_seen(value.as_dict().unwrap())
        };
        for text in [
            "",
            "/Rect[0 0 0 0]/AP<<>>",
            "/Rect[5.0 7 5 7]/F 132",
            "/Rect[0 0 9 9]/F 2",
            "/Rect[0 0 9 9]/F 32",
            "/Type/Annot/Subtype/Widget/Rect[0 0 0 0]",
        ] {
            assert!(!seen(text), "{text}");
        }
        for text in [
            "/Rect[0 0 9 9]",
            "/Rect[0 0 9 9]/F 36",
            "/Rect[0 0 9 9]/F 288",
            "/Rect[0 0 9 9]/F 2.0",
            "/Rect[0 0 9 9]/F 4294967298",
            "/Rect[0 0 9 9]/F -1",
            "/Rect[0 0 0 0]/F 9 0 R",
            "/Rect 9 0 R",
            "/Rect[0 0 9 0 R 9]",
            "/Rect[0 0 0 0 0]",
            "/Rect[0 0 9 0]",
            "/Rect[0 0 0 9 0 R]",
            "/Rect[1152921504606846976 0 1152921504606846977 0]",
            "/AP<<>>",
            "/Subtype/Text/Rect[0 0 0 0]",
            "/Subtype 9 0 R/Rect[0 0 0 0]",
            "/Type/Page/Rect[0 0 0 0]",
        ] {
            assert!(seen(text), "{text}");
        }
    }
}
