//! The posts of several people in one cell: one beneath another, parted by commas, strokes or «и», or
//! one for all.

use super::named::{Named, is_post};
use super::parts::without_number;
use super::posts::NO_POST;
use crate::russian::is_unknown_post;

/// What a cell of posts says of so many people.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Posts {
    /// Each has his own, or none.
    Each(Vec<Option<String>>),
    /// All have this one.
    One(String),
    Unclear,
}

pub(super) fn posts_of(text: &str, count: usize) -> Posts {
    if let Some(post) = of_both(text) {
        return Posts::One(post);
    }
    let fits = |own: &Vec<String>| own.len() == count && own.iter().all(|post| is_whole(post));
    let given = |own: Vec<String>| {
        let given = |post: String| Some(post).filter(|post| post != NO_POST);
        Posts::Each(own.into_iter().map(given).collect())
    };
    let by = |signs: &[char]| parts(text.split(|c| signs.contains(&c)));
    for own in [by(&['\n']), counted(text), by(&['\n', ';'])] {
        if fits(&own) {
            return given(own);
        }
    }
    // Any other sign may stand within a post: where two of them part it otherwise, nobody knows.
    let mut found: Vec<Vec<String>> = Vec::new();
    let mut ways = vec![
        by(&['\n', ';', ',']),
        by(&['\n', ';', '/']),
        by_stops(text),
        parts(text.split(" + ")),
    ];
    let all = by(&['\n', ';', ',', '/']);
    if ways.iter().all(|own| !fits(own)) {
        ways.push(all.clone());
    }
    ways.extend(by_and(text, count));
    for own in ways.into_iter().filter(fits) {
        if !found.contains(&own) {
            found.push(own);
        }
    }
    match found.len() {
        0 if all.len() == 1 && by_stops(text).len() == 1 && !holds_two(text) => {
            Posts::One(text.to_owned())
        }
        1 => found.pop().map_or(Posts::Unclear, given),
        _ => Posts::Unclear,
    }
}

/// «Гусев Олег Петрович, Белкина Анна Олеговна – учителя музыки»: the post of each of them.
pub(super) fn share_post(people: &mut [Named]) {
    let Some((last, others)) = people.split_last_mut() else {
        return;
    };
    let is_bare = others
        .iter()
        .all(|it| it.post.is_none() && it.aside.is_empty());
    if others.is_empty() || !is_bare || last.post.is_some() {
        return;
    }
    if let [words] = last.aside.as_slice()
        && let Some(post) = post_of_several(words).filter(|post| is_post(post))
    {
        last.aside.clear();
        people
            .iter_mut()
            .for_each(|it| it.post = Some(post.clone()));
    }
}

/// The post of each of several people: «учителя начальных классов».
fn post_of_several(text: &str) -> Option<String> {
    const WORDS: [(&str, &str); 12] = [
        ("учителя", "учитель"),
        ("воспитатели", "воспитатель"),
        ("преподаватели", "преподаватель"),
        ("педагоги", "педагог"),
        ("методисты", "методист"),
        ("логопеды", "логопед"),
        ("дефектологи", "дефектолог"),
        ("психологи", "психолог"),
        ("тьюторы", "тьютор"),
        ("концертмейстеры", "концертмейстер"),
        ("педагоги-психологи", "педагог-психолог"),
        ("учителя-логопеды", "учитель-логопед"),
    ];
    let text = text.trim().trim_end_matches('.');
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let lower = first.to_lowercase();
    let (_, one) = WORDS.iter().find(|(many, _)| *many == lower)?;
    Some(format!("{one} {rest}").trim_end().to_owned())
}

