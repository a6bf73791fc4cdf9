//! Reading an edition: layer over layer, from what is compiled in to the school's own files.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use super::alike;
use super::built_in::{BUILT_IN, DEFAULT, FormFiles, files_of};
use super::common::Common;
use super::folders::{Chain, Own, chain, file_names, misplaced_extends};
use super::lost;
use super::whole::{Edition, Late, late};
use super::words::{Keyed as _, Words};
use crate::problem::{Advice, Code, FileId, Place, Problem, Source, Sources};
use crate::reader::{Gathered, Layer, Reader, Wording};

/// Files whose columns and parts are held against what a school has written.
const TOLD_OF_DATA: [&str; 2] = ["program", "roadmap"];

/// What came of reading an edition.
#[derive(Debug)]
pub struct Loaded {
    /// `None` where a file of the project's own cannot be used.
    pub edition: Option<Edition>,
    /// Everything wrong with the project's own files.
    pub problems: Vec<Problem>,
}

impl Edition {
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

    /// Reads an edition, one compiled in or a folder of the project's own, with the project's single
    /// files in place of its. `None` where there is no edition of this name.
    pub fn load(name: &str, corrected: bool, own: &Own<'_>) -> Option<Loaded> {
        let chain = match chain(name, own) {
            Ok(chain) => chain?,
            Err(problems) => {
                return Some(Loaded {
                    edition: None,
                    problems,
                });
            }
        };
        let built_in = chain.base.and_then(|base| Self::named(base, corrected));
        let parts = Parts::new(&chain, own, corrected);
        if let (true, Some(built_in)) = (parts.layers.is_empty(), built_in) {
            return Some(Loaded {
                edition: Some(built_in.clone()),
                problems: Vec::new(),
            });
        }
        parts.tell_strangers();
        parts.problems.borrow_mut().extend(misplaced_extends(own));
        let edition = Self::read(&parts, built_in);
        parts.tell_missing(&chain);
        if let Some(edition) = &edition {
            let of_folders = parts.layers.iter().filter(|layer| layer.is_folder);
            let files: Vec<_> = of_folders.flat_map(|layer| layer.files.clone()).collect();
            let alike = alike::tell(edition, &files, own);
            parts.problems.borrow_mut().extend(alike);
        }
        let lost = parts.lost(&chain, own);
        let mut problems = parts.problems.into_inner();
        problems.extend(lost);
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
            [const { [const { OnceLock::new() }; 2] }; BUILT_IN.len()];
        let index = BUILT_IN.iter().position(|it| it.name == name)?;
        let edition = BUILT_IN.get(index)?;
        let known = READ.get(index)?.get(usize::from(corrected))?;
        let read = || {
            let beneath = edition
                .beneath
                .and_then(|beneath| Self::named(beneath, corrected));
            let parts = Parts::compiled_in(name, corrected);
            Self::read(&parts, beneath).filter(|_| parts.problems.into_inner().is_empty())
        };
        known.get_or_init(read).as_ref()
    }

