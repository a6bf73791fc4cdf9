//! Makes the papers of a plan: the files of the output folder, one file in memory, pictures for the
//! screen.

mod again;
mod alone;
mod comparisons;
mod names;
mod one;
mod page_setter;
mod preview;
mod run;
mod seal;
mod standing;

pub use crate::pdf::PlacedText;
pub use again::{recall, remember};
pub use alone::{
    Issuing, Wait, answer_lost_marks, issue, issue_all, note_signed, put_away, while_alone,
};
pub use comparisons::Comparisons;
pub use one::{make_one, paper_bytes};
pub use preview::{
    Drawing, Over, PagePatch, PagePicture, PageView, PendingPatch, PendingPicture, Preview,
};
pub use run::{KeptFile, Made, MadeFile, Making, Outcome, Replace, Shard, make};
pub(crate) use seal::ledger;
pub use seal::{Seal, seal};
pub use standing::{
    FileState, given_out, has_lost_marks, leftovers, look, status, tell_differences,
};
pub(crate) use standing::{standing, unplanned};
