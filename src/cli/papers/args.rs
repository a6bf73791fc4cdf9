//! The command lines of what makes papers, and what they share.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, ValueEnum};

use crate::console::ChosenSchools;
use crate::edition;
use crate::plan::{Choice, Format, PaperKind};
use crate::standard::Standard;

#[derive(Debug, Parser)]
pub(crate) struct BuildArgs {
    /// Папка с файлом organization.toml или папка, в которой лежат папки школ
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    #[command(flatten)]
    pub schools: ChosenSchools,
    /// Куда положить документы; если не указать – в папку out рядом с organization.toml
    #[arg(long, short, value_name = "ПАПКА")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub formats: FormatArgs,
    #[command(flatten)]
    pub files: FileArgs,
    /// Файл DOCX, из которого взять стили: любой документ этой программы, измененный в Word
    #[arg(long, value_name = "ФАЙЛ")]
    pub template: Option<PathBuf>,
    /// Изготовить все заново, в том числе вместо файлов, которые вы правили; прежние файлы останутся
    /// в папке .nastavnik/old. Подписанные и выданные документы не заменяются
    #[arg(long)]
    pub force: bool,
    /// Заменить подписанные документы, которые разошлись с описанием, вместе с --force – все; прежние
    /// вместе с подписями останутся в папке .nastavnik/old
    #[arg(long)]
    pub replace_signed: bool,
    /// Заменить документы, отмеченные командой issue, если они разошлись с описанием, вместе с --force –
    /// все; прежние останутся в папке .nastavnik/old
    #[arg(long)]
    pub replace_issued: bool,
    /// Сколько документов готовить одновременно; если не указать – по числу ядер процессора
    #[arg(long, short, value_name = "ЧИСЛО")]
    pub jobs: Option<NonZeroUsize>,
    /// Только часть работы: 3/16 – третья из шестнадцати, чтобы разделить ее между компьютерами; в
    /// папке школ – целыми школами. auto – номер части от Slurm (массив заданий), auto/16 – от
    /// Kubernetes (Indexed Job)
    #[arg(long, value_name = "ЧАСТЬ/ЧИСЛО")]
    pub shard: Option<String>,
    /// Части считаются с нуля: 0/16 – первая из шестнадцати
    #[arg(long, requires = "shard")]
    pub from_zero: bool,
    /// В папке школ: по строке JSON о каждой школе, как только она готова; собирает их команда
    /// report
    #[arg(long, conflicts_with = "json")]
    pub json_lines: bool,
}

#[derive(Debug, Clone, Parser)]
pub(crate) struct FormatArgs {
    /// В каком виде готовить документы, через запятую; xlsx – только банки, реестр и отчет
    #[arg(
        long,
        value_name = "ВИД",
        value_delimiter = ',',
        default_value = "pdf,docx,xlsx"
    )]
    pub format: Vec<FormatName>,
}

impl FormatArgs {
    /// Each format once, in a fixed order.
    pub(crate) fn chosen(&self) -> Vec<Format> {
        let mut formats: Vec<Format> = self.format.iter().map(|f| f.format()).collect();
        formats.sort_unstable();
        formats.dedup();
        formats
    }
}

#[derive(Debug, Clone, Default, Parser)]
pub(crate) struct FileArgs {
    /// Стандарт PDF: a-2a – для хранения и чтения вслух (PDF/A-2a и PDF/UA-1), a-1a – для кадровых
    /// документов (PDF/A-1a), plain – обычный PDF; если не указать – как в organization.toml
    #[arg(long, value_name = "СТАНДАРТ")]
    pub standard: Option<StandardName>,
    /// Вложить в каждый PDF файлы TOML, из которых он изготовлен
    #[arg(long)]
    pub attach_source: bool,
    /// Публичные копии для сайта: без персональных сведений, с инициалами вместо имен; в папку
    /// public внутри папки документов
    #[arg(long)]
    pub public: bool,
}

impl FileArgs {
    pub(crate) fn choice(&self) -> Choice {
        Choice {
            standard: self.standard.map(StandardName::standard),
            attach_source: self.attach_source,
            public: self.public,
        }
    }

