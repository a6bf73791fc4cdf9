//! Project → Document, one file per form. Forms take their words from the edition and know nothing
//! of PDF or DOCX.

mod acquainted;
mod appendix;
mod basis;
mod besides;
mod blank;
mod clauses;
mod figures;
mod filling;
mod grounds;
mod heading;
mod labour;
mod order;
mod own;
mod people;
mod program;
mod register;
mod regulation;
mod roadmap;
mod served;
mod terms;
mod words;
mod year;

pub use appendix::{Appendix, appendices};
pub use blank::{blank, blank_file_name};
pub use figures::percent;
pub use filling::Whom;
pub use labour::{labour, labour_file_name, labour_keys};
pub use order::{order, order_file_name};
pub use program::{blank_program, program, public_program};
pub use register::{Register, bank_rows, pairing_rows, register};
pub use regulation::regulation;
pub use roadmap::{blank_roadmap, roadmap};
pub use words::{EPOCH, fill, user, wording};
pub use year::year_paper;
