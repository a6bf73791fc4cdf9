//! A PDF as it is, and an update appended to it (ISO 32000-1, 7.5.6): not a byte of what was there
//! changes.

use std::collections::BTreeMap;

use hayro_syntax::object::{Array, Dict, MaybeRef, ObjRef, Object, Stream};
use hayro_syntax::reader::{Reader, ReaderContext, ReaderExt as _};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::fault::Fault;
use super::hash;

/// A finished PDF and what its last trailer says.
pub(super) struct Base {
    pub pdf: Pdf,
    pub root: ObjRef,
    info: Option<ObjRef>,
    /// The first half of the file's identifier, as it is written in an array.
    id: Option<Vec<u8>>,
    /// One more than the largest object number.
    pub size: i32,
    /// Where the last cross-reference section starts.
    last_section: usize,
    has_section_streams: bool,
}

impl Base {
    /// # Errors
    /// If it is no whole PDF, or an encrypted one.
    pub(super) fn read(bytes: Vec<u8>) -> Result<Self, Fault> {
        let tail = bytes.len().saturating_sub(2048);
        let marker = b"startxref";
        let at = bytes[tail..]
            .windows(marker.len())
            .rposition(|w| w == marker)
            .ok_or(Fault::NotPdf)?
            + tail;
        let digits = std::str::from_utf8(&bytes[at + marker.len()..])
            .unwrap_or_default()
            .trim_start();
        let digits: String = digits.chars().take_while(char::is_ascii_digit).collect();
        let last_section: usize = digits.parse().map_err(|_| Fault::NotPdf)?;
        let section = bytes.get(last_section..).ok_or(Fault::NotPdf)?;
        let has_section_streams = !section.starts_with(b"xref");
        let opening: &[u8] = if has_section_streams {
            b"obj"
        } else {
            b"trailer"
        };
        let dict_at = section
            .windows(opening.len())
            .position(|w| w == opening)
            .ok_or(Fault::NotPdf)?
            + opening.len();
        let mut reader = Reader::new(&section[dict_at..]);
        reader.skip_white_spaces_and_comments();
        let trailer: Dict<'_> = reader
            .read_with_context(&ReaderContext::dummy())
            .ok_or(Fault::NotPdf)?;
        if trailer.contains_key("Encrypt") {
            return Err(Fault::Encrypted);
        }
        let root = trailer.get_ref("Root").ok_or(Fault::NotPdf)?;
        let info = trailer.get_ref("Info");
        let id = match trailer.get_raw::<Array<'_>>("ID") {
            Some(MaybeRef::NotRef(array)) => array.raw_iter().next().map(|first| written(&first)),
            Some(MaybeRef::Ref(_)) | None => None,
        };
        let size = match trailer.get_raw::<i32>("Size") {
            Some(MaybeRef::NotRef(size)) if size > 0 => size,
            _ => return Err(Fault::NotPdf),
        };
        let pdf = Pdf::new(bytes).map_err(|error| match error {
            LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Fault::Encrypted,
            LoadPdfError::Decryption(_) | LoadPdfError::Invalid => Fault::NotPdf,
        })?;
        Ok(Self {
            pdf,
            root,
            info,
            id,
            size,
            last_section,
            has_section_streams,
        })
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.pdf.data().as_ref()
    }

    pub(super) fn object(&self, id: ObjRef) -> Option<Object<'_>> {
        self.pdf.xref().get(id.into())
    }

    pub(super) fn dict(&self, id: ObjRef) -> Option<Dict<'_>> {
        self.pdf.xref().get(id.into())
    }

    pub(super) fn catalog(&self) -> Result<Dict<'_>, Fault> {
        self.dict(self.root).ok_or(Fault::NotPdf)
    }
}

/// Objects to append: new ones, and new versions of old ones.
pub(super) struct Update<'b> {
    base: &'b Base,
    objects: BTreeMap<(i32, i32), Vec<u8>>,
    next: i32,
}

