//! Signatures that lie beside a file.

use chrono::{DateTime, Utc};

use super::certificate::Certificate;
use super::chain::{Trust, trust};
use super::cms::{Cms, TimeStamp};
use super::confirm::{Confirm, value_of};
use super::evidence::Evidence;
use super::fault::Fault;
use super::value_check::ValueCheck;
use super::verify::MOST_CERTIFICATES;

/// What can be said of a signature that lies beside a file.
#[derive(Debug)]
pub struct CheckedBeside {
    pub cms: Cms,
    pub agrees: bool,
    pub value: ValueCheck,
    /// The program of the user's by whose word the value is right.
    pub confirmed_by: Option<String>,
    pub stamped: Option<TimeStamp>,
    pub trust: Trust,
}

impl CheckedBeside {
    /// The time by which validity is judged: that of an authority, or else of the signer's clock.
    pub fn signed_at(&self) -> Option<DateTime<Utc>> {
        let stamped = self.stamped.as_ref().filter(|it| it.holds());
        stamped.map(|it| it.time).or(self.cms.signing_time)
    }
}

/// The signature of a file that lies beside it.
///
/// # Errors
/// If it is no detached CMS of one signer, or its digest is of an algorithm that is not known.
pub fn verify_detached(
    signature: &[u8],
    file: &[u8],
    roots: &[Certificate],
) -> Result<CheckedBeside, Fault> {
    let mut each = verify_each_detached(signature, file, roots, None)?;
    match (each.len(), each.pop()) {
        (1, Some(checked)) => Ok(checked),
        (count, _) => Err(Fault::SignerCount(count)),
    }
}

/// The same of each that is signed in one file, with a program of the user's for what is not checked
/// here.
///
/// # Errors
/// As [`verify_detached`].
pub fn verify_each_detached(
    signature: &[u8],
    file: &[u8],
    roots: &[Certificate],
    confirm: Option<Confirm<'_>>,
) -> Result<Vec<CheckedBeside>, Fault> {
    let each = Cms::read_alone(signature).map_err(|fault| match fault {
        Fault::NotCms => Fault::UnreadableSignature,
        other => other,
    })?;
    let checked = each.into_iter().map(|cms| check(cms, file, roots, confirm));
    checked.collect()
}

fn check(
    cms: Cms,
    file: &[u8],
    roots: &[Certificate],
    confirm: Option<Confirm<'_>>,
) -> Result<CheckedBeside, Fault> {
    let agrees = cms.is_of(&[file])?;
    let stamped = cms.value_time_stamp();
    let time = stamped.as_ref().filter(|it| it.holds()).map(|it| it.time);
    let evidence = Evidence {
        roots,
        others: cms
            .certificates
            .iter()
            .take(MOST_CERTIFICATES)
            .cloned()
            .collect(),
        revocation: cms.revocation.clone(),
        ..Evidence::default()
    };
    let (value, confirmed_by) = value_of(&cms, &[file], confirm);
    Ok(CheckedBeside {
        agrees,
        value,
        confirmed_by,
        trust: trust(&cms.certificate, time.or(cms.signing_time), &evidence),
        stamped,
        cms,
    })
}
