//! Signed papers that were tampered with: each way to change what is seen, by bytes after the
//! signature or in it, is told, and what honest programs add is not taken for one.

use nastavnik::signing::{
    After, Certificate, Checked, Revocation, Trust, ValueCheck, verify_detached,
    verify_each_detached, verify_pdf,
};

use crate::signer::certificate;
use crate::signing::School;
use crate::support::said;

/// A signed paper and what an update of it needs to know.
struct Signed {
    bytes: Vec<u8>,
    root: u32,
    previous: usize,
    size: u32,
}

/// An object of an update: number, generation, body.
type Part<'a> = (u32, u16, &'a str);

impl Signed {
    fn of(bytes: Vec<u8>) -> Self {
        let words = String::from_utf8_lossy(&bytes).into_owned();
        let last = |marker: &str| {
            let rest = words.rsplit_once(marker).unwrap().1;
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            digits.parse::<usize>().unwrap()
        };
        let number = |marker| u32::try_from(last(marker)).unwrap();
        Self {
            root: number("/Root "),
            size: number("/Size "),
            previous: last("startxref\n"),
            bytes,
        }
    }

    /// The dictionary of an object as it is now, without its last brackets.
    fn dict(&self, number: u32) -> String {
        let words = String::from_utf8_lossy(&self.bytes).into_owned();
        let body = words.rsplit_once(&format!("\n{number} 0 obj\n")).unwrap().1;
        let body = body.split_once("endobj").unwrap().0;
        body.trim().strip_suffix(">>").unwrap().to_owned()
    }

    /// The number of the first object whose text holds a marker.
    fn number_of(&self, marker: &str) -> u32 {
        let words = String::from_utf8_lossy(&self.bytes).into_owned();
        let before = words.rsplit_once(marker).unwrap().0;
        let line = before.rsplit_once(" 0 obj").unwrap().0;
        line.rsplit_once('\n').unwrap().1.parse().unwrap()
    }

