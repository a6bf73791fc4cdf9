//! The answer of `verify` as data: what `--json` prints, and what [`told`](super::told) puts into
//! words.

use chrono::{DateTime, Local, NaiveDateTime, Utc};
use serde::Serialize;

use crate::bundle::{ArchiveReport, NotAnArchive};
use crate::shown::visible;
use crate::signing::{
    After, Certificate, Checked, Cms, Fault, Revocation, SimpleSignature, TimeStamp, Trust,
    ValueCheck, before_the_law, future, time_doubt, unfit,
};

/// What is said of one file.
#[derive(Debug, Serialize)]
pub(super) struct FileReport {
    pub(super) file: String,
    /// Why the file itself could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) error: Option<String>,
    /// Of an archive of papers: how its files stand to its list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) archive: Option<ArchiveReport>,
    /// Of an archive: its papers that bear signatures, or should.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) papers: Vec<FileReport>,
    pub(super) signatures: Vec<SignatureReport>,
    /// Simple signatures beside the file.
    pub(super) simple: Vec<SimpleReport>,
    /// Whether the file holds data for checking its signatures later (DSS).
    pub(super) validation_data: bool,
}

impl FileReport {
    pub(super) fn of(file: String) -> Self {
        Self {
            file,
            error: None,
            archive: None,
            papers: Vec::new(),
            signatures: Vec::new(),
            simple: Vec::new(),
            validation_data: false,
        }
    }

    /// Whether it is neither signed nor an archive, and could be read.
    pub(super) fn has_nothing(&self) -> bool {
        self.error.is_none()
            && self.archive.is_none()
            && self.signatures.is_empty()
            && self.simple.is_empty()
    }

    /// Whether there is something to be checked, and all of it is of the bytes that are there.
    pub(super) fn is_good(&self) -> bool {
        let whole = self.archive.as_ref().is_some_and(ArchiveReport::is_good);
        let something =
            self.archive.is_some() || !self.signatures.is_empty() || !self.simple.is_empty();
        self.error.is_none()
            && something
            && (self.archive.is_none() || whole)
            && !self.papers.iter().any(Self::is_doubtful)
            && self.signatures.iter().all(SignatureReport::is_good)
            && self.simple.iter().all(SimpleReport::is_good)
    }
}

impl FileReport {
    /// Whether something speaks against a signed paper of an archive. What nobody can read, or
    /// somebody else has signed, is told; it was so when the archive was made, and then told.
    fn is_doubtful(&self) -> bool {
        self.error.is_some()
            || self.signatures.iter().any(SignatureReport::is_doubtful)
            || self.simple.iter().any(SimpleReport::is_doubtful)
    }
}

/// What is said of a simple signature, which no key confirms.
#[derive(Debug, Serialize)]
pub(super) struct SimpleReport {
    /// Name of the file beside.
    pub(super) place: String,
    pub(super) signer: Option<String>,
    pub(super) post: Option<String>,
    /// RFC 3339, with the zone, as it is written there.
    pub(super) signed_at: Option<String>,
    /// Whether the file is as it was then; absent where the signature cannot be read.
    pub(super) digest_agrees: Option<bool>,
    /// What else speaks against it, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) doubt: Option<String>,
}

/// What a simple signature says that cannot be so; `place` is the name of its own file.
fn simple_doubt(it: &SimpleSignature, place: &str) -> Option<String> {
    let is_own = place
        .strip_prefix(it.file.as_str())
        .is_some_and(|rest| rest.starts_with('.'));
    if !is_own {
        return Some(format!("она сделана под файлом «{}»", visible(&it.file)));
    }
    if it.signer.trim().is_empty() {
        return Some("кто подписал, в ней не сказано".to_owned());
    }
    if !it.post.is_empty() && it.post.trim().is_empty() {
        return Some("вместо должности подписавшего в ней пробелы".to_owned());
    }
    match it.time() {
        None => Some("время подписания записано не так, как его пишет программа".to_owned()),
        Some(at) => {
            let at = at.with_timezone(&Utc);
            future(at).or(before_the_law(at)).map(ToOwned::to_owned)
        }
    }
}

