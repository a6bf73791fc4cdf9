//! Certificates and revocation data for checking the chains of a file, with a limit on the work.

use std::cell::Cell;

use super::certificate::Certificate;
use super::elements::Algorithm;
use super::value_check::{ValueCheck, check};

/// Limit on the signatures of certificates, lists and responses checked for one file.
const MOST_CHECKS: usize = 512;

/// Certificates and lists found in a file, and the roots of the user.
#[derive(Debug, Default)]
pub(super) struct Evidence<'a> {
    pub roots: &'a [Certificate],
    pub others: Vec<Certificate>,
    /// Lists of revoked certificates and answers about them (DER).
    pub revocation: Vec<Vec<u8>>,
    /// Signatures checked so far, for all signers of a file.
    pub checks: Cell<usize>,
}

impl Evidence<'_> {
    /// Checks a signature; once the limit is exceeded, every one counts as wrong.
    pub(super) fn check(
        &self,
        by: &Certificate,
        algorithm: &Algorithm,
        message: &[u8],
        value: &[u8],
    ) -> ValueCheck {
        self.checks.set(self.checks.get() + 1);
        if self.checks.get() > MOST_CHECKS {
            return ValueCheck::Wrong;
        }
        check(by, algorithm, None, message, value)
    }
}
