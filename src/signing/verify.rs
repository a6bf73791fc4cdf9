//! What can be said of the signatures in a PDF: whose they are, which bytes they cover, whether
//! those bytes are as they were, whether the value was made with the key of the certificate, what
//! came after, and, where roots are given, whether the certificate can be trusted.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::certificate::Certificate;
use super::chain::{Trust, trust};
use super::cms::{Cms, TimeStamp};
use super::confirm::{Confirm, value_of};
use super::evidence::Evidence;
use super::fault::Fault;
use super::pdf_time::pdf_time;
use super::revision::read_text;
use super::strict::{
    Budget, Change, Dict, Gap, Locks, MOST, SignatureField, State, Step, Value, What,
    after_line_end, drawn_words, gap_of, gaps, last_start, sections, signature_fields, steps_after,
};
use super::value_check::ValueCheck;

/// The largest file that is looked at, bytes.
pub const LARGEST: usize = 128 << 20;
/// Bytes that are digested for all signatures of a file together.
const MOST_DIGESTED: usize = 1 << 30;
/// How often the updates of a file are taken apart, where one of them cannot be.
const MOST_WALKS: usize = 8;
/// Certificates of a file that are looked at.
pub(super) const MOST_CERTIFICATES: usize = 256;

/// One signature of a file.
#[derive(Debug)]
pub struct Checked {
    /// Empty if no list of fields names it.
    pub field: String,
    /// Who is to sign there, by the field's own description.
    pub person: Option<String>,
    /// Whether the list of fields of the file as it is now names it.
    pub is_listed: bool,
    /// What the field draws, if that can be told and is not of this certificate's owner.
    pub other_mark: Option<String>,
    /// A time stamp over the whole file, and no person's signature.
    pub is_time_stamp: bool,
    /// The signature, or why it cannot be read.
    pub cms: Result<Cms, Fault>,
    /// Whether the bytes it covers are those that were signed; `None` where that cannot be told.
    pub agrees: Option<bool>,
    pub value: Option<ValueCheck>,
    /// The program of the user's by whose word the value is right.
    pub confirmed_by: Option<String>,
    /// The time stamp over the signature, or the one that it is.
    pub stamped: Option<TimeStamp>,
    /// The time the file names, `D:…` of PDF, if the signature names none.
    pub time: Option<String>,
    /// Bytes of the file up to the end of what is covered.
    pub covered: usize,
    pub after: After,
    pub trust: Trust,
    /// What it forbids after it.
    locks: Locks,
    gap: usize,
}

/// What was appended after a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum After {
    /// The signature covers the whole file.
    Nothing,
    /// Other signatures, and data by which they can be checked later.
    Signatures(Later),
    /// Something else.
    Changed(Change),
}

/// What honest programs add after a signature.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Later {
    /// Whether a signature is among what was added.
    pub signs: bool,
    /// Names of fields that were added.
    pub fields: Vec<String>,
    /// Those of them that nobody has signed.
    pub empty: Vec<String>,
    pub validation_data: bool,
    /// Fields with signatures whose value could not be checked.
    pub unchecked: Vec<String>,
}

impl Checked {
    /// Whether it is proved that the signed bytes are as they were and only signatures came after.
    pub fn is_intact(&self) -> bool {
        self.is_whole() && self.is_listed && !matches!(self.after, After::Changed(_))
    }

    /// Whether the signature itself holds, whatever came after.
    fn is_whole(&self) -> bool {
        self.agrees == Some(true)
            && self.value == Some(ValueCheck::Right)
            && !self.has_broken_time_stamp()
    }

    /// Whether the time stamp over the signature is not what it says.
    pub fn has_broken_time_stamp(&self) -> bool {
        let cms = self.cms.as_ref().ok();
        !self.is_time_stamp && cms.is_some_and(Cms::has_broken_time_stamp)
    }

    /// Whether nothing speaks against it, but the value could not be checked.
    pub fn is_unproved(&self) -> bool {
        self.agrees == Some(true)
            && matches!(self.value, Some(ValueCheck::Unchecked(_)))
            && !self.has_broken_time_stamp()
            && self.is_listed
            && !matches!(self.after, After::Changed(_))
    }

