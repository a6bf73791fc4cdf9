//! Ctrl-C during a long work: the first ends it after the papers that are being made, the second at
//! once. What only waits ends with the first.

use std::sync::atomic::{AtomicBool, Ordering};

/// What a shell expects of a program that Ctrl-C ended.
pub(crate) const EXIT_CODE: u8 = 130;

static ASKED: AtomicBool = AtomicBool::new(false);

/// From now on Ctrl-C is heeded instead of ending the program.
pub(crate) fn heed() {
    // Where the system gives no handler Ctrl-C goes on ending the program at once, which harms no
    // file either.
    let _ = ctrlc::set_handler(|| {
        if ASKED.swap(true, Ordering::Relaxed) {
            #[expect(
                clippy::disallowed_methods,
                reason = "nothing is left to return to: the user does not wait"
            )]
            std::process::exit(EXIT_CODE.into());
        }
    });
}

/// Whether Ctrl-C was pressed.
pub(crate) fn asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}