impl<'b> Update<'b> {
    pub(super) fn of(base: &'b Base) -> Self {
        Self {
            base,
            objects: BTreeMap::new(),
            next: base.size,
        }
    }

    /// The number of an object to come.
    pub(super) fn reserve(&mut self) -> ObjRef {
        self.next += 1;
        ObjRef::new(self.next - 1, 0)
    }

    pub(super) fn put(&mut self, id: ObjRef, body: Vec<u8>) {
        self.objects.insert((id.obj_number, id.gen_number), body);
    }

    pub(super) fn add(&mut self, body: Vec<u8>) -> ObjRef {
        let id = self.reserve();
        self.put(id, body);
        id
    }

    /// The whole file: the old bytes, then the objects, then their cross-reference section, of the
    /// kind the file has.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let mut out = self.base.bytes().to_vec();
        if !out.ends_with(b"\n") {
            out.push(b'\n');
        }
        let mut places: Vec<(i32, i32, usize)> = Vec::new();
        for ((number, generation), body) in std::mem::take(&mut self.objects) {
            places.push((number, generation, out.len()));
            out.extend(format!("{number} {generation} obj\n").bytes());
            out.extend(body);
            out.extend(b"\nendobj\n");
        }
        let start = out.len();
        if self.base.has_section_streams {
            self.section_stream(&mut out, places);
        } else {
            self.section_table(&mut out, &places);
        }
        out.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
        out
    }

    /// Keys of the trailer, without the brackets around them.
    fn trailer(&self, out: &[u8]) -> Vec<u8> {
        let base = self.base;
        let mut keys = format!(
            "/Size {}/Root {}/Prev {}",
            self.next,
            reference(base.root),
            base.last_section
        )
        .into_bytes();
        keys.extend(
            base.info
                .iter()
                .flat_map(|info| format!("/Info {}", reference(*info)).into_bytes()),
        );
        if let Some(first) = &base.id {
            let second = &hash::sha256_hex(&out[base.bytes().len()..])[..32];
            keys.extend([b"/ID[".as_slice(), first, format!("<{second}>]").as_bytes()].concat());
        }
        keys
    }

    fn section_table(&self, out: &mut Vec<u8>, places: &[(i32, i32, usize)]) {
        let trailer = self.trailer(out);
        out.extend(b"xref\n");
        for run in runs(places) {
            out.extend(format!("{} {}\n", run[0].0, run.len()).bytes());
            for (_, generation, at) in run {
                out.extend(format!("{at:010} {generation:05} n \n").bytes());
            }
        }
        out.extend([b"trailer\n<<".as_slice(), &trailer, b">>\n"].concat());
    }

    /// ISO 32000-1, 7.5.8: each entry is one byte of kind, eight of place, two of generation.
    fn section_stream(&mut self, out: &mut Vec<u8>, mut places: Vec<(i32, i32, usize)>) {
        let own = self.reserve();
        let at = out.len();
        places.push((own.obj_number, own.gen_number, at));
        let index: Vec<String> = runs(&places)
            .map(|run| format!("{} {}", run[0].0, run.len()))
            .collect();
        let mut entries = Vec::new();
        for (_, generation, place) in &places {
            entries.push(1);
            entries.extend((*place as u64).to_be_bytes());
            entries.extend(u16::try_from(*generation).unwrap_or(u16::MAX).to_be_bytes());
        }
        let trailer = self.trailer(out);
        out.extend(
            format!(
                "{} 0 obj\n<</Type/XRef/W[1 8 2]/Index[{}]/Length {}",
                own.obj_number,
                index.join(" "),
                entries.len()
            )
            .bytes(),
        );
        out.extend(
            [
                trailer.as_slice(),
                b">>\nstream\n",
                &entries,
                b"\nendstream\nendobj\n",
            ]
            .concat(),
        );
    }
}

