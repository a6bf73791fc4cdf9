//! How long a program takes, against a plain typst page with the same text, in one run: `cargo
//! bench`.
//!
//! The yardstick (`benches/yardstick`) is the program form written the natural way and compiled by
//! the typst library with the same faces and standards. Both sides get fresh text each time, as the
//! programs of a school do. Times of a shared machine drift; the ratio of neighbours does not, and
//! instructions, counted where valgrind is installed, hardly do.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints what it measured"
)]

mod yardstick;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use nastavnik::disk::{load, write_whole};
use nastavnik::document::Document;
use nastavnik::fonts;
use nastavnik::make::make_one;
use nastavnik::pdf::PdfWriter;
use nastavnik::plan::{Format, Plan};
use nastavnik::prepare::prepare;
use nastavnik::project::{Files, RawFile};
use nastavnik::style::PageStyle;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use yardstick::{DATA, PAGE, milliseconds, project, school, timed};

const ROUNDS: usize = 40;

fn main() {
    let yardstick = Yardstick::new();
    let writer = PdfWriter::new(PageStyle::built_in(), &fonts::Faces::default());
    let mut times: BTreeMap<&str, Vec<Duration>> = BTreeMap::new();
    let mut ratios = Vec::new();
    let mut pages = (0, 0);
    for round in 0..=ROUNDS {
        let data = DATA.replace("пара 0", &format!("пара {round}"));
        let (page_time, page_count) = timed(|| yardstick.compile(&data));
        let document = document(&data);
        let (pdf_time, pdf_pages) = timed(|| pdf(&writer, &document));
        let (docx_time, _) =
            timed(|| make_one(black_box(&document), Format::Docx).unwrap_or_default());
        if round == 0 {
            pages = (page_count, pdf_pages);
            continue;
        }
        times
            .entry("1 yardstick, PDF/A-2a + UA-1")
            .or_default()
            .push(page_time);
        times
            .entry("2 program, PDF/A-2a + UA-1")
            .or_default()
            .push(pdf_time);
        times.entry("3 program, DOCX").or_default().push(docx_time);
        ratios.push(pdf_time.as_secs_f64() / page_time.as_secs_f64());
    }
    println!(
        "{ROUNDS} programs of 24 activities, fresh text each; pages: yardstick {}, program {}",
        pages.0, pages.1
    );
    for (name, list) in &mut times {
        println!(
            "{name}: median {:.1} ms, least {:.1} ms",
            milliseconds(median(list)),
            milliseconds(list[0])
        );
    }
    ratios.sort_by(f64::total_cmp);
    println!(
        "program / yardstick, pair by pair: median {:.2}",
        ratios[ratios.len() / 2]
    );
    parts(&writer);
    one_word_changed(&writer);
    cold_start();
    for format in ["pdf", "docx"] {
        match instructions(format) {
            Some(count) => println!(
                "instructions for one program more, {format}: {:.1} million",
                count / 1e6
            ),
            None => println!("instructions: not counted, valgrind is not installed"),
        }
    }
}

/// Where the time of a program goes, in a school of as many as there are rounds.
fn parts(writer: &PdfWriter) {
    let folder = school(ROUNDS);
    let (read, plan) = timed(|| prepare(&load(&folder)));
    let mut times = [
        read,
        Duration::ZERO,
        Duration::ZERO,
        Duration::ZERO,
        Duration::ZERO,
    ];
    for (number, paper) in plan.papers.iter().enumerate() {
        let (planned, document) = timed(|| plan.document(paper));
        let document = document.unwrap_or_else(|why| panic!("{why}"));
        let (set, pages) = timed(|| writer.lay_out(&document));
        let pages = pages.unwrap_or_else(|e| panic!("{e}"));
        let (exported, pdf) = timed(|| pages.to_pdf());
        let pdf = pdf.unwrap_or_else(|e| panic!("{e}"));
        let (written, done) = timed(|| write_whole(&folder.join(format!("{number}.pdf")), &pdf));
        assert!(done.is_ok());
        let (forgotten, ()) = timed(|| PdfWriter::forget(1));
        for (sum, time) in times[1..]
            .iter_mut()
            .zip([planned, set + forgotten, exported, written])
        {
            *sum += time;
        }
    }
    let _ = std::fs::remove_dir_all(folder);
    let whole: Duration = times.iter().sum();
    println!("parts of a program, mean of {}:", plan.papers.len());
    for (name, time) in ["read", "plan", "set", "export", "write"].iter().zip(times) {
        println!(
            "  {name:<6} {:>6.2} ms {:>4.0} %",
            milliseconds(time / u32::try_from(ROUNDS).unwrap_or(u32::MAX)),
            100.0 * time.as_secs_f64() / whole.as_secs_f64()
        );
    }
}

/// Instructions that a batch takes for one program more: what happens once in a process is not
/// among them. `None` without valgrind.
fn instructions(format: &str) -> Option<f64> {
    let [few, many] = [4, 14].map(|programs| {
        let folder = school(programs);
        let count = instructions_of(&folder, format);
        let _ = std::fs::remove_dir_all(folder);
        count
    });
    Some((many? - few?) / 10.0)
}

