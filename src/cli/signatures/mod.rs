//! Commands about electronic signatures.

mod settings;
pub(crate) mod sign;
pub(crate) mod verify;

pub(crate) use sign::{SignArgs, Signatures};
pub(crate) use verify::{VerifyArgs, check_school};
