//! Whether the time of a signature can be, and was one at which its certificate was valid.

use chrono::{DateTime, Local, TimeDelta, Utc};

/// By how much a signer's clock may be fast, its zone of time included.
const SKEW: TimeDelta = TimeDelta::hours(24);

#[expect(
    clippy::disallowed_methods,
    reason = "a signature is judged on the day of the look"
)]
fn now() -> DateTime<Utc> {
    Local::now().to_utc()
}

/// Why a time cannot be that of a signature, in Russian.
pub fn future(at: DateTime<Utc>) -> Option<&'static str> {
    (at > now() + SKEW).then_some(
        "время подписания еще не наступило: часы подписавшего шли неверно, или это время вписано",
    )
}

/// Why a time cannot be that of a simple signature, in Russian: the law that brought it is younger.
pub fn before_the_law(at: DateTime<Utc>) -> Option<&'static str> {
    const LAW: i64 = 1_302_048_000;
    (at.timestamp() < LAW).then_some(
        "время подписания раньше закона о простой электронной подписи, 6 апреля 2011 г.: это время вписано",
    )
}

/// The term of a certificate.
type Term = (DateTime<Utc>, DateTime<Utc>);

/// What is wrong with the time of a signature by a certificate of this term, in Russian; without a
/// time the certificate must be valid now.
pub fn time_doubt((from, to): Term, at: Option<DateTime<Utc>>) -> Option<&'static str> {
    let is_valid = |at: DateTime<Utc>| (from..=to).contains(&at);
    match at {
        Some(at) => future(at).or((!is_valid(at)).then_some(
            "во время подписания этот сертификат не действовал: его срок еще не начался или уже истек",
        )),
        None => (!is_valid(now())).then_some(
            "когда подписано, в подписи не сказано, а срок сертификата еще не начался или уже истек",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_that_cannot_be_is_doubted_and_none_counts_as_now() {
        let now = now();
        let days = TimeDelta::days;
        let doubt = |term: (i64, i64), at: Option<i64>| {
            time_doubt(
                (now + days(term.0), now + days(term.1)),
                at.map(|at| now + days(at)),
            )
        };
        assert_eq!(doubt((-10, 10), Some(-1)), None);
        assert_eq!(doubt((-10, 10), None), None);
        // A certificate that has ended since is good for what was signed before.
        assert_eq!(doubt((-10, -5), Some(-7)), None);
        let said = |doubt: Option<&str>, words| doubt.is_some_and(|it| it.starts_with(words));
        assert!(said(doubt((-10, -5), None), "когда подписано"));
        assert!(said(doubt((-10, -5), Some(-3)), "во время подписания"));
        assert!(said(doubt((-10, 99), Some(20)), "время подписания еще не"));
    }
}
