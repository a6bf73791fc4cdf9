//! Electronic signatures: empty fields in a PDF, a foreign signature put into one of them, what can
//! be said of a signed file.
//!
//! Everything is done by append-only updates (ISO 32000-1, 7.5.6): a field or a signature never
//! changes a byte that an earlier signature covers. The signature itself (a CMS, RFC 5652) is made
//! by a program of the user's choice, so neither keys nor PINs ever come here; this room checks
//! that what the program gives back is a signature of these bytes by this certificate.
//!
//! What was signed is read by `strict`, which repairs nothing: a file is called unchanged only if
//! the value of its signature is right and every later byte is understood and allowed. Trust goes
//! as far as the roots the user gives, and is claimed no further.

mod beside;
mod certificate;
mod chain;
mod cms;
mod confirm;
mod detached;
mod elements;
mod embed;
mod encoding;
mod evidence;
mod external;
mod fault;
mod fields;
mod hash;
mod moment;
mod pdf_time;
mod revision;
mod revocation;
mod stamp;
mod strict;
mod value_check;
mod verify;

pub use beside::{CheckedBeside, verify_detached, verify_each_detached};
pub use certificate::Certificate;
pub use chain::{Distrust, Trust};
pub use cms::{Cms, TimeStamp};
pub use confirm::Confirm;
pub use detached::SimpleSignature;
pub use embed::{DEFAULT_ROOM, Prepared, Profile, Request, prepare};
pub use external::{Signer, Stop, Verifier};
pub use fault::Fault;
pub use fields::{FieldState, fields_of, with_fields};
pub use hash::sha256_hex;
pub use moment::{before_the_law, future, time_doubt};
pub use revocation::Revocation;
pub use stamp::Stamp;
pub use strict::Change;
pub use value_check::{Unchecked, ValueCheck, unfit};
pub use verify::{
    After, Checked, LARGEST, Later, has_validation_data, is_pdf, verify_pdf, verify_pdf_by,
};
