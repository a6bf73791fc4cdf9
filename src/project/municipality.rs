//! `district.toml`: what the municipality says of itself, beside the folders of its schools.

use super::files::{FileRemark, RawFile, SharedEditions, lines_and_encoding};
use super::reading::remark;
use super::school_year::SchoolYear;
use crate::edition::edition_in;
use crate::problem::{Code, FileId, Placed, Problem, Source, Sources};
use crate::reader::{Reader, When};

/// What the consolidated papers say of the municipality; all of it may be absent.
#[derive(Debug, Default)]
pub struct Municipality {
    /// As it is to stand in papers.
    pub name: Option<Placed<String>>,
    /// The order that asks for mentoring.
    pub order_number: Option<Placed<String>>,
    pub order_date: Option<Placed<When>>,
    pub school_year: Option<SchoolYear>,
    /// Who signs the letters.
    pub signer_name: Option<Placed<String>>,
    pub signer_post: Option<Placed<String>>,
    /// Folder of the wording.
    pub edition: Option<Placed<String>>,
    pub corrected: bool,
}

/// The files that lie beside the folders of the schools.
#[derive(Debug, Clone, Default)]
pub struct MunicipalityFiles {
    /// `district.toml`.
    pub district: Option<RawFile>,
    /// Wording of the municipality's own.
    pub forms: Vec<RawFile>,
    pub shared: SharedEditions,
    /// What the disk refused.
    pub remarks: Vec<FileRemark>,
}

/// What came of reading `district.toml`.
#[derive(Debug)]
pub struct MunicipalityReading {
    pub municipality: Municipality,
    pub sources: Sources,
    pub problems: Vec<Problem>,
    /// The wording of its own: files and their names without ending.
    pub forms: Vec<(FileId, String)>,
}

impl Municipality {
    /// Number and date of the order, as they stand in the middle of a sentence: «от 25.04.2022 №
    /// 591»; a date alone leaves room for the number.
    pub fn order(&self) -> Option<String> {
        const FOR_PEN: &str = "________";
        let number = self.order_number.as_ref().map(|it| it.value.as_str());
        match (number, self.order_date.as_ref()) {
            (None, None) => None,
            (Some(number), None) => Some(format!("№ {number}")),
            (number, Some(date)) => Some(format!(
                "от {} № {}",
                date.in_digits(),
                number.unwrap_or(FOR_PEN)
            )),
        }
    }

    /// Reads `district.toml`; without the file nothing is said.
    pub fn read(files: &MunicipalityFiles, can_draw: &dyn Fn(char) -> bool) -> MunicipalityReading {
        let mut sources = Sources::default();
        let mut problems: Vec<Problem> = files.remarks.iter().map(remark).collect();
        let mut add = |file: &RawFile| {
            let (text, encoding) = lines_and_encoding(&file.bytes);
            if encoding.is_none() {
                let message = format!("{}: это не текстовый файл", file.name);
                problems.push(Problem::new(Code::Encoding, message));
            }
            let source = Source::new(file.name.clone(), text).inside(file.inside.clone());
            (sources.add(source), encoding.is_some())
        };
        let district = files.district.as_ref().map(&mut add);
        let text = files.district.as_ref();
        let named = text.and_then(|it| edition_in(&lines_and_encoding(&it.bytes).0));
        let needed = named.map(|name| files.shared.needed(&name, &files.forms));
        let forms = files.forms.iter().chain(needed.into_iter().flatten());
        let forms = forms.map(|it| (add(it).0, it.stem.clone())).collect();
        let municipality = match district {
            Some((id, true)) => {
                let (read, more) = Self::of_file(id, &sources, can_draw);
                problems.extend(more);
                read
            }
            Some((_, false)) | None => Self::default(),
        };
        MunicipalityReading {
            municipality,
            sources,
            problems,
            forms,
        }
    }

    fn of_file(
        id: FileId,
        sources: &Sources,
        can_draw: &dyn Fn(char) -> bool,
    ) -> (Self, Vec<Problem>) {
        let reader = Reader::new(sources, can_draw);
        let municipality = reader.file(id, |table| {
            let school_year = table.words("school_year", "\"2026/2027\"");
            let year = school_year
                .as_ref()
                .and_then(|text| SchoolYear::parse(text));
            if let Some(text) = school_year.filter(|_| year.is_none()) {
                let message = format!("«{}» – не учебный год", text.value);
                reader.report(
                    Problem::with(Code::BadSchoolYear, "school_year", message)
                        .at(&text.place)
                        .hint("учебный год пишется двумя годами подряд: \"2026/2027\""),
                );
            }
            let order = table.table("order").map(|it| {
                let order = (it.paper_number("number"), it.day("date"));
                it.finish();
                order
            });
            let (order_number, order_date) = order.unwrap_or_default();
            let signer = table.table("signer").map(|it| {
                let signer = (it.line("name"), it.line("position"));
                it.finish();
                signer
            });
            let (signer_name, signer_post) = signer.unwrap_or_default();
            let municipality = Self {
                name: table.line("name"),
                order_number,
                order_date,
                school_year: year,
                signer_name,
                signer_post,
                edition: table.line("edition"),
                corrected: table
                    .choice("wording", &[("official", false), ("corrected", true)])
                    .is_some_and(|it| it.value),
            };
            table.check_unknown();
            municipality
        });
        (municipality, reader.into_problems())
    }
}
