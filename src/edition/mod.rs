//! The wording of one edition of the official forms, read from `forms/<edition>/*.toml`.
//!
//! It holds every word that the forms print of themselves, which data stand where, and the values
//! that the edition's regulation allows. It knows neither the school nor how a page looks. A project
//! may bring files of its own in place of the built-in ones.

mod columns;
mod common;
mod consolidated;
mod labour;
mod orders;
mod places;
mod program;
mod publishing;
mod registers;
mod regulation;
mod roadmap;
mod words;
mod year;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::fields::{Field, Kind, Offer};
use crate::problem::{Advice, Code, FileId, Place, Problem, Source, Sources};
use crate::reader::{Gathered, Reader, Wording};

pub use columns::{
    AcquaintedField, BankField, ColumnWords, LikenessField, PairingField, PlanField, PrintField,
    RegisterField, ReportField, RoadmapField, SchoolsField, SheetField,
};
pub use common::{BlankWords, Common, DateStyle, LineWords, Term};
pub use consolidated::{
    ConsolidatedBank, ConsolidatedForms, ConsolidatedRegister, CoverageWords, LetterWords,
    LikenessWords, MonitoringWords, RemarkWords,
};
pub use labour::{
    Authority, ByGender, LabourForms, LabourKey, LabourPaper, LabourSignatures, PartyWords, Signer,
};
pub use orders::{
    AcquaintedWords, AppendixKey, AppendixWords, ClauseWords, Effect, GroundWords, ListWords,
    OrderForms, OrderKind,
};
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

pub use year::{
    About, RowsOf, SignsYear, YearBlock, YearBlockKind, YearForms, YearPaper, YearRow,
    YearSignature,
};

use words::Words;

/// The edition taken where the project names none.
pub const DEFAULT: &str = "stary-oskol-2022";

const BUILT_IN: [(&str, [(&str, &str); 13]); 1] = [(
    "stary-oskol-2022",
    [
        (
            "edition",
            include_str!("../../forms/stary-oskol-2022/edition.toml"),
        ),
        (
            "program",
            include_str!("../../forms/stary-oskol-2022/program.toml"),
        ),
        (
            "roadmap",
            include_str!("../../forms/stary-oskol-2022/roadmap.toml"),
        ),
        (
            "municipal-roadmap",
            include_str!("../../forms/stary-oskol-2022/municipal-roadmap.toml"),
        ),
        (
            "regulation",
            include_str!("../../forms/stary-oskol-2022/regulation.toml"),
        ),
        (
            "school-regulation",
            include_str!("../../forms/stary-oskol-2022/school-regulation.toml"),
        ),
        (
            "orders",
            include_str!("../../forms/stary-oskol-2022/orders.toml"),
        ),
        (
            "labour",
            include_str!("../../forms/stary-oskol-2022/labour.toml"),
        ),
        (
            "registers",
            include_str!("../../forms/stary-oskol-2022/registers.toml"),
        ),
        (
            "consolidated",
            include_str!("../../forms/stary-oskol-2022/consolidated.toml"),
        ),
        (
            "year",
            include_str!("../../forms/stary-oskol-2022/year.toml"),
        ),
        (
            "print",
            include_str!("../../forms/stary-oskol-2022/print.toml"),
        ),
        (
            "publishing",
            include_str!("../../forms/stary-oskol-2022/publishing.toml"),
        ),
    ],
)];

/// All forms of one edition, in one wording.
#[derive(Debug, Clone)]
pub struct Edition {
    pub common: Common,
    pub program: ProgramForm,
    pub roadmap: RoadmapForm,
    pub municipal_roadmap: RoadmapForm,
    pub regulation: RegulationForm,
    pub school_regulation: SchoolRegulationForm,
    pub orders: OrderForms,
    pub labour: LabourForms,
    pub registers: RegisterForms,
    pub consolidated: ConsolidatedForms,
    pub year: YearForms,
    pub print: PrintWords,
    pub publishing: PublishingWords,
}

/// A project's own wording files, in place of the built-in ones of their names.
pub struct Own<'a> {
    pub sources: &'a Sources,
    /// Names without ending.
    pub files: Vec<(FileId, &'a str)>,
    pub can_draw: &'a dyn Fn(char) -> bool,
}

