//! Samples, and what a PDF or a DOCX says when it is read by someone else's parser.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, interpret_page,
};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Name, Object, ObjectIdentifier};
use kurbo::{Affine, BezPath, Rect};
use nastavnik::disk::load;
use nastavnik::document::Document;
use nastavnik::edition::Edition;
use nastavnik::plan::Plan;
use nastavnik::prepare::{blanks, prepare};
use nastavnik::project::{Files, RawFile};

pub(crate) const SAMPLES: [&str; 3] = ["order-591", "school", "start"];

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the program in the folder of the sources.
pub(crate) fn nastavnik(args: &[&str]) -> Output {
    nastavnik_in(root(), args)
}

/// Runs the program in a folder.
pub(crate) fn nastavnik_in(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nastavnik"))
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// The answer, and what was told beside it.
pub(crate) fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    text(&output.stdout) + &text(&output.stderr)
}

/// Whether the program went well in a folder, and what it said, in plain spaces.
pub(crate) fn tried(args: &[&str], folder: &Path) -> (bool, String) {
    let output = nastavnik_in(folder, args);
    (
        output.status.success(),
        said(&output).replace('\u{a0}', " "),
    )
}

/// The next school year of a school: the folder that holds it, and its own.
pub(crate) fn next_year(school: &Path) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("next");
    let args = ["roll-over", "--to", to.to_str().unwrap(), "."];
    let (went_well, said) = tried(&args, school);
    assert!(went_well, "{said}");
    (folder, to)
}

/// Writes a file, with the folders above it.
pub(crate) fn write(file: &Path, bytes: impl AsRef<[u8]>) {
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, bytes).unwrap();
}

/// Copies the files of a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    for (name, bytes) in texts_in(from) {
        write(&to.join(name), bytes);
    }
}

pub(crate) fn sample_plan(name: &str) -> Plan {
    // Without a day, so that no year makes the samples out of date; and they raise no alarm.
    let plan = prepare(&Files {
        today: None,
        ..load(&root().join("samples").join(name))
    });
    assert!(plan.problems.is_empty(), "{:?}", plan.problems);
    plan
}

/// A school that asks for every paper that the samples do not ask for.
pub(crate) fn papers_plan() -> Plan {
    let plan = prepare(&files_of(&texts_in(&path(&["tests", "data", "papers"]))));
    assert!(plan.problems.is_empty(), "{:?}", plan.problems);
    plan
}

/// The document of the paper with this file name.
pub(crate) fn document_of(plan: &Plan, file_name: &str) -> Document {
    let paper = plan
        .papers
        .iter()
        .find(|p| p.file_name == file_name)
        .unwrap_or_else(|| panic!("no paper {file_name}"));
    plan.document(paper).unwrap()
}

/// Every document of every sample and every blank form, by its name.
pub(crate) fn all_documents() -> Vec<(String, Document)> {
    let mut plans: Vec<(String, Plan)> = SAMPLES
        .iter()
        .map(|name| ((*name).to_owned(), sample_plan(name)))
        .collect();
    plans.push(("papers".to_owned(), papers_plan()));
    for corrected in [false, true] {
        plans.push((
            format!("blank, corrected = {corrected}"),
            blanks(&Edition::built_in(corrected)),
        ));
    }
    let mut out = Vec::new();
    for (name, plan) in &plans {
        for paper in &plan.papers {
            out.push((
                format!("{name}: {}", paper.file_name),
                plan.document(paper).unwrap(),
            ));
        }
    }
    out
}

/// A project of texts: `organization.toml`, `roadmap.toml`, `pairings/*.toml`, `forms/*.toml`.
pub(crate) fn files_of(texts: &BTreeMap<String, Vec<u8>>) -> Files {
    let mut files = Files::default();
    for (name, bytes) in texts {
        let stem = Path::new(name)
            .file_stem()
            .unwrap()
            .to_string_lossy()
            .into_owned();
        let file = RawFile {
            name: name.clone(),
            inside: name.clone(),
            stem,
            bytes: bytes.clone(),
        };
        match name.as_str() {
            "organization.toml" => files.organization = Some(file),
            "roadmap.toml" => files.roadmap = Some(file),
            "emblem.png" => files.emblem = Some(file),
            "style.toml" => files.style = Some(file),
            "regulation.toml" => files.regulation = Some(file),
            "bank.toml" => files.bank = Some(file),
            other if other.starts_with("pairings/") => files.pairings.push(file.into()),
            other if other.starts_with("orders/") => files.orders.push(file),
            other if other.starts_with("forms/") => files.forms.push(file),
            other => panic!("{other}"),
        }
    }
    files
}

