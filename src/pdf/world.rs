//! The closed world typst compiles in: one program of ours, the embedded faces, and the document's
//! data as the one file there is besides.

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Dict, Duration, Func};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;

use super::mark;
use crate::document::Failure;
use crate::fonts::Faces;

/// What all documents share.
pub(super) struct Typesetter {
    fonts: FontStore,
    /// The program first, then what it imports.
    sources: Vec<Source>,
    library: LazyHash<Library>,
    data: FileId,
}

/// What one document adds.
struct Job<'a> {
    shared: &'a Typesetter,
    data: Bytes,
}

impl Typesetter {
    /// The `look` is what a program finds in `sys.inputs`.
    pub(super) fn new(faces: &Faces, program: Program, look: Dict) -> Self {
        let mut store = FontStore::new();
        store.extend(faces.iter().map(|face| (face.clone(), face.info().clone())));
        let mut library = Library::builder().with_inputs(look).build();
        let placed = Func::from(&mark::PLACED);
        library.global.scope_mut().define(mark::PLACED.name, placed);
        let library = LazyHash::new(library);
        let sources = program.files().iter();
        Self {
            fonts: store,
            sources: sources
                .map(|(name, text)| Source::new(file(name), (*text).to_owned()))
                .collect(),
            library,
            data: file(DATA),
        }
    }

    /// Sets the data in pages. They come as a file and not, like the look, as `sys.inputs`: those
    /// are a part of the library, and typst forgets all it has set as soon as the library is
    /// another.
    pub(super) fn compile(&self, data: &Dict) -> Result<PagedDocument, Failure> {
        let mut bytes = Vec::new();
        ciborium::into_writer(data, &mut bytes).map_err(|e| Failure(e.to_string()))?;
        let compiled = typst::compile::<PagedDocument>(&Job {
            shared: self,
            data: Bytes::new(bytes),
        });
        let document = compiled.output.map_err(|errors| failure(&errors))?;
        if compiled.warnings.is_empty() {
            Ok(document)
        } else {
            Err(failure(&compiled.warnings))
        }
    }
}

/// What draws.
#[derive(Debug, Clone, Copy)]
pub(super) enum Program {
    /// The page of every form.
    Page,
    /// The mark of an electronic signature.
    Stamp,
}

impl Program {
    /// Names and texts, the program itself first.
    fn files(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Page => &[
                ("page.typ", include_str!("../../forms/page.typ")),
                ("blocks.typ", include_str!("../../forms/blocks.typ")),
            ],
            Self::Stamp => &[("stamp.typ", include_str!("../../forms/stamp.typ"))],
        }
    }
}

/// The name under which a program reads its data, in CBOR (RFC 8949): of the formats typst reads
/// the one that holds pictures too.
const DATA: &str = "data.cbor";

#[expect(clippy::expect_used, reason = "a constant path is a valid path")]
fn file(name: &'static str) -> FileId {
    RootedPath::new(
        VirtualRoot::Project,
        VirtualPath::new(name).expect("constant path"),
    )
    .intern()
}

/// The words of typst, for a fault report.
pub(super) fn failure(errors: &[SourceDiagnostic]) -> Failure {
    Failure(
        errors
            .iter()
            .map(|e| e.message.to_string())
            .collect::<Vec<_>>()
            .join("; "),
    )
}

impl World for Job<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.shared.fonts.book()
    }

    fn main(&self) -> FileId {
        self.shared.sources[0].id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let known = self.shared.sources.iter().find(|it| it.id() == id);
        known.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.shared.data {
            Ok(self.data.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