/// What came of reading an edition.
#[derive(Debug)]
pub struct Loaded {
    /// `None` where a file of the project's own cannot be used.
    pub edition: Option<Edition>,
    /// Everything wrong with the project's own files.
    pub problems: Vec<Problem>,
}

impl Edition {
    /// Names of the editions compiled into the program.
    pub fn names() -> Vec<&'static str> {
        BUILT_IN.iter().map(|(name, _)| *name).collect()
    }

    /// An edition as it is compiled in. `None` where there is none of this name.
    /// The built-in default edition.
    ///
    /// # Panics
    /// If a wording file of this source tree is broken; tests read them all.
    #[expect(
        clippy::expect_used,
        reason = "the files are compiled in and read by tests"
    )]
    pub fn built_in(corrected: bool) -> Self {
        Self::named(DEFAULT, corrected)
            .cloned()
            .expect("built-in wording")
    }

    /// Reads an edition with files of the project's own. `None` where there is no edition of this
    /// name.
    pub fn load(name: &str, corrected: bool, own: &Own<'_>) -> Option<Loaded> {
        let built_in = Self::named(name, corrected)?;
        let files = files_of(name)?;
        let mut problems = strangers(files, own);
        let edition = if own.files.is_empty() {
            Some(built_in.clone())
        } else {
            let parts = Parts {
                files,
                corrected,
                own: Some(own),
                problems: RefCell::default(),
            };
            let edition = Self::read(&parts, Some(built_in));
            problems.extend(parts.problems.into_inner());
            edition
        };
        let fails = problems.iter().any(Problem::is_error);
        Some(Loaded {
            edition: edition.filter(|_| !fails),
            problems,
        })
    }

    /// An edition as it is compiled in. `None` where there is none of this name.
    ///
    /// It is read once: the page in the browser asks for it at every key.
    pub fn named(name: &str, corrected: bool) -> Option<&'static Self> {
        static READ: [[OnceLock<Option<Edition>>; 2]; BUILT_IN.len()] =
            [[OnceLock::new(), OnceLock::new()]];
        let index = BUILT_IN.iter().position(|(known, _)| *known == name)?;
        let (_, files) = BUILT_IN.get(index)?;
        let known = READ.get(index)?.get(usize::from(corrected))?;
        let read = || {
            let parts = Parts {
                files,
                corrected,
                own: None,
                problems: RefCell::default(),
            };
            Self::read(&parts, None).filter(|_| parts.problems.into_inner().is_empty())
        };
        known.get_or_init(read).as_ref()
    }

    /// The regulation of the source, or one of a school of any town.
    pub fn regulation_text(&self, is_the_schools: bool) -> RegulationText<'_> {
        if is_the_schools {
            self.school_regulation.text()
        } else {
            self.regulation.text()
        }
    }

    fn read(parts: &Parts<'_>, built_in: Option<&Self>) -> Option<Self> {
        // Every part is read before the first wrong one ends it.
        let common = parts.read("edition", built_in.map(|e| &e.common));
        let program = parts.read("program", built_in.map(|e| &e.program));
        let roadmap = parts.read("roadmap", built_in.map(|e| &e.roadmap));
        let municipal = parts.read("municipal-roadmap", built_in.map(|e| &e.municipal_roadmap));
        let regulation = parts.read("regulation", built_in.map(|e| &e.regulation));
        let school_regulation =
            parts.read("school-regulation", built_in.map(|e| &e.school_regulation));
        let orders = parts.read("orders", built_in.map(|e| &e.orders));
        let labour = parts.read("labour", built_in.map(|e| &e.labour));
        let registers = parts.read("registers", built_in.map(|e| &e.registers));
        let consolidated = parts.read("consolidated", built_in.map(|e| &e.consolidated));
        let year = parts.read("year", built_in.map(|e| &e.year));
        let print = parts.read("print", built_in.map(|e| &e.print));
        let publishing = parts.read("publishing", built_in.map(|e| &e.publishing));
        Some(Self {
            common: common?,
            program: program?,
            roadmap: roadmap?,
            municipal_roadmap: municipal?,
            regulation: regulation?,
            school_regulation: school_regulation?,
            orders: orders?,
            labour: labour?,
            registers: registers?,
            consolidated: consolidated?,
            year: year?,
            print: print?,
            publishing: publishing?,
        })
    }
}

