//! Items of a list in one cell: one a line, or parted by their numbers.

/// Ends a line of an item that goes on in the next.
pub(super) const GOES_ON: char = '↵';

/// What a list is marked with, when it comes from Word.
const BULLETS: [char; 8] = ['•', '·', '▪', '◦', '●', '–', '—', '-'];

/// Items without «1.», «2)», «•» in front, if every one has its number or bullet: a paper numbers
/// them itself.
pub(super) fn unnumbered(items: &[String]) -> Option<Vec<String>> {
    let one = |(item, n): (&String, usize)| {
        if let Some(rest) = item.strip_prefix(BULLETS) {
            return rest
                .starts_with(char::is_whitespace)
                .then(|| rest.trim_start().to_owned())
                .filter(|r| !r.is_empty());
        }
        let rest = item.strip_prefix(&n.to_string())?;
        let rest = rest.strip_prefix(['.', ')'])?;
        Some(rest.trim_start().to_owned())
            .filter(|r| !r.is_empty() && !r.starts_with(|c: char| c.is_ascii_digit()))
            .or_else(|| rest.starts_with(' ').then(|| rest.trim_start().to_owned()))
    };
    if items.is_empty() {
        return None;
    }
    items.iter().zip(1..).map(one).collect()
}

/// «1. Научить; 2. Показать»: items whose numbers part them in one line.
pub(super) fn in_one_line(line: &str) -> Option<Vec<String>> {
    let mut starts = vec![0];
    loop {
        let n = starts.len() + 1;
        let from = *starts.last()?;
        let found = ['.', ')'].into_iter().filter_map(|mark| {
            let number = format!("{n}{mark} ");
            let found = line[from..].match_indices(&number).map(|(at, _)| from + at);
            let parts = |at: &usize| {
                let before = line[..*at].trim_end();
                let begins = line[at + number.len()..].starts_with(char::is_uppercase);
                before.ends_with([';', '.', ',']) || before.len() < *at && begins
            };
            found.into_iter().find(parts)
        });
        match found.min() {
            Some(at) => starts.push(at),
            None => break,
        }
    }
    let ends = starts.iter().skip(1).copied().chain([line.len()]);
    let part = |(from, to): (usize, usize)| {
        let part = line[from..to].trim().trim_end_matches([';', ',']);
        part.trim_end().to_owned()
    };
    let items: Vec<String> = starts.iter().copied().zip(ends).map(part).collect();
    let plain = unnumbered(&items).filter(|_| items.len() > 1)?;
    // Numbers of the user's own stand behind ours.
    let is_own = plain.first()?.starts_with(|c: char| c.is_ascii_digit());
    (!is_own).then_some(items)
}

pub(super) fn items(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in text.lines().map(str::trim) {
        let content = line.strip_suffix(GOES_ON).unwrap_or(line);
        match out.last_mut().filter(|_| goes_on) {
            Some(last) => last.push_str(&format!("\n{content}")),
            None if content.is_empty() => {}
            None => out.push(content.to_owned()),
        }
        goes_on = line.ends_with(GOES_ON);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_a_list_from_word_are_left_out() {
        let plain =
            |items: &[&str]| unnumbered(&items.iter().map(|i| (*i).to_owned()).collect::<Vec<_>>());
        let words = Some(vec!["Первая".to_owned(), "Вторая".to_owned()]);
        for marked in [
            ["1. Первая", "2) Вторая"],
            ["• Первая", "– Вторая"],
            ["1) Первая", "•\tВторая"],
        ] {
            assert_eq!(plain(&marked), words, "{marked:?}");
        }
        assert_eq!(plain(&["Первая", "2. Вторая"]), None);
        for (line, items) in [
            ("1. Научить; 2. Показать", ["1. Научить", "2. Показать"]),
            ("1) Научить, 2) Показать.", ["1) Научить", "2) Показать."]),
        ] {
            assert_eq!(in_one_line(line).unwrap(), items, "{line}");
        }
        for whole in [
            "Научить; 2. Показать",
            "1. 1. Научить; 2. Показать",
            "1. Пройти за 2. класс",
        ] {
            assert_eq!(in_one_line(whole), None, "{whole}");
        }
        assert_eq!(plain(&["2026 год", "2027 год"]), None);
    }
}
