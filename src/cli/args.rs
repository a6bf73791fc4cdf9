//! The command line.

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::district::DistrictArgs;
use super::papers::{
    ArchiveArgs, BlankArgs, BuildArgs, CleanArgs, IssueArgs, PrintArgs, ReportArgs, StatusArgs,
    WatchArgs,
};
use super::project::{BankArgs, CheckArgs, EventArgs, ExportArgs, ImportArgs, RollOverArgs};
use super::reference::{DeclineArgs, EditionArgs, ExplainArgs, FontsArgs};
use super::signatures::{SignArgs, VerifyArgs};
use super::start::{DoctorArgs, InitArgs, SchemaArgs, ServeArgs};

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
    /// Провести событие года: замену наставника, прекращение, новую пару, продление
    Event(EventArgs),
    /// Показать банк формулировок: готовые записки и планы для программ
    Bank(BankArgs),
    /// Изготовить документы
    Build(BuildArgs),
    /// Собрать вместе ответы частей большой работы (build --shard --json-lines)
    Report(ReportArgs),
    /// Показать, какие документы готовы, какие устарели, а какие вы правили
    Status(StatusArgs),
    /// Показать лишние файлы в папке документов и убрать их в .nastavnik/old
    Clean(CleanArgs),
    /// Отметить документы, которые выданы: дальше программа их не заменяет
    Issue(IssueArgs),
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
    /// Редакции форм: показать, начать свою, проверить
    Edition(EditionArgs),
    /// Просклонять имя, должность или наименование организации
    Decline(DeclineArgs),
    /// Показать встроенные шрифты и проверить, все ли знаки есть в шрифте
    Fonts(FontsArgs),
    /// Сводные документы муниципалитета по папке школ
    District(DistrictArgs),
    /// Перенести прошлогодние файлы на новый учебный год, в новую папку
    RollOver(RollOverArgs),
    /// Готовить документы заново при каждом сохранении файлов
    Watch(WatchArgs),
    /// Открыть страницу в браузере, где все делается без текстового редактора
    Serve(ServeArgs),
    /// Показать, какая это программа, что она нашла в папке и что может на этом компьютере
    Doctor(DoctorArgs),
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
pub(super) struct CompletionsArgs {
    /// Командная оболочка
    #[arg(value_name = "ОБОЛОЧКА")]
    pub shell: ShellName,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum ShellName {
    Bash,
    Zsh,
    Fish,
    Powershell,
}

impl ShellName {
    pub(super) fn shell(self) -> Shell {
        match self {
            Self::Bash => Shell::Bash,
            Self::Zsh => Shell::Zsh,
            Self::Fish => Shell::Fish,
            Self::Powershell => Shell::PowerShell,
        }
    }
}

#[derive(Debug, Parser)]
pub(super) struct ManArgs {
    /// О какой команде; если не указать – обо всей программе
    #[arg(value_name = "КОМАНДА")]
    pub command: Option<String>,
}

#[derive(Debug, Parser)]
pub(super) struct HelpArgs {
    /// О какой команде: build, district papers; если не указать – обо всей программе
    #[arg(value_name = "КОМАНДА")]
    pub command: Vec<String>,
}