    /// Where the files go: public copies never lie among the papers.
    pub(crate) fn folder(&self, out: PathBuf) -> PathBuf {
        if self.public { out.join("public") } else { out }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum StandardName {
    #[value(name = "a-2a")]
    Archive,
    #[value(name = "a-1a")]
    Personnel,
    Plain,
}

impl StandardName {
    fn standard(self) -> Standard {
        match self {
            Self::Archive => Standard::Archive,
            Self::Personnel => Standard::Personnel,
            Self::Plain => Standard::Plain,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum FormatName {
    Pdf,
    Docx,
    Xlsx,
    Text,
}

impl FormatName {
    fn format(self) -> Format {
        match self {
            Self::Pdf => Format::Pdf,
            Self::Docx => Format::Docx,
            Self::Xlsx => Format::Xlsx,
            Self::Text => Format::Text,
        }
    }
}

#[derive(Debug, Parser)]
pub(crate) struct BlankArgs {
    /// Куда положить бланки
    #[arg(long, short, value_name = "ПАПКА", default_value = ".")]
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

#[derive(Debug, Clone, Parser)]
pub(crate) struct StatusArgs {
    /// Папка с файлом organization.toml или папка, в которой лежат папки школ
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    #[command(flatten)]
    pub schools: ChosenSchools,
    /// Папка с документами; если не указать – папка out рядом с organization.toml
    #[arg(long, short, value_name = "ПАПКА")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub formats: FormatArgs,
    #[command(flatten)]
    pub files: FileArgs,
    /// Закончить с кодом 1, если что-то не изготовлено, устарело, ждет исправления или подписано и
    /// расходится с описанием
    #[arg(long)]
    pub check: bool,
}

#[derive(Debug, Clone, Parser)]
pub(crate) struct CleanArgs {
    /// Папка с файлом organization.toml или папка, в которой лежат папки школ
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    #[command(flatten)]
    pub schools: ChosenSchools,
    /// Папка с документами; если не указать – папка out рядом с organization.toml
    #[arg(long, short, value_name = "ПАПКА")]
    pub out: Option<PathBuf>,
    /// Убрать файлы, а не только показать их
    #[arg(long)]
    pub yes: bool,
}

#[derive(Debug, Parser)]
pub(crate) struct IssueArgs {
    /// Документы, которые выданы: подписаны на бумаге, отправлены, отданы
    #[arg(value_name = "ФАЙЛ", required_unless_present = "all_marked")]
    pub files: Vec<PathBuf>,
    /// Снять отметку
    #[arg(long)]
    pub undo: bool,
    /// Отметки были утрачены, и теперь в папке с документами отмечены все выданные (или выданных
    /// нет): больше об этом не напоминать
    #[arg(long, value_name = "ПАПКА", conflicts_with = "undo")]
    pub all_marked: Option<PathBuf>,
}

#[derive(Debug, Clone, Parser)]
pub(crate) struct PrintArgs {
    /// Папка с файлом organization.toml или папка, в которой лежат папки школ
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    #[command(flatten)]
    pub schools: ChosenSchools,
    /// Куда записать PDF; «-» – в стандартный вывод; если не указать – Печать.pdf в папке out
    #[arg(long, short, value_name = "ФАЙЛ")]
    pub out: Option<PathBuf>,
    /// Только документы этих видов, через запятую
    #[arg(long, value_name = "ВИД", value_delimiter = ',', value_parser = kind_of_paper())]
    pub only: Vec<PaperKind>,
    /// Только документы, в имени которых есть эти буквы: фамилия или название
    #[arg(long, value_name = "ИМЯ")]
    pub name: Option<String>,
    /// Для печати с двух сторон: каждый документ начинается с нового листа
    #[arg(long)]
    pub duplex: bool,
    /// Сначала все документы одной пары, потом другой
    #[arg(long)]
    pub by_person: bool,
    /// Сколько экземпляров, по видам: program=2,order=1
    #[arg(long, value_name = "ВИД=ЧИСЛО", value_delimiter = ',')]
    pub copies: Vec<String>,
    /// Не печатать перечень подписей
    #[arg(long)]
    pub no_list: bool,
    /// Отправить на принтер с этим именем
    #[arg(long, value_name = "ПРИНТЕР")]
    pub printer: Option<String>,
}

/// Reads a kind of paper by its word for scripts.
fn kind_of_paper() -> impl TypedValueParser<Value = PaperKind> {
    PossibleValuesParser::new(PaperKind::ALL.map(PaperKind::key))
        .try_map(|word| PaperKind::of_key(&word).ok_or("неизвестный вид документов"))
}
