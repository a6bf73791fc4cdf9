//! Why a file was not signed, in Russian. No fault repeats an argument or the output of a signing
//! program: a PIN may stand there.

use std::fmt;

/// What kept a signature from being made or read. The file is always as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    NotPdf,
    Encrypted,
    /// Two fields of one name.
    RepeatedField(String),
    /// The field that is asked for, and those there are.
    NoField(String, Vec<String>),
    AlreadySigned(String),
    /// A field whose place on the page cannot be read.
    OddField(String),
    NotCertificate,
    NotCms,
    /// Indefinite lengths (X.690, 8.1.3.6), which a signature in a PDF must not have.
    BerCms,
    NotDetached,
    /// How many signers the CMS has.
    SignerCount(usize),
    NoCertificateInside,
    /// The serial number of the certificate that signed.
    OtherCertificate(String),
    /// The algorithm's object identifier.
    UnknownDigest(String),
    NoMessageDigest,
    OtherBytes,
    /// The profile `pades` wants the signing certificate among the signed attributes.
    NotCades,
    /// Bytes of the signature and of the room.
    TooLarge(usize, usize),
    NotPrepared,
    ChangedSincePrepared,
    NoCommand,
    /// The command does not say where the document's name goes.
    NoInput,
    /// The program's name.
    MissingProgram(String),
    /// The program's name and why the system did not start it.
    NotStarted(String, String),
    /// The program's name and its exit code.
    ProgramFailed(String, Option<i32>),
    /// The program's name and seconds.
    TimedOut(String, u64),
    /// The program's name.
    NoAnswer(String),
    /// The signer of a simple signature, whose post is not known.
    NoPost(String),
    Interrupted,
    /// The private folder.
    Temporary(String),
    /// A signed file of more than so many megabytes.
    TooLong(usize),
    TooManySignatures,
    /// The value of a field is no signature of this file.
    NoGap,
    /// Something of a signature is left in it, but nothing that could be checked: the file was
    /// written anew.
    Rewritten,
    /// A signature in a file that is no CMS.
    UnreadableSignature,
    /// The value was not made with the key of the certificate.
    WrongValue,
    /// A fault of this program.
    Inner(String),
}

