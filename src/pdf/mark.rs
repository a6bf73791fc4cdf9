//! Which value of the project each word of a set page is made of.
//!
//! typst gives every glyph the place in a source that its text comes from. Words of a value get a
//! place in a source that does not exist, whose number tells the value. Places are no part of the
//! layout, so nothing moves and no glyph is another for it.

use std::collections::BTreeMap;
use std::num::NonZeroU64;
use std::sync::{Arc, LazyLock};

use comemo::Tracked;
use typst::diag::SourceResult;
use typst::engine::Engine;
use typst::foundations::{
    Args, CastInfo, Content, Context, IntoValue, NativeElement, NativeFuncData, NativeFuncPtr,
    Scope, Str, Type, Value,
};
use typst::syntax::{self, RootedPath, Span, VirtualPath, VirtualRoot};
use typst::text::{Glyph, TextElem};
use typst::utils::hash128;

use crate::document::Document;
use crate::origin::{FileId, KeyPath, Origin};

/// The source that does not exist.
#[expect(clippy::expect_used, reason = "a constant path is a valid path")]
static VALUES: LazyLock<syntax::FileId> = LazyLock::new(|| {
    let path = VirtualPath::new("values").expect("constant path");
    RootedPath::new(VirtualRoot::Project, path).intern()
});

/// Bits of a place beside those of its source; the upper half is for places of another kind.
const PLACE_BITS: u32 = 48;
const NUMBER_BITS: u32 = PLACE_BITS - 2;
/// The first place there is.
const FIRST: u64 = 2;

/// «placed(words, number)»: the words, made of the value of this number.
pub(super) static PLACED: NativeFuncData = NativeFuncData {
    function: NativeFuncPtr(&placed),
    name: "placed",
    title: "Placed",
    docs: "",
    def_site: None,
    keywords: &[],
    contextual: false,
    scope: LazyLock::new(&Scope::new),
    params: LazyLock::new(&Vec::new),
    returns: LazyLock::new(&|| CastInfo::Type(Type::of::<Content>())),
};

fn placed(_: &mut Engine, _: Tracked<Context>, args: &mut Args) -> SourceResult<Value> {
    let words: Str = args.expect("words")?;
    let number: Option<i64> = args.expect("number")?;
    let text = TextElem::new(words.into()).pack();
    Ok(match number.and_then(place) {
        Some(place) => text.spanned(place),
        None => text,
    }
    .into_value())
}

fn place(number: i64) -> Option<Span> {
    let source = u64::from(VALUES.into_raw().get()) << PLACE_BITS;
    let number = u64::try_from(number).ok()?;
    NonZeroU64::new(source | (FIRST + number)).map(Span::from_raw)
}

/// The number of a value: the same in every document, so that typst knows again what it has set.
pub(super) fn number(origin: &Origin) -> Option<i64> {
    match origin {
        Origin::Wording => None,
        Origin::Data { file, path } => {
            let whole = hash128(&(file.0, path));
            i64::try_from(whole >> (u128::BITS - NUMBER_BITS)).ok()
        }
    }
}

/// Where words of a page are written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Written {
    /// Named from the project's folder.
    pub file: Arc<str>,
    pub path: KeyPath,
}

/// Where the values that a document is made of are written, by their numbers.
pub(super) fn written(
    document: &Document,
    name_of: &dyn Fn(FileId) -> String,
) -> BTreeMap<i64, Written> {
    let names = document
        .files()
        .into_iter()
        .map(|file| (file, name_of(file)));
    let names: BTreeMap<FileId, Arc<str>> = names.map(|(file, name)| (file, name.into())).collect();
    let mut out = BTreeMap::new();
    for origin in document.origins() {
        if let (Some(number), Origin::Data { file, path }) = (number(origin), origin) {
            let file = names.get(file).map(Arc::clone).unwrap_or_default();
            out.entry(number).or_insert_with(|| Written {
                file,
                path: path.clone(),
            });
        }
    }
    out
}

/// The number of the value that a glyph is a letter of.
pub(super) fn number_of(glyph: &Glyph) -> Option<i64> {
    let (span, _) = glyph.span;
    if span.id() != Some(*VALUES) {
        return None;
    }
    let place = span.into_raw().get() & ((1 << PLACE_BITS) - 1);
    i64::try_from(place.checked_sub(FIRST)?).ok()
}