impl SimpleReport {
    fn is_good(&self) -> bool {
        self.digest_agrees == Some(true) && !self.is_doubtful()
    }

    fn is_doubtful(&self) -> bool {
        self.digest_agrees == Some(false) || self.doubt.is_some()
    }
}

/// Looks at a simple signature; `signature` is `None` for one that is too long.
pub(super) fn of_simple(place: &str, signature: Option<&[u8]>, file: &[u8]) -> SimpleReport {
    let known = signature.and_then(SimpleSignature::read);
    SimpleReport {
        place: visible(place),
        digest_agrees: known.as_ref().map(|it| it.is_of(file)),
        doubt: known.as_ref().and_then(|it| simple_doubt(it, place)),
        signer: known.as_ref().map(|it| visible(&it.signer)),
        post: known.as_ref().map(|it| visible(&it.post)),
        signed_at: known.as_ref().map(|it| visible(&it.signed_at)),
    }
}

#[derive(Debug, Serialize)]
pub(super) struct SignatureReport {
    /// Name of the field, or of the file beside.
    pub(super) place: String,
    pub(super) detached: bool,
    /// `signature`, or `time_stamp` over the whole file.
    pub(super) kind: &'static str,
    /// Whether it is proved that the signed bytes are as they were and nothing but signatures was
    /// added.
    pub(super) intact: bool,
    /// Whether the digest agrees; absent where it cannot be told.
    pub(super) digest_agrees: Option<bool>,
    pub(super) digest: Option<String>,
    /// Whether the value was made with the key of the certificate: `right`, `wrong`, `unchecked`.
    pub(super) value: Option<&'static str>,
    /// Why the value was not checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) value_unchecked: Option<String>,
    /// The program of the user's by whose word the value is right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) confirmed_by: Option<String>,
    /// Who is to sign in the field, by its description.
    pub(super) person: Option<String>,
    /// Whether the certificate is that person's.
    pub(super) owner_is_person: Option<bool>,
    /// What the field draws, where it names another than the owner of the certificate.
    pub(super) other_mark: Option<String>,
    pub(super) owner: Option<String>,
    pub(super) issuer: Option<String>,
    pub(super) serial: Option<String>,
    pub(super) not_before: Option<DateTime<Utc>>,
    pub(super) not_after: Option<DateTime<Utc>>,
    /// Why a signature with this key proves nothing, in words.
    pub(super) unfit: Option<&'static str>,
    /// Whether the time of signing lies between these.
    pub(super) valid_then: Option<bool>,
    /// What is wrong with the time of signing, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) time_doubt: Option<&'static str>,
    /// By the signer's own clock.
    pub(super) signed_at: Option<String>,
    pub(super) has_time_stamp: bool,
    /// What an authority of time says.
    pub(super) time_stamp: Option<TimeReport>,
    pub(super) covered_bytes: usize,
    /// `nothing`, `signatures`, `fields` without any, `data` that changes nothing seen, `changes`,
    /// `unknown`.
    pub(super) appended: &'static str,
    /// The first later change: what and where.
    pub(super) change: Option<ChangeReport>,
    /// Names of fields that were added later.
    pub(super) added_fields: Vec<String>,
    /// Whether a chain up to one of the given roots was looked for.
    pub(super) chain_checked: bool,
    /// Whether there is such a chain, valid when it was signed.
    pub(super) trusted: Option<bool>,
    /// In words, what was found of the chain and of revocation.
    pub(super) trust: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) error: Option<String>,
    #[serde(skip)]
    pub(super) unproved: bool,
    /// Whether a certificate inside is not what its issuer signed.
    #[serde(skip)]
    pub(super) has_forged_certificate: bool,
    #[serde(skip)]
    pub(super) unlisted: bool,
    /// Those of the added fields that nobody has signed.
    #[serde(skip)]
    pub(super) empty_fields: Vec<String>,
    #[serde(skip)]
    pub(super) later_unchecked: Vec<String>,
    #[serde(skip)]
    pub(super) later_validation: bool,
    #[serde(skip)]
    pub(super) later_signs: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct TimeReport {
    pub(super) time: DateTime<Utc>,
    pub(super) authority: String,
    /// Whether it is of this signature, and its own value is right.
    pub(super) holds: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct ChangeReport {
    pub(super) at: usize,
    pub(super) what: String,
}

impl SignatureReport {
    /// Whether there is nothing that a person must look at.
    pub(super) fn is_good(&self) -> bool {
        self.intact
            && self.other_mark.is_none()
            && self.owner_is_person != Some(false)
            && !self.is_doubtful()
    }

    /// Whether the bytes, the key or the time are not those of a signature that holds.
    fn is_doubtful(&self) -> bool {
        self.digest_agrees == Some(false)
            || self.value == Some("wrong")
            || self.change.is_some()
            || self.trusted == Some(false)
            || self.time_doubt.is_some()
            || self.unfit.is_some()
    }
}

pub(super) fn no_archive(why: NotAnArchive) -> &'static str {
    match why {
        NotAnArchive::NotZip => "это не архив ZIP, или он испорчен",
        NotAnArchive::NoList => "в архиве нет описи этой программы, или она испорчена",
        NotAnArchive::OtherPacking => {
            "файлы в архиве сжаты способом, который программа не читает; распакуйте архив и упакуйте снова обычным способом (ZIP, Deflate)"
        }
        NotAnArchive::Locked => "архив закрыт паролем; распакуйте его и упакуйте снова без пароля",
        NotAnArchive::BadList => {
            "опись архива подделана: в ней чужие имена или неправдоподобные размеры"
        }
    }
}

