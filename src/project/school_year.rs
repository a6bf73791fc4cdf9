//! A school year.

use chrono::{Datelike as _, NaiveDate};

use crate::reader::YEARS;

/// «2026/2027»: from 1 September to 31 August.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SchoolYear {
    /// The year of its autumn.
    pub start: i32,
}

impl SchoolYear {
    /// Two years running, with a stroke or a dash between them.
    pub fn parse(text: &str) -> Option<Self> {
        let (first, second) = text.split_once(['/', '-', '–', '—'])?;
        let year = |s: &str| s.trim().parse::<i32>().ok().filter(|y| YEARS.contains(y));
        let (start, end) = (year(first)?, year(second)?);
        (end == start + 1).then_some(Self { start })
    }

    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.start, 9, 1).unwrap_or(NaiveDate::MIN)
    }

    pub fn last_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.start + 1, 8, 31).unwrap_or(NaiveDate::MIN)
    }

    /// The school year that holds both days, if one does.
    pub fn holding(from: NaiveDate, to: NaiveDate) -> Option<Self> {
        let year = Self {
            start: if from.month() >= 9 {
                from.year()
            } else {
                from.year() - 1
            },
        };
        (from >= year.first_day() && to <= year.last_day()).then_some(year)
    }
}

impl std::fmt::Display for SchoolYear {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.start, self.start + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_school_year_is_two_years_running() {
        assert_eq!(
            SchoolYear::parse("2026/2027"),
            Some(SchoolYear { start: 2026 })
        );
        assert_eq!(
            SchoolYear::parse("2026 – 2027"),
            Some(SchoolYear { start: 2026 })
        );
        assert_eq!(SchoolYear::parse("2026/2028"), None);
        assert_eq!(SchoolYear::parse("2026"), None);
    }
}
