//! Figures that reports give of a school.

use crate::document::{Meaning, Text};
use crate::edition::ReportValue;
use crate::project::Project;

/// One figure of the report; `None` is left for the pen.
pub(super) fn figure(project: &Project, value: ReportValue) -> Option<Text> {
    let counts = project.counts(None);
    Some(Text::plain(match value {
        ReportValue::Teachers => {
            let teachers = project.teachers()?;
            return Some(Text::from_data(
                &teachers.to_string(),
                teachers.place.origin(),
            ));
        }
        ReportValue::Mentors => counts.mentors.to_string(),
        ReportValue::Mentees => counts.mentees.to_string(),
        ReportValue::Pairings => counts.pairings.to_string(),
        ReportValue::Groups => counts.groups.to_string(),
        ReportValue::Coverage => return Some(percent(counts.included, counts.teachers?)),
        ReportValue::WithConsent => project
            .pairings
            .iter()
            .filter(|p| p.mentors.iter().any(|m| p.consent_of(&m.key).is_some()))
            .count()
            .to_string(),
        ReportValue::Blank => return None,
    }))
}

/// «37,5», one digit after the comma where there is one.
pub fn percent(part: usize, whole: usize) -> Text {
    if whole == 0 {
        return Text::plain("0");
    }
    let tenths = (part * 1000 + whole / 2) / whole;
    let words = if tenths.is_multiple_of(10) {
        (tenths / 10).to_string()
    } else {
        format!("{},{}", tenths / 10, tenths % 10)
    };
    Text::plain(words).meaning(Meaning::Tenths(tenths))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_has_one_digit_after_the_comma() {
        let words = |part, whole| percent(part, whole).to_plain();
        assert_eq!(words(21, 56), "37,5");
        assert_eq!(words(5, 5), "100");
        assert_eq!(words(1, 3), "33,3");
        assert_eq!(words(0, 0), "0");
    }
}
