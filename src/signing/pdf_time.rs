//! Times as a PDF writes them.

use chrono::{DateTime, NaiveDateTime, Utc};

/// `D:20260901101500+03'00'` (ISO 32000-1, 7.9.4).
pub(super) fn pdf_time(text: &str) -> Option<DateTime<Utc>> {
    let text = text.strip_prefix("D:")?;
    let time = NaiveDateTime::parse_from_str(text.get(..14)?, "%Y%m%d%H%M%S").ok()?;
    let zone: String = text.get(14..)?.chars().filter(|c| *c != '\'').collect();
    let minutes = match zone.split_at_checked(1) {
        None | Some(("Z", _)) => 0,
        Some((sign @ ("+" | "-"), digits)) => {
            let hours: i64 = digits.get(..2)?.parse().ok()?;
            let minutes: i64 = digits.get(2..4).map_or(Ok(0), str::parse).ok()?;
            (hours * 60 + minutes) * if sign == "-" { -1 } else { 1 }
        }
        Some(_) => return None,
    };
    Some(time.and_utc() - chrono::TimeDelta::minutes(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_a_pdf_are_read_with_their_zone() {
        let told = |text| pdf_time(text).map(|it| it.to_rfc3339());
        assert_eq!(
            told("D:20260901101500+03'00'").as_deref(),
            Some("2026-09-01T07:15:00+00:00")
        );
        assert_eq!(told("D:20260901101500Z"), told("D:20260901101500"));
        assert_eq!(told("D:2026"), None);
        assert_eq!(told("завтра"), None);
    }
}
