//! Names of schools, which people write in many ways.

use super::tables::plain;

/// Whether a text may be a name of a school in other words than its own: «СОШ № 7» of «МБОУ «Школа
/// № 7»». All its words are words of the name, and the numbers are the same.
pub(super) fn means(text: &str, own: &str) -> bool {
    let (named, own) = (telling_words(text), telling_words(own));
    let is_number = |word: &&String| word.bytes().all(|b| b.is_ascii_digit());
    named.len() > 1
        && named.iter().all(|word| own.contains(word))
        && own
            .iter()
            .filter(is_number)
            .all(|word| named.contains(word))
}

/// The words of the name of a school without those of its legal form, which is written in many ways.
fn telling_words(name: &str) -> Vec<String> {
    const FORM: [&str; 9] = [
        "муниципальн",
        "государственн",
        "бюджетн",
        "казенн",
        "автономн",
        "общеобразовательн",
        "образовательн",
        "учреждени",
        "средн",
    ];
    let words = plain(name).replace('№', " ");
    let words = words.split_whitespace().filter(|word| {
        let is_abbreviation = word.ends_with("оу") && word.chars().count() <= 6;
        !is_abbreviation && !FORM.iter().any(|form| word.starts_with(form))
    });
    let words = words.map(|word| {
        if matches!(word, "сош" | "сш") {
            "школа"
        } else {
            word
        }
    });
    words.map(ToOwned::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_school_has_many_forms() {
        let words = |name| telling_words(name).join(" ");
        for name in [
            "МБОУ Школа №7",
            "Школа № 7",
            "СОШ № 7",
            "муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа № 7»",
        ] {
            assert_eq!(words(name), "школа 7", "{name}");
        }
        assert_eq!(words("Гимназия № 7"), "гимназия 7");
        assert_eq!(words("МБОУ «СОШ № 17»"), "школа 17");
        assert!(means("СОШ №7", "МБОУ «Школа № 7»"));
        assert!(!means("Школа № 8", "МБОУ «Школа № 7»") && !means("Школа", "МБОУ «Школа № 7»"));
    }
}
