//! The program that checks what this one cannot: from the command line, or from the user's own
//! settings.

use std::time::Duration;

use crate::cli::signatures::settings;
use crate::disk::UserCommand;
use crate::signing::Verifier;

/// Seconds it may take where nobody says otherwise.
const TIMEOUT: u64 = 60;

/// The program to ask; `None` if the user has named none.
///
/// # Errors
/// What is wrong with its command, in Russian.
pub(super) fn verifier(on_line: &[String]) -> Result<Option<Verifier>, String> {
    let named = if on_line.is_empty() {
        settings::verifier()?
    } else {
        Some(UserCommand {
            command: on_line.to_vec(),
            timeout: None,
        })
    };
    let verifier = named.map(|it| Verifier {
        command: it.command,
        timeout: Duration::from_secs(it.timeout.unwrap_or(TIMEOUT)),
    });
    if let Some(verifier) = &verifier {
        verifier.program()?;
    }
    Ok(verifier)
}
