//! The wording of one edition of the official forms, read from `forms/<edition>/*.toml`.
//!
//! It holds every word that the forms print of themselves, which data stand where, and the values
//! that the edition's regulation allows. It knows neither the school nor how a page looks. A project
//! may bring files of its own in place of the built-in ones, and editions of its own as folders.

mod alike;
mod block;
mod built_in;
mod columns;
mod common;
mod consolidated;
mod folders;
mod heads;
mod holds;
mod known;
mod labour;
mod layout;
mod load;
mod lost;
mod orders;
mod own_fields;
mod places;
mod printed;
mod program;
mod publishing;
mod registers;
mod regulation;
mod roadmap;
mod whole;
mod words;
mod written_out;
mod year;

pub use block::{About, RowsOf, SignsYear, YearBlock, YearBlockKind, YearRow, YearSignature};
pub use built_in::{DEFAULT, built_in_files, built_in_names, edition_in, extends_in, name_in};
pub use columns::{
    AcquaintedField, BankField, ColumnWords, LikenessField, PairingField, PlanField, PrintField,
    RegisterField, ReportField, RoadmapField, SchoolsField, SheetField,
};
pub use common::{BlankWords, Common, DateStyle, InForce, LineWords, RegulationOf, Term};
pub use consolidated::{
    ConsolidatedBank, ConsolidatedForms, ConsolidatedRegister, CoverageWords, LetterWords,
    LikenessWords, MonitoringWords, RemarkWords,
};
pub use folders::{Own, file_names};
pub use known::known_words;
pub use labour::{
    Authority, ByGender, LabourForms, LabourKey, LabourPaper, LabourSignatures, PartyWords, Signer,
};
pub use load::Loaded;
pub use orders::{
    AcquaintedWords, Acquaints, AppendixKey, AppendixWords, ClauseWords, Effect, GroundWords,
    ListWords, OrderForms, OrderKind,
};
pub(crate) use places::{YEAR_DECLINED, YEAR_PLAIN};
pub use program::{
    BlockWords, NoteField, NoteWords, PartOfBlock, PartWords, PlanNotes, PlanWords, ProgramForm,
    SignatureWords,
};
pub use publishing::{InventoryWords, PrintWords, PublicWords, PublishingWords, QrWords};
pub use registers::{BankWords, RegisterForms, RegisterWords, ReportRow, ReportValue, ReportWords};
pub use regulation::{
    MunicipalityWords, PlaceWords, RegulationForm, RegulationText, SchoolRegulationForm,
    SectionWords, StampWords,
};
pub use roadmap::RoadmapForm;
pub use whole::Edition;
pub use written_out::written_out;
pub use year::{YearForms, YearPaper};