/// The files of a folder with their paths from it, with `/`.
pub(crate) fn texts_in(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for entry in std::fs::read_dir(&inner).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .unwrap()
                    .to_string_lossy()
                    .replace('\\', "/");
                out.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    out
}

/// Paths in a text as they are written on every system but one.
pub(crate) fn with_slashes(text: &str) -> String {
    text.replace('\\', "/")
}

/// Compares with a golden file; `NASTAVNIK_ACCEPT=1` writes it anew.
pub(crate) fn golden(path: &Path, found: &str) {
    if std::env::var_os("NASTAVNIK_ACCEPT").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, found).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(path)
        .unwrap_or_else(|e| panic!("{}: {e}; `just accept` writes it", path.display()));
    assert!(
        expected.replace("\r\n", "\n") == found,
        "{} differs:\n--- expected\n{expected}\n--- found\n{found}",
        path.display()
    );
}

pub(crate) fn path(parts: &[&str]) -> PathBuf {
    parts.iter().fold(root().to_owned(), |p, part| p.join(part))
}

/// Text as writers are free to set it: without spaces, lines for the pen and places to break.
/// Hyphens go too, for a PDF has them where it broke a word; the outside judges, who can tell the
/// two apart, look at them.
pub(crate) fn fold(text: &str) -> String {
    text.chars()
        .filter(|c| {
            !c.is_whitespace()
                && !matches!(
                    c,
                    '_' | '-' | '\u{2010}' | '\u{2011}' | '\u{AD}' | '\u{200B}' | '\u{2060}'
                )
        })
        .collect()
}

/// The text of a PDF in the order of its content, without what is marked as no part of it (page
/// numbers, repeated heads, lines).
pub(crate) fn pdf_text(bytes: &[u8]) -> String {
    pdf_page_texts(bytes).concat()
}

/// The same, page by page.
pub(crate) fn pdf_page_texts(bytes: &[u8]) -> Vec<String> {
    read_pages(bytes, false)
}

/// Everything drawn on each page, page numbers and repeated heads among it.
pub(crate) fn pdf_pages_as_drawn(bytes: &[u8]) -> Vec<String> {
    read_pages(bytes, true)
}

fn read_pages(bytes: &[u8], as_drawn: bool) -> Vec<String> {
    let pdf = Pdf::new(Arc::new(bytes.to_vec())).unwrap();
    let cache = InterpreterCache::new();
    let mut texts = Vec::new();
    for page in pdf.pages().iter() {
        let mut reader = TextReader {
            as_drawn,
            ..TextReader::default()
        };
        let settings = InterpreterSettings::default();
        let mut context = Context::new(
            Affine::IDENTITY,
            Rect::new(0.0, 0.0, 2000.0, 2000.0),
            &cache,
            page.xref(),
            settings,
        );
        interpret_page(page, &mut context, &mut reader);
        texts.push(reader.text);
    }
    texts
}

pub(crate) fn pdf_pages(bytes: &[u8]) -> usize {
    Pdf::new(Arc::new(bytes.to_vec())).unwrap().pages().len()
}

#[derive(Default)]
struct TextReader {
    text: String,
    /// For each open mark: whether it says «no part of the document», and the number by which the
    /// structure names it.
    marks: Vec<(bool, Option<i32>)>,
    as_drawn: bool,
    /// Text by the number of the innermost mark that has one.
    numbered: BTreeMap<i32, String>,
    /// Text under no mark at all.
    unmarked: String,
}

/// What a PDF says in the order of its structure tree, as a screen reader goes; and what no mark
/// holds.
pub(crate) fn structure_text(bytes: &[u8]) -> (String, String) {
    let pdf = Pdf::new(Arc::new(bytes.to_vec())).unwrap();
    let cache = InterpreterCache::new();
    let (mut pages, mut unmarked) = (Vec::new(), String::new());
    for page in pdf.pages().iter() {
        let mut reader = TextReader::default();
        let settings = InterpreterSettings::default();
        let mut context = Context::new(
            Affine::IDENTITY,
            Rect::new(0.0, 0.0, 2000.0, 2000.0),
            &cache,
            page.xref(),
            settings,
        );
        interpret_page(page, &mut context, &mut reader);
        unmarked += &reader.unmarked;
        pages.push((page.raw().obj_id(), reader.numbered));
    }
    let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).unwrap();
    let mut out = String::new();
    read_structure(
        &catalog.get::<Dict<'_>>("StructTreeRoot").unwrap(),
        None,
        &pages,
        &mut out,
    );
    (out, unmarked)
}