/// What is said of a signature in the file.
pub(super) fn of_field(it: &Checked) -> SignatureReport {
    let place = visible(&it.field);
    let person = it.person.as_deref().filter(|_| !it.is_time_stamp);
    let owner_is_person = it
        .cms
        .as_ref()
        .ok()
        .zip(person)
        .map(|(cms, person)| cms.certificate.is_owned_by(person));
    let mut out = SignatureReport {
        kind: if it.is_time_stamp {
            "time_stamp"
        } else {
            "signature"
        },
        intact: it.is_intact(),
        unproved: it.is_unproved(),
        unlisted: !it.is_listed,
        digest_agrees: it.agrees,
        confirmed_by: it.confirmed_by.clone(),
        person: person.map(visible),
        owner_is_person,
        other_mark: it.other_mark.as_deref().map(visible),
        time_stamp: it.stamped.as_ref().map(time_report),
        covered_bytes: it.covered,
        ..of_cms(place, &it.cms)
    };
    out.signed_at = out
        .signed_at
        .or_else(|| it.time.as_deref().map(|time| visible(&pdf_time(time))));
    note_validity(&mut out, it.signed_at().map(|it| it.0));
    note_value(&mut out, it.value.as_ref());
    note_trust(&mut out, &it.trust);
    match &it.after {
        After::Nothing => out.appended = "nothing",
        After::Signatures(later) => {
            out.appended = if later.signs {
                "signatures"
            } else if later.fields.is_empty() {
                "data"
            } else {
                "fields"
            };
            out.empty_fields = later.empty.iter().map(|it| visible(it)).collect();
            out.added_fields = later.fields.iter().map(|it| visible(it)).collect();
            out.later_unchecked = later.unchecked.iter().map(|it| visible(it)).collect();
            out.later_validation = later.validation_data;
            out.later_signs = later.signs;
        }
        After::Changed(change) => {
            out.appended = "changes";
            out.change = Some(ChangeReport {
                at: change.at,
                what: change.to_string(),
            });
        }
    }
    out
}

pub(super) fn time_report(it: &TimeStamp) -> TimeReport {
    TimeReport {
        time: it.time,
        authority: it.authority.clone(),
        holds: it.holds(),
    }
}

