//! Whether what an edition's own fields say is printed anywhere.

use super::columns::ColumnWords;
use super::whole::Edition;
use super::words::Keyed;
use crate::fields::{OWN, OWN_OF_MENTEES, OWN_OF_MENTORS, OwnField, OwnOf};

impl Edition {
    /// Whether some form of it has a place or a column for a field that it adds.
    pub fn prints(&self, field: &OwnField) -> bool {
        let words = |of: &[&str]| -> Vec<String> {
            of.iter().map(|it| format!("{it}.{}", field.key)).collect()
        };
        let words = match field.of {
            OwnOf::Staff => words(&[OWN, OWN_OF_MENTORS, OWN_OF_MENTEES]),
            OwnOf::Pairing | OwnOf::Activity => words(&[OWN]),
        };
        let is_named = |text: &String| {
            let mut all = words.iter();
            all.any(|word| text.contains(&format!("{{{word}}}")))
        };
        let kinds = || self.orders.kind.iter();
        let papers = || self.year.paper.iter().flat_map(|paper| &paper.block);
        let layout = self.program.layout.iter().flatten();
        layout
            .chain(papers())
            .any(|block| block.texts().any(is_named))
            || papers().any(|block| has(&block.column, &words))
            || kinds().any(|kind| words.iter().any(|word| kind.names(&format!("{word}}}"))))
            || [&self.roadmap, &self.municipal_roadmap]
                .into_iter()
                .any(|form| has(&form.column, &words))
            || [
                &self.orders.pairs,
                &self.orders.programs,
                &self.orders.payments,
            ]
            .into_iter()
            .any(|list| has(&list.column, &words))
            || has(&self.registers.pairings.column, &words)
            || [&self.registers.mentors, &self.registers.mentees]
                .into_iter()
                .any(|bank| has(&bank.column, &words))
    }
}

fn has<F: Keyed>(columns: &[ColumnWords<F>], words: &[String]) -> bool {
    let mut all = columns.iter();
    all.any(|column| words.iter().any(|word| word == column.field.word()))
}