/// Name and text of each file of an edition.
type FormFiles = [(&'static str, &'static str)];

fn files_of(edition: &str) -> Option<&'static FormFiles> {
    let found = BUILT_IN.iter().find(|(known, _)| *known == edition);
    found.map(|(_, files)| files.as_slice())
}

/// Own files that stand in for nothing.
fn strangers(files: &FormFiles, own: &Own<'_>) -> Vec<Problem> {
    let known: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    let strange = own.files.iter().filter(|(_, name)| !known.contains(name));
    strange
        .map(|(file, name)| {
            let message = format!("среди форм нет файла «{name}.toml»: он ничего не заменяет");
            Problem::new(Code::UnboundForm, message)
                .at(&Place::in_file(*file, 0..0))
                .hint(Advice::choose(name, &known))
        })
        .collect()
}

/// The files of an edition while they are read.
struct Parts<'a> {
    files: &'a FormFiles,
    corrected: bool,
    own: Option<&'a Own<'a>>,
    problems: RefCell<Vec<Problem>>,
}

impl Parts<'_> {
    /// A part of the edition: from the project's own file, where it has one.
    fn read<T: Words + Clone>(&self, name: &str, built_in: Option<&T>) -> Option<T> {
        let found = self.files.iter().find(|(known, _)| *known == name);
        let text = found.map(|(_, text)| *text).unwrap_or_default();
        let own = self.own.and_then(|own| {
            let (file, _) = own.files.iter().find(|(_, own)| *own == name)?;
            Some((own, *file))
        });
        match (own, built_in) {
            (Some((own, file)), _) => {
                // The other wording must be right too: the school may take it any day.
                let (_, mut problems) = read_own::<T>(text, own, file, !self.corrected);
                let (read, more) = read_own(text, own, file, self.corrected);
                problems.extend(more);
                self.problems.borrow_mut().extend(told_once(problems));
                read
            }
            (None, Some(built_in)) => Some(built_in.clone()),
            (None, None) => {
                let (read, problems) = read_compiled_in(text, self.corrected);
                self.problems.borrow_mut().extend(problems);
                read
            }
        }
    }
}

fn told_once(problems: Vec<Problem>) -> Vec<Problem> {
    let mut told = BTreeSet::new();
    let key = |p: &Problem| {
        let place = p.place.as_ref().map(|at| (at.span.start, at.span.end));
        (p.code, place, p.message.clone())
    };
    problems
        .into_iter()
        .filter(|p| told.insert(key(p)))
        .collect()
}

fn read_compiled_in<T: Words>(text: &str, corrected: bool) -> (Option<T>, Vec<Problem>) {
    let mut sources = Sources::default();
    let file = sources.add(Source {
        text: text.to_owned(),
        ..Source::default()
    });
    let reader = Reader::new(&sources, &|_| true);
    let gathered = Gathered::default();
    let read = reader.file(file, |table| {
        T::read(&Wording::new(&table, None, corrected, &gathered))
    });
    let mut problems = reader.into_problems();
    problems.extend(gathered.into_problems());
    (read, problems)
}

/// Reads a file of the project's own; `beneath` is the text that it stands in for.
fn read_own<T: Words>(
    beneath: &str,
    own: &Own<'_>,
    file: FileId,
    corrected: bool,
) -> (Option<T>, Vec<Problem>) {
    let mut sources = Sources::default();
    let beneath_file = sources.add(Source {
        text: beneath.to_owned(),
        ..Source::default()
    });
    let beneath = Reader::new(&sources, &|_| true);
    let reader = Reader::new(own.sources, own.can_draw);
    let gathered = Gathered::default();
    let read = beneath.file(beneath_file, |under| {
        reader.file(file, |table| {
            T::read(&Wording::new(&table, Some(&under), corrected, &gathered))
        })
    });
    let mut problems = reader.into_problems();
    // What a line that cannot be read makes lacking is no mistake of its own.
    let is_syntax = |p: &Problem| matches!(p.code, Code::Syntax | Code::DuplicateKey);
    if problems.iter().any(is_syntax) {
        problems.retain(is_syntax);
    } else {
        problems.extend(gathered.into_problems());
    }
    (read, problems)
}