type Marks = (Option<ObjectIdentifier>, BTreeMap<i32, String>);

fn read_structure(
    element: &Dict<'_>,
    above: Option<ObjectIdentifier>,
    pages: &[Marks],
    out: &mut String,
) {
    let page = element
        .get::<Dict<'_>>("Pg")
        .and_then(|p| p.obj_id())
        .or(above);
    let say = |page: Option<ObjectIdentifier>, number: i32, out: &mut String| {
        let (_, marks) = pages.iter().find(|(id, _)| *id == page).unwrap();
        out.push_str(marks.get(&number).map_or("", String::as_str));
    };
    let children: Vec<Object<'_>> = match element.get::<Object<'_>>("K") {
        Some(Object::Array(list)) => list.iter::<Object<'_>>().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    for child in children {
        match child {
            Object::Dict(it) => match it.get::<Name<'_>>("Type").as_deref() {
                Some(b"MCR") => {
                    let page = it.get::<Dict<'_>>("Pg").and_then(|p| p.obj_id()).or(page);
                    say(page, it.get::<i32>("MCID").unwrap(), out);
                }
                Some(b"OBJR") => {}
                _ => read_structure(&it, page, pages, out),
            },
            Object::Number(number) => say(page, Object::Number(number).into_i32().unwrap(), out),
            other => panic!("{other:?} in the structure tree"),
        }
    }
}

impl<'a> Device<'a> for TextReader {
    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}

    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        _: Affine,
        _: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        if !self.as_drawn && self.marks.iter().any(|(artifact, _)| *artifact) {
            return;
        }
        let said = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(s)) => s.clone(),
            None => '\u{FFFD}'.to_string(),
        };
        self.text.push_str(&said);
        match self.marks.iter().rev().find_map(|(_, number)| *number) {
            Some(number) => self.numbered.entry(number).or_default().push_str(&said),
            None => self.unmarked.push_str(&said),
        }
    }

    fn begin_marked_content(&mut self, tag: &[u8], number: Option<i32>) {
        self.marks.push((tag == b"Artifact", number));
    }

    fn end_marked_content(&mut self) {
        self.marks.pop();
    }
}

/// A part of an Office package.
pub(crate) fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut out = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut out).unwrap();
    out
}

/// An element of XML with its attributes and children; text is an element named `#text`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Xml {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub children: Vec<Xml>,
    pub text: String,
}

impl Xml {
    pub(crate) fn parse(text: &str) -> Self {
        use quick_xml::events::Event;
        let mut reader = quick_xml::Reader::from_str(text);
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => open.push(Self::element(&start)),
                Event::Empty(start) => open
                    .last_mut()
                    .unwrap()
                    .children
                    .push(Self::element(&start)),
                Event::End(_) => {
                    let it = open.pop().unwrap();
                    open.last_mut().unwrap().children.push(it);
                }
                Event::Text(text) => open.last_mut().unwrap().push_text(&text.decode().unwrap()),
                Event::GeneralRef(name) => {
                    let entity = format!("&{};", name.decode().unwrap());
                    open.last_mut()
                        .unwrap()
                        .push_text(&quick_xml::escape::unescape(&entity).unwrap());
                }
                Event::Eof => break,
                _ => {}
            }
        }
        open.pop()
            .unwrap()
            .children
            .into_iter()
            .find(|c| c.name != "#text")
            .unwrap()
    }

    fn element(start: &quick_xml::events::BytesStart<'_>) -> Self {
        let attributes = start.attributes().map(|a| {
            let a = a.unwrap();
            let value = quick_xml::escape::unescape(std::str::from_utf8(&a.value).unwrap())
                .unwrap()
                .into_owned();
            (String::from_utf8(a.key.as_ref().to_vec()).unwrap(), value)
        });
        Self {
            name: String::from_utf8(start.name().as_ref().to_vec()).unwrap(),
            attributes: attributes.collect(),
            children: Vec::new(),
            text: String::new(),
        }
    }

    fn push_text(&mut self, text: &str) {
        self.children.push(Self {
            name: "#text".to_owned(),
            text: text.to_owned(),
            ..Self::default()
        });
    }

    /// Every element of this name below, in order.
    pub(crate) fn all<'x>(&'x self, name: &'x str) -> Vec<&'x Xml> {
        let mut out = Vec::new();
        for child in &self.children {
            if child.name == name {
                out.push(child);
            }
            out.extend(child.all(name));
        }
        out
    }

    pub(crate) fn child(&self, name: &str) -> Option<&Xml> {
        self.children.iter().find(|c| c.name == name)
    }

    pub(crate) fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    /// What Word shows of it: text, with a line feed for each break.
    pub(crate) fn words(&self) -> String {
        let mut out = String::new();
        for child in &self.children {
            match child.name.as_str() {
                "#text" if self.name == "w:t" => out.push_str(&child.text),
                "w:br" => out.push('\n'),
                // An empty field shows what belongs there; the paper does not say it.
                "w:sdt" if !child.all("w:showingPlcHdr").is_empty() => {}
                _ => out.push_str(&child.words()),
            }
        }
        out
    }
}

