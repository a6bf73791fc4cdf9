//! What a Word file says, line by line and table by table, for who learns a form from it.
//!
//! It reads words and how they stand, no more: what it cannot give it names. The file is foreign: its
//! size and depth are bounded.

mod body;
mod file;
mod lines;
mod looks;
mod outline;
mod settings;
mod tables;

pub use file::read;
pub use outline::{
    Grid, GridCell, LeftOut, Line, List, Outline, Piece, Side, Unreadable, Whereabouts,
};
