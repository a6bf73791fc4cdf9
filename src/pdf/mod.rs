//! Document → PDF, by typst in this process. It knows the page, never a form.
//!
//! typst sees three things: the compiled-in page program, the faces and the document as data.
//! Nothing comes from the disk, the net or the clock, so the same document gives the same bytes.

mod breaks;
mod ends;
mod held;
mod hyphens;
mod mark;
mod picture;
mod stamp;
mod strips;
mod value;
mod world;
mod writer;

pub use mark::Written;
pub use picture::PlacedText;
pub use stamp::lay_out_stamp;
pub use writer::{MadePdf, Pages, PdfWriter};
