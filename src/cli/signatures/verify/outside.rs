//! The program that checks what this one cannot: from the command line, or from the user's own
//! settings.

use std::time::Duration;

use etcetera::BaseStrategy as _;

use crate::disk::VerifyCommand;
use crate::signing::Verifier;

/// The file of the user's settings that names it.
const SETTINGS: &str = "nastavnik/verify-command.toml";
/// Seconds it may take where nobody says otherwise.
const TIMEOUT: u64 = 60;

/// The program to ask; `None` if the user has named none.
///
/// # Errors
/// What is wrong with its command, in Russian.
pub(super) fn verifier(on_line: &[String]) -> Result<Option<Verifier>, String> {
    let named = if on_line.is_empty() {
        let user = etcetera::choose_base_strategy().ok();
        let file = user.map(|user| user.config_dir().join(SETTINGS));
        file.map_or(Ok(None), |file| VerifyCommand::in_file(&file))?
    } else {
        Some(VerifyCommand {
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