    fn update(&self, parts: &[Part<'_>], trailer: &str) -> Vec<u8> {
        let mut out = self.bytes.clone();
        let mut rows = String::new();
        for (number, generation, body) in parts {
            rows += &format!("{number} 1\n{:010} {generation:05} n \n", out.len());
            out.extend(format!("{number} {generation} obj\n{body}\nendobj\n").bytes());
        }
        self.end(out, &rows, trailer)
    }

    fn end(&self, mut out: Vec<u8>, rows: &str, trailer: &str) -> Vec<u8> {
        let place = out.len();
        let (size, root, previous) = (self.size + 9, self.root, self.previous);
        out.extend(
            format!("xref\n{rows}trailer\n<</Size {size}/Root {root} 0 R/Prev {previous}{trailer}>>\nstartxref\n{place}\n%%EOF\n")
                .bytes(),
        );
        out
    }

    fn and(&self, tail: &str) -> Vec<u8> {
        [&self.bytes[..], tail.as_bytes()].concat()
    }
}

fn signed() -> Signed {
    signed_of(&School::new())
}

/// The paper of a school, signed by its head.
fn signed_of(school: &School) -> Signed {
    let signed = school.sign_as("head", "head", "good", "head", &[]);
    assert!(signed.status.success());
    Signed::of(school.bytes())
}

fn verified(bytes: &[u8]) -> Vec<Checked> {
    verify_pdf(bytes, &[]).unwrap()
}

#[test]
fn an_update_without_a_signature_is_not_called_one() {
    let school = School::new();
    let it = signed_of(&school);
    std::fs::write(school.paper(), it.update(&[], "")).unwrap();
    let told = said(&school.run(&["verify", &school.paper().display().to_string()]));
    assert!(told.contains("подписанное не менялось"), "{told}");
    assert!(told.contains("дописаны служебные сведения"), "{told}");
    // What a mail program puts before the header hides the signature from the reader, not from sight.
    std::fs::write(school.paper(), [&b"\xEF\xBB\xBF"[..], &it.bytes].concat()).unwrap();
    let told = school.run(&["verify", &school.paper().display().to_string()]);
    assert_eq!(told.status.code(), Some(1));
    assert!(
        said(&told).contains("НЕ ТОТ ФАЙЛ, ЧТО БЫЛ ПОДПИСАН"),
        "{}",
        said(&told)
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of changes")]
fn every_kind_of_change_after_a_signature_is_told() {
    let it = signed();
    assert!(verified(&it.bytes)[0].is_intact());
    let (root, new) = (it.root, it.size);
    let form = it.number_of("/SigFlags 3");
    let empty = it.number_of("/T(mentee)");
    let (catalog, fields) = (it.dict(root), it.dict(form));
    let field = it.dict(empty);
    let content = "<</Length 32>>\nstream\nq 1 0 0 rg 60 560 420 90 re f Q\n\nendstream";
    let named = fields
        .split_once('[')
        .unwrap()
        .1
        .split_once(']')
        .unwrap()
        .0
        .trim()
        .to_owned();
    let other_form = |more: &str| format!("{fields}{more}>>");
    let hidden = format!("<</Fields[{empty} 0 R]/SigFlags 3>>");
    let stamp = "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 0>>\nstream\n\nendstream";
    let no_form = catalog.split_once("/AcroForm").unwrap().0.to_owned() + ">>";
    let with = |dict: &str, more: &str| format!("{dict}{more}>>");
    let annotation = "<</Type/Annot/Subtype/Square/Rect[0 0 99 99]>>";
    let page = it.number_of("/Type/Page/");
    let (seen, script) = (
        format!("<</FT/Sig/T(x)/Type/Annot/Subtype/Widget/Rect[0 0 99 99]/P {page} 0 R>>"),
        "<</FT/Sig/T(x)/Type/Annot/Subtype/Widget/Rect[0 0 0 0]/AA<<>>>>".to_owned(),
    );
    let grown = format!("<</Fields[{named} {new} 0 R]/SigFlags 3>>");
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        (
            "content",
            it.update(&[(1, 0, content)], ""),
            "заменен подписанный объект 1",
        ),
        (
            "generation",
            it.update(&[(1, 1, content)], ""),
            "другим номером версии",
        ),
        (
            "freed",
            it.end(it.bytes.clone(), "1 1\n0000000000 00001 f \n", ""),
            "объявлен удаленным",
        ),
        (
            "stranger",
            it.update(&[(new, 0, content)], ""),
            "не относится к подписи",
        ),
        (
            "annotation",
            it.update(&[(new, 0, annotation)], ""),
            "не относится к подписи",
        ),
        (
            "no form",
            it.update(&[(root, 0, &no_form)], ""),
            "/AcroForm",
        ),
        (
            "fields lost",
            it.update(&[(form, 0, &hidden)], ""),
            "исключены",
        ),
        (
            "xfa",
            it.update(&[(form, 0, &other_form("/XFA 9 0 R"))], ""),
            "/XFA",
        ),
        (
            "drawn anew",
            it.update(&[(form, 0, &other_form("/NeedAppearances true"))], ""),
            "/NeedAppearances",
        ),
        (
            "script",
            it.update(
                &[(
                    root,
                    0,
                    &with(&catalog, "/OpenAction<</S/JavaScript/JS(x)>>"),
                )],
                "",
            ),
            "/OpenAction",
        ),
        (
            "two pages",
            it.update(&[(root, 0, &with(&catalog, "/Pages 1 0 R"))], ""),
            "не понимает",
        ),
        (
            "stamp",
            it.update(
                &[
                    (
                        empty,
                        0,
                        with(&field.replace("/AP", "/Q"), &format!("/AP<</N {new} 0 R>>")).as_str(),
                    ),
                    (new, 0, stamp),
                ],
                "",
            ),
            "поле",
        ),
        (
            "moved",
            it.update(
                &[(empty, 0, &with(&field.replace("/Rect[", "/Rect[ 1"), ""))],
                "",
            ),
            "/Rect",
        ),
        (
            "value of nothing",
            it.update(
                &[
                    (empty, 0, &with(&field, &format!("/V {new} 0 R"))),
                    (new, 0, "<</Type/Sig>>"),
                ],
                "",
            ),
            "подписи в нем нет",
        ),
        (
            "seen field",
            it.update(&[(form, 0, &grown), (new, 0, &seen)], ""),
            "добавлено видимое поле «x»",
        ),
        (
            "field with actions",
            it.update(&[(form, 0, &grown), (new, 0, &script)], ""),
            "/AA",
        ),
        (
            "root twice",
            it.update(&[], &format!("/Root {root} 0 R")),
            "не понимает",
        ),
        (
            "another key",
            it.update(&[], "/Encrypt 1 0 R"),
            "зашифрован",
        ),
        ("hybrid", it.update(&[], "/XRefStm 20"), "не понимает"),
        ("comments", it.and("%junk\n%junk\n"), "после конца файла"),
        (
            "spaces and an object",
            it.and(&format!(
                "1 0 obj\n{content}\nendobj\nstartxref\n{}\n%%EOF\n",
                it.previous
            )),
            "после конца файла",
        ),
        (
            "startxref into the middle",
            it.and("startxref\n20\n%%EOF\n"),
            "конец файла",
        ),
        (
            "between",
            it.update(&[(1, 0, "null\nendobj\n%x\n7 0 obj\nnull")], ""),
            "между объектами",
        ),
    ];
    for (name, bytes, words) in cases {
        match verify_pdf(&bytes, &[]) {
            Ok(list) => {
                let [one, rest @ ..] = list.as_slice() else {
                    panic!("{name}: no signature");
                };
                assert!(!one.is_intact(), "{name}");
                assert!(rest.iter().all(|it| !it.is_intact()), "{name}");
                let After::Changed(change) = &one.after else {
                    panic!("{name}: {:?}", one.after);
                };
                assert!(change.to_string().contains(words), "{name}: {change}");
                assert!(
                    change.at >= it.bytes.len() || name == "hybrid",
                    "{name}: {change}"
                );
            }
            Err(fault) => assert!(fault.to_string().contains(words), "{name}: {fault}"),
        }
    }
}

#[test]
fn what_signing_programs_add_is_no_change() {
    let it = signed();
    let (root, new) = (it.root, it.size);
    let catalog = it.dict(root);
    let data = format!("{catalog}/DSS {new} 0 R>>");
    let list = format!("<</Type/DSS/OCSPs[{} 0 R]>>", new + 1);
    // The shortest answer of OCSP that there is.
    let stream = "<</Length 5>>\nstream\n0\u{3}\n\u{1}\u{0}\nendstream";
    let bytes = it.update(
        &[(root, 0, &data), (new, 0, &list), (new + 1, 0, stream)],
        "",
    );
    let told = verified(&bytes);
    assert!(told[0].is_intact(), "{:?}", told[0].after);
    let After::Signatures(later) = &told[0].after else {
        panic!("{:?}", told[0].after);
    };
    assert!(later.validation_data);
    // The same with a stream that is no part of the data.
    let other = it.update(
        &[
            (root, 0, &data),
            (new, 0, &list.replace("OCSPs", "Other")),
            (new + 1, 0, stream),
        ],
        "",
    );
    assert!(!verified(&other)[0].is_intact());
    assert!(verified(&it.update(&[], ""))[0].is_intact());
    assert!(verified(&it.update(&[(root, 0, &format!("{catalog}>>"))], ""))[0].is_intact());
}

#[test]
fn a_hidden_signature_is_told_of_though_no_list_names_it() {
    let it = signed();
    let form = it.number_of("/SigFlags 3");
    let told = verified(&it.update(&[(form, 0, "<</Fields[]/SigFlags 3>>")], ""));
    assert_eq!((told.len(), told[0].field.as_str()), (1, "head"));
    assert!(!told[0].is_listed && !told[0].is_intact());
}

#[test]
fn a_trailer_that_promises_too_much_takes_no_time() {
    let it = signed();
    let started = std::time::Instant::now();
    for (size, is_intact) in [
        (2_000_000_000_u64, true),
        (9_999_999_999, false),
        (10, false),
    ] {
        let words = format!("/Size {}/Root", it.size + 9);
        let bytes = it.update(&[], "");
        let text = bytes
            .windows(words.len())
            .rposition(|w| w == words.as_bytes())
            .unwrap();
        let other = [
            &bytes[..text],
            format!("/Size {size}/Root").as_bytes(),
            &bytes[text + words.len()..],
        ]
        .concat();
        assert_eq!(verified(&other)[0].is_intact(), is_intact, "{size}");
    }
    assert!(started.elapsed().as_secs() < 10);
}

fn made(name: &str) -> Vec<u8> {
    let path = certificate("mentor").with_file_name("made").join(name);
    std::fs::read(path).unwrap()
}

/// Made by `openssl`, and one by other libraries, with keys that were thrown away.
#[test]
fn the_mathematics_of_every_usual_key_are_checked() {
    let document = made("document.txt");
    for name in ["rsa", "pss", "p256", "p384", "p521", "ed25519"] {
        let signature = made(&format!("{name}.sig"));
        let told = verify_detached(&signature, &document, &[]).unwrap();
        assert!(told.agrees, "{name}");
        assert_eq!(told.value, ValueCheck::Right, "{name}");
        assert_eq!(told.trust, Trust::NotAsked);
        // One bit of the value, which stands last.
        let mut spoilt = signature.clone();
        *spoilt.last_mut().unwrap() ^= 1;
        let told = verify_detached(&spoilt, &document, &[]).unwrap();
        assert_eq!(told.value, ValueCheck::Wrong, "{name}");
        // The digest computed anew, without a key.
        let told = verify_detached(&signature, b"another document", &[]).unwrap();
        assert!(!told.agrees, "{name}");
    }
}

/// Another owner's name in a certificate, also where it issued itself, and another authority's above
/// it.
#[test]
fn a_certificate_with_another_name_in_it_is_not_the_one_that_was_issued() {
    let document = made("document.txt");
    let renamed = |bytes: &[u8], from: &str, to: &str| {
        assert_eq!(from.len(), to.len());
        let (from, to) = (from.as_bytes(), to.as_bytes());
        let mut out = bytes.to_vec();
        let places: Vec<usize> = (0..bytes.len())
            .filter(|at| bytes[*at..].starts_with(from))
            .collect();
        assert!(!places.is_empty());
        for at in places {
            out[at..at + to.len()].copy_from_slice(to);
        }
        out
    };
    for (name, from, to) in [
        ("rsa", "Проба rsa", "Проза rsa"),
        ("p256", "Проба p256", "Проза p256"),
        ("ed25519", "Проба", "Проза"),
        ("leaf", "Проба leaf", "Проза leaf"),
        ("leaf", "Пробный центр", "Пробный цензр"),
    ] {
        let signature = made(&format!("{name}.sig"));
        let told = verify_detached(&signature, &document, &[]).unwrap();
        assert!(!told.cms.has_forged_certificate(), "{name}");
        let told = verify_detached(&renamed(&signature, from, to), &document, &[]).unwrap();
        assert!(told.agrees && told.cms.has_forged_certificate(), "{to}");
        assert_eq!(told.value, ValueCheck::Wrong, "{to}");
    }
}

/// Both sides of an agreement in one file, made by `openssl`: each is looked at.
#[test]
fn each_who_has_signed_in_one_file_is_checked() {
    let (signature, document) = (made("both.sig"), made("document.txt"));
    let told = |signature: &[u8], document: &[u8]| {
        verify_each_detached(signature, document, &[], None).unwrap()
    };
    let both = told(&signature, &document);
    assert_eq!(both.len(), 2);
    for checked in &both {
        assert!(checked.agrees && checked.value == ValueCheck::Right);
    }
    assert_ne!(
        both[0].cms.certificate.owner(),
        both[1].cms.certificate.owner()
    );
    assert!(told(&signature, b"another").iter().all(|it| !it.agrees));
    // One bit of the value that stands last: that of one of them.
    let mut spoilt = signature.clone();
    *spoilt.last_mut().unwrap() ^= 1;
    let wrong = told(&spoilt, &document);
    let wrong = wrong.iter().filter(|it| it.value == ValueCheck::Wrong);
    assert_eq!(wrong.count(), 1);
    assert!(verify_detached(&signature, &document, &[]).is_err());
}

#[test]
fn trust_goes_up_to_the_roots_of_the_user_and_no_further() {
    let root = Certificate::read_all(&made("root.pem")).unwrap();
    let document = made("document.txt");
    let told = |name: &str| {
        verify_detached(&made(&format!("{name}.sig")), &document, &root)
            .unwrap()
            .trust
    };
    let words = |name: &str| match told(name) {
        Trust::Untrusted(why) => why.to_string(),
        other => panic!("{name}: {other:?}"),
    };
    let trusted = |revocation| Trust::Trusted {
        root: "Пробный корень".to_owned(),
        revocation,
    };
    assert_eq!(told("leaf"), trusted(Revocation::Unknown));
    // The list inside speaks of the signer, and of nobody above.
    assert_eq!(told("leaf-listed"), trusted(Revocation::Unknown));
    assert!(words("revoked").contains("отозван"));
    assert!(words("stale").contains("не действовал"));
    assert!(words("encipher").contains("не предназначен для подписи"));
    // Issued by a certificate that may issue none.
    assert!(words("fake").contains("цепочка не доходит"));
    assert!(words("p256").contains("цепочка не доходит"));
}

/// Made by `pyHanko`: a new field after a signed one, a time stamp over a signature; then a signature
/// with data for checking it later (DSS) and a time stamp over the whole document.
#[test]
fn files_of_another_program_are_accepted_and_their_time_stamps_named() {
    let told = verified(&made("two.pdf"));
    let fields: Vec<(&str, bool)> = told
        .iter()
        .map(|it| (it.field.as_str(), it.is_intact()))
        .collect();
    assert_eq!(fields, [("A", true), ("B", true)], "{:?}", told[0].after);
    let After::Signatures(later) = &told[0].after else {
        panic!("{:?}", told[0].after);
    };
    assert_eq!(later.fields, ["B"]);
    assert!(told[1].stamped.as_ref().unwrap().holds());
    assert!(told[0].stamped.is_none() && told.iter().all(|it| !it.is_time_stamp));

    let bytes = made("lasting.pdf");
    let root = Certificate::read_all(&made("root.pem")).unwrap();
    let told = verify_pdf(&bytes, &root).unwrap();
    let kinds: Vec<(bool, bool)> = told
        .iter()
        .map(|it| (it.is_time_stamp, it.is_intact()))
        .collect();
    assert_eq!(kinds, [(false, true), (true, true)], "{:?}", told[0].after);
    assert!(nastavnik::signing::has_validation_data(&bytes));
    assert!(
        told.iter()
            .all(|it| matches!(it.trust, Trust::Trusted { .. })),
        "{:?}",
        told[0].trust
    );
    assert!(told[1].stamped.as_ref().unwrap().holds());
}

/// Made by `pyHanko`: the field A locks others as it is signed (/`Lock`, /`FieldMDP`), then B is signed.
#[test]
fn a_signature_in_a_field_that_another_locked_is_told() {
    for (name, is_allowed) in [
        ("locked-all", false),
        ("locked-other", false),
        ("locked-level", false),
        ("locked-elsewhere", true),
        ("locked-but", true),
    ] {
        let told = verified(&made(&format!("{name}.pdf")));
        let intact: Vec<bool> = told.iter().map(Checked::is_intact).collect();
        assert_eq!(intact, [is_allowed, true], "{name}: {:?}", told[0].after);
        if let After::Changed(change) = &told[0].after {
            assert!(change.to_string().contains("запретил"), "{name}: {change}");
        }
    }
}

/// A bit changed anywhere but in the room of a signature, which is no part of what it signs, breaks
/// that signature; one in the room of the first breaks the second.
#[test]
fn no_bit_of_the_signed_bytes_can_be_changed() {
    let whole = made("two.pdf");
    let rooms = [1140..6464, 8660..20622];
    for room in &rooms {
        assert_eq!((whole[room.start], whole[room.end - 1]), (b'<', b'>'));
    }
    let covered = [verified(&whole)[0].covered, whole.len()];
    for at in (0..whole.len()).step_by(211) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        if whole[at].is_ascii_hexdigit() && whole[at].eq_ignore_ascii_case(&bytes[at]) {
            // In the room of a signature «a» and «A» are one digit.
            continue;
        }
        let Ok(told) = verify_pdf(&bytes, &[]) else {
            continue;
        };
        for ((name, room), covered) in ["A", "B"].iter().zip(&rooms).zip(covered) {
            let is_signed = at < covered && !room.contains(&at);
            let is_intact = told.iter().any(|it| it.field == *name && it.is_intact());
            assert!(!is_signed || !is_intact, "byte {at}: {name}");
        }
    }
}

/// A new field that covers the signed text is told, however its room and its flags are written; one
/// that is hidden is named for what it is.
#[test]
fn a_new_field_that_is_shown_anywhere_is_told() {
    let school = School::new();
    let it = signed_of(&school);
    let (form, page, new) = (
        it.number_of("/SigFlags 3"),
        it.number_of("/Type/Page/"),
        it.size,
    );
    let (look, array, kid) = (new + 1, new + 2, new + 3);
    let named = it.dict(form).split_once('[').unwrap().1.to_owned();
    let named = named.split_once(']').unwrap().0.to_owned();
    let grown = format!("<</Fields[{named} {new} 0 R]/SigFlags 3>>");
    let sheet = |bounds: &str| {
        format!(
            "<</Type/XObject/Subtype/Form{bounds}/Resources<</Foo {array} 0 R/Bar {kid} 0 R>>/Length 26>>\nstream\n1 1 1 rg 0 0 500 700 re f \nendstream"
        )
    };
    let bound = sheet("/BBox[0 0 500 700]");
    let with = |field: &str, sheet: &str, kid_dict: &str| {
        let field = format!("<</FT/Sig/Type/Annot/Subtype/Widget/P {page} 0 R{field}>>");
        it.update(
            &[
                (form, 0, &grown),
                (new, 0, &field),
                (look, 0, sheet),
                (array, 0, "[40 60 540 760]"),
                (kid, 0, kid_dict),
            ],
            "",
        )
    };
    let seen = |name: &str, field: &str, words: &str| {
        let field = format!("{field}/AP<</N {look} 0 R>>");
        let told = verified(&with(&field, &bound, "<<>>"));
        let After::Changed(change) = &told[0].after else {
            panic!("{name}: {:?}", told[0].after);
        };
        assert!(change.to_string().contains(words), "{name}: {change}");
    };
    let is_seen = "добавлено видимое поле";
    seen("reference", &format!("/T(x)/Rect {array} 0 R"), is_seen);
    seen("printed", "/T(x)/Rect[40 60 540 760]/F 36", is_seen);
    seen("not whole", "/T(x)/Rect[40 60 540 760]/F 2.0", is_seen);
    seen(
        "elsewhere",
        &format!("/T(x)/Rect[0 0 9 9]/F {kid} 0 R"),
        is_seen,
    );
    seen("no room told", "/T(x)", is_seen);
    seen(
        "another kind",
        "/T(x)/Rect[0 0 0 0]/Parent 1 0 R",
        "/Parent",
    );
    seen("name of another", "/T(head)/Rect[0 0 0 0]", "/T");
    seen("no name", "/Rect[0 0 0 0]", "/T");
    let kids = format!("/T(x)/Rect[0 0 0 0]/Kids[{kid} 0 R]/AP<</N {look} 0 R>>");
    for (name, field, sheet, kid, words) in [
        (
            "unbound",
            format!("/T(x)/Rect[0 0 0 0]/AP<</N {look} 0 R>>"),
            sheet(""),
            "<<>>",
            "за пределы поля",
        ),
        (
            "words",
            kids.clone(),
            bound.clone(),
            "<</FT/Tx/T(y)/Rect[0 0 99 99]>>",
            "/Fields",
        ),
        (
            "shown kid",
            kids,
            bound.clone(),
            "<</Subtype/Widget/Rect[0 0 99 99]/F 36>>",
            is_seen,
        ),
        (
            "note",
            format!("/T(x)/Rect[0 0 0 0]/AP<</N {look} 0 R>>"),
            bound.clone(),
            "<</Type/Annot/Subtype/Text/Rect[0 0 99 99]>>",
            "не относится к подписи",
        ),
    ] {
        let told = verified(&with(&field, &sheet, kid));
        let After::Changed(change) = &told[0].after else {
            panic!("{name}: {:?}", told[0].after);
        };
        assert!(change.to_string().contains(words), "{name}: {change}");
    }
    let hidden = format!("/T(x)/Rect[0 0 9 9]/F 2/AP<</N {look} 0 R>>");
    std::fs::write(school.paper(), with(&hidden, &bound, "<<>>")).unwrap();
    let told = said(&school.run(&["verify", &school.paper().display().to_string()]));
    let words = "после нее добавлены невидимые поля (x), подписей в них нет";
    assert!(told.contains(words), "{told}");
    let (code, signatures) = school.verify();
    assert_eq!(code, Some(0), "{signatures}");
    assert_eq!(signatures[0]["appended"], "fields");
}

/// What is written into the trailer itself, or of another kind than it should be, is no absence.
#[test]
fn a_value_of_another_kind_is_not_taken_for_none() {
    let it = signed();
    let page = it.number_of("/Type/Page/");
    let words = String::from_utf8_lossy(&it.bytes).into_owned();
    let info = words.rsplit_once("/Info ").unwrap().1;
    let info = info.split_once(" 0 R").unwrap().0.to_owned();
    let dict = it.dict(page);
    let lost = format!("{}/Annots/None>>", dict.replace("/Annots", "/Other"));
    let flags = format!("{}/Rotate 0.0>>", dict.replace("/Rotate 0", ""));
    for (name, bytes) in [
        ("info", it.update(&[], "/Info<</Title(x)>>")),
        ("no info", it.update(&[], "")),
        ("id", it.update(&[], &format!("/Info {info} 0 R/ID(x)"))),
        ("annotations", it.update(&[(page, 0, &lost)], "")),
        ("number with a point", it.update(&[(page, 0, &flags)], "")),
    ] {
        let told = verified(&bytes);
        let is_refused = matches!(told[0].after, After::Changed(_));
        assert_eq!(is_refused, name != "no info", "{name}: {:?}", told[0].after);
    }
}

/// Lists that were made to take time are answered in no more of it than it takes to read them.
#[test]
fn long_lists_of_an_update_take_no_time() {
    let it = signed();
    let (form, page) = (it.number_of("/SigFlags 3"), it.number_of("/Type/Page/"));
    let many: Vec<String> = (0..200_000)
        .map(|n| format!("{} 0 R", it.size + n))
        .collect();
    let many = format!(" {}", many.join(" "));
    let fields = it
        .dict(form)
        .replace("/Fields[", &format!("/Fields[{many}"));
    let annots = format!(
        "{}/Annots[{many}]>>",
        it.dict(page).replace("/Annots", "/Was")
    );
    for bytes in [
        it.update(&[(form, 0, &format!("{fields}>>"))], ""),
        it.update(&[(page, 0, &annots)], ""),
    ] {
        assert!(!verified(&bytes)[0].is_intact());
    }
}
