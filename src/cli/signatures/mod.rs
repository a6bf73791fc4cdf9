//! Commands about electronic signatures.

pub(crate) mod sign;
pub(crate) mod verify;

pub(crate) use sign::SignArgs;
pub(crate) use verify::{VerifyArgs, check_school};
