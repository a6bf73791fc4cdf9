//! The command line.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::batch::Format;
use crate::edition;

/// Готовит документы о наставничестве педагогов: дорожную карту и персонализированные программы, в PDF и DOCX.
#[derive(Debug, Parser)]
#[command(name = "nastavnik", version)]
pub(super) struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Создать папку с образцами файлов, которые нужно заполнить
    Init(InitArgs),
    /// Проверить файлы и показать все ошибки
    Check(CheckArgs),
    /// Изготовить документы
    Build(BuildArgs),
    /// Изготовить пустые бланки форм
    Blank(BlankArgs),
    /// Показать встроенные шрифты и проверить, все ли знаки есть в шрифте
    Fonts(FontsArgs),
}

#[derive(Debug, Parser)]
pub(super) struct InitArgs {
    /// Папка, в которой создать файлы
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
}

#[derive(Debug, Parser)]
pub(super) struct CheckArgs {
    /// Папка с файлом organization.toml
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    /// Вывести ошибки в формате JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Parser)]
pub(super) struct BuildArgs {
    /// Папка с файлом organization.toml
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    /// Куда положить документы; если не указать – в папку out рядом с organization.toml
    #[arg(long, value_name = "ПАПКА")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub formats: FormatArgs,
    /// Сколько документов готовить одновременно; если не указать – по числу ядер процессора
    #[arg(long, value_name = "ЧИСЛО")]
    pub jobs: Option<NonZeroUsize>,
    /// Вывести список файлов в формате JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Parser)]
pub(super) struct FormatArgs {
    /// В каком виде готовить документы, через запятую
    #[arg(long, value_name = "ВИД", value_delimiter = ',', default_value = "pdf,docx")]
    pub format: Vec<FormatName>,
}

impl FormatArgs {
    /// Each format once, in a fixed order.
    pub fn chosen(&self) -> Vec<Format> {
        let mut formats: Vec<Format> = self.format.iter().map(|f| f.format()).collect();
        formats.sort_unstable();
        formats.dedup();
        formats
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum FormatName {
    Pdf,
    Docx,
    Text,
}

impl FormatName {
    fn format(self) -> Format {
        match self {
            Self::Pdf => Format::Pdf,
            Self::Docx => Format::Docx,
            Self::Text => Format::Text,
        }
    }
}

#[derive(Debug, Parser)]
pub(super) struct BlankArgs {
    /// Куда положить бланки
    #[arg(long, value_name = "ПАПКА", default_value = ".")]
    pub out: PathBuf,
    /// Редакция форм
    #[arg(long, value_name = "ИМЯ", default_value = edition::DEFAULT)]
    pub edition: String,
    /// Исправить описки источника
    #[arg(long)]
    pub corrected: bool,
    #[command(flatten)]
    pub formats: FormatArgs,
}

#[derive(Debug, Parser)]
pub(super) struct FontsArgs {
    /// Папка с файлами шрифтов, которые нужно проверить вместо встроенных
    #[arg(value_name = "ПАПКА")]
    pub folder: Option<PathBuf>,
    /// Знаки, которые должны быть в шрифте; если не указать – русские буквы, цифры и знаки препинания
    #[arg(long, value_name = "ТЕКСТ")]
    pub text: Option<String>,
}
