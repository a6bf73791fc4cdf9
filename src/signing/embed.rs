//! A signature put into its field in three steps: room is made for it, the bytes around the room
//! are signed elsewhere, the signature is written into the room.

use std::ops::Range;

use chrono::{DateTime, FixedOffset};
use hayro_syntax::object::{Array, Dict};

use super::certificate::Certificate;
use super::cms::Cms;
use super::fault::Fault;
use super::fields::{Field, rectangle};
use super::revision::{Base, Update, dict_without, reference, text_string};
use super::stamp::Stamp;
use super::value_check::ValueCheck;

/// Bytes kept for a signature. One without chain and time stamp takes two thousand; with them, up
/// to about ten.
pub const DEFAULT_ROOM: u32 = 16 * 1024;
/// What stands for the three unknown numbers of /`ByteRange` until they are known; as wide as any
/// number.
const UNKNOWN: &str = "/ByteRange[0 0000000000 0000000000 0000000000]";
/// The name of a `CAdES` in a signature dictionary.
const CADES: &str = "ETSI.CAdES.detached";
/// A key of our own, in which a prepared file remembers the certificate its stamp speaks of
/// (SHA-256).
const CERTIFICATE: &str = "NSTV_Certificate";

/// How the signature dictionary calls its contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// ETSI EN 319 142-1: a `CAdES` signature.
    Pades,
    /// What the plug-in `КриптоПро PDF` writes and reads.
    CryptoPro,
    /// ISO 32000-1, 12.8.3.3: any PKCS #7.
    Pkcs7,
}

impl Profile {
    /// The profile for a certificate where the user names none. Programs for ГОСТ keys are read by
    /// `КриптоПро PDF`; what others write is a plain PKCS #7 with the signing time inside, which
    /// `PAdES` forbids.
    pub fn usual(certificate: &Certificate) -> Self {
        if certificate.is_gost() {
            Self::CryptoPro
        } else {
            Self::Pkcs7
        }
    }

    fn names(self) -> &'static str {
        match self {
            Self::Pades => "/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached",
            Self::CryptoPro => "/Filter/CryptoPro#20PDF/SubFilter/adbe.pkcs7.detached",
            Self::Pkcs7 => "/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached",
        }
    }
}

/// What is to be signed, by whom.
pub struct Request<'a> {
    pub field: &'a str,
    pub certificate: &'a Certificate,
    pub profile: Profile,
    /// By the clock of this machine.
    pub time: DateTime<FixedOffset>,
    /// Bytes for the signature.
    pub room: u32,
    /// `None`: the field stays without a look.
    pub stamp: Option<Stamp>,
}

/// A file with room for one signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    pdf: Vec<u8>,
    /// Where the file was before.
    base_length: usize,
    /// The room with its angle brackets.
    room: Range<usize>,
    /// SHA-256 of the certificate that must sign.
    certificate: String,
    /// Whether it is called a `PAdES`, which holds a `CAdES` only.
    wants_cades: bool,
}

/// Makes room in a field.
///
/// # Errors
/// If there is no such field, or it is signed.
pub fn prepare(pdf: Vec<u8>, request: &Request<'_>) -> Result<Prepared, Fault> {
    let base = Base::read(pdf)?;
    let fields = Field::all(&base);
    let named: Vec<&Field<'_>> = fields.iter().filter(|f| f.name == request.field).collect();
    let field = match named.as_slice() {
        [field] => *field,
        [] => {
            return Err(Fault::NoField(
                request.field.to_owned(),
                fields.iter().map(|f| f.name.clone()).collect(),
            ));
        }
        _ => return Err(Fault::RepeatedField(request.field.to_owned())),
    };
    if field.signature().is_some() {
        return Err(Fault::AlreadySigned(request.field.to_owned()));
    }
    let mut update = Update::of(&base);
    let signature = update.add(signature_dictionary(request));
    let look = match (&request.stamp, rectangle(&field.dict)) {
        (Some(stamp), Some([left, bottom, right, top])) if right > left && top > bottom => {
            Some(stamp.draw(right - left, top - bottom, &mut update)?)
        }
        _ => None,
    };
    let mut dict = dict_without(
        &field.dict,
        if look.is_some() { &["V", "AP"] } else { &["V"] },
    );
    dict.extend(format!("/V {}", reference(signature)).bytes());
    dict.extend(
        look.iter()
            .flat_map(|look| format!("/AP<</N {}>>", reference(*look)).into_bytes()),
    );
    dict.extend(b">>");
    update.put(field.id, dict);
    append_only(&base, &mut update)?;
    let base_length = base.bytes().len();
    let mut pdf = update.finish();
    let room = set_range(&mut pdf, base_length)
        .ok_or_else(|| Fault::Inner("no room in the update".to_owned()))?;
    Ok(Prepared {
        pdf,
        base_length,
        room,
        certificate: request.certificate.fingerprint(),
        wants_cades: request.profile == Profile::Pades,
    })
}

/// /`SigFlags` 3: the file holds signatures and may only be appended to (ISO 32000-1, table 219).
fn append_only(base: &Base, update: &mut Update<'_>) -> Result<(), Fault> {
    let catalog = base.catalog()?;
    let form = catalog.get::<Dict<'_>>("AcroForm").ok_or(Fault::NotPdf)?;
    if form.get::<i32>("SigFlags") == Some(3) {
        return Ok(());
    }
    let mut dict = dict_without(&form, &["SigFlags"]);
    dict.extend(b"/SigFlags 3>>");
    if let Some(id) = catalog.get_ref("AcroForm") {
        update.put(id, dict);
    } else {
        // Of a foreign file: there the form stands in the catalog itself.
        let mut root = dict_without(&catalog, &["AcroForm"]);
        root.extend([b"/AcroForm".as_slice(), &dict, b">>"].concat());
        update.put(base.root, root);
    }
    Ok(())
}

