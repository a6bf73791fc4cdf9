//! The closed world typst compiles in: one program of ours, the embedded faces, the document's data.

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Dict, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;

use crate::document::Failure;
use crate::fonts::Faces;

/// What all documents share.
pub(super) struct Typesetter {
    fonts: FontStore,
    page: Source,
}

/// What one document adds.
struct Job<'a> {
    shared: &'a Typesetter,
    library: LazyHash<Library>,
}

impl Typesetter {
    pub(super) fn new(faces: &Faces, program: Program) -> Self {
        let mut store = FontStore::new();
        store.extend(faces.iter().map(|face| (face.clone(), face.info().clone())));
        Self { fonts: store, page: program.source() }
    }

    pub(super) fn compile(&self, inputs: Dict) -> Result<PagedDocument, Failure> {
        let library = LazyHash::new(Library::builder().with_inputs(inputs).build());
        let compiled = typst::compile::<PagedDocument>(&Job { shared: self, library });
        let document = compiled.output.map_err(|errors| failure(&errors))?;
        if compiled.warnings.is_empty() { Ok(document) } else { Err(failure(&compiled.warnings)) }
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
    #[expect(clippy::expect_used, reason = "a constant path is a valid path")]
    fn source(self) -> Source {
        let (name, text) = match self {
            Self::Page => ("page.typ", include_str!("../../forms/page.typ")),
            Self::Stamp => ("stamp.typ", include_str!("../../forms/stamp.typ")),
        };
        let id = RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).expect("constant path")).intern();
        Source::new(id, text.to_owned())
    }
}

/// The words of typst, for a fault report.
pub(super) fn failure(errors: &[SourceDiagnostic]) -> Failure {
    Failure(errors.iter().map(|e| e.message.to_string()).collect::<Vec<_>>().join("; "))
}

impl World for Job<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.shared.fonts.book()
    }

    fn main(&self) -> FileId {
        self.shared.page.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.shared.page.id() { Ok(self.shared.page.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
