//! What came after a signature and is no signature: what, and where.

use std::fmt;

use super::value::{Object, Odd, Value};
use crate::shown::visible;

/// A change after a signature; `at` counts bytes from the start of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub at: usize,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Bytes that are not written as the standard says.
    Bytes,
    /// Bytes that belong to no update.
    BetweenObjects,
    AfterEnd,
    /// The end of the file leads elsewhere.
    Start,
    /// The signed bytes themselves cannot be read.
    SignedPart,
    /// The signature ends in the middle of something.
    Boundary,
    /// A key of the trailer.
    Trailer(String),
    /// A section with a stream of hidden rows.
    Hybrid,
    Freed(u32),
    Generation(u32),
    /// Number and kind of an object that was signed and is another now.
    Replaced(u32, &'static str),
    /// A new object that belongs to no signature.
    Stranger(u32, &'static str),
    /// A new object for which the signed bytes left a place.
    Awaited(u32),
    Catalog(String),
    Info(String),
    Metadata,
    Form(String),
    FieldsLost,
    /// A field of the signed bytes got other properties, but no signature.
    Field(String, String),
    /// A field that bears a signature was touched.
    SignedField(String),
    /// A mark without a signature.
    Stamp(String),
    VisibleField(String),
    /// A look that is not bound to the room of its field.
    Look(String),
    NewField(String, String),
    /// A signature that leaves out a part of its own update.
    Partial(String),
    /// A later signature that does not hold.
    Broken(String),
    /// The signature forbids what was added.
    Forbidden,
    /// The signature forbids to fill this field.
    Locked(String),
    Page(u32, String),
    ValidationData,
}

impl From<Odd> for Change {
    fn from(odd: Odd) -> Self {
        Self {
            at: odd.at,
            what: What::Bytes,
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            What::Bytes => f.write_str("записано то, чего программа не понимает"),
            What::BetweenObjects => f.write_str("между объектами дописаны посторонние байты"),
            What::AfterEnd => f.write_str("после конца файла дописаны посторонние байты"),
            What::Start => f.write_str("конец файла ведет не туда, куда вел при подписании"),
            What::SignedPart => {
                f.write_str("подписанная часть устроена так, что сравнить с ней добавленное нельзя")
            }
            What::Boundary => f.write_str(
                "подпись кончается посреди файла, а не там, где кончалась его прежняя версия",
            ),
            What::Trailer(key) => write!(f, "в конце файла изменена запись {}", visible(key)),
            What::Hybrid => f.write_str("добавлена вторая, скрытая таблица объектов"),
            What::Freed(number) => write!(f, "подписанный объект {number} объявлен удаленным"),
            What::Generation(number) => write!(
                f,
                "объект {number} записан заново под другим номером версии"
            ),
            What::Replaced(number, kind) => {
                write!(f, "заменен подписанный объект {number}: {kind}")
            }
            What::Stranger(number, kind) => write!(
                f,
                "добавлен объект {number}, который не относится к подписи: {kind}"
            ),
            What::Awaited(number) => write!(
                f,
                "добавлен объект {number}, на который подписанная часть ссылалась заранее"
            ),
            What::Catalog(key) => write!(f, "изменены свойства документа: {}", visible(key)),
            What::Info(key) => write!(f, "изменены сведения о документе: {}", visible(key)),
            What::Metadata => {
                f.write_str("изменены название, автор или другие сведения о документе (XMP)")
            }
            What::Form(key) => write!(f, "изменены свойства формы: {}", visible(key)),
            What::FieldsLost => f.write_str("поля исключены из списка полей"),
            What::Field(name, key) => {
                write!(f, "изменено поле «{}»: {}", visible(name), visible(key))
            }
            What::SignedField(name) => {
                write!(f, "изменено уже подписанное поле «{}»", visible(name))
            }
            What::Stamp(name) => write!(
                f,
                "в поле «{}» нарисована отметка, а подписи в нем нет",
                visible(name)
            ),
            What::VisibleField(name) => write!(
                f,
                "добавлено видимое поле «{}»: оно может закрывать подписанный текст",
                visible(name)
            ),
            What::Look(name) => write!(
                f,
                "у поля «{}» такой вид, который может выйти за пределы поля и закрыть подписанный текст",
                visible(name)
            ),
            What::NewField(name, key) => write!(
                f,
                "добавлено поле «{}», которое не только для подписи: {}",
                visible(name),
                visible(key)
            ),
            What::Partial(name) => write!(
                f,
                "подпись в поле «{}» охватывает не все, что добавлено вместе с ней",
                visible(name)
            ),
            What::Broken(name) => write!(
                f,
                "добавленная после нее подпись в поле «{}» не подтвердилась",
                visible(name)
            ),
            What::Forbidden => f.write_str("подписавший запретил любые дополнения, а они есть"),
            What::Locked(name) => write!(
                f,
                "подписавший запретил заполнять поле «{}», а оно заполнено",
                visible(name)
            ),
            What::Page(number, key) => {
                write!(f, "изменена страница (объект {number}): {}", visible(key))
            }
            What::ValidationData => {
                f.write_str("данные для последующей проверки подписи записаны не так, как положено")
            }
        }?;
        write!(f, " (байт {})", self.at)
    }
}

/// What an object is, in the reader's words.
pub(super) fn kind(object: &Object) -> &'static str {
    let name = |key: &[u8]| {
        object
            .value
            .as_dict()
            .and_then(|dict| dict.get(key))
            .and_then(Value::as_name)
    };
    match (name(b"Type"), name(b"Subtype")) {
        (Some(b"Page"), _) => "страница",
        (Some(b"Pages"), _) => "список страниц",
        (Some(b"Catalog"), _) => "свойства документа",
        (Some(b"Font" | b"FontDescriptor"), _) => "шрифт",
        (Some(b"Annot") | None, Some(b"Widget")) => "поле на странице",
        (Some(b"Annot"), _) => "пометка на странице",
        (Some(b"StructElem" | b"StructTreeRoot"), _) => "разметка документа",
        (Some(b"Metadata"), _) => "сведения о документе",
        (Some(b"Sig" | b"DocTimeStamp"), _) => "подпись",
        (Some(b"ObjStm"), _) => "набор объектов",
        (_, Some(b"Image")) => "рисунок",
        (_, Some(b"Form")) => "вид поля или рисунок",
        _ if object.stream.is_some() => "поток данных (текст страницы, шрифт или рисунок)",
        _ => "служебный объект",
    }
}

/// A name of a key for people; not every byte of it need be a letter.
pub(super) fn key_name(key: &[u8]) -> String {
    format!("/{}", String::from_utf8_lossy(key))
}
