//! Whether a name is a man's or a woman's: the patronymic tells, else the surname. First names are
//! not asked.

use super::letters::{self, Word, is_initials};
use super::parts::{last_part, parts};
use super::surname::{Family, family};
use super::{Gender, Refusal, patronymic};
use crate::russian::PersonName;

/// First names that end as surnames do.
const GIVEN_LIKE_SURNAMES: &str = "\
    марина ирина полина кристина екатерина валентина галина алина арина карина регина антонина ангелина акулина василина эвелина альбина \
    сабина катерина каролина паулина павлина эмилина аделина мадина медина фатина самина амина ясмина жасмина юстина августина агриппина \
    константина мартина севда рамина тамина эльвина мальвина мелина марселина розина иванна нина дина лина мина рина тина зина элина \
    константин валентин августин мартин севастьян бенджамин эдвин эрвин марвин кевин робин иоаким аладдин шамсутдин насруддин салахутдин \
    фахретдин хайрутдин нуретдин нурутдин зайнутдин сайфутдин гаджимурадин нажмудин шамсудин сиражутдин камалутдин бадрутдин алаудин \
    ахмедин лев яков иаков";

/// The gender of a name by its patronymic, else by its surname.
///
/// # Errors
/// `UnknownGender` if neither tells; a contradiction of the two; letters that are not Russian.
pub fn gender_of(name: &PersonName) -> Result<Gender, Refusal> {
    let surname = letters::name_text(&name.surname)?;
    let patronymic = name
        .patronymic
        .as_deref()
        .map(letters::name_text)
        .transpose()?;
    let by_patronymic = patronymic.as_deref().and_then(of_patronymic);
    match (by_patronymic, certain_of_surname(&surname), patronymic) {
        (Some(gender), Some(other), Some(patronymic)) if gender != other => {
            Err(Refusal::SurnameAgainstPatronymic {
                surname,
                patronymic,
            })
        }
        (Some(gender), _, _) => Ok(gender),
        (None, _, _) => of_surname(&surname).ok_or(Refusal::UnknownGender),
    }
}

/// Whether the first name stands before the surname: «Илья Андреевич Романов».
pub fn is_given_first(name: &PersonName) -> bool {
    let tells = |text: &str| {
        letters::name_text(text)
            .ok()
            .is_some_and(|text| of_patronymic(&text).is_some())
    };
    name.patronymic.as_deref().is_some_and(|last| !tells(last)) && tells(&name.given)
}

/// Whether a word ends as surnames do and is no first name like «Марина».
pub fn looks_like_surname(text: &str) -> bool {
    !Word::new(text).is_one_of(GIVEN_LIKE_SURNAMES)
        && parts(text).into_iter().any(|(_, part)| {
            matches!(
                family(&Word::new(part)),
                Family::Possessive(_) | Family::Relational(_)
            )
        })
}

/// The same for endings that no first name has: -ов, -ев, -ский.
pub fn is_plain_surname(text: &str) -> bool {
    looks_like_surname(text) && !last_part(text).ends(&["ин", "ина", "ын", "ына"])
}

pub(super) fn of_patronymic(text: &str) -> Option<Gender> {
    if is_initials(text) {
        None
    } else {
        patronymic::gender_of(text)
    }
}

/// The gender the surname tells when nothing else does: of a double one, by the last part that
/// tells.
pub(super) fn of_surname(text: &str) -> Option<Gender> {
    families(text).find_map(|family| match family {
        Family::Possessive(gender) | Family::Relational(gender) | Family::Adjective(gender) => {
            Some(gender)
        }
        Family::Other => None,
    })
}

/// The gender of a surname so certain that another patronymic contradicts it.
fn certain_of_surname(text: &str) -> Option<Gender> {
    families(text).find_map(|family| match family {
        Family::Possessive(gender) | Family::Relational(gender) => Some(gender),
        Family::Adjective(_) | Family::Other => None,
    })
}

fn families(text: &str) -> impl Iterator<Item = Family> {
    parts(text)
        .into_iter()
        .rev()
        .map(|(_, part)| family(&Word::new(part)))
}