impl Fault {
    /// The same for somebody who sees no command line and no files of settings.
    pub fn on_page(&self) -> String {
        match self {
            Self::NoField(..) => "места для этой подписи в файле нет: изготовьте документ заново, а до того отметьте «Поля электронной подписи» на экране «Школа»".to_owned(),
            Self::NoCommand => "не выбрано, какой программой подписывать".to_owned(),
            Self::NotPrepared => "не выбран сертификат того, кто подписывает".to_owned(),
            Self::MissingProgram(program) => format!("программа подписания {program} не найдена: выберите ее заново"),
            Self::ProgramFailed(program, code) => {
                let code = code.map(|c| format!(" (код {c})")).unwrap_or_default();
                format!(
                    "программа подписания {program} отказала{code}: вставлен ли носитель с ключом, тот ли выбран сертификат, не закрыто ли окно ПИН-кода"
                )
            }
            Self::TimedOut(program, seconds) => {
                format!("программа подписания {program} не ответила за {seconds} с и остановлена: если она ждала ПИН-кода, подпишите еще раз")
            }
            Self::TooLarge(size, room) => format!(
                "подпись не помещается: в ней {size} байт, а отведено {room}; программа вкладывает в нее лишнее, например всю цепочку сертификатов"
            ),
            other => other.to_string(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotPdf => f.write_str("это не PDF, или файл поврежден"),
            Self::Rewritten => f.write_str(
                "НЕ ТОТ ФАЙЛ, ЧТО БЫЛ ПОДПИСАН: следы подписи в нем остались, но она больше ничего не подтверждает; возьмите файл таким, каким его подписали",
            ),
            Self::Encrypted => f.write_str("PDF зашифрован, что в нем, программе не видно; нужен файл без пароля"),
            Self::RepeatedField(name) => write!(f, "в файле два поля подписи с именем «{name}»"),
            Self::NoField(name, known) if known.is_empty() => write!(
                f,
                "в файле нет поля подписи «{name}», и других полей подписи тоже нет; поля бывают у документов с местом для подписи (программы, приказы, согласия), если в organization.toml есть раздел [signatures] со строкой fields = true; остальные документы подписывают рядом с файлом: --detached"
            ),
            Self::NoField(name, known) => write!(f, "в файле нет поля подписи «{name}»; есть: {}", known.join(", ")),
            Self::AlreadySigned(name) => write!(f, "поле «{name}» уже подписано"),
            Self::OddField(name) => write!(f, "поле «{name}» устроено необычно, подписать его не удалось"),
            Self::NotCertificate => f.write_str("это не сертификат X.509: нужен файл .cer, .crt или .pem"),
            Self::NotCms => f.write_str("программа подписания вернула не подпись (нужна CMS в DER, Base64 или PEM)"),
            Self::BerCms => f.write_str("подпись записана в BER с неопределенной длиной, а нужна в DER: у cryptcp для этого есть параметр -der"),
            Self::NotDetached => f.write_str("подпись присоединенная, а нужна отсоединенная (detached): документ внутри нее лишний"),
            Self::SignerCount(count) => write!(f, "в подписи должен быть ровно один подписавший, а их {count}"),
            Self::NoCertificateInside => f.write_str(
                "в подпись не вложен сертификат подписавшего: у cryptcp для этого есть параметр -cert, у csptest – -add, у openssl не указывайте -nocerts",
            ),
            Self::OtherCertificate(serial) => write!(f, "подпись сделана другим сертификатом ({serial}), а не тем, что указан"),
            Self::UnknownDigest(oid) => {
                write!(f, "отпечаток посчитан алгоритмом {oid}, которого программа не знает; нужен SHA-2 или ГОСТ Р 34.11-2012")
            }
            Self::NoMessageDigest => f.write_str("в подписи нет отпечатка документа (messageDigest), проверить ее нельзя"),
            Self::OtherBytes => f.write_str("подписан не этот документ: отпечаток не совпал"),
            Self::NotCades => f.write_str("для вида pades нужна подпись CAdES: у csptest для этого есть параметр -cades_strict, у openssl – -cades; или укажите --profile pkcs7"),
            Self::TooLarge(size, room) => {
                write!(f, "подпись не помещается: в ней {size} байт, а отведено {room}; укажите больше параметром --room")
            }
            Self::NotPrepared => f.write_str("файл не подготовлен к подписанию этого поля: сначала выполните sign с параметром --prepare"),
            Self::ChangedSincePrepared => f.write_str("файл изменился после подготовки к подписанию; подготовьте его заново"),
            Self::NoCommand => f.write_str(
                "не указано, какой программой подписывать: напишите команду после «--» или в organization.toml, раздел [signatures], command",
            ),
            Self::NoInput => f.write_str("в команде подписания нет {in}: программа не узнает, какой файл подписать"),
            Self::MissingProgram(program) => {
                write!(f, "программа подписания {program} не найдена; укажите полный путь к ней")
            }
            Self::NotStarted(program, why) => write!(f, "программа подписания {program} не запустилась: {why}"),
            Self::ProgramFailed(program, code) => {
                let code = code.map(|c| format!(" (код {c})")).unwrap_or_default();
                write!(
                    f,
                    "программа подписания {program} завершилась с ошибкой{code}; чтобы увидеть, что она ответила, повторите с параметром --show-output"
                )
            }
            Self::TimedOut(program, seconds) => write!(
                f,
                "программа подписания {program} не ответила за {seconds} с и остановлена; если она ждала ввода, увеличьте срок параметром --timeout"
            ),
            Self::NoAnswer(program) => write!(f, "программа подписания {program} закончила работу, но подписи не записала"),
            Self::NoPost(who) => write!(f, "должность не известна: в organization.toml нет сотрудника «{who}»; укажите ее параметром --post"),
            Self::TooLong(megabytes) => write!(f, "файл больше {megabytes} МБ, такие программа не проверяет"),
            Self::TooManySignatures => f.write_str("подписей в файле больше, чем бывает у документа; такие файлы программа не проверяет"),
            Self::NoGap => f.write_str("в поле записана не подпись этого файла: ее байты и ее место не сходятся"),
            Self::UnreadableSignature => f.write_str("на месте подписи записано то, что подписью не читается"),
            Self::WrongValue => f.write_str("значение подписи не подходит к ключу сертификата: подписано другим ключом или не этот документ"),
            Self::Interrupted => f.write_str("прервано"),
            Self::Temporary(why) => write!(f, "не удалось создать временную папку: {why}"),
            Self::Inner(why) => write!(f, "внутренняя ошибка программы, сообщите о ней разработчикам: {why}"),
        }
    }
}

impl std::error::Error for Fault {}