fn instructions_of(folder: &Path, format: &str) -> Option<f64> {
    let output = Command::new("valgrind")
        .args([
            "--tool=cachegrind",
            "--cache-sim=no",
            "--cachegrind-out-file=/dev/null",
            env!("CARGO_BIN_EXE_nastavnik"),
            "build",
            "--jobs",
            "1",
            "--format",
            format,
        ])
        .arg(folder)
        .stdout(Stdio::null())
        .output()
        .ok()?;
    let said = String::from_utf8_lossy(&output.stderr);
    let (_, count) = said.split_once("refs:")?;
    count.lines().next()?.trim().replace(',', "").parse().ok()
}

/// What the preview of a page does with every key: the same program again, all but a word of it
/// known.
fn one_word_changed(writer: &PdfWriter) {
    let mut list = Vec::new();
    for round in 0..=ROUNDS {
        let document = document(&DATA.replacen("пара 0", &format!("пара {round}"), 1));
        let (time, _) = timed(|| {
            black_box(writer.lay_out(&document).unwrap_or_else(|e| panic!("{e}"))).count()
        });
        PdfWriter::forget(2);
        if round > 1 {
            list.push(time);
        }
    }
    println!(
        "one word changed, set again without PDF: median {:.1} ms",
        milliseconds(median(&mut list))
    );
}

fn median(list: &mut [Duration]) -> Duration {
    list.sort_unstable();
    list[list.len() / 2]
}

fn pdf(writer: &PdfWriter, document: &Document) -> usize {
    let pages = writer.lay_out(document).unwrap_or_else(|e| panic!("{e}"));
    black_box(pages.to_pdf().unwrap_or_else(|e| panic!("{e}")));
    PdfWriter::forget(1);
    pages.count()
}

/// From the start of the process to the last byte of one program, PDF only.
fn cold_start() {
    let folder = std::env::temp_dir().join(format!("nastavnik-bench-{}", std::process::id()));
    for (name, text) in project(DATA) {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(&folder)).unwrap_or_else(|e| panic!("{e}"));
        std::fs::write(path, text).unwrap_or_else(|e| panic!("{e}"));
    }
    let mut list = Vec::new();
    for _ in 0..=20 {
        let _ = std::fs::remove_dir_all(folder.join("out"));
        let (time, status) = timed(|| {
            Command::new(env!("CARGO_BIN_EXE_nastavnik"))
                .args(["build", "--format", "pdf"])
                .arg(&folder)
                .output()
        });
        assert!(status.is_ok_and(|s| s.status.success()));
        list.push(time);
    }
    println!(
        "cold start, one program as PDF, whole process: median {:.1} ms",
        milliseconds(median(&mut list))
    );
    let _ = std::fs::remove_dir_all(folder);
}

fn document(data: &str) -> Document {
    let raw = |name: &str, text: String| RawFile {
        name: name.to_owned(),
        inside: name.to_owned(),
        stem: "pair".to_owned(),
        bytes: text.into_bytes(),
    };
    let mut files = Files::default();
    for (name, text) in project(data) {
        if name == "organization.toml" {
            files.organization = Some(raw(name, text));
        } else {
            files.pairings.push(raw(name, text).into());
        }
    }
    let plan: Plan = prepare(&files);
    // A remark on the wording of the text keeps no paper back.
    assert!(!plan.has_errors(), "{:?}", plan.problems);
    plan.document(&plan.papers[0])
        .unwrap_or_else(|why| panic!("{why}"))
}

/// The natural typst page, compiled as a library user would.
struct Yardstick {
    fonts: FontStore,
    main: Source,
}

struct Job<'a> {
    shared: &'a Yardstick,
    library: LazyHash<Library>,
    data: Bytes,
}

fn id(path: &str) -> FileId {
    RootedPath::new(
        VirtualRoot::Project,
        VirtualPath::new(path).unwrap_or_else(|e| panic!("{e:?}")),
    )
    .intern()
}

impl Yardstick {
    fn new() -> Self {
        let mut fonts_store = FontStore::new();
        fonts_store.extend(
            fonts::embedded()
                .iter()
                .map(|face| (face.clone(), face.info().clone())),
        );
        Self {
            fonts: fonts_store,
            main: Source::new(id("main.typ"), PAGE.to_owned()),
        }
    }

    fn compile(&self, data: &str) -> usize {
        let library = LazyHash::new(Library::builder().build());
        let job = Job {
            shared: self,
            library,
            data: Bytes::from_string(data.to_owned()),
        };
        let paged = typst::compile::<PagedDocument>(&job)
            .output
            .unwrap_or_else(|e| panic!("{e:?}"));
        let options = PdfOptions {
            timestamp: Datetime::from_ymd_hms(2025, 9, 1, 0, 0, 0).map(Timestamp::new_utc),
            standards: PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
                .unwrap_or_else(|e| panic!("{}", e.message())),
            ..PdfOptions::default()
        };
        black_box(typst_pdf::pdf(&paged, &options).unwrap_or_else(|e| panic!("{e:?}")));
        comemo::evict(0);
        paged.pages().len()
    }
}

impl World for Job<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.shared.fonts.book()
    }

    fn main(&self) -> FileId {
        self.shared.main.id()
    }

    fn source(&self, wanted: FileId) -> FileResult<Source> {
        if wanted == self.main() {
            Ok(self.shared.main.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, wanted: FileId) -> FileResult<Bytes> {
        if wanted == id("data.json") {
            Ok(self.data.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.font(index)
    }

    fn today(&self, _: Option<typst::foundations::Duration>) -> Option<Datetime> {
        None
    }
}