/// Stretches of running object numbers.
fn runs(places: &[(i32, i32, usize)]) -> impl Iterator<Item = &[(i32, i32, usize)]> {
    places.chunk_by(|a, b| a.0 + 1 == b.0)
}

pub(super) fn reference(id: ObjRef) -> String {
    format!("{} {} R", id.obj_number, id.gen_number)
}

/// A text string (ISO 32000-1, 7.9.2.2) in hexadecimal UTF-16 with a byte-order mark.
pub(super) fn text_string(text: &str) -> String {
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    format!("<feff{}>", hash::hex(&bytes))
}

/// What a text string says.
pub(super) fn read_text(bytes: &[u8]) -> String {
    match bytes.strip_prefix(b"\xFE\xFF") {
        Some(rest) => {
            let units: Vec<u16> = rest
                .chunks_exact(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
                .collect();
            String::from_utf16_lossy(&units)
        }
        None => String::from_utf8_lossy(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))
            .into_owned(),
    }
}

/// A dictionary without some of its keys, open at its end for others.
pub(super) fn dict_without(dict: &Dict<'_>, dropped: &[&str]) -> Vec<u8> {
    let mut out = Vec::new();
    write_open(dict, dropped, &mut out, &mut |id| id);
    out
}

fn write_open(
    dict: &Dict<'_>,
    dropped: &[&str],
    out: &mut Vec<u8>,
    rename: &mut dyn FnMut(ObjRef) -> ObjRef,
) {
    out.extend(b"<<");
    for (key, value) in dict
        .entries()
        .filter(|(key, _)| !dropped.contains(&key.as_str()))
    {
        write_name(key.as_ref(), out);
        write_value(&value, out, rename);
    }
}

fn written(value: &MaybeRef<Object<'_>>) -> Vec<u8> {
    let mut out = Vec::new();
    write_value(value, &mut out, &mut |id| id);
    out
}

/// Writes a value with its references renamed. A space goes before what might run into the word
/// before it.
pub(super) fn write_value(
    value: &MaybeRef<Object<'_>>,
    out: &mut Vec<u8>,
    rename: &mut dyn FnMut(ObjRef) -> ObjRef,
) {
    let object = match value {
        MaybeRef::Ref(id) => return out.extend(format!(" {}", reference(rename(*id))).bytes()),
        MaybeRef::NotRef(object) => object,
    };
    match object {
        Object::Null(_) => out.extend(b" null"),
        Object::Boolean(it) => out.extend(format!(" {it}").bytes()),
        #[expect(
            clippy::float_cmp,
            clippy::cast_precision_loss,
            reason = "a whole number is written without a point"
        )]
        Object::Number(it) => {
            let whole = it.as_i64();
            out.extend(
                if whole as f64 == it.as_f64() {
                    format!(" {whole}")
                } else {
                    format!(" {}", it.as_f64())
                }
                .bytes(),
            );
        }
        Object::String(it) => out.extend(format!("<{}>", hash::hex(it.as_bytes())).bytes()),
        Object::Name(it) => write_name(it.as_ref(), out),
        Object::Dict(it) => {
            write_open(it, &[], out, rename);
            out.extend(b">>");
        }
        Object::Array(it) => {
            out.push(b'[');
            it.raw_iter()
                .for_each(|item| write_value(&item, out, rename));
            out.push(b']');
        }
        Object::Stream(it) => write_stream(it, out, rename),
    }
}

fn write_stream(stream: &Stream<'_>, out: &mut Vec<u8>, rename: &mut dyn FnMut(ObjRef) -> ObjRef) {
    let data = stream.raw_data();
    write_open(stream.dict(), &["Length"], out, rename);
    out.extend(format!("/Length {}>>\nstream\n", data.len()).bytes());
    out.extend([&data, b"\nendstream".as_slice()].concat());
}

fn write_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"#()<>[]{}/%".contains(byte) {
            out.push(*byte);
        } else {
            out.extend(format!("#{byte:02X}").bytes());
        }
    }
}
