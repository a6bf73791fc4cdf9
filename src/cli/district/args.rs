//! The command lines of a municipality.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::cli::papers::FormatArgs;
use crate::console::ChosenSchools;

#[derive(Debug, Parser)]
pub(crate) struct DistrictArgs {
    #[command(subcommand)]
    pub(super) action: DistrictAction,
}

#[derive(Debug, Subcommand)]
pub(super) enum DistrictAction {
    /// Изготовить сводные документы: мониторинг, охват, реестр пар, банки и письма школам
    Papers(PapersArgs),
    /// Начать папки школ по списку и записать для каждой пустую книгу, чтобы ее разослать
    Begin(BeginArgs),
    /// Принять книги, которые прислали школы: чья книга, что в ней нового, что старое, что не читается
    Collect(CollectArgs),
}

#[derive(Debug, Parser)]
pub(super) struct PapersArgs {
    /// Папка, в которой лежат папки школ; рядом с ними может лежать district.toml
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    #[command(flatten)]
    pub schools: ChosenSchools,
    /// Куда положить документы; если не указать – в папку out рядом с папками школ
    #[arg(long, short, value_name = "ПАПКА")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub formats: FormatArgs,
    /// Не готовить письма школам
    #[arg(long)]
    pub no_letters: bool,
    /// Изготовить все заново, в том числе вместо файлов, которые вы правили; прежние файлы останутся
    /// в папке .nastavnik/old
    #[arg(long)]
    pub force: bool,
    /// Убрать в .nastavnik/old письма и документы, которых больше нет: школа переименована или закрыта
    #[arg(long)]
    pub clean: bool,
    /// Сколько школ читать и документов готовить одновременно; если не указать – по числу ядер
    /// процессора
    #[arg(long, short, value_name = "ЧИСЛО")]
    pub jobs: Option<NonZeroUsize>,
}

#[derive(Debug, Parser)]
pub(super) struct BeginArgs {
    /// Список школ: по одному наименованию в строке; «-» – стандартный ввод
    #[arg(value_name = "ФАЙЛ")]
    pub list: PathBuf,
    /// Папка, в которой лежат или появятся папки школ
    #[arg(long, value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    /// Куда положить книги
    #[arg(long, short = 'o', value_name = "ПАПКА", default_value = "книги")]
    pub to: PathBuf,
}

#[derive(Debug, Parser)]
pub(super) struct CollectArgs {
    /// Присланные книги (xlsx, ods, xls, csv), архивы с ними (zip) или папка, в которой они лежат
    #[arg(value_name = "ФАЙЛ", required = true)]
    pub files: Vec<PathBuf>,
    /// Папка, в которой лежат папки школ
    #[arg(long, value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    /// Внести новое в файлы школ, а не только показать
    #[arg(long)]
    pub yes: bool,
}
