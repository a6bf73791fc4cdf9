//! The particulars of a simple signature for the school's site, which lies beside its file.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::hash::sha256_hex;

/// Letters of the key by which the site tells one simple signature from another.
const KEY_LETTERS: usize = 32;

/// What the mark of a simple signature on a site shows: date and time, name and post of the signer,
/// a unique key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimpleSignature {
    pub file: String,
    pub signer: String,
    pub post: String,
    /// RFC 3339, with the zone.
    pub signed_at: String,
    /// The first half of `sha256`.
    pub key: String,
    pub sha256: String,
}

impl SimpleSignature {
    pub fn of(
        file: &str,
        bytes: &[u8],
        signer: &str,
        post: &str,
        time: DateTime<FixedOffset>,
    ) -> Self {
        let sha256 = sha256_hex(bytes);
        Self {
            file: file.to_owned(),
            signer: signer.to_owned(),
            post: post.to_owned(),
            signed_at: time.to_rfc3339_opts(chrono::SecondsFormat::Secs, false),
            key: sha256[..KEY_LETTERS].to_owned(),
            sha256,
        }
    }

    /// One that lies beside a file; `None` for anything else.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let plain = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        serde_json::from_slice(plain).ok()
    }

    /// When it was made; `None` where no time is written so.
    pub fn time(&self) -> Option<DateTime<FixedOffset>> {
        DateTime::parse_from_rfc3339(&self.signed_at).ok()
    }

    /// Whether it was made for these bytes, and its key is of them too.
    pub fn is_of(&self, bytes: &[u8]) -> bool {
        let sha256 = sha256_hex(bytes);
        self.sha256.eq_ignore_ascii_case(&sha256)
            && self.key.eq_ignore_ascii_case(&sha256[..KEY_LETTERS])
    }
}
