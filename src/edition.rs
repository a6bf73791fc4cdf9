//! The wording of one edition of the official forms, read from `forms/<edition>/*.toml`.
//!
//! It holds every word that the forms print of themselves, and the values that the edition's
//! regulation allows. It knows neither the school nor how a page looks. A project may bring files
//! of its own in place of the built-in ones.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::document::{Align, Column, Orientation, Text};

/// The edition taken where the project names none.
pub const DEFAULT: &str = "stary-oskol-2022";

const BUILT_IN: [(&str, [(&str, &str); 10]); 1] = [(
    "stary-oskol-2022",
    [
        (
            "edition",
            include_str!("../forms/stary-oskol-2022/edition.toml"),
        ),
        (
            "program",
            include_str!("../forms/stary-oskol-2022/program.toml"),
        ),
        (
            "roadmap",
            include_str!("../forms/stary-oskol-2022/roadmap.toml"),
        ),
        (
            "municipal-roadmap",
            include_str!("../forms/stary-oskol-2022/municipal-roadmap.toml"),
        ),
        (
            "regulation",
            include_str!("../forms/stary-oskol-2022/regulation.toml"),
        ),
        (
            "orders",
            include_str!("../forms/stary-oskol-2022/orders.toml"),
        ),
        (
            "labour",
            include_str!("../forms/stary-oskol-2022/labour.toml"),
        ),
        (
            "registers",
            include_str!("../forms/stary-oskol-2022/registers.toml"),
        ),
        (
            "print",
            include_str!("../forms/stary-oskol-2022/print.toml"),
        ),
        (
            "publishing",
            include_str!("../forms/stary-oskol-2022/publishing.toml"),
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
    pub orders: OrderForms,
    pub labour: LabourForms,
    pub registers: RegisterForms,
    pub print: PrintWords,
    pub publishing: PublishingWords,
}

/// Words of what goes with the papers: QR codes, public copies, the inventory of an archive.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishingWords {
    /// What each kind of paper is called.
    pub papers: BTreeMap<String, String>,
    pub qr: QrWords,
    pub public: PublicWords,
    pub inventory: InventoryWords,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QrWords {
    pub number: String,
    pub date: String,
    pub by_order: String,
    pub digest: String,
    pub description: String,
    pub attachment: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicWords {
    pub file_name: String,
    pub mark: String,
    /// Kinds of order that say nothing of single persons.
    pub orders: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InventoryWords {
    pub title: String,
    pub organization: String,
    pub school_year: String,
    pub total: String,
    pub paper: String,
    pub file: String,
    pub digest: String,
    pub file_name: String,
}

/// A wording file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// `program`, `roadmap` and so on.
    pub file: String,
    pub message: String,
    /// Bytes of the file's text, where the parser tells them.
    pub span: Option<std::ops::Range<usize>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Common {
    /// Where the forms come from.
    pub source: String,
    /// What a signature field says of itself; the person stands last, after a colon.
    pub signature_field: String,
    pub mentoring_form: Vec<Term>,
    pub mentoring_kind: Vec<Term>,
    pub mentee_group: Vec<Term>,
}

/// What a head acts on the ground of, in the genitive.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    pub head: String,
    /// Who only carries out the duties of one.
    pub deputy: String,
}

/// A term of the regulation and the clause that defines it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    pub word: String,
    pub clause: String,
    /// Models that a form of mentoring has.
    #[serde(default)]
    pub model: Vec<Term>,
}

/// Words before a line for the pen and beneath it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineWords {
    #[serde(default)]
    pub label: String,
    pub caption: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnWords<F> {
    pub head: String,
    /// Thousandths of the table's width.
    pub width: u16,
    pub align: Align,
    /// What stands in the column; only where forms of one kind order their columns differently.
    #[serde(default)]
    pub field: F,
}

impl<F> ColumnWords<F> {
    /// The column as a table has it.
    pub fn to_column(&self) -> Column {
        Column {
            head: Text::plain(&self.head),
            width: self.width,
            align: self.align,
        }
    }
}

/// Приложение № 2: the program.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgramForm {
    pub orientation: Orientation,
    pub file_name: String,
    pub blank_file_name: String,
    pub subject: String,
    pub appendix_mark: Vec<String>,
    pub title: String,
    pub mentor: LineWords,
    pub mentee: LineWords,
    pub basis: LineWords,
    pub basis_order: String,
    pub basis_title: String,
    pub basis_consent: String,
    pub note: NoteWords,
    pub plan: PlanWords,
    pub signatures: SignatureWords,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoteWords {
    pub heading: String,
    pub relevance: PartWords,
    pub aim: PartWords,
    pub tasks: PartWords,
    pub period: PartWords,
    pub interaction: PartWords,
    pub results: PartWords,
    pub task: String,
    pub mentoring_form: String,
    pub mentoring_kind: String,
    pub mentoring_model: String,
    pub mentee_group: String,
    pub interim_results: String,
    pub planned_results: String,
    pub schedule: String,
    pub mode: String,
    pub conditions: String,
    /// Allowed words of the mode of work.
    pub modes: Vec<String>,
    /// Whole phrases for one-word values.
    pub interaction_phrases: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartWords {
    pub label: String,
    #[serde(default)]
    pub hint: Option<String>,
    /// Lines for the pen on a blank.
    #[serde(default)]
    pub lines: usize,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanWords {
    pub heading: String,
    pub summary: String,
    pub blank_rows: usize,
    pub formats: Vec<String>,
    /// Beginnings of words by which hours for analysis and consultation are known.
    #[serde(default)]
    pub reflection_marks: Vec<String>,
    pub column: [ColumnWords<()>; 5],
    pub block: Vec<BlockWords>,
    pub notes: PlanNotes,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockWords {
    pub key: String,
    pub title: String,
    /// Beginnings of words by which a task is known to belong here.
    #[serde(default)]
    pub task_marks: Vec<String>,
    #[serde(default)]
    pub part: Vec<PartOfBlock>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartOfBlock {
    pub key: String,
    pub title: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanNotes {
    pub blocks: String,
    pub reflection: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignatureWords {
    pub mentor: LineWords,
    pub head: LineWords,
    pub mentee: LineWords,
    pub date: String,
}

/// Приложение № 1 к положению, or Приложение 2 к приказу: a roadmap.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoadmapForm {
    pub orientation: Orientation,
    pub file_name: String,
    pub blank_file_name: String,
    pub subject: String,
    pub appendix_mark: Vec<String>,
    pub approval_stamp: Vec<String>,
    pub date: DateStyle,
    pub title: String,
    /// The line for the organisation's name after the title, where the form has one.
    #[serde(default)]
    pub organization: Option<LineWords>,
    #[serde(default)]
    pub period: Option<String>,
    pub summary: String,
    pub blank_rows: usize,
    pub column: [ColumnWords<RoadmapField>; 5],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateStyle {
    /// «25 апреля 2022 г.»
    Long,
    /// «25.04.2022»
    Digits,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RoadmapField {
    #[default]
    Number,
    Name,
    Term,
    Result,
    Responsible,
}

/// Положение о наставничестве.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegulationForm {
    pub orientation: Orientation,
    pub file_name: String,
    pub subject: String,
    pub title: String,
    pub subtitle: Vec<String>,
    /// The words of the source, where the regulation is the municipal one.
    pub municipality: MunicipalityWords,
    pub section: Vec<SectionWords>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MunicipalityWords {
    pub appendix_mark: String,
    pub approval_stamp: Vec<String>,
    pub date: DateStyle,
    pub place: PlaceWords,
    /// In the genitive.
    pub approver: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceWords {
    pub genitive: String,
    pub prepositional: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionWords {
    pub heading: String,
    /// Each begins with its number.
    pub clauses: Vec<String>,
}

/// Приказы and the lists they enclose.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderForms {
    pub orientation: Orientation,
    pub title: String,
    /// What the picture above the letterhead is, for a screen reader.
    pub emblem: String,
    pub date_blank: String,
    pub number: String,
    pub enacting: String,
    pub control_self: String,
    pub control_other: String,
    pub appendix_mark: String,
    pub only_appendix_mark: String,
    pub approved_stamp: Vec<String>,
    pub enclosed_mark: Vec<String>,
    pub acquainted: AcquaintedWords,
    pub kind: Vec<OrderKind>,
    pub pairs: ListWords,
    pub programs: ListWords,
    /// «УТВЕРЖДЕНО», «УТВЕРЖДЕНА» by the appendix.
    pub participles: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AcquaintedWords {
    pub heading: String,
    pub summary: String,
    pub column: [ColumnWords<()>; 4],
}

/// A kind of order: what it says of itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderKind {
    pub key: String,
    pub file_name: String,
    pub heading: String,
    pub preamble: String,
    #[serde(default)]
    pub appendices: Vec<String>,
    /// A clause for each pairing the order names.
    #[serde(default)]
    pub pairing_clause: Option<String>,
    pub clauses: Vec<ClauseWords>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClauseWords {
    pub text: String,
    #[serde(default)]
    pub clauses: Vec<ClauseWords>,
}

/// A list of pairings as a table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListWords {
    pub title: String,
    pub summary: String,
    pub orientation: Orientation,
    pub column: Vec<ColumnWords<PairingField>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PairingField {
    #[default]
    Number,
    Mentors,
    Mentees,
    Form,
    Term,
    Consent,
}

/// Papers of article 351.8 of the Labour Code.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabourForms {
    pub acting: ByGender,
    pub authority: Authority,
    pub paper: Vec<LabourPaper>,
    pub signatures: LabourSignatures,
}

/// A word that agrees with a person.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByGender {
    pub masculine: String,
    pub feminine: String,
    /// Where the gender is not known.
    pub unknown: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabourPaper {
    pub key: LabourKey,
    pub file_name: String,
    pub title: String,
    pub subtitle: String,
    /// Whom it is addressed to and from, in the upper right corner.
    #[serde(default)]
    pub corner: Vec<String>,
    #[serde(default)]
    pub place_and_date: bool,
    pub paragraphs: Vec<String>,
    #[serde(default)]
    pub clauses: Vec<ClauseWords>,
    pub signatures: Vec<Signer>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LabourKey {
    Consent,
    Agreement,
    Notice,
    Refusal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signer {
    Mentor,
    Head,
    /// The mentor, who has read it.
    MentorRead,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabourSignatures {
    pub mentor: LineWords,
    pub head: LineWords,
    pub mentor_read: LineWords,
    pub date: String,
}

/// Banks of mentors and mentees, the register of pairings, the curator's report.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterForms {
    pub orientation: Orientation,
    pub mentors: RegisterWords,
    pub mentees: RegisterWords,
    pub pairings: RegisterWords,
    pub report: ReportWords,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterWords {
    pub file_name: String,
    pub title: String,
    pub column: Vec<ColumnWords<RegisterField>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegisterField {
    #[default]
    Number,
    Name,
    Position,
    Organization,
    /// The other side of the person's pairings.
    Partners,
    Count,
    Mentors,
    Mentees,
    Form,
    Term,
    Order,
    Consent,
}

/// The print run: its name and the list of signatures.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintWords {
    pub file_name: String,
    pub title: String,
    pub summary: String,
    /// Of who only signs that he has read the paper.
    pub acquainted: String,
    pub column: [ColumnWords<()>; 4],
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportWords {
    pub file_name: String,
    pub title: String,
    pub column: [ColumnWords<()>; 3],
    pub row: Vec<ReportRow>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportRow {
    pub text: String,
    pub value: ReportValue,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportValue {
    Teachers,
    Mentors,
    Mentees,
    Pairings,
    Groups,
    /// Mentors and mentees of the school, in per cent of its teachers (clause 4.2 of the order).
    Coverage,
    WithConsent,
    /// For the pen.
    Blank,
}

impl ProgramForm {
    /// Keys that an activity may name: blocks without parts, and the parts of the others.
    pub fn block_keys(&self) -> Vec<&str> {
        self.plan
            .block
            .iter()
            .flat_map(|b| {
                let own = b.part.is_empty().then_some(b.key.as_str());
                own.into_iter().chain(b.part.iter().map(|p| p.key.as_str()))
            })
            .collect()
    }
}

impl ProgramForm {
    /// The title of a block or of a part of one, by the key that the user wrote.
    pub fn block_title(&self, written: &str) -> Option<&str> {
        let key = self.block_key(written)?;
        let titles = self.plan.block.iter().flat_map(|b| {
            b.part
                .iter()
                .map(|p| (&p.key, &p.title))
                .chain([(&b.key, &b.title)])
        });
        titles
            .into_iter()
            .find(|(own, _)| *own == key)
            .map(|(_, title)| title.as_str())
    }

    /// The key that the user meant: small letters, a full stop at the end, a comma for the stop and
    /// Russian letters that look like Roman numerals are taken as well.
    pub fn block_key(&self, written: &str) -> Option<&str> {
        let plain = written
            .trim()
            .trim_end_matches('.')
            .replace(',', ".")
            .to_uppercase();
        let plain = plain
            .replace('І', "I")
            .replace('П', "II")
            .replace('Ш', "III");
        self.block_keys().into_iter().find(|key| *key == plain)
    }
}

type EditionRead = Result<Edition, Vec<Broken>>;

impl Edition {
    /// Names of the editions compiled into the program.
    pub fn names() -> Vec<&'static str> {
        BUILT_IN.iter().map(|(name, _)| *name).collect()
    }

    /// Reads an edition; `own` brings files in place of the built-in ones, by their names without
    /// ending. `None` where there is no edition of this name.
    ///
    /// # Errors
    /// Every wording file that cannot be used.
    pub fn load(
        name: &str,
        corrected: bool,
        own: &BTreeMap<&str, &str>,
    ) -> Option<Result<Self, Vec<Broken>>> {
        // What is compiled in is read once: the page in the browser asks for it at every key.
        static BUILT_IN_READ: [[OnceLock<EditionRead>; 2]; BUILT_IN.len()] =
            [[OnceLock::new(), OnceLock::new()]];
        let index = BUILT_IN.iter().position(|(known, _)| *known == name)?;
        let (_, files) = BUILT_IN.get(index)?;
        if own.is_empty() {
            let known = BUILT_IN_READ.get(index)?.get(usize::from(corrected))?;
            return Some(
                known
                    .get_or_init(|| Self::read(files, corrected, own))
                    .clone(),
            );
        }
        Some(Self::read(files, corrected, own))
    }

    fn read(
        files: &[(&'static str, &'static str)],
        corrected: bool,
        own: &BTreeMap<&str, &str>,
    ) -> Result<Self, Vec<Broken>> {
        let mut broken = Vec::new();
        let text = |file: &'static str| {
            let built_in = files
                .iter()
                .find(|(known, _)| *known == file)
                .map(|(_, text)| *text)
                .unwrap_or_default();
            (file, own.get(file).copied().unwrap_or(built_in))
        };
        let common = parse(text("edition"), corrected, &mut broken);
        let program: Option<ProgramForm> = parse(text("program"), corrected, &mut broken);
        let roadmap: Option<RoadmapForm> = parse(text("roadmap"), corrected, &mut broken);
        let municipal: Option<RoadmapForm> =
            parse(text("municipal-roadmap"), corrected, &mut broken);
        let regulation = parse(text("regulation"), corrected, &mut broken);
        let orders = parse(text("orders"), corrected, &mut broken);
        for form in roadmap.iter().chain(&municipal) {
            check_columns(form, &mut broken);
        }
        if let Some(program) = &program {
            check_widths("program", &program.plan.column, &mut broken);
        }
        let labour = parse(text("labour"), corrected, &mut broken);
        let registers = parse(text("registers"), corrected, &mut broken);
        let print = parse(text("print"), corrected, &mut broken);
        let publishing = parse(text("publishing"), corrected, &mut broken);
        let all = || {
            Some(Self {
                common: common?,
                program: program?,
                roadmap: roadmap?,
                municipal_roadmap: municipal?,
                regulation: regulation?,
                orders: orders?,
                labour: labour?,
                registers: registers?,
                print: print?,
                publishing: publishing?,
            })
        };
        match all() {
            Some(edition) if broken.is_empty() => Ok(edition),
            Some(_) | None => Err(broken),
        }
    }

    /// The built-in default edition.
    ///
    /// # Panics
    /// If a wording file of this source tree is broken; tests read them all.
    #[expect(
        clippy::expect_used,
        reason = "the files are compiled in and read by tests"
    )]
    pub fn built_in(corrected: bool) -> Self {
        Self::load(DEFAULT, corrected, &BTreeMap::new())
            .and_then(Result::ok)
            .expect("built-in wording")
    }
}

/// Every column of a roadmap holds something else.
fn check_columns(form: &RoadmapForm, broken: &mut Vec<Broken>) {
    let name = if form.organization.is_some() {
        "roadmap"
    } else {
        "municipal-roadmap"
    };
    check_widths(name, &form.column, broken);
    let twice = form.column.iter().enumerate().find(|(i, c)| {
        form.column[..*i]
            .iter()
            .any(|before| before.field == c.field)
    });
    if let Some((_, column)) = twice {
        let message = format!("две графы об одном и том же; вторая – «{}»", column.head);
        broken.push(Broken {
            file: name.to_owned(),
            message,
            span: None,
        });
    }
}

fn check_widths<F>(file: &str, columns: &[ColumnWords<F>], broken: &mut Vec<Broken>) {
    let sum: u32 = columns.iter().map(|c| u32::from(c.width)).sum();
    if sum != 1000 {
        let message = format!("ширины граф в сумме дают {sum}, а должны 1000");
        broken.push(Broken {
            file: file.to_owned(),
            message,
            span: None,
        });
    }
}

fn parse<T: DeserializeOwned>(
    (file, text): (&str, &str),
    corrected: bool,
    broken: &mut Vec<Broken>,
) -> Option<T> {
    let read = || -> Result<T, toml::de::Error> {
        let value: toml::Value = toml::from_str(text)?;
        choose(value, corrected).try_into()
    };
    match read() {
        Ok(it) => Some(it),
        Err(error) => {
            broken.push(Broken {
                file: file.to_owned(),
                message: reason(error.message()),
                span: error.span(),
            });
            None
        }
    }
}

/// The deserializer's words in Russian, as far as they are of a known kind.
fn reason(english: &str) -> String {
    let quoted = english.split('`').nth(1).unwrap_or_default();
    if english.starts_with("missing field") {
        format!("нет поля «{quoted}»")
    } else if english.starts_with("unknown field") {
        format!("лишнее поле «{quoted}»")
    } else if english.starts_with("unknown variant") {
        format!("неизвестное значение «{quoted}»")
    } else if english.starts_with("invalid length") {
        "не столько граф, сколько нужно форме".to_owned()
    } else {
        format!(
            "запись не понята ({})",
            english.lines().next().unwrap_or_default()
        )
    }
}

/// Puts one of the two strings in place of every `{ official, corrected }`.
fn choose(value: toml::Value, corrected: bool) -> toml::Value {
    match value {
        toml::Value::Table(table) => {
            let key = if corrected { "corrected" } else { "official" };
            if table.len() == 2
                && let (Some(_), Some(_), Some(chosen)) = (
                    table.get("official"),
                    table.get("corrected"),
                    table.get(key),
                )
            {
                return chosen.clone();
            }
            toml::Value::Table(
                table
                    .into_iter()
                    .map(|(k, v)| (k, choose(v, corrected)))
                    .collect(),
            )
        }
        toml::Value::Array(items) => {
            toml::Value::Array(items.into_iter().map(|v| choose(v, corrected)).collect())
        }
        toml::Value::String(_)
        | toml::Value::Integer(_)
        | toml::Value::Float(_)
        | toml::Value::Boolean(_)
        | toml::Value::Datetime(_) => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_edition_reads_in_both_wordings() {
        for name in Edition::names() {
            for corrected in [false, true] {
                let edition = Edition::load(name, corrected, &BTreeMap::new())
                    .unwrap()
                    .unwrap();
                assert_eq!(
                    edition
                        .program
                        .plan
                        .column
                        .iter()
                        .map(|c| c.width)
                        .sum::<u16>(),
                    1000
                );
                for form in [&edition.roadmap, &edition.municipal_roadmap] {
                    assert_eq!(form.column.iter().map(|c| c.width).sum::<u16>(), 1000);
                }
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
    fn an_own_file_stands_in_for_the_built_in_one() {
        let own = BTreeMap::from([("roadmap", "orientation = 1")]);
        let broken = Edition::load(DEFAULT, false, &own).unwrap().unwrap_err();
        assert_eq!(broken.len(), 1);
        assert_eq!(broken[0].file, "roadmap");
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
