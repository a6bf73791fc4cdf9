//! The command line of `sign`.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

use crate::signing::{DEFAULT_ROOM, Profile};

#[derive(Debug, Parser)]
pub(crate) struct SignArgs {
    /// Файлы, которые подписать; папка – все PDF в ней, где это поле не подписано; у папки с
    /// organization.toml – папка out в ней
    #[arg(value_name = "ФАЙЛ", required = true)]
    pub files: Vec<PathBuf>,
    /// Поле подписи: head – руководитель, mentor – наставник, mentee – наставляемый; второй
    /// наставник – mentor-2
    #[arg(long, value_name = "ПОЛЕ")]
    pub field: Option<String>,
    /// Сертификат того, кто подписывает: файл .cer, .crt или .pem (без закрытого ключа)
    #[arg(long, value_name = "ФАЙЛ")]
    pub cert: Option<PathBuf>,
    /// Вид подписи в PDF; если не указать – cryptopro для ключей ГОСТ, pkcs7 для остальных
    #[arg(long, value_name = "ВИД")]
    pub profile: Option<ProfileName>,
    /// Сколько секунд ждать программу подписания; если не указать – из organization.toml, иначе 120
    #[arg(long, value_name = "СЕКУНД")]
    pub timeout: Option<u64>,
    /// Сколько байт отвести под подпись
    #[arg(long, value_name = "БАЙТ", default_value_t = DEFAULT_ROOM, value_parser = clap::value_parser!(u32).range(1..=1 << 20))]
    pub room: u32,
    /// Не рисовать отметку об электронной подписи
    #[arg(long)]
    pub no_stamp: bool,
    /// Разрешить команду подписания, записанную в organization.toml этой папки; разрешение
    /// запоминается в ваших настройках и относится только к этой команде в этой папке
    #[arg(long)]
    pub allow_command: bool,
    /// Показывать то, что пишет на экран программа подписания
    #[arg(long)]
    pub show_output: bool,
    /// Только подготовить: рядом появится файл, который нужно подписать в любой программе
    /// отсоединенной подписью
    #[arg(long, conflicts_with_all = ["embed", "detached", "simple"])]
    pub prepare: bool,
    /// Вложить готовую подпись в файл, подготовленный параметром --prepare
    #[arg(long, value_name = "ПОДПИСЬ", conflicts_with_all = ["detached", "simple"])]
    pub embed: Option<PathBuf>,
    /// Не менять файл, а положить подпись рядом с ним: документ.pdf.sig
    #[arg(long, conflicts_with = "simple")]
    pub detached: bool,
    /// Подписать документы такими, какие они есть, даже если они устарели, изменены вами или ждут
    /// исправления
    #[arg(long)]
    pub as_is: bool,
    /// Простая электронная подпись для сайта: рядом с файлом появится документ.pdf.pep.json с
    /// именем, должностью, временем и ключом
    #[arg(long, requires = "signer")]
    pub simple: bool,
    /// Для --simple: кто подписал – ключ сотрудника из organization.toml или фамилия, имя, отчество
    #[arg(long, value_name = "КТО")]
    pub signer: Option<String>,
    /// Для --simple: должность, если подписавшего нет в organization.toml
    #[arg(long, value_name = "ДОЛЖНОСТЬ")]
    pub post: Option<String>,
    /// Программа подписания и ее параметры; {in} – что подписать, {out} – куда записать подпись,
    /// {cert} – сертификат, {thumbprint} – его отпечаток
    #[arg(last = true, value_name = "КОМАНДА")]
    pub command: Vec<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ProfileName {
    Pades,
    Cryptopro,
    Pkcs7,
}

impl ProfileName {
    pub(crate) fn profile(self) -> Profile {
        match self {
            Self::Pades => Profile::Pades,
            Self::Cryptopro => Profile::CryptoPro,
            Self::Pkcs7 => Profile::Pkcs7,
        }
    }
}
