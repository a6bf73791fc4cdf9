//! Signing one file: what the command and the page have in common.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};

use super::done::{Done, NotSigned};
use crate::disk::{read, write_new, write_whole};
use crate::make::note_signed;
use crate::signing::{
    Certificate, Fault, FieldState, Prepared, Profile, Request, Signer, Stamp, Stop, ValueCheck,
    fields_of, prepare, unfit, verify_detached,
};

/// By whom and with what files are signed.
pub(super) struct Hand<'a> {
    pub certificate: Option<&'a Certificate>,
    pub signer: &'a Signer,
    /// `None` for the usual one of the certificate.
    pub profile: Option<Profile>,
    pub time: DateTime<FixedOffset>,
    /// Bytes for a signature.
    pub room: u32,
    pub has_stamp: bool,
    pub stop: Stop<'a>,
}

impl Hand<'_> {
    /// Makes room in a field of a PDF; tells what does not hinder a signature but is most likely a
    /// mistake.
    pub(super) fn make_room(
        &self,
        pdf: Vec<u8>,
        field: &str,
        warn: &mut dyn FnMut(String),
    ) -> Result<Prepared, Fault> {
        let certificate = self.certificate.ok_or(Fault::NotPrepared)?;
        let fields = fields_of(pdf.clone())?;
        let Some(state) = fields.iter().find(|it| it.name == field) else {
            let known = fields.into_iter().map(|it| it.name).collect();
            return Err(Fault::NoField(field.to_owned(), known));
        };
        if state.is_signed {
            return Err(Fault::AlreadySigned(field.to_owned()));
        }
        if let Some(why) = self.is_of_another(state) {
            warn(why);
        }
        let (from, to) = certificate.validity();
        if self.time < from || self.time > to {
            warn("срок действия сертификата истек или еще не начался".to_owned());
        }
        if let Some(why) = unfit(certificate) {
            warn(why.to_owned());
        }
        let request = Request {
            field,
            certificate,
            profile: self.profile.unwrap_or_else(|| Profile::usual(certificate)),
            time: self.time,
            room: self.room,
            stamp: if self.has_stamp {
                Some(Stamp::of(certificate)?)
            } else {
                None
            },
        };
        prepare(pdf, &request)
    }

    /// Why the certificate is not that of the person who signs in a field.
    fn is_of_another(&self, state: &FieldState) -> Option<String> {
        let certificate = self.certificate?;
        let person = state.person().filter(|it| !certificate.is_owned_by(it))?;
        Some(format!(
            "в этом месте подписывает {person}, а владелец сертификата – {}",
            certificate.owner()
        ))
    }

    /// Has a prepared file signed, and writes it in the place of the one it was made from.
    pub(super) fn fill(
        &self,
        path: &Path,
        prepared: Prepared,
        field: &str,
    ) -> Result<Done, NotSigned> {
        let answer = self.signer.sign(&prepared.to_sign(), self.stop)?;
        finish(path, prepared, &answer, field)
    }

    /// Has a file signed that stays as it is; the signature lies beside it.
    pub(super) fn put_beside(&self, path: &Path, signature: &Path) -> Result<Done, NotSigned> {
        if signature.exists() {
            return Ok(Done::Passed(format!(
                "подпись {} уже есть",
                signature.display()
            )));
        }
        let bytes = read(path)?;
        let answer = self.signer.sign(&bytes, self.stop)?;
        let checked = verify_detached(&answer, &bytes, &[]).map_err(|fault| match fault {
            Fault::UnreadableSignature => Fault::NotCms,
            other => other,
        })?;
        let cms = checked.cms;
        if self.certificate.is_some_and(|own| *own != cms.certificate) {
            return Err(Fault::OtherCertificate(cms.certificate.serial()).into());
        }
        if !checked.agrees || read(path)? != bytes {
            return Err(Fault::OtherBytes.into());
        }
        if checked.value == ValueCheck::Wrong {
            return Err(Fault::WrongValue.into());
        }
        write_new(signature, &cms.der)?;
        let doubt = unfit(&cms.certificate);
        let doubt = doubt.map_or_else(String::new, |why| format!("; ВНИМАНИЕ: {why}"));
        let doubt = doubt + &noted(path, Some(signature));
        Ok(Done::Signed(format!(
            "подпись записана: {}; владелец сертификата – {}{doubt}",
            signature.display(),
            cms.certificate.owner()
        )))
    }
}

/// Puts the signature in, if the file is still the one that was read.
pub(super) fn finish(
    path: &Path,
    prepared: Prepared,
    answer: &[u8],
    field: &str,
) -> Result<Done, NotSigned> {
    if !prepared.is_from(&read(path)?) {
        return Err(Fault::ChangedSincePrepared.into());
    }
    let signed = prepared.embed(answer)?;
    write_whole(path, &signed)?;
    Ok(Done::Signed(format!(
        "подпись вложена в поле «{field}»{}",
        noted(path, None)
    )))
}

/// Notes that a paper was signed; what there is to say if that is not possible. The signature holds
/// all the same.
pub(super) fn noted(path: &Path, signature: Option<&Path>) -> String {
    let noted = note_signed(path, signature).err();
    noted.map_or_else(String::new, |trouble| {
        format!("; ВНИМАНИЕ: программа не смогла запомнить, что документ подписан: {trouble}")
    })
}

/// The name of a file that lies beside another.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{ending}"));
    name.into()
}