    /// The time by which validity is judged, and whether an authority of time stands for it.
    pub fn signed_at(&self) -> Option<(DateTime<Utc>, bool)> {
        let stamped = self.stamped.as_ref().filter(|it| it.holds());
        let own = || self.cms.as_ref().ok()?.signing_time;
        stamped
            .map(|it| (it.time, true))
            .or_else(|| own().map(|it| (it, false)))
            .or_else(|| Some((pdf_time(self.time.as_deref()?)?, false)))
    }
}

/// All signatures of a PDF, in the order they were made.
///
/// # Errors
/// If it is no PDF that can be read, or too large to be looked at.
pub fn verify_pdf(pdf: &[u8], roots: &[Certificate]) -> Result<Vec<Checked>, Fault> {
    verify_pdf_by(pdf, roots, None)
}

/// The same with a program of the user's for what is not checked here.
///
/// # Errors
/// As [`verify_pdf`].
pub fn verify_pdf_by(
    pdf: &[u8],
    roots: &[Certificate],
    confirm: Option<Confirm<'_>>,
) -> Result<Vec<Checked>, Fault> {
    if pdf.len() > LARGEST {
        return Err(Fault::TooLong(LARGEST >> 20));
    }
    let budget = Budget::default();
    let gaps = gaps(pdf);
    if gaps.len() > MOST || gaps.iter().map(|it| it.covered).sum::<usize>() > MOST_DIGESTED {
        return Err(Fault::TooManySignatures);
    }
    let now = state_of(pdf, &budget);
    let fields = match &now {
        Some(state) if state.trailer.contains_key(b"Encrypt".as_slice()) => {
            return Err(Fault::Encrypted);
        }
        Some(state) => signature_fields(state).ok(),
        None => None,
    };
    if fields.is_none() && gaps.is_empty() {
        return Err(if has_traces(pdf, now.as_ref()) {
            Fault::Rewritten
        } else {
            Fault::NotPdf
        });
    }
    let fields = fields.unwrap_or_default();
    let mut out: Vec<Checked> = gaps
        .iter()
        .map(|gap| of_gap(pdf, gap, &budget, now.as_ref(), &fields, confirm))
        .collect();
    let found: Vec<(usize, String)> = out.iter().map(|it| (it.gap, it.field.clone())).collect();
    if let Some(state) = &now {
        out.extend(
            fields
                .iter()
                .filter_map(|field| without_gap(state, field, &found)),
        );
    }
    if out.len() > MOST {
        return Err(Fault::TooManySignatures);
    }
    if out.is_empty() && has_traces(pdf, now.as_ref()) {
        return Err(Fault::Rewritten);
    }
    afterwards(pdf, &mut out, &budget);
    if !roots.is_empty() {
        judge(&mut out, roots, now.as_ref());
    }
    Ok(out)
}

/// Objects of a file that are looked through for what is left of a signature.
const MOST_LOOKED_AT: usize = 200_000;

/// Whether something of a signature is left in a file that shows none: it was written anew after it.
fn has_traces(pdf: &[u8], now: Option<&State<'_>>) -> bool {
    const MARK: &[u8] = b"ByteRange";
    let is_signature = |state: &State<'_>, number| {
        let object = state.by_number(number).ok().flatten();
        object.is_some_and(|it| it.value.as_dict().is_some_and(|it| it.contains_key(MARK)))
    };
    pdf.windows(MARK.len()).any(|bytes| bytes == MARK)
        || now.is_some_and(|state| {
            let mut numbers = state.rows.keys().take(MOST_LOOKED_AT);
            numbers.any(|number| is_signature(state, *number))
        })
}

/// Whether bytes are a PDF; its header may stand behind what a mail program put before it
/// (ISO 32000-1, implementation note 13 of 1.7: within the first 1024 bytes).
pub fn is_pdf(bytes: &[u8]) -> bool {
    const HEADER: &[u8] = b"%PDF-";
    let first = &bytes[..bytes.len().min(1024)];
    first.windows(HEADER.len()).any(|bytes| bytes == HEADER)
}

