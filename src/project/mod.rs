//! What the user wrote: the organisation and its staff, the roadmap, the mentoring pairs and groups.
//!
//! It reads the files that `batch` brings and knows neither wording nor looks of any paper.
//!
//! # Glossary
//!
//! | Russian term | in the code | clause of the regulation |
//! |---|---|---|
//! | наставник | mentor | 1.7, 1.8 |
//! | наставляемый, педагог, нуждающийся в наставнике | mentee | 1.12 |
//! | наставническая пара (группа) | pairing | 1.5.7 |
//! | куратор | curator | 1.5.3 |
//! | руководитель образовательной организации | head | 1.5.2 |
//! | персонализированная программа наставничества | program | Приложение № 2 |
//! | блок работ, часть блока | block, part | Приложение № 2 |
//! | пояснительная записка | (explanatory) note | Приложение № 2 |
//! | дорожная карта | roadmap | Приложение № 1 |
//! | этап, раздел, мероприятие | stage, section, activity | Приложение 2 к приказу |
//! | основание | basis | Приложение № 2 |
//! | форма, вид наставничества | mentoring form, mentoring kind | 1.17, 1.18 |
//! | редакция форм | edition | – |
//! | отметка о приложении, гриф утверждения | appendix mark, approval stamp | ГОСТ Р 7.0.97, requisites 19 and 16 |

mod files;
mod organization;
mod pairing;
mod roadmap;

pub use files::{Files, RawFile, Reading, read};
pub use organization::{Cases, Gender, Organization, Person, SchoolYear, Staff};
pub use pairing::{Basis, Note, Pairing, PlanActivity};
pub use roadmap::{Approval, Roadmap, RoadmapActivity, RoadmapKind, Section, Stage};

/// One school's description, as far as it could be read.
#[derive(Debug)]
pub struct Project {
    pub organization: Organization,
    pub roadmap: Option<Roadmap>,
    pub pairings: Vec<Pairing>,
}
