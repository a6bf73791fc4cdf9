//! Words for how the files of the output folder stand.

use std::path::Path;

use crate::console::Console;
use crate::disk::State;
use crate::make::{FileState, KeptFile, Made, Outcome, has_lost_marks};
use crate::plan::{Difference, LOST_MARKS, mark_again};
use crate::russian::counted;

/// A longer list of papers is only counted.
pub(super) const MOST_LINES: usize = 40;
pub(super) const INTERRUPTED: &str =
    "Прервано. Готовые файлы целы; остальное изготовит следующий запуск.";

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
        State::SignedMissing => "подписан, пропал",
        State::Unsigned => "подпись пропала",
        State::Withheld => "ждет исправления",
        State::Orphaned => "лишний",
    }
}

/// What a signed or issued paper says otherwise than the description, and what to do; after the name
/// of the file.
pub(super) fn differs(state: State, difference: &Difference) -> String {
    format!("{}; {}", difference.text(state), difference.advice())
}

/// Lines that name what of a folder a person must look at.
pub(super) fn notes(made: &Made, folder: &Path, clean: &str) -> Vec<String> {
    let mut lines = kept(&made.outcomes);
    lines.extend(leftovers(&made.rest, folder, clean));
    lines
}

/// Why files were not written. A full disk is told once, whatever it has kept out.
pub(super) fn failures(outcomes: &[Outcome]) -> Vec<String> {
    let mut lines: Vec<String> = outcomes.iter().flat_map(|o| o.failed.clone()).collect();
    let mut unroomed = outcomes.iter().flat_map(|o| &o.unroomed);
    if let Some(first) = unroomed.next() {
        let more = unroomed.count();
        let more = if more > 0 {
            let files = counted(more, "файл", "файла", "файлов");
            format!(" (и еще {files} по той же причине)")
        } else {
            String::new()
        };
        lines.push(format!(
            "{first}{more}; освободите место и повторите: готовое не будет изготовлено второй раз"
        ));
    }
    lines
}

/// Says what was lost and found.
pub(super) fn found_again(made: &Made, out: &Path, console: &Console) {
    if made.found_again > 0 {
        console.warn(&format!(
            "Список изготовленного был утрачен или поврежден; он восстановлен по самим файлам: {}",
            counted(made.found_again, "файл", "файла", "файлов")
        ));
    }
    if made.has_lost_marks {
        lost_marks(out, console);
    }
}

/// Lines that name what was left as it is and why.
fn kept(outcomes: &[Outcome]) -> Vec<String> {
    let line = |file: &KeptFile| {
        let path = file.path.display();
        match (file.state, &file.differs) {
            (State::ChangedByHand, _) => Some(format!(
                "предупреждение: {path}: файл изменен вами, он оставлен как есть; заменить его, а ваш сохранить в .nastavnik/old: --force"
            )),
            (state, Some(difference)) => Some(format!(
                "предупреждение: {path}: {}",
                differs(state, difference)
            )),
            // Signed, and says what it would say now: as it should be.
            _ => None,
        }
    };
    outcomes
        .iter()
        .flat_map(|o| &o.kept)
        .filter_map(line)
        .chain(outcomes.iter().flat_map(|o| &o.put_away).map(|name| {
            format!("предупреждение: {name}: подпись лежала без своего документа и к новому не подходит; она убрана в .nastavnik/old")
        }))
        .collect()
}

/// The command that puts away what a school no longer needs.
pub(super) const CLEAN: &str = "nastavnik clean";

/// Lines that name what lies in the folder and is of no paper of the plan, and the command that puts
/// it away.
pub(super) fn leftovers(files: &[FileState], folder: &Path, clean: &str) -> Vec<String> {
    let name = |file: &FileState| folder.join(&file.file).display().to_string();
    let line = |file: &FileState| match (&file.differs, file.state) {
        (Some(difference), state) => Some(format!(
            "предупреждение: {}: {}",
            name(file),
            differs(state, difference)
        )),
        (None, State::ChangedByHand) => Some(format!(
            "предупреждение: {}: файл изменен вами, а такого документа в описании школы больше нет",
            name(file)
        )),
        (None, _) => None,
    };
    let mut lines: Vec<String> = files.iter().filter_map(line).collect();
    let superfluous: Vec<&FileState> = files
        .iter()
        .filter(|file| file.state == State::Orphaned)
        .collect();
    if !superfluous.is_empty() {
        let are_copies = superfluous.iter().all(|file| file.differs.is_some());
        lines.push(if are_copies {
            "Лишние файлы: это копии документов, которые лежат рядом.".to_owned()
        } else {
            "Лишние файлы: таких документов в описании школы больше нет.".to_owned()
        });
        lines.extend(superfluous.iter().map(|file| format!("  {}", name(file))));
        lines.push(format!("Убрать их в .nastavnik/old: {clean}"));
    }
    lines
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::PaperKind;

    #[test]
    fn a_full_disk_is_told_once() {
        let outcome = |n: usize| Outcome {
            kind: PaperKind::ALL[0],
            source: String::new(),
            made: Vec::new(),
            fresh: Vec::new(),
            kept: Vec::new(),
            failed: if n == 1 {
                vec!["а.pdf: нет прав".to_owned()]
            } else {
                Vec::new()
            },
            unroomed: vec![format!("{n}.pdf: на диске нет места")],
            outrun: Vec::new(),
            put_away: Vec::new(),
        };
        let lines = failures(&[outcome(0), outcome(1), outcome(2)]);
        assert_eq!(
            lines,
            [
                "а.pdf: нет прав",
                "0.pdf: на диске нет места (и еще 2 файла по той же причине); освободите место и повторите: готовое не будет изготовлено второй раз"
            ]
        );
    }
}