/// Notes whether the certificate was valid at the time of signing, and whether that time can be.
pub(super) fn note_validity(out: &mut SignatureReport, at: Option<DateTime<Utc>>) {
    let Some((from, to)) = out.not_before.zip(out.not_after) else {
        return;
    };
    let is_valid = |at: DateTime<Utc>| (from..=to).contains(&at);
    out.valid_then = at.map(is_valid);
    out.time_doubt = time_doubt((from, to), at);
}

pub(super) fn note_value(out: &mut SignatureReport, value: Option<&ValueCheck>) {
    out.value = value.map(|it| match it {
        ValueCheck::Right => "right",
        ValueCheck::Wrong => "wrong",
        ValueCheck::Unchecked(_) => "unchecked",
    });
    if let Some(ValueCheck::Unchecked(why)) = value {
        out.value_unchecked = Some(why.to_string());
    }
}

pub(super) fn note_trust(out: &mut SignatureReport, trust: &Trust) {
    let (trusted, words) = match trust {
        Trust::NotAsked => return,
        Trust::Trusted { root, revocation } => {
            let revoked = match revocation {
                Revocation::NotRevoked => "по данным в самом файле не отозван",
                Revocation::Unknown | Revocation::Revoked(_) => {
                    "об отзыве в файле данных нет, по сети не запрашивалось"
                }
            };
            (
                true,
                format!(
                    "цепочка сертификатов до корневого «{root}» верна, на время подписания действовала; {revoked}"
                ),
            )
        }
        Trust::Untrusted(why) => (false, why.to_string()),
    };
    out.chain_checked = true;
    out.trusted = Some(trusted);
    out.trust = Some(words);
}

/// What a signature says of itself; nothing is checked yet.
pub(super) fn of_cms(place: String, cms: &Result<Cms, Fault>) -> SignatureReport {
    let known = cms.as_ref().ok();
    let certificate = known.map(|cms| &cms.certificate);
    let validity = certificate.map(Certificate::validity);
    SignatureReport {
        place,
        detached: false,
        kind: "signature",
        intact: false,
        digest_agrees: None,
        digest: known.map(Cms::digest_name),
        value: None,
        value_unchecked: None,
        confirmed_by: None,
        person: None,
        owner_is_person: None,
        other_mark: None,
        owner: certificate.map(Certificate::owner),
        issuer: certificate.map(Certificate::issuer),
        serial: certificate.map(Certificate::serial),
        not_before: validity.map(|v| v.0),
        not_after: validity.map(|v| v.1),
        unfit: certificate.and_then(unfit),
        valid_then: None,
        time_doubt: None,
        signed_at: known
            .and_then(|cms| cms.signing_time)
            .map(|t| t.with_timezone(&Local).format(TIME).to_string()),
        has_time_stamp: known.is_some_and(|cms| cms.has_time_stamp),
        time_stamp: None,
        covered_bytes: 0,
        appended: "unknown",
        change: None,
        added_fields: Vec::new(),
        chain_checked: false,
        trusted: None,
        trust: None,
        error: cms.as_ref().err().map(ToString::to_string),
        unproved: false,
        has_forged_certificate: known.is_some_and(Cms::has_forged_certificate),
        unlisted: false,
        empty_fields: Vec::new(),
        later_unchecked: Vec::new(),
        later_validation: false,
        later_signs: false,
    }
}

/// How a time is shown, with its zone.
pub(super) const TIME: &str = "%d.%m.%Y %H:%M:%S %:z";

/// «D:20260901101500+03'00'» for people; what is written otherwise is shown as it is.
fn pdf_time(written: &str) -> String {
    let plain: String = written
        .trim_start_matches("D:")
        .chars()
        .filter(|c| *c != '\'')
        .collect();
    let time = plain
        .get(..14)
        .and_then(|digits| NaiveDateTime::parse_from_str(digits, "%Y%m%d%H%M%S").ok());
    time.map_or_else(
        || written.to_owned(),
        |time| {
            format!(
                "{} {}",
                time.format("%d.%m.%Y %H:%M:%S"),
                plain.get(14..).unwrap_or_default()
            )
            .trim_end()
            .to_owned()
        },
    )
}
