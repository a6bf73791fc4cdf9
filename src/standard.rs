//! The standards that a PDF may keep.

use serde::{Deserialize, Serialize};

/// What a PDF promises to programs that read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Standard {
    /// For keeping and for a screen reader: PDF/A-2a and PDF/UA-1; PDF/A-3a and PDF/UA-1 where
    /// files are attached.
    #[default]
    Archive,
    /// PDF/A-1a: personnel papers that are kept only as files (order of Минтруд of 20.09.2022 №
    /// 578н).
    Personnel,
    /// PDF 1.7 with tags and no promise.
    Plain,
}

impl Standard {
    pub const ALL: [Self; 3] = [Self::Archive, Self::Personnel, Self::Plain];

    /// The word for the command line and for `organization.toml`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Archive => "a-2a",
            Self::Personnel => "a-1a",
            Self::Plain => "plain",
        }
    }

    /// Whether files may be attached: PDF/A-1 forbids it (ISO 19005-1, 6.1.11).
    pub fn takes_attachments(self) -> bool {
        match self {
            Self::Archive | Self::Plain => true,
            Self::Personnel => false,
        }
    }
}
