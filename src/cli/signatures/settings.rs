//! What this user's own settings say of signatures: the programs that sign and check, the
//! certificates of those who sign. A school's folder has no say in any of it.

use std::path::PathBuf;

use etcetera::BaseStrategy as _;

use crate::disk::{AllowedCommands, UserCommand};

/// The commands of schools' folders that were allowed.
const ALLOWED: &str = "allowed-commands.toml";
/// The program that signs.
const SIGNS: &str = "sign-command.toml";
/// The program that checks signatures.
const CHECKS: &str = "verify-command.toml";
/// The certificates of those who sign on this computer.
const CERTIFICATES: &str = "certificates";

fn at(name: &str) -> Option<PathBuf> {
    let user = etcetera::choose_base_strategy().ok()?;
    Some(user.config_dir().join("nastavnik").join(name))
}

pub(super) fn allowed_commands() -> Option<AllowedCommands> {
    at(ALLOWED).map(AllowedCommands::in_file)
}

/// The file that names the program that signs.
pub(super) fn file_of_signer() -> Option<PathBuf> {
    at(SIGNS)
}

pub(super) fn certificates_folder() -> Option<PathBuf> {
    at(CERTIFICATES)
}

/// The program that signs; `None` if the user has chosen none.
///
/// # Errors
/// What is wrong with the settings, in Russian.
pub(super) fn signer() -> Result<Option<UserCommand>, String> {
    named(SIGNS)
}

/// The program that checks signatures; `None` if the user has chosen none.
///
/// # Errors
/// As [`signer`].
pub(super) fn verifier() -> Result<Option<UserCommand>, String> {
    named(CHECKS)
}

fn named(file: &str) -> Result<Option<UserCommand>, String> {
    at(file).map_or(Ok(None), |file| UserCommand::in_file(&file))
}
