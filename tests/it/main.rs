//! Everything the program promises, tried from outside. One binary, for each would link typst anew.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may stop at any trouble and writes its own files"
)]

mod acquainted;
mod again;
mod answers;
mod archive;
mod bank;
mod begin;
mod beside;
mod blanks;
mod blocks;
mod browser;
mod built_in;
mod bulk;
mod cli;
mod deeds;
mod district;
mod docx_rules;
mod drafts;
mod edition_schema;
mod editions;
mod ends;
mod errors;
mod events;
mod examples;
mod fields;
mod forged;
mod formats;
mod golden;
mod groups;
mod headings;
mod hostile;
mod in_passing;
mod json_schema;
mod keep;
mod layers;
mod ledger;
mod lists;
mod lost_places;
mod misplaced;
mod origins;
mod out_of_list;
mod own_book;
mod own_fields;
mod pages;
mod parity;
mod pictures;
mod printing;
mod programs;
mod public_copies;
mod publishing;
mod readme;
mod regions;
mod release;
mod roll_over;
mod rosters;
mod rounds;
mod schema;
mod schools;
mod serve;
mod set;
mod several;
mod shared_editions;
mod sides;
mod sign_page;
mod signer;
mod signing;
mod source;
mod stages;
mod stale;
mod standing;
mod support;
mod turns;
mod usage;
mod watch;
mod who;
mod wording;
mod workbook;
mod written_out;
mod year;

/// The program's own. The heap of Wine takes the longer the more tests a process has run.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
