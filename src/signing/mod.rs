//! Electronic signatures: empty fields in a PDF, a foreign signature put into one of them, what can
//! be said of a signed file.
//!
//! Everything is done by append-only updates (ISO 32000-1, 7.5.6): a field or a signature never
//! changes a byte that an earlier signature covers. The signature itself (a CMS, RFC 5652) is made
//! by a program of the user's choice, so neither keys nor PINs ever come here; this room checks
//! that what the program gives back is a signature of these bytes by this certificate. It verifies
//! no chain and no revocation, and never says that a signature is valid.

mod certificate;
mod cms;
mod detached;
mod embed;
mod encoding;
mod external;
mod fault;
mod fields;
mod hash;
mod revision;
mod stamp;
mod verify;

pub use certificate::Certificate;
pub use cms::Cms;
pub use detached::{SimpleSignature, verify_detached};
pub use embed::{DEFAULT_ROOM, Prepared, Profile, Request, prepare};
pub use external::{Signer, Stop};
pub use fault::Fault;
pub use fields::{FieldState, fields_of, with_fields};
pub use hash::sha256_hex;
pub use stamp::Stamp;
pub use verify::{After, Checked, verify_pdf};
