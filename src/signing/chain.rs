//! The chain from a certificate up to a root the user trusts (RFC 5280, 6), and what the file itself
//! says of revocation. Nothing is fetched; trust is claimed only as far as this goes.

use chrono::{DateTime, Utc};

use super::certificate::Certificate;
use super::evidence::Evidence;
use super::revocation::{Revocation, revocation};
use super::value_check::ValueCheck;

/// Longer than any honest chain.
const LONGEST: usize = 8;
/// What can be said of the trust in a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trust {
    /// No roots were given.
    NotAsked,
    /// Up to a root, by its owner's name.
    Trusted {
        root: String,
        revocation: Revocation,
    },
    Untrusted(Distrust),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Distrust {
    /// No chain to a root; the last issuer that was looked for.
    NoChain(String),
    /// A certificate of the chain whose signature cannot be checked: ГОСТ and the like.
    Unchecked(String),
    /// Whose certificate was not yet or no more valid when the signature was made.
    Expired(String),
    /// The key is not for signing.
    KeyUsage,
    /// A condition of a certificate that is not understood.
    Condition(String),
    Revoked(DateTime<Utc>),
    /// Neither the signature nor a time stamp names a time.
    NoTime,
}

impl std::fmt::Display for Distrust {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoChain(issuer) => write!(
                f,
                "цепочка не доходит до указанных корневых сертификатов: нет подходящего сертификата «{issuer}»"
            ),
            Self::Unchecked(owner) => {
                write!(f, "подпись под сертификатом «{owner}» проверить нечем")
            }
            Self::Expired(owner) => {
                write!(f, "сертификат «{owner}» на время подписания не действовал")
            }
            Self::KeyUsage => f.write_str("ключ этого сертификата не предназначен для подписи"),
            Self::Condition(oid) => write!(
                f,
                "в сертификате есть условие {oid}, которого программа не знает"
            ),
            Self::Revoked(time) => write!(f, "сертификат отозван {}", time.format("%d.%m.%Y")),
            Self::NoTime => {
                f.write_str("время подписания нигде не названо, и срок действия проверить нельзя")
            }
        }
    }
}

/// Whether a signer's certificate can be trusted at a time.
pub(super) fn trust(
    signer: &Certificate,
    time: Option<DateTime<Utc>>,
    evidence: &Evidence<'_>,
) -> Trust {
    if evidence.roots.is_empty() {
        return Trust::NotAsked;
    }
    let Some(time) = time else {
        return Trust::Untrusted(Distrust::NoTime);
    };
    if !signer.may_sign() || !signer.serves_documents() {
        return Trust::Untrusted(Distrust::KeyUsage);
    }
    let mut search = Search {
        time,
        evidence,
        worst: Distrust::NoChain(signer.issuer()),
    };
    match search.climb(signer, &mut Vec::new()) {
        None => Trust::Untrusted(search.worst),
        Some(chain) => verdict(&chain, time, evidence),
    }
}

fn verdict(chain: &[Certificate], time: DateTime<Utc>, evidence: &Evidence<'_>) -> Trust {
    // Of a root alone nobody says anything.
    let mut weakest = if chain.len() < 2 {
        Revocation::Unknown
    } else {
        Revocation::NotRevoked
    };
    for pair in chain.windows(2) {
        match revocation(&pair[0], &pair[1], time, evidence) {
            Revocation::Revoked(since) => return Trust::Untrusted(Distrust::Revoked(since)),
            Revocation::Unknown => weakest = Revocation::Unknown,
            Revocation::NotRevoked => {}
        }
    }
    Trust::Trusted {
        root: chain.last().map(Certificate::owner).unwrap_or_default(),
        revocation: weakest,
    }
}

struct Search<'a> {
    time: DateTime<Utc>,
    evidence: &'a Evidence<'a>,
    worst: Distrust,
}

impl Search<'_> {
    /// The chain from a certificate up to a root, with those below it.
    fn climb(
        &mut self,
        from: &Certificate,
        below: &mut Vec<Certificate>,
    ) -> Option<Vec<Certificate>> {
        if let Some(condition) = from.unknown_condition() {
            self.worst = Distrust::Condition(condition);
            return None;
        }
        let (begin, end) = from.validity();
        if self.time < begin || self.time > end {
            self.worst = Distrust::Expired(from.owner());
            return None;
        }
        below.push(from.clone());
        if self.evidence.roots.contains(from) {
            return Some(below.clone());
        }
        let issuer = from.issuer_der();
        let evidence = self.evidence;
        let candidates = evidence.roots.iter().chain(&evidence.others);
        for above in candidates.filter(|it| it.subject_der() == issuer) {
            // Authorities between the root and the signer, without this one.
            let between = below.len() - 1;
            // A root is trusted as it is; what it lets others do is their own.
            let is_root = evidence.roots.contains(above);
            let may = above.authority().is_some_and(|most| between <= most)
                && (is_root || above.serves_documents());
            if below.len() >= LONGEST || below.contains(above) || !may {
                continue;
            }
            match is_issued_by(from, above, evidence) {
                ValueCheck::Right => {
                    if let Some(chain) = self.climb(above, below) {
                        return Some(chain);
                    }
                }
                ValueCheck::Unchecked(_) => self.worst = Distrust::Unchecked(from.owner()),
                ValueCheck::Wrong => {}
            }
        }
        if matches!(self.worst, Distrust::NoChain(_)) {
            self.worst = Distrust::NoChain(from.issuer());
        }
        below.pop();
        None
    }
}

fn is_issued_by(
    certificate: &Certificate,
    above: &Certificate,
    evidence: &Evidence<'_>,
) -> ValueCheck {
    match certificate.issued() {
        Some((signed, algorithm, value)) => evidence.check(above, &algorithm, &signed, &value),
        None => ValueCheck::Wrong,
    }
}
