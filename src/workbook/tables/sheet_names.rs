//! Names of sheets that say of which plan they are, cut as Excel cuts them.

use super::words::plain;

/// Signs that Excel keeps of the name of a sheet.
const LONGEST: usize = 31;

/// The name of a sheet without a last word that was cut; that of mentoring is made whole.
fn whole_name(name: &str) -> String {
    const OURS: &str = "наставничества";
    const FEWEST: usize = 3;
    if name.chars().count() < LONGEST {
        return name.to_owned();
    }
    let (rest, last) = name.rsplit_once(' ').unwrap_or(("", name));
    let is_ours = last.chars().count() >= FEWEST && OURS.starts_with(&last.to_lowercase());
    if is_ours {
        format!("{rest} {OURS}")
    } else {
        rest.to_owned()
    }
}

/// The words of the title of a plan and of its sheet. «Школа наставника» and «Год наставника» are no plan
/// of one mentor.
pub(super) fn said(title: &str, sheet: &str) -> String {
    plain(&format!("{title} {}", whole_name(sheet)))
        .replace("школы наставника", "школы наставничества")
        .replace("году наставника", "наставничеству")
}

/// «Программа наставничества Петрова М.И.», cut as it may be.
pub(super) fn names_program_of_pair(name: &str) -> bool {
    const PROGRAM: &str = "программа наставничества ";
    let words: Vec<&str> = name.split_whitespace().collect();
    let begins = name.to_lowercase().starts_with(PROGRAM);
    words.get(2).is_some_and(|rest| {
        let mut letters = rest.chars();
        begins
            && letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase)
    })
}

/// «Сидоров А.Ю.», «Петрова-Сидоров»: a sheet of people.
pub(super) fn is_of_people(name: &str) -> bool {
    let is_surname = |part: &str| {
        let mut letters = part.trim().chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.clone().count() >= 2
            && letters.all(char::is_lowercase)
    };
    let parts: Vec<&str> = name.split(['-', '–', '—']).collect();
    let are_two = parts.len() == 2 && parts.iter().all(|part| is_surname(part));
    are_two || name.contains('.') && crate::edit::names_people(name)
}

/// «утратила силу», «старая редакция», «отменена».
pub(super) fn is_no_more_a_plan(text: &str, words: &[&str]) -> bool {
    const STEMS: [&str; 3] = ["утратил", "отменен", "устарел"];
    let mut all = words.iter();
    all.any(|word| STEMS.iter().any(|stem| word.starts_with(stem)))
        || [
            "старая редакция",
            "прежняя редакция",
            "недействующ",
            "не действует",
        ]
        .iter()
        .any(|phrase| text.contains(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_was_cut_is_read_as_it_was_meant() {
        for (cut, whole) in [
            (
                "План-график мероприятий по наст",
                "План-график мероприятий по наставничества",
            ),
            (
                "Дорожная карта внедрения (приме",
                "Дорожная карта внедрения",
            ),
            ("Дорожная карта", "Дорожная карта"),
        ] {
            assert_eq!(whole_name(cut), whole);
        }
        assert!(names_program_of_pair("Программа наставничества Петров"));
        assert!(!names_program_of_pair("Программа наставничества на год"));
        assert!(!names_program_of_pair("Программа наставничества МБОУ"));
    }
}
