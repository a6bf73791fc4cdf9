//! What stands in a paper and beside it: places nobody has signed in yet, signatures that are there.

use std::path::Path;

use crate::disk::{Trouble, ends_as_simple_signature, read, stands_for_signature};
use crate::serve::{SeenSignature, SignPlace};
use crate::shown::visible;
use crate::signing::{
    Checked, CheckedBeside, Cms, SimpleSignature, ValueCheck, fields_of, verify_each_detached,
    verify_pdf,
};

pub(super) struct Seen {
    pub places: Vec<SignPlace>,
    pub signatures: Vec<SeenSignature>,
}

impl Seen {
    /// `names` are those of all files of the folder.
    pub(super) fn of(out: &Path, file: &str, names: &[String]) -> Result<Self, Trouble> {
        let bytes = read(&out.join(file))?;
        let mut seen = Self {
            places: Vec::new(),
            signatures: Vec::new(),
        };
        match fields_of(bytes.clone()) {
            Ok(fields) => {
                let is_signed = fields.iter().any(|it| it.is_signed);
                let free = fields.iter().filter(|it| !it.is_signed);
                seen.places.extend(free.map(|it| SignPlace {
                    field: Some(it.name.clone()),
                    person: it.person().unwrap_or_default().to_owned(),
                    certificate: None,
                }));
                if is_signed {
                    seen.inside(&bytes);
                }
                let start = format!("{file}.");
                for name in names.iter().filter(|it| is_beside(it, &start)) {
                    seen.beside(name, &read(&out.join(name))?, &bytes);
                }
                if fields.is_empty() && seen.signatures.is_empty() {
                    seen.places.push(SignPlace {
                        field: None,
                        person: String::new(),
                        certificate: None,
                    });
                }
            }
            Err(fault) => seen.signatures.push(bad(fault.on_page())),
        }
        Ok(seen)
    }

    fn inside(&mut self, pdf: &[u8]) {
        match verify_pdf(pdf, &[]) {
            Ok(all) => self.signatures.extend(all.iter().map(of_field)),
            Err(fault) => self.signatures.push(bad(fault.on_page())),
        }
    }

    fn beside(&mut self, name: &str, signature: &[u8], file: &[u8]) {
        if ends_as_simple_signature(name) {
            self.signatures
                .push(match SimpleSignature::read(signature) {
                    Some(simple) if simple.is_of(file) => {
                        good(format!("{}, простая подпись", visible(&simple.signer)))
                    }
                    Some(_) => bad(format!(
                        "простая подпись {} – под другим содержанием файла",
                        visible(name)
                    )),
                    None => bad(format!("{} не читается", visible(name))),
                });
            return;
        }
        match verify_each_detached(signature, file, &[], None) {
            Ok(each) => self.signatures.extend(each.iter().map(of_beside)),
            Err(fault) => {
                self.signatures
                    .push(bad(format!("{}: {}", visible(name), fault.on_page())));
            }
        }
    }
}

fn is_beside(name: &str, start: &str) -> bool {
    name.starts_with(start) && stands_for_signature(name)
}

fn good(told: String) -> SeenSignature {
    SeenSignature {
        is_good: true,
        told,
    }
}

fn bad(told: String) -> SeenSignature {
    SeenSignature {
        is_good: false,
        told,
    }
}

fn of_field(it: &Checked) -> SeenSignature {
    if it.is_time_stamp {
        return good("метка времени".to_owned());
    }
    let holds = it.is_intact() || it.is_unproved();
    let person = it.person.as_deref();
    match &it.cms {
        Err(fault) => bad(fault.on_page()),
        Ok(cms) if !holds => bad(format!(
            "{}: подписанное изменилось",
            cms.certificate.owner()
        )),
        Ok(cms) if person.is_some_and(|it| !cms.certificate.is_owned_by(it)) => bad(format!(
            "вместо {} подписал другой: {}",
            person.unwrap_or_default(),
            cms.certificate.owner()
        )),
        Ok(cms) => good(owner(cms)),
    }
}

fn of_beside(it: &CheckedBeside) -> SeenSignature {
    if it.agrees && it.value != ValueCheck::Wrong && !it.cms.has_broken_time_stamp() {
        good(format!("{}, подпись рядом", owner(&it.cms)))
    } else {
        bad(format!("{}: подпись не этого файла", owner(&it.cms)))
    }
}

fn owner(cms: &Cms) -> String {
    cms.certificate.owner()
}