    fn read(parts: &Parts<'_>, built_in: Option<&Self>) -> Option<Self> {
        // Every part is read before the first wrong one ends it.
        let common = parts.read("edition", built_in.map(|e| &e.common));
        parts.learn_own(common.as_ref());
        let program = parts.read("program", built_in.map(|e| &e.program));
        let roadmap = parts.read("roadmap", built_in.map(|e| &e.roadmap));
        let municipal = parts.read("municipal-roadmap", built_in.map(|e| &e.municipal_roadmap));
        let regulation = parts.read_late("regulation", built_in.map(|e| &e.regulation));
        let school_regulation =
            parts.read_late("school-regulation", built_in.map(|e| &e.school_regulation));
        let orders = parts.read("orders", built_in.map(|e| &e.orders));
        let labour = parts.read_late("labour", built_in.map(|e| &e.labour));
        let registers = parts.read("registers", built_in.map(|e| &e.registers));
        let consolidated = parts.read_late("consolidated", built_in.map(|e| &e.consolidated));
        let year = parts.read("year", built_in.map(|e| &e.year));
        let print = parts.read("print", built_in.map(|e| &e.print));
        let publishing = parts.read("publishing", built_in.map(|e| &e.publishing));
        Some(Self {
            is_own: parts.layers.iter().any(|layer| layer.is_folder) || parts.base.len() > 1,
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

/// Files of the project's own that stand over those beneath.
struct OwnLayer<'a> {
    files: Vec<(FileId, &'a str)>,
    /// Whether what they do not say is taken from beneath.
    is_partial: bool,
    is_folder: bool,
}

/// The files of an edition while they are read.
struct Parts<'a> {
    /// Those compiled in, the lowest first.
    base: Vec<&'static FormFiles>,
    corrected: bool,
    own: Option<&'a Own<'a>>,
    /// The lowest first.
    layers: Vec<OwnLayer<'a>>,
    /// Files that are nowhere.
    missing: RefCell<Vec<&'static str>>,
    /// Fields that the edition adds, which its other files may name: `pairing.category`.
    own_fields: RefCell<Vec<String>>,
    problems: RefCell<Vec<Problem>>,
}

impl<'a> Parts<'a> {
    fn compiled_in(name: &str, corrected: bool) -> Self {
        Self {
            base: files_of(name),
            corrected,
            own: None,
            layers: Vec::new(),
            missing: RefCell::default(),
            own_fields: RefCell::default(),
            problems: RefCell::default(),
        }
    }

    fn new(chain: &Chain<'a>, own: &'a Own<'a>, corrected: bool) -> Self {
        let folders = chain.folders.iter().rev().enumerate();
        let mut layers: Vec<OwnLayer<'a>> = folders
            .map(|(i, folder)| OwnLayer {
                files: folder.files.clone(),
                is_partial: i > 0 || chain.base.is_some(),
                is_folder: true,
            })
            .collect();
        let single = own.single();
        if !single.is_empty() {
            layers.push(OwnLayer {
                files: single,
                is_partial: false,
                is_folder: false,
            });
        }
        Self {
            base: chain.base.map(files_of).unwrap_or_default(),
            corrected,
            own: Some(own),
            layers,
            missing: RefCell::default(),
            own_fields: RefCell::default(),
            problems: RefCell::default(),
        }
    }

    /// Takes from the passport what the other files may name. Of one that is broken that is not known:
    /// then no name is wrong.
    fn learn_own(&self, common: Option<&Common>) {
        let names = match common {
            Some(common) => {
                let fields = common.field.iter();
                let names = fields.map(|field| format!("{}.{}", field.of.word(), field.key));
                names.collect()
            }
            None => vec![Gathered::ANY_NAME.to_owned()],
        };
        self.own_fields.replace(names);
    }

    /// The texts of a part that are compiled in, and whether the editions beneath have all of them.
    fn compiled_texts(&self, name: &str) -> (Vec<&'static str>, bool) {
        let text_in = |files: &&'static FormFiles| {
            let found = files.iter().find(|(known, _)| *known == name);
            found.map(|(_, text)| *text)
        };
        let texts = self.base.iter().filter_map(text_in).collect();
        let is_said_beneath = self.own.is_some() || self.base.last().and_then(text_in).is_none();
        (texts, is_said_beneath)
    }

    /// As [`Self::read`]. Where no file of the school's own stands over those compiled in, they are
    /// read when the first paper asks for them.
    fn read_late<T>(&self, name: &'static str, built_in: Option<&Late<T>>) -> Option<Late<T>>
    where
        T: Words + Clone + Send + Sync + 'static,
    {
        let of_name = |layer: &OwnLayer<'a>| layer.files.iter().any(|(_, own)| *own == name);
        let (texts, is_said_beneath) = self.compiled_texts(name);
        if texts.is_empty() || self.layers.iter().any(of_name) {
            let read = self.read(name, built_in.map(|late| &***late))?;
            return Some(late(move || read));
        }
        if let (true, Some(built_in)) = (is_said_beneath, built_in) {
            return Some(Arc::clone(built_in));
        }
        let corrected = self.corrected;
        Some(late(move || compiled_in(&texts, corrected)))
    }

    /// A part of the edition: from the topmost file of it.
    fn read<T: Words + Clone>(&self, name: &'static str, built_in: Option<&T>) -> Option<T> {
        // What stands beneath has been read; the topmost of those compiled in is read over it once.
        let (texts, is_said_beneath) = self.compiled_texts(name);
        let found = |layer: &OwnLayer<'a>| {
            let (file, _) = layer.files.iter().find(|(_, own)| *own == name)?;
            Some(((*file, layer.is_partial), layer.is_folder))
        };
        let (own, of_folder): (Vec<(FileId, bool)>, Vec<bool>) =
            self.layers.iter().filter_map(found).unzip();
        let mut read = match built_in {
            Some(built_in) if is_said_beneath => Some(built_in.clone()),
            _ if !own.is_empty() => None,
            _ if texts.is_empty() => {
                self.missing.borrow_mut().push(name);
                None
            }
            _ => {
                let (read, problems) = read_compiled_in(&texts, self.corrected);
                self.problems.borrow_mut().extend(problems);
                read
            }
        };
        for top in 0..own.len() {
            let below = &own[..=top];
            // The other wording must be right too: the school may take it any day.
            let asks_data = of_folder[top] && TOLD_OF_DATA.contains(&name);
            let (_, mut problems) = self.read_own::<T>(&texts, below, (!self.corrected, asks_data));
            let (own, more) = self.read_own(&texts, below, (self.corrected, asks_data));
            problems.extend(more);
            let fails = problems.iter().any(Problem::is_error);
            self.problems.borrow_mut().extend(told_once(problems));
            read = own;
            // What stands over something broken cannot be judged.
            if fails {
                return None;
            }
        }
        read
    }

    /// Reads the topmost of these files over the others and over the texts compiled in.
    fn read_own<T: Words>(
        &self,
        texts: &[&str],
        files: &[(FileId, bool)],
        (corrected, asks_data): (bool, bool),
    ) -> (Option<T>, Vec<Problem>) {
        let Some(own) = self.own else {
            return (None, Vec::new());
        };
        let (sources, base) = sources_of(texts);
        let beneath = Reader::new(&sources, &|_| true);
        let reader = Reader::new(own.sources, own.can_draw);
        let gathered = Gathered::knowing(&self.own_fields.borrow()).asking_data(asks_data);
        let of_base = base
            .iter()
            .map(|(file, is_partial)| (&beneath, *file, *is_partial));
        let of_own = files
            .iter()
            .map(|(file, is_partial)| (&reader, *file, *is_partial));
        let all: Vec<_> = of_base.chain(of_own).collect();
        let read = read_over(&all, Vec::new(), (corrected, &gathered));
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

    /// What the own files lost of the words compiled in; of the default edition, where they stand by
    /// themselves.
    fn lost(&self, chain: &Chain<'_>, own: &Own<'_>) -> Vec<Problem> {
        let beneath = files_of(chain.base.unwrap_or(DEFAULT));
        let built_in = |name: &str| {
            let all = beneath.iter().flat_map(|files| files.iter());
            all.filter(|(known, _)| *known == name)
                .map(|(_, text)| *text)
                .collect()
        };
        let files: Vec<_> = self.layers.iter().flat_map(|it| it.files.clone()).collect();
        lost::tell(&files, built_in, own, &self.problems.borrow())
    }

    /// Own files that stand in for nothing.
    fn tell_strangers(&self) {
        let known = file_names();
        let own = self.layers.iter().flat_map(|layer| &layer.files);
        for (file, name) in own.filter(|(_, name)| !known.contains(name)) {
            let message = format!("среди форм нет файла «{name}.toml»: он ничего не заменяет");
            let problem = Problem::new(Code::UnboundForm, message)
                .at(&Place::in_file(*file, 0..0))
                .hint(Advice::choose(&name.to_lowercase(), &known));
            self.problems.borrow_mut().push(problem);
        }
    }

    /// Files that an edition which stands by itself must have.
    fn tell_missing(&self, chain: &Chain<'_>) {
        let missing = self.missing.borrow();
        let (false, Some(folder)) = (missing.is_empty(), chain.folders.last()) else {
            return;
        };
        let message = format!(
            "в папке редакции нет файлов: {}.toml",
            missing.join(".toml, ")
        );
        let problem = Problem::new(Code::BrokenForm, message)
            .at(&folder.place())
            .hint(format!(
                "добавьте их или строку extends = \"{DEFAULT}\": тогда чего нет, берется из нее"
            ));
        // What the files that are there lack follows from the same.
        *self.problems.borrow_mut() = vec![problem];
    }
}

/// Reads the last of the files with the others, and with the layers, beneath it.
fn read_over<T: Words>(
    files: &[(&Reader<'_>, FileId, bool)],
    beneath: Vec<Layer<'_>>,
    (corrected, gathered): (bool, &Gathered),
) -> Option<T> {
    let ((reader, file, is_partial), above) = files.split_first()?;
    reader.file(*file, |table| {
        if above.is_empty() {
            let words = Wording::new(&table, beneath, *is_partial, (corrected, gathered));
            return T::read(&words);
        }
        let own = std::iter::once(Layer::of(&table, *is_partial));
        let layers: Vec<Layer<'_>> = own.chain(beneath).collect();
        read_over(above, layers, (corrected, gathered))
    })
}

/// Texts that are compiled in, the lowest first, as files; whether each takes from beneath what it
/// does not say.
fn sources_of(texts: &[&str]) -> (Sources, Vec<(FileId, bool)>) {
    let mut sources = Sources::default();
    let file = |(at, text): (usize, &&str)| {
        let file = sources.add(Source {
            text: (*text).to_owned(),
            ..Source::default()
        });
        (file, at > 0)
    };
    let files = texts.iter().enumerate().map(file).collect();
    (sources, files)
}

fn told_once(problems: Vec<Problem>) -> Vec<Problem> {
    let mut told = BTreeSet::new();
    let key = |p: &Problem| {
        let place = p.place.as_ref();
        let place = place.map(|at| (at.file, at.span.start, at.span.end));
        (p.code, place, p.message.clone())
    };
    problems
        .into_iter()
        .filter(|p| told.insert(key(p)))
        .collect()
}

/// A part that is compiled in.
///
/// # Panics
/// If a wording file of this source tree is broken; tests read them all.
#[expect(
    clippy::expect_used,
    reason = "the files are compiled in and read by tests"
)]
fn compiled_in<T: Words>(texts: &[&str], corrected: bool) -> T {
    let (read, problems) = read_compiled_in(texts, corrected);
    read.filter(|_| problems.is_empty())
        .expect("built-in wording")
}

fn read_compiled_in<T: Words>(texts: &[&str], corrected: bool) -> (Option<T>, Vec<Problem>) {
    let (sources, files) = sources_of(texts);
    let reader = Reader::new(&sources, &|_| true);
    let gathered = Gathered::compiled_in();
    let files = files
        .iter()
        .map(|(file, is_partial)| (&reader, *file, *is_partial));
    let files: Vec<_> = files.collect();
    let read = read_over(&files, Vec::new(), (corrected, &gathered));
    let mut problems = reader.into_problems();
    problems.extend(gathered.into_problems());
    (read, problems)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    #[test]
    fn every_built_in_edition_reads_in_both_wordings() {
        for edition in &BUILT_IN {
            for corrected in [false, true] {
                let beneath = edition.beneath.and_then(|it| Edition::named(it, corrected));
                assert_eq!(beneath.is_some(), edition.beneath.is_some());
                let parts = Parts::compiled_in(edition.name, corrected);
                let read = Edition::read(&parts, beneath);
                let problems = parts.problems.into_inner();
                assert!(problems.is_empty(), "{}: {problems:?}", edition.name);
                let read = read.unwrap_or_else(|| panic!("{}", edition.name));
                LazyLock::force(&read.regulation);
                LazyLock::force(&read.school_regulation);
                LazyLock::force(&read.labour);
                LazyLock::force(&read.consolidated);
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
