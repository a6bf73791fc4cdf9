//! The command lines about editions.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

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
    /// Папка с файлом organization.toml
    #[arg(long, value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
}

#[derive(Debug, Parser)]
pub(super) struct CheckArgs {
    /// Папка редакции, в которой лежит edition.toml
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
