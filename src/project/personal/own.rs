//! The staff, whose names a public copy may hold in part.

/// Names of the staff, which a text may still hold in part.
#[derive(Debug, Clone, Default)]
pub(in crate::project) struct Own {
    /// Their words, in small letters.
    pub(super) words: Vec<String>,
    /// Surnames in every case, with the initials.
    short: Vec<(String, String)>,
}

impl Own {
    /// `written` are the names in any form, `short` those with initials.
    pub(in crate::project) fn new<'n>(
        written: impl Iterator<Item = &'n str>,
        short: impl Iterator<Item = &'n str>,
    ) -> Self {
        let plain = |it: &str| it.to_lowercase().replace('ё', "е");
        let words = written
            .flat_map(|it| it.split([' ', '\u{A0}']))
            .filter(|it| !it.contains('.'));
        let short = short.filter_map(|it| {
            let (surname, initials) = it.rsplit_once([' ', '\u{A0}'])?;
            let surname = surname.rsplit([' ', '\u{A0}']).next().unwrap_or(surname);
            Some((plain(surname), plain(initials)))
        });
        Self {
            words: words.map(plain).collect(),
            short: short.collect(),
        }
    }

    /// Whether a surname is that of a member of the staff.
    pub(super) fn has_surname(&self, plain: &str) -> bool {
        self.short.iter().any(|(surname, _)| surname == plain)
    }

    /// Whether a member of the staff has a surname and initials that begin so.
    pub(super) fn has_short(&self, plain: &str, initials: &str) -> bool {
        let letters = |it: &str| -> String { it.chars().filter(|c| c.is_alphabetic()).collect() };
        let initials = letters(&initials.to_lowercase().replace('ё', "е"));
        let mut same = self.short.iter().filter(|(surname, _)| surname == plain);
        same.any(|(_, own)| letters(own).starts_with(&initials))
    }
}
