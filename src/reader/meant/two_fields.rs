//! Two fields in one line: `form = "…", kind = "…"`.

use super::lines::bare_places;
use super::pieces::is_read;

/// Where the second field begins, and how long the value of the first one is.
pub(super) fn second_field(raw: &str) -> Option<(usize, usize)> {
    let mut depth = 0_i32;
    let sign = bare_places(raw).find_map(|(at, c)| {
        depth += i32::from("[{(".contains(c)) - i32::from("]})".contains(c));
        (c == '=' && depth == 0).then_some(at)
    })?;
    let before = raw[..sign].trim_end();
    let is_of_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    let key = before.trim_end_matches(is_of_key).len();
    let begins = before[key..].starts_with(|c: char| c.is_ascii_alphabetic());
    let first = raw[..key].trim_end_matches([' ', '\t', ',', ';', '|']);
    let is_parted = key > first.len() || first.ends_with(['"', '\'', ']', '}']);
    (begins && is_parted && is_read(first)).then_some((key, first.len()))
}

#[cfg(test)]
mod tests {
    use super::second_field;

    #[test]
    fn a_second_field_is_known_by_its_sign() {
        for (raw, first, second) in [
            ("\"а\", kind = \"б\"", "\"а\"", "kind = \"б\""),
            ("\"а\"; kind=\"б\"", "\"а\"", "kind=\"б\""),
            ("\"а\" kind = \"б\"", "\"а\"", "kind = \"б\""),
            ("\"а\"kind = \"б\"", "\"а\"", "kind = \"б\""),
            ("[\"a\"] mentees = [\"b\"]", "[\"a\"]", "mentees = [\"b\"]"),
            ("2026-08-28, to = 1", "2026-08-28", "to = 1"),
            ("{ from = 1 } term = 2", "{ from = 1 }", "term = 2"),
        ] {
            let found = second_field(raw).map(|(at, end)| (&raw[..end], &raw[at..]));
            assert_eq!(found, Some((first, second)), "{raw}");
        }
        for raw in [
            "\"а = б\"",
            "{ order = \"pairs\", consent = 2026-08-28",
            "текст = текст",
            "= \"а\"",
            "\"МБОУ \"Дом\" = центр\"",
            "2026 = 1",
        ] {
            assert_eq!(second_field(raw), None, "{raw}");
        }
    }
}