/// «учитель музыки (Гусев), педагог-психолог (Белкина)»: the post of each, by the surname beside it.
pub(super) fn by_names(text: &str, names: &[&str]) -> Option<Vec<String>> {
    let parts: Vec<&str> = text
        .split(['\n', ';', ','])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let of = |name: &&str| {
        let surname = name.split_whitespace().next()?.to_lowercase();
        let mut own = parts.iter().filter_map(|part| {
            let (post, beside) = part.strip_suffix(')')?.split_once('(')?;
            let beside = beside.to_lowercase();
            let is_his = beside.split_whitespace().next()? == surname;
            is_his.then(|| post.trim().to_owned())
        });
        own.next()
            .filter(|post| own.next().is_none() && is_whole(post))
    };
    let posts: Option<Vec<String>> = names.iter().map(of).collect();
    posts.filter(|posts| posts.len() == parts.len())
}

/// «учитель музыки (оба)»: the post without the words that say whose it is.
fn of_both(text: &str) -> Option<String> {
    const BOTH: [&str; 8] = [
        "оба",
        "обе",
        "обоих",
        "у обоих",
        "у обеих",
        "все",
        "у всех",
        "каждый",
    ];
    let text = text.trim();
    let (post, beside) = match text.strip_suffix(')') {
        Some(inside) => inside.rsplit_once('(')?,
        None => text.rsplit_once([',', '–', '—'])?,
    };
    let is_both = BOTH.contains(&beside.trim().to_lowercase().as_str());
    let post = post.trim().trim_end_matches([',', ';', '–', '—', '-', ' ']);
    (is_both && is_whole(post)).then(|| post.to_owned())
}

/// «учитель музыки педагог-психолог», «учитель музыки - педагог-психолог»: a post of several words, and
/// another behind it. «Педагог-организатор» in two words is one.
fn holds_two(text: &str) -> bool {
    let is_longer = |post: &str| post.split_whitespace().count() > 1;
    let marks = |c: char| c.is_whitespace() || "-–—+".contains(c);
    text.match_indices(' ').any(|(at, _)| {
        let first = text[..at].trim_end_matches(marks);
        let second = text[at..].trim_start_matches(marks);
        let word = second.split_whitespace().next().unwrap_or_default();
        is_longer(first) && is_whole(first) && !is_unknown_post(word) && is_whole(second)
    })
}

/// Each part without its number and the marks around it; empty ones are left out.
fn parts<'t>(parts: impl Iterator<Item = &'t str>) -> Vec<String> {
    let bare = |part: &'t str| without_number(part.trim()).trim_matches([',', ';', ' ']);
    let parts = parts.map(bare).filter(|part| !part.is_empty());
    parts.map(ToOwned::to_owned).collect()
}

/// «1. учитель истории. 2. воспитатель» in one line.
fn counted(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = text.trim();
    for number in 1.. {
        let Some(own) = ["{}. ", "{}) "].iter().find_map(|mark| {
            let mark = mark.replace("{}", &number.to_string());
            rest.strip_prefix(mark.as_str())
        }) else {
            return Vec::new();
        };
        let next = [format!(" {}. ", number + 1), format!(" {}) ", number + 1)];
        let end = next.iter().find_map(|mark| own.find(mark.as_str()));
        let post = &own[..end.unwrap_or(own.len())];
        let post = post.trim_matches(['.', ',', ';', '/', ' ']);
        out.push(post.strip_suffix(" и").unwrap_or(post).to_owned());
        match end {
            Some(end) => rest = own[end..].trim_start(),
            None => return out,
        }
    }
    out
}

/// «воспитатель. учитель музыки»: a stop behind a whole word, not behind «зам.».
fn by_stops(text: &str) -> Vec<String> {
    const SHORTEST: usize = 5;
    let mut out = Vec::new();
    let mut start = 0;
    for (at, mark) in text.match_indices(". ") {
        let word = text[start..at].split_whitespace().next_back();
        if word.is_some_and(|word| word.chars().count() > SHORTEST) {
            out.push(&text[start..at]);
            start = at + mark.len();
        }
    }
    out.push(&text[start..]);
    parts(out.into_iter())
}

