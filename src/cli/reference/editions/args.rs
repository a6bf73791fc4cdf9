//! The command lines about editions.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::cli::papers::FormatArgs;
use crate::edition;

#[derive(Debug, Parser)]
pub(crate) struct EditionArgs {
    #[command(subcommand)]
    pub(super) action: EditionAction,
}

#[derive(Debug, Subcommand)]
pub(super) enum EditionAction {
    /// Показать, какие редакции форм есть: встроенные и в папке forms школы
    List(ListArgs),
    /// Показать, из чего состоит редакция: графы, части записки, документы
    Show(ShowArgs),
    /// Начать свою редакцию: записать встроенные формы в папку forms
    New(NewArgs),
    /// Проверить папку редакции и, если указать --out, изготовить по ней образцы и бланки
    Check(CheckArgs),
    /// Записать формы редакции со всеми пояснениями и сразу изготовить образцы и бланки
    Export(ExportArgs),
}

#[derive(Debug, Parser)]
pub(super) struct ListArgs {
    /// Папка с файлом organization.toml
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
}

#[derive(Debug, Parser)]
pub(super) struct ShowArgs {
    /// Имя редакции
    #[arg(value_name = "ИМЯ")]
    pub name: String,
    /// Папка с файлом organization.toml
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
}

#[derive(Debug, Parser)]
pub(super) struct NewArgs {
    /// Имя новой редакции: так будет называться папка
    #[arg(value_name = "ИМЯ")]
    pub name: String,
    /// С какой встроенной редакции начать
    #[arg(long, value_name = "РЕДАКЦИЯ", default_value = edition::DEFAULT)]
    pub from: String,
    /// Прочитать бланк из файла Word и записать по нему черновик формы; сам файл не меняется
    #[arg(long, value_name = "ФАЙЛ")]
    pub docx: Option<PathBuf>,
    /// Что это за бланк; если не указать, программа решит сама
    #[arg(long = "as", value_name = "ЧТО", requires = "docx")]
    pub form: Option<FormOfDraft>,
    /// Папка с файлом organization.toml
    #[arg(long, value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    /// Положить редакцию в общую папку: ее смогут взять все школы этого компьютера
    #[arg(long, conflicts_with = "folder")]
    pub shared: bool,
}

/// What a blank is of.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum FormOfDraft {
    /// План пары: программа, индивидуальный план
    Program,
    /// План школы: дорожная карта
    Roadmap,
    /// Любой другой документ
    Paper,
}

#[derive(Debug, Parser)]
pub(super) struct CheckArgs {
    /// Папка редакции, в которой лежит edition.toml, или имя встроенной
    #[arg(value_name = "ПАПКА")]
    pub folder: PathBuf,
    /// Исправить описки источника
    #[arg(long)]
    pub corrected: bool,
    /// Куда положить образцы и бланки; если не указать, они не готовятся
    #[arg(long, short, value_name = "ПАПКА")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub formats: FormatArgs,
}

#[derive(Debug, Parser)]
pub(super) struct ExportArgs {
    /// Имя редакции
    #[arg(value_name = "ИМЯ")]
    pub name: String,
    /// Куда положить папку редакции, например в папку forms другой школы
    #[arg(long, short, value_name = "ПАПКА", default_value = ".")]
    pub out: PathBuf,
    /// Положить в общую папку: редакцию смогут взять все школы этого компьютера
    #[arg(long, conflicts_with = "out")]
    pub shared: bool,
    /// Как назвать копию встроенной редакции; если не указать, имя подберет программа
    #[arg(long = "as", value_name = "ИМЯ")]
    pub copy_name: Option<String>,
    /// Свою редакцию записать целиком, вместе с тем, что она берет из других; встроенная записывается
    /// так всегда
    #[arg(long)]
    pub whole: bool,
    /// Только файлы редакции, без образцов и бланков
    #[arg(long)]
    pub only_files: bool,
    /// Папка с файлом organization.toml
    #[arg(long, value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    #[command(flatten)]
    pub formats: FormatArgs,
}
