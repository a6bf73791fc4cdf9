//! Makes the papers of a plan: the files of the output folder, one file in memory, pictures for the
//! screen.

mod one;
mod page_setter;
mod preview;
mod run;
mod standing;

pub use crate::pdf::PlacedText;
pub use one::{make_one, paper_bytes};
pub use preview::{Drawing, PageView, PendingPicture, Preview};
pub use run::{Made, MadeFile, Making, Outcome, Shard, make};
pub(crate) use standing::standing;
pub use standing::status;