fn state_of<'a>(bytes: &'a [u8], budget: &'a Budget) -> Option<State<'a>> {
    let start = last_start(bytes).ok()?;
    let sections = sections(bytes, start, budget).ok()?;
    Some(State::of(bytes, &sections, budget, usize::MAX))
}

/// The field whose value has this gap, with the value.
fn field_of<'f>(
    state: &State<'_>,
    fields: &'f [SignatureField],
    gap: &Gap,
) -> Option<(&'f SignatureField, Dict)> {
    fields.iter().find_map(|field| {
        let object = state.object(field.value.as_ref()?.as_ref()?).ok()??;
        let own = gap_of(state.bytes, &object)?;
        (own == *gap).then_some((field, object.value.as_dict()?.clone()))
    })
}

fn of_gap(
    pdf: &[u8],
    gap: &Gap,
    budget: &Budget,
    now: Option<&State<'_>>,
    fields: &[SignatureField],
    confirm: Option<Confirm<'_>>,
) -> Checked {
    let found = |state: &State<'_>, fields: &[SignatureField]| {
        let (field, dict) = field_of(state, fields, gap)?;
        let locks = Locks::of(state, field, &dict);
        Some((field.clone(), dict, locks))
    };
    let listed = now.and_then(|state| found(state, fields));
    let is_listed = listed.is_some();
    // What no list names any more was named by the one that was signed.
    let known = listed.or_else(|| {
        let state = state_of(&pdf[..gap.covered], budget)?;
        let fields = signature_fields(&state).ok()?;
        found(&state, &fields)
    });
    let (field, dict, locks) = match known {
        Some((field, dict, locks)) => (Some(field), dict, locks),
        None => (None, Dict::new(), Locks::default()),
    };
    let name = |key: &[u8]| dict.get(key).and_then(Value::as_name);
    let is_time_stamp =
        name(b"SubFilter") == Some(b"ETSI.RFC3161") || name(b"Type") == Some(b"DocTimeStamp");
    let bytes = contents(&pdf[gap.room.clone()]);
    let cms = if is_time_stamp {
        Cms::read_time_stamp(&bytes)
    } else {
        Cms::read(&bytes)
    };
    // After the signature the room is empty.
    let cms = cms.and_then(|cms| {
        if bytes[cms.der.len().min(bytes.len())..]
            .iter()
            .all(|b| *b == 0)
        {
            Ok(cms)
        } else {
            Err(Fault::NotCms)
        }
    });
    let cms = cms.map_err(|fault| match fault {
        Fault::NotCms => Fault::UnreadableSignature,
        other => other,
    });
    let pieces = [&pdf[..gap.room.start], &pdf[gap.room.end..gap.covered]];
    let known = cms.as_ref().ok();
    let stamped = known.and_then(|cms| {
        if is_time_stamp {
            cms.stamped(&pieces)
        } else {
            cms.value_time_stamp()
        }
    });
    let (agrees, value, confirmed_by) = match (&stamped, known) {
        (Some(stamp), _) if is_time_stamp => (stamp.agrees, Some(stamp.value.clone()), None),
        (None, Some(_)) if is_time_stamp => (None, None, None),
        (_, Some(cms)) => {
            let (value, program) = value_of(cms, &pieces, confirm);
            (cms.is_of(&pieces).ok(), Some(value), program)
        }
        (_, None) => (None, None, None),
    };
    Checked {
        person: field
            .as_ref()
            .and_then(|it| person(it.description.as_deref()?)),
        other_mark: other_mark(&pdf[..gap.covered], budget, field.as_ref(), known),
        field: field.map(|it| it.name).unwrap_or_default(),
        is_listed,
        is_time_stamp,
        time: dict
            .get(b"M".as_slice())
            .and_then(Value::as_text)
            .map(read_text),
        cms,
        agrees,
        value,
        confirmed_by,
        stamped,
        covered: gap.covered,
        after: After::Nothing,
        trust: Trust::NotAsked,
        locks,
        gap: gap.room.start,
    }
}