impl Edition {
    /// The words of an offer; none of those that the project has itself.
    pub fn words_of(&self, offer: Offer) -> Vec<String> {
        let terms = |terms: &[Term]| terms.iter().map(|t| t.word.clone()).collect::<Vec<_>>();
        let owned = |words: Vec<&str>| words.into_iter().map(ToOwned::to_owned).collect();
        let common = &self.common;
        let models = || common.mentoring_form.iter().flat_map(|f| terms(&f.model));
        match offer {
            Offer::Nothing | Offer::People | Offer::Pairs | Offer::Orders => Vec::new(),
            Offer::Forms => terms(&common.mentoring_form),
            Offer::MentoringKinds => terms(&common.mentoring_kind),
            Offer::Models => models().collect(),
            Offer::Groups => terms(&common.mentee_group),
            Offer::Interactions => {
                let phrases = self.program.note.interaction_phrases.keys();
                phrases.cloned().collect()
            }
            Offer::Modes => self.program.note.modes.clone(),
            Offer::Formats => self.program.plan.formats.clone(),
            Offer::Blocks => owned(self.program.block_keys()),
            Offer::Editions => owned(Self::names()),
            Offer::OrderKinds => self.orders.kind.iter().map(|k| k.key.clone()).collect(),
            Offer::YearPapers => self.year.paper.iter().map(|p| p.name.clone()).collect(),
            Offer::Appendices => {
                let keys = self.orders.appendix.iter().map(|a| a.key.key());
                owned(keys.collect())
            }
        }
    }

    /// The words that a field offers and that the project does not have itself, as people say them.
    pub fn offered(&self, field: &Field) -> Vec<String> {
        let orders = &self.orders;
        match field.kind {
            Kind::OrderKind => orders.kind.iter().map(|k| k.name.clone()).collect(),
            Kind::Appendices => orders.appendix.iter().map(|a| a.name.clone()).collect(),
            Kind::Words(words) => distinct(words),
            Kind::Flag => vec!["да".to_owned(), "нет".to_owned()],
            _ => self.words_of(field.offer),
        }
    }
}

/// The words to show: one for each word of the file.
fn distinct(words: &[(&str, &str)]) -> Vec<String> {
    let mut seen = Vec::new();
    let mut out = Vec::new();
    for (shown, word) in words {
        if !seen.contains(word) {
            seen.push(word);
            out.push((*shown).to_owned());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_edition_reads_in_both_wordings() {
        for (name, files) in BUILT_IN {
            for corrected in [false, true] {
                let parts = Parts {
                    files: &files,
                    corrected,
                    own: None,
                    problems: RefCell::default(),
                };
                let read = Edition::read(&parts, None);
                let problems = parts.problems.into_inner();
                assert!(problems.is_empty(), "{name}: {problems:?}");
                assert!(read.is_some());
            }
        }
    }

    #[test]
    fn the_corrected_wording_mends_the_slips() {
        assert!(
            Edition::built_in(false).program.plan.block[1]
                .title
                .contains("Изучении")
        );
        assert!(
            !Edition::built_in(true)
                .program
                .plan
                .block
                .iter()
                .any(|b| b.title.contains("Изучении"))
        );
    }

    #[test]
    fn blocks_with_parts_are_named_by_their_parts() {
        let form = Edition::built_in(false).program;
        assert_eq!(
            form.block_keys(),
            ["I", "II", "III", "4.1", "4.2", "4.3", "4.4", "4.5", "4.6"]
        );
        for (written, meant) in [
            ("ii", "II"),
            ("ІІІ", "III"),
            ("Ш", "III"),
            ("4.4.", "4.4"),
            ("4,6", "4.6"),
        ] {
            assert_eq!(form.block_key(written), Some(meant));
        }
        assert_eq!(form.block_key("IV"), None);
    }
}
