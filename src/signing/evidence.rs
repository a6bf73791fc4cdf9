//! What a file brings along to prove its signatures, and how much is checked of it.

use std::cell::Cell;

use super::certificate::Certificate;
use super::elements::Algorithm;
use super::value_check::{ValueCheck, check};

/// Signatures of certificates, lists and answers that are checked for one file.
const MOST_CHECKS: usize = 512;

/// Certificates and lists found in a file, and the roots of the user.
#[derive(Debug, Default)]
pub struct Evidence<'a> {
    pub roots: &'a [Certificate],
    pub others: Vec<Certificate>,
    /// Lists of revoked certificates and answers about them (DER).
    pub revocation: Vec<Vec<u8>>,
    /// Signatures checked so far, for all signers of a file.
    pub checks: Cell<usize>,
}

impl Evidence<'_> {
    /// Checks a signature over something; beyond the most that are checked it is wrong.
    pub fn check(
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
