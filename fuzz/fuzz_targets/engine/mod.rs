//! The door to libFuzzer: the macro of `libfuzzer-sys` under `cargo fuzz`, the same few lines without it.

#[cfg(fuzzing)]
pub use libfuzzer_sys::fuzz_target;

/// Defines what libFuzzer calls: the work on one input, and before the first of them a hook by which a panic ends the
/// process, so that the input is kept.
#[cfg(not(fuzzing))]
macro_rules! fuzz_target {
    (|$bytes:ident: &[u8]| $work:block) => {
        /// # Safety
        /// `data` points to `size` bytes.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn LLVMFuzzerTestOneInput(data: *const u8, size: usize) -> i32 {
            let $bytes: &[u8] = if size == 0 {
                &[]
            } else {
                // SAFETY: libFuzzer gives a pointer to so many bytes, and keeps them until the return.
                unsafe { std::slice::from_raw_parts(data, size) }
            };
            (|| $work)();
            0
        }

        #[unsafe(no_mangle)]
        pub extern "C" fn LLVMFuzzerInitialize(_: *mut i32, _: *mut *mut *mut u8) -> i32 {
            let usual = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |info| {
                usual(info);
                std::process::abort();
            }));
            0
        }
    };
}
#[cfg(not(fuzzing))]
pub(crate) use fuzz_target;
