//! The command line.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use super::archive::ArchiveArgs;
use super::completions::CompletionsArgs;
use super::help::HelpArgs;
use super::man::ManArgs;
use super::roll_over::RollOverArgs;
use super::schema::SchemaArgs;
use super::serve::ServeArgs;
use super::sign::SignArgs;
use super::verify::VerifyArgs;
use super::watch::WatchArgs;
use crate::batch::{Choice, Format, Kind};
use crate::edition;
use crate::russian::{Gender, Part};
use crate::standard::Standard;

/// Готовит документы о наставничестве педагогов: дорожную карту и персонализированные программы, в
/// PDF и DOCX.
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
    /// Объяснить замечание по его номеру
    Explain(ExplainArgs),
    /// Записать описание школы в книгу Excel
    Export(ExportArgs),
    /// Прочитать книгу Excel или список школы и внести изменения в файлы
    Import(ImportArgs),
    /// Изготовить документы
    Build(BuildArgs),
    /// Показать, какие документы готовы, какие устарели, а какие вы правили
    Status(StatusArgs),
    /// Собрать документы в один PDF для печати
    Print(PrintArgs),
    /// Сложить документы учебного года в архив с описью или проверить такой архив
    Archive(ArchiveArgs),
    /// Подписать документы электронной подписью с помощью вашей программы подписания
    Sign(SignArgs),
    /// Проверить, не изменен ли подписанный документ, и показать, кто его подписал
    Verify(VerifyArgs),
    /// Изготовить пустые бланки форм
    Blank(BlankArgs),
    /// Просклонять имя, должность или наименование организации
    Decline(DeclineArgs),
    /// Показать встроенные шрифты и проверить, все ли знаки есть в шрифте
    Fonts(FontsArgs),
    /// Перенести прошлогодние файлы на новый учебный год, в новую папку
    RollOver(RollOverArgs),
    /// Готовить документы заново при каждом сохранении файлов
    Watch(WatchArgs),
    /// Открыть страницу в браузере, где все делается без текстового редактора
    Serve(ServeArgs),
    /// Записать схемы, по которым редактор кода подсказывает поля и показывает ошибки
    Schema(SchemaArgs),
    /// Вывести подсказки ввода команд для командной оболочки
    Completions(CompletionsArgs),
    /// Вывести страницу руководства в формате man
    Man(ManArgs),
    /// Показать справку о программе или о команде
    Help(HelpArgs),
}

#[derive(Debug, Parser)]
pub(super) struct InitArgs {
    /// Папка, в которой создать файлы
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    /// Создать рядом книгу Excel с тем же образцом, Наставничество.xlsx
    #[arg(long)]
    pub xlsx: bool,
}

#[derive(Debug, Parser)]
pub(super) struct ExportArgs {
    /// Папка с файлом organization.toml
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    /// Куда записать книгу
    #[arg(long, value_name = "ФАЙЛ")]
    pub xlsx: PathBuf,
    /// Записать поверх прежней книги
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Parser)]
pub(super) struct ImportArgs {
    /// Книга или список: xlsx, ods, xls, csv
    #[arg(value_name = "ФАЙЛ")]
    pub file: PathBuf,
    /// Папка с файлом organization.toml
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    /// Только показать, что изменится
    #[arg(long)]
    pub dry_run: bool,
    /// Убрать из файлов то, чего нет в книге
    #[arg(long)]
    pub prune: bool,
    /// Повторять при каждом сохранении книги; закончить – Ctrl+C
    #[arg(long)]
    pub watch: bool,
}

