//! What became of a file that was to be signed, and why a paper must not be.

use crate::disk::{State, Trouble};
use crate::signing::Fault;

/// What became of a file.
pub(super) enum Done {
    Signed(String),
    /// A file of a folder that needs no such signature, and why.
    Passed(String),
}

pub(super) enum NotSigned {
    Fault(Fault),
    Disk(Trouble),
    /// A paper that is not what it should be.
    NotReady(NotReady),
}

impl NotSigned {
    /// In words of the page.
    pub(super) fn on_page(self) -> String {
        match self {
            Self::Fault(fault) => fault.on_page(),
            Self::Disk(trouble) => trouble.reason(),
            Self::NotReady(why) => why.on_page(),
        }
    }
}

impl From<Fault> for NotSigned {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Trouble> for NotSigned {
    fn from(trouble: Trouble) -> Self {
        Self::Disk(trouble)
    }
}

/// Why a paper must not be signed as it lies there, and what to do, on the command line and on the
/// page.
#[derive(Clone, Copy)]
pub(super) struct NotReady {
    why: &'static str,
    on_line: &'static str,
    on_page: &'static str,
}

impl NotReady {
    /// Whether a paper may be signed is known by its state alone.
    pub(super) fn of(state: State) -> Option<Self> {
        let (why, on_line, on_page) = match state {
            State::Stale => (
                "данные школы изменились после того, как документ был создан",
                "создайте его заново (build) и подпишите новый",
                "изготовьте его заново и подпишите новый",
            ),
            State::ChangedByHand => (
                "файл изменен после того, как его создала программа",
                "верните документ (build) или подпишите его копию в другой папке",
                "изготовьте его заново с отметкой «заменить и то, что я правил в Word»",
            ),
            State::Withheld => (
                "в описании школы есть ошибки, и документ ждет исправления",
                "исправьте их (check), создайте его заново (build) и подпишите новый",
                "исправьте их, изготовьте его заново и подпишите новый",
            ),
            State::Orphaned => (
                "такого документа в описании школы больше нет",
                "подпишите новый, а этот уберите (clean)",
                "подпишите новый, а этот уберите кнопкой «Убрать лишние файлы»",
            ),
            State::Unknown => (
                "файла нет в списке изготовленного, и что в нем, неизвестно",
                "уберите его, создайте заново (build) и подпишите новый",
                "уберите его из папки, изготовьте документ заново и подпишите новый",
            ),
            State::Held => (
                "другой файл этого документа уже выдан, а описание школы теперь говорит иначе",
                "подписывают выданный",
                "подписывают выданный",
            ),
            State::Missing => (
                "это не тот файл, который был выдан под этим именем",
                "верните выданный или снимите отметку (issue --undo)",
                "верните выданный или снимите отметку «выдан»",
            ),
            State::SignedMissing => (
                "это не тот файл, который был подписан под этим именем",
                "верните подписанный или снимите отметку (issue --undo)",
                "верните подписанный или снимите отметку «выдан»",
            ),
            State::New | State::Fresh | State::Signed | State::Unsigned | State::Issued => {
                return None;
            }
        };
        Some(Self {
            why,
            on_line,
            on_page,
        })
    }

    pub(super) fn on_line(self) -> String {
        format!("{}; {}", self.why, self.on_line)
    }

    pub(super) fn on_page(self) -> String {
        format!("{}; {}", self.why, self.on_page)
    }
}
