//! Words for how the files of the output folder stand.

use std::path::Path;

use crate::console::Console;
use crate::disk::State;
use crate::make::{FileState, Outcome, has_lost_marks};
use crate::plan::{Difference, LOST_MARKS, mark_again};

pub(super) fn word(state: State) -> &'static str {
    match state {
        State::New => "нет",
        State::Stale => "устарел",
        State::Fresh => "готов",
        State::ChangedByHand => "изменен вами",
        State::Signed => "подписан",
        State::Issued => "выдан",
        State::Unknown => "неизвестный",
        State::Held => "при выданном",
        State::Missing => "выданный пропал",
        State::Withheld => "ждет исправления",
        State::Orphaned => "лишний",
    }
}

/// What a signed or issued paper says otherwise than the description, and what to do; after the name
/// of the file.
pub(super) fn differs(state: State, difference: &Difference) -> String {
    format!("{}; {}", difference.text(state), difference.advice())
}

/// Names what was left as it is and why.
pub(super) fn kept(outcomes: &[Outcome], console: &Console) {
    for file in outcomes.iter().flat_map(|o| &o.kept) {
        let path = file.path.display();
        match (file.state, &file.differs) {
            (State::ChangedByHand, _) => console.warn(&format!(
                "предупреждение: {path}: файл изменен вами, он оставлен как есть; заменить его, а ваш сохранить в .nastavnik/old: --force"
            )),
            (state, Some(difference)) => {
                console.warn(&format!("предупреждение: {path}: {}", differs(state, difference)));
            }
            // Signed, and says what it would say now: as it should be.
            _ => {}
        }
    }
}

/// Names what lies in the folder and is of no paper of the plan.
pub(super) fn leftovers(files: &[FileState], folder: &Path, console: &Console) {
    let name = |file: &FileState| folder.join(&file.file).display().to_string();
    for file in files {
        match (&file.differs, file.state) {
            (Some(difference), state) => console.warn(&format!(
                "предупреждение: {}: {}",
                name(file),
                differs(state, difference)
            )),
            (None, State::ChangedByHand) => console.warn(&format!(
                "предупреждение: {}: файл изменен вами, а такого документа в описании школы больше нет",
                name(file)
            )),
            (None, _) => {}
        }
    }
    let superfluous: Vec<&FileState> = files
        .iter()
        .filter(|file| file.state == State::Orphaned)
        .collect();
    if superfluous.is_empty() {
        return;
    }
    console.warn("Лишние файлы: таких документов в описании школы больше нет.");
    for file in superfluous {
        console.warn(&format!("  {}", name(file)));
    }
    console.warn("Убрать их в .nastavnik/old: nastavnik clean");
}

/// Says that it is not known any more which papers were given out.
pub(super) fn lost_marks(folder: &Path, console: &Console) {
    let again = mark_again(&folder.display().to_string());
    console.warn(&format!("предупреждение: {LOST_MARKS}; {again}"));
}

/// Says it where a folder is only looked at; what cannot be read is told by the look itself.
pub(super) fn lost_marks_in(folder: &Path, console: &Console) {
    if has_lost_marks(folder).unwrap_or(false) {
        lost_marks(folder, console);
    }
}
