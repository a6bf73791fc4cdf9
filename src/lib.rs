//! nastavnik turns one description of a school into its teacher-mentoring papers, as PDF, DOCX and
//! plain text.
//!
//! The way is one: files → [`project`] → [`forms`] → [`document`] → [`pdf`], [`docx`] or [`text`].
//! [`disk`] reads and writes the files, [`prepare`] turns a project into a [`plan`], [`make`] makes
//! its papers and [`bundle`] puts many into one file; [`exchange`] brings changes into a project.
//! [`cli`] talks to the user, [`serve`] is its page in a browser. Which room may use which is
//! written in `tests/it/layers.rs`.

pub mod bundle;
pub mod check;
pub mod cli;
pub mod console;
pub mod digest;
pub mod disk;
pub mod district;
pub mod document;
pub mod docx;
pub mod draft;
pub mod edit;
pub mod edition;
pub mod exchange;
pub mod fields;
pub mod fit;
pub mod fonts;
pub mod forms;
pub mod guard;
pub mod look;
pub mod make;
pub mod new_year;
pub mod origin;
pub mod packing;
pub mod pdf;
pub mod plan;
pub mod prepare;
pub mod problem;
pub mod project;
pub mod qr;
pub mod reader;
pub mod roll_over;
pub mod russian;
pub mod sample;
pub mod schema;
pub mod serve;
pub mod shown;
pub mod signing;
pub mod standard;
pub mod style;
pub mod text;
pub mod workbook;
pub mod workspace;
pub mod xlsx;
