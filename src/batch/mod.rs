//! From a folder to finished files: what is to be made, under which names, in parallel, whole or not at all.
//!
//! With `cli` it is the only room that touches files.

mod disk;
mod load;
mod look;
mod make;
mod names;
mod plan;

pub use disk::{Trouble, create_folder, write_new, write_whole};
pub use load::load;
pub use look::{Look, read_template};
pub use make::{Format, MadeFile, Outcome, make, make_one};
pub use plan::{Kind, Paper, Plan, blanks, prepare};