fn signature_dictionary(request: &Request<'_>) -> Vec<u8> {
    let offset = request.time.format("%:z").to_string().replace(':', "'");
    let time = request.time.format("D:%Y%m%d%H%M%S");
    format!(
        "<</Type/Sig{}{UNKNOWN}/Contents<{}>/M({time}{offset}')/Name{}/{CERTIFICATE}<{}>>>",
        request.profile.names(),
        "00".repeat(request.room as usize),
        text_string(&request.certificate.owner()),
        request.certificate.fingerprint(),
    )
    .into_bytes()
}

/// Writes the true numbers into /`ByteRange` and tells where the room is.
fn set_range(pdf: &mut [u8], after: usize) -> Option<Range<usize>> {
    let find = |bytes: &[u8], what: &[u8], from: usize| {
        bytes[from..]
            .windows(what.len())
            .position(|w| w == what)
            .map(|at| at + from)
    };
    let at = find(pdf, UNKNOWN.as_bytes(), after)?;
    let open = at + UNKNOWN.len() + "/Contents".len();
    let close = find(pdf, b">", open)? + 1;
    let numbers = format!(
        "/ByteRange[0 {open:010} {close:010} {:010}]",
        pdf.len() - close
    );
    pdf[at..at + UNKNOWN.len()].copy_from_slice(numbers.as_bytes());
    Some(open..close)
}

impl Prepared {
    /// Reads a prepared file again.
    ///
    /// # Errors
    /// If it holds no empty room in this field.
    pub fn read(pdf: Vec<u8>, field: &str, base_length: usize) -> Result<Self, Fault> {
        let base = Base::read(pdf)?;
        let (room, certificate, wants_cades) = {
            let found = Field::all(&base)
                .into_iter()
                .find(|f| f.name == field)
                .and_then(|f| f.signature())
                .ok_or(Fault::NotPrepared)?;
            let room = room_of(&found, base.bytes().len()).ok_or(Fault::NotPrepared)?;
            let certificate = found
                .get::<hayro_syntax::object::String<'_>>(CERTIFICATE)
                .ok_or(Fault::NotPrepared)?;
            let kind = found.get::<hayro_syntax::object::Name<'_>>("SubFilter");
            (
                room,
                super::hash::hex(certificate.as_bytes()),
                kind.is_some_and(|k| k.as_str() == CADES),
            )
        };
        let pdf = base.bytes().to_vec();
        if pdf[room.start + 1..room.end - 1].iter().any(|b| *b != b'0') {
            return Err(Fault::NotPrepared);
        }
        Ok(Self {
            pdf,
            base_length,
            room,
            certificate,
            wants_cades,
        })
    }

    /// The prepared file.
    pub fn pdf(&self) -> &[u8] {
        &self.pdf
    }

    /// Whether it was prepared from these bytes.
    pub fn is_from(&self, base: &[u8]) -> bool {
        self.base_length == base.len() && self.pdf.starts_with(base)
    }

    /// The bytes to sign: all but the room.
    pub fn to_sign(&self) -> Vec<u8> {
        self.pieces().concat()
    }

    fn pieces(&self) -> [&[u8]; 2] {
        [&self.pdf[..self.room.start], &self.pdf[self.room.end..]]
    }

    /// The signed file.
    ///
    /// # Errors
    /// If the CMS is not a detached signature of these bytes by the certificate that was named, or
    /// takes more room than there is.
    pub fn embed(mut self, cms: &[u8]) -> Result<Vec<u8>, Fault> {
        let cms = Cms::read(cms)?;
        if cms.certificate.fingerprint() != self.certificate {
            return Err(Fault::OtherCertificate(cms.certificate.serial()));
        }
        if !cms.is_of(&self.pieces())? {
            return Err(Fault::OtherBytes);
        }
        if self.wants_cades && !cms.is_cades {
            return Err(Fault::NotCades);
        }
        let room = self.room.len() / 2 - 1;
        if cms.der.len() > room {
            return Err(Fault::TooLarge(cms.der.len(), room));
        }
        if cms.check_value() == ValueCheck::Wrong {
            return Err(Fault::WrongValue);
        }
        let digits = super::hash::hex(&cms.der);
        let start = self.room.start + 1;
        self.pdf[start..start + digits.len()].copy_from_slice(digits.as_bytes());
        Ok(self.pdf)
    }
}

/// The gap of a signature's /`ByteRange`, if it is one stretch inside the file.
fn room_of(signature: &Dict<'_>, length: usize) -> Option<Range<usize>> {
    let [start, first, second, rest] = byte_range(signature)?;
    let end = second.checked_add(rest)?;
    (start == 0 && first < second && end <= length && second - first >= 2).then_some(first..second)
}

fn byte_range(signature: &Dict<'_>) -> Option<[usize; 4]> {
    let numbers: Vec<usize> = signature
        .get::<Array<'_>>("ByteRange")?
        .iter::<i32>()
        .filter_map(|n| usize::try_from(n).ok())
        .collect();
    numbers.try_into().ok()
}