/// The ways to part a text at some of its «и», so that each part is a post: «учитель русского языка и
/// литературы и воспитатель».
fn by_and(text: &str, count: usize) -> Vec<Vec<String>> {
    const MOST: usize = 6;
    let pieces: Vec<&str> = text.split(" и ").collect();
    if pieces.len() < count || pieces.len() > MOST {
        return Vec::new();
    }
    let gaps = pieces.len() - 1;
    let ways = (0_u32..1 << gaps).filter(|way| way.count_ones() as usize == count - 1);
    let mut out = Vec::new();
    for way in ways {
        let mut own = vec![pieces[0].to_owned()];
        for (gap, piece) in pieces[1..].iter().enumerate() {
            if way >> gap & 1 == 1 {
                own.push((*piece).to_owned());
            } else if let Some(last) = own.last_mut() {
                *last = format!("{last} и {piece}");
            }
        }
        out.push(parts(own.iter().map(String::as_str)));
    }
    out
}

/// Whether a text is one post, or a dash for none.
fn is_whole(post: &str) -> bool {
    post == NO_POST || !is_unknown_post(post) && by_stops(post).len() == 1 && begins_post(post)
}

/// «обществознания и химии» begins like no post.
fn begins_post(post: &str) -> bool {
    let words: Vec<&str> = post.split_whitespace().collect();
    (1..=words.len().min(3)).any(|length| !is_unknown_post(&words[..length].join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_his_own_post_or_nobody_knows() {
        let each = |posts: &[&str]| {
            let posts = posts.iter().map(|post| Some((*post).to_owned()));
            Posts::Each(posts.collect())
        };
        for (text, own) in [
            (
                "учитель русского языка и литературы и учитель истории и обществознания",
                each(&[
                    "учитель русского языка и литературы",
                    "учитель истории и обществознания",
                ]),
            ),
            (
                "учитель русского языка и литературы и воспитатель",
                each(&["учитель русского языка и литературы", "воспитатель"]),
            ),
            (
                "учитель физики, воспитатель",
                each(&["учитель физики", "воспитатель"]),
            ),
            (
                "учитель физики / логопед",
                each(&["учитель физики", "логопед"]),
            ),
            (
                "воспитатель. учитель музыки",
                each(&["воспитатель", "учитель музыки"]),
            ),
            (
                "учитель истории и обществознания. учитель химии",
                each(&["учитель истории и обществознания", "учитель химии"]),
            ),
            (
                "1. учитель русского языка и литературы. 2. воспитатель",
                each(&["учитель русского языка и литературы", "воспитатель"]),
            ),
            (
                "педагог-психолог,\nвоспитатель",
                each(&["педагог-психолог", "воспитатель"]),
            ),
            (
                "учитель музыки + педагог-психолог",
                each(&["учитель музыки", "педагог-психолог"]),
            ),
            (
                "учитель музыки (оба)",
                Posts::One("учитель музыки".to_owned()),
            ),
            ("учитель музыки педагог-психолог", Posts::Unclear),
            ("учитель музыки - педагог-психолог", Posts::Unclear),
            (
                "педагог дополнительного образования",
                Posts::One("педагог дополнительного образования".to_owned()),
            ),
            (
                "педагог организатор",
                Posts::One("педагог организатор".to_owned()),
            ),
            (
                "учитель русского языка и литературы",
                Posts::One("учитель русского языка и литературы".to_owned()),
            ),
            ("зам. директора", Posts::One("зам. директора".to_owned())),
            (
                "заместитель директора по УВР / учитель физики, классный руководитель",
                Posts::Unclear,
            ),
        ] {
            assert_eq!(posts_of(text, 2), own, "{text}");
        }
        let of = |text: &str| by_names(text, &["Белкина Анна Олеговна", "Гусев О.П."]);
        assert_eq!(
            of("учитель музыки (Гусев), педагог-психолог (Белкина)").unwrap(),
            ["педагог-психолог", "учитель музыки"]
        );
        assert_eq!(of("учитель музыки (Гусев), педагог-психолог"), None);
    }
}
