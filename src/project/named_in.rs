//! Whether a post names the organisation already: «директор МБОУ «Школа № 7»».

use super::organization::Organization;
use crate::russian::{Case, decline_organization};

impl Organization {
    /// Whether words of a post name this organisation, by its full or short name or by the name
    /// proper in its quotes, as they stand or in the genitive.
    pub fn is_named_in(&self, post: &str) -> bool {
        let post = words(post);
        if post.len() < 2 {
            return false;
        }
        let names = [Some(&self.full_name), self.short_name.as_ref()];
        let forms = names.into_iter().flatten().flat_map(|name| forms(name));
        let own = Case::ALL.into_iter().filter_map(|case| self.own_case(case));
        let mut all = forms.chain(own.map(words));
        all.any(|name| name.len() > 1 && post.windows(name.len()).any(|part| part == name))
    }
}

/// A name and what stands in its outer quotes, each as it is, in the genitive and the instrumental:
/// «заведующий детским садом № 5».
fn forms(name: &str) -> Vec<Vec<String>> {
    let quoted = name
        .find('«')
        .zip(name.rfind('»'))
        .and_then(|(start, end)| name.get(start + '«'.len_utf8()..end));
    let declined = |name: &str| {
        let declined = decline_organization(name).ok();
        let cases = [Case::Genitive, Case::Instrumental];
        let forms = declined.map(|it| cases.map(|case| words(it.form(case))));
        forms.into_iter().flatten().chain([words(name)])
    };
    let names = [Some(name), quoted].into_iter().flatten();
    names.flat_map(declined).collect()
}

/// Words and numbers in small letters, without the marks around them.
fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase().replace('ё', "е");
    lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(ToOwned::to_owned)
        .collect()
}
