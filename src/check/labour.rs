//! Papers of article 351.8 of the Labour Code: dates that the law ties together, and people between
//! whom there is no labour contract to add to.

use chrono::{Datelike as _, NaiveDate, Weekday};

use crate::problem::{Advice, Code, Place, Problem};
use crate::project::{Ending, Organization, Pairing, Person};
use crate::reader::{When, same_word};

/// Notice that either side gives, in working days.
const NOTICE: usize = 3;
/// Public holidays, month and day (Labour Code, art. 112).
const HOLIDAYS: [(u32, u32); 14] = [
    (1, 1),
    (1, 2),
    (1, 3),
    (1, 4),
    (1, 5),
    (1, 6),
    (1, 7),
    (1, 8),
    (2, 23),
    (3, 8),
    (5, 1),
    (5, 9),
    (6, 12),
    (11, 4),
];

pub(super) fn check(organization: &Organization, pairing: &Pairing, problems: &mut Vec<Problem>) {
    let Some(labour) = &pairing.labour else {
        return;
    };
    if let Some(notice) = &labour.notice {
        problems.extend(short_notice(notice, "уведомление об отмене наставничества"));
    }
    if let Some(refusal) = &labour.refusal {
        problems.extend(short_notice(refusal, "отказ от наставничества"));
    }
    problems.extend(late_agreement(
        pairing,
        labour.agreement.date.as_deref(),
        labour.agreement.place.as_ref(),
    ));
    parties(organization, pairing, problems);
}

fn short_notice(ending: &Ending, what: &str) -> Option<Problem> {
    let (Some(When::Day(date)), Some(When::Day(day))) =
        (ending.date.as_deref(), ending.day.as_deref())
    else {
        return None;
    };
    let between = working_days(*date, *day);
    if between >= NOTICE {
        return None;
    }
    let [date, day] = [date, day].map(|d| d.format("%d.%m.%Y").to_string());
    Some(
        Problem::new(
            Code::ShortNotice,
            format!("{what} от {date} действует с {day}: предупреждают не менее чем за три рабочих дня"),
        )
        .at(&ending.place)
        .hint("статья 351.8 Трудового кодекса; проверьте обе даты (считаются дни между ними без суббот, воскресений и праздников)"),
    )
}

/// Working days of a week of five days after `date` and before `day`, three being enough to know.
fn working_days(date: NaiveDate, day: NaiveDate) -> usize {
    let days = date.iter_days().skip(1).take_while(|d| *d < day);
    days.filter(|d| {
        !matches!(d.weekday(), Weekday::Sat | Weekday::Sun)
            && !HOLIDAYS.contains(&(d.month(), d.day()))
    })
    .take(NOTICE)
    .count()
}

fn late_agreement(
    pairing: &Pairing,
    date: Option<&When>,
    place: Option<&Place>,
) -> Option<Problem> {
    let (Some(When::Day(date)), Some(When::Span { from, .. })) = (date, pairing.period.as_deref())
    else {
        return None;
    };
    if date <= from {
        return None;
    }
    let message = format!(
        "дополнительное соглашение заключено {}, а наставничество начинается {}",
        date.format("%d.%m.%Y"),
        from.format("%d.%m.%Y")
    );
    Some(
        Problem::new(Code::AgreementLate, message)
            .at(place.unwrap_or(&pairing.place))
            .hint("работу поручают с письменного согласия до ее начала: исправьте дату соглашения или начало периода"),
    )
}

fn parties(organization: &Organization, pairing: &Pairing, problems: &mut Vec<Problem>) {
    let head = organization.head.as_ref().map(|head| head.key.as_str());
    for mentor in &pairing.mentors {
        if Some(mentor.value.key.as_str()) == head {
            let message = format!(
                "наставник {} – руководитель: в согласии и дополнительном соглашении обе стороны – один человек",
                mentor.value.name.short()
            );
            problems.push(
                Problem::new(Code::MentorIsHead, message)
                    .at(&mentor.place)
                    .hint(Advice::apart("с руководителем соглашение заключает учредитель: подготовьте его отдельно, а раздел [labour] удалите", "с руководителем соглашение заключает учредитель: подготовьте его отдельно")),
            );
        } else if let Some(workplace) = elsewhere(organization, &mentor.value) {
            let message = format!(
                "наставник {} работает в другой организации ({workplace}), а документы готовятся от имени вашей",
                mentor.value.name.short()
            );
            problems.push(
                Problem::new(Code::MentorFromOutside, message)
                    .at(&mentor.place)
                    .hint(Advice::apart("дополнительное соглашение заключает его работодатель: удалите раздел [labour] или, если он принят к вам по совместительству, поле organization", "дополнительное соглашение заключает его работодатель; если он принят к вам по совместительству, очистите место работы")),
            );
        }
    }
}

/// Where a person works, if it is not here.
fn elsewhere<'p>(organization: &Organization, person: &'p Person) -> Option<&'p str> {
    let workplace = person.organization.as_deref()?;
    let is_here = same_word(workplace, &organization.full_name)
        || same_word(workplace, organization.name_in_text());
    (!is_here).then_some(workplace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn working_days_leave_out_weekends_and_holidays() {
        let days = |from: (i32, u32, u32), to: (i32, u32, u32)| {
            let [from, to] = [from, to].map(|(y, m, d)| NaiveDate::from_ymd_opt(y, m, d).unwrap());
            working_days(from, to)
        };
        // Monday to Friday: Tuesday, Wednesday, Thursday lie between.
        assert_eq!(days((2026, 11, 9), (2026, 11, 13)), 3);
        assert_eq!(days((2026, 11, 9), (2026, 11, 12)), 2);
        assert_eq!(days((2026, 12, 18), (2026, 12, 22)), 1);
        assert_eq!(days((2026, 12, 30), (2027, 1, 12)), 2);
        assert_eq!(days((2026, 11, 9), (2026, 11, 9)), 0);
        assert_eq!(days((2027, 3, 22), (2027, 3, 19)), 0);
    }
}
