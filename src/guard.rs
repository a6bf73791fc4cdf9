//! Foreign libraries over foreign bytes: where one of them falls, it is no fall of the program.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What the work gives, or nothing if it panics; no word of a panic then reaches the screen.
pub fn without_fall<T>(work: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |info| {
            if !IS_GUARDED.get() {
                usual(info);
            }
        }));
    });
    let before = IS_GUARDED.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    IS_GUARDED.set(before);
    done.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fall_is_nothing_and_work_goes_on() {
        assert_eq!(without_fall(|| 5), Some(5));
        let numbers: Vec<usize> = Vec::new();
        assert_eq!(without_fall(|| numbers[3]), None);
        assert_eq!(without_fall(|| 6), Some(6));
    }
}