/// Puts the number that Word would print before the words of each paragraph of a list.
fn count_as_word(it: &mut Xml, lists: &Xml, counted: &mut BTreeMap<String, Vec<usize>>) {
    let value = |e: &Xml, name: &str| e.all(name)[0].attribute("w:val").to_owned();
    if it.name == "w:p"
        && let Some(place) = it.child("w:pPr").and_then(|p| p.child("w:numPr"))
    {
        let (id, level) = (value(place, "w:numId"), value(place, "w:ilvl"));
        let level: usize = level.parse().unwrap();
        let list = lists.all("w:num").into_iter();
        let list = list
            .filter(|n| n.attribute("w:numId") == id)
            .collect::<Vec<_>>()[0];
        let definition = value(list, "w:abstractNumId");
        let levels = lists
            .all("w:abstractNum")
            .into_iter()
            .find(|a| a.attribute("w:abstractNumId") == definition)
            .unwrap()
            .all("w:lvl");
        let start = |level: usize| value(levels[level], "w:start").parse::<usize>().unwrap();
        let numbers = counted.entry(definition).or_default();
        numbers.truncate(level + 1);
        while numbers.len() < level {
            numbers.push(start(numbers.len()));
        }
        match numbers.get_mut(level) {
            Some(number) => *number += 1,
            None => numbers.push(start(level)),
        }
        let mut label = value(levels[level], "w:lvlText");
        for (i, number) in numbers.iter().enumerate() {
            label = label.replace(&format!("%{}", i + 1), &number.to_string());
        }
        let text = Xml {
            name: "#text".to_owned(),
            text: label,
            ..Xml::default()
        };
        let words = Xml {
            name: "w:t".to_owned(),
            children: vec![text],
            ..Xml::default()
        };
        it.children.insert(0, words);
        return;
    }
    for child in &mut it.children {
        count_as_word(child, lists, counted);
    }
}

/// The text of a DOCX, and the stretches of its folded text whose rows may split between pages: a
/// PDF has the cells of such a row in pieces.
pub(crate) fn docx_text(bytes: &[u8]) -> (String, Vec<std::ops::Range<usize>>) {
    let mut document = Xml::parse(&part(bytes, "word/document.xml"));
    if !document.all("w:numPr").is_empty() {
        let lists = Xml::parse(&part(bytes, "word/numbering.xml"));
        count_as_word(&mut document, &lists, &mut BTreeMap::new());
    }
    let mut text = String::new();
    let mut loose = Vec::new();
    for block in &document.child("w:body").unwrap().children {
        if block.name != "w:tbl" {
            text.push_str(&fold(&block.words()));
            continue;
        }
        for row in block.children.iter().filter(|c| c.name == "w:tr") {
            let start = text.chars().count();
            text.push_str(&fold(&row.words()));
            if row
                .child("w:trPr")
                .is_none_or(|p| p.child("w:cantSplit").is_none())
            {
                loose.push(start..text.chars().count());
            }
        }
    }
    (text, loose)
}
