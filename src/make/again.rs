//! A run that finds everything as the last one left it says what that one would say again, and
//! reads, checks and looks at nothing else.
//!
//! Content decides: the fingerprint of what papers are made from is of every byte of every file of
//! the project. Of the output folder it is asked what a run asks too before it opens a file.

use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::alone::{Wait, alone};
use crate::disk::{WHOLE, how_it_lies, keep_answer, kept_answer};

/// What was to be said, and of what.
#[derive(Serialize, Deserialize)]
struct Kept<T> {
    /// What the user had asked for.
    wish: String,
    /// Fingerprint of everything that papers are made from.
    inputs: String,
    /// How the folder lay.
    lies: String,
    answer: T,
}

/// What a run for the same wish would say, if nothing has changed since [`remember`]; `None` where
/// it must be run to know. `inputs` is asked last.
pub fn recall<T: DeserializeOwned>(
    folder: &Path,
    wish: &str,
    inputs: impl FnOnce() -> Option<String>,
    wait: Wait,
) -> Option<T> {
    let kept: Kept<T> = serde_json::from_slice(&kept_answer(folder)?).ok()?;
    if kept.wish != wish {
        return None;
    }
    // What another run is about to change is not looked at before it has.
    let _alone = alone(folder, WHOLE, wait).ok()??;
    let is_same = how_it_lies(folder).ok()? == kept.lies && inputs()? == kept.inputs;
    is_same.then_some(kept.answer)
}

/// Keeps what the next run for the same will say. `lies` is [`Made::lies`](super::Made::lies). What
/// cannot be kept is found out anew.
pub fn remember<T: Serialize>(folder: &Path, wish: &str, inputs: &str, lies: &str, answer: &T) {
    let kept = Kept {
        wish: wish.to_owned(),
        inputs: inputs.to_owned(),
        lies: lies.to_owned(),
        answer,
    };
    let bytes = serde_json::to_vec(&kept).unwrap_or_default();
    let _ = keep_answer(folder, &bytes);
}
