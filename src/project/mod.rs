//! What the user wrote: the organisation and its staff, the roadmap, the mentoring pairs and
//! groups.
//!
//! It reads the files that `disk` brings and knows neither wording nor looks of any paper.
//!
//! # Glossary
//!
//! | Russian term | in the code | clause of the regulation |
//! |---|---|---|
//! | наставник | mentor | 1.7, 1.8 |
//! | наставляемый, педагог, нуждающийся в наставнике | mentee | 1.12 |
//! | наставническая пара (группа) | pairing | 1.5.7 |
//! | наставничество одного наставника в паре | mentorship | – |
//! | куратор | curator | 1.5.3 |
//! | руководитель образовательной организации | head | 1.5.2 |
//! | персонализированная программа наставничества | program | Приложение № 2 |
//! | блок работ, часть блока | block, part | Приложение № 2 |
//! | пояснительная записка | (explanatory) note | Приложение № 2 |
//! | дорожная карта | roadmap | Приложение № 1 |
//! | этап, раздел, мероприятие | stage, section, activity | Приложение 2 к приказу |
//! | приказ, пункт, контроль исполнения | order, clause, control | – |
//! | положение | regulation | Приложение 1 к приказу |
//! | банк формулировок, типовой случай | bank, case | – |
//! | основание | basis | Приложение № 2 |
//! | форма, вид наставничества | mentoring form, mentoring kind | 1.17, 1.18 |
//! | редакция форм | edition | – |
//! | отметка о приложении, гриф утверждения | appendix mark, approval stamp | ГОСТ Р 7.0.97, requisites 19 and 16 |

mod abridged;
mod approval;
mod around;
mod bank;
mod besides_post;
mod cases;
mod concerned;
mod counts;
mod dirt;
mod emblem;
mod files;
mod folded;
mod known;
mod lost_heading;
mod meant_keys;
mod memory;
mod mentors;
mod mentorship;
mod municipality;
mod named_in;
mod order;
mod organization;
mod own_fields;
mod own_values;
mod pairing;
mod personal;
#[expect(
    clippy::module_inception,
    reason = "a file bears the name of its main type"
)]
mod project;
mod reading;
mod regulation;
mod roadmap;
mod school_year;
mod shared_editions;
mod short_names;
mod staff;
mod strayed;
mod takeovers;
mod written;

pub use crate::edition::file_names as wording_files;
pub use approval::{Approval, NumberAndDate};
pub(crate) use besides_post::abbreviates_school;
pub use cases::Cases;
pub use counts::Counts;
pub use emblem::Emblem;
pub use files::{FileRemark, Files, LateFile, RawFile, SharedEditions, called, is_device_name};
pub use known::known_keys;
pub use meant_keys::Control;
pub use memory::Memory;
pub use mentors::Term;
pub use mentorship::{Ending, Labour, Mentorship};
pub use municipality::{Municipality, MunicipalityFiles, MunicipalityReading};
pub use order::{Clause, Order};
pub use organization::{FileSettings, Organization, Registers, Signatures, located_form};
pub use own_values::OwnValues;
pub use pairing::{Basis, MOST_SURNAMES, Note, NotePart, Pairing, PlanActivity};
pub use project::Project;
pub use reading::{Reading, read, reread};
pub use regulation::RegulationClause;
pub use roadmap::{Roadmap, RoadmapActivity, RoadmapKind, RoadmapSection, Stage};
pub use school_year::SchoolYear;
pub use short_names::ShortNames;
pub use staff::{Person, Staff};
pub use written::{Written, written};