/// The words of the mark that was signed with the signature, if they name another than the owner of
/// its certificate.
fn other_mark(
    signed: &[u8],
    budget: &Budget,
    field: Option<&SignatureField>,
    cms: Option<&Cms>,
) -> Option<String> {
    let (field, cms) = field.zip(cms)?;
    let state = state_of(signed, budget)?;
    std::iter::once(&field.id)
        .chain(&field.widgets)
        .filter_map(|id| state.object(*id).ok()?)
        .filter_map(|object| drawn_words(&state, object.value.as_dict()?))
        .find(|words| !cms.certificate.is_named_by(words))
        .map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The person of our own fields, who stands after a colon in the description.
fn person(description: &str) -> Option<String> {
    description
        .rsplit_once(": ")
        .map(|(_, person)| person.to_owned())
}

/// The bytes between the brackets.
fn contents(room: &[u8]) -> Vec<u8> {
    let digit = |b: u8| {
        char::from(b)
            .to_digit(16)
            .and_then(|it| u8::try_from(it).ok())
    };
    room[1..room.len() - 1]
        .chunks(2)
        .map(|pair| {
            let high = digit(pair[0]).unwrap_or(0);
            let low = pair.get(1).and_then(|b| digit(*b)).unwrap_or(0);
            high << 4 | low
        })
        .collect()
}

/// A field whose value is no signature of this file: other numbers, other contents, or the signature
/// of another field.
fn without_gap(
    state: &State<'_>,
    field: &SignatureField,
    found: &[(usize, String)],
) -> Option<Checked> {
    let value = field.value.as_ref()?;
    let object = value
        .as_ref()
        .and_then(|id| state.object(id).ok().flatten());
    let gap = object.as_ref().and_then(|it| gap_of(state.bytes, it));
    let is_own = |gap: Gap| found.contains(&(gap.room.start, field.name.clone()));
    if gap.is_some_and(is_own) {
        return None;
    }
    Some(Checked {
        field: field.name.clone(),
        person: person(field.description.as_deref().unwrap_or_default()),
        other_mark: None,
        is_listed: true,
        is_time_stamp: false,
        cms: Err(Fault::NoGap),
        agrees: Some(false),
        value: None,
        confirmed_by: None,
        stamped: None,
        time: None,
        covered: 0,
        after: After::Nothing,
        trust: Trust::NotAsked,
        locks: Locks::default(),
        gap: 0,
    })
}

/// Tells of each signature what came after it.
fn afterwards(pdf: &[u8], out: &mut [Checked], budget: &Budget) {
    let mut steps: Vec<Step> = Vec::new();
    let mut after: Vec<After> = Vec::new();
    let mut walks = 0;
    for it in &*out {
        let boundary = after_line_end(pdf, it.covered);
        if it.covered == 0
            || it.covered == pdf.len()
            || boundary == pdf.len() && is_end(pdf, it.covered)
        {
            after.push(After::Nothing);
            continue;
        }
        // Updates that could not be taken apart may hide where this signature ends.
        let is_known = steps.iter().any(|step| step.from == boundary);
        let is_inside = steps.first().is_some_and(|step| step.from < boundary);
        if !is_known
            && is_inside
            && !steps
                .last()
                .is_some_and(|step| step.from < boundary && step.change.is_some())
        {
            after.push(After::Changed(Change {
                at: it.covered,
                what: What::Boundary,
            }));
            continue;
        }
        walks += usize::from(!is_known);
        if walks > MOST_WALKS {
            after.push(After::Changed(Change {
                at: it.covered,
                what: What::SignedPart,
            }));
            continue;
        }
        if !is_known {
            steps = steps_after(pdf, boundary, budget);
        }
        after.push(sum_up(it, boundary, &steps, out));
    }
    for (it, after) in out.iter_mut().zip(after) {
        it.after = after;
    }
}

/// Whether the end mark stands right before.
fn is_end(pdf: &[u8], at: usize) -> bool {
    pdf[..at].ends_with(b"%%EOF")
}

fn sum_up(it: &Checked, boundary: usize, steps: &[Step], all: &[Checked]) -> After {
    let mut later = Later::default();
    let mut signed: BTreeSet<&str> = BTreeSet::new();
    for step in steps.iter().filter(|step| step.from >= boundary) {
        if let Some(change) = &step.change {
            return After::Changed(change.clone());
        }
        let at = |what| {
            After::Changed(Change {
                at: step.from,
                what,
            })
        };
        let adds = !step.added.signatures.is_empty() || !step.added.fields.is_empty();
        let is_stamp = step.added.signatures.iter().all(|(_, gap)| {
            all.iter()
                .any(|other| other.gap == *gap && other.is_time_stamp)
        });
        if it.locks.all && adds && !is_stamp {
            return at(What::Forbidden);
        }
        let names = step.added.signatures.iter().map(|(name, _)| name);
        let touched = names.chain(&step.added.fields);
        if let Some(name) = touched.into_iter().find(|name| it.locks.holds(name))
            && !is_stamp
        {
            return at(What::Locked(name.clone()));
        }
        for (name, gap) in &step.added.signatures {
            match all.iter().find(|other| other.gap == *gap) {
                Some(other) if other.is_whole() => {}
                Some(other)
                    if other.agrees == Some(true)
                        && matches!(other.value, Some(ValueCheck::Unchecked(_))) =>
                {
                    later.unchecked.push(name.clone());
                }
                _ => return at(What::Broken(name.clone())),
            }
        }
        later.signs |= !step.added.signatures.is_empty();
        later.fields.extend(step.added.fields.iter().cloned());
        signed.extend(step.added.signatures.iter().map(|(name, _)| name.as_str()));
        later.validation_data |= step.added.validation_data;
    }
    let empty = later
        .fields
        .iter()
        .filter(|it| !signed.contains(it.as_str()));
    later.empty = empty.cloned().collect();
    After::Signatures(later)
}

/// Looks for the chain of each certificate among those of all signatures and of the validation data.
fn judge(out: &mut [Checked], roots: &[Certificate], now: Option<&State<'_>>) {
    let mut evidence = Evidence {
        roots,
        ..Evidence::default()
    };
    for cms in out.iter().filter_map(|it| it.cms.as_ref().ok()) {
        evidence.others.extend(cms.certificates.iter().cloned());
        evidence.revocation.extend(cms.revocation.iter().cloned());
    }
    if let Some(state) = now {
        let (certificates, lists) = validation_data(state);
        evidence.others.extend(
            certificates
                .iter()
                .filter_map(|der| Certificate::read(der).ok()),
        );
        evidence.revocation.extend(lists);
    }
    evidence.others.truncate(MOST_CERTIFICATES);
    for it in out {
        if let Ok(cms) = &it.cms {
            it.trust = trust(&cms.certificate, it.signed_at().map(|it| it.0), &evidence);
        }
    }
}

/// Certificates, and lists and answers, of the validation data (DER).
fn validation_data(state: &State<'_>) -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
    const MOST: usize = 256;
    let streams = |key: &[u8]| -> Vec<Vec<u8>> {
        let catalog = state.catalog().unwrap_or_default();
        let data = state
            .dict(catalog.get(b"DSS".as_slice()))
            .ok()
            .flatten()
            .unwrap_or_default();
        let list = state
            .array(data.get(key))
            .ok()
            .flatten()
            .unwrap_or_default();
        list.iter()
            .take(MOST)
            .filter_map(|it| state.object(it.as_ref()?).ok()?)
            .filter_map(|it| state.unpacked(&it))
            .collect()
    };
    let mut lists = streams(b"CRLs");
    lists.extend(streams(b"OCSPs"));
    (streams(b"Certs"), lists)
}

/// Whether the file holds data for checking its signatures later.
pub fn has_validation_data(pdf: &[u8]) -> bool {
    let budget = Budget::default();
    state_of(pdf, &budget).is_some_and(|state| {
        state
            .catalog()
            .is_ok_and(|catalog| catalog.contains_key(b"DSS".as_slice()))
    })
}