#[derive(Debug, Parser)]
pub(super) struct CheckArgs {
    /// Папка с файлом organization.toml
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    /// Исправить описки, которые можно исправить без риска: лишние пробелы, латинские буквы в
    /// русских словах, знак №; прежние файлы остаются в папке .nastavnik/old
    #[arg(long, conflicts_with = "xlsx")]
    pub fix: bool,
    /// Только показать, что исправит --fix
    #[arg(long, requires = "fix")]
    pub dry_run: bool,
    /// Проверить книгу Excel или список и записать ее копию, в которой ошибки – примечания к
    /// ячейкам
    #[arg(long, value_name = "ФАЙЛ")]
    pub xlsx: Option<PathBuf>,
    /// Вывести ошибки в формате JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Parser)]
pub(super) struct ExplainArgs {
    /// Номер замечания, например 405; без номера – список всех
    #[arg(value_name = "НОМЕР")]
    pub code: Option<String>,
}

#[derive(Debug, Parser)]
pub(super) struct BuildArgs {
    /// Папка с файлом organization.toml или папка, в которой лежат папки школ
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    /// Куда положить документы; если не указать – в папку out рядом с organization.toml
    #[arg(long, value_name = "ПАПКА")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub formats: FormatArgs,
    #[command(flatten)]
    pub files: FileArgs,
    /// Файл DOCX, из которого взять стили: любой документ этой программы, измененный в Word
    #[arg(long, value_name = "ФАЙЛ")]
    pub template: Option<PathBuf>,
    /// Изготовить все заново, в том числе поверх файлов, которые вы правили или подписали
    #[arg(long)]
    pub force: bool,
    /// Сколько документов готовить одновременно; если не указать – по числу ядер процессора
    #[arg(long, value_name = "ЧИСЛО")]
    pub jobs: Option<NonZeroUsize>,
    /// Только часть работы: 3/16 – третья из шестнадцати, чтобы разделить ее между компьютерами
    #[arg(long, value_name = "ЧАСТЬ/ЧИСЛО")]
    pub shard: Option<String>,
    /// Вывести список файлов в формате JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Parser)]
pub(super) struct FormatArgs {
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
    pub fn chosen(&self) -> Vec<Format> {
        let mut formats: Vec<Format> = self.format.iter().map(|f| f.format()).collect();
        formats.sort_unstable();
        formats.dedup();
        formats
    }
}

#[derive(Debug, Default, Parser)]
pub(super) struct FileArgs {
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
    pub fn choice(&self) -> Choice {
        Choice {
            standard: self.standard.map(StandardName::standard),
            attach_source: self.attach_source,
            public: self.public,
        }
    }

    /// Where the files go: public copies never lie among the papers.
    pub fn folder(&self, out: PathBuf) -> PathBuf {
        if self.public { out.join("public") } else { out }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum StandardName {
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
pub(super) enum FormatName {
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
    /// Знаки, которые должны быть в шрифте; если не указать – русские буквы, цифры и знаки
    /// препинания
    #[arg(long, value_name = "ТЕКСТ")]
    pub text: Option<String>,
}

#[derive(Debug, Parser)]
pub(super) struct DeclineArgs {
    /// Имя, должность или наименование; с параметром --json можно не указывать, тогда строки
    /// читаются со стандартного ввода
    #[arg(value_name = "ТЕКСТ")]
    pub text: Vec<String>,
    /// Что это: часть имени, должность или организация
    #[arg(long, value_name = "ЧАСТЬ")]
    pub part: Option<PartName>,
    /// Пол: f – женский, m – мужской
    #[arg(long, value_name = "ПОЛ")]
    pub gender: Option<GenderName>,
    /// Вывести ответ в формате JSON, по одному объекту на строку
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum PartName {
    Surname,
    First,
    Patronymic,
    Post,
    Organization,
}

impl PartName {
    pub fn part(self) -> Part {
        match self {
            Self::Surname => Part::Surname,
            Self::First => Part::First,
            Self::Patronymic => Part::Patronymic,
            Self::Post => Part::Post,
            Self::Organization => Part::Organization,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum GenderName {
    F,
    M,
}

impl GenderName {
    pub fn gender(self) -> Gender {
        match self {
            Self::F => Gender::Feminine,
            Self::M => Gender::Masculine,
        }
    }
}

#[derive(Debug, Parser)]
pub(super) struct StatusArgs {
    /// Папка с файлом organization.toml
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    /// Папка с документами; если не указать – папка out рядом с organization.toml
    #[arg(long, value_name = "ПАПКА")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub formats: FormatArgs,
    #[command(flatten)]
    pub files: FileArgs,
    /// Вывести ответ в формате JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Parser)]
pub(super) struct PrintArgs {
    /// Папка с файлом organization.toml
    #[arg(value_name = "ПАПКА", default_value = ".")]
    pub folder: PathBuf,
    /// Куда записать PDF; если не указать – Печать.pdf в папке out
    #[arg(long, value_name = "ФАЙЛ")]
    pub out: Option<PathBuf>,
    /// Только документы этих видов, через запятую
    #[arg(long, value_name = "ВИД", value_delimiter = ',')]
    pub only: Vec<KindName>,
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

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum KindName {
    Order,
    Regulation,
    Roadmap,
    MunicipalRoadmap,
    Program,
    Labour,
    Register,
}

impl KindName {
    pub fn kind(self) -> Kind {
        match self {
            Self::Order => Kind::Order,
            Self::Regulation => Kind::Regulation,
            Self::Roadmap => Kind::Roadmap,
            Self::MunicipalRoadmap => Kind::MunicipalRoadmap,
            Self::Program => Kind::Program,
            Self::Labour => Kind::Labour,
            Self::Register => Kind::Register,
        }
    }
}
